"""What commands have in common: formats, tables, and the options that choose among them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["Format", "FormatOption", "Output", "Packs", "Quiet", "Sources", "Table", "TableOption", "named"]


class Format(StrEnum):
    """How what was read is given out."""

    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"
    table = "table"
    html = "html"


class Table(StrEnum):
    """What a row of CSV or Parquet is of."""

    trials = "trials"
    criteria = "criteria"
    constraints = "constraints"
    wide = "wide"


def named(name: str) -> Path:
    """The path of a name; an empty one, as of a variable of the shell that is not set, is not the folder one is in."""
    if not name:
        raise typer.BadParameter("the name is empty")
    return Path(name)


def _packs(incomplete: str) -> list[str]:
    """Names to complete `--pack` by; a file is completed by the shell."""
    from trialparse.packs import available

    return [name for name in sorted(available()) if name.startswith(incomplete)]


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Files in any encoding, folders, patterns such as 'pages/*.txt', or - for the standard input.",
        show_default=False,
    ),
]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        help="How it is given out; else by the ending of the -o file, else json for one FILE and jsonl for several.",
        show_default=False,
    ),
]
TableOption = Annotated[
    Table | None,
    typer.Option(
        "--table",
        "-t",
        help="What a row of csv or parquet is of; else constraints. Makes csv where neither -f nor -o says.",
        show_default=False,
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        parser=named,
        help="Where to write it, whole or not at all; else the standard output.",
        show_default=False,
    ),
]
Packs = Annotated[
    list[str] | None,
    typer.Option(
        "--pack",
        metavar="NAME|FILE",
        help="A pack to read with, by name or as a lexicon file (.toml); repeatable.",
        show_default=False,
        autocompletion=_packs,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes; failures are still told.")]
