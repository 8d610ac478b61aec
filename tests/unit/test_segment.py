from __future__ import annotations

import pytest

from claimcheck.text.segment import split_paragraphs, split_sentences


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ('He left. "He left." She came.', ["He left.", '"He left."', "She came."]),
        ("He left. “He left.” She came.", ["He left.", "“He left.”", "She came."]),
        ('He left.\n"He left."', ["He left.", '"He left."']),
        ('He asked "why?" and left.', ['He asked "why?" and left.']),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("He left. (It rained.) She stayed.", ["He left.", "(It rained.)", "She stayed."]),
        ("Mr. Smith met Dr. Jones at No. 10.", ["Mr. Smith met Dr. Jones at No. 10."]),
        ("It paid 2.4 million.", ["It paid 2.4 million."]),
        ("He went to the U.S. The court ruled.", ["He went to the U.S.", "The court ruled."]),
        ("The U.S. Department of State spoke.", ["The U.S. Department of State spoke."]),
        ("It met at 5 p.m. on Monday.", ["It met at 5 p.m. on Monday."]),
        ("Really? Yes!", ["Really?", "Yes!"]),
        ("A heading\n\nlower case text", ["A heading", "lower case text"]),
        ("  \n ", []),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_part_of_the_text_has_spans_in_the_whole() -> None:
    text = "One. Two. Three."
    assert split_sentences(text, 5, 9) == [(5, 9)]


def test_paragraphs_end_at_blank_lines() -> None:
    text = " a\nb \n \n\nc "
    assert [text[a:b] for a, b in split_paragraphs(text)] == ["a\nb", "c"]


def test_long_text_without_full_stops_is_split_at_spaces() -> None:
    text = "word " * 30_000
    spans = split_sentences(text)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == "word" * 30_000
