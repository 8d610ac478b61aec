"""Dates of a claim beside those of a passage, and of its document, that are of the same event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.models import Relation, Slot
from claimcheck.text.dates import DateMention, Granularity, compare_dates
from claimcheck.text.dates import Relation as DateRelation
from claimcheck.text.syntax import Word
from claimcheck.verification.alignment import Match, Source
from claimcheck.verification.bindings import Binding
from claimcheck.verification.comparison import VALUE_WEIGHT, Compared, compared
from claimcheck.verification.rivals import FITTING, is_elsewhere, main_roots, names_another, rank, settle
from claimcheck.verification.roles import counterparts
from claimcheck.verification.statements import Statement

_LASTING = frozenset((DateRelation.SINCE, DateRelation.UNTIL))
_NOUN_DATES = frozenset(("prep", "nummod", "compound", "amod", "nmod", "poss", "npadvmod"))
_VERBS = frozenset(("VERB", "AUX"))
# "the 1960 treaty was signed", but "the 2015 agreement was revoked": what makes a thing has the thing's date.
_MAKING = frozenset(
    "sign adopt conclude pass hold make publish release issue write draw enact award win give elect form build "
    "produce launch direct star compose record perform".split()
)


def compare_dates_of(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare each of the claim's dates with the passage's, then with its document's."""
    for mention in claim.dates:
        relation, found = _compare(mention, claim, source, matches)
        if found is not None and relation is not Relation.MISSING:
            yield compared(Slot.DATE, relation, mention.surface, found.surface, found.start, found.end, VALUE_WEIGHT)
            continue
        around = "" if _dates_so_itself(mention, source) else _date_around(mention, source)
        relation = Relation.COMPATIBLE if around else Relation.MISSING
        yield compared(Slot.DATE, relation, mention.surface, around, None, None, VALUE_WEIGHT, context=bool(around))


def _dates_so_itself(mention: DateMention, source: Source) -> bool:
    """Whether the passage has a date of the same kind ("as of"): then no date around it stands in for the claim's."""
    return mention.relation is not DateRelation.ON and any(d.relation is mention.relation for d in source.passage.dates)


def _compare(
    mention: DateMention, claim: Statement, source: Source, matches: Mapping[int, Match]
) -> tuple[Relation, DateMention | None]:
    """Return what the passage's dates of the same event say of a claim's, and the date that says it."""
    passage = source.passage
    ours = claim.bindings.get(mention.start)
    if ours is None:
        return Relation.MISSING, None
    rivals = _of_the_same_thing(mention, claim, passage, matches)
    if not rivals:
        return Relation.MISSING, None
    ranked = rank(claim, mention, passage, [passage.bindings[d.start] for d in rivals])
    relations = [compare_dates(mention, d) for d in rivals]
    relation, index = settle(
        ranked,
        relations,
        lambda i: _may_refute(mention, claim, passage, passage.bindings[rivals[i].start], matches),
    )
    return relation, None if index is None else rivals[index]


def _of_the_same_thing(
    mention: DateMention, claim: Statement, passage: Statement, matches: Mapping[int, Match]
) -> list[DateMention]:
    """Return the passage's dates of what the claim's date is of.

    A date of a noun counts for a noun's date if the two nouns match, for an
    event's if the noun is the event, or the event makes the thing. A date of an
    event counts for a noun's date only if it is the same.
    """
    ours = claim.bindings[mention.start]
    bearer = bearer_of(claim, mention)
    dates = [d for d in passage.dates if d.start in passage.bindings]
    if not _is_label(claim, mention):
        dates = [d for d in dates if not _is_label(passage, d)]
    borne = {d: b for d in dates if (b := bearer_of(passage, d)) is not None}
    # "zero since 2010" dates a state, whatever noun it hangs on.
    lasting = [d for d in dates if mention.relation in _LASTING and d.relation is mention.relation]
    events = [d for d in dates if d not in borne or d in lasting]
    events = [d for d in events if not is_elsewhere(claim, ours, passage, passage.bindings[d.start])]
    if bearer is not None:
        same = counterparts([bearer, *_joined(claim, bearer)], claim, _Placed(passage), matches)
        own = [d for d, b in borne.items() if d not in lasting and same & {b, *_nouns_over(passage, d)}]
        return [*own, *(d for d in events if d in lasting or _fits(mention, d))]
    verb = claim.parse.words[ours.clause]
    light = not any(t.index == verb.index for t in claim.terms)
    deeds = {m.term.index for i, m in matches.items() if i == verb.index and m.term is not None}
    aligned = {m.term.index for m in matches.values() if m.term is not None}
    made = [
        d
        for d, b in borne.items()
        if d not in lasting
        and (
            not deeds.isdisjoint(_nouns_over(passage, d))
            or (light and not aligned.isdisjoint(_nouns_over(passage, d)))
            or (verb.lemma in _MAKING and (b in aligned or _is_what_it_is(passage, b)))
        )
    ]
    return [*events, *made]


def _is_label(statement: Statement, mention: DateMention) -> bool:
    """Whether a year only names a document: "resolution 1086 (1996)"."""
    before, after = statement.text[: mention.start], statement.text[mention.end :]
    return before.endswith("(") and after.startswith(")") and before[:-1].rstrip()[-1:].isdigit()


@dataclass(frozen=True, slots=True)
class _Placed:
    passage: Statement


def _nouns_over(statement: Statement, mention: DateMention) -> set[int]:
    binding = statement.bindings[mention.start]
    return {i for i in binding.chain if i != binding.clause}


def _joined(statement: Statement, index: int) -> list[int]:
    words = statement.parse.words
    return [i for i in statement.parse.children[index] if words[i].dep in {"compound", "appos"}]


def _is_what_it_is(passage: Statement, bearer: int) -> bool:
    """Whether a noun says what its sentence's subject is ("Oslo is a 2010 film")."""
    words = passage.parse.words
    return words[bearer].dep == "attr" and words[words[bearer].head].lemma == "be"


def bearer_of(statement: Statement, mention: DateMention) -> int | None:
    """Return the noun that a date belongs to ("the judgment of 16 July"), None if it dates the event."""
    binding = statement.bindings.get(mention.start)
    if binding is None or binding.label:
        return None
    words = statement.parse.words
    word = words[binding.word]
    near = _noun_before(words, binding)
    if near is not None:
        return near
    for index in binding.chain[:4]:
        head = words[index]
        if head.pos in _VERBS:
            return None
        amount = any(q.start <= head.start < q.end for q in statement.quantities)  # "21 billion yen in 2005"
        if head.pos in {"NOUN", "PROPN"} and word.dep in _NOUN_DATES and not amount:
            return head.index if mention.start > head.start or word.dep != "npadvmod" else None
        word = head
    return None


def _noun_before(words: Sequence[Word], binding: Binding) -> int | None:
    """Return the noun that "of" or "from" joins a date to; parsers like to give it to the verb ("graves from 1945")."""
    first = min(i for i in (binding.word, *binding.chain[:1]) if i <= binding.word)
    while first > 1 and words[first].text.lower() not in {"of", "from"} and words[first].dep in {"prep", "pobj"}:
        first -= 1
    noun, lead = words[max(0, first - 1)], words[first].text.lower()
    if not first or noun.pos not in {"NOUN", "PROPN"}:
        return None
    inner = noun.dep in {"pobj", "conj", "appos"}  # "took effect from June 2009"
    return noun.index if lead == "of" or (lead == "from" and inner) else None


def _fits(mention: DateMention, rival: DateMention) -> bool:
    return compare_dates(mention, rival) in FITTING


def _may_refute(
    mention: DateMention, claim: Statement, passage: Statement, theirs: Binding, matches: Mapping[int, Match]
) -> bool:
    """Whether another date speaks against the claim's.

    Not what came after "as of"; not a date of another sentence; not where the
    right date is somewhere in the passage and not surely of another deed, or
    the verb it is of was not found.
    """
    if mention.relation in {DateRelation.AS_OF, DateRelation.BY} or names_another(claim, passage):
        return False
    verb = claim.bindings[mention.start].clause
    asked = any(t.index == verb for t in claim.terms)
    if asked and verb not in matches:
        return False
    if any(_fits(mention, d) and not _has_own_verb(passage, d, theirs) for d in passage.dates):
        return False
    return passage.roots[theirs.word] in main_roots(claim, matches)


def _has_own_verb(passage: Statement, mention: DateMention, other: Binding) -> bool:
    """Whether a date is of a verb of its own, and not of that which another date is of."""
    binding = passage.bindings.get(mention.start)
    if binding is None or binding.clause == other.clause:
        return False
    return passage.parse.words[binding.clause].pos == "VERB" and bearer_of(passage, mention) is None


def _date_around(mention: DateMention, source: Source) -> str:
    for statement in source.preceding:
        for rival in statement.dates:
            if _fits(mention, rival):
                return rival.surface
    if source.days is None or any(bearer_of(source.passage, d) is None for d in source.passage.dates):
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
