"""Finding passages in the record: by words and by keys."""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from claimcheck.models.search import Candidates, Filter, Found, Query
from claimcheck.store import index, keys, spelling
from claimcheck.store.connection import explained, snapshot

_STEMS_KEPT = 50_000
_NEAR = 12
_ROWS = """
    SELECT number, id, document_id, section, text, keys FROM current_passages
    WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number
"""
_OF_SECTIONS = """
    SELECT number, section FROM passages
    WHERE section IN (SELECT value FROM json_each(?)) AND listed = 1 ORDER BY number
"""


class SearchIndex:
    """The passages that may be evidence, as a search sees them: current ones only.

    A `WordIndex` of retrieval, on SQLite's FTS5. Its methods raise `StoreError`
    as those of `Store` do.
    """

    # Occurrences that one query may touch, about 10 ms each: those of sections are scored by bm25().
    posting_budget = 100_000
    section_budget = 20_000

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self._connection = connection
        self._path = path
        self._stems: dict[str, tuple[str, ...]] = {}
        self._frequencies: dict[tuple[str, ...], int] = {}
        self._key_frequencies: dict[str, int] = {}
        self._count: int | None = None
        self._version = 0

    def count(self) -> int:
        """Return how many passages are searched."""
        with self._reading():
            if self._count is None:
                self._count = index.count(self._connection)
            return self._count

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many passages, their contexts included, each word stands in any of its forms.

        A term of several words ("two-plus-two") is counted as a phrase, one
        without a letter or digit as 0.
        """
        with self._reading():
            known = self._stemmed(words)
            for word, tokens in known.items():
                if tokens not in self._frequencies:
                    self._frequencies[tokens] = index.frequency(self._connection, word, tokens)
            return {word: self._frequencies[tokens] for word, tokens in known.items()}

    def candidates(self, query: Query, *, limit: int) -> Candidates:
        """Return the passages and sections that share words with a query, scored by BM25.

        Args:
            query: Words and names as they stand, in any form; nothing in them
                is search syntax, and the order and repeats do not count.
            limit: How many of each to return. Equal scores that would be torn
                at the limit are left out, unless there are no better ones.
        """
        total = self.count()
        frequencies = self.frequencies(query.terms)
        of_sections = query.terms if query.section_terms is None else query.section_terms
        with self._reading():
            words = index.distinct(query.terms, self._stemmed(query.terms))
            fewer = index.distinct(of_sections, self._stemmed(of_sections))
            rarity = {word: math.log1p((total - frequencies[word] + 0.5) / (frequencies[word] + 0.5)) for word in words}
            return Candidates(
                passages=index.score_passages(self._connection, rarity, limit=limit),
                sections=index.score_sections(self._connection, fewer, limit=limit),
            )

    def filtered(self, query: Query, allowed: Filter, *, limit: int) -> Candidates:
        """Return what `candidates` does, of those passages only that a filter lets through; no sections.

        With an empty query that is every passage the filter lets through, in
        the order in which they were read.
        """
        with self._reading():
            known = self._stemmed(query.terms)
            return index.filtered(self._connection, query, known, allowed, limit=limit)

    def key_frequencies(self, asked: Collection[str]) -> dict[str, int]:
        """Return how many passages hold each key."""
        with self._reading():
            for key in index.storable(asked):
                if key not in self._key_frequencies:
                    self._key_frequencies[key] = keys.frequency(self._connection, keys.whole(key))
            return {key: self._key_frequencies.get(key, 0) for key in asked}

    def holding(self, asked: Collection[str]) -> dict[str, tuple[int, ...]]:
        """Return the numbers of the passages that hold each key, ascending."""
        with self._reading():
            return {key: keys.holding(self._connection, keys.whole(key)) for key in index.storable(asked)}

    def key_counts(self, prefix: str) -> dict[str, int]:
        """Return how many passages hold each key that begins with `prefix`; the keys as `keys.whole` makes them."""
        with self._reading():
            return keys.counts(self._connection, prefix)

    def near_words(self, words: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the words of the passages that each word may be a misspelling of, nearest first."""
        with self._reading():
            return spelling.near_words(self._connection, words, limit=_NEAR)

    def of_sections(self, sections: Sequence[int]) -> dict[int, int]:
        """Return the passages of sections with the section of each, by number."""
        with self._reading():
            return dict(self._connection.execute(_OF_SECTIONS, (json.dumps(sections),)).fetchall())

    def found(self, numbers: Sequence[int]) -> list[Found]:
        """Return the passages of these numbers, by number; an unknown number is left out."""
        with self._reading():
            cursor = self._connection.cursor()
            cursor.row_factory = None
            return list(map(Found._make, cursor.execute(_ROWS, (json.dumps(numbers),))))

    def forget(self) -> None:
        """Drop what was counted: the record is being written."""
        self._count = None
        self._frequencies.clear()
        self._key_frequencies.clear()

    def _stemmed(self, words: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return the stems of each word, asking the tokeniser only for those it has not seen."""
        if len(self._stems) > _STEMS_KEPT:
            self._stems.clear()
        unknown = [word for word in words if word not in self._stems]
        if unknown:
            self._stems.update(index.stems(self._connection, unknown))
        return {word: self._stems[word] for word in words}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with explained(self._path), snapshot(self._connection):
            # The counts, which every claim asks for and which cost a walk each, hold until another process has written.
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                self.forget()
                self._version = version
            yield
