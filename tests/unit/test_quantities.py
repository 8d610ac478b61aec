"""Finding quantities and their parts."""

from decimal import Decimal

import pytest

from claimcheck.text.quantities import Comparator, Quantity, find_quantities, number_keys


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    assert text[quantity.start : quantity.end] == quantity.surface
    return quantity


def names(text: str) -> list[str]:
    return [q.surface for q in find_quantities(text) if q.identifier]


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("1,250 people came", "1250", "person"),
        ("12,500 missiles", "12500", "missile"),
        ("1\u202f250 boats", "1250", "boat"),
        ("1\u00a0250\u00a0000 boats", "1250000", "boat"),
        ("12,34,567 voters", "1234567", "voter"),
        ("2.412.000 voters", "2412000", "voter"),
        ("0.5 points", "0.5", "point"),
        ("31 more individuals", "31", "individual"),
        ("17 Security Council resolutions", "17", "resolution"),
        ("a 15-member council", "15", "member"),
        ("5 United States citizens", "5", "citizen"),
        ("23 U.S. troops", "23", "troop"),
        ("twenty-five countries", "25", "country"),
        ("one hundred and five thousand men", "105000", "man"),
        ("a dozen eggs", "12", "egg"),
        ("one member voted against", "1", "member"),
        ("5m people", "5000000", "person"),
        ("60k visitors", "60000", "visitor"),
        ("2.4bn users", "2400000000", "user"),
        ("six of the members", "6", "member"),
        ("zero missiles", "0", "missile"),
        ("half a million refugees", "500000", "refugee"),
        ("half a dozen ships", "6", "ship"),
        ("the number of 12 staff", "12", ""),
    ],
)
def test_plain_counts(text: str, value: str, noun: str) -> None:
    quantity = find_quantities(text)[-1]
    assert (quantity.low, quantity.high) == (Decimal(value), Decimal(value))
    assert not quantity.identifier
    assert quantity.unit == ""
    if noun:
        assert quantity.noun == noun


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$2.4 billion", "2400000000", "USD"),
        ("US$5", "5", "USD"),
        ("A$7m", "7000000", "AUD"),
        ("€3bn", "3000000000", "EUR"),
        ("£250m", "250000000", "GBP"),
        ("300 million US dollars", "300000000", "USD"),
        ("300 million U.S. dollars", "300000000", "USD"),
        ("9.19 billion won", "9190000000", "KRW"),
        ("1 billion yen", "1000000000", "JPY"),
        ("5 million pounds", "5000000", "GBP"),
        ("5 pounds", "5", "pound"),
        ("USD 40 million", "40000000", "USD"),
        ("40,000 tonnes", "40000", "tonne"),
        ("40,000 metric tons", "40000", "tonne"),
        ("42%", "42", "percent"),
        ("42 percent", "42", "percent"),
        ("42 per cent", "42", "percent"),
        ("a 5-percent rise", "5", "percent"),
        ("9.7 percentage points", "9.7", "percentage points"),
        ("100 km", "100", "km"),
        ("100m", "100", "m"),
        ("5m long", "5", "m"),
        ("a 60-year-old man", "60", "year"),
        ("aged 25", "25", "year"),
        ("at the age of 25", "25", "year"),
        ("twenty-five millions pounds", "25000000", "GBP"),
        ("two and a half years", "2.5", "year"),
        ("2½ hours", "2.5", "hour"),
        ("2 1/2 hours", "2.5", "hour"),
        ("half an hour", "0.5", "hour"),
        ("30 seconds", "30", "second"),
        ("38°C", "38", "celsius"),
        ("−5 °C", "-5", "celsius"),
        ("-5 degrees Celsius", "-5", "celsius"),
        ("doubled", "2", "times"),
        ("three times", "3", "times"),
        ("10-fold", "10", "times"),
        ("threefold", "3", "times"),
        ("half a million dollars", "500000", "USD"),
        ("a quarter of a million dollars", "250000", "USD"),
        ("lasted a mere 5 minutes", "5", "minute"),
    ],
)
def test_units_and_scales(text: str, value: str, unit: str) -> None:
    quantity = only(text)
    assert quantity.low == quantity.high == Decimal(value)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("a third of them", "33.33"),
        ("two-thirds of them", "66.67"),
        ("one in five women", "20"),
        ("1 in 5 million people", "0.00"),
        ("three out of ten people", "30"),
        ("half of them", "50"),
        ("more than half the seats", "50"),
        ("1/3 of them", "33.33"),
        ("½ of them", "50"),
        ("three quarters of them", "75"),
    ],
)
def test_shares_are_percentages(text: str, percent: str) -> None:
    quantity = only(text)
    assert quantity.low is not None
    assert round(quantity.low, 2) == Decimal(percent)
    assert (quantity.unit, quantity.fraction) == ("percent", True)


@pytest.mark.parametrize(
    "text",
    [
        "one of the members",
        "no one came",
        "one's own",
        "each one",
        "one can say",
        "this one",
        "no members",
        "none of them",
        "the second half",
        "a half-brother",
        "at first",
        "a second later",
        "once more",
        "another third party",
    ],
)
def test_words_that_count_nothing(text: str) -> None:
    assert [q for q in find_quantities(text) if not q.ordinal] == []


@pytest.mark.parametrize(
    ("text", "comparator", "cue"),
    [
        ("at least 5 votes", Comparator.AT_LEAST, "at least"),
        ("At least another 5 votes", Comparator.AT_LEAST, "At least"),
        ("no fewer than 8", Comparator.AT_LEAST, "no fewer than"),
        ("≥5", Comparator.AT_LEAST, "≥"),
        ("5 or more", Comparator.AT_LEAST, "or more"),
        ("five members or more", Comparator.AT_LEAST, "or more"),
        ("5+ years", Comparator.AT_LEAST, ""),
        ("more than 5 million", Comparator.MORE_THAN, "more than"),
        ("more than $5 million", Comparator.MORE_THAN, "more than"),
        ("over 300", Comparator.MORE_THAN, "over"),
        ("for over 5 years", Comparator.MORE_THAN, "over"),
        ("> 6", Comparator.MORE_THAN, ">"),
        ("more than one", Comparator.MORE_THAN, "more than"),
        ("more than doubled", Comparator.MORE_THAN, "more than"),
        ("up to 10", Comparator.AT_MOST, "up to"),
        ("as many as 12 people", Comparator.AT_MOST, "as many as"),
        ("no more than 3", Comparator.AT_MOST, "no more than"),
        ("10 or less", Comparator.AT_MOST, "or less"),
        ("fewer than 5 men", Comparator.LESS_THAN, "fewer than"),
        ("less than half of them", Comparator.LESS_THAN, "less than"),
        ("under 7 million", Comparator.LESS_THAN, "under"),
        ("p<.05", Comparator.LESS_THAN, "<"),
        ("nearly 2,412", Comparator.NEARLY, "nearly"),
        ("just under 100", Comparator.NEARLY, "just under"),
        ("about 12", Comparator.ABOUT, "about"),
        ("some 40 ships", Comparator.ABOUT, "some"),
        ("roughly 9", Comparator.ABOUT, "roughly"),
        ("a dozen or so", Comparator.ABOUT, "or so"),
        ("40-odd ships", Comparator.ABOUT, "odd"),
        ("only 5", Comparator.EXACT, None),
        ("over two days", Comparator.EXACT, None),
        ("concern over 12 islands", Comparator.EXACT, None),
        ("rather than 5", Comparator.EXACT, None),
    ],
)
def test_comparators(text: str, comparator: Comparator, cue: str | None) -> None:
    quantity = only(text)
    assert quantity.comparator is comparator
    if cue is None:
        assert quantity.cue is None
    elif cue:
        assert quantity.cue is not None
        assert text[slice(*quantity.cue)] == cue


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("10-15 people", 10, 15, ""),
        ("between 10 and 15 people", 10, 15, ""),
        ("10 to 15 percent", 10, 15, "percent"),
        ("10%-15%", 10, 15, "percent"),
        ("2-3 million people", 2_000_000, 3_000_000, ""),
        ("$2–3 billion", 2_000_000_000, 3_000_000_000, "USD"),
        ("between 1 million and 2 million tonnes", 1_000_000, 2_000_000, "tonne"),
        ("between two hundred and three hundred", 200, 300, ""),
        ("two or three people", 2, 3, ""),
        ("20,000 to 30,000 troops", 20_000, 30_000, ""),
    ],
)
def test_ranges(text: str, low: int, high: int, unit: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "values", "units"),
    [
        ("from 4 to 6 percent", [4, 6], ["percent", "percent"]),
        ("from $2 to $3 million", [2_000_000, 3_000_000], ["USD", "USD"]),
        ("from 500 to 2 million", [500, 2_000_000], ["", ""]),
        ("voted 15-0", [15, 0], ["", ""]),
        ("a 13-2 vote", [13, 2], ["", ""]),
        ("one hundred and two hundred", [100, 200], ["", ""]),
        ("in 5\u00a0000 and 2017\u00a0100", [5000, 2017, 100], ["", "", ""]),
    ],
)
def test_pairs_that_are_no_range(text: str, values: list[int], units: list[str]) -> None:
    found = find_quantities(text)
    assert [q.low for q in found] == values
    assert [q.unit for q in found] == units
    assert all(q.single for q in found)


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("dozens of people", 24),
        ("hundreds of thousands of troops", 200_000),
        ("tens of thousands", 20_000),
        ("millions", 2_000_000),
    ],
)
def test_vague_numbers_are_open(text: str, low: int) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.comparator) == (low, None, Comparator.ABOUT)


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("the first meeting", 1, "meeting"),
        ("the 8th meeting", 8, "meeting"),
        ("its 5490th meeting", 5490, "meeting"),
        ("the eighth round of talks", 8, "round"),
        ("the twenty-first session", 21, "session"),
        ("the second session", 2, "session"),
        ("38th parallel", 38, "parallel"),
    ],
)
def test_ordinals(text: str, value: int, noun: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.ordinal, quantity.noun) == (value, True, noun)


@pytest.mark.parametrize(
    ("text", "surface", "noun"),
    [
        ("resolution 2371", "2371", "resolution"),
        ("Security Council resolution 2371 sanctions", "2371", "resolution"),
        ("UNSCR 2371", "2371", "resolution"),
        ("document S/2017/674 says", "S/2017/674", ""),
        ("Article 5 of it", "5", "article"),
        ("Article 9(2)", "9(2)", "article"),
        ("case 2009Da68620", "2009Da68620", ""),
        ("COVID-19 spread", "COVID-19", ""),
        ("covid-19 spread", "covid-19", ""),
        ("No. 8473", "8473", ""),
        ("Chapter VII", "VII", "chapter"),
        ("the 1718 Committee", "1718", "committee"),
        ("call +81-3-1234-5678 now", "+81-3-1234-5678", ""),
        ("an F-16 jet", "F-16", ""),
        ("the G7", "G7", ""),
        ("H1N1", "H1N1", ""),
        ("on 9/11", "9/11", ""),
        ("open 24/7", "24/7", ""),
        ("at 19:30", "19:30", ""),
        ("at 3 p.m.", "3 p.m.", ""),
        ("agent 007", "007", ""),
        ("version 1.2.3", "1.2.3", ""),
        ("a note [12]", "12", ""),
        ("pages 10-15", "10-15", "page"),
        ("Public Law 115-44", "115-44", "law"),
        ("on 17 August they met", "17 August", ""),
        ("on August 17 they met", "August 17", ""),
        ("on 5/6/2022", "5/6/2022", ""),
        ("12,3456", "12,3456", ""),
        ("phase two of", "two", "phase"),
    ],
)
def test_names_with_numbers(text: str, surface: str, noun: str) -> None:
    quantity = only(text)
    assert (quantity.surface, quantity.identifier, quantity.noun) == (surface, True, noun)


def test_named_numbers_in_a_list() -> None:
    text = "resolutions 1718 (2006), 1874 (2009) and 2094 (2013), and 15 members"
    years = [(text.index(y), text.index(y) + 4) for y in ("2006", "2009", "2013")]
    found = find_quantities(text, exclude=years)
    assert [(q.surface, q.identifier, q.noun) for q in found] == [
        ("1718", True, "resolution"),
        ("1874", True, "resolution"),
        ("2094", True, "resolution"),
        ("15", False, "member"),
    ]


def test_a_count_after_a_named_number_is_a_count() -> None:
    assert names("resolution 2371 and 49 countries") == ["2371"]
    assert names("He had to order 66 missiles") == []


def test_list_marks_are_no_counts() -> None:
    assert names("1. The Council met.\n2) It voted.") == ["1", "2"]


def test_excluded_spans_are_left_alone() -> None:
    text = "In 2017 the 15 members met on 5 August 2017."
    spans = [(3, 7), (text.index("5 August"), len(text) - 1)]
    assert [q.surface for q in find_quantities(text, exclude=spans)] == ["15"]


def test_precision_is_what_was_written() -> None:
    assert only("$2.4 billion").precision == 50_000_000
    assert only("2,400 men").precision == Decimal("0.5")
    assert only("about 2,400 men").precision == 50
    assert only("12.5%").precision == Decimal("0.05")


def test_nothing_reaches_across_a_blank_line() -> None:
    first, second = "We saw at least", "5 rows of it"
    found = find_quantities(f"{first}\n\n{second}")
    assert [(q.surface, q.comparator) for q in found] == [("5", Comparator.EXACT)]


def test_quantity_rejects_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Quantity(start=0, end=2, surface="5", low=Decimal(5), high=Decimal(5))
    with pytest.raises(ValueError, match="from 5 to 4"):
        Quantity(start=0, end=1, surface="5", low=Decimal(5), high=Decimal(4))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("$2.4 billion, 42 percent of 2,412", ("2400000000", "2412", "42%", "~2400")),
        ("two thousand four hundred and twelve", ("2412", "~2400")),
        ("resolution 2371 and S/2017/674", ("2017", "2371", "674", "s/2017/674")),
        ("the treaty of 1965", ("1965",)),
        ("the eighth and the 8th", ("8th",)),
        ("on 17 August 2017", ("2017",)),
        ("on August 17, 2017", ("2017",)),
        ("no number, a thing", ()),
        ("", ()),
    ],
)
def test_number_keys(text: str, keys: tuple[str, ...]) -> None:
    assert number_keys(text) == keys
