"""The commands as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck import cli as cli_package
from claimcheck.store import Store

ROOT = Path(__file__).parents[2]
SOURCE = """---
title: Minutes of the council
issuer: The Council
date: 5 August 2017
---

1. On 5 August 2017 the council adopted resolution 2371.
2. The board did not approve the merger.
3. The fund paid 2,412 million dollars.
"""
ARTICLE = """# A headline

The council adopted resolution 2371 in August 2017. The board approved the merger.

Should the fund pay more? It ought to pay less.
"""


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "minutes.md").write_text(SOURCE.replace("date: 5", "form: digest\ndate: 5"), "utf-8")
    (tmp_path / "article.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def invoke(*arguments):
    """Run the command as the console script does; return (exit code, stdout, stderr)."""
    runner = CliRunner()
    original = sys.argv
    try:
        sys.argv = ["claimcheck", *map(str, arguments)]
        result = runner.invoke(_Main(), [])
    finally:
        sys.argv = original
    return result.exit_code, result.stdout, result.stderr


class _Main:
    """Lets CliRunner catch what `main` prints and its exit code."""

    name = "claimcheck"

    def main(self, *args, **kwargs):
        cli_package.main()


def test_an_article_is_checked_and_the_findings_set_the_exit_code(desk):
    code, out, err = invoke("check", "article.md")
    assert code == 1
    assert "refuted" in out.lower()
    assert "did not approve the merger" in out
    assert "judged now" in err


def test_a_second_run_says_that_there_was_nothing_new(desk):
    invoke("check", "article.md")
    code, _, err = invoke("check", "article.md")
    assert code == 1
    assert "0 judged now" in err
    assert "Nothing new to judge" in err


def test_an_article_without_errors_exits_with_0(desk):
    (desk / "good.md").write_text("The council adopted resolution 2371 in August 2017.\n", "utf-8")
    assert invoke("check", "good.md", "--quiet")[0] == 0


@pytest.mark.parametrize("ending", ["html", "md", "json"])
def test_reports_are_written_whole_and_rendered_again_from_the_record(desk, ending):
    invoke("check", "article.md", "-o", f"out/report.{ending}")
    first = (desk / "out" / f"report.{ending}").read_bytes()
    assert b"merger" in first
    code, _, _ = invoke("report", "-o", f"again.{ending}")
    assert code == 1
    assert (desk / f"again.{ending}").read_bytes() == first
    assert not list(desk.glob("**/*.part"))


def test_json_on_standard_output_is_nothing_else(desk):
    _, out, _ = invoke("check", "article.md", "--format", "json", "--output", "-")
    assert json.loads(out)["articles"][0]["findings"]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("absent.md", None, "no such file"),
        ("empty.md", b"", "is empty"),
        ("binary.md", b"\x00\x01", "is binary"),
        ("latin.md", b"caf\xe9", "is not UTF-8"),
        ("picture.png", b"\x89PNG", "is a picture"),
        ("table.csv", b"a,b\n1,2\n", "is a table (CSV), not an article"),
        ("menu.html", b"<html><nav>Home</nav></html>", "holds no text of an article"),
    ],
)
def test_a_bad_article_gets_one_line_and_leaves_the_record_alone(desk, name, content, why):
    invoke("check", "article.md")
    with Store.open(desk / "claimcheck.db") as store:
        before = store.dump()
    if content is not None:
        (desk / name).write_bytes(content)
    code, _, err = invoke("check", name)
    assert code == 2
    (line,) = [x for x in err.splitlines() if x.strip()]
    assert name in line
    assert why in line
    with Store.open(desk / "claimcheck.db") as store:
        assert store.dump() == before


def test_a_bad_article_makes_no_record(desk):
    assert invoke("check", "absent.md")[0] == 2
    assert not (desk / "claimcheck.db").exists()


def test_one_bad_article_among_good_ones_is_incomplete_and_the_rest_is_checked(desk):
    code, out, _ = invoke("check", "article.md", "absent.md")
    assert code == 3
    assert "merger" in out


def test_two_files_of_one_text_are_two_articles_and_a_file_named_twice_is_one(desk):
    (desk / "copy.md").write_text(ARTICLE, "utf-8")
    _, out, _ = invoke("check", "article.md", "copy.md", desk / "article.md", "--format", "json", "-o", "-")
    assert [a["path"] for a in json.loads(out)["articles"]] == ["article.md", "copy.md"]


def test_a_report_that_cannot_be_written_is_an_error_and_no_finding(desk):
    (desk / "taken").write_text("a file, not a folder", "utf-8")
    code, _, err = invoke("check", "article.md", "-o", "taken/report.html")
    assert code == 2
    assert "report.html" in err


def test_an_unreadable_source_is_incomplete_and_named(desk):
    (desk / "corpus" / "scan.pdf").write_bytes(b"%PDF")
    code, _, err = invoke("check", "article.md")
    assert code == 3
    assert "scan.pdf" in err


def test_a_wrong_claims_file_is_named_with_its_line(desk):
    (desk / "claims.yaml").write_text("settings:\n  topk: 5\n", "utf-8")
    code, _, err = invoke("check", "article.md")
    assert code == 2
    assert "claims.yaml:2" in err
    assert "top_k" in err


def test_a_record_that_is_not_ours_is_left_as_it_was(desk):
    (desk / "notes.db").write_text("not a database", "utf-8")
    code, _, err = invoke("check", "article.md", "--db", "notes.db")
    assert code == 2
    assert "not a claimcheck database" in err
    assert (desk / "notes.db").read_text("utf-8") == "not a database"


def test_an_article_in_the_corpus_does_not_verify_itself(desk):
    (desk / "corpus" / "copy.md").write_text(ARTICLE, "utf-8")
    _, out, _ = invoke("check", "article.md", "--format", "json", "-o", "-")
    names = {d["name"] for d in json.loads(out)["documents"].values()}
    assert names == {"minutes"}


def test_init_makes_a_project_and_keeps_what_is_there(desk):
    code, out, _ = invoke("init", "new")
    assert code == 0
    assert (desk / "new" / "corpus" / "README.md").exists()
    (desk / "new" / "claims.yaml").write_text("settings: {}\n", "utf-8")
    _, out, _ = invoke("init", "new")
    assert "kept" in out
    assert (desk / "new" / "claims.yaml").read_text("utf-8") == "settings: {}\n"


def test_a_new_project_can_be_checked(desk, monkeypatch):
    invoke("init", "new")
    monkeypatch.chdir(desk / "new")
    (desk / "new" / "corpus" / "minutes.md").write_text(SOURCE, "utf-8")
    assert invoke("check", desk / "article.md")[0] == 1


def test_explain_search_status_and_ingest(desk):
    assert invoke("status")[0] == 2
    code, out, _ = invoke("ingest", "corpus")
    assert code == 0
    assert "1 file read" in out
    invoke("check", "article.md")
    code, out, _ = invoke("explain", "merger")
    assert code == 0
    assert "not approve" in out
    assert invoke("explain", "no such claim")[0] == 2
    code, out, _ = invoke("search", "merger", "--signals")
    assert "minutes, fact 2" in out
    _, out, _ = invoke("search", "merger", "--format", "json")
    assert json.loads(out)[0]["document"] == "minutes"
    code, out, _ = invoke("status")
    assert code == 0
    assert "1 current" in out


@pytest.mark.parametrize(
    "command", ["", "init", "ingest", "check", "report", "search", "explain", "evaluate", "status", "sources"]
)
def test_every_command_has_help_that_teaches(command):
    code, out, _ = invoke(*command.split(), "--help")
    assert code == 0
    assert len(out.splitlines()) > 5


def test_an_unknown_command_is_a_usage_error():
    code, _, err = invoke("chekc")
    assert code == 2
    assert "chekc" in err


def test_help_loads_nothing_heavy():
    script = (
        "import sys; from click.testing import CliRunner; from claimcheck.cli import cli;"
        "CliRunner().invoke(cli, ['--help']);"
        "print([m for m in ('spacy','sqlite_utils','jinja2','rich','rapidfuzz','numpy') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"


def test_evaluate_prints_one_json_object_when_piped(desk):
    rows = [
        {
            "claim": "The board approved the merger.",
            "evidence": "The board did not approve the merger.",
            "label": "REFUTED",
        },
        {
            "claim": "The fund paid $2.4 billion.",
            "evidence": "The fund paid 2,412 million dollars.",
            "label": "SUPPORTED",
        },
        {"claim": "The fund paid $2.4 billion.", "evidence": "", "label": "NEI"},
    ]
    (desk / "pairs.jsonl").write_text("\n".join(json.dumps(r) for r in rows), "utf-8")
    code, out, _ = invoke("evaluate", "pairs", "pairs.jsonl")
    assert code == 0
    scores = json.loads(out)
    assert (scores["n"], scores["accuracy"], scores["false_support_rate"]) == (3, 1.0, 0.0)
    assert scores["pairs_per_second"] > 0


def test_evaluate_a_closed_corpus(desk):
    corpus = {"doc_id": 7, "title": "Minutes", "abstract": ["The board met.", "The board did not approve the merger."]}
    claim = {
        "id": 1,
        "claim": "The board approved the merger.",
        "evidence": {"7": [{"sentences": [1], "label": "REFUTE"}]},
        "cited_doc_ids": [7],
    }
    (desk / "corpus.jsonl").write_text(json.dumps(corpus), "utf-8")
    (desk / "claims.jsonl").write_text(json.dumps(claim), "utf-8")
    code, out, _ = invoke(
        "evaluate", "corpus", "--corpus", "corpus.jsonl", "--claims", "claims.jsonl", "--format", "scifact"
    )
    assert code == 0
    scores = json.loads(out)
    assert scores["sentence_recall_at_1"] == scores["document_recall_at_10"] == scores["accuracy"] == 1.0
    assert scores["citation_passage_accuracy"] == scores["abstract_label_only_f1"] == 1.0


def test_evaluate_a_claims_file(desk):
    (desk / "gold.yaml").write_text(
        "articles:\n- name: a\n  title: T\n  claims:\n"
        "  - {name: C1, paragraph: 1, text: The board approved the merger., expected: refuted, gold: ['minutes#2']}\n",
        "utf-8",
    )
    code, out, _ = invoke("evaluate", "gold.yaml")
    assert code == 0
    scores = json.loads(out)
    assert (scores["accuracy"], scores["citation_passage_accuracy"]) == (1.0, 1.0)
