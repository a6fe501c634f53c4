"""The side of what stands under a heading, by several witnesses: its field, the heading above, its words."""

from trialparse.criteria.outline.headings import Heading
from trialparse.model.criterion import STATED_KINDS, Kind

__all__ = ["Sides"]


class Sides:
    """What says the side of criteria, heading by heading, and where two say the opposite.

    The `field` is what a record or a page says of the whole stretch, "unknown" where that says nothing; `said` are the
    kinds that its headings tell.
    """

    def __init__(self, field: Kind, said: set[Kind]) -> None:
        self.field = field
        self._said = said
        self.has_both = said.issuperset(STATED_KINDS)
        self.has_own = False  # whether criteria of the field's own side stand in it
        self.above: Kind | None = None  # what the section heading right above says
        self.conflicts: list[tuple[int, int]] = []

    def add(self, kind: Kind) -> None:
        """Count a criterion."""
        self.has_own = self.has_own or kind == self.field
        self.above = None

    def says(self, kind: Kind | None) -> bool:
        """Whether a heading of the text, or its field, is of a kind."""
        return kind == self.field or kind in self._said

    def of(self, heading: Heading, place: tuple[int, int], named: bool) -> Kind | None:
        """The kind of what stands under a heading, None for the one there was.

        A heading that says the opposite of its field is believed where the field has words of its own side, too: then
        the whole text was put there. Else nobody knows, nor of a sentence right under the opposite heading.
        """
        kind = heading.kind
        if kind not in STATED_KINDS:
            labels = kind == "unknown" and self.field in STATED_KINDS and not heading.aside
            return self.field if labels else kind
        opposes_field = self.field not in ("unknown", kind)
        opposes_heading = not named and self.above not in (None, kind)
        if named:
            self.above = kind
        if opposes_field or opposes_heading:
            self.conflicts.append(place)
        if opposes_heading or (opposes_field and not (self.has_both or self.has_own)):
            return "unknown"
        return kind
