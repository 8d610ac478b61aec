"""What is measured: claimcheck by both of its word indexes, and peers that search the same passages.

Each runs in processes of its own, started by `retrieval.py`:

    python benchmarks/engines.py build NAME HOME FOLDER    makes the index of a folder's passages below HOME
    python benchmarks/engines.py serve NAME HOME FOLDER    answers queries, JSON Lines on standard input and output

`adapt_*` are the only functions that know claimcheck's own interface.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LIMIT = 50  # passages that a query brings back
POSTING_BUDGET = 100_000  # of the query by budget: a tenth of a million passages
_WORD = re.compile(r"\w+")

# A query's text in; the positions of passages in the folder's order out, or their words where an engine has no numbers.
Search = Callable[[str], Sequence[int] | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Engine:
    """One way to search.

    Attributes:
        title: How a table names it.
        build: Makes the index of a folder of passages below a home folder.
        load: Opens the index; what it returns answers queries.
        holds_text: Whether its index holds the passages' words as they are.
        scanned: How many passages all of its queries may add up to; the
            slower, the fewer. 0: no bound.
        limit: How many passages it brings back.
        shares: The engine whose index it searches, where that is the same.
    """

    title: str
    build: Callable[[Path, Path], None]
    load: Callable[[Path, Path], Search]
    holds_text: bool = False
    scanned: int = 0
    limit: int = LIMIT
    shares: str = ""

    def count_queries(self, passages: int, queries: int) -> int:
        """Return how many of the queries it is asked."""
        return min(queries, max(1, self.scanned // passages)) if self.scanned else queries


def read_folder(folder: Path) -> Iterator[str]:
    """Yield the passages of a folder in order."""
    for path in sorted(folder.glob("*.txt")):
        yield from path.read_text("utf-8").strip().split("\n\n")


# claimcheck


def adapt_build(folder: Path, home: Path) -> None:
    """Read the folder into a record."""
    command = [
        sys.executable,
        "-m",
        "claimcheck",
        "ingest",
        str(folder),
        "--db",
        str(home / "claimcheck.db"),
        "--quiet",
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def adapt_build_tantivy(folder: Path, home: Path) -> None:
    """Read the folder into a record and make the word index beside it."""
    from claimcheck.retrieval.tantivy_index import open_word_index
    from claimcheck.store import Store

    adapt_build(folder, home)
    database = home / "claimcheck.db"
    with Store.open(database, readonly=True) as store:
        open_word_index(database, store)


def adapt_load(folder: Path, home: Path, *, tantivy: bool, database: str = "claimcheck.db") -> Search:
    """Open a record and return what finds the evidence of a claim in it."""
    from claimcheck.config import Config
    from claimcheck.retrieval import Engines, retrieve
    from claimcheck.store import Store
    from claimcheck.text.entities import load_gazetteer

    store = Store.open(home / database, readonly=True)
    words = None
    if tantivy:
        from claimcheck.retrieval.tantivy_index import open_word_index

        words = open_word_index(home / database, store)
    engines = Engines(passages=store.search, gazetteer=load_gazetteer(), words=words)
    candidates = Config().candidates

    def search(text: str) -> Sequence[str]:
        hits = retrieve(text, engines, candidates=candidates, top_k=LIMIT).hits
        passages = store.passages([hit.passage_id for hit in hits])
        return [passages[hit.passage_id].text for hit in hits]

    return search


# Peers


def build_tantivy(folder: Path, home: Path) -> None:
    """Index the words with tantivy, nothing stored but the passage's number."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=False)
    schema.add_unsigned_field("number", stored=True)
    index = tantivy.Index(schema.build(), path=str(home))
    writer = index.writer(heap_size=256_000_000, num_threads=1)
    for number, text in enumerate(read_folder(folder)):
        writer.add_document(tantivy.Document(text=text, number=number))
    writer.commit()
    writer.wait_merging_threads()


def load_tantivy(folder: Path, home: Path, *, budgeted: bool) -> Search:
    """Open the index; ask for any of the words, or for the rarest whose postings stay within the budget."""
    import tantivy

    index = tantivy.Index.open(str(home))
    searcher = index.searcher()

    def parse(text: str) -> tantivy.Query:
        if not budgeted:
            return index.parse_query(" ".join(_WORD.findall(text.lower())), ["text"])
        words = sorted((searcher.doc_freq("text", w), w) for w in set(_WORD.findall(text.lower())))
        chosen: list[tuple[tantivy.Occur, tantivy.Query]] = []
        spent = 0
        for frequency, word in words:
            spent += frequency
            if chosen and spent > POSTING_BUDGET:
                break
            if frequency:
                chosen.append((tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "text", word)))
        return tantivy.Query.boolean_query(chosen)

    def search(text: str) -> Sequence[int]:
        found = searcher.search(parse(text), LIMIT, count=False).hits
        return [searcher.doc(address)["number"][0] for _, address in found]

    return search


def build_bm25s(folder: Path, home: Path) -> None:
    """Index with bm25s, its own tokeniser and stop words."""
    import bm25s

    tokens = bm25s.tokenize(list(read_folder(folder)), stopwords="en", show_progress=False)
    retriever = bm25s.BM25()
    retriever.index(tokens, show_progress=False)
    retriever.save(str(home))


def load_bm25s(folder: Path, home: Path, *, backend: str) -> Search:
    """Open the index, its arrays mapped and not read."""
    import bm25s

    retriever = bm25s.BM25.load(str(home), mmap=True)
    retriever.backend = backend
    if backend == "numba":
        retriever.activate_numba_scorer()

    def search(text: str) -> Sequence[int]:
        tokens = bm25s.tokenize([text], stopwords="en", show_progress=False, return_ids=False)
        found, _ = retriever.retrieve(tokens, k=LIMIT, show_progress=False)
        return [int(number) for number in found[0]]

    return search


def build_fts5(folder: Path, home: Path) -> None:
    """Put the passages into SQLite's full-text index."""
    connection = sqlite3.connect(home / "words.db")
    connection.execute("CREATE VIRTUAL TABLE passages USING fts5 (text)")
    with connection:
        rows = ((number, text) for number, text in enumerate(read_folder(folder)))
        connection.executemany("INSERT INTO passages (rowid, text) VALUES (?, ?)", rows)
    connection.close()


def load_fts5(folder: Path, home: Path) -> Search:
    """Ask for any of the words, by BM25."""
    connection = sqlite3.connect(home / "words.db")
    sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"

    def search(text: str) -> Sequence[int]:
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(text.lower())))
        return [number for (number,) in connection.execute(sql, (words, LIMIT))]

    return search


def build_nothing(folder: Path, home: Path) -> None:
    """Make no index."""


def load_rapidfuzz(folder: Path, home: Path) -> Search:
    """Read all passages into memory and compare the query with each."""
    from rapidfuzz import fuzz, process

    texts = list(read_folder(folder))

    def search(text: str) -> Sequence[int]:
        return [found[2] for found in process.extract(text, texts, scorer=fuzz.WRatio, limit=10)]

    return search


ENGINES = {
    "claimcheck": Engine(
        "claimcheck, SQLite alone", adapt_build, lambda f, h: adapt_load(f, h, tantivy=False), holds_text=True
    ),
    "claimcheck-tantivy": Engine(
        "claimcheck with tantivy", adapt_build_tantivy, lambda f, h: adapt_load(f, h, tantivy=True), holds_text=True
    ),
    "tantivy": Engine("tantivy, posting budget", build_tantivy, lambda f, h: load_tantivy(f, h, budgeted=True)),
    "tantivy-or": Engine(
        "tantivy, OR of all words", build_tantivy, lambda f, h: load_tantivy(f, h, budgeted=False), shares="tantivy"
    ),
    "bm25s": Engine("bm25s with numba", build_bm25s, lambda f, h: load_bm25s(f, h, backend="numba")),
    "bm25s-plain": Engine(
        "bm25s plain", build_bm25s, lambda f, h: load_bm25s(f, h, backend="numpy"), shares="bm25s", scanned=200_000_000
    ),
    "fts5": Engine("SQLite FTS5, OR of all words", build_fts5, load_fts5, holds_text=True, scanned=60_000_000),
    "rapidfuzz": Engine("RapidFuzz WRatio over everything", build_nothing, load_rapidfuzz, scanned=6_000_000, limit=10),
}


def build(engine: Engine, home: Path, folder: Path) -> dict[str, float]:
    """Make an index anew and return its seconds, bytes on disk and peak megabytes of one process."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    began = time.perf_counter()
    engine.build(folder, home)
    seconds = time.perf_counter() - began
    size = sum(path.stat().st_size for path in home.rglob("*") if path.is_file())
    return {"seconds": seconds, "bytes": size, "megabytes": measure_memory()}


def measure_memory() -> float:
    """Return the most memory, in megabytes, that this process or one that it waited for has held."""
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return max(peaks) / unit


def serve(engine: Engine, home: Path, folder: Path) -> None:
    """Answer requests: {"query": text}, {"batch": texts} or {"memory": true}, each a line."""
    search = engine.load(folder, home)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # a library that prints would break the lines
    for line in sys.stdin:
        request = json.loads(line)
        began = time.perf_counter()
        found: list[int] | list[str] = []
        if "query" in request:
            found = list(search(request["query"]))
        for text in request.get("batch", ()):
            search(text)
        seconds = time.perf_counter() - began
        memory = measure_memory() if "memory" in request else 0.0
        answers.write(json.dumps({"seconds": seconds, "found": found, "megabytes": memory}) + "\n")
        answers.flush()


def main() -> None:
    """Build or serve, as the command line says."""
    what, name, home, folder = sys.argv[1:]
    if what == "build":
        print(json.dumps(build(ENGINES[name], Path(home), Path(folder))))
    else:
        serve(ENGINES[name], Path(home), Path(folder))


if __name__ == "__main__":
    main()
