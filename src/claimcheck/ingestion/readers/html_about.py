"""What a web page says of itself in its head: title, issuer, date, language, address, author."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from email.utils import parsedate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

# By field, the names of <meta> that give it, the surest first.
_NAMES = {
    "title": "og:title citation_title dc.title dcterms.title",
    "issuer": "og:site_name citation_publisher dc.publisher dcterms.publisher publisher application-name",
    "date": "article:published_time citation_publication_date citation_date datepublished dc.date.issued "
    "dcterms.issued dcterms.date dc.date pubdate publish-date publish_date publication_date date "
    "dcterms.created dc.date.created",
    "author": "author citation_author article:author dc.creator dcterms.creator",
    "address": "og:url citation_public_url",
    "language": "content-language dc.language dcterms.language og:locale",
}
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|(\d\d)(\d\d))(?!\d)")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_MAX_VALUE = 1_000
_MAX_LINKS = 50
_MAX_LINK = 500


def describe_page(tree: LexborHTMLParser) -> dict[str, str]:
    """Return what a page says of itself, only what it does say; the date is an ISO day."""
    metas = _metas(tree)
    said = {field: _first(metas, names.split()) for field, names in _NAMES.items()}
    said["title"] = said["title"] or _text(tree, "title") or _text(tree, "h1")
    said["date"] = _date(tree, metas)
    root = tree.css_first("html")
    named = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    language = _LANGUAGE.fullmatch(named.strip() or said["language"])
    said["language"] = language[0].replace("_", "-") if language else ""
    canonical = [link.attributes.get("href") or "" for link in tree.css('link[rel~="canonical"]')]
    said["address"] = next((a for a in [*canonical, said["address"]] if _ADDRESS.fullmatch(a.strip())), "").strip()
    # Some name the publisher's or the author's page instead.
    said["issuer"], said["author"] = (_ADDRESS.sub("", said[key]).strip() for key in ("issuer", "author"))
    return {field: value[:_MAX_VALUE] for field, value in said.items() if value}


def list_links(addresses: Iterable[str]) -> str:
    """Return the first fifty addresses of the web, each once, parted by spaces."""
    kept: dict[str, None] = {}
    for address in addresses:
        if len(address) <= _MAX_LINK and _ADDRESS.fullmatch(address.strip()):
            kept[address.strip()] = None
        if len(kept) == _MAX_LINKS:
            break
    return " ".join(kept)


def iso_day(value: str) -> str:
    """Return the day that a date or time names, as 2017-08-05; empty where it names none.

    >>> iso_day("2017-08-05T10:00:00Z"), iso_day("2017/8/5"), iso_day("Sat, 05 Aug 2017 10:00 GMT"), iso_day("May")
    ('2017-08-05', '2017-08-05', '2017-08-05', '')
    """
    value = value.strip()[:100]
    try:
        if found := _DAY.match(value):
            return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])).isoformat()
        parsed = parsedate(value)
        return date(*parsed[:3]).isoformat() if parsed else ""
    except (ValueError, TypeError, IndexError, OverflowError):  # parsedate trips over some of what it reads
        return ""


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    """Return the contents of the <meta> elements by name."""
    metas: dict[str, list[str]] = {}
    for node in tree.css("meta[content]"):
        about = node.attributes
        name = about.get("property") or about.get("name") or about.get("itemprop") or about.get("http-equiv") or ""
        if content := (about.get("content") or "").strip():
            metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _first(metas: dict[str, list[str]], names: list[str]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _text(tree: LexborHTMLParser, selector: str) -> str:
    """Return the words of the first element of a kind; those of pictures (<svg><title>) do not count."""
    for node in tree.css(selector):
        if node.parent is not None and node.parent.tag != "svg":
            return " ".join(node.text().split())
    return ""


def _date(tree: LexborHTMLParser, metas: dict[str, list[str]]) -> str:
    """Return the day of publication: of the head, of the data for search engines, of the first <time>."""
    named = [value for name in _NAMES["date"].split() for value in metas.get(name, ())]
    scripts = (node.text() for node in tree.css('script[type="application/ld+json"]'))
    linked = [found[1] for text in scripts for found in _PUBLISHED.finditer(text)]
    times = [*tree.css('time[itemprop="datePublished"]'), *tree.css("time[pubdate]"), *tree.css("time[datetime]")]
    shown = [node.attributes.get("datetime") or "" for node in times[:1]]
    return next((day for value in [*named, *linked[:1], *shown] if (day := iso_day(value))), "")
