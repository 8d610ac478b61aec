"""From the stances of passages to the verdict on a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from claimcheck.models import (
    Assessment,
    Citation,
    Claim,
    Decider,
    Evidence,
    Label,
    Preference,
    Reason,
    Relation,
    Slot,
    SlotComparison,
    SourceDocument,
    SourcePolicy,
    Stance,
    Verdict,
)
from claimcheck.verification.calibration import find_confidence
from claimcheck.verification.policy import prefer

Pair = tuple[Evidence, Assessment]

_CITED = 3
_ON_SUBJECT = 0.6
# A different value in one of these may be another occasion's, where some other
# passage has every value right.
_OTHER_WORDS = {Reason.QUOTE_ALTERED, Reason.QUOTE_SPLICED, Reason.ATTRIBUTION}
# Why words that stand in a passage are not the quotation that they look like.
_WORDED = {
    Reason.QUOTE_TRUNCATED,
    Reason.QUOTE_PARAPHRASE,
    Reason.QUOTE_ELSEWHERE,
    Reason.QUOTE_TRANSLATED,
    Reason.ATTRIBUTION,
}
_OCCASION = {Reason.DATE_MISMATCH, Reason.QUANTITY_MISMATCH} | _OTHER_WORDS


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a claim's evidence by id, and what the desk asks of them."""

    documents: Mapping[str, SourceDocument]
    policy: SourcePolicy = field(default_factory=SourcePolicy)


@dataclass(frozen=True, slots=True)
class Rationale:
    """Passages, by their place in the evidence, that say a claim together, and what their words in a row say."""

    indices: tuple[int, ...]
    assessment: Assessment


def judge(
    claim: Claim,
    evidence: Sequence[Evidence],
    assessments: Sequence[Assessment],
    sources: Sources,
    *,
    rationale: Rationale | None = None,
) -> Verdict:
    """Reach a verdict from one assessment for each passage of the evidence.

    Args:
        claim: The claim.
        evidence: Its passages, best first.
        assessments: Their stances, in the same order.
        sources: The passages' documents, and the source policy, which says
            whether one side of conflicting sources is plainly the stronger.
        rationale: Passages that support the claim together where none does by
            itself.

    Raises:
        ValueError: The two sequences differ in length, or a passage is not its
            document's.
    """
    pairs = list(zip(evidence, assessments, strict=True))
    label, deciding = decide(assessments)
    if rationale is not None and label in {Label.NOT_ENOUGH_EVIDENCE, Label.PARTIALLY_SUPPORTED}:
        return _together(claim, pairs, rationale, sources.documents)
    if label is Label.NOT_ENOUGH_EVIDENCE:
        return Verdict(
            claim_id=claim.id,
            label=label,
            citations=(),
            reasons=(Reason.NO_EVIDENCE, *(r for _, _, r in _near_words(pairs))),
            explanation=_explain_nothing(pairs, sources.documents),
            assessments=tuple(assessments),
        )
    chosen = [pairs[i] for i in deciding]
    preference = _prefer(chosen, sources) if label is Label.CONFLICTING else None
    if preference is not None:
        label = Label.SUPPORTED if preference.stance is Stance.SUPPORTS else Label.REFUTED
    verdict = _verdict(claim, label, chosen, sources.documents, tuple(assessments))
    if preference is None:
        return verdict
    return replace(verdict, explanation=f"{verdict.explanation} Taken for the stronger: {preference.why}.")


def _prefer(chosen: Sequence[Pair], sources: Sources) -> Preference | None:
    sides = {
        stance: list({d.id: d for e, a in chosen if a.stance is stance for d in [_document(e, sources)]}.values())
        for stance in (Stance.SUPPORTS, Stance.REFUTES)
    }
    return prefer(sides[Stance.SUPPORTS], sides[Stance.REFUTES], sources.policy)


def _document(evidence: Evidence, sources: Sources) -> SourceDocument:
    return sources.documents[evidence.passage.document_id]


def _together(
    claim: Claim, pairs: Sequence[Pair], rationale: Rationale, documents: Mapping[str, SourceDocument]
) -> Verdict:
    """Return the verdict on a claim that passages support together; each is cited for its part, the largest first.

    It has no confidence: how often such verdicts are right was never counted.
    """
    parts = [pairs[i] for i in rationale.indices]
    cited = sorted(parts, key=lambda pair: -pair[1].coverage)
    places = "; ".join(_place(e, documents) for e, _ in parts)
    return Verdict(
        claim_id=claim.id,
        label=Label.SUPPORTED,
        citations=tuple(Citation.of(documents[e.passage.document_id], e.passage, Stance.SUPPORTS) for e, _ in cited),
        reasons=rationale.assessment.reasons,
        explanation=f"Said by {len(parts)} passages together: {places}.",
        assessments=tuple(a for _, a in pairs),
        together=replace(rationale.assessment, passage_id=cited[0][0].passage.id),
    )


def decide(assessments: Sequence[Assessment]) -> tuple[Label, tuple[int, ...]]:
    """Return the label that a claim's assessments add up to, and which of them decide it.

    What the slots decided goes before what the model did. Support and
    refutation side by side are conflicting, unless what refutes is only another
    date, number or wording: where one passage has every value right, another's
    is another occasion's. A passage that states the claim's predicate but lacks
    a detail supports it in part.
    """
    supports = _best(assessments, Stance.SUPPORTS)
    refutes = _best(assessments, Stance.REFUTES)
    if any(_quotes_exactly(a) for a in assessments):  # other words elsewhere are another quotation
        refutes = [i for i in refutes if not set(assessments[i].reasons) <= _OTHER_WORDS]
    if supports:
        refutes = [i for i in refutes if not set(assessments[i].reasons) <= _OCCASION]
    if any(assessments[i].decided_by is Decider.RULES for i in (*supports, *refutes)):
        supports = [i for i in supports if assessments[i].decided_by is Decider.RULES]
        refutes = [i for i in refutes if assessments[i].decided_by is Decider.RULES]
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
        confidence=find_confidence(label, [a for _, a in pairs]),
    )


def _one_each(pairs: Sequence[Pair]) -> list[Pair]:
    first: dict[Stance, Pair] = {}
    for pair in pairs:
        first.setdefault(pair[1].stance, pair)
    return list(first.values())


def _explain(evidence: Evidence, assessment: Assessment, documents: Mapping[str, SourceDocument]) -> str:
    where = _place(evidence, documents)
    if assessment.decided_by is Decider.MODEL:
        says = "says so" if assessment.stance is Stance.SUPPORTS else "says otherwise"
        return f"{where} {says}, as the stance model reads it; the slots leave it open."
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


def _place(evidence: Evidence, documents: Mapping[str, SourceDocument]) -> str:
    return f"{documents[evidence.passage.document_id].title}, {evidence.passage.locator.place}"


def _contrast(row: SlotComparison) -> str:
    note = f" ({row.note})" if row.note else ""
    return f"{row.slot.value} – the claim has “{row.claim_value}”, the source “{row.source_value}”{note}"


def _listed(rows: Sequence[SlotComparison]) -> str:
    return ", ".join(dict.fromkeys(f"{c.slot.value} “{c.claim_value}”" for c in rows))


def _near_words(pairs: Sequence[Pair]) -> list[tuple[Evidence, SlotComparison, Reason]]:
    """Return the first passage that has a quotation's words, or nearly, and why that does not count; at most one."""
    if any(_quotes_exactly(a) for _, a in pairs):
        return []
    for evidence, assessment in pairs:
        reason = next((r for r in assessment.reasons if r in _WORDED), None)
        for row in assessment.slots:
            if reason is not None and row.slot is Slot.QUOTATION and row.relation is Relation.MISSING and row.note:
                return [(evidence, row, reason)]
    return []


def _explain_nothing(pairs: Sequence[Pair], documents: Mapping[str, SourceDocument]) -> str:
    if not pairs:
        return "No passage of the corpus shares a name, number or rarer word with the claim."
    nearest = max(pairs, key=lambda p: p[1].coverage)[1]
    lacking = [c for c in nearest.slots if c.relation in {Relation.MISSING, Relation.CONFLICT}]
    tail = f" The nearest lacks: {_listed(lacking)}." if lacking else ""
    words = "".join(
        f" {documents[e.passage.document_id].title}, {e.passage.locator.place} has “{row.source_value}” ({row.note})."
        for e, row, _ in _near_words(pairs)
    )
    return f"{len(pairs)} passages were compared; none states or contradicts it.{tail}{words}"
