"""The same words give the same claims, whatever the file's format; each stretch gives its words, once."""

from __future__ import annotations

import html
import io

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from known_parses import parse_once

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.article_files import read_article_file
from claimcheck.ingestion.extraction import Source
from claimcheck.models import Article

PIPELINE = Config().language_pipeline
SETTINGS = settings(derandomize=True, max_examples=15, deadline=None)
SENTENCES = [
    "Peru has vetoed the resolution in 2012.",
    "“We will never sell our water,” the minister said in 2017.",
    "“The pumps failed. Nobody was told,” Owen Pike said.",
    "Prices will rise, but wages fell by 3% in 2010.",
    "Profits at R&D firms rose by 5 < 6 percent in 2011.",
    "What happened?",
]
BODIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=4)


def from_file(name: str, data: bytes) -> Article:
    return read_article_file(Source(path=name, file=io.BytesIO(data), size=len(data), limits=Config()))


def as_page(paragraphs: list[str]) -> Article:
    body = "".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
    return from_file("a.html", f"<html><body><main><h1>The water</h1>{body}</main></body></html>".encode())


def as_word(paragraphs: list[str]) -> Article:
    document, out = Document(), io.BytesIO()
    document.add_heading("The water", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return from_file("a.docx", out.getvalue())


def as_text(paragraphs: list[str]) -> Article:
    text = "\n\n".join(["# The water", *paragraphs])
    return Article.build(title="The water", text=text)


def found(article: Article) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    drawn = extract(article, pipeline=PIPELINE, parse=parse_once)
    for sentence in drawn.sentences:
        assert article.text[sentence.anchor.start : sentence.anchor.end] == sentence.anchor.quote
    return (
        [(s.anchor.quote, s.paragraph, s.part, s.checkability, s.reason) for s in drawn.sentences],
        [(c.text, c.paragraph, c.kind, c.worth) for c in drawn.claims],
    )


@SETTINGS
@given(BODIES)
def test_one_text_in_three_formats(paragraphs: list[list[str]]) -> None:
    whole = [" ".join(p) for p in paragraphs]
    plain = found(as_text(whole))
    assert found(as_page(whole)) == plain
    assert found(as_word(whole)) == plain


TAGS = ["<p>", "</p>", "<div class='share'>", "</div>", "<main>", "<h1>", "</h1>", "<aside>", "<blockquote>", "<li>"]
TAGS += ["<nav>", "</nav>", "<table><tr><td>", "</table>", "<script>", "</script>", "<figcaption>", "<br><br>", "&amp;"]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*TAGS, *SENTENCES, "Subscribe", "“"]), max_size=20))
def test_any_page_comes_in_stretches_that_are_apart_and_exact(pieces: list[str]) -> None:
    try:
        article = from_file("a.html", f"<html><body>{''.join(pieces)}".encode())
    except UnreadableInput:
        return
    reached = 0
    for stretch in article.stretches:
        assert stretch.start >= reached
        assert not any(c.isalnum() for c in article.text[reached : stretch.start])
        assert article.text[stretch.start : stretch.end].strip()
        reached = stretch.end
