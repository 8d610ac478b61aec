"""Applying a desk's decisions to the names. The same one twice in a row is the same as once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import replace

from claimcheck.text.entities.decisions import Decision
from claimcheck.text.entities.name_table import NameTable, move_alias, words_of
from claimcheck.text.entities.records import Alias
from claimcheck.text.normalize import fold


def replay(table: NameTable, decisions: Iterable[Decision]) -> None:
    """Change `table` by each decision, in order.

    Raises:
        InvalidSettings: A decision names what is not known, or contradicts
            what is; with file and line.
    """
    for decision in decisions:
        _ACTIONS[decision.action](table, decision)


def suggest(table: NameTable, name: str) -> str | None:
    """Return a hint with the known names that are spelled nearest, None if none is near."""
    known = {fold(a.surface): a.surface for a in (*table.wide, *table.aliases)}
    near = difflib.get_close_matches(fold(name)[:100], sorted(known), n=3, cutoff=0.7)
    return f"did you mean {' or '.join(repr(known[n]) for n in near)}?" if near else None


def resolve(table: NameTable, name: str, decision: Decision) -> str:
    """Return the id of the one entity that has a name: its canonical one or an alias.

    Raises:
        InvalidSettings: None has, or several have.
    """
    if fold(name) in table.names:
        return fold(name)
    owners = table.owners(name) or table.owners(name, widely=True)
    if not owners:
        raise decision.error(f"no entity is called {name!r}", suggest(table, name))
    if len(owners) > 1:
        names = ", ".join(repr(table.names[o][0]) for o in owners)
        raise decision.error(f"{name!r} may be several", f"name one of: {names}")
    return owners[0]


def _merge(table: NameTable, decision: Decision) -> None:
    target = resolve(table, decision.other, decision)
    source = fold(decision.name)
    if source == target:
        return
    if source in table.names:
        _move_all(table, source, target)
        return
    if not words_of(decision.name):
        raise decision.error(f"{decision.name!r} holds no word")
    owners = table.owners(decision.name)
    if owners and target not in owners:
        owner = table.names[owners[0]][0]
        raise decision.error(
            f"{decision.name!r} is a name of {owner!r} already", f"merge {owner!r}, or split {decision.name!r} from it"
        )
    table.blocked.pop(words_of(decision.name), None)
    table.add_alias(decision.name, target)


def _move_all(table: NameTable, source: str, target: str) -> None:
    kind = table.names[target][1]
    for aliases in (table.aliases, table.wide):
        aliases[:] = _without_doubles(move_alias(a, target, kind) if a.entity == source else a for a in aliases)
    related = (*table.related.pop(target, ()), *table.related.pop(source, ()))
    table.related = {
        id_: tuple(dict.fromkeys(target if o == source else o for o in others if {id_, o} != {target, source}))
        for id_, others in table.related.items()
    }
    if kept := tuple(dict.fromkeys(o for o in related if o not in (source, target))):
        table.related[target] = kept
    del table.names[source]


def _split(table: NameTable, decision: Decision) -> None:
    words = words_of(decision.name)
    if not words:
        raise decision.error(f"{decision.name!r} holds no word")
    if words == words_of(decision.other) and fold(decision.other) not in table.names:
        raise decision.error(f"{decision.other!r} is no entity's own name", "name the entity it is split from")
    target = resolve(table, decision.other, decision)
    for aliases in (table.aliases, table.wide):
        aliases[:] = [a for a in aliases if a.words != words or a.entity != target]
    if not decision.new:
        return
    owner = fold(decision.new)
    if owner == target:
        raise decision.error(f"{decision.new!r} is what {decision.name!r} is split from", "give it another name")
    if owner not in table.names:
        others = table.owners(decision.new)
        if others:
            raise decision.error(f"{decision.new!r} is a name of {table.names[others[0]][0]!r} already")
        table.names[owner] = (decision.new, decision.kind or table.names[target][1])
        table.add_alias(decision.new, owner)
    table.add_alias(decision.name, owner)


def _rename(table: NameTable, decision: Decision) -> None:
    target = fold(decision.other)
    if not words_of(decision.other):
        raise decision.error(f"{decision.other!r} holds no word")
    done = target in table.names and fold(decision.name) not in table.names
    source = target if done and target in table.owners(decision.name) else resolve(table, decision.name, decision)
    kind = table.names[source][1]
    if source != target:
        if target in table.names or any(o != source for o in table.owners(decision.other)):
            raise decision.error(f"{decision.other!r} is another entity's name", "merge the two instead")
        for aliases in (table.aliases, table.wide):
            aliases[:] = [replace(a, entity=target) if a.entity == source else a for a in aliases]
        table.related = {
            target if id_ == source else id_: tuple(target if o == source else o for o in others)
            for id_, others in table.related.items()
        }
        del table.names[source]
    table.names[target] = (decision.other, kind)
    table.add_alias(decision.other, target)


def _block(table: NameTable, decision: Decision) -> None:
    if not words_of(decision.name):
        raise decision.error(f"{decision.name!r} holds no word")
    table.block(decision.name)


def _without_doubles(aliases: Iterable[Alias]) -> list[Alias]:
    """Return aliases with one for each name of each entity, the last one where it stands."""
    kept: dict[tuple[str, tuple[str, ...], str, str], Alias] = {}
    for alias in aliases:
        kept[alias.surface, alias.words, alias.entity, alias.kind] = alias
    return list(kept.values())


_ACTIONS = {"merge": _merge, "split": _split, "rename": _rename, "block": _block}
