"""The store under arbitrary words and arbitrary histories."""

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.models import Locator, Passage, SourceDocument, content_id
from claimcheck.models.search import Query
from claimcheck.store import PassageTerms, Store

WORDS = ("dam", "dams", "river", "treaty", "signed", "1996", "missile", "café")
SYNTAX = st.text(alphabet="\"'*:^-+(){}\x00 ANDORNEARTtextcontext,dam\u00e9\ud800", max_size=12)
WRAPPED = st.tuples(SYNTAX, st.sampled_from(WORDS), SYNTAX).map("".join)
TERMS = st.lists(st.text(max_size=12) | SYNTAX | WRAPPED | st.sampled_from(WORDS), max_size=8)

SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
EDITIONS = st.tuples(st.sampled_from("abc"), st.lists(SENTENCES, min_size=1, max_size=3))
STEPS = st.lists(EDITIONS | st.sets(st.sampled_from("abc")), max_size=8)


def put(store, name, sentences):
    """Store a document; what it is indexed by follows from its words."""
    text = "\n".join(sentences)
    document_id = content_id("document", name, text)
    passages, terms, start = [], [], 0
    for ordinal, sentence in enumerate(sentences):
        end = start + len(sentence)
        passages.append(
            Passage(
                id=content_id("passage", document_id, str(start), str(end)),
                document_id=document_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=sentence,
                locator=Locator(label=f"fact {ordinal}"),
            )
        )
        words = tuple(sentence.split())
        terms.append(PassageTerms(keys=words, context=name, section=ordinal // 2))
        start = end + 1
    document = SourceDocument(id=document_id, name=name, path=name, title=name, text=text, sha256="0" * 64)
    store.put_document(document, passages, terms)


def match(store, words):
    """Return the ids of the passages that hold any of the words, with their scores; equal scores by id."""
    candidates = store.search.candidates(Query(tuple(words)), limit=99)
    ids = {row.number: row.id for row in store.search.found([number for number, _ in candidates.passages])}
    return sorted(((ids[number], score) for number, score in candidates.passages), key=lambda hit: (-hit[1], hit[0]))


def sections(store, words):
    """Return the ids of the passages of each section that holds any of the words, with its score."""
    candidates = store.search.candidates(Query(tuple(words)), limit=99)
    members = {
        number: store.search.found(list(store.search.of_sections([number]))) for number, _ in candidates.sections
    }
    return sorted(([row.id for row in members[number]], score) for number, score in candidates.sections)


def holding(store, *keys):
    """Return the ids of the passages that hold any of the keys, sorted."""
    numbers = {number for held in store.search.holding(keys).values() for number in held}
    return sorted(row.id for row in store.search.found(sorted(numbers)))


def searched(store):
    """Return what every index answers."""
    return (
        store.search.count(),
        store.search.frequencies([*WORDS, "a", "b", "c"]),
        [match(store, [word, "a"]) for word in WORDS],
        [sections(store, [word, "a"]) for word in WORDS],
        [holding(store, word) for word in WORDS],
        store.search.key_counts("d"),
    )


with_store = settings(max_examples=60, derandomize=True, deadline=None)


@with_store
@given(terms=TERMS, keys=TERMS)
def test_no_words_break_a_search(terms, keys):
    with Store.open(None) as store:
        put(store, "a", ["dam river", "treaty signed 1996", "text context near and or not"])
        frequencies = store.search.frequencies(terms)
        assert set(frequencies) == set(terms)
        found = match(store, terms)
        assert bool(found) == any(frequencies.values()), "a term that stands somewhere finds it, one that does not, not"
        assert match(store, list(reversed(terms)) * 2) == found
        held = {"dam", "river", "treaty", "signed", "1996"}
        assert {key for key, count in store.search.key_frequencies(keys).items() if count} == set(keys) & held
        assert bool(holding(store, *keys)) == bool(set(keys) & held)


@with_store
@given(steps=STEPS)
def test_the_indexes_know_the_current_documents_only(steps):
    """Whatever happened before, searching is as in a store that only ever had the current documents."""
    current = {}
    with Store.open(None) as store, Store.open(None) as fresh:
        for step in steps:
            if isinstance(step, tuple):
                name, sentences = step
                current[name] = sentences
                put(store, name, sentences)
            else:
                gone = set(current) - step
                assert store.withdraw_files(step) == len(gone)
                current = {name: current[name] for name in current if name in step}
        for name in sorted(current, reverse=True):
            put(fresh, name, current[name])
        assert {d.name: d.text.split("\n") for d in store.documents()} == current
        assert searched(store) == searched(fresh)


@with_store
@given(steps=STEPS)
def test_what_was_stored_once_still_resolves(steps):
    with Store.open(None) as store:
        seen = {}
        for step in steps:
            if isinstance(step, tuple):
                put(store, *step)
            else:
                store.withdraw_files(step)
            for document in store.documents():
                seen.update({p.id: p for p in store.passages_of(document.id)})
        assert store.passages(list(seen)) == seen
        for passage in seen.values():
            document = store.document(passage.document_id)
            assert document.text[passage.start : passage.end] == passage.text


@with_store
@given(name=st.text(max_size=9), text=st.text(min_size=1, max_size=40).filter(str.strip))
def test_any_unicode_comes_back_as_it_was(name, text):
    with Store.open(None) as store:
        put(store, name, [text])
        (document,) = store.documents()
        assert (document.name, document.text) == (name, text)
        assert [p.text for p in store.passages_of(document.id)] == [text]


@settings(max_examples=20, derandomize=True, deadline=None)
@given(steps=STEPS)
def test_the_word_index_stays_sound(tmp_path_factory, steps):
    path = tmp_path_factory.mktemp("store") / "a.db"
    with Store.open(path) as store:
        for step in steps:
            if isinstance(step, tuple):
                put(store, *step)
            else:
                store.withdraw_files(step)
        store.prune(0)
    raw = sqlite3.connect(path)
    # Rank 1 compares the index with the passages it is of (https://www.sqlite.org/fts5.html#the_integrity_check_command).
    raw.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 1)")
    raw.close()
