"""The words of the corpus as they are written, found by others that differ from them in a letter or two.

The word index knows stems alone, and a stem is no word to be looked for: the
stem of "Japanese", stemmed again, is that of "Japan". So the words themselves
are kept, each under its length and its thirds: of three parts, two edits leave
at least one as it was (Li, Deng, Wang and Feng, Pass-Join, 2011). A part that
is looked up gives all words that have it there; which of them are near is then
counted out.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from claimcheck.store import index
from claimcheck.text.normalize import strip_accents
from claimcheck.text.similarity import edits_allowed, misspellings

SHORTEST, LONGEST = 4, 32

_TOKEN = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
# A word that a scanner read with a digit in it ("Kish1da") can be what a word is nearest to; a code or a number cannot.
_SCANNED = re.compile(r"[^\W\d_]+\d[^\W\d_]+(?:\d[^\W\d_]+)?")
_READ_AT_ONCE = 2_000

_NEW_PASSAGES = "SELECT number, text, context FROM passages WHERE number > ? ORDER BY number"
_UNKNOWN = """
    SELECT value FROM json_each(?)
    WHERE NOT EXISTS (SELECT 1 FROM spelling_words WHERE word = value)
"""
_WITH_PARTS = "SELECT words FROM spelling_parts WHERE part IN (SELECT value FROM json_each(?))"


def sync(connection: sqlite3.Connection) -> int:
    """Take in the words of the passages that were added since the last time; return how many words were new.

    Costs next to nothing where no passage was added. Words stay when their
    passages go; `near_words` looks at the word index before it names one. To be
    called inside the transaction that added the passages, or after it.
    """
    last = connection.execute("SELECT max(number) FROM passages").fetchone()[0]
    seen = _seen(connection)
    if last is None or last <= seen:
        return 0
    found: set[str] = set()
    for text in _texts(connection, seen):
        found.update(_TOKEN.findall(text))
    added = _unknown(connection, {plain for word in found if _is_kept(plain := _plain(word))})
    connection.executemany("INSERT INTO spelling_words (word) VALUES (?)", ((word,) for word in added))
    parts: dict[str, list[str]] = defaultdict(list)
    for word in added:
        for part in _parts(word):
            parts[part].append(word)
    connection.executemany(
        "INSERT INTO spelling_parts (part, words) VALUES (?, ?)",
        ((part, " ".join(words)) for part, words in sorted(parts.items())),
    )
    connection.execute(
        "INSERT INTO spelling_seen (one, number) VALUES (1, ?) "
        "ON CONFLICT (one) DO UPDATE SET number = excluded.number",
        (last,),
    )
    return len(added)


def near_words(connection: sqlite3.Connection, words: Collection[str], *, limit: int) -> dict[str, tuple[str, ...]]:
    """Return the words of the searched passages that each word may be a misspelling of.

    Args:
        connection: The record, its words brought up to date by `sync`.
        words: Words as they were typed; case and accents do not count. One
            with a digit, of fewer than four letters or of more than 32 has no
            near words.
        limit: How many for each word.

    Returns:
        For each word those at most two edits away (one for words of four
        letters), the nearest first, then those that stand in more passages,
        then by alphabet. Of the forms of a word ("nation", "nations") the first
        alone, and none of the word itself.
    """
    return {word: tuple(_near(connection, _plain(word.lower()), limit)) for word in words}


def _near(connection: sqlite3.Connection, word: str, limit: int) -> Iterator[str]:
    if limit < 1 or not (_LETTERS.fullmatch(word) and _is_kept(word)):
        return
    near = misspellings(word, _sharing_a_part(connection, word))
    stems = index.stems(connection, [word])[word]
    used = {stems}
    for edits in sorted({edits for _, edits in near}):
        stems_of = index.stems(connection, [other for other, distance in near if distance == edits])
        counts = {t: index.frequency(connection, other, t) for other, t in stems_of.items() if t not in used}
        ranked = sorted((-counts[t], other) for other, t in stems_of.items() if counts.get(t))
        for _, other in ranked:
            if stems_of[other] not in used:
                used.add(stems_of[other])
                yield other
                if len(used) > limit:
                    return


def _sharing_a_part(connection: sqlite3.Connection, word: str) -> list[str]:
    """Return the words that have a part in common with a word where it may have been moved to."""
    rows = connection.execute(_WITH_PARTS, (json.dumps(sorted(_probes(word))),))
    return sorted({other for (words,) in rows for other in words.split(" ")})


def _cuts(length: int) -> tuple[int, ...]:
    """Return where a word of so many letters is cut: in one part more than it may have edits, even if it is longer."""
    parts = edits_allowed(length) + 1
    return tuple(length * part // parts for part in range(parts + 1))


def _parts(word: str) -> Iterator[str]:
    """Yield the keys of a word's parts: the word's length, the part's place, the part."""
    cuts = _cuts(len(word))
    for place, (start, end) in enumerate(pairwise(cuts)):
        yield f"{len(word)}.{place}.{word[start:end]}"


def _probes(word: str) -> set[str]:
    """Return the keys of which at least one is a part of every word that `misspellings` finds.

    A part with no edit in it has at most as many edits before it as parts, or
    another one could be taken; edits before it move it, and so do those behind
    it, seen from the end. Two letters changed round across a cut are an edit
    of both parts: for that the outer parts are looked for changed back as well.
    """
    found: set[str] = set()
    allowed = edits_allowed(len(word))
    for length in range(max(SHORTEST, len(word) - allowed), len(word) + allowed + 1):
        cuts = _cuts(length)
        last, moved = len(cuts) - 2, len(word) - length
        for place, (start, end) in enumerate(pairwise(cuts)):
            behind = last - place
            first = max(0, start - place, start + moved - behind)
            final = min(start + place, start + moved + behind, len(word) - (end - start))
            found.update(f"{length}.{place}.{word[at : at + end - start]}" for at in range(first, final + 1))
        head, tail = cuts[1], len(word) - (length - cuts[-2])
        if head < len(word):
            found.add(f"{length}.0.{word[: head - 1]}{word[head]}")
        if tail > 0:
            found.add(f"{length}.{last}.{word[tail - 1]}{word[tail + 1 :]}")
    return found


def _seen(connection: sqlite3.Connection) -> int:
    """Return the number of the last passage whose words were taken in; no later one has a smaller."""
    row = connection.execute("SELECT number FROM spelling_seen").fetchone()
    return int(row[0]) if row else 0


def _texts(connection: sqlite3.Connection, seen: int) -> Iterator[str]:
    """Yield the words of the later passages and those around them, many passages at a time, in lower case."""
    rows = connection.execute(_NEW_PASSAGES, (seen,))
    around = None
    while batch := rows.fetchmany(_READ_AT_ONCE):
        texts = []
        for _, text, context in batch:
            texts.append(text)
            if context != around:  # that of the passage before, as a rule
                texts.append(context)
                around = context
        yield unicodedata.normalize("NFC", "\n".join(texts).lower())


def _plain(word: str) -> str:
    return word if word.isascii() else strip_accents(word)


def _is_kept(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and bool(_LETTERS.fullmatch(word) or _SCANNED.fullmatch(word))


def _unknown(connection: sqlite3.Connection, words: Iterable[str]) -> list[str]:
    return [word for (word,) in connection.execute(_UNKNOWN, (json.dumps(sorted(words)),))]
