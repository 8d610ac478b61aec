from dataclasses import replace

from report_full_sample import full_report, text_part
from report_samples import article_of, claim, document, finding, passage, slot

from claimcheck.models import Anchor, ArticleReport, Checkability, Citation, Label, Relation, Slot, Stance
from claimcheck.reporting.evidence import REACH, excerpt, mark_slots, nearest_misses, ordered_slots
from claimcheck.reporting.explanation import cited
from claimcheck.reporting.galley import BlockKind, lay_out


def part_with(text, claims, kind=Checkability.CHECKABLE):
    article, sentences = article_of("Title", [[(text, kind, "because")]])
    made = [claim(article, n, words, within=words) for n, words in enumerate(claims, start=1)]
    findings = tuple(finding(c, Label.NOT_ENOUGH_EVIDENCE, [], "none", []) for c in made)
    return ArticleReport(article=article, sentences=sentences, findings=findings)


def test_overlapping_claims_cut_the_sentence_into_segments():
    galley = lay_out(part_with("one two three four five.", ["one two three", "three four", "one two three"]))
    (block,) = galley.blocks
    assert [(s.text, s.claims, s.ends) for s in block.segments] == [
        ("one two ", (0, 2), ()),
        ("three", (0, 1, 2), (0, 2)),
        (" four", (1,), (1,)),
        (" five.", (), ()),
    ]


def test_the_body_is_laid_out_whole_and_in_order():
    part = text_part()
    galley = lay_out(part)
    body = [s for s in part.sentences if s.paragraph]
    start = body[0].anchor.start
    shown = "".join(segment.text for block in galley.blocks for segment in block.segments)
    assert "".join(shown.split()) == "".join(part.article.text[start:].split())
    assert [s.anchor.quote for s in galley.furniture] == [s.anchor.quote for s in part.sentences if not s.paragraph]
    assert [b.kind for b in galley.blocks] == [BlockKind.HEADING, *[BlockKind.PARAGRAPH] * 4]


def test_every_claim_ends_once_or_is_listed_as_unplaced():
    galley = lay_out(text_part())
    ends = [claim for block in galley.blocks for segment in block.segments for claim in segment.ends]
    assert sorted([*ends, *galley.unplaced]) == list(range(11))
    assert galley.unplaced == (10,)


def test_an_anchor_that_does_not_fit_is_not_moved():
    part = part_with("The vote was close. The vote was close.", ["vote was close"])
    old = part.findings[0]
    wrong = replace(old.claim, anchor=Anchor(start=0, end=14, quote="vote was close"))
    galley = lay_out(replace(part, findings=(replace(old, claim=wrong),)))
    assert galley.unplaced == (0,)
    assert not any(s.claims for b in galley.blocks for s in b.segments)


def test_a_claim_without_an_anchor_stands_on_its_sentence():
    part = part_with("It was so.", ["It was so"])
    bare = replace(part.findings[0].claim, anchor=None, sentence_id=part.sentences[0].id)
    galley = lay_out(replace(part, findings=(replace(part.findings[0], claim=bare),)))
    assert [s.text for b in galley.blocks for s in b.segments if s.claims] == ["It was so."]


def test_text_outside_sentences_is_kept():
    part = part_with("It was so.", [])
    article = replace(part.article, text=part.article.text + "left over words")
    blocks = lay_out(replace(part, article=article)).blocks
    assert [b.kind for b in blocks] == [BlockKind.PARAGRAPH, BlockKind.LOOSE]
    assert "left over words" in blocks[1].segments[0].text


def test_where_slots_overlap_the_gravest_wins():
    source = document("d", "exactly 500 million dollars")
    found = passage(source, 1)
    slots = [
        slot(Slot.QUANTITY, Relation.EQUAL, "500", "500 million", where=found),
        slot(Slot.QUANTITY, Relation.CONFLICT, "550", "million", where=found),
        slot(Slot.TERM, Relation.MISSING, "x"),
    ]
    assert [(p.text, p.relation) for p in mark_slots(found.text, slots)] == [
        ("exactly ", None),
        ("500 ", Relation.EQUAL),
        ("million", Relation.CONFLICT),
        (" dollars", None),
    ]


def test_the_surroundings_are_the_documents_and_end_at_words():
    source = document("d", "alpha " * 200, "the quote itself", "omega " * 200)
    found = passage(source, 2)
    shown = excerpt(source, Citation.of(source, found, Stance.SUPPORTS), None)
    assert "".join(p.text for p in shown.pieces) == "the quote itself"
    assert source.text.endswith(f"{shown.before}the quote itself{source.text[found.end :]}")
    assert source.text[found.end :].startswith(shown.after)
    assert shown.cut_before
    assert shown.cut_after
    assert REACH - 20 < len(shown.before) <= REACH
    assert REACH - 20 < len(shown.after) <= REACH
    assert shown.before.split()[0] == "alpha"
    assert shown.after.split()[-1] == "omega"


def test_without_the_documents_words_only_the_quote_is_shown():
    source = document("d", "some words", "the quote itself")
    citation = Citation.of(source, passage(source, 2), Stance.SUPPORTS)
    for other in (None, replace(source, text="something else")):
        shown = excerpt(other, citation, None)
        assert (shown.before, shown.after) == ("", "")
        assert "".join(p.text for p in shown.pieces) == "the quote itself"


def test_nearest_misses_leave_out_what_is_cited():
    veto = full_report().articles[0].findings[7]
    misses = nearest_misses(veto, shown=3)
    cited = {c.passage_id for c in veto.verdict.citations}
    assert [m.assessment.coverage for m in misses] == [0.52, 0.5, 0.2]
    assert not cited & {m.evidence.passage.id for m in misses}
    assert misses[0].why == "part of the claim was not found; not found: “vetoed”"
    assert nearest_misses(veto, shown=0) == ()


def test_what_refutes_and_what_conflicts_comes_first():
    conflicting = full_report().articles[0].findings[8]
    assert [c.citation.stance for c in cited(conflicting)] == [Stance.REFUTES, Stance.SUPPORTS]
    veto = full_report().articles[0].findings[7]
    assert ordered_slots(veto.verdict.assessments[0])[0].relation is Relation.CONFLICT
