"""What the stance model reads of a pair: word pieces, and for each what its word is to the other side.

A small encoder spends much of its training on learning which words of two
texts are the same and which number is the larger. Both are known beforehand,
so they are given to it as token types: the alignment features of Chen et al.
(2017, "Reading Wikipedia to answer open-domain questions", section 3.2), in
the place where BERT has its two segment types.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from claimcheck.text.lexicon import stem

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SIDE_TYPES = 10
MAX_CLAIM_TOKENS = 64
MAX_TOKENS = 160


class TokenType(IntEnum):
    """What a word is to the words of the other text; the evidence's types are `SIDE_TYPES` further up."""

    OTHER = 0  # punctuation and special tokens
    SAME = 1
    FORM = 2  # another form of a word there ("adopted", "adoption")
    ALONE = 3
    ALONE_NAME = 4
    SAME_NUMBER = 5
    LOWER_NUMBER = 6  # than the nearest number there of its kind
    HIGHER_NUMBER = 7
    ALONE_NUMBER = 8
    SAME_NAME = 9


class _Kind(IntEnum):
    PLAIN = 0
    YEAR = 1
    PERCENT = 2
    ORDINAL = 3


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    capital: bool
    value: float | None
    kind: _Kind


_WORD = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:st|nd|rd|th)?\b|\d+(?:\.\d+)?|[^\W\d_]+")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "hundred": 1e2, "dozen": 12.0}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_CARDINALS = {w: float(n) for n, w in enumerate(_UNITS.split())} | {
    w: float(10 * n) for n, w in enumerate(_TENS.split(), start=2)
}
_ORDINALS = {
    w: float(n)
    for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b)")
_SCALE = re.compile(r"\s(thousand|million|billion|trillion|hundred|dozen)\b")


@dataclass(frozen=True, slots=True)
class StanceInput:
    """Token ids and token types of one pair, of one length: at most `MAX_TOKENS`."""

    ids: tuple[int, ...]
    types: tuple[int, ...]


def encode_pair(claim: str, evidence: str, tokenizer: Tokenizer) -> StanceInput:
    """Encode a claim and its evidence as `[CLS] claim [SEP] evidence [SEP]`.

    A claim is cut after `MAX_CLAIM_TOKENS` pieces, the pair after
    `MAX_TOKENS`. The result depends on the two texts alone.

    Args:
        claim: The claim.
        evidence: The passage, with as much context as is to be read.
        tokenizer: The model's.

    Raises:
        ValueError: The tokenizer lacks BERT's special tokens.
    """
    ours, theirs = _read(claim), _read(evidence)
    first = _pieces(claim, ours, _types(ours, theirs), tokenizer)[:MAX_CLAIM_TOKENS]
    second = _pieces(evidence, theirs, _types(theirs, ours), tokenizer)[: MAX_TOKENS - 3 - len(first)]
    start, stop = (_place(token, tokenizer) for token in ("[CLS]", "[SEP]"))
    ids = (start, *(i for i, _ in first), stop, *(i for i, _ in second), stop)
    types = (0, *(t for _, t in first), 0, *(SIDE_TYPES + t for _, t in second), SIDE_TYPES)
    return StanceInput(ids, types)


def _place(token: str, tokenizer: Tokenizer) -> int:
    place = tokenizer.token_to_id(token)
    if place is None:
        raise ValueError(f"the tokenizer has no {token}")
    return place


def _pieces(text: str, words: Sequence[_Word], types: Sequence[int], tokenizer: Tokenizer) -> list[tuple[int, int]]:
    encoding = tokenizer.encode(text, add_special_tokens=False)
    found = []
    at = 0
    for token, (start, _) in zip(encoding.ids, encoding.offsets, strict=True):
        while at < len(words) and words[at].end <= start:
            at += 1
        inside = at < len(words) and words[at].start <= start
        found.append((token, types[at] if inside else int(TokenType.OTHER)))
    return found


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[_Word, ...]:
    words = []
    for found in _WORD.finditer(text):
        written = found.group()
        value, kind = _number(written, text, found.end())
        words.append(_Word(found.start(), found.end(), written.lower(), written[0].isupper(), value, kind))
    return tuple(words)


def _number(written: str, text: str, end: int) -> tuple[float | None, _Kind]:
    lower = written.lower()
    if lower in _ORDINALS:
        return _ORDINALS[lower], _Kind.ORDINAL
    if lower in _CARDINALS:
        return _CARDINALS[lower] * _scale(text, end), _Kind.PERCENT if _PERCENT.match(text, end) else _Kind.PLAIN
    if not written[0].isdecimal():
        return None, _Kind.PLAIN
    if written[-1].isalpha():
        return float(written[:-2]), _Kind.ORDINAL
    value = float(written.replace(",", ""))
    if len(written) == 4 and written.isdecimal() and 1000 <= value < 2200:
        return value, _Kind.YEAR
    if _PERCENT.match(text, end):
        return value, _Kind.PERCENT
    return value * _scale(text, end), _Kind.PLAIN


def _scale(text: str, end: int) -> float:
    found = _SCALE.match(text, end)
    return _SCALES[found.group(1)] if found else 1.0


def _types(words: Sequence[_Word], others: Sequence[_Word]) -> list[int]:
    written = {w.text for w in others}
    stems = {stem(w.text) for w in others if w.value is None}
    return [int(_type(w, written, stems, others)) for w in words]


def _type(word: _Word, written: set[str], stems: set[str], others: Sequence[_Word]) -> TokenType:
    if word.value is not None:
        return _number_type(word.value, [o.value for o in others if o.value is not None and o.kind is word.kind])
    if word.text in written:
        return TokenType.SAME_NAME if word.capital else TokenType.SAME
    if stem(word.text) in stems:
        return TokenType.FORM
    return TokenType.ALONE_NAME if word.capital else TokenType.ALONE


def _number_type(value: float, others: Sequence[float]) -> TokenType:
    if not others:
        return TokenType.ALONE_NUMBER
    if value in others:
        return TokenType.SAME_NUMBER
    nearest = min(others, key=lambda o: (abs(math.log((value + 1) / (o + 1))), o))
    return TokenType.LOWER_NUMBER if value < nearest else TokenType.HIGHER_NUMBER
