"""The word index made with tantivy: answers in about a millisecond where a million passages are searched.

The only door to that library. Passages and sections are two indexes, so that
the length and the number of the ones do not count in the scores of the others.
Scores do not depend on whether passages came at once or one by one: nothing is
ever taken out of an index, so the statistics are the same, and tantivy adds up
a score in a way that rounds once.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from claimcheck.errors import InvalidSettings
from claimcheck.models.search import CONTEXT_WEIGHT, TEXT_WEIGHT, Candidates, IndexedPassage, Query
from claimcheck.retrieval.derived import bring_up_to_date, share_files, telling
from claimcheck.retrieval.word_index import PassageSource

if TYPE_CHECKING:
    import tantivy

_FORMAT = 1  # to be raised with every change of fields or tokens
_TEXT, _CONTEXT = "text", "context"
_WEIGHTS = {_TEXT: TEXT_WEIGHT, _CONTEXT: CONTEXT_WEIGHT}
_PASSAGES, _SECTIONS = "passages", "sections"
_NUMBER = "number"
_TOKENISER = "words"
_LONGEST_WORD = 1_000  # bytes; longer ones are no words
_LONGEST_NAME = 32  # words of one term or phrase that are looked at
_MEMORY = 100_000_000  # bytes of each writer before it writes a segment
_BATCH = 1_000
_LONGEST_KEPT, _MOST_KEPT = 100, 20_000  # characters and number of the words that are kept in mind

_SETTING = "word_index"
_DAMAGED = "the word index is damaged"
_FAILED = "the word index cannot be made"

_MARKS = re.compile(r"[\u0300-\u036f]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")

_Ranking = tuple[tuple[int, float], ...]
_Name = tuple[str, ...]
_Value = TypeVar("_Value")


def open_word_index(
    database: Path,
    source: PassageSource,
    *,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> TantivyIndex:
    """Open the index beside a database, after making it or adding to it where it is behind the record.

    Args:
        database: The record's file.
        source: The record.
        progress: Told of the passages taken in.

    Raises:
        InvalidSettings: tantivy is not installed.
        StoreError: The index can be neither opened nor made.
    """
    return bring_up_to_date(_Tantivy(_version()), database, source, progress=progress)


class TantivyIndex:
    """Finds passages and sections by their words; a `WordIndex`."""

    posting_budget = 100_000  # about a millisecond; twice as many found hardly more
    section_budget = 100_000

    def __init__(self, passages: _Half, sections: _Half, folder: Path) -> None:
        self._passages = passages
        self._sections = sections
        self._folder = folder
        self._analyzer = _analyzer()
        self._known: dict[str, _Name] = {}

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many passages each word occurs in any of its forms; 0 for a word without letters or digits.

        It is counted in the passages' own words and in those around them, and
        the larger of both is told: at least half the truth. Of a word with
        several parts ("COVID-19") it is told how many passages have the rarest.
        """
        with telling(_DAMAGED, self._folder, _SETTING):
            return {
                word: min([max(self._passages.having(token)) for token in self._tokens(word)], default=0)
                for word in words
            }

    def candidates(self, query: Query, *, limit: int) -> Candidates:
        """Return the passages and the sections that hold any of the query's words, best first by BM25.

        Scores are added up over a text and what surrounds it. What has several
        words, a name or a term such as "COVID-19", is looked for as they stand
        side by side, and counts as much as the rarest of them.

        Args:
            query: The words and names.
            limit: How many passages and how many sections at most. Equal scores
                stay together: those that would be torn at the limit are left
                out, unless there are no better ones.

        Raises:
            StoreError: The index is damaged.
        """
        of_sections = query.terms if query.section_terms is None else query.section_terms
        with telling(_DAMAGED, self._folder, _SETTING):
            return Candidates(
                passages=self._passages.best(*self._split(query.terms), limit),
                sections=self._sections.best(*self._split(of_sections), limit),
            )

    def _split(self, terms: Iterable[str]) -> tuple[list[str], list[_Name]]:
        """Return the tokens of the terms that are one word, and of those that are several."""
        found = sorted({tokens for text in terms if (tokens := self._tokens(text))})
        return [tokens[0] for tokens in found if len(tokens) == 1], [tokens for tokens in found if len(tokens) > 1]

    def _tokens(self, text: str) -> _Name:
        tokens = self._known.get(text)
        if tokens is None:
            tokens = tuple(self._analyzer.analyze(_plain(text))[:_LONGEST_NAME])
            _remember(self._known, text, tokens)
        return tokens


class _Half:
    """One of the two indexes, open for searching."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        index = tantivy.Index.open(str(folder))
        index.config_reader("manual")  # an index that is done does not change: no thread watches it
        self._library = tantivy
        self._searcher = index.searcher()
        self._schema = index.schema
        self._count = self._searcher.num_docs
        self._numbers = _read_numbers(folder, self._searcher)
        self._having: dict[str, tuple[int, int]] = {}

    def having(self, token: str) -> tuple[int, int]:
        """Return how many documents have a token in their text and in their context."""
        counts = self._having.get(token)
        if counts is None:
            counts = (self._searcher.doc_freq(_TEXT, token), self._searcher.doc_freq(_CONTEXT, token))
            _remember(self._having, token, counts)
        return counts

    def best(self, words: Sequence[str], names: Sequence[_Name], limit: int) -> _Ranking:
        """Return the best documents, equal scores whole unless they are the best and too many."""
        queries = self._queries(words, names)
        if not queries or limit < 1:
            return ()
        wanted = limit + 1  # one more tells whether the last ones are torn
        while True:
            wanted = min(wanted, self._count)
            found, floor = self._search(queries, wanted)
            kept = [item for item in found.items() if item[1] > floor]
            if kept or not found:
                break
            wanted *= 8  # all have one score: see them all, to know the first by number
        kept.sort(key=lambda item: (-item[1], item[0]))
        if len(kept) > limit:
            torn = kept[limit][1]
            kept = [item for item in kept[:limit] if item[1] > torn] or kept[:limit]
        return tuple(kept)

    def _search(self, queries: Sequence[tantivy.Query], wanted: int) -> tuple[dict[int, float], float]:
        """Return scores by number, and the score above which none is missing."""
        found: dict[int, float] = {}
        floor = 0.0
        numbers = self._numbers
        for query in queries:
            hits = self._searcher.search(query, wanted, count=False).hits
            if len(hits) == wanted < self._count:
                floor = max(floor, hits[-1][0])
            found.update([(numbers[place.segment_ord][place.doc], score) for score, place in hits])
        return found, floor

    def _queries(self, words: Sequence[str], names: Sequence[_Name]) -> list[tantivy.Query]:
        """Return what to ask for, the later answer being the right one where both know a document.

        tantivy leaves out most of the reckoning where a query is words alone,
        so those with a name are asked for in a second query.
        """
        should, any_of = self._library.Occur.Should, self._library.Query.boolean_query
        clauses = [(should, clause) for word in words for clause in self._word(word)]
        wanted = [(should, clause) for name in names for clause in self._name(name)]
        queries = [any_of(clauses)] if clauses else []
        if wanted:
            queries.append(any_of([(self._library.Occur.Must, any_of(wanted)), *clauses]))
        return queries

    def _word(self, token: str) -> Iterator[tantivy.Query]:
        """Yield what finds a token, in each field that has it."""
        query = self._library.Query
        in_text, in_context = self.having(token)
        if in_text:
            yield query.term_query(self._schema, _TEXT, token, "freq")
        if in_context:
            yield query.boost_query(query.term_query(self._schema, _CONTEXT, token, "freq"), CONTEXT_WEIGHT)

    def _name(self, tokens: _Name) -> Iterator[tantivy.Query]:
        """Yield what finds tokens side by side, in each field that has them all."""
        query = self._library.Query
        by_field = zip(*(self.having(token) for token in tokens), strict=True)
        for (field, weight), having in zip(_WEIGHTS.items(), by_field, strict=True):
            if all(having):
                # tantivy adds up the rarity of the words, as if each were a find of its own.
                rarity = [math.log1p((self._count - count + 0.5) / (count + 0.5)) for count in having]
                phrase = query.phrase_query(self._schema, field, list(tokens))
                yield query.boost_query(phrase, weight * max(rarity) / math.fsum(rarity))


def _remember(known: dict[str, _Value], key: str, value: _Value) -> None:
    """Keep what is asked for again at once; not more of it than a little memory holds."""
    if len(key) <= _LONGEST_KEPT:
        if len(known) >= _MOST_KEPT:
            known.clear()
        known[key] = value


@dataclass(frozen=True, slots=True)
class _Tantivy:
    """How the index is made; a `Derivation`."""

    version: str
    name: str = "tantivy"
    setting: str = _SETTING

    def build(self, folder: Path, passages: Iterable[IndexedPassage]) -> None:
        for half in (_PASSAGES, _SECTIONS):
            (folder / half).mkdir()
        _add(folder, passages)

    def append(self, folder: Path, old: Path, passages: Iterable[IndexedPassage]) -> None:
        for half in (_PASSAGES, _SECTIONS):
            share_files(old / half, folder / half)
        _add(folder, _starting_a_section(passages))

    def open(self, folder: Path) -> TantivyIndex:
        return TantivyIndex(_Half(folder / _PASSAGES), _Half(folder / _SECTIONS), folder.parent)


def _version() -> str:
    """Return what an index must have been made with; raise InvalidSettings without the library."""
    try:
        import tantivy
    except ImportError as error:
        hint = "pip install 'claimcheck-desk[tantivy]', or unset word_index"
        raise InvalidSettings("word_index: tantivy is not installed", hint=hint) from error
    return f"{_FORMAT}; {tantivy.__name__} {version(tantivy.__name__)}"


def _analyzer() -> tantivy.TextAnalyzer:
    """Return what makes tokens of a text, as nearly as can be what SQLite's porter and unicode61 make of it."""
    from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

    builder = TextAnalyzerBuilder(Tokenizer.simple())
    for part in (Filter.remove_long(_LONGEST_WORD), Filter.ascii_fold(), Filter.lowercase(), Filter.stemmer("english")):
        builder = builder.filter(part)
    return builder.build()


def _plain(text: str) -> str:
    """Return a text whose accents are no characters of their own and that UTF-8 can hold."""
    if text.isascii():
        return text
    return _SURROGATES.sub(" ", _MARKS.sub("", unicodedata.normalize("NFC", text)))


def _starting_a_section(passages: Iterable[IndexedPassage]) -> Iterator[IndexedPassage]:
    """Yield the passages, unless the first goes on with a section that the old index has: that cannot grow."""
    for count, passage in enumerate(passages):
        if not count and passage.section != passage.number:
            raise ValueError("a section has grown")
        yield passage


def _add(folder: Path, passages: Iterable[IndexedPassage]) -> None:
    """Take passages, and the sections that they make up, into the two indexes of a folder."""
    with telling(_FAILED, folder, _SETTING):
        writers = [_Writer(folder / half) for half in (_PASSAGES, _SECTIONS)]
    iterator = iter(passages)
    section: list[IndexedPassage] = []
    while batch := list(islice(iterator, _BATCH)):
        with telling(_FAILED, folder, _SETTING):
            for passage in batch:
                writers[0].add(passage.number, passage.text, passage.context)
                if section and section[0].section != passage.section:
                    writers[1].add_section(section)
                    section.clear()
                section.append(passage)
    with telling(_FAILED, folder, _SETTING):
        if section:
            writers[1].add_section(section)
        for writer in writers:
            writer.close()


class _Writer:
    """One of the two indexes, open for adding."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        for field in _WEIGHTS:
            builder.add_text_field(field, tokenizer_name=_TOKENISER)
        builder.add_unsigned_field(_NUMBER, fast=True)
        self._folder = folder
        self._index = tantivy.Index(builder.build(), str(folder))
        self._index.config_reader("manual")
        self._index.register_tokenizer(_TOKENISER, _analyzer())
        self._document = tantivy.Document
        self._writer = self._index.writer(_MEMORY, num_threads=1)  # several would share the documents out by chance

    def add(self, number: int, text: str, context: str) -> None:
        """Take in a document."""
        document = self._document()
        document.add_unsigned(_NUMBER, number)
        document.add_text(_TEXT, _plain(text))
        document.add_text(_CONTEXT, _plain(context))
        self._writer.add_document(document)

    def add_section(self, passages: Sequence[IndexedPassage]) -> None:
        """Take in a section: the text of its passages, and what surrounds the first of them."""
        first = passages[0]
        self.add(first.section, "\n".join(passage.text for passage in passages), first.context)

    def close(self) -> None:
        """Put everything on the disk."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._index.reload()
        _write_numbers(self._folder, self._index.searcher())


def _parts(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield the file with the numbers of each part of an index and how many there are, in tantivy's order."""
    for part in json.loads((folder / "meta.json").read_bytes())["segments"]:
        yield folder / f"{part['segment_id']}.numbers", int(part["max_doc"])


def _write_numbers(folder: Path, searcher: tantivy.Searcher) -> None:
    """Write down the numbers of the documents of each part that is new.

    To ask tantivy for the numbers of a few hits takes 30 microseconds for each
    part of the index, a good part of a search.
    """
    from tantivy import DocAddress

    parts = list(_parts(folder))
    for path in set(folder.glob("*.numbers")) - {path for path, _ in parts}:
        path.unlink()  # of a part that was merged into another
    for part, (path, size) in enumerate(parts):
        if path.exists():
            continue
        numbers = array("q")
        for start in range(0, size, _BATCH):
            places = [DocAddress(part, place) for place in range(start, min(start + _BATCH, size))]
            numbers.extend(int(number or 0) for number in searcher.fast_field_values(_NUMBER, places))
        with path.open("wb") as file:
            numbers.tofile(file)


def _read_numbers(folder: Path, searcher: tantivy.Searcher) -> list[memoryview]:
    """Return the numbers of the documents of each part."""
    numbers = []
    for path, size in _parts(folder):
        with path.open("rb") as file:
            numbers.append(memoryview(mmap(file.fileno(), 0, access=ACCESS_READ)).cast("q"))
        if len(numbers[-1]) != size:
            raise ValueError("the numbers of the passages are not whole")
    if len(numbers) != searcher.num_segments or sum(map(len, numbers)) != searcher.num_docs:
        raise ValueError("the numbers of the passages are not those of the index")
    return numbers
