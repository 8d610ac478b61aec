import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.ingestion.indexing import index_terms
from claimcheck.ingestion.paragraphs import split_plain
from claimcheck.ingestion.passages import cut_passages
from claimcheck.models import SourceDocument, Tier, content_id
from claimcheck.models.search import Candidates, Filter, Found
from claimcheck.retrieval import Engines, Setting, retrieve
from claimcheck.retrieval.fusion import fuse
from claimcheck.retrieval.query import choose_terms, words_of
from claimcheck.retrieval.signals import score_cover, score_keys, score_reading, score_words, weigh
from claimcheck.store import Store
from claimcheck.text.entities import load_gazetteer

NAMES = load_gazetteer()
SENTENCES = [
    "The DPRK may not sell coal, iron or seafood.",
    "Japan prohibited exports on 18 June 2009.",
    "The plaintiffs worked at steelworks in Osaka.",
    "Trade reached 2,412 million dollars.",
    "The ministers met in Manila.",
]


@pytest.fixture
def store():
    with Store.open(None) as opened:
        text = "\n\n".join(SENTENCES)
        document = SourceDocument(
            id=content_id("document", text), name="doc", path="doc.txt", title="Notes", text=text, sha256="0"
        )
        passages = cut_passages(document.id, text, split_plain(text))
        opened.put_document(document, passages, index_terms(document, passages, NAMES))
        yield opened


def search(store, words, **asked):
    """Return what was retrieved, and the words of the passages found."""
    found = retrieve(words, Engines(passages=store.search, gazetteer=NAMES), candidates=50, top_k=3, **asked)
    return found, [passage.text for passage in store.passages([h.passage_id for h in found.hits]).values()]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("North Korea cannot sell coal abroad", 0),
        ("Tokyo banned exporting in 2009", 1),
        ("steelworks plaintiffs", 2),
        ("trade of $2.412 billion", 3),
        ("Ministers meeting in Manila", 4),
    ],
)
def test_the_passage_that_decides_comes_first(store, claim, answer):
    assert search(store, claim)[1][0] == SENTENCES[answer]


def test_a_name_is_found_by_its_alias_alone(store):
    found, texts = search(store, "Pyongyang")
    assert texts[0] == SENTENCES[0]
    assert "north korea" in found.search.entities
    assert "entity" in found.hits[0].signals


def test_what_was_searched_is_said(store):
    said = search(store, "Japan prohibited zzz")[0].search
    assert said.terms == ("japan", "prohibited")
    assert said.passages_searched == len(SENTENCES)


def test_nothing_shared_nothing_found(store):
    assert search(store, "zzz qqq")[0].hits == ()


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_a_search(text):
    with Store.open(None) as store:
        retrieve(text, Engines(passages=store.search, gazetteer=NAMES), candidates=5, top_k=2)


def test_rare_words_are_searched_until_the_budget_is_spent():
    frequency = {"a": 1000, "b": 10, "c": 100, "absent": 0}
    assert choose_terms(["a", "b", "c", "absent", "unknown"], frequency, budget=1000) == ("b", "c")
    assert choose_terms(["a"], frequency, budget=10) == ("a",)
    assert choose_terms(["a", "b", "c"], frequency, budget=1110) == ("b", "c", "a")


def test_stop_words_are_left_out_unless_there_is_nothing_else():
    assert words_of("What the Council said of it") == ("council",)
    assert words_of("To be or not to be") == ("to", "be", "or", "not")
    assert words_of("nai\u0308ve") == ("naïve",)
    assert len(words_of("İstanbul")) == 1
    assert score_cover(["Kyōto naïve"], {"kyoto": 1.0, "naive": 1.0}) == [2.0]


def test_a_number_is_found_by_its_value_alone(store):
    found, texts = search(store, "2.412 billion")
    assert texts[0] == SENTENCES[3]
    assert "number" in found.hits[0].signals


def test_a_document_that_the_claim_calls_by_its_number_gains(store):
    text = "States shall bar new ventures."
    document = SourceDocument(
        id=content_id("document", text),
        name="res",
        path="res.txt",
        title="Resolution 2371 (2017)",
        text=text,
        sha256="1",
    )
    passages = cut_passages(document.id, text, split_plain(text))
    store.put_document(document, passages, index_terms(document, passages, NAMES))
    found, _ = search(store, "Resolution 2371 let states sell coal.")
    assert [h.document_id for h in found.hits if "title" in h.signals] == [document.id]
    other, _ = search(store, "Resolution 2375 let states sell coal.")
    assert not any("title" in h.signals for h in other.hits)


def test_passages_of_the_best_sections_are_looked_at_too(store):
    """A sentence that shares no word with the claim may be what decides it, in a section that speaks of it."""
    found, texts = search(store, "steelworks in Osaka")
    assert len(texts) == 3
    assert found.search.candidates == len(SENTENCES)


def test_a_filter_holds_for_whatever_finds(store):
    assert search(store, "coal in Japan", allowed=Filter(keys=("e:japan",)))[1] == [SENTENCES[1]]
    assert search(store, "", allowed=Filter(keys=("e:japan",)))[1] == [SENTENCES[1]]
    assert search(store, "coal", allowed=Filter(tier=Tier.ARCHIVE))[1] == []


def test_the_result_does_not_depend_on_the_order_of_reading():
    documents = []
    for name in "abcdef":
        text = "\n\n".join(SENTENCES)
        document = SourceDocument(
            id=content_id("document", name), name=name, path=name, title="Notes", text=text, sha256="0"
        )
        passages = cut_passages(document.id, text, split_plain(text))
        documents.append((document, passages, index_terms(document, passages, NAMES)))
    with Store.open(None) as one, Store.open(None) as other:
        for put in documents:
            one.put_document(*put)
        for put in reversed(documents):
            other.put_document(*put)
        for claim in ("Tokyo banned exporting in 2009", "the ministers"):
            assert search(one, claim) == search(other, claim)


def passage(number, text, keys="", document="d"):
    return Found(number, f"p{number}", document, 1, text, keys)


def test_cover_does_not_ask_how_long_a_passage_is():
    texts = ["Exports fell.", f"Exports fell{' and so on' * 40}.", "Rain."]
    signal = score_cover(texts, {"export": 2.0, "fell": 1.0, "rose": 5.0})
    assert signal == [3.0, 3.0, 0.0]
    assert score_cover(["In the report."], {"port": 1.0}) == [0.0], "it must open a word"
    assert score_cover(["Report the port."], {"PORT": 1.0}) == [1.0]


def test_only_copies_count_as_copies():
    claim = "Japan prohibited all exports on 18 June 2009."
    texts = [
        "On 18 June 2009 Japan prohibited all exports.",
        "Japan prohibited all exprots on 18 June 2008.",
        "Exports fell.",
    ]
    signals = score_reading(claim, [passage(n, text) for n, text in enumerate(texts)], {"japan": 1.0})
    assert signals["copy"][0] > 0.7
    assert signals["copy"][1] > 0.8
    assert signals["copy"][2] == 0.0
    assert signals["cover"] == [1.0, 1.0, 0.0]


def test_a_weak_copy_is_not_scaled_up():
    assert fuse({"lexical": [2.0, 1.0], "copy": [0.0, 0.1]}, ["a", "b"], share=0) == pytest.approx([1.0, 0.6])


def test_keys_count_by_rarity():
    weights = weigh({"e:a": 1.0, "e:b": 0.5, "e:c": 1.0}, {"e:a": 1, "e:b": 1, "e:c": 0}, 3)
    assert weights == {"e:a": pytest.approx(math.log(4)), "e:b": pytest.approx(math.log(4) / 2)}
    found = [passage(1, "x", "e:a e:b n:1"), passage(2, "y", "e:b"), passage(3, "z", "e:ab")]
    signals = score_keys(found, {"entity": weights, "number": {}})
    assert signals == {"entity": pytest.approx([math.log(4) * 1.5, math.log(4) / 2, 0.0])}


def test_neighbours_of_one_section_lend_each_other():
    found = [Found(n, f"p{n}", "d", 1 if n < 4 else 4, "x", "") for n in range(1, 6)]
    signals = score_words(found, Candidates(passages=((1, 2.0), (4, 8.0)), sections=((4, 3.0),)))
    assert signals["lexical"] == [2.0, 0.0, 0.0, 8.0, 0.0]
    assert signals["section"] == [0.0, 0.0, 0.0, 3.0, 3.0]
    assert signals["near"] == [0.0, 2.0, 1.0, 0.0, 8.0]


def ranked(signals, documents):
    scores = fuse(signals, documents)
    return sorted(range(len(documents)), key=lambda place: (-scores[place], place))


def test_fusion_weighs_signals():
    assert ranked({"lexical": [1.0, 2.0], "fuzzy": [1.0, 0.5]}, ["a", "b"]) == [1, 0]
    assert len(set(fuse({"lexical": [1.0, 1.0]}, ["a", "b"]))) == 1
    assert fuse({}, []) == []
    assert fuse({"lexical": [0.0, 0.0]}, ["a", "b"]) == [0.0, 0.0]
    assert fuse({"lexical": [1.0, 0.0]}, ["a", "b"], weights={"other": 1.0}) == [0.0, 0.0]


def test_a_document_with_more_to_say_lifts_its_passages():
    assert ranked({"lexical": [1.0, 0.95, 0.9]}, ["a", "b", "b"])[0] == 1


@settings(max_examples=100, derandomize=True)
@given(st.lists(st.floats(0.01, 10), min_size=1), st.floats(0.1, 100))
def test_fusion_does_not_depend_on_a_signals_scale(scores, factor):
    documents = [str(place) for place in range(len(scores))]
    first, second = fuse({"lexical": scores}, documents), fuse({"lexical": [s * factor for s in scores]}, documents)
    assert first == pytest.approx(second, abs=1e-9)


def test_the_article_itself_leaves_its_place_to_others(store):
    claim = SENTENCES[0]
    text = "\n\n".join([claim, "The DPRK sold coal."])
    document = SourceDocument(id="own", name="own", path="own.txt", title="Own", text=text, sha256="0")
    passages = cut_passages(document.id, text, split_plain(text))
    store.put_document(document, passages, index_terms(document, passages, NAMES))
    assert any(h.document_id == "own" for h in search(store, claim)[0].hits)
    found, texts = search(store, claim, said=Setting(is_own=lambda document: document == "own"))
    assert len(texts) == 3
    assert all(h.document_id != "own" for h in found.hits)
