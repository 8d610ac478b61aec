import io
import re

import pytest
from report_full_sample import full_report, text_report
from report_samples import hostile_report, report_of, small_report
from rich.console import Console

from claimcheck.reporting.terminal import print_finding, print_report, print_summary


def printed(report, *, width=100, terminal=False, shown=3):
    file = io.StringIO()
    colour = "standard" if terminal else None
    print_report(report, Console(file=file, width=width, force_terminal=terminal, color_system=colour), shown=shown)
    return file.getvalue()


def test_what_needs_a_person_comes_first():
    text = printed(text_report())
    heads = ["✗ Refuted", "⇄ Conflicting", "◐ Partially supported (1)", "? Not enough evidence (2)", "✓ Supported (4)"]
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "has “grave concern”, the source “serious concern”" in text
    assert "“They expressed “serious concern” about the situation in the South China Sea.”" in text
    assert "fact 4 refutes the claim" in text
    assert "digest in our own words" in text


def test_the_summary_counts():
    text = printed(full_report())
    assert "Of 15 claims, 4 refuted and 1 with conflicting sources." in text
    assert (
        "15 claims: 4 refuted, 1 conflicting sources, 1 partially supported, 3 not enough evidence, 6 supported" in text
    )
    assert "Incomplete: 1 file could not be read" in text
    assert "corpus/scan.txt: not a text" in text


def test_a_pipe_gets_plain_whole_lines():
    text = printed(text_report(), width=40)
    assert "\x1b" not in text
    assert "  Russia has vetoed Security Council resolutions on North Korea in the past.\n" in text


def test_a_terminal_gets_colour():
    assert "\x1b[1;31m✗ Refuted" in printed(small_report(), terminal=True)


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_fit_a_narrow_terminal(width):
    text = printed(full_report(), width=width, terminal=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert max(len(line) for line in plain.split("\n")) <= width


@pytest.mark.parametrize("text", ["[red]x[/red]", "[/]", "[link=http://a]b[/link]", "a :smile: b", "W" * 500])
def test_hostile_text_is_never_markup(text):
    assert text in printed(hostile_report(text), width=2000)


def test_control_characters_cannot_reach_the_terminal():
    text = printed(hostile_report("a\x1b[31mb\x07c\x9bd\u202ee\rf"), width=2000)
    assert "a[U+001B][31mb[U+0007]c[U+009B]d[U+202E]e f" in text
    assert not set("\x1b\x07\x9b\u202e\r") & set(text)


def test_shown_limits_citations_but_keeps_both_sides():
    text = printed(text_report(), shown=1)
    part = text[text.index("⇄ Conflicting") : text.index("◐ Partially")]
    assert "refutes the claim" in part
    assert "supports the claim" in part


def test_one_finding_in_full():
    report = text_report()
    file = io.StringIO()
    print_finding(report.articles[0].findings[7], report, Console(file=file, width=100), shown=2)
    text = file.getvalue()
    assert "conflict – polarity: the claim has “has vetoed”, the source “No permanent member has cast a veto”" in text
    assert "compatible – name: the claim has “North Korea”, the source “DPRK”" in text
    assert text.count("not found: ") == 2
    assert "terms: russia, vetoed, security" in text


def test_nothing_checked_is_not_a_pass():
    file = io.StringIO()
    print_summary(report_of([], []), Console(file=file, width=100))
    assert "not a pass" in file.getvalue()
