"""People: the participants of whom alone a thing is asked: `pregnancy test in women of childbearing potential`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trialparse.criteria.presence.reaching import TREATMENTS
from trialparse.criteria.presence.things import Thing

__all__ = ["of_groups"]

# Between what is asked for and the word that says of whom.
_LEADS = re.compile(
    r"[^.;:()\n]{0,40}?(?P<group>\b(?:for|in|from|among)\s+(?:all\s+|any\s+)?"
    r"(?:(?:wom[ae]n|females?|girls?|WOCBP|WCBP)\b)(?:\s+(?:patients?|participants?|subjects?|partners?|individuals?))?"
    r"(?:\s+(?:who\s+are|that\s+are|of|with))?\s+)",
    re.IGNORECASE,
)
_POTENTIAL = re.compile(r"(?:child|reproducti|potential|fertil|menopaus)", re.IGNORECASE)
_ALSO = re.compile(r"\s*(?:,|,?\s*(?:and|or|and/or))\s+", re.IGNORECASE)


def of_groups(text: str, things: Sequence[Thing]) -> list[Thing]:
    """The things, of which those that are asked of some participants alone have these as their condition."""
    found = list(things)
    for at in range(1, len(found)):
        left, right = found[at - 1], found[at]
        if left.category not in TREATMENTS or not _POTENTIAL.search(text, *right.place):
            continue
        group = _LEADS.fullmatch(text, left.place[1], right.said.wide[0])
        if group is None or right.said.negated_by is not None:
            continue
        first = at - 1
        while first and found[first - 1].category in TREATMENTS and _joins(text, found[first - 1], found[first]):
            first -= 1
        place = (group.start("group"), right.said.wide[1])
        found[first:at] = [_asked_of(each, place) for each in found[first:at]]
    return found


def _joins(text: str, left: Thing, right: Thing) -> bool:
    """Whether nothing but a comma, an `and` or an `or` stands between two things."""
    return _ALSO.fullmatch(text, left.place[1], right.said.wide[0]) is not None


def _asked_of(thing: Thing, place: tuple[int, int]) -> Thing:
    return thing if thing.said.condition else replace(thing, said=thing.said._replace(condition=place))
