"""Every sentence is accounted for, once, where it stands, and whatever stands beside it."""

from __future__ import annotations

import textwrap
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from known_parses import parse_once, parse_plain

from claimcheck.config import Config
from claimcheck.detection import Extraction, extract
from claimcheck.detection.inline import read_plain
from claimcheck.detection.remainders import has_substance
from claimcheck.models import Article

PIPELINE = Config().language_pipeline
SETTINGS = settings(derandomize=True, max_examples=40, deadline=None)
SENTENCES = [
    "Peru has vetoed the resolution in 2012.",
    "Kim met Park in Seoul and signed the treaty on trade.",
    "Although Chile lost the case in 2015, it has refused to pay.",
    "“We will never sell our water,” the minister said in 2017.",
    "Lima has little leverage of its own.",
    "Prices will rise, but wages fell by 3% in 2010.",
    "What happened?",
    "However, the bill passed 52–48; Senator Lee voted against it.",
    "He flew to the U.S. in **May**.",
    "The dam was finished in 1974 and is a huge mistake; perhaps it will fall, but wages rose by 3%.",
    "Although Chile lost the case in 2015, it should refuse to pay.",
    "See [the text](http://example.org/a_b) of the law.",
    "Russia voted for Resolution 2371, which builds on Resolution 2270.",
    "Ada Rivers, then mayor of Lima, voted for Kim and Park.",
    "Signed in 1960, the treaty covers the islands.",
    "The ministry’s report spoke of “grave concern” about Peru and “alarm” over Chile.",
]
BODIES = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=1, max_size=3)
PIECES = [*SENTENCES, "# A heading", "- ", "> ", "1. ", "\n", "\n\n", "By Ada Rivers\n", "Share this\n", "**", '"', "“"]
PIECES += ["[a](b)", "; ", " ", "---\n", "```\n", "![x](y)", "&amp;", "\r", "\u2028", "Short line\n", "The Authors\n"]


def detect(text: str) -> Extraction:
    return extract(Article.build(title="A title", text=text), pipeline=PIPELINE, parse=parse_once)


def written(paragraphs: list[list[str]]) -> str:
    return "\n\n".join(" ".join(p) for p in paragraphs)


def judged(found: Extraction, shift: int = 0, paragraphs: int = 0) -> list[tuple[object, ...]]:
    """Return what was found without ids and ordinals, moved by so many characters and paragraphs."""
    rows: list[tuple[object, ...]] = []
    for s in found.sentences:
        span = (s.anchor.start + shift, s.anchor.end + shift)
        rows.append((s.paragraph + paragraphs, *span, s.checkability, s.reason, s.cue))
    for c in found.claims:
        assert c.anchor is not None
        rows.append((c.paragraph + paragraphs, c.anchor.start + shift, c.anchor.end + shift, c.text, c.kind, c.worth))
    return sorted(rows, key=repr)


@SETTINGS
@given(BODIES)
def test_every_sentence_of_a_body_comes_once_and_in_order(paragraphs: list[list[str]]) -> None:
    found = detect(written(paragraphs))
    assert [s.anchor.quote for s in found.sentences] == [s for p in paragraphs for s in p]
    assert [s.paragraph for s in found.sentences] == [i for i, p in enumerate(paragraphs, start=1) for _ in p]
    assert [s.ordinal for s in found.sentences] == list(range(1, len(found.sentences) + 1))
    assert [c.ordinal for c in found.claims] == list(range(1, len(found.claims) + 1))
    claimed = {c.sentence_id for c in found.claims}
    for sentence in found.sentences:
        assert (sentence.id in claimed) == sentence.checkability.is_checkable


@SETTINGS
@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_anchors_are_exact_apart_and_leave_no_word_out(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = detect(text)
    reached = 0
    for sentence in found.sentences:
        start, end = sentence.anchor.start, sentence.anchor.end
        assert text[start:end] == sentence.anchor.quote == sentence.anchor.quote.strip()
        assert start >= reached
        left = text[reached:start].replace("![x](y)", "").replace("1.", "").replace("&amp;", "").replace("[a](b)", "")
        assert not any(c.isalnum() for c in left)
        reached = end
    spans = {s.id: s.anchor for s in found.sentences}
    for claim in found.claims:
        assert claim.anchor is not None
        assert claim.sentence_id is not None
        around = spans[claim.sentence_id]
        assert text[claim.anchor.start : claim.anchor.end] == claim.anchor.quote
        assert around.start <= claim.anchor.start
        assert claim.anchor.end <= around.end
    ids = [x.id for x in (*found.sentences, *found.claims)]
    assert len(set(ids)) == len(ids)


def of_sentences(found: Extraction, shift: int = 0, paragraphs: int = 0) -> list[tuple[object, ...]]:
    """Return what was found but for the words of claims, which may rest on the sentences before."""
    rows = judged(found, shift, paragraphs)
    return [row if len(row) > 6 else (*row[:3], *row[4:]) for row in rows]


@SETTINGS
@given(BODIES, BODIES)
def test_nothing_behind_a_sentence_has_a_say_in_its_claims(first: list[list[str]], second: list[list[str]]) -> None:
    alone, followed = detect(written(first)), detect(written(first + second))
    kept = [c for c in followed.claims if c.paragraph <= len(first)]
    assert [(c.text, c.anchor, c.inferred, c.unresolved) for c in kept] == [
        (c.text, c.anchor, c.inferred, c.unresolved) for c in alone.claims
    ]


@SETTINGS
@given(BODIES, BODIES)
def test_two_bodies_together_give_what_each_gives(first: list[list[str]], second: list[list[str]]) -> None:
    """What a sentence is and where its claims stand depends on it alone; what its words point to may stand before."""
    start = len(written(first)) + 2
    together = of_sentences(detect(written(first + second)))
    apart = of_sentences(detect(written(first))) + of_sentences(detect(written(second)), start, len(first))
    assert sorted(together, key=repr) == sorted(apart, key=repr)


def test_two_articles_are_read_each_for_itself() -> None:
    """Whoever the one speaks of is nobody in the other."""
    one, other = written([["Kim met Park in Seoul and signed the treaty on trade."]]), "He flew to the U.S. in May."
    alone = [detect(other).claims, detect(one).claims]
    assert [detect(other).claims, detect(one).claims] == alone
    assert detect(other).claims[0].unresolved == ("he",)


@SETTINGS
@given(BODIES)
def test_inferred_words_can_be_taken_back(paragraphs: list[list[str]]) -> None:
    """With what was put in taken out again, a claim has the words that its sentence has."""
    text = written(paragraphs)
    found = detect(text)
    sentences = {s.id: s.anchor.quote for s in found.sentences}
    for claim in found.claims:
        assert claim.anchor is not None
        assert claim.sentence_id is not None
        back, reached = [], 0
        for i in claim.inferred:
            assert i.source is None or text[i.source.start : i.source.end] == i.source.quote
            assert i.source is None or i.source.start < claim.anchor.end
            back += [claim.text[reached : i.start], i.said]
            reached = i.end
        words = "".join((*back, claim.text[reached:])).lower().rstrip(".").split()
        own = sentences[claim.sentence_id].replace("*", "").lower()
        assert [w for w in words if w.strip(",") not in own] == []


@SETTINGS
@given(BODIES)
def test_the_pieces_of_a_claim_are_the_articles_words(paragraphs: list[list[str]]) -> None:
    text = written(paragraphs)
    found = detect(text)
    spans = {s.id: s.anchor for s in found.sentences}
    for claim in found.claims:
        around = spans[claim.sentence_id or ""]
        assert claim.spans
        assert all(text[s.start : s.end] == s.quote for s in claim.spans)
        assert all(around.start <= s.start and s.end <= around.end for s in claim.spans)
        assert all(a.end <= b.start for a, b in pairwise(claim.spans))


@SETTINGS
@given(BODIES)
def test_every_word_of_substance_is_in_a_claim_or_accounted_for(paragraphs: list[list[str]]) -> None:
    text = written(paragraphs)
    found = detect(text)
    for sentence in found.sentences:
        spans = [(s.start, s.end) for c in found.claims if c.sentence_id == sentence.id for s in c.spans]
        left = [r.anchor for r in sentence.remainders]
        assert bool(spans) or not left
        assert all(text[a.start : a.end] == a.quote for a in left)
        assert all(a.end <= b.start for a, b in pairwise(left))
        assert not any(a.start >= low and a.end <= high for a in left for low, high in spans)
        plain = read_plain(text, [(sentence.anchor.start, sentence.anchor.end)])
        for word in parse_plain(plain.text, PIPELINE).words if spans else ():
            low, high = plain.span(word.start, word.end)
            held = [(a, b) for a, b in (*spans, *((a.start, a.end) for a in left)) if a <= low and high <= b]
            assert held or not has_substance(word)


def without_places(found: Extraction) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = [(s.paragraph, s.checkability, s.reason, s.cue) for s in found.sentences]
    return rows + [(c.paragraph, c.text, c.kind, c.worth, c.unresolved) for c in found.claims]


@SETTINGS
@given(BODIES, st.integers(30, 95), st.lists(st.sampled_from([" ", "  ", "\t", "\n", " \n  "]), min_size=7, max_size=7))
def test_white_space_changes_only_places(paragraphs: list[list[str]], width: int, blanks: list[str]) -> None:
    plain = without_places(detect(written(paragraphs)))
    whole = [" ".join(p) for p in paragraphs]
    wrapped = "\n\n".join(textwrap.fill(p, width, break_on_hyphens=False) for p in whole)
    assert without_places(detect(wrapped)) == plain
    assert without_places(detect("\n \n".join(respaced(p, blanks) for p in whole))) == plain


def respaced(paragraph: str, blanks: list[str]) -> str:
    """Put other white space between the words; no line begins with a capital, as a new paragraph might."""
    words = paragraph.split()
    gaps = [blanks[i % len(blanks)] if w[0].islower() else " " for i, w in enumerate(words)]
    return "".join(gap + word for gap, word in zip(gaps, words, strict=True)).strip()


@SETTINGS
@given(st.text(alphabet='ab *_[]()`<>&;!\\\n~^#"', max_size=60))
def test_plain_text_maps_back_in_order(text: str) -> None:
    plain = read_plain(text, [(0, len(text))])
    assert plain.text == " ".join(plain.text.split())
    assert list(plain.starts) == sorted(set(plain.starts))
    assert all(a < b for a, b in zip(plain.starts, plain.ends, strict=True))


def test_the_same_text_gives_the_same_records() -> None:
    text = written([SENTENCES])
    assert detect(text) == detect(text)
