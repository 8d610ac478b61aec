"""Derived values: what a change told with both ends comes to."""

from collections.abc import Callable

import pytest

from claimcheck.config import Config
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Context, Stance
from claimcheck.text.quantities import find_quantities
from claimcheck.verification import Language, assess, place, read_all

COAL = "Coal exports rose from 4 million tonnes in 2010 to 6 million tonnes in 2015."
BOTH = "Coal exports rose from 4 to 6 million tonnes, and steel exports rose from 3 to 6 million tonnes."


@pytest.fixture(scope="module")
def judge() -> Callable[[str, str], Stance]:
    config = Config()
    language = Language(config.language_pipeline, load_names(config))

    def stance(claim: str, passage: str) -> Stance:
        read = read_all([claim, passage], language)
        return assess(read[claim], place(read[passage], Context(), {}), passage_id="p").stance

    return stance


@pytest.mark.parametrize(
    ("claim", "passage", "stance"),
    [
        ("Coal exports rose by half.", COAL, Stance.SUPPORTS),
        ("Coal exports rose 50 percent.", COAL, Stance.SUPPORTS),
        ("Coal exports grew by 2 million tonnes.", COAL, Stance.SUPPORTS),
        ("Coal exports doubled.", COAL, Stance.REFUTES),
        ("Coal exports rose by 15 percent.", COAL, Stance.REFUTES),
        ("Coal exports rose by 500 percent.", COAL, Stance.REFUTES),
        ("Coal exports fell by a third.", COAL, Stance.REFUTES),
        # What the two ends were rounded from may come to as much: nothing follows.
        ("Coal exports grew by 3 million tonnes.", COAL, Stance.NEUTRAL),
        ("Steel exports rose by half.", COAL, Stance.NEUTRAL),
        # Of two changes, the one of the same thing counts.
        ("Steel exports doubled.", BOTH, Stance.SUPPORTS),
        ("Coal exports doubled.", BOTH, Stance.REFUTES),
        ("The tariff doubled.", "The tariff was raised to 20 euros from 10 euros.", Stance.SUPPORTS),
        ("The budget was halved.", "The budget fell from 40 million euros to 20 million euros.", Stance.SUPPORTS),
        ("Membership nearly doubled.", "Membership rose from 510 to 1,003.", Stance.SUPPORTS),
        # Percent of what is in percent may be either: points are not percent.
        ("Turnout rose by 4 percentage points.", "Turnout rose from 60 percent to 64 percent.", Stance.SUPPORTS),
        ("Turnout rose by 4 percent.", "Turnout rose from 60 percent to 64 percent.", Stance.NEUTRAL),
        ("Turnout rose by 40 percentage points.", "Turnout rose from 60 percent to 64 percent.", Stance.REFUTES),
    ],
)
def test_a_change_is_worked_out(judge: Callable[[str, str], Stance], claim: str, passage: str, stance: Stance) -> None:
    assert judge(claim, passage) is stance


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("Output grew 12.5% to 90 million tons.", ["12.5%", "90 million tons"]),
        ("The force was halved to 300 men.", ["halved", "300"]),
        ("Shares rose $2 to $60.", ["$2", "$60"]),
        ("The river rose 2 to 3 metres.", ["2 to 3 metres"]),
        ("Prices fell by a third.", ["a third"]),
        ("Prices fell by half from 90 euros.", ["half", "90 euros"]),
    ],
)
def test_how_much_something_changed_is_no_end_of_a_range(text: str, surfaces: list[str]) -> None:
    assert [q.surface for q in find_quantities(text)] == surfaces


def test_a_change_to_another_scale_keeps_its_own() -> None:
    share, output = find_quantities("Output grew 12.5% to 90 million tons.")
    assert (share.low, share.unit, output.unit) == (12.5, "percent", "ton")
