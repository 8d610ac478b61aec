"""What a known name means where it stands: the state or its capital, or no name at all."""

from __future__ import annotations

import re

from claimcheck.text.entities.records import Alias, Mention
from claimcheck.text.normalize import fold

_ACRONYM = re.compile(r"(?:[A-Z]\.?){1,5}s?")
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|at|near|outside|from|to|via|around|into|inside|within|through|across|throughout|downtown|central"
    r"|greater|north|south|east|west|northern|southern|eastern|western|visit(?:ed|ing|s)?|reach(?:ed|ing|es)?"
    r"|(?:city|population|people|residents|mayor|cent(?:re|er)|streets?|outskirts|suburbs?|parts?|north|west|east"
    r"|south|siege|battle|fall|capture|bombing|km|kilomet(?:re|er)s|miles|university|bishop|treaty) of"
    r"|le(?:ft|ave|aving)|enter(?:ed|ing)?|captur(?:ed?|ing)|besieg(?:ed?|ing))\s+|,\s*)(?:the\s+)?$",
    re.IGNORECASE,
)
# "Tokyo University", "the Minsk agreements", "Kabul's airport": no government speaks.
_PLACE_AFTER = re.compile(
    r"(?:['’]s)?[ -](?:(?!(?:Spokes|Press|Prime|Foreign|Minist|President|Government|Official|Secretary|I\b|Mr|Ms|Dr))"
    r"[A-Z][a-z]|(?:accords?|agreements?|airport|area|bombings?|city|communiqu|conference|court|declaration|district"
    r"|embassy|format|governor|group|hospital|hotel|market|mayor|meeting|metropol|municipal|police|population|port"
    r"|process|protocol|province|region|residents?|riots?|statute|stock|streets?|suburb|subway|summit|talks|temple"
    r"|treaty|university)\w*)"
)
# Whoever protests "to Tokyo" or has had aid "from Moscow" deals with a government.
_ADDRESSED = re.compile(
    r"\b(?:protest|appeal|complain|apolog|repl|respon[ds]|object|propos|convey|conced|messag|note|letter|warning|demand"
    r"|request|concession|signal|pressur|sanction|offer|aid|loan|assistance|handed|surrender|loyal|accredited)\w*"
    r"(?:\s+[a-z]+){0,3}\s+(?:to|from)\s+$",
    re.IGNORECASE,
)
_ADDRESSED_WINDOW = 60
_PLACE_WINDOW = 24
# Acronyms that are words too: in a line set in capitals nobody can tell them apart.
_WORDS_TOO = frozenset(("US", "WHO", "SALT", "START", "ABM", "AID"))
_SHOUT_WINDOW = 40
_VERBS_TOO = {"Polish": re.compile(r"\s+(?:the|your|it|up|off|a|an|their|his|her|my|our)\b")}
_GUARDED = frozenset((*_WORDS_TOO, *_VERBS_TOO))
_POSSESSIVES = ("'s", "’s")


def case_fits(surface: str, alias: str) -> bool:
    """Whether a name may be written so: short acronyms in capitals only, others with their first capital."""
    if _ACRONYM.fullmatch(alias):
        plain = surface.replace(".", "")
        return plain.isupper() or plain.rstrip("s").isupper()
    if alias[0].isupper():
        return surface[0].isupper()
    return True


def make_mention(text: str, start: int, end: int, alias: Alias) -> Mention | None:
    """Return the mention of an alias at a span, without a possessive; None where it is no name."""
    surface, kind = alias.surface, alias.kind
    if not alias.entity or (surface in _GUARDED and _is_word(text, start, end, surface)):
        return None
    if text[end - 2 : end] in _POSSESSIVES and not surface.endswith(_POSSESSIVES):
        end -= 2
    if kind != "capital":
        return Mention(start, end, alias.entity, kind)
    if is_place(text, start, end):
        return Mention(start, end, fold(surface), "place")
    return Mention(start, end, alias.entity, "state")


def is_place(text: str, start: int, end: int) -> bool:
    """Whether a capital named at a span (a possessive left out) is meant as a city rather than as its government."""
    before = text[max(0, start - _PLACE_WINDOW) : start]
    if _PLACE_AFTER.match(text, end):
        return True
    return bool(_PLACE_BEFORE.search(before)) and not _ADDRESSED.search(text[max(0, start - _ADDRESSED_WINDOW) : start])


def _is_word(text: str, start: int, end: int, surface: str) -> bool:
    if surface in _WORDS_TOO:
        around = text[max(0, start - _SHOUT_WINDOW) : start] + text[end : end + _SHOUT_WINDOW]
        letters = sum(map(str.isalpha, around))
        return letters > len(surface) + 4 and around.isupper()
    verb = _VERBS_TOO.get(surface)
    return verb is not None and verb.match(text, end) is not None
