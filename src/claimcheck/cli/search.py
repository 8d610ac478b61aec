"""claimcheck search."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.options import claims_option, database_option, read_config

if TYPE_CHECKING:
    from datetime import date

    from claimcheck.models import Search
    from claimcheck.models.search import Filter
    from claimcheck.pipeline.searching import FoundPassage

# A date in figures: read as one or not at all, so that 2017-13 is not taken for all of 2017.
_NUMERIC = re.compile(r"\s*\d{4}-\d")
_TIERS = ("primary", "secondary", "archive")


@click.command()
@click.argument("words", nargs=-1)
@database_option
@claims_option
@click.option("--entity", metavar="NAME", help="Only passages that name it, under any of its names.")
@click.option("--since", metavar="DATE", help="Only documents of this day, month or year, or later.")
@click.option("--until", metavar="DATE", help="Only documents of this day, month or year, or earlier.")
@click.option("--tier", type=click.Choice(_TIERS), help="Only documents of this tier.")
@click.option("-n", "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many passages.")
@click.option("--signals", is_flag=True, help="Show what each passage was found by.")
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Output.")
def command(  # noqa: PLR0913 - one parameter an option
    words: tuple[str, ...],
    db: Path,
    claims: Path,
    entity: str | None,
    since: str | None,
    until: str | None,
    tier: str | None,
    limit: int,
    signals: bool,
    format_name: str,
) -> None:
    """Find passages in the record, as a check would for a claim of these words.

    With --entity, words may be left out: every passage that names it. A
    document without a date is not of any time that --since or --until asks for.

    \b
    Examples:
      claimcheck search vetoes on North Korea
      claimcheck search abductions --entity Kishida --since 2015-08 --tier primary
      claimcheck search --entity DPRK --until 1953
      claimcheck search "two-plus-two" --signals
    """
    from claimcheck.pipeline.searching import search_passages
    from claimcheck.store import Store

    if not words and not entity:
        raise click.UsageError("say what to look for: words, --entity NAME, or both")
    config = read_config(claims)
    allowed = _read_filter(since, until, tier)
    with Store.open(db, readonly=True) as store:
        found, search = search_passages(
            store, " ".join(words), config=config, limit=limit, allowed=allowed, entity=entity or ""
        )
    if format_name == "json":
        _print_json(found)
    else:
        _print_found(found, search, signals=signals)


def _read_filter(since: str | None, until: str | None, tier: str | None) -> Filter | None:
    from claimcheck.models import Tier
    from claimcheck.models.search import Filter

    if not (since or until or tier):
        return None
    return Filter(
        tier=Tier(tier) if tier else None,
        since=_read_day(since, "--since", 0) if since else None,
        until=_read_day(until, "--until", 1) if until else None,
    )


def _read_day(text: str, option: str, side: int) -> date:
    from claimcheck.text.dates import parse_document_date

    days = parse_document_date(text)
    if days is None or (_NUMERIC.match(text) and not _is_iso(text)):
        hint = "write 2017, 2017-08, 2017-08-17 or 17 August 2017"
        raise click.BadParameter(f"{text!r} is no date; {hint}", param_hint=option)
    return days[side]


def _is_iso(text: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(text if len(text) > len("2017-08") else f"{text}-01")
    except ValueError:
        return False
    return True


def _print_json(found: list[FoundPassage]) -> None:
    import json

    rows = [
        {
            "document": item.document.name,
            "title": item.document.title,
            "date": item.document.date,
            "tier": item.document.tier.value,
            "locator": item.passage.locator.place,
            "start": item.passage.start,
            "end": item.passage.end,
            "text": item.passage.text,
            "score": round(item.hit.score, 9),
            "signals": dict(item.hit.signals),
        }
        for item in found
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=1))


def _print_found(found: list[FoundPassage], search: Search, *, signals: bool) -> None:
    from rich.text import Text

    from claimcheck.cli.screen import open_console
    from claimcheck.errors import printable

    console = open_console()
    if not found:
        console.print("No passage found. `claimcheck entities show NAME` says what a name is known by.")
    for rank, item in enumerate(found, start=1):
        place = f"{rank}. {item.document.name}, {item.passage.locator.place}"
        console.print(Text(printable(place), style="bold"))
        console.print(Text("   " + printable(" ".join(item.passage.text.split()))))
        if signals:
            said = ", ".join(f"{name} {value:.3f}" for name, value in sorted(item.hit.signals.items()))
            console.print(Text("   " + said, style="dim"))
    terms = ", ".join(map(printable, search.terms)) or "none"
    names = ", ".join(map(printable, search.entities)) or "none"
    searched = f"Searched {search.passages_searched} passages for the words {terms} and the names {names}."
    console.print(Text(searched, style="dim"), soft_wrap=True)
