"""Small records for the tests of the store."""

from datetime import date

from claimcheck.models import (
    Anchor,
    Article,
    ArticleReport,
    Assessment,
    Checkability,
    Citation,
    Claim,
    ClaimEdit,
    Confidence,
    Context,
    Decider,
    EarlierCheck,
    EditAction,
    EditOutcome,
    Evidence,
    Finding,
    GoldPassage,
    Inference,
    InferenceKind,
    Label,
    LeftOut,
    Locator,
    ModelScore,
    Passage,
    PolicyCode,
    PolicyNote,
    Reason,
    Relation,
    Remainder,
    Report,
    Run,
    Search,
    Sentence,
    Slot,
    SlotComparison,
    SourceDocument,
    Stance,
    TextQuote,
    Tier,
    Unchecked,
    Unreadable,
    Verdict,
    WorthPart,
    content_id,
)
from claimcheck.models.search import Query
from claimcheck.store import PassageTerms, Store


def document(name, *sentences, **about):
    """Return a document of these sentences with one passage each."""
    text = "\n".join(sentences)
    document_id = content_id("document", name, text)
    passages, start = [], 0
    for ordinal, sentence in enumerate(sentences, start=1):
        end = start + len(sentence)
        passages.append(
            Passage(
                id=content_id("passage", document_id, str(start), str(end)),
                document_id=document_id,
                ordinal=ordinal,
                start=start,
                end=end,
                text=sentence,
                locator=Locator(label=f"fact {ordinal}", heading="Facts", page=ordinal if ordinal > 1 else None),
            )
        )
        start = end + 1
    fields = {"path": f"{name}.md", "title": name.title(), "sha256": "0" * 64, "extractor": "text 1"} | about
    fields.setdefault("file", fields["path"])
    return SourceDocument(id=document_id, name=name, text=text, **fields), passages


def put(store, name, *sentences, terms=None, **about):
    """Store such a document and return it with its passages."""
    source, passages = document(name, *sentences, **about)
    store.put_document(source, passages, terms or [PassageTerms()] * len(passages))
    return source, passages


def match(store, words, *, limit=99):
    """Return the ids of the passages that hold any of the words, with their scores; equal scores by id."""
    candidates = store.search.candidates(Query(tuple(words)), limit=limit)
    ids = {row.number: row.id for row in store.search.found([number for number, _ in candidates.passages])}
    return sorted(((ids[number], score) for number, score in candidates.passages), key=lambda hit: (-hit[1], hit[0]))


def holding(store, *keys):
    """Return the ids of the passages that hold any of the keys, sorted."""
    numbers = {number for held in store.search.holding(keys).values() for number in held}
    return sorted(row.id for row in store.search.found(sorted(numbers)))


def full_document(store):
    """Store a document that uses every field."""
    return put(
        store,
        "treaties/test ban",
        "The treaty was opened for signature on 24 September 1996.",
        "It has “not” entered into force – 44 states must ratify.",
        terms=[
            PassageTerms(keys=("e:treaty", "e:un", "d:1996-09-24"), context="Test-Ban Treaty"),
            PassageTerms(keys=("e:treaty", "e:treaty", "n:44"), context="Test-Ban Treaty Ratification"),
        ],
        issuer="Depositary",
        date="September 1996",
        first_day=date(1996, 9, 1),
        last_day=date(1996, 9, 30),
        urls=("https://example.org/a?b=1&c=2", "https://example.org/é"),
        tier=Tier.ARCHIVE,
        form="digest",
        coverage="the text",
        gaps="no annexes",
    )


def report(source, passages, *, run_id="run-1", text="The treaty opened in 1996. Will it last?"):
    """Return a report on one article with its text and one claim list, that uses every field."""
    first, second = passages
    article = Article.build(
        title="The ban", text=text, path="ban.md", publication="The Desk", published="2017-09", address="https://x.test"
    )
    sentences = (
        _sentence(article, 1, 0, 26, Checkability.CHECKABLE),
        _sentence(article, 2, 27, 40, Checkability.QUESTION),
    )
    claim = Claim(
        id=content_id("claim", article.id, "0"),
        article_id=article.id,
        text="The treaty opened in 1996.",
        ordinal=1,
        paragraph=1,
        name="C1",
        kind="date",
        worth=0.7,
        sentence_id=sentences[0].id,
        anchor=sentences[0].anchor,
        as_of="2017-09-01",
        expected=Label.SUPPORTED,
        gold=(GoldPassage(document=source.name, locator="fact 1"), GoldPassage(document="other")),
        spans=(Anchor(start=27, end=31, quote=article.text[27:31]),),
        inferred=(
            Inference(
                start=0,
                end=10,
                kind=InferenceKind.DEFINITE,
                said="It",
                source=Anchor(start=27, end=31, quote=article.text[27:31]),
            ),
            Inference(start=18, end=20, kind=InferenceKind.SUPPLIED),
        ),
        unresolved=("they", "the two countries"),
        worth_parts=(WorthPart(name="figure", share=0.2, cue="1996"), WorthPart(name="name", share=0.5, cue="“x”")),
        attributed_to="the depositary’s office",
    )
    context = Context(
        title=source.title,
        issuer="Depositary",
        date="1996",
        heading="Facts",
        preceding=("Before.", "Just before."),
        form=source.form,
    )
    supports = Assessment(
        passage_id=first.id,
        stance=Stance.SUPPORTS,
        reasons=(Reason.ENTAILED,),
        slots=(
            SlotComparison(
                slot=Slot.DATE, relation=Relation.EQUAL, claim_value="1996", source_value="1996", start=3, end=7
            ),
            SlotComparison(slot=Slot.TERM, relation=Relation.MISSING, claim_value="“opened”"),
        ),
        coverage=0.1 + 0.2,
        note="same year",
    )
    neutral = Assessment(
        passage_id=second.id,
        stance=Stance.NEUTRAL,
        reasons=(Reason.OFF_TOPIC,),
        slots=(),
        coverage=0.0,
        score=ModelScore(model="stance 1 (0a1b2c)", supports=0.1 + 0.2, refutes=0.1, neutral=0.6),
        decided_by=Decider.MODEL,
    )
    finding = Finding(
        claim=claim,
        verdict=Verdict(
            claim_id=claim.id,
            label=Label.SUPPORTED,
            citations=(Citation.of(source, first, Stance.SUPPORTS), Citation.of(source, second, Stance.NEUTRAL)),
            reasons=(Reason.ENTAILED, Reason.ATTRIBUTION),
            explanation="Both say 1996.",
            assessments=(supports, neutral),
            confidence=Confidence(value=0.1 + 0.8, calibrated_on="300 pairs of a made-up set"),
            together=Assessment(
                passage_id=first.id,
                stance=Stance.SUPPORTS,
                reasons=(Reason.ENTAILED,),
                slots=(),
                coverage=1.0,
                score=ModelScore(model="stance 1 (0a1b2c)", supports=0.75, refutes=0.05, neutral=0.2),
                decided_by=Decider.MODEL,
            ),
            policy=(
                PolicyNote(code=PolicyCode.TOO_FEW_SOURCES, detail="1 of 2"),
                PolicyNote(code=PolicyCode.EXCLUDED_SOURCE, detail="“wire/one”"),
            ),
        ),
        evidence=(
            Evidence(passage=second, context=context, score=1 / 3, signals={"words": 2.5, "names": 1.0}),
            Evidence(passage=first, context=Context(form=source.form), score=0.25),
        ),
        search=Search(
            terms=("treaty", "1996"),
            entities=("treaty",),
            passages_searched=2,
            candidates=2,
            left_out=(LeftOut(document="wire/one", rule="wire/*"), LeftOut(document="the ban")),
        ),
    )
    return Report(
        run=Run(
            id=run_id,
            version="0.1.0",
            rules="rules-1",
            language_pipeline="en 3.8.0",
            settings={"top_k": "20", "candidates": "200"},
            documents=1,
            passages=2,
        ),
        articles=(
            ArticleReport(article=article, sentences=sentences, findings=(finding,), edits=_edits(claim)),
            _claim_list(),
        ),
        documents={source.id: source},
        unreadable=(Unreadable(path="scan.pdf", why="no text"), Unreadable(path="a.md", why="empty")),
    )


def put_report(store: Store, found: Report, *, started_at="2024-01-01T00:00:00+00:00"):
    """Store a report with made-up counts."""
    store.put_report(found, started_at=started_at, pairs_judged=2, pairs_reused=1)


def _sentence(article, ordinal, start, end, checkability):
    left = Anchor(start=start, end=start + 3, quote=article.text[start : start + 3])
    return Sentence(
        id=content_id("sentence", article.id, str(start), str(end)),
        article_id=article.id,
        ordinal=ordinal,
        paragraph=1,
        anchor=Anchor(start=start, end=end, quote=article.text[start:end]),
        checkability=checkability,
        reason="it says so",
        cue="Will",
        remainders=(Remainder(anchor=left, checkability=Checkability.FORECAST, reason="it may", cue="Will"),),
    )


def _edits(claim):
    quote = TextQuote(exact="The treaty opened in 1996.", suffix="Will it last?", start=0, places=2, twins=1)
    made = ClaimEdit(
        action=EditAction.SPLIT,
        words=(quote,),
        claims=("It opened.", "It was 1996."),
        which=("The treaty opened.",),
        worth=0.3,
        by="A. Ito",
        note="two claims",
        text_id="text-1",
        source="claims.yaml:4",
    )
    lost = ClaimEdit(action=EditAction.DROP, words=(TextQuote(exact="Not there", prefix="so"),), source="edit 1")
    return (
        EditOutcome(edit=made, spans=((0, 26),), was=("The treaty opened.",), made=(claim.id,)),
        EditOutcome(edit=lost, why="its words are gone"),
    )


def earlier(text):
    """Return how a claim came out in another article."""
    return EarlierCheck(
        claim_id="claim-0",
        text=text,
        article_id="article-0",
        article="Another article",
        published="2016",
        checked="2016-05-01",
        label=Label.CONFLICTING,
        differs=("a",),
    )


def _claim_list():
    article = Article.build(title="A list", address="https://y.test")
    claim = Claim(id=content_id("claim", article.id, "0"), article_id=article.id, text="Nobody knows.", ordinal=1)
    return ArticleReport(
        article=article,
        sentences=(),
        findings=(
            Finding(
                claim=claim,
                verdict=Verdict(
                    claim_id=claim.id,
                    label=Label.NOT_ENOUGH_EVIDENCE,
                    citations=(),
                    reasons=(Reason.NO_EVIDENCE,),
                    explanation="",
                ),
                evidence=(),
                search=Search(terms=(), entities=(), passages_searched=2, candidates=0),
            ),
        ),
        unchecked=(
            Unchecked(text="It is a scandal.", paragraph=3, kind=Checkability.OPINION, reason="judges"),
            Unchecked(text="It will fail.", paragraph=4, kind=Checkability.FORECAST),
        ),
    )
