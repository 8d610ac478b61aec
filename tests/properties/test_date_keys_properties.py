"""The quick reading of plain dates gives what the thorough one gives, or leaves the text to it."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.dates.keys import date_keys, date_query, read_date_keys
from claimcheck.text.dates.plain_dates import read_plain_dates

PIECES = [
    *"5 12 31 05 1565 2004 1999 2010 1499 1700 2100 2101 S/2017/674 2017-06-12 2004-05 5/6/2004 13/6/2004".split(),
    *"( ) [ ] - – / , . ; : ' s % $ € 年 th st Q1 H2 résolution".split(),
    *"in on of the to and or between from until since by early mid late end beginning half quarter first".split(),
    *"resolution resolutions paragraph Article fiscal year years members people total spring today last this".split(),
    *"Monday May March June October December AUGUST Sept. Jan Sunday century 1990s 20th month may Dec Mayor".split(),
    *("17 August 2017", "August 17, 2017", "August 2017", "1 October", "(2004)", "(2004) of", "31 June 2004"),
    *("in 2004", "1565 (2004)", ", 1592 (2005)", "\n", "\n\n", "  ", "\u00a0", "half of", "up to", "5th of"),
]
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " ", ", "])), max_size=9).map(
        lambda pairs: "".join(a + b for a, b in pairs)
    ),
    st.text("0129 ,.()/-Mayu\nJnes", max_size=25),
)
days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 12, 31)))


@settings(derandomize=True, max_examples=1000, deadline=None)
@given(texts, days)
def test_the_quick_keys_are_the_thorough_ones(text: str, as_of: date | None) -> None:
    if read_plain_dates(text, as_of) is not None:
        assert set(date_keys(text, as_of)) == read_date_keys(text, as_of)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.one_of(texts, st.text(max_size=40)), days)
def test_keys_are_sorted_and_of_known_forms(text: str, as_of: date | None) -> None:
    keys = date_keys(text, as_of)
    assert list(keys) == sorted(set(keys))
    query = date_query(text, as_of)
    assert all(0 < weight <= 1 for weight in query.values())
    for key in (*keys, *query):
        assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{2}-[0-9]{2}|[0-9]{3}x|[0-9]{2}xx", key)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.dates(date(1800, 1, 1), date(2100, 12, 31)), st.integers(0, 6))
def test_a_day_is_found_however_it_is_written(day: date, later: int) -> None:
    as_of = day + timedelta(days=later)
    month, number = f"{day:%B}", day.day
    forms = [
        f"on {number} {month} {day.year}",
        f"on {month} {number}, {day.year}",
        f"on {number} {month}",
        f"on {day:%A}",
    ]
    for claim in forms:
        best = max(date_query(claim, as_of).items(), key=lambda item: item[1])
        assert best == (day.isoformat(), 1.0)
        for passage in forms:
            assert day.isoformat() in date_keys(passage, as_of)


@pytest.mark.parametrize(
    "text",
    [
        "Recalling resolutions 1565 (2004) of 1 October 2004, 1592 (2005) of 30 March 2005 and 1596 (2005)",
        "the report (S/2017/674), of August 2017, on the situation in 2016",
        "On August 17, 2017 the Council met; it may march on.",
        "No date at all.",
    ],
)
def test_plain_dates_are_read_quickly(text: str) -> None:
    assert read_plain_dates(text, date(2017, 8, 20)) is not None


@pytest.mark.parametrize(
    "text",
    ["12 and 14 May 2004", "from 1 May 2004 to 5 June 2004", "in 1995, 1996 and 1997", "5 May", "2004-05", "late 2004"],
)
def test_other_dates_are_left_to_the_thorough_reading(text: str) -> None:
    assert read_plain_dates(text, None) is None


def test_relative_dates_are_left_to_the_thorough_reading() -> None:
    for text in ("Yesterday", "on Thursday", "last  year", "THIS MONTH"):
        assert read_plain_dates(text, None) == set()
        assert read_plain_dates(text, date(2017, 8, 20)) is None
