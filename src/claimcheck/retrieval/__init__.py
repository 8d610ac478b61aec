"""The passages that bear on a claim: found by words, names and numbers, re-ranked by likeness.

Likeness orders what is read; it never decides what is said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from claimcheck.models import Search
from claimcheck.models.search import Candidates, Filter, Found, Query
from claimcheck.retrieval.fusion import WEIGHTS, fuse
from claimcheck.retrieval.query import Asked, choose_terms, entity_keys, read_claim
from claimcheck.retrieval.signals import score_dense, score_keys, score_reading, score_words, weigh
from claimcheck.retrieval.spelling import correct
from claimcheck.retrieval.word_index import WordIndex
from claimcheck.text.entities import Gazetteer, LocalNames

__all__ = ["Engines", "Hit", "MeaningIndex", "PassageIndex", "Retrieved", "Setting", "entity_keys", "retrieve"]

# Sections whose passages are all looked at, whether they share a word with the claim or not.
_SECTIONS = 8
# Passages that are looked at closely: the best by words, and the best by the claim's rare names, numbers and dates,
# which no more than so many passages may hold. More cost time and find nothing more (docs/decisions.md).
_BY_WORDS = 200
_BY_KEYS = 40
_KEY_BUDGET = 300


class PassageIndex(WordIndex, Protocol):
    """What retrieval asks of the record."""

    def count(self) -> int:
        """Return how many passages are searched."""

    def filtered(self, query: Query, allowed: Filter, *, limit: int) -> Candidates:
        """Return what `candidates` does, of those passages only that a filter lets through; no sections."""

    def near_words(self, words: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Return the words of the passages that each word may be a misspelling of, nearest first."""

    def key_frequencies(self, asked: Collection[str]) -> dict[str, int]:
        """Return how many passages hold each key."""

    def holding(self, asked: Collection[str]) -> dict[str, tuple[int, ...]]:
        """Return the numbers of the passages that hold each key."""

    def of_sections(self, sections: Sequence[int]) -> dict[int, int]:
        """Return the passages of sections with the section of each, by number."""

    def found(self, numbers: Sequence[int]) -> list[Found]:
        """Return passages by number."""


class MeaningIndex(Protocol):
    """Finds passages and sections by their meaning."""

    def candidates(self, text: str, *, limit: int) -> Candidates:
        """Return the passages and the sections that mean most nearly what a text says, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engines:
    """What is searched, and with what.

    Attributes:
        passages: The record's own index.
        gazetteer: Names and their aliases.
        words: What finds words, where it is not the record.
        dense: What finds meanings, where that is wanted.
    """

    passages: PassageIndex
    gazetteer: Gazetteer
    words: WordIndex | None = None
    dense: MeaningIndex | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where a claim was said.

    Attributes:
        names: The names that its article introduces.
        as_of: The day that its relative dates count from.
        is_own: Tells by its id whether a document is the article itself, which
            is no evidence.
    """

    names: LocalNames = field(default_factory=LocalNames)
    as_of: date | None = None
    is_own: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with its fused score and the score it had by each signal."""

    passage_id: str
    document_id: str
    score: float
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """The hits for a claim, best first, and what was searched."""

    hits: tuple[Hit, ...]
    search: Search


def retrieve(
    text: str,
    engines: Engines,
    *,
    candidates: int,
    top_k: int,
    said: Setting = Setting(),
    allowed: Filter | None = None,
) -> Retrieved:
    """Find the passages that bear on a claim.

    Args:
        text: The claim.
        engines: What to search, and with what.
        candidates: How many passages each search brings back.
        top_k: How many are returned.
        said: What is known of the claim from its article.
        allowed: Which passages may be found; without one, all.
    """
    index = engines.passages
    total = index.count()
    asked = read_claim(text, engines.gazetteer, local=said.names, as_of=said.as_of)
    words = engines.words or index
    known, frequencies = _look_up(asked, words, index)
    query = Query(
        choose_terms((*known, *asked.names), frequencies, budget=words.posting_budget),
        choose_terms((*known, *asked.names), frequencies, budget=words.section_budget),
    )
    wanted = _weigh_keys(asked, index, total)
    if allowed is None:
        matched = words.candidates(query, limit=candidates)
        meant = engines.dense.candidates(text, limit=candidates) if engines.dense else Candidates()
        numbers = _shortlist(matched, meant, wanted, index)
    else:
        # Words that no passage holds find none; without words, all that the filter lets through is found.
        hopeless = asked.words and not query.terms
        matched = Candidates() if hopeless else index.filtered(query, allowed, limit=max(candidates, top_k))
        meant = Candidates()
        numbers = {number for number, _ in matched.passages}
        if not query.terms:
            matched = Candidates()
    found = index.found(sorted(numbers))
    weights = weigh(dict.fromkeys(known, 1.0), frequencies, total)
    search = Search(terms=query.terms, entities=asked.entities, passages_searched=total, candidates=len(found))
    while True:
        signals = score_words(found, matched) | score_reading(text, found, weights)
        signals |= score_keys(found, wanted) | score_dense(found, meant)
        hits = _rank(found, signals, top_k=top_k)
        own = {i for i in {hit.document_id for hit in hits} if said.is_own and said.is_own(i)}
        if not own:
            return Retrieved(hits, search)
        # Without it the others' scores are others: it had the best of each signal.
        found = [passage for passage in found if passage.document_id not in own]


def _look_up(asked: Asked, words: WordIndex, index: PassageIndex) -> tuple[tuple[str, ...], dict[str, int]]:
    """Return the claim's words, with those that unknown ones may have been meant for, and how frequent all are."""
    frequencies = words.frequencies((*asked.words, *asked.names))
    meant = correct(asked.words, frequencies, near=index.near_words, count=words.frequencies)
    unsure = [others for word, others in meant.items() if word not in asked.named]
    added = [other for others in unsure for other in others if other not in frequencies]
    if added:
        frequencies |= words.frequencies(added)
    return (*asked.words, *dict.fromkeys(added)), frequencies


def _weigh_keys(asked: Asked, index: PassageIndex, total: int) -> dict[str, dict[str, float]]:
    """Return the keys that the claim's passages may hold, with their weights, by kind."""
    frequencies = index.key_frequencies(sorted({key for keys in asked.keys.values() for key in keys}))
    return {kind: weigh(keys, frequencies, total) for kind, keys in asked.keys.items()}


def _shortlist(
    matched: Candidates, meant: Candidates, wanted: Mapping[str, Mapping[str, float]], index: PassageIndex
) -> set[int]:
    """Return the numbers of the passages that are looked at: of each way to find them the best, ties whole."""
    by_words = _scaled(matched.passages)
    sections = _scaled(matched.sections)
    for number, section in index.of_sections(sorted(_best(sections, _SECTIONS))).items():
        by_words[number] = by_words.get(number, 0.0) + WEIGHTS["section"] * sections[section]
    numbers = _best(by_words, _BY_WORDS) | _best(_holding(wanted, index), _BY_KEYS)
    if meant.sections:
        near = _best(dict(meant.sections), _SECTIONS)
        numbers |= _best(dict(meant.passages), _BY_WORDS) | index.of_sections(sorted(near)).keys()
    return numbers


def _scaled(ranking: Sequence[tuple[int, float]]) -> dict[int, float]:
    best = ranking[0][1] if ranking else 1.0
    return {number: score / best for number, score in ranking}


def _best(scores: Mapping[int, float], limit: int) -> set[int]:
    """Return the best `limit`, and all that are as good as the last of them."""
    if len(scores) <= limit:
        return set(scores)
    least = sorted(scores.values(), reverse=True)[limit - 1]
    return {number for number, score in scores.items() if score >= least}


def _holding(wanted: Mapping[str, Mapping[str, float]], index: PassageIndex) -> dict[int, float]:
    """Return the passages that hold the rarest keys, as many keys as the budget lets, and what those weigh."""
    weights = {key: weight for keys in wanted.values() for key, weight in keys.items()}
    frequencies = index.key_frequencies(sorted(weights))
    chosen, spent = [], 0
    for key in sorted(frequencies, key=lambda key: (frequencies[key], key)):
        spent += frequencies[key]
        if spent > _KEY_BUDGET:
            break
        chosen.append(key)
    found: dict[int, float] = {}
    for key, numbers in index.holding(chosen).items() if chosen else ():
        for number in numbers:
            found[number] = found.get(number, 0.0) + weights[key]
    return found


def _rank(found: Sequence[Found], signals: Mapping[str, Sequence[float]], *, top_k: int) -> tuple[Hit, ...]:
    """Return the best passages, best first, equal ones by id."""
    scores = fuse(signals, [passage.document_id for passage in found])
    order = sorted(range(len(found)), key=lambda place: (-scores[place], found[place].id))
    return tuple(
        Hit(
            found[place].id,
            found[place].document_id,
            scores[place],
            {name: round(column[place], 6) for name, column in signals.items() if column[place]},
        )
        for place in order[:top_k]
    )
