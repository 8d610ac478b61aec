"""What words say of whom or what is spoken of: person or body or text, woman or man; read once from kinds.toml."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """What sort of thing a mention is of."""

    PERSON = "person"
    STATE = "state"
    BODY = "body"  # an institution: it decides and speaks
    TEXT = "text"  # what is written and can bind or say
    THING = "thing"  # anything else, or unknown


class Sex(StrEnum):
    """What "he" and "she" ask for."""

    MALE = "male"
    FEMALE = "female"
    UNKNOWN = "unknown"


@cache
def group(name: str) -> frozenset[str]:
    """Return a group of words of kinds.toml.

    Raises:
        KeyError: There is no such group.
    """
    return frozenset(_data()[name].split())


@cache
def kind_of_noun(lemma: str) -> Kind:
    """Return what a common noun speaks of, THING where nothing is known of it."""
    if lemma in group("persons") | group("women") | group("men") or lemma.endswith(("woman", "sman", "person")):
        return Kind.PERSON
    if len(lemma) > 5 and lemma.endswith("ist") and (lemma[-4] != "l" or lemma[-5] in "aeio"):  # but "checklist"
        return Kind.PERSON
    if lemma in group("institutions"):
        return Kind.BODY
    return Kind.TEXT if lemma in group("documents") else Kind.THING


@cache
def sex_of_noun(lemma: str) -> Sex:
    """Return the sex that a noun or a title says ("spokeswoman", "Mr")."""
    bare = lemma.lower().rstrip(".")
    if bare in group("women") or bare.endswith("woman"):
        return Sex.FEMALE
    return Sex.MALE if bare in group("men") or bare.endswith("sman") else Sex.UNKNOWN


@cache
def sex_of_name(given: str) -> Sex:
    """Return the sex that a given name is borne by; UNKNOWN for a name of both and one that is not listed."""
    bare = given.lower()
    male, female = bare in group("male_names"), bare in group("female_names")
    return Sex.UNKNOWN if male == female else Sex.MALE if male else Sex.FEMALE


@cache
def _data() -> dict[str, str]:
    return tomllib.loads(files("claimcheck.detection").joinpath("kinds.toml").read_text("utf-8"))
