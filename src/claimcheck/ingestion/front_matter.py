"""Front matter: the YAML between two lines of `---` at the head of a text."""

from __future__ import annotations

import re
from pathlib import PurePath

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.yaml_source import YamlMap, parse_yaml, to_plain

LONGEST = 65_536  # characters of front matter that are looked through for its end
_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# The first line that says something must be a key: Markdown may also begin with a rule, "---".
_FIRST_KEY = re.compile(r"[ \t]*[\"']?\w[\w .-]{0,60}[\"']?[ \t]{0,9}:(?!//)")


def split_front_matter(text: str, path: PurePath) -> tuple[dict[str, object], int]:
    """Return a text's front matter and where its body begins.

    Every value is text as it was written (a date too), a list or a dict; a
    key without a value has empty text. A text that opens with a rule instead
    has no front matter.

    Args:
        text: The whole text, its line ends "\\n".
        path: Its file, for errors.

    Returns:
        The metadata and the offset of the body; `({}, 0)` without front matter.

    Raises:
        InvalidSettings: The front matter is not closed within 65,536
            characters, is not YAML, or is no list of keys (with the line).
    """
    opening = _OPENING.match(text)
    if opening is None:
        return {}, 0
    closing = _CLOSING.search(text, opening.end(), LONGEST)
    inside = text[opening.end() : closing.start() if closing else LONGEST]
    first = next((line for line in inside.split("\n") if line.strip() and not line.lstrip().startswith("#")), None)
    if first is None:
        return ({}, closing.end()) if closing else ({}, 0)
    if not _FIRST_KEY.match(first):
        return {}, 0
    if closing is None:
        raise InvalidSettings("front matter has no end", path=path, line=1, hint="close it with a line '---'")
    about = parse_yaml(inside, path, first_line=2)
    if not isinstance(about, YamlMap):
        raise InvalidSettings("front matter must be keys with values", path=path, line=2, hint="as title: My article")
    return {key: to_plain(value) for key, value in about.entries.items()}, closing.end()
