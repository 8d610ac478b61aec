"""Noun phrases cut down to what names the thing, and what else the sentence says of it there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from claimcheck.detection import lexicon
from claimcheck.detection.atoms import Put, trim
from claimcheck.detection.attachments import mend
from claimcheck.detection.clauses import is_finite
from claimcheck.text.syntax import Parse

Pieces = tuple[int | Put, ...]

_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "VERB", "X"})
_MOST = 8
# What such a word narrows down is not true of less: "the only player from Peru" is no "only player".
_NARROWING = frozenset({"only", "sole", "last", "most", "any", "all", "every", "each"})
_OWNING = frozenset({"det", "poss"})
_BEHIND = frozenset({"prep", "relcl", "acl", "appos", "conj", "cc", "advcl", "preconj", "npadvmod"})
_TOGETHER = frozenset({"between", "among"})
_JOINTLY = frozenset({"together", "jointly", "respectively", "total", "combined", "each", "versus"})
_AMOUNTS = frozenset({"MONEY", "QUANTITY", "CARDINAL", "PERCENT"})
_WITHIN = frozenset({"and", "&", "for", "in", "on", "with"})
_JOINING = _WITHIN | {"the", "of", ","}
_JOINED = frozenset({"ORG", "WORK_OF_ART", "FAC", "LAW", "EVENT"})


@dataclass(frozen=True, slots=True)
class Tree:
    """A parse, and where its words are one name however the parser hung them.

    Attributes:
        parse: The sentence.
        units: Runs of words: a title with its quotation marks, "The Globe and Mail", "pre-war".
        strewn: Words of titles that are listed as examples; wherever they hang, they are read with the list.
    """

    parse: Parse
    units: tuple[tuple[int, int], ...]
    strewn: frozenset[int] = frozenset()

    def unit(self, index: int) -> range:
        """Return the words that a word is one name with."""
        low, high = next(((a, b) for a, b in self.units if a <= index < b), (index, index + 1))
        return range(low, high)


@dataclass(frozen=True, slots=True)
class Behind:
    """A phrase or clause behind a noun: its head, and the words that name what it is said of."""

    head: int
    owner: int
    name: Pieces


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun with the words that name it, in the ways in which a list within them can be read."""

    head: int
    names: tuple[Pieces, ...]
    behind: tuple[Behind, ...]

    def strays(self, parse: Parse) -> list[int]:
        """Return the phrases behind "an actor born in 1950" that belong to "born", though the parser hung them here."""
        clauses = [b.head for b in self.behind if parse.words[b.head].dep in {"acl", "relcl"} and b.head > self.head]
        return [b.head for b in self.behind if parse.words[b.head].dep == "prep" and any(c < b.head for c in clauses)]


def read_tree(parse: Parse) -> Tree:
    """Mend a parse and find the names of several words in it."""
    parse = mend(parse)
    units = [*_titles(parse), *_joined_names(parse), *_hyphenated(parse)]
    kept = [u for u in units if not any(v != u and v[0] <= u[0] and u[1] <= v[1] for v in units)]
    tree = Tree(parse, tuple(dict.fromkeys(kept)))
    opening = [w.index for w in parse.words if is_example(parse, w.index) or w.tag == "NNS"]
    listed = [t for index in opening for t in list_titles(tree, index)]
    listed += [t for w in parse.words if w.pos == "VERB" for t in list_titles(tree, w.index)[1:]]
    return Tree(parse, tree.units, frozenset(i for low, high in listed for i in range(low, high)))


def _titles(parse: Parse) -> Iterator[tuple[int, int]]:
    opened = -1
    for word in parse.words:
        if word.tag == "``" and opened < 0:
            opened = word.index
        elif word.tag == "''" and opened >= 0:
            if word.index - opened > 1 and not parse.words[opened + 1].text[:1].islower():
                yield opened, word.index + 1
            opened = -1


def _joined_names(parse: Parse) -> Iterator[tuple[int, int]]:
    for start, end, kind in parse.names:
        inside = [w for w in parse.words if start <= w.start < end]
        joined = any(w.text in _WITHIN for w in inside)
        if kind == "DATE" and any(w.text == "," for w in inside):  # "May 3, 1950"
            yield inside[0].index, inside[-1].index + 1
        if (
            joined
            and not _are_alike([w.text for w in inside])
            and kind in _JOINED
            and all(w.text[0].isupper() or w.text in _JOINING for w in inside)
        ):
            yield inside[0].index, inside[-1].index + 1


def _are_alike(words: Sequence[str]) -> bool:
    """Whether a name is two of a kind: "Eton College and Corpus Christi College"."""
    cut = next((i for i, w in enumerate(words) if w in {"and", "&"}), 0)
    return cut > 0 and words[cut - 1] == words[-1]


def _hyphenated(parse: Parse) -> Iterator[tuple[int, int]]:
    first = 0
    for word in (*parse.words[1:], None):
        before = parse.words[(word.index if word else len(parse.words)) - 1]
        if word is not None and before.end == word.start and (before.text[-1] == "-" or word.text[0] == "-"):
            continue
        if before.index > first:
            yield first, before.index + 1
        first = before.index + 1


def is_example(parse: Parse, prep: int) -> bool:
    """Whether a preposition gives examples of the noun before it: "such as", "including"."""
    word = parse.words[prep]
    if word.dep != "prep":
        return False
    if word.text.lower() == "including":
        return True
    return word.text.lower() == "as" and prep > 0 and parse.words[prep - 1].text.lower() == "such"


def list_titles(tree: Tree, prep: int) -> list[tuple[int, int]]:
    """Return the titles in quotation marks that follow a word one after the other."""
    found: list[tuple[int, int]] = []
    index, words = prep + 1, tree.parse.words
    while index < len(words):
        unit = tree.unit(index)
        if words[index].tag == "``" and len(unit) > 1:
            found.append((unit.start, unit.stop))
            index = unit.stop
        elif words[index].text == "(" and found and words[min(index + 2, len(words) - 1)].text == ")":
            index += 3  # "“Siva” (1989)"
        elif words[index].text in {",", "and", "&"} and found:
            index += 1
        else:
            break
    return found


def read_nouns(tree: Tree, head: int) -> list[Noun]:
    """Return a noun and those coordinated with it by "and", each cut down to its name."""
    parse = tree.parse
    governor = parse.words[parse.words[head].head]
    joining = governor.lemma in lexicon.words("joining_verbs") or governor.text.lower() in _TOGETHER
    chain = [head] if joining or any(w.lemma in _JOINTLY for w in parse.words) else _chain(tree, head)
    found = [_noun(tree, index, whole=len(chain) == 1) for index in chain]
    return [Noun(n.head, _with_shared(parse, n, found), n.behind) for n in found]


def _chain(tree: Tree, head: int) -> list[int]:
    """Return the noun with its conjuncts; alone where they are alternatives or belong together."""
    parse = tree.parse
    chain = [head]
    for index in chain:
        joiners = {parse.words[c].text.lower() for c in parse.children[index] if parse.words[c].dep == "cc"}
        if joiners - {"and", "&", "as"}:
            return [head]
        chain += [c for c in parse.children[index] if c > index and _is_conjunct(tree, head, c)]
    return [head] if len(chain) > 1 and _shares_amount(parse, chain) else sorted(chain)[:_MOST]


def _shares_amount(parse: Parse, chain: Sequence[int]) -> bool:
    """Whether a number may be of all together: "lent $2 billion to Peru and Chile" is no $2 billion to Peru."""
    own = {i for c in chain for i in parse.subtree(c)}
    first = min(own)
    if any(w.text.lower() == "both" for w in parse.words[max(0, first - 1) : first + 1]):
        return False
    amounts = [w for w in parse.words if w.entity in _AMOUNTS and any(c.isdigit() for c in w.text)]
    return any(w.index not in own for w in amounts)


def _is_conjunct(tree: Tree, head: int, index: int) -> bool:
    parse = tree.parse
    word = parse.words[index]
    if word.dep != "conj" or word.pos not in _NOUNS or is_finite(parse, index) or index in tree.unit(head):
        return False
    # "a degree from Yale and a doctorate": the parser joined it to Yale.
    strayed = parse.words[head].pos == "PROPN" and _article_of(parse, index) in {"a", "an"}
    return not (strayed and not _owner(parse, head))


def _article_of(parse: Parse, head: int) -> str:
    owner = _owner(parse, head)
    return parse.words[owner[0]].text.lower() if owner else ""


def _noun(tree: Tree, head: int, *, whole: bool) -> Noun:
    """Read one noun; with `whole` what is coordinated with it and could not be parted is part of its name."""
    parse, unit = tree.parse, tree.unit(head)
    children = [parse.words[c] for c in parse.children[head] if c not in unit and c not in tree.strewn]
    behind = [c.index for c in children if c.dep == "preconj" or (c.index > head and c.dep in _BEHIND)]
    tails = [c for c in behind if _names_with(parse, head, c)]
    if whole:
        behind = [c for c in behind if parse.words[c].dep not in {"conj", "cc", "preconj"}]
    if is_narrowed(parse, head):
        behind = [c for c in behind if parse.words[c].dep not in {"prep", "relcl", "acl"} or is_example(parse, c)]
    cut = (*behind, *tails, *(i for c in behind for i in adverbs_before(parse, head, c)))
    gone = {i for c in cut for i in parse.subtree(c)} | (tree.strewn - set(unit))
    own = trim(parse, sorted({i for i in parse.subtree(head) if i not in gone} | set(unit)))
    ways: list[list[Pieces]] = [[tuple(own)]]
    inner: list[Noun] = []
    for tail in tails:
        objects = [n for c in parse.children[tail] if parse.words[c].dep == "pobj" for n in read_nouns(tree, c)]
        inner += objects
        ways.append([(tail, *name) for n in objects for name in n.names] or [tuple(parse.subtree(tail))])
    names = tuple(tuple(i for part in way for i in part) for way in product(*ways))[:_MOST]
    left = [c for c in behind if c not in tails and parse.words[c].dep not in {"conj", "cc", "preconj"}]
    said = [Behind(c, head, names[0]) for c in left]
    return Noun(head, names, tuple(sorted((*said, *(b for n in inner for b in n.behind)), key=lambda b: b.head)))


def adverbs_before(parse: Parse, head: int, appositive: int) -> list[int]:
    """Return the "then" of "Ana Rey, then a judge," where it hangs on the name."""
    if parse.words[appositive].dep != "appos":
        return []
    return [c for c in parse.children[head] if head < c < appositive and parse.words[c].dep == "advmod"]


def _names_with(parse: Parse, head: int, prep: int) -> bool:
    """Whether a phrase is part of the name: "of ...", and in a proper one "Medal for Bravery"."""
    written = parse.words[prep].text.lower()
    if parse.words[prep].dep != "prep" or written not in {"of", "for", "with"}:
        return False
    objects = [parse.words[c] for c in parse.children[prep] if parse.words[c].dep == "pobj"]
    proper = parse.words[head].pos == "PROPN" and any(o.text[0].isupper() for o in objects)
    return written == "of" or (proper and parse.words[head].entity != "PERSON")


def is_narrowed(parse: Parse, head: int) -> bool:
    """Whether less than all its words may be false of a noun: "the only player from Peru"."""
    before = [parse.words[i] for i in parse.subtree(head) if i < head]
    own = [w for w in before if w.head == head or parse.words[w.head].head == head]
    possessed = any(w.dep == "poss" for w in own)  # "her first novel" is named by that
    return any(w.tag == "JJS" or w.text.lower() in _NARROWING or (w.entity == "ORDINAL" and not possessed) for w in own)


def _with_shared(parse: Parse, noun: Noun, group: Sequence[Noun]) -> tuple[Pieces, ...]:
    """Return the names with the article that "the founder and owner of it" has once, and the "of it"."""
    first = group[0]
    names = noun.names
    written = parse.words[noun.head]
    if noun is not first and not _owner(parse, noun.head) and (written.tag in {"NN", "JJ"} or written.entity == "DATE"):
        owner = _owner(parse, first.head)
        put = _article(parse, owner, names[0]) if owner else ()
        names = tuple((*put, *n) for n in names)
    if written.lemma in lexicon.words("relational_nouns") and all(n[-1] == noun.head for n in noun.names):
        tails = [t for n in group if n is not noun for t in _tails(n) if t[0] > max(noun.head, n.head)]
        names = tuple((*n, *t) for n in names for t in tails) or names
    return names[:_MOST]


def _tails(noun: Noun) -> list[tuple[int, ...]]:
    """Return the "of ..." of a noun, where it has one."""
    found = [n[n.index(noun.head) + 1 :] for n in noun.names if noun.head in n]
    return [tuple(i for i in t if isinstance(i, int)) for t in found if t and isinstance(t[0], int)]


def _owner(parse: Parse, head: int) -> tuple[int, ...]:
    return next((parse.subtree(c) for c in parse.children[head] if parse.words[c].dep in _OWNING and c < head), ())


def _article(parse: Parse, owner: Sequence[int], name: Pieces) -> Pieces:
    written = parse.words[owner[0]].text.lower()
    if len(owner) == 1 and written in {"a", "an"}:
        return (Put(article_for(parse, name)),)
    if len(owner) == 1 and written in {"the", "his", "her", "its", "their"}:
        return (Put(written),)
    return ()


def article_for(parse: Parse, name: Pieces) -> str:
    """Return "an" before a vowel, "a" otherwise."""
    first = name[0]
    text = first.text if isinstance(first, Put) else parse.words[first].text
    return "an" if text[:1].lower() in "aeio" else "a"


def definite(parse: Parse, name: Pieces) -> Pieces:
    """Return the name of something that was told of before: "a club" is "the club"."""
    first = name[0]
    if isinstance(first, int) and parse.words[first].text.lower() in {"a", "an"}:
        return (Put("the", first), *name[1:])
    return name


def split_title(tree: Tree, noun: Noun) -> tuple[Pieces, Pieces] | None:
    """Return the bare name and the words before it that say what it is: "the novelist Ana Rey", "the film “Siva”"."""
    parse, name = tree.parse, noun.names[0]
    follows = tree.unit(noun.head + 1)
    if parse.words[noun.head].tag == "NN" and len(follows) > 2 and parse.words[follows.start].tag == "``":
        kind = tuple(i for i in name if not isinstance(i, int) or i <= noun.head)
        return tuple(follows), kind
    titled = parse.words[tree.unit(noun.head).start].tag == "``"
    if parse.words[noun.head].pos != "PROPN" or titled or any(isinstance(i, Put) for i in name):
        return None
    words = [parse.words[i] for i in name if isinstance(i, int)]
    common = [w for w in words if w.pos == "NOUN" and w.text.islower() and w.index < noun.head]
    if not common or common[-1].tag == "NNS":
        return None
    cut = common[-1].index
    bare = tuple(w.index for w in words if w.index > cut)
    kind = tuple(w.index for w in words if w.index <= cut)
    possessed = any(w.tag in {"POS", "CD", "PRP$"} for w in words if w.index <= cut)
    named = bool(bare) and all(parse.words[i].text[:1].isupper() or parse.words[i].pos == "PUNCT" for i in bare)
    return (bare, kind) if named and not possessed else None


def names_of(tree: Tree, noun: Noun) -> tuple[Pieces, ...]:
    """Return the names of a noun, and the proper one that stands behind it ("the startup, Signa")."""
    parse = tree.parse
    title = split_title(tree, noun)
    proper = list(titles_of(tree, noun))
    proper += [title[0]] if title and title[0][0] != noun.names[0][0] and noun.head not in title[0] else []
    for behind in noun.behind:
        word = parse.words[behind.head]
        if word.dep == "appos" and word.pos == "PROPN" and parse.words[behind.owner].pos == "NOUN":
            found = read_nouns(tree, behind.head)[0].names[0]
            proper += [_in_place(n, behind.name, found) for n in noun.names if n[-len(behind.name) :] == behind.name]
    return (*noun.names, *proper)[: 2 * _MOST]


def titles_of(tree: Tree, noun: Noun) -> tuple[Pieces, ...]:
    """Return the titles that stand behind a plural: "the films “Siva” and “Shool”"."""
    if tree.parse.words[noun.head].tag != "NNS":
        return ()
    return tuple(bare_title(tree.parse, t) for t in list_titles(tree, noun.head))


def _in_place(name: Pieces, old: Pieces, new: Pieces) -> Pieces:
    return (*name[: len(name) - len(old)], *new)


def read_phrases(tree: Tree, prep: int) -> Iterator[tuple[Pieces, Noun]]:
    """Yield the words of a prepositional phrase with each thing that it lists."""
    parse = tree.parse
    titles = list_titles(tree, prep) if is_example(parse, prep) else []
    if titles:
        yield from (((prep, *bare_title(parse, t)), Noun(t[1] - 2, (bare_title(parse, t),), ())) for t in titles)
        return
    for child in parse.children[prep]:
        below = set(parse.subtree(child))
        before = tuple(i for i in parse.subtree(prep) if i < child and i not in below)
        if parse.words[child].dep == "pobj":
            for noun in read_nouns(tree, child):
                yield from (((*before, *name), noun) for name in names_of(tree, noun))
        elif parse.words[child].dep == "prep" and not parse.words[prep].entity:  # "because of", "from under"
            yield from (((*before, *inner), noun) for inner, noun in read_phrases(tree, child))


def bare_title(parse: Parse, title: tuple[int, int]) -> Pieces:
    """Return a title without the comma that stands before its closing mark."""
    return tuple(i for i in range(*title) if i != title[1] - 2 or parse.words[i].text != ",")
