import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.ingestion.indexing import index_terms
from claimcheck.ingestion.paragraphs import split_plain
from claimcheck.ingestion.passages import cut_passages
from claimcheck.models import SourceDocument, content_id
from claimcheck.retrieval import retrieve
from claimcheck.retrieval.fusion import fuse
from claimcheck.retrieval.query import POSTING_BUDGET, choose_terms, words_of
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


def first(store, words):
    return retrieve(words, store, NAMES, candidates=50, top_k=3).hits[0].passage.text


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
    assert first(store, claim) == SENTENCES[answer]


def test_a_name_is_found_by_its_alias_alone(store):
    found = retrieve("Pyongyang", store, NAMES, candidates=50, top_k=3)
    assert [h.passage.text for h in found.hits] == [SENTENCES[0]]
    assert found.search.entities == ("north korea",)
    assert "entity" in found.hits[0].signals


def test_what_was_searched_is_said(store):
    search = retrieve("Japan prohibited zzz", store, NAMES, candidates=50, top_k=3).search
    assert search.terms == ("japan", "prohibited")
    assert search.passages_searched == len(SENTENCES)


def test_nothing_shared_nothing_found(store):
    assert retrieve("zzz qqq", store, NAMES, candidates=50, top_k=3).hits == ()


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_a_search(text):
    with Store.open(None) as store:
        retrieve(text, store, NAMES, candidates=5, top_k=2)


class _Counts:
    def __init__(self, frequency):
        self.frequency = frequency

    def document_frequency(self, terms):
        return {t: self.frequency.get(t, 0) for t in terms}


def test_rare_words_are_searched_until_the_budget_is_spent():
    index = _Counts({"a": POSTING_BUDGET, "b": 10, "c": 100})
    assert choose_terms(["a", "b", "c", "absent"], index) == ("b", "c")
    assert choose_terms(["a"], index) == ("a",)


def test_stop_words_are_left_out_unless_there_is_nothing_else():
    assert words_of("What the Council said of it") == ("council",)
    assert words_of("To be or not to be") == ("to", "be", "or", "not")


def test_fusion_weighs_signals_and_breaks_ties_by_id():
    documents = {"a": "d1", "b": "d2"}
    assert list(fuse({"lexical": {"a": 1.0, "b": 2.0}, "fuzzy": {"a": 1.0, "b": 0.5}}, documents)) == ["b", "a"]
    assert list(fuse({"lexical": {"b": 1.0, "a": 1.0}}, documents)) == ["a", "b"]
    assert fuse({}, {}) == {}


def test_a_document_with_more_to_say_lifts_its_passages():
    documents = {"a": "d1", "b": "d2", "c": "d2"}
    assert next(iter(fuse({"lexical": {"a": 1.0, "b": 0.95, "c": 0.9}}, documents))) == "b"


@settings(max_examples=100, derandomize=True)
@given(st.dictionaries(st.sampled_from("pqrs"), st.floats(0.01, 10), min_size=1), st.floats(0.1, 100))
def test_fusion_does_not_depend_on_a_signals_scale(scores, factor):
    documents = {p: p for p in scores}
    scaled = {p: s * factor for p, s in scores.items()}
    first, second = fuse({"lexical": scores}, documents), fuse({"lexical": scaled}, documents)
    assert first.keys() == second.keys()
    assert all(abs(first[p] - second[p]) < 1e-9 for p in first)


def test_every_passage_that_a_search_found_is_ranked():
    assert set(fuse({"entity": {"a": 1.0}, "number": {"b": 1.0}}, {"a": "d", "b": "d"})) == {"a", "b"}
