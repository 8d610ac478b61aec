"""spaCy's tokens as plain words, without asking spaCy twice for what it has said before.

Two of a pipeline's components, the attribute ruler and the lemmatizer, look at
one token alone: its letters, tag and dependency settle what they say of it.
They are asked once for each such token and their answer is kept. Rules over
several tokens ("let's", "gonna") are the exception: where a token could begin
one, the components run over the whole text, as spaCy would have them do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

_ASKED_ONCE = ("attribute_ruler", "lemmatizer")
# What a rule may ask of a token that its letters, tag and dependency settle.
_SETTLED = frozenset({"DEP", "IS_SPACE", "LOWER", "ORTH", "TAG"})
# Tokens kept: more are a hostile text's, and would only fill the memory.
_MOST_KEPT = 500_000


class Word(NamedTuple):
    """One token. `head` is the index of its head in the same parse (its own for a root).

    `pos` is universal (VERB), `tag` Penn Treebank's (VBD), `dep` the
    dependency label of spaCy's English models (nsubj), `entity` an OntoNotes
    type (GPE) or "". A tuple and no dataclass like the other records: an
    article has thousands, and a tuple is made in a quarter of the time.
    """

    index: int  # type: ignore[assignment]  # tuple's own index() is not asked for
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    start: int
    end: int
    entity: str


class _Said(NamedTuple):
    """What the components say of a token; `whole` if the tokens beside it must be seen too."""

    lemma: str
    pos: str
    tag: str
    dep: str
    whole: bool = False


class WordReader:
    """Reads a pipeline's documents; `replaces` are the components that it need not run."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._said: dict[tuple[int, ...], _Said] = {}
        self._begins = _find_beginnings(nlp)
        self.replaces = () if self._begins is None else _ASKED_ONCE
        if "lemmatizer" in nlp.pipe_names:
            _index_lemmas(nlp.get_pipe("lemmatizer"))

    def read(self, doc: Doc) -> tuple[Word, ...]:
        """Return the words of a document that the components but `replaces` have read."""
        if not self.replaces:
            return _read_tokens(doc)
        if len(self._said) > _MOST_KEPT:
            self._said.clear()
        keys = [tuple(row) for row in doc.to_array(["ORTH", "TAG", "DEP"]).tolist()]
        self._ask([key for key in dict.fromkeys(keys) if key not in self._said])
        said = [self._said[key] for key in keys]
        if any(s.whole for s in said):
            for name in self.replaces:
                doc = self._nlp.get_pipe(name)(doc)
            return _read_tokens(doc)
        strings, text = self._nlp.vocab.strings, doc.text
        places = doc.to_array(["HEAD", "IDX", "LENGTH"]).view("int64").tolist()
        entities = doc.to_array(["ENT_TYPE"]).tolist()
        return tuple(
            Word(i, text[at : at + size], s.lemma, s.pos, s.tag, s.dep, i + head, at, at + size, strings[entity])
            for i, (s, (head, at, size), entity) in enumerate(zip(said, places, entities, strict=True))
        )

    def _ask(self, keys: Sequence[tuple[int, ...]]) -> None:
        """Ask the components about new tokens, in one text: where none can begin a rule over several, none is met."""
        if not keys:
            return
        assert self._begins is not None
        doc = self._write(keys)
        whole = {start for _, start, _ in self._begins(doc, allow_missing=True)}
        self._said.update((keys[i], _Said("", "", "", "", whole=True)) for i in whole)
        alone = [key for i, key in enumerate(keys) if i not in whole]
        doc = self._write(alone) if whole else doc
        for name in self.replaces:
            doc = self._nlp.get_pipe(name)(doc)
        self._said.update(
            (key, _Said(t.lemma_.lower(), t.pos_, t.tag_, t.dep_)) for key, t in zip(alone, doc, strict=True)
        )

    def _write(self, keys: Sequence[tuple[int, ...]]) -> Doc:
        from spacy.tokens import Doc

        doc = Doc(self._nlp.vocab, words=[self._nlp.vocab.strings[orth] for orth, _, _ in keys])
        for token, (_, tag, dep) in zip(doc, keys, strict=True):
            token.tag, token.dep = tag, dep
        return doc


def _read_tokens(doc: Doc) -> tuple[Word, ...]:
    return tuple(
        Word(t.i, t.text, t.lemma_.lower(), t.pos_, t.tag_, t.dep_, t.head.i, t.idx, t.idx + len(t), t.ent_type_)
        for t in doc
    )


def _find_beginnings(nlp: Language) -> Matcher | None:
    """Return what finds the tokens that may begin a rule over several; None if the components are not those we know."""
    from spacy.matcher import Matcher

    if [name for name in nlp.pipe_names if name in _ASKED_ONCE] != list(_ASKED_ONCE):
        return None
    ruler: Any = nlp.get_pipe("attribute_ruler")
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    patterns: list[list[dict[str, Any]]] = [p for rule in ruler.patterns for p in rule["patterns"]]
    settled = all(_SETTLED.issuperset(token) for pattern in patterns for token in pattern)
    if lemmatizer.mode not in {"rule", "lookup"} or not settled:
        return None
    begins = Matcher(nlp.vocab)
    for number, pattern in enumerate(patterns):
        if len(pattern) > 1:
            begins.add(str(number), [[pattern[0]]])
    return begins


def _index_lemmas(lemmatizer: Any) -> None:
    """Look forms up in sets: the pipelines come with lists of 50,000 that are gone through from the start."""
    if not lemmatizer.lookups.has_table("lemma_index"):
        return
    table = lemmatizer.lookups.get_table("lemma_index")
    for key, forms in list(table.items()):
        table[key] = frozenset(forms)
