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
    text = read_characters(source)
    yield Extraction(text=text, blocks=tuple(split_plain(text)), extractor=EXTRACTOR)


def read_characters(source: Source) -> str:
    """Return a file's text, its line ends "\\n".

    Raises:
        UnreadableInput: It is binary, or too large or too long.
    """
    text = decode_text(source.read(), path=source.path)
    if len(text) > source.limits.max_characters:
        raise UnreadableInput(
            f"holds more than {source.limits.max_characters:,} characters",
            path=source.path,
            hint="raise the setting max_characters",
        )
    return text
