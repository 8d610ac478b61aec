"""A table's rows as sentences: which row names the columns, what each column holds, how a row is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from statistics import median_low

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Block, Extraction, Source

# A cell, as its reader gives it: cleaned, on one line, "" where it is empty.
Row = tuple[int, Sequence[str]]

_PART_ROWS = 50_000
_PART_CHARACTERS = 5_000_000
_SAMPLE_ROWS = 1_000
_SAMPLE_CHARACTERS = 2_000_000
# A longer cell is prose, and is cut into sentences.
_LONG_CELL = 1_000
_HEADER_WITHIN = 50
_MAX_NAME = 200
_MAX_TITLE = 200
_LONG_NOTE = 60
_MAX_LEAD_IN = 500
# In fewer rows, 0 and 1 may be anything.
_FLAG_ROWS = 8
_NEARLY_ALL = 0.99

_MONTHS = (
    "January February March April May June July August September October November December"  # as a claim says them
).split()
_NUMBER = re.compile(r"[-+−(]?[$€£¥]?\s?\d[\d.,'’\u00a0\u202f ]*\)?\s?%?")
_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?Z?)?")
_NOTE = re.compile(r"(?:[*†‡§]|\(?(?:\d{1,2}|[a-z])\)|sources?\b|notes?\b|remarks?\b|copyright\b|©)", re.IGNORECASE)
# What is counted may well be 0 or 1 throughout, and is a number all the same.
_COUNTED = re.compile(
    r"\b(?:n|no|nr|num|number|numbers|count|counts|total|sum|amount|quantity|cases|deaths|dead|killed|injured|wounded|"
    r"victims|votes|seats|goals|points|score|rank|level|grade|year|month|week|day|quarter|hour|age|id|code|rate|share|"
    r"value|version|index)\b|[#%]",
    re.IGNORECASE,
)
_NOT_CODES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]+)+")
_NUMBERED_NAME = re.compile(r"(.*[^\W\d_]{3})(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage of a table; `column` is the cell's where the cell stands alone, else empty."""

    text: str
    column: str = ""
    lead_in: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of `row` that reaches from `column` to column `last`, counted from 0."""

    row: int
    column: int
    last: int


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a table read.

    Attributes:
        start: The number of the row at which the table begins.
        header: The number of the last row that names the columns, 0 where none
            does.
        names: What the columns are called.
        kinds: What each holds: "flag", "sparse" (figures, 0 where nothing is
            to be said), a form of date ("mdy", "dmy", "ymd"), "" for all else.
        typical: Cells that a row usually fills.
        title: What the rows above the header say first.
        head: The header's cells, to know it again further down.
    """

    start: int
    header: int
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    typical: int
    title: str
    head: tuple[str, ...]

    def say(self, number: int, cells: Sequence[str]) -> Iterator[Sentence]:
        """Yield what row `number` says; nothing for the header and for an empty row."""
        filled = sum(map(bool, cells))
        if not filled or self.start <= number <= self.header or (self.head and tuple(cells) == self.head):
            return
        if number < self.start or (filled == 1 and self._is_note(cells)):
            yield Sentence(" ".join(c for c in cells if c), whole=False)
            return
        short, long = self._parts(cells)
        said = _end_sentence("; ".join(short)) if short else ""
        if said:
            yield Sentence(said, whole=len(said) <= _LONG_CELL * 2)
        lead_in = said if len(said) <= _MAX_LEAD_IN else said[:_MAX_LEAD_IN].rpartition(" ")[0]
        for name, value in long:
            yield Sentence(value, column=name, lead_in=lead_in, whole=False)

    def _parts(self, cells: Sequence[str]) -> tuple[list[str], list[tuple[str, str]]]:
        """Return the cells that make up the row's sentence, and those that are prose of their own."""
        short: list[str] = []
        long: list[tuple[str, str]] = []
        names, kinds, known = self.names, self.kinds, len(self.names)
        for index, value in enumerate(cells):
            if not value:
                continue
            name = names[index] if index < known else f"column {index + 1}"
            kind = kinds[index] if index < known else ""
            said = _SAYERS[kind](value, kind) if kind else value
            if len(said) > _LONG_CELL:
                long.append((name, said))
            elif said:
                short.append(f"{name}: {said}" if name else said)
        return short, long

    def _is_note(self, cells: Sequence[str]) -> bool:
        """Whether a row's only cell is a remark on the table rather than a value in it."""
        if self.typical == 1:
            return False
        value = next(c for c in cells if c)
        return bool(cells[0]) and (self.typical > 2 or len(value) > _LONG_NOTE or _NOTE.match(value) is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What the documents of a table share. `before` stands before "row 7" in its labels."""

    source: Source
    extractor: str
    member: str = ""
    before: str = ""
    title: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()


class _Part:
    """As many rows of a table as make one document."""

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self.rows = self.length = 0
        self._pieces: list[str] = []
        self._blocks: list[Block] = []

    def add(self, passage: Sentence, label: str) -> None:
        start = self.length + 2 if self._pieces else 0
        self.length = start + len(passage.text)
        self._pieces.append(passage.text)
        if passage.column:
            label = f"{label}, {passage.column}"
        self._blocks.append(
            Block(start=start, end=self.length, label=label, lead_in=passage.lead_in, whole=passage.whole)
        )

    def build(self, table: Table, layout: Layout, *, whole: bool) -> Extraction:
        rows = "" if whole else f"rows {self.first}-{self.last}"
        text = "\n\n".join(self._pieces) + "\n"
        notes = table.notes
        if "\ufffd" in text:
            notes = (*notes, "some characters could not be read and show as \ufffd")
        if unsaid := [n for n, kind in zip(layout.names, layout.kinds, strict=True) if kind in {"flag", "sparse"}]:
            notes = (*notes, f"0 is left out of the columns that mark a few rows: {', '.join(unsaid[:20])}")
        title = layout.title or table.title
        return Extraction(
            text=text,
            blocks=tuple(self._blocks),
            extractor=table.extractor,
            about={"title": title, **table.about} if title else table.about,
            member=", ".join(part for part in (table.member, rows) if part),
            notes=notes,
        )


def make_documents(rows: Iterator[Row], table: Table) -> Iterator[Extraction]:
    """Yield the documents that a table makes, none where it holds nothing."""
    sample = _take_sample(rows)
    if not sample:
        return
    layout = learn_layout(sample, table.spans)
    most = table.source.limits.max_characters
    part, first = _Part(sample[0][0]), True
    for number, cells in chain(sample, rows):
        passages = list(layout.say(number, cells))
        size = sum(len(p.text) + 2 for p in passages)
        if size > most:
            raise UnreadableInput(
                f"row {number} holds more than {most:,} characters",
                path=table.source.path,
                hint="raise the setting max_characters",
            )
        if part.length and (part.rows >= _PART_ROWS or part.length + size > min(most, _PART_CHARACTERS)):
            yield part.build(table, layout, whole=False)
            part, first = _Part(number), False
        part.rows, part.last = part.rows + 1, number
        for passage in passages:
            part.add(passage, f"{table.before}row {number}")
    if first and not part.length:
        # A table of nothing but its header.
        part.add(Sentence(_end_sentence("; ".join(layout.names))), f"{table.before}row {layout.header}")
    if part.length:
        yield part.build(table, layout, whole=first)


def _take_sample(rows: Iterator[Row]) -> list[Row]:
    sample: list[Row] = []
    size = 0
    for row in rows:
        sample.append(row)
        size += sum(map(len, row[1])) + len(row[1])
        if len(sample) >= _SAMPLE_ROWS or size > _SAMPLE_CHARACTERS:
            break
    return sample


def learn_layout(sample: Sequence[Row], spans: Sequence[Span] = ()) -> Layout:
    """Return how a table reads, told by its first rows.

    The header is the first row that fills about as many cells as the others
    do, unless it holds nothing but numbers. Rows above it are titles.

    Args:
        sample: The first rows of the table that aren't empty.
        spans: Cells that reach over several columns: in a header, they stand
            above names of their own.
    """
    filled = [sum(map(bool, cells)) for _, cells in sample]
    counts = [n for n in filled if n > 1]
    typical = median_low(counts) if counts else 1
    enough = max(2, (typical + 1) // 2) if counts else 1
    at = next((i for i, n in enumerate(filled[:_HEADER_WITHIN]) if n >= enough), len(filled))
    if at == len(filled):
        return Layout(0, 0, (), (), typical, "", ())
    start, head = sample[at]
    titles = [cell for _, cells in sample[:at] for cell in cells if cell]
    title = titles[0] if titles and len(titles[0]) <= _MAX_TITLE else ""
    if not counts:
        named = _names_columns(head, single=True)
        names = tuple(_humanise(c) for c in head if c) if named else ("",)
        return Layout(start, start if named else 0, names * len(head), ("",) * len(head), 1, title, ())
    header, below = start, at + 1
    if not _names_columns(head):
        header, head, below = 0, (), at
    elif at + 1 < len(sample) and (over := [s for s in spans if s.row == start]):
        header, second = sample[at + 1]
        head, below = _join_heads(head, second, over), at + 2
    body = [cells for (_, cells), n in zip(sample[below:], filled[below:], strict=True) if n > 1]
    width = max(map(len, [head, *body]), default=0)
    names = _names(head, width)
    columns = [Counter(cells[i] for cells in body if i < len(cells) and cells[i]) for i in range(width)]
    return Layout(start, header, names, _kinds(names, columns, len(body)), typical, title, tuple(head))


def _join_heads(upper: Sequence[str], lower: Sequence[str], spans: Sequence[Span]) -> list[str]:
    """Return the names of two rows that name the columns together: "2019 votes"."""
    width = max(len(upper), len(lower))
    names = [*upper, *[""] * (width - len(upper))]
    for span in spans:
        for column in range(span.column + 1, min(span.last, width - 1) + 1):
            names[column] = names[span.column]
    second = [*lower, *[""] * (width - len(lower))]
    return [a if a == b else f"{a} {b}".strip() for a, b in zip(names, second, strict=True)]


def _names_columns(head: Sequence[str], *, single: bool = False) -> bool:
    """Whether a row names columns: it isn't all numbers; that of a single column is short."""
    values = [c for c in head if c]
    if single:
        return not _NUMBER.fullmatch(values[0]) and len(values[0]) <= _LONG_NOTE and values[0][-1] not in ".!?"
    # "; 2019; 2020": the corner above the rows' names is empty.
    return not head[0] or not all(_NUMBER.fullmatch(v) or _DATE.fullmatch(v) for v in values)


def _names(head: Sequence[str], width: int) -> tuple[str, ...]:
    """Return what the columns are called; one that has no name, or another's, has its number."""
    raw = [*head, *[""] * (width - len(head))]
    stems = Counter(m[1] for cell in raw if (m := _NUMBERED_NAME.fullmatch(cell)))
    names: dict[str, None] = {}
    for number, cell in enumerate(raw, start=1):
        numbered = _NUMBERED_NAME.fullmatch(cell)
        # "veto1" beside "veto2" is a number; "co19" alone is a name.
        name = f"{numbered[1]} {numbered[2]}" if numbered and stems[numbered[1]] > 1 else cell
        name = _humanise(name)
        names[f"{name} (column {number})" if name in names else name or f"column {number}"] = None
    return tuple(names)


def _humanise(name: str) -> str:
    """Return a column's name in words.

    >>> _humanise("agenda_item"), _humanise("voteTotal"), _humanise("Votes:")
    ('agenda item', 'vote total', 'Votes')
    """
    if _CAMEL.fullmatch(name):
        name = re.sub(r"(?<=[a-z0-9])([A-Z])", lambda m: f" {m[1].lower()}", name)
    return " ".join(name.replace("_", " ").split()).rstrip(":; ")[:_MAX_NAME]


def _kinds(names: Sequence[str], columns: Sequence[Counter[str]], rows: int) -> tuple[str, ...]:
    """Return what each column holds, told by all its values."""
    may = [rows >= _FLAG_ROWS and not _COUNTED.search(name) for name in names]
    flags = [m and set(values) == {"0", "1"} for m, values in zip(may, columns, strict=True)]
    several = sum(flags) > 1
    kinds = []
    for name_may, flag, values in zip(may, flags, columns, strict=True):
        kind = "flag" if flag else date_form(values)
        if name_may and not kind and several:
            # Among flags, one that was never set or has a stray value is no count either.
            few = values["0"] + values["1"] < _NEARLY_ALL * values.total()
            kind = "flag" if set(values) == {"0"} else "" if few or not values["0"] else "sparse"
        kinds.append(kind)
    return tuple(kinds)


def _say_flag(value: str, _: str) -> str:
    return {"0": "", "1": "yes"}.get(value, value)


def _say_sparse(value: str, _: str) -> str:
    return "" if value == "0" else value


def date_form(values: Iterable[str]) -> str:
    """Return the form that all values are dates in ("mdy", "dmy", "ymd"); "" where they are none, or either.

    >>> date_form(["5/26/2022", "7/8/2022"]), date_form(["5/6/2022"]), date_form(["6.5.2022"])
    ('mdy', '', 'dmy')
    """
    forms = {"mdy", "dmy", "ymd"}
    for value in values:
        found = _DATE.fullmatch(value)
        if not found:
            return ""
        forms = {form for form in forms if _day(found, form)}
        if found[2] == ".":
            forms.discard("mdy")  # written by nobody
        if not forms:
            return ""
    return forms.pop() if len(forms) == 1 else ""


def say_date(value: str, form: str) -> str:
    """Return a date of a known form with its month in words, anything else as it is.

    >>> say_date("5/26/2022", "mdy"), say_date("2022-05-26T14:30:00", "ymd"), say_date("unknown", "mdy")
    ('26 May 2022', '26 May 2022, 14:30', 'unknown')
    """
    found = _DATE.fullmatch(value)
    day = _day(found, form) if found else None
    if not found or not day:
        return value
    hours, minutes, seconds = (int(found[i] or 0) for i in (5, 6, 7))
    time = f"{hours:02}:{minutes:02}" + (f":{seconds:02}" if seconds else "")
    return _long_date(day) + (f", {time}" if time != "00:00" else "")


_SAYERS = {"flag": _say_flag, "sparse": _say_sparse, **dict.fromkeys(("mdy", "dmy", "ymd"), say_date)}


def _day(found: re.Match[str], form: str) -> date | None:
    parts = (found[1], found[3], found[4])
    if len(parts[form.index("y")]) != 4 or any(len(parts[i]) > 2 for i in range(3) if form[i] != "y"):
        return None
    try:
        return date(**{{"y": "year", "m": "month", "d": "day"}[f]: int(p) for f, p in zip(form, parts, strict=True)})
    except ValueError:
        return None


def _end_sentence(text: str) -> str:
    """Return `text` with a full stop unless it has an end."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def _long_date(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_day(day: date, shown: str) -> str:
    """Return a date as far as a sheet shows it: "26 May 2022", "May 2022", "2022"."""
    codes = _NOT_CODES.sub("", shown or "").lower()
    if "d" in codes or "y" not in codes:
        return _long_date(day)
    return f"{_MONTHS[day.month - 1]} {day.year}" if "m" in codes else str(day.year)
