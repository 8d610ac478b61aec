"""Markdown: CommonMark with tables, front matter before it; numbered facts of a digest are one passage each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Block, Extraction, Source
from claimcheck.ingestion.front_matter import split_front_matter
from claimcheck.ingestion.paragraphs import Introduction
from claimcheck.ingestion.readers.plain import read_characters

if TYPE_CHECKING:
    from markdown_it.token import Token

EXTRACTOR = "markdown-2"
_MARKERS = re.compile(r"[ \t]*(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|#{1,6}(?=[ \t]))[ \t]*)+")
_TEXTS = frozenset(("inline", "fence", "code_block", "html_block"))
_REFERENCE = re.compile(r"[ ]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+[^\n]*")
# Blocks inside one another that are told apart; what is nested deeper is a paragraph.
_DEEPEST = 100


def read_markdown(source: Source) -> Iterator[Extraction]:
    """Read Markdown.

    Raises:
        UnreadableInput: It is binary, too large or too long, or has front
            matter and nothing else.
        InvalidSettings: The front matter is wrong.
    """
    text = read_characters(source)
    about, body = split_front_matter(text, PurePosixPath(source.path))
    if not text[body:].strip():
        raise UnreadableInput("has front matter but no text" if about else "is empty", path=source.path)
    digest = str(about.get("form", "")).strip() == "digest"
    blocks = tuple(_fill_gaps(text, body, split_markdown(text, body, digest=digest)))
    yield Extraction(text=text, blocks=blocks, extractor=EXTRACTOR, front_matter=about)


def split_markdown(text: str, start: int = 0, *, digest: bool = False) -> Iterator[Block]:
    """Yield the blocks of Markdown from `start` on.

    Args:
        text: The file's text.
        start: Where the body begins, behind the front matter.
        digest: Whether numbered list items are facts: one passage each, with
            the locator "fact 4".
    """
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").parse(text[start:])
    begins = _line_offsets(text, start)
    first_line = text.count("\n", 0, start) + 1
    headings: list[tuple[int, str]] = []
    introduction = Introduction()
    paragraph, end = 0, start
    for index, token in enumerate(tokens):
        if token.type not in _TEXTS or token.map is None:
            continue
        low, high = begins[token.map[0]], begins[min(token.map[1], len(begins) - 1)]
        if low < end:  # the cells of one row share their line
            continue
        end = high
        opener = tokens[index - 1].type if index else ""
        line = first_line + token.map[0]
        marks = _MARKERS.match(text, low, high)
        if opener == "heading_open":
            level = int(tokens[index - 1].tag[1])
            headings = [h for h in headings if h[0] < level] + [(level, " ".join(token.content.split()))]
            low = marks.end() if marks else low
            yield Block(
                start=low, end=_trim_end(text, low, high), label="heading", heading=_path(headings[:-1]), whole=True
            )
            introduction.end()
            continue
        paragraph += 1
        item = _item_number(tokens, index)
        if marks and (item is not None or text[low:high].lstrip()[:1] in ">-*+"):
            low = marks.end()
        high = _trim_end(text, low, high)
        listed = token.level >= 2 and _in_item(tokens, index)
        yield Block(
            start=low,
            end=high,
            label=_label(item, paragraph, line, digest=digest),
            heading=_path(headings),
            lead_in="" if digest else introduction.before(text[low:high], listed=listed),
            whole=(digest and item is not None) or opener in {"th_open", "td_open"},
        )


def _fill_gaps(text: str, start: int, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, and what the parser left out between them: all but marks and the addresses of links."""
    end = start
    for block in blocks:
        yield from _between(text, end, block.start)
        yield block
        end = block.end
    yield from _between(text, end, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    gap = text[start:end]
    if not any(c.isalnum() for c in gap) or _MARKERS.fullmatch(gap.strip("\n") + " "):
        return
    if not any(c.isalnum() for c in _REFERENCE.sub("", gap)):
        return
    low, high = end - len(gap.lstrip()), start + len(gap.rstrip())
    yield Block(start=low, end=high, label=f"paragraph (line {text.count(chr(10), 0, low) + 1})")


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


def _in_item(tokens: list[Token], index: int) -> bool:
    """Whether a block opens an item of a list."""
    return any(t.type == "list_item_open" for t in tokens[max(0, index - 2) : index])


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _path(headings: list[tuple[int, str]]) -> str:
    return " > ".join(title for _, title in headings)


def _line_offsets(text: str, start: int) -> list[int]:
    return [start, *(m.end() for m in re.compile(r"\n").finditer(text, start)), len(text)]
