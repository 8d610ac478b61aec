"""Whether a quotation leaves out a condition or a negation that stands right beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.text.words import Word, read_words

# Words that change what a sentence says when they are left out of it.
_NEGATING = frozenset(
    str.split(
        "not never no nor neither none cannot hardly without deny denies denied denying refuse refuses refused "
        "refusing decline declines declined declining far"
    )
)
_LIMITING = frozenset(
    str.split(
        "unless except only if provided providing but until till without subject pending condition premise conditional "
        "contingent assuming lest"
    )
)
_ELIDED = frozenset(str.split("not never no nor neither none cannot without unless except only if provided but"))

# What follows the quoted words. The text it is matched on is "words" or ", words".
_FOLLOWING_LIMIT = re.compile(
    r"(?:, )?(?:(?:and|or|but|though|even) )?(?:"
    r"unless|except|only|if|lest|until|till|(?:as|so) long as|subject to|(?:conditional|contingent) on|pending"
    r"|provid(?:ed|ing) that|(?<=, )provided(?! (?:by|to|for|in|with|under|at|from)\b)|assuming that|save (?:for|that)"
    r"|(?:up)?on (?:the )?(?:sole )?(?:premise|condition|understanding|assumption)|in (?:case|the event)"
    r"|without(?! (?:delay|hesitation|exception|reservation|reserve|condition|conditions|preconditions|prejudice)\b)"
    r")\b"
)
_FOLLOWING_NEGATION = re.compile(
    r"(?:, )?but (?:not|never|no)\b|(?:not(?! (?:only|least|just)\b)|never|no(?! doubt\b)|nor)\b"
)
# What stands right before them.
_PRECEDING_NEGATION = re.compile(
    r"(?:(?:\b(?:not|never|cannot|hardly)|n't)(?: (?:that|the|a|an|any|yet|longer|even|ever|really|be|been|being|to|"
    r"have|had)){0,2}|\b(?:no|nor|neither)(?: (?:longer|such))?|\bwithout(?: (?:a|an|any))?"
    r"|\b(?:den(?:y|ies|ied|ying))(?: (?:that|any|having)){0,2}|\b(?:refus|declin)(?:e|es|ed|ing) to|\bfar from)$"
)
_PRECEDING_LIMIT = re.compile(r"\b(?:unless|if|except(?: for)?|provided that|lest)(?: (?:the|a|an))?$")
_SENTENCE_END = re.compile(r"[.!?。！？][\"'“”‘’»›)\]]*(?:\s|$)|\n\s*\n")
_NOTHING_BETWEEN = re.compile(r"[\s\"'“”‘’«»‹›\[\](*_]*")
# How many words of the claim beside the quotation may carry the same cue.
_NEAR = 12
_LOOK = 6


def find_cut(source: str, words: Sequence[Word], span: tuple[int, int], around: tuple[str, str]) -> str:
    """Return the words beside `words[first:last]` whose omission changes the sense, or "".

    Args:
        source: The source, whose words are `words`.
        words: `read_words(source)`.
        span: First and last (exclusive) of the words that are quoted.
        around: The claim's own words before and after the quotation. A
            negation or condition that they carry too has not been cut.
    """
    return _cut_before(source, words, span[0], around[0]) or _cut_after(source, words, span[1], around)


def holds_cue(words: Sequence[Word]) -> bool:
    """Whether one of the words denies or limits what stands around it."""
    return any(w.written in _ELIDED or w.written.endswith("n't") for w in words)


def ends_sentence(source: str, left: Word, right: Word) -> bool:
    """Whether a sentence ends between two neighbouring words of `source`."""
    between = source[left.end : right.start]
    if "\n\n" not in between and source[right.start].islower():
        return False
    return _SENTENCE_END.search(between) is not None


def _cut_before(source: str, words: Sequence[Word], first: int, before: str) -> str:
    low = first
    while low > max(0, first - _LOOK):
        between = source[words[low - 1].end : words[low].start]
        # A comma parts "No, we agree"; so does the dot of "No. 5".
        if not _NOTHING_BETWEEN.fullmatch(between):
            break
        low -= 1
    if low == first:
        return ""
    phrase = " ".join(w.written for w in words[low:first])
    for pattern, cues in ((_PRECEDING_NEGATION, _NEGATING), (_PRECEDING_LIMIT, _LIMITING)):
        found = pattern.search(phrase)
        if found and not _carries(read_words(before)[-_NEAR:], cues):
            count = found.group().count(" ") + 1
            return source[words[first - count].start : words[first - 1].end]
    return ""


def _cut_after(source: str, words: Sequence[Word], last: int, around: tuple[str, str]) -> str:
    following: list[Word] = []
    for index in range(last, min(len(words), last + _LOOK)):
        if ends_sentence(source, words[index - 1], words[index]):
            break
        following.append(words[index])
    if not following:
        return ""
    comma = "," in source[words[last - 1].end : following[0].start]
    phrase = (", " if comma else "") + " ".join(w.written for w in following)
    near = (*read_words(around[0])[-_NEAR:], *read_words(around[1])[:_NEAR])
    for pattern, cues in ((_FOLLOWING_LIMIT, _LIMITING), (_FOLLOWING_NEGATION, _NEGATING)):
        if pattern.match(phrase) and not _carries(near, cues):
            return source[following[0].start : following[-1].end]
    return ""


def _carries(words: Sequence[Word], cues: frozenset[str]) -> bool:
    return any(w.written in cues or (w.written.endswith("n't") and "not" in cues) for w in words)
