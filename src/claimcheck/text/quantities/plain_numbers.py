"""A quick reading of the commonest numbers, for texts that hold no others.

Most passages hold only years, numbers of paragraphs and resolutions, days and
document symbols. What `find_quantities` makes of these is known from the few
characters around them; whatever may mean more is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from claimcheck.text.number_words import CARDINALS, ORDINALS, SCALES, read_number_words
from claimcheck.text.quantities import codes, finding, numerals
from claimcheck.text.quantities.surroundings import money_before
from claimcheck.text.quantities.vocabulary import vocabulary

# Small letters for all, and a space for everything that is no letter.
_SMALL = bytes(c + 32 if 65 <= c <= 90 else c if 97 <= c <= 122 else 32 for c in range(256))
_DIGITS = re.compile(numerals.DIGITS)
_VULGAR = re.compile(f"[{numerals.VULGAR}]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_FIGURE = re.compile(r"0|[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}")
_ROMAN_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(sorted(finding.ROMAN_BEFORE))})(?![A-Za-z])", re.IGNORECASE)
# What may stand behind a figure and is not read with it; a word is looked at.
_NEUTRAL = re.compile(
    r"[),;:\]\"”?!*]|\.(?![0-9A-Za-z])|\s*\Z|\s+[(\[]|\s+(?![0-9]/)[0-9]|\s+([A-Za-z]{2,})(?![A-Za-z])"
    r"|-([a-z]{3,})(?=[\s,;]|\.?(?:\s|\Z))"
)
_CLOSING = frozenset("),;:]")
_NEXT_WORD = re.compile(r" ([A-Za-z]{2,})(?![A-Za-z])")
# "2.4 million", "42 percent", unless a number before it may be read with it: "10 to 15 percent".
_SCALED = re.compile(r"\s(thousand|million|billion|trillion)(?=[\s,;:.)]|\Z)")
_LOOSE_SCALE = re.compile(r"(?<![0-9]\s)(?<![A-Za-z])(?:thousand|million|billion|trillion)(?![A-Za-z])", re.IGNORECASE)
_SCALES = frozenset(("thousand", "million", "billion", "trillion"))
_PERCENT = re.compile(r"(?:%|\sper\s?cent)(?=[\s,;:.)]|\Z)(?!\.\w)(?!\s(?:points?|of\s\w+\s?[0-9]))")
_PLAIN_VALUE = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2}")
_WORD_BEFORE = re.compile(r"([A-Za-z]+)\.?\s*\Z")
_TIED_FIGURE = re.compile(r"(?:\b(?:to|and|or|by|plus|minus)\s*|[-–—,;/]\s?|[0-9]\s)\Z")
_APART = re.compile(r"[\s),;:]|\.(?!\w)|\Z")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?=[\s,;.)])")
# What a number in words stands behind if nothing before it is read with it.
_FREE = re.compile(r"(?:^|\s)\(?\Z")
_TIED = re.compile(r"(?:\b(?:an?|one|and|at|per|split|each|every|to|or)|[^\W\d_a-z])\s*\(?\Z", re.IGNORECASE)
_JOINT = re.compile(r"[/._:@&+#](?!\s|\Z)")  # a code goes on behind it
_FREE_FIGURE = re.compile(r"(?:^|[\s\[]|(?<!\w)\(|[^\W\d_]\.)\Z")
_DAY = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?\s(?:of\s)?[a-z]{3,}|[a-z]{3,}\.?\s{1,2}[0-9]{1,2}(?:st|nd|rd|th)?")
_PARTS = re.compile(r"[0-9]{3,}")


def name_keys(surface: str) -> list[str]:
    """Return the keys of a code: itself without white space and its longer runs of digits; a day has none."""
    surface = surface.lower()
    if _DAY.fullmatch(surface):
        return []
    return ["".join(surface.split()), *_PARTS.findall(surface)]


def plain(value: Decimal) -> str:
    """Return a value in plain digits, to four places at most.

    >>> plain(Decimal("2.40E+9")), plain(Decimal(1) / 3)
    ('2400000000', '0.3333')
    """
    if value != value.to_integral_value():
        value = value.quantize(Decimal("0.0001"))
    return format(value.normalize(), "f")


def words_in(text: str) -> list[bytes]:
    """Return the runs of the letters A to Z in `text`, in small letters."""
    return text.encode("ascii", "replace").translate(_SMALL).split()


def read_plain_keys(text: str, words: list[bytes] | None = None) -> set[str] | None:
    """Return the keys of the numbers of `text`, or None if one of them may need a closer look.

    Args:
        text: Any text.
        words: Its `words_in`, if they are at hand.
    """
    kinds = _number_kinds()
    words = words_in(text) if words is None else words
    found = set() if kinds.keys().isdisjoint(words) else {kinds[word] for word in words if word in kinds}
    if ("scale" in found and _LOOSE_SCALE.search(text)) or "number" in found:
        return None
    if (not text.isascii() and _VULGAR.search(text)) or ("\n" in text and _BLANK_LINE.search(text)):
        return None
    keys: set[str] = set()
    readings = [_read_figures(text)]
    if "roman" in found:
        readings.append(_read_romans(text))
    if "single" in found:
        readings.append(_read_words(text))
    for reading in readings:
        for key in reading:
            if key is None:
                return None
            keys.add(key)
    return keys


def _read_figures(text: str) -> Iterator[str | None]:
    """Yield the keys of what is written in digits; None is for a number that is not plain, here and below."""
    floor = 0
    for core in _DIGITS.finditer(text):
        start, end = core.span()
        if start < floor:
            continue
        before = text[max(0, start - 2) : start]
        if before[-1:] in {"", " "} or before == " (":
            figure = core[0]
            if end - start > 2 and figure[0] != "0" and _is_closed(text, end) and figure.isdigit():
                yield figure
                floor = end
                continue
        if before.endswith("/"):  # "S/2017/674"
            if not before[0].isalpha() or codes.unread_day(text, start, end):
                yield None
                return
            behind = floor
            low, floor = codes.widen(text, start, end, floor)
            if low == behind + 1 and text[low : low + 2].isalpha():  # perhaps the unit of a figure: "12 kmS/2017"
                yield None
                return
            yield from name_keys(text[low:floor])
        elif _FREE_FIGURE.search(before) is None:
            yield None
        else:
            key, floor = _read_figure(text, start, end, floor)
            if key != "":
                yield key


def _is_closed(text: str, end: int) -> bool:
    """Whether a figure of three digits or more is surely not read with what follows it; most are not."""
    after = text[end : end + 2]
    if after[:1] in _CLOSING or after in {" (", ""}:
        return True
    word = _NEXT_WORD.match(text, end)
    return word is not None and word[1].lower() not in _read_with()


def _read_figure(text: str, start: int, end: int, floor: int) -> tuple[str | None, int]:
    """Return the key of a figure ("" for a day) and where it ends."""
    figure = text[start:end]
    day = codes.unread_day(text, start, end) if end - start <= 2 else None
    if day is not None:
        return ("" if day[0] >= floor else None), day[1]
    if scaled := _SCALED.match(text, end) or _PERCENT.match(text, end):
        return _read_scaled(text, start, end, scaled)
    if _FIGURE.fullmatch(figure) is None:
        return None, end
    if _is_neutral(text, end, small=end - start == 1):
        return figure.replace(",", ""), end
    # "its 5272nd meeting"; behind another word it may be the name of something.
    suffix = _ORDINAL.match(text, end) if text[max(0, start - 5) : start] in {" its ", " the "} else None
    return (f"{figure.replace(',', '')}th", suffix.end()) if suffix else (None, end)


def _read_scaled(text: str, start: int, end: int, behind: re.Match[str]) -> tuple[str | None, int]:
    """Return the key of a figure with a scale or a percent sign behind it, and where that ends."""
    figure, stop = text[start:end], behind.end()
    if _PLAIN_VALUE.fullmatch(figure) is None or _TIED_FIGURE.search(text[max(0, start - 6) : start]):
        return None, end
    named = _WORD_BEFORE.search(text, max(0, start - 20), start)
    word, known = named[1].lower() if named else "", vocabulary()
    if word in known.strong or word in known.weak or not _is_neutral(text, stop, small=False):
        return None, end
    value = Decimal(figure.replace(",", ""))
    if behind.lastindex is None:
        return (None, end) if money_before(text, start) else (f"{plain(value)}%", stop)
    return plain(value * known.scales[behind[1]]), stop


def _is_neutral(text: str, end: int, *, small: bool) -> bool:
    """Whether what follows a number is not read with it; `small` ones may be the first of "one in five"."""
    found = _NEUTRAL.match(text, end)
    if found is None:
        return False
    word = (found[1] or found[2] or "").lower()
    if found[2] and word in _single_words():
        return False
    return word not in _read_with() and not (small and word in {"in", "out"})


def _read_romans(text: str) -> Iterator[str | None]:
    for word in _ROMAN_BEFORE.finditer(text):
        numeral = finding.read_roman(text, *word.span())
        if numeral is not None:
            apart = _APART.match(text, numeral.end) and not text[max(0, word.start() - 1) : word.start()].strip()
            yield str(numeral.low) if apart else None


def _read_words(text: str) -> Iterator[str | None]:
    end = -1
    small = text.lower()
    if len(small) != len(text):
        yield None
        return
    for found in _SINGLE_WORD.finditer(small):
        if text[found.start() - 1 : found.start()].isalpha() or text[found.end() : found.end() + 1].isalpha():
            continue
        key = _single_words()[found[0]]
        before = text[max(0, found.start() - 16) : found.start()]
        tied = _FREE.search(before) is None or _TIED.search(before) or 0 <= end > found.start() - 8
        end = found.end()
        neutral = _APART.match(text, end) if key.endswith("th") else _is_neutral(text, end, small=True)
        yield key if neutral and not tied and _JOINT.match(text, end) is None else None


@cache
def _single_words() -> dict[str, str]:
    """Return the keys of the number words that are read as they stand in nearly every place."""
    words = {w: read_number_words(w, 0) for w in (CARDINALS | ORDINALS) - {"one", "second"} if not w.endswith("dth")}
    return {w: f"{n.value}{'th' if n.ordinal else ''}" for w, n in words.items() if n is not None}


@cache
def _number_kinds() -> dict[bytes, str]:
    """Return the words one of which each number in letters has, and how they are read."""
    single = _single_words().keys()
    known = (finding.FIRST_WORDS - finding.ROMAN_BEFORE - {"a", "an"}) | SCALES | {"quarter"}
    kinds = dict.fromkeys(known - single - _SCALES, "number")
    kinds |= dict.fromkeys(_SCALES, "scale")
    kinds |= dict.fromkeys(single, "single")
    kinds |= dict.fromkeys(finding.ROMAN_BEFORE, "roman")
    return {word.encode(): kind for word, kind in kinds.items()}


@cache
def _read_with() -> frozenset[str]:
    """Return the first words of what is read together with a number before it and changes its key or its end."""
    known = vocabulary()
    phrases = [*known.scales, *known.scale_symbols, *known.words, *known.symbols, *known.currency_words]
    firsts = [re.split(r"[\s-]", phrase)[0].lower() for phrase in phrases]
    # A unit of one word, with which no other begins, changes neither.
    single = {w for w, unit in known.words.items() if not unit.startswith("percent") and firsts.count(w) == 1}
    single |= {w for w in known.currency_words if firsts.count(w) == 1 and w != "won"}
    parts = {f"{word}s" for word in ORDINALS} | {"quarters", "halves"}
    return frozenset(firsts) - single | known.scales.keys() | parts | {"am", "pm", "ones"}


# Without a group or a condition around them, words are looked for ten times as fast.
_SINGLE_WORD = re.compile("|".join(sorted(_single_words(), key=lambda word: (-len(word), word))))
