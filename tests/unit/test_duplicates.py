from __future__ import annotations

import random
import subprocess
import sys

import pytest

from claimcheck.ingestion.duplicates import bands, group_duplicates, signature

WORDS = (
    "council minister agreed report border trade treaty vote troops aid election court ruling budget harbour talks "
    "village factory river school doctors engine pipeline summer storm market winter farmers city union strike"
).split()


def story(seed: int, sentences: int = 30) -> list[str]:
    rng = random.Random(seed)
    return [" ".join(rng.choices(WORDS, k=12)).capitalize() + "." for _ in range(sentences)]


STORY = story(1)
NUMBERED = [f"{s[:-1]} with {(n * 37 + 1,)} units." for n, s in enumerate(STORY)]
NUMBERED = [s.replace("(", "").replace(",)", "") for s in NUMBERED]


def groups(*texts: str) -> dict[str, str]:
    return group_duplicates((f"d{n}", signature(text)) for n, text in enumerate(texts))


def alike(first: str, second: str) -> bool:
    return groups(first, second) == {"d0": "d0", "d1": "d0"}


def test_exact_copies_are_one_group_however_short() -> None:
    assert alike("Yes.", "yes")
    assert alike(" ".join(STORY), "\n\n".join(STORY).upper())
    assert groups("", "") == {}
    assert groups("Yes.", "No.") == {}
    assert signature(" … ") == b""
    assert bands(b"") == ()


def test_a_story_in_another_paper_is_a_copy() -> None:
    wire = " ".join(["LONDON, 5 August 2017 (Wire) -", *NUMBERED])
    paper = " ".join(["By our own correspondent. August 6, 2017.", *NUMBERED])
    cut = " ".join(["Foreign news.", *NUMBERED[:-3]])
    assert alike(wire, paper)
    assert alike(wire, cut)
    assert groups(wire, paper, cut, " ".join(story(2))) == {"d0": "d0", "d1": "d0", "d2": "d0"}


def test_another_story_is_no_copy() -> None:
    assert groups(" ".join(STORY), " ".join(story(2))) == {}
    assert groups(" ".join(STORY), " ".join(STORY[:15] + story(2)[:15])) == {}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("It cost 1,250 dollars.", "It cost 12,500 dollars."),
        ("It cost 1.5 million dollars.", "It cost 1.5 billion dollars."),
        ("Three men were held.", "Four men were held."),
        ("The council did approve it.", "The council did not approve it."),
        ("Figures for July follow.", "Figures for June follow."),
    ],
)
def test_texts_that_differ_in_a_number_or_a_denial_are_no_copies(first: str, second: str) -> None:
    around = [" ".join(STORY[:15]), " ".join(STORY[15:])]
    assert groups(*(f"{around[0]} {middle} {around[1]}" for middle in (first, second))) == {}


def test_yearly_reports_in_the_same_words_are_no_copies() -> None:
    reports = [
        " ".join(f"{s[:-1]} in {year}, up to {year % 7 + n} of {n + 3}." for n, s in enumerate(STORY))
        for year in (2015, 2016, 2017)
    ]
    assert groups(*reports) == {}
    assert groups(*reports, reports[1]) == {"d1": "d1", "d3": "d1"}


def test_a_few_changed_numbers_of_many_are_tolerated() -> None:
    changed = [NUMBERED[0].replace(" 1 ", " 2 "), *NUMBERED[1:]]
    assert changed != NUMBERED
    assert alike(" ".join(NUMBERED), " ".join(changed))
    many = [s.replace("1", "2") for s in NUMBERED]
    assert groups(" ".join(NUMBERED), " ".join(many)) == {}


def test_groups_do_not_depend_on_the_order() -> None:
    texts = [" ".join(STORY), " ".join(STORY[:-1]), " ".join(story(2)), " ".join(story(2)[1:]), " ".join(story(3))]
    items = [(f"d{n}", signature(text)) for n, text in enumerate(texts)]
    expected = {"d0": "d0", "d1": "d0", "d2": "d2", "d3": "d2"}
    for seed in range(5):
        random.Random(seed).shuffle(items)
        assert group_duplicates(iter(items)) == expected


def test_copies_share_a_band_and_others_do_not() -> None:
    first, second, third = (set(bands(signature(" ".join(t)))) for t in (STORY, STORY[:-2], story(2)))
    assert first & second
    assert not first & third
    assert len(first) == 8
    assert all(len(band) < 16 for band in first)


def test_a_signature_is_the_same_in_another_process() -> None:
    code = f"from claimcheck.ingestion.duplicates import signature\nprint(signature({' '.join(NUMBERED)!r}).hex())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert other.stdout.strip() == signature(" ".join(NUMBERED)).hex()


def test_long_texts_are_read_in_pieces_with_the_same_result_at_their_ends() -> None:
    long = " ".join(story(4, 9000))
    assert len(long) > 500_000
    assert alike(long, long + " " + STORY[0])
    assert len(signature(" ".join(str(n) for n in range(60_000)))) < 600


def test_many_of_one_template_are_compared_in_reasonable_time() -> None:
    texts = [" ".join([*STORY[:10], f"Case {n} was closed after {n * 7} days."]) for n in range(400)]
    assert groups(*texts, texts[17]) == {"d17": "d17", "d400": "d17"}


def test_odd_text_has_a_signature() -> None:
    assert signature("\ud800 " * 30 + "\0 ½ ﬁ" * 30)
