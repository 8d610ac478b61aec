"""Plain BM25, against scores worked out by hand, and the rationale's cover that is counted beside it."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.evaluation.baseline import rank_plainly
from claimcheck.evaluation.metrics import rationale_cover_at, rationale_recall_at


def rank(texts, *queries, limit=100):
    return list(rank_plainly(texts, queries, limit=limit))


def share(times, length, average):
    """Return how much of a word's rarity a text gets: tf / (tf + k1 (1 - b + b dl / avgdl)), k1 1.5 and b 0.75."""
    return times / (times + 1.5 * (0.25 + 0.75 * length / average))


def idf(held, count):
    return math.log(1 + (count - held + 0.5) / (held + 0.5))


def test_texts_are_ordered_by_their_scores():
    texts = ["coal coal tin", "coal", "tin iron wood clay sand lime"]  # of 10 words, on average 10 / 3
    coal, tin = idf(2, 3), idf(2, 3)
    scores = {
        0: coal * share(2, 3, 10 / 3) + tin * share(1, 3, 10 / 3),
        1: coal * share(1, 1, 10 / 3),
        2: tin * share(1, 6, 10 / 3),
    }
    assert [round(scores[place], 3) for place in range(3)] == [0.474, 0.274, 0.138]
    assert rank(texts, "Coal, tin!") == [[0, 1, 2]]


def test_the_order_depends_on_both_constants():
    # Twice the word in twice the length: with b = 0.75 the longer wins by little, which a larger b turns round.
    texts = ["coal a", "coal coal a b", *["x y z"] * 4]
    assert share(2, 4, 3) > share(1, 2, 3)
    assert rank(texts, "coal") == [[1, 0]]
    longer = ["coal a", "coal coal a b c d e f", *["x y z"] * 4]
    average = (2 + 8 + 12) / 6
    assert share(2, 8, average) < share(1, 2, average)
    assert rank(longer, "coal") == [[0, 1]]
    # Two words once each against one three times, of one length: a larger k1 turns it round.
    assert 2 * share(1, 4, 4) > share(3, 4, 4)
    assert rank(["coal coal coal a", "coal tin b c", "tin d e f", "x x x x"], "coal tin")[0][0] == 1


def test_a_rare_word_outweighs_two_common_ones():
    texts = ["steel a b", "coal iron b", *["coal iron a"] * 8]
    assert idf(1, 10) > 2 * idf(9, 10)
    assert rank(texts, "coal iron steel")[0][0] == 0


def test_equal_scores_go_by_place_and_the_limit_holds():
    texts = ["tin", "coal", "coal", "tin", "coal"]
    assert rank(texts, "coal") == [[1, 2, 4]]
    assert rank(texts, "coal", limit=2) == [[1, 2]]
    assert rank(texts, "coal", limit=0) == [[]]


def test_what_shares_no_word_is_not_ranked():
    assert rank(["coal", "tin"], "missile", "", "?!", "COAL") == [[], [], [], [0]]
    assert rank(["coal"], "coals") == [[]], "nothing is stemmed"
    assert rank(["the coal"], "the") == [[0]], "nothing is stopped"


def test_nothing_to_search_in():
    assert rank([], "coal") == [[]]
    assert rank(["", " ", "?!"], "coal", "") == [[], []]
    assert rank(["", "coal", ""], "coal") == [[1]]
    assert rank(["coal"]) == []


def test_a_word_that_a_query_repeats_counts_once():
    assert rank(["coal a a", "tin a"], "coal tin") == rank(["coal a a", "tin a"], "coal coal coal tin") == [[1, 0]]


words = st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(words, max_size=6), words)
def test_the_words_of_a_query_have_no_order_and_count_once(texts, query):
    (found,) = rank(texts, query)
    assert rank(texts, " ".join(reversed(query.split() * 2))) == [found]
    assert sorted(found) == [n for n, text in enumerate(texts) if set(text.split()) & set(query.split())]
    assert rank(texts, query, limit=2) == [found[:2]]


def test_the_best_share_of_one_rationale_counts():
    ranked = [["a", "x", "b", "c"]]
    rationales = [[{"a", "b"}, {"b", "c", "d", "e"}]]
    assert rationale_cover_at(ranked, rationales, (1, 2, 3, 4)) == {1: 1 / 2, 2: 1 / 2, 3: 1.0, 4: 1.0}
    assert rationale_cover_at([["b", "c"]], rationales, (1, 2)) == {1: 1 / 2, 2: 1 / 2}, "not 1/2 of one and 1/4 more"


def test_the_mean_is_over_claims_that_have_a_rationale():
    ranked = [["a"], ["x"], ["a"], ["a"]]
    rationales = [[{"a"}], [{"a"}], [], [set()]]
    assert rationale_cover_at(ranked, rationales, (1, 5)) == {1: 1 / 2, 5: 1 / 2}
    assert rationale_cover_at([["a"]], [[set()]], (1,)) == {1: None}
    assert rationale_cover_at([], [], (1,)) == {1: None}
    assert rationale_cover_at([["a"]], [[set(), {"a", "b"}]], (1,)) == {1: 1 / 2}


def test_a_repeat_takes_no_place():
    assert rationale_cover_at([["a", "a", "b"]], [[{"a", "b"}]], (1, 2)) == {1: 1 / 2, 2: 1.0}


def test_what_cannot_be_scored_is_an_error():
    with pytest.raises(ValueError, match="counted from 1"):
        rationale_cover_at([["a"]], [[{"a"}]], (0,))
    with pytest.raises(ValueError, match="argument 2"):
        rationale_cover_at([["a"]], [], (1,))


items = st.lists(st.sampled_from("abcdef"), max_size=6)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.tuples(items, st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=3)), max_size=4))
def test_cover_never_falls_with_k_nor_below_recall_of_whole_rationales(rows):
    ranked, rationales = [list(r) for r, _ in rows], [list(s) for _, s in rows]
    cover = rationale_cover_at(ranked, rationales, (1, 2, 4, 6))
    recall = rationale_recall_at(ranked, rationales, (1, 2, 4, 6))
    for k in cover:
        assert (cover[k] is None) == (recall[k] is None)
        assert cover[k] is None or recall[k] <= cover[k] <= 1
    values = [value for value in cover.values() if value is not None]
    assert values == sorted(values)
