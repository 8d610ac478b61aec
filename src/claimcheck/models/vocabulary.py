"""The closed sets of words: labels, stances, slots, reasons."""

from __future__ import annotations

from enum import StrEnum


class Label(StrEnum):
    """What the corpus says of a claim."""

    SUPPORTED = "supported"
    PARTIALLY_SUPPORTED = "partially_supported"
    REFUTED = "refuted"
    CONFLICTING = "conflicting"
    NOT_ENOUGH_EVIDENCE = "not_enough_evidence"


class Stance(StrEnum):
    """What one passage says of one claim."""

    SUPPORTS = "supports"
    REFUTES = "refutes"
    NEUTRAL = "neutral"


class Checkability(StrEnum):
    """Whether a sentence asserts something that a document could settle. docs/detection.md explains each."""

    CHECKABLE = "checkable"
    REPORTED = "reported"
    OPINION = "opinion"
    FORECAST = "forecast"
    ADVICE = "advice"
    QUESTION = "question"
    INSTRUCTION = "instruction"
    DEFINITION = "definition"
    FRAGMENT = "fragment"
    BOILERPLATE = "boilerplate"

    @property
    def is_checkable(self) -> bool:
        """Whether a document could settle it: claims are drawn from such sentences alone."""
        return self in {Checkability.CHECKABLE, Checkability.REPORTED}


class InferenceKind(StrEnum):
    """What of a claim was inferred from the article around its sentence."""

    PRONOUN = "pronoun"  # "he", "it", "their"
    DEFINITE = "definite"  # "the agreement", "the two countries"
    NAME = "name"  # a bare surname, "the North"
    ACRONYM = "acronym"  # a short form that the article introduces
    DATE = "date"  # "the same day", "on Thursday", a date without its year
    SUPPLIED = "supplied"  # a word that grammar asks for where a clause stands alone


class Part(StrEnum):
    """Which part of an article, or of the page around it, a stretch of text is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    ITEM = "list item"
    BLOCK_QUOTE = "block quote"
    CAPTION = "caption"
    ROW = "table row"
    FURNITURE = "furniture"


class Tier(StrEnum):
    """How near a source is to the event."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    ARCHIVE = "archive"


class DocumentState(StrEnum):
    """Whether a stored document still counts as evidence."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Slot(StrEnum):
    """The parts of a statement that are compared one by one."""

    QUOTATION = "quotation"
    QUANTITY = "quantity"
    DATE = "date"
    NAME = "name"
    ROLE = "role"
    POLARITY = "polarity"
    DIRECTION = "direction"
    QUANTIFIER = "quantifier"
    MODALITY = "modality"
    PREDICATE = "predicate"
    TERM = "term"


class Decider(StrEnum):
    """What reached a stance: the slots and quotations compared, or the stance model where they leave it open."""

    RULES = "rules"
    MODEL = "model"


class PolicyCode(StrEnum):
    """Which demand of the desk's source policy a verdict's sources do not meet. docs/reasons.md explains each."""

    TOO_FEW_SOURCES = "too-few-sources"
    NO_PRIMARY_SOURCE = "no-primary-source"
    SOURCE_TOO_OLD = "source-too-old"
    SOURCE_TOO_NEW = "source-too-new"
    UNDATED_SOURCE = "undated-source"
    EXCLUDED_SOURCE = "excluded-source"


class ClaimType(StrEnum):
    """What a claim holds that a source policy may ask more for; a claim may be of several types or of none.

    Told from its words alone: quotation marks; a number that counts or measures
    something; a date; a word that accuses (`verification.policy`).
    """

    QUOTATION = "quotation"
    QUANTITY = "quantity"
    DATE = "date"
    ACCUSATION = "accusation"


class Criterion(StrEnum):
    """What makes one side of conflicting sources plainly the stronger."""

    SUPERSEDES = "supersedes"
    TIER = "tier"
    DATE = "date"


class Relation(StrEnum):
    """How a claim's slot stands to the passage's."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    MISSING = "missing"
    CONFLICT = "conflict"


class Reason(StrEnum):
    """Why a stance or a verdict came out as it did. docs/reasons.md explains each."""

    ENTAILED = "entailed"
    CONTRADICTED = "contradicted"
    QUANTITY_MISMATCH = "quantity-mismatch"
    DATE_MISMATCH = "date-mismatch"
    NAME_MISMATCH = "name-mismatch"
    ROLE_SWAP = "role-swap"
    POLARITY = "polarity"
    DIRECTION = "direction"
    QUANTIFIER = "quantifier"
    QUOTE_ALTERED = "quote-altered"
    QUOTE_TRUNCATED = "quote-truncated"
    QUOTE_SPLICED = "quote-spliced"
    QUOTE_PARAPHRASE = "quote-paraphrase"
    QUOTE_ELSEWHERE = "quote-elsewhere"
    QUOTE_TRANSLATED = "quote-translated"
    MODALITY = "modality"
    ATTRIBUTION = "attribution"
    SCOPE = "scope"
    OFF_TOPIC = "off-topic"
    NO_EVIDENCE = "no-evidence"


class Grain(StrEnum):
    """How finely a sentence is parted.

    A claim keeps together what happened, when and where, since two records
    that each have half of it may speak of two events; a fact has one of them.
    """

    CLAIM = "claim"
    FACT = "fact"
