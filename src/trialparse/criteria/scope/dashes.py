"""Dashes in a line of exclusions: `COPD - HbA1c > 9% - stroke` may be a list that lost its line ends, or one thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from trialparse.criteria.kinds.drafts import Draft, doubted
from trialparse.model.criterion import Kind

__all__ = ["with_unsure_dashes"]

_DASH = re.compile(r"\s[-–—]\s")
# Between two constraints: a dash that may part them, in no other part of the sentence.
_PARTS = re.compile(r"[^.;,(]{0,80}?\s[-–—]\s(?!\()(?:(?!\b(?:or|and)\b)[^.;,(]){0,80}\Z", re.IGNORECASE)
_OPENS = re.compile(r"\s{1,3}[-–—]\s")
_MANY = 2  # dashes in a line from which it may be a list


def with_unsure_dashes(text: str, drafts: list[Draft], kind: Kind) -> list[Draft]:
    """The constraints of an exclusion, those doubtful between which a dash may part two exclusions.

    A dash does that behind a limit, or where there are several. All are one in a list of inclusions: each is asked for.
    """
    if kind != "exclusion" or len(drafts) < 2:
        return drafts
    ends = [draft.plain["span"]["end"] for draft in drafts]
    if not _DASH.search(text, min(ends), max(ends)):
        return drafts
    unsure = set(_parted(text, drafts))
    return [
        replace(draft, plain=doubted(draft.plain, ("unsure-join",))) if place in unsure else draft
        for place, draft in enumerate(drafts)
    ]


def _parted(text: str, drafts: Sequence[Draft]) -> Iterator[int]:
    """The places of the constraints beside a dash that may part them."""
    spans = sorted(
        (draft.plain["span"]["start"], draft.plain["span"]["end"], place) for place, draft in enumerate(drafts)
    )
    dashed = [(left, right) for left, right in pairwise(spans) if _PARTS.match(text, left[1], right[0])]
    for left, right in dashed:
        behind_limit = drafts[left[2]].plain["kind"] != "presence" and _OPENS.match(text, left[1])
        if behind_limit or len(dashed) >= _MANY:
            yield from (left[2], right[2])
