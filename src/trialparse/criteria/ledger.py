"""The ledger of a criterion: which of its words no constraint accounts for."""

from __future__ import annotations

import re

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence

__all__ = ["residue"]

_WORD = re.compile(r"[^\W_]{3,}|\d+")


def residue(sentence: Sentence, drafts: list[Draft]) -> list[tuple[int, int]]:
    """The stretches of a criterion's words that no constraint explains."""
    text, start, end = sentence.text, sentence.start, sentence.end
    if not drafts:
        return [_trim(text, start, end)]
    empty = sentence.lexicon.roles["empty"]
    explained = sorted(part for draft in drafts for part in draft.explained)
    left, place = [], start
    for a, b in [*explained, (end, end)]:
        if a > place:
            left.append(_trim(text, place, a))
        place = max(place, b)
    return [(a, b) for a, b in left if any(word.lower() not in empty for word in _WORD.findall(text[a:b]))]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
