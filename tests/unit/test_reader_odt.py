import io
import zipfile
from contextlib import suppress
from importlib.metadata import version

import pytest
from odfdo import Document, Header, List, Paragraph
from reading import read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.odt import read_odt

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "style", "meta")
)
KIND = "application/vnd.oasis.opendocument.text"


def packed(body, styles="", meta="", kind=KIND, prolog="", **parts):
    """Return an ODT file of the XML of its body, its automatic styles and its meta."""
    root = "office:document-content"
    within = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    text = "text" if kind == KIND else "spreadsheet"
    files = {
        "mimetype": kind,
        "content.xml": f"{prolog}<{root} {NAMES}>{within}<office:body>"
        f"<office:{text}>{body}</office:{text}></office:body></{root}>",
        "meta.xml": f'<office:document-meta {NAMES} xmlns:dc="urn:dc"><office:meta>{meta}</office:meta>'
        "</office:document-meta>",
        **parts,
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, xml in files.items():
            container.writestr(name, xml)
    return file.getvalue()


def p(text, style=""):
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text, level=1):
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def read(body, **parts):
    return read_one(read_odt, packed(body, **parts))


def blocks(found):
    return list(zip(words(found), (b.label for b in found.blocks), strict=True))


def test_a_document_made_with_the_library():
    document = Document("text")
    document.body.clear()
    document.meta.title = "The Ban Treaty"
    document.body.append(Header(1, "Part one"))
    document.body.append(Paragraph("The members\tare:"))
    document.body.append(List(["Japan", "Norway"]))
    document.body.append(Header(2, "Votes"))
    document.body.append(Paragraph("Words of it."))
    file = io.BytesIO()
    document.save(file)
    found = read_one(read_odt, file.getvalue())
    assert found.text == "Part one\n\nThe members are:\n\nJapan\n\nNorway\n\nVotes\n\nWords of it.\n"
    assert [(b.label, b.heading, b.lead_in, b.whole) for b in found.blocks] == [
        ("heading", "", "", True),
        ("paragraph 1", "Part one", "", False),
        ("list item", "Part one", "The members are:", False),
        ("list item", "Part one", "The members are:", False),
        ("heading", "Part one", "", True),
        ("paragraph 4", "Part one > Votes", "", False),
    ]
    assert found.about["title"] == "The Ban Treaty"
    assert found.extractor == f"odt-1 odfdo-{version('odfdo')}"


def test_what_the_file_says_of_itself():
    meta = (
        "<dc:title>The\nTreaty</dc:title><dc:subject>Arms</dc:subject><dc:language>en-GB</dc:language>"
        "<meta:initial-creator>Registry</meta:initial-creator><dc:creator>Clerk</dc:creator>"
        "<meta:creation-date>2017-08-05T10:00:00.5</meta:creation-date><dc:date>2018-01-02T09:00:00</dc:date>"
    )
    about = {"title": "The Treaty", "subject": "Arms", "language": "en-GB", "author": "Registry", "saved": "2018-01-02"}
    assert read(p("a"), meta=meta).about == about
    assert read(p("a"), meta=meta.replace("2018-01-02", "someday")).about["saved"] == "2017-08-05"


def test_white_space_links_and_spans_keep_their_words():
    body = p(
        'One<text:s text:c="3"/>two<text:tab/><text:span>thr<text:a>ee</text:a> </text:span>four<text:line-break/>5'
    )
    assert read(body).text == "One two three four 5\n"


def test_comments_deletions_hidden_text_and_indexes_are_left_out():
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('deleted')}</text:deletion></text:changed-region>"
        "</text:tracked-changes>"
        + p(f"Kept<office:annotation>{p('comment')}</office:annotation>, <text:change/>all"
            "<text:hidden-text>hidden</text:hidden-text> of it.")
        + f"<text:table-of-content><text:index-body>{p('Part one 3')}</text:index-body></text:table-of-content>"
        + f'<text:section text:display="none">{p("unseen")}</text:section><text:section>{p("Seen.")}</text:section>'
    )  # fmt: skip
    assert words(read(body)) == ["Kept, all of it.", "Seen."]


def test_text_in_a_hiding_style_is_left_out():
    styles = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    body = p('Seen<text:span text:style-name="T1"> not</text:span>, <text:span text:style-name="T2">too</text:span>.')
    assert read(body, styles=styles).text == "Seen, too.\n"


def test_notes_and_text_boxes_follow_their_paragraph():
    note = f"<text:note text:note-class='{{}}'><text:note-citation>9</text:note-citation><text:note-body>{p('{}')}{{}}</text:note-body></text:note>"  # noqa: E501
    body = (
        p(f"Here{note.format('footnote', 'A note.', p('Two.'))}, and on.")
        + p(f"There.{note.format('endnote', 'An endnote.', '')}")
        + p(f"Box:<draw:frame><draw:text-box>{p('Inside.')}</draw:text-box></draw:frame>")
    )
    assert blocks(read(body)) == [
        ("Here, and on.", "paragraph 1"),
        ("A note.", "footnote 1"),
        ("Two.", "footnote 1"),
        ("There.", "paragraph 2"),
        ("An endnote.", "endnote 1"),
        ("Box:", "paragraph 3"),
        ("Inside.", "paragraph 4"),
    ]


LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("/>'
    '<text:list-level-style-bullet text:level="3"/></text:list-style>'
    '<text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="I" '
    'text:start-value="4"/><text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/>'
    "</text:list-style>"
)


def listed(*items, style="L", more=""):
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def nested(*items):
    return listed(*items).replace('text:style-name="L"', "")


def test_numbers_of_lists_become_labels():
    body = (
        p("The aims:")
        + listed(p("peace"), p("order:") + nested(p("law") + nested(p("bullet")), p("right")), p("trade") + p("more"))
        + p("Between.")
        + listed(p("aid"), more='text:continue-numbering="true"')
        + listed(p("new"))
        + listed(p("four"), nested(p("sub")), style="M")
    )
    found = read(body, styles=LIST)
    assert blocks(found) == [
        ("The aims:", "paragraph 1"),
        ("peace", "item 1"),
        ("order:", "item 2"),
        ("law", "item 2 (a)"),
        ("bullet", "list item"),
        ("right", "item 2 (b)"),
        ("trade", "item 3"),
        ("more", "item 3"),
        ("Between.", "paragraph 9"),
        ("aid", "item 4"),
        ("new", "item 1"),
        ("four", "item IV"),
        ("sub", "item IV.1"),
    ]
    assert [b.lead_in for b in found.blocks][1:5] == [
        "The aims:", "The aims:", "The aims: order:", "The aims: order:"
    ]  # fmt: skip
    assert [b.lead_in for b in found.blocks][9:] == [""] * 4


def test_a_list_goes_on_with_the_one_that_it_names():
    first = listed(p("one"), more='xml:id="a"')
    body = first + listed(p("x"), style="M") + listed(p("two"), more='text:continue-list="a"')
    assert [b.label for b in read(body, styles=LIST).blocks] == ["item 1", "item IV", "item 2"]


def test_long_numbered_paragraphs_are_those_of_a_resolution():
    long = "Decides to convene a conference in New York in the year 2017, open to all States."
    found = read(p("The Assembly,") + listed(p(long), p("Stays seized.")), styles=LIST)
    assert [(b.label, b.lead_in) for b in found.blocks][1:] == [
        ("para. 1", "The Assembly,"),
        ("para. 2", "The Assembly,"),
    ]


def test_a_title_is_told_by_what_its_style_is_based_on():
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    styles += '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="P2"/>'
    found = read(p("The Treaty", "P1") + h("Part") + p("a", "P2") + h("Long " * 80), styles=styles)
    assert [(b.label, b.heading) for b in found.blocks] == [
        ("heading", ""), ("heading", "The Treaty"), ("paragraph 1", "The Treaty > Part"),
        ("paragraph 2", "The Treaty > Part"),
    ]  # fmt: skip


def row(*cells):
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def cell(text, more=""):
    return f"<table:table-cell {more}>{text}</table:table-cell>"


def test_tables_read_row_by_row_with_the_names_of_their_columns():
    covered = "<table:covered-table-cell/>"
    head = row(cell(p("State")), cell(p("Capital")), cell(p("Seat")))
    inner = f"<table:table>{row(cell(p('in')), cell(p('ner')))}</table:table>"
    table = (
        f"<table:table><table:table-column/><table:table-header-rows>{head}</table:table-header-rows>"
        + row(cell(p("Japan"), 'table:number-rows-spanned="2"'), cell(p("Tokyo")), covered)
        + row(covered, cell(p("Kyoto") + inner), cell(p("none")))
        + row(cell("", 'table:number-columns-repeated="2"'), cell(p("late")))
        + "</table:table>"
    )  # fmt: skip
    found = read(p("Before.") + table + f"<table:table>{row(cell(h('Framed')))}{row(cell(p('Words.')))}</table:table>")
    assert blocks(found) == [
        ("Before.", "paragraph 1"),
        ("State; Capital; Seat", "table 1, row 1"),
        ("State: Japan; Capital: Tokyo", "table 1, row 2"),
        ("Capital: Kyoto in ner; Seat: none", "table 1, row 3"),
        ("Seat: late", "table 1, row 4"),
        ("Framed", "heading"),
        ("Words.", "paragraph 2"),
    ]
    assert found.blocks[6].heading == "Framed"


def test_a_row_in_the_heading_style_names_the_columns():
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Table_20_Heading"/>'
    table = row(cell(p("State", "P1")), cell(p("Capital", "P1"))) + row(cell(p("Japan")), cell(p("Tokyo")))
    assert words(read(f"<table:table>{table}</table:table>", styles=styles))[1] == "State: Japan; Capital: Tokyo"


def refusal(data, **limits):
    with pytest.raises(UnreadableInput) as found:
        list(read_odt(source(data, "a.odt", **limits)))
    assert found.value.path == "a.odt"
    return found.value.message


def test_what_is_no_document_is_refused():
    assert refusal(packed("", kind="application/vnd.oasis.opendocument.spreadsheet")) == "holds no text document"
    assert refusal(packed("")) == "holds no text"
    assert "is damaged" in refusal(packed("", kind="application/pdf"))
    assert "is damaged" in refusal(packed("<text:p>"))
    assert "is damaged" in refusal(b"PK\x03\x04")
    assert "larger than 100 bytes" in refusal(packed(p("a")), max_bytes=100)
    assert "more than 5 characters" in refusal(packed(p("abcdef")), max_characters=5)


def test_locked_files_entities_and_deep_nesting_are_refused():
    manifest = {"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x01\x02"}
    assert refusal(packed("", **manifest)) == "is locked with a password"
    evil = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert "XML with entities" in refusal(packed(p("&x;"), prolog=evil))
    deep = "".join(f"<text:section text:name='{n}'>" for n in range(3_000)) + p("a") + "</text:section>" * 3_000
    assert "is damaged: Excessive depth" in refusal(packed(deep))


def test_whatever_is_cut_or_changed_is_read_or_refused():
    whole = packed(h("Part") + p("Words of the treaty.") + listed(p("a")), styles=LIST)
    for end in range(0, len(whole), 101):
        refusal(whole[:end])
    for at in range(0, len(whole), 23):
        with suppress(UnreadableInput):
            list(read_odt(source(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])))


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "x", "", "\u0663"])
def test_odd_numbers_do_no_harm(value):
    body = h("a", value) + listed(p("b")).replace("<text:list-item", f'<text:list-item text:start-value="{value}"')
    body += f"<table:table>{row(cell(p('c'), f'table:number-columns-repeated={value!r}'), cell(p('d')))}</table:table>"
    found = read(body, styles=LIST.replace('"1"', f'"{value}"'))
    assert words(found)[:2] == ["a", "b"]
    assert words(found)[2].endswith("c; d")
