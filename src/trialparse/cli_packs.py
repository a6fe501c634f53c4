"""The command line of packs: `trialparse packs list|show|check|new`.

Exit codes as in `trialparse.cli`: 0, done; 1, the pack has errors or cannot be had; 2, the call itself was wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from trialparse.kit.template import is_pack_name, write_pack
from trialparse.lexicon.loader import builtin_names, builtin_sources
from trialparse.lexicon.source import Entry, LexiconError, entries
from trialparse.packs import Pack, PackError, available, builtin_pack, find, lexicon_pack
from trialparse.text.source import read

__all__ = ["app"]

app = typer.Typer(help="Packs: lexicons, layouts, rules and checks that add to the parser.", no_args_is_help=True)

Which = Annotated[str, typer.Argument(metavar="PACK", help="A name that `packs list` shows, or a file (.toml).")]
Pages = Annotated[
    list[Path] | None, typer.Option("--page", metavar="FILE", help="A page that it should read; may be given again.")
]
Beside = Annotated[
    list[str] | None,
    typer.Option("--pack", metavar="PACK", help="A pack that is loaded before it, as it is used; may be given again."),
]
Target = Annotated[Path | None, typer.Option("--directory", "-d", help="Where to write it; else trialparse-NAME.")]


@app.command("list")
def list_packs() -> None:
    """Lists the built-in areas and the packs that are installed; none of these is imported."""
    table = Table("pack", "from", "entries")
    for file, text in builtin_sources()["packs"]:
        table.add_row(file.removesuffix(".toml"), "built in", str(sum(1 for _ in entries(file, text))))
    for name, point in sorted(available().items()):
        distribution = f"{point.dist.name} {point.dist.version}" if point.dist else "installed"
        table.add_row(escape(name), escape(distribution), "")
    Console().print(table)


@app.command()
def show(pack: Which) -> None:
    """Shows what a pack holds."""
    found = _pack(pack)
    console = Console(highlight=False)
    console.print(f"[bold]{escape(found.name)}[/] {escape(found.version)}, api {found.api}")
    table = Table("id", "name", "unit", "names", "examples", "where")
    for entry in _entries(found):
        cells = (entry.name, entry.data.get("name", ""), entry.data.get("unit", ""), *_counts(entry), entry.where())
        table.add_row(*(escape(str(cell)) for cell in cells))
    console.print(table)
    for kind, given in (("layouts", found.layouts), ("rules", found.rules), ("checks", found.checks)):
        for each in given:
            console.print(f"{kind[:-1]} {escape(getattr(each, 'name', getattr(each, '__name__', str(each))))}")


@app.command()
def check(pack: Which, page: Pages = None, beside: Beside = None) -> None:
    """Checks a pack: its lexicon, examples, pages, patterns; its layouts, rules and checks at work; overlaps."""
    from trialparse.kit.pack_check import check_pack

    found = _pack(pack)
    try:
        findings = check_pack(found, beside=[_pack(each) for each in beside or ()], pages=_pages(page or ()))
    except PackError as error:  # one of those beside it
        raise _failure(str(error)) from error
    for finding in findings:
        typer.echo(str(finding))
    count = Counter(finding.severity for finding in findings)
    if count["error"]:
        raise _failure(f"{found.name}: {count['error']} errors, {count['warning']} warnings")
    typer.echo(f"{found.name}: {_extent(_entries(found))}; no errors, {count['warning']} warnings")


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The pack's name: lower case, with hyphens.")], directory: Target = None
) -> None:
    """Writes a pack that is ready to install, with an entry to put your own in the place of."""
    if not is_pack_name(name):
        raise typer.BadParameter("a name has lower-case letters, digits and hyphens, and begins with a letter")
    if name in builtin_names():
        raise typer.BadParameter(f"{name} is an area of the built-in lexicon: a pack needs a name of its own")
    target = directory or Path(f"trialparse-{name}")
    if target.exists() and any(target.iterdir()):
        raise _failure(f"{target} is not empty")
    for path in write_pack(name, target):
        typer.echo(path)
    typer.echo(f"\nNext: pip install --editable {target}; trialparse packs check {name}")


def _pack(which: str) -> Pack:
    """The pack of a name, or a lexicon file as one."""
    try:
        return lexicon_pack(Path(which)) if which.endswith(".toml") else builtin_pack(which) or find(which)
    except PackError as error:
        raise _failure(str(error)) from error


def _pages(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """The names and texts of pages."""
    try:
        return [(str(path), read(path)) for path in paths]
    except (OSError, ValueError) as error:
        raise _failure(str(error)) from error


def _entries(pack: Pack) -> list[Entry]:
    try:
        return [entry for name, text in pack.sources() for entry in entries(name, text)]
    except (PackError, LexiconError) as error:
        raise _failure(str(error)) from error


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


def _failure(message: str) -> typer.Exit:
    typer.echo(f"trialparse: {message}", err=True)
    return typer.Exit(1)
