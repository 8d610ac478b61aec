"""Who does what to whom: the two sides of a predicate, as word indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from claimcheck.text import syntax
from claimcheck.text.entities import match_names
from claimcheck.verification.predicates import is_light, told_by_participle
from claimcheck.verification.pronouns import find_pairs
from claimcheck.verification.statements import Name, Statement, Term

# Predicates whose two sides may trade places.
_SYMMETRIC = frozenset(
    (
        "meet meeting talk discuss agree agreement sign share trade border cooperate ally relation relate "
        "negotiate differ equal marry dispute conflict coordinate normalize establish conclude treaty hold speak"
    ).split()
)
_OBJECTS = frozenset(("dobj", "dative", "prep", "attr", "oprd"))
_SUBJECTS = frozenset(("nsubj", "csubj"))
_SAID_OF = frozenset(("attr", "acomp", "dobj", "oprd"))
_DONE_BY = frozenset(("to", "of", "against", "on", "for", "with", "toward", "towards", "at", "over"))
# "some of its measures" are measures.
_PARTS = frozenset(
    "some many most all one part number majority several few none both each any half rest two three".split()
)


class Sides(NamedTuple):
    """The words that act and the words acted upon; for "larger than", what is larger and than what.

    `direct` is the part of `done` that hangs on no preposition.
    """

    doer: frozenset[int]
    done: frozenset[int]
    direct: frozenset[int] = frozenset()


class _Matched(Protocol):
    @property
    def term(self) -> Term | None: ...


class _Placed(Protocol):
    @property
    def passage(self) -> Statement: ...


def read_sides(statement: Statement, term: Term) -> Sides | None:
    """Return the sides of a predicate, None for a word that is none.

    Of a passive the agent is the doer and the subject what is acted upon. A
    coordinated or subordinate verb without a subject has its head's. What is
    said of somebody ("is the envoy", "the envoy, a lawyer,") has them as doer,
    and so has a deed that is a noun: "made a protest to", "the protest by".
    """
    key = ("sides", term.index)
    if key not in statement.memo:
        sides = _read_sides(statement.parse, statement.parse.words[term.index])
        if sides is not None:
            sides = Sides(*(_with_equals(statement.parse, side) for side in sides))
        statement.memo[key] = sides
    found: Sides | None = statement.memo[key]
    return found


def _read_sides(parse: syntax.Parse, word: syntax.Word) -> Sides | None:
    if word.pos == "ADJ":
        return _compared_sides(parse, word) or _described_sides(parse, word)
    if word.pos in {"NOUN", "PROPN"}:
        return _noun_sides(parse, word)
    if word.pos not in {"VERB", "AUX"}:
        return None
    children = [parse.words[i] for i in parse.children[word.index]]
    head = parse.words[word.head]
    if word.dep == "acl" and told_by_participle(parse, head) == word:
        dones = _heads(parse, children, _OBJECTS)
        return Sides(_spread(parse, [head.index]), _spread(parse, dones), _spread(parse, dones))
    passive = is_passive(parse, word)
    doers = _agents(parse, children) if passive else _heads(parse, children, _SUBJECTS) or _inherited(parse, word)
    dones = _heads(parse, children, {"nsubjpass"} if passive else _OBJECTS)
    if passive and not dones:
        dones = _undergoing(parse, word)
    direct = dones if passive else _heads(parse, children, _OBJECTS - {"prep"})
    return Sides(_spread(parse, doers), _spread(parse, dones), _spread(parse, direct))


def counterparts(
    indices: Iterable[int], claim: Statement, source: _Placed, matches: Mapping[int, _Matched]
) -> set[int]:
    """Return the passage's words that stand for some of the claim's, through terms and names."""
    wanted = set(indices)
    found = {m.term.index for i, m in matches.items() if i in wanted and m.term is not None}
    for name in names_at(claim, wanted):
        for other in source.passage.names:
            if is_same_name(name, other):
                found.update(words_of(source.passage, other))
    if wanted & _pair_words(claim):
        found |= _pair_words(source.passage)
    return found


def _pair_words(statement: Statement) -> frozenset[int]:
    """Return the words of "the two governments" and the like, which are no terms."""
    if "pairs" not in statement.memo:
        spans = find_pairs(statement.text)
        words = (w.index for w in statement.parse.words if any(a <= w.start < b for a, b in spans))
        statement.memo["pairs"] = frozenset(words)
    found: frozenset[int] = statement.memo["pairs"]
    return found


def names_at(statement: Statement, indices: Iterable[int]) -> list[Name]:
    """Return the names that hold some of the words."""
    starts = [statement.parse.words[i].start for i in indices]
    return [n for n in statement.names if any(n.start <= s < n.end for s in starts)]


def words_of(statement: Statement, name: Name) -> tuple[int, ...]:
    """Return the indices of a name's words."""
    key = ("words", name.start, name.end)
    if key not in statement.memo:
        statement.memo[key] = tuple(w.index for w in statement.parse.words if name.start <= w.start < name.end)
    found: tuple[int, ...] = statement.memo[key]
    return found


def is_symmetric(term: Term) -> bool:
    """Whether the sides of a predicate may trade places ("A met B")."""
    return term.lemma in _SYMMETRIC


def is_same_name(first: Name, second: Name) -> bool:
    """Whether two names are of one bearer: one entity, or spelled so."""
    if first.entity or second.entity:
        return first.entity == second.entity
    return match_names(first.words, second.words)


def _compared_sides(parse: syntax.Parse, word: syntax.Word) -> Sides | None:
    than = [parse.words[i] for i in parse.subtree(word.index) if parse.words[i].lemma == "than"]
    if not than:
        return None
    head = parse.words[word.head]
    subjects = _heads(parse, [parse.words[i] for i in parse.children[head.index]], {"nsubj"})
    if not subjects:
        return None
    return Sides(_spread(parse, subjects), _spread(parse, list(parse.children[than[0].index])))


def _described_sides(parse: syntax.Parse, word: syntax.Word) -> Sides | None:
    """Read "X is active": who is so."""
    word = _first_of(parse, word)
    head = parse.words[word.head]
    if word.dep != "acomp" or head.lemma not in _BEING:
        return None
    return Sides(_spread(parse, _subjects_of(parse, head)), frozenset())


def _noun_sides(parse: syntax.Parse, word: syntax.Word) -> Sides | None:
    children = [parse.words[i] for i in parse.children[word.index]]
    by = _heads(parse, [c for c in children if c.lemma == "by"], {"prep", "agent"})
    done = _heads(parse, [c for c in children if c.lemma in _DONE_BY], {"prep", "dative"})
    first = _first_of(parse, word)
    head = parse.words[first.head]
    if first.dep in _SAID_OF and is_light(parse, head):
        done += _heads(parse, [parse.words[i] for i in parse.children[head.index]], {"dative", "prep"})
        return Sides(_spread(parse, _subjects_of(parse, head)), _spread(parse, done))
    if first.dep == "appos":
        return Sides(_spread(parse, [first.head]), frozenset())
    # "Rey's appointment of Paz": without the "of", Rey may be who was appointed.
    owners = [c.index for c in children if c.dep == "poss"]
    suffering = _heads(parse, [c for c in children if c.lemma == "of"], {"prep"})
    if not by and owners and suffering and word.pos == "NOUN":
        return Sides(_spread(parse, owners), _spread(parse, suffering))
    if by:
        return Sides(_spread(parse, by), _spread(parse, done))
    return None


def _with_equals(parse: syntax.Parse, side: frozenset[int]) -> frozenset[int]:
    """Return a side with what its sentence says it is: in "X is a film made by Y" the film is X."""
    found = set(side)
    for index in side:
        word = _first_of(parse, parse.words[index])
        head = parse.words[word.head]
        if word.dep == "appos":
            found |= _spread(parse, [word.head])
        elif head.lemma in _BEING and word.dep == "attr":
            found |= _spread(parse, _subjects_of(parse, head))
        elif head.lemma in _BEING and word.dep in _SUBJECTS:
            found |= _spread(parse, [i for i in parse.children[head.index] if parse.words[i].dep == "attr"])
    return frozenset(found)


_BEING = frozenset(("be", "become", "remain"))


def _first_of(parse: syntax.Parse, word: syntax.Word) -> syntax.Word:
    """Return the first of the words that a word is joined to by "and"."""
    for _ in range(5):
        if word.dep != "conj" or word.head == word.index:
            break
        word = parse.words[word.head]
    return word


def _subjects_of(parse: syntax.Parse, verb: syntax.Word) -> list[int]:
    return _heads(parse, [parse.words[i] for i in parse.children[verb.index]], _SUBJECTS) or _inherited(parse, verb)


def is_passive(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a verb is said of what it is done to."""
    deps = {parse.words[i].dep for i in parse.children[word.index]}
    if deps & {"nsubjpass", "auxpass", "agent"}:
        return True
    if word.text.lower() == "born":
        return True
    if word.tag != "VBN" or deps & {"nsubj", "aux"}:
        return False
    return is_passive(parse, parse.words[word.head]) if word.dep == "conj" and word.head != word.index else True


def _agents(parse: syntax.Parse, children: Iterable[syntax.Word]) -> list[int]:
    """Return who does what is told in the passive; "written and produced by X" was written by X too."""
    own = _heads(parse, children, {"agent"})
    for child in children if not own else ():
        if child.dep == "conj" and child.tag == "VBN":
            return _agents(parse, [parse.words[i] for i in parse.children[child.index]])
    return own


def _undergoing(parse: syntax.Parse, word: syntax.Word) -> list[int]:
    """Return what a participle without a subject is said of."""
    head = parse.words[word.head]
    if word.dep in {"acl", "relcl", "amod"}:
        return [head.index]
    siblings = [parse.words[i] for i in parse.children[head.index]]
    if word.dep == "conj":
        return _heads(parse, siblings, {"nsubjpass"}) or (_undergoing(parse, head) if head.head != head.index else [])
    return _heads(parse, siblings, {"nsubj", "nsubjpass"}) if word.dep == "advcl" else []


def _inherited(parse: syntax.Parse, word: syntax.Word) -> list[int]:
    for _ in range(5):
        if word.head == word.index:
            return []
        if word.dep == "relcl":  # "the ship that sank"
            return [word.head]
        if word.dep not in {"conj", "xcomp", "advcl"}:
            return []
        controlled = word.dep == "xcomp"
        word = parse.words[word.head]
        children = [parse.words[i] for i in parse.children[word.index]]
        # "asked the board to act": the board acts
        found = (controlled and _heads(parse, children, {"dobj", "dative"})) or _heads(parse, children, _SUBJECTS)
        if found:
            return found
    return []


def _heads(parse: syntax.Parse, words: Iterable[syntax.Word], deps: Iterable[str]) -> list[int]:
    """Return the words at those dependencies; of a preposition, its object; of "which", what it points to."""
    heads: list[int] = []
    for word in words:
        if word.dep not in deps:
            continue
        if word.pos in {"ADP", "SCONJ"}:
            heads += [i for i in parse.children[word.index] if parse.words[i].dep in {"pobj", "pcomp"}]
        elif word.tag in {"WDT", "WP"} and parse.words[word.head].dep == "relcl":
            heads.append(parse.words[word.head].head)
        else:
            heads.append(word.index)
    return heads


def _spread(parse: syntax.Parse, heads: Iterable[int]) -> frozenset[int]:
    """Return the heads with what is joined to them, their modifiers and possessors; of "some of X", X too."""
    found: set[int] = set()
    stack = list(heads)
    while stack:
        index = stack.pop()
        if index in found:
            continue
        found.add(index)
        joined = {"conj", "compound", "appos", "poss", "amod", "nmod", "flat"}
        stack += [i for i in parse.children[index] if parse.words[i].dep in joined]
        if parse.words[index].lemma in _PARTS:
            of = [parse.words[i] for i in parse.children[index] if parse.words[i].lemma == "of"]
            stack += _heads(parse, of, {"prep"})
    return frozenset(found)
