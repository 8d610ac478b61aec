"""Source documents and their passages: what may be cited."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.models.vocabulary import DocumentState, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """How a person finds the place: "fact 4", "para. 7", "lines 12-14"."""

    label: str
    heading: str = ""
    page: int | None = None

    @property
    def place(self) -> str:
        """The label with the page before it, where there is one: "page 3, paragraph 12"."""
        return self.label if self.page is None else f"page {self.page}, {self.label}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """One document of the corpus, one edition of it.

    `name` is its place in the corpus, with "/" between folders and before a
    file inside a file; Markdown and plain text go without their ending.
    `first_day` and `last_day` (ISO dates) enclose its `date`, which is kept as
    written. `sha256` is of the file's bytes, `text_sha256` of the text's UTF-8.

    Attributes:
        file: The file of the corpus that it was read from; its `path` goes on
            where it is inside that file.
        form: "original", "digest" (own words), or "ocr".
        group: Sources of one group are not independent of each other: set by
            the desk, or found as copies of one text.
        supersedes: Name or address of the document that it replaces.
        acquired_from: Where the desk got it; `acquired_at` when, as written;
            `acquired_by` who.
        attributes: What else is known of it ("meeting": "2688").
        provenance: Where each field and each attribute ("attributes.meeting")
            comes from: "front matter", "sidecar", "file", "rule 2 of
            corpus.yaml", "default", "guess" (a language told by its words).
        notes: What a person must know of the reading.
    """

    id: str
    name: str
    path: str
    title: str
    text: str
    sha256: str
    issuer: str = ""
    date: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    urls: tuple[str, ...] = ()
    tier: Tier = Tier.PRIMARY
    form: str = "original"
    coverage: str = ""
    gaps: str = ""
    extractor: str = ""
    state: DocumentState = DocumentState.CURRENT
    file: str = ""
    text_sha256: str = ""
    language: str = ""
    group: str = ""
    supersedes: str = ""
    acquired_from: str = ""
    acquired_at: str = ""
    acquired_by: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence-sized span of a document: `document.text[start:end] == text`.

    `lead_in` holds the words that an enumeration hangs on ("all States
    shall:"): searched and read with it, never cited.
    """

    id: str
    document_id: str
    ordinal: int
    start: int
    end: int
    text: str
    locator: Locator
    lead_in: str = ""

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text.strip():
            raise ValueError(f"passage {self.start}:{self.end} does not fit its text")


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageTerms:
    """What a passage is found by besides its own words.

    `keys` are the names ("e:north korea"), numbers ("n:2371") and dates
    ("d:2017-08-17") in it; repeats count once. `context` holds the words that
    it is searched with and not cited by (title, heading, issuer). `section` is
    the ordinal, in its document, of the run of passages it stands in.
    """

    keys: tuple[str, ...] = ()
    context: str = ""
    section: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedDocument:
    """A document with all its passages, and what they and it are found by.

    `terms` go with `passages`, one by one. `signature` and `bands` tell its
    copies; `origin` is a JSON list of [start, length, page, offset on the
    page], empty where the text is the file's own.
    """

    document: SourceDocument
    passages: tuple[Passage, ...]
    terms: tuple[PassageTerms, ...]
    signature: bytes = b""
    bands: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a reader of the passage knows from around it; searched and read, never cited.

    `preceding` holds the passages before it, nearest last; `date` is the
    document's date as written, `form` its form ("digest").
    """

    title: str = ""
    issuer: str = ""
    date: str = ""
    heading: str = ""
    preceding: tuple[str, ...] = ()
    form: str = ""
