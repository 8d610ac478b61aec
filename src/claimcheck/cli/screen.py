"""The terminal: progress where a person watches, plain lines where output is piped."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from claimcheck.pipeline import Progress


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
        yield _line


def _nothing(stage: str, done: int, total: int | None) -> None:
    return


def _line(stage: str, done: int, total: int | None) -> None:
    if done == total:
        click.echo(f"{stage}: {done} of {total}", err=True)


@contextmanager
def _bars() -> Iterator[Progress]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=open_console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def update(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total)
            bars.update(tasks[stage], completed=done, total=total)

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
    if rows:
        confusion = Table(*rows[0], title="gold (down) and predicted (across)", title_justify="left", box=None)
        for row in rows[1:]:
            confusion.add_row(*row)
        console.print(confusion)
