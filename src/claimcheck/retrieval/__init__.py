"""The passages that bear on a claim: found by words, names and numbers, re-ranked by likeness.

Likeness orders what is read; it never decides what is said.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from claimcheck.models import Passage, Search
from claimcheck.retrieval.fusion import fuse
from claimcheck.retrieval.query import choose_terms, words_of
from claimcheck.text.entities import Gazetteer
from claimcheck.text.quantities import number_keys
from claimcheck.text.similarity import rank_similar

__all__ = ["Hit", "PassageIndex", "Retrieved", "retrieve"]


class PassageIndex(Protocol):
    """What retrieval asks of a store. Rankings are best first, equal scores by id."""

    def document_frequency(self, terms: Sequence[str]) -> dict[str, int]:
        """Return in how many passages each word occurs."""

    def match(self, terms: Sequence[str], *, limit: int) -> list[tuple[str, float]]:
        """Return passages that share words with the query, by BM25."""

    def with_entities(self, entities: Sequence[str], *, limit: int) -> list[tuple[str, float]]:
        """Return passages that name the entities, rarer ones counting more."""

    def with_numbers(self, numbers: Sequence[str], *, limit: int) -> list[tuple[str, float]]:
        """Return passages that hold the numbers."""

    def passages(self, ids: Collection[str]) -> dict[str, Passage]:
        """Return passages by id."""

    def count_passages(self) -> int:
        """Return how many passages are searched."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score and the rank it had in each ranking."""

    passage: Passage
    score: float
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The hits for a claim, best first, and what was searched."""

    hits: tuple[Hit, ...]
    search: Search


def retrieve(text: str, index: PassageIndex, gazetteer: Gazetteer, *, candidates: int, top_k: int) -> Retrieved:
    """Find the passages that bear on a claim.

    Args:
        text: The claim.
        index: What to search.
        gazetteer: Names and their aliases.
        candidates: How many passages each search brings back.
        top_k: How many are returned.
    """
    terms = choose_terms(words_of(text), index)
    entities = tuple(sorted({m.entity for m in gazetteer.find(text)}))
    numbers = number_keys(text)
    related = gazetteer.relatives(entities)
    found = {
        "lexical": index.match(terms, limit=candidates),
        "entity": index.with_entities(entities, limit=candidates),
        "number": index.with_numbers(numbers, limit=candidates),
        "related": index.with_entities((*entities, *related), limit=candidates) if related else [],
    }
    ids = sorted({passage for ranking in found.values() for passage, _ in ranking})
    passages = index.passages(ids)
    signals = {name: dict(ranking) for name, ranking in found.items()}
    signals["fuzzy"] = dict(zip(ids, rank_similar(text, [passages[i].text for i in ids]), strict=True))
    scores = fuse(signals, {i: passages[i].document_id for i in ids})
    hits = tuple(
        Hit(passages[i], score, {name: round(values[i], 6) for name, values in signals.items() if i in values})
        for i, score in list(scores.items())[:top_k]
    )
    search = Search(terms=terms, entities=entities, passages_searched=index.count_passages(), candidates=len(ids))
    return Retrieved(hits, search)
