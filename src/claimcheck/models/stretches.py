"""What an article's text is made of, where its file says so."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.models.vocabulary import Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A paragraph, heading or line of an article, as the file's own markup has it.

    `reason` says why it is furniture, of furniture alone; `page` is a PDF's.
    """

    start: int
    end: int
    part: Part
    reason: str = ""
    page: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or bool(self.reason) != (self.part is Part.FURNITURE):
            raise ValueError(f"{self} is no stretch of an article")
