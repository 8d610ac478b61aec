"""What a source's date says of a claim's."""

from datetime import date

import pytest

from claimcheck.models import Relation
from claimcheck.text.dates import DateMention, compare_dates, find_dates


def only(text: str) -> DateMention:
    (mention,) = find_dates(text, anchor=date(2017, 8, 24))
    return mention


def compare(claim: str, source: str) -> Relation:
    return compare_dates(only(claim), only(source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("17 August 2017", "August 17, 2017"),
        ("August 2017", "in August 2017"),
        ("in 2017", "(2017)"),
        ("since 2011", "since 2011"),
        ("by 2013", "by 2013"),
        ("from 1941 to 1943", "between 1941 and 1943"),
        ("on Thursday", "24 August 2017"),
    ],
)
def test_equal(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.EQUAL


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("in 2017", "17 August 2017"),
        ("in August 2017", "17 August 2017"),
        ("in the 1990s", "in 1993"),
        ("in May 2014", "26-28 May 2014"),
        ("before August 2017", "in 1950"),
        ("before 2017", "before 2016"),
        ("before 2017", "as of 2016"),
        ("by 2017", "5 May 2016"),
        ("by August 2017", "5 August 2017"),
        ("as of August 2017", "5 May 2016"),
        ("as of August 2017", "as of 5 August 2017"),
        ("after 2015", "5 May 2017"),
        ("after 2015", "after 2016"),
        ("since 2011", "since May 2011"),
        ("from 2010 to 2014", "from May 2010 to March 2014"),
        ("in August 2017", "as of 5 August 2017"),
    ],
)
def test_compatible(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.COMPATIBLE


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("17 August 2017", "18 August 2017"),
        ("17 August 2017", "17 August 2016"),
        ("August 2017", "July 2017"),
        ("in 2015", "in 2016"),
        ("in 2015", "17 August 2016"),
        ("17 August 2016", "in 2015"),
        ("since 2010", "since 2011"),
        ("until 2010", "until 2012"),
        ("before August 2017", "in August 2017"),
        ("before August 2017", "in 2018"),
        ("after 2017", "in 2016"),
        ("as of August 2017", "5 September 2017"),
        ("by 2013", "in 2014"),
        ("in 2010", "since 2012"),
        ("in 2019", "until 2012"),
        ("in 2019", "before 2012"),
        ("in 2010", "after 2012"),
        ("in 2010", "from 2012 to 2014"),
        ("from 1941 to 1943", "from 1950 to 1951"),
        ("from 1941 to 1943", "in 1950"),
        ("before 2010", "after 2012"),
        ("after 2012", "before 2010"),
        ("in early 2017", "November 2017"),
    ],
)
def test_conflict(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.CONFLICT


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("17 August 2017", "August 2017"),
        ("17 August 2017", "in 2017"),
        ("August 2017", "in 2017"),
        ("in 1993", "in the 1990s"),
        ("since 2010", "in 2012"),
        ("since 2010", "in 2008"),
        ("in 2012", "since 2010"),
        ("in 2012", "until 2014"),
        ("in 2012", "from 2010 to 2014"),
        ("from 2010 to 2014", "in 2012"),
        ("from 1941 to 1943", "from 1941 to 1945"),
        ("by 2017", "5 May 2017"),
        ("before 2016", "before 2017"),
        ("after 2016", "after 2015"),
        ("in 2017", "as of 2016"),
        ("as of 2017", "as of 2016"),
        ("in early 2017", "5 May 2017"),
        ("mid-August 2017", "23 August 2017"),
    ],
)
def test_undecided(claim: str, source: str) -> None:
    assert compare(claim, source) is Relation.MISSING
