"""What the passages of a document are found by besides their own words."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.models import Passage, PassageTerms, SourceDocument
from claimcheck.text.entities import Gazetteer
from claimcheck.text.quantities import number_keys


def index_terms(
    document: SourceDocument, passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[PassageTerms, ...]:
    """Return the names, numbers and surroundings of each passage, in order.

    Its names and numbers are its own; the title, the issuer, the heading and
    the words it hangs on, which a reader knows too, are searched at a lower
    weight.
    """
    header = " ".join(dict.fromkeys((document.title, document.issuer, document.date)))
    around = {m.entity for m in gazetteer.find(f"{document.title}. {document.issuer}")}
    contexts = {
        (heading, lead_in): " ".join(part for part in (header, heading, lead_in) if part).strip()
        for heading, lead_in in {(p.locator.heading, p.lead_in) for p in passages}
    }
    return tuple(
        PassageTerms(
            entities=tuple(sorted({m.entity for m in gazetteer.find(p.text)} | around)),
            numbers=number_keys(p.text),
            context=contexts[p.locator.heading, p.lead_in],
        )
        for p in passages
    )
