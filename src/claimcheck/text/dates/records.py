"""The records of a date, and the calendar arithmetic on what is written of it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Granularity(StrEnum):
    """How finely a date is given; a quarter also stands for half-years, seasons and "early 2017"."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Relation(StrEnum):
    """How what is said stands to the date; `ON` is any time within it ("in", "on", "during")."""

    ON = "on"
    SINCE = "since"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    AS_OF = "as_of"
    FROM_TO = "from_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date as a text gives it.

    `start` and `end` span the date itself (`surface`), without the word that
    relates it ("since"); a range is one span from its first date to its last.
    `first` and `last` are the days that enclose it, both included. `inferred`
    says that its year, or more, was taken from the anchor, `ahead` that
    the words around may mean one that is to come.
    """

    start: int
    end: int
    surface: str
    first: date
    last: date
    granularity: Granularity
    relation: Relation = Relation.ON
    inferred: bool = False
    ahead: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.surface):
            raise ValueError(f"date {self.start}:{self.end} does not fit its surface")
        if self.first > self.last:
            raise ValueError(f"a date from {self.first} to {self.last}")


@dataclass(frozen=True, slots=True)
class Point:
    """A date as written: `years` long from `year`, or `months` of it, or a day; `part` is early, mid or late.

    `year` is None where it is not written.
    """

    year: int | None
    months: tuple[int, int] | None = None
    day: int | None = None
    part: str = ""
    years: int = 1

    @property
    def granularity(self) -> Granularity:
        """How finely it is given."""
        if self.day is not None:
            return Granularity.DAY
        if self.months is not None:
            return Granularity.MONTH if self.months[0] == self.months[1] else Granularity.QUARTER
        if self.years > 1:
            return Granularity.CENTURY if self.years > 10 else Granularity.DECADE
        return Granularity.QUARTER if self.part else Granularity.YEAR

    def interval(self) -> tuple[date, date] | None:
        """Return its first and last day; None if the year is unknown or there is no such day."""
        if self.year is None or not 1 <= self.year <= 9999 - self.years:
            return None
        if self.day is not None and self.months is not None:
            if self.day > monthrange(self.year, self.months[0])[1]:
                return None
            day = date(self.year, self.months[0], self.day)
            return day, day
        if self.months is None and self.part and self.years == 1:
            return _months(self.year, {"early": (1, 4), "mid": (4, 9), "late": (9, 12)}[self.part])
        if self.months is None:
            first, years = self.year, self.years
            if self.part:  # the first, middle or last four years of a decade
                unit = self.years // 10
                first += {"early": 0, "mid": 3, "late": 6}[self.part] * unit
                years = 4 * unit
            return date(first, 1, 1), date(first + years - 1, 12, 31)
        first_day, last_day = _months(self.year, self.months)
        if self.part:
            low, high = {"early": (1, 10), "mid": (10, 20), "late": (20, last_day.day)}[self.part]
            return first_day.replace(day=low), first_day.replace(day=high)
        return first_day, last_day


def _months(year: int, months: tuple[int, int]) -> tuple[date, date]:
    low, high = months
    return date(year, low, 1), date(year, high, monthrange(year, high)[1])
