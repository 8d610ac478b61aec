"""What the record takes and gives besides the records of `claimcheck.models`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimcheck.models import ClaimEdit, DocumentState, Label, Tier, Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file of the corpus that was read to its end.

    `fingerprint` stands for all besides its bytes that decides what is read
    from it; `unread` holds what could not be: the file itself (then its path
    is the file's), or something inside it. `place` is where it was on this
    machine, `rules` the file of rules that was named for it, if one was.
    """

    path: str
    sha256: str
    fingerprint: str
    place: str = ""
    rules: str = ""
    unread: tuple[Unreadable, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A document as a list shows it: all but its text and where its facts come from."""

    id: str
    name: str
    title: str
    issuer: str
    date: str
    tier: Tier
    form: str
    state: DocumentState
    file: str
    group: str
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """Something in the record or on the disk that is not what was read: of what, and why."""

    subject: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the record holds.

    `unread` counts what of the
    corpus could not be read, `passages` what may be cited now. `articles`, `claims`,
    `verdicts`, `last_run`, `last_started_at` and `language_pipeline` are the
    latest run's; the last three are absent before the first run. `size` is the
    file's in bytes, with what the write-ahead log still holds; 0 in memory.
    """

    documents: Mapping[DocumentState, int]
    unread: int
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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdit:
    """An edit that a person made in the record.

    `article` is the article's path from the record's folder, `title` what it
    was called then, `made_at` the time, as the caller's clock gave it.
    """

    article: str
    title: str
    edit: ClaimEdit
    made_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedClaim:
    """A claim as its wording is compared; `slots` and `words` are None where it is like no other."""

    id: str
    slots: tuple[str, ...] | None
    words: tuple[str, ...] | None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedClaim:
    """A claim with its article and its latest verdict; `run` counts the runs, `checked` is the day of that one."""

    claim_id: str
    text: str
    article_id: str
    title: str
    path: str
    published: str
    checked: str
    run: int
    label: Label
