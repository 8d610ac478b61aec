"""A worker whose reader does what the file says: hang, crash, eat memory, fail, print. For the tests of the pool."""

import os
import signal
import sys
import time

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion import worker
from claimcheck.models import IndexedDocument, SourceDocument, Unreadable


def document(request, words, member=""):
    path = f"{request.path}/{member}" if member else request.path
    about = SourceDocument(
        id=f"document-{path}", name=path, path=path, file=request.path, title="", text=words, sha256="0"
    )
    return IndexedDocument(document=about, passages=(), terms=())


def obey(request, order):
    if order == "hang":
        time.sleep(60)
    elif order == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "eat":
        bytearray(10**10)
    elif order == "fail":
        raise UnreadableInput("is broken", path=request.path)
    elif order == "print":
        print("a library says hello", flush=True)
        os.write(1, b"straight to the stream")


def read_documents(request, file, *, enter=lambda path: None, alive=lambda: None):
    """Each line is an order, or words; "in NAME ORDER" is one inside a file inside."""
    for line in file.read().decode().splitlines():
        if line.startswith("in "):
            _, name, order = line.split(" ", 2)
            path = f"{request.path}/{name}"
            if path in request.skipped:
                continue
            enter(path)
            obey(request, order)
            yield document(request, order, name)
            enter("")
        elif line.startswith("gap "):
            yield Unreadable(path=f"{request.path}/{line[4:]}", why="is a gap")
        elif line == "slow":
            for _ in range(4):
                time.sleep(0.4)
                alive()
            yield document(request, line)
        else:
            obey(request, line)
            yield document(request, line)


worker.read_documents = read_documents
if __name__ == "__main__":
    worker.main()
    sys.exit(0)
