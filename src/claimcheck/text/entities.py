"""Names: a gazetteer of entities with their aliases, read from data files.

A name that no file knows is compared as spelled (see `match_names`), so the
gazetteer decides only what spelling cannot: DPRK = North Korea = Pyongyang.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import compress, count
from pathlib import Path
from typing import TypeVar

from claimcheck.errors import InvalidSettings
from claimcheck.models import content_id
from claimcheck.text.normalize import fold, strip_accents

KINDS = ("state", "capital", "organisation", "place", "event", "topic", "person")
_WORD = re.compile(r"\w+(?:[.&'’]\w+)*\.?|\+")
_LOCATIVE = re.compile(r"(?:\b(?:in|at|near|outside|from|to|via|around)\s+|,\s*)(?:the\s+)?$", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){1,5}s?")
_RELATED = "related"
_MOST_REMEMBERED, _LONGEST_REMEMBERED = 50_000, 64
# A word's start and end, and its form for comparison.
_Word = tuple[int, int, str]
_Words = tuple[_Word, ...]
# The words of a run in which a name may begin, and what must follow it if a name begins with its last word only.
_Opening = tuple[_Words, frozenset[str] | None]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Mention:
    """A known name in a text. `entity` is the canonical name, folded."""

    start: int
    end: int
    entity: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Alias:
    surface: str
    words: tuple[str, ...]
    entity: str
    kind: str


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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names, looked up by their first word; `fingerprint` changes when a name does.

    `related` holds by entity the others under which sources speak of the same:
    the state it succeeds, the war it fought. They are searched, never taken
    for the same name.
    """

    by_first: Mapping[str, tuple[_Alias, ...]]
    fingerprint: str
    related: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    _words: _Memory[_Words] = field(init=False, repr=False, compare=False)
    _openings: _Memory[_Opening | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_words", _Memory(_read_words))
        object.__setattr__(self, "_openings", _Memory(self._read_opening))

    def find(self, text: str) -> list[Mention]:
        """Return the known names in `text`: the longest at each place, in order."""
        runs = text.split()
        openings = list(map(self._openings.__getitem__, runs))
        mentions: list[Mention] = []
        searched = position = taken = 0
        for index in compress(count(), openings):
            own, seconds = openings[index] or ((), None)
            if seconds is not None:
                following = self._words[runs[index + 1]] if index + 1 < len(runs) else None
                if following is None or (following and following[0][2] not in seconds):
                    continue
            run = runs[index]
            place = _place(text, run, position, runs[searched:index].count(run))
            searched, position = index + 1, place + len(run)
            words = [(place + start, place + end, key) for start, end, key in own]
            for at, (start, _, key) in enumerate(words):
                if start < taken or key not in self.by_first:
                    continue
                found = self._longest(text, runs, index, words[at : at + len(self.by_first[key][0].words)])
                if found is not None:
                    alias, taken = found
                    short = text[taken - 1] == "." and not alias.surface.endswith(".")
                    mentions.append(_mention(text, start, taken - short, alias))
        return mentions

    def relatives(self, entities: Collection[str]) -> tuple[str, ...]:
        """Return the entities related to any of `entities`, sorted, those left out."""
        found = {other for entity in entities for other in self.related.get(entity, ())}
        return tuple(sorted(found - set(entities)))

    def _longest(self, text: str, runs: list[str], index: int, words: list[_Word]) -> tuple[_Alias, int] | None:
        """Return the longest name that begins with the first of `words`, the last ones of a run, and its end."""
        aliases = self.by_first[words[0][2]]  # longest first
        most = len(aliases[0].words)
        while len(words) < most and (index := index + 1) < len(runs):
            own = self._words[runs[index]]
            if own:
                place = text.index(runs[index], words[-1][1])
                words += [(place + start, place + end, key) for start, end, key in own]
        keys = tuple([key for _, _, key in words[:most]])
        for alias in aliases:
            size = len(alias.words)
            if keys[:size] == alias.words and _case_fits(text[words[0][0] : words[size - 1][1]], alias.surface):
                return alias, words[size - 1][1]
        return None

    def _read_opening(self, run: str) -> _Opening | None:
        words = _read_words(run)
        known = [index for index, word in enumerate(words) if word[2] in self.by_first]
        if not known:
            return None
        aliases = self.by_first[words[-1][2]] if known == [len(words) - 1] else ()
        longer = bool(aliases) and all(len(alias.words) > 1 for alias in aliases)
        return words, frozenset(alias.words[1] for alias in aliases) if longer else None


def _read_words(run: str) -> _Words:
    return tuple((m.start(), m.end(), _key(m.group())) for m in _WORD.finditer(run))


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


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Return the shipped names, with those of the file `extra` added.

    Raises:
        InvalidSettings: `extra` cannot be read, is not TOML, or does not hold
            `[kind]` tables of lists of text.
    """
    return _load(str(extra) if extra else "")


@lru_cache(maxsize=4)
def _load(extra: str) -> Gazetteer:
    shipped = files("claimcheck.text").joinpath("data/entities.toml").read_text("utf-8")
    aliases, related = _read(shipped, None)
    added = ""
    if extra:
        path = Path(extra)
        try:
            added = path.read_text("utf-8")
            more, others = _read(added, path)
            aliases += more
            related |= others
        except (OSError, UnicodeDecodeError) as error:
            why = getattr(error, "strerror", None) or "not UTF-8"
            raise InvalidSettings(f"the alias file cannot be read: {why}", path=path) from None
    table: dict[str, list[_Alias]] = {}
    for alias in aliases:
        table.setdefault(alias.words[0], []).append(alias)
    # The longest first; of equals the later line, so that a user's wins over ours.
    for first in table.values():
        first.reverse()
        first.sort(key=lambda a: -len(a.words))
    fingerprint = content_id("names", shipped, added)
    return Gazetteer({k: tuple(v) for k, v in table.items()}, fingerprint, related)


def _read(text: str, path: Path | None) -> tuple[list[_Alias], dict[str, tuple[str, ...]]]:
    """Return the aliases of a file, and its related names by entity."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings(f"the alias file is not TOML: {error}", path=path) from None
    aliases: list[_Alias] = []
    related: dict[str, tuple[str, ...]] = {}
    for kind, names in data.items():
        if kind not in {*KINDS, _RELATED}:
            known = ", ".join((*KINDS, _RELATED))
            raise InvalidSettings(f"unknown kind of entity [{kind}]", path=path, hint=f"one of: {known}")
        if not isinstance(names, dict):
            raise InvalidSettings(f"[{kind}] must hold names", path=path)
        for name, others in names.items():
            if not isinstance(others, list) or not all(isinstance(o, str) and o.strip() for o in others):
                raise InvalidSettings(f"the aliases of {name!r} must be a list of text", path=path)
            if kind == _RELATED:
                related[fold(name)] = tuple(fold(other) for other in others)
                continue
            surfaces = others if kind == "capital" else [name, *others]
            aliases += [a for s in surfaces if (a := _alias(s, name, kind))]
    return aliases, related


def _alias(surface: str, name: str, kind: str) -> _Alias | None:
    words = tuple(_key(m.group()) for m in _WORD.finditer(surface))
    return _Alias(surface, words, fold(name), kind) if words else None


def _key(word: str) -> str:
    word = fold(word).replace("-", "").replace(".", "").replace("'s", "") or word
    return strip_accents(word)


def _case_fits(surface: str, alias: str) -> bool:
    plain = surface.replace(".", "")
    if _ACRONYM.fullmatch(alias):
        return plain.isupper() or plain.rstrip("s").isupper()
    if alias[0].isupper():
        return surface[0].isupper()
    return True


def _mention(text: str, start: int, end: int, alias: _Alias) -> Mention:
    if alias.kind == "capital" and _LOCATIVE.search(text[max(0, start - 12) : start]):
        return Mention(start, end, fold(alias.surface), "place")
    surface = text[start:end]
    if surface.endswith(("'s", "’s")) and not alias.surface.endswith(("'s", "’s")):
        end -= 2
    return Mention(start, end, alias.entity, "state" if alias.kind == "capital" else alias.kind)


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as compared: folded, without accents, hyphens opened."""
    folded = strip_accents(fold(name)).replace("-", " ").replace("'s", " ")
    return tuple(w for w in re.findall(r"\w+", folded) if w not in _TITLES)


def match_names(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether two names may be of one bearer: the words of one are among the other's.

    "Kishida" and "Fumio Kishida" match, and so do "Kishida Fumio" and "Fumio
    Kishida"; "Taro Kono" and "Fumio Kishida" do not, nor do "Taro Kono" and
    "Taro Aso".
    """
    a, b = set(first), set(second)
    return bool(a and b) and (a <= b or b <= a)


_TITLES = frozenset(
    (
        "mr mrs ms dr prof sir dame lord lady president premier prime minister chancellor secretary senator governor "
        "general colonel admiral captain judge justice king queen prince princess pope ambassador chairman chairwoman "
        "chair spokesman spokeswoman foreign defence defense the of a an then former acting state"
    ).split()
)
