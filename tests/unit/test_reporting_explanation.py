"""Every format says why: slots, rules, who decided, the model's score, the confidence, both sides, the policy."""

import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_full_sample import text_report
from report_samples import MODEL, with_sources
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from claimcheck.models import Decider, Label, PolicyCode, Relation, Slot, SlotComparison, Stance
from claimcheck.reporting import Format, render
from claimcheck.reporting.explanation import (
    cited,
    describe_decision,
    describe_share,
    parts_of,
    sides_of,
)
from claimcheck.reporting.summary import exit_code, summarise
from claimcheck.reporting.terminal import print_finding, print_report
from claimcheck.reporting.wording import DECIDER_NAMES, POLICY_NAMES

# Places of findings in the sample's article.
ENTAILED, MISQUOTED, TOGETHER, CONFLICTING, NOTHING = 1, 2, 5, 8, 9


def only(*places):
    """The sample's article without its text, and these findings of it."""
    report = text_report()
    (part,) = report.articles
    article = replace(part.article, text="")
    findings = tuple(part.findings[place] for place in places)
    return replace(report, articles=(replace(part, article=article, sentences=(), findings=findings),))


def explained(place, *, terminal=False):
    report = only(place)
    file = io.StringIO()
    console = Console(file=file, width=120, force_terminal=terminal, color_system=None)
    print_finding(report.articles[0].findings[0], report, console, shown=3)
    return file.getvalue()


def html(place):
    return " ".join(
        LexborHTMLParser(render(only(place), Format.HTML)).css_first("aside.right").text(separator=" ").split()
    )


def markdown(place):
    return render(only(place), Format.MARKDOWN)


WRITTEN = {"html": html, "markdown": markdown, "terminal": explained}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
class TestEveryFormat:
    def test_the_rules_with_their_meaning_and_who_decided(self, write):
        text = write(MISQUOTED)
        assert "quote-altered" in text
        assert "the quotation has other words" in text
        assert "ecided by comparing slots and quotations" in text
        assert "ecided by the stance model" in write(ENTAILED)
        assert "ecided by comparing slots and quotations and by the stance model" in write(CONFLICTING)
        assert "ecided by" not in write(NOTHING)

    def test_a_confidence_stands_with_what_it_was_counted_on(self, write):
        assert "96% of such verdicts were right, counted on 2,400 held-out pairs of three public sets" in write(
            ENTAILED
        )
        assert "onfidence" not in write(MISQUOTED)

    def test_a_score_has_three_probabilities_and_its_model(self, write):
        for place, shares in ((ENTAILED, ("93%", "1%", "6%")), (NOTHING, ("8%", "under 1%", "92%"))):
            text = " ".join(write(place).replace(",", " ").split())
            assert "supports {} refutes {} neither {}".format(*shares) in text
            assert MODEL in text
        assert "tance model" not in write(MISQUOTED)

    def test_the_slots_and_how_they_differ(self, write):
        text = write(MISQUOTED)
        assert all(said in text for said in ("grave concern", "serious concern", "conflict", "“grave” for “serious”"))
        assert "17 August 2017 (document's date)" in write(ENTAILED)
        assert "from its context" in write(ENTAILED)
        assert "from its context" not in write(MISQUOTED)
        assert "not found" in write(NOTHING)

    def test_which_passage_says_what_where_none_says_all(self, write):
        text = " ".join(write(TOGETHER).replace("|", " ").replace("“", "").replace("”", "").replace(":", "").split())
        for part in ("predicate adopted [1]", "name resolution 2371 [1]", "term unanimously [2]"):
            assert part in text, text
        assert "name The Security Council their context" in text
        assert "ears out predicate adopted" in text
        assert "supports 91%" in text
        assert text.count("upports part of the claim") == 2
        assert "ears out" not in write(MISQUOTED)

    def test_the_policy_and_what_was_left_out(self, write):
        text = write(TOGETHER)
        assert "Source policy" in text
        assert "fewer independent sources than the policy asks for: 1 of 2" in text
        text = write(NOTHING)
        assert "left out by the policy" in text
        assert "blogs/abductions (source policy: blogs)" in text
        assert "few_tools (the article itself)" in text.replace("\\_", "_")


def test_both_sides_stand_beside_each_other():
    tree = LexborHTMLParser(render(only(CONFLICTING), Format.HTML))
    sides = [" ".join(side.text().split()) for side in tree.css(".sides section")]
    assert [side.split(" the claim")[0] for side in sides] == ["Refutes", "Supports"]
    assert "stopped altogether in 2009" in sides[0]
    assert "nil in every year from 2010" in sides[1]
    (row,) = [line for line in markdown(CONFLICTING).split("\n") if line.startswith("| [1]")]
    assert row.index("2009") < row.index("[2]") < row.index("2010 on")
    text = explained(CONFLICTING)
    assert text.index("What refutes the claim") < text.index("in 2009") < text.index("What supports the claim")
    assert not LexborHTMLParser(render(only(MISQUOTED), Format.HTML)).css(".sides")


def test_inner_links_lead_to_the_citation_they_name():
    tree = LexborHTMLParser(render(only(CONFLICTING, TOGETHER), Format.HTML))
    for link in tree.css('a[href^="#cite-"]'):
        place = tree.css_first(link.attributes["href"])
        assert place.css_first("h4").text().startswith(link.text().split("]")[0])
    assert len(tree.css('a[href^="#cite-"]')) == 5


def test_the_bar_of_a_score_says_nothing_that_words_do_not():
    tree = LexborHTMLParser(render(only(ENTAILED), Format.HTML))
    bar = tree.css_first("svg.shares")
    assert bar.attributes["aria-hidden"] == "true"
    widths = [float(rect.attributes["width"].rstrip("%")) for rect in bar.css("rect")]
    assert widths == [93.0, 1.0, 6.0]
    assert "supports 93%" in " ".join(bar.parent.text().split())


def test_a_terminal_gets_the_slots_as_a_table_and_a_pipe_as_lines():
    table, lines = explained(MISQUOTED, terminal=True), explained(MISQUOTED)
    assert any(line.split()[:4] == ["compared", "claim", "source", "relation"] for line in table.split("\n"))
    assert "conflict – quotation: the claim has “grave concern”, the source “serious concern” (“grave” for" in lines


def test_a_summary_counts_verdicts_with_notes():
    report = only(TOGETHER, NOTHING, MISQUOTED)
    summary = summarise(report)
    assert summary.noted == 2
    assert {code for code, n in summary.policy.items() if n} == {
        PolicyCode.TOO_FEW_SOURCES,
        PolicyCode.EXCLUDED_SOURCE,
    }
    assert "Source policy: 1 too-few-sources, 1 excluded-source" in render(report, Format.MARKDOWN)
    assert "The sources of 2 verdicts do not meet it" in render(report, Format.HTML)
    file = io.StringIO()
    print_report(report, Console(file=file, width=120), shown=3)
    assert "source policy: fewer independent sources" in file.getvalue()
    assert "Source policy" not in render(only(MISQUOTED), Format.MARKDOWN)


@pytest.mark.parametrize(("setting", "code"), [("true", 1), ("false", 0), (None, 0)])
def test_notes_count_as_findings_only_where_the_policy_says_so(setting, code):
    report = only(TOGETHER)
    settings = dict(report.run.settings) | ({"policy.fail": setting} if setting else {})
    assert exit_code(replace(report, run=replace(report.run, settings=settings))) == code


def test_of_passages_that_say_it_together_each_has_its_share():
    (whole,) = only(ENTAILED).articles[0].findings
    (together,) = only(TOGETHER).articles[0].findings
    assert parts_of(whole) == ()
    assert [(p.claim_value, p.where, p.missing) for p in parts_of(together)] == [
        ("adopted", "[1]", False),
        ("resolution 2371", "[1]", False),
        ("unanimously", "[2]", False),
        ("The Security Council", "their context", False),
    ]
    for _, citation, assessment, bears_out in cited(together):
        assert bears_out
        for slot in assessment.slots:
            assert citation.quote[slot.start : slot.end] == slot.source_value
    assert describe_decision(together) == "the stance model"
    missing = SlotComparison(slot=Slot.DATE, relation=Relation.MISSING, claim_value="5 August")
    joint = together.verdict.together
    lacking = replace(joint, slots=(*joint.slots, missing))
    (*_, last) = parts_of(replace(together, verdict=replace(together.verdict, together=lacking)))
    assert (last.where, last.missing) == ("not found", True)


def test_the_weaker_of_two_sides_is_shown_and_decides_nothing():
    """The source policy may hold one side for the stronger: its stance is the verdict's, and both are shown."""
    (finding,) = only(CONFLICTING).articles[0].findings
    for label, decision, first in (
        (Label.SUPPORTED, "the stance model", Stance.SUPPORTS),
        (Label.REFUTED, "comparing slots and quotations", Stance.REFUTES),
    ):
        settled = replace(finding, verdict=replace(finding.verdict, label=label))
        assert describe_decision(settled) == decision
        assert cited(settled)[0].citation.stance is first
        assert len(sides_of(settled)) == 1
        report = only(CONFLICTING)
        report = replace(report, articles=(replace(report.articles[0], findings=(settled,)),))
        assert len(LexborHTMLParser(render(report, Format.HTML)).css(".sides section")) == 2


def test_sides_of_different_length_leave_no_source_out():
    (finding,) = only(CONFLICTING).articles[0].findings
    refuting = next(c for c in finding.verdict.citations if c.stance is Stance.REFUTES)
    more = replace(finding, verdict=replace(finding.verdict, citations=(*finding.verdict.citations, refuting)))
    rows = sides_of(more)
    assert [[side is not None for side in row] for row in rows] == [[True, True], [True, False]]
    report = only(CONFLICTING)
    report = replace(report, articles=(replace(report.articles[0], findings=(more,)),))
    assert render(report, Format.MARKDOWN).count("\n| [") == 2


def test_what_a_refuting_passage_shares_with_the_claim_is_not_said_to_bear_it_out():
    (finding,) = only(MISQUOTED).articles[0].findings
    assert [c.bears_out for c in cited(finding)] == [""]
    partly = tuple(replace(c, stance=Stance.NEUTRAL) for c in finding.verdict.citations)
    verdict = replace(finding.verdict, label=Label.PARTIALLY_SUPPORTED, citations=partly)
    assert [c.bears_out for c in cited(replace(finding, verdict=verdict))] == ["name “South China Sea”"]


def test_every_member_has_its_words():
    assert set(POLICY_NAMES) == set(PolicyCode)
    assert set(DECIDER_NAMES) == set(Decider)


@given(st.floats(0, 1))
def test_a_share_is_called_certain_only_if_it_is(share):
    said = describe_share(share)
    assert (said == "100%") == (share == 1.0)
    assert (said == "0%") == (share == 0.0)


@given(st.floats(0, 1), st.text(min_size=1).filter(str.strip))
def test_no_format_shows_a_confidence_without_what_it_was_counted_on(value, counted):
    report = only(MISQUOTED)
    (finding,) = report.articles[0].findings
    found = with_sources(finding, confidence=(value, counted))
    report = replace(report, articles=(replace(report.articles[0], findings=(found,)),))
    assert describe_decision(found) == describe_decision(finding)
    assert "of such verdicts were right, counted on" in render(report, Format.HTML)
    assert "of such verdicts were right, counted on" in render(report, Format.MARKDOWN)
