"""An atom: words of a sentence, and the few that had to be put between them, that assert one thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from claimcheck.detection.lexicon import phrases
from claimcheck.text.syntax import Parse, Word

_OPENING_WORD = re.compile(r"(?:and|but|or|nor)\b(?!,)\s*", re.IGNORECASE)
_OPENING_MARKS = re.compile(r"[\s,;:—–)\]-]+")
_CLOSING_MARKS = re.compile(r"[\s,;:—–(\[-]+\Z")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\Z")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


class Link(StrEnum):
    """How an atom hangs together with its sentence."""

    MAIN = "main"
    CONJOINED = "conjoined"  # has its own subject
    SHARED = "shared"  # shares the subject before it
    CONCEDED = "conceded"  # "Although ...", "Despite the fact that ..."
    PRESUPPOSED = "presupposed"  # "as ...", "when ..."
    RELATIVE = "relative"  # ", which ..."
    PARTICIPIAL = "participial"  # "Signed in 1960, ..."
    CONTENT = "content"  # what somebody is said to have said
    NOMINAL = "nominal"  # "Kishida, then foreign minister, ...": `head` is the noun


@dataclass(frozen=True, slots=True)
class Put:
    """A word that is not the article's: added, or with an index a form put for that word."""

    text: str
    index: int | None = None


@dataclass(frozen=True, slots=True)
class Atom:
    """What the verb (or noun) `head` asserts.

    `pieces` are indices of words in their new order, and added words; `own`
    are the words that show where it stands: without a subject from elsewhere.
    """

    head: int
    link: Link
    pieces: tuple[int | Put, ...]
    own: tuple[int, ...]

    @property
    def words(self) -> tuple[int, ...]:
        """The indices of the sentence's words that it came from, in order."""
        found = (p.index if isinstance(p, Put) else p for p in self.pieces)
        return tuple(sorted({i for i in found if i is not None}))

    def without(self, gone: frozenset[int]) -> Atom:
        """Return the atom without some of its words."""
        kept = tuple(p for p in self.pieces if (p.index if isinstance(p, Put) else p) not in gone)
        return replace(self, pieces=kept)


@dataclass(frozen=True, slots=True)
class Written:
    """An atom as a sentence. `inferred`: spans of `text` that the article does not have, and its word instead."""

    text: str
    inferred: tuple[tuple[int, int, str], ...] = ()


def write(parse: Parse, atom: Atom) -> Written:
    """Return the atom as a sentence; where words were left out between, the commas around them go too."""
    text, inferred, opened = "", [], False
    for piece in _runs(parse, atom.pieces):
        added = piece.text if isinstance(piece, Put) else _trim_run(parse, piece, opens=not text)
        if not added:
            continue
        glued = added.startswith(("’s", "'s")) or (isinstance(piece, tuple) and _is_closing(parse, piece[0]))
        text += "," if opened and not glued and added[0].isalnum() else ""
        opened = not isinstance(piece, Put) and _is_open(parse, piece)
        start = len(text) + bool(text and not glued)
        text = f"{text}{' ' * (start - len(text))}{added}"
        # A year out of "1901–1975" is the article's own.
        if isinstance(piece, Put) and not (piece.index is not None and piece.text.isdigit()):
            said = parse.words[piece.index].text if piece.index is not None else ""
            inferred.append((start, start + len(added), said))
    bare = drop_connectives(_CLOSING_MARKS.sub("", text))
    shift = len(_CLOSING_MARKS.sub("", text)) - len(bare)
    return Written(finish(bare), tuple((a - shift, b - shift, said) for a, b, said in inferred if a >= shift))


def _runs(parse: Parse, pieces: Sequence[int | Put]) -> Iterable[Put | tuple[int, int]]:
    """Yield added words, and the first and last of words that stand together in the sentence."""
    start = 0
    for i in range(1, len(pieces) + 1):
        last, following = pieces[i - 1], pieces[i] if i < len(pieces) else None
        if isinstance(last, Put):
            yield last
            start = i
        elif isinstance(following, Put) or following != last + 1:
            first = pieces[start]
            assert isinstance(first, int)
            yield first, last
            start = i


def _is_open(parse: Parse, run: tuple[int, int]) -> bool:
    """Whether a run ends within what a comma opens and another ends: "The leader, Mia Voss", "The club, which left"."""
    first, last = run
    last -= parse.words[last].text == ","
    if parse.words[min(last + 1, len(parse.words) - 1)].text != ",":
        return False
    beside = [parse.subtree(w.index) for w in parse.words[first : last + 1] if w.dep in {"appos", "relcl"}]
    return any(own[-1] >= last and first < own[0] and parse.words[own[0] - 1].text == "," for own in beside)


def _is_closing(parse: Parse, index: int) -> bool:
    return parse.words[index].tag == "''"


def _trim_run(parse: Parse, run: tuple[int, int], *, opens: bool) -> str:
    first, last = parse.words[run[0]], parse.words[run[1]]
    text = parse.text[first.start : last.end]
    if run[0] == 0 and not opens and first.pos != "PROPN" and not first.entity and first.text != "I":
        text = text[0].lower() + text[1:]
    text = _OPENING_MARKS.sub("", text, count=1) if text[0] in ",;:—–)" else text
    if not text.strip(".,;:!—–- "):
        return ""
    return _CLOSING_MARKS.sub("", text)


def spans(parse: Parse, words: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentence that words, in order, make up; the last with its full stop."""
    found: list[tuple[int, int]] = []
    previous = -2
    for i in words:
        if i != previous + 1:
            found.append((parse.words[i].start, parse.words[i].end))
        else:
            found[-1] = (found[-1][0], parse.words[i].end)
        previous = i
    if all(w.pos in {"PUNCT", "SPACE"} for w in parse.words[previous + 1 :]):
        found[-1] = (found[-1][0], len(parse.text))
    return tuple(found)


def trim(parse: Parse, words: Sequence[int]) -> list[int]:
    """Drop punctuation and conjunctions at either end; closing marks and brackets stay."""
    kept = list(words)
    while kept and _is_loose(parse.words[kept[0]], "\"“‘([«'$£€#"):
        kept.pop(0)
    while kept and _is_loose(parse.words[kept[-1]], "\"”’)]»'%"):
        kept.pop()
    return kept


def _is_loose(word: Word, kept: str) -> bool:
    return (word.pos in {"PUNCT", "SPACE"} and word.text not in kept) or (word.dep == "cc" and word.tag == "CC")


def is_whole(parse: Parse, words: Sequence[int]) -> bool:
    """Whether nothing but punctuation is missing between the first and the last of `words`."""
    present = set(words)
    return bool(words) and all(i in present or parse.words[i].pos == "PUNCT" for i in range(min(words), max(words) + 1))


def finish(text: str) -> str:
    """Make a clause a sentence: no joining word before it, a capital letter, a full stop.

    >>> finish("however, Japan has signed the treaty,")
    'Japan has signed the treaty.'
    """
    text = drop_connectives(_CLOSING_MARKS.sub("", text.strip()))
    text = text[:1].upper() + text[1:]
    return text if _ENDS.search(text) else f"{text}."


def drop_connectives(text: str) -> str:
    """Return the text without the words that join it to the text before ("However,", "And")."""
    for _ in range(3):
        lower = text.lower()
        joined = next((p for p in phrases("connectives") if lower.startswith(f"{p},")), None)
        bare = _OPENING_WORD.match(text)
        cut = len(joined) + 1 if joined else bare.end() if bare else 0
        if not cut or not text[cut:].strip():
            return text
        text = text[cut:].lstrip()
    return text


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation mark in `text` has its partner."""
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _PAIRS)
