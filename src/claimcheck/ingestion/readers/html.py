"""Web pages: everything a reader of the page would read, without its menus and programs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text
from claimcheck.ingestion.readers.encoding import decode_text
from claimcheck.ingestion.readers.html_about import describe_page, list_links
from claimcheck.ingestion.readers.html_tables import ENUMERATOR, read_table
from claimcheck.ingestion.readers.html_tree import BLOCKS, HEADINGS, Words, is_unseen, parse_page, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_READER = "html-1"
_HEAD_BYTES = 8_192
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,500}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{2,40})"
    rb"|^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
# A site's own words around those of the page.
_FURNITURE = frozenset(("header", "footer", "aside"))
_FURNITURE_ROLES = frozenset(("banner", "contentinfo", "complementary"))
_MAIN_SHARE = 0.4
PARAGRAPH_BREAK = re.compile(r"\n[ \t\u00a0]*\n\s*|\n(?=\s*(?:\(?(?:\d{1,4}|[a-z]|[ivx]{2,5})[.)]|[–—•·-])\s)")
_NUMBERED = re.compile(r"(\d{1,4})[.)]\s")
_MAX_TERM = 200


def read_html(source: Source) -> Iterator[Extraction]:
    """Read a web page: its main part where it marks one, else everything but menus, headers and footers.

    Raises:
        UnreadableInput: It is binary, too large, too long or nested too
            deeply, holds no text, or the setting html_reader asks for what is
            not installed.
    """
    data = source.read()
    markup = decode_text(data, path=source.path, declared=declared_encoding(data))
    extractor = name_extractor()
    tree = parse_page(markup, path=source.path)
    about = describe_page(tree)
    if source.limits.html_reader == "trafilatura":
        extractor = f"{extractor} trafilatura-{_trafilatura_version(source)}"
        tree = parse_page(_main_text(markup, source), path=source.path)
    builder = TextBuilder(source)
    links = add_page(builder, tree)
    yield builder.build(extractor=extractor, about={**about, "links": links})


def name_extractor() -> str:
    """Return the name and version of this reader and its library."""
    return f"{_READER} selectolax-{version('selectolax')}"


def declared_encoding(data: bytes) -> str:
    """Return the encoding that a page's bytes name near their beginning; empty where they name none."""
    found = _DECLARED.search(data[:_HEAD_BYTES])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def add_page(builder: TextBuilder, tree: LexborHTMLParser) -> str:
    """Add a page's text to `builder`; return the addresses that it links to, parted by spaces.

    Raises:
        UnreadableInput: It is longer than the builder takes.
    """
    body = tree.body if tree.body is not None else tree.root
    if body is None:
        return ""
    marked = tree.css_first('main, article, [role="main"]') is not None
    main = find_main(body) if marked else None
    page = _Page(builder, whole=main is None)
    titles = tree.css("h1")
    if len(titles) == 1 and not is_unseen(titles[0]) and _stands_outside(titles[0], main):
        builder.add_heading(1, _words(titles[0]))
    page.read(main if main is not None else body)
    if builder.empty:
        page = _Page(builder, whole=False)
        page.read(body)
    return list_links(page.links)


def _trafilatura_version(source: Source) -> str:
    try:
        import trafilatura  # noqa: F401
    except ImportError:
        raise UnreadableInput(
            "needs trafilatura, which the setting html_reader names and is not installed",
            path=source.path,
            hint="pip install 'claimcheck-desk[trafilatura]'",
        ) from None
    return version("trafilatura")


def _main_text(markup: str, source: Source) -> str:
    """Return the main text of a page as simple HTML, as trafilatura finds it."""
    import trafilatura

    try:
        found = trafilatura.extract(
            markup, output_format="html", include_comments=False, include_tables=True, include_formatting=True
        )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # its errors, and those of the libraries below it, share nothing else
        raise UnreadableInput(f"is damaged: {error}", path=source.path) from None
    if not found:
        raise UnreadableInput(
            "has no main text that trafilatura finds", path=source.path, hint="set html_reader to selectolax"
        )
    return str(found)


def _is_furniture(node: LexborNode) -> bool:
    """Whether an element is a site's header, footer or side column, if it stands outside the page's main part."""
    if node.tag in _FURNITURE:
        return True
    return bool(node.tag in BLOCKS and (node.attributes.get("role") or "") in _FURNITURE_ROLES)


def _is_main(node: LexborNode) -> bool:
    return node.tag == "main" or (node.tag in BLOCKS and node.attributes.get("role") == "main")


def find_main(body: LexborNode) -> LexborNode | None:
    """Return the page's only <main> or else its only <article>, if it holds the larger part of the text."""
    total = 0
    parts: list[tuple[LexborNode, int, bool]] = []
    open_parts: list[tuple[LexborNode, int]] = []
    for node, begins in walk(body, lambda n: is_unseen(n) or (not open_parts and _is_furniture(n))):
        tag = node.tag
        if tag == "-text":
            total += len((node.text_content or "").strip()) if begins else 0
        elif tag == "article" or _is_main(node):
            if begins:
                open_parts.append((node, total))
            else:
                part, before = open_parts.pop()
                parts.append((part, total - before, _is_main(part)))
    for main in (True, False):
        found = [(node, size) for node, size, is_main in parts if is_main == main]
        if len(found) == 1 and found[0][1] > _MAIN_SHARE * total:
            return found[0][0]
    return None


def _stands_outside(title: LexborNode, main: LexborNode | None) -> bool:
    """Whether the page's title is left out of what is read: it stands outside the main part or in the site's header."""
    node: LexborNode | None = title
    furniture = False
    while node is not None:
        if main is not None and node.mem_id == main.mem_id:
            return False
        if node.is_element_node:
            if main is None and (node.tag == "article" or _is_main(node)):
                furniture = False
            if is_unseen(node):
                return False
            furniture = furniture or _is_furniture(node)
        node = node.parent
    return main is not None or furniture


def _words(node: LexborNode) -> str:
    words = Words()
    for part, begins in walk(node, is_unseen):
        (words.begin if begins else words.end)(part)
    return words.take()


class _Page:
    """Takes a page's elements one after another and gives the builder its headings, paragraphs, items and rows."""

    def __init__(self, builder: TextBuilder, *, whole: bool) -> None:
        self.links: list[str] = []
        self._builder = builder
        self._words = Words()
        self._outside = 0 if whole else 1  # elements open within which a header is part of the text
        self._lists: list[int] = []  # the number of the item that is going on; below 0 in a list without numbers
        self._roles: list[tuple[str, str]] = []  # what the open elements make of their text: item, term, heading
        self._term = self._mark = ""  # of a list of terms, of a paragraph that has its number in a cell of its own

    def read(self, root: LexborNode) -> None:
        for node, begins in walk(root, self._passes_over):
            tag = node.tag or ""
            if tag in BLOCKS:
                self._flush()
                (self._begin if begins else self._end)(node, tag)
            (self._words.begin if begins else self._words.end)(node)
            if begins and tag == "a" and (address := node.attributes.get("href")):
                self.links.append(address)
        self._flush()
        self._settle()

    def _passes_over(self, node: LexborNode) -> bool:
        """Whether an element is not walked through: it is not shown, or is a table of figures, read here as such."""
        if is_unseen(node) or (not self._outside and _is_furniture(node)):
            return True
        if node.tag != "table" or (table := read_table(node)) is None:
            return False
        self._flush()
        self._settle()
        self._builder.add_paragraph(table.caption)
        self._builder.add_table(table.rows, header=table.header)
        return True

    def _begin(self, node: LexborNode, tag: str) -> None:
        if tag == "article" or _is_main(node):
            self._outside += 1
        if tag in HEADINGS:
            self._settle()
            self._roles.append(("heading", tag))
        elif tag in ("ul", "ol", "menu", "dir"):
            self._settle()
            self._lists.append(_first_number(node) if tag == "ol" else -1)
        elif tag == "li":
            self._roles.append(("item", self._item_label(node)))
        elif tag in ("dt", "dd"):
            if tag == "dt":
                self._settle()
            self._roles.append((tag, tag))

    def _end(self, node: LexborNode, tag: str) -> None:
        if tag == "article" or _is_main(node):
            self._outside -= 1
        if tag in HEADINGS or tag in ("li", "dt", "dd"):
            self._roles.pop()
        elif tag in ("ul", "ol", "menu", "dir"):
            self._lists.pop()
            if not self._lists:
                self._builder.end_list()
        elif tag in ("tr", "dl"):
            self._settle()

    def _item_label(self, node: LexborNode) -> str:
        if not self._lists or self._lists[-1] < 0:
            return "list item"
        value = (node.attributes.get("value") or "").strip()
        number = int(value) if value.isdecimal() and len(value) < 6 else self._lists[-1]
        self._lists[-1] = number + 1
        return f"item {number}"

    def _flush(self) -> None:
        """Give the builder the words since the last block began."""
        text = self._words.take()
        if not text or text.isspace():
            return
        role, label = self._roles[-1] if self._roles else ("", "")
        pieces = [text] if role == "heading" else PARAGRAPH_BREAK.split(text)
        for piece in map(clean_text, pieces):
            if piece:
                self._add(piece, role, label)

    def _add(self, text: str, role: str, label: str) -> None:
        if role == "heading":
            self._builder.add_heading(HEADINGS[label], text)
            return
        if ENUMERATOR.fullmatch(text) and not self._mark:
            self._mark = text
            return
        if role == "dt":
            self._settle()
            self._term = text
            return
        if self._mark:
            text, self._mark = f"{self._mark} {text}", ""
        if self._term and role == "dd" and len(self._term) <= _MAX_TERM:
            text, self._term = f"{self._term.rstrip(': ')}: {text}", ""
        self._settle()
        if role == "item":
            numbered = _NUMBERED.match(text)
            label = f"para. {numbered[1]}" if numbered else label
            self._builder.add_item(text, label, depth=max(len(self._lists) - 1, 0))
        else:
            self._builder.add_paragraph(text)

    def _settle(self) -> None:
        """Give the builder a term or a paragraph's number that nothing came after."""
        held = " ".join(part for part in (self._mark, self._term) if part)
        self._mark = self._term = ""
        self._builder.add_paragraph(held)


def _first_number(node: LexborNode) -> int:
    """Return the number of an ordered list's first item, -1 where its items have letters."""
    about = node.attributes
    if (about.get("type") or "1") != "1":
        return -1
    start = (about.get("start") or "1").strip()
    return int(start) if start.isdecimal() and len(start) < 6 else 1
