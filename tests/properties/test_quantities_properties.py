"""What must hold of numbers and dates in any text."""

from __future__ import annotations

import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from claimcheck.models import Relation
from claimcheck.text.dates import compare_dates, find_dates, parse_document_date
from claimcheck.text.quantities import Quantity, compare_quantities, find_quantities, number_keys

AGREEING = {Relation.EQUAL, Relation.COMPATIBLE}
FEW = settings(max_examples=150, derandomize=True, deadline=None)
PIECES = [
    "5",
    "1,250",
    "12.5",
    "2017",
    "17",
    "one",
    "two",
    "hundred",
    "million",
    "billion",
    "third",
    "half",
    "a",
    "and",
    "of",
    "the",
    "between",
    "from",
    "to",
    "at least",
    "more than",
    "about",
    "or more",
    "percent",
    "%",
    "$",
    "US$",
    "€",
    "km",
    "-",
    "–",
    "/",
    ",",
    ".",
    "(",
    ")",
    "resolution",
    "No.",
    "S/2017/674",
    "August",
    "May",
    "since",
    "early",
    "mid-",
    "in",
    "people",
    "members",
    "twice",
    "dozens",
    "thousands",
    "½",
    "th",
    "\n",
    "\n\n",
    " ",
    "  ",
    "\u00a0",
    "+",
    "'s",
    "1990s",
    "5/26/2022",
    "2017-08-17",
    "26-28 May 2014",
    "Thursday",
    "last year",
    "Chapter VII",
    "COVID-19",
    "é",
    "年",
    "0",
    "007",
]
texts = st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.lists(
    st.sampled_from(PIECES), max_size=14
).map("".join)
anchors = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


@FEW
@given(texts | st.text(max_size=60), anchors)
@example("2017\u00a0100\u00a0and 5", None)
@example("May 5, 12 people", date(2017, 1, 1))
def test_spans_are_exact_ordered_and_apart(text: str, anchor: date | None) -> None:
    dates = find_dates(text, anchor=anchor)
    quantities = find_quantities(text, exclude=[(d.start, d.end) for d in dates])
    for found in (dates, quantities, find_quantities(text)):
        assert all(text[f.start : f.end] == f.surface for f in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.end <= d.start or d.end <= q.start for q in quantities for d in dates)
    assert all(q.cue is None or 0 <= q.cue[0] < q.cue[1] <= len(text) for q in quantities)


@FEW
@given(texts, texts)
def test_paragraphs_are_read_alone(first: str, second: str) -> None:
    first, second = first.strip(), second.strip()
    assume("\n\n" not in first + "|" + second)
    joined, shift = f"{first}\n\n{second}", len(first) + 2
    for find in (find_quantities, find_dates):
        both = [(f.start, f.end) for f in find(joined)]
        assert both == [(f.start, f.end) for f in find(first)] + [
            (f.start + shift, f.end + shift) for f in find(second)
        ]


def _only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


FORMS = [
    "{n:,} missiles",
    "{n} missiles",
    "{n:,} million missiles",
    "${n:,}",
    "{n} billion won",
    "{n}%",
    "{n:,} tonnes",
    "{n} km",
    "{n}bn dollars",
]


@FEW
@given(st.integers(1, 99_999), st.sampled_from(FORMS))
def test_ten_times_is_never_the_same(number: int, form: str) -> None:
    quantity, tenfold = _only(form.format(n=number)), _only(form.format(n=number * 10))
    assert compare_quantities(quantity, quantity) is Relation.EQUAL
    assert compare_quantities(tenfold, quantity) is Relation.CONFLICT
    assert compare_quantities(quantity, tenfold) is Relation.CONFLICT


@FEW
@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_plain_counts_agree_only_if_equal(first: int, second: int) -> None:
    relation = compare_quantities(_only(f"{first:,} rows"), _only(f"{second} rows"))
    assert (relation in AGREEING) == (first == second)


@FEW
@given(
    st.integers(1, 9_999), st.sampled_from([("million", "billion"), ("thousand", "million"), ("billion", "trillion")])
)
def test_scales_are_never_confused(number: int, scales: tuple[str, str]) -> None:
    first, second = (_only(f"${number / 10} {scale}") for scale in scales)
    assert compare_quantities(first, second) not in AGREEING
    assert compare_quantities(second, first) not in AGREEING


@FEW
@given(st.integers(1, 999_999))
def test_variants_of_one_value_are_equal(number: int) -> None:
    variants = [f"{number:,} million dollars", f"${number}m", f"US${number:,}\u202fmillion", f"${number * 10**6:,}"]
    if "\u202f" in variants[2]:
        variants[2] = variants[2].replace("\u202f", " ")
    first, *others = (_only(v) for v in variants)
    assert all(compare_quantities(first, other) is Relation.EQUAL for other in others)
    assert all(str(number * 10**6) in number_keys(v) for v in variants)


BOUNDS = ["at least", "more than", "at most", "no more than", "fewer than", "nearly", "about", ""]


@FEW
@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from(BOUNDS), st.integers(1, 500))
def test_a_bound_that_agrees_is_met(bound: int, value: int, words: str, other: int) -> None:
    claim, source = _only(f"{words} {bound} men"), _only(f"{value} men")
    met = {
        "at least": value >= bound,
        "more than": value > bound,
        "at most": value <= bound,
        "no more than": value <= bound,
        "fewer than": value < bound,
        "nearly": value < bound,
        "about": abs(value - bound) * 10 <= bound,
        "": value == bound,
    }[words]
    relation = compare_quantities(claim, source)
    assert met or relation not in AGREEING
    if words not in {"nearly", "about"}:
        assert not met or relation is not Relation.CONFLICT
    if other < bound:  # a looser bound never establishes a tighter one
        looser = compare_quantities(_only(f"more than {bound} men"), _only(f"more than {other} men"))
        assert looser is Relation.MISSING


DAY_FORMS = ["{d.day} {d:%B} {d.year}", "{d:%B} {d.day}, {d.year}", "{d:%Y-%m-%d}", "{d.day} {d:%b} {d.year}"]
days = st.dates(date(1600, 1, 1), date(2090, 12, 31))


@FEW
@given(days, st.sampled_from(DAY_FORMS), st.sampled_from(DAY_FORMS), st.integers(1, 2000))
def test_days(day: date, form: str, other: str, shift: int) -> None:
    (claim,) = find_dates(f"It was on {form.format(d=day)}.")
    (source,) = find_dates(f"On {other.format(d=day)} it was")
    assert claim.first == claim.last == day
    assert compare_dates(claim, source) is Relation.EQUAL
    assert parse_document_date(form.format(d=day)) == (day, day)
    (moved,) = find_dates(f"It was on {form.format(d=day + timedelta(days=shift))}.")
    assert compare_dates(moved, source) is Relation.CONFLICT
    assert compare_dates(source, moved) is Relation.CONFLICT


@FEW
@given(st.integers(1600, 2090), st.integers(1, 12), st.integers(1, 9), st.integers(1, 11))
def test_months_and_years_are_never_confused(year: int, month: int, years: int, months: int) -> None:
    (claim,) = find_dates(f"in {date(year, month, 1):%B %Y}")
    other = (month - 1 + months) % 12 + 1
    for text in (f"in {date(year, other, 1):%B %Y}", f"in {year + years}", f"in {date(year + years, month, 5):%B %Y}"):
        (source,) = find_dates(text)
        assert compare_dates(claim, source) is Relation.CONFLICT
    (within,) = find_dates(f"in {year}")
    assert compare_dates(within, claim) is Relation.COMPATIBLE
    assert compare_dates(claim, within) is Relation.MISSING


@FEW
@given(texts)
def test_keys_are_sorted_and_distinct(text: str) -> None:
    keys = number_keys(text)
    assert list(keys) == sorted(set(keys))
    assert all(keys)


@pytest.mark.parametrize(
    "unit",
    [
        "1,",
        "1 ",
        "1-",
        "1/",
        "(1)",
        "a",
        "a-",
        "A.",
        "one hundred and ",
        "one ",
        "S/",
        "5 August ",
        "August 5, ",
        "2017-",
        "2017 and ",
        "in 2017, ",
        "$",
        "at least ",
        "\n",
        "\n \n",
        " ",
        "1\u00a0",
        "½",
        "between 1 and ",
        "5 of the ",
        "1.",
        "-",
        "resolution 5, ",
        "early ",
        "'",
        "hundreds of ",
        "half of a ",
        "year年",
        "+1",
        "0",
        "5 x-",
    ],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    begin = time.process_time()
    find_quantities(text)
    find_dates(text, anchor=date(2017, 8, 24))
    number_keys(text)
    assert time.process_time() - begin < 3.0
