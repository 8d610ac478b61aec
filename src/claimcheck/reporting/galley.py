"""The article laid out for reading: blocks of segments, each knowing its sentence and its claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from claimcheck.models import Anchor, ArticleReport, Checkability, Finding, Part, Remainder, Sentence


class BlockKind(StrEnum):
    """How a block of the article is set."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    QUOTATION = "quotation"
    ITEM = "item"
    CAPTION = "caption"
    LOOSE = "loose"  # text that no sentence covers


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of the article that stands to its sentence and claims as a whole.

    `claims` are places in the article's findings, in order; `ends` those whose
    last stretch this is. `remainder` is what this is of a sentence's that is in
    none of its claims.
    """

    text: str
    sentence: Sentence | None = None
    remainder: Remainder | None = None
    claims: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, quotation or list item."""

    kind: BlockKind
    paragraph: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Galley:
    """An article laid out: its body, the page furniture left out, and claims that have no place in the body.

    `claimed` holds the ids of sentences that a claim was drawn from.
    """

    blocks: tuple[Block, ...]
    furniture: tuple[Sentence, ...]
    unplaced: tuple[int, ...]
    claimed: frozenset[str]


_KINDS = {
    Part.HEADLINE: BlockKind.HEADING,
    Part.HEADING: BlockKind.HEADING,
    Part.ITEM: BlockKind.ITEM,
    Part.BLOCK_QUOTE: BlockKind.QUOTATION,
    Part.CAPTION: BlockKind.CAPTION,
}
# What Markdown says, of records that do not say the part.
_PREFIXES = (
    (re.compile(r"[ \t]{0,3}#{1,6}[ \t]"), BlockKind.HEADING),
    (re.compile(r"[ \t]{0,3}>"), BlockKind.QUOTATION),
    (re.compile(r"[ \t]{0,3}(?:[-*+]|\d{1,9}[.)])[ \t]"), BlockKind.ITEM),
)


def lay_out(part: ArticleReport) -> Galley:
    """Lay out an article from its sentences; text that no sentence covers is kept where it has words.

    A claim is placed by its anchor, or by its sentence where it has none. One
    whose anchor does not give the article's words is not placed at all, never
    moved to words that look like them.
    """
    text = part.article.text
    sentences = sorted((s for s in part.sentences if _holds(text, s.anchor)), key=lambda s: (s.anchor.start, s.ordinal))
    anchors = _by_sentence(_anchors(part, sentences), sentences)
    claimed = {f.claim.sentence_id for f in part.findings}
    blocks = _mark_ends(_blocks(text, sentences, anchors, claimed))
    segments = [segment for block in blocks for segment in block.segments]
    placed = {claim for segment in segments for claim in segment.claims}
    holding = {s.sentence.id for s in segments if s.claims and s.sentence} | {i for i in claimed if i}
    return Galley(
        blocks=blocks,
        furniture=tuple(s for s in sentences if _is_furniture(s, claimed)),
        unplaced=tuple(place for place in range(len(part.findings)) if place not in placed),
        claimed=frozenset(holding),
    )


def _holds(text: str, anchor: Anchor) -> bool:
    return text[anchor.start : anchor.end] == anchor.quote


def _is_furniture(sentence: Sentence, claimed: set[str | None]) -> bool:
    return is_outside(sentence) and sentence.id not in claimed


def is_outside(sentence: Sentence) -> bool:
    """Whether a sentence is not the article's, but of the page around it."""
    unread = sentence.paragraph == 0 and sentence.part in {Part.BODY, Part.FURNITURE}
    return unread or sentence.checkability is Checkability.BOILERPLATE


def _anchors(part: ArticleReport, sentences: Sequence[Sentence]) -> list[tuple[Anchor, int]]:
    by_id = {s.id: s.anchor for s in sentences}
    found = [(_anchor(f, by_id), place) for place, f in enumerate(part.findings)]
    anchors = [(a, place) for a, place in found if a is not None and _holds(part.article.text, a)]
    return sorted(anchors, key=lambda item: (item[0].start, item[0].end, item[1]))


def _anchor(finding: Finding, sentences: dict[str, Anchor]) -> Anchor | None:
    if finding.claim.anchor is not None:
        return finding.claim.anchor
    return sentences.get(finding.claim.sentence_id or "")


def _by_sentence(
    anchors: Sequence[tuple[Anchor, int]], sentences: Sequence[Sentence]
) -> dict[str, list[tuple[Anchor, int]]]:
    ends = [s.anchor.end for s in sentences]  # in order, as sentences do not overlap
    found: dict[str, list[tuple[Anchor, int]]] = {}
    for anchor, place in anchors:
        at = bisect_right(ends, anchor.start)
        while at < len(sentences) and sentences[at].anchor.start < anchor.end:
            found.setdefault(sentences[at].id, []).append((anchor, place))
            at += 1
    return found


def _blocks(
    text: str,
    sentences: Sequence[Sentence],
    anchors: Mapping[str, Sequence[tuple[Anchor, int]]],
    claimed: set[str | None],
) -> list[Block]:
    blocks: list[Block] = []
    pending: list[Segment] = []
    paragraph, part, opened, reached = -1, Part.BODY, 0, 0

    def close() -> None:
        if pending:
            kind = _KINDS.get(part) or _kind(text, opened)
            blocks.append(Block(kind=kind, paragraph=paragraph, segments=tuple(pending)))
            pending.clear()

    for sentence in sentences:
        start, end = max(reached, sentence.anchor.start), sentence.anchor.end
        gap = text[reached:start]
        furniture = _is_furniture(sentence, claimed)
        apart = (sentence.paragraph, sentence.part) != (paragraph, part)
        if pending and (furniture or apart or _starts_block(text, start, gap)):
            close()
        if pending and gap:
            pending.append(Segment(text=gap))
        elif any(c.isalnum() for c in gap):
            blocks.append(Block(kind=BlockKind.LOOSE, paragraph=0, segments=(Segment(text=gap),)))
        if not furniture and start < end:
            if not pending:
                paragraph, part, opened = sentence.paragraph, sentence.part, start
            pending.extend(_cut(text, (start, end), sentence, anchors.get(sentence.id, ())))
        reached = max(reached, end)
    close()
    rest = text[reached:] if sentences else ""
    if any(c.isalnum() for c in rest):
        blocks.append(Block(kind=BlockKind.LOOSE, paragraph=0, segments=(Segment(text=rest),)))
    return blocks


def _starts_block(text: str, start: int, gap: str) -> bool:
    """Whether the lines between call for a new block: a heading or a list item, whatever its paragraph number."""
    return "\n" in gap and _kind(text, start) is not BlockKind.PARAGRAPH


def _kind(text: str, start: int) -> BlockKind:
    line = text[text.rfind("\n", 0, start) + 1 : start + 12]
    return next((kind for pattern, kind in _PREFIXES if pattern.match(line)), BlockKind.PARAGRAPH)


def _cut(
    text: str, span: tuple[int, int], sentence: Sentence, anchors: Sequence[tuple[Anchor, int]]
) -> Iterator[Segment]:
    left = [r for r in sentence.remainders if anchors and _holds(text, r.anchor)]
    cuts = (e for a in (*(a for a, _ in anchors), *(r.anchor for r in left)) for e in (a.start, a.end))
    edges = {*span, *(e for e in cuts if span[0] < e < span[1])}
    for first, last in pairwise(sorted(edges)):
        claims = tuple(sorted(place for a, place in anchors if a.start <= first and last <= a.end))
        inside = (r for r in left if r.anchor.start <= first and last <= r.anchor.end and not claims)
        yield Segment(text=text[first:last], sentence=sentence, claims=claims, remainder=next(inside, None))


def _mark_ends(blocks: Sequence[Block]) -> tuple[Block, ...]:
    last: dict[int, tuple[int, int]] = {}
    for b, block in enumerate(blocks):
        for s, segment in enumerate(block.segments):
            last.update(dict.fromkeys(segment.claims, (b, s)))
    ends: dict[tuple[int, int], list[int]] = {}
    for claim in sorted(last):
        ends.setdefault(last[claim], []).append(claim)
    return tuple(
        replace(
            block,
            segments=tuple(
                replace(segment, ends=tuple(ends.get((b, s), ()))) for s, segment in enumerate(block.segments)
            ),
        )
        for b, block in enumerate(blocks)
    )
