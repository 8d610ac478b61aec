"""Any text in any place of a report: it shows, and it never acts."""

import io
import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import hostile_report
from rich.console import Console
from test_reporting_html import page
from test_reporting_markdown import read, shape

from claimcheck.reporting import Format, render
from claimcheck.reporting.escaping import visible
from claimcheck.reporting.terminal import print_report

MARKUP = [
    "<script>",
    "</script>",
    "</style>",
    "<img src=x onerror=y>",
    "<!--",
    "-->",
    "]]>",
    "&lt;",
    "&#x3c;",
    "' \" `",
]
SIGNS = ["{{7*7}}", "{%", "|", "](", "![", "\\", "# ", "- ", "> ", "1. ", "javascript:", "[red]", "[/]"]
CHARACTERS = ["\u202e", "\u2066", "\x1b[2J", "\udc80", "é", "漢", "\u05d0"]
PIECES = st.sampled_from([*MARKUP, *SIGNS, *CHARACTERS])
TEXTS = st.builds("".join, st.lists(st.one_of(PIECES, st.text(max_size=8)), min_size=1, max_size=8)).filter(str.strip)
PLAIN = page(hostile_report("harmless"))
CHECKED = settings(derandomize=True, max_examples=40, deadline=None)


def squeezed(text):
    return " ".join(text.split())


@CHECKED
@given(TEXTS)
def test_html_holds_the_text_and_no_element_of_it(text):
    shown = page(hostile_report(text))
    assert shown.raw == PLAIN.raw
    assert not [t for t, _ in shown.elements if t not in {t for t, _ in PLAIN.elements} | {"blockquote", "h3"}]
    assert sum(t == "script" for t, _ in shown.elements) == 1
    for _, attributes in shown.elements:
        assert not [name for name in attributes if name.startswith("on") or name in {"style", "src"}]
        assert "javascript" not in attributes.get("href", "").lower()
    # The parser folds a carriage return into a line feed, as a browser does.
    assert squeezed(visible(text)) in squeezed(shown.text)


@CHECKED
@given(TEXTS.filter(lambda t: len(t.splitlines()) == 1))
def test_markdown_holds_the_text_and_no_element_of_it(text):
    rendered = render(hostile_report(text), Format.MARKDOWN)
    assert shape(rendered) == shape(render(hostile_report("harmless"), Format.MARKDOWN))
    assert squeezed(visible(squeezed(text))) in squeezed(read(rendered))


@CHECKED
@given(TEXTS)
def test_json_gives_the_text_back(text):
    claim = json.loads(render(hostile_report(text), Format.JSON))["articles"][0]["findings"][0]["claim"]
    assert claim["text"] == text


@CHECKED
@given(TEXTS, st.integers(min_value=20, max_value=120))
def test_the_terminal_gets_no_control_characters(text, width):
    file = io.StringIO()
    print_report(hostile_report(text), Console(file=file, width=width), shown=3)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", file.getvalue())
