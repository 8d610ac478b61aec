"""Articles: the texts to be checked, in every format that is read."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError, UnreadableInput
from claimcheck.ingestion.article_files import find_author, find_day, first_line
from claimcheck.ingestion.extraction import Source
from claimcheck.ingestion.formats import Format, detect_format
from claimcheck.ingestion.front_matter import split_front_matter
from claimcheck.ingestion.listing import FileState
from claimcheck.ingestion.pool import read_files
from claimcheck.ingestion.reading import FileRequest
from claimcheck.ingestion.text_file import READABLE, decode
from claimcheck.models import Article

# Endings of the files in a folder that are taken for articles.
ENDINGS = READABLE | {".html", ".htm", ".xhtml", ".pdf", ".docx", ".odt", ".rtf", ".eml"}
FORMATS = "Markdown, plain text, HTML, PDF, DOCX, ODT, RTF and e-mail"
# What is said of a source names formats that no article has.
_TABLES = re.compile(r"\b(?:CSV|XLSX|ZIP)\b")
_LISTED = frozenset((".yaml", ".yml"))
_FIELDS = ("title", "publication", "date", "address", "author")
# A browser keeps a saved page's programs and pictures beside it in a folder of this name.
_SAVED_PARTS = "_files"
_MOST_LINES = 60


def read_article(path: Path, *, config: Config) -> Article:
    """Read an article.

    Markdown and plain text are its text as they stand, behind front matter that
    may give `title`, `publication`, `date`, `address` and `author`. A file of any
    other format gives words, and says of each stretch of them what it is: it is
    read in a process of its own, with a bound on time and memory.

    Raises:
        UnreadableInput: The file is missing, empty, damaged, too large or of no
            format that is read, or holds no article.
        InvalidSettings: The front matter is wrong.
    """
    found = next(read_articles([path], config=config))[1]
    if isinstance(found, ClaimcheckError):
        raise found
    return found


def read_articles(paths: Sequence[Path], *, config: Config) -> Iterator[tuple[Path, Article | ClaimcheckError]]:
    """Yield the article of each path, or what is wrong with it, in order."""
    texts: dict[Path, Article | ClaimcheckError] = {}
    requests: dict[Path, FileRequest] = {}
    for path in paths:
        try:
            data = _read_bytes(path, config)
            if _is_text(path, data, config):
                texts[path] = _read_text(decode(data, path), path)
            else:
                requests[path] = _request(path, data, config)
        except ClaimcheckError as error:
            texts[path] = error
    marked = _read_marked(list(requests.values())) if requests else {}
    for path in paths:
        yield path, texts[path] if path in texts else marked[path.as_posix()]


def list_articles(paths: list[Path]) -> list[Path]:
    """Return the files that `paths` name, each once: a folder stands for the readable files below it, in order."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if _is_listed(p.relative_to(path)) and p.is_file())
        else:
            found.append(path)
    first: dict[Path, Path] = {}
    for path in found:
        first.setdefault(path.resolve(), path)
    return list(first.values())


def _is_listed(path: Path) -> bool:
    apart = any(part.startswith(".") or part.endswith(_SAVED_PARTS) for part in path.parts)
    return path.suffix.lower() in ENDINGS and path.name.lower() != "readme.md" and not apart


def _read_bytes(path: Path, config: Config) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableInput("is a folder, not a file", path=path)
        with path.open("rb") as file:
            data = file.read(config.max_bytes + 1)
    except OSError as error:
        raise UnreadableInput((error.strerror or "cannot be read").lower(), path=path) from None
    if len(data) > config.max_bytes:
        raise UnreadableInput(
            f"is larger than {config.max_bytes:,} bytes", path=path, hint="raise the setting max_bytes"
        )
    if not data.strip():
        raise UnreadableInput("is empty", path=path)
    return data


def _is_text(path: Path, data: bytes, config: Config) -> bool:
    """Whether a file is Markdown or plain text, which are read as they stand.

    Raises:
        UnreadableInput: It is of no format that is read.
    """
    if path.suffix.lower() in _LISTED:
        raise UnreadableInput("is no article", path=path, hint=f"read: {FORMATS}")
    source = Source(path=path.as_posix(), file=io.BytesIO(data), size=len(data), limits=config)
    try:
        return detect_format(source) in {Format.MARKDOWN, Format.PLAIN}
    except UnreadableInput as error:
        if not _TABLES.search(error.hint or ""):
            raise
        raise UnreadableInput(error.message, path=path, hint=f"read: {FORMATS}") from None


def _read_text(text: str, path: Path) -> Article:
    about, body = split_front_matter(text, path)
    text = text[body:]
    if not text.strip():
        raise UnreadableInput("has front matter but no text", path=path)
    fields = {key: " ".join(str(about.get(key, "")).split()) for key in _FIELDS}
    lines = [line.strip().lstrip("#").strip() for line in text.splitlines() if line.strip()][:_MOST_LINES]
    return Article.build(
        title=fields["title"] or first_line(lines) or path.stem,
        text=text,
        path=path.as_posix(),
        publication=fields["publication"],
        published=fields["date"] or find_day(lines),
        address=fields["address"],
        author=fields["author"] or find_author(lines),
    )


def _request(path: Path, data: bytes, config: Config) -> FileRequest:
    state = path.stat()
    return FileRequest(
        place=str(path),
        path=path.as_posix(),
        state=FileState(hashlib.sha256(data).hexdigest(), state.st_size, state.st_mtime_ns),
        fingerprint="",
        config=config,
        article=True,
    )


def _read_marked(requests: list[FileRequest]) -> dict[str, Article | ClaimcheckError]:
    """Return by path what the readers make of files with markup of their own."""
    found: dict[str, Article | ClaimcheckError] = {}
    for answer in read_files(requests, jobs=1):
        path = answer.request.path
        for item in answer.items:
            if isinstance(item, Article):
                found[path] = item
        if answer.done and path not in found:
            found[path] = UnreadableInput(answer.why or "holds no article", path=path)
    return found
