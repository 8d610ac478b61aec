"""The command line: each command parses, calls and prints, in a file of its own."""

from __future__ import annotations

import importlib
import sys

import click

from claimcheck.errors import ClaimcheckError

_COMMANDS = (
    *("init", "ingest", "sources", "check", "report", "search", "explain", "claims", "entities", "evaluate", "status"),
)


class _LazyGroup(click.Group):
    """Imports a command when it is named, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"claimcheck.cli.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="claimcheck-desk", prog_name="claimcheck")
def cli() -> None:
    """Check an article's factual claims against your own folder of primary documents.

    Every claim is found in the article, the passages that bear on it are found
    in the corpus, and what they say is compared slot by slot: numbers, dates,
    names, negation, quotations. Nothing leaves this machine.

    \b
    Start here:
      claimcheck init                 a project with claims.yaml and corpus/
      claimcheck ingest sources/      read PDF, Word, web pages, mail, tables, archives
      claimcheck check article.md     check an article against ./corpus
      claimcheck check                check the claims listed in ./claims.yaml
      claimcheck explain C34          why one claim came out as it did
      claimcheck claims list a.md     the claims of an article, and how to correct them

    \b
    Exit codes: 0 nothing refuted or conflicting   1 findings
                2 usage or unreadable input        3 incomplete: something could not be read,
                                                       or an edit of the claims lost its place
    """


def main() -> None:
    """Run the command and exit: one line on standard error for an error we know."""
    try:
        code = cli.main(prog_name="claimcheck", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("claimcheck: stopped; what was finished is kept", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)  # click's own code for an unwritable file, 1, would read as "findings"
    except ClaimcheckError as error:
        click.echo(f"claimcheck: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)
