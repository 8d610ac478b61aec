"""Judging labelled pairs of claim and evidence, for `claimcheck evaluate pairs`: slots, the model, or both."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.errors import InvalidSettings
from claimcheck.evaluation.datasets import GoldLabel, Pair, read_pairs
from claimcheck.evaluation.metrics import reliability
from claimcheck.evaluation.scores import gold_label, score_pairs
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Assessment, Context, Label
from claimcheck.pipeline.progress import Progress, quiet
from claimcheck.verification.calibration import find_confidence
from claimcheck.verification.stance_model import StanceModel, load_model
from claimcheck.verification.stance_model import score_pairs as ask_model

_CHUNK = 256


class Judge(StrEnum):
    """Who judges a pair: slots and model together, as verdicts do, or one of them alone."""

    BOTH = "both"
    SLOTS = "slots"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class PairJudge:
    """Who judges, and what they need."""

    judge: Judge
    language: verification.Language
    model: StanceModel | None

    @staticmethod
    def open(config: Config, judge: Judge = Judge.BOTH) -> PairJudge:
        """Load what the settings name.

        Raises:
            InvalidSettings: The model alone is to judge, and there is none.
        """
        model = None if judge is Judge.SLOTS else load_model(config.stance_model)
        if judge is Judge.MODEL and model is None:
            raise InvalidSettings("there is no stance model to judge alone", hint="set stance_model in the settings")
        return PairJudge(judge, verification.Language(config.language_pipeline, load_names(config)), model)


@dataclass(frozen=True, slots=True)
class Judged:
    """The label of a pair, with its confidence where something was counted for it."""

    label: Label
    confidence: float | None = None


def evaluate_pairs(
    path: Path, *, config: Config, judge: Judge = Judge.BOTH, progress: Progress = quiet
) -> dict[str, Any]:
    """Judge each pair of a file with its evidence as the only passage, and score the labels.

    Args:
        path: Rows of claim, evidence and label.
        config: Settings.
        judge: Who judges; one of the two alone shows what the other is worth.
        progress: Told of each batch.

    Raises:
        InvalidSettings: The model alone is to judge, and there is none.
        UnreadableInput: The file cannot be read or a row is wrong.
    """
    return evaluate_rows(read_pairs(path), PairJudge.open(config, judge), progress=progress)


def evaluate_rows(pairs: Iterable[Pair], judge: PairJudge, *, progress: Progress = quiet) -> dict[str, Any]:
    """Judge pairs and score the labels, with how often verdicts of each confidence were right."""
    gold: list[GoldLabel] = []
    found: list[Judged] = []
    seconds = 0.0
    judge_pairs([Pair(claim="Warm up.", evidence="Warm up.", label=GoldLabel.NEI)], judge)
    for chunk in _chunks(pairs, _CHUNK):
        began = time.perf_counter()
        found += judge_pairs(chunk, judge)
        seconds += time.perf_counter() - began
        gold += [p.label for p in chunk]
        progress("judging pairs", len(gold), None)
    scores = score_pairs(gold, [j.label for j in found], seconds=seconds)
    sure = [(j.confidence, gold_label(j.label) is g) for j, g in zip(found, gold, strict=True) if j.confidence]
    return scores | {"reliability": reliability(sure)}


def judge_pairs(pairs: Sequence[Pair], judge: PairJudge) -> list[Judged]:
    """Return the label of each pair, as if its evidence were the whole corpus."""
    told = [p for p in pairs if p.evidence.strip()]
    if judge.judge is Judge.MODEL and judge.model is not None:
        labels = iter(_ask_model(told, judge.model))
    else:
        labels = iter([_decide(a) for a in _assess(told, judge)])
    return [next(labels) if p.evidence.strip() else Judged(Label.NOT_ENOUGH_EVIDENCE) for p in pairs]


def _assess(pairs: Sequence[Pair], judge: PairJudge) -> list[Assessment]:
    claims = verification.read_all([p.claim for p in pairs], judge.language)
    passages = verification.read_all([p.evidence for p in pairs], judge.language)
    pairings = [
        verification.Pairing(claims[p.claim], verification.place(passages[p.evidence], Context(), {}), "evidence")
        for p in pairs
    ]
    return verification.assess_all(pairings, judge.model, retrieved=False)


def _decide(assessment: Assessment) -> Judged:
    label, _ = verification.decide([assessment])
    confidence = find_confidence(label, [assessment])
    return Judged(label, confidence.value if confidence else None)


def _ask_model(pairs: Sequence[Pair], model: StanceModel) -> list[Judged]:
    """Return what the model alone says of each pair, at the thresholds it ships with."""
    labels = []
    for score in ask_model(model, [(p.claim, p.evidence) for p in pairs], bar=model.given):
        if model.given.is_support(score):
            labels.append(Label.SUPPORTED)
        else:
            labels.append(Label.REFUTED if score.refutes >= model.given.refutes else Label.NOT_ENOUGH_EVIDENCE)
    return [Judged(label) for label in labels]


def _chunks(pairs: Iterable[Pair], size: int) -> Iterable[list[Pair]]:
    chunk: list[Pair] = []
    for pair in pairs:
        chunk.append(pair)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
