"""Several trials in one text."""

from collections.abc import Iterator

from trialparse.layouts import layout_of
from trialparse.layouts.engine.lines import lines_of
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
    layout = layout_of(lines)
    openings = layout.openings(lines) if layout else []
    starts = [0, *(folded.rfind("\n", 0, lines[place].start) + 1 for place in openings[1:])]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]
