"""Numbers written in words."""

from decimal import Decimal

import pytest

from claimcheck.text.number_words import read_number_words


@pytest.mark.parametrize(
    ("text", "value", "read"),
    [
        ("twenty-five", 25, "twenty-five"),
        ("one hundred and five thousand men", 105_000, "one hundred and five thousand"),
        ("fifteen hundred", 1500, "fifteen hundred"),
        ("a dozen eggs", 12, "a dozen"),
        ("two dozen", 24, "two dozen"),
        ("one million two hundred thousand and three", 1_200_003, "one million two hundred thousand and three"),
        ("one hundred and two hundred", 100, "one hundred"),
        ("five and six", 5, "five"),
        ("five six", 5, "five"),
        ("forty thousand and more", 40_000, "forty thousand"),
        ("zero", 0, "zero"),
    ],
)
def test_cardinals(text: str, value: int, read: str) -> None:
    number = read_number_words(text, 0)
    assert number is not None
    assert (number.value, text[: number.end]) == (value, read)
    assert not number.ordinal
    assert not number.fraction


def test_and_does_not_join_after_between() -> None:
    number = read_number_words("two hundred and three thousand", 0, joined=False)
    assert number is not None
    assert number.value == 200


@pytest.mark.parametrize(("text", "value"), [("eighth", 8), ("twenty-first", 21), ("one hundred and fifth", 105)])
def test_ordinals(text: str, value: int) -> None:
    number = read_number_words(text, 0)
    assert number is not None
    assert (number.value, number.ordinal, number.end) == (value, True, len(text))


@pytest.mark.parametrize(
    ("text", "value"),
    [("two-thirds", Decimal(2) / 3), ("a quarter of", Decimal("0.25")), ("one fifth", Decimal("0.2"))],
)
def test_shares(text: str, value: Decimal) -> None:
    number = read_number_words(text, 0)
    assert number is not None
    assert number.fraction
    assert number.value == value


@pytest.mark.parametrize("text", ["a third country", "hundred", "house", "a man", "an hour", "", "1"])
def test_no_number(text: str) -> None:
    assert read_number_words(text, 0) is None


def test_one_second_is_time() -> None:
    number = read_number_words("one second", 0)
    assert number is not None
    assert (number.value, number.fraction, number.end) == (1, False, 3)
