"""Quotations as spans of the text: who put which words between quotation marks.

One pass over the marks of each paragraph with a stack of those still open. An
apostrophe, an inch mark or a mark that is never closed opens no quotation:
missing one is better than taking half a page for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.text.segment import split_paragraphs

_DOUBLE, _SINGLE, _ANGLE, _SINGLE_ANGLE, _CORNER, _WHITE_CORNER = range(6)
_KINDS = (
    dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "〝", "〞", "``", "''"), _DOUBLE)
    | dict.fromkeys("‘’‚‛'", _SINGLE)
    | dict.fromkeys("«»", _ANGLE)
    | dict.fromkeys("‹›", _SINGLE_ANGLE)
    | dict.fromkeys("「」", _CORNER)
    | dict.fromkeys("『』", _WHITE_CORNER)
)
# Marks that can only open, or only close; the others go by their place, and German “ closes „.
_OPENS = frozenset("„‟〝‚‛「『") | {"``"}
_CLOSES = frozenset("〞」』")
_USUALLY_OPENS = frozenset("“‘«‹")
_MARK = re.compile("``|''|[" + "".join(k for k in _KINDS if len(k) == 1) + "]")
# What no text has whose marks are “ and ” alone, none inside another.
_OTHER_STYLE = re.compile(
    r"[\"＂„‟〝〞«»‹›「」『』‘‚‛]|``|''|(?<!\w)'|“[^“”]{0,2000}“|(?<![^\s([{—–/-])”|“(?![^\s.,;:!?)])"
)
# Elisions that look like an opening quotation mark: '90s, in '98, 'em, 'tis.
_ELISION = re.compile(
    r"\d0s\b|\d\d(?=[,.;:)]|\s(?!per|million|people|years|of\b|out\b)|\Z)|"
    r"(?:em|til|till|tis|twas|cause|round|bout|n)\b",
    re.IGNORECASE,
)
# Nothing nests deeper; keeps the work linear whatever the text holds.
_MAX_OPEN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words between quotation marks.

    `start` and `end` enclose `text`, the words without their marks and without
    white space at either end; `outer_start` and `outer_end` enclose the marks too.
    """

    start: int
    end: int
    text: str
    outer_start: int
    outer_end: int

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.outer_start < self.start < self.end <= self.outer_end:
            raise ValueError(f"quote {self.start}:{self.end} does not fit its text")


@dataclass(frozen=True, slots=True)
class _Mark:
    text: str
    kind: int
    start: int
    end: int


def find_quotes(text: str) -> list[Quote]:
    """Return the quotations in `text`, scare quotes and nested ones too.

    Known are straight and curly double quotes, single quotes that are not
    apostrophes, guillemets and corner brackets. A quotation ends in the
    paragraph that it begins in; one that runs on over several, each opening
    with a mark and only the last closing, comes as one quotation a paragraph
    (its `outer_end` is its `end` where no mark closes it).

    Returns:
        In the order of their starts, the outer before the inner.
    """
    paragraphs = split_paragraphs(text)
    found: list[Quote] = []
    for index, (start, end) in enumerate(paragraphs):
        runs_on = index + 1 < len(paragraphs) and _MARK.match(text, paragraphs[index + 1][0])
        found += _in_paragraph(text, start, end, runs_on.group() if runs_on else "")
    return sorted(found, key=lambda q: (q.start, -q.end))


def restyle_marks(text: str) -> list[tuple[int, int, str]]:
    """Return what to replace in a paragraph so that its quotation marks are of one style.

    The marks of an outermost quotation become “ and ”, of one inside it ‘ and
    ’; white space that a style has inside its marks goes. A mark without its
    partner is told by its place, as the partner may stand in another
    paragraph; an inch mark and an apostrophe stay.

    Returns:
        Spans of `text` with what stands for them, in order and apart.

    >>> restyle_marks("« Nein », said Lee.")
    [(0, 2, '“'), (6, 8, '”')]
    """
    if not _OTHER_STYLE.search(text):
        return []
    found: list[tuple[int, int, str]] = []
    around: list[int] = []
    for quote in find_quotes(text):
        while around and around[-1] <= quote.outer_start:
            around.pop()
        opening, closing = "‘’" if len(around) % 2 else "“”"
        found.append((quote.outer_start, quote.start, opening))
        if quote.outer_end > quote.end:
            found.append((quote.end, quote.outer_end, closing))
        around.append(quote.outer_end)
    found.sort()
    paired = {i for start, end, _ in found for i in range(start, end)}
    loose = (m for m in _MARK.finditer(text) if m.start() not in paired)
    found += [replaced for m in loose if (replaced := _restyle_loose(text, m))]
    return sorted(r for r in found if text[r[0] : r[1]] != r[2])


def _restyle_loose(text: str, mark: re.Match[str]) -> tuple[int, int, str] | None:
    """Return what stands for a mark without a partner."""
    start, end = mark.span()
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    blank = (not before or before.isspace(), not after or after.isspace())
    if _KINDS[mark.group()] == _SINGLE:  # elsewhere it is an apostrophe, or may be
        return (start, end, "“") if mark.group() == "‘" and start == 0 and after.isalnum() else None
    if mark.group() in '"＂' and (before.isdigit() or all(blank)):
        return None
    opens = mark.group() in _OPENS or mark.group() in "“«‹" if blank[0] == blank[1] else blank[0]
    if opens:
        return start, end + (start == 0 and after.isspace()), "“"
    return start - (end == len(text) and before.isspace()), end, "”"


def _in_paragraph(text: str, start: int, end: int, next_mark: str) -> Iterator[Quote]:
    marks = [_Mark(m.group(), _KINDS[m.group()], *m.span()) for m in _MARK.finditer(text, start, end)]
    possessive = _possessives(text, marks)
    opened: list[_Mark] = []
    for mark in marks:
        closes = _partner(text, mark, opened) if mark.start not in possessive else None
        if closes is not None:
            opening = opened[closes]
            del opened[closes:]
            yield from _quote(text, opening, mark.start, mark.end)
        elif _may_open(text, mark):
            # A straight mark does not nest in itself: the earlier one was never closed.
            opened = [o for o in opened if not (o.text == mark.text and mark.text in "\"'")][-_MAX_OPEN + 1 :]
            opened.append(mark)
    if opened and opened[0].text == next_mark and _KINDS[next_mark] != _SINGLE:
        yield from _quote(text, opened[0], end, end)


def _partner(text: str, mark: _Mark, opened: Sequence[_Mark]) -> int | None:
    """Return the index of the open mark that `mark` closes."""
    if not opened or not _may_close(text, mark, opened):
        return None
    if mark.kind == _SINGLE:
        # What closes a single quote may be an apostrophe: it must not reach over another open mark.
        return len(opened) - 1 if opened[-1].kind == _SINGLE else None
    for index in range(len(opened) - 1, -1, -1):
        if opened[index].kind == mark.kind:
            return index
    return None


def _may_close(text: str, mark: _Mark, opened: Sequence[_Mark]) -> bool:
    before, after = _around(text, mark)
    if mark.text in _OPENS or mark.text in _CLOSES:
        return mark.text in _CLOSES
    if mark.text in _USUALLY_OPENS:
        # German „so“ and »so«.
        return not _placed_to_open(before, after) and any(o.kind == mark.kind and o.text in "„‟»›‚" for o in opened)
    if mark.kind == _SINGLE:
        return before != "" and not before.isspace() and not after.isalnum()
    if mark.text in "»›" and before.isspace():  # French « so »
        latest = next((o for o in reversed(opened) if o.kind == mark.kind), None)
        return latest is not None and latest.text in "«‹" and text[latest.end].isspace()
    if mark.text in '"＂' and before.isdigit() and not any(o.text == mark.text for o in opened):
        return False  # 12" is a length
    return mark.text == "”" or not _placed_to_open(before, after)


def _may_open(text: str, mark: _Mark) -> bool:
    before, after = _around(text, mark)
    if mark.text in _CLOSES or after == "":
        return False
    if mark.text in _OPENS or mark.text in "“«‹":
        return True
    if mark.text == "‘":
        return not before.isalnum() and not after.isspace()
    elided = mark.kind == _SINGLE and _ELISION.match(text, mark.end)
    return not elided and _placed_to_open(before, after)


def _placed_to_open(before: str, after: str) -> bool:
    return (before == "" or before.isspace() or before in "([{—–-/“‘«„\"'") and after != "" and not after.isspace()


def _possessives(text: str, marks: Sequence[_Mark]) -> frozenset[int]:
    """Return the starts of marks that are the apostrophe of a plural ("the workers' rights").

    Such a mark could close a quotation too. It is taken for an apostrophe only
    if a later mark, before another opens, closes for certain.
    """
    found: set[int] = set()
    certain = False
    for mark in reversed(marks):
        before, after = _around(text, mark)
        if mark.text not in "’'" or mark.kind != _SINGLE:
            certain = certain and mark.text != "‘"
        elif _placed_to_open(before, after) and not before.isalnum():
            certain = False
        elif before in "sS" and before and text[mark.end : mark.end + 1] == " " and text[mark.end + 1].isalpha():
            if certain:
                found.add(mark.start)
        elif not after.isalnum():
            certain = True
    return frozenset(found)


def _around(text: str, mark: _Mark) -> tuple[str, str]:
    return text[mark.start - 1 : mark.start] if mark.start else "", text[mark.end : mark.end + 1]


def _quote(text: str, opening: _Mark, end: int, outer_end: int) -> Iterator[Quote]:
    inner = text[opening.end : end]
    if not any(c.isalnum() for c in inner):
        return
    start = opening.end + len(inner) - len(inner.lstrip())
    words = inner.strip()
    yield Quote(
        start=start, end=start + len(words), text=words, outer_start=opening.start, outer_end=max(outer_end, start + 1)
    )
