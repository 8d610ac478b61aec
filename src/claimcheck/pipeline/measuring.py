"""Running the judge and the whole pipeline over gold data, for `claimcheck evaluate`."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeVar

from claimcheck.config import Config
from claimcheck.evaluation.baseline import rank_plainly
from claimcheck.evaluation.datasets import (
    CorpusClaim,
    CorpusDocument,
    EvaluationFormat,
    read_claims,
    read_corpus,
    require_gold,
)
from claimcheck.evaluation.scores import (
    CitedSentence,
    CorpusPrediction,
    score_claims,
    score_corpus,
    score_evidence,
    score_rankings,
)
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.ingestion.indexing import index_terms, load_names
from claimcheck.models import (
    Article,
    Claim,
    GoldPassage,
    Locator,
    Passage,
    Report,
    SourceDocument,
    content_id,
)
from claimcheck.pipeline.checking import check_subjects, listed_subjects
from claimcheck.pipeline.corpus import update_corpus
from claimcheck.pipeline.engines import open_scratch
from claimcheck.pipeline.judging import Bench, gather, judge_gathered
from claimcheck.pipeline.progress import Progress, quiet

_T = TypeVar("_T")
_CHUNK = 256
# Recall is reported down to the fiftieth passage and document; so many documents stand in about so many passages.
_DEPTH = 400


def evaluate_claims(path: Path, corpus: Path, *, config: Config, progress: Progress = quiet) -> dict[str, Any]:
    """Check the listed claims of a claims file and score the verdicts against what it expects.

    Raises:
        ClaimcheckError: The file or the corpus cannot be read.
    """
    subjects = listed_subjects(load_claims(path))
    with open_scratch(config) as store:
        update_corpus(store, corpus, config=config, progress=progress)
        began = time.perf_counter()
        result = check_subjects(subjects, store, config=config, started_at="", progress=progress)
        seconds = time.perf_counter() - began
    scores = score_report(result.report)
    return scores | {"pairs_per_second": result.judged / seconds if seconds else None}


def score_report(report: Report) -> dict[str, Any]:
    """Score a report's verdicts against the labels and passages that its claims expect."""
    findings = [f for a in report.articles for f in a.findings]
    cited = [
        [
            GoldPassage(document=report.documents[c.document_id].name, locator=c.locator.label)
            for c in f.verdict.citations
        ]
        for f in findings
    ]
    scores = score_claims([f.claim for f in findings], [f.verdict.label for f in findings], cited)
    found = [
        [
            GoldPassage(document=report.documents[e.passage.document_id].name, locator=e.passage.locator.label)
            for e in f.evidence
        ]
        for f in findings
    ]
    return scores | score_evidence([f.claim for f in findings], found)


def evaluate_corpus(
    corpus: Path, claims: Path, format: EvaluationFormat, *, config: Config, progress: Progress = quiet
) -> dict[str, Any]:
    """Run retrieval and judging over a closed corpus and score both.

    Args:
        corpus: The documents; for WiCE the claims' own file.
        claims: The claims with their gold.
        format: Whose files they are.
        config: Settings.
        progress: Told of each claim.

    Raises:
        UnreadableInput: A file cannot be read, a row is wrong, or the claims
            name a document that the corpus does not have.
    """
    listed = read_claims(claims, format)
    documents = list(read_corpus(corpus, format))
    require_gold(listed, documents, path=corpus)
    predictions: list[CorpusPrediction] = []
    began = time.perf_counter()
    pairs = 0
    if any(c.documents is not None for c in listed):
        by_id = {d.id: d for d in documents}
        for done, claim in enumerate(listed, start=1):
            own = [by_id[i] for i in claim.documents or ()]
            predictions += _predict([claim], own, config=config, progress=quiet)
            progress("checking claims", done, len(listed))
    else:
        predictions = list(_predict(listed, documents, config=config, progress=progress))
    seconds = time.perf_counter() - began
    pairs = sum(min(len(p.ranked), config.top_k) for p in predictions)
    scores = score_corpus(listed, predictions, format)
    scores["bm25"] = _score_plainly(listed, documents)
    return scores | {"pairs_per_second": pairs / seconds if seconds else None}


def _score_plainly(claims: Sequence[CorpusClaim], documents: Sequence[CorpusDocument]) -> dict[str, Any]:
    """Score plain BM25 on the same claims: over whole documents, and over sentences."""
    ranked_documents: list[list[str]] = []
    ranked_sentences: list[list[tuple[str, int]]] = []
    by_id = {d.id: d for d in documents}
    for own, group in groupby(claims, key=lambda c: c.documents):
        searched = documents if own is None else [by_id[i] for i in own]
        queries = [c.text for c in group]
        whole = [f"{d.title} {' '.join(d.sentences)}" for d in searched]
        places = [(d.id, n) for d in searched for n, sentence in enumerate(d.sentences) if sentence.strip()]
        sentences = [by_id[name].sentences[n] for name, n in places]
        ranked_documents += [[searched[i].id for i in r] for r in rank_plainly(whole, queries, limit=_DEPTH)]
        ranked_sentences += [[places[i] for i in r] for r in rank_plainly(sentences, queries, limit=_DEPTH)]
    return score_rankings(claims, ranked_documents, ranked_sentences)


def _predict(
    claims: Sequence[CorpusClaim], documents: Iterable[CorpusDocument], *, config: Config, progress: Progress
) -> Iterator[CorpusPrediction]:
    deep = replace(config, top_k=max(_DEPTH, config.top_k))
    article = Article.build(title="evaluation")
    names = load_names(config)
    with open_scratch(config) as store:
        for document in documents:
            stored, passages = as_stored(document)
            if passages:
                store.put_document(stored, passages, index_terms(stored, passages, names))
        bench = Bench.open(store, deep)
        for start in range(0, len(claims), 16):
            batch = [
                Claim(id=content_id("claim", c.id, c.text), article_id=article.id, text=c.text, ordinal=start + i)
                for i, c in enumerate(claims[start : start + 16], start=1)
            ]
            gathered = [(c, *gather(article, c, bench)) for c in batch]
            ranked = [tuple(_place(e.passage, bench) for e in evidence) for _, evidence, _ in gathered]
            shallow = [(c, evidence[: config.top_k], search) for c, evidence, search in gathered]
            findings, _, _ = judge_gathered(shallow, bench)
            for claim, places in zip(batch, ranked, strict=True):
                verdict = findings[claim.id].verdict
                cited = tuple(
                    CitedSentence(
                        document=bench.document(c.document_id).name, sentence=int(c.locator.label), stance=c.stance
                    )
                    for c in verdict.citations
                )
                yield CorpusPrediction(label=verdict.label, ranked=places, citations=cited)
            progress("checking claims", min(start + 16, len(claims)), len(claims))


def _place(passage: Passage, bench: Bench) -> tuple[str, int]:
    return bench.document(passage.document_id).name, int(passage.locator.label)


def as_stored(document: CorpusDocument) -> tuple[SourceDocument, list[Passage]]:
    """Return a data set's document as the record holds one; the locator is the sentence's number."""
    text = "\n".join(document.sentences)
    stored_id = content_id("document", document.id, text)
    passages: list[Passage] = []
    offset = 0
    for number, sentence in enumerate(document.sentences):
        if sentence.strip():
            start, end = offset, offset + len(sentence)
            passages.append(
                Passage(
                    id=content_id("passage", stored_id, str(start), str(end)),
                    document_id=stored_id,
                    ordinal=len(passages) + 1,
                    start=start,
                    end=end,
                    text=sentence,
                    locator=Locator(label=str(number)),
                )
            )
        offset += len(sentence) + 1
    return (
        SourceDocument(
            id=stored_id,
            name=document.id,
            path=document.id,
            title=document.title,
            text=text,
            sha256=content_id("text", text),
        ),
        passages,
    )


def _chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk
