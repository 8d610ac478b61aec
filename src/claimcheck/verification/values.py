"""Quantities and dates of a claim beside those of a passage that are of the same fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimcheck.models import Relation, Slot
from claimcheck.text.quantities import Quantity, compare_quantities
from claimcheck.verification.alignment import Match, Source
from claimcheck.verification.bindings import Binding, measured
from claimcheck.verification.changes import compare_change
from claimcheck.verification.comparison import NAME_WEIGHT, VALUE_WEIGHT, Compared, compared
from claimcheck.verification.occasions import compare_dates_of
from claimcheck.verification.rivals import (
    is_elsewhere,
    main_roots,
    names_another,
    opposes_lead,
    rank,
    same_noun,
    settle,
)
from claimcheck.verification.statements import Statement

__all__ = ["compare_dates_of", "compare_quantities_of"]


def compare_quantities_of(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare each of the claim's quantities with those of the same unit, thing and deed."""
    for quantity in claim.quantities:
        if quantity.identifier or claim.bindings[quantity.start].naming:
            yield _compare_identifier(quantity, claim, source)
            continue
        relation, rival = _compare(quantity, claim, source, matches)
        if relation is Relation.MISSING:
            relation, rival = compare_change(quantity, claim, source, matches) or (relation, rival)
        start, end, surface = (rival.start, rival.end, rival.surface) if rival else (None, None, "")
        # Nobody knows who "the two" are: what is said of them is not borne out, but no word of it is less found.
        weight = 0.0 if relation is Relation.MISSING and _points(quantity, claim) else VALUE_WEIGHT
        said, slight = _worded(quantity, claim.text), _is_existence(quantity)
        yield compared(Slot.QUANTITY, relation, said, surface, start, end, weight, slight=slight)


def _is_existence(quantity: Quantity) -> bool:
    """Whether "one", "at least one" only says that there is such a thing, which no source writes as a number."""
    return quantity.surface.lower() in {"one", "at least one", "at least 1"}


def _points(quantity: Quantity, claim: Statement) -> bool:
    """Whether a number stands for what was named before ("between the two")."""
    index = claim.bindings[quantity.start].word
    alone = not (quantity.unit or quantity.noun or quantity.ordinal) and quantity.surface.isalpha()
    return alone and index > 0 and claim.parse.words[index - 1].text.lower() in {"the", "these", "those"}


def _compare_identifier(quantity: Quantity, claim: Statement, source: Source) -> Compared:
    for rival in source.passage.quantities:
        if compare_quantities(quantity, rival) is Relation.EQUAL and _named_alike(
            quantity, claim, rival, source.passage
        ):
            return compared(
                Slot.NAME, Relation.EQUAL, quantity.surface, rival.surface, rival.start, rival.end, NAME_WEIGHT
            )
    # A passage on resolution 2375 is not on 2371, though the sentence before it was.
    other = any(q.identifier and q.noun and q.noun == quantity.noun for q in source.passage.quantities)
    near = (
        q.surface
        for s in (source.header if other else source.context)
        for q in s.quantities
        if compare_quantities(quantity, q) is Relation.EQUAL and _named_alike(quantity, claim, q, s)
    )
    around = next(near, "")
    relation = Relation.COMPATIBLE if around else Relation.MISSING
    return compared(Slot.NAME, relation, quantity.surface, around, None, None, NAME_WEIGHT, context=bool(around))


def _named_alike(quantity: Quantity, claim: Statement, rival: Quantity, statement: Statement) -> bool:
    """Whether two numbers are part of one name: a code is by itself, the 2 of "Toy Story 2" with its "Story"."""
    if quantity.identifier:
        return True
    ours, theirs = claim.bindings[quantity.start], statement.bindings[rival.start]
    before = claim.parse.words[ours.word - 1].text.lower()
    return theirs.word > 0 and statement.parse.words[theirs.word - 1].text.lower() == before


def _compare(
    quantity: Quantity, claim: Statement, source: Source, matches: Mapping[int, Match]
) -> tuple[Relation, Quantity | None]:
    """Return what the passage's numbers of the same fact say of a claim's, and the number that says it."""
    ours, passage = claim.bindings[quantity.start], source.passage
    rivals = [q for q in passage.quantities if q.start in passage.bindings and not passage.bindings[q.start].naming]
    rivals = [q for q in rivals if _comparable(quantity, ours, q, passage.bindings[q.start])]
    rivals = [q for q in rivals if not is_elsewhere(claim, ours, passage, passage.bindings[q.start])]
    if not rivals:
        return Relation.MISSING, None
    ranked = rank(claim, quantity, passage, [passage.bindings[q.start] for q in rivals])
    relations = [compare_quantities(quantity, q) for q in rivals]
    relation, index = settle(
        ranked,
        relations,
        lambda i: _is_of_the_same(claim, ours, passage, passage.bindings[rivals[i].start], matches),
    )
    return relation, None if index is None else rivals[index]


def _comparable(first: Quantity, ours: Binding, second: Quantity, theirs: Binding) -> bool:
    if measured(first) != measured(second) or opposes_lead(ours, theirs):
        return False
    if first.unit != second.unit and measured(first) == "money":
        return False
    if ours.noun and theirs.noun and not first.unit:
        return same_noun(ours.noun, theirs.noun)
    return True


def _is_of_the_same(
    claim: Statement, ours: Binding, passage: Statement, theirs: Binding, matches: Mapping[int, Match]
) -> bool:
    """Whether a different number is of the same fact: it counts the same thing, or hangs on the same word."""
    if passage.roots[theirs.word] not in main_roots(claim, matches) or names_another(claim, passage):
        return False
    if ours.noun and theirs.noun:
        return True
    return any(m.term is not None and i in ours.heads and m.term.index in theirs.heads for i, m in matches.items())


def _worded(quantity: Quantity, text: str) -> str:
    """Return a quantity with the words that bound it and the thing it counts ("at least 5 members")."""
    start = min(quantity.start, quantity.cue[0]) if quantity.cue else quantity.start
    end = max(quantity.end, quantity.cue[1]) if quantity.cue else quantity.end
    counted = quantity.noun if not quantity.unit and not quantity.cue else ""
    return f"{text[start:end]} {counted}".strip()
