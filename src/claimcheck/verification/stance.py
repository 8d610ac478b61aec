"""The stance of one passage to one claim, decided from the compared slots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimcheck.models import Assessment, Reason, Relation, Slot, SlotComparison, Stance
from claimcheck.text import lexicon
from claimcheck.verification import attribution, participants, polarity, slots, strength, titles, values
from claimcheck.verification.alignment import Match, Source, align
from claimcheck.verification.comparison import Compared
from claimcheck.verification.pronouns import find_pairs
from claimcheck.verification.quoted import compare_quotations, is_misquotation
from claimcheck.verification.records import compare_record, compare_row_dates, find_cells
from claimcheck.verification.scopes import compare_scopes
from claimcheck.verification.statements import Statement

# Changed whenever a rule changes what a pair comes out as: the cache of judged pairs is keyed by it.
RULES_VERSION = "slots-17"

# Chosen on development pairs so that false support stays rare; see docs/decisions.md.
SUPPORT_COVERAGE = 0.93
SUPPORT_IN_PASSAGE = 0.50
# Where the passage and what stands around it have every word, fewer need be in the passage itself.
SUPPORT_IN_PASSAGE_OF_ALL = 0.33
SUPPORT_TOGETHER = 0.60
REFUTE_COVERAGE = 0.80
REFUTE_VALUE_COVERAGE = 0.85
REFUTE_IN_PASSAGE = 0.60
PARTIAL_COVERAGE = 0.70

_REASONS = {
    Slot.QUOTATION: Reason.QUOTE_ALTERED,
    Slot.QUANTITY: Reason.QUANTITY_MISMATCH,
    Slot.DATE: Reason.DATE_MISMATCH,
    Slot.NAME: Reason.NAME_MISMATCH,
    Slot.ROLE: Reason.ROLE_SWAP,
    Slot.POLARITY: Reason.POLARITY,
    Slot.DIRECTION: Reason.DIRECTION,
    Slot.QUANTIFIER: Reason.QUANTIFIER,
    Slot.MODALITY: Reason.MODALITY,
}
# What a passage must not lack if it is to support.
_OWED = frozenset(_REASONS) | {Slot.PREDICATE}


@dataclass(frozen=True, slots=True)
class _Tally:
    """How much of the claim was found, conflicts left out.

    `coverage` is the weighted share of all slots found in the passage or around
    it; `in_passage` the share of words and quantities found in the passage
    itself: a header may name who and when, not what.
    """

    coverage: float
    in_passage: float


def assess(claim: Statement, source: Source, *, passage_id: str) -> Assessment:
    """Decide what a passage says of a claim: `assess_closely` without what is lacking."""
    return assess_closely(claim, source, passage_id=passage_id)[0]


def assess_closely(claim: Statement, source: Source, *, passage_id: str) -> tuple[Assessment, frozenset[Slot]]:
    """Decide what a passage says of a claim, and which slots of the claim it plainly lacks.

    Support needs every name, number, date, quotation and predicate of the
    claim, the same polarity, mood and strength, and nearly all of its other
    words: a claim is never supported because it looks like the passage. A
    slot with another value refutes only where the rest shows that the passage
    speaks of the same fact.

    Args:
        claim: The claim, read.
        source: The passage in its context, read.
        passage_id: Written into the assessment.

    Returns:
        The assessment, and the slots that are missing in more than their words:
        with one of them, not even a model may say that the passage supports.
    """
    rows = _compare(claim, source, align(claim, source))
    lacking = {r.comparison.slot for r in rows if r.comparison.relation is Relation.MISSING and not r.slight}
    return _decide(rows, source, passage_id), frozenset(lacking)


def _decide(rows: Sequence[Compared], source: Source, passage_id: str) -> Assessment:
    tally = _tally(rows)
    comparisons = tuple(r.comparison for r in rows)
    conflicts = [r for r in rows if r.comparison.relation is Relation.CONFLICT]
    if conflicts:
        if _same_fact(rows, tally) and not find_cells(source.passage.text):
            return _assessment(passage_id, Stance.REFUTES, _reasons(conflicts), comparisons, tally)
        return _assessment(passage_id, Stance.NEUTRAL, (Reason.OFF_TOPIC,), comparisons, tally)
    missing = [r for r in rows if r.comparison.relation is Relation.MISSING]
    lacking = [r for r in missing if r.comparison.slot in _OWED or r.owed]
    if (
        not lacking
        and tally.coverage >= SUPPORT_COVERAGE
        and tally.in_passage >= (SUPPORT_IN_PASSAGE if tally.coverage < 1.0 else SUPPORT_IN_PASSAGE_OF_ALL)
        and _together(source, rows)
    ):
        return _assessment(passage_id, Stance.SUPPORTS, (Reason.ENTAILED,), comparisons, tally)
    if _speaks_of_it(rows, tally) and tally.coverage >= PARTIAL_COVERAGE:
        return _assessment(passage_id, Stance.NEUTRAL, (Reason.SCOPE, *_reasons(lacking)), comparisons, tally)
    # The very words of a quotation are never beside the subject: why they do not count is worth saying.
    worded = [r for r in lacking if r.comparison.slot is Slot.QUOTATION and r.comparison.start is not None]
    return _assessment(passage_id, Stance.NEUTRAL, _reasons(worded) or (Reason.OFF_TOPIC,), comparisons, tally)


def _compare(claim: Statement, source: Source, matches: dict[int, Match]) -> list[Compared]:
    row = bool(find_cells(source.passage.text))  # its columns say who did what and when, not its grammar
    return [
        *compare_quotations(claim, source, matches),
        *slots.compare_names(claim, source, matches),
        *slots.compare_pronouns(claim, source),
        *slots.compare_pairs(claim, source),
        *_quantities(claim, source, matches),
        *(compare_row_dates(claim, source) if row else values.compare_dates_of(claim, source, matches)),
        *slots.compare_terms(claim, source, matches),
        *polarity.compare_polarity(claim, source, matches),
        *polarity.compare_stray_denials(claim, source, matches),
        *polarity.compare_stray_hedges(claim, source),
        *polarity.compare_antecedent(claim, source, matches),
        *attribution.compare_attributions(claim, source, matches),
        *(() if row else participants.compare_roles(claim, source, matches)),
        *(() if row else participants.compare_places(claim, source, matches)),
        *titles.compare_titles(claim, source),
        *strength.compare_quantifiers(claim, source, matches),
        *strength.compare_degrees(claim, source, matches),
        *compare_scopes(claim, source),
        *slots.compare_order(claim, source, matches),
        *slots.compare_leanings(claim, source, matches),
        *compare_record(claim, source, matches),
    ]


def _quantities(claim: Statement, source: Source, matches: dict[int, Match]) -> list[Compared]:
    pairs = find_pairs(claim.text)
    if pairs:  # "the two governments" count nothing
        counted = tuple(q for q in claim.quantities if not any(a <= q.start < b for a, b in pairs))
        claim = replace(claim, quantities=counted)
    return list(values.compare_quantities_of(claim, source, matches))


def _together(source: Source, rows: Sequence[Compared]) -> bool:
    """Whether what was found stands mostly in one sentence: words gathered from all over say nothing together."""
    passage = source.passage
    roots = {w.start: root for w, root in zip(passage.parse.words, passage.roots, strict=True)}
    weights: dict[int, float] = {}
    for row in rows:
        if row.comparison.start in roots:
            root = roots[row.comparison.start]
            weights[root] = weights.get(root, 0.0) + row.weight
    total = math.fsum(weights.values())
    return not total or max(weights.values()) / total >= SUPPORT_TOGETHER


def _tally(rows: Sequence[Compared]) -> _Tally:
    named = [r.comparison.claim_value for r in rows if r.comparison.relation is Relation.CONFLICT]
    counted = [r for r in rows if r.comparison.relation is not Relation.CONFLICT and not _replaced(r, named)]
    found = [r for r in counted if r.comparison.relation is not Relation.MISSING]
    said = [r for r in counted if r.comparison.slot in {Slot.PREDICATE, Slot.TERM, Slot.QUANTITY}]
    return _Tally(
        coverage=_share(found, counted),
        in_passage=_share([r for r in said if r in found and not r.context], said),
    )


def _replaced(row: Compared, conflicts: Sequence[str]) -> bool:
    """Whether a name is missing because the passage has another in its place, which was found."""
    lacks = row.comparison.slot is Slot.NAME and row.comparison.relation is Relation.MISSING
    return lacks and row.comparison.claim_value in conflicts


def _share(part: Sequence[Compared], whole: Sequence[Compared]) -> float:
    asked = math.fsum(r.weight for r in whole)
    return math.fsum(r.weight for r in part) / asked if asked else 0.0


def _same_fact(rows: Sequence[Compared], tally: _Tally) -> bool:
    """Whether all but the conflict shows that claim and passage speak of one fact.

    Another value refutes only beside everything else the claim says: what has
    one date may have happened again on another.
    """
    conflicts = {r.comparison.slot for r in rows if r.comparison.relation is Relation.CONFLICT}
    missing = [r for r in rows if r.comparison.relation is Relation.MISSING]
    if conflicts == {Slot.QUOTATION}:
        return is_misquotation(rows)
    predicates = [r for r in rows if r.main and r.comparison.slot in {Slot.PREDICATE, Slot.DIRECTION}]
    if predicates and all(r.comparison.relation is Relation.MISSING for r in predicates):
        return False
    if Slot.DATE in conflicts and len(conflicts) > 1:
        return False  # another date and another outcome: another occasion
    differing = set().union(*(_MAY_DIFFER.get(slot, set()) for slot in conflicts))
    lacking = [r for r in missing if r.comparison.slot in _OWED - conflicts - differing]
    pronouns = [r for r in lacking if r.comparison.claim_value.startswith("unresolved")]
    if pronouns and not any(r.comparison.slot is Slot.NAME and r.comparison.relation is Relation.EQUAL for r in rows):
        return False
    lacking = [r for r in lacking if r not in pronouns]
    if conflicts <= {Slot.DATE, Slot.QUANTITY}:
        return not lacking and tally.coverage >= REFUTE_VALUE_COVERAGE and tally.in_passage >= REFUTE_IN_PASSAGE
    if predicates and all(r.context for r in predicates):  # "None of those ...": the passage denies its antecedent
        return conflicts == {Slot.POLARITY} and len(lacking) <= 1 and tally.coverage >= REFUTE_COVERAGE
    return not lacking and tally.coverage >= REFUTE_COVERAGE and tally.in_passage >= REFUTE_IN_PASSAGE


# What need not agree where another slot already contradicts: a quotation's words are compared as a quotation, and
# what is owed ("was to pay 500 million") is wrong by its number as much as what was paid.
_MAY_DIFFER = {
    Slot.QUOTATION: {Slot.POLARITY, Slot.MODALITY, Slot.ROLE},
    Slot.QUANTITY: {Slot.MODALITY},
    Slot.DATE: {Slot.MODALITY},
}


def _speaks_of_it(rows: Sequence[Compared], tally: _Tally) -> bool:
    predicates = [r for r in rows if r.main and r.comparison.slot is Slot.PREDICATE]
    said = [
        r
        for r in predicates
        if r.comparison.relation is Relation.EQUAL
        and lexicon.equal_words(r.comparison.claim_value, r.comparison.source_value)
    ]
    names = [r for r in rows if r.comparison.slot is Slot.NAME]
    blocked = any(
        r.comparison.relation is Relation.MISSING and r.comparison.slot in {Slot.ROLE, Slot.POLARITY, Slot.MODALITY}
        for r in rows
    )
    found = all(r.comparison.relation is not Relation.MISSING for r in names)
    return bool(said) and not blocked and found and tally.in_passage >= SUPPORT_IN_PASSAGE


def _reasons(rows: Sequence[Compared]) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(r.reason or _REASONS.get(r.comparison.slot, Reason.SCOPE) for r in rows))


def _assessment(
    passage_id: str,
    stance: Stance,
    reasons: tuple[Reason, ...],
    comparisons: tuple[SlotComparison, ...],
    tally: _Tally,
) -> Assessment:
    return Assessment(
        passage_id=passage_id, stance=stance, reasons=reasons, slots=comparisons, coverage=round(tally.coverage, 4)
    )
