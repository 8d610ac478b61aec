"""The indexes: words, sections, keys, and orders that do not depend on chance."""

import datetime

import pytest
from store_examples import holding, match, put

from claimcheck.models import Tier
from claimcheck.models.search import Candidates, Filter, IndexedPassage, IndexState, Query
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
    assert {i for i, _ in match(store, ["missile"])} == {flew, tested}
    assert next(i for i, _ in match(store, ["testing", "missiles"])) == tested
    assert [i for i, _ in match(store, ["cafe"])] == [cafe]
    assert [i for i, _ in match(store, ["engines", "rockets"])] == [engines]
    scores = [score for _, score in match(store, ["testing", "missiles"])]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)


def test_frequencies_count_passages_not_words(store):
    put(
        store,
        "a",
        "The missiles and the missile.",
        "A two-plus-two meeting.",
        "Two and two.",
        terms=[PassageTerms(context="Tokyo"), PassageTerms(context="Tokyo"), PassageTerms()],
    )
    asked = ["missile", "missiles", "two", "two-plus-two", "two-two", "tokyo", "absent", "--", "", "the", "\ud800"]
    assert store.search.frequencies(asked) == {
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
    assert list(store.search.frequencies(["b", "a"])) == ["b", "a"]
    put(store, "b", "Another missile.")
    assert store.search.frequencies(["missile"]) == {"missile": 2}
    store.withdraw_files([])
    assert store.search.frequencies(["missile", "tokyo"]) == {"missile": 0, "tokyo": 0}


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
    assert [i for i, _ in match(store, ["geneva"])] == [by_text.id, by_context.id]


def test_forms_of_one_word_count_once(store):
    put(store, "a", "A missile flew.", "The rain fell.", "The sun shone.", "Snow.")
    once = match(store, ["missile"])
    assert match(store, ["missiles", "missile", "missile"]) == once


def test_the_words_of_a_claim_may_stand_in_several_sentences_of_a_section(store):
    terms = [PassageTerms(section=n // 2) for n in range(4)]
    put(store, "a", "The treaty.", "It was signed in Geneva.", "The treaty treaty treaty.", "Rain.", terms=terms)
    put(store, "b", "Snow.", "Sun.", "Wind.", "Fog.", terms=terms)
    first, second = store.search.candidates(Query(("treaty", "geneva")), limit=9).sections
    assert first[1] > second[1] > 0
    texts = [row.text for row in store.search.found(list(store.search.of_sections([first[0]])))]
    assert texts == ["The treaty.", "It was signed in Geneva."]


def test_a_section_goes_with_its_document(store):
    put(store, "a", "One treaty.", "Two.")
    put(store, "a", "One bridge.", "Two.")
    assert store.search.candidates(Query(("treaty",)), limit=9) == Candidates()
    put(store, "b", "Snow.")
    assert len(store.search.candidates(Query(("bridge",)), limit=9).sections) == 1


def test_equal_scores_are_not_torn_apart(store):
    put(store, "a", "The dam dam river.", *["The dam."] * 3, "Rain.", "Snow.", "Sun.", "Wind.")
    assert len(store.search.candidates(Query(("dam", "river")), limit=2).passages) == 1
    assert len(store.search.candidates(Query(("dam", "river")), limit=4).passages) == 4
    put(store, "a", *["The dam."] * 3, "Rain.", "Snow.", "Sun.", "Wind.")
    assert len(store.search.candidates(Query(("dam",)), limit=2).passages) == 2, "all are equal: better some than none"


def test_the_order_of_terms_and_of_documents_does_not_matter(store):
    texts = [f"Word{n % 3} in sentence." for n in range(12)]
    with Store.open(None) as other:
        for n, text in enumerate(texts):
            put(store, f"d{n}", text, terms=[PassageTerms(keys=("e:e", f"e:e{n % 2}", f"n:{n % 4}"))])
        for n, text in reversed(list(enumerate(texts))):
            put(other, f"d{n}", text, terms=[PassageTerms(keys=(f"n:{n % 4}", f"e:e{n % 2}", "e:e"))])
        found = match(store, ["word0", "word1", "sentence"])
        assert len(found) == 12
        assert match(other, ["sentence", "word1", "word0"]) == found
        for key in ("e:e", "e:e1", "n:2"):
            assert holding(other, key) == holding(store, key)
        assert other.dump() == store.dump()


def test_keys_find_passages(store):
    _, (one, two, _, four) = put(
        store,
        "a",
        "One.",
        "Two.",
        "Three.",
        "Four.",
        terms=[
            PassageTerms(keys=("e:common",)),
            PassageTerms(keys=("e:common", "e:rare", "e:rare")),
            PassageTerms(),
            PassageTerms(keys=("e:north korea", "n:4", "d:2017-08-17")),
        ],
    )
    asked = ["e:rare", "e:common", "e:unknown", "\ud800", "e:north korea"]
    assert store.search.key_frequencies(asked) == {
        "e:rare": 1,
        "e:common": 2,
        "e:unknown": 0,
        "\ud800": 0,
        "e:north korea": 1,
    }
    assert holding(store, "e:common") == sorted([one.id, two.id])
    assert holding(store, "e:north korea", "e:rare") == sorted([two.id, four.id])
    assert holding(store) == holding(store, "e:unknown", "", "\ud800") == []
    assert store.search.key_counts("e:") == {"e:common": 2, "e:rare": 1, "e:north_korea": 1}
    (row,) = store.search.found([number for held in store.search.holding(["n:4"]).values() for number in held])
    assert row.keys == "d:2017-08-17 e:north_korea n:4"
    store.withdraw_files([])
    assert holding(store, "e:common") == []
    assert store.search.key_counts("e:") == {}


@pytest.mark.parametrize(
    "key", ['e:"q"', "n:-1.5%", "e:a'b", "e:é’x", "e:[\\]^_`{|}~", "e:a*b", "e:(x", "n:2,371", "e:a\x00b"]
)
def test_keys_are_compared_whole(store, key):
    put(store, "a", "One.", "Two.", terms=[PassageTerms(keys=(key,)), PassageTerms(keys=(f"{key}x", "e:other"))])
    assert len(holding(store, key)) == 1
    assert holding(store, key[:-1], "e", "n", ":") == []


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
    assert [i for i, _ in match(store, [term])] == as_phrase


def test_many_terms_and_no_terms(store):
    _, passages = put(store, "a", "word77 here", "nothing", "at all")
    assert [i for i, _ in match(store, [f"word{n}" for n in range(5000)])] == [passages[0].id]
    assert match(store, []) == []
    assert match(store, ["", "--"]) == []


def test_a_filter_lets_through_what_is_asked_for(store):
    days = {"first_day": datetime.date(2016, 1, 1), "last_day": datetime.date(2016, 12, 31)}
    _, (old,) = put(store, "old", "The dam.", terms=[PassageTerms(keys=("e:norway",))], **days)
    _, (new,) = put(
        store,
        "new",
        "A dam.",
        tier=Tier.SECONDARY,
        first_day=datetime.date(2017, 5, 1),
        last_day=datetime.date(2017, 5, 1),
    )
    _, (undated,) = put(store, "undated", "Rain.", terms=[PassageTerms(keys=("e:norway",))])

    def found(*words, **asked):
        candidates = store.search.filtered(Query(words), Filter(**asked), limit=9)
        assert candidates.sections == ()
        return sorted(row.id for row in store.search.found([number for number, _ in candidates.passages]))

    assert found("dam") == sorted([old.id, new.id])
    assert found("dam", since=datetime.date(2016, 12, 31)) == sorted([old.id, new.id])
    assert found("dam", since=datetime.date(2017, 1, 1)) == [new.id]
    assert found("dam", until=datetime.date(2017, 4, 30)) == [old.id]
    assert found("dam", tier=Tier.PRIMARY) == [old.id]
    assert found(keys=("e:norway",)) == sorted([old.id, undated.id])
    assert found("dam", keys=("e:norway",)) == [old.id]
    assert found("dam", keys=('e:nor" OR "way',)) == []
    store.withdraw_files([])
    assert found("dam") == found(keys=("e:norway",)) == []


def test_an_index_kept_elsewhere_learns_what_it_lacks(store):
    nothing = store.index_state()
    assert nothing == IndexState(0, "")
    put(store, "a", "One.", "Two.", terms=[PassageTerms(context="Title")] * 2)
    first = store.index_state()
    assert list(store.passages_since(nothing)) == list(store.passages_since(None))
    assert list(store.passages_since(None)) == [
        IndexedPassage(1, 1, "One.", "Title"),
        IndexedPassage(2, 1, "Two.", "Title"),
    ]
    put(store, "b", "Three.")
    assert [p.text for p in store.passages_since(first)] == ["Three."]
    assert list(store.passages_since(store.index_state())) == []
    store.withdraw_files(["b.md"])
    assert store.passages_since(first) is None
    assert [p.text for p in store.passages_since(None)] == ["Three."]
    later = store.index_state()
    put(store, "a", "One.", "Two.")
    assert [p.number for p in store.passages_since(later)] == [4, 5], "numbers are not used twice"


def test_the_state_of_another_record_is_not_taken_for_this_ones(store):
    with Store.open(None) as other:
        for record, last in ((store, "Two."), (other, "Three.")):
            put(record, "a", "One.")
            put(record, "b", last)
            put(record, "c", "Four.")
        assert other.index_state().number == store.index_state().number
        assert other.passages_since(store.index_state()) is None


def test_the_same_documents_with_other_titles_are_another_record(store):
    with Store.open(None) as other:
        for record, title in ((store, "Zanzibar"), (other, "Quagmire")):
            put(record, "a", "One.", terms=[PassageTerms(context=title)])
        assert store.index_state().number == other.index_state().number
        assert other.passages_since(store.index_state()) is None


def test_a_passage_that_begins_with_nothing_is_no_error(store):
    put(store, "a", "\x00hello")
    assert len(match(store, ["hello"])) == 1
