"""Documents and their passages, going in and coming out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from claimcheck.models import DocumentState, Locator, Passage, SourceDocument, Tier
from claimcheck.store import index
from claimcheck.store.records import PassageTerms, StoredDocument

_PUT_DOCUMENT = """
    INSERT INTO documents (
        id, name, path, title, text, sha256, issuer, date, first_day, last_day, urls, tier, form, coverage, gaps,
        extractor, state
    )
    VALUES (
        :id, :name, :path, :title, :text, :sha256, :issuer, :date, :first_day, :last_day, :urls, :tier, :form,
        :coverage, :gaps, :extractor, 'current'
    )
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, path = excluded.path, title = excluded.title, text = excluded.text,
        sha256 = excluded.sha256, issuer = excluded.issuer, date = excluded.date, first_day = excluded.first_day,
        last_day = excluded.last_day, urls = excluded.urls, tier = excluded.tier, form = excluded.form,
        coverage = excluded.coverage, gaps = excluded.gaps, extractor = excluded.extractor, state = 'current'
"""
# A passage keeps its number when its document is read again, and never moves to another document.
_PUT_PASSAGE = """
    INSERT INTO passages (
        id, document_id, ordinal, span_start, span_end, text, context, label, heading, page, listed
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (id) DO UPDATE SET
        ordinal = excluded.ordinal, span_start = excluded.span_start, span_end = excluded.span_end,
        text = excluded.text, context = excluded.context, label = excluded.label, heading = excluded.heading,
        page = excluded.page, listed = 1
"""
_PUT_ENTITY = "INSERT INTO passage_entities (entity, passage) SELECT ?, number FROM passages WHERE id = ?"
_PUT_NUMBER = "INSERT INTO passage_numbers (value, passage) SELECT ?, number FROM passages WHERE id = ?"


def put_document(
    connection: sqlite3.Connection,
    document: SourceDocument,
    passages: Sequence[Passage],
    terms: Sequence[PassageTerms],
) -> None:
    """Store and index a document; see `Store.put_document`."""
    _check(document, passages, terms)
    earlier = connection.execute(
        "SELECT id FROM documents WHERE name = ? AND state = 'current' "
        "UNION SELECT id FROM documents WHERE id = ? AND state = 'current'",
        (document.name, document.id),
    ).fetchall()
    for (earlier_id,) in earlier:
        index.remove(connection, earlier_id)
    connection.execute(
        "UPDATE documents SET state = 'superseded' WHERE name = ? AND id <> ? AND state = 'current'",
        (document.name, document.id),
    )
    connection.execute(_PUT_DOCUMENT, _columns(document))
    connection.execute("UPDATE passages SET listed = 0 WHERE document_id = ?", (document.id,))
    connection.executemany(_PUT_PASSAGE, map(_passage_values, passages, terms))
    listed = "SELECT count(*) FROM passages WHERE document_id = ? AND listed = 1"
    if connection.execute(listed, (document.id,)).fetchone()[0] != len(passages):
        raise ValueError(f"passages of {document.name} share an id with one another or with another document's")
    connection.executemany(_PUT_ENTITY, _pairs(passages, (t.entities for t in terms)))
    connection.executemany(_PUT_NUMBER, _pairs(passages, (t.numbers for t in terms)))
    index.add(connection, document.id)


def withdraw_documents(connection: sqlite3.Connection, names_to_keep: Collection[str]) -> int:
    """Withdraw the current documents of other names; return how many."""
    keep = set(names_to_keep)
    current = connection.execute("SELECT id, name FROM documents WHERE state = 'current' ORDER BY name").fetchall()
    gone = [document_id for document_id, name in current if name not in keep]
    for document_id in gone:
        index.remove(connection, document_id)
        connection.execute("UPDATE documents SET state = 'withdrawn' WHERE id = ?", (document_id,))
    return len(gone)


def document(connection: sqlite3.Connection, document_id: str) -> SourceDocument | None:
    """Return one document in whatever state, or `None`."""
    row = connection.execute("SELECT * FROM documents WHERE id = ?", (document_id,)).fetchone()
    return None if row is None else document_of(row)


def documents(connection: sqlite3.Connection, state: DocumentState) -> list[SourceDocument]:
    """Return the documents in a state, by name, then id."""
    sql = "SELECT * FROM documents WHERE state = ? ORDER BY name, id"
    return [document_of(row) for row in connection.execute(sql, (state.value,))]


def document_ids_by_name(connection: sqlite3.Connection) -> dict[str, StoredDocument]:
    """Return what is held of each current document, by name."""
    sql = "SELECT name, id, sha256, extractor FROM documents WHERE state = 'current' ORDER BY name"
    return {
        row["name"]: StoredDocument(id=row["id"], sha256=row["sha256"], extractor=row["extractor"])
        for row in connection.execute(sql)
    }


def passages_of(connection: sqlite3.Connection, document_id: str) -> list[Passage]:
    """Return the passages that the latest reading of a document gave, in order."""
    sql = "SELECT * FROM passages WHERE document_id = ? AND listed = 1 ORDER BY ordinal, span_start, id"
    return [passage_of(row) for row in connection.execute(sql, (document_id,))]


def passages(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Passage]:
    """Return the passages of these ids, in their order; an unknown id is left out."""
    asked = list(dict.fromkeys(ids))
    with index.wanted(connection, dict.fromkeys(index.storable(asked), 0)):
        sql = "SELECT passages.* FROM temp.wanted AS wanted JOIN passages ON passages.id = wanted.key"
        found = {row["id"]: passage_of(row) for row in connection.execute(sql)}
    return {passage_id: found[passage_id] for passage_id in asked if passage_id in found}


def document_of(row: sqlite3.Row) -> SourceDocument:
    """Return the record of a row of `documents`."""
    return SourceDocument(
        id=row["id"],
        name=row["name"],
        path=row["path"],
        title=row["title"],
        text=row["text"],
        sha256=row["sha256"],
        issuer=row["issuer"],
        date=row["date"],
        first_day=_day(row["first_day"]),
        last_day=_day(row["last_day"]),
        urls=tuple(json.loads(row["urls"])),
        tier=Tier(row["tier"]),
        form=row["form"],
        coverage=row["coverage"],
        gaps=row["gaps"],
        extractor=row["extractor"],
        state=DocumentState(row["state"]),
    )


def passage_of(row: sqlite3.Row) -> Passage:
    """Return the record of a row of `passages`."""
    return Passage(
        id=row["id"],
        document_id=row["document_id"],
        ordinal=row["ordinal"],
        start=row["span_start"],
        end=row["span_end"],
        text=row["text"],
        locator=locator_of(row),
    )


def locator_of(row: sqlite3.Row) -> Locator:
    """Return the locator in a row of `passages` or `citations`."""
    return Locator(label=row["label"], heading=row["heading"], page=row["page"])


def _check(document: SourceDocument, passages: Sequence[Passage], terms: Sequence[PassageTerms]) -> None:
    if len(passages) != len(terms):
        raise ValueError(f"{len(passages)} passages of {document.name} have {len(terms)} terms")
    for passage in passages:
        if passage.document_id != document.id or document.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} does not give the words of {document.name}")


def _columns(document: SourceDocument) -> dict[str, str | None]:
    return {
        "id": document.id,
        "name": document.name,
        "path": document.path,
        "title": document.title,
        "text": document.text,
        "sha256": document.sha256,
        "issuer": document.issuer,
        "date": document.date,
        "first_day": document.first_day.isoformat() if document.first_day else None,
        "last_day": document.last_day.isoformat() if document.last_day else None,
        "urls": json.dumps(document.urls, ensure_ascii=False),
        "tier": document.tier.value,
        "form": document.form,
        "coverage": document.coverage,
        "gaps": document.gaps,
        "extractor": document.extractor,
    }


def _passage_values(passage: Passage, terms: PassageTerms) -> tuple[str | int | None, ...]:
    return (
        passage.id,
        passage.document_id,
        passage.ordinal,
        passage.start,
        passage.end,
        passage.text,
        terms.context,
        passage.locator.label,
        passage.locator.heading,
        passage.locator.page,
    )


def _pairs(passages: Iterable[Passage], keys: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, str]]:
    for passage, of_passage in zip(passages, keys, strict=True):
        for key in sorted(set(of_passage)):
            yield key, passage.id


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
