"""What is asked of a word index, what it answers, and what it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from claimcheck.models.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class Query:
    """Words to look for, in any of their forms, and names whose words should stand together.

    Words and names are taken literally: nothing in them is syntax. A word that
    the index splits ("COVID-19") is looked for as its parts, side by side.
    """

    terms: tuple[str, ...]
    phrases: tuple[str, ...] = ()


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
    """How far a record has come: the number of its last passage, and a stamp that changes when a passage goes away.

    The stamp also tells one record from another. An index that was made from
    the same stamp and a smaller number lacks only what was added since.
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
