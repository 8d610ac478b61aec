"""Dates that count from the day of writing: "yesterday", "on Thursday", "August 17" without its year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimcheck.text.dates.forms import Piece
from claimcheck.text.dates.records import Point

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS = frozenset(_DAYS)
_SPAN = re.compile(r"(last|this)\s{1,2}(year|month)(?![\w'’])", re.IGNORECASE)
_LAST_DAY = re.compile(rf"last\s{{1,2}}({'|'.join(d.title() for d in _DAYS)})(?![\w'’])", re.IGNORECASE)
_BEFORE = re.compile(r"([A-Za-z]+)\s{1,2}$")
# "every Thursday" is no date, nor are "Bloody Sunday" and "next Thursday".
_NOT_A_DAY = frozenset("every each the a an next any one some most all previous following coming".split())
# A month alone is one only after such words: "May" is also a verb and a name.
_MONTH_BEFORE = frozenset(
    "in since until till by before after during of last late early mid from to and through".split()
)


def read_relative(text: str, start: int, word: str, anchor: date) -> list[Piece]:
    """Return the date that "today", "last year" or a weekday at `start` is, counted from `anchor`."""
    low, end = word.lower(), start + len(word)
    if low in {"today", "yesterday"}:
        if text[end : end + 1] in {"'", "’"}:
            return []
        return [_day(start, end, anchor - timedelta(days=low == "yesterday"))]
    span = _SPAN.match(text, start)
    if span is not None:
        back = span[1].lower() == "last"
        if span[2].lower() == "year":
            return [Piece(start, span.end(), Point(anchor.year - back), inferred=True)]
        month = (anchor.replace(day=1) - timedelta(days=1)) if back else anchor
        return [Piece(start, span.end(), Point(month.year, (month.month, month.month)), inferred=True)]
    last = _LAST_DAY.match(text, start)
    if last is not None:
        return [_day(start, last.end(), _weekday(last[1].lower(), anchor - timedelta(days=1)))]
    if low not in WEEKDAYS or not word[0].isupper() or text[end : end + 1] in {"'", "’", "-"}:
        return []
    before = _BEFORE.search(text[max(0, start - 24) : start])
    if before is not None and (before[1].lower() in _NOT_A_DAY or (before[1][0].isupper() and before[1] != "On")):
        return []
    if re.match(r",?\s{1,2}(?:the\s)?(?:[0-9]{1,2}\b|[A-Z][a-z]{2,8}\.?\s[0-9])", text[end : end + 24]):
        return []  # the date itself follows
    return [_day(start, end, _weekday(low, anchor))]


def with_year(text: str, piece: Piece, anchor: date) -> None:
    """Place a day or month without a year: the last one that does not come after `anchor`."""
    point = piece.last
    if point.months is None:
        return
    if point.day is None and not point.part:
        before = _BEFORE.search(text[max(0, piece.start - 24) : piece.start])
        if before is None or before[1].lower() not in _MONTH_BEFORE:
            return
    for year in range(anchor.year, anchor.year - 9, -1):
        span = Point(year, point.months, point.day, point.part).interval()
        if span is not None and span[0] <= anchor:
            shift = 1 if piece.high and (piece.low.months or (0, 0)) > point.months else 0
            if piece.high is not None:
                piece.high = Point(year, point.months, point.day, point.part)
            low = piece.low
            piece.low = Point(low.year or year - shift, low.months, low.day, low.part)
            piece.inferred = True
            return


def _day(start: int, end: int, day: date) -> Piece:
    return Piece(start, end, Point(day.year, (day.month, day.month), day.day), inferred=True)


def _weekday(name: str, upto: date) -> date:
    return upto - timedelta(days=(upto.weekday() - _DAYS.index(name)) % 7)
