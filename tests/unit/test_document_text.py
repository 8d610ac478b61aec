import io
import zipfile

import pytest
from reading import check, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text, looks_like_header
from claimcheck.ingestion.readers.zip_bounds import check_container


def builder(**limits):
    return TextBuilder(source(b"", "notes.docx", **limits))


def built(made, **about):
    found = made.build(extractor="x-1", about=about)
    check(found)
    return found


def labels(made):
    return [b.label for b in built(made).blocks]


def test_text_is_kept_but_for_white_space_and_controls():
    assert clean_text("\x00 a\tb\r\nc\x0bd\u2028e\x85f ") == "a b c d e f"
    assert (
        clean_text("co\u00adop\ufffe \u00a0\ufb01ve\u00a0\u00a0% \ud800") == "coop \u00a0\ufb01ve\u00a0\u00a0% \ufffd"
    )
    assert clean_text(" \u00a0 ") == ""


def test_pieces_stand_a_blank_line_apart_under_their_headings():
    made = builder()
    made.add_heading(0, "The Treaty")
    made.add_heading(1, "Part\none")
    made.add_paragraph("First.")
    made.add_paragraph(" \n ")
    made.add_heading(2, "Chapter")
    made.add_paragraph("Second.")
    made.add_heading(1, "Part two")
    found = built(made, title="The\nTreaty", author=" ")
    assert found.text == "The Treaty\n\nPart one\n\nFirst.\n\nChapter\n\nSecond.\n\nPart two\n"
    assert [(b.label, b.heading, b.whole) for b in found.blocks] == [
        ("heading", "", True),
        ("heading", "The Treaty", True),
        ("paragraph 1", "The Treaty > Part one", False),
        ("heading", "The Treaty > Part one", True),
        ("paragraph 2", "The Treaty > Part one > Chapter", False),
        ("heading", "The Treaty", True),
    ]
    assert found.about == {"title": "The Treaty"}
    assert found.extractor == "x-1"


def test_list_items_hang_on_the_paragraph_right_before_them():
    made = builder()
    made.add_paragraph("The members are:")
    made.add_item("Japan", "item 1")
    made.add_item("In Europe:", "item 2")
    made.add_note("Since 1949.", "footnote 1")
    made.add_item("Norway", depth=1)
    made.add_item("Peru", "item 3")
    made.add_paragraph("Others follow.")
    made.add_item("Chad")
    assert [(b.label, b.lead_in) for b in built(made).blocks] == [
        ("paragraph 1", ""),
        ("item 1", "The members are:"),
        ("item 2", "The members are:"),
        ("footnote 1", ""),
        ("list item", "The members are: In Europe:"),
        ("item 3", "The members are:"),
        ("paragraph 6", ""),
        ("list item", ""),
    ]


def test_an_ended_list_leads_in_nothing_more():
    made = builder()
    made.add_paragraph("The members are:")
    made.add_item("Japan")
    assert made.in_list
    made.end_list()
    made.add_item("Votes")
    assert [b.lead_in for b in built(made).blocks] == ["", "The members are:", ""]


def test_legal_paragraphs_are_told_by_their_numbers_and_letters():
    made = builder()
    made.add_paragraph("The General Assembly,")
    made.add_paragraph("1. Decides to meet.")
    made.add_paragraph("2. Calls upon States:")
    for mark in ("(a)", "(i)", "(ii)", "(b)"):
        made.add_paragraph(f"{mark} to act;")
    made.add_paragraph("(3) Stays seized.")
    made.add_paragraph("Adopted.")
    made.add_paragraph("(a) A stray letter.")
    assert labels(made)[1:] == [
        "para. 1", "para. 2", "para. 2 (a)", "para. 2 (a) (i)", "para. 2 (a) (ii)", "para. 2 (b)", "para. 3",
        "paragraph 9", "paragraph 10",
    ]  # fmt: skip
    leads = [b.lead_in for b in built(made).blocks]
    assert leads[1] == "The General Assembly,"
    assert leads[3] == leads[6] == "The General Assembly, 2. Calls upon States:"
    assert leads[7] == "The General Assembly,"
    assert leads[8:] == ["", ""]


def test_a_letter_that_is_also_a_numeral_goes_on_with_the_letters():
    made = builder()
    made.add_paragraph("1. States that:")
    for mark in "abcdefghi":
        made.add_paragraph(f"({mark}) act;")
    assert labels(made)[-1] == "para. 1 (i)"


def test_a_long_clause_before_a_comma_leads_in_nothing():
    made = builder()
    made.add_paragraph(f"Recalling {'its resolutions ' * 10},")
    made.add_paragraph("1. Decides.")
    assert built(made).blocks[1].lead_in == ""


def test_lead_ins_are_short_and_cut_at_a_word():
    made = builder()
    made.add_paragraph(f"{'word ' * 200}these:")
    made.add_item("Japan")
    lead_in = built(made).blocks[1].lead_in
    assert 490 <= len(lead_in) <= 500
    assert lead_in.startswith("word ")
    assert lead_in.endswith("these:")


def test_rows_read_with_the_names_of_their_columns():
    made = builder()
    made.add_table([["Country", "Votes:", ""], ["Japan", "1\n2", "x"], ["", "", ""], ["Norway", "14"]], header=True)
    made.add_table([["a", "b"], ["c", "d"]])
    made.add_table([["a", "b"], ["c", "d"]], header=True)
    found = built(made)
    assert words(found) == [
        "Country; Votes:", "Country: Japan; Votes: 1 2; x", "Country: Norway; Votes: 14",
        "a; b", "c; d", "a; b", "a: c; b: d",
    ]  # fmt: skip
    assert [b.label for b in found.blocks][:3] == ["table 1, row 1", "table 1, row 2", "table 1, row 4"]
    assert found.blocks[-1].label == "table 3, row 2"
    assert all(b.whole for b in found.blocks)


def test_a_table_of_one_column_is_paragraphs_and_a_very_long_row_is_cut():
    made = builder()
    made.add_table([["One."], ["Two."]])
    made.add_table([["Left. " * 100, "Right. " * 100]])
    blocks = built(made).blocks
    assert [b.label for b in blocks] == ["paragraph 1", "paragraph 2", "table 1, row 1"]
    assert not blocks[2].whole


@pytest.mark.parametrize(
    ("rows", "is_header"),
    [
        ([["Country", "Votes"], ["Japan", "12"]], True),
        ([["", "Votes"], ["Japan", "12"]], True),
        ([["Country", "Capital"], ["Japan", "Tokyo"]], False),
        ([["2017", "12"], ["2018", "14"]], False),
        ([["Votes", "Votes"], ["1", "2"]], False),
        ([["Country", "Votes"]], False),
        ([["Country", "A very long sentence that would hardly be the name of any column at all"], ["a", "1"]], False),
        ([], False),
    ],
)
def test_a_header_is_short_words_above_figures(rows, is_header):
    assert looks_like_header(rows) is is_header


def test_longer_texts_than_allowed_and_empty_ones_are_refused():
    made = builder(max_characters=10)
    made.add_paragraph("12345")
    with pytest.raises(UnreadableInput, match=r"notes.docx: holds more than 10 characters \(raise the setting max_ch"):
        made.add_paragraph("6789")
    with pytest.raises(UnreadableInput, match="holds no text"):
        builder().build(extractor="x-1")


# The check of ZIP containers.


def packed(parts, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as container:
        for name, data in parts.items():
            container.writestr(name, data)
    return file.getvalue()


def refusal(data, **limits):
    with pytest.raises(UnreadableInput) as found:
        check_container(source(data, "a.docx", **limits))
    assert found.value.path == "a.docx"
    return found.value.message


def test_an_ordinary_container_passes_and_stands_at_its_beginning():
    opened = source(packed({"a.xml": "<?xml version='1.0'?><!-- x --><a/>", "folder/": "", "b.png": b"\x89PNG\r\n"}))
    check_container(opened)
    assert opened.file.tell() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["a.xml", "a.bin"])
def test_xml_that_declares_entities_is_refused(name, encoding):
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{' ' * 100_000}<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"
    assert "XML with entities" in refusal(packed({name: xml.encode(encoding)}))


def test_a_document_type_without_entities_passes():
    xml = '<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><a/>'
    check_container(source(packed({"META-INF/manifest.xml": xml})))


def test_xml_in_an_encoding_that_hides_it_is_refused():
    assert "damaged XML" in refusal(packed({"a.xml": b"<?xml version='1.0' encoding='utf-7'?><a/>"}))


def test_bombs_are_refused_before_they_are_inflated():
    bomb = packed({"a.xml": b"<a>" + b" " * 12_000_000})
    assert "more than 250 times its size" in refusal(bomb)
    assert "unpacks to more than 1,000,000 bytes" in refusal(bomb, max_megabytes=4)
    assert "holds more than 2 parts" in refusal(packed(dict.fromkeys("abc", b"")), max_members=2)
    assert "unusual way" in refusal(packed({"a.xml": b"<a/>"}, zipfile.ZIP_LZMA))


def test_a_directory_that_lies_about_sizes_is_found_out():
    honest, said = (9_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    assert "has not the size" in refusal(packed({"a.bin": b" " * 9_000_000}).replace(honest, said))


def test_locked_and_damaged_containers_are_refused():
    locked = bytearray(packed({"a.xml": b"<a/>"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert "locked with a password" in refusal(bytes(locked))
    assert "locked with a password" in refusal(packed({"META-INF/manifest.xml": "<m><encryption-data/></m>"}))
    assert "is damaged" in refusal(b"PK\x03\x04 and no more")
    assert "is damaged" in refusal(packed({"a.xml": b"<a/>" * 100}).replace(b"PK\x03\x04", b"PK\x03\x05"))
