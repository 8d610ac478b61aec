"""Several rankings made one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

# How much each ranking counts; docs/decisions.md says how they were chosen.
WEIGHTS = {"lexical": 1.0, "entity": 0.3, "number": 0.3, "fuzzy": 0.5}


def fuse(rankings: Mapping[str, Sequence[str]], *, k: int = 60) -> dict[str, float]:
    """Merge rankings by weighted reciprocal rank fusion (Cormack et al., 2009).

    Only ranks count, so the rankings may come from retrievers whose scores
    are not comparable. Equal scores are ordered by id.

    Args:
        rankings: Passage ids, best first, by the name of their retriever.
        k: Damping; the larger it is, the less first places count.

    Returns:
        The score of each passage id, best first.

    Raises:
        ValueError: `k` is negative.
    """
    if k < 0:
        raise ValueError(f"k must not be negative, not {k}")
    parts: dict[str, list[float]] = {}
    for name, ranking in rankings.items():
        for rank, passage in enumerate(ranking, start=1):
            parts.setdefault(passage, []).append(WEIGHTS.get(name, 1.0) / (k + rank))
    scores = {passage: math.fsum(values) for passage, values in parts.items()}
    return dict(sorted(scores.items(), key=lambda item: (-item[1], item[0])))
