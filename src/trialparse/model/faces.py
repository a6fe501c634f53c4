"""What notebooks and terminals show of a result; the rooms that draw it are loaded when something is shown.

These are the only imports of the model from a room that stands behind it: a notebook asks the object itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from trialparse.model.base import Frozen

if TYPE_CHECKING:
    from trialparse.model.constraint import Constraint
    from trialparse.model.criterion import Criterion, Eligibility
    from trialparse.model.trial import Trial

__all__ = ["Face", "show"]


class Face(Frozen):
    """A result that notebooks show as HTML, and everything else in one short line."""

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        from trialparse.outputs.html import html_of

        return html_of(self)


def show(value: Trial | Eligibility | Criterion | Constraint) -> None:
    """Prints a result for a person to read, as wide and as coloured as the terminal is."""
    from trialparse.outputs.terminal import show

    show(value)
