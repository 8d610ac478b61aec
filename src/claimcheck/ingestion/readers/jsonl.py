"""JSON Lines: each row a document; a JSON file of one array, or of one object, is read the same way."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Block, Extraction, Source
from claimcheck.ingestion.readers.document_text import clean_text
from claimcheck.models import Unreadable

EXTRACTOR = "jsonl-1"
_MAX_BAD_LINES = 1_000
_MAX_MEMBER = 200

_IDS = ("id", "_id", "doc_id", "docid", "document_id", "uid", "uuid")
_TEXTS = (
    "text", "body", "content", "contents", "passage", "body_text", "full_text", "article", "paragraphs", "sentences",
)  # fmt: skip
_LISTED = {"abstract": "sentence", "sentences": "sentence"}
_ABOUT = {
    "title": ("title", "headline"),
    "date": ("date", "published", "publication_date", "publish_date", "date_published"),
    "issuer": ("issuer", "publisher", "institution"),
    "address": ("address", "url", "link"),
    "language": ("language", "lang"),
    "author": ("author", "authors"),
}
_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*(?:\n[^\S\n]*\n|\Z))", re.DOTALL)
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\ufffe\uffff\ud800-\udfff]")
_FITTED = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "),
    **dict.fromkeys((0x0A, 0x0B, 0x0C, 0x85), "\n"),
    0x09: "\t",
    **dict.fromkeys((0xAD, 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")


def read_jsonl(source: Source) -> Iterator[Extraction | Unreadable]:
    """Read one document a row: `{"id", "title", "text"}`, or `{"doc_id", "title", "abstract": [sentences]}`.

    A row that cannot be read is named with its line, and the rest goes on.

    Raises:
        UnreadableInput: It is not UTF-8, a row is longer than
            `limits.max_bytes`, more than 1,000 rows cannot be read, or there
            is no document at all.
    """
    members = _Members()
    documents = bad = 0
    for place, row in _rows(source):
        found = row if isinstance(row, str) else _read_row(row, members, place)
        if isinstance(found, Extraction):
            if len(found.text) > source.limits.max_characters:
                found = f"holds more than {source.limits.max_characters:,} characters (setting max_characters)"
            else:
                documents += 1
                yield found
                continue
        bad += 1
        yield Unreadable(path=f"{source.path}/{place}", why=found)
        if bad >= _MAX_BAD_LINES:
            raise UnreadableInput(
                f"has {bad:,} rows that cannot be read", path=source.path, hint="it must hold one JSON object a line"
            )
    if not documents and not bad:
        raise UnreadableInput("holds no text", path=source.path)


def _rows(source: Source) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Yield each row with its place ("line 17"): its object, or what is wrong with it."""
    source.file.seek(0)
    start = source.file.read(4096)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start:
        raise UnreadableInput("is not UTF-8, as JSON must be", path=source.path, hint="save it as UTF-8")
    body = start.removeprefix(codecs.BOM_UTF8)
    if body.lstrip()[:1] == b"[":
        yield from _whole_file(source)
        return
    source.file.seek(len(start) - len(body))
    most, number, first = source.limits.max_bytes, 0, True
    while line := source.file.readline(most + 1):
        number += 1
        if len(line) > most:
            raise UnreadableInput(
                f"has a line of more than {most:,} bytes",
                path=source.path,
                line=number,
                hint="raise the setting max_bytes",
            )
        if not line.strip():
            continue
        row = _parse(line)
        if first and isinstance(row, str) and source.size <= most and _is_one_object(source):
            yield from _whole_file(source)
            return
        first = False
        yield f"line {number}", row


def _parse(line: bytes) -> dict[str, Any] | str:
    """Return what a line says in JSON, or what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte 0x{line[error.start]:02x})"
    except RecursionError:
        return "is nested too deeply"
    except ValueError as error:  # a number of thousands of digits is not a JSONDecodeError
        return f"is not JSON: {clean_text(str(error))[:200]}"
    return row if isinstance(row, dict) else "is no JSON object"


def _is_one_object(source: Source) -> bool:
    """Whether the file is one JSON object over several lines; it is left where it stands."""
    here = source.file.tell()
    try:
        return isinstance(json.loads(source.read().decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False
    finally:
        source.file.seek(here)


def _whole_file(source: Source) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Yield the objects of a file that is one array, or one object (with one array in it)."""
    try:
        found = json.loads(source.read().decode("utf-8-sig"))
    except RecursionError:
        raise UnreadableInput("is nested too deeply", path=source.path) from None
    except ValueError as error:
        raise UnreadableInput(f"is not JSON: {clean_text(str(error))[:200]}", path=source.path) from None
    rows = found if isinstance(found, list) else [found]
    if isinstance(found, dict) and len(found) == 1 and isinstance(inner := next(iter(found.values())), list):
        rows = inner  # {"documents": [...]}
    for number, row in enumerate(rows, start=1):
        yield f"item {number}", row if isinstance(row, dict) else "is no JSON object"


def _read_row(row: Mapping[str, Any], members: _Members, place: str) -> Extraction | str:
    """Return the document of a row, or what is wrong with it."""
    pieces: list[str] = []
    blocks: list[Block] = []
    length = 0
    counts = {"sentence": 0, "paragraph": 0}
    for kind, passage in _passages(row):
        # An empty one counts: a sentence keeps the number that it has in the row.
        counts[kind] += 1
        if passage:
            start = length + 2 if pieces else 0
            length = start + len(passage)
            pieces.append(passage)
            blocks.append(Block(start=start, end=length, label=f"{kind} {counts[kind]}", whole=kind == "sentence"))
    if not blocks:
        return "holds no text"
    return Extraction(
        text="\n\n".join(pieces) + "\n",
        blocks=tuple(blocks),
        extractor=EXTRACTOR,
        about=_about(row),
        member=members.name(_identity(row) or place),
    )


def _passages(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the passages of a row's abstract, then of its text, each with what it is."""
    keys = [key for key in _TEXTS if row.get(key)][:1]
    if row.get("abstract") and not (keys and row["abstract"] == row[keys[0]]):
        keys.insert(0, "abstract")
    for key in keys:
        value = row[key]
        if isinstance(value, str):
            fit = _fit(value)
            for passage in [m[0] for m in _PARAGRAPH.finditer(fit)] if "\n" in fit else [fit.strip()]:
                yield "paragraph", passage
        elif isinstance(value, list):
            for item in value:
                text = item.get("text") if isinstance(item, dict) else item
                yield _LISTED.get(key, "paragraph"), clean_text(text) if isinstance(text, str) else ""


def _about(row: Mapping[str, Any]) -> dict[str, str]:
    about: dict[str, str] = {}
    for key, names in _ABOUT.items():
        for name in names:
            value = row.get(name)
            if isinstance(value, str) and (said := clean_text(value)):
                about[key] = _TIMED.sub(r"\1", said) if key == "date" else said
                break
    return about


def _identity(row: Mapping[str, Any]) -> str:
    """Return what a row is called, where it says so."""
    for key in _IDS:
        if named := _identifier(row.get(key)):
            return named
    return next((i for key in row if key.endswith("_id") and (i := _identifier(row[key]))), "")


def _identifier(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean_text(value[:1_000])[:_MAX_MEMBER] if isinstance(value, str) else ""


def _fit(text: str) -> str:
    r"""Return `text` with line ends "\n" and nothing that is no character."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_FITTED) if _UNFIT.search(text) else text


class _Members:
    """Names that are there once: a second "#12" is "#12 (2)"."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def name(self, identity: str) -> str:
        member = f"#{identity}"
        if member in self._taken:
            number = self._counts.get(member, 1) + 1
            while f"{member} ({number})" in self._taken:
                number += 1
            self._counts[member] = number
            member = f"{member} ({number})"
        self._taken.add(member)
        return member
