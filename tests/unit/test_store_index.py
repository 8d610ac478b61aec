"""The indexes: words, names, numbers, and orders that do not depend on chance."""

import math

import pytest
from store_examples import put

from claimcheck.store import PassageTerms, Store


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def test_words_are_found_in_any_form_and_rare_ones_count_more(store):
    _, passages = put(
        store, "a", "The missiles flew.", "A missile was tested.", "Tests of engines.", "The café.", "Rain.", "Sun."
    )
    flew, tested, engines, cafe, *_ = (p.id for p in passages)
    assert {i for i, _ in store.match(["missile"], limit=9)} == {flew, tested}
    assert next(i for i, _ in store.match(["testing", "missiles"], limit=9)) == tested
    assert [i for i, _ in store.match(["cafe"], limit=9)] == [cafe]
    assert [i for i, _ in store.match(["engines", "rockets"], limit=9)] == [engines]
    scores = [score for _, score in store.match(["testing", "missiles"], limit=9)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_document_frequency_counts_passages_not_words(store):
    put(
        store,
        "a",
        "The missiles and the missile.",
        "A two-plus-two meeting.",
        "Two and two.",
        terms=[PassageTerms(context="Tokyo"), PassageTerms(context="Tokyo"), PassageTerms()],
    )
    asked = ["missile", "missiles", "two", "two-plus-two", "two-two", "tokyo", "absent", "--", "", "the", "\ud800"]
    assert store.document_frequency(asked) == {
        "missile": 1,
        "missiles": 1,
        "two": 2,
        "two-plus-two": 1,
        "two-two": 0,
        "tokyo": 2,
        "absent": 0,
        "--": 0,
        "": 0,
        "the": 1,
        "\ud800": 0,
    }
    assert list(store.document_frequency(["b", "a"])) == ["b", "a"]
    put(store, "b", "Another missile.")
    assert store.document_frequency(["missile"]) == {"missile": 2}
    store.withdraw_files([])
    assert store.document_frequency(["missile", "tokyo"]) == {"missile": 0, "tokyo": 0}


def test_words_around_a_passage_find_it_but_weigh_less(store):
    _, (by_context, by_text, *_) = put(
        store,
        "a",
        "It was signed here.",
        "It was Geneva then.",
        "Nothing there.",
        "Nothing here.",
        "Nothing at all.",
        terms=[PassageTerms(context="Geneva"), *[PassageTerms(context="Report")] * 4],
    )
    assert [i for i, _ in store.match(["geneva"], limit=9)] == [by_text.id, by_context.id]


def test_forms_of_one_word_count_once(store):
    put(store, "a", "A missile flew.", "The rain fell.", "The sun shone.", "Snow.")
    once = store.match(["missile"], limit=9)
    assert store.match(["missiles", "missile", "missile"], limit=9) == once


def test_the_order_of_terms_and_of_documents_does_not_matter(store):
    texts = [f"Word{n % 3} in sentence." for n in range(12)]
    with Store.open(None) as other:
        for n, text in enumerate(texts):
            put(store, f"d{n}", text, terms=[PassageTerms(entities=("e", f"e{n % 2}"), numbers=(f"{n % 4}",))])
        for n, text in reversed(list(enumerate(texts))):
            put(other, f"d{n}", text, terms=[PassageTerms(entities=(f"e{n % 2}", "e"), numbers=(f"{n % 4}",))])
        found = store.match(["word0", "word1", "sentence"], limit=7)
        assert len(found) == 7
        assert found == sorted(found, key=lambda hit: (-hit[1], hit[0]))
        assert other.match(["sentence", "word1", "word0"], limit=7) == found
        assert other.with_entities(["e1", "e", "e0"], limit=7) == store.with_entities(["e", "e0", "e1"], limit=7)
        assert other.with_numbers(["2", "1"], limit=7) == store.with_numbers(["1", "2"], limit=7)
        assert other.dump() == store.dump()


def test_names_count_by_rarity(store):
    _, passages = put(
        store,
        "a",
        "One.",
        "Two.",
        "Three.",
        "Four.",
        terms=[
            PassageTerms(entities=("common",)),
            PassageTerms(entities=("common", "rare", "rare")),
            PassageTerms(entities=("common",)),
            PassageTerms(entities=("rare",), numbers=("4", "date:2017")),
        ],
    )
    one, two, three, four = (p.id for p in passages)
    found = store.with_entities(["rare", "common", "rare", "unknown", "\ud800"], limit=9)
    assert [i for i, _ in found] == [two, four, *sorted([one, three])]
    rare, common = math.log(1 + 4 / 2), math.log(1 + 4 / 3)
    assert [score for _, score in found] == pytest.approx([rare + common, rare, common, common], abs=1e-5)
    assert store.with_entities(["rare", "common"], limit=1) == found[:1]
    assert store.with_numbers(["date:2017", "4", "5"], limit=9) == [(four, pytest.approx(2 * math.log(5), abs=1e-5))]
    assert store.with_entities([], limit=9) == store.with_numbers([], limit=9) == []


def test_keys_are_compared_whole(store):
    put(store, "a", "One.", terms=[PassageTerms(entities=("a\x00b", "A"), numbers=("1.0",))])
    assert store.with_entities(["a", "b", "a\x00"], limit=9) == []
    assert len(store.with_entities(["a\x00b"], limit=9)) == 1
    assert store.with_numbers(["1"], limit=9) == []


@pytest.mark.parametrize(
    "term",
    [
        '"',
        '"dam',
        'dam"',
        'dam" OR "sun',
        '""dam""',
        "dam OR sun",
        "NEAR(dam sun)",
        "dam*",
        "text:dam",
        "^dam",
        "dam\x00",
        "-dam",
        "{text}:dam",
        "NOT dam",
    ],
)
def test_no_term_is_syntax(store, term):
    put(store, "a", "The dam.", "The sun.")
    dam = [p.id for p in store.passages_of(store.documents()[0].id)][:1]
    as_phrase = dam if term.strip('"*^-\x00') == "dam" else []
    assert [i for i, _ in store.match([term], limit=9)] == as_phrase


def test_many_terms_and_no_terms(store):
    _, passages = put(store, "a", "word77 here", "nothing", "at all")
    assert [i for i, _ in store.match([f"word{n}" for n in range(5000)], limit=9)] == [passages[0].id]
    assert store.match([], limit=9) == []
    assert store.match(["", "--"], limit=9) == []
