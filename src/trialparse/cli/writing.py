"""Where results go: to the standard output as they come, or into a file, whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from trialparse.cli.exits import Exit, fail
from trialparse.cli.inputs import Source

__all__ = ["check_output", "is_stdout", "write"]


def is_stdout(output: Path | None) -> bool:
    """Whether results go to the standard output, by whichever name."""
    return output is None or output in (Path("-"), Path("/dev/stdout"))


def check_output(output: Path | None, found: Iterable[Source]) -> None:
    """Ends a call whose output cannot be, before anything is read; one that would write over what it reads, too."""
    if output is None or is_stdout(output):
        return
    if output.is_dir():
        fail(f"{output}: is a folder; name a file in it for -o", Exit.WRONG)
    if not output.absolute().parent.is_dir():
        fail(f"{output}: there is no folder {output.parent}; make it first", Exit.WRONG)
    if any(_is_same(output, source.name) for source in found):
        fail(f"{output}: is one of the files to read; choose another name for -o", Exit.WRONG)


def _is_same(output: Path, name: str) -> bool:
    try:
        return output.is_file() and output.samefile(name)
    except (OSError, ValueError):  # what cannot be read is no file to lose
        return False


def write(chunks: Iterable[bytes], output: Path | None) -> bool:
    """Writes what comes; says whether anything did, for no file is made of nothing."""
    rest = iter(chunks)
    first = next(rest, None)
    if first is None:
        return False
    if output is None or is_stdout(output):
        _print(chain([first], rest))
        return True
    try:
        with _whole(output) as file:
            file.writelines(chain([first], rest))
    except OSError as error:
        error.filename = str(output)
        raise
    except KeyboardInterrupt as error:
        error.add_note(f"{output} is not written")
        raise
    return True


def _print(chunks: Iterable[bytes]) -> None:
    if sys.stdout is None:
        fail("there is no standard output; name a file with -o", Exit.UNWRITTEN)
    for chunk in chunks:
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()


@contextmanager
def _whole(output: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name when all of it is written; what had the name before stays until then."""
    target = output.resolve()  # a link stays one
    if target.exists() and not target.is_file():  # a device or a pipe
        with target.open("wb") as file:
            yield file
        return
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
        written = Path(file.name)
        try:
            yield file
            file.flush()
            written.chmod(_mode(target))
            written.replace(target)
        except BaseException:
            written.unlink(missing_ok=True)
            raise


def _mode(target: Path) -> int:
    """Who may do what with the file: as it was, or as with any new file."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
