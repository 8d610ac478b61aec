"""The forms of numbers under which passages are indexed and looked up."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from claimcheck.text.number_words import CARDINALS
from claimcheck.text.quantities.finding import find_quantities
from claimcheck.text.quantities.plain_numbers import name_keys, plain, read_plain_keys, words_in
from claimcheck.text.quantities.records import Comparator, Quantity
from claimcheck.text.quantities.vocabulary import vocabulary

_DIGIT = re.compile(r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
# The words without which no number can be written in letters; "a hundred" has one, "a" alone has none.
_SIGNAL = frozenset(
    word.encode()
    for word in (
        *CARDINALS,
        *"first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth half quarter "
        "hundred thousand million billion trillion dozen dozens hundreds thousands millions billions doubled doubling "
        "tripled tripling trebled quadrupled quadrupling quintupled twice thrice twofold threefold fourfold fivefold "
        "sixfold sevenfold eightfold ninefold tenfold double triple halved halving chapter article articles annex part "
        "title section phase".split(),
    )
)
_PERCENT = frozenset({"percent", "percentage points"})
_YEAR = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}|2100")
_VALUE = re.compile(r"-?((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)%?")
_LONGEST_VALUE = 18
_AMOUNT_BEFORE = frozenset(' \n\t([$€£~"“\u00a0')
_NAME_BEHIND = re.compile(r"[\w/–-]|[.,][0-9]|\s?\([0-9]")
_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\.?\s*\Z")
_NUMBER_BEFORE = re.compile(r"[0-9)]\s?(?:[,;&]|,?\s?(?:and|or|to)\b)\s{0,2}\Z")
_TWO_DIGITS = Context(prec=2, rounding=ROUND_HALF_UP)
_THREE_DIGITS = Context(prec=3, rounding=ROUND_HALF_UP)
_TENTH = Decimal("0.1")
_CLOSE = Decimal("0.04")
# How far on each side of a claim's number a near one may lie, in shares of it.
_REACH = {
    Comparator.ABOUT: (_TENTH, _TENTH),
    Comparator.NEARLY: (_TENTH, Decimal(0)),
    Comparator.MORE_THAN: (Decimal(0), _TENTH),
    Comparator.AT_LEAST: (Decimal(0), _TENTH),
    Comparator.LESS_THAN: (_TENTH, Decimal(0)),
    Comparator.AT_MOST: (_TENTH, Decimal(0)),
}
_MOST_STEPS = 24


def number_keys(text: str) -> tuple[str, ...]:
    """Return the keys of the numbers of a passage, sorted, each once.

    A value is written out without separators, scale or unit, a percentage (or
    a share in words: "one in five") with its sign, an ordinal with "th", a
    code in lower case together with its longer runs of digits. Bounds are left
    out: "more than 5" is "5". Days ("17 August") have keys as dates.

    A value of three digits or more that are not zeros at its end has a second
    key, the value rounded to two digits: "~2400" for 2,412. Two digits or less
    ("2.4 billion", "20 percent", "half") are their own rounding and need none.
    Nor have years, codes and named numbers ("resolution 687") a near value.

    >>> number_keys("$2.4 billion, 42 percent of 2,412; resolution 2371")
    ('2371', '2400000000', '2412', '42%', '~2400')
    """
    words = words_in(text)
    if _DIGIT.search(text) is None and _SIGNAL.isdisjoint(words):
        return ()
    keys = read_plain_keys(text, words)
    if keys is None:
        keys = read_keys(text)
    return tuple(sorted({*keys, *_near_keys(text, keys)}))


def read_keys(text: str) -> set[str]:
    """Return the exact keys of a passage by the thorough reading."""
    return {key for quantity in find_quantities(text) for key in _exact_keys(quantity)}


def _near_keys(text: str, keys: set[str]) -> Iterator[str]:
    """Yield what the values of a passage are rounded to, unless it is themselves."""
    whole: dict[str, str] = {}
    for key in keys:
        near = _rounded(key) if 2 < len(key) < _LONGEST_VALUE else ""
        if near and not key.isdigit():
            yield near
        elif near and not (_YEAR.fullmatch(key) and key in text and f"{key[0]},{key[1:]}" not in text):
            whole[key] = near
    if whole:
        names = _names_among(text, whole)
        yield from (near for key, near in whole.items() if key not in names)


@lru_cache(8192)
def _rounded(key: str) -> str:
    """Return the key of the rounded value of a key, "" if there is none or it is the value itself."""
    written = _VALUE.fullmatch(key)
    if written is None:
        return ""
    value = Decimal(written[1])
    near = _TWO_DIGITS.plus(value)
    return "" if near == value else f"~{plain(near)}{'%' if key.endswith('%') else ''}"


def _names_among(text: str, numbers: Container[str]) -> set[str]:
    """Return those of some whole numbers that stand in a text only as names, not as amounts or in words."""
    names: set[str] = set()
    amounts: set[str] = set()
    for figure in _FIGURE.finditer(text):
        written = figure[0]
        if written in numbers:
            free = not _YEAR.fullmatch(written) and _stands_free(text, *figure.span())
            (amounts if free else names).add(written)
        elif "," in written:
            amounts.add(written.replace(",", ""))
    return names - amounts


def _stands_free(text: str, start: int, end: int) -> bool:
    if (start and text[start - 1] not in _AMOUNT_BEFORE) or _NAME_BEHIND.match(text, end):
        return False
    before = text[max(0, start - 24) : start]
    word = _WORD_BEFORE.search(before)
    if word is not None:
        known, name = vocabulary(), word[1].lower()
        return name not in known.strong and name not in known.weak and _NUMBER_BEFORE.search(before) is None
    return _NUMBER_BEFORE.search(before) is None


def number_query(text: str) -> dict[str, float]:
    """Return the keys under which passages with the numbers of a claim are looked up, with their weights.

    The number itself counts 1 ("2.4 billion" in whatever way it is written,
    "one in five" as "20%"), rounded to three digits 0.8, a code's parts and a
    bare year 0.5 (a year is found better as a date). Near values count from
    0.6 for the same to 0.3 at the end of the reach: 4 percent of an exact
    number on each side or half its last place, whichever is more; a tenth of
    one with "about"; a tenth upward of "more than" and "at least", downward of
    "less than", "up to" and "nearly". Of a range all values within it count
    0.4. They are looked up by every value of two digits within the reach,
    rounded outward, both as it is and as what others are rounded to: so no
    edge of a rounding comes between 2,449 and 2.5 thousand.

    Numbers below 100 other than percentages and shares have no near values
    unless a word loosens them ("about 50"), nor have ordinals, multiples and
    names. Percentages never meet other numbers; money, people and tonnes are
    not told apart, as tables keep the unit elsewhere. Missed are a rounding
    coarser than the reach ("2 million" for 2,412,000), a passage's ranges and
    bounds ("10 to 15 percent" of 12), other units ("miles" of kilometres),
    tables in thousands or millions, and "dozens" of 38.

    >>> number_query("20 percent")
    {'20%': 1.0, '~20%': 0.6, '19%': 0.3, '21%': 0.3, '~19%': 0.3, '~21%': 0.3}
    """
    weights: dict[str, float] = {}
    for quantity in find_quantities(text):
        loose = not quantity.surface.isdigit() or _stands_free(text, quantity.start, quantity.end)
        for key, weight in _looked_up(quantity, loose=loose):
            weights[key] = max(weight, weights.get(key, 0.0))
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def _exact_keys(quantity: Quantity) -> list[str]:
    if quantity.identifier and quantity.low is None:
        return name_keys(quantity.surface)
    return [plain(value) + _sign(quantity) for value in (quantity.low, quantity.high) if value is not None]


def _sign(quantity: Quantity) -> str:
    return "%" if quantity.unit in _PERCENT else "th" if quantity.ordinal else ""


def _looked_up(quantity: Quantity, *, loose: bool) -> Iterator[tuple[str, float]]:
    """Yield what a quantity is looked up by; only `loose` ones have near values."""
    keys, low, high = _exact_keys(quantity), quantity.low, quantity.high
    if quantity.identifier or quantity.ordinal or low is None or high is None:
        yield from ((key, 0.5 if i and quantity.identifier else 1.0) for i, key in enumerate(keys))
        return
    bare_year = not quantity.unit and not quantity.noun and _YEAR.fullmatch(quantity.surface)
    yield from ((key, 0.5 if bare_year else 1.0) for key in keys)
    if bare_year or not loose or quantity.unit == "times":
        return
    sign = _sign(quantity)
    if quantity.single and abs(low) >= 100:
        yield plain(_THREE_DIGITS.plus(abs(low))) + sign, 0.8
    for step, weight in _near_steps(quantity, abs(low)) if quantity.single else _steps_within(low, high):
        if sign or step >= 10:
            yield plain(step) + sign, weight
            yield f"~{plain(step)}{sign}", weight


def _near_steps(quantity: Quantity, value: Decimal) -> Iterator[tuple[Decimal, float]]:
    """Yield the values of two digits near that of a quantity, with their weights."""
    exact = quantity.comparator not in _REACH
    if exact and value < 100 and quantity.unit not in _PERCENT:
        return
    if exact:
        below = above = min(max(quantity.precision, value * _CLOSE), value * _TENTH)
    else:
        below, above = (value * share for share in _REACH[quantity.comparator])
    for step in _steps(value - below, value + above):
        reach = below if step < value else above
        distance = min(abs(step - value) / reach, Decimal(1)) if reach else Decimal(step != value)
        yield step, round(0.6 - 0.3 * float(distance), 2)


def _steps_within(low: Decimal, high: Decimal) -> Iterator[tuple[Decimal, float]]:
    yield from ((step, 0.4) for step in _steps(low, high))


def _steps(low: Decimal, high: Decimal) -> Iterator[Decimal]:
    """Yield the values of two digits from `low` to `high`, beginning and ending with what these are rounded to."""
    if low <= 0:
        return
    step, last = _TWO_DIGITS.plus(low), _TWO_DIGITS.plus(high)
    for _ in range(_MOST_STEPS):
        if step > last:
            return
        yield step
        step += Decimal(1).scaleb(step.adjusted() - 1)
