from __future__ import annotations

import pytest

from claimcheck.detection.inline import read_plain
from claimcheck.detection.layout import Unit, lay_out
from claimcheck.models import Article
from claimcheck.text.furniture import is_author_note, recognise_line

PAGE = """\
River Weekly
Water
The Accord Nobody Wanted
Ministry of Water, Flickr
Southern Region

The Accord Nobody Wanted

The ministers have signed — after nine years — a treaty on the river.

By Ada Rivers

The governments of Northland and Southland signed an accord on Monday. Both
parliaments ratified it within a week.

What it says

The accord caps withdrawals. It replaces a treaty that expired in 2010.

Want to know more?
Subscribe for full access.

Already a subscriber?

The Authors

Ada Rivers writes for River Weekly.

Floods
Drought Hits the Northern Coast Again
;
"""


def units(text: str, title: str = "A title") -> list[Unit]:
    return lay_out(Article.build(title=title, text=text))


def brief(found: list[Unit]) -> list[tuple[int, str, str]]:
    return [(u.paragraph, u.reason, u.plain.text) for u in found]


def test_a_saved_page_is_sorted_into_body_and_furniture() -> None:
    assert brief(units(PAGE, "River Weekly")) == [
        (0, "navigation", "River Weekly"),
        (0, "navigation", "Water"),
        (0, "repeated headline", "The Accord Nobody Wanted"),
        (0, "photo credit", "Ministry of Water, Flickr"),
        (0, "navigation", "Southern Region"),
        (0, "", "The Accord Nobody Wanted"),
        (0, "", "The ministers have signed — after nine years — a treaty on the river."),
        (0, "byline", "By Ada Rivers"),
        (
            1,
            "",
            "The governments of Northland and Southland signed an accord on Monday. Both parliaments ratified it "
            "within a week.",
        ),
        (2, "", "What it says"),
        (2, "", "The accord caps withdrawals. It replaces a treaty that expired in 2010."),
        (0, "subscription notice", "Want to know more?"),
        (0, "subscription notice", "Subscribe for full access."),
        (0, "subscription notice", "Already a subscriber?"),
        (0, "authors' heading", "The Authors"),
        (0, "author note", "Ada Rivers writes for River Weekly."),
        (0, "navigation", "Floods"),
        (0, "related headline", "Drought Hits the Northern Coast Again"),
        (0, "stray punctuation", ";"),
    ]


def test_markdown_blocks() -> None:
    text = (
        "# Title\n\nHe left.\n\nNext part\n---------\n\n1. He came.\n2. She left.\n   It rained.\n\n"
        "> He said\n> he left.\n\n| a | b |\n|---|---|\n\n```\ncode\n```\n\n***\n\n![pic](x.png)\n\n"
        "[Other story](http://x)\n\nHe *slept*."
    )
    found = [(u.paragraph, u.kind, u.reason, u.plain.text) for u in units(text)]
    assert found == [
        (0, "heading", "", "Title"),
        (1, "text", "", "He left."),
        (2, "heading", "", "Next part"),
        (2, "item", "", "He came."),
        (3, "item", "", "She left. It rained."),
        (4, "quote", "", "He said he left."),
        (0, "table", "table row", "| a | b |"),
        (0, "table", "table row", "|---|---|"),
        (0, "code", "code", "```"),
        (0, "code", "code", "code"),
        (0, "code", "code", "```"),
        (0, "rule", "rule", "***"),
        (0, "picture", "picture", "![pic](x.png)"),
        (0, "text", "related headline", "Other story"),
        (5, "text", "", "He slept."),
    ]


def test_front_matter_left_in_the_text_is_furniture_but_a_rule_is_not() -> None:
    assert [u.reason for u in units("---\ntitle: x\n---\nHe left.")] == ["front matter"] * 3 + [""]
    assert [u.reason for u in units("---\nHe left.\n\n---\nShe left.")] == ["rule", "", "rule", ""]


def test_a_page_without_blank_lines() -> None:
    long = (
        "The two governments signed an accord on the river on Monday, and both parliaments ratified it within a week."
    )
    text = f"River Weekly\nHome\nA headline of several words\nBy Ada Rivers\n{long}\nPhoto: Office\nThe deal\n{long}\n"
    assert [(u.reason, u.paragraph) for u in units(text)] == [
        ("navigation", 0),
        ("navigation", 0),
        ("", 0),
        ("byline", 0),
        ("", 1),
        ("photo credit", 0),
        ("", 2),
        ("", 2),
    ]


def test_wrapped_lines_are_one_paragraph_even_where_one_looks_like_furniture() -> None:
    text = "The minister said that the text was\nBy Ada Rivers\nand signed it on Monday."
    assert brief(units(text)) == [(1, "", "The minister said that the text was By Ada Rivers and signed it on Monday.")]


def test_a_menu_is_not_a_paragraph_however_long() -> None:
    menu = "\n".join(f"Part {c}" for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "\nOur pages."
    found = units(f"{menu}\n\nThe court ruled on Monday that the law was void.")
    assert {u.reason for u in found[:-2]} == {"navigation"}
    assert len(found) == 28


def test_prose_behind_a_notice_in_the_middle_stays_in_the_body() -> None:
    found = units("He left the town.\n\nAdvertisement\n\nSign up for our newsletter\n\nShe stayed in the town.")
    assert [u.paragraph for u in found] == [1, 0, 0, 2]


def test_teasers_behind_the_article_are_not_its_body() -> None:
    body = "The court ruled on Monday that the law was void and sent the case back.\n\n" * 6
    found = units(f"{body}More news\n\nFlood kills cattle\n\nThe river rose on Monday.\n\nA second teaser line\n")
    assert [u.reason for u in found[6:]] == [
        "navigation",
        "related headline",
        "text after the article",
        "related headline",
    ]


def test_a_note_on_the_writer_is_known_by_the_byline() -> None:
    found = units("By Ada Rivers\n\nHe left the town on Monday.\n\nAda Rivers is a fellow at the River Institute.")
    assert [u.reason for u in found] == ["byline", "", "author note"]
    found = units("He left the town on Monday.\n\nBen Lake is a fellow at the River Institute.")
    assert [u.reason for u in found] == ["", ""]


def test_a_text_of_one_line_is_its_body() -> None:
    assert brief(units("Japan has vetoed resolutions")) == [(1, "", "Japan has vetoed resolutions")]
    assert units("") == units(" \n\n ") == []


def test_the_title_is_the_headline() -> None:
    found = units("Site name here\n\nThe old accord\n\nMore about the river\n\nHe left.", "The old accord")
    assert [(u.kind, u.reason) for u in found] == [
        ("text", "navigation"),
        ("heading", ""),
        ("text", ""),
        ("text", ""),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("By Ada Rivers and Ben Lake", "byline"),
        ("Written by Ada Rivers, 3 March 2019", "byline"),
        ("Photo: Ministry of Water", "photo credit"),
        ("A flooded field. Ada Rivers/Getty Images", "photo credit"),
        ("Subscribe", "subscription notice"),
        ("Sign up for our newsletter", "subscription notice"),
        ("This site uses cookies to improve your visit.", "cookie notice"),
        ("Share this on Facebook", "share line"),
        ("Facebook Twitter Email", "share line"),
        ("Published 3 March 2019, 10:04 GMT", "date line"),
        ("5 min read", "date line"),
        ("About the author", "authors' heading"),
        ("Related: The other river", "related headline"),
        ("Home | News | Sport", "navigation"),
        ("Most read", "navigation"),
        ("© 2019 River Weekly", "photo credit"),
        ("All rights reserved.", "navigation"),
        ("This article was first published in River Weekly.", "editor's note"),
        ("* * *", "stray punctuation"),
        ("By Monday the army had left.", ""),
        ("Copyright law was changed in 1998.", ""),
        ("We found that cookies are eaten by mice.", ""),
        ("More troops came in 2012 than in any year before.", ""),
        ("Subscribers left in 2012.", ""),
        ("Share prices fell.", ""),
        ("Source countries export labour.", ""),
        ("", ""),
    ],
)
def test_lines_of_furniture(line: str, reason: str) -> None:
    assert recognise_line(line) == reason


def test_author_notes() -> None:
    assert is_author_note("Ada Rivers is a senior fellow at the River Institute.")
    assert is_author_note("Ada Rivers covers water.")
    assert not is_author_note("Japan is a member of the council.")
    assert not is_author_note("The minister writes letters.")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("a **bold** and _thin_ word", "a bold and thin word"),
        ("[the words](http://x_y_z 'no') stay", "[the words](http://x_y_z 'no') stay"),
        ('[the *words*](http://x_y_z "a title") stay', "the words stay"),
        ("5 * 3 * 2 is snake_case_here", "5 * 3 * 2 is snake_case_here"),
        ("see ![picture](x.png) it", "see it"),
        ("a note[^1] and <b>tags</b> and `code`", "a note and tags and code"),
        ("R&amp;D &unknown; x", "R&D &unknown; x"),
        (r"\*not emphasis\*", "*not emphasis*"),
        ("<https://example.org/a_b_c>", "https://example.org/a_b_c"),
        ("two  spaces\n\tand a line", "two spaces and a line"),
        ("**open only", "**open only"),
        ("he said [sic] it", "he said [sic] it"),
        ("***", "***"),
        ("", ""),
    ],
)
def test_inline_markdown(text: str, plain: str) -> None:
    found = read_plain(text, [(0, len(text))])
    assert found.text == plain
    assert len(found.starts) == len(found.ends) == len(plain)
    assert all(0 <= a < b <= len(text) for a, b in zip(found.starts, found.ends, strict=True))


def test_plain_text_finds_its_way_back() -> None:
    text = "> one **two**\n> [three](x) &amp; four"
    found = read_plain(text, [(2, 13), (16, len(text))])
    assert found.text == "one two three & four"
    assert text[slice(*found.span(4, 7))] == "two"
    assert text[slice(*found.span(14, 15))] == "&amp;"
    assert found.cut(8, 13).text == "three"
