"""A quick reading of the commonest dates, for texts that hold no others.

Most passages hold no date, or only "(2004)" and "1 October 2004". What
`find_dates` makes of these is known from the few characters around them;
whatever may mean more is left to it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from claimcheck.text.dates import forms
from claimcheck.text.dates.context import is_year
from claimcheck.text.dates.forms import Piece
from claimcheck.text.dates.records import Point
from claimcheck.text.dates.relative import WEEKDAYS


class PlainDate(NamedTuple):
    """A day, a month (`day` 0) or a year (`month` 0 too)."""

    year: int
    month: int = 0
    day: int = 0


_NAMES = "January February March April May June July August September October November December".split()
_NUMBERS = {name: number for number, name in enumerate(_NAMES, start=1)}
# A year or the name of a month. It begins with one class of characters: only so is a text without them passed over
# at once, an alternative at its head costs ten times as much.
_TAILS = sorted({name[1:] for name in forms.MONTHS}, key=lambda tail: (-len(tail), tail))
_ATOM = re.compile(
    rf"[12{''.join(sorted({name[0] for name in forms.MONTHS}))}](?:[0-9]{{3}}|(?:{'|'.join(_TAILS)})(?![A-Za-z]))"
)
_WITH_YEAR = re.compile(
    rf"({'|'.join(_NUMBERS)}) (?:(3[01]|[12][0-9]|[1-9]), )?(1[5-9][0-9]{{2}}|20[0-9]{{2}}|2100)(?![0-9])"
)
# What may stand before a date, and behind a year that ends one.
_BEFORE = frozenset(' \n\t(["“')
_JOINED = frozenset("_:$€£¥#№@+")
_END = re.compile(r"[)\]\s\"”“;:?!]|[,.](?![0-9])|\Z")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_DAY_BEFORE = re.compile(r"(?:\A|[\s(\[\"“])(3[01]|[12][0-9]|0?[1-9]) \Z")
# "12, 13 and 14 October", "12 to 14 October", "Article 5, 8 July": another number belongs to the day.
_TIED_DAY = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?:st|nd|rd|th)?[^A-Za-z0-9()]{0,4}(?:(?:to|and|or|through|until|till)\s{1,3})?\Z"
)
_LOOSE_ENDS = frozenset({"on", "of", "by", "he", "ed", "om", "in"})  # of the word before: "on", "the", "dated", "from"
# "5th of June 2004", "5 June 2004".
_OTHER_DAY = re.compile(r"[0-9](?:st|nd|rd|th)?\s{1,3}(?:of\s{1,3})?\Z")
# "the end of 2004", "second half of 2004", "Q1 of 2004"; a month has the same key without it.
_LEAD = re.compile(
    r"\b(?:early|mid|late|beginning|start|middle|end|close|quarter|half|spring|summer|autumn|fall|[qh][1-4])"
    r"[\s‐‑-]{1,6}(?:(?:of|in|the)\s{1,6}){0,3}\Z",
    re.IGNORECASE,
)
# What may tie a date to the one before it: "1 May 2004 to 5 June 2005", "1995, 1996 and 1997".
_LIST = re.compile(r"\s?(?:[-‐‑–—,;&/]|and|or|to)")
_RANGE = re.compile(r"\s?[-‐‑–—]|\s{1,2}(?:to|through|until|till|up)\b")
_LONGEST_TIE = 20
_SLASHED = re.compile(r"[0-9]/[0-9]{1,2}/\Z")
_ISO_REST = re.compile(r"[-/.‐‑–][0-9]{2}")
# Looked for by their ends, which few other words have.
_DAY_NAME = re.compile("day(?:" + "|".join(f"(?<={day})" for day in (*sorted(WEEKDAYS), "today", "yesterday")) + ")")
_RELATIVE = re.compile(r"(?:last|this)\s{1,2}(?:year|month)")
# Before these a number is no year, whatever else stands around it.
_NAMING = frozenset({"resolution", "resolutions", "paragraph", "paragraphs", "article", "articles", "page", "number"})
_WORD_BEFORE = re.compile(r"(?<![A-Za-z])([A-Za-z]+)\s{1,2}\Z")
_NONE = PlainDate(0)
_LATE_YEARS = {str(year): PlainDate(year) for year in range(1800, 2101)}


def read_plain_dates(text: str, as_of: date | None) -> set[PlainDate] | None:
    """Return the dates of `text`, or None if one of them may need a closer look."""
    small = text.lower()
    if "century" in small or (as_of is not None and _may_be_relative(small)):
        return None
    if not text.isascii() and ("年" in text or "년" in text):
        return None
    found: set[PlainDate] = set()
    end, last = 0, _NONE
    for atom in _ATOM.finditer(text):
        start = atom.start()
        if start < end:
            continue
        if not found and "\n" in text and _BLANK_LINE.search(text):
            return None
        gap = text[end:start] if found and start - end < _LONGEST_TIE else ""
        if text[start].isdigit():
            if gap and not last.month and _LIST.match(gap):
                return None
            plain, stop = _read_year(text, start), start + 4
        elif atom[0] not in forms.MONTHS or text[start - 1 : start].isalnum():
            continue
        else:
            plain, stop = _read_month(text, start)
        if plain is None or (gap and plain.year and (_RANGE.match(gap) or "etween" in text)):
            return None
        if plain.year:
            found.add(plain)
            end, last = stop, plain
    return found


def _may_be_relative(small: str) -> bool:
    if _DAY_NAME.search(small):
        return True
    return ("year" in small or "month" in small) and _RELATIVE.search(small) is not None


def _read_year(text: str, start: int) -> PlainDate | None:
    """Return the year at `start`, `_NONE` for a number that is none, or None if that is not plain."""
    end = start + 4
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "(" and after == ")" and text[start:end] in _LATE_YEARS:
        return _LATE_YEARS[text[start:end]]
    if before.isalnum() or before in _JOINED or after.isdigit() or (after.isalpha() and after not in "sS"):
        return _NONE
    year = int(text[start:end])
    if _ISO_REST.match(text, end) and (before != "/" or _ISO_REST.match(text, end + 3)):
        return None
    if not 1500 <= year <= 2100:
        return _NONE
    if before == "/" and not _SLASHED.search(text[max(0, start - 6) : start]):  # "S/2017/674"
        return _NONE if after == "/" or _END.match(text, end) else None
    if (before and before not in _BEFORE) or _END.match(text, end) is None:
        return None
    if text[end : end + 2] == " (" and (text[start - 2 : start] == ", " or text[start - 5 : start] == " and "):
        return _NONE  # "1882 (2009), 1889 (2009) and 1960 (2010)"
    behind = text[max(0, start - 36) : start]
    word = _WORD_BEFORE.search(behind)
    if word is not None and word[1].lower() in _NAMING:
        return _NONE
    if _LEAD.search(behind):
        return None
    return PlainDate(year) if is_year(text, Piece(start, end, Point(year), bare=True), None) else _NONE


def _read_month(text: str, start: int) -> tuple[PlainDate | None, int]:
    """Return the date with the month at `start`, or None if it is not plain, and where it ends."""
    found = _WITH_YEAR.match(text, start)
    if found is None or _END.match(text, found.end()) is None:
        return None, start
    year, month, day = int(found[3]), _NUMBERS[found[1]], int(found[2] or 0)
    before = text[max(0, start - 4) : start]
    written = _DAY_BEFORE.search(before) if not day else None
    if written is not None:
        day = int(written[1])
        start -= len(written[1]) + 1
        if text[start - 3 : start - 1] not in _LOOSE_ENDS and _TIED_DAY.search(text[max(0, start - 20) : start]):
            return None, start
    elif before and (before[-1] not in _BEFORE or _OTHER_DAY.search(text[max(0, start - 12) : start])):
        return None, start
    if found[2] and _LEAD.search(text[max(0, start - 36) : start]):
        return None, start  # "early August 17, 2017"
    if day > 28 and day > monthrange(year, month)[1]:
        return None, start
    return PlainDate(year, month, day), found.end()
