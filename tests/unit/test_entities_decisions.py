"""A desk's decisions on names: read strictly, replayed, written whole."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import InvalidSettings
from claimcheck.text.entities import (
    Decision,
    append_decision,
    load_gazetteer,
    load_table,
    parse_decisions,
    remove_last,
    replay,
)

FILE = Path("entities.yaml")


def found(text, yaml, tmp_path):
    path = tmp_path / "entities.yaml"
    path.write_text(yaml, "utf-8")
    return [m.entity for m in load_gazetteer(None, path).find(text)]


def test_a_merge_makes_two_entities_one(tmp_path):
    text = "Tanganyika and Tanzania and Nippon"
    assert found(text, "", tmp_path) == ["tanganyika", "tanzania"]
    yaml = "- {merge: Tanganyika, into: Tanzania}\n- merge: Nippon\n  into: Japan\n"
    assert found(text, yaml, tmp_path) == ["tanzania", "tanzania", "japan"]


def test_a_split_name_is_nobodys_or_anothers(tmp_path):
    text = "Georgia and Georgian"
    assert found(text, "- split: Georgia\n  from: Georgia\n", tmp_path) == ["georgia"]
    yaml = "- split: Georgia\n  from: Georgia\n  as: Peach State\n  kind: place\n"
    assert found(text, yaml, tmp_path) == ["peach state", "georgia"]
    assert load_gazetteer(None, tmp_path / "entities.yaml").entities["peach state"].kind == "place"


def test_a_renamed_entity_keeps_its_names_and_relations(tmp_path):
    yaml = "- rename: Turkey\n  to: Republic of the Turks\n"
    assert found("Türkiye, Turkey, the Republic of the Turks", yaml, tmp_path) == ["republic of the turks"] * 3
    gazetteer = load_gazetteer(None, tmp_path / "entities.yaml")
    assert gazetteer.entities["republic of the turks"].name == "Republic of the Turks"
    assert gazetteer.relatives(["republic of the turks"]) == ("ottoman empire",)


def test_a_blocked_name_is_no_entity_nor_part_of_one(tmp_path):
    assert found("Jordan Peterson in Jordan", "- block: Jordan Peterson\n", tmp_path) == ["jordan"]
    assert found("Amman, Jordan", "- block: Jordan\n", tmp_path) == ["jordan"]  # the capital still speaks for it


def test_decisions_are_over_the_alias_file_and_in_the_fingerprint(tmp_path):
    extra = tmp_path / "names.toml"
    extra.write_text('[organisation]\n"Acme" = ["Ajax"]\n', "utf-8")
    path = tmp_path / "entities.yaml"
    before = load_gazetteer(extra, path)
    path.write_text("- split: Ajax\n  from: Acme\n", "utf-8")
    after = load_gazetteer(extra, path)
    assert [m.entity for m in before.find("Ajax and Acme")] == ["acme", "acme"]
    assert [m.entity for m in after.find("Ajax and Acme")] == ["acme"]
    assert before.fingerprint == load_gazetteer(extra).fingerprint != after.fingerprint


def test_a_note_changes_no_fingerprint(tmp_path):
    path = tmp_path / "entities.yaml"
    path.write_text("- block: May\n", "utf-8")
    plain = load_gazetteer(None, path).fingerprint
    path.write_text("# a month\n- block: May\n  why: a month\n", "utf-8")
    assert load_gazetteer(None, path).fingerprint == plain


@pytest.mark.parametrize(
    ("yaml", "line", "why"),
    [
        ("merge: A\n", 1, "is not a list of decisions"),
        ("- block: May\n- blok: June\n", 2, "did you mean 'block'"),
        ("- merge: Japan\n", 1, "has no 'into'"),
        ("- block: May\n  block: June\n", 2, "stands twice"),
        ("- block: May\n  to: June\n", 2, "does not belong"),
        ("- block: May\n  merge: A\n  into: B\n", 1, "two decisions in one"),
        ("- why: nothing\n", 1, "says none of"),
        ("# x\n- block:\n", 2, "has no value"),
        ("- block: [May, June]\n", 1, "must be text"),
        ("- block: &a May\n", 1, "anchors"),
        ("- block: !!python/object:os.system May\n", 1, "tags"),
        ("- block: May\n---\n- block: June\n", 2, "second document"),
        ("- block: May\n- block: 'x\n", 2, "is not YAML"),
        ('- block: "a\\0b"\n', 1, "control character"),
        ("- block: " + "x" * 300 + "\n", 1, "longer than"),
        ("- split: US\n  from: United States\n  as: X\n  kind: planet\n", 4, "unknown kind"),
        ("- block: May\n- merge: A\n  into: Japn\n", 2, "did you mean 'Japan'"),
        ("- merge: DPRK\n  into: South Korea\n", 1, "is a name of 'North Korea' already"),
        ("- rename: Japan\n  to: China\n", 1, "merge the two instead"),
        ("- split: Georgia\n  from: Georgia\n  as: georgia\n", 1, "give it another name"),
        ("- block: '...'\n", 1, "holds no word"),
    ],
)
def test_a_wrong_file_says_what_and_where(tmp_path, yaml, line, why):
    with pytest.raises(InvalidSettings) as caught:
        found("", yaml, tmp_path)
    assert f"entities.yaml:{line}: " in str(caught.value)
    assert why in str(caught.value)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"- block: \x00\n", "- block: 'a\ud800'".encode("utf-8", "replace")])
def test_hostile_bytes_are_refused_or_read(tmp_path, data):
    path = tmp_path / "entities.yaml"
    path.write_bytes(data)
    try:
        load_gazetteer(None, path)
    except InvalidSettings as error:
        assert "entities.yaml" in str(error)  # noqa: PT017


NAMES = st.sampled_from(
    ["Japan", "Georgia", "Turkey", "DPRK", "North Korea", "Kyiv", "New Name", "Nippon", "Congolese"]
)
DECISIONS = st.builds(
    lambda action, name, other, new: Decision(
        action, name, "" if action == "block" else other, new if action == "split" else ""
    ),
    st.sampled_from(["merge", "split", "rename", "block"]),
    NAMES,
    NAMES,
    st.sampled_from(["", "New Name", "Peach State"]),
)


@settings(derandomize=True, max_examples=25, deadline=None)
@given(st.lists(DECISIONS, min_size=1, max_size=3))
def test_a_decision_twice_is_a_decision_once(decisions):
    table = load_table(None, "")
    for decision in decisions:
        try:
            replay(table, [decision])
        except InvalidSettings:
            return
        before = table.finish(), dict(table.related)
        replay(table, [decision])
        assert (table.finish(), table.related) == before


# Writing


def test_writing_keeps_comments_and_order(tmp_path):
    path = tmp_path / FILE
    path.write_text("# ours\n\n- block: May  # the month\n# the end\n", "utf-8")
    append_decision(path, Decision("merge", 'A "quoted": name', "Japan", why="# no comment"))
    text = path.read_text("utf-8")
    assert text.startswith("# ours\n\n- block: May  # the month\n# the end\n")
    assert [d.name for d in parse_decisions(text, path)] == ["May", 'A "quoted": name']
    assert remove_last(path).name == 'A "quoted": name'
    assert path.read_text("utf-8") == "# ours\n\n- block: May  # the month\n# the end\n"


def test_a_new_file_can_be_emptied_again(tmp_path):
    path = tmp_path / FILE
    append_decision(path, Decision("block", "May"))
    append_decision(path, Decision("split", "Georgia", "Georgia", "Peach State", "place"))
    assert [remove_last(path).name for _ in range(2)] == ["Georgia", "May"]
    with pytest.raises(InvalidSettings, match="no decision to undo"):
        remove_last(path)
    append_decision(path, Decision("block", "June"))
    assert [d.name for d in parse_decisions(path.read_text("utf-8"), path)] == ["June"]


@pytest.mark.parametrize("text", ["  - block: May\n", "- block: May\r\n", "- block: May", "\ufeff- block: May\n"])
def test_files_of_other_hands_are_added_to(tmp_path, text):
    path = tmp_path / FILE
    path.write_bytes(text.encode("utf-8"))
    append_decision(path, Decision("merge", "Nippon", "Japan"))
    assert [d.name for d in load(path)] == ["May", "Nippon"]
    remove_last(path)
    assert [d.name for d in load(path)] == ["May"]


def load(path):
    return parse_decisions(path.read_bytes().decode("utf-8-sig"), path)


def test_a_file_in_flow_style_is_left_alone(tmp_path):
    path = tmp_path / FILE
    path.write_text("[{block: May}, {block: July}]\n", "utf-8")
    with pytest.raises(InvalidSettings, match="nothing was changed"):
        append_decision(path, Decision("block", "June"))
    with pytest.raises(InvalidSettings, match="nothing was changed"):
        remove_last(path)
    assert path.read_text("utf-8") == "[{block: May}, {block: July}]\n"


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / FILE
    path.write_text("- block: May\n", "utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InvalidSettings, match="No space left"):
        append_decision(path, Decision("block", "June"))
    assert path.read_text("utf-8") == "- block: May\n"
    assert [p.name for p in tmp_path.iterdir()] == ["entities.yaml"]
