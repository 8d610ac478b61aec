"""What the words of a sentence that point outside it stand for, read off the article up to there.

Sentences are read in order, and nothing behind a sentence has a say in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from claimcheck.detection.antecedents import HE, IT, POSSESSIVES, PRONOUNS, SHE, Outcome, Said, find_antecedent
from claimcheck.detection.definites import OWED, definite, link_definites, link_pairs
from claimcheck.detection.kinds import Kind, Sex
from claimcheck.detection.links import Link, Place
from claimcheck.detection.mentions import (
    SUBJECTS,
    Mention,
    Person,
    find_persons,
    inside,
    is_core,
    is_main_subject,
    quoted_spans,
    read_mentions,
)
from claimcheck.detection.moments import Dated, link_moments, read_dates
from claimcheck.detection.short_names import link_acronyms, link_surnames
from claimcheck.models import InferenceKind
from claimcheck.text.entities import Gazetteer
from claimcheck.text.entities import Mention as Known
from claimcheck.text.entities.acronyms import find_definitions
from claimcheck.text.syntax import Parse, Word

_SPEAKERS = frozenset("i we me us my our mine ours".split())
_LONGEST = 300  # words; a longer sentence is a list or an attack
_REACH = 12  # sentences back in which a paragraph is looked at: what is further back is forgotten
_MOST_HELD = 40  # mentions of one noun
_MOST = 16  # words of a phrase that may stand for a pronoun


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the article as it is read here; one `apart` is no part of the prose: a heading, a caption."""

    parse: Parse
    paragraph: int
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """What of a sentence points outside it, in order, and where it names whom or what by itself."""

    links: tuple[Link, ...] = ()
    named: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class _Story:
    """The article as far as it was read."""

    gazetteer: Gazetteer
    as_of: date | None
    persons: dict[str, Person | None] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    acronyms: dict[str, tuple[str, Place] | None] = field(default_factory=dict)
    nouns: dict[str, list[Mention]] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)
    known: list[Sequence[Known]] = field(default_factory=list)
    dated: list[Dated] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    quoting: bool = False


def link_sentences(sentences: Sequence[Told], *, gazetteer: Gazetteer, as_of: date | None) -> list[Linked]:
    """Return for each sentence what its words stand for that point outside it.

    Args:
        sentences: The article's sentences in order, without its furniture.
        gazetteer: Known names.
        as_of: The article's date, that "on Thursday" counts from.
    """
    story = _Story(gazetteer, as_of)
    return [_read(story, told, place) for place, told in enumerate(sentences)]


def _read(story: _Story, told: Told, place: int) -> Linked:
    parse, text = told.parse, told.parse.text
    known = story.gazetteer.find(text)
    _meet(story, parse, place)
    mentions = [] if len(parse.words) > _LONGEST else read_mentions(parse, place, known, story.persons)
    paragraph = 0 if told.apart else told.paragraph
    story.known.append(known)
    story.texts.append(text)
    dated = Dated(place, paragraph, read_dates(text, story.as_of))
    links, resolved = _link(story, told, mentions, dated)
    story.said.append(Said(paragraph, tuple(resolved)))
    for mention in () if told.apart else mentions:
        if mention.kind in OWED and len(same := story.nouns.setdefault(mention.lemma, [])) < _MOST_HELD:
            same.append(mention)
    story.dated.append(dated)
    for short, long in find_definitions(text):
        start = text.find(long)
        entry = (long, Place(place, start, start + len(long))) if start >= 0 else None
        held = story.acronyms.get(short, entry)
        story.acronyms[short] = held if held and entry and held[0] == long else None
    named = tuple((m.start, m.key) for m in mentions if m.key)
    return Linked(tuple(_apart(links)), named)


def _meet(story: _Story, parse: Parse, place: int) -> None:
    """Take down the persons whom a sentence names in full; a word of two persons' names is nobody's."""
    for person in find_persons(parse):
        held = [story.persons[p] for p in person.parts if p in story.persons]
        same = next((h for h in held if h and set(h.parts) & {person.parts[-1]} and _is_one(h, person)), None)
        owner = same or person
        for part in person.parts:
            other = story.persons.get(part, owner)
            story.persons[part] = owner if other == owner and len(part) > 1 else None
        story.persons[person.name] = story.persons[owner.name] = owner
        start = parse.text.find(person.name)
        story.places.setdefault(f"person {owner.name}", Place(place, start, start + len(person.name)))


def _is_one(one: Person, other: Person) -> bool:
    return set(one.parts) <= set(other.parts) or set(other.parts) <= set(one.parts)


def _link(story: _Story, told: Told, mentions: Sequence[Mention], dated: Dated) -> tuple[list[Link], list[Mention]]:
    parse, place = told.parse, len(story.said)
    within = story.quoting and bool(story.said) and story.said[-1].paragraph == (0 if told.apart else told.paragraph)
    quoted, story.quoting = quoted_spans(parse.text, quoting=within)
    links = list(link_acronyms(parse.text, story.acronyms, story.gazetteer))
    links += link_surnames(parse, story.persons, story.known[-1], story.places)
    if len(parse.words) > _LONGEST:
        return [k for k in links if not inside(k.start, quoted)], list(mentions)
    first = place
    while first and not told.apart and story.said[first - 1].paragraph == told.paragraph and place - first < _REACH:
        first -= 1
    before = story.said[first:]
    reach = before or ([] if told.apart else _paragraph_before(story.said, place))
    days = story.dated[first:] or ([] if told.apart else _dated_before(story.dated))
    links += link_moments(parse, dated, days, story.as_of)
    pairs = list(link_pairs(parse, place, story.known[first:], story.texts[first:], story.gazetteer))
    definites = list(link_definites(parse, mentions, before, story.nouns))
    by_start = {k.start: k for k in (*pairs, *definites)}
    chained = [_chained(m, by_start.get(m.start)) for m in mentions]
    pronouns, resolved = _link_pronouns(story, parse, chained, reach, crossing=not before)
    kept = [_unquoted(k) for k in (*links, *pairs, *definites, *pronouns) if not inside(k.start, quoted)]
    return [*kept, *_open_inside(parse, quoted, mentions)], resolved


def _unquoted(link: Link) -> Link:
    """Leave open what is called by somebody's words: put elsewhere, they would be another's."""
    return replace(link, text="", maybe=(link.key,)) if "“" in link.text else link


def _chained(mention: Mention, link: Link | None) -> Mention:
    """Return a mention as what it stands for is called, if that is sure; if it is open, as one that points further."""
    if link is None:
        return mention
    if not link.text:
        return replace(mention, bare=True)
    return replace(mention, key=link.key, text=link.text, bare=False)


def _paragraph_before(said: Sequence[Said], place: int) -> list[Said]:
    recent = said[max(0, place - _REACH) : place]
    last = next((s.paragraph for s in reversed(recent) if s.paragraph), 0)
    return [s for s in recent if s.paragraph == last] if last else []


def _dated_before(dated: Sequence[Dated]) -> list[Dated]:
    """Return the sentences of the paragraph before if they tell of one time only."""
    recent = dated[-_REACH:]
    last = next((d.paragraph for d in reversed(recent) if d.paragraph), 0)
    found = [d for d in recent if d.paragraph == last and d.dates] if last else []
    return found if len({(m.first, m.last) for d in found for m in d.dates}) == 1 else []


def _link_pronouns(
    story: _Story, parse: Parse, mentions: Sequence[Mention], before: Sequence[Said], *, crossing: bool
) -> tuple[list[Link], list[Mention]]:
    """Return the pronouns with what they stand for, and the mentions with those that they are of."""
    links: list[Link] = []
    resolved = list(mentions)
    for word in parse.words:
        low = word.text.lower()
        if low in {"this", "that", "these", "those"} and word.dep in SUBJECTS and word.tag == "DT":
            links.append(Link(word.start, word.end, InferenceKind.PRONOUN))
        if low not in PRONOUNS or word.tag not in {"PRP", "PRP$"}:
            continue
        if _is_made(parse, word):
            links.append(Link(word.start, word.end, InferenceKind.PRONOUN))
            continue
        later = _told_later(parse, word, mentions)
        if later is not None:
            sure = all(_is_same(later, m, low) for s in before[-1:] for m in s.mentions)
            text = _as_written(later, low, word) if sure else ""
            source = Place(later.sentence, later.start, later.end)
            where = (word.start, word.end, InferenceKind.PRONOUN)
            links.append(Link(*where, text, later.key, source, maybe=(later.key,), ahead=True))
            continue
        here = [m for m in resolved if m.head < word.index]
        reach = [] if crossing and low not in HE | SHE else before
        answer = find_antecedent(parse, word, here, reach)
        if answer.outcome is Outcome.EMPTY:
            continue
        found = answer.mention
        if found is not None and crossing and found.sentence < len(story.said) and not _stands_out(found, before):
            found = None
        text = _as_written(found, low, word) if found is not None else ""
        if found is None or not text:
            maybe = answer.maybe if found is None else (found.key,)
            links.append(Link(word.start, word.end, InferenceKind.PRONOUN, maybe=maybe))
            held = found is not None and found.key and found.sentence == len(story.said)
            place = len(story.said)
            resolved.append(_stand_in(parse, word, found, place) if held and found else _unknown(parse, word, place))
            continue
        source = story.places.get(found.key) or found.origin or Place(found.sentence, found.start, found.end)
        loose = not found.named and found.bare and found.kind in OWED
        where = (word.start, word.end, InferenceKind.PRONOUN)
        links.append(Link(*where, text, found.key, source, loose=loose))
        resolved.append(_stand_in(parse, word, found, len(story.said)))
        _learn_sex(story, found, low)
    return links, sorted(resolved, key=lambda m: (m.head, m.group))


_MAKING = frozenset("appoint elect name make call declare crown nominate consider choose hire".split())


def _is_made(parse: Parse, word: Word) -> bool:
    """Whether "her" is whom somebody makes something: "appointed her professor", which the parser takes for hers."""
    noun = parse.words[word.head]
    return word.dep == "poss" and word.text.lower() == "her" and parse.words[noun.head].lemma in _MAKING


def _stands_out(found: Mention, before: Sequence[Said]) -> bool:
    """Whether a person may be meant by the first words of the next paragraph: nobody else is in the last sentence."""
    last = [m for m in before[-1].mentions if m.kind is Kind.PERSON] if before else []
    return found.main and {m.key for m in last} <= {found.key}


def _told_later(parse: Parse, word: Word, mentions: Sequence[Mention]) -> Mention | None:
    """Return the main subject that a pronoun in an opening phrase is of: "In his address Abe said"."""
    subject = next((m for m in mentions if m.main and not m.group), None)
    if subject is None or subject.head < word.index or not word.index:
        return None
    root = parse.words[parse.words[subject.head].head]
    low = word.text.lower()
    if word.index > root.index or subject.start <= word.start < subject.end:
        return None
    return subject if _may_be(subject, low) else None


def _may_be(mention: Mention, low: str) -> bool:
    if low in HE | SHE:
        wrong = Sex.FEMALE if low in HE else Sex.MALE
        return mention.kind is Kind.PERSON and not mention.plural and mention.sex is not wrong
    if low in IT:
        return not mention.plural and mention.kind in {Kind.STATE, Kind.BODY}
    return mention.plural and mention.kind is not Kind.THING


def _is_same(later: Mention, earlier: Mention, low: str) -> bool:
    """Whether a mention of the sentence before leaves no doubt that the pronoun is of the later one."""
    return earlier.key == later.key or not _may_be(earlier, low)


def _as_written(found: Mention, low: str, word: Word) -> str:
    """Return the antecedent in the pronoun's place; "" where it does not go there."""
    text = definite(found.text)
    if len(text.split()) > _MOST:
        return ""
    if any(w in PRONOUNS for w in text.lower().split()):
        return ""
    if low in POSSESSIVES and word.tag == "PRP$":
        if not found.named and len(text.split()) > 3:
            return ""
        return f"{text}'" if text.endswith("s") and found.plural else f"{text}'s"
    return text


def _unknown(parse: Parse, word: Word, place: int) -> Mention:
    """Return a mention of nobody knows whom: it may be what the next pronoun is of."""
    low = word.text.lower()
    person = low in HE | SHE
    sex = Sex.MALE if low in HE else Sex.FEMALE if low in SHE else Sex.UNKNOWN
    return Mention(
        sentence=place, head=word.index, start=word.start, end=word.end, key="", text="", lemma="",
        kind=Kind.PERSON if person else Kind.THING, sure=person, plural=not person and low not in IT, sex=sex,
        main=is_main_subject(parse, word), core=is_core(parse, word),
    )  # fmt: skip


def _stand_in(parse: Parse, word: Word, found: Mention, place: int) -> Mention:
    main, core = is_main_subject(parse, word), is_core(parse, word)
    origin = found.origin or Place(found.sentence, found.start, found.end)
    here = replace(found, sentence=place, head=word.index, start=word.start, end=word.end)
    return replace(here, main=main, core=core, origin=origin)


def _learn_sex(story: _Story, found: Mention, low: str) -> None:
    """Remember of a person what the pronoun says."""
    person = next((p for p in story.persons.values() if p and found.key == f"person {p.name}"), None)
    if person is None or person.sex is not Sex.UNKNOWN or low not in HE | SHE:
        return
    told = replace(person, sex=Sex.MALE if low in HE else Sex.FEMALE)
    for part in [p for p, one in story.persons.items() if one == person]:
        story.persons[part] = told


def _open_inside(parse: Parse, quoted: Sequence[tuple[int, int]], mentions: Sequence[Mention]) -> Iterator[Link]:
    """Yield the pronouns between quotation marks that nothing in the sentence can tell: they are never changed."""
    if not quoted:
        return
    outside = any(w.pos in {"NOUN", "PROPN", "PRON"} and not inside(w.start, quoted) for w in parse.words)
    for word in parse.words:
        low = word.text.lower()
        if not inside(word.start, quoted):
            continue
        earlier = any(m.head < word.index for m in mentions)
        if (low in _SPEAKERS and not outside) or (low in HE | SHE and word.tag in {"PRP", "PRP$"} and not earlier):
            yield Link(word.start, word.end, InferenceKind.PRONOUN)


def _apart(links: Sequence[Link]) -> Iterator[Link]:
    """Yield links in order, of those that overlap the first and longest."""
    reached = 0
    for link in sorted(links, key=lambda k: (k.start, -k.end, not k.text)):
        if link.start >= reached:
            yield link
            reached = link.end
