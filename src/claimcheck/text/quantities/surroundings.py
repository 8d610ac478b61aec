"""What stands directly before and after a number: bounding words and money signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from claimcheck.text.quantities.records import Comparator
from claimcheck.text.quantities.vocabulary import vocabulary

_WINDOW = 44
_MOST_TOKENS = 7
_TOKEN = re.compile(r"[A-Za-z]+|[<>=≤≥~≈±]+|[0-9]+|[^\w\s]")
_AFTER = re.compile(r",?\s{1,2}(or|and|at)\s{1,2}([A-Za-z]+)(?![\w-])")
_ODD = re.compile(r"[-‐‑\s]odd(?![\w])")
_PLUS = re.compile(r"\s?\+(?![\w])")
_RATE = re.compile(
    r"\s(?:(?:per|every|each)\s((?!cent\b|se\b|capita\b)[A-Za-z]+)"
    r"|an?\s(second|minute|hour|day|night|week|month|quarter|year)(?!\s(?:ago|earlier|later|before|after|old|long|from)\b|[-‐‑])"
    r"|(daily|weekly|monthly|yearly|annually|hourly|per\scapita))(?![A-Za-z])",
    re.IGNORECASE,
)
_RATES = {
    "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year", "annum": "year",
    "hourly": "hour", "per capita": "person", "head": "person", "days": "day", "years": "year",
}  # fmt: skip
_FILLERS = frozenset({"a", "an", "another", "further", "additional", "extra", "the", "only", "just"})
_SHORT = frozenset({"approx", "ca", "c"})
# "concern over 12 missiles", "a vote over two laws": here "over" is no bound.
_ABOUT_NOUNS = frozenset(
    "anger battle clash clashes concern concerns conflict control debate dispute disputes doubts fears fight fury "
    "jurisdiction outrage power protest protests row sovereignty talks tension tensions vote war worry worries".split()
)
# Before a length of time "over" is a bound only after such words: "over two days" is during.
_BOUNDING = frozenset(
    "for of is are was were be been took takes lasted lasts last lasting after aged age spent served serving spanning "
    "than just slightly well".split()
)


class Token(NamedTuple):
    """A word or sign, lower case, with its span."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator and the span of the words that say it."""

    comparator: Comparator
    start: int
    end: int


def words_before(text: str, start: int) -> list[Token]:
    """Return the words and signs in the line or so before `start`, in order."""
    low = max(0, start - _WINDOW)
    while 0 < low < start and text[low - 1].isalnum():
        low += 1  # not half a word
    return [Token(m[0].lower(), *m.span()) for m in list(_TOKEN.finditer(text, low, start))[-_MOST_TOKENS:]]


def bound_before(tokens: list[Token], *, time: bool) -> Bound | None:
    """Return the bound that the words before a number say.

    Args:
        tokens: See `words_before`.
        time: Whether the number measures time.
    """
    upto = len(tokens)
    if upto > 1 and tokens[-1].word == "." and tokens[-2].word in _SHORT:
        upto -= 1
    for _ in range(3):
        bound = _bound_ending(tokens[:upto])
        if bound is not None:
            return bound if _bounds(tokens, bound, time) else None
        if not upto or tokens[upto - 1].word not in _FILLERS:
            break
        upto -= 1
    return None


def _bound_ending(tokens: list[Token]) -> Bound | None:
    before = vocabulary().before
    for size in range(min(4, len(tokens)), 0, -1):
        words = tokens[-size:]
        comparator = before.get(" ".join(t.word for t in words))
        if comparator is not None:
            return Bound(comparator, words[0].start, words[-1].end)
    if tokens and tokens[-1].word == "c":
        return Bound(Comparator.ABOUT, tokens[-1].start, tokens[-1].end)
    return None


def _bounds(tokens: list[Token], bound: Bound, time: bool) -> bool:
    index = next(i for i, t in enumerate(tokens) if t.start == bound.start)
    if tokens[index].word != "over" or tokens[index].end != bound.end:
        return True
    previous = tokens[index - 1].word if index else ""
    return previous in _BOUNDING if time else previous not in _ABOUT_NOUNS


def bound_after(text: str, end: int) -> Bound | None:
    """Return the bound that the words after a number say ("or more", "+", "-odd")."""
    plus = _PLUS.match(text, end)
    if plus is not None:
        return Bound(Comparator.AT_LEAST, plus.start(), plus.end())
    odd = _ODD.match(text, end)
    if odd is not None:
        return Bound(Comparator.ABOUT, odd.start() + 1, odd.end())
    words = _AFTER.match(text, end)
    if words is None:
        return None
    comparator = vocabulary().after.get(f"{words[1]} {words[2]}".lower())
    if comparator is None:
        return None
    return Bound(comparator, words.start(1), words.end())


def rate_after(text: str, end: int) -> str:
    """Return what a number is counted by, from the words after it: "a year", "per person", "daily"; "" for nothing.

    >>> rate_after("5 tonnes a day", 8), rate_after("5 percent a year earlier", 9)
    ('day', '')
    """
    found = _RATE.match(text, end)
    if found is None:
        return ""
    word = (found[1] or found[2] or found[3]).lower()
    return _RATES.get(word, word)


def money_before(text: str, start: int) -> tuple[str, int] | None:
    """Return the currency whose sign ends at `start`, and where the sign begins."""
    low = max(0, start - 6)
    found = vocabulary().money.search(text[low:start])
    if found is None:
        return None
    return vocabulary().currencies[found.group().rstrip()], low + found.start()
