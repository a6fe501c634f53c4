"""In how many brackets the words of a sentence stand."""

from __future__ import annotations

from trialparse.lexicon.alphabet import CLOSE, OPEN

__all__ = ["depths_of"]


def depths_of(codes: str) -> list[int]:
    """In how many brackets each atom stands; a bracket without its other half is none."""
    depths, open_ = [0] * len(codes), []
    for index, code in enumerate(codes):
        if code == OPEN:
            open_.append(index)
        elif code == CLOSE and open_:
            depths[open_.pop()] += 1
            depths[index] -= 1
    depth = 0
    for index, step in enumerate(depths):
        depth += step
        depths[index] = depth
    return depths
