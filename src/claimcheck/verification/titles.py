"""Offices and titles: "Foreign Minister Kono" is no defence minister."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.models import Relation, Slot
from claimcheck.text import lexicon
from claimcheck.text.normalize import fold
from claimcheck.text.syntax import Word
from claimcheck.verification.alignment import Source, same_bearer
from claimcheck.verification.comparison import Compared, compared
from claimcheck.verification.roles import words_of
from claimcheck.verification.statements import Name, Statement

OFFICES = frozenset(
    (
        "minister secretary president premier chancellor ambassador envoy spokesman spokeswoman spokesperson governor "
        "senator congressman congresswoman representative general admiral colonel captain commander judge justice king "
        "queen prince princess emperor pope bishop cardinal chairman chairwoman chairperson chair director "
        "commissioner "
        "mayor attorney prosecutor counsel leader professor coach ceo chief adviser advisor negotiator inspector "
        "treasurer speaker marshal lieutenant major sergeant"
    ).split()
)
# What makes of an office another one, or one that is over.
_QUALIFIERS = frozenset(
    (
        "vice deputy former ex acting assistant under interim designate elect honorary associate junior senior "
        "foreign defence finance prime interior trade justice health education transport labour environment energy "
        "agriculture culture interior chief state treasury commerce press general attorney solicitor home special "
        "transitional caretaker provisional shadow"
    ).split()
)
# Who holds such an office does not hold the one without that word.
_LESSER = frozenset(
    "vice deputy acting assistant under interim transitional caretaker provisional shadow designate elect".split()
)
_SPELLINGS = {"defense": "defence", "labor": "labour", "spokeswoman": "spokesman", "spokesperson": "spokesman"}
_SPELLINGS |= {"chairwoman": "chairman", "chairperson": "chairman", "chair": "chairman", "advisor": "adviser"}
_SPELLINGS |= {"premier": "minister"}
_PASSING = frozenset(("former", "ex", "then", "current"))


class Title(NamedTuple):
    """An office and what qualifies it ("minister", {"foreign"})."""

    office: str
    qualifiers: frozenset[str]
    surface: str


def compare_titles(claim: Statement, source: Source) -> Iterator[Compared]:
    """Compare the offices that the claim gives to a person with those that the passage or its context gives them."""
    for name in claim.names:
        ours = titles_of(claim, name)
        # "Attorney General Jeff Sessions": the office is compared as his.
        if not ours or (name.kind != "person" and any(n.start == name.end + 1 for n in claim.names)):
            continue
        here = [t for n in source.passage.names if same_bearer(name, n) for t in titles_of(source.passage, n)]
        around = [t for s in source.context for n in s.names if same_bearer(name, n) for t in titles_of(s, n)]
        for title in ours:
            theirs = here or around
            if not (any(_fits(title, other) for other in theirs) if theirs else _stands(title, source)):
                said = f"{title.surface} {name.surface}"
                found = f"{theirs[0].surface} {name.surface}" if theirs else ""
                yield compared(Slot.ROLE, Relation.MISSING, said, found, None, None, 0.0)


def _stands(title: Title, source: Source) -> bool:
    """Whether the words of a title that the passage gives to nobody stand in it or around it."""
    here = {k for s in (source.passage, *source.context) for k in words_in(s)}
    return title.office in here and title.qualifiers - _PASSING <= here


def words_in(statement: Statement) -> frozenset[str]:
    """Return the words and lemmas of a text as titles are compared."""
    if "title words" not in statement.memo:
        keys = {fold(t) for w in statement.parse.words for t in (w.text, w.lemma)}
        statement.memo["title words"] = frozenset(_SPELLINGS.get(k, k) for k in keys)
    found: frozenset[str] = statement.memo["title words"]
    return found


def titles_of(statement: Statement, name: Name) -> tuple[Title, ...]:
    """Return the offices that a text gives to the bearer of a name, in and around the name."""
    # "Secretary-General" is known as a body, and is an office all the same.
    last = fold(name.surface).replace("-", " ").rsplit(" ", 1)[-1]
    if name.kind not in {"person", ""} and last not in OFFICES:
        return ()
    key = ("titles", name.start, name.end)
    if key not in statement.memo:
        statement.memo[key] = tuple(_read_titles(statement, name))
    found: tuple[Title, ...] = statement.memo[key]
    return found


def _read_titles(statement: Statement, name: Name) -> Iterator[Title]:
    words, parse = statement.parse.words, statement.parse
    indices = words_of(statement, name)
    if not indices:
        return
    inside = set(indices)
    first = indices[0]
    while first and words[first - 1].dep in {"compound", "amod", "nmod"} and _heads_into(words, first - 1, inside):
        first -= 1
    # Within a person's name "Special" may be a name; "Transitional Foreign Minister" is all office.
    kept = OFFICES | _QUALIFIERS if not name.kind and _is_office(words[indices[-1]]) else OFFICES
    before = [w for w in words[first : indices[-1] + 1] if w.index not in inside or fold(w.text) in kept]
    # "Secretary of State Rex Tillerson", "President of France Emmanuel Macron"
    of = first - 2
    if of >= 0 and words[first - 1].text[:1].isupper() and words[of].lemma == "of" and of and _is_office(words[of - 1]):
        before = [words[of - 1], words[first - 1], *before]
    yield from _title(before)
    for word in words:
        said = word.dep == "appos" and (word.head in inside or words[word.head].head in inside)
        is_said = word.dep == "attr" and any(
            i in inside for i in parse.children[word.head] if words[i].dep in {"nsubj", "nsubjpass"}
        )
        if (said or is_said or _names_after(parse.children[word.index], words, inside)) and _is_office(word):
            around = [words[i] for i in parse.children[word.index] if words[i].dep in {"amod", "compound", "nmod"}]
            of_words = [
                words[j]
                for i in parse.children[word.index]
                if words[i].lemma in {"of", "for"}
                for j in parse.children[i]
                if words[j].dep == "pobj"
            ]
            yield from _title([*around, word, *of_words])


def _heads_into(words: tuple[Word, ...], index: int, inside: set[int]) -> bool:
    for _ in range(4):
        index = words[index].head
        if index in inside:
            return True
    return False


def _names_after(children: tuple[int, ...], words: tuple[Word, ...], inside: set[int]) -> bool:
    """Whether a name stands beside an office as its apposition ("the foreign minister, Kono,")."""
    return any(i in inside and words[i].dep == "appos" for i in children)


def _is_office(word: Word) -> bool:
    return fold(word.lemma) in OFFICES or fold(word.text) in OFFICES


def _title(words: list[Word]) -> Iterator[Title]:
    keys = [_SPELLINGS.get(key, key) for w in words for key in fold(w.text).replace("-", " ").split()]
    keys = [_SPELLINGS.get(k.removesuffix("s"), k) for k in keys]
    offices = [k for k in keys if k in OFFICES]
    if not offices:
        return
    # "attorney general", "secretary general": one office; otherwise the last word is the office.
    office = offices[0] if "of" in keys or len(offices) == 1 else offices[-1]
    qualifiers = frozenset(k for k in keys if k in _QUALIFIERS and k != office)
    if fold(words[0].text) == "premier":
        qualifiers |= {"prime"}
    yield Title(office, qualifiers - {"then"}, " ".join(w.text for w in words))


def _fits(ours: Title, theirs: Title) -> bool:
    """Whether a title is borne out by another: the same office, no qualifier more, and none that makes it another."""
    if ours.office != theirs.office and not lexicon.same_sense(ours.office, theirs.office):
        return False
    if not ours.qualifiers - _PASSING <= theirs.qualifiers:
        return False
    return not (theirs.qualifiers - ours.qualifiers) & _LESSER
