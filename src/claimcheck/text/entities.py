"""Names: a gazetteer of entities with their aliases, read from data files.

A name that no file knows is compared as spelled (see `match_names`), so the
gazetteer decides only what spelling cannot: DPRK = North Korea = Pyongyang.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from claimcheck.errors import InvalidSettings
from claimcheck.models import content_id
from claimcheck.text.normalize import fold, strip_accents

KINDS = ("state", "capital", "organisation", "place", "event", "topic", "person")
_WORD = re.compile(r"\w+(?:[.&'’]\w+)*\.?|\+")
_LOCATIVE = re.compile(r"(?:\b(?:in|at|near|outside|from|to|via|around)\s+|,\s*)(?:the\s+)?$", re.IGNORECASE)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){1,5}s?")


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


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names, looked up by their first word; `fingerprint` changes when a name does."""

    by_first: Mapping[str, tuple[_Alias, ...]]
    fingerprint: str

    def find(self, text: str) -> list[Mention]:
        """Return the known names in `text`: the longest at each place, in order."""
        words = [(m.start(), m.end(), _key(m.group())) for m in _WORD.finditer(text)]
        mentions: list[Mention] = []
        index = 0
        while index < len(words):
            alias = self._longest(text, words, index)
            if alias is None:
                index += 1
                continue
            start, end = words[index][0], words[index + len(alias.words) - 1][1]
            if text[end - 1] == "." and not alias.surface.endswith("."):
                end -= 1
            mentions.append(_mention(text, start, end, alias))
            index += len(alias.words)
        return mentions

    def _longest(self, text: str, words: list[tuple[int, int, str]], index: int) -> _Alias | None:
        for alias in self.by_first.get(words[index][2], ()):  # longest first
            stop = index + len(alias.words)
            if stop <= len(words) and all(words[index + i][2] == w for i, w in enumerate(alias.words)):
                surface = text[words[index][0] : words[stop - 1][1]]
                if _case_fits(surface, alias.surface):
                    return alias
        return None


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
    aliases, added = _read(shipped, None), ""
    if extra:
        path = Path(extra)
        try:
            added = path.read_text("utf-8")
            aliases += _read(added, path)
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
    return Gazetteer({k: tuple(v) for k, v in table.items()}, fingerprint)


def _read(text: str, path: Path | None) -> list[_Alias]:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidSettings(f"the alias file is not TOML: {error}", path=path) from None
    aliases = []
    for kind, names in data.items():
        if kind not in KINDS:
            raise InvalidSettings(f"unknown kind of entity [{kind}]", path=path, hint=f"one of: {', '.join(KINDS)}")
        if not isinstance(names, dict):
            raise InvalidSettings(f"[{kind}] must hold names", path=path)
        for name, others in names.items():
            if not isinstance(others, list) or not all(isinstance(o, str) and o.strip() for o in others):
                raise InvalidSettings(f"the aliases of {name!r} must be a list of text", path=path)
            surfaces = others if kind == "capital" else [name, *others]
            aliases += [a for s in surfaces if (a := _alias(s, name, kind))]
    return aliases


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
