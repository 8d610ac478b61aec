"""JSON Lines, one row at a time, with errors that name the file and the line."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from claimcheck.errors import UnreadableInput

# A row is one claim with at most one document; more than this is not a row of such a file.
MAX_ROW_BYTES = 16 * 2**20

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One JSON object of a file and the line it stands on, counted from 1."""

    path: Path
    line: int
    values: Mapping[str, Any]


def read_rows(path: Path | str) -> Iterator[Row]:
    """Yield the rows of a JSON Lines file, plain or gzipped, without loading it whole.

    Blank lines are passed over. A file is taken for gzip by its first bytes,
    whatever its name.

    Raises:
        UnreadableInput: The file cannot be opened or unpacked, holds no row, or
            has a line that is not UTF-8, not a JSON object or longer than
            `MAX_ROW_BYTES`. Raised when the row is reached.
    """
    path = Path(path)
    number, found = 0, False
    try:
        with ExitStack() as stack:
            stream = _open(path, stack)
            while data := stream.readline(MAX_ROW_BYTES + 1):
                number += 1
                if len(data) > MAX_ROW_BYTES:
                    raise UnreadableInput(f"row of more than {MAX_ROW_BYTES} bytes", path=path, line=number)
                if data.strip():
                    found = True
                    yield _parse(data, path, number)
    except (OSError, EOFError, zlib.error) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"cannot be read: {why}", path=path, line=number + 1 if number else None) from error
    if not found:
        raise UnreadableInput("holds no rows", path=path, hint="one JSON object on each line")


def fail(row: Row, message: str, *, hint: str | None = None) -> UnreadableInput:
    """Return the error to raise for something wrong in `row`."""
    return UnreadableInput(message, path=row.path, line=row.line, hint=hint)


def value_of(row: Row, key: str, kind: type, what: str) -> Any:
    """Return the value of `key`, which must be of `kind`; `what` names the kind in the error.

    Raises:
        UnreadableInput: The key is missing or its value is of another kind.
    """
    if key not in row.values:
        raise fail(row, f"row without {key!r}", hint=f"it has: {', '.join(map(str, row.values)) or 'nothing'}")
    value = row.values[key]
    if not isinstance(value, kind):
        raise fail(row, f"{key!r} must be {what}, not {shown(value)}")
    return value


def text_of(row: Row, key: str, *, blank: bool = False) -> str:
    """Return the text of `key`, which must hold words unless `blank` is set.

    Raises:
        UnreadableInput: The key is missing, or its value is no text, cannot be
            written as UTF-8 or has no words.
    """
    text = require_text(row, key, value_of(row, key, str, "text"))
    if not blank and not text.strip():
        raise fail(row, f"{key!r} is empty")
    return text


def texts_of(row: Row, key: str) -> tuple[str, ...]:
    """Return the list of texts of `key`; single texts may be blank.

    Raises:
        UnreadableInput: The key is missing or its value is not a list of texts.
    """
    return tuple(require_text(row, key, text) for text in value_of(row, key, list, "a list of texts"))


def id_of(row: Row, key: str) -> str:
    """Return the id of `key`, a text or a whole number, as text.

    Raises:
        UnreadableInput: The key is missing, or its value is empty or of another kind.
    """
    value = value_of(row, key, object, "an id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise fail(row, f"{key!r} must be a text or a whole number, not {shown(value)}")
    return require_text(row, key, str(value))


def require_text(row: Row, key: str, value: object) -> str:
    """Return `value` if it is a text that can be written as UTF-8.

    Raises:
        UnreadableInput: It is not. JSON can escape half a character ("\\ud800"),
            which no file or database takes.
    """
    if not isinstance(value, str):
        raise fail(row, f"{key!r} must hold text, not {shown(value)}")
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise fail(row, f"{key!r} holds half a character (a lone surrogate)") from None
    return value


def require_index(row: Row, key: str, value: object) -> int:
    """Return `value` if it is a sentence's number, counted from 0.

    Raises:
        UnreadableInput: It is not.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise fail(row, f"{key!r} must hold sentence numbers from 0, not {shown(value)}")
    return value


def shown(value: object) -> str:
    """Return `value` as an error shows it: short."""
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


def _open(path: Path, stack: ExitStack) -> IO[bytes]:
    raw = stack.enter_context(path.open("rb"))
    if raw.peek(2)[:2] == _GZIP:
        return cast(IO[bytes], stack.enter_context(gzip.GzipFile(fileobj=raw)))
    return raw


def _parse(data: bytes, path: Path, number: int) -> Row:
    try:
        text = data.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput("not UTF-8", path=path, line=number, hint="save the file as UTF-8") from error
    try:
        values = json.loads(text)
    # A number of thousands of digits is a ValueError, brackets thousands deep a RecursionError.
    except (ValueError, RecursionError) as error:
        why = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise UnreadableInput(f"not JSON: {why}", path=path, line=number) from error
    if not isinstance(values, dict):
        raise UnreadableInput(f"must be a JSON object, not {shown(values)}", path=path, line=number)
    return Row(path=path, line=number, values=values)
