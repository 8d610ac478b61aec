"""What a sentence takes for granted in passing, where that is cheap to see and sure.

The sentence keeps these words: they say there what is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.detection.atoms import Atom, Link, Put, is_whole, trim
from claimcheck.detection.clauses import is_finite
from claimcheck.text.syntax import Parse, Word
from claimcheck.text.tags import DATES, PLURAL

_MOMENTS = frozenset({"after", "during", "before"})


def read_presuppositions(parse: Parse) -> Iterator[Atom]:
    """Yield "then-minister Lee", "the text adopted in 1960" and "the ongoing inquiry" as sentences."""
    for word in parse.words:
        if word.lemma == "then" and word.index + 2 < len(parse.words):
            yield from _title(parse, word)
        elif word.tag == "VBN" and word.dep == "acl":
            yield from _made(parse, word)
        elif word.lemma == "ongoing" and word.dep == "amod":
            yield from _ongoing(parse, word)


def _title(parse: Parse, then: Word) -> Iterator[Atom]:
    """Yield "Fumio Kishida was then Foreign Minister" for "then-Foreign Minister Fumio Kishida"."""
    hyphen = parse.words[then.index + 1].text == "-"
    first = then.index + 1 + hyphen
    end = first
    while (
        end < len(parse.words)
        and parse.words[end].entity != "PERSON"
        and parse.words[end].pos in {"PROPN", "NOUN", "ADJ"}
    ):
        end += 1
    last = end
    while last < len(parse.words) and parse.words[last].entity == "PERSON":
        last += 1
    named = first < end < last and parse.words[end - 1].head >= end
    if named and hyphen:
        name, title = tuple(range(end, last)), tuple(range(first, end))
        own = tuple(range(then.index, last))
        yield Atom(end, Link.NOMINAL, (*name, Put("was"), then.index, *title), own)


def _made(parse: Parse, verb: Word) -> Iterator[Atom]:
    """Yield "The text was adopted in 1960" for "the text adopted in 1960"."""
    noun = parse.words[verb.head]
    children = [parse.words[c] for c in parse.children[noun.index]]
    own = trim(parse, parse.subtree(verb.index))
    timed = any(parse.words[i].entity in DATES and parse.words[i].head != verb.head for i in own) or any(
        parse.words[c].lemma in _MOMENTS for c in parse.children[verb.index]
    )
    named = trim(parse, [i for i in parse.subtree(noun.index) if i < verb.index])
    definite = any(c.dep == "det" and c.text.lower() == "the" for c in children)
    plain = not any(c.tag in {"JJS", "CD"} or c.dep == "conj" or c.lemma in _RANKS for c in children)
    follows = verb.index == own[0] and bool(named) and named[-1] == verb.index - 1
    if timed and definite and plain and follows and is_whole(parse, named) and is_whole(parse, own):
        be = "were" if noun.tag in PLURAL else "was"
        yield Atom(verb.index, Link.PRESUPPOSED, (*named, Put(be), *own), (*named, *own))


def _ongoing(parse: Parse, adjective: Word) -> Iterator[Atom]:
    """Yield "The inquiry into it is ongoing" for "the ongoing inquiry into it"."""
    noun = parse.words[adjective.head]
    whole = trim(parse, parse.subtree(noun.index))
    definite = parse.words[whole[0]].text.lower() == "the" if whole else False
    simple = not any(parse.words[i].dep in {"conj", "relcl", "appos"} or is_finite(parse, i) for i in whole)
    if definite and simple and is_whole(parse, whole) and len(whole) > 3:
        rest = tuple(i for i in whole if i != adjective.index)
        be = "are" if noun.tag in PLURAL else "is"
        yield Atom(noun.index, Link.NOMINAL, (*rest, Put(be), adjective.index), tuple(whole))


_RANKS = frozenset({"first", "last", "only", "next", "second", "third", "few", "most", "least"})
