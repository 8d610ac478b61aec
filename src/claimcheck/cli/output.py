"""Writing a report to a file, to standard output or to the terminal."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from claimcheck.cli.screen import open_console
from claimcheck.models import Report

FORMATS = ("terminal", "html", "markdown", "json")
_ENDINGS = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


def choose_format(name: str | None, output: Path | None) -> str:
    """Return the format that was named, or the one that the output's ending means.

    Raises:
        click.UsageError: The ending means none, or a file is to get the
            terminal's format.
    """
    if output is None or str(output) == "-":
        return name or "terminal"
    chosen = name or _ENDINGS.get(output.suffix.lower())
    if chosen is None:
        raise click.UsageError(f"cannot tell the format from {output.name!r}: use --format or .html, .md, .json")
    if chosen == "terminal":
        raise click.UsageError("the terminal format is for the terminal: use html, markdown or json with --output")
    return chosen


def write_text(
    report: Report, chosen: str, output: Path | None, *, shown: int, quiet: bool, order: str = "article"
) -> None:
    """Render a report and put it where it belongs; an HTML report keeps the article's order and has a menu.

    Raises:
        click.FileError: The file cannot be written.
    """
    from claimcheck.reporting.worth import Order, order_claims

    if chosen != "html":
        report = order_claims(report, Order(order))
    if chosen == "terminal":
        if not quiet:
            from claimcheck.reporting.terminal import print_report

            print_report(report, open_console(), shown=shown)
        return
    from claimcheck.reporting import Format, render

    text = render(report, Format(chosen), shown=shown)
    if output is None or str(output) == "-":
        click.echo(text, nl=False)
        return
    temporary = output.with_name(f".{output.name}.part")
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(text, encoding="utf-8", newline="\n")
        temporary.replace(output)  # never a half-written report
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise click.FileError(str(output), error.strerror or "cannot be written") from None
    if not quiet:
        from claimcheck.reporting.terminal import print_summary

        print_summary(report, open_console(stderr=True))
        click.echo(f"Report written to {output}", err=True)
