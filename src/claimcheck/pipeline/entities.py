"""What a desk can see of the names and decide about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import InvalidSettings
from claimcheck.store import Store
from claimcheck.text.entities import (
    KINDS,
    Decision,
    Entity,
    Gazetteer,
    append_decision,
    load_gazetteer,
    load_table,
    local_key,
    parse_decisions,
    read_decisions,
    remove_last,
    replay,
    suggest,
)
from claimcheck.text.normalize import fold


@dataclass(frozen=True, slots=True)
class NameFiles:
    """The desk's files of names: its aliases, if it has any, and its decisions, which may be missing."""

    aliases: Path | None
    decisions: Path


@dataclass(frozen=True, slots=True)
class ListedEntity:
    """An entity and how many passages of the record name it; `related` are the names searched along with it."""

    entity: Entity
    passages: int
    related: tuple[str, ...]


def count_entities(store: Store) -> dict[str, int]:
    """Return how many passages name each entity, by its id."""
    return {key.removeprefix("e:").replace("_", " "): n for key, n in store.search.key_counts("e:").items()}


def list_entities(
    files: NameFiles, counts: Mapping[str, int], *, words: Sequence[str] = (), limit: int = 0
) -> list[ListedEntity]:
    """Return the known entities, those named by most passages first, then by name.

    Args:
        files: Where the names are.
        counts: Passages by entity id. An id that the names do not know is one
            that a document introduces itself: it is listed too, without names.
        words: Each must be the kind, where it is one's name, else occur in one of the names.
        limit: How many at most; 0 for all.

    Raises:
        InvalidSettings: A file is wrong.
    """
    gazetteer = load_gazetteer(files.aliases, files.decisions)
    local = (Entity(id_, id_, "", (), ()) for id_ in counts if id_ not in gazetteer.entities)
    wanted = [fold(word) for word in words]
    found = []
    for entity in (*gazetteer.entities.values(), *local):
        names = [fold(name) for name in (entity.name, *entity.aliases, *entity.variants)]
        if all(word == entity.kind if word in KINDS else any(word in n for n in names) for word in wanted):
            found.append(_listed(entity, gazetteer, counts))
    found.sort(key=lambda e: (-e.passages, e.entity.id))
    return found[:limit] if limit else found


def find_entity(files: NameFiles, counts: Mapping[str, int], name: str) -> ListedEntity:
    """Return the entity of a name: its canonical one, or any that only it has.

    Raises:
        InvalidSettings: None has the name (near ones are suggested), several have, or a file is wrong.
    """
    gazetteer = load_gazetteer(files.aliases, files.decisions)
    owners = gazetteer.owners(name) or ((fold(name),) if fold(name) in gazetteer.entities else ())
    owners = (fold(name),) if fold(name) in owners else owners
    if len(owners) == 1:
        return _listed(gazetteer.entities[owners[0]], gazetteer, counts)
    if owners:
        names = ", ".join(repr(gazetteer.entities[o].name) for o in owners)
        raise InvalidSettings(f"{name!r} may be several", hint=f"name one of: {names}")
    if (own := local_key(name)) in counts:
        return _listed(Entity(own, name, "", (), ()), gazetteer, counts)
    table = load_table(*_aliases(files), _decisions(files))
    raise InvalidSettings(f"no entity is called {name!r}", hint=suggest(table, name))


def decide(files: NameFiles, decision: Decision, *, new: bool = False) -> bool:
    """Write a decision at the end of the desk's file, if it fits the names as they are.

    Args:
        files: Where the names are.
        decision: What is decided.
        new: A merge may add a name that was never known.

    Returns:
        Whether it changed anything; one that does not is not written.

    Raises:
        InvalidSettings: It names what is not known (near names are suggested)
            or contradicts what is; a file is wrong or cannot be written.
    """
    earlier = _decisions(files)
    extra, added = _aliases(files)
    before, after = load_table(extra, added, earlier), load_table(extra, added, earlier)
    known = fold(decision.name) in before.names or bool(
        before.owners(decision.name) or before.owners(decision.name, widely=True)
    )
    if decision.action == "merge" and not known and not new:
        near = suggest(before, decision.name)
        raise InvalidSettings(
            f"no entity is called {decision.name!r}", hint=near or "--new takes it as one more name all the same"
        )
    if decision.action == "split":
        named = before.owners(decision.name) + before.owners(decision.name, widely=True)
        owner = fold(decision.other)
        if not named or (owner in before.names and owner not in named):
            raise InvalidSettings(
                f"{decision.name!r} is no name of {decision.other!r}",
                hint=f"it is one of {', '.join(repr(before.names[o][0]) for o in named)}"
                if named
                else suggest(before, decision.name),
            )
    replay(after, [decision])
    if after == before:
        return False
    append_decision(files.decisions, decision)
    return True


def undo(files: NameFiles) -> Decision:
    """Take back the last decision, and return it.

    Raises:
        InvalidSettings: There is none, or the file is wrong or cannot be written.
    """
    return remove_last(files.decisions)


def _listed(entity: Entity, gazetteer: Gazetteer, counts: Mapping[str, int]) -> ListedEntity:
    known = gazetteer.entities
    related = tuple(known[o].name if o in known else o for o in gazetteer.relatives([entity.id]))
    return ListedEntity(entity, counts.get(entity.id, 0), related)


def _decisions(files: NameFiles) -> tuple[Decision, ...]:
    return parse_decisions(read_decisions(files.decisions), files.decisions)


def _aliases(files: NameFiles) -> tuple[Path | None, str]:
    load_gazetteer(files.aliases)  # says what is wrong with the file, if anything is
    return files.aliases, files.aliases.read_text("utf-8") if files.aliases else ""
