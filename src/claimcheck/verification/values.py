"""Quantities and dates of a claim beside those of a passage that are of the same fact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimcheck.models import Relation, Slot
from claimcheck.text import lexicon
from claimcheck.text.dates import DateMention, Granularity, compare_dates
from claimcheck.text.dates import Relation as DateRelation
from claimcheck.text.quantities import Quantity, compare_quantities
from claimcheck.verification.alignment import Match, Source
from claimcheck.verification.comparison import NAME_WEIGHT, VALUE_WEIGHT, Compared, compared
from claimcheck.verification.statements import Statement


def compare_quantities_of(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare each of the claim's quantities with those of the same unit and thing."""
    for quantity in claim.quantities:
        if quantity.identifier:
            yield _compare_identifier(quantity, source)
            continue
        best: tuple[Relation, Quantity | None] = (Relation.MISSING, None)
        rivals = [q for q in source.passage.quantities if _comparable(quantity, q)]
        for rival in rivals:
            relation = compare_quantities(quantity, rival)
            if _better(relation, best[0]) and not (
                relation is Relation.CONFLICT and not _about_the_same(quantity, rival, claim, source, matches)
            ):
                best = (relation, rival)
        relation, rival_found = best
        start, end, surface = (
            (rival_found.start, rival_found.end, rival_found.surface) if rival_found else (None, None, "")
        )
        yield compared(Slot.QUANTITY, relation, _worded(quantity, claim.text), surface, start, end, VALUE_WEIGHT)


def _compare_identifier(quantity: Quantity, source: Source) -> Compared:
    for rival in source.passage.quantities:
        if compare_quantities(quantity, rival) is Relation.EQUAL:
            return compared(
                Slot.NAME, Relation.EQUAL, quantity.surface, rival.surface, rival.start, rival.end, NAME_WEIGHT
            )
    near = (q for s in source.context for q in s.quantities if compare_quantities(quantity, q) is Relation.EQUAL)
    around = next((q.surface for q in near), "")
    relation = Relation.COMPATIBLE if around else Relation.MISSING
    return compared(Slot.NAME, relation, quantity.surface, around, None, None, NAME_WEIGHT, context=bool(around))


def _comparable(first: Quantity, second: Quantity) -> bool:
    if second.identifier or first.ordinal != second.ordinal:
        return False
    if first.unit != second.unit and not (first.unit and second.unit):
        return False
    if first.noun and second.noun and not first.unit:
        return lexicon.equal_words(first.noun, second.noun) or lexicon.same_sense(first.noun, second.noun)
    return True


def _about_the_same(
    quantity: Quantity, rival: Quantity, claim: Statement, source: Source, matches: Mapping[int, Match]
) -> bool:
    """Whether a different number is of the same fact: it counts the same thing, or hangs on the same word."""
    word = source.passage.word_at(rival.start, rival.end)
    if word is None or _root_of(source.passage, word.index) not in _main_roots(claim, matches):
        return False
    if quantity.noun and rival.noun and not quantity.unit:
        return True
    ours, theirs = _governors(claim, quantity.start, quantity.end), _governors(source.passage, rival.start, rival.end)
    return any(m.term is not None and m.term.index in theirs for i, m in matches.items() if i in ours)


def _governors(statement: Statement, start: int, end: int) -> set[int]:
    """Return the words that a span hangs on, up to its verb."""
    word = statement.word_at(start, end)
    found: set[int] = set()
    while word is not None and word.head != word.index and len(found) < 6:
        word = statement.parse.words[word.head]
        found.add(word.index)
        if word.pos in {"VERB", "AUX"}:
            break
    return found


def compare_dates_of(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare each of the claim's dates with the passage's, then with its document's."""
    for mention in claim.dates:
        best: tuple[Relation, DateMention | None] = (Relation.MISSING, None)
        for rival in _rival_dates(claim, mention, source, matches):
            relation = compare_dates(mention, rival)
            if relation is Relation.CONFLICT and not _may_refute(mention, rival, claim, source, matches):
                relation = Relation.MISSING
            if _better(relation, best[0]):
                best = (relation, rival)
        relation, found = best
        if found is not None and relation is not Relation.MISSING:
            yield compared(Slot.DATE, relation, mention.surface, found.surface, found.start, found.end, VALUE_WEIGHT)
            continue
        around = _date_around(mention, source)
        relation = Relation.COMPATIBLE if around else Relation.MISSING
        yield compared(Slot.DATE, relation, mention.surface, around, None, None, VALUE_WEIGHT, context=bool(around))


_NOUN_DATES = frozenset(("prep", "nummod", "compound", "amod", "nmod", "poss", "npadvmod"))


def _bearer(statement: Statement, mention: DateMention) -> int | None:
    """Return the noun that a date belongs to ("the judgment of 16 July"), None if it dates the event."""
    word = statement.word_at(mention.start, mention.end)
    steps = 0
    while word is not None and word.head != word.index and steps < 4:
        head = statement.parse.words[word.head]
        if head.pos in {"VERB", "AUX"}:
            return None
        if head.pos in {"NOUN", "PROPN"} and word.dep in {
            "prep",
            "nummod",
            "compound",
            "amod",
            "nmod",
            "poss",
            "npadvmod",
        }:
            return head.index if mention.start > head.start or word.dep != "npadvmod" else None
        word, steps = head, steps + 1
    return None


def _rival_dates(
    claim: Statement, mention: DateMention, source: Source, matches: Mapping[int, Match]
) -> list[DateMention]:
    """Return the passage's dates of what the claim's date is of.

    A date of a noun counts for a noun's date only if the two nouns match. A
    date of an event counts only for the verb it hangs on, where that verb's
    match has dates of its own ("founded in 1998 ... shut down in 2013").
    """
    ours = _bearer(claim, mention)
    theirs = {rival: _bearer(source.passage, rival) for rival in source.passage.dates}
    # "zero since 2010" dates a state, whatever noun it hangs on.
    lasting = [
        d for d in theirs if mention.relation in _LASTING and d.relation is mention.relation and _fits(mention, d)
    ]
    events = [d for d, bearer in theirs.items() if bearer is None]
    if ours is not None:
        match = matches.get(ours)
        wanted = match.term.index if match is not None and match.term is not None else None
        own = [d for d, bearer in theirs.items() if bearer is not None and bearer == wanted]
        return [*lasting, *own, *(d for d in events if _fits(mention, d))]
    verb = _verb_over(claim, mention.start, mention.end)
    match = matches.get(verb) if verb is not None else None
    if match is not None and match.term is not None:
        own = [d for d in events if _verb_over(source.passage, d.start, d.end) == match.term.index]
        if own:
            return [*lasting, *own]
    aligned = {m.term.index for m in matches.values() if m.term is not None}
    borne = [d for d, bearer in theirs.items() if bearer in aligned or (not events and _fits(mention, d))]
    return [*lasting, *events, *borne]


_LASTING = frozenset((DateRelation.SINCE, DateRelation.UNTIL))


def _fits(mention: DateMention, rival: DateMention) -> bool:
    return compare_dates(mention, rival) in {Relation.EQUAL, Relation.COMPATIBLE}


def _may_refute(
    mention: DateMention, rival: DateMention, claim: Statement, source: Source, matches: Mapping[int, Match]
) -> bool:
    """Whether another date speaks against the claim's.

    Not what came after "as of"; not a date of another sentence; not where the
    right date is somewhere in the passage, or the verb it is of was not found.
    """
    if mention.relation in {DateRelation.AS_OF, DateRelation.BY}:
        return False
    if any(_fits(mention, d) for d in source.passage.dates):
        return False
    verb = _verb_over(claim, mention.start, mention.end)
    if verb is not None and any(t.index == verb for t in claim.terms) and verb not in matches:
        return False
    word = source.passage.word_at(rival.start, rival.end)
    return word is not None and _root_of(source.passage, word.index) in _main_roots(claim, matches)


def _main_roots(claim: Statement, matches: Mapping[int, Match]) -> set[int]:
    """Return the roots of the passage's sentences that hold what matches the claim's predicate."""
    found = (matches.get(t.index) for t in claim.terms if t.main)
    return {m.term.root for m in found if m is not None and m.term is not None}


def _root_of(statement: Statement, index: int) -> int:
    words = statement.parse.words
    for _ in words:
        if words[index].head == index:
            break
        index = words[index].head
    return index


def _verb_over(statement: Statement, start: int, end: int) -> int | None:
    """Return the verb that a span hangs on, if it hangs on one."""
    governors = _governors(statement, start, end)
    return next((i for i in sorted(governors) if statement.parse.words[i].pos in {"VERB", "AUX"}), None)


def _date_around(mention: DateMention, source: Source) -> str:
    for statement in source.preceding:
        for rival in statement.dates:
            if _fits(mention, rival):
                return rival.surface
    if source.days is None or any(_bearer(source.passage, d) is None for d in source.passage.dates):
        return ""
    first, last = source.days
    granularity = Granularity.DAY if first == last else mention.granularity
    days = DateMention(
        start=0,
        end=1,
        surface="x",
        first=first,
        last=last,
        granularity=granularity,
        relation=DateRelation.ON,
        inferred=False,
    )
    if _fits(mention, days):
        return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"
    return ""


def _better(relation: Relation, than: Relation) -> bool:
    order = (Relation.MISSING, Relation.CONFLICT, Relation.COMPATIBLE, Relation.EQUAL)
    return order.index(relation) > order.index(than)


def _worded(quantity: Quantity, text: str) -> str:
    """Return a quantity with the words that bound it and the thing it counts ("at least 5 members")."""
    start = min(quantity.start, quantity.cue[0]) if quantity.cue else quantity.start
    end = max(quantity.end, quantity.cue[1]) if quantity.cue else quantity.end
    counted = quantity.noun if not quantity.unit and not quantity.cue else ""
    return f"{text[start:end]} {counted}".strip()
