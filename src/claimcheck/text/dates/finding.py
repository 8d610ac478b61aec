"""Finding dates: what is written, the year it leaves out, and the word that relates it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from claimcheck.text.dates import forms
from claimcheck.text.dates.context import is_year, relation_at
from claimcheck.text.dates.forms import Piece
from claimcheck.text.dates.records import DateMention, Granularity, Point, Relation
from claimcheck.text.dates.relative import WEEKDAYS, read_relative, with_year
from claimcheck.text.quantities.codes import naming_word
from claimcheck.text.quantities.surroundings import words_before

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CORE = re.compile(r"[0-9]+|[A-Za-z]+[1-4]?")
_LIST = re.compile(r"\s?(?:,|;|,?\s(?:and|or|to|until|through|till)|[-–—&])\s{0,2}(?:on\s)?")
_TO = re.compile(r"\s?[-‐‑–—]\s?|\s{1,2}(?:to|through|until|till|up\sto)\s{1,2}(?:the\s)?")
_AND = re.compile(r"\s{1,2}and\s{1,2}(?:the\s)?")
_BETWEEN = re.compile(r"\bbetween\s(?:the\s)?$", re.IGNORECASE)
_ORDER = list(Granularity)
_RELATIVE = frozenset({"today", "yesterday", "last", "this", *WEEKDAYS})


def find_dates(text: str, *, anchor: date | None = None) -> list[DateMention]:
    """Return the dates in `text`, in order and without overlap.

    A paragraph is read for itself. What cannot be placed is left out: a day
    without a year and without an anchor, "5/6/2022" (which is the month?),
    days that do not exist, times of day, "last week". A four-digit number is a
    year only where its surroundings say so ("in 2017", "(2017)", "the 2015
    agreement", "2012: ..."), never after a word that numbers name things with
    ("resolution 2087"). Fiscal years are left out: they are not the
    calendar's. "2005-06" is the two years. Seasons are the northern
    hemisphere's; winter is left out, as it lies in two years. Early, mid and
    late are January to April, April to September, September to December; of a
    month its first ten days, the next ten, the rest.

    >>> [(d.surface, d.first.isoformat(), d.relation.value) for d in find_dates("since the 1990s and on 5 May 2017")]
    [('1990s', '1990-01-01', 'since'), ('5 May 2017', '2017-05-05', 'on')]

    Args:
        text: Any text.
        anchor: The day it was written. A day or month without its year is the
            last one before it, or the coming one where the words point ahead ("is
            due by September"); "today", "on Thursday" and "last year" count from it.
    """
    found: list[DateMention] = []
    for low, high in _paragraphs(text):
        part = text[low:high]
        mentions = _mentions(part, _joined(part, _with_years(part, _pieces(part, anchor)), anchor))
        found += [replace(m, start=m.start + low, end=m.end + low) for m in mentions] if low else mentions
    return found


def parse_document_date(text: str) -> tuple[date, date] | None:
    """Return the first and last day that a document's date field speaks of, None if it names none.

    >>> [d.isoformat() for d in parse_document_date("4 July 2017 (circulated 24 July 2017)")]
    ['2017-07-04', '2017-07-24']

    Args:
        text: The field as written: "17 August 2017", "2014-2017", "June-July
            1950", "about 25 May 2012", "2017-09".
    """
    month = re.fullmatch(r"\s*([12][0-9]{3})-(0[1-9]|1[0-2])\s*", text)
    if month is not None:
        return Point(int(month[1]), (int(month[2]), int(month[2]))).interval()
    spans = []
    year: int | None = None
    for piece in _with_years(text, _pieces(text, None, field=True)):
        piece.low, piece.high = _in_year(piece.low, year), _in_year(piece.high, year) if piece.high else None
        year = piece.last.year or year
        span = _interval(piece)
        if span is not None:
            spans.append(span)
    return (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    for gap in _PARAGRAPH.finditer(text):
        yield low, gap.start()
        low = gap.end()
    yield low, len(text)


def _pieces(text: str, anchor: date | None, *, field: bool = False) -> list[Piece]:
    """Read what is written, from left to right; bare numbers that are no years are left out."""
    found: list[Piece] = []
    floor = 0
    for core in _CORE.finditer(text):
        start = core.start()
        if start < floor:
            continue
        pieces = _read_at(text, start, core[0], anchor)
        if len(pieces) > 1 and pieces[0].start == start and naming_word(words_before(text, start)) is not None:
            del pieces[0]  # "Article 5, 8 July"
        for piece in pieces:
            if piece.bare and not field and not is_year(text, piece, found[-1] if found else None):
                continue
            found.append(piece)
            floor = piece.end
    return found


def _read_at(text: str, start: int, word: str, anchor: date | None) -> list[Piece]:
    before = text[start - 1 : start]
    if word[0].isdigit():
        attached = bool(before) and (before.isalnum() or before in "_.,:$€£¥#№@+") and not _glued(text, start)
        return [] if attached else forms.read_figures(text, start)
    if before.isalnum() or before == "_":
        return []
    if word in forms.MONTHS:
        return forms.read_month(text, start)
    low = word.lower()
    if (
        low in forms.LEADS
        or low in forms.SEASON_WORDS
        or low in forms.CENTURY_WORDS
        or (word[0] in "QH" and len(word) == 2)
    ):
        pieces = forms.read_lead(text, start)
        if pieces:
            return pieces
    return read_relative(text, start, word, anchor) if anchor is not None and low in _RELATIVE else []


def _glued(text: str, start: int) -> bool:
    """Whether a comma or full stop before digits ends something else ("Seoul,2017", "5,17 May")."""
    return text[start - 1] in ",." and not text[max(0, start - 2)].isdigit() and not text[max(0, start - 2)].isspace()


def _with_years(text: str, pieces: list[Piece]) -> list[Piece]:
    """Give a day or month without a year that of the date it is listed with ("28 February, 8 March 2017")."""
    for index in range(len(pieces) - 1, 0, -1):
        piece, following = pieces[index - 1], pieces[index]
        if piece.last.year is None and following.low.year is not None and not following.bare:
            gap = text[piece.end : following.start]
            if len(gap) < 12 and _LIST.fullmatch(gap):
                year = following.low.year
                later = _key(piece.last) > _key(following.low) and _TO.fullmatch(gap) is not None
                year -= 1 if later else 0
                piece.low, piece.high = _in_year(piece.low, year), _in_year(piece.high, year) if piece.high else None
    return pieces


def _joined(text: str, pieces: list[Piece], anchor: date | None) -> list[Piece]:
    """Join the ends of ranges and place what still has no year by the anchor."""
    joined: list[Piece] = []
    for piece in pieces:
        previous = joined[-1] if joined else None
        if previous is not None and previous.high is None and piece.high is None:
            gap = text[previous.end : piece.start]
            if len(gap) < 16 and _links(text, previous, gap):
                if piece.low.year is None and previous.low.year is not None:
                    piece.low = _in_year(piece.low, previous.low.year)
                both = Piece(previous.start, piece.end, previous.low, piece.low, inferred=previous.inferred)
                if _rising(both):
                    joined[-1] = both
                    continue
        joined.append(piece)
    for piece in joined:
        if piece.last.year is None and anchor is not None:
            with_year(text, piece, anchor)
    return [p for p in joined if _interval(p) is not None]


def _links(text: str, first: Piece, gap: str) -> bool:
    if _TO.fullmatch(gap):
        return True
    return _AND.fullmatch(gap) is not None and _BETWEEN.search(text[max(0, first.start - 16) : first.start]) is not None


def _rising(piece: Piece) -> bool:
    first, last = piece.low.interval(), piece.last.interval()
    if first is None or last is None:
        return piece.low.year is None and piece.last.year is None and _key(piece.low) != _key(piece.last)
    return first[0] < last[0] and first[1] < last[1]


def _key(point: Point) -> tuple[int, int]:
    return point.months[0] if point.months else 0, point.day or 0


def _in_year(point: Point, year: int | None) -> Point:
    return replace(point, year=year) if point.year is None else point


def _interval(piece: Piece) -> tuple[date, date] | None:
    low, high = piece.low.interval(), piece.last.interval()
    return (low[0], high[1]) if low and high and low[0] <= high[1] else None


def _mentions(text: str, pieces: list[Piece]) -> list[DateMention]:
    mentions = []
    for piece in pieces:
        span = _interval(piece)
        if span is None:
            continue
        coarser = max(piece.low.granularity, piece.last.granularity, key=_ORDER.index)
        mentions.append(
            DateMention(
                start=piece.start,
                end=piece.end,
                surface=text[piece.start : piece.end],
                first=span[0],
                last=span[1],
                granularity=coarser,
                relation=Relation.FROM_TO if piece.high else relation_at(text, piece),
                inferred=piece.inferred,
                ahead=piece.ahead,
            )
        )
    return mentions
