"""A document's text cut into passages with locators; every span exact, nothing dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimcheck.models import Locator, Passage, content_id
from claimcheck.text.segment import split_paragraphs, split_sentences

if TYPE_CHECKING:
    from markdown_it.token import Token

_NUMBERED = re.compile(r"\s*(?:(\d{1,4})[.)]|\((\d{1,3})\))\s+")
_MARKERS = re.compile(r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t]))[ \t]*)+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-sized stretch of the text. `whole` blocks are one passage, the rest are cut into sentences."""

    start: int
    end: int
    label: str
    heading: str = ""
    whole: bool = False


def cut_passages(document_id: str, text: str, blocks: Iterator[Block]) -> list[Passage]:
    """Return the passages of `blocks`, in order; white space alone is no passage."""
    passages: list[Passage] = []
    for block in blocks:
        spans = [(block.start, block.end)] if block.whole else split_sentences(text, block.start, block.end)
        for start, end in spans:
            quote = text[start:end]
            if not quote.strip():
                continue
            ordinal = len(passages) + 1
            passages.append(
                Passage(
                    id=content_id("passage", document_id, str(start), str(end)),
                    document_id=document_id,
                    ordinal=ordinal,
                    start=start,
                    end=end,
                    text=quote,
                    locator=Locator(label=block.label, heading=block.heading),
                )
            )
    return passages


def split_plain(text: str, start: int = 0) -> Iterator[Block]:
    """Yield the paragraphs of plain text; "4. Decides ..." has the locator "para. 4"."""
    lines = _LineCounter(text)
    for number, (low, high) in enumerate(_spans_from(text, start), start=1):
        marker = _NUMBERED.match(text, low, high)
        if marker:
            yield Block(low, high, f"para. {marker.group(1) or marker.group(2)} (line {lines.at(low)})")
        else:
            yield Block(low, high, f"paragraph {number} (line {lines.at(low)})")


def split_markdown(text: str, start: int = 0, *, digest: bool = False) -> Iterator[Block]:
    """Yield the blocks of Markdown from `start` on.

    Args:
        text: The file's text.
        start: Where the body begins, behind the front matter.
        digest: Whether numbered list items are facts: one passage each, with
            the locator "fact 4".
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(text[start:])
    begins = _line_offsets(text, start)
    headings: list[tuple[int, str]] = []
    paragraph = 0
    for index, token in enumerate(tokens):
        if token.type not in {"inline", "fence", "code_block", "html_block"} or token.map is None:
            continue
        low, high = begins[token.map[0]], begins[min(token.map[1], len(begins) - 1)]
        if index and tokens[index - 1].type == "heading_open":
            level = int(tokens[index - 1].tag[1])
            headings = [h for h in headings if h[0] < level] + [(level, " ".join(token.content.split()))]
            low = low + _marker_length(text, low, high)
            yield Block(low, _trim_end(text, low, high), "heading", _path(headings[:-1]), whole=True)
            continue
        paragraph += 1
        item = _item_number(tokens, index)
        low = low + (
            _marker_length(text, low, high) if item is not None or text[low:high].lstrip()[:1] in ">-*+" else 0
        )
        label = _label(item, paragraph, text.count("\n", 0, low) + 1, digest=digest)
        yield Block(low, _trim_end(text, low, high), label, _path(headings), whole=digest and item is not None)


def _label(item: str | None, paragraph: int, line: int, *, digest: bool) -> str:
    if item is not None:
        return f"fact {item}" if digest else f"item {item} (line {line})"
    return f"paragraph {paragraph} (line {line})"


def _item_number(tokens: list[Token], index: int) -> str | None:
    """Return the number of the ordered list item that a block opens, if it does."""
    opener = tokens[index - 2] if index >= 2 else None
    if opener is None or opener.type != "list_item_open" or not opener.markup or opener.markup not in ".)":
        return None
    return opener.info or None


def _marker_length(text: str, start: int, end: int) -> int:
    """Return how far the marks before a block's first word reach ("> ", "12. ", "- ", "## ")."""
    match = re.compile(r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t]))[ \t]*)+").match(
        text, start, end
    )
    return match.end() - start if match else 0


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _path(headings: list[tuple[int, str]]) -> str:
    return " > ".join(title for _, title in headings)


def _line_offsets(text: str, start: int) -> list[int]:
    offsets = [start]
    position = text.find("\n", start)
    while position != -1:
        offsets.append(position + 1)
        position = text.find("\n", position + 1)
    offsets.append(len(text))
    return offsets


def _spans_from(text: str, start: int) -> Iterator[tuple[int, int]]:
    for low, high in split_paragraphs(text[start:]):
        yield start + low, start + high


class _LineCounter:
    """Counts line numbers for rising offsets without starting again each time."""

    def __init__(self, text: str) -> None:
        self._text, self._offset, self._line = text, 0, 1

    def at(self, offset: int) -> int:
        self._line += self._text.count("\n", self._offset, offset)
        self._offset = offset
        return self._line
