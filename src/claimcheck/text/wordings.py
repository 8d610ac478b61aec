"""Whether two claims are the same claim in nearly the same words.

A wording is read into slots (numbers, dates, names, quotations) and the
sequence of its words. Two are alike only if every slot is the same, the words
come in the same order, and at most a word or two stand in one of them alone;
no such word may deny, bound, weaken or turn round what is said. Likeness of
strings plays no part: "rose" is never "fell", nor 1,250 12,500.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from claimcheck.text.dates import find_dates
from claimcheck.text.entities import Gazetteer
from claimcheck.text.lexicon import lexicon, stem
from claimcheck.text.quantities import Quantity, find_quantities
from claimcheck.text.quantities.plain_numbers import plain
from claimcheck.text.quotes import find_quotes
from claimcheck.text.words import read_words

VERSION = "wordings-1"
_LONGEST = 2_000
_FEWEST = 3
# Wordings of fewer words must be the same throughout.
_FEWEST_LOOSE = 4
# Two that are alike share this much of their distinct words: it says how many keys each needs to be found by.
_SHARE = 0.8
_ARTICLES = frozenset(("a", "an", "the"))
# Words that carry the sense of a sentence though they name nothing: none may stand in one wording alone.
_FUNCTION = frozenset(
    """
    about above across after against all almost although am among and any are around as at be because been before being
    below between both but by can cannot could did do does down during each either else ever every except few for from
    had half hardly has have he her here hers him his how however i if in instead into is it its just least less many
    may me might more most must my nearly neither never no nobody none nor not nothing nowhere of off on once only or
    other our out over own per rather same scarcely shall she should since so some still such than that their them then
    there these they this those though through to too toward towards twice under unless until up upon us very via was
    we were what when where whether which while who whom whose why will with within without would yet you your percent
    """.split()
)
# Words before a noun that make something else of it, besides those of the lexicon.
_TURNING = frozenset(
    """
    acting anti attempted barely bogus candidate co counter deputy designate draft elect ex failed fake false false-flag
    former formerly future honorary ill interim late mock model near nominee non once-planned part partial partially
    partly past pending post pre previous pro pseudo quasi retired semi shadow so-called sub supposed temporary then
    toy unlike vice virtual virtually would-be
    """.split()
)
_SELF = frozenset(("i", "we", "my", "our", "me", "us", "you", "your", "mine", "ours", "yours"))
_POINTING = frozenset(
    ("he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs", "this", "these", "those")
)
# Times that only the day of writing tells. Where they could not be resolved, the claim is of an unknown day.
_WHEN = re.compile(
    r"\b(?:today|yesterday|tomorrow|tonight|ago|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|(?:last|next|this|past|previous|coming|following|same) (?:minute|hour|day|night|week|weekend|month|quarter"
    r"|season|year|decade|century|morning|afternoon|evening|spring|summer|autumn|fall|winter)"
    r"|January|February|April|June|July|August|September|October|November|December|(?:March|May) \d\d?"
    r"|(?:\d\d?|in|since|until|by|of|during|through|early|late|mid) (?:March|May))\b",
    re.IGNORECASE,
)
_BEFORE_DATE = re.compile(
    r"(?:\b(?:on|in|during|since|until|till|by|before|after|from|as of|between|of|at|through|throughout)\s+)?"
    r"(?:the\s+(?:year\s+)?)?\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """A claim as it is compared: its slots, sorted, and its words in order.

    A word begins with its kind: "@" a name, "n" a number, "f" one that carries
    the sense, "c" one in capitals, "w" any other.
    """

    slots: tuple[str, ...]
    words: tuple[str, ...]

    def keys(self) -> tuple[str, ...]:
        """Return the keys of which two that are alike share one at least, sorted."""
        distinct = sorted({w[1:] for w in self.words}, key=lambda w: (-len(w), w))
        count = len(distinct) - math.ceil(_SHARE * len(distinct)) + 1
        slots = "\x1f".join(self.slots)
        return tuple(sorted(_digest(f"{slots}\x1e{word}") for word in distinct[:count]))


def read_wording(text: str, gazetteer: Gazetteer, *, as_of: date | None = None) -> Wording | None:
    """Read a claim for comparison.

    Args:
        text: The claim.
        gazetteer: Whose names are one.
        as_of: The day that its relative dates count from.

    Returns:
        `None` where the words do not say of whom or of when they speak ("He
        resigned", "last week"), or are too few: such a claim is like no other.
    """
    if len(text) > _LONGEST:
        return None
    dates = find_dates(text, anchor=as_of)
    spans = [(d.start, d.end) for d in dates]
    if _WHEN.search(_without(text, spans)):
        return None
    quantities = find_quantities(text, exclude=spans)
    taken = [*spans, *((q.start, q.end) for q in quantities)]
    names = [m for m in gazetteer.find(text) if not any(a < m.end and m.start < b for a, b in taken)]
    pieces = [(q.start, q.end, "n" + _number(q)) for q in quantities]
    pieces += [(m.start, m.end, "@" + m.entity) for m in names]
    covered = [*taken, *((m.start, m.end) for m in names)]
    covered += [q.cue for q in quantities if q.cue]
    covered += [(_behind(text, d.start), d.start) for d in dates]
    pieces += list(_plain_words(text, covered))
    words = tuple(word for _, _, word in sorted(pieces))
    definite = any(w.key == "the" for w in read_words(text))
    if len(words) + len(dates) < _FEWEST or _points_outside(words, definite=definite and not dates):
        return None
    slots = [f"d:{d.first}/{d.last}:{d.relation.value}" for d in dates]
    slots += [w for w in words if w[0] in "n@"]
    slots += ["q:" + " ".join(w.key for w in read_words(q.text)) for q in find_quotes(text)]
    return Wording(tuple(sorted(slots)), words)


def differing_words(first: Wording, second: Wording) -> tuple[str, ...] | None:
    """Return the words that only one of two wordings has; `None` where they are not the same claim.

    >>> one = Wording((), ("wcourt", "wapprov", "wmerger", "wmonday"))
    >>> differing_words(one, one)
    ()
    """
    if first.slots != second.slots:
        return None
    short, long = sorted((first.words, second.words), key=len)
    extra = _extra(short, long)
    if extra is None or (extra and len(short) < _FEWEST_LOOSE):
        return None
    most = max(1, min(len(short), len({w[1:] for w in short})) // 6)
    if len(extra) > most or any(word[0] != "w" or word[1:] in _guarded() for word in extra):
        return None
    return tuple(word[1:] for word in extra)


def _extra(short: Sequence[str], long: Sequence[str]) -> list[str] | None:
    """Return the words of `long` that `short` lacks, if the others are `short` in its order."""
    extra: list[str] = []
    rest = iter(short)
    wanted = next(rest, "")
    for word in long:
        if wanted and word[1:] == wanted[1:]:
            wanted = next(rest, "")
        else:
            extra.append(word)
    return None if wanted else extra


def _plain_words(text: str, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
    first = True
    for word in read_words(text):
        opening, first = first, False
        if any(a < word.end and word.start < b for a, b in covered):
            continue
        key = word.key.removesuffix("'s").removesuffix("'")
        if key.endswith("n't") and len(key) > 3:
            yield word.start, word.start + 1, "f" + key.removesuffix("n't")
            key = "not"
        if not key or key in _ARTICLES:
            continue
        if key in _FUNCTION or word.numeric:
            yield word.start, word.end, "f" + key
        else:
            capital = opening or text[word.start].isupper()
            yield word.start, word.end, ("c" if capital else "w") + stem(key)


def _points_outside(words: Sequence[str], *, definite: bool) -> bool:
    """Whether a claim speaks for its writer, or of what is named elsewhere ("The court approved the merger")."""
    if definite and not any(w[0] in "@n" for w in words) and not any(w[0] == "c" for w in words[1:]):
        return True
    plain_words = [w[1:] for w in words]
    if not _SELF.isdisjoint(w for w, kind in zip(plain_words, words, strict=True) if kind[0] == "f"):
        return True
    named = next((i for i, w in enumerate(words) if w[0] in "@c"), len(words))
    return any(w[1:] in _POINTING for w in words[: max(1, named)])


def _number(quantity: Quantity) -> str:
    if quantity.low is None and quantity.high is None:
        return quantity.surface.casefold()
    ends = [plain(v) if v is not None else "" for v in (quantity.low, quantity.high)]
    about = (quantity.unit, quantity.comparator.value, "th" if quantity.ordinal else "", quantity.rate)
    name = quantity.noun if quantity.identifier else ""
    return "|".join((*dict.fromkeys(ends), *about, name))


def _behind(text: str, start: int) -> int:
    """Return where the words that join a date to its sentence begin; the slot has their meaning."""
    low = max(0, start - 24)
    found = _BEFORE_DATE.search(text[low:start])
    return low + found.start() if found else start


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        parts.append(text[at:start])
        at = max(at, end)
    return "#".join((*parts, text[at:]))


@cache
def _guarded() -> frozenset[str]:
    """Return the stems of all words that may not stand in one wording alone."""
    known = lexicon()
    words = {*known.sides, *known.quantifiers, *known.unrealised, *known.denying, *known.hedges, *_TURNING, *_FUNCTION}
    return frozenset(stem(word) for word in words)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def count_alike(first: Wording, second: Wording) -> int:
    """Return how many words two wordings share, for the order of a list."""
    return sum((Counter(w[1:] for w in first.words) & Counter(w[1:] for w in second.words)).values())
