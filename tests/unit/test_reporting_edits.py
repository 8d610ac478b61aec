"""What people changed, and earlier checks, in every report: by whom, what it was, and what lost its place."""

import io
import json
from dataclasses import replace

import pytest
from report_samples import small_report
from rich.console import Console
from test_reporting_html import page

from claimcheck.models import ClaimEdit, EarlierCheck, EditAction, EditOutcome, Label, TextQuote
from claimcheck.reporting import Format, render
from claimcheck.reporting.edits import describe_edit, describe_history
from claimcheck.reporting.summary import exit_code, summarise
from claimcheck.reporting.terminal import print_report, print_summary


def edit(action, **about):
    return ClaimEdit(action=action, words=(TextQuote(exact="It was high time"),), by="A. Ito", note="hearsay", **about)


def edited_report():
    report = small_report()
    (part,) = report.articles
    claim = part.findings[1].claim
    opinion = next(s for s in part.sentences if s.anchor.quote == "It was high time.")
    span = (opinion.anchor.start, opinion.anchor.end)
    outcomes = (
        EditOutcome(
            edit=edit(EditAction.REWORD, claims=(claim.text,)), spans=(span,), was=("All voted.",), made=(claim.id,)
        ),
        EditOutcome(edit=edit(EditAction.DROP), spans=(span,), was=("It was time.",)),
        EditOutcome(edit=edit(EditAction.ADD, claims=("It was late.",)), why="its words are gone"),
    )
    before = EarlierCheck(
        claim_id="claim-0",
        text="All members voted for it.",
        article_id="article-0",
        article="Another article",
        published="2016",
        checked="2026-01-02",
        label=Label.REFUTED,
        differs=("quiet",),
    )
    return replace(report, articles=(replace(part, edits=outcomes),), earlier={claim.id: (before,)})


REWORDED = "Reworded; it was “All voted.” (by A. Ito: hearsay)"
DROPPED = "Dropped; it was “It was time.” (by A. Ito: hearsay)"
LOST = "add “It was late.”, from “It was high time” – its words are gone (by A. Ito: hearsay)"
BEFORE = "in “Another article” (2016) on 2026-01-02: refuted, as “All members voted for it.”"


def terminal(report, print_=print_report, **about):
    file = io.StringIO()
    print_(report, Console(file=file, width=100), **about)
    return file.getvalue()


def test_edits_and_earlier_checks_are_counted_and_an_orphan_makes_a_check_incomplete():
    report = edited_report()
    summary = summarise(report)
    assert (summary.edits, summary.orphaned) == (2, 1)
    assert exit_code(report) == 3
    assert exit_code(small_report()) == 1


@pytest.mark.parametrize("said", [REWORDED, DROPPED, LOST, BEFORE])
def test_every_report_says_who_changed_what_and_what_came_before(said):
    report = edited_report()
    assert said in page(report).text
    assert said in render(report, Format.MARKDOWN).replace("\\", "")
    if said != DROPPED:
        assert said in terminal(report, shown=3)


def test_the_summary_alone_names_the_orphans():
    shown = terminal(edited_report(), print_=print_summary)
    assert "2 applied" in shown
    assert f"Incomplete: 1 edit of the claims lost its place\n  {LOST}" in shown


def test_json_holds_the_edits_with_their_state_and_the_earlier_checks_apart():
    written = json.loads(render(edited_report(), Format.JSON))
    states = [(e["action"], e["state"], e["by"]) for e in written["articles"][0]["edits"]]
    assert states == [("reword", "applied", "A. Ito"), ("drop", "applied", "A. Ito"), ("add", "orphaned", "A. Ito")]
    (checks,) = written["earlier_checks"].values()
    assert [c["label"] for c in checks] == ["refuted"]
    assert (written["summary"]["edits"], written["summary"]["orphaned_edits"]) == (2, 1)


def test_a_report_without_edits_says_nothing_of_them():
    for text in (terminal(small_report(), shown=3), render(small_report(), Format.MARKDOWN)):
        assert "edit" not in text.lower()
        assert "before" not in text.lower()


def test_each_edit_is_said_in_words():
    quote = (TextQuote(exact="a  b"),)
    said = [
        describe_edit(ClaimEdit(action=EditAction.DROP, words=quote, which=("X is so.",))),
        describe_edit(ClaimEdit(action=EditAction.SPLIT, words=quote, claims=("X.", "Y."))),
        describe_edit(ClaimEdit(action=EditAction.MERGE, words=quote * 2, claims=("X.",))),
    ]
    assert said == [
        "drop the claim of “a b” (of it: “X is so.”)",
        "split the claim of “a b” into “X.”, “Y.”",
        "merge the claim of “a b”, “a b” into “X.”",
    ]
    added = EditOutcome(
        edit=ClaimEdit(action=EditAction.ADD, words=quote, claims=("X.",)), spans=((0, 4),), made=("c",)
    )
    assert describe_history(added) == "Added; it was not found by the program (by the desk)"
