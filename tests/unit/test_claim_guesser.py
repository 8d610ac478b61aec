import pytest

from claimcheck.evaluation.baseline import guess_label, learn_claims
from claimcheck.evaluation.datasets import GoldLabel, Pair


def test_labels_that_claims_give_away_are_guessed() -> None:
    rows = [Pair(claim=f"{name} never sang.", evidence="x", label=GoldLabel.REFUTED) for name in ("Ada", "Bo", "Cy")]
    rows += [Pair(claim=f"{name} has sung.", evidence="x", label=GoldLabel.SUPPORTED) for name in ("Di", "Ed", "Fay")]
    guesser = learn_claims(rows)
    assert guess_label("Gus never danced.", guesser) is GoldLabel.REFUTED
    assert guess_label("Gus has danced.", guesser) is GoldLabel.SUPPORTED


def test_the_commoner_label_is_guessed_of_words_never_seen() -> None:
    rows = [Pair(claim="a", evidence="x", label=GoldLabel.NEI)] * 3 + [
        Pair(claim="b", evidence="", label=GoldLabel.REFUTED)
    ]
    assert guess_label("", learn_claims(rows)) is GoldLabel.NEI


def test_nothing_is_learned_of_nothing() -> None:
    with pytest.raises(ValueError, match="no pairs"):
        learn_claims([])
