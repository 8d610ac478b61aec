"""The record: one SQLite file that holds what was read, claimed, searched and found.

SQL lives in this package alone. `Store` takes and gives records, never rows.
Each method that writes is one transaction, so that a crash or an error leaves
nothing half-written.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from claimcheck.errors import StoreError
from claimcheck.models import Assessment, DocumentState, IndexedDocument, Passage, PassageTerms, Report, SourceDocument
from claimcheck.models.search import IndexedPassage, IndexState
from claimcheck.store import audit, contents, copies, documents, files, history, latest, pairs, reports, spelling
from claimcheck.store.connection import connect, explained, inspect, snapshot, transaction
from claimcheck.store.desk import Desk
from claimcheck.store.records import (
    CatalogueEntry,
    ComparedClaim,
    Flaw,
    KeptEdit,
    LinkedClaim,
    SourceFile,
    Status,
)
from claimcheck.store.search_index import SearchIndex

if TYPE_CHECKING:
    from sqlite_utils import Database

__all__ = [
    "CatalogueEntry",
    "ComparedClaim",
    "Desk",
    "Flaw",
    "KeptEdit",
    "LinkedClaim",
    "PassageTerms",
    "SearchIndex",
    "SourceFile",
    "Status",
    "Store",
]


class Store:
    """The record of a desk. Open it with `Store.open`, as a context manager.

    `search` finds its passages, `desk` holds people's edits and which claims are
    the same.

    Every method raises `StoreError` when the file is damaged or another
    process keeps it busy for more than five seconds; the methods that write do
    so too when it was opened read-only or the disk is full.
    """

    def __init__(self, database: Database, path: Path | None) -> None:
        self._database = database
        self._connection = database.conn
        self._path = path
        self.search = SearchIndex(self._connection, path)
        self.desk = Desk(self._connection, reading=self._reading, writing=self._writing)

    @classmethod
    def open(cls, path: Path | None, *, readonly: bool = False) -> Store:
        """Open the record, and make it or bring it up to date where it is to be written.

        Args:
            path: The file; `None` keeps the record in memory.
            readonly: Write nothing; the file must be there.

        Raises:
            StoreError: The file is missing (read-only), not ours, of a newer
                schema, damaged, or kept busy by another process. A file that
                is not ours is left as it was.
        """
        if path is not None:
            if path.exists():
                inspect(path)
            elif readonly:
                raise StoreError("no such database", path=path, hint="run `claimcheck check` first")
            elif not path.parent.is_dir():
                raise StoreError("the folder of the database does not exist", path=path)
        with explained(path):
            database = connect(path, readonly=readonly)
            try:
                _prepare(database, path, readonly=readonly)
            except BaseException:
                database.close()
                raise
        return cls(database, path)

    def close(self) -> None:
        """Close the file; the write-ahead log goes into it."""
        self._database.close()

    @property
    def path(self) -> Path | None:
        """The record's file; `None` for one in memory."""
        return self._path

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # Documents

    def put_document(
        self, document: SourceDocument, passages: Sequence[Passage], terms: Sequence[PassageTerms]
    ) -> None:
        """Store one document as `put_documents` does: all its passages and, in the same order, their terms."""
        self.put_documents([IndexedDocument(document=document, passages=tuple(passages), terms=tuple(terms))])

    def put_documents(self, put: Iterable[IndexedDocument], *, reading: str = "") -> None:
        """Store documents, all or none, and make each the current one of its name, whatever its own `state`.

        Another edition of that name becomes superseded: it leaves the indexes
        and stays for the citations of it. A document that was withdrawn or
        superseded comes back. Putting the same again changes nothing: `reading`
        stands for the state of its file and the way it is read, and a document
        that was put with it before is left as it is.

        Raises:
            ValueError: There are not as many terms as passages, a passage does
                not give its document's words, or an id is used twice.
        """
        with self._writing():
            for item in put:
                documents.put_document(self._connection, item, reading=reading)

    def finish_file(self, file: SourceFile, *, reading: str) -> int:
        """Note that a file was read to its end.

        Its documents that were put with another `reading`, which it does not
        hold any more, are withdrawn; returns how many.
        """
        with self._writing():
            return files.finish_file(self._connection, file, reading=reading)

    def place_file(self, file: SourceFile) -> None:
        """Note where a file that has not changed is now, and what rules were named for it."""
        with self._writing():
            files.place_file(self._connection, file)

    def withdraw_files(self, kept: Collection[str]) -> int:
        """Withdraw the documents of all other files from evidence; return how many documents."""
        with self._writing():
            return files.withdraw_files(self._connection, kept)

    def source_files(self) -> dict[str, SourceFile]:
        """Return the files that were read to their end, by path: enough to leave an unchanged one alone."""
        with self._reading():
            return files.source_files(self._connection)

    def link_copies(self, group: copies.Grouping) -> int:
        """Find the copies among the current documents, if one came or went; return how many documents have a copy.

        `group` takes document ids with their signatures, those only that share
        a band, and returns the group of each that is a copy.
        """
        with self._writing():
            return copies.link(self._connection, group)

    def learn_words(self) -> int:
        """Take in the words of passages that were added, for `search.near_words`; return how many were new."""
        with self._writing():
            return spelling.sync(self._connection)

    def forget_readings(self) -> None:
        """Let every document be put again as it is read, be its reading the same or not."""
        with self._writing():
            files.forget_readings(self._connection)

    def document(self, document_id: str) -> SourceDocument | None:
        """Return a document, whatever its state, or `None`."""
        with self._reading():
            return documents.document(self._connection, document_id)

    def documents(self, state: DocumentState = DocumentState.CURRENT) -> list[SourceDocument]:
        """Return the documents in a state, by name, then id."""
        with self._reading():
            return documents.documents(self._connection, state)

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return a document's passages in order, whatever its state; none for an unknown id."""
        with self._reading():
            return documents.passages_of(self._connection, document_id)

    def passages(self, ids: Collection[str]) -> dict[str, Passage]:
        """Return passages by id, in the order of `ids`; an unknown id is left out."""
        with self._reading():
            return documents.passages(self._connection, ids)

    def catalogue(self) -> list[CatalogueEntry]:
        """Return every document in every state, by name, without its text."""
        with self._reading():
            return audit.catalogue(self._connection)

    def find_documents(self, key: str) -> list[str]:
        """Return the ids of the documents named `key`, or whose id begins with it; current ones first."""
        with self._reading():
            return audit.find_documents(self._connection, key)

    def find_flaws(self) -> list[Flaw]:
        """Read everything again and return what does not fit: texts, passages and citations that changed."""
        with self._reading():
            return list(audit.find_flaws(self._connection))

    def count_citations(self) -> int:
        """Return how many citations all runs hold."""
        with self._reading():
            return audit.count_citations(self._connection)

    # What other indexes are made from

    def index_state(self) -> IndexState:
        """Return how far the record has come, for an index that is kept outside it."""
        with self._reading():
            return history.state(self._connection)

    def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
        """Return the current passages added since a state, by number; all of them if the state is absent.

        Returns:
            `None` if passages went away since, or the state is not this
            record's: adding is not enough then.
        """
        with self._reading():
            found = history.passages_since(self._connection, state)
        return None if found is None else self._held(found)

    # Judging and reporting

    def pairs(self, keys: Collection[str]) -> dict[str, Assessment]:
        """Return the assessments of pairs judged before, by key; a pair not judged yet is left out.

        A key stands for what was judged, not for where it stands: the
        assessment's `passage_id` may name another passage of the same words.
        """
        with self._reading():
            return pairs.pairs(self._connection, keys)

    def put_pairs(self, judged: Mapping[str, Assessment]) -> None:
        """Keep judged pairs by key, so that they are not judged again."""
        with self._writing():
            pairs.put_pairs(self._connection, judged)

    def put_report(self, report: Report, *, started_at: str, pairs_judged: int, pairs_reused: int) -> None:
        """Store a whole report as the latest run; a run of the same id is replaced.

        The documents and passages it refers to must be in the record. Verdicts
        of earlier runs stay as they were.

        Args:
            report: What the run found.
            started_at: The time, as the caller's clock gave it.
            pairs_judged: How many pairs were judged in this run.
            pairs_reused: How many had been judged before.

        Raises:
            ValueError: An article or a claim is in the report twice, or a
                verdict is another claim's.
            sqlite3.IntegrityError: It refers to a passage or a document that
                is not in the record.
        """
        with self._writing():
            reports.put_report(
                self._connection,
                report,
                started_at=started_at,
                pairs_judged=pairs_judged,
                pairs_reused=pairs_reused,
            )

    def latest_report(self) -> Report | None:
        """Return the report that was put last, equal to what was put; `None` before the first.

        Its documents are as they are now: one that a newer edition has
        replaced since says so in its `state`.
        """
        with self._reading():
            return latest.latest_report(self._connection)

    def prune(self, keep_runs: int) -> None:
        """Keep the latest runs only, and drop the articles, claims and old documents that no other run needs.

        Raises:
            ValueError: `keep_runs` is negative.
        """
        if keep_runs < 0:
            raise ValueError(f"cannot keep {keep_runs} runs")
        with self._writing():
            reports.prune(self._connection, keep_runs)

    # The record itself

    def meta(self, key: str) -> str | None:
        """Return a note that `put_meta` kept, or `None`."""
        with self._reading():
            row = self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return None if row is None else str(row[0])

    def put_meta(self, key: str, value: str) -> None:
        """Keep a note about the record, such as what its index was built with."""
        with self._writing():
            self._connection.execute(
                "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def status(self) -> Status:
        """Return what the record holds, in figures."""
        files = () if self._path is None else (self._path, self._path.with_name(self._path.name + "-wal"))
        size = sum(file.stat().st_size for file in files if file.exists())
        with self._reading():
            return contents.status(self._connection, size=size)

    def dump(self) -> str:
        """Return all content as text, one row a line, sorted: equal for equal records.

        Leaves out the clock and what depends on the order in which things were
        put: row numbers and the order of the runs.
        """
        with self._reading():
            return contents.dump(self._connection)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Write everything inside in one transaction: all of it, or nothing."""
        with self._writing():
            yield

    def _held(self, rows: Iterator[IndexedPassage]) -> Iterator[IndexedPassage]:
        """Yield rows from one state of the record, whatever others write meanwhile."""
        with self._reading():
            yield from rows

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with explained(self._path), snapshot(self._connection):
            yield

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.search.forget()
        try:
            with explained(self._path), transaction(self._connection):
                yield
        finally:  # what was counted meanwhile may have been taken back
            self.search.forget()


def _prepare(database: Database, path: Path | None, *, readonly: bool) -> None:
    """Check the schema's version and bring it up to date where that is allowed."""
    from claimcheck.store.migrate import SCHEMA_VERSION, migrate

    connection = database.conn
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"made by a newer claimcheck (schema {version}; this one knows {SCHEMA_VERSION})",
            path=path,
            hint="upgrade claimcheck, or name another file with --db",
        )
    if version < SCHEMA_VERSION:
        if readonly:
            raise StoreError("made by an older claimcheck", path=path, hint="run `claimcheck check` first")
        migrate(database)
    if path is not None and not readonly:
        database.enable_wal()
        # A bulk load writes to all over the file: copy the log into it less often.
        connection.execute("PRAGMA wal_autocheckpoint = 10000")
    # Loads and searches go all over the indexes: keep 64 MB of them at hand.
    connection.execute("PRAGMA cache_size = -65536")
    connection.row_factory = sqlite3.Row
