"""A document's life in the record: read, changed, withdrawn, back again; the citations of it stay."""

import json
import os
import sqlite3
import sys

import pytest
from record_dump import dump
from source_desk import ARTICLE, MINUTES, REVISED, STORY, Desk
from test_cli import invoke

from claimcheck.config import Config
from claimcheck.models import DocumentState
from claimcheck.pipeline import UpdateOptions, corpus, update_corpus
from claimcheck.store import Store, connection

SUPERSEDED, WITHDRAWN = DocumentState.SUPERSEDED, DocumentState.WITHDRAWN
RULES = "rules:\n  - match: '*.md'\n    set: {issuer: The Board, date: 5 May 2017}\n"
WRONG_RULES = "rules:\n  - match: '*.md'\n    sett: {issuer: The Board}\n"
CITATIONS = "SELECT run_id, document_id, passage_id, span_start, span_end, quote FROM citations ORDER BY 1, 2, 3"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "corpus").mkdir()
    (tmp_path / "article.md").write_text(ARTICLE)
    return Desk(tmp_path)


# Editions


def test_a_changed_file_is_a_new_edition_and_citations_stay_with_the_old_one(desk):
    desk.write(minutes__md=MINUTES)
    assert invoke("check", "article.md")[0] == 1
    before = desk.rows(CITATIONS)
    old = desk.document("minutes")
    desk.write(minutes__md=REVISED)
    assert invoke("check", "article.md")[0] == 0
    new = desk.document("minutes")
    assert (new.text, desk.document("minutes", SUPERSEDED).text) == (REVISED, MINUTES)
    assert new.id != old.id
    after = desk.rows(CITATIONS)
    assert [row for row in after if row in before] == before
    assert {row[1] for row in before} == {old.id}
    assert {row[1] for row in after if row not in before} == {new.id}
    assert all(MINUTES[start:end] == quote for *_, start, end, quote in before)
    assert desk.verify() == []


def test_only_the_current_edition_is_found(desk):
    desk.write(minutes__md=MINUTES)
    desk.ingest()
    desk.write(minutes__md=REVISED)
    desk.ingest()
    _, out, _ = invoke("search", "merger", "--format", "json")
    assert {hit["document"] for hit in json.loads(out)} == {"minutes"}
    assert "did not approve" not in out


def test_an_earlier_edition_that_comes_back_is_the_same_document(desk):
    desk.write(minutes__md=MINUTES)
    desk.ingest()
    first = desk.dump()
    desk.write(minutes__md=REVISED)
    desk.ingest()
    desk.write(minutes__md=MINUTES)
    desk.ingest()
    assert desk.document("minutes").text == MINUTES
    assert desk.document("minutes", SUPERSEDED).text == REVISED
    assert desk.rows("SELECT count(*) FROM passages") == [(4,)]
    assert set(first.splitlines()) <= set(desk.dump().splitlines())


def test_a_removed_file_is_withdrawn_with_its_citations_and_comes_back_as_it_was(desk):
    desk.write(minutes__md=MINUTES, other__md="Other words on 6 May 2018.\n")
    invoke("check", "article.md")
    before, citations = desk.document("minutes"), desk.rows(CITATIONS)
    desk.remove("corpus/minutes.md")
    assert "1 unchanged, 1 documents withdrawn" in desk.ingest()[0]
    assert (desk.names(), desk.names(WITHDRAWN)) == (["other"], ["minutes"])
    assert desk.rows(CITATIONS) == citations
    assert desk.verify() == []
    assert "0 documents withdrawn" in desk.ingest()[0]
    desk.write(minutes__md=MINUTES)
    assert desk.ingest()[0].startswith("1 file read (1 documents), 1 unchanged")
    assert desk.document("minutes") == before
    assert desk.rows("SELECT count(*) FROM passages WHERE document_id = ?", before.id) == [(2,)]


def test_a_file_under_another_name_is_another_document(desk):
    desk.write(minutes__md=MINUTES)
    desk.ingest()
    (desk.folder / "corpus" / "minutes.md").rename(desk.folder / "corpus" / "renamed.md")
    desk.ingest()
    assert (desk.names(), desk.names(WITHDRAWN)) == (["renamed"], ["minutes"])


@pytest.mark.parametrize("content", [b"\x00\x01", b"", b"  \n\n"])
def test_a_file_that_can_no_longer_be_read_is_withdrawn_and_the_rest_goes_on(desk, content):
    desk.write(minutes__md=MINUTES, other__md="Other words on 6 May 2018.\n")
    desk.ingest()
    before = desk.document("minutes")
    desk.write(minutes__md=content, third__md="A third text of 7 May 2019.\n")
    line, unread = desk.ingest(code=3)
    assert line.startswith("1 file read (1 documents), 1 unchanged")
    assert len(unread) == 1
    assert unread[0].startswith("not read: minutes.md: ")
    assert (desk.names(), desk.names(WITHDRAWN)) == (["other", "third"], ["minutes"])
    assert desk.ingest(code=3)[1] == unread
    assert unread[0] in invoke("sources", "--state", "unread")[1]
    desk.write(minutes__md=MINUTES)
    assert desk.ingest()[1] == []
    assert desk.document("minutes") == before


# Unchanged, or to be read again


def test_unchanged_files_are_not_read_again_unless_asked_to_be(desk, monkeypatch):
    desk.write(a__md=MINUTES, b__txt=STORY)
    desk.ingest()
    first = desk.dump()
    assert desk.ingest("--again")[0].startswith("2 files read (2 documents), 0 unchanged")
    monkeypatch.setattr("claimcheck.ingestion.sources.read_documents", None)
    assert desk.ingest()[0].startswith("0 files read (0 documents), 2 unchanged, 0 documents withdrawn")
    assert desk.ingest(desk.folder / "corpus")[0].startswith("0 files read (0 documents), 2 unchanged")
    assert desk.dump() == first


def test_a_folder_that_was_moved_is_known(desk):
    desk.put("corpus/sub/a.md", MINUTES)
    desk.ingest()
    (desk.folder / "corpus").rename(desk.folder / "elsewhere")
    assert desk.ingest("elsewhere")[0].startswith("0 files read (0 documents), 1 unchanged, 0 documents withdrawn")
    assert desk.names() == ["sub/a"]


def test_a_file_with_the_same_size_and_time_but_other_bytes_is_read_again(desk):
    desk.write(a__md="The fund paid 5 million.\n")
    desk.ingest()
    place = desk.folder / "corpus" / "a.md"
    about = place.stat()
    desk.write(a__md="The fund paid 6 million.\n")
    place.touch()
    os.utime(place, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert desk.ingest()[0].startswith("1 file read")
    assert desk.document("a").text == "The fund paid 6 million.\n"


def test_another_reading_version_reads_all_again(desk, monkeypatch):
    desk.write(a__md=MINUTES)
    desk.ingest()
    monkeypatch.setattr("claimcheck.ingestion.sources.READING_VERSION", "reading-of-tomorrow")
    assert desk.ingest()[0].startswith("1 file read (1 documents), 0 unchanged, 0 documents withdrawn")
    assert desk.names() == ["a"]


def test_a_setting_that_decides_what_is_read_reads_all_again(desk):
    desk.write(a__md=STORY)
    desk.put("claims.yaml", "settings: {max_characters: 50}\n")
    assert "max_characters" in desk.ingest(code=3)[1][0]
    desk.put("claims.yaml", "settings: {shown: 5}\n")
    assert desk.ingest()[0].startswith("1 file read (1 documents)")
    desk.put("claims.yaml", "settings: {shown: 6}\n")
    assert desk.ingest()[0].startswith("0 files read (0 documents), 1 unchanged")
    desk.put("claims.yaml", "settings: {max_pages: 7}\n")
    assert desk.ingest()[0].startswith("1 file read (1 documents), 0 unchanged, 0 documents withdrawn")


def test_a_sidecar_that_comes_changes_and_goes_makes_no_new_edition(desk):
    desk.write(a__md=MINUTES, b__md=STORY)
    desk.ingest()
    plain = desk.document("a")
    for text, issuer in (("issuer: The Board\nacquired: {from: archive, by: JD}\n", "The Board"), ("issuer: X\n", "X")):
        desk.write(a__md__meta__yaml=text)
        assert desk.ingest()[0].startswith("1 file read (1 documents), 1 unchanged, 0 documents withdrawn")
        known = desk.document("a")
        assert (known.id, known.issuer, known.provenance["issuer"]) == (plain.id, issuer, "sidecar")
    assert known.acquired_from == ""
    desk.remove("corpus/a.md.meta.yaml")
    desk.ingest()
    assert desk.document("a") == plain
    assert desk.names(SUPERSEDED) == desk.names(WITHDRAWN) == []


def test_a_wrong_sidecar_is_named_with_its_line_and_costs_only_its_file(desk):
    desk.write(a__md=MINUTES, b__md=STORY, a__meta__yaml="issuer: The Board\ntier: bogus\n")
    line, unread = desk.ingest(code=3)
    assert line.startswith("1 file read")
    assert len(unread) == 1
    assert "a.meta.yaml:2: unknown tier 'bogus'" in unread[0]
    desk.write(a__meta__yaml="issuer: The Board\n")
    assert desk.ingest()[0].startswith("1 file read (1 documents), 1 unchanged")
    assert desk.document("a").issuer == "The Board"


def test_rules_that_come_change_and_go_are_applied_without_a_new_edition(desk):
    desk.write(a__md=MINUTES)
    desk.ingest()
    plain = desk.document("a")
    desk.write(corpus__yaml=RULES)
    assert desk.ingest()[0].startswith("1 file read (1 documents), 0 unchanged, 0 documents withdrawn")
    ruled = desk.document("a")
    assert (ruled.id, ruled.issuer, ruled.date) == (plain.id, "The Board", "5 May 2017")
    assert ruled.provenance["issuer"] == "rule 1 of corpus.yaml"
    assert desk.ingest()[0].startswith("0 files read")
    desk.put("own.yaml", RULES.replace("The Board", "The Desk"))
    desk.ingest("--rules", "own.yaml")
    assert desk.document("a").provenance["issuer"] == "rule 1 of own.yaml"
    desk.remove("corpus/corpus.yaml")
    desk.ingest()
    assert desk.document("a").provenance["issuer"] == "rule 1 of own.yaml", "what was named is known to the next run"
    desk.remove("own.yaml")
    assert invoke("ingest")[0] == 2, "rules that were named and are gone are missed"
    desk.put("more/b.md", STORY)
    desk.ingest("more")
    desk.put("none.yaml", "rules: []")
    desk.ingest("--rules", "none.yaml")
    assert desk.document("a") == plain


@pytest.mark.parametrize("arguments", [(), ("--rules", "own.yaml"), ("--rules", "absent.yaml")])
def test_wrong_rules_stop_the_run_with_one_line_and_leave_the_record_alone(desk, arguments):
    desk.write(a__md=MINUTES, b__md=STORY)
    desk.ingest()
    before = desk.dump()
    desk.put("own.yaml", WRONG_RULES)
    if not arguments:
        desk.write(corpus__yaml=WRONG_RULES)
    code, _, err = invoke("ingest", *arguments)
    assert (code, desk.dump()) == (2, before)
    assert err.count(".yaml:") == 1


# Files inside files


def test_what_leaves_an_archive_is_withdrawn_and_what_changes_is_a_new_edition(desk):
    desk.zip("corpus/box.zip", ("a.md", MINUTES), ("b.txt", STORY), ("c.md", "Third words of 2019.\n"))
    assert desk.ingest()[0].startswith("1 file read (3 documents)")
    kept = desk.document("box.zip/b")
    desk.zip("corpus/box.zip", ("a.md", REVISED), ("b.txt", STORY))
    assert desk.ingest()[0].startswith("1 file read (2 documents), 0 unchanged, 1 documents withdrawn")
    assert desk.names() == ["box.zip/a", "box.zip/b"]
    assert (desk.names(SUPERSEDED), desk.names(WITHDRAWN)) == (["box.zip/a"], ["box.zip/c"])
    assert desk.document("box.zip/b").id == kept.id
    desk.remove("corpus/box.zip")
    assert "2 documents withdrawn" in desk.ingest()[0]
    assert desk.names() == []


def test_a_file_inside_that_fails_is_named_each_time_and_the_rest_is_read_once(desk):
    desk.zip(
        "corpus/box.zip", ("a.md", 5 * STORY), ("scan.pdf", b"%PDF-1.7 and no more"), ("blank.md", "---\nt: x\n---\n")
    )
    line, unread = desk.ingest(code=3)
    assert line.startswith("1 file read (1 documents)")
    assert [u.split(": ")[1] for u in unread] == ["box.zip/blank.md", "box.zip/scan.pdf"]
    again, unread_again = desk.ingest(code=3)
    assert again.startswith("0 files read (0 documents), 1 unchanged")
    assert unread_again == unread
    assert desk.verify() == []
    desk.zip("corpus/box.zip", ("a.md", MINUTES))
    assert desk.ingest()[1] == []


def test_a_row_that_goes_is_withdrawn_and_one_that_is_broken_is_named(desk):
    rows = [json.dumps({"id": n, "text": f"Row {n} paid {n} million."}) for n in (1, 2, 3)]
    desk.put("corpus/rows.jsonl", "\n".join(rows))
    desk.ingest()
    assert desk.names() == ["rows.jsonl/#1", "rows.jsonl/#2", "rows.jsonl/#3"]
    desk.put("corpus/rows.jsonl", "\n".join([rows[0], "{broken", rows[2]]))
    _, unread = desk.ingest(code=3)
    assert "rows.jsonl/line 2: is not JSON" in unread[0]
    assert (desk.names(), desk.names(WITHDRAWN)) == (["rows.jsonl/#1", "rows.jsonl/#3"], ["rows.jsonl/#2"])


# Copies


def test_copies_share_a_group_until_one_of_them_goes(desk):
    desk.write(one__txt=STORY, two__txt=STORY, near__md=STORY.replace("year", "years"), other__md=MINUTES)
    desk.ingest()
    groups = {name: desk.document(name).group for name in desk.names()}
    assert groups["one"] == groups["two"] == groups["near"] != ""
    assert groups["other"] == ""
    desk.remove("corpus/two.txt")
    desk.remove("corpus/near.md")
    desk.ingest()
    assert desk.document("one").group == ""


# Several roots


def test_several_roots_are_one_corpus_in_whatever_order(desk):
    desk.put("one/a.md", MINUTES)
    desk.put("one/sub/b.txt", STORY)
    desk.put("two/c.md", REVISED)
    desk.put("votes.csv", "country,votes\nJapan,12\n")
    roots = ["one", "two", "votes.csv"]
    assert desk.ingest(*roots)[0].startswith("4 files read (4 documents)")
    desk.ingest(*reversed(roots), "--db", "reversed.db", "--jobs", "2")
    assert desk.names() == ["a", "c", "sub/b", "votes.csv"]
    assert dump(desk.folder / "reversed.db") == dump(desk.db)
    assert desk.verify(*roots) == []


def test_each_root_has_its_own_rules(desk):
    desk.put("one/a.md", MINUTES)
    desk.put("one/corpus.yaml", RULES)
    desk.put("two/b.md", STORY)
    desk.ingest("one", "two")
    assert (desk.document("a").issuer, desk.document("b").issuer) == ("The Board", "")


def test_the_same_path_in_two_roots_is_named_and_the_first_counts(desk):
    desk.put("one/a.md", MINUTES)
    desk.put("two/a.md", STORY)
    _, unread = desk.ingest("one", "two", code=3)
    (line,) = unread
    assert "a.md: another file is already the source 'a'" in line
    assert desk.document("a").text == MINUTES


def test_keep_adds_to_what_is_there(desk):
    desk.write(a__md=MINUTES)
    desk.put("more/b.md", STORY)
    desk.ingest()
    assert "0 documents withdrawn" in desk.ingest("more", "--keep")[0]
    assert desk.names() == ["a", "b"]
    desk.remove("corpus/a.md")
    desk.ingest("--keep")
    assert desk.names() == ["a", "b"]
    desk.write(b__md=REVISED)
    desk.ingest("--keep")
    assert desk.document("b").text == REVISED


def test_an_empty_corpus_holds_nothing_and_a_missing_one_is_an_error(desk):
    assert desk.ingest()[0].startswith("0 files read (0 documents), 0 unchanged, 0 documents withdrawn; 0 passages")
    assert invoke("sources")[:2] == (0, "none\n")
    assert desk.verify() == []
    desk.remove("claimcheck.db")
    code, _, err = invoke("ingest", "corpus", "absent")
    assert code == 2
    assert "no such folder or file: absent" in err
    assert not desk.db.exists()


# Broken off, or in each other's way


def test_a_run_that_is_stopped_keeps_what_was_finished(desk, monkeypatch):
    for number in range(6):
        desk.put(f"corpus/f{number}.md", MINUTES.replace("2,412", str(number)))
    with Store.open(desk.folder / "whole.db") as store:
        update_corpus(store, desk.folder / "corpus", config=Config())
    monkeypatch.setattr(corpus, "_BATCH_PASSAGES", 1)

    def stop(stage, done, total, *, unit=""):
        if done > total / 2:
            raise KeyboardInterrupt

    with Store.open(desk.db) as store, pytest.raises(KeyboardInterrupt):
        update_corpus(store, desk.folder / "corpus", config=Config(), progress=stop)
    assert 0 < len(desk.names()) < 6
    line, _ = desk.ingest()
    assert "0 unchanged" not in line
    assert dump(desk.db) == dump(desk.folder / "whole.db")


def test_a_record_that_another_process_keeps_busy_is_one_line(desk, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    desk.write(a__md=MINUTES)
    desk.ingest()
    desk.write(a__md=REVISED)
    other = sqlite3.connect(desk.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    code, out, err = invoke("ingest", "--quiet")
    other.close()
    assert (code, out) == (2, "")
    assert (
        err
        == "claimcheck: claimcheck.db: another process is writing to the database (try again when it has finished)\n"
    )
    assert desk.document("a").text == MINUTES


# What runs must not do to each other


@pytest.mark.parametrize("command", [("ingest", "more/b.md"), ("check", "article.md", "--corpus", "more")])
def test_a_run_over_another_folder_withdraws_nothing_whose_file_is_there(desk, command):
    desk.write(a__md=MINUTES)
    desk.put("more/b.md", STORY)
    desk.ingest()
    invoke(*command)
    assert desk.names() == ["a", "b"]


def test_a_check_keeps_what_the_rules_of_ingest_said(desk):
    desk.write(a__md=MINUTES)
    desk.put("own.yaml", RULES)
    desk.ingest("--rules", "own.yaml")
    invoke("check", "article.md")
    assert desk.document("a").issuer == "The Board"


@pytest.mark.parametrize("bad", [("b.md", "---\ntier: bogus\n---\n\nWords.\n"), ("b.txt", " \n \n")])
def test_one_wrong_file_inside_costs_only_itself(desk, bad):
    desk.zip("corpus/box.zip", ("a.md", MINUTES), bad, ("c.md", STORY))
    _, unread = desk.ingest(code=3)
    assert unread[0].startswith(f"not read: box.zip/{bad[0]}: ")
    assert desk.names() == ["box.zip/a", "box.zip/c"]


def test_an_archive_that_begins_with_a_pdf_is_an_archive(desk):
    desk.zip("corpus/box.zip", ("scan.pdf", b"%PDF-1.7 and no more"), ("a.md", MINUTES))
    _, unread = desk.ingest(code=3)
    assert unread[0].startswith("not read: box.zip/scan.pdf: ")
    assert desk.names() == ["box.zip/a"]


def test_a_text_about_pdf_is_a_text(desk):
    desk.write(a__md="A file of this format begins with %PDF- and a number.\n")
    assert desk.ingest()[1] == []


def test_two_files_inside_of_one_name_are_not_editions_of_each_other(desk):
    desk.zip("corpus/box.zip", ("a.md", MINUTES), ("a.txt", STORY))
    _, unread = desk.ingest(code=3)
    assert unread[0].startswith("not read: box.zip/a.txt: another file is already the source")
    assert (desk.document("box.zip/a").text, desk.names(SUPERSEDED)) == (MINUTES, [])


def test_a_module_in_the_working_folder_is_not_run(desk):
    desk.put("csv.py", "import pathlib\npathlib.Path('run').touch()\nraise SystemExit\n")
    desk.put("corpus/votes.csv", "country,votes\nJapan,12\n")
    invoke("ingest")
    assert not (desk.folder / "run").exists()
    assert desk.names() == ["votes.csv"]


def test_the_documents_of_an_emptied_file_count_as_withdrawn_and_are_no_copies(desk):
    desk.write(one__txt=STORY, two__txt=STORY)
    desk.ingest()
    desk.write(two__txt="")
    line, _ = desk.ingest(code=3)
    assert "1 documents withdrawn" in line
    assert desk.document("one").group == ""


def test_copies_are_linked_by_the_run_after_one_that_was_broken_off(desk, monkeypatch):
    desk.write(one__txt=STORY, two__txt=STORY)
    with Store.open(desk.db) as store, monkeypatch.context() as patch:
        patch.setattr(Store, "link_copies", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            update_corpus(store, desk.folder / "corpus", config=Config())
    desk.ingest()
    assert desk.document("one").group == desk.document("two").group != ""


def test_copies_of_a_document_with_a_given_group_are_in_that_group(desk):
    desk.write(one__txt=STORY, two__txt=STORY, two__meta__yaml="group: wire\n")
    desk.ingest()
    assert [desk.document(name).group for name in ("one", "two")] == ["wire", "wire"]


def test_copies_are_found_whatever_their_front_matter_says(desk):
    for paper in ("Herald", "Tribune"):
        about = f"title: Council acts ({paper})\nissuer: The {paper}\nurls: [https://{paper}.example/a/b/c]\n"
        desk.put(f"corpus/{paper}.md", f"---\n{about}acquired: {{from: {paper} archive, by: JD}}\n---\n\n{STORY}")
    desk.ingest()
    assert desk.document("Herald").group == desk.document("Tribune").group != ""


@pytest.mark.parametrize("roots", [("corpus", "corpus"), ("corpus", "corpus/a.md"), ("corpus", "./corpus/")])
def test_a_file_that_is_named_twice_is_read_once(desk, roots):
    desk.write(a__md=MINUTES)
    assert desk.ingest(*roots)[1] == []


def test_a_file_with_a_namesake_in_another_root_is_still_known(desk):
    desk.put("one/a.md", MINUTES)
    desk.put("two/a.md", STORY)
    desk.ingest("one", "two", code=3)
    assert desk.ingest("one", "two", code=3)[0].startswith("0 files read (0 documents), 1 unchanged")


def test_a_file_whose_document_was_replaced_is_read_again(desk):
    desk.write(a__md=MINUTES)
    desk.ingest()
    desk.remove("corpus/a.md")
    desk.write(a__txt=STORY)
    desk.ingest("--keep")
    desk.remove("corpus/a.txt")
    desk.write(a__md=MINUTES)
    desk.ingest("--keep")
    assert desk.document("a").text == MINUTES


@pytest.mark.parametrize("settings", [{"max_seconds": 600}, {"max_megabytes": 8_000}])
def test_a_file_inside_that_took_too_long_is_tried_again_with_more_time(desk, settings):
    desk.zip("corpus/box.zip", ("a.md", MINUTES))
    desk.ingest()
    desk.tamper("INSERT INTO source_gaps VALUES ('box.zip', 0, 'box.zip/b.pdf', 'took longer than 60 seconds')")
    with Store.open(desk.db) as store:
        update = update_corpus(store, desk.folder / "corpus", config=Config(**settings), options=UpdateOptions(jobs=1))
    assert update.unreadable == ()


def test_reading_again_makes_a_damaged_document_good(desk):
    desk.write(a__md=MINUTES)
    desk.ingest()
    before = desk.dump()
    assert desk.tamper("UPDATE documents SET text = replace(text, '2,412', '9,999'), issuer = 'Forged'") == 1
    desk.ingest("--again")
    assert desk.dump() == before


def test_a_check_with_other_metadata_is_another_run(desk):
    desk.write(a__md=MINUTES)
    invoke("check", "article.md")
    desk.write(a__meta__yaml="tier: archive\nissuer: A blog\n")
    invoke("check", "article.md")
    assert desk.rows("SELECT count(*) FROM runs") == [(2,)]


def test_progress_comes_to_its_end_when_something_cannot_be_read(desk):
    desk.write(a__md=MINUTES)
    desk.put("corpus/pw.md", b"x").unlink()
    (desk.folder / "corpus" / "pw.md").symlink_to(sys.executable)
    seen = []
    with Store.open(None) as store:
        update_corpus(
            store,
            desk.folder / "corpus",
            config=Config(),
            progress=lambda stage, done, total, *, unit="": seen.append((done, total)),
        )
    assert seen[-1][0] == seen[-1][1]


def test_verifying_one_folder_leaves_another_alone(desk):
    desk.put("corpus/a.md", STORY)
    desk.put("more/b.md", MINUTES)
    desk.ingest()
    desk.ingest("more")
    assert desk.verify() == []
    assert desk.verify("more") == []
    assert desk.verify("corpus", "more") == []
    desk.remove("more/b.md")
    assert desk.verify() == ["b.md: is gone"]


def test_a_page_is_part_of_every_citation(desk):
    desk.put("corpus/report.txt", "Foreword.\n\fThe board did not approve the merger on 5 May 2017.\n")
    desk.put("article.md", "The board did not approve the merger on 5 May 2017. It sold the dam to nobody.\n")
    place = "page 2, paragraph 2 (line 2)"
    invoke("check", "article.md", "--corpus", "corpus", "-o", "report.html")
    assert place in invoke("explain", "merger")[1]
    assert place in invoke("search", "merger")[1]
    assert place in invoke("sources", "show", "report")[1]
