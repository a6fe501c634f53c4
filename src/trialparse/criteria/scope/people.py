"""People: the words that name a group for whom a limit holds (`Women must ...`, `Cohort 2:`, `(males)`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialparse.criteria.scope.cues import DEMANDS, LAW, MODALS, PAST, PATIENTS, PRESENT, either
from trialparse.text.blanks import spaced as _spaced

__all__ = [
    "generations",
    "goes_on_as_clause",
    "is_anyone",
    "is_bare",
    "is_everybody",
    "is_same",
    "is_unfinished",
    "labels",
    "may_label",
    "names_people",
    "phrases",
    "sentence_subjects",
    "sexes",
    "topics",
]

Place = tuple[int, int]


_ANYONE = rf"{PATIENTS}|individuals?|volunteers?|persons?|people|those"
_NARROW = (
    r"wom[ae]n|m[ae]n|females?|males?|(?:WO|F)CBP|infants?|children|adolescents?|adults?|girls?|boys?|neonates?|newborns?"
    r"|mothers?|smokers?|recipients?"
)
# A part of the study with its number: `Part A`, `cohorts 1 and 2`.
_PART = r"(?:cohort|part|arm|sub-?study|panel|segment|phase|group|study)s?"
_NUMBER = r"(?:[A-Z]\d?|[IVX]{1,4}|\d{1,3}[a-zA-Z]?)"
_COUNTED = rf"{_PART} ?{_NUMBER}(?:(?:,| and| or| &|-| to|/) ?(?:{_PART} )?{_NUMBER}){{0,3}}\b"
_NAMED_PART = r"(?:stratum|cohorts?|arms?|sub-?study|sub-?group)"
_GROUP_NAME = r"(?:group \"[^\":]{1,60}\"|(?:[\w/-]{1,40} ){1,4}groups?)"
_FERTILE_TAIL = r"(?:(?:who are )?of (?:child(?:-| )?bearing|reproductive) (?:potential|age|capacity))"
_STUDY = r"\d{3,5}[.-]\d{2,4}|(?:study|trial) [\w-]{0,8}\d[\w-]{0,8}"
# What a label is for that concerns everybody.
_PURPOSE = (
    r"(?:inclusion|entry|enrol\w*|eligibility|participation|screening)"
    r"(?: (?:in|into|on|to) (?:the |this )?(?:study|trial))?(?=\s*(?:[,:]|$))"
    r"|example|instance|all|both|each|an?|this|study|these|(?:the )?purposes?|the (?:study|trial)"
)
# What may follow a person and narrow the group.
_QUALIFIER = (
    r"with|without|who|whose|on|in|of|from|taking|receiving|using|treated|undergoing|requiring|previously|currently|having"
    r"|enrolled|assigned|randomi[sz]ed|aged|not|only|already|scheduled|for whom|under|over|younger|older"
)
# What may stand before anyone and narrow the group.
_NARROWING = re.compile(
    r"\w(?:-| )(?:positive|negative|experienced|dependent|resistant|refractory)\b|"
    r"\b(?:cohort|arm|part|group|stratum)\s\w{1,4}\b|"
    r"\b(?:newly|previously|untreated|treated|treatment|na[iï]ve|diabetic|non-?diabetic|hypertensive|p[a]?ediatric|elderly|younger|older|pregnant|postmenopausal"
    r"|premenopausal|fe?male|infected|healthy|transplant)\b",
    re.IGNORECASE,
)

_LABEL = re.compile(
    _spaced(
        r"(?:(?:only )?(?i:for|in|if) (?:the |all )?)?"
        rf"(?:(?:\w[\w/'-]{{0,39}} ){{0,4}}?(?:(?i:{_NARROW})|(?P<anyone>(?i:{_ANYONE})))(?: only)?"
        rf"(?:,?(?: only)? (?:{_QUALIFIER})\b[^:]{{0,90}}|\s?\([^():]{{0,60}}\)[^():]{{0,20}})?"
        rf"|(?i:{_COUNTED})(?: only)?(?:\s?\([^():]{{0,60}}\)| [-–] [^:]{{0,60}}| [^:]{{1,60}})?"
        rf"|(?:[\w/-]{{1,40}} ){{1,5}}(?i:{_NAMED_PART})(?: {_NUMBER})?(?: only)?"
        rf"|(?i:{_GROUP_NAME})(?: only)?"
        rf"|(?i:{_STUDY})(?: only)?)"
        r"|[\w ,&/-]{2,60} only"
        rf"|(?i:for) (?!(?i:{_PURPOSE})\b)[^:]{{2,80}}"
        rf"|(?i:in) (?!(?i:{_PURPOSE}|addition|general|particular|summary|brief|risk)\b)[^:\d]{{2,60}}"
    )
)
_HEAD = re.compile(r"(?:\A|(?<=[.;:]))\s{0,20}(?P<label>[^:.;]{2,140}?(?:\d\.\d[^:.;]{0,40})?)\s{0,20}:(?!\d)")
# Words before a colon that make it a lead-in or a name of data, not a group.
_NO_LABEL = re.compile(
    rf"\b(?:{either(DEMANDS)}|following|criteri\w+|any|all (?!cohorts?\b|arms?\b|wom[ae]n|m[ae]n|(?:fe)?males?)|either"
    r"|defined|definition|histor\w+|eligib\w+|includ\w+|exclud\w+|(?:age|ethnic|racial|blood|risk|oncology|functional|weight)"
    r" groups?|diagnos\w+|evidence|meet\w*|least|more|characteristics|unless)\b|^(?:no|except|excluding)\b"
    rf"|\b(?<!who )(?<!that )(?:{either(PRESENT | PAST)}|be)\b",
    re.IGNORECASE,
)

_NO = re.compile(r"^no\s+", re.IGNORECASE)

_MODAL = (
    rf"{either(LAW)}|needs? to|ha(?:ve|s) to|(?:is|are) (?:required|eligible|allowed|permitted|asked|to)\b"
    r"|will (?:be (?:required|eligible|allowed|permitted|asked|enrolled|included)|need|have to|agree|use)|agrees? to"
    r"|needs? an?"
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
_BARE = re.compile(
    _spaced(
        rf"(?:for|in|among) (?:[\w/-]{{1,40}} ){{0,3}}?(?:{_NARROW}|{_ANYONE})(?: {_FERTILE_TAIL})?"
        r"(?:\s?\([^()]{2,10}\))?(?: of)?"
    ),
    re.IGNORECASE,
)
_TOPICAL = re.compile(r"(?:for|in|if)\b", re.IGNORECASE)
_NOBODYS = re.compile(
    r"with(?:out)?\b", re.IGNORECASE
)  # `with the exception of patients on zidovudine, changes must …`
_JOINED = re.compile(r"\b(?:who|that|which|and|or)$", re.IGNORECASE)
# What more is said of people behind it: `Patients with:`, `for subjects who have ≥ 2 lesions`.
_UNFINISHED = re.compile(
    r"\b(?:that|whose|which|and|or|with(?:out)?|are|is|ha[ds]|have|having|received|taking|on|from|in|by|for|an|the|to)\s*$",
    re.IGNORECASE,
)
# What the dear patterns cannot match without, looked for in small letters: that is soonest done.
_PERSON = re.compile(rf"\b(?:{_ANYONE}|{_NARROW.lower()})\b")
_GROUP = re.compile(rf"\b(?:{_ANYONE}|{_NARROW.lower()}|{_PART}|{_NAMED_PART})")
_TOPIC = re.compile(
    _spaced(
        r"(?:\A|(?<=[.;]\s))\s{0,20}"
        rf"(?P<name>For (?!(?:{_PURPOSE}|at least|more|up to)\b)[^,:;.()\d]{{2,80}}),"
    )
)

_SEX = re.compile(r"\b(?:(?P<female>females?|wom[ae]n|girls)|(?P<male>males?|m[ae]n|boys))\b", re.IGNORECASE)
_GENERATION = re.compile(r"\b(?:(?P<old>adults?)|(?P<young>child(?:ren)?|adolescents?|infants?))\b", re.IGNORECASE)
_FERTILE = re.compile(r"\b(?:potential|fertile|capable|reproductive|childbearing)\b", re.IGNORECASE)

_NO_ADJECTIVE = (
    r"all|any|both|these|those|the|our|such|other|some|most|study|eligible|enrolled|which|whom|whose|that|of|an?|and|or"
    r"|to|each"
)
# What a bracket begins with that names no group, though people are in it.
_NO_GROUP = (
    r"except\w*|excluding|unless|other|not|including|by|per|as|e\.?g|i\.?e|such|defined|of|from|with|without|according"
    r"|(?:for )?eligible"
)
_PHRASE = re.compile(
    _spaced(
        rf"(?<=[(\[])(?!(?i:{_NO_GROUP})\b)(?:(?i:for|in|only|if|only for|only in) )?(?:(?!\d)[\w/-]{{1,40}} ){{0,3}}?"
        rf"(?:(?i:{_NARROW}|{_ANYONE})(?: (?i:{_FERTILE_TAIL}|{_QUALIFIER})\b(?P<more>[^()]{{0,80}}))?|(?i:{_COUNTED}))"
        r"(?: only)?(?:, [^()]{0,30})?(?=[)\]])"
        rf"|(?<=[,;]\s)(?i:{_COUNTED}) only\b"
        rf"|\b(?i:for|in|within) (?:the )?(?i:(?:[\w/-]{{1,40}} ){{0,4}}?(?:{_COUNTED}|{_NAMED_PART}\b)(?: only)?)"
        rf"|\b(?i:for|in|among) (?:(?!(?i:{_NO_ADJECTIVE})\b)[\w/-]{{1,40}} ){{1,2}}?(?i:{_NARROW}|{_ANYONE})\b"
        rf"(?: (?i:{_FERTILE_TAIL}))?"
    )
)


_NOBODY = re.compile(_spaced(rf"(?:for|in|among) (?:{_ANYONE})"), re.IGNORECASE)
# Those whom the study takes in are everybody.
_EVERYBODY = re.compile(
    _spaced(
        rf"(?:(?:all|any|the|these) )?(?:study )?(?:{_ANYONE}) (?:(?:who|that) (?:are|is|were|will be) )?"
        r"(?:enrol\w+|enter\w+|includ\w+|participating|taking part|randomi[sz]ed|recruited)"
        r"(?: (?:in|into|on|for))?(?: (?:this|the|our))? (?:present )?(?:study|trial|protocol|research)"
    ),
    re.IGNORECASE,
)
# A bracket in which something is said of people, and not only who they are.
_SAYS = re.compile(
    rf"\b(?<!who )(?<!that )(?<!which )(?:{either(MODALS | PRESENT | PAST)}|allowed|excluded|permitted|eligible)\b",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"(?:potential|age|capacity)\s*[(\[]\Z", re.IGNORECASE)  # before a bracket with an abbreviation
_INITIALS = re.compile(r"[A-Z]{3,8}s?")
_SMALL = re.compile(r"\b(?:for|in|the|all|any|an?|only|if)\b|(?<=[a-z])s\b|\W+", re.IGNORECASE)


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


def may_label(words: str) -> bool:
    """Whether words before a colon can be a condition: no lead-in, no definition."""
    return not _NO_LABEL.search(_NO.sub("", words))


def _is_label(words: str) -> bool:
    label = _LABEL.fullmatch(words)
    if label is None or _NO_LABEL.search(words) or _both(words) or is_unfinished(words):
        return False
    return not label["anyone"] or " " in words


def sentence_subjects(text: str, start: int, end: int) -> Iterator[Place]:
    """The subjects of sentences that narrow the group: `Women must ...`, `Patients who take warfarin must ...`."""
    part = text[start:end]
    if not _PERSON.search(part.lower()):
        return
    for match in _SUBJECT.finditer(part):
        name = match["name"].rstrip(" ,")
        if _TOPICAL.match(name):  # what is laid down has a subject of its own
            name = name.rpartition(",")[0] or name
        narrows = match["narrow"] or _QUALIFIED.match(match["more"]) or _NARROWING.search(match["before"])
        bracketed = name.count("(") > name.count(")")  # what says more stands in a bracket: `(a test must be negative)`
        no_group = bracketed or _both(name) or _JOINED.search(name) or is_everybody(name) or _NOBODYS.match(name)
        if narrows and not no_group:
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
        if not (_both(match[0]) or _SAYS.search(match["more"] or "") or _is_alias(match)):
            yield match.span()


def _is_alias(match: re.Match[str]) -> bool:
    """Whether a bracket holds the initials of the group before it: `women of childbearing potential (WOCBP)`."""
    return bool(
        _INITIALS.fullmatch(match[0]) and _ALIAS.search(match.string, max(0, match.start() - 16), match.start())
    )


def is_anyone(words: str) -> bool:
    """Whether no group is named: `in patients`."""
    return bool(_NOBODY.fullmatch(words))


def names_people(words: str) -> bool:
    """Whether people are named: `subjects with Gilbert's syndrome`."""
    return bool(_PERSON.search(words.lower()))


def is_unfinished(words: str) -> bool:
    """Whether what names people goes on: `Patients with`, `Patients with anaemia (haemoglobin`."""
    return bool(_UNFINISHED.search(words)) or words.count("(") != words.count(")")


def goes_on_as_clause(words: str) -> bool:
    """Whether a relative clause is to follow that says who is meant: `Women who`."""
    return words.lower().endswith("who")


def is_bare(words: str) -> bool:
    """Whether people are named and nothing more is said of them: `in women of childbearing potential`."""
    return bool(_BARE.fullmatch(words))


def is_everybody(words: str) -> bool:
    """Whether those are named whom the study takes in: `patients enrolled in this trial`."""
    return bool(_EVERYBODY.fullmatch(words))


def is_same(one: str, other: str) -> bool:
    """Whether two names are of one group: `Female participants`, `A female participant`."""
    return _SMALL.sub("", one).lower() == _SMALL.sub("", other).lower()


def sexes(text: str, start: int, end: int) -> Iterator[tuple[Place, str]]:
    """Every word for a sex, with the sex."""
    for match in _SEX.finditer(text, start, end):
        yield match.span(), str(match.lastgroup)


def generations(text: str, start: int, end: int) -> Iterator[tuple[Place, str]]:
    """Every word for the grown and the young, with which of them."""
    for match in _GENERATION.finditer(text, start, end):
        yield match.span(), str(match.lastgroup)
