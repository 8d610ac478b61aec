"""The words that mutations put in each other's place."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """data/mutations.toml, by word."""

    spelling: Mapping[str, str]
    direction: Mapping[str, str]
    title: tuple[tuple[str, ...], ...]
    quantifier: tuple[tuple[str, str], ...]
    superlative: tuple[tuple[str, str], ...]
    hedge: frozenset[str]
    hedge_before_noun: frozenset[str]
    hedge_signs: tuple[str, ...]
    speech: frozenset[str]
    speakers: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    surname: tuple[str, ...]
    quoted: Mapping[str, str]


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped words, read once."""
    data = tomllib.loads(files("claimcheck.evaluation").joinpath("data/mutations.toml").read_text("utf-8"))
    spelling: dict[str, str] = {}
    for line in data["spelling"]:
        first, second = line.split(" ", 1)
        spelling[first], spelling[second] = second, first
    direction: dict[str, str] = {}
    for first, second in (line.split() for line in data["direction"]):
        direction.setdefault(first, second)
        direction.setdefault(second, first)
    return Vocabulary(
        spelling=spelling,
        direction=direction,
        title=tuple(tuple(t.strip() for t in line.split("|")) for line in data["title"]),
        quantifier=_pairs(data["quantifier"]),
        superlative=_pairs(data["superlative"]),
        hedge=frozenset(data["hedge"].split()),
        hedge_before_noun=frozenset(data["hedge_before_noun"].split()),
        hedge_signs=tuple(data["hedge_signs"].split()),
        speech=frozenset(data["speech"].split()),
        speakers=tuple(data["speakers"]),
        units=tuple(tuple(line.split()) for line in data["units"]),
        surname=tuple(data["surname"].split()),
        quoted={word: other for word, _, other in (line.partition(" ") for line in data["quoted"])},
    )


def match_case(word: str, like: str) -> str:
    """Return `word` with the first letter, or all, in capitals if `like` has them so.

    >>> match_case("defense", "Defence")
    'Defense'
    """
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def _pairs(lines: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((a.strip(), b.strip()) for a, _, b in (line.partition(">") for line in lines))
