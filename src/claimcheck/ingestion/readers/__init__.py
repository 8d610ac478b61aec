"""Files to text: one module a format, all behind `read_source`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.formats import Format, detect_format
from claimcheck.models import Unreadable

# A reader yields the file's documents as it reads them, the files inside it (archives, attachments), and what inside
# it could not be read; it raises UnreadableInput where the file as a whole cannot.
Reader = Callable[[Source], Iterator[Extraction | Source | Unreadable]]

_READERS = {
    Format.MARKDOWN: "markdown:read_markdown",
    Format.PLAIN: "plain:read_plain",
    Format.HTML: "html:read_html",
    Format.PDF: "pdf:read_pdf",
    Format.DOCX: "docx:read_docx",
    Format.ODT: "odt:read_odt",
    Format.RTF: "rtf:read_rtf",
    Format.EML: "email:read_email",
    Format.CSV: "tables:read_csv",
    Format.TSV: "tables:read_tsv",
    Format.XLSX: "tables:read_xlsx",
    Format.JSONL: "jsonl:read_jsonl",
    Format.ZIP: "archive:read_zip",
}


def read_source(
    source: Source, *, enter: Callable[[str], None] = lambda path: None, skipped: frozenset[str] = frozenset()
) -> Iterator[Extraction | Unreadable]:
    """Read a file of any known format, and the files inside it.

    Args:
        source: The file.
        enter: Told the path of each file inside it before that is read.
        skipped: Paths of files inside it that are passed over.

    Yields:
        Its documents in order, and what inside it could not be read. The
        `member` of a document inside another file is its place there.

    Raises:
        UnreadableInput: The file as a whole cannot be read, or is of no known
            format.
    """
    for item in _reader(detect_format(source))(source):
        if not isinstance(item, Source):
            yield item
        elif item.path not in skipped:
            enter(item.path)
            yield from _read_inner(item, within=source.path, enter=enter, skipped=skipped)
            enter(source.path if source.depth else "")


def _read_inner(
    source: Source, *, within: str, enter: Callable[[str], None], skipped: frozenset[str]
) -> Iterator[Extraction | Unreadable]:
    """Read a file inside another: what is wrong with it is said, and the rest goes on."""
    inside = source.path.removeprefix(within).lstrip("/")
    try:
        for item in read_source(source, enter=enter, skipped=skipped):
            if isinstance(item, Extraction):
                yield replace(item, member=f"{inside}/{item.member}" if item.member else inside)
            else:
                yield item
    except UnreadableInput as error:
        yield Unreadable(path=source.path, why=error.within(source.path))


def _reader(format: Format) -> Reader:
    module, _, name = _READERS[format].partition(":")
    return getattr(import_module(f"claimcheck.ingestion.readers.{module}"), name)  # type: ignore[no-any-return]
