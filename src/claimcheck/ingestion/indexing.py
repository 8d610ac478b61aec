"""What the passages of a document are found by besides their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from claimcheck.config import Config
from claimcheck.models import Passage, PassageTerms, SourceDocument
from claimcheck.text.dates import date_keys
from claimcheck.text.entities import Gazetteer, find_local_names, load_gazetteer
from claimcheck.text.numbered import find_numbered
from claimcheck.text.quantities import number_keys

# Characters of a section: about 300 words, an abstract or a page of a resolution. A claim's words often stand in
# several sentences of one such place, and its title in none.
SECTION_SIZE = 2_000
_A_YEAR = timedelta(days=366)
_ROW = re.compile(r"(?:^|, )row [0-9]+$")


def load_names(config: Config) -> Gazetteer:
    """Return the gazetteer that the settings name, the desk's decisions replayed over it.

    Raises:
        InvalidSettings: One of its files cannot be read, or is wrong.
    """
    return load_gazetteer(
        Path(config.aliases) if config.aliases else None, Path(config.entities) if config.entities else None
    )


def index_terms(
    document: SourceDocument, passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[PassageTerms, ...]:
    """Return the keys, the surroundings and the section of each passage, in order.

    Its names, numbers and dates are its own, read as the document means them
    ("the SCC", "Mr Abe", "on 17 August"); the title, the issuer, the heading and
    the words it hangs on, which a reader knows too, are searched at a lower
    weight. A number that its title goes by is a key of all its passages.
    """
    header = " ".join(dict.fromkeys((document.title, document.issuer, document.date)))
    local = find_local_names(document.text, gazetteer)
    around = {f"e:{m.entity}" for m in gazetteer.find_widely(f"{document.title}. {document.issuer}")}
    around.update(map("t:".__add__, find_numbered(document.title)))
    as_of = _day_of(document)
    contexts = {
        (heading, lead_in): " ".join(part for part in (header, heading, lead_in) if part).strip()
        for heading, lead_in in {(p.locator.heading, p.lead_in) for p in passages}
    }

    def keys(text: str) -> tuple[str, ...]:
        names = {f"e:{m.entity}" for m in local.find(text, gazetteer.find_widely(text))}
        names.update(around, map("n:".__add__, number_keys(text)), map("d:".__add__, date_keys(text, as_of)))
        return tuple(sorted(names))

    return tuple(
        PassageTerms(keys=keys(p.text), context=contexts[p.locator.heading, p.lead_in], section=section)
        for p, section in zip(passages, _sections(passages), strict=True)
    )


def _day_of(document: SourceDocument) -> date | None:
    """Return the day that the document's relative dates count from, if it is of a time and not of an age."""
    first, last = document.first_day, document.last_day
    return last if first and last and last - first <= _A_YEAR else None


def _sections(passages: Sequence[Passage]) -> Iterator[int]:
    """Yield the section of each passage: runs of about equal size, a long document cut into several.

    A row of a table is a section of its own: the rows beside it are other
    records.
    """
    total = sum(p.end - p.start for p in passages)
    size = total / max(1, round(total / SECTION_SIZE))
    section, before, part = 0, 0, 0
    for n, passage in enumerate(passages):
        length = passage.end - passage.start
        at = int((before + length / 2) / size)
        if n and (at > part or _is_row(passage) or _is_row(passages[n - 1])):
            section += 1
        before, part = before + length, at
        yield section


def _is_row(passage: Passage) -> bool:
    return _ROW.search(passage.locator.label) is not None
