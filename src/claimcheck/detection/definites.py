"""What "the two countries" and "the agreement" stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.detection.antecedents import PRONOUNS, Said
from claimcheck.detection.kinds import Kind, group
from claimcheck.detection.links import Link, Place
from claimcheck.detection.mentions import Mention
from claimcheck.models import InferenceKind
from claimcheck.text.entities import Gazetteer
from claimcheck.text.entities import Mention as Known
from claimcheck.text.syntax import Parse, Word

_LIMIT = 8  # words of a phrase that may stand for a shorter one
_REACH = 3  # sentences back in which the two countries may be named
_ARTICLES = frozenset({"a", "an", "the", "this", "that", "one", "another", "its", "his", "her", "their", "our"})
_POINTING = frozenset({"the", "that", "this", "these", "those"})
# What is one of many wherever it is spoken of again: left open it is worth saying so.
OWED = frozenset({Kind.TEXT, Kind.BODY})


def link_pairs(
    parse: Parse, sentence: int, rows: Sequence[Sequence[Known]], texts: Sequence[str], gazetteer: Gazetteer
) -> Iterator[Link]:
    """Yield "the two countries" and the like, with the two states that are spoken of where that is sure.

    Args:
        parse: The sentence.
        sentence: Its place in the article.
        rows: The names known in the sentences of its paragraph up to it, itself last.
        texts: These sentences.
        gazetteer: Known names.
    """
    for word in parse.words:
        if word.text.lower() in {"former", "latter"} and word.dep in {"nsubj", "nsubjpass", "dobj", "pobj"}:
            first = parse.words[max(0, word.index - 1)]
            yield Link(first.start if first.dep == "det" else word.start, word.end, InferenceKind.DEFINITE)
        if word.lemma != "two" or not word.index:
            continue
        article = parse.words[word.index - 1]
        noun = parse.words[word.head] if word.dep == "nummod" else word
        alone = noun is word and word.dep in {"pobj", "nsubj", "nsubjpass", "dobj"}
        if article.text.lower() not in {"the", "these", "those"} or not (alone or noun.lemma in group("countries")):
            continue
        own = [k for k in rows[-1] if k.start < word.start]
        pair = None if _is_told(parse, noun) else _pair([*rows[:-1], own], texts, gazetteer)
        start, end = article.start, noun.end
        if pair is None:
            yield Link(start, end, InferenceKind.DEFINITE)
            continue
        shown = " and ".join(_state_name(gazetteer.entities[entity].name) for entity, _, _ in pair)
        _, row, known = pair[0]
        source = Place(sentence - len(rows) + 1 + row, known.start, known.end)
        yield Link(start, end, InferenceKind.DEFINITE, shown, " & ".join(sorted(e for e, _, _ in pair)), source)


_ARTICLED = re.compile(r"(?:United|Soviet|Czech|Holy|Central African|Dominican|Democratic|Republic|Union)\b")
_PLURAL = re.compile(r"(?:Islands|Netherlands|Philippines|Maldives|Bahamas|Emirates|Comoros|Seychelles)\Z")


def _state_name(name: str) -> str:
    return f"the {name}" if _ARTICLED.match(name) or _PLURAL.search(name) else name


def _is_told(parse: Parse, noun: Word) -> bool:
    """Whether the noun says itself which two ("the two countries of the Caucasus")."""
    below = [parse.words[c] for c in parse.children[noun.index]]
    return any(w.dep in {"prep", "relcl", "acl", "amod", "compound", "appos"} and w.index > noun.index for w in below)


def _pair(
    rows: Sequence[Sequence[Known]], texts: Sequence[str], gazetteer: Gazetteer
) -> list[tuple[str, int, Known]] | None:
    """Return the two states that the nearest sentences name, with their rows; None if they name more or fewer.

    A state that is only where something happened is a doubt.
    """
    found: dict[str, tuple[str, int, Known]] = {}
    nearest = len(rows) - 1
    for row in range(nearest, max(-1, nearest - 1 - _REACH), -1):
        if len(found) >= 2 and row < nearest - 1:
            break
        for known in rows[row]:
            state = _state(known, texts[row], gazetteer)
            if state:
                found.setdefault(state, (state, row, known))
    pair = sorted(found.values(), key=lambda f: (f[1], f[2].start))
    located = any(_LOCATED.search(texts[row][max(0, k.start - 12) : k.start]) for _, row, k in pair)
    return pair if len(pair) == 2 and not located else None


def _state(known: Known, text: str, gazetteer: Gazetteer) -> str:
    """Return the state that a name is of; a capital is one of its state unless something happens there."""
    if known.kind == "state":
        return known.entity
    if known.kind != "place" or _LOCATED.search(text[max(0, known.start - 12) : known.start]):
        return ""
    owners = gazetteer.owners(text[known.start : known.end])
    return next((o for o in owners if o in gazetteer.entities and gazetteer.entities[o].kind == "state"), "")


_LOCATED = re.compile(r"\b(?:in|at|near|outside)(?: the)? $", re.IGNORECASE)


def link_definites(
    parse: Parse, mentions: Sequence[Mention], before: Sequence[Said], nouns: Mapping[str, Sequence[Mention]]
) -> Iterator[Link]:
    """Yield "the agreement" and the like: bare nouns for texts and bodies that the article has told more of.

    Args:
        parse: The sentence.
        mentions: What it speaks of.
        before: The sentences of its paragraph before it.
        nouns: By noun, what all sentences before it speak of.
    """
    for mention in mentions:
        if not mention.bare or mention.group or mention.kind not in OWED or mention.plural:
            continue
        if any(_is_fuller(m, mention) and m.head < mention.head for m in mentions):
            continue  # the sentence says which
        near = [m for s in before for m in s.mentions if m.lemma == mention.lemma]
        far = nouns.get(mention.lemma, ())
        fuller = _fuller(mention, near) or _fuller(mention, far)
        if fuller is None:
            pointing = parse.words[mention.head - 1].text.lower() in {"that", "this"}
            if pointing or ((near or far) and not mention.named):
                yield Link(mention.start, mention.end, InferenceKind.DEFINITE)
            continue
        source = fuller.origin or Place(fuller.sentence, fuller.start, fuller.end)
        yield Link(mention.start, mention.end, InferenceKind.DEFINITE, definite(fuller.text), fuller.key, source)


def _fuller(mention: Mention, earlier: Sequence[Mention]) -> Mention | None:
    """Return the one thing of that name of which more was said; None where there are none or several."""
    found = [m for m in earlier if _is_fuller(m, mention)]
    if len({m.key for m in found}) != 1 or any(_is_other(m, mention) for m in earlier):
        return None
    return found[0]


def _is_fuller(one: Mention, bare: Mention) -> bool:
    words = one.text.lower().split()
    more = len(words) - sum(w in _ARTICLES for w in words[:1])
    if PRONOUNS.intersection(words):  # "its last report" is no name for it elsewhere
        return False
    return one.lemma == bare.lemma and not (one.bare or one.plural or one.group) and 1 < more <= _LIMIT


def _is_other(one: Mention, bare: Mention) -> bool:
    """Whether a mention of several makes it doubtful which one is meant ("resolutions", then "the resolution")."""
    return one.lemma == bare.lemma and one.plural and not one.group


def definite(text: str) -> str:
    """Return a phrase as it stands when it is known: "a separate agreement" is "the separate agreement" by then."""
    first, _, rest = text.partition(" ")
    low = first.lower()
    if low in {"a", "an", "one", "another"} and rest:
        return f"the {rest}"
    return f"{low} {rest}" if low in _POINTING and rest else text
