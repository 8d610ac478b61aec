"""What a quotation makes of a sentence: a check of the words, with their speaker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from claimcheck.detection.atomic import Draft, Reading
from claimcheck.detection.judgement import Judgement
from claimcheck.detection.quotations import Utterance
from claimcheck.detection.worth import weigh_worth
from claimcheck.models import Checkability
from claimcheck.text.syntax import Parse

QUOTATION = "quotation"
_MARKS = '"“”„‟«»＂'
_OPENING = {"“": "”", '"': '"', "«": "»", "„": "“"}
_CLOSING = {"”": "“", '"': '"', "»": "«"}
# Fewer words that nobody is said to say are a name or a title.
_FEWEST = 3
_REASON = "quotes what was said"


def with_quotations(parse: Parse, reading: Reading, utterances: Sequence[Utterance]) -> Reading:
    """Return a sentence's reading with its quotations as claims.

    A sentence that is all quotation claims nothing of its own: the claim is
    that its words were said, by whom the article around it says. In one that
    names the speaker the quotation is in a claim, whatever kind of sentence it
    would be without its marks.
    """
    whole = next((u for u in utterances if u.whole), None)
    if whole is not None:
        return _quoted_whole(parse, reading, whole)
    said = [u for u in utterances if u.own]
    if not said or _asks(parse, utterances):
        return reading
    drafts = [_marked(d, parse, said) for d in reading.drafts]
    if drafts and all(any(_words(parse, u) in d.text for d in drafts) for u in said):
        return replace(reading, drafts=tuple(drafts))
    judgement = reading.judgement
    if not judgement.checkable:
        judgement = Judgement(Checkability.REPORTED, _REASON, said[0].speaker)
    draft = replace(_whole(parse, parse.text), attributed_to=_speaker(said))
    return Reading(judgement, (_balanced(draft, utterances),))


def _speaker(said: Sequence[Utterance]) -> str:
    """Return the words for whoever says all that is quoted; "" where several do."""
    speakers = {u.speaker for u in said}
    return speakers.pop() if len(speakers) == 1 else ""


def _quoted_whole(parse: Parse, reading: Reading, utterance: Utterance) -> Reading:
    words = _words(parse, utterance)
    fragment = reading.judgement.checkability is Checkability.FRAGMENT
    if not utterance.speaker and (fragment or len(words.split()) < _FEWEST):
        return reading
    speaker = f"{utterance.speaker[:1].upper()}{utterance.speaker[1:]}"
    lead = f"{speaker}{',' if ',' in speaker else ''} said: " if speaker else ""
    draft = _whole(parse, f"{lead}“{words}”")
    if lead:
        draft = replace(draft, inferred=((0, len(lead) - 1, ""),), attributed_to=utterance.speaker)
    return Reading(Judgement(Checkability.REPORTED, _REASON, utterance.speaker), (draft,))


def _asks(parse: Parse, utterances: Sequence[Utterance]) -> bool:
    """Whether the sentence itself asks something, not those whom it quotes."""
    at = parse.text.rfind("?")
    ends = at >= 0 and not any(c.isalnum() for c in parse.text[at:])
    return ends and not any(u.start <= at < u.end for u in utterances)


def _marked(draft: Draft, parse: Parse, said: Sequence[Utterance]) -> Draft:
    """Say that a claim is a quotation, if it has what somebody says."""
    held = [u for u in said if _words(parse, u) in draft.text]
    if not held:
        return draft
    draft = replace(draft, kind=QUOTATION, attributed_to=_speaker(held))
    return _balanced(draft, said) if (draft.start, draft.end) == (0, len(parse.text)) else draft


def _balanced(draft: Draft, utterances: Sequence[Utterance]) -> Draft:
    """Add the marks of a quotation that began in the sentence before or goes on in the next."""
    text, added = draft.text, 0
    if any(u.begun for u in utterances) and (found := next((m for m in _CLOSING if m in text), "")):
        text, added = f"{_CLOSING[found]}{text}", 1
    if any(u.open for u in utterances) and (found := next((m for m in _OPENING if m in text), "")):
        text = f"{text}{_OPENING[found]}"
    moved = tuple((a + added, b + added, said) for a, b, said in draft.inferred)
    return replace(draft, text=text, inferred=moved)


def _words(parse: Parse, utterance: Utterance) -> str:
    return parse.text[utterance.start : utterance.end].strip().strip(_MARKS).strip()


def _whole(parse: Parse, text: str) -> Draft:
    everything = tuple(range(len(parse.words)))
    return Draft(
        text=text,
        start=0,
        end=len(parse.text),
        kind=QUOTATION,
        parts=weigh_worth(parse, everything),
        spans=((0, len(parse.text)),),
    )
