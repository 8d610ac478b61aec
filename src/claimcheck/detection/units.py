"""The units of an article: a paragraph, heading, caption or line each, with what it is on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimcheck.detection.inline import Plain, read_literal
from claimcheck.models import Article, Part
from claimcheck.text.quotes import restyle_marks

ENDS = re.compile(r"[.!?…](?:\s?[\"'”’“‘»«›‹」』)\]]){0,4}(?:\[?\d{0,3}\]?)\Z")
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
        plain = in_one_style(read_literal(article.text, stretch.start, stretch.end))
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


def in_one_style(plain: Plain) -> Plain:
    """Return the words of a paragraph with quotation marks of one style, each in its place of the article.

    All that reads them behind this may know “words” and ‘words’ alone.
    """
    changes = restyle_marks(plain.text)
    return plain.replaced(changes) if changes else plain


def is_prose(unit: Unit) -> bool:
    """Whether a unit ends as a sentence does, or is too long for a line of furniture."""
    if unit.reason or unit.kind in {"heading", "caption"}:
        return False
    words = len(unit.plain.text.split())
    return words >= 20 or bool(ENDS.search(unit.plain.text)) or (words >= 4 and unit.plain.text.endswith(":"))
