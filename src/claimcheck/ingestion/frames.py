"""What a worker process says, as bytes: frames of JSON behind their length.

JSON and not pickle: a parser that a hostile file took over could say anything.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, BinaryIO

from claimcheck.models import (
    Article,
    DocumentState,
    IndexedDocument,
    Locator,
    Part,
    Passage,
    PassageTerms,
    SourceDocument,
    Stretch,
    Tier,
    Unreadable,
)

_ARTICLE = tuple(f.name for f in fields(Article) if f.name not in {"id", "stretches"})
_DOCUMENT = tuple(f.name for f in fields(SourceDocument))


def write_frame(stream: BinaryIO, message: Mapping[str, Any]) -> None:
    """Write one message."""
    data = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """Return the next message; `None` where the stream has ended, in the middle of one or not."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    if len(data) < size:
        return None
    found: dict[str, Any] = json.loads(data)
    return found


def encode(item: Article | IndexedDocument | Unreadable) -> dict[str, Any]:
    """Return what was read as plain values; the words of a passage go as its span."""
    if isinstance(item, Article):
        said = {name: getattr(item, name) for name in _ARTICLE}
        return {"article": said, "stretches": [[s.start, s.end, s.part, s.reason, s.page] for s in item.stretches]}
    if isinstance(item, Unreadable):
        return {"unreadable": [item.path, item.why]}
    document = {name: getattr(item.document, name) for name in _DOCUMENT}
    for name in ("first_day", "last_day"):
        document[name] = document[name] and document[name].isoformat()
    for name in ("attributes", "provenance"):
        document[name] = dict(document[name])
    return {
        "document": document,
        "passages": [
            [p.id, p.start, p.end, p.locator.label, p.locator.heading, p.locator.page, p.lead_in] for p in item.passages
        ],
        "terms": [[t.keys, t.context, t.section] for t in item.terms],
        "signature": base64.b64encode(item.signature).decode("ascii"),
        "bands": item.bands,
        "origin": item.origin,
    }


def decode(message: Mapping[str, Any]) -> Article | IndexedDocument | Unreadable:
    """Return what `encode` was given.

    Raises:
        ValueError, KeyError, TypeError: It is not what `encode` makes.
    """
    if "unreadable" in message:
        path, why = message["unreadable"]
        return Unreadable(path=str(path), why=str(why))
    if "article" in message:
        return Article.build(
            stretches=tuple(
                Stretch(start=start, end=end, part=Part(part), reason=reason, page=page)
                for start, end, part, reason, page in message["stretches"]
            ),
            **{name: str(message["article"][name]) for name in _ARTICLE},
        )
    raw = dict(message["document"])
    for name in ("first_day", "last_day"):
        raw[name] = raw[name] and date.fromisoformat(raw[name])
    raw["urls"], raw["notes"] = tuple(raw["urls"]), tuple(raw["notes"])
    raw["tier"], raw["state"] = Tier(raw["tier"]), DocumentState(raw["state"])
    document = SourceDocument(**raw)
    return IndexedDocument(
        document=document,
        passages=tuple(_passage(document, n, values) for n, values in enumerate(message["passages"], start=1)),
        terms=tuple(
            PassageTerms(keys=tuple(keys), context=context, section=section)
            for keys, context, section in message["terms"]
        ),
        signature=base64.b64decode(message["signature"]),
        bands=tuple(message["bands"]),
        origin=message["origin"],
    )


def _passage(document: SourceDocument, ordinal: int, values: list[Any]) -> Passage:
    passage_id, start, end, label, heading, page, lead_in = values
    return Passage(
        id=passage_id,
        document_id=document.id,
        ordinal=ordinal,
        start=start,
        end=end,
        text=document.text[start:end],
        locator=Locator(label=label, heading=heading, page=page),
        lead_in=lead_in,
    )
