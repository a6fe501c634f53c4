"""Headings of eligibility texts: which words open a section and of which kind, and what is only a label or a note."""

import re
from dataclasses import dataclass

from trialparse.criteria.outline.limits import holds_limit
from trialparse.model.criterion import Kind

__all__ = [
    "Heading",
    "is_cohort",
    "is_label",
    "is_note",
    "is_rest",
    "label_seam",
    "section",
    "section_seams",
    "sentence",
]

_INCLUSION = r"i?inclu[st]i[oó]ns?|incusion|inclusionary"
_EXCLUSION = r"non[- ]?inclusions?|e?exclu[st]i[oó]ns?|exlcusion|excusion|exlusion|exclusionary|excluding|ineligibility"
_HINTS = (
    "usion",
    "usión",
    "ution",
    "criteria",
    "excluding",
    "ineligib",
    "--",
    "characteristics",
    "therapy",
    "withdrawal:",
    "dropout:",
)
_REACH = 90  # characters in which a heading has said what it is
_MOST_WORDS_BEFORE = 8
_PARAGRAPH_NUMBER = re.compile(r"^\w\.\d+(?:\.\d+)?\s+")  # E.3 in the European register
_POLAR = re.compile(
    rf"\b(?:(?P<exclusion>{_EXCLUSION})|(?P<inclusion>{_INCLUSION}))(?:\b|(?=_))"
    rf"(?P<both>\s*(?:/|and|or|&)\s*(?:{_EXCLUSION}|{_INCLUSION})\b)?(?P<criteria>[\s_]*-?\s*criteri(?:ums?|as?|ons?)\b)?",
    re.IGNORECASE,
)
_NEUTRAL = re.compile(
    r"(?:(?:protocol|study)\s+)?(?:entry|eligibility|selection|enrollment)\s+criteria\s*(?=[:-]|$)|criteria\s*:"
    r"|--[A-Z][A-Za-z]+(?:[/\s]+[A-Za-z]+){0,4}--"
    r"|(?:DISEASE|PATIENT|PRIOR/?\s?CONCURRENT)\s+(?:CHARACTERISTICS|THERAPY)\s*:",
    re.IGNORECASE,
)
_BARRED = re.compile(
    r"\b(?:no|not|none|meets?|meeting|met|any|other|another|defined|specified|per|with|during|under|if|which|that|who|"
    r"have|has|is|are|an|lack|fulfil\w*|satisf\w*|lung|period|unless)\b|[.;<>≥≤=]",
    re.IGNORECASE,
)
_STRICT = re.compile(
    r"(?:(?:key|main|major|general|principal|primary|basic|additional|specific|core|the)\s+){0,2}$", re.IGNORECASE
)
_AFTER = r"(?:\*\*|\*(?=\s*$)|__?)?"  # the end of an emphasis
_COLON = re.compile(rf"[\s*_.]{{0,6}}(?::|--?(?=\s|$)){_AFTER}")
_COHORTS = r"for|part|cohort|group|arm|phase|stage|study|conditions?|factors?"
_END = rf"[\s*_]{{0,4}}(?::|\.(?=\s*$)|--?(?=\s|$)|$|(?=\s(?:[*•]|1[.)])\s)){_AFTER}"
_QUALIFIER = re.compile(
    rf"\s{{0,3}}(?:\([^()]{{1,120}}\)|\[[^\[\]]{{1,120}}\]|(?:{_COHORTS}|of|in|to|at|by|on|are|include[sd]?)\b(?:[^.;:\n]|\.(?=\d)){{0,90}})?{_END}",
    re.IGNORECASE,
)
_LONE_QUALIFIER = re.compile(
    rf"\s{{0,3}}(?:\([^()]{{1,120}}\)|\[[^\[\]]{{1,120}}\]|(?:{_COHORTS})\b(?:[^.;:\n]|\.(?=\d)){{0,90}})?{_END}",
    re.IGNORECASE,
)
# A heading that its section follows at once, without a colon; and one that a part of the study has, without "criteria".
_RUN_ON = re.compile(
    r"(?:(?:Inclusion|Exclusion)\s+Criteria|(?:INCLUSION|EXCLUSION)\s+CRITERIA)(?=\s+(?:[A-Z][a-z]+\s|\d|[<>≥≤]))"
)
_NAMED = re.compile(r"(?:[A-Z][\w-]*\s+){1,4}(?:Inclusion|Exclusion)")
_ENTRY = re.compile(
    r"\b(?:(?:in)?eligib(?:le|ility)|exclu(?:ded?|des|sion|sionary)|inclu(?:ded|sion)|enroll?(?:ed|ment)|participat(?:e|ion)|"
    r"entry|admitted|recruited)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"\b(?:if|following|criteria|conditions|who|any\s+of|all\s+of|must|these)\b", re.IGNORECASE)
_REFUSES = re.compile(
    r"\bineligible|\bexclu|\bnon-?inclusion|\bnone\b|(?:\b(?:not|cannot)|n't)\b.{0,30}?\b(?:eligible|included|enroll?ed|participate|admitted|enter)",
    re.IGNORECASE | re.DOTALL,
)
_OPEN = re.compile(r"(?:\s(?:if|they|you|who|with|are|following)|he/she)\Z")
_WHOM = re.compile(
    r"\b(?:patients|participants|subjects|volunteers|controls|groups?|cohorts?|eligible|answers)\b", re.IGNORECASE
)
_WHO = re.compile(
    r"(?:all\s+)?(?:patients|participants|subjects|women|men|adults|those)\s+(?:with|who|having)", re.IGNORECASE
)
# A part of the study, by its number or letter: what limits it is told beside its name, `Group 2 (ages 5 to 12)`.
_PART = re.compile(r"\(?(?:cohort|group|arm|part|sub-?study)s?\s+(?:\d|[A-Z]\b|[IVX]+\b)", re.IGNORECASE)
# Entry into the study as a moment, not as what the sentence is about: `within 4 weeks prior to enrollment`.
_ENTERED = re.compile(
    r"\b(?:prior\s+to|before|of|after|since|preceding|at)\s+(?:the\s+)?(?:study\s+|trial\s+)?"
    r"(?:enroll?ment|entry|inclusion|participation)\b",
    re.IGNORECASE,
)
_COHORT = re.compile(r"(?:for|in|group|cohort|part|arm|phase|healthy|controls?)\b", re.IGNORECASE)
_MEASURED = re.compile(r"[<>≥≤]|\b(?:greater|less|more)\s+than\b|\d\s*(?:m[lg]|%)", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:(?:please\s+)?note\s*:?\s*)?(?:other|additional|further)\b[^.:\n]{0,60}criteria\b.{0,30}\bappl(?:y|ies)"
    r"|(?:and\s*/\s*or|and|or)\s*:?\s*$"
    r"|for\s+(?:more|further|additional)\s+information\b|the\s+above\s+information\s+is\s+not\s+intended\b"
    r"|(?:[A-Z][\w/ ()-]{2,40}:\s*)?(?:not\s+specified|see\s+[\"']?(?:\w+\s+){0,3}characteristics[\"']?)\s*\.?\s*$",
    re.IGNORECASE,
)
_NOTES = re.compile(r"\b(?:appl(?:y|ies)|information)\b", re.IGNORECASE)  # the long ones have one of these
_SHORT_NOTE, _LONG_NOTE = 60, 160
_LEAVING = r"(?:drop[-\s]{0,2}out|withdrawal|discontinuation|elimination)"
_ASIDE = re.compile(rf"{_LEAVING}\s*(?:criteria\b|:)|criteria\s+for\s+{_LEAVING}\b", re.IGNORECASE)
_SEAM = re.compile(
    r"(?<=[\s.;])(?:(?:Key|Main|Major|General|Principal|Additional|Specific)\s+)?"
    r"(?:(?:Inclusion|Exclusion|Non-?[Ii]nclusion)\s+(?:[Cc]riteria|CRITERIA)|(?:INCLUSION|EXCLUSION)(?:\s+CRITERIA)?)"
    r"(?=\s*(?::|-\s)|\s+(?:for|\()[^.;:\n]{1,60}:|\s+[*•]|\s+1[.)]|\s*$)"
    r"|--[A-Z][A-Za-z]+(?:[/\s]+[A-Za-z]+){0,4}--"
)
_VERB = re.compile(r"\b(?:must|should|will|is|are|has|have|had|may|can|be|not|no)\b", re.IGNORECASE)
_HANGING = re.compile(
    r"\b(?:of|with|to|by|as|following|includ\w+|follows|for|or|and|the|either|in|criteria|"
    r"e\.?g\.?|i\.?e\.?|such\s+as|defined)[,.]?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Heading:
    """A heading's place and the kind of what stands under it; None keeps the kind there was.

    What stands under an `aside` is no criterion of eligibility: when to leave the study, say.
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
    if not _may_open(text, start, end):
        return None
    return _neutral(text, start, end) or _aside(text, start, end) or _polar(text, start, end, marked)


def _may_open(text: str, start: int, end: int) -> bool:
    """A cheap look before the dear ones: does the line begin with anything that headings have."""
    opening = text[start : min(end, start + _REACH)].lower()
    for hint in _HINTS:  # noqa: SIM110  # a loop costs a third of any() here, and every line asks
        if hint in opening:
            return True
    return False


def _neutral(text: str, start: int, end: int) -> Heading | None:
    """`Eligibility criteria:` may hold both kinds; `--Patient Characteristics--` keeps the kind there was."""
    match = _NEUTRAL.match(text, start, end)
    if match is None:
        return None
    keeps = "--" in match[0] or match[0][0] in "cC"  # a mere `Criteria:`
    return Heading(start, _behind_colon(text, match.end(), end), None if keeps else "unknown")


def _aside(text: str, start: int, end: int) -> Heading | None:
    """`Withdrawal criteria:`."""
    match = _ASIDE.match(text, start, end)
    if match is None:
        return None
    return Heading(start, _behind_colon(text, match.end(), end), "unknown", aside=True)


def _behind_colon(text: str, place: int, end: int) -> int:
    colon = _COLON.match(text, place, end)
    return colon.end() if colon else place


def _polar(text: str, start: int, end: int, marked: bool) -> Heading | None:
    """`Key exclusion criteria for part B:`."""
    match = _POLAR.search(text, start, min(end, start + _REACH))
    if match is None:
        return None
    prefix = _PARAGRAPH_NUMBER.sub("", text[start : match.start()])
    criteria = match["criteria"] is not None or "riteria" in prefix[:9]
    if not marked and _NAMED.fullmatch(text, start, end):
        return Heading(start, end, _kind(match))
    if not _may_stand_before(prefix, criteria, marked):
        return None
    tail = (_QUALIFIER if criteria else _LONE_QUALIFIER).match(text, match.end(), end)
    if tail is None and not marked:
        tail = _RUN_ON.match(text, start, end)
    return None if tail is None else Heading(start, tail.end(), _kind(match))


def _may_stand_before(prefix: str, criteria: bool, marked: bool) -> bool:
    """Whether these words leave what follows a heading; one with a marker, or without "criteria", has few of them."""
    if _BARRED.search(prefix) or len(prefix.split()) > _MOST_WORDS_BEFORE:
        return False
    is_loose = criteria or not prefix.strip()
    return (is_loose and not marked) or _STRICT.match(prefix) is not None


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
    if len(words) > 400 or not (text[end - 1] == ":" or _OPEN.search(words)):
        return None
    if not (_ENTRY.search(words) and _ASKS.search(words)) or _MEASURED.search(words):
        return None
    said: Kind = "exclusion" if _REFUSES.search(words) else "inclusion"
    is_known = marked or said == kind or not _ENTRY.search(_ENTERED.sub("", words))
    if is_known and holds_limit(text, start, end, choices=False):
        return None
    return Heading(start, end, said)


def is_rest(text: str, start: int, end: int, over_list: bool) -> bool:
    """Whether words behind a heading are still part of it: `Exclusion Criteria: Patients with` over a list."""
    words = text[start:end]
    if len(words) > 160 or any(char.isdigit() for char in words) or _MEASURED.search(words):
        return False
    if holds_limit(text, start, end):
        return False
    return words[-1] == ":" or (over_list and (len(words.split()) < 4 or _WHOM.search(words) is not None))


def section_seams(text: str, start: int, end: int) -> list[int]:
    """Where section headings stand inside a paragraph.

    >>> section_seams("Inclusion Criteria: * Age 18 Exclusion Criteria: * Asthma", 0, 57)
    [29]
    """
    if max(text.find("clusion", start, end), text.find("CLUSION", start, end), text.find("--", start, end)) < 0:
        return []
    return [match.start() for match in _SEAM.finditer(text, start, end)]


def is_cohort(text: str, start: int, end: int) -> bool:
    """Whether a line names the cohort a section is for: `For secondary hypertension`, `PILOT STUDY`."""
    names = _COHORT.match(text, start, end) is not None or text[start:end].isupper()
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


def is_note(text: str, start: int, end: int, marked: bool) -> bool:
    """Whether a line asks nothing of a participant: `And/or:`, `Not specified`, `Other criteria may apply`."""
    if end - start > _LONG_NOTE or (end - start > _SHORT_NOTE and not _NOTES.search(text, start, end)):
        return False
    match = _NOTE.match(text, start, end)
    if match is None:
        return not text[start].isalnum() and not any(char.isalnum() for char in text[start:end])
    return not marked or "appl" not in match[0]


def is_label(text: str, start: int, end: int) -> bool:
    """Whether a line is only the name of a group, `Healthy controls`, `Renal:`, and says nothing by itself."""
    if end - start > 80 or text[start].islower():
        return False
    words = text[start:end].rstrip(" :*_")
    if _WHO.fullmatch(words):
        return True
    if len(words.split()) > 8 or words[-1:] in ".;," or _VERB.search(words) or _HANGING.search(words):
        return False
    return _PART.match(words) is not None or not (_MEASURED.search(words) or holds_limit(text, start, end))
