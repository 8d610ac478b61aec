"""When it was: "the same day", "a year later", "on Thursday", "17 August" without its year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from claimcheck.detection.links import Link, Place
from claimcheck.models import InferenceKind
from claimcheck.text.dates import DateMention, Granularity, find_dates
from claimcheck.text.syntax import Parse
from claimcheck.text.tags import DATES

_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_NUMBERS |= {"a": 1, "an": 1, "the": 1}
_MONTHS = "January February March April May June July August September October November December".split()
_UNIT = r"(?P<unit>day|month|year)"
_SAME = re.compile(rf"\b(?P<lead>on |in |of |during )?(?P<which>the same|that) {_UNIT}\b(?!['’])", re.IGNORECASE)
_NEXT = re.compile(rf"\b(?:on |in )?the (?P<which>next|following|previous) {_UNIT}\b(?!['’])", re.IGNORECASE)
_LATER = re.compile(
    rf"\b(?P<count>an?|{'|'.join(w for w in _NUMBERS if len(w) > 2 and w != 'the')}|\d{{1,2}}) {_UNIT}s? "
    r"(?P<way>later|earlier)\b",
    re.IGNORECASE,
)
_HINT = re.compile(r"\b(?:same|that|next|following|previous|later|earlier)\b", re.IGNORECASE)
_PREPOSITIONS = frozenset("on in of since until till by before after from during through between for to".split())
_MONTH_DAY = re.compile(r"[A-Za-z.]+\s+\d{1,2}(?:st|nd|rd|th)?")
_RELATIVE = re.compile(r"(?:today|yesterday|last|this|mon|tues|wednes|thurs|fri|satur|sun)", re.IGNORECASE)
_REACH = 2
_LAST = re.compile(r"\blast\s\Z", re.IGNORECASE)
_MAY_DATE = re.compile(r"\d|day\b|\b(?:last|this|" + "|".join(m[:3] for m in _MONTHS) + ")", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """The dates of a sentence that was read, and those that were told from others."""

    sentence: int
    paragraph: int
    dates: tuple[DateMention, ...]


def read_dates(text: str, as_of: date | None) -> tuple[DateMention, ...]:
    """Return the dates of a sentence; words without a digit or a day's name have none."""
    if not _MAY_DATE.search(text):
        return ()
    return tuple(find_dates(text, anchor=as_of))


def link_moments(parse: Parse, own: Dated, before: Sequence[Dated], as_of: date | None) -> list[Link]:
    """Return the words of a sentence that say when, by another date, with that date where it is sure.

    Args:
        parse: The sentence.
        own: Its dates.
        before: The sentences of its paragraph before it, with theirs.
        as_of: The article's date.
    """
    text = parse.text
    links = list(_told_by_story(text, own, before)) if _HINT.search(text) else []
    taken = [(k.start, k.end) for k in links]
    years = {d.first.year for s in (*before, own) for d in s.dates if not d.inferred}
    for mention in own.dates:
        if not mention.inferred or as_of is None or any(a < mention.end and mention.start < b for a, b in taken):
            continue
        if _overlaps_of_year(text, mention, links):
            continue
        link = _told_by_article(parse, mention, as_of)
        if link is not None and not (years - {as_of.year} and not _RELATIVE.match(mention.surface)):
            links.append(link)
    return sorted(links, key=lambda k: k.start)


def _overlaps_of_year(text: str, mention: DateMention, links: Sequence[Link]) -> bool:
    """Whether its year follows in other words ("28 December of that year")."""
    return any(link.start - mention.end <= 1 and link.start >= mention.end for link in links)


def _told_by_story(text: str, own: Dated, before: Sequence[Dated]) -> Iterator[Link]:
    for pattern in (_SAME, _NEXT, _LATER):
        for found in pattern.finditer(text):
            if pattern is _SAME and _is_compared(text, found):
                continue
            base = _base(found.start(), own, before)
            told = _moved(found, base[1]) if base is not None else ""
            start = found.start()
            if not told or base is None:
                yield Link(start, found.end(), InferenceKind.DATE)
                continue
            lead = _lead(text, found, told)
            place = Place(base[0], base[1].start, base[1].end)
            yield Link(start, found.end(), InferenceKind.DATE, lead + told, f"date {told}", place)


def _is_compared(text: str, found: re.Match[str]) -> bool:
    """Whether "that day" is followed by what says which ("the same day that ...", "the same year as")."""
    return re.match(r"\s(?:that|as|when|of|in which|on which)\b", text[found.end() : found.end() + 12]) is not None


def _base(start: int, own: Dated, before: Sequence[Dated]) -> tuple[int, DateMention] | None:
    """Return the one date that the nearest sentence with any has, and that sentence's place."""
    # A date beside "of that year" has its year from there, and gives none.
    earlier = [d for d in own.dates if d.end < start - 1 and not _RELATIVE.match(d.surface)]
    if earlier:
        return (own.sentence, earlier[-1]) if len({(d.first, d.last) for d in earlier}) == 1 else None
    for said in before[: -_REACH - 1 : -1]:
        if said.dates:
            spans = {(d.first, d.last) for d in said.dates}
            return (said.sentence, said.dates[-1]) if len(spans) == 1 else None
    return None


def _moved(found: re.Match[str], base: DateMention) -> str:
    """Return the date that is meant, counted from `base`, as it is written; "" if that one is too coarse."""
    told = found.groupdict()
    unit = told["unit"].lower()
    if "count" in told:
        word = told["count"].lower()
        step = (_NUMBERS[word] if word in _NUMBERS else int(word)) * (1 if told["way"].lower() == "later" else -1)
    else:
        step = {"next": 1, "following": 1, "previous": -1}.get(told["which"].lower(), 0)
    fine = [Granularity.DAY, Granularity.MONTH, Granularity.YEAR]
    if base.granularity not in fine[: {"day": 1, "month": 2, "year": 3}[unit]]:
        return ""
    if step and base.granularity is not {"day": fine[0], "month": fine[1], "year": fine[2]}[unit] and "count" in told:
        return ""  # "a year later" than a day is no year
    if unit == "day":
        return _written(base.first + timedelta(days=step))
    if unit == "year":
        return str(base.first.year + step)
    month = base.first.year * 12 + base.first.month - 1 + step
    return f"{_MONTHS[month % 12]} {month // 12}"


def _lead(text: str, found: re.Match[str], told: str) -> str:
    """Return the preposition that the date needs where the words had none, or their own."""
    own = found.group().split(" ", 1)[0].lower()
    if own == "of":
        return ""
    if own in {"on", "in", "during"}:
        return f"{own} "
    previous = text[: found.start()].rsplit(maxsplit=1)[-1:] or [""]
    if previous[0].lower() in _PREPOSITIONS:
        return ""
    return "on " if told[0].isdigit() and " " in told else "in "


def _written(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _is_past(parse: Parse, start: int) -> bool:
    """Whether the date there is of a verb in the past.

    It may lie ahead in "voted to strike in July", and behind an object, in
    "signed a contract for delivery in March".
    """
    verb = next((w for w in parse.words if w.start <= start < w.end), None)
    nouns = []
    while verb is not None and verb.head != verb.index and verb.pos not in {"VERB", "AUX"}:
        if verb.pos in {"NOUN", "PROPN"} and verb.entity not in DATES:
            nouns.append(verb.index)
        verb = parse.words[verb.head]
    if verb is None or any(i > verb.index for i in nouns):
        return False
    helping = [parse.words[c] for c in parse.children[verb.index] if parse.words[c].dep in {"aux", "auxpass"}]
    if any(w.tag in {"TO", "MD"} for w in helping):
        return False
    standing = any(w.lemma == "be" and w.tag in {"VBZ", "VBP"} for w in helping)
    return (verb.tag in {"VBD", "VBN"} and not standing) or any(w.tag == "VBD" for w in helping)


def _preposition(text: str, start: int, lead: str) -> str:
    """Return what a date needs before it where no preposition stands."""
    previous = (text[:start].rsplit(maxsplit=1) or [""])[-1].lower()
    return "" if previous in _PREPOSITIONS else lead


def _last_month(text: str, mention: DateMention, start: int, as_of: date) -> Link:
    """Return "last December"; a month of the running year may be another year's too."""
    if mention.first.year == as_of.year:
        return Link(start, mention.end, InferenceKind.DATE)
    told = f"{mention.surface} {mention.first.year}"
    return Link(start, mention.end, InferenceKind.DATE, _preposition(text, start, "in ") + told, f"date {told}")


def _told_by_article(parse: Parse, mention: DateMention, as_of: date) -> Link | None:
    """Return a date that counts from the article's, in full; None where it may lie ahead or is a range."""
    text, surface = parse.text, mention.surface
    if mention.ahead or (mention.first != mention.last and mention.granularity is Granularity.DAY):
        return None
    start, end = mention.start, mention.start + len(surface.rstrip("."))
    surface = surface.rstrip(".")
    year = str(mention.first.year)
    if _RELATIVE.match(surface):
        told = {
            Granularity.DAY: _written(mention.first),
            Granularity.MONTH: f"{_MONTHS[mention.first.month - 1]} {year}",
            Granularity.YEAR: year,
        }.get(mention.granularity)
        root = next((w for w in parse.words if w.head == w.index), None)
        sure = surface.lower().startswith(("last", "yesterday"))
        past = root is None or root.tag in {"VBD", "VBN"}
        if told is None or not (sure or (past and _is_past(parse, start))):
            return None
        lead = _preposition(text, start, "on " if mention.granularity is Granularity.DAY else "in ")
        return Link(start, end, InferenceKind.DATE, lead + told, f"date {told}")
    if (
        mention.granularity not in {Granularity.DAY, Granularity.MONTH}
        or any(c in surface for c in "-–—")
        or year in surface
    ):
        return None
    if re.match(r"[\w'’-]|\s(?:and|to|or|of)\b|,?\s\d", text[end : end + 5]) or not _is_past(parse, start):
        return None
    if text[:start].endswith(("last ", "Last ")):
        return _last_month(text, mention, start - len("last "), as_of)
    comma = ", " if _MONTH_DAY.fullmatch(surface) else " "
    last = _LAST.search(text, 0, start)
    if last and mention.granularity is Granularity.MONTH:  # "in Tokyo last December"
        return Link(last.start(), end, InferenceKind.DATE, f"in {surface} {year}", f"date {surface} {year}")
    return Link(start, end, InferenceKind.DATE, f"{surface}{comma}{year}", f"date {surface}")
