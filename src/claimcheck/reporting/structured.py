"""The report as JSON, by the published schema beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from claimcheck.models import (
    Anchor,
    ArticleReport,
    Assessment,
    Citation,
    Claim,
    Evidence,
    Finding,
    Locator,
    ModelScore,
    Report,
    Sentence,
    SourceDocument,
    Verdict,
)
from claimcheck.reporting.edits import earlier_json, outcome_json
from claimcheck.reporting.summary import exit_code, summarise

# Raised when a key changes or goes: the first number; when one is added: the second.
SCHEMA_VERSION = "1.3"
SCHEMA_PATH = Path(__file__).with_name("report.schema.json")

Json = dict[str, Any]


def load_schema() -> Json:
    """Return the JSON Schema (draft 2020-12) that `render_json`'s output follows."""
    schema: Json = json.loads(SCHEMA_PATH.read_text("utf-8"))
    return schema


def render_json(report: Report) -> str:
    """Render the whole report; documents go without their text, which their SHA-256 identifies.

    Keys are sorted, lists are in the report's own order. Positions count
    Unicode code points, as Python does.

    Raises:
        ValueError: A score is not a finite number.
    """
    return json.dumps(build_json(report), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"


def build_json(report: Report) -> Json:
    """Return the report as the objects, lists and values that the schema describes."""
    return {
        "schema_version": SCHEMA_VERSION,
        "exit_code": exit_code(report),
        "run": {
            "id": report.run.id,
            "version": report.run.version,
            "rules": report.run.rules,
            "language_pipeline": report.run.language_pipeline,
            "settings": dict(report.run.settings),
            "documents": report.run.documents,
            "passages": report.run.passages,
        },
        "summary": _summary(report),
        "articles": [_article(part) for part in report.articles],
        "documents": {key: _document(document) for key, document in report.documents.items()},
        "unreadable": [{"path": u.path, "why": u.why} for u in report.unreadable],
        "earlier_checks": earlier_json(report),
    }


def _summary(report: Report) -> Json:
    summary = summarise(report)
    return {
        "articles": summary.articles,
        "claims": summary.claims,
        "labels": _by_value(summary.labels),
        "worth": _by_value(summary.worth),
        "settled": summary.settled,
        "sentences": summary.sentences,
        "checkability": _by_value(summary.checkability),
        "unclaimed": summary.unclaimed,
        "cited_documents": summary.cited,
        "policy": _by_value(summary.policy),
        "expected": summary.expected,
        "expected_met": summary.expected_met,
        "unreadable": summary.unreadable,
        "edits": summary.edits,
        "orphaned_edits": summary.orphaned,
    }


def _by_value(counts: Mapping[Any, Any]) -> Json:
    return {key.value: count for key, count in counts.items()}


def _article(part: ArticleReport) -> Json:
    article = part.article
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "path": article.path,
        "publication": article.publication,
        "published": article.published,
        "address": article.address,
        "author": article.author,
        "sentences": [_sentence(s) for s in part.sentences],
        "findings": [_finding(f) for f in part.findings],
        "unchecked": [
            {"text": u.text, "paragraph": u.paragraph, "kind": u.kind.value, "reason": u.reason} for u in part.unchecked
        ],
        "edits": [outcome_json(o) for o in part.edits],
    }


def _sentence(sentence: Sentence) -> Json:
    return {
        "id": sentence.id,
        "ordinal": sentence.ordinal,
        "paragraph": sentence.paragraph,
        "anchor": _anchor(sentence.anchor),
        "checkability": sentence.checkability.value,
        "reason": sentence.reason,
        "cue": sentence.cue,
        "part": sentence.part.value,
        "section": sentence.section,
        "page": sentence.page,
        "remainders": [
            {"anchor": _anchor(r.anchor), "checkability": r.checkability.value, "reason": r.reason, "cue": r.cue}
            for r in sentence.remainders
        ],
    }


def _finding(finding: Finding) -> Json:
    search = finding.search
    return {
        "claim": _claim(finding.claim),
        "verdict": _verdict(finding.verdict),
        "evidence": [_evidence(e) for e in finding.evidence],
        "search": {
            "terms": list(search.terms),
            "entities": list(search.entities),
            "passages_searched": search.passages_searched,
            "candidates": search.candidates,
            "left_out": [{"document": s.document, "rule": s.rule} for s in search.left_out],
        },
    }


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "name": claim.name,
        "text": claim.text,
        "ordinal": claim.ordinal,
        "paragraph": claim.paragraph,
        "kind": claim.kind,
        "worth": claim.worth,
        "worth_parts": [{"name": p.name, "share": p.share, "cue": p.cue} for p in claim.worth_parts],
        "attributed_to": claim.attributed_to,
        "sentence_id": claim.sentence_id,
        "anchor": _anchor(claim.anchor),
        "as_of": claim.as_of,
        "expected": claim.expected.value if claim.expected else None,
        "gold": [{"document": g.document, "locator": g.locator} for g in claim.gold],
        "inferred": [
            {"start": i.start, "end": i.end, "kind": i.kind.value, "said": i.said, "source": _anchor(i.source)}
            for i in claim.inferred
        ],
        "unresolved": list(claim.unresolved),
        "spans": [_anchor(s) for s in claim.spans],
    }


def _anchor(anchor: Anchor | None) -> Json | None:
    return {"start": anchor.start, "end": anchor.end, "quote": anchor.quote} if anchor else None


def _verdict(verdict: Verdict) -> Json:
    sure = verdict.confidence
    return {
        "label": verdict.label.value,
        "reasons": [r.value for r in verdict.reasons],
        "explanation": verdict.explanation,
        "citations": [_citation(c) for c in verdict.citations],
        "assessments": [_assessment(a) for a in verdict.assessments],
        "confidence": {"value": sure.value, "calibrated_on": sure.calibrated_on} if sure else None,
        "together": _assessment(verdict.together) if verdict.together else None,
        "policy": [{"code": n.code.value, "detail": n.detail} for n in verdict.policy],
    }


def _citation(citation: Citation) -> Json:
    return {
        "document_id": citation.document_id,
        "passage_id": citation.passage_id,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        "locator": _locator(citation.locator),
        "stance": citation.stance.value,
    }


def _locator(locator: Locator) -> Json:
    return {"label": locator.label, "heading": locator.heading, "page": locator.page}


def _assessment(assessment: Assessment) -> Json:
    return {
        "passage_id": assessment.passage_id,
        "stance": assessment.stance.value,
        "reasons": [r.value for r in assessment.reasons],
        "slots": [
            {
                "slot": s.slot.value,
                "relation": s.relation.value,
                "claim_value": s.claim_value,
                "source_value": s.source_value,
                "start": s.start,
                "end": s.end,
                "note": s.note,
            }
            for s in assessment.slots
        ],
        "coverage": assessment.coverage,
        "note": assessment.note,
        "score": _score(assessment.score),
        "decided_by": assessment.decided_by.value,
    }


def _score(score: ModelScore | None) -> Json | None:
    if score is None:
        return None
    return {"model": score.model, "supports": score.supports, "refutes": score.refutes, "neutral": score.neutral}


def _evidence(evidence: Evidence) -> Json:
    passage, context = evidence.passage, evidence.context
    return {
        "passage": {
            "id": passage.id,
            "document_id": passage.document_id,
            "ordinal": passage.ordinal,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "locator": _locator(passage.locator),
        },
        "context": {
            "title": context.title,
            "issuer": context.issuer,
            "date": context.date,
            "heading": context.heading,
            "preceding": list(context.preceding),
        },
        "score": evidence.score,
        "signals": dict(evidence.signals),
    }


def _document(document: SourceDocument) -> Json:
    return {
        "id": document.id,
        "name": document.name,
        "path": document.path,
        "title": document.title,
        "sha256": document.sha256,
        "issuer": document.issuer,
        "date": document.date,
        "first_day": document.first_day.isoformat() if document.first_day else None,
        "last_day": document.last_day.isoformat() if document.last_day else None,
        "urls": list(document.urls),
        "tier": document.tier.value,
        "form": document.form,
        "coverage": document.coverage,
        "gaps": document.gaps,
        "extractor": document.extractor,
        "state": document.state.value,
    }
