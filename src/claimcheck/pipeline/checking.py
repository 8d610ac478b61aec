"""check: extract, retrieve, judge, record, report; a pair that was judged before is not judged again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from claimcheck import __version__, verification
from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError, UnreadableInput
from claimcheck.ingestion.articles import FORMATS, list_articles, read_articles
from claimcheck.ingestion.claims_file import ClaimsFile, load_claims
from claimcheck.models import (
    Article,
    ArticleReport,
    Claim,
    EditOutcome,
    Finding,
    Report,
    Run,
    Sentence,
    SourceDocument,
    Unchecked,
    Unreadable,
    content_id,
)
from claimcheck.pipeline.corpus import CorpusUpdate, update_corpus
from claimcheck.pipeline.detecting import detect_claims
from claimcheck.pipeline.engines import open_scratch
from claimcheck.pipeline.judging import Bench, judge_batch
from claimcheck.pipeline.likeness import find_earlier, index_claims, keep_wordings, read_wordings
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.store import Store
from claimcheck.text.syntax import describe
from claimcheck.verification.policy import evaluate_policy, find_idle_exclusions

# Claims judged before the record is written: a killed run loses at most these.
_BATCH = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """An article with what is to be checked in it; `edits` says what people changed of its claims."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    edits: tuple[EditOutcome, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """A report and what it took: pairs judged anew and pairs known from before.

    `idle` are the policy's exclusions that no document answers to.
    """

    report: Report
    judged: int
    reused: int
    idle: tuple[str, ...] = ()
    corpus: CorpusUpdate | None = None


def check(article: Path, corpus: Path, *, config: Config | None = None) -> Report:
    """Check one article against a folder of documents, keeping no record.

    Args:
        article: A file of any format that is read as an article.
        corpus: A folder of source documents.
        config: Settings; the defaults if absent.

    Raises:
        UnreadableInput: The article or the folder cannot be read.
        InvalidSettings: A setting or front matter is wrong.
    """
    config = config or Config()
    subjects, _ = read_subjects([article], config=config)
    with open_scratch(config) as store:
        update = update_corpus(store, corpus, config=config)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        return check_subjects(subjects, store, config=config, started_at=started, unreadable=update.unreadable).report


def read_subjects(
    paths: Sequence[Path], *, config: Config, jobs: int | None = None, progress: Progress = quiet
) -> tuple[list[Subject], tuple[Unreadable, ...]]:
    """Read articles and find their claims.

    Args:
        paths: Articles, folders of articles, or files like claims.yaml.
        config: Settings.
        jobs: Processes that find claims; as `detect_claims` decides if absent.
        progress: Told of each article.

    Returns:
        The subjects in order, and the files that could not be read.

    Raises:
        ClaimcheckError: Not one could be read: the first one's error. A wrong
            claims file always raises.
    """
    subjects: list[Subject] = []
    unreadable: list[Unreadable] = []
    first: ClaimcheckError | None = None
    files = list_articles(list(paths))
    listed = {path for path in files if path.suffix.lower() in {".yaml", ".yml"}}
    read = dict(read_articles([path for path in files if path not in listed], config=config))
    articles = [a for path in files if isinstance(a := read.get(path), Article)]
    with closing(detect_claims(articles, config=config, jobs=jobs)) as extractions:
        for done, path in enumerate(files, start=1):
            if path in listed:
                subjects += listed_subjects(load_claims(path))
                continue
            article = read[path]
            if isinstance(article, ClaimcheckError):
                first = first or article
                unreadable.append(Unreadable(path=path.as_posix(), why=article.within(str(path))))
                continue
            found = next(extractions)
            subjects.append(Subject(article=article, sentences=found.sentences, claims=found.claims))
            progress("reading articles", done, len(files))
    if not subjects:
        raise first or UnreadableInput("no article found", hint=f"name files of {FORMATS}")
    return subjects, tuple(unreadable)


def listed_subjects(listed: ClaimsFile) -> list[Subject]:
    """Return the articles of a claims file with their listed claims."""
    return [Subject(article=a.article, claims=a.claims, unchecked=a.unchecked) for a in listed.articles]


def check_subjects(
    subjects: Sequence[Subject],
    store: Store,
    *,
    config: Config,
    started_at: str,
    unreadable: tuple[Unreadable, ...] = (),
    progress: Progress = quiet,
) -> CheckResult:
    """Judge every claim against the record's documents and store the report.

    Args:
        subjects: What to check.
        store: The record; its current documents are the corpus.
        config: Settings.
        started_at: The time, for the record alone: the report does not hold it.
        unreadable: Files that were meant to be read; listed in the report.
        progress: Told of each claim.

    Raises:
        MissingPipeline: The spaCy pipeline is not installed.
    """
    bench = Bench.open(store, config, progress=progress)
    claims = [(s.article, c) for s in subjects for c in s.claims]
    findings: dict[str, Finding] = {}
    judged = reused = 0
    for start in range(0, len(claims), _BATCH):
        batch = claims[start : start + _BATCH]
        found, new, old = judge_batch(batch, bench)
        findings.update({i: _with_policy(finding, bench) for i, finding in found.items()})
        judged, reused = judged + new, reused + old
        progress("checking claims", min(start + _BATCH, len(claims)), len(claims))
    articles = tuple(
        ArticleReport(
            article=s.article,
            sentences=s.sentences,
            findings=tuple(findings[c.id] for c in s.claims),
            unchecked=s.unchecked,
            edits=s.edits,
        )
        for s in subjects
    )
    gazetteer = bench.language.gazetteer
    index_claims(store, gazetteer, progress=progress)
    wordings = read_wordings((c for s in subjects for c in s.claims), gazetteer)
    used = sorted({e.passage.document_id for f in findings.values() for e in f.evidence})
    documents = store.documents()
    report = Report(
        run=_run(subjects, bench, documents, unreadable),
        articles=articles,
        documents={i: bench.document(i) for i in used},
        unreadable=unreadable,
        earlier=find_earlier((s.article for s in subjects), wordings, store),
    )
    with store.together():
        store.put_report(report, started_at=started_at, pairs_judged=judged, pairs_reused=reused)
        keep_wordings(wordings, store, gazetteer)
    idle = find_idle_exclusions(documents, config.policy)
    return CheckResult(report=report, judged=judged, reused=reused, idle=idle)


def _with_policy(finding: Finding, bench: Bench) -> Finding:
    """Note what the sources of a verdict lack by the settings' policy; the label stays."""
    documents = {e.passage.document_id: bench.document(e.passage.document_id) for e in finding.evidence}
    notes = evaluate_policy(finding, documents, bench.config.policy)
    return replace(finding, verdict=replace(finding.verdict, policy=notes))


def _run(
    subjects: Sequence[Subject],
    bench: Bench,
    documents: Sequence[SourceDocument],
    unreadable: tuple[Unreadable, ...],
) -> Run:
    settings = bench.config.as_strings()
    claims = [c.id for s in subjects for c in s.claims]
    sentences = [s.id for subject in subjects for s in subject.sentences]
    known = [_known(d) for d in documents]
    key = [d.id for d in documents] + known + [s.article.id for s in subjects] + claims + sentences
    key += [f"{k}={v}" for k, v in sorted(settings.items())] + [u.path for u in unreadable]
    key += [t for s in subjects for o in s.edits for t in (*o.edit.as_texts(), o.why)]
    return Run(
        id=content_id("run", __version__, bench.reader, *key),
        version=__version__,
        rules=verification.describe_rules(bench.model),
        language_pipeline=describe(bench.config.language_pipeline),
        settings=settings,
        documents=len(documents),
        passages=bench.store.search.count(),
    )


def _known(document: SourceDocument) -> str:
    """Return what of a document, besides its text, a verdict and its notes depend on."""
    told = (document.title, document.issuer, document.date, document.tier, document.provenance.get("tier", ""))
    return "|".join((*told, document.group, document.supersedes, *document.urls))
