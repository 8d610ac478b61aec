"""The JSON object of each command, and the table made from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.evaluation import (
    CitedSentence,
    CorpusClaim,
    CorpusPrediction,
    EvaluationFormat,
    GoldLabel,
    gold_label,
    score_claims,
    score_corpus,
    score_pairs,
    tabulate_confusion,
    tabulate_scores,
)
from claimcheck.evaluation.datasets import FORMAT_LABELS, PAIR_LABELS
from claimcheck.models import Claim, GoldPassage, Label, Stance

LABEL_KEYS = {"n", "accuracy", "macro_f1", "per_class", "confusion", "false_support_rate"} | {
    "false_support_rate_nei",
    "false_support_rate_partial",
}
CITATION_KEYS = {"citations_scored", "citation_document_accuracy", "citation_passage_accuracy"}
RETRIEVAL_KEYS = {f"{u}_recall_at_{k}" for u in ("document", "sentence", "rationale") for k in (1, 5, 10, 50)} | {
    *(f"rationale_cover_at_{k}" for k in (1, 5, 10, 50)),
    "mrr",
    "document_mrr",
}
SCIFACT_KEYS = {
    f"{score}_{part}"
    for score in ("abstract_label_only", "abstract_rationalized", "sentence_selection", "sentence_label")
    for part in ("precision", "recall", "f1")
}
DOCUMENTED = Path(__file__).parents[2] / "docs" / "evaluation.md"


def corpus_claim(label: GoldLabel | None, *rationales: tuple[str, tuple[int, ...], GoldLabel]) -> CorpusClaim:
    return CorpusClaim(
        id="c",
        text="Tea.",
        gold_documents=tuple(sorted({r[0] for r in rationales})),
        gold_sentences=tuple(sorted({(r[0], s) for r in rationales for s in r[1]})),
        rationales=rationales,
        label=label,
    )


@pytest.mark.parametrize(
    ("label", "pairs", "wice"),
    [
        (Label.SUPPORTED, "SUPPORTED", "SUPPORTED"),
        (Label.REFUTED, "REFUTED", "NEI"),
        (Label.PARTIALLY_SUPPORTED, "NEI", "PARTIAL"),
        (Label.CONFLICTING, "NEI", "NEI"),
        (Label.NOT_ENOUGH_EVIDENCE, "NEI", "NEI"),
    ],
)
def test_verdicts_in_the_words_of_a_data_set(label: Label, pairs: str, wice: str):
    assert gold_label(label, PAIR_LABELS) == pairs
    assert gold_label(label, FORMAT_LABELS[EvaluationFormat.WICE]) == wice


def test_pairs():
    scores = score_pairs([GoldLabel.REFUTED, GoldLabel.NEI], [Label.SUPPORTED, Label.NOT_ENOUGH_EVIDENCE], seconds=0.5)
    assert set(scores) == LABEL_KEYS | {"pairs_per_second"}
    assert (scores["accuracy"], scores["false_support_rate"], scores["pairs_per_second"]) == (0.5, 1.0, 4.0)
    assert score_pairs([], [], seconds=0.0)["pairs_per_second"] is None


class TestCorpus:
    CLAIMS = (
        corpus_claim(GoldLabel.SUPPORTED, ("d1", (0, 2), GoldLabel.SUPPORTED)),
        corpus_claim(GoldLabel.REFUTED, ("d2", (1,), GoldLabel.REFUTED)),
        corpus_claim(GoldLabel.NEI),
        corpus_claim(None, ("d1", (4,), GoldLabel.SUPPORTED), ("d2", (4,), GoldLabel.REFUTED)),
    )
    PREDICTIONS = (
        CorpusPrediction(
            label=Label.SUPPORTED,
            ranked=(("d1", 2), ("d1", 9), ("d1", 0)),
            citations=(
                CitedSentence(document="d1", sentence=2, stance=Stance.SUPPORTS),
                CitedSentence(document="d1", sentence=0, stance=Stance.SUPPORTS),
            ),
        ),
        CorpusPrediction(
            label=Label.REFUTED,
            ranked=(("d9", 0), ("d2", 0), ("d2", 1)),
            citations=(CitedSentence(document="d2", sentence=0, stance=Stance.REFUTES),),
        ),
        CorpusPrediction(label=Label.NOT_ENOUGH_EVIDENCE, ranked=(("d1", 2),)),
        CorpusPrediction(
            label=Label.CONFLICTING,
            ranked=(("d1", 4), ("d2", 4)),
            citations=(
                CitedSentence(document="d1", sentence=4, stance=Stance.SUPPORTS),
                CitedSentence(document="d2", sentence=4, stance=Stance.REFUTES),
                CitedSentence(document="d2", sentence=5, stance=Stance.SUPPORTS),
                CitedSentence(document="d3", sentence=5, stance=Stance.NEUTRAL),
            ),
        ),
    )

    def test_scifact(self):
        scores = score_corpus(self.CLAIMS, self.PREDICTIONS, EvaluationFormat.SCIFACT)
        assert set(scores) == LABEL_KEYS | RETRIEVAL_KEYS | CITATION_KEYS | SCIFACT_KEYS
        # The claim without a label counts for retrieval only.
        assert (scores["n"], scores["accuracy"]) == (3, 1.0)
        assert scores["document_recall_at_1"] == pytest.approx((1 + 0 + 1 / 2) / 3, abs=1e-15)
        assert scores["sentence_recall_at_1"] == pytest.approx((1 / 2 + 0 + 1 / 2) / 3, abs=1e-15)
        assert scores["rationale_recall_at_1"] == 1 / 3
        assert scores["sentence_recall_at_5"] == scores["rationale_recall_at_5"] == 1.0
        assert scores["mrr"] == pytest.approx((1 + 1 / 3 + 1) / 3, abs=1e-15)
        assert scores["document_mrr"] == pytest.approx((1 + 1 / 2 + 1) / 3, abs=1e-15)
        # Conflicting is no decision: two claims count.
        assert scores["citations_scored"] == 2
        assert (scores["citation_document_accuracy"], scores["citation_passage_accuracy"]) == (1.0, 0.5)
        # Each cited document has its own stance, so a conflicting verdict still names two abstracts.
        assert scores["abstract_label_only_f1"] == 1.0
        assert scores["abstract_rationalized_recall"] == 3 / 4
        assert scores["sentence_label_precision"] == 4 / 5

    def test_citations_of_an_undecided_verdict_name_no_abstract(self):
        prediction = CorpusPrediction(
            label=Label.PARTIALLY_SUPPORTED,
            ranked=(),
            citations=(CitedSentence(document="d1", sentence=0, stance=Stance.SUPPORTS),),
        )
        scores = score_corpus(self.CLAIMS[:1], [prediction], EvaluationFormat.SCIFACT)
        assert scores["abstract_label_only_precision"] == 0.0
        assert scores["confusion"]["SUPPORTED"]["NEI"] == 1

    @pytest.mark.parametrize("format", [EvaluationFormat.CHECKCOVID, EvaluationFormat.WICE])
    def test_the_others_have_no_abstract_scores(self, format: EvaluationFormat):
        scores = score_corpus(self.CLAIMS[2:3], self.PREDICTIONS[2:3], format)
        assert set(scores) == LABEL_KEYS | RETRIEVAL_KEYS | CITATION_KEYS
        assert scores["document_recall_at_1"] is None

    def test_as_many_predictions_as_claims(self):
        with pytest.raises(ValueError, match="zip"):
            score_corpus(self.CLAIMS, self.PREDICTIONS[:1], EvaluationFormat.SCIFACT)


def claim(expected: Label | None, *gold: GoldPassage) -> Claim:
    return Claim(id="claim-0", article_id="article-0", text="Tea.", ordinal=0, expected=expected, gold=gold)


def test_claims_file():
    claims = [
        claim(Label.SUPPORTED, GoldPassage(document="un/vetoes", locator="fact 3")),
        claim(Label.REFUTED, GoldPassage(document="un/vetoes")),
        claim(Label.REFUTED),
        claim(None, GoldPassage(document="un/vetoes")),
    ]
    said = [Label.SUPPORTED, Label.REFUTED, Label.SUPPORTED, Label.SUPPORTED]
    cited = [GoldPassage(document="un/vetoes", locator="fact 4")]
    scores = score_claims(claims, said, [cited, cited, cited, cited])
    assert set(scores) == LABEL_KEYS | CITATION_KEYS
    assert (scores["n"], scores["false_support_rate"]) == (3, 0.5)
    assert scores["confusion"]["refuted"]["supported"] == 1
    assert list(scores["confusion"]) == [str(label) for label in Label]
    assert (scores["citations_scored"], scores["citation_passage_accuracy"]) == (2, 0.5)


def test_every_key_is_documented():
    text = DOCUMENTED.read_text("utf-8")
    keys = LABEL_KEYS | RETRIEVAL_KEYS | CITATION_KEYS | SCIFACT_KEYS | {"pairs_per_second"}
    assert sorted(key for key in keys if f"`{key}`" not in text) == []


def test_scores_are_json():
    scores = score_corpus(TestCorpus.CLAIMS, TestCorpus.PREDICTIONS, EvaluationFormat.SCIFACT)
    assert json.loads(json.dumps(scores, allow_nan=False)) == scores


class TestTables:
    def test_scores(self):
        scores = score_pairs([GoldLabel.REFUTED, GoldLabel.NEI, GoldLabel.NEI], [Label.SUPPORTED] * 3, seconds=0.01)
        assert tabulate_scores(scores) == [
            ("n", "3"),
            ("accuracy", "0.0000"),
            ("macro f1", "0.0000"),
            ("SUPPORTED: precision, recall, F1 (n)", "0.0000, 0.0000, 0.0000 (0)"),
            ("REFUTED: precision, recall, F1 (n)", "0.0000, 0.0000, 0.0000 (1)"),
            ("NEI: precision, recall, F1 (n)", "0.0000, 0.0000, 0.0000 (2)"),
            ("false support rate", "1.0000"),
            ("false support rate nei", "1.0000"),
            ("false support rate partial", "–"),
            ("pairs per second", "300.0"),
        ]

    def test_confusion_leaves_out_labels_without_rows(self):
        scores = score_claims([claim(Label.REFUTED)] * 2, [Label.REFUTED, Label.CONFLICTING], [[], []])
        assert tabulate_confusion(scores["confusion"]) == [
            ("gold \\ predicted", "refuted", "conflicting"),
            ("refuted", "1", "1"),
            ("conflicting", "0", "0"),
        ]

    def test_confusion_keeps_a_gold_label_that_was_never_predicted(self):
        assert tabulate_confusion({"A": {"A": 0, "B": 1}, "B": {"A": 0, "B": 0}})[1] == ("A", "0", "1")

    def test_confusion_of_nothing_is_its_heading(self):
        assert tabulate_confusion({"A": {"A": 0}}) == [("gold \\ predicted",)]
