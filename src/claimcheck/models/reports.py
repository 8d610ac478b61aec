"""The records of a report: what a run found, article by article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.models.edits import EarlierCheck, EditOutcome
from claimcheck.models.records import Article, Finding, Sentence, Unchecked
from claimcheck.models.sources import SourceDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReport:
    """One article: its sentences in order, its findings in order, what people changed of its claims."""

    article: Article
    sentences: tuple[Sentence, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[Unchecked, ...] = ()
    edits: tuple[EditOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A file that could not be read, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was run: enough to run it again. Holds no clock, so equal runs are equal."""

    id: str
    version: str
    rules: str
    language_pipeline: str
    settings: Mapping[str, str]
    documents: int
    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a renderer needs.

    `documents` holds each document that a finding's evidence is from, by id.
    `earlier` holds by claim id how the same claim came out in other articles
    before: all of a report but this depends on the run alone.
    """

    run: Run
    articles: tuple[ArticleReport, ...]
    documents: Mapping[str, SourceDocument]
    unreadable: tuple[Unreadable, ...] = ()
    earlier: Mapping[str, tuple[EarlierCheck, ...]] = field(default_factory=dict)
