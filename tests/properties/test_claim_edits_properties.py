"""Edits replayed: the same on the same article, still there where others changed, never on a look-alike."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from claimcheck.detection.edits import apply_edits, text_id
from claimcheck.models import Anchor, Article, Checkability, Claim, ClaimEdit, EditAction, Sentence, content_id
from claimcheck.text.anchors import locate, quote_at

WORDS = st.sampled_from("sales prices rose fell in May June the court said no 12 1,250 12,500 Acme Bonn".split())
SENTENCE = st.lists(WORDS, min_size=2, max_size=7).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPH = st.lists(SENTENCE, min_size=1, max_size=3)
ARTICLE = st.lists(PARAGRAPH, min_size=1, max_size=4)


def written(paragraphs):
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs) + "\n"


def read(paragraphs):
    """Return such an article with one claim a sentence."""
    text = written(paragraphs)
    about = Article.build(title="A", text=text, path="a.md")
    sentences, claims, start = [], [], 0
    for number, paragraph in enumerate(paragraphs, start=1):
        for words in paragraph:
            start = text.index(words, start)
            anchor = Anchor(start=start, end=start + len(words), quote=words)
            start = anchor.end
            ident = content_id("sentence", about.id, str(anchor.start))
            sentences.append(
                Sentence(
                    id=ident,
                    article_id=about.id,
                    ordinal=len(sentences) + 1,
                    paragraph=number,
                    anchor=anchor,
                    checkability=Checkability.CHECKABLE,
                    reason="",
                )
            )
            claims.append(
                Claim(
                    id=content_id("claim", about.id, str(anchor.start)),
                    article_id=about.id,
                    text=words,
                    ordinal=len(claims) + 1,
                    paragraph=number,
                    sentence_id=ident,
                    anchor=anchor,
                )
            )
    return about, sentences, claims


def made_on(about, claim, action):
    words = (quote_at(about.text, claim.anchor.start, claim.anchor.end),)
    texts = {EditAction.DROP: (), EditAction.SPLIT: ("One part.", "Another part.")}.get(action, ("In other words.",))
    return ClaimEdit(action=action, words=words, claims=texts, text_id=text_id(about))


actions = st.sampled_from([EditAction.DROP, EditAction.REWORD, EditAction.SPLIT, EditAction.ADD])


@settings(derandomize=True, deadline=None, max_examples=150)
@given(paragraphs=ARTICLE, action=actions, pick=st.integers(0, 99))
def test_on_the_same_article_an_edit_always_has_its_own_place(paragraphs, action, pick):
    about, sentences, claims = read(paragraphs)
    claim = claims[pick % len(claims)]
    edits = [made_on(about, claim, action)]
    result = apply_edits(about, sentences, claims, edits)
    assert result == apply_edits(about, sentences, claims, edits)
    (outcome,) = result.outcomes
    assert outcome.spans == ((claim.anchor.start, claim.anchor.end),)
    others = [c.text for c in claims if c is not claim]
    kept = [c.text for c in result.claims if c.id not in outcome.made and c.id != claim.id]
    assert kept == others
    assert [c.ordinal for c in result.claims] == list(range(1, len(result.claims) + 1))
    for made in result.claims:
        assert about.text[made.anchor.start : made.anchor.end] == made.anchor.quote


@settings(derandomize=True, deadline=None, max_examples=150)
@given(paragraphs=ARTICLE, others=ARTICLE, pick=st.integers(0, 99), at=st.integers(0, 4))
def test_an_edit_still_applies_where_other_paragraphs_changed(paragraphs, others, pick, at):
    about, _, claims = read(paragraphs)
    claim = claims[pick % len(claims)]
    words = claim.text
    assume(sum(p.count(words) for p in paragraphs) == 1 and not any(words in p for p in others))
    assume(written(paragraphs).count(words[:-1]) == 1 and words[:-1] not in written(others))
    mine = paragraphs[claim.paragraph - 1]
    changed = [*others[:at], mine, *others[at:]]
    after, sentences, now = read(changed)
    (outcome,) = apply_edits(after, sentences, now, [made_on(about, claim, EditAction.DROP)]).outcomes
    assert outcome.was == (words,)
    (span,) = outcome.spans
    assert after.text[slice(*span)] == words


@settings(derandomize=True, deadline=None, max_examples=200)
@given(paragraphs=ARTICLE, pick=st.integers(0, 99), instead=st.none() | SENTENCE)
def test_where_its_words_are_gone_an_edit_is_orphaned_whatever_looks_like_them(paragraphs, pick, instead):
    about, _, claims = read(paragraphs)
    place = pick % len(claims)
    claim = claims[place]
    assume(instead != claim.text)
    changed = [list(p) for p in paragraphs]
    seen = 0
    for paragraph in changed:
        if seen <= place < seen + len(paragraph):
            paragraph[place - seen : place - seen + 1] = [instead] if instead else []
            seen += 1
            break
        seen += len(paragraph)
    after, sentences, now = read([p for p in changed if p] or [["Nothing left."]])
    edit = made_on(about, claim, EditAction.DROP)
    twins = edit.words[0].places > 1
    (outcome,) = apply_edits(after, sentences, now, [edit]).outcomes
    if not twins and claim.text not in after.text:
        assert outcome.orphaned
    if twins and not outcome.orphaned:  # only between the very neighbours that it stood between
        (span,) = outcome.spans
        new = quote_at(after.text, *span)
        assert (new.prefix, new.suffix) == (edit.words[0].prefix, edit.words[0].suffix)


@settings(derandomize=True, deadline=None, max_examples=200)
@given(paragraphs=ARTICLE, pick=st.integers(0, 99))
def test_a_quote_is_found_where_it_was_and_gives_the_same_words(paragraphs, pick):
    about, _, claims = read(paragraphs)
    anchor = claims[pick % len(claims)].anchor
    quote = quote_at(about.text, anchor.start, anchor.end)
    assert locate(about.text, quote, unchanged=True) == (anchor.start, anchor.end)
    found = locate(about.text, quote)
    assert isinstance(found, str) or about.text[slice(*found)] == anchor.quote
