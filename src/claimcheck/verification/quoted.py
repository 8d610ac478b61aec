"""The claim's quotations beside the passage: whose words, and whether they are these."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.models import Reason, Relation, Slot, SlotComparison
from claimcheck.text.quotes import find_quotes
from claimcheck.verification.alignment import Source
from claimcheck.verification.comparison import Compared
from claimcheck.verification.quotations import QuoteOutcome, check_quotation
from claimcheck.verification.statements import Statement

_RELATIONS = {
    QuoteOutcome.VERBATIM: Relation.EQUAL,
    QuoteOutcome.ALTERED: Relation.CONFLICT,
    QuoteOutcome.TRUNCATED: Relation.CONFLICT,
    QuoteOutcome.SPLICED: Relation.CONFLICT,
    QuoteOutcome.ABSENT: Relation.MISSING,
}


def compare_quotations(claim: Statement, source: Source) -> Iterator[Compared]:
    """Look for each of the claim's quotations in the passage."""
    for quote in find_quotes(claim.text):
        before, after = claim.text[: quote.outer_start], claim.text[quote.outer_end :]
        check = check_quotation(quote.text, source.passage.text, before=before, after=after)
        start, end = check.span or (None, None)
        row = SlotComparison(
            slot=Slot.QUOTATION,
            relation=_RELATIONS[check.outcome],
            claim_value=quote.text,
            source_value="" if check.span is None else source.passage.text[start:end],
            start=start,
            end=end,
        )
        reason = Reason.QUOTE_TRUNCATED if check.outcome is QuoteOutcome.TRUNCATED else None
        yield Compared(row, 0.0, reason=reason)
