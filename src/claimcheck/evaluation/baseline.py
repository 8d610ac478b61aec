"""What is to be beaten: plain BM25, which knows nothing of claims, and a guesser that never sees the evidence."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.evaluation.datasets import GoldLabel, Pair

_WORD = re.compile(r"\w+")
# Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009; the values of most
# libraries.
_K1 = 1.5
_B = 0.75


def rank_plainly(texts: Sequence[str], queries: Sequence[str], *, limit: int) -> Iterator[list[int]]:
    """Yield, for each query, the places in `texts` of those that share a word with it, best first.

    Words are lower-cased runs of letters and digits, neither stemmed nor
    stopped; equal scores are ordered by place.

    Args:
        texts: What is searched.
        queries: What for.
        limit: How many places for each query at most.
    """
    counts = [Counter(_WORD.findall(text.lower())) for text in texts]
    lengths = [sum(count.values()) for count in counts]
    average = math.fsum(lengths) / max(1, len(lengths)) or 1.0
    holders: dict[str, list[tuple[int, int]]] = {}
    for place, count in enumerate(counts):
        for word, times in count.items():
            holders.setdefault(word, []).append((place, times))
    for query in queries:
        scores: dict[int, list[float]] = {}
        for word in sorted(set(_WORD.findall(query.lower()))):
            found = holders.get(word, [])
            idf = math.log(1 + (len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for place, times in found:
                share = times / (times + _K1 * (1 - _B + _B * lengths[place] / average))
                scores.setdefault(place, []).append(idf * share)
        total = {place: math.fsum(parts) for place, parts in scores.items()}
        yield sorted(total, key=lambda place: (-total[place], place))[:limit]


@dataclass(frozen=True, slots=True)
class ClaimGuesser:
    """Multinomial naive Bayes over a claim's words and pairs of words, add-one smoothed; made by `learn_claims`."""

    counts: Mapping[GoldLabel, Mapping[str, int]]
    totals: Mapping[GoldLabel, int]
    rows: Mapping[GoldLabel, int]
    vocabulary: int


def learn_claims(pairs: Iterable[Pair]) -> ClaimGuesser:
    """Learn the labels of claims from the claims alone.

    A data set whose labels can be guessed so (FEVER's can) says little of a
    judge that reads the evidence: its figures stand beside the judge's.

    Raises:
        ValueError: There are no pairs.
    """
    counts: dict[GoldLabel, Counter[str]] = {}
    rows: Counter[GoldLabel] = Counter()
    for pair in pairs:
        counts.setdefault(pair.label, Counter()).update(_features(pair.claim))
        rows[pair.label] += 1
    if not rows:
        raise ValueError("no pairs to learn from")
    words = {w for count in counts.values() for w in count}
    return ClaimGuesser(counts, {label: count.total() for label, count in counts.items()}, rows, len(words))


def guess_label(claim: str, guesser: ClaimGuesser) -> GoldLabel:
    """Return the likeliest label of a claim whose evidence is not looked at."""
    features = _features(claim)

    def weigh(label: GoldLabel) -> float:
        seen, size = guesser.counts[label], guesser.totals[label] + guesser.vocabulary
        return math.fsum((math.log(guesser.rows[label]), *(math.log((seen.get(f, 0) + 1) / size) for f in features)))

    return max(sorted(guesser.counts), key=weigh)


def _features(claim: str) -> list[str]:
    words = _WORD.findall(claim.lower())
    return [*words, *(f"{a} {b}" for a, b in itertools.pairwise(words))]
