"""Rich Text Format (RTF): paragraphs, lists, tables and notes in their place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text
from claimcheck.ingestion.readers.rtf_words import FIRST_LEVEL, TITLE, Mark, Sift
from claimcheck.ingestion.readers.word_lists import ItemWriter, label_of
from claimcheck.ingestion.readers.zip_bounds import damaged

_READER = "rtf-1"
_MARKS = re.compile("([\ufdd0-\ufdef])")
_MAX_HEADING = 300


def read_rtf(source: Source) -> Iterator[Extraction]:
    """Yield the one document of an RTF file.

    Left out are comments, deleted and hidden text, headers, footers and
    pictures. Paragraphs with an outline level are headings; the numbers of
    automatic lists become labels.

    Raises:
        UnreadableInput: It is no RTF, damaged, too large, or holds no text.
    """
    raw = source.read().decode("latin-1")
    if not raw[:1_000].lstrip("\xef\xbb\xbf \t\r\n").startswith("{\\rtf"):
        raise UnreadableInput("is no RTF document", path=source.path, hint="it must begin with {\\rtf")
    sift = Sift(raw, source)
    sift.run()
    builder = TextBuilder(source)
    try:
        _Layout(builder).lay_out(_decoded(sift, sift.body, source))
    except RecursionError:
        raise UnreadableInput("is nested too deeply", path=source.path) from None
    notes = () if sift.complete else ("the file breaks off before its end",)
    about = {key: _decoded(sift, sift.said.get(key, []), source) for key in ("title", "author", "subject")}
    about["saved"] = _day(sift.days.get("revtim", {})) or _day(sift.days.get("creatim", {}))
    yield builder.build(extractor=f"{_READER} striprtf-{version('striprtf')}", about=about, notes=notes)


def _decoded(sift: Sift, pieces: list[str], source: Source) -> str:
    """Return the characters that RTF stands for."""
    from striprtf import striprtf

    rtf_to_text: Any = striprtf.rtf_to_text  # has no types
    fonts = "".join(f"{{\\f{key}\\fcharset{charset} f;}}" for key, charset in sift.fonts.items())
    try:
        text = rtf_to_text(f"{{\\rtf1{{\\fonttbl{fonts}}}{''.join(pieces)}}}", encoding=sift.encoding, errors="replace")
        # Characters beyond the first 65,536 are written as two.
        return str(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever the library makes of hostile bytes
        raise damaged(source, str(error)) from None


class _Layout:
    """Puts the words between the marks into a text."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder, self._items = builder, ItemWriter(builder)
        self._words: list[str] = []
        self._around: list[tuple[str, list[str]]] = []  # the notes, boxes and labels being read, and what they stand in
        self._pending: list[tuple[str, str]] = []
        self._counts = {"footnote": 0, "endnote": 0}
        self._label = ""
        self._level: int | None = None
        self._depth = self._lists = 0
        self._numbers: dict[int, str] = {}
        self._rows: list[list[str]] = []
        self._cells: list[str] = []
        self._named = False

    def lay_out(self, text: str) -> None:
        """Add all of `text`."""
        for index, piece in enumerate(_MARKS.split(text)):
            if index % 2 == 0:
                self._words.append(piece)
            elif piece in {Mark.NOTE, Mark.BOX, Mark.LABEL}:
                self._around.append((piece, self._words))
                self._words = []
            elif self._around:
                self._go_on_inside(piece)
            else:
                self._go_on(piece)
        while self._around:
            self._leave()
        self._go_on(Mark.PAR)

    def _go_on_inside(self, mark: str) -> None:
        """Take a mark inside a note, a box or a label."""
        kind, words = self._around[-1]
        if mark == Mark.ENDNOTE and kind == Mark.NOTE:
            self._around[-1] = (Mark.ENDNOTE, words)
        elif mark == (Mark.LABEL_END if kind == Mark.LABEL else Mark.END):
            self._leave()
        else:
            self._words.append("\n" if mark == Mark.PAR else " ")

    def _leave(self) -> None:
        kind, around = self._around.pop()
        inside, self._words = "".join(self._words), around
        if kind == Mark.LABEL:
            self._label = clean_text(inside)
        else:
            self._pending.append((kind, inside))

    def _go_on(self, mark: str) -> None:
        if mark == Mark.PAR:
            self._end_table()
            self._end_paragraph()
        elif mark == Mark.CELL_PAR:
            self._words.append(" ")
        elif mark == Mark.CELL:
            self._cells.append(self._take_words())
        elif mark == Mark.ROW:
            self._rows.append(self._cells)
            self._cells = []
        elif mark == Mark.NAMES:
            self._named = self._named or not self._rows
        elif mark == Mark.DEEPER:
            self._depth += 1
        elif ord(mark) >= FIRST_LEVEL:
            level = ord(mark) - FIRST_LEVEL
            self._level = 0 if str(level) == TITLE else level + 1

    def _take_words(self) -> str:
        words, self._words = "".join(self._words), []
        label, self._label = self._label, ""
        return f"{label} {words}" if re.search("[0-9A-Za-z]", label) and self._cells else words

    def _end_paragraph(self) -> None:
        text, self._words = clean_text("".join(self._words)), []
        label, level, depth = self._label, self._level, self._depth
        self._label, self._level, self._depth = "", None, 0
        if level is not None and len(text) <= _MAX_HEADING:
            self._builder.add_heading(level, text)
        elif label and text:
            self._items.add(text, self._item_label(label, depth), str(self._lists), depth)
        elif text:
            self._builder.add_paragraph(text)
            self._lists += 1
        self._add_notes()

    def _item_label(self, written: str, depth: int) -> str:
        """Return the label of an item from the number or the bullet that stands before it."""
        # A hollow bullet is the letter "o".
        if not re.search("[0-9A-Za-z]", written) or written == "o":
            return "list item"
        number = written.strip(" .()[]–-:")
        self._numbers[depth] = number
        if " " in number or "." in number:
            return label_of(written, [])
        return label_of(f"%{depth + 1}", [*(self._numbers.get(d, "") for d in range(depth)), number])

    def _end_table(self) -> None:
        if self._cells:
            self._rows.append(self._cells)
        rows, self._rows, self._cells = self._rows, [], []
        if rows:
            self._builder.add_table(rows, header=self._named or None)
            self._lists += 1
            self._add_notes()
        self._named = False

    def _add_notes(self) -> None:
        pending, self._pending = self._pending, []
        for kind, text in pending:
            if kind == Mark.BOX:
                for paragraph in text.split("\n"):
                    self._builder.add_paragraph(paragraph)
                continue
            name = "endnote" if kind == Mark.ENDNOTE else "footnote"
            self._counts[name] += 1
            for paragraph in text.split("\n"):
                self._builder.add_note(paragraph, f"{name} {self._counts[name]}")


def _day(said: Mapping[str, int]) -> str:
    try:
        return date(said.get("yr", 0), said.get("mo", 0), said.get("dy", 0)).isoformat()
    except (ValueError, OverflowError):
        return ""
