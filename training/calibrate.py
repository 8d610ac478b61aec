"""Fit what the exported model ships with: temperature, thresholds, and how often each kind of verdict is right.

Runs in the project's own environment, over the development pairs alone: those
kept from the mixture, SciFact's held-out claims, Check-COVID dev and WiCE dev.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import pickle
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from pairs import Pair, detokenise, is_held_out, shorten

from claimcheck.config import Config
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Assessment, Context, Decider, Stance
from claimcheck.verification import Language, assess, place, read_all
from claimcheck.verification.calibration import probability
from claimcheck.verification.combination import combine, is_bare
from claimcheck.verification.stance_model import StanceModel, load_model, read_logits, score_pairs

STANCES = {"SUPPORTED": Stance.SUPPORTS, "REFUTED": Stance.REFUTES, "NEI": Stance.NEUTRAL}
EDGES = (0.0, 0.2, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
DATA = "development pairs: FEVER, FoolMeTwice, SciFact, Check-COVID, WiCE and contrast pairs, none trained on"
# Of pairs that do not support, as many may come out as supported on the development pairs.
FALSE_SUPPORT = 0.03
FALSE_REFUTATION = 0.06


def read_development(run: Path, data: Path) -> list[Pair]:
    """Return the pairs to calibrate on, each data set's under its own name."""
    _, kept = pickle.loads((run / "encoded.pickle").read_bytes())
    pairs = [
        p for p in kept if not p.origin.startswith(("snli", "cad", "breaking", "med", "help", "scone", "dnc", "conj"))
    ]
    with (data / "train" / "pairs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            wanted = row["dataset"] == "wice" or (row["dataset"] == "scifact" and is_held_out(row["id"]))
            if wanted:
                pair = Pair(
                    detokenise(row["claim"]), detokenise(row["evidence"]), row["label"], f"{row['dataset']}_held"
                )
                pairs.append(shorten(pair, 100))
    return [*pairs, *read_checkcovid(data / "e2e" / "checkcovid")]


def read_checkcovid(folder: Path) -> list[Pair]:
    """Return Check-COVID's dev claims with their gold sentences; those without evidence, with their abstract's first."""
    abstracts = {}
    with (folder / "corpus.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            abstracts[str(row.get("cord_id", row.get("doc_id")))] = row["abstract"]
    found = []
    labels = {"SUPPORT": "SUPPORTED", "REFUTE": "REFUTED", "NOTENOUGHINFO": "NEI"}
    with (folder / "claims_dev.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            abstract = abstracts.get(str(row["cord_id"]), [])
            indices = [e["sent_index"] for e in row["evidence_set"]] if row["evidence_set"] else [0]
            sentences = [abstract[i] for i in indices if isinstance(i, int) and 0 <= i < len(abstract)]
            if sentences and row["label"] in labels:
                found.append(Pair(row["claim"], " ".join(sentences), labels[row["label"]], "checkcovid_dev"))
    return found


def fit_temperature(logits: Sequence[tuple[float, float, float]], gold: Sequence[int]) -> float:
    """Return the temperature with the least cross-entropy, by golden section."""

    def loss(temperature: float) -> float:
        parts = []
        for row, label in zip(logits, gold, strict=True):
            scaled = [v / temperature for v in row]
            top = max(scaled)
            parts.append(top + math.log(math.fsum(math.exp(v - top) for v in scaled)) - scaled[label])
        return math.fsum(parts) / len(parts)

    low, high, ratio = 0.3, 5.0, (math.sqrt(5) - 1) / 2
    while high - low > 1e-3:
        first, second = high - ratio * (high - low), low + ratio * (high - low)
        low, high = (low, second) if loss(first) < loss(second) else (first, high)
    return round((low + high) / 2, 3)


def assess_slots(pairs: Sequence[Pair]) -> list[tuple[Assessment, bool]]:
    """Return what the slots say of each pair, and whether its evidence stands alone."""
    config = Config()
    language = Language(config.language_pipeline, load_names(config))
    found = []
    for start in range(0, len(pairs), 256):
        part = pairs[start : start + 256]
        claims = read_all([p.claim for p in part], language)
        passages = read_all([p.evidence for p in part], language)
        for pair in part:
            source = place(passages[pair.evidence], Context(), {})
            found.append((assess(claims[pair.claim], source, passage_id="p"), is_bare(source)))
        print(f"slots {len(found)}/{len(pairs)}", file=sys.stderr)
    return found


def judge(rows: Sequence[tuple[Assessment, bool]], scores: Sequence, model: StanceModel) -> list[Assessment]:
    """Return the combined assessments at the model's thresholds."""
    return [combine(a, s, model, bare=bare) for (a, bare), s in zip(rows, scores, strict=True)]


def choose_thresholds(
    rows: Sequence[tuple[Assessment, bool]], scores: Sequence, pairs: Sequence[Pair], model: StanceModel
) -> StanceModel:
    """Return the model with the lowest thresholds that keep false support and false refutation in bounds."""
    gold = [STANCES[p.label] for p in pairs]
    for name, stance, bound in (
        ("supports_at", Stance.SUPPORTS, FALSE_SUPPORT),
        ("refutes_at", Stance.REFUTES, FALSE_REFUTATION),
    ):
        for step in range(40, 100):
            tried = replace(model, **{name: step / 100})
            found = judge(rows, scores, tried)
            others = [a for a, g in zip(found, gold, strict=True) if g is not stance]
            wrong = sum(a.stance is stance and a.decided_by is Decider.MODEL for a in others) / len(others)
            if wrong <= bound:
                model = tried
                break
    return model


def count_bands(found: Sequence[Assessment], pairs: Sequence[Pair]) -> list[dict[str, object]]:
    """Count how often each kind of stance was right."""
    seen: Counter[tuple[str, str, float, float]] = Counter()
    right: Counter[tuple[str, str, float, float]] = Counter()
    for assessment, pair in zip(found, pairs, strict=True):
        if assessment.stance is Stance.NEUTRAL:
            continue
        given = probability(assessment) or 0.0
        low, high = next((a, b) for a, b in itertools.pairwise(EDGES) if a <= given < b)
        kinds = [(low, high), (-1.0, -1.0)] if assessment.decided_by is Decider.RULES else [(low, high)]
        for edges in kinds:
            kind = (assessment.stance.value, assessment.decided_by.value, *edges)
            seen[kind] += 1
            right[kind] += assessment.stance is STANCES[pair.label]
    return [
        {"stance": k[0], "decider": k[1], "low": k[2], "high": k[3], "seen": n, "right": right[k]}
        for k, n in sorted(seen.items())
    ]


def report(found: Sequence[Assessment], pairs: Sequence[Pair]) -> None:
    """Print accuracy, false support and recall of support by data set."""
    groups: dict[str, list[tuple[Stance, Stance]]] = {}
    for assessment, pair in zip(found, pairs, strict=True):
        groups.setdefault(pair.origin.split(":")[0], []).append((STANCES[pair.label], assessment.stance))
    for name, rows in sorted(groups.items()):
        others = [given for gold, given in rows if gold is not Stance.SUPPORTS]
        supported = [given for gold, given in rows if gold is Stance.SUPPORTS]
        print(
            f"{name:16} n {len(rows):5} accuracy {sum(a is b for a, b in rows) / len(rows):.3f}"
            f" false support {others.count(Stance.SUPPORTS) / max(1, len(others)):.3f}"
            f" support recall {supported.count(Stance.SUPPORTS) / max(1, len(supported)):.3f}"
        )


def write(folder: Path, model: StanceModel, bands: Sequence[dict[str, object]]) -> None:
    """Write the temperature and the thresholds into config.json, and the counts beside it."""
    path = folder / "config.json"
    config = json.loads(path.read_text("utf-8"))
    config["claimcheck"] |= {
        "temperature": model.temperature,
        "supports_at": model.supports_at,
        "refutes_at": model.refutes_at,
        "calibrated_on": DATA,
    }
    path.write_text(json.dumps(config, indent=2) + "\n", "utf-8")
    lines = [
        "# How often each kind of stance was right on pairs that were not trained on; training/calibrate.py writes it."
    ]
    named = load_model(str(folder))
    assert named is not None
    lines += [f'calibrated_on = "{DATA}"', f'model = "{named.name}"']
    for band in bands:
        lines += ["", "[[band]]", *(f"{k} = {json.dumps(v)}" for k, v in band.items())]
    (folder / "calibration.toml").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Calibrate the model in a folder, in place."""
    parser = argparse.ArgumentParser(description="Calibrate the exported stance model.")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="folder of the training run, for its development pairs")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    options = parser.parse_args()
    pairs = read_development(options.run, options.shared / "data")
    model = load_model(str(options.model))
    assert model is not None
    logits = [read_logits(model, p.claim, p.evidence) for p in pairs]
    gold = [("SUPPORTED", "REFUTED", "NEI").index(p.label) for p in pairs]
    model = replace(model, temperature=fit_temperature(logits, gold))
    scores = score_pairs(model, [(p.claim, p.evidence) for p in pairs])
    rows = assess_slots(pairs)
    model = choose_thresholds(rows, scores, pairs, model)
    found = judge(rows, scores, model)
    write(options.model, model, count_bands(found, pairs))
    print(f"temperature {model.temperature}, supports at {model.supports_at}, refutes at {model.refutes_at}")
    report(found, pairs)


if __name__ == "__main__":
    main()
