import sys

import pytest
from reading import read_one, source, words

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.readers.html import read_html


def read(markup, **limits):
    return read_one(read_html, markup.encode() if isinstance(markup, str) else markup, "page.html", **limits)


def labels(found):
    return [b.label for b in found.blocks]


def test_everything_that_is_shown_is_kept_in_order_and_nothing_else():
    found = read(
        "<body><nav>Menu</nav><header>Site</header><p>One <b>par</b>tial &amp;lt; wo&shy;rd.</p>"
        "<script>'</p><p>no'</script><style>p{}</style><noscript>no</noscript><template><p>no</template>"
        "<svg><title>no</title><text>no</text></svg><div hidden>no</div><div aria-hidden=true>no</div>"
        "<p style='color:red; display : none'>no</p><div role=navigation>no</div><button>no</button>"
        "<select><option>no</select><textarea>no</textarea><iframe>no</iframe><!-- no --><dialog>no</dialog>"
        "<form><div>Two<br><br>three\nfour<br>five</div></form>tail <i>text</i><blockquote>Quoted</blockquote>"
        "<figure><img alt=no><figcaption>A picture</figcaption></figure><aside>no</aside><footer>no</footer>"
    )
    assert words(found) == ["One partial &lt; word.", "Two", "three four five", "tail text", "Quoted", "A picture"]
    assert labels(found) == [f"paragraph {n}" for n in range(1, 7)]
    assert found.text == "\n\n".join(words(found)) + "\n"


def test_headings_lists_and_numbered_paragraphs():
    found = read(
        "<h1>Resolution</h1><h2>Decisions</h2><p>The Council decides:</p>"
        "<ol start=3><li>To ask:<ul><li>Japan;<li>Kenya.</ul></li><li value=9>To end.</li><li><p>4. To stay.</ol>"
        "<p>4. Decides so.</p><h2>End</h2><p>Done.</p>"
    )
    told = [(b.label, b.heading, b.lead_in) for b in found.blocks]
    above = "Resolution > Decisions"
    assert told == [
        ("heading", "", ""),
        ("heading", "Resolution", ""),
        ("paragraph 1", above, ""),
        ("item 3", above, "The Council decides:"),
        ("list item", above, "The Council decides: To ask:"),
        ("list item", above, "The Council decides: To ask:"),
        ("item 9", above, "The Council decides:"),
        ("para. 4", above, "The Council decides:"),
        ("para. 4", above, ""),
        ("heading", "Resolution", ""),
        (found.blocks[-1].label, "Resolution > End", ""),
    ]
    assert [b.whole for b in found.blocks[:3]] == [True, True, False]


def test_a_table_reads_as_rows_with_the_names_of_their_columns():
    found = read(
        "<table><caption>Votes</caption><tr><th>Country<th>Votes<tr><td>Ja<b>pan</b><td>12<tr><td>Kenya<td></table>"
        "<table><thead><tr><th rowspan=2>Year<th colspan=2>Votes<tr><th>Yes<th>No</thead>"
        "<tr><td rowspan=2>2020<td>1<td>2<tr><td>3<td>4</table>"
    )
    assert words(found) == [
        "Votes",
        "Country; Votes",
        "Country: Japan; Votes: 12",
        "Country: Kenya",
        "Year; Votes Yes; Votes No",
        "Year: 2020; Votes Yes: 1; Votes No: 2",
        "Year: 2020; Votes Yes: 3; Votes No: 4",
    ]
    assert labels(found)[1:] == [f"table 1, row {n}" for n in (1, 2, 3)] + [f"table 2, row {n}" for n in (1, 2, 3)]
    assert all(b.whole for b in found.blocks[1:])


def test_a_table_that_only_lays_out_a_page_reads_as_paragraphs():
    found = read(
        "<table><tr><td>Left</td><td><h2>News</h2><p>Text.</p></td></tr></table>"
        "<table><tr><td><p>(2)</p></td><td><p>Whereas that:</p>"
        "<table><tr><td>(a)</td><td>one;</td></tr></table></td></tr></table><table><tr><td>5.</td></tr></table>"
    )
    assert words(found) == ["Left", "News", "Text.", "(2) Whereas that:", "(a) one;", "5."]
    assert labels(found)[3] == "para. 2"
    assert found.blocks[4].lead_in == "(2) Whereas that:"


def test_terms_stand_before_what_they_mean():
    found = read("<dl><dt>Date:<dd>5 August<dd>6 August<dt>Place</dt><dt>Alone</dl><p>End</p>")
    assert words(found) == ["Date: 5 August", "6 August", "Place", "Alone", "End"]


def test_raised_figures_do_not_run_into_numbers():
    found = read("<p>In 2017<sup><a href='#n3'>3</a></sup> 10<sup>6</sup> km<sup>2</sup> 5<sup>th</sup> <q>so</q></p>")
    assert words(found) == ["In 2017[3] 10^6 km2 5th “so”"]


def test_preformatted_text_keeps_its_paragraphs():
    assert words(read("<pre>One\ntwo\n\n1. three\n2. four</pre>")) == ["One two", "1. three", "2. four"]


TEXT = "<p>" + "The Council met in Geneva. " * 5 + "</p>"


@pytest.mark.parametrize("part", ["<main>{}</main>", "<article>{}</article>", "<div role=main>{}</div>"])
def test_the_main_part_is_read_alone_with_its_header_and_the_title_of_the_page(part):
    body = part.format(f"<header><h2>Day 5</h2></header>{TEXT}<aside>Aside.</aside>")
    found = read(f"<header><a>Home</a><h1>Vote</h1></header><div>Also read: more.</div>{body}<div>Share</div>")
    assert words(found)[:2] == ["Vote", "Day 5"]
    assert words(found)[-1] == "Aside."
    assert len(found.blocks) == 4
    assert found.blocks[2].heading == "Vote > Day 5"


def test_of_several_articles_or_a_short_one_the_whole_page_is_read():
    assert len(read(f"<article>{TEXT}</article><article>{TEXT}</article><p>x</p>").blocks) == 3
    assert len(read(f"<main>x</main>{TEXT}<footer>y</footer>").blocks) == 2
    assert words(read("<header>Only this</header>")) == ["Only this"]


def test_what_a_page_says_of_itself():
    found = read(
        "<html lang=en-GB><title>Plain</title><meta property=og:title content='Vote of &quot;5&quot;\n August'>"
        "<meta property=og:site_name content=Council><meta name=Author content='A Desk'>"
        "<meta property=article:published_time content=2017-08-05T23:00:00Z>"
        "<link rel=canonical href=https://a.example/5><a href=https://b.example/x>b</a><a href='#c'>c</a>"
        "<a href='javascript:x'>d</a><a href=https://b.example/x>b</a><a href=http://c.example>c</a>"
    )
    assert found.about == {
        "title": 'Vote of "5" August',
        "issuer": "Council",
        "date": "2017-08-05",
        "author": "A Desk",
        "language": "en-GB",
        "address": "https://a.example/5",
        "links": "https://b.example/x http://c.example",
    }
    assert found.extractor.startswith("html-1 selectolax-")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("<meta name=citation_publication_date content=2017/8/5>", "2017-08-05"),
        ("<meta name=date content=20170805>", "2017-08-05"),
        ("<meta name=date content='Sat, 05 Aug 2017 10:00:00 GMT'>", "2017-08-05"),
        ('<script type=application/ld+json>{"datePublished": "2017-08-05T01:00"}</script>', "2017-08-05"),
        ("<time datetime=2017-08-05>Saturday</time>", "2017-08-05"),
        ("<meta name=date content=2017-13-45><meta name=dc.date content=soon>", None),
    ],
)
def test_the_day_of_publication(head, day):
    assert read(f"{head}<p>x").about.get("date") == day


def test_the_title_falls_back_to_the_head_and_to_the_first_heading():
    assert read("<title>A\n b</title><h1>C</h1>").about["title"] == "A b"
    assert read("<svg><title>no</title></svg><h1>C</h1>").about["title"] == "C"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("<meta charset=iso-8859-2>", "iso8859_2"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'>", "iso8859_2"),
        ("<meta charset=utf-8>", "cp1250"),
        ("<meta charset=iso-8859-2>", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_the_encoding_is_declared_or_told_by_the_text(head, codec):
    text = "Rada przyjęła uchwałę, która wzywa państwa członkowskie do współpracy i łączności."
    assert words(read(f"{head}<p>{text}".encode(codec))) == [text]


def test_xhtml_with_empty_elements_and_entities_of_its_own():
    found = read(
        b'<?xml version="1.0" encoding="iso-8859-1"?><!DOCTYPE html [<!ENTITY a "bbbb"><!ENTITY b "&a;&a;">]>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a"/></head>'
        b'<body><p><a id="x"/>caf\xe9 &b;</p><hr/><td/></body></html>'
    )
    assert words(found) == ["café &b;"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"hello <b>x", ["hello x"]),
        (b"a<![CDATA[b]]>c", ["ac"]),
        (b"<p>&#xD800;&#0;", ["\ufffd\ufffd"]),
        (b"<td>cell<li>item</ul></table>", ["cell", "item"]),
        (b"<p title='" + b"a" * 100_000 + b"'>x", ["x"]),
        (b"<div>" * 3_000 + b"x", ["x"]),
        (b"<table><tr><td>" * 1_000 + b"x", ["x"]),
    ],
)
def test_broken_pages_are_read_as_browsers_read_them(data, expected):
    assert words(read(data)) == expected


def test_a_table_whose_cells_span_thousands_of_others_stays_small():
    found = read("<table>" + "<tr><td colspan=1000 rowspan=60000>a<td rowspan=65000>b" * 30 + "</table>")
    assert len(found.text) < 10_000


@pytest.mark.parametrize(
    ("data", "limits", "why"),
    [
        (b"", {}, "holds no text"),
        (b"<html><title>a</title><script>b</script>", {}, "holds no text"),
        (b"<html>\0\1\2", {}, "is binary"),
        (b"<div>" * 100_000 + b"x", {}, "nested too deeply"),
        (b"<p>" + b"a" * 200, {"max_characters": 100}, "more than 100 characters"),
        (b"<p>" + b"a" * 200, {"max_bytes": 100}, "larger than 100 bytes"),
    ],
)
def test_what_cannot_be_read_is_said(data, limits, why):
    with pytest.raises(UnreadableInput, match=why):
        list(read_html(source(data, "page.html", **limits)))


def test_trafilatura_is_asked_for_when_it_is_not_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(UnreadableInput, match=r"pip install 'claimcheck-desk\[trafilatura\]'"):
        read("<p>x", html_reader="trafilatura")


def test_trafilatura_reads_the_main_text_alone():
    pytest.importorskip("trafilatura")
    body = "".join(f"<p>Paragraph {n}: the Council met in Geneva and adopted its resolution.</p>" for n in range(9))
    page = f"<title>Vote</title><ul class=menu><li><a href=/>Home</a></ul><h1>Vote</h1>{body}<div>© All rights</div>"
    found = read(page, html_reader="trafilatura")
    assert "Paragraph 8: the Council met in Geneva and adopted its resolution." in words(found)
    assert "Home" not in found.text
    assert found.about["title"] == "Vote"
    assert "trafilatura-" in found.extractor
    with pytest.raises(UnreadableInput, match="no main text"):
        read("<br>", html_reader="trafilatura")
