"""Finding passages: by words (FTS5 and BM25), by names and by numbers.

All functions see current passages only. Every order is total: best score
first, then passage id.
"""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

# A passage's own words count fully, those around it about a third: enough to find it by its title, not enough for a
# title's words to outrank the words themselves.
TEXT_WEIGHT = 1.0
CONTEXT_WEIGHT = 0.35

# Rarity is added up in whole millionths, so that SQLite's sum is exact and does not depend on the order of the rows.
_UNIT = 1_000_000

_DELETE_WORDS = """
    INSERT INTO passages_fts (passages_fts, rowid, text, context)
    SELECT 'delete', number, text, context FROM current_passages WHERE document_id = ?
"""
_INSERT_WORDS = "INSERT INTO passages_fts (rowid, text, context) VALUES (?, ?, ?)"
_MATCH = """
    SELECT passages.id, -bm25(passages_fts, ?, ?) AS score
    FROM passages_fts
    JOIN passages ON passages.number = passages_fts.rowid
    WHERE passages_fts MATCH ?
    ORDER BY score DESC, passages.id
    LIMIT ?
"""
_FREQUENCY = {
    "entities": "SELECT count(*) FROM passage_entities WHERE entity = ?",
    "numbers": "SELECT count(*) FROM passage_numbers WHERE value = ?",
}
# CROSS JOIN keeps SQLite from walking the whole index instead of looking up the few keys.
_SHARING = {
    "entities": """
        SELECT passages.id, sum(wanted.weight) AS score
        FROM temp.wanted AS wanted
        CROSS JOIN passage_entities AS held ON held.entity = wanted.key
        JOIN passages ON passages.number = held.passage
        GROUP BY held.passage
        ORDER BY score DESC, passages.id
        LIMIT ?
    """,
    "numbers": """
        SELECT passages.id, sum(wanted.weight) AS score
        FROM temp.wanted AS wanted
        CROSS JOIN passage_numbers AS held ON held.value = wanted.key
        JOIN passages ON passages.number = held.passage
        GROUP BY held.passage
        ORDER BY score DESC, passages.id
        LIMIT ?
    """,
}


@contextmanager
def wanted(connection: sqlite3.Connection, keys: Mapping[str, int]) -> Iterator[None]:
    """Hold `keys` with their weights in `temp.wanted` for a join, bound and without limit of number."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (key TEXT PRIMARY KEY, weight INTEGER) WITHOUT ROWID")
    connection.execute("DELETE FROM temp.wanted")
    connection.executemany("INSERT INTO temp.wanted VALUES (?, ?)", keys.items())
    try:
        yield
    finally:
        connection.execute("DELETE FROM temp.wanted")


def storable(texts: Iterable[str]) -> list[str]:
    """Return the distinct texts that a database can hold at all (no lone surrogates), sorted."""
    return sorted({text for text in texts if not any("\ud800" <= c <= "\udfff" for c in text)})


def add(connection: sqlite3.Connection, words: Iterable[tuple[int, str, str]]) -> None:
    """Put passages in the word index: the number, the words and the context of each."""
    connection.executemany(_INSERT_WORDS, words)


def remove(connection: sqlite3.Connection, document_id: str) -> None:
    """Take a document's passages out of all indexes; to be called while it is still current."""
    connection.execute(_DELETE_WORDS, (document_id,))
    of_document = "(SELECT number FROM passages WHERE document_id = ?)"
    connection.execute(f"DELETE FROM passage_entities WHERE passage IN {of_document}", (document_id,))  # noqa: S608
    connection.execute(f"DELETE FROM passage_numbers WHERE passage IN {of_document}", (document_id,))  # noqa: S608


def count(connection: sqlite3.Connection) -> int:
    """Return the number of passages in the word index."""
    return int(connection.execute("SELECT count(*) FROM passages_fts_docsize").fetchone()[0])


def stems(connection: sqlite3.Connection, words: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Return the tokens that the index's own tokeniser makes of each word: none, one or several.

    The words go through an FTS5 table of the same tokeniser in the temporary
    database, and come back from its vocabulary; nothing of Porter's algorithm
    or of Unicode's tables is repeated here.
    """
    texts = storable(words)
    connection.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.words "
        "USING fts5 (word, content = '', tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_stems USING fts5vocab (temp, words, instance)")
    connection.execute("INSERT INTO temp.words (words) VALUES ('delete-all')")
    connection.executemany("INSERT INTO temp.words (rowid, word) VALUES (?, ?)", enumerate(texts))
    found: dict[str, list[str]] = {word: [] for word in words}
    for index, stem in connection.execute('SELECT doc, term FROM temp.word_stems ORDER BY doc, "offset"'):
        found[texts[index]].append(stem)
    return {word: tuple(tokens) for word, tokens in found.items()}


def frequency(connection: sqlite3.Connection, word: str, tokens: tuple[str, ...]) -> int:
    """Return in how many passages a word stands; `tokens` are its stems."""
    if not tokens:
        return 0
    if len(tokens) == 1:
        row = connection.execute("SELECT doc FROM passage_words WHERE term = ?", tokens).fetchone()
    else:
        sql = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?"
        row = connection.execute(sql, (_quoted(word),)).fetchone()
    return int(row[0]) if row else 0


def match(
    connection: sqlite3.Connection, known: Mapping[str, tuple[str, ...]], *, limit: int
) -> list[tuple[str, float]]:
    """Return the passages with any of the words, scored by BM25; `known` gives each word's stems."""
    # One word for each stem: "missile missiles" is not two words in common. Sorted, so that the sum of the scores does
    # not depend on the order of the words.
    words = sorted({tokens: word for word, tokens in sorted(known.items(), reverse=True) if tokens}.values())
    if not words:
        return []
    query = " OR ".join(map(_quoted, words))
    return [
        (passage, score) for passage, score in connection.execute(_MATCH, (TEXT_WEIGHT, CONTEXT_WEIGHT, query, limit))
    ]


def sharing(
    connection: sqlite3.Connection, kind: str, keys: Sequence[str], *, total: int, limit: int
) -> list[tuple[str, float]]:
    """Return the passages that hold any of `keys`, scored by the rarity of those they hold.

    Args:
        connection: The record.
        kind: "entities" or "numbers".
        keys: Entity ids or value keys; repeats count once.
        total: The number of passages, N.
        limit: How many to return.

    Returns:
        Passage id and the sum of log(1 + N / df) over the keys it holds.
    """
    weights = {}
    for key in storable(keys):
        frequency = connection.execute(_FREQUENCY[kind], (key,)).fetchone()[0]
        if frequency:
            weights[key] = round(math.log1p(total / frequency) * _UNIT)
    with wanted(connection, weights):
        return [(passage, score / _UNIT) for passage, score in connection.execute(_SHARING[kind], (limit,))]


def _quoted(word: str) -> str:
    """Return a word as an FTS5 string, in which nothing is syntax (https://www.sqlite.org/fts5.html#fts5_strings)."""
    # FTS5 reads a query only up to a NUL; the tokeniser takes it for a space anyway.
    return '"' + word.replace("\x00", " ").replace('"', '""') + '"'
