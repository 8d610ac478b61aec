"""The same said in another spelling or another order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.evaluation.mutations.vocabulary import match_case, vocabulary

_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)?")
_ENDING = re.compile(r"[.!?]?$")


def make_spelling(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Write a word as the British or the Americans write it."""
    for found in _WORD.finditer(subject.text):
        other = vocabulary().spelling.get(found.group().lower())
        if other and not subject.is_quoted(*found.span()):
            words = match_case(other, found.group())
            yield Twin.of(subject.text, Mutation.SPELLING, [Edit(*found.span(), words)])


def make_reordering(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Put the date at the sentence's beginning, or from there to its end."""
    roots = subject.parse.roots()
    if len(roots) != 1:
        return
    text = subject.text
    ending = _ENDING.search(text)
    last = ending.start() if ending else len(text)
    for preposition in subject.children(roots[0], {"prep"}):
        start, end = subject.phrase(preposition)
        if preposition.text.lower() not in {"on", "in"} or subject.is_quoted(0, len(text)):
            continue
        if not any(d.start == preposition.end + 1 and d.end == end for d in subject.dates):
            continue
        if end == last and start > 1:
            phrase = match_case(text[start:end], "O")
            first = subject.parse.words[0]
            rest = text[: start - 1].rstrip(",")
            named = first.pos == "PROPN" or first.text.isupper() or first.entity or first.text == "I"
            # "Resolution 12" is no name, though it begins a sentence.
            common = first.pos == "DET" or subject.parse.words[1].pos == "NUM"
            rest = rest[0].lower() + rest[1:] if common or not named else rest
            edits = [Edit(0, last, f"{phrase}, {rest}")]
        elif start == 0 and text[end : end + 2] == ", ":
            phrase = text[start].lower() + text[start + 1 : end]
            rest = text[end + 2 : last]
            edits = [Edit(0, last, f"{match_case(rest, 'A')} {phrase}")]
        else:
            continue
        yield Twin.of(text, Mutation.REORDERING, edits)
