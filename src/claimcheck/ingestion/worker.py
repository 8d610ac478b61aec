"""The process that reads files which may be hostile: `python -m claimcheck.ingestion.worker`.

It takes requests on standard input and answers on standard output, both as
frames. Its memory is bounded here, its time by the process that started it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from typing import Any, BinaryIO

from claimcheck.errors import ClaimcheckError
from claimcheck.ingestion.frames import encode, read_frame, write_frame
from claimcheck.ingestion.reading import FileRequest, open_file, read_documents, read_one_article
from claimcheck.models import Article, IndexedDocument, Unreadable

# What is read goes out when so much of it has come together, or after so long.
_BATCH_CHARACTERS = 200_000
_BATCH_SECONDS = 0.5


def main() -> None:
    """Answer requests until standard input ends."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    # A library that prints would break the frames, one that reads would take a request.
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    while (message := read_frame(requests)) is not None:
        request = FileRequest.of_plain(message)
        bound_memory(request.config.max_megabytes)
        answer(request, answers)


def bound_memory(megabytes: int) -> None:
    """Let this process take so much memory and no more, where the system can be told (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes << 20
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or size <= hard:
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def answer(request: FileRequest, answers: BinaryIO) -> None:
    """Read one file and write what comes of it, then that it is done."""
    batch: list[dict[str, Any]] = []
    size, since = 0, time.monotonic()
    why = ""

    def enter(path: str) -> None:
        write_frame(answers, {"items": batch, "entering": path})
        batch.clear()

    def alive() -> None:
        write_frame(answers, {"items": []})

    try:
        with open_file(request) as file:
            items: Iterator[Article | IndexedDocument | Unreadable] = (
                read_one_article(request, file, alive=alive)
                if request.article
                else read_documents(request, file, enter=enter, alive=alive)
            )
            for item in items:
                encoded = encode(item)
                batch.append(encoded)
                size += len(encoded["document"]["text"]) if "document" in encoded else 100
                if size > _BATCH_CHARACTERS or time.monotonic() - since > _BATCH_SECONDS:
                    write_frame(answers, {"items": batch, "position": file.tell()})
                    batch.clear()
                    size, since = 0, time.monotonic()
    except ClaimcheckError as error:
        why = error.within(request.path)
    except MemoryError:
        batch.clear()
        write_frame(answers, {"items": [], "memory": True})
        sys.exit(1)
    except RecursionError:
        why = "is nested too deeply"
    write_frame(answers, {"items": batch, "done": why})


if __name__ == "__main__":
    main()
