"""Inferred words are told from the article's own in every report, and what is left open is named."""

import io
import json
from dataclasses import replace

import pytest
from report_samples import small_report
from rich.console import Console
from test_reporting_html import page

from claimcheck.models import Anchor, Checkability, Claim, Inference, InferenceKind, Remainder
from claimcheck.reporting import Format, render
from claimcheck.reporting.inferences import bracketed, describe_inference, describe_unresolved, worded
from claimcheck.reporting.terminal import print_report

IT = Inference(start=0, end=8, kind=InferenceKind.PRONOUN, said="It", source=Anchor(start=5, end=13, quote="The bank"))


def claim(text="The bank closed.", **about):
    return Claim(id="c", article_id="a", ordinal=1, text=text, **about)


def test_a_claim_is_shown_in_stretches():
    assert [(p.text, bool(p.inference)) for p in worded(claim(inferred=(IT,)))] == [
        ("The bank", True),
        (" closed.", False),
    ]
    assert [p.text for p in worded(claim())] == ["The bank closed."]


def test_white_space_around_added_words_stays_outside_the_brackets():
    added = Inference(start=8, end=17, kind=InferenceKind.DEFINITE)
    assert bracketed(claim("The bank of Japan closed.", inferred=(added,))) == "The bank [of Japan] closed."


def test_what_was_inferred_and_what_is_open_is_said():
    assert describe_inference(IT) == "Inferred: the article has “It” here, and “The bank” elsewhere"
    assert describe_inference(Inference(start=0, end=1, kind=InferenceKind.SUPPLIED)) == "Inferred: added"
    assert describe_unresolved(claim(unresolved=("he", "the deal"))) == "unresolved: he, the deal"
    assert describe_unresolved(claim()) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"inferred": (Inference(start=9, end=20, kind=InferenceKind.NAME),)},
        {"inferred": (Inference(start=8, end=9, kind=InferenceKind.NAME),)},
        {"inferred": (IT, Inference(start=7, end=9, kind=InferenceKind.NAME))},
        {"inferred": (Inference(start=9, end=15, kind=InferenceKind.NAME), IT)},
        {"unresolved": (" ",)},
    ],
    ids=["outside", "blank", "overlapping", "out of order", "nameless"],
)
def test_an_inference_fits_its_claim(wrong):
    with pytest.raises(ValueError, match=r"inferred|unresolved"):
        claim(**wrong)
    with pytest.raises(ValueError, match="no span"):
        Inference(start=3, end=3, kind=InferenceKind.NAME)


def test_every_report_marks_them():
    report = small_report()
    words = "All 15 members [of the Security Council] voted for [resolution 2371]."
    assert words.replace("[", "\\[").replace("]", "\\]") in render(report, Format.MARKDOWN)
    assert "unresolved: markets" in render(report, Format.MARKDOWN)
    out = io.StringIO()
    print_report(report, Console(file=out, width=100), shown=1)
    assert words in out.getvalue()
    assert "unresolved: markets" in out.getvalue()
    found = json.loads(render(report, Format.JSON))["articles"][0]["findings"]
    assert found[1]["claim"]["inferred"][1]["said"] == "it"
    assert found[2]["claim"]["unresolved"] == ["markets"]
    marks = [a for t, a in page(report).elements if t == "ins" and a.get("title")]
    assert {a["title"] for a in marks} == {
        "Inferred: added",
        "Inferred: the article has “it” here, and “resolution 2371” elsewhere",
    }


@pytest.mark.parametrize("form", [Format.HTML, Format.MARKDOWN])
def test_who_said_a_claim_is_shown(form):
    report = small_report()
    part = report.articles[0]
    finding = replace(part.findings[0], claim=replace(part.findings[0].claim, attributed_to="<b>Pike"))
    shown = render(replace(report, articles=(replace(part, findings=(finding, *part.findings[1:])),)), form)
    assert "said by " in shown
    assert "said by <b" not in shown
    assert shown.count("said by ") == render(report, form).count("said by ") + 1


@pytest.mark.parametrize("form", [Format.HTML, Format.MARKDOWN])
def test_what_is_in_no_claim_is_shown_with_its_reason(form):
    report = small_report()
    part = report.articles[0]
    claim = part.findings[0].claim
    sentence = next(s for s in part.sentences if s.id == claim.sentence_id)
    at = sentence.anchor.start
    anchor = Anchor(start=at, end=at + 7, quote=part.article.text[at : at + 7])
    left = Remainder(anchor=anchor, checkability=Checkability.FORECAST, reason="speaks of what will <i>be</i>")
    cut = Anchor(start=at + 8, end=claim.anchor.end, quote=part.article.text[at + 8 : claim.anchor.end])
    finding = replace(part.findings[0], claim=replace(claim, anchor=cut))
    sentences = tuple(replace(s, remainders=(left,)) if s is sentence else s for s in part.sentences)
    changed = replace(part, findings=(finding, *part.findings[1:]), sentences=sentences)
    shown = render(replace(report, articles=(changed,)), form)
    assert "speaks of what will" in shown
    assert "<i>be" not in shown
    assert ("In no claim: " in shown) if form is Format.HTML else ("part of a sentence; " in shown)
