"""What is written after a number: its scale and its unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from claimcheck.text.quantities.nouns import is_stop, next_word
from claimcheck.text.quantities.vocabulary import vocabulary

_ATTACHED = re.compile(r"[A-Za-z]+(?:/[A-Za-z]+|[²³23](?![0-9]))?(?![A-Za-z0-9])|[%％℃℉€£×]|°\s?[CF](?![A-Za-z])|°")
_SPACED_SIGN = re.compile(
    r"[ \u00a0\u202f](?:[%％℃℉€]|°\s?[CF]?(?![A-Za-z])|[A-Za-z]{1,3}(?:/[A-Za-z]|[²³])?(?![\w']))"
)
_WORDS = re.compile(
    r"(?:[-‐‑]|\s{1,2})((?:[A-Za-z]\.){2,}|[A-Za-z]+)(?:[-‐‑\s]([A-Za-z]+))?(?:[-‐‑\s]([A-Za-z]+))?(?!\w)"
)
_EXTENT = frozenset("long high tall wide deep away apart thick below above race sprint".split())
_ONLY_MONEY = frozenset({"b", "B"})
_LARGE = Decimal(1_000_000)


@dataclass(frozen=True, slots=True)
class Measure:
    """Scale and unit of a number, and where they end."""

    end: int
    scale: Decimal = Decimal(1)
    unit: str = ""


def read_measure(text: str, end: int, *, money: str, worth: Decimal) -> Measure:
    """Read the scale and unit of a number.

    Args:
        text: Where the number stands.
        end: Where its digits or words end.
        money: The currency that stands before it, or "".
        worth: Its value so far; "pounds" and "won" are money for large ones.
    """
    scale, position = _read_scale(text, end, money)
    if money:
        return Measure(position, scale, money)
    unit, stop = _read_unit(text, position, worth * scale)
    return Measure(stop if unit else position, scale, unit)


def attached_letters(text: str, end: int) -> str:
    """Return the letters and signs directly after a number that are a known scale or unit, else ""."""
    found = _ATTACHED.match(text, end)
    if found is None:
        return ""
    run, known = found.group(), vocabulary()
    if run in known.scale_symbols or run in known.symbols:
        return run
    return run if run.lower() in known.words or run.lower() in known.scales else ""


def _read_scale(text: str, end: int, money: str) -> tuple[Decimal, int]:
    known = vocabulary()
    scale = Decimal(1)
    run = attached_letters(text, end)
    if run:
        if (
            run in known.scale_symbols
            and (money or run not in _ONLY_MONEY)
            and (run != "m" or money or _counts(text, end))
        ):
            return known.scale_symbols[run], end + len(run)
        if run.lower() in known.scales:
            scale, end = known.scales[run.lower()], end + len(run)
    while (words := _WORDS.match(text, end)) is not None and words[1].lower() in known.scales:
        scale, end = scale * known.scales[words[1].lower()], words.end(1)
    return scale, end


def _counts(text: str, end: int) -> bool:
    """Whether "5m" is followed by what it counts, and so is five million."""
    word = next_word(text, end + 1)
    return bool(word) and not is_stop(word) and not word[0].isupper() and word not in _EXTENT


def _read_unit(text: str, end: int, worth: Decimal) -> tuple[str, int]:
    known = vocabulary()
    run = attached_letters(text, end)
    if run in known.symbols:
        return known.symbols[run], end + len(run)
    if run == "m":
        return "m", end + 1
    if run.lower() in known.words:
        return known.words[run.lower()], end + len(run)
    if run in known.currency_words:
        return known.currency_words[run], end + len(run)
    sign = _SPACED_SIGN.match(text, end)
    if sign is not None:
        name = sign.group()[1:]
        if name in known.symbols:
            return known.symbols[name], sign.end()
        if name in {"m", "€"}:
            return {"m": "m", "€": "EUR"}[name], sign.end()
    words = _WORDS.match(text, end)
    if words is None:
        return "", end
    for size in (3, 2, 1):
        if words[size]:
            phrase = " ".join(words[i].lower() for i in range(1, size + 1))
            unit = known.words.get(phrase) or known.currency_words.get(phrase)
            if unit and not (phrase == "won" and worth < 100) and not (phrase == "second" and words[2] == "hand"):
                return ("GBP" if unit == "pound" and phrase != "lbs" and worth >= _LARGE else unit), words.end(size)
    return "", end
