from claimcheck.models import (
    Assessment,
    Claim,
    Context,
    Evidence,
    Label,
    Locator,
    Passage,
    Reason,
    Relation,
    Slot,
    SlotComparison,
    SourceDocument,
    Stance,
)
from claimcheck.verification import Sources, decide, judge


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
