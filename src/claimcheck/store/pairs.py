"""Assessments as columns, and the cache of judged pairs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping

from claimcheck.models import Assessment, Decider, ModelScore, Reason, Relation, Slot, SlotComparison, Stance
from claimcheck.store import index

_PUT = """
    INSERT INTO pairs (
        key, passage_id, stance, reasons, slots, coverage, note, score_model, score_supports, score_refutes,
        score_neutral, decided_by
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (key) DO UPDATE SET
        passage_id = excluded.passage_id, stance = excluded.stance, reasons = excluded.reasons,
        slots = excluded.slots, coverage = excluded.coverage, note = excluded.note,
        score_model = excluded.score_model, score_supports = excluded.score_supports,
        score_refutes = excluded.score_refutes, score_neutral = excluded.score_neutral,
        decided_by = excluded.decided_by
"""


def pairs(connection: sqlite3.Connection, keys: Collection[str]) -> dict[str, Assessment]:
    """Return the assessments of the pairs that were judged before, by key, in the order of `keys`."""
    asked = list(dict.fromkeys(keys))
    sql = "SELECT pairs.* FROM json_each(?) AS asked JOIN pairs ON pairs.key = asked.value"
    found = {row["key"]: assessment_of(row) for row in connection.execute(sql, (json.dumps(index.storable(asked)),))}
    return {key: found[key] for key in asked if key in found}


def put_pairs(connection: sqlite3.Connection, judged: Mapping[str, Assessment]) -> None:
    """Keep judged pairs by key; a key that is there is replaced."""
    connection.executemany(_PUT, ((key, *assessment_values(judged[key])) for key in sorted(judged)))


def assessment_values(assessment: Assessment) -> tuple[str | float | None, ...]:
    """Return an assessment as it is stored: the columns that `pairs` and `assessments` share, in order."""
    slots = [
        {
            "slot": comparison.slot.value,
            "relation": comparison.relation.value,
            "claim_value": comparison.claim_value,
            "source_value": comparison.source_value,
            "start": comparison.start,
            "end": comparison.end,
            "note": comparison.note,
        }
        for comparison in assessment.slots
    ]
    return (
        assessment.passage_id,
        assessment.stance.value,
        json.dumps([reason.value for reason in assessment.reasons]),
        json.dumps(slots, ensure_ascii=False, separators=(",", ":")),
        assessment.coverage,
        assessment.note,
        *_score_values(assessment.score),
        assessment.decided_by.value,
    )


def _score_values(score: ModelScore | None) -> tuple[str | float | None, ...]:
    return (None,) * 4 if score is None else (score.model, score.supports, score.refutes, score.neutral)


def assessment_of(row: sqlite3.Row) -> Assessment:
    """Return the record of a row of `pairs` or `assessments`."""
    return Assessment(
        passage_id=row["passage_id"],
        stance=Stance(row["stance"]),
        reasons=reasons_of(row["reasons"]),
        slots=tuple(
            SlotComparison(
                slot=Slot(slot["slot"]),
                relation=Relation(slot["relation"]),
                claim_value=slot["claim_value"],
                source_value=slot["source_value"],
                start=slot["start"],
                end=slot["end"],
                note=slot.get("note", ""),  # a record of before there were notes
            )
            for slot in json.loads(row["slots"])
        ),
        coverage=row["coverage"],
        note=row["note"],
        score=_score_of(row),
        decided_by=Decider(row["decided_by"]),
    )


def _score_of(row: sqlite3.Row) -> ModelScore | None:
    if row["score_model"] is None:
        return None
    return ModelScore(
        model=row["score_model"],
        supports=row["score_supports"],
        refutes=row["score_refutes"],
        neutral=row["score_neutral"],
    )


def reasons_of(text: str) -> tuple[Reason, ...]:
    """Return the reason codes of a JSON column."""
    return tuple(Reason(code) for code in json.loads(text))
