"""Which words say the same, the opposite, or how strongly: lookups in data/lexicon.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from claimcheck.models import content_id


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes by word.

    `same` and `quantifiers` give the numbers of the classes a word is in;
    `sides` its places in the pairs of opposites, as (pair, side);
    `fingerprint` changes when a word does.
    """

    same: Mapping[str, frozenset[int]]
    sides: Mapping[str, frozenset[tuple[int, int]]]
    quantifiers: Mapping[str, int]
    unrealised: frozenset[str]
    denying: frozenset[str]
    fingerprint: str


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon, read once."""
    text = files("claimcheck.text").joinpath("data/lexicon.toml").read_text("utf-8")
    data = tomllib.loads(text)
    same: dict[str, set[int]] = {}
    for number, line in enumerate(data["same"]):
        for word in line.split():
            same.setdefault(word, set()).add(number)
    sides: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(data["opposite"]):
        for side, words in enumerate(line.split("|")):
            for word in words.split():
                sides.setdefault(word, set()).add((number, side))
    return Lexicon(
        same={k: frozenset(v) for k, v in same.items()},
        sides={k: frozenset(v) for k, v in sides.items()},
        quantifiers={w: n for n, line in enumerate(data["quantifier"]) for w in line.split()},
        unrealised=frozenset(data["unrealised"]),
        denying=frozenset(data["denying"]),
        fingerprint=content_id("lexicon", text),
    )


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the Snowball English stem of a lower-case word, British -ise read as -ize."""
    word = re.sub(r"(?<=.{3})is(e|ed|es|ing|ation|ations|er|ers)$", r"iz\1", word)
    return str(_stemmer().stemWord(word))


def equal_words(first: str, second: str) -> bool:
    """Whether two lemmas are one word, or forms of one ("adopt", "adoption")."""
    return first == second or (stem(first) == stem(second) and first[:3] == second[:3])


def same_sense(first: str, second: str) -> bool:
    """Whether two lemmas are in one class of words that may stand for each other."""
    return not _classes(first).isdisjoint(_classes(second))


def opposed(first: str, second: str) -> bool:
    """Whether two lemmas stand on opposite sides of a pair ("rise", "fall")."""
    ours, theirs = _sides(first), _sides(second)
    return any((pair, 1 - side) in theirs for pair, side in ours) and ours.isdisjoint(theirs)


def _classes(word: str) -> frozenset[int]:
    return lexicon().same.get(word, frozenset())


def _sides(word: str) -> frozenset[tuple[int, int]]:
    return lexicon().sides.get(word, frozenset())


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("english")
