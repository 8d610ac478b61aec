"""Measures what the words of the index should be: the tokenizers of FTS5, and texts that are prepared for them.

    python benchmarks/tokenizers.py --data ../shared/data --passages FOLDER

Each is measured alone, on plain FTS5 tables in memory: BM25 over an OR of a
claim's words, the rarest first within claimcheck's budget of occurrences.
Names, numbers, dates, sections and corrected spelling, which claimcheck also
searches by, are left out, so the figures say what the words find and no more.
A claim is cut at the characters that the tokenizer cuts at. FOLDER is what
`benchmarks/passages.py` has written; of what is absent the rest is measured.
Prints Markdown. All but the rates are the same each time.
"""

from __future__ import annotations

import argparse
import math
import re
import sqlite3
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

import snowballstemmer
from passages import read_passages
from perturbations import KINDS, make_queries

from claimcheck.evaluation.datasets import EvaluationFormat, read_claims, read_corpus
from claimcheck.retrieval.query import choose_terms, read_claim, words_of
from claimcheck.retrieval.spelling import correct
from claimcheck.store.index import quoted
from claimcheck.store.search_index import SearchIndex
from claimcheck.text.dates import date_keys
from claimcheck.text.entities import Gazetteer, find_local_names, load_gazetteer
from claimcheck.text.normalize import fold, strip_accents
from claimcheck.text.quantities import number_keys
from claimcheck.text.similarity import misspellings

BUDGET = SearchIndex.posting_budget
DEPTH, PAGE_DEPTH = 10, 5
TODAY = "porter unicode61"
_UNICODE = "unicode61 remove_diacritics 2"
_STEM = cache(snowballstemmer.stemmer("english").stemWord)
_WORD = re.compile(r"\w+")
_MARKED = (  # words with marks that others leave out: hyphened ones, grouped numbers, initials
    (re.compile(r"\w+(?:-\w+)+"), "-"),
    (re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])"), ","),
    (re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}"), "."),
)
_GLUED = re.compile(r"(?<!\w)([^\W\d_]{3,})(\d+)(?!\w)")

# British spellings and what they are rewritten to; the same on both sides, so that a wrong one harms only where it
# makes two words one.
_AMERICAN = (
    (r"(?<=\w{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations)$)", "iz"),
    (r"(?<=\w{3})ys(?=(?:e|ed|es|ing)$)", "yz"),
    (r"(?<=\w{3})our(?=(?:s|ed|ing|able|al|hood)?$)", "or"),
    (r"(?<=\w{3})([tb])re(?=s?$)", r"\1er"),
    (r"(?<=^def|^off|^lic)ence(?=s?$)", "ense"),
    (r"(?<=program)me(?=s?$)", ""),
    (r"(?<=\w)[ao]e(?=\w{3})", "e"),
)

Prepare = Callable[[str], str]
Cut = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Way:
    """A way to index words: FTS5's options, what is done to a text first, and how a claim is cut (by title)."""

    options: str
    asked: Mapping[str, Cut]
    prepare: Prepare = str


class Index:
    """An FTS5 table of a column, which holds no text; rows are numbered from 0."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        options = way.options.replace("'", "''")
        for name in ("words", "temp.asked"):
            columns = f"text, content = '', tokenize = '{options}'"
            self._connection.execute(f"CREATE VIRTUAL TABLE {name} USING fts5 ({columns})")
        self._connection.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab (temp, asked, instance)")
        self._frequencies: dict[str, int] = {}

    def add(self, texts: Sequence[str]) -> float:
        """Take texts in and return the seconds of processor time."""
        began = time.process_time()
        rows = enumerate(map(self.way.prepare, texts))
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO words (rowid, text) VALUES (?, ?)", rows)
        self._connection.execute("COMMIT")
        return time.process_time() - began

    def size(self) -> int:
        """Return the bytes of the index, merged into one piece."""
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        names = ("page_count", "freelist_count", "page_size")
        pages, free, size = (self._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
        return int((pages - free) * size)

    def find(self, words: Sequence[str], limit: int) -> list[int]:
        """Return the rows that hold any of some words, best first by BM25, equal ones by number."""
        distinct = self._distinct(words)
        chosen = choose_terms(distinct, self.frequencies(distinct), budget=BUDGET)
        sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid LIMIT ?"
        query = " OR ".join(map(quoted, sorted(chosen)))
        return [row[0] for row in self._connection.execute(sql, (query, limit))] if chosen else []

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many rows each word stands."""
        sql = "SELECT count(*) FROM words WHERE words MATCH ?"
        for word in words:
            if word not in self._frequencies:
                self._frequencies[word] = int(self._connection.execute(sql, (quoted(word),)).fetchone()[0])
        return {word: self._frequencies[word] for word in words}

    def _distinct(self, words: Sequence[str]) -> list[str]:
        """Return one word for each stem, so that "missile missiles" does not count twice."""
        self._connection.execute("INSERT INTO temp.asked (asked) VALUES ('delete-all')")
        self._connection.executemany("INSERT INTO temp.asked (rowid, text) VALUES (?, ?)", enumerate(words))
        sql = "SELECT doc, group_concat(term, ' ') FROM temp.tokens GROUP BY doc ORDER BY doc DESC"
        return list({held: words[number] for number, held in self._connection.execute(sql)}.values())


def cut_with(characters: str) -> Cut:
    """Return what cuts a text as a tokenizer does that takes these characters for letters; stop words left out."""
    pattern = re.compile(rf"[\w{re.escape(characters)}]+")

    def cut(text: str) -> Sequence[str]:
        words, pieces = words_of(text), dict.fromkeys(pattern.findall(fold(text)))
        return [piece for piece in pieces if piece in words or (not _WORD.fullmatch(piece) and _WORD.search(piece))]

    return cut


def cut_in_threes(text: str) -> Sequence[str]:
    """Return the trigrams of the words of a text."""
    return list(dict.fromkeys(word[n : n + 3] for word in words_of(text) for n in range(len(word) - 2)))


def stem(text: str) -> str:
    """Return the stems of a text's words."""
    return " ".join(map(_STEM, _WORD.findall(fold(text))))


def other_forms(text: str) -> Iterator[str]:
    """Yield what a text's hyphened words, initials and grouped numbers are without these; "covid19" is cut."""
    folded = fold(text)
    for pattern, mark in _MARKED:
        yield from (found.replace(mark, "") for found in pattern.findall(folded))
    yield from (part for found in _GLUED.findall(folded) for part in found)


def with_forms(text: str) -> str:
    """Return a text, folded, with the other forms of its words behind it."""
    return " ".join((fold(text), *other_forms(text)))


def american(text: str) -> str:
    """Return a text with its other forms, folded, British spellings rewritten."""
    return _WORD.sub(lambda found: _american_word(found[0]), with_forms(text))


@cache
def _american_word(word: str) -> str:
    for pattern, new in _AMERICAN if len(word) > 4 else ():
        word = re.sub(pattern, new, word)
    return word


def _asking(prepare: Prepare) -> Cut:
    return lambda text: words_of(prepare(text))


_PORTER = f"porter {_UNICODE}"
WAYS = (
    Way(_PORTER, {TODAY: words_of, f"{TODAY}, claim's other forms": _asking(with_forms)}),
    Way(_UNICODE, {"unicode61": words_of}),
    Way("porter ascii", {"porter ascii": words_of}),
    Way("trigram", {"trigram, whole words": words_of, "trigram, any three": cut_in_threes}),
    Way(_UNICODE + " tokenchars '-'", {"unicode61, - a letter": cut_with("-")}),
    Way(_UNICODE + " tokenchars '.'", {"unicode61, . a letter": cut_with(".")}),
    Way(_UNICODE + " tokenchars '-.'", {"unicode61, - and . letters": cut_with("-.")}),
    Way(_UNICODE, {"snowball": lambda text: words_of(stem(" ".join(words_of(text))))}, prepare=stem),
    Way(_PORTER, {"porter, all folded": words_of}, prepare=fold),
    Way(_PORTER, {"porter, other forms": _asking(with_forms)}, prepare=with_forms),
    Way(_PORTER, {"porter, forms and spelling": _asking(american)}, prepare=american),
)
TITLES = tuple(title for way in WAYS for title in way.asked)


# What is written in two ways, and what only looks alike.
_SAME = (
    "2,371 : 2371; resolution 2371 (2017) : 2371; COVID-19 : COVID 19; COVID-19 : Covid19; COVID 19 : Covid19; "
    "U.S. : US; U.S. : U. S.; e-mail : email; co-operation : cooperation; long-term : long term; Erdoğan : Erdogan; "
    "naïve : naive; São Tomé : Sao Tome; Łódź : Lodz; Müller : Mueller; $2.4bn : $2.4 billion; "
    "$2.4bn : 2,400 million dollars; S/2017/674 : S/2017/ 674; S/2017/674 : document 674 of 2017; "
    "S/RES/2371 : resolution 2371; Kim Jong-un : Kim Jong Un; Kim Jong-un : Kim Jongun; organisation : organization; "
    "organised : organized; analysed : analyzed; centre : center; labour : labor; defence : defense; "
    "leukaemia : leukemia; programme : program; travelled : traveled; vessels : vessel; countries : country; "
    "women : woman; crises : crisis; the Committee's : the Committee; the Committee’s : the Committees'; "
    "adopted : adoption; bought : buy; Japanese : Japan; 17 August 2017 : 2017-08-17; 20% : 20 per cent; "
    "fifteen : 15; don't : don’t; peace-keeping : peacekeeping; ﬁnance : finance; ２０１７ : 2017; CO₂ : CO2; "
    "nai\u0308ve : naïve"
)
_DIFFERENT = (
    "organ : organization; university : universe; policy : police; general : generation; international : internal; "
    "import : important; art : party; man : Oman; new : news; US : use; 2371 : 23710; 2371 : 2,371,000; "
    "flour : floor; wither : whither"
)

# What each claim found, by column and by title.
Figures = dict[str, dict[str, list[float]]]


def measure_corpus(name: str, format: EvaluationFormat, home: Path) -> Figures:
    """Return the recall of gold documents and gold sentences, claim by claim."""
    documents = list(read_corpus(home / "corpus.jsonl", format))
    gold = [claim for claim in read_claims(home / "claims_train.jsonl", format) if claim.gold_documents]
    whole = {document.id: " ".join((document.title, *document.sentences)) for document in documents}
    single = {(document.id, n): text for document in documents for n, text in enumerate(document.sentences)}
    return {
        f"{name} documents@{DEPTH}": _recall(whole, [(claim.text, claim.gold_documents) for claim in gold]),
        f"{name} sentences@{DEPTH}": _recall(single, [(claim.text, claim.gold_sentences) for claim in gold]),
    }


def _recall(texts: Mapping[Any, str], claims: Sequence[tuple[str, Sequence[Any]]]) -> dict[str, list[float]]:
    names, found = list(texts), dict[str, list[float]]()
    for way in WAYS:
        index = Index(way)
        index.add(list(texts.values()))
        for title, cut in way.asked.items():
            answers = ([names[row] for row in index.find(cut(text), DEPTH)] for text, _ in claims)
            found[title] = [_share(rows, wanted) for rows, (_, wanted) in zip(answers, claims, strict=True)]
    return found


def _share(found: Sequence[object], wanted: Sequence[object]) -> float:
    return len(set(found) & set(wanted)) / len(wanted)


def measure_pages(name: str, format: EvaluationFormat, home: Path) -> Figures:
    """Return the largest share of one annotator's sentences that is found, claim by claim, each in its own page."""
    path = home / "claim_dev.jsonl"
    pages = {page.id: page.sentences for page in read_corpus(path, format)}
    gold = [claim for claim in read_claims(path, format) if claim.rationales]
    figures: dict[str, list[float]] = {title: [] for title in TITLES}
    for way in WAYS:
        for claim in gold:
            index = Index(way)
            index.add(pages[claim.id])
            for title, cut in way.asked.items():
                found = index.find(cut(claim.text), PAGE_DEPTH)
                figures[title].append(max(_share(found, some) for _, some, _ in claim.rationales))
    return {f"{name} sentences@{PAGE_DEPTH}": figures}


def measure_passages(folder: Path, count: int, per_kind: int) -> tuple[Figures, dict[str, tuple[float, float]]]:
    """Return where each perturbed sentence's own stood (0: not found), and each index's bytes and rate a passage."""
    _, passages = read_passages(folder, count)
    queries = make_queries(passages, per_kind)
    places: Figures = {kind: {title: [] for title in TITLES} for kind in KINDS}
    costs: dict[str, tuple[float, float]] = {}
    for way in WAYS:
        indexes = [Index(way) for _ in range(2)]
        seconds = min(index.add(passages) for index in indexes)
        index = indexes[0]
        for title, cut in way.asked.items():
            costs[title] = (index.size() / count, count / seconds)
            for query in queries:
                found = [-1, *index.find(cut(query.text), DEPTH)]
                places[query.kind][title].append(found.index(query.truth) if query.truth in found else 0)
    return places, costs


def match_forms(first: str, second: str) -> Iterator[str]:
    """Yield, for each title, whether a claim with one form finds a passage with the other, both ways round."""
    for way in WAYS:
        for cut in way.asked.values():
            whole, some = zip(*(_match(way, cut, *pair) for pair in ((first, second), (second, first))), strict=True)
            yield "yes" if all(whole) else "one way" if any(whole) else "part" if any(some) else "–"


def _match(way: Way, cut: Cut, asked: str, held: str) -> tuple[bool, bool]:
    """Return whether all of a form's words are found, or another form of it, and whether any word is."""
    index = Index(way)
    index.add([held])
    words, own = set(cut(asked)), set(words_of(asked))
    found = {word for word in words if index.frequencies([word])[word]}
    others = found - own if own <= words else set()
    return bool(found) and ((own if own <= words else words) <= found or bool(others)), bool(found)


def other_means(first: str, second: str, gazetteer: Gazetteer) -> str:
    """Return by what else a claim with one form finds a passage with the other: its keys, and corrected spelling."""
    found = set()
    for asked, held in ((first, second), (second, first)):
        claim, passage = (f"They spoke of {text} at length." for text in (asked, held))
        names = {f"e:{mention.entity}".replace(" ", "_") for mention in gazetteer.find_widely(passage)}
        keys = {*names, *map("n:".__add__, number_keys(passage)), *map("d:".__add__, date_keys(passage))}
        wanted = read_claim(claim, gazetteer, local=find_local_names(claim, gazetteer)).keys
        found |= {kind for kind, weights in wanted.items() if kind != "related" and keys & weights.keys()}
        found |= {"spelling"} if corrects(asked, held) else set()
    return ", ".join(sorted(found))


def corrects(asked: str, held: str) -> bool:
    """Whether a word of one form is taken for a misspelling of one of the other, if no passage holds it."""
    index = Index(WAYS[0])
    index.add([held])
    words, known = words_of(asked), [strip_accents(word) for word in words_of(held)]

    def near(unknown: Collection[str]) -> dict[str, list[str]]:
        return {word: [other for other, _ in misspellings(word, known)] for word in unknown}

    return bool(correct(words, index.frequencies(words), near=near, count=index.frequencies))


def write_figures(figures: Figures) -> Iterator[str]:
    """Yield the table of means, with the difference from today's and its standard error."""
    yield f"| words | {' | '.join(f'{name} ({len(own[TODAY])})' for name, own in figures.items())} |"
    yield "|---" * (len(figures) + 1) + "|"
    for title in TITLES:
        cells = []
        for own in figures.values():
            changes = [a - b for a, b in zip(own[title], own[TODAY], strict=True)]
            change = f" ({fmean(changes):+.3f} ± {stdev(changes) / math.sqrt(len(changes)):.3f})"
            cells.append(f"{fmean(own[title]):.3f}{change if title != TODAY else ''}")
        yield f"| {title} | {' | '.join(cells)} |"


def write_places(places: Figures, costs: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    """Yield the table of perturbed sentences, and what each index costs."""
    yield f"| words | {' | '.join(places)} | all kinds | bytes a passage | passages a second |"
    yield "|---" * (len(places) + 4) + "|"
    for title in TITLES:
        rows = [own[title] for own in places.values()]
        shares = [(row.count(1) / len(row), 1 - row.count(0) / len(row)) for row in (*rows, list(chain(*rows)))]
        found = " | ".join(f"{first:.2f} / {within:.2f}" for first, within in shares)
        size, rate = costs[title]
        yield f"| {title} | {found} | {size:,.0f} | {rate:,.0f} |"


def write_forms() -> Iterator[str]:
    """Yield the tables of written forms: which words match, and by what else claimcheck finds the other form."""
    gazetteer = load_gazetteer(None, None)
    for heading, pairs in (("the same", _SAME), ("not the same", _DIFFERENT)):
        yield f"| {heading} | {' | '.join(TITLES)} | other means |"
        yield "|---" * (len(TITLES) + 2) + "|"
        for first, second in (pair.split(" : ") for pair in pairs.split("; ")):
            cells = [*match_forms(first, second), other_means(first, second, gazetteer) or "–"]
            yield f"| {first} : {second} | {' | '.join(cells)} |"
        yield ""


SETS = {
    "SciFact": (EvaluationFormat.SCIFACT, measure_corpus),
    "Check-COVID": (EvaluationFormat.CHECKCOVID, measure_corpus),
    "WiCE": (EvaluationFormat.WICE, measure_pages),
}


def main() -> None:
    """Measure what is there, and print the tables."""
    parser = argparse.ArgumentParser(description="Measure tokenizers of the word index.")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data")
    parser.add_argument("--passages", type=Path, help="what passages.py has written")
    parser.add_argument("--count", type=int, default=100_000, help="of the passages")
    parser.add_argument("--per-kind", type=int, default=50, help="perturbed sentences")
    options = parser.parse_args()
    figures: Figures = {}
    for name, (format, measure) in SETS.items():
        home = options.data / "e2e" / str(format)
        if home.is_dir():
            figures |= measure(name, format, home)
        else:
            print(f"{name} is left out: {home} is absent\n")
    if figures:
        print("\n".join(write_figures(figures)), "\n", flush=True)
    folder = options.passages / "docs" if options.passages else None
    if folder and folder.is_dir():
        print("\n".join(write_places(*measure_passages(folder, options.count, options.per_kind))), "\n", flush=True)
    else:
        print("perturbed sentences, sizes and rates are left out: --passages names no folder of passages\n")
    print("\n".join(write_forms()))


if __name__ == "__main__":
    main()
