"""Finding quantities: numerals and number words, then what stands directly around each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from claimcheck.text.number_words import CARDINALS, ORDINALS
from claimcheck.text.quantities import codes, numerals
from claimcheck.text.quantities.nouns import counted_noun, is_plural, is_stop, next_word
from claimcheck.text.quantities.numerals import Numeral
from claimcheck.text.quantities.ranges import Written, join_ranges
from claimcheck.text.quantities.records import Comparator, Quantity
from claimcheck.text.quantities.surroundings import (
    Bound,
    Token,
    bound_after,
    bound_before,
    money_before,
    rate_after,
    words_before,
)
from claimcheck.text.quantities.units import read_measure
from claimcheck.text.quantities.vocabulary import vocabulary

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_CORE = re.compile(rf"{numerals.DIGITS}|[{numerals.VULGAR}]|[A-Za-z]+")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)(?![A-Za-z0-9])", re.IGNORECASE)
_MULTIPLES = {
    "doubled": 2, "doubling": 2, "twice": 2, "twofold": 2, "tripled": 3, "tripling": 3, "trebled": 3, "thrice": 3,
    "threefold": 3, "quadrupled": 4, "quadrupling": 4, "fourfold": 4, "quintupled": 5, "fivefold": 5, "sixfold": 6,
    "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
}  # fmt: skip
_MULTIPLY = {"double": Decimal(2), "triple": Decimal(3), "halved": Decimal("0.5"), "halving": Decimal("0.5")}
_VAGUE = {"dozens": 24, "hundreds": 200, "thousands": 2_000, "millions": 2_000_000, "billions": 2_000_000_000}
_OF_VAGUE = re.compile(r"\s{1,2}of\s{1,2}(thousands|millions|billions)\b", re.IGNORECASE)
_OBJECT = re.compile(r"\s{1,2}(?:the|that|their|its|last)\b", re.IGNORECASE)
_EXACTLY = re.compile(r"\b(?:exactly|precisely)\s$", re.IGNORECASE)
_ROMAN = re.compile(r"(?<=\s)(?:X{0,3}(?:IX|IV|V?I{1,3}|V|X))(?![\w'’])")
ROMAN_BEFORE = frozenset(
    "chapter chapters article articles annex appendix part title section volume book phase".split()
)
_PRONOUN_BEFORE = frozenset("no any each every this that the which some another".split())
_NOT_COUNTED = frozenset("another such thing side hand more-or-less sided".split())
_HALF_BEFORE = frozenset("first second latter other better".split())
_HALF_AFTER = frozenset("were was are is have had has said voted remain of".split())
_SECOND_BEFORE = frozenset("per split each every".split())
_LATER = frozenset({"later", "ago"})
_COMMITTEES = frozenset({"Committee", "Commission"})
_CHAIN = re.compile(r"\s?(?:\([^()\n]{1,24}\))?\s?(?:,|;|and|or|to|&|,\s?and|-|–)\s{0,2}")
_FIRST_CHARACTERS = frozenset("0123456789" + numerals.VULGAR)
FIRST_WORDS = (
    CARDINALS | ORDINALS | frozenset(_MULTIPLES) | frozenset(_MULTIPLY) | frozenset(_VAGUE)
    | ROMAN_BEFORE | {"a", "an", "half", "tens"}
)  # fmt: skip


def find_quantities(text: str, *, exclude: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the quantities in `text`, in order and without overlap.

    A paragraph is read for itself: nothing reaches across a blank line.
    "10-15", "between 10 and 15" and "10 to 15" are ranges if they rise; "from
    10 to 15" is a change, and two quantities; falling pairs ("15-0") are two
    quantities. "no" and "none" are denial, not numbers. "1 250" with an
    ordinary space is two numbers; a narrow or no-break space groups digits.

    >>> [(q.surface, int(q.low), q.unit, q.comparator.value) for q in find_quantities("over $2.4bn in 17 rows")]
    [('$2.4bn', 2400000000, 'USD', 'more_than'), ('17', 17, '', 'exact')]

    Args:
        text: Any text.
        exclude: Spans to leave alone, such as those of the dates.
    """
    taken = sorted(exclude)
    found: list[Quantity] = []
    position = 0
    for low, high in _paragraphs(text):
        spans = []
        while position < len(taken) and taken[position][0] < high:
            spans.append((taken[position][0] - low, taken[position][1] - low))
            position += 1
        quantities = join_ranges(text[low:high], _read_paragraph(text[low:high], spans))
        found += [_moved(q, low) for q in quantities] if low else quantities
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    low = 0
    for gap in _PARAGRAPH.finditer(text):
        yield low, gap.start()
        low = gap.end()
    yield low, len(text)


def _moved(quantity: Quantity, by: int) -> Quantity:
    cue = (quantity.cue[0] + by, quantity.cue[1] + by) if quantity.cue else None
    return replace(quantity, start=quantity.start + by, end=quantity.end + by, cue=cue)


def _read_paragraph(text: str, taken: list[tuple[int, int]]) -> list[Written]:
    """Read the quantities of one paragraph from left to right."""
    found: list[Written] = []
    floor = skip = 0
    cores = _CORE.finditer(text)
    while (core := next(cores, None)) is not None:
        word = core[0]
        if word[0] not in _FIRST_CHARACTERS and word.lower() not in FIRST_WORDS:
            continue
        start, end = core.span()
        while skip < len(taken) and taken[skip][1] <= start:
            skip += 1
        if start < floor or (skip < len(taken) and taken[skip][0] < end):
            continue
        written = _read_at(text, start, end, floor, found)
        if written is None or _overlaps(written.quantity, taken[max(0, skip - 1) : skip + 1]):
            continue
        found.append(written)
        floor = written.quantity.end
        if floor < end:  # "2017 100" with a no-break space: two numbers
            cores = _CORE.finditer(text, floor)
    return found


def _overlaps(quantity: Quantity, spans: list[tuple[int, int]]) -> bool:
    return any(low < quantity.end and quantity.start < high for low, high in spans)


def _read_at(text: str, start: int, end: int, floor: int, found: list[Written]) -> Written | None:
    if text[start].isdigit():
        return _read_figure(text, start, end, floor, found)
    if text[start] in numerals.VULGAR:
        return _finish(text, numerals.read_vulgar(text, start), floor)
    word = text[start:end].lower()
    if _inside_word(text, start, end):
        return None
    if word in ROMAN_BEFORE:
        return _read_roman(text, word, end)
    if word in _MULTIPLES or word in _MULTIPLY:
        return _read_multiple(text, start, end, word)
    if word in _VAGUE or word == "tens":
        return _read_vague(text, start, end, word)
    return _read_worded(text, start, word, floor)


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    joined = before in {"-", "‐", "‑"} and text[max(0, start - 2) : start - 1].isalpha()
    return before.isalnum() or before == "_" or joined or after.isdigit() or after == "_"


def _read_figure(text: str, start: int, end: int, floor: int, found: list[Written]) -> Written | None:
    """Read digits: a day without its year, a code, a named number, a fraction, or a number."""
    day = codes.unread_day(text, start, end)
    if day is not None and day[0] >= floor:
        return _name(text, day[0], day[1], "", None)
    money = money_before(text, start)
    numeral = numerals.read_digits(text, start, end)
    code = None if money and numeral else codes.find_code(text, start, end, floor)
    if code is None and numeral is None:
        code = (start, end)
    if code is not None or numeral is None:
        return _name(text, *(code or (start, end)), "", None)
    if text[numeral.end : numeral.end + 1] == "/":
        share = numerals.read_slashed(text, numeral)
        if share is None and text[numeral.end + 1 : numeral.end + 2].isdigit():
            return _name(text, start, codes.widened_end(text, end), "", None)
        numeral = share or numeral
    tokens = words_before(text, numeral.start)
    named = _naming(text, numeral, tokens, found)
    if named is not None:
        return _name(text, start, codes.code_end(text, numeral.end), named, numeral.value)
    numerals.add_parts(text, numeral)
    suffix = _ORDINAL_END.match(text, numeral.end)
    if suffix is not None and not numeral.decimal:
        numeral.end, numeral.ordinal = suffix.end(), True
    return _finish(text, numeral, floor, tokens)


def _naming(text: str, numeral: Numeral, tokens: list[Token], found: list[Written]) -> str | None:
    """Return what a number is the name of ("" if that is not said), or None for a count."""
    if numeral.decimal and numeral.place < Decimal("0.1"):
        return None
    following = next_word(text, numeral.end)
    naming = codes.naming_word(tokens)
    if naming is not None and (naming[1] or not is_plural(following) or is_stop(following)):
        return naming[0]
    if following in _COMMITTEES and numeral.value >= 100:
        return following.lower()
    if found and found[-1].named and found[-1].quantity.low is not None:
        last = found[-1].quantity
        gap = text[last.end : numeral.start]
        alike = len(last.surface) == numeral.end - numeral.start
        if len(gap) < 32 and _CHAIN.fullmatch(gap) and (alike or not counted_noun(text, numeral.end, one=False)):
            return last.noun
    return None


def _name(text: str, start: int, end: int, noun: str, value: Decimal | None) -> Written:
    quantity = Quantity(
        start=start, end=end, surface=text[start:end], low=value, high=value, noun=noun, identifier=True
    )
    return Written(quantity, Decimal(1), named=bool(noun) or value is not None)


def read_roman(text: str, start: int, end: int) -> Quantity | None:
    """Return the roman numeral behind the word `text[start:end]`, one of `ROMAN_BEFORE`."""
    written = None if _inside_word(text, start, end) else _read_roman(text, text[start:end].lower(), end)
    return written.quantity if written else None


def _read_roman(text: str, word: str, end: int) -> Written | None:
    roman = _ROMAN.match(text, end + 1)
    if roman is None or (word[0] == text[end - len(word)] and roman.group() == "I"):
        return None
    digits = [{"I": 1, "V": 5, "X": 10}[c] for c in roman.group()]
    value = sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
    return _name(text, roman.start(), roman.end(), vocabulary().strong.get(word) or word.rstrip("s"), Decimal(value))


def _read_multiple(text: str, start: int, end: int, word: str) -> Written | None:
    if word in {"double", "triple"} and _OBJECT.match(text, end) is None:
        return None
    value = _MULTIPLY[word] if word in _MULTIPLY else Decimal(_MULTIPLES[word])
    bound = bound_before(words_before(text, start), time=False)
    return _written(text, Numeral(start, end, value), unit="times", bound=bound)


def _read_vague(text: str, start: int, end: int, word: str) -> Written | None:
    """Read "dozens", "hundreds of thousands": from twice the word's number upward."""
    of = _OF_VAGUE.match(text, end)
    if word == "tens" and of is None:
        return None
    low = Decimal(_VAGUE.get(word, 20))
    if of is not None:
        low, end = low * _VAGUE[of[1].lower()] / 2, of.end()
    money = read_measure(text, end, money="", worth=low)
    after = counted_noun(text, end, one=False) or counted_noun(text, _after_of(text, end), one=False)
    quantity = Quantity(
        start=start, end=end, surface=text[start:end], low=low, high=None, comparator=Comparator.ABOUT,
        precision=low / 2, unit=money.unit, noun="" if money.unit else (after.word if after else ""),
    )  # fmt: skip
    return Written(quantity, Decimal(1))


def _after_of(text: str, end: int) -> int:
    return end + 3 if text[end : end + 4] == " of " else end


def _read_worded(text: str, start: int, word: str, floor: int) -> Written | None:
    tokens = words_before(text, start)
    previous = tokens[-1].word if tokens else ""
    numeral = numerals.read_words(text, start, joined=previous != "between")
    if numeral is None or (numeral.end < len(text) and text[numeral.end].isalnum()):
        return None
    single = text[numeral.start : numeral.end].lower()
    if numeral.fraction and single.endswith("half") and not _is_half(text, numeral, tokens):
        return None
    if single == "one" and not _is_one(text, numeral.end, tokens):
        odds = numerals.read_odds(text, numeral)
        return _finish(text, odds, floor, tokens) if odds else None
    if single == "second" and (previous in _SECOND_BEFORE or next_word(text, numeral.end) in _LATER):
        return None
    if single == "first" and previous == "at":
        return None
    naming = codes.naming_word(tokens)
    if naming is not None and not numeral.fraction and not numeral.ordinal and naming[0]:
        following = next_word(text, numeral.end)
        if naming[1] or is_stop(following) or not following:
            return _name(text, numeral.start, numeral.end, naming[0], numeral.value)
    if not numeral.fraction and not numeral.ordinal:
        numerals.add_parts(text, numeral)
    return _finish(text, numeral, floor, tokens)


def _is_half(text: str, numeral: Numeral, tokens: list[Token]) -> bool:
    previous = tokens[-1].word if tokens else ""
    if previous in _HALF_BEFORE or text[numeral.end : numeral.end + 1] in {"-", "‐", "‑"}:
        return False
    if numerals.is_share(text, numeral) or bound_before(tokens, time=False) is not None or previous == "by":
        return True
    return next_word(text, numeral.end).lower() in _HALF_AFTER


def _is_one(text: str, end: int, tokens: list[Token]) -> bool:
    """Whether "one" counts something, and is no pronoun."""
    previous = tokens[-1].word if tokens else ""
    if previous in _PRONOUN_BEFORE or text[end : end + 2] in {"'s", "’s"}:
        return False
    if bound_before(tokens, time=False) is not None or bound_after(text, end) is not None:
        return True
    measure = read_measure(text, end, money="", worth=Decimal(1))
    if measure.unit or measure.scale != 1:
        return True
    if text[end : end + 1] in {"-", "‐", "‑"}:
        return False
    word = next_word(text, end)
    return bool(word) and not is_stop(word) and word.lower() not in _NOT_COUNTED and not word.endswith("ly")


def _finish(text: str, numeral: Numeral, floor: int, tokens: list[Token] | None = None) -> Written:
    """Read what stands around a number, and build its record."""
    tokens = words_before(text, numeral.start) if tokens is None else tokens
    if numeral.ordinal:
        return _written(text, numeral, noun_end=numeral.end)
    odds = None if numeral.fraction else numerals.read_odds(text, numeral)
    numeral = odds or numeral
    if numeral.fraction:
        return _written(text, numeral, unit="percent", bound=bound_before(tokens, time=False))
    money = money_before(text, numeral.start)
    currency = ""
    if money is not None and money[1] >= floor:
        currency, numeral.start = money
        tokens = words_before(text, numeral.start)
    elif _signed(text, numeral.start, floor):
        numeral.start -= 1
        numeral.value *= -1 if text[numeral.start] in "-−" else 1
        tokens = words_before(text, numeral.start)
    measure = read_measure(text, numeral.end, money=currency, worth=numeral.value)
    numeral.value, numeral.place = numeral.value * measure.scale, numeral.place * measure.scale
    numeral.end = measure.end
    known = vocabulary().units.get(measure.unit)
    time = known is not None and known.dimension in {"time", "calendar"}
    unit = measure.unit
    if not unit and _is_age(tokens):
        unit = "year"
    return _written(text, numeral, unit=unit, bound=bound_before(tokens, time=time), scale=measure.scale)


def _is_age(tokens: list[Token]) -> bool:
    words = [t.word for t in tokens[-2:]]
    return words[-1:] in (["aged"], ["age"], ["ages"]) or words == ["age", "of"]


def _signed(text: str, start: int, floor: int) -> bool:
    sign = text[start - 1 : start]
    if not sign or sign not in "-−+" or start - 1 < floor:
        return False
    before = text[start - 2 : start - 1] if start > 1 else ""
    return not before or before.isspace() or before in "(["


def _written(
    text: str,
    numeral: Numeral,
    *,
    unit: str = "",
    bound: Bound | None = None,
    scale: Decimal = Decimal(1),
    noun_end: int | None = None,
) -> Written:
    value = numeral.value * 100 if numeral.fraction else numeral.value
    one = value == 1 or noun_end is not None
    noun = None if unit else counted_noun(text, numeral.end, one=one)
    bound = bound or _bound_behind(text, numeral.end, noun.end if noun else numeral.end)
    comparator = bound.comparator if bound and not numeral.ordinal else Comparator.EXACT
    quantity = Quantity(
        start=numeral.start,
        end=numeral.end,
        surface=text[numeral.start : numeral.end],
        low=value,
        high=value,
        comparator=comparator,
        precision=Decimal(0)
        if _EXACTLY.search(text[max(0, numeral.start - 12) : numeral.start])
        else _precision(numeral, value, comparator),
        unit=unit,
        ordinal=numeral.ordinal,
        noun=noun.word if noun else "",
        fraction=numeral.fraction,
        cue=(bound.start, bound.end) if bound and comparator is not Comparator.EXACT else None,
        rate=rate_after(text, noun.end if noun else numeral.end),
    )
    return Written(quantity, scale)


def _bound_behind(text: str, number_end: int, noun_end: int) -> Bound | None:
    return bound_after(text, number_end) or bound_after(text, noun_end)


def _precision(numeral: Numeral, value: Decimal, comparator: Comparator) -> Decimal:
    """Return half the place that the writer vouches for; see `Quantity`."""
    if numeral.fraction:
        return abs(value) / 20
    place = numeral.place
    if comparator in {Comparator.ABOUT, Comparator.NEARLY} and not numeral.decimal and value:
        exponent = (value / place).normalize().as_tuple().exponent
        place = place.scaleb(max(int(exponent), 0))
    return place / 2
