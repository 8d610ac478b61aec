"""Whom and what a sentence speaks of: its noun phrases, each with what agreement asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from claimcheck.detection.kinds import Kind, Sex, kind_of_noun, sex_of_name, sex_of_noun
from claimcheck.detection.links import Place
from claimcheck.text.entities import Mention as Known
from claimcheck.text.quotes import find_quotes
from claimcheck.text.syntax import Parse, Word

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INNER = frozenset({"det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "predet", "case"})
_NO_MENTION = frozenset({"compound", "nmod", "amod", "npadvmod", "nummod", "quantmod", "advmod"})
_MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})
_KINDS = {"person": Kind.PERSON, "state": Kind.STATE, "organisation": Kind.BODY, "treaty": Kind.TEXT}
_LABELS = {"PERSON": Kind.PERSON, "GPE": Kind.STATE, "ORG": Kind.BODY, "LAW": Kind.TEXT}
_HYPHENS = frozenset("-‐‑")
_LONGEST = 14  # words; a longer phrase is a clause, and no name for anything
_DOUBLE = re.compile("[\"“”„‟«»＂]|``|''")


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase, or a pronoun with what it stands for.

    `start` and `end` span the phrase in its sentence; `text` is what the thing
    can be called elsewhere. Mentions of one `key` are of one thing; it is
    empty for what nobody knows. `main` is the subject of the main clause,
    `core` any subject or object that is not inside another phrase. `sure` says
    that the kind is known. `bare` is "the agreement" and no more. `origin` is
    where a pronoun's antecedent stands.
    """

    sentence: int
    head: int
    start: int
    end: int
    key: str
    text: str
    lemma: str
    kind: Kind
    sure: bool
    plural: bool
    sex: Sex = Sex.UNKNOWN
    main: bool = False
    core: bool = False
    bare: bool = False
    named: bool = False
    group: bool = False
    origin: Place | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person whom the article has named in full."""

    name: str
    parts: tuple[str, ...]
    sex: Sex


def quoted_spans(text: str, *, quoting: bool = False) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the spans between quotation marks, marks included, and whether a quotation goes on behind the sentence.

    Args:
        text: A sentence.
        quoting: Whether one goes on from the sentence before.
    """
    marks = list(_DOUBLE.finditer(text))
    if not marks:
        return (((0, len(text)),), True) if quoting else ((), False)
    spans = [(q.outer_start, q.outer_end) for q in find_quotes(text)]
    loose = [m for m in marks if not inside(m.start(), spans)]
    if quoting and loose:
        spans.append((0, loose.pop(0).end()))
    if quoting and not spans:
        spans.append((0, len(text)))
    if loose:
        spans.append((loose[-1].start(), len(text)))
    return tuple(sorted(spans)), bool(loose)


def inside(place: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place is within one of the spans."""
    return any(a <= place < b for a, b in spans)


def read_mentions(
    parse: Parse, sentence: int, known: Sequence[Known], persons: Mapping[str, Person | None]
) -> list[Mention]:
    """Return the noun phrases of a sentence in the order of their heads, coordinated ones as groups too.

    Args:
        parse: The sentence.
        sentence: Its place in the article.
        known: What the gazetteer finds in it.
        persons: By each word of their names, the persons named so far; None
            where two bear it.
    """
    found: list[Mention] = []
    for word in parse.words:
        if word.pos not in {"NOUN", "PROPN"} or word.dep in _NO_MENTION or word.entity in _MEASURES:
            continue
        if not _is_role(parse, word):
            found.append(_mention(parse, word, sentence, known, persons))
    groups = [g for m in found if (g := _group(parse, m, found)) is not None]
    return sorted((*found, *groups), key=lambda m: (m.head, m.group))


def _is_role(parse: Parse, word: Word) -> bool:
    """Whether a noun says what something else is, or is a piece of a name: "an actor", "as counsel", "Su-yong"."""
    while word.dep == "conj":
        word = parse.words[word.head]
    if word.dep in {"attr", "appos", "oprd"}:
        return True
    head, before = parse.words[word.head], parse.words[word.index - 1] if word.index else None
    if word.dep == "pobj" and head.lemma == "as":
        return True
    return before is not None and before.text in _HYPHENS and before.end == word.start and head.index < word.index


def _mention(
    parse: Parse, word: Word, sentence: int, known: Sequence[Known], persons: Mapping[str, Person | None]
) -> Mention:
    words = phrase(parse, word)
    start, end = parse.words[words[0]].start, parse.words[words[-1]].end
    named = word.pos == "PROPN"
    entity = next((k for k in known if k.start <= word.start < k.end), None)
    name = word if named else _name_beside(parse, word)
    person = person_at(parse, name, persons, known) if name is not None else None
    kind, sure = _kind(word, entity, person)
    text, key = parse.text[start:end], ""
    if person is not None:
        key, text = f"person {person.name}", person.name
    elif named and is_shared(word.text, persons):
        key = ""  # one of two
    elif entity is not None and named and entity.kind in _KINDS and entity.end >= word.end:
        key = entity.entity
    elif named and _ends_longer_name(parse, word, words):
        key = text = ""
    else:
        content = [w for i in words if (w := parse.words[i]).pos not in {"DET", "PUNCT", "PART"}]
        key = " ".join(w.lemma for w in content)
        key = key if named or len(content) > 1 else f"{key} {sentence}.{word.index}"
    return Mention(
        sentence=sentence,
        head=word.index,
        start=start,
        end=end,
        key=key,
        text=text,
        lemma=word.lemma,
        kind=kind,
        sure=sure,
        plural=word.tag in {"NNS", "NNPS"} and not (entity and entity.kind in {"state", "organisation"} and named),
        sex=_sex(parse, words, person),
        main=is_main_subject(parse, word),
        core=is_core(parse, word),
        bare=is_bare(parse, word),
        named=named,
    )


def _ends_longer_name(parse: Parse, word: Word, words: Sequence[int]) -> bool:
    """Whether a name is the end of one that the parser tore: "Leith Authority" of "the Port of Leith Authority"."""
    of = parse.words[word.head]
    body = kind_of_noun(word.lemma) in {Kind.BODY, Kind.TEXT} and len(words) > 1
    return body and words[0] - 1 == of.index and of.text == "of" and parse.words[of.head].pos == "PROPN"


def _name_beside(parse: Parse, word: Word) -> Word | None:
    """Return the name that stands beside a noun: "his counterpart, Ri Su-yong"."""
    beside = (parse.words[c] for c in parse.children[word.index])
    return next((w for w in beside if w.dep == "appos" and w.pos == "PROPN"), None)


def _kind(word: Word, entity: Known | None, person: Person | None) -> tuple[Kind, bool]:
    if person is not None:
        return Kind.PERSON, True
    if word.pos == "NOUN":
        if word.entity == "PERSON" and word.text[0].isupper():
            return Kind.PERSON, False  # a name that the tagger took for a noun
        kind = kind_of_noun(word.lemma)
        return kind, kind is not Kind.THING
    if entity is not None and word.end <= entity.end:
        return _KINDS.get(entity.kind, Kind.THING), True
    known = kind_of_noun(word.lemma)
    if known in {Kind.BODY, Kind.TEXT}:  # "Supreme Court", "Treaty of Lisbon"
        return known, True
    return _LABELS.get(word.entity, Kind.THING), word.entity in {"PERSON", "LOC", "DATE", "EVENT", "LAW"}


def _sex(parse: Parse, words: Sequence[int], person: Person | None) -> Sex:
    told = {sex_of_noun(parse.words[i].lemma) for i in words} - {Sex.UNKNOWN}
    if person is not None and person.sex is not Sex.UNKNOWN:
        told.add(person.sex)
    return told.pop() if len(told) == 1 else Sex.UNKNOWN


def phrase(parse: Parse, word: Word) -> list[int]:
    """Return the words of a noun with what belongs to it: in one piece, without relative clauses and asides."""
    low = high = word.index
    for child in sorted((c for c in parse.children[word.index] if c < word.index), reverse=True):
        if parse.words[child].dep not in _INNER and parse.words[child].dep not in {"conj", "cc", "punct"}:
            break
        subtree = parse.subtree(child)
        if subtree[-1] != low - 1 or subtree[-1] - subtree[0] + 1 != len(subtree):
            break
        low = subtree[0]
        # "On 24 May South Korea's court": the parser takes the date for a part of the name.
        low = max((i + 1 for i in subtree[:-1] if parse.words[child].dep == "poss" and _is_date(parse, i)), default=low)
    while low < word.index and parse.words[low].pos in {"PUNCT", "CCONJ"}:
        low += 1
    for child in (c for c in parse.children[word.index] if c > word.index):
        subtree = parse.subtree(child)
        fits = parse.words[child].dep in {"prep", "nummod"} or (parse.words[child].text in _HYPHENS)
        if not fits or subtree[0] != high + 1 or subtree[-1] - low >= _LONGEST or _has_clause(parse, subtree):
            break
        high = subtree[-1]
    while high + 2 < len(parse.words) and parse.words[high + 1].text in _HYPHENS and word.pos == "PROPN":
        high += 2  # "Su-yong", whatever the parser makes of it
    return list(range(low, high + 1))


def _is_date(parse: Parse, index: int) -> bool:
    return parse.words[index].entity in {"DATE", "TIME"} or parse.words[index].text in _MONTHS


_MONTHS = frozenset("January February March April May June July August September October November December".split())


def _has_clause(parse: Parse, words: Sequence[int]) -> bool:
    return any(parse.words[i].pos in {"VERB", "AUX", "PRON"} or parse.words[i].text in {",", ";", ":"} for i in words)


def person_at(parse: Parse, word: Word, persons: Mapping[str, Person | None], known: Sequence[Known]) -> Person | None:
    """Return the person whom a name is of, if all of it that is a name of persons is one's."""
    if any(k.start <= word.start < k.end and k.kind != "person" for k in known):
        return None
    run = name_run(parse, word)
    whole = persons.get(parse.text[run[0].start : run[-1].end]) or persons.get(_untitled(parse, run))
    if whole is not None:
        return whole
    bearers = [persons[w.text] for w in run if w.text in persons]
    if not bearers or bearers[0] is None or any(b != bearers[0] for b in bearers):
        return None
    person = bearers[0]
    others = [
        w for w in run if w.text not in person.parts and w.text[0].isupper() and w.lemma.rstrip(".") not in _TITLES
    ]
    return None if any(kind_of_noun(w.lemma) is not Kind.PERSON for w in others) else person


def _untitled(parse: Parse, run: Sequence[Word]) -> str:
    named = [w for w in run if w.lemma.rstrip(".") not in _TITLES]
    return parse.text[named[0].start : named[-1].end] if named else ""


_TITLES = frozenset(
    "president minister mr mrs ms dr sir prime foreign secretary general senator judge king queen".split()
)


def name_run(parse: Parse, word: Word) -> list[Word]:
    """Return the words of the name that `word` heads: it, compounds before it, and what a hyphen joins to it."""
    low = word.index
    while low and parse.words[low - 1].dep == "compound" and low <= parse.words[low - 1].head <= word.index:
        low -= 1
    high = word.index
    while high + 2 < len(parse.words) and parse.words[high + 1].text in _HYPHENS:
        high += 2
    return list(parse.words[low : high + 1])


def is_main_subject(parse: Parse, word: Word) -> bool:
    """Whether a word is the subject of its sentence's main clause or of one coordinated with it."""
    if word.dep not in SUBJECTS:
        return False
    verb = parse.words[word.head]
    while verb.dep == "conj" and verb.head != verb.index:
        verb = parse.words[verb.head]
    return verb.head == verb.index


def is_core(parse: Parse, word: Word) -> bool:
    """Whether a word is a subject or an object of any verb or beside one, not a part of another phrase or a place."""
    while word.dep == "conj" and word.pos in {"NOUN", "PROPN"} and word.head != word.index:
        word = parse.words[word.head]
    if word.dep == "pobj":
        preposition = parse.words[word.head]
        return parse.words[preposition.head].pos in {"VERB", "AUX"} and preposition.lemma in _ARGUMENTS
    return word.dep in SUBJECTS | {"dobj", "dative"}


_ARGUMENTS = frozenset("to with for against by from about on of toward towards".split())


def is_shared(name: str, persons: Mapping[str, Person | None]) -> bool:
    """Whether two persons bear a name."""
    return name in persons and persons[name] is None


def is_bare(parse: Parse, word: Word) -> bool:
    """Whether nothing is said of a noun but "the", "this", "that"."""
    children = [parse.words[c] for c in parse.children[word.index] if parse.words[c].pos != "PUNCT"]
    return (
        bool(children)
        and children[0].text.lower() in {"the", "this", "that", "these", "those"}
        and not [c for c in children[1:] if c.dep not in {"cc", "conj"}]
        and not any(c.dep == "conj" for c in children)
    )


def _group(parse: Parse, mention: Mention, found: Sequence[Mention]) -> Mention | None:
    """Return "Japan and South Korea" as one mention of several."""
    first = parse.words[mention.head]
    if first.dep == "conj":
        return None
    heads = list(_conjuncts(parse, mention.head))
    members = [m for m in found if m.head in heads]
    if not heads or len(members) != len(heads) or _joiner(parse, mention.head) != "and":
        return None
    kinds = {m.kind for m in (mention, *members)}
    end = members[-1].end
    return Mention(
        sentence=mention.sentence,
        head=mention.head,
        start=mention.start,
        end=end,
        key=" & ".join(sorted(m.key for m in (mention, *members))),
        text=parse.text[mention.start : end],
        lemma="",
        kind=kinds.pop() if len(kinds) == 1 else Kind.THING,
        sure=all(m.sure for m in (mention, *members)),
        plural=True,
        main=mention.main,
        core=mention.core,
        named=all(m.named for m in (mention, *members)),
        group=True,
    )


def _conjuncts(parse: Parse, head: int) -> Iterator[int]:
    for child in parse.children[head]:
        if parse.words[child].dep == "conj" and parse.words[child].pos in {"NOUN", "PROPN"}:
            yield child
            yield from _conjuncts(parse, child)


def _joiner(parse: Parse, head: int) -> str:
    joiners = [parse.words[c].lemma for i in (head, *_conjuncts(parse, head)) for c in parse.children[i]]
    found = [j for j in joiners if j in {"and", "or", "nor", "but"}]
    return found[0] if len(set(found)) == 1 else ""


def _is_described(parse: Parse, start: int, end: int) -> bool:
    """Whether a name is said to be a person's, whatever the recogniser takes it for: "Helena Varga was a chemist"."""
    subject = next((w for w in parse.words if start <= w.start < end and w.dep == "nsubj" and w.pos == "PROPN"), None)
    if subject is None or parse.words[subject.head].lemma != "be":
        return False
    told = [parse.words[c] for c in parse.children[subject.head] if parse.words[c].dep == "attr"]
    return any(kind_of_noun(w.lemma) is Kind.PERSON and w.pos == "NOUN" for w in told)


def find_persons(parse: Parse) -> Iterator[Person]:
    """Yield the persons whom a sentence names in full: by two names at least."""
    for start, end, label in parse.names:
        if label != "PERSON" and not (label in {"ORG", "GPE"} and _is_described(parse, start, end)):
            continue
        words = [w for w in parse.words if start <= w.start < end]
        while words and (words[-1].text in {"'s", "’s"} or not words[-1].text[0].isalnum()):
            words.pop()
        if not words:
            continue
        last = words[-1].index
        tail = parse.words[last + 1 : last + 3]
        if len(tail) == 2 and tail[0].text in _HYPHENS and tail[0].start == words[-1].end:
            words += tail  # "Moon Jae-in": the recogniser stops at the hyphen
        titles = {w.lemma for w in parse.words[max(0, words[0].index - 2) : words[0].index]}
        while words and words[0].lemma in _TITLES:
            titles.add(words.pop(0).lemma)
        parts = tuple(w.text for w in words if w.text[0].isalnum())
        if len(parts) < 2 or not parts[0][0].isupper() or any(p.isdigit() for p in parts):
            continue
        told = {sex_of_noun(t) for t in titles} - {Sex.UNKNOWN}
        sex = told.pop() if len(told) == 1 else sex_of_name(parts[0])
        yield Person(parse.text[words[0].start : words[-1].end], parts, sex)
