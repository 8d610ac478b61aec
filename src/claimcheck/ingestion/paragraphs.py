"""Paragraphs of plain text: where they begin, how they are numbered, and what they hang on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise

from claimcheck.ingestion.extraction import Block

LONGEST_LEAD_IN = 500
# A paragraph without end is cut here, so that a text of one line stays readable piece by piece.
_MOST_CHARACTERS = 100_000
# A text is wrapped at a width if its lines are no longer than this and few of them end a thought; else a line is a
# paragraph.
_WIDEST_WRAP = 130
_FEW_ENDS = 0.5
_NUMBER = re.compile(r"(?:(\d{1,4})[.)]|\((\d{1,3})\))(?=\s)")
_LETTER = re.compile(r"(?:\(([a-z]{1,5})\)|([a-z])[.)])(?=\s)")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_BULLET = re.compile(r"[-•–*·▪]\s")
_TITLED = re.compile(
    r"(annex|appendix|schedule|part|title|chapter|section|article)"
    r"(?:\s(?:[IVXLC]{1,8}|\d{1,4}|[A-Z])(?:[.:]?|[.:]?\s[^.;:,]{1,80}))?",
    re.IGNORECASE,
)
_LEVELS = {"annex": 1, "appendix": 1, "schedule": 1, "part": 2, "title": 2, "chapter": 3, "section": 4, "article": 5}
# Who resolves: "The Security Council," stands once above everything that it recalls and decides.
_RESOLVER = re.compile(r"The (?:[A-Z]\w+ ?){1,5},?")
_RESOLVES = re.compile(
    r"(?:[A-Z][a-z]+ly [a-z]+(?:ing|ed|s)|(?!(?:This|His|Its|As|Adopted|Annexes)\b)[A-Z][a-z]*(?:ing|ed|s))\b"
)
# An enumeration that runs on inside a line: "...; 2. Requests the Secretary-General".
_INLINE = re.compile(r"(?<=[;:,.])(?<!\b[Nn]o\.)[^\S\n]+(?=(\d{1,3})\.\s+(?:[A-Z][a-z]+ly\s[a-z]+s|[A-Z][a-z]+s)\b)")
_ENDS = re.compile(r"[.;:!?,—][\"'”’)\]]{0,3}\Z")
_OPENS = re.compile(r"[\"'“‘(\[]?[A-Z0-9]")
_SMALL_WORD = re.compile(r"(?:^|\s)[a-z]\w*\Z")


class Introduction:
    """The words that the items of an enumeration hang on, as the paragraphs go by."""

    def __init__(self) -> None:
        self._words = ""

    def before(self, text: str, *, listed: bool) -> str:
        """Return what the paragraph `text` hangs on, and take note of it; `listed` are the items of a list."""
        if listed:
            return self._words
        self._words = text[-LONGEST_LEAD_IN:].strip() if text.rstrip().endswith((":", ",", "—")) else ""
        return ""

    def end(self) -> None:
        """Forget what was introduced: a heading has come."""
        self._words = ""


def split_plain(text: str, start: int = 0) -> Iterator[Block]:
    """Yield the paragraphs of plain text from `start` on; "4. Decides ..." has the locator "para. 4".

    A blank line parts them, and so does the end of a line where the text is
    not wrapped at a width, and a number or letter that goes on with the
    enumeration. A form feed begins a page.
    """
    pages = [m.start() for m in re.finditer("\f", text)]
    reader = _Reader(text)
    for low, high in _spans(text, start):
        yield reader.read(low, high, page=bisect_left(pages, low) + 1 if pages else None)


def _lines(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines that are not blank, each looked at once, whatever white space they are made of."""
    while start < len(text):
        found = text.find("\n", start)
        end = len(text) if found < 0 else found
        if end > start and not text[start:end].isspace():
            yield start, end
        start = end + 1


def _spans(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the spans of the paragraphs, white space left out."""
    breaks = _Breaks(text, start)
    low = high = before = -1
    for line in _lines(text, start):
        first, end = _trim(text, *line)
        if low >= 0 and (_is_parted(text, high, first) or breaks.between(before, high, first, end)):
            yield from _pieces(text, low, high)
            low = -1
        if low < 0:
            low = first
            breaks.begin(first, end)
        before, high = first, end
    if low >= 0:
        yield from _pieces(text, low, high)


def _is_parted(text: str, end: int, start: int) -> bool:
    """Whether a blank line or a page's end stands between two lines."""
    between = text[end:start]
    return between.count("\n") > 1 or "\f" in between


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    stripped = line.lstrip()
    first = end - len(stripped)
    return first, first + len(stripped.rstrip())


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a paragraph, in pieces if it is very long or if numbered ones run on in it."""
    if end - start <= _MOST_CHARACTERS and _INLINE.search(text, start, end) is None:
        yield start, end
        return
    found = _NUMBER.match(text, start, end)
    number = int(found[1] or found[2]) if found else 0
    for inline in _INLINE.finditer(text, start, end):
        if int(inline[1]) == number + 1:
            number += 1
            yield from _short_pieces(text, start, inline.start())
            start = inline.end()
    yield from _short_pieces(text, start, end)


def _short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MOST_CHARACTERS:
        cut = text.rfind(" ", start + 1, start + _MOST_CHARACTERS)
        cut = cut if cut > start else start + _MOST_CHARACTERS
        yield _trim(text, start, cut)
        start = cut
    start, end = _trim(text, start, end)
    if start < end:
        yield start, end


class _Breaks:
    """Tells whether a line begins a paragraph although no blank line stands before it."""

    def __init__(self, text: str, start: int) -> None:
        sample = [_trim(text, *line) for line in islice(_lines(text, start), 2_000)]
        lengths = sorted(end - first for first, end in sample)
        joined = [end for (_, end), (first, _) in pairwise(sample) if not _is_parted(text, end, first)]
        ended = sum(_ENDS.search(text, max(0, end - 4), end) is not None for end in joined)
        self._text = text
        self._width = lengths[len(lengths) * 9 // 10] if lengths else 0
        self._wrapped = self._width <= _WIDEST_WRAP and ended <= _FEW_ENDS * len(joined)
        self._number = 0

    def begin(self, start: int, end: int) -> None:
        """Take note of a paragraph's first line."""
        found = _NUMBER.match(self._text, start, end)
        if found:
            self._number = int(found[1] or found[2])

    def between(self, before: int, end: int, first: int, last: int) -> bool:
        """Whether the line at `first` begins one, after the line from `before` to `end`."""
        text = self._text
        ended = _ENDS.search(text, max(before, end - 4), end) is not None
        found = _NUMBER.match(text, first, last)
        if found:
            number = int(found[1] or found[2])
            if number == self._number + 1 or (ended and number <= 999):
                return True
        if _BULLET.match(text, first, last) or (ended and _LETTER.match(text, first, last)):
            return True
        if _OPENS.match(text, first, last) is None:
            return False
        short = end - before
        if not self._wrapped:
            return ended or (short < self._width / 2 and _SMALL_WORD.search(text, max(before, end - 40), end) is None)
        return short < 0.7 * self._width and ended and text[end - 1] != ","


class _Reader:
    """Gives each paragraph its locator: what it is numbered, under which heading, and what it hangs on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counted, self._line = 0, 1
        self._ordinal = 0
        self._number = self._letter = self._resolver = ""
        self._headings: list[tuple[int, str]] = []
        self._heading = ""
        # What each depth of an enumeration introduces: the paragraph, "(a)", "(i)".
        self._opened = ["", "", ""]

    def read(self, low: int, high: int, *, page: int | None) -> Block:
        """Return the block of a paragraph; they are read in order."""
        text = self._text
        self._line += text.count("\n", self._counted, low)
        self._counted = low
        self._ordinal += 1
        if high - low < 100 and (titled := _TITLED.fullmatch(text, low, high)) and text[low].isupper():
            return self._read_heading(low, high, level=_LEVELS[titled[1].lower()], page=page)
        lead_in, label = self._resolver, ""
        if found := _NUMBER.match(text, low, high):
            self._number, self._letter = found[1] or found[2], ""
            label = f"para. {self._number}"
            self._open(0, low, high)
            lead_in = lead_in if _RESOLVES.match(text, _skip_blanks(text, found.end())) else ""
        elif found := _LETTER.match(text, low, high):
            label, depth = self._place(found[1] or found[2])
            lead_in = self._opened[depth - 1] or self._opened[0]
            self._open(depth, low, high)
        elif _BULLET.match(text, low, high):
            lead_in = next((words for words in reversed(self._opened) if words), "")
        else:
            if high - low > 60 or _ENDS.search(text, high - 4, high):  # else a page's head or foot, between two items
                self._number = self._letter = ""
                self._open(0, low, high)
            resolver = high - low < 100 and _RESOLVER.fullmatch(text, low, high)
            self._resolver = text[low:high] if resolver else self._resolver
            lead_in = lead_in if not resolver and _RESOLVES.match(text, low) else ""
        return Block(
            start=low,
            end=high,
            label=f"{label or f'paragraph {self._ordinal}'} (line {self._line})",
            heading=self._heading,
            page=page,
            lead_in=lead_in,
        )

    def _read_heading(self, low: int, high: int, *, level: int, page: int | None) -> Block:
        above = [h for h in self._headings if h[0] < level]
        words = " ".join(self._text[low:high].split())
        self._headings = [*above, (level, words)]
        self._heading = " > ".join(h for _, h in self._headings)
        self._number = self._letter = self._resolver = ""
        self._opened = ["", "", ""]
        return Block(
            start=low, end=high, label="heading", heading=" > ".join(h for _, h in above), page=page, whole=True
        )

    def _place(self, mark: str) -> tuple[str, int]:
        """Return the label of an item and its depth: "(i)" behind "(h)" is a letter, behind "(a)" a numeral."""
        under = f"para. {self._number} " if self._number else "item "
        follows = len(mark) == 1 and mark == (chr(ord(self._letter) + 1) if self._letter else "a")
        if _ROMAN.fullmatch(mark) and not follows:
            return f"{under}{f'({self._letter}) ' if self._letter else ''}({mark})", 2
        self._letter = mark if len(mark) == 1 else self._letter
        return f"{under}({mark})", 1

    def _open(self, depth: int, low: int, high: int) -> None:
        text = self._text[max(low, high - LONGEST_LEAD_IN) : high]
        self._opened[depth:] = [text.strip() if text.endswith((":", ",", "—")) else "", *[""] * (2 - depth)]


def _skip_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
