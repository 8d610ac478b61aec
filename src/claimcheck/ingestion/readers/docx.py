"""Word documents (DOCX): paragraphs, headings, lists, tables and notes in their place."""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Any

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text
from claimcheck.ingestion.readers.word_lists import ItemWriter, Numbering, place_in_list
from claimcheck.ingestion.readers.xml_elements import Element, child_of, is_on, name_of, number_of, value_of
from claimcheck.ingestion.readers.zip_bounds import check_container, damaged

_READER = "docx-1"
# Deleted text, the older twin of a drawing, readings above characters, and what holds no words.
_UNREAD = frozenset(("del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "sdtPr", "instrText", "delText", "annotation"))
_SPACES = frozenset(("tab", "br", "cr", "ptab"))
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_HEADING_STYLE = re.compile(r"heading ([1-9])")
# A longer "heading" is a paragraph that borrows a heading's look.
_MAX_HEADING = 300
_MAX_SPAN = 100
_BODY_LEVEL = 10
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_PROPERTIES = {"title": "title", "author": "creator", "subject": "subject", "language": "language"}


def read_docx(source: Source) -> Iterator[Extraction]:
    """Yield the one document of a DOCX file.

    Left out are comments, deleted and hidden text, headers, footers and tables
    of contents. The numbers of automatic lists become labels.

    Raises:
        UnreadableInput: It is damaged, locked, too large, or holds no text.
    """
    data = source.read()
    check_container(source)
    parts = _open_parts(data, source)
    builder = TextBuilder(source)
    try:
        _Reading(parts, builder).read()
    except RecursionError:
        raise UnreadableInput("is nested too deeply", path=source.path) from None
    yield builder.build(extractor=f"{_READER} python-docx-{version('python-docx')}", about=_about(parts.properties))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parsed parts of a file; those that are missing are None."""

    body: Element
    styles: Element | None
    numbering: Element | None
    notes: Mapping[str, Element | None]
    properties: Element | None


def _open_parts(data: bytes, source: Source) -> _Parts:
    """Open the parts that hold words; pictures and the like are never touched."""
    from docx.opc import phys_pkg
    from docx.opc.packuri import PACKAGE_URI, PackURI
    from docx.oxml.parser import parse_xml

    def related(uri: PackURI) -> dict[str, PackURI]:
        """Return the parts that `uri` refers to, by the last word of the relation's type."""
        found: dict[str, PackURI] = {}
        xml = package.rels_xml_for(uri)
        for relation in parse_xml(xml) if xml else ():
            if relation.get("TargetMode") != "External":
                target = PackURI.from_rel_ref(uri.baseURI, relation.get("Target", ""))
                found.setdefault(relation.get("Type", "").rpartition("/")[2], target)
        return found

    def parsed(uri: PackURI | None) -> Element | None:
        try:
            return None if uri is None else parse_xml(package.blob_for(uri))
        except KeyError:  # a relation that leads nowhere
            return None

    try:
        reader: Any = phys_pkg.PhysPkgReader  # has no types
        package = reader(io.BytesIO(data))
        around = related(PACKAGE_URI)
        main = around.get("officeDocument", PackURI("/word/document.xml"))
        document = parsed(main)
        body = None if document is None else next((e for e in document if name_of(e) == "body"), None)
        if body is not None:
            beside = related(main)
            return _Parts(
                body=body,
                styles=parsed(beside.get("styles")),
                numbering=parsed(beside.get("numbering")),
                notes={"footnote": parsed(beside.get("footnotes")), "endnote": parsed(beside.get("endnotes"))},
                properties=parsed(around.get("core-properties")),
            )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever the library makes of hostile bytes
        raise damaged(source, str(error)) from None
    raise UnreadableInput("holds no Word document", path=source.path, hint="is it a damaged or another kind of file?")


class _Reading:
    """A walk through a document's body."""

    def __init__(self, parts: _Parts, builder: TextBuilder) -> None:
        self._builder, self._body = builder, parts.body
        self._styles = _Styles(parts.styles)
        self._numbering = Numbering(parts.numbering)
        self._notes = {
            (kind, value_of(note, "id")): note
            for kind, root in parts.notes.items()
            if root is not None
            for note in root
        }
        self._items = ItemWriter(builder)
        self._counts = {"footnote": 0, "endnote": 0}
        self._pending: list[tuple[str, Element]] = []

    def read(self) -> None:
        self._read_blocks(self._body)

    def _read_blocks(self, container: Element) -> None:
        for element in container:
            name = name_of(element)
            if name == "p":
                self._read_paragraph(element)
            elif name == "tbl":
                self._read_table(element)
            elif name == "sdt" and _is_contents(element):
                continue
            elif name not in _UNREAD:
                self._read_blocks(element)

    def _read_paragraph(self, element: Element) -> None:
        boxes: list[Element] = []
        text = clean_text(self._text(element, boxes))
        style = self._styles.of(element)
        place = place_in_list(element) or style.list_place
        # An empty item has its number too, unless it is only the rest of a deleted one.
        gone = not text and child_of(child_of(child_of(element, "pPr"), "rPr"), "del") is not None
        label = "" if gone else self._numbering.next_label(place)
        if text and not style.contents:
            level = _outline(element, style.level)
            if level is not None and len(text) <= _MAX_HEADING:
                self._builder.add_heading(level, text)
            elif place is None or not label:
                self._builder.add_paragraph(text)
            else:
                self._items.add(text, label, *place)
        for box in boxes:
            self._read_blocks(box)
        self._add_notes()

    def _text(self, element: Element, boxes: list[Element] | None = None) -> str:
        """Return the words below `element`; its text boxes go to `boxes`, or in their place where there is none."""
        words: list[str] = []
        waiting = [iter(element)]
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                continue
            name = name_of(child)
            if name == "t":
                words.append(child.text or "")
            elif name in _SPACES:
                words.append(" ")
            elif name == "noBreakHyphen":
                words.append("-")
            elif name in _NOTES:
                self._refer(_NOTES[name], value_of(child, "id"))
            elif name == "txbxContent" and boxes is not None:
                boxes.append(child)
            elif name not in _UNREAD and not (name == "r" and is_on(child_of(child_of(child, "rPr"), "vanish"))):
                if name == "p":
                    words.append(" ")
                waiting.append(iter(child))
        return "".join(words)

    def _refer(self, kind: str, key: str) -> None:
        """Keep a note until the paragraph or table that refers to it has been added."""
        note = self._notes.pop((kind, key), None)
        if note is not None:
            self._counts[kind] += 1
            self._pending.append((f"{kind} {self._counts[kind]}", note))

    def _add_notes(self) -> None:
        while self._pending:
            label, note = self._pending.pop(0)
            for paragraph in note:
                self._builder.add_note(self._text(paragraph), label)

    def _read_table(self, table: Element) -> None:
        rows = [row for row in _unwrapped(table, "tr") if child_of(child_of(row, "trPr"), "del") is None]
        cells = [list(_unwrapped(row, "tc")) for row in rows]
        if max(map(len, cells), default=0) < 2:
            for row in cells:
                for cell in row:
                    self._read_blocks(cell)
            return
        texts = [self._row_texts(row, line) for row, line in zip(rows, cells, strict=True)]
        named = len(rows) > 1 and _names_columns(rows[0]) and not _names_columns(rows[-1])
        self._builder.add_table(texts, header=named or None)
        self._add_notes()

    def _row_texts(self, row: Element, cells: list[Element]) -> list[str]:
        """Return what stands in each column; the columns that a wide cell covers are empty."""
        texts = [""] * _span(row, "trPr", "gridBefore", least=0)
        for cell in cells:
            merged = child_of(child_of(cell, "tcPr"), "vMerge")
            goes_on = merged is not None and value_of(merged, "val") != "restart"
            texts.append("" if goes_on else clean_text(self._text(cell)))
            texts.extend([""] * (_span(cell, "tcPr", "gridSpan", least=1) - 1))
        return texts


@dataclass(frozen=True, slots=True)
class _Style:
    level: int | None = None
    list_place: tuple[str, int] | None = None
    contents: bool = False


class _Styles:
    """Which paragraph styles are headings, tables of contents or lists."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {value_of(e, "styleId"): e for e in (() if root is None else root) if name_of(e) == "style"}
        self._found: dict[str, _Style] = {}

    def of(self, paragraph: Element) -> _Style:
        """Return the style of a paragraph."""
        named = child_of(child_of(paragraph, "pPr"), "pStyle")
        key = value_of(named, "val")
        if key not in self._found:
            self._found[key] = self._look_up(key)
        return self._found[key]

    def _look_up(self, key: str) -> _Style:
        """Return what a style says, or else the ones that it is based on."""
        seen: set[str] = set()
        level, place, contents = None, None, False
        while key in self._elements and key not in seen:
            seen.add(key)
            style = self._elements[key]
            name = value_of(child_of(style, "name"), "val").lower()
            contents = contents or name.startswith("toc ")
            if level is None and (heading := _HEADING_STYLE.fullmatch(name)):
                level = int(heading.group(1))
            elif level is None:
                level = 0 if name == "title" else _outline(style, None)
            place = place or place_in_list(style)
            key = value_of(child_of(style, "basedOn"), "val")
        return _Style(level, place, contents)


def _outline(element: Element, otherwise: int | None) -> int | None:
    """Return the heading level that a paragraph or a style gives itself: 1 is the highest."""
    own = child_of(child_of(element, "pPr"), "outlineLvl")
    if own is None:
        return otherwise
    level = number_of(value_of(own, "val")) + 1
    return level if level < _BODY_LEVEL else None


def _is_contents(element: Element) -> bool:
    part = child_of(child_of(element, "sdtPr"), "docPartObj")
    return value_of(child_of(part, "docPartGallery"), "val") == "Table of Contents"


def _unwrapped(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, out of the controls and marks around them."""
    for child in element:
        if name_of(child) == name:
            yield child
        elif name_of(child) in _WRAPPERS:
            yield from _unwrapped(child, name)


def _span(element: Element, properties: str, name: str, *, least: int) -> int:
    found = child_of(child_of(element, properties), name)
    return least if found is None else max(least, min(number_of(value_of(found, "val")), _MAX_SPAN))


def _names_columns(row: Element) -> bool:
    """Return whether a row is marked as a header, or all its words are bold."""
    if is_on(child_of(child_of(row, "trPr"), "tblHeader")):
        return True
    runs = [r for r in row.iter("{*}r") if any((t.text or "").strip() for t in r.iter("{*}t"))]
    return bool(runs) and all(is_on(child_of(child_of(run, "rPr"), "b")) for run in runs)


def _about(properties: Element | None) -> dict[str, str]:
    """Return what the file says of itself; the day that it was last changed is its date."""
    said = {name_of(e): e.text or "" for e in (() if properties is None else properties)}
    about = {key: said.get(name, "") for key, name in _PROPERTIES.items()}
    for name in ("created", "modified"):
        day = said.get(name, "").strip()[:10]
        with contextlib.suppress(ValueError):
            about["saved"] = date.fromisoformat(day).isoformat()
    return about
