"""The rows that docs/evaluation.md shows are rows that the readers take."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimcheck.evaluation import EvaluationFormat, read_claims, read_corpus, read_pairs, require_gold

TEXT = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text("utf-8")
BLOCKS = {m[1]: m[2] for m in re.finditer(r"^```jsonl ([a-z ]+)\n(.*?)^```$", TEXT, flags=re.M | re.S)}


def write(folder: Path, name: str) -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text(BLOCKS[name], encoding="utf-8")
    return path


def test_pairs(tmp_path: Path):
    pairs = list(read_pairs(write(tmp_path, "pairs")))
    assert [pair.label for pair in pairs] == ["SUPPORTED", "REFUTED", "NEI"]


@pytest.mark.parametrize(
    ("format", "labels"), [("scifact", ["SUPPORTED", "NEI"]), ("checkcovid", ["SUPPORTED"]), ("wice", ["PARTIAL"])]
)
def test_corpora(tmp_path: Path, format: str, labels: list[str]):
    known = EvaluationFormat(format)
    path = write(tmp_path, f"{format} claims")
    claims = read_claims(path, known)
    assert [claim.label for claim in claims] == labels
    corpus = path if known is EvaluationFormat.WICE else write(tmp_path, f"{format} corpus")
    require_gold(claims, read_corpus(corpus, known), path=corpus)


def test_no_block_is_left_unread():
    assert sorted(BLOCKS) == [
        "checkcovid claims",
        "checkcovid corpus",
        "pairs",
        "scifact claims",
        "scifact corpus",
        "wice claims",
    ]
