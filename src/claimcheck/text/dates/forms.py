"""The forms in which a date is written, read at a given place of a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.text.dates.records import Point
from claimcheck.text.quantities.nouns import next_word

_MONTH_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_TITLES = [n for name in _MONTH_NAMES for n in (name.title(), name.upper())]
_MONTH = rf"(?:{'|'.join(sorted(_TITLES, key=len, reverse=True))})(?![A-Za-z])\.?"
_YEAR = r"(?:1[5-9][0-9]{2}|20[0-9]{2}|2100)(?![0-9])"
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])(?:st|nd|rd|th)?"
_GAP = r"[ \t\r\n\u00a0\u202f\u2009]{1,3}"
_SEP = rf"(?:\s?[-‐‑–—]\s?|{_GAP}(?:to|and|or|through|until|till|&){_GAP}|,\s?(?:and{_GAP}|or{_GAP})?|\s?/\s?)"
_AND_YEAR = rf"(?:(?:,{_GAP}?|{_GAP})(?P<year>{_YEAR})(?![A-Za-z]))?"
_END = r"(?![\w]|[,.][0-9])"

_ISO = re.compile(r"([12][0-9]{3})([-/.])(0[1-9]|1[0-2])\2(0[1-9]|[12][0-9]|3[01])(?!-?[0-9])(?=$|[^\w-]|T[0-9])")
_ISO_MONTH = re.compile(r"([12][0-9]{3})[-‐‑–](0[1-9]|1[0-2])(?![\w-])")
_SHORT_RANGE = re.compile(r"(1[5-9][0-9]{2}|20[0-9]{2})[-‐‑–/]([0-9]{2})(?![\w]|[-.,][0-9])")
_CJK = re.compile(r"([12][0-9]{3})\s?[年년]\s?(?:([0-9]{1,2})\s?[月월]\s?(?:([0-9]{1,2})\s?[日일])?)?")
_SLASHED = re.compile(r"([0-9]{1,2})([/.])([0-9]{1,2})\2((?:1[5-9]|20)[0-9]{2})(?![\w]|[/.][0-9])")
_DAYS_FIRST = re.compile(
    rf"(?P<days>{_DAY}(?:{_SEP}{_DAY}){{0,4}}){_GAP}(?:of{_GAP})?(?P<month>{_MONTH})(?P<rest>{_AND_YEAR}){_END}"
)
_MONTH_FIRST = re.compile(rf"(?P<month>{_MONTH}){_GAP}(?P<days>{_DAY}(?:{_SEP}{_DAY}){{0,4}}){_AND_YEAR}{_END}")
_MONTH_ONE_DAY = re.compile(rf"(?P<month>{_MONTH}){_GAP}(?P<days>{_DAY}){_AND_YEAR}{_END}")
_MONTHS = re.compile(
    rf"(?P<month>{_MONTH})(?:(?P<sep>\s?[-‐‑–—/]\s?|{_GAP}(?:to|and|or|through|until){_GAP})(?P<until>{_MONTH}))?"
    rf"(?:,?{_GAP}(?:of{_GAP})?(?P<year>{_YEAR})(?![-‐‑–][0-9]{{1,2}}\b)){_END}"
)
_MONTH_ALONE = re.compile(rf"{_MONTH}")
_PART = re.compile(
    rf"(?:(?P<part>early|mid|late)(?:[-‐‑]|{_GAP})(?:in{_GAP})?"
    rf"|(?P<edge>beginning|start|middle|end|close){_GAP}of{_GAP})"
    rf"(?:the{_GAP})?(?:(?P<month>{_MONTH})(?:,?{_GAP}(?:of{_GAP})?)?)?(?P<year>{_YEAR})?"
    rf"(?P<decade>['’]?s)?{_END}",
    re.IGNORECASE,
)
_PARTS = {"beginning": "early", "start": "early", "middle": "mid", "end": "late", "close": "late"}
_FRACTION = re.compile(
    rf"(?P<which>first|second|third|fourth|last|final){_GAP}(?P<what>quarter|half){_GAP}(?:of|in){_GAP}(?P<year>{_YEAR}){_END}",
    re.IGNORECASE,
)
_QUARTER = re.compile(rf"(?P<what>[QH])(?P<number>[1-4]){_GAP}(?:of{_GAP})?(?P<year>{_YEAR}){_END}")
_SEASON = re.compile(rf"(?P<season>spring|summer|autumn|fall){_GAP}(?:of{_GAP})?(?P<year>{_YEAR}){_END}", re.IGNORECASE)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
_DECADE = re.compile(r"(1[5-9][0-9]|20[0-9])0['’]?s(?![\w])")
_CENTURY = re.compile(r"(1[5-9]|2[01])(?:th|st)[\s-]century(?![\w])", re.IGNORECASE)
_CENTURY_WORDS = re.compile(
    r"(sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-first)[\s-]century(?![\w])", re.IGNORECASE
)
_CENTURIES = {
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "twenty-first": 21,
}
_BARE = re.compile(_YEAR)
_DAY_NUMBER = re.compile(r"[0-9]{1,2}")
_DASHED = re.compile(r"[0-9a-z]+(?:\s?[-‐‑–]\s?[0-9a-z]+)?")
_RANGE_SEP = re.compile(r"\s?[-‐‑–—]\s?|\s+(?:to|through|until|till)\s+")

MONTHS = frozenset(_TITLES)
LEADS = frozenset("early mid late beginning start middle end close first second third fourth last final".split())
SEASON_WORDS = frozenset(_SEASONS)
CENTURY_WORDS = frozenset("sixteenth seventeenth eighteenth nineteenth twentieth twenty".split())


@dataclass(slots=True)
class Piece:
    """A date or range as written. `bare` is a year alone, which needs its surroundings to be one.

    `inferred` says that it counts from the day of writing, `ahead` that it comes after it, or may.
    """

    start: int
    end: int
    low: Point
    high: Point | None = None
    bare: bool = False
    inferred: bool = False
    ahead: bool = False

    @property
    def last(self) -> Point:
        """Its last date."""
        return self.high or self.low


def read_figures(text: str, start: int) -> list[Piece]:
    """Return what the digits at `start` begin: more than one piece for "26 and 28 May", none for a number."""
    for read in (_read_iso, _read_days_first, _read_slashed, _read_asian):
        pieces = read(text, start)
        if pieces is not None:
            return pieces
    found = _DECADE.match(text, start)
    if found is not None:
        first = int(found[1]) * 10
        years = 100 if first % 100 == 0 and first < 2000 else 10  # "the 1700s", but "the 2000s"
        return [Piece(start, found.end(), Point(first, years=years))]
    found = _CENTURY.match(text, start)
    if found is not None:
        return [Piece(start, found.end(), Point((int(found[1]) - 1) * 100 + 1, years=100))]
    found = _SHORT_RANGE.match(text, start)
    if found is not None:
        low, high = int(found[1]), int(found[1][:2] + found[2])
        if low < high:
            return [Piece(start, found.end(), Point(low), Point(high), bare=True)]
    found = _BARE.match(text, start)
    return [Piece(start, found.end(), Point(int(found[0])), bare=True)] if found else []


def _read_iso(text: str, start: int) -> list[Piece] | None:
    found = _ISO.match(text, start)
    if found is not None:
        month = int(found[3])
        return [Piece(start, found.end(4), Point(int(found[1]), (month, month), int(found[4])))]
    found = _ISO_MONTH.match(text, start)
    if found is None or int(found[2]) == (int(found[1]) + 1) % 100:  # "2005-06" may be a year and the next
        return None
    month = int(found[2])
    return [Piece(start, found.end(), Point(int(found[1]), (month, month)))]


def _read_days_first(text: str, start: int) -> list[Piece] | None:
    found = _DAYS_FIRST.match(text, start)
    if found is None:
        return None
    return _days(found, _month(found["month"]), _year(found["year"]))


def read_month(text: str, start: int) -> list[Piece]:
    """Return what the month at `start` begins."""
    found = _MONTH_FIRST.match(text, start)
    if (
        found is not None
        and found["year"] is None
        and not _DASHED.fullmatch(found["days"])
        and next_word(text, found.end())
    ):
        found = _MONTH_ONE_DAY.match(text, start)  # "On May 5, 12 people died"
    if found is not None:
        return _days(found, _month(found["month"]), _year(found["year"]))
    found = _MONTHS.match(text, start)
    if found is not None:
        low, year = _month(found["month"]), _year(found["year"])
        if found["until"] is None:
            return [Piece(start, found.end(), Point(year, (low, low)))]
        high = _month(found["until"])
        if _RANGE_SEP.fullmatch(found["sep"]):
            before = year - 1 if year is not None and low > high else year
            return [Piece(start, found.end(), Point(before, (low, low)), Point(year, (high, high)))]
        first_end = found.end("month")
        return [
            Piece(start, first_end, Point(year, (low, low))),
            Piece(found.start("until"), found.end(), Point(year, (high, high))),
        ]
    found = _MONTH_ALONE.match(text, start)
    if found is None:
        return []
    month, end = _month(found[0]), found.end() - (1 if found[0].endswith(".") else 0)
    return [Piece(start, end, Point(None, (month, month)))]


def _days(found: re.Match[str], month: int, year: int | None) -> list[Piece]:
    """Return the pieces of "26-28 May 2014" (one) and of "6, 7 and 9 July" (three)."""
    low, high = found.span("days")
    text = found.string
    spans = [m.span() for m in _DAY_NUMBER.finditer(text, low, high)]
    points = [Point(year, (month, month), int(text[a:b])) for a, b in spans]
    whole_start, whole_end = found.span()
    if len(points) == 1:
        return [Piece(whole_start, whole_end, points[0])]
    seps = [_separator(text[b:c]) for (_, b), (c, _) in pairwise(spans)]
    pieces: list[Piece] = []
    index = 0
    while index < len(points):
        ranged = index < len(seps) and seps[index] and points[index].day < points[index + 1].day  # type: ignore[operator]
        step = 2 if ranged else 1
        end = spans[index + step - 1][1]
        pieces.append(Piece(spans[index][0], end, points[index], points[index + 1] if ranged else None))
        index += step
    pieces[0].start, pieces[-1].end = whole_start, whole_end
    for piece, following in pairwise(pieces):
        piece.end = min(piece.end, following.start)
    if found.start("days") != whole_start and len(pieces) > 1:
        pieces[-1].end = whole_end
    return pieces


def _separator(gap: str) -> bool:
    return _RANGE_SEP.fullmatch(re.sub(r"^(?:st|nd|rd|th)", "", gap)) is not None


def _read_slashed(text: str, start: int) -> list[Piece] | None:
    """Read "26/5/2022" and "5/26/2022"; with points the day is first; "5/6/2022" is left, as nobody knows."""
    found = _SLASHED.match(text, start)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or first > 12 or first == second:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return []
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return []
    return [Piece(start, found.end(), Point(year, (month, month), day))]


def _read_asian(text: str, start: int) -> list[Piece] | None:
    found = _CJK.match(text, start)
    if found is None:
        return None
    month = int(found[2]) if found[2] else None
    day = int(found[3]) if found[3] else None
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return []
    return [Piece(start, start + len(found[0].rstrip()), Point(int(found[1]), (month, month) if month else None, day))]


def read_lead(text: str, start: int) -> list[Piece]:
    """Return what a word such as "early", "first" (quarter of), "Q1", "summer" begins at `start`."""
    found = _PART.match(text, start)
    if found is not None and (found["year"] or found["month"]) and not (found["decade"] and not found["year"]):
        part = found["part"].lower() if found["part"] else _PARTS[found["edge"].lower()]
        if found["month"] and not found["month"][0].isupper():
            return []
        year = _year(found["year"])
        if found["month"]:
            month = _month(found["month"])
            end = found.end() if found["year"] else found.end("month")
            return [Piece(start, end, Point(year, (month, month), None, part))]
        if found["decade"]:
            return [Piece(start, found.end(), Point(year, None, None, part, 10))]
        return [Piece(start, found.end(), Point(year, None, None, part))]
    for form in (_FRACTION, _QUARTER, _SEASON):
        found = form.match(text, start)
        if found is not None:
            return [Piece(start, found.end(), Point(_year(found["year"]), _share(found)))]
    found = _CENTURY_WORDS.match(text, start)
    if found is not None:
        return [Piece(start, found.end(), Point((_CENTURIES[found[1].lower()] - 1) * 100 + 1, years=100))]
    return []


def _share(found: re.Match[str]) -> tuple[int, int]:
    groups = found.groupdict()
    if groups.get("season"):
        return _SEASONS[groups["season"].lower()]
    size = 6 if groups["what"].lower() in {"half", "h"} else 3
    which = groups.get("which")
    if which is not None:
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(which.lower(), 12 // size)
    else:
        number = int(groups["number"])
    number = min(number, 12 // size)
    return (number - 1) * size + 1, number * size


def _month(name: str) -> int:
    return _MONTH_NAMES[name.rstrip(".").lower()]


def _year(written: str | None) -> int | None:
    return int(written) if written else None
