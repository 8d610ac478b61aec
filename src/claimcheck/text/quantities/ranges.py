"""Joining two numbers that are the ends of one range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.text.quantities.records import Quantity
from claimcheck.text.quantities.surroundings import words_before

_DASH = re.compile(r"\s?[-‐‑–−]\s?|—")
_TO = re.compile(r"\s{1,2}to\s{1,2}")
_AND = re.compile(r"\s{1,2}and\s{1,2}")
# What changes by a share or a multiple does not range to a number of another kind.
_SHARES = frozenset(("percent", "percentage points", "times"))
_CHANGES = frozenset(
    "rose rise rises rising grew grow grows growing climbed jumped gained added surged soared advanced increased up "
    "fell fall falls falling dropped declined decreased lost slipped slid sank plunged tumbled shrank down".split()
)
_WIDEST = 5  # times the lower end: a wider "range" behind such a verb is a change and what it led to
_OR = re.compile(r"\s{1,2}or\s{1,2}")


@dataclass(slots=True)
class Written:
    """A quantity as read, the scale word that its number had, and whether it is a name that a list can go on."""

    quantity: Quantity
    scale: Decimal
    named: bool = False


def join_ranges(text: str, found: list[Written]) -> list[Quantity]:
    """Join neighbours that are a range; give the first of "from 2 to 3 million" the second's scale and unit."""
    joined: list[Quantity] = []
    index = 0
    while index < len(found):
        first = found[index]
        second = found[index + 1] if index + 1 < len(found) else None
        link = _link(text, first.quantity, second.quantity) if second else ""
        if second is None or not link:
            joined.append(first.quantity)
            index += 1
            continue
        low = _like(first, second, link)
        whole = _range(text, low, second.quantity, link)
        joined.append(whole or low)
        index += 2 if whole else 1
    return joined


def _link(text: str, first: Quantity, second: Quantity) -> str:
    """Return how two quantities are linked: "range", "change", "or", or "" for not at all."""
    if first.identifier or second.identifier or first.ordinal or second.ordinal or not (first.single and second.single):
        return ""
    if first.noun and text[first.end : first.end + 1] not in {"-", "‐", "‑"}:
        return ""
    gap = text[first.end : second.start]
    if len(gap) > 7 or (second.cue and second.cue[0] < second.start):
        return ""
    if _DASH.fullmatch(gap):
        return "range"
    before = words_before(text, first.cue[0] if first.cue else first.start)
    previous = before[-1].word if before else ""
    if _TO.fullmatch(gap):
        if previous == "from":
            return "change"
        return "" if _is_change_to(first, second, [t.word for t in before]) else "range"
    if _AND.fullmatch(gap):
        return "range" if previous == "between" else ""
    return "or" if _OR.fullmatch(gap) else ""


def _is_change_to(first: Quantity, second: Quantity, before: list[str]) -> bool:
    """Whether "to" leads from how much something changed to where it stands then: "grew 12% to 90 million tons".

    "rose 2 to 3 degrees" is a range; "rose $2 to $60" is not.
    """
    if first.unit in _SHARES and first.unit != second.unit:
        return True
    if not _CHANGES.intersection(before[-2:]) or not first.low or second.high is None:
        return False
    return second.high > first.low * _WIDEST


def _like(first: Written, second: Written, link: str) -> Quantity:
    """Return the first number in the second's scale and unit where it has none of its own."""
    quantity, other = first.quantity, second.quantity
    if not quantity.unit and other.unit and not quantity.fraction:
        quantity = replace(quantity, unit=other.unit)
    if first.scale == 1 and second.scale != 1 and quantity.low is not None and other.low is not None:
        raised = quantity.low * second.scale
        if raised < other.low or (link == "change" and raised < other.low * 10):  # not "from 500 to 2 million"
            quantity = replace(quantity, low=raised, high=raised, precision=quantity.precision * second.scale)
    return quantity


def _range(text: str, first: Quantity, second: Quantity, link: str) -> Quantity | None:
    unit = second.unit or first.unit
    if link == "change" or first.low is None or second.high is None or first.low >= second.high:
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if link == "or" and second.high != first.low + 1:
        return None
    comparator, cue = (first.comparator, first.cue) if first.cue else (second.comparator, second.cue)
    return Quantity(
        start=first.start,
        end=second.end,
        surface=text[first.start : second.end],
        low=first.low,
        high=second.high,
        comparator=comparator,
        precision=second.precision,
        unit=unit,
        noun=second.noun,
        fraction=second.fraction,
        cue=cue,
    )
