"""Which words say the same, the opposite, or how strongly: lookups in data/lexicon.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from threading import get_ident
from typing import Any

from claimcheck.models import content_id
from claimcheck.text.normalize import plain_spelling


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word classes by word, as `plain_spelling` spells it.

    `same` and `quantifiers` give the numbers of the classes a word is in;
    `sides` its places in the pairs of opposites, as (pair, side); `forms` the
    number of the word that it is an irregular form of; `implied` and `implying`
    the numbers of the implications that a word ends or begins; `hedges` are
    words that leave open whether something is so, `single_doer` deeds that one
    alone does; `fingerprint` changes when a word does.
    """

    same: Mapping[str, frozenset[int]]
    sides: Mapping[str, frozenset[tuple[int, int]]]
    quantifiers: Mapping[str, int]
    unrealised: frozenset[str]
    denying: frozenset[str]
    forms: Mapping[str, int]
    implied: Mapping[str, frozenset[int]]
    implying: Mapping[str, frozenset[int]]
    hedges: frozenset[str]
    single_doer: frozenset[str]
    fingerprint: str


@cache
def lexicon() -> Lexicon:
    """Return the shipped lexicon, read once."""
    text = files("claimcheck.text").joinpath("data/lexicon.toml").read_text("utf-8")
    data = tomllib.loads(text)
    same: dict[str, set[int]] = {}
    for number, line in enumerate(data["same"]):
        for word in _plain(line):
            same.setdefault(word, set()).add(number)
    sides: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(data["opposite"]):
        for side, words in enumerate(line.split("|")):
            for word in _plain(words):
                sides.setdefault(word, set()).add((number, side))
    return Lexicon(
        same={k: frozenset(v) for k, v in same.items()},
        sides={k: frozenset(v) for k, v in sides.items()},
        quantifiers={w: n for n, line in enumerate(data["quantifier"]) for w in line.split()},
        unrealised=frozenset(data["unrealised"]),
        denying=frozenset(data["denying"]),
        implied=_implication(data["implies"], side=1),
        implying=_implication(data["implies"], side=0),
        hedges=frozenset(data["hedge"]),
        single_doer=frozenset(plain_spelling(w) for w in data["single_doer"]),
        forms={w: n for n, line in enumerate(data["forms"]) for w in _plain(line)},
        fingerprint=content_id("lexicon", text),
    )


def _plain(line: str) -> list[str]:
    return [plain_spelling(w) for w in line.split()]


def _implication(lines: Sequence[str], *, side: int) -> dict[str, frozenset[int]]:
    """Return the numbers of the lines that hold each word on one of their sides."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for word in _plain(line.split("|")[side]):
            found.setdefault(word, set()).add(number)
    return {k: frozenset(v) for k, v in found.items()}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return the Snowball English stem of a lower-case word, British spelling read as American."""
    return str(_stemmer(get_ident()).stemWord(plain_spelling(word)))


def equal_words(first: str, second: str) -> bool:
    """Whether two lemmas are one word, or forms of one ("adopt", "adoption")."""
    return first == second or word_form(first) == word_form(second)


@lru_cache(maxsize=100_000)
def word_form(word: str) -> str:
    """Return what the forms of one word share ("adopt", "adoption"; "sell", "sale")."""
    number = lexicon().forms.get(word)
    return f"{number}" if number is not None else f"{word[:3]}-{stem(word)}"


def same_sense(first: str, second: str) -> bool:
    """Whether two lemmas are in one class of words that may stand for each other."""
    return not senses(first).isdisjoint(senses(second))


def opposed(first: str, second: str) -> bool:
    """Whether two lemmas stand on opposite sides of a pair ("rise", "fall")."""
    ours, theirs = sides(first), sides(second)
    return any((pair, 1 - side) in theirs for pair, side in ours) and ours.isdisjoint(theirs)


def senses(word: str) -> frozenset[int]:
    """Return the numbers of the classes of `same` that a lemma is in."""
    return lexicon().same.get(word, _NONE)


def sides(word: str) -> frozenset[tuple[int, int]]:
    """Return a lemma's places in the pairs of opposites, as (pair, side)."""
    return lexicon().sides.get(word, _NO_SIDES)


_NONE: frozenset[int] = frozenset()
_NO_SIDES: frozenset[tuple[int, int]] = frozenset()


@lru_cache(maxsize=64)
def _stemmer(_thread: int) -> Any:
    """Return a thread's own stemmer: it keeps the word that it works on in itself."""
    import snowballstemmer

    return snowballstemmer.stemmer("english")
