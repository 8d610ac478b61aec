"""What the words around a date say: whether a bare number is a year, and how the date is meant."""

from __future__ import annotations

import re
from decimal import Decimal

from claimcheck.text.dates.forms import Piece
from claimcheck.text.dates.records import Granularity, Relation
from claimcheck.text.quantities.codes import naming_word
from claimcheck.text.quantities.nouns import is_plural, is_stop, next_word
from claimcheck.text.quantities.surroundings import Token, words_before
from claimcheck.text.quantities.units import read_measure

_SURE = frozenset("in since until till during before after year circa early late mid through throughout".split())
_LED = frozenset("in since until by from before after as".split())
_HEDGES = frozenset("about around approximately roughly circa least".split())
# "a total of 1800", "fell by 2000": a number, whatever it looks like.
_AMOUNTS = frozenset(
    "total number average sum minimum maximum out increased rose grew fell cut reduced declined decreased dropped up "
    "down more less fewer raised lowered".split()
)
_DETERMINERS = frozenset("the a its his her their our this that s".split())
_PEOPLE = frozenset(
    "people persons men women children troops soldiers workers members refugees deaths dead years metres meters miles "
    "tonnes tons dollars euros pounds yen won".split()
)
_STARTS = frozenset("was saw marked has had is brought began ended would will".split())
_AFTER_OPEN = re.compile(r"\s?(?:[),;:–-]|and\b|to\b)")
_LIST_GAP = re.compile(r"\s?(?:,|,?\s(?:and|or|to)|[-–;/])\s?(?:in\s)?")
_LABEL = re.compile(r"\s{0,2}(?:[:|–—]|-\s|,\s|$|\n)")
_LINE_START = re.compile(r"(?:^|\n)[\s|*#•-]{0,4}$")
_OPEN = re.compile(r"\([^()\n]{1,40}\s$")
_TO_YEAR = re.compile(r"(?:\s?[-‐‑–—]\s?|\s{1,2}to\s{1,2})(1[5-9][0-9]{2}|20[0-9]{2}|2100)(?![\w%]|[,.][0-9])")
_ONWARD = re.compile(r"\s{1,2}(?:onwards?|forward|on(?=\s?[,.;)]|\s?$))", re.IGNORECASE)

_RELATIONS = {
    "since": Relation.SINCE, "starting": Relation.SINCE, "starting in": Relation.SINCE, "starting on": Relation.SINCE,
    "starting from": Relation.SINCE, "beginning in": Relation.SINCE, "beginning on": Relation.SINCE,
    "as from": Relation.SINCE, "effective": Relation.SINCE, "effective from": Relation.SINCE,
    "not before": Relation.SINCE,
    "until": Relation.UNTIL, "till": Relation.UNTIL, "up to": Relation.UNTIL, "up until": Relation.UNTIL,
    "through": Relation.UNTIL, "not until": Relation.ON,
    "by": Relation.BY, "no later than": Relation.BY, "not later than": Relation.BY, "on or before": Relation.BY,
    "before": Relation.BEFORE, "prior to": Relation.BEFORE, "ahead of": Relation.BEFORE,
    "earlier than": Relation.BEFORE, "pre": Relation.BEFORE, "pre -": Relation.BEFORE,
    "after": Relation.AFTER, "following": Relation.AFTER, "later than": Relation.AFTER, "post": Relation.AFTER,
    "post -": Relation.AFTER,
    "as of": Relation.AS_OF, "as at": Relation.AS_OF, "as on": Relation.AS_OF,
}  # fmt: skip
_FILLERS = frozenset(
    "at least about around approximately roughly circa some sometime in on and including late early".split()
)


def is_year(text: str, piece: Piece, previous: Piece | None) -> bool:
    """Whether the bare number of `piece` is a year where it stands.

    Args:
        text: Where it stands.
        piece: The number, or two with a dash.
        previous: The date before it; a list of years goes on.
    """
    start, end, year = piece.start, piece.end, piece.low.year or 0
    if not _free(text, start, end):
        return False
    tokens = words_before(text, start)
    word = tokens[-1].word if tokens else ""
    if naming_word(tokens) is not None or _is_fiscal(tokens):
        return False
    following = next_word(text, end)
    counted = _counts(text, end, following)
    likely = not counted or (year % 50 != 0 and following.lower() not in _PEOPLE and not _measured(text, end))
    if (
        previous is not None
        and _LIST_GAP.fullmatch(text[previous.end : start])
        and previous.last.granularity
        not in {
            Granularity.DAY,
            Granularity.MONTH,
        }
    ):
        return likely
    if text[start - 1 : start] == "(" and year >= 1800:
        return _AFTER_OPEN.match(text, end) is not None
    if text[start - 1 : start] == "-":
        return len(tokens) > 1 and tokens[-2].word in {"mid", "post", "pre", "early", "late"}
    if word in _SURE or (word in _HEDGES and _led(tokens)):
        return likely
    if word in {"of", "from", "for", "by", "between"} or (word == "than" and _led(tokens, {"later", "earlier"})):
        return not counted and not _led(tokens, _AMOUNTS)
    if word in _DETERMINERS and year >= 1900 and following and following.lower() not in _PEOPLE:
        return not is_stop(following) and not _measured(text, end) and not (year % 100 == 0 and counted)
    if piece.high is not None and not counted:
        return True
    to = _TO_YEAR.match(text, end)
    if to is not None and int(to[1]) > year:
        return word in _DETERMINERS or not _counts(text, to.end(), next_word(text, to.end()))
    if _LINE_START.search(text[max(0, start - 8) : start]):
        return _LABEL.match(text, end) is not None or following.lower() in _STARTS
    return year >= 1900 and text[end : end + 1] == ")" and _OPEN.search(text[max(0, start - 44) : start]) is not None


def _free(text: str, start: int, end: int) -> bool:
    """Whether nothing is written onto the number that makes it another one, or a part of a name."""
    before, after, following = text[start - 1 : start], text[end : end + 1], text[end + 1 : end + 2]
    if before and (before.isalnum() or before in "_$€£¥#№/.&'’+@"):
        return False
    if before == "," and text[max(0, start - 2)].isdigit():
        return False
    if after.isalnum() or after in {"%", "_", "/", "°"}:
        return False
    if after in {"-", "‐", "‑"} and following.isalpha() and not following.islower():
        return False
    return not (after in {",", ".", ":"} and following.isdigit())


def _counts(text: str, end: int, following: str) -> bool:
    """Whether the word after a number is what it counts or measures."""
    if not following or is_stop(following):
        return text[end : end + 2] == " %"
    return _measured(text, end) or is_plural(following) or following.lower() in _PEOPLE


def _measured(text: str, end: int) -> bool:
    measure = read_measure(text, end, money="", worth=Decimal(1))
    return bool(measure.unit) or measure.scale != 1


def _is_fiscal(tokens: list[Token]) -> bool:
    words = [t.word for t in tokens[-2:]]
    return words[-1:] == ["fiscal"] or words in (["fiscal", "year"], ["financial", "year"])


def _led(tokens: list[Token], by: frozenset[str] | set[str] = _LED) -> bool:
    """Whether the word before the last one, or before "at" before it, is one of `by` ("since at least 2010")."""
    earlier = [t.word for t in tokens[:-1] if t.word != "at"]
    return bool(earlier) and earlier[-1] in by


def relation_at(text: str, piece: Piece) -> Relation:
    """Return how the words before a single date relate what is said to it."""
    if _ONWARD.match(text, piece.end):
        return Relation.SINCE
    tokens = words_before(text, piece.start)
    long = piece.low.years > 1 or piece.low.part or piece.low.granularity is Granularity.QUARTER
    if long and tokens and tokens[-1].word == "the":
        tokens = tokens[:-1]  # "since the 1990s"; but "after the 2015 agreement" is not after 2015
    for _ in range(3):
        for size in (3, 2, 1):
            words = " ".join(t.word for t in tokens[-size:])
            if len(tokens) >= size and words in _RELATIONS:
                return _RELATIONS[words]
        if not tokens or tokens[-1].word not in _FILLERS:
            break
        tokens = tokens[:-1]
    return Relation.ON
