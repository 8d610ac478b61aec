"""The terminal: progress where a person watches, plain lines where output is piped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from claimcheck.pipeline import Progress


# Where output is piped, long work says this often where it is.
_LINE_SECONDS = 10.0


def open_console(*, stderr: bool = False) -> Console:
    """Return a rich console; without colours and at 100 columns where the stream is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(file=stream, width=None if stream.isatty() else 100, highlight=False)


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[Progress]:
    """Yield a progress that draws bars on a terminal, writes a line a stage elsewhere, or nothing."""
    if quiet:
        yield _nothing
    elif sys.stderr.isatty():
        with _bars() as progress:
            yield progress
    else:
        yield _lines()


def _nothing(stage: str, done: int, total: int | None, *, unit: str = "") -> None:
    return


def _lines() -> Progress:
    """Return a progress that writes a line when a stage ends, and one now and then while it lasts."""
    last = {"": time.monotonic()}

    def update(stage: str, done: int, total: int | None, *, unit: str = "") -> None:
        now = time.monotonic()
        if done == total or now - last.setdefault(stage, now) > _LINE_SECONDS:
            last[stage] = now
            click.echo(f"{stage}: {_amount(done, unit)} of {_amount(total or done, unit)}", err=True)

    return update


def _amount(number: int, unit: str) -> str:
    return f"{number / 1e6:.1f} MB" if unit == "bytes" else f"{number}"


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    amounts = TextColumn("{task.fields[amount]}")
    columns = (TextColumn("{task.description}"), BarColumn(), amounts, TimeRemainingColumn())
    with Progress(*columns, console=open_console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def update(stage: str, done: int, total: int | None, *, unit: str = "") -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, amount="")
            speed = bars.tasks[tasks[stage]].speed or 0.0
            rate = f", {speed / 1e6:.1f} MB/s" if unit == "bytes" else f", {speed:.0f}/s"
            amount = f"{_amount(done, unit)} of {_amount(total or done, unit)}{rate if speed else ''}"
            bars.update(tasks[stage], completed=done, total=total, amount=amount)

        yield update


def print_scores(scores: Mapping[str, Any], *, as_json: bool) -> None:
    """Print scores as one JSON object, or as a table."""
    if as_json:
        import json

        click.echo(json.dumps(scores, ensure_ascii=False, sort_keys=True))
        return
    from rich.table import Table

    from claimcheck.evaluation.tables import tabulate_confusion, tabulate_scores

    console = open_console()
    table = Table("figure", "value", box=None)
    for name, value in tabulate_scores(scores):
        table.add_row(name, value)
    console.print(table)
    rows = tabulate_confusion(scores.get("confusion", {}))
    if len(rows) > 1:
        confusion = Table(*rows[0], title="gold (down) and predicted (across)", title_justify="left", box=None)
        for row in rows[1:]:
            confusion.add_row(*row)
        console.print(confusion)
