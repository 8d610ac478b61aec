import json
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator
from report_full_sample import full_report, listed_report
from report_samples import hostile_report, report_of, small_report

from claimcheck.reporting import Format, render
from claimcheck.reporting.structured import SCHEMA_PATH, SCHEMA_VERSION, load_schema

VALIDATOR = Draft202012Validator(load_schema())


def written(report):
    return json.loads(render(report, Format.JSON))


@pytest.mark.parametrize(
    "report",
    [full_report(), small_report(), listed_report(), hostile_report("<script>"), report_of([], [])],
    ids=["full", "small", "listed", "hostile", "empty"],
)
def test_what_is_written_follows_the_schema(report):
    assert [e.message for e in VALIDATOR.iter_errors(written(report))] == []


def test_the_schema_is_sound_and_describes_every_key():
    schema = load_schema()
    Draft202012Validator.check_schema(schema)
    assert SCHEMA_PATH.name == "report.schema.json"

    def undescribed(node, path):
        for key, child in node.get("properties", {}).items() if "description" in node else ():
            if "description" not in child and "$ref" not in child:
                yield f"{path}/{key}"
            yield from undescribed(child, f"{path}/{key}")
        if "items" in node:
            yield from undescribed(node["items"], f"{path}[]")

    roots = {"": schema, **schema["$defs"]}
    assert all("description" in node for node in roots.values())
    assert [place for name, node in roots.items() for place in undescribed(node, name)] == []


def _drop(place, key):
    del place[key]


BREAKS = {
    "a key is gone": lambda r: _drop(r, "run"),
    "an unknown key": lambda r: r.update(extra=1),
    "another version": lambda r: r.update(schema_version="2.0"),
    "an unknown label": lambda r: r["articles"][0]["findings"][0]["verdict"].update(label="true"),
    "refuted without a citation that refutes": lambda r: r["articles"][0]["findings"][0]["verdict"].update(
        citations=[]
    ),
    "supported by what refutes": lambda r: r["articles"][0]["findings"][0]["verdict"].update(label="supported"),
    "worth beyond 1": lambda r: r["articles"][0]["findings"][0]["claim"].update(worth=1.5),
    "an empty quote": lambda r: r["articles"][0]["findings"][0]["verdict"]["citations"][0].update(quote=""),
    "a negative position": lambda r: r["articles"][0]["sentences"][0]["anchor"].update(start=-1),
    "a label not counted": lambda r: _drop(r["summary"]["labels"], "refuted"),
    "a document with its text": lambda r: next(iter(r["documents"].values())).update(text="all of it"),
    "an unknown reason": lambda r: r["articles"][0]["findings"][0]["verdict"].update(reasons=["because"]),
    "an exit code": lambda r: r.update(exit_code=2),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_schema_rejects(name):
    broken = deepcopy(written(small_report()))
    assert VALIDATOR.is_valid(broken)
    BREAKS[name](broken)
    assert not VALIDATOR.is_valid(broken)


def test_the_whole_report_is_there():
    report = full_report()
    data = written(report)
    assert data["schema_version"] == SCHEMA_VERSION
    assert data["exit_code"] == 3
    assert data["summary"]["labels"]["refuted"] == 4
    assert len(data["documents"]) == 5
    assert all("text" not in d and len(d["sha256"]) == 64 for d in data["documents"].values())
    first = data["articles"][0]
    assert [s["anchor"]["quote"] for s in first["sentences"]] == [s.anchor.quote for s in report.articles[0].sentences]
    veto = first["findings"][7]
    assert len(veto["evidence"]) == len(veto["verdict"]["assessments"]) == 5
    for place in (veto["claim"]["anchor"], first["sentences"][3]["anchor"]):
        assert first["text"][place["start"] : place["end"]] == place["quote"]
    slot = veto["verdict"]["assessments"][0]["slots"][0]
    assert (slot["slot"], slot["relation"], slot["start"]) == ("polarity", "conflict", 0)
    assert data["unreadable"] == [{"path": "corpus/scan.txt", "why": "not a text: the file holds NUL bytes"}]


def test_bytes_are_settled():
    text = render(full_report(), Format.JSON)
    assert text == render(full_report(), Format.JSON)
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert "“grave concern”" in text


def test_hostile_text_comes_back_exactly():
    text = 'a"\\\x00\u202e<script>\u2028é'
    data = written(hostile_report(text))
    assert data["articles"][0]["findings"][0]["claim"]["text"] == text
    render(hostile_report("caf\udce9"), Format.JSON).encode("utf-8")
