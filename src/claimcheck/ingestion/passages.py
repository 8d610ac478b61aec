"""A document's blocks cut into passages with locators; every span exact, nothing dropped."""

from __future__ import annotations

from collections.abc import Iterable

from claimcheck.ingestion.extraction import Block
from claimcheck.models import Locator, Passage, content_id
from claimcheck.text.segment import split_sentences

# A fact or a row is one passage, but no passage is longer than a person reads at a glance.
_LONGEST_WHOLE = 2_000


def cut_passages(document_id: str, text: str, blocks: Iterable[Block]) -> list[Passage]:
    """Return the passages of `blocks`, in order; white space alone is no passage."""
    passages: list[Passage] = []
    for block in blocks:
        whole = block.whole and block.end - block.start <= _LONGEST_WHOLE
        spans = [(block.start, block.end)] if whole else split_sentences(text, block.start, block.end)
        locator = Locator(label=block.label, heading=block.heading, page=block.page)
        for start, end in spans:
            quote = text[start:end]
            if not quote.strip():
                continue
            passages.append(
                Passage(
                    id=content_id("passage", document_id, str(start), str(end)),
                    document_id=document_id,
                    ordinal=len(passages) + 1,
                    start=start,
                    end=end,
                    text=quote,
                    locator=locator,
                    lead_in=block.lead_in,
                )
            )
    return passages
