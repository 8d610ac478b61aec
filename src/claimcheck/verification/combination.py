"""Slots first, then the model: what the compared slots leave open, the stance model may settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck.models import Assessment, Decider, ModelScore, Reason, Relation, Slot, Stance
from claimcheck.verification.alignment import Source, leans_back
from claimcheck.verification.stance import RULES_VERSION, assess_closely
from claimcheck.verification.stance_model import Bar, StanceModel, score_pairs
from claimcheck.verification.statements import Statement

# Changed whenever what is asked of the model, or what its answer may do, changes.
COMBINATION_VERSION = "combination-3"

# A slot that the claim has must not be lacking in the passage before any model may say that the passage supports it.
_OWED = frozenset(
    (Slot.QUOTATION, Slot.QUANTITY, Slot.DATE, Slot.NAME, Slot.ROLE, Slot.POLARITY, Slot.MODALITY, Slot.QUANTIFIER)
)
# What speaks of nothing the claim speaks of is not worth the model's time.
_ASKED_COVERAGE = 0.2
# Sentences before a passage that the model reads with it where it leans on them.
_PRECEDING = 2


@dataclass(frozen=True, slots=True)
class Pairing:
    """A claim beside a passage in its context, both read; `passage_id` is written into the assessment."""

    claim: Statement
    source: Source
    passage_id: str


def assess_all(pairings: Sequence[Pairing], model: StanceModel | None, *, retrieved: bool) -> list[Assessment]:
    """Assess pairs by their slots, and by the model where these leave the stance open.

    Args:
        pairings: The pairs.
        model: The stance model; without one, slots alone decide.
        retrieved: Whether a search brought the passages back, or they were
            given with the claims.
    """
    read = [assess_closely(p.claim, p.source, passage_id=p.passage_id) for p in pairings]
    found = [assessment for assessment, _ in read]
    if model is None:
        return found
    asked = [i for i, a in enumerate(found) if a.coverage >= _ASKED_COVERAGE or a.stance is not Stance.NEUTRAL]
    bar = model.retrieved if retrieved else model.given
    texts = [(pairings[i].claim.text, read_aloud(pairings[i].source)) for i in asked]
    for index, score in zip(asked, score_pairs(model, texts, bar=bar), strict=True):
        owed = find_owed(read[index][1], pairings[index].source)
        found[index] = combine(found[index], score, bar, owed=owed)
    return found


def read_aloud(source: Source) -> str:
    """Return what the model reads of a passage: its words, after those before it that it leans on."""
    before = [s.text for s in source.preceding[-_PRECEDING:]]
    return " ".join((*before, source.passage.text))


def find_owed(lacking: frozenset[Slot], source: Source) -> frozenset[Slot]:
    """Return the lacking slots that keep a model from saying that a passage supports a claim.

    A name may be missing where the passage speaks of something named
    elsewhere, and nothing says where: "It sold ten million copies".
    """
    bare = not source.context and leans_back(source.passage)
    return (lacking & _OWED) - ({Slot.NAME} if bare else frozenset())


def combine(assessment: Assessment, score: ModelScore, bar: Bar, *, owed: frozenset[Slot]) -> Assessment:
    """Lay a model's score beside an assessment, and let it settle what the slots left open.

    The model never overrules a slot: it decides nothing where the slots did,
    supports nothing that a slot speaks against, or that lacks a number, a date,
    a name or a quotation of the claim, and refutes only what speaks of the same
    names, and no quotation that is not there.

    Args:
        assessment: What the slots say.
        score: The model's score of the same pair.
        bar: What the score has to pass.
        owed: What the passage lacks (`find_owed`).
    """
    scored = replace(assessment, score=score)
    if assessment.stance is not Stance.NEUTRAL or assessment.coverage < bar.coverage:
        return scored
    conflicts = {s.slot for s in assessment.slots if s.relation is Relation.CONFLICT}
    if not conflicts and not owed and bar.is_support(score):
        return replace(scored, stance=Stance.SUPPORTS, reasons=(Reason.ENTAILED,), decided_by=Decider.MODEL)
    if not {Slot.NAME, Slot.QUOTATION} & (owed | conflicts) and score.refutes >= bar.refutes:
        return replace(scored, stance=Stance.REFUTES, reasons=(Reason.CONTRADICTED,), decided_by=Decider.MODEL)
    return scored


def describe_rules(model: StanceModel | None) -> str:
    """Return the versions of the rules and the name of the model, for people to read."""
    return "|".join((RULES_VERSION, COMBINATION_VERSION, model.name if model else "no model"))


def rules_key(model: StanceModel | None) -> str:
    """Return all that an assessment depends on besides its texts: a model's bars may change while its file does not."""
    bars = f"{model.temperature} {model.given} {model.retrieved}" if model else ""
    return f"{describe_rules(model)}|{bars}"
