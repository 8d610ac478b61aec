"""The latest report coming out, record for record as it was put in."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from claimcheck.models import (
    Anchor,
    Article,
    ArticleReport,
    Checkability,
    Citation,
    Claim,
    Confidence,
    Context,
    Evidence,
    Finding,
    GoldPassage,
    Inference,
    InferenceKind,
    Label,
    LeftOut,
    Part,
    PolicyCode,
    PolicyNote,
    Remainder,
    Report,
    Run,
    Search,
    Sentence,
    Stance,
    Unchecked,
    Unreadable,
    Verdict,
    WorthPart,
)
from claimcheck.store.documents import document_of, locator_of, passage_of
from claimcheck.store.edits import outcome_of
from claimcheck.store.likeness import earlier_of
from claimcheck.store.pairs import assessment_of, reasons_of

_Record = TypeVar("_Record")

_DOCUMENTS = """
    SELECT documents.*, details.*, copies.copy_group FROM run_documents
    JOIN documents ON documents.id = run_documents.document_id
    JOIN document_details AS details ON details.document_id = documents.id
    LEFT JOIN copies ON copies.document_id = documents.id
    WHERE run_documents.run_id = ? ORDER BY run_documents.ordinal
"""
_ARTICLES = """
    SELECT articles.* FROM run_articles
    JOIN articles ON articles.id = run_articles.article_id
    WHERE run_articles.run_id = ? ORDER BY run_articles.ordinal
"""
_SENTENCES = """
    SELECT sentences.* FROM run_articles
    JOIN sentences ON sentences.article_id = run_articles.article_id
    WHERE run_articles.run_id = ? ORDER BY sentences.article_id, sentences.ordinal, sentences.span_start
"""
_EVIDENCE = """
    SELECT
        evidence.claim_id, evidence.score, evidence.signals,
        contexts.title, contexts.issuer, contexts.date, contexts.heading AS context_heading, contexts.preceding,
        documents.form,
        passages.*
    FROM evidence
    JOIN passages ON passages.id = evidence.passage_id
    JOIN documents ON documents.id = passages.document_id
    JOIN contexts ON contexts.id = evidence.context_id
    WHERE evidence.run_id = ? ORDER BY evidence.claim_id, evidence.rank
"""
_VERDICTS = """
    SELECT
        verdicts.claim_id, verdicts.label, verdicts.reasons, verdicts.explanation, verdicts.confidence,
        verdicts.calibrated_on,
        searches.terms, searches.entities, searches.passages_searched, searches.candidates, searches.left_out,
        claims.*
    FROM verdicts
    JOIN claims ON claims.id = verdicts.claim_id
    JOIN searches ON searches.run_id = verdicts.run_id AND searches.claim_id = verdicts.claim_id
    WHERE verdicts.run_id = ? ORDER BY verdicts.article_id, verdicts.ordinal
"""


def latest_report(connection: sqlite3.Connection) -> Report | None:
    """Return the report of the run that was put last, or `None`."""
    row = connection.execute("SELECT * FROM runs ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        return None
    run_id = row["id"]
    findings = _findings(connection, run_id)
    sentences = _grouped(connection.execute(_SENTENCES, (run_id,)), "article_id", _sentence_of)
    unchecked = _grouped(
        connection.execute("SELECT * FROM unchecked WHERE run_id = ? ORDER BY article_id, ordinal", (run_id,)),
        "article_id",
        _unchecked_of,
    )
    edits = _grouped(
        connection.execute("SELECT * FROM run_edits WHERE run_id = ? ORDER BY article_id, ordinal", (run_id,)),
        "article_id",
        outcome_of,
    )
    earlier = _grouped(
        connection.execute("SELECT * FROM earlier_checks WHERE run_id = ? ORDER BY claim_id, ordinal", (run_id,)),
        "claim_id",
        earlier_of,
    )
    articles = [_article_of(article) for article in connection.execute(_ARTICLES, (run_id,))]
    unreadable = connection.execute("SELECT path, why FROM unreadable WHERE run_id = ? ORDER BY ordinal", (run_id,))
    return Report(
        run=_run_of(row),
        articles=tuple(
            ArticleReport(
                article=article,
                sentences=sentences[article.id],
                findings=findings[article.id],
                unchecked=unchecked[article.id],
                edits=edits[article.id],
            )
            for article in articles
        ),
        documents={document["id"]: document_of(document) for document in connection.execute(_DOCUMENTS, (run_id,))},
        unreadable=tuple(Unreadable(path=path, why=why) for path, why in unreadable),
        earlier=dict(earlier),
    )


def _findings(connection: sqlite3.Connection, run_id: str) -> dict[str, tuple[Finding, ...]]:
    """Return a run's findings by article."""
    evidence = _grouped(connection.execute(_EVIDENCE, (run_id,)), "claim_id", _evidence_of)
    assessments = _grouped(
        connection.execute("SELECT * FROM assessments WHERE run_id = ? ORDER BY claim_id, ordinal", (run_id,)),
        "claim_id",
        assessment_of,
    )
    joint = _grouped(
        connection.execute("SELECT * FROM joint_assessments WHERE run_id = ?", (run_id,)), "claim_id", assessment_of
    )
    citations = _grouped(
        connection.execute("SELECT * FROM citations WHERE run_id = ? ORDER BY claim_id, ordinal", (run_id,)),
        "claim_id",
        _citation_of,
    )
    notes = _grouped(
        connection.execute("SELECT * FROM policy_notes WHERE run_id = ? ORDER BY claim_id, ordinal", (run_id,)),
        "claim_id",
        _note_of,
    )

    def finding_of(row: sqlite3.Row) -> Finding:
        claim_id = row["claim_id"]
        return Finding(
            claim=_claim_of(row),
            verdict=replace(
                _verdict_of(row, citations[claim_id]),
                assessments=assessments[claim_id],
                policy=notes[claim_id],
                together=next(iter(joint[claim_id]), None),
            ),
            evidence=evidence[claim_id],
            search=_search_of(row),
        )

    return _grouped(connection.execute(_VERDICTS, (run_id,)), "article_id", finding_of)


def _grouped(
    rows: sqlite3.Cursor, column: str, record_of: Callable[[sqlite3.Row], _Record]
) -> dict[str, tuple[_Record, ...]]:
    """Return the records of the rows by one column; a key without rows has none."""
    found: dict[str, list[_Record]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(record_of(row))
    return defaultdict(tuple, {key: tuple(records) for key, records in found.items()})


def _run_of(row: sqlite3.Row) -> Run:
    return Run(
        id=row["id"],
        version=row["version"],
        rules=row["rules"],
        language_pipeline=row["language_pipeline"],
        settings=json.loads(row["settings"]),
        documents=row["documents"],
        passages=row["passages"],
    )


def _article_of(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        title=row["title"],
        text=row["text"],
        path=row["path"],
        publication=row["publication"],
        published=row["published"],
        address=row["address"],
        author=row["author"],
    )


def _sentence_of(row: sqlite3.Row) -> Sentence:
    return Sentence(
        id=row["id"],
        article_id=row["article_id"],
        ordinal=row["ordinal"],
        paragraph=row["paragraph"],
        anchor=_anchor_of(row),
        checkability=Checkability(row["checkability"]),
        reason=row["reason"],
        cue=row["cue"],
        part=Part(row["part"]),
        section=row["section"],
        page=row["page"],
        remainders=tuple(_remainder_of(one) for one in json.loads(row["remainders"])),
    )


def _remainder_of(stored: dict[str, Any]) -> Remainder:
    anchor, checkability = Anchor(**stored["anchor"]), Checkability(stored["checkability"])
    return Remainder(**stored | {"anchor": anchor, "checkability": checkability})


def _anchor_of(row: sqlite3.Row) -> Anchor:
    return Anchor(start=row["span_start"], end=row["span_end"], quote=row["quote"])


def _unchecked_of(row: sqlite3.Row) -> Unchecked:
    return Unchecked(text=row["text"], paragraph=row["paragraph"], kind=Checkability(row["kind"]), reason=row["reason"])


def _claim_of(row: sqlite3.Row) -> Claim:
    return Claim(
        id=row["claim_id"],
        article_id=row["article_id"],
        text=row["text"],
        ordinal=row["ordinal"],
        paragraph=row["paragraph"],
        name=row["name"],
        kind=row["kind"],
        worth=row["worth"],
        sentence_id=row["sentence_id"],
        anchor=None if row["quote"] is None else _anchor_of(row),
        as_of=row["as_of"],
        expected=None if row["expected"] is None else Label(row["expected"]),
        gold=tuple(GoldPassage(**gold) for gold in json.loads(row["gold"])),
        inferred=tuple(_inference_of(one) for one in json.loads(row["inferred"])),
        spans=tuple(Anchor(**one) for one in json.loads(row["spans"])),
        unresolved=tuple(json.loads(row["unresolved"])),
        worth_parts=tuple(WorthPart(**part) for part in json.loads(row["worth_parts"])),
        attributed_to=row["attributed_to"],
    )


def _inference_of(stored: dict[str, Any]) -> Inference:
    kind, source = InferenceKind(stored["kind"]), stored["source"]
    return Inference(**stored | {"kind": kind, "source": Anchor(**source) if source else None})


def _verdict_of(row: sqlite3.Row, citations: tuple[Citation, ...]) -> Verdict:
    counted = row["confidence"] is not None
    return Verdict(
        claim_id=row["claim_id"],
        label=Label(row["label"]),
        citations=citations,
        reasons=reasons_of(row["reasons"]),
        explanation=row["explanation"],
        confidence=Confidence(value=row["confidence"], calibrated_on=row["calibrated_on"]) if counted else None,
    )


def _note_of(row: sqlite3.Row) -> PolicyNote:
    return PolicyNote(code=PolicyCode(row["code"]), detail=row["detail"])


def _search_of(row: sqlite3.Row) -> Search:
    return Search(
        terms=tuple(json.loads(row["terms"])),
        entities=tuple(json.loads(row["entities"])),
        passages_searched=row["passages_searched"],
        candidates=row["candidates"],
        left_out=tuple(LeftOut(**source) for source in json.loads(row["left_out"])),
    )


def _citation_of(row: sqlite3.Row) -> Citation:
    return Citation(
        document_id=row["document_id"],
        passage_id=row["passage_id"],
        start=row["span_start"],
        end=row["span_end"],
        quote=row["quote"],
        locator=locator_of(row),
        stance=Stance(row["stance"]),
    )


def _evidence_of(row: sqlite3.Row) -> Evidence:
    context = Context(
        title=row["title"],
        issuer=row["issuer"],
        date=row["date"],
        heading=row["context_heading"],
        preceding=tuple(json.loads(row["preceding"])),
        form=row["form"],
    )
    return Evidence(passage=passage_of(row), context=context, score=row["score"], signals=json.loads(row["signals"]))
