"""Running the mutation suite: over a record's supported claims, and over facts of documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimcheck.config import Config
from claimcheck.errors import UnreadableInput
from claimcheck.evaluation.facts import Fact, find_facts, sample_facts
from claimcheck.evaluation.mutations import Twin, mutate_all
from claimcheck.evaluation.twin_scores import Trial, score_trials
from claimcheck.models import (
    Article,
    Claim,
    Evidence,
    Finding,
    Label,
    Report,
    Search,
    Stance,
    content_id,
)
from claimcheck.pipeline.corpus import UpdateOptions, update_corpus
from claimcheck.pipeline.engines import open_scratch
from claimcheck.pipeline.judging import Bench, Gathered, gather, judge_gathered, surround
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.store import Store

_BATCH = 32
_FACTS = Article.build(title="facts of documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A claim of an article, and the evidence that supports it."""

    claim: Claim
    evidence: tuple[Evidence, ...]
    article: Article

    @property
    def known(self) -> str:
        """The cited words and what is known around them."""
        pieces = [
            piece
            for e in self.evidence
            for piece in (e.context.title, e.context.issuer, e.context.date, *e.context.preceding, e.passage.text)
        ]
        return "\n".join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which twins are made: see `mutate`."""

    seed: int = 0
    most: int = 1


def evaluate_record(
    db: Path, *, config: Config, choice: Choice = Choice(), anew: bool = False, progress: Progress = quiet
) -> tuple[dict[str, Any], list[Trial]]:
    """Make twins of a record's supported claims and judge them by the cited passages.

    Claims that expect a label count if it is "supported", with their gold
    passages where the verdict has none; others if their verdict is.

    Args:
        db: The record of a check.
        config: Settings.
        choice: Which twins.
        anew: Search the whole record for each twin, as a check would.
        progress: Told of each claim.

    Returns:
        The scores, and each twin's trial.

    Raises:
        UnreadableInput: The record holds no check, or no supported claim.
    """
    with Store.open(db, readonly=True) as store:
        report = store.latest_report()
        if report is None:
            raise UnreadableInput("holds no check yet", path=db, hint="run `claimcheck check` first")
        bench = Bench.open(store, config, remembers=False, progress=progress)
        originals = [o for o in _originals(report, bench, config) if o.evidence]
        if not originals:
            raise UnreadableInput("holds no supported claim", path=db)
        return _run(originals, bench, choice, anew=anew, progress=progress)


def evaluate_facts(
    paths: Sequence[Path],
    *,
    config: Config,
    count: int = 500,
    rules: Path | None = None,
    choice: Choice = Choice(),
    progress: Progress = quiet,
) -> tuple[dict[str, Any], list[Trial]]:
    """Find facts in documents, make twins of them and judge these by the passages that state the facts.

    Args:
        paths: Files and folders of documents of the kinds that `find_facts` knows.
        config: Settings.
        count: How many facts.
        rules: Rules for the documents' metadata.
        choice: Which twins; its seed chooses the facts too.
        progress: Told of the bytes read and of each claim.

    Returns:
        The scores, and each twin's trial.

    Raises:
        UnreadableInput: A path does not exist, or no fact was found.
    """
    with open_scratch(config) as store:
        update_corpus(store, list(paths), config=config, options=UpdateOptions(rules=rules), progress=progress)
        facts = [
            fact
            for document in store.documents()
            for fact in find_facts(document, store.passages_of(document.id), seed=choice.seed)
        ]
        chosen = sample_facts(facts, count, seed=choice.seed)
        if not chosen:
            raise UnreadableInput("hold no fact of a kind that is known", path=paths[0] if paths else None)
        originals = [_original(f, store, config, n) for n, f in enumerate(chosen, start=1)]
        bench = Bench.open(store, config, remembers=False, progress=progress)
        return _run(originals, bench, choice, anew=False, progress=progress)


def _original(fact: Fact, store: Store, config: Config, ordinal: int) -> Original:
    before = [p.text for p in store.passages_of(fact.document.id) if p.ordinal < fact.passage.ordinal]
    context = surround(fact.document, fact.passage, before, preceding=config.preceding)
    claim = Claim(
        id=content_id("claim", fact.text, fact.passage.id),
        article_id=_FACTS.id,
        text=fact.text,
        ordinal=ordinal,
        name=fact.kind,
        expected=Label.SUPPORTED,
    )
    evidence = Evidence(passage=fact.passage, context=context, score=1.0)
    return Original(claim=claim, evidence=(evidence,), article=_FACTS)


def _originals(report: Report, bench: Bench, config: Config) -> Iterable[Original]:
    for part in report.articles:
        for finding in part.findings:
            expected = finding.claim.expected
            if (expected or finding.verdict.label) is Label.SUPPORTED:
                evidence = _cited(finding) or _gold(finding.claim, bench, config)
                yield Original(claim=finding.claim, evidence=evidence, article=part.article)


def _cited(finding: Finding) -> tuple[Evidence, ...]:
    """Return the evidence that a supported verdict cites."""
    if finding.verdict.label is not Label.SUPPORTED:
        return ()
    cited = {c.passage_id for c in finding.verdict.citations if c.stance is Stance.SUPPORTS}
    return tuple(e for e in finding.evidence if e.passage.id in cited)


def _gold(claim: Claim, bench: Bench, config: Config) -> tuple[Evidence, ...]:
    """Return the passages of the record that a person says decide a claim."""
    named = {d.name: d for d in bench.store.documents()}
    found = []
    for gold in claim.gold:
        document = named.get(gold.document)
        passages = bench.store.passages_of(document.id) if document else []
        for passage in passages:
            if document and gold.locator and passage.locator.label == gold.locator:
                before = [p.text for p in passages if p.ordinal < passage.ordinal]
                context = surround(document, passage, before, preceding=config.preceding)
                found.append(Evidence(passage=passage, context=context, score=1.0))
    return tuple(found)


def _run(
    originals: Sequence[Original], bench: Bench, choice: Choice, *, anew: bool, progress: Progress
) -> tuple[dict[str, Any], list[Trial]]:
    language = bench.language
    claims = [(o.claim.text, o.known) for o in originals]
    made = mutate_all(claims, language.gazetteer, language.pipeline, seed=choice.seed, most=choice.most)
    labels: list[Label] = []
    trials: list[Trial] = []
    for start in range(0, len(originals), _BATCH):
        group = list(zip(originals[start : start + _BATCH], made[start : start + _BATCH], strict=True))
        asked = [(o, _with_text(o, text)) for o, twins in group for text in (o.claim.text, *(t.text for t in twins))]
        findings, _, _ = judge_gathered([_gathered(o, c, bench, anew=anew) for o, c in asked], bench)
        judged = iter([findings[c.id] for _, c in asked])
        for _, twins in group:
            own = next(judged)
            labels.append(own.verdict.label)
            trials += [_trial(own, twin, next(judged)) for twin in twins]
        progress("judging twins", min(start + _BATCH, len(originals)), len(originals))
    return score_trials(labels, trials), trials


def _with_text(original: Original, text: str) -> Claim:
    return replace(original.claim, id=content_id("claim", original.claim.id, text), text=text, anchor=None)


def _gathered(original: Original, claim: Claim, bench: Bench, *, anew: bool) -> Gathered:
    if anew:
        return (claim, *gather(original.article, claim, bench))
    return claim, original.evidence, Search(terms=(), entities=(), passages_searched=0, candidates=0)


def _trial(original: Finding, twin: Twin, finding: Finding) -> Trial:
    return Trial(
        twin=twin,
        original=original.claim.text,
        original_label=original.verdict.label,
        original_assessments=original.verdict.assessments,
        label=finding.verdict.label,
        passages=tuple(e.passage.text for e in finding.evidence),
        assessments=finding.verdict.assessments,
    )
