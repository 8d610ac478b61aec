"""What a report comes to: the counts that head every format, and the exit code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimcheck.models import ArticleReport, Checkability, Label, PolicyCode, Report
from claimcheck.reporting.wording import SEVERITY, count_of

FINDING_LABELS = frozenset({Label.REFUTED, Label.CONFLICTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts over one or more articles.

    Attributes:
        articles: Articles checked.
        claims: Claims judged.
        labels: Claims of each label, gravest first; every label is there.
        worth: Each label's share, in [0, 1], of all check-worthiness; all 0
            where there is none.
        sentences: Sentences and listed statements accounted for.
        checkability: Those of each kind; every kind is there. A claim that
            was listed without its article's text counts as one checkable
            sentence.
        unclaimed: Checkable sentences that no claim was drawn from.
        cited: Documents cited.
        policy: Verdicts with a note of the source policy, by code; every code
            is there.
        noted: Verdicts with any such note.
        expected: Claims with an expected label.
        expected_met: Those whose label is the expected one.
        unreadable: Files that could not be read.
        edits: Edits of the claims that were applied.
        orphaned: Edits that could not be, and that a person has to look at.
    """

    articles: int
    claims: int
    labels: Mapping[Label, int]
    worth: Mapping[Label, float]
    sentences: int
    checkability: Mapping[Checkability, int]
    unclaimed: int
    cited: int
    policy: Mapping[PolicyCode, int]
    noted: int
    expected: int
    expected_met: int
    unreadable: int
    edits: int = 0
    orphaned: int = 0

    @property
    def unchecked(self) -> int:
        """Sentences of the articles' bodies that assert nothing a document could settle."""
        return sum(n for k, n in self.checkability.items() if not (k.is_checkable or k is Checkability.BOILERPLATE))

    @property
    def settled(self) -> float:
        """Share, in [0, 1], of all check-worthiness whose claims the documents settle either way."""
        return min(1.0, round(self.worth[Label.SUPPORTED] + self.worth[Label.REFUTED], 6))


def summarise(report: Report) -> Summary:
    """Count what a report holds."""
    return summarise_articles(report.articles, unreadable=len(report.unreadable))


def summarise_articles(articles: Iterable[ArticleReport], *, unreadable: int = 0) -> Summary:
    """Count what some of a report's articles hold."""
    parts = tuple(articles)
    findings = [f for part in parts for f in part.findings]
    kinds = [s.checkability for part in parts for s in part.sentences]
    kinds += [u.kind for part in parts for u in part.unchecked]
    kinds += [Checkability.CHECKABLE for part in parts if not part.sentences for _ in part.findings]
    expected = [f for f in findings if f.claim.expected is not None]
    return Summary(
        articles=len(parts),
        claims=len(findings),
        labels={label: sum(f.verdict.label is label for f in findings) for label in SEVERITY},
        worth=_worth([(f.verdict.label, f.claim.worth) for f in findings]),
        sentences=len(kinds),
        checkability={kind: kinds.count(kind) for kind in Checkability},
        unclaimed=sum(_unclaimed(part) for part in parts),
        cited=len({c.document_id for f in findings for c in f.verdict.citations}),
        policy={code: sum(code in {n.code for n in f.verdict.policy} for f in findings) for code in PolicyCode},
        noted=sum(bool(f.verdict.policy) for f in findings),
        expected=len(expected),
        expected_met=sum(f.verdict.label is f.claim.expected for f in expected),
        unreadable=unreadable,
        edits=sum(not o.orphaned for part in parts for o in part.edits),
        orphaned=sum(o.orphaned for part in parts for o in part.edits),
    )


def exit_code(report: Report) -> int:
    """Return 3 if something is missing, else 1 if a claim is refuted or conflicting, else 0.

    Missing is what could not be read, and a person's edit that was orphaned.
    Incomplete wins: with a source missing, or a claim that a person wanted
    checked, neither "nothing found" nor the findings can be taken as the whole
    answer. A note of the source policy is a
    finding where the run's policy says `fail`; it tells of the sources, not of
    the article.
    """
    if report.unreadable or any(o.orphaned for part in report.articles for o in part.edits):
        return 3
    strict = report.run.settings.get("policy.fail") == "true"
    verdicts = [f.verdict for part in report.articles for f in part.findings]
    return int(any(v.label in FINDING_LABELS or (strict and v.policy) for v in verdicts))


def headline(summary: Summary) -> str:
    """Return the one sentence that a reader needs first."""
    if not summary.claims:
        return "No checkable claim was found. That is not a pass: nothing was checked."
    grave = [
        f"{summary.labels[label]} {words}"
        for label, words in ((Label.REFUTED, "refuted"), (Label.CONFLICTING, "with conflicting sources"))
        if summary.labels[label]
    ]
    total = count_of(summary.claims, "claim")
    if grave:
        return f"Of {total}, {' and '.join(grave)}."
    left = summary.labels[Label.NOT_ENOUGH_EVIDENCE]
    tail = f"; for {left} there is not enough evidence" if left else ""
    return f"Of {total}, none is refuted or conflicting{tail}."


def _worth(claims: Iterable[tuple[Label, float]]) -> dict[Label, float]:
    each: dict[Label, list[float]] = {label: [] for label in SEVERITY}
    for label, worth in claims:
        each[label].append(worth)
    total = math.fsum(w for worths in each.values() for w in worths)
    return {label: round(math.fsum(worths) / total, 6) if total else 0.0 for label, worths in each.items()}


def _unclaimed(part: ArticleReport) -> int:
    claimed = {f.claim.sentence_id for f in part.findings}
    return sum(s.checkability.is_checkable and s.id not in claimed for s in part.sentences)
