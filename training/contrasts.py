"""Contrast sets from real sentences: one change that matters, and what it does to the label.

Every pair differs from a true one by a number, a date, a name, a direction, a
denial, a role or a detail, so that a model cannot go by shared words.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SUPPORTED, REFUTED, NEI = "SUPPORTED", "REFUTED", "NEI"


@dataclass(frozen=True, slots=True)
class Pair:
    """One claim with its evidence; `origin` says which data set or which change it is from."""

    claim: str
    evidence: str
    label: str
    origin: str


_OPPOSITES = """
increase decrease|increases decreases|increased decreased|increasing decreasing|higher lower|high low|highest lowest|
rise fall|rises falls|rose fell|rising falling|risen fallen|more less|before after|positive negative|
positively negatively|approved rejected|accepted refused|won lost|wins loses|win lose|oldest youngest|older younger|
largest smallest|larger smaller|bigger smaller|best worst|better worse|always never|north south|
northern southern|eastern western|east west|male female|father mother|son daughter|brother sister|
husband wife|alive dead|promotes inhibits|promote inhibit|promoted inhibited|activation inhibition|
activates inhibits|activated inactivated|improves worsens|improved worsened|improvement deterioration|reduces increases|
reduced increased|reduce increase|reduction increase|success failure|successful unsuccessful|accept reject|begin end|
began ended|start stop|started stopped|opened closed|open closed|support oppose|supports opposes|supported opposed|
allow prohibit|allows prohibits|allowed prohibited|with without|inside outside|major minor|presence absence|present absent|
upregulated downregulated|gain loss|gained lost|beneficial harmful|effective ineffective|safe unsafe|common rare|
able unable|early late|earlier later|earliest latest|majority minority|victory defeat|strong weak|stronger weaker|
long short|longer shorter|fast slow|faster slower|rich poor|heavy light|old new|public private|legal illegal|
likely unlikely|similar different|significant insignificant|internal external|first last|former current|
joined left|hired fired|bought sold|buy sell|import export|imports exports|lend borrow|guilty innocent|convicted acquitted|
widened narrowed|expanded shrank|strengthened weakened|tightened eased|lifted imposed|ban allow|banned allowed|
winner loser|defeated lost|attack defend|attacked defended|remember forget|love hate|success failure|deep shallow|
above below|upper lower|maximum minimum|optimistic pessimistic|encourage discourage|acute chronic|benign malignant
"""
_SWAPS: dict[str, list[str]] = {}
for _pair in _OPPOSITES.replace("\n", "").split("|"):
    _one, _other = _pair.split()
    _SWAPS.setdefault(_one, []).append(_other)
    _SWAPS.setdefault(_other, []).append(_one)

_MONTHS = "January February March April May June July August September October November December".split()
_NUMBER = re.compile(
    r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w,.]\d|\w|-)(\s(?:million|billion|thousand)\b|\s?%|\spercent\b)?"
)
# "30 May", "May 30", "paragraph 4": numbers that count nothing.
_UNCOUNTED = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b", re.I
)
_LABELLED = re.compile(
    r"(?:\b(?:January|February|March|April|May|June|July|August|September|October|November|December|paragraphs?|resolutions?|[Nn]o\.?|number|article|chapter|season|episode|part|type|of age|and|to)|[;:.,(]|^)\s*$",
    re.I,
)
_YEAR = re.compile(r"\b(1[5-9]\d\d|20[0-4]\d)\b")
_NAME = re.compile(r"\b[A-Z][a-z]+(?:\s(?:of\s|the\s|de\s)?[A-Z][a-z]+)*\b")
_WORDS = dict(zip(range(2, 13), "two three four five six seven eight nine ten eleven twelve".split(), strict=False))
_AUX = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|did|does|should|may|must)\b(?! not\b)")
_FINITE = re.compile(r"\b(\w{3,}ed)\b(?=\s(?:the|a|an|its|his|her|their|that|in|to|on|by|with|for|at)\b)")


def simplify(sentence: str, rng: random.Random) -> tuple[str, list[str]]:
    """Leave something out of a sentence; returns the shorter one and what was left out."""
    text, left = sentence, []
    for pattern, keep in _CUTS:
        if rng.random() < 0.7:
            found = pattern.search(text)
            if found and len(text) - len(found.group()) > 25:
                left.append(found.group())
                text = text[: found.start()] + keep + text[found.end() :]
    text = re.sub(r"\s+", " ", text).strip(" ,;")
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else "."), left


_CUTS = (
    (re.compile(r"\s?\([^()]*\)"), ""),
    (re.compile(r"^(?:In|On|At|During|After|Before|Since|By|From|Following|Despite|According to)\s[^,]{3,60},\s"), ""),
    (
        re.compile(
            r"^(?:Our|These|The|Here|We|Results?|In conclusion|Conclusions?)\s?[^,.]{0,40}\b(?:show|suggest|indicate|demonstrate|find|found|showed|demonstrated|conclude|report)(?:ed|s)?\sthat\s",
            re.I,
        ),
        "",
    ),
    (
        re.compile(
            r",\s(?:which|who|where|whose|including|such as|and|but|while|although|with|as|making|becoming|after)\s[^,.;]{8,}(?=[,.])"
        ),
        "",
    ),
    (
        re.compile(
            r"\s(?:because|although|while|after|before|when|where|since|despite|through|during|along with|as well as)\s[^.]{8,}(?=\.$)"
        ),
        "",
    ),
    (
        re.compile(
            r"\b(?:very|highly|also|however|approximately|mainly|widely|currently|then|later|eventually|significantly)\s",
            re.I,
        ),
        "",
    ),
)


def negate(text: str, rng: random.Random) -> str | None:
    """Deny the first finite verb, or take its denial away."""
    if " not " in text:
        return text.replace(" not ", " ", 1)
    found = _AUX.search(text)
    if found:
        never = "never" if found.group(1) in {"was", "were", "has", "have", "had"} and rng.random() < 0.2 else "not"
        return f"{text[: found.end()]} {never}{text[found.end() :]}"
    found = _FINITE.search(text)
    if found:
        return text[: found.start()] + "did not " + _base(found.group(1)) + text[found.end() :]
    return None


def _base(past: str) -> str:
    if past.endswith("ied"):
        return past[:-3] + "y"
    stem = past[:-2]
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "sl":
        return stem[:-1]
    return (
        stem + "e"
        if re.search(r"(?:[^aeiou][aeiou](?:s|c|v|z|g|d|t|m|n|r|k|p)|[sc]|v|[lnr]g|at|ut|uc)$", stem)
        and not re.search(r"(?:er|en|on|it|or|ow|el|op|et)$", stem)
        else stem
    )


def reverse(text: str, rng: random.Random) -> str | None:
    """Replace a word by its opposite."""
    places = [m for m in re.finditer(r"[A-Za-z]+", text) if m.group() in _SWAPS]
    if not places:
        return None
    found = rng.choice(places)
    return text[: found.start()] + rng.choice(_SWAPS[found.group()]) + text[found.end() :]


def change_number(text: str, rng: random.Random) -> str | None:
    """Replace a number by another of its size, or ten times it, or its scale."""
    found = _count(text, rng, dates=True)
    if not found:
        return None
    written, scale = found.group(1), found.group(2) or ""
    if scale.strip() in {"million", "billion"} and rng.random() < 0.2:
        return text[: found.start(2)] + (" billion" if "million" in scale else " million") + text[found.end() :]
    value = float(written.replace(",", ""))
    new = rng.choice(
        [
            value * 10,
            value / 10,
            value * 2,
            value * rng.uniform(1.05, 3),
            value * rng.uniform(0.3, 0.95),
            value + 1,
            value - 1,
        ]
    )
    shown = _like(new, written)
    return None if shown == written else text[: found.start(1)] + shown + text[found.end(1) :]


def change_year(text: str, rng: random.Random) -> str | None:
    """Replace a year or a month by another."""
    months = [m for m in re.finditer(r"[A-Z][a-z]+", text) if m.group() in _MONTHS]
    if months and rng.random() < 0.4:
        found = rng.choice(months)
        return text[: found.start()] + rng.choice([m for m in _MONTHS if m != found.group()]) + text[found.end() :]
    year = _pick(_YEAR, text, rng)
    if not year:
        return None
    new = int(year.group()) + rng.choice([-30, -10, -7, -4, -3, -2, -1, 1, 2, 3, 4, 7, 10, 30])
    return text[: year.start()] + str(new) + text[year.end() :]


def compare(text: str, rng: random.Random) -> tuple[str, str] | None:
    """Replace a number or a year by a bound of it; returns the text and its label."""
    if rng.random() < 0.35:
        found = re.search(r"\b[Ii]n (1[5-9]\d\d|20[0-4]\d)\b", text)
        if found:
            year = int(found.group(1))
            gap = rng.choice([1, 1, 2, 3, 5, 10, 20])
            word, bound, label = rng.choice(
                [
                    ("before", year + gap, SUPPORTED),
                    ("after", year - gap, SUPPORTED),
                    ("before", year - gap, REFUTED),
                    ("after", year + gap, REFUTED),
                    ("by", year + gap, SUPPORTED),
                    ("before", year, REFUTED),
                    ("after", year, REFUTED),
                ]
            )
            return text[: found.start()] + f"{word} {bound}" + text[found.end() :], label
    found = _count(text, rng)
    if not found:
        return None
    value = float(found.group(1).replace(",", ""))
    if value < 3:
        return None
    low, high = _rounder(value * rng.uniform(0.5, 0.99)), _rounder(value * rng.uniform(1.01, 1.9))
    if not low < value < high:
        return None
    bound, label, words = rng.choice(
        [
            (low, SUPPORTED, ("more than", "over", "at least", "above", "greater than")),
            (high, SUPPORTED, ("less than", "fewer than", "under", "at most", "below", "up to")),
            (low, REFUTED, ("less than", "fewer than", "under", "below", "at most")),
            (high, REFUTED, ("more than", "over", "at least", "above", "greater than")),
            (value, SUPPORTED, ("at least", "exactly", "at most")),
            (value, REFUTED, ("more than", "less than", "fewer than")),
        ]
    )
    shown = _like(bound, found.group(1))
    return text[: found.start(1)] + f"{rng.choice(words)} {shown}" + text[found.end(1) :], label


def bound_evidence(text: str, rng: random.Random) -> tuple[str, str, str] | None:
    """Replace a number by a bound on both sides: evidence "more than 40" for claims of "more than 30", "under 35"."""
    found = _count(text, rng)
    if not found:
        return None
    value = float(found.group(1).replace(",", ""))
    low, high = _rounder(value * rng.uniform(0.5, 0.95)), _rounder(value * rng.uniform(1.05, 1.9))
    if not low < value < high:
        return None
    more, less = rng.choice(("more than", "over", "at least")), rng.choice(("less than", "under", "fewer than"))
    ours, theirs, label = rng.choice(
        [
            (f"{more} {_like(low, found.group(1))}", f"more than {found.group(1)}", SUPPORTED),
            (f"{less} {_like(low, found.group(1))}", f"more than {found.group(1)}", REFUTED),
            (f"{more} {_like(high, found.group(1))}", f"more than {found.group(1)}", NEI),
            (f"{less} {_like(high, found.group(1))}", f"less than {found.group(1)}", SUPPORTED),
            (f"{more} {_like(high, found.group(1))}", f"fewer than {found.group(1)}", REFUTED),
            (f"{less} {_like(low, found.group(1))}", f"fewer than {found.group(1)}", NEI),
        ]
    )
    head, tail = text[: found.start(1)], text[found.end(1) :]
    return head + ours + tail, head + theirs + tail, label


def reword_number(text: str, rng: random.Random) -> str | None:
    """Write a number otherwise, or round it with "about"."""
    found = _count(text, rng)
    if not found:
        return None
    value = float(found.group(1).replace(",", ""))
    if value in _WORDS and not found.group(2):
        shown = _WORDS[int(value)]
    elif value >= 20 and rng.random() < 0.6:
        shown = (
            f"{rng.choice(('about', 'around', 'approximately', 'roughly'))} {_like(_rounder(value), found.group(1))}"
        )
    elif value >= 1e6 and not found.group(2):
        shown = f"{rng.choice(('about ', 'around '))}{value / 1e6:.2g} million"
    else:
        return None
    return text[: found.start(1)] + shown + text[found.end(1) :]


def change_name(text: str, rng: random.Random, names: Sequence[str]) -> str | None:
    """Replace a name by another one of as many words."""
    places = [m for m in _NAME.finditer(text) if m.start() > 0 or " " in m.group()]
    places = [
        m
        for m in places
        if m.group() not in _MONTHS and not m.group().startswith(("The ", "In ", "He ", "She ", "It "))
    ]
    if not places:
        return None
    found = rng.choice(places)
    size = found.group().count(" ")
    for _ in range(20):
        other = rng.choice(names)
        if other.count(" ") == size and other not in text:
            return text[: found.start()] + other + text[found.end() :]
    return None


_ROLES = re.compile(
    r"^(?P<one>[A-Z]\w+(?:\s[A-Z]\w+){0,3}) (?P<verb>defeated|beat|succeeded|replaced|accused|criticized|invaded|attacked|"
    r"acquired|bought|sued|killed|appointed|nominated|supported|opposed|preceded|followed|recommended|invited|visited|"
    r"influenced|taught|directed|founded|owns|led) (?P<other>[A-Z]\w+(?:\s[A-Z]\w+){0,3})(?=[\s,.])"
)


def swap_roles(text: str, _rng: random.Random) -> str | None:
    """Exchange the names on both sides of a verb that cannot be turned round."""
    found = _ROLES.search(text)
    if not found:
        return None
    return f"{found['other']} {found['verb']} {found['one']}{text[found.end() :]}"


def turn_passive(text: str) -> str | None:
    """Say the same in the passive."""
    found = _ROLES.search(text)
    if not found or found["verb"] in {"beat", "owns"}:
        return None
    verb = {"led": "led", "taught": "taught", "bought": "bought"}.get(found["verb"], found["verb"])
    return f"{found['other']} was {verb} by {found['one']}{text[found.end() :]}"


def _count(text: str, rng: random.Random, *, dates: bool = False) -> re.Match[str] | None:
    """Pick a number that counts or measures something; with `dates`, days of months too, and never a year."""
    found = [m for m in _NUMBER.finditer(text) if not _YEAR.fullmatch(m.group(1)) and m.group(1) != "0"]
    if not dates:
        found = [
            m
            for m in found
            if m.end() < len(text.rstrip("."))
            and not _UNCOUNTED.match(text, m.end() + 1)
            and not _LABELLED.search(text, max(0, m.start() - 20), m.start())
        ]
    return rng.choice(found) if found else None


def _pick(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


def _like(value: float, written: str) -> str:
    """Write a number as another is written: its commas, its decimals."""
    if "." in written:
        return f"{max(value, 0.1):.{len(written.split('.')[1])}f}"
    whole = max(round(value), 1)
    return f"{whole:,}" if "," in written or whole >= 10_000 else str(whole)


def _rounder(value: float) -> float:
    if value < 20:
        return float(round(value))
    step = 10 ** (len(str(int(value))) - 1)
    step = step / 2 if value / step < 3 else step
    return round(value / step) * step if round(value / step) * step else value


Change = Callable[[str, random.Random], str | None]
CHANGES: tuple[tuple[str, Change, float], ...] = (
    ("number", change_number, 1.0),
    ("year", change_year, 0.8),
    ("direction", reverse, 1.0),
    ("negation", negate, 0.5),
    ("roles", swap_roles, 1.0),
)
