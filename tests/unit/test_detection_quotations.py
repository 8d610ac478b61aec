"""Whose words an article quotes, and what claims that makes."""

from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.models import Article

PIPELINE = Config().language_pipeline


def detect(text: str) -> Extraction:
    return extract(Article.build(title="A title", text=text), pipeline=PIPELINE)


def quotations(text: str) -> list[str]:
    return [c.text for c in detect(text).claims if c.kind == "quotation"]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        pytest.param(
            "“We saw no such winter,” Ruth Amsel told reporters. “Nobody should panic. It will rain.”",
            [
                "“We saw no such winter,” Ruth Amsel told reporters.",
                "Ruth Amsel said: “Nobody should panic.”",
                "Ruth Amsel said: “It will rain.”",
            ],
            id="it goes on behind the speaker",
        ),
        pytest.param(
            "“The pumps cost £12 million. They failed in April. Nobody was told,” Pike said on Monday.",
            [
                "Pike said: “The pumps cost £12 million.”",
                "Pike said: “They failed in April.”",
                "“Nobody was told,” Pike said on Monday.",
            ],
            id="the speaker comes last",
        ),
        pytest.param(
            "Ruth Amsel told the council:\n\n“Nobody should panic.\n\n“Everyone should save water.”",
            [
                "Ruth Amsel said: “Nobody should panic.”",
                "Ruth Amsel said: “Everyone should save water.”",
            ],
            id="over two paragraphs, led in by a third",
        ),
        pytest.param(
            "“Nobody should panic.\n\n“Everyone should save water,” Ruth Amsel said.",
            ["Ruth Amsel said: “Nobody should panic.”", "“Everyone should save water,” Ruth Amsel said."],
            id="only the later paragraph names the speaker",
        ),
        pytest.param(
            'Owen Pike was angry. "The board failed."\n\nHe added: "We must act now. We will sue."',
            [
                "Owen Pike said: “The board failed.”",
                "Owen Pike added: “We must act now.”",
                "Owen Pike said: “We will sue.”",
            ],
            id="the sentence before is about one person, and he stays the same",
        ),
        pytest.param(
            "The statement reads:\n\n> The board regrets the error.\n> It paid £2 million.",
            ["The statement said: “The board regrets the error.”", "The statement said: “It paid £2 million.”"],
            id="set apart",
        ),
        pytest.param("Pike called it ‘a new threat’.", ["Pike called it “a new threat”."], id="a part, single marks"),
        pytest.param("“Where is it?” Pike asked.", ["“Where is it?” Pike asked."], id="a question of somebody's"),
        pytest.param(
            "“We will never sell,” he said.", ["“We will never sell,” he said."], id="a forecast of somebody's"
        ),
        pytest.param(
            "The debate ended in 2012.\n\n“It was over long before.”", ["“It was over long before.”"], id="nobody's"
        ),
        pytest.param(
            "Ruth Amsel rejected what Owen Pike called “a lie”. “We paid in full.”",
            ["Ruth Amsel rejected what Owen Pike called “a lie”.", "“We paid in full.”"],
            id="not of whom the sentence before only quotes",
        ),
        pytest.param(
            "Owen Pike died in 2012. “Nobody sold more pumps than Owen Pike.”",
            ["“Nobody sold more pumps than Owen Pike.”"],
            id="not of whom the sentence before only tells of",
        ),
        pytest.param(
            "“The board,” said Ruth Amsel, a lawyer for the town, “has published nothing. It must do so by June.”",
            [
                "“The board,” said Ruth Amsel, a lawyer for the town, “has published nothing.”",
                "Ruth Amsel said: “It must do so by June.”",
            ],
            id="cut in two by its speaker",
        ),
        pytest.param("Did Pike say “never again”?", [], id="a question of the article's"),
        pytest.param("“Nobody’s Water”", [], id="a title"),
    ],
)
def test_quotations_and_their_speakers(text: str, claims: list[str]) -> None:
    assert quotations(text) == claims


def test_a_pronoun_stays_where_somebody_else_was_named() -> None:
    text = "Owen Pike said: “Never.” Carl Berg left. He added: “We will sue. We must.”"
    assert quotations(text)[-1] == "He said: “We must.”"


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        pytest.param(
            "Pike was angry:\n\n> The board failed.\n> It paid £2 million.",
            ["Dana Pike said: “The board failed.”", "Dana Pike said: “It paid £2 million.”"],
            id="set apart",
        ),
        pytest.param(
            "“The dam broke in April.\n\n“Nobody was hurt in 1990,” Pike said.",
            ["Dana Pike said: “The dam broke in April.”", "“Nobody was hurt in 1990,” Dana Pike said."],
            id="over paragraphs",
        ),
        pytest.param(
            "“We will never sell,” Pike said. “The dam is old.”",
            ["“We will never sell,” Dana Pike said.", "Dana Pike said: “The dam is old.”"],
            id="over sentences",
        ),
    ],
)
def test_a_speaker_is_called_as_the_article_has_introduced_them(text: str, claims: list[str]) -> None:
    found = detect(f"Dana Pike met the press in Lima on 3 May 2012.\n\n{text}").claims[1:]
    assert [c.text for c in found] == claims
    assert {c.attributed_to for c in found} == {"Dana Pike"}
    assert all(c.text[i.start : i.end].startswith("Dana ") for c in found for i in c.inferred)
    assert all(c.inferred for c in found)
    other = detect(f"Dana Pike met the press in Lima on 3 May 2012, and Owen Pike left.\n\n{text}").claims[-1]
    assert other.attributed_to == "Pike"


def test_who_said_it_is_known_of_quotations_and_of_what_is_reported() -> None:
    text = "Owen Lee met the press in Lima. He said that the dam had cracked in 2011. The mayor called it “a sham”."
    found = detect(text).claims
    assert [(c.kind, c.attributed_to) for c in found[1:]] == [
        ("reported", ""),
        ("content", "Owen Lee"),
        ("quotation", "the mayor"),
    ]


def test_words_within_a_quotation_are_not_the_articles_own() -> None:
    found = detect("“Exports fell by 5% in 2010. Wages fell too. The board knew,” Pike said.")
    assert all("Pike" in c.text for c in found.claims)


def test_what_was_supplied_is_marked_and_the_anchor_is_the_articles() -> None:
    text = "“The dam is old,” Pike said. “It was built in 1951.”"
    claim = detect(text).claims[-1]
    assert claim.text == "Pike said: “It was built in 1951.”"
    assert [(claim.text[i.start : i.end], i.said) for i in claim.inferred] == [("Pike said:", "")]
    assert claim.anchor is not None
    assert claim.anchor.quote == "“It was built in 1951.”"


def test_quote_style_changes_nothing() -> None:
    text = "“The dam is old,” Pike said. “It was built in 1951. Nobody cared.”"
    plain = detect(text.replace("“", '"').replace("”", '"'))
    curly = detect(text)
    assert [c.text.replace("“", '"').replace("”", '"') for c in curly.claims] == [
        c.text.replace("“", '"').replace("”", '"') for c in plain.claims
    ]
    assert [(s.checkability, s.reason, s.cue) for s in curly.sentences] == [
        (s.checkability, s.reason, s.cue) for s in plain.sentences
    ]


def test_a_quotation_is_checkable_whatever_it_would_be_without_its_marks() -> None:
    found = detect("“We will never sell. You must stop. Is it over?” Pike said.")
    assert all(s.checkability.is_checkable for s in found.sentences)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("On 3 May Peru and Chile held their first “two-plus-two” meeting in Lima.", ""),
        ("Owen Pike has spoken about renegotiating the 2015 “comfort women” agreement.", ""),
        (
            "The issues span from rights (whether they are called “forced labourers”) to whether those who were miners "
            "can claim their right to be paid in 2010.",
            "",
        ),
        ("HE SAID: “TAXES ROSE 5% IN 2010.”", "he"),
        ("“Dawn” was rejected by two publishers in 1950.", ""),
        ("The film “The Red Door” was praised by Owen Pike in 1950.", ""),
        ("“No deal” was announced by Owen Pike.", "Owen Pike"),
        ("President Moon Jae-in said: “We will ask again in 2018.”", "President Moon Jae-in"),
        ("Owen Pike criticised the “reckless” plan in 2010.", "Owen Pike"),
    ],
)
def test_words_that_name_a_thing_are_said_by_nobody_and_a_name_is_whole(text: str, speaker: str) -> None:
    assert {c.attributed_to for c in detect(text).claims} == {speaker}


def test_it_is_open_where_a_clause_only_says_since_when() -> None:
    claim = detect("Peru met Chile. It was the first session of the council since Dana Pike left in 2010.").claims[1]
    assert claim.unresolved == ("it",)


def test_what_is_open_is_named_as_a_word_though_it_stands_in_capitals() -> None:
    assert detect("HE SAID: “TAXES ROSE 5% IN 2010.”").claims[0].unresolved == ("he",)


def test_who_is_about_to_speak_has_said_nothing_yet() -> None:
    found = detect("Owen Pike said:\n\n“We sold the mill in 2010.”")
    assert [c.text for c in found.claims] == ["Owen Pike said: “We sold the mill in 2010.”"]
    assert found.sentences[0].reason == "leads up to what follows"
