"""Sentences part a text without loss, and each paragraph by itself."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.segment import split_paragraphs, split_sentences

SETTINGS = settings(derandomize=True, max_examples=150, deadline=None)
WORDS = str.split(
    'He left. "He left." “Yes,” (It rained.) U.S. The U.N. Mr. No. 5 2.4 5. a) e.g. ... ? ! ; : left stayed '
    "court's Jan. A. B.C. [sic] 'tis – — é 한국 国。 \" ' ” ( ) *bold* p.m."
)
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", "  ", "\n", "\t"])), max_size=25).map(
    lambda parts: "".join(w + s for w, s in parts)
)


@SETTINGS
@given(st.one_of(TEXTS, st.text(max_size=60)))
def test_every_character_is_in_exactly_one_sentence(text: str) -> None:
    covered = [0] * len(text)
    for start, end in split_sentences(text):
        assert text[start:end] == text[start:end].strip() != ""
        for i in range(start, end):
            covered[i] += 1
    assert all(n == 1 if not c.isspace() else n <= 1 for n, c in zip(covered, text, strict=True))


@SETTINGS
@given(st.text(alphabet=" \n\t\u00a0a.", max_size=40))
def test_paragraphs_part_at_blank_lines_alone(text: str) -> None:
    expected = re.compile(r"\S(?:.*?\S)??(?=\s*(?:\n[^\S\n]*\n|\Z))", re.DOTALL)
    assert split_paragraphs(text) == [m.span() for m in expected.finditer(text)]


@SETTINGS
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=4))
def test_paragraphs_do_not_depend_on_each_other(paragraphs: list[str]) -> None:
    text = "\n\n".join(paragraphs)
    expected = [p[a:b] for p in paragraphs for a, b in split_sentences(p)]
    assert [text[a:b] for a, b in split_sentences(text)] == expected
    assert [i for a, b in split_paragraphs(text) for i in split_sentences(text, a, b)] == split_sentences(text)


@SETTINGS
@given(TEXTS, st.integers(0, 10))
def test_a_shifted_text_has_shifted_sentences(text: str, shift: int) -> None:
    moved = [(a - shift, b - shift) for a, b in split_sentences(" " * shift + text, shift)]
    assert moved == split_sentences(text)
