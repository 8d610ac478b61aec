"""The galley: one self-contained HTML file, article left, evidence right."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from claimcheck.models import (
    ArticleReport,
    Citation,
    Finding,
    Label,
    ModelScore,
    Relation,
    Report,
    Search,
    SlotComparison,
    SourceDocument,
    Stance,
)
from claimcheck.reporting import explanation, wording
from claimcheck.reporting.edits import (
    describe_drops,
    describe_earlier,
    describe_history,
    describe_orphan,
    edits_of,
    orphaned_of,
)
from claimcheck.reporting.escaping import visible, web_address
from claimcheck.reporting.evidence import (
    Excerpt,
    Miss,
    Piece,
    document_title,
    excerpt,
    mark_slots,
    nearest_misses,
    ordered_slots,
)
from claimcheck.reporting.explanation import Cited, cited, describe_stance, parts_of, sides_of
from claimcheck.reporting.explanation import Part as ClaimPart
from claimcheck.reporting.galley import Galley, Segment, lay_out
from claimcheck.reporting.inferences import describe_inference, describe_speaker, describe_unresolved, worded
from claimcheck.reporting.summary import Summary, headline, summarise, summarise_articles
from claimcheck.reporting.worth import describe_worth

if TYPE_CHECKING:
    import jinja2


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as the page names it; `links` are safe to open, `addresses` are only text."""

    title: str
    document: SourceDocument | None
    links: tuple[str, ...]
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A citation with its surroundings and the slots compared; `bears_out` only where it lacks others."""

    number: int
    citation: Citation
    says: str
    source: Source
    excerpt: Excerpt
    slots: tuple[SlotComparison, ...]
    score: ModelScore | None
    bears_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A passage that decided nothing, with its source."""

    miss: Miss
    source: Source
    pieces: tuple[Piece, ...]
    slots: tuple[SlotComparison, ...]
    score: ModelScore | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A claim with everything that is shown of it. `key` is its place, made of digits and dashes only.

    `sides` holds the quotes that refute and those that support, where there are
    both; `parts` which quote has which part, where they say it only together;
    `edited` what people changed, `earlier` how the claim came out elsewhere.
    """

    key: str
    number: int
    finding: Finding
    quotes: tuple[Quote, ...]
    sides: tuple[tuple[Stance, tuple[Quote, ...]], ...]
    parts: tuple[ClaimPart, ...]
    misses: tuple[NearMiss, ...]
    search: Search
    reworded: str
    edited: str
    earlier: tuple[str, ...]

    @property
    def label(self) -> Label:
        """The verdict's label."""
        return self.finding.verdict.label

    @property
    def title(self) -> str:
        """What a person calls the claim."""
        return self.finding.claim.name or f"Claim {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One article of the page; `dropped` says by sentence id which of its claims people dropped."""

    number: int
    report: ArticleReport
    summary: Summary
    galley: Galley | None
    cards: tuple[Card, ...]
    link: str | None
    dropped: Mapping[str, str]
    orphans: tuple[str, ...]

    def gravest(self, segment: Segment) -> Label:
        """Return the gravest label among a segment's claims."""
        return min((self.cards[c].label for c in segment.claims), key=wording.SEVERITY.index)

    def keys(self, segment: Segment) -> str:
        """Return the keys of a segment's claims, gravest first."""
        cards = sorted((self.cards[c] for c in segment.claims), key=lambda c: wording.SEVERITY.index(c.label))
        return " ".join(c.key for c in cards)


def render_html(report: Report, *, shown: int) -> str:
    """Render the galley: no network, no cookies, and all of it readable without its script.

    Args:
        report: What to render.
        shown: Nearest misses listed for each claim.
    """
    environment = _environment()
    style, script = _asset("report.css"), _asset("report.js")
    parts = tuple(_part(part, number, report, shown) for number, part in enumerate(report.articles, start=1))
    summary = summarise(report)
    text = environment.get_template("report.html.j2").render(
        report=report,
        parts=parts,
        summary=summary,
        headline=headline(summary),
        title=parts[0].report.article.title if len(parts) == 1 else f"{len(parts)} articles checked",
        style=_markup(style),
        script=_markup(script),
        policy=_policy(style, script),
    )
    return text if text.endswith("\n") else text + "\n"


def _part(part: ArticleReport, number: int, report: Report, shown: int) -> Part:
    galley = lay_out(part) if part.article.text and part.sentences else None
    edited = {key: describe_history(outcome) for key, outcome in edits_of(part.edits).items()}
    return Part(
        number=number,
        report=part,
        summary=summarise_articles([part]),
        galley=galley if galley and galley.blocks else None,
        cards=tuple(
            _card(f, f"{number}-{place}", report, edited=edited.get(f.claim.id, ""), shown=shown)
            for place, f in enumerate(part.findings, start=1)
        ),
        link=web_address(part.article.address),
        dropped=describe_drops(part),
        orphans=tuple(describe_orphan(o) for o in orphaned_of(part)),
    )


def _card(finding: Finding, key: str, report: Report, *, edited: str, shown: int) -> Card:
    claim = finding.claim
    quoted = claim.anchor.quote if claim.anchor else ""
    same = " ".join(quoted.split()).rstrip(".") == " ".join(claim.text.split()).rstrip(".")
    quotes = tuple(_quote(c, report.documents) for c in cited(finding))
    return Card(
        key=key,
        number=claim.ordinal,
        finding=finding,
        quotes=quotes,
        sides=_sides(finding, quotes),
        parts=parts_of(finding),
        misses=tuple(_near_miss(m, report.documents) for m in nearest_misses(finding, shown=shown)),
        search=finding.search,
        reworded="" if same else quoted,
        edited=edited,
        earlier=tuple(describe_earlier(c) for c in report.earlier.get(claim.id, ())),
    )


def _quote(found: Cited, documents: Mapping[str, SourceDocument]) -> Quote:
    number, citation, assessment, bears_out = found
    return Quote(
        number=number,
        citation=citation,
        says=describe_stance(found),
        source=_source(citation.document_id, documents),
        excerpt=excerpt(documents.get(citation.document_id), citation, assessment),
        slots=ordered_slots(assessment),
        score=assessment.score if assessment else None,
        bears_out=bears_out,
    )


def _sides(finding: Finding, quotes: Sequence[Quote]) -> tuple[tuple[Stance, tuple[Quote, ...]], ...]:
    if not sides_of(finding):
        return ()
    return tuple(
        (stance, tuple(q for q in quotes if q.citation.stance is stance))
        for stance in (Stance.REFUTES, Stance.SUPPORTS)
    )


def _near_miss(miss: Miss, documents: Mapping[str, SourceDocument]) -> NearMiss:
    slots = ordered_slots(miss.assessment)
    passage = miss.evidence.passage
    return NearMiss(
        miss=miss,
        source=_source(passage.document_id, documents),
        pieces=mark_slots(passage.text, slots),
        slots=slots,
        score=miss.assessment.score if miss.assessment else None,
    )


def _source(document_id: str, documents: Mapping[str, SourceDocument]) -> Source:
    document = documents.get(document_id)
    addresses = document.urls if document else ()
    return Source(
        title=document_title(documents, document_id),
        document=document,
        links=tuple(a for a in addresses if web_address(a)),
        addresses=tuple(a for a in addresses if not web_address(a)),
    )


@cache
def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("claimcheck.reporting", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalize,
    )
    environment.globals.update(
        labels=wording.SEVERITY,
        label_names=wording.LABEL_NAMES,
        label_meanings=wording.LABEL_MEANINGS,
        severity={label: rank for rank, label in enumerate(wording.SEVERITY)},
        stance_names=wording.STANCE_NAMES,
        relation_names=wording.RELATION_NAMES,
        kind_names=wording.CHECKABILITY_NAMES,
        tier_names=wording.TIER_NAMES,
        reason_names=wording.REASON_NAMES,
        describe_form=wording.describe_form,
        describe_state=wording.describe_state,
        count_of=wording.count_of,
        policy_names=wording.POLICY_NAMES,
        describe_confidence=explanation.describe_confidence,
        describe_decision=explanation.describe_decision,
        describe_left_out=explanation.describe_left_out,
        describe_search=explanation.describe_search,
        shares_of=explanation.shares_of,
        worded=worded,
        describe_inference=describe_inference,
        describe_speaker=describe_speaker,
        describe_unresolved=describe_unresolved,
        describe_worth=describe_worth,
        segments_of_bar=_bar,
        segments_of_score=_score_bar,
        conflict=Relation.CONFLICT,
    )
    return environment


def _finalize(value: Any) -> Any:
    """Make characters that would act on the page's text visible, in whatever a template prints."""
    # Markup is the page's own: the style, the script and what macros made, printed through here already.
    return visible(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _bar(summary: Summary) -> list[tuple[Label, int, str, str]]:
    """Return label, count, left edge and width in per cent of each stretch of the summary bar."""
    total = max(1, summary.claims)
    stretches, left = [], 0
    for label, count in summary.labels.items():
        if count:
            stretches.append((label, count, f"{100 * left / total:.3f}", f"{100 * count / total:.3f}"))
            left += count
    return stretches


def _score_bar(score: ModelScore) -> list[tuple[Stance, str, str]]:
    """Return stance, left edge and width in per cent of each stretch of a score's bar."""
    stretches, left = [], 0.0
    for stance, share in (
        (Stance.SUPPORTS, score.supports),
        (Stance.REFUTES, score.refutes),
        (Stance.NEUTRAL, score.neutral),
    ):
        stretches.append((stance, f"{100 * left:.2f}", f"{100 * share:.2f}"))
        left += share
    return stretches


def _markup(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 -- the package's own file, never data


def _policy(style: str, script: str) -> str:
    """Allow this style and this script, and nothing else: no images, no fonts, no connections, no forms."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _asset(name: str) -> str:
    return resources.files("claimcheck.reporting").joinpath("templates", name).read_text("utf-8")
