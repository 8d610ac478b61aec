"""What slots, model and both are worth on labelled pairs, beside a guesser that sees the claims alone."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pair_sets import read_sets

from claimcheck.config import Config
from claimcheck.evaluation.baseline import guess_label, learn_claims
from claimcheck.evaluation.datasets import PAIR_LABELS, GoldLabel, read_pairs
from claimcheck.evaluation.metrics import score_labels
from claimcheck.pipeline.pair_judging import Judge, PairJudge, evaluate_rows
from claimcheck.verification.stance_model import load_model

CLAIMS_ALONE = "claims alone"
NAMES = {Judge.SLOTS: "slots alone", Judge.MODEL: "model alone", Judge.BOTH: "**both**"}


@dataclass(frozen=True, slots=True)
class Row:
    """One judge's scores on one set; `reliability` is of the confidences that both give together."""

    judge: str
    scores: dict[str, Any]

    @property
    def false_support(self) -> float:
        """The share of all pairs that are not supported, and are called so."""
        confusion = self.scores["confusion"]
        others = [confusion[label] for label in confusion if label != GoldLabel.SUPPORTED]
        total = sum(sum(row.values()) for row in others)
        return sum(row[GoldLabel.SUPPORTED] for row in others) / total if total else 0.0


def measure_judges(data: Path, config: Config) -> dict[str, list[Row]]:
    """Judge each set by each judge; a judge without a model is left out."""
    train = data / "train" / "pairs.jsonl"
    guesser = learn_claims(p for p in read_pairs(train) if p.label in PAIR_LABELS) if train.exists() else None
    judges = [Judge.SLOTS, *([Judge.MODEL, Judge.BOTH] if load_model(config.stance_model) else [])]
    found: dict[str, list[Row]] = {}
    for name, pairs in read_sets(data):
        print(f"judging {name} ...", file=sys.stderr)
        rows = [Row(NAMES[j], evaluate_rows(pairs, PairJudge.open(config, j))) for j in judges]
        if guesser is not None and not name.startswith(("SciFact", "WiCE")):  # it learned their claims
            guesses = [guess_label(p.claim, guesser) for p in pairs]
            rows.insert(0, Row(CLAIMS_ALONE, score_labels([p.label for p in pairs], guesses, PAIR_LABELS).as_dict()))
        found[name] = rows
    return found


def write_judges(found: dict[str, list[Row]]) -> str:
    """Return the tables for docs/quality.md."""
    lines = [
        "## Pairs that no one here wrote",
        "",
        "`claimcheck evaluate pairs FILE.jsonl --judge both|slots|model`: each claim judged by its evidence alone.",
        "False support is the share of all pairs that are not SUPPORTED and are called so. *Claims alone* is naive",
        "Bayes over the claims' words, trained on other sets' claims: what can be guessed without the evidence.",
        "",
        "| set | judge | n | accuracy | macro-F1 | false support | SUPPORTED P / R | REFUTED P / R | pairs/s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, rows in found.items():
        for row in rows:
            scores = row.scores
            cells = [str(scores["n"]), f"{scores['accuracy']:.3f}", f"{scores['macro_f1']:.3f}"]
            cells += [f"{row.false_support:.3f}", *(_precision_recall(scores, x) for x in ("SUPPORTED", "REFUTED"))]
            cells.append(f"{scores['pairs_per_second']:.0f}" if scores.get("pairs_per_second") else "–")
            lines.append(f"| {name} | {row.judge} | " + " | ".join(cells) + " |")
    lines += ["", *_write_reliability(found)]
    return "\n".join([*lines, ""])


def _write_reliability(found: dict[str, list[Row]]) -> list[str]:
    lines = [
        "### Is a confidence what it says",
        "",
        "Verdicts of supported and refuted by the confidence that is shown with them, and how many of them were right.",
        "",
        "| set | confidence | verdicts | mean confidence | right |",
        "|---|---|---|---|---|",
    ]
    for name, rows in found.items():
        for tenth in next((r.scores["reliability"] for r in rows if r.judge == NAMES[Judge.BOTH]), []):
            span = f"{tenth['low']:.1f} to {tenth['low'] + 0.1:.1f}"
            counted = f"{tenth['n']} | {tenth['confidence']:.3f} | {tenth['right']:.3f}"
            lines.append(f"| {name} | {span} | {counted} |")
    return lines if len(lines) > 6 else []


def _precision_recall(scores: dict[str, Any], label: str) -> str:
    found = scores["per_class"].get(label)
    return f"{found['precision']:.3f} / {found['recall']:.3f}" if found else "–"


def judge_figures(found: dict[str, list[Row]]) -> dict[str, float]:
    """Return the figures that have floors."""
    figures: dict[str, float] = {}
    for name, rows in found.items():
        key = name.split(",")[0].split(" (")[0].lower().replace(" ", "_").replace("-", "_")
        for row in rows:
            if row.judge == NAMES[Judge.BOTH]:
                figures[f"{key}_accuracy"] = row.scores["accuracy"]
                figures[f"{key}_macro_f1"] = row.scores["macro_f1"]
                figures[f"{key}_false_support"] = row.false_support
                figures[f"{key}_support_recall"] = row.scores["per_class"]["SUPPORTED"]["recall"]
    return figures
