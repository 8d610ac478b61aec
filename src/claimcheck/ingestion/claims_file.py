"""claims.yaml: settings, claims that a person has listed, and edits of the claims that were found in an article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from claimcheck.config import Config
from claimcheck.errors import InvalidSettings, UnreadableInput
from claimcheck.ingestion.edits_file import WORTH, ListedEdits, is_edits, read_edits
from claimcheck.ingestion.text_file import decode
from claimcheck.ingestion.yaml_source import (
    Place,
    YamlMap,
    YamlNode,
    as_map,
    as_text,
    get_choice,
    get_list,
    get_text,
    get_whole,
    parse_yaml,
    to_setting,
)
from claimcheck.models import Article, Checkability, Claim, GoldPassage, Label, Unchecked, content_id

MAX_BYTES = 4_000_000  # about 20,000 claims
_FILE_KEYS = ("settings", "articles")
_ARTICLE_KEYS = ("name", "title", "publication", "date", "address", "claims", "not_checkable")
_CLAIM_KEYS = ("name", "paragraph", "type", "text", "worth", "expected", "gold")
_UNCHECKED_KEYS = ("paragraph", "kind", "text", "reason")
_KINDS = tuple(kind.value for kind in Checkability if not kind.is_checkable)
_LABELS = tuple(label.value for label in Label)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_GOLD = re.compile(r"(?P<document>[^#\s](?:[^#]{0,400}[^#\s])?)(?:#(?P<fact>[1-9]\d{0,5}))?")


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article with the claims that a person found in it, and what they say cannot be checked."""

    article: Article
    claims: tuple[Claim, ...]
    unchecked: tuple[Unchecked, ...]


@dataclass(frozen=True, slots=True)
class ClaimsFile:
    """What claims.yaml says."""

    config: Config
    articles: tuple[ListedArticle, ...]
    edits: tuple[ListedEdits, ...] = ()


def load_claims(path: Path) -> ClaimsFile:
    """Read claims.yaml.

    `settings` and `articles` may be missing or empty. A claim's `worth` is
    high, medium (where it is missing) or low; its date is the article's.

    Raises:
        UnreadableInput: The file is missing, empty, larger than 4 MB, binary
            or not UTF-8.
        InvalidSettings: It is not YAML or does not fit the schema; the first
            thing that is wrong, with its line.
    """
    root = parse_yaml(_read(path), path)
    if root is None:
        raise UnreadableInput("holds only comments", path=path, hint="`articles: []` lists none")
    top = as_map(root, "the file", known=_FILE_KEYS)
    config = _read_settings(top)
    names: dict[str, int] = {}
    nodes = get_list(top, "articles")
    listing = [node for node in nodes if not is_edits(node)]
    articles = tuple(_read_article(node, names) for node in listing)
    _refuse_twins(articles, listing)
    edits = tuple(read_edits(node) for node in nodes if is_edits(node))
    _refuse_second_entries(edits)
    return ClaimsFile(config, articles, edits)


def _read(path: Path) -> str:
    try:
        if path.is_dir():
            raise UnreadableInput("is a folder, not a file", path=path)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a path with a null byte
        raise UnreadableInput((getattr(error, "strerror", None) or "cannot be read").lower(), path=path) from None
    if len(data) > MAX_BYTES:
        raise UnreadableInput(f"is larger than {MAX_BYTES:,} bytes", path=path, hint="make several files of it")
    return decode(data, path)


def _read_settings(top: YamlMap) -> Config:
    config = Config()
    node = top.entries.get("settings")
    if node is None or to_setting(node) is None:
        return config
    settings = as_map(node, "settings")
    for place, setting in _single_settings(settings):
        try:
            config = config.with_settings(setting)
        except InvalidSettings as error:
            raise place.error(error.message, error.hint) from None
    return config


def _single_settings(settings: YamlMap) -> Iterator[tuple[Place, dict[str, object]]]:
    """Yield the settings one by one with their lines, those of a mapping in it too, so that an error has its line."""
    for key, value in settings.entries.items():
        if isinstance(value, YamlMap) and value.entries:
            for inner, item in value.entries.items():
                yield value.places[inner], {key: {inner: to_setting(item)}}
        else:
            yield settings.places[key], {key: to_setting(value)}


def _read_article(node: YamlNode, names: dict[str, int]) -> ListedArticle:
    """Read one article; `names` gathers the claims' names of the whole file with their lines."""
    entry = as_map(node, "an article", known=_ARTICLE_KEYS, needed=("title",))
    get_text(entry, "name")
    article = Article.build(
        title=get_text(entry, "title"),
        publication=get_text(entry, "publication"),
        published=_read_date(entry),
        address=get_text(entry, "address"),
    )
    claims = tuple(
        _read_claim(claim, article, ordinal=ordinal, names=names)
        for ordinal, claim in enumerate(get_list(entry, "claims"), start=1)
    )
    return ListedArticle(article, claims, tuple(map(_read_unchecked, get_list(entry, "not_checkable"))))


def _read_date(entry: YamlMap) -> str:
    written = get_text(entry, "date")
    if not written:
        return ""
    found = _DATE.fullmatch(written)
    try:
        if found is None:
            raise ValueError(written)
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        place = entry.entries["date"].place
        raise place.error(f"{written[:60]!r} is no date", 'as "2017-08-25", "2017-08" or "2017"') from None
    return written


def _read_claim(node: YamlNode, article: Article, *, ordinal: int, names: dict[str, int]) -> Claim:
    entry = as_map(node, "a claim", known=_CLAIM_KEYS, needed=("name", "text"))
    name, text = get_text(entry, "name", longest=100), get_text(entry, "text")
    place = entry.entries["name"].place
    if name in names:  # one name for one claim in the whole file: `explain C34` must mean one
        raise place.error(f"another claim has the name {name!r}", f"on line {names[name]}")
    names[name] = place.line
    expected = get_choice(entry, "expected", _LABELS)
    return Claim(
        id=content_id("claim", article.id, name, text, article.published),
        article_id=article.id,
        text=text,
        ordinal=ordinal,
        paragraph=get_whole(entry, "paragraph"),
        name=name,
        kind=get_text(entry, "type", longest=100) or "statement",
        worth=WORTH[get_choice(entry, "worth", tuple(WORTH), default="medium")],
        as_of=article.published,
        expected=Label(expected) if expected else None,
        gold=tuple(_read_gold(entry)),
    )


def _read_gold(entry: YamlMap) -> Iterator[GoldPassage]:
    seen: set[str] = set()
    for item in get_list(entry, "gold"):
        written = as_text(item, "gold")
        found = _GOLD.fullmatch(written)
        if found is None:
            raise item.place.error(f"malformed gold {written[:60]!r}", "as document or document#4")
        if written in seen:
            raise item.place.error(f"gold {written[:60]!r} stands twice")
        seen.add(written)
        fact = found["fact"]
        yield GoldPassage(document=found["document"], locator=f"fact {fact}" if fact else "")


def _read_unchecked(node: YamlNode) -> Unchecked:
    entry = as_map(node, "a statement that is not checkable", known=_UNCHECKED_KEYS, needed=("kind", "text"))
    return Unchecked(
        text=get_text(entry, "text"),
        paragraph=get_whole(entry, "paragraph"),
        kind=Checkability(get_choice(entry, "kind", _KINDS)),
        reason=get_text(entry, "reason"),
    )


def _refuse_twins(articles: tuple[ListedArticle, ...], nodes: Sequence[YamlNode]) -> None:
    """Refuse a second article of the same title and address: the record could not tell them apart."""
    seen: set[str] = set()
    for listed, node in zip(articles, nodes, strict=True):
        if listed.article.id in seen:
            title = listed.article.title[:60]
            raise node.place.error(f"another article has the title {title!r} and the same address", "list it once")
        seen.add(listed.article.id)


def _refuse_second_entries(edits: Sequence[ListedEdits]) -> None:
    """Refuse two entries of one article: their edits have an order."""
    first: dict[str, int] = {}
    for listed in edits:
        if listed.article in first:
            hint = f"its edits begin on line {first[listed.article]}"
            raise listed.place.error(f"article {listed.article[:60]!r} stands twice", hint)
        first[listed.article] = listed.place.line
