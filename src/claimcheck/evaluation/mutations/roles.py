"""Who did what to whom: the two sides exchanged, and the same said in the passive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.evaluation.mutations.vocabulary import match_case
from claimcheck.text.inflection import inflect
from claimcheck.text.syntax import Word

# What one does to the other, the other does to the one.
_MUTUAL = frozenset(
    """
    meet marry discuss agree negotiate share resemble equal match border fight trade cooperate consult talk join be
    have include comprise contain sign conclude involve concern exchange become hold remain represent exclude
    """.split()
)
_ACTORS = frozenset("government parliament army delegation authority minister president court".split())
# Not said in the passive, or with more than an object: "reassured Japan of its support".
_NO_PASSIVE = frozenset("say state want get let reassure inform remind assure notify accuse deprive rob cost".split())
_SIDES = frozenset(("PROPN", "NOUN"))
_POINTING = re.compile(r"\b(?:its|their|his|her|our|it|they|them|he|she)\b", re.IGNORECASE)
_BE = {True: {"VBD": "were", "VBZ": "are", "VBP": "are"}, False: {"VBD": "was", "VBZ": "is", "VBP": "is"}}
_INITIAL_ARTICLE = re.compile(r"(?:The|A|An|Its|Their|His|Her|All|Some|Many|Both|Several) ")


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with its two sides, as spans of the claim; `prepositional` where the second hangs on a preposition."""

    verb: Word
    doer: tuple[int, int]
    other: tuple[int, int]
    doer_head: Word
    other_head: Word
    prepositional: bool


def make_role_swap(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Let the one do to the other what the other did to the one."""
    for clause in _clauses(subject, others={"dobj", "pobj"}):
        if clause.verb.lemma in _MUTUAL or not _named(subject, clause.doer, clause.other):
            continue
        if _is_plural(clause.doer_head) != _is_plural(clause.other_head) and clause.verb.tag in {"VBZ", "VBP"}:
            continue
        yield _swapped(subject, clause.doer, clause.other)
    for verb, patient, agent in _passives(subject):
        first, second = subject.phrase(patient), subject.phrase(agent)
        if verb.lemma not in _MUTUAL and _named(subject, first, second):
            if _is_plural(patient) != _is_plural(agent):
                continue
            yield _swapped(subject, first, second)
    yield from _swap_ends(subject)


def make_passive(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Say in the passive what the claim says in the active, or the other way round."""
    for clause in _clauses(subject, others={"dobj"}):
        verb = clause.verb
        if verb.tag not in {"VBD", "VBZ", "VBP"} or verb.lemma in _MUTUAL | _NO_PASSIVE:
            continue
        if clause.other[0] != verb.end + 1 or subject.children(verb, {"aux", "neg", "conj", "prt", "dative", "xcomp"}):
            continue
        if subject.children(verb, {"advmod", "ccomp", "oprd"}) or clause.doer[1] + 1 != verb.start:
            continue
        # "Its support was expressed by the Council" points ahead; "vetoed draft S/1" is cut in two by the parser.
        moved = subject.text[slice(*clause.other)]
        if not _may_move_before(subject, verb, clause.other[1]) or _POINTING.search(moved):
            continue
        if " by " in moved or moved.count("(") != moved.count(")"):
            continue
        plural = _is_plural(clause.other_head) or bool(subject.children(clause.other_head, {"conj"}))
        verb_words = f"{_BE[plural][verb.tag]} {inflect(verb.lemma, 'VBN')}"
        first, second = _cased(subject, clause.other, clause.doer)
        edits = [Edit(clause.doer[0], clause.other[1], f"{first} {verb_words} by {second}")]
        yield Twin.of(subject.text, Mutation.PASSIVE, edits)
    for verb, patient, agent in _passives(subject):
        be = subject.children(verb, {"auxpass"})
        start, end = subject.phrase(patient)
        by, last = subject.parse.words[agent.head], subject.phrase(agent)[1]
        plain = len(be) == 1 and be[0].tag == "VBD" and not subject.children(verb, {"aux", "neg", "conj", "advmod"})
        if not plain or end + 1 != be[0].start or be[0].end + 1 != verb.start or by.start != verb.end + 1:
            continue
        first, second = _cased(subject, subject.phrase(agent), (start, end))
        words = f"{first} {inflect(verb.lemma, 'VBD')} {second}"
        yield Twin.of(subject.text, Mutation.PASSIVE, [Edit(start, last, words)])


def _may_move_before(subject: Subject, verb: Word, end: int) -> bool:
    """Whether what stands before `end` can be taken away from it: the sentence ends, or the verb goes on."""
    following = next((w for w in subject.parse.words if w.start >= end), None)
    if following is None or following.text in {".", "!", "?"}:
        return True
    return following.pos in {"ADP", "CCONJ", "SCONJ"} and following.head == verb.index and following.text != "by"


def _clauses(subject: Subject, *, others: set[str]) -> Iterator[_Clause]:
    """Yield the main clauses in the active voice whose two sides are nouns outside quotations."""
    for verb in subject.main_verbs():
        doers = subject.children(verb, {"nsubj"})
        seconds = [w for w in subject.children(verb, {"dobj"}) if "dobj" in others]
        prepositional = False
        if not seconds and "pobj" in others:
            seconds = [o for p in subject.children(verb, {"prep"}) if p.lemma in _TOWARDS for o in _object(subject, p)]
            prepositional = True
        if len(doers) != 1 or not seconds:
            continue
        doer, other = doers[0], seconds[0]
        spans = subject.phrase(doer), subject.phrase(other)
        if not {doer.pos, other.pos} <= _SIDES or spans[0][1] > verb.start or spans[1][0] < verb.end:
            continue
        if any(subject.is_quoted(*s) for s in spans) or "," in subject.text[slice(*spans[0])]:
            continue
        yield _Clause(verb, *spans, doer, other, prepositional)


_TOWARDS = frozenset(("to", "against", "from", "over", "upon", "on", "for", "at"))


def _object(subject: Subject, preposition: Word) -> tuple[Word, ...]:
    return subject.children(preposition, {"pobj"})[:1]


def _passives(subject: Subject) -> Iterator[tuple[Word, Word, Word]]:
    """Yield the verb, the one it is done to and the one who does it of each main clause in the passive."""
    for verb in subject.main_verbs():
        patients = subject.children(verb, {"nsubjpass"})
        agents = [o for a in subject.children(verb, {"agent"}) for o in _object(subject, a)]
        if agents and agents[0].lemma in {"vote", "majority", "consensus", "acclamation"}:
            continue
        if len(patients) == 1 and len(agents) == 1 and {patients[0].pos, agents[0].pos} <= _SIDES:
            spans = subject.phrase(patients[0]), subject.phrase(agents[0])
            if spans[0][1] < spans[1][0] and not any(subject.is_quoted(*s) for s in spans):
                yield verb, patients[0], agents[0]


def _named(subject: Subject, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Whether both sides are named and could each do what the other does: states, bodies, persons."""
    return all(_is_actor(subject, start, end) for start, end in (first, second))


def _is_actor(subject: Subject, start: int, end: int) -> bool:
    """Whether a phrase is a short one that names somebody who acts, not "the mandate of UNIFIL"."""
    words = [w for w in subject.parse.words if start <= w.start < end]
    if not words or len(words) > 8:
        return False
    inside = {w.index for w in words}
    head = next((w for w in words if w.head == w.index or w.head not in inside), words[0])
    spans = [(m.start, m.end) for m in subject.mentions if m.kind in {"state", "organisation"}]
    spans += [(first, last) for first, last, kind in subject.parse.names if kind == "PERSON"]
    named = any(first <= head.start < last and last >= end - 2 for first, last in spans)
    return named or (head.lemma in _ACTORS and any(start <= first and last >= end - 2 for first, last in spans))


def _swapped(subject: Subject, first: tuple[int, int], second: tuple[int, int]) -> Twin:
    ahead, behind = _cased(subject, second, first)
    return Twin.of(subject.text, Mutation.ROLE_SWAP, [Edit(*first, ahead), Edit(*second, behind)])


def _swap_ends(subject: Subject) -> Iterator[Twin]:
    """Exchange "from A to B", where both are names."""
    for found in re.finditer(
        r"\bfrom ((?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3}) to ((?:the )?[A-Z]\w+(?: [A-Z]\w+){0,3})", subject.text
    ):
        if not subject.is_quoted(*found.span()) and _named(subject, found.span(1), found.span(2)):
            edits = [Edit(*found.span(1), found.group(2)), Edit(*found.span(2), found.group(1))]
            yield Twin.of(subject.text, Mutation.ROLE_SWAP, edits)


def _cased(subject: Subject, first: tuple[int, int], second: tuple[int, int]) -> tuple[str, str]:
    """Return the words of two spans as they read in each other's place: a capital only where a sentence begins."""
    ahead, behind = subject.text[slice(*first)], subject.text[slice(*second)]
    if second[0] == 0:
        ahead = match_case(ahead, "A")
        word = subject.parse.words[0]
        if (word.pos not in {"PROPN", "NUM"} and not word.text.isupper()) or _INITIAL_ARTICLE.match(behind):
            behind = behind[:1].lower() + behind[1:]
    return ahead, behind


def _is_plural(word: Word) -> bool:
    return word.tag in {"NNS", "NNPS"}
