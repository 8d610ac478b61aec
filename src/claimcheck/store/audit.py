"""Looking through the whole record: which documents there are, and whether everything still says what it said."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from claimcheck.models import DocumentState, Tier, content_id
from claimcheck.store.records import CatalogueEntry, Flaw

_CATALOGUE = """
    SELECT documents.id, name, title, issuer, date, tier, form, state, file, notes, independence, copy_group,
        (SELECT count(*) FROM passages WHERE passages.document_id = documents.id AND listed = 1) AS passages
    FROM documents
    JOIN document_details AS details ON details.document_id = documents.id
    LEFT JOIN copies ON copies.document_id = documents.id
    ORDER BY name, state, documents.id
"""
_PASSAGES = """
    SELECT id, label FROM passages
    WHERE document_id = :id AND substr(:text, span_start + 1, span_end - span_start) <> text ORDER BY id
"""
_CITATIONS = """
    SELECT claim_id, quote FROM citations
    WHERE document_id = :id AND substr(:text, span_start + 1, span_end - span_start) <> quote ORDER BY claim_id, ordinal
"""


def catalogue(connection: sqlite3.Connection) -> list[CatalogueEntry]:
    """Return every document that the record holds, in every state, without its text."""
    return [
        CatalogueEntry(
            id=row["id"],
            name=row["name"],
            title=row["title"],
            issuer=row["issuer"],
            date=row["date"],
            tier=Tier(row["tier"]),
            form=row["form"],
            state=DocumentState(row["state"]),
            file=row["file"],
            group=row["independence"] or row["copy_group"] or "",
            passages=row["passages"],
        )
        for row in connection.execute(_CATALOGUE)
    ]


def find_documents(connection: sqlite3.Connection, key: str) -> list[str]:
    """Return the ids of the documents of this name or with an id that begins so, current ones first."""
    sql = (
        "SELECT id FROM documents WHERE name = :key OR id = :key OR "
        "(length(:key) >= 4 AND (substr(id, 1, length(:key)) = :key OR substr(id, 10, length(:key)) = :key)) "
        "ORDER BY name <> :key, name, state = 'superseded', state = 'withdrawn', id"
    )
    return [document_id for (document_id,) in connection.execute(sql, {"key": key})]


def find_flaws(connection: sqlite3.Connection) -> Iterator[Flaw]:
    """Yield what in the record does not fit: texts, passages and citations that are not what they were.

    SQLite counts characters as Python does, but ends a text at a NUL, which no
    reader lets through.
    """
    for (line,) in connection.execute("PRAGMA integrity_check").fetchall():
        if line != "ok":
            yield Flaw(subject="record", why=line)
    ids = [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY name, id").fetchall()]
    for document_id in ids:
        row = connection.execute(
            "SELECT name, text, text_sha256 FROM documents "
            "JOIN document_details ON document_id = documents.id WHERE documents.id = ?",
            (document_id,),
        ).fetchone()
        key = {"id": document_id, "text": row["text"]}
        if row["text_sha256"] and hashlib.sha256(row["text"].encode()).hexdigest() != row["text_sha256"]:
            yield Flaw(subject=row["name"], why="its stored text is not the text that was read")
        elif content_id("document", row["name"], row["text"]) != document_id:
            yield Flaw(subject=row["name"], why="its stored text is not the text that it has its id from")
        for passage in connection.execute(_PASSAGES, key).fetchall():
            yield Flaw(subject=row["name"], why=f"passage {passage['id']} ({passage['label']}) is not its words")
        for citation in connection.execute(_CITATIONS, key).fetchall():
            yield Flaw(subject=row["name"], why=f"a citation for {citation['claim_id']} is not its words")


def count_citations(connection: sqlite3.Connection) -> int:
    """Return how many citations all runs hold."""
    return int(connection.execute("SELECT count(*) FROM citations").fetchone()[0])
