"""The head of a page without criteria: what tells it from a text of criteria without a heading."""

from collections.abc import Sequence

from trialparse.layouts.engine.lines import Line
from trialparse.layouts.pages.generic import GENERIC, ITEM, OF_PAGES
from trialparse.values import read_id

__all__ = ["is_head"]

_LONGEST_LINE, _LONGEST_HEAD = 120, 5  # characters, words


def is_head(lines: Sequence[Line]) -> bool:
    r"""Whether a text without a criteria heading is a page: it has labels or an id, and if it has items, both.

    >>> from trialparse.layouts.engine.lines import lines_of
    >>> is_head(list(lines_of("Tea in cough\nTrial ID NCT01234567\nSponsor Valley University")))
    True
    """
    labels = {label for line in lines if (label := _label_before(line))}
    has_id, is_labelled = any(map(_holds_id, lines)), len(labels) >= GENERIC.needed
    if any(ITEM.match(line.text) for line in lines):
        return has_id and is_labelled
    return is_labelled or (has_id and bool(labels))


def _label_before(line: Line) -> str | None:
    """The label of a page's field that a line is or begins with, not of one that criteria speak of."""
    words = line.key.split() if len(line.text) <= _LONGEST_LINE else []
    heads = (" ".join(words[:n]).rstrip(":") for n in range(min(len(words), _LONGEST_HEAD), 0, -1))
    label = next((head for head in heads if head in OF_PAGES), None)
    return (
        label
        if label is not None and (" " in label or label in (line.key, line.text.partition(":")[0].lower()))
        else None
    )


def _holds_id(line: Line) -> bool:
    """Whether a line is an id, or ends in one behind few words."""
    words = line.text.split()
    return 0 < len(words) <= _LONGEST_HEAD and read_id(words[-1]) is not None
