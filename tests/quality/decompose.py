"""How the claims of a sentence meet the facts that people parted it into (FActScore), for docs/quality.md.

    PYTHONPATH=src python tests/quality/decompose.py              the section
    PYTHONPATH=src python tests/quality/decompose.py --misses 20  what was drawn of some sentences, and not found

A claim is a person's fact if the two agree in at least .7 (F1) of their words
and in all numbers and names. Each counts once: the largest one-to-one matching.
"He", "Flaherty" and "Lanny Flaherty" are one word if the page is about him,
"is" and "was" are one, and articles do not count: who "he" is, is found
elsewhere. A fact is kept if one claim has all its numbers and names and .7 of
its words, however much more it says: what is not kept may be lost. Rules were
written looking at the second, fourth ... biography only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config import Config
from claimcheck.detection.atomic import part_semicolons, read_sentence
from claimcheck.models import Grain
from claimcheck.text.segment import split_sentences
from claimcheck.text.syntax import Parse, parse_alike

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


@dataclass(frozen=True, slots=True)
class Figures:
    """How claims meet people's facts; `kept` is the share of facts held by one claim, `drawn` the claims a sentence."""

    recall: float
    precision: float
    kept: float
    drawn: float


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
    parses = parse_alike(texts, Config().language_pipeline)
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


def measure_decomposition(path: Path = FILE) -> dict[str, dict[str, Figures]]:
    """Return the figures by way of parting and by half."""
    parted = read_parted(path)
    drawn = {"sentence": [[p.text] for p in parted], **{grain.value: draw(parted, grain) for grain in Grain}}
    return {name: {half: score(parted, claims, half) for half in (*HALVES, "all")} for name, claims in drawn.items()}


def score(parted: Sequence[Parted], claims: Sequence[list[str]], half: str) -> Figures:
    """Return the figures of a half."""
    chosen = [(p, c) for p, c in zip(parted, claims, strict=True) if half in {p.half, "all"}]
    hits = sum(len(match(p, c)) for p, c in chosen)
    kept = sum(_kept(p, c) for p, c in chosen)
    facts, drawn = sum(len(p.facts) for p, _ in chosen), sum(len(c) for _, c in chosen)
    return Figures(hits / facts, hits / (drawn or 1), kept / facts, drawn / len(chosen))


def _kept(item: Parted, claims: Sequence[str]) -> int:
    names = _names(item)
    said = [_say(c, item, names) for c in claims]
    return sum(any(_holds(s, _say(f, item, names)) for s in said) for f in item.facts)


def _holds(claim: _Said, fact: _Said) -> bool:
    return fact.firm <= claim.firm and (claim.words & fact.words).total() >= ENOUGH * fact.words.total()


def decomposition_figures(found: dict[str, dict[str, Figures]]) -> dict[str, float]:
    """Return the figures that have floors."""
    return {
        "factscore_recall": found["fact"]["all"].recall,
        "factscore_precision": found["fact"]["all"].precision,
        "factscore_claim_precision": found["claim"]["all"].precision,
        "factscore_claim_kept": found["claim"]["all"].kept,
    }


def render_decomposition(found: dict[str, dict[str, Figures]]) -> str:
    """Return the section of docs/quality.md."""
    rows = [
        f"| {_WAYS[name]} | {half} | {f.recall:.3f} | {f.precision:.3f} | {f.kept:.3f} | {f.drawn:.2f} |"
        for name, halves in found.items()
        for half, f in halves.items()
    ]
    return "\n".join([_PREFACE, *rows, ""])


_WAYS = {"sentence": "one claim a sentence", "claim": "claims", "fact": "facts"}
_PREFACE = """## Sentences parted by people (FActScore)

`python tests/quality/decompose.py`: sentences of 183 biographies that a language model wrote, which people parted into
facts. A claim is a fact of theirs if the two agree in .7 (F1) of their words and in every number and name, one to one;
a fact is kept if one claim has its numbers and names and .7 of its words. Pronouns and the name of the page's person
count as one word. Claims are what `check` judges: they keep what happened, when and where together, since two records
that each bear out half may speak of two events. Facts (`--grain fact`) part those as well.

| way | biographies | recall | precision | kept | claims a sentence |
|---|---|---|---|---|---|"""


def main() -> None:
    """Print the section, or examples from the half that was looked at."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--file", type=Path, default=FILE)
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--grain", type=Grain, default=Grain.FACT)
    chosen = parser.parse_args()
    if not chosen.file.exists():
        sys.exit(f"{chosen.file} is not there")
    if not chosen.misses:
        print(render_decomposition(measure_decomposition(chosen.file)))
        return
    parted = [p for p in read_parted(chosen.file) if p.half == HALVES[0]][:: max(1, 600 // chosen.misses)]
    for item, claims in zip(parted, draw(parted, chosen.grain), strict=True):
        found = {j for _, j in match(item, claims)}
        print(item.text, *(f"    drawn   {c}" for c in claims), sep="\n")
        print(*(f"    missed  {f}" for j, f in enumerate(item.facts) if j not in found), sep="\n")


if __name__ == "__main__":
    main()
