"""claimcheck ingest."""

from __future__ import annotations

import time
from pathlib import Path

import click

from claimcheck.cli.options import claims_option, database_option, quiet_option, read_config, rules_option
from claimcheck.cli.screen import show_progress
from claimcheck.errors import printable


@click.command()
@click.argument("corpus", nargs=-1, type=click.Path(path_type=Path))
@database_option
@claims_option
@rules_option
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes that read; one a processor if not given.")
@click.option("--keep", is_flag=True, help="Add to the record; withdraw no document whose file is gone.")
@click.option("--again", is_flag=True, help="Read unchanged files too.")
@quiet_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    corpus: tuple[Path, ...],
    db: Path,
    claims: Path,
    rules: Path | None,
    jobs: int | None,
    keep: bool,
    again: bool,
    quiet: bool,
) -> int:
    """Read source documents into the record: folders or files, ./corpus if none is named.

    Read are Markdown, plain text, HTML, PDF, DOCX, ODT, RTF, EML, CSV, TSV,
    XLSX, JSON Lines, and ZIP of these, told by their content. What is known of
    a document comes from its front matter, from NAME.meta.yaml beside it, from
    the file itself, or from the rules in corpus.yaml, in that order.

    `check` does this by itself; `ingest` is for looking at what was read, or
    for reading a large corpus beforehand. Unchanged files are not read again,
    a changed file becomes a new edition, and a file that is gone is withdrawn.
    A run that was stopped goes on where it was. Indexes beside the record that
    the settings ask for are brought up to date as well.

    \b
    Examples:
      claimcheck ingest sources --db desk.db
      claimcheck ingest treaties/ votes.csv --jobs 4
      claimcheck ingest resolutions --rules resolutions.yaml

    Exit codes: 0 all read, 2 usage, 3 something could not be read (it is named).
    """
    from claimcheck.ingestion.indexing import load_names
    from claimcheck.pipeline import UpdateOptions, update_corpus
    from claimcheck.pipeline.engines import open_engines
    from claimcheck.store import Store

    config = read_config(claims)
    roots = list(corpus) or [Path("corpus")]
    for root in roots:
        if not root.exists():
            raise click.UsageError(f"no such folder or file: {root}")
    began = time.monotonic()
    with show_progress(quiet=quiet) as progress, Store.open(db) as store:
        options = UpdateOptions(withdraw=not keep, jobs=jobs, rules=rules, again=again)
        update = update_corpus(store, roots, config=config, options=options, progress=progress)
        passages = store.search.count()
        open_engines(store, config, load_names(config), progress=progress)
    seconds = time.monotonic() - began
    if not quiet:
        files = "file" if update.added == 1 else "files"
        click.echo(
            f"{update.added} {files} read ({update.documents} documents), {update.unchanged} unchanged, "
            f"{update.withdrawn} documents withdrawn; {passages} passages in {db} ({seconds:.1f} s)"
        )
        if update.copies:
            click.echo(f"{update.copies} documents are copies of one another: see `claimcheck sources`")
    for item in update.unreadable:
        click.echo(f"not read: {printable(item.path)}: {printable(item.why)}", err=True)
    ctx.exit(3 if update.unreadable else 0)
