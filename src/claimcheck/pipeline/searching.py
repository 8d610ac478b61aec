"""Looking for passages by hand, with the same retrieval that a check uses."""

from __future__ import annotations

from dataclasses import dataclass, replace

from claimcheck.config import Config
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Passage, Search, SourceDocument
from claimcheck.models.search import Filter
from claimcheck.pipeline.engines import open_engines
from claimcheck.retrieval import Hit, entity_keys, retrieve
from claimcheck.store import Store


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a search found, its document, and what speaks for it."""

    hit: Hit
    passage: Passage
    document: SourceDocument


def search_passages(
    store: Store, words: str, *, config: Config, limit: int, allowed: Filter | None = None, entity: str = ""
) -> tuple[list[FoundPassage], Search]:
    """Return the passages that a claim of these words would be compared with, best first, and what was searched.

    Args:
        store: The record.
        words: The claim; it may be empty where `allowed` is given.
        config: Settings.
        limit: How many passages at most.
        allowed: Which passages may be found; without one, all.
        entity: A name, known or not, that the passages must hold.

    Without words all passages are as good, and come by document and place.
    """
    engines = open_engines(store, config, load_names(config))
    if entity:
        allowed = replace(allowed or Filter(), keys=entity_keys(engines.gazetteer, entity))
    found = retrieve(words, engines, candidates=max(config.candidates, limit), top_k=limit, allowed=allowed)
    passages = store.passages([hit.passage_id for hit in found.hits])
    documents = {name: store.document(name) for name in {hit.document_id for hit in found.hits}}
    listed = [
        FoundPassage(hit, passages[hit.passage_id], document)
        for hit in found.hits
        if (document := documents[hit.document_id]) is not None
    ]
    if not words.strip():
        listed.sort(key=lambda item: (item.document.name, item.passage.ordinal))
    return listed, found.search
