"""The file: opened, refused, shared, migrated, never half-written."""

import dataclasses
import sqlite3
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from store_examples import document, full_document, holding, match, put, put_report, report

from claimcheck.errors import StoreError
from claimcheck.models import Decider
from claimcheck.store import PassageTerms, Store, connection, index, migrate
from claimcheck.store.contents import DUMPED


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record #1?.db"


def test_a_new_file_is_ours_and_keeps_what_was_put(path):
    with Store.open(path) as store:
        source, _ = put(store, "a", "One.")
    with Store.open(path) as store:
        assert store.document(source.id) == source
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA application_id").fetchone() == (connection.APPLICATION_ID,)
    assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    raw.close()


def test_foreign_keys_are_enforced(path):
    with Store.open(path) as store, Store.open(None) as other:
        source, passages = put(other, "a", "One.", "Two.")
        with pytest.raises(sqlite3.IntegrityError):
            put_report(store, report(source, passages))
        assert store.latest_report() is None


@pytest.mark.parametrize(
    "content", [b"not a database at all", b"SQLite format 3\x00" + b"\x01" * 200, b"\x00", b"PK\x03\x04" * 50]
)
@pytest.mark.parametrize("readonly", [False, True])
def test_a_file_that_is_no_database_is_left_as_it_was(path, content, readonly):
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is not a claimcheck database") as caught:
        Store.open(path, readonly=readonly)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("readonly", [False, True])
def test_a_database_of_another_program_is_left_as_it_was(path, readonly):
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE theirs (x)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is not a claimcheck database"):
        Store.open(path, readonly=readonly)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused(path):
    Store.open(path).close()
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {migrate.SCHEMA_VERSION + 1}")
    raw.close()
    for readonly in (False, True):
        with pytest.raises(StoreError, match="newer claimcheck"):
            Store.open(path, readonly=readonly)


def test_an_empty_file_and_an_unfinished_migration_become_a_record(path):
    path.touch()
    Store.open(path).close()
    other = path.with_name("b.db")
    raw = sqlite3.connect(other)
    raw.execute("PRAGMA journal_mode = wal")
    raw.execute("CREATE TABLE x (y)")
    raw.execute("DROP TABLE x")
    raw.close()
    with Store.open(other) as store:
        assert store.search.count() == 0


def test_a_failed_migration_leaves_nothing(path, monkeypatch):
    monkeypatch.setattr(migrate, "sql_files", lambda: [("0001_a", "CREATE TABLE a (x);"), ("0002_b", "NONSENSE;")])
    with pytest.raises(sqlite3.OperationalError):
        Store.open(path)
    monkeypatch.undo()
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    raw.close()
    Store.open(path).close()


def test_reading_only_needs_a_file_and_makes_none(path):
    with pytest.raises(StoreError, match="no such database"):
        Store.open(path, readonly=True)
    assert not path.exists()


def test_reading_only_refuses_to_write(path):
    with Store.open(path) as store:
        source, passages = put(store, "a", "One.")
    with Store.open(path, readonly=True) as store:
        assert [d.id for d in store.documents()] == [source.id]
        assert match(store, ["one"])
        assert holding(store, "n:1") == []
        with pytest.raises(StoreError, match="cannot be written"):
            store.put_document(source, passages, [PassageTerms()])


def test_reading_only_wants_the_schema_of_today(path):
    Store.open(path).close()
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 0")
    raw.close()
    with pytest.raises(StoreError, match="older claimcheck"):
        Store.open(path, readonly=True)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="folder of the database does not exist"):
        Store.open(tmp_path / "none" / "a.db")


def test_a_second_writer_is_told_and_a_reader_is_not_stopped(path, monkeypatch):
    with Store.open(path) as store:
        put(store, "a", "One.")
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with Store.open(path) as store:
        with pytest.raises(StoreError, match="another process is writing"):
            put(store, "b", "Two.")
        assert len(store.documents()) == 1
        writer.execute("ROLLBACK")
        writer.close()
        put(store, "b", "Two.")
        assert len(store.documents()) == 2


def test_nobody_writes_between_what_a_transaction_reads_and_writes(path, monkeypatch):
    refused = []

    def meanwhile(*_):
        other = sqlite3.connect(path, timeout=0)
        try:
            other.execute("INSERT INTO meta VALUES ('a', 'b')")
        except sqlite3.OperationalError as error:
            refused.append(str(error))
        other.close()

    with Store.open(path) as store:
        put(store, "a", "One.")
        monkeypatch.setattr(index, "remove", meanwhile)
        put(store, "a", "Two.")
    assert refused == ["database is locked"]


def test_a_reader_sees_what_another_wrote(path):
    with Store.open(path) as writer, Store.open(path, readonly=True) as reader:
        assert reader.search.count() == 0
        assert reader.search.frequencies(["one"]) == {"one": 0}
        put(writer, "a", "One.")
        assert reader.search.count() == 1
        assert reader.search.frequencies(["one"]) == {"one": 1}


def test_a_damaged_file_is_one_line(path):
    with Store.open(path) as store:
        put(store, "a", *(f"Sentence number {n}." for n in range(500)))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(StoreError, match="damaged"), Store.open(path) as store:
        store.dump()


def test_an_error_half_way_leaves_nothing(path):
    with Store.open(path) as store:
        source, passages = full_document(store)
        put_report(store, report(source, passages))
        before = store.dump()
        bad = dataclasses.replace(passages[1], id=passages[0].id)
        with pytest.raises(ValueError, match="share an id"):
            store.put_document(source, [passages[0], bad], [PassageTerms(keys=("e:x",))] * 2)
        with pytest.raises(sqlite3.IntegrityError):
            put_report(store, report(*document("never put", "One.", "Two."), run_id="run-2"))
        with pytest.raises(StoreError, match="not Unicode"):
            put(store, "b", "Half a \ud800 character.")
        assert store.dump() == before
        assert [i for i, _ in match(store, ["treaty"])] == [passages[0].id, passages[1].id]
        assert holding(store, "e:x") == []


def test_a_killed_process_leaves_whole_documents(path):
    script = (
        "import os, sys\nfrom pathlib import Path\nsys.path.insert(0, sys.argv[2])\n"
        "from store_examples import put\nfrom claimcheck.store import Store, index\n"
        "store = Store.open(Path(sys.argv[1]))\nput(store, 'a', 'One.', 'Two.')\n"
        "index.add = lambda *_: os._exit(9)\nput(store, 'b', 'Three.')\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path), str(Path(__file__).parent)], check=False)
    assert done.returncode == 9
    with Store.open(path) as store:
        assert [d.name for d in store.documents()] == ["a"]
        assert store.search.count() == 2
        assert match(store, ["three"]) == []


def test_every_table_is_strict_and_every_foreign_key_leads_with_an_index(path):
    Store.open(path).close()
    raw = sqlite3.connect(path)
    found = raw.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    strict = {name: bool(flag) for name, flag in found if not name.startswith(("sqlite_", "_sqlite_"))}
    assert set(strict) - {"index_log", "spelling_words", "spelling_parts", "spelling_seen"} == set(DUMPED), (
        "a table is missing from the dump"
    )
    assert all(strict.values()), strict
    for table in sorted(strict):
        firsts = {
            raw.execute("SELECT name FROM pragma_index_info(?) WHERE seqno = 0", (index,)).fetchone()[0]
            for (index,) in raw.execute("SELECT name FROM pragma_index_list(?)", (table,))
        }
        keys = raw.execute('SELECT "from" FROM pragma_foreign_key_list(?) WHERE seq = 0', (table,)).fetchall()
        assert {column for (column,) in keys} <= firsts, table
    raw.close()


def test_the_printed_schema_is_the_real_one():
    kept = (files("claimcheck.store") / "schema.sql").read_text(encoding="utf-8")
    assert migrate.schema() == kept, "run `python -m claimcheck.store.migrate > src/claimcheck/store/schema.sql`"


def test_an_older_record_is_brought_up_with_what_it_holds(path, monkeypatch):
    """A record of schema 3 knows no scores, confidences and notes: it has none of them, and all else."""
    until_then = migrate.sql_files()[:3]
    with monkeypatch.context() as older:
        older.setattr(migrate, "SCHEMA_VERSION", 3)
        older.setattr(migrate, "sql_files", lambda: until_then)
        Store.open(path).close()
    raw = sqlite3.connect(path)
    raw.executescript("""
        INSERT INTO articles VALUES ('a', 'A', '', '', '', '', '');
        INSERT INTO claims VALUES ('c', 'a', NULL, 1, '', 'One.', 0, 'statement', .5, NULL, NULL, NULL, '', NULL, '[]');
        INSERT INTO sentences VALUES ('s', 'a', 1, 1, 0, 4, 'Why?', 'question', 'asks', '?');
        INSERT INTO runs VALUES (1, 'r', '', '0', 'slots-3', 'en', '{}', 0, 0, 0, 0);
        INSERT INTO run_articles VALUES ('r', 0, 'a');
        INSERT INTO unchecked VALUES ('r', 'a', 0, 'Go.', 1, 'advice', 'says so');
        INSERT INTO verdicts VALUES ('r', 'c', 'a', 0, 'not_enough_evidence', '["no-evidence"]', 'Nothing.');
        INSERT INTO searches VALUES ('r', 'c', '["one"]', '[]', 7, 3);
        INSERT INTO pairs VALUES ('k', 'p', 'neutral', '["off-topic"]', '[]', .25, 'far');
    """)
    raw.close()
    with pytest.raises(StoreError, match="older claimcheck"):
        Store.open(path, readonly=True)
    with Store.open(path) as store:
        (part,) = store.latest_report().articles
        (finding,) = part.findings
        (pair,) = store.pairs(["k"]).values()
    assert (finding.verdict.explanation, finding.verdict.confidence, finding.verdict.policy) == ("Nothing.", None, ())
    assert (finding.claim.inferred, finding.claim.unresolved) == ((), ())
    assert [(s.checkability.value, s.reason, s.cue) for s in part.sentences] == [("question", "asks", "?")]
    assert [(u.kind.value, u.text, u.reason) for u in part.unchecked] == [("advice", "Go.", "says so")]
    assert (finding.claim.worth_parts, finding.claim.attributed_to) == ((), "")
    assert (finding.search.passages_searched, finding.search.left_out) == (7, ())
    assert (pair.note, pair.coverage, pair.score, pair.decided_by) == ("far", 0.25, None, Decider.RULES)


def test_the_version_is_the_last_migration():
    numbers = [int(name.partition("_")[0]) for name, _ in migrate.sql_files()]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] == migrate.SCHEMA_VERSION


def test_importing_the_store_loads_no_sqlite_utils():
    script = "import sys, claimcheck.store; print('sqlite_utils' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
