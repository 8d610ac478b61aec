"""Known names, found in texts: in two strengths, each one look-up per word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from typing import Any, TypeVar

from claimcheck.text.entities.mentions import case_fits, make_mention
from claimcheck.text.entities.records import Alias, Entity, Mention
from claimcheck.text.entities.spelling import WORD, word_key
from claimcheck.text.normalize import fold

_HOLDING = frozenset(("organisation", "treaty", "event", "topic"))
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 50_000, 64
# A word's start and end, and its form for comparison.
_Word = tuple[int, int, str]
_Words = tuple[_Word, ...]
# The words of a run in which a name may begin, and what must follow it if a name begins with its last word only.
_Opening = tuple[_Words, frozenset[str] | None]
_HERE = ""  # in the tree of words: the aliases that end here; no word is empty
_T = TypeVar("_T")


class _Memory(dict[str, _T]):
    """What `read` gives for a run of text without white space: a few thousand runs are most of any text."""

    def __init__(self, read: Callable[[str], _T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, run: str) -> _T:
        value = self._read(run)
        if len(run) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[run] = value
        return value


class _Finder:
    """Finds the longest alias at each place of a text. `by_first` holds them by first word, the longest first."""

    def __init__(self, by_first: Mapping[str, tuple[Alias, ...]]) -> None:
        self.by_first = by_first
        self._most = max((len(a.words) for those in by_first.values() for a in those), default=0)
        self._tree: dict[str, Any] = {}
        for first in by_first.values():
            for alias in first:
                node = self._tree
                for word in alias.words:
                    node = node.setdefault(word, {})
                node[_HERE] = (*node.get(_HERE, ()), alias)
        self.words: _Memory[_Words] = _Memory(_read_words)
        self.openings: _Memory[_Opening | None] = _Memory(self._read_opening)

    def find(self, text: str) -> Iterator[tuple[int, int, Alias]]:
        """Yield the spans of aliases, in order."""
        runs = text.split()
        openings = list(map(self.openings.__getitem__, runs))
        searched = position = taken = 0
        for index in compress(count(), openings):
            own, seconds = openings[index] or ((), None)
            if seconds is not None:
                following = self.words[runs[index + 1]] if index + 1 < len(runs) else None
                if following is None or (following and following[0][2] not in seconds):
                    continue
            run = runs[index]
            place = _place(text, run, position, runs[searched:index].count(run))
            searched, position = index + 1, place + len(run)
            words = [(place + start, place + end, key) for start, end, key in own]
            for at, (start, _, key) in enumerate(words):
                if start < taken or key not in self.by_first:
                    continue
                found = self._longest(text, runs, index, words[at : at + self._most])
                if found is not None:
                    alias, taken = found
                    short = text[taken - 1] == "." and not alias.surface.endswith(".")
                    yield start, taken - short, alias

    def _longest(self, text: str, runs: list[str], index: int, words: Sequence[_Word]) -> tuple[Alias, int] | None:
        """Return the longest name that begins with the first of `words`, the last ones of a run, and its end."""
        start, end, key = words[0]
        node = self._tree[key]
        found = [(end, node[_HERE])] if _HERE in node else []
        rest = iter(words[1:])
        while len(node) > (_HERE in node):  # something may follow
            word = next(rest, None)
            if word is None:
                following: _Words = ()
                while not following and (index := index + 1) < len(runs):
                    following = self.words[runs[index]]
                if not following or following[0][2] not in node:
                    break
                place = text.index(runs[index], end)
                rest = iter([(place + first, place + last, key) for first, last, key in following])
                continue
            if word[2] not in node:
                break
            _, end, key = word
            node = node[key]
            if _HERE in node:
                found.append((end, node[_HERE]))
        for end, aliases in reversed(found):
            for alias in aliases:
                if case_fits(text[start:end], alias.surface):
                    return alias, end
        return None

    def _read_opening(self, run: str) -> _Opening | None:
        words = _read_words(run)
        fitting = [self._fitting(run[start], key) for start, _, key in words]
        if not any(fitting):
            return None
        longer = not any(fitting[:-1]) and all(len(alias.words) > 1 for alias in fitting[-1])
        return words, frozenset(alias.words[1] for alias in fitting[-1]) if longer else None

    def _fitting(self, first: str, key: str) -> list[Alias]:
        """Return the aliases that begin with a word; those with a capital only if the word has one."""
        return [a for a in self.by_first.get(key, ()) if first.isupper() or not a.surface[0].isupper()]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names, looked up by their first word; `fingerprint` changes when a name does.

    `find` is what verdicts are built on: each of its names belongs to its
    entity beyond doubt. `find_widely` serves the index and the query: it adds
    spellings and names that may be of several (`wide`, which holds those of
    `by_first` too). `related` holds by entity the others under which sources
    speak of the same: the state it succeeds, the war it fought. They are
    searched, never taken for the same name. `blocked` holds the words of names
    that are never an entity; `person_openings` with which words the full names
    of persons begin.
    """

    by_first: Mapping[str, tuple[Alias, ...]]
    fingerprint: str
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wide: Mapping[str, tuple[Alias, ...]] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    blocked: frozenset[tuple[str, ...]] = frozenset()
    person_openings: frozenset[str] = field(init=False, repr=False, compare=False)
    _strict: _Finder = field(init=False, repr=False, compare=False)
    _loose: _Finder = field(init=False, repr=False, compare=False)
    _held: _Memory[tuple[tuple[str, str], ...]] = field(init=False, repr=False, compare=False)
    _shared: Mapping[tuple[str, ...], tuple[Alias, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_strict", _Finder(self.by_first))
        object.__setattr__(self, "_loose", _Finder(self.wide or self.by_first))
        object.__setattr__(self, "_held", _Memory(self._find_held))
        object.__setattr__(self, "_shared", _share(self.wide))
        persons = (s for e in self.entities.values() if e.kind == "person" for s in (e.name, *e.aliases, *e.variants))
        object.__setattr__(
            self, "person_openings", frozenset(w for s in persons if " " in s and len(w := s.split()[0]) > 2)
        )

    def find(self, text: str) -> list[Mention]:
        """Return the known names in `text`: the longest at each place, in order."""
        mentions: list[Mention] = []
        for start, end, alias in self._strict.find(text):
            mention = make_mention(text, start, end, alias)
            if mention is not None:
                mentions.append(mention)
        return mentions

    def find_widely(self, text: str) -> list[Mention]:
        """Return what a search should find `text` by; never for a verdict.

        A name that may be of several entities is a mention of each ("Congolese"
        of both Congos), a capital one of the city and, where the government may
        be meant, of the state; what bears a state in its name ("Interim Force
        in Lebanon") is one of that state too, over the same span.
        """
        mentions: list[Mention] = []
        for start, end, alias in self._loose.find(text):
            for one in self._shared.get(alias.words, (alias,)):
                if one is not alias and not case_fits(text[start:end], one.surface):
                    continue
                mention = make_mention(text, start, end, one)
                if mention is None:
                    continue
                mentions.append(mention)
                if one.kind == "capital" and mention.kind == "state":
                    mentions.append(Mention(mention.start, mention.end, fold(one.surface), "place"))
                if len(one.words) > 2 and one.kind in _HOLDING:
                    inner = self._held[one.surface]
                    mentions += [Mention(mention.start, mention.end, entity, kind) for entity, kind in inner]
        return mentions

    def _find_held(self, surface: str) -> tuple[tuple[str, str], ...]:
        """Return the entities that a longer name holds in its words but the first, and in those but the last."""
        words = surface.split()
        found = [m for part in (words[:-1], words[1:]) for m in self.find(" ".join(part))]
        return tuple(sorted({(m.entity, m.kind) for m in found}))

    def relatives(self, entities: Collection[str]) -> tuple[str, ...]:
        """Return the entities related to any of `entities`, sorted, those left out."""
        found = {other for entity in entities for other in self.related.get(entity, ())}
        return tuple(sorted(found - set(entities)))

    def owners(self, name: str) -> tuple[str, ...]:
        """Return the ids of the entities that `name` as a whole is a name of, in either strength, sorted."""
        words = tuple(word_key(m.group()) for m in WORD.finditer(name))
        aliases = (self.wide or self.by_first).get(words[0], ()) if words else ()
        return tuple(sorted({a.entity for a in aliases if a.words == words and a.entity}))


def _share(wide: Mapping[str, tuple[Alias, ...]]) -> dict[tuple[str, ...], tuple[Alias, ...]]:
    """Return the aliases of several entities by their words, one for each entity."""
    found: dict[tuple[str, ...], dict[str, Alias]] = {}
    for aliases in wide.values():
        for alias in aliases:
            found.setdefault(alias.words, {}).setdefault(alias.entity, alias)
    return {words: tuple(those.values()) for words, those in found.items() if len(those) > 1}


def _read_words(run: str) -> _Words:
    if run.isascii() and run.isalpha():  # most runs, and the same, faster
        return ((0, len(run), run.lower()),)
    return tuple((m.start(), m.end(), word_key(m.group())) for m in WORD.finditer(run))


def _place(text: str, run: str, position: int, skipped: int) -> int:
    """Return where `run` stands as a whole, white space on both sides, behind the next `skipped` such places."""
    while True:
        place = text.index(run, position)
        position = place + len(run)
        if (place and not text[place - 1].isspace()) or text[position : position + 1].strip():
            position = place + 1
        elif skipped:
            skipped -= 1
        else:
            return place
