"""The gazetteer from its files: the shipped names, the desk's own, and the desk's decisions over both."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from claimcheck.errors import InvalidSettings
from claimcheck.models import content_id
from claimcheck.text.entities.decisions import Decision, parse_decisions, read_decisions
from claimcheck.text.entities.gazetteer import Gazetteer
from claimcheck.text.entities.name_table import NameTable
from claimcheck.text.entities.replay import replay


def load_gazetteer(extra: Path | None = None, decisions: Path | None = None) -> Gazetteer:
    """Return the shipped names, with those of the file `extra` added and `decisions` applied over both.

    Args:
        extra: A TOML file of names, as data/entities.toml.
        decisions: The YAML file that `claimcheck entities` writes; one that is
            missing holds none.

    Raises:
        InvalidSettings: `extra` cannot be read, is not TOML, or does not hold
            `[kind]` tables of lists of text; `decisions` cannot be read, is not
            a list of decisions, or one of them names what is not known.
    """
    added = ""
    if extra is not None:
        try:
            added = extra.read_text("utf-8")
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or "not UTF-8"
            raise InvalidSettings(f"the alias file cannot be read: {why}", path=extra) from None
    decided = "" if decisions is None else read_decisions(decisions)
    return _load(extra, added, decisions, decided)


def load_table(extra: Path | None, added: str, decisions: tuple[Decision, ...] = ()) -> NameTable:
    """Return the names before they are indexed: what `load_gazetteer` looks up."""
    table = NameTable()
    table.add(_shipped(), None)
    if extra is not None:
        table.add(added, extra)
    replay(table, decisions)
    return table


@lru_cache(maxsize=4)  # by what the files say, so that a file changed meanwhile is read anew
def _load(extra: Path | None, added: str, path: Path | None, decided: str) -> Gazetteer:
    decisions = () if path is None else parse_decisions(decided, path)
    table = load_table(extra, added, decisions)
    by_first, wide, entities = table.finish()
    parts = (_shipped(), added, *(part for d in decisions for part in d.as_texts()))
    return Gazetteer(by_first, content_id("names", *parts), table.related, wide, entities, frozenset(table.blocked))


@lru_cache(maxsize=1)
def _shipped() -> str:
    return files("claimcheck.text").joinpath("data/entities.toml").read_text("utf-8")
