"""How a call ends: the exit codes, and what is told on the standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum
from typing import Any, NoReturn

import typer

from trialparse.cli.progress import is_terminal

__all__ = ["Exit", "Terminated", "fail", "many", "safely", "say"]

# Of typer, for any call that is wrong; it has no public name.
_WrongCall: type[Exception] = typer.BadParameter.__mro__[1]


class Exit(IntEnum):
    """What the exit code of a call says."""

    DONE = 0
    FAILED = 1  # something that was to be read could not be
    WRONG = 2  # the call itself; typer's own number, too
    UNWRITTEN = 3
    INTERRUPTED = 130  # 128 and the number of the signal, as shells count
    CLOSED = 141
    TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """Another process has ended this one, by a signal; what is half done is put away as at an interrupt."""


def say(message: str) -> None:
    """A line on the standard error; where there is none, the exit code says it alone."""
    from trialparse.model.said import visible  # with the models, which `--help` need not load

    with suppress(OSError, ValueError):
        typer.echo(f"trialparse: {visible(message)}", err=True)


def fail(message: str, code: Exit = Exit.FAILED) -> NoReturn:
    """Ends the call with a message."""
    say(message)
    raise typer.Exit(code)


def many(count: int, one: str) -> str:
    """A number of things.

    >>> many(1, "error"), many(0, "error")
    ('1 error', '0 errors')
    """
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


@contextmanager
def safely() -> Iterator[None]:
    """Around all that a call does: what stops it ends it with its code and a line, not with a traceback.

    Faults of what is read are told where it is read, so that an `OSError` that comes as far as here is of the output.
    """
    try:
        yield
        _flush()
    except typer.Exit as end:  # of an option that prints and ends, such as --help, where nothing else has failed
        if end.exit_code == Exit.DONE and sys.stdout is None:
            fail("there is no standard output", Exit.UNWRITTEN)
        raise
    except SystemExit as end:  # what rich makes of a closed output
        if isinstance(end.__context__, BrokenPipeError):
            raise typer.Exit(Exit.CLOSED) from None
        raise
    except _WrongCall as error:  # typer draws a box around it, which is for people and not for a log
        if is_terminal(sys.stderr):
            raise
        fail(_wrong(error), Exit.WRONG)
    except BrokenPipeError:  # whoever read the output has closed it, as `head` does, and wants no more of it
        _leave_output()
        raise typer.Exit(Exit.CLOSED) from None
    except OSError as error:
        _leave_output()
        fail(": ".join([f"cannot write {error.filename or 'the output'}", *_details(error)]), Exit.UNWRITTEN)
    except KeyboardInterrupt as interrupt:
        _leave_output()
        ended = isinstance(interrupt, Terminated)
        said, code = ("terminated", Exit.TERMINATED) if ended else ("interrupted", Exit.INTERRUPTED)
        fail("; ".join([said, *_notes(interrupt)]), code)


def _wrong(error: Any) -> str:
    """What is wrong with a call, in one line, and where its options are told."""
    said = " ".join(error.format_message().split()).rstrip(".") or "no command is named"
    see = [f"see {error.ctx.command_path} --help"] if error.ctx else []
    return "; ".join([said[0].lower() + said[1:], *see])


def _details(error: OSError) -> list[str]:
    return ["; ".join([(error.strerror or str(error)).lower(), *_notes(error)])]


def _notes(error: BaseException) -> list[str]:
    return getattr(error, "__notes__", [])


def _flush() -> None:
    """Writes what Python still holds, so that a full disk shows before the end, and not behind it."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _leave_output() -> None:
    """What the standard output has not taken goes nowhere, or Python would try once more when it ends, and complain."""
    try:
        _flush()
    except OSError:
        with open(os.devnull, "wb") as nowhere, suppress(OSError):  # noqa: PTH123 - a device
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
