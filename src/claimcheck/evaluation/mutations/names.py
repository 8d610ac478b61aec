"""Names changed: somebody near instead, another title, another speaker; and the same name in another form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from claimcheck.evaluation.mutations.records import Edit, Mutation, Subject, Twin
from claimcheck.evaluation.mutations.vocabulary import match_case, vocabulary
from claimcheck.text.entities import Mention

_ACRONYM = re.compile(r"[A-Z]{2,}[A-Za-z]*")
# How the forms of a nationality end; only one with the same end fits in another's place.
_DEMONYM = re.compile(r"(?:ese|ish|ian|ean|an|ch|i)$")
_PERSON = re.compile(r"[A-Z][a-z]+(?:[- ](?:[A-Z]\.?|[A-Z][a-z]+)){1,3}")
_ARTICLE = re.compile(r"\b[Tt]he $")
# States whose short name takes an article.
_WITH_ARTICLE = re.compile(
    r"(?:Republic|Kingdom|Union|Federation|States|Emirates|Organi[sz]ation|Agency|Force|Mission|Fund|Court|Council|"
    r"Bank|Nations|Party|Assembly|League|Committee|Tribunal|Operation|Group)\b"
)
_ARTICLE_ACRONYMS = frozenset(
    ("US", "UK", "USSR", "DPRK", "ROK", "PRC", "UN", "EU", "WHO", "IMF", "IAEA", "WTO", "OAU", "UNSC", "UNGA")
)
# What a place is, where its name says so: a sea is not taken for a city.
_FEATURE = re.compile(
    r"\b(?:Sea|Ocean|Islands?|Straits?|Gulf|River|Bay|Peninsula|Heights|Channel|Territories|Bank|Line)\b"
)
_KINDS = frozenset(("state", "organisation", "place"))


def make_near_name(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Put another name of the same kind in a name's place, one that neither claim nor passage has."""
    for mention in subject.mentions:
        surface = subject.text[mention.start : mention.end]
        if mention.kind not in _KINDS or not _stands_alone(subject, mention.start, mention.end):
            continue
        other = _near(subject, mention, surface, chance)
        if other:
            yield Twin.of(subject.text, Mutation.NEAR_NAME, _renamed(subject, mention, other))
    for start, end in _persons(subject):
        given, _, family = subject.text[start:end].rpartition(" ")
        surnames = [s for s in vocabulary().surname if s != family and not subject.mentions_words(s)]
        edit = Edit(start + len(given) + 1, end, chance.choice(surnames))
        yield Twin.of(subject.text, Mutation.NEAR_NAME, [edit])


def make_title(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Give somebody another office: defence minister for foreign minister."""
    lower = subject.text.lower()
    taken: list[tuple[int, int]] = []
    titles = sorted({(t, line) for line in vocabulary().title for t in line}, key=lambda x: (-len(x[0]), x))
    for title, line in titles:
        for found in re.finditer(rf"\b{re.escape(title)}\b", lower):
            start, end = found.span()
            before = lower[:start].rsplit(maxsplit=1)[-1:]
            if any(s < end and start < e for s, e in taken) or subject.is_quoted(start, end):
                continue
            taken.append((start, end))
            word = subject.word_at(start)
            if word is None or word.pos not in {"NOUN", "PROPN", "ADJ"} or before in (["deputy"], ["vice"], ["former"]):
                continue
            others = [t for t in line if t != title and t not in lower and not subject.mentions_words(t)]
            if others:
                words = _titled(chance.choice(others), like=subject.text[start:end])
                yield Twin.of(subject.text, Mutation.TITLE, [Edit(start, end, words)])


def make_attribution(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Let somebody else have said it."""
    speakers = [s for s in vocabulary().speakers if not subject.mentions_words(s.removeprefix("the "))]
    for verb in subject.main_verbs():
        says = verb.lemma in vocabulary().speech and (subject.quotes or subject.children(verb, {"ccomp"}))
        for said_by in subject.children(verb, {"nsubj"}) if says else ():
            start, end = subject.phrase(said_by)
            if not subject.is_quoted(start, end):
                words = chance.choice(speakers)
                words = match_case(words, "T") if start == 0 else words
                yield Twin.of(subject.text, Mutation.ATTRIBUTION, [Edit(start, end, words)])
    found = re.match(r"According to ([^,]{3,60}),", subject.text)
    if found:
        yield Twin.of(subject.text, Mutation.ATTRIBUTION, [Edit(*found.span(1), chance.choice(speakers))])


def make_alias(subject: Subject, chance: Random) -> Iterator[Twin]:
    """Call a state or a body by another of its names."""
    for mention in subject.mentions:
        entity = subject.gazetteer.entities.get(mention.entity)
        surface = subject.text[mention.start : mention.end]
        if entity is None or mention.kind not in {"state", "organisation"}:
            continue
        if surface != entity.name and not _is_formal(surface, mention.kind):
            continue
        if not _stands_alone(subject, mention.start, mention.end) or _is_modifier(subject, mention):
            continue
        forms = (a for a in (entity.name, *entity.aliases) if a == entity.name or _is_formal(a, mention.kind))
        names = sorted(set(forms) - {surface})
        # "the Council" and "the Security Council" apart, a body's short name stands for its long one only.
        others = [n for n in names if mention.kind == "state" or _is_acronym(n) != _is_acronym(surface)]
        if others:
            yield Twin.of(subject.text, Mutation.ALIAS, _renamed(subject, mention, chance.choice(others)))


def _near(subject: Subject, mention: Mention, surface: str, chance: Random) -> str:
    """Return the name of another entity in the form that `surface` has; "" where there is none."""
    gazetteer = subject.gazetteer
    near = {m.entity for m in (*subject.mentions, *gazetteer.find(subject.passage))}
    related = {*near, *gazetteer.relatives(sorted(near))}
    own = gazetteer.entities.get(mention.entity)
    name = own.name.lower() if own else mention.entity
    plain = mention.kind == "organisation" or surface.lower() == name or _is_formal(surface, mention.kind)
    if not plain and mention.kind != "state":
        return ""
    names = set()
    for entity in gazetteer.entities.values():
        if entity.kind == mention.kind and entity.id not in related:
            forms = (entity.name,) if plain else tuple(a for a in entity.aliases if " " not in a)
            fitting = (f for f in forms if _fits(f, surface, mention.kind if plain else ""))
            names |= {f for f in fitting if not subject.mentions_words(f)}
    last = surface.rsplit(maxsplit=1)[-1]
    alike = [n for n in names if n[:2] == surface[:2] or n.rsplit(maxsplit=1)[-1] == last]
    pool = alike if alike and chance.random() < 0.5 else names
    return chance.choice(sorted(pool)) if pool else ""


def _fits(form: str, surface: str, kind: str) -> bool:
    """Whether a name may stand where another stood: acronym for acronym, sea for sea.

    Without a `kind` it is what comes from a state: "Irish" for "British".
    """
    if kind:
        if _is_acronym(surface) or _is_acronym(form):
            return _is_acronym(surface) and _is_acronym(form)
        if kind == "organisation":
            shared = set(form.split()) & set(surface.split())
            return any(len(w) > 4 for w in shared)
        same = form.rsplit(maxsplit=1)[-1] == surface.rsplit(maxsplit=1)[-1] or not _FEATURE.search(f"{form} {surface}")
        return (kind == "state" or (" " in surface) == (" " in form)) and same and "(" not in form
    ending = _DEMONYM.search(surface)
    return ending is not None and form.endswith(ending.group()) and form[0].isupper()


def _is_acronym(name: str) -> bool:
    return _ACRONYM.fullmatch(name) is not None


def _is_formal(name: str, kind: str) -> bool:
    """Whether a name stands for its bearer as a noun in any text; not "White House", "Peruvian" or "S. Korea"."""
    if "." in name or "Peoples " in name:
        return False
    if _is_acronym(name):
        return kind == "organisation" or name in _ARTICLE_ACRONYMS
    if kind == "organisation":
        return " " in name and all(w[0].isupper() for w in name.split() if len(w) > 3)
    return _WITH_ARTICLE.search(name) is not None


def _renamed(subject: Subject, mention: Mention, name: str) -> list[Edit]:
    """Return the edits that put a name in a mention's place, with or without the article that it takes."""
    edits = [Edit(mention.start, mention.end, name)]
    if mention.kind == "place" or _is_modifier(subject, mention):
        return edits
    surface = subject.text[mention.start : mention.end]
    if mention.kind != "state" and _is_acronym(name) and _is_acronym(surface):
        return edits
    wants = name in _ARTICLE_ACRONYMS or (" " in name and _WITH_ARTICLE.search(name) is not None)
    found = _ARTICLE.search(subject.text[: mention.start])
    if wants and found is None:
        edits.append(Edit(mention.start, mention.start, "The " if mention.start == 0 else "the "))
    elif not wants and found is not None:
        edits.append(Edit(found.start(), mention.start, ""))
    return edits


def _stands_alone(subject: Subject, start: int, end: int) -> bool:
    """Whether a known name is not part of a longer name or of a quotation."""
    if subject.is_quoted(start, end):
        return False
    before, after = subject.text[:start].split(), subject.text[end:].split()
    if (
        subject.text[end : end + 1].isalnum()
        or subject.text[end : end + 1] == "-"
        or subject.text[start - 1 : start] == "-"
    ):
        return False
    if after and after[0][0].isupper() and subject.text[end : end + 1] == " ":
        return False
    if len(before) > 1 and before[-1] == "of" and before[-2][0].isupper() and len(before) > 2:
        return False
    return not (len(before) > 1 and before[-1][0].isupper() and before[-1].isalpha() and before[-1] != "The")


def _is_modifier(subject: Subject, mention: Mention) -> bool:
    words = [w for w in subject.parse.words if mention.start <= w.start < mention.end]
    heads = [w for w in words if not any(w.head == o.index for o in words if o is not w)]
    head = heads[-1] if heads else None
    after = subject.text[mention.end : mention.end + 2]
    return head is None or head.dep in {"compound", "amod", "poss", "nmod"} or after in {"'s", "’s"}


def _persons(subject: Subject) -> Iterator[tuple[int, int]]:
    for start, end, kind in subject.parse.names:
        if kind != "PERSON" or subject.is_quoted(start, end):
            continue
        surface = subject.text[start:end].removesuffix("'s").removesuffix("’s")
        if _PERSON.fullmatch(surface) and not subject.gazetteer.find(surface):
            yield start, start + len(surface)


def _titled(words: str, *, like: str) -> str:
    capitals = [w for w in like.split() if w not in {"of", "the"}]
    if all(w[0].isupper() for w in capitals):
        return re.sub(r"(?!of\b|the\b)\b[a-z]", lambda m: m.group().upper(), words)
    return match_case(words, like)
