"""What names are made of."""

from __future__ import annotations

from dataclasses import dataclass

# `capital` is no kind of entity: its aliases are of a state and of a place, as the text has it.
KINDS = ("state", "capital", "organisation", "place", "event", "treaty", "topic", "person")


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name in a text. `entity` is the canonical name, folded."""

    start: int
    end: int
    entity: str
    kind: str


@dataclass(frozen=True, slots=True)
class Alias:
    """A name as it is written, its words as compared, and whose it is; `entity` is "" for what is nobody's."""

    surface: str
    words: tuple[str, ...]
    entity: str
    kind: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity with its names: `aliases` are taken for it, `variants` are only searched for.

    `id` is its canonical name, folded.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    variants: tuple[str, ...]
