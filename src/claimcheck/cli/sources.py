"""claimcheck sources."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from claimcheck.cli.options import claims_option, database_option, quiet_option, read_config, rules_option
from claimcheck.cli.screen import open_console, show_progress
from claimcheck.errors import ClaimcheckError, printable

if TYPE_CHECKING:
    from claimcheck.models import SourceDocument
    from claimcheck.store import CatalogueEntry

_STATES = ("current", "superseded", "withdrawn", "unread", "all")
_FIELDS = ("title", "issuer", "date", "language", "tier", "form", "group", "supersedes")
_ACQUIRED = ("acquired_from", "acquired_at", "acquired_by")


@click.group(invoke_without_command=True)
@database_option
@click.option("--state", type=click.Choice(_STATES), default="current", show_default=True, help="Which to list.")
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Output.")
@click.pass_context
def command(ctx: click.Context, db: Path, state: str, format_name: str) -> None:
    """List the documents of the record; show one; verify them all.

    \b
    Examples:
      claimcheck sources                          what counts as evidence now
      claimcheck sources --state unread           what could not be read, and why
      claimcheck sources show treaties/ban        its facts, its text with locators
      claimcheck sources verify corpus            nothing changed behind our back
    """
    if ctx.invoked_subcommand is not None:
        return
    from claimcheck.store import Store

    with Store.open(db, readonly=True) as store:
        entries = [e for e in store.catalogue() if state in ("all", e.state.value)]
        gaps = [u for f in store.source_files().values() for u in f.unread] if state in ("all", "unread") else []
    if format_name == "json":
        unread = [asdict(u) for u in gaps]
        click.echo(json.dumps({"documents": [asdict(e) for e in entries], "unread": unread}, ensure_ascii=False))
        return
    _print_catalogue(entries)
    for gap in gaps:
        click.echo(f"not read: {printable(gap.path)}: {printable(gap.why)}")
    if not entries and not gaps:
        click.echo("none")


def _print_catalogue(entries: list[CatalogueEntry]) -> None:
    from rich.table import Column, Table
    from rich.text import Text

    if not entries:
        return
    table = Table(
        "state",
        Column("name", overflow="fold"),
        "title",
        "issuer",
        "date",
        "tier",
        "passages",
        "copies",
        box=None,
        pad_edge=False,
    )
    for e in entries:
        tier = e.tier.value if e.form == "original" else f"{e.tier.value}, {e.form}"
        group = e.group.removeprefix("document-")[:8] if e.group.startswith("document-") else e.group
        cells = (e.state.value, printable(e.name), e.title, e.issuer, e.date, tier, str(e.passages), group)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    console = open_console()
    if not console.is_terminal:  # for programs: a document a line, nothing cut
        console.width = 10_000
    console.print(table)


@command.command()
@click.argument("key")
@database_option
def show(key: str, db: Path) -> None:
    """Print a document: what is known of it and from where, and its text with locators.

    KEY is its name, or the beginning of its id (at least four characters).
    """
    from claimcheck.store import Store

    with Store.open(db, readonly=True) as store:
        ids = store.find_documents(key)
        if not ids:
            raise ClaimcheckError(f"no document {key!r}", hint="`claimcheck sources` lists them")
        document = store.document(ids[0])
        assert document is not None
        passages = store.passages_of(ids[0])
        names = {e.name for e in store.catalogue() if e.id in ids}
        if key not in names and len(names) > 1:
            raise ClaimcheckError(f"several documents begin with {key!r}: {', '.join(sorted(names)[:5])}")
    for line in _facts(document):
        click.echo(line)
    if len(ids) > 1:
        click.echo(f"other editions: {', '.join(ids[1:])}")
    click.echo()
    for passage in passages:
        click.echo(f"[{printable(passage.locator.place)}] {chr(10).join(map(printable, passage.text.split(chr(10))))}")


def _facts(document: SourceDocument) -> list[str]:
    """Return what is known of a document, a line a field, with where each comes from."""
    lines = [f"{printable(document.name)}  ({document.id}, {document.state.value})"]
    fields = {name: str(getattr(document, name)) for name in (*_FIELDS, *_ACQUIRED)}
    fields["urls"] = ", ".join(document.urls)
    fields |= {f"attributes.{name}": value for name, value in document.attributes.items()}
    for key, value in fields.items():
        if value:
            origin = document.provenance.get(key, "")
            name = "address" if key == "urls" else printable(key.removeprefix("attributes."))
            lines.append(f"  {name.replace('_', ' '):14} {printable(value)}{f'  [{origin}]' if origin else ''}")
    for name in ("file", "sha256", "text_sha256", "extractor"):
        lines.append(f"  {name.replace('_', ' '):14} {printable(str(getattr(document, name)))}")
    return [*lines, *(f"  note           {printable(note)}" for note in document.notes)]


@command.command()
@click.argument("corpus", nargs=-1, type=click.Path(path_type=Path))
@database_option
@claims_option
@rules_option
@quiet_option
@click.pass_context
def verify(
    ctx: click.Context, corpus: tuple[Path, ...], db: Path, claims: Path, rules: Path | None, quiet: bool
) -> None:
    """Hash and read every file again, and re-read every citation.

    CORPUS is what was ingested, ./corpus if none is named. Exit code 1 when
    something is not what it was.
    """
    from claimcheck.pipeline import verify_sources
    from claimcheck.store import Store

    config = read_config(claims)
    roots = list(corpus) or [Path("corpus")]
    for root in roots:
        if not root.exists():
            raise click.UsageError(f"no such folder or file: {root}")
    with show_progress(quiet=quiet) as progress, Store.open(db, readonly=True) as store:
        found = verify_sources(store, roots, config=config, rules=rules, progress=progress)
    for flaw in found.flaws:
        click.echo(f"{printable(flaw.subject)}: {printable(flaw.why)}")
    if not quiet:
        click.echo(
            f"{found.files} files, {found.documents} documents, {found.citations} citations: "
            f"{f'{len(found.flaws)} not as they were' if found.flaws else 'all as they were read'}"
        )
    ctx.exit(1 if found.flaws else 0)
