"""claimcheck ingest."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import claims_option, database_option, quiet_option, read_config
from claimcheck.cli.screen import show_progress


@click.command()
@click.argument("corpus", nargs=1, type=click.Path(path_type=Path), default=Path("corpus"))
@database_option
@claims_option
@click.option("--keep", is_flag=True, help="Add to the record; withdraw no document whose file is gone.")
@quiet_option
@click.pass_context
def command(ctx: click.Context, corpus: Path, db: Path, claims: Path, keep: bool, quiet: bool) -> int:
    """Read a folder of source documents into the record.

    `check` does this by itself; `ingest` is for looking at what was read, or
    for reading a large corpus beforehand. Unchanged files are not read again,
    a changed file becomes a new edition, and a file that is gone is withdrawn.

    \b
    Example:
      claimcheck ingest sources --db desk.db
    """
    from claimcheck.pipeline import update_corpus
    from claimcheck.store import Store

    config = read_config(claims)
    if not corpus.exists():
        raise click.UsageError(f"no such folder or file: {corpus}")
    with show_progress(quiet=quiet) as progress, Store.open(db) as store:
        update = update_corpus(store, corpus, config=config, withdraw=not keep, progress=progress)
        passages = store.count_passages()
    if not quiet:
        click.echo(
            f"{update.added} read, {update.unchanged} unchanged, {update.withdrawn} withdrawn; "
            f"{passages} passages in {db}"
        )
    for item in update.unreadable:
        click.echo(f"not read: {item.path}: {item.why}", err=True)
    ctx.exit(3 if update.unreadable else 0)
