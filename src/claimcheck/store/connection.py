"""Opening the record's file, and saying plainly why it could not be opened, read or written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import StoreError

if TYPE_CHECKING:
    from sqlite_utils import Database

# "CLCK": tells a record of ours from any other SQLite file (https://www.sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x434C434B
BUSY_SECONDS = 5.0

_HEADER = b"SQLite format 3\x00"
_NOT_OURS = "is not a claimcheck database"
# Primary result codes (https://www.sqlite.org/rescode.html) that say something of the file or the machine. The others
# would be bugs of ours and stay plain exceptions.
_CAUSES = {
    sqlite3.SQLITE_BUSY: "another process is writing to the database",
    sqlite3.SQLITE_LOCKED: "another process is writing to the database",
    sqlite3.SQLITE_PERM: "the database may not be opened",
    sqlite3.SQLITE_READONLY: "the database cannot be written",
    sqlite3.SQLITE_IOERR: "the disk failed while the database was read or written",
    sqlite3.SQLITE_CORRUPT: "the database is damaged",
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened",
    sqlite3.SQLITE_NOTADB: _NOT_OURS,
}
_HINTS = {
    sqlite3.SQLITE_BUSY: "try again when it has finished",
    sqlite3.SQLITE_LOCKED: "try again when it has finished",
    sqlite3.SQLITE_CORRUPT: "delete it and run again; it is built from the corpus and the articles",
}


def connect(path: Path | None, *, readonly: bool = False) -> Database:
    """Open a connection; `None` is a database in memory. The schema is not looked at."""
    from sqlite_utils import Database

    if sqlite3.sqlite_version_info < (3, 37):
        raise StoreError(f"SQLite {sqlite3.sqlite_version} is too old: STRICT tables need 3.37")
    if path is None:
        connection = sqlite3.connect(":memory:", isolation_level=None)
    else:
        uri = f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}"
        connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        database = Database(connection, execute_plugins=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        # With a write-ahead log NORMAL keeps the file whole through a power cut; only the last commits may be lost.
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:  # a damaged file is noticed at the first pragma
        connection.close()
        raise
    return database


def inspect(path: Path) -> None:
    """Make sure that a file is ours or empty, without writing to it.

    Raises:
        StoreError: It is a folder, cannot be read, or is something else.
    """
    if path.is_dir():
        raise StoreError("is a folder, not a database", path=path)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", path=path) from error
    if not header or header[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        return
    if not header.startswith(_HEADER):
        raise StoreError(_NOT_OURS, path=path, hint="name another file with --db")
    # A database without tables is one of ours whose first migration did not come to its end.
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        with explained(path):
            tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    finally:
        connection.close()
    if tables:
        raise StoreError(_NOT_OURS, path=path, hint="name another file with --db")


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn SQLite's errors about the file and the machine into one line each.

    Raises:
        StoreError: The database is busy, damaged, full or cannot be written,
            or a text holds half a character (a lone surrogate).
    """
    try:
        yield
    except sqlite3.Error as error:
        code = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if code in _CAUSES:
            raise StoreError(_CAUSES[code], path=path, hint=_HINTS.get(code)) from error
        if "no such module" in str(error):
            raise StoreError(f"this Python's SQLite lacks full-text search ({error})", path=path) from error
        raise
    except UnicodeEncodeError as error:
        raise StoreError("a text that is not Unicode (a lone surrogate) cannot be stored", path=path) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything inside, or nothing. Waits up to `BUSY_SECONDS` for another writer.

    Inside another transaction it is a part of that one, undone by itself when
    it fails.
    """
    inside = connection.in_transaction
    if inside:
        connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK TO part")
                connection.execute("RELEASE part")
            raise
        connection.execute("RELEASE part")
        return
    # IMMEDIATE: a transaction that starts by reading would fail at its first write instead of waiting.
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Read everything inside from one state of the record, whatever others write meanwhile."""
    inside = connection.in_transaction
    if inside:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        # Nothing of the record was written; what a look-up put in the temporary database stays for the next one.
        if connection.in_transaction:
            connection.execute("COMMIT")
