"""Passages that speak of a claim's subject and do not settle it: what a search brings back, and what no pair set holds."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from contrasts import _NAME, NEI, Pair

_WORD = re.compile(r"\w{4,}|\d+")
_SAMPLE = 300  # abstracts that are looked through for the sentence nearest to a claim


def near_abstracts(
    corpus: Path, claims: Sequence[tuple[str, dict[str, set[int]]]], rng: random.Random, origin: str
) -> Iterator[Pair]:
    """Yield, for each claim, sentences of its own abstracts that are no rationale, and the likest of others.

    Args:
        corpus: JSON Lines with `doc_id` or `cord_id`, and `abstract` as a list of sentences.
        claims: Claims, each with the sentences of its rationales by abstract.
        rng: Chooses.
        origin: Written into the pairs.
    """
    abstracts: dict[str, list[str]] = {}
    with corpus.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            abstracts[str(row.get("doc_id", row.get("cord_id")))] = row["abstract"]
    names = sorted(abstracts)
    for claim, own in claims:
        words = set(_WORD.findall(claim.lower()))
        rest = [s for d, used in own.items() for i, s in enumerate(abstracts.get(d, ())) if i not in used]
        for sentence in rng.sample(rest, min(2, len(rest))):
            yield Pair(claim, sentence, NEI, f"{origin}:near")
        others = [s for d in rng.sample(names, min(_SAMPLE, len(names))) if d not in own for s in abstracts[d]]
        likest = sorted(others, key=lambda s: (-len(words & set(_WORD.findall(s.lower()))), s))[:2]
        for sentence in likest:
            yield Pair(claim, sentence, NEI, f"{origin}:far")


def read_scifact(path: Path) -> list[tuple[str, dict[str, set[int]]]]:
    """Return SciFact's claims with their rationales' sentences by abstract."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            own = {str(d): {i for r in rationales for i in r["sentences"]} for d, rationales in row["evidence"].items()}
            own |= {str(d): set() for d in row.get("cited_doc_ids", ()) if str(d) not in own}
            found.append((row["claim"], own))
    return found


def read_checkcovid(path: Path) -> list[tuple[str, dict[str, set[int]]]]:
    """Return Check-COVID's claims with their evidence's sentences by abstract."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            used = {e["sent_index"] for e in row["evidence_set"] or () if isinstance(e["sent_index"], int)}
            found.append((row["claim"], {str(row["cord_id"]): used}))
    return found


def same_names(pairs: Sequence[Pair], sentences: Sequence[str], rng: random.Random, count: int) -> list[Pair]:
    """Set claims beside sentences that name the same, and are not of their evidence."""
    by_name: dict[str, list[str]] = {}
    for sentence in sentences:
        for found in set(_NAME.findall(sentence)):
            by_name.setdefault(found, []).append(sentence)
    made: list[Pair] = []
    for pair in pairs:
        shared = [n for n in sorted(set(_NAME.findall(pair.claim))) if " " in n and len(by_name.get(n, ())) > 1]
        others = [s for n in shared for s in by_name[n] if s not in pair.evidence]
        if others:
            made.append(Pair(pair.claim, rng.choice(others), NEI, "names:near"))
        if len(made) == count:
            break
    return made
