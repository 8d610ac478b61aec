"""Bringing the record's documents up to date with a corpus folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config import Config
from claimcheck.ingestion.documents import EXTRACTOR, Ingested, Unchanged, ingest, list_sources
from claimcheck.models import Passage, SourceDocument, Unreadable
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.store import PassageTerms, Store
from claimcheck.text.entities import Gazetteer, load_gazetteer
from claimcheck.text.quantities import number_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusUpdate:
    """What became of the files of a corpus."""

    added: int
    unchanged: int
    withdrawn: int
    unreadable: tuple[Unreadable, ...]


def update_corpus(
    store: Store, corpus: Path, *, config: Config, withdraw: bool = True, progress: Progress = quiet
) -> CorpusUpdate:
    """Make the record hold the current edition of every source below `corpus`.

    A changed file becomes a new edition; a file that is gone is withdrawn, not
    deleted, and so is one that can no longer be read.

    Args:
        store: The record.
        corpus: A folder or one file.
        config: Settings.
        withdraw: Whether documents without a file are withdrawn; false adds to
            what is there.
        progress: Told of each file.

    Raises:
        UnreadableInput: `corpus` does not exist.
    """
    gazetteer = load_gazetteer(Path(config.aliases) if config.aliases else None)
    reader = f"{EXTRACTOR} {gazetteer.fingerprint}"
    known = {n: d.sha256 for n, d in store.document_ids_by_name().items() if d.extractor == reader}
    total = len(list_sources(corpus))
    names: list[str] = []
    unreadable: list[Unreadable] = []
    added = 0
    for done, item in enumerate(ingest(corpus, max_bytes=config.max_bytes, known=known), start=1):
        if isinstance(item, Ingested):
            document = stamp(item.document, reader)
            store.put_document(document, item.passages, index_terms(document, item.passages, gazetteer))
            names.append(document.name)
            added += 1
        elif isinstance(item, Unchanged):
            names.append(item.name)
        else:
            unreadable.append(item)
        progress("reading sources", done, total)
    gone = store.withdraw_documents(names) if withdraw else 0
    return CorpusUpdate(added=added, unchanged=len(names) - added, withdrawn=gone, unreadable=tuple(unreadable))


def stamp(document: SourceDocument, reader: str) -> SourceDocument:
    """Return the document with the reader that its index entries were made by."""
    from dataclasses import replace

    return replace(document, extractor=reader)


def index_terms(document: SourceDocument, passages: Sequence[Passage], gazetteer: Gazetteer) -> list[PassageTerms]:
    """Return what each passage is found by besides its own words.

    Its names and numbers are its own; the title and the issuer, which a reader
    knows too, are searched at a lower weight.
    """
    header = " ".join(dict.fromkeys((document.title, document.issuer, document.date)))
    around = {m.entity for m in gazetteer.find(f"{document.title}. {document.issuer}")}
    return [
        PassageTerms(
            entities=tuple(sorted({m.entity for m in gazetteer.find(p.text)} | around)),
            numbers=number_keys(p.text),
            context=f"{header} {p.locator.heading}".strip(),
        )
        for p in passages
    ]
