"""The files of a corpus: which there are, what each is called, and which may be opened."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.errors import UnreadableInput
from claimcheck.models import Unreadable

RULES_FILE = "corpus.yaml"
SIDECAR = ".meta.yaml"
_NOT_SOURCES = frozenset(("readme.md", RULES_FILE))
# Their ending says nothing that a desk would cite; a report.pdf and a votes.csv keep theirs.
_PLAIN_ENDINGS = frozenset((".md", ".markdown", ".txt", ".text"))
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file below a corpus root, not opened yet.

    `path` is its place inside the corpus, "/" between folders; `root` the
    folder that was named, or that of the file that was named.
    """

    place: Path
    root: Path
    path: str


@dataclass(frozen=True, slots=True)
class FileState:
    """The bytes of a file at one moment: their SHA-256, and what changes when they do."""

    sha256: str
    size: int
    mtime_ns: int


def list_files(roots: Sequence[Path]) -> Iterator[FoundFile | Unreadable]:
    """Yield the files below `roots` in the order of their names, and what there cannot be read.

    Left out are hidden files, README.md, corpus.yaml and sidecars
    (`NAME.meta.yaml`). A link to a folder is not followed.

    Raises:
        UnreadableInput: A root does not exist.
    """
    for root in _outermost(roots):
        if root.is_dir():
            yield from _walk(root, root)
        elif root.exists():
            yield FoundFile(place=root, root=root.parent, path=root.name)
        else:
            raise UnreadableInput("no such file or folder", path=root, hint="name the corpus with --corpus")


def _outermost(roots: Sequence[Path]) -> list[Path]:
    """Return the roots, each once, without those that are inside another."""
    places = [Path(os.path.abspath(root)) for root in roots]
    return [
        root
        for n, (root, place) in enumerate(zip(roots, places, strict=True))
        if place not in places[:n] and not any(other in place.parents for other in places)
    ]


def _walk(folder: Path, root: Path) -> Iterator[FoundFile | Unreadable]:
    """Yield the files of one folder and those below it, one folder's names in memory at a time."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: os.fsencode(e.name))
    except OSError as error:
        yield Unreadable(path=_inside(folder, root), why=f"cannot be listed: {(error.strerror or '').lower()}")
        return
    for entry in entries:
        place = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(place, root)
        elif _leads_to_folder(entry):
            yield Unreadable(path=_inside(place, root), why="is a link to a folder, which is not followed")
        elif entry.name.lower() not in _NOT_SOURCES and not entry.name.lower().endswith(SIDECAR):
            yield FoundFile(place=place, root=root, path=_inside(place, root))


def _leads_to_folder(link: os.DirEntry[str]) -> bool:
    try:
        return link.is_dir()
    except OSError:  # a link to itself
        return False


def _inside(place: Path, root: Path) -> str:
    return place.relative_to(root).as_posix()


def source_name(path: str) -> str:
    """Return the document name of a path inside the corpus.

    >>> source_name("treaties/ban.md"), source_name("votes.csv")
    ('treaties/ban', 'votes.csv')
    """
    stem, dot, ending = path.rpartition(".")
    return stem if stem and not stem.endswith("/") and f"{dot}{ending}".lower() in _PLAIN_ENDINGS else path


def hash_file(file: FoundFile, *, max_bytes: int) -> FileState:
    """Return the state of a file, read piece by piece.

    Raises:
        UnreadableInput: It is a link that leads out of its corpus, no regular
            file, empty, larger than `max_bytes`, cannot be opened, or has a
            name that is not Unicode.
    """
    if any("\ud800" <= c <= "\udfff" for c in file.path):
        raise UnreadableInput("has a name that is not UTF-8", path=file.path, hint="rename it")
    try:
        if not file.place.resolve().is_relative_to(file.root.resolve()):
            raise UnreadableInput("is a link that leads out of the corpus", path=file.path)
        about = file.place.stat()
        # Opening a pipe or a device might never come back.
        if not stat.S_ISREG(about.st_mode):
            raise UnreadableInput("is no regular file", path=file.path)
        if about.st_size > max_bytes:
            raise UnreadableInput(f"is larger than {max_bytes:,} bytes", path=file.path, hint=_RAISE)
        if about.st_size == 0:
            raise UnreadableInput("is empty", path=file.path)
        digest = hashlib.sha256()
        with file.place.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                digest.update(chunk)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads to itself, before Python 3.13
        why = getattr(error, "strerror", None) or "cannot be read"
        raise UnreadableInput(why.lower(), path=file.path) from None
    return FileState(digest.hexdigest(), about.st_size, about.st_mtime_ns)


_RAISE = "raise the setting max_container_bytes"
