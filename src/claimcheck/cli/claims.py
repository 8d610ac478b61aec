"""claimcheck claims."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimcheck.cli.options import claims_option, database_option, grain_option, read_config
from claimcheck.errors import ClaimcheckError, printable

if TYPE_CHECKING:
    from claimcheck.store import Store

_F = TypeVar("_F", bound=Callable[..., Any])
_READ_NEXT = "the next `claimcheck check` of the article replays it"
_LONGEST = 2_000
_WORTH = click.Choice(("high", "medium", "low"))

_article = click.argument("article", type=click.Path(path_type=Path))
_format = click.option(
    "--format", "format_name", type=click.Choice(("terminal", "json")), default="terminal", help="Output."
)
_worth = click.option("--worth", type=_WORTH, help="How much it would matter if it were wrong.")


def _by_options(function: _F) -> _F:
    function = click.option("--note", default="", help="Why; kept with the edit and shown in reports.")(function)
    function = click.option("--by", default="", help="Who decides; kept with the edit and shown in reports.")(function)
    return grain_option(function)  # CLAIM is one of those that are listed with it


@click.group()
def command() -> None:
    """See the claims of an article, correct them, and find the same claim elsewhere.

    An edit is kept by the article's own words, in the record or in claims.yaml,
    and replayed on every check. Where its words are gone, it is reported as
    orphaned and changes nothing.

    \b
    Examples:
      claimcheck claims list article.md                 every sentence and claim
      claimcheck claims drop article.md 3 --by "A. Ito" --note hearsay
      claimcheck claims reword article.md 4 "Sales rose 12 percent in May 2024."
      claimcheck claims edits                           all edits, and which lost their place
      claimcheck claims undo                            take the last one back
      claimcheck claims similar C34                     the same claim in other articles
    """


@command.command("list")
@_article
@database_option
@claims_option
@_format
@grain_option
def list_(article: Path, db: Path, claims: Path, format_name: str, grain: str | None) -> None:
    """List every sentence of ARTICLE and the claims that are drawn from it.

    Each claim has its number, its check-worthiness, its place in the file and
    its id; an edited one says by whom and what it was.

    \b
    Examples:
      claimcheck claims list article.md
      claimcheck claims list article.md --format json | jq '.claims[].text'
      claimcheck claims list article.md --grain fact
    """
    from claimcheck.cli.claims_output import subject_json, subject_lines
    from claimcheck.pipeline.claim_edits import list_claims, load_edits

    with _open(db) as store:
        subject = list_claims(article, store, config=read_config(claims, grain=grain), listed=load_edits([claims]))
    if format_name == "json":
        click.echo(json.dumps(subject_json(subject), ensure_ascii=False))
        return
    for line in subject_lines(subject):
        click.echo(line)


@command.command()
@database_option
@claims_option
@_format
@grain_option
def edits(db: Path, claims: Path, format_name: str, grain: str | None) -> None:
    """List all edits with what becomes of them on the articles as they are now.

    \b
    Example:
      claimcheck claims edits --format json | jq '.edits[] | select(.state == "orphaned")'
    """
    from claimcheck.cli.claims_output import edit_lines, listed_json
    from claimcheck.pipeline.claim_edits import list_edits, load_edits

    with _open(db) as store:
        found = list_edits(store, config=read_config(claims, grain=grain), listed=load_edits([claims]))
    if format_name == "json":
        click.echo(json.dumps({"edits": [listed_json(e) for e in found]}, ensure_ascii=False))
        return
    for edit in found:
        for line in edit_lines(edit):
            click.echo(line)
    if not found:
        click.echo("none")


@command.command()
@_article
@click.argument("claim", nargs=-1, required=True)
@database_option
@claims_option
@_by_options
def drop(article: Path, claim: tuple[str, ...], db: Path, claims: Path, **about: str) -> None:
    """Check no CLAIM of ARTICLE: each is a number of the list, an id, or words that only it holds.

    \b
    Examples:
      claimcheck claims drop article.md 3 5 --by "A. Ito" --note "said by nobody"
      claimcheck claims drop article.md "sales doubled"
    """
    from claimcheck.pipeline.claim_edits import find_claim, list_claims, load_edits

    with _open(db) as store:
        config = read_config(claims, grain=about["grain"])
        subject = list_claims(article, store, config=config, listed=load_edits([claims]))
    for claim_id in dict.fromkeys(find_claim(subject.claims, key).id for key in claim):
        _decide(_Place(article, db, claims), "drop", about, claims=(claim_id,))


@command.command()
@_article
@click.argument("claim")
@click.argument("text")
@database_option
@claims_option
@_worth
@_by_options
def reword(article: Path, claim: str, text: str, db: Path, claims: Path, **about: str) -> None:
    """Check TEXT in the place of CLAIM.

    \b
    Example:
      claimcheck claims reword article.md 4 "Sales rose 12 percent in May 2024."
    """
    _decide(_Place(article, db, claims), "reword", about, claims=(claim,), texts=(text,))


@command.command()
@_article
@click.argument("claim")
@click.argument("text", nargs=-1, required=True)
@database_option
@claims_option
@_worth
@_by_options
def split(article: Path, claim: str, text: tuple[str, ...], db: Path, claims: Path, **about: str) -> None:
    """Check two or more claims, each a TEXT, in the place of CLAIM.

    \b
    Example:
      claimcheck claims split article.md 4 "Acme was founded in 1990." "Acme is in Bonn."
    """
    if len(text) < 2:
        raise click.UsageError("a claim is split into two or more")
    _decide(_Place(article, db, claims), "split", about, claims=(claim,), texts=text)


@command.command()
@_article
@click.argument("claim", nargs=-1, required=True)
@click.option("--into", required=True, help="The claim that they make together.")
@database_option
@claims_option
@_worth
@_by_options
def merge(article: Path, claim: tuple[str, ...], into: str, db: Path, claims: Path, **about: str) -> None:
    """Check one claim in the place of two or more.

    \b
    Example:
      claimcheck claims merge article.md 4 5 --into "Acme, founded in 1990, is in Bonn."
    """
    if len(set(claim)) < 2:
        raise click.UsageError("name two claims or more")
    _decide(_Place(article, db, claims), "merge", about, claims=claim, texts=(into,))


@command.command()
@_article
@click.argument("words")
@click.argument("text", required=False)
@click.option("--before", default="", help="What stands before WORDS, where they stand twice.")
@click.option("--after", default="", help="What stands after WORDS, where they stand twice.")
@database_option
@claims_option
@_worth
@_by_options
def add(article: Path, words: str, text: str | None, db: Path, claims: Path, **about: str) -> None:
    """Check a claim that was not found: WORDS of ARTICLE, or TEXT that they amount to.

    \b
    Examples:
      claimcheck claims add article.md "no tools left" "Japan has no sanctions left to impose." --worth high
      claimcheck claims add article.md "He won." --before "in 1997."
    """
    _decide(_Place(article, db, claims), "add", {**about, "words": words}, texts=(words if text is None else text,))


@command.command()
@click.argument("article", type=click.Path(path_type=Path), required=False)
@database_option
def undo(article: Path | None, db: Path) -> None:
    """Take back the edit that was made last in the record, of ARTICLE if it is named."""
    from claimcheck.cli.claims_output import in_words
    from claimcheck.pipeline.claim_edits import undo as take_back

    with _open(db) as store:
        taken = take_back(store, article)
    click.echo(f"{printable(taken.article)}: taken back: {in_words(taken.edit)}")


@command.command()
@click.argument("claim")
@database_option
@claims_option
@_format
def similar(claim: str, db: Path, claims: Path, format_name: str) -> None:
    """List where the same claim was checked, in nearly the same words.

    CLAIM is an id or a name of the record, or the words of a claim. The same
    are claims with the same numbers, dates, names, quotations and direction;
    likeness alone never counts.

    \b
    Examples:
      claimcheck claims similar C34
      claimcheck claims similar "Japan banned all exports to the DPRK in June 2009."
    """
    from claimcheck.cli.claims_output import similar_json, similar_lines
    from claimcheck.pipeline.likeness import similar_claims

    if not db.exists():
        raise click.UsageError(f"{db} holds no check yet: run `claimcheck check` first")
    with _open(db) as store:
        text, found = similar_claims(claim, store, config=read_config(claims))
    if format_name == "json":
        click.echo(json.dumps({"claim": text, "similar": [similar_json(s) for s in found]}, ensure_ascii=False))
        return
    click.echo(printable(text))
    for item in found:
        for line in similar_lines(item):
            click.echo(line)
    if not found:
        click.echo("  none in the record")


@dataclass(frozen=True, slots=True)
class _Place:
    """The article that a decision is about, and where decisions and settings are."""

    article: Path
    db: Path
    claims: Path


def _decide(
    place: _Place, action: str, about: dict[str, str], *, claims: tuple[str, ...] = (), texts: tuple[str, ...] = ()
) -> None:
    from claimcheck.cli.claims_output import in_words
    from claimcheck.ingestion.edits_file import WORTH
    from claimcheck.models import EditAction
    from claimcheck.pipeline.claim_edits import Decision, decide, load_edits

    worth = about.get("worth")
    named = {key: text for key, text in about.items() if key not in {"worth", "grain"}}
    plain = dict(zip(named, _checked("a note", named.values(), empty=True), strict=True))
    decision = Decision(
        action=EditAction(action),
        claims=claims,
        texts=_checked("a claim", texts),
        worth=WORTH[worth] if worth else None,
        words=plain.get("words", ""),
        before=plain.get("before", ""),
        after=plain.get("after", ""),
        by=plain["by"],
        note=plain["note"],
    )
    with _open(place.db, make=True) as store:
        kept = decide(
            place.article,
            decision,
            store,
            config=read_config(place.claims, grain=about["grain"]),
            listed=load_edits([place.claims]),
            made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    click.echo(f"{printable(kept.article)}: {in_words(kept.edit)}; {_READ_NEXT}")


def _checked(what: str, texts: Iterable[str], *, empty: bool = False) -> tuple[str, ...]:
    """Return texts with single spaces, each short enough and of characters that a line can hold."""
    plain = tuple(" ".join(text.split()) for text in texts)
    for text in plain:
        if not text and not empty:
            raise ClaimcheckError(f"{what} has no words")
        if not text.isprintable():
            raise ClaimcheckError(f"{what} holds a control character")
        if len(text) > _LONGEST:
            raise ClaimcheckError(f"{what} is longer than {_LONGEST:,} characters")
    return plain


@contextmanager
def _open(db: Path, *, make: bool = False) -> Iterator[Store]:
    """Open the record; one that is missing is made only where something will be written."""
    from claimcheck.store import Store

    with Store.open(db if make or db.exists() else None) as store:
        yield store
