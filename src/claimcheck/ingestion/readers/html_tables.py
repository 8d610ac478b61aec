"""The tables of web pages: which hold figures, and which only lay out a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimcheck.ingestion.readers.html_tree import HEADINGS, Words, is_unseen, walk

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_LONG_CELL = 1_500  # characters; a longer cell is a column of a page
_MAX_SPAN = 100
_MAX_CELLS = 1_000_000
# The number or the mark of a paragraph, in a cell of its own beside it.
ENUMERATOR = re.compile(r"(?:\(?(?:\d{1,4}|[a-z]|[ivxl]{2,5})[.)]|[-–—•·])", re.IGNORECASE)


@dataclass(slots=True)
class _Cell:
    text: str
    names: bool
    columns: int
    rows: int


@dataclass(slots=True)
class _Table:
    caption: str = ""
    rows: list[list[_Cell]] = field(default_factory=list)
    heads: int = 0  # rows in <thead>
    columns: int = 0  # of all rows together


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of figures: its caption, its cells, and whether its first row names the columns (None: not known)."""

    caption: str
    rows: list[list[str]]
    header: bool | None


def read_table(node: LexborNode) -> PageTable | None:
    """Return a table's cells, or None where the table only lays out a page.

    It does where it has another table, a heading or long text inside, a
    single column, or one row whose first cell is a paragraph's number.
    """
    if (node.attributes.get("role") or "") in ("presentation", "none"):
        return None
    table = _collect(node)
    if table is None or max((len(row) for row in table.rows), default=0) < 2:
        return None
    numbered = sum(len(row) == 2 and ENUMERATOR.fullmatch(row[0].text) is not None for row in table.rows)
    if numbered * 2 > len(table.rows):
        return None
    heads = table.heads if 0 < table.heads < len(table.rows) else 0
    for row in table.rows[heads:] if not heads else ():
        if not all(cell.names for cell in row) or (len(row) < 2 and not heads):
            break
        heads += 1
    heads = min(heads, len(table.rows) - 1)
    grid = _fill(table.rows, heads)
    if heads > 1:
        grid[:heads] = [_join(grid[:heads])]
    named = any(cell.names for row in table.rows for cell in row)
    return PageTable(table.caption, grid, True if heads else False if named else None)


def _count_heads(table: _Table) -> int:
    """Return how many rows at the top name the columns."""
    heads = table.heads
    if not heads:
        named = [all(cell.names for cell in row) for row in table.rows]
        heads = named.index(False) if False in named else 1
    return heads if heads < len(table.rows) else 0


def _collect(node: LexborNode) -> _Table | None:
    """Return the rows of a table; None where it holds what no table of figures does."""
    table, words, inside = _Table(), Words(), ""
    for part, begins in walk(node, is_unseen):
        tag = part.tag or ""
        if begins and part.mem_id != node.mem_id and (tag == "table" or (tag in HEADINGS and inside != "th")):
            return None
        if tag == "tr" and begins:
            table.rows.append([])
            table.heads += part.parent is not None and part.parent.tag == "thead"
        elif tag in ("td", "th", "caption"):
            text = " ".join(words.take().split())
            inside = tag if begins else ""
            if not begins and tag == "caption":
                table.caption = text
            elif not begins:
                cell = _Cell(text, tag == "th", _span(part, "colspan"), _span(part, "rowspan"))
                table.columns += cell.columns
                if len(text) > _LONG_CELL or table.columns > _MAX_CELLS or not table.rows:
                    return None
                table.rows[-1].append(cell)
        elif begins:
            words.begin(part)
        else:
            words.end(part)
    table.rows = [row for row in table.rows if row]
    return table


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(max(int(value), 1), _MAX_SPAN) if value.isdecimal() and len(value) < 6 else 1


def _fill(rows: list[list[_Cell]], heads: int) -> list[list[str]]:
    """Return the rows with each cell in its column.

    One that spans rows stands in all of them; one that spans columns stands in
    each where it names them, else in the first.
    """
    grid: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # by column: rows still to come, and the text
    for number, row in enumerate(rows):
        line: list[str] = []
        for cell in row:
            _hang(line, hanging)
            for column in range(cell.columns):
                text = cell.text if column == 0 or number < heads else ""
                if cell.rows > 1:
                    hanging[len(line)] = (cell.rows - 1, text)
                line.append(text)
        _hang(line, hanging)
        grid.append(line)
    return grid


def _hang(line: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Put into a row the cells of rows above that reach down to its next columns."""
    while (found := hanging.pop(len(line), None)) is not None:
        left, text = found
        if left > 1:
            hanging[len(line)] = (left - 1, text)
        line.append(text)


def _join(heads: list[list[str]]) -> list[str]:
    """Return one row of names for several: "Votes 2019" below "Votes"."""
    names: list[str] = []
    for column in range(max(map(len, heads))):
        parts = dict.fromkeys(row[column] for row in heads if column < len(row) and row[column])
        names.append(" ".join(parts))
    return names
