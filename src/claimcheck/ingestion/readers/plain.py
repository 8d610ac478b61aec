"""Plain text: paragraphs, and the numbered ones of treaties and resolutions."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.paragraphs import split_plain
from claimcheck.ingestion.readers.encoding import decode_text

EXTRACTOR = "text-2"


def read_plain(source: Source) -> Iterator[Extraction]:
    """Read plain text of any encoding.

    Raises:
        UnreadableInput: It is binary, or too large or too long.
    """
    text = read_characters(source, paged=True)
    blocks = tuple(split_plain(text))
    yield Extraction(text=text.replace("\f", "\n"), blocks=blocks, extractor=EXTRACTOR)


def read_characters(source: Source, *, paged: bool = False) -> str:
    """Return a file's text, its line ends "\\n"; form feeds stay in a `paged` one.

    Raises:
        UnreadableInput: It is binary, or too large or too long.
    """
    text = decode_text(source.read(), path=source.path, paged=paged)
    if len(text) > source.limits.max_characters:
        raise UnreadableInput(
            f"holds more than {source.limits.max_characters:,} characters",
            path=source.path,
            hint="raise the setting max_characters",
        )
    return text
