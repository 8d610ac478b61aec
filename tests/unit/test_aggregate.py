from dataclasses import replace

from claimcheck.models import (
    Assessment,
    Claim,
    Context,
    Decider,
    Evidence,
    Label,
    Locator,
    ModelScore,
    Passage,
    Reason,
    Relation,
    Slot,
    SlotComparison,
    SourceDocument,
    Stance,
)
from claimcheck.verification import Rationale, Sources, decide, judge


def assessment(stance, *reasons, slots=(), coverage=0.9):
    return Assessment(passage_id="p", stance=stance, reasons=reasons, slots=slots, coverage=coverage)


SUPPORT = assessment(Stance.SUPPORTS, Reason.ENTAILED)
NEUTRAL = assessment(Stance.NEUTRAL, Reason.OFF_TOPIC)


def refute(reason):
    return assessment(Stance.REFUTES, reason)


def test_one_support_is_supported():
    assert decide([NEUTRAL, SUPPORT]) == (Label.SUPPORTED, (1,))


def test_one_refutation_is_refuted():
    assert decide([NEUTRAL, refute(Reason.POLARITY)]) == (Label.REFUTED, (1,))


def test_a_denial_beside_support_is_conflicting_with_both_sides_cited():
    assert decide([refute(Reason.POLARITY), SUPPORT]) == (Label.CONFLICTING, (1, 0))


def test_another_occasions_date_does_not_outweigh_full_support():
    assert decide([refute(Reason.DATE_MISMATCH), SUPPORT]) == (Label.SUPPORTED, (1,))


def test_nothing_decisive_is_not_enough_evidence():
    assert decide([NEUTRAL, NEUTRAL]) == (Label.NOT_ENOUGH_EVIDENCE, ())
    assert decide([]) == (Label.NOT_ENOUGH_EVIDENCE, ())


def test_a_stated_predicate_without_a_detail_is_partial():
    row = SlotComparison(slot=Slot.DATE, relation=Relation.MISSING, claim_value="2010")
    part = assessment(Stance.NEUTRAL, Reason.SCOPE, Reason.DATE_MISMATCH, slots=(row,))
    assert decide([NEUTRAL, part]) == (Label.PARTIALLY_SUPPORTED, (1,))


def test_a_missing_name_is_not_partial_support():
    row = SlotComparison(slot=Slot.NAME, relation=Relation.MISSING, claim_value="Kono")
    assert decide([assessment(Stance.NEUTRAL, Reason.SCOPE, slots=(row,))])[0] is Label.NOT_ENOUGH_EVIDENCE


def test_the_citation_is_the_documents_words_and_the_explanation_names_the_place():
    text = "Zero. It is so. More."
    document = SourceDocument(id="d", name="doc", path="doc.txt", title="The Document", text=text, sha256="0")
    passage = Passage(
        id="p", document_id="d", ordinal=2, start=6, end=15, text="It is so.", locator=Locator(label="para. 2")
    )
    evidence = [Evidence(passage=passage, context=Context(), score=1.0)]
    claim = Claim(id="c", article_id="a", text="It is so.", ordinal=1)
    verdict = judge(claim, evidence, [SUPPORT], Sources({"d": document}))
    (citation,) = verdict.citations
    assert text[citation.start : citation.end] == citation.quote == "It is so."
    assert "The Document, para. 2" in verdict.explanation


def by_model(stance):
    reason = Reason.ENTAILED if stance is Stance.SUPPORTS else Reason.CONTRADICTED
    score = ModelScore(model="m", supports=0.5, refutes=0.5, neutral=0.0)
    return replace(assessment(stance, reason), decided_by=Decider.MODEL, score=score)


def test_what_the_slots_decided_goes_before_the_model():
    assert decide([by_model(Stance.REFUTES), SUPPORT]) == (Label.SUPPORTED, (1,))
    assert decide([refute(Reason.POLARITY), by_model(Stance.SUPPORTS)]) == (Label.REFUTED, (0,))


def test_the_model_alone_decides_where_no_slot_did():
    assert decide([NEUTRAL, by_model(Stance.SUPPORTS)]) == (Label.SUPPORTED, (1,))
    assert decide([by_model(Stance.REFUTES), by_model(Stance.SUPPORTS)])[0] is Label.CONFLICTING


def two_passages():
    text = "One half. Other half."
    document = SourceDocument(id="d", name="doc", path="doc.txt", title="The Document", text=text, sha256="0")
    held = []
    for n, (start, end) in enumerate([(0, 9), (10, 21)], start=1):
        passage = Passage(
            id=f"p{n}",
            document_id="d",
            ordinal=n,
            start=start,
            end=end,
            text=text[start:end],
            locator=Locator(label=f"para. {n}"),
        )
        held.append(Evidence(passage=passage, context=Context(), score=1.0))
    return document, held


def test_passages_that_say_it_together_are_all_cited():
    document, held = two_passages()
    claim = Claim(id="c", article_id="a", text="Both halves.", ordinal=1)
    verdict = judge(claim, held, [NEUTRAL, NEUTRAL], Sources({"d": document}), rationale=Rationale((0, 1), SUPPORT))
    assert verdict.label is Label.SUPPORTED
    assert [c.quote for c in verdict.citations] == ["One half.", "Other half."]
    assert "The Document, para. 1; The Document, para. 2" in verdict.explanation
    assert verdict.together == replace(SUPPORT, passage_id=held[0].passage.id)


def test_the_side_that_replaces_the_other_is_taken_and_both_stay_cited():
    document, held = two_passages()
    old = replace(document, id="o", name="old")
    new = replace(document, id="n", name="new", supersedes="old")
    evidence = [replace(e, passage=replace(e.passage, document_id=i)) for e, i in zip(held, "on", strict=True)]
    claim = Claim(id="c", article_id="a", text="It is so.", ordinal=1)
    verdict = judge(claim, evidence, [refute(Reason.POLARITY), SUPPORT], Sources({"o": old, "n": new}))
    assert verdict.label is Label.SUPPORTED
    assert {c.stance for c in verdict.citations} == {Stance.SUPPORTS, Stance.REFUTES}
    assert "stronger" in verdict.explanation
