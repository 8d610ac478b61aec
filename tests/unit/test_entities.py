import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InvalidSettings
from claimcheck.text.entities import (
    _WORD,
    Gazetteer,
    Mention,
    _case_fits,
    _key,
    _mention,
    load_gazetteer,
    match_names,
    name_words,
)


def entities(text, extra=None):
    return [(text[m.start : m.end], m.entity) for m in load_gazetteer(extra).find(text)]


@pytest.mark.parametrize(
    "surface",
    ["North Korea", "DPRK", "Pyongyang", "the Democratic People's Republic of Korea", "North Korean", "D.P.R.K."],
)
def test_names_of_one_state_are_one_entity(surface):
    assert [e for _, e in entities(f"Envoys of {surface} agreed.")] == ["north korea"]


@pytest.mark.parametrize("surface", ["US", "U.S.", "United States", "USA", "Washington", "American"])
def test_united_states_in_all_spellings(surface):
    assert [e for _, e in entities(f"{surface} officials agreed.")] == ["united states"]


def test_an_acronym_matches_only_in_capitals():
    assert entities("Let us go, who is it?") == []


def test_the_longest_name_wins():
    assert entities("The UN Security Council met.") == [("UN Security Council", "united nations security council")]


def test_a_capital_is_a_place_after_a_preposition_and_the_state_elsewhere():
    assert entities("Tokyo protested.") == [("Tokyo", "japan")]
    assert entities("They met in Tokyo.") == [("Tokyo", "tokyo")]


def test_hyphenated_pairs_are_two_names():
    assert [e for _, e in entities("the Japan-ROK treaty and U.S.-Japan talks")] == [
        "japan",
        "south korea",
        "united states",
        "japan",
    ]


def test_possessives_are_left_out_of_the_span():
    assert entities("Japan's exports")[0][0] == "Japan"


def test_russia_is_not_the_soviet_union():
    assert [e for _, e in entities("Soviet vetoes; Russian vetoes")] == ["soviet union", "russia"]


def test_a_users_file_adds_names(tmp_path: Path):
    extra = tmp_path / "names.toml"
    extra.write_text('[organisation]\n"Acme Corporation" = ["Acme"]\n[state]\n"Japan" = ["Nippon"]\n', "utf-8")
    assert [e for _, e in entities("Acme moved to Nippon", extra)] == ["acme corporation", "japan"]
    assert entities("Acme moved") == []
    assert load_gazetteer(extra).fingerprint != load_gazetteer().fingerprint


@pytest.mark.parametrize(
    "content", ["[state\n", "[planet]\n'Mars' = []\n", "[state]\n'Japan' = 'Nippon'\n", "state = 3\n", "\xff"]
)
def test_a_wrong_alias_file_says_so(tmp_path: Path, content: str):
    extra = tmp_path / "names.toml"
    extra.write_bytes(content.encode("latin-1"))
    with pytest.raises(InvalidSettings, match=r"names\.toml"):
        load_gazetteer(extra)


def test_a_missing_alias_file_says_so(tmp_path: Path):
    with pytest.raises(InvalidSettings, match="cannot be read"):
        load_gazetteer(tmp_path / "absent.toml")


def plainly(gazetteer: Gazetteer, text: str) -> list[Mention]:
    """Word by word, and nothing remembered."""
    words = [(m.start(), m.end(), _key(m.group())) for m in _WORD.finditer(text)]
    mentions, index = [], 0
    while index < len(words):
        for alias in gazetteer.by_first.get(words[index][2], ()):
            stop = index + len(alias.words)
            if [w for _, _, w in words[index:stop]] == list(alias.words):
                start, end = words[index][0], words[stop - 1][1]
                if _case_fits(text[start:end], alias.surface):
                    end -= text[end - 1] == "." and not alias.surface.endswith(".")
                    mentions.append(_mention(text, start, end, alias))
                    index = stop - 1
                    break
        index += 1
    return mentions


PIECES = [
    *"US U.S. us Us USs UN U.N. U.N united United States Nations Security Council South Korea Korea's Korea’s".split(),
    *"korea the The Netherlands Philippines of Republic Democratic People's 2+2 2 + two plus two-plus-two DPRK".split(),
    *"D.P.R.K. Tokyo in Japan-ROK Japan Japan's Côte d'Ivoire Cote Ivoire - , . ( ) ’ & é ﬁ Ｊａｐａｎ".split(),
    *"six-party talks".split(),
]
TEXTS = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from([" ", " ", "", "\n", "  "])), max_size=14).map(
    lambda parts: "".join(a + b for a, b in parts)
)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=40)))
def test_names_are_found_as_word_by_word(text):
    gazetteer = load_gazetteer()
    assert gazetteer.find(text) == plainly(gazetteer, text)


@pytest.mark.parametrize("unit", ["US,", "the ", "US ", "the Republic of ", "x", "United", "'"])
def test_finding_takes_time_with_the_length_alone(unit):
    def seconds(times):
        start = time.process_time()
        load_gazetteer().find(unit * times)
        return time.process_time() - start

    size = 60_000 // len(unit)
    assert seconds(4 * size) < 12 * max(min(seconds(size), seconds(size)), 0.01)


def test_what_is_remembered_is_bounded(monkeypatch):
    monkeypatch.setattr("claimcheck.text.entities._MOST_REMEMBERED", 10)
    gazetteer = Gazetteer(load_gazetteer().by_first, "")
    for _ in range(2):
        text = " ".join(f"w{n} Japan" for n in range(50))
        assert len(gazetteer.find(text)) == 50
        assert len(gazetteer._openings) <= 10
    gazetteer.find("Japan-" * 100)
    assert all(len(run) <= 64 for run in gazetteer._openings)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Kishida", "Fumio Kishida", True),
        ("Kishida Fumio", "Fumio Kishida", True),
        ("Ri Su-yong", "Ri Su Yong", True),
        ("Foreign Minister Fumio Kishida", "Kishida", True),
        ("Taro Kono", "Fumio Kishida", False),
        ("Taro Kono", "Taro Aso", False),
    ],
)
def test_match_names(first, second, same):
    assert match_names(name_words(first), name_words(second)) is same
