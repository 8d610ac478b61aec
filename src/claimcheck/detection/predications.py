"""What is said with a verb: with each of its objects, and with each phrase of time, place and manner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from claimcheck.detection.atoms import Link, Put, is_whole, trim
from claimcheck.detection.clauses import SUBJECTS, is_finite, opener
from claimcheck.detection.ledger import Ledger, Scene
from claimcheck.detection.phrases import (
    Behind,
    Noun,
    Pieces,
    Tree,
    article_for,
    bare_title,
    is_example,
    list_titles,
    names_of,
    read_nouns,
    read_phrases,
)
from claimcheck.detection.possessions import MOMENTS, read_ends, read_owned
from claimcheck.text.inflection import inflect
from claimcheck.text.syntax import Parse, Word
from claimcheck.text.tags import AUXILIARY, DATES, PLACES

_MOST = 12  # objects times circumstances that are all told together
_MOMENT_WORDS = 12
_OBJECTS = frozenset({"dobj", "attr", "oprd", "dative"})
_OPEN = frozenset({"acomp", "xcomp", "ccomp"})
# "was born" and "is known" say nothing by themselves.
_HOLLOW = frozenset(
    {"bear", "know", "base", "locate", "situate", "name", "call", "title", "entitle", "consider", "regard"}
)
_WHOLE = frozenset({"die", "resign", "retire", "graduate", "emigrate", "drown", "escape"})
_OPENERS = frozenset({"when", "while", "until", "before", "after"})
_ASSERTING = frozenset({"by", "after", "since"})
# Who worked there "before leaving" left; who died "before leaving" did not.
_LASTING = frozenset("serve work play study spend live have be attend manage teach train begin start".split())


@dataclass(frozen=True, slots=True)
class Form:
    """How the verb of a clause is said: `words` from its auxiliaries to its particle."""

    words: Pieces
    passive: bool


def read_form(parse: Parse, verb: int) -> Form:
    """Return a verb with its auxiliaries, the adverbs beside it and its particle."""
    children = [parse.words[c] for c in parse.children[verb]]
    prefix = _prefix(parse, verb)
    first = max((c.index for c in children if c.dep in SUBJECTS), default=-1)
    before = [c for c in children if first < c.index < verb - len(prefix)]
    kept = [c.index for c in before if c.dep in AUXILIARY | {"neg"} or (c.dep == "advmod" and _is_plain(parse, c))]
    if parse.words[verb].tag == "VBN" and not any(parse.words[i].dep in AUXILIARY for i in kept):
        kept = [*_shared_auxiliaries(parse, verb), *kept]
    behind = [
        c.index
        for c in children
        if c.index > verb and (c.dep == "prt" or (c.index == verb + 1 and c.dep == "advmod" and _is_plain(parse, c)))
    ]
    passive = any(parse.words[i].dep == "auxpass" for i in kept)
    return Form((*sorted(kept), *prefix, verb, *sorted(behind)), passive)


def _prefix(parse: Parse, verb: int) -> tuple[int, ...]:
    """Return the "re-" of "re-elected", which are words of their own to the parser."""
    first, words = verb, parse.words
    while first and words[first - 1].end == words[first].start and words[first - 1].tag not in {"``", "-LRB-"}:
        first -= 1
    return tuple(range(first, verb))


def _is_plain(parse: Parse, word: Word) -> bool:
    return len(parse.subtree(word.index)) == 1 and word.tag != "WRB"


def _shared_auxiliaries(parse: Parse, verb: int) -> list[int]:
    """Return the "was" of "was written by Lee and printed in Lima" for its second verb."""
    while parse.words[verb].dep == "conj":
        verb = parse.words[verb].head
        found = [c for c in parse.children[verb] if parse.words[c].dep in AUXILIARY]
        if found:
            return found
    return []


def read_predications(ledger: Ledger, verb: int, form: Form, scene: Scene) -> Iterator[Pieces]:
    """Yield what is said with a verb, each without the subject."""
    parse = ledger.parse
    objects = list(islice(_objects(ledger, verb, scene), 3 * _MOST))
    if not objects and not any(parse.words[c].dep in {"prep", "agent"} for c in parse.children[verb] if c > verb):
        objects = [(o, False) for o in _shared_objects(ledger, verb, scene)]
    bases = [(*form.words, *o) for o, more in objects if not more] or [form.words]
    circumstances = list(_circumstances(ledger, verb, scene))
    if objects and _needs_more(parse, verb):
        joined = {i for c in parse.children[verb] if parse.words[c].dep == "conj" for i in parse.subtree(c)}
        gone = joined | set(form.words)
        yield (*form.words, *trim(parse, [i for i in parse.subtree(verb) if i > verb and i not in gone]))
        return
    if objects or _is_complete(parse, verb, form) or (not circumstances and parse.words[verb].lemma != "be"):
        yield from bases
    yield from ((*form.words, *o) for o, more in objects if more)
    for base in bases if len(bases) * len(circumstances) <= _MOST else bases[:1]:
        yield from ((*base, *c) for c in circumstances if not {*base} & {*c})
    # "served as mayor from 1990": what it was that lasted belongs with how long.
    roles = [c for c in circumstances if isinstance(c[0], int) and parse.words[c[0]].text == "as"]
    for role in roles if len(roles) == 1 and not objects else ():
        yield from ((*bases[0], *role, *c) for c in circumstances if c is not role)


def _is_complete(parse: Parse, verb: int, form: Form) -> bool:
    """Whether a verb says something without an object: "resigned", "was arrested", "lives on"."""
    lemma = parse.words[verb].lemma
    particle = any(parse.words[c].dep == "prt" for c in parse.children[verb])
    return particle or lemma in _WHOLE or (form.passive and lemma not in _HOLLOW)


def _needs_more(parse: Parse, verb: int) -> bool:
    """Whether an object is not all that a verb asks for: "bans exporters from selling coal"."""
    preps = [c for c in parse.children[verb] if c > verb and parse.words[c].text.lower() in {"from", "as", "into"}]
    resolved = any(parse.words[c].tag == "VBN" and opener(parse, c) == "as" for c in parse.children[verb])
    return resolved or any(parse.words[c].dep in {"pcomp", "amod"} for p in preps for c in parse.children[p])


def _objects(ledger: Ledger, verb: int, scene: Scene) -> Iterator[tuple[Pieces, bool]]:
    """Yield each object or complement; with True where it is one that was yielded, and more is said of it."""
    parse = ledger.parse
    titles = list_titles(ledger.tree, verb)
    if titles:
        yield from ((bare_title(parse, t), False) for t in titles)
        return
    hung = [parse.words[c] for c in parse.children[verb] if parse.words[c].dep in _OBJECTS | _OPEN and c > verb]
    hung = [w for w in hung if w.dep != "dative" or w.tag != "IN"]
    hung = [w for w in hung if w.index not in ledger.tree.strewn and not _is_titled(ledger.tree, w.index)]
    named, opened = [w for w in hung if w.dep in _OBJECTS], [w for w in hung if w.dep in _OPEN]
    lead: Pieces = ()
    if len(named) + len(opened) > 1 and named:
        first, *rest = (*named, *opened)
        if _is_parted(parse, first, rest[0]):
            hung = [first]
        else:
            nouns = read_nouns(ledger.tree, first.index)
            ledger.visit(nouns, Scene(past=scene.past))
            lead, hung = join_nouns(parse, first, nouns), rest[:1]
    elif len(opened) > 1:  # "keep pressing Peru to pay": who is to pay is told by all of it
        yield (
            tuple(trim(parse, range(min(parse.subtree(opened[0].index)), max(parse.subtree(opened[-1].index)) + 1))),
            False,
        )
        return
    for word in hung:
        ways = _complements(ledger, word, scene) if word.dep in _OPEN else _named(ledger, word, scene)
        yield from (((*lead, *way), more) for way, more in ways)


def _is_parted(parse: Parse, first: Word, second: Word) -> bool:
    """Whether a comma stands between two objects: the second is no part of what the verb does to the first."""
    between = parse.words[max(i for i in parse.subtree(first.index)) + 1 : min(parse.subtree(second.index))]
    return second.dep == "dobj" and any(w.text == "," for w in between)


def join_nouns(parse: Parse, word: Word, nouns: Sequence[Noun]) -> Pieces:
    """Return a noun phrase without what hangs behind it; of several nouns all, since they may have done it together."""
    if len(nouns) == 1:
        return nouns[0].names[0]
    behind = {i for n in nouns for b in n.behind for i in parse.subtree(b.head)}
    return tuple(trim(parse, [i for i in parse.subtree(word.index) if i not in behind]))


def _is_titled(tree: Tree, index: int) -> bool:
    """Whether a title stands behind the noun that says what it is: the parser hung it on the verb."""
    unit, words = tree.unit(index), tree.parse.words
    return len(unit) > 2 and unit.start > 0 and words[unit.start].tag == "``" and words[unit.start - 1].tag == "NN"


def _shared_objects(ledger: Ledger, verb: int, scene: Scene) -> Iterator[Pieces]:
    """Yield the objects of "built" for "designed" in "designed and built the ship"."""
    parse = ledger.parse
    tag = parse.words[verb].tag
    joined = [c for c in parse.children[verb] if parse.words[c].dep == "conj" and parse.words[c].tag == tag]
    for other in joined[:1]:
        between = [w for w in parse.words[verb + 1 : other] if w.dep not in {"cc", "advmod", "punct", "conj"}]
        if between or any(parse.words[c].dep in SUBJECTS for c in parse.children[other]):
            return
        found = [o for o, more in _objects(ledger.aside(), other, scene) if not more]
        yield from found or _shared_objects(ledger, other, scene)


def _named(ledger: Ledger, word: Word, scene: Scene) -> Iterator[tuple[Pieces, bool]]:
    parse = ledger.parse
    nouns = read_nouns(ledger.tree, word.index)
    copula = parse.words[word.head].lemma == "be" and word.dep == "attr"
    for noun in nouns:
        for name in noun.names:
            origin, rest = _part_origin(ledger.tree, noun, name) if copula else ((), name)
            if origin:
                yield origin, True
            yield rest, False
    ledger.visit(nouns, scene if copula else Scene(past=scene.past))
    for noun in nouns:
        for name in names_of(ledger.tree, noun)[len(noun.names) :]:
            yield name, False
        for behind in noun.behind:
            yield from _extended(ledger, noun.names[0], noun, behind, past=scene.past)


def _extended(
    ledger: Ledger, words: Pieces, noun: Noun, behind: Behind, *, past: bool
) -> Iterator[tuple[Pieces, bool]]:
    """Yield words that end with a noun and the phrase behind that; each example of it in its place, as new words."""
    parse, word = ledger.parse, ledger.parse.words[behind.head]
    if is_example(parse, word.index):
        if parse.words[behind.owner].tag in {"NNS", "NNPS"}:
            kept = words[: len(words) - len(behind.name)]
            yield from (((*kept, *item), False) for item in _examples(ledger, word.index, parse.words[behind.owner]))
    elif word.dep == "acl" and any(parse.words[c].tag == "TO" for c in parse.children[word.index]):
        for verb in coordinated(parse, word.index):
            ledger.done.add(verb)
            said = read_predications(ledger, verb, read_form(parse, verb), Scene(past=past))
            yield from (((*words, *s), True) for s in said)
    elif word.dep == "prep" and word.index not in noun.strays(parse):
        yield from (((*words, *said), True) for said in read_phrase(ledger, word.index, Scene(past=past)))


def _examples(ledger: Ledger, prep: int, kind: Word) -> Iterator[Pieces]:
    """Yield A and B of "films such as A and B"; A is a film."""
    parse = ledger.parse
    single = kind.dep != "conj" and not any(parse.words[c].dep == "conj" for c in parse.children[kind.index])
    for words, item in read_phrases(ledger.tree, prep):
        name = words[words.index(prep) + 1 :] if prep in words else words
        yield name
        if single and parse.words[item.head].pos != "NOUN":
            add_kind(ledger, name, kind)


def add_kind(ledger: Ledger, name: Pieces, kind: Word) -> None:
    """Add "Siva is a Telugu film" for "Telugu films such as Siva"."""
    parse = ledger.parse
    before = [parse.words[c] for c in parse.children[kind.index] if c < kind.index]
    kept = tuple(w.index for w in before if w.dep == "compound" or w.entity == "NORP")
    what: Pieces = (*kept, Put(kind.lemma, kind.index))
    ledger.add(kind.index, (*name, Put(f"is {article_for(parse, what)}"), *what), Link.NOMINAL)


def _part_origin(tree: Tree, noun: Noun, name: Pieces) -> tuple[Pieces, Pieces]:
    """Part "a Peruvian painter" into "Peruvian" and "a painter"."""
    parse, first = tree.parse, name[0]
    before = [parse.words[i] for i in name if isinstance(i, int) and i < noun.head]
    named = {j for w in before if w.entity == "NORP" for j in tree.unit(w.index)}
    origin = tuple(w.index for w in before if w.index in named)
    fit = not any(parse.words[i].dep in {"conj", "cc", "poss"} for i in origin)
    together = bool(origin) and origin[-1] - origin[0] < len(origin)
    determined = isinstance(first, Put) or parse.words[first].text.lower() in {"a", "an"}
    if not (together and fit and determined) or parse.words[noun.head].entity == "NORP":
        return (), name
    rest: Pieces = tuple(i for i in name[1:] if i not in origin)
    put = Put(article_for(parse, rest), first if isinstance(first, int) else None)
    same = isinstance(first, int) and parse.words[first].text.lower() == put.text
    return origin, ((first if same else put), *rest)


def _complements(ledger: Ledger, word: Word, scene: Scene) -> Iterator[tuple[Pieces, bool]]:
    """Yield "to sign the deed", "known for it", "that it is so"."""
    parse = ledger.parse
    children = [parse.words[c] for c in parse.children[word.index]]
    if word.dep == "xcomp" and word.pos in {"VERB", "AUX"} and not any(c.dep in SUBJECTS for c in children):
        for verb in coordinated(parse, word.index):
            ledger.done.add(verb)
            yield from ((s, False) for s in read_predications(ledger, verb, read_form(parse, verb), scene))
        return
    described = word.dep == "acomp"
    parted = [c for c in children if c.dep == "conj" and (described or is_finite(parse, c.index))]
    parted += [c for c in children if described and c.dep == "cc"]
    gone = {i for c in parted for i in parse.subtree(c.index)}
    alike = [c.index for c in parted if described and c.pos == "ADJ"]
    yield tuple(trim(parse, [i for i in parse.subtree(word.index) if i not in gone])), False
    yield from ((tuple(trim(parse, parse.subtree(index))), False) for index in alike)


def coordinated(parse: Parse, verb: int) -> list[int]:
    """Return a verb without tense and those coordinated with it in the same form."""
    found, tag = [verb], parse.words[verb].tag
    for index in found:
        joined = [c for c in parse.children[index] if parse.words[c].dep == "conj" and parse.words[c].tag == tag]
        found += [c for c in joined if not any(parse.words[g].dep in SUBJECTS for g in parse.children[c])]
    return found


def _circumstances(ledger: Ledger, verb: int, scene: Scene) -> Iterator[Pieces]:
    """Yield the phrases of time, place and manner of a verb; "from 2004 to 2013" is one."""
    parse = ledger.parse
    children = [parse.words[c] for c in parse.children[verb]]
    opened = any(c.dep == "xcomp" for c in children)  # "kept asking Peru to pay": Peru is to
    ends = {c.index for c in children if c.dep == "prep" and c.lemma in {"to", "until"}}
    spans = {c.index: e for c in children if c.lemma == "from" for e in sorted(ends) if e > c.index}
    for word in children:
        if word.dep == "npadvmod" and word.entity in DATES:
            yield tuple(trim(parse, parse.subtree(word.index)))
        elif word.index in spans:
            parts = [tuple(trim(parse, parse.subtree(p))) for p in (word.index, spans[word.index])]
            yield (*parts[0], *parts[1])
            yield from read_ends(parse, *parts)
        elif _is_phrase(word) and word.index not in spans.values() and not is_example(parse, word.index):
            further = [c for c in parse.children[word.index] if parse.words[c].dep == "conj"]
            for prep in (word.index, *(c for c in further if parse.words[c].pos == "ADP")):
                yield from read_phrase(ledger, prep, scene)
        elif word.dep == "advcl" and (moment := _moment(parse, word.index)):
            yield moment
        elif word.dep == "advcl" and not opened and any(parse.words[c].tag == "TO" for c in parse.children[word.index]):
            for each in coordinated(parse, word.index):
                ledger.done.add(each)
                yield from read_predications(ledger, each, read_form(parse, each), scene)


def _is_phrase(word: Word) -> bool:
    return word.dep in {"prep", "agent"} or (word.dep == "dative" and word.tag == "IN")


def _moment(parse: Parse, verb: int) -> Pieces:
    """Return a short clause of time with the word that opens it: "when he was 15"."""
    own = parse.subtree(verb)
    short = opener(parse, verb) in _OPENERS and len(own) <= _MOMENT_WORDS
    whole = is_whole(parse, own) and not any(parse.words[i].dep == "conj" for i in own)
    return tuple(trim(parse, own)) if short and whole else ()


def read_phrase(ledger: Ledger, prep: int, scene: Scene) -> Iterator[Pieces]:
    """Yield a prepositional phrase with each thing that it lists, and with each phrase that hangs on that."""
    parse = ledger.parse
    gerunds = [c for c in parse.children[prep] if parse.words[c].dep == "pcomp" and parse.words[c].tag == "VBG"]
    if gerunds and not any(parse.words[c].dep in SUBJECTS for c in parse.children[gerunds[0]]):
        yield from _gerund_phrase(ledger, prep, gerunds[0], scene)
        return
    read = list(read_phrases(ledger.tree, prep))
    whole = tuple(trim(parse, parse.subtree(prep)))
    ends = [i for i in whole if parse.words[i].lemma in {"to", "until"}] if parse.words[prep].lemma == "from" else []
    if not read or ends:
        yield from (w for w in [whole] if w)
        if len(ends) == 1:
            cut = whole.index(ends[0])
            yield from read_ends(parse, whole[:cut], whole[cut:])
        return
    read_owned(ledger, prep, read, scene)
    nouns = {noun.head: noun for _, noun in read}
    ledger.visit(list(nouns.values()), Scene(past=scene.past))
    outer = parse.words[prep].text.lower()
    for words, noun in read:
        if not _is_part_of_preposition(parse, noun):
            yield words
        for behind in noun.behind if words[-len(noun.names[0]) :] == noun.names[0] else ():
            apart = outer not in MOMENTS and _is_apart(parse, noun, behind.head)
            apart = apart or (outer == "as" and parse.words[behind.head].text.lower() == "by")
            for said, more in _extended(ledger, words, noun, behind, past=scene.past):
                yield said[len(words) :] if apart and more else said


def _gerund_phrase(ledger: Ledger, prep: int, verb: int, scene: Scene) -> Iterator[Pieces]:
    """Yield "after leaving Lima"; "Lee left Lima" is added."""
    parse = ledger.parse
    for each in coordinated(parse, verb):
        ledger.done.add(each)
        word = parse.words[each]
        lasting = parse.words[prep].lemma == "before" and parse.words[parse.words[prep].head].lemma in _LASTING
        asserted = lasting or parse.words[prep].lemma in _ASSERTING
        asserted = asserted and bool(scene.subject) and word.lemma not in {"be", "have"}
        for said in read_predications(ledger, each, read_form(parse, each), scene):
            yield (prep, *said)
            if asserted:
                put = Put(inflect(word.lemma, "VBD"), each)
                ledger.add(each, (*scene.subject, *(put if p == each else p for p in said)), Link.PARTICIPIAL)


def _is_part_of_preposition(parse: Parse, noun: Noun) -> bool:
    """Whether a noun only links: "in addition to", "in collaboration with"."""
    word = parse.words[noun.head]
    bare = noun.names == ((noun.head,),) and word.tag == "NN" and word.text.islower() and not word.entity
    return bare and any(b.head == noun.head + 1 and parse.words[b.head].dep == "prep" for b in noun.behind)


def _is_apart(parse: Parse, noun: Noun, inner: int) -> bool:
    """Whether a phrase that the parser hung on a date or a name belongs to the verb: "against Peru in Lima"."""
    objects = [parse.words[c] for c in parse.children[inner]]
    timed = any(o.entity in DATES for o in objects)
    placed = any(o.entity in PLACES for o in objects) and parse.words[inner].lemma in {"in", "at"}
    outer = parse.words[noun.head]
    return timed or outer.entity in DATES or (placed and outer.entity in PLACES | {"PERSON", "NORP"})
