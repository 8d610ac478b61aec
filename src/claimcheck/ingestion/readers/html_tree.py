"""A web page's tree: what of it is shown, and the words of a stretch of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from claimcheck.errors import UnreadableInput

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# Elements that end a line of text.
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary table "
    "tbody td tfoot th thead tr ul".split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that show no words of the document: programs, pictures, menus, controls.
_UNSEEN = frozenset(
    "annotation annotation-xml applet area audio base button canvas datalist embed frame frameset head iframe img "
    "input link map meta meter nav noembed noframes noscript object optgroup option param progress rp rt script select "
    "source style svg template textarea title track video".split()
)
# Those of them that show words, though not the document's.
_SHOWN = frozenset(("nav", "button"))
_UNSEEN_ROLES = frozenset(("navigation", "search", "menu", "menubar", "toolbar", "dialog", "alertdialog"))
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

# A page this deep takes minutes to parse; browsers stop at 512.
_MAX_DEPTH = 20_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_CLOSED_BY_THE_NEXT = frozenset("a button colgroup dd dt li nobr option p rp rt tbody td tfoot th thead tr".split())
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_XHTML = re.compile(r"\s*<\?xml\b|[^\0]{0,2000}\bxmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
_SELF_CLOSED = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)((?:\s[^<>]*)?)/>")
# Entities that a page declares for itself: browsers do not know them, and would show their declarations' end.
_SUBSET = re.compile(r"(<!DOCTYPE[^>\[]{0,500})\[.{0,50000}?\]\s*>", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[ \t\n\f\r]+")
_DIGITS = re.compile(r"\d+")


def parse_page(markup: str, *, path: str) -> LexborHTMLParser:
    """Return the tree of a page or of a fragment of one, as browsers see it.

    Raises:
        UnreadableInput: Its elements are nested too deeply, or the parser
            gives up.
    """
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    if markup.count("<") > _MAX_DEPTH and _depth(markup) > _MAX_DEPTH:
        raise UnreadableInput("is nested too deeply", path=path, hint="save its text by itself")
    if (subset := _SUBSET.search(markup, 0, 60_000)) is not None:
        markup = f"{markup[: subset.end(1)]}>{markup[subset.end() :]}"
    if _XHTML.match(markup):
        # In XHTML <a id="x"/> is empty; to a parser of HTML it is a link that nobody closes.
        markup = _SELF_CLOSED.sub(_close, markup)
    try:
        return LexborHTMLParser(markup)
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise UnreadableInput(f"is damaged: {error}", path=path) from None


def _close(found: re.Match[str]) -> str:
    name, rest = found.groups()
    return found[0] if name.lower() in _VOID else f"<{name}{rest}></{name}>"


def _depth(markup: str) -> int:
    """Return about how deep the elements of `markup` are nested, those that nobody closed counted as open."""
    depths: dict[str, int] = {}
    depth = deepest = 0
    for found in _TAG.finditer(markup):
        name = found[2].lower()
        if name in _VOID or name in _CLOSED_BY_THE_NEXT:
            continue
        step = -1 if found[1] else 1
        if (before := depths.get(name, 0)) or step == 1:
            depths[name] = before + step
            depth += step
            deepest = max(deepest, depth)
    return deepest


def walk(root: LexborNode, skips: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node below and including `root` as it begins (True) and as it ends (False), in reading order.

    Nothing is yielded of the nodes that `skips` says yes to. Any depth is
    fine.
    """
    node: LexborNode | None = root
    depth = 0
    while node is not None:
        below = None
        if depth == 0 or not skips(node):
            yield node, True
            below = node.first_child
            if below is None:
                yield node, False
        if below is not None:
            node, depth = below, depth + 1
            continue
        while node is not None and depth and node.next is None:
            node, depth = node.parent, depth - 1
            if node is not None:
                yield node, False
        node = node.next if node is not None and depth else None


def is_unseen(node: LexborNode) -> bool:
    """Whether an element shows no words of the document: a program, a menu, a control, or hidden."""
    if node.tag == "-text":
        return False
    if node.tag in _SHOWN or is_hidden(node):
        return True
    return ((node.attributes.get("role") or "").strip().lower()) in _UNSEEN_ROLES


def is_hidden(node: LexborNode) -> bool:
    """Whether an element shows no words at all: a program, a picture, or hidden."""
    tag = node.tag
    if tag == "-text":
        return False
    if (tag in _UNSEEN and tag not in _SHOWN) or not node.is_element_node:
        return True
    about = node.attributes
    if not about:
        return tag == "dialog"
    if "hidden" in about or about.get("aria-hidden") == "true" or (tag == "dialog" and "open" not in about):
        return True
    style = about.get("style")
    return bool(style and _NOT_SHOWN.search(style))


class Words:
    r"""The words of a stretch of a page, put together as a browser shows them.

    "\n" is a line break of the page; the line breaks of its source are spaces.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._raised: list[tuple[int, bool]] = []  # superscripts: where they begin, whether they are links to notes
        self._pre = 0

    def begin(self, node: LexborNode) -> None:
        """Take in the beginning of a node: its text, a line break, a quotation mark."""
        tag = node.tag
        if tag == "-text":
            text = node.text_content or ""
            self._parts.append(text if self._pre else _SPACES.sub(" ", text))
        elif tag in BLOCKS or tag == "br":
            self._parts.append("\n")
            self._pre += tag == "pre"
        elif tag == "q":
            self._parts.append("“")
        elif tag == "sup":
            self._raised.append((len(self._parts), False))
        elif tag == "a" and self._raised and (node.attributes.get("href") or "").startswith("#"):
            self._raised[-1] = (self._raised[-1][0], True)

    def end(self, node: LexborNode) -> None:
        """Take in the end of a node."""
        tag = node.tag
        if tag in BLOCKS:
            self._parts.append("\n")
            self._pre -= tag == "pre"
        elif tag == "q":
            self._parts.append("”")
        elif tag == "sup" and self._raised:
            self._lower(*self._raised.pop())

    def take(self) -> str:
        """Return the words so far, and begin anew."""
        text = "".join(self._parts)
        self._parts.clear()
        self._raised = [(0, note) for _, note in self._raised]
        return text

    def _lower(self, start: int, note: bool) -> None:
        """Write a superscript on the line so that it does not run into a number: 2017[3], 10^6."""
        raised = "".join(self._parts[start:]).strip()
        before = next((part[-1] for part in reversed(self._parts[:start]) if part), "")
        if note and raised.isalnum():
            self._parts[start:] = [f"[{raised}]"]
        elif before.isdigit() and _DIGITS.fullmatch(raised):
            self._parts[start:] = [f"^{raised}"]
