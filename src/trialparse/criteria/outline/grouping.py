"""Headings that name a group: which lines are some, and which of them set criteria apart."""

from trialparse.criteria.groups.headings import Above, apart, classed, is_name
from trialparse.criteria.groups.reach import Reach
from trialparse.criteria.outline.item import Item
from trialparse.criteria.outline.lines import Line

__all__ = ["names_group", "set_apart"]

_LABEL = 100  # characters of a label, at the most


def names_group(text: str, line: Line, following: Line) -> bool:
    """Whether a line is only the name of a group, and what follows stands beside it: `Cohort 2`, `Women:`."""
    has_colon = text[line.end - 1] == ":"
    if line.marker is None:
        if is_name(text, line.body, line.end):
            return True
        return has_colon and following.marker is None and _names_people(text, line.body, line.end)
    if not has_colon or following.marker is None or (line.marker.number is not None or line.marker.roman is not None):
        return False
    beside = following.indent <= line.indent + 1 and following.marker.style == line.marker.style
    return beside and is_name(text, line.body, line.end)


def _names_people(text: str, start: int, end: int) -> bool:
    found = classed(text, start, end) if end - start < _LABEL else None
    return found is not None and not found.everybody and not found.bare


def set_apart(items: list[Item], reach: Reach) -> None:
    """Let only those groups stand over criteria that set them apart from others of the text."""
    if not reach.found:
        return
    narrows = apart(reach.found, [(item.kind, item.within) for item in items])
    for item in items:
        item.within = tuple(each for each in item.within if narrows(each))
    for item in items:
        for child in item.children:
            _stand_within(child, item.within)


def _stand_within(item: Item, within: tuple[Above, ...]) -> None:
    item.within = within
    for child in item.children:
        _stand_within(child, within)
