"""The records that pass between the stages.

All are frozen; what must hold is checked when a record is built, so an illegal
one cannot exist. Ids are content hashes: equal content has equal ids, in any
run and on any machine.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.models.anchors import Anchor, Inference, check_inferences
from claimcheck.models.sources import Context, Locator, Passage, SourceDocument
from claimcheck.models.stretches import Stretch
from claimcheck.models.vocabulary import (
    Checkability,
    Decider,
    Label,
    Part,
    PolicyCode,
    Reason,
    Relation,
    Slot,
    Stance,
)
from claimcheck.models.worth import WorthPart, check_worth

# Probabilities may be stored rounded.
_ROUNDING = 0.01


def content_id(kind: str, *parts: str) -> str:
    """Return a stable id for a record: `kind`, a dash and 16 hex digits.

    The parts are length-prefixed before hashing (SHA-256), so that no two
    different lists of parts run together into the same input.

    >>> content_id("claim", "a", "bc") == content_id("claim", "ab", "c")
    False
    """
    digest = hashlib.sha256()
    for part in (kind, *parts):
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return f"{kind}-{digest.hexdigest()[:16]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The text being checked.

    A record from claims.yaml has no text (`text == ""`): its claims stand alone.
    `published` is an ISO date, or its first part where the day is unknown
    ("2017-09"). `stretches` say, in order, what the text is made of where the
    file has markup of its own; the text is then words and no Markdown but for
    the marks between them. They are not kept in the record: what became of them
    is in the sentences.
    """

    id: str
    title: str
    text: str = ""
    path: str = ""
    publication: str = ""
    published: str = ""
    address: str = ""
    author: str = ""
    stretches: tuple[Stretch, ...] = field(default=(), repr=False, compare=False)

    @staticmethod
    def build(
        *, title: str, text: str = "", path: str = "", stretches: tuple[Stretch, ...] = (), **about: str
    ) -> Article:
        """Return the article with the id of its content and place: two files of one text are two articles."""
        key = text or about.get("address", "")
        article_id = content_id("article", title, path, key)
        return Article(id=article_id, title=title, text=text, path=path, stretches=stretches, **about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remainder:
    """A stretch of a sentence that is in none of its claims, with what it is and the words that decided that."""

    anchor: Anchor
    checkability: Checkability
    reason: str
    cue: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of an article and what became of it.

    `paragraph` counts the article's body from 1; 0 is the page around it.
    `cue` holds the words that decided the checkability. `section` is the heading
    that it stands under; `page` a PDF's. `remainders` are what of a sentence with
    claims is in none of them, in order.
    """

    id: str
    article_id: str
    ordinal: int
    paragraph: int
    anchor: Anchor
    checkability: Checkability
    reason: str
    cue: str = ""
    part: Part = Part.BODY
    section: str = ""
    page: int | None = None
    remainders: tuple[Remainder, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPassage:
    """A passage that a person says decides a claim; `locator` is empty for the whole document."""

    document: str
    locator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One checkable assertion.

    `text` is what is judged; `anchor` the article's own words, absent for a
    claim listed in claims.yaml without its article. `worth` is the
    check-worthiness in [0, 1]. `as_of` is the article's date, against which
    relative dates are read. `name` is a person's handle for it ("C34").
    `inferred` marks what of `text` is not in the article's own words, in
    order; `unresolved` holds the words that point outside the claim and to
    nothing that is sure ("he"). `spans` are the pieces of the article that
    its words come from, in order: of a clause that shares the subject before
    it, the subject and the clause.
    `worth_parts` add up to `worth`; a claim from claims.yaml has none.
    `attributed_to` holds the words for whoever says it: what a quotation
    quotes, or what is a claim of its own beside the report of it.
    """

    id: str
    article_id: str
    text: str
    ordinal: int
    paragraph: int = 0
    name: str = ""
    kind: str = "statement"
    worth: float = 0.5
    sentence_id: str | None = None
    anchor: Anchor | None = None
    as_of: str = ""
    expected: Label | None = None
    gold: tuple[GoldPassage, ...] = ()
    inferred: tuple[Inference, ...] = ()
    unresolved: tuple[str, ...] = ()
    spans: tuple[Anchor, ...] = ()
    worth_parts: tuple[WorthPart, ...] = ()
    attributed_to: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a claim needs words")
        check_worth(self.worth, self.worth_parts)
        check_inferences(self.text, self.inferred, self.unresolved)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchecked:
    """A statement that claims.yaml lists as not checkable, with its kind."""

    text: str
    paragraph: int
    kind: Checkability
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A retrieved passage with its score and the signals behind it."""

    passage: Passage
    context: Context
    score: float
    signals: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotComparison:
    """One slot of the claim beside the passage's.

    `start` and `end` mark `source_value` in the passage's text where it stands
    there; a value that comes from the context has no span. `note` says in
    words how the two differ, or what was tolerated, where the values alone do
    not show it.
    """

    slot: Slot
    relation: Relation
    claim_value: str
    source_value: str = ""
    start: int | None = None
    end: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelScore:
    """What the stance model makes of a pair: calibrated probabilities, in [0, 1], that sum to 1.

    `model` names the model's file by name and content, so that a score is never
    shown without what gave it.
    """

    model: str
    supports: float
    refutes: float
    neutral: float

    def __post_init__(self) -> None:
        shares = (self.supports, self.refutes, self.neutral)
        if not self.model or not all(0.0 <= p <= 1.0 for p in shares) or abs(math.fsum(shares) - 1.0) > _ROUNDING:
            raise ValueError(f"{shares} of {self.model!r} are no probabilities of a model")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The stance of one passage to one claim, with the slots that decided.

    `coverage` is the weighted share, in [0, 1], of the claim that the passage
    and its context speak of; `score` is the stance model's, None where it was
    not asked; `decided_by` says which of the two the stance is from.
    """

    passage_id: str
    stance: Stance
    reasons: tuple[Reason, ...]
    slots: tuple[SlotComparison, ...]
    coverage: float
    note: str = ""
    score: ModelScore | None = None
    decided_by: Decider = Decider.RULES

    def __post_init__(self) -> None:
        if self.stance is Stance.SUPPORTS and any(s.relation is Relation.CONFLICT for s in self.slots):
            raise ValueError("a passage with a conflicting slot cannot support")
        if self.decided_by is Decider.MODEL and self.score is None:
            raise ValueError("a stance by the model needs its score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The exact words of a document that bear on a claim.

    Built by `Citation.of`, which makes sure that the quote is the document's.
    """

    document_id: str
    passage_id: str
    start: int
    end: int
    quote: str
    locator: Locator
    stance: Stance

    @staticmethod
    def of(document: SourceDocument, passage: Passage, stance: Stance) -> Citation:
        """Cite `passage` of `document`.

        Raises:
            ValueError: The passage is not the document's, or its words are not
                at its span.
        """
        if passage.document_id != document.id:
            raise ValueError(f"passage {passage.id} is not of document {document.id}")
        if document.text[passage.start : passage.end] != passage.text:
            raise ValueError(f"passage {passage.id} does not give the words of {document.name}")
        return Citation(
            document_id=document.id,
            passage_id=passage.id,
            start=passage.start,
            end=passage.end,
            quote=passage.text,
            locator=passage.locator,
            stance=stance,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A document by its name that was among what is nearest to a claim, and is no evidence for it.

    `rule` is what of the source policy keeps it out; empty for the article itself.
    """

    document: str
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was searched for a claim, so that "not found" can be checked by a person."""

    terms: tuple[str, ...]
    entities: tuple[str, ...]
    passages_searched: int
    candidates: int
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """How often a verdict of this kind was right, in [0, 1], and on which data that was counted."""

    value: float
    calibrated_on: str

    def __post_init__(self) -> None:
        if not 0.0 <= self.value <= 1.0:
            raise ValueError(f"confidence {self.value} is outside [0, 1]")
        if not self.calibrated_on.strip():
            raise ValueError("a confidence says what it was calibrated on")


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyNote:
    """A demand of the source policy that a verdict's sources do not meet, in a code and in words."""

    code: PolicyCode
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the corpus says of a claim, and why.

    `policy` holds what the source policy finds missing; it never changes the
    label. `confidence` is None where nothing was calibrated for the case.
    `together` is set where the cited passages bear on the claim only together:
    the assessment of their words in the order of the citations, with a space
    between, which its slots' spans count in; its passage is the first of them.
    """

    claim_id: str
    label: Label
    citations: tuple[Citation, ...]
    reasons: tuple[Reason, ...]
    explanation: str
    assessments: tuple[Assessment, ...] = ()
    confidence: Confidence | None = None
    policy: tuple[PolicyNote, ...] = ()
    together: Assessment | None = None

    def __post_init__(self) -> None:
        stances = {c.stance for c in self.citations}
        needed = {
            Label.SUPPORTED: {Stance.SUPPORTS},
            Label.REFUTED: {Stance.REFUTES},
            Label.CONFLICTING: {Stance.SUPPORTS, Stance.REFUTES},
        }.get(self.label, set())
        if not needed <= stances:
            raise ValueError(f"a {self.label} verdict needs citations that say so")
        if self.together is not None and [c.passage_id for c in self.citations[:1]] != [self.together.passage_id]:
            raise ValueError("what passages say together is said of the cited ones")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A claim with its verdict, all its evidence and what was searched."""

    claim: Claim
    verdict: Verdict
    evidence: tuple[Evidence, ...]
    search: Search
