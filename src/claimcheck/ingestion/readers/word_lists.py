"""The automatic lists of word processors: their numbers are not in the text and become labels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimcheck.ingestion.readers.document_text import TextBuilder, clean_text
from claimcheck.ingestion.readers.xml_elements import Element, child_of, name_of, number_of, value_of

_PLACEHOLDER = re.compile(r"%([1-9])")
# Shorter texts in a numbered list are items of a list, longer ones the numbered paragraphs of a resolution.
_MIN_CLAUSE = 60
_MAX_PATTERN = 40
_UNNUMBERED = frozenset(("bullet", "none"))
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class ItemWriter:
    """Adds the items of lists to a text, and the numbered paragraphs of a resolution as what they are."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._kinds: dict[str, str] = {}
        self._latest = ""

    def add(self, text: str, label: str, key: str, depth: int) -> None:
        """Add an item of the list `key`: the first one tells whether they are items or paragraphs.

        Args:
            text: Its words.
            label: "#4", "#4 (a)", "list item" or the words of the number.
            key: What tells its list from others.
            depth: The lists around its list.
        """
        if depth == 0 and key != self._latest:
            if self._latest and self._builder.in_list:
                self._builder.end_list()
            self._latest = key
        if label.startswith("#"):
            clause = len(text) >= _MIN_CLAUSE and depth == 0 and not self._builder.lead.endswith(":")
            kind = self._kinds.setdefault(key, "para." if clause else "item")
            label = f"{kind} {label[1:]}"
            if kind == "para." and depth == 0 and not self._builder.lead:
                self._builder.add_paragraph(text, label)
                return
        self._builder.add_item(text, label, depth=depth)


def place_in_list(element: Element) -> tuple[str, int] | None:
    """Return the list and the level in it that a paragraph or a style belongs to."""
    numbering = child_of(child_of(element, "pPr"), "numPr")
    key, depth = child_of(numbering, "numId"), child_of(numbering, "ilvl")
    return None if key is None else (value_of(key, "val"), min(number_of(value_of(depth, "val")), 8))


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered: "decimal", "%1.", from 1 on."""

    kind: str
    pattern: str
    start: int


_BULLET = _Level("bullet", "", 1)


class Numbering:
    """Counts automatic lists as Word does: the numbers are not in the text."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(root)
        self._levels = {value_of(e, "abstractNumId"): _levels(e) for e in elements if name_of(e) == "abstractNum"}
        self._nums = {value_of(e, "numId"): e for e in elements if name_of(e) == "num"}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[str] = set()

    def next_label(self, place: tuple[str, int] | None) -> str:
        """Return the label of a list's next item.

        It is "" outside of lists, "list item" where there is no number, "#4" or
        "#4 (a)" for a number, and the words themselves for "Article 4".
        """
        if place is None or place[0] not in self._nums:
            return ""
        key, depth = place
        shared = value_of(child_of(self._nums[key], "abstractNumId"), "val")
        levels, counts = self._levels.get(shared, {}), self._counts.setdefault(shared, {})
        if key not in self._started:
            self._started.add(key)
            counts.update(_restarts(self._nums[key]))
        level = levels.get(depth, _BULLET)
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        if level.kind in _UNNUMBERED:
            return "list item"
        around = [(d, levels.get(d, _BULLET)) for d in range(depth + 1)]
        return label_of(level.pattern, [write_number(counts.get(d, at.start), at.kind) for d, at in around])


def label_of(pattern: str, written: list[str]) -> str:
    """Return the label of a numbered item.

    Args:
        pattern: How its level is written: "%1.", "(%2)", "Article %1".
        written: The numbers of the levels around it and its own; "" for a bullet.

    >>> label_of("%1.", ["4"]), label_of("(%2)", ["4", "a"]), label_of("%1.%2", ["4", "1"]), label_of("Rule %1", ["4"])
    ('#4', '#4 (a)', '#4.1', 'Rule 4')
    """
    shown = _PLACEHOLDER.findall(pattern)
    number = _PLACEHOLDER.sub(lambda m: (*written, *[""] * 9)[int(m.group(1)) - 1], pattern).strip()
    if re.search(r"[^\W\d_]{4}.*\s", number):
        return number
    number = number.strip(" .()[]–-:")
    if len(shown) > 1:
        return f"#{number}"
    around = [n for n in written[:-1] if n]
    return "#" + " ".join([*around[:1], *(f"({n})" for n in [*around[1:], number])]) if around else f"#{number}"


def _levels(abstract: Element) -> dict[int, _Level]:
    found = {}
    for element in (e for e in abstract if name_of(e) == "lvl"):
        kind, pattern, start = (child_of(element, name) for name in ("numFmt", "lvlText", "start"))
        found[number_of(value_of(element, "ilvl"))] = _Level(
            "bullet" if kind is None else value_of(kind, "val"),
            clean_text(value_of(pattern, "val"))[:_MAX_PATTERN],
            1 if start is None else number_of(value_of(start, "val")),
        )
    return found


def _restarts(num: Element) -> dict[int, int]:
    """Return where a list that shares its look with others begins anew: the count before its first, by level."""
    found = {}
    for override in (e for e in num if name_of(e) == "lvlOverride"):
        start = child_of(override, "startOverride")
        if start is not None:
            found[number_of(value_of(override, "ilvl"))] = number_of(value_of(start, "val")) - 1
    return found


def write_number(number: int, kind: str) -> str:
    """Return a number as a list writes it; "" for a bullet."""
    if kind in _UNNUMBERED:
        return ""
    number = max(number, 0)
    if kind in ("lowerLetter", "upperLetter"):
        mark = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 4)
    elif kind in ("lowerRoman", "upperRoman") and number < 1_000:
        mark = ""
        for value, sign in _ROMAN:
            mark += sign * (number // value)
            number %= value
    else:
        mark = str(number)
    return mark.upper() if kind.startswith("upper") else mark
