"""claimcheck explain."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import database_option


@click.command()
@click.argument("claim")
@database_option
@click.option("-n", "--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many passages.")
def command(claim: str, db: Path, limit: int) -> None:
    """Show why a claim of the last check came out as it did.

    CLAIM is its name (C34), its number in the report, its id, or words that
    only it holds.

    \b
    Example:
      claimcheck explain C34
    """
    from claimcheck.cli.screen import open_console
    from claimcheck.reporting.terminal import print_finding
    from claimcheck.store import Store

    with Store.open(db, readonly=True) as store:
        report = store.latest_report()
    if report is None:
        raise click.UsageError(f"{db} holds no check yet: run `claimcheck check` first")
    findings = [f for a in report.articles for f in a.findings]
    exact = [f for f in findings if claim in {f.claim.name, f.claim.id}]
    found = (
        exact
        or [f for f in findings if claim.isdigit() and f.claim.ordinal == int(claim)]
        or [f for f in findings if claim.lower() in f.claim.text.lower()]
    )
    if len(found) != 1:
        names = ", ".join(f.claim.name or str(f.claim.ordinal) for f in (found or findings)[:20])
        problem = "no claim" if not found else f"{len(found)} claims"
        raise click.UsageError(f"{problem} of the last check by {claim!r}; there are: {names}")
    print_finding(found[0], report, open_console(), shown=limit)
