"""JSON Lines: rows to documents, bad lines named, hostile ones bounded."""

import io
import json

import pytest
from reading import check, read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.jsonl import read_jsonl
from claimcheck.models import Unreadable


def lines(*rows):
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def read_all(data, **limits):
    found = list(read_jsonl(source(data, "corpus.jsonl", **limits)))
    for item in found:
        if isinstance(item, Extraction):
            check(item)
    return found


def test_a_row_is_a_document_with_paragraphs():
    row = {
        "id": 7, "title": "On\nvetoes", "text": "One. Two.\r\nStill one.\n\n \nThree.", "date": "2017-08-05T10:00:00Z",
        "url": "https://example.org/7", "publisher": "United Nations", "lang": "en",
    }  # fmt: skip
    found = read_one(read_jsonl, lines(row))
    assert words(found) == ["One. Two.\nStill one.", "Three."]
    assert [b.label for b in found.blocks] == ["paragraph 1", "paragraph 2"]
    assert not any(b.whole for b in found.blocks)
    assert found.member == "#7"
    assert found.about == {
        "title": "On vetoes", "date": "2017-08-05", "address": "https://example.org/7", "issuer": "United Nations",
        "language": "en",
    }  # fmt: skip


def test_the_sentences_of_an_abstract_keep_their_numbers():
    found = read_one(read_jsonl, lines({"doc_id": "a", "title": "T", "abstract": ["First one.", " ", "Third\none."]}))
    assert words(found) == ["First one.", "Third one."]
    assert [(b.label, b.whole) for b in found.blocks] == [("sentence 1", True), ("sentence 3", True)]


def test_an_abstract_stands_before_the_text_and_not_twice():
    found = read_one(read_jsonl, lines({"id": 1, "text": "All of it.", "abstract": "In short."}))
    assert words(found) == ["In short.", "All of it."]
    assert words(read_one(read_jsonl, lines({"id": 1, "text": "Same.", "abstract": "Same."}))) == ["Same."]


@pytest.mark.parametrize("key", ["text", "body", "content", "passage", "contents", "sentences", "paragraphs"])
def test_names_of_the_text(key):
    value = ["Words."] if key in {"sentences", "paragraphs"} else "Words."
    assert read_one(read_jsonl, lines({"_id": "x", key: value})).text == "Words.\n"


def test_lists_of_objects_with_text():
    found = read_one(read_jsonl, lines({"paper_id": "p9", "body_text": [{"text": "One."}, {"text": "Two."}, 3]}))
    assert found.member == "#p9"
    assert [b.label for b in found.blocks] == ["paragraph 1", "paragraph 2"]


def test_repeated_and_missing_ids():
    rows = [{"id": "a", "text": "1"}, {"id": "a (2)", "text": "2"}, {"id": "a", "text": "3"}, {"id": "a", "text": "4"}]
    assert [e.member for e in read_all(lines(*rows, {"text": "5"}, {"id": True, "text": "6"}))] == [
        "#a", "#a (2)", "#a (3)", "#a (4)", "#line 5", "#line 6",
    ]  # fmt: skip


def test_an_id_is_cleaned_and_bounded():
    (first, second) = read_all(lines({"id": "a\n\0b", "text": "x"}, {"id": "c" * 5_000, "text": "y"}))
    assert first.member == "#a b"
    assert len(second.member) < 250


def test_bad_lines_are_named_and_the_rest_goes_on():
    data = (
        b'{"id": 1, "text": "One."}\n'
        b"{not json}\n"
        b"\n"
        b'{"id": 2, "text": "  "}\n'
        b"[1, 2]\n"
        b'{"id": 3, "text": "caf\xe9"}\n'
        b'{"n": ' + b"9" * 5_000 + b"}\n"
        b'{"id": 4, "text": "Four."}'
    )
    found = read_all(data)
    assert [f.member for f in found if isinstance(f, Extraction)] == ["#1", "#4"]
    bad = {f.path: f.why for f in found if isinstance(f, Unreadable)}
    assert list(bad) == [f"corpus.jsonl/line {n}" for n in (2, 4, 5, 6, 7)]
    assert bad["corpus.jsonl/line 2"].startswith("is not JSON: ")
    assert bad["corpus.jsonl/line 4"] == "holds no text"
    assert bad["corpus.jsonl/line 5"] == "is no JSON object"
    assert bad["corpus.jsonl/line 6"] == "is not UTF-8 (byte 0xe9)"


def test_too_many_bad_lines_end_it():
    found = read_jsonl(source(b"nonsense\n" * 1_001))
    with pytest.raises(UnreadableInput, match="1,000 rows that cannot be read"):
        list(found)


def test_deep_nesting_is_one_bad_line():
    bomb = b'{"id": 1, "text": ' + b"[" * 200_000 + b"]" * 200_000 + b"}\n"
    (bad, good) = read_all(bomb + lines({"id": 2, "text": "Fine."}))
    assert bad.why == "is nested too deeply"
    assert good.text == "Fine.\n"
    with pytest.raises(UnreadableInput, match="nested too deeply"):
        read_all(b"[" * 200_000)


def test_an_endless_line_is_not_loaded():
    class Endless(io.RawIOBase):
        given = 0

        def readable(self):
            return True

        def seekable(self):
            return True

        def seek(self, *_):
            return 0

        def readinto(self, buffer):
            buffer[:] = b"x" * len(buffer)
            self.given += len(buffer)
            return len(buffer)

    file = Endless()
    limits = source(b"", max_bytes=100_000).limits
    endless = Source(path="big.jsonl", file=io.BufferedReader(file), size=2 << 30, limits=limits)
    with pytest.raises(UnreadableInput, match="line of more than 100,000 bytes") as error:
        list(read_jsonl(endless))
    assert error.value.line == 1
    assert file.given < 1_000_000


def test_characters_that_are_none_are_left_out():
    found = read_one(
        read_jsonl, rb'{"id": "\ud800", "title": "co\u00adop\u0000", "text": "a\ud800b\u0000c\u00add\ufffe\u000ce"}'
    )
    assert found.text == "a\ufffdb cd\ne\n"
    assert found.about["title"] == "coop"


def test_a_json_file_of_one_array_or_one_object():
    rows = [{"id": 1, "text": "One."}, {"id": 2, "text": "Two."}]
    pretty = json.dumps(rows, indent=1).encode()
    assert [e.member for e in read_all(b"\xef\xbb\xbf" + pretty)] == ["#1", "#2"]
    assert [e.member for e in read_all(json.dumps({"documents": rows}, indent=1).encode())] == ["#1", "#2"]
    assert read_one(read_jsonl, json.dumps(rows[0], indent=1).encode()).member == "#1"
    with pytest.raises(UnreadableInput, match="is larger than 30 bytes"):
        read_all(pretty, max_bytes=30)
    with pytest.raises(UnreadableInput, match="is not JSON"):
        read_all(pretty[:-3])


def test_nothing_and_other_encodings():
    with pytest.raises(UnreadableInput, match="holds no text"):
        read_all(b"\n \n")
    with pytest.raises(UnreadableInput, match="not UTF-8"):
        read_all('{"id": 1, "text": "x"}'.encode("utf-16"))


def test_a_text_that_is_too_long():
    (bad, good) = read_all(lines({"id": 1, "text": "long " * 100}, {"id": 2, "text": "short"}), max_characters=100)
    assert "more than 100 characters" in bad.why
    assert good.member == "#2"


def test_rows_come_as_they_are_read():
    file = io.BytesIO(lines(*({"id": n, "text": "Words. " * 20} for n in range(5_000))))
    rows = read_jsonl(Source(path="a", file=file, size=len(file.getvalue()), limits=source(b"").limits))
    next(rows)
    assert file.tell() < 20_000
