"""Which word of a passage stands for which word of a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from claimcheck.models import Context
from claimcheck.text import lexicon
from claimcheck.text.dates import parse_document_date
from claimcheck.text.entities import match_names
from claimcheck.verification.roles import read_sides
from claimcheck.verification.statements import Lookup, Name, Statement, Term

_POINTING = frozenset(("it they he she this that these those its their his her him them such").split())


class Level(IntEnum):
    """How well a word matches: by sense class, by stem, or as the same lemma."""

    SENSE = 1
    STEM = 2
    LEMMA = 3


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the source that stands for a word of the claim; `term` is None if it is in the context, `around` then
    is the word there."""

    level: Level
    term: Term | None
    word: str
    around: Term | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A passage as a reader has it: its own statement, its header's and those before it.

    `preceding` is empty unless the passage leans on what comes before it;
    `before` is what comes before it, whether it does or not. `form` is the
    document's: the words of a digest are not the source's own.
    """

    passage: Statement
    header: tuple[Statement, ...]
    preceding: tuple[Statement, ...]
    days: tuple[date, date] | None
    before: tuple[Statement, ...] = ()
    form: str = ""

    @property
    def around_verbs(self) -> tuple[Statement, ...]:
        """The statements whose verbs reach into the passage: its header, and what it hangs on ("Decides that:")."""
        return self.header + tuple(s for s in self.preceding if s.text.rstrip().endswith((":", ",", "that")))

    @property
    def context(self) -> tuple[Statement, ...]:
        """The statements around the passage."""
        return self.header + self.preceding


def place(passage: Statement, context: Context, readings: dict[str, Statement]) -> Source:
    """Put a passage's statement into its context.

    Args:
        passage: The passage, read.
        context: What stands around it.
        readings: The statements of the context's texts (see `context_texts`).
    """
    header = tuple(readings[t] for t in (context.title, context.issuer, context.heading) if t)
    before = tuple(readings[t] for t in context.preceding if t)
    leaning = before if leans_back(passage) else ()
    days = parse_document_date(context.date) if context.date else None
    return Source(passage, header, leaning, days, before, context.form)


def context_texts(context: Context) -> tuple[str, ...]:
    """Return the texts of a context that must be read before `place`."""
    return tuple(t for t in (context.title, context.issuer, context.heading, *context.preceding) if t)


def leans_back(passage: Statement) -> bool:
    """Whether a passage is about something named before it.

    It is if it points ("those 17", "he", "their") near its start, or if its
    main verb has no named subject of its own ("The ministers agreed ...").
    """
    words = passage.parse.words
    if any(w.text.lower() in _POINTING and w.pos in {"PRON", "DET"} for w in words[:8]):
        return True
    main = next((t for t in passage.terms if t.main), None)
    sides = read_sides(passage, main) if main is not None else None
    if sides is None or not sides.doer:
        return True
    starts = {words[i].start for i in sides.doer}
    return not any(n.start <= s < n.end for n in passage.names for s in starts)


def align(claim: Statement, source: Source) -> dict[int, Match]:
    """Return, for the index of each claim term that is found, its best match.

    A match in the passage wins over one in the context; among the passage's
    words, those of the sentence that shares most with the claim win.
    """
    options = {t.index: _options(t, source.passage.lookup) for t in claim.terms}
    share: dict[int, float] = {}
    for term in claim.terms:
        for root in {o.term.root for o in options[term.index] if o.term}:
            share[root] = share.get(root, 0.0) + term.weight
    matches: dict[int, Match] = {}
    for term in claim.terms:
        found = options[term.index]
        if found:
            best = max(found, key=lambda o: _preference(term, o, share))
            if len(found) > 1:
                best = _nearest(claim, term, best, [o for o in found if _ties(term, o, best, share)], source.passage)
            matches[term.index] = best
            continue
        # What the sentence before calls "continuing" is not thereby so in this one.
        # What one sentence says was done, the next does not, if it says itself what was.
        modifier = claim.parse.words[term.index].dep in {"amod", "advmod"}
        told = term.pos == "VERB" and any(t.main and t.pos == "VERB" for t in source.passage.terms)
        statements = source.header if modifier else source.around_verbs if told else source.context
        around = [o for s in statements for o in _options(term, s.lookup)]
        if around:
            best = max(around, key=lambda o: o.level)
            matches[term.index] = Match(best.level, None, best.word, best.term)
    return matches


def _options(term: Term, lookup: Lookup) -> list[Match]:
    """Return the terms that may stand for a claim's, each at its best level."""
    found = {o.index: Match(Level.LEMMA, o, o.lemma) for o in lookup.lemmas.get(term.lemma, ())}
    for other in lookup.forms.get(term.form, ()):
        found.setdefault(other.index, Match(Level.STEM, other, other.lemma))
    known = lexicon.lexicon()
    for sense in known.same.get(term.lemma, ()):
        for other in lookup.senses.get(sense, ()):
            found.setdefault(other.index, Match(Level.SENSE, other, other.lemma))
    if not term.negated:  # who did not protest may have been in touch all the same
        for line in known.implied.get(term.lemma, ()):
            for other in lookup.implying.get(line, ()):
                found.setdefault(other.index, Match(Level.SENSE, other, other.lemma))
        for line in known.implying.get(term.lemma, ()):  # who named nobody blamed nobody
            for other in lookup.implied.get(line, ()):
                found.setdefault(other.index, Match(Level.SENSE, other, other.lemma))
    return list(found.values())


def _preference(term: Term, match: Match, share: dict[int, float]) -> tuple[float, ...]:
    other = match.term
    if other is None:
        return (0.0,)
    return (share.get(other.root, 0.0), term.main == other.main, match.level, term.pos == other.pos, -other.index)


def _ties(term: Term, match: Match, best: Match, share: dict[int, float]) -> bool:
    return _preference(term, match, share)[:-1] == _preference(term, best, share)[:-1]


def _nearest(claim: Statement, term: Term, best: Match, tied: Sequence[Match], passage: Statement) -> Match:
    """Return, of words that fit as well, the one with most of the claim's words around it; else the first.

    "the planned operation" is what "the Council's satisfaction with the operation" is of, though "the operation"
    stands in the passage before.
    """
    if len(tied) < 2:
        return best
    ours = _around(claim, term.index)
    return max(tied, key=lambda o: (len(ours & _around(passage, o.term.index)) if o.term else 0, o is best))


def _around(statement: Statement, index: int) -> set[str]:
    """Return the lemmas of what a word hangs on, two steps up, and of what hangs on it."""
    parse = statement.parse
    over = parse.words[index].head
    places = {over, parse.words[over].head, *parse.children[index]} - {index}
    return {parse.words[i].lemma for i in places}


def same_bearer(first: Name, second: Name) -> bool:
    """Whether two names name one thing: the same known entity, or spelled to fit."""
    if first.entity or second.entity:
        return first.entity == second.entity and bool(first.entity)
    return match_names(first.words, second.words)


def any_same(names: Sequence[Name], others: Sequence[Name]) -> bool:
    """Whether some name of the one is a name of the other."""
    return any(same_bearer(a, b) for a in names for b in others)
