from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection.atomic import read_sentence
from claimcheck.detection.hard_facts import has_hard_fact
from claimcheck.detection.worth import score_worth
from claimcheck.text.syntax import parse

PIPELINE = Config().language_pipeline


@pytest.mark.parametrize(
    ("text", "kind", "cue"),
    [
        ("Russia has vetoed resolutions on Syria in the past.", "checkable", "vetoed"),
        ("The two countries normalized relations in 1965.", "checkable", "1965"),
        ("Peru has no army.", "checkable", "has"),
        ("Vaccines cause autism.", "checkable", "cause"),
        ("China is the largest trading partner of Brazil.", "checkable", "is"),
        ("The minister said that the talks will fail.", "reported", "said"),
        ("He had to resign in 2014.", "checkable", "2014"),
        ("The virus may have infected 20,000 people.", "checkable", "20,000"),
        ("She would later win the prize.", "checkable", "win"),
        ("Members do not have to pay the fee.", "checkable", "have"),
        ("Members never have to pay the fee.", "checkable", "have"),
        ("An estimated 40 million players vied for spots in the cup.", "checkable", ""),
        ("Under the treaty, states must destroy all mines within ten years.", "checkable", "ten"),
        ("Engineers designed and built the gates in 2003.", "checkable", "2003"),
        ("Peru’s relations with Chile also present a challenge for Lima.", "opinion", "challenge"),
        ("Lima’s ties with Quito remain the biggest obstacle.", "opinion", "biggest obstacle"),
        ("Peru has little leverage of its own.", "opinion", "little leverage"),
        ("Lima has few tools to deal with the crisis.", "opinion", "few tools"),
        ("Peru has a tough balancing act to maintain.", "opinion", "balancing act"),
        ("There is little question that crime is a threat.", "opinion", "little question"),
        ("This shows how little has changed.", "opinion", "This shows"),
        ("It is clearly the best deal available.", "opinion", "best deal"),
        ("I think that the plan works.", "opinion", "I think"),
        ("Obviously, the plan works.", "opinion", "Obviously"),
        ("Even if Chile agrees, such an atmosphere will limit trade.", "forecast", "will limit"),
        ("Inflation is likely to fall.", "forecast", "is likely to fall"),
        ("Inflation is going to fall.", "forecast", "is going to fall"),
        ("There appears to be no prospect of a deal.", "forecast", "prospect"),
        ("An attack would be a source of tension.", "forecast", "would be"),
        ("Prices could fall.", "forecast", "could fall"),
        ("Lima should encourage talks.", "advice", "should encourage"),
        ("Peru must publish the data.", "advice", "must publish"),
        ("Lima has to make sure that the talks go on.", "advice", "has to make"),
        ("Peru needs to act.", "advice", "needs to act"),
        ("Peru, for its part, ought to say what it wants.", "advice", "ought to say"),
        ("It is important to act.", "advice", "is important to act"),
        ("Will it work?", "question", "?"),
        ("Read the text before you judge it.", "instruction", "Read"),
        ("Don't panic.", "instruction", "panic"),
        ("A disgrace.", "fragment", ""),
        ("Peru’s Chile Problem", "fragment", ""),
        ("Why it matters", "fragment", ""),
    ],
)
def test_what_a_sentence_is(text: str, kind: str, cue: str) -> None:
    reading = read_sentence(parse(text, PIPELINE))
    assert (reading.judgement.checkability.value, reading.judgement.cue) == (kind, cue)
    assert reading.judgement.reason
    assert bool(reading.drafts) == (kind in {"checkable", "reported"})


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Iran has enriched uranium to 60% and could build a bomb.", ["Iran has enriched uranium to 60%."]),
        ("As the war ended in 1945, Korea should have been free.", ["The war ended in 1945."]),
        ("Sales rose by a third in 2012, but the outlook is bleak.", ["Sales rose by a third in 2012."]),
    ],
)
def test_of_a_mixed_sentence_only_the_fact_is_a_claim(text: str, claims: list[str]) -> None:
    assert [d.text for d in read_sentence(parse(text, PIPELINE)).drafts] == claims


def worth(text: str) -> float:
    found = parse(text, PIPELINE)
    return score_worth(found, range(len(found.words)))


def test_worth_grows_with_what_can_be_looked_up() -> None:
    order = [
        "It went on.",
        "It went on in Peru.",
        "Congress passed it in Peru.",
        "Congress passed the first such law in Peru in 1998, by 52 votes to 48.",
    ]
    scores = [worth(t) for t in order]
    assert scores == sorted(set(scores))
    assert scores[0] == 0.07  # something happened
    assert scores[-1] <= 1.0


def test_a_number_that_counts_nothing_adds_nothing() -> None:
    assert worth("The two sides met.") == worth("The sides met.")
    found = parse("They held a two-plus-two meeting.", PIPELINE)
    assert not has_hard_fact(found, range(len(found.words)))
    assert worth("They held two meetings.") > worth("They held meetings.")
