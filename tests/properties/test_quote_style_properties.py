"""What an article says is the same whatever its quotation marks look like, and whatever white space it has."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from known_parses import parse_once

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.models import Article
from claimcheck.text.quotes import restyle_marks

PIPELINE = Config().language_pipeline
SETTINGS = settings(derandomize=True, max_examples=12, deadline=None)
# {} are the marks of a quotation, [] those of one inside it.
PARAGRAPHS = [
    "{We will never sell our water,} the minister said in 2017.",
    "Ruth Amsel called the plan {a [bold] step}. She signed it in May 2012.",
    "The ministry’s report spoke of {grave concern} about Peru and {alarm} over Chile.",
    "Ruth Amsel was angry. {The board failed.} It met in 2014, Amsel said.",
    "{Where is it?} Owen Pike asked. {It sank in 1990.}",
    "{The dam failed in 1974,} Owen Pike said. {It killed 300 people.}",
    "The workers’ union said that the {green} line closed in 2011.",
    "Owen Pike said: {The board met in 2012. It said [no] to the plan.}",
    "The {Blue Book}, which Chile printed in 1950, is lost; its author died in 1960.",
    "{They failed in April.\n\n{They paid £2 million,} Ruth Amsel said.",
    "({We sold it,} he said.) Lima has little leverage of its own.",
    "Lima’s mayor resigned in 2003 – {for good}.",
]
STYLES = {
    "straight": "\"\"''",
    "single": "‘’“”",
    "straight single": "''\"\"",
    "german": "„“‚‘",
    "german, angle": "»«›‹",
    "angle": "«»‹›",
    "corner": "「」『』",
    "swedish": "””’’",
    "angle, spaced": ("«\u00a0", "\u00a0»", "“", "”"),
    "angle, thin spaces": ("«\u202f", "\u202f»", "‹\u202f", "\u202f›"),
    "angle, blanks": ("« ", " »", "“", "”"),
    "angle in angle": ("« ", " »", "« ", " »"),
}
BODIES = st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4, unique=True)
SPANS_PARAGRAPHS = PARAGRAPHS[9]


def in_style(body: list[str], style: tuple[str, ...] | str = "“”‘’") -> str:
    text = "\n\n".join(body)
    for place, mark in zip("{}[]", style, strict=True):
        text = text.replace(place, mark)
    return text


def read(text: str) -> Extraction:
    return extract(Article.build(title="A title", text=text), pipeline=PIPELINE, parse=parse_once)


def found(text: str) -> list[tuple[object, ...]]:
    """Return the sentences and claims, of the article's own words the letters alone."""
    extraction = read(text)
    rows: list[tuple[object, ...]] = []
    for s in extraction.sentences:
        assert text[s.anchor.start : s.anchor.end] == s.anchor.quote == s.anchor.quote.strip()
        rows.append((s.paragraph, words(s.anchor.quote), s.checkability, s.reason, s.cue))
    for c in extraction.claims:
        assert c.anchor is not None
        assert all(text[a.start : a.end] == a.quote for a in (c.anchor, *c.spans))
        pieces = tuple(words(a.quote) for a in (c.anchor, *c.spans))
        rows.append((c.paragraph, c.text, c.kind, c.worth, c.unresolved, c.attributed_to, pieces))
    return rows


def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", text))


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@SETTINGS
@given(body=BODIES)
def test_the_style_of_quotation_marks_changes_nothing(style: tuple[str, ...] | str, body: list[str]) -> None:
    if style[0] == style[1] == "'":  # one that is not closed looks like an apostrophe
        body = [p for p in body if p != SPANS_PARAGRAPHS]
    assert found(in_style(body, style)) == found(in_style(body))


def test_a_claim_is_written_with_typographic_marks() -> None:
    for style in ("''\"\"", ("« ", " »", "“", "”"), "「」『』"):
        text = in_style(["Ruth Amsel called it {a [bold] plan} in 2012."], style)
        assert [c.text for c in read(text).claims] == ["Ruth Amsel called it “a ‘bold’ plan” in 2012."]
    assert found("Amsel’s pipe is 12\" wide, 6' long and 3' deep.") == found(
        "Amsel’s pipe is 12\" wide, 6' long and 3' deep."
    )


@pytest.mark.parametrize(
    "text",
    [
        "The pipe is 12\" wide and 6' long.",
        "The workers' union and the players' club met in '98.",
        "It’s rock 'n' roll, they say.",
        "The club met in '98, at 5' 10\" each.",
        "She said “no”, he said “the word ‘yes’”.",
    ],
)
def test_apostrophes_inches_and_what_has_the_style_stay(text: str) -> None:
    assert restyle_marks(text) == []


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text(alphabet="ab1.s \u00a0\"'`“”„‘’‚«»‹›「」", max_size=40))
def test_only_marks_and_the_space_inside_them_are_replaced(text: str) -> None:
    reached = 0
    for start, end, put in restyle_marks(text):
        assert reached <= start < end <= len(text)
        assert put in "“”‘’"
        assert not any(c.isalnum() for c in text[start:end])
        reached = end


@SETTINGS
@given(BODIES, st.sampled_from(["\r\n", "\u00a0", "  ", " \t", "\u202f"]))
def test_white_space_changes_nothing(body: list[str], blank: str) -> None:
    text = in_style(body)
    if blank == "\r\n":
        assert found(text.replace("\n", blank)) == found(text)
        return
    spaced = re.sub(r"(?<=[a-z,]) (?=[a-z])", lambda _: blank, text)
    assert found(spaced) == found(text)
    assert found("\n".join(f"{line}{blank}" for line in text.split("\n"))) == found(text)


@SETTINGS
@given(BODIES, BODIES)
def test_articles_set_one_behind_the_other_give_the_claims_of_each(one: list[str], other: list[str]) -> None:
    """But for what a pronoun stands for, which the article before may tell."""
    apart = [*found(in_style(one)), *found(in_style(other, STYLES["angle"]))]
    together = found(f"{in_style(one)}\n\n{in_style(other, STYLES['angle'])}")
    assert sorted(row[-1] for row in together if len(row) == 7) == sorted(row[-1] for row in apart if len(row) == 7)
    assert [row[1:] for row in together if len(row) == 5] == [row[1:] for row in apart if len(row) == 5]
