"""The stance model: a small cross-encoder that reads a claim beside its evidence. The one door to ONNX Runtime.

The model that ships was trained by `training/`; its card lies beside it. Any
Hugging Face model for sequence classification with three labels of entailment
may stand in its place: a folder with `config.json`, `tokenizer.json` and
`model.onnx`.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from claimcheck.config import NO_MODEL, SHIPPED_MODEL
from claimcheck.errors import InvalidSettings
from claimcheck.models import ModelScore
from claimcheck.verification.stance_input import MAX_CLAIM_TOKENS, MAX_TOKENS, StanceInput, encode_pair

# Scores are kept to this many decimals, so that the last bits of a sum decide nothing.
_DECIMALS = 4
# Of a model that says nothing of its own thresholds.
_SURE = 0.95
_MEANINGS = {
    "supports": ("entail", "support"),
    "refutes": ("contradict", "refut"),
    "neutral": ("neutral", "not_enough", "not enough", "nei", "unknown", "unrelated"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """What a stance has to pass: a probability of `supports` or `refutes`, after `shift` was added to the logits.

    Passages that a search brought back settle a claim far more rarely than
    evidence that somebody chose for it. `shift` is the log of how much rarer
    each stance is there (Saerens et al., 2002, "Adjusting the outputs of a
    classifier to new a priori probabilities"); `coverage` the least share of
    the claim that the passage must speak of; `doubt` the most that `refutes`
    may have beside a support, however likely that is.
    """

    supports: float
    refutes: float
    shift: tuple[float, float, float] = (0.0, 0.0, 0.0)
    coverage: float = 0.0
    doubt: float = 1.0

    def is_support(self, score: ModelScore) -> bool:
        """Whether a score passes for support."""
        return score.supports >= self.supports and score.refutes <= self.doubt


@dataclass(frozen=True, slots=True)
class StanceModel:
    """A loaded model. `labels` gives the place of supports, refutes and neutral among its logits.

    `temperature` divides the logits (Guo et al., 2017, "On calibration of
    modern neural networks"); `aligned` says that the token types are those of
    `stance_input`; `calibrated_on` names the data the temperature is from.
    `given` is the bar for evidence that came with the claim, `retrieved` for
    what a search brought back.
    """

    name: str
    session: Any
    tokenizer: Any
    labels: tuple[int, int, int]
    temperature: float
    aligned: bool
    calibrated_on: str
    given: Bar
    retrieved: Bar


def load_model(setting: str) -> StanceModel | None:
    """Load the model that the settings name; None if it is off or this installation has none.

    Args:
        setting: "shipped", "off" or the path of a model's folder.

    Raises:
        InvalidSettings: The folder has no model of three labels of entailment
            that can be read.
    """
    if setting == NO_MODEL:
        return None
    if setting == SHIPPED_MODEL:
        folder = Path(str(files("claimcheck.verification"))) / "stance"
        return _load(folder) if (folder / "model.onnx").is_file() else None
    return _load(Path(setting))


@lru_cache(maxsize=2)
def _load(folder: Path) -> StanceModel:
    try:
        config = _read_config(folder)
        file = next(p for p in (folder / "model.onnx", folder / "onnx" / "model.onnx") if p.is_file())
        with file.open("rb") as opened:
            content = hashlib.file_digest(opened, "sha256").hexdigest()
        session, tokenizer = _open(file), _open_tokenizer(folder)
    except StopIteration:
        raise InvalidSettings(f"{folder}: no model.onnx there", hint="export the model to ONNX first") from None
    except (OSError, ValueError, RuntimeError, KeyError, TypeError) as error:
        raise InvalidSettings(
            f"{folder}: not a stance model that can be read ({_one_line(error)})",
            hint="a folder with config.json, tokenizer.json and model.onnx is wanted",
        ) from None
    own = config.get("claimcheck", {})
    model = StanceModel(
        name=f"{folder.name if not own else own['name']}@{content[:12]}",
        session=session,
        tokenizer=tokenizer,
        labels=_read_labels(config, folder),
        temperature=float(own.get("temperature", 1.0)),
        aligned=bool(own.get("aligned", False)),
        calibrated_on=str(own.get("calibrated_on", "")),
        given=_read_bar(own.get("given", {})),
        retrieved=_read_bar(own.get("retrieved", {})),
    )
    _try(model, folder)
    return model


def _try(model: StanceModel, folder: Path) -> None:
    """Score one pair, so that a model that cannot be run is refused before anything is judged."""
    try:
        read_logits(model, "A claim.", "Its evidence.")
    except Exception as error:  # the library's errors have no common class
        raise InvalidSettings(
            f"{folder}: its model cannot be run ({_one_line(error)})",
            hint="input_ids and attention_mask (and token_type_ids) in, three logits out are wanted",
        ) from None


def score_pairs(
    model: StanceModel, pairs: Sequence[tuple[str, str]], *, bar: Bar, threads: int | None = None
) -> list[ModelScore]:
    """Score (claim, evidence) pairs, in their order.

    Each pair is run by itself, at its own length and on one thread, so its
    score is the same alone, among others and with any number of threads: the
    scales of 8-bit activations, which dynamic quantisation takes from what is
    run together, are the pair's own.

    Args:
        model: The loaded model.
        pairs: The texts.
        bar: Its shift is added to the logits: `model.given` or
            `model.retrieved`.
        threads: Pairs run at the same time; as many as there are cores if None.
    """
    workers = threads or (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())
    if workers == 1 or len(pairs) < 2:
        logits = [read_logits(model, *pair) for pair in pairs]
    else:
        with ThreadPoolExecutor(workers) as pool:
            logits = list(pool.map(lambda pair: read_logits(model, *pair), pairs))
    return [score_logits(model, row, bar) for row in logits]


def score_logits(model: StanceModel, logits: Sequence[float], bar: Bar) -> ModelScore:
    """Return the score that a pair's logits make at a bar."""
    scaled = [v / model.temperature + s for v, s in zip(logits, bar.shift, strict=True)]
    supports, refutes, neutral = _soften(scaled)
    return ModelScore(model=model.name, supports=supports, refutes=refutes, neutral=neutral)


def read_logits(model: StanceModel, claim: str, evidence: str) -> tuple[float, float, float]:
    """Return the model's logits for supports, refutes and neutral, before any temperature."""
    import numpy as np

    pair = encode_pair(claim, evidence, model.tokenizer) if model.aligned else _encode(claim, evidence, model)
    known = {i.name for i in model.session.get_inputs()}
    feed = {
        "input_ids": np.array([pair.ids], dtype=np.int64),
        "token_type_ids": np.array([pair.types], dtype=np.int64),
        "attention_mask": np.ones((1, len(pair.ids)), dtype=np.int64),
    }
    logits = model.session.run(None, {k: v for k, v in feed.items() if k in known})[0][0].tolist()
    first, second, third = model.labels
    return logits[first], logits[second], logits[third]


def _encode(claim: str, evidence: str, model: StanceModel) -> StanceInput:
    """Encode for a model of the usual form: the evidence is the premise, the claim the hypothesis."""
    encoding = model.tokenizer.encode(evidence[: MAX_TOKENS * 8], claim[: MAX_CLAIM_TOKENS * 8])
    return StanceInput(tuple(encoding.ids), tuple(encoding.type_ids))


def _soften(logits: Sequence[float]) -> tuple[float, ...]:
    """Return probabilities, rounded so that they sum to 1."""
    highest = max(logits)
    powers = [math.exp(v - highest) for v in logits]
    total = math.fsum(powers)
    first, second = (round(p / total, _DECIMALS) for p in powers[:2])
    return first, second, round(1.0 - first - second, _DECIMALS)


def _read_bar(told: Mapping[str, Any]) -> Bar:
    first, second, third = (float(v) for v in told.get("shift", (0.0, 0.0, 0.0)))
    supports, refutes = (float(told.get(side, _SURE)) for side in ("supports", "refutes"))
    return Bar(
        supports, refutes, (first, second, third), float(told.get("coverage", 0.0)), float(told.get("doubt", 1.0))
    )


def _read_config(folder: Path) -> dict[str, Any]:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    if not isinstance(config, dict):
        raise TypeError("config.json is no mapping")
    return config


def _read_labels(config: Mapping[str, Any], folder: Path) -> tuple[int, int, int]:
    names = {int(place): str(name).lower() for place, name in dict(config.get("id2label", {})).items()}
    found = [_find_place(names, words) for words in _MEANINGS.values()]
    if len(names) != 3 or None in found or len(set(found)) != 3:
        raise InvalidSettings(
            f"{folder}: its labels are {', '.join(names.values()) or 'not named'}",
            hint="a model with the three labels entailment, neutral and contradiction is wanted",
        )
    return tuple(place for place in found if place is not None)  # type: ignore[return-value]


def _find_place(names: Mapping[int, str], words: Iterable[str]) -> int | None:
    return next((place for place, name in sorted(names.items()) if any(w in name for w in words)), None)


def _open(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # the library's errors have no common class
        raise ValueError(f"{path.name}: {error}") from None


def _open_tokenizer(folder: Path) -> Any:
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    except Exception as error:  # the library raises nothing narrower
        raise ValueError(f"tokenizer.json: {error}") from None
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    return tokenizer


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
