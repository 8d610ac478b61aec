"""Making sure that the record still says what the files say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config import Config
from claimcheck.ingestion.pool import Answer
from claimcheck.ingestion.sources import ingest, measure_files
from claimcheck.models import DocumentState, IndexedDocument, Unreadable
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
    quote, and the file, read again, gives the stored text.

    Args:
        store: The record.
        roots: What was ingested.
        config: The settings it was ingested with.
        rules: The rules it was ingested with, if not the folder's own.
        progress: Told of the bytes read.

    Raises:
        UnreadableInput: A root does not exist.
    """
    files = store.source_files()
    flaws = store.find_flaws()
    current = {e.id: e for e in store.catalogue() if e.state is DocumentState.CURRENT}
    met: set[str] = set()
    seen: set[str] = set()
    total, done = measure_files(roots), 0
    for item in ingest(roots, config=config, known={}, rules=rules):
        if isinstance(item, Answer):
            path = item.request.path
            stored = files.get(path)
            if stored is None:
                flaws += [Flaw(subject=path, why="is new: not in the record yet")] if item.done else []
            elif item.done and stored.sha256 != item.request.state.sha256:
                flaws.append(Flaw(subject=path, why="has changed since it was read"))
            if item.why and stored is not None and not _known(stored.unread, path):
                flaws.append(Flaw(subject=path, why=f"cannot be read any more: {item.why}"))
            met.update(i.document.id for i in item.items if isinstance(i, IndexedDocument))
            done += item.request.state.size if item.done else 0
            seen.update((path,) if item.done else ())
        elif isinstance(item, Unreadable):
            seen.add(item.path)
            if not _known(files[item.path].unread if item.path in files else (), item.path):
                flaws.append(Flaw(subject=item.path, why=f"cannot be read any more: {item.why}"))
        progress("verifying sources", min(done, total), total, unit="bytes")
    flaws += [Flaw(subject=path, why="is gone") for path in files if path not in seen]
    unchanged = {f.subject for f in flaws}
    flaws += [
        Flaw(subject=e.name, why="its file, read again, gives another text")
        for e in current.values()
        if e.id not in met and e.file not in unchanged
    ]
    return Verification(
        files=len(files),
        documents=len(current),
        citations=store.count_citations(),
        flaws=tuple(sorted(flaws, key=lambda f: (f.subject, f.why))),
    )


def _known(unread: Sequence[Unreadable], path: str) -> bool:
    return any(u.path == path for u in unread)
