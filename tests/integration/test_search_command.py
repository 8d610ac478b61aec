"""`claimcheck search`, and what `explain` and `status` say of the search."""

import json
import re

import pytest
from source_desk import Desk
from test_cli import invoke

from claimcheck.cli import status as status_command
from claimcheck.store import Store

LETTER = """---
title: Letter of the permanent mission
issuer: The Mission
date: 17 August 2017
---

The DPRK tested a missile over the northern island of Japan on 17 August 2017.

The Joint Coördination Sub-Board (JCSB) met on the same day. The JCSB condemned the launch.
"""
DIGEST = """---
title: Weekly digest
date: March 2016
tier: secondary
---

Pyongyang sold coal worth 2,412 million dollars.

Ministers met in Manila and spoke of the missile.
"""
ANNALS = """---
title: Annals
tier: archive
---

The Democratic People's Republic of Korea was founded in 1948. The café \u202eserved\u202c missile crews.
"""
FOUNDED, SERVED = (
    "The Democratic People's Republic of Korea was founded in 1948.",
    "The café \u202eserved\u202c missile crews.",
)
TESTED, MET, CONDEMNED = (
    "The DPRK tested a missile over the northern island of Japan on 17 August 2017.",
    "The Joint Coördination Sub-Board (JCSB) met on the same day.",
    "The JCSB condemned the launch.",
)
SOLD, SPOKE = "Pyongyang sold coal worth 2,412 million dollars.", "Ministers met in Manila and spoke of the missile."

NONE_FOUND = "No passage found. `claimcheck entities show NAME` says what a name is known by."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A desk that was ingested and checked once; the tests only look at it."""
    place = tmp_path_factory.mktemp("desk")
    desk = Desk(place)
    desk.write(letter__md=LETTER, digest__md=DIGEST, annals__md=ANNALS)
    desk.put("article.md", "North Korea tested a missile over Japan in August 2017. The board met in Manila in 1948.\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        desk.ingest()
        code, _, err = invoke("check", "article.md", "-q", "-o", "report.json")
        assert code == 0, err
    return place


@pytest.fixture
def desk(folder, monkeypatch):
    monkeypatch.chdir(folder)
    return Desk(folder)


def search(*arguments):
    """Return what `search` finds, as its JSON."""
    code, out, err = invoke("search", "--format", "json", *arguments)
    assert (code, err) == (0, ""), err
    return json.loads(out)


def texts(*arguments):
    return [row["text"] for row in search(*arguments)]


def refused(*arguments):
    """Return the one line that says what is wrong."""
    code, out, err = invoke("search", *arguments)
    assert (code, out) == (2, "")
    return err.splitlines()[-1]


def test_words_find_passages_best_first(desk):
    assert texts("missile", "tests", "over", "Japan")[0] == TESTED
    assert texts("missile tests over Japan") == texts("missile", "tests", "over", "Japan")
    assert texts("coal", "-n", "1") == [SOLD]
    scores = [row["score"] for row in search("missile launch")]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_json_has_what_a_citation_needs(desk):
    row = search("coal")[0]
    assert row["signals"]["lexical"] > 0
    assert all(value > 0 for value in row["signals"].values())
    document = desk.document("digest")
    assert document.text[row["start"] : row["end"]] == row["text"] == SOLD
    about = {key: row[key] for key in ("document", "title", "date", "tier", "locator")}
    assert about == {
        "document": "digest",
        "title": "Weekly digest",
        "date": "March 2016",
        "tier": "secondary",
        "locator": "paragraph 1 (line 7)",
    }


def test_the_terminal_says_where_and_what_was_searched(desk):
    code, out, _ = invoke("search", "coal", "and", "Manila")
    assert code == 0
    assert out.startswith("1. digest, paragraph 2 (line 9)\n   Ministers met in Manila and spoke of the missile.\n2. ")
    said = out.splitlines()[-1]
    assert said.startswith("Searched 7 passages for the words coal, manila and the names manila")
    assert "lexical" not in out
    assert re.search(r"^   cover \d\.\d{3}, .*lexical \d\.\d{3}", invoke("search", "coal", "--signals")[1], re.M)


@pytest.mark.parametrize("name", ["DPRK", "North Korea", "pyongyang", "Democratic People’s Republic of Korea"])
def test_an_entity_is_found_under_any_of_its_names(desk, name):
    assert sorted(texts("--entity", name)) == sorted([TESTED, SOLD, FOUNDED])


@pytest.mark.parametrize(
    "name", ["Joint Coördination Sub-Board", "the Joint Coordination Sub Board", "JOINT  COORDINATION SUB-BOARD"]
)
def test_a_name_that_a_document_introduces_is_found_however_it_is_written(desk, name):
    assert texts("--entity", name) == [MET, CONDEMNED]


def test_words_and_an_entity_must_both_be_there(desk):
    assert texts("missile", "--entity", "DPRK") == [TESTED]
    assert texts("coal", "--entity", "Japan") == []
    assert texts("--entity", "Nobody Knows") == texts("--entity", "  ") == texts("qqq", "--entity", "DPRK") == []


def test_dates_and_tiers_let_through_what_is_asked_for(desk):
    assert texts("missile", "--since", "2017") == texts("missile", "--since", "17 August 2017") == [TESTED]
    assert texts("missile", "--since", "2017-08-18") == []
    assert sorted(texts("missile", "--since", "2016-03-31")) == [SPOKE, TESTED], "a month is not over on its first day"
    assert texts("missile", "--until", "2016") == texts("missile", "--until", "1 March 2016") == [SPOKE]
    assert texts("missile", "--until", "2016-02") == []
    assert texts("missile", "--tier", "archive") == [SERVED]
    assert texts("missile", "--tier", "archive", "--until", "2100") == [], "what has no date is of no time"
    assert texts("missile", "--tier", "primary", "--since", "2017", "--entity", "Japan") == [TESTED]
    assert texts("--entity", "DPRK", "--until", "2016") == [SOLD]


@pytest.mark.parametrize("arguments", [(), ("--since", "2016"), ("--entity", ""), ("--tier", "primary")])
def test_neither_words_nor_an_entity_is_a_usage_error(desk, arguments):
    assert refused(*arguments) == "Error: say what to look for: words, --entity NAME, or both"


@pytest.mark.parametrize("option", ["--since", "--until"])
@pytest.mark.parametrize("day", ["yesterdayish", "31 June 2017", "the day before", "\x1b[2J", "0"])
def test_what_is_no_date_is_told_with_what_would_be_one(desk, option, day):
    said = refused("missile", option, day)
    assert option in said
    assert "17 August 2017" in said
    assert "\x1b" not in said


def test_other_options_are_checked(desk):
    assert "tier" in refused("missile", "--tier", "gossip")
    assert "0" in refused("missile", "-n", "0")


def test_without_a_record_it_says_what_to_do(desk):
    assert refused("missile", "--db", "no.db") == "claimcheck: no.db: no such database (run `claimcheck check` first)"
    assert not (desk.folder / "no.db").exists()


def test_nothing_found_is_no_error(desk):
    assert search("qqq", "zzz") == []
    code, out, _ = invoke("search", "qqq")
    assert code == 0
    assert out.splitlines() == [
        NONE_FOUND,
        "Searched 7 passages for the words none and the names none.",
    ]


AS_WORDS = {
    '"coal': "coal",
    'coal" OR "missile': "coal missile",
    "coal*": "coal",
    "NEAR(coal manila)": "coal manila",
    "text:coal": "coal",
    "^coal": "coal",
    "'; DROP TABLE passages; --coal": "coal",
    "coal\x00": "coal",
    "\x1b[31m coal \x1b[0m": "coal",
    "coal\nmanila": "coal manila",
    "coal \udcff": "coal",
    "{text}:coal": "coal",
    "c\u200boal": "coal",
}


@pytest.mark.parametrize("words", AS_WORDS)
def test_nothing_in_the_words_is_syntax(desk, words):
    found = [row for row in search("--", words) if "lexical" in row["signals"]]
    expected = [row for row in search(AS_WORDS[words]) if "lexical" in row["signals"]]
    assert [row["text"] for row in found] == [row["text"] for row in expected]


HOSTILE = ["\x00", "\udcff", "\x1b[2J", "-", '"', "*", "AND", "🙂", "%s", "c" * 100_000, "coal " * 5_000, "e:japan"]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_may_be_asked_for(desk, text):
    before = desk.dump()
    for arguments in (("--", text), (f"--entity={text}",), ("coal", f"--entity={text}")):
        code, out, err = invoke("search", *arguments)
        assert (code, err) == (0, "")
        assert all(c.isprintable() or c == "\n" for c in out)
    assert desk.dump() == before


def test_what_a_source_holds_cannot_write_on_the_terminal(desk):
    _, out, _ = invoke("search", "café")
    assert r"The café \u202eserved\u202c missile" in out
    assert texts("café", "-n", "1") == [SERVED]


def explained(desk, claim):
    """Return the lines of `explain`, and the signals that its passages show, in order of their rank."""
    code, out, _ = invoke("explain", claim, "-n", "100")
    assert code == 0
    shown = re.findall(r"found (\d+)\. of (\d+), score (\d+\.\d\d): (.+)", out)
    return out.splitlines(), [line[1:] for line in sorted(shown, key=lambda line: int(line[0]))]


def test_explain_shows_how_each_passage_was_found(desk):
    lines, shown = explained(desk, "tested a missile")
    with Store.open(desk.db) as store:
        evidence = store.latest_report().articles[0].findings[0].evidence
    assert [score for _, score, _ in shown] == [f"{item.score:.2f}" for item in evidence]
    assert {count for count, _, _ in shown} == {str(len(evidence))}
    assert all(said.count(",") + 1 == len(item.signals) for (_, _, said), item in zip(shown, evidence, strict=True))
    cited = shown[0][2]
    for name in ("words", "names", "dates", "share of the claim's words", "likeness", "words of its section"):
        assert re.search(rf"(?:^|, ){name} \d+\.\d\d", cited), name
    assert "cover" not in cited, "signals are named in words"
    assert lines.index("  Searched") > max(n for n, line in enumerate(lines) if "found " in line)
    assert lines[-2].strip() == "names: japan, north korea"
    assert lines[-1].strip() == f"7 passages searched, 7 candidates, {len(evidence)} compared with the claim"


def test_status_recommends_tantivy_for_a_large_record_that_has_no_such_index(desk, monkeypatch):
    code, out, _ = invoke("status")
    assert code == 0
    assert "7 passages searched" in out
    assert "tantivy" not in out
    monkeypatch.setattr(status_command, "_LARGE", 7)
    (line,) = [line for line in invoke("status")[1].splitlines() if "tantivy" in line]
    assert line.startswith("words ")
    assert "`word_index: tantivy`" in line
    assert "pip install 'claimcheck-desk[tantivy]'" in line
    monkeypatch.setattr(status_command, "_LARGE", 8)
    assert "tantivy" not in invoke("status")[1]


def test_status_says_nothing_of_tantivy_where_it_is_used(desk, monkeypatch):
    monkeypatch.setattr(status_command, "_LARGE", 1)
    index = desk.folder / "claimcheck.db.tantivy"
    index.mkdir()
    try:
        assert "tantivy" not in invoke("status")[1]
    finally:
        index.rmdir()
