"""Folding of text for comparison, with the way back to the original's offsets."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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


def plain_with_offsets(text: str, *, dropped: str = "") -> Folded:
    """Return `text` with plain quotes, dashes and single spaces, its case kept, and where each character came from.

    The characters of `dropped` are left out, as are invisible ones.
    """
    out: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text):
        plain = _TABLE.get(ord(char), char)
        if not plain or char in dropped:
            continue
        blank = plain.isspace()
        if blank and (not out or out[-1] == " "):
            continue
        out.append(" " if blank else plain)
        offsets.append(index)
    if out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return Folded("".join(out), (*offsets, len(text)))


def strip_accents(text: str) -> str:
    """Return `text` without combining marks ("Güterzüge" → "Guterzuge")."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


_IZE = re.compile(r"(?<=.{3})is(e|ed|es|ing|ation|ations|er|ers)$")
_OTHER_SPELLINGS = {
    "defence": "defense", "offence": "offense", "licence": "license", "centre": "center", "theatre": "theater",
    "metre": "meter", "litre": "liter", "fibre": "fiber", "programme": "program", "catalogue": "catalog",
    "dialogue": "dialog", "analyse": "analyze", "paralyse": "paralyze", "cheque": "check", "grey": "gray",
    "aluminium": "aluminum", "aeroplane": "airplane", "tonne": "ton", "judgement": "judgment", "mediaeval": "medieval",
    "practise": "practice", "enrol": "enroll", "fulfil": "fulfill", "instalment": "installment", "skilful": "skillful",
    "travelled": "traveled", "cancelled": "canceled", "labelled": "labeled", "modelled": "modeled",
}  # fmt: skip
_OUR = re.compile(r"(?<=[a-z]{3})our(s|ed|ing|er|ers|able|ite|ites|hood|hoods|ly)?$")


@lru_cache(maxsize=100_000)
def plain_spelling(word: str) -> str:
    """Return a lower-case word in its American spelling, which British and American ones share.

    >>> plain_spelling("organisation"), plain_spelling("labour"), plain_spelling("hour")
    ('organization', 'labor', 'hour')
    """
    found = _OTHER_SPELLINGS.get(word)
    return found if found is not None else _OUR.sub(r"or\1", _IZE.sub(r"iz\1", word))
