"""What is asked of a word index, what it answers, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from claimcheck.models.vocabulary import Tier

# What a passage's own words count, and those around it: about a third is enough to find it by its title, and not enough
# for a title's words to outrank the words themselves.
TEXT_WEIGHT = 1.0
CONTEXT_WEIGHT = 0.35


@dataclass(frozen=True, slots=True)
class Query:
    """Words and names to look for, in any of their forms; `section_terms` those for sections, all if absent.

    They are taken literally: nothing in them is syntax. A name, or a word that
    the index splits ("COVID-19"), is looked for as its parts, side by side.
    """

    terms: tuple[str, ...]
    section_terms: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Numbers of passages and of sections with their scores, best first, equal scores by number.

    A section goes by the number of its first passage.
    """

    passages: tuple[tuple[int, float], ...] = ()
    sections: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class IndexedPassage:
    """A passage as an index takes it in: its number, that of its section's first passage, its words and those around.

    Numbers are positive and ascend; a section's passages follow each other.
    """

    number: int
    section: int
    text: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class IndexState:
    """How far a record has come: the highest number a passage has had, and a stamp of all that was put and taken.

    The stamp tells one record from another, and one state of it from the next:
    the record knows what came after a stamp that it once had.
    """

    number: int
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which passages a person wants to see: of what tier, of documents of what time, with which of some keys."""

    tier: Tier | None = None
    since: date | None = None
    until: date | None = None
    keys: tuple[str, ...] = ()


class Found(NamedTuple):
    """A passage as ranking needs it; a plain tuple, because hundreds are made for each claim."""

    number: int
    id: str
    document_id: str
    section: int
    text: str
    keys: str
