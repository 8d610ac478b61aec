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


def rank_copies(query: str, texts: Sequence[str]) -> list[float]:
    """Return how near each text is to being a copy of `query`, in [0, 1]; 0 for nearly all that are not.

    RapidFuzz's token_sort_ratio, from 0.6 up: a sentence with a changed number,
    a typo, words left out or in another order. A passage that says the same in
    other words has nothing here, and loses nothing.
    """
    if not texts:
        return []
    from rapidfuzz import fuzz, process

    scores = process.cdist([query], texts, scorer=fuzz.token_sort_ratio, score_cutoff=60, workers=1)
    return [max(0.0, float(s) - 60.0) / 40.0 for s in scores[0]]


def spell_alike(first: str, second: str, *, cutoff: float = 0.85) -> bool:
    """Whether two names are spelled alike: normalised Levenshtein of at least `cutoff`."""
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(first, second, score_cutoff=cutoff) >= cutoff


def edits_allowed(length: int) -> int:
    """Return how many typing mistakes leave a word of so many letters recognisable: two, one of four, else none."""
    if length < 4:
        return 0
    return 1 if length == 4 else 2


def misspellings(word: str, choices: Sequence[str]) -> list[tuple[str, int]]:
    """Return those of `choices` that `word` may have been meant for, and in how many edits, in their order.

    An edit puts in, takes out or replaces a letter or changes two neighbours
    round (optimal string alignment: Damerau's four, no letter touched twice).
    As many are allowed as the shorter of the two words bears; `word` itself is
    left out.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = edits_allowed(len(word))
    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=most, limit=None)
    return [
        (choice, int(edits))
        for choice, edits, _ in sorted(found, key=lambda hit: hit[2])
        if 0 < edits <= edits_allowed(len(choice))
    ]


def count_edits(first: str, second: str) -> int:
    """Return how many edits, as `misspellings` counts them, lead from one word to the other."""
    from rapidfuzz.distance import OSA

    return int(OSA.distance(first, second))
