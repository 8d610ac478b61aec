"""A corpus to documents: unchanged files left alone, the rest read, by worker processes where it pays."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError, UnreadableInput
from claimcheck.ingestion.extraction import Source
from claimcheck.ingestion.folder_rules import load_rules
from claimcheck.ingestion.formats import Format, detect_format
from claimcheck.ingestion.indexing import load_names
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

# Text that our own code reads without a parser that could hang goes without a process, unless there is much of it.
_OWN_FORMATS = frozenset((Format.MARKDOWN, Format.PLAIN))
_SMALL_BYTES = 200_000
_READ_SETTINGS = (
    "html_reader",
    "ocr_language",
    "max_bytes",
    "max_members",
    "max_depth",
    "max_pages",
    "max_characters",
    "max_seconds",
    "max_megabytes",
)
_FEW_FILES = 100


@dataclass(frozen=True, slots=True)
class Known:
    """How a file was when it was read, and the rules that were named for it then."""

    sha256: str = ""
    fingerprint: str = ""
    rules: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file of `size` bytes whose stored documents still stand; `place` and `rules` as in a request."""

    path: str
    size: int
    place: str = field(default="", compare=False)
    rules: str = field(default="", compare=False)


def ingest(
    roots: Sequence[Path],
    *,
    config: Config,
    known: Mapping[str, Known],
    jobs: int = 1,
    rules: Path | None = None,
) -> Iterator[Unchanged | Unreadable | Answer]:
    """Read every source below `roots`.

    Args:
        roots: Folders, or files.
        config: Settings: names, limits, formats.
        known: The files that were read before, by path: one that is as it was
            is not read again, one for which rules were named keeps them.
        jobs: Worker processes.
        rules: Rules for the files; if absent a root's corpus.yaml, else those
            that were named for a file before.

    Yields:
        For each file that it is unchanged or cannot be read, or the answers
        about it. Files come mixed, the answers about one in order.

    Raises:
        UnreadableInput: A root does not exist.
        InvalidSettings: The rules or the alias file are wrong.
    """
    own = [_own_rules(root) for root in roots]
    remembered = () if rules or all(own) else (Path(k.rules) for k in known.values() if k.rules)
    for path in dict.fromkeys((rules, *own, *remembered)):
        if path is not None:
            load_rules(path)  # what is wrong with them is said once, and not for each file
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
    roots: Sequence[Path], *, config: Config, known: Mapping[str, Known], rules: Path | None
) -> Iterator[FileRequest | Unchanged | Unreadable]:
    """Yield a request for each file that is to be read."""
    names: dict[str, str] = {}
    reader = content_id("reader", READING_VERSION, load_names(config).fingerprint, *_read_settings(config))
    for file in list_files(roots):
        if isinstance(file, Unreadable):
            yield file
            continue
        name, path = source_name(file.path), file.path
        try:
            if name in names:
                # Of two roots: its path inside the corpus is the other one's too.
                path = file.place.as_posix() if names[name] == path else path
                raise UnreadableInput(f"another file is already the source {name!r}", path=path, hint="rename one")
            state = hash_file(file, max_bytes=config.max_container_bytes)
            names[name] = file.path
            before = known.get(file.path, Known())
            named = rules or (Path(before.rules) if before.rules and not _own_rules(file.root) else None)
            of_folder, sidecar = named or _own_rules(file.root), _sidecar_of(file.place)
            fingerprint = content_id("fingerprint", reader, *(_content(p) for p in (of_folder, sidecar)))
            remembered = str(named.absolute()) if named else ""
            if (before.sha256, before.fingerprint) == (state.sha256, fingerprint):
                yield Unchanged(file.path, state.size, str(file.place), remembered)
                continue
            yield FileRequest(
                place=str(file.place),
                path=file.path,
                state=state,
                fingerprint=fingerprint,
                config=config,
                rules=str(of_folder or ""),
                named_rules=remembered,
                sidecar=str(sidecar or ""),
            )
        except ClaimcheckError as error:
            yield Unreadable(path=path, why=error.within(path))


def _read_settings(config: Config) -> list[str]:
    """Return the settings that decide what is read of a file, and what recognises scanned pages here."""
    return [*(f"{name}={getattr(config, name)}" for name in _READ_SETTINGS), find_engine()]


def _own_rules(root: Path) -> Path | None:
    """Return the corpus.yaml of a root, or beside it if it is a file."""
    own = (root if root.is_dir() else root.parent) / RULES_FILE
    return own if own.is_file() else None


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
