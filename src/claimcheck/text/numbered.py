"""Documents that go by a number: "resolution 2371", "Directive 95/46", "Act No. 24"."""

from __future__ import annotations

import re

# Kinds of document of which there are so many that each is called by its number.
_KINDS = (
    "resolution|directive|regulation|law|act|bill|decree|order|case|decision|judg[e]?ment|opinion|recommendation|report|"
    "convention|protocol|treaty|circular|notice|standard|rule|proclamation|memorandum"
)
_NUMBERED = re.compile(
    rf"\b(?P<kind>{_KINDS})s?\s{{1,3}}(?:(?:no|nr|number)\b\.?\s{{0,3}})?(?P<number>\d{{1,6}}(?:[/-]\d{{1,4}})?)\b",
    re.IGNORECASE,
)


def find_numbered(text: str) -> tuple[str, ...]:
    """Return what a text calls documents by, sorted: the kind and the number.

    >>> find_numbered("Security Council Resolution 2371 (2017) and Act No. 24")
    ('act_24', 'resolution_2371')
    """
    return tuple(sorted({f"{m['kind'].lower()}_{m['number'].replace('/', '-')}" for m in _NUMBERED.finditer(text)}))
