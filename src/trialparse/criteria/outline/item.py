"""What an outline is made of: criteria in a tree, headings and notes."""

from dataclasses import dataclass, field
from typing import Literal

from trialparse.criteria.groups.headings import Above
from trialparse.model.criterion import Kind

__all__ = ["Excepted", "Item", "Outline"]

# Whether a criterion is what another one excepts: `malignancy except:`, and below it `- melanoma`.
Excepted = Literal["surely", "perhaps"] | None


@dataclass(slots=True)
class Item:
    """One criterion: its own words are `text[start:end]`, without marker and children."""

    kind: Kind
    start: int
    end: int
    marker: str | None = None
    depth: int = 0
    heading: str | None = None
    under: tuple[int, int] | None = None  # where its heading stands
    within: tuple[Above, ...] = ()  # the groups that headings name it for, from the outer to the inner
    children: list["Item"] = field(default_factory=list)
    excepted: Excepted = None


@dataclass(slots=True)
class Outline:
    """The criteria of a text, and the places of what is not one: headings, and notes that ask nothing.

    `conflicts` are headings that say the opposite of what else says the side of the criteria under them.
    `asides` are what stands under headings that tell of something else than eligibility, by the heading; `unsure` are
    headings of which it is not plain what they say, or whether they are one.
    """

    items: list[Item]
    headings: list[tuple[int, int]]
    notes: list[tuple[int, int]]
    conflicts: list[tuple[int, int]] = field(default_factory=list)
    asides: dict[tuple[int, int], list[tuple[int, int]]] = field(default_factory=dict)
    unsure: list[tuple[int, int]] = field(default_factory=list)
