"""The claim's quotations beside the passage: whether these are the words, and whose they are."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from claimcheck.models import Reason, Relation, Slot, SlotComparison
from claimcheck.text.quotes import Quote, find_quotes
from claimcheck.text.speakers import Speaker, find_speaker, is_speaking
from claimcheck.text.words import read_words
from claimcheck.verification.alignment import Match, Source, same_bearer
from claimcheck.verification.comparison import Compared
from claimcheck.verification.cuts import holds_cue
from claimcheck.verification.quotations import QuoteCheck, QuoteOutcome, check_quotation, find_places
from claimcheck.verification.statements import Name, Statement
from claimcheck.verification.voices import Hearing, Voice, hear, is_translation

_WORKS = (
    r"(?:film|movie|book|novel|song|album|series|show|episode|play|painting|single|newspaper|magazine|journal|essay"
    r"|poem|documentary|game|band|track|musical|opera|podcast|sitcom|memoir|anthology|ballad|portrait)"
)
# Words that are named, not said.
_NAMING = re.compile(
    r"(?:\bso-called|\b(?:better |also |formerly |now )?known as|\bnicknamed|\bdubbed|\bcode-?named|\bnamed"
    r"|\btitled|\bentitled|\bheadlined|\bcalled"
    r"|\b(?:the|this|a) (?:term|words?|phrase|slogan|title|motto|expression|acronym)"
    rf"|\b{_WORKS})(?:,)?(?: (?:the|a|an))?\s{{0,3}}$",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\s{{0,3}}(?:\(\d{{4}}|(?:is|was) an? (?:[\w-]+ ){{0,5}}{_WORKS}\b)", re.IGNORECASE)
# Longer quotations are somebody's words, whether the claim says whose or not.
_SHORT = 3
# Fewer words may be two people's by chance.
_TELLING = 4
_RETOLD_SHARE = 0.6
# How much of the claim must be found for a passage to be on its subject.
_ON_SUBJECT = 0.6
_NEED_NOT_AGREE = frozenset((Slot.TERM, Slot.QUOTATION, Slot.POLARITY, Slot.MODALITY, Slot.ROLE))

_BEST = (Relation.EQUAL, Relation.COMPATIBLE, Relation.CONFLICT, Relation.MISSING)
_REASONS = {
    QuoteOutcome.ALTERED: Reason.QUOTE_ALTERED,
    QuoteOutcome.TRUNCATED: Reason.QUOTE_TRUNCATED,
    QuoteOutcome.SPLICED: Reason.QUOTE_SPLICED,
}
_VOICES = {
    Voice.RETOLD: (Reason.QUOTE_PARAPHRASE, "in the source's own words, not in quotation marks"),
    Voice.OTHER: (Reason.ATTRIBUTION, "said by {who}"),
    Voice.UNCLEAR: (Reason.ATTRIBUTION, "perhaps said by {who}"),
    Voice.ELSEWHERE: (Reason.QUOTE_ELSEWHERE, "not in a document of whose words they are said to be"),
}


@dataclass(frozen=True, slots=True)
class _Finding:
    relation: Relation
    reason: Reason | None
    note: str
    span: tuple[int, int] | None = None
    context: str = ""


def compare_quotations(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Look for each of the claim's quotations in the passage, and ask whose words they are there.

    Quotations within quotations are part of these. What is only named ("the
    so-called ...", a film's title) or set in marks without anyone being said to
    say it must stand in the passage or around it.
    """
    for quote in _outermost(claim.text):
        asked = find_speaker(claim, quote.outer_start, quote.outer_end)
        short = len(read_words(quote.text)) <= _SHORT
        if _is_named(claim.text, quote) or (short and asked is None):
            finding = _look_around(quote, source)
        else:
            finding = _weigh(claim, quote, asked, source, matches)
        start, end = finding.span or (None, None)
        row = SlotComparison(
            slot=Slot.QUOTATION,
            relation=finding.relation,
            claim_value=quote.text,
            source_value=source.passage.text[start:end] if start is not None else finding.context,
            start=start,
            end=end,
            note=finding.note,
        )
        yield Compared(row, 0.0, context=bool(finding.context), reason=finding.reason)


def is_misquotation(rows: Sequence[Compared]) -> bool:
    """Whether a passage whose only conflict with a claim is a quotation has what the claim misquotes.

    All names, numbers and dates must be found, and most of the words. By which
    verb the words are said does not matter; nor, where they are somebody
    else's, that the one whom the claim names is not in the passage.
    """
    missing = [r for r in rows if r.comparison.relation is Relation.MISSING]
    verbs = [r for r in missing if r.main and is_speaking(r.comparison.claim_value)]
    saying = [r for r in missing if r.reason is Reason.ATTRIBUTION and r.comparison.slot is Slot.NAME]
    names = [r for r in missing if r.comparison.slot is Slot.NAME and r not in saying]
    blamed = any(r.reason is Reason.ATTRIBUTION and r.comparison.relation is Relation.CONFLICT for r in rows)
    waived = verbs + (saying + (names if len(names) == 1 else []) if blamed else [])
    said = [r for r in rows if r.main and r.comparison.slot in {Slot.PREDICATE, Slot.DIRECTION} and r not in waived]
    if said and all(r in missing for r in said):
        return False
    if any(r.comparison.slot not in _NEED_NOT_AGREE and r not in waived and not _is_pronoun(r) for r in missing):
        return False
    known = any(r.comparison.slot is Slot.NAME and r.comparison.relation is Relation.EQUAL for r in rows)
    if any(_is_pronoun(r) for r in missing) and not known:
        return False
    counted = [r for r in rows if r.comparison.relation is not Relation.CONFLICT and r not in waived]
    asked = math.fsum(r.weight for r in counted)
    found = math.fsum(r.weight for r in counted if r.comparison.relation is not Relation.MISSING)
    return not asked or found / asked >= _ON_SUBJECT


def _is_pronoun(row: Compared) -> bool:
    return row.comparison.claim_value.startswith("unresolved")


def _outermost(text: str) -> list[Quote]:
    found: list[Quote] = []
    for quote in find_quotes(text):
        if not found or quote.outer_start >= found[-1].outer_end:
            found.append(quote)
    return found


def _is_named(text: str, quote: Quote) -> bool:
    before, after = text[max(0, quote.outer_start - 60) : quote.outer_start], text[quote.outer_end :][:120]
    return _NAMING.search(before) is not None or _NAMED.match(after) is not None


def _look_around(quote: Quote, source: Source) -> _Finding:
    """Look for words that nobody is said to say: in the passage, then around it."""
    here = check_quotation(quote.text, source.passage.text)
    if here.outcome in {QuoteOutcome.VERBATIM, QuoteOutcome.TRUNCATED}:
        return _Finding(Relation.EQUAL, None, "", here.span)
    for statement in (*source.header, *source.before):
        there = check_quotation(quote.text, statement.text)
        if there.outcome in {QuoteOutcome.VERBATIM, QuoteOutcome.TRUNCATED}:
            return _Finding(Relation.COMPATIBLE, None, "", context=there.words)
    return _Finding(Relation.MISSING, Reason.SCOPE, "")


def _weigh(
    claim: Statement, quote: Quote, asked: Speaker[Name] | None, source: Source, matches: Mapping[int, Match]
) -> _Finding:
    around = claim.text[: quote.outer_start], claim.text[quote.outer_end :]
    places = find_places(quote.text, source.passage.text, before=around[0], after=around[1])
    if places[0].span is None:
        joined = _begun_before(quote, source, around)
        if joined is not None:
            places = [joined]
    if places[0].span is None:
        return _absent(claim, quote, asked, source, matches)
    found = [_judge(quote, p, hear(asked, source, *p.span), source) for p in places if p.span is not None]
    best = min(found, key=lambda f: _BEST.index(f.relation))
    return _bound(claim, quote, asked, source, best) if best.relation is Relation.EQUAL else best


def _begun_before(quote: Quote, source: Source, around: tuple[str, str]) -> QuoteCheck | None:
    """Look for a quotation of several sentences that ends in the passage."""
    if not source.before:
        return None
    ahead = "\n".join(s.text for s in source.before) + "\n"
    check = check_quotation(quote.text, ahead + source.passage.text, before=around[0], after=around[1])
    if check.span is None or check.outcome is QuoteOutcome.ALTERED or not check.span[0] < len(ahead) < check.span[1]:
        return None
    end = check.span[1] - len(ahead)
    begins = len(source.passage.text) - len(source.passage.text.lstrip())
    return replace(check, span=(begins, end), words=source.passage.text[begins:end]) if begins < end else None


def _judge(quote: Quote, check: QuoteCheck, hearing: Hearing, source: Source) -> _Finding:
    """Weigh what became of the words with whose they are."""
    reason, said = _VOICES.get(hearing.voice, (None, ""))
    said = said.format(who=hearing.who or "somebody else")
    if check.outcome is QuoteOutcome.VERBATIM:
        if hearing.voice is Voice.OWN:
            translated = is_translation(source)
            note = "; ".join(filter(None, (check.note, "in a translation" if translated else "")))
            return _Finding(Relation.COMPATIBLE if translated else Relation.EQUAL, None, note, check.span)
        other = hearing.voice is Voice.OTHER and len(read_words(quote.text)) >= _TELLING
        return _Finding(Relation.CONFLICT if other else Relation.MISSING, reason, said, check.span)
    note = _describe(check)
    if hearing.voice in {Voice.OTHER, Voice.UNCLEAR, Voice.ELSEWHERE}:
        return _Finding(Relation.MISSING, reason, said, check.span)
    if not check.certain:
        return _Finding(Relation.MISSING, _REASONS[check.outcome], note, check.span)
    turned = check.outcome is QuoteOutcome.TRUNCATED or any(
        holds_cue(read_words(t)) for pair in check.differences for t in pair
    )
    if is_translation(source) and not turned:
        return _Finding(Relation.MISSING, Reason.QUOTE_TRANSLATED, f"a translation: {note}", check.span)
    if hearing.voice is Voice.RETOLD and not turned:
        return _Finding(Relation.MISSING, reason, f"{said}: {note}", check.span)
    return _Finding(Relation.CONFLICT, _REASONS[check.outcome], note, check.span)


def _describe(check: QuoteCheck) -> str:
    """Say in words what differs."""
    if check.outcome is QuoteOutcome.TRUNCATED:
        return check.note
    parts = []
    for ours, theirs in check.differences:
        if check.outcome is QuoteOutcome.SPLICED:
            parts.append(f"between the parts stands “{_shortened(theirs)}”" if theirs else "in the other order")
        elif ours and theirs:
            parts.append(f"“{ours}” for “{theirs}”")
        else:
            parts.append(f"adds “{ours}”" if ours else f"drops “{theirs}”")
    return "; ".join(parts)


def _shortened(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:60]} … {text[-50:]}"


def _absent(
    claim: Statement, quote: Quote, asked: Speaker[Name] | None, source: Source, matches: Mapping[int, Match]
) -> _Finding:
    """Tell a paraphrase in quotation marks from words about something else."""
    inside = [t for t in claim.terms if quote.start <= t.start < quote.end]
    found = [matches[t.index] for t in inside if t.index in matches and matches[t.index].term is not None]
    spans = [(m.term.start, m.term.end) for m in found if m.term is not None]
    if len(inside) < 2 or len(found) < _RETOLD_SHARE * len(inside):
        return _Finding(Relation.MISSING, Reason.SCOPE, "")
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    if hear(asked, source, start, end).voice not in {Voice.OWN, Voice.RETOLD}:
        return _Finding(Relation.MISSING, Reason.SCOPE, "")
    reason = Reason.QUOTE_TRANSLATED if is_translation(source) else Reason.QUOTE_PARAPHRASE
    return _Finding(Relation.MISSING, reason, "the source has other words for it", (start, end))


def _bound(claim: Statement, quote: Quote, asked: Speaker[Name] | None, source: Source, found: _Finding) -> _Finding:
    """Ask whether the passage says the words of what the claim says them of.

    "On the one sea they voiced "continuing", on the other "serious concern"":
    where a passage has as many quotations as it names rivals, they go together
    in order.
    """
    quotes = _outermost(source.passage.text)
    at = next((i for i, q in enumerate(quotes) if found.span and q.start <= found.span[0] < q.end), None)
    if at is None or len(quotes) < 2 or len(read_words(quote.text)) > _SHORT:
        return found
    speakers = asked.names if asked is not None else ()
    for name in claim.names:
        if name in speakers or quote.outer_start <= name.start < quote.outer_end:
            continue
        rivals = _rivals(name, source, quotes)
        place = next((i for i, n in enumerate(rivals) if same_bearer(name, n)), None)
        if place is None or len(rivals) != len(quotes) or place == at:
            continue
        right = quotes[place]
        note = f"said of {rivals[at].surface}; of {rivals[place].surface}: “{right.text}”"
        return _Finding(Relation.CONFLICT, Reason.QUOTE_ALTERED, note, (right.start, right.end))
    return found


def _rivals(name: Name, source: Source, quotes: Sequence[Quote]) -> list[Name]:
    """Return the passage's names of the same kind, each once, outside its quotations."""
    found: list[Name] = []
    for other in source.passage.names:
        inside = any(q.start <= other.start < q.end for q in quotes)
        if other.kind == name.kind and not inside and not any(same_bearer(other, n) for n in found):
            found.append(other)
    return found
