"""Pages of placed words to paragraphs in reading order; knows nothing of where the words come from.

Lengths are points; y grows downwards from the upper edge of the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_ENDED = re.compile(r"[.!?:;…。！？][\"'”’»)\]]{0,3}\d{0,3}\s*\Z")
_OPENS = re.compile(r"[\"'“‘«(\[]?[A-Z0-9À-ÖØ-ÞΑ-ΩА-Я]")
_MARK = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-zA-Z]|[ivxl]{1,6})[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[-–—•·*▪‣◦●○■□➢✓\uf0a7\uf0b7]|[§¶])(?=\s|\Z)"
)
_SAID_LOWER = re.compile(r"[\"'“‘(\[]?[a-zà-öø-ÿα-ωа-я]")
_LEADER = re.compile(r"(?:\. ?|… ?){5,}\s*\w{0,6}\s*\Z")
_LONGEST_HEADING = 200
_MOST_GUTTERS_TRIED = 12


@dataclass(slots=True)
class Segment:
    """Words that stand side by side without a wide gap: `text` is at `offset` of the raw text of `page`.

    `y` is the base line's, `size` the font's, `first` the width of the first
    word; an `offset` of -1 means that the words stand in no raw text.
    """

    text: str
    page: int
    offset: int
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 10.0
    bold: bool = False
    first: float = 0.0


@dataclass(slots=True)
class Page:
    """A page's segments, those that run in another direction (`sideways`), and its height."""

    number: int
    height: float
    segments: list[Segment]
    sideways: list[Segment] = field(default_factory=list)


@dataclass(slots=True)
class Line:
    """Segments of one column on one base line; `left` and `right` are the usual edges of the column."""

    segments: list[Segment]
    x0: float = 0.0
    x1: float = 0.0
    y: float = 0.0
    size: float = 10.0
    bold: bool = False
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        """The words as they stand, hyphen and all."""
        return " ".join(s.text for s in self.segments)


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; `level` tells the rank of a heading (less is higher), None is no heading."""

    lines: list[Line]
    level: tuple[float, bool] | None = None

    @property
    def page(self) -> int:
        """The page it begins on."""
        return self.lines[0].segments[0].page


@dataclass(slots=True)
class _Body:
    """What is usual in a document: its font, each page's font, and the distance of lines by size."""

    size: float
    bold: bool
    pages: dict[int, tuple[float, bool]]
    leading: dict[int, float]


def arrange(pages: Sequence[Page]) -> list[Paragraph]:
    """Return the paragraphs of `pages` in reading order: column by column, joined where they go on."""
    regions: list[list[Line]] = []
    gutter: float | None = None
    for page in pages:
        parts, gutter = _columns(page.segments, known=gutter)
        regions += [_lines(part) for part in parts if part]
        for line in _lines(page.sideways):
            line.size = 0.0  # nothing goes on from it
            regions.append([line])
    _set_edges(regions)
    body = _usual(regions)
    found: list[Paragraph] = []
    for region in regions:
        paragraphs = [_ranked(p, body) for p in _paragraphs(region, body)]
        _append(found, paragraphs, body)
    return found


def _columns(segments: list[Segment], *, known: float | None = None) -> tuple[list[list[Segment]], float | None]:
    """Return the segments region by region in reading order, and where the second column begins, if there is one."""
    gutter = _gutter(segments, known)
    if gutter is None:
        return [segments], None
    regions: list[list[Segment]] = []
    across: list[Segment] = []
    for band, crosses in _bands(segments, gutter):
        left, right = _sides(band, gutter)
        if crosses or not _are_columns(left, right):
            across += band
            continue
        regions += [across, *_columns(left)[0], *_columns(right)[0]]
        across = []
    return [r for r in [*regions, across] if r], gutter


def _gutter(segments: list[Segment], known: float | None) -> float | None:
    """Return the x at which a second column begins: many lines do there or a bit indented, hardly one runs across."""
    places = sorted(s.x0 for s in segments)
    reach = 4 * (sorted(s.size for s in segments)[len(segments) // 2] if segments else 0)
    starts = [x for before, x in pairwise(places) if x - before > 2]
    weighed = [(x, bisect_right(places, x + reach) - bisect_left(places, x)) for x in starts]
    likely = sorted((s for s in weighed if s[1] >= 4), key=lambda s: -s[1])[:_MOST_GUTTERS_TRIED]
    held = {x: _held(segments, x) for x, _ in sorted(likely) if _looks_parted(segments, x)}
    best = max((x for x in held if held[x] > 7), key=lambda x: (held[x], -x), default=None)
    if best is None and known is not None and _held(segments, known) >= 4:
        return known
    return best


def _looks_parted(segments: list[Segment], x: float) -> bool:
    """Whether both sides of `x` look like columns of prose: wide enough, their lines filled, a gutter between."""
    left, right = _sides(segments, x)
    begins = [s for s in right if s.x0 <= x + 5 * s.size]
    if len(left) < 4 or len(begins) < 4:
        return False
    em = sorted(s.size for s in begins)[len(begins) // 2]
    if sum(s.x1 <= x - 0.7 * em for s in left) < 0.8 * len(left):
        return False
    return _is_filled(left, min(s.x0 for s in left), em) and _is_filled(begins, x, em)


def _is_filled(column: list[Segment], start: float, em: float) -> bool:
    return (
        max(s.x1 for s in column) - start >= 8 * em
        and _full_share(column, start) >= 0.5
        and sum(len(s.text) for s in column) >= 12 * len(column)
    )


def _full_share(column: list[Segment], start: float) -> float:
    """Return how many of the lines fill their column, as a share."""
    width = max(s.x1 for s in column) - start
    return sum(s.x1 >= start + 0.72 * width for s in column) / len(column)


def _sides(segments: list[Segment], x: float) -> tuple[list[Segment], list[Segment]]:
    return [s for s in segments if s.x0 < x - 2 and s.x1 < x - 1], [s for s in segments if s.x0 >= x - 2]


def _bands(segments: list[Segment], x: float) -> Iterator[tuple[list[Segment], bool]]:
    """Yield the segments from above, parted where one runs across `x`; True for those that do."""
    band: list[Segment] = []
    for s in sorted(segments, key=lambda s: (s.y, s.x0)):
        if s.x0 >= x - 2 or s.x1 < x - 1:
            band.append(s)
            continue
        if band:
            yield band, False
        yield [s], True
        band = []
    if band:
        yield band, False


def _are_columns(left: list[Segment], right: list[Segment]) -> bool:
    """Whether the two sides of a band are read one after the other, not row by row."""
    if not left or not right or len(left) + len(right) < 4:
        return False
    rows = {round(s.y) for s in left}
    aligned = sum(round(s.y) in rows for s in right)
    ragged = not all(_full_share(side, min(s.x0 for s in side)) >= 0.5 for side in (left, right))
    return not (ragged and aligned > 0.6 * max(len(left), len(right)))


def _held(segments: list[Segment], x: float) -> int:
    """Return how many segments stand in columns if one begins at `x`."""
    held = 0
    for band, crosses in _bands(segments, x):
        if not crosses:
            left, right = _sides(band, x)
            held += len(band) if _are_columns(left, right) else 0
    return held


def _lines(region: list[Segment]) -> list[Line]:
    """Return the lines of a region from above; a raised figure belongs to the line it is raised from."""
    groups: list[list[Segment]] = []
    base: Segment | None = None
    for s in sorted(region, key=lambda s: (s.y, s.x0)):
        if base is not None and abs(s.y - base.y) <= 0.45 * max(s.size, base.size):
            groups[-1].append(s)
            base = s if s.size > base.size else base
        else:
            groups.append([s])
            base = s
    ends = sorted(max(s.x1 for s in g) for g in groups)
    begins = Counter(_half(min(s.x0 for s in g)) for g in groups)
    left = min((x for x, times in begins.items() if times >= len(groups) / 5), default=min(begins, default=0.0))
    # One overlong line does not move the edge.
    right = ends[-1 - len(ends) // 10] if ends else 0.0
    return [_line(sorted(g, key=lambda s: s.x0), left, right) for g in groups]


def _line(segments: list[Segment], left: float, right: float) -> Line:
    main = max(segments, key=lambda s: len(s.text))
    return Line(
        segments,
        x0=segments[0].x0,
        x1=max(s.x1 for s in segments),
        y=main.y,
        size=main.size,
        bold=all(s.bold for s in segments),
        left=left,
        right=right,
    )


def _set_edges(regions: list[list[Line]]) -> None:
    """Give the lines of a short region the right edge of the column before or after it that begins where it does."""
    for ordered in (regions, regions[::-1]):
        edges: dict[int, float] = {}
        for region in ordered:
            first, place = region[0], round(region[0].left / 4)
            if len(region) >= 4:
                edges[place] = first.right
            elif edges.get(place, first.right) > first.right:
                for line in region:
                    line.right = edges[place]


def _usual(regions: list[list[Line]]) -> _Body:
    """Return what is usual: fonts by the characters set in them, leadings by the lines that follow a full one."""
    fonts: Counter[tuple[float, bool]] = Counter()
    paged: dict[int, Counter[tuple[float, bool]]] = {}
    gaps: dict[int, Counter[float]] = {}
    for region in regions:
        of_page = paged.setdefault(region[0].segments[0].page, Counter())
        for line in region:
            length = sum(len(s.text) for s in line.segments)
            fonts[_half(line.size), line.bold] += length
            of_page[_half(line.size), line.bold] += length
        for above, line in pairwise(region):
            gap = line.y - above.y
            full = above.x1 > above.right - 0.15 * (above.right - above.left)
            if full and abs(line.size - above.size) < 0.3 and 0.8 * line.size < gap < 3 * line.size:
                gaps.setdefault(round(line.size), Counter())[_half(gap)] += 1
    leading = {size: min(g for g, n in seen.items() if n >= 0.3 * max(seen.values())) for size, seen in gaps.items()}
    size, bold = max(fonts, key=lambda f: (fonts[f], f)) if fonts else (10.0, False)
    ruling = {number: max(seen, key=lambda f: (seen[f], f)) for number, seen in paged.items() if seen.total() >= 500}
    return _Body(size, bold, ruling, leading)


def _half(value: float) -> float:
    return round(value * 2) / 2


def _paragraphs(region: list[Line], body: _Body) -> list[Paragraph]:
    found: list[list[Line]] = []
    for line in region:
        if found and not _begins(found[-1], line, body):
            found[-1].append(line)
        else:
            found.append([line])
    return [Paragraph(lines) for lines in found]


def _begins(before: list[Line], line: Line, body: _Body) -> bool:
    """Whether `line` begins a paragraph after the lines `before`."""
    last, em = before[-1], line.size
    largest = max(em, last.size)
    leading = body.leading.get(round(largest), 1.35 * largest)
    if line.y - last.y > 1.15 * leading + 0.8 or _is_row(line) or _is_row(last):
        return True
    text, above = line.text, last.text
    ended = _ENDED.search(above[-8:]) is not None
    if abs(em - last.size) > 0.1 * largest or line.bold != last.bold:
        # A line that begins in another font, as a name or an address may, goes on with its sentence.
        alike = 0.75 * largest < min(em, last.size) and largest < 1.1 * body.size and not last.bold
        return ended or not alike or text[:1].isdecimal()
    set_apart = em > 1.1 * body.size or (line.bold and not body.bold)
    if _MARK.match(text) and (ended or above.endswith((",", "and", "or")) or line.x0 > before[0].x0 + em):
        return True
    if set_apart or _is_centred(line, last):
        return set_apart and ended and len(above) > 60
    room = line.right - last.x1
    had_room = room > line.segments[0].first + 0.7 * em and (ended or room > 0.35 * (line.right - line.left))
    had_room = had_room and not above.endswith(("-", "\ufffe"))
    return (had_room and _OPENS.match(text) is not None) or _is_indented(before, line, ended=ended)


def _is_indented(before: list[Line], line: Line, *, ended: bool) -> bool:
    """Whether `line` stands out or in as a first line does."""
    em = line.size
    hanging = _MARK.match(before[0].text) is not None
    if len(before) == 1:
        both = abs(line.x0 - before[0].x0) < 0.3 * em and line.x0 > line.left + 0.8 * em
        return ended and (both or (not hanging and line.x0 > before[0].x0 + 0.8 * em))
    usual = before[1].x0
    if line.x0 > usual + 0.8 * em:
        return ended or line.x0 < usual + 4 * em
    return line.x0 < usual - 0.8 * em and (hanging or ended) and line.x0 <= before[0].x0 + 0.5 * em


def _is_centred(line: Line, above: Line) -> bool:
    em = line.size
    same = abs((line.x0 + line.x1) - (above.x0 + above.x1)) < 0.6 * em
    return same and min(line.x0, above.x0) > line.left + em and max(line.x1, above.x1) < line.right + em


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table, with gaps beyond the one after a number, or one of a table of contents."""
    if _LEADER.search(line.segments[-1].text[-40:]):
        return True
    gaps = [b.x0 - a.x1 for a, b in pairwise(line.segments)]
    if gaps and _MARK.fullmatch(line.segments[0].text.strip()):
        gaps = gaps[1:]
    if not gaps or max(gaps) <= 2 * line.size:
        return False
    # In a narrow column the one blank of a justified line may be as wide.
    return len(line.segments) != 2 or line.x1 < line.right - line.size or " " in line.text.strip().replace(" ", "", 1)


def _ranked(paragraph: Paragraph, body: _Body) -> Paragraph:
    """Return a paragraph with its level, if it is a heading: short, and larger or bolder than what is usual."""
    lines = paragraph.lines
    text = " ".join(line.text for line in lines).strip()
    size, bold = _half(max(line.size for line in lines)), all(line.bold for line in lines)
    ruling, ruling_bold = body.pages.get(paragraph.page, (body.size, body.bold))
    larger = size > 1.1 * body.size and size > 1.05 * ruling
    bolder = bold and not body.bold and not ruling_bold and size > 0.85 * body.size
    ends = text.endswith((".", ";", ",", ":")) and len(text) > 60
    long = len(text) > _LONGEST_HEADING or len(lines) > 4 or ends or text.endswith((",", ";"))
    if (larger or bolder) and not long and sum(c.isalpha() for c in text) > 1 and not _is_row(lines[0]):
        paragraph.level = (-size, not bold)
    return paragraph


def _append(found: list[Paragraph], paragraphs: list[Paragraph], body: _Body) -> None:
    """Add a region's paragraphs; the first may go on with one from the column or page before."""
    if found and paragraphs:
        open_one = _left_open(found, body)
        if open_one is not None and _goes_on(open_one, paragraphs[0]):
            open_one.lines += paragraphs[0].lines
            paragraphs = paragraphs[1:]
    found += paragraphs


def _left_open(found: list[Paragraph], body: _Body) -> Paragraph | None:
    """Return the last paragraph, that above the footnotes where there are some."""
    page = found[-1].lines[-1].segments[0].page
    for paragraph in found[:-12:-1]:
        last = paragraph.lines[-1]
        if last.segments[0].page != page:
            break
        if last.size >= 0.92 * body.size:
            return paragraph
    return found[-1]


def _goes_on(paragraph: Paragraph, following: Paragraph) -> bool:
    last, line = paragraph.lines[-1], following.lines[0]
    sizes = [sorted(one.size for one in p.lines)[len(p.lines) // 2] for p in (paragraph, following)]
    if paragraph.level is not None or following.level is not None or max(sizes) > 1.1 * min(sizes):
        return False
    above, text = last.text.rstrip(), line.text
    if _ENDED.search(above[-8:]) or _MARK.match(text) or _is_row(last) or _is_row(line):
        return False
    if _SAID_LOWER.match(text) or above.endswith(("\ufffe", "\xad")):
        return True
    full = len(paragraph.lines) > 1 and last.right - last.x1 < line.segments[0].first + 0.7 * last.size
    indented = len(following.lines) > 1 and line.x0 > following.lines[1].x0 + 0.8 * line.size
    return full and not indented and (above[-1:].isalnum() or above.endswith((",", "-")))
