"""Reading all that a call names, one after the other: what fails is told and counted, the rest is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from trialparse.cli.exits import Exit, fail, say
from trialparse.cli.inputs import STDIN, InputError, Source, sources, text_of
from trialparse.cli.progress import is_terminal, watched
from trialparse.cli.writing import is_stdout
from trialparse.faults import told
from trialparse.model import Eligibility, Trial
from trialparse.packs import Pack, PackError, available, lexicon_pack
from trialparse.parser import Parser

__all__ = ["Batch", "Reader", "Result", "batch_of", "one", "pack_file", "parser_of"]


@dataclass(frozen=True, slots=True)
class Result:
    """What was read of one source, or one of the trials in it."""

    source: str
    found: Trial | Eligibility


Reader = Callable[[str], Iterable[Trial | Eligibility]]


def one(read: Callable[[str], Trial | Eligibility]) -> Reader:
    """A reader of the one thing in a text."""
    return lambda text: [read(text)]


def batch_of(files: Sequence[str], output: Path | None, quiet: bool) -> Batch:
    """All that the arguments of a call name; what is left out of them is told."""
    found, notes = sources(files)
    for note in () if quiet else notes:
        say(note)
    return Batch(found, quiet, shares_terminal=is_stdout(output) and is_terminal(sys.stdout))


def parser_of(packs: Sequence[str] | None) -> Parser:
    """The parser with the packs of a call; one that cannot be had ends it, since all would be read otherwise."""
    try:
        return Parser(packs=[pack_file(each) or each for each in packs or ()])
    except PackError as error:
        fail(f"--pack: {error}", Exit.WRONG)


def pack_file(which: str) -> Pack | None:
    """The pack of a lexicon file, or None where `which` is the name of a pack; raises a `PackError`."""
    if which in available():  # also where the folder that it was made in has its name
        return None
    path = Path(which)
    if path.is_dir() and (found := sorted(path.glob("src/*/lexicon.toml"))):
        raise PackError(f"{which}: is a folder; name the lexicon in it, {found[0]}, or install it and name the pack")
    if path.suffix == ".toml" and not path.exists():
        raise PackError(f"{which}: no such file or directory; see how it is spelt")
    if path.suffix != ".toml" and path.is_file():
        raise PackError(f"{which}: is no lexicon file, which ends in .toml")
    return lexicon_pack(path) if path.suffix == ".toml" else None


@dataclass(slots=True)
class Batch:
    """The sources of a call, and how far they are read."""

    sources: Sequence[Source]
    quiet: bool = False
    shares_terminal: bool = False  # results go to the terminal that progress would be shown on
    done: int = 0
    failed: int = 0

    def results(self, read: Reader) -> Iterator[Result]:
        """What is read, in order; a source that fails is told of and left out."""
        try:
            shown = watched(self.sources, "reading", quiet=self.quiet, shares_terminal=self.shares_terminal)
            for source in shown:
                yield from self._results(source, read)
        except KeyboardInterrupt as interrupt:
            if len(self.sources) > 1:
                interrupt.add_note(f"{self.done} of {len(self.sources)} were read")
            raise

    def _results(self, source: Source, read: Reader) -> Iterator[Result]:
        try:
            text = text_of(source)
            for number, found in enumerate(read(text)):
                if not number:
                    self._count(source, text)
                yield Result(_utf8(source.name), found)
        except InputError as error:
            self._fail(source, str(error))
        except Exception as error:  # a fault of ours in one page must not cost the others
            self._fail(source, f"a fault of trialparse, please report it: {told(error)}")

    def _count(self, source: Source, text: str) -> None:
        self.done += 1
        if not text.strip() and not self.quiet:
            say(f"{_told(source)}: is empty")

    def _fail(self, source: Source, reason: str) -> None:
        self.failed += 1
        say(f"{_told(source)}: {reason}")

    def end(self) -> None:
        """Ends the call by how it went: with the count of failures where there are any among several sources."""
        if self.failed and len(self.sources) > 1:
            fail(f"{self.failed} of {len(self.sources)} could not be read; {self._rest()}")
        if self.failed:
            raise typer.Exit(Exit.FAILED)

    def _rest(self) -> str:
        if not self.done:
            return "nothing was read"
        return "the other one was" if self.done == 1 else f"the other {self.done} were"


def _told(source: Source) -> str:
    return "standard input" if source.name == STDIN else _utf8(source.name) or "''"


def _utf8(name: str) -> str:
    """A name as results can carry it; what is no UTF-8 in it is shown by its bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
