"""The finest parting of a claim: what happened, when, where, and what is what, each by itself.

"Lee was born on 3 May 1950 in Lima, Peru" is three facts. A fact says less
than its claim, and two records that bear out two facts may speak of two
events: a reader of facts has to keep that in mind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from claimcheck.detection import lexicon
from claimcheck.detection.atoms import Atom, Link, Put, is_whole, trim
from claimcheck.detection.coordination import distribute
from claimcheck.text.syntax import Parse, Word

_MOST = 40
_DATES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC"})
_OBJECTS = frozenset({"dobj", "attr", "acomp", "oprd", "xcomp", "ccomp"})
_BOUND = frozenset(
    {"not", "n't", "n’t", "never", "no", "only", "first", "last", "most", "least", "if", "unless", "more"}
)
# "was born" and "is known" say nothing by themselves.
_HOLLOW = frozenset({"bear", "know", "base", "locate", "situate", "name", "call", "title", "entitle", "consider"})
_EXAMPLES = frozenset({"as", "including", "like"})


def part_facts(parse: Parse, atom: Atom) -> list[Atom]:
    """Return the facts of an atom; the atom itself where it cannot be parted without saying more."""
    found = [atom]
    for part in (_exemplify, _place, _distribute, _attribute, _circumstances):
        found = [b for a in found for b in part(parse, a)]
    return found if 0 < len(found) <= _MOST else [atom]


def _distribute(parse: Parse, atom: Atom) -> list[Atom]:
    return distribute(parse, atom, fine=True)


def _is_bound(parse: Parse, atom: Atom) -> bool:
    words = [parse.words[i] for i in atom.words]
    told = any(w.dep == "ccomp" for w in words) and parse.words[atom.head].lemma in lexicon.words("saying_verbs")
    return told or any(w.text.lower() in _BOUND or w.tag in {"JJS", "RBS", "MD"} for w in words)


def _exemplify(parse: Parse, atom: Atom) -> Iterator[Atom]:
    """Part "appeared in films such as A and B": in films, in A, in B; A is a film."""
    words = set(atom.words)
    for index in atom.words:
        word = parse.words[index]
        items = trim(parse, [i for c in parse.children[index] for i in parse.subtree(c) if i in words and i > index])
        quoted = _quoted(parse, index, words)
        items = quoted or items
        if word.text.lower() not in _EXAMPLES or word.dep != "prep" or not items or not is_whole(parse, items):
            continue
        first = index - 1 if parse.words[index - 1].text.lower() == "such" else index
        noun = parse.words[word.head]
        if (first == index and word.text.lower() != "including") or noun.index >= first or noun.index not in words:
            continue
        kind = trim(parse, [i for i in parse.subtree(noun.index) if i < first and i in words])
        if not kind or not is_whole(parse, kind):
            continue
        gone = frozenset(range(first, items[-1] + 1))
        stop = {first - 1} if parse.words[first - 1].text == "," else set()
        yield replace(atom, pieces=tuple(p for p in atom.pieces if _index(p) not in gone | stop))
        for item in _items(parse, atom, items):
            named = parse.words[items[0]].text.lower() not in {"as", "in", "for"}
            if named:
                yield _put_for(atom, [*kind, *stop, *gone], item)
            if named and noun.tag == "NNS":
                a = "an" if noun.lemma[:1] in "aeio" else "a"
                yield Atom(noun.index, Link.NOMINAL, (*item, Put(f"is {a}"), Put(noun.lemma, noun.index)), tuple(item))
        return
    yield atom


def _items(parse: Parse, atom: Atom, items: Sequence[int]) -> list[tuple[int, ...]]:
    """Return each of the examples."""
    listed = Atom(atom.head, Link.NOMINAL, (Put("including"), *items), tuple(items))
    parted = distribute(parse, replace(listed, head=items[0]), fine=True)
    return [tuple(p for p in a.pieces if isinstance(p, int)) for a in parted]


def _quoted(parse: Parse, index: int, words: set[int]) -> list[int]:
    """Return the quoted examples behind "such as", however the parser hung them."""
    run: list[int] = []
    inside, end = False, index
    for i in range(index + 1, len(parse.words)):
        word = parse.words[i]
        if word.tag == "``":
            inside = True
        elif word.tag == "''":
            inside, end = False, i
        elif word.tag == "-RRB-" and run and not inside:
            end = i
        elif not inside and word.tag != "-LRB-" and run[-1:] and parse.words[run[-1]].tag == "-LRB-":
            pass  # "(2003)"
        elif not inside and word.tag != "-LRB-" and word.text not in {",", "and", "&"}:
            break
        run.append(i)
    found = [i for i in run if i <= end]
    return found if end > index and all(i in words for i in found) else []


def _index(piece: int | Put) -> int | None:
    return piece.index if isinstance(piece, Put) else piece


def _put_for(atom: Atom, gone: Sequence[int], item: Sequence[int]) -> Atom:
    """Return the atom with `item` where the words `gone` were."""
    left, pieces, put = set(gone), [], False
    for piece in atom.pieces:
        if _index(piece) not in left:
            pieces.append(piece)
        elif not put:
            put = True
            pieces += item
    return replace(atom, pieces=tuple(pieces))


def _place(parse: Parse, atom: Atom) -> Iterator[Atom]:
    """Part "in Lima, Peru": in Lima; Lima is in Peru."""
    words = set(atom.words)
    runs: list[list[int]] = []
    for index in atom.words:
        if parse.words[index].entity not in _PLACES:
            continue
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    gone: set[int] = set()
    for inner, outer in pairwise(runs):
        comma = inner[-1] + 1
        follows = parse.words[outer[-1] + 1].text if outer[-1] + 1 < len(parse.words) else "."
        before = parse.words[inner[0] - 1] if inner[0] else None
        alone = before is not None and (before.tag == "IN" or inner[0] in {o[0] for o in runs if o[0] - 1 in gone})
        adjoining = outer[0] == comma + 1 and comma in words and parse.words[comma].text == ","
        if not adjoining or follows not in {",", ".", ")", "and"}:
            continue
        if alone or (gone and max(gone) == inner[-1]):
            gone |= {comma, *outer}
            yield Atom(outer[-1], Link.NOMINAL, (*inner, Put("is in"), *outer), (*inner, *outer))
    yield atom.without(frozenset(gone))


def _attribute(parse: Parse, atom: Atom) -> Iterator[Atom]:
    """Part "is a Peruvian painter": is Peruvian; is a painter."""
    verb = parse.words[atom.head]
    words = set(atom.words)
    attributes = [parse.words[c] for c in parse.children[atom.head] if parse.words[c].dep == "attr" and c in words]
    if verb.lemma != "be" or len(attributes) != 1 or _is_bound(parse, atom):
        yield atom
        return
    noun = attributes[0]
    before = [i for i in parse.subtree(noun.index) if i in words and i < noun.index]
    origins = [i for i in before if parse.words[i].entity == "NORP"]
    after = [i for i in atom.words if i >= noun.index]
    determiner = next((parse.words[c] for c in parse.children[noun.index] if parse.words[c].dep == "det"), None)
    if not origins or not is_whole(parse, origins) or determiner is None or determiner.index not in words:
        yield atom
        return
    phrase = set(range(determiner.index, noun.index)) | set(after)
    yield replace(atom, pieces=tuple(p for p in atom.pieces if _index(p) not in phrase or p in origins))
    rest = [p for p in atom.pieces if _index(p) not in origins]
    following = parse.words[determiner.index + 1 + (len(origins) if origins[0] == determiner.index + 1 else 0)]
    article = determiner.text.lower()
    if article in {"a", "an"}:
        right = "an" if following.text[:1].lower() in "aeio" else "a"
        rest = [Put(right, determiner.index) if p == determiner.index and right != article else p for p in rest]
    yield replace(atom, pieces=tuple(rest))


def _circumstances(parse: Parse, atom: Atom) -> Iterator[Atom]:
    """Part "won a medal in Lima in 1950": won a medal; won a medal in Lima; won a medal in 1950."""
    if atom.link is Link.NOMINAL or _is_bound(parse, atom):
        yield atom
        return
    adjuncts = _adjuncts(parse, atom)
    gone = {i for a in adjuncts for i in a}
    children = [parse.words[c] for c in parse.children[atom.head] if c in set(atom.words) - gone]
    hollow = parse.words[atom.head].lemma in _HOLLOW
    passive = any(c.dep == "auxpass" for c in children)
    complete = not hollow and (passive or any(c.dep in _OBJECTS for c in children))
    if not adjuncts or (len(adjuncts) == 1 and not complete):
        yield atom
        return
    if complete:
        yield _kept(parse, atom, gone, set())
    for adjunct in adjuncts:
        yield _kept(parse, atom, gone, set(adjunct))


def _kept(parse: Parse, atom: Atom, gone: set[int], kept: set[int]) -> Atom:
    left = gone - kept
    return replace(atom, pieces=tuple(p for p in atom.pieces if _index(p) not in left))


def _adjuncts(parse: Parse, atom: Atom) -> list[list[int]]:
    """Return the phrases of time, place and manner on the verb; "from 2004 to 2013" is one."""
    words = set(atom.words)
    found: list[list[int]] = []
    for index in sorted(_hung(parse, atom)):
        inner = {i for c in _hung(parse, atom) if c > index for i in parse.subtree(c)}
        part = trim(parse, [i for i in parse.subtree(index) if i in words and i not in inner])
        if not part or not is_whole(parse, part):
            continue
        since = found and parse.words[found[-1][0]].lemma == "from" and parse.words[part[0]].lemma in {"to", "until"}
        if since:
            found[-1] += part
        else:
            found.append(part)
    return found


def _hung(parse: Parse, atom: Atom) -> list[int]:
    """Return the heads of the phrases on the verb, and of those that the parser hung on a date or place instead."""
    words = set(atom.words)
    heads = [c for c in parse.children[atom.head] if c in words and _is_adjunct(parse, parse.words[c])]
    for head in heads:
        for index in parse.subtree(head):
            word = parse.words[index]
            above = parse.words[word.head]
            timed = any(parse.words[c].entity in _DATES for c in parse.children[index])
            loose = above.entity in _DATES or (timed and above.dep == "pobj" and above.entity)
            prepositional = word.dep == "prep" and word.tag == "IN" and word.lemma != "of"
            if index in words and index != head and prepositional and loose:
                heads.append(index)
    return heads


def _is_adjunct(parse: Parse, word: Word) -> bool:
    return word.dep == "prep" or (word.dep == "npadvmod" and word.entity in _DATES)
