"""Documents made by other people's tools, read word for word, every place where it is."""

import csv
import difflib
import email.message
import json
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from known_documents import (
    TABLE,
    as_html,
    convert_with_libreoffice,
    convert_with_pandoc,
    known_documents,
    print_with_chromium,
)

from claimcheck.config import Config
from claimcheck.ingestion.sources import ingest
from claimcheck.models import IndexedDocument

KNOWN = known_documents()
NEEDS_OFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
NEEDS_CHROMIUM = pytest.mark.skipif(
    not (shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")),
    reason="Chromium is not installed",
)


def read(folder, **settings):
    """Return every document below a folder by name; all of them must be readable."""
    found = {}
    for answer in ingest([folder], config=Config(**settings), known={}, jobs=2):
        assert not answer.why, answer.why
        for item in answer.items:
            assert isinstance(item, IndexedDocument), item
            found[item.document.name] = item
    for item in found.values():
        assert all(item.document.text[p.start : p.end] == p.text for p in item.passages)
        covered = "".join(p.text for p in item.passages)
        assert "".join(covered.split()) in "".join(item.document.text.split()) or item.document.path.endswith(".md")
    return found


def fidelity(item, words):
    """Return the share of `words` that the text has, in order."""
    read = item.document.text.split()
    matcher = difflib.SequenceMatcher(
        None, [w.strip(";:,") for w in words], [w.strip(";:,") for w in read], autojunk=False
    )
    return sum(block.size for block in matcher.get_matching_blocks()) / len(words)


def passage_of(item, text):
    """Return the passage that begins as `text` does."""
    start = " ".join(text.split())[:40]
    found = [p for p in item.passages if start.startswith(" ".join(p.text.lstrip("•*- ").split())[:40])]
    assert found, (start, [p.text[:50] for p in item.passages])
    return found[0]


def check(item, known, *, headings=True, pages=False, rows=True, items=True):
    """Assert that a document was read as it was written."""
    assert fidelity(item, known.words()) >= 0.99, (item.document.path, item.document.text)
    numbers = []
    for number, section in enumerate(known.sections, start=1):
        for text in (*section.paragraphs, *section.items):
            passage = passage_of(item, text)
            if headings:
                assert passage.locator.heading.endswith(section.title), passage
            if pages:
                assert passage.locator.page == number, passage
            if passage.locator.label.startswith("paragraph "):
                numbers.append(int(passage.locator.label.split()[1]))
        if section.items and headings and items:
            assert all(passage_of(item, text).lead_in == section.paragraphs[-1] for text in section.items)
        if section.table and rows:
            for number_, row in enumerate(section.table[1:], start=2):
                (passage,) = [p for p in item.passages if p.locator.label == f"table 1, row {number_}"]
                assert passage.text == "; ".join(f"{n}: {c}" for n, c in zip(section.table[0], row, strict=True))
    assert numbers == sorted(numbers)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    return [_write(folder / f"{known.name}.html", as_html(known)) for known in KNOWN]


def _write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_html(pages):
    found = read(pages[0].parent)
    for known in KNOWN:
        item = found[f"{known.name}.html"]
        check(item, known)
        assert item.document.title == known.title
        assert item.document.language == "en"


@NEEDS_OFFICE
@pytest.mark.parametrize("ending", ["docx", "odt", "rtf"])
def test_word_processor_files_of_libreoffice(pages, tmp_path, ending):
    filters = {"docx": "MS Word 2007 XML", "odt": "writer8", "rtf": "Rich Text Format"}
    through = pages if ending == "odt" else convert_with_libreoffice(pages, "odt", tmp_path / "odt", filter="writer8")
    convert_with_libreoffice(through, ending, tmp_path / "out", filter=filters[ending])
    found = read(tmp_path / "out")
    for known in KNOWN:
        check(found[f"{known.name}.{ending}"], known, headings=ending != "rtf", rows=ending != "rtf")


@pytest.mark.parametrize("ending", ["docx", "odt", "rtf", "html"])
def test_word_processor_files_of_pandoc(pages, tmp_path, ending):
    for path in pages:
        convert_with_pandoc(path, tmp_path / f"{path.stem}.{ending}")
    found = read(tmp_path)
    for known in KNOWN:
        item = found[f"{known.name}.{ending}"]
        check(item, known, headings=ending != "rtf", rows=ending != "rtf")


@NEEDS_OFFICE
def test_pdf_of_libreoffice(pages, tmp_path):
    through = convert_with_libreoffice(pages, "odt", tmp_path / "odt", filter="writer8")
    convert_with_libreoffice(through, "pdf", tmp_path / "out", filter="writer_pdf_Export")
    found = read(tmp_path / "out")
    for known in KNOWN:
        check(found[f"{known.name}.pdf"], known, headings=False, pages=True, rows=False)


@NEEDS_CHROMIUM
@pytest.mark.parametrize(
    "style",
    ["", "body { column-count: 2; hyphens: auto; text-align: justify; font: 10pt serif } h1 { column-span: all }"],
    ids=["one column", "two columns, hyphenated"],
)
def test_pdf_of_chromium(tmp_path, style):
    (tmp_path / "out").mkdir()
    for known in KNOWN:
        page = _write(tmp_path / f"{known.name}.html", as_html(known, style))
        print_with_chromium(page, tmp_path / "out" / f"{known.name}.pdf")
    shutil.rmtree(tmp_path / "out" / "profile", ignore_errors=True)
    found = read(tmp_path / "out")
    for known in KNOWN:
        check(found[f"{known.name}.pdf"], known, headings=False, pages=not style, rows=False)


def test_pdf_of_reportlab_with_its_page_map(tmp_path):
    placed = {}
    for known in KNOWN:
        placed[known.name] = _print_with_reportlab(known, tmp_path / f"{known.name}.pdf", columns=1)
    found = read(tmp_path)
    for known in KNOWN:
        item = found[f"{known.name}.pdf"]
        check(item, known, rows=False, items=False)
        for text, page in placed[known.name].items():
            assert passage_of(item, text).locator.page == page


def test_pdf_of_reportlab_in_two_hyphenated_columns(tmp_path):
    for known in KNOWN:
        _print_with_reportlab(known, tmp_path / f"{known.name}.pdf", columns=2)
    found = read(tmp_path)
    for known in KNOWN:
        check(found[f"{known.name}.pdf"], known, headings=False, rows=False)


def _print_with_reportlab(known, path, *, columns):
    """Print a document; return the page on which each paragraph begins."""
    from xml.sax.saxutils import escape

    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

    placed = {}

    class Document(BaseDocTemplate):
        def afterFlowable(self, flowable):  # noqa: N802 - reportlab's name
            placed.setdefault(getattr(flowable, "known", None), self.page)

    width, height = A4
    gap, each = 24, (width - 120 - 24 * (columns - 1)) / columns
    frames = [Frame(60 + n * (each + gap), 60, each, height - 120, id=str(n), showBoundary=0) for n in range(columns)]
    document = Document(str(path), pagesize=A4, title=known.title)

    def furnish(canvas, document):
        canvas.drawString(60, height - 40, "Running head of a known document")
        canvas.drawCentredString(width / 2, 30, f"Page {document.page}")

    document.addPageTemplates(PageTemplate(frames=frames, onPage=furnish))
    styles = getSampleStyleSheet()
    body = styles["BodyText"]
    if columns > 1:
        body.embeddedHyphenation, body.splitLongWords, body.alignment = 1, 0, 4
    story = [Paragraph(escape(known.title), styles["Title"])]
    for section in known.sections:
        story.append(Paragraph(escape(section.title), styles["Heading1"]))
        for text in (*section.paragraphs, *section.items):
            paragraph = Paragraph(escape(_hyphenable(text) if columns > 1 else text), body)
            paragraph.known = text
            story.append(paragraph)
        if section.table:
            story.append(Table(section.table))
    document.build(story)
    placed.pop(None, None)
    return placed


def _hyphenable(text):
    """Return a text whose long words may be broken, the hyphen drawn where they are."""
    return " ".join(
        f"{w[: len(w) // 2]}\u00ad{w[len(w) // 2 :]}" if len(w) > 8 and w.isalpha() else w for w in text.split()
    )


def test_spreadsheets_and_tables(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "Votes"
    for row in TABLE:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    more = book.create_sheet("More")
    more.append(["Name", "Share"])
    more.append(["Naïve", 0.5])
    book.save(tmp_path / "book.xlsx")
    for name, delimiter, encoding in (("a.csv", ",", "utf-8"), ("b.csv", ";", "utf-8-sig"), ("c.tsv", "\t", "cp1252")):
        with (tmp_path / name).open("w", newline="", encoding=encoding) as file:
            csv.writer(file, delimiter=delimiter).writerows(TABLE)
    found = read(tmp_path)
    for name, label in (
        ("a.csv", "row {}"),
        ("b.csv", "row {}"),
        ("c.tsv", "row {}"),
        ("book.xlsx/Votes", "sheet Votes, row {}"),
    ):
        for number, row in enumerate(TABLE[1:], start=2):
            (passage,) = [p for p in found[name].passages if p.locator.label == label.format(number)]
            assert all(f"{n}: {c}" in passage.text for n, c in zip(TABLE[0], row, strict=True))
    assert [p.locator.label for p in found["book.xlsx/More"].passages][-1] == "sheet More, row 2"


@NEEDS_OFFICE
def test_a_spreadsheet_of_libreoffice(tmp_path):
    with (tmp_path / "votes.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(TABLE)
    convert_with_libreoffice([tmp_path / "votes.csv"], "xlsx", tmp_path / "out", filter="Calc MS Excel 2007 XML")
    (item,) = read(tmp_path / "out").values()
    assert [p.text for p in item.passages if p.locator.label.endswith("row 4")] == [
        "State: Laos; Vote: absent; Year: 1957."
    ]


def test_mail_archives_and_json_lines(tmp_path, pages):
    message = email.message.EmailMessage()
    message["From"], message["To"] = "Press Office <press@example.org>", "desk@example.org"
    message["Subject"], message["Date"] = "The figures", "Tue, 05 Mar 2024 10:00:00 +0000"
    message.set_content("Dear all,\n\nHere are the figures for the quarter, with the report.\n")
    message.add_attachment(pages[0].read_bytes(), maintype="text", subtype="html", filename="report.html")
    (tmp_path / "mail.eml").write_bytes(message.as_bytes())
    with zipfile.ZipFile(tmp_path / "all.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(pages[1], "deep/long.html")
        packed.writestr("mail.eml", message.as_bytes())
    rows = [
        {"id": n, "title": k.title, "text": "\n\n".join(p for s in k.sections for p in s.paragraphs)}
        for n, k in enumerate(KNOWN)
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    found = read(tmp_path)
    assert sorted(found) == [
        "all.jsonl/#0", "all.jsonl/#1", "all.jsonl/#2", "all.zip/deep/long.html", "all.zip/mail.eml",
        "all.zip/mail.eml/report.html", "mail.eml", "mail.eml/report.html",
    ]  # fmt: skip
    check(found["mail.eml/report.html"], KNOWN[0])
    check(found["all.zip/deep/long.html"], KNOWN[1])
    assert found["mail.eml"].document.title == "The figures"
    assert found["mail.eml"].document.date == "2024-03-05"
    for row, known in zip(rows, KNOWN, strict=True):
        item = found[f"all.jsonl/#{row['id']}"]
        assert item.document.title == known.title
        assert [passage_of(item, p).locator.label for s in known.sections for p in s.paragraphs]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_plain_text(tmp_path, encoding):
    for known in KNOWN:
        body = "\n\n".join(
            [
                known.title,
                *(t for s in known.sections for t in (s.title, *s.paragraphs, *s.items, *map(" ".join, s.table))),
            ]
        )
        (tmp_path / f"{known.name}.txt").write_bytes(body.encode(encoding, "replace"))
    found = read(tmp_path)
    for known in KNOWN:
        check(found[known.name], known, headings=False, rows=False)
