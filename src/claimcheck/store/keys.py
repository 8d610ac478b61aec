"""The index of keys: which passages hold a name, a number or a date.

A key is one word without spaces ("e:north_korea", "n:2371", "d:2017-08-17"),
compared whole.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable

_BREAK = re.compile(r"[\s\x00-\x20\x7f]+")


def joined(found: Iterable[str]) -> str:
    """Return keys as a passage holds them: each once, sorted, between spaces; a space inside becomes "_"."""
    return " ".join(sorted({_BREAK.sub("_", key) for key in found if key}))


def whole(key: str) -> str:
    """Return one key as it is looked up."""
    return _BREAK.sub("_", key)


def add(connection: sqlite3.Connection, held: Iterable[tuple[int, str]]) -> None:
    """Put the keys of passages in the index."""
    connection.executemany("INSERT INTO passage_keys (rowid, keys) VALUES (?, ?)", held)


def remove(connection: sqlite3.Connection, held: Iterable[tuple[int, str]]) -> None:
    """Take the keys of passages out of the index."""
    connection.executemany("INSERT INTO passage_keys (passage_keys, rowid, keys) VALUES ('delete', ?, ?)", held)


def frequency(connection: sqlite3.Connection, key: str) -> int:
    """Return how many passages hold a key."""
    row = connection.execute("SELECT doc FROM passage_key_counts WHERE term = ?", (key,)).fetchone()
    return int(row[0]) if row else 0


def holding(connection: sqlite3.Connection, key: str) -> tuple[int, ...]:
    """Return the numbers of the passages that hold a key, ascending."""
    query = '"' + key.replace('"', '""') + '"'
    sql = "SELECT rowid FROM passage_keys WHERE passage_keys MATCH ? ORDER BY rowid"
    return tuple(number for (number,) in connection.execute(sql, (query,)))


def counts(connection: sqlite3.Connection, prefix: str) -> dict[str, int]:
    """Return how many passages hold each key that begins with `prefix`."""
    sql = "SELECT term, doc FROM passage_key_counts WHERE term >= ? AND term < ?"
    last = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    return {key: int(doc) for key, doc in connection.execute(sql, (prefix, last))}
