"""What a file is, is told by its content."""

import contextlib
import io
import zipfile

import pytest
from reading import source

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.formats import Format, detect_format


def packed(*names, mimetype=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, "x")
        if mimetype:
            file.writestr("mimetype", mimetype)
    return out.getvalue()


MAIL = b"Received: by example.org\r\n\tid 5\r\nFrom: a@example.org\r\nSubject: Vote\r\n\r\nText.\r\n"


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("a.md", b"# Head\n", Format.MARKDOWN),
        ("a.txt", b"Words.", Format.PLAIN),
        ("noending", b"Words.", Format.PLAIN),
        ("a.log", "Größe".encode("latin-1"), Format.PLAIN),
        ("a.txt", "Wide words here".encode("utf-16"), Format.PLAIN),
        ("a.txt", "Wide words without a mark".encode("utf-16-le"), Format.PLAIN),
        ("a.txt", b"%PDF-1.7\n", Format.PDF),
        ("a.doc", b"junk before\n%PDF-1.4", Format.PDF),
        ("a.docx", b"{\\rtf1 words}", Format.RTF),
        ("a.txt", b"<!DOCTYPE html><p>x", Format.HTML),
        ("a.txt", b"\xef\xbb\xbf\n<!-- saved --><html lang=en>", Format.HTML),
        ("a.html", b"<p>A fragment", Format.HTML),
        ("a.xhtml", b"<?xml version='1.0'?><html/>", Format.HTML),
        ("a.html", "<html><body>wide".encode("utf-16"), Format.HTML),
        ("a.txt", MAIL, Format.EML),
        ("a", b"From me@example.org Mon\n" + MAIL, Format.EML),
        ("notes.txt", b"Note: buy milk\nSubject: none\n\nWords.", Format.PLAIN),
        ("a.eml", b"No headers here", Format.PLAIN),
        ("a.csv", b"a,b\n1,2\n", Format.CSV),
        ("a.tsv", b"a\tb\n", Format.TSV),
        ("a.jsonl", b'{"id": 1}', Format.JSONL),
        ("a.json", b'[{"id": 1}]', Format.JSONL),
        ("a.zip", packed("a.txt"), Format.ZIP),
        ("a.pdf", packed("word/document.xml"), Format.DOCX),
        ("a.zip", packed("xl/workbook.xml"), Format.XLSX),
        ("a.zip", packed(mimetype="application/vnd.oasis.opendocument.text"), Format.ODT),
        ("empty.zip", packed(), Format.ZIP),
    ],
)
def test_the_content_tells_the_format(name, data, format):
    file = source(data, name)
    assert detect_format(file) is format
    assert file.file.tell() == 0


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "protected Office file"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\0\0", "picture"),
        ("a.txt", b"\x7fELF\0\0", "program"),
        ("a.gz", b"\x1f\x8b\x08", "gzip"),
        ("a.txt", b"words\0\1\2\3 more", r"binary, and of no format that is read \(\.txt\)"),
        ("a.xml", b"<?xml version='1.0'?><feed/>", "XML"),
        ("a.zip", packed("a.txt")[:30], "damaged"),
        ("a.ods", packed(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "spreadsheet, which is not read"),
        ("a.pdf", b"%PDF", "named .pdf, but"),
        ("a.pptx", packed("ppt/presentation.xml"), "Office file"),
    ],
)
def test_what_is_not_read_is_said(name, data, why):
    with pytest.raises(UnreadableInput, match=why):
        detect_format(source(data, name))


def test_a_broken_part_is_no_crash():
    data = packed(mimetype="application/vnd.oasis.opendocument.text")
    for at in range(0, len(data), 3):
        broken = data[:at] + bytes((data[at] ^ 0x5A,)) + data[at + 1 :]
        with contextlib.suppress(UnreadableInput):
            detect_format(source(broken, "a.odt"))
