"""Options that several commands share, and how they become settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from claimcheck.config import (
    DEFAULT_CLAIMS,
    DEFAULT_CORPUS,
    DEFAULT_DATABASE,
    DEFAULT_ENTITIES,
    GRAINS,
    NO_MODEL,
    SHIPPED_MODEL,
    Config,
)

_F = TypeVar("_F", bound=Callable[..., Any])
ORDERS = ("article", "worth")
_PATH: click.Path = click.Path(path_type=Path)


def database_option(function: _F) -> _F:
    """Add --db."""
    text = "The SQLite record. It is created where it is missing."
    return click.option("--db", type=_PATH, default=DEFAULT_DATABASE, show_default=True, help=text)(function)


def corpus_option(function: _F) -> _F:
    """Add --corpus."""
    text = "Folder of source documents, in any format that `ingest` reads."
    return click.option("--corpus", type=_PATH, default=DEFAULT_CORPUS, show_default=True, help=text)(function)


def claims_option(function: _F) -> _F:
    """Add --claims."""
    text = "Settings and listed claims. Read if it is there."
    return click.option("--claims", type=_PATH, default=DEFAULT_CLAIMS, show_default=True, help=text)(function)


def order_option(function: _F) -> _F:
    """Add --order."""
    text = "Order of the claims: as in the article, or most worth checking first. An HTML report has a menu for it."
    return click.option("--order", type=click.Choice(ORDERS), default=ORDERS[0], show_default=True, help=text)(function)


def grain_option(function: _F) -> _F:
    """Add --grain."""
    text = "How finely sentences are parted: 'fact' asks what, when and where one by one.  [default: claim]"
    return click.option("--grain", type=click.Choice(GRAINS), help=text)(function)


def rules_option(function: _F) -> _F:
    """Add --rules."""
    text = "Rules for the sources' metadata, instead of a corpus.yaml in their folder."
    return click.option("--rules", type=_PATH, help=text)(function)


def quiet_option(function: _F) -> _F:
    """Add --quiet."""
    return click.option("-q", "--quiet", is_flag=True, help="No progress, no summary; the exit code tells.")(function)


def read_config(claims: Path, *, grain: str | None = None, will_decide: bool = False) -> Config:
    """Return the settings of the claims file, or the defaults where there is none.

    The files of names and the model that it names are taken relative to it; entities.yaml
    beside it counts without being named; `grain` is laid over its own. A file named on purpose must be there,
    that of decisions unless one will be made (`will_decide`).

    Raises:
        ClaimcheckError: The file is wrong, or was named and is missing.
    """
    config = Config()
    if claims != DEFAULT_CLAIMS or claims.exists():
        from claimcheck.ingestion.claims_file import load_claims

        config = load_claims(claims).config
    if grain:
        config = replace(config, grain=grain)
    if config.aliases:
        config = replace(config, aliases=str(claims.parent / config.aliases))
    if config.stance_model not in {SHIPPED_MODEL, NO_MODEL}:
        config = replace(config, stance_model=str(claims.parent / config.stance_model))
    beside = claims.parent / (config.entities or DEFAULT_ENTITIES)
    if config.entities and not beside.exists() and not will_decide:
        from claimcheck.errors import InvalidSettings

        raise InvalidSettings("the file of decisions on names does not exist", path=beside)
    if config.entities or beside.exists():
        config = replace(config, entities=str(beside))
    return config
