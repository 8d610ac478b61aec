"""An article's lines sorted into the body, its headline and headings, and the page's furniture.

The body is the run of prose: paragraphs that end as sentences do. What stands
around it is furniture if a cue says so or if it is a short line without a full
stop. Nothing is dropped: every line that has words comes back as a unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.detection import furniture
from claimcheck.detection.inline import Plain, read_plain
from claimcheck.models import Article
from claimcheck.text.normalize import fold

_LINE = re.compile(r"[^\n]*(?:\n|\Z)")
_QUOTED = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t]+")
_ITEM = re.compile(r"[ \t]{0,12}(?:[-*+•–—]|(\d{1,3})[.)])[ \t]+")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:[-*_][ \t]*){3,200}|=+)[ \t]*")
_UNDERLINE = re.compile(r"[ \t]{0,3}(?:={2,200}|-{2,200})[ \t]*")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_TABLE = re.compile(r"[ \t]*\|.*\|[ \t]*|[ \t]*:?-{3,}:?(?:[ \t]*\|[ \t]*:?-{3,}:?)+[ \t]*")
_MARKUP = re.compile(
    r"[ \t]*(?:(?P<picture>!\[[^\[\]]{0,300}\]\([^()\n]{0,1000}\))|(?P<definition>\[[^\[\]]{1,100}\]:[ \t]+\S.{0,1000})"
    r"|(?P<tag><!--.{0,2000}-->|</?[a-zA-Z][^<>]{0,300}>(?:</[a-zA-Z]{1,10}>)?))[ \t]*"
)
_LINK_LINE = re.compile(r"[ \t]*(?:[*_]{1,3})?\[[^\[\]]{1,300}\]\([^()\n]{0,1000}\)(?:[*_]{1,3})?[ \t]*")
_KEY = re.compile(r"[\w\"'][\w \"'.-]{0,60}:(?:[ \t].*)?|[ \t]+\S.*|-[ \t]+.*|#.*|[ \t]*")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]{0,4}(?:\[?\d{0,3}\]?)\Z")
_LONG_LINE = 100  # no one wraps by hand at more


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A paragraph, heading or line of the article.

    `reason` says why it is furniture; it is empty for what is read. `paragraph`
    counts the body from 1, a heading sharing the number of what follows; 0 is
    outside the body. `start` and `end` enclose its lines without their markers.
    """

    plain: Plain
    start: int
    end: int
    kind: str = "text"
    reason: str = ""
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: str


def lay_out(article: Article) -> list[Unit]:
    """Return the units of an article, in order."""
    units = [u for block in _blocks(article.text) for u in _units(article.text, block)]
    units = [_recognised(article.text, u) for u in units]
    first, last = _body(units)
    units = [replace(u, reason=u.reason or _reason_within(units, i, first, last)) for i, u in enumerate(units)]
    head = _head(units[:first], fold(article.title))
    units[:first] = head
    return _numbered(units, first)


def _lines(text: str) -> Iterator[_Line]:
    """Yield the lines with words, without their markers, and empty ones of kind "blank"."""
    position, fenced, before = _front_matter_end(text), False, "blank"
    if position:
        yield from (_Line(m.start(), m.end(), "front matter") for m in re.finditer(r"\S.*", text[:position]))
        yield _Line(position, position, "blank")
    while position < len(text):
        found = _LINE.match(text, position)
        assert found is not None
        position = found.end()
        line = found.group().rstrip()
        fence = _FENCE.match(line)
        kind = "code" if fenced or fence else _kind(line, before)
        fenced = fenced != bool(fence)
        start = found.start()
        if kind in {"quote", "heading", "item"}:
            start += _marker(line)
        start += len(text[start : found.start() + len(line)]) - len(text[start : found.start() + len(line)].lstrip())
        before = kind
        yield _Line(start, max(start, found.start() + len(line)), kind)


def _kind(line: str, before: str) -> str:
    if not line.strip():
        return "blank"
    if before == "text" and _UNDERLINE.fullmatch(line):
        return "underline"
    if _RULE.fullmatch(line):
        return "rule"
    markup = _MARKUP.fullmatch(line)
    if markup:
        return markup.lastgroup or "tag"
    item = _ITEM.match(line)
    if item and (item.group(1) in {None, "1"} or before != "text"):  # "4. " in mid-paragraph opens no list
        return "item"
    named = {"quote": _QUOTED, "heading": _HEADING, "table": _TABLE}
    return next((kind for kind, pattern in named.items() if pattern.match(line)), "text")


def _marker(line: str) -> int:
    """Return the length of the markers that open a line ("> ", "## ", "3. ", "> - ")."""
    at = 0
    for pattern in (_QUOTED, _ITEM, _HEADING, _QUOTED):
        found = pattern.match(line, at)
        at = found.end() if found else at
    return at


def _front_matter_end(text: str) -> int:
    """Return where front matter ends that was left in the text; 0 if there is none."""
    if not text.startswith("---\n"):
        return 0
    closing = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4, 20_000)
    if closing is None:
        return 0
    inside = text[4 : closing.start()].splitlines()
    return closing.end() if inside and all(_KEY.fullmatch(line) for line in inside) else 0


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yield runs of lines that belong together: a paragraph, an item, a heading, one line of the rest."""
    block: list[_Line] = []
    for line in _lines(text):
        carries_on = block and (
            (line.kind == "text" and block[-1].kind in {"text", "item", "quote"})
            or (line.kind == "quote" and block[-1].kind == "quote")
        )
        if line.kind == "underline":
            yield [*block[:-1]] if block[:-1] else []
            yield [replace(block[-1], kind="heading")]
            block = []
        elif carries_on:
            block.append(replace(line, kind=block[0].kind))
        else:
            yield block
            block = [line] if line.kind != "blank" and line.end > line.start else []
    yield block


def _units(text: str, block: Sequence[_Line]) -> Iterator[Unit]:
    """Yield the paragraphs of a block: lines at its edges that are furniture or a headline stand alone."""
    if not block:
        return
    if block[0].kind not in {"text", "quote"}:
        yield from _unit(text, block)
        return
    read = [read_plain(text, [(line.start, line.end)]).text for line in block]
    alone = [bool(furniture.recognise_line(r)) for r in read]
    if max(map(len, read)) < _LONG_LINE:  # inside wrapped prose a line that looks like furniture is a piece of it
        first = next((i for i, a in enumerate(alone) if not a), len(block))
        last = next((i for i in range(len(block), first, -1) if not alone[i - 1]), first)
        alone = [a and not first <= i < last for i, a in enumerate(alone)]
    start = 0
    for i in [*(i for i, a in enumerate(alone) if a), len(block)]:
        yield from _paragraphs(text, block[start:i], read[start:i])
        yield from _unit(text, block[i : i + 1])
        start = i + 1


def _paragraphs(text: str, lines: Sequence[_Line], read: Sequence[str]) -> Iterator[Unit]:
    """Yield the paragraphs of a run of lines, wrapped or not."""
    if not lines:
        return
    widest = max(map(len, read))
    prose = bool(_ENDS.search(read[-1])) and not _is_listing(read)
    start = 0
    for i in range(1, len(lines)):
        if _breaks(read[i - 1], read[i], prose=prose, widest=widest):
            yield from _unit(text, lines[start:i])
            start = i
    yield from _unit(text, lines[start:])


def _is_listing(read: Sequence[str]) -> bool:
    """Whether the lines are a menu: several, all short, none going on from the one before."""
    words = sum(len(r.split()) for r in read[:-1])
    return len(read) >= 4 and words <= 4 * (len(read) - 1) and not any(r[:1].islower() for r in read)


def _breaks(before: str, after: str, *, prose: bool, widest: int) -> bool:
    """Whether a line end parts two paragraphs rather than two words."""
    if after[:1].islower():
        return False
    if not prose:
        return True
    if widest < _LONG_LINE:
        return False
    # Lines this long are not wrapped: each is a paragraph, and a short one before them a headline.
    room = len(before) + 1 + len(after.split(" ", 1)[0]) <= widest / 2
    return len(before) > 2 * _LONG_LINE if _ENDS.search(before) else room


def _unit(text: str, lines: Sequence[_Line]) -> Iterator[Unit]:
    plain = read_plain(text, [(line.start, line.end) for line in lines])
    kind = lines[0].kind if lines else "text"
    if plain.text and kind not in {"picture", "definition", "tag", "code", "rule", "front matter"}:
        yield Unit(plain=plain, start=lines[0].start, end=lines[-1].end, kind=kind)
        return
    for line in lines:  # markup: as it stands
        whole = range(line.start, line.end)
        raw = Plain(text[line.start : line.end], tuple(whole), tuple(i + 1 for i in whole))
        if raw.text.strip():
            reason = _MARKUP_REASONS.get(kind, "markup")
            yield Unit(plain=raw, start=line.start, end=line.end, kind=kind, reason=reason)


_MARKUP_REASONS = {
    "picture": "picture",
    "definition": "link definition",
    "code": "code",
    "rule": "rule",
    "front matter": "front matter",
}


def _recognised(text: str, unit: Unit) -> Unit:
    if unit.reason:
        return unit
    if unit.kind == "table":
        return replace(unit, reason="table row")
    reason = furniture.recognise_line(unit.plain.text)
    if not reason and unit.kind in {"text", "item"}:
        low, high = unit.plain.starts[0], unit.plain.ends[-1]
        line = text[text.rfind("\n", 0, low) + 1 : high + 1100].split("\n", 1)[0]
        line = line[_marker(line) :]
        if _LINK_LINE.fullmatch(line) and not is_prose(unit):
            reason = furniture.RELATED
    return replace(unit, reason=reason)


def is_prose(unit: Unit) -> bool:
    """Whether a unit ends as a sentence does, or is too long for a line of furniture."""
    if unit.reason or unit.kind == "heading":
        return False
    words = len(unit.plain.text.split())
    return words >= 20 or bool(_ENDS.search(unit.plain.text)) or (words >= 4 and unit.plain.text.endswith(":"))


def _body(units: Sequence[Unit]) -> tuple[int, int]:
    """Return the indices of the body's first unit and of the one behind its last."""
    sizes = [len(u.plain.text.split()) if is_prose(u) else 0 for u in units]
    prose = [i for i, size in enumerate(sizes) if size]
    if not prose:  # nothing but lines: they are the text
        read = [i for i, u in enumerate(units) if not u.reason]
        return (read[0], read[-1] + 1) if read else (len(units), len(units))
    total = sum(sizes)
    byline = next((i for i, u in enumerate(units) if u.reason == furniture.BYLINE), 0)
    deck = sum(sizes[:byline])
    if deck <= 80 and 3 * deck < total and byline < prose[-1]:
        prose = [i for i in prose if i >= byline]  # what stands before the byline is the deck
    tail = _tail(units, sizes, prose[0])
    prose = [i for i in prose if i < tail]
    names = " ".join(furniture.name_in_byline(u.plain.text) for u in units if u.reason == furniture.BYLINE)
    while len(prose) > 1 and _is_note(units, prose[-1], names):
        prose.pop()
    stop = prose[-1] + 1
    while stop < len(units) and units[stop].kind == "item" and not units[stop].reason:
        stop += 1  # a list that follows the prose belongs to it
    return prose[0], stop


def _tail(units: Sequence[Unit], sizes: Sequence[int], first: int) -> int:
    """Return where the page goes on to its authors or to other stories, within its last quarter."""
    total, left = sum(sizes), sum(sizes)
    tried = 0
    for i, unit in enumerate(units):
        if i > first and unit.reason in _TAIL and 4 * left <= total and tried < _MOST_TRIED:
            if _is_tail(unit, units[i + 1 :]):
                return i
            tried += 1
        left -= sizes[i]
    return len(units)


_TAIL = frozenset({furniture.AUTHORS, furniture.RELATED, furniture.NAVIGATION})
_MOST_TRIED = 50  # keeps the work linear


def _is_tail(unit: Unit, after: Sequence[Unit]) -> bool:
    """Whether nothing behind a line of furniture belongs to the article: notes on authors, or teasers."""
    prose = [u for u in after if is_prose(u)]
    teasers = sum(not u.reason for u in after) - len(prose)
    if unit.reason == furniture.AUTHORS:
        return all(furniture.is_author_note(u.plain.text) or len(u.plain.text.split()) <= 80 for u in prose)
    return all(len(u.plain.text.split()) <= 30 for u in prose) and teasers >= len(prose)


def _is_note(units: Sequence[Unit], index: int, names: str) -> bool:
    """Whether a paragraph at the end presents the article's writer."""
    text = units[index].plain.text
    named = " ".join(text.split()[:2]) in names
    return furniture.is_author_note(text) and (named or bool(units[index - 1].reason))


def _reason_within(units: Sequence[Unit], index: int, first: int, last: int) -> str:
    unit = units[index]
    if index < last:
        return ""
    if is_prose(unit):
        return furniture.AUTHOR_NOTE if furniture.is_author_note(unit.plain.text) else "text after the article"
    return furniture.guess_reason(unit.plain.text)


def _head(units: Sequence[Unit], title: str) -> list[Unit]:
    """Say which lines above the body are the headline, the deck and furniture."""
    keys = [fold(u.plain.text) for u in units]
    open_ = [i for i, u in enumerate(units) if not u.reason]
    headline = _headline(units, keys, open_, title)
    out: list[Unit] = []
    for i, unit in enumerate(units):
        reason = unit.reason
        if not reason and headline is not None and i != headline and keys[i] == keys[headline]:
            reason = "repeated headline"
        elif not reason and unit.kind != "heading" and not is_prose(unit):
            below = headline is not None and i > headline and len(unit.plain.text.split()) >= 4
            reason = "" if i == headline or below else furniture.NAVIGATION
        out.append(replace(unit, reason=reason, kind="heading" if i == headline else unit.kind))
    return out


def _headline(units: Sequence[Unit], keys: Sequence[str], candidates: Sequence[int], title: str) -> int | None:
    """Choose by what says most: a Markdown heading, a line that the page repeats, the title, the last long line."""
    marked = [i for i in candidates if units[i].kind == "heading"]
    counts = Counter(keys)
    repeated = [i for i in candidates if counts[keys[i]] > 1 and len(keys[i].split()) >= 3]
    titled = [i for i in candidates if keys[i] == title]
    long = [i for i in candidates if len(keys[i].split()) >= 3 and not is_prose(units[i])]
    if marked:
        return marked[0]
    return next((found[-1] for found in (repeated, titled, long) if found), None)


def _numbered(units: Sequence[Unit], first: int) -> list[Unit]:
    out: list[Unit] = []
    paragraph = 0
    for i, unit in enumerate(units):
        if unit.reason or i < first:
            out.append(unit)
            continue
        heading = unit.kind == "heading" or not (is_prose(unit) or unit.kind in {"item", "quote"})
        paragraph += 0 if heading else 1
        out.append(replace(unit, kind="heading" if heading else unit.kind, paragraph=paragraph + (1 if heading else 0)))
    return out
