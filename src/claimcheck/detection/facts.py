"""The finest parting of what a sentence asserts: who did what, where, when, and what is what, each by itself.

"Lee, a painter, was born on 3 May 1950 in Lima, Peru" is four facts. A fact
says less than its claim, and two records that bear out two facts may speak of
two events: a reader of facts has to keep that in mind. Denials, conditions,
hedges and what others said are not parted: less of them may be false.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.detection import lexicon
from claimcheck.detection.atoms import Atom, Link, Put, trim
from claimcheck.detection.clauses import SUBJECTS, is_finite, opener
from claimcheck.detection.descriptions import read_descriptions, read_participle
from claimcheck.detection.ledger import Ledger, Pending, Scene
from claimcheck.detection.phrases import Pieces, read_nouns, read_tree
from claimcheck.detection.predications import coordinated, join_nouns, read_form, read_predications
from claimcheck.text.inflection import inflect
from claimcheck.text.syntax import Parse
from claimcheck.text.tags import AUXILIARY

_MOST = 60
_BOUND = frozenset(
    "not n't n’t never no only neither nor hardly barely rarely seldom without nobody nothing none nowhere".split()
)
_UNSURE = frozenset({"if", "unless", "until", "so"})
_TENSELESS = frozenset({"conj", "xcomp", "pcomp", "prep", "advcl"})


def read_facts(
    parse: Parse, clauses: Sequence[tuple[int, Sequence[int]]], *, apart: frozenset[int] = frozenset()
) -> list[Atom]:
    """Return the facts of clauses and of all that hangs on them.

    Args:
        parse: The sentence.
        clauses: The finite verb of each, and the words before it that it shares with another clause.
        apart: Verbs of clauses that are not read, nor what hangs on them.
    """
    ledger = Ledger(read_tree(parse), done=set(apart))
    words = ledger.parse.words
    heads = [words[head].head if words[head].dep == "punct" else head for head, _ in clauses]  # "co-founded"
    ledger.clauses = [Pending(head, tuple(lead)) for head, (_, lead) in zip(heads, clauses, strict=True)]
    while len(ledger.found) < _MOST and (ledger.clauses or ledger.nouns):
        if ledger.nouns:
            noun, scene = ledger.nouns.pop(0)
            read_descriptions(ledger, noun, scene)
        else:
            _read_clause(ledger, ledger.clauses.pop(0))
    return ledger.found[:_MOST]


def _read_clause(ledger: Ledger, clause: Pending) -> None:
    verb, parse = clause.verb, ledger.parse
    if verb in ledger.done:
        return
    ledger.done.add(verb)
    past = _is_past(parse, verb)
    subject = _subject(ledger, verb, past=past) or clause.subject
    if not subject:
        return
    if _is_owed(parse, verb):
        return
    form = read_form(parse, verb)
    either = any(parse.words[c].text.lower() == "or" for c in parse.children[verb])
    if either or _is_bound(parse, verb):
        joined = [c for c in parse.children[verb] if parse.words[c].dep == "conj" and is_finite(parse, c)]
        if either:
            ledger.done.update(joined)
            joined = []
        gone = {i for c in joined for i in parse.subtree(c)} | set(form.words)
        rest = [i for i in parse.subtree(verb) if i > verb and i not in gone]
        ledger.add(verb, (*subject, *trim(parse, sorted({*(i for i in form.words if isinstance(i, int)), *rest}))))
        return
    scene = Scene(subject, past)
    said = list(read_predications(ledger, verb, form, scene))
    for words in said:
        ledger.add(verb, (*subject, *words))
    if clause.tail and said:
        ledger.add(verb, (*subject, *said[0], *clause.tail))
    _read_hanging(ledger, verb, scene)


def _subject(ledger: Ledger, verb: int, *, past: bool) -> Pieces:
    """Return the words of a verb's own subject; none for "which", which stands for another word."""
    parse = ledger.parse
    own = [parse.words[c] for c in parse.children[verb] if parse.words[c].dep in {"nsubj", "nsubjpass"}]
    if not own or any(parse.words[i].tag in {"WDT", "WP", "WP$"} for i in parse.subtree(own[0].index)):
        return ()
    nouns = read_nouns(ledger.tree, own[0].index)
    ledger.visit(nouns, Scene(past=past))
    named = nouns[0].names[0]
    if len(nouns) > 1 or parse.words[nouns[0].head].pos == "PROPN":
        return join_nouns(parse, own[0], nouns)
    # "A ban on exports": "a ban" would be any; "everyone in Lima" is not everyone.
    tails = [b.head for b in nouns[0].behind if parse.words[b.head].dep == "prep"]
    return (*named, *(i for t in tails for i in trim(parse, parse.subtree(t)) if i not in named))


def _is_past(parse: Parse, verb: int) -> bool:
    words = [parse.words[verb], *(parse.words[c] for c in parse.children[verb] if parse.words[c].dep in AUXILIARY)]
    return any(w.tag == "VBD" for w in words)


def _is_bound(parse: Parse, verb: int) -> bool:
    """Whether less than the whole clause may be false: it is denied, hedged, compared, or somebody's words."""
    children = [parse.words[c] for c in parse.children[verb]]
    told = any(c.dep == "ccomp" for c in children) and parse.words[verb].lemma in lexicon.words("saying_verbs")
    hedged = any(c.tag == "MD" or c.dep in {"neg", "preconj"} or c.text.lower() in _BOUND for c in children)
    nouns = [c for c in children if c.dep in {"dobj", "attr", "oprd", "dative", "pobj"} or c.dep in SUBJECTS]
    none = any(parse.words[g].text.lower() in _BOUND for n in nouns for g in (n.index, *parse.children[n.index]))
    # "came close to winning": nobody came
    degree = any(c.index == verb + 1 and c.dep == "advmod" and _has_phrase(parse, c.index) for c in children)
    return told or hedged or none or degree or _is_compared(parse, verb) or _denies_part(parse, verb)


def _is_owed(parse: Parse, verb: int) -> bool:
    """Whether a clause holds under a condition or by somebody's word: "As Pike said, Lee left". It stays whole."""
    clauses = [parse.words[c] for c in parse.children[verb] if parse.words[c].dep == "advcl"]
    openers = {(opener(parse, c.index), c.lemma in lexicon.words("saying_verbs")) for c in clauses}
    return any(opened in {"if", "unless"} or (opened == "as" and said) for opened, said in openers)


def _has_phrase(parse: Parse, adverb: int) -> bool:
    dated = parse.words[adverb].entity == "DATE"
    return not dated and any(parse.words[c].dep == "prep" for c in parse.children[adverb])


def _is_compared(parse: Parse, verb: int) -> bool:
    """Whether a clause measures by something: "more cars than", "as many as", or tells both sides of a vote."""
    own = [w for w in parse.words if _is_of(parse, verb, w.index)]
    around = [(w.text.lower(), *(parse.words[i].tag for i in (w.index - 1, w.index + 1))) for w in own[:-1]]
    measured = any(w.text.lower() == "than" and w.dep in {"prep", "mark"} for w in own)
    equal = any(word == "as" and after == "JJ" for word, _, after in around)
    sides = ("to", "CD", "CD") in around and not any(word == "from" for word, _, _ in around)
    return measured or equal or sides


def _is_of(parse: Parse, verb: int, index: int) -> bool:
    """Whether a word belongs to a verb, and to no other below it."""
    above = parse.words[parse.words[index].head]
    while above.index != verb and above.pos not in {"VERB", "AUX"} and above.head != above.index:
        above = parse.words[above.head]
    return above.index == verb


def _denies_part(parse: Parse, verb: int) -> bool:
    """Whether less is denied than would be without a phrase: who bans guns in schools does not ban guns."""
    if parse.words[verb].lemma not in lexicon.words("denying_verbs"):
        return False
    own = [w for w in parse.words if w.index > verb and _is_of(parse, verb, w.index)]
    opened = any(w.dep in {"xcomp", "ccomp", "pcomp", "acl", "relcl"} for w in own)
    thing = any(parse.words[c].dep in {"dobj", "nsubjpass"} for c in parse.children[verb])
    preps = [w for w in own if w.dep == "prep"]
    dated = [w for w in preps if all(parse.words[c].entity == "DATE" for c in parse.children[w.index])]
    return opened or (thing and len(dated) < len(preps))


def _read_hanging(ledger: Ledger, verb: int, scene: Scene) -> None:
    """Have read the clauses that hang on a clause: coordinated, participial, of time and reason."""
    parse = ledger.parse
    hanging: list[Pending] = []
    for index in parse.subtree(verb):
        word = parse.words[index]
        if index in ledger.done or word.dep not in {"conj", "advcl"} or _clause_above(parse, index) != verb:
            continue
        opened = opener(parse, index)
        if word.dep == "conj":
            if is_finite(parse, index) or _is_passive_too(parse, index):
                hanging.append(Pending(index, scene.subject))
        elif is_finite(parse, index):
            if opened not in _UNSURE:
                hanging.append(Pending(index, ()))
        elif word.tag == "VBN" and not opened:
            read_participle(ledger, index, scene, plural=False)
        elif word.tag == "VBG" and not opened and _stands_apart(parse, index):
            _read_gerund(ledger, index, scene, verb)
    ledger.clauses[:0] = hanging  # before those that would be read with more than the subject


def _is_passive_too(parse: Parse, verb: int) -> bool:
    """Whether a participle has the auxiliary of the one before it: "was shot and killed"."""
    above = parse.words[parse.words[verb].head]
    auxiliaries = any(parse.words[c].dep in AUXILIARY for c in parse.children[above.index])
    return parse.words[verb].tag == above.tag == "VBN" and auxiliaries


def _clause_above(parse: Parse, verb: int) -> int:
    """Return the finite verb that a clause goes with, over those without tense between."""
    above = parse.words[parse.words[verb].head]
    while not is_finite(parse, above.index) and above.head != above.index and above.dep in _TENSELESS:
        above = parse.words[above.head]
    return above.index


def _stands_apart(parse: Parse, verb: int) -> bool:
    """Whether a comma parts a participle from its clause: without one it may be said of the noun before it."""
    own = parse.subtree(verb)
    subjects = any(parse.words[c].dep in SUBJECTS for c in parse.children[verb])
    parted = own[0] == 0 or parse.words[own[0] - 1].text in {",", "—", "–", "-"} or parse.words[own[0]].text == ","
    return parted and not subjects


def _read_gerund(ledger: Ledger, verb: int, scene: Scene, governor: int) -> None:
    """Add "He scored twice" for ", scoring twice"."""
    parse = ledger.parse
    perfect = any(parse.words[c].lemma == "have" and parse.words[c].dep == "aux" for c in parse.children[governor])
    for each in coordinated(parse, verb):
        word = parse.words[each]
        ledger.done.add(each)
        if word.lemma in {"be", "have"} or word.lemma in lexicon.words("prepositional_participles"):
            continue
        put = Put(inflect(word.lemma, "VBD" if perfect or scene.past else "VBZ"), each)
        for said in read_predications(ledger, each, read_form(parse, each), scene):
            ledger.add(each, (*scene.subject, *(put if p == each else p for p in said)), Link.PARTICIPIAL)
