import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InvalidSettings
from claimcheck.text.entities import Gazetteer, Mention, load_gazetteer, match_names, name_words
from claimcheck.text.entities.gazetteer import WORD as _WORD
from claimcheck.text.entities.mentions import case_fits as _case_fits
from claimcheck.text.entities.mentions import make_mention as _mention
from claimcheck.text.entities.spelling import word_key as _key


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
                    mentions += filter(None, [_mention(text, start, end, alias)])
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
    monkeypatch.setattr("claimcheck.text.entities.gazetteer._MOST_REMEMBERED", 10)
    gazetteer = Gazetteer(load_gazetteer().by_first, "")
    for _ in range(2):
        text = " ".join(f"w{n} Japan" for n in range(50))
        assert len(gazetteer.find(text)) == 50
        assert len(gazetteer._strict.openings) <= 10
    gazetteer.find("Japan-" * 100)
    assert all(len(run) <= 64 for run in gazetteer._strict.openings)


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


# Which of several an ambiguous name is


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Niger and Nigeria", ["niger", "nigeria"]),
        ("a Nigerien and a Nigerian", ["niger", "nigeria"]),
        ("Guinea, Guinea-Bissau, Equatorial Guinea", ["guinea", "guinea-bissau", "equatorial guinea"]),
        ("Papua New Guinea and its Papua New Guineans", ["papua new guinea", "papua new guinea"]),
        ("Dominica and the Dominican Republic", ["dominica", "dominican republic"]),
        (
            "the Democratic Republic of the Congo and the Republic of the Congo",
            ["democratic republic of the congo", "republic of the congo"],
        ),
        ("in the Congo", ["congo"]),  # either: neither
        ("the former Yugoslav Republic of Macedonia", ["north macedonia"]),
        ("the Federal Republic of Yugoslavia and Yugoslavia", ["serbia and montenegro", "yugoslavia"]),
        ("Latin American leaders", ["latin america"]),
        ("New Jersey and New Mexico", ["new jersey", "new mexico"]),
        ("Western Samoa and American Samoa", ["samoa", "american samoa"]),
        ("the Gulf of Mexico and the Indian Ocean", ["gulf of mexico", "indian ocean"]),
        ("Turkish Cypriots", ["turkish cypriots"]),
        ("Bosnian Serbs and Serbs", ["bosnian serbs", "serbia"]),
        ("Burma, Kampuchea, Zaire, Swaziland", ["myanmar", "cambodia", "democratic republic of the congo", "eswatini"]),
        ("Sao Tome and Principe", ["são tomé and príncipe"]),
        ("Türkiye", ["turkey"]),
        ("Atlanta, Georgia", ["georgia (u.s. state)"]),
        ("UNIFIL, the United Nations Interim Force in Lebanon", ["unifil", "unifil"]),
        ("the NPT and the Non-Proliferation Treaty", ["treaty on the non-proliferation of nuclear weapons"] * 2),
    ],
)
def test_the_name_meant_is_the_longest(text, expected):
    assert [e for _, e in entities(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "roast turkey and fine china",
        "Polish the brass",
        "WHO IS NEXT AND WHY NOBODY CARES",
        "George Washington and Michael Jordan",
        "a guinea pig; to man the lines; a chad",
        "the who and the us",
        "New Guinea",
    ],
)
def test_what_is_no_name(text):
    assert entities(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the population of Tokyo", True),
        ("Tokyo's mayor", True),
        ("the Minsk agreements of that year", False),
        ("Kabul University opened", True),
        ("troops left Baghdad", True),
        ("envoys of Pyongyang", False),
        ("talks between Seoul and Beijing failed", False),
        ("Amman, after long talks, agreed", False),
    ],
)
def test_a_city_is_not_its_government(text, place):
    if "Minsk" in text:
        assert [e for _, e in entities(text)] == ["minsk agreements"]
        return
    assert all((m.kind == "place") is place for m in load_gazetteer().find(text))


# What is only searched for


def widely(text):
    return {m.entity for m in load_gazetteer().find_widely(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Congolese forces", {"democratic republic of the congo", "republic of the congo", "congo"}),
        ("a Dominican envoy", {"dominica", "dominican republic"}),
        ("Zelenskyy spoke", {"volodymyr zelensky"}),
        ("Qadhafi spoke", {"muammar gaddafi"}),
        ("Tokyo agreed", {"japan", "tokyo"}),
        ("the United Nations Interim Force in Lebanon", {"unifil", "lebanon", "united nations"}),
        ("the AU force", {"african union"}),
        ("the Republic of China", {"china", "taiwan"}),
    ],
)
def test_a_search_takes_in_what_may_be_meant(text, expected):
    assert widely(text) == expected


@pytest.mark.parametrize("text", ["Zelenskyy spoke", "a Dominican envoy", "the AU force", "Qadhafi spoke"])
def test_a_verdict_does_not(text):
    assert entities(text) == []


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.one_of(TEXTS, st.text(max_size=40)))
def test_a_search_finds_all_that_a_verdict_knows_and_spans_lie_in_the_text(text):
    gazetteer = load_gazetteer()
    wide = gazetteer.find_widely(text)
    assert all(0 <= m.start < m.end <= len(text) for m in wide)
    assert all(m.entity in gazetteer.entities or m.kind == "place" for m in wide)
    assert {m.entity for m in gazetteer.find(text) if m.kind == "state"} <= {m.entity for m in wide}


def test_every_name_in_the_file_is_found_as_its_own():
    gazetteer = load_gazetteer()
    for entity in gazetteer.entities.values():
        for name in (entity.name, *entity.aliases, *entity.variants):
            assert entity.id in gazetteer.owners(name), (entity.name, name)
    assert all(other in gazetteer.entities for e in gazetteer.entities for other in gazetteer.relatives([e]))
