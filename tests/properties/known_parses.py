"""Parses made once: the examples of a property repeat sentences, and a parse depends on its text alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from claimcheck.text.syntax import Parse, parse, parse_alike

_KNOWN: dict[tuple[str, str], Parse] = {}


def parse_once(texts: Sequence[str], pipeline: str) -> Iterator[Parse]:
    """Parse as `parse_alike` does, and remember."""
    new = [text for text in dict.fromkeys(texts) if (text, pipeline) not in _KNOWN]
    for text, found in zip(new, parse_alike(new, pipeline) if new else (), strict=True):
        _KNOWN[text, pipeline] = found
    return iter([_KNOWN[text, pipeline] for text in texts])


parse_plain = cache(parse)
