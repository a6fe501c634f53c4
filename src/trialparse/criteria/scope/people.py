"""People: the words that name a group for whom a limit holds (`Women must ...`, `Cohort 2:`, `(males)`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialparse.criteria.scope.cues import DEMANDS, LAW, PAST, PATIENTS, PRESENT, either
from trialparse.text.blanks import spaced as _spaced

__all__ = ["generations", "labels", "phrases", "sentence_subjects", "sexes", "topics"]

Place = tuple[int, int]


_ANYONE = rf"{PATIENTS}|individuals?|volunteers?|persons?|people|those"
_NARROW = (
    r"wom[ae]n|m[ae]n|females?|males?|WOCBP|infants?|children|adolescents?|adults?|girls?|boys?|neonates?|newborns?"
    r"|mothers?|smokers?|recipients?"
)
# A part of the study with its number: `Part A`, `cohorts 1 and 2`.
_PART = r"(?:cohort|part|arm|sub-?study|panel|segment|phase|group|study)s?"
_NUMBER = r"(?:[A-Z]|[IVX]{1,4}|\d{1,3}[a-zA-Z]?)"
_COUNTED = rf"{_PART} ?{_NUMBER}(?:(?:,| and| or| &|-| to|/) ?(?:{_PART} )?{_NUMBER}){{0,3}}\b"
_NAMED_PART = r"(?:stratum|cohort|arm|sub-?study)"
_STUDY = r"\d{3,5}[.-]\d{2,4}|(?:study|trial) [\w-]{0,8}\d[\w-]{0,8}"
# What may follow a person and narrow the group.
_QUALIFIER = (
    r"with|without|who|whose|on|in|of|from|taking|receiving|using|treated|undergoing|requiring|previously|currently|having"
    r"|enrolled|assigned|randomi[sz]ed|aged|not|only|already|scheduled|for whom"
)
# What may stand before anyone and narrow the group.
_NARROWING = re.compile(
    r"\b(?:newly|previously|untreated|treated|treatment|na[iï]ve|diabetic|non-?diabetic|hypertensive|p[a]?ediatric|elderly|younger|older|pregnant|postmenopausal"
    r"|premenopausal|fe?male|infected|healthy|transplant)\b",
    re.IGNORECASE,
)

_LABEL = re.compile(
    _spaced(
        r"(?:(?:only )?(?i:for|in|if) (?:the |all )?)?"
        rf"(?:(?:\w[\w/'-]{{0,39}} ){{0,4}}?(?:(?i:{_NARROW})|(?P<anyone>(?i:{_ANYONE})))(?: only)?"
        rf"(?:,?(?: only)? (?:{_QUALIFIER})\b[^:]{{0,90}}|\s?\([^():]{{0,60}}\)[^():]{{0,20}})?"
        rf"|(?i:{_COUNTED})(?: only)?(?:\s?\([^():]{{0,60}}\)| [-–] [^:]{{0,60}})?"
        rf"|(?:[\w/-]{{1,40}} ){{1,5}}(?i:{_NAMED_PART})(?: only)?"
        rf"|(?i:{_STUDY})(?: only)?)"
    )
)
_HEAD = re.compile(r"(?:\A|(?<=[.;:]))\s{0,20}(?P<label>[^:.;]{2,140}?(?:\d\.\d[^:.;]{0,40})?)\s{0,20}:(?!\d)")
# Words before a colon that make it a lead-in or a name of data, not a group.
_NO_LABEL = re.compile(
    rf"\b(?:{either(DEMANDS)}|following|criteri\w+|any|all|either|defined|definition|histor\w+|eligib\w+|includ\w+|exclud\w+"
    r"|diagnos\w+|documented|evidence|meet\w*|least|more|characteristics|except|unless)\b|^no\b"
    rf"|\b(?<!who )(?<!that )(?:{either(PRESENT | PAST)}|be)\b",
    re.IGNORECASE,
)

_MODAL = (
    rf"{either(LAW)}|needs? to|ha(?:ve|s) to|(?:is|are) (?:required|eligible|allowed|permitted|asked|to)\b"
    r"|will (?:be (?:required|eligible|allowed|permitted|asked|enrolled|included)|need|have to|agree|use)|agrees? to"
    r"|may (?:be|enter|enroll|participate)"
)
_SUBJECT = re.compile(
    _spaced(
        r"(?:^|(?<=[.;])|(?<=[.;:,])\s|(?<=\band\s)|(?<=\bbut\s))\s{0,20}"
        r"(?P<name>(?:(?i:all|any|only|for|these|if) )?(?P<before>(?:[\w/'-]{1,40} ){0,4}?)"
        rf"\b(?:(?P<narrow>(?i:{_NARROW}))|(?i:{_ANYONE}))\b(?P<more>[^.;:]{{0,240}}?))[,\s]\s{{0,20}}"
    )
    + r"(?<!who )(?<!that )(?<!which )(?<!and )(?<!or )"
    + _spaced(rf"(?:{_MODAL})\b")
)
_QUALIFIED = re.compile(_spaced(rf"(?:\s?\([^()]{{0,60}}\))?,? (?:{_QUALIFIER})\b"), re.IGNORECASE)
_UNFINISHED = re.compile(r"\b(?:who|that|which|and|or)$", re.IGNORECASE)
# What the dear patterns cannot match without, looked for in small letters: that is soonest done.
_PERSON = re.compile(rf"\b(?:{_ANYONE}|{_NARROW.lower()})\b")
_GROUP = re.compile(rf"\b(?:{_ANYONE}|{_NARROW.lower()}|{_PART}|{_NAMED_PART})")
_TOPIC = re.compile(
    _spaced(
        r"(?:\A|(?<=[.;]\s))\s{0,20}"
        r"(?P<name>For (?!example|instance|the purpose|at least|a |this|each|all|more|up to)[^,:;.()\d]{2,80}),"
    )
)

_SEX = re.compile(r"\b(?:(?P<female>females?|wom[ae]n|girls)|(?P<male>males?|m[ae]n|boys))\b", re.IGNORECASE)
_GENERATION = re.compile(r"\b(?:(?P<old>adults?)|(?P<young>child(?:ren)?|adolescents?|infants?))\b", re.IGNORECASE)
_FERTILE = re.compile(r"\b(?:potential|fertile|capable|reproductive|childbearing)\b", re.IGNORECASE)

_NO_ADJECTIVE = (
    r"all|any|both|these|those|the|our|such|other|some|most|study|eligible|enrolled|which|whom|whose|that|of|an?|and|or"
    r"|to|each"
)
_PHRASE = re.compile(
    _spaced(
        rf"(?<=[(\[])(?:(?i:for|in|only|if) )?(?:(?!\d)[\w/-]{{1,40}} ){{0,2}}?(?i:{_NARROW}|{_ANYONE}|{_COUNTED})"
        r"(?: only)?(?:, [^()]{0,30})?(?=[)\]])"
        rf"|\b(?i:for|in|within) (?:the )?(?i:(?:[\w/-]{{1,40}} ){{0,4}}?(?:{_COUNTED}|{_NAMED_PART}\b)(?: only)?)"
        rf"|\b(?i:for|in) (?:(?!(?i:{_NO_ADJECTIVE})\b)[\w/-]{{1,40}} ){{1,2}}?(?i:{_NARROW}|{_ANYONE})\b"
    )
)


def _both(words: str) -> bool:
    """Whether both sexes are named, so that nobody is left out: `men and women`, unless only the fertile are meant."""
    named = {bool(match["male"]) for match in _SEX.finditer(words)}
    return len(named) > 1 and not _FERTILE.search(words)


def labels(text: str, start: int, end: int) -> Iterator[Place]:
    """The names of groups that stand before a colon: `Part B:`, `Healthy volunteers:`."""
    part = text[start:end]
    if ":" not in part:
        return
    for head in _HEAD.finditer(part):
        if _is_label(" ".join(head["label"].split())):
            yield start + head.start("label"), start + head.end("label")


def _is_label(words: str) -> bool:
    label = _LABEL.fullmatch(words)
    if label is None or _NO_LABEL.search(words) or _both(words):
        return False
    return not label["anyone"] or " " in words


def sentence_subjects(text: str, start: int, end: int) -> Iterator[Place]:
    """The subjects of sentences that narrow the group: `Women must ...`, `Patients who take warfarin must ...`."""
    part = text[start:end]
    if not _PERSON.search(part.lower()):
        return
    for match in _SUBJECT.finditer(part):
        name = match["name"].rstrip(" ,")
        narrows = match["narrow"] or _QUALIFIED.match(match["more"]) or _NARROWING.search(match["before"])
        if narrows and not _both(name) and not _UNFINISHED.search(name):
            yield start + match.start("name"), start + match.start("name") + len(name)


def topics(text: str, start: int, end: int) -> Iterator[Place]:
    """What leads a sentence after `For`: `For leflunomide, the last dose must ...`."""
    part = text[start:end]
    if "For " not in part:
        return
    for match in _TOPIC.finditer(part):
        yield start + match.start("name"), start + match.end("name")


def phrases(text: str, start: int, end: int) -> Iterator[Place]:
    """Groups named in a bracket or after `for` and `in`: `(females)`, `in Part A`."""
    if not _GROUP.search(text[start:end].lower()):
        return
    for match in _PHRASE.finditer(text, start, end):
        if not _both(match[0]):
            yield match.span()


def sexes(text: str, start: int, end: int) -> Iterator[tuple[Place, str]]:
    """Every word for a sex, with the sex."""
    for match in _SEX.finditer(text, start, end):
        yield match.span(), str(match.lastgroup)


def generations(text: str, start: int, end: int) -> Iterator[tuple[Place, str]]:
    """Every word for the grown and the young, with which of them."""
    for match in _GENERATION.finditer(text, start, end):
        yield match.span(), str(match.lastgroup)
