"""Which passages hold a claim's words, in bulk: the part of a search that grows with the corpus.

FTS5's own bm25() costs about a microsecond for every passage that it scores, and
a claim's commoner words stand in tens of thousands. Matching alone costs a
fifteenth of that. So the numbers of the passages with each word are fetched
whole, weighed and summed with numpy, and only the best few hundred are scored
in full.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Scores = NDArray[np.float64]

# BM25's parameters as FTS5 has them (https://www.sqlite.org/fts5.html#the_bm25_function). A word counts once for a
# passage: in a sentence it hardly ever stands twice.
_K1 = 1.2
_B = 0.75
# Passages that are scored in full, for each that is asked for, and at most: more may have one weight.
_SCORED = 3
_MOST = 2_000

_HOLDING = "SELECT group_concat(rowid) FROM passages_fts WHERE passages_fts MATCH ?"
_LENGTHS = "SELECT number, length(text) FROM passages WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"


def score_passages(
    connection: sqlite3.Connection, queries: Mapping[str, float], *, limit: int
) -> list[tuple[int, float]]:
    """Return passages by the weights of the words they hold, longer ones counting less, best first.

    Args:
        connection: The record.
        queries: The weight of each FTS5 query of one word or phrase.
        limit: How many are wanted; some more are returned, and those that are
            as good as the last of them.

    Returns:
        Numbers and BM25 scores, equal ones by number.
    """
    import numpy as np

    found = [(weight, _holding(connection, query)) for query, weight in sorted(queries.items())]
    numbers = np.concatenate([held for _, held in found]) if found else np.empty(0, np.int64)
    if not len(numbers):
        return []
    weights = np.concatenate([np.full(len(held), weight) for weight, held in found])
    distinct, places = np.unique(numbers, return_inverse=True)
    sums: Scores = np.bincount(places, weights=weights).astype(np.float64, copy=False)
    best = _best(distinct, sums, limit * _SCORED)
    return _with_lengths(connection, *best)


def _holding(connection: sqlite3.Connection, query: str) -> Numbers:
    """Return the numbers of the passages that a query matches; as one text, which is three times as quick as rows."""
    import numpy as np

    row: Any = connection.execute(_HOLDING, (query,)).fetchone()
    return np.fromstring(row[0], dtype=np.int64, sep=",") if row[0] else np.empty(0, np.int64)


def _best(numbers: Numbers, sums: Scores, limit: int) -> tuple[Numbers, Scores]:
    """Return the best `limit` and those as good as the last of them, of these the first if they are too many."""
    import numpy as np

    if len(sums) <= limit:
        return numbers, sums
    least = np.partition(sums, -limit)[-limit]
    kept = np.flatnonzero(sums >= least)
    if len(kept) > _MOST:
        better = np.flatnonzero(sums > least)
        kept = np.sort(np.concatenate([better, np.flatnonzero(sums == least)[: max(0, _MOST - len(better))]]))
    return numbers[kept], sums[kept]


def _with_lengths(connection: sqlite3.Connection, numbers: Numbers, sums: Scores) -> list[tuple[int, float]]:
    rows: Sequence[Any] = connection.execute(_LENGTHS, (json.dumps(numbers.tolist()),)).fetchall()
    lengths = [max(1, row[1]) for row in rows]  # SQLite ends a text at a NUL
    average = sum(lengths) / len(lengths)
    scores = [
        score * (_K1 + 1) / (1 + _K1 * (1 - _B + _B * length / average))
        for score, length in zip(sums.tolist(), lengths, strict=True)
    ]
    return sorted(zip(numbers.tolist(), scores, strict=True), key=lambda item: (-item[1], item[0]))
