"""The quick reading of plain numbers gives what the thorough one gives, or leaves the text to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.text.quantities import find_quantities
from claimcheck.text.quantities.keys import number_keys, number_query
from claimcheck.text.quantities.plain_numbers import name_keys, plain, read_plain_keys

PIECES = [
    *"5 12 17 2004 1565 1,250 10,000 0 00 007 0,5 1.5 ½ 5th 5272nd 95-2334 2/12 10-15 S/2017/674 A/56/1".split(),
    *"% $ € ( ) [ ] - – / , . ; : + * ' ’s one two six third first second tenth half hundred million thirds".split(),
    *"a an the its and or to in of out from between paragraph resolution No. pages p. S/ VII VII/2004 annex".split(),
    *"Chapter part I May August Sept. days years percent per cent points km m bn people missiles votes twice".split(),
    *"-day -month -hundred -thirds tenths fifths quarters 180-day six-month two-thirds forty-sixth".split(),
    *"dozens at every over about M23 Add.1 é 年 a.m. six-month (a) 4. 4) [5] (six)".split(),
    *("17 August", "August 17", "out of", "per cent", "\n", "\n\n", " ", "  ", "\u00a0"),
]
parts = st.lists(st.sampled_from(PIECES), max_size=9)
texts = st.one_of(
    parts.map(" ".join),
    parts.map("".join),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " "])), max_size=9).map(
        lambda pairs: "".join(a + b for a, b in pairs)
    ),
    st.text("0123456789 ,.()/-SAa:\nthndVI%", max_size=25),
)


def thoroughly(text: str) -> set[str]:
    keys: set[str] = set()
    for quantity in find_quantities(text):
        if quantity.identifier and quantity.low is None:
            keys.update(name_keys(quantity.surface))
            continue
        sign = "%" if quantity.unit in {"percent", "percentage points"} else "th" if quantity.ordinal else ""
        keys.update(plain(value) + sign for value in (quantity.low, quantity.high) if value is not None)
    return keys


@settings(derandomize=True, max_examples=800, deadline=None)
@given(texts)
def test_the_quick_keys_are_the_thorough_ones(text: str) -> None:
    quick = read_plain_keys(text)
    if quick is not None:
        assert quick == thoroughly(text)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.one_of(texts, st.text(max_size=40)))
def test_keys_hold_no_white_space_and_a_text_finds_itself(text: str) -> None:
    query = number_query(text)
    keys = number_keys(text)
    assert list(keys) == sorted(set(keys))
    assert all(key and not any(map(str.isspace, key)) for key in (*keys, *query))
    assert all(0 < weight <= 1 for weight in query.values())
    assert {key for key in keys if not key.startswith("~")} <= query.keys()


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.integers(1_000, 10**12), st.integers(-30, 30))
def test_no_rounding_loses_a_near_value(value: int, thousandths: int) -> None:
    other = value + value * thousandths // 1000
    query = number_query(f"some {value:,} people")
    assert query[str(value)] == 1.0
    written = (f"{other:,} people", f"{other / 1000:.3f} thousand people")
    for passage in written:
        assert any(key in query for key in number_keys(passage))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("resolutions 1565 (2004) of 1 October 2004 and 1592 (2005)", {"1565", "2004", "1592", "2005"}),
        ("the report (S/2017/674 and Add.1), paragraph 9", {"s/2017/674", "2017", "674", "1", "9"}),
        ("Acting under Chapter VII at its 5272nd meeting, six States", {"7", "5272th", "6"}),
        ("1,250 troops for 30 days", {"1250", "30"}),
        ("its six-month term and 180-day period", {"6", "180"}),
        ("42 percent voted, worth 2.4 million tonnes", {"42%", "2400000"}),
    ],
)
def test_plain_numbers_are_read_quickly(text: str, keys: set[str]) -> None:
    assert read_plain_keys(text) == keys


@pytest.mark.parametrize(
    "text",
    [
        "5 to 10 percent",
        "two million",
        "2 million and a half",
        "5 percent of 3 in 5",
        "3 in 5",
        "10-15",
        "a third",
        "one in 7",
        "5 p.m.",
        "-5",
        "½",
    ],
)
def test_other_numbers_are_left_to_the_thorough_reading(text: str) -> None:
    assert read_plain_keys(text) is None
