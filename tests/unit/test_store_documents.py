"""Documents: put, put again, superseded, withdrawn, revived."""

import dataclasses
import sqlite3

import pytest
from store_examples import document, full_document, holding, match, put

from claimcheck.models import DocumentState, IndexedDocument, Tier
from claimcheck.store import PassageTerms, SourceFile, Store, migrate
from claimcheck.store.connection import connect


@pytest.fixture
def store():
    with Store.open(None) as opened:
        yield opened


def found(store, word):
    return [passage for passage, _ in match(store, [word])]


def test_a_document_comes_back_whole(store):
    source, passages = full_document(store)
    assert store.document(source.id) == source
    assert store.documents() == [source]
    assert store.passages_of(source.id) == passages
    assert store.passages([passages[1].id, "unknown", passages[0].id]) == {p.id: p for p in passages}
    assert list(store.passages([passages[1].id, passages[0].id])) == [passages[1].id, passages[0].id]
    assert store.document("unknown") is None
    assert store.passages_of("unknown") == []


def test_documents_are_in_order_of_name(store):
    for name in ("b", "a/z", "c", "a"):
        put(store, name, "One.")
    assert [d.name for d in store.documents()] == ["a", "a/z", "b", "c"]


def test_putting_the_same_again_changes_nothing(store):
    full_document(store)
    before = store.dump()
    full_document(store)
    assert store.dump() == before
    assert store.search.count() == 2


def test_a_new_edition_supersedes_the_old_one(store):
    old, old_passages = put(store, "a", "The dam is 90 metres high.", terms=[terms("dam", "90")])
    new, new_passages = put(store, "a", "The dam is 95 metres high.", terms=[terms("dam", "95")])
    assert store.documents() == [new]
    superseded = dataclasses.replace(old, state=DocumentState.SUPERSEDED)
    assert store.documents(DocumentState.SUPERSEDED) == [superseded]
    assert store.document(old.id) == superseded
    assert store.passages_of(old.id) == old_passages, "old citations must resolve"
    assert store.passages([old_passages[0].id])
    assert found(store, "dam") == [new_passages[0].id]
    assert found(store, "90") == []
    assert holding(store, "e:dam") == [new_passages[0].id]
    assert holding(store, "n:90") == []
    assert store.search.frequencies(["dam", "90"]) == {"dam": 1, "90": 0}
    assert store.search.count() == 1


def test_an_old_edition_can_come_back(store):
    old, old_passages = put(store, "a", "The dam is 90 metres high.", terms=[terms("dam", "90")])
    put(store, "a", "The dam is 95 metres high.", terms=[terms("dam", "95")])
    put(store, "a", "The dam is 90 metres high.", terms=[terms("dam", "90")])
    assert store.documents() == [old]
    assert found(store, "dam") == [old_passages[0].id]
    assert holding(store, "n:90", "n:95") == [old_passages[0].id]


def test_withdrawing_takes_out_the_names_that_are_gone(store):
    kept, _ = put(store, "a", "One dam.")
    gone, passages = put(store, "b", "Two dams.", terms=[terms("dam", "2")])
    assert store.withdraw_files(["a.md", "never there"]) == 1
    assert store.withdraw_files(["a.md"]) == 0
    assert store.documents() == [kept]
    assert [d.id for d in store.documents(DocumentState.WITHDRAWN)] == [gone.id]
    assert len(found(store, "dam")) == 1
    assert holding(store, "e:dam") == []
    assert store.passages_of(gone.id) == passages
    put(store, "b", "Two dams.", terms=[terms("dam", "2")])
    assert [d.name for d in store.documents()] == ["a", "b"]
    assert len(found(store, "dam")) == 2
    assert store.withdraw_files([]) == 2
    assert store.search.count() == 0


def test_a_document_read_again_in_other_pieces(store):
    source, (first, second) = put(store, "a", "One dam.", "Two bridges.")
    whole = dataclasses.replace(first, id="passage-whole", end=len(source.text), text=source.text)
    store.put_document(source, [whole], [PassageTerms(context="Heading")])
    assert store.passages_of(source.id) == [whole]
    assert found(store, "bridge") == found(store, "heading") == [whole.id]
    assert store.search.count() == 1
    assert set(store.passages([first.id, second.id])) == {first.id, second.id}, "old citations must resolve"


def test_a_document_whose_description_changed(store):
    source, passages = put(store, "a", "One dam.", terms=[PassageTerms(context="Old title")])
    changed = dataclasses.replace(source, title="New", tier=Tier.SECONDARY, sha256="1" * 64)
    store.put_document(changed, passages, [PassageTerms(context="New title")])
    assert store.documents() == [changed]
    assert found(store, "old") == []
    assert found(store, "new") == [passages[0].id]


def test_what_does_not_fit_is_refused(store):
    source, passages = document("a", "One dam.", "Two bridges.")
    with pytest.raises(ValueError, match="have 1 terms"):
        store.put_document(source, passages, [PassageTerms()])
    elsewhere = dataclasses.replace(passages[0], text="Xne dam.")
    with pytest.raises(ValueError, match="does not give the words"):
        store.put_document(source, [elsewhere], [PassageTerms()])
    of_another = dataclasses.replace(passages[0], document_id="document-x")
    with pytest.raises(ValueError, match="does not give the words"):
        store.put_document(source, [of_another], [PassageTerms()])
    assert store.dump() == ""


def test_a_passage_never_moves_to_another_document(store):
    _, (first,) = put(store, "a", "One dam.")
    other, (second,) = document("b", "One dam.")
    with pytest.raises(ValueError, match="share an id"):
        store.put_document(other, [dataclasses.replace(second, id=first.id)], [PassageTerms()])
    assert [d.name for d in store.documents()] == ["a"]


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("text", ["NUL \x00 inside", "“quotes” 🎈 e\u0301", "'; DROP TABLE documents; --"])
def test_any_words_are_kept(store, tier, text):
    source, passages = put(store, text, text, title=text, tier=tier)
    assert store.document(source.id) == source
    assert store.passages_of(source.id) == passages


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE documents SET tier = 'best'",
        "UPDATE documents SET state = 'gone'",
        "UPDATE documents SET urls = '[unfinished'",
        "UPDATE passages SET span_start = -1",
        "UPDATE passages SET span_end = span_start",
        "UPDATE passages SET ordinal = 'first'",
        "INSERT INTO index_log VALUES (99, 'stamp', 1, 2)",
        "UPDATE passages SET document_id = 'unknown'",
        "INSERT INTO documents SELECT 'other', name, path, title, sha256, issuer, date, first_day, last_day, urls, "
        "tier, form, coverage, gaps, extractor, state, text FROM documents",
    ],
)
def test_the_schema_refuses_what_is_illegal(tmp_path, sql):
    path = tmp_path / "a.db"
    with Store.open(path) as store:
        put(store, "a", "One dam.")
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA foreign_keys = ON")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(sql)
    raw.close()


def test_notes(store):
    assert store.meta("aliases") is None
    store.put_meta("aliases", "1")
    store.put_meta("aliases", "2")
    assert store.meta("aliases") == "2"


def terms(entity, number):
    return PassageTerms(keys=(f"e:{entity}", f"n:{number}"))


def test_a_file_read_again_keeps_what_it_still_holds(store):
    first, passages = document("box/a", "One dam.", file="box")
    second, others = document("box/b", "Two dams.", file="box")
    whole = [
        IndexedDocument(document=d, passages=tuple(p), terms=(PassageTerms(),) * len(p))
        for d, p in ((first, passages), (second, others))
    ]
    store.put_documents(whole, reading="r1")
    assert store.finish_file(SourceFile(path="box", sha256="1", fingerprint="f"), reading="r1") == 0
    store.put_documents(whole[:1], reading="r2")
    assert store.finish_file(SourceFile(path="box", sha256="2", fingerprint="f"), reading="r2") == 1
    assert store.documents() == [first]
    assert store.source_files() == {"box": SourceFile(path="box", sha256="2", fingerprint="f")}
    assert store.withdraw_files([]) == 1
    assert store.source_files() == {}


def test_a_reading_taken_up_again_leaves_what_it_had_put(store):
    source, passages = document("a", "One dam.")
    put_once = IndexedDocument(document=source, passages=tuple(passages), terms=(PassageTerms(context="First"),))
    store.put_documents([put_once], reading="r1")
    again = dataclasses.replace(put_once, terms=(PassageTerms(context="Second"),))
    store.put_documents([again], reading="r1")
    assert found(store, "second") == []
    store.put_documents([again], reading="r2")
    assert found(store, "second") == [passages[0].id]


def test_copies_share_a_group(store):
    for name in ("a", "b", "c"):
        source, passages = document(name, "One story.")
        terms_ = (PassageTerms(),) * len(passages)
        bands = ("same",) if name != "c" else ("other",)
        store.put_documents(
            [IndexedDocument(document=source, passages=tuple(passages), terms=terms_, signature=b"s", bands=bands)]
        )
    seen = []

    def group(items):
        seen.extend(items)
        return {i: "group-1" for i, _ in seen}

    assert store.link_copies(group) == 2
    assert len(seen) == 2, "only documents that share a band are compared"
    assert [d.group for d in store.documents()] == ["group-1", "group-1", ""]
    store.withdraw_files(["a.md", "c.md"])
    seen.clear()
    assert store.link_copies(group) == 0
    assert [d.group for d in store.documents()] == ["", ""]


def test_the_schema_before_sources_is_brought_up_to_date(tmp_path):
    path = tmp_path / "old.db"
    with Store.open(path) as store:
        put(store, "a", "One dam.")
        before = store.documents()
    connection = sqlite3.connect(path)
    connection.executescript(
        "DROP TABLE source_gaps; DROP TABLE source_files; DROP TABLE document_details; "
        "DROP TABLE document_origins; DROP TABLE signatures; "
        "DROP TABLE signature_bands; DROP TABLE copies; ALTER TABLE passages DROP COLUMN lead_in; "
        "DELETE FROM _sqlite_migrations WHERE name = '0002_sources'; PRAGMA user_version = 1;"
    )
    connection.close()
    with Store.open(path) as store:
        assert store.documents() == before
        assert found(store, "dam")


def test_a_record_of_the_schema_before_retrieval_is_brought_up_to_date(tmp_path, monkeypatch):
    path = tmp_path / "old.db"
    earlier = migrate.sql_files()[:2]
    with monkeypatch.context() as before:
        before.setattr(migrate, "sql_files", lambda: earlier)
        before.setattr(migrate, "SCHEMA_VERSION", 2)
        database = connect(path)
        migrate.migrate(database)
        database.close()
    old = sqlite3.connect(path)
    old.executescript(
        "INSERT INTO documents VALUES ('d', 'a', 'a.md', 'A', '0', '', '', NULL, NULL, '[]', 'primary', 'original', "
        "'', '', '', 'current', 'One dam. Two dams.');"
        "INSERT INTO document_details "
        "SELECT id, path, 'r', '', '', '', '', '', '', '', '{}', '{}', '[]' FROM documents;"
        "INSERT INTO source_files VALUES ('a.md', '0', 'f', '', '');"
        "INSERT INTO passages VALUES (3, 'p', 'd', 1, 0, 8, 'One dam.', 'A', 'fact 1', '', NULL, 1, '');"
        "INSERT INTO passages VALUES (4, 'q', 'd', 2, 9, 18, 'Two dams.', 'A', 'fact 2', '', NULL, 1, '');"
        "INSERT INTO passages_fts (rowid, text, context) SELECT number, text, context FROM passages;"
        "INSERT INTO passage_entities VALUES ('dam', 3);"
    )
    old.close()
    with Store.open(path) as store:
        assert found(store, "dam") == ["p", "q"]
        assert store.index_state().number == 4, "indexes kept elsewhere see that there is something"
        assert [p.text for p in store.passages_since(None)] == ["One dam.", "Two dams."]
        assert store.source_files()["a.md"].fingerprint == "", "every file is read again"
        put(store, "a", "Three dams.")
        assert found(store, "dam") == [p.id for d in store.documents() for p in store.passages_of(d.id)]
        assert store.index_state().number == 5
    raw = sqlite3.connect(path)
    for table in ("passages_fts", "sections_fts", "passage_keys"):
        raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    raw.close()


def test_what_was_counted_in_a_transaction_that_failed_is_forgotten(store):
    counted = []

    def put_and_fail():
        with store.together():
            put(store, "a", "One dam.")
            counted.append((store.search.count(), store.search.frequencies(["dam"])))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    assert counted == [(1, {"dam": 1})]
    assert store.search.count() == 0
    assert store.search.frequencies(["dam"]) == {"dam": 0}
