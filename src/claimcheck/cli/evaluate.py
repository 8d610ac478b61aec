"""claimcheck evaluate."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from claimcheck.cli.options import claims_option, corpus_option, quiet_option, read_config, rules_option
from claimcheck.cli.screen import print_scores, show_progress
from claimcheck.config import DEFAULT_DATABASE

_PATH: click.Path = click.Path(path_type=Path)
_SETS = ("scifact", "checkcovid", "wice")
_FORMAT = click.option(
    "--format",
    "format_name",
    type=click.Choice(("table", "json")),
    help="A table on a terminal, one JSON object elsewhere.",
)


class _ClaimsByDefault(click.Group):
    """Reads `evaluate claims.yaml` as `evaluate claims claims.yaml`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands:
            args = ["claims", *args]
        return super().resolve_command(ctx, args)


@click.group(cls=_ClaimsByDefault, no_args_is_help=True)
def command() -> None:
    """Measure claimcheck against labels that people gave.

    \b
    claimcheck evaluate claims.yaml               listed claims with expected labels, against ./corpus
    claimcheck evaluate pairs FILE.jsonl          rows {claim, evidence, label}
    claimcheck evaluate corpus --corpus C.jsonl --claims Q.jsonl --format scifact|checkcovid|wice
    claimcheck evaluate mutations                 supported claims made false, or said otherwise

    docs/evaluation.md explains each figure.
    """


@command.command("claims")
@click.argument("file", type=_PATH)
@corpus_option
@_FORMAT
@quiet_option
def claims_command(file: Path, corpus: Path, format_name: str | None, quiet: bool) -> None:
    """Check the claims listed in FILE and compare with the labels it expects."""
    from claimcheck.pipeline.measuring import evaluate_claims

    with show_progress(quiet=quiet) as progress:
        scores = evaluate_claims(file, corpus, config=read_config(file), progress=progress)
    _show(scores, format_name)


@command.command("pairs")
@click.argument("file", type=_PATH)
@claims_option
@click.option(
    "--judge",
    type=click.Choice(("both", "slots", "model")),
    default="both",
    show_default=True,
    help="Slots and model together, as verdicts are reached, or one of them alone.",
)
@_FORMAT
@quiet_option
def pairs_command(file: Path, claims: Path, judge: str, format_name: str | None, quiet: bool) -> None:
    """Judge each row of FILE (JSON Lines, may be gzipped) by its evidence alone."""
    from claimcheck.pipeline.pair_judging import Judge, evaluate_pairs

    with show_progress(quiet=quiet) as progress:
        scores = evaluate_pairs(file, config=read_config(claims), judge=Judge(judge), progress=progress)
    _show(scores, format_name)


@command.command("corpus")
@click.option("--corpus", type=_PATH, help="The documents. WiCE has them in the claims' own file.")
@click.option("--claims", "claims_path", type=_PATH, required=True, help="The claims with their gold.")
@click.option("--settings", type=_PATH, default=Path("claims.yaml"), help="A claims file whose settings are used.")
@click.option(
    "--format",
    "formats",
    type=click.Choice((*_SETS, "table", "json")),
    multiple=True,
    required=True,
    help="Whose files they are; and, given again, table or json for the output.",
)
@quiet_option
def corpus_command(
    corpus: Path | None, claims_path: Path, settings: Path, formats: tuple[str, ...], quiet: bool
) -> None:
    """Run the whole pipeline over a closed corpus: recall of gold passages, labels, the set's own metric."""
    from claimcheck.evaluation.datasets import EvaluationFormat
    from claimcheck.pipeline.measuring import evaluate_corpus

    sets = [f for f in formats if f in _SETS]
    if len(sets) != 1:
        raise click.UsageError(f"--format must name one of {', '.join(_SETS)}")
    form = EvaluationFormat(sets[0])
    if corpus is None:
        if form is not EvaluationFormat.WICE:
            raise click.UsageError(f"{form} needs --corpus")
        corpus = claims_path
    with show_progress(quiet=quiet) as progress:
        scores = evaluate_corpus(corpus, claims_path, form, config=read_config(settings), progress=progress)
    _show(scores, next((f for f in formats if f not in _SETS), None))


@command.command("mutations")
@click.option("--db", type=_PATH, default=DEFAULT_DATABASE, show_default=True, help="The record of a check.")
@click.option("--facts", type=_PATH, multiple=True, help="Documents to find facts in, instead of a record's claims.")
@rules_option
@claims_option
@click.option("--count", type=click.IntRange(1), default=500, show_default=True, help="How many facts.")
@click.option("--most", type=click.IntRange(1, 20), default=1, show_default=True, help="Twins of a claim and mutation.")
@click.option("--seed", type=int, default=0, show_default=True, help="Chooses facts and twins.")
@click.option("--anew", is_flag=True, help="Search the record for each twin, instead of judging the cited passages.")
@click.option("--show", is_flag=True, help="List each twin that fails, with its passage and what was compared.")
@_FORMAT
@quiet_option
def mutations_command(format_name: str | None, quiet: bool, show: bool, **options: Any) -> None:
    """Make supported claims false, and say them otherwise, and see whether the verdict follows.

    The claims are those of the last check in the record that are supported, or
    facts found in documents:

    \b
      claimcheck evaluate mutations --db claimcheck.db
      claimcheck evaluate mutations --facts resolutions/ --rules examples/unsc-resolutions.yaml
    """
    from claimcheck.pipeline.mutating import Choice, evaluate_facts, evaluate_record

    config = read_config(options["claims"])
    choice = Choice(seed=options["seed"], most=options["most"])
    if options["anew"] and options["facts"]:
        raise click.UsageError("--anew searches a record: leave --facts out")
    with show_progress(quiet=quiet) as progress:
        if options["facts"]:
            scores, trials = evaluate_facts(
                options["facts"],
                config=config,
                count=options["count"],
                rules=options["rules"],
                choice=choice,
                progress=progress,
            )
        else:
            scores, trials = evaluate_record(
                options["db"], config=config, choice=choice, anew=options["anew"], progress=progress
            )
    if show:
        from claimcheck.evaluation.tables import list_failures

        for line in list_failures(trials):
            click.echo(line, err=True)
    _show(scores, format_name)


def _show(scores: dict[str, Any], format_name: str | None) -> None:
    as_json = format_name == "json" if format_name else not sys.stdout.isatty()
    print_scores(scores, as_json=as_json)
