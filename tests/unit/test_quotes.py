from __future__ import annotations

import time

import pytest

from claimcheck.text.quotes import Quote, find_quotes


def texts(text: str) -> list[str]:
    return [quote.text for quote in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "we agree" and "no".', ["we agree", "no"]),
        ("the “two-plus-two” talks", ["two-plus-two"]),
        ("the “comfort women” and “Choyo-ko” issues", ["comfort women", "Choyo-ko"]),
        ("they ‘agreed’ to it", ["agreed"]),
        ("the word 'Muggle'.", ["Muggle"]),
        ("Il dit « oui » et «non».", ["oui", "non"]),
        ("er sagte „so“ und »so«", ["so", "so"]),
        ("han sade ”hej” igen", ["hej"]),
        ("「徴用工」と『国』", ["徴用工", "国"]),
        ("the ``Gospel of Wealth'' and ''leaky'' ones", ["Gospel of Wealth", "leaky"]),
        ('“increased mortality."', ["increased mortality."]),
        ('(“Choyo-ko”)—"dash"', ["Choyo-ko", "dash"]),
        ('"Never," she said, "again."', ["Never,", "again."]),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“he called it a ‘grave’ matter” then", ["he called it a ‘grave’ matter", "grave"]),
        ("\"he said 'no' to it\"", ["he said 'no' to it", "no"]),
        ("‘he said “no” to it’", ["he said “no” to it", "no"]),
        ("“He said “yes” to it” then", ["He said “yes” to it", "yes"]),
    ],
)
def test_nested_quotes_come_after_the_outer(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Japan’s workers’ unions don’t agree",
        "Japan's workers' unions don't agree in the '90s",
        "rock 'n' roll",
        'a 12" pipe, and a man of 5\'10"',
        "“” \"\" '' “ … ”",
        "x",
        "",
        '"',
    ],
)
def test_what_is_no_quotation(text: str) -> None:
    assert texts(text) == []


def test_apostrophes_inside_single_quotes() -> None:
    assert texts("the ‘Japan’s own’ plan") == ["Japan’s own"]
    assert texts("on ‘the workers’ rights’.") == ["the workers’ rights"]
    assert texts("‘serious concerns’ about the workers’ rights") == ["serious concerns"]
    assert texts("“the workers’ rights” and the employers’ plan") == ["the workers’ rights"]


def test_a_mark_that_is_never_closed_opens_nothing() -> None:
    assert texts("“unclosed here. And more") == []
    assert texts('he said "the plan. Then "we agree" he said') == ["we agree"]
    assert texts("“We agree. Then “no” it is") == ["no"]
    assert texts("“We agree.\n\nThey left.”") == []


def test_a_quotation_over_paragraphs_is_one_a_paragraph() -> None:
    text = "She said: “First words.\n\n“Second words.\n\n“Last words,” and left."
    quotes = find_quotes(text)
    assert [q.text for q in quotes] == ["First words.", "Second words.", "Last words,"]
    assert quotes[0].outer_end == quotes[0].end


def test_spans_are_the_text() -> None:
    text = "They « wrote » “a ‘b’ c” today."
    for quote in find_quotes(text):
        assert text[quote.start : quote.end] == quote.text == quote.text.strip()
        assert text[quote.outer_start] in "«“‘"
        assert text[quote.outer_end - 1] in "»”’"
    first = find_quotes(text)[0]
    assert (first.outer_start, first.start) == (5, 7)


def test_a_quote_must_fit_its_text() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Quote(start=1, end=4, text="ab", outer_start=0, outer_end=5)
    with pytest.raises(ValueError, match="does not fit"):
        Quote(start=0, end=2, text="ab", outer_start=0, outer_end=3)


@pytest.mark.parametrize("part", ["“", "”", "'a ", '" a', "‘a s’ b", '"a“', "«»", "''"])
def test_time_is_linear_in_hostile_text(part: str) -> None:
    started = time.process_time()
    find_quotes(part * 20_000)
    assert time.process_time() - started < 2
