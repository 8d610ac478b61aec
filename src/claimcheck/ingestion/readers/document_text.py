"""Paragraphs, headings, list items and table rows put together into a text and its blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Block, Extraction, Source

# White space that is folded; a no-break space stays, as text says what the document says.
_SPACES = re.compile("[\\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_BREAK = re.compile("([\u00a0\u2007\u202f]+)")
_DROPPED = re.compile("[\u00ad\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NUMBERED = re.compile(r"(?:(\d{1,4})[.)]|\((\d{1,3})\))\s")
_LETTERED = re.compile(r"\(?([a-z]|[ivxl]{2,5})[.)]\s")
_DASHED = re.compile(r"[-–—•·*▪◦‣]\s")
_FIGURE = re.compile(r"[^\w]*\d")
_MAX_LEAD_IN = 500
_MAX_CLAUSE = 120
_MAX_DEPTH = 20
_MAX_HEADING = 200
_MAX_COLUMN_NAME = 60
# A longer row is a layout, not a record, and is cut into sentences.
_MAX_ROW = 1_000
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def clean_text(text: str) -> str:
    """Return `text` on one line: white space and control characters folded, soft hyphens dropped.

    >>> clean_text(" the  co\\u00adoperation\\nof\\x0b States ")
    'the cooperation of States'
    """
    text = _SURROGATES.sub("\ufffd", _DROPPED.sub("", text))
    pieces = _NO_BREAK.split(text) if _NO_BREAK.search(text) else [text]
    return "".join(p if i % 2 else _SPACES.sub(" ", p) for i, p in enumerate(pieces)).strip()


class TextBuilder:
    """Collects a document piece by piece, in reading order.

    Every text is cleaned (`clean_text`) and an empty one is passed over. Each
    piece becomes one block, a blank line apart; labels count for themselves
    ("paragraph 3", "para. 4" where the text begins with "4.", "table 1, row 2").
    A paragraph that ends with ":", or a short one that ends with ",", leads in
    the list items and the paragraphs beginning "1.", "(a)" or "–" that come
    right after it.

    Every method but `build` raises UnreadableInput when the text gets longer
    than `limits.max_characters`.
    """

    def __init__(self, source: Source) -> None:
        self._path, self._most = source.path, source.limits.max_characters
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0
        self._headings: list[tuple[int, str]] = []
        self._paragraphs = self._tables = 0
        self._leads: list[str] = []  # the words that lead in the items at each depth of the list
        self._number = self._letter = ""  # of the legal paragraph that is going on: "para. 4", "a"

    @property
    def empty(self) -> bool:
        """Whether nothing has been added."""
        return not self._blocks

    @property
    def lead(self) -> str:
        """The paragraph that the next item of a list hangs on; empty where there is none."""
        return self._leads[0] if self._leads else ""

    @property
    def in_list(self) -> bool:
        """Whether the latest piece was an item of a list."""
        return len(self._leads) > 1

    def add_heading(self, level: int, text: str) -> None:
        """Add a heading; level 0 is a document's title, 1 the highest below it."""
        if not (text := clean_text(text)):
            return
        self._headings = [h for h in self._headings if h[0] < level]
        self._append(text, "heading", whole=True)
        self._headings.append((level, text[:_MAX_HEADING]))
        self.end_list()

    def add_paragraph(self, text: str, label: str | None = None) -> None:
        """Add a paragraph.

        Args:
            text: Its words.
            label: Its locator, where the number that a person sees is not in
                the text ("para. 4" of an automatic list).
        """
        if not (text := clean_text(text)):
            return
        self._paragraphs += 1
        if label is None and (place := self._enumerated(text)):
            self._append_item(text, *place)
            return
        self._number, self._letter = label if label and label.startswith("para. ") else "", ""
        self._append(text, label or f"paragraph {self._paragraphs}")
        self._leads = [text] if _leads_in(text) else []

    def add_item(self, text: str, label: str = "list item", *, depth: int = 0) -> None:
        """Add an item of a list.

        Args:
            text: Its words.
            label: Its locator ("item 3").
            depth: The lists around its list.
        """
        if not (text := clean_text(text)):
            return
        self._paragraphs += 1
        self._append_item(text, label, min(max(depth, 0), _MAX_DEPTH))

    def end_list(self) -> None:
        """End a list: the words that led in its items lead in nothing more."""
        self._leads = []
        self._number = self._letter = ""

    def add_note(self, text: str, label: str) -> None:
        """Add a note ("footnote 2") behind the paragraph that it belongs to; a list goes on after it."""
        if text := clean_text(text):
            self._append(text, label)

    def add_row(self, cells: Sequence[str], label: str, *, names: Sequence[str] = ()) -> None:
        """Add a row of a table: "Country: Japan; Votes: 12" where the columns have names, else "Japan; 12"."""
        filled: list[str] = []
        for index, cell in enumerate(cells):
            if words := clean_text(cell):
                name = clean_text(names[index]).rstrip(":") if index < len(names) else ""
                filled.append(f"{name}: {words}" if name else words)
        if filled:
            text = "; ".join(filled)
            self._append(text, label, whole=len(text) <= _MAX_ROW)

    def add_table(self, rows: Sequence[Sequence[str]], *, header: bool | None = None) -> None:
        """Add a table; one of a single column is a run of paragraphs.

        Args:
            rows: Its cells, row by row.
            header: Whether the first row names the columns; None to tell it by
                its look (short words above a column of figures).
        """
        self.end_list()
        if max((len(row) for row in rows), default=0) < 2:
            for row in rows:
                self.add_paragraph(" ".join(row))
            return
        self._tables += 1
        names = rows[0] if (looks_like_header(rows) if header is None else header) else ()
        for number, row in enumerate(rows, start=1):
            self.add_row(row, f"table {self._tables}, row {number}", names=names if number > 1 else ())

    def build(self, *, extractor: str, about: Mapping[str, str] | None = None, notes: Sequence[str] = ()) -> Extraction:
        """Return what has been added as one document.

        Args:
            extractor: The reader's name and version, and its library's.
            about: What the file says of itself; put on one line each, empty
                values left out.
            notes: What a person must know of the reading.

        Raises:
            UnreadableInput: Nothing has been added.
        """
        if self.empty:
            raise UnreadableInput("holds no text", path=self._path)
        said = {key: words for key, value in (about or {}).items() if (words := clean_text(value))}
        return Extraction(
            text="\n\n".join(self._pieces) + "\n",
            blocks=tuple(self._blocks),
            extractor=extractor,
            about=said,
            notes=tuple(notes),
        )

    def _append(self, text: str, label: str, *, lead_in: str = "", whole: bool = False) -> None:
        start = self._length + (2 if self._pieces else 0)
        self._length = start + len(text)
        if self._length > self._most:
            raise UnreadableInput(
                f"holds more than {self._most:,} characters", path=self._path, hint="raise the setting max_characters"
            )
        self._pieces.append(text)
        heading = " > ".join(title for _, title in self._headings)
        self._blocks.append(
            Block(start=start, end=self._length, label=label, heading=heading, lead_in=lead_in, whole=whole)
        )

    def _append_item(self, text: str, label: str, depth: int) -> None:
        """Add an item with the words that lead in it and the items around it."""
        around = [*self._leads[: depth + 1], *[""] * (depth + 1 - len(self._leads))]
        self._append(text, label, lead_in=_shorten(" ".join(lead for lead in around if lead)))
        self._leads = [*around, text if _leads_in(text) else ""]

    def _enumerated(self, text: str) -> tuple[str, int] | None:
        """Return the locator and the depth of a paragraph that begins "4.", or "(a)" or a dash where a list goes on."""
        if numbered := _NUMBERED.match(text):
            self._number, self._letter = f"para. {numbered.group(1) or numbered.group(2)}", ""
            return self._number, 0
        depth = 1 if self._number else 0
        if not self._leads:
            return None
        if _DASHED.match(text):
            return f"paragraph {self._paragraphs}", depth
        if not (lettered := _LETTERED.match(text)):
            return None
        mark, letter = lettered.group(1), self._letter
        follows = len(mark) == 1 and (not letter or ord(mark) == ord(letter) + 1)
        if below := mark in _ROMAN and bool(letter) and not follows:
            depth += 1
        else:
            self._letter = mark
        if not self._number:
            return f"paragraph {self._paragraphs}", depth
        return f"{self._number} ({letter}) ({mark})" if below else f"{self._number} ({mark})", depth


def looks_like_header(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first row names the columns: short, different words, a column of figures below one.

    >>> looks_like_header([["Country", "Votes"], ["Japan", "12"]]), looks_like_header([["Total", "12"], ["No", "3"]])
    (True, False)
    """
    if len(rows) < 2:
        return False
    names = [clean_text(cell) for cell in rows[0]]
    # The corner above the names of the rows is often empty.
    if not all(names[1:]) or len(set(names)) < len(names) or len(names) < 2:
        return False
    if any(len(name) > _MAX_COLUMN_NAME or _FIGURE.match(name) for name in names):
        return False
    for index in range(len(names)):
        column = [row[index] for row in rows[1:] if index < len(row) and row[index].strip()]
        if column and all(_FIGURE.match(cell) for cell in column):
            return True
    return False


def _leads_in(text: str) -> bool:
    """Return whether a list may hang on `text`; a long clause before a comma is one of its own."""
    return text.endswith(":") or (text.endswith(",") and len(text) <= _MAX_CLAUSE)


def _shorten(lead_in: str) -> str:
    """Return the last words of a lead-in, as many as it may have."""
    if len(lead_in) <= _MAX_LEAD_IN:
        return lead_in
    return lead_in[-_MAX_LEAD_IN:].partition(" ")[2] or lead_in[-_MAX_LEAD_IN:]
