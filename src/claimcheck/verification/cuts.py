"""Whether a quotation leaves out a condition or a negation that stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.text.words import Word, read_words

# Words that change what a sentence says when they are left out of it.
_NEGATING = frozenset(
    str.split(
        "not never no nor neither none cannot hardly without deny denies denied denying refuse refuses refused "
        "refusing decline declines declined declining far false untrue wrong mistaken incorrect unlikely impossible "
        "fail fails failed failing instead rather doubt doubts doubted reject rejects rejected rejecting dismiss "
        "dismisses dismissed dispute disputes disputed unable unwilling reluctant opposed stopped short rule rules "
        "ruled nobody nothing nowhere"
    )
)
_LIMITING = frozenset(
    str.split(
        "unless except only if provided providing but until till without subject pending condition premise conditional "
        "contingent assuming lest should case event"
    )
)
_PROVISOS = frozenset(str.split("unless except if provided providing lest premise conditional contingent assuming"))
_ELIDED = frozenset(str.split("not never no nor neither none cannot without unless except only if provided but"))
# Left out at an ellipsis, these may turn what is quoted round, or belong to something else there.
_TURNING = _NEGATING - _ELIDED - {"far", "short", "rule", "rules", "instead"} | frozenset(
    str.split("however although though nevertheless until till lest oppose opposes opposed may might could should")
)

_IF = (
    r"(?<!ask )(?<!asked )(?<!see )(?<!know )(?<!wonder )(?<!wondered )"
    r"if(?! (?:necessary|appropriate|possible|needed|required|so|only|ever|desired|applicable)\b)"
)
_PROVISO = (
    r"unless|except|only (?:if|when|after)|lest|(?:as|so) long as|subject to|(?:conditional|contingent) on"
    r"|provid(?:ed|ing) that|assuming that|save (?:for|that)"
    r"|(?:up)?on (?:the )?(?:sole )?(?:premise|condition|understanding|assumption)(?: that| of)?|in (?:case|the event)"
)
# What follows the quoted words. The text it is matched on is "words" or ", words".
_FOLLOWING_LIMIT = re.compile(
    rf"(?:, )?(?:(?:and|or|but|though|even) )?(?:{_PROVISO}|only|{_IF}|pending"
    r"|(?:until|till)(?! (?:\d|the (?:end|beginning|start|\d)|further notice|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|mon|tues|wednes|thurs|fri|satur|sun|next|now|then|late|early|mid))"
    r"|(?<=, )provided(?! (?:by|to|for|in|with|under|at|from)\b)"
    r"|without(?! (?:delay|hesitation|exception|reservation|reserve|condition|conditions|preconditions|prejudice)\b)"
    r")\b"
)
_FOLLOWING_NEGATION = re.compile(
    r"(?:, )?but (?:not|never|no)\b|(?:not(?! (?:only|least|just)\b)|never|no(?! doubt\b)|nor)\b"
)
_FOLLOWING_DISPROOF = re.compile(
    r"(?:, )?(?:is|was|are|were|has been|have been) (?:(?:completely|simply|just|plainly|quite) )?"
    r"(?:not (?:true|correct|so|accurate)|false|untrue|wrong|an? lie|lies|nonsense|baseless|unfounded|incorrect"
    r"|absurd|misleading|an? myth|mistaken|groundless)\b"
)
# A condition that stands further off in the sentence.
_FAR_LIMIT = re.compile(rf"\b(?:{_PROVISO}|{_IF})\b")
_LEADING_LIMIT = re.compile(
    rf"(?:(?:and|but|so|however|moreover) )?(?:{_PROVISO}|if|until|should (?:the|an?|any|this|it|they|s?he|we|you))\b"
)
# Right behind the quoted words: a limit in time, a "but", what it is without.
_QUALIFYING = re.compile(
    r"(?:until|till|but|without|if(?! (?:necessary|possible|any|needed|appropriate|required|so)\b))\b"
)
# What stands right before them.
_DENIED = (
    r"believe|think|expect|say|said|claim|mean|imply|suggest|accept|agree|consider|find|feel|see|assume|argue|maintain"
    r"|admit|confirm|concede|acknowledge|indicate|state|guarantee|prove|show|intend|plan|want|wish|try|promise|offer"
    r"|demand|call"
)
_SAYING = r"(?:idea|claim|notion|allegation|suggestion|accusation|charge|report|assertion|view|rumour|rumor|theory)s?"
_PRECEDING_NEGATION = re.compile(
    r"(?:(?:\b(?:not|never|cannot|hardly)|n't)(?: (?:that|the|a|an|any|yet|longer|even|ever|really|be|been|being|to|"
    r"have|had)){0,2}|\b(?:no|nor|neither)(?: (?:longer|such))?|\bwithout(?: (?:a|an|any))?"
    r"|\b(?:den(?:y|ies|ied|ying))(?: (?:that|any|having)){0,2}|\b(?:refus|declin|fail)(?:e|es|ed|ing|s)? to|\bfar from"
    rf"|(?:\b(?:not|never|cannot|hardly)|n't)(?: (?:yet|even|ever|really|actually))? (?:{_DENIED})(?: (?:that|to))?"
    r"|(?:\bnot|n't) (?:true|correct|right|accurate|the case|certain|clear|sure)(?: that)?"
    r"|\bno (?:evidence|proof|indication|suggestion|sign|guarantee|claim|reason to (?:believe|think))(?: that| of)?"
    r"|\b(?:nobody|no one|none)(?: of (?:them|us|these|those))?(?: (?:\w+ed|says?|said|thinks?|thought))?(?: that)?"
    r"|\b(?:untrue|false|wrong|mistaken|incorrect|unlikely|impossible|absurd)(?: to (?:say|claim|think|believe|"
    r"suggest|assume))? that|\b(?:unable|unwilling|reluctant) to|\b(?:stop(?:s|ped)? short of|rul(?:e|es|ed) out)"
    rf"|\b(?:reject|dismiss|disput|doubt|den)(?:s|ed|es|ing|ied|ies|y)?(?: (?:the|any|all|a))?"
    rf"(?: {_SAYING})? (?:that|whether))$"
)
_PRECEDING_LIMIT = re.compile(r"\b(?:unless|if|except(?: for)?|provided that|lest)(?: (?:the|a|an))?$")
# "not a formal | finding": one more word between.
_NEAR_NEGATION = re.compile(r"(?:\b(?:not|never)|n't) (?:a|an|the|any|so|very|quite|entirely|fully|been|be|yet) \w+$")
_DISPROVED = re.compile(rf"\b{_SAYING} that$")
_ASKING = frozenset(str.split("ask asks asked asking question questions questioned whether wonder wondered if"))
_SENTENCE_END = re.compile(r"[.!?。！？][\"'“”‘’»›)\]]*(?:\s|$)|\n\s*\n")
_CLAUSE_END = re.compile(r"[.!?][\"'”’»)]*\s+(?=[\"'“‘«(]*[A-Z])|;\s")
_NOTHING_BETWEEN = re.compile(r"[\s\"'“”‘’«»‹›\[\](*_]*")
# How many words of the claim beside the quotation may carry the same cue.
_NEAR = 12
_LOOK = 8
_LOOK_AFTER = 6
# How far into the rest of the sentence a condition is looked for, and for quotations of how many words.
_FAR = 14
_FAR_BEFORE = 60
_CLAUSE = 3


def find_cut(source: str, words: Sequence[Word], span: tuple[int, int], around: tuple[str, str]) -> str:
    """Return the words beside `words[first:last]` whose omission changes the sense, or "".

    Args:
        source: The source, whose words are `words`.
        words: `read_words(source)`.
        span: First and last (exclusive) of the words that are quoted.
        around: The claim's own words before and after the quotation. A
            negation or condition that they carry too has not been cut.
    """
    return _cut_before(source, words, span[0], around[0]) or _cut_after(source, words, span, around)


def find_far_cut(source: str, words: Sequence[Word], span: tuple[int, int], around: tuple[str, str]) -> str:
    """Return words of the same sentence, further off, that may bear on `words[first:last]`, or "".

    A condition that opens the sentence or follows within `_FAR` words, a
    denial with a word between, a question mark. Whether they change the sense
    of what is quoted is for a person to say.
    """
    first, last = span
    asked = source[words[last - 1].end :].lstrip("\"'”’»› ")[:1] == "?"
    if asked and not _carries(_beside(around), _ASKING) and "?" not in around[1][:3]:
        low = _sentence_start(source, words, first)
        if low < first or last - first >= _CLAUSE:
            return source[words[low].start : words[last - 1].end] + "?" if low < first else "?"
    phrase, low = _phrase_before(source, words, first)
    found = _NEAR_NEGATION.search(phrase)
    if found and not _carries(_before(around[0]), _NEGATING):
        return source[words[first - found.group().count(" ") - 1].start : words[first - 1].end]
    if last - first < _CLAUSE or _carries(words[first:last], _PROVISOS) or _carries(_beside(around), _LIMITING):
        return ""
    low = _sentence_start(source, words, first)
    if low < first and _LEADING_LIMIT.match(" ".join(w.written for w in words[low : min(first, low + 5)])):
        return source[words[low].start : words[first - 1].end]
    high = last
    while high < min(len(words), last + _FAR) and not _ends_clause(source, words[high - 1], words[high]):
        high += 1
    following = " ".join(w.written for w in words[last:high])
    if _QUALIFYING.match(following):
        return source[words[last].start : words[high - 1].end]
    found = _FAR_LIMIT.search(following)
    if found is None:
        return ""
    start = last + following[: found.start()].count(" ")
    return source[words[start].start : words[high - 1].end]


def may_turn(words: Sequence[Word]) -> bool:
    """Whether one of the words, left out, may have turned the sense of what stands around it."""
    return any(w.written in _TURNING for w in words)


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
    phrase, low = _phrase_before(source, words, first)
    if low == first:
        return ""
    for pattern, cues in ((_PRECEDING_NEGATION, _NEGATING), (_PRECEDING_LIMIT, _LIMITING)):
        found = pattern.search(phrase)
        if found and not _carries(_before(before), cues):
            count = found.group().count(" ") + 1
            return source[words[first - count].start : words[first - 1].end]
    return ""


def _phrase_before(source: str, words: Sequence[Word], first: int) -> tuple[str, int]:
    low = first
    while low > max(0, first - _LOOK):
        between = source[words[low - 1].end : words[low].start]
        # A comma parts "No, we agree"; so does the dot of "No. 5".
        if not _NOTHING_BETWEEN.fullmatch(between):
            break
        low -= 1
    return " ".join(w.written for w in words[low:first]), low


def _cut_after(source: str, words: Sequence[Word], span: tuple[int, int], around: tuple[str, str]) -> str:
    first, last = span
    following: list[Word] = []
    for index in range(last, min(len(words), last + _LOOK_AFTER)):
        if ends_sentence(source, words[index - 1], words[index]):
            break
        following.append(words[index])
    if not following:
        return ""
    comma = "," in source[words[last - 1].end : following[0].start]
    phrase = (", " if comma else "") + " ".join(w.written for w in following)
    patterns = [(_FOLLOWING_LIMIT, _LIMITING), (_FOLLOWING_NEGATION, _NEGATING)]
    if _DISPROVED.search(_phrase_before(source, words, first)[0]):
        patterns.append((_FOLLOWING_DISPROOF, _NEGATING))
    for pattern, cues in patterns:
        if pattern.match(phrase) and not _carries(_beside(around), cues):
            return source[following[0].start : following[-1].end]
    return ""


def _sentence_start(source: str, words: Sequence[Word], first: int) -> int:
    low = first
    while low > max(0, first - _FAR_BEFORE) and not _ends_clause(source, words[low - 1], words[low]):
        low -= 1
    return low


def _ends_clause(source: str, left: Word, right: Word) -> bool:
    between = source[left.end : right.start]
    opens = ":" in between and source[right.start].isupper()
    return ";" in between or opens or ends_sentence(source, left, right)


def _before(before: str) -> Sequence[Word]:
    """Return the claim's last words before the quotation, of the same sentence."""
    cut = max((m.end() for m in _CLAUSE_END.finditer(before[-400:])), default=0)
    return read_words(before[-400:][cut:])[-_NEAR:]


def _beside(around: tuple[str, str]) -> tuple[Word, ...]:
    found = _CLAUSE_END.search(around[1][:400])
    after = around[1][: found.start() if found else 400]
    return (*_before(around[0]), *read_words(after)[:_NEAR])


def _carries(words: Sequence[Word], cues: frozenset[str]) -> bool:
    return any(w.written in cues or (w.written.endswith("n't") and "not" in cues) for w in words)
