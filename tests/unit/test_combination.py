from dataclasses import replace

import pytest

from claimcheck.models import Assessment, Decider, ModelScore, Reason, Relation, Slot, SlotComparison, Stance
from claimcheck.verification.combination import combine, rules_key
from claimcheck.verification.stance_model import Bar, load_model

BAR = Bar(supports=0.8, refutes=0.8)
SUPPORTING = ModelScore(model="m@1", supports=0.9, refutes=0.05, neutral=0.05)
REFUTING = ModelScore(model="m@1", supports=0.05, refutes=0.9, neutral=0.05)
UNSURE = ModelScore(model="m@1", supports=0.79, refutes=0.11, neutral=0.1)


def row(slot: Slot, relation: Relation) -> SlotComparison:
    return SlotComparison(slot=slot, relation=relation, claim_value="x")


def assessment(*rows: SlotComparison, stance: Stance = Stance.NEUTRAL) -> Assessment:
    return Assessment(passage_id="p", stance=stance, reasons=(Reason.OFF_TOPIC,), slots=rows, coverage=0.5)


def test_the_model_settles_what_the_slots_leave_open() -> None:
    open_one = assessment(row(Slot.TERM, Relation.MISSING), row(Slot.NAME, Relation.EQUAL))
    supported = combine(open_one, SUPPORTING, BAR)
    assert (supported.stance, supported.reasons, supported.decided_by) == (
        Stance.SUPPORTS,
        (Reason.ENTAILED,),
        Decider.MODEL,
    )
    refuted = combine(open_one, REFUTING, BAR)
    assert (refuted.stance, refuted.reasons, refuted.decided_by) == (
        Stance.REFUTES,
        (Reason.CONTRADICTED,),
        Decider.MODEL,
    )
    assert combine(open_one, UNSURE, BAR).stance is Stance.NEUTRAL


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.REFUTES])
@pytest.mark.parametrize("score", [SUPPORTING, REFUTING])
def test_the_model_never_overrules_the_slots(stance: Stance, score: ModelScore) -> None:
    decided = combine(assessment(stance=stance), score, BAR)
    assert (decided.stance, decided.decided_by, decided.score) == (stance, Decider.RULES, score)


@pytest.mark.parametrize("slot", list(Slot))
def test_nothing_is_supported_that_a_slot_speaks_against(slot: Slot) -> None:
    assert combine(assessment(row(slot, Relation.CONFLICT)), SUPPORTING, BAR).stance is Stance.NEUTRAL


@pytest.mark.parametrize("slot", [Slot.QUANTITY, Slot.DATE, Slot.NAME, Slot.QUOTATION, Slot.POLARITY, Slot.MODALITY])
def test_nothing_is_supported_that_lacks_what_the_claim_owes(slot: Slot) -> None:
    assert combine(assessment(row(slot, Relation.MISSING)), SUPPORTING, BAR).stance is Stance.NEUTRAL


def test_a_quotation_that_is_not_there_is_not_refuted_by_the_model() -> None:
    assert combine(assessment(row(Slot.QUOTATION, Relation.MISSING)), REFUTING, BAR).stance is Stance.NEUTRAL


def test_what_was_judged_at_another_bar_is_not_looked_up() -> None:
    model = load_model("shipped")
    assert model is not None
    assert rules_key(model) != rules_key(replace(model, retrieved=BAR))
    assert rules_key(model) != rules_key(None)


def test_another_name_is_not_refuted_by_the_model() -> None:
    assert combine(assessment(row(Slot.NAME, Relation.MISSING)), REFUTING, BAR).stance is Stance.NEUTRAL


def test_a_passage_that_stands_alone_may_leave_the_name_out() -> None:
    unnamed = assessment(row(Slot.NAME, Relation.MISSING))
    assert combine(unnamed, SUPPORTING, BAR, bare=True).stance is Stance.SUPPORTS
    assert combine(unnamed, REFUTING, BAR, bare=True).stance is Stance.REFUTES
