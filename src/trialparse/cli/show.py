"""`trialparse show`: pages as a person reads them, all of them or what limits one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from trialparse.cli.options import Packs, Quiet, Sources

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from trialparse.cli.reading import Result

__all__ = ["show"]


def show(
    files: Sources,
    find: Annotated[
        str | None,
        typer.Option(
            "--find",
            metavar="SUBJECT",
            help="Only what limits this, by its id in the lexicon or in the page's own words.",
            show_default=False,
        ),
    ] = None,
    pack: Packs = None,
    quiet: Quiet = False,
) -> None:
    """Shows pages to read: fields, criteria with what was read in them, diagnostics."""
    from trialparse.cli.formats import heading, shown, views
    from trialparse.cli.inputs import is_single
    from trialparse.cli.reading import batch_of, one, parser_of
    from trialparse.cli.writing import write

    batch = batch_of(files, None, quiet)
    single = is_single(files, batch.sources)
    for result in batch.results(one(parser_of(pack).parse)):
        parts = views(result) if find is None else _limits(result, find)
        write(shown([] if single else [heading(result)], parts), None)
    batch.end()


def _limits(result: Result, subject: str) -> Iterator[RenderableType]:
    """A line each limit of a subject: the criterion, what was read, the words; and a line where there is none."""
    from rich.table import Table
    from rich.text import Text

    from trialparse.outputs.describe import describe

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold")
    for criterion, limit in result.found.find(subject):
        words = " ".join(criterion.text.split())
        table.add_row(criterion.id, Text(describe(limit), style="cyan"), Text(words))
    yield table if table.row_count else Text(f"no limit of {subject!r}", style="dim")
