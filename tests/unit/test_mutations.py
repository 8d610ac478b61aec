"""Twins are what they say: false ones say something else, true ones the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.config import Config
from claimcheck.evaluation.mutations import Edit, Mutation, Subject, Twin, TwinKind, mutate, mutate_all
from claimcheck.evaluation.mutations.vocabulary import vocabulary
from claimcheck.text import lexicon
from claimcheck.text.entities import load_gazetteer
from claimcheck.text.inflection import inflect
from claimcheck.text.syntax import parse_all

PIPELINE = Config().language_pipeline


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.fixture(scope="module")
def twins(gazetteer):
    """Return the twins of a claim, by mutation; every option of each."""

    def make(claim, passage=""):
        found = mutate_all([(claim, passage or claim)], gazetteer, PIPELINE, most=20)[0]
        by_mutation = {}
        for twin in found:
            by_mutation.setdefault(str(twin.mutation), []).append(twin.text)
        return by_mutation

    return make


MADE = {
    "number-tenfold": ("The mission has 340 observers.", ["The mission has 3400 observers."]),
    "scale": ("The dam cost 3 million dollars.", ["The dam cost 3 billion dollars."]),
    "unit": (
        "The truce lasted nearly 4 weeks.",
        ["The truce lasted nearly 4 days.", "The truce lasted nearly 4 hours."],
    ),
    "percent-points": ("The rate rose by 3 percent.", ["The rate rose by 3 percentage points."]),
    "role-swap": ("Japan warned China.", ["China warned Japan."]),
    "negation": ("The court released the minutes.", ["The court did not release the minutes."]),
    "direction": ("The council adopted the plan.", ["The council rejected the plan."]),
    "quantifier": ("Most members voted for it.", ["All members voted for it.", "No members voted for it."]),
    "superlative": ("It was the largest port of the region.", ["It was the second-largest port of the region."]),
    "title": ("The attorney general resigned.", ["The solicitor general resigned."]),
    "quote-altered": (
        'She voiced "deep doubts about the treaty".',
        ['She voiced "grave doubts about the treaty".'],
    ),
    "quote-truncated": (
        'He said they would "pay the whole sum unless the court decides otherwise".',
        ['He said they would "pay the whole sum".'],
    ),
    "hedge-removed": ("The envoy reportedly left Cairo.", ["The envoy left Cairo."]),
    "rounding": ("They counted 2,412 ships.", ["They counted about 2,400 ships."]),
    "passive": ("The senate ratified the treaty in 1921.", ["The treaty was ratified by the senate in 1921."]),
    "number-words": ("They sent seven ships.", ["They sent 7 ships."]),
    "spelling": ("The labour court opened.", ["The labor court opened."]),
    "reordering": ("The bridge opened on 3 May 1931.", ["On 3 May 1931, the bridge opened."]),
}


@pytest.mark.parametrize("mutation", MADE)
def test_a_mutation_changes_what_it_names(twins, mutation):
    claim, expected = MADE[mutation]
    found = twins(claim)[mutation]
    assert found
    assert set(expected) & set(found), found


@pytest.mark.parametrize(
    ("claim", "mutation", "parts"),
    [
        ("The treaty was signed on 31 May 1951.", "date-day", ["30 May 1951", "1 June 1951"]),
        ("The treaty was signed on 15 May 1951.", "date-month", ["15 April 1951", "15 June 1951"]),
        ("The treaty was signed on 31 May 1951.", "date-year", ["31 May 1950", "31 May 1952"]),
        ("The treaty was signed on 31 May 1951.", "date-format", ["May 31, 1951", "1951-05-31"]),
        ("They sent 27 ships.", "number-digit", ["17", "37", "26", "28"]),
        ("North Korea left the talks.", "alias", ["The DPRK", "The Democratic People's Republic of Korea"]),
    ],
)
def test_a_value_becomes_one_of_its_neighbours(twins, claim, mutation, parts):
    found = twins(claim)[mutation]
    assert found
    assert all(any(part in text for part in parts) for text in found)


@pytest.mark.parametrize(
    ("claim", "mutation"),
    [
        ("About 27 ships sailed.", "number-digit"),  # 28 is about 27
        ("At least 27 ships sailed.", "number-digit"),
        ("Resolution 1701 was adopted.", "number-digit"),  # a name, not a number
        ("They left before May 1951.", "date-month"),
        ("No ship sailed without a permit.", "negation-added"),
        ("Japan met China.", "role-swap"),  # China met Japan too
        ('He called it "the largest port".', "superlative"),
        ("They reported on it in the 1950s.", "date-year"),
        ("The 2,412 ships sailed.", "rounding"),  # "the about 2,400" is no English
        ("The party won 14 votes.", "rounding"),
        ("The envoy left Cairo.", "hedge-removed"),
        ('She said "we shall pay".', "quote-truncated"),
    ],
)
def test_nothing_is_made_where_the_claim_might_stay_true(twins, claim, mutation):
    assert mutation not in twins(claim)


def test_a_hedge_that_the_passage_lacks_is_not_removed(twins):
    found = twins("The envoy reportedly left Cairo.", "The envoy left Cairo on Monday.")
    assert "hedge-removed" not in found


def test_a_new_name_is_in_neither_claim_nor_passage(twins, gazetteer):
    passage = "Peru and Chile signed it; Bolivia, Ecuador and Argentina were present in Lima."
    for text in twins("Peru signed it.", passage)["near-name"]:
        (mention, *_) = gazetteer.find(text)
        assert mention.entity not in {m.entity for m in gazetteer.find(passage)}


def test_words_between_quotation_marks_are_left_to_the_mutations_of_quotations(twins):
    found = twins('She told Japan that "all 27 ships left Peru on 3 May 1951".')
    changed = {m for m, texts in found.items() for t in texts if "all 27 ships left Peru on 3 May 1951" not in t}
    assert changed <= {"quote-altered", "quote-truncated"}


def test_the_same_seed_gives_the_same_twins_whatever_stands_beside(gazetteer):
    claims = [("Peru sold 27 ships to Chile on 3 May 1951.", "p"), ("Japan warned China in 2012.", "q")]
    both = mutate_all(claims, gazetteer, PIPELINE, seed=5)
    assert both == [mutate_all([c], gazetteer, PIPELINE, seed=5)[0] for c in claims]
    seeds = {tuple(t.text for t in mutate_all(claims, gazetteer, PIPELINE, seed=s)[0]) for s in range(6)}
    assert len(seeds) > 1


def test_a_twin_knows_what_was_changed(gazetteer):
    claims = ["Peru sold 27 ships to Chile on 3 May 1951.", "On 2 June 1999 the UN mission reportedly left Haiti."]
    for claim, parse in zip(claims, parse_all(claims, PIPELINE), strict=True):
        found = mutate(Subject.read(claim, claim, parse, gazetteer), most=9)
        assert found
        for twin in found:
            assert claim[: twin.start] + twin.after + claim[twin.end :] == twin.text
            assert claim[twin.start : twin.end] == twin.before


def test_a_twin_must_change_something():
    with pytest.raises(ValueError, match="twin"):
        Twin.of("Peru left.", Mutation.NEAR_NAME, [Edit(0, 4, "Peru")])


def test_every_mutation_is_false_or_true():
    true = {m for m in Mutation if m.kind is TwinKind.TRUE}
    assert {"alias", "rounding", "passive", "date-format", "number-words", "spelling", "reordering"} == true


def test_directions_are_opposites_in_the_lexicon():
    assert [(a, b) for a, b in vocabulary().direction.items() if not lexicon.opposed(a, b)] == []


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("deny", "denied denied denies denying"),
        ("rise", "rose risen rises rising"),
        ("stop", "stopped stopped stops stopping"),
        ("pass", "passed passed passes passing"),
        ("express", "expressed expressed expresses expressing"),
        ("play", "played played plays playing"),
    ],
)
def test_verbs_are_inflected(lemma, forms):
    assert [inflect(lemma, tag) for tag in ("VBD", "VBN", "VBZ", "VBG")] == forms.split()


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="aT 19,.%$\"“”'-()\n€", max_size=60))
def test_any_text_is_mutated_without_an_error(gazetteer, text):
    if text.strip():
        for twin in mutate_all([(text, text)], gazetteer, PIPELINE, most=3)[0]:
            assert twin.text != text
