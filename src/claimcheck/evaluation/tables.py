"""Scores as rows of text, for a table on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claimcheck.evaluation.twin_scores import Trial
from claimcheck.models import Assessment, Label, Relation

# What stands for a rate that has no row to rate.
NOTHING = "–"


def tabulate_scores(scores: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (name, value) of each score, in the order of `scores`.

    The scores of one class are one row, named after it; the confusion counts
    are left to `tabulate_confusion`. A share has four decimals, a rate per
    second one, and a score that does not exist is a dash.

    >>> tabulate_scores({"n": 3, "accuracy": 2 / 3, "false_support_rate": None})
    [('n', '3'), ('accuracy', '0.6667'), ('false support rate', '–')]
    """
    rows: list[tuple[str, str]] = []
    for key, value in scores.items():
        if key == "per_class":
            rows += [(f"{label}: precision, recall, F1 (n)", _class_row(score)) for label, score in value.items()]
        elif key == "bm25":
            rows += [(f"plain BM25: {name.replace('_', ' ')}", _shown(name, score)) for name, score in value.items()]
        elif key in {"false_twins", "true_twins"}:
            rows += [(f"{key.split('_')[0]} twins, {name}", _twin_row(score)) for name, score in value.items()]
        elif key != "confusion":
            rows.append((key.replace("_", " "), _shown(key, value)))
    return rows


def tabulate_confusion(confusion: Mapping[str, Mapping[str, int]]) -> list[tuple[str, ...]]:
    """Return the confusion counts as rows: a heading, then one row for each gold label.

    Labels that no row has, neither as gold nor as predicted, are left out.

    >>> tabulate_confusion({"A": {"A": 1, "B": 2}, "B": {"A": 0, "B": 0}})
    [('gold \\\\ predicted', 'A', 'B'), ('A', '1', '2'), ('B', '0', '0')]
    """
    used = [
        label
        for label, row in confusion.items()
        if any(row.values()) or any(other.get(label) for other in confusion.values())
    ]
    heading = ("gold \\ predicted", *used)
    return [heading, *((gold, *(str(confusion[gold].get(p, 0)) for p in used)) for gold in used)]


def _class_row(score: Mapping[str, Any]) -> str:
    shares = ", ".join(_shown(name, score[name]) for name in ("precision", "recall", "f1"))
    return f"{shares} ({score['support']})"


def _twin_row(score: Mapping[str, Any]) -> str:
    if "kept" in score:
        return f"{_shown('', score['kept_rate'])} kept ({score['kept']} of {score['of_supported_n']}; n {score['n']})"
    return (
        f"{_shown('', score['support_rate'])} supported ({score['supported']} of {score['n']}; "
        f"{score['refuted']} refuted, {score['undecided']} undecided)"
    )


def list_failures(trials: Sequence[Trial]) -> Iterator[str]:
    """Yield a block of lines for each original that is refuted and each twin that fails (see `Trial.fails`)."""
    originals = {t.original: t for t in trials if t.original_label is Label.REFUTED}
    for text, trial in sorted(originals.items()):
        yield f"[original, true] {trial.original_label}: {text}"
        yield from _judged(trial.passages, trial.original_assessments)
    for trial in sorted((t for t in trials if t.fails), key=lambda t: (str(t.twin.mutation), t.twin.text)):
        twin = trial.twin
        yield f"[{twin.mutation}, {twin.kind}] {trial.label}: {twin.text}"
        yield f"    was: {trial.original}"
        yield f"    changed: {twin.before!r} -> {twin.after!r}"
        yield from _judged(trial.passages, trial.assessments)


def _judged(passages: Sequence[str], assessments: Sequence[Assessment]) -> Iterator[str]:
    """Yield the lines that tell each passage, and what was compared with it."""
    for passage, assessment in zip(passages, assessments, strict=False):
        yield f"    passage: {' '.join(passage.split())[:400]}"
        reasons = ", ".join(assessment.reasons)
        how = f"{assessment.stance} by {assessment.decided_by} ({reasons})"
        yield f"    {how}, coverage {assessment.coverage:.2f}; {_slots(assessment)}"
    yield ""


def _slots(assessment: Assessment) -> str:
    """Return what was compared, in a line: what is not equal first."""
    told = [s for s in assessment.slots if s.relation in {Relation.CONFLICT, Relation.MISSING}]
    told += [s for s in assessment.slots if s.relation is Relation.COMPATIBLE]
    lines = [f"{s.slot} {s.relation}: {s.claim_value} / {s.source_value or NOTHING}" for s in told]
    return "; ".join(lines) or "all equal"


def _shown(key: str, value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, float):
        return f"{value:.1f}" if key.endswith("_per_second") else f"{value:.4f}"
    return str(value)
