"""How quantities are written: lookups in data/quantities.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from claimcheck.text.quantities.records import Comparator


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: `factor` of them make one of its dimension's base; `exact` if conversion is not a rounding."""

    name: str
    dimension: str = ""
    factor: Decimal = Decimal(1)
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The data file, arranged for lookup.

    `words` and `currency_words` are keyed by lower-case words with one space
    between them, `symbols` and `scale_symbols` as written; `before` and
    `after` are the bounding words; `money` matches a currency at the end of
    what stands before a number.
    """

    units: Mapping[str, Unit]
    words: Mapping[str, str]
    symbols: Mapping[str, str]
    scales: Mapping[str, Decimal]
    scale_symbols: Mapping[str, Decimal]
    currencies: Mapping[str, str]
    currency_words: Mapping[str, str]
    money: re.Pattern[str]
    before: Mapping[str, Comparator]
    after: Mapping[str, Comparator]
    strong: Mapping[str, str]
    weak: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped vocabulary, read once."""
    data = tomllib.loads(files("claimcheck.text").joinpath("data/quantities.toml").read_text("utf-8"))
    units = {
        name: Unit(name, u.get("dimension", ""), Decimal(u.get("factor", "1")), u.get("exact", True))
        for name, u in data["unit"].items()
    }
    currencies = {sign: name for name, c in data["currency"].items() for sign in c["before"]}
    signs = "|".join(re.escape(s) for s in sorted(currencies, key=len, reverse=True))
    return Vocabulary(
        units=units,
        words={w: name for name, u in data["unit"].items() for w in u.get("words", ())},
        symbols={s: name for name, u in data["unit"].items() for s in u.get("symbols", ())},
        scales={w: Decimal(n) for w, n in data["scale"]["words"].items()},
        scale_symbols={w: Decimal(n) for w, n in data["scale"]["symbols"].items()},
        currencies=currencies,
        currency_words={w: name for name, c in data["currency"].items() for w in c["after"]},
        money=re.compile(rf"(?<![A-Za-z])(?:{signs})\s?$"),
        before=_comparators(data["comparator"]["before"]),
        after=_comparators(data["comparator"]["after"]),
        strong=data["naming"]["strong"],
        weak=data["naming"]["weak"],
    )


def _comparators(lists: Mapping[str, list[str]]) -> dict[str, Comparator]:
    return {words: Comparator(name) for name, all_words in lists.items() for words in all_words}
