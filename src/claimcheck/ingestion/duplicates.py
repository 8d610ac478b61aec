"""Near-duplicates: one story printed by five papers is one source.

Words alone do not tell a copy from next year's report in the same words. So a
signature holds two things: a MinHash of the word shingles, and the text's
numbers, negations and months, of which copies share nearly all.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice
from operator import eq

from claimcheck.text.number_words import CARDINALS, SCALES

_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*+|[^\W_]++")
_SHINGLE = 5
# A shorter text has too few shingles for an estimate: it is a copy only of one with the same words.
_FEWEST_WORDS = 20
# Characters read at once, so that a long text takes time but no memory.
_PIECE = 500_000

_PERMUTATIONS, _SEED = 128, 2371
_BANDS, _ROWS = 8, 6  # meet in a band: 91 of 100 pairs that are alike by 0.8, all but one of 400 by 0.9
_ALIKE = 0.8

_MONTHS = "january february march april may june july august september october november december".split()
_TELLING = CARDINALS | SCALES | {*_MONTHS, *"not no never none nor neither without cannot t".split()}
# The marks kept are those with the smallest hashes, so that two texts keep the same ones.
_MOST_MARKS, _MOST_COUNTED = 64, 20_000
_LARGEST = (1 << 24) - 1
# Marks that may differ between copies: one in so many.
_SHARED_FOR_EACH_CHANGED = 12
# A longer copy (the other paper cut the story) has one mark more for so many words more.
_WORDS_A_MARK = 3
# Papers print a story on different days: the dates of its first and last lines tell nothing.
_HEAD, _TAIL = 300, 200
_MONTH = rf"(?:{'|'.join(m if len(m) < 4 else f'{m[:3]}(?:{m[3:]})?' for m in _MONTHS)}|sept)\b\.?"
_DAY = re.compile(
    rf"\b(?:[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}(?:,?\s[0-9]{{4}}\b)?"
    rf"|{_MONTH}\s[0-9]{{1,2}}\b(?:,?\s[0-9]{{4}}\b)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}\b|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{2,4}\b|[0-9]{1,2}:[0-9]{2}\b)"
)

_EXACT, _ESTIMATED = 0, 1
_HEADER = struct.Struct("<BI")
_DIGEST = struct.Struct(f"<{_PERMUTATIONS}H")
_MARKS_AT = _HEADER.size + _DIGEST.size
# Of so many in one band each is compared with each; of more, each with those next to it in the order of their marks.
_MOST_PAIRED, _NEIGHBOURS = 64, 16


def signature(text: str) -> bytes:
    """Return what `text` is told alike by, the same on every machine; b"" for one without words.

    Takes about half a microsecond a word, and little memory for however long
    a text.
    """
    from rensa import RMinHash

    words, last = 0, [""] * 0
    exact = hashlib.blake2b(digest_size=16)
    sketch = RMinHash(_PERMUTATIONS, _SEED)
    marks = _Marks(text)
    for piece in _pieces(text):
        tokens = _TOKEN.findall(piece)
        words += len(tokens)
        marks.add(tokens)
        if words < _FEWEST_WORDS:
            exact.update(" ".join(["", *tokens]).encode("utf-8", "surrogatepass"))
        last += tokens
        sketch.update([*map(" ".join, zip(*(islice(last, n, None) for n in range(_SHINGLE)), strict=False))])
        last = last[-_SHINGLE + 1 :]
    if words < _FEWEST_WORDS:
        return bytes([_EXACT]) + exact.digest() if words else b""
    digest = _DIGEST.pack(*(value & 0xFFFF for value in sketch.digest()))
    return _HEADER.pack(_ESTIMATED, min(words, 0xFFFFFFFF)) + digest + marks.pack()


def bands(signature: bytes) -> tuple[str, ...]:
    """Return the keys of which two texts share at least one if they are likely to be copies."""
    if not signature:
        return ()
    if signature[0] == _EXACT:
        return (signature[1:9].hex(),)
    size = _ROWS * 2
    parts = (signature[_HEADER.size + n * size : _HEADER.size + (n + 1) * size] for n in range(_BANDS))
    return tuple(f"{n}{hashlib.blake2b(part, digest_size=6).hexdigest()}" for n, part in enumerate(parts))


def group_duplicates(items: Iterable[tuple[str, bytes]]) -> dict[str, str]:
    """Return the group of each document that is a copy of another among `items`.

    Two are copies if their words are alike by an estimated Jaccard index of
    0.8 and their numbers, negations and months are nearly the same; copies of
    copies are in one group.

    Args:
        items: Document ids with their signatures, in any order.

    Returns:
        The smallest id of its group for each document that has a copy.
    """
    holders: dict[bytes, list[str]] = defaultdict(list)
    for document_id, marks in items:
        if marks:
            holders[marks].append(document_id)
    groups = _Groups()
    for ids in holders.values():
        for other in ids[1:]:
            groups.join(ids[0], other)
    meeting: dict[str, list[bytes]] = defaultdict(list)
    for marks in sorted(holders):
        if marks[0] != _EXACT:
            for band in bands(marks):
                meeting[band].append(marks)
    for found in meeting.values():
        for first, second in _pairs(found):
            a, b = holders[first][0], holders[second][0]
            if groups.of(a) != groups.of(b) and _are_copies(first, second):
                groups.join(a, b)
    return groups.of_several()


def _pairs(found: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
    if len(found) <= _MOST_PAIRED:
        yield from combinations(found, 2)
        return
    ordered = sorted(found, key=lambda s: (s[_MARKS_AT:], s))
    for index, first in enumerate(ordered):
        for second in ordered[index + 1 : index + 1 + _NEIGHBOURS]:
            yield first, second


def _are_copies(first: bytes, second: bytes) -> bool:
    digests = [memoryview(s)[_HEADER.size : _MARKS_AT].cast("H") for s in (first, second)]
    if sum(map(eq, *digests)) < _ALIKE * _PERMUTATIONS:
        return False
    shorter, longer = sorted((first, second), key=_HEADER.unpack_from)
    more_words = _HEADER.unpack_from(longer)[1] - _HEADER.unpack_from(shorter)[1]
    few, many = _unpack(shorter), _unpack(longer)
    # Of many marks those with small hashes are known; where one text's end, the other's are left out.
    reach = min((max(marks) for marks in (few, many) if len(marks) == _MOST_MARKS), default=_LARGEST)
    shared = sum(min(n, many.get(mark, 0)) for mark, n in few.items() if mark <= reach)
    only_few, only_many = (sum(n for m, n in marks.items() if m <= reach) - shared for marks in (few, many))
    allowed = shared / _SHARED_FOR_EACH_CHANGED
    return only_few <= allowed and only_many <= allowed + more_words / _WORDS_A_MARK * reach / _LARGEST


def _unpack(signature: bytes) -> dict[int, int]:
    packed = memoryview(signature)[_MARKS_AT:]
    values = (int.from_bytes(packed[at : at + 4], "little") for at in range(0, len(packed), 4))
    return {value >> 8: value & 0xFF for value in values}


def _pieces(text: str) -> Iterator[str]:
    """Yield the text as compared, in pieces cut between words where there are any."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            cut = text.rfind(" ", start + 1, end)
            end = cut if cut > start else end
        piece = text[start:end]
        yield (piece if piece.isascii() else unicodedata.normalize("NFKC", piece)).casefold()
        start = end


class _Marks:
    """Counts the numbers, negations and months of a text."""

    def __init__(self, text: str) -> None:
        self._counts: Counter[str] = Counter()
        for part in (text[:_HEAD], text[max(_HEAD, len(text) - _TAIL) :]):
            for day in _DAY.finditer(part.casefold()):
                self._counts.subtract(_telling(_TOKEN.findall(day[0])))

    def add(self, tokens: list[str]) -> None:
        self._counts.update(_telling(tokens))
        if len(self._counts) > _MOST_COUNTED:  # the smallest hashes stay the smallest, whatever comes
            kept = sorted(self._counts, key=_hash)[: 4 * _MOST_MARKS]
            self._counts = Counter({mark: self._counts[mark] for mark in kept})

    def pack(self) -> bytes:
        counted = sorted((_hash(mark), min(n, 255)) for mark, n in self._counts.items() if n > 0)
        return b"".join((mark << 8 | n).to_bytes(4, "little") for mark, n in counted[:_MOST_MARKS])


def _telling(tokens: list[str]) -> list[str]:
    return [t.replace(",", "") for t in tokens if t[0] in "0123456789" or t in _TELLING]


def _hash(mark: str) -> int:
    # Mixed once more, as the checksums of numbers that are alike are alike.
    return (zlib.crc32(mark.encode()) * 0x9E3779B1 & 0xFFFFFFFF) >> 8


class _Groups:
    """Documents joined into groups, each named by its smallest id."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def of(self, document_id: str) -> str:
        root = document_id
        while (parent := self._parents.get(root, root)) != root:
            root = parent
        while document_id != root:
            self._parents[document_id], document_id = root, self._parents.get(document_id, root)
        return root

    def join(self, first: str, second: str) -> None:
        low, high = sorted((self.of(first), self.of(second)))
        self._parents[low] = self._parents[high] = low

    def of_several(self) -> dict[str, str]:
        return {document_id: self.of(document_id) for document_id in sorted(self._parents)}
