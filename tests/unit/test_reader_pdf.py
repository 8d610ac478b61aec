"""PDF: reading order, paragraphs, furniture, origins, and files that cannot be read."""

import io
from itertools import zip_longest

import pypdfium2
import pytest
from reading import check, read_one, source, words
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers import page_ocr
from claimcheck.ingestion.readers.pdf import read_pdf

LEADING = 14
BOLD = "Helvetica-Bold"
LEFT = (
    "In the left column the first paragraph",
    "begins and goes on for some lines, as",
    "paragraphs of a newspaper do in narrow",
    "columns, until it has come to the negoti-",
    "ation that everybody had waited for.",
    "The next one starts here and is meant to",
    "break off in the middle of the sentence,",
    "which then goes on at the head of the",
)
RIGHT = (
    "right column, where it is also brought to",
    "an end that nobody can overlook at all.",
    "A third paragraph begins on the right and",
    "has three lines, of which the last one is",
    "short.",
    "A fourth paragraph ends the right column",
    "and the page as well.",
)
READ = [
    "In the left column the first paragraph begins and goes on for some lines, as paragraphs of a newspaper do in "
    "narrow columns, until it has come to the negotiation that everybody had waited for.",
    "The next one starts here and is meant to break off in the middle of the sentence, which then goes on at the "
    "head of the right column, where it is also brought to an end that nobody can overlook at all.",
    "A third paragraph begins on the right and has three lines, of which the last one is short.",
    "A fourth paragraph ends the right column and the page as well.",
]


def pdf(*pages, encrypt=None, **info):
    """Return a PDF of `pages`, each a list of (x, y from above, words, size, font)."""
    out = io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(595, 842), invariant=1, encrypt=encrypt)
    for name, value in info.items():
        getattr(drawn, f"set{name}")(value)
    for page in pages:
        for x, y, text, *font in page:
            size, face = (*font, 11, "Helvetica")[:2] if not font else (*font, "Helvetica")[:2]
            drawn.setFont(face, size)
            drawn.drawString(x, 842 - y, text)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


def column(x, y, *lines, indents=()):
    return [(x + (12 if i in indents else 0), y + LEADING * i, line) for i, line in enumerate(lines)]


def scan(text="", pages=1, size=(1240, 1754)):
    """Return a PDF whose pages are one picture each, with `text` in it."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader

    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).multiline_text((120, 150), text, font=ImageFont.load_default(34), fill=0, spacing=14)
    out = io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(595, 842), invariant=1)
    for _ in range(pages):
        drawn.drawImage(ImageReader(picture), 0, 0, 595, 842)
        drawn.showPage()
    drawn.save()
    return out.getvalue()


def merge(*files):
    merged = pypdfium2.PdfDocument.new()
    for data in files:
        one = pypdfium2.PdfDocument(data)
        merged.import_pages(one)
        one.close()
    out = io.BytesIO()
    merged.save(out)
    merged.close()
    return out.getvalue()


def read(data, **limits):
    """Return the only document in `data`, its origins checked against pdfium's own text."""
    found = read_one(read_pdf, data, "file.pdf", **limits)
    document = pypdfium2.PdfDocument(data)
    raw = []
    for page in document:
        placed = page.get_textpage()
        raw.append(placed.get_text_range())
        placed.close()
        page.close()
    document.close()
    end = 0
    for o in found.origin:
        assert o.start >= end
        end = o.start + o.length
        assert found.text[o.start : end] == raw[o.page - 1][o.offset : o.offset + o.length] != ""
    return found


def labels(found):
    return [b.label for b in found.blocks]


def refuse(data, **limits):
    with pytest.raises(UnreadableInput) as caught:
        list(read_pdf(source(data, "file.pdf", **limits)))
    return str(caught.value)


@pytest.fixture
def without_ocr(monkeypatch):
    monkeypatch.setattr(page_ocr, "find_engine", lambda: "")


def test_headings_paragraphs_and_what_the_file_says_of_itself():
    data = pdf(
        [
            (72, 80, "The Talks", 20, BOLD),
            (72, 110, "First round", 13, BOLD),
            *column(
                72,
                140,
                "The delegation said that the first round of the talks had ended without an agree-",
                "ment, and that the second   round would be held in the low-lying province of Zeeland",
                "before the end of the month.",
            ),
            *column(72, 196, "A second paragraph follows after a gap."),
            (72, 240, "Second round", 13, BOLD),
            *column(72, 266, "Nothing has been said of it."),
        ],
        Title="Talks in\nZeeland",
        Author="Press Office",
    )
    found = read(data)
    assert words(found) == [
        "The Talks",
        "First round",
        "The delegation said that the first round of the talks had ended without an agreement, and that the second "
        "round would be held in the low-lying province of Zeeland before the end of the month.",
        "A second paragraph follows after a gap.",
        "Second round",
        "Nothing has been said of it.",
    ]
    assert labels(found) == ["heading", "heading", "paragraph 1", "paragraph 2", "heading", "paragraph 3"]
    assert [b.whole for b in found.blocks] == [True, True, False, False, True, False]
    assert [b.heading for b in found.blocks] == [
        "",
        "The Talks",
        "The Talks > First round",
        "The Talks > First round",
        "The Talks",
        "The Talks > Second round",
    ]
    assert {b.page for b in found.blocks} == {1}
    assert found.about == {"title": "Talks in Zeeland", "author": "Press Office", "saved": "2000-01-01"}
    assert found.extractor.startswith("pdf-1 pypdfium2-")
    assert found.notes == ()
    assert found.form == "original"
    # All but the blanks that stand for line ends.
    assert sum(o.length for o in found.origin) > 0.97 * len("".join(words(found)))


@pytest.mark.parametrize(
    "title", ["untitled", "Microsoft Word - talks.doc", "talks_final.pdf", "x.html", "(anonymous)", "C:\\x\\y"]
)
def test_a_title_that_a_program_gave_is_none(title):
    assert "title" not in read(pdf([(72, 80, "Words.")], Title=title)).about


@pytest.mark.parametrize("by_row", [False, True])
def test_columns_are_read_one_after_the_other(by_row):
    left, right = column(60, 100, *LEFT, indents=(0, 5)), column(310, 100, *RIGHT, indents=(2, 5))
    body = [item for pair in zip_longest(left, right) for item in pair if item] if by_row else [*left, *right]
    found = read(pdf([(60, 60, "A headline that runs across both columns", 18, BOLD), *body]))
    assert words(found) == ["A headline that runs across both columns", *READ]


def test_three_columns():
    prose = (
        "The first column tells of",
        "what was done in the month",
        "of May, when nobody had",
        "yet heard of it at all, as",
    )
    second = (
        "the second one says, and",
        "also that it was known to",
        "the minister before June,",
        "which the third column, as",
    )
    third = (
        "was to be expected, denies",
        "without giving any reason",
        "that could be tested by",
        "the readers of the paper.",
    )
    body = [*column(40, 100, *prose), *column(220, 100, *second), *column(400, 100, *third)]
    assert words(read(pdf(sorted(body, key=lambda item: item[1])))) == [" ".join([*prose, *second, *third])]


def test_a_table_is_read_row_by_row():
    rows = [
        ("China", "yes", "2 March"),
        ("Japan", "yes", "3 March"),
        ("Egypt", "no", "4 March"),
        ("Spain", "no", "5 May"),
    ]
    body = [(72 + 150 * i, 100 + 16 * n, cell) for n, row in enumerate(rows) for i, cell in enumerate(row)]
    assert words(read(pdf(body))) == ["China yes 2 March", "Japan yes 3 March", "Egypt no 4 March", "Spain no 5 May"]


def test_indents_begin_paragraphs():
    lines = (
        "The first paragraph has an indent and goes on to a second",
        "line, which is full and ends with the end of its sentence.",
        "The next paragraph has an indent too, and nothing else that",
        "would tell it from the one before.",
    )
    found = read(pdf(column(72, 100, *lines, indents=(0, 2))))
    assert words(found) == [" ".join(lines[:2]), " ".join(lines[2:])]


def test_running_heads_and_page_numbers_are_left_out():
    pages = [
        [
            (72, 40, "Annual Report 2017"),
            (400, 40, "A/72/1"),
            *column(72, 100, f"In case {n * 7} something was done by somebody who is not", "known to us."),
            (290, 800, f"Page {n} of 4"),
        ]
        for n in range(1, 5)
    ]
    found = read(pdf(*pages))
    assert words(found) == [
        f"In case {n * 7} something was done by somebody who is not known to us." for n in range(1, 5)
    ]
    assert [b.page for b in found.blocks] == [1, 2, 3, 4]
    assert labels(found) == [f"paragraph {n}" for n in range(1, 5)]
    assert found.notes == ("running heads and page numbers are left out",)


def test_a_paragraph_goes_on_after_footnote_and_page_break():
    first = (
        "The committee met in Geneva and heard the representatives of all the parties who had",
        "come. This was on Monday, and on the same day it took note of the letter of the envoy.",
        "Among those heard were some that had not been invited by the secretary or his",
    )
    second = (
        "deputy, as the minutes of that day record.",
        "It rose at six and has not met again since then, for want of a room in which it could.",
    )
    note = (72, 780, "1 The letter is of 4 March.", 8)
    found = read(pdf([*column(72, 680, *first), note], column(72, 80, *second)))
    assert words(found) == [" ".join([*first, second[0]]), "1 The letter is of 4 March.", second[1]]
    assert [b.page for b in found.blocks] == [1, 1, 2]
    assert {o.page for o in found.origin} == {1, 2}


def test_numbered_paragraphs_letters_and_what_they_hang_on():
    lines = [
        (72, "1.   Condemns the test in the strongest terms;"),
        (72, "4.   Decides that all States shall:"),
        (102, "(a)  prevent the supply of arms;"),
        (102, "(b)  report within ninety days to the Committee;"),
        (72, "5.   Decides to remain seized of the matter."),
    ]
    found = read(pdf([(x, 100 + 20 * i, text) for i, (x, text) in enumerate(lines)]))
    assert labels(found) == ["para. 1", "para. 4", "para. 4 (a)", "para. 4 (b)", "para. 5"]
    assert words(found)[1:3] == ["4. Decides that all States shall:", "(a) prevent the supply of arms;"]
    assert [b.lead_in for b in found.blocks] == ["", "", *2 * ["4. Decides that all States shall:"], ""]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("a decision on the low-", "lying province of Zeeland", "low-lying"),  # written so elsewhere
        ("a decision of the Anglo-", "Saxon delegation", "Anglo-Saxon"),
        ("in the years 2016-", "2017 and later", "2016-2017"),
        ("it was left to post-", "and pre-war offices", "post- and"),
        ("see http://example.org/some-", "thing for it", "some-thing"),
        ("the whole agree-", "ment was read", "agreement"),
    ],
)
def test_hyphens_at_line_ends(above, below, joined):
    found = read(pdf([(72, 100, above), (72, 114, below), (72, 160, "In low-lying land there is water.")]))
    assert joined in words(found)[0]


def test_sideways_pages_and_stamps():
    out = io.BytesIO()
    drawn = canvas.Canvas(out, pagesize=(595, 842), invariant=1)
    drawn.drawString(72, 700, "Upright words on a page.")
    drawn.rotate(90)
    drawn.drawString(100, -20, "A stamp on the margin")
    drawn.showPage()
    drawn.rotate(90)
    for n, line in enumerate(("A table that was turned so that it", "would fit has lines that run upwards.")):
        drawn.drawString(100, -200 - 14 * n, line)
    drawn.save()
    assert words(read(out.getvalue())) == [
        "Upright words on a page.",
        "A stamp on the margin",
        "A table that was turned so that it would fit has lines that run upwards.",
    ]


def test_words_outside_the_page_are_not_read():
    assert words(read(pdf([(72, 100, "Seen."), (72, 900, "Not seen."), (700, 100, "Nor this.")]))) == ["Seen."]


def test_an_encrypted_file_is_told():
    data = pdf([(72, 100, "Secret.")], encrypt=StandardEncryption("password"))
    assert refuse(data) == "file.pdf: is encrypted (save a copy without a password)"


def test_a_file_that_opens_without_a_password_is_read():
    data = pdf([(72, 100, "Not to be printed.")], encrypt=StandardEncryption("", ownerPassword="x", canPrint=0))
    assert words(read(data)) == ["Not to be printed."]


def test_a_damaged_file_is_told_or_read_as_far_as_it_goes():
    data = pdf(*[column(72, 100, *LEFT)] * 3)
    assert refuse(b"%PDF-1.7\n" + bytes(200)) == "file.pdf: is damaged: it cannot be opened as a PDF"
    for cut in range(9, len(data), len(data) // 25):
        for hostile in (data[:cut], data[:cut] + data[cut + 40 :], data[:cut] + b"\xff" * 40 + data[cut + 40 :]):
            told = ""
            try:
                check(*read_pdf(source(hostile, "file.pdf")))
            except UnreadableInput as error:
                told = error.message
            assert not told or "damaged" in told or told == "holds no text"


def test_limits():
    data = pdf(*[[(72, 100, f"Page text {n}.")] for n in range(5)])
    assert refuse(data, max_pages=4) == "file.pdf: has more than 4 pages (raise the setting max_pages)"
    assert (
        refuse(data, max_characters=30) == "file.pdf: holds more than 30 characters (raise the setting max_characters)"
    )
    assert "max_bytes" in refuse(data, max_bytes=100)


def test_a_file_without_words_is_told():
    assert refuse(pdf([])) == "file.pdf: holds no text"


@pytest.mark.usefixtures("without_ocr")
def test_a_scan_is_told():
    told = "file.pdf: is scanned: its pages are pictures of text (install claimcheck-desk[ocr] and Tesseract)"
    assert refuse(scan("Words", 2)) == told


@pytest.mark.usefixtures("without_ocr")
def test_scanned_pages_among_others_are_told():
    found = read(merge(pdf(column(72, 100, *LEFT[:5])), scan("Words", 2)))
    assert words(found) == [READ[0]]
    assert found.notes == ("pages 2 and 3 are pictures of text and were not read",)
    assert found.form == "original"


@pytest.mark.skipif(not page_ocr.find_engine(), reason="Tesseract is not installed")
def test_scanned_pages_are_recognised():
    text = "The council met on Monday.\nIt decided nothing."
    found = read(merge(pdf(column(72, 100, *LEFT[:5])), scan(text)))
    assert words(found) == [READ[0], "The council met on Monday. It decided nothing."]
    assert [b.page for b in found.blocks] == [1, 2]
    assert {o.page for o in found.origin} == {1}
    assert found.form == "ocr"
    assert found.notes == ("page 2 is a picture of text: its words were recognised and may be wrong",)
    assert "tesseract-" in found.extractor


@pytest.mark.skipif(not page_ocr.find_engine(), reason="Tesseract is not installed")
def test_a_language_that_tesseract_lacks_is_told():
    assert "ocr_language 'xyz'" in refuse(scan("Words"), ocr_language="xyz")


def test_the_picture_of_a_huge_page_is_bounded():
    for width, height in ((595, 842), (14_400, 14_400), (200_000, 1), (0, 0)):
        scale = page_ocr.picture_scale(width, height)
        assert width * height * scale**2 <= 20_000_001
        assert max(width, height) * scale <= 10_001
    assert page_ocr.picture_scale(595, 842) == 300 / 72
