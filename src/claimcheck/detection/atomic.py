"""Claims of a sentence: one for each clause that asserts something checkable and can stand alone.

When in doubt a sentence is not split: the claim is the sentence. Clauses of
opinion, forecast or advice that can be parted are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck.detection.checkworthiness import (
    Judgement,
    has_hard_fact,
    has_name,
    is_report,
    judge_clause,
    judge_form,
    score_worth,
)
from claimcheck.detection.clauses import Clause, Link, predicate, presupposed, read_clauses, subjects
from claimcheck.detection.lexicon import phrases
from claimcheck.models import Checkability
from claimcheck.text.quotes import find_quotes
from claimcheck.text.syntax import Parse

_OPENING_WORD = re.compile(r"(?:and|but|or|nor)\b(?!,)\s*", re.IGNORECASE)
_OPENING_MARKS = re.compile(r"[\s,;:—–)\]-]+")
_CLOSING_MARKS = re.compile(r"[\s,;:—–(\[-]+\Z")
_ENDS = re.compile(r"[.!?…][\"'”’»)\]]{0,3}\Z")
# Parts of speech that no sentence ends with: the parser has cut one off.
_DANGLING = frozenset({"IN", "TO", "DT", "CC", "PRP$", "WDT"})
_MOST_PARTS = 20
_DOUBLE = '"“”„‟«»＂'
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it has its place in the article: `start` and `end` are offsets into the sentence."""

    text: str
    start: int
    end: int
    kind: str
    worth: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sentence is, and its claims in order."""

    judgement: Judgement
    drafts: tuple[Draft, ...] = ()


def part_semicolons(text: str) -> list[tuple[int, int]]:
    """Return the spans between the semicolons of a sentence.

    None where it has none, or where brackets or quotation marks would be torn.

    >>> part_semicolons("He came; she left.")
    [(0, 7), (9, 18)]
    """
    cuts = [m.start() for m in re.finditer(";", text)]
    if len(cuts) > _MOST_PARTS:
        return []
    spans = [(a, b) for a, b in zip([0, *(c + 1 for c in cuts)], [*cuts, len(text)], strict=True)]
    spans = [(a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in spans]
    whole = all(a < b and is_balanced(text[a:b]) for a, b in spans)
    return spans if cuts and whole else []


def read_sentence(parse: Parse, parts: Sequence[tuple[int, Parse]] = ()) -> Reading:
    """Judge a sentence and draw its claims.

    Args:
        parse: The sentence.
        parts: Its parts between semicolons, each with its offset; they are
            read one by one if each has a subject and a verb.
    """
    heads = [predicate(p) for _, p in parts]
    if parts and all(h is not None and subjects(p, h) for h, (_, p) in zip(heads, parts, strict=True)):
        readings = [_read(p, offset) for offset, p in parts]
        if judge_form(parse) is None:
            chosen = next((r for r in readings if r.judgement.checkable), readings[0])
            return Reading(chosen.judgement, tuple(d for r in readings for d in r.drafts))
    return _read(parse, 0)


def _read(parse: Parse, offset: int) -> Reading:
    form = judge_form(parse)
    if form is not None:
        return Reading(form)
    everything = tuple(range(len(parse.words)))
    clauses = read_clauses(parse)
    if not clauses:  # a sentence whose main verb the parser missed
        judgement = Judgement(Checkability.CHECKABLE, "states a fact")
        return Reading(judgement, (_whole(parse, everything, head=None, offset=offset),))
    judged = [(c, judge_clause(parse, c.head, c.words)) for c in clauses]
    main = next(j for c, j in judged if c.link is Link.MAIN)
    held = [(c, j) for c, j in judged if j.checkable]
    if not held:
        return _beside(parse, main, offset)
    drafts = [d for c, _ in held if (d := _draft(parse, c, offset)) is not None]
    judgement = main if main.checkable else _partly(held[0][1])
    if len(clauses) > 1 and len(drafts) == len(held):
        return Reading(judgement, tuple(drafts))
    return Reading(judgement, (_whole(parse, everything, head=clauses[0].head, offset=offset),))


def _beside(parse: Parse, main: Judgement, offset: int) -> Reading:
    """Read a sentence whose main clause is not checkable: what it takes for granted may be."""
    held = [(c, j) for c in presupposed(parse) if (j := _presupposition(parse, c)).checkable]
    held = [(c, j) for c, j in held if not any(set(c.words) < set(o.words) for o, _ in held)]
    found = [(d, j) for c, j in held if (d := _draft(parse, c, offset)) is not None]
    if not found:
        return Reading(main)
    return Reading(_partly(found[0][1]), tuple(d for d, _ in found))


def _partly(judgement: Judgement) -> Judgement:
    return Judgement(judgement.checkability, f"part of it {judgement.reason}", judgement.cue)


def _presupposition(parse: Parse, clause: Clause) -> Judgement:
    """Judge a clause taken for granted: it counts only with a name, a figure or a date in it."""
    judgement = judge_clause(parse, clause.head, clause.words)
    firm = has_hard_fact(parse, clause.words) or has_name(parse, clause.words)
    return judgement if firm else Judgement(Checkability.OPINION, "names nothing that could be looked up")


def _whole(parse: Parse, words: Sequence[int], *, head: int | None, offset: int) -> Draft:
    return Draft(
        text=finish(parse.text),
        start=offset,
        end=offset + len(parse.text),
        kind=_kind(parse.text, head is not None and is_report(parse, head, words)),
        worth=score_worth(parse, words),
    )


def _draft(parse: Parse, clause: Clause, offset: int) -> Draft | None:
    """Return the claim of a clause; None if its words do not come out whole."""
    body = _written(parse, clause.words)
    text = " ".join(filter(None, (_written(parse, clause.lead), body)))
    dangling = parse.words[clause.words[-1]].tag in _DANGLING
    if dangling or not is_balanced(text) or len(text.split()) < 2:
        return None
    first = clause.lead[0] if clause.link is Link.PRESUPPOSED and clause.lead else clause.words[0]
    start, end = parse.words[first].start, parse.words[clause.words[-1]].end
    if all(w.pos in {"PUNCT", "SPACE"} for w in parse.words[clause.words[-1] + 1 :]):
        end = len(parse.text)  # with its full stop
    kind = _kind(text, is_report(parse, clause.head, clause.words))
    worth = score_worth(parse, (*clause.lead, *clause.words))
    return Draft(text=finish(text), start=offset + start, end=offset + end, kind=kind, worth=worth)


def _written(parse: Parse, words: Sequence[int]) -> str:
    """Return the words as they are written; where some were left out between, the commas around them go too."""
    runs: list[str] = []
    start = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i] != words[i - 1] + 1:
            runs.append(parse.text[parse.words[words[start]].start : parse.words[words[i - 1]].end])
            start = i
    cleaned = [_CLOSING_MARKS.sub("", _OPENING_MARKS.sub("", r, count=1) if r[0] in ",;" else r) for r in runs]
    return " ".join(filter(None, cleaned))


def finish(text: str) -> str:
    """Make a clause a sentence: no joining word before it, a capital letter, a full stop.

    >>> finish("however, Japan has signed the treaty,")
    'Japan has signed the treaty.'
    """
    text = drop_connectives(_CLOSING_MARKS.sub("", text.strip()))
    text = text[:1].upper() + text[1:]
    return text if _ENDS.search(text) else f"{text}."


def drop_connectives(text: str) -> str:
    """Return the text without the words that join it to the text before ("However,", "And")."""
    for _ in range(3):
        lower = text.lower()
        joined = next((p for p in phrases("connectives") if lower.startswith(f"{p},")), None)
        bare = _OPENING_WORD.match(text)
        cut = len(joined) + 1 if joined else bare.end() if bare else 0
        if not cut or not text[cut:].strip():
            return text
        text = text[cut:].lstrip()
    return text


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation mark in `text` has its partner."""
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _PAIRS)


def _kind(text: str, reported: bool) -> str:
    if any(text[q.outer_start] in _DOUBLE for q in find_quotes(text)):
        return "quotation"
    return "reported" if reported else "statement"
