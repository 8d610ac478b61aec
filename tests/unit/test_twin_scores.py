"""Rates of the mutation suite, counted by hand."""

from claimcheck.evaluation.mutations import Edit, Mutation, Twin
from claimcheck.evaluation.tables import list_failures, tabulate_scores
from claimcheck.evaluation.twin_scores import Trial, score_trials
from claimcheck.models import Assessment, Label, Reason, Relation, Slot, SlotComparison, Stance

CLAIM = "Peru sold 27 ships."
SLOT = SlotComparison(slot=Slot.QUANTITY, relation=Relation.MISSING, claim_value="37")
NEUTRAL = Assessment(passage_id="p", stance=Stance.NEUTRAL, reasons=(Reason.SCOPE,), slots=(SLOT,), coverage=0.5)
YES, NO, OPEN = Label.SUPPORTED, Label.REFUTED, Label.NOT_ENOUGH_EVIDENCE


def make_trial(mutation, original, label):
    twin = Twin.of(CLAIM, mutation, [Edit(10, 12, "37")])
    return Trial(
        twin=twin,
        original=CLAIM,
        original_label=original,
        label=label,
        passages=("Twenty-seven.",),
        assessments=(NEUTRAL,),
    )


TRIALS = [
    make_trial(Mutation.NUMBER_DIGIT, YES, YES),
    make_trial(Mutation.NUMBER_DIGIT, YES, NO),
    make_trial(Mutation.NUMBER_DIGIT, OPEN, OPEN),
    make_trial(Mutation.NUMBER_DIGIT, YES, Label.PARTIALLY_SUPPORTED),
    make_trial(Mutation.ROUNDING, YES, YES),
    make_trial(Mutation.ROUNDING, YES, NO),
    make_trial(Mutation.ROUNDING, OPEN, NO),
]


def test_rates_are_counted_of_what_they_are_owed():
    scores = score_trials([YES, OPEN, NO, YES], TRIALS)
    assert scores["originals"] == 4
    assert scores["originals_supported_rate"] == 0.5
    assert scores["originals_refuted"] == 1
    digit = scores["false_twins"]["number-digit"]
    assert (digit["n"], digit["supported"], digit["support_rate"]) == (4, 1, 0.25)
    assert (digit["of_supported_n"], digit["of_supported_rate"]) == (3, 1 / 3)
    assert (digit["refuted"], digit["undecided"]) == (1, 2)
    rounding = scores["true_twins"]["rounding"]
    assert (rounding["n"], rounding["of_supported_n"], rounding["kept"], rounding["kept_rate"]) == (3, 2, 1, 0.5)
    assert scores["true_refuted"] == 2
    assert scores["false_support_rate"] == 0.25


def test_without_twins_there_are_no_rates():
    scores = score_trials([], [])
    assert scores["false_support_rate"] is scores["true_kept_rate"] is scores["originals_supported_rate"] is None
    assert scores["false_twins"] == scores["true_twins"] == {}


def test_the_table_and_the_list_show_what_fails():
    rows = dict(tabulate_scores(score_trials([YES], TRIALS)))
    assert rows["false twins, number-digit"].startswith("0.2500 supported (1 of 4;")
    assert rows["true twins, rounding"].startswith("0.5000 kept (1 of 2;")
    lines = list(list_failures(TRIALS))
    assert [line for line in lines if line.startswith("[")] == [
        "[number-digit, false] supported: Peru sold 37 ships.",
        "[rounding, true] refuted: Peru sold 37 ships.",
    ]
    assert "    changed: '27' -> '37'" in lines
    assert any("quantity missing: 37" in line for line in lines)
