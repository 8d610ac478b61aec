"""Words of a sentence that point outside it, each with what it stands for."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.models import InferenceKind


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a sentence of the article."""

    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Link:
    """Words at `start:end` of a sentence that can only be understood with what stands around it.

    `text` is what they stand for, empty where that is in doubt. `key` is the
    referent's: where the claim names it already, nothing is put in. `source`
    is where the article says it. `maybe` holds the keys of what it may be
    among the words before it: a claim that has them is no more in doubt than
    the article is. `ahead` says that what is meant follows in the sentence,
    `loose` that `text` points outside too ("the court").
    """

    start: int
    end: int
    kind: InferenceKind
    text: str = ""
    key: str = ""
    source: Place | None = None
    maybe: tuple[str, ...] = ()
    ahead: bool = False
    loose: bool = False
