"""Articles of every format: what is text, what is furniture, and what the page says of itself."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from claimcheck.config import Config
from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.article_files import first_line, read_article_file
from claimcheck.ingestion.articles import FORMATS, read_article
from claimcheck.ingestion.extraction import Source
from claimcheck.models import Article, Part

HEAD = """<!doctype html><html><head><title>Lake levels drop | Northern Courier</title>
<meta property="og:site_name" content="Northern Courier"><link rel="canonical" href="https://courier.example/lake">
<script>document.write("<p>A script's words.</p>")</script><script type="application/ld+json">%s</script>
</head>%s</html>"""
LINKED = """{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Lake levels drop",
"datePublished": "2024-05-03T08:00:00Z", "author": [{"name": "Mara Lindt"}, {"name": "Owen Pike"}]}]}"""
PROSE = "<p>The Orrin reservoir held 40 million cubic metres of water on Tuesday, the water board said in Tarn.</p>"


def page(body: str, linked: str = "{}") -> Article:
    return article("page.html", HEAD % (linked, body))


def article(name: str, text: str | bytes) -> Article:
    data = text.encode() if isinstance(text, str) else text
    return read_article_file(Source(path=name, file=io.BytesIO(data), size=len(data), limits=Config()))


def parts(found: Article) -> list[tuple[str, str]]:
    """Return each stretch with its part, or with why it is furniture."""
    return [(s.reason or s.part.value, found.text[s.start : s.end]) for s in found.stretches]


TEMPLATE = f"""<body class="has-newsletter"><a class="skip-link" href="#m">Skip to content</a>
<header class="masthead"><a href="/">Northern Courier</a><nav><ul><li><a href="/n">News</a></li></ul></nav></header>
<div id="cookie-banner" role="dialog"><p>We use cookies to improve your visit.</p><button>Accept all</button></div>
<main id="m"><article class="post tag-share category-newsletter"><header><h1>Lake levels drop</h1>
<p class="standfirst">Reserves fell by a third in March.</p>
<p class="byline">By <a rel="author" href="/m">Mara Lindt</a> and Owen Pike</p><time>3 May 2024</time>
<ul class="share-tools"><li><a href="#">Facebook</a></li></ul></header>
<figure><img alt="x"><figcaption>The dam held on Tuesday. <span class="credit">Photo: Lena Ford</span></figcaption>
</figure>
{PROSE}<p hidden>Hidden words.</p>
<h2>What the board plans</h2><ul><li>Hosepipes were banned on 1 May.</li></ul>
<blockquote>The dam was built in 1951.</blockquote>
<aside class="related-articles"><h3>Related</h3><a href="/1">Farmers count the cost</a></aside>
<blockquote class="big">held 40 million cubic metres of water</blockquote>
<div class="newsletter-signup"><p>Get the briefing.</p><form><button>Sign up</button></form></div>
<table><caption>Reserves</caption><tr><th>Lake</th><th>Level</th></tr><tr><td>Orrin</td><td>40</td></tr></table>
{PROSE}</article></main><aside><h2>Most read</h2></aside>
<footer><p>© 2024 Northern Courier.</p><p>Contact us</p></footer></body>"""


def test_a_page_comes_line_by_line_with_what_each_line_is() -> None:
    words = PROSE[3:-4]
    assert parts(page(TEMPLATE)) == [
        ("outside the article", "Skip to content"),
        ("site header", "Northern Courier"),
        ("navigation", "News"),
        ("cookie notice", "We use cookies to improve your visit."),
        ("cookie notice", "Accept all"),
        ("headline", "Lake levels drop"),
        ("standfirst", "Reserves fell by a third in March."),
        ("byline", "By Mara Lindt and Owen Pike"),
        ("body", "3 May 2024"),
        ("share line", "Facebook"),
        ("caption", "The dam held on Tuesday."),
        ("photo credit", "Photo: Lena Ford"),
        ("body", words),
        ("heading", "What the board plans"),
        ("list item", "Hosepipes were banned on 1 May."),
        ("block quote", "The dam was built in 1951."),
        ("related links", "Related"),
        ("related links", "Farmers count the cost"),
        ("pull quote", "held 40 million cubic metres of water"),
        ("subscription notice", "Get the briefing."),
        ("subscription notice", "Sign up"),
        ("caption", "Reserves"),
        ("table row", "Lake; Level"),
        ("table row", "Lake: Orrin; Level: 40"),
        ("body", words),
        ("side column", "Most read"),
        ("site footer", "© 2024 Northern Courier."),
        ("site footer", "Contact us"),
    ]


def test_what_a_page_says_of_itself() -> None:
    found = page(TEMPLATE, LINKED)
    assert (found.title, found.author, found.publication) == (
        "Lake levels drop",
        "Mara Lindt, Owen Pike",
        "Northern Courier",
    )
    assert (found.published, found.address) == ("2024-05-03", "https://courier.example/lake")


def test_the_lines_of_a_page_tell_what_its_head_does_not() -> None:
    found = page(f"<body><h1>Lakes</h1><p>By Mara Lindt</p><p>Published 3 May 2024, 09:00</p>{PROSE}</body>")
    assert (found.author, found.published) == ("Mara Lindt", "2024-05-03")


@pytest.mark.parametrize(
    "linked",
    [
        "not json",
        "[" * 100_000,
        '{"@type": "NewsArticle", "author": {"name": 3}, "headline": ["x"]}',
        '{"a": NaN}',
        "null",
    ],
)
def test_linked_data_that_says_nothing_changes_nothing(linked: str) -> None:
    found = page(TEMPLATE, linked)
    assert (found.title, found.author, found.published) == (
        "Lake levels drop",
        "Mara Lindt and Owen Pike",
        "2024-05-03",
    )


def test_a_page_without_marks_of_its_story() -> None:
    found = page(
        f"<body><div class='nav'><a href='/'>Home</a></div><div class='top'><h1>Lake levels drop</h1></div>"
        f"<div class='story-body'>{PROSE}{PROSE}<div class='share'><a>Tweet</a></div></div>"
        f"<div class='promo-box'><p>Win a boat.</p></div></body>"
    )
    assert [p for p in parts(found) if p[0] not in {"body", "headline"}] == [
        ("navigation", "Home"),
        ("share line", "Tweet"),
        ("related links", "Win a boat."),
    ]


def test_a_headline_above_the_story_belongs_to_it() -> None:
    found = page(
        f"<body><div class='bar'>Courier</div><div class='hero'><h1>Lake levels drop</h1><p>Reserves fell.</p></div>"
        f"<article>{PROSE}{PROSE}</article><div>More to read here</div></body>"
    )
    assert [p[0] for p in parts(found)] == [
        "outside the article",
        "headline",
        "body",
        "body",
        "body",
        "outside the article",
    ]


def test_the_words_of_a_class_never_take_the_story_away() -> None:
    found = page(f"<body class='newsletter'><div class='share social ad'>{PROSE}{PROSE}</div></body>")
    assert {s.part for s in found.stretches} == {Part.BODY}


def test_a_live_blog_keeps_its_posts_in_order() -> None:
    posts = "".join(
        f"<article class='post'><time>1{n}:45</time><p>The gate opened {n} times on Monday.</p></article>"
        for n in range(4)
    )
    found = page(f"<body><main><h1>Flood: live</h1>{posts}</main></body>")
    assert [t for r, t in parts(found) if r == "body" and "gate" in t] == [
        f"The gate opened {n} times on Monday." for n in range(4)
    ]


def test_every_stretch_gives_its_words_and_they_are_apart() -> None:
    found = page(TEMPLATE)
    reached = 0
    for stretch in found.stretches:
        assert reached <= stretch.start
        assert not any(map(str.isalnum, found.text[reached : stretch.start]))
        reached = stretch.end
    assert not any(map(str.isalnum, found.text[reached:]))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.csv", "a,b\n1,2\n", "is a table (CSV), not an article"),
        ("a.json", '{"a": 1}\n', "is a table (JSON Lines), not an article"),
        ("a.html", "<html><body><nav>Home</nav><script>x</script></body></html>", "holds no text of an article"),
        ("a.html", "<html><body></body></html>", "holds no text of an article"),
        ("a.pdf", "%PDF-1.4 broken", "is damaged"),
    ],
)
def test_what_is_no_article_is_said_in_one_line(name: str, data: str, why: str) -> None:
    with pytest.raises(UnreadableInput) as error:
        article(name, data)
    assert why in str(error.value)
    assert "\n" not in str(error.value)


def test_the_format_is_told_by_the_content(tmp_path) -> None:
    path = tmp_path / "saved.txt"
    path.write_text(HEAD % ("{}", TEMPLATE), encoding="utf-8")
    assert read_article(path, config=Config()).title == "Lake levels drop"
    path.write_text("---\ntitle: T\nauthor: Mara Lindt\n---\nThe dam held.\n", encoding="utf-8")
    assert read_article(path, config=Config()).author == "Mara Lindt"


def test_a_file_that_is_missing_empty_or_a_folder(tmp_path) -> None:
    (tmp_path / "empty.html").write_bytes(b" \n")
    for name, why in (("absent.html", "no such file"), ("empty.html", "is empty"), (".", "is a folder")):
        with pytest.raises(UnreadableInput, match=why):
            read_article(tmp_path / name, config=Config())


def test_a_text_file_tells_who_wrote_it_and_when(tmp_path) -> None:
    path = tmp_path / "saved.txt"
    head = "Courier\nLake levels drop here\nNorth\n\nLake levels drop here\n\nBy Mara Lindt\n\nMay 3, 2024\n\n"
    path.write_text(f"{head}The dam held.\n", encoding="utf-8")
    found = read_article(path, config=Config())
    assert (found.title, found.author, found.published) == ("Lake levels drop here", "Mara Lindt", "2024-05-03")
    assert found.stretches == ()


def test_the_title_is_the_line_that_a_page_repeats() -> None:
    assert first_line(["Courier", "A b c", "North", "A b c"]) == "A b c"
    assert first_line(["The headline", "Body."]) == "The headline"
    assert first_line([]) == first_line(["x" * 200]) == ""


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03\xff\xfe" * 50, b"SQLite format 3\0" + bytes(100)])
def test_what_is_said_of_a_binary_file_names_the_formats_of_articles(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.dat"
    path.write_bytes(data)
    with pytest.raises(UnreadableInput) as raised:
        read_article(path, config=Config())
    assert raised.value.hint == f"read: {FORMATS}"
    assert "\n" not in str(raised.value)
