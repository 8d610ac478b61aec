"""What a change says without writing it: "rose from 4 million to 6 million" is by half, by 2 million, 1.5 times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from claimcheck.models import Relation
from claimcheck.text import lexicon
from claimcheck.text.quantities import Quantity, compare_quantities
from claimcheck.verification.alignment import Match, Source
from claimcheck.verification.bindings import Binding, measured
from claimcheck.verification.rivals import names_another, occurrences
from claimcheck.verification.roles import is_same_name, names_at
from claimcheck.verification.statements import Statement

_ENDS = frozenset(("from", "to"))
# The pair of opposites in the lexicon whose words say that something became more, or less.
_MORE, _LESS = "rise", "fall"


class Change(NamedTuple):
    """A quantity before and after, both of one unit and told by one verb."""

    first: Quantity
    last: Quantity
    clause: int


def compare_change(
    quantity: Quantity, claim: Statement, source: Source, matches: Mapping[int, Match]
) -> tuple[Relation, Quantity] | None:
    """Compare by how much a claim says that something changed with what a passage's change comes to.

    Returns:
        The relation, and the quantity worked out, which spans both of the
        passage's numbers; None where the claim's number is no amount of a
        change, or the passage tells of none, of more than one, or of another
        thing's.
    """
    ours = claim.bindings[quantity.start]
    if not _is_amount(quantity, claim, ours):
        return None
    passage = source.passage
    if names_another(claim, passage):
        return None
    shares = [_shared(claim, ours, passage, change, matches) for change in find_changes(passage)]
    most = max(shares, default=0)
    if not most or shares.count(most) > 1:
        return None
    change = find_changes(passage)[shares.index(most)]
    worked_out = derive(change, quantity, passage.text)
    if worked_out is None:
        return None
    if _goes_other_way(claim.parse.words[ours.clause].lemma, change):
        return Relation.CONFLICT, worked_out
    relation = compare_quantities(quantity, replace(worked_out, precision=Decimal(0)))
    if relation is Relation.CONFLICT and compare_quantities(quantity, worked_out) is not Relation.CONFLICT:
        relation = Relation.MISSING  # what the two numbers were rounded from may come to as much
    return relation, worked_out


def find_changes(statement: Statement) -> tuple[Change, ...]:
    """Return the changes that a text tells with both ends ("from 4 to 6", "to 6 from 4")."""
    if "changes" not in statement.memo:
        statement.memo["changes"] = tuple(_read_changes(statement))
    found: tuple[Change, ...] = statement.memo["changes"]
    return found


def _read_changes(statement: Statement) -> Iterator[Change]:
    bound = [(q, statement.bindings[q.start]) for q in statement.quantities if q.start in statement.bindings]
    ends = [(q, b) for q, b in bound if b.lead in _ENDS and q.single and not q.ordinal and not q.identifier]
    for index, (quantity, binding) in enumerate(ends):
        for other, theirs in ends[index + 1 : index + 2]:
            same = binding.clause == theirs.clause and measured(quantity) == measured(other)
            if same and {binding.lead, theirs.lead} == _ENDS and quantity.unit == other.unit:
                first, last = (quantity, other) if binding.lead == "from" else (other, quantity)
                yield Change(first, last, binding.clause)


def derive(change: Change, quantity: Quantity, text: str) -> Quantity | None:
    """Return what a change comes to in the terms of a quantity: times, percent, points, or the unit itself.

    Its precision is that of the two numbers carried through.
    """
    first, last = change.first, change.last
    before, after = first.low, last.low
    if before is None or after is None or before <= 0 or after < 0:
        return None
    start, end = min(first.start, last.start), max(first.end, last.end)
    whole = replace(last, start=start, end=end, surface=text[start:end], cue=None)
    loose = (first.precision / before + (last.precision / after if after else Decimal(0))) * after / before
    if quantity.unit == "times":
        return replace(whole, low=after / before, high=after / before, unit="times", noun="", precision=loose)
    if quantity.unit == "percent" and first.unit not in {"percent", "percentage points"}:
        share = abs(after - before) / before * 100
        return replace(
            whole, low=share, high=share, unit="percent", noun="", precision=max(loose * 100, Decimal("0.5"))
        )
    moved = abs(after - before)
    if quantity.unit == "percentage points" and first.unit == "percent":
        return replace(whole, low=moved, high=moved, unit="percentage points", precision=first.precision)
    if quantity.unit == first.unit and quantity.unit not in {"percent", "percentage points"}:
        return replace(whole, low=moved, high=moved, precision=first.precision + last.precision)
    return None


def _goes_other_way(verb: str, change: Change) -> bool:
    """Whether a claim's verb says that something became less that became more, or the reverse."""
    before, after = change.first.low, change.last.low
    if before is None or after is None or before == after:
        return False
    return lexicon.opposed(verb, _MORE if after > before else _LESS)


def _is_amount(quantity: Quantity, claim: Statement, ours: Binding) -> bool:
    """Whether a number says by how much something changed: "doubled", "by 2 million", "fell 12 percent"."""
    if quantity.ordinal or quantity.identifier or ours.lead in _ENDS:
        return False
    verb = claim.parse.words[ours.clause].lemma
    moving = any(lexicon.same_sense(verb, w) or lexicon.opposed(verb, o) for w, o in ((_MORE, _LESS), (_LESS, _MORE)))
    if quantity.unit == "times":
        return claim.parse.words[ours.word].pos in {"VERB", "AUX"} or moving
    return moving and (ours.lead == "by" or quantity.unit in {"percent", "percentage points"})


def _shared(claim: Statement, ours: Binding, passage: Statement, change: Change, matches: Mapping[int, Match]) -> int:
    """Count the words and names of what changes by the claim that the passage has in what changes by it."""
    mine, theirs = _subject(claim, ours.clause), _subject(passage, change.clause)
    asked = [t for t in claim.terms if t.index in mine and t.index in matches]
    named = names_at(passage, theirs)
    found = sum(any(is_same_name(name, other) for other in named) for name in names_at(claim, mine))
    return found + sum(not theirs.isdisjoint(occurrences(t, passage)) for t in asked)


def _subject(statement: Statement, verb: int) -> set[int]:
    parse = statement.parse
    heads = [i for i in parse.children[verb] if parse.words[i].dep in {"nsubj", "nsubjpass"}]
    return {i for head in heads for i in parse.subtree(head)}
