"""Which values of a passage are of the fact that a claim's value is of.

A number that a passage gives of something else must neither bear a claim out
nor refute it. Values said of another deed are barred; of the rest, those count
whose surroundings share most with the claim's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from claimcheck.models import Relation
from claimcheck.text import lexicon
from claimcheck.text.dates import DateMention, compare_dates
from claimcheck.text.quantities import Quantity, compare_quantities
from claimcheck.verification.alignment import Match, same_bearer
from claimcheck.verification.bindings import Binding
from claimcheck.verification.statements import Statement, Term

FITTING = frozenset((Relation.EQUAL, Relation.COMPATIBLE))
# By how much another value must lead one that fits, to be the one that the claim is about.
CLEAR_LEAD = 1.0
# What a shared word, name or other value counts for; see `rank`.
_TERM, _MAIN, _NAME, _VALUE, _NOUN = 1.0, 2.0, 1.5, 1.5, 3.0
_STRANGE = 0.25
_OPPOSITE_LEADS = frozenset(("from", "to", "by"))
# "It was in 1998 that the firm closed."
_PRESENTING = frozenset(("be", "come", "happen", "occur"))

_BRACKET = re.compile(r"[()]")
_PRONOUNS = frozenset("it he she they who which we i".split())
_PERSONS = frozenset(("person", "people", "individual"))

Value = TypeVar("Value", Quantity, DateMention)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The indices of the rivals that share most with the claim's value, and by how much they lead the others."""

    best: tuple[int, ...]
    lead: Mapping[int, float]


def is_elsewhere(claim: Statement, ours: Binding, passage: Statement, theirs: Binding) -> bool:
    """Whether a passage's value is said of another deed than the claim's, though the claim's deed is in the passage.

    "founded in 1998, and later shut down" does not date the end. A value in a
    main clause's front is of the verbs joined to it too ("In 1998 the firm
    merged and closed"), one behind two bare verbs of both ("merged and closed
    in 1998"). A value that hangs on the same noun on both sides is of that.
    """
    found = _deeds(claim, ours, passage)
    if not found or any(m in theirs.region or _bridges(passage, m, theirs) for m in found):
        return False
    words = claim.parse.words
    nouns = [t for t in claim.terms if t.index in ours.chain and t.pos != "VERB" and t.index != ours.clause]
    nouns = [t for t in nouns if not (ours.noun and same_noun(t.lemma, ours.noun)) and words[t.index].pos != "NUM"]
    return not any(not occurrences(t, passage).isdisjoint(theirs.chain) for t in nouns)


def opposes_lead(ours: Binding, theirs: Binding) -> bool:
    """Whether two values are different points of a change ("from 4", "to 4", "by 4"), or votes that went other ways."""
    if ours.leaning != theirs.leaning and {ours.leaning, theirs.leaning} != {"", "for"}:
        return True
    return ours.lead != theirs.lead and {ours.lead, theirs.lead} <= _OPPOSITE_LEADS


def _deeds(claim: Statement, ours: Binding, passage: Statement) -> set[int]:
    """Return where the passage has what the claim says of its value: its verb, or what stands for a light one."""
    verb = next((t for t in claim.terms if t.index == ours.clause), None)
    asked = [verb] if verb is not None else [t for t in claim.terms if t.main and t.index in ours.region]
    return {i for t in asked for i in occurrences(t, passage)}


def occurrences(term: Term, passage: Statement) -> set[int]:
    """Return the indices of the passage's words that may stand for a claim's."""
    lookup = passage.lookup
    found = {o.index for o in lookup.lemmas.get(term.lemma, ())}
    found.update(o.index for o in lookup.forms.get(term.form, ()))
    for sense in lexicon.senses(term.lemma):
        found.update(o.index for o in lookup.senses.get(sense, ()))
    return found


def _bridges(passage: Statement, deed: int, value: Binding) -> bool:
    words = passage.parse.words
    verb, other = words[value.clause], words[deed]
    if other.dep == "conj" and other.head == verb.index:
        return value.word < verb.index
    if verb.dep == "conj" and verb.head == other.index:
        between = words[other.index + 1 : verb.index]
        return all(w.pos in {"CCONJ", "AUX", "ADV", "PUNCT", "PART"} for w in between)
    if verb.lemma in _PRESENTING and other.head == verb.index:
        return other.dep not in {"advcl", "conj"}
    # In one bracket they are of each other: "(born Anna Maria Roth; 2 May 1950)".
    low, high = other.end, words[value.word].start
    opened = passage.text.rfind("(", max(0, other.start - 40), other.start)
    return opened >= 0 and low < high and not _BRACKET.search(passage.text, opened + 1, high)


def rank(claim: Statement, value: Quantity | DateMention, passage: Statement, rivals: Sequence[Binding]) -> Ranked:
    """Order rivals by what stands with them of the claim's words, names and other values."""
    if len(rivals) == 1:
        return Ranked((0,), {0: 0.0})
    ours = claim.bindings[value.start]
    items = _items(claim, value, ours, passage)
    subject = _subject(claim, ours)
    scores = []
    for rival in rivals:
        pronoun = any(passage.parse.words[i].lemma in _PRONOUNS for i in rival.region)
        score = 0.0
        for index, (weight, places) in items.items():
            if not places.isdisjoint(rival.region) or (pronoun and index in subject):
                score += weight
        score += _NOUN if ours.noun and same_noun(ours.noun, rival.noun) else 0.0
        score += _TERM if ours.lead and ours.lead == rival.lead else 0.0
        score -= _MAIN if rival.lead == "of" != ours.lead else 0.0  # "of the 300 passengers, 40 drowned"
        scores.append(score)
    known = {i for _, places in items.values() for i in places}
    scores = [s - _strangeness(passage, i, rivals, known) for i, s in enumerate(scores)]
    highest = max(scores)
    best = tuple(i for i, s in enumerate(scores) if s >= highest - 1e-9)
    return Ranked(best, {i: highest - s for i, s in enumerate(scores)})


def settle(
    ranked: Ranked, relations: Sequence[Relation], may_refute: Callable[[int], bool]
) -> tuple[Relation, int | None]:
    """Return what the likest rivals say of a claim's value, and the index of the one that says it.

    One that fits goes before one that does not. Where another fits that is
    hardly less like, nothing conflicts.

    Args:
        ranked: The rivals by what stands with them.
        relations: How the claim's value stands to each.
        may_refute: Whether a conflicting rival, by index, is of the same fact.
    """
    for wanted in (Relation.EQUAL, Relation.COMPATIBLE):
        fit = next((i for i in ranked.best if relations[i] is wanted), None)
        if fit is not None:
            return wanted, fit
    if any(r in FITTING and ranked.lead[i] < CLEAR_LEAD for i, r in enumerate(relations)):
        return Relation.MISSING, None
    against = (i for i in ranked.best if relations[i] is Relation.CONFLICT and may_refute(i))
    index = next(against, None)
    return (Relation.MISSING, None) if index is None else (Relation.CONFLICT, index)


def same_noun(first: str, second: str) -> bool:
    """Whether two counted nouns are one or of one sense."""
    if first in _PERSONS and second in _PERSONS:
        return True
    return bool(first and second) and (lexicon.equal_words(first, second) or lexicon.same_sense(first, second))


def names_another(claim: Statement, passage: Statement) -> bool:
    """Whether a passage is on another thing of the kind that the claim names by number ("resolution 2375")."""
    for ours in claim.quantities:
        if ours.identifier and ours.noun:
            theirs = [q for q in passage.quantities if q.identifier and q.noun == ours.noun]
            if theirs and all(compare_quantities(ours, q) is not Relation.EQUAL for q in theirs):
                return True
    return False


def main_roots(claim: Statement, matches: Mapping[int, Match]) -> set[int]:
    """Return the roots of the passage's sentences that hold what matches the claim's predicate."""
    found = [matches.get(t.index) for t in claim.terms if t.main]
    if not found:  # "the population was 5,000": all of it is compared as words and values
        found = list(matches.values())
    return {m.term.root for m in found if m is not None and m.term is not None}


def _items(
    claim: Statement, value: Quantity | DateMention, ours: Binding, passage: Statement
) -> dict[int, tuple[float, set[int]]]:
    """Return what stands with a claim's value, by its place in the claim: its weight and its places in the passage."""
    items: dict[int, tuple[float, set[int]]] = {}
    for term in claim.terms:
        if ours.noun and same_noun(term.lemma, ours.noun):
            continue  # weighed with the rival's own noun, written or not
        if term.index in ours.region and (places := occurrences(term, passage)):
            items[term.index] = (_MAIN if term.main or term.index == ours.clause else _TERM, places)
    words = claim.parse.words
    theirs = {w.start: w.index for w in passage.parse.words}
    for name in claim.names:
        index = next((i for i in ours.region if words[i].start == name.start), None)
        if index is not None:
            same = [n for n in passage.names if n.start in theirs and same_bearer(name, n)]
            same = [n for n in same if n.words == name.words] or same  # "Firm B" before "Firm"
            items[index] = (_NAME, {theirs[n.start] for n in same})
    for other, places in _other_values(claim, value, passage):
        if other.word in ours.region:
            items[other.word] = (_VALUE, places)
    return {i: item for i, item in items.items() if item[1]}


def _other_values(
    claim: Statement, value: Quantity | DateMention, passage: Statement
) -> list[tuple[Binding, set[int]]]:
    return [
        *_fitting(claim, [d for d in claim.dates if d is not value], passage, passage.dates, compare_dates),
        *_fitting(
            claim, [q for q in claim.quantities if q is not value], passage, passage.quantities, compare_quantities
        ),
    ]


def _fitting(
    claim: Statement,
    ours: Sequence[Value],
    passage: Statement,
    theirs: Sequence[Value],
    compare: Callable[[Value, Value], Relation],
) -> list[tuple[Binding, set[int]]]:
    found = []
    for mention in ours:
        binding = claim.bindings.get(mention.start)
        if binding is not None:
            fits = {
                passage.bindings[t.start].word
                for t in theirs
                if t.start in passage.bindings and compare(mention, t) in FITTING
            }
            found.append((binding, fits))
    return found


def _subject(claim: Statement, ours: Binding) -> set[int]:
    parse = claim.parse
    heads = [i for i in parse.children[ours.clause] if parse.words[i].dep in {"nsubj", "nsubjpass"}]
    return {j for i in heads for j in parse.subtree(i)}


def _strangeness(passage: Statement, index: int, rivals: Sequence[Binding], known: set[int]) -> float:
    """Weigh what this rival alone of its clause has before it, and the claim does not name ("Germany 200")."""
    rival = rivals[index]
    others = [r for i, r in enumerate(rivals) if i != index and r.clause == rival.clause]
    if not others:
        return 0.0
    own = rival.region.difference(*(r.region for r in others)) - known - {rival.word}
    words = passage.parse.words
    strange = any(words[i].pos in {"NOUN", "PROPN"} and i < rival.word and words[i].lemma != rival.noun for i in own)
    return _STRANGE if strange else 0.0
