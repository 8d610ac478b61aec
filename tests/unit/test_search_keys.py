"""Numbers and dates as search keys: what finds what, and what counts more."""

from __future__ import annotations

from datetime import date

import pytest

from claimcheck.text.dates.keys import date_keys, date_query
from claimcheck.text.quantities.keys import number_keys, number_query

SUNDAY = date(2017, 8, 20)


def by_number(claim: str, passage: str) -> float:
    """Return the weight of the best key by which a claim finds a passage."""
    query = number_query(claim)
    return max((query.get(key, 0.0) for key in number_keys(passage)), default=0.0)


def by_date(claim: str, passage: str, *, written: date | None = SUNDAY) -> float:
    query = date_query(claim, SUNDAY)
    return max((query.get(key, 0.0) for key in date_keys(passage, written)), default=0.0)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("$2.4 billion, 42 percent of 2,412", ("2400000000", "2412", "42%", "~2400")),
        ("two thousand four hundred and twelve", ("2412", "~2400")),
        ("resolution 2371 and S/2017/674", ("2017", "2371", "674", "s/2017/674")),
        ("resolutions 687 (1991), 778 (1992) and 1137", ("1137", "1991", "1992", "687", "778")),
        ("193 member States", ("193", "~190")),
        ("on page 193", ("193",)),
        ("2,012 people in 2012", ("2012", "~2000")),
        ("in 2012", ("2012",)),
        ("33.3 percent", ("33.3%", "~33%")),
        ("a third of them", ("33.3333%", "~33%")),
        ("one in five", ("20%",)),
        ("half of them", ("50%",)),
        ("a dozen", ("12",)),
        ("on 17 August 2017", ("2017",)),
        ("at 5 p.m.", ("5p.m.",)),
        ("99,500 and 99,499 tons", ("99499", "99500", "~100000", "~99000")),
        ("", ()),
    ],
)
def test_a_passage_has_its_numbers_and_what_they_are_rounded_to(text: str, keys: tuple[str, ...]) -> None:
    assert number_keys(text) == keys


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("$2.4 billion", "2,412 million dollars"),
        ("2,412 million dollars", "$2.4 billion"),
        ("about 2,400", "2,412"),
        ("2,412", "about 2,400"),
        ("2,449 troops", "2.5 thousand troops"),
        ("2.5 thousand troops", "2,449 troops"),
        ("nearly 200 countries", "193 member States"),
        ("nearly 10,000 men", "9,613 men"),
        ("more than 5 million people", "5.3 million people"),
        ("up to 80,000 tons", "74,610 tons"),
        ("a third of voters", "33.4 percent of voters"),
        ("42 percent", "42.3 percent"),
        ("5 percent", "5.2 percent"),
        ("10 to 15 percent", "12 percent"),
        ("about 50 people", "52 people"),
        ("about 2000 people", "2,104 people"),
        ("fell by -5.2%", "fell 5.2%"),
    ],
)
def test_a_near_number_is_found_and_counts_less(claim: str, passage: str) -> None:
    assert 0 < by_number(claim, passage) < by_number(claim, claim) == 1.0


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("one in five", "20 percent"),
        ("half of the people", "50 percent"),
        ("a dozen", "12 people"),
        ("$2.4 billion", "2,400 million euros"),
        ("resolution 2371", "Resolution 2371 (2017)"),
        ("more than 5 people", "5 people"),
    ],
)
def test_the_same_number_counts_in_full(claim: str, passage: str) -> None:
    assert by_number(claim, passage) == 1.0


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("$2.4 billion", "$2.4 million"),
        ("2,412 people", "2,012 people"),
        ("42 percent", "42 people"),
        ("42.4 percent", "43 people"),
        ("52 countries", "51 countries"),
        ("resolution 1973", "resolution 1970"),
        ("resolutions 687 (1991) and 690 (1991)", "resolution 692"),
        ("the 8th", "8 people"),
        ("twice", "2.1 percent"),
        ("in 2017", "2,018 people"),
        ("more than 500 people", "460 people"),
    ],
)
def test_what_is_not_near_is_not_found(claim: str, passage: str) -> None:
    assert by_number(claim, passage) == 0.0


def test_the_nearer_the_more_it_counts() -> None:
    weights = [by_number("about 2,400", passage) for passage in ("2,400", "2,412", "2,512", "2,590", "2,700")]
    assert weights == sorted(set(weights), reverse=True)


def test_a_bare_year_counts_less_than_a_number() -> None:
    assert number_query("in 2017") == {"2017": 0.5}
    assert number_query("2,017 troops")["2017"] == 1.0


def test_the_keys_of_a_query_are_few_and_the_best_come_first() -> None:
    query = number_query("between 100,000 and 5 million people, nearly 10,000 men and about 3 percent")
    assert len(query) < 150
    assert list(query) == sorted(query, key=lambda key: (-query[key], key))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("17 August 2017", ("08-17", "2017", "2017-08", "2017-08-17")),
        ("August 17, 2017", ("08-17", "2017", "2017-08", "2017-08-17")),
        ("in August 2017", ("2017", "2017-08")),
        ("in 2017", ("2017",)),
        ("resolution 2017", ()),
        ("S/2017/674", ()),
        ("resolution 1565 (2004) of 1 October 2004", ("10-01", "2004", "2004-10", "2004-10-01")),
        ("the first quarter of 2016", ("2016", "2016-01", "2016-02", "2016-03")),
        ("mid-August 2017", ("2017", "2017-08")),
        ("from 2010 to 2012", ("2010", "2011", "2012")),
        ("from 1900 to 2000", ("1900", "2000")),
        ("5-6 May 2004", ("05-05", "05-06", "2004", "2004-05", "2004-05-05", "2004-05-06")),
        ("from 1 May to 30 June 2004", ("05-01", "06-30", "2004", "2004-05", "2004-05-01", "2004-06", "2004-06-30")),
        ("the 1990s", ("199x",)),
        ("the 1700s", ("17xx",)),
        ("the 19th century", ("18xx",)),
        ("31 June 2004", ()),
        ("no date", ()),
        ("", ()),
    ],
)
def test_a_passage_has_its_dates_and_what_holds_them(text: str, keys: tuple[str, ...]) -> None:
    assert date_keys(text, SUNDAY) == keys
    assert date_keys(text) == keys


@pytest.mark.parametrize(
    ("text", "dated", "undated"),
    [
        ("on 17 August", ("08-17", "2017", "2017-08", "2017-08-17"), ("08-17",)),
        ("on 24 August", ("08-24", "2016", "2016-08", "2016-08-24"), ("08-24",)),
        ("yesterday", ("08-19", "2017", "2017-08", "2017-08-19"), ()),
        ("last Thursday", ("08-17", "2017", "2017-08", "2017-08-17"), ()),
        ("on Thursday", ("08-17", "2017", "2017-08", "2017-08-17"), ()),
        ("last year", ("2016",), ()),
        ("this month", ("2017", "2017-08"), ()),
        ("since June", ("2017", "2017-06"), ()),
        ("29 February", ("02-29", "2016", "2016-02", "2016-02-29"), ("02-29",)),
    ],
)
def test_what_is_left_out_of_a_date_comes_from_its_document(
    text: str, dated: tuple[str, ...], undated: tuple[str, ...]
) -> None:
    assert date_keys(text, SUNDAY) == dated
    assert date_keys(text) == undated


@pytest.mark.parametrize(
    ("claim", "passage", "weight"),
    [
        ("adopted last Thursday", "on 17 August 2017", 1.0),
        ("adopted last Thursday", "on 17 August", 1.0),
        ("on 17 August", "on 17 August 2017", 1.0),
        ("on 17 August 2017", "on 2 August 2017", 0.3),
        ("on 17 August 2017", "in August 2017", 0.3),
        ("on 17 August 2017", "on 17 August 2011", 0.2),
        ("on 17 August", "on 17 August 2011", 0.5),
        ("in August 2017", "on 2 August 2017", 1.0),
        ("in 2017", "on 2 August 2017", 1.0),
        ("in August 2017", "in 2017", 0.0),
        ("on 17 August 2017", "in May 2017", 0.0),
        ("in the third quarter of 2017", "on 2 August 2017", 0.7),
        ("from 2015 to 2018", "in May 2017", 0.7),
        ("in the 1990s", "in 1994", 0.3),
        ("in 1994", "in the 1990s", 0.2),
        ("in the 1990s", "the 1990s", 1.0),
        ("yesterday", "today", 0.3),
    ],
)
def test_dates_are_found_by_what_they_share(claim: str, passage: str, weight: float) -> None:
    assert by_date(claim, passage) == weight


def test_a_day_of_an_undated_document_is_found() -> None:
    assert by_date("on 17 August 2017", "on 17 August", written=None) == 0.2
    assert date_query("on 17 August") == {"08-17": 0.5}
    assert date_query("last Thursday") == {}


def test_the_keys_of_a_day_come_best_first() -> None:
    assert list(date_query("on 17 August", SUNDAY).items()) == [("2017-08-17", 1.0), ("08-17", 0.5), ("2017-08", 0.3)]
