"""What a sentence asserts: its main words, and whether they are denied, planned or reported."""

from __future__ import annotations

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
_DENYING_PLACES = frozenset(("neg", "det", "advmod", "preconj", "nsubj", "nsubjpass", "dobj"))
# Verbs that leave the saying to their object ("have relations", "hold talks").
_LIGHT_VERBS = frozenset("be have do make take give hold".split())
_HELD = frozenset("talk talks meeting conference summit election hearing session dialogue consultation vote".split())
_OBJECTS = frozenset(("attr", "acomp", "dobj", "oprd"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def main_words(parse: syntax.Parse) -> set[int]:
    """Return the words that carry the statement: root verbs, or what a light verb says of its subject.

    Where neither yields a word, the first verb below the root, or the root's own noun, stands in.
    """
    main: set[int] = set()
    stack = [w for w in parse.words if w.head == w.index]
    for root in list(stack):
        found = _main_of(parse, root)
        if not found:
            below = parse.subtree(root.index)
            verbs = [i for i in below if parse.words[i].tag in {"VBN", "VBD", "VBZ", "VBP"} and i != root.index]
            found = set(verbs[:1]) or ({root.index} if root.pos in {"NOUN", "PROPN"} else set())
        main |= found
    return main


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
        clausal = word.dep in _CLAUSAL
        # "have no relations": what a light verb denies, it denies of its object and subject.
        light = is_light(parse, head) and (word.dep in _OBJECTS or word.dep in _SUBJECTS)
        shared = word.dep == "conj" and head.pos == word.pos and not _has_subject(parse, word)
        if not (clausal or light or shared):
            break
        chain.append(head)
    return chain


def _has_subject(parse: syntax.Parse, word: syntax.Word) -> bool:
    return any(parse.words[i].dep in {*_SUBJECTS, "expl"} for i in parse.children[word.index])


def denials_over(parse: syntax.Parse, word: syntax.Word) -> set[int]:
    """Return the words that deny a word, directly or through what it hangs on; an even number cancels out."""
    return {i for w in chain_over(parse, word) for i in _denials(parse, w)}


def _denials(parse: syntax.Parse, word: syntax.Word) -> set[int]:
    found: set[int] = set()
    for index in parse.children[word.index]:
        child = parse.words[index]
        if child.lemma in NEGATORS and child.dep in _DENYING_PLACES:
            found.add(index)
        elif child.dep in _SUBJECTS or (child.dep == "dobj" and is_light(parse, word)):
            found |= {
                i
                for i in parse.children[child.index]
                if parse.words[i].lemma in {"no", "neither", "none"} and parse.words[i].dep in {"det", "neg"}
            }
    head = parse.words[word.head]
    denying = lexicon.lexicon().denying
    if head.index != word.index and word.dep in {"xcomp", "ccomp", "pcomp"} and head.lemma in denying:
        found.add(head.index)
    if word.dep == "pobj":
        over = parse.words[head.head]
        if head.lemma == "without":
            found.add(head.index)
        elif head.lemma == "of" and over.pos == "NOUN" and over.lemma in denying:  # "suspension of trade"
            found.add(over.index)
    return found


def is_asserted(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a word is stated as fact: not planned, possible, conditional or asked."""
    return all(_is_realised(parse, w) for w in chain_over(parse, word))


def speech_over(parse: syntax.Parse, word: syntax.Word) -> str:
    """Return the verb of saying that a word hangs on, if any."""
    return next((w.lemma for w in chain_over(parse, word)[1:] if w.lemma in SPEECH), "")


def _is_realised(parse: syntax.Parse, word: syntax.Word) -> bool:
    for index in parse.children[word.index]:
        child = parse.words[index]
        if child.dep == "aux" and child.lemma in MODALS:
            return False
        if child.dep == "punct" and child.text == "?":
            return False
        if child.dep == "mark" and child.text.lower() in {"if", "unless", "whether"}:
            return False
    head = parse.words[word.head]
    if head.index == word.index or word.pos not in {"VERB", "AUX"}:
        return True
    planned = head.lemma in lexicon.lexicon().unrealised or (head.lemma == "be" and word.tag == "VB")
    return not (word.dep in {"xcomp", "ccomp"} and planned)
