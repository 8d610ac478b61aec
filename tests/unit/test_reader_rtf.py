import time
from contextlib import suppress
from importlib.metadata import version

import pytest
from reading import read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.rtf import read_rtf

FONTS = r"{\fonttbl{\f0\fcharset0 Times{\*\falt Roman};}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset77 Geneva;}}"
STYLES = r"{\stylesheet{\s0 Normal;}{\s1\sb240\outlinelevel0 heading 1;}{\s2\outlinelevel1 heading 2;}}"


def rtf(body, head="\\ansi\\ansicpg1252\\deff0"):
    return f"{{\\rtf1{head}{FONTS}{STYLES}\n{body}}}".encode("latin-1")


def read(body, **more):
    return read_one(read_rtf, rtf(body, **more))


def blocks(found):
    return list(zip(words(found), (b.label for b in found.blocks), strict=True))


def test_paragraphs_headings_and_what_the_file_says_of_itself():
    found = read(
        r"{\info{\title The Ban\'20Treaty}{\author Registry}{\subject \u1040?}{\creatim\yr2017\mo8\dy5\hr9}"
        r"{\revtim\yr2018\mo1\dy2}{\company Unread}}"
        r"\pard\plain\s1\outlinelevel0 Part \b one\b0\par \pard\plain First\line line.\tab On.\par"
        r"\pard\s2 Votes\par\pard Second.\par{\pard\outlinelevel9 Third.\par}Last"
    )
    assert blocks(found) == [
        ("Part one", "heading"),
        ("First line. On.", "paragraph 1"),
        ("Votes", "heading"),
        ("Second.", "paragraph 2"),
        ("Third.", "paragraph 3"),
        ("Last", "paragraph 4"),
    ]
    assert [b.heading for b in found.blocks][1:4] == ["Part one", "Part one", "Part one > Votes"]
    assert found.about == {"title": "The Ban Treaty", "author": "Registry", "subject": "\u0410", "saved": "2018-01-02"}
    assert found.extractor == f"rtf-1 striprtf-{version('striprtf')}"
    assert found.notes == ()


def test_without_a_day_of_change_the_day_of_making_is_the_date():
    assert read(r"{\info{\creatim\yr2017\mo8\dy5}{\revtim\yr2018\mo13\dy2}}a").about == {"saved": "2017-08-05"}
    assert read(r"{\info{\creatim\yr0\mo0\dy0}}a").about == {}


def test_headings_are_told_by_the_names_of_their_styles():
    styles = r"{\stylesheet{\s0 Normal;}{\s5\b Title;}{\s6\b Heading 2;}{\*\cs7 Heading 1;}}"
    found = read(styles + r"\pard\s5 The Treaty\par\pard\s6 Votes\par\pard\s0 Words.\par\pard\s7 More.\par")
    assert [(b.label, b.heading) for b in found.blocks] == [
        ("heading", ""),
        ("heading", "The Treaty"),
        ("paragraph 1", "The Treaty > Votes"),
        ("paragraph 2", "The Treaty > Votes"),
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"caf\'e9 \u8212- \emdash  \ldblquote x\rdblquote", "café \u2014 \u2014 \u201cx\u201d"),
        ("caf\xe9 \x93x\x94", "café \u201cx\u201d"),
        (r"{\f1 \'cf\'f0\'e0\'e2\'e4\'e0} and {\f2\'8e}", "Правда and é"),
        (r"\u-10179\'3f\u-8704\'3f", "\U0001f600"),
        (r"\uc0\u233 t\u233 {\uc2\u233\'65\'65x}", "étééx"),
        (r"a\{b\}\\par c", r"a{b}\par c"),
        (r"\\pict \\bin \{x\} \\field", r"\pict \bin {x} \field"),
        (r"co\-op\~a\_b", "coop\u00a0a\u2011b"),
        (r"a\u55296?b\u99999999?c", "a\ufffdb?c"),
        ("split\r\nword", "splitword"),
    ],
)
def test_characters(raw, text):
    assert read(raw).text == f"{text}\n"


def test_the_code_page_is_the_one_that_the_file_names():
    assert read(r"{\f9\'cf}", head=r"\ansi\ansicpg1251").text == "П\n"
    assert read(r"{\f9\'8e}", head=r"\mac").text == "é\n"
    assert read(r"{\f9\'e9}", head=r"\ansi\ansicpg99999").text == "é\n"


def test_what_a_reader_does_not_see_is_left_out():
    body = (
        r"{\header Every page\par}{\*\generator Any;}{\pict\pngblip 89504e47 {\*\x}}{\*\annotation A comment}"
        r"{\deleted gone }{\v unseen}\v unseen \v0 Kept{\*\bkmkstart a}{\xe{\v entry}}. {\pict\bin5 }}}}}x}"
        r"{\field{\*\fldinst{HYPERLINK \"http://example.org\"}}{\fldrslt{A link}}}"
        r"{\*\listtable{\list 1}}{\object{\*\objdata 0102}{\result .}}"
    )
    assert read(body).text == "Kept. A link.\n"


def test_notes_and_text_boxes_follow_their_paragraph():
    found = read(
        r"Here{\super\chftn}{\*\footnote\pard\plain\chftn  A note.\par Two.}, and on.\par "
        r"There{\footnote\ftnalt An endnote.}.\par "
        r"Box{\shp{\*\shpinst{\sp{\sn name}{\sv 1}}{\shptxt\pard Inside.\par Twice.\par}}{\shprslt Inside.}}.\par Last."
    )
    assert blocks(found) == [
        ("Here, and on.", "paragraph 1"),
        ("A note.", "footnote 1"),
        ("Two.", "footnote 1"),
        ("There.", "paragraph 2"),
        ("An endnote.", "endnote 1"),
        ("Box.", "paragraph 3"),
        ("Inside.", "paragraph 4"),
        ("Twice.", "paragraph 5"),
        ("Last.", "paragraph 6"),
    ]


def test_numbers_of_lists_become_labels():
    def item(number, text, depth=0):
        return rf"{{\listtext\pard\plain {number}\tab}}\ls1\ilvl{depth} {text}\par\pard "

    body = (
        r"The aims:\par\pard " + item("1.", "peace") + item("2.", "order") + item("(a)", "law", 1)
        + item("3.", "trade") + item(r"\bullet ", "free") + r"Between.\par " + item("1.2.", "aid")
        + item("Article 5", "help") + r"{\pntext 7)}x"
    )  # fmt: skip
    found = read(body)
    assert blocks(found) == [
        ("The aims:", "paragraph 1"),
        ("peace", "item 1"),
        ("order", "item 2"),
        ("law", "item 2 (a)"),
        ("trade", "item 3"),
        ("free", "list item"),
        ("Between.", "paragraph 7"),
        ("aid", "item 1.2"),
        ("help", "Article 5"),
        ("x", "item 7"),
    ]
    assert [b.lead_in for b in found.blocks] == ["", *["The aims:"] * 5, "", "", "", ""]


def test_tables_read_row_by_row():
    def row(*cells, more=""):
        return rf"\trowd{more}\cellx100\cellx200\pard\intbl " + "".join(rf"{c}\cell " for c in cells) + r"\row" + "\n"

    body = (
        r"Before.\par " + row("Country", "Votes") + row(r"Japan\par East", "12") + row("Norway", "14")
        + r"\pard Between.\par" + row("State", "Capital", more=r"\trhdr") + row("Japan", "To{kyo}")
        + r"\pard After|all.\par"
    )  # fmt: skip
    assert blocks(read(body)) == [
        ("Before.", "paragraph 1"),
        ("Country; Votes", "table 1, row 1"),
        ("Country: Japan East; Votes: 12", "table 1, row 2"),
        ("Country: Norway; Votes: 14", "table 1, row 3"),
        ("Between.", "paragraph 2"),
        ("State; Capital", "table 2, row 1"),
        ("State: Japan; Capital: Tokyo", "table 2, row 2"),
        ("After|all.", "paragraph 3"),
    ]


def test_a_file_that_breaks_off_is_said_to():
    whole = rtf(r"First.\par Second.\par")
    found = read_one(read_rtf, whole[:-1])
    assert words(found) == ["First.", "Second."]
    assert found.notes == ("the file breaks off before its end",)
    assert read_one(read_rtf, whole + b"} trailing").text == "First.\n\nSecond.\n"


def refusal(data, **limits):
    with pytest.raises(UnreadableInput) as found:
        list(read_rtf(source(data, "a.rtf", **limits)))
    assert found.value.path == "a.rtf"
    return found.value.message


def test_what_is_no_document_is_refused():
    assert refusal(b"plain words") == "is no RTF document"
    assert refusal(rtf("")) == "holds no text"
    assert "larger than 100 bytes" in refusal(rtf("a" * 200), max_bytes=100)
    assert "more than 5 characters" in refusal(rtf("abcdef"), max_characters=5)
    assert refusal(b"{\\rtf1 " + b"{" * 100_000) == "is nested too deeply"


@pytest.mark.parametrize(
    "piece",
    [
        r'{\field{\*\fldinst{HYPERLINK "a" {', r"\f0\fcharset", "}", r"\bin0 ", r"\bin9999999999 ", r"{\*\x}", r"\'e9",
        "\\", r"{\pict 00\bin1 }}", r"\u233?", r"{\v a}", r"\uc99\u-99999?", r"{\fonttbl{\f1\fcharset1;}}",
        r"\cell ",
    ],
)  # fmt: skip
def test_hostile_repetition_takes_no_more_than_linear_time(piece):
    data = b"{\\rtf1 a" + piece.encode("latin-1", "replace") * 20_000
    began = time.process_time()
    with suppress(UnreadableInput):
        list(read_rtf(source(data)))
    assert time.process_time() - began < 2


def test_whatever_is_cut_or_changed_is_read_or_refused():
    whole = rtf(r"{\info{\title T}}{\s1\outlinelevel0 Part\par}A{\footnote n}\par{\listtext 1.}x\par\intbl c\cell\row")
    for end in range(len(whole)):
        with suppress(UnreadableInput):
            list(read_rtf(source(whole[:end])))
        with suppress(UnreadableInput):
            list(read_rtf(source(whole[:end] + bytes([whole[end] ^ 0x15]) + whole[end + 1 :])))


def test_marks_in_the_file_itself_do_no_harm():
    marks = "".join(f"\\u{code - 0x10000}?" for code in range(0xFDD0, 0xFDF0))
    assert read(f"a{marks}b\\par c").text == "a" + 32 * "\ufffd" + "b\n\nc\n"
