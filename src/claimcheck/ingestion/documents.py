"""A corpus folder to source documents with their passages."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import ClaimcheckError, InvalidSettings, UnreadableInput
from claimcheck.ingestion.front_matter import split_front_matter
from claimcheck.ingestion.passages import cut_passages, split_markdown, split_plain
from claimcheck.ingestion.readers import MARKDOWN, FileText, read_file
from claimcheck.models import Passage, SourceDocument, Tier, Unreadable, content_id
from claimcheck.text.dates import parse_document_date

EXTRACTOR = "text-1"
_TEXT_KEYS = frozenset(("title", "issuer", "date", "form", "coverage", "gaps", "tier"))
_NOT_SOURCES = frozenset(("readme.md",))


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file whose stored edition still stands."""

    name: str


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document with all its passages."""

    document: SourceDocument
    passages: tuple[Passage, ...]


def list_sources(root: Path) -> list[Path]:
    """Return the files of a corpus in the order of their names; hidden files and README.md are left out.

    Raises:
        UnreadableInput: `root` does not exist.
    """
    if root.is_file():
        return [root]
    if not root.is_dir():
        raise UnreadableInput("no such folder", path=root, hint="name the corpus with --corpus")
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [Path(folder) / n for n in names if not n.startswith(".") and n.lower() not in _NOT_SOURCES]
    return sorted(found, key=lambda p: p.relative_to(root).as_posix())


def ingest(
    root: Path, *, max_bytes: int, known: Mapping[str, str] | None = None
) -> Iterator[Ingested | Unchanged | Unreadable]:
    """Read every source below `root`.

    Args:
        root: A folder, or one file.
        max_bytes: Largest file read.
        known: The SHA-256 of the stored edition by document name: a file that
            still has it is not read again.

    Yields:
        One result for each file, in the order of their names.

    Raises:
        UnreadableInput: `root` does not exist.
    """
    base = root if root.is_dir() else root.parent
    inside = base.resolve()
    names: set[str] = set()
    for path in list_sources(root):
        name = source_name(path, base)
        try:
            if not path.resolve().is_relative_to(inside):
                raise UnreadableInput("is a link that leads out of the corpus", path=path)
            if name in names:
                raise UnreadableInput(f"another file is already the source {name!r}", path=path, hint="rename one")
            file = read_file(path, max_bytes=max_bytes)
            names.add(name)
            if known and known.get(name) == file.sha256:
                yield Unchanged(name)
            else:
                yield read_document(path, file, base)
        except ClaimcheckError as error:
            yield Unreadable(path=source_path(path, base), why=error.message)


def source_path(path: Path, base: Path) -> str:
    """Return a file's path inside its corpus, with "/" between folders."""
    return path.relative_to(base).as_posix()


def source_name(path: Path, base: Path) -> str:
    """Return the document name of a file: its path inside the corpus without the ending."""
    return path.relative_to(base).with_suffix("").as_posix()


def read_document(path: Path, file: FileText, base: Path) -> Ingested:
    """Turn a file's text into a document and its passages.

    Raises:
        InvalidSettings: The front matter is wrong.
        UnreadableInput: The front matter is not YAML, or there is no text behind it.
    """
    about, body = split_front_matter(file.text, path) if path.suffix.lower() in MARKDOWN else ({}, 0)
    if not file.text[body:].strip():
        raise UnreadableInput("has front matter but no text", path=path)
    fields = {k: " ".join(str(about.get(k, "")).split()) for k in _TEXT_KEYS}
    name = source_name(path, base)
    document_id = content_id("document", name, file.text)
    days = parse_document_date(fields["date"]) if fields["date"] else None
    form = fields["form"] or "original"
    document = SourceDocument(
        id=document_id,
        name=name,
        path=source_path(path, base),
        title=fields["title"] or _first_heading(file.text, body) or name,
        text=file.text,
        sha256=file.sha256,
        issuer=fields["issuer"],
        date=fields["date"],
        first_day=days[0] if days else None,
        last_day=days[1] if days else None,
        urls=_urls(about.get("urls"), path),
        tier=_tier(fields["tier"], path),
        form=form,
        coverage=fields["coverage"],
        gaps=fields["gaps"],
        extractor=EXTRACTOR,
    )
    markdown = path.suffix.lower() in MARKDOWN
    blocks = split_markdown(file.text, body, digest=form == "digest") if markdown else split_plain(file.text, body)
    return Ingested(document, tuple(cut_passages(document_id, file.text, blocks)))


def _first_heading(text: str, start: int) -> str:
    for line in text[start : start + 2000].splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    return ""


def _urls(value: object, path: Path) -> tuple[str, ...]:
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise InvalidSettings("urls must be a list of addresses", path=path)


def _tier(value: str, path: Path) -> Tier:
    if not value:
        return Tier.PRIMARY
    try:
        return Tier(value)
    except ValueError:
        raise InvalidSettings(f"unknown tier {value!r}", path=path, hint=f"one of: {', '.join(Tier)}") from None
