"""Bringing the record's documents up to date with a corpus."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimcheck.config import Config
from claimcheck.ingestion.duplicates import group_duplicates
from claimcheck.ingestion.pool import Answer
from claimcheck.ingestion.sources import Known, Unchanged, ingest, measure_files
from claimcheck.models import IndexedDocument, Unreadable
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.store import SourceFile, Store

# What is read goes into the record when so many passages have come together, or after so long: a run that is killed
# loses at most these, and reads them again.
_BATCH_PASSAGES = 20_000
_BATCH_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateOptions:
    """How a corpus is brought into the record.

    Attributes:
        withdraw: Whether documents without a file are withdrawn; false adds to
            what is there. A file outside the roots that is where it was is none
            of this run's business, and stays.
        jobs: Processes that read; as many as there are processors if absent.
        rules: Rules for the sources instead of each folder's corpus.yaml.
        again: Read unchanged files too.
    """

    withdraw: bool = True
    jobs: int | None = None
    rules: Path | None = None
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusUpdate:
    """What became of the files of a corpus.

    `added` and `unchanged` count files; `documents` what was read of the files
    added, `withdrawn` the documents that are no evidence any more, `copies`
    the documents that are a copy of another.
    """

    added: int
    unchanged: int
    withdrawn: int
    unreadable: tuple[Unreadable, ...]
    documents: int = 0
    copies: int = 0


@dataclass(slots=True)
class _Tally:
    """What has been done so far, and what waits to be written."""

    store: Store
    waiting: list[Answer] = field(default_factory=list)
    passages: int = 0
    since: float = field(default_factory=time.monotonic)
    unread: dict[str, list[Unreadable]] = field(default_factory=dict)
    paths: set[str] = field(default_factory=set)
    positions: dict[str, int] = field(default_factory=dict)
    added: int = 0
    unchanged: int = 0
    documents: int = 0
    withdrawn: int = 0


def update_corpus(
    store: Store,
    corpus: Path | Sequence[Path],
    *,
    config: Config,
    options: UpdateOptions = UpdateOptions(),
    progress: Progress = quiet,
) -> CorpusUpdate:
    """Make the record hold the current edition of every source below `corpus`.

    A changed file becomes a new edition; a file that is gone is withdrawn, not
    deleted, and so is one that can no longer be read. What was read stays when
    the run is broken off, and is not read again by the next.

    Args:
        store: The record.
        corpus: A folder or a file, or several.
        config: Settings.
        options: How it is gone about.
        progress: Told of the bytes read.

    Raises:
        UnreadableInput: `corpus` does not exist.
        InvalidSettings: The rules or the alias file are wrong.
    """
    roots = [corpus] if isinstance(corpus, Path) else list(corpus)
    stored = store.source_files()
    elsewhere = find_elsewhere(stored.values(), roots)
    known = {p: _known(f, again=options.again) for p, f in stored.items() if p not in elsewhere}
    if options.again:
        store.forget_readings()
    total = measure_files(roots)
    tally = _Tally(store=store)
    done = 0
    jobs = options.jobs or os.cpu_count() or 1
    with _no_cycles():
        for item in ingest(roots, config=config, known=known, jobs=jobs, rules=options.rules):
            done += _take(item, tally, stored)
            if tally.passages >= _BATCH_PASSAGES or time.monotonic() - tally.since > _BATCH_SECONDS:
                _write(tally)
            progress("reading sources", min(done, total), total, unit="bytes")
        _write(tally)
    if done < total:
        progress("reading sources", total, total, unit="bytes")
    if options.withdraw:
        tally.withdrawn += store.withdraw_files(tally.paths | elsewhere)
    copies = store.link_copies(group_duplicates)
    store.learn_words()
    unreadable = sorted((u for of_file in tally.unread.values() for u in of_file), key=lambda u: (u.path, u.why))
    return CorpusUpdate(
        added=tally.added,
        unchanged=tally.unchanged,
        withdrawn=tally.withdrawn,
        unreadable=tuple(unreadable),
        documents=tally.documents,
        copies=copies,
    )


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Look for no cyclic garbage meanwhile: passages come and go by the million and hold none; it saves a tenth."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take(item: Unchanged | Unreadable | Answer, tally: _Tally, stored: Mapping[str, SourceFile]) -> int:
    """Note what came of a file; return the bytes that are done with it."""
    if isinstance(item, Unchanged):
        tally.unchanged += 1
        tally.paths.add(item.path)
        _place(item, tally.store, stored[item.path])
        if stored[item.path].unread:
            tally.unread[item.path] = list(stored[item.path].unread)
        return item.size
    if isinstance(item, Unreadable):
        tally.unread.setdefault(item.path, []).append(item)
        if item.path not in tally.paths:
            tally.paths.add(item.path)
            tally.withdrawn += tally.store.finish_file(_failure(item), reading="")
        return 0
    tally.waiting.append(item)
    tally.passages += sum(len(i.passages) for i in item.items if isinstance(i, IndexedDocument))
    path = item.request.path
    before = tally.positions.pop(path, 0)
    after = item.request.state.size if item.done else max(before, item.position)
    if not item.done:
        tally.positions[path] = after
    return after - before


def _write(tally: _Tally) -> None:
    """Put what waits into the record, in one transaction."""
    with tally.store.together():
        for answer in tally.waiting:
            _put(answer, tally)
    tally.waiting.clear()
    tally.passages, tally.since = 0, time.monotonic()


def _put(answer: Answer, tally: _Tally) -> None:
    request = answer.request
    documents = [i for i in answer.items if isinstance(i, IndexedDocument)]
    tally.store.put_documents(documents, reading=request.reading)
    tally.documents += len(documents)
    failed = [i for i in answer.items if isinstance(i, Unreadable)]
    if answer.why:
        failed.append(Unreadable(path=request.path, why=answer.why))
    if failed:
        tally.unread.setdefault(request.path, []).extend(failed)
    if not answer.done:
        return
    tally.paths.add(request.path)
    tally.added += not answer.why
    file = SourceFile(
        path=request.path,
        sha256=request.state.sha256,
        fingerprint=request.fingerprint,
        place=os.path.abspath(request.place),
        rules=request.named_rules,
        unread=tuple(tally.unread.get(request.path, ())),
    )
    kept = not answer.why or answer.partly
    tally.withdrawn += tally.store.finish_file(file, reading=request.reading if kept else "")


def _known(file: SourceFile, *, again: bool) -> Known:
    """Return what a file is compared with: one that could not be read as a whole is worth another try."""
    if again or any(u.path == file.path for u in file.unread):
        return Known(rules=file.rules)
    return Known(sha256=file.sha256, fingerprint=file.fingerprint, rules=file.rules)


def _place(item: Unchanged, store: Store, file: SourceFile) -> None:
    """Note where an unchanged file is now, if it was elsewhere."""
    now = replace(file, place=os.path.abspath(item.place), rules=item.rules)
    if now != file:
        store.place_file(now)


def find_elsewhere(files: Iterable[SourceFile], roots: Sequence[Path]) -> set[str]:
    """Return the paths of files that are where they were, outside the roots: this run is not about them."""
    places = [Path(os.path.abspath(root)) for root in roots]
    return {
        file.path
        for file in files
        if file.place
        and not any(Path(file.place).is_relative_to(root) for root in places)
        and Path(file.place).is_file()
    }


def _failure(item: Unreadable) -> SourceFile:
    return SourceFile(path=item.path, sha256="", fingerprint="", unread=(item,))
