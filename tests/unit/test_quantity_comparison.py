"""What a source's number says of a claim's."""

import pytest

from claimcheck.models import Relation
from claimcheck.text.quantities import Quantity, compare_quantities, find_quantities


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


def compare(claim: str, source: str) -> Relation:
    return compare_quantities(only(claim), only(source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("2,412 men", "2412 men"),
        ("2,412 men", "two thousand four hundred and twelve men"),
        ("$2.4 billion", "$2,400 million"),
        ("$2.4 billion", "2.4 billion US dollars"),
        ("$2.4 billion", "2.4bn dollars"),
        ("42%", "42 per cent"),
        ("1 tonne", "1,000 kg"),
        ("2 km", "2,000 metres"),
        ("18 months", "1.5 years"),
        ("two weeks", "14 days"),
        ("one in five", "20 percent"),
        ("half of them", "50%"),
        ("at least 5", "5 or more"),
        ("exactly 54 men", "54 men"),
        ("5 tonnes a day", "5 tonnes daily"),
        ("$5 million a year", "5 million dollars per year"),
        ("the third-largest town", "the third largest town"),
        ("at least 5", "no fewer than five"),
        ("fewer than 5", "less than five"),
        ("10-15", "between 10 and 15"),
        ("doubled", "twofold"),
        ("the 8th meeting", "its eighth meeting"),
        ("resolution 2371", "UNSCR 2371"),
        ("S/2017/674", "s/2017/674"),
        ("about 40", "some 40"),
    ],
)
def test_equal(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.EQUAL
    assert compare(source, claim) is Relation.EQUAL


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("about 2,400 men", "2,412 men"),
        ("about 2,400 men", "2,400 men"),
        ("nearly 5 million", "4.9 million"),
        ("nearly 2,412", "2,411"),
        ("$2.4 billion", "$2,412 million"),
        ("$2.4 billion", "$2,350,000,000"),
        ("42 percent", "41.8 percent"),
        ("9.7 percent", "9.68 percent"),
        ("more than 5 million", "6 million"),
        ("more than 5", "more than 6"),
        ("at least 5", "5 men"),
        ("at least 5", "more than 5"),
        ("under 7 million", "6 million"),
        ("no more than 10", "10 men"),
        ("up to 10", "8 men"),
        ("more than half of them", "55 percent"),
        ("10-15 men", "12 men"),
        ("dozens of men", "40 men"),
        ("a third of them", "33 percent"),
        ("2,400 men", "about 2,400 men"),
        ("100 miles", "161 km"),
        ("160 km", "100 miles"),
        ("40,000 tons", "40,000 tonnes"),
    ],
)
def test_compatible(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.COMPATIBLE


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("1,250 men", "12,500 men"),
        ("5 million", "5 billion"),
        ("$2.4 million", "$2.4 billion"),
        ("42%", "41%"),
        ("2,412 men", "2,400 men"),
        ("2,400 men", "2,450 men"),
        ("300 men", "312 men"),
        ("exactly 2,400 men", "2,412 men"),
        ("2 billion", "2.4 billion"),
        ("$2.4 billion", "$2,450 million"),
        ("15 men", "50 men"),
        ("at least 5", "fewer than 5"),
        ("at least 5", "4 men"),
        ("fewer than 5", "5 men"),
        ("more than 5", "5 men"),
        ("4 men", "more than 5 men"),
        ("more than 5 million", "4 million"),
        ("about 2,400 men", "3,000 men"),
        ("about 10 men", "15 men"),
        ("3,000 men", "about 2,400 men"),
        ("10-15 men", "20 men"),
        ("20 men", "10-15 men"),
        ("10-15 men", "16-20 men"),
        ("hundreds of men", "40 men"),
        ("5 percent", "5 percentage points"),
        ("doubled", "tripled"),
        ("the 8th meeting", "the ninth meeting"),
        ("a third of them", "40 percent"),
        ("-5 °C", "5 °C"),
        ("100 km", "100 miles"),
        ("2 hours", "2 days"),
        ("nearly 5 million", "5.4 million"),
    ],
)
def test_conflict(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.CONFLICT


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("2,400 men", "2,412 men"),
        ("exactly 50 men", "about 50 men"),
        ("5 tonnes a day", "5 tonnes a year"),
        ("$5 million a year", "$5 million"),
        ("2,412 men", "about 2,400 men"),
        ("2,412 million", "2.4 billion"),
        ("41.8 percent", "42 percent"),
        ("more than 7", "more than 6"),
        ("more than 5", "at least 5"),
        ("5 men", "at least 5 men"),
        ("6 men", "more than 5 men"),
        ("5,000 men", "more than 5,000 men"),
        ("5 men", "about 5 men"),
        ("12 men", "10-15 men"),
        ("10-20 men", "10-15 men"),
        ("40 men", "dozens of men"),
        ("thousands of men", "dozens of men"),
        ("$5", "€5"),
        ("$5", "A$5"),
        ("$5", "5 men"),
        ("42%", "42 men"),
        ("5 percent", "9 percentage points"),
        ("5 km", "5 kg"),
        ("3 months", "90 days"),
        ("the 8th meeting", "8 meetings"),
        ("up to 80 percent", "up to 40 percent"),
        ("up to 80 percent", "30 percent"),
        ("about 13,000 to 40,000 men", "about 30,000 to 35,000 men"),
        ("resolution 2371", "resolution 2375"),
        ("resolution 2371", "2,371 men"),
        ("Article 5", "5 men"),
        ("Article 5", "Chapter 5"),
        ("more than 5 million", "6 billion"),
        ("33 percent", "a third of them"),
        ("3 million", "2.96 million"),
        ("more than 5 million", "5 million"),
        ("nearly 5 million", "5 million"),
        ("2,400 men", "nearly 2,400 men"),
    ],
)
def test_undecided(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.MISSING
