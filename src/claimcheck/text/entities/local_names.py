"""Names that a document introduces itself: short forms it defines, and persons it goes on to call by surname.

For the search: what is found here may be looked up, and is no ground for a
verdict. Every rule is in doubt for no name rather than a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from claimcheck.text.entities.acronyms import find_definitions
from claimcheck.text.entities.gazetteer import Gazetteer
from claimcheck.text.entities.name_table import words_of
from claimcheck.text.entities.records import Mention
from claimcheck.text.entities.spelling import local_key, match_names, name_words

_MOST_NAMES = 400  # of one document: what a glossary defines, not what a hostile file could
_MANY = 24  # names from which on the words of a passage are looked at first
_TITLES = frozenset(
    (
        "President Minister Premier Chancellor Secretary Secretary-General Ambassador Senator Governor "
        "General Colonel Admiral Captain Major Marshal Judge Justice King Queen Prince Princess Pope Emperor "
        "Sheikh Chairman Chairwoman Chairperson Chair Spokesman Spokeswoman Spokesperson Director Director- "
        "General Commissioner Representative Envoy Mayor Professor Prof Dr Sir Lord Lady Dame Mr Mrs Ms Miss "
        "MP Congressman Congresswoman Commander Lieutenant Sergeant Coordinator spokesman spokeswoman "
        "spokesperson leader Leader president minister chancellor chairman secretary general ambassador "
        "senator governor judge premier"
    ).split()
)
_INTRODUCING = frozenset((*_TITLES, *(f"{t}." for t in ("Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Sen", "Rep", "Gov"))))
_STATE = "State"  # "Secretary of State"
# Words that no person is called: a run of capitals ends before them.
_NO_NAME = frozenset(
    (
        "Assembly Council Resolution Resolutions Committee Office Court Ministry Government Republic United "
        "Nations States State Administration Conference Agreement Treaty Act Bank Union Organization "
        "Organisation Party Affairs Commission Order Department School University Staff Cabinet Force Forces "
        "Army Navy Police Debate Session Meeting Report Statement Monday Tuesday Wednesday Thursday Friday "
        "Saturday Sunday January February March April May June July August September October November "
        "December The A An In On At Of For And To By With From Security International National Federal "
        "Central Supreme High Special Foreign Prime Deputy Vice Acting Interim Armistice Development "
        "Programme Program Project Strategy Framework Fund Nation Community Peace Human Rights Assistant "
        "Under Executive Adviser Advisor Attorney Chief Election Elections House Palace Plan Mission"
    ).split()
)
# Surnames that are words or names of something else: only "Mrs May", never "May".
_COMMON = frozenset(
    (
        "May March April August June Brown White Black Green Gray Grey Young King Bush Rice Hope Wood Woods "
        "Grant Price Law Day Long Bishop Church Ford Hill Hall Field Banks Baker Cook Carter Fisher Hunter "
        "Mason Miller Smith Taylor Turner Walker Page Power Powers Rose Short Small Strong Swift Stone "
        "Summers Winter West North South East Noble Major Judge Marshall Prince Pope Best Bond Bell Berry "
        "Bird Blunt Case Cross Dean Drew Fox French Ireland Gore Holland Jordan Lake Little London Love Lynch "
        "Moon Moor Parks Park Pace Peace Reed Rich Sharp Singh Star Stern Street Wall Waters Way Will Wise "
        "Wolf Worth Ban An Do He So To Can Van Sun Son Sea Sharma Lee Land Lane"
    ).split()
)
_MONTHS = frozenset(("March", "April", "May", "June", "August"))  # "Theresa May"
_FAMILY_FIRST = frozenset(
    (
        "Xi Hu Jiang Deng Wen Zhao Zhang Wang Liu Zhou Zhu Mao Nguyen Tran Qin Yang Wu Xu Sun Ma Guo Tang Han Feng"
    ).split()
)
_FAMILY_FIRST_OF_THREE = frozenset(
    "Kim Lee Park Li Chen Moon Ri Ban Pak Choe Choi Yoon Yun Kang Chung Jung Jong Roh Noh Cho Jo Han Hwang Lim Rim "
    "Song Shin Sin Oh O Paek Chang Jang Ho Nam Hong An Ahn Lin Ho Le Pham Vo Vu Phan Chiang Tsai".split()
)
_OPENERS = frozenset(
    (
        "But And When While After Before As If Although Though Because Since Then Thus So Yet Both Later "
        "Earlier Today Yesterday Meanwhile However Where That For With To In On At By From Did Does Is Was "
        "Has Had Will Would Nor Or Only Even Once Until The"
    ).split()
)
_GROUPS = frozenset("Government Administration Cabinet Ministry Presidency Doctrine Statement Plan Team".split())
_POSSESSIVES = ("'s", "’s")
_CAP = r"[A-ZÀ-ÖØ-Þ](?:\.|[\w'’]+(?:-\w+)*)"
_PARTICLE = r"(?:van|von|de|del|della|der|den|da|dos|das|di|la|le|bin|ibn|bint|al|el|ben|ter|ten|y|e|zu)"
_PARTICLES = re.compile(_PARTICLE)
_NAME = re.compile(rf"\s{{1,3}}({_CAP}(?:\s{{1,3}}(?:{_PARTICLE}\s{{1,3}}){{0,3}}{_CAP}){{1,3}})(?!\w)")


@dataclass(frozen=True, slots=True)
class LocalNames:
    """Names as one document uses them; `find` looks for them in its passages.

    `names` holds, by what is written, the entity and its kind; `surnames` how a
    surname may stand: True where it needs a title before it.
    """

    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    surnames: Mapping[str, bool] = field(default_factory=dict)
    _surfaces: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _by_head: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        surfaces = tuple(sorted(self.names, key=lambda s: (-len(s), s)))
        heads: dict[str, list[str]] = {}
        for surface in surfaces:
            heads.setdefault(re.split(r"\W", surface, maxsplit=1)[0], []).append(surface)
        object.__setattr__(self, "_surfaces", surfaces)
        object.__setattr__(self, "_by_head", {head: tuple(those) for head, those in heads.items()})

    def find(self, text: str, known: Sequence[Mention] = ()) -> list[Mention]:
        """Return the document's own names in a text of it, in order, with those of `known` that they leave.

        Args:
            text: A passage of the document, or a claim of the article.
            known: What the gazetteer finds in `text`; a mention that overlaps
                one of a local name gives way: here "SCC" is what the document says.
        """
        found = list(self._find(text)) if self._surfaces else []
        if not found:
            return list(known)
        taken: list[Mention] = []
        for mention in sorted(found, key=lambda m: (m.start, -m.end)):
            if not taken or mention.start >= taken[-1].end:
                taken.append(mention)
        starts = [t.start for t in taken]
        # The last local name that begins before a mention ends is the only one that can overlap it.
        kept = [k for k in known if not (at := bisect_left(starts, k.end)) or taken[at - 1].end <= k.start]
        return sorted((*taken, *kept), key=lambda m: (m.start, m.end, m.entity))

    def _find(self, text: str) -> Iterator[Mention]:
        if "\n" in text:
            text = text.replace("\n", " ")
        surfaces: Iterable[str] = self._surfaces
        if len(self._surfaces) > _MANY:
            heads = self._by_head.keys() & set(re.findall(r"\w+", text))
            surfaces = [s for head in sorted(heads) for s in self._by_head[head]]
        for surface in surfaces:
            start = text.find(surface)
            while start >= 0:
                end = start + len(surface)
                alone = not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
                needs_title = self.surnames.get(surface)
                if alone and (needs_title is None or _may_be_bare(text, start, end, needs_title=needs_title)):
                    yield Mention(start, end, *self.names[surface])
                start = text.find(surface, end)


NONE = LocalNames()


def find_local_names(text: str, gazetteer: Gazetteer) -> LocalNames:
    """Return the names that a document introduces.

    A short form stands for the long form it is defined by; "Abe" and "Mr Abe"
    for the one person of that surname whom the text names in full, after a
    title or as the gazetteer knows them. Of a short form defined twice with
    different long forms, and a surname that two persons share, nothing is
    made. An entity has the id that the gazetteer knows its full name by, else
    its full name as compared (`local_key`).

    Args:
        text: The whole document, or the whole article.
        gazetteer: Known names; what its `blocked` holds is no name here.
    """
    names: dict[str, tuple[str, str]] = {}
    for surface, long, whose in _defined(text, gazetteer):
        names[long], names[surface] = whose, whose
    persons = _persons(text, gazetteer)
    surnames: dict[str, bool] = {}
    for person in persons:
        names.setdefault(person.surface, (person.entity, "person"))
    for surname, person in _unshared(text, persons):
        for form in (surname, surname.upper()) if len(surname) > 2 else (surname,):
            if form in names or words_of(form) in gazetteer.blocked:
                continue
            names[form] = (person.entity, "person")
            owners = gazetteer.owners(form)
            surnames[form] = surname in _COMMON or any(gazetteer.entities[o].kind != "person" for o in owners)
        if len(names) > _MOST_NAMES:
            break
    return LocalNames(names, surnames) if names else NONE


@dataclass(frozen=True, slots=True)
class _Person:
    surface: str
    surname: str
    entity: str


def _defined(text: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str, tuple[str, str]]]:
    """Yield the short forms that are defined one way only, each with its long form and whose it is."""
    found: dict[str, dict[str, str]] = {}
    for short, long in find_definitions(text):
        if len(found) >= _MOST_NAMES:
            break
        found.setdefault(short, {}).setdefault(local_key(long), long)
    for short, longs in found.items():
        key, long = next(iter(longs.items()))
        if len(longs) > 1 or not key or gazetteer.blocked & {words_of(short), words_of(long)}:
            continue
        owners = gazetteer.owners(long)
        entity = owners[0] if len(owners) == 1 else key
        known = gazetteer.entities.get(entity)
        kind = known.kind if known else "organisation" if long[0].isupper() else "topic"
        yield short, long, (entity, kind)


def _persons(text: str, gazetteer: Gazetteer) -> list[_Person]:
    words = text.split()
    openings = gazetteer.person_openings
    wanted = _INTRODUCING.intersection(words) | openings.intersection(words)
    wanted |= {_STATE} if " of State " in text else set()
    found: dict[str, _Person] = {}
    for word in sorted(wanted):
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            if not text[at - 1 : at].isalnum():
                person = None
                if word in openings:
                    person = _known_person(text[at : at + 80], gazetteer)
                elif word != _STATE or text.endswith("Secretary of ", 0, at):
                    match = _NAME.match(text, end)
                    person = _make_person(match[1], gazetteer) if match else None
                if person is not None:
                    found.setdefault(person.surface, person)
                    if len(found) >= _MOST_NAMES:
                        return sorted(found.values(), key=lambda p: text.find(p.surface))
            at = text.find(word, end)
    return sorted(found.values(), key=lambda p: (text.find(p.surface), p.surface))


def _known_person(text: str, gazetteer: Gazetteer) -> _Person | None:
    mentions = gazetteer.find_widely(text)
    if not mentions or mentions[0].start or mentions[0].kind != "person":
        return None
    surface = " ".join(text[: mentions[0].end].split())
    parts = surface.split()
    return _Person(surface, _surname(parts), mentions[0].entity) if len(parts) > 1 else None


def _make_person(surface: str, gazetteer: Gazetteer) -> _Person | None:
    parts: list[str] = []
    for part in surface.split():
        bare = part.removesuffix("'s").removesuffix("’s")
        barred = bare in _NO_NAME or bare.removesuffix("s") in _NO_NAME or (part in _TITLES and parts)
        if barred and not (bare in _COMMON and len(parts) == 1 and bare in _MONTHS):
            break
        if part not in _TITLES:
            parts.append(bare)
    while parts and (parts[-1].islower() or parts[-1].endswith(".")):
        parts.pop()
    if len(parts) < 2 or len(parts[-1]) < 2:
        return None
    name = " ".join(parts)
    if gazetteer.blocked & {words_of(name), words_of(parts[-1])}:
        return None
    owners = gazetteer.owners(name)
    if any(gazetteer.entities[o].kind != "person" for o in owners):
        return None
    return _Person(name, _surname(parts), owners[0] if len(owners) == 1 else local_key(name, person=True))


def _surname(parts: Sequence[str]) -> str:
    """Return which of a person's names is the family's, as far as its form tells."""
    shouted = [p for p in parts if len(p) > 1 and p.isupper() and p.replace("-", "").isalpha()]
    if len(shouted) == 1 and len(parts) > 1:  # "ABE Shinzo"
        return shouted[0].capitalize()
    first = parts[0]
    syllables = len(parts) == 3 or "-" in parts[-1]
    if first in _FAMILY_FIRST or (first in _FAMILY_FIRST_OF_THREE and syllables):
        return first
    return " ".join(parts[-2:]) if len(parts) > 2 and _PARTICLES.fullmatch(parts[-2].lower()) else parts[-1]


def _unshared(text: str, persons: Sequence[_Person]) -> Iterator[tuple[str, _Person]]:
    """Yield the surnames that one person alone bears in a text, with the fullest form of that person's name."""
    bearers: dict[str, list[_Person]] = {}
    for person in persons:
        bearers.setdefault(person.surname, []).append(person)
    for surname, those in bearers.items():
        words = [name_words(p.surface) for p in those]
        alike = all(match_names(a, b) for a in words for b in words)
        if (len({p.entity for p in those}) == 1 or alike) and not _has_other_bearer(text, surname, those):
            known = [p for p in those if " " in p.surface]
            yield surname, max(known, key=lambda p: (len(p.surface.split()), -text.find(p.surface)))


def _has_other_bearer(text: str, surname: str, persons: Sequence[_Person]) -> bool:
    """Whether a text puts another given name before a surname: "Akie Abe" beside "Shinzo Abe"."""
    own = {part for p in persons for part in p.surface.split()}
    at = text.find(surname)
    while at >= 0:
        before = text[max(0, at - 24) : at]
        if before[-1:].isspace() and not text[at + len(surname) : at + len(surname) + 1].isalnum():
            previous = (before.split() or [""])[-1]
            named = previous[:1].isupper() and previous[-1:].isalnum() and previous not in own
            if named and not previous.endswith(_POSSESSIVES) and previous not in _INTRODUCING | _OPENERS:
                return True
        at = text.find(surname, at + len(surname))
    return False


def _may_be_bare(text: str, start: int, end: int, *, needs_title: bool) -> bool:
    """Whether a surname stands for its bearer here: behind a title, or behind no other name."""
    before = text[max(0, start - 24) : start]
    previous = before.split()[-1].lstrip("\"'“‘(") if before.strip() else ""
    if before.endswith(" ") and previous in _INTRODUCING:
        return True
    if needs_title:
        return False
    if text[end : end + 1] == " " and text[end + 1 : end + 2].isupper():
        following = text[end + 1 : end + 30].split()
        if following and following[0].rstrip(".,;:") not in _GROUPS and following[0].rstrip(".,") not in _TITLES:
            return False
    if not before.endswith(" ") or not previous[:1].isupper():
        return True
    return previous in _OPENERS or previous.endswith(("'s", "’s", ".", ",", ";", ":", ")", '"', "”"))
