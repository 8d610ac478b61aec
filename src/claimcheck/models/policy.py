"""What a desk asks of its sources, and which of two sides it holds for the stronger."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from claimcheck.models.vocabulary import ClaimType, Criterion, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePolicy:
    """What a desk asks of the sources of a verdict. It adds notes to verdicts and changes no label.

    Attributes:
        sources: Independent sources that have to say so, for a claim of none
            of the types in `sources_for`.
        sources_for: How many for a claim of a type; of several types, the most.
        primary_for: Types of claims of which a primary source has to say so.
        prefer: What makes one side of conflicting sources plainly the
            stronger, in this order.
        oldest: The first day that a source may be of.
        newest: The last day that a source may be of.
        distinct_issuers: Documents of one issuer count as one source.
        exclude: Sources that are no evidence for any article: names, addresses
            or patterns with `*`.
        exclude_for: The same for articles, each given by its title, file,
            address or publication, or a pattern of these.
        fail: A note makes the exit code 1, as a refuted claim does.
    """

    sources: int = 1
    sources_for: tuple[tuple[ClaimType, int], ...] = ()
    primary_for: tuple[ClaimType, ...] = (ClaimType.QUOTATION,)
    prefer: tuple[Criterion, ...] = (Criterion.SUPERSEDES, Criterion.TIER)
    oldest: date | None = None
    newest: date | None = None
    distinct_issuers: bool = False
    exclude: tuple[str, ...] = ()
    exclude_for: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail: bool = False

    def sources_asked(self, types: Collection[ClaimType]) -> int:
        """Return how many independent sources a claim of these types needs."""
        return max((number for kind, number in self.sources_for if kind in types), default=self.sources)

    def as_strings(self) -> dict[str, str]:
        """Return the policy as text, for the record."""
        return {
            "sources": str(self.sources),
            "sources_for": ", ".join(f"{kind} {number}" for kind, number in self.sources_for),
            "primary_for": ", ".join(self.primary_for),
            "prefer": ", ".join(self.prefer),
            "oldest": self.oldest.isoformat() if self.oldest else "",
            "newest": self.newest.isoformat() if self.newest else "",
            "distinct_issuers": str(self.distinct_issuers).lower(),
            "exclude": ", ".join(self.exclude),
            "exclude_for": "; ".join(f"{article}: {', '.join(sources)}" for article, sources in self.exclude_for),
            "fail": str(self.fail).lower(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """The side of conflicting sources that is plainly the stronger, by what, and that in words."""

    stance: Stance
    criterion: Criterion
    why: str
