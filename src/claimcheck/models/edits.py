"""What people decide about the claims of an article, and the earlier checks of the same claim elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimcheck.models.vocabulary import Label


class EditAction(StrEnum):
    """What a person does to the claims of an article."""

    DROP = "drop"
    REWORD = "reword"
    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuote:
    """Words of an article and where they stood (W3C Web Annotation's text quote and position).

    `prefix` and `suffix` stand directly before and behind them. Where `start`
    is known they are what stood there in the same paragraph, empty at its
    edges, `places` counts where the words stood in that article, and `twins`
    where else between the same prefix and suffix. Without `start` a person
    named the words alone: an empty prefix or suffix then says nothing.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    places: int = 1
    twins: int = 0

    def __post_init__(self) -> None:
        if not self.exact.strip():
            raise ValueError("a quote needs words")
        if (self.start or 0) < 0 or self.places < 1 or self.twins < 0:
            raise ValueError("a quote stands somewhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEdit:
    """A person's decision on the claims that are drawn from some words of an article.

    `which` holds the texts of the claims that are meant, where others are
    drawn from the words too; `claims` the texts that stand for it from now on. `worth`
    is their check-worthiness, None where they keep that of what they replace.
    `text_id` names the text that it was made on, "" where that is not known;
    `source` says where it is written: a file with its line, or the record.
    """

    action: EditAction
    words: tuple[TextQuote, ...]
    claims: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    worth: float | None = None
    by: str = ""
    note: str = ""
    text_id: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        counts = {
            EditAction.DROP: len(self.claims) == 0,
            EditAction.SPLIT: len(self.claims) > 1,
        }
        if not counts.get(self.action, len(self.claims) == 1) or not all(c.strip() for c in self.claims):
            raise ValueError(f"{self.action.value}: {len(self.claims)} claims do not fit")
        if not self.words or (len(self.words) > 1 and self.action is not EditAction.MERGE):
            raise ValueError(f"{self.action.value}: {len(self.words)} places do not fit")

    def as_texts(self) -> tuple[str, ...]:
        """Return all that a report of it depends on."""
        words = [t for w in self.words for t in (w.exact, w.prefix, w.suffix, str(w.start), f"{w.places}+{w.twins}")]
        about = (self.action.value, str(self.worth), self.by, self.note, self.text_id, self.source)
        return (*about, *words, "of", *self.which, "is", *self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditOutcome:
    """What became of an edit when it was replayed: applied, or orphaned and `why`.

    `spans` are the places of its words in the article, `was` the texts of the
    claims that it took away and `made` the ids of those that it put there.
    """

    edit: ClaimEdit
    why: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    was: tuple[str, ...] = ()
    made: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.why and (self.spans or self.was or self.made):
            raise ValueError("an orphaned edit changes nothing")

    @property
    def orphaned(self) -> bool:
        """Whether it could not be applied: a person has to look at it."""
        return bool(self.why)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierCheck:
    """The same claim as it was checked in another article before: shown beside a verdict, never part of it.

    `text` is its own wording, `differs` the words that only one of the two has.
    `checked` is the day of that run, `published` the date of that article.
    """

    claim_id: str
    text: str
    article_id: str
    article: str
    published: str
    checked: str
    label: Label
    differs: tuple[str, ...] = ()
