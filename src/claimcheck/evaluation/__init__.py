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
from claimcheck.evaluation.facts import Fact, find_facts, sample_facts
from claimcheck.evaluation.metrics import (
    citation_scores,
    mean_reciprocal_rank,
    rationale_recall_at,
    recall_at,
    scifact_scores,
    score_labels,
)
from claimcheck.evaluation.mutations import Mutation, Twin, TwinKind, mutate, mutate_all
from claimcheck.evaluation.scores import (
    CitedSentence,
    CorpusPrediction,
    gold_label,
    score_claims,
    score_corpus,
    score_pairs,
)
from claimcheck.evaluation.tables import list_failures, tabulate_confusion, tabulate_scores
from claimcheck.evaluation.twin_scores import Trial, score_trials

__all__ = [
    "FORMAT_LABELS",
    "PAIR_LABELS",
    "CitedSentence",
    "CorpusClaim",
    "CorpusDocument",
    "CorpusPrediction",
    "EvaluationFormat",
    "Fact",
    "GoldLabel",
    "Mutation",
    "Pair",
    "Trial",
    "Twin",
    "TwinKind",
    "citation_scores",
    "find_facts",
    "gold_label",
    "list_failures",
    "mean_reciprocal_rank",
    "mutate",
    "mutate_all",
    "rationale_recall_at",
    "read_claims",
    "read_corpus",
    "read_pairs",
    "recall_at",
    "require_gold",
    "sample_facts",
    "scifact_scores",
    "score_claims",
    "score_corpus",
    "score_labels",
    "score_pairs",
    "score_trials",
    "tabulate_confusion",
    "tabulate_scores",
]
