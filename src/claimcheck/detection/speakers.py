"""Who says a claim, called as the article has introduced them before: "Pike" and "he" by the full name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from claimcheck.detection.atomic import Draft, Reading
from claimcheck.detection.context import Linked
from claimcheck.detection.mentions import find_persons
from claimcheck.detection.quotations import Utterance
from claimcheck.text.syntax import Parse

_PERSONAL = frozenset({"he", "she"})


def with_full_speaker(utterance: Utterance, parses: Sequence[Parse], linked: Sequence[Linked]) -> Utterance:
    """Return what is quoted with its speaker's words understood where they stand.

    Args:
        utterance: What is quoted.
        parses: The article's sentences.
        linked: What their words stand for.
    """
    place = utterance.named
    if place is None or (utterance.speaker in _PERSONAL and not utterance.own):
        return utterance  # who "he" is beyond his sentence was decided with the other speakers
    told = _told(parses[place.sentence].text, place.start, place.end, linked[place.sentence])
    told = told or _named_before(utterance.speaker, parses[: place.sentence])
    return replace(utterance, speaker=told) if told else utterance


def _named_before(word: str, parses: Sequence[Parse]) -> str:
    """Return the full name of the one person who bears a name; a parser may not see a name in the word alone."""
    if not word.isalpha() or not word[0].isupper():
        return ""
    persons = [person for parse in parses if word in parse.text for person in find_persons(parse)]
    full = {p.name for p in persons if word in {p.parts[0], p.parts[-1]}}
    return full.pop() if len(full) == 1 else ""


def with_full_speakers(reading: Reading, text: str, linked: Linked) -> Reading:
    """Return a sentence's reading with those who are reported to say something called so."""
    if not any(d.attributed_to for d in reading.drafts):
        return reading
    return replace(reading, drafts=tuple(_named(d, text, linked) for d in reading.drafts))


def _named(draft: Draft, text: str, linked: Linked) -> Draft:
    if not draft.attributed_to:
        return draft
    words = re.compile(rf"(?<!\w){re.escape(draft.attributed_to)}(?!\w)", re.IGNORECASE)
    told = {_told(text, *m.span(), linked) for m in words.finditer(text)}
    full = told.pop() if len(told) == 1 else ""
    return replace(draft, attributed_to=full) if full else draft


def _told(text: str, start: int, end: int, linked: Linked) -> str:
    """Return the words there with what they point to in its place; "" where they point to nothing that is sure."""
    links = [k for k in linked.links if start <= k.start and k.end <= end and k.text and not k.loose]
    out, reached = "", start
    for link in sorted(links, key=lambda k: k.start):
        if link.start >= reached:
            out, reached = f"{out}{text[reached : link.start]}{link.text}", link.end
    return out + text[reached:end] if links else ""
