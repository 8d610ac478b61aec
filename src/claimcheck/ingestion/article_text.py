"""An article's pieces put together into a text that a person can read, with what each stretch of it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.document_text import clean_text
from claimcheck.models import Part, Stretch

# What Markdown puts before each; the marks stand outside the stretches.
_MARKS = {Part.HEADLINE: "# ", Part.HEADING: "## ", Part.ITEM: "- ", Part.BLOCK_QUOTE: "> "}


_BULLET = re.compile(r"[-–•·*▪◦‣]\s{1,9}(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of an article that belong together, and what they are; `reason` is why they are furniture."""

    text: str
    part: Part
    reason: str = ""
    page: int | None = None


def compose(pieces: Iterable[Piece], source: Source) -> tuple[str, tuple[Stretch, ...]]:
    """Return the text of an article's pieces, a blank line apart, and where each stands in it.

    Raises:
        UnreadableInput: It gets longer than `limits.max_characters`.
    """
    written: list[str] = []
    stretches: list[Stretch] = []
    length = 0
    for piece in pieces:
        words = clean_text(piece.text)
        if not words:
            continue
        mark = _MARKS.get(piece.part, "")
        start = length + len(mark)
        written.append(f"{mark}{words}\n\n")
        stretches.append(
            Stretch(start=start, end=start + len(words), part=piece.part, reason=piece.reason, page=piece.page)
        )
        length += len(written[-1])
        if length > source.limits.max_characters:
            raise UnreadableInput(
                f"holds more than {source.limits.max_characters:,} characters",
                path=source.path,
                hint="raise the setting max_characters",
            )
    text = "".join(written)
    return (f"{text[:-2]}\n" if text else ""), tuple(stretches)


def pieces_of(extraction: Extraction) -> Iterator[Piece]:
    """Yield the blocks of a document as pieces of an article."""
    headed = False
    for block in extraction.blocks:
        text = extraction.text[block.start : block.end]
        part = _part(block.label, headed=headed)
        headed = headed or part is Part.HEADLINE
        if part in {Part.BODY, Part.ITEM} and (bullet := _BULLET.match(text)):
            text, part = text[bullet.end() :], Part.ITEM
        yield Piece(text=text, part=part, page=block.page)


def _part(label: str, *, headed: bool) -> Part:
    if label == "heading":
        return Part.HEADING if headed else Part.HEADLINE
    if label.startswith(("table ", "sheet ")):
        return Part.ROW
    if label.startswith(("list item", "item ")):
        return Part.ITEM
    return Part.BODY
