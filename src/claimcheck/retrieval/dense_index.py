"""An index of meaning: sections and passages as vectors, compared with a claim's.

Optional, derived from the record, kept in a folder beside it. A claim is
compared with the vector of every section, one by one: nothing is approximate
and nothing depends on the order in which sections came. Passages are compared
only in the sections that come out best. Vectors are kept as whole numbers of
8 bits, whose products are summed without rounding, so that scores are the same
on any machine, with any number of threads, for the same vectors.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimcheck.models.search import Candidates, IndexedPassage
from claimcheck.retrieval.derived import bring_up_to_date, is_library_error
from claimcheck.retrieval.embedding import Encoder
from claimcheck.retrieval.signals import SAME_SUBJECT
from claimcheck.retrieval.word_index import PassageSource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.void]
    FloatArray = NDArray[np.float32]

_FORMAT = 1
_SECTIONS, _PASSAGES = "sections", "passages"
_LEVELS = 127
_BLOCK = 16_384  # sections compared at once: 25 MB of 32-bit numbers at 384 dimensions
_PLACES = 6
_PATIENCE = 6 * 3_600.0  # seconds; a million passages take hours to read
# 127 * 127 * 1,040 < 2 ** 24: up to here sums of products are exact in 32-bit floating point, in any order.
_EXACT_DIMENSIONS = 1_040


def open_dense_index(
    database: Path,
    source: PassageSource,
    encoder: Encoder,
    *,
    setting: str,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> DenseIndex:
    """Return the index of meaning that belongs to a record, brought up to date.

    Args:
        database: The record's file, beside which the index lies.
        source: The record.
        encoder: What turns texts into vectors.
        setting: The setting that asks for the index, for messages.
        progress: Told of the passages taken in, by their numbers.

    Raises:
        StoreError: The index cannot be written, or another process is still making it.
    """
    derivation = DenseDerivation(encoder, setting=setting)
    return bring_up_to_date(derivation, database, source, progress=progress, patience=_PATIENCE)


class DenseIndex:
    """The vectors of a whole index, read where they lie on the disk; see `DenseDerivation`."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        """Open an index.

        Raises:
            OSError: It is not there.
            ValueError: It is not whole.
        """
        self._encoder = encoder
        self.sections = _read(folder / _SECTIONS, _section_type(encoder.dimensions))
        self.passages = _read(folder / _PASSAGES, _passage_type(encoder.dimensions))
        if int(self.sections["count"].sum()) != len(self.passages):
            raise ValueError(f"{folder}: sections and passages do not belong together")

    def candidates(self, text: str, *, limit: int) -> Candidates:
        """Return the passages and sections that mean most nearly what a text says, by cosine, best first.

        Scores are above `SAME_SUBJECT` and at most 1, to six places; equal ones are
        ordered by number.

        Args:
            text: The claim.
            limit: How many sections and how many passages at most. Passages are
                looked for in those sections.
        """
        import numpy as np

        if limit < 1 or not text.strip() or not len(self.sections):
            return Candidates()
        claim, square = _whole_numbers(self._encoder.encode([text])[0])
        cosines = np.concatenate([_cosines(block, claim, square) for block in _blocks(self.sections)])
        best = _best(self.sections["number"], cosines, limit)
        ranges = [(int(self.sections["first"][row]), int(self.sections["count"][row])) for row in best]
        rows = [at for first, count in sorted(ranges) for at in range(first, first + count)]
        passages = self.passages[rows]
        scores = _cosines(passages, claim, square)
        return Candidates(
            passages=_numbered(passages["number"], scores, _best(passages["number"], scores, limit)),
            sections=_numbered(self.sections["number"], cosines, best),
        )


class DenseDerivation:
    """How a `DenseIndex` is made, added to and opened."""

    name = "dense"

    def __init__(self, encoder: Encoder, *, setting: str) -> None:
        """Make indexes with an encoder.

        Args:
            encoder: What turns texts into vectors.
            setting: The setting that asks for it.
        """
        self._encoder = encoder
        self.setting = setting
        self.version = f"{_FORMAT} {encoder.signature}"

    def build(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
        """Make an index in an empty folder.

        Reading texts takes minutes where all else takes seconds, so the vectors
        of sections that an index beside it holds word for word are taken over.
        """
        known = _Known(self._encoder)
        for other in sorted(folder.parent.iterdir()):
            if other.is_dir() and other != folder:
                known.add(other)
        self._write(folder, passages, known)

    def append(self, folder: Path, old: Path, passages: Iterable[IndexedPassage]) -> None:
        """Make an index in an empty folder out of a whole one and the passages added since.

        Raises:
            ValueError: The old one is not whole, or a section of it goes on.
        """
        held = DenseIndex(old, self._encoder)
        for name in (_SECTIONS, _PASSAGES):
            shutil.copyfile(old / name, folder / name)
        last = int(held.sections["number"][-1]) if len(held.sections) else 0
        self._write(folder, _after(last, passages), _Known(self._encoder), first=len(held.passages))

    def open(self, folder: Path) -> DenseIndex:
        """Open a whole index."""
        return DenseIndex(folder, self._encoder)

    def _write(self, folder: Path, passages: Iterable[IndexedPassage], known: _Known, *, first: int = 0) -> None:
        """Add the rows of passages to the files of a folder; `first` is the number of the next passage's row."""
        with ExitStack() as stack:
            sections, rows = (stack.enter_context((folder / name).open("ab")) for name in (_SECTIONS, _PASSAGES))
            for section, group in groupby(passages, key=lambda passage: passage.section):
                members = tuple(group)
                digest = _digest(self._encoder.signature, members)
                whole, parts = known.get(digest) or self._encode(members)
                whole["number"], whole["digest"] = section, digest
                whole["first"], whole["count"] = first, len(members)
                parts["number"] = [member.number for member in members]
                sections.write(whole.tobytes())
                rows.write(parts.tobytes())
                first += len(members)

    def _encode(self, members: Sequence[IndexedPassage]) -> tuple[Rows, Rows]:
        """Return a section's row and its passages' rows, without their numbers."""
        import numpy as np

        whole, parts = self._encoder.encode([member.text for member in members], members[0].context)
        section = np.zeros(1, _section_type(self._encoder.dimensions))
        section["vector"][0], section["square"] = _whole_numbers(whole)
        rows = np.zeros(len(members), _passage_type(self._encoder.dimensions))
        for row, part in enumerate(parts):
            rows["vector"][row], rows["square"][row] = _whole_numbers(part)
        return section, rows


class _Known:
    """The rows of sections that were made before, by what they say."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._held: dict[bytes, tuple[DenseIndex, int]] = {}

    def add(self, folder: Path) -> None:
        """Take in what an index holds; one that is broken holds nothing."""
        try:
            index = DenseIndex(folder, self._encoder)
        except BaseException as error:
            if not is_library_error(error):
                raise
            return
        self._held |= {digest: (index, row) for row, digest in enumerate(index.sections["digest"].tolist())}

    def get(self, digest: bytes) -> tuple[Rows, Rows] | None:
        """Return copies of a section's row and its passages' rows."""
        if digest not in self._held:
            return None
        index, row = self._held[digest]
        section = index.sections[row : row + 1].copy()
        first, count = int(section["first"][0]), int(section["count"][0])
        return section, index.passages[first : first + count].copy()


def _section_type(dimensions: int) -> np.dtype[np.void]:
    """Return what a row of `sections` holds; its passages are the rows from `first` on of `passages`."""
    import numpy as np

    fields = [("number", "<i8"), ("first", "<i8"), ("count", "<i4"), ("square", "<i4"), ("digest", "V16")]
    return np.dtype([*fields, ("vector", "i1", (dimensions,))])


def _passage_type(dimensions: int) -> np.dtype[np.void]:
    import numpy as np

    return np.dtype([("number", "<i8"), ("square", "<i4"), ("vector", "i1", (dimensions,))])


def _read(path: Path, kind: np.dtype[np.void]) -> Rows:
    """Return the rows of a file as they lie on the disk."""
    import numpy as np

    size = path.stat().st_size
    if size % kind.itemsize:
        raise ValueError(f"{path}: cut off")
    return np.memmap(path, kind, "r") if size else np.zeros(0, kind)


def _whole_numbers(vector: FloatArray) -> tuple[FloatArray, int]:
    """Return a vector with its largest part made 127 and all rounded, and its square."""
    import numpy as np

    largest = float(np.abs(vector).max(initial=0.0))
    whole = np.rint(vector.astype(np.float64) * (_LEVELS / largest if largest > 0 else 0.0))
    return whole.astype(np.float32), int(np.square(whole).sum())


def _cosines(rows: Rows, claim: FloatArray, square: int) -> NDArray[np.float64]:
    """Return the cosine of each row's vector and the claim's; 0 for a vector without direction."""
    import numpy as np

    exact: Any = np.float32 if len(claim) <= _EXACT_DIMENSIONS else np.float64
    products = (rows["vector"].astype(exact) @ claim.astype(exact)).astype(np.float64)
    lengths = np.sqrt(rows["square"].astype(np.float64) * square)
    cosines: NDArray[np.float64] = np.round(products / np.maximum(lengths, 1.0), _PLACES)
    return cosines


def _best(numbers: NDArray[np.int64], cosines: NDArray[np.float64], limit: int) -> list[int]:
    """Return which of the rows score best and above the floor, best first, equal scores by number."""
    import numpy as np

    rows = np.flatnonzero(cosines > SAME_SUBJECT)
    if len(rows) > limit:
        least = np.partition(cosines[rows], len(rows) - limit)[len(rows) - limit]
        rows = rows[cosines[rows] >= least]
    order = np.lexsort((numbers[rows], -cosines[rows]))[:limit]
    return [int(row) for row in rows[order]]


def _numbered(
    numbers: NDArray[np.int64], cosines: NDArray[np.float64], rows: Sequence[int]
) -> tuple[tuple[int, float], ...]:
    return tuple((int(numbers[row]), float(cosines[row])) for row in rows)


def _blocks(rows: Rows) -> Iterator[Rows]:
    for at in range(0, len(rows), _BLOCK):
        yield rows[at : at + _BLOCK]


def _after(last: int, passages: Iterable[IndexedPassage]) -> Iterator[IndexedPassage]:
    """Yield passages of sections that begin after a number."""
    for passage in passages:
        if passage.section <= last:
            raise ValueError(f"section {passage.section} goes on")
        yield passage


def _digest(signature: str, members: Sequence[IndexedPassage]) -> bytes:
    """Return what tells the vectors of a section from all others: who made them, and of what."""
    said = hashlib.sha256()
    for text in (signature, members[0].context, *(member.text for member in members)):
        raw = text.encode("utf-8", "surrogatepass")
        said.update(len(raw).to_bytes(8, "big") + raw)
    return said.digest()[:16]
