"""Numbers that are names: document symbols, article numbers, clock times, days without a year."""

from __future__ import annotations

import re

from claimcheck.text.number_words import CARDINALS
from claimcheck.text.quantities.surroundings import Token
from claimcheck.text.quantities.units import attached_letters
from claimcheck.text.quantities.vocabulary import vocabulary

_REACH = 48
_JOINTS = "-/._:@&+‐‑#"
_CLOCK = re.compile(r"\s?(?:[ap]\.m\b\.?|[ap]m\b|o'clock\b)", re.IGNORECASE)
_TIME = re.compile(r":[0-9]{2}(?::[0-9]{2})?(?![0-9])")
_GROUPS = re.compile(r"(?:[-‐‑–][0-9]+){2,12}(?!\w)")
_SUFFIX = re.compile(r"(?:\([0-9A-Za-z]{1,4}\))+")
_LETTERS = re.compile(r"[-‐‑]([A-Za-z]+)")
_TAIL = re.compile(r"[-‐‑–/.][0-9A-Za-z]+(?![\w])")
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    "Nov(?:ember)?|Dec(?:ember)?"
)
_MONTH_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{_MONTHS})\.?\s$")
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})(?![A-Za-z])")
_DAY_END = re.compile(r"(?:st|nd|rd|th)?(?![\w])")
# Before a hyphen and a number these are words, not the letters of a code.
_PREFIXES = frozenset(
    "mid pre post sub plus non under over early late approx about around some nearly almost another within ex anti "
    "and or to by of for in on at".split()
)
_LIST_MARK = re.compile(r"[.)]\s")
_LINE_START = re.compile(r"(?:^|\n)[ \t]*\(?$")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z0-9])", re.IGNORECASE)


def find_code(text: str, start: int, end: int, floor: int) -> tuple[int, int] | None:
    """Return the span of the code that the digits `text[start:end]` are part of, or None for a number.

    Args:
        text: Where they stand.
        start: Where the digits begin.
        end: Where they end.
        floor: Where the quantity before them ended; the code does not reach back across it.
    """
    if _coded_before(text, start) or _coded_after(text, start, end):
        return widen(text, start, end, floor)
    clock = _CLOCK.match(text, end) or _TIME.match(text, end)
    if clock is not None:
        return start, (_CLOCK.match(text, clock.end()) or clock).end()
    if text[start] == "0" and end - start > 1 and text[start + 1].isdigit() and text[start - 1 : start] != ".":
        return widen(text, start, end, floor)
    if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
        return start, end
    if end - start < 4 and _LIST_MARK.match(text, end) and _LINE_START.search(text[max(0, start - 8) : start]):
        return start, end
    return None


def _coded_before(text: str, start: int) -> bool:
    before = text[start - 1] if start else ""
    if before.isalpha() or before in {"_", "#", "№", "@"}:
        return True
    if before in {"-", "‐", "‑", "/", ".", "&"} and before and start > 1 and text[start - 2].isalpha():
        low = start - 1
        while low and text[low - 1].isalpha() and start - low < 20:
            low -= 1
        word = text[low : start - 1].lower()
        if before == "." or (before != "/" and (word in _PREFIXES or word in CARDINALS)):
            return False
        return not (before in {"-", "‐", "‑"} and word.isalpha() and attached_before(text, low))
    return before == "+" and start > 1 and text[start - 2].isalnum()


def attached_before(text: str, low: int) -> bool:
    """Whether the letters that begin at `low` are the unit of a number before them ("10km-15km")."""
    return low > 0 and (text[low - 1].isdigit() or text[low - 1] in "$€£%")


def _coded_after(text: str, start: int, end: int) -> bool:
    after = text[end : end + 1]
    if after.isalpha() or after == "_":
        return _ORDINAL_END.match(text, end) is None and not attached_letters(text, end)
    following = text[end + 1 : end + 2]
    if after == "/":
        return following.isalpha() and text[end + 2 : end + 3].isdigit()
    if after in {"-", "‐", "‑", "–"} and following.isdigit():
        padded = following == "0" and text[end + 2 : end + 3].isdigit()
        return padded or _GROUPS.match(text, end) is not None
    if after in {"-", "‐", "‑"}:
        letters = _LETTERS.match(text, end)
        return letters is not None and not letters[1].islower() and (len(letters[1]) == 1 or not letters[1].istitle())
    return after == "+" and following.isdigit()


def widen(text: str, start: int, end: int, floor: int) -> tuple[int, int]:
    """Return the span of the run of letters, digits and joints around digits, back to `floor` at most."""
    low, high = start, end
    while low > max(floor, start - _REACH) and (text[low - 1].isalnum() or text[low - 1] in _JOINTS):
        low -= 1
    while high < min(len(text), end + _REACH) and (text[high].isalnum() or text[high] in _JOINTS):
        high += 1
    while low < start and text[low] in _JOINTS.replace("#", "").replace("+", ""):
        low += 1
    while high > end and text[high - 1] in _JOINTS:
        high -= 1
    suffix = _SUFFIX.match(text, high)
    return low, suffix.end() if suffix else high


def naming_word(tokens: list[Token]) -> tuple[str, bool] | None:
    """Return what the word before a number says that it names, and whether the word is sure of it."""
    known = vocabulary()
    words = [t.word for t in tokens[-2:]]
    if len(words) == 2 and words[1] == ".":
        return (
            (known.strong[words[0]], True)
            if words[0] in {"no", "nos", "art", "para", "paras", "p", "pp"}
            else ((known.weak[words[0]], False) if words[0] in {"fig", "vol"} else None)
        )
    last = words[-1] if words else ""
    if last in known.strong and last not in {"p", "pp"}:
        return known.strong[last], True
    return (known.weak[last], False) if last in known.weak else None


def code_end(text: str, end: int) -> int:
    """Return where a named number ends with what is attached to it ("9(2)", "115-44", "10-15")."""
    tail = _TAIL.match(text, end)
    if tail is not None:
        end = tail.end()
    suffix = _SUFFIX.match(text, end)
    return suffix.end() if suffix else end


def unread_day(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a day and month whose year is not known ("August 17"), if the digits are that day."""
    digits = text[start:end]
    if len(digits) > 2 or not digits.isdigit() or not 1 <= int(digits) <= 31:
        return None
    after = _MONTH_AFTER.match(text, end)
    if after is not None:
        return start, after.end()
    low = max(0, start - 12)
    before = _MONTH_BEFORE.search(text[low:start])
    day = _DAY_END.match(text, end)
    return (low + before.start(), day.end()) if before and day else None


def widened_end(text: str, end: int) -> int:
    """Return where the run of letters, digits and joints that goes on at `end` stops."""
    return widen(text, end, end, end)[1]
