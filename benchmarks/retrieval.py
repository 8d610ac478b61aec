"""Measures finding: claimcheck beside peers, over 10,000, 100,000 and a million passages of real text.

    python benchmarks/retrieval.py --output results.json --markdown results.md
    python benchmarks/retrieval.py --sizes 10000 --engines claimcheck tantivy --queries 60

The passages are those of `benchmarks/passages.py`, which are written below the
cache folder first where they are not there. Queries are sentences of them,
perturbed (`benchmarks/perturbations.py`). Every engine runs in a process of its
own, so that its memory is its own. Each query goes to all engines in turn, a
different one first each time, so that noise hits all alike; ratios are of the
medians over the queries that both were asked. Slow engines are asked fewer, the
kinds still in equal parts. The first answer and the claims a second are of other
sentences, so that what an engine remembers of a claim helps it nowhere.

The peers are no dependencies of claimcheck: `pip install tantivy bm25s numba`.
What is missing is left out, which the output says.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engines import ENGINES
from passages import read_passages
from perturbations import KINDS, SEED, Perturbed, make_queries
from retrieval_report import DEPTHS, write_report

HERE = Path(__file__).parent
BASELINE = "claimcheck"
_NEEDED = {"tantivy": "tantivy", "tantivy-or": "tantivy", "claimcheck-tantivy": "tantivy", "bm25s-plain": "bm25s"}
_NEEDED["bm25s"] = "numba"
_STARTS = 3
_WARMING = 24  # claims asked before the clock runs: the first answer is measured by itself
_PIECE = 25  # claims that one engine answers before the next one's turn


@dataclass(slots=True)
class Asked:
    """What an engine answered: the seconds of each query, and the place of the true passage (0: not found)."""

    seconds: list[float]
    places: list[int]


class Server:
    """An engine in a process of its own."""

    def __init__(self, name: str, home: Path, folder: Path) -> None:
        command = [sys.executable, str(HERE / "engines.py"), "serve", name, str(home), str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to one request.

        Raises:
            RuntimeError: The engine has died.
        """
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the engine ended with {self._process.wait()}")
        return json.loads(line)

    def close(self) -> None:
        """Let the process end."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def main() -> None:
    """Measure what the command line names, and write the results after each size."""
    parser = argparse.ArgumentParser(description="Measure finding beside peers.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--queries", type=int, default=504, help="in all, of six kinds")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "claimcheck-benchmark")
    parser.add_argument("--passages", type=Path, help="what passages.py has written (default: CACHE/passages)")
    parser.add_argument("--output", type=Path, default=Path("retrieval.json"))
    parser.add_argument("--markdown", type=Path)
    options = parser.parse_args()
    source = options.passages or options.cache / "passages"
    if not (source / "docs").is_dir():
        command = [sys.executable, str(HERE / "passages.py"), str(source), "--cache", str(options.cache)]
        subprocess.run(command, check=True)
    names = [name for name in options.engines if is_there(name)]
    results: dict[str, Any] = {"machine": describe_machine(), "passages": describe_passages(source), "sizes": []}
    for size in options.sizes:
        work = options.cache / "work" / str(size)
        results["sizes"].append(measure_size(source / "docs", size, names, options.queries, work))
        options.output.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        if options.markdown:
            options.markdown.write_text(write_report(results), encoding="utf-8")
        shutil.rmtree(work)
    print(write_report(results))


def is_there(name: str) -> bool:
    """Whether what an engine needs is installed; say so if not."""
    missing = name in _NEEDED and importlib.util.find_spec(_NEEDED[name]) is None
    if missing:
        print(f"{name} is left out: {_NEEDED[name]} is not installed")
    return not missing


def describe_machine() -> dict[str, Any]:
    """Return what figures depend on."""
    return {"processors": os.cpu_count(), "system": platform.system(), "python": platform.python_version()}


def describe_passages(source: Path) -> dict[str, Any]:
    """Return what the manifest says of the passages."""
    path = source / "manifest.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def measure_size(documents: Path, size: int, names: Sequence[str], count: int, work: Path) -> dict[str, Any]:
    """Build every engine over the first `size` passages, ask all of them, and return the figures."""
    files, passages = read_passages(documents, size)
    folder = work / "docs"
    shutil.rmtree(work, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in files:
        shutil.copyfile(path, folder / path.name)
    queries = make_queries(passages, max(1, count // len(KINDS)))
    first, *others = [query.text for query in make_queries(passages, max(1, count // len(KINDS)), seed=SEED + 1)]
    left_out: list[str] = []
    figures: dict[str, dict[str, Any]] = {}
    homes = {name: work / (ENGINES[name].shares or name) for name in names}
    built: dict[Path, dict[str, float]] = {}
    servers: dict[str, Server] = {}
    try:
        for name in names:
            try:
                if homes[name] not in built:
                    built[homes[name]] = run_build(name, homes[name], folder)
                servers[name], cold = start(name, homes[name], folder, first)
            except (RuntimeError, subprocess.CalledProcessError) as error:
                print(f"{name} is left out of {size:,}: {error}", file=sys.stderr, flush=True)
                left_out.append(ENGINES[name].title)
                continue
            engine = ENGINES[name]
            figures[name] = {"title": engine.title, "holds_text": engine.holds_text, "build": built[homes[name]]}
            figures[name]["cold_seconds"] = cold
        for name, server in servers.items():
            if not ENGINES[name].scanned:
                server.ask({"batch": others[:_WARMING]})
        asked = ask_all(servers, queries, passages)
        rates = measure_batches(servers, others, asked)
        for name, server in servers.items():
            figures[name] |= summarise(name, asked, queries) | {"batch_rate": rates[name]}
            figures[name]["megabytes"] = server.ask({"memory": True})["megabytes"]
    finally:
        for server in servers.values():
            server.close()
    return {"passages": size, "queries": len(queries), "left_out": left_out, "engines": figures}


def run_build(name: str, home: Path, folder: Path) -> dict[str, float]:
    """Build an engine's index in a process of its own."""
    print(f"building {name}", file=sys.stderr, flush=True)
    command = [sys.executable, str(HERE / "engines.py"), "build", name, str(home), str(folder)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout.strip().splitlines()[-1])


def start(name: str, home: Path, folder: Path, first: str) -> tuple[Server, float]:
    """Start an engine some times; return the last process and the median seconds until its first answer."""
    seconds = []
    for turn in range(_STARTS):
        began = time.perf_counter()
        server = Server(name, home, folder)
        server.ask({"query": first})
        seconds.append(time.perf_counter() - began)
        if turn < _STARTS - 1:
            server.close()
    return server, statistics.median(seconds)


def ask_all(servers: dict[str, Server], queries: Sequence[Perturbed], passages: Sequence[str]) -> dict[str, Asked]:
    """Ask every engine in turn, query by query, and note when each answered and where the true passage stood."""
    asked = {name: Asked([], []) for name in servers}
    names = list(servers)
    for number, query in enumerate(queries):
        for turn in range(len(names)):
            name = names[(number + turn) % len(names)]
            if number >= ENGINES[name].count_queries(len(passages), len(queries)):
                continue
            answer = servers[name].ask({"query": query.text})
            truths = (query.truth, passages[query.truth])
            place = next((i for i, found in enumerate(answer["found"], 1) if found in truths), 0)
            asked[name].seconds.append(answer["seconds"])
            asked[name].places.append(place)
    return asked


def summarise(name: str, asked: dict[str, Asked], queries: Sequence[Perturbed]) -> dict[str, Any]:
    """Return an engine's times, its recall, and how its median compares with claimcheck's on the same queries."""
    own = asked[name]
    limit = ENGINES[name].limit
    recall: dict[str, dict[str, float | None]] = {}
    for kind in ("every kind", *KINDS):
        # Slower engines are asked the first queries only.
        mine = zip(queries, own.places, strict=False)
        places = [place for query, place in mine if kind in ("every kind", query.kind)]
        recall[kind] = {
            str(depth): sum(0 < place <= depth for place in places) / len(places) if places and depth <= limit else None
            for depth in DEPTHS
        }
    figures: dict[str, Any] = {
        "asked": len(own.seconds),
        "p50": statistics.median(own.seconds),
        "p95": sorted(own.seconds)[int(0.95 * (len(own.seconds) - 1) + 0.5)],
        "recall": recall,
    }
    if BASELINE in asked:
        both = min(len(own.seconds), len(asked[BASELINE].seconds))
        base = statistics.median(asked[BASELINE].seconds[:both])
        figures["times_baseline"] = statistics.median(own.seconds[:both]) / base
    return figures


def measure_batches(servers: dict[str, Server], texts: Sequence[str], asked: dict[str, Asked]) -> dict[str, float]:
    """Return how many claims a second each engine answers, piece by piece in turn; a slow one, as its own times say."""
    slow = [name for name, own in asked.items() if len(own.seconds) < len(texts)]  # the texts are one fewer than all
    rates = {name: len(asked[name].seconds) / sum(asked[name].seconds) for name in slow}
    spent = dict.fromkeys((name for name in servers if name not in slow), 0.0)
    for low in range(0, len(texts), _PIECE):
        for name in spent:
            spent[name] += servers[name].ask({"batch": texts[low : low + _PIECE]})["seconds"]
    return rates | {name: len(texts) / seconds for name, seconds in spent.items()}


if __name__ == "__main__":
    main()
