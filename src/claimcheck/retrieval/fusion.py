"""Several scorings made one."""

from __future__ import annotations

import math
from collections.abc import Mapping

# How much each signal counts beside BM25. Chosen by recall on the training claims of SciFact and Check-COVID
# (docs/decisions.md has the table): a weighted sum of scores beat reciprocal rank fusion there, because a ranking
# whose scores are nearly all equal, as those by entities and numbers are, has ranks that mean nothing.
WEIGHTS = {"lexical": 1.0, "fuzzy": 0.2, "entity": 0.1, "number": 0.1, "related": 0.4}
DOCUMENT_WEIGHT = 0.2
_DOCUMENT_BEST = 3


def fuse(signals: Mapping[str, Mapping[str, float]], documents: Mapping[str, str]) -> dict[str, float]:
    """Merge the scores that passages got from several searches.

    Each signal is divided by its best score and weighted; a passage that a
    signal does not have gets nothing for it. Then each passage gets a share of
    its document's three best sums: a document that speaks of the claim in
    several places is more likely the one that decides it.

    Args:
        signals: Scores, not negative, by passage id, by the signal's name.
        documents: The document id of each passage.

    Returns:
        The score of each passage id, best first; equal scores are ordered by id.
    """
    best = {name: max(scores.values(), default=0.0) for name, scores in signals.items()}
    own = {
        passage: math.fsum(
            WEIGHTS.get(name, 1.0) * scores[passage] / best[name]
            for name, scores in signals.items()
            if best[name] > 0 and passage in scores
        )
        for passage in documents
    }
    by_document: dict[str, list[float]] = {}
    for passage, score in own.items():
        by_document.setdefault(documents[passage], []).append(score)
    shares = {d: math.fsum(sorted(s, reverse=True)[:_DOCUMENT_BEST]) for d, s in by_document.items()}
    total = {p: math.fsum((score, DOCUMENT_WEIGHT * shares[documents[p]])) for p, score in own.items()}
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))
