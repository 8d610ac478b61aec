"""claimcheck report."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import claims_option, database_option, order_option, read_config
from claimcheck.cli.output import FORMATS, choose_format, write_text


@click.command()
@database_option
@claims_option
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), help="Report format; else --output's ending tells."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the report here; '-' is standard output.")
@order_option
@click.pass_context
def command(
    ctx: click.Context, db: Path, claims: Path, format_name: str | None, output: Path | None, order: str
) -> int:
    """Print the report of the last check again, from the record; nothing is judged.

    \b
    Example:
      claimcheck report -o report.html
    """
    from claimcheck.reporting.summary import exit_code
    from claimcheck.store import Store

    chosen = choose_format(format_name, output)
    with Store.open(db, readonly=True) as store:
        report = store.latest_report()
    if report is None:
        raise click.UsageError(f"{db} holds no check yet: run `claimcheck check` first")
    write_text(report, chosen, output, shown=read_config(claims).shown, quiet=False, order=order)
    ctx.exit(exit_code(report))
