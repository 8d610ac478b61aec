"""Short forms that a text defines: "Security Consultative Committee (SCC)", "the SCC (Security ...)".

The long form is found as in Schwartz and Hearst, "A Simple Algorithm for
Identifying Abbreviation Definitions in Biomedical Text" (PSB 2003): the
letters of the short form are looked for from right to left, the first one at
the beginning of a word. Other than there, a short form has two capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORT = re.compile(
    r"(?:(?:hereinafter|hereafter|henceforth|known as|also|or|abbreviated(?: as| to)?|referred to as|the|[,:])\s+)*"
    r"(?:the\s+)?[\"'“‘«]?\s*(?P<short>[A-Z0-9][\w.&/+-]{1,9})\s*[\"'”’»]?",
)
_SHORT_BEFORE = re.compile(r"(?:^|[\s\"'“‘«])(?P<short>[A-Z0-9][\w.&/+-]{1,9})[\"'”’»]?\s$")
_ENDS = re.compile(r"[;:()\[\]•\n]|[.!?]\s+(?=[A-Z])")
_INITIAL = re.compile(r"(?<![\w'’])(\w)")
_LIGHT = re.compile(r"(?:of|and|the|for|in|on|to|a|an|its|at|by|with|from|or|as)(?![\w-])", re.IGNORECASE)
_LONGEST = 200
_LONGEST_SHORT = 10


def find_definitions(text: str) -> Iterator[tuple[str, str]]:
    """Yield the short forms that a text defines, each with its long form as written, in order."""
    opened = text.find("(")
    while opened >= 0:
        closed = text.find(")", opened, opened + _LONGEST)
        if closed > opened:
            inside = text[opened + 1 : closed].strip()
            # Most brackets hold years and letters of paragraphs; a short form has two capitals, in or before them.
            long = len(inside) > _LONGEST_SHORT
            may = not inside.isdigit() and (
                not inside.islower() or (long and any(map(str.isupper, text[max(0, opened - 4) : opened])))
            )
            found = _define(text, opened, inside) if may and len(inside) > 1 else None
            if found is not None:
                yield found
        opened = text.find("(", opened + 1)


def find_long_form(short: str, words: str) -> str | None:
    """Return the end of `words` that `short` abbreviates, None if there is none.

    Initials of words are preferred to letters within them, and then words that
    carry a meaning to "of" and "and".

    >>> find_long_form("SCC", "talks of the Security Consultative Committee")
    'Security Consultative Committee'
    """
    letters = [c for c in short.lower() if c.isalnum()]
    if len(letters) > 1 and short[-1:] == "s" and short[-2].isupper():  # "ICBMs"
        letters.pop()
    initials = [(m.start(), m[1].lower()) for m in _INITIAL.finditer(words)]
    meant = [(at, c) for at, c in initials if not _LIGHT.match(words, at)]
    for choice in (meant, initials):
        start = _match_initials(letters, choice)
        if start is not None and (found := _cut(words, start, len(letters), short)):
            return found
    start = _match_letters(letters, words)
    found = None if start is None else _cut(words, start, len(letters), short)
    if found is None:
        return None
    # Letters from within words prove little: most must begin one, and no word be left out.
    begun = [m[1].lower() for m in _INITIAL.finditer(found) if not _LIGHT.match(found, m.start())]
    met = sum(min(begun.count(c), letters.count(c)) for c in set(letters))
    return found if 2 * met >= len(letters) and met == len(begun) else None


def _match_initials(letters: list[str], initials: list[tuple[int, str]]) -> int | None:
    """Return where the first of the words begins whose initials are `letters`, looked for from right to left."""
    rest = iter(reversed(initials))
    at: int | None = None
    for letter in reversed(letters):
        at = next((place for place, initial in rest if initial == letter), None)
        if at is None:
            return None
    return at


def _match_letters(letters: list[str], words: str) -> int | None:
    at = len(words) - 1
    for index in range(len(letters) - 1, -1, -1):
        while at >= 0 and not (
            words[at].lower() == letters[index] and (index or at == 0 or not words[at - 1].isalnum())
        ):
            at -= 1
        if at < 0:
            return None
        at -= 1
    return words.rfind(" ", 0, at + 2) + 1


def _cut(words: str, start: int, letters: int, short: str) -> str | None:
    found = words[start:]
    count = len(found.split())
    if not 1 < count <= min(letters + 5, 2 * letters) or short in found.split():
        return None
    light = _LIGHT.match(found)
    return found if len(found) > len(short) and found[0].isalnum() and not light else None


def _define(text: str, opened: int, inside: str) -> tuple[str, str] | None:
    match = _SHORT.fullmatch(inside)
    before = text[max(0, opened - _LONGEST) : opened]
    if match is not None:
        short = match["short"]
        if not _is_short(short):
            return None
        ends = [m.end() for m in _ENDS.finditer(before.rstrip())]
        run = before[ends[-1] if ends else 0 :].split()
        long = find_long_form(short, " ".join(run[-2 * _LONGEST_SHORT :]).rstrip("\"'”’» ,"))
        return (short, long) if long else None
    match = _SHORT_BEFORE.search(before[-_LONGEST_SHORT - 4 :])
    if match is None or not _is_short(match["short"]):
        return None
    words = " ".join(inside.split()).removeprefix("the ").removeprefix("The ").strip("\"'“”‘’«»")
    return (match["short"], words) if find_long_form(match["short"], words) == words else None


def _is_short(short: str) -> bool:
    return len(short) <= _LONGEST_SHORT and sum(map(str.isupper, short)) >= 2 and not short.endswith(("-", "/", "+"))
