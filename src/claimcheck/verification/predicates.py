"""What a sentence asserts: its main words, and whether they are denied, planned or reported."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.text import lexicon, syntax

NEGATORS = frozenset("not n't no never none neither nor nobody nothing nowhere hardly barely scarcely without".split())
MODALS = frozenset("may might could would should must can shall will ought".split())
SPEECH = frozenset(
    (
        "say claim allege tell report argue believe think accuse insist suggest suspect assume speculate hear "
        "rumor rumour contend maintain deny"
    ).split()
)
_CLAUSAL = frozenset(("ccomp", "xcomp", "acomp", "attr", "csubj", "oprd", "pcomp", "auxpass", "aux"))
_DENYING_PLACES = frozenset(("neg", "det", "advmod", "preconj", "nsubj", "nsubjpass", "dobj", "attr"))
_NONE_OF = frozenset(("no", "neither", "none", "nothing", "nobody"))
# Verbs that leave the saying to their object ("have relations", "hold talks").
_LIGHT_VERBS = frozenset("be have do make take give hold become".split())
_HELD = frozenset("talk talks meeting conference summit election hearing session dialogue consultation vote".split())
_OBJECTS = frozenset(("attr", "acomp", "dobj", "oprd"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def main_words(parse: syntax.Parse) -> set[int]:
    """Return the words that carry the statement: root verbs, or what a light verb says of its subject.

    Where neither yields a word, the first verb below the root, or the root's own noun, stands in.
    """
    main: set[int] = set()
    for root in [w for w in parse.words if w.head == w.index]:
        told = told_by_participle(parse, root)
        found = _main_of(parse, told or root)
        if not found:
            below = parse.subtree(root.index)
            verbs = [i for i in below if parse.words[i].tag in {"VBN", "VBD", "VBZ", "VBP"} and i != root.index]
            found = set(verbs[:1]) or ({root.index} if root.pos in {"NOUN", "PROPN"} else set())
        main |= found
    return main


def told_by_participle(parse: syntax.Parse, root: syntax.Word) -> syntax.Word | None:
    """Return the verb of a sentence that was taken for a noun with a participle ("The note named Peru as the state").

    A participle that describes a noun has no object of its own.
    """
    if root.pos not in {"NOUN", "PROPN"}:
        return None
    for index in parse.children[root.index]:
        word = parse.words[index]
        if word.dep == "acl" and word.tag in {"VBN", "VBD"}:
            below = {parse.words[i].dep for i in parse.children[index]}
            if below & {"dobj", "oprd", "ccomp"} and not below & {"nsubj", "agent"}:
                return word
    return None


def _main_of(parse: syntax.Parse, root: syntax.Word) -> set[int]:
    main: set[int] = set()
    stack = [root]
    while stack:
        word = stack.pop()
        children = [parse.words[i] for i in parse.children[word.index]]
        if is_light(parse, word):
            main.update(c.index for c in children if c.dep in _OBJECTS and c.lemma not in NEGATORS)
        else:
            main.add(word.index)
        stack += [c for c in children if c.dep in {"conj", "xcomp"} and c.pos in {"VERB", "AUX"}]
    return main


def is_light(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a verb leaves the saying to its object; "hold" does with talks, not with a prisoner."""
    if word.pos not in {"VERB", "AUX"} or word.lemma not in _LIGHT_VERBS:
        return False
    if any(parse.words[i].dep == "prt" for i in parse.children[word.index]):  # "take away"
        return False
    objects = {parse.words[i].lemma for i in parse.children[word.index] if parse.words[i].dep in _OBJECTS}
    return bool(objects & _HELD) if word.lemma == "hold" else True


def chain_over(parse: syntax.Parse, word: syntax.Word) -> list[syntax.Word]:
    """Return the word and the words above it whose denial or mood reaches it."""
    chain = [word]
    while len(chain) < 12:
        word = chain[-1]
        head = parse.words[word.head]
        if head.index == word.index:
            break
        clausal = word.dep in _CLAUSAL and not _stands_apart(parse, word, head)
        # "have no relations": what a light verb denies, it denies of its object and subject.
        light = is_light(parse, head) and (
            word.dep in _OBJECTS or word.dep == "nsubjpass" or (word.dep == "nsubj" and head.lemma == "be")
        )
        shared = word.dep == "conj" and head.pos == word.pos and not _has_subject(parse, word)
        if not (clausal or light or shared):
            break
        chain.append(head)
    return chain


def _stands_apart(parse: syntax.Parse, word: syntax.Word, head: syntax.Word) -> bool:
    """Whether a clause was only hung on the one after it ("They traced it; they had no proof")."""
    if word.dep != "ccomp" or word.index > head.index or head.lemma in SPEECH or lexicon.same_sense(head.lemma, "say"):
        return False
    return any(parse.words[i].text in {";", ":", ".", ","} for i in range(word.index, head.index))


def _has_subject(parse: syntax.Parse, word: syntax.Word) -> bool:
    return any(parse.words[i].dep in {*_SUBJECTS, "expl"} for i in parse.children[word.index])


def denials_over(parse: syntax.Parse, word: syntax.Word) -> set[int]:
    """Return the words that deny a word, directly or through what it hangs on; an even number cancels out."""
    found: set[int] = set()
    for link in chain_over(parse, word):
        if link is not word and link.lemma in SPEECH:
            break  # who did not say so did not deny it
        found |= _denials(parse, link)
    return found


def _denials(parse: syntax.Parse, word: syntax.Word) -> set[int]:
    found: set[int] = set()
    for index in parse.children[word.index]:
        child = parse.words[index]
        if child.lemma in NEGATORS and child.dep in _DENYING_PLACES:
            found.add(index)
        elif child.text.lower() in {"longer", "more"} and parse.children[index]:  # "no longer", "not any more"
            found |= {i for i in parse.children[index] if parse.words[i].lemma == "no"}
        elif child.dep in _SUBJECTS or (child.dep == "dobj" and is_light(parse, word)):
            found |= _none_of(parse, child)
        elif child.dep == "prep" and word.pos in {"VERB", "AUX"}:  # "based on nothing", "in no way"
            found |= {i for o in parse.children[index] if parse.words[o].dep == "pobj" for i in _none(parse, o)}
    return found | _denied_from_above(parse, word)


def _none_of(parse: syntax.Parse, noun: syntax.Word) -> set[int]:
    return {
        i
        for i in parse.children[noun.index]
        if parse.words[i].lemma in _NONE_OF and parse.words[i].dep in {"det", "neg", "preconj"}
    }


def _none(parse: syntax.Parse, index: int) -> set[int]:
    noun = parse.words[index]
    if noun.lemma in {"nothing", "nobody", "neither"}:  # not "by nine votes to none"
        return {index}
    return _none_of(parse, noun) if noun.lemma in _IN_NO else set()


def _denied_from_above(parse: syntax.Parse, word: syntax.Word) -> set[int]:
    """Return the words above a word that deny it: "refused to", "without", "suspension of"."""
    head, denying = parse.words[word.head], lexicon.lexicon().denying
    if head.index == word.index:
        return set()
    if word.dep in {"xcomp", "ccomp", "pcomp"} and head.lemma in denying:
        return {head.index}
    if word.dep == "compound" and head.pos == "NOUN" and head.lemma in denying:  # "export ban"
        return {head.index}
    over = parse.words[head.head]
    if word.dep == "pcomp" and (head.lemma == "without" or (head.lemma == "from" and over.lemma in denying)):
        return {head.index if head.lemma == "without" else over.index}
    if word.dep == "pobj":
        if head.lemma == "without":
            return {head.index}
        if head.lemma in {"of", "to", "on"} and over.pos == "NOUN" and over.lemma in denying:  # "suspension of trade"
            return {over.index}
    return set()


# "in no way", "under no circumstances"
_IN_NO = frozenset("way circumstance case event manner sense condition account time".split())


class Exclusive(NamedTuple):
    """A phrase that says "only" without the word: where it stands, what denies in it, what it leaves over."""

    place: int
    negator: int
    left: int


def find_exclusives(parse: syntax.Parse) -> tuple[list[Exclusive], list[int]]:
    """Read "nothing but", "never ... anything other than" and "anything but".

    Returns:
        The phrases that mean "only", and the words that others deny ("He is
        anything but poor").
    """
    only: list[Exclusive] = []
    denying: list[int] = []
    words = parse.words
    for at, word in enumerate(words):
        except_of = word.lemma in {"but", "except", "besides", "save"}
        if not except_of and not (word.lemma == "than" and at and words[at - 1].lemma in {"other", "else"}):
            continue
        before = words[max(0, at - 4 - (word.lemma == "than")) : at]
        left = next((w.index for w in words[at + 1 :] if w.pos in {"NOUN", "PROPN", "VERB", "ADJ"}), None)
        whole = next((w for w in reversed(before) if w.lemma in _WHOLES), None)
        if whole is None or left is None or any(w.pos == "VERB" for w in words[whole.index : at]):
            continue
        if whole.lemma in NEGATORS:
            only.append(Exclusive(word.index, whole.index, left))
            continue
        denial = next((w for w in reversed(words[max(0, whole.index - 8) : whole.index]) if w.lemma in NEGATORS), None)
        if denial is not None:
            only.append(Exclusive(word.index, denial.index, left))
        elif whole.lemma == "anything" and word.lemma == "but":
            denying.append(left)
    return only, denying


_WHOLES = frozenset("anything any anyone anybody anywhere nothing no none nobody nowhere".split())


def mood_of(parse: syntax.Parse, word: syntax.Word) -> str:
    """Return how a word is stated, "" for as fact: "possible", "future", "duty", "planned", "asked" or "unsure"."""
    chain = chain_over(parse, word)
    for link in chain:
        mood = _mood(parse, link)
        if mood:
            return mood
    denied_speech = any(w is not word and w.lemma in SPEECH and _denials(parse, w) for w in chain)
    return "unsure" if denied_speech else ""


def speech_over(parse: syntax.Parse, word: syntax.Word) -> str:
    """Return the verb of saying that a word hangs on, if any."""
    return next((w.lemma for w in chain_over(parse, word)[1:] if w.lemma in SPEECH), "")


_MOODS = {"may": "possible", "might": "possible", "can": "possible", "could": "possible"}
_MOODS |= {"will": "future", "would": "future", "shall": "duty", "must": "duty", "should": "duty", "ought": "duty"}


def _mood(parse: syntax.Parse, word: syntax.Word) -> str:
    hedges = lexicon.lexicon().hedges
    for index in parse.children[word.index]:
        child = parse.words[index]
        if child.dep == "aux" and child.lemma in MODALS:
            return _MOODS[child.lemma]
        if child.dep == "punct" and child.text == "?":
            return "asked"
        if child.dep == "mark" and child.text.lower() in {"if", "unless", "whether"}:
            return "asked"
        if child.dep in {"advmod", "amod"} and child.text.lower() in hedges and not _with_number(parse, child):
            return "unsure"  # "allegedly stole", "an alleged theft"
    return _mood_from_above(parse, word)


def _mood_from_above(parse: syntax.Parse, word: syntax.Word) -> str:
    known, head = lexicon.lexicon(), parse.words[word.head]
    if head.index == word.index:
        return ""
    if word.dep == "conj" and _is_bare(parse, word):
        return _mood(parse, head)  # "would stop and the committee be dissolved"
    over = parse.words[head.head]
    if word.dep == "pcomp" and head.lemma in {"of", "as", "with", "from", "for"} and over.lemma in known.hedges:
        return "unsure"  # "accused of spying"
    if word.dep in {"acl", "ccomp"} and head.pos == "NOUN" and head.lemma in known.hedges:
        return "unsure"  # "rumours that"
    if word.pos not in {"VERB", "AUX"} or word.dep not in {"xcomp", "ccomp"}:
        return ""
    said = {parse.words[i].lemma for i in parse.children[head.index] if parse.words[i].dep in {"acomp", "attr"}}
    if head.lemma in known.hedges or said & known.hedges:
        return "unsure"  # "appears to", "it is possible that"
    if (
        word.dep == "xcomp"
        and head.lemma in _THINKING
        and any(parse.words[i].dep == "auxpass" for i in parse.children[head.index])
    ):
        return "unsure"  # "is thought to have"
    if head.lemma in known.unrealised or (head.lemma == "be" and word.tag == "VB"):
        return "planned"
    return ""


_THINKING = frozenset("think believe say understand consider suppose presume report fear rumour rumor".split())


def _is_bare(parse: syntax.Parse, word: syntax.Word) -> bool:
    below = [parse.words[i].tag for i in parse.children[word.index] if parse.words[i].dep in {"aux", "auxpass"}]
    return (below or [word.tag])[0] == "VB"


def _with_number(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a word qualifies a number beside it ("possibly 40 people"), which is compared as a number."""
    return any(w.pos == "NUM" for w in parse.words[word.index + 1 : word.index + 2])
