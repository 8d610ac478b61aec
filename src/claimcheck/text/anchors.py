"""Finding quoted words again in a new version of a text, and never in a look-alike.

White space, the style of quotation marks and dashes and Markdown's emphasis
make no difference; all else must be the same to the letter. Where words stand
in several places, what stands directly around them decides, or nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claimcheck.models.edits import TextQuote
from claimcheck.text.normalize import Folded, plain_with_offsets

# Characters that are kept of what stands around a quote: enough to tell two places apart, within one paragraph.
AROUND = 64
# So many words that are written a second time, letter by letter, are the same words moved.
_ENOUGH_WORDS = 5
_MOST_PLACES = 1_000
_MARKS = "*_`"
_WORD = re.compile(r"\w*")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_WINDOW = 2 * AROUND

GONE = "its words do not stand in the article any more"
ELSEWHERE = "its words stand in the article, but what stood around them does not"
TWINS = "the same words stood between the same neighbours twice, and the article has changed"
NOT_BETWEEN = "its words stand in the article, but not between “before” and “after”"


def quote_at(text: str, start: int, end: int) -> TextQuote:
    """Return the words at a span with what stands around them in their paragraph.

    Raises:
        ValueError: The span holds no words.
    """
    exact = text[start:end]
    low, high = max(0, start - _WINDOW), end + _WINDOW
    before = _BLANK_LINE.split(text[low:start])[-1]
    after = _BLANK_LINE.split(text[end:high], maxsplit=1)[0]
    quote = TextQuote(exact=exact, prefix=_tail(before), suffix=_head(after), start=start)
    spans = list(_places(text, quote.exact))
    alike = sum(_agreement(text, span, quote) == (True, True) for span in spans)
    return TextQuote(
        exact=exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
        start=start,
        places=max(1, len(spans)),
        twins=max(0, alike - 1),
    )


def locate(text: str, quote: TextQuote, *, unchanged: bool = False) -> tuple[int, int] | str:
    """Return the span of a quote's words in `text`, or why there is none.

    Args:
        text: The article as it is now.
        quote: The words, and where they stood.
        unchanged: It is the text that the quote is of: then their old place is theirs.
    """
    spans = list(_places(text, quote.exact))
    if not spans:
        return GONE
    if quote.start is None:
        return _named(text, quote, spans)
    if unchanged:
        end = quote.start + len(quote.exact)
        if text[quote.start : end] == quote.exact:
            return quote.start, end
    if quote.twins:
        return TWINS
    agreed = [(span, _agreement(text, span, quote)) for span in spans]
    both = [span for span, sides in agreed if all(sides)]
    if both:
        return both[0] if len(both) == 1 else _undecided(len(both))
    if quote.places > 1:  # one of several then: half of its surroundings may as well be another's
        return ELSEWHERE
    said = (bool(quote.prefix), bool(quote.suffix))
    one = [span for span, sides in agreed if any(a and b for a, b in zip(sides, said, strict=True))]
    if len(one) == 1:
        return one[0]
    if len(spans) > 1:
        return _undecided(len(spans))
    return spans[0] if len(quote.exact.split()) >= _ENOUGH_WORDS else ELSEWHERE


def _named(text: str, quote: TextQuote, spans: list[tuple[int, int]]) -> tuple[int, int] | str:
    """Return the place of words that a person named, by what they say stands around them."""
    fitting = [
        span
        for span in spans
        if all(
            agrees or not said
            for agrees, said in zip(_agreement(text, span, quote), (quote.prefix, quote.suffix), strict=True)
        )
    ]
    if not fitting:
        return NOT_BETWEEN
    return fitting[0] if len(fitting) == 1 else _undecided(len(fitting))


def _undecided(places: int) -> str:
    return f"its words stand in {places} places, and nothing decides which is meant"


def _places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words, whole words only, in order."""
    view = _view(text)
    wanted = plain_with_offsets(words, dropped=_MARKS).text
    found = view.text.find(wanted) if wanted else -1
    for _ in range(_MOST_PLACES):  # bounded: a hostile text may hold the words everywhere
        if found < 0:
            return
        end = found + len(wanted)
        if _stands_free(view.text, found, end):
            yield view.original_span(found, end)
        found = view.text.find(wanted, max(found + 1, _WORD.match(view.text, found).end()))  # type: ignore[union-attr]


@lru_cache(maxsize=4)
def _view(text: str) -> Folded:
    return plain_with_offsets(text, dropped=_MARKS)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Whether no word and no number goes on at either edge: "rose 5" does not stand in "rose 5.5" or "rose 50"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    first, last = text[start], text[end - 1]
    if first.isalnum() and before[-1:].isalnum():
        return False
    if last.isalnum() and after[:1].isalnum():
        return False
    inner = first.isdigit() and len(before) > 1 and before[1] in ".," and before[0].isdigit()
    return not inner and not (last.isdigit() and len(after) > 1 and after[0] in ".," and after[1].isdigit())


def _agreement(text: str, span: tuple[int, int], quote: TextQuote) -> tuple[bool, bool]:
    """Return whether what stands before and behind a place is what stood there; an empty side, the paragraph's edge."""
    start, end = span
    room = 2 * max(len(quote.prefix), len(quote.suffix), AROUND)
    before = _BLANK_LINE.split(text[max(0, start - room) : start])[-1]
    after = _BLANK_LINE.split(text[end : end + room], maxsplit=1)[0]
    prefix, suffix = _bare(quote.prefix), _bare(quote.suffix)
    left, right = _bare(before), _bare(after)
    return (
        left.endswith(prefix) if prefix else not left,
        right.startswith(suffix) if suffix else not right,
    )


def _bare(text: str) -> str:
    return plain_with_offsets(text, dropped=_MARKS).text


def _tail(text: str) -> str:
    """Return the end of `text`, at most `AROUND` characters, from a whole word on."""
    text = text.rstrip()
    if len(text) <= AROUND:
        return text.lstrip()
    cut = text[-AROUND:]
    return cut.split(maxsplit=1)[-1] if not text[-AROUND - 1].isspace() and " " in cut.strip() else cut.lstrip()


def _head(text: str) -> str:
    """Return the beginning of `text`, at most `AROUND` characters, up to a whole word."""
    text = text.lstrip()
    if len(text) <= AROUND:
        return text.rstrip()
    cut = text[:AROUND]
    return cut.rsplit(maxsplit=1)[0] if not text[AROUND].isspace() and " " in cut.strip() else cut.rstrip()
