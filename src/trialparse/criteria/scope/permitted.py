"""What a sentence says against its list: of an exclusion that somebody may take part, of an inclusion that nobody may.

`Patients with an INR of 2 to 3 on warfarin are eligible` among the exclusions excludes nobody: which of the two holds
for the limits of such a sentence is not plain.
"""

from __future__ import annotations

import re

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence

__all__ = ["against_their_list"]

_ADMITS = re.compile(
    r"(?<!not )(?<!no longer )\b"
    r"(?:(?:is|are|be|remain)\s+(?:still\s+|also\s+)?(?:eligible|allowed|permitted|acceptable)"
    r"|may\s+(?:still\s+|also\s+)?(?:be\s+(?:included|enrolled)|enrol\w{0,5}|participate))\b",
    re.IGNORECASE,
)
_BARS = re.compile(
    r"\b(?:(?:is|are|be)\s+not\s+(?:be\s+)?(?:eligible|included|enrolled)|(?:is|are|be)\s+(?:ineligible|excluded))\b",
    re.IGNORECASE,
)
# One of these stands in all that the two can find.
_TELLING = ("eligible", "allowed", "permitted", "acceptable", "included", "excluded", "enrol", "participate")


def against_their_list(sentence: Sentence, drafts: list[Draft], *, excludes: bool) -> list[Draft]:
    """The constraints, those marked whose sentence says the opposite of the list in which it stands."""
    said = _ADMITS if excludes else _BARS
    words = sentence.text[sentence.start : sentence.end].lower()
    if not any(map(words.__contains__, _TELLING)):
        return drafts
    found = {
        sentence.bounds(sentence.place(each.start()))
        for each in said.finditer(sentence.text, sentence.start, sentence.end)
    }
    if not found:
        return drafts
    return [
        draft.doubted("unsure-negation")
        if not draft.plain["negated"] and sentence.bounds(draft.first) in found
        else draft
        for draft in drafts
    ]
