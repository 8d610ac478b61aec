"""Scores by hand: signals, their weights, their sum; and what each part of a search brings in."""

import math
from datetime import date

import pytest
from store_examples import put

from claimcheck.models.search import Candidates, Filter, Found
from claimcheck.retrieval import Engines, Setting, retrieve
from claimcheck.retrieval.fusion import DOCUMENT_WEIGHT, WEIGHTS, fuse
from claimcheck.retrieval.query import choose_terms, entity_keys, other_names, read_claim
from claimcheck.retrieval.signals import score_cover, score_dense, score_keys, score_reading, score_words, weigh
from claimcheck.store import PassageTerms, Store
from claimcheck.text.entities import LocalNames, find_local_names, load_gazetteer

NAMES = load_gazetteer()
NOWHERE = Setting()


def passage(number, text="x", keys="", section=1):
    return Found(number, f"p{number}", "d", section, text, keys)


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def engines(store, **others):
    return Engines(passages=store.search, gazetteer=NAMES, **others)


def found(store, claim, *, top_k=50, said=NOWHERE, allowed=None, **others):
    """Return the words of the passages that are found, best first."""
    hits = retrieve(claim, engines(store, **others), candidates=50, top_k=top_k, said=said, allowed=allowed).hits
    passages = store.passages([hit.passage_id for hit in hits])
    return [passages[hit.passage_id].text for hit in hits]


def signals(store, claim, **said):
    """Return the signals of the best passage."""
    return retrieve(claim, engines(store), candidates=50, top_k=1, said=Setting(**said)).hits[0].signals


def test_fusion_is_a_weighted_sum_of_shares_of_the_best():
    scores = fuse({"a": [4.0, 2.0, 0.0], "b": [0.0, 5.0, 10.0]}, ["x", "y", "z"], weights={"a": 1.0, "b": 0.5}, share=0)
    assert scores == pytest.approx([1.0, 0.5 + 0.25, 0.5])
    assert fuse({"a": [4.0, 2.0]}, ["x", "y"], weights={"a": 3.0}, share=0.1) == pytest.approx([3.3, 1.65])


def test_a_document_lends_a_share_of_its_three_best_sums():
    scores = fuse({"a": [10.0, 8.0, 6.0, 4.0, 5.0]}, ["x", "x", "x", "x", "y"], weights={"a": 1.0}, share=0.5)
    lent = 0.5 * (1.0 + 0.8 + 0.6)
    assert scores == pytest.approx([1 + lent, 0.8 + lent, 0.6 + lent, 0.4 + lent, 0.5 + 0.25])


def test_every_signal_has_a_weight_and_bm25_of_the_passage_counts_one():
    text = "the council adopted resolution 2371 on the fifth of August"
    two = [passage(1, text, "e:a n:1 d:1 e:b t:act_1"), passage(2)]
    kinds = {"entity": {"e:a": 1.0}, "related": {"e:b": 1.0}, "number": {"n:1": 1.0}, "date": {"d:1": 1.0}}
    kinds |= {"title": {"t:act_1": 1.0}}
    ranking = ((1, 0.9), (2, 0.5))
    given = (
        score_words(two, Candidates(ranking, ranking))
        | score_reading(text, two, {"council": 1.0})
        | score_keys(two, kinds)
        | score_dense(two, Candidates(ranking, ranking))
    )
    assert given.keys() == WEIGHTS.keys()
    assert WEIGHTS["lexical"] == 1.0
    assert all(weight > 0 for weight in (*WEIGHTS.values(), DOCUMENT_WEIGHT))
    assert all(len(column) == 2 and min(column) >= 0 for column in given.values())


def test_an_unknown_signal_counts_nothing():
    assert fuse({"lexical": [1.0, 0.5], "mood": [0.0, 9.0]}, ["a", "b"]) == fuse({"lexical": [1.0, 0.5]}, ["a", "b"])


def test_fusion_does_not_depend_on_the_order_of_signals():
    columns = {"lexical": [0.1, 0.7, 0.3], "fuzzy": [0.3, 0.2, 0.1], "near": [1.7, 0.9, 0.1], "cover": [0.6, 0.1, 0.9]}
    turned = dict(reversed(columns.items()))
    assert fuse(columns, ["a", "b", "a"]) == fuse(turned, ["a", "b", "a"])


def test_meaning_counts_above_what_any_two_texts_have_in_common():
    three = [passage(1, section=1), passage(2, section=1), passage(3, section=3)]
    meant = Candidates(passages=((1, 0.7), (3, 0.15)), sections=((1, 0.5), (3, 0.2)))
    assert score_dense(three, meant) == {
        "meaning": pytest.approx([0.5, 0.0, 0.0]),
        "section_meaning": pytest.approx([0.3, 0.3, 0.0]),
    }
    assert score_dense(three, Candidates()) == {}


def test_reading_tells_cover_likeness_and_copies():
    text = "Japan prohibited all exports on 18 June 2009"
    read = score_reading(text, [passage(1, f"{text}."), passage(2, "Exports fell."), passage(3)], {"exports": 2.0})
    assert read.keys() == {"cover", "fuzzy", "copy"}
    assert read["cover"] == [2.0, 2.0, 0.0]
    assert read["fuzzy"][0] > read["fuzzy"][1] > read["fuzzy"][2]
    assert read["copy"][0] > 0.9
    assert read["copy"][1:] == [0.0, 0.0]
    assert score_reading("coal", [], {}) == {"cover": [], "fuzzy": [], "copy": []}


def test_cover_takes_forms_of_a_word_for_one_and_counts_it_once():
    weights = {"exports": 1.0, "exported": 3.0, "ban": 0.5}
    texts = [
        "They exported it and export it.",
        "A ban.",
        "Urban bank banned.",
        "reexport",
        "Reexport, EXPORTERS",
        "It was exposed.",
    ]
    assert score_cover(texts, weights) == [3.0, 0.5, 0.5, 0.0, 3.0, 0.0]


def test_neighbours_lend_by_distance_and_not_across_sections():
    run = [passage(n, section=1 if n <= 4 else 5) for n in range(1, 7)]
    lent = score_words(run, Candidates(passages=((3, 4.0), (5, 8.0))))["near"]
    assert lent == [2.0, 4.0, 0.0, 4.0, 0.0, 8.0]


def test_keys_are_held_whole_and_by_kind():
    held = [passage(1, keys="e:a e:ab n:1"), passage(2, keys="e:ab"), passage(3)]
    wanted = {"entity": {"e:a": 2.0, "e:ab": 0.5}, "number": {"n:1": 1.0, "n:11": 9.0}, "date": {}}
    assert score_keys(held, wanted) == {"entity": [2.5, 0.5, 0.0], "number": [1.0, 0.0, 0.0]}


def test_rarity_is_the_logarithm_of_one_and_the_passages_for_each_that_holds_it():
    assert weigh({"a": 1.0, "b": 2.0, "c": 1.0, "d": 1.0}, {"a": 10, "b": 1, "c": 0}, 10) == {
        "a": pytest.approx(math.log(2)),
        "b": pytest.approx(2 * math.log(11)),
    }


def test_a_hit_has_the_signals_that_speak_for_it_and_no_others(store):
    put(store, "a", "The dam broke.", "Rain fell.", terms=[PassageTerms(section=n) for n in range(2)])
    said = signals(store, "the dam")
    assert said.keys() == {"lexical", "section", "cover", "fuzzy"}
    assert said["cover"] == round(math.log(3), 6)
    assert all(value == round(value, 6) for value in said.values())


def test_a_section_brings_in_its_other_passages_and_a_tie_of_sections_is_not_torn(store):
    put(store, "z", "Snow.", "Wind.")
    for n in range(12):
        put(store, f"d{n:02}", "The dam broke.", f"Other words {'abcdefghijkl'[n]}.")
    with Store.open(None) as other:
        for n in reversed(range(12)):
            put(other, f"d{n:02}", "The dam broke.", f"Other words {'abcdefghijkl'[n]}.")
        put(other, "z", "Snow.", "Wind.")
        assert len(found(store, "the dam")) == 24
        assert retrieve("the dam", engines(store), candidates=50, top_k=50) == retrieve(
            "the dam", engines(other), candidates=50, top_k=50
        )


class Meanings:
    """An index of meaning that thinks of one section, whatever is asked."""

    def __init__(self, *sections):
        self.sections = sections

    def candidates(self, text, *, limit):
        return Candidates(tuple((n, 0.8) for n in self.sections), tuple((n, 0.9) for n in self.sections))


def test_meaning_brings_in_what_shares_no_word(store):
    put(store, "a", "The dam broke.", terms=[PassageTerms()])
    put(store, "b", "The barrage gave way.", "Water rose.")
    assert found(store, "the dam") == ["The dam broke."]
    assert len(found(store, "the dam", dense=Meanings(2))) == 3
    assert found(store, "zzz qqq", dense=Meanings(2)) == ["The barrage gave way.", "Water rose."]
    assert found(store, "the dam", dense=Meanings(2), allowed=Filter(keys=("e:x",))) == [], "a filter holds for it too"


def test_equal_meanings_are_not_torn(store):
    for n in range(12):
        put(store, f"d{n}", f"Word{n}.", "More.")
    assert len(found(store, "zzz", dense=Meanings(*range(1, 25, 2)))) == 24


class Words:
    """A word index that is not the record's, and knows one passage."""

    posting_budget = section_budget = 10

    def __init__(self, number):
        self.number, self.asked = number, []

    def frequencies(self, words):
        return dict.fromkeys(words, 1)

    def candidates(self, query, *, limit):
        self.asked.append(query)
        return Candidates(((self.number, 1.0),), ())


def test_words_are_looked_up_where_the_engines_say(store):
    put(store, "a", "The dam broke.", "Rain fell.", "Sun.")
    words = Words(2)
    assert found(store, "the dam", words=words) == ["Rain fell."]
    assert [query.terms for query in words.asked] == [("dam",)]
    assert found(store, "the dam", words=words, allowed=Filter(keys=("e:x",))) == []
    assert len(words.asked) == 1, "the record alone knows tiers, times and keys"


def test_keys_bring_in_what_shares_no_word(store):
    terms = [PassageTerms(keys=("n:2412000000",), section=0), PassageTerms(section=1), PassageTerms(section=2)]
    put(store, "a", "It paid 2,412 million.", "The sun.", "The rain.", terms=terms)
    assert found(store, "a sum of $2.412 billion") == ["It paid 2,412 million."]
    assert signals(store, "a sum of $2.412 billion")["number"] == round(math.log(4), 6)


def test_keys_that_very_many_hold_bring_in_nothing(store):
    terms = [PassageTerms(keys=("d:2017",), section=n) for n in range(301)]
    put(store, "a", *(f"Sentence {chr(97 + n % 26)}{chr(97 + n // 26)}." for n in range(301)), terms=terms)
    assert found(store, "in 2017") == []
    put(store, "a", *(f"Sentence {chr(97 + n % 26)}{chr(97 + n // 26)}." for n in range(30)), terms=terms[:30])
    assert len(found(store, "in 2017")) == 30


def test_a_date_counts_from_the_day_the_claim_was_said(store):
    put(store, "a", "Then.", "Later.", terms=[PassageTerms(keys=("d:2017-08-17",)), PassageTerms(keys=("d:2016",))])
    assert found(store, "last Thursday") == []
    assert found(store, "last Thursday", said=Setting(as_of=date(2017, 8, 20)))[0] == "Then."


def test_a_name_is_meant_as_its_article_introduces_it(store):
    put(store, "a", "It met.", "Rain.", terms=[PassageTerms(keys=("e:joint harbour board",)), PassageTerms(section=1)])
    said = Setting(names=find_local_names("The Joint Harbour Board (JHB) met.", NAMES))
    assert found(store, "the JHB") == []
    assert found(store, "the JHB", said=said) == ["It met."]


def test_a_mistyped_word_is_looked_for_as_it_was_meant(store):
    put(store, "a", "The plaintiffs went to Hiroshima.", "Rain fell.", terms=[PassageTerms(section=n) for n in (0, 1)])
    store.learn_words()
    assert found(store, "Hirosihma") == ["The plaintiffs went to Hiroshima."]
    assert retrieve("Hirosihma", engines(store), candidates=5, top_k=5).search.terms == ("hiroshima",)
    assert signals(store, "Hirosihma")["cover"] > 0


def test_words_that_no_passage_holds_find_nothing_behind_a_filter(store):
    put(store, "a", "The dam.", "Rain.", terms=[PassageTerms(keys=("e:x",)), PassageTerms(keys=("e:x",))])
    allowed = Filter(keys=("e:x",))
    assert found(store, "zzzz", allowed=allowed) == []
    assert found(store, "dam", allowed=allowed) == ["The dam."]
    assert sorted(found(store, "", allowed=allowed)) == ["Rain.", "The dam."]
    assert found(store, "", allowed=Filter(keys=("e:\udcff",))) == [], "what no record can hold is not there"


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("DPRK", {"e:north_korea", "e:dprk"}),
        ("North  Korea", {"e:north_korea"}),
        ("Manila", {"e:philippines", "e:manila"}),
        ("the Joint Harbour Board", {"e:joint_harbour_board"}),
        ("Anti-Harbour Board", {"e:anti_harbour_board"}),
        ("Zoë’s Fund", {"e:zoe_fund"}),
        ("", {"e:"}),
    ],
)
def test_the_keys_of_a_name_are_those_of_its_passages(name, keys):
    assert set(entity_keys(NAMES, name)) == keys


def test_other_names_of_an_entity_are_asked_for_and_few_of_them():
    names = other_names("North Korea fired it.", ["north korea"], NAMES)
    assert "dprk" in names
    assert "north korea" not in names
    assert len(names) <= 2
    assert other_names("x", ["nobody known"], NAMES) == ("nobody known",)


def test_a_claim_is_asked_by_its_words_names_numbers_and_dates():
    asked = read_claim("Japan paid $2.4 billion in August 2017.", NAMES, local=LocalNames())
    assert asked.words == ("japan", "paid", "2", "4", "billion", "august", "2017")
    assert asked.entities == ("japan",)
    assert asked.keys["entity"] == {"e:japan": 1.0}
    assert asked.keys["number"]["n:2400000000"] == 1.0
    assert asked.keys["date"]["d:2017-08"] == 1.0


def test_terms_do_not_depend_on_the_order_of_words():
    frequency = {"a": 5, "b": 5, "c": 1}
    assert choose_terms(["a", "b", "c"], frequency, budget=6) == choose_terms(["b", "c", "a"], frequency, budget=6)
