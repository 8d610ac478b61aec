"""What a report says was so: "X said that Y" is a claim on X, and Y is one of its own.

The content is drawn only where it can stand alone: a finite clause with a
subject of its own that is no pronoun, with a name, a figure or a date in it,
without words in quotation marks, and said by a verb that asserts ("said", not
"denied" or "demanded"). Elsewhere the report is the one claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.detection.checkability import find_source, judge_clause
from claimcheck.detection.clauses import is_finite, subjects
from claimcheck.detection.hard_facts import has_hard_fact, has_name
from claimcheck.detection.lexicon import words
from claimcheck.text.syntax import Parse, Word

_QUOTES = frozenset('"“”„‟«»＂')
_NEGATION = frozenset({"not", "n't", "n’t", "never"})
_TELLING = frozenset("say add state insist note claim declare announce assert tell".split())
_SPEAKING = frozenset({"i", "we", "you", "it", "this", "that", "which", "who"})


@dataclass(frozen=True, slots=True)
class Content:
    """What somebody is said to have said: its verb and words, and the words for who said it."""

    head: int
    words: tuple[int, ...]
    speaker: str


def read_contents(parse: Parse, head: int, indices: Sequence[int]) -> list[Content]:
    """Return what the clause of the verb `head` reports, as far as it is checkable on its own."""
    found = _said(parse, head, indices) or _sourced(parse, head, indices)
    return [c for c in found if _stands_alone(parse, c) and judge_clause(parse, c.head, c.words).checkable]


def says_nothing(parse: Parse, head: int, indices: Sequence[int]) -> bool:
    """Whether words are a report without what it reports: "Pike said on Monday" beside a quotation."""
    children = [parse.words[c] for c in parse.children[head]]
    if parse.words[head].lemma not in _TELLING or any(c.dep == "auxpass" for c in children):
        return False
    beside = {"nsubj", "aux", "punct", "dative", "npadvmod", "dobj" if parse.words[head].lemma == "tell" else "dative"}
    dated = {c.index for c in children if any(parse.words[g].entity == "DATE" for g in parse.children[c.index])}
    gone = {i for c in children if c.dep in beside or c.index in dated for i in parse.subtree(c.index)}
    if not any(c.dep == "nsubj" for c in children):  # shared with another clause
        return False
    return not any(parse.words[i].pos != "PUNCT" for i in indices if i != head and i not in gone)


def _said(parse: Parse, head: int, indices: Sequence[int]) -> list[Content]:
    """Read "X said that Y (and that Z)" and "Y, X said"."""
    children = [parse.words[c] for c in parse.children[head]]
    speaker = next((w for w in subjects(parse, head) if w.dep == "nsubj"), None)
    if parse.words[head].lemma not in words("asserting_verbs") or not is_finite(parse, head) or speaker is None:
        return []
    if speaker.text.lower() in _SPEAKING or any(_unsays(c) for c in children):
        return []
    inside = set(indices)
    said = [c.index for c in children if c.dep == "ccomp" and is_finite(parse, c.index)]
    if len(said) != 1 or not inside.issuperset(parse.subtree(said[0])):
        return []
    verbs = _joined(parse, said[0])
    if any(_is_shared(parse, c) for v in verbs for c in parse.children[v]):
        return []  # "said the talks failed and blamed Seoul": who blamed?
    who = _written(parse, parse.subtree(speaker.index))
    return [Content(verb, _own_words(parse, verb), who) for verb in verbs]


def _joined(parse: Parse, verb: int) -> list[int]:
    """Return a verb and those coordinated with it that have a subject of their own."""
    verbs = [verb]
    for above in verbs:
        verbs += [c for c in parse.children[above] if _is_clause_beside(parse, c)]
    return verbs


def _is_clause_beside(parse: Parse, index: int) -> bool:
    return parse.words[index].dep == "conj" and is_finite(parse, index) and bool(subjects(parse, index))


def _is_shared(parse: Parse, index: int) -> bool:
    """Whether a finite verb beside another has no subject of its own."""
    return parse.words[index].dep == "conj" and is_finite(parse, index) and not subjects(parse, index)


def _own_words(parse: Parse, verb: int) -> tuple[int, ...]:
    """Return the words of a verb's clause without "that" and the clauses beside it."""
    apart = [c for c in parse.children[verb] if _is_clause_beside(parse, c)]
    gone = {i for c in apart for i in parse.subtree(c)}
    gone |= {c for c in parse.children[verb] if _is_that(parse.words[c], verb)}
    if apart:
        gone |= {c for c in parse.children[verb] if parse.words[c].dep == "cc" and c + 1 in gone}
    return _trim(parse, [i for i in parse.subtree(verb) if i not in gone])


def _sourced(parse: Parse, head: int, indices: Sequence[int]) -> list[Content]:
    """Read "According to X, Y" and "Y, according to X"."""
    source = find_source(parse, indices)
    if source is None:
        return []
    top = parse.words[parse.words[source].head].head  # "according"
    phrase = set(parse.subtree(top))
    rest = _trim(parse, [i for i in indices if i not in phrase])
    if head in phrase or not rest or any(rest[0] < i < rest[-1] for i in phrase) or _names_source(parse, rest):
        return []
    return [Content(head, rest, _written(parse, parse.subtree(source)))]


def _names_source(parse: Parse, rest: Sequence[int]) -> bool:
    """Whether a name with a comma opens the words behind the source: "According to the auditor, Ann Lee, the bank"."""
    name = next((n for n, i in enumerate(rest) if parse.words[i].pos != "PROPN"), 0)
    return name > 0 and parse.words[rest[name]].text == ","


def _unsays(word: Word) -> bool:
    """Whether a word beside the verb of saying leaves open that it was said."""
    return word.text.lower() in _NEGATION or word.tag == "MD" or word.dep in {"auxpass", "neg"}


def _is_that(word: Word, head: int) -> bool:
    return (word.tag == "IN" or word.dep == "mark") and word.head == head and word.text.lower() == "that"


def _stands_alone(parse: Parse, content: Content) -> bool:
    own = subjects(parse, content.head)
    first, last = content.words[0] if content.words else 0, content.words[-1] if content.words else 0
    around = parse.words[max(0, first - 1) : last + 2]
    # A gap other than punctuation: the parser has the speaker in the midst of what is said.
    whole = all(i in content.words or parse.words[i].pos == "PUNCT" for i in range(first, last + 1))
    return (
        bool(own)
        and whole
        and all(w.pos != "PRON" or w.dep == "expl" for w in own)
        and not any(w.text in _QUOTES for w in around)
        and (has_name(parse, content.words) or has_hard_fact(parse, content.words))
    )


def _trim(parse: Parse, chosen: Sequence[int]) -> tuple[int, ...]:
    """Leave out the marks at both ends; closing brackets and signs stay."""
    kept = list(chosen)
    while kept and parse.words[kept[0]].pos in {"PUNCT", "SPACE"}:
        kept.pop(0)
    while kept and parse.words[kept[-1]].pos in {"PUNCT", "SPACE"} and parse.words[kept[-1]].text not in {")", "]"}:
        kept.pop()
    return tuple(kept)


def _written(parse: Parse, chosen: Sequence[int]) -> str:
    start, end = parse.span(chosen)
    first = parse.words[min(chosen)]
    text = parse.text[start:end].strip(" ,;:—–-")
    return text[0].lower() + text[1:] if start == 0 and first.pos in {"DET", "PRON"} and len(text) > 1 else text
