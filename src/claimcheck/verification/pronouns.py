"""Pronouns that point outside their text: whoever "he" is, the text alone does not say."""

from __future__ import annotations

import re

from claimcheck.text.syntax import Parse, Word

_PERSONS = frozenset("he she him her his hers".split())
_MANY = frozenset("they them their theirs".split())
_THINGS = frozenset(("it", "its"))
_OBJECTS = frozenset(("dobj", "dative", "pobj"))


def unresolved_pronouns(parse: Parse) -> tuple[str, ...]:
    """Return the personal pronouns before which the text names nothing they could mean.

    A rule of thumb, not a resolver: "he" needs a person's name before it,
    "they" a plural or a group, "it" a thing; the subject of a verb is not what
    an object pronoun of that verb means ("Russia voted for it").
    """
    return tuple(
        word.text.lower()
        for word in parse.words
        if word.dep != "expl"
        and word.text.lower() in _PERSONS | _MANY | _THINGS
        and not any(_may_mean(parse, word, other) for other in parse.words[: word.index])
        and not _is_told_later(parse, word)
    )


def _is_told_later(parse: Parse, pronoun: Word) -> bool:
    """Whether a possessive in an opening phrase has the person behind it: "In his address Tom Weiss said"."""
    root = next((w for w in parse.words if w.head == w.index), pronoun)
    subject = next((parse.words[i] for i in parse.children[root.index] if parse.words[i].dep == "nsubj"), root)
    before = pronoun.index < subject.index < root.index and pronoun.index not in parse.subtree(subject.index)
    return before and pronoun.text.lower() in {"his", "her"} and subject.entity == "PERSON"


def _may_mean(parse: Parse, pronoun: Word, other: Word) -> bool:
    if other.pos not in {"NOUN", "PROPN"}:
        return False
    if pronoun.dep in _OBJECTS and other.dep in {"nsubj", "nsubjpass"} and _governor(parse, pronoun) == other.head:
        return False
    low = pronoun.text.lower()
    if low in _PERSONS:
        return other.entity == "PERSON"
    if low in _MANY:
        joined = any(parse.words[i].dep == "conj" for i in parse.children[other.index])
        return other.tag in {"NNS", "NNPS"} or joined or other.entity in {"ORG", "NORP"}
    return other.entity != "PERSON" and other.dep != "pobj"


def _governor(parse: Parse, word: Word) -> int:
    head = parse.words[word.head]
    return head.head if head.pos == "ADP" else head.index


_TWO = re.compile(
    r"\b(?:(?:the|these|those|their) two|both) "
    r"(?:countr(?:y|ies)|governments?|sides?|nations?|states?|parties|neighbou?rs?|capitals?)"
    r"\b(?! (?:of|that|which|who))",
    re.IGNORECASE,
)


def find_pairs(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans that point to two states named elsewhere ("the two governments")."""
    return tuple(m.span() for m in _TWO.finditer(text))
