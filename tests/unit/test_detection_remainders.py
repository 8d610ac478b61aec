"""What of a sentence is in none of its claims is told, with the reason, wherever it is shown."""

from __future__ import annotations

import pytest

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.models import Article, Checkability, Remainder

PIPELINE = Config().language_pipeline


def remainders(text: str) -> list[Remainder]:
    found = extract(Article.build(title="T", text=text), pipeline=PIPELINE)
    return [r for s in found.sentences for r in s.remainders]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Prices will rise, but wages fell by 3% in 2010.", [("Prices will rise", Checkability.FORECAST)]),
        (
            "Although Chile lost the case in 2015, it should refuse to pay.",
            [("it should refuse to pay", Checkability.ADVICE)],
        ),
        (
            "The dam was finished in 1974 and is the region’s biggest mistake; perhaps it will fall.",
            [
                ("is the region’s biggest mistake", Checkability.OPINION),
                ("perhaps it will fall", Checkability.FORECAST),
            ],
        ),
        ("The dam was finished in 1974 and cracked in 1990.", []),
        ("The dam is the region’s biggest mistake.", []),
        ("“Prices will rise,” Owen Pike said, but wages fell in 2010.", []),
    ],
)
def test_what_is_in_no_claim_is_told_with_its_reason(text: str, left: list[tuple[str, Checkability]]) -> None:
    found = remainders(text)
    assert [(r.anchor.quote, r.checkability) for r in found] == left
    assert all(text[r.anchor.start : r.anchor.end] == r.anchor.quote and r.reason for r in found)
