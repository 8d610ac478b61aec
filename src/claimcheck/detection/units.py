"""The units of an article: a paragraph, heading, caption or line each, with what it is on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.detection.inline import Plain, read_literal
from claimcheck.models import Article, Part

ENDS = re.compile(r"[.!?…][\"'”’»)\]]{0,4}(?:\[?\d{0,3}\]?)\Z")
# How each part is read; a headline is told from headings by where it stands, where nothing marks it.
_KINDS = {
    Part.HEADLINE: "heading",
    Part.HEADING: "heading",
    Part.ITEM: "item",
    Part.BLOCK_QUOTE: "quote",
    Part.CAPTION: "caption",
    Part.ROW: "table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A paragraph, heading or line of the article.

    `reason` says why it is furniture; it is empty for what is read. `paragraph`
    counts the body from 1, a heading or caption sharing the number of what
    follows; 0 is outside the body. `start` and `end` enclose its lines without
    their markers. `section` is the heading above it.
    """

    plain: Plain
    start: int
    end: int
    kind: str = "text"
    reason: str = ""
    paragraph: int = 0
    part: Part = Part.BODY
    section: str = ""
    page: int | None = None


def read_stretches(article: Article) -> Iterator[Unit]:
    """Yield the units of an article whose file has markup of its own; its words are taken as they stand."""
    for stretch in article.stretches:
        plain = read_literal(article.text, stretch.start, stretch.end)
        if plain.text:
            yield Unit(
                plain=plain,
                start=stretch.start,
                end=stretch.end,
                kind=_KINDS.get(stretch.part, "text"),
                reason=stretch.reason,
                part=stretch.part,
                page=stretch.page,
            )


def is_prose(unit: Unit) -> bool:
    """Whether a unit ends as a sentence does, or is too long for a line of furniture."""
    if unit.reason or unit.kind in {"heading", "caption"}:
        return False
    words = len(unit.plain.text.split())
    return words >= 20 or bool(ENDS.search(unit.plain.text)) or (words >= 4 and unit.plain.text.endswith(":"))
