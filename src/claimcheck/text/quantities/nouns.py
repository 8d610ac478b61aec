"""The thing that a number counts, read without a parser from the words after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NEXT = re.compile(r"\s{1,2}(?P<word>(?:[A-Z]\.){2,}|[A-Za-z]+(?:['’‐‑-][A-Za-z]+)*)")
_HYPHENATED = re.compile(r"[-‐‑](?P<word>[A-Za-z]+)(?P<more>(?:[-‐‑][A-Za-z]+)*)")
_OF_THE = re.compile(r"\s{1,2}of\s{1,2}(?:the|those|these|its|their|our|his|her|all)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(r"most|least|(?!for|inter|re|con|west|ear)[a-z]{2,}est", re.IGNORECASE)
_LIMIT = 6

# Words that no noun phrase goes across.
_STOPS = frozenset(
    "a about above across after against ago all along also although among an and any are around as at be because been "
    "before being below between both but by can could did do does down during each either every for from had has have "
    "he her here him his how however if in into is it its just may might must near neither no nor not now of off on "
    "onto or our out over per rather said say says she should since so some than that the their them then there these "
    "they this those through throughout till to today together too toward towards under until up upon us versus via vs "
    "was we were what when where whereas whether which while who whom whose why will with within without would yet you "
    "onwards afterwards always besides perhaps sometimes thus "
    "became become became came comes did goes got gets made makes saw took takes went".split()
)
_IRREGULAR = {
    "people": "person",
    "persons": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "feet": "foot",
    "lives": "life",
    "wives": "wife",
    "knives": "knife",
    "wolves": "wolf",
    "halves": "half",
    "leaves": "leaf",
    "thieves": "thief",
    "crises": "crisis",
    "analyses": "analysis",
    "criteria": "criterion",
    "phenomena": "phenomenon",
    "mice": "mouse",
    "teeth": "tooth",
    "buses": "bus",
    "viruses": "virus",
    "movies": "movie",
    "shoes": "shoe",
    "ties": "tie",
    "series": "series",
    "species": "species",
    "police": "police",
    "staff": "staff",
    "personnel": "personnel",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "crew": "crew",
    "cattle": "cattle",
    "sheep": "sheep",
    "fish": "fish",
}
_NOT_PLURAL = ("ss", "us", "is")


@dataclass(frozen=True, slots=True)
class Noun:
    """The counted noun in the singular, and where it ends."""

    word: str
    end: int


def counted_noun(text: str, start: int, *, one: bool) -> Noun | None:
    """Return the head of the noun phrase that follows a number ending at `start`.

    The head is the first plural among the next words of the phrase ("31 more
    individuals", "17 Security Council resolutions"); for the number one, and
    for ordinals, the phrase's last word. A wrong head can only keep two
    numbers from being compared.
    """
    hyphenated = _HYPHENATED.match(text, start)
    if hyphenated is not None and not _SUPERLATIVE.fullmatch(hyphenated["word"]):
        return Noun(hyphenated["word"].lower(), hyphenated.end())
    start = hyphenated.end() if hyphenated is not None else start  # "the third-largest town"
    of_the = _OF_THE.match(text, start)
    words = _phrase(text, of_the.end() if of_the else start)
    if one and not of_the:
        head = next((i for i, (w, _) in enumerate(words) if i and w.lower().endswith(("ed", "ing", "ly"))), len(words))
        return Noun(singular(words[head - 1][0]), words[head - 1][1]) if words and head else None
    plurals = [i for i, (w, _) in enumerate(words) if is_plural(w)]
    if not plurals:
        return None
    first = plurals[0]
    if words[first][0][0].isupper() and len(plurals) > 1 and words[plurals[1]][0].islower():
        first = plurals[1]  # "5 United States citizens"
    return Noun(singular(words[first][0]), words[first][1])


def next_word(text: str, start: int) -> str:
    """Return the word after `start` across white space, "" if there is none."""
    found = _NEXT.match(text, start)
    return found["word"] if found else ""


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural noun."""
    low = word.lower()
    return low in _IRREGULAR or (len(low) > 3 and low.endswith("s") and not low.endswith(_NOT_PLURAL))


def is_stop(word: str) -> bool:
    """Whether a noun phrase cannot go across the word."""
    return word.lower() in _STOPS


def singular(word: str) -> str:
    """Return the lower-case singular of a noun, by spelling.

    >>> [singular(w) for w in ("Countries", "votes", "processes", "people", "gas")]
    ['country', 'vote', 'process', 'person', 'gas']
    """
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if not is_plural(low):
        return low
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return low[:-2]
    return low[:-1]


def _phrase(text: str, start: int) -> list[tuple[str, int]]:
    """Return the words after `start` up to what ends the noun phrase, with their ends."""
    words: list[tuple[str, int]] = []
    position = start
    while len(words) < _LIMIT and (found := _NEXT.match(text, position)) is not None:
        word = found["word"]
        if word.lower() in _STOPS:
            break
        possessive = word.endswith(("'s", "’s"))
        words.append((word[:-2] if possessive else word, found.end("word")))
        position = found.end()
        if possessive:
            words.clear()
    return words
