"""Labelled pairs with gold evidence, from public sets that lie beside the project; nothing of them is kept here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from claimcheck.evaluation.datasets import GoldLabel, Pair, read_pairs

# Every fifth claim of SciFact's train split, by its number, was never trained on: training/pairs.py has the same rule.
HELD_OUT = 5

FILES = {
    "VitaminC dev (evaluation only)": "verdict/vitaminc_dev.jsonl",
    "HealthVer dev (evaluation only)": "verdict/healthver_dev.jsonl",
}


def read_sets(data: Path) -> Iterator[tuple[str, list[Pair]]]:
    """Yield the name and the pairs of each set that is there."""
    for name, file in FILES.items():
        if (data / file).exists():
            yield name, list(read_pairs(data / file))
    rows = data / "train" / "pairs.jsonl"
    if rows.exists():
        yield "SciFact train, held-out fold", list(_held_out(rows))
    if (data / "e2e" / "checkcovid" / "claims_dev.jsonl").exists():
        yield "Check-COVID dev, gold evidence", list(_checkcovid(data / "e2e" / "checkcovid"))
    if (data / "e2e" / "wice" / "claim_dev.jsonl").exists():
        yield "WiCE dev, gold evidence", list(_wice(data / "e2e" / "wice" / "claim_dev.jsonl"))


def is_held_out(claim: str) -> bool:
    """Whether a claim of SciFact's train split, by its number, was kept from training."""
    return int(claim.split("_", maxsplit=1)[0]) % HELD_OUT == 0


def write_fold(claims: Path, out: Path) -> Path:
    """Write those of SciFact's train claims that were kept from training, and return where."""
    rows = (json.dumps(row) for row in _rows(claims) if is_held_out(str(row["id"])))
    out.write_text("".join(f"{row}\n" for row in rows), "utf-8")
    return out


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _held_out(path: Path) -> Iterator[Pair]:
    for row in _rows(path):
        if row["dataset"] == "scifact" and is_held_out(row["id"]):
            yield Pair(claim=row["claim"], evidence=row["evidence"], label=GoldLabel(row["label"]))


def _checkcovid(folder: Path) -> Iterator[Pair]:
    """Yield each claim with its gold sentences; one without enough evidence, with the sentences named for it."""
    abstracts = {str(row.get("cord_id", row.get("doc_id"))): row["abstract"] for row in _rows(folder / "corpus.jsonl")}
    labels = {"SUPPORT": GoldLabel.SUPPORTED, "REFUTE": GoldLabel.REFUTED, "NOTENOUGHINFO": GoldLabel.NEI}
    for row in _rows(folder / "claims_dev.jsonl"):
        abstract = abstracts.get(str(row["cord_id"]), [])
        places = [e["sent_index"] for e in row["evidence_set"] or ()]
        words = [abstract[i] for i in places if isinstance(i, int) and 0 <= i < len(abstract)]
        yield Pair(claim=row["claim"], evidence=" ".join(words), label=labels[row["label"]])


def _wice(path: Path) -> Iterator[Pair]:
    """Yield claims with the sentences of their longest gold set; "partially supported" has no label here."""
    for row in _rows(path):
        if row["label"] == "partially_supported":
            continue
        chosen = max(row["supporting_sentences"] or [[]], key=len)
        words = " ".join(row["evidence"][i] for i in chosen) or " ".join(row["evidence"][:5])
        label = GoldLabel.SUPPORTED if row["label"] == "supported" else GoldLabel.NEI
        yield Pair(claim=row["claim"], evidence=words, label=label)
