"""Who says what an article quotes: each quotation of its flow with its speaker, wherever that is named.

The speaker stands in the sentence itself, in another one that the quotation
runs through, or where the writing has its conventions: the quotation goes on
in the next paragraph, which opens with a mark again; it goes on behind "Abe
said."; the sentence before ends with a colon, or is about one person.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.detection.links import Place
from claimcheck.models import Part
from claimcheck.text.quotes import Quote, find_quotes
from claimcheck.text.speakers import Speaker, find_speaker, find_subject
from claimcheck.text.syntax import Parse

_FLOW = frozenset((Part.BODY, Part.ITEM, Part.BLOCK_QUOTE))
_WORD = re.compile(r"[\w-]+")
_SAID_BEHIND = re.compile(r"”,?\s(?:said|says|added|asked|wrote|replied|explained|insisted|argued|warned)\s")
_HYPHENATED = re.compile(r"(?:[-‐‑][^\W\d_]+){1,3}")
_PERSONAL = frozenset(("he", "she"))
_ARTICLES = frozenset(("the", "a", "an"))
_SEEMING = frozenset(("be", "feel", "look", "seem", "sound"))
_GESTURES = frozenset(("nod", "smile", "laugh", "shrug", "sigh", "disagree"))
# Marks and stops that may stand around a quotation in its sentence.
_AROUND = " \t\n.,;:!?…-–—\"'“”„‟‘’«»‹›()[]"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the article: the number of its unit, what that is, where it starts in the unit's words."""

    unit: int
    part: Part
    start: int
    parse: Parse

    @property
    def end(self) -> int:
        """Where it ends in its unit's words."""
        return self.start + len(self.parse.text)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody says in a sentence, in `text[start:end]` of it, with the marks that are there.

    `speaker` is "" where nothing says who, `named` where that is said; `own`
    tells that the sentence itself does. `begun` and `open` tell that the
    quotation began in a sentence before, or goes on in the next. `whole` is set
    where the sentence is nothing else.
    """

    start: int
    end: int
    speaker: str = ""
    named: Place | None = None
    own: bool = False
    begun: bool = False
    open: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Name:
    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Who:
    """The words for a speaker and where they stand; none where nobody is named."""

    words: str = ""
    place: Place | None = None


_NOBODY = _Who()


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence as `text.speakers` reads it, and its number."""

    index: int
    text: str
    parse: Parse
    names: tuple[_Name, ...]
    roots: tuple[int, ...]
    implied: tuple[_Name, ...] = ()


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A quotation of one paragraph: its unit, its span there with its marks, the sentences that it runs through."""

    unit: int
    start: int
    end: int
    closed: bool
    lines: range


def find_utterances(lines: Sequence[Line], texts: Sequence[str]) -> list[tuple[Utterance, ...]]:
    """Return what is quoted in each sentence.

    Args:
        lines: The sentences that are read, in order.
        texts: The words of each unit; a unit without lines is passed over.
    """
    told = _read_all(lines)
    spoken = list(_spoken(lines, texts))
    speakers: list[_Who] = []
    own: list[dict[int, _Who]] = []
    for index, quote in enumerate(spoken):
        within = {i: _speaker_within(lines[i], told[i], quote) for i in quote.lines}
        said = {i: who for i, who in within.items() if who.words}
        own.append(said)
        before = index - 1 if index else None
        around = next(iter(said.values()), None) or _speaker_around(index, spoken, speakers, before, lines, told)
        speakers.append(around)
    _pass_back(spoken, speakers)
    _name(spoken, speakers, told)
    found: list[list[Utterance]] = [[] for _ in lines]
    for quote, speaker, said in zip(spoken, speakers, own, strict=True):
        for i in quote.lines:
            found[i].append(_utterance(lines[i], quote, said.get(i, speaker), own=i in said))
    for i, speaker in _block_quotes(lines, told):
        if not found[i]:
            found[i].append(Utterance(0, len(told[i].text), speaker=speaker.words, named=speaker.place, whole=True))
    return [tuple(f) for f in found]


def _read_all(lines: Sequence[Line]) -> list[_Told]:
    """Return the sentences with their names; a person named once in the article is one by a last name too."""
    people = {p.text[a:b].split()[-1] for p in (line.parse for line in lines) for a, b, k in p.names if k == "PERSON"}
    found: list[_Told] = []
    for index, parse in enumerate(line.parse for line in lines):
        names = [
            _Name(a, b, "person" if kind == "PERSON" or parse.text[a:b] in people else kind.lower())
            for a, b, kind in parse.names
        ]
        names += [
            _Name(w.start, w.end, "person")
            for w in parse.words
            if w.text in people and w.pos == "PROPN" and not any(n.start <= w.start < n.end for n in names)
        ]
        names.sort(key=lambda n: n.start)
        found.append(_Told(index, parse.text, parse, tuple(names), parse.sentence_roots()))
    return found


def _spoken(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[_Spoken]:
    """Yield the outermost quotations of the flow, then those of headlines and captions, one a paragraph."""
    by_unit: dict[int, list[int]] = {}
    for i, line in enumerate(lines):
        by_unit.setdefault(line.unit, []).append(i)
    parts = {line.unit: line.part for line in lines}
    flow = [u for u in by_unit if parts[u] in _FLOW]
    yield from _within(flow, by_unit, lines, texts)
    for unit in by_unit:
        if parts[unit] not in _FLOW:
            yield from _within([unit], by_unit, lines, texts)


def _within(
    units: Sequence[int], by_unit: Mapping[int, list[int]], lines: Sequence[Line], texts: Sequence[str]
) -> Iterator[_Spoken]:
    """Yield the quotations of units that follow on each other."""
    quotes = iter(_outermost("\n\n".join(texts[u] for u in units)))
    quote = next(quotes, None)
    low = 0
    for unit in units:
        high = low + len(texts[unit])
        starts, ends = [lines[i].start for i in by_unit[unit]], [lines[i].end for i in by_unit[unit]]
        while quote is not None and quote.outer_start < high:
            start, end = quote.outer_start - low, quote.outer_end - low
            first = bisect_right(ends, start)
            last = bisect_left(starts, end)
            if first < last:
                held = range(by_unit[unit][first], by_unit[unit][last - 1] + 1)
                yield _Spoken(unit, start, end, quote.outer_end > quote.end, held)
            quote = next(quotes, None)
        low = high + 2


def _outermost(text: str) -> Iterator[Quote]:
    reached = 0
    for quote in find_quotes(text):
        if quote.outer_start >= reached:
            yield quote
            reached = quote.outer_end


def _speaker_within(line: Line, told: _Told, quote: _Spoken) -> _Who:
    """Return who a sentence that a quotation runs through says speaks it."""
    start, end = max(quote.start - line.start, 0), min(quote.end - line.start, len(told.text))
    speaker = find_speaker(told, start, end)
    if speaker is None or not speaker.speaks:  # "Pike disagreed: ..."
        speaker = find_subject(told) if told.text[:start].rstrip().endswith(":") else None
    if _is_label(told.parse, start, end) or _is_title(told.parse, start, end):
        return _NOBODY
    if speaker is None or not speaker.words.strip(_AROUND):
        return _inverted(told)
    if _depth(told.text, start) != _depth(told.text, speaker.start):
        return _NOBODY  # "(should they be called “miners”?) ... who can claim"
    return _written(told, speaker)


def _inverted(told: _Told) -> _Who:
    """Return the person of "”, said Pike," whom the parser may have taken for the subject of what is said behind it."""
    starts = {m.end() for m in _SAID_BEHIND.finditer(told.text)}
    found = [n for n in told.names if n.start in starts and n.kind == "person"]
    if len(starts) != 1 or not found:
        return _NOBODY
    name = found[0]
    return _Who(told.text[name.start : name.end], Place(told.index, name.start, name.end))


def _is_label(parse: Parse, start: int, end: int) -> bool:
    """Whether words in marks name what the noun behind them is, as "two-plus-two" does a meeting."""
    inside = {w.index for w in parse.words if start <= w.start < end}
    tops = [w for w in parse.words if w.index in inside and w.head not in inside and w.pos != "PUNCT"]
    return bool(tops) and all(
        w.dep in {"compound", "nmod", "nummod"} and parse.words[w.head].start >= end for w in tops
    )


def _is_title(parse: Parse, start: int, end: int) -> bool:
    """Whether words in marks are the title of what something is done to: "“Dawn” was rejected by two publishers"."""
    inside = [w for w in parse.words if start <= w.start < end and w.pos != "PUNCT"]
    told = {w.index for w in inside}
    tops = [w for w in inside if w.head not in told]
    capital = all(w.text[:1].isupper() for w in inside if w.pos in {"NOUN", "PROPN", "ADJ", "VERB"})
    suffers = {w.dep for w in tops} <= {"nsubjpass", "appos"} or any(
        parse.words[w.head].dep == "nsubjpass" for w in tops
    )
    return bool(tops) and capital and suffers


def _depth(text: str, place: int) -> int:
    return text.count("(", 0, place) - text.count(")", 0, place)


def _written(told: _Told, speaker: Speaker[_Name] | None) -> _Who:
    """Return a speaker as the sentence has it, with the article and the words before the name ("the minister")."""
    if speaker is None:
        return _NOBODY
    words = [w for w in told.parse.words if speaker.start <= w.start < speaker.end]
    below = {i for w in words for i in told.parse.children[w.index]}
    start = speaker.start
    for word in reversed([w for w in told.parse.words if w.end <= speaker.start]):
        if word.index not in below or word.dep not in {"det", "amod", "compound", "poss", "nummod"}:
            break
        start = word.start
        below |= set(told.parse.children[word.index])
    rest = _HYPHENATED.match(told.text, speaker.end)  # a name that the parser has cut: "Moon Jae|-in"
    end = rest.end() if rest else speaker.end
    text = told.text[start:end]
    first, space, others = text.partition(" ")
    opens = start == 0 and first.lower() in _ARTICLES | _PERSONAL
    return _Who(first.lower() + space + others if opens else text, Place(told.index, start, end))


def _speaker_around(
    index: int,
    spoken: Sequence[_Spoken],
    speakers: Sequence[_Who],
    before: int | None,
    lines: Sequence[Line],
    told: Sequence[_Told],
) -> _Who:
    """Return who speaks a quotation that its own sentences say nothing of."""
    quote, first = spoken[index], spoken[index].lines[0]
    line = lines[first]
    if quote.start > line.start and told[first].text[: quote.start - line.start].strip(_AROUND):
        return _NOBODY  # words in marks within a sentence, which nobody is said to say
    if before is not None and _goes_on(spoken[before], quote):
        return speakers[before]
    if first == 0:
        return _NOBODY
    previous = lines[first - 1]
    beside = previous.unit == line.unit and before is not None and first - 1 in spoken[before].lines
    if before is not None and beside and speakers[before].words:
        about = _is_about(previous, told[first - 1], spoken[before], speakers[before].words)
        return speakers[before] if about else _NOBODY
    if told[first - 1].text.rstrip().endswith(":"):
        return _written(told[first - 1], find_subject(told[first - 1]))
    quoted = any(first - 1 in s.lines for s in spoken[max(0, index - 3) : index])
    if previous.unit != line.unit or quoted:
        return _NOBODY
    speaker = find_subject(told[first - 1])
    if speaker is None or not speaker.personal or not (speaker.speaks or _leads_in(told[first - 1].parse)):
        return _NOBODY
    return _written(told[first - 1], speaker)


def _is_about(line: Line, told: _Told, quote: _Spoken, speaker: str) -> bool:
    """Whether nobody but the speaker is the subject: not in "Berg denied what Pike called “a lie”. “We paid.”"."""
    subject = find_subject(told)
    if subject is None or quote.start <= line.start + subject.start < quote.end:
        return True
    return bool(set(_WORD.findall(subject.words.lower())) & set(_WORD.findall(speaker.lower())) - _ARTICLES)


def _leads_in(parse: Parse) -> bool:
    """Whether a sentence says how somebody feels or looks: "Pike was angry.", "Pike nodded."."""
    root = next((w for w in parse.words if w.head == w.index), None)
    if root is None or root.lemma in _GESTURES:
        return root is not None
    return root.lemma in _SEEMING and any(parse.words[c].dep == "acomp" for c in parse.children[root.index])


def _block_quotes(lines: Sequence[Line], told: Sequence[_Told]) -> Iterator[tuple[int, _Who]]:
    """Yield the sentences that are set apart as somebody's words, which a sentence with a colon leads in."""
    speaker = _NOBODY
    for i, line in enumerate(lines):
        before = lines[i - 1] if i else None
        if line.part is not Part.BLOCK_QUOTE:
            speaker = _NOBODY
        elif before is not None and before.part is not Part.BLOCK_QUOTE:
            subject = find_subject(told[i - 1]) if told[i - 1].text.rstrip().endswith(":") else None
            speaker = _written(told[i - 1], subject)
        if speaker.words:
            yield i, speaker


def _goes_on(before: _Spoken, after: _Spoken) -> bool:
    """Whether a quotation that no mark closed goes on in the next paragraph."""
    return not before.closed and after.unit > before.unit and after.start == 0


def _pass_back(spoken: Sequence[_Spoken], speakers: list[_Who]) -> None:
    """Give the earlier paragraphs of a quotation the speaker that only a later one names."""
    for i in range(len(spoken) - 1, 0, -1):
        if not speakers[i - 1].words and _goes_on(spoken[i - 1], spoken[i]):
            speakers[i - 1] = speakers[i]


def _name(spoken: Sequence[_Spoken], speakers: list[_Who], told: Sequence[_Told]) -> None:
    """Say who "he" is where the latest speaker before was named and nobody else has been since."""
    latest, who, since = _NOBODY, "", 0
    people, met = _people(told), set[str]()
    for i, quote in enumerate(spoken):
        met |= _people(told[since : quote.lines[-1] + 1])
        since = max(since, quote.lines[-1] + 1)
        if speakers[i].words.lower() in _PERSONAL:
            if latest.words and met <= {who}:
                speakers[i] = latest
        elif speakers[i].words:
            named = sorted(people & set(_WORD.findall(speakers[i].words)))
            latest, who = (speakers[i], named[0]) if len(named) == 1 else (_NOBODY, "")
            met = _people(told[quote.lines[0] : quote.lines[-1] + 1])


def _people(told: Sequence[_Told]) -> set[str]:
    """Return the last names of the people that sentences name."""
    return {t.text[n.start : n.end].split()[-1] for t in told for n in t.names if n.kind == "person"}


def _utterance(line: Line, quote: _Spoken, speaker: _Who, *, own: bool) -> Utterance:
    text = line.parse.text
    start, end = max(quote.start - line.start, 0), min(quote.end - line.start, len(text))
    around = text[:start] + text[end:]
    found = Utterance(start, end, speaker=speaker.words, named=speaker.place, own=own)
    return replace(
        found,
        begun=quote.start < line.start,
        open=quote.end > line.end or (quote.end >= line.end and not quote.closed),
        whole=not around.strip(_AROUND),
    )
