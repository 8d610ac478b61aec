"""YAML read as data that knows its lines, for claims.yaml and front matter.

ruamel.yaml is asked for its parse events only, so no tag can build an object.
Anchors, aliases, tags and deep nesting are refused: none is needed here, and
each is a known way to make a small file expensive. Scalars stay the text that
was written ("2017-09-01", "1984", "no"); what is a number, the schema says.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from claimcheck.errors import InvalidSettings

MAX_DEPTH = 12
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file, counted from 1."""

    path: PurePath
    line: int

    def error(self, message: str, hint: str | None = None) -> InvalidSettings:
        """Return the error that says `message` of this line."""
        return InvalidSettings(message, path=self.path, line=self.line, hint=hint)


@dataclass(frozen=True, slots=True)
class YamlText:
    """A scalar as it was written; `plain` where it stood without quotes."""

    place: Place
    text: str
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether this is YAML's null: `key:` with nothing behind it, `~` or `null`."""
        return self.plain and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class YamlList:
    """A sequence."""

    place: Place
    items: tuple[YamlNode, ...]


@dataclass(frozen=True, slots=True)
class YamlMap:
    """A mapping; every key is text and stands once. `places` are those of the keys."""

    place: Place
    entries: Mapping[str, YamlNode] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


YamlNode = YamlText | YamlList | YamlMap


def parse_yaml(text: str, path: PurePath, *, first_line: int = 1) -> YamlNode | None:
    """Parse one YAML document.

    Args:
        text: The YAML.
        path: The file it is from, for errors.
        first_line: The line of that file at which `text` begins.

    Returns:
        The document, or None where there are only comments and white space.

    Raises:
        InvalidSettings: It is not YAML, holds more than one document, a key
            twice, a key that is not text, an anchor, an alias, a tag or a
            control character, or nests deeper than `MAX_DEPTH`.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    lines = _Lines(text, path, first_line)
    try:
        return _parse(YAML(typ="safe", pure=True).parse(text), lines)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = str(error.problem or error.context)
        hint = "quote a text that holds ': '" if problem.startswith("mapping values") else None
        raise lines.at(mark.index if mark else 0).error(f"is not YAML: {problem}", hint) from None
    except YAMLError as error:  # the reader's, which knows only the character
        reason = getattr(error, "reason", "cannot be read")
        raise lines.at(getattr(error, "position", 0)).error(f"is not YAML: {reason}") from None
    except (ValueError, OverflowError):  # an escape beyond Unicode, as "\UFFFFFFFF"
        raise lines.at(0).error("is not YAML: an escape names no character") from None


def to_plain(node: YamlNode) -> object:
    """Return `node` as text, lists and dicts; null is empty text."""
    if isinstance(node, YamlMap):
        return {key: to_plain(value) for key, value in node.entries.items()}
    if isinstance(node, YamlList):
        return [to_plain(item) for item in node.items]
    return "" if node.empty else node.text


def to_setting(node: YamlNode) -> object:
    """Return `node` as `to_plain` does, but unquoted whole numbers, booleans and null as such."""
    if not isinstance(node, YamlText):
        return to_plain(node)
    if node.empty:
        return None
    if node.plain and _WHOLE.fullmatch(node.text):
        return int(node.text)
    return _BOOLEANS.get(node.text, node.text) if node.plain else node.text


def as_map(node: YamlNode, what: str, *, known: Collection[str] = (), needed: Collection[str] = ()) -> YamlMap:
    """Return `node`, which must be a mapping with no key but `known` and every key that is `needed`.

    An empty `known` allows any key.

    Raises:
        InvalidSettings: It is none, a key is unknown (the nearest one is
            suggested), or a needed key is missing or has no value.
    """
    if not isinstance(node, YamlMap):
        raise node.place.error(f"{what} must be keys with values, not {_kind(node)}")
    for key, place in node.places.items():
        if known and key not in known:
            near = difflib.get_close_matches(key[:100], known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join(known)}"
            raise place.error(f"unknown key {key[:100]!r} in {what}", hint)
    for key in needed:
        if key not in node.entries:
            raise node.place.error(f"{what} has no {key!r}")
        if _is_empty(node.entries[key]):
            raise node.places[key].error(f"{key!r} has no value")
    return node


def get_list(node: YamlMap, key: str) -> tuple[YamlNode, ...]:
    """Return the items of a list; none where the key is missing or has no value.

    Raises:
        InvalidSettings: The value is not a list.
    """
    value = node.entries.get(key)
    if value is None or _is_empty(value):
        return ()
    if not isinstance(value, YamlList):
        raise value.place.error(f"{key!r} must be a list, not {_kind(value)}")
    return value.items


def get_text(node: YamlMap, key: str, *, longest: int = 2000) -> str:
    """Return a text with its white space made single; "" where the key is missing or has no value.

    Raises:
        InvalidSettings: The value is not text, or is longer than `longest` characters.
    """
    value = node.entries.get(key)
    if value is None or _is_empty(value):
        return ""
    return as_text(value, key, longest=longest)


def as_text(node: YamlNode, what: str, *, longest: int = 2000) -> str:
    """Return the words of `node`, which must be text, with their white space made single.

    Raises:
        InvalidSettings: It is not text, holds no words, or is longer than `longest` characters.
    """
    if not isinstance(node, YamlText):
        raise node.place.error(f"{what!r} must be text, not {_kind(node)}")
    text = " ".join(node.text.split())
    if not text:
        raise node.place.error(f"{what!r} has no words")
    if len(text) > longest:
        raise node.place.error(f"{what!r} is longer than {longest:,} characters")
    return text


def get_whole(node: YamlMap, key: str, *, default: int = 0) -> int:
    """Return a whole number from 0 to 999,999; `default` where the key is missing or has no value.

    Raises:
        InvalidSettings: The value is not such a number.
    """
    value = node.entries.get(key)
    if value is None or _is_empty(value):
        return default
    number = to_setting(value)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 1_000_000:
        raise value.place.error(f"{key!r} must be a whole number from 0 on, not {_shown(value)}")
    return number


def get_choice(node: YamlMap, key: str, choices: Collection[str], *, default: str = "") -> str:
    """Return one of `choices`; `default` where the key is missing or has no value.

    Raises:
        InvalidSettings: The value is none of them (the nearest one is suggested).
    """
    value = node.entries.get(key)
    if value is None or _is_empty(value):
        return default
    if isinstance(value, YamlText) and value.text in choices:
        return value.text
    near = difflib.get_close_matches(value.text[:100], choices, n=1) if isinstance(value, YamlText) else []
    hint = f"did you mean {near[0]!r}?" if near else f"one of: {', '.join(choices)}"
    raise value.place.error(f"unknown {key} {_shown(value)}", hint)


class _Lines:
    """Finds the line of an offset; YAML's own count also takes rarer line ends than a text editor."""

    def __init__(self, text: str, path: PurePath, first_line: int) -> None:
        self._ends = [i for i, c in enumerate(text) if c == "\n"]
        self._last = len(text.rstrip())  # where a file stops too early, its last line with words is meant
        self._path, self._first = path, first_line

    def at(self, offset: int) -> Place:
        return Place(self._path, self._first + bisect_right(self._ends, min(offset, self._last) - 1))


def _parse(events: Iterator[Any], lines: _Lines) -> YamlNode | None:
    from ruamel.yaml import events as kinds

    document: YamlNode | None = None
    started = False
    for event in events:
        if isinstance(event, kinds.DocumentStartEvent):
            if started:
                raise lines.at(event.start_mark.index).error("holds a second document", "remove the line '---'")
            started = True
        elif isinstance(event, kinds.NodeEvent):
            document = _build(event, events, lines, depth=1)
    return None if isinstance(document, YamlText) and document.plain and not document.text else document


def _build(event: Any, events: Iterator[Any], lines: _Lines, depth: int) -> YamlNode:
    from ruamel.yaml import events as kinds

    place = lines.at(event.start_mark.index)
    if isinstance(event, kinds.AliasEvent) or event.anchor is not None:
        raise place.error("anchors (&) and aliases (*) are not read", "write the value out, or quote the text")
    if event.tag is not None:
        raise place.error("tags (!) are not read", "remove the tag, or quote the text")
    if depth > MAX_DEPTH:
        raise place.error(f"nests deeper than {MAX_DEPTH} levels")
    if isinstance(event, kinds.ScalarEvent):
        return YamlText(place, _clean(event.value, place), not event.style)
    if isinstance(event, kinds.SequenceStartEvent):
        items = []
        while not isinstance(item := next(events), kinds.SequenceEndEvent):
            items.append(_build(item, events, lines, depth + 1))
        return YamlList(place, tuple(items))
    entries: dict[str, YamlNode] = {}
    places: dict[str, Place] = {}
    while not isinstance(start := next(events), kinds.MappingEndEvent):
        key = _build(start, events, lines, depth + 1)
        if not isinstance(key, YamlText):
            raise key.place.error("a key must be text")
        if key.text in entries:
            raise key.place.error(f"key {key.text[:100]!r} stands twice", f"first on line {places[key.text].line}")
        places[key.text] = key.place
        entries[key.text] = _build(next(events), events, lines, depth + 1)
    return YamlMap(place, entries, places)


def _clean(text: str, place: Place) -> str:
    """Return `text`; an escape can smuggle in what no report or database should have to hold."""
    if not text.isprintable() and any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in text):
        raise place.error("holds a control character or half of a surrogate pair", "remove the escape")
    return text


def _is_empty(node: YamlNode) -> bool:
    return isinstance(node, YamlText) and node.empty


def _kind(node: YamlNode) -> str:
    if isinstance(node, YamlMap):
        return "keys with values"
    if isinstance(node, YamlList):
        return "a list"
    return "nothing" if node.empty else f"the text {_shown(node)}"


def _shown(node: YamlNode) -> str:
    return repr(node.text[:60]) if isinstance(node, YamlText) else _kind(node)
