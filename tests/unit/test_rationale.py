from claimcheck.models import (
    Assessment,
    Context,
    Evidence,
    Locator,
    Passage,
    Relation,
    Slot,
    SlotComparison,
    Stance,
)
from claimcheck.verification import find_rationales


def evidence(document: str, ordinal: int) -> Evidence:
    passage = Passage(
        id=f"{document}{ordinal}",
        document_id=document,
        ordinal=ordinal,
        start=0,
        end=2,
        text="x.",
        locator=Locator(label=str(ordinal)),
    )
    return Evidence(passage=passage, context=Context(), score=1.0)


def part(coverage: float, *missing: str, conflict: bool = False, stance: Stance = Stance.NEUTRAL) -> Assessment:
    rows = [SlotComparison(slot=Slot.TERM, relation=Relation.MISSING, claim_value=v) for v in missing]
    if conflict:
        rows.append(SlotComparison(slot=Slot.DATE, relation=Relation.CONFLICT, claim_value="d"))
    return Assessment(passage_id="p", stance=stance, reasons=(), slots=tuple(rows), coverage=coverage)


def test_passages_that_fill_each_others_gaps_are_put_together_in_the_documents_order() -> None:
    held = [evidence("d", 7), evidence("d", 2), evidence("d", 4)]
    assert find_rationales(held, [part(0.7, "a"), part(0.5, "b"), part(0.4, "a")]) == [(1, 0)]


def test_passages_of_several_documents_say_nothing_together() -> None:
    assert find_rationales([evidence("d", 1), evidence("e", 1)], [part(0.7, "a"), part(0.7, "b")]) == []


def test_what_contradicts_or_hardly_speaks_of_the_claim_is_no_part() -> None:
    held = [evidence("d", 1), evidence("d", 2), evidence("d", 3)]
    assert find_rationales(held, [part(0.7, "a"), part(0.9, conflict=True), part(0.1)]) == []


def test_three_passages_at_most() -> None:
    held = [evidence("d", n) for n in range(1, 6)]
    gaps = ["a", "b", "c", "d", "e"]
    parts = [part(0.5, *gaps[: 5 - n]) for n in range(5)]
    assert all(len(found) <= 3 for found in find_rationales(held, parts))
