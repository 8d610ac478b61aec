"""What a mutation makes, and what it is made from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from claimcheck.text.dates import DateMention, find_dates
from claimcheck.text.entities import Gazetteer, Mention
from claimcheck.text.normalize import fold
from claimcheck.text.quantities import Quantity, find_quantities
from claimcheck.text.quotes import Quote, find_quotes
from claimcheck.text.syntax import Parse, Word


class TwinKind(StrEnum):
    """Whether a twin says what the passage does not say (`FALSE`), or the same as the claim (`TRUE`)."""

    FALSE = "false"
    TRUE = "true"


class Mutation(StrEnum):
    """What was changed. docs/evaluation.md has an example of each."""

    NUMBER_TENFOLD = "number-tenfold"
    NUMBER_DIGIT = "number-digit"
    SCALE = "scale"
    UNIT = "unit"
    PERCENT_POINTS = "percent-points"
    DATE_DAY = "date-day"
    DATE_MONTH = "date-month"
    DATE_YEAR = "date-year"
    NEAR_NAME = "near-name"
    ROLE_SWAP = "role-swap"
    NEGATION = "negation"
    DIRECTION = "direction"
    QUANTIFIER = "quantifier"
    SUPERLATIVE = "superlative"
    TITLE = "title"
    ATTRIBUTION = "attribution"
    QUOTE_ALTERED = "quote-altered"
    QUOTE_TRUNCATED = "quote-truncated"
    HEDGE_REMOVED = "hedge-removed"
    ROUNDING = "rounding"
    ALIAS = "alias"
    PASSIVE = "passive"
    DATE_FORMAT = "date-format"
    NUMBER_WORDS = "number-words"
    SPELLING = "spelling"
    REORDERING = "reordering"

    @property
    def kind(self) -> TwinKind:
        """Whether its twins are false or true."""
        return TwinKind.TRUE if self in _TRUE else TwinKind.FALSE


_TRUE = frozenset(
    (
        Mutation.ROUNDING,
        Mutation.ALIAS,
        Mutation.PASSIVE,
        Mutation.DATE_FORMAT,
        Mutation.NUMBER_WORDS,
        Mutation.SPELLING,
        Mutation.REORDERING,
    )
)


@dataclass(frozen=True, slots=True)
class Edit:
    """Other words for a span of a claim."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Twin:
    """A claim with something changed.

    `start` and `end` span the words of the claim that were changed (`before`);
    `after` are the words that stand there in `text`.
    """

    mutation: Mutation
    text: str
    start: int
    end: int
    before: str
    after: str

    def __post_init__(self) -> None:
        if self.before == self.after or self.end - self.start != len(self.before):
            raise ValueError(f"a twin with {self.after!r} for {self.before!r}")

    @property
    def kind(self) -> TwinKind:
        """Whether it is false or true."""
        return self.mutation.kind

    @staticmethod
    def of(claim: str, mutation: Mutation, edits: Sequence[Edit]) -> Twin:
        """Apply edits, which must not overlap, to a claim.

        Raises:
            ValueError: They change nothing.
        """
        ordered = sorted(edits, key=lambda e: (e.start, e.end))
        start, end = ordered[0].start, ordered[-1].end
        pieces, position = [], start
        for edit in ordered:
            pieces += [claim[position : edit.start], edit.words]
            position = edit.end
        after = "".join(pieces)
        text = claim[:start] + after + claim[end:]
        return Twin(mutation=mutation, text=text, start=start, end=end, before=claim[start:end], after=after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A supported claim, read, with the words that support it.

    `passage` holds the cited words and what is known around them: a twin's new
    name must not be in it.
    """

    text: str
    passage: str
    parse: Parse
    gazetteer: Gazetteer
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    folded: str = field(repr=False)

    @staticmethod
    def read(text: str, passage: str, parse: Parse, gazetteer: Gazetteer) -> Subject:
        """Find what can be changed in a claim that was parsed."""
        dates = tuple(find_dates(text))
        return Subject(
            text=text,
            passage=passage,
            parse=parse,
            gazetteer=gazetteer,
            dates=dates,
            quantities=tuple(find_quantities(text, exclude=[(d.start, d.end) for d in dates])),
            mentions=tuple(gazetteer.find(text)),
            quotes=tuple(find_quotes(text)),
            folded=fold(f"{text} {passage}"),
        )

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether a span touches words between quotation marks."""
        return any(q.outer_start < end and start < q.outer_end for q in self.quotes)

    def mentions_words(self, words: str) -> bool:
        """Whether the claim or its passage has these words."""
        return fold(words) in self.folded

    def word_at(self, start: int) -> Word | None:
        """Return the word that begins at an offset, or the one around it."""
        return next((w for w in self.parse.words if w.start <= start < w.end), None)

    def main_verbs(self) -> tuple[Word, ...]:
        """Return the roots that are verbs, or copulas, outside quotations."""
        return tuple(w for w in self.parse.roots() if w.pos in {"VERB", "AUX"} and not self.is_quoted(w.start, w.end))

    def children(self, word: Word, dependencies: Collection[str]) -> tuple[Word, ...]:
        """Return the words that hang on a word by one of the dependencies, in order."""
        words = self.parse.words
        return tuple(words[c] for c in self.parse.children[word.index] if words[c].dep in dependencies)

    def phrase(self, word: Word) -> tuple[int, int]:
        """Return the span of a word with all that hangs on it."""
        return self.parse.span(self.parse.subtree(word.index))
