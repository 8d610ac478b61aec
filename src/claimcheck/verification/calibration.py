"""How sure a verdict is: how often verdicts of its kind were right on labelled pairs that no one here wrote."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from claimcheck.models import Assessment, Confidence, Decider, Label, Stance

# A kind that was seen less often says nothing of how often it is right.
_FEWEST = 20
_SIDES = {Label.SUPPORTED: Stance.SUPPORTS, Label.REFUTED: Stance.REFUTES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Verdicts of one kind: a stance, who decided, and a range [`low`, `high`) of the model's probability for it.

    `right` of `seen` such verdicts were right. `low` is -1 where no score is
    looked at.
    """

    stance: Stance
    decider: Decider
    low: float
    high: float
    seen: int
    right: int

    @property
    def value(self) -> float:
        """The share that was right, drawn towards a half by two made-up verdicts (Laplace's rule of succession)."""
        return round((self.right + 1) / (self.seen + 2), 3)


def find_confidence(label: Label, assessments: Sequence[Assessment]) -> Confidence | None:
    """Return the confidence in a verdict by the best assessment of its side; None where nothing was counted for it.

    Only `supported` and `refuted` have one: the other labels say that nothing
    is settled.
    """
    stance = _SIDES.get(label)
    table = _table()
    values = [b.value for a in assessments if a.stance is stance for b in table.bands if _fits(a, b, table.model)]
    return Confidence(value=max(values), calibrated_on=table.calibrated_on) if values else None


def _fits(assessment: Assessment, band: Band, model: str) -> bool:
    if assessment.stance is not band.stance or assessment.decided_by is not band.decider or band.seen < _FEWEST:
        return False
    if assessment.decided_by is Decider.RULES:
        return band.low == -1
    score = probability(assessment)
    # Another model's probabilities were never counted.
    known = assessment.score is not None and assessment.score.model == model
    return known and score is not None and band.low <= score < band.high


def probability(assessment: Assessment) -> float | None:
    """Return the model's probability for the stance that was reached, None without a score."""
    if assessment.score is None:
        return None
    sides = {Stance.SUPPORTS: assessment.score.supports, Stance.REFUTES: assessment.score.refutes}
    return sides.get(assessment.stance, assessment.score.neutral)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    bands: tuple[Band, ...]
    model: str
    calibrated_on: str


@cache
def _table() -> _Table:
    data = tomllib.loads(files("claimcheck.verification").joinpath("stance/calibration.toml").read_text("utf-8"))
    bands = tuple(
        Band(**(row | {"stance": Stance(row["stance"]), "decider": Decider(row["decider"])})) for row in data["band"]
    )
    return _Table(bands=bands, model=data["model"], calibrated_on=data["calibrated_on"])
