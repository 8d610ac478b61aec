"""Worker processes: what one file does to its process, the next does not feel."""

import sys
import threading
from pathlib import Path

import pytest

from claimcheck.config import Config
from claimcheck.ingestion import pool
from claimcheck.ingestion.listing import FileState
from claimcheck.ingestion.reading import FileRequest
from claimcheck.models import IndexedDocument

RIGGED = Path(__file__).with_name("rigged_worker.py")
CONFIG = Config(max_seconds=1, max_megabytes=1_000)


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.setattr(pool, "_COMMAND", (sys.executable, str(RIGGED)))
    monkeypatch.setattr(pool, "_START_SECONDS", 20.0)

    def requests(files):
        for name, orders in files.items():
            place = tmp_path / name
            place.write_text("\n".join(orders))
            about = place.stat()
            state = FileState("0", about.st_size, about.st_mtime_ns)
            yield FileRequest(place=str(place), path=name, state=state, fingerprint="f", config=CONFIG)

    def run(files, jobs=1):
        found = {name: [[], "not done", False] for name in files}
        for answer in pool.read_files(requests(files), jobs=jobs):
            of_file = found[answer.request.path]
            of_file[0] += [i.document.text if isinstance(i, IndexedDocument) else (i.path, i.why) for i in answer.items]
            if answer.done:
                assert of_file[1] == "not done", "a file is done once"
                of_file[1:] = [answer.why, answer.partly]
        return found

    return run


def test_files_are_read_in_order(read):
    found = read({"a": ["one", "two"], "b": ["three", "gap x"]})
    assert found == {"a": [["one", "two"], "", False], "b": [["three", ("b/x", "is a gap")], "", False]}


def test_several_processes_read_every_file_once(read):
    files = {f"f{n}": [str(n)] for n in range(40)}
    assert read(files, jobs=3) == {name: [orders, "", False] for name, orders in files.items()}


def test_a_file_that_fails_says_why(read):
    assert read({"a": ["fail"], "b": ["two"]}) == {"a": [[], "is broken", False], "b": [["two"], "", False]}


def test_what_a_library_prints_disturbs_nothing(read):
    assert read({"a": ["print"]}) == {"a": [["print"], "", False]}


def test_a_reader_that_hangs_is_ended(read, monkeypatch):
    monkeypatch.setattr(pool, "_START_SECONDS", 4.0)
    found = read({"a": ["hang"], "b": ["two"]})
    assert found["a"] == [[], "took longer than 1 seconds to read (setting max_seconds)", True]
    assert found["b"] == [["two"], "", False]


def test_a_reader_that_says_that_it_is_alive_may_take_longer(read):
    assert read({"first": ["one"], "a": ["slow"]})["a"] == [["slow"], "", False]


def test_a_reader_that_crashes_is_replaced(read):
    found = read({"a": ["crash"], "b": ["two"]})
    assert found["a"] == [[], "crashed its reader, or took all its memory", True]
    assert found["b"] == [["two"], "", False]


@pytest.mark.skipif(sys.platform == "win32", reason="memory is not bounded there")
def test_a_reader_that_eats_memory_is_stopped(read):
    found = read({"a": ["eat"], "b": ["two"]})
    assert found["a"] == [[], "takes more than 1,000 MB of memory to read (setting max_megabytes)", True]
    assert found["b"] == [["two"], "", False]


def test_a_file_inside_that_crashes_is_left_out_and_the_rest_is_read(read):
    found = read({"a": ["in x one", "in y crash", "in z three"], "b": ["two"]})
    texts, why, _ = found["a"]
    assert ("a/y", "crashed its reader, or took all its memory") in texts
    assert {t for t in texts if isinstance(t, str)} == {"one", "three"}
    assert why == ""


def test_the_container_itself_may_crash(read):
    found = read({"a": ["in x one", "crash", "in z three"]})
    assert found["a"][1:] == ["crashed its reader, or took all its memory", True]
    assert "one" in found["a"][0]


def test_leaving_early_ends_the_processes(read, tmp_path, monkeypatch):
    place = tmp_path / "a"
    place.write_text("\n".join(["words"] * 50))
    state = FileState("0", place.stat().st_size, place.stat().st_mtime_ns)
    request = FileRequest(place=str(place), path="a", state=state, fingerprint="f", config=CONFIG)
    started = []
    start = pool._start
    monkeypatch.setattr(pool, "_start", lambda worker: started.append(start(worker)) or started[-1])
    answers = pool.read_files(iter([request] * 1000), jobs=2)
    next(answers)
    answers.close()
    assert started
    assert all(process.poll() is not None for process in started)
    assert threading.active_count() == 1


def test_an_error_while_listing_is_raised_where_the_answers_are_taken(read):
    def requests():
        raise OSError("no more")
        yield

    with pytest.raises(OSError, match="no more"):
        list(pool.read_files(requests(), jobs=2))
