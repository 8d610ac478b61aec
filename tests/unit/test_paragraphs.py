"""Plain text to paragraphs: what begins one, how it is called, what it hangs on."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.ingestion.paragraphs import split_plain


def split(text):
    return [(b.label, text[b.start : b.end], b.lead_in) for b in split_plain(text)]


def texts(text):
    return [words for _, words, _ in split(text)]


RESOLUTION = """The Security Council,
Recalling its resolution 1000 (1995) and all that it decided there on the matter of which it remains seized, as before,
Gravely concerned at the course of events in the region, which it has followed with attention for more than one year,
1. Reaffirms its decision that the measures set out in resolution 1000 (1995) shall remain in force until notice;
2. Decides that all States shall, for an initial period of twelve months from the date on which it was adopted:
(a) Prevent the supply of oil;
(b) Freeze the funds of:
(i) Persons;
(ii) Entities;
3. Decides to remain seized of the matter.
"""


def test_operative_paragraphs_are_numbered_and_hang_on_who_resolves():
    found = split(RESOLUTION)
    council, two = "The Security Council,", found[4][1]
    assert [(label, lead_in) for label, _, lead_in in found] == [
        ("paragraph 1 (line 1)", ""),
        ("paragraph 2 (line 2)", council),
        ("paragraph 3 (line 3)", council),
        ("para. 1 (line 4)", council),
        ("para. 2 (line 5)", council),
        ("para. 2 (a) (line 6)", two),
        ("para. 2 (b) (line 7)", two),
        ("para. 2 (b) (i) (line 8)", "(b) Freeze the funds of:"),
        ("para. 2 (b) (ii) (line 9)", "(b) Freeze the funds of:"),
        ("para. 3 (line 10)", council),
    ]


def test_a_numeral_that_goes_on_with_the_letters_is_a_letter():
    text = "1. The list is:\n\n(g) Seven;\n\n(h) Eight;\n\n(i) Nine;\n\n(j) Ten."
    assert [label.split(" (line")[0] for label, _, _ in split(text)][1:] == [
        "para. 1 (g)", "para. 1 (h)", "para. 1 (i)", "para. 1 (j)",
    ]  # fmt: skip


def test_wrapped_lines_are_one_paragraph():
    prose = "The delegation arrived on Monday. It met the Minister of Foreign Affairs in the capital. " * 4
    wrapped = textwrap.fill(prose.strip(), 72)
    assert texts(f"{wrapped}\n\n{wrapped}\n") == [wrapped, wrapped]


def test_a_number_inside_wrapped_text_begins_nothing():
    text = "The vote took place in the autumn of the year\n1945. It was followed by many others in the years that came"
    assert texts(text) == [text]


def test_lines_of_unwrapped_text_are_paragraphs_unless_broken_inside_a_sentence():
    long = "The parties agreed on a number of measures that would enter into force when the last of them had ratified "
    first = long + long + "the treaty."
    second = long + "it\nand a line that was broken inside."
    assert texts(f"{first}\n{second}\n{first}") == [first, second, first]


def test_a_form_feed_begins_a_page():
    text = "One.\n\fTwo.\n\nThree.\n\f\n4. Four."
    assert [(b.page, b.label) for b in split_plain(text)] == [
        (1, "paragraph 1 (line 1)"),
        (2, "paragraph 2 (line 2)"),
        (2, "paragraph 3 (line 4)"),
        (3, "para. 4 (line 6)"),
    ]


def test_articles_of_a_treaty_are_headings():
    text = "Part I\n\nArticle 1\n\n1. Relations are established.\n\nArticle 2\n\nNothing here.\n\nPart II\n\nMore."
    assert [(b.label.split(" (")[0], b.heading) for b in split_plain(text)] == [
        ("heading", ""),
        ("heading", "Part I"),
        ("para. 1", "Part I > Article 1"),
        ("heading", "Part I"),
        ("paragraph 5", "Part I > Article 2"),
        ("heading", ""),
        ("paragraph 7", "Part II"),
    ]


def test_a_page_head_between_items_does_not_break_the_enumeration():
    text = "4. Decides that States shall:\n\n(a) Report;\n\nS/RES/1 Page 2\n\n(b) Inspect."
    assert [(label.split(" (line")[0], lead) for label, _, lead in split(text)][-1] == (
        "para. 4 (b)",
        "4. Decides that States shall:",
    )


def test_bullets_have_their_lead_in():
    text = "The members are:\n- Japan;\n- China.\n\nThat is all."
    assert split(text)[1:3] == [
        ("paragraph 2 (line 2)", "- Japan;", "The members are:"),
        ("paragraph 3 (line 3)", "- China.", "The members are:"),
    ]


def test_a_text_of_one_line_is_cut_into_pieces():
    text = "word " * 100_000
    assert max(len(t) for t in texts(text)) <= 100_000
    assert "".join(texts(text)).count("word") == 100_000


@given(st.text(st.sampled_from(list("aB1.(),:;-•\n\f \t—iv")), max_size=300))
def test_every_character_is_in_one_paragraph(text):
    blocks = list(split_plain(text))
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    inside = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(inside.split()) == "".join(text.split())
    assert all(text[b.start : b.end] == text[b.start : b.end].strip() and b.end > b.start for b in blocks)


@pytest.mark.parametrize(
    "text", ["\n" * 300_000, " " * 300_000 + "a", "\n \n" * 100_000, "a\n" * 100_000, "\f" * 100_000]
)
def test_odd_texts_take_no_longer_than_others(text):
    assert len(list(split_plain(text))) <= 100_000
