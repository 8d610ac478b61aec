"""What a sentence or clause is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.models import Checkability


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a clause or sentence is, in one short phrase why, and the words that decided."""

    checkability: Checkability
    reason: str
    cue: str = ""

    @property
    def checkable(self) -> bool:
        """Whether a document could settle it."""
        return self.checkability.is_checkable
