"""What a verdict's records refuse to say."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.models import Assessment, Confidence, Decider, Label, ModelScore, Stance, Verdict

SHARES = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda p: (p[0], (1 - p[0]) * p[1], (1 - p[0]) * (1 - p[1])))


@given(SHARES)
def test_a_score_is_three_probabilities_of_a_named_model(shares):
    supports, refutes, neutral = shares
    score = ModelScore(model="stance 1", supports=supports, refutes=refutes, neutral=neutral)
    with pytest.raises(ValueError, match="no probabilities"):
        dataclasses.replace(score, model="")
    with pytest.raises(ValueError, match="no probabilities"):
        dataclasses.replace(score, neutral=neutral + 0.1)


@pytest.mark.parametrize("shares", [(1.5, -0.5, 0.0), (float("nan"), 0.5, 0.5), (0.2, 0.2, 0.2)])
def test_what_does_not_add_up_is_no_score(shares):
    with pytest.raises(ValueError, match="no probabilities"):
        ModelScore(model="stance 1", supports=shares[0], refutes=shares[1], neutral=shares[2])


def test_a_confidence_says_what_it_was_calibrated_on():
    with pytest.raises(ValueError, match="calibrated on"):
        Confidence(value=0.9, calibrated_on=" ")
    for value in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match=r"outside \[0, 1\]"):
            Confidence(value=value, calibrated_on="300 pairs")


def test_a_stance_by_the_model_has_the_score_it_is_from():
    with pytest.raises(ValueError, match="needs its score"):
        Assessment(passage_id="p", stance=Stance.NEUTRAL, reasons=(), slots=(), coverage=0.0, decided_by=Decider.MODEL)


def test_what_passages_say_together_is_said_of_the_cited_ones():
    said = Assessment(passage_id="p", stance=Stance.SUPPORTS, reasons=(), slots=(), coverage=1.0)
    with pytest.raises(ValueError, match="of the cited ones"):
        Verdict(claim_id="c", label=Label.NOT_ENOUGH_EVIDENCE, citations=(), reasons=(), explanation="", together=said)
