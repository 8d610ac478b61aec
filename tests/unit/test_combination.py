from collections.abc import Callable
from dataclasses import replace

import pytest

from claimcheck.config import Config
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Assessment, Context, Decider, ModelScore, Reason, Relation, Slot, SlotComparison, Stance
from claimcheck.verification import Language, place, read_all
from claimcheck.verification.combination import combine, find_owed, rules_key
from claimcheck.verification.stance import assess_closely
from claimcheck.verification.stance_model import Bar, load_model

NOTHING: frozenset[Slot] = frozenset()
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
    supported = combine(open_one, SUPPORTING, BAR, owed=NOTHING)
    assert (supported.stance, supported.reasons, supported.decided_by) == (
        Stance.SUPPORTS,
        (Reason.ENTAILED,),
        Decider.MODEL,
    )
    refuted = combine(open_one, REFUTING, BAR, owed=NOTHING)
    assert (refuted.stance, refuted.reasons, refuted.decided_by) == (
        Stance.REFUTES,
        (Reason.CONTRADICTED,),
        Decider.MODEL,
    )
    assert combine(open_one, UNSURE, BAR, owed=NOTHING).stance is Stance.NEUTRAL


@pytest.mark.parametrize("stance", [Stance.SUPPORTS, Stance.REFUTES])
@pytest.mark.parametrize("score", [SUPPORTING, REFUTING])
def test_the_model_never_overrules_the_slots(stance: Stance, score: ModelScore) -> None:
    decided = combine(assessment(stance=stance), score, BAR, owed=NOTHING)
    assert (decided.stance, decided.decided_by, decided.score) == (stance, Decider.RULES, score)


@pytest.mark.parametrize("slot", list(Slot))
def test_nothing_is_supported_that_a_slot_speaks_against(slot: Slot) -> None:
    assert combine(assessment(row(slot, Relation.CONFLICT)), SUPPORTING, BAR, owed=NOTHING).stance is Stance.NEUTRAL


@pytest.mark.parametrize("slot", [Slot.QUANTITY, Slot.DATE, Slot.NAME, Slot.QUOTATION, Slot.POLARITY, Slot.MODALITY])
def test_nothing_is_supported_that_lacks_what_the_claim_owes(slot: Slot) -> None:
    lacking = assessment(row(slot, Relation.MISSING))
    assert combine(lacking, SUPPORTING, BAR, owed=frozenset((slot,))).stance is Stance.NEUTRAL


def test_a_quotation_that_is_not_there_is_not_refuted_by_the_model() -> None:
    lacking = assessment(row(Slot.QUOTATION, Relation.MISSING))
    assert combine(lacking, REFUTING, BAR, owed=frozenset((Slot.QUOTATION,))).stance is Stance.NEUTRAL


def test_what_was_judged_at_another_bar_is_not_looked_up() -> None:
    model = load_model("shipped")
    assert model is not None
    assert rules_key(model) != rules_key(replace(model, retrieved=BAR))
    assert rules_key(model) != rules_key(None)


def test_another_name_is_not_refuted_by_the_model() -> None:
    lacking = assessment(row(Slot.NAME, Relation.MISSING))
    assert combine(lacking, REFUTING, BAR, owed=frozenset((Slot.NAME,))).stance is Stance.NEUTRAL


@pytest.fixture(scope="module")
def owed() -> Callable[[str, str], frozenset[Slot]]:
    config = Config()
    language = Language(config.language_pipeline, load_names(config))

    def find(claim: str, passage: str) -> frozenset[Slot]:
        read = read_all([claim, passage], language)
        source = place(read[passage], Context(), {})
        return find_owed(assess_closely(read[claim], source, passage_id="p")[1], source)

    return find


@pytest.mark.parametrize(
    ("claim", "passage", "slots"),
    [
        # What is vague in the claim, or weaker than in the source, is for the model to weigh.
        ("Many ships left Oslo.", "Forty ships sailed from Oslo in a single week.", set()),
        ("The valve may leak at night.", "The valve leaks at night.", set()),
        ("At least one ship left Oslo.", "The ship sailed from Oslo on Monday.", set()),
        ("The road closed because of the flood.", "The road closed as the flood rose.", set()),
        # What the source says more weakly, or of fewer, is not.
        ("The valve leaks at night.", "The valve may leak at night.", {Slot.MODALITY}),
        ("All ships left Oslo.", "Forty ships sailed from Oslo in a single week.", {Slot.QUANTIFIER}),
        ("The road closed before the flood.", "The road closed as the flood rose.", {Slot.QUANTIFIER}),
        ("Forty ships left Oslo.", "The ships sailed from Oslo on Monday.", {Slot.QUANTITY}),
        ("Peru sued the union.", "Chile sued the union in a court of Peru.", {Slot.ROLE}),
    ],
)
def test_what_a_passage_plainly_lacks_is_owed(
    owed: Callable[[str, str], frozenset[Slot]], claim: str, passage: str, slots: set[Slot]
) -> None:
    assert owed(claim, passage) == slots


def test_a_passage_that_stands_alone_may_leave_the_name_out(owed: Callable[[str, str], frozenset[Slot]]) -> None:
    assert Slot.NAME not in owed("Moby Grape sold ten million records.", "It sold ten million records.")
    assert Slot.NAME in owed("Moby Grape sold ten million records.", "Blue Cheer sold ten million records.")


def test_nothing_is_supported_that_the_model_half_finds_refuted() -> None:
    doubted = ModelScore(model="m@1", supports=0.55, refutes=0.4, neutral=0.05)
    bar = Bar(supports=0.5, refutes=0.8, doubt=0.25)
    assert combine(assessment(), doubted, bar, owed=NOTHING).stance is Stance.NEUTRAL
    assert combine(assessment(), doubted, replace(bar, doubt=1.0), owed=NOTHING).stance is Stance.SUPPORTS
