"""The words of a source that a quotation has changed: alignment of what is not verbatim."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.text.quotes import find_quotes
from claimcheck.text.words import Word
from claimcheck.verification.cuts import ends_sentence, holds_cue
from claimcheck.verification.wording import MAX_GAP, Quotation, Wording, run_on

# Share of a quotation's words that must stand in the source, in order and close together, for it
# to be called an altered form of the source's words rather than absent. Of four words, three.
ALIGNED_SHARE = 0.7
# And share of the source's words there that the quotation has: it may not skip many unmarked.
DENSE_SHARE = 2 / 3
# A shorter quotation is compared with the source's own quotations only.
LONG_ENOUGH = 4
# A longer one is looked for as it is and not aligned: the work grows with the square of its length.
MAX_ALIGNED = 400
_WINDOWS = 3

COMMON = frozenset(
    str.split(
        "a an the this that these those and or but nor of in on at to for from by with as into than so is are was were "
        "be been being am has have had do does did will would shall should can could may might must not no it its he "
        "his she her they their them we our us you your i my who which what there"
    )
)


@dataclass(frozen=True, slots=True)
class Alteration:
    """The span of source words that a quotation comes from, and what was changed in them.

    `differences` are pairs of texts, the quotation's and the source's; none
    where only an ending in brackets was changed.
    """

    span: tuple[int, int]
    differences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Alignment:
    """Pairs of equal words (index in the quotation, index in the source), in order."""

    pairs: tuple[tuple[int, int], ...]

    @property
    def rank(self) -> tuple[int, int, int]:
        return -len(self.pairs), self.pairs[-1][1] - self.pairs[0][1], self.pairs[0][1]


def find_alteration(quotation: Quotation, source: Wording) -> Alteration | None:
    """Find the source's words that a quotation, not verbatim in it, was made from.

    Four words or more: at least `ALIGNED_SHARE` of them stand in the source in
    this order, one of them a word of content, and they are at least
    `DENSE_SHARE` of the words there. Two or three: the source has a quotation of as many words that
    differs in one and shares a word of content, or the words stand there with
    a negation more or less. One word is not altered, it is another.
    """
    count = len(quotation.words)
    if count < LONG_ENOUGH:
        return _compare_quoted(quotation, source) or _compare_denials(quotation, source)
    if count > MAX_ALIGNED:
        return None
    alignments = [
        found for low, high in _windows(quotation, source) if (found := _align(quotation, source.words, low, high))
    ]
    if not alignments:
        return None
    best = min(alignments, key=lambda a: a.rank)
    return _describe(quotation, source, best)


def _windows(quotation: Quotation, source: Wording) -> list[tuple[int, int]]:
    """Return the few stretches of the source that share most words with the quotation."""
    wanted = Counter(w.key for w in quotation.words)
    count = len(quotation.words)
    needed = _needed(count) - len(quotation.stems)
    gaps = sum(p.gap for p in quotation.pieces[1:])
    width = count + max(4, count // 2) + min(gaps, 3 * MAX_GAP)
    have: Counter[str] = Counter()
    shared = 0
    overlaps: list[tuple[int, int]] = []
    for index, word in enumerate(source.words):
        have[word.key] += 1
        shared += have[word.key] <= wanted[word.key]
        if index >= width:
            gone = source.words[index - width].key
            shared -= have[gone] <= wanted[gone]
            have[gone] -= 1
        if shared >= needed:
            overlaps.append((-shared, index + 1))
    chosen: list[int] = []
    for _, end in sorted(overlaps):
        if all(abs(end - other) > count // 2 for other in chosen):
            chosen.append(end)
        if len(chosen) == _WINDOWS:
            break
    return [(max(0, end - width), end) for end in chosen]


def _needed(count: int) -> int:
    return math.ceil(ALIGNED_SHARE * count - 1e-9)


def _align(quotation: Quotation, words: Sequence[Word], low: int, high: int) -> _Alignment | None:
    """Return the longest common subsequence, in the shortest stretch that ends first."""
    ours, width = quotation.words, high - low
    equal = [[_equal(quotation, i, words[low + j]) for j in range(width)] for i in range(len(ours))]
    table = [[0] * (width + 1)]
    for row in equal:
        above, line = table[-1], [0]
        for j, same in enumerate(row):
            line.append(above[j] + 1 if same else max(above[j + 1], line[j]))
        table.append(line)
    i, j = len(ours), table[-1].index(table[-1][-1])
    pairs = []
    while i and j:
        if equal[i - 1][j - 1] and table[i][j] == table[i - 1][j - 1] + 1:
            i, j = i - 1, j - 1
            pairs.append((i, low + j))
        elif table[i - 1][j] >= table[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return _Alignment(tuple(reversed(pairs))) if pairs else None


def _equal(quotation: Quotation, index: int, word: Word) -> bool:
    stem = quotation.stems.get(index)
    return quotation.words[index].key == word.key or (stem is not None and word.key.startswith(stem))


def _describe(quotation: Quotation, source: Wording, alignment: _Alignment) -> Alteration | None:
    pairs = alignment.pairs
    span = _widen(quotation, source, pairs)
    cuts = [(-1, span[0] - 1), *pairs, (len(quotation.words), span[1])]
    joined = skipped = 0
    differences = []
    gaps = {p.first for p in quotation.pieces[1:]}
    for (left, low), (right, high) in pairwise(cuts):
        ours, theirs = (left + 1, right), (low + 1, high)
        if ours[0] == ours[1] and theirs[0] == theirs[1]:
            continue
        if run_on(quotation.words[slice(*ours)]) == run_on(source.words[slice(*theirs)]):
            joined += ours[1] - ours[0]
            continue
        if ours[0] == ours[1] and ours[0] in gaps and not holds_cue(source.words[slice(*theirs)]):
            skipped += theirs[1] - theirs[0]
            continue
        differences.append((quotation.written(*ours), source.written(*theirs)))
    telling = any(quotation.words[i].key not in COMMON for i, _ in pairs)
    aligned, there = len(pairs) + joined, span[1] - span[0] - skipped
    if not telling or aligned < _needed(len(quotation.words)) or aligned < DENSE_SHARE * there - 1e-9:
        return None
    return Alteration(span, tuple(differences))


def _widen(quotation: Quotation, source: Wording, pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Take in the source's words in the place of those that the quotation begins or ends with."""
    low, high = pairs[0][1], pairs[-1][1] + 1
    for _ in range(pairs[0][0]):
        if low and not ends_sentence(source.text, source.words[low - 1], source.words[low]):
            low -= 1
    for _ in range(len(quotation.words) - pairs[-1][0] - 1):
        if high < len(source.words) and not ends_sentence(source.text, source.words[high - 1], source.words[high]):
            high += 1
    return low, high


def _compare_quoted(quotation: Quotation, source: Wording) -> Alteration | None:
    ours = quotation.words
    if len(ours) < 2:
        return None
    for other in find_quotes(source.text):
        inside = [i for i, w in enumerate(source.words) if other.start <= w.start and w.end <= other.end]
        theirs = [source.words[i] for i in inside]
        if len(theirs) != len(ours):
            continue
        different = [i for i, (a, b) in enumerate(zip(ours, theirs, strict=True)) if a.key != b.key]
        shared = [a for a, b in zip(ours, theirs, strict=True) if a.key == b.key and a.key not in COMMON]
        if len(different) == 1 and shared and theirs[different[0]].key not in COMMON:
            at = different[0]
            change = (quotation.written(at, at + 1), source.written(inside[at], inside[at] + 1))
            return Alteration((inside[0], inside[-1] + 1), (change,))
    return None


def _compare_denials(quotation: Quotation, source: Wording) -> Alteration | None:
    """Find the same two or three words with one negation more, or one less, between or before them."""
    ours = [w.key for w in quotation.words]
    theirs = [w.key for w in source.words]
    for at, word in enumerate(source.words):
        if len(ours) < 2 or not holds_cue((word,)):
            continue
        for low in range(max(0, at - len(ours) + 1), at):
            high = low + len(ours) + 1
            if theirs[low:at] + theirs[at + 1 : high] == ours:
                return Alteration((low, high), (("", source.written(at, at + 1)),))
    for at, word in enumerate(quotation.words):
        rest = ours[:at] + ours[at + 1 :]
        if len(rest) < 2 or not holds_cue((word,)):
            continue
        for low in range(len(theirs) - len(rest) + 1):
            if theirs[low : low + len(rest)] == rest:
                return Alteration((low, low + len(rest)), ((quotation.written(at, at + 1), ""),))
    return None
