"""The files of the corpus: which were read, to what end, and which are gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from claimcheck.models import Unreadable
from claimcheck.store import copies, history, index
from claimcheck.store.records import SourceFile

_PUT = """
    INSERT INTO source_files (path, sha256, fingerprint, place, rules) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (path) DO UPDATE SET
        sha256 = excluded.sha256, fingerprint = excluded.fingerprint, place = excluded.place, rules = excluded.rules
"""
_OF_FILE = """
    SELECT documents.id FROM documents JOIN document_details ON document_id = documents.id
    WHERE file = ? AND reading <> ? AND state = 'current' ORDER BY documents.id
"""


def source_files(connection: sqlite3.Connection) -> dict[str, SourceFile]:
    """Return the files that were read, by path."""
    gaps: dict[str, list[Unreadable]] = {}
    for row in connection.execute("SELECT file, path, why FROM source_gaps ORDER BY file, ordinal"):
        gaps.setdefault(row["file"], []).append(Unreadable(path=row["path"], why=row["why"]))
    rows = connection.execute("SELECT path, sha256, fingerprint, place, rules FROM source_files ORDER BY path")
    return {row["path"]: SourceFile(**dict(row), unread=tuple(gaps.get(row["path"], ()))) for row in rows}


def finish_file(connection: sqlite3.Connection, file: SourceFile, *, reading: str) -> int:
    """Note that a file was read; withdraw its documents of earlier readings and return how many."""
    connection.execute(_PUT, (file.path, file.sha256, file.fingerprint, file.place, file.rules))
    connection.execute("DELETE FROM source_gaps WHERE file = ?", (file.path,))
    connection.executemany(
        "INSERT INTO source_gaps (file, ordinal, path, why) VALUES (?, ?, ?, ?)",
        ((file.path, n, u.path, u.why) for n, u in enumerate(file.unread)),
    )
    return _withdraw(connection, [i for (i,) in connection.execute(_OF_FILE, (file.path, reading)).fetchall()])


def place_file(connection: sqlite3.Connection, file: SourceFile) -> None:
    """Note where a file that has not changed is now."""
    connection.execute(
        "UPDATE source_files SET place = ?, rules = ? WHERE path = ?", (file.place, file.rules, file.path)
    )


def withdraw_files(connection: sqlite3.Connection, kept: Collection[str]) -> int:
    """Withdraw the documents of all other files; return how many."""
    keep = set(kept)
    sql = (
        "SELECT documents.id, file FROM documents JOIN document_details ON document_id = documents.id "
        "WHERE state = 'current' ORDER BY documents.id"
    )
    gone = [document_id for document_id, file in connection.execute(sql).fetchall() if file not in keep]
    paths = [path for (path,) in connection.execute("SELECT path FROM source_files").fetchall() if path not in keep]
    connection.executemany("DELETE FROM source_files WHERE path = ?", ((path,) for path in paths))
    return _withdraw(connection, gone)


def forget_readings(connection: sqlite3.Connection) -> None:
    """Let every document be put again as it is read."""
    connection.execute("UPDATE document_details SET reading = ''")


def _withdraw(connection: sqlite3.Connection, document_ids: list[str]) -> int:
    for document_id in document_ids:
        index.remove(connection, document_id)
        history.note(connection, "-", document_id, rewritten=True)
        connection.execute("UPDATE documents SET state = 'withdrawn' WHERE id = ?", (document_id,))
    if document_ids:
        copies.unlink(connection)
    return len(document_ids)
