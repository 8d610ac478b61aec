"""Making text from articles and documents safe to show: nothing in it may act, hide or turn the line around."""

from __future__ import annotations

import re

# Control characters (not line feed and tab), the marks that reverse or embed
# the direction of the text after them, line separators and lone surrogates.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff\ufeff]")
_LINK = re.compile(r"https?://[^\s<>\"'`\\^{|}\x00-\x20\x7f-\xa0]+", re.IGNORECASE)
_MARKDOWN = re.compile(r"[\\`*_\[\]|~$]")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
# What would open a heading, list, quotation, rule or table at the start of a line.
_OPENING = re.compile(r"(?:[#+=:-]|\d{1,9}(?=[.)]))")


def visible(text: str) -> str:
    r"""Return `text` with characters that cannot be seen, or that reorder others, written out.

    >>> visible("a\x1b[31mb\u202ec")
    'a[U+001B][31mb[U+202E]c'
    """
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """Return `text` made visible, on one line."""
    return visible(" ".join(text.split()))


def web_address(text: str) -> str | None:
    """Return `text` if it is an http or https address that is safe in a link, else None."""
    return text if _LINK.fullmatch(text) and len(text) <= 2000 else None


def markdown_text(text: str) -> str:
    r"""Return `text` on one line as Markdown that reads as exactly that text.

    >>> markdown_text("<b>| [x](javascript:1) # *y*")
    '&lt;b&gt;\\| \\[x\\](javascript:1) # \\*y\\*'
    """
    escaped = _ENTITY.sub("&amp;", one_line(text))
    escaped = _MARKDOWN.sub(r"\\\g<0>", escaped).replace("<", "&lt;").replace(">", "&gt;")
    opening = _OPENING.match(escaped)
    if opening is None:
        return escaped
    at = opening.end() if opening[0].isdigit() else 0
    return f"{escaped[:at]}\\{escaped[at:]}"


def shortened(text: str, limit: int) -> str:
    """Return `text` on one line, cut at a word near `limit` characters with an ellipsis if it is longer."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[:limit]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut[limit // 2 :] else cut}…"
