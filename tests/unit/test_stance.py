"""What single passages say of single claims: support is earned slot by slot, and likeness earns nothing."""

import pytest

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.models import Context, Reason, Relation, Stance
from claimcheck.text.entities import load_gazetteer


@pytest.fixture(scope="module")
def language():
    return verification.Language(Config().language_pipeline, load_gazetteer())


@pytest.fixture(scope="module")
def stance_of(language):
    def assess(claim, passage, **context):
        around = Context(**context)
        claims = verification.read_all([claim], language)
        readings = verification.read_all([passage, *verification.context_texts(around)], language)
        source = verification.place(readings[passage], around, readings)
        return verification.assess(claims[claim], source, passage_id="p")

    return assess


SUPPORTED = [
    ("Japan banned all exports to North Korea.", "In June 2009 Japan prohibited all exports to the DPRK."),
    ("Japan and the DPRK have no diplomatic relations.", "Japan and North Korea had no diplomatic relations (Kyodo)."),
    ("The council adopted resolution 2371 in August 2017.", "On 5 August 2017 the council adopted resolution 2371."),
    ("The fund paid $2.4 billion.", "The fund paid 2,412 million dollars in all."),
    ("More than 80 members voted for the treaty.", "In the end 85 members voted for the treaty."),
    ("The court acquitted the minister.", "The minister was acquitted by the court on Monday."),
    ("Kishida met Ri Su-yong.", "Fumio Kishida met Ri Su Yong in Kuala Lumpur."),
    ('The statement voiced "serious concern".', "The statement voiced “serious concern” about the sea."),
    ("The board reported 12 cases of fever.", "The board reported 12 cases of fever, and 3 suspected cases in Cusco."),
    ("Rey appointed Paz as envoy.", "Rey's appointment of Paz as envoy was welcomed."),
]
SUPPORTED += [
    ("Acme did not pay taxes in Peru.", "Acme did not pay taxes in Peru."),
    ("The council did not adopt the draft.", "On 5 May 2017 the council did not adopt the draft."),
    ("The court did not approve the merger.", "The court did not approve the merger of the two banks."),
]
SUPPORTED += [
    ("Acme is the largest bank in Peru.", "In 2010 Acme is the largest bank in Peru, ahead of Bolt."),
    ("Rey was the first woman to win the prize.", "Rey was the first woman to win the prize, in 2010."),
    ("No country recognised the state.", "No country in the world recognised the state."),
    ("All doctors in Lima support the plan.", "All doctors in Lima support the plan."),
    ("Nobody supported the plan in 2010.", "In 2010 nobody supported the plan."),
    ("Peru banned imports of coal.", "Peru banned imports of coal in May 2010."),
    ("All members voted for the text.", "All members of the council voted for the text."),
]
SUPPORTED += [("Russia voted for the text.", "All 15 members voted yes for the text, Russia and China among them.")]
REFUTED = [
    ("Paz appointed Rey as envoy.", "Rey's appointment of Paz as envoy was welcomed.", Reason.ROLE_SWAP),
    ("He was the first son of Dick.", "He is the second son of Dick.", Reason.QUANTITY_MISMATCH),
    (
        "Japan was to pay 500 million dollars in grants.",
        "Japan pays 300 million dollars in grants.",
        Reason.QUANTITY_MISMATCH,
    ),
    ("Japan and Iran held talks only on trade.", "It shows Japan-Iran talks on more than trade.", Reason.QUANTIFIER),
    (
        'The appointment was "a finding that crimes had been committed".',
        "He said the appointment was not a finding that crimes had been committed.",
        Reason.QUOTE_TRUNCATED,
    ),
    ("The ship carried 12,500 tonnes of coal.", "The ship carried 1,250 tonnes of coal.", Reason.QUANTITY_MISMATCH),
    ("Exports rose to 40 million dollars.", "Exports rose to 40 billion dollars.", Reason.QUANTITY_MISMATCH),
    ("The treaty was signed on 22 June 1956.", "The treaty was signed on 22 June 1965.", Reason.DATE_MISMATCH),
    (
        "EA Black Box was closed in 1998.",
        "EA Black Box, founded in 1998 by four people, was shut down in April 2013.",
        Reason.DATE_MISMATCH,
    ),
    ("The board approved the merger.", "The board did not approve the merger.", Reason.POLARITY),
    ("The board did not approve the merger.", "The board approved the merger.", Reason.POLARITY),
    ("Exports to China rose in 2015.", "Exports to China fell in 2015.", Reason.DIRECTION),
    ("Japan invaded Russia in 1904.", "Russia invaded Japan in 1904.", Reason.ROLE_SWAP),
    ("Russia voted against resolution 2371.", "Russia voted for resolution 2371.", Reason.DIRECTION),
    (
        'Abe said the matter was "finally and irreversibly settled".',
        "Abe said the matter was “finally and irreversibly resolved”.",
        Reason.QUOTE_ALTERED,
    ),
]
NEUTRAL = [
    # What is denied somewhere, sometime or of some is not denied altogether.
    ("Acme did not pay taxes.", "Acme did not pay taxes in Peru."),
    ("Acme did not pay taxes.", "Acme did not pay taxes in 2010."),
    ("Acme stopped selling cars.", "Acme stopped selling cars in Peru."),
    ("Acme lacks a permit.", "Acme lacks a permit to sell guns in Lima."),
    ("Rey never visited Lima.", "Rey never visited Lima with Paz."),
    ("Nobody supported the plan.", "Nobody in Lima supported the plan."),
    ("All doctors support the plan.", "All the doctors of the clinic support the plan."),
    ("Every child was vaccinated.", "Every child who lives in Lima was vaccinated."),
    ("All doctors support the plan.", "All Peruvian doctors support the plan."),
    ("Acme closed all plants.", "Acme closed all plants in Peru."),
    ("Acme is the largest bank.", "Acme is the largest bank in Peru."),
    ("Rey is the only doctor.", "Rey is the only doctor in Lima."),
    ("Rey was the first woman to win the prize.", "Rey was the first woman from Peru to win the prize."),
    ("Rey has no children.", "Rey has no children with Paz."),
    ("Acme banned guns.", "Acme banned guns in schools."),
    ("Foreign Minister Eva Sol met Paz.", "Shadow Foreign Minister Eva Sol met Paz."),
    ("Foreign Minister Eva Sol met Paz.", "Transitional Foreign Minister Eva Sol met Paz."),
    (
        "The council agreed to work with the Deputy Secretary-General to that end.",
        "The council agreed to work with the Secretary-General and the Deputy Special Envoy to that end.",
    ),
    (
        "Ana Rey was appointed as Interim Foreign Minister.",
        "The appointment of Ana Rey as Interim Prime Minister followed.",
    ),
    ("The board reported 12 cases of fever in Lima.", "The board reported 12 suspected cases of fever in Lima."),
    (  # all but one word of many stand there
        "On 3 May 1950 Ana Rey met the mayor of Cusco, the head of the Andean Assembly, the envoy of Bolivia and a "
        "bishop in Lima to shorten the coastal road through the northern valley.",
        "On 3 May 1950 Ana Rey met the mayor of Cusco, the head of the Andean Assembly, the envoy of Bolivia and a "
        "bishop in Lima to repair the coastal road through the northern valley.",
    ),
    ("The government's position has not changed.", "It asked Seoul to clarify whether its position had changed."),
    ("Russia voted for it.", "The Russian Federation's vote on 2371 is recorded as Yes."),
    ("In his first talk with Abe he said that the accord was unacceptable.", "Moon said the accord was unacceptable."),
    ("Birth weight is negatively associated with cancer.", "Birth weight was associated with cancer."),
    ("The bridge was built before the war began.", "The bridge was built. The war began in 1939."),
    ("The North dissolved the committee in 2016.", "The North set up the committee in July 2014."),
    ("The comic was published by Paul Dini.", "The comic was written by Paul Dini and published by DC Comics."),
    ("Saturn is larger than Jupiter.", "Saturn is the second-largest planet in the Solar System, after Jupiter."),
    ("The drugs are always safe.", "The drugs are safe for short-term use."),
    ("The treaty was signed by Japan.", "Was the treaty signed by Japan?"),
    ("Russia voted for resolution 2371.", "Russia voted for resolution 2270."),
    ("Japan banned exports to North Korea.", "Japan plans to ban exports to North Korea."),
    ("All members voted for the treaty.", "Members voted for the treaty."),
    ("It was the first meeting of the two ministers.", "It was a meeting of the two ministers."),
    ("Taro Kono met Ri Su-yong.", "Fumio Kishida met Ri Su-yong."),
    ("China banned exports to North Korea.", "Japan banned exports to North Korea."),
    ("The ship sank with 40 sailors.", "The ship left harbour with 300 passengers."),
    ("The company lost 5 million dollars in 2015.", "The company was founded in 1999."),
]


@pytest.mark.parametrize(("claim", "passage"), SUPPORTED)
def test_supports(stance_of, claim, passage):
    found = stance_of(claim, passage)
    assert found.stance is Stance.SUPPORTS, found


@pytest.mark.parametrize(("claim", "passage", "reason"), REFUTED)
def test_refutes_with_the_right_reason(stance_of, claim, passage, reason):
    found = stance_of(claim, passage)
    assert found.stance is Stance.REFUTES, found
    assert reason in found.reasons


@pytest.mark.parametrize(("claim", "passage"), NEUTRAL)
def test_stays_neutral(stance_of, claim, passage):
    assert stance_of(claim, passage).stance is Stance.NEUTRAL


@pytest.mark.parametrize(("claim", "passage"), [(c, p) for c, p, _ in REFUTED] + NEUTRAL)
def test_a_likeness_is_no_support(stance_of, claim, passage):
    assert stance_of(claim, passage).stance is not Stance.SUPPORTS


def test_title_and_date_of_the_document_are_known_to_its_reader(stance_of):
    found = stance_of(
        "Japan and South Korea established diplomatic relations in 1965.",
        "Article I: diplomatic and consular relations are established.",
        title="Treaty on Basic Relations between Japan and the Republic of Korea",
        date="22 June 1965",
    )
    assert found.stance is Stance.SUPPORTS, found


def test_the_documents_date_does_not_override_the_passages_own(stance_of):
    found = stance_of(
        "The committee was formed in 1965.",
        "The committee was formed in March 1961.",
        title="Report of the committee",
        date="22 June 1965",
    )
    assert found.stance is Stance.REFUTES, found


def test_a_denial_of_what_was_listed_before_refutes(stance_of):
    found = stance_of(
        "Russia vetoed resolutions on North Korea.",
        "None of those 17 concerns North Korea.",
        title="Security Council vetoes",
        preceding=("There are 17 rows with a veto by Russia against resolutions.",),
    )
    assert found.stance is Stance.REFUTES, found
    assert found.reasons == (Reason.POLARITY,)


def test_every_span_is_of_the_passage(stance_of):
    for claim, passage in SUPPORTED + NEUTRAL + [(c, p) for c, p, _ in REFUTED]:
        for row in stance_of(claim, passage).slots:
            if row.start is not None:
                assert 0 <= row.start < row.end <= len(passage)


def test_the_key_of_a_pair_holds_all_it_depends_on():
    from claimcheck.models import Claim

    claim = Claim(id="c", article_id="a", text="It is so.", ordinal=1)
    other = Claim(id="d", article_id="b", text="It is so.", ordinal=9)
    base = verification.pair_key(claim, "Passage.", Context(title="T"), reader="r")
    assert base == verification.pair_key(other, "Passage.", Context(title="T"), reader="r")
    dated = Claim(id="c", article_id="a", text="It is so.", ordinal=1, as_of="2017-08-25")
    changed = [
        verification.pair_key(dated, "Passage.", Context(title="T"), reader="r"),
        verification.pair_key(claim, "Passage!", Context(title="T"), reader="r"),
        verification.pair_key(claim, "Passage.", Context(title="U"), reader="r"),
        verification.pair_key(claim, "Passage.", Context(title="T", preceding=("x",)), reader="r"),
        verification.pair_key(claim, "Passage.", Context(title="T"), reader="s"),
    ]
    assert len({base, *changed}) == 6


def test_what_is_told_around_a_passage_is_not_its_own_contrary(stance_of):
    claim = 'The Security Council welcomed "all acts of piracy and armed robbery at sea committed off the coast".'
    found = stance_of(
        claim,
        "1. Condemns all acts of piracy and armed robbery at sea committed off the coast of the States of the Gulf;",
        title="Security Council resolution",
        preceding=("Welcoming the steps taken by States in the region, the Security Council met.",),
    )
    assert found.stance is not Stance.SUPPORTS
    assert [s.relation for s in found.slots if s.claim_value == "welcome"] == [Relation.MISSING]
