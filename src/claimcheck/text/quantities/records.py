"""The record of a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Comparator(StrEnum):
    """How a number bounds what is meant; `NEARLY` is just under it."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as a text gives it.

    `start` and `end` span the number with its sign, currency, scale and unit
    (`surface` is exactly that), without the words that bound it: their span is
    `cue` ("at least" in "at least $5"; for "5 or more" the words after).

    `low` and `high` are the ends of what is written, in `unit`: equal for a
    single value, `high` None where it is open ("dozens": from 24). A value
    written as a share of a whole in words ("a third", "one in five") is in
    percent and marked `fraction`. Names that count nothing have the number in
    them as value, or None ("S/2017/674").

    `precision` is half a unit of the last place that the writer vouches for:
    as written ("2.4 billion": 50 million; "2,400": one half), but without
    trailing zeros after "about" and "nearly" ("about 2,400": 50); a twentieth
    of the value for a share in words; zero after "exactly".

    `unit` is the canonical name ("" for a plain count), `noun` the counted
    thing's head in the singular, or for an identifier the word that says what
    it names ("resolution"). An `identifier` is a number that names something
    ("resolution 2371", "S/2017/674", "COVID-19", a clock time, a date that
    could not be read as one). `rate` is what it is counted by ("a year", "per
    head": year, head), or "".
    """

    start: int
    end: int
    surface: str
    low: Decimal | None
    high: Decimal | None
    comparator: Comparator = Comparator.EXACT
    precision: Decimal = Decimal("0.5")
    unit: str = ""
    ordinal: bool = False
    noun: str = ""
    identifier: bool = False
    fraction: bool = False
    cue: tuple[int, int] | None = None
    rate: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.surface):
            raise ValueError(f"quantity {self.start}:{self.end} does not fit its surface")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"quantity from {self.low} to {self.high}")

    @property
    def single(self) -> bool:
        """Whether it is one value, not a range."""
        return self.low is not None and self.low == self.high
