"""Why a verdict came out as it did, in the words that every renderer uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from claimcheck.models import (
    Assessment,
    Citation,
    Confidence,
    Finding,
    Label,
    ModelScore,
    PolicyNote,
    Relation,
    Search,
    Slot,
    Stance,
)
from claimcheck.reporting.evidence import Miss, decisive
from claimcheck.reporting.wording import DECIDER_NAMES, POLICY_NAMES, count_of

_SAID = frozenset({Relation.EQUAL, Relation.COMPATIBLE})

Cited = tuple[int, Citation, Assessment | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a claim, and the numbers of the cited passages that bear it out; none where it was not found."""

    slot: Slot
    claim_value: str
    citations: tuple[int, ...]


def cited(finding: Finding) -> tuple[Cited, ...]:
    """Return the citations with their numbers and assessments, those that refute first."""
    return tuple((number, c, a) for number, (c, a) in enumerate(decisive(finding), start=1))


def sides_of(finding: Finding) -> tuple[tuple[Cited | None, Cited | None], ...]:
    """Return what refutes and what supports, row by row, where sources conflict; nothing of any other verdict."""
    if finding.verdict.label is not Label.CONFLICTING:
        return ()
    refuting = [c for c in cited(finding) if c[1].stance is Stance.REFUTES]
    supporting = [c for c in cited(finding) if c[1].stance is Stance.SUPPORTS]
    return tuple(zip_longest(refuting, supporting))


def parts_of(finding: Finding) -> tuple[Part, ...]:
    """Return which cited passage bears out which part of the claim, where no passage bears out all of it.

    Nothing where one passage has every part, or where sources conflict.
    """
    held = [(n, a) for n, c, a in cited(finding) if a and a.slots and c.stance is not Stance.REFUTES]
    if len(held) < 2 or finding.verdict.label is Label.CONFLICTING or any(_is_whole(a) for _, a in held):
        return ()
    parts: dict[tuple[Slot, str], list[int]] = {}
    for number, assessment in held:
        for slot in assessment.slots:
            where = parts.setdefault((slot.slot, slot.claim_value), [])
            if slot.relation in _SAID and number not in where:
                where.append(number)
    return tuple(Part(slot=slot, claim_value=value, citations=tuple(n)) for (slot, value), n in parts.items())


def borne_out(citation: Citation, assessment: Assessment | None) -> str:
    """Return the parts of the claim that a passage bears out, where it lacks others; else an empty string."""
    if assessment is None or citation.stance is Stance.REFUTES or _is_whole(assessment):
        return ""
    return ", ".join(
        dict.fromkeys(f"{s.slot.value} “{s.claim_value}”" for s in assessment.slots if s.relation in _SAID)
    )


def _is_whole(assessment: Assessment) -> bool:
    return all(s.relation in _SAID for s in assessment.slots)


def describe_decision(finding: Finding) -> str:
    """Return what reached the verdict: the rules, the stance model or both; empty where nothing decided."""
    deciders = dict.fromkeys(a.decided_by for _, _, a in cited(finding) if a)
    return " and by ".join(DECIDER_NAMES[d] for d in sorted(deciders, reverse=True))


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
