"""Reports going in: a run with its articles, claims, verdicts and evidence."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from claimcheck.models import (
    Article,
    ArticleReport,
    Claim,
    Context,
    Finding,
    Report,
    Search,
    Sentence,
    Verdict,
    content_id,
)
from claimcheck.store.edits import put_outcomes
from claimcheck.store.likeness import put_earlier
from claimcheck.store.pairs import assessment_values

_PUT_RUN = """
    INSERT INTO runs (
        id, started_at, version, rules, language_pipeline, settings, documents, passages, pairs_judged, pairs_reused
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PUT_ARTICLE = """
    INSERT INTO articles (id, title, text, path, publication, published, address, author)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        title = excluded.title, text = excluded.text, path = excluded.path, publication = excluded.publication,
        published = excluded.published, address = excluded.address, author = excluded.author
"""
_PUT_SENTENCE = """
    INSERT INTO sentences (
        id, article_id, ordinal, paragraph, span_start, span_end, quote, checkability, reason, cue, part, section, page,
        remainders
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        article_id = excluded.article_id, ordinal = excluded.ordinal, paragraph = excluded.paragraph,
        span_start = excluded.span_start, span_end = excluded.span_end, quote = excluded.quote,
        checkability = excluded.checkability, reason = excluded.reason, cue = excluded.cue, part = excluded.part,
        section = excluded.section, page = excluded.page, remainders = excluded.remainders
"""
_PUT_CLAIM = """
    INSERT INTO claims (
        id, article_id, sentence_id, ordinal, name, text, paragraph, kind, worth, span_start, span_end, quote, as_of,
        expected, gold, inferred, unresolved, spans, worth_parts, attributed_to
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        article_id = excluded.article_id, sentence_id = excluded.sentence_id, ordinal = excluded.ordinal,
        name = excluded.name, text = excluded.text, paragraph = excluded.paragraph, kind = excluded.kind,
        worth = excluded.worth, span_start = excluded.span_start, span_end = excluded.span_end,
        quote = excluded.quote, as_of = excluded.as_of, expected = excluded.expected, gold = excluded.gold,
        inferred = excluded.inferred, unresolved = excluded.unresolved, spans = excluded.spans,
        worth_parts = excluded.worth_parts, attributed_to = excluded.attributed_to
"""
# What only runs keep alive, in the order in which it can go. Judged pairs stay: they are what makes the next run cheap.
_ORPHANS = (
    "DELETE FROM claims WHERE NOT EXISTS (SELECT 1 FROM verdicts WHERE verdicts.claim_id = claims.id)",
    "DELETE FROM articles WHERE NOT EXISTS (SELECT 1 FROM run_articles WHERE run_articles.article_id = articles.id)",
    "DELETE FROM contexts WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.context_id = contexts.id)",
    """
    DELETE FROM passages
    WHERE id NOT IN (SELECT id FROM current_passages)
    AND NOT EXISTS (SELECT 1 FROM evidence WHERE evidence.passage_id = passages.id)
    AND NOT EXISTS (SELECT 1 FROM citations WHERE citations.passage_id = passages.id)
    AND NOT EXISTS (SELECT 1 FROM assessments WHERE assessments.passage_id = passages.id)
    AND NOT EXISTS (SELECT 1 FROM joint_assessments WHERE joint_assessments.passage_id = passages.id)
    """,
    """
    DELETE FROM documents
    WHERE state <> 'current'
    AND NOT EXISTS (SELECT 1 FROM passages WHERE passages.document_id = documents.id)
    AND NOT EXISTS (SELECT 1 FROM citations WHERE citations.document_id = documents.id)
    AND NOT EXISTS (SELECT 1 FROM run_documents WHERE run_documents.document_id = documents.id)
    """,
)


def put_report(
    connection: sqlite3.Connection, report: Report, *, started_at: str, pairs_judged: int, pairs_reused: int
) -> None:
    """Store a report; see `Store.put_report`."""
    _check(report)
    run = report.run
    connection.execute("DELETE FROM runs WHERE id = ?", (run.id,))
    connection.execute(
        _PUT_RUN,
        (
            run.id,
            started_at,
            run.version,
            run.rules,
            run.language_pipeline,
            _json(dict(run.settings)),
            run.documents,
            run.passages,
            pairs_judged,
            pairs_reused,
        ),
    )
    connection.executemany(
        "INSERT INTO run_documents (run_id, ordinal, document_id) VALUES (?, ?, ?)",
        ((run.id, ordinal, document_id) for ordinal, document_id in enumerate(report.documents)),
    )
    connection.executemany(
        "INSERT INTO unreadable (run_id, ordinal, path, why) VALUES (?, ?, ?, ?)",
        ((run.id, ordinal, u.path, u.why) for ordinal, u in enumerate(report.unreadable)),
    )
    for ordinal, part in enumerate(report.articles):
        _put_article(connection, part.article, part.sentences, [f.claim for f in part.findings])
        _put_part(connection, run.id, ordinal, part)
        _put_evidence(connection, run.id, part.findings)
        put_outcomes(connection, run.id, part.article.id, part.edits)
    put_earlier(connection, run.id, report.earlier)


def prune(connection: sqlite3.Connection, keep_runs: int) -> None:
    """Delete all but the latest runs, and what only they held."""
    connection.execute(
        "DELETE FROM runs WHERE number NOT IN (SELECT number FROM runs ORDER BY number DESC LIMIT ?)", (keep_runs,)
    )
    for sql in _ORPHANS:
        connection.execute(sql)


def _check(report: Report) -> None:
    articles = [part.article.id for part in report.articles]
    claims = [finding.claim.id for part in report.articles for finding in part.findings]
    if len(set(articles)) < len(articles) or len(set(claims)) < len(claims):
        raise ValueError(f"run {report.run.id} has an article or a claim twice")
    for part in report.articles:
        for finding in part.findings:
            if finding.verdict.claim_id != finding.claim.id or finding.claim.article_id != part.article.id:
                raise ValueError(f"claim {finding.claim.id} has another claim's verdict or article")


def _put_article(
    connection: sqlite3.Connection, article: Article, sentences: Sequence[Sentence], claims: Sequence[Claim]
) -> None:
    """Store an article as it is now. Sentences that it no longer has go; claims stay for the runs that judged them."""
    connection.execute(
        _PUT_ARTICLE,
        (
            article.id,
            article.title,
            article.text,
            article.path,
            article.publication,
            article.published,
            article.address,
            article.author,
        ),
    )
    held = connection.execute("SELECT id FROM sentences WHERE article_id = ?", (article.id,)).fetchall()
    gone = {sentence_id for (sentence_id,) in held} - {sentence.id for sentence in sentences}
    connection.executemany("DELETE FROM sentences WHERE id = ?", ((sentence_id,) for sentence_id in sorted(gone)))
    connection.executemany(_PUT_SENTENCE, map(_sentence_values, sentences))
    connection.executemany(_PUT_CLAIM, map(_claim_values, claims))


def _put_part(connection: sqlite3.Connection, run_id: str, ordinal: int, part: ArticleReport) -> None:
    article_id = part.article.id
    connection.execute(
        "INSERT INTO run_articles (run_id, ordinal, article_id) VALUES (?, ?, ?)", (run_id, ordinal, article_id)
    )
    connection.executemany(
        "INSERT INTO unchecked (run_id, article_id, ordinal, text, paragraph, kind, reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (run_id, article_id, place, u.text, u.paragraph, u.kind.value, u.reason)
            for place, u in enumerate(part.unchecked)
        ),
    )
    connection.executemany(
        "INSERT INTO verdicts (run_id, claim_id, article_id, ordinal, label, reasons, explanation, confidence, "
        "calibrated_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (run_id, finding.claim.id, article_id, place, *_verdict_values(finding.verdict))
            for place, finding in enumerate(part.findings)
        ),
    )
    connection.executemany(
        "INSERT INTO policy_notes (run_id, claim_id, ordinal, code, detail) VALUES (?, ?, ?, ?, ?)",
        (
            (run_id, finding.claim.id, place, note.code.value, note.detail)
            for finding in part.findings
            for place, note in enumerate(finding.verdict.policy)
        ),
    )


def _put_evidence(connection: sqlite3.Connection, run_id: str, findings: Iterable[Finding]) -> None:
    searches, contexts, evidence, assessments, joint, citations = [], {}, [], [], [], []
    for finding in findings:
        key = (run_id, finding.claim.id)
        search = finding.search
        searches.append((*key, *_search_values(search)))
        for rank, found in enumerate(finding.evidence, start=1):
            context = _context_values(found.context)
            contexts[context[0]] = context
            evidence.append((*key, rank, found.passage.id, context[0], found.score, _json(dict(found.signals))))
        for place, assessment in enumerate(finding.verdict.assessments):
            assessments.append((*key, place, *assessment_values(assessment)))
        if finding.verdict.together:
            joint.append((*key, *assessment_values(finding.verdict.together)))
        for place, c in enumerate(finding.verdict.citations):
            where = (c.start, c.end, c.quote, c.locator.label, c.locator.heading, c.locator.page)
            citations.append((*key, place, c.document_id, c.passage_id, *where, c.stance.value))
    connection.executemany("INSERT INTO searches VALUES (?, ?, ?, ?, ?, ?, ?)", searches)
    connection.executemany("INSERT INTO contexts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", contexts.values())
    connection.executemany("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?, ?)", evidence)
    connection.executemany("INSERT INTO assessments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", assessments)
    connection.executemany("INSERT INTO joint_assessments VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", joint)
    connection.executemany("INSERT INTO citations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", citations)


def _sentence_values(sentence: Sentence) -> tuple[Any, ...]:
    anchor = sentence.anchor
    return (
        sentence.id,
        sentence.article_id,
        sentence.ordinal,
        sentence.paragraph,
        anchor.start,
        anchor.end,
        anchor.quote,
        sentence.checkability.value,
        sentence.reason,
        sentence.cue,
        sentence.part.value,
        sentence.section,
        sentence.page,
        _json([asdict(r) for r in sentence.remainders]),
    )


def _claim_values(claim: Claim) -> tuple[Any, ...]:
    anchor = claim.anchor
    return (
        claim.id,
        claim.article_id,
        claim.sentence_id,
        claim.ordinal,
        claim.name,
        claim.text,
        claim.paragraph,
        claim.kind,
        claim.worth,
        anchor and anchor.start,
        anchor and anchor.end,
        anchor and anchor.quote,
        claim.as_of,
        claim.expected and claim.expected.value,
        _json([{"document": g.document, "locator": g.locator} for g in claim.gold]),
        _json([asdict(i) for i in claim.inferred]),
        _json(claim.unresolved),
        _json([asdict(s) for s in claim.spans]),
        _json([asdict(p) for p in claim.worth_parts]),
        claim.attributed_to,
    )


def _verdict_values(verdict: Verdict) -> tuple[str | float | None, ...]:
    reasons = _json([reason.value for reason in verdict.reasons])
    sure = verdict.confidence
    counted = (sure.value, sure.calibrated_on) if sure else (None, None)
    return (verdict.label.value, reasons, verdict.explanation, *counted)


def _search_values(search: Search) -> tuple[str | int, ...]:
    left_out = _json([{"document": s.document, "rule": s.rule} for s in search.left_out])
    return (
        _json(search.terms),
        _json(search.entities),
        search.passages_searched,
        search.candidates,
        left_out,
    )


def _context_values(context: Context) -> tuple[str, str, str, str, str, str]:
    preceding = _json(context.preceding)
    parts = (context.title, context.issuer, context.date, context.heading, preceding)
    return (content_id("context", *parts), *parts)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
