"""claimcheck status."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import database_option

# From here on the record's own index leaves out a claim's commoner words in sections, finds a little less and takes
# some times as long (docs/benchmarks.md).
_LARGE = 300_000
_ADVICE = (
    "searched in the record itself; with so many passages `word_index: tantivy` under `settings:` in claims.yaml is "
    "quicker and finds a little more (pip install 'claimcheck-desk[tantivy]')"
)


@click.command()
@database_option
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Output.")
def command(db: Path, format_name: str) -> None:
    """Say what the record holds: documents, passages, verdicts, the last run."""
    import json
    from dataclasses import asdict

    from claimcheck.store import Store

    with Store.open(db, readonly=True) as store:
        status = store.status()
    if format_name == "json":
        click.echo(json.dumps(asdict(status), ensure_ascii=False, indent=1, sort_keys=True))
        return
    documents = ", ".join(f"{n} {state.value}" for state, n in sorted(status.documents.items()) if n)
    verdicts = ", ".join(f"{n} {label.value.replace('_', ' ')}" for label, n in sorted(status.verdicts.items()) if n)
    click.echo(f"record      {db} ({status.size / 1e6:.1f} MB)")
    click.echo(f"documents   {documents or 'none'}; {status.passages} passages searched")
    if status.passages >= _LARGE and not db.with_name(f"{db.name}.tantivy").exists():
        click.echo(f"words       {_ADVICE}")
    if status.unread:
        click.echo(f"not read    {status.unread}: see `claimcheck sources --state unread`")
    click.echo(f"last run    {status.last_run or 'none yet'}{f', {status.last_started_at}' if status.last_run else ''}")
    if status.last_run:
        click.echo(f"checked     {status.articles} articles, {status.claims} claims: {verdicts or 'no verdicts'}")
        click.echo(f"pipeline    {status.language_pipeline}")
    click.echo(f"judged      {status.pairs} pairs of claim and passage remembered")
