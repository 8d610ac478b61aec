"""A number or a date speaks to the number or date of the same fact, and to no other."""

import pytest

from claimcheck import verification
from claimcheck.config import Config
from claimcheck.models import Context, Relation, Slot, Stance
from claimcheck.text.entities import load_gazetteer

FITTING = {Relation.EQUAL, Relation.COMPATIBLE}

NUMBERS_FOUND = [
    ("The blast killed 5 people.", "The blast killed 5 people and wounded 12."),
    ("The blast wounded 12 people.", "The blast killed 5 people and wounded 12."),
    ("Five people were killed in the blast.", "Five people were killed and 12 wounded in the blast."),
    ("Twelve people were wounded in the blast.", "Five people were killed and 12 wounded in the blast."),
    ("The population of the town was 5,000.", "The town has a population of 5,000."),
    ("The town has a population of 5,000.", "The population of the town was 5,000."),
    ("The town has a population of 5,000.", "The town, whose population is 5,000, has 3 schools."),
    ("The town has 3 schools.", "The town, whose population is 5,000, has 3 schools."),
    ("Exports rose to 6 million dollars.", "Exports rose from 4 to 6 million dollars."),
    ("Exports rose from 4 million dollars.", "Exports rose from 4 to 6 million dollars."),
    ("Unemployment fell to 4.2 percent.", "Unemployment fell to 4.2 percent, down from 5 percent a year earlier."),
    ("Twelve women signed the letter.", "30 men and 12 women signed the letter."),
    ("Forty passengers drowned.", "Of the 300 passengers, 40 drowned."),
    ("It signed a deal worth $5 million.", "It signed a $5m deal."),
    ("It signed a $5m deal.", "It signed a deal worth $5 million."),
    ("The deal was worth $5 million.", "It signed a deal worth $5 million."),
    ("The text received 15 votes in favour.", "The text received 15 votes in favour, none against and 2 abstentions."),
    (
        "The resolution was adopted by 13 votes to none, with 2 abstentions.",
        "The resolution was adopted by 13 votes to none, with 2 abstentions (China and Russia).",
    ),
    ("The tower is 300 metres high.", "The tower, 300 metres high, was opened in 1889."),
    ("Forty per cent of women voted.", "Some 60 per cent of men and 40 per cent of women voted."),
    ("The ship carried 40 officers.", "The ship carried 300 sailors and 40 officers."),
    ("Firm A hired 300 workers.", "Firm A hired 300 workers and Firm B hired 500 workers."),
    ("Germany sent 200 soldiers.", "France sent 300 soldiers, Germany 200 and Italy 150."),
    ("The company employs 200 people in Spain.", "The company employs 200 people in Spain and 500 in Italy."),
    ("The company employs 500 people in Italy.", "The company employs 200 people in Spain and 500 in Italy."),
    ("Sales were $3 million in 2015.", "Sales were $3 million in 2015 and $4 million in 2016."),
    ("Sales reached $4 million in 2016.", "Sales reached $3 million in 2015 and $4 million in 2016."),
    ("The panel consists of eight experts.", "A panel of eight experts was set up."),
    ("The mandate was extended for 12 months.", "It extended the mandate for a period of 12 months."),
    ("He is 34 years old.", "The 34-year-old actor lives in Rome."),
    ("Troops grew from 2,000 to 3,000.", "Troops grew from 2,000 to 3,000."),
]
NUMBERS_REFUTED = [
    ("The blast killed 12 people.", "The blast killed 5 people and wounded 12."),
    ("Twelve people were killed in the blast.", "Five people were killed and 12 wounded in the blast."),
    ("The population of the town was 6,000.", "The town has a population of 5,000."),
    ("The town has a population of 5,000.", "The population of the town was 7,000."),
    ("The town has 4 schools.", "The town, whose population is 5,000, has 3 schools."),
    ("Exports rose to 7 million dollars.", "Exports rose from 4 to 6 million dollars."),
    ("Unemployment fell to 4.1 percent.", "Unemployment fell to 4.2 percent, down from 5 percent a year earlier."),
    ("Fifteen women signed the letter.", "30 men and 12 women signed the letter."),
    ("It signed a deal worth $6 million.", "It signed a $5m deal."),
    ("The deal was worth $6 million.", "It signed a deal worth $5 million."),
    ("The text received 14 votes in favour.", "The text received 15 votes in favour, none against and 2 abstentions."),
    ("The tower is 330 metres high.", "The tower, 300 metres high, was opened in 1889."),
    ("The mandate was extended for 6 months.", "It extended the mandate for a period of 12 months."),
    ("The council extended the mission by 5 months.", "The council extended the mission by 6 months."),
]
NUMBERS_OF_ANOTHER = [
    ("The blast wounded 5 people.", "The blast killed 5 people and wounded 12."),
    ("Exports rose to 4 million dollars.", "Exports rose from 4 to 6 million dollars."),
    ("Unemployment fell to 5 percent.", "Unemployment fell to 4.2 percent, down from 5 percent a year earlier."),
    ("Thirty women signed the letter.", "30 men and 12 women signed the letter."),
    ("Thirty passengers drowned.", "Of the 300 passengers, 40 drowned."),
    ("Three hundred passengers drowned.", "Of the 300 passengers, 40 drowned."),
    ("The text received 15 votes against.", "The text received 15 votes in favour, none against and 2 abstentions."),
    ("The text received 15 abstentions.", "The text received 15 votes in favour, none against and 2 abstentions."),
    ("Sixty per cent of women voted.", "Some 60 per cent of men and 40 per cent of women voted."),
    ("The ship carried 300 officers.", "The ship carried 300 sailors and 40 officers."),
    ("Firm B hired 300 workers.", "Firm A hired 300 workers and Firm B hired 500 workers."),
    ("Germany sent 300 soldiers.", "France sent 300 soldiers, Germany 200 and Italy 150."),
    ("Japan exported 20 tonnes and imported 30 tonnes.", "Japan imported 20 tonnes and exported 30 tonnes."),
    ("The mission has 1,200 troops and 300 police.", "The mission has 300 troops and 1,200 police."),
    (
        "The company employs 500 people in Spain and 200 in Italy.",
        "The company employs 200 people in Spain and 500 in Italy.",
    ),
    ("The company employs 500 people in Spain.", "The company employs 200 people in Spain and 500 in Italy."),
    ("Sales were $4 million in 2015.", "Sales were $3 million in 2015 and $4 million in 2016."),
    ("The panel consists of seven experts.", "A panel of eight experts was set up."),
    ("The firm lost 5 percent of its value.", "The firm lost 5 percentage points of its share."),
    ("He is 35 years old.", "The 34-year-old actor lives in Rome."),
]
DATES_FOUND = [
    (
        "EA Black Box was shut down in 2013.",
        "EA Black Box, founded in 1998 by four people, was shut down in April 2013.",
    ),
    ("EA Black Box was founded in 1998.", "EA Black Box, founded in 1998 by four people, was shut down in April 2013."),
    ("The firm closed in 1998.", "In 1998 the firm merged and closed."),
    ("The firm closed in 1998.", "The firm merged and closed in 1998."),
    ("The bank failed in 2008.", "The bank, which was founded in 2001, failed in 2008."),
    ("The treaty was signed in 1960.", "The treaty, signed in 1960, entered into force in 1962."),
    ("The treaty was signed in 1960.", "The treaty of 1960 was signed in Tokyo."),
    ("The treaty was signed in Tokyo in 1960.", "The 1960 treaty was signed in Tokyo."),
    ("She was born in 1970.", "She was born in 1970 and died in 2010."),
    ("Mary Smith was born in 1901.", "Mary Smith (born 3 May 1901) was an English painter."),
    ("The war lasted from 1939 to 1945.", "The war lasted from 1939 to 1945."),
    ("The war ended in 1945.", "The war began in 1939 and ended in 1945."),
    ("The council met on 5 May 2010.", "On 5 May 2010, the council met."),
    ("The council met in 2010.", "The council met on 5 May 2010."),
    ("The committee was set up in 2014.", "The committee was set up on 4 July 2014 and dissolved in February 2016."),
    (
        "The resolution was adopted on 5 August 2017.",
        "Resolution 2371 was adopted on 5 August 2017, recalling resolution 2270 of 2 March 2016.",
    ),
    ("The mandate was extended until 30 June 2011.", "It extended the mandate until 30 June 2011."),
    ("He resigned before 2010.", "He resigned in 2008."),
    ("He resigned after 2010.", "He resigned in 2011."),
    ("The station opened in 1980 and closed in 1990.", "The station opened in 1980 and closed in 1990."),
    (
        "Kishida met Ri in Malaysia on 6 August 2015.",
        "On 6 August 2015, Kishida met Ri in Malaysia; they had met on 10 July 2014 too.",
    ),
    ("The law took effect in 2009.", "The law, which took effect in 2009, was passed in 2008."),
    ("The law took effect in June 2009.", "The law took effect from June 2009."),
    ("Russia invaded Georgia in 2008.", "After Russia invaded Georgia in 2008, sanctions followed in 2014."),
    ("Japan banned imports in October 2006.", "Japan banned imports in October 2006 and exports in June 2009."),
    ("Japan banned exports in June 2009.", "Japan banned imports in October 2006 and exports in June 2009."),
]
DATES_REFUTED = [
    (
        "EA Black Box was shut down in 1998.",
        "EA Black Box, founded in 1998 by four people, was shut down in April 2013.",
    ),
    ("EA Black Box was founded in 2013.", "EA Black Box, founded in 1998 by four people, was shut down in April 2013."),
    ("The bank failed in 2001.", "The bank, which was founded in 2001, failed in 2008."),
    ("The bank was founded in 2008.", "The bank, which was founded in 2001, failed in 2008."),
    ("The treaty entered into force in 1960.", "The treaty, signed in 1960, entered into force in 1962."),
    ("The treaty was signed in 1962.", "The treaty, signed in 1960, entered into force in 1962."),
    ("She died in 1970.", "She was born in 1970 and died in 2010."),
    ("She was born in 2010.", "She was born in 1970 and died in 2010."),
    ("Mary Smith was born in 1902.", "Mary Smith (born 1901) was an English painter."),
    ("The war began in 1945.", "The war began in 1939 and ended in 1945."),
    ("The council met on 5 May 2010.", "The council met on 4 May 2010."),
    ("The committee was dissolved in 2014.", "The committee was set up on 4 July 2014 and dissolved in February 2016."),
    ("The mandate was extended until 30 June 2012.", "It extended the mandate until 30 June 2011."),
    ("He resigned before 2010.", "He resigned in 2011."),
    ("The law was passed in 2009.", "The law, which took effect in 2009, was passed in 2008."),
    ("Sanctions followed in 2008.", "After Russia invaded Georgia in 2008, sanctions followed in 2014."),
]
DATES_OF_ANOTHER = [
    ("EA Black Box was shut down in 1998.", "EA Black Box, founded in 1998 by four people, was shut down."),
    ("The firm closed in 1998.", "The firm merged in 1998 and closed."),
    ("The firm closed in 1998.", "The firm closed after it lost money in 1998."),
    ("Exports fell in 1998.", "The ministry said in 1998 that exports fell."),
    ("He was president from 1990 to 1995.", "He was president from 1990 to 1996."),
    ("The council met on 5 May 2010.", "The council met in 2010."),
    (
        "The resolution was adopted on 2 March 2016.",
        "Resolution 2371 was adopted on 5 August 2017, recalling resolution 2270 of 2 March 2016.",
    ),
    ("The mandate was extended until 30 June 2010.", "It extended the mandate of 30 June 2010 until 30 June 2011."),
    ("The station opened in 1980 and closed in 1990.", "The station opened in 1990 and closed in 1980."),
    ("Japan banned exports in October 2006.", "Japan banned imports in October 2006 and exports in June 2009."),
]


@pytest.fixture(scope="module")
def assess():
    language = verification.Language(Config().language_pipeline, load_gazetteer())

    def assess(claim, passage):
        readings = verification.read_all([claim, passage], language)
        return verification.assess(
            readings[claim], verification.place(readings[passage], Context(), readings), passage_id="p"
        )

    return assess


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Resolution 2371 was adopted on 5 August 2017.", "11 September 2017: resolution 2375 was adopted."),
        ("The state promised a survey in May 2014.", "The state promised a survey of graves from around 1945."),
    ],
)
def test_a_date_of_something_else_refutes_nothing(assess, claim, passage):
    assert assess(claim, passage).stance is Stance.NEUTRAL


def test_a_date_before_a_colon_dates_all_that_follows(assess):
    passage = "5 May 2010: the council, which the treaty of 1998 set up, met in Oslo."
    assert assess("The council met in Oslo on 5 May 2010.", passage).stance is Stance.SUPPORTS


def test_an_amount_in_another_currency_beside_it_changes_nothing(assess):
    passage = "The state paid 300 million dollars (108 billion yen) in grants over ten years."
    assert assess("The state paid 300 million dollars in grants over ten years.", passage).stance is Stance.SUPPORTS
    assert assess("The state paid 500 million dollars in grants over ten years.", passage).stance is Stance.REFUTES


def test_an_amount_of_a_year_is_compared_with_what_its_heading_names(assess):
    passage = "Trade figures of the ministry: about 21.4 billion yen in 2005, about 793 million yen in 2008."
    assert assess("Trade was worth about 21.4 million yen in 2005.", passage).stance is Stance.REFUTES
    assert assess("Trade between the two was worth about 21.4 million yen in 2005.", passage).stance is Stance.REFUTES
    assert assess("Trade between the two was worth about 21.4 billion yen in 2005.", passage).stance is Stance.NEUTRAL
    assert assess("Trade was worth about 793 million yen in 2005.", passage).stance is not Stance.SUPPORTS


@pytest.mark.parametrize("claim", ["Toy Castle 2 was made by Pike.", "Toy Castle 4 was made by Pike."])
def test_a_number_in_a_name_counts_nothing(assess, claim):
    assessment = assess(claim, "Toy Castle 3 was made by Pike.")
    assert not relations(assessment, Slot.QUANTITY)
    assert assessment.stance is Stance.NEUTRAL


def relations(assessment, slot):
    return [row.relation for row in assessment.slots if row.slot is slot]


@pytest.mark.parametrize(("claim", "passage"), NUMBERS_FOUND)
def test_a_number_of_the_same_fact_is_found(assess, claim, passage):
    found = relations(assess(claim, passage), Slot.QUANTITY)
    assert found
    assert set(found) <= FITTING


@pytest.mark.parametrize(("claim", "passage"), NUMBERS_REFUTED)
def test_another_number_of_the_same_fact_conflicts(assess, claim, passage):
    assessment = assess(claim, passage)
    assert Relation.CONFLICT in relations(assessment, Slot.QUANTITY)
    assert assessment.stance is not Stance.SUPPORTS


@pytest.mark.parametrize(("claim", "passage"), NUMBERS_OF_ANOTHER)
def test_a_number_of_another_fact_bears_nothing_out(assess, claim, passage):
    assessment = assess(claim, passage)
    assert not set(relations(assessment, Slot.QUANTITY)) <= FITTING
    assert assessment.stance is not Stance.SUPPORTS


@pytest.mark.parametrize(("claim", "passage"), DATES_FOUND)
def test_a_date_of_the_same_event_is_found(assess, claim, passage):
    found = relations(assess(claim, passage), Slot.DATE)
    assert found
    assert set(found) <= FITTING


@pytest.mark.parametrize(("claim", "passage"), DATES_REFUTED)
def test_another_date_of_the_same_event_conflicts(assess, claim, passage):
    assessment = assess(claim, passage)
    assert Relation.CONFLICT in relations(assessment, Slot.DATE)
    assert assessment.stance is not Stance.SUPPORTS


@pytest.mark.parametrize(("claim", "passage"), DATES_OF_ANOTHER)
def test_a_date_of_another_event_bears_nothing_out(assess, claim, passage):
    assessment = assess(claim, passage)
    assert not set(relations(assessment, Slot.DATE)) <= FITTING
    assert assessment.stance is not Stance.SUPPORTS


def test_the_year_in_a_resolutions_number_is_no_date_of_what_is_said(assess):
    passage = (
        "Noting the end, in accordance with resolution 1040 (1996), of the mandate of the force as of 31 July 1997,"
    )
    claim = "The mandate of the force ended in accordance with resolution 1040 (1996) as of 1 August 1997."
    later = next(r for r in assess(claim, passage).slots if r.slot is Slot.DATE and "August" in r.claim_value)
    assert later.relation not in FITTING
