"""A web page as an article: its story in order, and every line of the page around it with why it is furniture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from claimcheck.ingestion.article_text import Piece
from claimcheck.ingestion.extraction import Source
from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text
from claimcheck.ingestion.readers.html import PARAGRAPH_BREAK, find_main
from claimcheck.ingestion.readers.html_parts import (
    AUTHOR_NOTE,
    BREAKS,
    BYLINE,
    OUTSIDE,
    PULL_QUOTE,
    RELATED,
    VAGUE,
    class_words,
    furniture_reason,
    is_credit,
    part_of,
)
from claimcheck.ingestion.readers.html_tables import PageTable, read_table
from claimcheck.ingestion.readers.html_tree import BLOCKS, Words, is_hidden, walk
from claimcheck.models import Part
from claimcheck.text.normalize import fold

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# An element with more of the page's text than this is no furniture, whatever its class says.
_STORY_SHARE = 0.4
# A page's title and what stands right beside it, above the story: no more characters than this.
_LONGEST_TOP = 2_000
_HIGHEST_TOP = 20  # elements
_MOST_TITLES = 20
_MOST_APART = 500  # quotations that are looked for in the text
# What is a link for this share of its characters is one.
_LINK_SHARE = 0.8
_PULLED = 3  # words: shorter repeats are chance
_LONG_NOTE = 12  # words: a byline is shorter
_BODIES = frozenset((("article", "body"), ("story", "body"), ("entry", "content"), ("post", "content"),
                     ("article", "content"), ("story", "content")))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Story:
    """Which elements of a page hold the story, by their places in memory.

    `within` is the story itself (empty where the whole page may be it), `tops`
    elements outside it that hold its headline; `around` holds what contains
    either, and `large` what has most of the page's text.
    """

    within: int | None
    tops: frozenset[int]
    around: frozenset[int]
    large: frozenset[int]
    title: int | None


@dataclass(frozen=True, slots=True)
class _Open:
    """What an open element makes of the text in it."""

    reason: str = ""
    part: Part = Part.BODY
    story: bool = True
    inside: bool = True  # of the story, where a header is part of it
    aside: bool = False


def read_page(tree: LexborHTMLParser, source: Source) -> Iterator[Piece]:
    """Yield the pieces of a page in reading order."""
    body = tree.body if tree.body is not None else tree.root
    if body is not None:
        yield from _without_repeats(list(_PageReader(_find_story(tree, body), source).read(body)))


def _find_story(tree: LexborHTMLParser, body: LexborNode) -> _Story:
    sizes, total = _sizes(body)
    titles = [t for t in tree.css("h1") if sizes.get(t.mem_id)][:_MOST_TITLES]
    main = find_main(body) or _find_body(body, sizes, total, titles)
    within = [t for t in titles if main is not None and main.mem_id in _above(t)]
    title = next(iter(within or titles), None)
    tops: set[int] = set()
    if main is not None and title is not None and not within:
        tops.add(_top(title, main, sizes).mem_id)
    around: set[int] = set()
    for node in (main, title):
        around |= set(_above(node)) if node is not None else set()
    return _Story(
        within=main.mem_id if main is not None else None,
        tops=frozenset(tops),
        around=frozenset(around),
        large=frozenset(i for i, size in sizes.items() if size > _STORY_SHARE * total),
        title=title.mem_id if title is not None else None,
    )


def _sizes(body: LexborNode) -> tuple[dict[int, int], int]:
    """Return how many characters each element shows, and how many the page does."""
    sizes: dict[int, int] = {}
    total = 0
    opened: list[int] = []
    for node, begins in walk(body, is_hidden):
        if node.tag == "-text":
            total += len((node.text_content or "").strip()) if begins else 0
        elif begins:
            opened.append(total)
        else:
            sizes[node.mem_id] = total - opened.pop()
    return sizes, total


def _find_body(body: LexborNode, sizes: dict[int, int], total: int, titles: list[LexborNode]) -> LexborNode | None:
    """Return the <article> around the page's title, or the smallest element around it and the story's text."""
    titled = list(_ancestors(titles[0])) if titles else []
    found = next((n for n in titled if n.tag == "article" and sizes[n.mem_id] > _STORY_SHARE * total), None)
    if found is not None:
        return found
    above = {n.mem_id for n in titled}
    for node, begins in walk(body, is_hidden):
        if not begins or node.tag not in BLOCKS or sizes.get(node.mem_id, 0) < _STORY_SHARE * total:
            continue
        words = class_words(node)
        if node.attributes.get("itemprop") == "articleBody" or any(p in _BODIES for p in pairwise(words)):
            around = next((n for n in _ancestors(node) if n.mem_id in above), node)
            return node if around.mem_id == body.mem_id else around
    return None


def _top(title: LexborNode, main: LexborNode, sizes: dict[int, int]) -> LexborNode:
    """Return the element that holds a title outside the story and what stands right beside it."""
    apart = set(_above(main))
    found = title
    for node in islice(_ancestors(title), _HIGHEST_TOP):
        if node.mem_id in apart or sizes.get(node.mem_id, 0) > _LONGEST_TOP or node.css_first("nav") is not None:
            break
        found = node
    return found


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _above(node: LexborNode) -> list[int]:
    return [node.mem_id, *(n.mem_id for n in _ancestors(node))]


class _PageReader:
    """Walks a page's elements and gives out a piece wherever a line of it ends."""

    def __init__(self, story: _Story, source: Source) -> None:
        self._story = story
        self._source = source
        self._words = Words()
        self._open = [_Open(story=story.within is None, inside=False)]
        self._linked = self._link = 0  # characters inside links; links that are open
        self._tables: dict[int, PageTable] = {}
        self._ready: list[tuple[Piece, bool]] = []

    def read(self, body: LexborNode) -> Iterator[tuple[Piece, bool]]:
        """Yield the pieces of the page, and whether each stands aside of the text."""
        for node, begins in walk(body, self._passes_over):
            breaks = node.tag in BREAKS or is_credit(node)
            if breaks:
                self._flush()
            if node.is_element_node:
                self._link += (1 if begins else -1) if node.tag == "a" else 0
                if begins:
                    self._open.append(self._state(node, breaks=breaks))
                else:
                    self._open.pop()
            elif begins and self._link:
                self._linked += len((node.text_content or "").strip())
            (self._words.begin if begins else self._words.end)(node)
            yield from self._ready
            self._ready.clear()
        self._flush()
        yield from self._ready

    def _passes_over(self, node: LexborNode) -> bool:
        if is_hidden(node):
            return True
        if node.tag != "table" or self._open[-1].reason or (table := read_table(node)) is None:
            return False
        self._flush()
        self._add_table(table)
        return True

    def _state(self, node: LexborNode, *, breaks: bool) -> _Open:
        """Return what an element that begins makes of its text, beside what those around it do."""
        now, tag, place = self._open[-1], node.tag or "", node.mem_id
        if place == self._story.title:
            return _Open(part=Part.HEADLINE)
        if place == self._story.within or place in self._story.tops:
            return _Open()
        if not breaks:
            return now
        if is_credit(node):
            return replace(now, reason=now.reason or "photo credit")
        held = place in self._story.around or tag in {"html", "body", "main"}
        large = place in self._story.large
        reason = "" if held else furniture_reason(node, inside=now.inside, large=large)
        inside = now.inside or tag in {"article", "main"}
        aside = now.aside or tag == "aside"
        if now.reason:
            return replace(now, reason=reason) if reason and now.reason in VAGUE else now
        part = part_of(node)
        nested = part is Part.HEADING and now.part in {Part.ITEM, Part.BLOCK_QUOTE}
        kept = now.part if part is None or nested or now.part is Part.CAPTION else part
        return replace(now, reason=reason, part=kept, inside=inside, aside=aside)

    def _add_table(self, table: PageTable) -> None:
        state = self._open[-1]
        if not state.story:
            pieces = [Piece(text=" ".join(row), part=Part.FURNITURE, reason=OUTSIDE) for row in table.rows]
        else:
            builder = TextBuilder(self._source)
            builder.add_table(table.rows, header=table.header)
            built = None if builder.empty else builder.build(extractor="")
            pieces = [Piece(text=table.caption, part=Part.CAPTION)]
            pieces += [Piece(text=built.text[b.start : b.end], part=Part.ROW) for b in built.blocks] if built else []
        self._ready += [(piece, False) for piece in pieces]

    def _flush(self) -> None:
        """Give out the words since the last line ended."""
        linked, self._linked = self._linked, 0
        text = self._words.take()
        if not text or text.isspace():
            return
        state = self._open[-1]
        headed = state.part in {Part.HEADLINE, Part.HEADING}
        link = linked >= _LINK_SHARE * len(clean_text(text))
        for line in [text] if headed else PARAGRAPH_BREAK.split(text):
            if words := clean_text(line):
                self._ready.append((self._piece(words, state, link=link), state.aside))

    def _piece(self, words: str, state: _Open, *, link: bool) -> Piece:
        reason = state.reason or ("" if state.story else OUTSIDE)
        if reason == BYLINE and len(words.split()) > _LONG_NOTE:
            reason = AUTHOR_NOTE
        if not reason and link and state.part in {Part.ITEM, Part.BODY} and words[-1] not in '.!?:”"':
            reason = RELATED
        return Piece(text=words, part=Part.FURNITURE if reason else state.part, reason=reason)


def _without_repeats(pieces: list[tuple[Piece, bool]]) -> Iterator[Piece]:
    """Yield the pieces; a quotation set apart whose words stand in the text besides is a pull quote."""
    body = fold(" ".join(p.text for p, aside in pieces if p.part is Part.BODY and not aside)).replace('"', "")
    looked = 0
    for piece, aside in pieces:
        apart = piece.part is Part.BLOCK_QUOTE or (aside and not piece.reason)
        looked += apart
        key = fold(piece.text).replace('"', "").strip(" '.") if apart and looked <= _MOST_APART else ""
        repeated = len(key.split()) >= _PULLED and key in body
        yield Piece(text=piece.text, part=Part.FURNITURE, reason=PULL_QUOTE) if repeated else piece
