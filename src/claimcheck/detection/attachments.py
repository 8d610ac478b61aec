"""Words hung anew where the parser hung them on what they cannot belong to.

Only for the finest parting (`claimcheck.detection.facts`), which reads every
phrase by what it hangs on: "a boxer from Peru who was born in 1997" is about
the boxer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from claimcheck.text.syntax import Parse, Word
from claimcheck.text.tags import PLACES

_NOUNS = frozenset({"NOUN", "PROPN"})
_BETWEEN = frozenset({"in", "at", "from", "near", "of", "to", "through", "around"})
_Move = tuple[int, int, str]  # a word, what it hangs on from now on, and how


def mend(parse: Parse) -> Parse:
    """Return the parse with such words hung anew; the words and their places stay."""
    parse = replace(parse, words=tuple(_retag(parse, w) for w in parse.words))
    for read in (_prefixed, _placed, _persons, _strayed, _trailing, _things, _examples, _listed):
        parse = _hang(parse, list(read(parse)))
    return parse


def _retag(parse: Parse, word: Word) -> Word:
    """Tag "played" in "began in Lima and played in Cusco" as the past tense that it is."""
    above = parse.words[word.head]
    if (
        word.tag == "VBN"
        and word.dep == "conj"
        and above.tag == "VBD"
        and not any(
            parse.words[c].dep in {"aux", "auxpass"} for i in (word.index, above.index) for c in parse.children[i]
        )
    ):
        return word._replace(tag="VBD")
    return word


def _hang(parse: Parse, moves: list[_Move]) -> Parse:
    if not moves:
        return parse
    words = list(parse.words)
    for index, head, dep in moves:
        if index == head or not _is_above(words, index, head):
            words[index] = words[index]._replace(head=head, dep=dep)
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head != word.index:
            children[word.head].append(word.index)
    return replace(parse, words=tuple(words), children=tuple(map(tuple, children)))


def _is_above(words: list[Word], index: int, below: int) -> bool:
    """Whether `index` stands above `below`: hung on it, it would hang on itself."""
    while words[below].head != below:
        below = words[below].head
        if below == index:
            return True
    return False


def _prefixed(parse: Parse) -> Iterator[_Move]:
    """Make "founded" the verb of "co-founded", which are three words to the parser."""
    for word in parse.words[2:]:
        hyphen, first = parse.words[word.index - 1], parse.words[word.index - 2]
        glued = first.end == hyphen.start and hyphen.end == word.start and hyphen.text == "-"
        if not glued or word.tag not in {"VBD", "VBN", "VBZ", "VB"} or len(first.text) > 5 or first.text[0].isupper():
            continue
        unit = {first.index, hyphen.index, word.index}
        top = next((i for i in unit if parse.words[i].head not in unit or parse.words[i].head == i), word.index)
        above = parse.words[top]
        if top != word.index:
            yield word.index, (word.index if above.head == above.index else above.head), above.dep
        yield from ((i, word.index, "punct") for i in sorted(unit - {word.index}))
        yield from (
            (c, word.index, parse.words[c].dep) for i in sorted(unit) for c in parse.children[i] if c not in unit
        )


def _placed(parse: Parse) -> Iterator[_Move]:
    """Hang "Peru" on "Lima" in "in Lima, Peru"."""
    runs: list[list[int]] = []
    for word in parse.words:
        if word.entity in PLACES:
            same = runs and runs[-1][-1] == word.index - 1
            runs = [*runs[:-1], [*runs[-1], word.index]] if same else [*runs, [word.index]]
    groups: list[list[list[int]]] = []
    for run in runs:
        follows = groups and groups[-1][-1][-1] + 2 == run[0] and parse.words[run[0] - 1].text == ","
        groups = [*groups[:-1], [*groups[-1], run]] if follows else [*groups, [run]]
    for group in groups:
        first, last = group[0][0], group[-1][-1]
        after = [w.text.lower() for w in parse.words[last + 1 : last + 3]]
        listed = after[:1] in (["and"], ["or"], ["&"]) or after in ([",", "and"], [",", "or"], [",", "&"])
        another = listed and any(w.entity in PLACES for w in parse.words[last + 2 : last + 5])
        if first and parse.words[first - 1].text.lower() in _BETWEEN and not another:
            yield from ((_head_of(parse, outer), _head_of(parse, inner), "appos") for inner, outer in pairwise(group))


def _head_of(parse: Parse, run: list[int]) -> int:
    inside = set(run)
    return next((i for i in reversed(run) if parse.words[i].head not in inside), run[-1])


def _persons(parse: Parse) -> Iterator[_Move]:
    """Hang "who was born in 1997" on the boxer in "a boxer from Peru who was born in 1997", "which ..." on no date."""
    for word in parse.words:
        opened = parse.words[min(parse.subtree(word.index))].text.lower()
        if word.dep != "relcl" or opened not in {"who", "which"}:
            continue
        above, passed = parse.words[word.head], PLACES | {"DATE"} if opened == "who" else {"DATE"}
        while above.entity in passed and above.head != above.index:
            above = parse.words[above.head]
            while above.pos not in _NOUNS and above.head != above.index:
                above = parse.words[above.head]
        if above.pos in _NOUNS and above.index != word.head:
            yield word.index, above.index, "relcl"


def _strayed(parse: Parse) -> Iterator[_Move]:
    """Hang the doctorate on the degree in "a degree from Yale and a doctorate from Oxford", and Oxford on it."""
    for word in parse.words:
        own = _article(parse, word.index)
        above = parse.words[word.head]
        if word.dep != "conj" or above.pos != "PROPN" or not own or _article(parse, above.index):
            continue
        like = _like(parse, above, own, word.index)
        if like is None:
            continue
        yield word.index, like, "conj"
        inside = set(parse.subtree(like))
        yield from (
            (p.index, word.index, "prep")
            for p in parse.words[word.index + 1 :]
            if p.dep == "prep" and p.index in inside and p.head < word.index and p.head != like
        )


def _like(parse: Parse, word: Word, article: str, before: int) -> int | None:
    """Return the noun above that has the same article."""
    while word.head != word.index:
        word = parse.words[word.head]
        if word.pos in _NOUNS and word.index < before and _article(parse, word.index) == article:
            return word.index
    return None


def _article(parse: Parse, index: int) -> str:
    found = [parse.words[c].text.lower() for c in parse.children[index] if parse.words[c].dep == "det"]
    return "a" if found[:1] in (["a"], ["an"]) else ""


def _trailing(parse: Parse) -> Iterator[_Move]:
    """Hang "of the party" on the member in "a singer and member of the party"."""
    for word in parse.words:
        above = parse.words[word.head]
        if word.dep != "prep" or above.pos not in _NOUNS:
            continue
        joined = [c for c in parse.children[above.index] if parse.words[c].dep == "conj" and c < word.index]
        for index in joined:
            joined += [c for c in parse.children[index] if parse.words[c].dep == "conj" and c < word.index]
        last = parse.words[max(joined, default=above.index)]
        one = above.entity and all(w.entity == above.entity for w in parse.words[above.index : last.index])
        if joined and last.pos in _NOUNS and not one:  # "The Globe and Mail"
            yield word.index, last.index, "prep"


def _things(parse: Parse) -> Iterator[_Move]:
    """Hang "Signa" and "which ..." on the firm in "the founder of the firm, Signa, which ..."."""
    for word in parse.words:
        opens = parse.words[min(parse.subtree(word.index))].text.lower()
        # Who is the founder was said before "is": the name is the firm's.
        told = parse.words[word.head].dep == "attr"
        named = word.dep == "appos" and word.pos == "PROPN" and (told or word.entity != "PERSON")
        if not named and not (word.dep == "relcl" and opens == "which"):
            continue
        last = _last_of(parse, word.head, min(parse.subtree(word.index)))
        if last != word.head:
            yield word.index, last, word.dep


def _last_of(parse: Parse, head: int, before: int) -> int:
    """Return the noun that ends a chain of "of" phrases on a noun, directly before what follows."""
    found = head
    while True:
        tails = [c for c in parse.children[found] if parse.words[c].text == "of" and c < before]
        objects = [c for t in tails for c in parse.children[t] if parse.words[c].dep == "pobj" and c < before]
        if not objects:
            return found
        found = objects[-1]


def _examples(parse: Parse) -> Iterator[_Move]:
    """Hang "including the Nobel Prize" on the prizes, and what else it hung on one thing on the nearest of several."""
    for word in parse.words:
        if word.text.lower() != "including" or word.dep not in {"prep", "conj"}:
            continue
        lemmas = {parse.words[i].lemma for i in parse.subtree(word.index)}
        before = [
            w for w in parse.words[: word.index] if w.tag == "NNS" and w.dep not in {"compound", "npadvmod", "conj"}
        ]
        alike = [w for w in before if w.lemma in lemmas]
        if alike:
            yield word.index, alike[-1].index, "prep"
        elif parse.words[word.head].tag != "NNS" and before:
            yield word.index, min(before, key=lambda w: (_depth(parse, w), -w.index)).index, "prep"


def _depth(parse: Parse, word: Word) -> int:
    depth = 0
    while word.head != word.index:
        word, depth = parse.words[word.head], depth + 1
    return depth


def _listed(parse: Parse) -> Iterator[_Move]:
    """Hang the medal on the order in "including the Order of the Sun and the Medal of Honour"."""
    for word in parse.words:
        top = parse.words[word.head]
        while word.dep == "conj" and top.dep == "conj":
            top = parse.words[top.head]
        tail = parse.words[top.head]
        noun = parse.words[tail.head]
        listed = parse.words[noun.head].text.lower() in {"including", "as"} and noun.dep == "pobj"
        if word.dep == "conj" and tail.text == "of" and noun.pos == word.pos == "PROPN" and listed:
            yield word.index, noun.index, "conj"
