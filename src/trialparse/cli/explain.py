"""`trialparse explain`: how a text is read, word by word."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from trialparse.cli.options import Packs

__all__ = ["explain"]


def explain(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="Eligibility text, or - for the standard input.")],
    pack: Packs = None,
) -> None:
    """Shows how each criterion of a text is read: its words, what was made of them, and what is left."""
    from trialparse.cli.exits import fail, say
    from trialparse.cli.formats import shown, to_read
    from trialparse.cli.inputs import STDIN, InputError, Source, text_of
    from trialparse.cli.reading import parser_of
    from trialparse.cli.writing import write
    from trialparse.model.said import visible
    from trialparse.outputs.explain import explain as explained
    from trialparse.outputs.terminal import diagnostics_view
    from trialparse.text.source import looks_like_path

    parser = parser_of(pack)
    try:
        given = text_of(Source(STDIN)) if text == STDIN else _argument(text)
    except InputError as error:
        fail(f"standard input: {error}")
    if not given.strip():
        say("the text is empty")
    elif text != STDIN and looks_like_path(text):
        say(f"{text}: is read as a text; to read the file of this name: trialparse explain - < {text}")
    found = parser.parse_criteria(given)
    for criterion in found.walk():
        account = f"{criterion.id} {' '.join(criterion.text.split())}\n{explained(criterion, parser, page=found)}\n"
        write([to_read(f"{visible(account)}\n")], None)
    write(shown([diagnostics_view(found.text, found.diagnostics)]), None)


def _argument(text: str) -> str:
    """An argument as it was typed; Python has its bytes, where the encoding of the terminal does not hold them."""
    try:
        text.encode()
    except UnicodeEncodeError:
        from trialparse.text.source import decode

        return decode(os.fsencode(text))
    return text
