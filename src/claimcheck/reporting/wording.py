"""The words, marks and order that every renderer uses, in one place."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from claimcheck.models import (
    Checkability,
    Decider,
    DocumentState,
    Label,
    PolicyCode,
    Reason,
    Relation,
    SourceDocument,
    Stance,
    Tier,
)

# Gravest first: what an editor has to look at comes before what is in order.
SEVERITY: tuple[Label, ...] = (
    Label.REFUTED,
    Label.CONFLICTING,
    Label.PARTIALLY_SUPPORTED,
    Label.NOT_ENOUGH_EVIDENCE,
    Label.SUPPORTED,
)

LABEL_NAMES: Mapping[Label, str] = MappingProxyType(
    {
        Label.SUPPORTED: "Supported",
        Label.PARTIALLY_SUPPORTED: "Partially supported",
        Label.REFUTED: "Refuted",
        Label.CONFLICTING: "Conflicting sources",
        Label.NOT_ENOUGH_EVIDENCE: "Not enough evidence",
    }
)

LABEL_MEANINGS: Mapping[Label, str] = MappingProxyType(
    {
        Label.SUPPORTED: "A cited passage states the claim, or several do together, and nothing in them differs.",
        Label.PARTIALLY_SUPPORTED: "A cited passage states some of the claim; the rest was not found.",
        Label.REFUTED: "A cited passage states something that cannot hold together with the claim.",
        Label.CONFLICTING: "One cited passage supports the claim, another refutes it; neither is plainly the stronger.",
        Label.NOT_ENOUGH_EVIDENCE: "Nothing in the searched documents settles the claim; that does not make it false.",
    }
)

LABEL_MARKS: Mapping[Label, str] = MappingProxyType(
    {
        Label.SUPPORTED: "✓",
        Label.PARTIALLY_SUPPORTED: "◐",
        Label.REFUTED: "✗",
        Label.CONFLICTING: "⇄",
        Label.NOT_ENOUGH_EVIDENCE: "?",
    }
)

STANCE_NAMES: Mapping[Stance, str] = MappingProxyType(
    {Stance.SUPPORTS: "supports the claim", Stance.REFUTES: "refutes the claim", Stance.NEUTRAL: "does not decide it"}
)

# What retrieval finds a passage by (`claimcheck.retrieval.fusion.WEIGHTS`).
SIGNAL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "lexical": "words",
        "section": "words of its section",
        "near": "words of its neighbours",
        "cover": "share of the claim's words",
        "fuzzy": "likeness",
        "copy": "nearly a copy",
        "entity": "names",
        "related": "related names",
        "title": "the number in its title",
        "number": "numbers",
        "date": "dates",
        "meaning": "meaning",
        "section_meaning": "meaning of its section",
    }
)

RELATION_NAMES: Mapping[Relation, str] = MappingProxyType(
    {
        Relation.EQUAL: "same",
        Relation.COMPATIBLE: "compatible",
        Relation.MISSING: "not found",
        Relation.CONFLICT: "conflict",
    }
)

CHECKABILITY_NAMES: Mapping[Checkability, str] = MappingProxyType(
    {
        Checkability.CHECKABLE: "factual",
        Checkability.REPORTED: "reported",
        Checkability.OPINION: "opinion",
        Checkability.FORECAST: "forecast",
        Checkability.ADVICE: "advice",
        Checkability.QUESTION: "question",
        Checkability.INSTRUCTION: "instruction",
        Checkability.DEFINITION: "definition",
        Checkability.FRAGMENT: "fragment",
        Checkability.BOILERPLATE: "page furniture",
    }
)

TIER_NAMES: Mapping[Tier, str] = MappingProxyType(
    {Tier.PRIMARY: "primary source", Tier.SECONDARY: "secondary source", Tier.ARCHIVE: "archive copy"}
)

REASON_NAMES: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.ENTAILED: "the passage states it",
        Reason.CONTRADICTED: "the stance model reads the contrary in it",
        Reason.QUANTITY_MISMATCH: "a number differs",
        Reason.DATE_MISMATCH: "a date differs",
        Reason.NAME_MISMATCH: "a name differs",
        Reason.ROLE_SWAP: "who did it to whom is the other way round",
        Reason.POLARITY: "one affirms what the other denies",
        Reason.DIRECTION: "the direction is the opposite",
        Reason.QUANTIFIER: "“first”, “all”, “none” or the like differs",
        Reason.QUOTE_ALTERED: "the quotation has other words",
        Reason.QUOTE_TRUNCATED: "the quotation is cut where its sense changes",
        Reason.QUOTE_SPLICED: "words from two places are made one quotation",
        Reason.QUOTE_PARAPHRASE: "the source tells it in its own words, not in the quoted ones",
        Reason.QUOTE_ELSEWHERE: "the words stand in another document",
        Reason.QUOTE_TRANSLATED: "the source is a translation and is worded otherwise",
        Reason.MODALITY: "one states as fact what the other only holds possible",
        Reason.ATTRIBUTION: "the statement is somebody else's",
        Reason.SCOPE: "part of the claim was not found",
        Reason.OFF_TOPIC: "the passage is about something else",
        Reason.NO_EVIDENCE: "no passage decides it",
    }
)

DECIDER_NAMES: Mapping[Decider, str] = MappingProxyType(
    {Decider.RULES: "comparing slots and quotations", Decider.MODEL: "the stance model"}
)

POLICY_NAMES: Mapping[PolicyCode, str] = MappingProxyType(
    {
        PolicyCode.TOO_FEW_SOURCES: "fewer independent sources than the policy asks for",
        PolicyCode.NO_PRIMARY_SOURCE: "no primary source says so",
        PolicyCode.SOURCE_TOO_OLD: "older than the policy allows",
        PolicyCode.SOURCE_TOO_NEW: "newer than the policy allows",
        PolicyCode.UNDATED_SOURCE: "not known to be of the time that the policy allows",
        PolicyCode.EXCLUDED_SOURCE: "left out by the policy, though among the nearest",
    }
)


def describe_form(document: SourceDocument) -> str:
    """Return what the stored text is, where it is not the document itself; else an empty string."""
    form = document.form.strip()
    if form.casefold() in {"", "original"}:
        return ""
    return "digest in our own words" if form.casefold().startswith("digest") else form


def describe_state(document: SourceDocument) -> str:
    """Return how a document no longer counts, or an empty string for a current one."""
    return "" if document.state is DocumentState.CURRENT else document.state.value


def count_of(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> count_of(1, "claim"), count_of(1200, "passage")
    ('1 claim', '1,200 passages')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
