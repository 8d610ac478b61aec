"""A desk's decisions on names, as read from its file: a list, replayed in order on every run.

    - merge: Nippon
      into: Japan
    - split: Georgia
      from: Georgia
      as: Georgia (U.S. state)
    - rename: Turkey
      to: Türkiye
    - block: May

Each may say `why`. The file is read by its YAML events alone, so that no tag
can build an object; anchors, aliases and tags are refused.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimcheck.errors import InvalidSettings
from claimcheck.text.entities.records import KINDS

MAX_BYTES = 2_000_000
MAX_NAME = 200
# The action, the key of its second name, and whether that must be there.
ACTIONS = {"merge": ("into", True), "split": ("from", True), "rename": ("to", True), "block": ("", False)}
_KEYS = ("merge", "into", "split", "from", "as", "kind", "rename", "to", "block", "why")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of `name`.

    `other` is what a merge goes into, a split is from, a rename leads to;
    `new` and `kind` are the entity that a split name belongs to from now on.
    `line`, `start` and `stop` say where it stands: its line, counted from 1,
    and its lines as offsets of lines.
    """

    action: str
    name: str
    other: str = ""
    new: str = ""
    kind: str = ""
    why: str = ""
    path: Path = field(default=Path("entities.yaml"), compare=False)
    line: int = field(default=0, compare=False)
    stop: int = field(default=0, compare=False)

    def error(self, message: str, hint: str | None = None) -> InvalidSettings:
        """Return the error that says `message` of this decision."""
        return InvalidSettings(message, path=self.path, line=self.line or None, hint=hint)

    def as_texts(self) -> tuple[str, ...]:
        """Return all that can change a name."""
        return self.action, self.name, self.other, self.new, self.kind

    def sentence(self) -> str:
        """Return the decision in words."""
        return {
            "merge": f"{self.name!r} is {self.other!r}",
            "split": f"{self.name!r} is not {self.other!r}" + (f" but {self.new!r}" if self.new else ""),
            "rename": f"{self.name!r} is called {self.other!r}",
            "block": f"{self.name!r} is never an entity",
        }[self.action]


def read_decisions(path: Path) -> str:
    """Return the text of a file of decisions; "" where there is none.

    Raises:
        InvalidSettings: It cannot be read, is not UTF-8, or is larger than `MAX_BYTES`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InvalidSettings(f"the file of decisions is larger than {MAX_BYTES:,} bytes", path=path)
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        raise InvalidSettings(f"the file of decisions cannot be read: {why}", path=path) from None


def parse_decisions(text: str, path: Path) -> tuple[Decision, ...]:
    """Return the decisions of a file's text, in order.

    Raises:
        InvalidSettings: It is not YAML, or not a list of decisions; names file and line.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if not text.strip():
        return ()
    lines = _Lines(text, path)
    try:
        return tuple(_read_list(YAML(typ="safe", pure=True).parse(text), lines))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise lines.error(mark.index if mark else 0, f"is not YAML: {error.problem or error.context}") from None
    except YAMLError as error:
        position, reason = getattr(error, "position", 0), getattr(error, "reason", "cannot be read")
        raise lines.error(position, f"is not YAML: {reason}") from None
    except (ValueError, OverflowError):  # an escape beyond Unicode
        raise lines.error(0, "is not YAML: an escape names no character") from None


class _Lines:
    """Knows the line of an offset; a text editor's lines, not YAML's, which has rarer line ends."""

    def __init__(self, text: str, path: Path) -> None:
        self._text, self.path, self._last = text, path, len(text.rstrip())

    def number(self, offset: int) -> int:
        return self._text.count("\n", 0, min(offset, self._last)) + 1

    def error(self, offset: int, message: str, hint: str | None = None) -> InvalidSettings:
        return InvalidSettings(message, path=self.path, line=self.number(offset), hint=hint)


def _read_list(events: Iterator[Any], lines: _Lines) -> Iterator[Decision]:
    from ruamel.yaml import events as kinds

    hint = "write '- merge: NAME', '- split: NAME', '- rename: NAME' or '- block: NAME'"
    documents = depth = 0
    for event in events:
        if isinstance(event, kinds.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise lines.error(event.start_mark.index, "holds a second document", "remove the line '---'")
        elif isinstance(event, kinds.NodeEvent):
            _refuse_magic(event, lines)
            if isinstance(event, kinds.SequenceStartEvent) and depth == 0:
                depth = 1
            elif isinstance(event, kinds.MappingStartEvent) and depth == 1:
                yield _read_decision(event.start_mark.index, dict(_read_pairs(events, lines)), lines)
            elif not (depth == 0 and isinstance(event, kinds.ScalarEvent) and not event.style and not event.value):
                raise lines.error(event.start_mark.index, "is not a list of decisions", hint)


def _read_pairs(events: Iterator[Any], lines: _Lines) -> Iterator[tuple[str, tuple[int, int, str]]]:
    """Yield the keys of a mapping with where each value begins and ends, and its text."""
    from ruamel.yaml import events as kinds

    seen: set[str] = set()
    while not isinstance(key := next(events), kinds.MappingEndEvent):
        _refuse_magic(key, lines)
        if not isinstance(key, kinds.ScalarEvent) or key.value not in _KEYS:
            shown = key.value[:60] if isinstance(key, kinds.ScalarEvent) else "a list"
            near = difflib.get_close_matches(shown, _KEYS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(_KEYS)}"
            raise lines.error(key.start_mark.index, f"unknown key {shown!r} in a decision", hint)
        if key.value in seen:
            raise lines.error(key.start_mark.index, f"key {key.value!r} stands twice")
        seen.add(key.value)
        value = next(events)
        _refuse_magic(value, lines)
        if not isinstance(value, kinds.ScalarEvent):
            raise lines.error(key.start_mark.index, f"{key.value!r} must be text", "one decision for each name")
        text = " ".join(value.value.split())
        if any(unicodedata.category(c) in {"Cc", "Cs"} for c in text):
            raise lines.error(key.start_mark.index, f"{key.value!r} holds a control character")
        if len(text) > (MAX_NAME if key.value != "why" else 2_000):
            raise lines.error(key.start_mark.index, f"{key.value!r} is longer than {MAX_NAME} characters")
        yield key.value, (key.start_mark.index, value.end_mark.index, text)


def _read_decision(start: int, pairs: dict[str, tuple[int, int, str]], lines: _Lines) -> Decision:
    found = [action for action in ACTIONS if action in pairs]
    if len(found) != 1:
        what = f"two decisions in one: {' and '.join(found)}" if found else "says none of merge, split, rename, block"
        raise lines.error(start, what, "begin each with '- '" if found else None)
    action = found[0]
    second = ACTIONS[action][0]
    allowed = {action, second, "why"} | ({"as", "kind"} if action == "split" else set())
    for key, (place, _, text) in pairs.items():
        if key not in allowed:
            raise lines.error(place, f"{key!r} does not belong to {action!r}")
        if not text and key != "why":
            raise lines.error(place, f"{key!r} has no value")
    if second and second not in pairs:
        raise lines.error(start, f"{action!r} has no {second!r}")
    texts = {key: text for key, (_, _, text) in pairs.items()}
    kind = texts.get("kind", "")
    if kind and (kind not in KINDS or kind == "capital"):
        known = ", ".join(k for k in KINDS if k != "capital")
        raise lines.error(pairs["kind"][0], f"unknown kind {kind[:60]!r}", f"one of: {known}")
    if kind and "as" not in texts:
        raise lines.error(pairs["kind"][0], "'kind' is of what 'as' names")
    return Decision(
        action,
        texts[action],
        texts.get(second, ""),
        texts.get("as", ""),
        kind,
        texts.get("why", ""),
        path=lines.path,
        line=lines.number(start),
        stop=max(lines.number(max(end - 1, begin)) for begin, end, _ in pairs.values()),
    )


def _refuse_magic(event: Any, lines: _Lines) -> None:
    from ruamel.yaml import events as kinds

    if isinstance(event, kinds.AliasEvent) or event.anchor is not None:
        raise lines.error(event.start_mark.index, "anchors (&) and aliases (*) are not read", "quote the text")
    if event.tag is not None:
        raise lines.error(event.start_mark.index, "tags (!) are not read", "remove the tag, or quote the text")
