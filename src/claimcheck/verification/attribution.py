"""Who said it: "X said that P" is checked as X having said it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from claimcheck.models import Reason, Relation, Slot
from claimcheck.text import lexicon, syntax
from claimcheck.verification.alignment import Match, Source, any_same
from claimcheck.verification.comparison import Compared, compared
from claimcheck.verification.predicates import SPEECH
from claimcheck.verification.roles import counterparts, names_at, read_sides
from claimcheck.verification.statements import Statement, Term

_PRONOUNS = frozenset(("PRON", "DET"))


class Attribution(NamedTuple):
    """Words that are somebody's: the first word of what is said, and who says it."""

    said: int
    speaker: frozenset[int]


def compare_attributions(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Ask what the claim has somebody say to be said by them in the passage, and what it states to be stated there."""
    ours = attributions_of(claim)
    for term in claim.terms:
        match = matches.get(term.index)
        if match is None or match.term is None or not (term.main or term.speech):
            continue
        speaker = _speaker_of(claim, term, ours)
        other = _speaker_of(source.passage, match.term, attributions_of(source.passage))
        if speaker is None or other is None:
            continue
        if not _same_speaker(claim, speaker, source, other, matches):
            said, found = _worded(claim, speaker), _worded(source.passage, other)
            row = compared(Slot.NAME, Relation.MISSING, f"said by {said}", f"said by {found}", None, None, 0.0)
            yield replace(row, reason=Reason.ATTRIBUTION)
            return


def attributions_of(statement: Statement) -> tuple[Attribution, ...]:
    """Return what a text attributes to whom."""
    if "attributions" not in statement.memo:
        statement.memo["attributions"] = tuple(_read(statement))
    found: tuple[Attribution, ...] = statement.memo["attributions"]
    return found


def _read(statement: Statement) -> Iterator[Attribution]:
    parse = statement.parse
    for term in statement.terms:
        if term.lemma not in SPEECH and not lexicon.same_sense(term.lemma, "say"):
            continue
        sides = read_sides(statement, term)
        if sides is None or not sides.doer:
            continue
        for index in parse.children[term.index]:
            if parse.words[index].dep in {"ccomp", "parataxis"}:
                yield Attribution(index, sides.doer)
    for word in parse.words:
        if word.text.lower() != "according":
            continue
        speakers = [i for j in parse.children[word.index] for i in parse.children[j] if parse.words[i].dep == "pobj"]
        if speakers:
            below = frozenset(i for s in speakers for i in parse.subtree(s))
            yield Attribution(parse.words[word.head].index, below)


def _speaker_of(statement: Statement, term: Term, attributions: tuple[Attribution, ...]) -> frozenset[int] | None:
    """Return who says what a word is part of; the innermost speaker."""
    for word in _above(statement.parse, term.index):
        for attribution in attributions:
            if attribution.said == word and term.index not in attribution.speaker:
                return attribution.speaker
    return None


def _above(parse: syntax.Parse, index: int) -> Iterator[int]:
    for _ in range(12):
        yield index
        if parse.words[index].head == index:
            return
        index = parse.words[index].head


def _same_speaker(
    claim: Statement, ours: frozenset[int], source: Source, theirs: frozenset[int], matches: Mapping[int, Match]
) -> bool:
    words = source.passage.parse.words
    if any(words[i].pos in _PRONOUNS and words[i].text.lower() in {"he", "she", "they", "it", "who"} for i in theirs):
        return True  # whoever the pronoun means, the names around the passage were compared
    if counterparts(ours, claim, source, matches) & theirs:
        return True
    named, others = names_at(claim, ours), names_at(source.passage, theirs)
    if any_same(named, others):
        return True
    return not (named and others) and not _head_nouns(claim, ours) ^ _head_nouns(source.passage, theirs)


def _head_nouns(statement: Statement, indices: frozenset[int]) -> set[str]:
    return {w.lemma for i in indices if (w := statement.parse.words[i]).pos == "NOUN"}


def _worded(statement: Statement, indices: frozenset[int]) -> str:
    start, end = statement.parse.span(sorted(indices))
    return statement.text[start:end]
