"""PDF: the words of each page with their place, in reading order; the door to pypdfium2."""

from __future__ import annotations

import ctypes
import datetime
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Block, Extraction, Origin, Source
from claimcheck.ingestion.paragraphs import split_plain
from claimcheck.ingestion.readers import page_ocr
from claimcheck.ingestion.readers.page_furniture import drop_furniture, find_compounds, join_lines
from claimcheck.ingestion.readers.page_layout import Page, Paragraph, Segment, arrange

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

EXTRACTOR = "pdf-1"
# Where each paragraph stands in the text, and its level if it is a heading.
_Spans = list[tuple[Block, tuple[float, bool] | None]]
_LOCKED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
# A page with fewer characters is a picture if one covers so much of it; a stamp or a page number changes nothing.
_FEW_CHARACTERS, _NO_CHARACTERS, _COVERED = 100, 15, 0.6
# So many shapes may be words drawn as outlines.
_DRAWN_WORDS, _MOST_OBJECTS = 300, 10_000
# pdfium ends a line with U+FFFE where it takes a hyphen to part a word.
_RAW_LINE = re.compile("[^\r\n\ufffe]+\ufffe?")
_WORD = re.compile(r"\S+")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LINE_NUMBER = re.compile(r" \(line \d+\)\Z")
_JUNK_TITLE = re.compile(
    r"\(?(untitled|anonymous|unspecified|unknown|none|title|document|powerpoint presentation|slide)\)?[\s\d]*"
    r"|microsoft (word|powerpoint|excel) *-.*|\S*[\\/]\S*|.*\.(docx?|pdf|rtf|odt|pptx?|xlsx?|html?|txt|indd|qxd|tex)",
    re.IGNORECASE,
)
_JUNK_NAME = re.compile(r"\(?(anonymous|unknown|unspecified|user|admin|administrator|author|owner)\)?", re.IGNORECASE)
_PDF_DATE = re.compile(r"(?:D:)?((?:19|20)\d\d)-?(\d\d)-?(\d\d)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def read_pdf(source: Source) -> Iterator[Extraction]:
    """Read a PDF: paragraphs with their pages, columns one after the other, without running heads.

    Raises:
        UnreadableInput: It is encrypted, damaged, scanned (and no Tesseract at
            hand), without text, or too large, too long or of too many pages.
    """
    data = source.read()
    with closing(_open(data, source)) as document:
        about = _about(document)
        pages = _Pages(source)
        for index in range(len(document)):
            pages.read(document, index)
    yield pages.compose(about)


def _open(data: bytes, source: Source) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in _LOCKED:
            raise UnreadableInput("is encrypted", path=source.path, hint="save a copy without a password") from None
        raise UnreadableInput("is damaged: it cannot be opened as a PDF", path=source.path) from None
    if len(document) > source.limits.max_pages:
        document.close()
        raise UnreadableInput(
            f"has more than {source.limits.max_pages:,} pages", path=source.path, hint="raise the setting max_pages"
        )
    return document


def _about(document: PdfDocument) -> dict[str, str]:
    """Return what the file says of itself, without what a program has put there unasked."""
    import pypdfium2.raw as pdfium

    about = {}
    for key, junk in {"Title": _JUNK_TITLE, "Author": _JUNK_NAME, "Subject": _JUNK_TITLE}.items():
        told = _told(document, key)
        about[key.lower()] = "" if junk.fullmatch(told) else told
    if found := _PDF_DATE.match(_told(document, "CreationDate")):
        year, month, day = (int(part) for part in found.groups())
        try:
            # The format is of 1993: an earlier day is a clock that was never set.
            about["saved"] = datetime.date(year, month, day).isoformat() if year >= 1993 else ""
        except ValueError:
            about["saved"] = ""
    buffer = (ctypes.c_ushort * 64)()
    if 2 < pdfium.FPDFCatalog_GetLanguage(document, buffer, 128) <= 128:
        language = bytes(buffer).decode("utf-16-le", errors="ignore").partition("\0")[0]
        about["language"] = language if _LANGUAGE.fullmatch(language) else ""
    return {key: value for key, value in about.items() if value}


def _told(document: PdfDocument, key: str) -> str:
    try:
        value = document.get_metadata_value(key)
    except UnicodeDecodeError:
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())[:500]


@dataclass(slots=True)
class _Pages:
    """The pages of a document as they are read, and in the end what they say."""

    source: Source
    pages: list[Page] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    recognised: list[Paragraph] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    told: bool = False
    damaged: list[int] = field(default_factory=list)
    why: str = ""
    characters: int = 0

    def read(self, document: PdfDocument, index: int) -> None:
        """Read a page: its words with their places, or its picture."""
        from pypdfium2 import PdfiumError

        try:
            with closing(document[index]) as page, closing(page.get_textpage()) as words:
                raw = words.get_text_range()
                self.characters += len(raw)
                if self.characters > (most := self.source.limits.max_characters):
                    why = f"holds more than {most:,} characters"
                    raise UnreadableInput(why, path=self.source.path, hint="raise the setting max_characters")
                visible = sum(map(len, raw.split()))
                self.told = self.told or visible >= _NO_CHARACTERS
                self.raw.append(raw)
                if visible < _FEW_CHARACTERS and _is_picture(page, visible) and self._read_picture(page, index + 1):
                    return
                self.pages.append(_place(page, words, raw, index + 1))
        # The binding asserts, and calls itself for each odd character that a page begins with.
        except (PdfiumError, AssertionError, RecursionError):
            self.damaged.append(index + 1)

    def _read_picture(self, page: PdfPage, number: int) -> bool:
        """Read a scanned page by its picture; False if it was not read so, and what words it has must do."""
        if page_ocr.find_engine() and not self.why:
            try:
                found = page_ocr.recognise_page(lambda: _draw(page), number, self.source.limits.ocr_language)
                self.recognised += found
                self.source.alive()
                return True
            except UnreadableInput as error:
                self.why = error.message
        self.pictures.append(number)
        return False

    def compose(self, about: dict[str, str]) -> Extraction:
        """Return the document.

        Raises:
            UnreadableInput: No page could be read.
        """
        if self.pictures and not self.told and not self.recognised:
            hint = self.why or "install claimcheck-desk[ocr] and Tesseract"
            raise UnreadableInput("is scanned: its pages are pictures of text", path=self.source.path, hint=hint)
        notes = self._notes(furniture=drop_furniture(self.pages))
        paragraphs = sorted([*arrange(self.pages), *self.recognised], key=lambda p: p.page)
        text, origin, spans = _compose(paragraphs, self.raw)
        if not spans:
            why = "is damaged: none of its pages can be read" if self.damaged else "holds no text"
            raise UnreadableInput(why, path=self.source.path)
        engine = f" {page_ocr.find_engine()}" if self.recognised else ""
        return Extraction(
            text=text,
            blocks=tuple(_blocks(text, spans)),
            extractor=f"{EXTRACTOR} pypdfium2-{version('pypdfium2')}{engine}",
            about=about,
            origin=tuple(origin),
            notes=tuple(notes),
            form="ocr" if self.recognised else "original",
        )

    def _notes(self, *, furniture: bool) -> Iterator[str]:
        if furniture:
            yield "running heads and page numbers are left out"
        yield from page_ocr.tell_pictures(sorted({p.page for p in self.recognised}), self.pictures, self.why)
        yield from page_ocr.tell_damaged(self.damaged)


def _is_picture(page: PdfPage, visible: int) -> bool:
    """Whether images cover most of a page, or drawings stand where all words would."""
    import pypdfium2.raw as pdfium

    covered, count = 0.0, pdfium.FPDFPage_CountObjects(page)
    sides = [ctypes.c_float() for _ in range(4)]
    for i in range(min(count, _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(item) not in {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *sides):
            left, bottom, right, top = (side.value for side in sides)
            covered += (right - left) * (top - bottom)
    drawn = visible < _NO_CHARACTERS and count > _DRAWN_WORDS
    return bool(drawn or covered >= _COVERED * page.get_width() * page.get_height())


def _draw(page: PdfPage) -> Image:
    """Return the picture of a page."""
    scale = page_ocr.picture_scale(*page.get_size())
    with closing(page.render(scale=scale, grayscale=True, may_draw_forms=False)) as bitmap:
        return bitmap.to_pil().copy()  # type: ignore[no-any-return]


class _Glyphs:
    """Where the characters of a page stand; one buffer serves all calls, which is what makes them cheap."""

    def __init__(self, page: PdfPage, words: PdfTextPage, raw: str) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._words = pdfium, words.raw
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._name, self._flags = ctypes.create_string_buffer(128), ctypes.c_int()
        self.edges = page.get_bbox()
        self._index = None if len(raw) == words.count_chars() else self._indices(raw)

    def _indices(self, raw: str) -> list[int]:
        """Return each character's index in pdfium's list, which may hold others between them."""
        found, at = [], 0
        for c in raw:
            found.append(max(0, self._pdfium.FPDFText_GetCharIndexFromTextIndex(self._words, at)))
            at += 2 if c > "\uffff" else 1
        return found

    def at(self, position: int) -> int:
        """Return pdfium's index of a character of the raw text."""
        return position if self._index is None else self._index[position]

    def direction(self, position: int) -> int:
        """Return the way a line runs in degrees anticlockwise: 0, 90, 180, 270, or -1 for any other."""
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._words, self.at(position), ctypes.byref(matrix))
        a, b = matrix.a, matrix.b
        if abs(b) < 0.2 * abs(a):
            return 0 if a > 0 else 180
        if abs(a) < 0.2 * abs(b):
            return 90 if b > 0 else 270
        return -1 if a or b else 0

    def spans(self, raw: str, start: int, end: int, way: int) -> Iterator[tuple[int, int, float, float]]:
        """Yield the words in raw[start:end]: where each begins and ends, in the text and along its line."""
        get, words, rect, index = self._pdfium.FPDFText_GetLooseCharBox, self._words, self._rect, self._index
        ref = ctypes.byref(rect)
        for word in _WORD.finditer(raw, start, end):
            low, high = word.span()
            get(words, low if index is None else index[low], ref)
            left, right = (rect.left, rect.right) if way in {0, 180} else (rect.bottom, rect.top)
            get(words, high - 1 if index is None else index[high - 1], ref)
            other, after = (rect.left, rect.right) if way in {0, 180} else (rect.bottom, rect.top)
            # Words that run from right to left begin where others end.
            if left > other:
                left, after = other, right
            yield (low, high, left, after) if way in {0, 90} else (low, high, -after, -left)

    def size(self, position: int) -> float:
        """Return the size of a character's font on the page."""
        at = self.at(position)
        self._pdfium.FPDFText_GetMatrix(self._words, at, ctypes.byref(self._matrix))
        scale = (self._matrix.c**2 + self._matrix.d**2) ** 0.5 or 1.0
        return _bounded(self._pdfium.FPDFText_GetFontSize(self._words, at) * scale, 0.5) or 10.0

    def set_font(self, segment: Segment, way: int) -> bool:
        """Give a segment its base line, size and weight; False if it stands outside the page."""
        at = self.at(segment.offset)
        self._pdfium.FPDFText_GetCharOrigin(self._words, at, ctypes.byref(self._x), ctypes.byref(self._y))
        x, y = self._x.value, self._y.value
        left, bottom, right, top = self.edges
        segment.size = em = self.size(segment.offset)
        segment.y = _bounded({0: top - y, 90: x - left, 180: y - bottom, 270: right - x}.get(way, top - y))
        segment.bold = self._is_bold(at) and self._is_bold(self.at(segment.offset + len(segment.text) - 1))
        return bool(left - em <= x <= right + em and bottom - em <= y <= top + em)

    def _is_bold(self, at: int) -> bool:
        self._pdfium.FPDFText_GetFontInfo(self._words, at, self._name, 128, ctypes.byref(self._flags))
        name = self._name.value.decode("ascii", errors="ignore")
        return _BOLD.search(name) is not None or bool(self._pdfium.FPDFText_GetFontWeight(self._words, at) >= 600)


def _bounded(value: float, least: float = -100_000.0) -> float:
    """Return a length that can be reckoned with; a hostile file may give any."""
    return value if least <= value <= 100_000.0 else 0.0


def _place(page: PdfPage, words: PdfTextPage, raw: str, number: int) -> Page:
    """Return the words of a page with their places, in the direction that most of them run in."""
    glyphs = _Glyphs(page, words, raw)
    left, bottom, right, top = glyphs.edges
    lines = [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in _RAW_LINE.finditer(raw) if m[0].strip()]
    ways = [glyphs.direction(low) for low, _ in lines]
    running: Counter[int] = Counter({0: 1})
    for (low, high), way in zip(lines, ways, strict=True):
        running[way] += high - low if way >= 0 else 0
    main = max(running, key=lambda w: (running[w], -w))
    placed = Page(number, top - bottom if main in {0, 180} else right - left, [])
    for (low, high), way in zip(lines, ways, strict=True):
        if way != main:
            segment = Segment(raw[low:high], number, low)
            if glyphs.set_font(segment, -1):
                placed.sideways.append(segment)
        else:
            placed.segments += _segments(glyphs, raw, (low, high), number, way)
    if not raw.isascii() and 2 * len(_RIGHT_TO_LEFT.findall(raw)) > sum(map(str.isalpha, raw)):
        # Seen in a mirror, such a page is laid out as any other.
        for s in placed.segments:
            s.x0, s.x1 = -s.x1, -s.x0
    return placed


def _segments(glyphs: _Glyphs, raw: str, line: tuple[int, int], number: int, way: int) -> Iterator[Segment]:
    """Yield the words of a raw line, parted at gaps that may be gutters: wide, and wider than its blanks."""
    words = list(glyphs.spans(raw, *line, way))
    gaps = [b[2] - a[3] if b[2] >= a[3] else a[2] - b[3] for a, b in pairwise(words)]
    em = glyphs.size(line[0])
    blank = min((gap for gap in gaps if gap > 0), default=0.0) if len(gaps) > 1 else 0.0
    wide = max(0.8 * em, 1.5 * min(blank, 1.7 * em))
    start = 0
    for end, gap in enumerate([*gaps, math.inf], start=1):
        if gap <= wide:
            continue
        part = words[start:end]
        x0, x1 = _bounded(min(w[2] for w in part)), _bounded(max(w[3] for w in part))
        (low, _, left, right), high = part[0], part[-1][1]
        segment = Segment(raw[low:high], number, low, x0, x1, first=_bounded(right - left))
        if glyphs.set_font(segment, way):
            yield segment
        start = end


def _compose(paragraphs: Iterable[Paragraph], raw: Iterable[str]) -> tuple[str, list[Origin], _Spans]:
    """Return the text of the paragraphs, where it stands in the file, and where and what each of them is in it."""
    compounds = find_compounds(raw)
    parts: list[str] = []
    origin: list[Origin] = []
    spans: _Spans = []
    at = 0
    for paragraph in paragraphs:
        runs = join_lines(paragraph, compounds)
        if not "".join(run.text for run in runs).strip():
            continue
        start = at = at + 2 if parts else 0
        parts += ["\n\n"] if parts else []
        for run in runs:
            if run.offset >= 0:
                origin.append(Origin(at, len(run.text), run.page, run.offset))
            parts.append(run.text)
            at += len(run.text)
        block = Block(start=start, end=at, label="heading", page=paragraph.page, whole=True)
        spans.append((block, paragraph.level))
    return "".join(parts), origin, spans


def _blocks(text: str, spans: _Spans) -> Iterator[Block]:
    """Yield the blocks of a text: its headings as they were set, and between them what plain text would give."""
    starts = [span.start for span, _ in spans]
    above: list[tuple[tuple[float, ...], str]] = []
    ordinal = 0
    for level, group in groupby(spans, key=lambda span: span[1]):
        part = [block for block, _ in group]
        if level is not None:
            for block in part:
                yield _put_under(block, text, (0.0, *level), above)
            continue
        low = part[0].start
        for found in split_plain(text[low : part[-1].end]):
            page = spans[bisect_right(starts, low + found.start) - 1][0].page
            block = replace(found, start=low + found.start, end=low + found.end, page=page)
            if block.label == "heading":
                depth = found.heading.count(" > ") + bool(found.heading)
                yield _put_under(block, text, (1.0, float(depth)), above)
                continue
            ordinal += 1
            label = _LINE_NUMBER.sub("", block.label)
            label = f"paragraph {ordinal}" if label.startswith("paragraph") else label
            yield replace(block, label=label, heading=" > ".join(h for _, h in above))


def _put_under(block: Block, text: str, level: tuple[float, ...], above: list[tuple[tuple[float, ...], str]]) -> Block:
    """Return a heading with the path of those above it, which it joins."""
    while above and above[-1][0] >= level:
        above.pop()
    path = " > ".join(h for _, h in above)
    above.append((level, text[block.start : block.end]))
    return replace(block, heading=path)
