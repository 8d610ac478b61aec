"""Several scorings made one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

# How much each signal counts beside BM25 of the passage. Chosen by recall on the training claims of SciFact and
# Check-COVID and every second claim of WiCE dev (docs/decisions.md has the table): a weighted sum of scores beat
# reciprocal rank fusion there, because a ranking whose scores are nearly all equal, as those by names and numbers are,
# has ranks that mean nothing. "title" is not from there: those sets have no document that goes by a number.
WEIGHTS = {
    "lexical": 1.0,
    "section": 0.7,
    "near": 0.2,
    "cover": 1.0,
    "fuzzy": 0.3,
    "copy": 1.0,
    "entity": 0.1,
    "number": 0.4,
    "date": 0.2,
    "title": 0.6,
    "related": 0.6,
    "meaning": 0.5,
    "section_meaning": 2.0,
}
DOCUMENT_WEIGHT = 0.2
_DOCUMENT_BEST = 3
# Shares of 1 by themselves: the best that a claim finds may be next to nothing, and must stay so.
_ABSOLUTE = frozenset(("copy",))


def fuse(
    signals: Mapping[str, Sequence[float]],
    documents: Sequence[str],
    *,
    weights: Mapping[str, float] = WEIGHTS,
    share: float = DOCUMENT_WEIGHT,
) -> list[float]:
    """Merge the scores that passages got from several searches.

    Each signal is divided by its best score, unless it is a share by itself,
    and weighted. Then each passage gets a share of its document's three best
    sums: a document that speaks of the claim in several places is more likely
    the one that decides it.

    Args:
        signals: Scores, not negative, one for each passage, by the signal's name.
        documents: The document id of each passage.
        weights: How much each signal counts.
        share: How much of its document's best a passage gets.

    Returns:
        The score of each passage.
    """
    factors, columns = [], []
    for name, scores in signals.items():
        best = max(scores, default=0.0)
        if best > 0 and weights.get(name):
            factors.append(weights[name] if name in _ABSOLUTE else weights[name] / best)
            columns.append(scores)
    if not columns:
        return [0.0] * len(documents)
    own = [math.fsum([score * factor for score, factor in zip(row, factors)]) for row in zip(*columns)]  # noqa: B905
    by_document: dict[str, list[float]] = {}
    for score, document in zip(own, documents, strict=True):
        by_document.setdefault(document, []).append(score)
    shares = {d: share * math.fsum(sorted(s, reverse=True)[:_DOCUMENT_BEST]) for d, s in by_document.items()}
    return [score + shares[document] for score, document in zip(own, documents, strict=True)]
