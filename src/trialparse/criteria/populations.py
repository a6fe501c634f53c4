"""People: the words that name a group for whom a limit holds (`Women must ...`, `Cohort 2:`, `(males)`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["labels", "phrases", "sentence_subjects", "sexes", "topics"]

_GENERIC = r"patients?|subjects?|participants?|individuals?|volunteers?|persons?|people|those"
_NARROW = (
    r"wom[ae]n|m[ae]n|females?|males?|WOCBP|infants?|children|adolescents?|adults?|girls?|boys?|neonates?|newborns?"
    r"|mothers?|smokers?|recipients?"
)
_PART = r"(?:cohort|part|arm|sub-?study|panel|segment|phase|group|study)s?"
_NUMBER = r"(?:[A-Z]|[IVX]{1,4}|\d{1,3}[a-zA-Z]?)"
_COUNTED = rf"{_PART} {_NUMBER}(?: ?(?:,|and|or|&|-|to|/) ?(?:{_PART} )?{_NUMBER}){{0,3}}\b"
_QUALIFIER = (
    r"with|without|who|whose|on|in|of|from|taking|receiving|using|treated|undergoing|requiring|previously|currently|having"
    r"|enrolled|assigned|randomi[sz]ed|aged|not|only|already|scheduled|for whom"
)

_STUDY = r"\d{3,5}[.-]\d{2,4}|(?:study|trial) [\w-]*\d[\w-]*"
_LABEL = re.compile(
    r"(?:(?:only )?(?i:for|in|if) (?:the |all )?)?"
    rf"(?:(?:[\w/'-]+ ){{0,4}}?(?i:(?P<narrow>{_NARROW})|(?P<generic>{_GENERIC}))(?: only)?(?P<more>,? (?:{_QUALIFIER})\b[^:]{{0,90}}| ?\([^():]{{0,60}}\)[^():]{{0,20}})?"
    rf"|(?i:{_COUNTED})(?: only)?(?: ?\([^():]{{0,60}}\)| [-–] [^:]{{0,60}})?"
    r"|(?:[\w/-]+ ){1,5}(?i:stratum|cohort|arm|substudy|sub-study)(?: only)?"
    rf"|(?i:{_STUDY})(?: only)?)"
)
_HEAD = re.compile(r"\s*(?P<label>[^:.;]{2,140}?(?:\d\.\d[^:.;]{0,40})?)\s*:(?!\d)")
# Words of a colon's left side that make it a lead-in or a name of data, not a group.
_NO_LABEL = re.compile(
    r"\b(?:must|should|shall|will|following|criteri\w+|any|all|either|defined|definition|histor\w+|eligib\w+|includ\w+|exclud\w+|diagnos\w+|documented|evidence|meet\w*"
    r"|least|more|characteristics)\b|^no\b|\b(?<!who )(?<!that )(?:is|are|was|were|has|have|had|be)\b",
    re.IGNORECASE,
)

_MODAL = (
    r"must|should|shall|needs? to|ha(?:ve|s) to|(?:is|are) (?:required|eligible|allowed|permitted|asked|to)\b"
    r"|will (?:be (?:required|eligible|allowed|permitted|asked|enrolled|included)|need|have to|agree|use)|agrees? to|may (?:be|enter|enroll|participate)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.;])|(?<=[.;:,])\s|(?<=\band\s)|(?<=\bbut\s))\s{{0,12}}(?P<name>(?:(?i:all|any|only|for|these|if)\s+)?(?:[\w/'-]+\s+){{0,4}}?"
    rf"\b(?i:(?P<narrow>{_NARROW})|(?P<generic>{_GENERIC}))\b(?P<more>[^.;:]{{0,240}}?))[,\s]\s{{0,12}}(?<!who )(?<!that )(?<!which )(?:{_MODAL})\b"
)
_STARTS_MORE = re.compile(rf"(?:\s*\([^()]{{0,60}}\))?,?\s+(?:{_QUALIFIER})\b", re.IGNORECASE)
_HINT = re.compile(rf"\b(?:{_GENERIC}|{_NARROW})\b", re.IGNORECASE)
_MALE = re.compile(r"\b(?:males?|m[ae]n|boys?)\b", re.IGNORECASE)
_FEMALE = re.compile(r"\b(?:females?|wom[ae]n|girls?)\b", re.IGNORECASE)
_SEX = re.compile(r"\b(?:(?P<female>females?|wom[ae]n|girls)|(?P<male>males?|m[ae]n|boys))\b", re.IGNORECASE)
_FERTILE = re.compile(r"\b(?:potential|fertile|capable|reproductive|childbearing)\b", re.IGNORECASE)

_PHRASE = re.compile(
    rf"(?<=[(\[])(?:(?i:for|in|only|if) )?(?:[\w/-]+ ){{0,2}}?(?i:{_NARROW}|{_GENERIC}|{_COUNTED})(?: only)?(?:, [^()]{{0,30}})?(?=[)\]])"
    rf"|\b(?:for|in|within)\s+(?:the\s+)?(?i:(?:[\w/-]+\s+){{0,4}}?(?:{_COUNTED}|(?:stratum|cohort|arm|substudy)\b)(?: only)?)"
    rf"|\b(?:for|in)\s+(?:(?!(?i:all|any|both|these|those|the|our|such|other|some|most|study|eligible|enrolled|which|whom|whose|that|of|a|an|and|or|to|each)\b)[\w/-]+\s+){{1,2}}?(?i:{_NARROW}|{_GENERIC})\b"
)


def _both(words: str) -> bool:
    """Whether both sexes are named, so that nobody is left out: `men and women`. Those who may have children are a group."""
    return bool(_MALE.search(words) and _FEMALE.search(words)) and not _FERTILE.search(words)


def labels(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of groups that lead a criterion with a colon: `Part B:`, `Healthy volunteers:`."""
    place = start
    for _ in range(2):
        head = _HEAD.match(text, place, end)
        if head is None:
            return
        if _is_label(head["label"]):
            yield head.span("label")
            return
        place = head.end()


def _is_label(words: str) -> bool:
    label = _LABEL.fullmatch(words)
    if label is None or _NO_LABEL.search(words) or _both(words):
        return False
    return not label["generic"] or " " in words.strip()


def sentence_subjects(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The subjects of sentences that narrow the group: `Women must ...`, `Patients who take warfarin must ...`."""
    if not _HINT.search(text, start, end):
        return
    part = text[start:end]
    for match in _SUBJECT.finditer(part):
        name = match["name"]
        if _both(name) or not (match["narrow"] or _STARTS_MORE.match(match["more"])):
            continue
        yield start + match.start("name"), start + match.start("name") + len(name.rstrip(" ,"))


_FOR = re.compile(
    r"(?:(?<=\.\s)|(?<=;\s)|\A)\s{0,12}(?P<name>For (?!example|at least|a |this|the purpose|each|all|more|up to|instance|\d)[^,:;.()]{2,80}),"
)


def topics(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """What leads a sentence after `For`: `For leflunomide, the last dose must ...`."""
    part = text[start:end]
    for match in _FOR.finditer(part):
        if not re.search(r"\d", match["name"]):
            yield start + match.start("name"), start + match.end("name")


def phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Groups named in a bracket or after `for` and `in`: `(females)`, `in Part A`."""
    for match in _PHRASE.finditer(text, start, end):
        if not _both(match[0]):
            yield match.span()


def sexes(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Every word for a sex, with the sex."""
    for match in _SEX.finditer(text, start, end):
        yield match.start(), match.end(), "female" if match["female"] else "male"
