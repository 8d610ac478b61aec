"""From the stances of passages to the verdict on a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.models import (
    Assessment,
    Citation,
    Claim,
    Evidence,
    Label,
    Reason,
    Relation,
    Slot,
    SlotComparison,
    SourceDocument,
    Stance,
    Verdict,
)

_CITED = 3
_ON_SUBJECT = 0.6
# A different value in one of these may be another occasion's, where some other
# passage has every value right.
_OCCASION = {Reason.DATE_MISMATCH, Reason.QUANTITY_MISMATCH, Reason.QUOTE_ALTERED}


def judge(
    claim: Claim,
    evidence: Sequence[Evidence],
    assessments: Sequence[Assessment],
    documents: Mapping[str, SourceDocument],
) -> Verdict:
    """Reach a verdict from one assessment for each passage of the evidence.

    Args:
        claim: The claim.
        evidence: Its passages, best first.
        assessments: Their stances, in the same order.
        documents: The passages' documents by id.

    Raises:
        ValueError: The two sequences differ in length, or a passage is not its
            document's.
    """
    pairs = list(zip(evidence, assessments, strict=True))
    label, deciding = decide(assessments)
    if label is Label.NOT_ENOUGH_EVIDENCE:
        return Verdict(
            claim_id=claim.id,
            label=label,
            citations=(),
            reasons=(Reason.NO_EVIDENCE,),
            explanation=_explain_nothing(pairs),
            assessments=tuple(assessments),
        )
    return _verdict(claim, label, [pairs[i] for i in deciding], documents, tuple(assessments))


Pair = tuple[Evidence, Assessment]


def decide(assessments: Sequence[Assessment]) -> tuple[Label, tuple[int, ...]]:
    """Return the label that a claim's assessments add up to, and which of them decide it.

    Support and refutation side by side are conflicting, unless what refutes is
    only another date, number or wording: where one passage has every value
    right, another's is another occasion's. A passage that states the claim's
    predicate but lacks a detail supports it in part.
    """
    supports = _best(assessments, Stance.SUPPORTS)
    refutes = _best(assessments, Stance.REFUTES)
    if any(_quotes_exactly(a) for a in assessments):  # other words elsewhere are another quotation
        refutes = [i for i in refutes if assessments[i].reasons != (Reason.QUOTE_ALTERED,)]
    if supports:
        refutes = [i for i in refutes if not set(assessments[i].reasons) <= _OCCASION]
    if supports or refutes:
        both = Label.CONFLICTING if supports and refutes else Label.SUPPORTED if supports else Label.REFUTED
        return both, (*supports[:_CITED], *refutes[:_CITED])
    partial = [i for i in _best(assessments, Stance.NEUTRAL) if _states_part(assessments[i])]
    if partial:
        return Label.PARTIALLY_SUPPORTED, tuple(partial[:1])
    return Label.NOT_ENOUGH_EVIDENCE, ()


def _quotes_exactly(assessment: Assessment) -> bool:
    """Whether a passage on the claim's subject has its quotation word for word."""
    quotations = [c.relation for c in assessment.slots if c.slot is Slot.QUOTATION]
    return bool(quotations) and set(quotations) == {Relation.EQUAL} and assessment.coverage >= _ON_SUBJECT


def _best(assessments: Sequence[Assessment], stance: Stance) -> list[int]:
    chosen = [i for i, a in enumerate(assessments) if a.stance is stance]
    return sorted(chosen, key=lambda i: -assessments[i].coverage)  # stable: retrieval's order breaks ties


def _states_part(assessment: Assessment) -> bool:
    """Whether the passage states the claim's predicate, so that only a detail is not found."""
    if Reason.SCOPE not in assessment.reasons:
        return False
    lacking = {c.slot for c in assessment.slots if c.relation is Relation.MISSING}
    return lacking <= {Slot.TERM, Slot.DATE, Slot.QUANTITY}


def _verdict(
    claim: Claim,
    label: Label,
    pairs: Sequence[Pair],
    documents: Mapping[str, SourceDocument],
    assessments: tuple[Assessment, ...],
) -> Verdict:
    citations = tuple(Citation.of(documents[e.passage.document_id], e.passage, a.stance) for e, a in pairs)
    reasons = tuple(dict.fromkeys(r for _, a in pairs for r in a.reasons))
    return Verdict(
        claim_id=claim.id,
        label=label,
        citations=citations,
        reasons=reasons,
        explanation=" ".join(_explain(e, a, documents) for e, a in _one_each(pairs)),
        assessments=assessments,
    )


def _one_each(pairs: Sequence[Pair]) -> list[Pair]:
    first: dict[Stance, Pair] = {}
    for pair in pairs:
        first.setdefault(pair[1].stance, pair)
    return list(first.values())


def _explain(evidence: Evidence, assessment: Assessment, documents: Mapping[str, SourceDocument]) -> str:
    where = f"{documents[evidence.passage.document_id].title}, {evidence.passage.locator.place}"
    if assessment.stance is Stance.SUPPORTS:
        around = [
            c
            for c in assessment.slots
            if c.relation is Relation.COMPATIBLE and c.start is None and c.slot is not Slot.TERM
        ]
        taken = f" Read from its context: {_listed(around)}." if around else ""
        return f"{where} says so: every name, number, date and predicate of the claim was found.{taken}"
    if assessment.stance is Stance.REFUTES:
        conflicts = [c for c in assessment.slots if c.relation is Relation.CONFLICT]
        return f"{where} says otherwise: {'; '.join(_contrast(c) for c in conflicts)}."
    lacking = [c for c in assessment.slots if c.relation is Relation.MISSING]
    return f"{where} says part of it. Not found there: {_listed(lacking) or 'some of its words'}."


def _contrast(row: SlotComparison) -> str:
    return f"{row.slot.value} – the claim has “{row.claim_value}”, the source “{row.source_value}”"


def _listed(rows: Sequence[SlotComparison]) -> str:
    return ", ".join(dict.fromkeys(f"{c.slot.value} “{c.claim_value}”" for c in rows))


def _explain_nothing(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return "No passage of the corpus shares a name, number or rarer word with the claim."
    nearest = max(pairs, key=lambda p: p[1].coverage)[1]
    lacking = [c for c in nearest.slots if c.relation in {Relation.MISSING, Relation.CONFLICT}]
    tail = f" The nearest lacks: {_listed(lacking)}." if lacking else ""
    return f"{len(pairs)} passages were compared; none states or contradicts it.{tail}"
