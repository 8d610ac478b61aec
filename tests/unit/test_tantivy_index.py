"""What any word index must do, held against the record's own and tantivy's; and what only the latter must."""

from __future__ import annotations

import functools
import random
import shutil
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.errors import InvalidSettings, StoreError
from claimcheck.models import Locator, Passage, SourceDocument
from claimcheck.models.search import Candidates, IndexedPassage, IndexState, Query
from claimcheck.retrieval import tantivy_index
from claimcheck.retrieval.tantivy_index import TantivyIndex, open_word_index
from claimcheck.retrieval.word_index import WordIndex
from claimcheck.store import PassageTerms, Store

pytest.importorskip("tantivy")

_RECORDS: list[Store] = []


@pytest.fixture(scope="module", autouse=True)
def closed_records() -> Iterator[None]:
    """Close the records that the tests opened."""
    yield
    while _RECORDS:
        _RECORDS.pop().close()


@dataclass
class Record:
    """A record in memory."""

    passages: list[IndexedPassage] = field(default_factory=list)
    stamp: str = "record 1"
    asked: list[int | None] = field(default_factory=list)

    def index_state(self) -> IndexState:
        return IndexState(self.passages[-1].number if self.passages else 0, self.stamp)

    def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
        self.asked.append(state.number if state else None)
        if state and state.stamp != self.stamp:
            return None
        return iter([p for p in self.passages if not state or p.number > state.number])


def open_tantivy(folder: Path, passages: list[IndexedPassage]) -> WordIndex:
    return open_word_index(folder / "desk.db", Record(passages))


@dataclass(frozen=True)
class Renumbered:
    """The index of a record, which numbers its passages itself, under the numbers that a test gave them."""

    store: Store
    numbers: list[int]

    @property
    def posting_budget(self) -> int:
        return self.store.search.posting_budget

    @property
    def section_budget(self) -> int:
        return self.store.search.section_budget

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        return self.store.search.frequencies(words)

    def candidates(self, query: Query, *, limit: int) -> Candidates:
        ranked = self.store.search.candidates(query, limit=limit)
        renamed = [
            tuple((self.numbers[number - 1], score) for number, score in ranking)
            for ranking in (ranked.passages, ranked.sections)
        ]
        return Candidates(passages=renamed[0], sections=renamed[1])


def open_record(_: Path, passages: list[IndexedPassage]) -> WordIndex:
    store = Store.open(None)
    _RECORDS.append(store)
    # What is read from a file holds no half characters: the record takes none.
    texts = [p.text.encode("utf-8", "replace").decode() for p in passages]
    about = {"name": "a", "path": "a.txt", "title": "A", "sha256": "0"}
    document = SourceDocument(id="document-a", text="".join(texts), **about)
    put, start = [], 0
    for n, text in enumerate(texts, 1):
        span = {"start": start, "end": start + len(text), "text": text}
        put.append(Passage(id=f"p{n}", document_id=document.id, ordinal=n, locator=Locator(label=str(n)), **span))
        start += len(text)
    terms = [PassageTerms(context=p.context, section=p.section) for p in passages]
    store.put_document(document, put, terms)
    return Renumbered(store, [p.number for p in passages])


# Every implementation of WordIndex, made of passages in an empty folder: the tests with `word_index` hold for all.
IMPLEMENTATIONS: dict[str, Callable[[Path, list[IndexedPassage]], WordIndex]] = {
    "fts5": open_record,
    "tantivy": open_tantivy,
}

Make = Callable[..., WordIndex]


@pytest.fixture(scope="module", params=sorted(IMPLEMENTATIONS))
def word_index(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Return what makes an index, each once: of texts, each a section of its own, or of whole passages."""

    @functools.cache
    def make(*passages: str | IndexedPassage) -> WordIndex:
        made = [p if isinstance(p, IndexedPassage) else IndexedPassage(n, n, p) for n, p in enumerate(passages, 1)]
        return IMPLEMENTATIONS[request.param](tmp_path_factory.mktemp("index"), made)

    return make


def numbers(ranking: tuple[tuple[int, float], ...]) -> list[int]:
    return [number for number, _ in ranking]


def found(index: WordIndex, *terms: str, limit: int = 100) -> list[int]:
    return numbers(index.candidates(Query(terms), limit=limit).passages)


RESOLUTION = [
    IndexedPassage(3, 3, "The Council adopted the resolution on missiles.", "Resolution 2371 (2017)"),
    IndexedPassage(4, 3, "Exports of coal are banned.", "Resolution 2371 (2017)"),
    IndexedPassage(9, 9, "The Council condemns the missile launch of 3 July.", "Letter of the President"),
]


def test_finds_what_has_any_of_the_words(word_index: Make) -> None:
    index = word_index(*RESOLUTION)
    assert sorted(found(index, "coal", "July")) == [4, 9]
    assert found(index, "uranium") == []


def test_finds_words_in_other_forms(word_index: Make) -> None:
    index = word_index(*RESOLUTION)
    assert sorted(found(index, "adopts", "exporting")) == [3, 4]
    assert sorted(found(index, "MISSILES")) == [3, 9]


WRITINGS = {
    "in the U.S. alone": "U.S.",
    "2,371 people": "2,371",
    "of COVID-19 in": "covid-19",
    "on 2017-08-05 it": "2017-08-05",
    "the naïve plan": "naive",
    "the Zu\u0308rich plan": "Zürich",
    "Łódź": "łódź",
    "don’t go": "don't",
    "3.5% of": "3.5",
    "Москва": "МОСКВА",
}


@pytest.mark.parametrize(("written", "asked"), WRITINGS.items())
def test_the_same_writing_is_found(word_index: Make, written: str, asked: str) -> None:
    index = word_index("nothing of that kind", *(f"Nothing {text} but that." for text in WRITINGS))
    assert found(index, asked) == [list(WRITINGS).index(written) + 2]
    assert index.frequencies([asked]) == {asked: 1}


def test_the_parts_of_a_word_must_stand_together(word_index: Make) -> None:
    index = word_index("In 371 days, 2 came.", "2,371 came.", "19 cases of COVID.", "COVID-19 cases.")
    assert found(index, "2,371") == [2]
    assert found(index, "COVID-19") == [4]


def test_rarer_words_and_more_words_count_more(word_index: Make) -> None:
    index = word_index("coal and steel", "coal and iron", "coal and wood", "tin and iron", "tin and wood")
    assert found(index, "steel", "coal")[0] == 1
    assert found(index, "coal", "iron")[0] == 2
    assert found(index, "steel", "tin")[0] == 1


def test_words_around_a_passage_count_less(word_index: Make) -> None:
    index = word_index(
        IndexedPassage(1, 1, "the plan of the year", "sanctions in force"),
        IndexedPassage(2, 2, "sanctions in force", "the plan of the year"),
        IndexedPassage(3, 3, "a third matter", "quite another thing"),
    )
    (first, best), (second, other) = index.candidates(Query(("sanctions",)), limit=5).passages
    assert (first, second) == (2, 1)
    assert 0 < other < best


def test_a_name_that_stands_together_comes_first(word_index: Make) -> None:
    index = word_index(
        "Korea lies north of the border of Korea and north of it.",
        "North Korea answered the council in a long letter of its own.",
        "A letter about something else.",
    )
    assert found(index, "north", "korea")[0] == 1
    with_name = index.candidates(Query(("north", "korea", "North Korea")), limit=5)
    assert numbers(with_name.passages)[0] == 2
    assert numbers(with_name.sections)[0] == 2
    assert numbers(index.candidates(Query(("North Korea",)), limit=5).passages) == [2]


def test_sections_are_found_by_the_words_of_several_passages(word_index: Make) -> None:
    index = word_index(*RESOLUTION)
    sections = index.candidates(Query(("missile", "coal")), limit=5).sections
    assert numbers(sections) == [3, 9]
    assert sections[0][1] > sections[1][1]
    assert numbers(index.candidates(Query(("2371",)), limit=5).sections) == [3]  # by its title


def test_at_most_so_many_and_the_best(word_index: Make) -> None:
    index = word_index(*(f"coal{' wood' * (8 - n)}" for n in range(1, 8)))
    everything = index.candidates(Query(("coal",)), limit=100).passages
    assert numbers(everything) == [7, 6, 5, 4, 3, 2, 1]
    assert index.candidates(Query(("coal",)), limit=3).passages == everything[:3]
    assert index.candidates(Query(("coal",)), limit=7).passages == everything
    assert index.candidates(Query(("coal",)), limit=0) == Candidates()


def test_equal_scores_are_not_torn(word_index: Make) -> None:
    index = word_index("coal", *["coal wood"] * 5, "wood wood")
    assert found(index, "coal", limit=10) == [1, 2, 3, 4, 5, 6]
    assert found(index, "coal", limit=6) == [1, 2, 3, 4, 5, 6]
    assert found(index, "coal", limit=4) == [1]
    assert numbers(index.candidates(Query(("coal",)), limit=4).sections) == [1]


def test_sections_are_looked_for_by_words_of_their_own(word_index: Make) -> None:
    index = word_index("coal wood", "tin", "iron")
    both = index.candidates(Query(("coal", "tin")), limit=5)
    assert bool(both.passages)
    assert bool(both.sections)
    assert index.candidates(Query(("coal", "tin"), ("gold",)), limit=5) == Candidates(passages=both.passages)
    assert index.candidates(Query((), ("tin",)), limit=5).passages == ()
    assert index.candidates(Query((), ("tin",)), limit=5).sections != ()


def test_of_equal_scores_that_are_the_best_as_many_as_are_wanted_are_taken(word_index: Make) -> None:
    index = word_index(*["coal wood"] * 300)
    assert len(set(found(index, "coal", limit=4))) == 4
    assert found(index, "coal", limit=4) == found(index, "coal", limit=4)


def test_the_best_is_found_among_very_many_that_are_alike(word_index: Make) -> None:
    index = word_index(*["coal wood"] * 1_100, "coal tin", *["coal wood"] * 1_100)
    assert found(index, "coal", "tin", limit=5) == [1_101]
    everything = index.candidates(Query(("coal", "tin")), limit=1_500).passages
    assert numbers(everything) == [1_101]


def test_order_and_repetition_of_words_do_not_matter(word_index: Make) -> None:
    index = word_index(*RESOLUTION)
    one = index.candidates(Query(("coal", "council", "July", "missile launch", "Council adopted")), limit=9)
    other = index.candidates(
        Query(("July", "coal", "Coal", "council", "COUNCIL", "Council adopted", "missile launch")), limit=9
    )
    assert one == other


def test_frequencies(word_index: Make) -> None:
    index = word_index(*RESOLUTION)
    words = ["missiles", "missile", "coal", "uranium", "2371", "", "  ", "—", "Council"]
    assert index.frequencies(words) == dict(zip(words, [2, 2, 1, 0, 2, 0, 0, 0, 2], strict=True))
    assert index.frequencies([]) == {}


def test_a_budget_is_told(word_index: Make) -> None:
    assert word_index(*RESOLUTION).posting_budget >= word_index(*RESOLUTION).section_budget > 0


def test_an_empty_index_finds_nothing(word_index: Make) -> None:
    index = word_index()
    assert index.candidates(Query(("coal", "North Korea")), limit=5) == Candidates()
    assert index.frequencies(["coal"]) == {"coal": 0}


def test_an_empty_query_finds_nothing(word_index: Make) -> None:
    index = word_index(*RESOLUTION)
    assert index.candidates(Query(()), limit=5) == Candidates()
    assert index.candidates(Query(("", "?!", "", "—")), limit=5) == Candidates()


HOSTILE = ["\x00", "coal\x00coal", "\ud800", "coal\udfffcoal", '"coal', "coal OR uranium", "text:coal", "coal*"]
HOSTILE += ["-coal", "NEAR(coal)", "'; DROP TABLE passages; --", "^coal", "\u202ecoal", "\u0301" * 1_000, "🙂"]
HOSTILE += ["c" * 100_000, "é" * 100_000, "coal-" * 20_000]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(word_index: Make, text: str) -> None:
    index = word_index(*RESOLUTION)
    assert set(index.frequencies([text])) == {text}
    candidates = index.candidates(Query((text, f"{text} {text}")), limit=5)
    assert set(numbers(candidates.passages)) <= {3, 4, 9}
    assert 9 not in numbers(candidates.passages)  # nothing in a word means "everything", or "not coal"


def test_hostile_texts_are_texts(word_index: Make) -> None:
    index = word_index(*(text.replace("coal", "tin") for text in HOSTILE), "coal and tin")
    assert found(index, "coal") == [len(HOSTILE) + 1]
    assert len(HOSTILE) + 1 in found(index, "tin")


def passages(count: int, seed: int = 1) -> list[IndexedPassage]:
    """Return passages of chance words, a few words common and most rare, in sections of three."""
    chance = random.Random(seed)
    vocabulary = [f"w{n}" for n in range(200)]
    weights = [1 / (n + 1) for n in range(200)]
    made = []
    for n in range(count):
        words = chance.choices(vocabulary, weights, k=chance.randint(1, 20))
        made.append(IndexedPassage(2 * n + 1, 2 * (n - n % 3) + 1, " ".join(words), f"title {n // 30} {words[0]}"))
    return made


QUERIES = [Query((*(f"w{n}" for n in range(k, 200, 17)), f"w{k} w{k + 1}", f"title {k}")) for k in range(10)]


def answers(index: TantivyIndex) -> list[Candidates]:
    return [index.candidates(query, limit=limit) for query in QUERIES for limit in (1, 5, 30, 1000)]


def test_at_once_or_in_steps_is_the_same(tmp_path: Path) -> None:
    everything = passages(600)
    at_once = open_word_index(tmp_path / "a.db", Record(everything))
    record = Record()
    steps = (300, 330, 360, 390, 420, 450, 480, 510, 540, 600)
    for end in steps:
        record.passages = everything[:end]
        in_steps = open_word_index(tmp_path / "b.db", record)
    assert record.asked == [None, *(everything[end - 1].number for end in steps[:-1])]
    assert 1 < in_steps._passages._searcher.num_segments < len(steps)  # some were merged
    assert len(list(tmp_path.glob("b.db.tantivy/*/passages/*.numbers"))) == in_steps._passages._searcher.num_segments
    assert answers(in_steps) == answers(at_once)
    assert in_steps.frequencies(QUERIES[0].terms) == at_once.frequencies(QUERIES[0].terms)


def test_the_scores_of_a_query_do_not_depend_on_the_limit(tmp_path: Path) -> None:
    index = open_word_index(tmp_path / "a.db", Record(passages(600)))
    for query in QUERIES:
        whole = index.candidates(query, limit=10_000).passages
        assert len({number for number, _ in whole}) == len(whole)
        for limit in (1, 2, 10, 50, 200):
            part = index.candidates(query, limit=limit).passages
            assert part == whole[: len(part)]
            torn = len(part) < limit < len(whole)
            assert not torn or whole[len(part)][1] == whole[limit][1]


def test_an_open_index_answers_on_while_it_is_added_to_and_made_anew(tmp_path: Path) -> None:
    record = Record(passages(300))
    first = open_word_index(tmp_path / "a.db", record)
    before = answers(first)
    record.passages = passages(330)
    second = open_word_index(tmp_path / "a.db", record)
    record.stamp = "record 2"
    record.passages = passages(30, seed=2)
    third = open_word_index(tmp_path / "a.db", record)
    assert answers(first) == before
    assert answers(second) == answers(open_word_index(tmp_path / "b.db", Record(passages(330))))
    assert answers(third) == answers(open_word_index(tmp_path / "c.db", Record(passages(30, seed=2))))


def test_a_section_that_grows_makes_it_anew(tmp_path: Path) -> None:
    record = Record(RESOLUTION[:1])
    open_word_index(tmp_path / "a.db", record)
    record.passages = RESOLUTION
    index = open_word_index(tmp_path / "a.db", record)
    assert record.asked == [None, 3, None]
    assert numbers(index.candidates(Query(("coal",)), limit=5).sections) == [3]


def inner_files(database: Path) -> list[Path]:
    """Return the files that an index of passages cannot be read without."""
    folder = database.with_name(f"{database.name}.tantivy") / "1" / "passages"
    return [folder / "meta.json", *folder.glob("*.numbers"), *folder.glob("*.term")]


@pytest.mark.parametrize("damage", [None, b"", b"\x7f" * 50], ids=["removed", "emptied", "noise"])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None, capfd: pytest.CaptureFixture[str]) -> None:
    record = Record(passages(60))
    whole = answers(open_word_index(tmp_path / "0.db", record))
    for number in range(len(inner_files(tmp_path / "0.db"))):
        database = tmp_path / f"{number + 1}.db"
        shutil.copytree(tmp_path / "0.db.tantivy", tmp_path / f"{database.name}.tantivy")
        path = inner_files(database)[number]
        path.unlink()
        if damage is not None:
            path.write_bytes(damage)
        assert answers(open_word_index(database, record)) == whole, path.name


def test_damage_that_is_found_late_is_told_of(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    index = open_word_index(tmp_path / "a.db", Record(passages(60)))
    index._passages._numbers = []
    with pytest.raises(StoreError, match=r"a\.db\.tantivy: the word index is damaged.*delete the folder"):
        index.candidates(QUERIES[0], limit=5)


def test_without_the_library_the_settings_are_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    with pytest.raises(InvalidSettings, match=r"pip install 'claimcheck-desk\[tantivy\]'"):
        open_word_index(tmp_path / "a.db", Record())
    assert not list(tmp_path.iterdir())


def test_another_format_makes_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = Record(list(RESOLUTION))
    open_word_index(tmp_path / "a.db", record)
    monkeypatch.setattr(tantivy_index, "_FORMAT", tantivy_index._FORMAT + 1)
    open_word_index(tmp_path / "a.db", record)
    assert record.asked == [None, None]


def sqlite_tokens(texts: list[str]) -> list[list[str]]:
    """Return what the record's own index makes of each text."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'porter unicode61 remove_diacritics 2')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")
    connection.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))
    found: list[list[str]] = [[] for _ in texts]
    for row, token in connection.execute('SELECT doc, term FROM v ORDER BY doc, "offset"'):
        found[row].append(token)
    connection.close()
    return found


# What both make the same of, and what they do not: more letters are folded, marks and signs are words or not, and
# English is stemmed by the second edition of Porter's rules.
SAME = """U.S. 2,371 COVID-19 2017-08-17 3.5% $1.5m foo_bar don’t O'Neil naïve Zürich Ångström İstanbul 中文字 한국어
    Ελλάδα Việt ½ ٣٤ 1st a\u0301bc e\u0323\u0301 a\u00adb \u200bzero\u200cwidth AND NEAR adopted resolutions missiles
    running argued Москва Council's condemns launches tested banned economies""".split()
DIFFERENT = {
    "Straße": (["straß"], ["strass"]),
    "Łódź": (["łodz"], ["lodz"]),
    "Ærø": (["ærø"], ["aero"]),
    "x²": (["x²"], ["x2"]),
    "ﬁne": (["ﬁne"], ["fine"]),
    "हिन्दी": (["ह", "न", "द"], ["हिन", "दी"]),
    "🙂": (["🙂"], []),
    "international": (["intern"], ["internat"]),
    "news": (["new"], ["news"]),
    "using": (["us"], ["use"]),
    "directly": (["directli"], ["direct"]),
    "c" * 2_000: (["c" * 2_000], []),
}


def tantivy_tokens(texts: list[str]) -> list[list[str]]:
    return [tantivy_index._analyzer().analyze(tantivy_index._plain(text)) for text in texts]


def test_tokens_are_those_of_the_record_but_for_a_few() -> None:
    assert tantivy_tokens(SAME) == sqlite_tokens(SAME)
    texts = list(DIFFERENT)
    assert dict(zip(texts, zip(sqlite_tokens(texts), tantivy_tokens(texts), strict=True), strict=True)) == DIFFERENT


@given(st.text(max_size=300))
def test_tokens_of_any_text_are_made_again_of_themselves_in_any_order(text: str) -> None:
    words = tantivy_index._plain(text).split()
    assert tantivy_tokens([" ".join(words)])[0] == [token for tokens in tantivy_tokens(words) for token in tokens]


CHANCE_TEXTS = [
    "".join(chr(n) for n in random.Random(seed).choices(range(1, 0x3000), k=60)) + " tail" for seed in range(40)
]


def test_every_text_is_found_by_its_words(word_index: Make) -> None:
    index = word_index(*CHANCE_TEXTS)
    for number, text in enumerate(CHANCE_TEXTS, 1):
        assert number in found(index, *text.split())
