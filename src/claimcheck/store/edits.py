"""People's edits of claims as rows: what was decided, and what became of it in a run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from claimcheck.models import ClaimEdit, EditAction, EditOutcome, TextQuote
from claimcheck.store.records import KeptEdit

_PUT = """
    INSERT INTO claim_edits (article, title, action, quotes, claims, which, worth, editor, note, text_id, made_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PUT_OUTCOME = """
    INSERT INTO run_edits (
        run_id, article_id, ordinal, action, quotes, claims, which, worth, editor, note, text_id, source, why, spans,
        was, made
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def put_edit(connection: sqlite3.Connection, kept: KeptEdit) -> None:
    """Keep an edit behind the others."""
    connection.execute(_PUT, (kept.article, kept.title, *_values(kept.edit), kept.made_at))


def pop_edit(connection: sqlite3.Connection, article: str | None) -> KeptEdit | None:
    """Take the last edit back, of one article if it is named; return it."""
    row = connection.execute(
        "SELECT * FROM claim_edits WHERE :article IS NULL OR article = :article ORDER BY number DESC LIMIT 1",
        {"article": article},
    ).fetchone()
    if row is None:
        return None
    connection.execute("DELETE FROM claim_edits WHERE number = ?", (row["number"],))
    return _kept(row)


def kept_edits(connection: sqlite3.Connection) -> list[KeptEdit]:
    """Return all edits, in the order in which they were made."""
    return [_kept(row) for row in connection.execute("SELECT * FROM claim_edits ORDER BY number")]


def put_outcomes(connection: sqlite3.Connection, run_id: str, article_id: str, outcomes: Iterable[EditOutcome]) -> None:
    """Store what became of the edits of an article in a run."""
    connection.executemany(
        _PUT_OUTCOME,
        (
            (
                *(run_id, article_id, ordinal, *_values(o.edit), o.edit.source, o.why),
                *map(_json, (o.spans, o.was, o.made)),
            )
            for ordinal, o in enumerate(outcomes)
        ),
    )


def outcome_of(row: sqlite3.Row) -> EditOutcome:
    """Return the outcome of a row of `run_edits`."""
    return EditOutcome(
        edit=_edit(row, row["source"]),
        why=row["why"],
        spans=tuple((start, end) for start, end in json.loads(row["spans"])),
        was=tuple(json.loads(row["was"])),
        made=tuple(json.loads(row["made"])),
    )


def _values(edit: ClaimEdit) -> tuple[Any, ...]:
    quotes = _json([asdict(quote) for quote in edit.words])
    about = (_json(edit.which), edit.worth, edit.by, edit.note, edit.text_id)
    return (edit.action.value, quotes, _json(edit.claims), *about)


def _kept(row: sqlite3.Row) -> KeptEdit:
    edit = _edit(row, f"edit {row['number']}")
    return KeptEdit(article=row["article"], title=row["title"], edit=edit, made_at=row["made_at"])


def _edit(row: sqlite3.Row, source: str) -> ClaimEdit:
    return ClaimEdit(
        action=EditAction(row["action"]),
        words=tuple(TextQuote(**quote) for quote in json.loads(row["quotes"])),
        claims=tuple(json.loads(row["claims"])),
        which=tuple(json.loads(row["which"])),
        worth=row["worth"],
        by=row["editor"],
        note=row["note"],
        text_id=row["text_id"],
        source=source,
    )


def _json(value: Sequence[Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
