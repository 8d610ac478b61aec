"""How the indexes came to be what they are: a chain of hashes over what was put and taken.

An index that is kept outside the record (a `PassageSource` is what it is made
from) remembers the stamp it has seen, and learns here what it lacks.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from claimcheck.models import content_id
from claimcheck.models.search import IndexedPassage, IndexState

_SINCE = """
    SELECT number, section, text, context FROM current_passages WHERE number > ? ORDER BY number
"""


def note(connection: sqlite3.Connection, *what: str, rewritten: bool = False) -> None:
    """Note that something was put or taken; `rewritten` if indexes cannot follow by adding passages alone."""
    stamp = content_id("index", state(connection).stamp, *what)
    connection.execute(
        "INSERT INTO index_log (stamp, number, rewritten) VALUES (?, ?, ?)",
        (stamp, last_number(connection), rewritten),
    )


def last_number(connection: sqlite3.Connection) -> int:
    """Return the highest number that a passage ever had; numbers are not used twice."""
    highest = connection.execute("SELECT coalesce(max(number), 0) FROM passages").fetchone()[0]
    return max(int(highest), state(connection).number)


def state(connection: sqlite3.Connection) -> IndexState:
    """Return how far the record has come."""
    row = connection.execute("SELECT number, stamp FROM index_log ORDER BY sequence DESC LIMIT 1").fetchone()
    return IndexState(row["number"], row["stamp"]) if row else IndexState(0, "")


def passages_since(connection: sqlite3.Connection, since: IndexState | None) -> Iterator[IndexedPassage] | None:
    """Return the passages added since a state, or all; `None` if adding is not enough. See `Store.passages_since`."""
    if since is not None:
        seen = _sequence(connection, since)
        later = "SELECT 1 FROM index_log WHERE sequence > ? AND rewritten LIMIT 1"
        if seen is None or connection.execute(later, (seen,)).fetchone():
            return None
    rows = connection.execute(_SINCE, (since.number if since else 0,))
    return (IndexedPassage(row["number"], row["section"], row["text"], row["context"]) for row in rows)


def _sequence(connection: sqlite3.Connection, since: IndexState) -> int | None:
    """Return where in the log a state was, `None` where it is not this record's."""
    if since == IndexState(0, ""):
        return 0
    sql = "SELECT sequence FROM index_log WHERE stamp = ? AND number = ?"
    row = connection.execute(sql, (since.stamp, since.number)).fetchone()
    return None if row is None else int(row["sequence"])
