"""Lists that finish a sentence: "The contract includes:" and, in the items below, what it includes.

Each item is read with the words that lead it in, as one sentence. That is a
claim only where the parse of both together says that the item is what the lead
lacks: its object, or the verb behind "to". What holds of all items together
only ("consists of"), of one of them ("or") or of none is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimcheck.detection import lexicon
from claimcheck.detection.atomic import Draft, Reading, read_sentence
from claimcheck.detection.atoms import finish
from claimcheck.detection.clauses import is_finite, predicate, subjects
from claimcheck.detection.judgement import Judgement
from claimcheck.detection.quotations import Line
from claimcheck.detection.worth import weigh_worth
from claimcheck.models import Checkability, Part
from claimcheck.text.syntax import Parse, Word

# Verbs that say of each thing in their object what they say of all.
_TAKING = frozenset(
    "include contain cover feature list name offer provide receive buy sell own win lose build make produce visit ban "
    "approve sign employ operate run need require get bring add hold publish acquire export import supply invite "
    "appoint elect order purchase close open cancel reject oppose support destroy damage seize deliver fund finance "
    "restore have".split()
)
_TOGETHER = frozenset("consist comprise compose make divide split range number total amount lie".split())
_NO_LEADS = frozenset("of between among like as than into".split())
_UNSURE = frozenset("or either neither nor not n't n’t never only just solely exclusively without one any if".split())
_TAIL = re.compile(r"[\s;,.]+(?:and\s*)?\Z|\s+and\Z")
_OR = re.compile(r"\bor[\s;,.]*\Z|\A(?:either|or)\b", re.IGNORECASE)
_COUNTS = frozenset({"", "CARDINAL", "QUANTITY", "MONEY", "PERCENT"})
# What says that a list follows, whatever else the sentence has.
_FOLLOWING = re.compile(r"\b(?:(?:the following|as follows)\b|(?:either|both):)", re.IGNORECASE)
_HANGING = frozenset("prep agent aux dative prt xcomp".split())  # "xcomp" for the "to" of "refused to:"
_MARKS = frozenset('“”‘"')
_MOST_ITEMS = 50
_LONGEST = 400  # characters


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, by the numbers of its sentence and of the one that leads it in, and both as one text.

    `length` is how much of the text is the lead's. `to_do` is set where it
    should be a verb: an instruction to the reader looks like one, so that such
    a list is all claims or none.
    """

    lead: int
    place: int
    text: str
    length: int
    to_do: bool


def find_items(lines: Sequence[Line]) -> list[Item]:
    """Return the items of lists whose lead wants them, in order."""
    found: list[Item] = []
    for place, line in enumerate(lines[:-1]):
        following = lines[place + 1]
        led = line.part is Part.BODY and following.part is Part.ITEM and following.unit > line.unit
        if led and _shares(line.parse):
            found += _joined(place, lines)
    return found


def dangling(parse: Parse) -> Word | None:
    """Return the last word of a sentence that ends with a colon before it is complete; None if it is complete."""
    if not parse.text.rstrip("*_ ").endswith(":"):
        return None
    head = predicate(parse)
    words = [w for w in parse.words if w.pos not in {"PUNCT", "SPACE"}]
    if head is None or not subjects(parse, head) or not is_finite(parse, head):
        return None
    last = words[-1]
    if last.index == head:
        return last if last.lemma in _TAKING | _TOGETHER | lexicon.words("saying_verbs") else None
    hangs = last.head == head and last.tag in {"IN", "TO"} and last.dep in _HANGING
    return last if hangs else None


def _shares(lead: Parse) -> bool:
    """Whether what a lead lacks may be each of several things."""
    last, head = dangling(lead), predicate(lead)
    if lead.text.count("“") != lead.text.count("”"):
        return False
    if last is None or head is None or last.text.lower() in _NO_LEADS or lead.words[head].lemma in _TOGETHER:
        return False
    return not _UNSURE & {w.text.lower() for w in lead.words} and (last.index != head or last.lemma in _TAKING)


def _joined(lead: int, lines: Sequence[Line]) -> list[Item]:
    """Return the items behind a lead; none if a unit of them has several sentences, or one of them is enough."""
    opening = lines[lead].parse.text.rstrip("*_: ")
    found: list[Item] = []
    for place in range(lead + 1, min(len(lines), lead + 1 + _MOST_ITEMS)):
        line = lines[place]
        if line.part is not Part.ITEM:
            break
        text = line.parse.text
        if _OR.search(text) or lines[place - 1].unit == line.unit or len(text) > _LONGEST:
            return []
        words = _TAIL.sub("", _lowered(line.parse))
        if words and not _MARKS & set(words):
            found.append(Item(lead, place, f"{opening} {words}.", len(opening), opening.endswith(" to")))
    return found


def _lowered(parse: Parse) -> str:
    first = parse.words[0]
    common = first.pos not in {"PROPN", "X"} and first.entity in _COUNTS and first.text[1:].islower()
    return parse.text[0].lower() + parse.text[1:] if common or first.text == "A" else parse.text


def read_item(item: Item, parse: Parse, lead: Parse) -> Reading | None:
    """Return what an item says with its lead; None where they make no one statement that can be checked.

    Args:
        item: The item.
        parse: Both as one sentence.
        lead: The lead.
    """
    if not _completes(parse, lead, item.length):
        return None
    reading = read_sentence(parse)
    if not reading.judgement.checkable or not reading.drafts:
        return None
    text = finish(item.text)
    length = item.length - (len(item.text) - len(text))
    draft = Draft(
        text=text,
        start=0,
        end=0,
        kind=reading.drafts[0].kind,
        parts=weigh_worth(parse, tuple(range(len(parse.words)))),
        inferred=((0, length, ""),),
    )
    return Reading(reading.judgement, (draft,))


def leads_up(parse: Parse) -> Reading | None:
    """Return the reading of a sentence that says nothing without the list behind it."""
    last = dangling(parse)
    listing = _FOLLOWING.search(parse.text) if parse.text.endswith(":") else None
    cue = last.text if last else listing.group().rstrip(":") if listing else ""
    return Reading(Judgement(Checkability.FRAGMENT, "leads up to what follows", cue)) if cue else None


def _completes(parse: Parse, lead: Parse, length: int) -> bool:
    """Whether an item is just what its lead lacks: its object, that of its last word, or the verb behind "to"."""
    last, head = dangling(lead), predicate(lead)
    if last is None or head is None or predicate(parse) is None:
        return False
    root, ending = _at(parse, lead.words[head].start), _at(parse, last.start)
    if root is None or ending is None or predicate(parse) != root.index:
        return False
    tied = list(_ties(parse, length))
    if len(tied) != 1:
        return False
    word, up = tied[0]
    if word.start < length:  # "to" of the verb behind it
        verb = parse.words[word.head]
        return (
            word == ending
            and word.dep == "aux"
            and verb.tag == "VB"
            and verb.dep == "xcomp"
            and verb.head == root.index
        )
    if ending.index == root.index:
        return up == root.index and word.dep == "dobj" and word.pos in {"NOUN", "PROPN"}
    return up == ending.index and word.dep == "pobj" and word.pos in {"NOUN", "PROPN"}


def _ties(parse: Parse, length: int) -> Iterator[tuple[Word, int]]:
    """Yield the words of one piece that hang on the other; the verb behind "to" is tied by its "to"."""
    for word in parse.words:
        up = parse.words[word.head]
        if word.pos == "PUNCT" or (word.start < length) == (up.start < length):
            continue
        behind_to = word.dep == "xcomp" and any(
            parse.words[c].dep == "aux" and c < word.index for c in parse.children[word.index]
        )
        if not behind_to:
            yield word, up.index


def _at(parse: Parse, start: int) -> Word | None:
    return next((w for w in parse.words if w.start == start), None)
