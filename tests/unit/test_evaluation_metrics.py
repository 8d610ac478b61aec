"""Scores against examples worked out by hand."""

from __future__ import annotations

import pytest

from claimcheck.evaluation.metrics import (
    citation_scores,
    mean_reciprocal_rank,
    rationale_recall_at,
    recall_at,
    scifact_scores,
    score_labels,
)

THREE = ("SUPPORTED", "REFUTED", "NEI")


class TestScoreLabels:
    def test_a_small_table(self):
        gold = ["SUPPORTED", "SUPPORTED", "REFUTED", "REFUTED", "NEI"]
        said = ["SUPPORTED", "NEI", "SUPPORTED", "REFUTED", "NEI"]
        scores = score_labels(gold, said, THREE)
        assert scores.n == 5
        assert scores.accuracy == 3 / 5
        # F1: supported 2/(2+1+1), refuted 2/(2+0+1), NEI 2/(2+1+0).
        assert scores.macro_f1 == pytest.approx((1 / 2 + 2 / 3 + 2 / 3) / 3, abs=1e-15)
        assert scores.per_class["REFUTED"].as_dict() == {"precision": 1.0, "recall": 0.5, "f1": 2 / 3, "support": 2}
        assert scores.per_class["NEI"].as_dict() == {"precision": 0.5, "recall": 1.0, "f1": 2 / 3, "support": 1}
        assert scores.confusion == {
            "SUPPORTED": {"SUPPORTED": 1, "REFUTED": 0, "NEI": 1},
            "REFUTED": {"SUPPORTED": 1, "REFUTED": 1, "NEI": 0},
            "NEI": {"SUPPORTED": 0, "REFUTED": 0, "NEI": 1},
        }
        assert scores.false_support_rate == 1 / 2
        assert scores.false_support_rate_nei == 0.0
        assert scores.false_support_rate_partial is None

    def test_as_dict_has_the_documented_keys_in_order(self):
        assert list(score_labels(["NEI"], ["NEI"], THREE).as_dict()) == [
            "n",
            "accuracy",
            "macro_f1",
            "per_class",
            "confusion",
            "false_support_rate",
            "false_support_rate_nei",
            "false_support_rate_partial",
        ]

    def test_a_label_nobody_uses_is_left_out_of_the_mean(self):
        scores = score_labels(["SUPPORTED", "NEI"], ["SUPPORTED", "NEI"], THREE)
        assert scores.macro_f1 == 1.0
        assert list(scores.per_class) == ["SUPPORTED", "NEI"]

    def test_a_label_only_predicted_counts_as_zero(self):
        scores = score_labels(["SUPPORTED", "SUPPORTED"], ["SUPPORTED", "NEI"], THREE)
        assert scores.macro_f1 == pytest.approx((2 / 3 + 0) / 2, abs=1e-15)
        assert scores.per_class["NEI"].as_dict() == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "support": 0}

    def test_the_words_of_verdicts_are_understood(self):
        labels = ("supported", "partially_supported", "refuted", "conflicting", "not_enough_evidence")
        gold = ["refuted", "refuted", "not_enough_evidence", "partially_supported", "conflicting"]
        said = ["supported", "partially_supported", "supported", "supported", "supported"]
        scores = score_labels(gold, said, labels)
        # In part is not "supported": half of the refuted ones were.
        assert scores.false_support_rate == 1 / 2
        assert scores.false_support_rate_nei == 1.0
        assert scores.false_support_rate_partial == 1.0

    def test_nothing_scored_is_not_a_pass(self):
        scores = score_labels([], [], THREE)
        assert (scores.n, scores.accuracy, scores.macro_f1, scores.false_support_rate) == (0, None, None, None)

    @pytest.mark.parametrize(
        ("gold", "said", "labels"),
        [(["NEI"], [], THREE), (["NEI"], ["conflicting"], THREE), (["NEI"], ["NEI"], ("NEI", "NEI"))],
    )
    def test_what_does_not_fit_is_refused(self, gold, said, labels):
        with pytest.raises(ValueError):  # noqa: PT011 - zip's own message in one of the cases
            score_labels(gold, said, labels)


class TestRankings:
    RANKED = (["a", "b", "c", "d"], ["x", "y"], ["z"], [])
    GOLD = ({"b", "d"}, {"q"}, set(), {"a"})

    def test_recall(self):
        # The third claim has no gold and does not count; the fourth found nothing and does.
        assert recall_at(self.RANKED, self.GOLD, (1, 2, 4)) == {1: 0.0, 2: 0.5 / 3, 4: 1 / 3}

    def test_recall_is_a_mean_over_claims_not_over_items(self):
        assert recall_at([["a"], ["b"]], [{"a"}, {"b", "c", "d", "e"}], (1,)) == {1: (1 + 1 / 4) / 2}

    def test_the_mean_is_summed_exactly(self):
        # 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in their last digit when simply added.
        ranked = [[1], [1, 2], [1, 2, 3]]
        gold = [range(1, 11)] * 3
        assert recall_at(ranked, gold, (5,)) == recall_at(ranked[::-1], gold, (5,))

    def test_a_repeated_item_takes_one_place(self):
        assert recall_at([["a", "a", "b"]], [{"b"}], (2,)) == {2: 1.0}
        assert mean_reciprocal_rank([["a", "a", "b"]], [{"b"}]) == 1 / 2

    def test_a_repeated_gold_item_counts_once(self):
        assert recall_at([["a"]], [["a", "a", "b"]], (1,)) == {1: 1 / 2}

    def test_reciprocal_rank(self):
        assert mean_reciprocal_rank(self.RANKED, self.GOLD) == pytest.approx((1 / 2 + 0 + 0) / 3, abs=1e-15)

    def test_rationale_recall_wants_a_whole_set(self):
        ranked = [["a", "b", "c"], ["a"], ["a"]]
        rationales = [[["a", "c"], ["a", "b"]], [["a", "b"], []], [[]]]
        # First claim: {a, b} is whole from 2 on. Second: never. Third: has only an empty set, so does not count.
        assert rationale_recall_at(ranked, rationales, (1, 2)) == {1: 0.0, 2: 1 / 2}

    def test_no_gold_no_rate(self):
        assert recall_at([["a"]], [set()], (1,)) == {1: None}
        assert rationale_recall_at([["a"]], [[]], (1,)) == {1: None}
        assert mean_reciprocal_rank([["a"]], [set()]) is None

    def test_what_does_not_fit_is_refused(self):
        with pytest.raises(ValueError, match="counted from 1"):
            recall_at([["a"]], [{"a"}], (0,))
        with pytest.raises(ValueError, match="counted from 1"):
            rationale_recall_at([["a"]], [[["a"]]], (0,))
        with pytest.raises(ValueError, match="zip"):
            recall_at([["a"]], [])


class TestCitations:
    def test_document_and_passage(self):
        gold = [[("un", "fact 3")], [("un", "fact 3")], [("un", "fact 3")], [("un", "")]]
        cited = [[("un", "Fact  3")], [("un", "fact 4")], [("eu", "fact 3"), ("un", "fact 3")], [("un", "fact 9")]]
        scores = citation_scores(gold, cited, ["supported", "refuted", "supported", "REFUTED"])
        # Right place; right document only; wrong document first; the whole document is gold.
        assert scores.as_dict() == {
            "citations_scored": 4,
            "citation_document_accuracy": 3 / 4,
            "citation_passage_accuracy": 2 / 4,
        }

    def test_any_gold_place_will_do(self):
        gold = [[("un", "fact 1"), ("un", "fact 2"), ("eu", "")]]
        assert citation_scores(gold, [[("un", "fact 2")]], ["supported"]).passage_accuracy == 1.0

    def test_a_whole_document_says_nothing_of_another(self):
        assert citation_scores([[("eu", "")]], [[("un", "fact 2")]], ["supported"]).passage_accuracy == 0.0

    @pytest.mark.parametrize(
        ("gold", "cited", "said"),
        [
            ([("un", "")], [("un", "fact 1")], "not_enough_evidence"),
            ([("un", "")], [], "supported"),
            ([], [("un", "fact 1")], "supported"),
        ],
    )
    def test_who_does_not_count(self, gold, cited, said):
        assert citation_scores([gold], [cited], [said]).as_dict() == {
            "citations_scored": 0,
            "citation_document_accuracy": None,
            "citation_passage_accuracy": None,
        }


class TestSciFact:
    def test_worked_example(self):
        gold = [
            [("7", (0, 1), "SUPPORTED"), ("7", (9,), "SUPPORTED"), ("8", (2,), "SUPPORTED")],
            [("3", (4, 5), "REFUTED")],
            [],
        ]
        predicted = [
            # 0 is of no use without 1; 9 is a rationale alone. Abstract 5 is not gold.
            {"7": ("SUPPORTED", [0, 9, 12]), "5": ("SUPPORTED", [1])},
            # The rationale is whole, but only four sentences in, and the label is wrong.
            {"3": ("SUPPORTED", [0, 1, 4, 5])},
            {},
        ]
        scores = scifact_scores(gold, predicted)
        # Abstracts: 3 gold, 3 predicted; sentences: 3 + 1 + 2 gold, 3 + 1 + 4 predicted.
        assert scores["abstract_label_only_precision"] == 1 / 3
        assert scores["abstract_label_only_recall"] == 1 / 3
        assert scores["abstract_rationalized_f1"] == 1 / 3
        assert scores["sentence_selection_precision"] == 3 / 8
        assert scores["sentence_selection_recall"] == 3 / 6
        assert scores["sentence_selection_f1"] == 2 * 3 / 14
        assert scores["sentence_label_precision"] == 1 / 8
        assert scores["sentence_label_recall"] == 1 / 6
        assert scores["sentence_label_f1"] == 2 * 1 / 14
        assert len(scores) == 12

    def test_only_three_sentences_rationalise_an_abstract(self):
        gold = [[("7", (5,), "REFUTED")]]
        late = scifact_scores(gold, [{"7": ("REFUTED", [1, 2, 3, 5])}])
        assert (late["abstract_label_only_f1"], late["abstract_rationalized_f1"]) == (1.0, 0.0)
        assert late["sentence_label_recall"] == 1.0
        repeated = scifact_scores(gold, [{"7": ("REFUTED", [1, 1, 1, 5])}])
        assert repeated["abstract_rationalized_f1"] == 1.0
        assert repeated["sentence_label_precision"] == 1 / 2

    def test_nothing_gold_and_nothing_said_is_zero_as_the_official_evaluator_has_it(self):
        assert set(scifact_scores([[]], [{}]).values()) == {0.0}

    @pytest.mark.parametrize(
        ("gold", "predicted"),
        [
            ([[("7", (1,), "NEI")]], [{}]),
            ([[]], [{"7": ("NEI", [1])}]),
            ([[("7", (1,), "SUPPORTED"), ("7", (2,), "REFUTED")]], [{}]),
        ],
    )
    def test_what_does_not_fit_is_refused(self, gold, predicted):
        with pytest.raises(ValueError, match=r"is neither of|do not agree"):
            scifact_scores(gold, predicted)
