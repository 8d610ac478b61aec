"""Claim detection: which sentences of an article assert something checkable, and what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claimcheck.detection.atomic import Draft, Reading, part_semicolons, read_sentence
from claimcheck.detection.context import Linked, Told, link_sentences
from claimcheck.detection.inline import Plain
from claimcheck.detection.layout import Unit, lay_out
from claimcheck.detection.links import Link, Place
from claimcheck.detection.lists import find_items, leads_up, read_item
from claimcheck.detection.quotations import Line, Utterance, find_utterances
from claimcheck.detection.quoted_claims import with_quotations
from claimcheck.detection.remainders import find_remainders
from claimcheck.detection.resolution import Resolved, led_in, resolve
from claimcheck.detection.speakers import with_full_speaker, with_full_speakers
from claimcheck.models import Anchor, Article, Checkability, Claim, Grain, Part, Remainder, Sentence, content_id
from claimcheck.text.entities import Gazetteer, load_gazetteer
from claimcheck.text.furniture import recognise_line
from claimcheck.text.segment import split_sentences
from claimcheck.text.syntax import Parse, parse_alike

__all__ = ["Extraction", "extract"]


# What stands beside the prose: its words point to nothing there, nor the prose's to it.
_APART = frozenset({Part.HEADLINE, Part.STANDFIRST, Part.HEADING, Part.CAPTION, Part.ROW})


@dataclass(frozen=True, slots=True)
class Extraction:
    """Every sentence of an article in order, and the claims drawn from them, in order."""

    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A sentence with its unit and its span of the article."""

    unit: Unit
    plain: Plain
    start: int
    end: int
    offset: int = 0  # into the unit's words

    @property
    def reason(self) -> str:
        """Why it is furniture, by itself or with its unit: a caption's last sentence may be a credit."""
        caption = self.unit.part is Part.CAPTION
        return self.unit.reason or (recognise_line(self.plain.text) if caption else "")


@dataclass(frozen=True, slots=True)
class _Lead:
    """The sentence that leads a list in: its words, what they stand for, its number."""

    text: str
    linked: Linked
    place: int


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A claim of a sentence, with its words as they can stand alone; `lead` is what leads in the list that it is of."""

    place: _Placed
    sentence: Sentence
    draft: Draft
    resolved: Resolved
    lead: Anchor | None = None


def extract(
    article: Article,
    *,
    pipeline: str,
    as_of: str = "",
    gazetteer: Gazetteer | None = None,
    grain: Grain = Grain.CLAIM,
    parse: Callable[[Sequence[str], str], Iterator[Parse]] = parse_alike,
) -> Extraction:
    """Account for every sentence of an article and draw the claims.

    A sentence is parsed by itself, so what becomes of it depends on its own
    words and on where on the page it stands. What its words stand for that
    point outside it ("he", "the same day") is read off the sentences before,
    and who speaks a quotation off those around it.

    Args:
        article: Markdown or plain text, perhaps a page saved with its furniture.
        pipeline: Name of the spaCy pipeline that parses the sentences.
        as_of: The date against which relative dates are read; the article's
            own if empty.
        gazetteer: Known names; the shipped ones if absent.
        grain: How finely sentences are parted.
        parse: What parses the sentences, given them and `pipeline`.

    Returns:
        The sentences, furniture included (`boilerplate`), and the claims.
        Each anchor gives the article's very words; what was inferred is marked
        in the claim's text.

    Raises:
        MissingPipeline: The pipeline is not installed or not allowed.
    """
    as_of = as_of or article.published
    units = lay_out(article)
    placed = [p for unit in units for p in _place(article.text, unit)]
    read = [p for p in placed if not p.reason]
    parsed = list(_read_all(read, lambda texts: parse(texts, pipeline), grain))
    told = [Told(w, p.unit.paragraph, p.unit.part in _APART) for p, (w, _) in zip(read, parsed, strict=True)]
    linked = link_sentences(told, gazetteer=gazetteer or load_gazetteer(), as_of=_day(as_of))
    lines = _lines(read, units, [whole for whole, _ in parsed])
    listed, leads = _with_lists(lines, [reading for _, reading in parsed], lambda texts: parse(texts, pipeline))
    readings = _with_speakers(lines, units, listed, linked, leads)

    def anchor(place: Place) -> Anchor:
        start, end = read[place.sentence].plain.span(place.start, place.end)
        return Anchor(start=start, end=end, quote=article.text[start:end])

    coming = iter(range(len(read)))
    sentences: list[Sentence] = []
    drawn: list[_Drawn] = []
    for ordinal, item in enumerate(placed, start=1):
        if item.reason:
            sentences.append(_sentence(article, item, ordinal))
            continue
        index = next(coming)
        whole, (reading, said) = lines[index].parse, readings[index]
        links = replace(linked[index], links=tuple(_left_open(link, said) for link in linked[index].links))
        sentences.append(_sentence(article, item, ordinal, (whole, reading)))
        lead = _Lead(lines[leads[index]].parse.text, linked[leads[index]], leads[index]) if index in leads else None
        drawn += (_draw(item, sentences[-1], draft, (whole.text, links), lead, anchor) for draft in reading.drafts)
    claims = [_claim(article, one, ordinal=ordinal, as_of=as_of) for ordinal, one in enumerate(drawn, start=1)]
    return Extraction(tuple(sentences), tuple(claims))


def _draw(
    place: _Placed,
    sentence: Sentence,
    draft: Draft,
    words: tuple[str, Linked],
    lead: _Lead | None,
    anchor: Callable[[Place], Anchor],
) -> _Drawn:
    resolved = resolve(draft.text, draft.inferred, *words, anchor)
    if lead is None:
        return _Drawn(place, sentence, draft, resolved)
    length, there = draft.inferred[0][1], anchor(Place(lead.place, 0, len(lead.text)))
    opening = resolve(draft.text[:length], (), lead.text, lead.linked, anchor)
    return _Drawn(place, sentence, draft, led_in(resolved, opening, length, there), there)


def _day(as_of: str) -> date | None:
    """Return the day of an ISO date; None where only the month or the year is known."""
    try:
        return date.fromisoformat(as_of)
    except ValueError:
        return None


def _place(text: str, unit: Unit) -> Iterator[_Placed]:
    """Yield the sentences of a unit; marks taken out of it go with the sentence that they touch."""
    spans = split_sentences(unit.plain.text)
    start = unit.start + _behind_space(text[unit.start : unit.plain.starts[0]])
    for index, (low, high) in enumerate(spans):
        end = unit.plain.ends[high - 1]
        if index + 1 == len(spans):
            tail = text[end : unit.end]
            end += len(tail) if tail.startswith("]") else len(tail.split(maxsplit=1)[0]) if tail[:1].strip() else 0
            yield _Placed(unit, unit.plain.cut(low, high), start, end, low)
            return
        following = unit.plain.starts[spans[index + 1][0]]
        space = unit.plain.starts[high] if unit.plain.text[high].isspace() else following
        end += len(text[end:space].rstrip())
        yield _Placed(unit, unit.plain.cut(low, high), start, end, low)
        start = space + _behind_space(text[space:following])


def _behind_space(gap: str) -> int:
    return len(gap) - len(gap.rsplit(maxsplit=1)[-1]) if gap and not gap[-1].isspace() and gap.split() else len(gap)


def _read_all(
    placed: Sequence[_Placed], parse: Callable[[Sequence[str]], Iterator[Parse]], grain: Grain
) -> Iterator[tuple[Parse, Reading]]:
    texts: list[str] = []
    parts: list[list[tuple[int, int]]] = []
    for item in placed:
        parts.append(part_semicolons(item.plain.text))
        texts += [item.plain.text, *(item.plain.text[a:b] for a, b in parts[-1])]
    parses = parse(texts) if texts else iter(())
    for spans in parts:
        whole = next(parses)
        yield whole, read_sentence(whole, [(start, next(parses)) for start, _ in spans], grain=grain)


def _lines(placed: Sequence[_Placed], units: Sequence[Unit], parses: Sequence[Parse]) -> list[Line]:
    number = {id(unit): n for n, unit in enumerate(units)}
    return [Line(number[id(p.unit)], p.unit.part, p.offset, parse) for p, parse in zip(placed, parses, strict=True)]


def _with_lists(
    lines: Sequence[Line], readings: Sequence[Reading], parse: Callable[[Sequence[str]], Iterator[Parse]]
) -> tuple[list[Reading], dict[int, int]]:
    """Return the readings with the items of lists read behind their leads, and the lead of each such item."""
    found = list(readings)
    leads: dict[int, int] = {}
    for place, line in enumerate(lines):
        found[place] = leads_up(line.parse) or found[place]
    items = find_items(lines)
    parses = parse([item.text for item in items]) if items else iter(())
    read = [(i, read_item(i, p, lines[i.lead].parse)) for i, p in zip(items, parses, strict=True)]
    doubtful = {i.lead for i, reading in read if reading is None and i.to_do}
    for item, reading in read:
        if reading is not None and item.lead not in doubtful:
            end = len(lines[item.place].parse.text)
            drafts = tuple(replace(d, end=end, spans=((0, end),)) for d in reading.drafts)
            found[item.place] = replace(reading, drafts=drafts)
            leads[item.place] = item.lead
    return found, leads


def _with_speakers(
    lines: Sequence[Line],
    units: Sequence[Unit],
    readings: Sequence[Reading],
    linked: Sequence[Linked],
    leads: Mapping[int, int],
) -> list[tuple[Reading, tuple[Utterance, ...]]]:
    """Return the readings with the article's quotations as claims, and what is quoted."""
    found = find_utterances(lines, [unit.plain.text for unit in units])
    parses = [line.parse for line in lines]
    said = [tuple(with_full_speaker(u, parses, linked) for u in line) for line in found]
    named = [with_full_speakers(r, whole.text, k) for whole, r, k in zip(parses, readings, linked, strict=True)]
    led = set(leads.values())
    return [
        # What a lead quotes is in the claims of its items.
        (named[i] if i in led else with_quotations(lines[leads.get(i, i)].parse, named[i], said[leads.get(i, i)]), u)
        for i, u in enumerate(said)
    ]


def _left_open(link: Link, said: Sequence[Utterance]) -> Link:
    """Return a link without what it stands for if it is in quoted words: they stay as they were said."""
    return replace(link, text="", maybe=()) if any(u.start <= link.start < u.end for u in said) else link


def _sentence(article: Article, item: _Placed, ordinal: int, read: tuple[Parse, Reading] | None = None) -> Sentence:
    anchor = Anchor(start=item.start, end=item.end, quote=article.text[item.start : item.end])
    judgement = read[1].judgement if read else None
    return Sentence(
        id=content_id("sentence", article.id, str(anchor.start), anchor.quote),
        article_id=article.id,
        ordinal=ordinal,
        paragraph=item.unit.paragraph,
        anchor=anchor,
        checkability=judgement.checkability if judgement else Checkability.BOILERPLATE,
        reason=judgement.reason if judgement else item.reason,
        cue=judgement.cue if judgement else "",
        part=item.unit.part if judgement else Part.FURNITURE,
        section=item.unit.section,
        page=item.unit.page,
        remainders=tuple(_remainders(article, item, *read)) if read else (),
    )


def _remainders(article: Article, item: _Placed, parse: Parse, reading: Reading) -> Iterator[Remainder]:
    """Yield what is in none of a sentence's claims; one without any is no claim as a whole."""
    claimed = [span for draft in reading.drafts for span in draft.spans]
    for start, end, told in find_remainders(parse, claimed, reading.apart) if claimed else ():
        anchor = _anchor(article, item, (start, end))
        yield Remainder(anchor=anchor, checkability=told.checkability, reason=told.reason, cue=told.cue)


def _claim(article: Article, drawn: _Drawn, *, ordinal: int, as_of: str) -> Claim:
    item, draft, resolved = drawn.place, drawn.draft, drawn.resolved
    anchor = _anchor(article, item, (draft.start, draft.end))
    return Claim(
        id=content_id("claim", article.id, str(anchor.start), resolved.text, as_of),
        article_id=article.id,
        text=resolved.text,
        ordinal=ordinal,
        paragraph=drawn.sentence.paragraph,
        kind=draft.kind,
        worth=draft.worth,
        worth_parts=draft.parts,
        attributed_to=draft.attributed_to,
        sentence_id=drawn.sentence.id,
        anchor=anchor,
        as_of=as_of,
        spans=(*((drawn.lead,) if drawn.lead else ()), *(_anchor(article, item, span) for span in draft.spans)),
        inferred=resolved.inferred,
        unresolved=resolved.unresolved,
    )


def _anchor(article: Article, item: _Placed, span: tuple[int, int]) -> Anchor:
    """Return where a span of a sentence stands in the article; all of it, with the marks around it."""
    whole = span == (0, len(item.plain.text))
    start, end = (item.start, item.end) if whole else item.plain.span(*span)
    return Anchor(start=start, end=end, quote=article.text[start:end])
