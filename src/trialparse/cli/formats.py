"""The formats that are given out: each takes results as they come and gives bytes as they are ready."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from trialparse.cli.options import Format, Table
from trialparse.cli.progress import is_terminal
from trialparse.cli.reading import Result
from trialparse.cli.writing import is_stdout
from trialparse.extras import require
from trialparse.model import Trial
from trialparse.parser import Parser

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

__all__ = ["Asked", "asked_for", "given_out", "heading", "shown", "to_read", "unfitting", "views"]

_WIDTH = 120  # of an account that no terminal bounds
_ENDINGS = {
    ".json": Format.json,
    ".jsonl": Format.jsonl,
    ".ndjson": Format.jsonl,
    ".csv": Format.csv,
    ".parquet": Format.parquet,
    ".html": Format.html,
    ".htm": Format.html,
    ".txt": Format.table,
}
_TABULAR = (Format.csv, Format.parquet)
# In strings of JSON these are the same written as numbers, and then neither steer a terminal nor end a line.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks for; `single` is whether it names one file, and `output` where it goes."""

    format: Format
    table: Table
    single: bool
    output: Path | None
    parser: Parser


def asked_for(parser: Parser, format: Format | None, table: Table | None, output: Path | None, single: bool) -> Asked:
    """What a call asks for, with all that it leaves open; raises where its options do not go together.

    >>> from trialparse import Parser
    >>> asked_for(Parser(), None, None, Path("limits.csv"), single=True).format.value
    'csv'
    """
    if format is None:
        _check_ending(output)
    chosen = format or _usual(table, output, single)
    if table and chosen not in _TABULAR:
        raise typer.BadParameter(f"--table is for csv and parquet, and this is {chosen.value}; drop one of them")
    if chosen is Format.parquet:
        _check_parquet(output)
    return Asked(chosen, table or Table.constraints, single, output, parser)


def unfitting(asked: Asked) -> str | None:
    """A note on a file whose name ends as another format does, or as none; it is written as the call asks."""
    ending = _ending(asked.output)
    if not ending or _ENDINGS.get(ending) is asked.format:
        return None
    return f"{asked.output}: is written as {asked.format.value}, although it ends in {ending}"


def _check_ending(output: Path | None) -> None:
    """Without a format the ending has to say it; one that says nothing must not come to any."""
    ending = _ending(output)
    if ending and ending not in _ENDINGS:
        known = " ".join(_ENDINGS)
        raise typer.BadParameter(
            f"{output}: {ending} is the ending of no format; choose one of {known}, or name it by -f"
        )


def _ending(output: Path | None) -> str:
    return output.suffix.lower() if output and not is_stdout(output) else ""


def _check_parquet(output: Path | None) -> None:
    if is_stdout(output) and is_terminal(sys.stdout):
        raise typer.BadParameter("Parquet is nothing to read in a terminal; name a file with -o")
    try:
        require("pyarrow", extra="arrow")
    except ImportError as error:
        raise typer.BadParameter(f"parquet: {error}") from error


def _usual(table: Table | None, output: Path | None, single: bool) -> Format:
    several = Format.csv if table else Format.json if single else Format.jsonl
    return _ENDINGS.get(_ending(output), several)


def given_out(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    """Results in the format that is asked for; nothing where there are none."""
    rest = iter(results)
    first = list(islice(rest, 2 if asked.single else 1))
    if len(first) > 1:  # one file may hold several trials
        asked = replace(asked, single=False)
    return _WRITERS[asked.format](chain(first, rest), asked) if first else iter(())


def _json(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    """The one result as it is, or a list of results with their sources."""
    if asked.single:
        for result in results:
            yield _line(result.found.model_dump_json(indent=2))
        return
    before = "[\n"
    for result in results:
        yield (before + _envelope(result)).translate(_ESCAPED).encode()
        before = ",\n"
    yield b"\n]\n"


def _jsonl(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    for result in results:
        yield _line(_envelope(result))


def _line(text: str) -> bytes:
    return f"{text.translate(_ESCAPED)}\n".encode()


def _envelope(result: Result) -> str:
    kind = "trial" if isinstance(result.found, Trial) else "eligibility"
    return f'{{"source":{json.dumps(result.source, ensure_ascii=False)},"{kind}":{result.found.model_dump_json()}}}'


def _csv(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    from trialparse.cli.tabular import csv_lines

    return csv_lines(results, asked.table.value, asked.parser.lexicon)


def _parquet(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    from trialparse.cli.tabular import parquet_file

    return parquet_file(results, asked.table.value, asked.parser.lexicon)


def _html(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    from trialparse.outputs.html import document

    for part in document(_fragments(results, asked), "trialparse"):
        yield part.encode()


def _fragments(results: Iterable[Result], asked: Asked) -> Iterator[str]:
    """A fragment a result, and above each of several the source it is from."""
    from trialparse.outputs.html import eligibility_html, trial_html

    for result in results:
        if not asked.single:
            yield f"<h2>{escape(result.source)}</h2>"
        found = result.found
        yield trial_html(found) if isinstance(found, Trial) else eligibility_html(found, found.text)


def _table(results: Iterable[Result], asked: Asked) -> Iterator[bytes]:
    for result in results:
        yield from shown(() if asked.single else [heading(result)], views(result), output=asked.output)


def heading(result: Result) -> RenderableType:
    """The line above a result among several."""
    from rich.rule import Rule

    return Rule(result.source)


def views(result: Result) -> list[RenderableType]:
    """A result as a person reads it."""
    from trialparse.outputs.terminal import criteria_view, diagnostics_view, trial_view

    found = result.found
    if isinstance(found, Trial):
        return [trial_view(found)]
    return [criteria_view(found), "", diagnostics_view(found.text, found.diagnostics)]


def shown(*groups: Iterable[RenderableType], output: Path | None = None) -> Iterator[bytes]:
    """What is to be read by a person, as wide and as coloured as where it goes."""
    from rich.segment import Segment, Segments

    from trialparse.model.said import visible

    console = _console(output)
    with console.capture() as capture:
        for part in chain(*groups):
            # Only what rich itself says steers a terminal, whatever the words of a page hold.
            said = [Segment(visible(each.text), each.style, each.control) for each in console.render(part)]
            console.print(Segments(said), end="")
    yield to_read(capture.get(), output)


def to_read(text: str, output: Path | None = None) -> bytes:
    """Text for a person, in the signs that the terminal has."""
    from trialparse.outputs.terminal import in_encoding

    encoding = (getattr(sys.stdout, "encoding", None) if is_stdout(output) else None) or "utf-8"
    return in_encoding(text, encoding).encode(encoding)


def _console(output: Path | None) -> Console:
    from rich.console import Console

    if not is_stdout(output):
        return Console(file=io.StringIO(), highlight=False, width=_WIDTH, no_color=True)
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=_WIDTH)


_WRITERS: Mapping[Format, Callable[[Iterable[Result], Asked], Iterator[bytes]]] = {
    Format.json: _json,
    Format.jsonl: _jsonl,
    Format.csv: _csv,
    Format.parquet: _parquet,
    Format.table: _table,
    Format.html: _html,
}
