"""`trialparse parse` and `trialparse criteria`: pages, and eligibility texts alone, in any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trialparse.cli.options import FormatOption, Output, Packs, Quiet, Sources, TableOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from trialparse.cli.reading import Reader
    from trialparse.model import Trial
    from trialparse.parser import Parser

__all__ = ["criteria", "parse"]


def parse(
    files: Sources,
    format: FormatOption = None,
    table: TableOption = None,
    output: Output = None,
    pack: Packs = None,
    quiet: Quiet = False,
) -> None:
    """Reads registry pages and gives out the trials."""
    _convert(files, format, table, output, pack, quiet, _all_trials)


def criteria(
    files: Sources,
    format: FormatOption = None,
    table: TableOption = None,
    output: Output = None,
    pack: Packs = None,
    quiet: Quiet = False,
) -> None:
    """Reads eligibility texts alone and gives out their criteria."""
    _convert(files, format, table, output, pack, quiet, _criteria)


def _all_trials(parser: Parser) -> Reader:
    """Reads the trial of a text, or all of them."""

    def read(text: str) -> Iterable[Trial]:
        trial = parser.parse(text)
        several = any(said.code == "several-trials" for said in trial.diagnostics)
        return parser.read_records([text]) if several else [trial]

    return read


def _criteria(parser: Parser) -> Reader:
    from trialparse.cli.reading import one

    return one(parser.parse_criteria)


def _convert(
    files: Sources,
    format: FormatOption,
    table: TableOption,
    output: Output,
    pack: Packs,
    quiet: Quiet,
    reader: Callable[[Parser], Reader],
) -> None:
    # What reads is loaded when it is to read: `--help` and the completion of a shell have to be at once.
    from trialparse.cli.exits import say
    from trialparse.cli.formats import asked_for, given_out, unfitting
    from trialparse.cli.inputs import is_single
    from trialparse.cli.reading import batch_of, parser_of
    from trialparse.cli.writing import check_output, write

    batch = batch_of(files, output, quiet)
    parser = parser_of(pack)
    asked = asked_for(parser, format, table, output, single=is_single(files, batch.sources))
    check_output(output, batch.sources)
    if not quiet and (note := unfitting(asked)):
        say(note)
    if not write(given_out(batch.results(reader(parser)), asked), output) and output:
        say(f"nothing was read; {output} is not written")
    batch.end()
