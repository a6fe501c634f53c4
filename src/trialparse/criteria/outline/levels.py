"""The lists that are open at a place of an outline, by their markers, and those that a section has interrupted."""

from dataclasses import dataclass

from trialparse.criteria.groups.reach import Reach
from trialparse.criteria.outline.item import Item
from trialparse.criteria.outline.lines import Line
from trialparse.criteria.outline.markers import Marker
from trialparse.model.criterion import Kind

__all__ = ["Interrupted", "Level", "comes_again", "follows", "goes_on", "interrupts", "is_counted", "is_first"]


@dataclass(slots=True)
class Level:
    """An open list: its indent, its marker's style and number, and its last item."""

    indent: int
    marker: Marker | None
    item: Item


@dataclass(slots=True)
class Interrupted:
    """A list that a section stands in, below one of its items or as one of them, and what held in the list.

    `1. Gout`, below it `Exclusion criteria:` and `a. lupus`, and then `2. BMI < 40`, which is of the list again.
    """

    indent: int
    marker: Marker  # the last one of the list
    levels: list[Level]
    kind: Kind
    heading: tuple[int, int] | None
    aside: bool
    excepts: bool
    reach: Reach
    is_left: bool = False  # whether the section has criteria that are none of the list

    def goes_on(self, line: Line) -> bool:
        """Whether a line is the next item of the list."""
        if not self.is_left or not self._is_beside(line) or line.marker is None:
            return False
        return not is_counted(line.marker) or follows(self.marker, line.marker)

    def leaves(self, line: Line) -> bool:
        """Whether a criterion of the section is none that the list may have."""
        self.is_left = self.is_left or not self._is_beside(line)
        return self.is_left

    def _is_beside(self, line: Line) -> bool:
        is_like = line.marker is not None and line.marker.style == self.marker.style
        return is_like and line.indent <= self.indent + 1


def interrupts(line: Line, levels: list[Level]) -> tuple[int, Marker] | None:
    """The indent and the last marker of the list that a heading stands in."""
    for level in reversed(levels):
        if level.marker is not None and level.indent < line.indent - 1:
            return level.indent, level.marker
        if line.marker is not None and _counts_on(level, line, line.marker):
            return line.indent, line.marker
    return None


def _counts_on(level: Level, line: Line, marker: Marker) -> bool:
    """Whether a line is the next one of a list that counts its items."""
    is_like = level.marker is not None and level.marker.style == marker.style and abs(level.indent - line.indent) <= 1
    return is_like and is_counted(marker) and follows(level.marker, marker)


def is_counted(marker: Marker) -> bool:
    return marker.number is not None or marker.roman is not None


def is_first(marker: Marker) -> bool:
    """Whether a list can open with this marker."""
    return not is_counted(marker) or 1 in (marker.number, marker.roman)


def follows(last: Marker | None, marker: Marker) -> bool:
    """Whether `marker` counts on from `last`, as letters, numbers or roman numerals."""
    if last is None:
        return False
    return (last.number is not None and marker.number == last.number + 1) or (
        last.roman is not None and marker.roman == last.roman + 1
    )


def goes_on(marker: Marker | None, ahead: list[Line]) -> bool:
    """Whether the list of a marker has a further item before the section ends."""
    for line in ahead:
        if line.heading is not None:
            return False
        if marker is not None and line.marker is not None and line.marker.style == marker.style:
            return not is_counted(marker) or follows(marker, line.marker)
    return False


def comes_again(marker: Marker, ahead: list[Line]) -> bool:
    """Whether the same number comes once more before the section ends: then this one belongs to the inner list."""
    for line in ahead:
        if line.heading is not None:
            return False
        if line.marker is not None and line.marker.style == marker.style and line.marker.number == marker.number:
            return True
    return False
