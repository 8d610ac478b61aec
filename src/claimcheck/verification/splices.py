"""Whether a quotation is put together from words that stand apart in the source."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from claimcheck.verification.cuts import ends_sentence
from claimcheck.verification.differences import COMMON
from claimcheck.verification.wording import Quotation, Wording, run_on

# Each part has at least so many words, one of them of content: fewer stand together by chance.
_SHORTEST = 3
_MOST_PARTS = 4
# Longer quotations are not taken apart.
_LONGEST = 400
_GLUE = frozenset(str.split("and but or that which who because so then also as while"))


@dataclass(frozen=True, slots=True)
class Splice:
    """The span of source words from the first part to the last, and each seam.

    `differences` are pairs of texts: the quotation's words at the seam, the
    source's between the two parts, in the source's order.
    """

    span: tuple[int, int]
    differences: tuple[tuple[str, str], ...]


def find_splice(quotation: Quotation, source: Wording) -> Splice | None:
    """Find the places of the source that a quotation without an ellipsis was put together from.

    Two to four parts, each word for word, with at most a conjunction between
    them, and at least one end of a sentence between two of them or the second
    before the first. Parts of one sentence with words left out between are an
    alteration.
    """
    if len(quotation.pieces) != 1 or not 2 * _SHORTEST <= len(quotation.words) <= _LONGEST:
        return None
    parts: list[tuple[int, int, int, int]] = []
    at, last = quotation.pieces[0].first, quotation.pieces[0].last
    while at < last:
        part = _longest(quotation, source, at, last)
        if part is None and parts and quotation.words[at].key in _GLUE:
            part = _longest(quotation, source, at + 1, last)
        if part is None or len(parts) == _MOST_PARTS:
            return None
        parts.append(part)
        at = part[1]
    seams = [(a, b) for a, b in pairwise(parts) if _apart(source, a[3], b[2])]
    if not seams:
        return None
    places = [p for part in parts for p in part[2:]]
    differences = tuple(
        (quotation.written(a[1] - 1, b[0] + 1), source.written(*sorted((a[3], b[2])))) for a, b in seams
    )
    return Splice((min(places), max(places)), differences)


def _longest(quotation: Quotation, source: Wording, first: int, last: int) -> tuple[int, int, int, int] | None:
    """Return the longest part of the quotation from `first` on that stands in the source, with its place there."""
    if last - first < _SHORTEST:
        return None
    low, high = first + _SHORTEST, last
    best = None
    while low <= high:  # a part of what stands there stands there too
        middle = (low + high) // 2
        place = _place(quotation, source, first, middle)
        if place is None:
            high = middle - 1
        else:
            best, low = (first, middle, *place), middle + 1
    if best is None or last - best[1] in range(1, _SHORTEST):
        best = None if best is None else _shorten(quotation, source, best, last)
    telling = best is not None and any(w.key not in COMMON for w in quotation.words[best[0] : best[1]])
    return best if telling else None


def _shorten(
    quotation: Quotation, source: Wording, best: tuple[int, int, int, int], last: int
) -> tuple[int, int, int, int] | None:
    """Leave enough words for the part that follows."""
    end = last - _SHORTEST
    if end - best[0] < _SHORTEST:
        return None
    place = _place(quotation, source, best[0], end)
    return None if place is None else (best[0], end, *place)


def _place(quotation: Quotation, source: Wording, first: int, last: int) -> tuple[int, int] | None:
    wanted = run_on(quotation.words[first:last])
    at = source.run.find(wanted)
    while at >= 0:
        low, high = source.starts.get(at), source.ends.get(at + len(wanted))
        if low is not None and high is not None:
            return low, high
        at = source.run.find(wanted, at + 1)
    return None


def _apart(source: Wording, left: int, right: int) -> bool:
    """Whether a sentence ends between two places, or the second stands before the first."""
    if right < left:
        return True
    return right > left and any(
        ends_sentence(source.text, a, b) for a, b in pairwise(source.words[left - 1 : right + 1])
    )
