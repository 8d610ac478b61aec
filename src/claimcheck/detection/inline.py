"""Prose without its inline Markdown, with the way back to the article's offsets."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

# Every quantifier is bounded, so that a hostile line costs no more than a long one.
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()\n]{0,1000}\)")
_LINK = re.compile(
    r"\[(?P<words>[^\[\]]{1,500})\](?:\([^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?:\s+\"[^\"]{0,300}\")?\)"
    r"|\[[^\[\]]{0,100}\])"
)
_DROPPED = re.compile(
    r"<!--.{0,2000}?-->|</?[a-zA-Z][a-zA-Z0-9-]{0,20}(?:\s[^<>]{0,300})?/?>|\[\^[^\[\]\s]{1,50}\]", re.DOTALL
)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,1000})>")
_CODE = re.compile(r"(?<!`)`(?!`)([^`\n]{1,300})`(?!`)")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_PIECE = re.compile(r"[^\s&]+(?: [^\s&]+)*|\s+|(?P<entity>&(?:[a-zA-Z]{2,10}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});)|&")
_VISIBLE = re.compile(rb"\x00+")
_DELIMITER = re.compile(r"(?<!\\)(?:\*{1,3}|_{1,3}|~~)")
_MAX_OPEN = 16
_LITERAL = re.compile(r"\s+|\S")


@dataclass(frozen=True, slots=True)
class Plain:
    """Text as it is read: no marks, single spaces.

    Character i of `text` stands at `starts[i]:ends[i]` of the article.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return the article's span of `text[low:high]` (not empty)."""
        return self.starts[low], self.ends[high - 1]

    def replaced(self, changes: Sequence[tuple[int, int, str]]) -> Plain:
        """Return the text with a character put for each of some spans (in order and apart, not empty)."""
        text: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        reached = 0
        for low, high, char in changes:
            text += (self.text[reached:low], char)
            starts += (*self.starts[reached:low], self.starts[low])
            ends += (*self.ends[reached:low], self.ends[high - 1])
            reached = high
        text.append(self.text[reached:])
        return Plain("".join(text), (*starts, *self.starts[reached:]), (*ends, *self.ends[reached:]))

    def cut(self, low: int, high: int) -> Plain:
        """Return `text[low:high]` as a text of its own."""
        return Plain(self.text[low:high], self.starts[low:high], self.ends[low:high])


def read_plain(text: str, pieces: Sequence[tuple[int, int]]) -> Plain:
    """Return the words of a paragraph, whose lines are the spans `pieces` of `text`.

    Links stand for their words; images, tags, footnote marks and the marks of
    emphasis and code are gone; character references are read; white space is
    one space, none at either end.

    >>> read_plain("a **bold**\\n  [word](http://x).", [(0, 10), (11, 30)]).text
    'a bold word.'
    """
    lines = "\n".join(text[a:b] for a, b in pieces)
    offsets = list(chain.from_iterable(range(a, b + 1) for a, b in pieces))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for visible in _VISIBLE.finditer(_hidden(lines)):
        for m in _PIECE.finditer(lines, *visible.span()):
            piece, at = m.group(), offsets[m.start()]
            size, step = len(piece), 1
            if m.lastgroup == "entity" and len(char := html.unescape(piece)) == 1:  # else no known one: as it stands
                piece, size, step = char, 1, size
            if piece.isspace():
                if not out or out[-1] == " ":
                    continue
                piece, size = " ", 1
            out.append(piece)
            starts += range(at, at + size)
            ends += range(at + step, at + step + size)
    if out and out[-1] == " ":
        out.pop(), starts.pop(), ends.pop()
    return Plain("".join(out), tuple(starts), tuple(ends))


def read_literal(text: str, start: int, end: int) -> Plain:
    """Return the words of `text[start:end]`, in which nothing is markup; white space is one space.

    >>> read_literal("a *b\\n c* ", 0, 8).text
    'a *b c*'
    """
    found = [
        (text[m.start()] if not m.group().isspace() else " ", *m.span()) for m in _LITERAL.finditer(text, start, end)
    ]
    while found and found[0][0] == " ":
        del found[0]
    while found and found[-1][0] == " ":
        del found[-1]
    return Plain("".join(c for c, _, _ in found), tuple(a for _, a, _ in found), tuple(b for _, _, b in found))


def _hidden(line: str) -> bytearray:
    """Return 1 for each character of `line` that is markup."""
    hidden = bytearray(len(line))
    for start, end in _markup(line):
        hidden[start:end] = b"\x01" * (end - start)
    for start, end in _emphasis(line, hidden):
        hidden[start:end] = b"\x01" * (end - start)
    return hidden


def _markup(line: str) -> Iterator[tuple[int, int]]:
    for pattern in (_IMAGE, _DROPPED, _ESCAPE):
        yield from (m.span() for m in pattern.finditer(line))
    for m in _LINK.finditer(line):
        yield m.start(), m.start("words")
        yield m.end("words"), m.end()
    for pattern in (_ADDRESS, _CODE):
        for m in pattern.finditer(line):
            yield m.start(), m.start(1)
            yield m.end(1), m.end()


def _emphasis(line: str, hidden: bytearray) -> Iterator[tuple[int, int]]:
    """Yield the delimiters of emphasis that pair up: "*" in "5 * 3" is none."""
    opened: list[re.Match[str]] = []
    for mark in _DELIMITER.finditer(line):
        if hidden[mark.start()]:
            continue
        before, after = line[mark.start() - 1 : mark.start()] if mark.start() else "", line[mark.end() : mark.end() + 1]
        inside_word = mark.group()[0] == "_" and before.isalnum() and after.isalnum()
        if before and not before.isspace() and not inside_word:
            partner = next((i for i in range(len(opened) - 1, -1, -1) if opened[i].group() == mark.group()), None)
            if partner is not None and opened[partner].end() < mark.start():
                yield opened[partner].span()
                yield mark.span()
                del opened[partner:]
                continue
        if after and not after.isspace() and not (before.isalnum() and mark.group()[0] == "_"):
            opened = [*opened, mark][-_MAX_OPEN:]
