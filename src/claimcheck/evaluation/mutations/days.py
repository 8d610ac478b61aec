"""Dates changed by a day, a month or a year; and the same date written otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.text.dates import DateMention, Granularity, Relation

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = re.compile(r"\b(" + "|".join(_MONTHS) + r")\b")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
_FULL = re.compile(
    r"(?:(?P<d1>\d{1,2}) (?P<m1>" + "|".join(_MONTHS) + r") (?P<y1>\d{4})"
    r"|(?P<m2>" + "|".join(_MONTHS) + r") (?P<d2>\d{1,2}), (?P<y2>\d{4})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2}))"
)
# With these the claim gives the day, month or year of something; "before 2011" stays true of 2012.
_EXACT = frozenset((Relation.ON, Relation.UNTIL, Relation.SINCE, Relation.AS_OF))


def make_day(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Move a date by one day."""
    for mention in _changeable(subject):
        found = _FULL.fullmatch(mention.surface)
        if found is not None:
            day = mention.first + timedelta(days=chance.choice((-1, 1)))
            if re.search(rf"\b{day.day}\b", subject.text):
                continue  # "the night of 11 and 11 March" says no more than "of 11 and 12 March"
            words = _write(day, form=_form(mention.surface))
            yield _twin(subject, mention, Mutation.DATE_DAY, words)


def make_month(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Move a date by one month, within its year."""
    for mention in _changeable(subject):
        found = _MONTH.search(mention.surface)
        if found is None or len(_MONTH.findall(mention.surface)) > 1:
            continue
        index = _MONTHS.index(found.group())
        other = index + chance.choice((-1, 1))
        other = other if 0 <= other < 12 else index + (1 if index == 0 else -1)
        words = mention.surface[: found.start()] + _MONTHS[other] + mention.surface[found.end() :]
        # "in July and July 2001" says no more than "in June and July 2001".
        if _exists(words) and _MONTHS[other] not in subject.text:
            yield _twin(subject, mention, Mutation.DATE_MONTH, words)


def make_year(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Move a date by one year."""
    for mention in _changeable(subject):
        years = list(_YEAR.finditer(mention.surface))
        if len(years) != 1 or mention.granularity in {Granularity.DECADE, Granularity.CENTURY}:
            continue
        # "resolution 1701 (2006)": the year is part of the name.
        if subject.text[mention.start - 1 : mention.start] == "(" and mention.granularity is Granularity.YEAR:
            continue
        found = years[0]
        year = str(int(found.group()) + chance.choice((-1, 1)))
        words = mention.surface[: found.start()] + year + mention.surface[found.end() :]
        if _exists(words):
            yield _twin(subject, mention, Mutation.DATE_YEAR, words)


def make_format(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Write a day in another usual form."""
    for mention in subject.dates:
        if subject.is_quoted(mention.start, mention.end) or not _FULL.fullmatch(mention.surface):
            continue
        forms = [f for f in ("dmy", "mdy", "iso") if f != _form(mention.surface)]
        form = chance.choice(forms)
        words = _write(mention.first, form=form)
        after = subject.text[mention.end : mention.end + 1]
        if form == "mdy" and after == " ":
            words += "" if subject.text[mention.end :].startswith((" and", " or", " to")) else ","
        yield _twin(subject, mention, Mutation.DATE_FORMAT, words)


def _changeable(subject: Subject) -> Iterator[DateMention]:
    """Yield the dates outside quotations that the claim gives as those of what it tells.

    A date that the claim gives twice would be changed in one place only.
    """
    for mention in subject.dates:
        if mention.relation not in _EXACT or mention.inferred or subject.is_quoted(mention.start, mention.end):
            continue
        if any(m is not mention and m.first == mention.first for m in subject.dates):
            continue
        yield mention


def _twin(subject: Subject, mention: DateMention, mutation: Mutation, words: str) -> Twin:
    return Twin.of(subject.text, mutation, [Edit(mention.start, mention.end, words)])


def _form(surface: str) -> str:
    if surface[:4].isdigit():
        return "iso"
    return "dmy" if surface[0].isdigit() else "mdy"


def _write(day: date, *, form: str) -> str:
    if form == "iso":
        return day.isoformat()
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month} {day.year}" if form == "dmy" else f"{month} {day.day}, {day.year}"


def _exists(surface: str) -> bool:
    """Whether a date that was put together is one: not 31 June."""
    found = _FULL.fullmatch(surface)
    if found is None:
        return not re.fullmatch(r"(?:30|31) February|31 (?:April|June|September|November)", surface)
    parts = found.groupdict()
    month = parts["m1"] or parts["m2"]
    number = _MONTHS.index(month) + 1 if month else int(parts["m3"])
    try:
        date(int(parts["y1"] or parts["y2"] or parts["y3"]), number, int(parts["d1"] or parts["d2"] or parts["d3"]))
    except ValueError:
        return False
    return True
