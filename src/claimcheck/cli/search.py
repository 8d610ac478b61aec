"""claimcheck search."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import claims_option, database_option, read_config


@click.command()
@click.argument("words", nargs=-1, required=True)
@database_option
@claims_option
@click.option("-n", "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many passages.")
@click.option("--signals", is_flag=True, help="Show what each passage was found by.")
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Output.")
def command(words: tuple[str, ...], db: Path, claims: Path, limit: int, signals: bool, format_name: str) -> None:
    """Find passages in the record, as a check would for a claim of these words.

    \b
    Examples:
      claimcheck search vetoes on North Korea
      claimcheck search "two-plus-two" --signals
    """
    import json

    from rich.text import Text

    from claimcheck.cli.screen import open_console
    from claimcheck.errors import printable
    from claimcheck.pipeline.searching import search_passages
    from claimcheck.store import Store

    config = read_config(claims)
    with Store.open(db, readonly=True) as store:
        found = search_passages(store, " ".join(words), config=config, limit=limit)
    if format_name == "json":
        rows = [
            {"document": d.name, "title": d.title, "locator": h.passage.locator.place, "start": h.passage.start}
            | {"end": h.passage.end, "text": h.passage.text, "score": round(h.score, 9), "signals": dict(h.signals)}
            for h, d in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    console = open_console()
    if not found:
        console.print("No passage shares a word, name or number with that.")
    for rank, (hit, document) in enumerate(found, start=1):
        console.print(Text(printable(f"{rank}. {document.name}, {hit.passage.locator.place}"), style="bold"))
        console.print(Text("   " + printable(" ".join(hit.passage.text.split()))))
        if signals:
            console.print(Text("   " + ", ".join(f"{k} {v:.3f}" for k, v in sorted(hit.signals.items())), style="dim"))
