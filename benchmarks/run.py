"""Times claimcheck beside peers, in one run, so that ratios hold on a noisy machine.

    make bench

Reads a corpus of synthetic passages (seeded, so always the same; its size is the
argument, 200,000 passages if absent) beside bare SQLite, which only indexes the
words, and checks 50 claims, twice. Then `benchmarks/retrieval.py` measures
finding over real text, up to that size, and `benchmarks/detection.py` finding
claims. Writes docs/benchmarks.md, to which `benchmarks/profile.md` is added.

    make bench ARGS=1000000
"""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from detection import measure_detection

from claimcheck.config import Config
from claimcheck.models import Article, Claim, content_id
from claimcheck.pipeline import Subject, check_subjects, update_corpus
from claimcheck.store import Store

T = TypeVar("T")
HERE = Path(__file__).parent
ROOT = HERE.parent
PASSAGES = 20_000
MANY = 200_000
PARAGRAPHS = 1_000  # of one file
CLAIMS = 50
CONFIG = Config()
NOUNS = "committee treaty court ministry export vessel sanction mission budget envoy harbour missile ruling".split()
VERBS = "approved rejected extended reported reviewed adopted suspended inspected financed condemned".split()
STATES = "Japan France Kenya Brazil Norway Chile Egypt India Poland Ghana Peru Jordan".split()


def main() -> None:
    """Run every measurement and write the table."""
    rng = random.Random(20170817)
    sentences = [make_sentence(rng) for _ in range(PASSAGES)]
    chosen = rng.sample(range(PASSAGES), CLAIMS)
    claims = [sentences[i].replace("20", "19", 1) for i in chosen]
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "bench.db") as store:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for start in range(0, PASSAGES, 200):
            text = "\n\n".join(sentences[start : start + 200])
            (corpus / f"part{start:06d}.txt").write_text(text, encoding="utf-8")
        read, _ = clock(lambda: update_corpus(store, corpus, config=CONFIG))
        article = Article.build(title="Benchmark")
        subject = Subject(article=article, claims=tuple(make_claim(article, n, c) for n, c in enumerate(claims, 1)))
        first, result = clock(lambda: check_subjects([subject], store, config=CONFIG, started_at=""))
        second, again = clock(lambda: check_subjects([subject], store, config=CONFIG, started_at=""))
    many = int(sys.argv[1]) if len(sys.argv) > 1 else MANY
    rate, bare, memory = read_many(many, make_sentence)
    prose, _, _ = read_many(many, make_prose)
    start_up = min(clock(lambda: run("--help"))[0] for _ in range(5))
    rows = [
        ("`claimcheck --help`", f"{start_up:.2f} s"),
        (f"reading {PASSAGES:,} passages of plain text", f"{PASSAGES / read:,.0f} passages/s"),
        (f"reading {many:,} such passages, two names and four numbers each", f"{rate:,.0f} passages/s"),
        (f"reading {many:,} passages of prose without names or numbers", f"{prose:,.0f} passages/s"),
        ("processors", str(os.cpu_count())),
        ("most memory of one process meanwhile", f"{memory:,.0f} MB"),
        ("bare SQLite: the same sentences into an FTS5 table, nothing read of them", f"{bare:,.0f} passages/s"),
        ("**ratio**", f"**{rate / bare:.2f}**"),
        (f"a check of {CLAIMS} claims", f"{first:.1f} s, {result.judged / first:,.0f} pairs/s"),
        ("the same again, nothing new to judge", f"{second:.1f} s, {again.judged} pairs judged"),
        ("**ratio**", f"**{first / second:.0f} times faster**"),
    ]
    lines = ["# Benchmarks", ""]
    lines += ["`make bench ARGS=1000000` writes this file. One run, one machine: read the ratios.", ""]
    lines += ["## Reading and checking", "", "| what | figure |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in rows]
    parts = [
        "\n".join(lines) + "\n",
        measure_finding(many),
        measure_detection(),
        (HERE / "profile.md").read_text("utf-8"),
    ]
    (ROOT / "docs" / "benchmarks.md").write_text("\n".join(part for part in parts if part), encoding="utf-8")
    print("\n".join(lines))


def measure_finding(many: int) -> str:
    """Return the section on finding, over each size up to `many`; empty where its passages cannot be had."""
    sizes = [str(size) for size in (10_000, 100_000, 1_000_000) if size <= many]
    with tempfile.TemporaryDirectory() as folder:
        section = Path(folder) / "finding.md"
        command = [sys.executable, str(HERE / "retrieval.py"), "--sizes", *sizes]
        command += ["--output", str(Path(folder) / "finding.json"), "--markdown", str(section)]
        done = subprocess.run(command, check=False)
        if done.returncode:
            print("finding was not measured: see the lines above", file=sys.stderr)
        return section.read_text("utf-8") if section.exists() else ""


def make_prose(rng: random.Random) -> str:
    """Return a sentence of official prose that names nobody and counts nothing."""
    words = [f"the {rng.choice(NOUNS)} {rng.choice(VERBS)} the {rng.choice(NOUNS)}" for _ in range(4)]
    return f"{', and '.join(words)}.".capitalize()


def read_many(count: int, make: Callable[[random.Random], str]) -> tuple[float, float, float]:
    """Return the passages a second that are read, those that bare FTS5 takes in, and the most memory in megabytes."""
    rng = random.Random(19650622)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for start in range(0, count, PARAGRAPHS):
            text = "\n\n".join(make(rng) for _ in range(PARAGRAPHS))
            (corpus / f"part{start:08d}.txt").write_text(text, encoding="utf-8")
        ours, _ = clock(lambda: run("ingest", str(corpus), "--db", str(Path(folder) / "many.db"), "--quiet"))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        bare, _ = clock(lambda: put_bare(corpus, Path(folder) / "bare.db"))
    return count / ours, count / bare, memory


def put_bare(corpus: Path, database: Path) -> None:
    """Put every paragraph below `corpus` into a full-text index, and do nothing else with it."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE VIRTUAL TABLE passages USING fts5 (text)")
    for path in sorted(corpus.iterdir()):
        rows = [(paragraph,) for paragraph in path.read_text("utf-8").split("\n\n")]
        with connection:
            connection.executemany("INSERT INTO passages VALUES (?)", rows)
    connection.close()


def make_sentence(rng: random.Random) -> str:
    """Return a sentence of official prose with a date, a number and two states."""
    first, second = rng.sample(STATES, 2)
    day = f"{rng.randint(1, 28)} {rng.choice(['March', 'June', 'August', 'October'])} {rng.randint(2000, 2019)}"
    thing, other = rng.sample(NOUNS, 2)
    return (
        f"On {day} the {thing} of {first} {rng.choice(VERBS)} the {other} with {second}, "
        f"worth {rng.randint(2, 999)} million dollars, by {rng.randint(10, 200)} votes."
    )


def make_claim(article: Article, number: int, text: str) -> Claim:
    """Return a claim of the benchmark's article."""
    return Claim(id=content_id("claim", str(number), text), article_id=article.id, text=text, ordinal=number)


def clock(work: Callable[[], T]) -> tuple[float, T]:
    """Return how many seconds `work` took, and its result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def run(*arguments: str) -> None:
    """Run the command in a process of its own."""
    subprocess.run([sys.executable, "-m", "claimcheck", *arguments], check=True, capture_output=True, cwd=ROOT)


if __name__ == "__main__":
    main()
