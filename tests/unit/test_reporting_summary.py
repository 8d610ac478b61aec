from dataclasses import replace

import pytest
from report_full_sample import full_report
from report_samples import report_of, small_report

from claimcheck.models import Checkability, Label, Reason, Unreadable
from claimcheck.reporting.summary import exit_code, headline, summarise
from claimcheck.reporting.wording import (
    CHECKABILITY_NAMES,
    LABEL_MARKS,
    LABEL_MEANINGS,
    LABEL_NAMES,
    REASON_NAMES,
    SEVERITY,
)


def only(report, *labels):
    """The report with only the findings of these labels."""
    parts = tuple(
        replace(p, findings=tuple(f for f in p.findings if f.verdict.label in labels)) for p in report.articles
    )
    return replace(report, articles=parts)


def test_counts():
    summary = summarise(full_report())
    assert dict(summary.labels) == {
        Label.REFUTED: 4,
        Label.CONFLICTING: 1,
        Label.PARTIALLY_SUPPORTED: 1,
        Label.NOT_ENOUGH_EVIDENCE: 3,
        Label.SUPPORTED: 6,
    }
    assert list(summary.labels) == list(SEVERITY)
    assert (summary.articles, summary.claims, summary.cited, summary.unreadable) == (2, 15, 5, 1)
    assert (summary.expected, summary.expected_met) == (6, 6)
    # 8 checkable sentences and 4 listed claims; listed opinions count with the article's own.
    assert summary.checkability[Checkability.CHECKABLE] == 12
    assert summary.checkability[Checkability.OPINION] == 3
    assert summary.checkability[Checkability.BOILERPLATE] == 3
    assert summary.sentences == sum(summary.checkability.values()) == 23
    assert summary.unchecked == 8
    assert summary.unclaimed == 0


def test_worth_is_a_share():
    summary = summarise(small_report())
    assert summary.worth[Label.REFUTED] == pytest.approx(0.9 / 1.9, abs=1e-6)
    assert sum(summary.worth.values()) == pytest.approx(1, abs=1e-5)
    assert summary.settled == pytest.approx(1.6 / 1.9, abs=1e-5)


def test_nothing_to_count():
    summary = summarise(report_of([], []))
    assert set(summary.worth.values()) == {0.0}
    assert "not a pass" in headline(summary)


def test_a_checkable_sentence_without_a_claim_is_counted():
    assert summarise(only(small_report(), Label.REFUTED)).unclaimed == 1


@pytest.mark.parametrize(
    ("labels", "unreadable", "code"),
    [
        ((Label.SUPPORTED, Label.NOT_ENOUGH_EVIDENCE, Label.PARTIALLY_SUPPORTED), False, 0),
        ((Label.SUPPORTED, Label.REFUTED), False, 1),
        ((Label.CONFLICTING,), False, 1),
        ((Label.SUPPORTED,), True, 3),
        ((Label.REFUTED,), True, 3),
    ],
)
def test_exit_code(labels, unreadable, code):
    report = replace(only(full_report(), *labels), unreadable=(Unreadable(path="a", why="b"),) if unreadable else ())
    assert exit_code(report) == code


def test_headline_names_what_is_grave():
    assert headline(summarise(full_report())) == "Of 15 claims, 4 refuted and 1 with conflicting sources."
    calm = only(full_report(), Label.SUPPORTED, Label.NOT_ENOUGH_EVIDENCE)
    assert headline(summarise(calm)) == (
        "Of 9 claims, none is refuted or conflicting; for 3 there is not enough evidence."
    )


def test_every_member_has_its_words():
    for names in (LABEL_NAMES, LABEL_MARKS, LABEL_MEANINGS):
        assert set(names) == set(Label)
        assert len(set(names.values())) == len(Label)
    assert set(SEVERITY) == set(Label)
    assert set(CHECKABILITY_NAMES) == set(Checkability)
    assert set(REASON_NAMES) == set(Reason)
