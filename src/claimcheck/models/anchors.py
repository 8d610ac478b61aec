"""Spans: of an article, and of a claim's words that the article leaves to its reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from claimcheck.models.vocabulary import InferenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A span of an article with its exact words (W3C Web Annotation's position and quote)."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise ValueError(f"anchor {self.start}:{self.end} does not fit its quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """Words of a claim that do not stand in its sentence: they were inferred from the article.

    `start` and `end` are a span of the claim's text; `said` is what the
    article has instead ("he"), empty where words were added ("Shinzo " before
    "Abe"). `source` is where the article says what was inferred, absent where
    that is no one place: a day counted from the article's date, a word that
    grammar asks for.
    """

    start: int
    end: int
    kind: InferenceKind
    said: str = ""
    source: Anchor | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"inferred words {self.start}:{self.end} are no span")


def check_inferences(text: str, inferred: tuple[Inference, ...], unresolved: tuple[str, ...]) -> None:
    """Make sure that inferred words are within `text`, in order and apart, and that what is unresolved is named.

    Raises:
        ValueError: They are not.
    """
    if any(i.end > len(text) or not text[i.start : i.end].strip() for i in inferred):
        raise ValueError("inferred words are not in the claim's text")
    if any(a.end > b.start for a, b in pairwise(inferred)):
        raise ValueError("inferred words overlap or are out of order")
    if not all(words.strip() for words in unresolved):
        raise ValueError("what is unresolved has words")
