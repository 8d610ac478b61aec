"""What a source's date says of a claim's."""

from __future__ import annotations

from datetime import timedelta

from claimcheck.models import Relation as Outcome
from claimcheck.text.dates.records import DateMention, Granularity, Relation

_POINTED = frozenset({Relation.SINCE, Relation.UNTIL, Relation.BY, Relation.BEFORE, Relation.AFTER, Relation.AS_OF})


def compare_dates(claim: DateMention, source: DateMention) -> Outcome:
    """Say what `source` says of `claim`; whether both date the same thing is for the caller to settle.

    With one relation on both sides (c, s: the claim's and the source's interval):

    ========== ============== ================ =============== ===============
    relation   s is c         s within c       c within s      apart
    ========== ============== ================ =============== ===============
    on         EQUAL          COMPATIBLE       MISSING         CONFLICT
    since      EQUAL          COMPATIBLE       MISSING         CONFLICT
    until      EQUAL          COMPATIBLE       MISSING         CONFLICT
    from..to   EQUAL          COMPATIBLE if    MISSING         CONFLICT
                              the ends fit
    as of      EQUAL          COMPATIBLE       MISSING         MISSING
    before, by EQUAL          an earlier s is COMPATIBLE, a later one MISSING
    after      EQUAL          a later s is COMPATIBLE, an earlier one MISSING
    ========== ============== ================ =============== ===============

    Overlap without containment is MISSING, and so are a season, quarter or
    "early 2017" and a date up to 45 days outside it, or "mid-August" and one
    up to 5 days outside. Of a claim, against a source's day
    or period (on, from..to):

    - on: a period within c is COMPATIBLE, one that holds c is MISSING, one apart CONFLICT; of a source that is
      "as of" s, only s within c is COMPATIBLE, all else MISSING; of a source's since, until, before, by, after:
      CONFLICT where c lies wholly outside what it allows, otherwise MISSING.
    - before c: s that ends before c is COMPATIBLE, s that begins in or after c is CONFLICT.
    - by c, as of c: s that ends by the end of c is COMPATIBLE (not s within a year c: "by 2017" may be its
      beginning), s that begins after it is CONFLICT.
    - after c: s that begins after c is COMPATIBLE, s that ends in or before c is CONFLICT.
    - from..to c: s apart from c is CONFLICT, a period with the same ends COMPATIBLE, otherwise MISSING.
    - since c, until c: MISSING, whatever the day; a period that begins (ends) within c is as well.

    A claim's "before" and "by" take an earlier "before", "by" or "as of" for
    COMPATIBLE, and a later "after" for CONFLICT; its "after" likewise the other
    way round. All else is MISSING.
    """
    if claim.relation is source.relation:
        return _same_relation(claim, source)
    if claim.relation is Relation.ON:
        return _on(claim, source)
    if claim.relation in {Relation.BEFORE, Relation.BY, Relation.AS_OF}:
        return _not_after(claim, source)
    if claim.relation is Relation.AFTER:
        return _after(claim, source)
    if claim.relation is Relation.FROM_TO and source.relation is Relation.ON:
        if _apart(claim, source):
            return Outcome.CONFLICT
        return Outcome.COMPATIBLE if (claim.first, claim.last) == (source.first, source.last) else Outcome.MISSING
    return Outcome.MISSING


def _same_relation(claim: DateMention, source: DateMention) -> Outcome:
    if (claim.first, claim.last) == (source.first, source.last):
        return Outcome.EQUAL
    match claim.relation:
        case Relation.BEFORE:
            return Outcome.COMPATIBLE if source.first <= claim.first else Outcome.MISSING
        case Relation.BY:
            return Outcome.COMPATIBLE if source.last < claim.first or _within(source, claim) else Outcome.MISSING
        case Relation.AFTER:
            return Outcome.COMPATIBLE if source.last >= claim.last else Outcome.MISSING
        case Relation.FROM_TO:
            if _apart(claim, source):
                return Outcome.CONFLICT
            return Outcome.COMPATIBLE if _ends_fit(claim, source) else Outcome.MISSING
    if _within(source, claim):
        return Outcome.COMPATIBLE
    apart = _apart(claim, source) and claim.relation is not Relation.AS_OF
    return Outcome.CONFLICT if apart else Outcome.MISSING


def _on(claim: DateMention, source: DateMention) -> Outcome:
    match source.relation:
        case Relation.FROM_TO:
            if _within(source, claim):
                return Outcome.COMPATIBLE
            outside = _apart(claim, source)
        case Relation.AS_OF:
            return Outcome.COMPATIBLE if _within(source, claim) else Outcome.MISSING
        case Relation.SINCE:
            outside = claim.last < source.first
        case Relation.UNTIL | Relation.BY:
            outside = claim.first > source.last
        case Relation.BEFORE:
            outside = claim.first >= source.first
        case _:
            outside = claim.last <= source.last
    return Outcome.CONFLICT if outside else Outcome.MISSING


def _not_after(claim: DateMention, source: DateMention) -> Outcome:
    """Compare a claim's "before", "by" or "as of"."""
    strict = claim.relation is Relation.BEFORE
    if source.relation is Relation.AFTER:
        late = source.last >= claim.first if strict else source.last >= claim.last
        return Outcome.CONFLICT if late and claim.relation is not Relation.AS_OF else Outcome.MISSING
    if source.relation in _POINTED:
        earlier = source.relation in {Relation.BEFORE, Relation.BY, Relation.AS_OF} and source.last < claim.first
        return Outcome.COMPATIBLE if earlier else Outcome.MISSING
    if source.last < claim.first:
        return Outcome.COMPATIBLE
    if strict:
        return Outcome.CONFLICT if source.first >= claim.first else Outcome.MISSING
    if source.first > claim.last:
        return Outcome.CONFLICT
    fine = claim.granularity in {Granularity.DAY, Granularity.MONTH}
    return Outcome.COMPATIBLE if source.last <= claim.last and fine else Outcome.MISSING


def _after(claim: DateMention, source: DateMention) -> Outcome:
    if source.relation in {Relation.BEFORE, Relation.BY, Relation.UNTIL}:
        early = source.first <= claim.last if source.relation is Relation.BEFORE else source.last <= claim.last
        return Outcome.CONFLICT if early and source.relation is not Relation.UNTIL else Outcome.MISSING
    if source.relation in _POINTED:
        return Outcome.MISSING
    if source.first > claim.last:
        return Outcome.COMPATIBLE
    return Outcome.CONFLICT if source.last <= claim.last else Outcome.MISSING


def _within(inner: DateMention, outer: DateMention) -> bool:
    return outer.first <= inner.first and inner.last <= outer.last


def _apart(first: DateMention, second: DateMention) -> bool:
    slack = timedelta(days=max(_slack(first), _slack(second)))
    if first.last < second.first:
        return second.first - first.last > slack
    return second.last < first.first and first.first - second.last > slack


def _slack(mention: DateMention) -> int:
    """Return by how many days the ends of "early 2017" or "mid-August" may be off."""
    if mention.granularity is Granularity.QUARTER:
        return 45
    if mention.granularity is Granularity.MONTH and mention.relation is not Relation.FROM_TO:
        whole = mention.first.day == 1 and (mention.last + timedelta(days=1)).day == 1
        return 0 if whole else 5
    return 0


def _ends_fit(claim: DateMention, source: DateMention) -> bool:
    """Whether a period is the claim's, given more finely: "May 2010 to March 2014" is within 2010 to 2014."""
    if not _within(source, claim):
        return False
    same_years = (claim.first.year, claim.last.year) == (source.first.year, source.last.year)
    if claim.granularity is Granularity.YEAR:
        return same_years
    same_months = (claim.first.month, claim.last.month) == (source.first.month, source.last.month)
    return claim.granularity is Granularity.MONTH and same_years and same_months
