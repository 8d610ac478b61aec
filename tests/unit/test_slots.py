"""Each kind of slot, in both directions: where it speaks against a claim, and where it must not."""

import pytest

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.models import Context, Slot, Stance
from claimcheck.text.entities import load_gazetteer

# What the passage says of the claim: "supports", "refutes", "neutral", or what it must not do.
ATTRIBUTION = [
    ("neutral", "The mayor said that the bridge was unsafe.", "The engineer said that the bridge was unsafe.", {}),
    ("neutral", "Maria Lopez said that the bridge was unsafe.", "Jan Novak said that the bridge was unsafe.", {}),
    (
        "neutral",
        "Maria Lopez said that the bridge was unsafe.",
        "Jan Novak said that the bridge was unsafe. Maria Lopez praised the workers.",
        {},
    ),
    ("neutral", "The bridge was unsafe.", "Jan Novak said that the bridge was unsafe.", {}),
    (
        "supports",
        "Jan Novak said that the bridge was unsafe.",
        "Jan Novak said on Monday that the bridge was unsafe.",
        {},
    ),
    ("supports", "According to Jan Novak, the bridge was unsafe.", "Jan Novak said that the bridge was unsafe.", {}),
    (
        "neutral",
        "According to Maria Lopez, the bridge was unsafe.",
        "According to Jan Novak, the bridge was unsafe.",
        {},
    ),
    ("neutral", "Peru condemned the attack, Chile said.", "Chile condemned the attack, Peru said.", {}),
]
ROLES = [
    ("refutes", "Chile sued Peru in 2008.", "Peru sued Chile in 2008.", {}),
    ("not supports", "The union sued the company.", "The company sued the union.", {}),
    ("not supports", "Chile was sued by Peru in 2008.", "Peru was sued by Chile in 2008.", {}),
    ("supports", "Chile was sued by Peru in 2008.", "Peru sued Chile in 2008.", {}),
    ("not supports", "The arms went from Oslo to Riga.", "The arms went from Riga to Oslo.", {}),
    ("not supports", "Chile's ambassador to Peru resigned.", "Peru's ambassador to Chile resigned.", {}),
    ("not supports", "Chile exported copper to Peru.", "Peru exported copper to Chile.", {}),
    ("not supports", "Kenya's protest to Uganda was ignored.", "Uganda's protest to Kenya was ignored.", {}),
    ("supports", "Kenya protested to Uganda.", "Kenya made a protest to Uganda.", {}),
    ("not supports", "Uganda protested to Kenya.", "Kenya made a protest to Uganda.", {}),
    ("not supports", "Marta Diaz succeeded Paul Weiss.", "Paul Weiss succeeded Marta Diaz.", {}),
    ("not supports", "Paul Weiss was appointed by Marta Diaz.", "Marta Diaz was appointed by Paul Weiss.", {}),
    ("not supports", "Chile lent Peru 40 million dollars.", "Peru lent Chile 40 million dollars.", {}),
    (
        "not supports",
        "The report praised Chile and criticised Peru.",
        "The report praised Peru and criticised Chile.",
        {},
    ),
    ("not supports", "Peru beat Chile in the final.", "Chile beat Peru in the final.", {}),
    ("not supports", "Kenya is larger than Uganda.", "Uganda is larger than Kenya.", {}),
    (
        "refutes",
        "Marta Diaz appointed Paul Weiss as envoy on 3 May 2011.",
        "Rosa Klein appointed Paul Weiss as envoy on 3 May 2011.",
        {},
    ),
    ("neutral", "Marta Diaz visited Lima on 3 May 2011.", "Rosa Klein visited Lima on 3 May 2011.", {}),
    ("neutral", "Marta Diaz appointed Paul Weiss as envoy.", "Rosa Klein appointed Paul Weiss as envoy in 2009.", {}),
    ("neutral", "Kenya banned exports of tea.", "Uganda banned exports of tea.", {"title": "Kenya's trade measures"}),
    (
        "not supports",
        "Lima protested a second time on 4 May 2011.",
        "4 May 2011: it protested a second time.",
        {"preceding": ("3 May 2011: Quito's Foreign Ministry protested to Lima.",)},
    ),
    (
        "supports",
        "Quito protested a second time on 4 May 2011.",
        "4 May 2011: it protested a second time.",
        {"preceding": ("3 May 2011: Quito's Foreign Ministry protested to Lima.",)},
    ),
    (
        "not supports",
        "The auditors asked the board to publish its accounts.",
        "Asks the auditors to publish its accounts;",
        {"preceding": ("The board,",), "title": "Decision of the board"},
    ),
    (
        "supports",
        "The board asked the auditors to publish their accounts.",
        "Asks the auditors to publish their accounts;",
        {"preceding": ("The board,",), "title": "Decision of the board"},
    ),
    (
        "not supports",
        "The assembly recommended to the senate that the fee be raised.",
        "Recommends to the assembly that the fee be raised.",
        {"title": "Resolution of the Senate"},
    ),
    (
        "not supports",
        "The board condemned the report of the auditors.",
        "The board condemned the theft and welcomed the report of the auditors.",
        {},
    ),
    (
        "supports",
        "The board welcomed the report of the auditors.",
        "The board condemned the theft and welcomed the report of the auditors.",
        {},
    ),
    (
        "not supports",
        "After the speech of Marta Diaz the board wrote to Lima.",
        "The paper says that the speech was long.",
        {"title": "Marta Diaz", "preceding": ("The board wrote to Lima.",)},
    ),
]
DENIALS = [
    ("refutes", "The council adopted the budget.", "The council did not adopt the budget.", {}),
    ("refutes", "The bank failed to repay the loan.", "The bank repaid the loan.", {}),
    ("refutes", "The bank repaid the loan.", "The bank failed to repay the loan.", {}),
    ("not supports", "The bank refused to repay the loan.", "The bank repaid the loan.", {}),
    ("not supports", "The inspectors found evidence of fraud.", "The inspectors found no evidence of fraud.", {}),
    ("not supports", "The inspectors found no evidence of fraud.", "The inspectors found evidence of fraud.", {}),
    (
        "supports",
        "Reporters traced eight ships.",
        "Reporters traced eight ships; they had no evidence of wrongdoing.",
        {},
    ),
    (
        "not refutes",
        "The agency traced eight ships.",
        "The agency traced eight ships; it had no evidence of wrongdoing.",
        {},
    ),
    ("not refutes", "The council adopted resolution 2371.", "The council did not approve the sale of coal.", {}),
    (
        "not refutes",
        "The council approved the budget.",
        "The council did not approve the sale of land. It approved the budget.",
        {},
    ),
    ("not supports", "Neither Peru nor Chile signed the treaty.", "Peru and Chile signed the treaty.", {}),
    ("not supports", "Peru and Chile signed the treaty.", "Neither Peru nor Chile signed the treaty.", {}),
    ("not supports", "He left without paying the fine.", "He left after paying the fine.", {}),
    ("not supports", "The firm denied paying bribes.", "The firm paid bribes.", {}),
    ("not supports", "The firm paid bribes.", "The firm denied paying bribes.", {}),
    ("not supports", "The firm paid bribes.", "The firm denied that it paid bribes.", {}),
    ("not supports", "The plant never reopened.", "The plant reopened in 2003.", {}),
    ("refutes", "The plant never reopened.", "The plant reopened in 2003.", {}),
    ("not supports", "There was no trade between Peru and Chile.", "There was trade between Peru and Chile.", {}),
    ("not supports", "The law covers no foreigners.", "The law covers foreigners.", {}),
    ("not supports", "Nobody was hurt in the fire.", "Forty people were hurt in the fire.", {}),
    ("refutes", "The minister is anything but poor.", "The minister is poor.", {}),
    ("not supports", "The road is no longer open.", "The road is open.", {}),
    ("not supports", "The road is open.", "The road is no longer open.", {}),
    ("supports", "The road is no longer open.", "The road is no longer open to trucks.", {}),
    (
        "not supports",
        "The ministers did not meet in Oslo on 3 May 2011.",
        "Present: Foreign Minister Rosa Klein.",
        {"title": "Meeting of the ministers in Oslo", "date": "3 May 2011"},
    ),
    ("supports", "A ban on exports took effect in June 2009.", "18 June 2009: the export ban took effect.", {}),
    ("not supports", "Exports resumed in June 2009.", "18 June 2009: the export ban resumed.", {}),
    (
        "supports",
        "The motion was adopted by 9 votes to none.",
        "The motion was adopted by 9 votes to none on Monday.",
        {},
    ),
    ("not supports", "The film is based on a novel.", "The film is based on nothing.", {}),
]
ONLY = [
    ("refutes", "Members never talked about anything but fish.", "Members talked about more than fish.", {}),
    ("supports", "Members discussed only fish.", "On Monday members discussed only fish.", {}),
    ("not supports", "They discussed only fish.", "They discussed fish and steel.", {}),
    ("not supports", "They discussed nothing but fish.", "They discussed fish.", {}),
    (
        "refutes",
        "Officials of the two governments have never discussed anything but the Suez Canal.",
        "The minutes show talks between Peru and Chile on more than the Suez Canal.",
        {},
    ),
    (
        "not supports",
        "The two countries have no treaty on fish.",
        "Peru and Chile have no treaty on tin. Fish was not discussed.",
        {},
    ),
]
DIRECTIONS = [
    ("refutes", "Exports to Chile rose in 2015.", "Exports to Chile fell in 2015.", {}),
    ("refutes", "Peru tightened some of its rules on trade.", "Peru eased some rules on trade.", {}),
    ("refutes", "The court upheld the verdict.", "The court overturned the verdict.", {}),
    ("refutes", "The bank raised its rates in May 2012.", "The bank lowered its rates in May 2012.", {}),
    ("not refutes", "The bank raised its rates in May 2012.", "The bank lowered its fees in May 2012.", {}),
    (
        "refutes",
        "The council extended the mandate of the mission.",
        "The council terminated the mandate of the mission.",
        {},
    ),
    ("refutes", "The panel rejected the plan.", "The panel approved the plan.", {}),
    ("refutes", "Peru won the match.", "Peru lost the match.", {}),
    ("not supports", "The temperature was above the limit.", "The temperature was below the limit.", {}),
    ("not supports", "The office lies inside the wall.", "The office lies outside the wall.", {}),
    ("not supports", "A majority of members backed the plan.", "A minority of members backed the plan.", {}),
    ("not supports", "The school opened before the war.", "The school opened after the war.", {}),
    ("not supports", "The ship sailed from Lima.", "The ship sailed to Lima.", {}),
    ("not supports", "Members voted for the motion.", "Members voted against the motion.", {}),
    (
        "not supports",
        "In 1996 the board condemned the report.",
        "Welcomes the report of the auditors;",
        {"preceding": ("The board,", "Condemns the theft;"), "date": "1996"},
    ),
    (
        "not supports",
        "The report notes that the plan excludes islands.",
        "The report notes that the plan includes islands.",
        {},
    ),
]
STRENGTHS = [
    ("not supports", "All members signed the treaty.", "Most members signed the treaty.", {}),
    ("not supports", "Most members signed the treaty.", "Some members signed the treaty.", {}),
    ("not supports", "The measure passed unanimously.", "The measure passed by a majority.", {}),
    ("not supports", "It is the largest bank in Peru.", "It is the second-largest bank in Peru.", {}),
    ("not supports", "It is the largest bank in Peru.", "It is one of the largest banks in Peru.", {}),
    ("not supports", "Only Peru signed the treaty.", "Peru signed the treaty.", {}),
    ("not supports", "Peru always pays its debts.", "Peru often pays its debts.", {}),
    ("not supports", "Lima has few parks.", "Lima has many parks.", {}),
    ("not supports", "The river is the longest in Peru.", "The river is long and flows through Peru.", {}),
    ("not supports", "The river is the longest in Peru.", "The river is among the longest in Peru.", {}),
    ("not supports", "The board closed few shops.", "The board closed all shops.", {}),
    (
        "not supports",
        "The board called on neither of the parties to stop.",
        "The board called on both parties to stop.",
        {},
    ),
    (
        "not supports",
        "The polynomial consists of only coefficients.",
        "A polynomial consists of coefficients and involves only addition.",
        {},
    ),
    ("not supports", "All parties bear all costs.", "All parties bear some costs.", {}),
]
MOODS = [
    ("neutral", "The firm paid bribes.", "The firm allegedly paid bribes.", {}),
    ("neutral", "The firm paid bribes.", "The firm may have paid bribes.", {}),
    ("neutral", "The firm paid bribes.", "The firm reportedly paid bribes.", {}),
    ("neutral", "Peru will buy ten ships.", "Peru may buy ten ships.", {}),
    ("neutral", "Peru bought ten ships.", "Peru plans to buy ten ships.", {}),
    ("neutral", "The man stole the car.", "The man is accused of stealing the car.", {}),
    ("neutral", "The man stole the car.", "The man is suspected of having stolen the car.", {}),
    (
        "neutral",
        "The theft of the car took place on 3 May 2011.",
        "The alleged theft of the car took place on 3 May 2011.",
        {},
    ),
    ("neutral", "The drug works.", "The drug appears to work.", {}),
    ("neutral", "The drug works.", "It is possible that the drug works.", {}),
    ("neutral", "Russia supplied the rockets.", "Russia is believed to have supplied the rockets.", {}),
    ("neutral", "Russia supplied the rockets.", "Russia is thought to have supplied the rockets.", {}),
]
TITLES = [
    ("not supports", "Defence Minister Paul Weiss resigned.", "Foreign Minister Paul Weiss resigned.", {}),
    ("not supports", "Foreign minister Paul Weiss resigned.", "The deputy foreign minister, Paul Weiss, resigned.", {}),
    ("not supports", "President Paul Weiss resigned.", "Prime Minister Paul Weiss resigned.", {}),
    (
        "not supports",
        "Paul Weiss is the foreign minister of Austria.",
        "Paul Weiss, the defence minister of Austria, resigned.",
        {},
    ),
    ("supports", "Foreign minister Paul Weiss resigned.", "Paul Weiss, the foreign minister of Austria, resigned.", {}),
    (
        "supports",
        "Paul Weiss was the foreign minister of Austria.",
        "Paul Weiss, the foreign minister of Austria, resigned.",
        {},
    ),
    ("supports", "Secretary of State Rosa Klein resigned.", "Secretary of State Rosa Klein resigned on Monday.", {}),
    (
        "not supports",
        "Secretary of Defense Rosa Klein resigned.",
        "Secretary of State Rosa Klein resigned on Monday.",
        {},
    ),
    (
        "not supports",
        "Paul Weiss, then Austria's interior minister, met Rosa Klein in Graz.",
        "Paul Weiss met Rosa Klein in Graz, where the foreign ministers of Austria gathered.",
        {},
    ),
    (
        "not supports",
        "The attack claimed the life of the foreign minister of Kenya.",
        "The attack claimed the life of the prime minister of Kenya.",
        {},
    ),
    (
        "not supports",
        "The court noted the decision of the judge on 3 May 2011.",
        "The court noted the decision of the prosecutor on 3 May 2011.",
        {},
    ),
]
TRUE_TWINS = [
    ("supports", "The DPRK tested a missile in 2012.", "In 2012 North Korea tested a missile.", {}),
    ("supports", "The treaty was signed by Peru and Chile in 1929.", "Peru and Chile signed the treaty in 1929.", {}),
    ("supports", "Peru and Chile signed the treaty in 1929.", "The treaty was signed in 1929 by Peru and Chile.", {}),
    ("supports", "The Organization published its report.", "The Organisation published its report.", {}),
    ("supports", "The council condemned the attack.", "The attack was condemned by the council.", {}),
    ("supports", "Peru adopted the law in 1999.", "The adoption of the law by Peru in 1999.", {}),
    ("supports", "Some of the measures were lifted by Peru.", "Peru lifted some measures.", {}),
    ("supports", "Rosa Klein is the mayor of Graz.", "Rosa Klein, the mayor of Graz, opened the fair.", {}),
    (
        "supports",
        "Kenya withdrew its troops from Somalia.",
        "Kenya withdrew its troops from Somalia in 2012, and Uganda did not.",
        {},
    ),
    (
        "supports",
        "The council expressed concern over the killing of civilians.",
        "The council, expressing concern over the killing of civilians, met on Monday.",
        {},
    ),
    (
        "supports",
        "The board called on members to co-operate with the envoy.",
        "Calls on members to cooperate with the envoy;",
        {"preceding": ("The board,",), "title": "Decision of the board"},
    ),
    (
        "supports",
        "Peru and Chile normalised their relations in 1929.",
        "In 1929 Peru and Chile normalized their relations.",
        {},
    ),
    ("supports", "The labour minister resigned.", "The labor minister resigned on Monday.", {}),
]


@pytest.fixture(scope="module")
def stance_of():
    language = verification.Language(Config().language_pipeline, load_gazetteer())

    def assess(claim, passage, around):
        context = Context(**around)
        claims = verification.read_all([claim], language)
        readings = verification.read_all([passage, *verification.context_texts(context)], language)
        source = verification.place(readings[passage], context, readings)
        return verification.assess(claims[claim], source, passage_id="p")

    return assess


@pytest.mark.parametrize(
    ("expected", "claim", "passage", "around"),
    [*ATTRIBUTION, *ROLES, *DENIALS, *ONLY, *DIRECTIONS, *STRENGTHS, *MOODS, *TITLES, *TRUE_TWINS],
)
def test_stance(stance_of, expected, claim, passage, around):
    found = stance_of(claim, passage, around)
    if expected.startswith("not "):
        assert found.stance is not Stance(expected[4:]), found
    else:
        assert found.stance is Stance(expected), found


@pytest.mark.parametrize("word", ["After", "Before"])
def test_what_came_first_is_asked_for_though_the_event_is_dated(stance_of, word):
    claim = f"{word} Moon's remark of 17 August 2017 the ministry protested to Seoul."
    passage = "On 17 August 2017, the day of Moon's remark, the ministry protested to Seoul."
    assert stance_of(claim, passage, {}).stance is Stance.NEUTRAL
    dated = "The ministry protested to Seoul after 17 August 2017."
    assert stance_of(dated, "The ministry protested to Seoul on 19 August 2017.", {}).stance is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("claim", "passage", "expected"),
    [
        ("The band recorded the album in Oslo.", "The band taped the album in Oslo.", frozenset()),
        ("The strike lasted nine days.", "The strike went on for nine days.", frozenset()),
        ("The firm made a record profit.", "The firm made a profit.", frozenset({"record"})),
        ("It was the last strike.", "It was a strike.", frozenset({"last"})),
    ],
)
def test_a_verb_is_no_word_of_strength(stance_of, claim, passage, expected):
    rows = stance_of(claim, passage, {}).slots
    assert {r.claim_value for r in rows if r.slot is Slot.QUANTIFIER} == expected
