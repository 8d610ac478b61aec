"""What is said of several things at once, said of each: "voted for A and B" is two votes.

Only where it is true of each by itself: names, or phrases with an article of
their own, on a verb that does not take them together ("merged A and B").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.detection import lexicon
from claimcheck.detection.atoms import Atom, Put, is_whole, trim
from claimcheck.text.syntax import Parse, Word

_MOST = 12
_AMOUNTS = frozenset({"MONEY", "QUANTITY", "CARDINAL", "PERCENT"})
_EXAMPLES = frozenset({"as", "including", "like"})
_OWNING = frozenset({"det", "poss"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "only", "without", "nobody", "none"})
_TOGETHER = frozenset(
    {"between", "among", "together", "each", "jointly", "respectively", "total", "combined", "either", "versus", "than"}
)
_BEFORE_LISTS = frozenset(
    {"as", "including", "like", "include", "includes", "included", "in", "for", "wrote", "directed"}
)
_FURTHER = frozenset({"namely", "especially", "particularly", "include", "such", "notably"})
_JOINERS = frozenset({"cc", "punct", "preconj"})
_TRAILING = frozenset({"prep", "relcl", "acl", "appos"})
_BE = {"are": "is", "were": "was", "have": "has"}


def distribute(parse: Parse, atom: Atom) -> list[Atom]:
    """Return an atom for each of the things that it names side by side; the atom itself where it names one."""
    found = [atom]
    for _ in range(2):
        parted = [a for whole in found for a in (_part(parse, whole) or [whole])]
        if len(parted) == len(found) or len(parted) > _MOST:
            break
        found = parted
    return found


def _part(parse: Parse, atom: Atom) -> list[Atom]:
    words = set(atom.words)
    if any(parse.words[i].text.lower() in _NEGATIONS | _TOGETHER for i in words):
        return []
    if parse.words[atom.head].lemma in lexicon.words("joining_verbs"):
        return []
    groups: list[tuple[list[list[int]], Word | None]] = [(g, None) for g in _series(parse, atom)]
    groups += [(g, parse.words[i]) for i in atom.words if (g := _group(parse, parse.words[i], words))]
    for group, first in sorted(groups, key=lambda g: g[0][0][0] - g[0][-1][-1]):  # the outermost before those within it
        parted: list[Atom] = []
        if _shares_amount(parse, atom, group):
            continue
        if first is not None and first.dep in {"nsubj", "nsubjpass"}:
            parted = _subjects(parse, atom, group)
        elif first is None or _is_borne(parse, first, atom.head):
            parted = _each(parse, atom, group)
        if parted:
            return parted
    return []


def _shares_amount(parse: Parse, atom: Atom, group: Sequence[Sequence[int]]) -> bool:
    """Whether a number may be of all together: "lent $2 billion to Peru and Chile" is no $2 billion to Peru."""
    low, high = group[0][0], group[-1][-1]
    if any(parse.words[i].text.lower() == "both" for i in range(max(0, low - 1), low + 1)):
        return False
    return any(
        parse.words[i].entity in _AMOUNTS and any(c.isdigit() for c in parse.words[i].text)
        for i in atom.words
        if not low <= i <= high
    )


def _series(parse: Parse, atom: Atom) -> list[list[list[int]]]:
    """Return the runs of two or more things in quotation marks that the sentence lists, each with its marks."""
    words = set(atom.words)
    runs: list[list[list[int]]] = []
    opened, closed = -1, -1
    for index in atom.words:
        tag = parse.words[index].tag
        if tag == "``":
            opened = index
        elif tag == "-RRB-" and runs and closed >= 0 and opened < 0 and parse.words[closed + 1].tag == "-LRB-":
            runs[-1][-1] = [*runs[-1][-1], *range(closed + 1, index + 1)]
            closed = index
        elif tag == "''" and opened >= 0:
            between = [parse.words[i] for i in range(closed + 1, opened)] if closed >= 0 else []
            joined = bool(between) and all(w.text in {",", "and", "&"} for w in between)
            joined = joined or (closed == opened - 1 and parse.words[closed - 1].text == ",")
            part = [i for i in range(opened, index + 1) if i in words]
            if joined:
                runs[-1].append(part)
            else:
                runs.append([part])
            opened, closed = -1, index
    listed = [
        r for r in runs if len(r) > 1 and any(parse.words[i].text in {"and", "&"} for i in range(r[-2][-1], r[-1][0]))
    ]
    return [r for r in listed if parse.words[r[0][0] - 1].text.lower() in _BEFORE_LISTS]


def _group(parse: Parse, first: Word, words: set[int]) -> list[list[int]]:
    """Return the words of each of the things coordinated with `first`, its own before; [] where they are no such."""
    chain = _quoted_chain(parse, first) or [first.index]
    quoted = len(chain) > 1
    for index in chain if not quoted else ():
        chain += [c for c in parse.children[index] if parse.words[c].dep == "conj" and c in words]
    if len(chain) == 1 and first.dep in {"pobj", "dobj"}:
        chain += _strayed(parse, first, words)
    if len(chain) < 2 or first.dep == "conj":
        return []
    above = set(chain) | {parse.words[c].head for c in chain[1:]}
    joiners = [parse.words[c] for i in sorted(above) for c in parse.children[i] if parse.words[c].dep == "cc"]
    joined = sorted(j.text.lower() for j in joiners)
    if joined not in (["and"], ["&"], ["and", "both"]):
        return []
    group = []
    for index in chain:
        below = {i for c in chain if c > index and _hangs(parse, c, index) for i in parse.subtree(c)}
        below |= {i for j in joiners for i in parse.subtree(j.index)}
        part = trim(parse, [i for i in parse.subtree(index) if i not in below and i in words])
        torn = sum(parse.words[i].text in {'"', "“", "”"} for i in part) % 2
        if not part or torn or not is_whole(parse, part) or _has_comma(parse, part):
            return []
        group.append(part)
    return group if quoted or _is_fit(parse, chain, group) else []


def _has_comma(parse: Parse, part: Sequence[int]) -> bool:
    """Whether a thing has a comma in it, but in a date or place: it may be two, joined by the parser."""
    firm = {"DATE", "GPE", "LOC"}
    return any(parse.words[i].text == "," and parse.words[i - 1].entity not in firm for i in part)


def _strayed(parse: Parse, first: Word, words: set[int]) -> list[int]:
    """Return the nouns that the parser joined to the verb instead: "known for his voice, skill and charm"."""
    verb = parse.words[parse.words[first.head].head] if first.dep == "pobj" else parse.words[first.head]
    found = [c for c in parse.children[verb.index] if parse.words[c].dep == "conj" and c > first.index and c in words]
    if verb.pos not in {"VERB", "AUX"} or not all(parse.words[c].pos in {"NOUN", "PROPN"} for c in found):
        return []
    after = [i for i in parse.subtree(first.index) if i > first.index]
    if not found or after or parse.words[first.index + 1].text not in {",", "and"}:
        return []
    for index in found:
        found += [c for c in parse.children[index] if parse.words[c].dep == "conj" and c in words]
    return found


def _quoted_chain(parse: Parse, first: Word) -> list[int]:
    """Return the heads of quoted things side by side: "“deep concern” about X and “alarm” over Y"."""
    if first.dep != "dobj" or not _opens_quoted(parse, first.index):
        return []
    inside = [i for i in parse.subtree(first.index) if parse.words[i].dep == "conj" and _opens_quoted(parse, i)]
    joined = [i for i in inside if parse.words[min(parse.subtree(i)) - 1].dep == "cc"]
    return [first.index, *joined] if len(joined) == 1 else []


def _opens_quoted(parse: Parse, index: int) -> bool:
    return parse.words[min(parse.subtree(index))].tag == "``"


def _hangs(parse: Parse, index: int, above: int) -> bool:
    while parse.words[index].head != index:
        index = parse.words[index].head
        if index == above:
            return True
    return False


def _is_fit(parse: Parse, chain: Sequence[int], group: Sequence[Sequence[int]]) -> bool:
    """Whether each thing can be named without the others."""
    heads = [parse.words[i] for i in chain]
    if _are_roles(parse, heads):
        return True
    if any(h.pos not in {"NOUN", "PROPN", "NUM", "PRON"} for h in heads):
        return False
    if all(h.pos == "PROPN" for h in heads):
        # "the East and South China Seas", "Foreign Ministers Lee and Kim"
        loose = any(parse.words[c].dep in _TRAILING and c > chain[-1] for c in parse.children[chain[-1]])
        plural = any(h.tag == "NNPS" for h in heads)
        return not loose and not plural and all(p[-1] == i for p, i in zip(group[:-1], chain, strict=False))
    owned = [any(parse.words[c].dep in _OWNING for c in parse.children[h.index]) for h in heads]
    if any(h.pos == "PRON" for h in heads):
        return False
    free = [h.pos == "PROPN" or o or _counts(parse, h) for h, o in zip(heads, owned, strict=True)]
    after = any(i > heads[-1].index for i in group[-1])
    before = any(i > h.index for p, h in zip(group[:-1], heads, strict=False) for i in p)
    return all(free) and (before or not after)


def _counts(parse: Parse, word: Word) -> bool:
    return any(parse.words[c].dep == "nummod" for c in parse.children[word.index])


def _are_roles(parse: Parse, heads: Sequence[Word]) -> bool:
    """Whether "an actress and singer" says two things of one person."""
    first = [parse.words[c] for c in parse.children[heads[0].index] if parse.words[c].dep == "det"]
    return (
        heads[0].dep == "attr"
        and any(d.text.lower() in {"a", "an"} for d in first)
        and all(h.tag == "NN" or h.lemma in {"academic", "executive"} for h in heads)
    )


def _is_borne(parse: Parse, word: Word, head: int) -> bool:
    """Whether a coordinated noun is what the verb itself bears on, or an example of that."""
    governor = parse.words[word.head]
    if word.dep in {"dobj", "attr"}:
        return governor.index == head
    if word.dep != "pobj":
        return False
    if governor.head == head and governor.dep in {"prep", "agent"}:
        return True
    return governor.text.lower() in _EXAMPLES and _is_example(parse, governor)


def _is_example(parse: Parse, preposition: Word) -> bool:
    if preposition.text.lower() == "including":
        return True
    before = parse.words[preposition.index - 1] if preposition.index else preposition
    return before.text.lower() == "such"


def _each(parse: Parse, atom: Atom, group: Sequence[Sequence[int]]) -> list[Atom]:
    everything = {i for part in group for i in part}
    low, high = min(everything), max(everything)
    span = set(range(low, high + 1))
    follows = parse.words[high + 1] if high + 1 < len(parse.words) else parse.words[high]
    after = [i for i in atom.words if i > high]
    if follows.text == "," and len(after) > 1 and parse.words[after[1]].lemma in _FURTHER:
        # "X and Y, namely Z": of the last
        group = [*group[:-1], [*group[-1], *after]]
        high, span = after[-1], span | set(after)
        everything |= set(after)
    tails = [i for part in group[:-1] for i in part if parse.words[i].dep == "prep" and parse.words[i].text != "of"]
    if tails and follows.dep == "prep":
        return []  # "got a degree from Yale and a doctorate from Oxford": one came from each
    between = {i for i in span - everything if parse.words[i].dep in _JOINERS or parse.words[i].text == "well"}
    if span - everything - between or not span <= set(atom.words) | between:
        return []
    determiner = next((parse.words[i].text.lower() for i in group[0] if parse.words[i].dep == "det"), "")
    found = []
    for number, part in enumerate(group):
        pieces: list[int | Put] = []
        put = False
        for piece in atom.pieces:
            index = piece.index if isinstance(piece, Put) else piece
            if index is None or index not in span:
                pieces.append(piece)
            elif not put:
                put = True
                bare = not any(parse.words[i].dep in _OWNING | {"nummod"} for i in part)
                if number and determiner in {"a", "an"} and bare and parse.words[part[0]].pos != "PROPN":
                    vowel = parse.words[part[0]].text[0].lower() in "aeio"
                    pieces.append(Put("an" if vowel else "a"))
                pieces += [i for i in part if parse.words[i].text.lower() != "both"]
        # The comma before what follows a list goes with the list.
        found.append(replace(atom, pieces=tuple(pieces)))
    return found


def _subjects(parse: Parse, atom: Atom, group: Sequence[Sequence[int]]) -> list[Atom]:
    """Part "Both Peru and Chile have signed ..." and verbs that each does for himself ("voted", "died")."""
    verb = parse.words[atom.head]
    both = any(parse.words[c].text.lower() == "both" for c in range(max(0, group[0][0] - 1), group[0][0] + 1))
    if not (both or verb.lemma in lexicon.words("single_verbs")):
        return []
    auxiliaries = {c: parse.words[c] for c in parse.children[atom.head] if parse.words[c].dep in {"aux", "auxpass"}}
    tensed = [w for w in (*auxiliaries.values(), verb) if w.tag in {"VBP", "VBZ", "VBD"}]
    if any(w.tag == "VBP" and w.lemma not in {"be", "have"} for w in tensed) or not tensed:
        return []
    everything = {i for part in group for i in part}
    span = set(range(min(everything), max(everything) + 1)) | {i for i in (min(everything) - 1,) if both and i >= 0}
    found = []
    for part in group:
        kept = [i for i in part if parse.words[i].text.lower() != "both"]
        pieces: list[int | Put] = []
        put = False
        for piece in atom.pieces:
            index = piece.index if isinstance(piece, Put) else piece
            if index is None or index not in span:
                word = parse.words[index] if index is not None else None
                single = _BE.get(word.text.lower()) if word in tensed and word is not None else None
                pieces.append(Put(single, index) if single else piece)
            elif not put:
                put = True
                pieces += kept
        found.append(replace(atom, pieces=tuple(pieces)))
    return found
