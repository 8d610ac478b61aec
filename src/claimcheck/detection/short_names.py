"""Short forms of names: "Abe" of "Shinzo Abe", "SCC" of "Security Consultative Committee"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.detection.links import Link, Place
from claimcheck.detection.mentions import Person, is_shared, name_run, person_at
from claimcheck.models import InferenceKind
from claimcheck.text.entities import Gazetteer
from claimcheck.text.entities import Mention as Known
from claimcheck.text.syntax import Parse

_ACTING = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})
_CAPITALS = re.compile(r"(?<![\w.&/-])[A-Z][A-Za-z0-9&-]{1,9}(?![\w&-])")


def link_surnames(
    parse: Parse, persons: Mapping[str, Person | None], known: Sequence[Known], places: Mapping[str, Place]
) -> Iterator[Link]:
    """Yield the names of persons whom the article has named more fully before.

    Args:
        parse: The sentence.
        persons: By each word of their names, those named so far.
        known: What the gazetteer finds in the sentence.
        places: Where each was named first, by key.
    """
    for word in parse.words:
        if word.pos != "PROPN" or word.text not in persons or word.dep in {"compound", "nmod", "amod"}:
            continue
        person = person_at(parse, word, persons, known)
        if person is None:
            if is_shared(word.text, persons) and len(name_run(parse, word)) == 1 and word.dep in _ACTING:
                yield Link(word.start, word.end, InferenceKind.NAME)
            continue
        run = [w for w in name_run(parse, word) if w.text in person.parts]
        if len(run) != 1 or run[0].text not in {person.parts[0], person.parts[-1]}:
            continue
        if _stands_in_full(parse.text, person.name, run[0].start):
            continue
        key = f"person {person.name}"
        yield Link(run[0].start, run[0].end, InferenceKind.NAME, person.name, key, places.get(key))


def _stands_in_full(text: str, name: str, place: int) -> bool:
    """Whether a place is inside the name written out."""
    start = text.find(name, max(0, place - len(name)))
    return start >= 0 and start <= place < start + len(name)


def link_acronyms(text: str, defined: Mapping[str, tuple[str, Place] | None], gazetteer: Gazetteer) -> Iterator[Link]:
    """Yield the short forms that the article has introduced, but for those that everybody knows."""
    for found in _CAPITALS.finditer(text):
        entry = defined.get(found.group())
        if entry is None or gazetteer.owners(found.group()):
            continue
        long, place = entry
        if long in text:
            continue  # defined here, or spelled out
        yield Link(found.start(), found.end(), InferenceKind.ACRONYM, long, f"acronym {found.group()}", place)
