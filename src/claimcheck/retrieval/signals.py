"""What speaks for a passage: a score for each signal.

A signal is a column: one score, not negative, for each passage that was found,
in their order.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from claimcheck.models.search import Candidates, Found
from claimcheck.text.normalize import strip_accents
from claimcheck.text.similarity import rank_copies, rank_similar

Signal = list[float]

# What the passages next to one, and next but one, lend it: what is claimed in one sentence is often said in two,
# of one section.
_NEIGHBOURS = ((1, 1.0), (2, 0.5))
# Letters by which two forms of a word are told to be one; a stem would cost as much as all the rest.
_OPENING = 6
# Cosines up to this one say nothing: any two texts on a subject reach it (chosen on the training claims of SciFact and
# Check-COVID; 0 to 0.3 differ little). The index of meanings answers with none below.
SAME_SUBJECT = 0.2


def score_words(found: Sequence[Found], candidates: Candidates) -> dict[str, Signal]:
    """Return what the word index says: of the passage, of its section, and of its neighbours."""
    words, sections = dict(candidates.passages), dict(candidates.sections)
    places = {passage.number: passage.section for passage in found}
    near = []
    for number, section in places.items():
        lent = 0.0
        for distance, weight in _NEIGHBOURS:
            for other in (number - distance, number + distance):
                if other in words and places.get(other) == section:
                    lent += weight * words[other]
        near.append(lent)
    return {
        "lexical": [words.get(number, 0.0) for number in places],
        "section": [sections.get(section, 0.0) for section in places.values()],
        "near": near,
    }


def score_reading(text: str, found: Sequence[Found], weights: Mapping[str, float]) -> dict[str, Signal]:
    """Return what reading the passages says.

    How much of the claim stands in them, how like it they are, and whether
    they are nearly a copy of it.

    Args:
        text: The claim.
        found: The passages.
        weights: The weight of each word of the claim.
    """
    texts = [passage.text for passage in found]
    return {"cover": score_cover(texts, weights), "fuzzy": rank_similar(text, texts), "copy": rank_copies(text, texts)}


def score_cover(texts: Sequence[str], weights: Mapping[str, float]) -> Signal:
    """Return how much of the claim stands in each text: the weights of its words that are there, once each.

    Unlike BM25 it does not ask how long the passage is: of two that hold the
    claim's words, the one that says more besides is no worse evidence. Words
    are taken for the same that share their first letters.

    Args:
        texts: The passages' words.
        weights: The weight of each word of the claim.
    """
    openings: dict[str, float] = {}
    for word, weight in weights.items():
        opening = _plain(word)[:_OPENING]
        openings[opening] = max(weight, openings.get(opening, 0.0))
    signal = []
    for folded in map(_plain, texts):
        held = [
            weight
            for opening, weight in openings.items()
            if (place := folded.find(opening)) >= 0
            and (not place or not folded[place - 1].isalnum() or _opens_a_word(folded, opening, place))
        ]
        signal.append(math.fsum(held))
    return signal


def _plain(text: str) -> str:
    """Return a text without case and accents."""
    return text.lower() if text.isascii() else strip_accents(text.casefold())


def _opens_a_word(text: str, opening: str, place: int) -> bool:
    """Whether a word begins so somewhere behind `place`, where another goes on so."""
    while place > 0 and text[place - 1].isalnum():
        place = text.find(opening, place + 1)
    return place >= 0


def score_keys(found: Sequence[Found], wanted: Mapping[str, Mapping[str, float]]) -> dict[str, Signal]:
    """Return what the keys say: for each kind the weights of those that a passage holds.

    Args:
        found: The passages.
        wanted: The weight of each key, by kind ("entity", "number", ...).
    """
    looked_up = {kind: [(f" {key} ", weight) for key, weight in keys.items()] for kind, keys in wanted.items()}
    held = [f" {passage.keys} " for passage in found]
    return {
        kind: [math.fsum([weight for key, weight in keys if key in own]) for own in held]
        for kind, keys in looked_up.items()
        if keys
    }


def weigh(keys: Mapping[str, float], frequencies: Mapping[str, int], total: int) -> dict[str, float]:
    """Return each word's or key's own weight times log(1 + N / df), where N passages are searched and df hold it."""
    return {key: own * math.log1p(total / frequencies[key]) for key, own in keys.items() if frequencies.get(key)}


def score_dense(found: Sequence[Found], meant: Candidates) -> dict[str, Signal]:
    """Return what the meaning says: of the passage, and of its section, above what any two texts have in common."""
    if not meant.sections:
        return {}
    passages, sections = dict(meant.passages), dict(meant.sections)
    return {
        "meaning": [max(0.0, passages.get(passage.number, 0.0) - SAME_SUBJECT) for passage in found],
        "section_meaning": [max(0.0, sections.get(passage.section, 0.0) - SAME_SUBJECT) for passage in found],
    }
