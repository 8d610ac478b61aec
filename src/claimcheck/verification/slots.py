"""Slot by slot: names, words, roles and strength of a claim beside the passage's.

Each function compares one kind of slot and yields a row for each of the
claim's: equal, compatible, missing or in conflict. Nothing here looks at how
alike two strings are. Values are compared in `values`, denial in `polarity`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from claimcheck.models import Relation, Slot
from claimcheck.text import lexicon
from claimcheck.text.entities import name_words
from claimcheck.text.syntax import Word
from claimcheck.verification.alignment import Match, Source, any_same, same_bearer
from claimcheck.verification.comparison import NAME_WEIGHT, Compared, compared
from claimcheck.verification.pronouns import find_pairs
from claimcheck.verification.roles import counterparts, names_at, read_sides, words_of
from claimcheck.verification.statements import Name, Statement, Term
from claimcheck.verification.titles import OFFICES

# Words that put one thing before another or make it depend on one, by kind.
_ORDER = {
    w: k
    for k, ws in enumerate(("before prior", "after following", "until", "because due", "unless"))
    for w in ws.split()
}
# A cause has many words; what came first has few, and their contraries are as likely.
_CAUSAL = frozenset(("because", "due"))
_SAME_ORDER = [frozenset(w for w, k in _ORDER.items() if k == kind) for kind in range(max(_ORDER.values()) + 1)]
_CONTRARY = {
    word: frozenset(other.split())
    for one, two in (
        ("above over", "below under beneath"),
        ("inside within in", "outside beyond"),
        ("before", "after"),
        ("with", "without"),
        ("upstream", "downstream"),
        ("up", "down"),
    )
    for words, other in ((one, two), (two, one))
    for word in words.split()
}
# Words for decisions that go one way or the other.
_DECIDING = frozenset(["vote", "ballot", "rule", "ruling", "argue", "speak", "campaign", "decide", "decision"])


def compare_names(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Look for each of the claim's names in the passage, then around it."""
    for name in claim.names:
        here = next((n for n in source.passage.names if same_bearer(name, n)), None)
        if here is not None:
            yield compared(Slot.NAME, Relation.EQUAL, name.surface, here.surface, here.start, here.end, NAME_WEIGHT)
            continue
        if _spelled_out(name, source.passage):
            yield compared(Slot.NAME, Relation.EQUAL, name.surface, name.surface, None, None, NAME_WEIGHT)
            continue
        inside = next((n for n in source.passage.implied if same_bearer(name, n)), None)
        if inside is not None:
            yield compared(
                Slot.NAME, Relation.COMPATIBLE, name.surface, inside.surface, inside.start, inside.end, NAME_WEIGHT
            )
            continue
        none = _none_of_its_kind(name, claim, source, matches)
        if none is not None:
            yield compared(Slot.NAME, Relation.COMPATIBLE, name.surface, none.text, none.start, none.end, NAME_WEIGHT)
            continue
        around = _name_around(name, claim, source)
        relation = Relation.COMPATIBLE if around else Relation.MISSING
        yield compared(Slot.NAME, relation, name.surface, around, None, None, NAME_WEIGHT, context=bool(around))


# What "no state", "nobody" leave out, by kind of name.
_KINDS = {
    "state": frozenset("state country nation government party power".split()),
    "person": frozenset("person individual minister official nobody one man woman suspect".split()),
    "organisation": frozenset("organisation organization company group body firm party bank".split()),
}


def _none_of_its_kind(name: Name, claim: Statement, source: Source, matches: Mapping[int, Match]) -> Word | None:
    """Return the words that leave out whatever is of the name's kind, in its place: "no state is named"."""
    words = source.passage.parse.words
    for term in claim.terms:
        match, sides = matches.get(term.index), read_sides(claim, term)
        if match is None or match.term is None or sides is None or not match.term.negated:
            continue
        theirs = read_sides(source.passage, match.term)
        inside = set(words_of(claim, name))
        for ours, other in (
            (sides.doer, theirs.doer if theirs else frozenset()),
            (sides.done, theirs.done if theirs else frozenset()),
        ):
            for index in other if inside & ours else ():
                below = {words[i].lemma for i in source.passage.parse.children[index]}
                if words[index].lemma in _KINDS.get(name.kind, ()) and (
                    below & {"no"} or words[index].lemma == "nobody"
                ):
                    return words[index]
    return None


def compare_pronouns(claim: Statement, source: Source) -> Iterator[Compared]:
    """A pronoun that points outside the claim is a name that was not found: nobody knows who "he" is."""
    for word in claim.unresolved:
        yield compared(Slot.NAME, Relation.MISSING, f"unresolved: {word}", "", None, None, 0.0)


def compare_pairs(claim: Statement, source: Source) -> Iterator[Compared]:
    """Ask for two states that "the two governments" of a claim may be, where the claim names something else as well."""
    states = {n.entity for s in (source.passage, *source.context) for n in (*s.names, *s.implied) if n.kind == "state"}
    anchored = any(any_same([n], s.names) for s in (source.passage, *source.context) for n in claim.names)
    for start, end in find_pairs(claim.text):
        said = claim.text[start:end]
        if anchored and (len(states) > 1 or find_pairs(source.passage.text)):
            yield compared(
                Slot.NAME, Relation.COMPATIBLE, said, ", ".join(sorted(states)), None, None, 0.0, context=True
            )
        else:
            yield compared(Slot.NAME, Relation.MISSING, f"unresolved: {said}", "", None, None, 0.0)


def _name_around(name: Name, claim: Statement, source: Source) -> str:
    """Return how the context names what the claim names, "" if it does not.

    The sentences before count only where the passage names no other thing of
    that kind: a passage on the South China Sea is not on the East China Sea
    that the one before was on.
    """
    rival = any(n.kind == name.kind and not any_same([n], claim.names) for n in source.passage.names)
    for statement in source.header if rival else source.context:
        for other in (*statement.names, *statement.implied):
            if same_bearer(name, other):
                return other.surface
        if _spelled_out(name, statement):
            return name.surface
    return ""


_BESIDE = frozenset(("amod", "compound", "nmod"))
_SAID = frozenset(("ccomp", "xcomp", "conj"))


def compare_terms(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare each content word: found in the passage, around it, opposed, or not found."""
    words, main = claim.parse.words, {t.index for t in claim.terms if t.main}
    pairs = find_pairs(claim.text)
    for term in claim.terms:
        if any(a <= term.start < b for a, b in pairs):
            continue  # "the two governments" are compared as names
        slot = Slot.PREDICATE if term.main else Slot.TERM
        match = matches.get(term.index)
        if match is not None and match.term is not None:
            other = match.term
            yield compared(
                slot, Relation.EQUAL, term.lemma, other.lemma, other.start, other.end, term.weight, main=term.main
            )
            continue
        rival = _opposite(claim, term, source, matches)
        if rival is not None:
            yield compared(
                Slot.DIRECTION,
                Relation.CONFLICT,
                term.lemma,
                rival.lemma,
                rival.start,
                rival.end,
                term.weight,
                main=term.main,
            )
        elif match is not None and not (term.main and _is_contradicted(term, source)):
            yield compared(
                slot, Relation.COMPATIBLE, term.lemma, match.word, None, None, term.weight, context=True, main=term.main
            )
        else:
            # "negatively associated" is not "associated": what modifies the predicate is part of it.
            # So are the verbs of what is said, of what was done besides, and of aims that have a contrary.
            word = words[term.index]
            modifies = word.dep in {"advmod", "amod"} and word.head in main
            aim = bool(lexicon.sides(term.lemma)) and any(
                words[c].tag == "TO" for c in claim.parse.children[term.index]
            )
            owed = word.pos == "VERB" and (word.dep in _SAID or aim)
            # And offices: the prime minister is not the foreign minister.
            owed |= term.lemma in OFFICES or (word.dep in _BESIDE and words[word.head].lemma in OFFICES)
            slot = Slot.PREDICATE if modifies else slot
            yield compared(slot, Relation.MISSING, term.lemma, "", None, None, term.weight, main=term.main, owed=owed)


def _is_contradicted(term: Term, source: Source) -> bool:
    """Whether the passage has the contrary of what is told around it: "Condemns ..." below "Welcoming ..."."""
    return any(lexicon.opposed(term.lemma, other.lemma) for other in source.passage.terms)


def _opposite(claim: Statement, term: Term, source: Source, matches: Mapping[int, Match]) -> Term | None:
    """Return the passage's word that says the opposite in the same place."""
    opposites = source.passage.lookup.opposites
    for pair, side in lexicon.sides(term.lemma):
        for other in opposites.get((pair, 1 - side), ()):
            if term.pos != other.pos or term.negated != other.negated or not lexicon.opposed(term.lemma, other.lemma):
                continue
            if _same_place(claim, term, source, other, matches):
                return other
    return None


def _same_place(claim: Statement, term: Term, source: Source, other: Term, matches: Mapping[int, Match]) -> bool:
    """Whether two opposed words are said of the same things: verbs share their sides, other words their neighbours."""
    ours, theirs = read_sides(claim, term), read_sides(source.passage, other)
    if term.pos == "VERB" and ours is not None and theirs is not None:
        told = ours.doer and ours.direct and theirs.doer
        if told and not counterparts(ours.doer, claim, source, matches) & theirs.doer:
            return False
        if ours.direct and theirs.direct:
            return bool(counterparts(ours.direct, claim, source, matches) & theirs.direct)
        return bool(counterparts(ours.doer, claim, source, matches) & (theirs.doer | theirs.direct))
    around = _neighbours(claim, term.index)
    there = _neighbours(source.passage, other.index)
    if any(m.term is not None and i in around and m.term.index in there for i, m in matches.items()):
        return True
    return any_same(names_at(claim, around), names_at(source.passage, there))


def _neighbours(statement: Statement, index: int) -> set[int]:
    parse = statement.parse
    word = parse.words[index]
    return {word.head, *parse.subtree(index), *parse.children[word.head]} - {index}


def compare_order(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Ask the passage for the words that order, condition or place what is said ("before", "because", "above")."""
    here = _small_words(source.passage)
    for word, low in _ordering_words(claim):
        contrary = _CONTRARY.get(low)
        if contrary is not None and word.pos in {"ADP", "ADV", "SCONJ"} and low not in here:
            rival = _contrary_place(claim, word, source, contrary, matches)
            if rival is not None:
                yield compared(Slot.DIRECTION, Relation.CONFLICT, low, rival.text, rival.start, rival.end, 1.0)
                continue
        kind = _ORDER.get(low)
        if kind is None or not _orders(word) or _opens_date(claim, word):
            continue  # "after 17 August" is compared as a date
        found = here & _SAME_ORDER[kind]
        relation = Relation.EQUAL if found else Relation.MISSING
        value, slight = min(found, default=""), low in _CAUSAL
        yield compared(Slot.QUANTIFIER, relation, word.text, value, None, None, 0.0, slight=slight)


def _ordering_words(claim: Statement) -> tuple[tuple[Word, str], ...]:
    """Return the words that may order or place what is said, each with its small letters."""
    if "ordering" not in claim.memo:
        lowered = ((w, w.text.lower()) for w in claim.parse.words)
        claim.memo["ordering"] = tuple((w, low) for w, low in lowered if low in _CONTRARY or low in _ORDER)
    found: tuple[tuple[Word, str], ...] = claim.memo["ordering"]
    return found


def _orders(word: Word) -> bool:
    """Whether a word joins what it orders; the parser may take one that opens a sentence for its root."""
    return word.dep in {"mark", "prep"} or (word.head == word.index and word.pos in {"ADP", "SCONJ"})


def _opens_date(claim: Statement, word: Word) -> bool:
    """Whether a word that orders has a date as its object, as it has not in "after the remark of 17 August"."""
    below = [claim.parse.words[i] for i in claim.parse.children[word.index]]
    for mention in claim.dates:
        if mention.start <= word.start < mention.end or any(mention.start <= w.start < mention.end for w in below):
            between = claim.parse.words[word.index + 1 :]
            before = (w for w in between if w.start < mention.start)
            return not any(w.pos in {"NOUN", "PROPN", "VERB"} for w in before)
    return False


def _small_words(statement: Statement) -> frozenset[str]:
    if "small words" not in statement.memo:
        statement.memo["small words"] = frozenset(w.text.lower() for w in statement.parse.words)
    found: frozenset[str] = statement.memo["small words"]
    return found


def _contrary_place(
    claim: Statement, word: Word, source: Source, contrary: frozenset[str], matches: Mapping[int, Match]
) -> Word | None:
    """Return the passage's word for the contrary of "above", "inside", "before", said of the same thing."""
    ours = claim.parse.children[word.index]
    for rival in source.passage.parse.words:
        if rival.text.lower() not in contrary or rival.pos not in {"ADP", "ADV", "SCONJ"}:
            continue
        theirs = set(source.passage.parse.children[rival.index])
        if counterparts(ours, claim, source, matches) & theirs:
            return rival
    return None


def compare_leanings(claim: Statement, source: Source, matches: Mapping[int, Match]) -> Iterator[Compared]:
    """Compare which way a vote or a ruling went ("for", "against", "yes", "no")."""
    for term in claim.terms:
        match = matches.get(term.index)
        if match is None or match.term is None or term.lemma not in _DECIDING:
            continue
        ours, theirs = _leaning(claim, term), _leaning(source.passage, match.term)
        if ours and ours != theirs:
            relation = Relation.CONFLICT if theirs else Relation.MISSING
            value = f"{match.term.lemma} {theirs}".strip()
            yield compared(
                Slot.DIRECTION, relation, f"{term.lemma} {ours}", value, match.term.start, match.term.end, 0.0
            )


def _leaning(statement: Statement, term: Term) -> str:
    near = [w for w in statement.parse.words if abs(w.index - term.index) <= 8]
    words = {w.text.lower() for w in near}
    below = {statement.parse.words[i].text.lower() for i in statement.parse.children[term.index]}
    if "against" in words or "nay" in words or {"no"} & below:
        return "against"
    return "for" if "for" in below or words & {"yes", "favour", "favor"} else ""


def _spelled_out(name: Name, statement: Statement) -> bool:
    """Whether all words of a name that is not a known entity stand in the text."""
    if name.entity or not name.words:
        return False
    if "name words" not in statement.memo:
        statement.memo["name words"] = frozenset(name_words(statement.text))
    found: frozenset[str] = statement.memo["name words"]
    return frozenset(name.words) <= found
