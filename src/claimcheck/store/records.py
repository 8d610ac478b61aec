"""What the record takes and gives besides the records of `claimcheck.models`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.models import DocumentState, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageTerms:
    """What a passage is found by besides its own words.

    `context` holds the words that a passage is searched with and not cited by
    (title, heading, issuer); `entities` the ids of the names in it; `numbers`
    the keys of its normalised values. Repeats count once.
    """

    entities: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """What an ingest needs to know of a current document to leave an unchanged file alone."""

    id: str
    sha256: str
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the record holds.

    `passages` counts those that may be cited now. `articles`, `claims`,
    `verdicts`, `last_run`, `last_started_at` and `language_pipeline` are the
    latest run's; the last three are absent before the first run. `size` is the
    file's in bytes, with what the write-ahead log still holds; 0 in memory.
    """

    documents: Mapping[DocumentState, int]
    passages: int
    pairs: int
    runs: int
    articles: int
    claims: int
    verdicts: Mapping[Label, int]
    last_run: str | None
    last_started_at: str | None
    language_pipeline: str | None
    size: int
