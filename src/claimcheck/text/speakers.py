"""Who a text says spoke certain of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from claimcheck.text.syntax import Parse, Word

_SPEAKING = frozenset(
    str.split(
        "say tell state declare announce add explain stress emphasize emphasise underline note remark comment observe "
        "claim allege assert argue contend maintain insist believe think warn caution ask answer reply respond write "
        "call describe term brand label denounce condemn criticize criticise praise welcome voice express utter "
        "reaffirm affirm confirm reiterate repeat recall acknowledge admit concede deny pledge promise vow urge demand "
        "request appeal propose suggest recommend decide rule find conclude hold report reveal disclose predict hope "
        "regret deplore accuse blame complain protest speak quote cite name deem consider regard dismiss reject "
        "agree commit undertake proclaim pronounce testify recount joke quip tweet post mention refer"
    )
)
_PERSONS = frozenset("he she him her his i we".split())
_POINTING = frozenset("he she it they him her them his its their i we who which that this these those".split())
_BESIDE = 90
_LABEL = re.compile(r"\s{0,9}(?:[^\W\d_][\w.’'-]{0,30} ){0,5}[^\W\d_][\w.’'-]{0,30}(?: \([^()\n]{1,60}\))?: ?")


class Named(Protocol):
    """A name in a text, of the kind "person" or another."""

    @property
    def start(self) -> int:
        """Where it starts in the text."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def kind(self) -> str:
        """ "person", or another kind."""


_N = TypeVar("_N", bound=Named)
_N_co = TypeVar("_N_co", bound=Named, covariant=True)


class Told(Protocol[_N_co]):
    """A text in which somebody may speak: its parse, its names, those inside longer ones, each word's root."""

    @property
    def text(self) -> str:
        """The text."""

    @property
    def parse(self) -> Parse:
        """Its parse."""

    @property
    def names(self) -> tuple[_N_co, ...]:
        """Its names, in order."""

    @property
    def implied(self) -> tuple[_N_co, ...]:
        """Names inside longer ones."""

    @property
    def roots(self) -> Sequence[int]:
        """The index of each word's root."""


def is_speaking(lemma: str) -> bool:
    """Whether a verb is one of saying."""
    return lemma in _SPEAKING


@dataclass(frozen=True, slots=True)
class Speaker(Generic[_N]):
    """Whoever is said to speak.

    Attributes:
        start: Where the words that name or describe the speaker start; `end` where they end.
        words: These words.
        names: The names of the speaker among them, not those beside ("Abe" of
            "Abe, an ally of Trump").
        related: Names in the words around them: whom a spokesman speaks for, whose minister it is.
        verb: The lemma of the verb, "accord" for "according to", "" for "Abe's words".
        reported: Whether the words hang on the verb as a clause of their own ("said that ...").
    """

    start: int
    end: int
    words: str
    names: tuple[_N, ...]
    related: tuple[_N, ...]
    verb: str
    reported: bool = False

    @property
    def pointing(self) -> bool:
        """Whether only a pronoun stands for the speaker."""
        return not self.names and self.words.lower() in _POINTING

    @property
    def speaks(self) -> bool:
        """Whether the verb is one of saying, not just the verb of the sentence."""
        return self.verb in _SPEAKING or self.verb == "accord"

    @property
    def personal(self) -> bool:
        """Whether a person speaks: one by name, or "he" or "she"."""
        return any(n.kind == "person" for n in self.names) or self.words.lower() in _PERSONS


def find_speaker(statement: Told[_N], start: int, end: int) -> Speaker[_N] | None:
    """Return who is said to speak `statement.text[start:end]`; None where the text does not say.

    In order: the possessor of the words ("Abe's "complete" plan"), the nearest
    verb of saying that they hang on or that hangs on them, "according to", the
    nearest such verb beside them in the sentence, a name and a colon before
    them, and the subject of whatever verb they hang on.
    """
    inside = [w for w in statement.parse.words if start <= w.start < end]
    if not inside:
        return None
    span = (start, end)
    for find in (_possessor, _governor, _according, _neighbour, _label, _subject):
        found = find(statement, inside, span)
        if found is not None:
            return found
    return None


def find_subject(statement: Told[_N]) -> Speaker[_N] | None:
    """Return the subject of a sentence's main verb, who speaks if what follows is said; None where it has none."""
    end = len(statement.text)
    root = next((w for w in statement.parse.words if w.head == w.index), None)
    return None if root is None else _by(statement, root, (end, end))


def _possessor(statement: Told[_N], inside: Sequence[Word], span: tuple[int, int]) -> Speaker[_N] | None:
    parse = statement.parse
    for word in inside:
        for index in parse.children[word.index]:
            child = parse.words[index]
            if child.dep == "poss" and _outside(child, span) and child.start < span[0] and len(inside) <= 6:
                return _speaker(statement, child, "", span)
    return None


def _governor(statement: Told[_N], inside: Sequence[Word], span: tuple[int, int]) -> Speaker[_N] | None:
    parse = statement.parse
    for word, entry in _above(parse, inside, span):
        if word.lemma in _SPEAKING and _is_verb(word):
            found = _by(statement, word, span, reported=entry in {"ccomp", "advcl", "xcomp"})
            if found is not None:
                return found
        for index in parse.children[word.index]:  # "“It is dead,” Moon said": the saying hangs on what is said
            child = parse.words[index]
            if child.dep in {"parataxis", "ccomp"} and child.lemma in _SPEAKING and _outside(child, span):
                found = _by(statement, child, span)
                if found is not None and (child.dep == "parataxis" or _near(statement, child, span)):
                    return found
    return None


def _near(statement: Told[_N], word: Word, span: tuple[int, int]) -> bool:
    between = statement.text[word.end : span[0]] if word.end <= span[0] else statement.text[span[1] : word.start]
    return len(between) <= _BESIDE


def _according(statement: Told[_N], inside: Sequence[Word], span: tuple[int, int]) -> Speaker[_N] | None:
    parse = statement.parse
    root = statement.roots[inside[0].index]
    for word in parse.words:
        if word.text.lower() == "according" and statement.roots[word.index] == root and _outside(word, span):
            below = [parse.words[i] for i in parse.subtree(word.index)]
            said = next((w for w in below if w.dep == "pobj"), None)
            if said is not None and _outside(said, span):
                return _speaker(statement, said, "accord", span, reported=True)
    return None


def _neighbour(statement: Told[_N], inside: Sequence[Word], span: tuple[int, int]) -> Speaker[_N] | None:
    """Look for a verb of saying right beside the words, wherever the parse has put it."""
    found: list[tuple[int, Speaker[_N]]] = []
    for word in statement.parse.words:
        if word.lemma not in _SPEAKING or not _is_verb(word) or not _outside(word, span):
            continue
        between = statement.text[word.end : span[0]] if word.end <= span[0] else statement.text[span[1] : word.start]
        if len(between) > _BESIDE or re.search(r"[.!?;]\s", between.strip("\"'”’") + " ") or "“" in between[:-1]:
            continue
        speaker = _by(statement, word, span)
        if speaker is not None:
            found.append((len(between), speaker))
    return min(found, key=lambda f: (f[0], f[1].start))[1] if found else None


def _label(statement: Told[_N], inside: Sequence[Word], span: tuple[int, int]) -> Speaker[_N] | None:
    found = _LABEL.match(statement.text)
    if found is None or found.end() > span[0] or statement.text[found.end() : span[0]].strip("\"'“‘« "):
        return None
    names = tuple(n for n in statement.names if n.end <= found.end())
    if not names:
        return None
    words = found.group().strip(" :")
    start = found.start() + found.group().index(words)
    return Speaker(start, start + len(words), words, names, (), "say")


def _subject(statement: Told[_N], inside: Sequence[Word], span: tuple[int, int]) -> Speaker[_N] | None:
    for word, _ in _above(statement.parse, inside, span):
        if _is_verb(word) and word.lemma != "be":
            found = _by(statement, word, span)
            if found is not None:
                return found
    return None


def _above(parse: Parse, inside: Sequence[Word], span: tuple[int, int]) -> Iterator[tuple[Word, str]]:
    """Yield the words that the quoted ones hang on, nearest first, each with the dependency that leads to it."""
    own = {w.index for w in inside}
    tops = [w for w in inside if w.head not in own or w.head == w.index]
    seen: set[int] = set()
    for top in tops:
        word = top
        for _ in range(10):
            if word.head == word.index:
                if word.index not in seen and word.index in own:
                    yield word, ""  # the root stands within; what hangs on it may say who speaks
                break
            entry, word = word.dep, parse.words[word.head]
            if word.index in own:
                continue
            if word.index in seen:
                break
            seen.add(word.index)
            yield word, entry


def _by(statement: Told[_N], verb: Word, span: tuple[int, int], *, reported: bool = False) -> Speaker[_N] | None:
    """Return the subject of a verb as a speaker; of a passive its agent."""
    parse = statement.parse
    word = verb
    for _ in range(4):
        children = [parse.words[i] for i in parse.children[word.index]]
        agents = [parse.words[i] for c in children if c.dep == "agent" for i in parse.children[c.index]]
        passive = any(c.dep in {"nsubjpass", "auxpass"} for c in children)
        subjects = agents if passive else [c for c in children if c.dep in {"nsubj", "csubj"}]
        subjects = [s for s in subjects if _outside(s, span)]
        if subjects:
            subject = subjects[0]
            if subject.text.lower() in {"who", "which", "that"} and word.dep == "relcl":
                subject = parse.words[word.head]
                if not _outside(subject, span):  # "the envoys" who said so: the quoted words are spoken of, not spoken
                    return None
            return _speaker(statement, subject, verb.lemma, span, reported=reported)
        if passive or word.dep not in {"conj", "xcomp", "advcl", "ccomp"} or word.head == word.index:
            return None
        word = parse.words[word.head]
    return None


def _speaker(
    statement: Told[_N], head: Word, verb: str, span: tuple[int, int], *, reported: bool = False
) -> Speaker[_N]:
    parse = statement.parse
    joined = _joined(parse, head, span)
    start, end = parse.span(sorted(joined))
    names = tuple(
        n for n in statement.names if any(n.start <= parse.words[i].start < n.end for i in joined) and _clear(n, span)
    )
    below = [parse.words[i].start for i in parse.subtree(head.index) if _outside(parse.words[i], span)]
    near = tuple(
        n
        for n in (*statement.names, *statement.implied)
        if n not in names and _clear(n, span) and any(n.start <= s < n.end for s in below)
    )
    return Speaker(start, end, statement.text[start:end], names, near, verb, reported)


def _joined(parse: Parse, head: Word, span: tuple[int, int]) -> set[int]:
    """Return a noun with what is part of its name, in apposition or joined to it."""
    found: set[int] = set()
    stack = [head.index]
    while stack:
        index = stack.pop()
        if index in found or not _outside(parse.words[index], span):
            continue
        found.add(index)
        stack += [
            i
            for i in parse.children[index]
            if parse.words[i].dep in {"conj", "compound", "appos", "nmod", "flat"}
            or (parse.words[i].dep == "nummod" and i > index)  # "Resolution 1718"
        ]
    return found


def _clear(name: Named, span: tuple[int, int]) -> bool:
    return name.end <= span[0] or name.start >= span[1]


def _outside(word: Word, span: tuple[int, int]) -> bool:
    return word.end <= span[0] or word.start >= span[1]


def _is_verb(word: Word) -> bool:
    return word.pos in {"VERB", "AUX"}
