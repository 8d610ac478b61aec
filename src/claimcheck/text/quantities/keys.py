"""The forms of numbers under which passages are indexed and looked up."""

from __future__ import annotations

import re

from claimcheck.text.number_words import CARDINALS
from claimcheck.text.quantities.finding import find_quantities
from claimcheck.text.quantities.plain_numbers import name_keys, plain, read_plain_keys
from claimcheck.text.quantities.records import Quantity

_DIGIT = re.compile(r"[0-9½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]")
_LETTERS = re.compile(r"[a-z]+")
# The words without which no number can be written in letters; "a hundred" has one, "a" alone has none.
_SIGNAL = CARDINALS | frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth half quarter hundred thousand "
    "million billion trillion dozen dozens hundreds thousands millions billions doubled doubling tripled tripling "
    "trebled quadrupled quadrupling quintupled twice thrice twofold threefold fourfold fivefold sixfold sevenfold "
    "eightfold ninefold tenfold double triple halved halving chapter article articles annex part title "
    "section phase".split()
)


def number_keys(text: str) -> tuple[str, ...]:
    """Return the normalised numbers of `text`, sorted, each once.

    A value is written out without separators, scale or unit, a percentage
    with its sign, an ordinal with "th", a code in lower case together with its
    longer runs of digits, a day and month as "17 aug". Bounds are left out: a
    claim of "more than 5" is looked up under "5".

    >>> number_keys("$2.4 billion, 42 percent of 2,412; resolution 2371")
    ('2371', '2400000000', '2412', '42%')
    """
    if _DIGIT.search(text) is None and _SIGNAL.isdisjoint(_LETTERS.findall(text.lower())):
        return ()
    keys = read_plain_keys(text)
    if keys is None:
        keys = {key for quantity in find_quantities(text) for key in _keys_of(quantity)}
    return tuple(sorted(keys))


def _keys_of(quantity: Quantity) -> list[str]:
    if quantity.identifier and quantity.low is None:
        return name_keys(quantity.surface)
    sign = "%" if quantity.unit in {"percent", "percentage points"} else "th" if quantity.ordinal else ""
    return [f"{plain(value)}{sign}" for value in (quantity.low, quantity.high) if value is not None]
