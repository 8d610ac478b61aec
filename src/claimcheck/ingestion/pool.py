"""Worker processes that read files: several at once, each with a bound on its time and memory.

A parser that hangs is killed, one that crashes takes its process with it; the
file is reported and the next one goes to a new process.
"""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from claimcheck.ingestion.frames import decode, read_frame, write_frame
from claimcheck.ingestion.reading import FileRequest
from claimcheck.models import Article, IndexedDocument, Unreadable

# -P: nothing is imported from the folder in which the command is run.
_COMMAND = (sys.executable, "-P", "-m", "claimcheck.ingestion.worker")
# Answers that wait for the record; more would only fill the memory.
_WAITING = 32
# Starting Python and loading a reader is not the file's fault.
_START_SECONDS = 30.0
# Files inside one file that may each cost a process before the rest of it is given up.
_MOST_SKIPPED = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Something that was read of a file; with `done` all of it, and `why` if it could not be.

    With `partly` what was read of it before is sound all the same. `position`
    is how many of its bytes are behind the reader.
    """

    request: FileRequest
    items: tuple[Article | IndexedDocument | Unreadable, ...] = ()
    done: bool = False
    why: str = ""
    partly: bool = False
    position: int = 0


@dataclass(slots=True)
class _Worker:
    """A process with the moment by which it must have said something."""

    process: subprocess.Popen[bytes] | None = None
    deadline: float = field(default=float("inf"))
    late: bool = False


def read_files(requests: Iterable[FileRequest], *, jobs: int) -> Iterator[Answer]:
    """Read files in `jobs` processes.

    Yields:
        The answers as they come: those of one file in order, those of several
        files mixed.
    """
    waiting: queue.Queue[Answer | BaseException | None] = queue.Queue(_WAITING)
    source, lock, stop = iter(requests), threading.Lock(), threading.Event()
    workers = [_Worker() for _ in range(jobs)]
    threads = [
        threading.Thread(target=_serve, args=(worker, source, lock, waiting, stop), daemon=True) for worker in workers
    ]
    watch = threading.Thread(target=_watch, args=(workers, stop), daemon=True)
    for thread in (*threads, watch):
        thread.start()
    try:
        running = jobs
        while running:
            answer = waiting.get()
            if answer is None:
                running -= 1
            elif isinstance(answer, BaseException):
                raise answer
            else:
                yield answer
    finally:
        stop.set()
        for worker in workers:
            _end(worker)
        while any(t.is_alive() for t in threads):
            with contextlib.suppress(queue.Empty):
                waiting.get(timeout=0.05)
        watch.join()


def _serve(
    worker: _Worker,
    source: Iterator[FileRequest],
    lock: threading.Lock,
    waiting: queue.Queue[Answer | BaseException | None],
    stop: threading.Event,
) -> None:
    """Hand requests to one worker, one after the other, starting a new process whenever one is gone."""
    try:
        while not stop.is_set():
            with lock:
                request = next(source, None)
            if request is None:
                break
            for answer in _read_file(worker, request):
                if stop.is_set():
                    return
                waiting.put(answer)
    except BaseException as error:
        waiting.put(error)
    finally:
        _end(worker)
        waiting.put(None)


def _read_file(worker: _Worker, request: FileRequest) -> Iterator[Answer]:
    """Yield the answers about one file; a file inside it that breaks the process is left out at a second attempt."""
    skipped: list[str] = []
    while True:
        entered, why = "", ""
        for message in _ask(worker, replace(request, skipped=tuple(skipped))):
            entered = message.get("entering", entered)
            why = message.get("broken", "")
            items = tuple(decode(item) for item in message.get("items", ()))
            done = "done" in message
            if items or done:
                position = request.state.size if done else message.get("position", 0)
                yield Answer(request=request, items=items, done=done, why=message.get("done", ""), position=position)
        if not why:
            return
        if not entered or entered in skipped or len(skipped) >= _MOST_SKIPPED:
            yield Answer(request=request, done=True, why=why, partly=True)
            return
        skipped.append(entered)
        yield Answer(request=request, items=(Unreadable(path=entered, why=why),))


def _ask(worker: _Worker, request: FileRequest) -> Iterator[dict[str, Any]]:
    """Yield the messages about one file: the last one says "done", or "broken" and why."""
    seconds, megabytes = request.config.max_seconds, request.config.max_megabytes
    fresh = worker.process is None or worker.process.poll() is not None
    process = _start(worker) if fresh or worker.process is None else worker.process
    assert process.stdin is not None
    assert process.stdout is not None
    worker.deadline = time.monotonic() + seconds + (_START_SECONDS if fresh else 0.0)
    memory = False
    with contextlib.suppress(BrokenPipeError):
        write_frame(process.stdin, request.as_plain())  # type: ignore[arg-type]
        while (message := read_frame(process.stdout)) is not None:  # type: ignore[arg-type]
            worker.deadline = time.monotonic() + seconds
            memory = message.get("memory", False)
            yield message
            if "done" in message:
                worker.deadline = float("inf")
                return
    late = worker.late
    _end(worker)
    if late:
        yield {"broken": f"took longer than {seconds} seconds to read (setting max_seconds)"}
    elif memory:
        yield {"broken": f"takes more than {megabytes:,} MB of memory to read (setting max_megabytes)"}
    else:
        yield {"broken": "crashed its reader, or took all its memory"}


def _start(worker: _Worker) -> subprocess.Popen[bytes]:
    _end(worker)
    worker.late = False
    pipe = subprocess.PIPE
    worker.process = subprocess.Popen(_COMMAND, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    return worker.process


def _end(worker: _Worker) -> None:
    process = worker.process
    worker.deadline = float("inf")
    if process is None:
        return
    if process.poll() is None:
        process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.close()


def _watch(workers: list[_Worker], stop: threading.Event) -> None:
    """Kill a worker that has said nothing for too long."""
    while not stop.wait(0.1):
        for worker in workers:
            if time.monotonic() > worker.deadline and worker.process is not None:
                worker.late = True
                worker.deadline = float("inf")
                worker.process.kill()
