"""The command line, `trialparse` or `python -m trialparse`: a module a command, and what they share.

`inputs` are what is read, `reading` how, `formats` and `tabular` what is given out, `writing` where to, `exits` how a
call ends. docs/cli.md has every command, its options and the exit codes.
"""

from __future__ import annotations

import signal
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from trialparse import __version__
from trialparse.cli import packs
from trialparse.cli.evaluate import evaluate
from trialparse.cli.exits import Terminated, safely
from trialparse.cli.explain import explain
from trialparse.cli.parse import criteria, parse
from trialparse.cli.schema import schema
from trialparse.cli.show import show

__all__ = ["app", "main"]

_EXITS = "\n\n".join(
    [
        "Exit codes:",
        "0: all was read.",
        "1: something could not be read; the rest was.",
        "2: the call was wrong; nothing was read.",
        "3: the output could not be written.",
        "130: interrupted.",
        "141: whoever read the output closed it.",
        "143: terminated by another process.",
    ]
)


class _Commands(TyperGroup):
    """The commands; whatever a call stops at, it ends with a code and a line."""

    def make_context(self, *given: Any, **named: Any) -> Any:
        with safely():
            return super().make_context(*given, **named)

    def invoke(self, ctx: Any) -> Any:
        with safely():
            return super().invoke(ctx)


app = typer.Typer(
    cls=_Commands,
    help="Typed fields out of clinical-trial registry pages, with the characters behind every value.",
    epilog=_EXITS,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(parse)
app.command()(criteria)
app.command()(explain)
app.command()(show)
app.add_typer(packs.app, name="packs")
app.command()(schema)
app.command()(evaluate)


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """What may stand before a command."""


def main() -> None:
    """The entry point of the `trialparse` command."""
    signal.signal(signal.SIGTERM, _terminated)
    app()


def _terminated(*_: object) -> NoReturn:
    raise Terminated
