"""Indexes beside the record: made, added to, made anew, and never used half-made."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from claimcheck.errors import StoreError
from claimcheck.models.search import IndexedPassage, IndexState
from claimcheck.retrieval.derived import bring_up_to_date, share_files

PANIC = type("PanicException", (BaseException,), {})


@dataclass
class Record:
    """A record in memory: passages come, and when one goes the stamp changes."""

    numbers: list[int] = field(default_factory=list)
    stamp: str = "record 1"
    asked: list[int | None] = field(default_factory=list)

    def index_state(self) -> IndexState:
        return IndexState(max(self.numbers, default=0), self.stamp)

    def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
        self.asked.append(state.number if state else None)
        if state and state.stamp != self.stamp:
            return None
        return iter([IndexedPassage(n, n, f"text {n}") for n in sorted(self.numbers) if not state or n > state.number])


@dataclass
class Listing:
    """An index that is a list of numbers, one file for each time it was added to; says what was asked of it."""

    version: str = "1"
    name: str = "listing"
    setting: str = "listing_index"
    done: list[str] = field(default_factory=list)
    fail: BaseException | None = None  # in the middle of what is done next

    def build(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
        self.done.append("build")
        self._write(folder, passages)

    def append(self, folder: Path, old: Path, passages: Iterable[IndexedPassage]) -> None:
        self.done.append("append")
        for path in old.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
        self._write(folder, passages)

    def open(self, folder: Path) -> list[int]:
        self.done.append("open")
        return [n for path in sorted(folder.iterdir()) for n in json.loads(path.read_text())]

    def _write(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
        path = folder / f"part{len(list(folder.iterdir()))}"
        path.write_text("[")  # half-made until the next line
        numbers = [passage.number for passage in passages]
        fail, self.fail = self.fail, None
        if fail is not None:
            raise fail
        path.write_text(json.dumps(numbers))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


def folder_of(database: Path) -> Path:
    return database.with_name("desk.db.listing")


def versions(database: Path) -> list[str]:
    return sorted(path.name for path in folder_of(database).iterdir() if path.is_dir())


def test_is_made_then_opened_as_it_is(database: Path) -> None:
    record, kind = Record([1, 2, 5]), Listing()
    assert bring_up_to_date(kind, database, record) == [1, 2, 5]
    assert kind.done == ["build", "open"]
    assert bring_up_to_date(kind, database, record) == [1, 2, 5]
    assert kind.done == ["build", "open", "open"]
    assert record.asked == [None]


def test_only_additions_are_added(database: Path) -> None:
    record, kind = Record([1, 2]), Listing()
    bring_up_to_date(kind, database, record)
    record.numbers += [3, 9]
    assert bring_up_to_date(kind, database, record) == [1, 2, 3, 9]
    assert kind.done == ["build", "open", "append", "open"]
    assert record.asked == [None, 2]
    assert versions(database) == ["2"]


def test_an_empty_record_has_an_index(database: Path) -> None:
    record, kind = Record(), Listing()
    assert bring_up_to_date(kind, database, record) == []
    record.numbers.append(1)
    assert bring_up_to_date(kind, database, record) == [1]
    assert kind.done == ["build", "open", "append", "open"]


def test_is_made_anew_when_a_passage_went_away(database: Path) -> None:
    record, kind = Record([1, 2, 3]), Listing()
    bring_up_to_date(kind, database, record)
    record.numbers, record.stamp = [1, 3], "record 1, one taken away"
    assert bring_up_to_date(kind, database, record) == [1, 3]
    assert kind.done == ["build", "open", "build", "open"]


def test_is_made_anew_for_another_version(database: Path) -> None:
    record = Record([1])
    bring_up_to_date(Listing(), database, record)
    newer = Listing(version="2")
    assert bring_up_to_date(newer, database, record) == [1]
    assert newer.done == ["build", "open"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\x00",
        b"[" * 100_000,
        b'{"folder": "1"}',
        b'{"folder": "../..", "version": "1", "number": 2, "stamp": "record 1"}',
        b'{"folder": 1, "version": "1", "number": 2, "stamp": "record 1"}',
        b'{"folder": "1", "version": "1", "number": true, "stamp": "record 1"}',
        b'{"folder": "1", "version": "1", "number": 2, "stamp": "record 1", "more": 0}',
        b'{"folder": "7", "version": "1", "number": 2, "stamp": "record 1"}',
    ],
)
def test_is_made_anew_when_the_state_is_damaged(database: Path, damage: bytes) -> None:
    record = Record([1, 2])
    bring_up_to_date(Listing(), database, record)
    (folder_of(database) / "state.json").write_bytes(damage)
    kind = Listing()
    assert bring_up_to_date(kind, database, record) == [1, 2]
    assert "build" in kind.done
    assert len(versions(database)) == 1


@pytest.mark.parametrize("error", [ValueError("bad"), OSError("gone"), PANIC("index out of bounds")])
def test_is_made_anew_when_the_last_one_cannot_be_added_to(database: Path, error: BaseException) -> None:
    record = Record([1])
    bring_up_to_date(Listing(), database, record)
    record.numbers.append(2)
    kind = Listing(fail=error)
    assert bring_up_to_date(kind, database, record) == [1, 2]
    assert kind.done == ["append", "build", "open"]


def test_is_made_anew_when_it_cannot_be_opened(database: Path) -> None:
    record = Record([1, 2])
    bring_up_to_date(Listing(), database, record)
    (folder_of(database) / "1" / "part0").write_text("[1,")
    kind = Listing()
    assert bring_up_to_date(kind, database, record) == [1, 2]
    assert kind.done[-2:] == ["build", "open"]


def test_is_made_anew_when_what_was_added_to_cannot_be_opened(database: Path) -> None:
    record = Record([1, 2])
    bring_up_to_date(Listing(), database, record)
    (folder_of(database) / "1" / "part0").write_text("[1,")
    record.numbers.append(3)
    kind = Listing()
    assert bring_up_to_date(kind, database, record) == [1, 2, 3]
    assert kind.done == ["append", "open", "build", "open"]


def test_what_was_broken_off_is_taken_away_and_the_old_one_counts(database: Path) -> None:
    record = Record([1])
    bring_up_to_date(Listing(), database, record)
    record.numbers.append(2)
    with pytest.raises(KeyboardInterrupt):
        bring_up_to_date(Listing(fail=KeyboardInterrupt()), database, record)
    assert versions(database) == ["1"]
    kind = Listing()
    assert bring_up_to_date(kind, database, record) == [1, 2]
    assert kind.done == ["append", "open"]


def test_an_error_of_the_record_is_not_swallowed(database: Path) -> None:
    class Failing(Record):
        def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
            raise LookupError("the record is gone")

    with pytest.raises(LookupError, match="gone"):
        bring_up_to_date(Listing(), database, Failing([1]))


def test_passages_added_meanwhile_are_left_for_the_next_time(database: Path) -> None:
    class Growing(Record):
        def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
            self.numbers.append(max(self.numbers) + 1)
            return super().passages_since(state)

    record = Growing([1])
    assert bring_up_to_date(Listing(), database, record) == [1]
    assert bring_up_to_date(Listing(), database, record) == [1, 2]


KILLED = """
import os, signal, sys
from pathlib import Path
from claimcheck.models.search import IndexedPassage, IndexState
from claimcheck.retrieval.derived import bring_up_to_date

class Record:
    def index_state(self):
        return IndexState(2, "record 1")
    def passages_since(self, state):
        return iter([IndexedPassage(2, 2, "text 2")])

class Deadly:
    name, setting, version = "listing", "listing_index", "1"
    def append(self, folder, old, passages):
        (folder / "part0").write_text("[")
        os.kill(os.getpid(), signal.SIGKILL)
    def open(self, folder):
        return []

bring_up_to_date(Deadly(), Path(sys.argv[1]), Record())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_killed_process_leaves_the_old_index_and_no_lock(database: Path) -> None:
    bring_up_to_date(Listing(), database, Record([1]))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(database)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert versions(database) == ["1", "2"]  # the second is what it left
    assert bring_up_to_date(Listing(), database, Record([1])) == [1]
    kind = Listing()
    assert bring_up_to_date(kind, database, Record([1, 2]), patience=0) == [1, 2]
    assert kind.done == ["append", "open"]
    assert len(versions(database)) == 1


def test_one_makes_it_and_the_others_wait(database: Path) -> None:
    record, made, opened = Record([1, 2]), [], []

    class Slow(Listing):
        def build(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
            made.append(folder)
            time.sleep(0.1)
            super().build(folder, passages)

    threads = [
        threading.Thread(target=lambda: opened.append(bring_up_to_date(Slow(), database, record))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert opened == [[1, 2]] * 4


def test_who_waits_in_vain_is_told(database: Path) -> None:
    begun, go_on = threading.Event(), threading.Event()

    class Slow(Listing):
        def build(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
            begun.set()
            go_on.wait(10)
            super().build(folder, passages)

    thread = threading.Thread(target=lambda: bring_up_to_date(Slow(), database, Record([1])))
    thread.start()
    begun.wait(10)
    with pytest.raises(StoreError, match=r"another process .*unset listing_index"):
        bring_up_to_date(Listing(), database, Record([1]), patience=0)
    go_on.set()
    thread.join()


def test_a_place_that_cannot_be_written_is_one_line(database: Path) -> None:
    folder_of(database).write_text("somebody's file")
    with pytest.raises(StoreError, match=r"desk\.db\.listing: cannot write .*unset listing_index") as caught:
        bring_up_to_date(Listing(), database, Record([1]))
    assert "\n" not in str(caught.value)
    assert folder_of(database).read_text() == "somebody's file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_folder_that_is_read_only_is_one_line_and_a_current_index_opens(database: Path) -> None:
    record = Record([1])
    bring_up_to_date(Listing(), database, record)
    folder_of(database).chmod(0o500)
    try:
        assert bring_up_to_date(Listing(), database, record) == [1]
        record.numbers.append(2)
        (folder_of(database) / "lock").chmod(0o400)
        with pytest.raises(StoreError, match="cannot write"):
            bring_up_to_date(Listing(), database, record)
    finally:
        folder_of(database).chmod(0o700)


def test_an_index_that_never_opens_is_an_error(database: Path) -> None:
    class Hopeless(Listing):
        def open(self, folder: Path) -> list[int]:
            raise PANIC("never")

    with pytest.raises(StoreError, match="cannot be opened"):
        bring_up_to_date(Hopeless(), database, Record([1]))


def test_other_files_in_the_folder_stay(database: Path) -> None:
    folder_of(database).mkdir()
    (folder_of(database) / "notes").mkdir()
    (folder_of(database) / "9").mkdir()
    bring_up_to_date(Listing(), database, Record([1]))
    assert "notes" in versions(database)
    assert "9" not in versions(database)


def test_progress_ends_at_the_number_of_the_last_passage(database: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    record = Record([1, 4, 10])
    bring_up_to_date(Listing(), database, record, progress=lambda *step: told.append(step))
    assert told == [("index", 0, 10), ("index", 10, 10)]
    told.clear()
    record.numbers += [12]
    bring_up_to_date(Listing(), database, record, progress=lambda *step: told.append(step))
    assert told == [("index", 1, 2), ("index", 2, 2)]


@pytest.mark.parametrize("links", [True, False])
def test_shared_files_are_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for name in ("a.idx", ".writer.lock", "meta.json"):
        (old / name).write_text(name)
    if not links:
        monkeypatch.setattr("os.link", lambda *paths: (_ for _ in ()).throw(OSError("no links here")))
    share_files(old, tmp_path / "new")
    assert {path.name: path.read_text() for path in (tmp_path / "new").iterdir()} == {
        "a.idx": "a.idx",
        "meta.json": "meta.json",
    }
