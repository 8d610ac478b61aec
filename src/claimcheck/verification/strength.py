"""How strongly something is said: "all", "only", "first", "largest", "more than", beside the passage's words for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimcheck.models import Relation, Slot
from claimcheck.text import lexicon
from claimcheck.verification.alignment import Match, Source, any_same
from claimcheck.verification.comparison import Compared, compared
from claimcheck.verification.predicates import NEGATORS
from claimcheck.verification.roles import names_at
from claimcheck.verification.statements import Statement, Term

# "on more than abductions", "not only"; not "more than 80".
_MORE = re.compile(
    r"\b(more than(?! (?:\d|a\b|one\b|half\b))|not (?:only|just|merely|solely|exclusively)|other than|apart from"
    r"|in addition to|among other things)\b",
    re.IGNORECASE,
)
# "the second-largest", "one of the largest", "among the largest": no largest.
_RANKED = re.compile(
    r"(?:\b(second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th))[ -]+|"
    r"\b((?:one|some|two|three) of|among) (?:the|its|their|our) (?:[\w’'-]+ ){0,3})$",
    re.IGNORECASE,
)
_NOT_RANKED = re.compile(r"\b(?:not|nearly|almost|neither|hardly)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
_SUPERLATIVES = frozenset(("JJS", "RBS"))
_VAGUE = frozenset(("many", "numerous"))


def compare_quantifiers(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Ask the passage for each word of strength that the claim uses ("all", "only", "first"), of the same thing."""
    classes = lexicon.lexicon().quantifiers
    counted = any(q.ordinal for q in source.passage.quantities)
    for at, lemma in claim.quantifiers.items():
        if lemma in NEGATORS or (lemma == "first" and counted):
            continue  # denial is the polarity's; "first" beside "second" was compared as a number
        beyond = _MORE.search(source.passage.text) if classes[lemma] == classes["only"] else None
        if beyond is not None:
            where = (beyond.start(1), beyond.end(1))
            yield compared(Slot.QUANTIFIER, Relation.CONFLICT, lemma, beyond.group(1), *where, 1.0)
            continue
        there = [i for i, other in source.passage.quantifiers.items() if classes[other] == classes[lemma]]
        yield _compare_one(claim, at, source, there, matches)


def _compare_one(claim: Statement, at: int, source: Source, there: list[int], matches: Mapping[int, Match]) -> Compared:
    lemma, words = claim.quantifiers[at], source.passage.parse.words
    ours = _reach(claim, at)
    for index in there:
        theirs = _reach(source.passage, index)
        word = words[index]
        if not _meet(claim, ours, source.passage, theirs, matches):
            continue
        if not _NOT_RANKED.search(claim.text[: claim.parse.words[at].start]):
            weakened = _NOT_RANKED.search(source.passage.text[: word.start])
            if weakened:
                continue
        ranked = _rank(source.passage, index)
        if ranked and not _rank(claim, at):
            relation = Relation.CONFLICT if ranked[0] else Relation.MISSING
            value = f"{ranked[0] or ranked[1]} {word.text}"
            return compared(Slot.QUANTIFIER, relation, lemma, value, word.start, word.end, 1.0)
        return compared(Slot.QUANTIFIER, Relation.EQUAL, lemma, word.text, word.start, word.end, 1.0)
    return compared(Slot.QUANTIFIER, Relation.MISSING, lemma, "", None, None, 1.0, slight=_is_vague(claim, at))


def _is_vague(claim: Statement, at: int) -> bool:
    """Whether a word of strength sets no bound ("many"), or bounds a number, which is compared itself."""
    words = claim.parse.words
    if claim.quantifiers[at] in _VAGUE:
        return True
    before = words[at - 1].text.lower() if at else ""
    return words[at].text.lower() in {"least", "most"} and before == "at"


def _rank(statement: Statement, index: int) -> tuple[str, str] | None:
    """Return what makes a superlative less than one: its ordinal, or "one of"."""
    found = _RANKED.search(statement.text[: statement.parse.words[index].start])
    return (found.group(1) or "", found.group(2) or "") if found else None


def _reach(statement: Statement, index: int) -> set[int]:
    """Return the words that a word of strength is said of: what it stands before or belongs to, and of which things."""
    parse = statement.parse
    word = parse.words[index]
    head = parse.words[word.head]
    found = {index, head.index, *parse.children[index]}
    for i in (index, *parse.children[index]):
        if parse.words[i].pos in {"ADP", "SCONJ"}:  # "all of the members"
            found.update(parse.children[i])
    if head.pos in {"ADP", "NOUN", "PROPN", "ADJ", "ADV", "NUM"}:
        found.update(parse.children[head.index])
        if head.pos not in {"NOUN", "PROPN"}:
            found.add(head.head)
    return found


def _meet(claim: Statement, ours: set[int], passage: Statement, theirs: set[int], matches: Mapping[int, Match]) -> bool:
    """Whether two words of strength are said of the same word or name, as far as that can be told."""
    aligned = [m.term.index for i in ours if (m := matches.get(i)) is not None and m.term is not None]
    names = names_at(claim, ours)
    if not aligned and not names:
        return True
    return bool(theirs & set(aligned)) or any_same(names, names_at(passage, theirs))


def compare_degrees(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Ask a comparison ("larger than") and a superlative ("busiest") to be one in the passage too."""
    for term in claim.terms:
        match = matches.get(term.index)
        if match is None or match.term is None:
            continue
        other = match.term
        ours, theirs = _is_comparative(claim, term), _is_comparative(source.passage, other)
        if ours and not theirs:
            kind = f"{term.lemma} (compared)"
            yield compared(Slot.QUANTIFIER, Relation.MISSING, kind, other.lemma, other.start, other.end, 0.0)
        elif _is_superlative(claim, term):
            ranked = _rank(source.passage, other.index)
            kind = f"{term.lemma} (most)"
            if not _is_superlative(source.passage, other) or (ranked and not _rank(claim, term.index)):
                yield compared(Slot.QUANTIFIER, Relation.MISSING, kind, other.lemma, other.start, other.end, 0.0)


def _is_comparative(statement: Statement, term: Term) -> bool:
    words = statement.parse.words
    if words[term.index].tag in {"JJR", "RBR"}:
        return True
    return any(words[i].lemma in {"more", "less"} for i in statement.parse.children[term.index])


def _is_superlative(statement: Statement, term: Term) -> bool:
    words = statement.parse.words
    if words[term.index].tag in _SUPERLATIVES:
        return True
    return any(words[i].tag in _SUPERLATIVES for i in statement.parse.children[term.index])
