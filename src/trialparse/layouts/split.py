"""Several trials in one text."""

from collections.abc import Iterator

from trialparse.layouts.engine import Layout, detect
from trialparse.layouts.lines import lines_of

__all__ = ["split_text"]


def split_text(text: str, folded: str, layouts: tuple[Layout, ...]) -> Iterator[str]:
    """The texts of the trials, which together are the whole text; what stands above the first goes with it."""
    lines = list(lines_of(folded))
    layout = detect(layouts, lines)
    openings = layout.openings(lines) if layout else []
    starts = [0, *(folded.rfind("\n", 0, lines[place].start) + 1 for place in openings[1:])]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start:end]
