from pathlib import Path

import pytest

from claimcheck.errors import InvalidSettings
from claimcheck.ingestion.front_matter import split_front_matter

PATH = Path("a.md")


def split(text: str) -> tuple[dict[str, object], str]:
    about, body = split_front_matter(text, PATH)
    return about, text[body:]


def test_values_are_text_as_written():
    text = (
        "---\ntitle: 'A: B'\ndate: 2017-08-25\nyear: 1984\nflag: no\nnone:\nurls: [a, 'b']\n"
        "more:\n  deep: [x, {y: 1.50}]\nlong: >\n  one\n  two\n---\nBody\n"
    )
    about, body = split(text)
    assert about == {
        "title": "A: B",
        "date": "2017-08-25",
        "year": "1984",
        "flag": "no",
        "none": "",
        "urls": ["a", "b"],
        "more": {"deep": ["x", {"y": "1.50"}]},
        "long": "one two\n",
    }
    assert body == "Body\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Body.\n",
        "---",
        "--- a\nb: c\n---\n",
        " ---\na: b\n---\n",
        "---\n\nA rule, and then prose.\n\n---\n\nMore.\n",
        "---\n- a list\n---\n",
        "---\nhttps://example.org\n---\n",
        "---\n# A heading under a rule\n",
        "\n---\na: b\n---\n",
    ],
)
def test_a_text_without_front_matter_is_all_body(text):
    assert split(text) == ({}, text)


@pytest.mark.parametrize(
    ("text", "about", "body"),
    [
        ("---\n---\nBody", {}, "Body"),
        ("---\n# only a comment\n---\nBody", {}, "Body"),
        ("--- \na: b\n---  \nBody", {"a": "b"}, "Body"),
        ("---\na: b\n...\nBody", {"a": "b"}, "Body"),
        ("---\na: b\n---", {"a": "b"}, ""),
        ("---\n\n# comment\na: b\n---\n---\nc: d\n---\n", {"a": "b"}, "---\nc: d\n---\n"),
        ("---\na: |\n  x\n  ---\n---\nBody", {"a": "x\n---\n"}, "Body"),
    ],
)
def test_where_it_ends(text, about, body):
    assert split(text) == (about, body)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: T\nBody\n", 1, "has no end"),
        ("---\ntitle: T\n" + "\n" * 70_000 + "---\n", 1, "has no end"),
        ("---\ntitle: A: B\n---\n", 2, "quote a text"),
        ("---\na: b\n\ntitle: [\n---\n", 4, "is not YAML"),
        ("---\na: b\na: c\n---\n", 3, "stands twice (first on line 2)"),
        ("---\na: b\nc: *x\n---\n", 3, "aliases"),
        ("---\na: !!python/name:os.system\n---\n", 2, "tags"),
        ("---\ntitle:T\n---\n", 2, "must be keys with values"),
    ],
)
def test_an_error_has_the_line_of_the_file(text, line, words):
    with pytest.raises(InvalidSettings) as error:
        split(text)
    assert (error.value.line, error.value.path) == (line, PATH)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
