"""What of a sentence is in none of its claims, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.detection.judgement import Judgement
from claimcheck.models import Checkability
from claimcheck.text.syntax import Parse, Word

_EMPTY = frozenset({"fact", "such", "include", "-", "–", "—"})
_STOPS = frozenset({"PUNCT", "SPACE", "CCONJ", "SCONJ", "ADP", "DET", "PRON", "PART", "AUX", "ADV", "INTJ"})
_UNSAID = Judgement(Checkability.FRAGMENT, "is a part of no claim")


def has_substance(word: Word) -> bool:
    """Whether a word must be accounted for: it is more than grammar."""
    return word.pos not in _STOPS and word.lemma not in _EMPTY


def find_remainders(
    parse: Parse, claimed: Sequence[tuple[int, int]], apart: Sequence[tuple[int, int, Judgement]]
) -> Iterator[tuple[int, int, Judgement]]:
    """Yield the stretches of a sentence with words of substance that stand in no claim, in order.

    Args:
        parse: The sentence.
        claimed: The spans of its claims.
        apart: Stretches that are no claim, with what they are.
    """
    run: list[Word] = []
    said: Judgement | None = None
    for word in parse.words:
        held = any(a <= word.start and word.end <= b for a, b in claimed)
        judgement = None if held else _judgement(word, apart)
        if run and (held or (judgement is not None and judgement != said)):
            yield from _stretch(run, said)
            run, said = [], None
        if not held:
            run.append(word)
            said = judgement or said
    yield from _stretch(run, said)


def _judgement(word: Word, apart: Sequence[tuple[int, int, Judgement]]) -> Judgement | None:
    """Return what the narrowest stretch around a word is; None of a word that goes with the one before."""
    around = [(b - a, n) for n, (a, b, _) in enumerate(apart) if a <= word.start and word.end <= b]
    return apart[min(around)[1]][2] if around else _UNSAID if has_substance(word) else None


def _stretch(run: Sequence[Word], judgement: Judgement | None) -> Iterator[tuple[int, int, Judgement]]:
    words = [w for w in run if w.pos not in {"PUNCT", "SPACE", "CCONJ"}]
    if any(map(has_substance, words)):
        yield words[0].start, words[-1].end, judgement or _UNSAID
