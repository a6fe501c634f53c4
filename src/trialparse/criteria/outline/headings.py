"""Headings of eligibility texts: which words open a section and of which kind, and what is only a label or a note."""

import re
from dataclasses import dataclass

from trialparse.criteria.outline.limits import holds_limit
from trialparse.criteria.outline.wording import (
    AFTER,
    ALONE,
    ASIDE,
    ASIDE_THEN,
    ASKED_FOR,
    ASKS,
    BARRED,
    BESIDES,
    COHORT,
    ENTERED,
    ENTRY,
    HANGING,
    HINTS,
    LONE_QUALIFIER,
    MEASURED,
    NEUTRAL,
    NOTE,
    OPEN,
    OTHER_SCRIPT,
    OWNED,
    POLAR,
    QUALIFIED,
    QUALIFIER,
    REFUSES,
    SAID,
    SORTS,
    STRICT,
    TOLD,
    UNMET,
    VERB,
    WHO,
    WHOM,
)
from trialparse.lexicon.languages import headings as languages
from trialparse.model.criterion import Kind

__all__ = [
    "Heading",
    "is_cohort",
    "is_label",
    "is_note",
    "is_rest",
    "label_seam",
    "section",
    "sentence",
]

_REACH = 90  # characters in which a heading has said what it is
_MOST_WORDS_BEFORE, _MOST_WORDS_BEHIND = 8, 12
_STOPS = re.compile(r"[;\n]|\.(?=\s)")
_PARAGRAPH_NUMBER = re.compile(r"^\w\.\d+(?:\.\d+)?\s+")  # E.3 in the European register
_COLON = re.compile(rf"[\s*_.]{{0,6}}(?::|--?(?=\s|$)){AFTER}")
# A heading that its section follows at once, without a colon; and one that a part of the study has, without "criteria".
_RUN_ON = re.compile(
    r"(?:(?:Inclusion|Exclusion)\s+Criteria|(?:INCLUSION|EXCLUSION)\s+CRITERIA)(?=\s+(?:[A-Z][a-z]+\s|\d|[<>≥≤]))"
)
_NAMED = re.compile(r"(?:[A-Z][\w-]*\s+){1,4}(?:Inclusion|Exclusion)")
# A part of the study, by its number or letter: what limits it is told beside its name, `Group 2 (ages 5 to 12)`.
_PART = re.compile(r"\(?(?:cohort|group|arm|part|sub-?study)s?\s+(?:\d|[A-Z]\b|[IVX]+\b)", re.IGNORECASE)
_NOTES = re.compile(
    r"\b(?:appl(?:y|ies)|information|there\s+(?:are|may\s+be))\b", re.IGNORECASE
)  # the long ones have one of these
_NOTE_HINTS = ("appl", "information", "there")  # which are looked for faster
_SHORT_NOTE, _LONG_NOTE = 60, 160
_FEW_WORDS = 4


@dataclass(slots=True)
class Heading:
    """A heading's place and the kind of what stands under it; None keeps the kind there was.

    What stands under an `aside` is no criterion of eligibility: when to leave the study, say. One without a kind is an
    aside only behind exclusions.
    """

    start: int
    end: int
    kind: Kind | None
    aside: bool = False


def section(text: str, start: int, end: int, marked: bool) -> Heading | None:
    """The section heading a line begins with; it may end before the line does.

    >>> section("Key Exclusion Criteria:", 0, 23, False)
    Heading(start=0, end=23, kind='exclusion', aside=False)
    >>> section("Does not meet inclusion criteria", 0, 32, False)
    """
    said = languages.heading(text, start, end)
    if said is not None:
        place, kind = said
        return Heading(start, place, "unknown" if kind == "aside" else kind, aside=kind == "aside")
    if not _may_open(text, start, end):
        return None
    return (
        _neutral(text, start, end)
        or _aside(text, start, end, marked)
        or _polar(text, start, end, marked)
        or (None if marked else _alone(text, start, end))
    )


def _may_open(text: str, start: int, end: int) -> bool:
    """A cheap look before the dear ones: does the line begin with anything that headings have."""
    return bool(HINTS.find_matches_as_indexes(text[start : min(end, start + _REACH)].lower()))


def _neutral(text: str, start: int, end: int) -> Heading | None:
    """`Eligibility criteria:` may hold both kinds; `--Patient Characteristics--` keeps the kind there was."""
    match = NEUTRAL.match(text, start, end)
    if match is None:
        return None
    keeps = "--" in match[0] or match[0][0] in "cC"  # a mere `Criteria:`
    return Heading(start, _behind_colon(text, match.end(), end), None if keeps else "unknown")


def _aside(text: str, start: int, end: int, marked: bool) -> Heading | None:
    """`Withdrawal criteria:`."""
    match = ASIDE.match(text, start, end)
    if match is None:
        is_late = not marked and ASIDE_THEN.match(text, start, end) is not None
        return Heading(start, end, None, aside=True) if is_late else None
    return Heading(start, _behind_colon(text, match.end(), end), "unknown", aside=True)


def _alone(text: str, start: int, end: int) -> Heading | None:
    """`Not eligible:`, `Who can take part?`: a heading by itself."""
    match = ALONE.match(text, start, end)
    return None if match is None else Heading(start, match.end(), "exclusion" if match["exclusion"] else "inclusion")


def _behind_colon(text: str, place: int, end: int) -> int:
    colon = _COLON.match(text, place, end)
    return colon.end() if colon else place


def _polar(text: str, start: int, end: int, marked: bool) -> Heading | None:
    """`Key exclusion criteria for part B:`."""
    match = POLAR.search(text, start, min(end, start + _REACH))
    if match is None:
        return None
    prefix = _PARAGRAPH_NUMBER.sub("", text[start : match.start()])
    criteria = match["criteria"] is not None or ASKED_FOR.search(prefix) is not None
    if not marked and _NAMED.fullmatch(text, start, end):
        return Heading(start, end, _kind(match))
    has_colon = text.find(":", match.end(), min(end, match.end() + _REACH)) >= 0
    if not (_may_stand_before(prefix, criteria, marked) or (has_colon and OWNED.match(prefix))):
        return None
    if not marked and _is_criterion(text, start, match, end):
        return None
    place = _behind(text, match.end(), end, criteria, marked)
    if place is None and not marked and (tail := _RUN_ON.match(text, start, end)):
        place = tail.end()
    return None if place is None else Heading(start, place, _kind(match))


def _behind(text: str, place: int, end: int, criteria: bool, marked: bool) -> int | None:
    """Where a heading ends whose telling words end at `place`; None where what follows belongs to no heading."""
    tail = (QUALIFIER if criteria else LONE_QUALIFIER).match(text, place, end) or OTHER_SCRIPT.match(text, place, end)
    if tail is not None:
        if UNMET.search(tail[0]):
            return None
        told = TOLD.match(text, place, end) if criteria else None
        return tail.end() if told is None else told.end()
    return _loose(text, place, end, marked) if criteria else None


def _loose(text: str, place: int, end: int, marked: bool) -> int | None:
    """Where a heading ends that goes on in words of any kind: `, general (all groups)`, ` related to lovastatin:`.

    They make no sentence, and end in a colon or, where they say for what the criteria are, with the line.
    """
    colon = text.find(":", place, min(end, place + _REACH))
    stop = colon if colon >= 0 else end
    words = text[place:stop]
    if len(words) > _REACH or len(words.split()) > _MOST_WORDS_BEHIND or SAID.search(words) or _STOPS.search(words):
        return None
    if colon >= 0:
        return colon + 1
    return end if not marked and QUALIFIED.match(words) else None


def _may_stand_before(prefix: str, criteria: bool, marked: bool) -> bool:
    """Whether these words leave what follows a heading; one with a marker, or without "criteria", has few of them."""
    if STRICT.match(prefix) is not None:
        return True
    if marked or BARRED.search(prefix) or len(prefix.split()) > _MOST_WORDS_BEFORE:
        return False
    return criteria or not prefix.strip(" *_")


def _is_criterion(text: str, start: int, match: re.Match[str], end: int) -> bool:
    """Whether the words before a side are a criterion that the heading runs on from: `Women with gout Exclusion …`."""
    prefix = text[start : match.start()].rstrip()
    last = prefix.split()[-1:]
    if (
        not last
        or OWNED.match(prefix + " ")
        or _PART.match(prefix)
        or (COHORT.match(prefix) and len(prefix.split()) < _FEW_WORDS)
    ):
        return False
    if holds_limit(text, start, match.start()):
        return True
    if not (last[0][0].islower() or last[0][-1] in ")]") or ASKED_FOR.search(prefix) or QUALIFIED.match(prefix):
        return False
    if text[match.start()].isupper():
        return True
    colon = text.find(":", match.end(), end)
    runs_on = 0 <= colon < end - 1 and len(text[match.end() : colon].split()) < 2  # `are`
    return runs_on and not (ASKS.search(prefix) or VERB.search(prefix))


def _kind(match: re.Match[str]) -> Kind:
    if match["both"]:
        return "unknown"
    return "exclusion" if match["exclusion"] else "inclusion"


def sentence(text: str, start: int, end: int, marked: bool, kind: Kind) -> Heading | None:
    """A whole sentence that does the work of a heading: `You will not be eligible if you:`.

    One that holds a limit is a heading only where it alone tells the kind of what follows, which is not `kind` so far.

    >>> sentence("Subjects are eligible if", 0, 24, False, "unknown")
    Heading(start=0, end=24, kind='inclusion', aside=False)
    """
    words = text[start:end].rstrip(" :*_")
    if len(words) > 400 or not (text[end - 1] == ":" or OPEN.search(words)):
        return None
    if not (ENTRY.search(words) and ASKS.search(words)) or MEASURED.search(words):
        return None
    said: Kind = "exclusion" if REFUSES.search(BESIDES.sub("", words)) else "inclusion"
    is_known = marked or said == kind or not ENTRY.search(ENTERED.sub("", words))
    if is_known and holds_limit(text, start, end, choices=False):
        return None
    return Heading(start, end, said)


def is_rest(text: str, start: int, end: int, over_list: bool) -> bool:
    """Whether words behind a heading are still part of it: `Exclusion Criteria: Patients with` over a list."""
    words = text[start:end]
    if len(words) > 160 or any(char.isdigit() for char in words) or MEASURED.search(words):
        return False
    if holds_limit(text, start, end):
        return False
    if words[-1] == ":" or not any(char.isalnum() for char in words):
        return True
    hangs = HANGING.search(words) is not None and len(words.split()) < _FEW_WORDS
    return over_list and (hangs or WHOM.search(words) is not None or SORTS.fullmatch(words) is not None)


def is_cohort(text: str, start: int, end: int) -> bool:
    """Whether a line names the cohort a section is for: `For secondary hypertension`, `PILOT STUDY`."""
    names = COHORT.match(text, start, end) is not None or text[start:end].isupper()
    return names and is_label(text, start, end)


def label_seam(text: str, start: int, end: int) -> list[int]:
    """Where a label stands behind the last sentence of an item that a list runs on from.

    >>> label_seam("Able to consent. Renal function:", 0, 32)
    [17]
    """
    if text[end - 1] != ":":
        return []
    place = text.rfind(". ", max(start, end - 60), end - 1) + 2
    while place < end and text[place].isspace():
        place += 1
    return [place] if place > start + 2 and text[place].isupper() and is_label(text, place, end) else []


def is_note(text: str, start: int, end: int) -> bool:
    """Whether a line asks nothing of a participant: `And/or:`, `None`, `Other criteria may apply`."""
    if end - start > _LONG_NOTE or (end - start > _SHORT_NOTE and not _may_note(text, start, end)):
        return False
    if NOTE.match(text, start, end) or languages.is_nothing(text[start:end]):
        return True
    return not text[start].isalnum() and not any(char.isalnum() for char in text[start:end])


def _may_note(text: str, start: int, end: int) -> bool:
    words = text[start:end].lower()
    return any(map(words.__contains__, _NOTE_HINTS)) and _NOTES.search(text, start, end) is not None


def is_label(text: str, start: int, end: int) -> bool:
    """Whether a line is only the name of a group, `Healthy controls`, `Renal:`, and says nothing by itself."""
    if end - start > 80 or text[start].islower():
        return False
    words = text[start:end].rstrip(" :*_")
    if WHO.fullmatch(words):
        return True
    if len(words.split()) > 8 or words[-1:] in ".;," or VERB.search(words) or HANGING.search(words):
        return False
    return _PART.match(words) is not None or not (MEASURED.search(words) or holds_limit(text, start, end))
