"""The source policy: which sources count, what a verdict's sources lack, and which side is plainly the stronger.

Nothing here reaches or changes a label. What keeps a document out is asked
before anything is judged; notes are made from the finished finding.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase

from claimcheck.models import (
    Article,
    Assessment,
    ClaimType,
    Criterion,
    Finding,
    Label,
    PolicyCode,
    PolicyNote,
    Preference,
    Relation,
    Slot,
    SourceDocument,
    SourcePolicy,
    Stance,
    Tier,
)
from claimcheck.text.dates import find_dates
from claimcheck.text.normalize import fold
from claimcheck.text.quantities import find_quantities
from claimcheck.text.quotes import find_quotes

# Words that accuse somebody of a wrong, in all their forms. A claim with one of them is an accusation, whoever is
# meant and whoever says so: a policy that asks too much once does no harm.
_ACCUSING = re.compile(
    r"\b(?:accus(?:e[ds]?|ing|ations?)|alleg(?:e[ds]?|edly|ing|ations?)|arrest(?:s|ed)?|indict(?:s|ed|ments?)?"
    r"|prosecut(?:e[ds]?|ions?)|convict(?:s|ed|ions?)?|guilty|sentenced|jailed|imprisoned"
    r"|fraud(?:s|ulent|ulently)?|brib(?:e[ds]?|ery|ing)|corrupt(?:ed|ion|ly)?|embezzl(?:e[ds]?|ement|ing)"
    r"|launder(?:s|ed|ing)?|extort(?:s|ed|ion)?|blackmail(?:s|ed)?|forg(?:ed|ery|eries)|perjur(?:ed|y)"
    r"|stole|stolen|theft|thefts|robbed|robbery|smuggl(?:e[ds]?|ing)|traffick(?:ed|ers?|ing)|plagiari[sz](?:ed|es|ing|m)"
    r"|murder(?:s|ed|er|ers)?|manslaughter|rap(?:ed|ist|ists)|assault(?:s|ed)?|molest(?:ed|ing)?|harass(?:ed|es|ment)"
    r"|abus(?:ed|er|ers)|tortur(?:e[ds]?|ing)|genocide|massacre[ds]?|terroris(?:m|ts?)|abduct(?:s|ed|ions?|ors?)"
    r"|kidnap(?:s|ped|ping|pings)?|war crimes?|crimes? against humanity|espionage|treason|misconduct|wrongdoing"
    r"|negligen(?:ce|t)|cover-?up)\b",
    re.IGNORECASE,
)
# Passages of so many words are not written twice by chance: who prints the same has it from the same.
_COPIED_WORDS = 12
_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?", re.IGNORECASE)
_SIDE = {Label.SUPPORTED: Stance.SUPPORTS, Label.REFUTED: Stance.REFUTES, Label.PARTIALLY_SUPPORTED: Stance.NEUTRAL}


def find_claim_types(text: str) -> frozenset[ClaimType]:
    """Return the types of a claim that its words tell.

    >>> sorted(find_claim_types("He was convicted of stealing 40 paintings."))
    [<ClaimType.ACCUSATION: 'accusation'>, <ClaimType.QUANTITY: 'quantity'>]
    """
    dates = find_dates(text)
    quantities = find_quantities(text, exclude=[(d.start, d.end) for d in dates])
    said = {
        ClaimType.QUOTATION: bool(find_quotes(text)),
        ClaimType.QUANTITY: any(not q.identifier and not q.ordinal for q in quantities),
        ClaimType.DATE: bool(dates),
        ClaimType.ACCUSATION: bool(_ACCUSING.search(text)),
    }
    return frozenset(kind for kind, holds in said.items() if holds)


def find_exclusion(document: SourceDocument, article: Article, policy: SourcePolicy) -> str:
    """Return what of the policy keeps a document from being evidence for an article; empty where nothing does.

    A pattern stands for a document by its name, its file or one of its
    addresses, and for all below it ("wire" for "wire/2017/a", "example.org" for
    every page there). Capitals, "https://" and "www." do not matter, `*` is
    anything.
    """
    told = (article.title, article.path, article.publication, article.address)
    of_article = (p for named, patterns in policy.exclude_for if _is_meant(named, told) for p in patterns)
    return next((p for p in (*policy.exclude, *of_article) if _is_meant(p, _places(document))), "")


def find_idle_exclusions(documents: Collection[SourceDocument], policy: SourcePolicy) -> tuple[str, ...]:
    """Return the patterns of the policy that no document answers to: they may be misspelt, and keep nothing out."""
    patterns = dict.fromkeys((*policy.exclude, *(p for _, of_article in policy.exclude_for for p in of_article)))
    return tuple(p for p in patterns if not any(_is_meant(p, _places(d)) for d in documents))


def _places(document: SourceDocument) -> tuple[str, ...]:
    return document.name, document.path, document.file, *document.urls


def _is_meant(pattern: str, places: Collection[str]) -> bool:
    wanted = _bare(pattern)
    return any(
        place == wanted
        or place.startswith(f"{wanted}/")
        or fnmatchcase(place, wanted)
        or fnmatchcase(place, f"{wanted}/*")
        for place in map(_bare, filter(None, places))
    )


def _bare(place: str) -> str:
    return _SCHEME.sub("", place.strip().casefold(), count=1).rstrip("/")


def evaluate_policy(
    finding: Finding, documents: Mapping[str, SourceDocument], policy: SourcePolicy
) -> tuple[PolicyNote, ...]:
    """Return what a verdict's sources lack by the policy.

    A verdict that settles something (supported, refuted, in part) is asked for
    its sources' number, tier and dates; conflicting sources are side by side
    already, and where nothing was found there is nothing to ask. Sources left
    out are noted of any verdict. The same finding has the same notes.

    Args:
        finding: The claim with its verdict, its evidence and what was left out.
        documents: The documents of its evidence, by id.
        policy: The policy.
    """
    left_out = [f"“{source.document}” ({source.rule})" for source in finding.search.left_out if source.rule]
    notes = list(_ask_sources(finding, documents, policy)) if finding.verdict.label in _SIDE else []
    if left_out:
        notes.append(PolicyNote(code=PolicyCode.EXCLUDED_SOURCE, detail=", ".join(left_out)))
    return tuple(notes)


def _ask_sources(
    finding: Finding, documents: Mapping[str, SourceDocument], policy: SourcePolicy
) -> Iterator[PolicyNote]:
    types = find_claim_types(finding.claim.text)
    deciding = _deciding(finding)
    held = _documents_of(deciding, finding, documents)
    asked = policy.sources_asked(types)
    # Passages that say so only together are one source: none of them says so by itself.
    whole = [a for a in deciding if a.stance is _SIDE[finding.verdict.label]]
    found = count_independent(_passages_of(whole, finding, documents), policy) if whole else 1
    if found < asked:
        detail = f"{found} of {asked}{_for_types([k for k, _ in policy.sources_for if k in types])}"
        if len(held) > found:
            detail += f": {', '.join(_named(held))} are not independent of each other"
        yield PolicyNote(code=PolicyCode.TOO_FEW_SOURCES, detail=detail)
    for kind in (kind for kind in policy.primary_for if kind in types):
        bearing = _documents_of(_bearing(deciding, kind), finding, documents)
        if not any(d.tier is Tier.PRIMARY for d in bearing):
            tiers = ", ".join(f"“{d.title or d.name}” ({d.tier})" for d in bearing)
            yield PolicyNote(code=PolicyCode.NO_PRIMARY_SOURCE, detail=f"for {_TYPE_NAMES[kind]}: {tiers}")
    yield from _ask_dates(held, policy)


def _deciding(finding: Finding) -> list[Assessment]:
    """Return the assessments on the verdict's side: those of its stance, and those of the cited passages."""
    stance = _SIDE[finding.verdict.label]
    cited = {c.passage_id for c in finding.verdict.citations if c.stance is stance}
    of_side = [a for a in finding.verdict.assessments if a.stance is stance is not Stance.NEUTRAL]
    return [*of_side, *(a for a in finding.verdict.assessments if a.passage_id in cited and a not in of_side)]


def _bearing(deciding: Sequence[Assessment], kind: ClaimType) -> Sequence[Assessment]:
    """Return what bears on a quotation: of a claim put together from several passages, those that have its words."""
    if kind is not ClaimType.QUOTATION:
        return deciding
    having = [
        a for a in deciding if any(s.slot is Slot.QUOTATION and s.relation is not Relation.MISSING for s in a.slots)
    ]
    return having or deciding


def _passages_of(
    assessments: Sequence[Assessment], finding: Finding, documents: Mapping[str, SourceDocument]
) -> list[tuple[SourceDocument, str]]:
    passages = {e.passage.id: e.passage for e in finding.evidence}
    held = [passages[a.passage_id] for a in assessments if a.passage_id in passages]
    return [(documents[p.document_id], p.text) for p in held if p.document_id in documents]


def _documents_of(
    assessments: Sequence[Assessment], finding: Finding, documents: Mapping[str, SourceDocument]
) -> list[SourceDocument]:
    return list({d.id: d for d, _ in _passages_of(assessments, finding, documents)}.values())


def _ask_dates(held: Sequence[SourceDocument], policy: SourcePolicy) -> Iterator[PolicyNote]:
    """Yield why no source is of the time that the policy allows; one that is, is enough."""
    oldest, newest = policy.oldest, policy.newest
    if oldest is None and newest is None:
        return
    undated = [d for d in held if d.first_day is None or d.last_day is None]
    old = [d for d in held if d not in undated and oldest and d.last_day and d.last_day < oldest]
    new = [d for d in held if d not in undated and newest and d.first_day and d.first_day > newest]
    if len(undated) + len(old) + len(new) < len(held):
        return
    if old:
        detail = f"before {oldest}: {', '.join(_named(old, dated=True))}"
        yield PolicyNote(code=PolicyCode.SOURCE_TOO_OLD, detail=detail)
    if new:
        detail = f"after {newest}: {', '.join(_named(new, dated=True))}"
        yield PolicyNote(code=PolicyCode.SOURCE_TOO_NEW, detail=detail)
    if undated:
        yield PolicyNote(code=PolicyCode.UNDATED_SOURCE, detail=f"no date: {', '.join(_named(undated))}")


def count_independent(passages: Collection[tuple[SourceDocument, str]], policy: SourcePolicy) -> int:
    """Return how many sources some passages are from, copies counted once.

    Two documents are one source if they share a group (copies that were found,
    or what the desk says), their text, an address, or the words of a passage
    that is too long to be alike by chance; if one replaces the other; and, with
    `distinct_issuers`, if one issuer gave both.

    Args:
        passages: Documents, each with the words of its passage.
        policy: Says whether one issuer is one source.
    """
    groups: list[tuple[set[str], set[tuple[str, str]]]] = []
    for document, words in passages:
        ids, marks = {document.id}, set(_marks(document, words, policy))
        for group in [g for g in groups if g[0] & ids or g[1] & marks]:
            groups.remove(group)
            ids, marks = ids | group[0], marks | group[1]
        groups.append((ids, marks))
    return len(groups)


def _marks(document: SourceDocument, words: str, policy: SourcePolicy) -> Iterator[tuple[str, str]]:
    """Yield what tells that another document is no other source."""
    said, issuer = fold(words), fold(document.issuer)
    yield "text", document.text_sha256 or document.text
    for place in filter(None, (document.name, document.supersedes, *document.urls)):
        yield "place", _bare(place)
    if document.group:
        yield "group", document.group
    if len(said.split()) >= _COPIED_WORDS:
        yield "words", said
    if issuer:
        yield "words of issuer", f"{issuer}\n{said}"
        if policy.distinct_issuers:
            yield "issuer", issuer


def prefer(
    supporting: Collection[SourceDocument], refuting: Collection[SourceDocument], policy: SourcePolicy
) -> Preference | None:
    """Return which side of conflicting sources is plainly the stronger, or None where neither is.

    The policy's criteria are asked in its order, and the first that tells the
    sides apart decides:

    - `supersedes`: every document of one side is replaced, by its own word, by
      one of the other's, and none the other way round.
    - `tier`: one side has a primary source that somebody called primary (it is
      the default of a document nobody spoke of), the other has only secondary
      ones.
    - `date`: every document of one side is of a later day than all of the
      other's. Only if the policy names it: later is right for a state of
      affairs, and wrong for an event.

    None where a side is empty, a document is on both sides, or the sides are as
    good as each other. The caller may then take the stronger side's stance for
    the verdict, and has to say `why` beside it: the weaker side's passages stay
    cited or listed, they are never dropped in silence.

    Args:
        supporting: The documents with a passage that supports the claim.
        refuting: Those with a passage that refutes it.
        policy: The policy; `prefer: []` holds no side for stronger.
    """
    if not supporting or not refuting or {d.id for d in supporting} & {d.id for d in refuting}:
        return None
    sides = {Stance.SUPPORTS: supporting, Stance.REFUTES: refuting}
    other = {Stance.SUPPORTS: refuting, Stance.REFUTES: supporting}
    for criterion in policy.prefer:
        holds, why = _CRITERIA[criterion]
        stronger = [stance for stance, side in sides.items() if holds(side, other[stance])]
        if len(stronger) == 1:
            names = ", ".join(_named(sides[stronger[0]]))
            against = ", ".join(_named(other[stronger[0]]))
            return Preference(stance=stronger[0], criterion=criterion, why=f"{names} {why} {against}")
    return None


def _replaces(side: Collection[SourceDocument], other: Collection[SourceDocument]) -> bool:
    replaced = {_bare(d.supersedes) for d in side if d.supersedes}
    return all({_bare(p) for p in _places(d) if p} & replaced for d in other)


def _is_nearer(side: Collection[SourceDocument], other: Collection[SourceDocument]) -> bool:
    called = [d for d in side if d.tier is Tier.PRIMARY and d.provenance.get("tier", "default") != "default"]
    return bool(called) and all(d.tier is Tier.SECONDARY for d in other)


def _is_later(side: Collection[SourceDocument], other: Collection[SourceDocument]) -> bool:
    first = [d.first_day for d in side if d.first_day]
    last = [d.last_day for d in other if d.last_day]
    return len(first) == len(side) and len(last) == len(other) and min(first) > max(last)


_CRITERIA = {
    Criterion.SUPERSEDES: (_replaces, "replaces"),
    Criterion.TIER: (_is_nearer, "is a primary source and goes before"),
    Criterion.DATE: (_is_later, "is later than"),
}
_TYPE_NAMES: Mapping[ClaimType, str] = {
    ClaimType.QUOTATION: "a quotation",
    ClaimType.QUANTITY: "a number",
    ClaimType.DATE: "a date",
    ClaimType.ACCUSATION: "an accusation",
}


def _for_types(types: Sequence[ClaimType]) -> str:
    return f" for {' and '.join(_TYPE_NAMES[kind] for kind in types)}" if types else ""


def _named(documents: Collection[SourceDocument], *, dated: bool = False) -> list[str]:
    return [f"“{d.title or d.name}”{f' ({d.date})' if dated else ''}" for d in documents]
