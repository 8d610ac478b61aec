"""Whether an extracted claim says each listed fact of the article the project was made for, for docs/quality.md.

    PYTHONPATH=src python tests/quality/coverage.py            the likeliest claims of each listed fact, to read
    PYTHONPATH=src python tests/quality/coverage.py --digests  the same, with what coverage.toml needs

A script finds the likeliest pairs by the names, numbers and words that they
share; a person read each and wrote the outcome into coverage.toml, with a
digest of the claim's text (the article's words stay out of the project): a
reading whose claim is no longer drawn counts for nothing and is named.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from claimcheck.config import Config
from claimcheck.detection import extract
from claimcheck.ingestion.articles import read_article
from claimcheck.ingestion.claims_file import load_claims
from claimcheck.ingestion.indexing import load_names
from claimcheck.models import Claim
from claimcheck.text.words import read_words

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT.parent / "shared" / "seed" / "article.txt"
LISTED = ROOT / "claims.yaml"
READ = Path(__file__).with_suffix(".toml")
_COMMON = frozenset(
    "a an the of in on to for and or that this it its is was were are be been has have had by with as at from".split()
)


@dataclass(frozen=True, slots=True)
class Covered:
    """A listed fact with what a person read: `outcome` is "same", "within", "missing" or "stale"."""

    name: str
    outcome: str
    note: str
    text: str = ""


def draw_claims(path: Path = ARTICLE) -> list[Claim]:
    """Return the claims of the article."""
    config = Config()
    article = read_article(path, config=config)
    return list(extract(article, pipeline=config.language_pipeline, gazetteer=load_names(config)).claims)


def list_facts(path: Path = LISTED) -> list[Claim]:
    """Return the listed claims of the article."""
    return [c for article in load_claims(path).articles for c in article.claims]


def rank(fact: Claim, claims: Sequence[Claim], *, top: int = 3) -> list[tuple[float, Claim]]:
    """Return the likeliest claims of a fact; a name or number that both have counts three words."""
    scored = []
    for claim in claims:
        mine, its = _weights(fact.text), _weights(claim.text)
        shared = sum(min(mine[w], its[w]) for w in mine.keys() & its.keys())
        scored.append((2 * shared / (sum(mine.values()) + sum(its.values()) or 1), claim))
    return sorted(scored, key=lambda s: (-s[0], s[1].ordinal))[:top]


def _weights(text: str) -> dict[str, int]:
    return {w.key: 3 if w.numeric or text[w.start].isupper() else 1 for w in read_words(text) if w.key not in _COMMON}


def digest(text: str) -> str:
    """Return what stands for a claim's text in coverage.toml."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def measure_coverage(path: Path = ARTICLE) -> list[Covered]:
    """Return what became of each listed fact, by the reading in coverage.toml."""
    drawn = {digest(c.text): c for c in draw_claims(path)}
    readings = tomllib.loads(READ.read_text("utf-8"))
    found = []
    for fact in list_facts():
        reading = readings.get(fact.name, {"outcome": "missing", "note": "not read"})
        claim = drawn.get(reading.get("claim", ""))
        outcome = reading["outcome"] if claim or reading["outcome"] == "missing" else "stale"
        found.append(Covered(fact.name, outcome, reading.get("note", ""), claim.text if claim else ""))
    return found


def coverage_figures(found: Sequence[Covered]) -> dict[str, float]:
    """Return the figures that have floors."""
    outcomes = [c.outcome for c in found]
    return {
        "seed_facts": len(found),
        "seed_covered": outcomes.count("same") + outcomes.count("within"),
        "seed_covered_alone": outcomes.count("same"),
        "seed_stale": outcomes.count("stale"),
    }


def render_coverage(found: Sequence[Covered]) -> str:
    """Return the section of docs/quality.md."""
    figures = coverage_figures(found)
    rows = [f"| {c.name} | {c.outcome} | {c.note} |" for c in found]
    counts = (
        f"Of {figures['seed_facts']} facts {figures['seed_covered']} are covered, {figures['seed_covered_alone']} of"
        f" them by a claim of their own; {figures['seed_stale']} readings are stale."
    )
    return "\n".join([_PREFACE, counts, "", "| fact | outcome | reading |", "|---|---|---|", *rows, ""])


_PREFACE = """## The listed facts among the claims drawn from the article

`python tests/quality/coverage.py` lists the likeliest claims of each; a person read every pair. "Same": a claim says
this fact and little else. "Within": a claim says it along with more. "Stale": the claim that was read is no longer
drawn.
"""


def main() -> None:
    """Print the pairs to read."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--article", type=Path, default=ARTICLE)
    parser.add_argument("--digests", action="store_true")
    parser.add_argument("--section", action="store_true", help="print the section of docs/quality.md instead")
    chosen = parser.parse_args()
    if not chosen.article.exists():
        sys.exit(f"{chosen.article} is not there")
    if chosen.section:
        print(render_coverage(measure_coverage(chosen.article)))
        return
    claims = draw_claims(chosen.article)
    for fact in list_facts():
        print(f"{fact.name}  {fact.text}")
        for score, claim in rank(fact, claims):
            print(f"    {score:.2f}  {digest(claim.text) + '  ' if chosen.digests else ''}{claim.text}")


if __name__ == "__main__":
    main()
