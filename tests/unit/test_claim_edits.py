"""Edits of an article's claims: what each does, in what order, and when it is orphaned."""

from dataclasses import replace

import pytest

from claimcheck.detection.edits import KNOWN_CLAIM, NO_CLAIM, NOT_THAT_CLAIM, apply_edits, text_id
from claimcheck.models import (
    Anchor,
    Article,
    Checkability,
    Claim,
    ClaimEdit,
    EditAction,
    Sentence,
    TextQuote,
    content_id,
)
from claimcheck.text.anchors import GONE, quote_at

TEXT = "Acme was founded in Bonn in 1990. It made shoes and it sold them to Japan. Many think it was a pity.\n"
PARTS = ("Acme was founded in Bonn in 1990.", "It made shoes", "it sold them to Japan.")


def article(text=TEXT):
    return Article.build(title="Acme", text=text, path="acme.md", published="2017-09-01")


def drawn(about):
    """Return the sentences and claims of such an article, as detection would give them."""
    sentences = []
    for ordinal, words in enumerate([TEXT[:33], TEXT[34:74], TEXT[75:100]], start=1):
        start = about.text.find(words)
        if start >= 0:
            sentences.append(
                Sentence(
                    id=content_id("sentence", about.id, words),
                    article_id=about.id,
                    ordinal=ordinal,
                    paragraph=1,
                    anchor=Anchor(start=start, end=start + len(words), quote=words),
                    checkability=Checkability.CHECKABLE,
                    reason="",
                )
            )
    claims = []
    for words in PARTS:
        start = about.text.find(words)
        if start >= 0:
            sentence = next(s for s in sentences if s.anchor.start <= start < s.anchor.end)
            claims.append(
                Claim(
                    id=content_id("claim", about.id, words),
                    article_id=about.id,
                    text=words[0].upper() + words[1:].rstrip(".") + ".",
                    ordinal=len(claims) + 1,
                    paragraph=1,
                    worth=0.4 + len(claims) / 10,
                    sentence_id=sentence.id,
                    anchor=Anchor(start=start, end=start + len(words), quote=words),
                    as_of=about.published,
                )
            )
    return sentences, claims


def edit(action, *words, **about):
    return ClaimEdit(action=EditAction(action), words=tuple(TextQuote(exact=w) for w in words), by="A. Ito", **about)


def edited(*edits, text=TEXT):
    about = article(text)
    sentences, claims = drawn(about)
    return apply_edits(about, sentences, claims, edits)


def texts(result):
    return [c.text for c in result.claims]


def test_without_edits_nothing_changes():
    about = article()
    sentences, claims = drawn(about)
    assert apply_edits(about, sentences, claims, ()).claims == tuple(claims)


def test_a_claim_is_dropped_by_words_within_it_or_around_it():
    assert texts(edited(edit("drop", "founded in Bonn"))) == ["It made shoes.", "It sold them to Japan."]
    whole = edited(edit("drop", "It made shoes and it sold them to Japan"))
    assert texts(whole) == ["Acme was founded in Bonn in 1990."]
    assert whole.outcomes[0].was == ("It made shoes.", "It sold them to Japan.")


def test_a_claim_is_reworded_in_its_place():
    result = edited(edit("reword", "It made shoes", claims=("Acme made shoes.",), worth=0.9))
    assert texts(result) == ["Acme was founded in Bonn in 1990.", "Acme made shoes.", "It sold them to Japan."]
    claim = result.claims[1]
    assert (claim.anchor.quote, claim.worth, claim.ordinal) == ("It made shoes", 0.9, 2)
    assert result.outcomes[0].made == (claim.id,)
    assert result.outcomes[0].was == ("It made shoes.",)


def test_a_reworded_claim_is_still_said_by_whoever_said_it():
    about = article()
    sentences, claims = drawn(about)
    said = [replace(c, attributed_to="Sato") for c in claims]
    made = edit("reword", "It made shoes", claims=("Acme made shoes.",))
    assert apply_edits(about, sentences, said, [made]).claims[1].attributed_to == "Sato"
    mixed = [said[0], said[1], claims[2]]
    both = edit("merge", "It made shoes and it sold them to Japan", claims=("Acme made and sold shoes.",))
    assert apply_edits(about, sentences, mixed, [both]).claims[1].attributed_to == ""


def test_a_claim_is_split_and_its_parts_keep_its_words_and_worth():
    result = edited(edit("split", "founded in Bonn", claims=("Acme was founded in 1990.", "Acme is from Bonn.")))
    assert texts(result)[:2] == ["Acme was founded in 1990.", "Acme is from Bonn."]
    assert [c.ordinal for c in result.claims] == [1, 2, 3, 4]
    assert {c.worth for c in result.claims[:2]} == {0.4}
    assert {c.anchor.quote for c in result.claims[:2]} == {PARTS[0]}


def test_claims_are_merged_and_the_words_reach_from_the_first_to_the_last():
    result = edited(edit("merge", "It made shoes", "it sold them", claims=("Acme made and sold shoes.",)))
    assert texts(result) == ["Acme was founded in Bonn in 1990.", "Acme made and sold shoes."]
    merged = result.claims[1]
    assert merged.anchor.quote == "It made shoes and it sold them to Japan."
    assert merged.worth == pytest.approx(0.6)
    one = edited(edit("merge", "It made shoes and it sold them to Japan", claims=("Acme made and sold shoes.",)))
    assert texts(one) == texts(result)


def test_a_claim_is_added_behind_those_that_begin_before_it():
    result = edited(edit("add", "it was a pity", claims=("Many regret the end of Acme.",)))
    assert texts(result)[-1] == "Many regret the end of Acme."
    claim = result.claims[-1]
    assert (claim.worth, claim.paragraph, claim.ordinal) == (0.6, 1, 4)
    assert claim.sentence_id == drawn(article())[0][2].id
    first = edited(edit("add", "Acme was", claims=("There was an Acme.",)))
    assert texts(first)[1] == "There was an Acme."


def test_edits_build_on_each_other_in_order():
    result = edited(
        edit("reword", "It made shoes", claims=("Acme made shoes.",)),
        edit("split", "It made shoes", claims=("Acme made boots.", "Acme made sandals.")),
        edit("drop", "It made shoes", which=("Acme made boots.",)),
    )
    assert texts(result)[1:] == ["Acme made sandals.", "It sold them to Japan."]
    assert not any(o.orphaned for o in result.outcomes)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (edit("drop", "Acme was bought"), GONE),
        (edit("drop", "Many think it was a pity"), NO_CLAIM),
        (edit("drop", "It made shoes", which=("Acme made hats.",)), NOT_THAT_CLAIM),
        (edit("reword", "It made shoes and it sold them to Japan", claims=("X is so.",)), "2 claims"),
        (edit("merge", "It made shoes", claims=("X is so.",)), "nothing to merge"),
        (edit("add", "It made shoes", claims=("It made shoes.",)), KNOWN_CLAIM),
        (edit("split", "It made shoes", claims=("X is so.", "x is so.")), KNOWN_CLAIM),
        (edit("drop", "it"), "places"),
    ],
)
def test_what_does_not_fit_is_orphaned_and_changes_nothing(wrong, why):
    result = edited(wrong)
    assert texts(result) == texts(edited())
    (outcome,) = result.outcomes
    assert outcome.orphaned
    assert why in outcome.why


def test_an_orphan_does_not_keep_the_others_from_being_applied():
    result = edited(edit("drop", "Acme was bought"), edit("drop", "It made shoes"))
    assert [o.orphaned for o in result.outcomes] == [True, False]


def test_the_same_input_gives_the_same_claims():
    edits = (edit("reword", "It made shoes", claims=("Acme made shoes.",)), edit("drop", "founded in Bonn"))
    assert edited(*edits) == edited(*edits)


def test_on_the_text_that_it_was_made_on_an_edit_has_its_old_place():
    text = TEXT.rstrip() + "\n\nIt made shoes.\n\nIt made shoes.\n"
    about = article(text)
    start = text.rindex("It made shoes.")
    made = edit("add", "x", claims=("Acme made shoes.",), text_id=text_id(about))
    made = replace(made, words=(quote_at(text, start, start + 14),))
    assert edited(made, text=text).outcomes[0].spans == ((start, start + 14),)
    assert edited(made, text=text + "More.\n").outcomes[0].orphaned


def test_an_edit_of_another_shape_cannot_exist():
    with pytest.raises(ValueError, match="do not fit"):
        edit("drop", "x", claims=("y",))
    with pytest.raises(ValueError, match="do not fit"):
        edit("split", "x", claims=("y",))
    with pytest.raises(ValueError, match="do not fit"):
        edit("reword", "x", "y", claims=("z",))
