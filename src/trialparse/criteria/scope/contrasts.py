"""A second limit of one thing, and what sets it apart from the first: `≥ 30, or ≥ 27 with a comorbidity`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from trialparse.criteria.scope.beside import clause_end
from trialparse.criteria.scope.cues import MODALS, PRESENT, RELATIVE
from trialparse.criteria.scope.frame import REACH, Clause, Frame, Limit
from trialparse.criteria.scope.people import names_people
from trialparse.criteria.scope.together import Plain, are_alike, subject_id
from trialparse.lexicon.alphabet import COLON, COMMA, CRITERIA, IF, MEASURED, OPEN, OR, WORD, one_of

__all__ = ["apart", "are_contrasted", "contrasts"]

_CONTRASTED = frozenset({"with", "without", "for"})
_BRACKETED = _CONTRASTED | {"in", "after", "during", "under", "among"}  # and in a bracket
# What such a word leads to then sets nothing apart: `the 95th percentile for age`.
_DETERMINED = frozenset({"the", "at", "age", "sex", "gender", "height"})
_BETWEEN = one_of(COMMA, OR, OPEN)
_NAMED = one_of(WORD, CRITERIA, MEASURED)
_HEAD = 16  # atoms of a bracket before its limit, at the most
_DEMANDS = MODALS | PRESENT
_MARKS = one_of(COLON, COMMA)


def are_contrasted(frame: Frame, earlier: Limit, limit: Limit) -> bool:
    """Whether a limit is a second one of what the earlier one limits, and for others than that."""
    between = frame.codes[earlier[1] + 1 : limit[0]]
    if between[-1:] not in _BETWEEN or MEASURED in between or len(between) > REACH:
        return False
    kind = frame.what[limit[0]]
    return frame.what[earlier[0]].name == kind.name and (between[:1] == OPEN or kind.contrasts)


def contrasts(frame: Frame) -> Iterator[Clause]:
    """The clauses that follow limits of which one is a second limit of what the other limits."""
    for earlier, limit in pairwise(frame.limits):
        if are_contrasted(frame, earlier, limit):
            alike = are_alike(frame.said.get(earlier[0], {}), frame.said.get(limit[0], {}))
            for one in (earlier, limit):
                words = _BRACKETED if alike and frame.inner[one[0]] >= 0 else _CONTRASTED
                clause = _contrast(frame, one[1] + 1, one[0], words)
                if clause is not None:
                    yield clause


def _contrast(frame: Frame, index: int, limit: int, words: frozenset[str]) -> Clause | None:
    if index + 1 >= len(frame.codes) or frame.word(index) not in words:
        return None
    if frame.codes[index + 1] not in _NAMED or frame.word(index + 1) in _DETERMINED:
        return None
    end = clause_end(frame, index, frame.group(index)[1], people=True)
    if frame.codes[index + 1] == MEASURED and frame.next(index, end) is not None:
        return None  # `and ≥ 27 with ferritin < 30 ng/mL`: a further finding
    return Clause(index, end, limit, limit + 1, whys=("condition.contrast",))


def _ends_head(frame: Frame, place: int, opens: bool) -> bool:
    """Whether what is asked of those who are named begins here; the words after `if` have a verb of their own."""
    if frame.codes[place] in _MARKS:
        return True
    return not opens and frame.word(place) in _DEMANDS and frame.word(place - 1) not in RELATIVE


def apart(frame: Frame) -> Iterator[Clause]:
    """`ALT ≤ 3 x ULN (patients with liver metastases: ≤ 5 x ULN)`: a bracket names first for whom its limit holds."""
    for opening, closing in frame.closing.items():
        earlier, limit = frame.before(opening, 0), frame.next(opening + 1, closing)
        if earlier is None or limit is None or earlier[1] != opening - 1 or closing - limit[1] > 1:
            continue
        end = _head_end(frame, opening + 1, limit, earlier)
        if end is not None:
            yield Clause(opening + 1, end, limit[0], limit[0] + 1, whys=("condition.apart",))


def _head_end(frame: Frame, first: int, limit: Limit, earlier: Limit) -> int | None:
    """Where the words for those end who have the limit, None where it is not set apart from the earlier one by them."""
    said, before = frame.said.get(limit[0]), frame.said.get(earlier[0])
    if said is None or before is None or not are_alike(said, before) or not 0 < limit[0] - first <= _HEAD:
        return None
    named = _measured(frame, said)
    if named >= first and subject_id(said) != subject_id(before):
        return None  # `QTcF > 490 ms (in patients with a QRS < 120 ms)`: a limit of another thing
    opens = frame.codes[first] == IF
    end = named if named > first else limit[0]
    end = next((place for place in range(first + 1, end) if _ends_head(frame, place, opens)), end)
    says = opens or frame.codes[limit[0] - 1] == COLON or names_people(frame.sentence.words(first, end))
    return end if says else None


def _measured(frame: Frame, said: Plain) -> int:
    """The first atom of the measurement that a limit is of, -1 where it is of none."""
    subject = said.get("subject")
    return frame.sentence.begins(subject["span"]["start"]) if subject and subject["loinc"] else -1
