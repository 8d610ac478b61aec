"""Whether a passage bears a claim out: slots compared one by one, then a verdict."""

from __future__ import annotations

from claimcheck.models import Claim, Context, content_id
from claimcheck.verification.aggregate import Rationale, Sources, decide, judge
from claimcheck.verification.alignment import Source, context_texts, place
from claimcheck.verification.combination import Pairing, assess_all, describe_rules, rules_key
from claimcheck.verification.rationale import find_rationales
from claimcheck.verification.records import find_cells
from claimcheck.verification.stance import RULES_VERSION, assess
from claimcheck.verification.statements import Language, Statement, read_all

__all__ = [
    "RULES_VERSION",
    "Language",
    "Pairing",
    "Rationale",
    "Source",
    "Sources",
    "Statement",
    "assess",
    "assess_all",
    "context_texts",
    "decide",
    "describe_rules",
    "find_cells",
    "find_rationales",
    "judge",
    "pair_key",
    "place",
    "read_all",
    "rules_key",
]


def pair_key(claim: Claim, passage: str, context: Context, *, reader: str) -> str:
    """Return the key under which a judged pair is remembered.

    It holds all that the assessment depends on: the words on both sides, the
    claim's date and the `reader` (pipeline, names, rules and model).
    """
    around = (context.title, context.issuer, context.date, context.heading, context.form, *context.preceding)
    return content_id("pair", claim.text, claim.as_of, passage, *around, reader)
