"""A small fixed sample of the mutation suite, in sentences of our own; `make quality` measures the large ones."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import measure
import twins

# What a source says, and a claim that it supports.
SAMPLE = [
    ("On 4 March 1961 the harbour board of Thule adopted the fishing plan by 9 votes to 2.",
     "The harbour board of Thule adopted the fishing plan on 4 March 1961."),
    ("The board adopted the fishing plan by 9 votes to 2.", "The board adopted the fishing plan by 9 votes to 2."),
    ("In 1974 Peru sold 2,412 tons of copper to Chile.", "Peru sold 2,412 tons of copper to Chile in 1974."),
    ("The dam cost 340 million dollars.", "The dam cost 340 million dollars."),
    ("Unemployment in Norway rose by 3 per cent in 1982.", "Unemployment in Norway rose by 3 per cent in 1982."),
    ("The truce between the two islands lasted 14 weeks.", "The truce lasted 14 weeks."),
    ("Denmark warned Sweden on 12 June 1990 that the strait would be closed.",
     "Denmark warned Sweden on 12 June 1990."),
    ("Brazil sued Canada before the tribunal in 1997.", "Brazil sued Canada in 1997."),
    ("The court did not publish the minutes of the meeting.",
     "The court did not publish the minutes of the meeting."),
    ("The court released the letters on 2 May 2003.", "The court released the letters on 2 May 2003."),
    ("Exports of timber rose in 1988.", "Exports of timber rose in 1988."),
    ("The council extended the ban until 31 October 2005.", "The council extended the ban until 31 October 2005."),
    ("Most members of the union voted for the strike.", "Most members of the union voted for the strike."),
    ("The council rejected the treaty unanimously.", "The council rejected the treaty unanimously."),
    ("It was the second meeting of the board in Geneva.", "It was the second meeting of the board in Geneva."),
    ("Foreign Minister Halvard Lange resigned on 28 August 1965.",
     "Foreign Minister Halvard Lange resigned on 28 August 1965."),
    ("The ministry said that the ship was carrying seven tons of arms.",
     "The ministry said that the ship was carrying seven tons of arms."),
    ('The governor called the report "a serious failure of the police".',
     'The governor called the report "a serious failure of the police".'),
    ('The company promised to "pay the full sum unless the court decides otherwise".',
     'The company promised to "pay the full sum unless the court decides otherwise".'),
    ("The envoy reportedly left Cairo on 3 July 1956.", "The envoy reportedly left Cairo on 3 July 1956."),
    ("North Korea withdrew its ambassador from Vienna in 1994.",
     "North Korea withdrew its ambassador from Vienna in 1994."),
    ("The ministry of defence organised the conference in Lisbon.",
     "The ministry of defence organised the conference in Lisbon."),
]  # fmt: skip


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twins")
    (folder / "corpus").mkdir()
    claims = ["articles:", "- name: a", "  title: T", "  claims:"]
    for n, (fact, claim) in enumerate(SAMPLE, start=1):
        paper = f"---\ntitle: Paper {n}\nform: digest\n---\n\n1. {fact}\n"
        (folder / "corpus" / f"paper{n:02}.md").write_text(paper, "utf-8")
        gold = f"    gold: ['paper{n:02}#1']"
        claims += [
            f"  - name: C{n}",
            "    paragraph: 1",
            f"    text: {claim!r}",
            "    expected: supported",
            gold,
        ]
    (folder / "claims.yaml").write_text("\n".join(claims), "utf-8")
    return twins.measure_listed(folder / "claims.yaml", folder / "corpus", measure.CONFIG)


def test_the_originals_are_supported(scores):
    assert scores["originals"] == len(SAMPLE)
    assert scores["originals_supported_rate"] >= 0.9
    assert scores["originals_refuted"] == 0


@pytest.mark.parametrize("mutation", twins.NEVER)
def test_what_must_never_be_supported_is_not(scores, mutation):
    score = scores["false_twins"][mutation]
    assert score["n"] > 0
    assert score["supported"] == 0


def test_hardly_any_other_false_twin_is_supported(scores):
    assert scores["false_n"] > 80
    assert scores["false_supported"] <= 0.02 * scores["false_n"]


def test_true_twins_stay_supported(scores):
    assert scores["true_kept_rate"] >= 0.85
    assert len(scores["true_twins"]) >= 6


def test_what_is_measured_is_written_and_has_names_for_floors(scores):
    both = {twins.OWN: scores, twins.RESOLUTIONS: scores}
    assert set(twins.twin_figures(both)) == twins.FIGURES
    assert {n for n in measure.read_floors() if n.startswith("twins_")} <= twins.FIGURES
    text = twins.write_twins(both)
    assert f"| originals | {len(SAMPLE)} | {len(SAMPLE)} |" in text
    assert all(f"| {mutation} | " in text for mutation in (*scores["false_twins"], *scores["true_twins"]))
