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
    """Find the copies among the current documents anew; return how many documents have one."""
    candidates = ((i, bytes(s)) for i, s in connection.execute(_CANDIDATES))
    groups = group(candidates)
    connection.execute("DELETE FROM copies")
    rows = sorted(groups.items())
    connection.executemany("INSERT INTO copies (document_id, copy_group) VALUES (?, ?)", rows)
    return len(rows)


def count(connection: sqlite3.Connection) -> int:
    """Return how many documents are a copy of another."""
    return int(connection.execute("SELECT count(*) FROM copies").fetchone()[0])
