"""Several trials in one text."""

from collections.abc import Iterator, Sequence

from trialparse.layouts import layout_of
from trialparse.layouts.engine.lines import Line, lines_of
from trialparse.layouts.engine.markdown import is_marked, unmarked
from trialparse.text import fold

__all__ = ["split"]


def split(text: str) -> Iterator[str]:
    r"""The texts of the trials in a text, one after another; together they are the whole of it.

    Records are told apart where the layout they are in says how one begins. What stands above the first goes with it.

    Examples:
        >>> page = "NCT ID: NCT0000000{0}\nLast Updated: 2026-01-0{0}\nConditions\nSponsors\nLocations\n"
        >>> [part[:19] for part in split("".join(f"Study {n}\n" + page.format(n) for n in (1, 2)))]
        ['Study 1\nNCT ID: NCT', 'Study 2\nNCT ID: NCT']
        >>> list(split("Inclusion Criteria: age over 18"))
        ['Inclusion Criteria: age over 18']
    """
    folded = fold(text)
    lines = list(lines_of(folded))
    if is_marked(folded, lines):
        lines = list(lines_of(unmarked(folded)))
    layout = layout_of(lines)
    divided = layout.divide(lines) if layout else lines
    openings = layout.openings(divided) if layout else []
    starts = [0, *(_start(folded, divided, place) for place in openings[1:])]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]


def _start(folded: str, lines: Sequence[Line], place: int) -> int:
    """Where the text of a line begins: with the blanks before it, but not within the line before."""
    return max(folded.rfind("\n", 0, lines[place].start) + 1, lines[place - 1].end)
