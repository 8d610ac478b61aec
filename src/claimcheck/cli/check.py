"""claimcheck check."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from claimcheck.cli.options import (
    claims_option,
    corpus_option,
    database_option,
    grain_option,
    order_option,
    quiet_option,
    read_config,
)
from claimcheck.cli.output import FORMATS, choose_format, write_text
from claimcheck.cli.screen import open_console, show_progress


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@corpus_option
@database_option
@claims_option
@click.option(
    "--format", "format_name", type=click.Choice(FORMATS), help="Report format; else --output's ending tells."
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the report here; '-' is standard output.")
@order_option
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes at most; as many as pay if not given.")
@grain_option
@quiet_option
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    files: tuple[Path, ...],
    corpus: Path,
    db: Path,
    claims: Path,
    format_name: str | None,
    output: Path | None,
    order: str,
    jobs: int | None,
    grain: str | None,
    quiet: bool,
) -> int:
    """Check articles, or the claims listed in claims.yaml.

    FILES are articles, folders of articles, or files like claims.yaml; without
    any, ./claims.yaml is checked. An article may be Markdown, plain text, a
    saved web page (HTML), PDF, DOCX, ODT, RTF or an e-mail (EML): its format is
    told by its content. Sources that changed in the corpus are read
    again; a claim and passage that were compared before are not compared again.

    \b
    Examples:
      claimcheck check article.md
      claimcheck check saved-page.html draft.docx
      claimcheck check articles/ --corpus sources -o report.html --jobs 4
      claimcheck check article.md --order worth
      claimcheck check article.md --grain fact
      claimcheck check article.md --format json -o - | jq .summary
    """
    from claimcheck.pipeline import check_subjects, read_subjects, update_corpus
    from claimcheck.pipeline.claim_edits import edit_subjects, load_edits
    from claimcheck.pipeline.corpus import UpdateOptions
    from claimcheck.reporting.summary import exit_code
    from claimcheck.store import Store

    chosen = choose_format(format_name, output)
    config = read_config(claims, grain=grain)
    with show_progress(quiet=quiet) as progress:
        # Everything is read before the record is touched: a wrong file changes nothing.
        subjects, unreadable = read_subjects(list(files) or [claims], config=config, jobs=jobs, progress=progress)
        listed = load_edits([claims, *(f for f in files if f.suffix.lower() in {".yaml", ".yml"})])
        if not corpus.exists():
            raise click.UsageError(f"no corpus at {corpus}: name a folder of source documents with --corpus")
        with Store.open(db) as store:
            subjects, unknown = edit_subjects(subjects, listed, store)
            update = update_corpus(store, corpus, config=config, options=UpdateOptions(jobs=jobs), progress=progress)
            result = check_subjects(
                subjects,
                store,
                config=config,
                started_at=datetime.now(UTC).isoformat(timespec="seconds"),
                unreadable=(*unreadable, *update.unreadable),
                progress=progress,
            )
    write_text(result.report, chosen, output, shown=config.shown, quiet=quiet, order=order)
    if not quiet:
        console = open_console(stderr=True)
        console.print(
            f"Sources: {update.added} read, {update.unchanged} unchanged, {update.withdrawn} withdrawn. "
            f"Pairs: {result.judged} judged now, {result.reused} known from before."
        )
        if not result.judged:
            console.print("Nothing new to judge: every claim and passage was compared before.")
        for pattern in result.idle:
            console.print(f"Source policy: no document answers to {pattern!r}, so it excludes none.", markup=False)
        for name in unknown:
            console.print(f"Claim edits: no article is at {name!r} or has that title.", markup=False)
        for item in result.report.unreadable:
            console.print(f"Not read: {item.path}: {item.why}", markup=False)
    ctx.exit(exit_code(result.report))
