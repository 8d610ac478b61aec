"""Errors that claimcheck raises on purpose.

Each is one line that says what is wrong, where, and what to do. Anything else
that escapes is a bug and stays a plain exception.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection
from pathlib import PurePath


class ClaimcheckError(Exception):
    """What, where and what to do, in one line.

    Args:
        message: What is wrong.
        path: The file it is wrong in.
        line: The line of that file, counted from 1.
        hint: What to do about it.
    """

    def __init__(
        self,
        message: str,
        *,
        path: PurePath | str | None = None,
        line: int | None = None,
        hint: str | None = None,
    ) -> None:
        self.message = message
        self.path = path
        self.line = line
        self.hint = hint
        where = "" if path is None else f"{printable(str(path))}{f':{line}' if line else ''}: "
        super().__init__(f"{where}{self._what()}")

    def within(self, path: str) -> str:
        """Return the line as said of the file at `path`: without its name, which is said already."""
        if self.path is not None and str(self.path) != path:
            return str(self)
        return f"{f'line {self.line}: ' if self.line else ''}{self._what()}"

    def _what(self) -> str:
        return f"{printable(self.message)}{f' ({printable(self.hint)})' if self.hint else ''}"


class UnreadableInput(ClaimcheckError):
    """A file that is missing, empty, binary, too large or not in a known format."""


class InvalidSettings(ClaimcheckError):
    """claims.yaml, a settings value or an alias file does not say what it must."""

    @staticmethod
    def unknown(key: str, known: Collection[str]) -> InvalidSettings:
        """Return the error that says that a setting is none of the known ones, and which it may have been meant for."""
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
        return InvalidSettings(f"unknown setting {key!r}", hint=hint)


class StoreError(ClaimcheckError):
    """The database is not ours, is newer than this program, or cannot be written."""


class MissingPipeline(ClaimcheckError):
    """The spaCy pipeline that the settings name is not installed."""


def printable(text: str) -> str:
    """Return `text` with control characters escaped, so that it stays one line."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
