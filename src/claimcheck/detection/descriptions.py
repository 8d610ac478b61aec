"""What stands behind a noun and says something of it: relative clauses, participles, appositives, titles."""

from __future__ import annotations

from claimcheck.detection.atoms import Link, Put
from claimcheck.detection.clauses import SUBJECTS, is_finite, opener
from claimcheck.detection.ledger import Ledger, Pending, Scene
from claimcheck.detection.phrases import (
    Behind,
    Noun,
    Pieces,
    adverbs_before,
    article_for,
    definite,
    read_nouns,
    read_phrases,
    split_title,
    titles_of,
)
from claimcheck.detection.predications import (
    Form,
    add_kind,
    coordinated,
    read_form,
    read_phrase,
    read_predications,
)
from claimcheck.text.syntax import Parse
from claimcheck.text.tags import AUXILIARY, PLACES, PLURAL


def read_descriptions(ledger: Ledger, noun: Noun, scene: Scene) -> None:
    """Add what is said of a noun where it stands, or of the scene's subject if the noun says what that is."""
    parse = ledger.parse
    title = split_title(ledger.tree, noun)
    if title:
        determined = isinstance(title[1][0], int) and parse.words[title[1][0]].dep in {"det", "poss"}
        kind = title[1] if determined else (Put(article_for(parse, title[1])), *title[1])
        ledger.add(noun.head, (*title[0], Put("is"), *kind), Link.NOMINAL)
    for name in titles_of(ledger.tree, noun):
        add_kind(ledger, name, parse.words[noun.head])
    for behind in noun.behind:
        own = behind.owner == noun.head
        name = scene.subject if own else ()
        name = name or (title[0] if title and own else definite(parse, behind.name))
        word = parse.words[behind.head]
        if word.dep == "relcl":
            _read_relative(ledger, word.index, _proper(ledger, noun, behind) or name)
        elif word.dep == "acl":
            plural = parse.words[behind.owner].tag in PLURAL
            read_participle(ledger, word.index, Scene(name, scene.past), plural=plural)
            _read_strays(ledger, noun, word.index, Scene(name, scene.past), plural=plural)
        elif word.dep == "appos":
            _read_appositive(ledger, behind, past=scene.past)
        elif word.dep == "prep":
            _read_place(ledger, behind)


def _proper(ledger: Ledger, noun: Noun, relative: Behind) -> Pieces:
    """Return the name between a noun and a relative clause: "the startup, Signa, which ..."."""
    parse = ledger.parse
    for behind in noun.behind:
        word = parse.words[behind.head]
        near = behind.head < relative.head and behind.owner == relative.owner
        if near and word.dep == "appos" and word.pos == "PROPN" and parse.words[behind.owner].pos == "NOUN":
            return read_nouns(ledger.tree, behind.head)[0].names[0]
    return ()


def _read_relative(ledger: Ledger, verb: int, name: Pieces) -> None:
    parse = ledger.parse
    own = parse.subtree(verb)
    pronoun = next((parse.words[i] for i in own if parse.words[i].tag in {"WDT", "WP", "WRB", "WP$"}), None)
    if pronoun is None or not is_finite(parse, verb):
        return
    written = pronoun.text.lower()
    if pronoun.dep in SUBJECTS and pronoun.head == verb:
        ledger.clauses.append(Pending(verb, name))
    elif written in {"where", "when"} and pronoun.head == verb:
        ledger.clauses.append(Pending(verb, (), (Put("in"), *name)))
    elif written == "whose" and parse.words[pronoun.head].dep in SUBJECTS:
        rest = [i for i in parse.subtree(pronoun.head) if i != pronoun.index]
        ledger.clauses.append(Pending(verb, (*name, Put("’s"), *rest)))


def read_participle(ledger: Ledger, verb: int, scene: Scene, *, plural: bool) -> None:
    """Add "The film was directed by Lee" for "the film directed by Lee": of the scene's subject."""
    parse = ledger.parse
    if verb in ledger.done or parse.words[verb].tag not in {"VBN", "VBD"} or opener(parse, verb):
        return
    ledger.done.add(verb)
    be, form = _participle_form(parse, verb, past=scene.past, plural=plural)
    for said in read_predications(ledger, verb, form, scene):
        ledger.add(verb, (*scene.subject, be, *said), Link.PARTICIPIAL)
    for each in coordinated(parse, verb)[1:]:
        read_participle(ledger, each, scene, plural=plural)


def _participle_form(parse: Parse, verb: int, *, past: bool, plural: bool) -> tuple[Put, Form]:
    """Return a participle with the word that makes a statement of it."""
    form = read_form(parse, verb)
    having = [c for c in parse.children[verb] if parse.words[c].dep in AUXILIARY]
    if having:
        words = tuple(p for p in form.words if p not in having)
        return Put("had" if past else "have" if plural else "has"), Form(words, passive=False)
    was = past or parse.words[verb].lemma == "bear"
    be = ("were" if plural else "was") if was else ("are" if plural else "is")
    return Put(be), Form(form.words, passive=True)


def _read_strays(ledger: Ledger, noun: Noun, verb: int, scene: Scene, *, plural: bool) -> None:
    """Add "She was born in Lima" where the parser hung the place on the noun: "an actress born in 1950, in Lima"."""
    strays = noun.strays(ledger.parse)
    if not strays or ledger.parse.words[verb].tag != "VBN":
        return
    be, form = _participle_form(ledger.parse, verb, past=scene.past, plural=plural)
    for stray in strays:
        for said in read_phrase(ledger, stray, Scene(past=scene.past)):
            ledger.add(verb, (*scene.subject, be, *form.words, *said), Link.PARTICIPIAL)


def _read_appositive(ledger: Ledger, behind: Behind, *, past: bool) -> None:
    """Add "Signa is a startup" for "the startup, Signa", and "Ana is a painter" for "Ana, a painter"."""
    parse = ledger.parse
    others = read_nouns(ledger.tree, behind.head)
    first, second = parse.words[behind.owner], parse.words[behind.head]
    name, other = definite(parse, behind.name), others[0].names[0]
    then = adverbs_before(parse, behind.owner, behind.head)
    was = (past and first.entity == "PERSON") or any(parse.words[i].text.lower() == "then" for i in then)
    be: Pieces = (Put("was" if was else "is"), *then)
    single = len(others) == 1 and second.pos == "PROPN"
    if single and first.pos == "NOUN":
        ledger.add(second.index, (*other, Put("is"), *behind.name), Link.NOMINAL)
        ledger.visit(others, Scene(past=past))
    elif first.entity in PLACES and second.entity in PLACES:
        ledger.add(second.index, (*name, Put("is in"), *other), Link.NOMINAL)
        ledger.visit(others, Scene(past=past))
    elif single and first.entity == "PERSON" and second.entity != "PERSON":
        ledger.add(second.index, (*name, *be, *other), Link.NOMINAL)
    elif second.pos in {"NOUN", "ADJ"} and second.tag not in PLURAL:
        for said in (n for o in others for n in o.names):
            ledger.add(second.index, (*name, *be, *said), Link.NOMINAL)
        ledger.visit(others, Scene(name, past))


def _read_place(ledger: Ledger, behind: Behind) -> None:
    """Add "The club is in Lima" for "the club in Lima"."""
    parse = ledger.parse
    placed = any(parse.words[c].entity in PLACES for c in parse.children[behind.head] if parse.words[c].dep == "pobj")
    owner = parse.words[behind.owner]
    # "studied at Lima University in Peru", but "read the Lima Times in Peru"
    housed = owner.entity == "FAC" or (owner.entity == "ORG" and parse.words[owner.head].text.lower() in {"at", "in"})
    if placed and owner.pos == "PROPN" and housed and parse.words[behind.head].lemma == "in":
        for words, _ in read_phrases(ledger.tree, behind.head):
            ledger.add(owner.index, (*behind.name, Put("is"), *words), Link.NOMINAL)
