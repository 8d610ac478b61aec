"""Whether quoted words are the source's own.

Words are compared without typography: quotation marks, dashes, spaces, case,
accents, word division and British or American spelling do not count,
everything else does. A quotation that is verbatim, but for a condition or a
negation left out of it or standing right beside it, is no less wrong than an
altered one, and is told apart from it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from claimcheck.text.words import Word
from claimcheck.verification.cuts import ends_sentence, find_cut, find_far_cut, holds_cue, may_turn
from claimcheck.verification.differences import find_alteration
from claimcheck.verification.splices import find_splice
from claimcheck.verification.wording import (
    Quotation,
    Wording,
    find_runs,
    read_joined,
    read_quotation,
    read_source,
)

_PUNCTUATION = re.compile(r"[^\w\s\"'“”‘’«»‹›]")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")

# More places of the same words are not looked at.
_MOST_PLACES = 100

_Spans = Sequence[tuple[int, int]]


class QuoteOutcome(StrEnum):
    """What became of a quotation in a source."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    TRUNCATED = "truncated"
    SPLICED = "spliced"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCheck:
    """A quotation beside the source's words.

    Attributes:
        outcome: What became of it.
        span: Where the source has these words, or those nearest to them;
            `None` if and only if they are absent.
        words: The source's text at that span.
        differences: What was changed, as (the quotation's words, the source's
            words); one of the two is "" where words were added or left out.
            For a truncated quotation, what was cut: ("", the source's words).
        note: What was tolerated ("spelling", "punctuation", "word division",
            "ending in brackets"), or what was found.
        certain: Whether that alone shows the quotation to be wrong. What is
            truncated is not, where the condition stands further off in the
            sentence and may have nothing to do with the quoted words.
    """

    outcome: QuoteOutcome
    span: tuple[int, int] | None = None
    words: str = ""
    differences: tuple[tuple[str, str], ...] = ()
    note: str = ""
    certain: bool = True

    def __post_init__(self) -> None:
        if (self.span is None) != (self.outcome is QuoteOutcome.ABSENT):
            raise ValueError("a quotation has a span in the source unless it is absent")


def check_quotation(quote: str, source: str, *, before: str = "", after: str = "") -> QuoteCheck:
    """Look for quoted words in a source.

    An ellipsis stands for words left out, brackets for words put in; neither
    may hide a negation or a condition. When words are altered rather than
    absent is told at `find_alteration`, when spliced at `find_splice`.

    Args:
        quote: The words between the marks.
        source: The text that they are said to be from.
        before: The claim's words before the quotation. A negation or condition
            that stands there too has not been cut.
        after: The claim's words after it, likewise.

    Returns:
        The best that is found in the source: verbatim, else truncated, else
        spliced or altered, else absent; the first of equals.
    """
    return find_places(quote, source, before=before, after=after)[0]


def find_places(quote: str, source: str, *, before: str = "", after: str = "") -> list[QuoteCheck]:
    """Return every place of a source that has the quoted words, as `check_quotation` does the best.

    Returns:
        The best first; one check, of what is nearest, if the words stand nowhere.
    """
    quotation, text = read_quotation(quote), read_source(source)
    if not quotation.words:
        return [QuoteCheck(outcome=QuoteOutcome.ABSENT, note="no words")]
    around = (before, "?" * ("?" in quote[-3:]) + after)
    for wording in (text, read_joined(source)):
        runs = find_runs(quotation, wording)[:_MOST_PLACES] if wording is not None else []
        if wording is not None and runs:
            return sorted((_check_run(quotation, wording, spans, around) for spans in runs), key=_rank)
    splice = find_splice(quotation, text)
    if splice is not None:
        return [_check(QuoteOutcome.SPLICED, text, splice.span, splice.differences, note="two places made one")]
    alteration = find_alteration(quotation, text)
    if alteration is None:
        return [QuoteCheck(outcome=QuoteOutcome.ABSENT)]
    if alteration.differences:
        return [_check(QuoteOutcome.ALTERED, text, alteration.span, alteration.differences, note="words changed")]
    lost = find_cut(source, text.words, alteration.span, around)
    if lost:
        return [_truncated(text, alteration.span, lost)]
    return [_verbatim(text, alteration.span, "ending in brackets")]


def _rank(check: QuoteCheck) -> tuple[bool, bool, bool]:
    wrong = check.outcome is not QuoteOutcome.VERBATIM
    return wrong, wrong and check.certain, check.outcome is not QuoteOutcome.TRUNCATED


def _check_run(quotation: Quotation, text: Wording, spans: _Spans, around: tuple[str, str]) -> QuoteCheck:
    span = spans[0][0], spans[-1][1]
    fused = _fused(quotation, text, spans)
    if fused:
        return _check(QuoteOutcome.SPLICED, text, span, (fused,), note="two sentences made one")
    lost = _elided(text, spans) or find_cut(text.text, text.words, span, around)
    if lost:
        return _truncated(text, span, lost)
    lost = _doubtful(text, spans) or find_far_cut(text.text, text.words, span, around)
    if lost:
        return replace(_truncated(text, span, lost), certain=False)
    return _verbatim(text, span, _tolerated(quotation, text, spans))


def _check(
    outcome: QuoteOutcome,
    text: Wording,
    span: tuple[int, int],
    differences: tuple[tuple[str, str], ...] = (),
    *,
    note: str,
) -> QuoteCheck:
    start, end = text.words[span[0]].start, text.words[span[1] - 1].end
    return QuoteCheck(
        outcome=outcome, span=(start, end), words=text.text[start:end], differences=differences, note=note
    )


def _verbatim(text: Wording, span: tuple[int, int], note: str) -> QuoteCheck:
    return _check(QuoteOutcome.VERBATIM, text, span, note=note)


def _truncated(text: Wording, span: tuple[int, int], lost: str) -> QuoteCheck:
    return _check(QuoteOutcome.TRUNCATED, text, span, (("", lost),), note=f"leaves out “{lost}”")


def _elided(text: Wording, spans: _Spans) -> str:
    for (_, low), (high, _) in pairwise(spans):
        if holds_cue(text.words[low:high]):
            return text.written(low, high)
    return ""


def _doubtful(text: Wording, spans: _Spans) -> str:
    """Return what an ellipsis leaves out, if that may turn the sense or holds the end of another sentence."""
    for (_, low), (high, _) in pairwise(spans):
        if low == high:
            continue
        pairs = pairwise(text.words[low - 1 : high + 1])
        ends = [right for left, right in pairs if ends_sentence(text.text, left, right)]
        # What begins within another sentence has lost that sentence's subject.
        if may_turn(text.words[low:high]) or (ends and ends[-1] is not text.words[high]):
            return text.written(low, high)
    return ""


def _fused(quotation: Quotation, text: Wording, spans: _Spans) -> tuple[str, str] | None:
    """Return the place, if any, where the quotation runs on over the end of a sentence."""
    for piece, (low, high) in zip(quotation.pieces, spans, strict=True):
        if high - low != piece.last - piece.first:
            continue
        for step in range(1, high - low):
            left, right = quotation.words[piece.first + step - 1 : piece.first + step + 1]
            theirs = text.words[low + step - 1 : low + step + 1]
            runs_on = not quotation.text[left.end : right.start].strip() and quotation.text[right.start].islower()
            if runs_on and text.text[theirs[1].start].isupper() and ends_sentence(text.text, *theirs):
                return quotation.text[left.start : right.end], text.written(low + step - 1, low + step + 1)
    return None


def _tolerated(quotation: Quotation, text: Wording, spans: _Spans) -> str:
    notes = []
    for piece, (low, high) in zip(quotation.pieces, spans, strict=True):
        ours, theirs = quotation.words[piece.first : piece.last], text.words[low:high]
        if [w.written for w in ours] != [w.written for w in theirs]:
            divided = "".join(w.written for w in ours) == "".join(w.written for w in theirs)
            notes.append("word division" if divided else "spelling")
        elif _marks(quotation.text, ours) != _marks(text.text, theirs):
            notes.append("punctuation")
    return "; ".join(dict.fromkeys(notes))


def _marks(text: str, words: Sequence[Word]) -> list[str]:
    between = (text[a.end : b.start] for a, b in pairwise(words))
    return ["".join(_PUNCTUATION.findall(b)).translate(_DASHES) for b in between]
