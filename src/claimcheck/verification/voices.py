"""Whose words stand at a place of a passage, beside whose words a claim says they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from claimcheck.text.quotes import find_quotes
from claimcheck.text.speakers import Speaker, find_speaker
from claimcheck.verification.alignment import Source, any_same
from claimcheck.verification.statements import Name, Statement

_MARK = re.compile('["“”]')
_NUMBER = re.compile(r"\d{2,}")
_NUMBERED = re.compile(r"[^\W\d_] (\d{2,})")
_TRANSLATION = re.compile(
    r"\b(?:provisional|unofficial|tentative|informal|english|our own|working) translation\b"
    r"|\btranslat(?:ed|ion) (?:from|by|into)\b|[(\[]translation[)\]]",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:spokes\w{3,6}|minist(?:er|ry)|officials?|ambassador|president|secretary|envoy|government|premier|chancellor)\b",
    re.IGNORECASE,
)
_STATES = frozenset(("state", "capital", "organisation"))


class Voice(StrEnum):
    """Whose words they are.

    OWN: the claim's speaker's, or nothing speaks against it. RETOLD: the
    document's, telling what the speaker said. OTHER: somebody else's, by name.
    ELSEWHERE: another document's than the speaker's. UNCLEAR: perhaps somebody
    else's.
    """

    OWN = "own"
    RETOLD = "retold"
    OTHER = "other"
    ELSEWHERE = "elsewhere"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Hearing:
    """A voice, and in words who is heard; `quoted` if the passage itself has the words between quotation marks."""

    voice: Voice
    who: str = ""
    quoted: bool = False


def hear(asked: Speaker[Name] | None, source: Source, start: int, end: int) -> Hearing:
    """Say whose words `source.passage.text[start:end]` are.

    Words between the passage's own quotation marks are whoever's the passage
    says. Others are the document's, that is its issuer's, unless it tells what
    somebody said. A digest's words are nobody's but its own.

    Args:
        asked: Whom the claim has say them, if it says.
        source: The passage in its context.
        start: Where the words start in the passage.
        end: Where they end.
    """
    quoted = _around(source, start, end)
    if quoted is not None:
        told = find_speaker(source.passage, *quoted)
        if told is None and quoted[0] == 0:
            told = _speaker_before(source)
        voice = _hear_quoted(asked, told, source)
        return Hearing(voice, told.words if told is not None else "", quoted=True)
    told = find_speaker(source.passage, start, end)
    if told is not None and not told.speaks:
        told = None
    return Hearing(_hear_bare(asked, told, source), told.words if told is not None else "")


def is_translation(source: Source) -> bool:
    """Whether the source says that it is a translation."""
    if source.form.casefold().startswith("translation"):
        return True
    return any(_TRANSLATION.search(s.text) for s in source.header)


def _around(source: Source, start: int, end: int) -> tuple[int, int] | None:
    """Return the outermost quotation of the passage that holds the words, with its marks.

    A sentence may be the first, the last or one from the middle of a quotation:
    a mark that closes none of the passage's own closes one opened before, and
    so on.
    """
    text = source.passage.text
    quotes = find_quotes(text)
    for quote in quotes:
        if quote.start <= start and end <= quote.end:
            return quote.outer_start, quote.outer_end
    opened, closed = _unpaired(text)
    if closed is not None and end <= closed:
        return 0, closed + 1
    if opened is not None and opened < start:
        return opened, len(text)
    if closed is None and opened is None and not quotes and _opener_before(source) is not None:
        return 0, len(text)
    return None


def _unpaired(text: str) -> tuple[int | None, int | None]:
    """Return the places of a mark that opens a quotation which does not end here, and of one that only ends one."""
    paired = {at for q in find_quotes(text) for at in (q.outer_start, q.outer_end - 1)}
    inside = [(q.outer_start, q.outer_end) for q in find_quotes(text)]
    opened = closed = None
    for found in _MARK.finditer(text):
        at = found.start()
        if at in paired or any(a < at < b for a, b in inside):
            continue
        opens = found.group() == "“" or (
            found.group() == '"' and text[at + 1 : at + 2].strip() != "" and (at == 0 or text[at - 1] in " (:")
        )
        if opens:
            opened = at
        elif closed is None and opened is None:
            closed = at
    return opened, closed


def _opener_before(source: Source) -> Statement | None:
    """Return the statement before the passage that opens a quotation which is still open there."""
    for statement in reversed(source.before):
        opened, closed = _unpaired(statement.text)
        if opened is not None:
            return statement
        if closed is not None or find_quotes(statement.text):
            return None
    return None


def _speaker_before(source: Source) -> Speaker[Name] | None:
    statement = _opener_before(source)
    if statement is None:
        return None
    opened, _ = _unpaired(statement.text)
    return find_speaker(statement, opened or 0, len(statement.text))


def _hear_quoted(asked: Speaker[Name] | None, told: Speaker[Name] | None, source: Source) -> Voice:
    if asked is None or not asked.names:
        return Voice.OWN
    if told is not None and told.names:
        return _compare(asked, told, source)
    if not any_same(asked.names, list(_known(source))):
        return Voice.ELSEWHERE
    if told is not None and told.pointing:
        meant = _antecedent(told, source)
        return Voice.OWN if meant is None or any_same(asked.names, [meant]) else Voice.UNCLEAR
    if told is not None and any(n.kind == "person" and any_same(asked.names, [n]) for n in told.related):
        return Voice.UNCLEAR  # a spokesman for him, a rival of his
    return Voice.OWN


def _compare(asked: Speaker[Name], told: Speaker[Name], source: Source) -> Voice:
    if any_same(asked.names, told.names):
        return Voice.OWN
    body = not any(n.kind == "person" for n in asked.names)
    if body and any_same(asked.names, [*told.related, *_header(source)]):
        return Voice.OWN  # a state's minister speaks for it
    if body and _OFFICE.search(told.words) and any_same(asked.names, list(_known(source))):
        return Voice.OWN
    ours, theirs = {n.kind for n in asked.names}, {n.kind for n in told.names}
    alike = ours == theirs == {"person"} or (ours | theirs <= _STATES and ours & theirs)
    return Voice.OTHER if alike else Voice.UNCLEAR


def _antecedent(told: Speaker[Name], source: Source) -> Name | None:
    """Return the person last named before a pronoun, in the passage or before it."""
    here = [n for n in source.passage.names if n.kind == "person" and n.end <= told.start]
    before = [n for s in source.before for n in s.names if n.kind == "person"]
    return (before + here or [None])[-1] if told.personal else None  # type: ignore[list-item]


def _hear_bare(asked: Speaker[Name] | None, told: Speaker[Name] | None, source: Source) -> Voice:
    header = list(_header(source))
    foreign = told is not None and (told.personal or (told.names and not any_same(told.names, header)))
    named = asked is not None and bool(asked.names)
    if told is not None and foreign:
        if named and asked is not None and told.names and not any_same(asked.names, [*told.names, *told.related]):
            return Voice.UNCLEAR
        return Voice.RETOLD
    if asked is not None and (named or _NUMBERED.search(asked.words)) and not _is_issuer(asked, header, source):
        return Voice.ELSEWHERE
    return Voice.RETOLD if source.form.casefold().startswith("digest") else Voice.OWN


def _is_issuer(asked: Speaker[Name], header: list[Name], source: Source) -> bool:
    """Whether a document may speak with the voice of whoever the claim names; it may where nothing is known of it."""
    numbers = set(_NUMBERED.findall(asked.words))
    text = " ".join(s.text for s in source.header)
    if numbers and text:  # "Resolution 1718" is not just any resolution
        return numbers <= set(_NUMBER.findall(text))
    if any_same(asked.names, header):
        return True
    known = {n.kind for n in asked.names} & {"person", *_STATES}
    return not header or not known


def _header(source: Source) -> Iterator[Name]:
    for statement in source.header:
        yield from statement.names
        yield from statement.implied


def _known(source: Source) -> Iterator[Name]:
    yield from source.passage.names
    yield from source.passage.implied
    yield from _header(source)
    for statement in source.before:
        yield from statement.names
