"""Documents and their passages, going in and coming out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date

from claimcheck.models import DocumentState, IndexedDocument, Locator, Passage, PassageTerms, SourceDocument, Tier
from claimcheck.store import copies, history, index, keys

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
_PUT_DETAILS = """
    INSERT INTO document_details (
        document_id, file, reading, text_sha256, language, independence, supersedes, acquired_from, acquired_at,
        acquired_by, attributes, provenance, notes
    )
    VALUES (
        :id, :file, :reading, :text_sha256, :language, :group, :supersedes, :acquired_from, :acquired_at,
        :acquired_by, :attributes, :provenance, :notes
    )
    ON CONFLICT (document_id) DO UPDATE SET
        file = excluded.file, reading = excluded.reading, text_sha256 = excluded.text_sha256,
        language = excluded.language, independence = excluded.independence, supersedes = excluded.supersedes,
        acquired_from = excluded.acquired_from, acquired_at = excluded.acquired_at, acquired_by = excluded.acquired_by,
        attributes = excluded.attributes, provenance = excluded.provenance, notes = excluded.notes
"""
# A passage keeps its id when its document is read again; its number is new, so that a document's numbers follow each
# other.
_PUT_PASSAGE = """
    INSERT INTO passages (
        number, id, document_id, ordinal, span_start, span_end, text, context, label, heading, page, lead_in, section,
        keys, listed
    )
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (id) DO UPDATE SET
        number = excluded.number, ordinal = excluded.ordinal, span_start = excluded.span_start,
        span_end = excluded.span_end, text = excluded.text, context = excluded.context, label = excluded.label,
        heading = excluded.heading, page = excluded.page, lead_in = excluded.lead_in, section = excluded.section,
        keys = excluded.keys, listed = 1
"""
_FORGET_FILE = """
    DELETE FROM source_files WHERE path <> ? AND path IN (SELECT file FROM document_details WHERE document_id = ?)
"""
_SELECT = """
    SELECT documents.*, details.*, copies.copy_group
    FROM documents
    JOIN document_details AS details ON details.document_id = documents.id
    LEFT JOIN copies ON copies.document_id = documents.id
"""


def put_document(connection: sqlite3.Connection, put: IndexedDocument, *, reading: str = "") -> None:
    """Store and index a document; see `Store.put_documents`."""
    document, passages, terms = put.document, put.passages, put.terms
    _check(document, passages, terms)
    if reading and _is_put(connection, document.id, reading):
        return
    earlier = connection.execute(
        "SELECT id FROM documents WHERE name = ? AND state = 'current' "
        "UNION SELECT id FROM documents WHERE id = ? AND state = 'current'",
        (document.name, document.id),
    ).fetchall()
    copies.unlink(connection)
    for (earlier_id,) in earlier:
        # A file whose document is replaced or taken over by another file's is to be read again when it comes back.
        connection.execute(_FORGET_FILE, (document.file or document.path, earlier_id))
        index.remove(connection, earlier_id)
        history.note(connection, "-", earlier_id, rewritten=True)
    connection.execute(
        "UPDATE documents SET state = 'superseded' WHERE name = ? AND id <> ? AND state = 'current'",
        (document.name, document.id),
    )
    connection.execute(_PUT_DOCUMENT, _columns(document))
    connection.execute(_PUT_DETAILS, {**_details(document), "reading": reading})
    copies.put_signature(connection, document.id, put.signature, put.bands)
    _put_origin(connection, document.id, put.origin)
    rows = _put_passages(connection, put)
    index.add(connection, rows)
    history.note(
        connection, "+", *(part for _, section, text, context, _ in rows for part in (str(section), text, context))
    )


def _is_put(connection: sqlite3.Connection, document_id: str, reading: str) -> bool:
    """Whether a reading that was broken off got as far as this document."""
    sql = (
        "SELECT 1 FROM document_details JOIN documents ON documents.id = document_id "
        "WHERE document_id = ? AND reading = ? AND state = 'current'"
    )
    return connection.execute(sql, (document_id, reading)).fetchone() is not None


def _put_passages(connection: sqlite3.Connection, put: IndexedDocument) -> list[index.Row]:
    """Write the passages and return them as the indexes take them in."""
    document_id = put.document.id
    connection.execute(
        "UPDATE passages SET listed = 0, section = number, keys = '' WHERE document_id = ?", (document_id,)
    )
    number = history.last_number(connection)
    rows: list[index.Row] = []
    section, first = -1, 0
    for passage, terms in zip(put.passages, put.terms, strict=True):
        number += 1
        if terms.section != section:
            section, first = terms.section, number
        rows.append((number, first, passage.text, terms.context, keys.joined(terms.keys)))
    connection.executemany(_PUT_PASSAGE, map(_passage_values, put.passages, rows))
    listed = "SELECT count(*) FROM passages WHERE document_id = ? AND listed = 1"
    if connection.execute(listed, (document_id,)).fetchone()[0] != len(put.passages):
        name = put.document.name
        raise ValueError(f"passages of {name} share an id with one another or with another document's")
    return rows


def _put_origin(connection: sqlite3.Connection, document_id: str, origin: str) -> None:
    connection.execute("DELETE FROM document_origins WHERE document_id = ?", (document_id,))
    if origin:
        connection.execute("INSERT INTO document_origins (document_id, runs) VALUES (?, ?)", (document_id, origin))


def document(connection: sqlite3.Connection, document_id: str) -> SourceDocument | None:
    """Return one document in whatever state, or `None`."""
    row = connection.execute(f"{_SELECT} WHERE documents.id = ?", (document_id,)).fetchone()
    return None if row is None else document_of(row)


def documents(connection: sqlite3.Connection, state: DocumentState) -> list[SourceDocument]:
    """Return the documents in a state, by name, then id."""
    sql = f"{_SELECT} WHERE state = ? ORDER BY name, id"
    return [document_of(row) for row in connection.execute(sql, (state.value,))]


def passages_of(connection: sqlite3.Connection, document_id: str) -> list[Passage]:
    """Return the passages that the latest reading of a document gave, in order."""
    sql = "SELECT * FROM passages WHERE document_id = ? AND listed = 1 ORDER BY ordinal, span_start, id"
    return [passage_of(row) for row in connection.execute(sql, (document_id,))]


def passages(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Passage]:
    """Return the passages of these ids, in their order; an unknown id is left out."""
    asked = list(dict.fromkeys(ids))
    sql = "SELECT passages.* FROM json_each(?) AS asked JOIN passages ON passages.id = asked.value"
    found = {row["id"]: passage_of(row) for row in connection.execute(sql, (json.dumps(index.storable(asked)),))}
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
        file=row["file"],
        text_sha256=row["text_sha256"],
        language=row["language"],
        group=row["independence"] or row["copy_group"] or "",
        supersedes=row["supersedes"],
        acquired_from=row["acquired_from"],
        acquired_at=row["acquired_at"],
        acquired_by=row["acquired_by"],
        attributes=json.loads(row["attributes"]),
        provenance=json.loads(row["provenance"]),
        notes=tuple(json.loads(row["notes"])),
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
        lead_in=row["lead_in"],
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


def _details(document: SourceDocument) -> dict[str, str]:
    return {
        "id": document.id,
        "file": document.file or document.path,
        "text_sha256": document.text_sha256,
        "language": document.language,
        "group": document.group,
        "supersedes": document.supersedes,
        "acquired_from": document.acquired_from,
        "acquired_at": document.acquired_at,
        "acquired_by": document.acquired_by,
        "attributes": json.dumps(dict(document.attributes), ensure_ascii=False, sort_keys=True),
        "provenance": json.dumps(dict(document.provenance), ensure_ascii=False, sort_keys=True),
        "notes": json.dumps(document.notes, ensure_ascii=False),
    }


def _passage_values(passage: Passage, row: index.Row) -> tuple[str | int | None, ...]:
    number, section, text, context, held = row
    return (
        number,
        passage.id,
        passage.document_id,
        passage.ordinal,
        passage.start,
        passage.end,
        text,
        context,
        passage.locator.label,
        passage.locator.heading,
        passage.locator.page,
        passage.lead_in,
        section,
        held,
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
