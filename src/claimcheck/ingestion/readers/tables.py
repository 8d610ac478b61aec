"""Tables: CSV and TSV of any encoding and delimiter, and XLSX; each row a passage that reads as a sentence."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from importlib.metadata import version
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from claimcheck.errors import UnreadableInput
from claimcheck.ingestion.extraction import Extraction, Source
from claimcheck.ingestion.readers.document_text import clean_text
from claimcheck.ingestion.readers.encoding import SAMPLE, detect_encoding
from claimcheck.ingestion.readers.row_sentences import Row, Span, Table, make_documents, say_day
from claimcheck.ingestion.readers.zip_bounds import check_container

if TYPE_CHECKING:
    from zipfile import ZipFile

T = TypeVar("T")

_LONGEST_CELL = 1_000_000
_LONGEST_ROW = 5_000_000
_MOST_COLUMNS = 100_000
_CHUNK = 1 << 20

# Likeliest last: commas stand in prose and in figures too.
_DELIMITERS = "\t;|,"
_SNIFFED = 1 << 16
_DECLARED = re.compile(r"sep=(.)\s*", re.IGNORECASE)

_LAST_ROW = 1_048_576
# Rows of more columns than a table has may not go on for ever.
_WIDE = 1_000
_MAX_PADDING = 20_000_000
_BATCH = 100
_DEFAULT_NAME = re.compile(
    r"(?:sheet|table|tabelle|tabla|feuil|feuille|hoja|foglio|planilha|plan|blad|ark|taul|arkusz|list|лист|"
    r"工作表|シート)\s?\d*(?:\s?\(\d+\))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"[#,]*0(?:\.(0+))?%")
_VALUE = re.compile(rb"<(?:\w+:)?[vt](?:\s[^<>]*)?>[^<]")
_BARE_FORMULA = re.compile(
    rb"<(?:\w+:)?c(\s[^<>]*)?>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</"
)
_MERGED = re.compile(rb'mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MAX_MERGED = 200_000


def read_csv(source: Source) -> Iterator[Extraction]:
    """Read a table of separated values; comma, semicolon, tab and bar are told apart.

    A table of more than 50,000 rows or 5,000,000 characters becomes several
    documents.

    Raises:
        UnreadableInput: It is binary, too large, holds nothing, or has a cell
            or a row without end.
    """
    return _read_delimited(source, _DELIMITERS)


def read_tsv(source: Source) -> Iterator[Extraction]:
    """Read a table of values separated by tabs, as `read_csv` does."""
    return _read_delimited(source, "\t")


def read_xlsx(source: Source) -> Iterator[Extraction]:
    """Read a workbook, one document a sheet; formulas are not run, their saved values are read.

    Raises:
        UnreadableInput: It is damaged, locked, too large, or holds nothing.
    """
    check_container(source)
    book = _guarded(lambda: _open_workbook(source), source)
    try:
        about = _guarded(lambda: _said_of_itself(book), source)
        scanned = [(sheet, _guarded(partial(_scan_sheet, sheet), source)) for sheet in book.worksheets]
        filled = [(sheet, scan) for sheet, scan in scanned if scan.filled]
        found = False
        for sheet, scan in filled:
            name = _clean_cell(sheet.title)
            table = Table(
                source=source,
                extractor=f"xlsx-1 openpyxl-{version('openpyxl')}",
                member=name if len(filled) > 1 else "",
                before=f"sheet {name}, ",
                title="" if _DEFAULT_NAME.fullmatch(name) else name,
                about=about,
                spans=tuple(scan.spans),
                notes=_sheet_notes(sheet, scan),
            )
            for document in make_documents(_sheet_rows(sheet, scan, source), table):
                found = True
                yield document
        if not found:
            raise UnreadableInput("holds no text", path=source.path)
    finally:
        book.close()


def _read_delimited(source: Source, delimiters: str) -> Iterator[Extraction]:
    encoding = detect_encoding(_telling_bytes(source.file))
    if not encoding:
        raise UnreadableInput("is binary, not text", path=source.path)
    source.file.seek(0)
    text = io.TextIOWrapper(source.file, encoding, errors="replace", newline="")
    try:
        table = Table(source=source, extractor="table-1")
        found = False
        for document in make_documents(_delimited_rows(text, delimiters, source), table):
            found = True
            yield document
        if not found:
            raise UnreadableInput("holds no text", path=source.path)
    finally:
        if not source.file.closed:
            text.detach()


def _telling_bytes(file: BinaryIO) -> bytes:
    """Return the bytes that tell the encoding: the first ones, or those where a file stops being plain ASCII."""
    file.seek(0)
    offset = 0
    while chunk := file.read(_CHUNK):
        if not chunk.isascii():
            at = next(m.start() for m in re.finditer(rb"[\x80-\xff]", chunk))
            offset += chunk.rfind(b"\n", 0, at) + 1
            break
        offset += len(chunk)
    else:
        offset = 0
    if offset <= SAMPLE // 2:
        file.seek(0)
        return file.read(SAMPLE)
    file.seek(offset)
    return b"\n" + file.read(SAMPLE)  # what looks like a byte order mark there is none


def _delimited_rows(text: io.TextIOWrapper, delimiters: str, source: Source) -> Iterator[Row]:
    """Yield the rows with their numbers, empty ones left out."""
    csv.field_size_limit(_LONGEST_CELL)
    start = text.read(_SNIFFED)
    text.seek(0)
    lines = _Lines(text, source)
    if declared := _DECLARED.fullmatch(start.partition("\n")[0]):
        next(lines, None)
        delimiter, quoted = declared[1], True
    else:
        delimiter, quoted = _tell_dialect(start, delimiters)
    reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
    try:
        for number, record in enumerate(reader, start=1):
            lines.size = 0
            if len(record) > _MOST_COLUMNS:
                raise UnreadableInput(f"row {number} has more than {_MOST_COLUMNS:,} columns", path=source.path)
            cells = [_clean_cell(c if quoted else _unquote(c)) for c in record]
            if any(cells):
                yield number, cells
    except csv.Error as error:
        raise UnreadableInput(
            f"a cell has no end ({error})", path=source.path, line=reader.line_num, hint="a quotation mark is missing"
        ) from None


class _Lines:
    """The lines of a table; neither a line nor a record of several may be without end."""

    def __init__(self, text: io.TextIOWrapper, source: Source) -> None:
        self._text, self._source = text, source
        self.size = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(_LONGEST_ROW + 1)
        if not line:
            raise StopIteration
        self.size += len(line)
        if self.size > _LONGEST_ROW:
            raise UnreadableInput(
                f"has a row of more than {_LONGEST_ROW:,} characters", path=self._source.path, hint="is it a table?"
            )
        return line


def _tell_dialect(start: str, delimiters: str) -> tuple[str, bool]:
    """Return the delimiter that cuts the rows most evenly, the first above all, and whether cells may be quoted."""
    if len(start) == _SNIFFED:
        start = start[: max(start.rfind("\n"), start.rfind("\r")) + 1] or start
    lines = [line for line in io.StringIO(start, newline="") if line.strip()]
    best: tuple[float, int, int] = (0, 0, 0)
    chosen = "\x1f"  # one column: nothing is a delimiter
    for rank, delimiter in enumerate(delimiters):
        if delimiter not in start:
            continue
        try:
            widths = [len(r) for r in csv.reader(lines, delimiter=delimiter) if r]
        except csv.Error:
            widths = []
        wide = [w for w in widths if w > 1]
        if not wide:
            continue
        usual = max(set(wide), key=lambda w: (wide.count(w), w))
        share = sum(sum(w == usual for w in some) / len(some) for some in (widths, widths[:10]))
        # A comma in half of the lines is prose.
        enough = 1 if delimiter == "," else 0.5
        if (score := (round(share, 3), usual, -rank)) > best and share > enough:
            best, chosen = score, delimiter
    # Where every line has as many tabs, quotation marks are what they look like: nothing is quoted.
    even = chosen == "\t" and len({line.count("\t") for line in lines}) == 1
    return chosen, not even


def _unquote(cell: str) -> str:
    """Return a cell without the quotation marks around all of it."""
    inner = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return cell


def _guarded(call: Callable[[], T], source: Source) -> T:
    """Return what openpyxl answers; it may raise anything at a file that isn't as it should be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return call()
    except (UnreadableInput, MemoryError, RecursionError):
        raise
    except Exception as error:
        why = _clean_cell(str(error).partition("\n")[0])[:200] or type(error).__name__
        raise UnreadableInput(
            f"is damaged: {why}", path=source.path, hint="open it in a spreadsheet and save it again"
        ) from None


def _open_workbook(source: Source) -> Any:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    source.file.seek(0)
    return load_workbook(source.file, read_only=True, data_only=True, keep_links=False)


def _said_of_itself(book: Any) -> dict[str, str]:
    properties = book.properties
    author = properties.creator or ""
    said = {
        "title": properties.title,
        "author": "" if author.lower() == "openpyxl" else author,
        "subject": properties.subject,
        "language": properties.language,
    }
    return {key: text for key, value in said.items() if (text := _clean_cell(str(value or "")))}


def _scan_sheet(sheet: Any) -> _Scan:
    """Read a sheet's XML once for what openpyxl leaves out when it goes row by row."""
    scan, rest = _Scan(), b""
    archive: ZipFile = sheet.parent._archive
    with archive.open(sheet._worksheet_path) as part:
        while chunk := part.read(_CHUNK):
            data = rest + chunk
            # Nothing looked for reaches over the beginning of a cell.
            end = max(data.rfind(mark) for mark in (b"<c ", b":c ", b"<mergeCell ", b":mergeCell "))
            if end <= 0 and len(data) > 4 * _CHUNK:
                end = len(data)
            scan.take(data[: max(end, 0)])
            rest = data[max(end, 0) :]
    scan.take(rest)
    return scan


@dataclass(slots=True)
class _Scan:
    """What openpyxl doesn't say of a sheet: `unsaved` formulas, cells that reach over others (`down` to a row)."""

    filled: bool = False
    unsaved: int = 0
    spans: list[Span] = field(default_factory=list)
    down: dict[tuple[int, int], int] = field(default_factory=dict)

    def take(self, data: bytes) -> None:
        """Look through a stretch of XML."""
        from openpyxl.utils import column_index_from_string  # type: ignore[import-untyped]

        self.filled = self.filled or _VALUE.search(data) is not None
        # A formula that gives "" has saved just that.
        self.unsaved += sum(b't="str"' not in m[1] for m in _BARE_FORMULA.finditer(data))
        for found in _MERGED.finditer(data):
            left, right = (column_index_from_string(found[i].decode()) - 1 for i in (1, 3))
            top, bottom = int(found[2]), int(found[4])
            if len(self.spans) + len(self.down) >= _MAX_MERGED:
                return
            if left < right:
                self.spans.append(Span(top, left, right))
            elif top < bottom:
                self.down[top, left] = bottom


def _sheet_notes(sheet: Any, scan: _Scan) -> tuple[str, ...]:
    notes = []
    if sheet.sheet_state != "visible":
        notes.append(f"the sheet {_clean_cell(sheet.title)} is hidden")
    if scan.unsaved:
        cells = "1 cell holds a formula" if scan.unsaved == 1 else f"{scan.unsaved:,} cells hold formulas"
        notes.append(f"{cells} without a saved value")
    return tuple(notes)


def _sheet_rows(sheet: Any, scan: _Scan, source: Source) -> Iterator[Row]:
    rows = _convert_rows(sheet, scan, source)
    while batch := _guarded(lambda: list(islice(rows, _BATCH)), source):
        yield from batch


def _convert_rows(sheet: Any, scan: _Scan, source: Source) -> Iterator[Row]:
    """Yield the rows of a sheet that aren't empty, a merged cell's value in each row that it reaches down to."""
    # What a sheet says of its size may be wrong.
    sheet.reset_dimensions()
    reaching: dict[int, tuple[int, str]] = {}
    padding = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > _LAST_ROW:
            raise UnreadableInput(f"has rows after row {_LAST_ROW:,}", path=source.path)
        if not row:
            continue
        cells = ["" if cell.value is None else _say_cell(cell) for cell in row]
        if len(cells) > _WIDE:
            padding += cells.count("")
            if padding > _MAX_PADDING:
                raise UnreadableInput("has far more columns than a table", path=source.path)
        if scan.down:
            _reach_down(number, cells, scan.down, reaching)
        if any(cells):
            yield number, cells


def _reach_down(
    number: int, cells: list[str], down: dict[tuple[int, int], int], reaching: dict[int, tuple[int, str]]
) -> None:
    """Fill in the cells that lie under a merged one, and remember those that begin in this row."""
    if any(cells):
        for column, (last, value) in reaching.items():
            if number <= last and column < len(cells) and not cells[column]:
                cells[column] = value
    for column, value in enumerate(cells):
        if value and (bottom := down.get((number, column))):
            reaching[column] = (bottom, value)


def _say_cell(cell: Any) -> str:
    """Return what a cell that isn't empty shows."""
    value = cell.value
    if isinstance(value, str):
        return "" if cell.data_type == "e" else _clean_cell(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return _say_number(value, cell.number_format if cell.has_style else "")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if isinstance(value, time):
        return value.isoformat("seconds").removesuffix(":00")
    if isinstance(value, datetime):
        day = say_day(value.date(), cell.number_format)
        clock = value.time().isoformat("seconds").removesuffix(":00")
        return day if clock == "00:00" else f"{day}, {clock}"
    return say_day(value, cell.number_format) if isinstance(value, date) else _clean_cell(str(value))


def _say_number(value: float, shown: str) -> str:
    """Return a number as a sheet shows it: 3, not 3.0; 12.5%, not 0.125; no more digits than it keeps."""
    if percent := _PERCENT.fullmatch(shown or ""):
        return f"{value * 100:.{len(percent[1] or '')}f}%"
    if isinstance(value, int):
        return str(value)
    if not isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"


def _clean_cell(value: str) -> str:
    """Return a cell's words on one line."""
    if value.isprintable() and "  " not in value:
        return value.strip()
    return clean_text(value)
