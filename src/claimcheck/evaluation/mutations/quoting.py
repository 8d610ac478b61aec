"""Quotations changed: another word in them, or cut so that they say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.evaluation.mutations.vocabulary import match_case, vocabulary
from claimcheck.text.inflection import inflect
from claimcheck.text.quotes import Quote
from claimcheck.text.syntax import Word

_DENIAL = re.compile(
    r"(?:\b(?:shall|must|will|should|may|can|could|would|is|are|was|were|has|have|had|does|do|did) )?"
    r"\b(?:not|never|no)\b ",
    re.I,
)
# Not "until" and "but": a quotation may end there and be fair.
_CONDITION = re.compile(
    r",? \b(?:unless|if|except|without(?! delay)|subject to|provided|on condition|only|in case|as long as)\b", re.I
)
_NUMBER = re.compile(r"\b\d{1,4}\b")
_FEWEST = 3


def make_altered(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Change one word of a quotation."""
    for quote in subject.quotes:
        words = [w for w in subject.parse.words if quote.start <= w.start and w.end <= quote.end]
        edits = [e for e in (_altered(subject, w) for w in words) if e is not None]
        edits += [
            Edit(quote.start + m.start(), quote.start + m.end(), str(int(m.group()) + 1))
            for m in _NUMBER.finditer(quote.text)
        ]
        if edits:
            yield Twin.of(subject.text, Mutation.QUOTE_ALTERED, [chance.choice(edits)])


def make_truncated(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Cut a quotation behind a denial or before a condition, so that it says more than it did."""
    for quote in subject.quotes:
        spans = list(_cuts(quote))
        if spans:
            start, end = chance.choice(spans)
            edits = [Edit(quote.start, quote.start + start, "")] if start else []
            edits += [Edit(quote.start + end, quote.end, "")] if end < len(quote.text) else []
            yield Twin.of(subject.text, Mutation.QUOTE_TRUNCATED, edits)


def _cuts(quote: Quote) -> Iterator[tuple[int, int]]:
    """Yield the spans of the quotation that leave out a denial at its start or a condition at its end."""
    text = quote.text
    denial = _DENIAL.search(text)
    if denial and len(text[denial.end() :].split()) >= _FEWEST:
        yield denial.end(), len(text)
    for condition in _CONDITION.finditer(text):
        polite = text[condition.start() :].split()[1:2] in (["necessary"], ["possible"], ["any"])
        if len(text[: condition.start()].split()) >= _FEWEST and not polite:
            yield 0, condition.start()
            return


def _altered(subject: Subject, word: Word) -> Edit | None:
    lower = word.text.lower()
    if subject.text[word.start - 1] == "-" or subject.text[word.end : word.end + 1] == "-":
        return None
    quoted = vocabulary().quoted.get(lower)
    if quoted:
        return Edit(word.start, word.end, match_case(quoted, word.text))
    other = vocabulary().direction.get(word.lemma)
    if word.pos == "VERB" and other:
        return Edit(word.start, word.end, match_case(inflect(other, word.tag), word.text))
    return None
