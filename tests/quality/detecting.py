"""Claim detection, for docs/quality.md: decomposition, coverage of an article, check-worthiness."""

from __future__ import annotations

import sys
from pathlib import Path

from checkworthy import measure_checkworthy, measure_not_checkable, render_checkworthy  # beside this file
from coverage import coverage_figures, measure_coverage, render_coverage
from decompose import decomposition_figures, measure_decomposition, render_decomposition

FIGURES = frozenset(
    (
        "factscore_recall",
        "factscore_precision",
        "factscore_claim_precision",
        "factscore_claim_kept",
        "seed_covered",
        "seed_covered_alone",
        "seed_stale",
        "seed_not_checkable_claimed",
        "checkthat_dev_worthy_f1",
    )
)
# More of these is worse.
ERRORS = frozenset(("seed_stale", "seed_not_checkable_claimed"))


def measure_detection(data: Path) -> tuple[dict[str, float], list[str]]:
    """Return the figures that have floors and the sections of docs/quality.md; what lies nowhere is left out."""
    figures: dict[str, float] = {}
    sections: list[str] = []
    facts, seed = data / "decompose" / "factscore_chatgpt.jsonl", data.parent / "seed"
    if facts.exists():
        print("measuring decomposition ...", file=sys.stderr)
        parted = measure_decomposition(facts)
        figures |= decomposition_figures(parted)
        sections.append(render_decomposition(parted))
    if (seed / "article.txt").exists():
        print("measuring coverage ...", file=sys.stderr)
        covered = measure_coverage(seed / "article.txt")
        figures |= coverage_figures(covered)
        sections.append(render_coverage(covered))
    worthy = measure_checkworthy(data)
    statements = measure_not_checkable(seed)
    if worthy or statements:
        sections.append(render_checkworthy(worthy, statements))
        figures["seed_not_checkable_claimed"] = sum(kind == "claim" for _, _, kind in statements)
        for row in (r for name, r in worthy.items() if name == "CheckThat! 2024 dev"):
            figures["checkthat_dev_worthy_f1"] = row["f1"]
    return figures, sections
