"""What a source's number says of a claim's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.models import Relation
from claimcheck.text.normalize import fold
from claimcheck.text.quantities.records import Comparator, Quantity
from claimcheck.text.quantities.vocabulary import Unit, vocabulary

_BOUNDS = frozenset({Comparator.AT_LEAST, Comparator.MORE_THAN, Comparator.AT_MOST, Comparator.LESS_THAN})
_ZERO = Decimal(0)
_TENTH = Decimal("0.1")
_CONVERSION = Decimal("0.05")  # how far apart roundings in two systems of units may be before they conflict
_FAR = 10


@dataclass(frozen=True, slots=True)
class _Interval:
    """Values from `low` to `high`; None is open-ended, `*_open` leaves the end out."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def within(self, other: _Interval) -> bool:
        above = other.low is None or (
            self.low is not None
            and (self.low > other.low or (self.low == other.low and (self.low_open or not other.low_open)))
        )
        below = other.high is None or (
            self.high is not None
            and (self.high < other.high or (self.high == other.high and (self.high_open or not other.high_open)))
        )
        return above and below

    def apart(self, other: _Interval) -> bool:
        return self._below(other) or other._below(self)

    def _below(self, other: _Interval) -> bool:
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))


def compare_quantities(claim: Quantity, source: Quantity) -> Relation:
    """Say what `source` says of `claim`, as a fact-checker reads numbers.

    What the two count is for the caller to settle: nouns are not compared,
    save those of identifiers.

    EQUAL: the same value, comparator and unit, however written.

    COMPATIBLE: the source makes the claim true. It rounds to the claim at the
    claim's last place, if the claim states two digits or more and is no plain
    count ("2.4 billion" of 2,412 million; "2,400" is not 2,412); it meets the
    claim's bound ("more than 5 million" of 6 million, but not of 60 million: a
    bound that holds by a factor of ten is hardly about the same number; nor
    "up to 80" of less than 40, or of another "up to"); it lies in the claim's
    range, or as near as "about" allows (half the last place stated, at most a
    tenth); a round claim repeats an "about" of the same value.

    CONFLICT: one unit, and no value would satisfy both. A change in percent
    and the same number of percentage points conflict too.

    MISSING: a round count, without "about", of a source that rounds to it at its
    two digits or more and is within a hundredth ("2,400" of 2,412: neither
    borne out nor wrong); another rate ("5 tonnes a day" of 5 tonnes a year);
    not comparable (different units, currencies, an ordinal and a
    count, two different names), or the source is too vague or too coarse to
    decide ("more than 6" of "more than 7", "about 2,400" of 2,412).
    """
    if claim.identifier or source.identifier:
        return Relation.EQUAL if _same_name(claim, source) else Relation.MISSING
    if claim.ordinal or source.ordinal:
        if not (claim.ordinal and source.ordinal):
            return Relation.MISSING
        return Relation.EQUAL if claim.low == source.low else Relation.CONFLICT
    if claim.low is None or source.low is None:
        return Relation.MISSING
    if claim.rate != source.rate:
        return Relation.MISSING
    if claim.unit != source.unit:
        return _compare_units(claim, source)
    return _compare_values(claim, source)


def _same_name(claim: Quantity, source: Quantity) -> bool:
    if not (claim.identifier and source.identifier):
        return False
    if claim.noun and source.noun and claim.noun != source.noun:
        return False
    if fold(claim.surface) == fold(source.surface):
        return True
    return claim.low is not None and claim.low == source.low and {claim.noun, source.noun} != {""}


def _compare_units(claim: Quantity, source: Quantity) -> Relation:
    if {claim.unit, source.unit} == {"percent", "percentage points"}:
        same = claim.low == source.low and claim.high == source.high
        return Relation.CONFLICT if same else Relation.MISSING
    if {claim.unit, source.unit} == {"ton", "tonne"}:  # which ton is not said; written alike they agree
        relation = _compare_values(claim, replace(source, unit=claim.unit))
        return {Relation.EQUAL: Relation.COMPATIBLE, Relation.CONFLICT: Relation.MISSING}.get(relation, relation)
    units = vocabulary().units
    ours, theirs = units.get(claim.unit), units.get(source.unit)
    if ours is None or theirs is None or not ours.dimension or ours.dimension != theirs.dimension:
        return Relation.MISSING
    converted = _converted(source, theirs, ours)
    if ours.exact and theirs.exact:
        return _compare_values(claim, converted)
    relation = _compare_values(_loosened(claim), converted)
    if relation is Relation.CONFLICT and claim.low is not None and converted.low is not None:
        near = abs(claim.low - converted.low) <= abs(claim.low) * _CONVERSION
        return Relation.MISSING if near else Relation.CONFLICT
    return relation


def _converted(quantity: Quantity, unit: Unit, to: Unit) -> Quantity:
    return replace(
        quantity,
        low=None if quantity.low is None else quantity.low * unit.factor / to.factor,
        high=None if quantity.high is None else quantity.high * unit.factor / to.factor,
        precision=quantity.precision * unit.factor / to.factor,
        unit=to.name,
    )


def _loosened(quantity: Quantity) -> Quantity:
    """Return the quantity with its zeros after the second digit taken as rounded, as in a conversion of units."""
    if not quantity.single or not quantity.low or quantity.low % 1:
        return quantity
    exponent = int(quantity.low.normalize().as_tuple().exponent)
    rounded = min(Decimal(1).scaleb(exponent) / 2, abs(quantity.low) / 20)
    return replace(quantity, precision=max(quantity.precision, rounded))


def _compare_values(claim: Quantity, source: Quantity) -> Relation:
    if (claim.comparator, claim.low, claim.high) == (source.comparator, source.low, source.high):
        return Relation.EQUAL
    exact = claim.comparator is source.comparator is Comparator.EXACT
    if exact and claim.single and source.single:
        return _compare_exact(claim, source)
    if not claim.single and not source.single:
        return Relation.CONFLICT if _surely(claim).apart(_surely(source)) else Relation.MISSING
    if _repeats_round(claim, source):
        return Relation.COMPATIBLE
    if claim.comparator is Comparator.AT_MOST and source.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        return Relation.MISSING  # "up to 80" names the most there is: "up to 40" does not say that
    if _surely(source).within(_surely(claim)):
        return Relation.MISSING if _far_off(claim, source) else Relation.COMPATIBLE
    return Relation.CONFLICT if _perhaps(claim).apart(_perhaps(source, of_round=_is_round(claim))) else Relation.MISSING


def _compare_exact(claim: Quantity, source: Quantity) -> Relation:
    ours, theirs = abs(claim.low or _ZERO), abs(source.low or _ZERO)
    if (claim.low or _ZERO) * (source.low or _ZERO) < 0:
        return Relation.CONFLICT
    difference = abs(ours - theirs)
    if claim.fraction or source.fraction:
        if claim.fraction and not source.fraction and difference <= source.precision:
            return Relation.COMPATIBLE
        return Relation.MISSING if difference <= max(ours, theirs) / 20 else Relation.CONFLICT
    # Halves round up: the interval is closed below and open above.
    if source.precision < claim.precision and ours - claim.precision <= theirs < ours + claim.precision:
        if claim.precision * 20 <= ours:
            return Relation.COMPATIBLE  # two digits or more were stated
        return Relation.MISSING if difference <= ours * _TENTH else Relation.CONFLICT
    if _rounds_to(claim, ours, theirs):
        return Relation.MISSING
    return (
        Relation.MISSING if claim.precision < source.precision and difference <= source.precision else Relation.CONFLICT
    )


def _rounds_to(claim: Quantity, ours: Decimal, theirs: Decimal) -> bool:
    """Whether a round count of two digits or more is what a source's would be rounded to, within a hundredth."""
    normal = ours.normalize().as_tuple()
    exponent = int(normal.exponent)
    if exponent < 1 or len(normal.digits) < 2 or not claim.precision or abs(ours - theirs) > ours / 100:
        return False
    return abs(ours - theirs) <= Decimal(1).scaleb(exponent) / 2


def _repeats_round(claim: Quantity, source: Quantity) -> bool:
    """Whether a claim drops the "about" from a number that its own form shows to be rounded."""
    if claim.comparator is not Comparator.EXACT or source.comparator is not Comparator.ABOUT:
        return False
    if not claim.precision:
        return False  # "exactly 50"
    same = claim.single and source.single and claim.low == source.low
    return same and bool(claim.unit or claim.precision != Decimal("0.5") or _is_round(claim))


def _is_round(quantity: Quantity) -> bool:
    return quantity.single and quantity.low is not None and quantity.low != 0 and quantity.low % 10 == 0


def _far_off(claim: Quantity, source: Quantity) -> bool:
    """Whether a bound holds, but by a factor at which it is hardly about the same number."""
    if claim.comparator not in _BOUNDS or claim.low is None or source.low is None or source.high is None:
        return False
    ours, theirs = abs(claim.high or claim.low), abs(source.low)
    least = 2 if claim.comparator is Comparator.AT_MOST else _FAR
    return theirs >= ours * _FAR or theirs * least < ours


def _tolerance(quantity: Quantity) -> Decimal:
    return min(quantity.precision, abs(quantity.low or Decimal(0)) * _TENTH)


def _surely(quantity: Quantity) -> _Interval:
    """Return the values that are certainly meant."""
    low, high = quantity.low, quantity.high
    match quantity.comparator:
        case Comparator.AT_LEAST:
            return _Interval(low, None)
        case Comparator.MORE_THAN:
            return _Interval(low, None, low_open=True)
        case Comparator.AT_MOST:
            return _Interval(None, high)
        case Comparator.LESS_THAN:
            return _Interval(None, high, high_open=True)
    if not quantity.single or low is None:
        return _Interval(low, high)
    if quantity.comparator is Comparator.ABOUT:
        return _Interval(low - _tolerance(quantity), low + _tolerance(quantity))
    if quantity.comparator is Comparator.NEARLY:
        return _Interval(low - min(2 * quantity.precision, abs(low) * _TENTH), low, high_open=True)
    return _Interval(low, low)


def _perhaps(quantity: Quantity, *, of_round: bool = False) -> _Interval:
    """Return the values that may be meant: rounding undone, "about" taken generously.

    Args:
        quantity: The claim's or the source's.
        of_round: Whether it is held against a round number, which need not be
            meant to the unit: "more than 5,000" does not deny "5,000".
    """
    low, high = quantity.low, quantity.high
    sure = _surely(quantity)
    if quantity.comparator in _BOUNDS:
        return replace(sure, low_open=sure.low_open and not of_round, high_open=sure.high_open and not of_round)
    if low is None or high is None:  # "dozens": from half of what it says, and no upper end
        return _Interval(low / 2 if low is not None else None, None)
    if not quantity.single:
        return sure
    if quantity.comparator is Comparator.ABOUT:
        return _Interval(low - 2 * _tolerance(quantity), low + 2 * _tolerance(quantity))
    if quantity.comparator is Comparator.NEARLY:
        return _Interval(low - min(4 * quantity.precision, abs(low) * 2 * _TENTH), low)
    slack = quantity.precision if quantity.precision != Decimal("0.5") else Decimal(0)
    return _Interval(low - slack, low + slack, high_open=bool(slack))
