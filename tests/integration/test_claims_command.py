"""`claimcheck claims`: what is listed, edited, orphaned and found again, and what a check makes of it."""

import itertools
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck.cli import check as check_module
from claimcheck.cli import claims as module
from claimcheck.errors import ClaimcheckError
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.store import Store

ARTICLE = """---
title: The merger
date: 2017-09-01
---

Japan's council met in Bonn on 7 August 2017. Japan's court approved the merger of 2016 and the fund paid $2.4 billion.

Many regret the plan. Nobody said no.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("Japan's court did not approve the merger of 2016.\n", "utf-8")
    (tmp_path / "a.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(module.command, arguments)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.output


def refused(*arguments):
    result = CliRunner().invoke(module.command, arguments)
    assert isinstance(result.exception, ClaimcheckError), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


def check(*arguments):
    result = CliRunner().invoke(check_module.command, [*arguments, "--format", "json", "-o", "-", "-q"])
    return json.loads(result.stdout), result.exit_code


def claims(name="a.md"):
    return [c["text"] for c in json.loads(run("list", name, "--format", "json"))["claims"]]


def test_sentences_can_be_parted_finer(desk):
    assert "Japan's council met in Bonn on 7 August 2017." in claims()
    finer = [c["text"] for c in json.loads(run("list", "a.md", "--grain", "fact", "--format", "json"))["claims"]]
    assert {"Japan's council met in Bonn.", "Japan's council met on 7 August 2017."} <= set(finer)
    report, _ = check("a.md", "--grain", "fact")
    assert [f["claim"]["text"] for a in report["articles"] for f in a["findings"]] == finer
    (desk / "claims.yaml").write_text("settings:\n  grain: fact\n", "utf-8")
    assert claims() == finer


def test_an_edit_is_of_the_claims_that_were_listed_however_finely(desk):
    finer = [c["text"] for c in json.loads(run("list", "a.md", "--grain", "fact", "--format", "json"))["claims"]]
    wrong = "Japan's council met in Bonn."
    run("drop", "a.md", str(finer.index(wrong) + 1), "--grain", "fact")
    left = [c["text"] for c in json.loads(run("list", "a.md", "--grain", "fact", "--format", "json"))["claims"]]
    assert left == [text for text in finer if text != wrong]
    assert run("edits", "--grain", "fact").startswith("applied")


def test_help_teaches_with_examples():
    for name in ("list", "edits", "drop", "reword", "split", "merge", "add", "similar"):
        assert f"claimcheck claims {name}" in run(name, "--help")


def test_listing_says_who_said_it_what_is_open_and_what_is_in_no_claim(desk):
    text = "He said “never”. Owen Lee said that the dam cracked in 1974. Prices will rise, but wages fell in 2010.\n"
    (desk / "b.md").write_text(text, "utf-8")
    out = run("list", "b.md")
    assert "quotation, said by him," in out
    assert "unresolved: he" in out
    assert "content, said by Owen Lee," in out
    assert "in no claim – forecast:" in out
    assert ": Prices will rise\n" in out
    found = json.loads(run("list", "b.md", "--format", "json"))
    assert [c["attributed_to"] for c in found["claims"]] == ["he", "", "Owen Lee", ""]
    assert found["claims"][0]["unresolved"] == ["he"]
    (left,) = found["sentences"][2]["remainders"]
    assert text[left["start"] : left["end"]] == left["text"] == "Prices will rise"
    assert left["checkability"] == "forecast"
    result, _ = check("b.md", "corpus")
    (left,) = result["articles"][0]["sentences"][2]["remainders"]
    assert left["anchor"]["quote"] == "Prices will rise"


def test_listing_accounts_for_every_sentence_and_writes_nothing(desk):
    out = run("list", "a.md")
    for words in ("council met in Bonn", "Many regret the plan", "Nobody said no"):
        assert words in out
    found = json.loads(run("list", "a.md", "--format", "json"))
    text = ARTICLE.partition("---\n\n")[2]
    assert found["claims"]
    for claim in found["claims"]:
        assert claim["id"] in out
        assert 0 <= claim["start"] < claim["end"] <= len(ARTICLE)
    assert all(s["text"] in text for s in found["sentences"])
    assert not (desk / "claimcheck.db").exists()


def test_every_edit_from_the_command_line_to_the_report(desk):
    before = claims()
    run("drop", "a.md", "Bonn", "--by", "A. Ito", "--note", "not ours")
    run(
        "reword",
        "a.md",
        "court approved",
        "Japan's court approved the 2016 merger.",
        "--worth",
        "high",
        "--by",
        "A. Ito",
    )
    run("split", "a.md", "fund paid", "The fund paid something.", "The fund paid $2.4 billion.")
    run("add", "a.md", "Many regret the plan", "Many Japanese regret the plan.")
    after = claims()
    assert "Japan's court approved the 2016 merger." in after
    assert not any("Bonn" in text for text in after)
    report, _ = check("a.md")
    findings = report["articles"][0]["findings"]
    assert [f["claim"]["text"] for f in findings] == after
    assert [e["state"] for e in report["articles"][0]["edits"]] == ["applied"] * 4
    assert "by A. Ito" in run("list", "a.md")
    assert run("edits").count("applied") == 4
    for _ in range(4):
        assert "taken back" in run("undo", "a.md")
    assert claims() == before
    assert "no edit of a.md to undo" in refused("undo", "a.md")


def test_claims_are_merged_and_found_by_number_id_and_words(desk):
    listed = json.loads(run("list", "a.md", "--format", "json"))["claims"]
    one, two = next((a, b) for a, b in itertools.pairwise(listed) if a["sentence_id"] == b["sentence_id"])
    run("merge", "a.md", str(one["ordinal"]), two["id"], "--into", "The court approved it and the fund paid.")
    merged = claims()
    assert "The court approved it and the fund paid." in merged
    assert one["text"] not in merged
    assert len(merged) == len(listed) - 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("drop", "a.md", "99"), "no claim of the article by '99' (there are: 1"),
        (("drop", "a.md", "2017"), "no claim of the article by '2017'"),  # no number of the list, and no words
        (("drop", "a.md", "the"), "claims of the article by 'the'"),
        (("drop", "nope.md", "1"), "no such file"),
        (("drop", "claims.yaml", "1"), "lists claims itself"),
        (("add", "a.md", "words that stand nowhere"), "do not stand in the article"),
        (("reword", "a.md", "Bonn", " "), "has no words"),
        (("reword", "a.md", "Bonn", "a\x1b[31mb"), "control character"),
        (("reword", "a.md", "Bonn", "x" * 2_001), "longer than 2,000"),
        (("undo",), "no edit to undo"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_kept(desk, arguments, why):
    (desk / "claims.yaml").write_text("articles: []\n", "utf-8")
    assert why in refused(*arguments)
    assert run("edits").strip() == "none"


def test_an_edit_follows_its_words_into_a_new_version_and_is_orphaned_without_them(desk):
    run("drop", "a.md", "Bonn", "--by", "A. Ito")
    (desk / "a.md").write_text(ARTICLE.replace("Many regret", "A new paragraph.\n\nFew regret"), "utf-8")
    report, code = check("a.md")
    assert not any("Bonn" in f["claim"]["text"] for f in report["articles"][0]["findings"])
    assert code == 1
    (desk / "a.md").write_text(ARTICLE.replace("on 7 August", "on 8 August"), "utf-8")
    report, code = check("a.md")
    (edit,) = report["articles"][0]["edits"]
    assert (edit["state"], report["summary"]["orphaned_edits"], code) == ("orphaned", 1, 3)
    assert any("8 August" in f["claim"]["text"] for f in report["articles"][0]["findings"])
    assert "orphaned" in run("edits")
    (desk / "a.md").write_text(ARTICLE, "utf-8")
    assert check("a.md")[0]["articles"][0]["edits"][0]["state"] == "applied"
    (desk / "a.md").unlink()
    assert "cannot be read" in run("edits")


def test_the_edits_of_claims_yaml_are_replayed_by_path_or_title_and_a_typo_is_told(desk):
    edits = "    edits:\n      - drop: council met in Bonn\n        by: A. Ito\n"
    for name in ("a.md", "The merger"):
        (desk / "claims.yaml").write_text(f"articles:\n  - article: {name}\n{edits}", "utf-8")
        report, _ = check("a.md")
        assert [e["state"] for e in report["articles"][0]["edits"]] == ["applied"]
        assert report == check("a.md")[0]
    (desk / "claims.yaml").write_text(f"articles:\n  - article: b.md\n{edits}", "utf-8")
    result = CliRunner().invoke(check_module.command, ["a.md"])
    assert "'b.md'" in result.stderr
    (desk / "b").mkdir()
    (desk / "b" / "c.md").write_text(ARTICLE, "utf-8")
    (desk / "claims.yaml").write_text(f"articles:\n  - article: The merger\n{edits}", "utf-8")
    result = CliRunner().invoke(check_module.command, ["a.md", "b/c.md"])
    assert "claims.yaml:2" in str(result.exception)
    assert "title of several articles" in str(result.exception)


def test_edits_go_with_the_article_wherever_it_is_named_from(desk, monkeypatch):
    run("drop", "a.md", "Bonn")
    (desk / "sub").mkdir()
    monkeypatch.chdir(desk / "sub")
    out = json.loads(run("list", "../a.md", "--db", "../claimcheck.db", "--format", "json"))
    assert [e["state"] for e in out["edits"]] == ["applied"]
    out = json.loads(run("list", str(desk / "a.md"), "--db", "../claimcheck.db", "--format", "json"))
    assert [e["state"] for e in out["edits"]] == ["applied"]


def test_the_same_claim_in_another_article_is_shown_beside_and_not_copied(desk):
    check("a.md")
    other = ARTICLE.replace("The merger", "Another").replace("Bonn", "Rome").replace("2017-09-01", "2017-09-02")
    (desk / "b.md").write_text(other, "utf-8")
    (desk / "corpus" / "a.txt").write_text("Japan's court did approve the merger of 2016.\n", "utf-8")
    report, _ = check("b.md")
    by_id = {f["claim"]["id"]: f for f in report["articles"][0]["findings"]}
    shown = {by_id[i]["claim"]["text"]: checks for i, checks in report["earlier_checks"].items()}
    text = next(t for t in shown if "court approved" in t)
    assert [(c["article"], c["label"]) for c in shown[text]] == [("The merger", "refuted")]
    finding = next(f for f in by_id.values() if f["claim"]["text"] == text)
    assert finding["verdict"]["label"] != "refuted"
    assert not any("Rome" in t for t in shown)
    listed = json.loads(run("similar", text, "--format", "json"))["similar"]
    assert [(s["article"], s["label"]) for s in listed] == [
        ("Another", finding["verdict"]["label"]),
        ("The merger", "refuted"),
    ]
    assert "The merger" in run("similar", finding["claim"]["id"])
    assert "none in the record" in run("similar", text.replace("approved", "did not approve"))


def test_a_record_from_before_learns_which_claims_are_the_same(desk):
    check("a.md")
    with Store.open(desk / "claimcheck.db") as store, store.together():
        store._connection.execute("DELETE FROM claim_wordings")
        store._connection.execute("DELETE FROM meta WHERE key = 'claim_wordings'")
    assert "The merger" in run("similar", "Japan's council met in Bonn on 7 August 2017.")


def test_hostile_words_are_stored_and_shown_and_run_nothing(desk):
    nasty = "'); DROP TABLE claims; -- {{7*7}} <script>alert(1)</script> [red]x[/red]"
    run("reword", "a.md", "Bonn", nasty, "--by", nasty, "--note", nasty)
    assert nasty in claims()
    assert check("a.md")[0]["articles"][0]["edits"][0]["by"] == nasty
    CliRunner().invoke(check_module.command, ["a.md", "-o", "r.html", "-q"])
    page = (desk / "r.html").read_text("utf-8")
    assert "<script>alert(1)" not in page
    assert "{{7*7}}" in page.replace("&#39;", "'")


def test_the_page_on_claims_shows_edits_that_can_be_read(desk):
    page = (Path(__file__).parents[2] / "docs" / "claims.md").read_text("utf-8")
    (desk / "claims.yaml").write_text(page.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    (listed,) = load_claims(desk / "claims.yaml").edits
    assert [e.action.value for e in listed.edits] == ["drop", "reword", "split", "merge", "add"]
