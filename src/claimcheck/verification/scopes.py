"""What bounds "all", "nobody", "the largest", a ban and a denial: all doctors of Lima are not all doctors."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.models import Relation, Slot
from claimcheck.text.syntax import Parse, Word
from claimcheck.verification.alignment import Source, any_same
from claimcheck.verification.comparison import Compared, compared
from claimcheck.verification.roles import names_at
from claimcheck.verification.statements import Statement

_ALL = frozenset("all every each no most".split())
_TOPMOST = frozenset("only sole first".split())
_EVERYBODY = frozenset("nobody everybody everyone".split())
_BANNING = frozenset("ban prohibit forbid outlaw".split())
# What is denied with "stopped selling" or "lacks" is denied no more widely than it is bounded.
_DENYING = frozenset("stop cease lack refuse fail decline quit".split())
_DENIED_WITHIN = frozenset("in at from to with during under against about".split())
_DEFINITE = frozenset("the this these those his her its their our".split())
# "All members" are those of the body that is spoken of.
_PARTS = frozenset("member party side participant signatory".split())
# "No country in the world" is no country.
_EVERYWHERE = frozenset("world earth history globe".split())
_PLACED = frozenset(("NORP", "GPE", "LOC", "FAC"))
_WITHIN = frozenset("in at on from to".split())
_CONTENT = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "VERB"))


def compare_scopes(claim: Statement, source: Source) -> Iterator[Compared]:
    """Block support where the passage says within bounds what the claim says, or denies, without them."""
    theirs = list(_read_scopes(source.passage.parse))
    for key, head in _read_scopes(claim.parse):
        if _is_told_elsewhere(claim.parse, head) and not key.startswith("topmost "):
            continue
        bounds = [_missing(claim, source.passage, other) for said, other in theirs if said == key]
        if bounds and all(bounds):
            found = f"{head.text} ({bounds[0]})"
            yield compared(Slot.QUANTIFIER, Relation.MISSING, head.text, found, None, None, 0.0)


def _read_scopes(parse: Parse) -> Iterator[tuple[str, Word]]:
    """Yield the things of which all, none, the most or a ban is said, and denied verbs, each with what it is called."""
    for word in parse.words:
        children = [parse.words[c] for c in parse.children[word.index]]
        whole = any(c.lemma in _ALL and c.index < word.index and c.dep in {"det", "predet", "amod"} for c in children)
        top = any(c.tag in {"JJS", "RBS"} or c.lemma in _TOPMOST for c in children if c.index < word.index)
        if top and word.pos == "NOUN":
            yield f"topmost {word.lemma}", word
        elif word.lemma in _EVERYBODY or (whole and word.lemma == "one"):
            yield "everybody", word
        elif whole and word.pos in {"NOUN", "PROPN"}:
            yield word.lemma, word
        elif word.dep in {"dobj", "nsubjpass"} and parse.words[word.head].lemma in _BANNING:
            yield f"banned {word.lemma}", word
        elif word.pos in {"VERB", "AUX"} and _is_denied(parse, word):
            yield f"denied {word.lemma}", word


def _is_denied(parse: Parse, verb: Word) -> bool:
    children = [parse.words[c] for c in parse.children[verb.index]]
    return verb.lemma in _DENYING or any(c.dep == "neg" or c.text.lower() in {"never", "not"} for c in children)


def _is_told_elsewhere(parse: Parse, head: Word) -> bool:
    """Whether a claim's thing is one that was told of before, so that the words around the passage may bound it."""
    children = [parse.words[c] for c in parse.children[head.index]]
    return head.lemma in _PARTS or any(c.lemma in _DEFINITE or c.dep == "nummod" for c in children)


def _missing(claim: Statement, passage: Statement, head: Word) -> str:
    """Return what bounds a thing in the passage and does not stand in the claim; "" for nothing."""
    said = {w.lemma for w in claim.parse.words} | _EVERYWHERE
    for index in _bounds(passage.parse, head):
        word = passage.parse.words[index]
        names = names_at(passage, [index])
        # A day is when it happened; what was not done in a year may have been done in another.
        day = word.entity in {"DATE", "TIME"} and (head.pos not in {"VERB", "AUX"} or not _is_year(word))
        weighs = word.pos in _CONTENT and not day
        if weighs and word.lemma not in said and not any_same(names, claim.names):
            return word.text
    return ""


def _is_year(word: Word) -> bool:
    return len(word.text) == 4 and word.text.isdigit()


def _denied_bounds(parse: Parse, verb: Word) -> Iterator[int]:
    """Yield the words behind a denied verb, its object or what it was to do, that say where, when or of what kind."""
    for child in (parse.words[c] for c in parse.children[verb.index] if c > verb.index):
        if child.dep == "prep" and child.lemma in _DENIED_WITHIN:
            yield from parse.subtree(child.index)
        elif child.dep in {"dobj", "attr"}:
            behind = (parse.words[c] for c in parse.children[child.index] if c > child.index)
            for word in behind:
                if word.dep in {"relcl", "acl"} or (word.dep == "prep" and word.lemma in _DENIED_WITHIN):
                    yield from parse.subtree(word.index)
        elif child.dep == "xcomp":
            yield from _denied_bounds(parse, child)


def _bounds(parse: Parse, head: Word) -> Iterator[int]:
    if head.pos in {"VERB", "AUX"}:
        yield from _denied_bounds(parse, head)
        return
    for child in (parse.words[c] for c in parse.children[head.index]):
        behind = child.index > head.index and child.dep in {"prep", "relcl", "acl"}
        if behind or (child.entity in _PLACED and child.dep in {"amod", "compound", "nmod", "poss"}):
            yield from parse.subtree(child.index)
    verb = parse.words[head.head]
    if head.dep in {"dobj", "nsubjpass"}:
        for prep in (parse.words[c] for c in parse.children[verb.index] if c > max(head.index, verb.index)):
            placed = any(parse.words[c].entity in _PLACED for c in parse.children[prep.index])
            if prep.dep == "prep" and prep.lemma in _WITHIN and (placed or verb.lemma in _BANNING):
                yield from parse.subtree(prep.index)
