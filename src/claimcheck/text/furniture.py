"""What a page carries besides its article: bylines, credits, subscription notices, navigation.

The cues are in data/furniture.toml. Each must fit a whole line, so that a sentence
that merely speaks of subscribing stays a sentence.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

BYLINE = "byline"
AUTHOR_NOTE = "author note"
AUTHORS = "authors' heading"
DATE_LINE = "date line"
RELATED = "related headline"
NAVIGATION = "navigation"
_LONGEST = 240
# What ends in a full stop and is as long as a sentence is no such line.
_NEVER_SENTENCES = frozenset({BYLINE, RELATED, NAVIGATION, "share line", "photo credit"})

_NAME = r"(?-i:[^\W\d_a-z][\w.'’-]{0,30})"
_NAMES = rf"{_NAME}(?:,? (?:and |& |de |van |von |der |al-|bin )?{_NAME}){{0,9}}"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_DATE = rf"{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
_TIME = r"(?:[, |·–—-]{0,4}(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)?"
_SITE = (
    r"facebook|twitter|x|linkedin|whatsapp|telegram|reddit|instagram|youtube|e-?mail|print|share|tweet|link|copy|rss"
)
_PLACEHOLDERS = {"<NAMES>": _NAMES, "<NAME>": _NAME, "<DATE>": _DATE + _TIME, "<SITE>": _SITE}
_MARKS = re.compile(r"[\W_]+")
_ROLE = (
    r"(?:\w{1,30}[- ]){0,6}(?:reporter|correspondent|editor|columnist|writer|journalist|fellow|professor|lecturer|"
    r"analyst|researcher|contributor|author|scholar|student|director|associate|photographer|historian|consultant)\b"
)
_WRITES = r"(?:also )?(?:writes|reports|blogs|teaches|covers|contributes|tweets|can be (?:reached|found|followed))\b"


def recognise_line(line: str) -> str:
    """Return why a whole line is furniture ("byline"), or "" if nothing says so.

    >>> recognise_line("Sign up for our newsletter"), recognise_line("By signing, the states agreed to disarm.")
    ('subscription notice', '')
    """
    if not line or len(line) > _LONGEST:
        return ""
    if _MARKS.fullmatch(line):
        return "stray punctuation"
    sentence = line.endswith(".") and len(line.split()) >= 6
    for reason, cue in _cues():
        if not (sentence and reason in _NEVER_SENTENCES) and cue.fullmatch(line):
            return reason
    return ""


def is_author_note(text: str) -> bool:
    """Whether a paragraph presents a writer ("… writes for …", "… is a fellow at …")."""
    return len(text) <= 600 and _author_note().match(text) is not None


def name_in_byline(line: str) -> str:
    """Return the names of a byline."""
    return re.split(r"(?i)\bby:? ", line, maxsplit=1)[-1]


def names_in_byline(line: str) -> str:
    """Return who a byline says wrote the text, without the place, the office and the day behind the names.

    >>> names_in_byline("By Ada Rivers and Ben Lake in Oslo"), names_in_byline("By Ada Rivers, 3 May 2024")
    ('Ada Rivers and Ben Lake', 'Ada Rivers')
    """
    found = _written_by().search(line)
    return found[1] if found else ""


def guess_reason(line: str) -> str:
    """Return what a short line outside the article most likely is."""
    return RELATED if len(line.split()) >= 3 else NAVIGATION


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = tomllib.loads(files("claimcheck.text").joinpath("data/furniture.toml").read_text("utf-8"))
    return tuple((cue["reason"], _pattern(cue["lines"])) for cue in data["cue"])


def _pattern(lines: list[str]) -> re.Pattern[str]:
    joined = "|".join(f"(?:{line})" for line in lines)
    for placeholder, pattern in _PLACEHOLDERS.items():
        joined = joined.replace(placeholder, pattern)
    return re.compile(joined, re.IGNORECASE)


@cache
def _written_by() -> re.Pattern[str]:
    office = r"(?:[\w-]{1,30})?(?:editor|correspondent|reporter)\b"
    month = (
        r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    )
    month += r"|nov(?:ember)?|dec(?:ember)?)\.?"
    name = rf"(?!{month}\s\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|{office}){_NAME}"
    more = rf"(?: (?:de |van |von |der |al-|bin )?{name})"
    names = rf"{name}{more}{{0,4}}(?:(?:, | and | & |, and ){name}{more}{{1,4}}){{0,5}}"
    return re.compile(rf"\bby:?\s{{1,9}}({names})", re.IGNORECASE)


@cache
def _author_note() -> re.Pattern[str]:
    is_one = rf"(?:is|was|are) (?:(?:an?|the|our|currently|based)\b.{{0,40}}?)?{_ROLE}"
    return re.compile(rf"{_NAMES} (?:{_WRITES}|{is_one})")
