"""What the tests of the readers share: a source made of bytes, and what holds for every extraction."""

import io
import re

from claimcheck.config import Config
from claimcheck.ingestion.extraction import Extraction, Source


def source(data, name="file", **limits):
    return Source(path=name, file=io.BytesIO(data), size=len(data), limits=Config(**limits))


def words(extraction):
    """Return what each block says, in order."""
    return [extraction.text[b.start : b.end] for b in extraction.blocks]


def check(extraction, *, markup=r"(?!)"):
    """Assert what holds for every extraction; `markup` is what may stand between blocks besides white space."""
    assert isinstance(extraction, Extraction)
    text, end = extraction.text, 0
    assert not re.search("[\0\x0b\x0c\r\xad\ufffe\ud800-\udfff]", text)
    for block in extraction.blocks:
        assert end <= block.start <= block.end <= len(text)
        assert not re.sub(markup, "", text[end : block.start]).strip()
        assert block.label
        assert len(block.lead_in) <= 500
        end = block.end
    assert not re.sub(markup, "", text[end:]).strip()
    assert extraction.extractor
    assert all("\n" not in value for value in extraction.about.values())


def read_one(reader, data, name="file", **limits):
    """Return the only document that a reader makes of `data`."""
    (found,) = reader(source(data, name, **limits))
    check(found)
    return found
