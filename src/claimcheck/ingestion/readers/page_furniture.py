"""What a page has for the page's sake: running heads, page numbers, hyphens where a line was too short for a word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claimcheck.ingestion.readers.page_layout import Page, Paragraph, Segment

# So many rows at the upper and lower edge of a page may be furniture.
_ROWS = 3
# So far, in points, a line may stand from where it stood on another page.
_DRIFT = 3.0
_NUMBER = re.compile(r"\d+")
_BARE = re.compile(
    r"(?:page|p\.|pg\.|seite|página|pagina)?\s*[-–—|\[(]?\s*(\d{1,4}|[ivxl]{1,7})\s*[-–—|\])]?"
    r"(?:\s*(?:/|of|de|von|sur)\s*\d{1,4})?",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[ivxl]+", re.IGNORECASE)
# Written so, a number is a page's even where no other page bears one out.
_SAID_TO_BE_PAGE = re.compile(r"page\s+\d+(?:\s+of\s+\d+)?|[-–—]\s*\d+\s*[-–—]", re.IGNORECASE)
_NOISE = re.compile(r"[\0-\x20\x7f-\x9f\u2028\u2029]{2,}|[\0-\x1f\x7f-\x9f\u2028\u2029]|[\xad\ufeff\ufffe\uffff]")
_COMPOUND = re.compile(r"\w+(?:[-‐]\w+)+")
_LAST_WORD = re.compile(r"\w+(?:[-‐]\w+)*\Z")
_FIRST_WORD = re.compile(r"\w+")
# After a dash or stroke without a blank before it, and in Chinese and Japanese, the next line follows at once.
_CLOSE_UP = re.compile(r"(?:(?<=\w)[—/]|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff。、，])\Z")
_SUSPENDED = frozenset(("and", "or", "und", "oder"))


@dataclass(slots=True)
class _Edge:
    """A segment near an edge: which page it is on (from 0), which row from which edge, and how far from it."""

    page: int
    bottom: bool
    row: int
    distance: float
    segment: Segment


def drop_furniture(pages: Sequence[Page]) -> bool:
    """Take running heads, footers and page numbers off `pages`; tell whether there were any.

    A line is one if it stands at the same height with the same words on three
    pages, or on half of a short document's: numbers in it may count along with
    the pages. Rows go as a whole and from the edge inwards. Two pages lose
    only bare page numbers.
    """
    usual = _usual_size(pages)
    edges = [edge for page in pages for edge in _edges(page.number - 1, page)]
    if len(pages) > 2:
        enough = max(2, min(3, (len(pages) + 1) // 2))
        marked = _repeated(edges, enough) | _numbered(edges, enough)
        dropped = _drop_sideways(pages, enough)
    else:
        marked, dropped = _told(edges), False
    gone = {id(e.segment) for e in _from_edge(edges, marked)}
    gone -= {
        id(e.segment) for e in edges if e.segment.size >= 1.15 * usual and not _BARE.fullmatch(e.segment.text.strip())
    }
    for page in pages:
        kept = [s for s in page.segments if id(s) not in gone]
        dropped = dropped or len(kept) < len(page.segments)
        page.segments = kept
    return dropped


def _usual_size(pages: Sequence[Page]) -> float:
    """Return the size that most characters are set in: what is larger is a heading, on however many pages."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for segment in page.segments:
            sizes[segment.size] += len(segment.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=0.0)


def _edges(index: int, page: Page) -> list[_Edge]:
    """Return the segments of a page's first and last rows."""
    found: list[_Edge] = []
    for bottom in (False, True):
        row, at = -1, 0.0
        for s in sorted(page.segments, key=lambda s: s.y, reverse=bottom):
            if row < 0 or abs(s.y - at) > 0.45 * s.size:
                row, at = row + 1, s.y
            if row == _ROWS:
                break
            found.append(_Edge(index, bottom, row, page.height - s.y if bottom else s.y, s))
    return found


def _repeated(edges: list[_Edge], enough: int) -> set[int]:
    """Return the segments whose words stand at the same height on enough pages."""
    groups: defaultdict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.bottom, _NUMBER.sub("#", " ".join(edge.segment.text.split())).lower()].append(edge)
    marked: set[int] = set()
    for (_, pattern), group in groups.items():
        if len(group) < enough or not any(c.isalnum() or c == "#" for c in pattern):
            continue
        for level in _levels(group):
            marked |= _in_step(level, enough)
    return marked


def _levels(group: list[_Edge]) -> list[list[_Edge]]:
    """Return edges parted by their distance from the edge of the page."""
    levels: list[list[_Edge]] = []
    for edge in sorted(group, key=lambda e: (e.distance, e.page)):
        if levels and edge.distance - levels[-1][-1].distance <= _DRIFT:
            levels[-1].append(edge)
        else:
            levels.append([edge])
    return levels


def _in_step(group: list[_Edge], enough: int) -> set[int]:
    """Return those of a group whose numbers are the same, or count along with the pages."""
    numbers = [[int(n) for n in _NUMBER.findall(e.segment.text)] for e in group]
    steps: list[int | None] = []
    for place in range(len(numbers[0])):
        (step, times), *_ = Counter(n[place] - e.page for n, e in zip(numbers, group, strict=True)).most_common(1)
        steps.append(step if times >= enough else None)
    said: defaultdict[tuple[int | str, ...], list[_Edge]] = defaultdict(list)
    for found, edge in zip(numbers, group, strict=True):
        key = tuple("#" if n - edge.page == s else n for n, s in zip(found, steps, strict=True))
        said[key].append(edge)
    return {id(e.segment) for same in said.values() if len({e.page for e in same}) >= enough for e in same}


def _numbered(edges: list[_Edge], enough: int) -> set[int]:
    """Return bare page numbers, in figures that count along or in Roman numerals, wherever they stand in height."""
    steps: defaultdict[tuple[bool, int], list[_Edge]] = defaultdict(list)
    roman: list[_Edge] = []
    for edge in edges:
        found = _BARE.fullmatch(edge.segment.text.strip())
        if found and edge.row == 0:
            if found[1].isdecimal():
                steps[edge.bottom, int(found[1]) - edge.page].append(edge)
            elif _ROMAN.fullmatch(found[1]):
                roman.append(edge)
    marked = {id(e.segment) for same in steps.values() if len(same) >= enough for e in same}
    return marked | ({id(e.segment) for e in roman} if marked and roman else set())


def _told(edges: list[_Edge]) -> set[int]:
    """Return the page numbers of one or two pages: said to be such, or counting along."""
    bare = [(e, _BARE.fullmatch(e.segment.text.strip())) for e in edges if e.row == 0]
    numbers = [(e, int(m[1])) for e, m in bare if m and m[1].isdecimal()]
    steps = Counter((e.bottom, n - e.page) for e, n in numbers)
    return {
        id(e.segment)
        for e, n in numbers
        if steps[e.bottom, n - e.page] > 1
        or (n == e.page + 1 and e.bottom)
        or _SAID_TO_BE_PAGE.fullmatch(e.segment.text.strip())
    }


def _from_edge(edges: list[_Edge], marked: set[int]) -> list[_Edge]:
    """Return the marked edges whose whole row is marked, and every row between it and the edge."""
    rows: defaultdict[tuple[int, bool], dict[int, list[_Edge]]] = defaultdict(dict)
    for edge in edges:
        rows[edge.page, edge.bottom].setdefault(edge.row, []).append(edge)
    found: list[_Edge] = []
    for by_row in rows.values():
        last = next((r for r in sorted(by_row) if not all(id(e.segment) in marked for e in by_row[r])), len(by_row))
        # What stands as close to a line of the text as the next one would is a line of the text.
        while 0 < last < len(by_row) and _is_close(by_row[last - 1], by_row[last]):
            last -= 1
        found += [edge for row in range(last) for edge in by_row[row]]
    return found


def _is_close(outer: list[_Edge], inner: list[_Edge]) -> bool:
    size = max(e.segment.size for e in [*outer, *inner])
    return min(e.distance for e in inner) - max(e.distance for e in outer) < 1.5 * size


def _drop_sideways(pages: Sequence[Page], enough: int) -> bool:
    """Take off what runs along the margin, or across the page, on many pages."""
    seen = Counter(text for page in pages for text in {s.text.strip() for s in page.sideways})
    dropped = False
    for page in pages:
        kept = [s for s in page.sideways if seen[s.text.strip()] < enough]
        dropped = dropped or len(kept) < len(page.sideways)
        page.sideways = kept
    return dropped


@dataclass(slots=True)
class Run:
    """Words as they stand from `offset` of the raw text of `page`; -1: they do not stand there so."""

    text: str
    page: int
    offset: int


def find_compounds(texts: Iterable[str]) -> frozenset[str]:
    """Return the words written with a hyphen inside a line, in lower case, and each two of their neighbouring parts."""
    found: set[str] = set()
    for word in {word for text in texts for word in text.split() if "-" in word or "‐" in word}:
        for compound in _COMPOUND.findall(word.lower()):
            found.update(f"{a}-{b}" for a, b in pairwise(re.split("[-‐]", compound)))
    return frozenset(found)


def join_lines(paragraph: Paragraph, compounds: Collection[str]) -> list[Run]:
    """Return a paragraph's words: a blank for each line end, and no hyphen that only the line end asked for."""
    runs: list[Run] = []
    for segment in (s for line in paragraph.lines for s in line.segments):
        text = segment.text.rstrip()
        mark = text[-1:] if text.endswith(("\ufffe", "\xad")) else ""
        found = list(_clean(segment, text.removesuffix(mark)))
        if found and runs:
            _glue(runs, found[0], compounds)
        runs += found
        if mark and runs:
            runs.append(Run(mark, segment.page, -1))
    if runs and runs[-1].text in {"\ufffe", "\xad"}:
        runs[-1:] = [Run("-", runs[-1].page, -1)] if runs[-1].text == "\ufffe" else []
    return runs


def _clean(segment: Segment, text: str) -> Iterator[Run]:
    """Yield the words of a segment without control characters, doubled blanks and soft hyphens."""
    low = len(text) - len(text.lstrip())
    text = text.rstrip()
    for noise in _NOISE.finditer(text, low):
        if noise.start() > low:
            yield _run(segment, text, low, noise.start())
        if noise[0] not in {"\xad", "\ufeff", "\uffff"}:
            yield Run("-" if noise[0] == "\ufffe" else " ", segment.page, -1)
        low = noise.end()
    if low < len(text):
        yield _run(segment, text, low, len(text))


def _run(segment: Segment, text: str, low: int, high: int) -> Run:
    return Run(text[low:high], segment.page, segment.offset + low if segment.offset >= 0 else -1)


def _glue(runs: list[Run], following: Run, compounds: Collection[str]) -> None:
    """End `runs` so that `following` can come next: with a blank, a hyphen or nothing."""
    last = runs[-1]
    if last.text == "\xad":
        runs.pop()
        return
    marked = last.text == "\ufffe"
    if marked:
        runs.pop()
    head = (runs[-1].text if runs else "") if marked else last.text[:-1]
    left, right = _LAST_WORD.search(head[-80:]), _FIRST_WORD.match(following.text)
    if not marked and not (last.text.endswith(("-", "‐")) and left):
        if not _CLOSE_UP.search(last.text[-2:]):
            runs.append(Run(" ", following.page, -1))
        return
    address = re.search(r"[/@]\S*\Z", head[-80:])
    stays = left is None or right is None or address is not None or _keeps_hyphen(left[0], right[0], compounds)
    if marked and stays:
        runs.append(Run("-", following.page, -1))
    elif not marked and not stays:
        runs[-1] = Run(head, last.page, last.offset)
    if right is None or right[0].lower() in _SUSPENDED:
        runs.append(Run(" ", following.page, -1))


def _keeps_hyphen(left: str, right: str, compounds: Collection[str]) -> bool:
    if not right[0].islower() or left[-1].isdecimal() or (len(left) > 1 and left.isupper()):
        return True
    return right.lower() in _SUSPENDED or f"{re.split('[-‐]', left)[-1]}-{right}".lower() in compounds
