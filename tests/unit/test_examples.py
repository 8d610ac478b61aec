"""The example article and its list of plants agree with each other and with the corpus."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from claimcheck.ingestion.front_matter import split_front_matter

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
ARTICLE = EXAMPLES / "japan-north-korea.md"
ENTRIES = YAML(typ="safe", pure=True).load((EXAMPLES / "plants.yaml").read_text("utf-8"))
PLANTS = [e for e in ENTRIES if e["kind"] == "plant"]
ERRORS = {
    *("wrong-date", "wrong-number", "wrong-scale", "wrong-person", "wrong-direction", "role-swap", "negation"),
    *("quote-altered", "quote-truncated", "false-first", "veto", "attribution", "quantifier"),
}


def read_body() -> str:
    text = ARTICLE.read_text("utf-8")
    about, body = split_front_matter(text, ARTICLE)
    assert (about["publication"], about["date"]) == ("claimcheck example", "2017-08-25")
    assert about["title"]
    return text[body:]


def test_length_and_kinds():
    assert 600 <= len(read_body().split()) <= 900
    assert {e["kind"] for e in ENTRIES} == {"plant", "true"}
    assert len(PLANTS) >= 10
    assert len(ENTRIES) - len(PLANTS) >= 12
    assert {e["error"] for e in PLANTS} == ERRORS
    assert all(e["truth"] for e in PLANTS)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: e["words"][:40])
def test_an_entry(entry):
    paragraphs = read_body().strip().split("\n\n")
    assert [n for n, p in enumerate(paragraphs, start=1) if entry["words"] in p] == [entry["paragraph"]]
    assert sum(p.count(entry["words"]) for p in paragraphs) == 1
    assert entry["gold"]
    for gold in entry["gold"]:
        document, number = gold.split("#")
        text = (ROOT / "corpus" / f"{document}.md").read_text("utf-8")
        assert re.search(rf"^{number}\. \S", text, re.MULTILINE), gold


def test_the_readme_lists_every_entry_with_its_facts():
    rows = (EXAMPLES / "README.md").read_text("utf-8").splitlines()
    for entry in ENTRIES:
        (row,) = [r for r in rows if f"| {entry['words']} |" in r]
        assert re.findall(r"`([^`]+#\d+)`", row) == entry["gold"]


def test_the_readme_and_the_entries_account_for_the_whole_body():
    rest = read_body()
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    unchecked = re.findall(r"^\| \d+ \| (?:opinion|forecast|advice|question) \| (.+) \|$", readme, re.MULTILINE)
    assert len(unchecked) >= 4
    for words in [*(e["words"] for e in ENTRIES), *unchecked]:
        assert words in rest
        rest = rest.replace(words, "")
    assert rest.split() == "Beijing answered a day later:".split()
