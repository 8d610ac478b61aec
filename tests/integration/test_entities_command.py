"""`claimcheck entities`: what is listed and shown, and what is decided."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck.cli import entities as module
from claimcheck.cli.options import read_config
from claimcheck.errors import InvalidSettings
from claimcheck.text.entities import load_gazetteer


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    result = CliRunner().invoke(module.command, arguments)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.output


def refused(*arguments):
    result = CliRunner().invoke(module.command, arguments)
    assert isinstance(result.exception, InvalidSettings), result.output
    assert "\n" not in str(result.exception)
    return str(result.exception)


def test_help_teaches_with_examples():
    assert "claimcheck entities merge" in run("--help")
    for name in ("list", "show", "merge", "rename", "split", "block"):
        assert "claimcheck entities" in run(name, "--help") or name == "show"


def test_names_are_listed_by_words_and_kind_those_of_most_passages_first(desk, monkeypatch):
    monkeypatch.setattr(module, "_counts", lambda db: {"south korea": 7, "joint coordination board": 2})
    first, *rest = run("list", "korea", "state").splitlines()
    assert first.split()[:4] == ["7", "state", "South", "Korea"]
    assert len(rest) == 2
    assert "of a document" in run("list", "coordination")
    found = json.loads(run("list", "--format", "json", "--limit", "3"))["entities"]
    assert [e["passages"] for e in found] == [7, 2, 0]
    assert "ROK" in found[0]["aliases"]
    assert run("list", "no such word").strip() == "none"


def test_an_entity_is_shown_by_any_of_its_names(desk):
    out = run("show", "DPRK")
    assert out.startswith("North Korea  (state)")
    assert "Democratic People's Republic of Korea" in out
    assert "Korean War" in out
    assert "did you mean 'Japan'" in refused("show", "Japn")
    assert "may be several" in refused("show", "Dominican")


def test_decisions_are_written_beside_the_claims_file_and_read_the_next_time(desk):
    (desk / "claims.yaml").write_text("settings: {}\n", "utf-8")
    out = run("merge", "Nippon", "Japan", "--new", "--why", "older sources")
    assert "entities.yaml" in out
    assert "ingest" in out
    path = desk / "entities.yaml"
    assert "older sources" in path.read_text("utf-8")
    assert [m.entity for m in load_gazetteer(None, path).find("Nippon said")] == ["japan"]
    assert "Nippon" in run("show", "Japan")
    assert "nothing to do" in run("merge", "Nippon", "Japan", "--new")


def test_all_decisions_and_their_undoing(desk):
    run("rename", "Turkey", "Republic of the Turks")
    run("split", "Georgia", "--from", "Georgia", "--as", "Peach State", "--kind", "place")
    run("block", "May")
    assert run("show", "Georgia").startswith("Peach State  (place)")
    assert run("show", "Ankara").startswith("Republic of the Turks  (state)")
    assert "'May'" in run("undo")
    run("undo")
    assert run("show", "Georgia").startswith("Georgia  (state)")
    run("undo")
    assert "no decision to undo" in refused("undo")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("merge", "Japn", "China"), "did you mean 'Japan'"),
        (("merge", "Zzyzx", "Japan"), "--new"),
        (("merge", "Japan", "Chna"), "did you mean"),
        (("merge", "DPRK", "Japan"), "is a name of 'North Korea' already"),
        (("rename", "Turky", "X"), "did you mean"),
        (("rename", "Turkey", "Japan"), "merge the two instead"),
        (("split", "DPRK", "--from", "Japan"), "it is one of 'North Korea'"),
        (("split", "Zzyzx", "--from", "Japan"), "is no name of"),
        (("block", "!!"), "holds no word"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_written(desk, arguments, why):
    assert why in refused(*arguments)
    assert not (desk / "entities.yaml").exists()


def test_a_wrong_file_names_its_line(desk):
    (desk / "entities.yaml").write_text("- block: May\n- blok: June\n", "utf-8")
    assert "entities.yaml:2: " in refused("list")
    assert "entities.yaml:2: " in refused("block", "July")


def test_decisions_that_are_named_and_missing_are_not_passed_over(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("corpus").mkdir()
    Path("claims.yaml").write_text("settings: {entities: nope.yaml}\narticles: []\n", encoding="utf-8")
    with pytest.raises(InvalidSettings, match="the file of decisions on names does not exist"):
        read_config(Path("claims.yaml"))
    assert CliRunner().invoke(module.command, ["block", "May"]).exit_code == 0
    assert read_config(Path("claims.yaml")).entities == "nope.yaml"
