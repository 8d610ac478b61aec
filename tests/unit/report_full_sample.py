"""A report with every label, an article with its text and one without: for tests of layout and for looking at."""

import report_samples
from report_samples import article_of, assessed, claim, passage, report_of, with_sources
from report_sources import DOCUMENTS, MINISTERS, TRADE, VETOES, VOTES, WIRE

from claimcheck.models import (
    Article,
    ArticleReport,
    Checkability,
    Decider,
    Label,
    PolicyCode,
    Reason,
    Relation,
    Slot,
    Stance,
    Unchecked,
    Unreadable,
)

_OK = (Checkability.CHECKABLE, "states an event, a number or a position")
_PARAGRAPHS = [
    [("# What the ministers agreed", Checkability.FRAGMENT, "no finite verb")],
    [
        (
            "On August 17, the foreign and defence ministers of Japan and the United States met in Washington, "
            "their first meeting in this format since the new administration took office.",
            *_OK,
        ),
        ("It was a welcome sign of resolve.", Checkability.OPINION, "a judgement of value"),
        ("Afterwards they released a joint statement that voiced “grave concern” about the South China Sea.", *_OK),
    ],
    [
        ("The statement also said that Article V of the treaty covers the Senkaku Islands.", *_OK),
        ("Tokyo promised $550 million for maritime security over three years.", *_OK),
        ("Will that be enough?", Checkability.QUESTION, "asks"),
    ],
    [
        (
            "Twelve days earlier the Security Council had adopted Resolution 2371 unanimously, "
            "which bans exports of coal, iron and textiles.",
            *_OK,
        ),
        ("Although Russia voted for it, Russia has vetoed resolutions on North Korea in the past.", *_OK),
        (
            "Moscow will hardly change its course this year.",
            Checkability.FORECAST,
            "speaks of what has not happened yet",
        ),
    ],
    [
        ("Japan has little leverage of its own.", Checkability.OPINION, "a judgement of degree"),
        ("There has been no trade between the two countries since 2010.", *_OK),
        ("Talks over abductions have been at a standstill since 2014.", *_OK),
        ("Tokyo should do its utmost to keep the alliance credible.", Checkability.ADVICE, "says what should be done"),
    ],
]
_FURNITURE = ["Overview", "Photo: Department of State", "Subscribe for full access"]


def finding(*args, confidence=None, policy=(), left_out=(), **about):
    """A finding with what is known of its sources."""
    found = report_samples.finding(*args, **about)
    return with_sources(found, confidence=confidence, policy=policy, left_out=left_out)


def _so(source, fact, more=""):
    return f"{source.title}, fact {fact} says so: every name, number, date and predicate was found.{more}"


def _otherwise(source, fact, slot, ours, theirs):
    return f"{source.title}, fact {fact} says otherwise: {slot} – the claim has {ours}, the source {theirs}."


def _exact(kind, value):
    return (kind, Relation.EQUAL, value, value)


def text_part():
    """The article with its text: one sentence holds two claims, one claim has no place."""
    article, sentences = article_of(
        "Few tools, one alliance: what Tokyo can do about Pyongyang",
        _PARAGRAPHS,
        _FURNITURE,
        publication="The Sample Review",
        published="2017-08-24",
        address="https://www.example.org/review/few-tools",
    )
    by_text = {s.anchor.quote: s for s in sentences}

    def made(ordinal, text, within, worth, **about):
        holder = next((s for q, s in by_text.items() if within and within in q), None)
        paragraph = holder.paragraph if holder else 0
        return claim(article, ordinal, text, within=within, sentence=holder, worth=worth, paragraph=paragraph, **about)

    p = passage
    far = assessed(
        p(WIRE, 2),
        Stance.NEUTRAL,
        [Reason.OFF_TOPIC],
        (Slot.TERM, Relation.MISSING, "standstill"),
        coverage=0.31,
        score=(0.08, 0.003),
    )
    findings = (
        finding(
            made(
                1,
                "The foreign and defence ministers of Japan and the United States met in Washington on 17 August 2017.",
                "On August 17, the foreign and defence ministers of Japan and the United States met in Washington",
                0.9,
            ),
            Label.SUPPORTED,
            [
                assessed(
                    p(MINISTERS, 1),
                    Stance.SUPPORTS,
                    [Reason.ENTAILED],
                    _exact(Slot.DATE, "17 August 2017"),
                    _exact(Slot.NAME, "Washington"),
                    _exact(Slot.PREDICATE, "met"),
                    coverage=1.0,
                )
            ],
            _so(MINISTERS, 1),
            DOCUMENTS,
        ),
        finding(
            made(
                2,
                "The meeting of 17 August 2017 was the first in this format since the new administration took office.",
                "their first meeting in this format since the new administration took office",
                0.8,
            ),
            Label.SUPPORTED,
            [
                assessed(
                    p(MINISTERS, 2),
                    Stance.SUPPORTS,
                    [Reason.ENTAILED],
                    _exact(Slot.QUANTIFIER, "first"),
                    (Slot.DATE, Relation.COMPATIBLE, "17 August 2017", "17 August 2017 (document's date)"),
                    coverage=0.94,
                    score=(0.93, 0.01),
                    by=Decider.MODEL,
                )
            ],
            _so(MINISTERS, 2, " Read from its context: date “17 August 2017”."),
            DOCUMENTS,
            confidence=(0.96, "2,400 held-out pairs of three public sets"),
        ),
        finding(
            made(
                3,
                "The joint statement voiced “grave concern” about the South China Sea.",
                "they released a joint statement that voiced “grave concern” about the South China Sea",
                0.7,
                expected=Label.REFUTED,
            ),
            Label.REFUTED,
            [
                assessed(
                    p(MINISTERS, 4),
                    Stance.REFUTES,
                    [Reason.QUOTE_ALTERED],
                    (Slot.QUOTATION, Relation.CONFLICT, "grave concern", "serious concern", "“grave” for “serious”"),
                    _exact(Slot.NAME, "South China Sea"),
                    coverage=0.88,
                ),
                assessed(
                    p(MINISTERS, 5),
                    Stance.NEUTRAL,
                    [Reason.NAME_MISMATCH, Reason.OFF_TOPIC],
                    (Slot.NAME, Relation.CONFLICT, "South China Sea", "East China Sea"),
                    coverage=0.61,
                ),
            ],
            _otherwise(MINISTERS, 4, "quotation", "“grave concern”", "“serious concern”"),
            DOCUMENTS,
        ),
        finding(
            made(
                4,
                "The joint statement said that Article V of the treaty covers the Senkaku Islands.",
                "The statement also said that Article V of the treaty covers the Senkaku Islands.",
                0.65,
            ),
            Label.SUPPORTED,
            [
                assessed(
                    p(MINISTERS, 6),
                    Stance.SUPPORTS,
                    [Reason.ENTAILED],
                    _exact(Slot.NAME, "Article V"),
                    _exact(Slot.NAME, "Senkaku Islands"),
                    _exact(Slot.PREDICATE, "covers"),
                    coverage=1.0,
                )
            ],
            _so(MINISTERS, 6),
            DOCUMENTS,
        ),
        finding(
            made(
                5,
                "Japan promised 550 million US dollars for maritime security over three years.",
                "Tokyo promised $550 million for maritime security over three years.",
                0.75,
            ),
            Label.REFUTED,
            [
                assessed(
                    p(MINISTERS, 7),
                    Stance.REFUTES,
                    [Reason.QUANTITY_MISMATCH],
                    (Slot.QUANTITY, Relation.CONFLICT, "$550 million", "500 million US dollars"),
                    (Slot.NAME, Relation.COMPATIBLE, "Tokyo", "Japan"),
                    _exact(Slot.TERM, "maritime security"),
                    _exact(Slot.QUANTITY, "three years"),
                    coverage=0.92,
                )
            ],
            _otherwise(MINISTERS, 7, "quantity", "“$550 million”", "“500 million US dollars”"),
            DOCUMENTS,
        ),
        finding(
            made(
                6,
                "The Security Council adopted resolution 2371 unanimously.",
                "Twelve days earlier the Security Council had adopted Resolution 2371 unanimously",
                0.8,
            ),
            Label.SUPPORTED,
            [
                assessed(
                    p(VOTES, 1),
                    Stance.NEUTRAL,
                    [Reason.SCOPE],
                    _exact(Slot.PREDICATE, "adopted"),
                    _exact(Slot.NAME, "resolution 2371"),
                    (Slot.TERM, Relation.MISSING, "unanimously"),
                    coverage=0.8,
                    score=(0.34, 0.02),
                ),
                assessed(
                    p(VOTES, 2),
                    Stance.NEUTRAL,
                    [Reason.SCOPE],
                    (Slot.TERM, Relation.COMPATIBLE, "unanimously", "unanimous"),
                    (Slot.PREDICATE, Relation.MISSING, "adopted"),
                    (Slot.NAME, Relation.COMPATIBLE, "resolution 2371", "Resolution 2371 (document's title)"),
                    coverage=0.77,
                    score=(0.41, 0.01),
                ),
                assessed(
                    p(VETOES, 3),
                    Stance.NEUTRAL,
                    [Reason.SCOPE],
                    (Slot.NAME, Relation.MISSING, "resolution 2371"),
                    coverage=0.44,
                ),
            ],
            "Put together from two passages of one document: fact 1 has the adoption, fact 2 that it was unanimous.",
            DOCUMENTS,
            cite=2,
            together=(
                (
                    Stance.SUPPORTS,
                    [Reason.ENTAILED],
                    _exact(Slot.PREDICATE, "adopted"),
                    _exact(Slot.NAME, "resolution 2371"),
                    (Slot.TERM, Relation.COMPATIBLE, "unanimously", "unanimous"),
                    (Slot.NAME, Relation.COMPATIBLE, "The Security Council", "Security Council (document's issuer)"),
                ),
                {"coverage": 1.0, "score": (0.91, 0.02), "by": Decider.MODEL},
            ),
            policy=[(PolicyCode.TOO_FEW_SOURCES, "1 of 2")],
        ),
        finding(
            made(
                7,
                "Resolution 2371 bans exports of coal, iron and textiles.",
                "Resolution 2371 unanimously, which bans exports of coal, iron and textiles",
                0.6,
            ),
            Label.PARTIALLY_SUPPORTED,
            [
                assessed(
                    p(VOTES, 3),
                    Stance.NEUTRAL,
                    [Reason.SCOPE],
                    _exact(Slot.TERM, "coal"),
                    _exact(Slot.TERM, "iron"),
                    _exact(Slot.PREDICATE, "bans"),
                    (Slot.TERM, Relation.MISSING, "textiles"),
                    coverage=0.78,
                )
            ],
            "Resolution 2371 (2017) and its meeting record, fact 3 says part of it. Not found there: term “textiles”.",
            DOCUMENTS,
            cite=1,
        ),
        finding(
            made(
                8,
                "Russia has vetoed Security Council resolutions on North Korea in the past.",
                "Russia has vetoed resolutions on North Korea in the past",
                0.95,
                expected=Label.REFUTED,
            ),
            Label.REFUTED,
            [
                assessed(
                    p(VETOES, 2),
                    Stance.REFUTES,
                    [Reason.POLARITY, Reason.QUANTIFIER],
                    (Slot.POLARITY, Relation.CONFLICT, "has vetoed", "No permanent member has cast a veto"),
                    (Slot.NAME, Relation.COMPATIBLE, "Russia", "permanent member"),
                    (Slot.NAME, Relation.COMPATIBLE, "North Korea", "DPRK"),
                    coverage=0.9,
                ),
                assessed(
                    p(VOTES, 2),
                    Stance.NEUTRAL,
                    [Reason.SCOPE],
                    (Slot.PREDICATE, Relation.MISSING, "vetoed"),
                    _exact(Slot.NAME, "Russia"),
                    coverage=0.52,
                ),
                assessed(
                    p(VETOES, 3), Stance.NEUTRAL, [Reason.SCOPE], (Slot.NAME, Relation.MISSING, "Russia"), coverage=0.5
                ),
                assessed(p(VETOES, 1), Stance.NEUTRAL, [Reason.OFF_TOPIC], coverage=0.2),
                assessed(p(TRADE, 1), Stance.NEUTRAL, [Reason.OFF_TOPIC], coverage=0.1),
            ],
            _otherwise(VETOES, 2, "polarity", "“has vetoed”", "“No permanent member has cast a veto”"),
            DOCUMENTS,
        ),
        finding(
            made(
                9,
                "There has been no trade between Japan and North Korea since 2010.",
                "There has been no trade between the two countries since 2010.",
                0.7,
            ),
            Label.CONFLICTING,
            [
                assessed(
                    p(TRADE, 2),
                    Stance.SUPPORTS,
                    [Reason.ENTAILED],
                    _exact(Slot.DATE, "2010"),
                    coverage=0.86,
                    score=(0.884, 0.05),
                    by=Decider.MODEL,
                ),
                assessed(
                    p(WIRE, 1),
                    Stance.REFUTES,
                    [Reason.DATE_MISMATCH],
                    (Slot.DATE, Relation.CONFLICT, "since 2010", "2009"),
                    coverage=0.7,
                ),
            ],
            _so(TRADE, 2) + " " + _otherwise(WIRE, 1, "date", "“since 2010”", "“2009”"),
            DOCUMENTS,
        ),
        finding(
            made(
                10,
                "Talks between Japan and North Korea over abductions have been at a standstill since 2014.",
                "Talks over abductions have been at a standstill since 2014.",
                0.55,
            ),
            Label.NOT_ENOUGH_EVIDENCE,
            [far],
            "1 passage was compared; none states or contradicts it. The nearest lacks: term “standstill”.",
            DOCUMENTS,
            policy=[(PolicyCode.EXCLUDED_SOURCE, "“blogs/abductions” (blogs)")],
            left_out=[("blogs/abductions", "blogs"), ("few_tools", "")],
        ),
        finding(
            made(11, "The review appeared a week after the meeting.", None, 0.1),
            Label.NOT_ENOUGH_EVIDENCE,
            [],
            "No passage of the corpus shares a name, number or rarer word with the claim.",
            DOCUMENTS,
        ),
    )
    return ArticleReport(article=article, sentences=sentences, findings=findings)


def listed_part():
    """An article of which only the claims are stored."""
    article = Article.build(
        title="The council and the coal trade",
        publication="The Sample Monthly",
        published="2017-09",
        address="https://www.example.org/monthly/coal",
    )
    rows = [
        ("C01", 1, "Resolution 2371 was adopted on 5 August 2017.", Label.SUPPORTED, VOTES, 1),
        ("C02", 1, "Resolution 2371 was adopted at the Council's 8017th meeting.", Label.REFUTED, VOTES, 1),
        (
            "C03",
            2,
            "Every resolution on the DPRK since 2006 was adopted without a vote against.",
            Label.SUPPORTED,
            VETOES,
            3,
        ),
        ("C04", 4, "Coal made up two fifths of the country's exports.", Label.NOT_ENOUGH_EVIDENCE, VOTES, 3),
    ]
    findings = []
    for ordinal, (name, paragraph, text, label, source, fact) in enumerate(rows, start=1):
        found = passage(source, fact)
        stance = {Label.SUPPORTED: Stance.SUPPORTS, Label.REFUTED: Stance.REFUTES}.get(label, Stance.NEUTRAL)
        slots = [(Slot.QUANTITY, Relation.CONFLICT, "8017th", "8019th")] if label is Label.REFUTED else []
        reason = {Stance.SUPPORTS: Reason.ENTAILED, Stance.REFUTES: Reason.QUANTITY_MISMATCH}.get(
            stance, Reason.OFF_TOPIC
        )
        held = claim(article, ordinal, text, name=name, paragraph=paragraph, worth=0.9 - ordinal / 10, expected=label)
        pairs = [assessed(found, stance, [reason], *slots)]
        findings.append(finding(held, label, pairs, f"{source.title}, fact {fact}.", DOCUMENTS))
    unchecked = (
        Unchecked(text="The ban came too late.", paragraph=2, kind=Checkability.OPINION, reason="a judgement of value"),
        Unchecked(text="Prices are likely to rise.", paragraph=5, kind=Checkability.FORECAST),
    )
    return ArticleReport(article=article, sentences=(), findings=tuple(findings), unchecked=unchecked)


def full_report():
    """Both articles, with a source that could not be read."""
    why = "not a text: the file holds NUL bytes"
    return report_of([text_part(), listed_part()], DOCUMENTS, unreadable=[Unreadable(path="corpus/scan.txt", why=why)])


def text_report():
    """The article with its text alone."""
    return report_of([text_part()], DOCUMENTS)


def listed_report():
    """The listed claims alone."""
    return report_of([listed_part()], DOCUMENTS)
