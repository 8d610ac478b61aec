"""Files made to break a reader, each by a function, with what is said of it; None where it is read."""

import io
import os
import zipfile
import zlib

SIZE = 30_000_000  # characters of the long ones: enough to show, not enough to wait for
OFFICE = "http://schemas.openxmlformats.org"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


def packed(*members, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as file:
        for name, data in members:
            file.writestr(name, data)
    return out.getvalue()


def word(xml):
    types = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" '
        f'Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return packed(("[Content_Types].xml", types), ("_rels/.rels", rels), ("word/document.xml", xml))


def open_document(xml):
    return packed(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", xml))


def sheet(cells, prolog=""):
    from openpyxl import Workbook

    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    out = io.BytesIO()
    book.save(out)
    if not prolog:
        return out.getvalue()
    changed = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, prolog.encode() + data.split(b"?>", 1)[-1] if name == "xl/workbook.xml" else data)
    return changed.getvalue()


def nested_zips(depth):
    data = packed(("a.txt", "Deep words."))
    for _ in range(depth):
        data = packed(("inner.zip", data))
    return data


def encrypted_zip():
    data = bytearray(packed(("secret.txt", "Words.")))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def pdf(*objects, trailer="/Root 1 0 R"):
    out = bytearray(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out + f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode())


def pdf_bomb():
    stream = zlib.compress(zlib.compress(b"0 " * SIZE, 9), 9)
    return pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
    )


def looping_pdf():
    return pdf("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>")


def encrypted_pdf():
    from reportlab.lib import pdfencrypt
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    page = canvas.Canvas(out, encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))
    page.drawString(100, 700, "Hidden words.")
    page.save()
    return out.getvalue()


def nested_mail(depth):
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@example.org\nSubject: Deep\nMIME-Version: 1.0\n{head}Content-Type: text/plain\n\nWords.\n".encode()


YAML_BOMB = "---\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "---\n\nWords.\n"  # fmt: skip

# name: (its bytes, or a function that makes them; what is said of it)
HOSTILE = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n" * 9_999, "no text"),
    "junk.txt": (bytes(range(256)) * 99, "binary"),
    "half.txt": ("words \ud800".encode("utf-8", "surrogatepass"), None),
    "one_line.txt": (lambda: b"word " * (SIZE // 5), "holds more than"),
    "huge.txt": (lambda: b"word\n" * (SIZE // 2), "is larger than"),
    "yaml_bomb.md": (YAML_BOMB.encode(), "anchor|alias"),
    "picture.pdf": (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture"),
    "really_html.pdf": (b"<!DOCTYPE html><p>Words of a page.", None),
    "not_a.docx": (b"Just words.", "named .docx"),
    "bomb.zip": (lambda: packed(("bomb.txt", b"\0" * SIZE * 8)), "bomb"),
    "deep.zip": (lambda: nested_zips(9), "nested too deeply|inside one another"),
    "many.zip": (lambda: packed(*((f"{n}.txt", "x") for n in range(2_000))), "more than"),
    "names.zip": (lambda: packed(("../../out.txt", "Up."), ("/etc/abs.txt", "Root."), ("a\nb.txt", "Line.")), None),
    "secret.zip": (encrypted_zip, "encrypted"),
    "cut.zip": (lambda: packed(("a.txt", "Words. " * 999))[:-60], "damaged"),
    "bomb.docx": (lambda: word(f"<w:document {W}><w:body>" + "<w:p/>" * (SIZE // 6)), "bomb|unpack|larger"),
    "laughs.docx": (lambda: word(f"{LAUGHS}<w:document {W}><w:p>&i;</w:p></w:document>"), "XML with entities"),
    "deep.docx": (lambda: word(f"<w:document {W}><w:body>{'<w:tbl><w:tr><w:tc>' * 9_000}"), "damaged|nested"),
    "cut.docx": (lambda: word(f"<w:document {W}/>")[:300], "damaged"),
    "laughs.xlsx": (lambda: sheet({"A1": 1}, prolog=f"<?xml version='1.0'?>{LAUGHS}"), "XML with entities"),
    "wide.xlsx": (lambda: sheet({"A1": "a", "XFD1048576": "z"}), None),
    "formula.xlsx": (lambda: sheet({"A1": "Name", "B1": "Sum", "A2": "x", "B2": '=WEBSERVICE("evil")'}), None),
    "laughs.odt": (lambda: open_document(f"<?xml version='1.0'?>{LAUGHS}<o>&i;</o>"), "XML with entities"),
    "deep.rtf": (lambda: b"{\\rtf1 " + b"{" * 200_000 + b"words" + b"}" * 200_000 + b"}", "nested too deeply"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 300_000 + b"Words.", "nested too deeply"),
    "scripts.html": (b"<html><body><script>document.write('evil')</script><p onclick='x()'>Words.</p>", None),
    "attribute.html": (lambda: b"<html><body><p title='" + b"x" * 9_999_999 + b"'>Words.</p>", None),
    "secret.pdf": (encrypted_pdf, "encrypted"),
    "cut.pdf": (lambda: encrypted_pdf()[:200], "damaged"),
    "bomb.pdf": (pdf_bomb, "no text|damaged|memory|longer|scanned|more than|no words"),
    "looping.pdf": (looping_pdf, "damaged|no text|no pages"),
    "deep.eml": (lambda: nested_mail(9_000), "nested too deeply|no text|damaged"),
    "headers.eml": (b"From: =?x?q?=FF?= <a@>\nSubject: =?utf-8?b?////?=\nDate: 99 Foo\n\nWords.\n", None),
    "field.csv": (lambda: b'a,b\n"' + b"x" * (SIZE // 2), "longer|larger|more than|quot"),
    "nul.csv": (b"a,b\n1,\0\n", "binary"),
    "deep.jsonl": (b'{"id": 1, "text": "Words."}\n' + b"[" * 99_999 + b"\n", "nested too deeply"),
    "long.jsonl": (lambda: b'{"id": 1, "text": "' + b"x" * (SIZE // 2), "longer|larger|more than|JSON"),
    "entities.xhtml": (f"<?xml version='1.0'?>{LAUGHS}<html><body>&i; Words.</body></html>".encode(), None),
}


def make_hostile(folder):
    """Write them all; return what is said of each that cannot be read, by name."""
    said = {}
    for name, (data, why) in HOSTILE.items():
        (folder / name).write_bytes(data() if callable(data) else data)
        if why:
            said[name] = why
    (folder.parent / "outside.txt").write_text("Outside the corpus.")
    os.symlink(folder.parent / "outside.txt", folder / "link.txt")
    os.symlink(folder / "loop.txt", folder / "loop.txt")
    os.symlink(folder.parent, folder / "folder_link")
    os.mkfifo(folder / "pipe.txt")
    (folder / "bad\nname.txt").write_text("Words under a bad name.")
    (folder / "told.txt").write_text("Words.")
    (folder / "told.meta.yaml").write_text("tier: golden")
    with (folder / "sparse.txt").open("wb") as file:
        file.truncate(200_000_000)
    return said | {
        "link.txt": "out of the corpus",
        "loop.txt": "symbolic link|cannot be read",
        "folder_link": "link to a folder",
        "pipe.txt": "no regular file",
        "told.txt": "unknown tier",
        "sparse.txt": "binary|larger",
    }
