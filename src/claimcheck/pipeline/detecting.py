"""Claims of many articles, or of a long one: found in several processes where that pays."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.errors import ClaimcheckError
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Article, Grain, SourcePolicy
from claimcheck.text.syntax import Parse

# A process of its own and not a fork or a "spawn": it works from any script and beside any thread. -P: nothing is
# imported from the folder in which the command is run.
_COMMAND = (sys.executable, "-P", "-m", "claimcheck.pipeline.detection_worker")
# Characters that a process must have to do, or starting it (two seconds) costs more than it saves.
_LEAST = 40_000
# An article this long is not one process's work: its sentences are parsed by all.
_LONG = 400_000
_SENTENCES = 256  # parsed at a time
# Each process takes a quarter of a gigabyte, so that more are not started without being asked for.
_MOST = 8

_Ask = Callable[[Iterable[tuple[str, Any]]], Iterator[Any]]


def detect_claims(articles: Sequence[Article], *, config: Config, jobs: int | None = None) -> Generator[Extraction]:
    """Yield what `extract` finds in each article, in order, however many processes find it.

    Args:
        articles: What is to be checked.
        config: Settings.
        jobs: Processes at most; as many as there are processors, up to 8, if
            absent. Few words are read in this process alone.

    Raises:
        MissingPipeline: The pipeline is not installed or not allowed.
        InvalidSettings: A file of names is wrong.
        ClaimcheckError: A process crashed.
    """
    names, pipeline, grain = load_names(config), config.language_pipeline, Grain(config.grain)
    processes = count_processes(articles, jobs)
    if processes < 2:
        for article in articles:
            yield extract(article, pipeline=pipeline, gazetteer=names, grain=grain)
        return
    with _start(processes, config) as ask:

        def parse(texts: Sequence[str], _: str) -> Iterator[Parse]:
            chunks = (texts[i : i + _SENTENCES] for i in range(0, len(texts), _SENTENCES))
            for parses in ask(("parse", chunk) for chunk in chunks):
                yield from parses

        whole = ask(("extract", article) for article in articles if len(article.text) < _LONG)
        for article in articles:
            if len(article.text) < _LONG:
                yield next(whole)
            else:
                yield extract(article, pipeline=pipeline, gazetteer=names, grain=grain, parse=parse)


def count_processes(articles: Sequence[Article], jobs: int | None) -> int:
    """Return how many processes are worth starting; 0 or 1 for none."""
    characters = sum(len(a.text) for a in articles)
    pieces = len(articles) if all(len(a.text) < _LONG for a in articles) else characters
    return min(jobs or min(os.cpu_count() or 1, _MOST), characters // _LEAST, pieces)


@contextmanager
def _start(count: int, config: Config) -> Iterator[_Ask]:
    """Start the processes; yield what sends them messages and returns the answers in order. They end with the block."""
    settings = replace(config, policy=SourcePolicy())  # what it asks of sources has no say in claims
    pipe = subprocess.PIPE
    processes = [
        subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
        for _ in range(count)
    ]
    idle: queue.SimpleQueue[subprocess.Popen[bytes]] = queue.SimpleQueue()
    threads = ThreadPoolExecutor(count)

    def ask_one(message: tuple[str, Any]) -> Any:
        process = idle.get()
        try:
            return _ask(process, message)
        finally:
            idle.put(process)

    def ask(messages: Iterable[tuple[str, Any]]) -> Iterator[Any]:
        for answer in threads.map(ask_one, messages):
            if isinstance(answer, Exception):
                raise answer
            yield answer

    try:
        for process in processes:
            _send(process, settings)
            idle.put(process)
        yield ask
    finally:
        for process in processes:
            process.kill()
        threads.shutdown(cancel_futures=True)
        for process in processes:
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()


def _ask(process: subprocess.Popen[bytes], message: tuple[str, Any]) -> Any:
    """Return a process's answer: what was asked for, or the exception that it met."""
    assert process.stdout is not None
    try:
        _send(process, message)
        return pickle.load(process.stdout)  # noqa: S301 - ours
    except (OSError, EOFError, pickle.UnpicklingError):
        return ClaimcheckError("a process that finds claims crashed or took all memory", hint="try with --jobs 1")


def _send(process: subprocess.Popen[bytes], message: object) -> None:
    assert process.stdin is not None
    pickle.dump(message, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
