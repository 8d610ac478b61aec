"""The lines of Markdown or plain text put together into units: paragraphs, headings, items and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.detection.inline import Plain, read_plain
from claimcheck.detection.units import ENDS, Unit, in_one_style
from claimcheck.text import furniture

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
_LONG_LINE = 100  # no one wraps by hand at more


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    kind: str


def is_link(text: str, unit: Unit) -> bool:
    """Whether a unit is one line of Markdown that is a link from end to end."""
    low, high = unit.plain.starts[0], unit.plain.ends[-1]
    line = text[text.rfind("\n", 0, low) + 1 : high + 1100].split("\n", 1)[0]
    return _LINK_LINE.fullmatch(line[_marker(line) :]) is not None


def is_emphasised(text: str, unit: Unit) -> bool:
    """Whether all of a unit stands between marks of emphasis."""
    whole = text[unit.start : unit.end].strip()
    return len(whole) > 2 and whole[0] in "*_" and whole[-1] == whole[0]


def read_lines(text: str) -> Iterator[Unit]:
    """Yield the units of a text, in order; what stands as markup on the page has its reason."""
    for block in _blocks(text):
        yield from _units(text, block)


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
    prose = bool(ENDS.search(read[-1])) and not _is_listing(read)
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
    return len(before) > 2 * _LONG_LINE if ENDS.search(before) else room


def _unit(text: str, lines: Sequence[_Line]) -> Iterator[Unit]:
    plain = in_one_style(read_plain(text, [(line.start, line.end) for line in lines]))
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
