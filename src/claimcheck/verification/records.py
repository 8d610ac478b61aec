"""Rows of tables as evidence: "date: 12 September 1950; topic: Korea; member veto 1: USSR".

A row says nothing of what its values have to do with each other but by the
names of its columns. Whoever a claim says did something must stand in the very
cell whose column names the deed; that a name, a date and a number are somewhere
in the row proves nothing, and disproves nothing either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimcheck.models import Relation, Slot
from claimcheck.text.dates import compare_dates
from claimcheck.verification.alignment import Match, Source
from claimcheck.verification.comparison import VALUE_WEIGHT, Compared, compared
from claimcheck.verification.roles import is_same_name, read_sides
from claimcheck.verification.statements import Name, Statement

_CELL = re.compile(r"[^:;]{1,120}: ")
# Two long ones are more likely a sentence: "Kyodo: his remarks stand out from ...; Mainichi: ...".
_FEWEST_CELLS, _SHORT = 3, 60


def find_cells(text: str) -> list[tuple[int, int]]:
    """Return the spans of the cells of a row that reads as its columns' names and values; none for any other text.

    A piece without a name belongs to the cell before it: a value may hold a
    semicolon.

    >>> len(find_cells("State: Peru; Votes: 12.")), find_cells("He said: no; she left.")
    (2, [])
    """
    cells: list[tuple[int, int]] = []
    start = 0
    for cell in text.split("; "):
        if _CELL.match(cell):
            cells.append((start, start + len(cell)))
        elif cells:
            cells[-1] = (cells[-1][0], start + len(cell))
        else:
            return []
        start += len(cell) + 2
    short = len(cells) > 1 and all(end - start <= _SHORT for start, end in cells)
    return cells if short or len(cells) >= _FEWEST_CELLS else []


def compare_record(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Yield what a row lacks to bear a claim out; nothing where the passage is no row."""
    cells = find_cells(source.passage.text)
    if not cells:
        return
    bound = False
    for term in claim.terms:
        sides, match = read_sides(claim, term), matches.get(term.index)
        if sides is None or match is None or match.term is None:
            continue
        doers = [n for n in claim.names if any(n.start <= claim.parse.words[i].start < n.end for i in sides.doer)]
        deeds = [cell for cell in cells if _holds(cell, match.term.lemma, source.passage)]
        if doers and all(any(_names(cell, doer, source.passage) for cell in deeds) for doer in doers):
            bound = True
        else:
            said = ", ".join(claim.text[n.start : n.end] for n in doers) or term.lemma
            yield compared(Slot.ROLE, Relation.MISSING, f"{said} ({term.lemma})", "a row of a table", None, None, 0.0)
    if not bound:
        yield compared(Slot.ROLE, Relation.MISSING, "who does it", "a row of a table", None, None, 0.0)
    for quantity in claim.quantities:
        if not quantity.identifier:
            yield compared(Slot.QUANTITY, Relation.MISSING, quantity.surface, "a row of a table", None, None, 0.0)


def _holds(cell: tuple[int, int], lemma: str, passage: Statement) -> bool:
    return any(t.lemma == lemma and cell[0] <= t.start < cell[1] for t in passage.terms)


def _names(cell: tuple[int, int], name: Name, passage: Statement) -> bool:
    """Whether a cell names the bearer of a name of the claim."""
    return any(cell[0] <= n.start and n.end <= cell[1] and is_same_name(name, n) for n in passage.names)


def compare_row_dates(claim: Statement, source: Source) -> Iterator[Compared]:
    """Look for each of the claim's dates in a row, whose date is that of all its cells; another one refutes nothing."""
    for mention in claim.dates:
        found = [(compare_dates(mention, d), d) for d in source.passage.dates]
        fit = next(((r, d) for r, d in found if r in {Relation.EQUAL, Relation.COMPATIBLE}), None)
        if fit is None:
            yield compared(Slot.DATE, Relation.MISSING, mention.surface, "", None, None, VALUE_WEIGHT)
        else:
            relation, date = fit
            yield compared(Slot.DATE, relation, mention.surface, date.surface, date.start, date.end, VALUE_WEIGHT)
