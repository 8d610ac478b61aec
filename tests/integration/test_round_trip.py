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


def tables():
    """Return three tables: words, figures, and long cells."""
    figures = (("Year", "Exports", "Share"), *((str(1990 + n), str(1_250 * n + 7), f"{n}.5") for n in range(1, 31)))
    facts = [text for known in KNOWN for section in known.sections for text in section.paragraphs]
    long = (("No", "Fact", "Source"), *((str(n), fact, "Digest") for n, fact in enumerate(facts, start=1)))
    return {"votes": TABLE, "figures": figures, "facts": long}


def check_rows(item, rows, label):
    """Assert that each row is one passage with every cell behind its column's name, at its place."""
    for number, row in enumerate(rows[1:], start=2):
        (passage,) = [p for p in item.passages if p.locator.label == label.format(number)]
        for name, cell in zip(rows[0], row, strict=True):
            assert f"{name}: {cell}" in passage.text, passage.text


def test_tables(tmp_path):
    for name, rows in tables().items():
        for ending, delimiter, encoding in (
            ("csv", ",", "utf-8"),
            ("semicolon.csv", ";", "utf-16"),
            ("tsv", "\t", "cp1252"),
        ):
            with (tmp_path / f"{name}.{ending}").open("w", newline="", encoding=encoding, errors="replace") as file:
                csv.writer(file, delimiter=delimiter).writerows(rows)
    found = read(tmp_path)
    assert len(found) == 9
    for name, rows in tables().items():
        for ending in ("csv", "semicolon.csv"):
            check_rows(found[f"{name}.{ending}"], rows, "row {}")
        narrow = [[cell.encode("cp1252", "replace").decode("cp1252") for cell in row] for row in rows]
        check_rows(found[f"{name}.tsv"], narrow, "row {}")


def test_spreadsheets(tmp_path):
    from openpyxl import Workbook

    for name, rows in tables().items():
        book = Workbook()
        book.active.title = name
        for row in rows:
            book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
        more = book.create_sheet("More")
        more.append(["Name", "Share"])
        more.append(["Naïve", 0.5])
        book.save(tmp_path / f"{name}.xlsx")
    found = read(tmp_path)
    for name, rows in tables().items():
        check_rows(found[f"{name}.xlsx/{name}"], rows, f"sheet {name}, row {{}}")
        assert [p.locator.label for p in found[f"{name}.xlsx/More"].passages][-1] == "sheet More, row 2"


@NEEDS_OFFICE
def test_spreadsheets_of_libreoffice(tmp_path):
    for name, rows in tables().items():
        with (tmp_path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
    sources = [tmp_path / f"{name}.csv" for name in tables()]
    # Separator, quote, UTF-8, first line: https://wiki.documentfoundation.org/Documentation/DevGuide/Spreadsheet_Documents
    read_as = "--infilter=CSV:44,34,76,1"
    convert_with_libreoffice([read_as, *sources], "xlsx", tmp_path / "out", filter="Calc MS Excel 2007 XML")
    found = read(tmp_path / "out")
    for name, rows in tables().items():
        check_rows(found[f"{name}.xlsx"], rows, f"sheet {name}, row {{}}")


def as_text(known):
    parts = [known.title]
    for section in known.sections:
        parts += [section.title, *section.paragraphs, *section.items, *map(" ".join, section.table)]
    return "\n\n".join(parts)


def test_mails(tmp_path, pages):
    for kind, known in zip(("plain", "page", "both"), KNOWN, strict=True):
        message = email.message.EmailMessage()
        message["From"], message["To"] = "Press Office <press@example.org>", "desk@example.org"
        message["Subject"], message["Date"] = f"Größe: {known.title}", "Tue, 05 Mar 2024 10:00:00 +0000"
        message.set_content(
            as_text(known) if kind != "page" else as_html(known), subtype="html" if kind == "page" else "plain"
        )
        if kind == "both":
            message.add_alternative(as_html(known), subtype="html")
        message.add_attachment(pages[0].read_bytes(), maintype="text", subtype="html", filename="report.html")
        (tmp_path / f"{known.name}.eml").write_bytes(message.as_bytes())
    found = read(tmp_path)
    for kind, known in zip(("plain", "page", "both"), KNOWN, strict=True):
        item = found[f"{known.name}.eml"]
        check(item, known, headings=kind == "page", rows=False)
        assert (item.document.title, item.document.date) == (f"Größe: {known.title}", "2024-03-05")
        check(found[f"{known.name}.eml/report.html"], KNOWN[0])


def test_archives(tmp_path, pages):
    for known, page in zip(KNOWN, pages, strict=True):
        with zipfile.ZipFile(tmp_path / f"{known.name}.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.write(page, f"deep/{known.name}.html")
            packed.writestr("plain.txt", as_text(known))
            packed.writestr("votes.csv", "\n".join(map(",".join, TABLE)))
    found = read(tmp_path)
    for known in KNOWN:
        check(found[f"{known.name}.zip/deep/{known.name}.html"], known)
        check(found[f"{known.name}.zip/plain"], known, headings=False, rows=False)
        check_rows(found[f"{known.name}.zip/votes.csv"], TABLE, "row {}")


def test_json_lines(tmp_path):
    texts = [{"id": n, "title": k.title, "text": as_text(k)} for n, k in enumerate(KNOWN)]
    lists = [{"doc_id": n, "title": k.title, "abstract": as_text(k).split("\n\n")} for n, k in enumerate(KNOWN)]
    for name, rows in (("texts.jsonl", texts), ("lists.jsonl", lists)):
        (tmp_path / name).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "array.json").write_text(json.dumps(texts, indent=1), encoding="utf-8")
    found = read(tmp_path)
    assert len(found) == 9
    for number, known in enumerate(KNOWN):
        for name in ("texts.jsonl", "lists.jsonl", "array.json"):
            item = found[f"{name}/#{number}"]
            check(item, known, headings=False, rows=False)
            assert item.document.title == known.title
        parts = as_text(known).split("\n\n")
        labels = {p.locator.label: p.text for p in found[f"lists.jsonl/#{number}"].passages}
        assert [labels[f"sentence {n}"] for n in range(1, len(parts) + 1)] == parts


def test_markdown_of_pandoc(pages, tmp_path):
    for path in pages:
        convert_with_pandoc(path, tmp_path / f"{path.stem}.md", format="gfm")
    found = read(tmp_path)
    for known in KNOWN:
        check(found[known.name], known, rows=False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_plain_text(tmp_path, encoding):
    for known in KNOWN:
        (tmp_path / f"{known.name}.txt").write_bytes(as_text(known).encode(encoding, "replace"))
    found = read(tmp_path)
    for known in KNOWN:
        check(found[known.name], known, headings=False, rows=False)
