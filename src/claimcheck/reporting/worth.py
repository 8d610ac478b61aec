"""Check-worthiness in reports: what it is made of, and claims in its order."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from claimcheck.models import ArticleReport, Claim, Report


class Order(StrEnum):
    """The order of an article's claims in a report."""

    ARTICLE = "article"
    WORTH = "worth"


def order_claims(report: Report, order: Order) -> Report:
    """Return the report with each article's claims in that order: as they stand, or the most worth checking first."""
    if order is Order.ARTICLE:
        return report
    return replace(report, articles=tuple(_by_worth(part) for part in report.articles))


def describe_worth(claim: Claim) -> str:
    """Say what a claim's check-worthiness is made of; "" if nothing is known.

    >>> from claimcheck.models import WorthPart
    >>> parts = (WorthPart(name="figure", share=0.2, cue="40"), WorthPart(name="name", share=0.06, cue="Peru"))
    >>> describe_worth(Claim(id="c", article_id="a", ordinal=1, text="40 left Peru.", worth=0.26, worth_parts=parts))
    'figure 0.20: “40”; name 0.06: “Peru”'
    """
    return "; ".join(f"{p.name} {p.share:.2f}: “{p.cue}”" for p in claim.worth_parts)


def _by_worth(part: ArticleReport) -> ArticleReport:
    return replace(part, findings=tuple(sorted(part.findings, key=lambda f: -f.claim.worth)))
