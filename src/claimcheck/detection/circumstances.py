"""The circumstances of one event, each said of it by itself: what, when, where."""

from __future__ import annotations

from claimcheck.detection.atoms import Atom
from claimcheck.text.syntax import Parse


def part_facts(parse: Parse, atom: Atom) -> list[Atom]:
    """Return the facts of an atom."""
    return [atom]
