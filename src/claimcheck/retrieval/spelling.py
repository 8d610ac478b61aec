"""What a claim's words that no passage holds may have been meant for: typing mistakes and what scanners misread.

Nothing is taken away from a claim: the words it may have meant are looked for
beside its own. Numbers are never corrected, because a wrong digit is a wrong
fact and not a slip.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from claimcheck.text.similarity import count_edits

Near = Callable[[Collection[str]], Mapping[str, Sequence[str]]]
Count = Callable[[Collection[str]], Mapping[str, int]]

# How many near words are weighed for each unknown one; beyond them all are rarer or farther off.
NEAR = 12
# The costs were chosen by the right word's rank and by recall, with mistyped names of the resolutions and mistyped
# training claims of SciFact; claims that were right found as much as without corrections. Known words that are rare
# are left alone: doubting them too gained nothing.
# An edit more is made up for by 20 (e^3) times as many passages.
_EDIT_COST = 3.0
# Alternatives that much less likely than the best (e^2 = 7 times) are not looked for.
_MARGIN = 2.0
_MOST = 2

# A claim of more unknown words is in another language or no claim; the others stay as they are.
_UNKNOWN = 12
_SHORTEST, _LONGEST = 4, 32
# Two words are found in one where each has so many letters, or one fewer and stands in so many passages.
_PART, _PART_PASSAGES = 4, 20
_LETTERS = re.compile(r"[^\W\d_]+")
# Digits that stand alone among letters: "Kish1da", "0saka", not "covid19"; and at least three letters to a digit.
_SCANNED = re.compile(r"\d?[^\W\d_]+(?:\d[^\W\d_]+)*\d?")
_DIGITS = {"0": "o", "1": "li", "2": "z", "5": "s", "6": "gb", "8": "b", "9": "g"}
_SHAPES = (("rn", "m"), ("m", "rn"), ("vv", "w"), ("cl", "d"))


def correct(
    words: Sequence[str], frequencies: Mapping[str, int], *, near: Near, count: Count
) -> dict[str, tuple[str, ...]]:
    """Return the words to look for beside those of a claim that no passage holds.

    Args:
        words: The words of the claim, folded, in their order.
        frequencies: In how many passages each stands; only those of 0, and of
            these the first twelve, are looked at.
        near: Gives the words of the passages that are spelt like each of some
            words, nearest first; `NEAR` of them are enough.
        count: Gives in how many passages each of some words stands.

    Returns:
        For each unknown word that has any its alternatives, the likeliest
        first; a claim all of whose words are known gives nothing and asks
        nothing.
    """
    doubtful = (place for place, word in enumerate(words) if not frequencies.get(word) and _is_doubtful(word))
    unknown = {words[place]: place for place in islice(doubtful, _UNKNOWN)}
    if not unknown:
        return {}
    readings = {word: {*_scanned(word), *_joined(words, place)} for word, place in unknown.items()}
    known = count(sorted({reading for found in readings.values() for reading in found}))
    chosen = {word: _most_frequent(found, known) for word, found in readings.items()}
    left = {word: _meant(word, words, place) for word, place in unknown.items() if not chosen[word]}
    close = near(sorted({meant for found in left.values() for meant in found}))
    spelt = count(sorted({other for others in close.values() for other in others}))
    for word, found in left.items():
        chosen[word] = _likeliest([(meant, other) for meant in found for other in close.get(meant, ())], spelt)
        if not chosen[word]:
            chosen[word] = _split(word, count)
    return {word: alternatives for word, alternatives in chosen.items() if alternatives}


def _most_frequent(readings: Collection[str], frequencies: Mapping[str, int]) -> tuple[str, ...]:
    known = [reading for reading in readings if frequencies.get(reading)]
    return tuple(sorted(known, key=lambda reading: (-frequencies[reading], reading))[:_MOST])


def _likeliest(pairs: Sequence[tuple[str, str]], frequencies: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words most likely meant: likelier if they are frequent and if few edits lead to them."""
    likelihood: dict[str, float] = {}
    for meant, other in pairs:
        if frequency := frequencies.get(other):
            value = math.log(frequency) - _EDIT_COST * count_edits(meant, other)
            likelihood[other] = max(value, likelihood.get(other, value))
    ranked = sorted(likelihood, key=lambda other: (-likelihood[other], other))
    return tuple(other for other in ranked[:_MOST] if likelihood[other] >= likelihood[ranked[0]] - _MARGIN)


def _is_doubtful(word: str) -> bool:
    """Whether it may be a mistyped word: letters, with few digits among them if any."""
    if not (_SHORTEST <= len(word) <= _LONGEST and _SCANNED.fullmatch(word)):
        return False
    digits = sum(c.isdigit() for c in word)
    return len(word) >= 4 * digits


def _scanned(word: str) -> Iterator[str]:
    """Yield what stood on paper if a scanner took it for this word."""
    if not _LETTERS.fullmatch(word):
        yield from _without_digits(word)
        return
    for seen, meant in _SHAPES:
        places = [m.start() for m in re.finditer(seen, word)]
        if len(places) > 1:
            yield word.replace(seen, meant)
        yield from (word[:at] + meant + word[at + len(seen) :] for at in places)


def _without_digits(word: str) -> list[str]:
    """Return a word with its digits replaced by the letters they look like; none for a digit that looks like none."""
    found = [""]
    for c in word:
        found = [start + letter for start in found for letter in (_DIGITS.get(c, "") if c.isdigit() else c)]
    return found


def _joined(words: Sequence[str], place: int) -> Iterator[str]:
    """Yield the word together with the one before and the one behind: "Hero shima"."""
    word = words[place]
    if not _LETTERS.fullmatch(word):
        return
    if place and _LETTERS.fullmatch(words[place - 1]):
        yield words[place - 1] + word
    if place + 1 < len(words) and _LETTERS.fullmatch(words[place + 1]):
        yield word + words[place + 1]


def _meant(word: str, words: Sequence[str], place: int) -> tuple[str, ...]:
    """Return what near words are looked up for: the word and its joins with its neighbours, or its letters alone."""
    if _LETTERS.fullmatch(word):
        return (word, *_joined(words, place))
    return tuple(_without_digits(word))


def _split(word: str, count: Count) -> tuple[str, ...]:
    """Return the two known words that were written as one, if there are any."""
    if not _LETTERS.fullmatch(word):
        return ()
    pairs = [(word[:at], word[at:]) for at in range(_PART - 1, len(word) - _PART + 2)]
    frequencies = count(sorted({part for pair in pairs for part in pair})) if pairs else {}
    least = {pair: min(frequencies.get(part, 0) for part in pair) for pair in pairs}
    known = [
        pair
        for pair in pairs
        if all(frequencies.get(part, 0) >= (1 if len(part) >= _PART else _PART_PASSAGES) for part in pair)
    ]
    return max(known, key=lambda pair: (least[pair], pair), default=())
