"""What is known of a document, and from where: front matter, sidecar, the file itself, rules of its folder."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.extraction import Extraction
from claimcheck.ingestion.folder_rules import MAX_VALUE, TEXT_FIELDS, FolderRules, Given, read_settings
from claimcheck.ingestion.languages import guess_language
from claimcheck.ingestion.listing import source_name
from claimcheck.ingestion.yaml_source import YamlMap, as_map, parse_yaml, to_plain
from claimcheck.models import Tier
from claimcheck.text.dates import parse_document_date

_OF_FILE = frozenset(("title", "issuer", "date", "language"))  # a file does not say of itself what it is worth
_ADDRESSES = ("urls", "url", "address")
_ACQUIRED = ("from", "at", "by")
_LONGEST_NAME = 60  # characters of an attribute's name
_MOST_ATTRIBUTES = 200
_LONGEST_TITLE = 150
_WITHIN = 2_000  # characters of the body in which a heading is its title
_NO_TITLE = re.compile(r"[.,;:]$|^\W*\d+\W*$|[|\t]")
_PROSE = ("paragraph", "para", "line")
_FRONT_MATTER_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Said:
    """What one place says of a document; `source` is its name for people."""

    source: str
    texts: Mapping[str, str] = field(default_factory=dict)
    urls: tuple[str, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    path: Path | str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def error(self, key: str, message: str, hint: str | None = None) -> InvalidSettings:
        """Return the error that says `message` of one of its keys."""
        return InvalidSettings(message, path=self.path, line=self.lines.get(key), hint=hint)


def describe(extraction: Extraction, *, path: str, sidecar: Path | None, rules: FolderRules) -> dict[str, Any]:
    """Return what is known of a document, as the fields of `SourceDocument` that say it.

    Each field comes from the first of these that gives it: the document's
    front matter; its sidecar; rules marked `over: file`; what the file says of
    itself; the other rules; a default. An attribute likewise. `form` is "ocr"
    for text that was recognised from pictures unless front matter says
    otherwise; `language` is guessed where nothing says it. `provenance` says of
    every field that has a value, and of every attribute as "attributes.NAME",
    where it comes from.

    Args:
        extraction: The document.
        path: Its path inside the corpus.
        sidecar: The YAML file that speaks of its file, if there is one.
        rules: The rules of its folder.

    Raises:
        InvalidSettings: Front matter or sidecar hold what they must not, or a
            tier is unknown.
    """
    texts: dict[str, str] = {}
    provenance: dict[str, str] = {}
    attributes: dict[str, str] = {}
    urls: tuple[str, ...] = ()
    for each in _in_order(extraction, path, sidecar, rules):
        for key, value in each.texts.items():
            if key not in texts:
                texts[key], provenance[key] = value, each.source
                if key == "tier" and value not in tuple(Tier):
                    by = f" by {each.source}" if each.source.startswith("rule") else ""
                    raise each.error(key, f"unknown tier {value!r}{by}", f"one of: {', '.join(Tier)}")
        if each.urls and not urls:
            urls, provenance["urls"] = each.urls, each.source
        for name, value in each.attributes.items():
            if name not in attributes and len(attributes) < _MOST_ATTRIBUTES:
                attributes[name], provenance[f"attributes.{name}"] = value, each.source
    if "language" not in texts and (language := guess_language(_body(extraction))):
        texts["language"], provenance["language"] = language, "guess"
    days = parse_document_date(texts["date"]) if "date" in texts else None
    return {
        **{key: texts.get(key, "") for key in TEXT_FIELDS},
        "tier": Tier(texts["tier"]),
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "urls": urls,
        "attributes": attributes,
        "provenance": provenance,
    }


def _in_order(extraction: Extraction, path: str, sidecar: Path | None, rules: FolderRules) -> Iterator[_Said]:
    yield _read("front matter", extraction.front_matter, path, {})
    if extraction.form != "original":
        yield _Said("file", {"form": extraction.form})
    if sidecar is not None:
        yield _sidecar(sidecar, _stamp(sidecar))
    given = rules.apply(path, extraction.text)
    yield from (_of_rule(rule, path) for rule in given if rule.over_file)
    yield _of_file(extraction.about)
    yield from (_of_rule(rule, path) for rule in given if not rule.over_file)
    yield _Said("default", {"title": _title(extraction) or _spoken(path), "tier": Tier.PRIMARY, "form": "original"})


def _of_rule(rule: Given, path: str) -> _Said:
    urls = rule.values.get("urls", ())
    texts = {key: value for key, value in rule.values.items() if isinstance(value, str)}
    return _Said(rule.source, texts, tuple(urls), rule.attributes, path)


def _of_file(about: Mapping[str, str]) -> _Said:
    values = {name: text for key, value in about.items() if (name := _name(key)) and (text := as_text(value))}
    urls = tuple(values[key] for key in _ADDRESSES if key in values)
    texts = {key: value for key, value in values.items() if key in _OF_FILE}
    attributes = {key: value for key, value in values.items() if key not in _OF_FILE and key not in _ADDRESSES}
    return _Said("file", texts, urls, attributes)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = path.stat()
    except OSError as error:
        raise InvalidSettings((error.strerror or "cannot be read").lower(), path=path) from None
    return state.st_mtime_ns, state.st_size


# One sidecar speaks of every document of its file, and a file may hold a million.
@lru_cache(maxsize=4)
def _sidecar(path: Path, stamp: tuple[int, int]) -> _Said:
    root = parse_yaml(read_settings(path), path)
    if root is None:
        return _Said("sidecar")
    said = as_map(root, "a sidecar")
    lines = {key: place.line for key, place in said.places.items()}
    acquired = said.entries.get("acquired")
    if isinstance(acquired, YamlMap):
        as_map(acquired, "'acquired'", known=_ACQUIRED)
    return _read("sidecar", {key: to_plain(value) for key, value in said.entries.items()}, path, lines)


def _read(source: str, about: Mapping[str, object], path: Path | str, lines: Mapping[str, int]) -> _Said:
    """Take front matter or a sidecar apart.

    Raises:
        InvalidSettings: `urls`, `acquired` or `attributes` are none.
    """
    at = _Said(source, path=path, lines=lines)
    flat = dict(about)
    for key, value in _map(flat.pop("acquired", ""), "acquired", at).items():
        if key not in _ACQUIRED:
            near = difflib.get_close_matches(key[:100], _ACQUIRED, n=1) or _ACQUIRED
            raise at.error("acquired", f"unknown key {key[:100]!r} in 'acquired'", f"known: {', '.join(near)}")
        flat.setdefault(f"acquired_{key}", value)
    more = _map(flat.pop("attributes", ""), "attributes", at)
    urls = tuple(url for key in _ADDRESSES for url in _urls(flat.pop(key, ""), key, at))
    texts = {key: text for key in TEXT_FIELDS if (text := as_text(flat.pop(key, "")))}
    attributes = {
        name: text for key, value in (flat | more).items() if (name := _name(key)) and (text := as_text(value))
    }
    return _Said(source, texts, urls, attributes, path, lines)


def _map(value: object, key: str, at: _Said) -> dict[str, object]:
    if value == "":
        return {}
    if not isinstance(value, dict):
        hint = "as acquired: {from: the archive, at: 2024-05-01, by: JD}" if key == "acquired" else None
        raise at.error(key, f"{key} must be keys with values", hint)
    return value


def _urls(value: object, key: str, at: _Said) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    if any(isinstance(v, dict | list) for v in values):
        raise at.error(key, f"{key} must be a list of addresses")
    return tuple(address for v in values if (address := as_text(v)))


def _name(key: str) -> str:
    return as_text(key)[:_LONGEST_NAME].rstrip()


def as_text(value: object) -> str:
    """Return a value as one line: a list's items behind commas, a map's entries behind semicolons."""
    if isinstance(value, Mapping):
        value = "; ".join(f"{key}: {text}" for key, v in value.items() if (text := as_text(v)))
    elif isinstance(value, list | tuple):
        value = ", ".join(text for v in value if (text := as_text(v)))
    text = " ".join(str(value).split())[:MAX_VALUE].rstrip()
    if not text.isprintable():  # what a file says of itself may hold anything
        text = "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs"}).strip()
    return text


def body_start(extraction: Extraction) -> int:
    """Return where a document's own words begin, behind its front matter."""
    if not (extraction.front_matter and extraction.text.startswith("---")):
        return 0
    end = _FRONT_MATTER_END.search(extraction.text, 3)
    return end.end() if end else 0


def _spoken(path: str) -> str:
    """Return a file's name as words: "votes_1946.csv" is called "votes 1946"."""
    name = source_name(path).rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    words = " ".join((stem if stem and dot and ending.isalnum() else name).replace("_", " ").split())
    return words or name


def _body(extraction: Extraction) -> str:
    """Return the beginning of a document's own words."""
    start = body_start(extraction)
    return extraction.text[start : start + 2 * _WITHIN]


def _title(extraction: Extraction) -> str:
    """Return a document's heading, or its first line if that stands alone and looks like a title."""
    text, start = extraction.text, body_start(extraction)
    for line in text[start : start + _WITHIN].split("\n"):
        if line.startswith("# ") and (title := as_text(line[2:])):
            return title
    blocks = [b for b in extraction.blocks[:10] if b.start < start + _WITHIN]
    heading = next((b for b in blocks if b.label == "heading"), None)
    if heading is not None:
        return as_text(text[heading.start : heading.end])
    if not blocks or not blocks[0].label.startswith(_PROSE):
        return ""  # a row of a table, an item of a list
    words = text[blocks[0].start : blocks[0].end].strip()
    return as_text(words) if _is_title(words) else ""


def _is_title(words: str) -> bool:
    if len(words) > _LONGEST_TITLE or "\n" in words or _NO_TITLE.search(words):
        return False
    return len(words.split()) > 1 and any(map(str.isalpha, words))
