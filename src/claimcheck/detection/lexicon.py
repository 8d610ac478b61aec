"""The words that detection goes by, read once from cues.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(group: str) -> frozenset[str]:
    """Return a group of words of cues.toml.

    Raises:
        KeyError: There is no such group.
    """
    return frozenset(_data()[group])


@cache
def phrases(group: str) -> tuple[str, ...]:
    """Return a group of cues.toml in its order, longest first.

    Raises:
        KeyError: There is no such group.
    """
    return tuple(sorted(_data()[group], key=lambda p: (-len(p), p)))


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads(files("claimcheck.detection").joinpath("cues.toml").read_text("utf-8"))
