"""Tables: rows that read as sentences, of any delimiter, encoding and workbook; hostile ones bounded."""

import datetime as dt
import io
import re
import zipfile

import pytest
from openpyxl import Workbook
from reading import check, read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Source
from claimcheck.ingestion.readers import row_sentences, tables
from claimcheck.ingestion.readers.row_sentences import Span, learn_layout
from claimcheck.ingestion.readers.tables import read_csv, read_tsv, read_xlsx

VETOES = """year,date,draft,agenda_item,member_veto1,member_veto2,multiple_vetoes,China,Russia,USSR,China_only
1950,9/6/1950,S/1653,Complaint of aggression upon the Republic of Korea,USSR,,0,0,0,1,0
1950,9/12/1950,S/1752,"Complaint of bombing,
of the territory of China",USSR,,0,0,0,1,0
1955,12/13/1955,S/3502,Admission,USSR,,0,0,0,1,0
1997,1/10/1997,S/1997/18,Central America,China,,0,1,0,0,0
2004,4/21/2004,S/2004/313,Cyprus,Russia,,0,0,1,0,0
2009,6/15/2009,S/2009/310,Georgia,Russia,,0,0,1,0,0
2011,10/4/2011,S/2011/612,Syria,China,Russia,1,1,1,0,0
2012,2/4/2012,S/2012/77,Syria,China,Russia,1,1,1,0,0
2022,5/26/2022,S/2022/431,Non-proliferation - Democratic People's Republic of Korea,China,Russia,1,1,1,0,0
"""


def test_a_row_reads_as_a_sentence():
    found = read_one(read_csv, VETOES.encode())
    said = words(found)
    assert said[0] == (
        "year: 1950; date: 6 September 1950; draft: S/1653; agenda item: Complaint of aggression upon the Republic of "
        "Korea; member veto 1: USSR; USSR: yes."
    )
    assert said[-1] == (
        "year: 2022; date: 26 May 2022; draft: S/2022/431; agenda item: Non-proliferation - Democratic People's "
        "Republic of Korea; member veto 1: China; member veto 2: Russia; multiple vetoes: yes; China: yes; Russia: yes."
    )
    assert "agenda item: Complaint of bombing, of the territory of China;" in said[1]
    assert [b.label for b in found.blocks] == [f"row {n}" for n in range(2, 11)]
    assert all(b.whole for b in found.blocks)
    assert found.member == ""
    assert found.about == {}
    assert found.notes == (
        "0 is left out of the columns that mark a few rows: multiple vetoes, China, Russia, USSR, China only",
    )


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter):
    data = f"Land{delimiter}Sitz{delimiter}Wert\n" + "".join(f"A{n}{delimiter}B{delimiter}{n}\n" for n in range(2, 6))
    assert words(read_one(read_csv, data.encode()))[0] == "Land: A2; Sitz: B; Wert: 2."


def test_decimal_commas_and_prose_do_not_mislead():
    data = "Land;Wert;Text\n" + "".join(f"A{n};{n},5;one, two, three\n" for n in range(200))
    assert words(read_one(read_csv, data.encode()))[7] == "Land: A7; Wert: 7,5; Text: one, two, three."
    data = "name,tags\n" + "".join(f"A{n},x;y\n" for n in range(200))
    assert words(read_one(read_csv, data.encode()))[0] == "name: A0; tags: x;y."
    assert words(read_one(read_csv, b"sep=|\r\na,b|c\r\n1,2|3\r\n")) == ["a,b: 1,2; c: 3."]


def test_titles_and_footnotes_are_passages_of_their_own():
    data = (
        '"Vetoes, by country and year",,,\n,,,\n"Country",2021,2022,Total\nFrance,0,0,16\nRussia,2,3,120\n'
        "Total,2,3,136\n,,,\n1) Without the vetoes of the USSR. Counted by draft.,,,\nSource: UN,,,\n"
    )
    found = read_one(read_csv, data.encode())
    assert words(found) == [
        "Vetoes, by country and year",
        "Country: France; 2021: 0; 2022: 0; Total: 16.",
        "Country: Russia; 2021: 2; 2022: 3; Total: 120.",
        "Country: Total; 2021: 2; 2022: 3; Total: 136.",
        "1) Without the vetoes of the USSR. Counted by draft.",
        "Source: UN",
    ]
    assert [b.label for b in found.blocks] == ["row 1", "row 4", "row 5", "row 6", "row 8", "row 9"]
    assert [b.whole for b in found.blocks] == [False, True, True, True, False, False]
    assert found.about == {"title": "Vetoes, by country and year"}


def test_headers_that_are_numbers_missing_or_there_twice():
    assert words(read_one(read_csv, b"1,2\n3,4\n")) == ["column 1: 1; column 2: 2.", "column 1: 3; column 2: 4."]
    assert words(read_one(read_csv, b",2019,2019\nFrance,5,6\nUK,7,8,9\n")) == [
        "column 1: France; 2019: 5; 2019 (column 3): 6.",
        "column 1: UK; 2019: 7; 2019 (column 3): 8; column 4: 9.",
    ]
    assert words(read_one(read_csv, b"voteTotal,is_final:\n5,no\n")) == ["vote total: 5; is final: no."]
    assert words(read_one(read_csv, b"name,seats\n")) == ["name; seats."]


def test_a_single_column():
    assert words(read_one(read_csv, b"country\nFrance\n\nChina\n")) == ["country: France.", "country: China."]
    assert words(read_one(read_csv, b"The first of all sentences.\nThe second, and last.\n")) == [
        "The first of all sentences.",
        "The second, and last.",
    ]


def test_a_repeated_header_is_no_row():
    assert words(read_one(read_csv, b"a,b\n1,2\na,b\n3,4\n")) == ["a: 1; b: 2.", "a: 3; b: 4."]


def test_counts_and_small_tables_are_no_flags():
    rows = "".join(f"x{n},{n % 2},{n % 2},{n % 2}\n" for n in range(20))
    said = words(read_one(read_csv, ("name,deaths,number of votes,was_member\n" + rows).encode()))
    assert said[0] == "name: x0; deaths: 0; number of votes: 0."
    assert said[1] == "name: x1; deaths: 1; number of votes: 1; was member: yes."
    assert words(read_one(read_csv, b"a,won\nx,0\ny,1\n")) == ["a: x; won: 0.", "a: y; won: 1."]


def test_a_stray_value_among_flags_is_said_and_zeros_are_not():
    rows = [f"x{n},{n % 2},{n % 3 == 0:d},{1 if n == 5 else 2 if n == 7 else 0},0" for n in range(300)]
    said = words(read_one(read_csv, "\n".join(["name,a_x,b_x,c_x,d_x", *rows]).encode()))
    assert said[4] == "name: x4."
    assert said[5] == "name: x5; a x: yes; c x: 1."
    assert said[7] == "name: x7; a x: yes; c x: 2."


def test_dates_are_written_out_where_their_order_is_known():
    def second(*values):
        return words(read_one(read_csv, "\n".join(["a;b", *(f"x;{v}" for v in values)]).encode()))[-1]

    assert second("5/26/2022", "6/7/2022") == "a: x; b: 7 June 2022."
    assert second("26/5/2022", "6/7/2022") == "a: x; b: 6 July 2022."
    assert second("5/6/2022", "6/7/2022") == "a: x; b: 6/7/2022."
    assert second("26/5/2022", "5/26/2022") == "a: x; b: 5/26/2022."
    assert second("6.7.2022") == "a: x; b: 6 July 2022."
    assert second("2022-07-06T14:30:00") == "a: x; b: 6 July 2022, 14:30."
    assert second("2022-07-06 00:00:00") == "a: x; b: 6 July 2022."
    assert second("5/26/2022", "unknown") == "a: x; b: unknown."
    assert second("2/30/2022") == "a: x; b: 2/30/2022."
    assert second("5/26/22") == "a: x; b: 5/26/22."


def test_prose_in_a_cell_is_cut_into_sentences():
    prose = "The Council meets. " * 80
    found = read_one(read_csv, f'id,title,body\n7,Meeting,"{prose}"\n'.encode())
    (row, body) = found.blocks
    assert words(found) == ["id: 7; title: Meeting.", prose.strip()]
    assert (row.label, row.whole) == ("row 2", True)
    assert (body.label, body.whole, body.lead_in) == ("row 2, body", False, "id: 7; title: Meeting.")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    rows = "".join(f"République française {n};Genève\n" for n in range(20))
    assert words(read_one(read_csv, f"pays;siège\n{rows}".encode(encoding)))[0] == (
        "pays: République française 0; siège: Genève."
    )


def test_the_first_odd_character_may_come_late():
    data = b"a;b\n" + b"plain;words\n" * 15_000 + "Köln;Zürich für Österreich\n".encode("cp1252")
    parts = list(read_csv(source(data)))
    assert words(parts[-1])[-1] == "a: Köln; b: Zürich für Österreich."


def test_characters_that_are_none():
    found = read_one(read_csv, "a,b\nco\u00adop\u0085x,\ufffe  y\u000b z \n".encode())
    assert words(found) == ["a: coop x; b: y z."]


def test_tsv_keeps_quotation_marks_that_quote_nothing():
    data = b'name\tsaid\nA\t"No" was the answer\nB\t"all of it"\nC\t5" pipe\nD\t"and\n'
    assert words(read_one(read_tsv, data)) == [
        'name: A; said: "No" was the answer.', "name: B; said: all of it.", 'name: C; said: 5" pipe.',
        'name: D; said: "and.',
    ]  # fmt: skip
    assert words(read_one(read_tsv, b'a\tb\n"x\ty"\t"z\nz"\n')) == ["a: x y; b: z z."]


def test_a_large_table_becomes_parts(monkeypatch):
    monkeypatch.setattr(row_sentences, "_PART_ROWS", 4)
    data = "name,seats\n" + "".join(f"x{n},{n}\n" for n in range(2, 12))
    parts = list(read_csv(source(data.encode())))
    for part in parts:
        check(part)
    assert [p.member for p in parts] == ["rows 1-4", "rows 5-8", "rows 9-11"]
    assert [b.label for b in parts[1].blocks] == ["row 5", "row 6", "row 7", "row 8"]
    assert words(parts[2]) == ["name: x9; seats: 9.", "name: x10; seats: 10.", "name: x11; seats: 11."]


def test_parts_are_bounded_in_characters_too():
    data = "name,seats\n" + "".join(f"x{n},{n}\n" for n in range(2, 100))
    parts = list(read_csv(source(data.encode(), max_characters=200)))
    assert all(len(p.text) <= 201 for p in parts)
    assert sum(len(p.blocks) for p in parts) == 98
    with pytest.raises(UnreadableInput, match="row 2 holds more than 10 characters"):
        list(read_csv(source(data.encode(), max_characters=10)))


def test_hostile_csv():
    with pytest.raises(UnreadableInput, match="a cell has no end") as error:
        list(read_csv(source(b'a,b\n1,2\n3,"' + b"x" * 1_100_000)))
    assert error.value.line == 3
    with pytest.raises(UnreadableInput, match="row of more than"):
        list(read_csv(source(b"a,b\n1,2\n" + b"x," * 3_000_000)))
    with pytest.raises(UnreadableInput, match="row of more than"):
        list(read_csv(source(b'a,b\n1,2\n"\n' + b'","\n' * 1_300_000)))
    with pytest.raises(UnreadableInput, match="more than 100,000 columns"):
        list(read_csv(source(b"a,b\n1,2\n" + b"x," * 100_001)))
    for data in (b"\n\n", b",,\n,,\n", b"\xef\xbb\xbf"):
        with pytest.raises(UnreadableInput, match="holds no text"):
            list(read_csv(source(data)))
    with pytest.raises(UnreadableInput, match="binary"):
        list(read_csv(source(bytes(range(256)) * 10)))
    for data in (b'"', b'""', b'"a', b"\r", b"a\rb\r", b",", b'a,"b"c\n', b"\t\t\n\tx", b"sep=,", b"0\n1\n"):
        for reader in (read_csv, read_tsv):
            try:
                for found in reader(source(data)):
                    check(found)
            except UnreadableInput:
                continue


def test_two_header_rows():
    sample = [(1, ["Country", "2019", "", "2020", ""]), (2, ["", "for", "against", "for", "against"])]
    layout = learn_layout([*sample, (3, ["France", "1", "2", "3", "4"])], [Span(1, 1, 2), Span(1, 3, 4)])
    assert layout.names == ("Country", "2019 for", "2019 against", "2020 for", "2020 against")
    assert [s.text for s in layout.say(2, sample[1][1])] == []


def book(*sheets, change=None):
    """Return a workbook of (name, rows)."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change:
        change(made)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def rezip(data, name, change):
    """Return a workbook with one of its parts changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return file.getvalue()


def test_values_of_a_workbook_are_said_as_it_shows_them():
    def change(made):
        sheet = made.active
        for cell, shown in (("D2", "0.0%"), ("E2", "mmm yyyy"), ("F2", '[$-409]d" day "mmm yy')):
            sheet[cell].number_format = shown

    day = dt.datetime(2022, 5, 26)
    row = [
        3.0,
        0.1 + 0.2,
        True,
        0.1234,
        day,
        day,
        dt.datetime(2022, 5, 26, 14, 30),
        dt.time(9, 5),
        "#REF!",
        "a\nb",
        None,
    ]
    found = read_one(read_xlsx, book(("Sheet1", [[f"c{n}" for n in "abcdefghijk"], row]), change=change))
    assert words(found) == [
        "ca: 3; cb: 0.3; cc: yes; cd: 12.3%; ce: May 2022; cf: 26 May 2022; cg: 26 May 2022, 14:30; ch: 9:05; cj: a b."
        .replace("9:05", "09:05")
    ]  # fmt: skip
    assert found.blocks[0].label == "sheet Sheet1, row 2"
    assert (found.member, found.about) == ("", {})
    assert "openpyxl" in found.extractor


def test_each_sheet_is_a_document():
    def change(made):
        made["Old votes"].sheet_state = "hidden"
        made.properties.title, made.properties.creator = "Votes\nof 2022", "The Ministry"

    data = book(
        ("Votes", [["Title of it all"], [], ["name", "for"], ["A", 1], [], ["B", 2]]),
        ("Empty", []),
        ("Old votes", [["name", "for"], ["C", 3]]),
        change=change,
    )
    (votes, old) = read_xlsx(source(data))
    check(votes)
    check(old)
    assert (votes.member, old.member) == ("Votes", "Old votes")
    assert [b.label for b in votes.blocks] == ["sheet Votes, row 1", "sheet Votes, row 4", "sheet Votes, row 6"]
    assert words(votes) == ["Title of it all", "name: A; for: 1.", "name: B; for: 2."]
    assert votes.notes == ()
    assert old.notes == ("the sheet Old votes is hidden",)
    assert old.about == {"title": "Votes of 2022", "author": "The Ministry"}


def test_sheet_names_are_titles():
    data = book(("Sheet1", [["a", "b"], [1, "x"]]), ("Vetoes", [["a", "b"], [2, "y"]]))
    assert [e.about for e in read_xlsx(source(data))] == [{}, {"title": "Vetoes"}]


def test_formulas_are_not_run_and_missing_values_are_noted():
    data = book(("S", [["a", "b"], ["x", "=1+1"], ["y", "=HYPERLINK(A1)"], ["z", 5]]))
    found = read_one(read_xlsx, data)
    assert words(found) == ["a: x.", "a: y.", "a: z; b: 5."]
    assert found.notes == ("2 cells hold formulas without a saved value",)
    saved = rezip(
        data, "xl/worksheets/sheet1.xml", lambda x: re.sub(rb"(1\+1</f>)<v */>|(1\+1</f>)<v></v>", rb"\1\2<v>2</v>", x)
    )
    found = read_one(read_xlsx, saved)
    assert words(found)[0] == "a: x; b: 2."
    assert found.notes == ("1 cell holds a formula without a saved value",)


def test_merged_cells():
    def change(made):
        sheet = made.active
        for cells in ("A1:E1", "A2:A3", "B2:C2", "D2:E2", "A4:A5"):
            sheet.merge_cells(cells)

    rows = [["Votes by region"], ["Region", 2019, None, 2020], [None, "for", "against", "for", "against"]]
    rows += [["Europe", 1, 2, 3, 4], [None, 5, 6, 7, 8], ["Asia", 9, 10, 11, 12]]
    found = read_one(read_xlsx, book(("S", rows), change=change))
    assert words(found) == [
        "Votes by region",
        "Region: Europe; 2019 for: 1; 2019 against: 2; 2020 for: 3; 2020 against: 4.",
        "Region: Europe; 2019 for: 5; 2019 against: 6; 2020 for: 7; 2020 against: 8.",
        "Region: Asia; 2019 for: 9; 2019 against: 10; 2020 for: 11; 2020 against: 12.",
    ]
    assert found.about["title"] == "Votes by region"


def test_a_sheet_that_claims_to_be_huge_is_fast():
    def change(made):
        made.active["XFD1048576"] = "far"

    found = read_one(read_xlsx, book(("S", [["near"]]), change=change))
    assert found.blocks[-1].label == "sheet S, row 1048576"


def test_rows_of_padding_are_bounded(monkeypatch):
    monkeypatch.setattr(tables, "_MAX_PADDING", 1_000_000)
    cells = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 100))
    data = rezip(
        book(("S", [["a"]])), "xl/worksheets/sheet1.xml", lambda x: re.sub(rb"<row.*</row>", cells.encode(), x)
    )
    with pytest.raises(UnreadableInput, match="far more columns"):
        list(read_xlsx(source(data)))


@pytest.mark.parametrize(
    "cells",
    [
        b'<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" t="s"><v>77</v></c></row>',
        b'<row r="x"><c r="A1"><v>1</v></c></row>',
        b'<row r="1"><c r="!!"><v>1</v></c></row>',
        b'<row r="1"><c r="A1" s="99"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>one</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c>',
    ],
)
def test_sheets_that_are_wrong(cells):
    data = rezip(book(("S", [["a"]])), "xl/worksheets/sheet1.xml", lambda x: re.sub(rb"<row.*</row>", cells, x))
    with pytest.raises(UnreadableInput, match=r"damaged|rows after"):
        list(read_xlsx(source(data)))


def test_workbooks_that_are_none():
    data = book(("S", [["a", "b"], [1, 2]]))
    for part in ("xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"):
        with pytest.raises(UnreadableInput):
            list(read_xlsx(source(rezip(data, part, lambda x: x[: len(x) // 2]))))
    for bad in (b"", b"PK\3\4", data[: len(data) // 2], book(("S", []))):
        with pytest.raises(UnreadableInput):
            list(read_xlsx(source(bad)))


def test_a_file_stays_open_for_its_owner_who_may_close_it_first():
    for reader, data in ((read_csv, b"a,b\n1,2\n"), (read_xlsx, book(("S", [["a", "b"], [1, 2]])))):
        given = source(data)
        reading = reader(given)
        next(reading)
        given.file.close()
        reading.close()
        file = io.BytesIO(data)
        for _ in reader(Source(path="x", file=file, size=len(data), limits=source(b"").limits)):
            pass
        assert not file.closed


def test_a_table_of_very_many_columns_takes_no_longer_than_others():
    row = ",".join(["7"] * 60_000).encode()
    (found,) = read_csv(source(b"id,state\n" + row + b"\n" + row + b"\n", "a.csv"))
    assert len(found.blocks) >= 2


def test_a_byte_order_mark_far_inside_is_none():
    data = b"id,state\n" + b"1,Peru\n" * 20_000 + b"\xff\xfe2,Chile\n"
    (found,) = read_csv(source(data, "a.csv"))
    assert "Peru" in found.text
