"""Sums the stacks that a sampling profiler took: where the time went, by function and by module.

    pip install py-spy
    py-spy record -o ingest.txt --format raw --subprocesses -- \\
        python -m claimcheck ingest FOLDER --db bench.db --quiet
    py-spy record -o search.txt --format raw --native -- \\
        python benchmarks/stacks.py search bench.db FOLDER 200
    python benchmarks/stacks.py ingest.txt

The first records reading, all processes; the second finding, the library's own
C and Rust among it; the last prints the table of either. A file has a line for
each stack: "outer (file:line);inner (file:line) COUNT". (Not named `profile`:
that is a module of Python's own.)
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

TOP = 20
OURS = "claimcheck"
_FRAME = re.compile(r"(?P<name>.*?) \((?P<file>[^()]*?)(?::\d+)?\)\Z")
_PROCESS = re.compile(r"process \d+|thread \(")


def sum_stacks(lines: Iterable[str]) -> tuple[Counter[str], Counter[str], int]:
    """Return the samples by innermost function, those by innermost module of ours, and all samples.

    A module of ours gets what is called from it in other libraries too, so
    that the second sum says which of our lines to look at.
    """
    own: Counter[str] = Counter()
    ours: Counter[str] = Counter()
    total = 0
    for line in lines:
        stack, _, count = line.rstrip("\n").rpartition(" ")
        if not count.isdigit() or not stack:
            continue
        frames = [frame for frame in stack.split(";") if not _PROCESS.match(frame)]
        if not frames:
            continue
        total += int(count)
        own[name_frame(frames[-1])] += int(count)
        modules = (module for frame in reversed(frames) if (module := find_module(frame)))
        ours[next(modules, "(none of ours)")] += int(count)
    return own, ours, total


def name_frame(frame: str) -> str:
    """Return a frame without its line, so that a function is one entry.

    >>> name_frame("fold (claimcheck/text/normalize.py:40)")
    'fold (claimcheck/text/normalize.py)'
    """
    found = _FRAME.fullmatch(frame)
    return f"{found['name']} ({found['file']})" if found else frame


def find_module(frame: str) -> str:
    """Return the name of the module of ours that a frame is in, else "".

    >>> find_module("fold (/home/claimcheck/src/claimcheck/text/normalize.py:40)")
    'claimcheck.text.normalize'
    """
    found = _FRAME.fullmatch(frame)
    parts = Path(found["file"]).with_suffix("").parts if found and found["file"].endswith(".py") else ()
    if OURS not in parts:
        return ""
    last = len(parts) - 1 - parts[::-1].index(OURS)
    return ".".join(part for part in parts[last:] if part != "__init__")


def write_table(lines: Iterable[str], *, top: int = TOP) -> str:
    """Return both sums as Markdown, the most samples first, equal ones by name."""
    own, ours, total = sum_stacks(lines)
    out = []
    for title, counts in (("function, self time", own), ("module of ours, with what it calls elsewhere", ours)):
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
        out += [f"| {title} | share | samples |", "|---|---|---|"]
        out += [f"| {name} | {count / total:.1%} | {count:,} |" for name, count in ordered]
        out.append("")
    return "\n".join(out)


def search_all(database: Path, folder: Path, count: int) -> None:
    """Ask claimcheck perturbed sentences of a folder, for a profiler to watch; `database` was read from it."""
    from engines import adapt_load, read_folder
    from perturbations import KINDS, make_queries

    search = adapt_load(folder, database.parent, tantivy=False, database=database.name)
    for query in make_queries(list(read_folder(folder)), max(1, count // len(KINDS))):
        search(query.text)


def main() -> None:
    """Search for a profiler, or print the table of what it wrote."""
    if sys.argv[1:2] == ["search"]:
        search_all(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
    else:
        with Path(sys.argv[1]).open(encoding="utf-8", errors="replace") as file:
            print(write_table(file))


if __name__ == "__main__":
    main()
