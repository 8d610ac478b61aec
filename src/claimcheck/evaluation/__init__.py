"""Gold data, and how well predictions agree with it. Runs nothing: the pipeline judges and hands in what it said."""

from claimcheck.evaluation.datasets import (
    FORMAT_LABELS,
    PAIR_LABELS,
    CorpusClaim,
    CorpusDocument,
    EvaluationFormat,
    GoldLabel,
    Pair,
    read_claims,
    read_corpus,
    read_pairs,
    require_gold,
)
from claimcheck.evaluation.metrics import (
    citation_scores,
    mean_reciprocal_rank,
    rationale_recall_at,
    recall_at,
    scifact_scores,
    score_labels,
)
from claimcheck.evaluation.scores import (
    CitedSentence,
    CorpusPrediction,
    gold_label,
    score_claims,
    score_corpus,
    score_pairs,
)
from claimcheck.evaluation.tables import tabulate_confusion, tabulate_scores

__all__ = [
    "FORMAT_LABELS",
    "PAIR_LABELS",
    "CitedSentence",
    "CorpusClaim",
    "CorpusDocument",
    "CorpusPrediction",
    "EvaluationFormat",
    "GoldLabel",
    "Pair",
    "citation_scores",
    "gold_label",
    "mean_reciprocal_rank",
    "rationale_recall_at",
    "read_claims",
    "read_corpus",
    "read_pairs",
    "recall_at",
    "require_gold",
    "scifact_scores",
    "score_claims",
    "score_corpus",
    "score_labels",
    "score_pairs",
    "tabulate_confusion",
    "tabulate_scores",
]
