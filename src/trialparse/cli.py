"""The command line: `trialparse parse|criteria|explain|evaluate|schema|packs`, or `python -m trialparse`.

Exit codes: 0, done; 1, a file cannot be read or is no gold, and the message names it; 2, the call itself was wrong.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console, RenderableType
from rich.markup import escape

from trialparse import __version__, cli_packs
from trialparse.outputs.explain import explain as explained
from trialparse.outputs.schema import json_schema
from trialparse.outputs.terminal import criteria_view, diagnostics_view, trial_view
from trialparse.packs import PackError, lexicon_pack
from trialparse.parser import Parser
from trialparse.text.source import read

if TYPE_CHECKING:
    from trialparse.evaluation import Report

__all__ = ["app", "main"]

app = typer.Typer(
    help="Typed fields out of clinical-trial registry pages, with the characters behind every value.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(cli_packs.app, name="packs")


class Format(StrEnum):
    """How a result is shown."""

    json = "json"
    table = "table"


Source = Annotated[str, typer.Argument(metavar="FILE|-", help="A file in any encoding, or - for the standard input.")]
Shown = Annotated[Format, typer.Option("--format", "-f", help="JSON, or an account to read.")]
Packs = Annotated[
    list[str] | None,
    typer.Option("--pack", metavar="NAME|FILE", help="A pack to read with, by name or as a lexicon file; repeatable."),
]


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


@app.command()
def parse(source: Source, shown: Shown = Format.json, pack: Packs = None) -> None:
    """Reads one registry page and prints the trial."""
    trial = _parser(pack).parse(_text_of(source))
    if shown is Format.json:
        _write(trial.model_dump_json(indent=2))
    else:
        _show(trial_view(trial))


@app.command()
def criteria(source: Source, shown: Shown = Format.json, pack: Packs = None) -> None:
    """Reads eligibility text alone and prints its criteria."""
    text = _text_of(source)
    eligibility = _parser(pack).parse_criteria(text)
    if shown is Format.json:
        _write(eligibility.model_dump_json(indent=2))
    else:
        _show(criteria_view(eligibility), "", diagnostics_view(text, eligibility.diagnostics))


@app.command()
def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="Eligibility text, or - for the standard input.")],
    pack: Packs = None,
) -> None:
    """Shows how each criterion of a text is read: its words, what was made of them, and what is left."""
    parser = _parser(pack)
    given = _text_of("-") if text == "-" else text
    eligibility = parser.parse_criteria(given)
    for criterion in eligibility.walk():
        _write(f"{criterion.id} {' '.join(criterion.text.split())}\n{explained(criterion, parser, page=eligibility)}\n")
    _show(diagnostics_view(given, eligibility.diagnostics))


@app.command()
def evaluate(
    golds: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD...", help="Annotated text: JSON lines, brat folders, spec cases in YAML."),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
    errors: Annotated[int, typer.Option(min=0, help="Show so many of the misses, spread over the gold.")] = 0,
    pack: Packs = None,
) -> None:
    """Measures how accurately annotated text is read."""
    from trialparse.evaluation import GoldError, judge, predict, read_gold

    try:
        found = read_gold(golds)
    except (GoldError, OSError) as error:
        raise _failure(str(error)) from error
    parser = _parser(pack)
    reports = [judge(gold, predict(gold, parser)) for gold in found]
    if as_json:
        _write(json.dumps([_numbers(report) for report in reports], indent=2, ensure_ascii=False))
        return
    for report in reports:
        _show(*_tables(report), *_misses(report, errors))


@app.command()
def schema() -> None:
    """Prints the JSON Schema of a trial."""
    _write(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _parser(packs: list[str] | None) -> Parser:
    try:
        return Parser(packs=[lexicon_pack(Path(each)) if each.endswith(".toml") else each for each in packs or ()])
    except PackError as error:
        raise _failure(str(error)) from error


def _text_of(source: str) -> str:
    try:
        return read(sys.stdin.buffer.read() if source == "-" else Path(source))
    except OSError as error:
        raise _failure(f"{source}: {(error.strerror or str(error)).lower()}") from error
    except ValueError as error:
        raise _failure(f"{source!r}: {error}") from error
    except ImportError as error:  # an extra is not installed
        raise _failure(f"{source}: {error}") from error


def _failure(message: str) -> typer.Exit:
    typer.echo(f"trialparse: {message}", err=True)
    return typer.Exit(1)


def _write(text: str) -> None:
    """Prints as UTF-8, whatever the terminal's encoding, so that redirected JSON is JSON."""
    typer.echo(text.encode())


def _show(*parts: RenderableType) -> None:
    console = Console(highlight=False)
    for part in parts:
        console.print(part)


def _numbers(report: Report) -> dict[str, object]:
    return {key: value for key, value in asdict(report).items() if key in ("gold", "form", "documents", "numbers")}


def _tables(report: Report) -> list[RenderableType]:
    from rich.table import Table

    shown: list[RenderableType] = [f"\n[bold]{escape(report.gold)}[/] ({report.form}, {report.documents} documents)"]
    for table in report.tables:
        grid = Table(title=table.title, title_justify="left")
        for place, column in enumerate(table.columns):
            grid.add_column(column, justify="right" if place else "left")
        for row in table.rows:
            grid.add_row(*map(escape, row))
        shown.append(grid)
    summary = ", ".join(f"{name} [bold]{value:.1f}[/]" for name, value in report.numbers.items())
    return [*shown, summary]


def _misses(report: Report, count: int) -> list[RenderableType]:
    """Some of the misses, evenly spread, so that no document takes them all."""
    misses = [verdict for verdict in report.verdicts if not verdict.ok]
    step = max(1, len(misses) // count) if count else 1
    return [
        f"\n[yellow]{escape(v.outcome)}[/] {escape(v.key)}\n  {escape(v.context)}\n  {escape(v.detail)}"
        for v in misses[: count * step : step]
    ]


def main() -> None:
    """The entry point of the `trialparse` command."""
    app()
