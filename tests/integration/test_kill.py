"""A run that is killed loses nothing and doubles nothing: the next one makes the same record."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from record_dump import dump

# Small batches, so that there is much to be killed in the middle of.
RUN = """
import sys
from pathlib import Path
from claimcheck.config import Config
from claimcheck.pipeline import corpus
from claimcheck.store import Store
corpus._BATCH_PASSAGES = 40
print("ready", flush=True)
with Store.open(Path(sys.argv[2])) as store:
    corpus.update_corpus(store, Path(sys.argv[1]), config=Config(), options=corpus.UpdateOptions(jobs=2))
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """A corpus of small files and of two that hold many documents or rows; some are copies of others."""
    folder = tmp_path_factory.mktemp("sources")
    draw = random.Random(11)
    vocabulary = [f"word{n}" for n in range(400)]
    for number in range(130):
        words = " ".join(draw.choices(vocabulary, k=60))
        text = f"Report {number % 110}\n\n{words}. On {1 + number % 28} May 2017 Japan paid ${number * 13} million.\n"
        (folder / f"report_{number:03}.txt").write_text(text)
    rows = "\n".join(f"{n},State {n % 190},{draw.randint(1, 9999)}" for n in range(900))
    (folder / "votes.csv").write_text(f"id,state,votes\n{rows}\n")
    lines = (json.dumps({"id": n, "text": " ".join(draw.choices(vocabulary, k=30)) + "."}) for n in range(400))
    (folder / "notes.jsonl").write_text("\n".join(lines))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    return folder


def start(sources, db):
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(sources), str(db)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def finish(sources, db):
    with start(sources, db) as process:
        began = time.monotonic()
        assert process.stdout.read() == "done\n"
        return time.monotonic() - began


def is_running(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9 there")
@pytest.mark.parametrize("moments", [5, pytest.param(20, marks=pytest.mark.soak)])
def test_a_killed_run_is_made_good_by_the_next(sources, tmp_path, moments):
    seconds = finish(sources, tmp_path / "whole.db")
    whole = dump(tmp_path / "whole.db")
    draw = random.Random(moments)
    unfinished = 0
    for number in range(moments):
        db = tmp_path / f"{number}.db"
        with start(sources, db) as process:
            time.sleep(draw.uniform(0.02, 0.95) * seconds)
            os.kill(process.pid, signal.SIGKILL)
        unfinished += not db.exists() or dump(db) != whole
        deadline = time.monotonic() + 10
        while is_running(process.pid) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not is_running(process.pid), "its readers end with it"
        finish(sources, db)
        assert dump(db) == whole
    assert unfinished >= moments / 2, "most were killed in the middle"
