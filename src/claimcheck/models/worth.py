"""What a claim's check-worthiness is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# Two decimals are shown and stored.
_ROUNDING = 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthPart:
    """What adds `share` to a claim's check-worthiness, and a word that shows it. docs/detection.md explains each."""

    name: str
    share: float
    cue: str


def sum_worth(parts: Sequence[WorthPart]) -> float:
    """Return the check-worthiness that parts add up to."""
    return round(math.fsum(p.share for p in parts), 2)


def check_worth(worth: float, parts: Sequence[WorthPart]) -> None:
    """Check that a check-worthiness is one and is what its parts add up to.

    Raises:
        ValueError: It is not.
    """
    if not 0.0 <= worth <= 1.0:
        raise ValueError(f"check-worthiness {worth} is outside [0, 1]")
    if parts and abs(sum_worth(parts) - worth) > _ROUNDING:
        raise ValueError(f"check-worthiness {worth} is not the sum of its parts")
