"""claimcheck entities."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimcheck.cli.options import claims_option, database_option, read_config
from claimcheck.config import DEFAULT_ENTITIES
from claimcheck.errors import ClaimcheckError, printable

if TYPE_CHECKING:
    from claimcheck.pipeline.entities import ListedEntity, NameFiles
    from claimcheck.text.entities import Decision

_F = TypeVar("_F", bound=Callable[..., Any])
_READ_NEXT = "the next `claimcheck ingest` or `claimcheck check` reads it"
_SHOWN = 5


def _decisions_option(function: _F) -> _F:
    text = f"The file of decisions; {DEFAULT_ENTITIES} beside the claims file if none is named."
    return click.option("--decisions", type=click.Path(path_type=Path), help=text)(function)


def _why_option(function: _F) -> _F:
    return click.option("--why", default="", help="A note that is kept with the decision.")(function)


@click.group()
def command() -> None:
    """See the names that claimcheck knows, and correct them.

    A name stands for an entity: DPRK, North Korea and Pyongyang are one.
    Corrections are lines of entities.yaml, applied in order on every run; the
    next one after a correction reads all sources again.

    \b
    Examples:
      claimcheck entities list korea                      names that hold "korea"
      claimcheck entities show DPRK                       its names, what is searched with it
      claimcheck entities merge Nippon Japan --new        one more name of Japan
      claimcheck entities rename Turkey Türkiye           what it is called in reports
      claimcheck entities split Georgia --from Georgia --as "Georgia (U.S. state)"
      claimcheck entities block May                       never a name
      claimcheck entities undo                            take the last one back
    """


@command.command("list")
@click.argument("words", nargs=-1)
@database_option
@claims_option
@_decisions_option
@click.option("--limit", type=click.IntRange(min=0), default=50, show_default=True, help="How many; 0 for all.")
@click.option("--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Output.")
def list_(words: tuple[str, ...], db: Path, claims: Path, decisions: Path | None, limit: int, format_name: str) -> None:
    """List entities, those named by most passages of the record first.

    WORDS must all occur in its names or be its kind.

    \b
    Examples:
      claimcheck entities list                     the fifty that the record names most
      claimcheck entities list treaty nuclear      treaties with "nuclear" in a name
      claimcheck entities list --limit 0 --format json
    """
    from claimcheck.pipeline.entities import list_entities

    found = list_entities(_files(claims, decisions), _counts(db), words=words, limit=limit)
    if format_name == "json":
        click.echo(json.dumps({"entities": [_as_json(e) for e in found]}, ensure_ascii=False))
        return
    for listed in found:
        entity = listed.entity
        names = ", ".join(map(printable, (*entity.aliases, *entity.variants)[:_SHOWN]))
        more = len(entity.aliases) + len(entity.variants) - _SHOWN
        others = f"  {names}{f' and {more} more' if more > 0 else ''}" if names else ""
        click.echo(f"{listed.passages:7}  {entity.kind or 'of a document':13}  {printable(entity.name)}{others}")
    if not found:
        click.echo("none")


@command.command()
@click.argument("name")
@database_option
@claims_option
@_decisions_option
def show(name: str, db: Path, claims: Path, decisions: Path | None) -> None:
    """Print an entity: its names, what is searched along with it, how many passages name it.

    NAME is any name of it.
    """
    from claimcheck.pipeline.entities import find_entity

    listed = find_entity(_files(claims, decisions), _counts(db), name)
    entity = listed.entity
    click.echo(f"{printable(entity.name)}  ({entity.kind or 'introduced by a document'})")
    for label, texts in (
        ("also", entity.aliases),
        ("searched as", entity.variants),
        ("searched with", listed.related),
    ):
        if texts:
            click.echo(f"  {label:14} {'; '.join(map(printable, texts))}")
    click.echo(f"  {'passages':14} {listed.passages}")


@command.command()
@click.argument("name")
@click.argument("into")
@claims_option
@_decisions_option
@_why_option
@click.option("--new", is_flag=True, help="NAME is not known yet: one more name of INTO.")
def merge(name: str, into: str, claims: Path, decisions: Path | None, why: str, new: bool) -> None:
    """Make two entities one: all names of NAME become names of INTO.

    \b
    Examples:
      claimcheck entities merge Tanganyika Tanzania
      claimcheck entities merge "Hermit Kingdom" "North Korea" --new
    """
    _decide(_files(claims, decisions), "merge", name, other=into, why=why, new=new)


@command.command()
@click.argument("name")
@click.argument("to")
@claims_option
@_decisions_option
@_why_option
def rename(name: str, to: str, claims: Path, decisions: Path | None, why: str) -> None:
    """Give an entity another canonical name; the old one stays a name of it.

    \b
    Example:
      claimcheck entities rename Turkey Türkiye
    """
    _decide(_files(claims, decisions), "rename", name, other=to, why=why)


@command.command()
@click.argument("name")
@click.option("--from", "owner", required=True, help="The entity that NAME does not belong to.")
@click.option("--as", "new_owner", default="", help="The entity it belongs to instead; a new one is made.")
@click.option("--kind", default="", help="The kind of a new one; that of --from if none is named.")
@claims_option
@_decisions_option
@_why_option
def split(name: str, owner: str, claims: Path, decisions: Path | None, **texts: str) -> None:
    """Take a name away from an entity.

    Without --as the name is nobody's from then on, and is compared as spelled.

    \b
    Examples:
      claimcheck entities split Georgia --from Georgia --as "Georgia (U.S. state)" --kind place
      claimcheck entities split Holland --from Netherlands
    """
    from claimcheck.text.entities import KINDS

    kinds = [kind for kind in KINDS if kind != "capital"]
    if texts["kind"] and (texts["kind"] not in kinds or not texts["new_owner"]):
        raise click.UsageError(f"--kind is one of {', '.join(kinds)}, and goes with --as")
    files = _files(claims, decisions)
    _decide(files, "split", name, other=owner, new_owner=texts["new_owner"], kind=texts["kind"], why=texts["why"])


@command.command()
@click.argument("name")
@claims_option
@_decisions_option
@_why_option
def block(name: str, claims: Path, decisions: Path | None, why: str) -> None:
    """Say that a name is never an entity, nor part of one.

    \b
    Examples:
      claimcheck entities block May                    the month, in this desk's sources
      claimcheck entities block "Jordan Peterson"      not the state of Jordan
    """
    _decide(_files(claims, decisions), "block", name, why=why)


@command.command()
@claims_option
@_decisions_option
def undo(claims: Path, decisions: Path | None) -> None:
    """Take the last decision back. Comments stay."""
    from claimcheck.pipeline.entities import undo as take_back

    files = _files(claims, decisions)
    decision = take_back(files)
    click.echo(f"{printable(str(files.decisions))}: taken back: {printable(decision.sentence())}; {_READ_NEXT}")


def _decide(files: NameFiles, action: str, name: str, *, new: bool = False, **texts: str) -> None:
    from claimcheck.pipeline.entities import decide
    from claimcheck.text.entities import Decision

    plain = {key: " ".join(text.split()) for key, text in {"name": name, **texts}.items()}
    if not plain["name"] or ("other" in plain and not plain["other"]):
        raise ClaimcheckError("a name has no letters")
    made = Decision(
        action,
        plain["name"],
        plain.get("other", ""),
        plain.get("new_owner", ""),
        plain.get("kind", ""),
        plain.get("why", ""),
    )
    _report(files, made, written=decide(files, made, new=new))


def _report(files: NameFiles, decision: Decision, *, written: bool) -> None:
    if written:
        click.echo(f"{printable(str(files.decisions))}: {printable(decision.sentence())}; {_READ_NEXT}")
    else:
        click.echo(f"nothing to do: {printable(decision.sentence())} already")


def _files(claims: Path, decisions: Path | None) -> NameFiles:
    from claimcheck.pipeline.entities import NameFiles

    config = read_config(claims, will_decide=True)
    named = Path(config.entities) if config.entities else claims.parent / DEFAULT_ENTITIES
    return NameFiles(Path(config.aliases) if config.aliases else None, decisions or named)


def _counts(db: Path) -> Mapping[str, int]:
    """Return the passages of each entity; none where there is no record yet."""
    if not db.exists():
        return {}
    from claimcheck.pipeline.entities import count_entities
    from claimcheck.store import Store

    with Store.open(db, readonly=True) as store:
        return count_entities(store)


def _as_json(listed: ListedEntity) -> dict[str, object]:
    entity = listed.entity
    return {
        "id": entity.id,
        "name": entity.name,
        "kind": entity.kind,
        "aliases": list(entity.aliases),
        "variants": list(entity.variants),
        "related": list(listed.related),
        "passages": listed.passages,
    }
