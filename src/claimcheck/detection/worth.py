"""How much it would matter if a claim were wrong: a sum of parts, each with a word that shows it.

The score orders claims for an editor; no verdict depends on it. What each part
means and how the shares were set is written in docs/detection.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from claimcheck.detection.clauses import subjects
from claimcheck.detection.hard_facts import DATES, NAMES, is_date, is_event, is_figure
from claimcheck.detection.lexicon import words
from claimcheck.models import WorthPart, sum_worth
from claimcheck.text.syntax import Parse, Word

# What is checkable and has this much is check-worthy; chosen on public training data, see docs/detection.md.
WORTHY = 0.2
# The shares add up to 1.
SHARES: Mapping[str, float] = MappingProxyType(
    {
        "figure": 0.2,
        "money or share": 0.07,
        "accusation": 0.12,
        "health and safety": 0.1,
        "money and work": 0.1,
        "law and government": 0.08,
        "change or comparison": 0.08,
        "name": 0.06,
        "another name": 0.04,
        "superlative or absolute": 0.05,
        "event": 0.04,
        "event of others": 0.03,
        "date": 0.03,
    }
)
_GROUPS = {
    "accusation_words": "accusation",
    "health_words": "health and safety",
    "money_words": "money and work",
    "law_words": "law and government",
    "change_words": "change or comparison",
    "extremes": "superlative or absolute",
}
_DEGREES = {
    "JJR": "change or comparison",
    "RBR": "change or comparison",
    "JJS": "superlative or absolute",
    "RBS": "superlative or absolute",
}
_SPEAKING = frozenset({"i", "you"})


def weigh_worth(parse: Parse, indices: Sequence[int]) -> tuple[WorthPart, ...]:
    """Return the parts of the check-worthiness of the words `indices` of a sentence, in the order of `SHARES`."""
    shown: dict[str, str] = {}
    names: list[Word] = []
    for index in sorted(indices):
        word = parse.words[index]
        for part in _shown_by(parse, word):
            shown.setdefault(part, word.text)
        if word.entity in NAMES:
            names.append(word)
    if names:
        shown["name"] = names[0].text
        other = _find_other(names)
        if other is not None:
            shown["another name"] = other.text
    return tuple(WorthPart(name=name, share=share, cue=shown[name]) for name, share in SHARES.items() if name in shown)


def score_worth(parse: Parse, indices: Sequence[int]) -> float:
    """Return the check-worthiness, in [0, 1], of the words `indices` of a sentence; more words never lower it."""
    return sum_worth(weigh_worth(parse, indices))


def _find_other(names: Sequence[Word]) -> Word | None:
    """Return the first word of a name that is not the first one, nor a word of it again."""
    first = {names[0].text}
    for before, word in pairwise(names):
        if word.index == before.index + 1 and word.entity == before.entity and before.text in first:
            first.add(word.text)
        elif word.text not in first:
            return word
    return None


def _shown_by(parse: Parse, word: Word) -> Iterator[str]:
    """Yield the parts that a word shows by itself."""
    fields = _fields()
    written = word.text.lower()
    if written != "according":  # no accord
        yield from fields.get(word.lemma, ())
    if written != word.lemma:
        yield from fields.get(written, ())
    if word.tag in _DEGREES:
        yield _DEGREES[word.tag]
    if word.tag == "CD" and word.entity not in DATES and is_figure(parse, word):
        yield "figure"
    if word.entity in {"MONEY", "PERCENT"}:
        yield "money or share"
    if is_date(word):
        yield "date"
    if is_event(word):
        yield "event"
        if not any(s.text.lower() in _SPEAKING for s in subjects(parse, word.index)):
            yield "event of others"


@cache
def _fields() -> Mapping[str, tuple[str, ...]]:
    """Return the parts that each lemma shows."""
    found: dict[str, tuple[str, ...]] = {}
    for group, part in _GROUPS.items():
        for lemma in words(group):
            found[lemma] = (*found.get(lemma, ()), part)
    return found
