"""How the judge fares with twins, by mutation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from claimcheck.evaluation.mutations import Mutation, Twin, TwinKind
from claimcheck.models import Assessment, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A twin with its verdict, beside its original's. `assessments` hold one for each passage."""

    twin: Twin
    original: str
    original_label: Label
    label: Label
    passages: tuple[str, ...]
    assessments: tuple[Assessment, ...]
    original_assessments: tuple[Assessment, ...] = ()

    @property
    def fails(self) -> bool:
        """Whether a false twin is supported, or a true one is not while its original is."""
        if self.twin.kind is TwinKind.FALSE:
            return self.label is Label.SUPPORTED
        return self.original_label is Label.SUPPORTED and self.label is not Label.SUPPORTED


def score_trials(originals: Sequence[Label], trials: Sequence[Trial]) -> dict[str, Any]:
    """Return the rates of false and true twins, together and by mutation.

    Args:
        originals: The verdicts of the claims that twins were made from.
        trials: Their twins.
    """
    false = [t for t in trials if t.twin.kind is TwinKind.FALSE]
    true = [t for t in trials if t.twin.kind is TwinKind.TRUE]
    supported = sum(label is Label.SUPPORTED for label in originals)
    return {
        "originals": len(originals),
        "originals_supported": supported,
        "originals_supported_rate": _rate(supported, len(originals)),
        "originals_refuted": sum(label is Label.REFUTED for label in originals),
        **{f"false_{name}": value for name, value in _score_false(false).items()},
        **{f"true_{name}": value for name, value in _score_true(true).items()},
        "false_twins": _by_mutation(false, _score_false),
        "true_twins": _by_mutation(true, _score_true),
    }


def _by_mutation(
    trials: Sequence[Trial], score: Callable[[Sequence[Trial]], dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    groups = ((m, [t for t in trials if t.twin.mutation is m]) for m in Mutation)
    return {str(m): score(group) for m, group in groups if group}


def _score_false(trials: Sequence[Trial]) -> dict[str, Any]:
    """Count what is called supported, of all and of those whose original is: the others are easy."""
    supported = sum(t.label is Label.SUPPORTED for t in trials)
    hard = [t for t in trials if t.original_label is Label.SUPPORTED]
    return {
        "n": len(trials),
        "supported": supported,
        "support_rate": _rate(supported, len(trials)),
        "of_supported_n": len(hard),
        "of_supported_rate": _rate(sum(t.label is Label.SUPPORTED for t in hard), len(hard)),
        "refuted": sum(t.label is Label.REFUTED for t in trials),
        "undecided": sum(t.label not in {Label.SUPPORTED, Label.REFUTED} for t in trials),
    }


def _score_true(trials: Sequence[Trial]) -> dict[str, Any]:
    """Count what stays supported, of those whose original is."""
    owed = [t for t in trials if t.original_label is Label.SUPPORTED]
    kept = sum(t.label is Label.SUPPORTED for t in owed)
    return {
        "n": len(trials),
        "of_supported_n": len(owed),
        "kept": kept,
        "kept_rate": _rate(kept, len(owed)),
        "refuted": sum(t.label is Label.REFUTED for t in trials),
    }


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None
