from __future__ import annotations

import pytest

from claimcheck.text.words import american, read_words


def keys(text: str) -> list[str]:
    return [word.key for word in read_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Two‑plus‑two”", ["two", "plus", "two"]),
        ("1,234,567.5 items", ["1234567.5", "items"]),
        ("24/7, 2:30 and 5th", ["24/7", "2:30", "and", "5th"]),
        ("−5 degrees", ["-5", "degrees"]),
        ("talks —5 of them", ["talks", "5", "of", "them"]),
        ("pages 3-5", ["pages", "3", "5"]),
        ("$2.4bn & 42%", ["$", "2.4bn", "and", "42", "percent"]),
        ("don’t Japan's workers' _it_", ["don't", "japan's", "workers", "it"]),
        ("what 's n't 'so'", ["what", "'s", "n't", "so"]),
        ("徴用工 was", ["徴", "用", "工", "was"]),
        ("강제징용 피해자", ["강제징용", "피해자"]),
        ("Kōno re\u0301union Güter", ["kono", "reunion", "guter"]),
    ],
)
def test_keys(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_spans_lead_back_to_the_text() -> None:
    text = "  “Co‑operation”, he\u00a0said – 2,412  times."
    assert [text[w.start : w.end] for w in read_words(text)] == ["Co", "operation", "he", "said", "2,412", "times"]


@pytest.mark.parametrize(
    ("british", "us"),
    [
        ("organisations", "organizations"),
        ("labour", "labor"),
        ("neighbouring", "neighboring"),
        ("centre", "center"),
        ("defence", "defense"),
        ("programmes", "programs"),
        ("travelled", "traveled"),
        ("judgement", "judgment"),
        ("analysed", "analyzed"),
        ("practised", "practiced"),
        ("fulfilment", "fulfillment"),
        ("manoeuvres", "maneuvers"),
    ],
)
def test_one_spelling(british: str, us: str) -> None:
    assert american(british) == american(us)


@pytest.mark.parametrize(
    ("one", "other"),
    [("our", "or"), ("hour", "hor"), ("four", "for"), ("prise", "prize"), ("cone", "con"), ("tour", "tor")],
)
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert american(one) != american(other)
