"""Paragraphs and sentences as spans of the text.

Sentences come from spaCy's tokenizer and rule sentencizer, mended for the
abbreviations and enumerations of official prose. The boundaries of a
paragraph depend on that paragraph alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=\s*(?:\n[^\S\n]*\n|\Z))", re.DOTALL)
# The word before a full stop that does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Adm|Gov|Sen|Rep|Hon|Rev|St|Jr|Sr|Messrs|"
    r"No|Nos|Art|Arts|Sec|para|paras|pp?|vol|Res|Doc|Fig|ed|eds|cf|vs?|al|e\.g|i\.e|ca|approx|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Bros|Mt|Ft|U\.S|U\.N|U\.K|E\.U)"
    r"|(?:^|[\s(])[A-Z](?:\.[A-Z])*)\.$"
)
# Abbreviations that often end a sentence too, before a word that no name begins with. The tokenizer
# keeps their full stop, so that the sentencizer does not see one.
_ENDS_TOO = re.compile(
    r"(?:\b(?:U\.S|U\.N|U\.K|E\.U|D\.C|a\.m|p\.m|etc|Inc|Ltd|Co|Corp|Jr|Sr)|(?<=\s)[A-Z])\.[\"'”’)\]]{0,3}(?=\s+"
    r"(?:[\"'“‘(]?)(?:The|It|He|She|They|This|That|These|Those|But|And|However|There|When|While|If|Although|After|"
    r"We|His|Her|Their|Its|Nothing|Nobody|Some|Many|In|On|At|For|As|By|With|From|Since|Yet|What|Who|Why|You|Both|Not)\s)"
)
# An opening mark that the sentencizer left with the sentence before.
_STRAY_OPENING = re.compile(r"(?<=\s)[\"'“‘„(\[«]{1,5}\Z")
_OPENS_SENTENCE = re.compile(r"[\"'“‘(\[«]*[A-Z0-9]|[\"'“‘(\[«]*[^\W\d_a-z]")
# Longest stretch handed to the tokenizer at once; longer ones are cut at spaces.
_MAX_CHARS = 100_000


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the spans of the paragraphs: runs of lines parted by blank lines."""
    return [m.span() for m in _PARAGRAPH.finditer(text)]


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the spans of the sentences in `text[start:end]`, white space left out.

    A blank line ends a sentence, whatever stands before it. Spans are offsets
    into `text`, in order, not overlapping; every character that is not white
    space is in exactly one.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    for first, last in _paragraphs_within(text, start, end):
        for low, high in _chunks(text, first, last):
            doc = _sentencizer()(text[low:high])
            raw = _return_openings(text, [(low + s.start_char, low + s.end_char) for s in doc.sents])
            whole = _mend(text, [t for r in raw if (t := _trim(text, *r))])
            spans.extend(piece for span in whole for piece in _cut(text, *span))
    return spans


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _MAX_CHARS:
        cut = text.rfind(" ", start + 1, start + _MAX_CHARS)
        cut = cut if cut > start else start + _MAX_CHARS
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _paragraphs_within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for low, high in split_paragraphs(text[start:end]):
        yield start + low, start + high


def _return_openings(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give an opening mark at the end of a sentence (`left. "`) to the next one (`He left."`)."""
    out: list[tuple[int, int]] = []
    for low, high in spans:
        stray = _STRAY_OPENING.search(text, out[-1][0], out[-1][1]) if out and out[-1][1] == low else None
        if stray and not text[low].isspace():
            out[-1] = (out[-1][0], stray.start())
            out.append((stray.start(), high))
        else:
            out.append((low, high))
    return out


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a sentence behind an abbreviation that ends one ("... to the U.S. The ...")."""
    for found in _ENDS_TOO.finditer(text, start, end):
        yield start, found.end()
        start = found.end()
        while text[start].isspace():  # the pattern wants a word behind
            start += 1
    yield start, end


def _mend(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for span in spans:
        if out and _continues(text, out[-1], span):
            out[-1] = (out[-1][0], span[1])
        else:
            out.append(span)
    return out


def _continues(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    first, second = text[slice(*before)], text[slice(*after)]
    if re.fullmatch(r"[\W_]+", second):  # a closing mark or bracket left alone
        return True
    if not re.search(r"\s", text[before[1] : after[0]]) and not re.search(r"[\"'”’)\]»]$", first):
        return True
    if re.fullmatch(r"\(?(?:\d{1,3}|[a-z]|[ivxlc]+)[.)]", first):  # "4." before "Decides"
        return True
    return bool(_ABBREVIATION.search(first)) or not _OPENS_SENTENCE.match(second)


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@cache
def _sentencizer() -> Language:
    from spacy.lang.en import English

    nlp = English()
    nlp.add_pipe("sentencizer")
    return nlp
