"""What a finding rests on, arranged for showing: excerpts, slot tables and nearest misses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from claimcheck.models import (
    Assessment,
    Citation,
    Evidence,
    Finding,
    Relation,
    SlotComparison,
    SourceDocument,
)
from claimcheck.reporting.wording import REASON_NAMES, SIGNAL_NAMES

REACH = 300

_ORDER = {Relation.CONFLICT: 0, Relation.MISSING: 1, Relation.COMPATIBLE: 2, Relation.EQUAL: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a quote; `relation` says how it stands to the claim, where it was compared."""

    text: str
    relation: Relation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A quote, in pieces, within the text around it; a cut end of the surroundings is marked."""

    before: str
    pieces: tuple[Piece, ...]
    after: str
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A passage that was compared and not cited, with why."""

    evidence: Evidence
    assessment: Assessment | None
    why: str


def assessments_of(finding: Finding) -> dict[str, Assessment]:
    """Return a finding's assessments by passage id."""
    return {a.passage_id: a for a in finding.verdict.assessments}


def ordered_slots(assessment: Assessment | None) -> tuple[SlotComparison, ...]:
    """Return the slots in the order in which they matter: conflicts, then what is missing, then the rest."""
    return tuple(sorted(assessment.slots, key=lambda s: _ORDER[s.relation])) if assessment else ()


def nearest_misses(finding: Finding, *, shown: int) -> tuple[Miss, ...]:
    """Return up to `shown` passages that were looked at and not cited, nearest to the claim first."""
    cited = {c.passage_id for c in finding.verdict.citations}
    known = assessments_of(finding)
    rest = [(e, known.get(e.passage.id)) for e in finding.evidence if e.passage.id not in cited]
    rest.sort(key=lambda p: -(p[1].coverage if p[1] else -1.0))  # stable: retrieval's order breaks ties
    return tuple(Miss(evidence=e, assessment=a, why=_why(a)) for e, a in rest[: max(0, shown)])


def excerpt(document: SourceDocument | None, citation: Citation, assessment: Assessment | None) -> Excerpt:
    """Return a citation's quote in the `REACH` characters of its document before and after it.

    Without the document, or where its text does not hold the quote at the
    citation's span, only the quote is shown.
    """
    pieces = mark_slots(citation.quote, assessment.slots if assessment else ())
    text = document.text if document else ""
    if text[citation.start : citation.end] != citation.quote:
        return Excerpt(before="", pieces=pieces, after="")
    first, last = max(0, citation.start - REACH), min(len(text), citation.end + REACH)
    before, after = text[first : citation.start], text[citation.end : last]
    if first > 0:
        before = _from_word(before)
    if last < len(text):
        after = _from_word(after[::-1])[::-1]
    return Excerpt(before=before, pieces=pieces, after=after, cut_before=first > 0, cut_after=last < len(text))


def found_by(finding: Finding, passage_id: str) -> str:
    """Return how a passage was found: its rank, its score and what spoke for it; empty if it was not evidence."""
    for rank, item in enumerate(finding.evidence, start=1):
        if item.passage.id == passage_id:
            said = [f"{SIGNAL_NAMES.get(name, name)} {value:.2f}" for name, value in sorted(item.signals.items())]
            return f"found {rank}. of {len(finding.evidence)}, score {item.score:.2f}: {', '.join(said) or 'no signal'}"
    return ""


def mark_slots(quote: str, slots: Sequence[SlotComparison]) -> tuple[Piece, ...]:
    """Cut a quote into pieces at its slots' spans; where spans overlap, the gravest relation wins."""
    marks: dict[int, Relation] = {}
    for slot in sorted(slots, key=lambda s: -_ORDER[s.relation]):
        if slot.start is None or slot.end is None or not 0 <= slot.start < slot.end <= len(quote):
            continue
        marks.update(dict.fromkeys(range(slot.start, slot.end), slot.relation))
    pieces: list[Piece] = []
    start = 0
    for end in range(1, len(quote) + 1):
        if end == len(quote) or marks.get(end) is not marks.get(start):
            pieces.append(Piece(text=quote[start:end], relation=marks.get(start)))
            start = end
    return tuple(pieces)


def document_title(documents: Mapping[str, SourceDocument], document_id: str) -> str:
    """Return a document's title, its name or, where the report does not hold it, its id."""
    document = documents.get(document_id)
    return (document.title or document.name) if document else document_id


def contrast(slot: SlotComparison) -> str:
    """Return a slot's two values in words."""
    source = f"the source “{slot.source_value}”" if slot.source_value else "the source has none"
    where = " (from its context)" if is_around(slot) else ""
    note = f" ({slot.note})" if slot.note else ""
    return f"{slot.slot.value}: the claim has “{slot.claim_value}”, {source}{where}{note}"


def is_around(slot: SlotComparison) -> bool:
    """Whether the source's value stands not in the passage but around it: in its title, date or neighbours."""
    return bool(slot.source_value) and slot.start is None


def _why(assessment: Assessment | None) -> str:
    if assessment is None:
        return "not compared"
    if assessment.note:
        return assessment.note
    why = "; ".join(REASON_NAMES[r] for r in assessment.reasons) or "nothing in it decides the claim"
    lacking = [s.claim_value for s in ordered_slots(assessment) if s.relation is Relation.MISSING]
    named = ", ".join(f"“{value}”" for value in dict.fromkeys(lacking[:6]))
    return f"{why}; not found: {named}" if named else why


def _from_word(text: str) -> str:
    """Drop a word that the cut went through, unless it is all there is."""
    for place, character in enumerate(text):
        if character.isspace():
            return text[place:].lstrip(" \t")
    return text
