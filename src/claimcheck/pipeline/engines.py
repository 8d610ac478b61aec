"""What a search is made with: the settings' choice of indexes, opened over a record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from claimcheck.config import Config
from claimcheck.errors import InvalidSettings
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.retrieval import Engines
from claimcheck.store import Store
from claimcheck.text.entities import Gazetteer

if TYPE_CHECKING:
    from claimcheck.retrieval.dense_index import DenseIndex
    from claimcheck.retrieval.word_index import WordIndex


def open_engines(store: Store, config: Config, gazetteer: Gazetteer, *, progress: Progress = quiet) -> Engines:
    """Open the indexes that the settings name; one that lies beside the record is brought up to date first.

    Raises:
        InvalidSettings: A library is not installed, or the record is not a file.
        StoreError: An index can be neither opened nor made.
    """
    return Engines(
        passages=store.search,
        gazetteer=gazetteer,
        words=_open_words(store, config, progress),
        dense=_open_dense(store, config, progress),
    )


def _open_words(store: Store, config: Config, progress: Progress) -> WordIndex | None:
    if config.word_index == "fts5":
        return None
    from claimcheck.retrieval.tantivy_index import open_word_index

    return open_word_index(_file_of(store, "word_index"), store, progress=progress)


def _open_dense(store: Store, config: Config, progress: Progress) -> DenseIndex | None:
    if config.dense == "off":
        return None
    from claimcheck.retrieval.dense_index import open_dense_index
    from claimcheck.retrieval.embedding import SentenceEncoder

    return open_dense_index(_file_of(store, "dense"), store, SentenceEncoder(), setting="dense", progress=progress)


def _file_of(store: Store, setting: str) -> Path:
    if store.path is None:
        raise InvalidSettings(f"setting {setting!r} needs a record in a file", hint="name one with --db")
    return store.path


@contextmanager
def open_scratch(config: Config) -> Iterator[Store]:
    """Open a record for the occasion: in memory, unless the settings name an index that lies beside a file."""
    if (config.word_index, config.dense) == ("fts5", "off"):
        with Store.open(None) as store:
            yield store
        return
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "scratch.db") as store:
        yield store
