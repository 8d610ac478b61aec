"""What must hold of every score, whatever the rows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.evaluation.metrics import (
    citation_scores,
    mean_reciprocal_rank,
    rationale_recall_at,
    recall_at,
    scifact_scores,
    score_labels,
)

FEW = settings(derandomize=True, max_examples=80, deadline=None)

LABELS = ("SUPPORTED", "REFUTED", "NEI", "PARTIAL")
DECIDED = ("SUPPORTED", "REFUTED")
KS = (1, 2, 3, 5)

label = st.sampled_from(LABELS)
label_rows = st.lists(st.tuples(label, label), max_size=30)
items = st.integers(0, 6)
ranking_rows = st.lists(st.tuples(st.lists(items, max_size=8), st.frozensets(items, max_size=4)), max_size=12)
rationale_rows = st.lists(
    st.tuples(st.lists(items, max_size=8), st.lists(st.frozensets(items, max_size=3), max_size=3)), max_size=12
)
places = st.tuples(st.sampled_from("ab"), st.sampled_from(["", "fact 1", "fact 2"]))
citation_rows = st.lists(st.tuples(st.lists(places, max_size=3), st.lists(places, max_size=3), label), max_size=12)
gold_abstracts = st.dictionaries(
    st.sampled_from("abc"),
    # Disjoint rationales, as SciFact's are: even sentences in one, odd in the other.
    st.tuples(
        st.sampled_from(DECIDED),
        st.frozensets(st.sampled_from((0, 2, 4)), min_size=1),
        st.frozensets(st.sampled_from((1, 3, 5))),
    ),
    max_size=3,
)
said_abstracts = st.dictionaries(
    st.sampled_from("abc"), st.tuples(st.sampled_from(DECIDED), st.lists(items, max_size=6)), max_size=3
)
scifact_rows = st.lists(st.tuples(gold_abstracts, said_abstracts), max_size=8)


def columns(rows, width):
    return [[row[i] for row in rows] for i in range(width)]


def rationales(abstracts):
    return [
        (name, tuple(sorted(s)), word) for name, (word, *sets) in sorted(abstracts.items()) for s in map(set, sets) if s
    ]


def simple_macro_f1(gold, said):
    """Macro-F1 from precision and recall, label by label: another road to the same number."""
    scores = []
    for name in sorted({*gold, *said}):
        right = sum(g == p == name for g, p in zip(gold, said, strict=True))
        precision = right / said.count(name) if name in said else 0
        recall = right / gold.count(name) if name in gold else 0
        scores.append(2 * precision * recall / (precision + recall) if right else 0)
    return sum(scores) / len(scores) if scores else None


@FEW
@given(label_rows)
def test_macro_f1_agrees_with_another_implementation(rows):
    gold, said = columns(rows, 2)
    expected, got = simple_macro_f1(gold, said), score_labels(gold, said, LABELS).macro_f1
    assert (got is None) is (expected is None)
    assert got is None or abs(got - expected) < 1e-12


@FEW
@given(st.lists(label, min_size=1, max_size=30))
def test_perfect_labels_score_one(gold):
    scores = score_labels(gold, gold, LABELS)
    assert scores.accuracy == scores.macro_f1 == 1.0
    assert scores.false_support_rate in (None, 0.0)
    assert all((s.precision, s.recall, s.f1) == (1.0, 1.0, 1.0) for s in scores.per_class.values())


@FEW
@given(label_rows)
def test_labels_are_bounded_and_every_row_is_counted(rows):
    scores = score_labels(*columns(rows, 2), LABELS)
    shares = [scores.accuracy, scores.macro_f1, scores.false_support_rate, scores.false_support_rate_nei]
    shares += [value for s in scores.per_class.values() for value in (s.precision, s.recall, s.f1)]
    assert all(share is None or 0 <= share <= 1 for share in shares)
    assert sum(sum(row.values()) for row in scores.confusion.values()) == scores.n == len(rows)


@FEW
@given(label_rows, ranking_rows, citation_rows, scifact_rows, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(labels, rankings, citations, abstracts, random):
    def everything():
        gold, said = columns(abstracts, 2)
        return (
            score_labels(*columns(labels, 2), LABELS),
            recall_at(*columns(rankings, 2), KS),
            mean_reciprocal_rank(*columns(rankings, 2)),
            citation_scores(*columns(citations, 3)),
            scifact_scores([rationales(g) for g in gold], said),
        )

    before = everything()
    for rows in (labels, rankings, citations, abstracts):
        random.shuffle(rows)
    assert everything() == before


@FEW
@given(ranking_rows)
def test_recall_is_bounded_grows_with_k_and_is_reached_by_the_gold(rows):
    ranked, gold = columns(rows, 2)
    recalls = list(recall_at(ranked, gold, KS).values())
    if not any(gold):
        assert recalls == [None] * len(KS)
        return
    assert recalls == sorted(recalls)
    assert 0 <= recalls[0] <= recalls[-1] <= 1
    assert 0 <= mean_reciprocal_rank(ranked, gold) <= 1
    perfect = [sorted(wanted) for wanted in gold]
    assert recall_at(perfect, gold, (7,)) == {7: 1.0}
    assert mean_reciprocal_rank(perfect, gold) == 1.0


@FEW
@given(rationale_rows)
def test_a_whole_rationale_is_found_where_all_its_union_is(rows):
    ranked, sets = columns(rows, 2)
    values = list(rationale_recall_at(ranked, sets, KS).values())
    assert all(v is None or 0 <= v <= 1 for v in values)
    if values[0] is not None:
        assert values == sorted(values)
        assert rationale_recall_at([sorted(set().union(*s)) for s in sets], sets, (9,)) == {9: 1.0}


@FEW
@given(citation_rows)
def test_a_right_passage_is_in_a_right_document(rows):
    scores = citation_scores(*columns(rows, 3))
    if scores.n:
        assert 0 <= scores.passage_accuracy <= scores.document_accuracy <= 1
    decided = [row for row in rows if row[0]]
    perfect = citation_scores([r[0] for r in decided], [r[0] for r in decided], ["supported"] * len(decided))
    assert (perfect.n, perfect.passage_accuracy) == (len(decided), 1.0 if decided else None)


@FEW
@given(scifact_rows)
def test_scifact_is_bounded_and_stricter_scores_are_lower(rows):
    gold, said = columns(rows, 2)
    scores = scifact_scores([rationales(g) for g in gold], said)
    assert all(0 <= value <= 1 for value in scores.values())
    for part in ("precision", "recall", "f1"):
        assert scores[f"abstract_rationalized_{part}"] <= scores[f"abstract_label_only_{part}"]
        assert scores[f"sentence_label_{part}"] <= scores[f"sentence_selection_{part}"]


@FEW
@given(st.lists(gold_abstracts, min_size=1, max_size=8).filter(any))
def test_perfect_scifact_predictions_score_one(gold):
    # The first rationale first: it has at most three sentences.
    said = [
        {name: (word, [*sorted(first), *sorted(second)]) for name, (word, first, second) in g.items()} for g in gold
    ]
    assert set(scifact_scores([rationales(g) for g in gold], said).values()) == {1.0}
