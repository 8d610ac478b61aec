"""What a pronoun stands for: one thing beyond doubt, or nothing.

A wrong antecedent makes a wrong verdict, so agreement in number, sex and kind
comes first, then prominence (the subject of the sentence before, what the
paragraph goes on about), and where two things fit the pronoun is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from claimcheck.detection.kinds import Kind, Sex, group
from claimcheck.detection.mentions import SUBJECTS, Mention, is_main_subject
from claimcheck.text.syntax import Parse, Word

HE, SHE = frozenset("he him his".split()), frozenset("she her hers".split())
IT, THEY = frozenset(("it", "its")), frozenset("they them their theirs".split())
PRONOUNS = HE | SHE | IT | THEY
POSSESSIVES = frozenset("his her its their".split())
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_BODIES = frozenset({Kind.STATE, Kind.BODY})
_REACH = 3  # sentences without a candidate that may lie between
# "It seems that ...", "it took three years to ...": nothing is meant where a clause follows, and never by "it rained".
_WEATHER = frozenset("rain snow hail drizzle".split())
_EMPTY_VERBS = frozenset("seem appear happen turn follow emerge transpire matter remain become".split())
_EMPTY_NOUNS = frozenset(
    "time day night morning evening noon midnight monday tuesday wednesday thursday friday saturday sunday spring "
    "summer autumn winter pity shame fact case matter question issue wonder".split()
)


# What there is only with somebody.
_RELATIONS = frozenset(
    "relation relationship tie link contact border dispute quarrel alliance trade treaty pact".split()
)


_OF_TEXTS = frozenset("author co-author text wording title page chapter cover".split())


class Outcome(StrEnum):
    """What became of a pronoun."""

    FOUND = "found"
    OPEN = "open"
    EMPTY = "empty"  # it stands for nothing


@dataclass(frozen=True, slots=True)
class Answer:
    """What a pronoun stands for; `mention` is set where that was found."""

    outcome: Outcome
    mention: Mention | None = None
    maybe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that was read: its paragraph, and whom and what it speaks of, resolved pronouns among them."""

    paragraph: int
    mentions: tuple[Mention, ...]


def find_antecedent(parse: Parse, pronoun: Word, here: Sequence[Mention], before: Sequence[Said]) -> Answer:
    """Return what a pronoun stands for.

    Args:
        parse: Its sentence.
        pronoun: One of `PRONOUNS`.
        here: What the sentence speaks of up to it.
        before: The sentences before, the nearest last; all in reach of it:
            those of its paragraph, at a paragraph's beginning those of the
            one before.
    """
    if pronoun.text.lower() in IT and is_empty(parse, pronoun):
        return Answer(Outcome.EMPTY)
    if pronoun.dep == "pobj" and parse.words[pronoun.head].lemma == "among":
        # "12 countries, among them Chile": the sentence says who.
        return Answer(Outcome.EMPTY if any(m.plural for m in here) else Outcome.OPEN)
    fitting = [m for m in here if _fits(pronoun, m) and not _is_barred(parse, pronoun, m)]
    if pronoun.text.lower() in HE | SHE:
        found = _find_person(parse, pronoun, fitting, before)
    else:
        found = _find_thing(parse, pronoun, fitting, before)
    sure = pronoun.text.lower() not in HE | SHE or (found is not None and found.kind is Kind.PERSON)
    if found is not None and found.key and found.text and sure:
        return Answer(Outcome.FOUND, found)
    return Answer(Outcome.OPEN, maybe=tuple(sorted(_keys(fitting))))


def is_empty(parse: Parse, it: Word) -> bool:
    """Whether "it" stands for nothing ("it is clear that ...", "it rained")."""
    if it.dep == "expl":
        return True
    verb = parse.words[it.head]
    below = [parse.words[c] for c in parse.children[verb.index] if c != it.index]
    if it.dep not in SUBJECTS:  # "make it clear that", "find it hard to"
        return it.text.lower() == "it" and any(w.dep in {"acomp", "ccomp", "oprd"} and w.pos == "ADJ" for w in below)
    tails = [w for w in below if w.index > verb.index]
    if verb.lemma in _WEATHER:
        return True
    if verb.lemma in {"take", "cost"}:
        return any(w.entity in {"DATE", "TIME", "MONEY"} for w in tails) and any(w.dep in _CLAUSES for w in tails)
    clauses = [w for w in tails if w.dep in {"ccomp", "xcomp", "advcl", "csubj", "relcl", "csubjpass"}]
    if verb.lemma in _EMPTY_VERBS:
        attributes = [parse.words[c] for w in tails if w.dep == "acomp" for c in parse.children[w.index]]
        return any(w.dep in {"ccomp", "csubj"} for w in (*clauses, *attributes))
    if verb.lemma == "be":
        for attribute in (w for w in tails if w.dep in {"acomp", "attr", "prep", "advmod"}):
            clauses += [w for c in parse.children[attribute.index] if (w := parse.words[c]).dep in _CLAUSES]
            if attribute.lemma in _EMPTY_NOUNS or attribute.entity in {"DATE", "TIME"}:
                return True
        return any(_is_meant(parse, w) for w in clauses)
    passive = any(w.dep == "auxpass" for w in below)
    return passive and any(w.dep in {"ccomp", "xcomp"} for w in clauses)


_TIMES = frozenset("since when after before until while because although though as once".split())
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "csubj"})


def _is_meant(parse: Parse, clause: Word) -> bool:
    """Whether "it" stands for a clause: none that says when or why, nor one that says more of a noun ("known as")."""
    beside = {parse.words[c].text.lower() for c in parse.children[clause.index] if c < clause.index}
    if clause.dep == "relcl":
        return _is_cleft(parse, clause)
    return not beside & _TIMES if clause.dep == "advcl" else clause.dep != "acl" or "to" in beside


def _is_cleft(parse: Parse, clause: Word) -> bool:
    """Whether "it was X who ...": a clause about a name or a definite thing, not about "a law that ..."."""
    noun = parse.words[clause.head]
    articles = {parse.words[c].text.lower() for c in parse.children[noun.index] if parse.words[c].dep == "det"}
    modified = any(parse.words[c].dep == "amod" for c in parse.children[noun.index])
    return noun.pos == "PROPN" or ("the" in articles and not modified) or noun.pos == "PRON"


def _fits(pronoun: Word, mention: Mention) -> bool:
    """Whether number, sex and kind agree; what is unknown agrees with all."""
    low = pronoun.text.lower()
    if low in HE | SHE:
        wrong = Sex.FEMALE if low in HE else Sex.MALE
        person = mention.kind is Kind.PERSON or (not mention.sure and mention.named and mention.core)
        return person and not mention.plural and mention.sex is not wrong
    if low in IT:
        return not mention.plural and not (mention.kind is Kind.PERSON and mention.sure)
    return mention.plural or (mention.kind is Kind.BODY and not mention.named)


def _is_barred(parse: Parse, pronoun: Word, mention: Mention) -> bool:
    """Whether grammar forbids: "Russia voted for it", "replying to a reporter, he", a phrase that holds the pronoun."""
    other = parse.words[mention.head]
    if mention.start <= pronoun.start < mention.end and not mention.group:
        return True
    governor = _governor(parse, pronoun)
    if pronoun.dep in _OBJECTS and other.dep in SUBJECTS and governor == other.head:
        return True
    if pronoun.dep in SUBJECTS and other.dep in _OBJECTS:
        clause = parse.words[_governor(parse, other)]
        owned = any(parse.words[c].dep in SUBJECTS for c in parse.children[clause.index])
        return clause.dep == "advcl" and clause.head == pronoun.head and not owned
    return False


def _governor(parse: Parse, word: Word) -> int:
    head = parse.words[word.head]
    return head.head if head.pos == "ADP" else head.index


def _keys(mentions: Iterable[Mention]) -> set[str]:
    return {m.key for m in mentions}


def _find_person(parse: Parse, pronoun: Word, here: Sequence[Mention], before: Sequence[Said]) -> Mention | None:
    subjects = [m for m in here if parse.words[m.head].dep in SUBJECTS]
    if len(_keys(here)) == 1 and (subjects or not _nearest(pronoun, before)):
        return here[-1]
    if here and len(_keys(subjects)) == 1 and all(m.main for m in subjects) and not _rivals(here, subjects[0]):
        return subjects[-1]
    if any(m.core for m in here):
        return None
    # Whoever stands in an opening phrase ("In a talk with Abe he said") is not the one who is spoken of further.
    prominent = is_main_subject(parse, pronoun) or _opens(parse, pronoun)
    if here and not prominent:
        return None
    last = _nearest(pronoun, before)
    return _most_prominent(pronoun, last, before, prominent=prominent, alone=not here)


def _rivals(mentions: Iterable[Mention], one: Mention) -> bool:
    return any(m.key != one.key and m.core for m in mentions)


def _opens(parse: Parse, pronoun: Word) -> bool:
    """Whether a possessive belongs to the main subject or to what stands before it ("His father was ...")."""
    root = next((w for w in parse.words if w.head == w.index), pronoun)
    return pronoun.dep == "poss" and pronoun.index < root.index


def _nearest(pronoun: Word, before: Sequence[Said]) -> list[Mention]:
    """Return what fits in the nearest sentence that has any."""
    for said in before[: -_REACH - 1 : -1]:
        found = [m for m in said.mentions if _fits(pronoun, m)]
        if found:
            return found
    return []


def _most_prominent(
    pronoun: Word, last: Sequence[Mention], before: Sequence[Said], *, prominent: bool, alone: bool
) -> Mention | None:
    """Return the one that is meant of what fits in the sentence before, None in doubt."""
    if not last:
        return None
    earlier = [m for s in before if s.mentions and s.mentions[0].sentence < last[0].sentence for m in s.mentions]
    rivals = [m for m in earlier[-40:] if _fits(pronoun, m)]
    main = [m for m in last if m.main]
    if len(_keys(last)) == 1:
        steady = bool(main) or not _keys(m for m in rivals if m.main) - _keys(last)
        return last[-1] if alone and steady else main[-1] if main and prominent else None
    if len(_keys(main)) != 1 or not prominent:
        return None
    others = [m for m in last if m.key != main[0].key]
    groups = [
        m for s in before for m in s.mentions if m.group and (m.sentence, m.head) == (main[0].sentence, main[0].head)
    ]
    if any(g.start <= m.start < g.end for g in groups for m in others):
        return None  # one of two who act together
    went_on = [m for m in rivals if m.main]
    continued = bool(went_on) and went_on[-1].key == main[0].key
    return main[-1] if continued or not any(m.core for m in others) else None


def _find_thing(parse: Parse, pronoun: Word, here: Sequence[Mention], before: Sequence[Said]) -> Mention | None:
    if here:
        subjects = [m for m in here if m.main]
        if len(_keys(subjects)) == 1 and not _rivals(here, subjects[0]) and len(_keys(here)) <= 2:
            return subjects[-1]
        if any(m.core for m in here) or not is_main_subject(parse, pronoun):
            return None
    if not before:
        return None
    last = [m for m in before[-1].mentions if _fits(pronoun, m)]
    matching = _named_by_predicate(parse, pronoun, before)
    if matching is not None:
        return matching
    if len(_keys(last)) > 1 and _leaves_partner_out(parse, pronoun):
        return None
    prominent = is_main_subject(parse, pronoun) or _opens(parse, pronoun)
    main = [m for m in last if m.main and not (m.group and m.kind is Kind.THING)]
    if not prominent or len({m.head for m in main}) != 1:
        return None
    if pronoun.dep == "poss" and parse.words[pronoun.head].lemma in _OF_TEXTS and main[0].kind is not Kind.TEXT:
        return None  # "The organisation ... Its author": the report's
    if pronoun.text.lower() in IT and any(m.group and m.head == main[0].head for m in before[-1].mentions):
        return None  # one of two that act together
    return _agreeing(parse, pronoun, max(main, key=lambda m: m.group), last)


def _leaves_partner_out(parse: Parse, pronoun: Word) -> bool:
    """Whether a relation is told of one alone: "It has no relations" means those with somebody named before.

    With the name put in, the claim would say that it has none at all.
    """
    said = [parse.words[c] for c in parse.children[pronoun.head] if parse.words[c].dep in {"dobj", "attr"}]
    told = [w for w in said if w.lemma in _RELATIONS]
    partners = {parse.words[c].lemma for w in told for c in parse.children[w.index]}
    partners |= {parse.words[c].lemma for c in parse.children[pronoun.head]}
    return bool(told) and not partners & {"with", "to", "between", "toward", "towards", "against"}


def _agreeing(parse: Parse, pronoun: Word, main: Mention, last: Sequence[Mention]) -> Mention | None:
    """Return the subject of the sentence before if what is said of the pronoun can be said of it, and of it alone."""
    verb = parse.words[pronoun.head]
    others = [m for m in last if m.head != main.head and m.key != main.key and (m.core or m.kind in _BODIES)]
    plural = pronoun.text.lower() in THEY
    doer = Kind.PERSON if plural else Kind.BODY
    acts = pronoun.dep == "nsubj" and verb.lemma in group("agentive")
    tells = pronoun.dep == "nsubj" and verb.lemma in group("telling")
    able = {doer, Kind.PERSON, Kind.STATE, Kind.BODY} if plural else set(_BODIES)
    if acts and not tells:
        return main if main.kind in able and not any(m.core and m.kind in able for m in others) else None
    if tells:
        able |= {Kind.TEXT}
        return main if main.kind in able and not any(m.core and m.kind in able for m in others) else None
    fits = main.kind in able and not any(m.kind is main.kind and m.core for m in others)
    return main if fits and not any(m.core for m in others if m.kind in {Kind.THING, Kind.TEXT} and m.named) else None


def _named_by_predicate(parse: Parse, pronoun: Word, before: Sequence[Said]) -> Mention | None:
    """Return the one resolution of the sentences before where "it was the first resolution that ..."."""
    verb = parse.words[pronoun.head]
    if verb.lemma != "be" or pronoun.dep not in SUBJECTS:
        return None
    lemmas = {parse.words[c].lemma for c in parse.children[verb.index] if parse.words[c].dep == "attr"}
    for said in before[:-3:-1]:
        found = [m for m in said.mentions if m.lemma in lemmas and _fits(pronoun, m)]
        if found:
            return found[-1] if len(_keys(found)) == 1 else None
    return None
