"""Which of a claim's words are searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from claimcheck.text.normalize import fold

if TYPE_CHECKING:
    from claimcheck.retrieval import PassageIndex

# Postings that one query may touch: about 20 ms of SQLite's FTS5. A fixed number
# of words instead would leave queries of common words slow.
POSTING_BUDGET = 20_000
_WORD = re.compile(r"\w+")
_STOP = frozenset(
    (
        "a about after all also an and any are as at be been before but by can could did do does for from had has "
        "have he her him his how i if in into is it its may might more most no nor not of on one only or other "
        "our over said she should so some such than that the their them then there these they this those to under "
        "up was we were what when where which while who whom whose why will with would you your"
    ).split()
)


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct words of a text, folded, in their order; stop words left out unless all are."""
    words = tuple(dict.fromkeys(_WORD.findall(fold(text))))
    return tuple(w for w in words if w not in _STOP) or words


def choose_terms(words: Sequence[str], index: PassageIndex) -> tuple[str, ...]:
    """Return the words to search for: rarest first, until their postings exceed the budget.

    Words that the corpus does not have are left out; the rarest that it has is
    always in.
    """
    frequency = index.document_frequency(words)
    chosen: list[str] = []
    spent = 0
    for word in sorted((w for w in words if frequency.get(w)), key=lambda w: (frequency[w], w)):
        if chosen and spent + frequency[word] > POSTING_BUDGET:
            break
        chosen.append(word)
        spent += frequency[word]
    return tuple(chosen)
