"""Paragraphs and sentences as spans of the text.

A sentence ends at a full stop or the like, with the marks that close behind
it, before white space and something that opens a sentence; `sentence_ends`
knows the full stops of official prose that end none. The boundaries of a
paragraph depend on that paragraph alone. All takes time in proportion to the
text, whatever it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.text.sentence_ends import find_ends

_BLANK_LINES = re.compile(r"\n[^\S\n]*+\n\s*+")
# A longer sentence is a list or a table without full stops, and is cut where it can best be.
_LONGEST = 2_000
_SHORTEST_CUT = 1_000
_CUTS = (re.compile(r";(?=\s)"), re.compile(r",(?=\n)"), re.compile(r",(?=\s)"), re.compile(r"(?<=\S)(?=\s)"))


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs: runs of lines parted by blank lines."""
    return list(_paragraphs_within(text, 0, len(text)))


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, white space left out.

    A blank line ends a sentence, whatever stands before it. A sentence of more
    than 2,000 characters is cut: behind a semicolon, else a comma, else a word.
    Spans are offsets into `text`, in order, not overlapping; every character
    that is not white space is in exactly one.
    """
    spans: list[tuple[int, int]] = []
    for first, last in _paragraphs_within(text, start, len(text) if end is None else end):
        paragraph = text[first:last]
        low = 0
        for high, following in find_ends(paragraph):
            if high - low > _LONGEST:
                spans += [(first + a, first + b) for a, b in _cut(paragraph, low, high)]
            else:
                spans.append((first + low, first + high))
            low = following
        spans += [(first + a, first + b) for a, b in _cut(paragraph, low, len(paragraph))]
    return spans


def _paragraphs_within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    low = start
    for gap in _BLANK_LINES.finditer(text, start, end):
        yield from _trimmed(text, low, gap.start())
        low = gap.end()
    yield from _trimmed(text, low, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    part = text[start:end]
    words = part.strip()
    if words:
        start += len(part) - len(part.lstrip())
        yield start, start + len(words)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield `start` to `end` in parts of no more than the longest."""
    while end - start > _LONGEST:
        cut = _best_cut(text, start)
        yield start, cut
        start = cut
        while text[start].isspace():  # the last character is none
            start += 1
    yield start, end


def _best_cut(text: str, start: int) -> int:
    for low in (start + _SHORTEST_CUT, start + 1):
        for mark in _CUTS:
            ends = [m.end() for m in mark.finditer(text, low, start + _LONGEST)]
            if ends:
                return ends[-1]
    return start + _LONGEST
