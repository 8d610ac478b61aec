"""Numbers changed: ten times as much, a digit, the scale, the unit; and the same number said otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.evaluation.mutations.vocabulary import match_case, vocabulary
from claimcheck.text.quantities import Comparator, Quantity

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = ("thousand", "million", "billion", "trillion")
_SCALE = re.compile(r"\b(thousand|million|billion|trillion)\b", re.IGNORECASE)
_PERCENT = re.compile(r"\s?(?:%|per cent|percent)")
_POINTS = re.compile(r"percentage points?")
_CEILING = re.compile(r"\b(?:exceed(?:ing)?|ceiling of|limit of|maximum of|limited to)(?: a total of)? $")
_LETTERS = re.compile(r"[A-Za-z]+$")
_WORD_FORMS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = dict(enumerate(_WORD_FORMS, start=2))
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
_WORDS.update(enumerate(_TEENS, start=13))
_VALUES = {word: value for value, word in _WORDS.items()}
# Before "about 2,400" may not stand "the", "these", another adjective: "the about 2,400 troops" is no English.
_NO_ABOUT_AFTER = {"DET", "ADJ", "NUM", "PRON"}
_NOT_ROUNDED = frozenset(("vote", "year", "percent", "percentage points"))


def make_tenfold(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Multiply a number by ten, or divide it where the claim gives it as the most there may be."""
    for quantity in _changeable(subject):
        if quantity.ordinal or (quantity.unit == "percent" and quantity.low is not None and quantity.low > 9):
            continue
        down = _is_bound_above(subject, quantity)
        found = _DIGITS.search(quantity.surface)
        if found is not None:
            value = Decimal(found.group().replace(",", ""))
            changed = value / 10 if down else value * 10
            if down and changed != changed.to_integral_value():
                continue
            words = _written(changed, like=found.group())
        else:
            value_word = _VALUES.get(quantity.surface.split()[0].lower())
            if value_word is None or down or subject.text[: quantity.start].lower().endswith("the "):
                continue
            found = re.compile(r"[A-Za-z]+").match(quantity.surface)
            assert found is not None
            words = str(value_word * 10)
        start = quantity.start + found.start()
        yield Twin.of(subject.text, Mutation.NUMBER_TENFOLD, [Edit(start, quantity.start + found.end(), words)])


def make_digit(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Add one to a digit, or take one away; only of numbers that the claim gives as exact."""
    for quantity in _changeable(subject, comparators={Comparator.EXACT}):
        if _is_bound_above(subject, quantity):
            continue
        found = _DIGITS.search(quantity.surface)
        if found is None:
            word = re.compile(r"[A-Za-z]+").match(quantity.surface)
            value = _VALUES.get(word.group().lower()) if word else None
            if word is None or value is None or quantity.surface[word.end() :][:1] == "-":
                continue
            other = value + chance.choice((-1, 1))
            if other not in _WORDS:
                other = value + 1 if value == 2 else value - 1
            words, span = match_case(_WORDS[other], word.group()), word.span()
        else:
            digits = found.group()
            places = [i for i, c in enumerate(digits) if c.isdigit()]
            if quantity.ordinal:  # its ending ("th") must stay right
                places = places[:-2]
            if not places or (len(places) == 1 and digits in {"0", "1", "2"}):
                continue
            place = chance.choice(places)
            step = chance.choice((-1, 1))
            old = int(digits[place])
            new = old + step if 0 <= old + step <= 9 else old - step
            if place == places[0] and new == 0 and len(digits) > 1:
                new = old + 1
            words, span = digits[:place] + str(new) + digits[place + 1 :], found.span()
        start, end = quantity.start + span[0], quantity.start + span[1]
        yield Twin.of(subject.text, Mutation.NUMBER_DIGIT, [Edit(start, end, words)])


def make_scale(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Put another scale word in a number's place: million for billion."""
    for quantity in _changeable(subject):
        found = _SCALE.search(quantity.surface)
        if found is None:
            continue
        at = _SCALES.index(found.group().lower())
        down = _is_bound_above(subject, quantity)
        other = _SCALES[at - 1 if (down and at) or at == len(_SCALES) - 1 else at + 1]
        start = quantity.start + found.start()
        words = match_case(other, found.group())
        yield Twin.of(subject.text, Mutation.SCALE, [Edit(start, quantity.start + found.end(), words)])


def make_unit(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Put another unit of the same kind behind a number: weeks for months."""
    for quantity in _changeable(subject):
        found = _LETTERS.search(quantity.surface)
        if found is None or quantity.unit in {"", "percent", "percentage points"}:
            continue
        word = found.group()
        plural = word.lower().endswith("s") and len(word) > 2
        single = word.lower().removesuffix("s") if plural else word.lower()
        lines = [line for line in vocabulary().units if single in line]
        if not lines:
            continue
        at = lines[0].index(single)
        others = [u for i, u in enumerate(lines[0]) if i != at and abs(i - at) <= 2]
        if _is_bound_above(subject, quantity):
            others = [u for i, u in enumerate(lines[0]) if 0 < at - i <= 2]
        elif quantity.comparator is not Comparator.EXACT:
            others = [u for i, u in enumerate(lines[0]) if 0 < i - at <= 2]
        if not others:
            continue
        other = chance.choice(others)
        words = f"{other}s" if plural and other not in {"yen"} else other
        words = words.replace("foots", "feet")
        start = quantity.start + found.start()
        yield Twin.of(subject.text, Mutation.UNIT, [Edit(start, quantity.end, words)])


def make_percent_points(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Turn per cent into percentage points, or points into per cent."""
    for quantity in _changeable(subject):
        points = _POINTS.search(quantity.surface)
        percent = None if points else _PERCENT.search(quantity.surface)
        found = points or percent
        if found is None or quantity.fraction:
            continue
        # "40% of the seats" is no difference, and "40 percentage points of the seats" no English.
        if percent and subject.text[quantity.end :].lstrip().startswith(("of ", "or ")):
            continue
        start, end = quantity.start + found.start(), quantity.start + found.end()
        words = " percentage points" if percent else "per cent"
        yield Twin.of(subject.text, Mutation.PERCENT_POINTS, [Edit(start, end, words)])


def make_rounding(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Say "about" and leave out the last digits, as a writer may."""
    for quantity in _changeable(subject, comparators={Comparator.EXACT}):
        found = _DIGITS.search(quantity.surface)
        if found is None or quantity.ordinal or quantity.noun in _NOT_ROUNDED or quantity.unit in _NOT_ROUNDED:
            continue
        before = [w for w in subject.parse.words if w.end <= quantity.start]
        if before and (before[-1].pos in _NO_ABOUT_AFTER or before[-1].text.lower() in {"exactly", "and", "to"}):
            continue
        value = Decimal(found.group().replace(",", ""))
        rounded = _rounded(value)
        if rounded == value or not value:
            continue
        words = subject.text[quantity.start : quantity.start + found.start()]
        words = f"about {words}{_written(rounded, like=found.group())}"
        if quantity.start == 0:
            words = match_case(words, "A")
        yield Twin.of(subject.text, Mutation.ROUNDING, [Edit(quantity.start, quantity.start + found.end(), words)])


def make_number_words(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Write a small number in words, or one in words with digits."""
    for quantity in _changeable(subject):
        if quantity.ordinal or quantity.unit in {"percent", "percentage points"}:
            continue
        first = quantity.surface.split()[0]
        if quantity.low is None or not quantity.single or _SCALE.search(quantity.surface):
            continue
        if first.isdigit() and int(first) in _WORDS:
            words = _WORDS[int(first)]
        elif first.lower() in _VALUES:
            words = str(_VALUES[first.lower()])
        else:
            continue
        if quantity.start == 0 and words.isdigit():
            continue  # no sentence begins with a digit
        words = match_case(words, first)
        yield Twin.of(subject.text, Mutation.NUMBER_WORDS, [Edit(quantity.start, quantity.start + len(first), words)])


def _changeable(
    subject: Subject, *, comparators: frozenset[Comparator] | set[Comparator] | None = None
) -> Iterator[Quantity]:
    """Yield the counts and measures outside quotations whose value the claim owes."""
    for quantity in subject.quantities:
        if quantity.identifier or quantity.fraction or not quantity.single:
            continue
        if subject.is_quoted(quantity.start, quantity.end):
            continue
        if comparators is not None and quantity.comparator not in comparators:
            continue
        if quantity.low is not None and quantity.low <= 1 and quantity.surface.lower() in {"one", "a", "zero"}:
            continue
        # "which the two do not have": the number stands for somebody named elsewhere.
        if not quantity.unit and not quantity.noun and quantity.surface.isalpha():
            continue
        if subject.text[: quantity.start].rstrip().endswith((" no", "(", "/", "-")):
            continue
        yield quantity


def _is_bound_above(subject: Subject, quantity: Quantity) -> bool:
    """Whether the claim says that there is no more, so that a higher number would be true too."""
    below = quantity.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN, Comparator.NEARLY}
    return below or _CEILING.search(subject.text[: quantity.start]) is not None


def _written(value: Decimal, *, like: str) -> str:
    text = f"{value.normalize():f}"
    whole, dot, rest = text.partition(".")
    if len(whole) > 3 and ("," in like or (len(whole) > 4 and "," not in like and len(like) < 4)):
        whole = f"{int(whole):,}"
    return whole + dot + rest


def _rounded(value: Decimal) -> Decimal:
    """Round to two digits, or one where that stays near; the value itself where there is nothing to round."""
    digits = value.adjusted() + 1
    if value >= 100:
        for kept in (1, 2):
            place = Decimal(10) ** (digits - kept)
            rounded = (value / place).quantize(Decimal(1), rounding=ROUND_HALF_EVEN) * place
            if rounded != value and abs(rounded - value) <= value * Decimal("0.02"):
                return rounded
        return value
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -1 and value >= 1:
        return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
    return value
