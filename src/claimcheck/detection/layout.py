"""An article's units sorted into the body, its headline and headings, captions, and the page's furniture.

The body is the run of prose: paragraphs that end as sentences do. What stands
around it is furniture if a cue says so or if it is a short line without a full
stop. Nothing is dropped: every line that has words comes back as a unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from claimcheck.detection.lines import is_emphasised, is_link, read_lines
from claimcheck.detection.units import Unit, is_prose, read_stretches
from claimcheck.models import Article, Part
from claimcheck.text import furniture
from claimcheck.text.normalize import fold
from claimcheck.text.segment import split_sentences

__all__ = ["Unit", "lay_out"]

_PARTS = {"heading": Part.HEADING, "item": Part.ITEM, "quote": Part.BLOCK_QUOTE, "caption": Part.CAPTION}
_CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|photo(?:graph)?|picture|image|chart|graphic|map|illustration) ?\d{0,3}[:.] \S", re.I
)
_LONGEST_CAPTION = 600
_LONGEST_SECTION = 200


def lay_out(article: Article) -> list[Unit]:
    """Return the units of an article, in order."""
    text = article.text
    units = list(read_stretches(article) if article.stretches else _with_captions(text, list(read_lines(text))))
    units = [_recognised(text, u, marked=bool(article.stretches)) for u in units]
    first, last = _body(units)
    units = [replace(u, reason=u.reason or _reason_within(units, i, first, last)) for i, u in enumerate(units)]
    units[:first] = _head(units[:first], fold(article.title))
    return _in_sections(_numbered(units, first))


def _with_captions(text: str, units: Sequence[Unit]) -> list[Unit]:
    """Mark the lines that tell what a picture shows: right below it, or in emphasis after it, or said to be one."""
    out: list[Unit] = []
    for unit in units:
        caption = False
        if unit.kind == "text" and not unit.reason and len(unit.plain.text) <= _LONGEST_CAPTION:
            pictured = bool(out) and out[-1].kind == "picture"
            close = pictured and text.count("\n", out[-1].end, unit.start) == 1
            caption = close or (pictured and is_emphasised(text, unit)) or _CAPTION.match(unit.plain.text) is not None
        out.append(replace(unit, kind="caption") if caption else unit)
    return out


def _recognised(text: str, unit: Unit, *, marked: bool) -> Unit:
    if unit.reason:
        return unit
    if unit.kind == "table":
        return replace(unit, reason="table row")
    if unit.kind == "caption" and len(split_sentences(unit.plain.text)) > 1:
        return unit  # a credit behind it is told apart by its sentence
    reason = furniture.recognise_line(unit.plain.text)
    if not reason and not marked and unit.kind in {"text", "item"} and not is_prose(unit) and is_link(text, unit):
        reason = furniture.RELATED
    return replace(unit, reason=reason)


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
    if index < last or unit.kind == "caption":
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
        elif not reason and unit.kind not in {"heading", "caption"} and not is_prose(unit):
            below = headline is not None and i > headline and len(unit.plain.text.split()) >= 4
            reason = "" if i == headline or below else furniture.NAVIGATION
        found = replace(unit, reason=reason, kind="heading" if i == headline else unit.kind)
        part = Part.HEADLINE if i == headline else _PARTS.get(found.kind, Part.STANDFIRST)
        out.append(replace(found, part=part))
    return out


def _headline(units: Sequence[Unit], keys: Sequence[str], candidates: Sequence[int], title: str) -> int | None:
    """Choose by what says most: a Markdown heading, a line that the page repeats, the title, the last long line."""
    known = [i for i in candidates if units[i].part is Part.HEADLINE]
    marked = known or [i for i in candidates if units[i].kind == "heading"]
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
            out.append(replace(unit, part=Part.FURNITURE) if unit.reason else unit)
            continue
        kind = unit.kind
        leads_in = unit.plain.text.endswith(":") and i + 1 < len(units) and units[i + 1].kind in {"item", "quote"}
        if kind not in {"item", "quote", "caption"} and not is_prose(unit) and not leads_in:
            kind = "heading"
        apart = kind in {"heading", "caption"}
        paragraph += 0 if apart else 1
        part = Part.HEADLINE if unit.part is Part.HEADLINE else _PARTS.get(kind, Part.BODY)
        out.append(replace(unit, kind=kind, paragraph=paragraph + (1 if apart else 0), part=part))
    return out


def _in_sections(units: Sequence[Unit]) -> list[Unit]:
    """Say under which heading each unit of the body stands."""
    out: list[Unit] = []
    section = ""
    for unit in units:
        if unit.part is Part.HEADING:
            section = unit.plain.text
        inside = unit.paragraph and unit.part is not Part.HEADING
        out.append(replace(unit, section=section[:_LONGEST_SECTION]) if inside else unit)
    return out
