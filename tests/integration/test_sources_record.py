"""`claimcheck sources`: what is listed and shown, and what verifying finds."""

import hashlib
import json
import os
import re

import pytest
from source_desk import ARTICLE, MINUTES, REVISED, STORY, Desk
from test_cli import invoke

from claimcheck.models import DocumentState

SUPERSEDED, WITHDRAWN = DocumentState.SUPERSEDED, DocumentState.WITHDRAWN


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk with a current, a superseded and a withdrawn document, a gap, and citations of two."""
    monkeypatch.chdir(tmp_path)
    made = Desk(tmp_path)
    made.put("article.md", ARTICLE)
    made.write(minutes__md=MINUTES, gone__txt=STORY)
    invoke("check", "article.md", "--quiet")
    made.write(minutes__md=f"---\ntitle: The minutes\nseries: B\n---\n\n{REVISED}", broken__md=b"\x00")
    made.write(minutes__meta__yaml="issuer: The Board\nacquired: {from: archive, at: 2024-05-01, by: JD}\n")
    made.remove("corpus/gone.txt")
    made.ingest(code=3)
    return made


# The list


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("current", ["minutes"]),
        ("superseded", ["minutes"]),
        ("withdrawn", ["gone"]),
        ("unread", []),
        ("all", ["gone", "minutes", "minutes"]),
    ],
)
def test_documents_are_listed_by_state(desk, state, names):
    code, out, _ = invoke("sources", "--state", state, "--format", "json")
    found = json.loads(out)
    assert code == 0
    assert [d["name"] for d in found["documents"]] == names
    assert [u["path"] for u in found["unread"]] == (["broken.md"] if state in ("unread", "all") else [])


def test_the_list_says_what_a_document_is_and_in_which_state(desk):
    _, out, _ = invoke("sources", "--state", "all")
    rows = [line.split() for line in out.splitlines()]
    assert sorted(row[:2] for row in rows[1:4]) == [
        ["current", "minutes"],
        ["superseded", "minutes"],
        ["withdrawn", "gone"],
    ]
    assert "The minutes" in out
    assert "The Board" in out
    assert "not read: broken.md: " in out


def test_the_json_list_holds_what_tells_documents_apart(desk):
    (entry,) = json.loads(invoke("sources", "--format", "json")[1])["documents"]
    about = desk.document("minutes")
    assert (entry["id"], entry["file"], entry["tier"], entry["state"]) == (about.id, "minutes.md", "primary", "current")
    assert (entry["title"], entry["issuer"], entry["passages"]) == ("The minutes", "The Board", 2)


def test_status_counts_the_states(desk):
    _, out, _ = invoke("status")
    assert "1 current, 1 superseded, 1 withdrawn; 2 passages searched" in out
    assert "not read    1" in out


# One document


def test_a_document_is_shown_with_its_identity_and_where_each_fact_comes_from(desk):
    code, out, _ = invoke("sources", "show", "minutes")
    data = (desk.folder / "corpus" / "minutes.md").read_bytes()
    facts = dict(re.findall(r"^  (\w+(?: \w+)*) +(\S.*)$", out.partition("\n\n")[0], re.MULTILINE))
    assert code == 0
    assert out.startswith(f"minutes  ({desk.document('minutes').id}, current)\n")
    assert facts["title"] == "The minutes  [front matter]"
    assert facts["issuer"] == "The Board  [sidecar]"
    assert facts["acquired from"] == "archive  [sidecar]"
    assert facts["acquired at"] == "2024-05-01  [sidecar]"
    assert facts["acquired by"] == "JD  [sidecar]"
    assert facts["form"] == "original  [default]"
    assert facts["sha256"] == hashlib.sha256(data).hexdigest()
    assert facts["text sha256"] == hashlib.sha256(data.decode().encode()).hexdigest()
    assert facts["extractor"].startswith("markdown-")


def test_an_attribute_is_shown_with_where_it_comes_from(desk):
    assert re.search(r"^  series +B  \[front matter\]$", invoke("sources", "show", "minutes")[1], re.MULTILINE)


def test_its_text_is_shown_with_locators_and_its_other_editions_are_named(desk):
    _, out, _ = invoke("sources", "show", "minutes")
    assert "] The board approved the merger on 5 May 2017." in out
    assert all(line.startswith("[") for line in out.partition("\n\n")[2].splitlines())
    old = desk.document("minutes", SUPERSEDED)
    assert f"other editions: {old.id}\n" in out
    _, out, _ = invoke("sources", "show", old.id)
    assert out.startswith(f"minutes  ({old.id}, superseded)\n")
    assert "did not approve" in out


def test_a_document_is_found_by_the_beginning_of_its_id(desk):
    about = desk.document("minutes")
    digits = about.id.removeprefix("document-")
    shown = invoke("sources", "show", about.id)[1]
    assert invoke("sources", "show", digits[:8])[1] == shown
    code, out, err = invoke("sources", "show", digits[:3])
    assert (code, out) == (2, "")
    assert "no document" in err


# Verifying


def test_a_record_that_still_fits_verifies(desk):
    code, out, _ = invoke("sources", "verify", "--quiet")
    assert (code, out) == (0, "")
    assert "2 citations: all as they were read" in invoke("sources", "verify")[1]


def test_verifying_writes_nothing(desk):
    before = desk.dump()
    desk.write(minutes__md=MINUTES)
    desk.verify()
    assert desk.dump() == before


def test_a_file_that_was_changed_behind_our_back_is_found_by_its_bytes(desk):
    place = desk.folder / "corpus" / "minutes.md"
    about = place.stat()
    place.write_bytes(place.read_bytes().replace(b"2,412", b"2,413"))
    os.utime(place, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert desk.verify() == ["minutes.md: has changed since it was read"]


def test_a_file_that_is_gone_new_or_no_longer_readable_is_named(desk):
    desk.write(new__md=STORY)
    assert desk.verify() == ["new.md: is new: not in the record yet"]
    desk.write(minutes__md=b"")
    desk.remove("corpus/new.md")
    assert desk.verify() == ["minutes.md: cannot be read any more: is empty"]
    desk.remove("corpus/minutes.md")
    assert desk.verify() == ["minutes.md: is gone"]


@pytest.mark.parametrize("state", [DocumentState.CURRENT, SUPERSEDED, WITHDRAWN])
def test_a_stored_text_that_was_changed_is_named_in_every_state(desk, state):
    sql = "UPDATE documents SET text = replace(text, '2,412 million', '9,412 million') WHERE state = ?"
    assert desk.tamper(sql, state.value) == 1
    name = "gone" if state is WITHDRAWN else "minutes"
    flaws = desk.verify()
    assert f"{name}: its stored text is not the text that was read" in flaws
    assert any(flaw.startswith(f"{name}: passage passage-") for flaw in flaws)


def test_a_passage_that_was_changed_is_named(desk):
    (passage_id,) = desk.rows("SELECT min(id) FROM passages")[0]
    assert desk.tamper("UPDATE passages SET span_start = span_start + 1 WHERE id = ?", passage_id) == 1
    assert any(passage_id in flaw for flaw in desk.verify())


@pytest.mark.parametrize("change", ["quote = replace(quote, 'not ', '')", "span_start = span_start + 1"])
def test_a_citation_that_was_changed_is_named(desk, change):
    document_id = desk.document("minutes", SUPERSEDED).id
    assert desk.tamper(f"UPDATE citations SET {change} WHERE document_id = ?", document_id) == 1
    (flaw,) = desk.verify()
    assert flaw.startswith("minutes: a citation for claim-")


def test_a_file_inside_an_archive_that_changed_is_found(desk):
    desk.zip("corpus/box.zip", ("a.md", MINUTES), ("b.md", STORY))
    desk.ingest(code=3)
    desk.zip("corpus/box.zip", ("a.md", MINUTES))
    assert desk.verify() == ["box.zip: has changed since it was read"]


# Wrong now


def test_a_document_that_is_missing_from_the_record_is_named(desk):
    assert desk.tamper("UPDATE documents SET state = 'withdrawn' WHERE state = 'current'") == 1
    assert any("minutes" in flaw for flaw in desk.verify())


def test_a_passage_that_is_missing_from_the_record_is_named(desk):
    sql = "UPDATE passages SET listed = 0 WHERE document_id = ? AND ordinal = 1"
    assert desk.tamper(sql, desk.document("minutes").id) == 1
    assert any("minutes" in flaw for flaw in desk.verify())


@pytest.mark.parametrize("field", ["issuer", "date", "title"])
def test_a_fact_about_a_document_that_was_changed_is_named(desk, field):
    assert desk.tamper(f"UPDATE documents SET {field} = 'Forged' WHERE state = 'current'") == 1
    assert any("minutes" in flaw for flaw in desk.verify())


@pytest.mark.parametrize("state", ["current", "superseded"])
def test_a_stored_text_that_was_changed_with_its_hash_is_named(desk, state):
    ((document_id, text),) = desk.rows("SELECT id, text FROM documents WHERE state = ?", state)
    forged = f"{text}\n"
    desk.tamper("UPDATE documents SET text = ? WHERE id = ?", forged, document_id)
    digest = hashlib.sha256(forged.encode()).hexdigest()
    desk.tamper("UPDATE document_details SET text_sha256 = ? WHERE document_id = ?", digest, document_id)
    assert any("minutes" in flaw for flaw in desk.verify())


def test_the_beginning_of_several_ids_is_refused(desk):
    desk.write(other__md=STORY)
    desk.ingest(code=3)
    code, _, err = invoke("sources", "show", "document-")
    assert code == 2
    assert "minutes" in err


def test_of_a_withdrawn_document_the_last_edition_is_shown(desk):
    for number in range(6):
        desk.put(f"corpus/m{number}.md", MINUTES)
    desk.ingest(code=3)
    for number in range(6):
        desk.put(f"corpus/m{number}.md", REVISED)
    desk.ingest(code=3)
    for number in range(6):
        desk.remove(f"corpus/m{number}.md")
    desk.ingest(code=3)
    shown = [invoke("sources", "show", f"m{number}")[1].partition("\n")[0] for number in range(6)]
    assert all(line.endswith(", withdrawn)") for line in shown)


def test_a_long_name_is_listed_whole(desk):
    name = "treaties/multilateral_agreements_on_the_law_of_the_sea/convention_of_1982_part_eleven"
    desk.put(f"corpus/{name}.md", STORY)
    desk.ingest(code=3)
    assert name in invoke("sources")[1]
