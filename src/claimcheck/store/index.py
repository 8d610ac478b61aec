"""The word indexes of passages and of sections: what goes in and out of them, and what they answer (FTS5, BM25).

All functions see current passages only.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from claimcheck.models.search import CONTEXT_WEIGHT, TEXT_WEIGHT, Candidates, Filter, Query
from claimcheck.store import keys, postings

TOKENIZER = "porter unicode61 remove_diacritics 2"

# A passage as the indexes take it in: its number, section, words, context and keys.
Row = tuple[int, int, str, str, str]

_OF_DOCUMENT = """
    SELECT number, section, text, context, keys FROM current_passages WHERE document_id = ? ORDER BY section, number
"""
_ADD_WORDS = "INSERT INTO passages_fts (rowid, text, context) VALUES (?, ?, ?)"
_REMOVE_WORDS = "INSERT INTO passages_fts (passages_fts, rowid, text, context) VALUES ('delete', ?, ?, ?)"
_ADD_SECTION = "INSERT INTO sections_fts (rowid, text, context) VALUES (?, ?, ?)"
_REMOVE_SECTION = "INSERT INTO sections_fts (sections_fts, rowid, text, context) VALUES ('delete', ?, ?, ?)"
_SECTIONS = """
    SELECT rowid, -bm25(sections_fts, :text, :context) AS score FROM sections_fts
    WHERE sections_fts MATCH :query
    ORDER BY score DESC, rowid LIMIT :limit
"""
_WEIGHTS = {"text": TEXT_WEIGHT, "context": CONTEXT_WEIGHT}
_ALLOWED = """
    passages.document_id IN (
        SELECT id FROM documents
        WHERE (:tier IS NULL OR tier = :tier)
        AND (:since IS NULL OR last_day >= :since) AND (:until IS NULL OR first_day <= :until)
    )
    AND (:key IS NULL OR passages.number IN (SELECT rowid FROM passage_keys WHERE passage_keys MATCH :key))
"""


def storable(texts: Iterable[str]) -> list[str]:
    """Return the distinct texts that a database can hold at all (no lone surrogates), sorted."""
    return sorted({text for text in texts if not any("\ud800" <= c <= "\udfff" for c in text)})


def quoted(word: str) -> str:
    """Return a word as an FTS5 string, in which nothing is syntax (https://www.sqlite.org/fts5.html#fts5_strings)."""
    # FTS5 reads a query only up to a NUL; the tokeniser takes it for a space anyway.
    return '"' + word.replace("\x00", " ").replace('"', '""') + '"'


def add(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Put the passages of one document in all indexes; the rows of a section follow each other."""
    connection.executemany(_ADD_WORDS, [(number, text, context) for number, _, text, context, _ in rows])
    connection.executemany(_ADD_SECTION, _sections(rows))
    keys.add(connection, [(number, held) for number, _, _, _, held in rows if held])


def remove(connection: sqlite3.Connection, document_id: str) -> None:
    """Take a document's passages out of all indexes; to be called while it is still current."""
    rows: list[Row] = [tuple(row) for row in connection.execute(_OF_DOCUMENT, (document_id,))]
    connection.executemany(_REMOVE_WORDS, [(number, text, context) for number, _, text, context, _ in rows])
    connection.executemany(_REMOVE_SECTION, _sections(rows))
    keys.remove(connection, [(number, held) for number, _, _, _, held in rows if held])


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
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words USING fts5 (word, content = '', tokenize = '{TOKENIZER}')"
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
        row = connection.execute(sql, (quoted(word),)).fetchone()
    return int(row[0]) if row else 0


def score_passages(
    connection: sqlite3.Connection, words: Mapping[str, float], *, limit: int
) -> tuple[tuple[int, float], ...]:
    """Return the passages with any of the words, scored by BM25, those around them counting less.

    Args:
        connection: The record.
        words: The weight of each word or phrase, one for each stem.
        limit: How many.
    """
    columns = (("text", TEXT_WEIGHT), ("context", CONTEXT_WEIGHT))
    queries = {f"{name} : {quoted(word)}": own * weight for word, own in words.items() for name, weight in columns}
    ranked = postings.score_passages(connection, queries, limit=limit)
    if len(ranked) > limit and ranked[limit][1] == ranked[0][1]:
        ranked = _by_id(connection, [item for item in ranked if item[1] == ranked[0][1]])
    return without_torn_tie(ranked, limit)


def _by_id(connection: sqlite3.Connection, ranked: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return passages by id: where all are equal, their numbers must not choose."""
    sql = "SELECT number FROM passages WHERE number IN (SELECT value FROM json_each(?)) ORDER BY id"
    scores = dict(ranked)
    return [(n, scores[n]) for (n,) in connection.execute(sql, (json.dumps(list(scores)),))]


def score_sections(
    connection: sqlite3.Connection, words: Sequence[str], *, limit: int
) -> tuple[tuple[int, float], ...]:
    """Return the sections with any of the words, scored by BM25."""
    if not words:
        return ()
    bound = {**_WEIGHTS, "query": " OR ".join(map(quoted, sorted(words))), "limit": limit + 1}
    ranked = connection.execute(_SECTIONS, bound).fetchall()
    if len(ranked) > limit and ranked[limit][1] == ranked[0][1]:
        return ()  # all are equal: they say nothing of their passages
    return without_torn_tie(ranked, limit)


def distinct(words: Iterable[str], known: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return one word for each stem, sorted: "missile missiles" is not two words in common.

    Sorted, so that sums of scores do not depend on the order of the words.
    """
    return sorted({known[w]: w for w in sorted(words, reverse=True) if known[w]}.values())


def filtered(
    connection: sqlite3.Connection,
    query: Query,
    known: Mapping[str, tuple[str, ...]],
    allowed: Filter,
    *,
    limit: int,
) -> Candidates:
    """Return the passages that a filter lets through and that hold any of the words; all, without words."""
    wanted = storable(allowed.keys)
    if allowed.keys and not wanted:
        return Candidates()
    match = " OR ".join(map(quoted, distinct(query.terms, known)))
    bound: dict[str, str | float | None] = {
        "tier": allowed.tier.value if allowed.tier else None,
        "since": allowed.since.isoformat() if allowed.since else None,
        "until": allowed.until.isoformat() if allowed.until else None,
        "key": " OR ".join(quoted(keys.whole(key)) for key in wanted) or None,
        "limit": limit,
    }
    if match:
        bound |= {**_WEIGHTS, "query": match}
        sql = (
            "SELECT passages.number, -bm25(passages_fts, :text, :context) AS score "  # noqa: S608
            "FROM passages_fts JOIN passages ON passages.number = passages_fts.rowid "
            f"WHERE passages_fts MATCH :query AND {_ALLOWED} ORDER BY score DESC, passages.number LIMIT :limit"
        )
    else:
        sql = (
            "SELECT passages.number, 1.0 AS score FROM current_passages AS passages "  # noqa: S608
            f"WHERE {_ALLOWED} ORDER BY passages.number LIMIT :limit"
        )
    return Candidates(passages=tuple((number, score) for number, score in connection.execute(sql, bound)))


def without_torn_tie(ranked: Sequence[Sequence[Any]], limit: int) -> tuple[tuple[int, float], ...]:
    """Return the first `limit` of numbers with scores; of equal scores that would be torn there, none.

    Numbers depend on the order in which sources were read, so that they must
    not decide what is found. If all are equal, they do.
    """
    kept = [(int(number), float(score)) for number, score in ranked]
    if len(kept) > limit and kept[limit][1] == kept[limit - 1][1] != kept[0][1]:
        kept = [item for item in kept if item[1] > kept[limit][1]]
    return tuple(kept[:limit])


def _sections(rows: Iterable[Row]) -> list[tuple[int, str, str]]:
    """Return the number, the words and the context of each section of the rows."""
    found = []
    for number, group in groupby(rows, key=lambda row: row[1]):
        passages = list(group)
        found.append((number, "\n".join(row[2] for row in passages), min(row[3] for row in passages)))
    return found
