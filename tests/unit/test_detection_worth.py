"""Check-worthiness is the sum of parts that can be shown."""

from __future__ import annotations

import math

import pytest
from report_samples import small_report

from claimcheck.config import Config
from claimcheck.detection.lexicon import words
from claimcheck.detection.worth import SHARES, WORTHY, score_worth, weigh_worth
from claimcheck.models import Claim, WorthPart
from claimcheck.reporting.worth import Order, order_claims
from claimcheck.text.syntax import parse

PIPELINE = Config().language_pipeline


def parts(text: str) -> dict[str, str]:
    found = parse(text, PIPELINE)
    return {p.name: p.cue for p in weigh_worth(found, range(len(found.words)))}


@pytest.mark.parametrize(
    ("text", "name", "cue"),
    [
        ("The bus carried 40 pupils.", "figure", "40"),
        ("The bus cost $3 million.", "money or share", "$"),
        ("The driver was convicted of fraud.", "accusation", "convicted"),
        ("The drug was given to patients.", "health and safety", "drug"),
        ("The factory sacked its workers.", "money and work", "factory"),
        ("The court sat on it.", "law and government", "court"),
        ("Fares have doubled.", "change or comparison", "doubled"),
        ("It is cheaper by bus.", "change or comparison", "cheaper"),
        ("The line is the oldest in town.", "superlative or absolute", "oldest"),
        ("The bus never came.", "superlative or absolute", "never"),
        ("The line ends in Lima.", "name", "Lima"),
        ("The line links Lima with Cusco.", "another name", "Cusco"),
        ("The bus left.", "event of others", "left"),
        ("The line opened in May 1998.", "date", "May"),
    ],
)
def test_each_part_is_shown_by_a_word(text: str, name: str, cue: str) -> None:
    assert parts(text)[name] == cue


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The two sides met.", "figure"),
        ("The line opened in 1998.", "figure"),
        ("I left the bus.", "event of others"),
        ("Barack Obama came.", "another name"),
        ("The bus left, according to the driver.", "law and government"),
        ("The bus goes on.", "event"),
    ],
)
def test_what_shows_no_part(text: str, name: str) -> None:
    assert name not in parts(text)


def test_the_shares_are_a_whole_and_the_threshold_takes_more_than_a_name() -> None:
    assert math.isclose(math.fsum(SHARES.values()), 1.0)
    assert SHARES["name"] + SHARES["another name"] < WORTHY


def test_the_score_is_the_sum_of_the_parts_of_the_words_that_count() -> None:
    found = parse("Peru paid 40 million dollars to Chile in 1998.", PIPELINE)
    everything = range(len(found.words))
    assert score_worth(found, everything) == round(math.fsum(p.share for p in weigh_worth(found, everything)), 2)
    assert score_worth(found, [0]) == SHARES["name"]
    assert score_worth(found, []) == 0


def test_a_claims_worth_is_the_sum_of_its_parts() -> None:
    share = (WorthPart(name="figure", share=0.2, cue="40"),)
    assert Claim(id="c", article_id="a", ordinal=1, text="40.", worth=0.2, worth_parts=share).worth == 0.2
    with pytest.raises(ValueError, match="sum of its parts"):
        Claim(id="c", article_id="a", ordinal=1, text="40.", worth=0.3, worth_parts=share)


def test_reports_can_put_the_most_worth_checking_first() -> None:
    report = small_report()
    worths = [f.claim.worth for f in order_claims(report, Order.WORTH).articles[0].findings]
    assert worths == sorted(worths, reverse=True)
    reverse = order_claims(order_claims(report, Order.WORTH), Order.ARTICLE)
    assert {f.claim.id for f in reverse.articles[0].findings} == {f.claim.id for f in report.articles[0].findings}
    assert order_claims(report, Order.ARTICLE) == report


def test_the_words_of_the_parts_are_lemmas() -> None:
    for group in ("accusation_words", "health_words", "money_words", "law_words", "change_words"):
        assert all(w == w.lower() and " " not in w for w in words(group)), group
