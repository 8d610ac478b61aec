"""One file as an article, whatever its format."""

from __future__ import annotations

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.article_text import Piece, compose, pieces_of
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.formats import Format, detect_format
from claimcheck.ingestion.metadata import as_text
from claimcheck.ingestion.readers import read_source
from claimcheck.models import Article, Part, Unreadable
from claimcheck.text.dates import parse_document_date
from claimcheck.text.furniture import BYLINE, DATE_LINE, names_in_byline, recognise_line

_TABLES = frozenset((Format.CSV, Format.TSV, Format.XLSX, Format.JSONL))
_MOST_LINES = 60  # from a page's top, or from below its story, in which a byline or a date line counts
_LONGEST_TITLE = 150


def read_article_file(source: Source) -> Article:
    """Read an article of any format but Markdown and plain text, which say nothing by markup.

    Raises:
        UnreadableInput: It cannot be read, holds no words, or is no text but a
            table or an archive.
    """
    format = detect_format(source)
    if format in _TABLES:
        raise UnreadableInput(f"is a table ({format}), not an article", path=source.path, hint="put it into the corpus")
    if format is Format.ZIP:
        raise UnreadableInput("is an archive, not an article", path=source.path, hint="unpack it")
    if format is Format.HTML:
        pieces, about = _read_page(source)
    else:
        extraction = _first(source)
        pieces, about = list(pieces_of(extraction)), _describe(extraction, mail=format is Format.EML)
    text, stretches = compose(pieces, source)
    if not any(p.part is not Part.FURNITURE and any(map(str.isalnum, p.text)) for p in pieces):
        raise UnreadableInput("holds no text of an article", path=source.path)
    headline = next((p.text for p in pieces if p.part is Part.HEADLINE), "")
    lines = [p.text for p in pieces[:_MOST_LINES]]
    said = {"author": find_author(lines), "published": find_day(lines)}
    fields = {key: as_text(value) for key, value in (said | {k: v for k, v in about.items() if v}).items()}
    title = as_text(headline) or fields.pop("title", "") or first_line(lines)
    fields.pop("title", None)
    return Article.build(title=title or source.path, text=text, path=source.path, stretches=stretches, **fields)


def find_author(lines: list[str]) -> str:
    """Return the names in the first byline among a page's lines."""
    return next((n for line in lines if recognise_line(line) == BYLINE and (n := names_in_byline(line))), "")


def find_day(lines: list[str]) -> str:
    """Return the day that the first date line among a page's lines names, as 2024-05-03."""
    for line in lines:
        if recognise_line(line) in {DATE_LINE, BYLINE} and (days := parse_document_date(line)):
            return days[0].isoformat() if days[0] == days[1] else ""
    return ""


def first_line(lines: list[str]) -> str:
    """Return a title from a page's first lines: one that it repeats, as a page does its headline, else the first."""
    short = [line for line in lines if line and len(line) <= _LONGEST_TITLE]
    repeated = next((s for i, s in enumerate(short[:20]) if len(s.split()) >= 3 and s in short[:i]), "")
    return repeated or (short[0] if lines and short and short[0] == lines[0] else "")


def _read_page(source: Source) -> tuple[list[Piece], dict[str, str]]:
    from claimcheck.ingestion.readers.encoding import decode_text
    from claimcheck.ingestion.readers.html import declared_encoding
    from claimcheck.ingestion.readers.html_article import read_page
    from claimcheck.ingestion.readers.html_linked import describe_story
    from claimcheck.ingestion.readers.html_tree import parse_page

    data = source.read()
    markup = decode_text(data, path=source.path, declared=declared_encoding(data))
    tree = parse_page(markup, path=source.path)
    return list(read_page(tree, source)), describe_story(tree)


def _first(source: Source) -> Extraction:
    """Return the file's own words; what is attached to it is left aside."""
    for item in read_source(source):
        if isinstance(item, Unreadable):
            raise UnreadableInput(item.why, path=source.path)
        if item.member:
            break
        return item
    raise UnreadableInput("holds no text of its own", path=source.path, hint="name what is attached to it by itself")


def _describe(extraction: Extraction, *, mail: bool) -> dict[str, str]:
    """Return what a file says of itself; only an e-mail's date is that of its words, others are of the file."""
    about = extraction.about
    said = {key: about.get(key, "") for key in ("title", "author", "address")}
    if mail:
        return said | {"author": about.get("issuer", ""), "published": about.get("date", "")}
    return said | {"publication": about.get("issuer", "")}
