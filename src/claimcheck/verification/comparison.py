"""One slot of a claim beside the passage's, with what it counts for."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.models import Reason, Relation, Slot, SlotComparison

# Beside content words, which weigh 0.4 to 2.2: a name or a value is worth two nouns.
NAME_WEIGHT = 2.0
VALUE_WEIGHT = 2.0


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison with its weight in the coverage; `context` if the match is not in the passage itself.

    `reason` replaces the slot's usual reason code; `owed` marks what a passage
    must not lack to support, though it may refute without it. `slight` marks
    what is missing in so many words only ("many"), or is weaker in the claim
    than in the passage: the slots cannot bear it out, but a model may.
    """

    comparison: SlotComparison
    weight: float
    context: bool = False
    main: bool = False
    reason: Reason | None = None
    owed: bool = False
    slight: bool = False


def compared(  # noqa: PLR0913 - the one constructor of a row, called with what each slot knows
    slot: Slot,
    relation: Relation,
    claim_value: str,
    source_value: str,
    start: int | None,
    end: int | None,
    weight: float,
    *,
    context: bool = False,
    main: bool = False,
    owed: bool = False,
    slight: bool = False,
) -> Compared:
    """Build a row; `start` and `end` mark `source_value` in the passage, if it stands there."""
    row = SlotComparison(
        slot=slot, relation=relation, claim_value=claim_value, source_value=source_value, start=start, end=end
    )
    return Compared(row, weight, context, main, None, owed, slight)
