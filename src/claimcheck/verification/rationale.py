"""Rationales of several passages: what no passage says by itself, some of one document may say together."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.models import Assessment, Evidence, Relation, Slot, SlotComparison, Stance

# A passage that speaks of less of the claim than this is no part of a rationale.
_PART = 0.35
_PASSAGES = 3
_TRIED = 3


def find_rationales(evidence: Sequence[Evidence], assessments: Sequence[Assessment]) -> list[tuple[int, ...]]:
    """Return which passages could say a claim together, the likeliest first.

    They are of one document, none contradicts the claim, the fullest has the
    claim's predicates (others may add who, when, how many, not what was done),
    and each after it has a slot that those before it lack. Whether they do say it is for
    the judge: this only spares it the other combinations.

    Args:
        evidence: The claim's passages, best first.
        assessments: Their stances, in the same order.

    Returns:
        At most a few tuples of indices, each in the document's order.
    """
    by_document: dict[str, list[int]] = {}
    for index, assessment in enumerate(assessments):
        clear = not any(s.relation is Relation.CONFLICT for s in assessment.slots)
        if clear and assessment.stance is Stance.NEUTRAL and assessment.coverage >= _PART:
            by_document.setdefault(evidence[index].passage.document_id, []).append(index)
    found = [_gather(indices, assessments) for indices in by_document.values() if len(indices) > 1]
    found = [g for g in found if not _lacks_predicate(assessments[g[0]])]
    ranked = sorted((g for g in found if len(g) > 1), key=lambda g: -max(assessments[i].coverage for i in g))
    return [tuple(sorted(g, key=lambda i: evidence[i].passage.ordinal)) for g in ranked[:_TRIED]]


def _gather(indices: Sequence[int], assessments: Sequence[Assessment]) -> list[int]:
    ordered = sorted(indices, key=lambda i: -assessments[i].coverage)  # stable: retrieval's order breaks ties
    chosen = [ordered[0]]
    lacking = _lacking(assessments[ordered[0]])
    for index in ordered[1:]:
        if not lacking or len(chosen) == _PASSAGES:
            break
        still = lacking & _lacking(assessments[index])
        if still < lacking:
            chosen.append(index)
            lacking = still
    return chosen


def _lacks_predicate(assessment: Assessment) -> bool:
    return any(s.slot is Slot.PREDICATE and s.relation is Relation.MISSING for s in assessment.slots)


def _lacking(assessment: Assessment) -> set[tuple[str, str]]:
    return {_slot(s) for s in assessment.slots if s.relation is Relation.MISSING}


def _slot(row: SlotComparison) -> tuple[str, str]:
    return row.slot.value, row.claim_value
