"""A quotation and a source read for comparison, and where the one stands in the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from claimcheck.text.quotes import Quote, find_quotes
from claimcheck.text.words import Word, read_words
from claimcheck.verification.cuts import holds_cue

# Most words that an ellipsis, or an insertion in brackets, may stand for.
MAX_GAP = 100
MAX_INSERTION = 6
# No quotation has more ellipses and brackets; one that has is not found.
_MAX_PIECES = 24

SMALL_NUMBERS = {
    w: str(n) for n, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}
_CONTRACTED = {"can't": "cannot", "won't": "willnot", "shan't": "shallnot", "ain't": "isnot"}
_ENDINGS = {"m": "am", "re": "are", "ll": "will", "ve": "have"}
_NOTE = re.compile(r"(?<=\S)\[\d{1,3}\]")
# What may stand between two parts of one quotation, in characters, and its verb.
_LONGEST_CLAUSE = 90
_SAYING = frozenset(
    str.split(
        "said says say told tells added adds asked asks wrote writes replied continued went stated declared explained "
        "insisted noted warned argued announced observed remarked concluded stressed claimed"
    )
)
_NAMES_SPEAKER = re.compile(
    r"[,.]?\s{1,3}(?:(?:[A-Z][\w.'-]{0,30}|he|she|they|the|a|its|his|her)\s){1,6}(?:said|says|told|added|asked|wrote|replied)\b"
    r"|[,.]?\s{1,3}(?:said|says|told|added|asked|wrote|replied)\b"
)
_LETTER_IN_BRACKETS = re.compile(r"(?<!\w)\[(\w)\](?=\w)")
_ENDING_IN_BRACKETS = re.compile(r"(?<=\w)\[(\w{1,5})\](?!\w)")
_GAP = re.compile(r"[\[(]\s{0,9}(?:\.{2,9}|…)\s{0,9}[\])]|(?:\.[ \u00a0]?){2,9}\.|…|\[([^\[\]\n]{0,80})\]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first` to `last` (exclusive) of a quotation, with at most `gap` words left out before them."""

    first: int
    last: int
    gap: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation, read.

    `text` has the letters that brackets changed written out ("[W]e" is "We",
    "agree[d]" is "agreed"); `stems` holds by word what stood before a changed
    ending.
    """

    text: str
    words: tuple[Word, ...]
    pieces: tuple[Piece, ...]
    stems: dict[int, str]

    def written(self, first: int, last: int) -> str:
        """Return the text of the words from `first` to `last` (exclusive)."""
        return _written(self.text, self.words, first, last)


@dataclass(frozen=True, slots=True)
class Wording:
    """A source, read: its words, and these run together so that "co-operation" meets "cooperation".

    `starts` and `ends` lead from a place in `run` to the word that starts, or
    has just ended, there; `cues` counts the denying and limiting words before
    each word.
    """

    text: str
    words: tuple[Word, ...]
    run: str
    starts: dict[int, int]
    ends: dict[int, int]
    cues: tuple[int, ...]

    def written(self, first: int, last: int) -> str:
        """Return the text of the words from `first` to `last` (exclusive)."""
        return _written(self.text, self.words, first, last)


def read_quotation(quote: str) -> Quotation:
    """Read the words between quotation marks, with their ellipses and brackets.

    A quotation that is all brackets is read as if it had none.
    """
    text, endings = _write_out(_NOTE.sub("", quote))
    words = read_words(text)
    stems = {
        index: read_words(text[word.start : cut])[0].key
        for index, word in enumerate(words)
        for cut in endings
        if word.start < cut < word.end
    }
    return Quotation(text, words, tuple(_pieces(text, words)) or tuple(_whole(words)), stems)


@lru_cache(maxsize=512)
def read_source(source: str) -> Wording:
    """Read a source, without its note numbers ("[12]"); the last few hundred are remembered."""
    notes = [m.span() for m in _NOTE.finditer(source)]
    return _lay_out(source, _outside(read_words(source), notes))


@lru_cache(maxsize=512)
def read_joined(source: str) -> Wording | None:
    """Read a source that interrupts a quotation ("We agree," he said, "to it") as if it did not.

    Returns:
        Nothing where no quotation is interrupted.
    """
    clauses = _interruptions(source)
    if not clauses:
        return None
    notes = [m.span() for m in _NOTE.finditer(source)]
    return _lay_out(source, _outside(read_words(source), sorted((*clauses, *notes))))


def _lay_out(source: str, words: tuple[Word, ...]) -> Wording:
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    parts = [run_on((word,)) for word in words]
    place = 0
    for index, part in enumerate(parts):
        starts[place] = index
        place += len(part)
        ends[place] = index + 1
    cues = tuple(accumulate((holds_cue((w,)) for w in words), initial=0))
    return Wording(source, words, "".join(parts), starts, ends, cues)


def _outside(words: tuple[Word, ...], spans: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    if not spans:
        return words
    kept, at = [], 0
    for word in words:
        while at < len(spans) and spans[at][1] <= word.start:
            at += 1
        if at == len(spans) or word.end <= spans[at][0]:
            kept.append(word)
    return tuple(kept)


def _interruptions(source: str) -> list[tuple[int, int]]:
    """Return the spans of the clauses that say who speaks between two parts of one quotation.

    After a full stop the second part is taken for the same speaker's only if
    nobody else is said to say it.
    """
    outer: list[Quote] = []
    for quote in find_quotes(source):
        if not outer or quote.outer_start >= outer[-1].outer_end:
            outer.append(quote)
    found = []
    for left, right in pairwise(outer):
        between = source[left.outer_end : right.outer_start]
        if len(between) > _LONGEST_CLAUSE or "\n\n" in between:
            continue
        words = read_words(between)
        if not any(w.written in _SAYING for w in words):
            continue
        stopped = between.rstrip()[-1:] in ".!?"
        if stopped and (left.text[-1:] not in ",.!?" or _NAMES_SPEAKER.match(source, right.outer_end)):
            continue
        if stopped or (left.text[-1:] in ",.!?" and between.rstrip()[-1:] in ",:"):
            found.append((left.outer_end, right.outer_start))
    return found


def run_on(words: Sequence[Word]) -> str:
    """Return the keys of `words` in one, with numbers fenced: "1 10" is not "11 0".

    Numbers up to twelve in words are as in digits, and contractions are
    written out.
    """
    return "".join(map(_sounded, words))


def _sounded(word: Word) -> str:
    key = SMALL_NUMBERS.get(word.key, word.key)
    if word.numeric or key is not word.key:
        return f"\0{key}\0"
    if "'" not in key:
        return key
    if key in _CONTRACTED:
        return _CONTRACTED[key]
    stem, _, ending = key.rpartition("'")
    if ending == "t" and stem.endswith("n"):
        return stem[:-1] + "not"
    return stem + _ENDINGS[ending] if ending in _ENDINGS else key


def find_runs(quotation: Quotation, source: Wording) -> list[tuple[tuple[int, int], ...]]:
    """Return where the quotation stands in the source word for word.

    Returns:
        For each place, in order, the spans of source words of the quotation's
        pieces, each with as few words as possible before it.
    """
    reached: list[tuple[tuple[int, int], ...]] = []
    if len(quotation.pieces) > _MAX_PIECES:
        return []
    for number, piece in enumerate(quotation.pieces):
        places = _find_words(quotation.words[piece.first : piece.last], source)
        if number == 0:
            reached = [(place,) for place in places]
            continue
        following = []
        index = 0
        for start, end in places:
            while index < len(reached) and reached[index][-1][1] <= start:
                index += 1
            # The nearest one before leaves out the fewest words.
            if index and start - reached[index - 1][-1][1] <= piece.gap:
                following.append((*reached[index - 1], (start, end)))
        reached = following
    return reached


def _find_words(words: Sequence[Word], source: Wording) -> list[tuple[int, int]]:
    wanted = run_on(words)
    cues = sum(holds_cue((w,)) for w in words)
    places = []
    at = source.run.find(wanted)
    while at >= 0:
        first, last = source.starts.get(at), source.ends.get(at + len(wanted))
        # "notable" is not "not able".
        if first is not None and last is not None and source.cues[last] - source.cues[first] == cues:
            places.append((first, last))
        at = source.run.find(wanted, at + 1)
    return places


def _write_out(quote: str) -> tuple[str, list[int]]:
    quote = _LETTER_IN_BRACKETS.sub(r"\1", quote)
    parts: list[str] = []
    endings: list[int] = []
    done = length = 0
    for found in _ENDING_IN_BRACKETS.finditer(quote):
        parts += [quote[done : found.start()], found.group(1)]
        length += found.start() - done
        endings.append(length)
        length += len(found.group(1))
        done = found.end()
    return "".join((*parts, quote[done:])), endings


def _pieces(text: str, words: Sequence[Word]) -> list[Piece]:
    pieces: list[Piece] = []
    first = gap = 0
    for found in _GAP.finditer(text):
        inserted = read_words(found.group(1) or "")
        if holds_cue(inserted):
            continue  # "[does not]" must stand in the source like any other word
        last = _count(words, found.start(), first)
        if last > first:
            pieces.append(Piece(first, last, gap))
            gap = 0
        first = _count(words, found.end(), last)
        gap = max(gap, MAX_GAP if found.group(1) is None else max(MAX_INSERTION, len(inserted)))
    if first < len(words):
        pieces.append(Piece(first, len(words), gap))
    return pieces


def _count(words: Sequence[Word], place: int, known: int) -> int:
    """Return how many words end before `place`, of which `known` are known to."""
    while known < len(words) and words[known].end <= place:
        known += 1
    return known


def _whole(words: Sequence[Word]) -> list[Piece]:
    return [Piece(0, len(words), 0)] if words else []


def _written(text: str, words: Sequence[Word], first: int, last: int) -> str:
    return text[words[first].start : words[last - 1].end] if first < last else ""
