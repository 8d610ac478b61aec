"""What an element of a news page is: the story's headline, text or caption, or furniture and why."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimcheck.ingestion.readers.html_tree import BLOCKS, HEADINGS
from claimcheck.models import Part

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NAVIGATION = "navigation"
OUTSIDE = "outside the article"
PULL_QUOTE = "pull quote"
RELATED = "related links"
BYLINE = "byline"
AUTHOR_NOTE = "author note"
_TAGS = {"nav": NAVIGATION, "button": "button", "form": "form"}
_OUTER_TAGS = {"header": "site header", "footer": "site footer", "aside": "side column"}
_ROLES = {
    "navigation": NAVIGATION, "menu": NAVIGATION, "menubar": NAVIGATION, "toolbar": NAVIGATION, "search": "search",
    "dialog": "pop-up", "alertdialog": "pop-up", "banner": "site header", "contentinfo": "site footer",
}  # fmt: skip
# What says less of a line than what stands inside it may.
VAGUE = frozenset(("form", "pop-up", "side column", "site footer", "site header", OUTSIDE))
# Words of class and id that say what an element is, in the order in which they are tried.
_WORDS = (
    ("cookie notice", "cookie cookies consent gdpr"),
    ("pop-up", "modal popup overlay lightbox toast"),
    ("subscription notice", "newsletter newsletters subscribe subscription signup paywall regwall donate donation"),
    ("comments", "comments disqus"),
    ("share line", "share sharing sharebar social addthis"),
    (RELATED, "related recommended recommendations recirc recirculation outbrain taboola promo trending"),
    (RELATED, "mostread mostpopular readmore"),
    ("advertisement", "ad ads advert advertisement sponsored dfp"),
    (NAVIGATION, "nav navbar menu breadcrumb breadcrumbs pagination pager tags taglist topics toc"),
    (PULL_QUOTE, "pullquote"),
    (BYLINE, "byline author authors bio"),
    ("date line", "timestamp pubdate datetime dateline published"),
    ("photo credit", "credit credits"),
    ("site footer", "footer"),
)  # fmt: skip
_REASONS = {word: (rank, reason) for rank, (reason, words) in enumerate(_WORDS) for word in words.split()}
# Two words that say it only together.
_PAIRS = {
    ("most", "read"): RELATED, ("most", "popular"): RELATED, ("read", "more"): RELATED, ("more", "stories"): RELATED,
    ("up", "next"): RELATED, ("also", "read"): RELATED, ("read", "also"): RELATED,
    ("sign", "up"): "subscription notice", ("pull", "quote"): PULL_QUOTE, ("site", "header"): "site header",
    ("sr", "only"): "label for screen readers", ("visually", "hidden"): "label for screen readers",
    ("screen", "reader"): "label for screen readers", ("skip", "link"): NAVIGATION, ("tag", "list"): NAVIGATION,
    ("post", "meta"): "date line", ("entry", "meta"): "date line", ("article", "meta"): "date line",
}  # fmt: skip
_CAPTIONS = frozenset("caption figcaption".split())
_STANDFIRSTS = frozenset("standfirst deck dek subtitle subhead subheadline strapline".split())
# Elements that end a line of the page.
BREAKS = BLOCKS | {"button", "nav"}
_LONGEST_NAME = 1_000
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# WordPress puts the words that a story is filed under into its class.
_FILED = re.compile(r"(?:tag|category|tone|theme|format)-.*")


def furniture_reason(node: LexborNode, *, inside: bool, large: bool) -> str:
    """Return why an element is furniture by its kind, role and class, "" if nothing says so.

    Args:
        node: The element.
        inside: Whether it stands within the story.
        large: Whether it holds most of the page, so that the words of its class say nothing.
    """
    tag = node.tag or ""
    about = node.attributes
    reason = _TAGS.get(tag, "") or ("" if inside else _OUTER_TAGS.get(tag, ""))
    reason = reason or _ROLES.get((about.get("role") or "").strip().lower(), "")
    if not large and (not reason or reason in VAGUE):
        reason = _said_by_class(node) or reason
    if about.get("itemprop") == "author" or about.get("rel") == "author":
        reason = reason or BYLINE
    return reason


def part_of(node: LexborNode) -> Part | None:
    """Return what an element makes of its text, None if it makes nothing of it."""
    tag = node.tag or ""
    if tag in HEADINGS:
        return Part.HEADING
    if tag == "li":
        return Part.ITEM
    if tag == "blockquote":
        return Part.BLOCK_QUOTE
    if tag == "figcaption" or (tag in BLOCKS and _CAPTIONS & set(class_words(node))):
        return Part.CAPTION
    if tag in {"p", "div"} and _STANDFIRSTS & set(class_words(node)):
        return Part.STANDFIRST
    return None


def is_credit(node: LexborNode) -> bool:
    """Whether an element inside a line is a picture's credit: it is read as a line of its own."""
    return node.tag in {"span", "cite", "small", "em", "i"} and bool({"credit", "credits"} & set(class_words(node)))


def class_words(node: LexborNode) -> list[str]:
    """Return the words of an element's class and id: "article__shareTools" has three."""
    about = node.attributes
    names = f"{about.get('class') or ''} {about.get('id') or ''}"[:_LONGEST_NAME].split()
    return [w.lower() for name in names if not _FILED.fullmatch(name) for w in _WORD.findall(name)]


def _said_by_class(node: LexborNode) -> str:
    about = node.attributes
    if not (about.get("class") or about.get("id")):
        return ""
    words = class_words(node)
    pairs = [_PAIRS[pair] for pair in pairwise(words) if pair in _PAIRS]
    found = sorted(_REASONS[w] for w in words if w in _REASONS)
    return pairs[0] if pairs else found[0][1] if found else ""
