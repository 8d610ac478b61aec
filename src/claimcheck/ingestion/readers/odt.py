"""OpenDocument texts (ODT): paragraphs, headings, lists, tables and notes in their place."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text
from claimcheck.ingestion.readers.word_lists import ItemWriter, label_of, write_number
from claimcheck.ingestion.readers.xml_elements import Element, child_of, name_of, number_of, value_of
from claimcheck.ingestion.readers.zip_bounds import check_container, damaged

_READER = "odt-1"
# Deleted text, comments, indexes that repeat headings, forms, and what pictures are called.
_UNREAD = frozenset(
    """tracked-changes annotation annotation-end table-of-content illustration-index table-index object-index
    alphabetical-index user-index forms title desc ruby-text note-citation hidden-text hidden-paragraph sequence-decls
    variable-decls user-field-decls event-listeners glue-point image object object-ole binary-data math""".split()
)
_SPACES = frozenset(("s", "tab", "line-break"))
_BOXES = frozenset(("text-box", "custom-shape"))
_ROW_GROUPS = frozenset(("table-header-rows", "table-rows", "table-row-group"))
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PROPERTIES = {"title": "title", "subject": "subject", "language": "language", "author": "creator"}
_MAX_HEADING = 300
_MAX_REPEATED = 100
_MAX_DEPTH = 9


def read_odt(source: Source) -> Iterator[Extraction]:
    """Yield the one document of an ODT file.

    Left out are comments, deleted and hidden text, headers, footers and tables
    of contents. The numbers of automatic lists become labels.

    Raises:
        UnreadableInput: It is damaged, locked, too large, or holds no text.
    """
    data = source.read()
    check_container(source)
    content, styles, meta = _open_parts(data, source)
    text = child_of(child_of(content, "body"), "text")
    if text is None:
        raise UnreadableInput("holds no text document", path=source.path, hint="is it a table or a presentation?")
    builder = TextBuilder(source)
    try:
        _Reading(builder, [content, styles]).read_blocks(text)
    except RecursionError:
        raise UnreadableInput("is nested too deeply", path=source.path) from None
    yield builder.build(extractor=f"{_READER} odfdo-{version('odfdo')}", about=_about(meta))


def _open_parts(data: bytes, source: Source) -> tuple[Element, Element | None, Element | None]:
    """Return the text, the styles and what the file says of itself; the last two may be missing."""
    from lxml import etree  # type: ignore[import-untyped]
    from odfdo.container import Container

    def parsed(name: str) -> Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        return etree.fromstring(container.get_part(name), parser)

    try:
        container = Container(io.BytesIO(data))
        names = container.parts
        return (
            parsed("content.xml"),
            parsed("styles.xml") if "styles.xml" in names else None,
            parsed("meta.xml") if "meta.xml" in names else None,
        )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever the library makes of hostile bytes
        raise damaged(source, str(error)) from None


@dataclass(slots=True)
class _List:
    """The list that is being read: its style, what tells it from others, and how far each level has come."""

    style: str
    key: str
    counts: dict[int, int] = field(default_factory=dict)
    written: dict[int, str] = field(default_factory=dict)


class _Reading:
    """A walk through a document's body."""

    def __init__(self, builder: TextBuilder, roots: list[Element | None]) -> None:
        self._builder, self._items = builder, ItemWriter(builder)
        self._styles = _Styles(roots)
        self._counts = {"footnote": 0, "endnote": 0}
        self._pending: list[tuple[str, Element]] = []
        self._lists: dict[str, _List] = {}
        self._made = 0

    def read_blocks(self, container: Element) -> None:
        """Add what stands below `container`."""
        for element in container:
            name = name_of(element)
            if name in {"p", "h"}:
                self._read_paragraph(element)
            elif name == "list":
                self._read_list(element, self._begin_list(element), 0)
            elif name == "table":
                self._read_table(element)
            elif name not in _UNREAD and value_of(element, "display") != "none":
                self.read_blocks(element)

    def _read_paragraph(self, element: Element, label: str = "", place: tuple[str, int] = ("", 0)) -> None:
        boxes: list[Element] = []
        text = clean_text(self._text(element, boxes))
        level = self._level(element)
        if level is not None and len(text) <= _MAX_HEADING:
            self._builder.add_heading(level, text)
        elif label and text:
            self._items.add(text, label, *place)
        else:
            self._builder.add_paragraph(text)
        for box in boxes:
            self.read_blocks(box)
        self._add_notes()

    def _level(self, element: Element) -> int | None:
        if name_of(element) == "h":
            return max(1, number_of(value_of(element, "outline-level")))
        return 0 if self._styles.is_based_on(value_of(element, "style-name"), "Title") else None

    def _text(self, element: Element, boxes: list[Element] | None = None) -> str:
        """Return the words below `element`; its text boxes go to `boxes`, or in their place where there is none."""
        words = [element.text or ""]
        waiting = [iter(element)]
        open_elements: list[Element] = []
        while waiting:
            child = next(waiting[-1], None)
            if child is None:
                waiting.pop()
                if open_elements:
                    words.append(open_elements.pop().tail or "")
                continue
            name = name_of(child)
            if name in {"p", "h"} or name in _SPACES:
                words.append(" ")
            if name == "note":
                self._refer(child)
            elif name in _BOXES and boxes is not None:
                boxes.append(child)
            elif name and name not in _UNREAD and not self._styles.hides(child):
                words.append(child.text or "")
                waiting.append(iter(child))
                open_elements.append(child)
                continue
            words.append(child.tail or "")
        return "".join(words)

    def _refer(self, note: Element) -> None:
        """Keep a note until the paragraph or table that refers to it has been added."""
        kind = "endnote" if value_of(note, "note-class") == "endnote" else "footnote"
        self._counts[kind] += 1
        self._pending.append((f"{kind} {self._counts[kind]}", note))

    def _add_notes(self) -> None:
        while self._pending:
            label, note = self._pending.pop(0)
            for paragraph in _children(child_of(note, "note-body")):
                self._builder.add_note(self._text(paragraph), label)

    def _begin_list(self, element: Element) -> _List:
        """Return the list that `element` begins, or the one that it goes on with."""
        style = value_of(element, "style-name")
        before = f"id {value_of(element, 'continue-list')}"
        if before not in self._lists and value_of(element, "continue-numbering") == "true":
            before = f"style {style}"
        found = self._lists.get(before)
        if found is None:
            self._made += 1
            found = _List(style, f"list {self._made}")
        self._lists[f"style {style}"] = found
        if key := value_of(element, "id"):
            self._lists[f"id {key}"] = found
        return found

    def _read_list(self, element: Element, found: _List, depth: int) -> None:
        style = value_of(element, "style-name") or found.style
        for item in element:
            if name_of(item) not in {"list-item", "list-header"}:
                continue
            label = ""
            for child in item:
                name = name_of(child)
                if name == "list":
                    self._read_list(child, found, depth + 1)
                elif name in {"p", "h"}:
                    if not label and name_of(item) == "list-item":
                        label = self._next_label(item, found, style, min(depth, _MAX_DEPTH))
                    self._read_paragraph(child, label or "list item", (found.key, depth))
                elif name == "table":
                    self._read_table(child)

    def _next_label(self, item: Element, found: _List, style: str, depth: int) -> str:
        """Count an item and return its label."""
        kind, pattern, start = self._styles.level(style, depth)
        first = value_of(item, "start-value")
        found.counts[depth] = number_of(first) if first else found.counts.get(depth, start - 1) + 1
        for deeper in [d for d in found.counts if d > depth]:
            del found.counts[deeper]
        found.written[depth] = write_number(found.counts[depth], kind)
        if kind == "bullet":
            return "list item"
        return label_of(pattern, [found.written.get(d, "") if d in found.counts else "" for d in range(depth + 1)])

    def _read_table(self, table: Element) -> None:
        rows = list(_rows(table))
        cells = [[cell for cell in row if name_of(cell).endswith("table-cell")] for row in rows]
        if max(map(len, cells), default=0) < 2:
            for row in cells:
                for cell in row:
                    self.read_blocks(cell)
            return
        texts = [[text for cell in row for text in self._cell_texts(cell)] for row in cells]
        named = child_of(table, "table-header-rows") is not None or self._is_heading(cells[0])
        self._builder.add_table(texts, header=named or None)
        self._add_notes()

    def _cell_texts(self, cell: Element) -> list[str]:
        """Return what stands in a cell, as often as it stands for several; nothing where a wider cell covers it."""
        repeated = min(max(1, number_of(value_of(cell, "number-columns-repeated"))), _MAX_REPEATED)
        return [clean_text(self._text(cell)) if name_of(cell) == "table-cell" else ""] * repeated

    def _is_heading(self, cells: list[Element]) -> bool:
        found = [p for cell in cells for p in cell if name_of(p) == "p" and clean_text("".join(p.itertext()))]
        return bool(found) and all(
            self._styles.is_based_on(value_of(p, "style-name"), "Table_20_Heading") for p in found
        )


class _Styles:
    """What the styles of paragraphs are based on, and how lists are numbered."""

    def __init__(self, roots: list[Element | None]) -> None:
        self._parents: dict[str, str] = {}
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._hidden: set[str] = set()
        for group in (g for root in reversed(roots) if root is not None for g in root if name_of(g).endswith("styles")):
            for style in group:
                if name_of(style) == "style" and value_of(style, "family") == "paragraph":
                    self._parents[value_of(style, "name")] = value_of(style, "parent-style-name")
                elif name_of(style) == "style":
                    if value_of(child_of(style, "text-properties"), "display") == "none":
                        self._hidden.add(value_of(style, "name"))
                elif name_of(style) == "list-style":
                    self._levels[value_of(style, "name")] = dict(map(_read_level, style))

    def is_based_on(self, name: str, sought: str) -> bool:
        """Return whether a style is `sought` or made after it."""
        seen: set[str] = set()
        while name and name != sought and name not in seen:
            seen.add(name)
            name = self._parents.get(name, "")
        return name == sought

    def hides(self, span: Element) -> bool:
        """Return whether a stretch of text has a style that hides it."""
        return bool(self._hidden) and name_of(span) == "span" and value_of(span, "style-name") in self._hidden

    def level(self, style: str, depth: int) -> tuple[str, str, int]:
        """Return how a level of a list is numbered: the kind of number, the pattern and the first."""
        return self._levels.get(style, {}).get(depth, ("bullet", "", 1))


def _read_level(level: Element) -> tuple[int, tuple[str, str, int]]:
    depth = max(1, min(number_of(value_of(level, "level")), _MAX_DEPTH)) - 1
    number = {name.rpartition("}")[2]: value for name, value in level.attrib.items()}
    kind = _FORMATS.get(number.get("num-format", ""), "bullet")
    shown = max(1, min(number_of(number.get("display-levels", "1")), depth + 1))
    places = ".".join(f"%{d}" for d in range(depth + 2 - shown, depth + 2))
    pattern = f"{number.get('num-prefix', '')}{places}{number.get('num-suffix', '')}"
    return depth, (kind, pattern[-60:], number_of(number.get("start-value", "1")))


def _children(element: Element | None) -> list[Element]:
    return [] if element is None else list(element)


def _rows(table: Element) -> Iterator[Element]:
    for child in table:
        if name_of(child) == "table-row":
            yield child
        elif name_of(child) in _ROW_GROUPS:
            yield from _rows(child)


def _about(meta: Element | None) -> dict[str, str]:
    """Return what the file says of itself; the day that it was last changed is its date."""
    said = {name_of(e): e.text or "" for e in _children(child_of(meta, "meta"))}
    about = {key: said.get(name, "") for key, name in _PROPERTIES.items()}
    about["author"] = said.get("initial-creator", "") or about["author"]
    for name in ("creation-date", "date"):
        with contextlib.suppress(ValueError):
            about["saved"] = date.fromisoformat(said.get(name, "").strip()[:10]).isoformat()
    return about
