"""The settings `word_index` and `dense`, from claims.yaml to the report."""

import functools
import json
import shutil
import sys
from pathlib import Path

import pytest
from source_desk import Desk
from test_cli import invoke

from claimcheck import check
from claimcheck.config import Config
from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.ingestion.indexing import load_names
from claimcheck.pipeline import check_subjects, update_corpus
from claimcheck.pipeline.checking import listed_subjects
from claimcheck.pipeline.engines import open_engines
from claimcheck.pipeline.searching import search_passages
from claimcheck.retrieval import dense_index, embedding, tantivy_index
from claimcheck.store import Store

for package in ("tantivy", "onnxruntime", "tokenizers"):
    pytest.importorskip(package)

COUNCIL = """---
title: Minutes of the council
issuer: The Council
date: 5 August 2017
---

On 5 August 2017 the council adopted resolution 2371. The vote was unanimous.

The council did not approve the sale of coal. Members spoke for four hours.
"""
FUND = """---
title: Accounts of the fund
date: 2017
---

The fund paid 2,412 million dollars in 2016.

Its members met in Manila on 7 August 2017. The chair was Ms Duterte.
"""
JAPAN = """---
title: Trade measures
issuer: Ministry of Trade
date: June 2009
---

Japan prohibited all exports to the DPRK on 18 June 2009.

Four Class I railroads carried the coal from Niigata to Osaka.
"""
LATER = "The board of the harbour approved the merger on 3 March 2018.\n"
CLAIMS = {
    "C1": "The council adopted resolution 2371 in August 2017.",
    "C2": "The council approved the sale of coal.",
    "C3": "The fund paid $2.4 billion.",
    "C4": "Japan banned exports to North Korea in 2010.",
    "C5": "The members of the fund met in Bonn.",
    "C6": "The harbour board approved the merger.",
}
LISTED = "articles:\n- name: a\n  title: Listed\n  claims:\n" + "".join(
    f"  - {{name: {name}, paragraph: 1, text: {text}}}\n" for name, text in CLAIMS.items()
)
FTS5, TANTIVY, DENSE = "word_index: fts5", "word_index: tantivy", "dense: minilm"


@functools.cache
def load_encoder():
    return embedding.SentenceEncoder()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    encoder = load_encoder()  # once: it takes longer than all else
    monkeypatch.setattr(embedding, "SentenceEncoder", lambda: encoder)
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path)
    made.write(council__md=COUNCIL, fund__md=FUND, japan__md=JAPAN)
    return made


def choose(desk, *settings):
    """Write claims.yaml with these settings."""
    desk.put("claims.yaml", f"settings: {{{', '.join(settings)}}}\n{LISTED}")


def run(*arguments):
    """Run `check` over claims.yaml; return the JSON report as it was written."""
    code, out, err = invoke("check", "--format", "json", "-o", "-", *arguments)
    assert code in {0, 1}, err
    return out


def labels(report):
    return {f["claim"]["name"]: f["verdict"]["label"] for f in json.loads(report)["articles"][0]["findings"]}


def versions(desk, kind, record="claimcheck.db"):
    """Return the names of the versions of an index beside the record."""
    return sorted(path.name for path in (desk.folder / f"{record}.{kind}").iterdir() if path.is_dir())


def count_calls(monkeypatch, owner, *names):
    """Note the calls of methods, which still do what they do."""
    calls = []
    for name in names:
        original = getattr(owner, name)

        def noted(self, *arguments, name=name, original=original):
            calls.append(name)
            return original(self, *arguments)

        monkeypatch.setattr(owner, name, noted)
    return calls


DERIVATIONS = {"tantivy": (TANTIVY, tantivy_index._Tantivy), "dense": (DENSE, dense_index.DenseDerivation)}


@pytest.fixture(params=sorted(DERIVATIONS))
def kind(request):
    return request.param


def test_the_same_claims_get_the_same_verdicts(desk):
    choose(desk, FTS5)
    plain = run("--db", "plain.db")
    assert len(set(labels(plain).values())) >= 3, "a corpus that says nothing shows nothing"
    for setting, kind in ((TANTIVY, "tantivy"), (DENSE, "dense")):
        choose(desk, setting)
        assert labels(run("--db", f"{kind}.db")) == labels(plain)
        assert (desk.folder / f"{kind}.db.{kind}").is_dir()
    assert {path.name for path in desk.folder.glob("*.db.*")} == {"tantivy.db.tantivy", "dense.db.dense"}


def test_the_report_says_what_was_searched_with(desk):
    choose(desk, TANTIVY, DENSE)
    report = json.loads(run())
    assert {"word_index": "tantivy", "dense": "minilm"}.items() <= report["run"]["settings"].items()
    evidence = [item for finding in report["articles"][0]["findings"] for item in finding["evidence"]]
    assert any({"meaning", "section_meaning"} & item["signals"].keys() for item in evidence)
    assert "meaning of its section" in invoke("explain", "C2")[1]


def test_an_index_is_made_reused_extended_and_made_anew(desk, kind, monkeypatch):
    setting, derivation = DERIVATIONS[kind]
    choose(desk, setting)
    calls = count_calls(monkeypatch, derivation, "build", "append")
    first = run()
    assert (calls, versions(desk, kind)) == (["build"], ["1"])
    assert run() == first, "the same input, the same bytes"
    assert (calls, versions(desk, kind)) == (["build"], ["1"])
    desk.write(later__txt=LATER)
    second = run()
    assert (calls, versions(desk, kind)) == (["build", "append"], ["2"])
    assert (labels(first)["C6"], labels(second)["C6"]) == ("not_enough_evidence", "supported")
    desk.remove("corpus/later.txt")
    assert run() == first, "nothing is left of what was withdrawn"
    assert (calls, versions(desk, kind)) == (["build", "append", "build"], ["3"])


def test_a_damaged_index_is_made_anew(desk, kind, monkeypatch):
    setting, derivation = DERIVATIONS[kind]
    choose(desk, setting)
    first = run()
    calls = count_calls(monkeypatch, derivation, "build", "append")
    folder = desk.folder / f"claimcheck.db.{kind}"
    for damage in (_cut_off, _empty, _forget, shutil.rmtree):
        damage(folder)
        assert run() == first, damage.__name__
        assert calls.pop() == "build", damage.__name__
        assert not calls


def _cut_off(folder: Path) -> None:
    for path in [path for path in folder.glob("*/**/*") if path.is_file()]:
        content = path.read_bytes()
        path.unlink()  # others may hold it by a link
        path.write_bytes(content[: len(content) // 2 + 1])


def _empty(folder: Path) -> None:
    for path in [path for path in folder.iterdir() if path.is_dir()]:
        shutil.rmtree(path)


def _forget(folder: Path) -> None:
    (folder / "state.json").write_bytes(b'{"folder": "1"}')


def test_search_uses_the_index_too(desk, kind):
    setting, _ = DERIVATIONS[kind]
    choose(desk, setting)
    desk.ingest()
    assert versions(desk, kind) == ["1"], "reading makes it, so that no search has to wait"
    found = json.loads(invoke("search", "who carried coal", "--format", "json")[1])
    assert "Four Class I railroads" in found[0]["text"]
    assert versions(desk, kind) == ["1"]


def test_meaning_finds_what_shares_no_word(desk):
    choose(desk, FTS5)
    desk.ingest()
    claim = "A ban on shipping goods abroad"
    assert json.loads(invoke("search", claim, "--format", "json")[1]) == []
    choose(desk, DENSE)
    found = json.loads(invoke("search", claim, "--format", "json")[1])
    assert found[0]["text"].startswith("Japan prohibited all exports")
    assert set(found[0]["signals"]) <= {"meaning", "section_meaning", "fuzzy"}


@pytest.mark.parametrize(
    ("setting", "package", "said"),
    [
        (TANTIVY, "tantivy", "tantivy is not installed (pip install 'claimcheck-desk[tantivy]', or unset word_index)"),
        (DENSE, "onnxruntime", "needs the package onnxruntime (pip install 'claimcheck-desk[dense]')"),
        (DENSE, "tokenizers", "needs the package tokenizers (pip install 'claimcheck-desk[dense]')"),
    ],
)
@pytest.mark.parametrize("command", ["check", "search"])
def test_a_missing_package_is_told_in_one_line(desk, monkeypatch, setting, package, said, command):
    desk.ingest()
    choose(desk, setting)
    monkeypatch.setattr(embedding, "SentenceEncoder", type(load_encoder()))
    monkeypatch.setitem(sys.modules, package, None)
    code, out, err = invoke(*{"check": ("check", "-q"), "search": ("search", "coal")}[command])
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert said in err
    assert not list(desk.folder.glob("claimcheck.db.*")), "nothing was begun"
    choose(desk, FTS5)
    run()


@pytest.mark.parametrize("setting", [{"word_index": "tantivy"}, {"dense": "minilm"}])
def test_a_check_from_python_makes_a_place_for_the_index(desk, setting):
    desk.put("article.md", f"{CLAIMS['C1']}\n")
    plain = check(desk.folder / "article.md", desk.folder / "corpus")
    report = check(desk.folder / "article.md", desk.folder / "corpus", config=Config(**setting))
    labels = [[f.verdict.label for f in r.articles[0].findings] for r in (plain, report)]
    assert labels[0] == labels[1] != []


@pytest.mark.parametrize("setting", [{"word_index": "tantivy"}, {"dense": "minilm"}])
def test_a_record_in_memory_has_no_place_for_an_index(setting):
    (name,) = setting
    config = Config(**setting)
    with Store.open(None) as store, pytest.raises(InvalidSettings, match=f"'{name}' needs a record in a file"):
        open_engines(store, config, load_names(config))


def test_a_wrong_choice_is_told_with_the_right_ones(desk):
    choose(desk, "word_index: lucene")
    code, _, err = invoke("check")
    assert code == 2
    assert "claims.yaml:1: setting 'word_index' must be fts5 or tantivy, not 'lucene'" in err


def test_a_claims_file_is_evaluated_with_its_own_settings(desk, kind):
    choose(desk, DERIVATIONS[kind][0])
    desk.put("claims.yaml", (desk.folder / "claims.yaml").read_text().replace("C3,", "C3, expected: supported,"))
    code, out, err = invoke("evaluate", "claims.yaml")
    assert code == 0, err
    assert json.loads(out)["accuracy"] == 1.0


STEPS = [
    {"council": COUNCIL, "fund": FUND},
    {"council": COUNCIL, "fund": FUND, "japan": JAPAN, "later": LATER},
    {"council": COUNCIL.replace("did not approve", "approved"), "japan": JAPAN, "later": LATER},
    {"council": COUNCIL, "japan": JAPAN, "later": LATER.replace("harbour", "port"), "fund": FUND},
]


def test_an_incremental_check_equals_a_full_one(desk, tmp_path):
    choose(desk, TANTIVY, DENSE, "top_k: 4")
    loaded = load_claims(tmp_path / "claims.yaml")
    subjects, config = listed_subjects(loaded), loaded.config

    def checked(record):
        with Store.open(tmp_path / record) as store:
            update_corpus(store, tmp_path / "corpus", config=config)
            return check_subjects(subjects, store, config=config, started_at="2026-01-01").report

    for number, files in enumerate(STEPS):
        shutil.rmtree(tmp_path / "corpus")
        desk.write(**{f"{name}__md": content for name, content in files.items()})
        assert checked("steps.db") == checked(f"fresh{number}.db")
    assert versions(desk, "tantivy", "steps.db") == versions(desk, "dense", "steps.db") == ["4"]


def test_a_filter_is_asked_of_the_record_whatever_the_index(desk):
    desk.ingest()
    found = []
    for settings in ({}, {"word_index": "tantivy"}):
        with Store.open(desk.db, readonly=True) as store:
            hits, _ = search_passages(store, "exports", config=Config(**settings), limit=5, entity="Tokyo")
            found.append([(hit.hit, hit.passage.text) for hit in hits])
    assert found[0] == found[1]
    assert [text for _, text in found[0]] == ["Japan prohibited all exports to the DPRK on 18 June 2009."]
