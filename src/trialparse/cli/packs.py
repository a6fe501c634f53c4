"""`trialparse packs list|show|check|new`: what adds to the parser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from trialparse.cli.exits import Exit, fail, many
from trialparse.cli.options import named

if TYPE_CHECKING:
    from trialparse.lexicon.source import Entry
    from trialparse.packs import Pack

__all__ = ["app"]

app = typer.Typer(help="Packs: lexicons, layouts, rules and checks that add to the parser.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(metavar="PACK", help="A name that `packs list` shows, or a file (.toml).")]
Pages = Annotated[
    list[str] | None,
    typer.Option("--page", metavar="FILE", help="A page that it should read; repeatable.", show_default=False),
]
Beside = Annotated[
    list[str] | None,
    typer.Option(
        "--pack", metavar="PACK", help="A pack that is loaded before it, as it is used; repeatable.", show_default=False
    ),
]
Target = Annotated[
    Path | None,
    typer.Option(
        "--directory",
        "-d",
        metavar="FOLDER",
        parser=named,
        help="Where to write it; else trialparse-NAME.",
        show_default=False,
    ),
]


@app.command("list")
def list_packs() -> None:
    """Lists the built-in areas and the packs that are installed; none of these is imported."""
    from trialparse.lexicon.loader import builtin_sources
    from trialparse.lexicon.source import entries
    from trialparse.packs import available

    rows = [
        (file.removesuffix(".toml"), "built in", str(sum(1 for _ in entries(file, text))))
        for file, text in builtin_sources()["packs"]
    ]
    for name, point in sorted(available().items()):
        rows.append((name, f"{point.dist.name} {point.dist.version}" if point.dist else "installed", ""))
    _print_table(("pack", "from", "entries"), rows)


@app.command()
def show(pack: Which) -> None:
    """Shows what a pack holds."""
    found = _pack(pack)
    columns = ("id", "name", "unit", "names", "examples", "where")
    rows = [
        (entry.name, entry.data.get("name", ""), entry.data.get("unit", ""), *_counts(entry), entry.where())
        for entry in _entries(found)
    ]
    _print(f"{found.name} {found.version}, api {found.api}")
    _print_table(columns, [tuple(map(str, row)) for row in rows])
    for kind, given in (("layout", found.layouts), ("rule", found.rules), ("check", found.checks)):
        for each in given:
            _print(f"{kind} {getattr(each, 'name', getattr(each, '__name__', str(each)))}")


@app.command()
def check(pack: Which, page: Pages = None, beside: Beside = None) -> None:
    """Checks a pack: its lexicon, examples, pages, patterns; its layouts, rules and checks at work; overlaps."""
    from trialparse.kit.pack_check import check_pack
    from trialparse.packs import PackError

    found = _pack(pack)
    try:
        findings = check_pack(found, beside=[_pack(each) for each in beside or ()], pages=_pages(page or ()))
    except PackError as error:  # one of those beside it
        fail(str(error))
    for finding in findings:
        _print(str(finding))
    count = Counter(finding.severity for finding in findings)
    warnings = many(count["warning"], "warning")
    if count["error"]:
        _print(f"{found.name}: {many(count['error'], 'error')}, {warnings}")
        raise typer.Exit(Exit.FAILED)
    _print(f"{found.name}: {_extent(_entries(found)) or 'no entries'}; no errors, {warnings}")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The pack's name: lower case, with hyphens.")], directory: Target = None
) -> None:
    """Writes a pack that is ready to install, with an entry to put your own in the place of."""
    from trialparse.kit.template import is_pack_name, write_pack
    from trialparse.lexicon.loader import builtin_names

    if not is_pack_name(name):
        raise typer.BadParameter("a name has lower-case letters, digits and hyphens, and begins with a letter")
    if name in builtin_names():
        raise typer.BadParameter(f"{name} is an area of the built-in lexicon: a pack needs a name of its own")
    target = directory or Path(f"trialparse-{name}")
    if target.exists() and not target.is_dir():
        fail(f"{target}: is a file; choose a folder with -d", Exit.WRONG)
    if target.exists() and any(target.iterdir()):
        fail(f"{target}: is not empty; choose another folder with -d", Exit.WRONG)
    for path in write_pack(name, target):
        _print(str(path))
    _print(f"\nNext: pip install --editable {target}; trialparse packs check {name}")


def _pack(which: str) -> Pack:
    """The pack of a name, or a lexicon file as one."""
    from trialparse.cli.reading import pack_file
    from trialparse.packs import PackError, builtin_pack, find

    try:
        return builtin_pack(which) or pack_file(which) or find(which)
    except PackError as error:
        fail(str(error), Exit.WRONG)


def _pages(names: Iterable[str]) -> list[tuple[str, str]]:
    """The names and texts of pages."""
    from trialparse.cli.inputs import InputError, Source, text_of

    pages = []
    for name in names:
        try:
            pages.append((name, text_of(Source(name))))
        except InputError as error:
            fail(f"{name}: {error}")
    return pages


def _entries(pack: Pack) -> list[Entry]:
    from trialparse.lexicon.source import LexiconError, entries
    from trialparse.packs import PackError

    try:
        return [entry for name, text in pack.sources() for entry in entries(name, text)]
    except (PackError, LexiconError) as error:
        fail(str(error))


def _counts(entry: Entry) -> tuple[int, int]:
    """How many names an entry has, and how many sentences."""
    names, sentences = ("aliases", "cased", "patterns", "regex"), ("examples", "rejects")
    return sum(len(entry.data.get(key, ())) for key in names), sum(len(entry.data.get(key, ())) for key in sentences)


def _extent(found: Iterable[Entry]) -> str:
    count: Counter[str] = Counter()
    for entry in found:
        count["entries"] += 1
        for key in ("examples", "rejects", "patterns", "regex"):
            count[key] += len(entry.data.get(key, ()))
    return ", ".join(f"{what} {number}" for what, number in count.items() if number)


def _print(line: str) -> None:
    """A line for a person; what a pack has in it steers no terminal."""
    from trialparse.cli.formats import to_read
    from trialparse.cli.writing import write
    from trialparse.model.said import visible

    write([to_read(f"{visible(line)}\n")], None)


def _print_table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from trialparse.cli.formats import shown
    from trialparse.cli.writing import write

    table = Table()
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    write(shown([table]), None)
