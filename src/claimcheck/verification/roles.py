"""Who does what to whom: the two sides of a predicate, as word indices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol

from claimcheck.text import syntax
from claimcheck.text.entities import match_names
from claimcheck.verification.statements import Name, Statement, Term

# Predicates whose two sides may trade places.
_SYMMETRIC = frozenset(
    (
        "meet meeting talk discuss agree agreement sign share trade border cooperate ally relation relate "
        "negotiate differ equal marry dispute conflict coordinate normalize establish conclude treaty hold speak"
    ).split()
)
_OBJECTS = frozenset(("dobj", "dative", "prep", "attr", "oprd"))


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
    coordinated or subordinate verb without a subject has its head's.
    """
    parse = statement.parse
    word = parse.words[term.index]
    if word.pos == "ADJ":
        return _compared_sides(parse, word)
    if word.pos not in {"VERB", "AUX"}:
        return None
    children = [parse.words[i] for i in parse.children[word.index]]
    passive = _is_passive(parse, word)
    doers = _heads(parse, children, {"agent"} if passive else {"nsubj", "csubj"})
    if not doers and not passive:
        doers = _inherited(parse, word)
    dones = _heads(parse, children, {"nsubjpass"} if passive else _OBJECTS)
    if passive and not dones and word.dep in {"acl", "relcl", "amod"}:
        dones = [word.head]
    direct = dones if passive else _heads(parse, children, _OBJECTS - {"prep"})
    return Sides(_spread(parse, doers), _spread(parse, dones), _spread(parse, direct))


def counterparts(
    indices: Iterable[int], claim: Statement, source: _Placed, matches: Mapping[int, _Matched]
) -> set[int]:
    """Return the passage's words that stand for some of the claim's, through terms and names."""
    wanted = set(indices)
    found = {m.term.index for i, m in matches.items() if i in wanted and m.term is not None}
    starts = {claim.parse.words[i].start for i in wanted}
    passage = source.passage
    for name in claim.names:
        if any(name.start <= s < name.end for s in starts):
            same = [n for n in passage.names if is_same_name(name, n)]
            found |= {w.index for n in same for w in passage.parse.words if n.start <= w.start < n.end}
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
    head = parse.words[word.head]
    subjects = _heads(parse, [parse.words[i] for i in parse.children[head.index]], {"nsubj"})
    if not than or not subjects:
        return None
    return Sides(_spread(parse, subjects), _spread(parse, list(parse.children[than[0].index])))


def _is_passive(parse: syntax.Parse, word: syntax.Word) -> bool:
    deps = {parse.words[i].dep for i in parse.children[word.index]}
    if deps & {"nsubjpass", "auxpass", "agent"}:
        return True
    if word.tag != "VBN" or deps & {"nsubj", "aux"}:
        return False
    head = parse.words[word.head]
    return word.dep in {"acl", "amod"} or (word.dep == "conj" and head.index != word.index and _is_passive(parse, head))


def _inherited(parse: syntax.Parse, word: syntax.Word) -> list[int]:
    for _ in range(5):
        if word.dep not in {"conj", "xcomp", "advcl"} or word.head == word.index:
            return []
        word = parse.words[word.head]
        found = _heads(parse, [parse.words[i] for i in parse.children[word.index]], {"nsubj", "csubj"})
        if found:
            return found
    return []


def _heads(parse: syntax.Parse, words: Iterable[syntax.Word], deps: Iterable[str]) -> list[int]:
    """Return the words at those dependencies; of a preposition, its object."""
    heads: list[int] = []
    for word in words:
        if word.dep not in deps:
            continue
        if word.pos == "ADP":
            heads += [i for i in parse.children[word.index] if parse.words[i].dep in {"pobj", "pcomp"}]
        else:
            heads.append(word.index)
    return heads


def _spread(parse: syntax.Parse, heads: Iterable[int]) -> frozenset[int]:
    """Return the heads with what is joined to them, their modifiers and possessors."""
    found: set[int] = set()
    stack = list(heads)
    while stack:
        index = stack.pop()
        if index in found:
            continue
        found.add(index)
        joined = {"conj", "compound", "appos", "poss", "amod", "nmod", "flat"}
        stack += [i for i in parse.children[index] if parse.words[i].dep in joined]
    return frozenset(found)
