"""Text files that people write for claimcheck, articles and settings: UTF-8, and checked before they are read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import UnreadableInput

MARKDOWN = frozenset((".md", ".markdown"))
PLAIN = frozenset((".txt", ".text"))
READABLE = MARKDOWN | PLAIN


@dataclass(frozen=True, slots=True)
class FileText:
    """A file's text (line ends made "\\n") with the SHA-256 of its bytes."""

    text: str
    sha256: str


def read_file(path: Path, *, max_bytes: int) -> FileText:
    """Read a text file.

    Raises:
        UnreadableInput: It is missing, not a file, empty, larger than
            `max_bytes`, of a format not read, binary, or not UTF-8.
    """
    try:
        if path.is_dir():
            raise UnreadableInput("is a folder, not a file", path=path)
        if path.suffix.lower() not in READABLE:
            known = ", ".join(sorted(READABLE))
            raise UnreadableInput(
                f"format {path.suffix or 'without ending'} is not read", path=path, hint=f"read: {known}"
            )
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableInput((error.strerror or "cannot be read").lower(), path=path) from None
    if len(data) > max_bytes:
        raise UnreadableInput(f"is larger than {max_bytes:,} bytes", path=path, hint="raise the setting max_bytes")
    return FileText(decode(data, path), hashlib.sha256(data).hexdigest())


def decode(data: bytes, path: Path) -> str:
    """Return the text of `data`, which must be UTF-8 text.

    Raises:
        UnreadableInput: It is empty, binary, or not UTF-8 (with the line).
    """
    if b"\0" in data:
        raise UnreadableInput("is binary, not text", path=path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableInput(
            f"is not UTF-8 (byte 0x{data[error.start]:02x})", path=path, line=line, hint="save it as UTF-8"
        ) from None
    if not text.strip():
        raise UnreadableInput("is empty", path=path)
    return text.replace("\r\n", "\n").replace("\r", "\n")
