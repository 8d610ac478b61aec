"""String similarity, for finding and aligning, never for deciding: the one door to RapidFuzz."""

from __future__ import annotations

from collections.abc import Sequence


def rank_similar(query: str, texts: Sequence[str]) -> list[float]:
    """Return RapidFuzz's token_set_ratio of `query` with each text, in [0, 1].

    Chosen for re-ranking by measurement: WRatio, partial_ratio and
    token_sort_ratio ordered worse on a million sentences. All texts are scored
    in one batched call, on one thread, so the result depends on nothing else.
    """
    if not texts:
        return []
    from rapidfuzz import fuzz, process

    scores = process.cdist([query], texts, scorer=fuzz.token_set_ratio, workers=1)
    return [float(s) / 100.0 for s in scores[0]]


def spell_alike(first: str, second: str, *, cutoff: float = 0.85) -> bool:
    """Whether two names are spelled alike: normalised Levenshtein of at least `cutoff`."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(first, second, score_cutoff=cutoff) >= cutoff
