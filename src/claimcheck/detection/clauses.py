"""The clauses of a sentence that assert something on their own.

Read off the dependency parse, and only where the words come out whole and in
one piece: what cannot be parted cleanly stays with the clause it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.detection import lexicon
from claimcheck.detection.atoms import Atom, Link, is_whole, trim
from claimcheck.text.syntax import Parse, Word
from claimcheck.text.tags import AUXILIARY, DATES

SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CONCESSIVE = frozenset({"although", "though", "while", "whereas"})
# Marks of clauses that are presupposed: "as Japan continues to ...", "because it voted ...".
_FACTIVE = _CONCESSIVE | {"as", "because", "since", "after"}
_COMPLEMENTS = frozenset(
    {"dobj", "prep", "attr", "acomp", "ccomp", "xcomp", "dative", "advmod", "npadvmod", "agent", "oprd", "prt", "advcl"}
)
CONDITIONS = frozenset({"if", "unless", "until", "once", "when", "whenever", "provided"})
_ATTRIBUTIONS = ("according to", "reportedly", "allegedly", "supposedly")
MOST_WORDS = 300  # longer ones are no sentences: a table, a list or an attack
_PAIRED = frozenset({"both", "either", "neither"})
_ELSEWHEN = frozenset({"since", "later", "then", "now", "subsequently", "eventually", "afterwards", "today"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: its verb, its words, and words from before them that it needs to stand alone.

    `lead` is the subject of a verb phrase, or the date before "when ...".
    """

    head: int
    link: Link
    words: tuple[int, ...]
    lead: tuple[int, ...] = ()

    @property
    def atom(self) -> Atom:
        """The clause as it stands alone."""
        own = (*self.lead, *self.words) if self.link is Link.PRESUPPOSED else self.words
        return Atom(self.head, self.link, (*self.lead, *self.words), own)


@dataclass(frozen=True, slots=True)
class _Part:
    """A clause on the way to being parted; `taken` has also the words that join it to the sentence."""

    clause: Clause
    taken: frozenset[int]


def is_finite(parse: Parse, index: int) -> bool:
    """Whether a verb has tense of its own or an auxiliary with tense."""
    word = parse.words[index]
    if word.tag in _FINITE:
        return True
    return any(
        parse.words[c].tag in _FINITE for c in parse.children[index] if parse.words[c].dep in AUXILIARY
    ) and word.tag.startswith("V")


def is_vouched(parse: Parse, index: int) -> bool:
    """Whether the article itself says what stands there: nobody else's words, and under no condition."""
    word = parse.words[index]
    while word.head != word.index:
        if word.dep == "ccomp" or (word.dep == "advcl" and opener(parse, word.index) in CONDITIONS - {"when"}):
            return False
        word = parse.words[word.head]
    return True


def subjects(parse: Parse, index: int) -> list[Word]:
    """Return the subjects of a verb, expletives too."""
    return [parse.words[c] for c in parse.children[index] if parse.words[c].dep in SUBJECTS]


def predicate(parse: Parse) -> int | None:
    """Return the main verb, or None in a fragment.

    Where the parser took a word without tense for the root, the finite clause
    beside it is the main one.
    """
    for root in parse.roots():
        # "Engineers designed and built ..." has its first verb tagged as a participle.
        named = any(w.pos in {"NOUN", "PROPN", "PRON"} for w in parse.words[: root.index])
        if is_finite(parse, root.index) or (root.tag == "VBN" and named):
            return root.index
        for child in parse.children[root.index]:
            word = parse.words[child]
            finite = is_finite(parse, child) and subjects(parse, child)
            if word.dep in {"ccomp", "parataxis", "conj", "nsubj", "csubj"} and finite:
                return child
    return None


def read_clauses(parse: Parse) -> list[Clause]:
    """Return the main clause and those that can be parted from it, in the order of their words."""
    head = predicate(parse)
    if head is None:
        return []
    everything = tuple(range(len(parse.words)))
    whole = [Clause(head, Link.MAIN, everything)]
    single = len(parse.roots()) == 1 and parse.roots()[0].index == head
    if not single or len(parse.words) > MOST_WORDS or is_framed(parse, head) or is_torn(parse, head):
        return whole
    parts = list(_parts(parse, head))
    taken = frozenset(i for p in parts for i in p.taken)
    if not parts or head in taken:
        return whole
    main = Clause(head, Link.MAIN, tuple(trim(parse, [i for i in everything if i not in taken])))
    clauses = [main, *(p.clause for p in parts)]
    filled = [_filled(parse, c) for c in clauses]
    if any(c is None for c in filled):
        return whole
    found = [c for c in filled if c is not None]
    led = [_with_lead(parse, c, found) for c in found]
    if any(c.link is Link.SHARED and not c.lead for c in led):
        return whole
    return sorted(led, key=lambda c: (c.words[0], c.head))


def is_framed(parse: Parse, head: int) -> bool:
    """Whether a condition or an attribution may hold for every clause: parted, one would say more than the article."""
    openers = {opener(parse, c) for c in parse.children[head] if parse.words[c].dep == "advcl"}
    lower = parse.text.lower()
    return bool(openers & CONDITIONS) or any(frame in lower for frame in _ATTRIBUTIONS)


def is_torn(parse: Parse, head: int) -> bool:
    """Whether the parser took the wrong verb for the main one.

    It has two subjects ("The drug killed 14 people, the regulator said"), or
    one that a single comma parts from it ("The lawyer, believed to be a spy, fled").
    """
    own = subjects(parse, head)
    first = min((i for s in own for i in parse.subtree(s.index)), default=head)
    commas = [i for i in range(first, head) if parse.words[i].text == ","]
    parted = parse.words[head].tag in {"VBN", "VBD"} and commas == [head - 1]
    return parted or sum(s.dep in {"nsubj", "nsubjpass"} for s in own) > 1


def _filled(parse: Parse, clause: Clause) -> Clause | None:
    """Return the clause with the punctuation inside it; None if other words are missing."""
    kept = trim(parse, clause.words)
    if not is_whole(parse, kept):
        return None
    return Clause(clause.head, clause.link, tuple(range(kept[0], kept[-1] + 1)), clause.lead)


def presupposed(parse: Parse) -> list[Clause]:
    """Return clauses that a sentence takes for granted, fit to stand alone: "as ...", "when he met ..."."""
    found = []
    for word in parse.words if len(parse.words) <= MOST_WORDS else ():
        if word.dep not in {"advcl", "relcl"} or not is_finite(parse, word.index) or not subjects(parse, word.index):
            continue
        words = _clause_words(parse, word.index)
        if not is_whole(parse, words) or not _ends_cleanly(parse, words):
            continue
        if word.dep == "advcl" and _mark(parse, word.index) in _FACTIVE:
            found.append(Clause(word.index, Link.PRESUPPOSED, words))
        elif word.tag == "VBD" and opener(parse, word.index) == "when":
            found.append(Clause(word.index, Link.PRESUPPOSED, words, _date_before(parse, words[0])))
    return found


def _parts(parse: Parse, head: int) -> Iterator[_Part]:
    for verb in _chain(parse, head):
        yield from _coordinate(parse, verb, head)
        for child in parse.children[verb]:
            yield from _conceded(parse, child)


def _chain(parse: Parse, head: int) -> list[int]:
    """Return the verb and the finite verbs coordinated with it, each after the one it hangs on."""
    chain = [head]
    for verb in chain:
        joined = [c for c in parse.children[verb] if parse.words[c].dep == "conj"]
        chain += [c for c in joined if is_finite(parse, c) or _shares_auxiliary(parse, verb, c)]
    return chain


def _shares_auxiliary(parse: Parse, before: int, verb: int) -> bool:
    """Whether "published" in "was prepared by the ministry and published in May" has the "was" before it, too."""
    if not (parse.words[before].tag == parse.words[verb].tag == "VBN"):
        return False
    auxiliaries = [
        [parse.words[c] for c in parse.children[v] if parse.words[c].dep in AUXILIARY] for v in (before, verb)
    ]
    later = [c for c in parse.children[before] if c < verb and parse.words[c].dep in {"advcl", "ccomp", "xcomp", "acl"}]
    return bool(auxiliaries[0]) and not auxiliaries[1] and not later and not subjects(parse, verb)


def _coordinate(parse: Parse, verb: int, head: int) -> Iterator[_Part]:
    """Yield the clause of a coordinated verb without those coordinated with it in turn."""
    before = parse.words[verb].head
    if verb == head or not _may_part(parse, before, verb):
        return
    below = {i for c in _chain(parse, verb)[1:] for i in parse.subtree(c)}
    below |= {i for c in parse.children[verb] for p in _conceded(parse, c) for i in p.taken}
    words = tuple(trim(parse, [i for i in parse.subtree(verb) if i not in below]))
    own = bool(subjects(parse, verb))
    shares = not own and _is_complete(parse, before) and _opens_with_verb(parse, verb, words)
    if words and (own or (shares and _goes_with(parse, before, verb))):
        yield _Part(Clause(verb, Link.CONJOINED if own else Link.SHARED, words), frozenset(words))


def _may_part(parse: Parse, before: int, verb: int) -> bool:
    joiners = {parse.words[c].lemma for c in parse.children[before] if parse.words[c].dep == "cc"}
    paired = any(parse.words[c].text.lower() in _PAIRED for c in parse.children[before])
    if joiners & {"or", "nor"} or paired or "not only" in parse.text.lower():
        return False
    # After "X said that ..." a further verb may be X's or part of what X said.
    content = any(parse.words[c].dep == "ccomp" and c < verb for c in parse.children[before])
    return not content or parse.words[verb].lemma in lexicon.words("saying_verbs")


def _opens_with_verb(parse: Parse, verb: int, words: Sequence[int]) -> bool:
    """Whether nothing stands before a verb that could be a subject the parser missed ("and on Friday Germany left")."""
    return all(parse.words[i].dep in AUXILIARY | {"advmod", "neg", "punct"} for i in words if i < verb)


def _goes_with(parse: Parse, before: int, verb: int) -> bool:
    """Whether two verbs can have one subject: same number, and no passive that the second only seems to leave."""
    first, second = parse.words[before], parse.words[verb]
    if {first.tag, second.tag} == {"VBZ", "VBP"}:
        return False
    deps = {parse.words[c].dep for c in parse.children[verb]}
    passive = any(parse.words[c].dep == "auxpass" for c in parse.children[before])
    # "was prepared and published": a participle that looks like a past tense has no object.
    return (
        not passive
        or first.lemma == "bear"  # "was born in Lima and trained in Paris"
        or second.tag != "VBD"
        or bool(deps & {"dobj", "attr", "acomp", "ccomp", "xcomp"} | deps & AUXILIARY)
    )


def _is_complete(parse: Parse, verb: int) -> bool:
    """Whether a verb has complements of its own: in "designed and built the ship" the first shares the second's."""
    return any(c > verb and parse.words[c].dep in _COMPLEMENTS for c in parse.children[verb])


def _conceded(parse: Parse, child: int) -> Iterator[_Part]:
    word = parse.words[child]
    if word.dep == "advcl" and _mark(parse, child) in _CONCESSIVE:
        verb = child
    elif word.dep == "prep" and word.lemma in {"despite", "notwithstanding"}:
        facts = [c for c in parse.children[child] if parse.words[c].lemma == "fact"]
        verbs = [c for f in facts for c in parse.children[f] if _mark(parse, c) == "that"]
        if not verbs:
            return
        verb = verbs[0]
    else:
        return
    words = _clause_words(parse, verb)
    if words and is_finite(parse, verb) and subjects(parse, verb):
        yield _Part(Clause(verb, Link.CONCEDED, words), frozenset(parse.subtree(child)))


def _with_lead(parse: Parse, clause: Clause, clauses: Sequence[Clause]) -> Clause:
    """Give a verb phrase its subject, with what stands before that unless it names a time of its own."""
    if clause.link is not Link.SHARED:
        return clause
    owner = clause.head
    while not subjects(parse, owner) and parse.words[owner].head != owner:
        owner = parse.words[owner].head
    words = next((c.words for c in clauses if c.head == owner), ())
    subject = [i for s in subjects(parse, owner) for i in parse.subtree(s.index) if i in words and s.index < owner]
    if not subject:
        return clause
    dated = any(parse.words[i].entity in DATES or parse.words[i].lemma in _ELSEWHEN for i in clause.words)
    dated = dated or _is_perfect(parse, clause.head) != _is_perfect(parse, owner)
    first = min(subject) if dated else words[0]
    last = max(subject)
    if not is_finite(parse, clause.head):
        auxiliaries = [c for c in parse.children[owner] if parse.words[c].dep in AUXILIARY]
        last = max(auxiliaries) if auxiliaries == list(range(last + 1, last + 1 + len(auxiliaries))) else -1
    return Clause(clause.head, clause.link, clause.words, tuple(i for i in words if first <= i <= last))


def _is_perfect(parse: Parse, verb: int) -> bool:
    return any(parse.words[c].lemma == "have" and parse.words[c].dep == "aux" for c in parse.children[verb])


def _clause_words(parse: Parse, verb: int) -> tuple[int, ...]:
    """Return the words of a subordinate clause behind its mark ("although", "even as", "when")."""
    words = list(parse.subtree(verb))
    marks = [c for c in parse.children[verb] if _opens(parse.words[c]) and c < verb]
    return tuple(trim(parse, [i for i in words if not marks or i > max(marks)]))


def _opens(word: Word) -> bool:
    return word.dep == "mark" or word.tag == "WRB"


def _mark(parse: Parse, verb: int) -> str:
    """Return the word that opens a clause; "" where "even if" or the like makes it a condition."""
    return next((parse.words[c].lemma for c in parse.children[verb] if parse.words[c].dep == "mark"), "")


def opener(parse: Parse, verb: int) -> str:
    """Return the word that opens a subordinate clause, or ""."""
    return next((parse.words[c].lemma for c in parse.children[verb] if _opens(parse.words[c])), "")


def _ends_cleanly(parse: Parse, words: Sequence[int]) -> bool:
    """Whether punctuation follows the clause: without it the parser may have cut its words off."""
    after = max(words) + 1
    if after >= len(parse.words):
        return True
    following = parse.words[min(after + 1, len(parse.words) - 1)]
    joins = following.text.lower() in {"but", "and", "or", "nor"}
    # "..., and Peru left": what joins the main clause to the next does not reach into this one.
    joins = joins and not (parse.words[following.head].dep == "ROOT" and subjects(parse, _conjunct(parse, following)))
    return parse.words[after].pos == "PUNCT" and not joins


def _conjunct(parse: Parse, joiner: Word) -> int:
    later = [c for c in parse.children[joiner.head] if parse.words[c].dep == "conj" and c > joiner.index]
    return later[0] if later else joiner.index


def _date_before(parse: Parse, first: int) -> tuple[int, ...]:
    """Return "in 2015" from before "when he met ..."."""
    if first < 3:
        return ()
    preposition, date, _ = parse.words[first - 3 : first]
    return (preposition.index, date.index) if preposition.tag == "IN" and date.entity in DATES else ()
