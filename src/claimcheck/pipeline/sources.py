"""Making sure that the record still says what the files say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from claimcheck.config import Config
from claimcheck.ingestion.pool import Answer
from claimcheck.ingestion.sources import Known, ingest, measure_files
from claimcheck.models import DocumentState, IndexedDocument, Unreadable
from claimcheck.pipeline.corpus import find_elsewhere
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.store import Flaw, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at, and what does not fit."""

    files: int
    documents: int
    citations: int
    flaws: tuple[Flaw, ...]


def verify_sources(
    store: Store,
    roots: Sequence[Path],
    *,
    config: Config,
    rules: Path | None = None,
    progress: Progress = quiet,
) -> Verification:
    """Hash every file again, read it again, and compare what it says now with the record.

    A citation holds when the words at its span of the stored text are its
    quote, and the file, read again, gives the stored text. Files outside the
    roots that are where they were are not looked at.

    Args:
        store: The record.
        roots: What was ingested.
        config: The settings it was ingested with.
        rules: The rules it was ingested with, if not the folder's own.
        progress: Told of the bytes read.

    Raises:
        UnreadableInput: A root does not exist.
        InvalidSettings: The rules or the alias file are wrong.
    """
    recorded = store.source_files()
    elsewhere = find_elsewhere(recorded.values(), roots)
    files = {path: file for path, file in recorded.items() if path not in elsewhere}
    flaws = store.find_flaws()
    current = {e.id: e for e in store.catalogue() if e.state is DocumentState.CURRENT}
    known = {path: Known(rules=file.rules) for path, file in files.items()}
    met: set[str] = set()
    seen: set[str] = set()
    total, done = measure_files(roots), 0
    for item in ingest(roots, config=config, known=known, rules=rules):
        if isinstance(item, Answer):
            path = item.request.path
            stored = files.get(path)
            if stored is None:
                flaws += [Flaw(subject=path, why="is new: not in the record yet")] if item.done else []
            elif item.done and stored.sha256 != item.request.state.sha256:
                flaws.append(Flaw(subject=path, why="has changed since it was read"))
            if item.why and stored is not None and not _known(stored.unread, path):
                flaws.append(Flaw(subject=path, why=f"cannot be read any more: {item.why}"))
            for read in (i for i in item.items if isinstance(i, IndexedDocument)):
                met.add(read.document.id)
                if stored is not None and stored.sha256 == item.request.state.sha256:
                    flaws += _compare(store, read)
            done += item.request.state.size if item.done else 0
            seen.update((path,) if item.done else ())
        elif isinstance(item, Unreadable):
            seen.add(item.path)
            if not _known(files[item.path].unread if item.path in files else (), item.path):
                flaws.append(Flaw(subject=item.path, why=f"cannot be read any more: {item.why}"))
        progress("verifying sources", min(done, total), total, unit="bytes")
    flaws += [Flaw(subject=path, why="is gone") for path in files if path not in seen]
    told = {f.subject for f in flaws}
    flaws += [
        Flaw(subject=e.name, why="its file, read again, gives another text")
        for e in current.values()
        if e.id not in met and e.file not in told and e.file not in elsewhere
    ]
    return Verification(
        files=len(files),
        documents=len(current),
        citations=store.count_citations(),
        flaws=tuple(sorted(flaws, key=lambda f: (f.subject, f.why))),
    )


def _compare(store: Store, read: IndexedDocument) -> Iterator[Flaw]:
    """Yield what the record says otherwise of a document than its file."""
    held = store.document(read.document.id)
    if held is None or held.state is not DocumentState.CURRENT:
        yield Flaw(subject=read.document.name, why="its file holds it, the record does not")
        return
    if replace(held, group=read.document.group, state=read.document.state) != read.document:
        yield Flaw(subject=held.name, why="what is known of it is not what its file, sidecar and rules say")
    try:
        same = store.passages_of(held.id) == list(read.passages)
    except ValueError:  # a passage whose span cannot be its own
        same = False
    if not same:
        yield Flaw(subject=held.name, why="its passages are not those that its file gives")


def _known(unread: Sequence[Unreadable], path: str) -> bool:
    return any(u.path == path for u in unread)
