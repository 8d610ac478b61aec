"""Why a verdict came out as it did, in the words that every renderer uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from claimcheck.models import (
    Assessment,
    Citation,
    Confidence,
    Decider,
    Finding,
    Label,
    ModelScore,
    PolicyNote,
    Relation,
    Search,
    Slot,
    SlotComparison,
    Stance,
)
from claimcheck.reporting.evidence import Miss, assessments_of
from claimcheck.reporting.wording import DECIDER_NAMES, POLICY_NAMES, STANCE_NAMES, count_of

_SAID = frozenset({Relation.EQUAL, Relation.COMPATIBLE})


class Cited(NamedTuple):
    """A citation with its number and its assessment; of passages that say a claim together, each with its share of it.

    `bears_out` names the parts of the claim that it bears out, where others are
    not in it; empty of a passage that has them all, or refutes.
    """

    number: int
    citation: Citation
    assessment: Assessment | None
    bears_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a claim that passages say together, with the numbers of those that have it.

    Without a number it is read from around them, or, where `missing`, nowhere.
    """

    slot: Slot
    claim_value: str
    citations: tuple[int, ...]
    missing: bool

    @property
    def where(self) -> str:
        """Where it was found, in words."""
        numbers = ", ".join(f"[{number}]" for number in self.citations)
        return numbers or ("not found" if self.missing else "their context")


def cited(finding: Finding) -> tuple[Cited, ...]:
    """Return the citations with their numbers: those on the verdict's side first, of conflicting ones what refutes."""
    verdict = finding.verdict
    if verdict.together:
        shares = _shares(verdict.citations, verdict.together)
        return tuple(
            Cited(n, c, a, _listed(a.slots)) for n, (c, a) in enumerate(zip(verdict.citations, shares, strict=True), 1)
        )
    known = assessments_of(finding)
    first = Stance.SUPPORTS if verdict.label is Label.SUPPORTED else Stance.REFUTES
    ordered = sorted(verdict.citations, key=lambda c: c.stance is not first)
    return tuple(Cited(n, c, a, _bears_out(c, a)) for n, c in enumerate(ordered, 1) for a in [known.get(c.passage_id)])


def _shares(citations: Sequence[Citation], together: Assessment) -> list[Assessment]:
    """Return the assessment of passages in a row as one for each of them, with the slots that stand in it."""
    shares, offset = [], 0
    for citation in citations:
        end = offset + len(citation.quote)
        slots = tuple(
            replace(s, start=s.start - offset, end=s.end - offset)
            for s in together.slots
            if s.start is not None and s.end is not None and offset <= s.start and s.end <= end
        )
        shares.append(
            replace(together, passage_id=citation.passage_id, slots=slots, score=None, decided_by=Decider.RULES)
        )
        offset = end + 1
    return shares


def _bears_out(citation: Citation, assessment: Assessment | None) -> str:
    if assessment is None or citation.stance is Stance.REFUTES or all(s.relation in _SAID for s in assessment.slots):
        return ""
    return _listed(assessment.slots)


def _listed(slots: Iterable[SlotComparison]) -> str:
    return ", ".join(dict.fromkeys(f"{s.slot.value} “{s.claim_value}”" for s in slots if s.relation in _SAID))


def describe_stance(item: Cited) -> str:
    """Return what a cited passage says of the claim, and that it says it of a part where others are not in it."""
    if item.citation.stance is Stance.NEUTRAL:
        return "states part of the claim"
    if item.citation.stance is Stance.SUPPORTS and item.bears_out:
        return "supports part of the claim"
    return STANCE_NAMES[item.citation.stance]


def sides_of(finding: Finding) -> tuple[tuple[Cited | None, Cited | None], ...]:
    """Return what refutes and what supports, row by row, where sources do both; nothing of any other verdict."""
    refuting = [c for c in cited(finding) if c.citation.stance is Stance.REFUTES]
    supporting = [c for c in cited(finding) if c.citation.stance is Stance.SUPPORTS]
    return tuple(zip_longest(refuting, supporting)) if refuting and supporting else ()


def parts_of(finding: Finding) -> tuple[Part, ...]:
    """Return which cited passage has which part of the claim, where they say it only together."""
    together = finding.verdict.together
    if together is None:
        return ()
    where: dict[tuple[Slot, str], dict[int, None]] = {(s.slot, s.claim_value): {} for s in together.slots}
    for item in cited(finding):
        for slot in item.assessment.slots if item.assessment else ():
            if slot.relation in _SAID:
                where[slot.slot, slot.claim_value][item.number] = None
    said = {(s.slot, s.claim_value) for s in together.slots if s.relation in _SAID}
    return tuple(
        Part(slot=key[0], claim_value=key[1], citations=tuple(numbers), missing=key not in said)
        for key, numbers in where.items()
    )


def describe_decision(finding: Finding) -> str:
    """Return what reached the verdict: the rules, the stance model or both; empty where nothing decided."""
    verdict = finding.verdict
    if verdict.together:
        return DECIDER_NAMES[verdict.together.decided_by]
    deciders = {c.assessment.decided_by for c in cited(finding) if c.assessment and _is_deciding(c, verdict.label)}
    return " and by ".join(DECIDER_NAMES[d] for d in sorted(deciders, reverse=True))


def _is_deciding(item: Cited, label: Label) -> bool:
    """Whether a citation is on the verdict's side: the weaker side of two is cited, and decides nothing."""
    side = {Label.SUPPORTED: Stance.SUPPORTS, Label.REFUTED: Stance.REFUTES}.get(label)
    return side is None or item.citation.stance is side


def describe_confidence(confidence: Confidence) -> str:
    """Return a confidence with what it was counted on."""
    return f"{describe_share(confidence.value)} of such verdicts were right, counted on {confidence.calibrated_on}"


def describe_score(score: ModelScore) -> str:
    """Return the three probabilities of a score, and whose they are."""
    shares = ", ".join(f"{word} {share}" for _, word, share in shares_of(score))
    return f"{shares} ({score.model})"


def shares_of(score: ModelScore) -> tuple[tuple[Stance, str, str], ...]:
    """Return the probabilities of a score by stance, in words and figures."""
    return (
        (Stance.SUPPORTS, "supports", describe_share(score.supports)),
        (Stance.REFUTES, "refutes", describe_share(score.refutes)),
        (Stance.NEUTRAL, "neither", describe_share(score.neutral)),
    )


def describe_share(share: float) -> str:
    """Return a share in per cent, never as certain unless it is.

    >>> describe_share(0.814), describe_share(0.9991), describe_share(0.0002), describe_share(1.0)
    ('81%', 'over 99%', 'under 1%', '100%')
    """
    if 0.99 < share < 1.0:
        return "over 99%"
    return "under 1%" if 0.0 < share < 0.01 else f"{share:.0%}"


def describe_note(note: PolicyNote) -> str:
    """Return what a verdict's sources lack by the policy."""
    return f"{POLICY_NAMES[note.code]}: {note.detail}" if note.detail else POLICY_NAMES[note.code]


def describe_search(finding: Finding) -> str:
    """Return how much was searched, brought back and compared."""
    search = finding.search
    searched, candidates = count_of(search.passages_searched, "passage"), count_of(search.candidates, "candidate")
    return f"{searched} searched, {candidates}, {len(finding.evidence)} compared with the claim"


def describe_left_out(search: Search) -> tuple[str, ...]:
    """Return the documents that were no evidence, each with why."""
    return tuple(
        f"{s.document} (source policy: {s.rule})" if s.rule else f"{s.document} (the article itself)"
        for s in search.left_out
    )


def nearest_compared(misses: Sequence[Miss]) -> Assessment | None:
    """Return the assessment of the nearest passage that decided nothing, whose slots tell what is missing."""
    return next((m.assessment for m in misses if m.assessment and m.assessment.slots), None)
