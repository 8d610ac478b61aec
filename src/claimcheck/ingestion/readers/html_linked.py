"""What a news page says of its story in JSON-LD, the data for search engines: read as data and as nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from claimcheck.ingestion.readers.html_about import describe_page, iso_day

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_LONGEST = 500_000
_MOST = 2_000  # objects looked at
_MOST_AUTHORS = 10
_LONGEST_NAME = 200
_ADDRESS = ("http://", "https://")


def describe_story(tree: LexborHTMLParser) -> dict[str, str]:
    """Return title, author, publication, day of publication and address of a page's story, those that it says."""
    said = describe_page(tree)
    story = _find_story(tree)
    linked = {
        "title": _text(story.get("headline")),
        "author": _names(story.get("author")) or _names(story.get("creator")),
        "publication": _names(story.get("publisher")),
        "published": iso_day(_text(story.get("datePublished"))),
    }
    named = {
        "title": said.get("title", ""),
        "author": said.get("author", ""),
        "publication": said.get("issuer", ""),
        "published": said.get("date", ""),
        "address": said.get("address", ""),
    }
    # The head is for people who share the page; it comes first, but for names, which it often cuts short.
    first = {"author": linked["author"]} if linked["author"] else {}
    return {key: value for key in named if (value := first.get(key) or named[key] or linked.get(key, ""))}


def _find_story(tree: LexborHTMLParser) -> dict[str, Any]:
    """Return the first object of JSON-LD that is an article, else the first that has a day of publication."""
    found = [o for node in tree.css('script[type="application/ld+json"]') for o in _objects(node.text())]
    named = (o for o in found if any(t.endswith(("Article", "BlogPosting", "Report")) for t in _types(o)))
    return next(named, None) or next((o for o in found if "datePublished" in o), {})


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a piece of JSON, the outer before the inner; none of what is no JSON or too long."""
    if len(text) > _LONGEST:
        return
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting += [v for v in value.values() if isinstance(v, dict | list)]
        elif isinstance(value, list):
            waiting += value[:_MOST]


def _types(value: dict[str, Any]) -> list[str]:
    kinds = value.get("@type")
    return [k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)]


def _names(value: object) -> str:
    """Return the names of a person or body, or of several."""
    values = value if isinstance(value, list) else [value]
    found = [_text(v.get("name") if isinstance(v, dict) else v) for v in values[:_MOST_AUTHORS]]
    return ", ".join(dict.fromkeys(n for n in found if n and not n.startswith(_ADDRESS)))


def _text(value: object) -> str:
    return " ".join(value.split())[:_LONGEST_NAME] if isinstance(value, str) else ""
