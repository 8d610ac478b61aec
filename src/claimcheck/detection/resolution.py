"""A claim made understandable alone: what its words point to is put in their place, and marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.detection.context import Linked
from claimcheck.detection.links import Link, Place
from claimcheck.models import Anchor, Inference, InferenceKind

_TOKEN = re.compile(r"\w+|[^\w\s]")
_NAME_BEFORE = re.compile(r"\S [A-Z][\w-]* \Z")


@dataclass(frozen=True, slots=True)
class Resolved:
    """The text of a claim with what was put in, and the words that were left open."""

    text: str
    inferred: tuple[Inference, ...]
    unresolved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str
    inference: tuple[InferenceKind, str, Place | None]


def resolve(
    text: str,
    supplied: Sequence[tuple[int, int, str]],
    sentence: str,
    linked: Linked,
    anchor: Callable[[Place], Anchor],
) -> Resolved:
    """Put what is meant in the place of a claim's words that point outside it.

    Args:
        text: The claim, in words of the sentence.
        supplied: The spans of `text` that the sentence does not have, with the
            word that it has instead.
        sentence: The sentence.
        linked: What its words stand for.
        anchor: Gives the article's words at a place.
    """
    links = _placed(text, sentence, linked) if linked.links else []
    changes: list[_Change] = []
    unresolved: list[str] = []
    for index, (start, end, link, named) in enumerate(links):
        said = text[start:end]
        put = {k.key for _, _, k, _ in links[:index] if k.text and k.key}
        if not link.text:
            if not (named | put).intersection(link.maybe):
                kept = link.kind is InferenceKind.NAME or said == "I"
                unresolved.append(said if kept else said.lower() if said.isupper() else said[0].lower() + said[1:])
            continue
        if link.key in named or (link.key in put and not _waits(links, index)) or _yields(links, index):
            continue
        changes += _changes(text, start, end, link)
        unresolved += [link.text.removesuffix("'s").removesuffix("'")] if link.loose else []
    changes += [_Change(a, b, text[a:b], (InferenceKind.SUPPLIED, said, None)) for a, b, said in supplied]
    return _written(text, sorted(changes, key=lambda c: c.start), tuple(dict.fromkeys(unresolved)), anchor)


def led_in(item: Resolved, lead: Resolved, length: int, source: Anchor) -> Resolved:
    """Return the claim of a list's item, which begins with its lead, with the lead's words as they can stand alone.

    Args:
        item: The claim.
        lead: Its first words, resolved by themselves.
        length: How many characters they are in the claim.
        source: Where they stand.
    """
    grown = len(lead.text) - length
    opening = Inference(start=0, end=len(lead.text), kind=InferenceKind.SUPPLIED, source=source)
    moved = (replace(i, start=i.start + grown, end=i.end + grown) for i in item.inferred[1:])
    unresolved = tuple(dict.fromkeys((*lead.unresolved, *item.unresolved)))
    return Resolved(lead.text + item.text[length:], (opening, *moved), unresolved)


_Placed = tuple[int, int, Link, frozenset[str]]


def _yields(links: Sequence[_Placed], index: int) -> bool:
    """Whether a possessive stays as it is since the subject after it is named: "In his address Abe said"."""
    _, _, link, _ = links[index]
    if link.kind is not InferenceKind.PRONOUN or not link.text.endswith(("'s", "'")):
        return False
    return any(k.key == link.key and not k.text.endswith(("'s", "'")) for _, _, k, _ in links[index + 1 :] if k.text)


def _waits(links: Sequence[_Placed], index: int) -> bool:
    """Whether the mentions before are possessives that have given way to this one."""
    _, _, link, _ = links[index]
    earlier = [i for i in range(index) if links[i][2].key == link.key and links[i][2].text]
    return bool(earlier) and all(_yields(links, i) for i in earlier)


def _placed(text: str, sentence: str, linked: Linked) -> list[_Placed]:
    """Return the links that a claim has, each with its span there and the keys of what the claim names before it."""
    places = _align(text, sentence)
    back = {there: here for here, there in places}
    found = []
    for link in linked.links:
        start, last = back.get(link.start), _last(sentence, link, back)
        if start is None or last is None or not _same(text[start:last], sentence[link.start : link.end]):
            continue
        named = frozenset(key for there, key in linked.named if there in back and (link.ahead or back[there] < start))
        found.append((start, last, link, named))
    return sorted(found, key=lambda f: f[0])


def _last(sentence: str, link: Link, back: dict[int, int]) -> int | None:
    tokens = list(_TOKEN.finditer(sentence, link.start, link.end))
    place = back.get(tokens[-1].start()) if tokens else None
    return None if place is None else place + len(tokens[-1].group())


def _same(one: str, other: str) -> bool:
    return one.lower() == other.lower()


def _align(text: str, sentence: str) -> list[tuple[int, int]]:
    """Return where each word of a claim stands in its sentence, as starts of both.

    A claim has words of the sentence in their order but for those that were
    put before it: each is looked for behind the one before, where the next
    one fits too if there is such a place.
    """
    ours = [(m.start(), m.group().lower()) for m in _TOKEN.finditer(text)]
    theirs = [(m.start(), m.group().lower()) for m in _TOKEN.finditer(sentence)]
    by_word: dict[str, list[int]] = {}
    for place, (_, word) in enumerate(theirs):
        by_word.setdefault(word, []).append(place)
    found, at = [], 0
    for index, (start, word) in enumerate(ours):
        places = by_word.get(word, ())
        after = [p for p in places if p >= at] or list(places)
        if not after:
            continue
        following = ours[index + 1][1] if index + 1 < len(ours) else ""
        fitting = [p for p in after if p + 1 < len(theirs) and theirs[p + 1][1] == following]
        place = after[0] if after[0] == at else (fitting or after)[0]
        found.append((start, theirs[place][0]))
        at = place + 1
    return found


def _changes(text: str, start: int, end: int, link: Link) -> Iterator[_Change]:
    """Yield what is put in: only what is not there yet, if what is there begins or ends it."""
    said, meant = text[start:end], link.text
    opens = not text[:start].strip()
    meant = meant[:1].upper() + meant[1:] if opens else meant
    if link.kind in {InferenceKind.NAME, InferenceKind.DATE} and meant.endswith(f" {said}"):
        yield _Change(start, start, meant[: -len(said)], (link.kind, "", link.source))
    elif link.kind in {InferenceKind.NAME, InferenceKind.DATE} and meant.startswith(said) and meant != said:
        tail = meant[len(said) :]
        tail += "," if tail.startswith(",") and text[end : end + 1] == " " else ""
        yield _Change(end, end, tail, (link.kind, "", link.source))
    elif meant[:1].isupper() and _NAME_BEFORE.search(text[:start]):  # two names side by side would be read as one
        yield _Change(start - 1, end, f", {meant}", (link.kind, said, link.source))
    else:
        yield _Change(start, end, meant, (link.kind, said, link.source))


def _written(
    text: str, changes: Sequence[_Change], unresolved: tuple[str, ...], anchor: Callable[[Place], Anchor]
) -> Resolved:
    out: list[str] = []
    inferred: list[Inference] = []
    reached = length = 0
    for change in changes:
        if change.start < reached:
            continue
        kept = text[reached : change.start]
        out += [kept, change.text]
        length += len(kept)
        kind, said, place = change.inference
        source = anchor(place) if place is not None else None
        inferred.append(Inference(start=length, end=length + len(change.text), kind=kind, said=said, source=source))
        length += len(change.text)
        reached = change.end
    return Resolved("".join((*out, text[reached:])), tuple(inferred), unresolved)
