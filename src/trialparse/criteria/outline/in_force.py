"""Criteria in force: the stretches of a text that no heading calls former."""

from collections.abc import Sequence

from trialparse.model.criterion import Kind
from trialparse.values import former_criteria

__all__ = ["in_force"]

Section = tuple[int, int, Kind]


def in_force(text: str, sections: Sequence[Section]) -> tuple[list[Section], list[tuple[int, int]]]:
    r"""The stretches of sections that hold criteria in force, and where the headings of the others stand.

    >>> text = "Current criteria:\nAge over 21\nPrevious criteria:\nAge over 18"
    >>> stretches, former = in_force(text, [(0, len(text), "inclusion")])
    >>> [text[start:end] for start, end, _ in stretches], [text[start:end] for start, end in former]
    (['Current criteria:\nAge over 21\n'], ['Previous criteria:'])
    """
    stretches: list[Section] = []
    headings: list[tuple[int, int]] = []
    for start, end, kind in sections:
        place = start
        for first, last, heading in former_criteria(text[start:end]):
            begin = text.index(heading, start + first)
            headings.append((begin, begin + len(heading)))
            stretches += [(place, start + first, kind)] if text[place : start + first].strip() else []
            place = start + last
        stretches += [(place, end, kind)] if place == start or text[place:end].strip() else []
    return stretches, headings
