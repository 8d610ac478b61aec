"""What a text says, read into typed slots: names, quantities, dates, and words with polarity and mood."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from claimcheck.text import dates, lexicon, quantities, syntax
from claimcheck.text.entities import Gazetteer, Mention, name_words
from claimcheck.text.normalize import fold, plain_spelling
from claimcheck.verification.bindings import Binding, read_bindings
from claimcheck.verification.predicates import (
    MODALS,
    NEGATORS,
    denials_over,
    find_exclusives,
    main_words,
    mood_of,
    speech_over,
)
from claimcheck.verification.pronouns import unresolved_pronouns

# Words that carry no content of their own.
_LIGHT = frozenset(
    (
        "be have do get make take give go come there it this that these those he she they we i you one who which "
        "what other such same own also then now so thus however therefore moreover furthermore too very quite "
        "rather still already just even almost about around as per former newly currently recently actually "
        "really indeed worth including etc mr mrs ms dr thing way fact case part total time past unscr"
    ).split()
)
# "when the article was written" tells when, as a date does; the article's date is known.
_ARTICLE_TIME = re.compile(
    r"\b(?:when|before|by the time|at the time|until)\s+(?:of\s+)?(?:the|this)\s+article"
    r"(?:\s+(?:was|is|had been)\s+(?:written|published)|\s+appeared)?",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\bin (?:the |some )?(?:earlier|previous|past|recent|former) (?:years|days|times)\b", re.IGNORECASE
)
_GIVEN_NAME_TAIL = re.compile(r"(?:[-‐‑][a-z]{1,8}\b)?")
_CONTENT = frozenset(("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM", "AUX", "X"))
_WEIGHT = {"NOUN": 1.0, "PROPN": 1.2, "VERB": 1.0, "ADJ": 0.7, "ADV": 0.4, "NUM": 1.0, "AUX": 0.5, "X": 1.0}


@dataclass(frozen=True, slots=True)
class Language:
    """How texts are read: the spaCy pipeline's name and the known names."""

    pipeline: str
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True)
class Term:
    """A content word. `negated` counts what denies it; `mood` says how it is stated if not as fact.

    `main` marks the words that carry the statement: its root verb, or what a
    light verb says of the subject. `speech` is the verb of saying it hangs on.
    `form` is shared by the forms of one word.
    """

    index: int
    lemma: str
    pos: str
    start: int
    end: int
    weight: float
    negated: bool
    mood: str
    main: bool
    speech: str
    root: int
    form: str

    @property
    def realised(self) -> bool:
        """Whether it is stated as fact: not planned, possible, conditional or asked."""
        return not self.mood


@dataclass(frozen=True, slots=True)
class Denials:
    """What is special of a text's denials.

    `idle` words deny nothing ("nothing but" is "only"); `more` are denied
    without a negation ("anything but poor").
    """

    idle: frozenset[int]
    more: frozenset[int]

    def deny(self, parse: syntax.Parse, word: syntax.Word) -> bool:
        """Whether a word is denied on balance."""
        return (len(denials_over(parse, word) - self.idle) + (word.index in self.more)) % 2 == 1


@dataclass(frozen=True, slots=True)
class Lookup:
    """The terms of a statement, those inside names too, by lemma, by form, by sense and by what they imply.

    `implied` holds the denied ones by what would imply them.
    """

    lemmas: Mapping[str, tuple[Term, ...]]
    forms: Mapping[str, tuple[Term, ...]]
    senses: Mapping[int, tuple[Term, ...]]
    implying: Mapping[int, tuple[Term, ...]]
    implied: Mapping[int, tuple[Term, ...]]
    opposites: Mapping[tuple[int, int], tuple[Term, ...]]


@dataclass(frozen=True, slots=True)
class Name:
    """A name: a known entity (`entity` is set), or words as spelled."""

    start: int
    end: int
    surface: str
    entity: str
    kind: str
    words: tuple[str, ...]
    root: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A text with its slots. Offsets are into `text`.

    `quantifiers` gives the lemma of each word of strength by its index;
    `stray_denials` those of the denying words that deny no term. `implied` are names
    inside longer ones ("Japan" in "Ministry of Foreign Affairs of Japan"): a
    source speaks of them too, a claim does not ask for them; no more does it
    for `named_terms`, the words inside names ("Joint Statement of the ...").
    `roots` gives the root of each word's sentence; `unresolved` the pronouns that
    point to nothing in the text itself. `bindings` says what each value hangs on,
    by where it starts.
    """

    text: str
    parse: syntax.Parse = field(repr=False)
    terms: tuple[Term, ...]
    names: tuple[Name, ...]
    quantities: tuple[quantities.Quantity, ...]
    dates: tuple[dates.DateMention, ...]
    quantifiers: Mapping[int, str]
    stray_denials: tuple[int, ...]
    implied: tuple[Name, ...]
    named_terms: tuple[Term, ...]
    roots: tuple[int, ...]
    unresolved: tuple[str, ...]
    lookup: Lookup = field(repr=False)
    bindings: Mapping[int, Binding] = field(repr=False)
    # What the comparisons derive from this side alone, derived once.
    memo: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def word_at(self, start: int, end: int) -> syntax.Word | None:
        """Return the word of `text[start:end]` that heads the others, if any."""
        inside = [w for w in self.parse.words if start <= w.start < end]
        indices = {w.index for w in inside}
        return next((w for w in inside if w.head not in indices or w.head == w.index), None)


def read_all(texts: Iterable[str], language: Language, *, as_of: date | None = None) -> dict[str, Statement]:
    """Read each distinct text once.

    Args:
        texts: Claims, passages, titles.
        language: How to read them.
        as_of: The day that relative dates ("on Thursday") count from.

    Returns:
        The statement of each text.

    Raises:
        MissingPipeline: The spaCy pipeline is not installed.
    """
    distinct = list(dict.fromkeys(texts))
    parses = syntax.parse_all(distinct, language.pipeline)
    return {text: _read(parse, language, as_of) for text, parse in zip(distinct, parses, strict=True)}


def _read(parse: syntax.Parse, language: Language, as_of: date | None) -> Statement:
    text = parse.text
    roots = parse.sentence_roots()
    found_dates = tuple(dates.find_dates(text, anchor=as_of))
    date_spans = [(d.start, d.end) for d in found_dates]
    pointing = [m.span() for pattern in (_ARTICLE_TIME, _EARLIER) for m in pattern.finditer(text)]
    found_quantities = tuple(quantities.find_quantities(text, exclude=date_spans))
    names = _names(parse, language.gazetteer.find(text), date_spans, roots)
    taken = [(n.start, n.end) for n in names] + date_spans + pointing
    taken += [(q.start, q.end) for q in found_quantities]
    taken += [q.cue for q in found_quantities if q.cue is not None]
    exclusives, denying = find_exclusives(parse)
    denials = Denials(frozenset(e.negator for e in exclusives), frozenset(denying))
    terms = tuple(_terms(parse, taken, roots, denials))
    inside = [(n.start, n.end) for n in names]
    named = tuple(t for t in _terms(parse, [], roots, denials) if any(a <= t.start < b for a, b in inside))
    left_out = {w.index for w in parse.words if _inside(w, inside)} | denials.idle
    return Statement(
        text=text,
        parse=parse,
        terms=terms,
        names=names,
        quantities=found_quantities,
        dates=found_dates,
        quantifiers={
            w.index: w.lemma
            for w in parse.words
            if w.lemma in lexicon.lexicon().quantifiers and w.index not in left_out and _is_strong(parse, w)
        }
        | {e.place: "only" for e in exclusives},
        stray_denials=_stray_denials(parse, terms, left_out),
        implied=tuple(_implied(names, language.gazetteer)),
        named_terms=named,
        roots=roots,
        unresolved=unresolved_pronouns(parse),
        lookup=_look_up(terms, named),
        bindings=read_bindings(parse, found_quantities, found_dates),
    )


# "at the same rate" compares; "the same statement" points.
_MEASURES = frozenset(
    "rate level number amount size price speed age share proportion extent length degree way frequency".split()
)


def _is_strong(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a word that may be one of strength is one here; verbs are none ("recorded", "lasted")."""
    if word.pos == "VERB":
        return False
    if word.lemma not in {"same", "equal", "identical"}:
        return True
    head = parse.words[word.head]
    return head.lemma in _MEASURES or any(parse.words[i].text.lower() == "as" for i in parse.children[head.index])


def _look_up(terms: Iterable[Term], named: Iterable[Term]) -> Lookup:
    known = lexicon.lexicon()
    lemmas: dict[str, tuple[Term, ...]] = {}
    forms: dict[str, tuple[Term, ...]] = {}
    senses: dict[int, tuple[Term, ...]] = {}
    implying: dict[int, tuple[Term, ...]] = {}
    implied: dict[int, tuple[Term, ...]] = {}
    opposites: dict[tuple[int, int], tuple[Term, ...]] = {}
    for term in (*terms, *named):
        lemmas[term.lemma] = (*lemmas.get(term.lemma, ()), term)
        forms[term.form] = (*forms.get(term.form, ()), term)
        for sense in known.same.get(term.lemma, ()):
            senses[sense] = (*senses.get(sense, ()), term)
        for line in known.implying.get(term.lemma, ()):
            implying[line] = (*implying.get(line, ()), term)
        for line in known.implied.get(term.lemma, ()) if term.negated else ():
            implied[line] = (*implied.get(line, ()), term)
    for term in terms:
        for pair, side in known.sides.get(term.lemma, ()):
            opposites[pair, side] = (*opposites.get((pair, side), ()), term)
    return Lookup(lemmas, forms, senses, implying, implied, opposites)


def _implied(names: Iterable[Name], gazetteer: Gazetteer) -> Iterator[Name]:
    for name in names:
        if name.kind not in {"organisation", "treaty"} or " " not in name.surface:
            continue
        for first in range(1, len(name.surface.split())):
            offset = len(name.surface) - len(name.surface.split(maxsplit=first)[-1])
            for inner in gazetteer.find(name.surface[offset:]):
                start, end = name.start + offset + inner.start, name.start + offset + inner.end
                surface = name.surface[offset:][inner.start : inner.end]
                yield Name(start, end, surface, inner.entity, inner.kind, name_words(surface), name.root)


def _stray_denials(parse: syntax.Parse, terms: Iterable[Term], left_out: Container[int]) -> tuple[int, ...]:
    """Return the words that deny but no term: what they deny cannot be compared."""
    used = {i for t in terms for i in denials_over(parse, parse.words[t.index])}
    denying = [w for w in parse.words if w.lemma in NEGATORS and w.index not in left_out and w.index not in used]
    denying = [w for w in denying if not (w.index and parse.words[w.index - 1].text == "=")]  # wiki markup
    return tuple(w.index for w in denying if not (w.lemma == "nor" and used))


def _names(
    parse: syntax.Parse, known: list[Mention], date_spans: list[tuple[int, int]], roots: tuple[int, ...]
) -> tuple[Name, ...]:
    names = [
        Name(m.start, m.end, parse.text[m.start : m.end], m.entity, m.kind, name_words(parse.text[m.start : m.end]), 0)
        for m in known
    ]
    spans = [(n.start, n.end) for n in names] + date_spans
    for start, end, kind in parse.names:
        if kind in {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"}:
            names += _spelled(parse, start, end, kind, spans)
    covered = [(n.start, n.end) for n in names] + date_spans
    for run in _capitalised(parse):
        names += _spelled(parse, *run, "", covered)
    placed = []
    for name in sorted(names, key=lambda n: (n.start, n.end)):
        root = next((roots[w.index] for w in parse.words if w.start >= name.start), 0)
        placed.append(Name(name.start, name.end, name.surface, name.entity, name.kind, name.words, root))
    return tuple(placed)


def _spelled(parse: syntax.Parse, start: int, end: int, kind: str, taken: list[tuple[int, int]]) -> list[Name]:
    """Return the part of a span that no known name covers, as a name of its own."""
    words = [w for w in parse.words if start <= w.start < end and w.text[:1].isalnum() and not _inside(w, taken)]
    words = [
        w
        for w in words
        if w.pos in {"PROPN", "NOUN", "ADJ", "NUM", "X"} and (w.text[:1].isupper() or w.text[:1].isdigit())
    ]
    if not words or all(w.text.isdigit() for w in words) or all(fold(w.text) in _LIGHT for w in words):
        return []
    low, high = words[0].start, words[-1].end
    if kind == "PERSON":  # "Ri Su-yong": the recogniser stops at the hyphen
        high += len(_GIVEN_NAME_TAIL.match(parse.text, high).group())  # type: ignore[union-attr]
    keys = tuple(k for w in words for k in name_words(w.text))
    return [Name(low, high, parse.text[low:high], "", kind.lower(), keys, 0)] if keys else []


def _capitalised(parse: syntax.Parse) -> list[tuple[int, int]]:
    """Return runs of proper nouns that the entity recogniser may have missed."""
    runs: list[tuple[int, int]] = []
    for word in parse.words:
        if word.pos != "PROPN" or not word.text[:1].isupper():
            continue
        if runs and parse.text[runs[-1][1] : word.start] in {" ", "-", "‑"}:
            runs[-1] = (runs[-1][0], word.end)
        else:
            runs.append((word.start, word.end))
    return runs


def _inside(word: syntax.Word, spans: list[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in spans)


_PREFIXES = frozenset("co re non anti pre de".split())


def _is_prefix(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a word is the first half of one with a hyphen ("co-operate"), which is read as one ("cooperate")."""
    after = parse.text[word.end : word.end + 2]
    return word.text.lower() in _PREFIXES and after[:1] in {"-", "‐", "‑"} and after[1:].isalpha()


def _lemma(parse: syntax.Parse, word: syntax.Word) -> str:
    """Return a word's lemma as compared: in plain spelling, with a prefix that stands before a hyphen."""
    lemma = plain_spelling(fold(word.lemma))
    before = parse.words[word.index - 2] if word.index > 1 else None
    return fold(before.text) + lemma if before is not None and _is_prefix(parse, before) else lemma


def _only_denies(parse: syntax.Parse, word: syntax.Word) -> bool:
    """Whether a verb is another way to say "not": "failed to pay"."""
    return word.lemma in {"fail", "neglect", "omit"} and any(
        parse.words[i].dep == "xcomp" and parse.words[i].pos == "VERB" for i in parse.children[word.index]
    )


def _terms(parse: syntax.Parse, taken: list[tuple[int, int]], roots: tuple[int, ...], denials: Denials) -> list[Term]:
    main = main_words(parse) | denials.more
    quantifier = lexicon.lexicon().quantifiers
    terms = []
    for word in parse.words:
        if word.pos not in _CONTENT or not any(c.isalnum() for c in word.text) or _inside(word, taken):
            continue
        if word.lemma in _LIGHT or word.lemma in NEGATORS or word.lemma in MODALS or word.lemma in quantifier:
            continue
        if word.pos == "AUX" and word.index not in main:
            continue
        if word.text.lower() == "according" or _only_denies(parse, word) or _is_prefix(parse, word):
            continue
        terms.append(
            Term(
                index=word.index,
                lemma=_lemma(parse, word),
                pos=word.pos,
                start=word.start,
                end=word.end,
                weight=_WEIGHT[word.pos] + (1.0 if word.index in main else 0.0),
                negated=denials.deny(parse, word),
                mood=mood_of(parse, word),
                main=word.index in main,
                speech=speech_over(parse, word),
                root=roots[word.index],
                form=lexicon.word_form(_lemma(parse, word)),
            )
        )
    return terms
