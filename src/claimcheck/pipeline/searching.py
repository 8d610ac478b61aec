"""Looking for passages by hand, with the same retrieval that a check uses."""

from __future__ import annotations

from claimcheck.config import Config
from claimcheck.models import SourceDocument
from claimcheck.pipeline.judging import load_names
from claimcheck.retrieval import Hit, retrieve
from claimcheck.store import Store


def search_passages(store: Store, words: str, *, config: Config, limit: int) -> list[tuple[Hit, SourceDocument]]:
    """Return the passages that a claim of these words would be compared with, best first."""
    found = retrieve(words, store, load_names(config), candidates=max(config.candidates, limit), top_k=limit)
    documents = [store.document(hit.passage.document_id) for hit in found.hits]
    return [(hit, d) for hit, d in zip(found.hits, documents, strict=True) if d is not None]
