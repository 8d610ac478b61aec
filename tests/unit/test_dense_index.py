"""Passages by their meaning: the index with a small encoder of words, and the real encoder where it is installed."""

from __future__ import annotations

import builtins
import hashlib
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InvalidSettings
from claimcheck.models.search import Candidates, IndexedPassage, IndexState
from claimcheck.retrieval import dense_index
from claimcheck.retrieval.dense_index import DenseDerivation, DenseIndex, open_dense_index
from claimcheck.retrieval.embedding import MOST, SentenceEncoder, pack
from claimcheck.retrieval.signals import SAME_SUBJECT

_SAME = {"vessels": "ships", "adopted": "passed"}


class WordEncoder:
    """A word is a direction, and synonyms one: enough to see what is compared with what."""

    def __init__(self, dimensions: int = 64, signature: str = "words 1") -> None:
        self.dimensions = dimensions
        self.signature = signature
        self.read: list[tuple[str, ...]] = []

    def encode(self, texts: Sequence[str], head: str = "") -> tuple[Any, Any]:
        self.read.append(tuple(texts))
        parts = [self._vector(text) for text in texts]
        whole = self._unit(sum(parts, self._vector(head)))
        return whole, np.array([self._unit(part) for part in parts], np.float32)

    def _vector(self, text: str) -> Any:
        total = np.zeros(self.dimensions)
        for word in text.lower().split():
            seed = hashlib.sha256(_SAME.get(word, word).encode("utf-8", "replace")).digest()
            total += np.random.default_rng(list(seed)).standard_normal(self.dimensions)
        return total

    def _unit(self, vector: Any) -> Any:
        length = math.sqrt(float(np.square(vector).sum()))
        return (vector / length if length else vector).astype(np.float32)


class Record:
    """A record that grows and shrinks."""

    def __init__(self, passages: Iterable[IndexedPassage] = ()) -> None:
        self.passages = list(passages)
        self.stamp = "a"
        self.states = {self.index_state()}

    def add(self, *passages: IndexedPassage) -> None:
        self.passages.extend(passages)
        self.states.add(self.index_state())

    def remove(self, section: int) -> None:
        self.passages = [passage for passage in self.passages if passage.section != section]
        self.stamp += "x"
        self.states = {self.index_state()}

    def index_state(self) -> IndexState:
        return IndexState(max((passage.number for passage in self.passages), default=0), self.stamp)

    def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
        if state is not None and state not in self.states:
            return None
        after = state.number if state else 0
        return iter([passage for passage in self.passages if passage.number > after])


def section(first: int, *texts: str, head: str = "") -> list[IndexedPassage]:
    return [IndexedPassage(first + at, first, text, head) for at, text in enumerate(texts)]


SHIPS = section(1, "the council passed a resolution on ships", "ships carry coal", "it was raining")
BREAD = section(4, "bakers raised the price of bread", "flour costs more")
TREES = section(6, "oaks grow slowly in the north")


def opened(path: Path, record: Record, encoder: WordEncoder) -> DenseIndex:
    return open_dense_index(path / "record.db", record, encoder, setting="search.dense")


def test_a_passage_is_found_by_what_it_means_and_by_its_section(tmp_path: Path) -> None:
    index = opened(tmp_path, Record(SHIPS + BREAD + TREES), WordEncoder())
    found = index.candidates("council adopted resolution on vessels", limit=10)
    assert found.passages[0][0] == 1
    assert found.sections[0][0] == 1
    assert all(SAME_SUBJECT < score <= 1 for score in dict(found.passages + found.sections).values())
    assert index.candidates("flour costs more", limit=10).passages[0] == (5, pytest.approx(1, abs=1e-3))


def test_scores_are_cosines(tmp_path: Path) -> None:
    encoder = WordEncoder()
    index = opened(tmp_path, Record(SHIPS), encoder)
    claim = encoder.encode(["ships carry bread"])[0]
    whole, parts = encoder.encode([passage.text for passage in SHIPS])
    found = index.candidates("ships carry bread", limit=10)
    assert dict(found.passages)[2] == pytest.approx(float(parts[1] @ claim), abs=0.01)
    assert dict(found.sections)[1] == pytest.approx(float(whole @ claim), abs=0.01)


def test_the_heading_counts_for_the_section(tmp_path: Path) -> None:
    passages = section(1, "it fell", head="price of bread") + section(2, "it rose", head="height of oaks")
    found = opened(tmp_path, Record(passages), WordEncoder()).candidates("oaks height of", limit=1)
    assert [number for number, _ in found.sections] == [2]


def test_the_limit_holds_and_equal_scores_go_by_number(tmp_path: Path) -> None:
    passages = [passage for first in range(1, 41) for passage in section(first, "ships carry coal")]
    index = opened(tmp_path, Record(passages), WordEncoder())
    found = index.candidates("ships carry coal", limit=5)
    assert [number for number, _ in found.sections] == [number for number, _ in found.passages] == [1, 2, 3, 4, 5]
    assert len({score for _, score in found.passages}) == 1
    assert index.candidates("ships", limit=0) == Candidates()


def test_blocks_do_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passages = [p for first in range(1, 41) for p in section(first, f"ships carry coal number {first % 7} {first}")]
    index = opened(tmp_path, Record(passages), WordEncoder())
    whole = index.candidates("ships carry number 3", limit=12)
    monkeypatch.setattr(dense_index, "_BLOCK", 3)
    assert index.candidates("ships carry number 3", limit=12) == whole
    assert len(whole.sections) == 12


def test_nothing_is_found_in_nothing(tmp_path: Path) -> None:
    record = Record()
    index = opened(tmp_path, record, WordEncoder())
    assert index.candidates("ships", limit=5) == Candidates()
    record.add(*SHIPS)
    index = opened(tmp_path, record, WordEncoder())
    assert index.candidates(" ", limit=5) == Candidates()
    assert index.candidates("ships carry coal", limit=5).passages


def test_what_was_added_alone_is_read_and_the_index_is_the_same(tmp_path: Path) -> None:
    record = Record(SHIPS)
    opened(tmp_path, record, WordEncoder())
    record.add(*BREAD, *TREES)
    encoder = WordEncoder()
    grown = opened(tmp_path, record, encoder)
    assert encoder.read == [tuple(p.text for p in BREAD), tuple(p.text for p in TREES)]
    (tmp_path / "other").mkdir()
    made = opened(tmp_path / "other", record, WordEncoder())
    assert bytes(grown.sections) == bytes(made.sections)
    assert bytes(grown.passages) == bytes(made.passages)


def test_what_was_taken_away_is_gone_and_the_rest_is_not_read_again(tmp_path: Path) -> None:
    record = Record(SHIPS + BREAD + TREES)
    opened(tmp_path, record, WordEncoder())
    record.remove(4)
    record.add(*section(7, *(passage.text for passage in SHIPS)), *section(10, "a new thing"))
    record.states.clear()
    encoder = WordEncoder()
    index = opened(tmp_path, record, encoder)
    assert encoder.read == [("a new thing",)]
    assert {number for number, _ in index.candidates("flour costs more", limit=9).passages}.isdisjoint({4, 5})
    assert [number for number, _ in index.candidates("ships carry coal", limit=2).passages] == [2, 8]


def test_another_encoder_has_another_index(tmp_path: Path) -> None:
    record = Record(SHIPS)
    opened(tmp_path, record, WordEncoder())
    other = WordEncoder(32, "words 2")
    index = opened(tmp_path, record, other)
    assert other.read
    assert index.candidates("ships carry coal", limit=1).passages[0][0] == 2


@pytest.mark.parametrize("name", ["sections", "passages"])
def test_a_torn_index_is_made_again(tmp_path: Path, name: str) -> None:
    record = Record(SHIPS + BREAD)
    opened(tmp_path, record, WordEncoder())
    file = next((tmp_path / "record.db.dense").glob(f"*/{name}"))
    file.write_bytes(file.read_bytes()[:-7])
    found = opened(tmp_path, record, WordEncoder()).candidates("flour costs more", limit=1)
    assert found.passages[0][0] == 5


def test_a_section_that_goes_on_is_made_anew(tmp_path: Path) -> None:
    record = Record(SHIPS)
    opened(tmp_path, record, WordEncoder())
    record.add(IndexedPassage(4, 1, "coal burns"))
    index = opened(tmp_path, record, WordEncoder())
    assert len(index.sections) == 1
    assert index.candidates("coal burns", limit=1).passages[0][0] == 4


def test_a_derivation_refuses_to_add_to_what_is_not_whole(tmp_path: Path) -> None:
    old, new = tmp_path / "1", tmp_path / "2"
    old.mkdir()
    new.mkdir()
    derivation = DenseDerivation(WordEncoder(), setting="search.dense")
    derivation.build(old, SHIPS)
    (old / "passages").write_bytes(b"")
    with pytest.raises(ValueError, match="belong together"):
        derivation.append(new, old, BREAD)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=6), st.text(max_size=20))
def test_any_text_can_be_indexed_and_asked(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], claim: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    index = opened(folder, Record(section(1, *texts)), WordEncoder(8))
    found = index.candidates(claim, limit=3)
    assert len(found.passages) <= 3
    assert list(found.passages) == sorted(found.passages, key=lambda item: (-item[1], item[0]))


@given(st.lists(st.lists(st.integers(0, 9), max_size=30), max_size=8), st.integers(1, 12))
def test_windows_hold_all_tokens_once_and_in_order(texts: list[list[int]], room: int) -> None:
    windows = list(pack(texts, room=room))
    assert windows
    assert all(sum(len(tokens) for _, tokens in window) <= room for window in windows)
    packed = [(text, token) for window in windows for text, tokens in window for token in tokens]
    assert packed == [(text, token) for text, tokens in enumerate(texts) for token in tokens]


def test_texts_that_fit_a_window_are_not_torn_and_endless_ones_end() -> None:
    assert list(pack([[1] * 6, [2] * 6, [3] * 4], room=10)) == [[(0, [1] * 6)], [(1, [2] * 6), (2, [3] * 4)]]
    assert sum(len(tokens) for window in pack([[1] * 9_999, [2]], room=50) for _, tokens in window) == MOST


def test_a_missing_package_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    ordinary = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name == "onnxruntime":
            raise ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime")
        return ordinary(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(
        InvalidSettings, match=r"needs the package onnxruntime \(pip install 'claimcheck-desk\[dense\]'\)"
    ):
        SentenceEncoder()


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    try:
        return SentenceEncoder()
    except InvalidSettings as error:
        pytest.skip(f"the extra dense is not installed: {error}")


TEXTS = ("The Council adopted the resolution by 12 votes.", "Two members abstained.", "Rain fell on Tuesday.")


def test_a_text_has_the_same_vector_alone_after_others_and_with_more_threads(encoder: SentenceEncoder) -> None:
    alone = [encoder.encode([text])[0].tobytes() for text in TEXTS]
    long = ["word " * 150 + text for text in TEXTS[:2]]
    together = encoder.encode(long, "A heading")
    assert [encoder.encode([text])[0].tobytes() for text in reversed(TEXTS)] == alone[::-1]
    threaded = SentenceEncoder(threads=4)
    assert threaded.signature == encoder.signature
    assert [threaded.encode([text])[0].tobytes() for text in TEXTS] == alone
    assert [part.tobytes() for part in threaded.encode(long, "A heading")] == [part.tobytes() for part in together]


def test_meaning_is_nearer_than_words(encoder: SentenceEncoder) -> None:
    claim = encoder.encode(["The doctor cured the patients."])[0]
    whole, parts = encoder.encode(["Physicians healed the sick.", "The doctor wrote a book on chess."])
    assert parts.shape == (2, encoder.dimensions)
    assert float(parts[0] @ claim) > float(parts[1] @ claim)
    assert float(np.linalg.norm(whole)) == pytest.approx(1, abs=1e-5)


def test_the_encoder_takes_anything(encoder: SentenceEncoder) -> None:
    for text in ("", "\0\ud800", "a" * 100_000, "🙂", "[CLS] [SEP] [MASK]"):
        whole, parts = encoder.encode([text, "plain"], text)
        assert np.isfinite(whole).all()
        assert np.isfinite(parts).all()
        assert encoder.encode([], text)[1].shape == (0, encoder.dimensions)
