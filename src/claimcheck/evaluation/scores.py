"""The JSON object of each `claimcheck evaluate` command, made from gold and what the pipeline said.

docs/evaluation.md says what each key means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.evaluation.datasets import FORMAT_LABELS, PAIR_LABELS, CorpusClaim, EvaluationFormat, GoldLabel
from claimcheck.evaluation.metrics import (
    KS,
    citation_scores,
    distinct,
    mean_reciprocal_rank,
    rationale_cover_at,
    rationale_recall_at,
    recall_at,
    scifact_scores,
    score_labels,
)
from claimcheck.models import Claim, GoldPassage, Label, Stance

_GOLD_OF = {
    Label.SUPPORTED: GoldLabel.SUPPORTED,
    Label.PARTIALLY_SUPPORTED: GoldLabel.PARTIAL,
    Label.REFUTED: GoldLabel.REFUTED,
}
_GOLD_OF_STANCE = {Stance.SUPPORTS: GoldLabel.SUPPORTED, Stance.REFUTES: GoldLabel.REFUTED}

# Passages of a claim's evidence: what a person looks through, and what is compared.
_EVIDENCE = (5, 20)

# Verdicts that rest on the stance of each cited document by itself.
_DECIDED = (Label.SUPPORTED, Label.REFUTED, Label.CONFLICTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSentence:
    """A sentence of a closed corpus that a verdict cites."""

    document: str
    sentence: int
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusPrediction:
    """What the pipeline said of one claim of a closed corpus.

    `ranked` holds (document, sentence number), best first, as deep as was
    searched (50 at least, for recall at 50); `citations` those of the verdict.
    """

    label: Label
    ranked: tuple[tuple[str, int], ...]
    citations: tuple[CitedSentence, ...] = ()


def gold_label(label: Label, labels: Sequence[GoldLabel] = PAIR_LABELS) -> GoldLabel:
    """Return the data set's word for a verdict: NEI for each that `labels` has no word for.

    So `conflicting` is NEI, which decides nothing either; `partially_supported`
    is PARTIAL in WiCE and NEI elsewhere; `refuted` is NEI in WiCE, whose
    "not supported" includes it.

    >>> gold_label(Label.PARTIALLY_SUPPORTED).value
    'NEI'
    """
    known = _GOLD_OF.get(label, GoldLabel.NEI)
    return known if known in labels else GoldLabel.NEI


def score_pairs(gold: Sequence[GoldLabel], predicted: Sequence[Label], *, seconds: float) -> dict[str, Any]:
    """Score verdicts on pairs; `seconds` is the time that judging them took.

    Raises:
        ValueError: `gold` and `predicted` differ in length.
    """
    scores = score_labels(gold, [gold_label(label) for label in predicted], PAIR_LABELS).as_dict()
    return scores | {"pairs_per_second": len(gold) / seconds if seconds > 0 else None}


def score_corpus(
    claims: Sequence[CorpusClaim], predictions: Sequence[CorpusPrediction], format: EvaluationFormat
) -> dict[str, Any]:
    """Score verdicts, rankings and citations over a closed corpus.

    A claim without a label counts for retrieval only. Documents are ranked by
    the best of their sentences.

    Raises:
        ValueError: `claims` and `predictions` differ in length.
    """
    labels = FORMAT_LABELS[format]
    rows = [(claim, p, gold_label(p.label, labels)) for claim, p in zip(claims, predictions, strict=True)]
    labelled = [(claim.label, said) for claim, _, said in rows if claim.label is not None]
    cited = citation_scores(
        [{(name, str(sentence)) for name, sentence in claim.gold_sentences} for claim in claims],
        [[(c.document, str(c.sentence)) for c in p.citations] for p in predictions],
        [said for _, _, said in rows],
    )
    scores = score_labels([gold for gold, _ in labelled], [said for _, said in labelled], labels).as_dict()
    scores |= _score_retrieval(claims, predictions) | cited.as_dict()
    if format is EvaluationFormat.SCIFACT:
        scores |= scifact_scores([c.rationales for c in claims], [_abstracts(p) for p in predictions])
    return scores


def score_claims(
    claims: Sequence[Claim], predicted: Sequence[Label], cited: Sequence[Sequence[GoldPassage]]
) -> dict[str, Any]:
    """Score the verdicts on the claims of claims.yaml; those without an expected label do not count.

    Args:
        claims: The claims, with `expected` and `gold`.
        predicted: The label of each verdict.
        cited: The name of the document and the locator's label of each of its
            citations, best first.

    Raises:
        ValueError: The three differ in length.
    """
    rows = [
        (claim.expected, label, claim.gold, passages)
        for claim, label, passages in zip(claims, predicted, cited, strict=True)
        if claim.expected is not None
    ]
    said = [label for _, label, _, _ in rows]
    scores = score_labels([expected for expected, _, _, _ in rows], said, tuple(Label)).as_dict()
    citations = citation_scores(
        [[(g.document, g.locator) for g in gold] for _, _, gold, _ in rows],
        [[(c.document, c.locator) for c in passages] for _, _, _, passages in rows],
        said,
    )
    return scores | citations.as_dict()


def score_evidence(claims: Sequence[Claim], found: Sequence[Sequence[GoldPassage]]) -> dict[str, Any]:
    """Score what was compared with the claims of claims.yaml: how much of their gold is among it.

    Args:
        claims: The claims, with `gold`; those without any do not count, nor
            does gold that names a document and no place in it.
        found: The evidence of each, best first.

    Raises:
        ValueError: The two differ in length.
    """
    gold = [[(g.document, g.locator) for g in claim.gold if g.locator] for claim in claims]
    ranked = [[(p.document, p.locator) for p in passages] for passages in found]
    return {f"evidence_recall_at_{k}": value for k, value in recall_at(ranked, gold, _EVIDENCE).items()}


def _score_retrieval(claims: Sequence[CorpusClaim], predictions: Sequence[CorpusPrediction]) -> dict[str, Any]:
    sentences = [p.ranked for p in predictions]
    documents = [distinct(document for document, _ in ranked) for ranked in sentences]
    return score_rankings(claims, documents, sentences)


def score_rankings(
    claims: Sequence[CorpusClaim], documents: Sequence[Sequence[str]], sentences: Sequence[Sequence[tuple[str, int]]]
) -> dict[str, Any]:
    """Score what was found for each claim: documents by name, and sentences by document and number, best first.

    Raises:
        ValueError: The three differ in length.
    """
    gold_documents = [claim.gold_documents for claim in claims]
    gold_sentences = [claim.gold_sentences for claim in claims]
    rationales = [[[(name, s) for s in numbers] for name, numbers, _ in claim.rationales] for claim in claims]
    recalls = {
        "document": recall_at(documents, gold_documents, KS),
        "sentence": recall_at(sentences, gold_sentences, KS),
        "rationale": rationale_recall_at(sentences, rationales, KS),
    }
    scores: dict[str, Any] = {f"{unit}_recall_at_{k}": v for unit, found in recalls.items() for k, v in found.items()}
    cover = rationale_cover_at(sentences, rationales, KS)
    scores |= {f"rationale_cover_at_{k}": v for k, v in cover.items()}
    scores["mrr"] = mean_reciprocal_rank(sentences, gold_sentences)
    scores["document_mrr"] = mean_reciprocal_rank(documents, gold_documents)
    return scores


def _abstracts(prediction: CorpusPrediction) -> dict[str, tuple[str, list[int]]]:
    """Return the label and the sentences of each cited document; its first citation gives the label."""
    abstracts: dict[str, tuple[str, list[int]]] = {}
    for citation in prediction.citations if prediction.label in _DECIDED else ():
        if citation.stance not in _GOLD_OF_STANCE:
            continue
        label = str(_GOLD_OF_STANCE[citation.stance])
        known, sentences = abstracts.setdefault(citation.document, (label, []))
        if known == label:
            sentences.append(citation.sentence)
    return abstracts
