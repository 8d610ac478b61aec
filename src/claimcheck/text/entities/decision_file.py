"""Writing the file of decisions: a line or two at its end, comments kept, never half a file."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from claimcheck.errors import InvalidSettings
from claimcheck.text.entities.decisions import ACTIONS, Decision, parse_decisions, read_decisions

_HEADER = """\
# Decisions on names, applied in this order on every run over the names that
# claimcheck knows and those of the alias file. `claimcheck entities` writes
# them; edit them as you like, comments stay.

"""


def append_decision(path: Path, decision: Decision) -> None:
    """Write a decision behind those that the file holds; a missing file is made.

    Raises:
        InvalidSettings: The file is wrong, or not a list to whose end one can write.
    """
    text = read_decisions(path)
    before = parse_decisions(text, path)
    end = "\r\n" if "\r\n" in text else "\n"
    indent = _indent_of(text, before[-1]) if before else ""
    lines = _lines_of(decision)
    added = "".join(f"{indent}{line}{end}" for line in lines)
    head = text if text.strip() else _HEADER
    new = head + ("" if head.endswith("\n") else end) + added
    _write_checked(path, new, (*before, decision))


def remove_last(path: Path) -> Decision:
    """Take the last decision out of the file, and return it.

    Raises:
        InvalidSettings: The file is wrong, holds none, or its last one cannot be cut out by lines.
    """
    text = read_decisions(path)
    before = parse_decisions(text, path)
    if not before:
        raise InvalidSettings("holds no decision to undo", path=path)
    last = before[-1]
    lines = text.split("\n")
    new = "\n".join((*lines[: last.line - 1], *lines[last.stop :]))
    _write_checked(path, new, before[:-1])
    return last


def _lines_of(decision: Decision) -> list[str]:
    second = ACTIONS[decision.action][0]
    pairs = [(decision.action, decision.name), (second, decision.other)]
    pairs += [("as", decision.new), ("kind", decision.kind), ("why", decision.why)]
    written = [f"{key}: {json.dumps(text, ensure_ascii=False)}" for key, text in pairs if key and text]
    return [f"{'  ' if i else '- '}{line}" for i, line in enumerate(written)]


def _indent_of(text: str, decision: Decision) -> str:
    line = text.split("\n")[decision.line - 1]
    return line[: len(line) - len(line.lstrip(" "))]


def _write_checked(path: Path, text: str, meant: tuple[Decision, ...]) -> None:
    """Write `text` if it says what is meant: a file in another style is not one to add lines to."""
    try:
        fits = parse_decisions(text, path) == meant
    except InvalidSettings:
        fits = False
    if not fits:
        raise InvalidSettings(
            "is not written a decision a line, so nothing was changed", path=path, hint="edit it by hand"
        )
    try:
        _replace(Path(os.path.realpath(path)), text.encode("utf-8"))
    except OSError as error:
        raise InvalidSettings(f"cannot be written: {error.strerror or 'no access'}", path=path) from None


def _replace(path: Path, data: bytes) -> None:
    """Put a whole file in the place of the old one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
