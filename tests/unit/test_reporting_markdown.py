import re

import pytest
from markdown_it import MarkdownIt
from report_full_sample import full_report, listed_report, text_report
from report_samples import hostile_report, report_of

from claimcheck.reporting import Format, render
from claimcheck.reporting.escaping import markdown_text

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shape(text):
    """Every block and inline element of a Markdown text, without its words."""
    kinds = []
    for token in PARSER.parse(text):
        kinds.append(token.type)
        kinds += [child.type for child in token.children or () if child.type not in {"text", "text_special"}]
    return kinds


def read(text):
    """The words that a reader of the rendered Markdown sees."""
    words = []
    for token in PARSER.parse(text):
        words += [c.content if c.type != "softbreak" else "\n" for c in token.children or ()]
    return "".join(words)


def test_the_summary_comes_first():
    text = render(full_report(), Format.MARKDOWN)
    assert text.startswith("# 2 articles checked\n\n**Of 15 claims, 4 refuted and 1 with conflicting sources.**\n")
    assert "| ✗ Refuted | 4 |" in text
    assert text.index("| ✓ Supported | 6 |") < text.index("## Few tools")
    assert "Incomplete: 1 file could not be read" in text


def test_a_refuted_claim_has_quote_locator_address_and_slots():
    text = render(text_report(), Format.MARKDOWN)
    start = text.index("### Claim 5 – ✗ Refuted")
    part = text[start : text.index("### Claim 6")]
    assert "**Japan promised 550 million US dollars for maritime security over three years.**" in part
    assert "Refutes the claim: *Joint statement of the Security Consultative Committee*, fact 7 (" in part
    assert "digest in our own words" in part
    assert "\n> Japan announced 500 million US dollars for maritime security in the region over three years" in part
    assert "\n<https://www.example.org/statements/2017/08/scc>\n" in part
    assert "| quantity | \\$550 million | 500 million US dollars | **conflict** |" in part


def test_what_was_not_checked_is_listed_with_why():
    text = render(text_report(), Format.MARKDOWN)
    assert "- paragraph 3, question: “Will that be enough?” (asks)" in text
    assert "Page furniture left out: 3 lines." in text
    assert "- paragraph 5, forecast: “Prices are likely to rise.”" in render(listed_report(), Format.MARKDOWN)


def test_no_claims_is_not_a_pass():
    assert "not a pass" in render(report_of([], []), Format.MARKDOWN)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a | b | c",
        "[x](javascript:alert(1))",
        "![x](http://a.example/i.png)",
        "](http://a.example)",
        "# heading",
        "- item",
        "1. item",
        "1) item",
        "> quote",
        "```fence",
        "~~~ fence",
        "***",
        "---",
        "===",
        "*bold* _it_ `code` ~~gone~~",
        "a\\",
        "\\| x",
        "&lt;b&gt; &#60;",
        "<https://a.example>",
        "[ref]: http://a.example",
        "line\nline\n\n    code",
        "\tcode",
        "| --- |",
        ":-- | --:",
        "W" * 3000,
        "{{7*7}}",
    ],
)
def test_hostile_text_stays_text(text):
    rendered = render(hostile_report(text), Format.MARKDOWN)
    assert "<script" not in rendered
    flat = " ".join(text.split())
    assert flat in " ".join(read(rendered).split())
    if "\n" not in text:  # a quote keeps its lines, so that a shape with lines differs in them alone
        assert shape(rendered) == shape(render(hostile_report("harmless"), Format.MARKDOWN))


def test_reordering_characters_are_written_out():
    assert markdown_text("a\u202eb\x1bc") == r"a\[U+202E\]b\[U+001B\]c"
    text = render(hostile_report("a\u202eb\x1b[1mc"), Format.MARKDOWN)
    assert not re.search("[\u202e\x1b]", text)
