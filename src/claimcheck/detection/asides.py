"""What a sentence asserts beside its clauses: appositives, participials, relative clauses, parentheses.

Each is read only where the noun it speaks of is beyond doubt and commas,
dashes or brackets show where it begins and ends. It becomes an atom of its
own, and the clause around it is left without it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.detection import lexicon
from claimcheck.detection.atoms import Atom, Link, Put, is_whole, trim
from claimcheck.detection.clauses import SUBJECTS, is_finite, is_vouched
from claimcheck.text.inflection import inflect
from claimcheck.text.syntax import Parse, Word
from claimcheck.text.tags import AUXILIARY, DATES, PLURAL

_NAMED = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_LASTING = frozenset({"GPE", "LOC", "FAC"})  # "Lyon, a city in France, ...": it still is
_STOPS = frozenset({",", "—", "–", "-", "--", "(", ")", ";", ":", ".", "!"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
_BOUNDS = frozenset({"only", "just", "not", "neither", "nor", "even"})
_EMPTY = frozenset({"it", "this", "that"})
_QUOTED = re.compile(r"[“\"][^“”\"]{1,2000}[”\"]")
_YEARS = re.compile(r"(\d{4})\s?[-–—]\s?(\d{4})\Z")


@dataclass(frozen=True, slots=True)
class Aside:
    """An atom beside the clauses; `taken` are the words that the clause around it loses."""

    atom: Atom
    taken: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Tense:
    """How the clause around an aside speaks: of the past or not, in the perfect or not."""

    past: bool
    perfect: bool = False


def read_asides(parse: Parse, head: int) -> list[Aside]:
    """Return the asides of a sentence with the main verb `head`, in the order of their words."""
    quoted = [m.span() for m in _QUOTED.finditer(parse.text)]
    found: list[Aside] = []
    for word in parse.words:
        reader = _bracketed if word.text == "(" else _READERS.get(word.dep)
        if reader is None or any(a < word.start < b for a, b in quoted) or not is_vouched(parse, word.index):
            continue
        read = [a for a in reader(parse, word, head) if head not in a.taken]
        found += [a for a in read if a.atom.own not in {b.atom.own for b in found} or a.atom.link is Link.NOMINAL]
    return found


def _appositive(parse: Parse, word: Word, head: int) -> Iterator[Aside]:
    """Yield "Kishida was then foreign minister" for "Kishida, then foreign minister, ..."."""
    if word.tag == "CD" and parse.words[word.index - 1].text == "(":
        yield from _lifetime(parse, word, head)
        return
    noun = parse.words[word.head]
    own = trim(parse, parse.subtree(word.index))
    if own and own[0] and parse.words[own[0] - 1].lemma in {"then", "now", "formerly"}:
        own = [own[0] - 1, *own]
    name = _phrase(parse, noun, own[0] if own else 0)
    if not name or own[0] <= noun.index or not _is_enclosed(parse, own) or _is_listed(parse, noun, word):
        return
    # "Roth, who came with her husband, the painter Nikos Vlachos": the nearer noun is meant.
    nearer = any(parse.words[i].dep == "relcl" for i in name) or any(parse.words[i].entity == "PERSON" for i in own)
    age = noun.entity == "PERSON" and own == [word.index] and word.text.isdecimal() and int(word.text[:4]) < 120
    if (
        nearer
        or not (age or (noun.pos == "PROPN" and noun.entity in _NAMED and _describes(parse, word, own)))
        or _is_view(parse, own)
        or parse.words[own[0] - 1].text == "("
    ):
        return
    plural = word.tag in PLURAL
    past = _tense(parse, head).past and noun.entity not in _LASTING
    be = Put(("were" if past else "are") if plural else ("was" if past else "is"))
    yield _aside(parse, Atom(word.index, Link.NOMINAL, (*name, be, *own), tuple(own)))


def _bracketed(parse: Parse, mark: Word, head: int) -> Iterator[Aside]:
    """Yield "Choyo-ko were Koreans who ..." for "Choyo-ko (Koreans who ...)", however the parser hung it."""
    end = next((w.index for w in parse.words[mark.index :] if w.text == ")"), None)
    if end is None or not mark.index or end - mark.index < 3:
        return
    own, noun = list(range(mark.index + 1, end)), parse.words[mark.index - 1]
    inside = set(own)
    heads = [w for w in parse.words[own[0] : end] if w.head not in inside and w.pos != "PUNCT"]
    name = [i for i in parse.subtree(noun.index) if i < mark.index]
    if len(heads) != 1 or noun.pos != "PROPN" or not is_whole(parse, name):
        return
    plural = heads[0].tag in PLURAL
    told = any(parse.words[c].dep == "relcl" and is_finite(parse, c) for c in parse.children[heads[0].index])
    if heads[0].pos != "NOUN" or not (told if plural else _has_article(parse, heads[0])) or _is_view(parse, own):
        return
    past = _tense(parse, head).past and noun.entity not in _LASTING
    be = Put(("were" if past else "are") if plural else ("was" if past else "is"))
    atom = Atom(heads[0].index, Link.NOMINAL, (*name, be, *own), tuple(own))
    yield Aside(atom, frozenset(range(mark.index, end + 1)))


def _describes(parse: Parse, word: Word, own: Sequence[int]) -> bool:
    """Whether an appositive says what something is: a common noun, with an article or as a role."""
    if word.pos != "NOUN":
        return False
    children = [parse.words[c] for c in parse.children[word.index]]
    determined = any(c.dep in {"det", "poss"} or c.lemma == "former" for c in children)
    determined = determined or parse.words[own[0]].lemma in {"then", "now", "formerly"}
    role = word.tag == "NN" and any(c.text in {"of", "at", "for"} and c.dep == "prep" for c in children)
    return (determined or role) and not any(parse.words[i].tag in {"WDT", "WP"} for i in own[:1])


def _is_view(parse: Parse, own: Sequence[int]) -> bool:
    lemmas = {parse.words[i].lemma for i in own}
    return bool(lemmas & (lexicon.words("evaluative_nouns") | lexicon.words("evaluative_adjectives")))


def _is_listed(parse: Parse, noun: Word, word: Word) -> bool:
    """Whether the parser may have taken a list for an appositive ("met Lee, a lawyer, and a priest")."""
    joined = [c for n in (noun, word) for c in parse.children[n.index] if parse.words[c].dep in {"conj", "cc"}]
    others = [c for c in parse.children[noun.index] if parse.words[c].dep == "appos" and c != word.index]
    own = set(parse.subtree(word.index))
    inner = [c for c in joined if c in own and parse.words[c].pos not in {"PROPN"} and parse.words[c].dep == "conj"]
    return bool(others) or any(c not in own for c in joined) or (bool(inner) and not _has_article(parse, word))


def _has_article(parse: Parse, word: Word) -> bool:
    return any(parse.words[c].dep in {"det", "poss"} for c in parse.children[word.index])


def _lifetime(parse: Parse, word: Word, head: int) -> Iterator[Aside]:
    """Yield "Ada Rivers was born in 1901" and "... died in 1975" for "Ada Rivers (1901–1975) was ..."."""
    noun, first = parse.words[word.head], word.index
    end = next((i for i in range(first, min(first + 4, len(parse.words))) if parse.words[i].text == ")"), None)
    if noun.entity != "PERSON" or noun.dep not in {"nsubj", "nsubjpass"} or end is None:
        return
    low, high = word.start, parse.words[end - 1].end
    years = _YEARS.match(parse.text[low:high])
    name = _phrase(parse, noun, first)
    if years is None or not name or parse.words[first - 1].text != "(":
        return
    taken, last = frozenset(range(first - 1, end + 1)), end - 1
    for verb, year, index in (("was born in", years[1], first), ("died in", years[2], last)):
        own = (index,) if first != last else tuple(range(first, end))
        yield Aside(Atom(index, Link.NOMINAL, (*name, Put(verb), Put(year, index)), own), taken)


def _relative(parse: Parse, verb: Word, head: int) -> Iterator[Aside]:
    """Yield what ", which ...", ", who ...", ", whose ..." and ", where ..." say of the noun before them."""
    noun = parse.words[verb.head]
    own = trim(parse, parse.subtree(verb.index))
    if not own or own[0] < 2 or not is_finite(parse, verb.index) or not is_whole(parse, own):
        return
    if noun.dep == "attr":
        yield from _characterised(parse, verb, own)
    name = _phrase(parse, noun, own[0])
    if parse.words[own[0] - 1].text not in {",", "—", "–", "("} or not name or name[-1] != own[0] - 2:
        return
    if not (_is_enclosed(parse, own) and _is_definite(parse, noun, name) and _is_placed(parse, noun)):
        return
    if not _has_plain_commas(parse, own) or any(parse.words[i].tag in {"WP", "WP$", "WDT"} for i in own[2:]):
        return
    pieces = _related(parse, verb, noun, name, own)
    if pieces:
        yield _aside(parse, Atom(verb.index, Link.RELATIVE, pieces, tuple(own)))


def _related(
    parse: Parse, verb: Word, noun: Word, name: Sequence[int], own: Sequence[int]
) -> tuple[int | Put, ...] | None:
    pronoun, rest = parse.words[own[0]], tuple(own[1:])
    written = pronoun.text.lower()
    if written in {"which", "who"} and pronoun.dep in SUBJECTS and pronoun.head == verb.index:
        if written == "which" and verb.lemma in lexicon.words("result_verbs"):
            return None  # it may be the whole event that "led to" something
        return (*name, *rest) if _agrees(parse, noun, verb.index) else None
    if written == "whose" and pronoun.dep == "poss":
        return (*name, Put("’" if parse.words[name[-1]].text.endswith("s") else "’s"), *rest)
    placed = any(parse.words[c].dep in SUBJECTS for c in parse.children[verb.index])
    if written == "where" and placed and pronoun.head == verb.index:
        governor = parse.words[noun.head]
        put = governor.text.lower() if noun.dep == "pobj" and governor.text.lower() in {"in", "at", "on"} else ""
        put = put or ("in" if noun.entity in {"GPE", "LOC"} else "at" if noun.entity in {"FAC", "ORG"} else "")
        return (*rest, Put(put), *name) if put else None
    following = parse.words[own[1]] if len(own) > 1 else pronoun
    if following.text == "which" and pronoun.tag == "IN" and following.head == pronoun.index and placed:
        return (*own[2:], own[0], *name)
    return None


def _characterised(parse: Parse, verb: Word, own: Sequence[int]) -> Iterator[Aside]:
    """Yield "Lee was born in 1901" for "Lee is an actor who was born in 1901": it is said of Lee, too."""
    noun = parse.words[verb.head]
    copula = parse.words[noun.head]
    subjects = [parse.words[c] for c in parse.children[copula.index] if parse.words[c].dep in SUBJECTS]
    articles = [parse.words[c].text.lower() for c in parse.children[noun.index] if parse.words[c].dep == "det"]
    negated = any(parse.words[c].dep == "neg" for c in parse.children[copula.index])
    plain = copula.lemma == "be" and len(subjects) == 1 and subjects[0].dep == "nsubj" and articles in (["a"], ["an"])
    if not plain or negated or subjects[0].tag in {"WDT", "WP", "EX"} or subjects[0].text.lower() in _EMPTY:
        return
    rest = [w for w in parse.words[own[-1] + 1 :] if w.pos not in {"PUNCT", "SPACE"}]
    if rest and all(w.entity in _LASTING for w in rest):
        own = trim(parse, range(own[0], rest[-1].index + 1))  # "in California, USA"
    elif rest:
        return
    name = trim(parse, parse.subtree(subjects[0].index))
    if not is_whole(parse, name) or not name[-1] < copula.index:
        return
    if verb.dep == "relcl":
        pronoun = parse.words[own[0]]
        sure = (
            pronoun.text.lower() in {"who", "which", "that"} and pronoun.dep in SUBJECTS and pronoun.head == verb.index
        )
        said: tuple[int | Put, ...] = tuple(own[1:]) if sure else ()
    else:
        be = "was" if _is_dated(parse, own) else copula.text.lower()
        said = (Put(be), *own) if own[0] == verb.index and verb.tag in {"VBN", "VBD"} else ()
    if said:
        yield Aside(Atom(verb.index, Link.RELATIVE, (*name, *said), tuple(own)), frozenset(own))


def _is_definite(parse: Parse, noun: Word, name: Sequence[int]) -> bool:
    """Whether everyone knows which one is meant: a name, or "the ...", "its ..."."""
    if noun.pos == "PROPN":
        return all(i == noun.index or parse.words[i].dep == "nummod" for i in name[-1:])
    children = [parse.words[c] for c in parse.children[noun.index]]
    return noun.pos == "NOUN" and any(c.dep in {"det", "poss"} and c.text.lower() in _DEFINITE for c in children)


def _is_placed(parse: Parse, noun: Word) -> bool:
    """Whether the noun hangs on a verb, so that no other noun can be the one meant."""
    governor = parse.words[noun.head]
    return noun.dep in {"nsubj", "nsubjpass", "dobj"} or (
        noun.dep == "pobj" and parse.words[governor.head].pos in {"VERB", "AUX"} and is_finite(parse, governor.head)
    )


def _agrees(parse: Parse, noun: Word, verb: int) -> bool:
    plural = noun.tag in PLURAL
    tensed = [parse.words[verb], *(parse.words[c] for c in parse.children[verb] if parse.words[c].dep in AUXILIARY)]
    return not any(w.tag == ("VBZ" if plural else "VBP") for w in tensed)


def _participial(parse: Parse, verb: Word, head: int) -> Iterator[Aside]:
    """Yield "The treaty was signed in 1960" for "Signed in 1960, the treaty ...", and the like."""
    if verb.tag not in {"VBN", "VBG", "VBD"} or verb.lemma in lexicon.words("prepositional_participles"):
        return
    children = [parse.words[c] for c in parse.children[verb.index]]
    if any(c.dep in {"mark", *SUBJECTS} or c.tag in {"TO", "WRB", "MD"} or c.dep == "neg" for c in children):
        return
    own = trim(parse, parse.subtree(verb.index))
    if not is_whole(parse, own):
        return
    if verb.dep == "acl" and parse.words[verb.head].dep == "attr":
        yield from _characterised(parse, verb, own)
        return
    if not _is_enclosed(parse, own):
        return
    subject = _subject(parse, verb, own)
    tense = _tense(parse, head if verb.dep == "acl" else verb.head)
    if not subject:
        return
    tense = _Tense(tense.past or _is_dated(parse, own), tense.perfect)
    said = _said_of(parse, verb, own, tense=tense, plural=_is_plural(parse, subject))
    if said:
        yield _aside(parse, Atom(verb.index, Link.PARTICIPIAL, (*subject, *said), tuple(own)))


def _is_dated(parse: Parse, own: Sequence[int]) -> bool:
    """Whether words name a year or day that is past, not one that something lasts from."""
    words = [parse.words[i] for i in own]
    return any(w.entity in DATES and w.text[:1].isdigit() for w in words) and not any(w.lemma == "since" for w in words)


def _said_of(
    parse: Parse, verb: Word, own: Sequence[int], *, tense: _Tense, plural: bool
) -> tuple[int | Put, ...] | None:
    """Return the participial as a predicate with tense."""
    having = next((parse.words[c] for c in parse.children[verb.index] if parse.words[c].dep in AUXILIARY), None)
    before = [i for i in own if i < verb.index]
    if having is not None:
        if having.text.lower() != "having" or verb.tag not in {"VBN", "VBD"} or having.index != own[0]:
            return None
        return (Put("had" if tense.past else "have" if plural else "has", having.index), *own[1:])
    bare = any(parse.words[c].dep == "dobj" for c in parse.children[verb.index])  # no passive: a verb mistaken for one
    if any(parse.words[i].pos != "ADV" for i in before) or (bare and verb.tag in {"VBN", "VBD"}):
        return None
    tag = "VBN" if tense.perfect else "VBD" if tense.past else "VBP" if plural else "VBZ"
    after = tuple(_with_form(parse, verb, i, tag) for i in own[len(before) + 1 :])
    if verb.tag in {"VBN", "VBD"}:
        be = ("were" if plural else "was") if tense.past else "are" if plural else "is"
        return (Put(be), *own)
    if verb.lemma in {"be", "have"} or verb.dep == "acl" or not after:
        return None
    objects = [c for c in parse.children[verb.index] if parse.words[c].dep == "dobj"]
    personal = any(parse.words[c].tag == "PRP$" for o in objects for c in parse.children[o])  # ", making his debut"
    if own[0] > verb.head and verb.lemma in lexicon.words("result_verbs") and not personal:
        return None  # ", bringing the total to 12": not the subject did it, but all that came before
    have = (Put("have" if plural else "has"),) if tense.perfect else ()
    return (*before, *have, Put(inflect(verb.lemma, tag), verb.index), *after)


def _with_form(parse: Parse, verb: Word, index: int, tag: str) -> int | Put:
    """Return a word of a participial, "scoring" in "joining the club and scoring 12 goals" in the form of the first."""
    word = parse.words[index]
    joined = word.head == verb.index and word.dep == "conj" and word.tag == verb.tag == "VBG"
    return Put(inflect(word.lemma, tag), index) if joined else index


def _subject(parse: Parse, verb: Word, own: Sequence[int]) -> tuple[int, ...]:
    """Return the noun phrase that a participial speaks of: the subject beside it, or the noun before its comma."""
    governor = parse.words[verb.head]
    if verb.dep == "acl":
        name = _phrase(parse, governor, own[0])
        near = bool(name) and name[-1] == own[0] - 2 and _is_definite(parse, governor, name)
        return tuple(name) if near and _is_placed(parse, governor) else ()
    subjects = [parse.words[c] for c in parse.children[governor.index] if parse.words[c].dep in {"nsubj", "nsubjpass"}]
    if len(subjects) != 1 or subjects[0].tag in {"WDT", "WP", "EX"} or subjects[0].text.lower() in _EMPTY:
        return ()
    first = [i for i in range(own[-1] + 1, len(parse.words)) if parse.words[i].pos != "PUNCT"][:1]
    phrase = trim(parse, parse.subtree(subjects[0].index))
    owned = "poss" in {parse.words[c].dep for c in parse.children[subjects[0].index]}
    if own[0] < subjects[0].index and (first != phrase[:1] or owned):
        return ()  # "Born in Lima, her first novel ...": the owner may be meant
    return tuple(phrase) if is_whole(parse, phrase) else ()


def _is_plural(parse: Parse, subject: Sequence[int]) -> bool:
    words = [parse.words[i] for i in subject]
    inside = set(subject)
    heads = [w for w in words if w.head not in inside or w.head == w.index]
    joined = any(parse.words[c].dep == "conj" for h in heads for c in parse.children[h.index])
    return joined or any(h.tag in PLURAL or h.text.lower() in {"they", "we", "both", "these"} for h in heads)


def _tense(parse: Parse, verb: int) -> _Tense:
    words = [parse.words[verb], *(parse.words[c] for c in parse.children[verb] if parse.words[c].dep in AUXILIARY)]
    tags = {w.tag for w in words}
    perfect = any(w.lemma == "have" and w.tag in {"VBZ", "VBP"} for w in words[1:])
    return _Tense("VBD" in tags or tags == {"VBN"}, perfect)


def _phrase(parse: Parse, noun: Word, before: int) -> list[int]:
    """Return the noun phrase up to an aside that follows it; none if it does not come out whole."""
    words = trim(parse, [i for i in parse.subtree(noun.index) if i < before])
    bounded = any(parse.words[i].text.lower() in _BOUNDS for i in words)  # "Only Chile, which ...,"
    return words if is_whole(parse, words) and noun.index in words and not bounded else []


def _has_plain_commas(parse: Parse, own: Sequence[int]) -> bool:
    """Whether commas inside belong to lists, dates and places; at another the parser may have missed the end."""
    for i in own[:-1]:
        word, following = parse.words[i], parse.words[i + 1]
        if word.text != ",":
            continue
        listed = following.tag == "CC" or following.dep in {"conj", "appos"} or following.entity in DATES
        place = following.entity in {"GPE", "LOC"} and parse.words[i - 1].entity in {"GPE", "LOC"}
        inner = any(parse.words[a].dep == "conj" for a in _above(parse, following, own))
        if not (listed or place or inner):
            return False
    return True


def _above(parse: Parse, word: Word, own: Sequence[int]) -> Iterator[int]:
    inside = set(own)
    while word.index in inside and word.head != word.index:
        yield word.index
        word = parse.words[word.head]


def _is_enclosed(parse: Parse, own: Sequence[int]) -> bool:
    """Whether punctuation, or an end of the sentence, stands on both sides."""
    left, right = own[0] - 1, own[-1] + 1
    opened = left < 0 or parse.words[left].text in _STOPS
    closed = right >= len(parse.words) or parse.words[right].text in _STOPS
    bracketed = left >= 0 and parse.words[left].text == "("
    balanced = bracketed == (right < len(parse.words) and parse.words[right].text == ")")
    return opened and closed and balanced and is_whole(parse, own)


def _aside(parse: Parse, atom: Atom) -> Aside:
    """Return an aside that takes with it the stops that enclose it, but for the sentence's last."""
    stops = {i for i in (atom.own[0] - 1, atom.own[-1] + 1) if 0 <= i < len(parse.words) - 1}
    return Aside(atom, frozenset(atom.own) | stops)


_READERS = {"appos": _appositive, "relcl": _relative, "acl": _participial, "advcl": _participial}
