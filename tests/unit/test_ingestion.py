import os
from pathlib import Path

import pytest

from claimcheck.config import Config
from claimcheck.errors import ClaimcheckError, UnreadableInput
from claimcheck.ingestion.articles import list_articles, read_article
from claimcheck.ingestion.listing import list_files
from claimcheck.ingestion.pool import Answer
from claimcheck.ingestion.sources import Known, Unchanged, ingest
from claimcheck.ingestion.text_file import read_file
from claimcheck.models import IndexedDocument, Tier, Unreadable

LIMIT = 1_000_000
DIGEST = """---
title: "Treaty on Things"
issuer: A and B
date: "22 June 1965"
urls:
  - "https://example.org/treaty"
form: digest
tier: secondary
---

1. Concluded on 22 June 1965. It has two parts.
2. Article I: relations are established;
   envoys are exchanged.
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder: Path, **known) -> list[IndexedDocument | Unchanged | Unreadable]:
    """Return what a folder holds, a file that cannot be read as the report would name it."""
    found = []
    for item in ingest([folder], config=Config(max_bytes=LIMIT), known=known):
        if isinstance(item, Answer):
            found += item.items
            found += [Unreadable(path=item.request.path, why=item.why)] if item.why else []
        else:
            found.append(item)
    return found


def only(folder: Path) -> IndexedDocument:
    (item,) = read(folder)
    assert isinstance(item, IndexedDocument), item
    return item


def test_a_digest_has_a_passage_for_each_fact(tmp_path):
    write(tmp_path, "treaties/things_1965.md", DIGEST)
    found = only(tmp_path)
    assert found.document.name == "treaties/things_1965"
    assert (found.document.title, found.document.issuer, found.document.tier) == (
        "Treaty on Things",
        "A and B",
        Tier.SECONDARY,
    )
    assert found.document.urls == ("https://example.org/treaty",)
    assert found.document.first_day == found.document.last_day
    assert [p.locator.label for p in found.passages] == ["fact 1", "fact 2"]
    assert found.passages[0].text == "Concluded on 22 June 1965. It has two parts."
    assert found.passages[1].text.endswith("envoys are exchanged.")


def test_every_passage_is_its_span(tmp_path):
    write(tmp_path, "a.md", "# Head\n\nOne two. Three four!\n\n- item one\n- item two. More.\n\n> Quoted line.\n")
    write(tmp_path, "b.txt", "First para\ngoes on. Next.\n\n4. Decides that it ends;\n")
    items = read(tmp_path)
    assert [i.document.name for i in items] == ["a", "b"]
    for item in items:
        for passage in item.passages:
            assert item.document.text[passage.start : passage.end] == passage.text


def test_an_original_is_cut_into_sentences_with_heading_and_paragraph(tmp_path):
    write(tmp_path, "a.md", "# Report\n\n## Part one\n\nOne two. Three four!\n")
    passages = only(tmp_path).passages
    assert [(p.text, p.locator.heading) for p in passages] == [
        ("Report", ""),
        ("Part one", "Report"),
        ("One two.", "Report > Part one"),
        ("Three four!", "Report > Part one"),
    ]
    assert passages[2].locator.label == "paragraph 1 (line 5)"


def test_a_numbered_paragraph_of_plain_text_is_found_by_its_number(tmp_path):
    write(tmp_path, "res.txt", "The Security Council,\n\n4. Decides to remain seized of the matter.\n")
    assert [p.locator.label for p in only(tmp_path).passages] == ["paragraph 1 (line 1)", "para. 4 (line 3)"]


def test_nothing_but_white_space_and_markers_is_dropped(tmp_path):
    text = "First para goes on. Next (see p. 4). \n\n Another one: with a list\n- of things\n"
    write(tmp_path, "b.txt", text)
    joined = "".join(p.text for p in only(tmp_path).passages)
    assert "".join(joined.split()) == "".join(text.split())


def test_a_known_file_is_not_read_again(tmp_path):
    write(tmp_path, "a.md", DIGEST)
    (answer,) = ingest([tmp_path], config=Config(), known={})
    known = {"a.md": Known(answer.request.state.sha256, answer.request.fingerprint)}
    assert list(ingest([tmp_path], config=Config(), known=known)) == [Unchanged("a.md", len(DIGEST))]
    (other,) = ingest([tmp_path], config=Config(html_reader="trafilatura"), known=known)
    assert isinstance(other, Answer), "another way to read is another reading"


def test_readme_and_hidden_files_are_no_sources(tmp_path):
    write(tmp_path, "README.md", "About this folder.")
    write(tmp_path, ".hidden.md", "No.")
    write(tmp_path, ".git/a.md", "No.")
    write(tmp_path, "corpus.yaml", "rules: []")
    write(tmp_path, "a.meta.yaml", "title: T")
    assert list(list_files([tmp_path])) == []


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "no text"),
        ("a.txt", b"abc\0def", "binary"),
        ("a.pdf", b"%PDF-1.7", "damaged"),
        ("a.png", b"\x89PNG\r\n", "picture"),
        ("a.md", b"---\ntitle: T\n---\n", "no text"),
        ("a.md", b"---\ntitle: [\n---\ntext\n", ""),
        ("a.md", b"---\ntier: golden\n---\ntext\n", "tier"),
        ("a.txt", b"x" * (LIMIT + 1), "larger"),
    ],
)
def test_a_source_that_cannot_be_read_is_named_and_the_rest_goes_on(tmp_path, name, content, why):
    write(tmp_path, name, content)
    write(tmp_path, "good.txt", "Fine.")
    items = read(tmp_path)
    (bad,) = [i for i in items if isinstance(i, Unreadable)]
    assert bad.path == name
    assert why in bad.why
    assert [i.document.text for i in items if isinstance(i, IndexedDocument)] == ["Fine."]


def test_text_of_another_encoding_is_read(tmp_path):
    write(tmp_path, "a.txt", "The café served crêpes in Orléans.".encode("cp1252"))
    assert only(tmp_path).document.text == "The café served crêpes in Orléans."


def test_a_link_out_of_the_corpus_is_not_followed(tmp_path):
    secret = write(tmp_path, "outside/secret.txt", "Secret.")
    (tmp_path / "corpus").mkdir()
    os.symlink(secret, tmp_path / "corpus" / "link.txt")
    (item,) = read(tmp_path / "corpus")
    assert isinstance(item, Unreadable)
    assert "link" in item.why


def test_two_files_of_one_name_do_not_shadow_each_other(tmp_path):
    write(tmp_path, "a.md", "One.")
    write(tmp_path, "a.txt", "Two.")
    kinds = {type(item) for item in read(tmp_path)}
    assert kinds == {IndexedDocument, Unreadable}


def test_a_missing_corpus_is_an_error(tmp_path):
    with pytest.raises(UnreadableInput, match="no such file or folder"):
        read(tmp_path / "absent")


def test_windows_line_ends_and_byte_order_mark(tmp_path):
    path = write(tmp_path, "a.txt", b"\xef\xbb\xbfOne.\r\nTwo.\rThree.")
    assert read_file(path, max_bytes=LIMIT).text == "One.\nTwo.\nThree."


def test_the_line_of_a_bad_byte_is_named(tmp_path):
    path = write(tmp_path, "a.txt", b"one\ntwo\nthr\xffee\n")
    with pytest.raises(UnreadableInput, match=r"a\.txt:3: is not UTF-8"):
        read_file(path, max_bytes=LIMIT)


def test_an_article_has_its_front_matter_and_text(tmp_path):
    path = write(tmp_path, "x.md", "---\ntitle: Head\npublication: Paper\ndate: 2017-08-25\n---\n\nBody here.\n")
    article = read_article(path, config=Config())
    assert (article.title, article.publication, article.published) == ("Head", "Paper", "2017-08-25")
    assert article.text.strip() == "Body here."


def test_an_articles_first_line_is_its_title(tmp_path):
    assert read_article(write(tmp_path, "x.txt", "The headline\n\nBody.\n"), config=Config()).title == "The headline"


def test_a_name_with_a_newline_stays_one_line(tmp_path):
    with pytest.raises(ClaimcheckError) as error:
        read_article(tmp_path / "bad\nname.txt", config=Config())
    assert "\n" not in str(error.value)


def test_a_folder_of_articles_is_listed_in_order(tmp_path):
    write(tmp_path, "b.md", "B")
    write(tmp_path, "a/z.txt", "Z")
    write(tmp_path, "c.pdf", "C")
    write(tmp_path, "b_files/ad.html", "C")
    write(tmp_path, "d.png", "D")
    assert [p.name for p in list_articles([tmp_path])] == ["z.txt", "b.md", "c.pdf"]
