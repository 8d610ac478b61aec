"""Facts that real documents state, each as a claim beside the passage that states it.

The patterns know the forms of the UN Security Council's resolutions and of a
table of its vetoes. What they find is put into a sentence of its own; nothing
is kept of the documents but where the fact stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from claimcheck.evaluation.facts.patterns import PATTERNS
from claimcheck.models import Passage, SourceDocument

__all__ = ["Fact", "find_facts", "sample_facts"]

# Page furniture and what an eye or a scanner got wrong.
_UNCLEAN = re.compile(
    r"/\.\.\.|\(E\)|\*|[a-z]\d|\d[a-z]{3}|[a-z][A-Z][a-z]{3}|[A-Z]/RES|Page \d|http|_|□|\.\.|(?<!['’])\b[b-hj-z] [a-z]"
    r"|- [a-z]|\balso and\b|\band \d\.$"
)
_SYMBOLS = re.compile(r" ?\((?:S|A)/[^)]{1,60}\)|, ?(?:S|A)/[\w/]+")
_FEWEST_WORDS, _MOST_WORDS = 5, 34
# Statements are told apart by what can be changed in them: what numbers other documents and their parts is no figure.
_REFERENCE = re.compile(
    r"(?:resolutions?|paragraphs?|and|,|to|article|Chapter|annex) \d+(?: \(\d{4}\))?|\(\d{4}\)|the \d{4}"
    r"|^In resolution \d+"
)
_STATEMENTS = frozenset(("operative", "further", "preamble", "noted"))
_GROUPS = (
    ("amounts", re.compile(r"\d,\d{3}|\b(?:million|billion|thousand|per ?cent|kilomet|dollars|euros|tons|tonnes)")),
    ("ranked", re.compile(r"\b(?:first|second|third|largest|highest|greatest|last) (?!of all)[a-z]")),
    ("hedged", re.compile(r"\b(?:alleged|suspected|reported|reportedly|allegedly|potential|apparent|planned)\b")),
    ("quantified", re.compile(r"\b(?:most of|majority|both|several|many|some of|always|never|none)\b")),
    ("figures", re.compile(r"\d")),
)
# Of these sentences there are more than variety asks for.
_MOST_OF_A_KIND = {"admission": 20, "considered": 15, "adopted": 40, "voted": 50, "quotation": 45, "signed": 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A claim that a passage states. `kind` names the pattern that found it."""

    kind: str
    text: str
    document: SourceDocument
    passage: Passage


def find_facts(document: SourceDocument, passages: Iterable[Passage], *, seed: int = 0) -> Iterator[Fact]:
    """Yield the facts that the patterns find, at most one of a kind for each passage.

    Args:
        document: A resolution, or a table of vetoes.
        passages: Its passages.
        seed: Chooses the sentence where a fact can be told in several.
    """
    about = {"number": document.attributes.get("number", ""), "year": document.attributes.get("year", "")}
    for passage in passages:
        text = " ".join(passage.text.split())
        for kind, pattern, make in PATTERNS:
            found = pattern.search(text)
            if found is None:
                continue
            made = [_tidied(sentence) for sentence in make(found, about)]
            made = [s for s in made if _is_readable(s)]
            if made:
                chance = Random(f"{seed}|{kind}|{passage.id}")  # noqa: S311
                told = chance.choice(made)
                yield Fact(kind=_sort(kind, told), text=told, document=document, passage=passage)


def sample_facts(facts: Iterable[Fact], count: int, *, seed: int = 0) -> list[Fact]:
    """Return about `count` facts, as many of each kind as there are to have, in a fixed order.

    Claims of the same words count once, whatever documents state them.
    """
    kinds: dict[str, list[Fact]] = {}
    for fact in {f.text: f for f in sorted(facts, key=lambda f: (f.text, f.passage.id))}.values():
        kinds.setdefault(fact.kind, []).append(fact)
    chosen: list[Fact] = []
    left = count
    order = sorted(kinds, key=lambda k: (min(len(kinds[k]), _MOST_OF_A_KIND.get(k, count)), k))
    for nth, kind in enumerate(order):
        share = min(len(kinds[kind]), left // (len(kinds) - nth), _MOST_OF_A_KIND.get(kind, count))
        chosen += Random(f"{seed}|{kind}").sample(kinds[kind], share)  # noqa: S311
        left -= share
    return sorted(chosen, key=lambda f: (f.kind, f.document.name, f.passage.ordinal, f.text))


def _sort(kind: str, told: str) -> str:
    """Return what a sentence is counted as: statements by what can be changed in them."""
    if kind not in _STATEMENTS:
        return kind
    plain = _REFERENCE.sub("", told)
    return next((name for name, pattern in _GROUPS if pattern.search(plain)), kind)


def _tidied(sentence: str) -> str:
    sentence = _SYMBOLS.sub("", sentence).replace(" ,", ",").replace("  ", " ")
    return re.sub(r"[,;:]+(?=[.\"”])", "", sentence)


def _is_readable(sentence: str) -> bool:
    words = len(sentence.split())
    balanced = sentence.count("(") == sentence.count(")") and sentence.count('"') in {0, 2}
    return _FEWEST_WORDS <= words <= _MOST_WORDS and balanced and not _UNCLEAN.search(sentence)
