"""How the claims of a sentence meet the facts that people parted it into (FActScore), for docs/quality.md.

    PYTHONPATH=src python tests/quality/decompose.py [--misses N] [--grain claim]

A claim is a person's fact if the two agree in at least .7 (F1) of their words
and in all numbers and names. Each counts once: the largest one-to-one matching.
"He", "Flaherty" and "Lanny Flaherty" are one word if the page is about him,
"is" and "was" are one, and articles do not count: who "he" is, is found
elsewhere. Rules were written looking at the second, fourth ... biography only.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config import Config
from claimcheck.detection.atomic import Grain, part_semicolons, read_sentence
from claimcheck.text.segment import split_sentences
from claimcheck.text.syntax import Parse, parse_all

ROOT = Path(__file__).parents[2]
FILE = ROOT.parent / "shared" / "data" / "decompose" / "factscore_chatgpt.jsonl"
ENOUGH = 0.7
_WORD = re.compile(r"\d+(?:[.,]\d+)*(?:st|nd|rd|th|s)?|[^\W\d_]+(?:[.&*][^\W\d_]+)*")
_ARTICLES = frozenset({"a", "an", "the"})
_BE = frozenset({"is", "was", "are", "were", "been", "being", "be"})
_PRONOUNS = frozenset({"he", "she", "it", "his", "her", "its", "him", "they", "their"})
_FORMS = {"has": "have", "had": "have"}
HALVES = ("looked at", "not looked at")


@dataclass(frozen=True, slots=True)
class Parted:
    """A sentence of a biography with a person's facts. `half` is of `HALVES`."""

    topic: str
    text: str
    facts: tuple[str, ...]
    half: str


@dataclass(frozen=True, slots=True)
class _Said:
    """What counts of a claim or fact: its words, and the numbers and names among them."""

    words: Counter[str]
    firm: frozenset[str]


def read_parted(path: Path) -> list[Parted]:
    """Return the sentences that people parted into facts."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for index, row in enumerate(map(json.loads, lines)):
            for sentence in row["annotations"] or ():
                facts = tuple(f["text"] for f in sentence["human-atomic-facts"] or ())
                if facts:
                    found.append(Parted(row["topic"], sentence["text"], facts, HALVES[index % 2 == 0]))
    return found


def draw(parted: Sequence[Parted], grain: Grain) -> list[list[str]]:
    """Return the claims of each."""
    return [claims for claims, _ in _read(parted, lambda parse, parts: _claims(parse, parts, grain))]


def _claims(parse: Parse, parts: Sequence[tuple[int, Parse]], grain: Grain) -> list[str]:
    return [d.text for d in read_sentence(parse, parts, grain=grain).drafts]


def _read(
    parted: Sequence[Parted], read: Callable[[Parse, Sequence[tuple[int, Parse]]], list[str]]
) -> Iterator[tuple[list[str], Parted]]:
    texts: list[str] = []
    shape = []
    for item in parted:
        sentences = [item.text[a:b] for a, b in split_sentences(item.text)]
        shape.append([part_semicolons(s) for s in sentences])
        for sentence, spans in zip(sentences, shape[-1], strict=True):
            texts += [sentence, *(sentence[a:b] for a, b in spans)]
    parses = parse_all(texts, Config().language_pipeline)
    for item, sentences_parts in zip(parted, shape, strict=True):
        claims = []
        for spans in sentences_parts:
            whole = next(parses)
            claims += read(whole, [(start, next(parses)) for start, _ in spans])
        yield claims, item


def match(item: Parted, claims: Sequence[str]) -> list[tuple[int, int]]:
    """Return the largest one-to-one matching of claims to facts, as pairs of their places."""
    names = _names(item)
    said, meant = [_say(c, item, names) for c in claims], [_say(f, item, names) for f in item.facts]
    edges = [sorted((j for j, m in enumerate(meant) if _same(s, m)), key=lambda j: -_f1(s, meant[j])) for s in said]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in edges[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in range(len(said)):
        place(i, set())
    return [(i, j) for j, i in sorted(taken.items())]


def _same(first: _Said, second: _Said) -> bool:
    return first.firm == second.firm and _f1(first, second) >= ENOUGH


def _f1(first: _Said, second: _Said) -> float:
    both = (first.words & second.words).total()
    return 2 * both / ((first.words.total() + second.words.total()) or 1)


def _names(item: Parted) -> frozenset[str]:
    """Return the words that are written with a capital within the sentence, but for the person's own name."""
    own = {w.lower() for w in _WORD.findall(item.topic)}
    inside = [w for w in _WORD.finditer(item.text) if w[0][0].isupper() and w.start() > 1]
    return frozenset(w[0].lower() for w in inside) - own - _ARTICLES - _PRONOUNS


def _say(text: str, item: Parted, names: frozenset[str]) -> _Said:
    own = {w.lower() for w in _WORD.findall(item.topic)}
    words: list[str] = []
    for word in (w.lower() for w in _WORD.findall(text)):
        if word in _ARTICLES or word == "s":
            continue
        if word in own or word in _PRONOUNS:
            if words[-1:] != ["@"]:
                words.append("@")
            continue
        words.append("be" if word in _BE else _FORMS.get(word, word))
    return _Said(Counter(words), frozenset(w for w in words if w in names or w[0].isdigit()))


def score(parted: Sequence[Parted], claims: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return recall and precision."""
    hits = sum(len(match(p, c)) for p, c in zip(parted, claims, strict=True))
    facts, drawn = sum(len(p.facts) for p in parted), sum(map(len, claims))
    return hits / facts, hits / (drawn or 1)


def measure_decomposition(path: Path = FILE) -> dict[str, dict[str, tuple[float, float, float]]]:
    """Return, by way of parting and by half, recall, precision and claims in a sentence."""
    parted = read_parted(path)
    drawn = {grain.value: draw(parted, grain) for grain in Grain}
    drawn["sentence"] = [[p.text] for p in parted]
    return {name: {half: _figures(parted, claims, half) for half in (*HALVES, "all")} for name, claims in drawn.items()}


def _figures(parted: Sequence[Parted], claims: Sequence[list[str]], half: str) -> tuple[float, float, float]:
    chosen = [(p, c) for p, c in zip(parted, claims, strict=True) if half in {p.half, "all"}]
    recall, precision = score([p for p, _ in chosen], [c for _, c in chosen])
    return recall, precision, sum(len(c) for _, c in chosen) / len(chosen)
