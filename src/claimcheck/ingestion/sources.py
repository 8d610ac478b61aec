"""A corpus to documents: unchanged files left alone, the rest read, by worker processes where it pays."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError, UnreadableInput
from claimcheck.ingestion.extraction import Source
from claimcheck.ingestion.formats import Format, detect_format
from claimcheck.ingestion.listing import (
    RULES_FILE,
    SIDECAR,
    FoundFile,
    hash_file,
    list_files,
    source_name,
)
from claimcheck.ingestion.pool import Answer, read_files
from claimcheck.ingestion.readers.page_ocr import find_engine
from claimcheck.ingestion.reading import READING_VERSION, FileRequest, open_file, read_documents
from claimcheck.models import Unreadable, content_id
from claimcheck.text.entities import Gazetteer, load_gazetteer

# Text that our own code reads without a parser that could hang goes without a process, unless there is much of it.
_OWN_FORMATS = frozenset((Format.MARKDOWN, Format.PLAIN))
_SMALL_BYTES = 200_000
_FEW_FILES = 100


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file of `size` bytes whose stored documents still stand."""

    path: str
    size: int


def ingest(
    roots: Sequence[Path],
    *,
    config: Config,
    known: Mapping[str, tuple[str, str]],
    jobs: int = 1,
    rules: Path | None = None,
) -> Iterator[Unchanged | Unreadable | Answer]:
    """Read every source below `roots`.

    Args:
        roots: Folders, or files.
        config: Settings: names, limits, formats.
        known: The SHA-256 and the fingerprint that each file had when it was
            read, by path: a file that still has them is not read again.
        jobs: Worker processes.
        rules: Rules of the folder; a root's corpus.yaml if absent.

    Yields:
        For each file that it is unchanged or cannot be read, or the answers
        about it. Files come mixed, the answers about one in order.

    Raises:
        UnreadableInput: A root does not exist.
        InvalidSettings: The rules or the alias file are wrong.
    """
    few = sum(1 for _, _ in zip(list_files(roots), range(_FEW_FILES + 1), strict=False)) <= _FEW_FILES
    pending: list[Unchanged | Unreadable | Answer] = []

    def requests() -> Iterator[FileRequest]:
        for item in _requests(roots, config=config, known=known, rules=rules):
            if isinstance(item, FileRequest):
                yield item
            else:
                pending.append(item)

    asked = requests()
    first: list[FileRequest] = []
    if few:
        for request in asked:
            yield from _drain(pending)
            if _is_simple(request):
                yield from _read_here(request)
            else:
                first.append(request)
        asked = iter(first)
    if not few or first:
        for answer in read_files(asked, jobs=min(jobs, len(first)) if few else jobs):
            yield from _drain(pending)
            yield answer
    yield from _drain(pending)


def measure_files(roots: Sequence[Path]) -> int:
    """Return the bytes of all files below `roots`; what cannot be looked at counts nothing."""
    total = 0
    for file in list_files(roots):
        if isinstance(file, FoundFile):
            with contextlib.suppress(OSError):
                total += file.place.stat().st_size
    return total


def _drain(pending: list[Unchanged | Unreadable | Answer]) -> Iterator[Unchanged | Unreadable | Answer]:
    while pending:
        yield pending.pop(0)


def _requests(
    roots: Sequence[Path], *, config: Config, known: Mapping[str, tuple[str, str]], rules: Path | None
) -> Iterator[FileRequest | Unchanged | Unreadable]:
    """Yield a request for each file that is to be read."""
    names: set[str] = set()
    reader = content_id("reader", READING_VERSION, _names(config).fingerprint, *_read_settings(config))
    for file in list_files(roots):
        if isinstance(file, Unreadable):
            yield file
            continue
        name = source_name(file.path)
        try:
            if name in names:
                raise UnreadableInput(f"another file is already the source {name!r}", path=file.path, hint="rename one")
            state = hash_file(file, max_bytes=config.max_container_bytes)
            names.add(name)
            of_folder, sidecar = _rules_of(file, rules), _sidecar_of(file.place)
            fingerprint = content_id("fingerprint", reader, *(_content(p) for p in (of_folder, sidecar)))
            if known.get(file.path) == (state.sha256, fingerprint):
                yield Unchanged(file.path, state.size)
                continue
            yield FileRequest(
                place=str(file.place),
                path=file.path,
                state=state,
                fingerprint=fingerprint,
                config=config,
                rules=str(of_folder or ""),
                sidecar=str(sidecar or ""),
            )
        except ClaimcheckError as error:
            yield Unreadable(path=file.path, why=error.within(file.path))


def _names(config: Config) -> Gazetteer:
    return load_gazetteer(Path(config.aliases) if config.aliases else None)


def _read_settings(config: Config) -> list[str]:
    """Return the settings that decide what is read of a file, and what recognises scanned pages here."""
    names = ("html_reader", "ocr_language", "max_bytes", "max_members", "max_depth", "max_pages", "max_characters")
    return [*(f"{name}={getattr(config, name)}" for name in names), find_engine()]


def _rules_of(file: FoundFile, rules: Path | None) -> Path | None:
    own = file.root / RULES_FILE
    return rules or (own if own.is_file() else None)


def _sidecar_of(place: Path) -> Path | None:
    """Return the sidecar of a file: "report.pdf.meta.yaml" before "report.meta.yaml"."""
    for name in (place.name + SIDECAR, place.stem + SIDECAR):
        sidecar = place.with_name(name)
        if sidecar.is_file():
            return sidecar
    return None


def _content(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableInput((error.strerror or "cannot be read").lower(), path=path) from None


def _is_simple(request: FileRequest) -> bool:
    """Whether a file is a small text that is read in this process."""
    if request.state.size > _SMALL_BYTES or request.rules:
        return False
    try:
        with Path(request.place).open("rb") as file:
            source = Source(path=request.path, file=file, size=request.state.size, limits=request.config)
            return detect_format(source) in _OWN_FORMATS
    except (ClaimcheckError, OSError):
        return True  # the reader says what is wrong


def _read_here(request: FileRequest) -> Iterator[Answer]:
    items, why = [], ""
    try:
        with open_file(request) as file:
            items += list(read_documents(request, file))
    except ClaimcheckError as error:
        items, why = [], error.within(request.path)
    yield Answer(request=request, items=tuple(items), done=True, why=why)
