import io
import zipfile
from contextlib import suppress

import docx
import pytest
from reading import read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.docx import read_docx

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARTS = ("styles", "numbering", "footnotes", "endnotes")


def packed(body, root=f'<w:document xmlns:w="{W}" xmlns:mc="urn:mc">', **parts):
    """Return a DOCX file of the XML of its parts."""
    relations = "".join(f'<Relationship Id="r{n}" Type="{REL}/{n}" Target="{n}.xml"/>' for n in (*PARTS, "theme"))
    files = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{REL}/officeDocument" Target="word/document.xml"/>'
        '<Relationship Id="b" Type="urn:metadata/core-properties" Target="core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"<Relationships>{relations}</Relationships>",
        "word/document.xml": f"{root}<w:body>{body}</w:body></w:document>",
    }
    for name, xml in parts.items():
        files["core.xml" if name == "core" else f"word/{name}.xml"] = f'<w:{name} xmlns:w="{W}">{xml}</w:{name}>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, xml in files.items():
            container.writestr(name, xml)
    return file.getvalue()


def p(text, properties="", inside=""):
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r>{inside}</w:p>"


def read(body, **parts):
    return read_one(read_docx, packed(body, **parts))


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def listed(levels, num='<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>'):
    return f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{num}'


def level(depth, kind, pattern):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def item(text, depth=0, key=7):
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')


DECIMAL = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "lowerRoman", "(%3)")


def test_a_document_made_with_the_library():
    document = docx.Document()
    document.core_properties.title = "The\nBan Treaty"
    document.core_properties.author = "Registry"
    document.core_properties.language = "en"
    document.core_properties.subject = "Weapons"
    document.add_heading("The Ban Treaty", 0)
    document.add_heading("Part one", 1)
    document.add_paragraph("The first\nline.\tIt goes on.")
    document.add_heading("Votes", 2)
    document.add_paragraph("The members are:")
    document.add_paragraph("Japan", style="List Bullet")
    document.add_paragraph("Norway", style="List Number")
    table = document.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, (("Country", "Votes"), ("Japan", "12"), ("Norway", "14")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("After the table.")
    document.sections[0].header.paragraphs[0].text = "Seen on every page"
    found = read_one(read_docx, saved(document))
    assert [(b.label, b.heading, b.whole) for b in found.blocks] == [
        ("heading", "", True),
        ("heading", "The Ban Treaty", True),
        ("paragraph 1", "The Ban Treaty > Part one", False),
        ("heading", "The Ban Treaty > Part one", True),
        ("paragraph 2", "The Ban Treaty > Part one > Votes", False),
        ("list item", "The Ban Treaty > Part one > Votes", False),
        ("item 1", "The Ban Treaty > Part one > Votes", False),
        ("table 1, row 1", "The Ban Treaty > Part one > Votes", True),
        ("table 1, row 2", "The Ban Treaty > Part one > Votes", True),
        ("table 1, row 3", "The Ban Treaty > Part one > Votes", True),
        ("paragraph 5", "The Ban Treaty > Part one > Votes", False),
    ]
    assert words(found)[2] == "The first line. It goes on."
    assert words(found)[-4:] == [
        "Country; Votes", "Country: Japan; Votes: 12", "Country: Norway; Votes: 14", "After the table."
    ]  # fmt: skip
    assert found.blocks[5].lead_in == "The members are:"
    assert found.about == {
        "title": "The Ban Treaty", "author": "Registry", "subject": "Weapons", "language": "en", "saved": "2013-12-23"
    }  # fmt: skip
    assert found.extractor == f"docx-1 python-docx-{docx.__version__}"


def test_the_day_of_the_last_change_is_the_date():
    core = "<w:created>2017-08-05T10:00:00Z</w:created><w:modified>2018-01-02T10:00:00Z</w:modified>"
    assert read(p("Words."), core=core).about == {"saved": "2018-01-02"}
    assert read(p("Words."), core="<w:created>2017-08-05T10:00:00Z</w:created><w:modified>soon</w:modified>").about == {
        "saved": "2017-08-05"
    }


def test_tracked_changes_read_as_accepted_and_comments_are_left_out():
    body = (
        '<w:p><w:r><w:t xml:space="preserve">States </w:t></w:r>'
        "<w:del><w:r><w:delText>must</w:delText><w:t>must</w:t></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>may</w:t></w:r></w:ins>"
        "<w:moveTo><w:r><w:t>, so</w:t></w:r></w:moveTo><w:r><w:commentReference w:id='1'/></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>.</w:t></w:r></w:p>'
    )
    assert read(body, comments=p("A comment.")).text == "States may, so.\n"


def test_links_fields_and_controls_keep_their_words():
    body = (
        "<w:p><w:hyperlink><w:r><w:t>Here</w:t></w:r></w:hyperlink><w:r><w:br/><w:instrText>PAGE</w:instrText></w:r>"
        "<w:fldSimple><w:r><w:t>12</w:t></w:r></w:fldSimple><w:sdt><w:sdtContent><w:r><w:t>co</w:t><w:noBreakHyphen/>"
        "<w:t>op</w:t><w:softHyphen/></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{p('In a control.')}</w:sdtContent></w:sdt>"
    )
    assert words(read(body)) == ["Here 12co-op", "In a control."]


def test_text_boxes_follow_their_paragraph_once():
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert words(read(p("Outside.", inside=f"{both}</w:r>"))) == ["Outside.", "In the box."]


def test_notes_follow_the_paragraph_that_refers_to_them():
    refer = '<w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t>, and on.</w:t></w:r>'
    end = '<w:r><w:endnoteReference w:id="5"/></w:r>'
    found = read(
        p("Here", inside=refer) + p("There.", inside=end) + p("Last."),
        footnotes=f'<w:footnote w:id="0">{p("line")}</w:footnote>'
        f'<w:footnote w:id="5">{p("A note.")}{p("Two.")}</w:footnote>',
        endnotes=f'<w:endnote w:id="5">{p("An endnote.")}</w:endnote>',
    )
    assert list(zip(words(found), (b.label for b in found.blocks), strict=True)) == [
        ("Here, and on.", "paragraph 1"),
        ("A note.", "footnote 1"),
        ("Two.", "footnote 1"),
        ("There.", "paragraph 2"),
        ("An endnote.", "endnote 1"),
        ("Last.", "paragraph 3"),
    ]


def test_automatic_numbers_become_labels():
    body = (
        p("The aims:") + item("peace") + item("order, such as", 1) + item("of law", 1) + item("deep", 2) + item("trade")
        + p("Between.") + item("aid") + item("unnumbered", key=0)
    )  # fmt: skip
    found = read(body, numbering=listed(DECIMAL))
    assert [b.label for b in found.blocks] == [
        "paragraph 1", "item 1", "item 1 (a)", "item 1 (b)", "item 1 (b) (i)", "item 2", "paragraph 7", "item 3",
        "paragraph 9",
    ]  # fmt: skip
    assert [b.lead_in for b in found.blocks][1:6] == ["The aims:"] * 5
    assert "1" not in found.text


def test_empty_items_are_counted_and_deleted_ones_are_not():
    gone = item("").replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>")
    found = read(item("one") + item("") + gone + item("three"), numbering=listed(DECIMAL))
    assert [b.label for b in found.blocks] == ["item 1", "item 3"]


def test_long_numbered_paragraphs_are_those_of_a_resolution():
    long = "Decides to convene a conference in New York in the year 2017, open to all States"
    body = p("The Assembly,") + item(f"{long}:") + item("with aid", 1) + item("Stays seized.")
    found = read(body, numbering=listed(DECIMAL))
    assert [b.label for b in found.blocks] == ["paragraph 1", "para. 1", "para. 1 (a)", "para. 2"]
    assert [b.lead_in for b in found.blocks] == [
        "", "The Assembly,", f"The Assembly, {long}:", "The Assembly,"
    ]  # fmt: skip
    found = read(item(f"{long}.") + item("Stays seized."), numbering=listed(DECIMAL))
    assert [(b.label, b.lead_in) for b in found.blocks] == [("para. 1", ""), ("para. 2", "")]


def test_numbers_are_written_as_the_list_says():
    levels = level(0, "decimal", "%1") + level(1, "decimal", "%1.%2")
    restart = (
        '<w:num w:numId="8"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    numbering = listed(levels, f'<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num>{restart}')
    found = read(item("a") + item("b", 1) + item("c", key=8), numbering=numbering)
    assert [b.label for b in found.blocks] == ["item 1", "item 1.1", "item 5"]
    found = read(item("a") + item("b"), numbering=listed(level(0, "upperRoman", "Article %1.")))
    assert [b.label for b in found.blocks] == ["Article I.", "Article II."]
    assert read(item("a"), numbering=listed(level(0, "bullet", "o"))).blocks[0].label == "list item"


def style(key, name, properties="", based_on=""):
    return (
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>'
        f"<w:pPr>{properties}</w:pPr></w:style>"
    )


def test_headings_are_told_by_style_name_outline_level_and_ancestry():
    styles = (
        style("berschrift1", "heading 1") + style("mine", "Mine", based_on="berschrift1")
        + style("deep", "Deep", '<w:outlineLvl w:val="1"/>') + style("a", "A", based_on="b")
        + style("b", "B", based_on="a") + style("toc", "toc 1")
    )  # fmt: skip
    body = (
        p("One", '<w:pStyle w:val="mine"/>') + p("Two", '<w:pStyle w:val="deep"/>')
        + p("Three", '<w:outlineLvl w:val="2"/>') + p("Body", '<w:pStyle w:val="mine"/><w:outlineLvl w:val="9"/>')
        + p("Loop", '<w:pStyle w:val="a"/>') + p("One ..... 3", '<w:pStyle w:val="toc"/>')
        + p("Long. " * 60, '<w:pStyle w:val="mine"/>')
    )  # fmt: skip
    found = read(body, styles=styles)
    assert [(b.label, b.heading) for b in found.blocks] == [
        ("heading", ""),
        ("heading", "One"),
        ("heading", "One > Two"),
        ("paragraph 1", "One > Two > Three"),
        ("paragraph 2", "One > Two > Three"),
        ("paragraph 3", "One > Two > Three"),
    ]
    assert "....." not in found.text


def tc(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_merged_cells_are_not_doubled_and_keep_their_columns():
    table = (
        tr(tc("State"), tc("Capital"), tc("Seat"), properties="<w:tblHeader/>")
        + tr(tc("Japan", '<w:vMerge w:val="restart"/>'), tc("Tokyo", '<w:gridSpan w:val="2"/>'))
        + tr(tc("Japan", "<w:vMerge/>"), tc("Kyoto"), tc("none"))
        + tr(tc("late"), properties='<w:gridBefore w:val="2"/>')
        + tr(tc("gone"), tc("gone"), properties="<w:del/>")
    )
    assert words(read(f"<w:tbl>{table}</w:tbl>")) == [
        "State; Capital; Seat", "State: Japan; Capital: Tokyo", "Capital: Kyoto; Seat: none", "Seat: late"
    ]  # fmt: skip


def test_nested_tables_and_notes_in_tables_stand_in_their_row():
    inner = f"<w:tbl>{tr(tc('in'), tc('ner'))}</w:tbl>"
    noted = p("noted", inside='<w:r><w:footnoteReference w:id="1"/></w:r>')
    right = "<w:tc>" + p("right") + inner + "</w:tc>"
    table = "<w:tbl>" + tr(tc("left"), right) + tr("<w:tc>" + noted + "</w:tc>", tc("x")) + "</w:tbl>"
    found = read(table + p("After."), footnotes=f'<w:footnote w:id="1">{p("Note.")}</w:footnote>')
    assert words(found) == ["left; right in ner", "noted; x", "Note.", "After."]
    assert [b.label for b in found.blocks] == ["table 1, row 1", "table 1, row 2", "footnote 1", "paragraph 1"]


def test_a_bold_first_row_names_the_columns_and_a_frame_of_one_cell_does_not_hide_headings():
    def bold(text):
        return f"<w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc>"

    table = f"<w:tbl>{tr(bold('State'), bold('Capital'))}{tr(tc('Japan'), tc('Tokyo'))}</w:tbl>"
    assert words(read(table))[1] == "State: Japan; Capital: Tokyo"
    heading = p("Part", '<w:outlineLvl w:val="0"/>')
    framed = read("<w:tbl>" + tr("<w:tc>" + heading + p("Words.") + "</w:tc>") + "</w:tbl>")
    assert [(b.label, b.heading) for b in framed.blocks] == [("heading", ""), ("paragraph 1", "Part")]


def test_the_strict_variant_is_read():
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
    assert read_one(read_docx, packed(p("Words."), root=strict)).text == "Words.\n"


def refusal(data, **limits):
    with pytest.raises(UnreadableInput) as found:
        list(read_docx(source(data, "a.docx", **limits)))
    assert found.value.path == "a.docx"
    return found.value.message


def test_what_is_no_document_is_refused():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as container:
        container.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(other.getvalue()) == "holds no Word document"
    assert refusal(packed("")) == "holds no text"
    assert "is damaged" in refusal(packed("<w:p>"))
    assert "is damaged" in refusal(b"PK\x03\x04")
    assert "larger than 100 bytes" in refusal(packed(p("a")), max_bytes=100)
    assert "more than 5 characters" in refusal(packed(p("abcdef")), max_characters=5)


def test_entities_and_deep_nesting_are_refused():
    evil = f'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{W}">'
    assert "XML with entities" in refusal(packed(p("&x;"), root=evil))
    depth = 5_000
    assert "is damaged: Excessive depth" in refusal(packed("<w:sdt>" * depth + p("a") + "</w:sdt>" * depth))


def test_whatever_is_cut_or_changed_is_read_or_refused():
    whole = packed(p("Words of the treaty.") * 3, styles=style("a", "heading 1"), numbering=listed(DECIMAL))
    for end in range(0, len(whole), 101):
        refusal(whole[:end])
    for at in range(0, len(whole), 23):
        with suppress(UnreadableInput):
            list(read_docx(source(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])))


@pytest.mark.parametrize("value", ["-1", "99999999999999999999", "x", "", "\u0663"])
def test_odd_numbers_do_no_harm(value):
    body = item("a", value, value) + item("b", value) + p("c", f'<w:outlineLvl w:val="{value}"/>')
    wide = tc("d", f'<w:gridSpan w:val="{value}"/>')
    body += "<w:tbl>" + tr(wide, tc("e")) + "</w:tbl>"
    numbering = listed(DECIMAL.replace('"1"', f'"{value}"'))
    assert words(read(body, numbering=numbering)) == ["a", "b", "c", "d; e"]
