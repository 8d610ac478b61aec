"""What in a sentence can be looked up by itself: figures, dates, names, events."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimcheck.detection.lexicon import words
from claimcheck.text.syntax import Parse, Word

NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
DATES = frozenset({"DATE", "TIME"})
_YEAR_OR_DAY = re.compile(
    r"\d|\bmay\b|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|"
    r"november|december",
    re.IGNORECASE,
)


def has_hard_fact(parse: Parse, indices: Iterable[int]) -> bool:
    """Whether the words hold a figure or a date."""
    chosen = [parse.words[i] for i in indices]
    return any(is_figure(parse, w) or is_date(w) for w in chosen)


def has_name(parse: Parse, indices: Iterable[int]) -> bool:
    """Whether the words hold a name or a proper noun."""
    return any(parse.words[i].entity in NAMES or parse.words[i].pos == "PROPN" for i in indices)


def is_figure(parse: Parse, word: Word) -> bool:
    """Whether a number counts something: not "one", "the two countries" or "two-plus-two"."""
    if word.tag != "CD" or word.lemma == "one":
        return False
    if any(c.isdigit() for c in word.text):
        return True
    beside = [parse.words[i].text.lower() for i in (word.index - 1, word.index + 1) if 0 <= i < len(parse.words)]
    return "-" not in beside and not (word.index and beside[0] in {"the", "these", "those", "both"})


def is_date(word: Word) -> bool:
    """Whether a word is part of a date that names a year, a month or a day."""
    return word.entity in DATES and _YEAR_OR_DAY.search(word.text) is not None


def is_event(word: Word) -> bool:
    """Whether a verb tells what somebody did or what came to pass."""
    return word.tag in {"VBD", "VBN"} and word.pos == "VERB" and word.lemma not in words("mental_verbs")
