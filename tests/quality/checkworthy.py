"""Measures what is said to be worth checking against people's labels, and what becomes of statements that are not.

    python tests/quality/checkworthy.py            the figures
    python tests/quality/checkworthy.py --list     also each not-checkable statement of the seed, and what became of it

CheckThat! 2024 (English) and ClaimBuster label sentences of US presidential
debates. Nothing that ships is trained on them; the threshold was chosen on
CheckThat!'s train split, and its dev split is for the figure alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.detection.atomic import read_sentence
from claimcheck.detection.worth import WORTHY, score_worth
from claimcheck.models import Anchor, Article, Checkability
from claimcheck.text.syntax import Parse, parse_all

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
SEED = ROOT.parent / "shared" / "seed"
PIPELINE = Config().language_pipeline
_SETS = {
    "CheckThat! 2024 dev": ("ct24_dev.jsonl", "Text", "class_label", "Yes", 1),
    "CheckThat! 2024 train, every fourth": ("ct24_train.jsonl", "Text", "class_label", "Yes", 4),
    "ClaimBuster, every third": ("claimbuster_train.jsonl", "text", "label", 1, 3),
}
# A statement is found in words that share this much with it.
_LIKE = 0.2
_CLAIM = "claim"
_EMPTY = frozenset(
    "a an the of to in on and or but is are was were be been has have had its it his her their that this with for at "
    "by from as not than".split()
)


class Judged(NamedTuple):
    """A sentence with its label, and what was made of it."""

    text: str
    gold: bool
    checkable: bool
    worth: float


def measure_checkworthy(data: Path) -> dict[str, dict[str, float]]:
    """Return for each set that is there F1 of the positive class and average precision, with two baselines."""
    found = {}
    for name, (file, *form) in _SETS.items():
        path = data / "checkworthy" / file
        if path.exists():
            found[name] = _score(list(_judge(_read(path, *form))))
    return found


def measure_not_checkable(seed: Path) -> list[tuple[str, str, str]]:
    """Return each not-checkable statement of the seed with its kind, the likest words and what they came out as.

    The article's words are parted into claims and what no claim has of each sentence.
    """
    article, claims = seed / "article.txt", seed / "claims.md"
    if not (article.exists() and claims.exists()):
        return []
    found = extract(Article.build(title="", text=article.read_text("utf-8")), pipeline=PIPELINE)
    units = [(c.paragraph, c.text, _CLAIM) for c in found.claims]
    for sentence in found.sentences:
        if sentence.checkability is not Checkability.BOILERPLATE:
            drawn = [c.anchor for c in found.claims if c.sentence_id == sentence.id and c.anchor]
            rest = _without(sentence.anchor, drawn)
            units.append((sentence.paragraph, rest, "left out" if drawn else sentence.checkability.value))
    rows = []
    for paragraph, statement, kind in _statements(claims.read_text("utf-8")):
        near = [u for u in units if u[0] == paragraph]
        _, words, outcome = max(near or units, key=lambda u: _overlap(statement, u[1]))
        if _overlap(statement, words) < _LIKE:
            words, outcome = "", "not found"
        rows.append((f"{statement} ({kind})", words, outcome))
    return rows


def render_checkworthy(scores: dict[str, dict[str, float]], statements: Sequence[tuple[str, str, str]]) -> str:
    """Return the section of docs/quality.md."""
    lines = [
        "## Check-worthiness",
        "",
        "`tests/quality/checkworthy.py`. Sentences of debates, labelled by people as worth checking or not; evaluation",
        f"only. Check-worthy is what is checkable and has a worth of at least {WORTHY:.2f}, a threshold chosen on",
        "CheckThat!'s train split. Average precision is of the order that reports give: worth, checkable ones first.",
        "",
        "| set | sentences | worthy | precision | recall | F1 | average precision | F1, always yes | F1, has a digit |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    keys = ("precision", "recall", "f1", "average_precision", "f1_always", "f1_digit")
    for name, row in scores.items():
        figures = " | ".join(f"{row[k]:.3f}" for k in keys)
        lines.append(f"| {name} | {row['n']:.0f} | {row['positive']:.0f} | {figures} |")
    if statements:
        wrong = [r for r in statements if r[2] == _CLAIM]
        missing = [r for r in statements if r[2] == "not found"]
        lines += [
            "",
            f"Of the {len(statements)} statements of the seed article that a person listed as not checkable, "
            f"{len(wrong)} came out as checkable and {len(missing)} could not be found by their words"
            f"{': ' + '; '.join(r[0] for r in wrong + missing) if wrong or missing else ''}.",
        ]
    return "\n".join([*lines, ""])


def _read(path: Path, text: str, label: str, yes: object, step: int) -> list[tuple[str, bool]]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [(row[text], row[label] == yes) for row in rows[::step]]


def _judge(rows: Sequence[tuple[str, bool]]) -> Iterator[Judged]:
    for (text, gold), parse in zip(rows, parse_all([t for t, _ in rows], PIPELINE), strict=True):
        yield judge(parse, text, gold=gold)


def judge(parse: Parse, text: str, *, gold: bool) -> Judged:
    """Judge a sentence: its worth is that of all its words."""
    checkable = read_sentence(parse).judgement.checkable
    return Judged(text, gold, checkable, score_worth(parse, range(len(parse.words))))


def _score(rows: Sequence[Judged]) -> dict[str, float]:
    worthy: Callable[[Judged], bool] = lambda r: r.checkable and r.worth >= WORTHY  # noqa: E731
    precision, recall, f1 = _f1(rows, worthy)
    return {
        "n": len(rows),
        "positive": sum(r.gold for r in rows),
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "average_precision": _average_precision(rows),
        "f1_always": _f1(rows, lambda _: True)[2],
        "f1_digit": _f1(rows, lambda r: any(c.isdigit() for c in r.text))[2],
    }


def _f1(rows: Sequence[Judged], says: Callable[[Judged], bool]) -> tuple[float, float, float]:
    said = [r.gold for r in rows if says(r)]
    hits, gold = sum(said), sum(r.gold for r in rows)
    precision, recall = hits / len(said) if said else 0.0, hits / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hits else 0.0


def _average_precision(rows: Sequence[Judged]) -> float:
    """Return the mean of the precision at each gold sentence; those with equal scores share theirs."""

    def place(row: Judged) -> tuple[bool, float]:
        return (row.checkable, row.worth)

    seen = hits = 0
    total = 0.0
    for _, tied in groupby(sorted(rows, key=place, reverse=True), key=place):
        group = [r.gold for r in tied]
        seen, hits = seen + len(group), hits + sum(group)
        total += sum(group) * hits / seen
    gold = sum(r.gold for r in rows)
    return total / gold if gold else 0.0


def _statements(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield paragraph (0 for the headline), words and kind of each row of "Not checkable"."""
    section = text.partition("## 2. Not checkable")[2].partition("\n## ")[0]
    for place, words, kind in re.findall(r"^\|([^|\n]+)\|([^|\n]+)\|([^|\n]+)\|$", section, re.MULTILINE):
        if not set(place.strip()) <= set("- ") and place.strip() != "P":
            number = re.search(r"\d+", place)
            yield int(number.group()) if number else 0, words.strip(), kind.strip()


def _without(whole: Anchor, drawn: Sequence[Anchor]) -> str:
    """Return the words of a sentence that are in no claim."""
    kept = [c for i, c in enumerate(whole.quote, whole.start) if not any(a.start <= i < a.end for a in drawn)]
    return "".join(kept)


def _overlap(statement: str, words: str) -> float:
    """Return how much two texts share of their content words, by their first five letters (Dice)."""
    ours, theirs = _stems(statement), _stems(words)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours and theirs else 0.0


def _stems(text: str) -> set[str]:
    return {w[:5] for w in re.findall(r"[a-z]+", text.lower()) if w not in _EMPTY}


def main() -> None:
    """Print the section, and with --list what became of each statement."""
    statements = measure_not_checkable(SEED)
    scores: dict[str, Any] = measure_checkworthy(DATA)
    sys.stdout.write(render_checkworthy(scores, statements))
    if "--list" in sys.argv[1:]:
        for statement, sentence, kind in statements:
            sys.stdout.write(f"\n{kind}: {statement}\n    {sentence}\n")


if __name__ == "__main__":
    main()
