"""The forms of English verbs."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

_VOWELS = "aeiou"


def inflect(lemma: str, tag: str) -> str:
    """Return the form of a verb that a Penn Treebank tag asks for.

    >>> inflect("adopt", "VBD"), inflect("rise", "VBN"), inflect("deny", "VBZ"), inflect("drop", "VBG")
    ('adopted', 'risen', 'denies', 'dropping')
    """
    irregular = _irregular().get(lemma)
    if tag in {"VBD", "VBN"} and irregular:
        return irregular[tag == "VBN"]
    ends_in_y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    if tag in {"VBD", "VBN"}:
        if lemma.endswith("e"):
            return f"{lemma}d"
        return f"{lemma[:-1]}ied" if ends_in_y else f"{_doubled(lemma)}ed"
    if tag == "VBG":
        if lemma.endswith("e") and not lemma.endswith(("ee", "be")):
            return f"{lemma[:-1]}ing"
        return f"{_doubled(lemma)}ing"
    if tag == "VBZ":
        if ends_in_y:
            return f"{lemma[:-1]}ies"
        return f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{lemma}s"
    return lemma


def _doubled(lemma: str) -> str:
    last_vowel = lemma[-2:-1] in _VOWELS and lemma[-1:] not in {*_VOWELS, "w", "x", "y"} if len(lemma) == 3 else False
    return lemma + lemma[-1] if lemma in _doubling() or last_vowel else lemma


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    return {lemma: (past, participle) for lemma, past, participle in map(str.split, _data()["irregular"])}


@cache
def _doubling() -> frozenset[str]:
    return frozenset(_data()["doubling"])


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files("claimcheck.text").joinpath("data/verbs.toml").read_text("utf-8"))
