"""A report is a claim on who said it; what they said is a claim of its own where it can stand alone."""

from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.detection.atomic import read_sentence
from claimcheck.models import Article
from claimcheck.text.syntax import parse

PIPELINE = Config().language_pipeline


def contents(text: str) -> list[tuple[str, str]]:
    return [(d.text, d.attributed_to) for d in read_sentence(parse(text, PIPELINE)).drafts if d.kind == "content"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The minister said that Peru left the bank in 2012.", [("Peru left the bank in 2012.", "the minister")]),
        ("The minister said in May 2010 that taxes rose by 5%.", [("Taxes rose by 5%.", "the minister")]),
        ("Peru left the bank in 2012, the minister said.", [("Peru left the bank in 2012.", "the minister")]),
        ("According to the bank, Peru left in 2012.", [("Peru left in 2012.", "the bank")]),
        ("Peru left in 2012, according to the bank’s report.", [("Peru left in 2012.", "the bank’s report")]),
        ("Reuters reported on Monday that Peru had left the bank.", [("Peru had left the bank.", "Reuters")]),
        (
            "The mayor told the paper that 40 people had died in Lima.",
            [("40 people had died in Lima.", "the mayor")],
        ),
        (
            "The minister said Peru left the bank in 2012 and that Chile signed the pact.",
            [("Peru left the bank in 2012.", "the minister"), ("Chile signed the pact.", "the minister")],
        ),
        (
            "According to the ministry, 300 people died and 20 houses fell.",
            [("300 people died and 20 houses fell.", "the ministry")],
        ),
    ],
)
def test_what_was_said_is_a_claim_of_its_own(text: str, expected: list[tuple[str, str]]) -> None:
    drafts = read_sentence(parse(text, PIPELINE)).drafts
    assert contents(text) == expected
    assert drafts[0].text == text, "the report comes first"
    assert drafts[0].kind == "reported"


@pytest.mark.parametrize(
    "text",
    [
        "The minister denied that Peru left the bank in 2012.",
        "The minister did not say that Peru left the bank in 2012.",
        "The minister promised that Peru would leave the bank.",
        "The minister may say that Peru left the bank in 2012.",
        "Critics say that the talks in Lima will fail.",
        "Critics say that the talks in Lima were a mistake.",
        "He said that he left Peru in 2012.",
        "We said that Peru left the bank in 2012.",
        "According to the auditor, Priya Nair, the bank left Peru in 2012.",
        "The minister said that the sanctions were “unfair to Peru”.",
        "The minister said the talks in Lima failed and blamed Chile.",
        "The minister said that it had rained.",
        "It was announced that Peru had left the bank in 2012.",
        "The work went according to plan in Lima.",
    ],
)
def test_what_cannot_stand_alone_stays_with_the_report(text: str) -> None:
    assert contents(text) == []


def test_a_claim_knows_whose_words_it_is_and_keeps_its_span() -> None:
    text = "The minister said that Peru left the bank in 2012."
    report, content = extract(Article.build(title="T", text=text), pipeline=PIPELINE).claims
    assert (report.attributed_to, content.attributed_to) == ("", "the minister")
    assert content.anchor is not None
    assert text[content.anchor.start : content.anchor.end] == "Peru left the bank in 2012."
    assert report.sentence_id == content.sentence_id
