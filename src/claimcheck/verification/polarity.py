"""What is denied, planned, or only reported, on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimcheck.models import Relation, Slot
from claimcheck.text import lexicon
from claimcheck.verification.alignment import Match, Source
from claimcheck.verification.comparison import Compared, compared
from claimcheck.verification.participants import shares_sides
from claimcheck.verification.statements import Statement, Term

# What a claim may say of what a source states as fact.
_WEAK = frozenset(("possible", "unsure"))


def compare_polarity(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare denial and mood of the predicates that were matched in the passage."""
    for term in claim.terms:
        match = matches.get(term.index)
        if match is None or match.term is None:
            if match is not None and match.around is not None and term.negated != match.around.negated:
                said, found = _signed(term), _signed(match.around)
                yield compared(Slot.POLARITY, Relation.MISSING, said, found, None, None, 0.0, main=term.main)
            continue
        other = match.term
        if term.negated != other.negated:
            same = _states(source.passage, other) and shares_sides(claim, term, source, other, matches)
            relation = Relation.CONFLICT if term.main and same else Relation.MISSING
            yield compared(
                Slot.POLARITY, relation, _signed(term), _signed(other), other.start, other.end, 0.0, main=term.main
            )
        elif term.mood != other.mood:
            ours, theirs = (f"{t.lemma} ({t.mood or 'fact'})" for t in (term, other))
            weaker = term.mood in _WEAK and not other.mood
            yield compared(Slot.MODALITY, Relation.MISSING, ours, theirs, other.start, other.end, 0.0, slight=weaker)
        elif term.main and other.speech and not term.speech and not _says(claim, other.speech):
            ours, theirs = f"{term.lemma} (as fact)", f"{other.lemma} ({other.speech})"
            yield compared(Slot.MODALITY, Relation.MISSING, ours, theirs, None, None, 0.0)


def _states(statement: Statement, term: Term) -> bool:
    """Whether a word heads a clause that is stated as fact, so that denying it denies the clause."""
    if not term.realised:
        return False
    return term.main or statement.parse.words[term.index].dep in {"relcl", "advcl", "ccomp", "conj", "acl"}


def compare_stray_denials(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Block support where a denial hangs on no word that could be compared ("nothing to do with").

    One in another sentence of the passage than what matches the claim's predicate says nothing of the claim.
    """
    passage = source.passage
    found = [(t, m.term) for t in claim.terms if (m := matches.get(t.index)) and m.term is not None]
    roots = {other.root for t, other in found if t.main} or {other.root for _, other in found}
    above = {i for t, other in found if t.main for i in _path(passage, other.index)}
    theirs = [i for i in passage.stray_denials if passage.roots[i] in roots and not _elsewhere(passage, i, above)]
    if bool(claim.stray_denials) == bool(theirs):
        return
    for statement, indices in ((claim, claim.stray_denials), (passage, theirs)):
        for index in indices:
            word = statement.parse.words[index].text.lower()
            ours, other = (word, "affirmed") if statement is claim else ("affirmed", word)
            yield compared(Slot.POLARITY, Relation.MISSING, ours, other, None, None, 0.0)


def compare_stray_hedges(claim: Statement, source: Source) -> Iterator[Compared]:
    """Block support where a word too common to be compared is hedged in one text alone: "suspected cases"."""
    ours, theirs = _plain_hedged(claim), _plain_hedged(source.passage)
    for lemma in sorted(ours.keys() & theirs.keys()):
        if ours[lemma] == {""} and "" not in theirs[lemma]:
            said, found = lemma, f"{sorted(theirs[lemma])[0]} {lemma}"
            yield compared(Slot.MODALITY, Relation.MISSING, said, found, None, None, 0.0)


def _plain_hedged(statement: Statement) -> dict[str, set[str]]:
    """Return the nouns that are no terms, with the hedges before them; "" where one stands without."""
    known, words = lexicon.lexicon().hedges, statement.parse.words
    terms = {t.index for t in statement.terms}
    found: dict[str, set[str]] = {}
    for word in words:
        if word.pos == "NOUN" and word.index not in terms:
            before = [words[c].text.lower() for c in statement.parse.children[word.index] if words[c].dep == "amod"]
            found.setdefault(word.lemma, set()).add(next((h for h in before if h in known), ""))
    return found


def _path(statement: Statement, index: int) -> set[int]:
    words, found = statement.parse.words, {index}
    while words[index].head not in found:
        index = words[index].head
        found.add(index)
    return found


def _elsewhere(passage: Statement, index: int, above: set[int]) -> bool:
    """Whether a denial is of another clause, with a subject of its own ("and Peru did not")."""
    words = passage.parse.words
    head = words[words[index].head]
    subject = any(words[i].dep in {"nsubj", "nsubjpass"} for i in passage.parse.children[head.index])
    return bool(above) and subject and head.index not in above


def _says(claim: Statement, verb: str) -> bool:
    if any(t.lemma == verb or lexicon.same_sense(t.lemma, verb) for t in claim.terms):
        return True
    return any(w.text.lower() == "according" for w in claim.parse.words)


def _signed(term: Term) -> str:
    return f"not {term.lemma}" if term.negated else term.lemma


def compare_antecedent(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Read "None of those ..." as denying what the passage it points to speaks of.

    Where such a passage and its antecedent together name what the claim
    affirms, the claim says of some what the passage denies of all.
    """
    words = source.passage.parse.words
    denies = any(w.text.lower() in {"none", "neither"} for w in words[:2]) or (words and words[0].text.lower() == "no")
    if not denies or not source.preceding or any(t.main and t.negated for t in claim.terms):
        return
    if any(
        m.term is not None and claim_term.main for claim_term in claim.terms if (m := matches.get(claim_term.index))
    ):
        return
    if any(t.main and t.index in matches for t in claim.terms):
        value = source.passage.text
        main = next(t.lemma for t in claim.terms if t.main and t.index in matches)
        yield compared(Slot.POLARITY, Relation.CONFLICT, main, value, 0, len(value), 0.0, main=True)
