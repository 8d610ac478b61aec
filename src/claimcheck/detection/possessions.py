"""What a phrase takes for granted of the subject: "until her death in 2013", "besides his law firm"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.detection.atoms import Link, Put
from claimcheck.detection.ledger import Ledger, Scene
from claimcheck.detection.phrases import Noun, Pieces, article_for, read_phrases
from claimcheck.text.syntax import Parse, Word
from claimcheck.text.tags import DATES, PLACES

MOMENTS = frozenset({"until", "till", "after", "before", "since", "following", "during", "upon"})
_BESIDES = frozenset({"in addition to", "besides", "apart from", "aside from"})
_EVENTS = {
    "death": "died",
    "retirement": "retired",
    "resignation": "resigned",
    "graduation": "graduated",
    "release": "was released",
    "arrest": "was arrested",
    "election": "was elected",
    "appointment": "was appointed",
}


def read_owned(ledger: Ledger, prep: int, read: Sequence[tuple[Pieces, Noun]], scene: Scene) -> None:
    """Add what a phrase, of which `read` is what was read, takes for granted of the clause's subject."""
    if not scene.subject:
        return
    parse = ledger.parse
    if " ".join(parse.words[i].text.lower() for i in _preposition(parse, prep)) in _BESIDES:
        for _, noun in read:
            _add_owned(ledger, noun, scene)
    if parse.words[prep].text.lower() in MOMENTS:
        _add_event(ledger, read[0][1], scene)


def _preposition(parse: Parse, prep: int) -> range:
    """Return the words of a preposition: "in addition to"."""
    objects = [i for i in parse.subtree(prep) if parse.words[i].dep == "pobj" and parse.words[i].lemma != "addition"]
    return range(prep, min(parse.subtree(objects[0])) if objects else prep)


def _add_owned(ledger: Ledger, noun: Noun, scene: Scene) -> None:
    """Add "She had a law firm" for "besides her law firm"."""
    parse = ledger.parse
    inner = [b.head for b in noun.behind if parse.words[b.head].dep == "prep"]
    if parse.words[noun.head].lemma == "addition" and inner:
        noun = next((n for _, n in read_phrases(ledger.tree, inner[0])), noun)
    first, *rest = noun.names[0]
    if isinstance(first, Put) or parse.words[first].tag != "PRP$" or not rest:
        return
    a = (Put(article_for(parse, tuple(rest)), first),) if parse.words[noun.head].tag == "NN" else ()
    had = Put("had" if scene.past else "has")
    ledger.add(noun.head, (*scene.subject, had, *a, *rest), Link.PRESUPPOSED)


def _add_event(ledger: Ledger, noun: Noun, scene: Scene) -> None:
    """Add "She died in 2013" for "until her death in 2013"."""
    parse, name = ledger.parse, noun.names[0]
    said = _EVENTS.get(parse.words[noun.head].lemma)
    if said is None or len(name) != 2 or not isinstance(name[0], int) or parse.words[name[0]].tag != "PRP$":
        return
    happened = (*scene.subject, Put(said, noun.head))
    ledger.add(noun.head, happened, Link.PRESUPPOSED)
    for behind in noun.behind:
        if any(parse.words[c].entity in DATES | PLACES for c in parse.children[behind.head]):
            for words, _ in read_phrases(ledger.tree, behind.head):
                ledger.add(noun.head, (*happened, *words), Link.PRESUPPOSED)


def read_ends(parse: Parse, first: Pieces, last: Pieces) -> Iterator[Pieces]:
    """Yield "from 2004" and "until 2013" for "from 2004 to 2013"."""
    if all(any(_is_timed(parse.words[i]) for i in part if isinstance(i, int)) for part in (first, last)):
        yield first
        yield (Put("until", last[0]) if isinstance(last[0], int) else last[0], *last[1:])


def _is_timed(word: Word) -> bool:
    return word.entity in DATES or (word.tag == "CD" and len(word.text) == 4 and word.text.isdigit())
