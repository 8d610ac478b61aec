"""Folding of text for comparison, with the way back to the original's offsets."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»〝〞＂″"), '"') | dict.fromkeys(map(ord, "‘’‚‛′`´＇"), "'")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe"), "")
_TABLE = _QUOTES | _DASHES | _INVISIBLE


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text and, for each of its characters, its offset in the original.

    `offsets` has one entry more than `text`: the original's length.
    """

    text: str
    offsets: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's span for `text[start:end]` (end exclusive, not empty)."""
        return self.offsets[start], self.offsets[end - 1] + 1


def fold(text: str) -> str:
    """Return `text` as it is compared: NFKC, lower case, plain quotes, dashes and spaces.

    >>> fold("“Two‑plus‑two”  Choyo‑ko")
    '"two-plus-two" choyo-ko'
    """
    if text.isascii():  # the same, faster
        return " ".join(text.replace("`", "'").lower().split())
    return fold_with_offsets(text).text


def fold_with_offsets(text: str) -> Folded:
    """Fold `text` as `fold` does and remember where each character came from.

    Accents are kept; runs of white space become one space, and none stands at
    either end.
    """
    out: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        for folded in unicodedata.normalize("NFKC", char.translate(_TABLE)).translate(_TABLE).lower():
            blank = folded.isspace()
            if blank and (not out or out[-1] == " "):
                continue
            out.append(" " if blank else folded)
            offsets.append(index)
    if out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return Folded("".join(out), (*offsets, len(text)))


def strip_accents(text: str) -> str:
    """Return `text` without combining marks ("Güterzüge" → "Guterzuge")."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
