"""A corpus of files made to break readers: a clear line each, and the rest of the batch goes on."""

import re
import subprocess
import sys

import pytest
from hostile_files import HOSTILE, make_hostile

SETTINGS = "settings:\n  max_seconds: 15\n  max_megabytes: 1024\n  max_members: 1000\n  max_characters: 8000000\n"
if sys.platform == "win32":
    pytest.skip("pipes and links are made otherwise there", allow_module_level=True)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    desk = tmp_path_factory.mktemp("desk")
    (desk / "sources").mkdir()
    said = make_hostile(desk / "sources")
    for number in range(3):
        (desk / "sources" / f"good_{number}.txt").write_text(f"The dam number {number} was built in 1961.")
    (desk / "claims.yaml").write_text(SETTINGS + "  max_bytes: 50000000\n")
    done = subprocess.run(
        [sys.executable, "-m", "claimcheck", "ingest", "sources", "--db", "desk.db"],
        check=False, cwd=desk, capture_output=True, text=True, timeout=400,
    )  # fmt: skip
    return desk, said, done


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 30


def test_the_run_says_that_it_is_incomplete(run):
    _, _, done = run
    assert done.returncode == 3, done.stderr
    assert "Traceback" not in done.stderr


def test_each_file_that_cannot_be_read_has_its_line(run):
    _, said, done = run
    lines = [line for line in done.stderr.splitlines() if line.startswith("not read: ")]
    for name, why in said.items():
        of_file = [line for line in lines if line.startswith((f"not read: {name}:", f"not read: {name}/"))]
        assert of_file, f"{name} is not named"
        assert any(re.search(why, line) for line in of_file), of_file
    named = {re.match(r"not read: ([^:/]+)", line)[1] for line in lines}
    assert named <= set(said), named - set(said)


def test_the_rest_of_the_batch_is_read(run):
    from claimcheck.store import Store

    desk, _, _ = run
    with Store.open(desk / "desk.db", readonly=True) as store:
        documents = store.documents()
    files = {document.file for document in documents}
    readable = {name for name, (_, why) in HOSTILE.items() if why is None}
    assert readable | {"good_0.txt", "good_1.txt", "good_2.txt", "bad\nname.txt"} <= files
    texts = " ".join(document.text for document in documents)
    assert "evil" not in texts
    assert "haha" not in texts
    assert "Outside the corpus" not in texts
    assert all(".." not in document.name.split("/") for document in documents)


@pytest.mark.usefixtures("run")
def test_no_bound_is_broken_by_much():
    import resource

    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1_600_000, "kilobytes of the largest process"
