"""Sentences parted into facts: each by itself, none that the sentence does not bear out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.detection.atomic import read_sentence
from claimcheck.models import Article, Grain
from claimcheck.text.syntax import parse

PIPELINE = Config().language_pipeline


def facts(text: str) -> list[str]:
    return [d.text for d in read_sentence(parse(text, PIPELINE), grain=Grain.FACT).drafts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rey is a Peruvian singer and member of the Liberal Party.",
            ["Rey is Peruvian.", "Rey is a singer.", "Rey is a member of the Liberal Party."],
        ),
        (
            "Rey has a degree in law from Lima University and a doctorate from Cusco College.",
            [
                "Rey has a degree.",
                "Rey has a degree in law.",
                "Rey has a degree from Lima University.",
                "Rey has a doctorate.",
                "Rey has a doctorate from Cusco College.",
            ],
        ),
        (
            "The bank lent money to towns in Peru, Chile, and Bolivia.",
            [
                "The bank lent money.",
                "The bank lent money to towns.",
                "The bank lent money to towns in Peru.",
                "The bank lent money to towns in Chile.",
                "The bank lent money to towns in Bolivia.",
            ],
        ),
        (
            'Rey wrote songs for films such as "Dawn", "Low Tide" and "The Red Door".',
            [
                "Rey wrote songs.",
                "Rey wrote songs for films.",
                'Rey wrote songs for "Dawn".',
                'Rey wrote songs for "Low Tide".',
                'Rey wrote songs for "The Red Door".',
                '"Dawn" is a film.',
                '"Low Tide" is a film.',
                '"The Red Door" is a film.',
            ],
        ),
        (
            "Rey has won several prizes, including the Andes Prize and the Condor Prize.",
            [
                "Rey has won several prizes.",
                "Rey has won the Andes Prize.",
                "Rey has won the Condor Prize.",
                "The Andes Prize is a prize.",
                "The Condor Prize is a prize.",
            ],
        ),
        (
            "Rey is a boxer from Chile who was born in 1997.",
            ["Rey is a boxer.", "Rey is a boxer from Chile.", "Rey was born in 1997."],
        ),
        (
            "Rey lived in Lima until her death in 2013.",
            [
                "Rey lived in Lima.",
                "Rey lived until her death.",
                "Rey lived until her death in 2013.",
                "Rey died.",
                "Rey died in 2013.",
            ],
        ),
        (
            "After leaving the army, Rey worked as a guide and translator.",
            [
                "Rey worked after leaving the army.",
                "Rey left the army.",
                "Rey worked as a guide.",
                "Rey worked as a translator.",
            ],
        ),
        (
            "In addition to his law firm, Rey owned a mill.",
            ["Rey owned a mill.", "Rey owned a mill in addition to his law firm.", "Rey had a law firm."],
        ),
        (
            "Rey served as minister from 1990 to 1994.",
            [
                "Rey served as minister.",
                "Rey served from 1990 to 1994.",
                "Rey served from 1990.",
                "Rey served until 1994.",
                "Rey served as minister from 1990 to 1994.",
                "Rey served as minister from 1990.",
                "Rey served as minister until 1994.",
            ],
        ),
        ("Rey designed and built the bridge.", ["Rey designed the bridge.", "Rey built the bridge."]),
        (
            "Rey became mayor in 1950, succeeding Juan Paz, who had fled.",
            ["Rey became mayor.", "Rey became mayor in 1950.", "Rey succeeded Juan Paz.", "Juan Paz had fled."],
        ),
        (
            "Rey was elected in 1990 and re-elected in 1994.",
            ["Rey was elected.", "Rey was elected in 1990.", "Rey was re-elected.", "Rey was re-elected in 1994."],
        ),
        (
            "Ana Rey, the mayor of Lima, opened the school where Paz had taught.",
            [
                "Ana Rey was the mayor of Lima.",
                "Ana Rey opened the school.",
                "Paz had taught.",
                "Paz had taught in the school.",
            ],
        ),
        (
            "Rey bought the firm Signa, which sells clocks.",
            ["Rey bought the firm.", "Rey bought Signa.", "Signa is the firm.", "Signa sells clocks."],
        ),
    ],
)
def test_a_sentence_is_parted_into_facts(text: str, expected: list[str]) -> None:
    assert sorted(facts(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        # What belongs to one thing of a list is not said of another.
        ("Rey is a singer and member of the Liberal Party.", "Rey is a singer of the Liberal Party."),
        ("Rey has a degree from Lima University and a doctorate.", "Rey has a degree from a doctorate."),
        # An amount may be of all together.
        ("The bank lent $2 billion to Peru and Chile.", "The bank lent $2 billion to Peru."),
        ("The council merged the mill and the bank.", "The council merged the mill."),
        # What less than the whole says is not true.
        ("The text bars states from selling coal and iron.", "The text bars states."),
        ("A ban on exports took effect in June.", "A ban took effect."),
        ("Rey died before finishing the bridge.", "Rey finished the bridge."),
        ("Rey failed to sign the deed.", "Rey signed the deed."),
        ("He read The Globe and Mail in Toronto.", "He read The Globe."),
        ("Rey met Paz in Peru, Chile, and Bolivia.", "Peru is in Chile."),
    ],
)
def test_no_fact_says_what_the_sentence_does_not(text: str, wrong: str) -> None:
    assert wrong not in facts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mill may have closed in 1990 in Lima.",
        "Rey did not approve the report in May or in June.",
        "Rey was the only player from Peru in the team.",
        "Rey hardly left the house in Lima in 1990.",
        "Rey and Paz signed the pact.",
    ],
)
def test_what_is_denied_hedged_or_narrowed_is_one_fact(text: str) -> None:
    assert facts(text) == [text]


def test_others_words_are_not_parted() -> None:
    said = facts("The minister said that the mill closed in 1990 in Lima.")
    assert said == [
        "The minister said that the mill closed in 1990 in Lima.",
        "The mill closed in 1990 in Lima.",
    ]


def test_an_article_is_read_in_facts_with_what_words_stand_for() -> None:
    text = "Ana Rey was born in 1950 in Lima. She left the city in 1970 with Paz."
    found = extract(Article.build(title="A title", text=text), pipeline=PIPELINE, grain=Grain.FACT)
    assert [c.text for c in found.claims] == [
        "Ana Rey was born in 1950.",
        "Ana Rey was born in Lima.",
        "Ana Rey left the city.",
        "Ana Rey left the city in 1970.",
        "Ana Rey left the city with Paz.",
    ]
    for claim in found.claims:
        assert all(text[s.start : s.end] == s.quote for s in claim.spans)


_WORDS = st.sampled_from(
    'Ana Rey , who and was the mayor of Lima born in 1990 a film " Dawn co - founded including such as ( ) '
    "prizes to sign after leaving not by Peru which with ; her death until bought built".split()
)


@settings(deadline=None, max_examples=60)
@given(st.lists(_WORDS, min_size=1, max_size=25))
def test_no_words_break_it_and_none_is_made_up(words: list[str]) -> None:
    text = " ".join(words)
    for draft in read_sentence(parse(text, PIPELINE), grain=Grain.FACT).drafts:
        for start, end in draft.spans:
            assert 0 <= start < end <= len(text)
        supplied = [(a, b) for a, b, _ in draft.inferred]
        own = "".join(" " if any(a <= i < b for a, b in supplied) else c for i, c in enumerate(draft.text))
        assert set(re.findall(r"\w+", own.lower())) <= set(re.findall(r"\w+", text.lower()))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody in Lima supported the plan in 2010.",
        "Rey did nothing in Lima in 2010.",
        "Rey refused to sign the deal in Lima in 2010.",
        "Acme stopped selling cars in Peru in 2010.",
        "Rey lacks a permit to work in Peru.",
        "The law bans guns in schools in Peru.",
        "Rey opposes a tax on sugar.",
        "Acme sold fewer cars in Europe than Bolt in 2010.",
        "Acme sold as many cars in Europe as Bolt in 2010.",
        "Rey wrote or edited the book in Lima in 2010.",
        "Rey won the race, or at least finished second, in 2010.",
        "Rey came close to winning the race in 1990.",
        "The Senate voted 51 to 49 to confirm Rey as judge in 2010.",
        "As Rey said, Paz left Lima in 2010.",
        "Peru described the matter as settled for good, with no terms.",
    ],
)
def test_what_may_be_false_of_less_is_one_fact(text: str) -> None:
    assert facts(text) == [text]


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("Everyone in Lima supported the plan in 2010.", "Everyone supported the plan."),
        ("Most of the doctors in Lima support the plan.", "Most of the doctors support the plan."),
        ("Rey visited every town in Peru in 2010.", "Rey visited every town."),
        ("Rey won all races in Peru in 2010.", "Rey won all races."),
    ],
)
def test_all_of_some_are_not_all(text: str, false: str) -> None:
    assert false not in facts(text)
    assert len(facts(text)) > 1 or "2010" not in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme sold more than 300 cars in 2010.", "Acme sold more than 300 cars."),
        ("The Senate rejected the bill in May 2018.", "The Senate rejected the bill."),
        ("Rey lost the race after the law banned cars in Lima.", "Rey lost the race."),
    ],
)
def test_words_of_measure_and_denial_elsewhere_part_as_ever(text: str, expected: str) -> None:
    assert expected in facts(text)


def test_then_is_said_of_the_office_and_not_of_the_deed() -> None:
    found = facts("Ana Rey, then foreign minister, met Paz in Lima.")
    assert "Ana Rey was then foreign minister." in found
    assert "Ana Rey met Paz in Lima." in found


def test_what_stands_behind_a_comma_is_no_second_object() -> None:
    found = facts("In May Peru promised a full survey of the Japanese on its soil, victims of abduction among them.")
    assert not any("Japanese victims" in fact for fact in found)


def test_who_is_to_do_what_is_asked_stays_with_it() -> None:
    found = facts(
        "The ministers undertook to keep pressing Peru, alongside other countries, to give up its coal mines."
    )
    assert found
    assert all("give up" not in fact or "pressing Peru" in fact for fact in found)
    assert not any(fact.count("alongside") > 1 for fact in found)


@pytest.mark.parametrize(
    "text", ["“We will close the port,” Ana Rey said on Monday.", "“We lost,” Rey told the press."]
)
@pytest.mark.parametrize("grain", list(Grain))
def test_that_somebody_spoke_is_no_claim_beside_what_was_said(text: str, grain: Grain) -> None:
    article = Article.build(title="T", text=text, published="2017-08-25")
    assert [c.text for c in extract(article, pipeline=PIPELINE, grain=grain).claims] == [text]
