"""Claims found by how they are worded, with how they came out: the same claim in many articles."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from claimcheck.models import EarlierCheck, Label
from claimcheck.store.records import ComparedClaim, LinkedClaim

# Claims that share a key and are looked at.
_MOST = 2_000
_UNREAD = """
    SELECT claims.id, claims.text, claims.as_of, claims.unresolved FROM claims
    LEFT JOIN claim_wordings ON claim_wordings.claim_id = claims.id AND claim_wordings.reading = ?
    WHERE claims.id > ? AND claim_wordings.claim_id IS NULL ORDER BY claims.id LIMIT ?
"""
_LATEST = """
    SELECT
        claims.id, claims.text, verdicts.label, runs.number, runs.started_at,
        articles.id AS article_id, articles.title, articles.path, articles.published
    FROM verdicts
    JOIN claims ON claims.id = verdicts.claim_id
    JOIN articles ON articles.id = verdicts.article_id
    JOIN runs ON runs.id = verdicts.run_id
    WHERE verdicts.claim_id IN (SELECT value FROM json_each(?))
    ORDER BY runs.number DESC, claims.id
"""


def unread(connection: sqlite3.Connection, reading: str, *, after: str, limit: int) -> list[tuple[str, str, str, bool]]:
    """Return id, text, date and whether words are left open, of claims behind an id that were not read so yet."""
    rows = connection.execute(_UNREAD, (reading, after, limit)).fetchall()
    return [(row["id"], row["text"], row["as_of"], row["unresolved"] != "[]") for row in rows]


def put_wordings(connection: sqlite3.Connection, read: Iterable[ComparedClaim], *, reading: str) -> None:
    """Keep how claims are worded, in the place of what was kept of them before."""
    for claim in read:
        connection.execute("DELETE FROM claim_keys WHERE claim_id = ?", (claim.id,))
        like_none = claim.words is None
        values = (None, None) if like_none else (_json(claim.slots or ()), _json(claim.words or ()))
        connection.execute(
            "INSERT INTO claim_wordings (claim_id, reading, slots, words) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (claim_id) DO UPDATE SET reading = excluded.reading, slots = excluded.slots, "
            "words = excluded.words",
            (claim.id, reading, *values),
        )
        connection.executemany(
            "INSERT INTO claim_keys (key, claim_id) VALUES (?, ?)", ((key, claim.id) for key in claim.keys)
        )


def sharing(connection: sqlite3.Connection, keys: Collection[str]) -> Iterator[ComparedClaim]:
    """Yield the claims that share a key with one, in the order of their ids."""
    sql = (
        "SELECT claim_id, slots, words FROM claim_wordings WHERE words IS NOT NULL AND claim_id IN "
        "(SELECT claim_id FROM claim_keys WHERE key IN (SELECT value FROM json_each(?))) ORDER BY claim_id LIMIT ?"
    )
    for row in connection.execute(sql, (_json(sorted(keys)), _MOST)).fetchall():
        words, slots = tuple(json.loads(row["words"])), tuple(json.loads(row["slots"]))
        yield ComparedClaim(id=row["claim_id"], slots=slots, words=words)


def linked(connection: sqlite3.Connection, ids: Sequence[str]) -> list[LinkedClaim]:
    """Return claims with their article and their latest verdict, those that were checked last first."""
    found: dict[str, LinkedClaim] = {}
    for row in connection.execute(_LATEST, (_json(ids),)):
        if row["id"] not in found:
            found[row["id"]] = LinkedClaim(
                claim_id=row["id"],
                text=row["text"],
                article_id=row["article_id"],
                title=row["title"],
                path=row["path"],
                published=row["published"],
                checked=row["started_at"][:10],
                run=row["number"],
                label=Label(row["label"]),
            )
    return list(found.values())


def find_claims(connection: sqlite3.Connection, words: str, *, limit: int) -> list[tuple[str, str, str]]:
    """Return id, text and date of the claims with an id or a name, or with an id that begins so."""
    sql = (
        "SELECT id, text, as_of FROM claims WHERE id = :key OR name = :key OR "
        "(length(:key) >= 4 AND (substr(id, 1, length(:key)) = :key OR substr(id, 7, length(:key)) = :key)) "
        "ORDER BY id <> :key, id LIMIT :limit"
    )
    return [(row["id"], row["text"], row["as_of"]) for row in connection.execute(sql, {"key": words, "limit": limit})]


def put_earlier(connection: sqlite3.Connection, run_id: str, earlier: Mapping[str, Sequence[EarlierCheck]]) -> None:
    """Store what a report shows of earlier checks, as it shows them."""
    connection.executemany(
        "INSERT INTO earlier_checks (run_id, claim_id, ordinal, other_claim_id, text, other_article_id, article, "
        "published, checked, label, differs) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(run_id, claim_id, ordinal, c.claim_id, c.text, c.article_id, c.article, c.published, c.checked),
                *(c.label.value, _json(c.differs)),
            )
            for claim_id, checks in earlier.items()
            for ordinal, c in enumerate(checks)
        ),
    )


def earlier_of(row: sqlite3.Row) -> EarlierCheck:
    """Return the earlier check of a row of `earlier_checks`."""
    return EarlierCheck(
        claim_id=row["other_claim_id"],
        text=row["text"],
        article_id=row["other_article_id"],
        article=row["article"],
        published=row["published"],
        checked=row["checked"],
        label=Label(row["label"]),
        differs=tuple(json.loads(row["differs"])),
    )


def _json(value: Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
