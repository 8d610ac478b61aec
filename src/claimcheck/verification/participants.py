"""Whether the same ones do it to the same ones: participants of a claim's predicates beside the passage's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from claimcheck.models import Relation, Slot
from claimcheck.text import lexicon
from claimcheck.verification.alignment import Match, Source, any_same
from claimcheck.verification.comparison import Compared, compared
from claimcheck.verification.roles import (
    Sides,
    counterparts,
    is_passive,
    is_same_name,
    is_symmetric,
    names_at,
    read_sides,
    words_of,
)
from claimcheck.verification.statements import Name, Statement, Term

_AMONG = re.compile(r"\b(?:among them|including|included)\b", re.IGNORECASE)
_ALIAS = re.compile(r"\b(?:known|called|named|nicknamed|dubbed|alias|born|formerly|name of|name|a\.?k\.?a\.?)\b")
_CONTRARY_PAIRS = (
    "doer done; from to; by done; by to; by against; doer to; doer against; for against; poss to; poss against"
)
_CONTRARY = [frozenset(pair.split()) for pair in _CONTRARY_PAIRS.split(";")]


def compare_roles(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare who does what to whom, and what is more than what, for each matched predicate."""
    for term in claim.terms:
        match = matches.get(term.index)
        if match is None or match.term is None or is_symmetric(term):
            continue
        row = _compare_sides(claim, term, source, match.term, matches) or _compare_governor(
            claim, term, source, match.term, matches
        )
        if row is not None:
            yield row


def _compare_sides(
    claim: Statement, term: Term, source: Source, other: Term, matches: Mapping[int, Match]
) -> Compared | None:
    ours, theirs = read_sides(claim, term), _sides_of(source.passage, other, term)
    if ours is None or theirs is None:
        return None
    doer, done = (counterparts(side, claim, source, matches) for side in (ours.doer, ours.done))
    said = f"{_worded(claim, ours.doer)} ({term.lemma})"
    found = f"{_worded(source.passage, theirs.doer)} ({other.lemma})"
    if _is_pointing(source, theirs.doer):  # "it" may be whoever the claim names
        if _points_past(claim, ours.doer, source):
            return compared(Slot.ROLE, Relation.MISSING, said, found, None, None, 0.0)
        return _compare_done(claim, term, source, other, matches)
    if _is_other_doer(claim, term, source, other, done & theirs.done):
        said, found = _worded(claim, ours.doer), _worded(source.passage, theirs.doer)
        return compared(Slot.NAME, Relation.CONFLICT, said, found, None, None, 0.0)
    if not doer:
        if _is_another(claim, ours.doer, source, theirs.doer):
            return compared(Slot.ROLE, Relation.MISSING, said, found, None, None, 0.0)
        return _compare_done(claim, term, source, other, matches)
    if doer & theirs.doer:
        return _compare_done(claim, term, source, other, matches)
    if (doer & theirs.done and done & theirs.doer) or _is_swapped(claim, ours, source, theirs, doer):
        return compared(Slot.ROLE, Relation.CONFLICT, said, found, None, None, 0.0)
    if not theirs.doer and not doer & theirs.done and not _is_told_to(source, other, doer):
        return _compare_done(claim, term, source, other, matches)
    if _AMONG.search(source.passage.text):  # "all members voted, Russia among them"
        return None
    if term.pos not in {"VERB", "AUX"} and not _is_another(claim, ours.doer, source, theirs.doer):
        return None  # who is said to be something: a rival must be named
    if _is_alias(claim, ours.doer, source, other):
        return None
    # Whoever did it stands elsewhere in the passage, but nobody it could have been done to by, or instead.
    alone = not done and not _is_another(claim, ours.doer, source, theirs.doer)
    return compared(Slot.ROLE, Relation.MISSING, said, found, None, None, 0.0, slight=alone)


def _sides_of(passage: Statement, other: Term, term: Term) -> Sides | None:
    """Return the sides of the passage's word for a predicate; none of either for a first verb taken for a noun."""
    sides = read_sides(passage, other)
    if sides is None and term.pos == "VERB" and _opens_sentence(passage, other.index):
        return Sides(frozenset(), frozenset())  # "Requests the board to ..."
    return sides


def _is_told_to(source: Source, other: Term, doer: set[int]) -> bool:
    """Whether whoever the claim says did it stands behind a verb that has no subject ("Requests the board to ...")."""
    parse = source.passage.parse
    verb = parse.words[other.index]
    if not doer or min(doer) < other.index or any(parse.words[i - 1].lemma == "by" for i in doer):
        return False
    if _opens_sentence(source.passage, other.index):
        return True
    return verb.pos == "VERB" and not is_passive(parse, verb) and doer <= set(parse.subtree(other.index))


def _opens_sentence(statement: Statement, index: int) -> bool:
    """Whether no noun or name stands before a word in its sentence or clause."""
    words = statement.parse.words
    for word in reversed(words[:index]):
        if word.text in {".", ";", ":"}:
            return True
        if word.pos in {"NOUN", "PROPN", "PRON", "VERB"}:
            return False
    return True


def _compare_governor(
    claim: Statement, term: Term, source: Source, other: Term, matches: Mapping[int, Match]
) -> Compared | None:
    """Ask what the claim's verb is done to not to be another verb's ("condemned the theft and welcomed the report")."""
    ours = read_sides(claim, term)
    if term.pos != "VERB" or ours is None or not ours.direct or names_at(claim, ours.direct):
        return None
    words = source.passage.parse.words
    heads = [
        m.term.index for i in ours.direct if claim.parse.words[i].dep == "dobj" if (m := matches.get(i)) and m.term
    ]
    verbs = {words[i].head for i in heads if words[i].dep == "dobj"}
    if not verbs or len(verbs) < len(heads) or other.index in verbs:
        return None
    rival = next(iter(sorted(verbs)))
    lemma = words[rival].lemma
    if lemma == other.lemma or lexicon.equal_words(lemma, term.lemma) or lexicon.same_sense(lemma, term.lemma):
        return None
    if words[rival].pos != "VERB" or other.index in source.passage.parse.subtree(rival):
        return None
    said = f"{term.lemma} {_worded(claim, ours.direct)}"
    return compared(Slot.ROLE, Relation.MISSING, said, f"{lemma} {words[heads[0]].text}", None, None, 0.0)


def _is_alias(claim: Statement, ours: frozenset[int], source: Source, other: Term) -> bool:
    """Whether the passage gives a name of the claim's as another one of its subject ("born", "known as")."""
    text = source.passage.text
    for name in names_at(claim, ours):
        for bearer in source.passage.names:
            if is_same_name(name, bearer) and _ALIAS.search(text, max(0, bearer.start - 40), bearer.start):
                return bearer.start < other.start
    return False


def _is_swapped(claim: Statement, ours: Sides, source: Source, theirs: Sides, doer: set[int]) -> bool:
    """Whether whoever the claim says did it had it done to them, by the one the claim says suffered it.

    Who did it may be named around the passage alone: "the ministry protested
    to Lima" in a document of Quito's is Quito's protest.
    """
    names = names_at(claim, ours.doer)
    if not names or not doer & theirs.done or not theirs.doer:
        return False
    sufferers = [n for n in names_at(claim, ours.done) if not any_same([n], names)]
    acting = names_at(source.passage, theirs.doer)
    known = [n for n in acting if n.entity]
    around = [n for s in source.header for n in (*s.names, *s.implied)]
    return bool(sufferers) and not known and any(any_same([n], around) for n in sufferers)


def _is_pointing(source: Source, indices: frozenset[int]) -> bool:
    """Whether the words only point to somebody ("it"), or leave nobody out ("no state")."""
    parse = source.passage.parse
    if any(parse.words[j].lemma == "no" for i in indices for j in parse.children[i]):
        return True
    return bool(indices) and all(parse.words[i].pos == "PRON" for i in indices)


def _points_past(claim: Statement, doer: frozenset[int], source: Source) -> bool:
    """Whether the sentence before names the claim's doer, and not as who does something there.

    "The ministry protested to Lima. It protested again." is no protest of Lima's.
    """
    names = names_at(claim, doer)
    for statement in reversed(source.preceding):
        bearers = [n for n in statement.names if any_same([n], names)]
        if not bearers:
            continue
        words = statement.parse.words
        subjects = [w.index for w in words if w.dep in {"nsubj", "nsubjpass"} and w.pos in {"NOUN", "PROPN"}]
        acting = {i for w in subjects for i in statement.parse.subtree(w)}
        return bool(subjects) and not any(i in acting for n in bearers for i in words_of(statement, n))
    return False


def _is_definite(source: Source, indices: frozenset[int]) -> bool:
    parse = source.passage.parse
    return any(parse.words[j].lemma in {"the", "this", "that", "its"} for i in indices for j in parse.children[i])


def _is_another(claim: Statement, ours: frozenset[int], source: Source, theirs: frozenset[int]) -> bool:
    """Whether both sides name somebody, and the passage nobody that the claim does."""
    mine = names_at(claim, ours)
    other = [n for n in names_at(source.passage, theirs) if n.entity or set(n.words) - _BODIES - _OF_BODIES]
    return bool(mine and other) and not any(is_same_name(a, b) for a in mine for b in other)


def _compare_done(
    claim: Statement, term: Term, source: Source, other: Term, matches: Mapping[int, Match]
) -> Compared | None:
    """Ask what a verb is done to to be the same: "sued the bank" is not "sued the union", a bank named or not."""
    ours, theirs = read_sides(claim, term), read_sides(source.passage, other)
    if term.pos != "VERB" or other.pos != "VERB" or ours is None or theirs is None:
        return None
    wanted = counterparts(ours.direct, claim, source, matches)
    below = theirs.done | {i for j in theirs.direct for i in source.passage.parse.subtree(j)}
    if not wanted or not theirs.direct or wanted & below or _is_pointing(source, theirs.direct):
        return None
    named, other_named = names_at(claim, ours.direct), names_at(source.passage, theirs.direct)
    if named and not other_named and _is_definite(source, theirs.direct):  # "the game" may be the one the claim names
        return None
    said = f"{term.lemma} {_worded(claim, ours.direct)}"
    found = f"{other.lemma} {_worded(source.passage, theirs.direct)}"
    among = bool(_AMONG.search(source.passage.text))  # "several prizes, including the medal"
    return compared(Slot.ROLE, Relation.MISSING, said, found, None, None, 0.0, slight=among)


def _is_other_doer(claim: Statement, term: Term, source: Source, other: Term, shared: set[int]) -> bool:
    """Whether somebody else did what one alone does, to the same, on the same day.

    Both sides must name persons (one may be a name of nobody known): what a
    minister did, the ministry did too.
    """
    if not shared or {term.lemma, other.lemma} - lexicon.lexicon().single_doer or not _same_day(claim, source):
        return False
    ours, theirs = read_sides(claim, term), read_sides(source.passage, other)
    if ours is None or theirs is None:
        return False
    mine, others = names_at(claim, ours.doer), names_at(source.passage, theirs.doer)
    persons = [_may_be_person(claim, n) for n in mine] + [_may_be_person(source.passage, n) for n in others]
    known = any(n.kind == "person" for n in (*mine, *others))
    return bool(mine and others) and all(persons) and known and not any_same(mine, others)


_BODIES = frozenset(
    "department ministry committee council commission government party office agency court parliament senate house "
    "cabinet assembly bank company corporation university union association board".split()
)
# "the Foreign Ministry" is whose the text around it says.
_OF_BODIES = frozenset("foreign defence defense finance interior justice trade health the of national supreme".split())


def _may_be_person(statement: Statement, name: Name) -> bool:
    """Whether a name may be a person's: the recogniser says so, or it has no article and no word of a body's name."""
    if name.entity:
        return name.kind == "person"
    before = statement.text[max(0, name.start - 5) : name.start].lower()
    return name.kind == "person" or not (before.endswith("the ") or _BODIES & set(name.words))


def _same_day(claim: Statement, source: Source) -> bool:
    """Whether both date what they say to one day: then one act has one doer."""
    days = {(d.first, d.last) for d in claim.dates if d.first == d.last}
    return bool(days & {(d.first, d.last) for d in source.passage.dates})


class Place(NamedTuple):
    """Where a name stands: the word it hangs on and how ("doer", "done", a preposition, "poss", "of")."""

    governor: int
    how: str


def compare_places(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Ask each name of the claim to hang on the same words in the passage, unless another name hangs there instead.

    "Shipped from Oslo to Riga" and "shipped from Riga to Oslo" have the same words.
    """
    passage = source.passage
    for name in claim.names:
        bearers = [n for n in passage.names if is_same_name(name, n)]
        if not bearers:
            continue
        for place in places_of(claim, name):
            there = _standing_for(claim, place.governor, source, matches)
            if there is None:
                continue
            own = {p.how for n in bearers for p in places_of(passage, n) if p.governor == there}
            rivals = [
                n
                for n in passage.names
                if n.kind == name.kind
                and n not in bearers
                and any(p.governor == there and p.how == place.how for p in places_of(passage, n))
            ]
            contrary = [how for how in own if {how, place.how} in _CONTRARY]
            if (own and place.how not in own and contrary) or (rivals and not own):
                said = f"{name.surface} ({place.how} {claim.parse.words[place.governor].lemma})"
                how = (contrary or [place.how])[0]
                found = f"{(rivals or bearers)[0].surface} ({how} {passage.parse.words[there].lemma})"
                yield compared(Slot.ROLE, Relation.MISSING, said, found, None, None, 0.0)
                break


def _standing_for(claim: Statement, index: int, source: Source, matches: Mapping[int, Match]) -> int | None:
    """Return the passage's word for a word that names hang on; for a verb of no content ("went"), the same verb."""
    match = matches.get(index)
    if match is not None:
        return match.term.index if match.term is not None and not is_symmetric(match.term) else None
    word = claim.parse.words[index]
    if word.pos != "VERB":
        return None
    same = (w.index for w in source.passage.parse.words if w.lemma == word.lemma and w.pos == "VERB")
    return next(same, None)


def places_of(statement: Statement, name: Name) -> tuple[Place, ...]:
    """Return the places of a name: the nearest word of content it hangs on, and the one that that hangs on."""
    key = ("places", name.start, name.end)
    if key not in statement.memo:
        statement.memo[key] = _read_places(statement, name)
    found: tuple[Place, ...] = statement.memo[key]
    return found


def _read_places(statement: Statement, name: Name) -> tuple[Place, ...]:
    indices = words_of(statement, name)
    parse = statement.parse
    inside = set(indices)
    word = next((parse.words[i] for i in indices if parse.words[i].head not in inside), None)
    if word is None:
        return ()
    beside = word.dep in {"amod", "compound", "nmod", "poss"}
    sides = [
        Place(t.index, how)
        for t in (() if beside else statement.terms)
        if t.pos in {"VERB", "NOUN"} and (s := read_sides(statement, t)) is not None
        for how, side in (("doer", s.doer), ("done", s.direct))
        if word.index in side
    ]
    how, steps = "", 0
    while word.dep == "conj" and word.head != word.index:
        word = parse.words[word.head]
    while word.head != word.index and steps < 4:
        head = parse.words[word.head]
        if head.pos in {"ADP", "SCONJ", "PART"} or word.dep == "case":
            how = how or head.lemma
        elif head.index in inside:
            pass
        else:
            how = how or {"poss": "poss", "appos": "appos", "compound": "mod", "amod": "mod", "nmod": "mod"}.get(
                word.dep, ""
            )
            return (*sides, Place(head.index, how)) if how else tuple(sides)
        word, steps = head, steps + 1
    return tuple(sides)


def shares_sides(claim: Statement, term: Term, source: Source, other: Term, matches: Mapping[int, Match]) -> bool:
    """Whether two predicates may be of one event: where both name doers or objects, they meet."""
    ours, theirs = read_sides(claim, term), read_sides(source.passage, other)
    if ours is None or theirs is None:
        return True
    if ours.direct and theirs.direct and not _is_pointing(source, theirs.direct):
        below = theirs.done | {i for j in theirs.direct for i in source.passage.parse.subtree(j)}
        if not counterparts(ours.direct, claim, source, matches) & below:
            return False
    if _is_pointing(source, theirs.doer) or not ours.doer or not theirs.doer:
        return True
    return not _is_another(claim, ours.doer, source, theirs.doer)


def _worded(statement: Statement, indices: frozenset[int]) -> str:
    if not indices:
        return "nobody named"
    start, end = statement.parse.span(sorted(indices))
    return statement.text[start:end]
