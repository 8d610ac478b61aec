"""Dates that count from the day of writing: "yesterday", "on Thursday", "August 17" without its year."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from claimcheck.text.dates.direction import Direction, direction_at
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
_MONTH_BEFORE_TO_COME = frozenset({"next", "for"})  # "scheduled for July"; no "voted for May"


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
    direction = direction_at(text, start, end)
    day = _weekday(low, anchor)
    coming = _weekday(low, anchor + timedelta(days=6))
    if direction is Direction.AHEAD or (direction is Direction.EITHER and coming - anchor < anchor - day):
        day = coming
    return [replace(_day(start, end, day), ahead=direction is not Direction.BEHIND)]


def with_year(text: str, piece: Piece, anchor: date) -> None:
    """Place a day or month without a year: the last one that begins by `anchor`, or the coming one."""
    point = piece.last
    if point.months is None:
        return
    direction = direction_at(text, piece.start, piece.end)
    if point.day is None and not point.part:
        before = _BEFORE.search(text[max(0, piece.start - 24) : piece.start])
        word = before[1].lower() if before is not None else ""
        led = word in _MONTH_BEFORE_TO_COME and direction is not Direction.BEHIND
        if word not in _MONTH_BEFORE and not (led and text[piece.start : piece.end] != "May"):
            return
    behind, coming = _nearest(point, anchor, step=-1), _nearest(point, anchor, step=1)
    year = coming if direction is Direction.AHEAD else behind
    if direction is Direction.EITHER and behind is not None and coming is not None:
        year = min(behind, coming, key=lambda y: (_distance(replace(point, year=y), anchor), y))
    if year is None:
        return
    shift = 1 if piece.high and (piece.low.months or (0, 0)) > point.months else 0
    if piece.high is not None:
        piece.high = replace(point, year=year, years=1)
    low = piece.low
    piece.low = replace(low, year=low.year or year - shift, years=1)
    piece.inferred, piece.ahead = True, direction is not Direction.BEHIND


def _nearest(point: Point, anchor: date, *, step: int) -> int | None:
    """Return the year of the last such date that begins by `anchor`, or of the next that ends no earlier."""
    for year in range(anchor.year, anchor.year + 9 * step, step):
        span = replace(point, year=year).interval()
        if span is not None and (span[1] >= anchor if step > 0 else span[0] <= anchor):
            return year
    return None


def _distance(point: Point, anchor: date) -> timedelta:
    first, last = point.interval() or (anchor, anchor)
    return max(first - anchor, anchor - last, timedelta())


def _day(start: int, end: int, day: date) -> Piece:
    return Piece(start, end, Point(day.year, (day.month, day.month), day.day), inferred=True)


def _weekday(name: str, upto: date) -> date:
    return upto - timedelta(days=(upto.weekday() - _DAYS.index(name)) % 7)
