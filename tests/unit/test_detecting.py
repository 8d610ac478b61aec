"""Claims found in several processes are those that one finds."""

import subprocess
import time

import pytest

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.errors import ClaimcheckError, MissingPipeline
from claimcheck.models import Article
from claimcheck.pipeline import detecting
from claimcheck.pipeline.detecting import count_processes, detect_claims

CONFIG = Config()
TEXTS = [
    "The board of Harlow Water met on Tuesday. It approved a loan of 4 million pounds.\n\nHe said: “We had no choice.”",
    "Norway sent two ships. They left Bergen in May 2019; one came back.",
    "Is this a question? Perhaps it is.",
]
ARTICLES = [Article.build(title=f"Article {n}", text=text) for n, text in enumerate(TEXTS)]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Make few words worth several processes, and list those that are started."""
    found: list[subprocess.Popen[bytes]] = []

    class Listed(subprocess.Popen):
        def __init__(self, *args, **options):
            super().__init__(*args, **options)
            found.append(self)

    monkeypatch.setattr(detecting, "_LEAST", 1)
    monkeypatch.setattr(detecting.subprocess, "Popen", Listed)
    return found


def test_two_processes_find_what_one_does_in_the_articles_order(monkeypatch, started):
    # The first is long here: its sentences are parsed by both, the others are whole articles of one.
    monkeypatch.setattr(detecting, "_LONG", len(TEXTS[0]))
    monkeypatch.setattr(detecting, "_SENTENCES", 1)
    expected = [extract(a, pipeline=CONFIG.language_pipeline) for a in ARTICLES]
    assert list(detect_claims(ARTICLES, config=CONFIG, jobs=2)) == expected
    assert len(started) == 2
    assert all(p.poll() is not None for p in started)


def test_an_error_of_a_process_is_raised_as_it_is(started):
    config = Config(language_pipeline="en_core_web_none")
    with pytest.raises(MissingPipeline, match="is not known") as error:
        list(detect_claims(ARTICLES, config=config, jobs=2))
    assert error.value.hint
    assert len(started) == 2


def test_a_process_that_is_gone_is_an_error_with_what_to_do(monkeypatch, started):
    monkeypatch.setattr(detecting, "_COMMAND", (detecting.sys.executable, "-c", "import sys; sys.stdin.buffer.read(9)"))
    with pytest.raises(ClaimcheckError, match="--jobs 1"):
        list(detect_claims(ARTICLES, config=CONFIG, jobs=2))


def test_no_process_outlives_a_run_that_is_broken_off(monkeypatch, started):
    monkeypatch.setattr(detecting, "_COMMAND", (detecting.sys.executable, "-c", "import time; time.sleep(600)"))
    with detecting._start(2, CONFIG):
        time.sleep(0.05)
        assert [p.poll() for p in started] == [None, None]
    assert all(p.poll() is not None for p in started)


@pytest.mark.parametrize(
    ("sizes", "jobs", "expected"),
    [
        ([], None, 0),
        ([1_000] * 3, 8, 0),  # soon done
        ([60_000] * 2, 8, 2),
        ([60_000] * 10, 4, 4),
        ([60_000] * 10, 1, 1),
        ([399_000], 8, 1),  # one article of usual length
        ([500_000], 4, 4),  # a long one
        ([60_000] * 99, None, 3),
    ],
)
def test_processes_are_started_where_they_pay(monkeypatch, sizes, jobs, expected):
    monkeypatch.setattr(detecting.os, "cpu_count", lambda: 3)
    articles = [Article.build(title="T", text="x" * size) for size in sizes]
    assert count_processes(articles, jobs) == expected
