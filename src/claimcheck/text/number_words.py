"""Numbers written in English words: "twenty-five", "one hundred and five thousand", "the eighth", "two-thirds"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_ONES = {w: n for n, w in enumerate("zero one two three four five six seven eight nine".split())}
_TEENS = {
    w: n
    for n, w in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=10
    )
}
_TENS = {w: n * 10 for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "dozen": 12,
}
_ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
}
_TENTHS = {w[:-1] + "ieth": n for w, n in _TENS.items()}
_ORDINAL_SCALES = {"hundredth": 100, "thousandth": 1_000, "millionth": 1_000_000}
# Parts of a whole. "second" is no part of anything: "one second" is time.
_PARTS = {w: n for w, n in _ORDINALS.items() if n > 2} | {"half": 2, "quarter": 4, "twentieth": 20, **_ORDINAL_SCALES}
_COMPARED = re.compile(r"\s(?:more|less|fewer|higher|lower|larger|smaller|bigger|cheaper|dearer)\b", re.IGNORECASE)
_CLAUSE_GOES_ON = re.compile(
    r"\s?(?:[.,;:!?)]|$|(?:from|to|in|on|over|since|between|during|within|compared|after|and|last|this|under|"
    r"against|by|at|with|year)\b)",
    re.IGNORECASE,
)
_PLURAL_PARTS = {("halves" if w == "half" else f"{w}s"): n for w, n in _PARTS.items()}

CARDINALS = frozenset(_ONES) | frozenset(_TEENS) | frozenset(_TENS)
ORDINALS = frozenset(_ORDINALS) | frozenset(_TENTHS) | frozenset(_ORDINAL_SCALES)
SCALES = frozenset(_SCALES)

_WORD = re.compile(r"[A-Za-z]+")
_STEP = re.compile(r"(?P<gap>[-‐‑]|\s{1,3})(?P<and>and\s{1,3})?(?P<word>[A-Za-z]+)", re.IGNORECASE)
_PART = re.compile(r"(?P<gap>[-‐‑]|\s{1,3})(?P<word>[A-Za-z]+)(?![\w])")
_OF = re.compile(r"\s{1,3}of\b", re.IGNORECASE)
_UNITS, _TEEN, _TEN, _HUNDRED, _SCALE, _END = "ones", "teen", "ten", "hundred", "scale", "end"


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number read from words: `end` is the offset after it.

    `place` is the value of its last place as written: a million for "two
    million", one for "two hundred" (no more is known to be meant by a hundred
    than by 100).
    """

    value: Decimal
    end: int
    place: Decimal = Decimal(1)
    ordinal: bool = False
    fraction: bool = False


@dataclass(slots=True)
class _Sum:
    """The sum so far: `total` of the closed groups, `group` being read, the last scale and kind of word."""

    end: int
    total: int = 0
    group: int = 0
    scale: int = 10**15
    last: str = ""
    ordinal: bool = False

    def take(self, word: str) -> bool:
        """Add a word, or return False and change nothing if it cannot continue the number."""
        fresh = self.last in {"", _HUNDRED, _SCALE}
        if word in _ONES and (fresh or (self.last == _TEN and word != "zero")):
            self.group, self.last = self.group + _ONES[word], _UNITS if word != "zero" else _END
        elif word in _TEENS and fresh:
            self.group, self.last = self.group + _TEENS[word], _TEEN
        elif word in _TENS and fresh:
            self.group, self.last = self.group + _TENS[word], _TEN
        elif word in _SCALES:
            return self._multiply(word)
        elif word in _ORDINALS and (fresh or (self.last == _TEN and _ORDINALS[word] < 10)):
            self._close(_ORDINALS[word])
        elif word in _TENTHS and fresh:
            self._close(_TENTHS[word])
        elif word in _ORDINAL_SCALES and self.last not in {"", _SCALE}:
            self.group *= _ORDINAL_SCALES[word]
            self._close(0)
        else:
            return False
        return True

    def _multiply(self, word: str) -> bool:
        size = _SCALES[word]
        if self.last in {_SCALE, _END} or (self.last == _HUNDRED and size <= 100):
            return False
        if word == "hundred":
            if self.group >= 100:
                return False
            self.group, self.last = (self.group or 1) * 100, _HUNDRED
            return True
        if size >= self.scale:
            return False
        self.total, self.group = self.total + (self.group or 1) * size, 0
        self.scale, self.last = size, _END if word == "dozen" else _SCALE
        return True

    def _close(self, more: int) -> None:
        self.group, self.last, self.ordinal = self.group + more, _END, True

    def result(self) -> WordNumber:
        open_scale = self.last == _SCALE
        place = Decimal(self.scale) if open_scale else Decimal(1)
        return WordNumber(Decimal(self.total + self.group), self.end, place, self.ordinal)


def read_number_words(text: str, start: int, *, joined: bool = True) -> WordNumber | None:
    """Read the number whose first word begins at `start`.

    "a" and "an" are read before a scale and before a part of a whole ("a
    hundred", "a third of"). Fractions have their value as a share of one.

    >>> read_number_words("one hundred and five thousand men", 0).value
    Decimal('105000')
    >>> read_number_words("two-thirds of them", 0).fraction
    True

    Args:
        text: Where the number stands.
        start: Where its first word begins.
        joined: Whether "and" may join its parts; not after "between", where it
            stands between two numbers.

    Returns:
        The number, or None if no number word begins there.
    """
    first = _WORD.match(text, start)
    if first is None:
        return None
    fraction = _read_fraction(text, first)
    if fraction is not None:
        return fraction
    word = first.group().lower()
    if word in {"a", "an"}:
        step = _STEP.match(text, first.end())
        if step is None or step["and"] or step["word"].lower() not in _SCALES or step["gap"] == "-":
            return None
        sum_ = _Sum(step.end())
        sum_.take(step["word"].lower())
    else:
        sum_ = _Sum(first.end())
        if word in _SCALES or word in _ORDINAL_SCALES or not sum_.take(word):
            return None
    return _read_on(text, sum_, joined)


def _read_on(text: str, sum_: _Sum, joined: bool) -> WordNumber:
    before_and: WordNumber | None = None
    while (step := _STEP.match(text, sum_.end)) is not None:
        word = step["word"].lower()
        if step["and"]:
            if not joined or sum_.last not in {_HUNDRED, _SCALE} or word in _SCALES:
                break
            before_and = sum_.result()
        if word in _PLURAL_PARTS and word not in {"seconds"}:
            return before_and or sum_.result()
        if not sum_.take(word):
            # "one hundred and two hundred": the second scale shows that "and" stood between two numbers.
            return before_and if before_and is not None and word in _SCALES else sum_.result()
        sum_.end = step.end()
        if sum_.last == _END:
            break
    return sum_.result()


def _is_change(text: str, start: int, end: int) -> bool:
    """Whether a part is how much something changed by: "fell by a third", "a third higher"."""
    if _COMPARED.match(text, end):
        return True
    return text[max(0, start - 3) : start].lower() == "by " and _CLAUSE_GOES_ON.match(text, end) is not None


def _read_fraction(text: str, first: re.Match[str]) -> WordNumber | None:
    """Read "two-thirds", "one third", "a quarter of", "half"."""
    word = first.group().lower()
    if word == "half":
        return WordNumber(Decimal("0.5"), first.end(), fraction=True)
    part = _PART.match(text, first.end())
    if part is None:
        return None
    name = part["word"].lower()
    if word in {"a", "an"}:
        whole = _OF.match(text, part.end()) is not None or _is_change(text, first.start(), part.end())
        shared = name in _PARTS and (name == "half" or whole)
        return WordNumber(Decimal(1) / _PARTS[name], part.end(), fraction=True) if shared else None
    if word == "one" and name in _PARTS:
        return WordNumber(Decimal(1) / _PARTS[name], part.end(), fraction=True)
    if word in _ONES and word not in {"zero", "one"} and name in _PLURAL_PARTS:
        return WordNumber(Decimal(_ONES[word]) / _PLURAL_PARTS[name], part.end(), fraction=True)
    return None
