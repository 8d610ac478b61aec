"""What retrieval asks of an index of words, and what such an index asks of the record."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from claimcheck.models.search import Candidates, IndexedPassage, IndexState, Query


class WordIndex(Protocol):
    """Finds passages and sections by their words.

    `posting_budget` is how many occurrences of a query's words it can count
    through in the time that a claim may take, `section_budget` of those for
    sections; both are told in passages.
    """

    posting_budget: int
    section_budget: int

    def frequencies(self, words: Collection[str]) -> dict[str, int]:
        """Return in how many passages each word occurs in any of its forms; 0 for a word without letters or digits.

        Of a single word never too many, and at least half: an index may count
        those that have it in their text and those that have it in their context
        apart, and tell the larger count. Of a word or a name of several parts it
        may tell how many have the rarest part.
        """

    def candidates(self, query: Query, *, limit: int) -> Candidates:
        """Return the passages and the sections that hold any of the query's words, best first by BM25.

        Args:
            query: The words and names, already so few that their occurrences can be counted through.
            limit: How many passages and how many sections at most. Equal scores
                stay together: those that would be torn at the limit are left
                out, unless there are no better ones.
        """


class PassageSource(Protocol):
    """The record that an index is derived from."""

    def index_state(self) -> IndexState:
        """Return how far the record has come."""

    def passages_since(self, state: IndexState | None) -> Iterator[IndexedPassage] | None:
        """Return the passages added since a state, in ascending number; all of them if the state is absent.

        Returns:
            None if passages went away since, or the state is another record's:
            an index of that state must be built anew.
        """
