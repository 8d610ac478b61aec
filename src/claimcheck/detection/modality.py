"""What a clause speaks of that is not so yet: forecasts and advice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.detection.clauses import subjects
from claimcheck.detection.judgement import Judgement
from claimcheck.detection.lexicon import words
from claimcheck.detection.opinions import predicative
from claimcheck.models import Checkability
from claimcheck.text.syntax import Parse, Word

# "must" under one of these tells what a rule says, not what the writer wants.
LEGAL = re.compile(
    r"\bby law\b|\bunder (?:article|section|(?:the|its|their) (?:\w+ ){0,3}(?:law|treaty|act|rules?|agreement|accord|"
    r"constitution|charter|convention))\b",
    re.IGNORECASE,
)
# "He would later win the prize" tells what happened.
_PAST_FUTURE = frozenset({"would", "'d", "’d"})
_LATER = frozenset({"later", "eventually", "subsequently", "afterwards", "ultimately"})
_NEGATION = frozenset({"not", "n't", "n’t", "never"})


def judge_modality(parse: Parse, head: int) -> Judgement | None:
    """Judge by the auxiliaries and by verbs that take an infinitive ("has to", "is likely to")."""
    verb = parse.words[head]
    children = [parse.words[c] for c in parse.children[head]]
    judged = _auxiliaries(parse, head, children)
    if judged:
        return judged
    infinitive = next((c for c in children if c.dep in {"xcomp", "advcl"} and _has_to(parse, c.index)), None)
    if infinitive and infinitive.dep == "xcomp" and _obliges(verb, children):
        return _advice(f"{verb.text} to {infinitive.text}")
    if verb.lemma == "be" or verb.tag in {"VBN", "VBG"}:
        return _lookout(parse, verb, children, infinitive)
    return _prospect(parse, verb)


def _auxiliaries(parse: Parse, head: int, children: Sequence[Word]) -> Judgement | None:
    modals = [c for c in children if c.tag == "MD" and c.dep in {"aux", "auxpass"}]
    perfect = any(c.lemma == "have" and c.dep == "aux" for c in children)
    for modal in modals:
        written, cue = modal.text.lower(), _phrase(parse, modal.index, head)
        told = written in _PAST_FUTURE and any(c.lemma in _LATER for c in children)
        if written in words("forecast_modals") and not told:
            return _forecast("will or would happen", cue)
        if written in words("advice_modals") and not (written == "must" and (perfect or LEGAL.search(parse.text))):
            return _advice(cue)
        if written in words("possibility_modals") and not perfect:
            return _forecast("may happen", cue)
    return None


def _obliges(verb: Word, children: Sequence[Word]) -> bool:
    """Whether a verb with an infinitive says what ought to be done now: "has to", "need to", "'ve got to"."""
    if any(c.text.lower() in _NEGATION for c in children):
        return False
    present = any(c.lemma == "have" and c.dep in {"aux", "auxpass"} and c.tag in {"VBZ", "VBP"} for c in children)
    if verb.text.lower() == "got":
        return present
    return verb.lemma in words("advice_verbs") and verb.tag in {"VBZ", "VBP", "MD"}


def _lookout(parse: Parse, verb: Word, children: Sequence[Word], infinitive: Word | None) -> Judgement | None:
    """Judge "is likely to", "are going to", "are expected to", "it is important to"."""
    tensed = [c for c in children if c.dep in {"aux", "auxpass"} and c.tag in {"VBZ", "VBP"}]
    if verb.tag not in {"VBZ", "VBP"} and not tensed:
        return None
    adjectives = [c for c in children if c.dep in {"acomp", "oprd", "attr"}] if verb.lemma == "be" else [verb]
    for adjective in adjectives:
        ahead = infinitive or next((parse.words[c] for c in parse.children[adjective.index] if _has_to(parse, c)), None)
        if ahead is None:
            continue
        cue = f"{(tensed[0] if tensed else verb).text} {adjective.text} to {ahead.text}"
        if adjective.lemma in words("forecast_adjectives") or adjective.text.lower() in words("forecast_adjectives"):
            return _forecast("is to come", cue)
        if adjective.lemma in words("advice_adjectives") and any(c.text.lower() == "it" for c in children):
            return _advice(cue)
    return _prospect(parse, verb)


def _prospect(parse: Parse, verb: Word) -> Judgement | None:
    """Judge "there is no prospect of ..."."""
    for index in predicative(parse, verb.index):
        word = parse.words[index]
        if word.lemma in words("forecast_nouns") and any(s.dep == "expl" for s in subjects(parse, verb.index)):
            return _forecast("is to come", word.text)
    return None


def _forecast(ahead: str, cue: str) -> Judgement:
    return Judgement(Checkability.FORECAST, f"speaks of what {ahead}, which no document can settle yet", cue)


def _advice(cue: str) -> Judgement:
    return Judgement(Checkability.ADVICE, "says what ought to be done, which is no fact", cue)


def _has_to(parse: Parse, index: int) -> bool:
    return any(parse.words[c].tag == "TO" for c in parse.children[index])


def _phrase(parse: Parse, first: int, last: int) -> str:
    """Return the cue words from a modal to its verb, the verb alone where they stand far apart."""
    low, high = min(first, last), max(first, last)
    if high - low > 3:
        return f"{parse.words[first].text} {parse.words[last].text}"
    return parse.text[parse.words[low].start : parse.words[high].end]
