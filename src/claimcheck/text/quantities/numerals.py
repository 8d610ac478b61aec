"""Reading one number from digits or words: its value and the place of its last digit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.text.number_words import read_number_words
from claimcheck.text.quantities.units import read_measure

DIGITS = r"[0-9]+(?:[.,'’\u00a0\u2009\u202f][0-9]+){0,12}"
VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_SHARES = dict(
    zip(VULGAR, ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6), (1, 8), (3, 8),
                 (5, 8), (7, 8)), strict=True)
)  # fmt: skip
_DIGITS = re.compile(DIGITS)
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"[0-9]+(?:\.[0-9]+)?",
        r"[0-9]{1,3}(?:(?P<by>[,'’\u00a0\u2009\u202f])[0-9]{3})(?:(?P=by)[0-9]{3})*(?:\.[0-9]+)?",
        r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?",  # lakhs and crores
        r"[0-9]{1,3}(?:\.[0-9]{3}){2,}",  # points between thousands: one point alone is decimal
    )
)
_SPACE = re.compile(r"[\u00a0\u2009\u202f]")
_SEPARATORS = re.compile(r"[,'’\u00a0\u2009\u202f]")
_MIXED = re.compile(rf"\s?([{VULGAR}])|\s([1-9])/([2-9])(?![\w/])")
_SLASHED = re.compile(r"/([0-9]{1,3})(?![\w/]|[.-][0-9])")
_AND_PART = re.compile(r"\s{1,2}and\s{1,2}(?:a|one)[\s-](half|quarter)(?!\w)", re.IGNORECASE)
_WHOLE = re.compile(r"\s{1,2}(?:of|the|all|its|their|these|those)\b|[-‐‑\s]majority\b", re.IGNORECASE)
_OF_A = re.compile(r"(?:\s{1,2}of)?\s{1,2}(?=an?\s)", re.IGNORECASE)
_ARTICLE = re.compile(r"an?(?=\s)", re.IGNORECASE)
_DOZEN = re.compile(r"[-‐‑]dozen\b", re.IGNORECASE)
_IN = re.compile(r"\s{1,2}(in|out\s{1,2}of)(?:\s{1,2}every)?\s{1,2}(?=[0-9A-Za-z])", re.IGNORECASE)
_MOST_DIGITS = 18


@dataclass(slots=True)
class Numeral:
    """A number: `place` is what its last digit stands for; `decimal` if written with a point."""

    start: int
    end: int
    value: Decimal
    place: Decimal = Decimal(1)
    decimal: bool = False
    ordinal: bool = False
    fraction: bool = False


def read_digits(text: str, start: int, end: int) -> Numeral | None:
    """Read the digits `text[start:end]` with their separators; None if they are not one number.

    Separators that group no thousands ("12,3456", "1.2.3") make no number.
    """
    raw = text[start:end]
    point = start > 0 and text[start - 1] == "." and not text[max(0, start - 2)].isalnum()
    if point and raw.isdigit():
        raw, start = f"0.{raw}", start - 1
    form = next((n for n, f in enumerate(_FORMS) if f.fullmatch(raw)), None)
    if form is None and _SPACE.search(raw):
        cut = _SPACE.search(raw)
        return read_digits(text, start, start + cut.start()) if cut else None
    if form is None or len(raw) > _MOST_DIGITS + 6:
        return None
    digits = raw.replace(".", "") if form == len(_FORMS) - 1 else _SEPARATORS.sub("", raw)
    if len(digits) > _MOST_DIGITS:
        return None
    decimals = len(digits.partition(".")[2])
    return Numeral(start, end, Decimal(digits), Decimal(1).scaleb(-decimals), decimals > 0)


def add_parts(text: str, numeral: Numeral) -> None:
    """Read on over a part of one: "2½", "2 1/2", "two and a half"."""
    mixed = None if numeral.decimal else _MIXED.match(text, numeral.end)
    if mixed is not None:
        over, under = _SHARES[mixed[1]] if mixed[1] else (int(mixed[2]), int(mixed[3]))
        if over < under:
            _add(numeral, Decimal(over) / under, mixed.end())
        return
    half = _AND_PART.match(text, numeral.end)
    if half is not None:
        _add(numeral, Decimal("0.5") if half[1].lower() == "half" else Decimal("0.25"), half.end())


def _add(numeral: Numeral, part: Decimal, end: int) -> None:
    numeral.value += part * numeral.place
    numeral.place *= Decimal("0.1")
    numeral.end, numeral.decimal = end, True


def read_slashed(text: str, numeral: Numeral) -> Numeral | None:
    """Read "1/3" before what it is a part of; None where it is a name ("9/11", "24/7")."""
    slash = _SLASHED.match(text, numeral.end)
    if slash is None or numeral.decimal:
        return None
    under = Decimal(slash[1])
    if not 0 < numeral.value < under:
        return None
    share = Numeral(numeral.start, slash.end(), numeral.value / under, Decimal("0.01"), True)
    if _WHOLE.match(text, slash.end()):
        share.fraction = True
        return share
    return share if read_measure(text, slash.end(), money="", worth=share.value).unit else None


def read_vulgar(text: str, start: int) -> Numeral:
    """Read "½" standing alone: a share if what it is a part of follows, else a plain number."""
    over, under = _SHARES[text[start]]
    return Numeral(start, start + 1, Decimal(over) / under, Decimal("0.01"), True, False, _of_whole(text, start + 1))


def read_words(text: str, start: int, *, joined: bool) -> Numeral | None:
    """Read number words; a part of a whole is a `fraction`, a part of a unit a plain number ("half an hour")."""
    words = read_number_words(text, start, joined=joined)
    if words is None:
        return None
    numeral = Numeral(start, words.end, words.value, words.place, False, words.ordinal, words.fraction)
    if words.fraction:
        _apply(text, numeral)
    return numeral


def _apply(text: str, numeral: Numeral) -> None:
    dozen = _DOZEN.match(text, numeral.end)
    if dozen is not None:
        numeral.value, numeral.end, numeral.fraction = numeral.value * 12, dozen.end(), False
        return
    of_a = _OF_A.match(text, numeral.end)
    position = of_a.end() if of_a else numeral.end
    if of_a is not None:
        whole = read_number_words(text, position)
        if whole is not None and not whole.fraction:  # "half a million", "a quarter of a million"
            numeral.value, numeral.end, numeral.fraction = numeral.value * whole.value, whole.end, False
            numeral.place = whole.place / 10
            return
        article = _ARTICLE.match(text, position)
        position = article.end() if article else position
    elif text[position : position + 1] not in {"-", "‐", "‑"}:
        return
    measure = read_measure(text, position, money="", worth=numeral.value)
    if measure.unit or measure.scale != 1:
        numeral.end, numeral.fraction, numeral.place, numeral.decimal = position, False, Decimal("0.1"), True


def read_odds(text: str, numeral: Numeral) -> Numeral | None:
    """Read "one in five" and "three out of ten" as a share; None if the words are no odds."""
    link = _IN.match(text, numeral.end)
    if link is None or numeral.place != 1 or not 0 < numeral.value < 10:
        return None
    digits = _DIGITS.match(text, link.end())
    base = read_digits(text, digits.start(), digits.end()) if digits else read_words(text, link.end(), joined=False)
    if base is None or base.ordinal or base.fraction or base.value <= numeral.value:
        return None
    measure = read_measure(text, base.end, money="", worth=base.value)
    if measure.unit or (digits and text[base.end : base.end + 1] == "-"):
        return None
    under = base.value * measure.scale
    round_ = under.normalize() == 10 ** int(under.log10())
    if link[1].lower() == "in" and not (
        under <= 12 or round_ or measure.scale != 1 or (under % 10 == 0 and under <= 1000)
    ):
        return None
    if link[1].lower() != "in" and not round_:
        return None
    return Numeral(numeral.start, measure.end, numeral.value / under, Decimal("0.01"), True, False, True)


def _of_whole(text: str, end: int) -> bool:
    return _WHOLE.match(text, end) is not None


def is_share(text: str, numeral: Numeral) -> bool:
    """Whether words say of what whole a fraction is."""
    return _of_whole(text, numeral.end)
