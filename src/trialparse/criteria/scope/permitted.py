"""What a sentence says against its list: of an exclusion that somebody may take part, of an inclusion that nobody may.

`Patients with an INR of 2 to 3 on warfarin are eligible` among the exclusions excludes nobody: which of the two holds
for the limits of such a sentence is not plain.
"""

from __future__ import annotations

import re

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.phrases.sentence import Sentence

__all__ = ["against_its_list"]

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


def against_its_list(sentence: Sentence, draft: Draft, *, excludes: bool) -> bool:
    """Whether the sentence of a limit that is not denied says the opposite of the list in which it stands."""
    if draft.plain["negated"]:
        return False
    first, after = sentence.bounds(draft.first)
    start, end = sentence.atoms[first].start, sentence.atoms[after - 1].end
    return (_ADMITS if excludes else _BARS).search(sentence.text, start, end) is not None
