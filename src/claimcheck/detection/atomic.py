"""Claims of a sentence: one for each thing that it asserts, that is checkable and can stand alone.

When in doubt a sentence is not split: the claim is the sentence. Clauses of
opinion, forecast or advice that can be parted are left out. No word of what is
checkable is lost: it stands in one of the claims at least.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimcheck.detection.asides import Aside, read_asides
from claimcheck.detection.atoms import Atom, Link, finish, is_balanced, spans, write
from claimcheck.detection.checkability import is_report, judge_clause, judge_form
from claimcheck.detection.clauses import (
    MOST_WORDS,
    Clause,
    is_framed,
    is_torn,
    is_vouched,
    predicate,
    presupposed,
    read_clauses,
    subjects,
)
from claimcheck.detection.coordination import distribute
from claimcheck.detection.facts import read_facts
from claimcheck.detection.hard_facts import has_hard_fact, has_name
from claimcheck.detection.judgement import Judgement
from claimcheck.detection.presuppositions import read_presuppositions
from claimcheck.detection.remainders import has_substance
from claimcheck.detection.reports import read_contents, says_nothing
from claimcheck.detection.worth import weigh_worth
from claimcheck.models import Checkability, Grain, WorthPart, sum_worth
from claimcheck.text.quotes import find_quotes
from claimcheck.text.syntax import Parse

# Parts of speech that no sentence ends with: the parser has cut one off.
_DANGLING = frozenset({"IN", "TO", "DT", "CC", "PRP$", "WDT"})
_MOST_PARTS = 20
_DOUBLE = '"“”„‟«»＂'


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has its place in the article.

    `start` and `end` are offsets into the sentence; `spans` are the words it
    came from, `inferred` the spans of `text` that the sentence does not have,
    with the word that it has instead ("" for none).
    """

    text: str
    start: int
    end: int
    kind: str
    parts: tuple[WorthPart, ...]
    spans: tuple[tuple[int, int], ...] = ()
    inferred: tuple[tuple[int, int, str], ...] = ()
    attributed_to: str = ""

    @property
    def worth(self) -> float:
        """Its check-worthiness."""
        return sum_worth(self.parts)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence is, its claims in order, and the stretches of it that are no claim, with what they are."""

    judgement: Judgement
    drafts: tuple[Draft, ...] = ()
    apart: tuple[tuple[int, int, Judgement], ...] = ()


def part_semicolons(text: str) -> list[tuple[int, int]]:
    """Return the spans between the semicolons of a sentence.

    None where it has none, or where brackets or quotation marks would be torn.

    >>> part_semicolons("He came; she left.")
    [(0, 7), (9, 18)]
    """
    cuts = [m.start() for m in re.finditer(";", text)]
    if len(cuts) > _MOST_PARTS:
        return []
    parts = zip([0, *(c + 1 for c in cuts)], [*cuts, len(text)], strict=True)
    found = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in parts]
    whole = all(a < b and is_balanced(text[a:b]) for a, b in found)
    return found if cuts and whole else []


def read_sentence(parse: Parse, parts: Sequence[tuple[int, Parse]] = (), *, grain: Grain = Grain.CLAIM) -> Reading:
    """Judge a sentence and draw its claims.

    Args:
        parse: The sentence.
        parts: Its parts between semicolons, each with its offset; they are
            read one by one if each has a subject and a verb.
        grain: How finely it is parted.
    """
    heads = [predicate(p) for _, p in parts]
    if parts and all(h is not None and subjects(p, h) for h, (_, p) in zip(heads, parts, strict=True)):
        readings = [_read(p, offset, grain) for offset, p in parts]
        if judge_form(parse) is None:
            chosen = next((r for r in readings if r.judgement.checkable), readings[0])
            drafts = tuple(d for r in readings for d in r.drafts)
            return Reading(chosen.judgement, drafts, tuple(a for r in readings for a in r.apart))
    return _read(parse, 0, grain)


def _read(parse: Parse, offset: int, grain: Grain) -> Reading:
    form = judge_form(parse)
    if form is not None:
        return Reading(form, apart=((offset, offset + len(parse.text), form),))
    clauses = read_clauses(parse)
    if not clauses:  # a sentence whose main verb the parser missed
        return Reading(Judgement(Checkability.CHECKABLE, "states a fact"), (_whole(parse, head=None, offset=offset),))
    judged = [(c, judge_clause(parse, c.head, c.words)) for c in clauses]
    main = next(j for c, j in judged if c.link is Link.MAIN)
    held = [(c, j) for c, j in judged if j.checkable]
    apart = tuple((a + offset, b + offset, j) for c, j in judged if not j.checkable for a, b in spans(parse, c.words))
    if len(parse.words) > MOST_WORDS:
        return Reading(main, (_whole(parse, head=clauses[0].head, offset=offset),) if held else (), apart)
    asides = _asides(parse, clauses)
    extras = _extras(parse, clauses, asides, grain)
    if not held:
        found = [d for a in (*(a.atom for a in asides), *extras) if (d := _draft(parse, a, offset))]
        return Reading(_partly(parse, asides, extras) if found else main, _in_order(found), apart)
    judgement = main if main.checkable else _partly(parse, [], [held[0][0].atom])
    atoms = [b for c, _ in held for a in _cleared(c.atom, asides) for b in distribute(parse, a)]
    atoms += [b for aside in asides for a in _cleared(aside.atom, asides) for b in distribute(parse, a)]
    said = [d for c, _ in held for d in _contents(parse, c, offset)]
    if grain is Grain.FACT and not is_framed(parse, clauses[0].head) and not is_torn(parse, clauses[0].head):
        return Reading(judgement, _in_order([*_facts(parse, judged, [*atoms, *extras], offset), *said]), apart)
    drafts = [d for a in (*atoms, *extras) if (d := _draft(parse, a, offset))]
    unheld = [c for c, j in judged if not j.checkable]
    single = len(clauses) == 1 and len(atoms) + len(extras) == 1
    if not single and len(drafts) == len(atoms) + len(extras) and not _lost(parse, [*atoms, *extras], unheld):
        return Reading(judgement, _in_order([*drafts, *said]), apart)
    return Reading(judgement, (_whole(parse, head=clauses[0].head, offset=offset), *said), apart)


def _facts(parse: Parse, judged: Sequence[tuple[Clause, Judgement]], atoms: Sequence[Atom], offset: int) -> list[Draft]:
    """Return the facts of a sentence, and the claims that hold what is in no fact; the sentence where those do not."""
    held = [(c.head, c.lead) for c, j in judged if j.checkable]
    unheld = [c for c, j in judged if not j.checkable]
    found = [
        (a, draft)
        for a in read_facts(parse, held, apart=frozenset(c.head for c in unheld))
        if (a.link is Link.NOMINAL or _judge(parse, a).checkable) and (draft := _draft(parse, a, offset))
    ]
    kept = {i for a, _ in found for i in a.words}
    rest = [a for a in atoms if any(has_substance(parse.words[i]) for i in set(a.words) - kept)]
    found += [(a, draft) for a in rest if (draft := _draft(parse, a, offset))]
    drafts = [draft for _, draft in found]
    if not found or _lost(parse, [a for a, _ in found], unheld):
        drafts.append(_whole(parse, head=judged[0][0].head, offset=offset))
    return drafts


def _in_order(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """Return the drafts by their places; one text is one claim."""
    found: dict[str, Draft] = {}
    for draft in sorted(drafts, key=lambda d: d.start):
        found.setdefault(draft.text, draft)
    return tuple(found.values())


def _lost(parse: Parse, atoms: Sequence[Atom], unheld: Sequence[Clause]) -> bool:
    """Whether a word of substance stands in no atom."""
    kept = {i for a in atoms for i in a.words} | {i for c in unheld for i in c.words}
    return any(w.index not in kept and has_substance(w) for w in parse.words)


def _asides(parse: Parse, clauses: Sequence[Clause]) -> list[Aside]:
    """Return the checkable asides that can stand alone, where nothing frames the sentence."""
    head = next(c.head for c in clauses if c.link is Link.MAIN)
    if is_framed(parse, head) or is_torn(parse, head):
        return []
    found = [a for a in read_asides(parse, head) if not a.taken & {c.head for c in clauses}]
    return [a for a in found if _judge(parse, a.atom).checkable and _draft(parse, a.atom, 0) is not None]


def _judge(parse: Parse, atom: Atom) -> Judgement:
    if atom.link is Link.NOMINAL:
        return Judgement(Checkability.CHECKABLE, "states a fact", parse.words[atom.head].text)
    return judge_clause(parse, atom.head, atom.own)


def _cleared(atom: Atom, asides: Sequence[Aside]) -> list[Atom]:
    """Return the atom without the asides in it; none of those that it is an aside of."""
    gone = frozenset(i for a in asides if not set(atom.own) <= a.taken for i in a.taken)
    return [atom.without(gone)]


def _extras(parse: Parse, clauses: Sequence[Clause], asides: Sequence[Aside], grain: Grain) -> list[Atom]:
    """Return what the sentence takes for granted besides ("when he met Lee in 2015"), a name or figure in it."""
    heads = {c.head for c in clauses} | {a.atom.head for a in asides}
    found = []
    for clause in presupposed(parse):
        firm = has_hard_fact(parse, clause.words) or has_name(parse, clause.words)
        if (firm or grain is Grain.FACT) and clause.head not in heads and is_vouched(parse, clause.head):
            found.append(clause.atom)
    framed = is_framed(parse, clauses[0].head)
    found += [a for a in read_presuppositions(parse) if not framed and is_vouched(parse, a.head)]
    found = [a for a in found if not any(set(a.words) < set(b.words) for b in found)]
    return [a for a in found if _judge(parse, a).checkable and _draft(parse, a, 0) is not None]


def _partly(parse: Parse, asides: Sequence[Aside], atoms: Sequence[Atom]) -> Judgement:
    judgement = _judge(parse, (*(a.atom for a in asides), *atoms)[0])
    return Judgement(judgement.checkability, f"part of it {judgement.reason}", judgement.cue)


def _whole(parse: Parse, *, head: int | None, offset: int) -> Draft:
    everything = tuple(range(len(parse.words)))
    end = len(parse.text)
    return Draft(
        text=finish(parse.text),
        start=offset,
        end=offset + end,
        kind=_kind(parse.text, head is not None and is_report(parse, head, everything)),
        parts=weigh_worth(parse, everything),
        spans=((offset, offset + end),),
    )


def _draft(parse: Parse, atom: Atom, offset: int) -> Draft | None:
    """Return the claim of an atom; None if its words do not come out whole."""
    written = write(parse, atom)
    last = atom.pieces[-1]
    dangling = isinstance(last, int) and parse.words[last].tag in _DANGLING
    if dangling or says_nothing(parse, atom.head, atom.words):
        return None
    if not is_balanced(written.text) or len(written.text.split()) < 2:
        return None
    places = spans(parse, atom.words)
    words = set(atom.words)
    anchor = spans(parse, [i for i in atom.own if i in words] or atom.words)
    reported = atom.link is not Link.NOMINAL and is_report(parse, atom.head, atom.words)
    return Draft(
        text=written.text,
        start=offset + anchor[0][0],
        end=offset + anchor[-1][1],
        kind=_kind(written.text, reported),
        parts=weigh_worth(parse, atom.words),
        spans=tuple((a + offset, b + offset) for a, b in places),
        inferred=written.inferred,
    )


def _contents(parse: Parse, clause: Clause, offset: int) -> Iterator[Draft]:
    """Yield the claims that a clause reports somebody to have made."""
    for content in read_contents(parse, clause.head, clause.words):
        draft = _draft(parse, Atom(content.head, Link.CONTENT, content.words, content.words), offset)
        if draft is not None:
            yield replace(draft, kind="content", attributed_to=content.speaker)


def _kind(text: str, reported: bool) -> str:
    if any(text[q.outer_start] in _DOUBLE for q in find_quotes(text)):
        return "quotation"
    return "reported" if reported else "statement"
