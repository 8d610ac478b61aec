"""Whether the words around a date without its year point ahead of the day of writing.

"Closed in September" was last September, "plans to close in September" is the
coming one; "said it would close in September" may be either. Told from the
words alone, so that a source and a claim are read alike. In doubt a date lies
behind, as most that are told do.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Direction(StrEnum):
    """On which side of the day of writing a date lies."""

    BEHIND = "behind"
    AHEAD = "ahead"
    EITHER = "either"


_REACH = 160
_EDGE = re.compile(r"[.;:!?()—–,]\s|\b(?:which|who|that|because|when|after|although|while|since)\s")
_WILLING = r"plan|aim|intend|hope|want|seek|wish|promise|pledge|vow|agree|threaten|propose|prepare|need|decide|vote"
_ASKING = r"urge|order|ask|require|oblige|expect|schedule|set|slate"
_AHEAD = re.compile(
    rf"\b(?:will|shall|won[’']t)\b|[’']ll\b|\b(?:is|are)\s(?:about\s|set\s|due\s|going\s)?to\b|"
    rf"\b(?:is|are)\s(?:scheduled|planned|slated|expected|due)\b|\b(?:{_WILLING})s?\s(?:not\s)?to\b|"
    r"\bdue\s(?:in|on|by|for|before|back|out)\b"
)
_EITHER = re.compile(
    rf"\b(?:would|must|should|may|might|scheduled|planned|slated|expected|deadline)\b|"
    rf"\b(?:was|were|be)\s(?:about\s|set\s|due\s|going\s)?to\b|"
    rf"\b(?:(?:{_WILLING}|{_ASKING})(?:s|d|ed|ing|ning)?|undertook|sought|told|forced)\s(?:\w+\s){{0,3}}?to\b"
)
# "Runs until March", "expires in June": the present of what is settled.
_SETTLED = re.compile(
    r"\b(?:(?:expires?|takes?\seffect|comes?\sinto\sforce)\b|"
    r"(?:is|are|runs?|lasts?|remains?|stays?|continues?|applies|apply|has|have)\s(?:\w+\s){0,6}(?:until|till|through)\s\Z)"
)
_PAST = re.compile(r"\b(?:had|was|were|did)\b|(?<!\bbe\s)(?<!\bbeen\s)(?<!\bhave\s)(?<!\bget\s)\b[a-z]+ed\b")
_OPENING = re.compile(r"\s*(?:(?:by|in|on|from|until|till|before|after|early|late|mid|the|end|of|and|but)\s)*\Z", re.I)
_NEXT = re.compile(r"(?<!\bthe\s)(?<!\bThe\s)\b[Nn]ext\s{1,2}\Z")
_TO_COME = re.compile(r"\b(?:by|until|till|before)\s(?:(?:early|late|mid|the|end|of)\s){0,4}\Z", re.I)


def direction_at(text: str, start: int, end: int) -> Direction:
    """Return on which side the date at `text[start:end]` lies.

    >>> direction_at("It closed in May.", 13, 16).value, direction_at("It will close in May.", 17, 20).value
    ('behind', 'ahead')
    """
    before = text[max(0, start - _REACH) : start]
    if _NEXT.search(before):
        return Direction.AHEAD
    edges = list(_EDGE.finditer(before))
    clause = before[edges[-1].end() :] if edges else before
    if _SETTLED.search(clause):
        return Direction.AHEAD
    opens = _OPENING.fullmatch(clause) is not None
    if opens:
        clause = text[end : end + _REACH].lstrip(" .,")
        edge = _EDGE.search(clause)
        clause = clause[: edge.start()] if edge else clause
    for direction, pattern in ((Direction.AHEAD, _AHEAD), (Direction.EITHER, _EITHER)):
        cues = list(pattern.finditer(clause))
        if cues and not _PAST.search(clause[: cues[0].start()] if opens else clause[cues[-1].end() :]):
            owed = direction is Direction.EITHER and _TO_COME.search(before)
            return Direction.AHEAD if owed else direction
    return Direction.BEHIND
