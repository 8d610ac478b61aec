"""What a desk keeps beside its checks: people's edits of claims, and which claims are the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager

from claimcheck.store import edits, likeness
from claimcheck.store.records import ComparedClaim, KeptEdit, LinkedClaim

_Scope = Callable[[], AbstractContextManager[None]]


class Desk:
    """The edits and the likenesses of a record. Its methods raise `StoreError` as those of `Store` do."""

    def __init__(self, connection: sqlite3.Connection, *, reading: _Scope, writing: _Scope) -> None:
        self._connection = connection
        self._reading, self._writing = reading, writing

    def put_edit(self, kept: KeptEdit) -> None:
        """Keep an edit behind those that were made before."""
        with self._writing():
            edits.put_edit(self._connection, kept)

    def pop_edit(self, article: str | None = None) -> KeptEdit | None:
        """Take back the edit that was made last, of one article if it is named; return it, `None` if there is none."""
        with self._writing():
            return edits.pop_edit(self._connection, article)

    def edits(self) -> list[KeptEdit]:
        """Return all edits, in the order in which they were made."""
        with self._reading():
            return edits.kept_edits(self._connection)

    def unread(self, reading: str, *, after: str, limit: int) -> list[tuple[str, str, str, bool]]:
        """Return id, text, date and whether words are left open, of claims behind an id that were not read so yet."""
        with self._reading():
            return likeness.unread(self._connection, reading, after=after, limit=limit)

    def put_wordings(self, read: Iterable[ComparedClaim], *, reading: str) -> None:
        """Keep how claims are worded; `reading` stands for the way they were read."""
        with self._writing():
            likeness.put_wordings(self._connection, read, reading=reading)

    def sharing(self, keys: Collection[str]) -> list[ComparedClaim]:
        """Return the claims that share a key, by id; a bounded number of them."""
        with self._reading():
            return list(likeness.sharing(self._connection, keys))

    def linked(self, ids: Sequence[str]) -> list[LinkedClaim]:
        """Return claims with their article and their latest verdict, those that were checked last first."""
        with self._reading():
            return likeness.linked(self._connection, ids)

    def find_claims(self, key: str, *, limit: int = 20) -> list[tuple[str, str, str]]:
        """Return id, text and date of the claims with an id or a name, or with an id that begins so."""
        with self._reading():
            return likeness.find_claims(self._connection, key, limit=limit)
