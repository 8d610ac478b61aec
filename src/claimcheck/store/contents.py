"""What the record holds: in figures for a person, and in full for a comparison."""

from __future__ import annotations

import json
import sqlite3

from claimcheck.models import DocumentState, Label
from claimcheck.store import index
from claimcheck.store.records import Status

# Every content table with a query for its rows. Left out: row numbers, which depend on the order in which things came,
# the clock, and the indexes, which repeat `passages`.
DUMPED = {
    "meta": "SELECT * FROM meta",
    "source_files": "SELECT path, sha256, fingerprint FROM source_files",
    "source_gaps": "SELECT * FROM source_gaps",
    "documents": "SELECT * FROM documents",
    "document_details": "SELECT * FROM document_details",
    "document_origins": "SELECT * FROM document_origins",
    "signatures": "SELECT document_id, hex(signature) AS signature FROM signatures",
    "signature_bands": "SELECT * FROM signature_bands",
    "copies": "SELECT * FROM copies",
    "passages": """
        SELECT passages.id, passages.document_id, passages.ordinal, passages.span_start, passages.span_end,
            passages.text, passages.context, passages.label, passages.heading, passages.page, passages.lead_in,
            passages.listed, passages.keys, first.id AS section
        FROM passages LEFT JOIN passages AS first ON first.number = passages.section
    """,
    "articles": "SELECT * FROM articles",
    "sentences": "SELECT * FROM sentences",
    "claims": "SELECT * FROM claims",
    "pairs": "SELECT * FROM pairs",
    "runs": """
        SELECT id, version, rules, language_pipeline, settings, documents, passages, pairs_judged, pairs_reused
        FROM runs
    """,
    "run_documents": "SELECT * FROM run_documents",
    "run_articles": "SELECT * FROM run_articles",
    "unreadable": "SELECT * FROM unreadable",
    "unchecked": "SELECT * FROM unchecked",
    "verdicts": "SELECT * FROM verdicts",
    "policy_notes": "SELECT * FROM policy_notes",
    "searches": "SELECT * FROM searches",
    "contexts": "SELECT * FROM contexts",
    "evidence": "SELECT * FROM evidence",
    "assessments": "SELECT * FROM assessments",
    "joint_assessments": "SELECT * FROM joint_assessments",
    "citations": "SELECT * FROM citations",
    "claim_edits": """
        SELECT article, title, action, quotes, claims, which, worth, editor, note, text_id FROM claim_edits
    """,
    "run_edits": "SELECT * FROM run_edits",
    "earlier_checks": "SELECT * FROM earlier_checks",
    "claim_wordings": "SELECT * FROM claim_wordings",
    "claim_keys": "SELECT * FROM claim_keys",
}


def dump(connection: sqlite3.Connection) -> str:
    """Return all content as text, one row a line, sorted; see `Store.dump`."""
    lines = []
    for table, sql in DUMPED.items():
        rows = (json.dumps({"table": table, **dict(row)}, ensure_ascii=False) for row in connection.execute(sql))
        lines += sorted(rows)
    return "".join(f"{line}\n" for line in lines)


def status(connection: sqlite3.Connection, *, size: int) -> Status:
    """Count what the record holds; see `Store.status`."""
    states = dict(connection.execute("SELECT state, count(*) FROM documents GROUP BY state").fetchall())
    run = connection.execute("SELECT * FROM runs ORDER BY number DESC LIMIT 1").fetchone()
    run_id = run and run["id"]
    labels = dict(
        connection.execute("SELECT label, count(*) FROM verdicts WHERE run_id = ? GROUP BY label", (run_id,)).fetchall()
    )
    articles = connection.execute("SELECT count(*) FROM run_articles WHERE run_id = ?", (run_id,)).fetchone()[0]
    return Status(
        documents={state: states.get(state.value, 0) for state in DocumentState},
        unread=connection.execute("SELECT count(*) FROM source_gaps").fetchone()[0],
        passages=index.count(connection),
        pairs=connection.execute("SELECT count(*) FROM pairs").fetchone()[0],
        runs=connection.execute("SELECT count(*) FROM runs").fetchone()[0],
        articles=articles,
        claims=sum(labels.values()),
        verdicts={label: labels.get(label.value, 0) for label in Label},
        last_run=run_id,
        last_started_at=run and run["started_at"],
        language_pipeline=run and run["language_pipeline"],
        size=size,
    )
