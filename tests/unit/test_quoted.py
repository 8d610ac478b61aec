"""A claim's quotation beside a passage: the words, whose they are, and what they are said of."""

import pytest

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.models import Context, Reason, Relation, Slot, Stance
from claimcheck.text.entities import load_gazetteer

RESOLUTION = {"title": "Security Council resolution 2371 (2017)", "issuer": "United Nations Security Council"}
LAUNCHES = "1. Condemns in the strongest terms the missile launches of 3 July and 28 July 2017;"
DIGEST = {"form": "digest", "title": "Statement of the ministers", "issuer": "Governments of Japan and Australia"}
SEAS = 'The ministers voiced "continuing concern" on the East China Sea and "serious concern" on the South China Sea.'


@pytest.fixture(scope="module")
def language():
    return verification.Language(Config().language_pipeline, load_gazetteer())


@pytest.fixture(scope="module")
def judged(language):
    def assess(claim, passage, **context):
        around = Context(**context)
        claims = verification.read_all([claim], language)
        readings = verification.read_all([passage, *verification.context_texts(around)], language)
        source = verification.place(readings[passage], around, readings)
        return verification.assess(claims[claim], source, passage_id="p")

    return assess


def row_of(assessment):
    (row,) = [s for s in assessment.slots if s.slot is Slot.QUOTATION]
    return row


FOUND = [
    (
        'Moon said the deal "cannot be accepted by our people".',
        '"The deal cannot be accepted by our people," Moon told Abe.',
    ),
    ('Abe was told by Moon that it "cannot be accepted".', '"It cannot be accepted," Moon told Abe.'),
    ('Moon called the accord "unacceptable".', 'Moon Jae-in called the accord "unacceptable".'),
    ('Beijing said it was "not a party".', 'China, the spokeswoman Hua Chunying said, is "not a party".'),
    ('Japan voiced "deep regret".', 'Japanese Foreign Minister Kono voiced "deep regret".'),
    ('Lavrov spoke of "early talks".', 'Lavrov and Kono agreed on "early talks".'),
    ('The statement voiced "serious concern".', "The statement voiced serious concern about the sea."),
]


@pytest.mark.parametrize(("claim", "passage"), FOUND)
def test_the_speakers_own_words(judged, claim, passage):
    row = row_of(judged(claim, passage))
    assert (row.relation, row.note) == (Relation.EQUAL, "")
    assert passage[row.start : row.end] == row.source_value


OTHERS = [
    (
        'Abe said the deal "cannot be accepted by our people".',
        '"The deal cannot be accepted by our people," Moon told Abe.',
    ),
    ('Abe said the deal "cannot be accepted by our people".', "Moon told Abe: “It cannot be accepted by our people.”"),
    ('Abe said the treaty was "dead and gone for ever".', 'Moon said: "The treaty is dead and gone for ever."'),
    ('Abe said the treaty was "dead and gone for ever".', 'According to Moon, the treaty is "dead and gone for ever".'),
]


@pytest.mark.parametrize(("claim", "passage"), OTHERS)
def test_somebody_elses_words_refute(judged, claim, passage):
    found = judged(claim, passage)
    assert (found.stance, found.reasons) == (Stance.REFUTES, (Reason.ATTRIBUTION,))
    assert row_of(found).note == "said by Moon"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            'Lavrov called the talks "constructive".',
            'The talks were "constructive", Kerry told reporters after he met Lavrov.',
        ),
        ('Moon said the accord was "flawed".', 'A spokesman for Moon said the accord was "flawed".'),
        ('Moon said it was "dead".', 'It is "dead", said Abe of the plan that Moon had offered.'),
    ],
)
def test_a_word_or_two_of_somebody_else_do_not_support(judged, claim, passage):
    found = judged(claim, passage)
    assert found.stance is Stance.NEUTRAL
    assert row_of(found).relation is Relation.MISSING


def test_who_he_is_stands_before(judged):
    claim, passage = 'Moon said the accord was "unacceptable".', "He said the accord was “unacceptable”."
    same = judged(claim, passage, preceding=("President Moon Jae-in met the press.",))
    assert same.stance is Stance.SUPPORTS
    other = judged(claim, passage, preceding=("Moon Jae-in met Fumio Kishida.",))
    assert (other.stance, row_of(other).relation) == (Stance.NEUTRAL, Relation.MISSING)


def test_a_document_speaks_with_its_issuers_voice(judged):
    words = '"condemns in the strongest terms" the missile launches.'
    assert judged(f"The Security Council {words}", LAUNCHES, **RESOLUTION).stance is Stance.SUPPORTS
    assert judged(f"Resolution 2371 {words}", LAUNCHES, **RESOLUTION).stance is Stance.SUPPORTS
    for speaker in ("North Korea", "Japan"):
        found = judged(f"{speaker} {words}", LAUNCHES, **RESOLUTION)
        assert found.stance is Stance.NEUTRAL
        assert Reason.QUOTE_ELSEWHERE in found.reasons
    other = judged(f"Resolution 1718 {words}", LAUNCHES, **RESOLUTION)
    assert (other.stance, row_of(other).relation) == (Stance.NEUTRAL, Relation.MISSING)


def test_altered_words_of_the_issuer_refute(judged):
    found = judged('The Council "deplores in the strongest terms" the missile launches.', LAUNCHES, **RESOLUTION)
    assert (found.stance, found.reasons) == (Stance.REFUTES, (Reason.QUOTE_ALTERED,))
    assert row_of(found).note == "“deplores” for “Condemns”"


@pytest.mark.parametrize("said", ["unacceptable", "wholly unacceptable"])
def test_a_source_that_tells_in_its_own_words_bears_out_no_wording(judged, said):
    found = judged(f'Moon said the accord was "{said}".', f"Moon said that the accord was {said}.")
    assert found.stance is Stance.NEUTRAL
    assert Reason.QUOTE_PARAPHRASE in found.reasons


def test_another_wording_of_what_is_only_retold_is_not_altered(judged):
    claim = 'Moon said the accord was "a grave mistake for the nation".'
    found = judged(claim, "Moon said that the accord was a bad mistake for the nation.")
    assert (found.stance, row_of(found).relation) == (Stance.NEUTRAL, Relation.MISSING)
    denied = judged(claim, "Moon said that the accord was not a grave mistake for the nation.")
    assert (denied.stance, denied.reasons) == (Stance.REFUTES, (Reason.QUOTE_TRUNCATED,))


def test_a_digests_words_are_not_the_documents(judged):
    found = judged('The ministers "strongly urged" China to act.', "They strongly urged China to act.", **DIGEST)
    assert found.stance is Stance.NEUTRAL
    assert Reason.QUOTE_PARAPHRASE in found.reasons
    quoted = judged('The ministers "strongly urged" China to act.', 'They "strongly urged" China to act.', **DIGEST)
    assert quoted.stance is Stance.SUPPORTS


def test_a_translation_may_be_worded_otherwise(judged):
    about = {"title": "Putin's remarks (unofficial translation)"}
    passage = 'Putin called the sanctions "a path to nowhere".'
    same = judged(passage, passage, **about)
    assert (row_of(same).relation, row_of(same).note) == (Relation.COMPATIBLE, "in a translation")
    other = judged('Putin called the sanctions "a road to nowhere".', passage, **about)
    assert (row_of(other).relation, other.stance) == (Relation.MISSING, Stance.NEUTRAL)
    assert Reason.QUOTE_TRANSLATED in other.reasons


def test_two_quotations_go_with_two_subjects(judged):
    right = judged('On the South China Sea the ministers voiced "serious concern".', SEAS)
    assert right.stance is Stance.SUPPORTS
    wrong = judged('On the South China Sea the ministers voiced "continuing concern".', SEAS)
    assert (wrong.stance, wrong.reasons) == (Stance.REFUTES, (Reason.QUOTE_ALTERED,))
    assert row_of(wrong).source_value == "serious concern"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ('The film "Rashomon" was shown in 1950.', "Rashomon was shown in 1950."),
        (
            'The so-called "comfort women" agreement was signed in 2015.',
            "The comfort women agreement was signed in 2015.",
        ),
        ('The committee, known as the "2+2", met in 2017.', "The 2+2 committee met in 2017."),
    ],
)
def test_what_is_only_named_is_nobodys_speech(judged, claim, passage):
    assert row_of(judged(claim, passage)).relation is Relation.EQUAL


def test_a_name_in_marks_may_stand_around_the_passage_but_must_stand_somewhere(judged):
    claim = 'The committee, known as the "2+2", met in 2017.'
    around = row_of(judged(claim, "The committee met in 2017.", title="Statement of the “2+2”"))
    assert (around.relation, around.source_value, around.start) == (Relation.COMPATIBLE, "2+2", None)
    assert row_of(judged(claim, "The committee met in 2017.")).relation is Relation.MISSING


def test_a_sentence_from_the_middle_of_a_quotation_is_quoted(judged):
    last = judged(
        'Moon said: "We will not revive it."', 'We will not revive it," Moon said.', preceding=('"The deal is dead.',)
    )
    assert row_of(last).relation is Relation.EQUAL
    middle = judged(
        'Moon said: "We will not revive the deal."',
        "We will not revive the deal.",
        preceding=("Moon said: “It is dead.",),
    )
    assert row_of(middle).relation is Relation.EQUAL
    other = judged(
        'Abe said: "We will not revive the deal."',
        "We will not revive the deal.",
        preceding=("Moon said: “It is dead.",),
    )
    assert row_of(other).relation is not Relation.EQUAL


def test_a_quotation_of_two_sentences_ends_in_the_passage(judged):
    found = judged(
        'Moon said: "The deal is dead. We will not revive it."',
        'We will not revive it," Moon said.',
        preceding=('"The deal is dead.',),
    )
    row = row_of(found)
    assert (row.relation, row.source_value) == (Relation.EQUAL, "We will not revive it")


def test_nested_quotations_are_one(judged):
    claim = "Moon said: “The Council ‘strongly condemns’ the test.”"
    assert row_of(judged(claim, "Moon said: “The Council ‘strongly condemns’ the test.”")).relation is Relation.EQUAL
    changed = row_of(judged(claim, "Moon said: “The Council ‘merely condemns’ the test.”"))
    assert changed.relation is Relation.CONFLICT


def test_a_condition_further_off_leaves_the_quotation_undecided(judged):
    found = judged('Japan said it "will lift the ban".', 'Japan said: "If the tests end, Japan will lift the ban."')
    assert (found.stance, row_of(found).relation) == (Stance.NEUTRAL, Relation.MISSING)
    assert Reason.QUOTE_TRUNCATED in found.reasons


def test_a_splice_refutes(judged):
    found = judged(
        'Moon said the plan "will bring peace and it will cost us little".',
        'Moon said: "The plan will bring peace. We have waited long. And it will cost us little."',
    )
    assert (found.stance, found.reasons) == (Stance.REFUTES, (Reason.QUOTE_SPLICED,))
