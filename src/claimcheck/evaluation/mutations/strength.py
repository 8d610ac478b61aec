"""What is denied, turned round, made stronger or surer: negation, direction, quantifiers, superlatives, hedges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.evaluation.mutations.vocabulary import match_case, vocabulary
from claimcheck.text import lexicon
from claimcheck.text.inflection import inflect
from claimcheck.text.syntax import Word

_DENIAL = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|cannot|without|only|hardly|barely)\b|n['’]t\b", re.I
)
_HEDGED_VERB = re.compile(r"\b(?:may|might|could) have (?=(\w+))")
_HEDGED_BEING = re.compile(r"\b(?:may|might|could) be (?=(\w+ing)\b)")
_ARTICLE_AN = re.compile(r"\b([Aa])n? $")
# "not all", "at all", "above all"; "the past few months".
_NOT_BEFORE = (" at", " for", " of", "not", " above", " in", " by", " past", " last", " next", " a", " quite")
_ALONE = frozenset(("first", "last", "best"))
_DATE_SIDE = {"before": "after", "after": "before"}


def make_negation(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Deny the main verb, or leave its denial out."""
    for verb in subject.main_verbs()[:1]:
        denials = [w for w in subject.children(verb, {"neg"}) if w.lemma in {"not", "n't", "never"}]
        start, end = verb.start, subject.phrase(verb)[1]
        if denials:
            denial = denials[0]
            if denial.text.lower() in {"n't", "n’t"}:
                before = subject.parse.words[denial.index - 1]
                whole = {"ca": "can", "wo": "will"}.get(before.text.lower(), before.text)
                yield Twin.of(subject.text, Mutation.NEGATION, [Edit(before.start, denial.end, whole)])
            else:
                yield Twin.of(subject.text, Mutation.NEGATION, [Edit(denial.start, denial.end + 1, "")])
            continue
        negated = _unnegated(subject, verb)
        if negated is not None:
            yield Twin.of(subject.text, Mutation.NEGATION, [negated])
        if _DENIAL.search(subject.text) or "whether" in subject.text.lower() or subject.is_quoted(start, start + 1):
            continue
        edit = _denied(subject, verb)
        if edit is not None and end > start:
            yield Twin.of(subject.text, Mutation.NEGATION, [edit])


def make_direction(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Turn a verb into its opposite: fell for rose."""
    for word in _asserted_verbs(subject):
        other = vocabulary().direction.get(word.lemma)
        if other is None or not lexicon.opposed(word.lemma, other):
            continue
        if subject.mentions_words(f" {inflect(other, word.tag)} "):
            continue
        words = match_case(inflect(other, word.tag), word.text)
        edits = [Edit(word.start, word.end, words)]
        article = _ARTICLE_AN.search(subject.text[: word.start])
        if article and (words[0] in "aeiou") != article.group().strip().endswith("n"):
            edits.append(Edit(*article.span(), f"{article[1]}{'n' if words[0] in 'aeiou' else ''} "))
        yield Twin.of(subject.text, Mutation.DIRECTION, edits)
    for word in subject.parse.words:
        other = _DATE_SIDE.get(word.text.lower())
        if other and not subject.is_quoted(word.start, word.end) and word.pos in {"ADP", "SCONJ"}:
            yield Twin.of(subject.text, Mutation.DIRECTION, [Edit(word.start, word.end, match_case(other, word.text))])


def make_quantifier(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Say all for some, never for always."""
    taken: list[tuple[int, int]] = []
    for old, new in vocabulary().quantifier:
        for found in re.finditer(rf"\b{old}\b", subject.text, re.IGNORECASE):
            start, end = found.span()
            word = subject.word_at(start)
            if word is None or subject.is_quoted(start, end) or any(s < end and start < e for s, e in taken):
                continue
            if old in {"all", "half", "no", "some"} and word.pos not in {"DET", "PRON"}:
                continue
            if subject.text[end : end + 1] == "-" or subject.text[start - 1 : start] == "-":
                continue
            before = subject.text[:start].lower().rstrip()
            after = subject.text[end:].lstrip().lower()
            if before.endswith(_NOT_BEFORE) or after.startswith("other"):
                continue
            if old == "some" and after[:1].isdigit():
                continue
            if old == "both" and (" and " in after[:60] or after.startswith("the ")):
                continue
            taken.append((start, end))
            yield Twin.of(subject.text, Mutation.QUANTIFIER, [Edit(start, end, match_case(new, found.group()))])


def make_superlative(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Say second for first, smallest for largest."""
    for old, new in vocabulary().superlative:
        for found in re.finditer(rf"\b{old}\b(?![-–])", subject.text):
            start, end = found.span()
            word = subject.word_at(start)
            quoted = subject.is_quoted(start, end) or any(d.start < end and start < d.end for d in subject.dates)
            if word is None or word.pos not in {"ADJ", "NOUN"} or quoted:
                continue
            before = subject.text[:start].lower().split()[-1:]
            # "the last 20 years", "last week", "the final report", "at first" rank nothing.
            if old in {"last", "final", "initial", "latest", "sole"} and not _ranks(subject, word):
                continue
            follows = subject.text[end:].split()[:1]
            if follows == ["instance"] or (before in (["at"], ["a"], ["an"], ["second"]) and old in _ALONE):
                continue
            yield Twin.of(subject.text, Mutation.SUPERLATIVE, [Edit(start, end, new)])


def make_hedge_removed(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Leave out a doubt that the passage has: "reportedly"."""
    passage = subject.passage.lower()
    if not any(sign in passage for sign in vocabulary().hedge_signs):
        return
    for word in subject.parse.words:
        if subject.is_quoted(word.start, word.end):
            continue
        lower = word.text.lower()
        if (lower in vocabulary().hedge and word.pos == "ADV") or (
            lower in vocabulary().hedge_before_noun and _describes(subject, word) and lower in passage
        ):
            yield _without(subject, word)
    for found in _HEDGED_BEING.finditer(subject.text):
        verb = subject.word_at(found.start(1))
        doer = next(iter(subject.children(verb, {"nsubj"})), None) if verb is not None else None
        if doer is not None and not subject.is_quoted(*found.span()):
            edit = Edit(found.start(), found.start(1), "were " if doer.tag in {"NNS", "NNPS"} else "was ")
            yield Twin.of(subject.text, Mutation.HEDGE_REMOVED, [edit])
    for found in _HEDGED_VERB.finditer(subject.text):
        verb = subject.word_at(found.start(1))
        if verb is not None and verb.tag == "VBN" and not subject.is_quoted(*found.span()):
            edit = Edit(found.start(), verb.end, inflect(verb.lemma, "VBD"))
            yield Twin.of(subject.text, Mutation.HEDGE_REMOVED, [edit])


def _denied(subject: Subject, verb: Word) -> Edit | None:
    helpers = [w for w in subject.children(verb, {"aux", "auxpass"}) if w.tag != "TO"]
    if helpers:
        first = helpers[0]
        words = "cannot" if first.text.lower() == "can" else f"{first.text} not"
        return Edit(first.start, first.end, words)
    if verb.lemma == "be":
        return Edit(verb.start, verb.end, f"{verb.text} not")
    do = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag)
    adverbs = [w for w in subject.children(verb, {"advmod"}) if w.index == verb.index - 1]
    if do is None:
        return None
    start = adverbs[0].start if adverbs else verb.start
    between = subject.text[start : verb.start]
    return Edit(start, verb.end, f"{do} not {between}{verb.lemma}")


def _unnegated(subject: Subject, verb: Word) -> Edit | None:
    """Return the edit that leaves out the "no" of what a verb says: "have no relations"."""
    for side in subject.children(verb, {"dobj", "attr", "nsubj", "nsubjpass"}):
        for no in subject.children(side, {"det", "neg"}):
            if no.text.lower() == "no" and not subject.is_quoted(no.start, no.end):
                if no.start == 0:
                    return Edit(0, no.end + 2, subject.text[no.end + 1].upper())
                return Edit(no.start, no.end + 1, "")
    return None


def _asserted_verbs(subject: Subject) -> Iterator[Word]:
    """Yield the main verbs, and the verbs that "decided to" and the like bring about, that nothing denies."""
    for verb in subject.main_verbs():
        if subject.children(verb, {"neg"}) or subject.children(verb, {"prt"}):
            continue
        yield verb
        for below in subject.children(verb, {"xcomp", "ccomp", "conj"}):
            plain = below.pos == "VERB" and not subject.children(below, {"neg", "prt"})
            if plain and not subject.is_quoted(below.start, below.end):
                yield below


def _ranks(subject: Subject, word: Word) -> bool:
    """Whether a word tells a place in a row: "the last of", "the final meeting of"."""
    after = subject.text[word.end :].split()[:3]
    before = subject.text[: word.start].split()[-1:]
    return before == ["the"] and "of" in after


def _describes(subject: Subject, word: Word) -> bool:
    """Whether an adjective stands before its noun, and not in "as soon as possible"."""
    noun = subject.parse.words[word.head]
    return word.dep == "amod" and noun.index > word.index and noun.pos in {"NOUN", "PROPN"}


def _without(subject: Subject, word: Word) -> Twin:
    start, end = word.start, word.end
    if subject.text[end : end + 1] == ",":
        end += 1
    if subject.text[end : end + 1] == " ":
        end += 1
    edits = [Edit(start, end, "")]
    following = subject.text[end : end + 1]
    article = _ARTICLE_AN.search(subject.text[:start])
    if article:
        edits.append(Edit(*article.span(), f"{article[1]}{'n' if following in 'aeiou' else ''} "))
    if start == 0:
        edits = [Edit(0, end + 1, following.upper())]
    return Twin.of(subject.text, Mutation.HEDGE_REMOVED, edits)
