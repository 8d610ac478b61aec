"""Indexes derived from the record: kept beside the database, brought up to date before use, never the only copy.

An index lies in a folder named after the database. Every version of it is a
subfolder that is not touched once it is done, and `state.json` names the one
that counts; it is written last and in one step. So whoever opens an index sees
a whole one, a run that is killed leaves nothing but a subfolder that the next
run takes away, and an index that is missing, broken, of another version or of
another record is simply made again.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Protocol, TypeVar

from claimcheck.errors import StoreError
from claimcheck.models.search import IndexedPassage, IndexState
from claimcheck.retrieval.word_index import PassageSource

Index = TypeVar("Index")
Index_co = TypeVar("Index_co", covariant=True)

_STATE = "state.json"
_LOCK = "lock"
_PATIENCE = 900.0  # seconds; a million passages take about a minute
_STEP = 5_000  # passages between two reports of progress


class Derivation(Protocol[Index_co]):
    """One kind of index: how it is made, added to and opened."""

    @property
    def name(self) -> str:
        """What ends the name of its folder."""

    @property
    def setting(self) -> str:
        """The setting that asks for it."""

    @property
    def version(self) -> str:
        """What changes with its format and with the library that reads it."""

    def build(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
        """Make an index in an empty folder."""

    def append(self, folder: Path, old: Path, passages: Iterable[IndexedPassage]) -> None:
        """Make an index in an empty folder out of a whole one, which stays as it is, and the passages added since.

        After any exception it is built instead.
        """

    def open(self, folder: Path) -> Index_co:
        """Open a whole index; any exception says that it is not whole after all."""


@dataclass(frozen=True, slots=True)
class _Held:
    """What the state file says: which subfolder counts, who made it, and of what."""

    folder: str
    version: str
    number: int
    stamp: str

    @property
    def state(self) -> IndexState:
        return IndexState(self.number, self.stamp)


def bring_up_to_date(
    derivation: Derivation[Index],
    database: Path,
    source: PassageSource,
    *,
    progress: Callable[[str, int, int | None], None] | None = None,
    patience: float = _PATIENCE,
) -> Index:
    """Open the index that is derived from a record, after making it anew or adding to it where it is behind.

    Of several processes one makes it and the others wait.

    Args:
        derivation: The kind of index.
        database: The record's file, beside which the index lies.
        source: The record.
        progress: Told of the passages taken in, by their numbers.
        patience: Seconds to wait for another process that is making it.

    Raises:
        StoreError: The folder cannot be written, the index cannot be made, or
            another process is still making it.
    """
    folder = database.with_name(f"{database.name}.{derivation.name}")
    index = _open_current(derivation, folder, source.index_state())
    if index is not None:
        return index
    hint = f"make room and let it be written, or unset {derivation.setting}"
    try:
        folder.mkdir(exist_ok=True)
        with _locked(folder / _LOCK, patience, derivation.setting):
            state = source.index_state()
            index = _open_current(derivation, folder, state)  # by a process that was waited for
            if index is None:
                index = _extend(derivation, folder, source, state, progress)
            if index is None:
                index = _rebuild(derivation, folder, source, state, progress)
            return index
    except OSError as error:
        raise StoreError(f"cannot write the index: {error}", path=folder, hint=hint) from error


def share_files(old: Path, new: Path) -> None:
    """Make a folder with the files of another, as links where that can be; without its locks.

    Only for files that are never written to again, but replaced.

    Args:
        old: The folder.
        new: The folder to make.
    """
    new.mkdir()
    for path in sorted(old.iterdir()):
        if path.suffix == ".lock":
            continue
        try:
            os.link(path, new / path.name)
        except OSError:
            shutil.copyfile(path, new / path.name)


@contextmanager
def telling(what: str, folder: Path, setting: str) -> Iterator[None]:
    """Tell of any error of a library as one of the index.

    Args:
        what: What it means.
        folder: Where the index lies.
        setting: The setting that asks for it.

    Raises:
        StoreError: There was an error.
    """
    try:
        yield
    except BaseException as error:
        if not is_library_error(error):
            raise
        raise StoreError(f"{what}: {error}", path=folder, hint=f"delete the folder, or unset {setting}") from error


def is_library_error(error: BaseException) -> bool:
    """Tell errors from the wish to stop; what Rust calls a panic is not even an Exception."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _open_current(derivation: Derivation[Index], folder: Path, state: IndexState) -> Index | None:
    """Return the index if it is whole and of this state."""
    held = _read_state(folder, derivation.version)
    if held is None or held.state != state:
        return None
    try:
        return derivation.open(folder / held.folder)
    except BaseException as error:
        if not is_library_error(error):
            raise
        return None


def _extend(
    derivation: Derivation[Index],
    folder: Path,
    source: PassageSource,
    state: IndexState,
    progress: Callable[[str, int, int | None], None] | None,
) -> Index | None:
    """Return the index after adding what came since; None if it must be made anew. The lock is held."""
    held = _read_state(folder, derivation.version)
    if held is None or held.state == state:  # the latter was opened in vain
        return None
    added = source.passages_since(held.state)
    if added is None:
        return None
    try:
        with _new_version(folder, derivation.version, state) as new:
            derivation.append(new, folder / held.folder, _counted(added, held.number, state.number, progress))
            return derivation.open(new)
    except BaseException as error:
        if not is_library_error(error):
            raise
        return None


def _rebuild(
    derivation: Derivation[Index],
    folder: Path,
    source: PassageSource,
    state: IndexState,
    progress: Callable[[str, int, int | None], None] | None,
) -> Index:
    """Return the index made of all passages. The lock is held."""
    passages = source.passages_since(None)
    if passages is None:
        raise ValueError("a record must know the passages since nothing")
    with _new_version(folder, derivation.version, state) as new:
        derivation.build(new, _counted(passages, 0, state.number, progress))
        with telling("the index was made and cannot be opened", folder, derivation.setting):
            return derivation.open(new)


@contextmanager
def _new_version(folder: Path, version: str, state: IndexState) -> Iterator[Path]:
    """Yield an empty subfolder; it counts from then on if what is done with it succeeds, and goes away if not."""
    held = _read_state(folder, version)
    _clear(folder, keep=held.folder if held else "")  # what killed runs left
    numbers = [int(path.name) for path in folder.iterdir() if path.name.isascii() and path.name.isdigit()]
    new = folder / str(max(numbers, default=0) + 1)
    new.mkdir()
    try:
        yield new
        _write_state(folder, _Held(new.name, version, state.number, state.stamp))
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise
    _clear(folder, keep=new.name)


def _counted(
    passages: Iterable[IndexedPassage],
    since: int,
    until: int,
    progress: Callable[[str, int, int | None], None] | None,
) -> Iterator[IndexedPassage]:
    """Yield the passages up to a number, those that were added since the state was asked left out."""
    for count, passage in enumerate(passages):
        if passage.number > until:
            break
        if progress is not None and count % _STEP == 0:
            progress("index", passage.number - since - 1, until - since)
        yield passage
    if progress is not None:
        progress("index", until - since, until - since)


def _read_state(folder: Path, version: str) -> _Held | None:
    """Return what the state file says, if it is whole and of this version."""
    try:
        held = _Held(**json.loads((folder / _STATE).read_bytes()))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    known = (type(held.folder), type(held.number), type(held.stamp)) == (str, int, str)
    return held if known and held.version == version and held.folder.isascii() and held.folder.isdigit() else None


def _write_state(folder: Path, held: _Held) -> None:
    """Replace the state file in one step, once it is on the disk."""
    temporary = folder / f"{_STATE}.new"
    with temporary.open("w", encoding="ascii") as file:
        json.dump(asdict(held), file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / _STATE)


def _clear(folder: Path, *, keep: str) -> None:
    """Take away all versions but one; one that somebody still reads on a system that minds goes next time."""
    for path in list(folder.iterdir()):
        if path.name.isascii() and path.name.isdigit() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(path: Path, patience: float, setting: str) -> Iterator[None]:
    """Hold a lock that the system takes back when the process ends, however it ends."""
    until = time.monotonic() + patience
    with path.open("ab") as file:
        while not _take(file):
            if time.monotonic() >= until:
                raise StoreError(
                    "another process is bringing the index up to date",
                    path=path.parent,
                    hint=f"wait for it, or unset {setting}",
                )
            time.sleep(0.05)
        yield


def _take(file: IO[bytes]) -> bool:
    """Lock an open file if nobody else has; closing it gives it back."""
    with suppress(BlockingIOError, PermissionError):
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False
