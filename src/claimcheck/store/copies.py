"""Copies: documents of one text, which are one source however many papers print it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping

# Documents that share a band, or have the same words to the letter, with one other current document at least.
_CANDIDATES = """
    SELECT document_id, signature FROM signatures
    JOIN documents ON documents.id = document_id
    WHERE state = 'current' AND document_id IN (
        SELECT document_id FROM signature_bands WHERE band IN (
            SELECT band FROM signature_bands JOIN documents ON documents.id = document_id
            WHERE state = 'current'
            GROUP BY band HAVING count(*) > 1
        )
    )
    ORDER BY document_id
"""

Grouping = Callable[[Iterable[tuple[str, bytes]]], Mapping[str, str]]


def put_signature(connection: sqlite3.Connection, document_id: str, signature: bytes, bands: Iterable[str]) -> None:
    """Keep what a document is told alike by, instead of what was kept before."""
    connection.execute("DELETE FROM signatures WHERE document_id = ?", (document_id,))
    connection.execute("DELETE FROM signature_bands WHERE document_id = ?", (document_id,))
    if signature:
        connection.execute("INSERT INTO signatures (document_id, signature) VALUES (?, ?)", (document_id, signature))
    keys = ((band, document_id) for band in sorted(set(bands)))
    connection.executemany("INSERT INTO signature_bands (band, document_id) VALUES (?, ?)", keys)


def link(connection: sqlite3.Connection, group: Grouping) -> int:
    """Find the copies among the current documents, if one came or went; return how many have one."""
    if connection.execute("SELECT 1 FROM meta WHERE key = 'copies'").fetchone():
        return int(connection.execute("SELECT count(*) FROM copies").fetchone()[0])
    candidates = ((i, bytes(s)) for i, s in connection.execute(_CANDIDATES))
    groups = group(candidates)
    given = dict(connection.execute("SELECT document_id, independence FROM document_details WHERE independence <> ''"))
    names: dict[str, str] = {}
    for document_id, key in groups.items():
        if name := given.get(document_id):
            names[key] = min(names.get(key, name), name)
    connection.execute("DELETE FROM copies")
    rows = sorted((document_id, names.get(key, key)) for document_id, key in groups.items())
    connection.executemany("INSERT INTO copies (document_id, copy_group) VALUES (?, ?)", rows)
    connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('copies', 'linked')")
    return len(rows)


def unlink(connection: sqlite3.Connection) -> None:
    """Note that a document came or went: the copies are to be found anew."""
    connection.execute("DELETE FROM meta WHERE key = 'copies'")
