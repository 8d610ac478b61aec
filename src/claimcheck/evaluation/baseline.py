"""Plain BM25, to be beaten: what a search library does without knowing anything of claims."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

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
