"""Markdown: what is markup, what a place is called."""

import pytest
from reading import check, source, words

from claimcheck.errors import InvalidSettings, UnreadableInput
from claimcheck.ingestion.readers.markdown import read_markdown

MARKUP = r"[>#*+|:-]|\d+[.)]|\[1\]: \S+"


def read(text, name="a.md"):
    (found,) = read_markdown(source(text.encode(), name))
    check(found, markup=rf"(?s)\A---.*?\n---\n|{MARKUP}")
    return found


def test_headings_lists_and_tables():
    found = read(
        "# Report\n\n## Votes\n\nThe members are:\n\n- Japan\n- China\n\n| State | Votes |\n|---|---|\n| Peru | 3 |\n"
    )
    assert [(b.label, b.heading, b.lead_in) for b in found.blocks] == [
        ("heading", "", ""),
        ("heading", "Report", ""),
        ("paragraph 1 (line 5)", "Report > Votes", ""),
        ("paragraph 2 (line 7)", "Report > Votes", "The members are:"),
        ("paragraph 3 (line 8)", "Report > Votes", "The members are:"),
        ("paragraph 4 (line 10)", "Report > Votes", ""),
        ("paragraph 5 (line 12)", "Report > Votes", ""),
    ]
    assert words(found)[-2:] == ["| State | Votes |", "| Peru | 3 |"]


def test_a_digest_has_one_whole_block_a_fact():
    found = read("---\nform: digest\ntitle: T\n---\n\n1. One. Two.\n2. Three:\n   four.\n")
    assert [(b.label, b.whole, b.lead_in) for b in found.blocks] == [("fact 1", True, ""), ("fact 2", True, "")]
    assert found.front_matter == {"form": "digest", "title": "T"}
    assert words(found) == ["One. Two.", "Three:\n   four."]


def test_numbered_items_of_an_original_have_number_and_line():
    assert [b.label for b in read("Intro.\n\n3. Three.\n4. Four.\n").blocks] == [
        "paragraph 1 (line 1)",
        "item 3 (line 3)",
        "item 4 (line 4)",
    ]


def test_quotations_and_code_are_kept_without_their_marks():
    assert words(read("> Quoted\n> twice.\n\n```\ncode\n```\n"))[0] == "Quoted\n> twice."


@pytest.mark.parametrize(
    ("text", "error", "why"),
    [
        ("---\ntitle: T\n---\n", UnreadableInput, "front matter but no text"),
        ("---\ntitle: [\n---\nx\n", InvalidSettings, r"a\.md:"),
        ("---\ntitle: T\n", InvalidSettings, "no end"),
    ],
)
def test_front_matter_that_is_wrong(text, error, why):
    with pytest.raises(error, match=why):
        read(text)


def test_what_is_nested_too_deeply_is_a_paragraph():
    for text in ("> " * 5_000 + "x", "- " * 2_000 + "x", "[" * 20_000, "*a " * 20_000):
        found = read(text)
        assert text.strip()[-1] in "".join(words(found))


def test_addresses_of_links_are_no_passages():
    assert words(read("See [there][1].\n\n[1]: https://example.org\n")) == ["See [there][1]."]
