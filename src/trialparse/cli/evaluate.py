"""`trialparse evaluate`: how accurately annotated text is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialparse.cli.options import Packs, Quiet, named

if TYPE_CHECKING:
    from rich.console import RenderableType

    from trialparse.evaluation import Report

__all__ = ["evaluate"]


def evaluate(
    golds: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD...",
            parser=named,
            help="Annotated text: JSON lines, brat folders, spec cases in YAML.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print the numbers as JSON.")] = False,
    errors: Annotated[int, typer.Option(min=0, help="Show so many of the misses, spread over the gold.")] = 0,
    pack: Packs = None,
    quiet: Quiet = False,
) -> None:
    """Measures how accurately annotated text is read."""
    from trialparse.cli.exits import fail
    from trialparse.cli.formats import shown
    from trialparse.cli.progress import watched
    from trialparse.cli.reading import parser_of
    from trialparse.cli.writing import write
    from trialparse.evaluation import GoldError, judge, predict, read_gold

    try:
        found = read_gold(golds)
    except (GoldError, OSError, ImportError) as error:
        fail(str(error))
    parser = parser_of(pack)
    reports = [judge(gold, predict(gold, parser)) for gold in watched(found, "measuring", quiet=quiet)]
    if as_json:
        write([_numbers(reports)], None)
        return
    for report in reports:
        write(shown(_tables(report), _misses(report, errors)), None)


def _numbers(reports: list[Report]) -> bytes:
    import json
    from dataclasses import asdict

    kept = ("gold", "form", "documents", "numbers")
    numbers = [{key: value for key, value in asdict(report).items() if key in kept} for report in reports]
    return f"{json.dumps(numbers, indent=2, ensure_ascii=False)}\n".encode()


def _tables(report: Report) -> list[RenderableType]:
    from rich.markup import escape
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
    from rich.markup import escape

    misses = [verdict for verdict in report.verdicts if not verdict.ok]
    step = max(1, len(misses) // count) if count else 1
    return [
        f"\n[yellow]{escape(v.outcome)}[/] {escape(v.key)}\n  {escape(v.context)}\n  {escape(v.detail)}"
        for v in misses[: count * step : step]
    ]
