"""The names while they are put together: what the files say, one after the other."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimcheck.errors import InvalidSettings
from claimcheck.text.entities.records import KINDS, Alias, Entity
from claimcheck.text.entities.spelling import WORD, word_key
from claimcheck.text.normalize import fold

_RELATED, _SEARCH, _BLOCK = "related", "search", "block"
_TABLES = (*KINDS, _RELATED, _SEARCH, _BLOCK)


@dataclass(slots=True)
class NameTable:
    """Entities by id with their canonical name and kind, their aliases, and what else is known of them.

    Of two aliases of the same words the later one wins, so that a user's file
    wins over ours. `wide` holds what is only searched for.
    """

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    aliases: list[Alias] = field(default_factory=list)
    wide: list[Alias] = field(default_factory=list)
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blocked: dict[tuple[str, ...], str] = field(default_factory=dict)

    def add(self, text: str, path: Path | None) -> None:
        """Add the names of an alias file.

        Raises:
            InvalidSettings: It is not TOML, or not tables of lists of text.
        """
        try:
            data = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            raise InvalidSettings(f"the alias file is not TOML: {error}", path=path) from None
        for kind, names in data.items():
            if kind not in _TABLES:
                known = ", ".join(_TABLES)
                raise InvalidSettings(f"unknown kind of entity [{kind}]", path=path, hint=f"one of: {known}")
            if not isinstance(names, dict):
                raise InvalidSettings(f"[{kind}] must hold names", path=path)
            if kind == _SEARCH:
                self._add_search(names, path)
                continue
            for name, others in names.items():
                self._add_entity(kind, name, _texts(name, others, path))

    def block(self, surface: str) -> None:
        """Make a name nobody's, and part of no other name but longer ones."""
        words = words_of(surface)
        if not words:
            return
        self.aliases = [a for a in self.aliases if a.words != words]
        self.wide = [a for a in self.wide if a.words != words]
        self.blocked[words] = surface

    def add_alias(self, surface: str, entity: str) -> None:
        """Give an entity that is there another name."""
        words = words_of(surface)
        if words and not any(a.words == words and a.entity == entity for a in self.aliases):
            self.aliases.append(Alias(surface, words, entity, self.names[entity][1]))

    def owners(self, surface: str, *, widely: bool = False) -> tuple[str, ...]:
        """Return the entities that a name is taken for (or, `widely`, only searched as), sorted."""
        words = words_of(surface)
        table = self.wide if widely else self.aliases
        return tuple(sorted({a.entity for a in table if a.words == words}))

    def finish(self) -> tuple[dict[str, tuple[Alias, ...]], dict[str, tuple[Alias, ...]], dict[str, Entity]]:
        """Return the aliases by first word, the same with those only searched for, and the entities by id."""
        masks = [Alias(surface, words, "", "") for words, surface in self.blocked.items()]
        strict = [*self.aliases, *masks]
        names: dict[str, list[str]] = {}
        variants: dict[str, list[str]] = {}
        for table, into in ((self.aliases, names), (self.wide, variants)):
            for alias in table:
                into.setdefault(alias.entity, []).append(alias.surface)
        entities = {
            id_: Entity(
                id_,
                name,
                kind,
                tuple(dict.fromkeys(s for s in names.get(id_, ()) if s != name)),
                tuple(dict.fromkeys(s for s in variants.get(id_, ()) if s != name)),
            )
            for id_, (name, kind) in sorted(self.names.items())
        }
        # A name taken for an entity wins over one that is only searched for.
        return _by_first(strict), _by_first([*self.wide, *strict]), entities

    def _add_entity(self, kind: str, name: str, others: list[str]) -> None:
        id_ = fold(name)
        if kind == _RELATED:
            self.related[id_] = tuple(fold(other) for other in others)
            return
        if kind == _BLOCK:
            for other in others:
                self.block(other)
            return
        own = "state" if kind == "capital" else kind
        if kind != "capital" or id_ not in self.names:
            self.names.setdefault(id_, (name, own))
        surfaces = others if kind == "capital" else [name, *others]
        for surface in surfaces:
            words = words_of(surface)
            if words:
                self.blocked.pop(words, None)  # a user's own name unblocks it
                self.aliases.append(Alias(surface, words, id_, kind))

    def _add_search(self, kinds: dict[str, object], path: Path | None) -> None:
        for kind, names in kinds.items():
            if kind not in KINDS or kind == "capital" or not isinstance(names, dict):
                raise InvalidSettings(f"[{_SEARCH}.{kind}] must be a kind of entity that holds names", path=path)
            for name, others in names.items():
                id_ = fold(name)
                surfaces = _texts(name, others, path)
                if id_ not in self.names:
                    self.names[id_] = (name, kind)
                    surfaces = [name, *surfaces]
                for surface in surfaces:
                    words = words_of(surface)
                    if words and words not in self.blocked:
                        self.wide.append(Alias(surface, words, id_, self.names[id_][1]))


def words_of(surface: str) -> tuple[str, ...]:
    """Return the words by which a name is looked up."""
    return tuple(word_key(m.group()) for m in WORD.finditer(surface))


def move_alias(alias: Alias, entity: str, kind: str) -> Alias:
    """Return an alias as another entity's; a capital stays one."""
    return replace(alias, entity=entity, kind=alias.kind if alias.kind == "capital" else kind)


def _texts(name: str, others: object, path: Path | None) -> list[str]:
    if not isinstance(others, list) or not all(isinstance(o, str) and o.strip() for o in others):
        raise InvalidSettings(f"the aliases of {name!r} must be a list of text", path=path)
    return others


def _by_first(aliases: Iterable[Alias]) -> dict[str, tuple[Alias, ...]]:
    table: dict[str, list[Alias]] = {}
    for alias in aliases:
        table.setdefault(alias.words[0], []).append(alias)
    # The longest first; of equals the later one.
    for first in table.values():
        first.reverse()
        first.sort(key=lambda a: -len(a.words))
    return {word: tuple(those) for word, those in table.items()}
