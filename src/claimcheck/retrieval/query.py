"""What of a claim is searched for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claimcheck.text.dates import date_query
from claimcheck.text.entities import Gazetteer, LocalNames, local_key, name_variants
from claimcheck.text.normalize import fold
from claimcheck.text.numbered import find_numbered
from claimcheck.text.quantities import number_query

# Names of one entity that are looked for beside those in the claim; the first are the usual ones, and more of them
# would drown the claim's other words.
_NAMES = 2
# What another spelling of a person's name counts.
_VARIANT = 0.8
_WORD = re.compile(r"[\w\u0300-\u036f]+")
_STOP = frozenset(
    (
        "a about after all also an and any are as at be been before but by can could did do does for from had has "
        "have he her him his how i if in into is it its may might more most no nor not of on one only or other "
        "our over said she should so some such than that the their them then there these they this those to under "
        "up was we were what when where which while who whom whose why will with would you your"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a claim is searched by.

    Attributes:
        words: Its words, folded.
        names: Other names of its entities and of those related to them.
        named: Those of its words that stand in a known name, and so are spelt right.
        entities: The ids of its entities, sorted.
        keys: The keys of passages that speak of its names, numbers and dates,
            with their weights, by kind.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    named: frozenset[str]
    entities: tuple[str, ...]
    keys: Mapping[str, Mapping[str, float]]


def read_claim(text: str, gazetteer: Gazetteer, *, local: LocalNames, as_of: date | None = None) -> Asked:
    """Return what a claim is searched by.

    Args:
        text: The claim.
        gazetteer: Names and their aliases.
        local: The names that its article introduces.
        as_of: The day that its relative dates count from.
    """
    mentions = local.find(text, gazetteer.find_widely(text))
    entities = tuple(sorted({m.entity for m in mentions}))
    persons = sorted({m.entity for m in mentions if m.kind == "person"})
    related = gazetteer.relatives(entities)
    return Asked(
        words=words_of(text),
        names=other_names(text, (*entities, *related), gazetteer),
        named=frozenset(word for m in mentions for word in words_of(text[m.start : m.end])),
        entities=entities,
        keys={
            "entity": {_key(other): _VARIANT for one in persons for other in name_variants(one)}
            | {_key(entity): 1.0 for entity in entities},
            "related": {_key(entity): 1.0 for entity in (*entities, *related)} if related else {},
            "number": {f"n:{key}": weight for key, weight in number_query(text).items()},
            "title": {f"t:{key}": 1.0 for key in find_numbered(text)},
            "date": {f"d:{key}": weight for key, weight in date_query(text, as_of).items()},
        },
    )


def words_of(text: str) -> tuple[str, ...]:
    """Return the distinct words of a text, folded, in their order; stop words left out unless all are."""
    # Letters and their accents first become one: between them a word would end.
    words = tuple(dict.fromkeys(_WORD.findall(fold(unicodedata.normalize("NFC", text)))))
    return tuple(w for w in words if w not in _STOP) or words


def other_names(text: str, entities: Sequence[str], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the usual names, other than those in the text, of some entities; sorted, and folded as words are.

    A source that writes "Democratic People's Republic of Korea" throughout
    shares no word of "North Korea" but one.
    """
    folded = fold(text)
    found = set()
    for entity in entities:
        known = gazetteer.entities.get(entity)
        names = map(fold, (known.name, *known.aliases) if known else (entity,))
        found.update([name for name in names if name not in folded][:_NAMES])
    return tuple(sorted(found))


def choose_terms(words: Sequence[str], frequency: Mapping[str, int], *, budget: int) -> tuple[str, ...]:
    """Return the words to search for: rarest first, until their occurrences exceed the budget.

    Words that the corpus does not have are left out; the rarest that it has is
    always in.

    Args:
        words: The words of the claim.
        frequency: In how many passages each stands.
        budget: How many passages may be touched.
    """
    chosen: list[str] = []
    spent = 0
    for word in sorted((w for w in words if frequency.get(w)), key=lambda w: (frequency[w], w)):
        spent += frequency[word]
        if chosen and spent > budget:
            break
        chosen.append(word)
    return tuple(chosen)


def entity_keys(gazetteer: Gazetteer, name: str) -> tuple[str, ...]:
    """Return the keys of the passages that name somebody, under whichever of the names, sorted.

    A name may be of several ("Congolese"), of a city and of its state, or of
    somebody that only a document knows.
    """
    return tuple(sorted({_key(entity) for entity in (*gazetteer.owners(name), local_key(name))}))


def _key(entity: str) -> str:
    return "e:" + "_".join(entity.split())
