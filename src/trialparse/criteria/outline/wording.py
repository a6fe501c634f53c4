"""The words of headings in English, as patterns made of `lexicon/languages/en.toml`."""

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

from trialparse.lexicon.languages import ENGLISH

__all__ = [
    "AFTER", "ALLOWS", "ALONE", "ASIDE", "ASIDE_THEN", "ASKED_FOR", "ASKS", "BARRED", "BESIDES", "COHORT", "CRITERIA",
    "ELSEWHERE", "ENTERED", "ENTRY", "EXCEPTS", "GROUPED", "HANGING", "HINTS", "INNER", "IN_LABEL", "LEFT_OPEN",
    "LISTED", "LONE_QUALIFIER", "MEASURED", "MENTION", "NEUTRAL", "NOTE", "OPEN", "OTHER_SCRIPT", "OUT_BRACKET",
    "OUT_LABEL", "OUT_LEADS", "OUT_RUNS_ON", "OUT_SAID", "OWNED", "PARTED", "POLAR", "QUALIFIED", "QUALIFIER",
    "REFUSED", "REFUSED_ANY", "REFUSED_LABEL", "REFUSED_WHOM", "REFUSES", "RUNS_ON", "SAID", "SORTS", "SPARES",
    "STEMS", "STRICT", "TAKES", "TOLD", "UNMET", "UNSURE", "VERB", "WAS", "WHO", "WHOM", "WITHDRAWN",
]  # fmt: skip

_HEADINGS, _SENTENCES, _REFUSALS, _EXCEPTIONS, _LABELS, _NOTES = (
    ENGLISH[table] for table in ("headings", "sentences", "refusals", "exceptions", "labels", "notes")
)


def _either(forms: Iterable[str]) -> str:
    return "|".join(forms).replace(" ", r"\s+")


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


HINTS, STEMS = AhoCorasick(_HEADINGS["hints"]), AhoCorasick(_HEADINGS["stems"])
_INCLUSION, _EXCLUSION = _either(_HEADINGS["inclusion"]), _either(_HEADINGS["exclusion"])
_CRITERIA = rf"(?:{_either(_HEADINGS['criteria'])})(?![^\W_])"
_THEN = rf"(?=[\s_]*-?\s*{_CRITERIA})"
CRITERIA = _compiled(rf"(?<![^\W_]){_CRITERIA}")
_EXCLUSION += rf"|(?:{_either(_HEADINGS['exclusion_then'])}){_THEN}"
_INCLUSION += rf"|(?:{_either(_HEADINGS['inclusion_then'])}){_THEN}"
_SIDE = rf"(?:{_EXCLUSION}|{_INCLUSION})"
_MAIN = rf"(?:(?:{_either(_HEADINGS['before'])})[ \t]{{1,3}})?"
_LAST = rf"(?:\s{{1,3}}{_CRITERIA})?[\s*_]{{0,6}}(?::|$)"  # the heads of two columns with a blank between them
POLAR = _compiled(
    rf"(?:(?<![^\W_])|(?-i:(?<=[a-z])(?=[A-Z])))(?:(?P<exclusion>{_EXCLUSION})|(?P<inclusion>{_INCLUSION}))(?:\b|(?=_|criteri)|(?<=\.))"
    rf"(?P<both>(?:\s{{0,3}}{_CRITERIA})?(?:\s*(?:/|\||,|and|or|&)\s*|[ \t]{{1,9}}(?={_MAIN}{_SIDE}{_LAST}))"
    rf"{_MAIN}{_SIDE}\b)?"
    rf"(?P<criteria>[\s_]*-?\s*{_CRITERIA})?"
)
NEUTRAL = _compiled(
    rf"(?:(?:protocol|study)\s+)?(?:{_either(_HEADINGS['neutral'])})\s+criteria\s*(?=[:-]|$)|criteria\s*:"
    r"|--[A-Z][A-Za-z]+(?:[/\s]+[A-Za-z]+){0,4}--"
    r"|(?:DISEASE|PATIENT|PRIOR/?\s?CONCURRENT)\s+(?:CHARACTERISTICS|THERAPY)\s*:"
)
BARRED = _compiled(rf"\b(?:{_either(_HEADINGS['barred'])})\b|[.;<>≥≤=]")
_OPENED = r"[\s*_#<\[【(]{0,6}"  # emphasis and brackets that a heading stands in
_BEFORE, _OWNERS = _either(_HEADINGS["before"]), _either(_HEADINGS["owners"])
_ASKED_FOR = rf"(?:(?:{_either(_HEADINGS['asked_for'])})\s+for\s+)?"
STRICT = _compiled(rf"{_OPENED}(?:(?:{_BEFORE})\s+){{0,2}}{_ASKED_FOR}$")
OWNED = _compiled(rf"{_OPENED}(?:(?:{_BEFORE}|{_OWNERS})\s+){{0,3}}{_ASKED_FOR}$")
AFTER = r"(?:\*\*|\*(?=\s*$)|__?)?"  # the end of an emphasis
_END = (
    rf"[\s*_>]{{0,4}}(?:[\]】)]{{0,2}}[\s*_]{{0,4}}:|[\]】]+|[.;=](?=\s*$)|--?(?=\s|$)|$|(?=\s(?:[*•]|1[.)])\s)){AFTER}"
)
_BRACKETED = r"\s{0,3}(?:\([^()]{1,120}\)|\[[^\[\]]{1,120}\]"
_GOES_ON = r"(?:[^.;:\n]|\.(?=\d)){0,90}"
_PARTS, _TAILS = _either(_HEADINGS["parts"]), _either(_HEADINGS["tails"])
QUALIFIER = _compiled(rf"{_BRACKETED}|(?:{_PARTS}|{_TAILS})\b{_GOES_ON})?{_END}")
# `Exclusion criteria include asthma` names the criterion itself.
TOLD = _compiled(
    rf"\s{{1,3}}(?:{_either(_HEADINGS['told'])})(?=\s+\w)(?!.*(?:\b(?:{_either(_HEADINGS['untold'])})\b|:[\s*_]*$))"
)
LONE_QUALIFIER = _compiled(rf"{_BRACKETED}|(?:{_PARTS})\b{_GOES_ON})?{_END}")
# A sentence that says of criteria whether they hold is no heading: `Inclusion criteria of the main study are not met`.
UNMET = _compiled(rf"\b(?:{_either(_HEADINGS['unmet'])})[\s.;]*\Z")
SAID = _compiled(rf"\b(?:{_either(_HEADINGS['said'])})\b|[<>≥≤=]|\d\s*(?:%|m[lg]\b)")
QUALIFIED = _compiled(rf"\s{{0,3}}[,(-]|.*\b(?:{_either(_HEADINGS['qualified'])})\)?[\s*_.]{{0,4}}$")
# The heading of a bilingual page in its other language.
OTHER_SCRIPT = re.compile(
    rf"\s{{0,3}}[/|(-]?\s{{0,3}}[\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af][^.:;。\n]{{0,30}}\)?{_END}"
)
# What stands before a side that it is asked for: `Main criteria for inclusion`, `Reasons for exclusion`.
ASKED_FOR = _compiled(rf"\b(?:{_either(_HEADINGS['asked_for'])})\s+for\s*$")
ALONE = _compiled(
    rf"[\s*_#]*(?:(?P<exclusion>{_either(_HEADINGS['out'])})|(?P<inclusion>{_either(_HEADINGS['in'])}))(?:\s*[:?]?[\s*_:]*$|\s*:(?=\s*\S))"
)
# What refuses people, or what is listed, in a line over a list; whom it refuses; and what leaves open whether it does.
_REFUSED = _either(_REFUSALS["refused"])
REFUSED = re.compile(
    rf"\b(?:{_REFUSED})|(?:{_either(_REFUSALS['denies'])})\b.{{0,40}}?\b(?:{_either(_REFUSALS['taken'])})\b",
    re.IGNORECASE | re.DOTALL,
)
_WHOM, _STUDY = _either(_REFUSALS["whom"]), r"(?:\s+(?:from|for|in|to|the|this|study|trial)){0,4}"
# `Persons who will be excluded`, `You cannot take part`: no more is said of whom.
REFUSED_WHOM = _compiled(
    rf"(?:(?:{_WHOM}|{_either(_REFUSALS['between'])})\s+){{0,8}}(?:{_REFUSED}|{_either(_REFUSALS['taken'])}){_STUDY}"
)
REFUSED_LABEL = _compiled(
    rf"(?:[\w/&-]+\s+){{0,5}}(?:{_REFUSED})(?:\s+(?:{_either(_REFUSALS['behind'])})){{0,3}}(?:\s+(?:{_either(_SENTENCES['having'])}))?"
)
REFUSED_ANY = _compiled(rf"\b(?:{_WHOM})\b")
LISTED = _compiled(rf"\b(?:{_either(_REFUSALS['listed'])})\b")
# What people are taken into where it is not the study: `not eligible for surgery`.
ELSEWHERE = _compiled(
    rf"\b(?:{_either(_REFUSALS['taken'])}|{_REFUSED})\s+(?:for|in|into|from|of|to)\s+(?!(?:[a-z]+\s+){{0,2}}(?:{_either(_REFUSALS['study'])})\b)"
)
# What says inside an item of another side that the words behind it refuse: `Excluded: gout`, `(exclusion: gout)`.
_OUT = rf"(?:(?:{_BEFORE})\s+)?(?:{_either(_REFUSALS['out'])})(?:\s*[:=]|\s+(?:is|are)\b:?)\s*(?=[^\s:])"
OUT_LABEL = _compiled(_OUT)
IN_LABEL = _compiled(rf"(?:(?:{_BEFORE})\s+)?(?:{_either(_REFUSALS['in'])})(?:\s*[:=]|\s+(?:is|are)\b:?)\s*(?=[^\s:])")
# What says that a criterion, or a limit in a bracket, is not in force: `REMOVED: gout`, `(previously FEV1 > 60%)`.
WITHDRAWN = _compiled(rf"[\[(]?(?:{_either(_REFUSALS['withdrawn'])})(?:[\])]|\s?:)(?=\s*\w)")
WAS = _compiled(rf"[(\[]\s?(?:{_either(_REFUSALS['was'])})\s?:?\s(?P<name>(?:[\w/-]{{1,20}}\s){{0,2}})(?=[<>≥≤])")
OUT_BRACKET = _compiled(rf"[(\[]\s?(?P<label>{_OUT})")
# What a sentence says of people whom the study does not take: `are excluded`, `will not be eligible`.
_NOT_TAKEN = rf"(?:{_either(_REFUSALS['taken'])})\b"
OUT_SAID = _compiled(
    rf"\b(?:(?:is|are|(?:will|must|should|shall|to)\s+be)\s+(?:(?:[a-z]{{2,10}}ly|also)\s+)?(?:excluded|disqualified)"
    r"|(?:is|are|will\s+be)\s+(?:also\s+)?"
    rf"(?:ineligible|non[- ]?eligible|not\s+(?:be\s+)?{_NOT_TAKEN})(?!\s+or\b)"
    r"|(?:will|must|should|shall|may|can|are|is)\s*(?:not|n't)\s+(?:be\s+)?(?:allowed\s+to\s+|able\s+to\s+)?"
    rf"{_NOT_TAKEN}"
    rf"|(?:cannot|can't|won't)\s+(?:be\s+)?{_NOT_TAKEN})"
)
OUT_LEADS = _compiled(rf"\s(?:{_either(_REFUSALS['leads'])})\Z")
LEFT_OPEN = frozenset(_LABELS["left_open"])
RUNS_ON = frozenset(_REFUSALS["runs_on"])
OUT_RUNS_ON = _compiled(rf"\s(?:{_either(_REFUSALS['runs_on'])})\Z")
UNSURE = _compiled(rf"\b(?:{_either(_REFUSALS['unsure'])})\b")
_LEAVING = _either(_HEADINGS["leaving"])
# A heading inside a paragraph, from its first word to its side.
INNER = _compiled(
    rf"(?:(?<![^\W_])|(?<=[;:.]))[\[【*_(<]{{0,3}}(?P<before>(?:\b(?:{_either(_HEADINGS['before'])}|{_either(_HEADINGS['owners'])})\s+){{0,3}})"
    rf"(?:(?P<criteria>criteria\s+for\s+(?:{_EXCLUSION}|{_INCLUSION})|(?:{_EXCLUSION}|{_INCLUSION})[\s_]*-?\s*{_CRITERIA})"
    rf"|(?:{_EXCLUSION}|{_INCLUSION}|{_either(_HEADINGS['out'])})(?=\s*[\]】*_]{{0,3}}\s*:))"
)
# A part of the study with a side of its own, `Cohort B: inclusion: gout`.
PARTED = _compiled(
    rf"(?<![^\W_])(?:{_either(_LABELS['parts'])})\s{{1,3}}(?:[A-Z]|\d{{1,2}}[A-Z]?|[IVX]{{1,4}})\s?[:,-]\s{{0,3}}"
    rf"(?P<side>{_SIDE}(?:\s{{1,3}}{_CRITERIA})?\s?:)"
)
# A word before a side that only mentions it.
MENTION = _compiled(rf"(?:{_either(_HEADINGS['barred'])}|{_either(_HEADINGS['mentions'])})\b")
ASIDE = _compiled(rf"(?:{_LEAVING})\s*(?:criteria\b|:)|criteria\s+for\s+(?:{_LEAVING})\b")
ASIDE_THEN = _compiled(rf"[\s*_#]*(?:{_either(_HEADINGS['leaving_then'])})[\s*_]*:?[\s*_]*$")

ENTRY = _compiled(rf"\b(?:{_either(_SENTENCES['entry'])})\b")
ASKS = _compiled(rf"\b(?:{_either(_SENTENCES['asks'])})\b")
BESIDES = _compiled(_either(_SENTENCES["besides"]))
_DENIES, _TAKEN = _either(_SENTENCES["denies"]), _either(_SENTENCES["taken"])
REFUSES = re.compile(
    rf"{_either(_SENTENCES['refuses'])}|\b(?:{_either(_SENTENCES['spared'])})\b|(?:{_DENIES}).{{0,30}}?\b(?:{_TAKEN})",
    re.IGNORECASE | re.DOTALL,
)
OPEN = re.compile(rf"(?:\s(?:{_either(_SENTENCES['open'])})|he/she)\Z")
WHOM = _compiled(rf"\b(?:{_either(_SENTENCES['whom'])})\b")
WHO = _compiled(rf"(?:all\s+)?(?:{_either(_SENTENCES['people'])})\s+(?:{_either(_SENTENCES['having'])})")
ENTERED = _compiled(
    rf"\b(?:{_either(_SENTENCES['moments'])})\s+(?:the\s+)?(?:study\s+|trial\s+)?(?:{_either(_SENTENCES['entered'])})\b"
)

# An exception that the list below it names.
EXCEPTS = _compiled(
    rf"(?<![^\W_])(?:{_either(_EXCEPTIONS['opens'])})(?:(?:,?\s+(?:{_either(_EXCEPTIONS['light'])})\b){{0,14}}"
    rf"|[^.;:,]{{0,80}}\b(?:{_either(_EXCEPTIONS['listed'])})\b[^.;:]{{0,60}})\s*:?\s*\Z"
)

# A list of what does not keep from taking part: `These are not exclusionary:`, `The following are allowed:`.
_ALLOWED = rf"(?<!not )(?<!n't )(?<!not be )(?<!no )\b(?:{_either(_EXCEPTIONS['allowed'])})\b"
SPARES = _compiled(rf"\b(?:{_either(_EXCEPTIONS['spared'])})\b[^.;:]{{0,80}}:?\s*\Z")
ALLOWS = _compiled(
    rf"(?:(?:\A|[.;:(]\s{{1,3}})(?:\w+\s+){{0,2}}{_ALLOWED}(?:\s+[\w-]+){{0,3}}"
    rf"|\b(?:are|is|be)\s+(?:\w+\s+)?{_ALLOWED}(?!\s+to\b)(?:\s[^.;:]{{0,60}}(?=:))?)\s*:?\s*\Z"
)
TAKES = _compiled(rf"\b(?:{_either(_EXCEPTIONS['taken'])})\b[^.;:]{{0,60}}:\s*\Z")

COHORT = _compiled(rf"(?:{_either(_LABELS['cohort'])})\b")
VERB = _compiled(rf"\b(?:{_either(_LABELS['verbs'])})\b")
HANGING = _compiled(rf"\b(?:{_either(_LABELS['hanging'])})[,.]?$")
GROUPED = _compiled(rf"\b(?:{_either(_LABELS['grouped'])})\b")
SORTS = _compiled(_either(_LABELS["sorts"]))
MEASURED = _compiled(rf"[<>≥≤]|\b(?:{_either(_LABELS['compared'])})\s+than\b|\d\s*(?:m[lg]|%)")
NOTE = _compiled(
    rf"(?:(?:please\s+)?note\s*(?:that\b)?:?\s*)?(?:{_either(_NOTES['other'])})\b[^.:\n]{{0,60}}(?:criteria|clusions?)\b"
    r".{0,30}\bappl(?:y|ies)\b(?:[^:;(\n]|\([\w -]{1,6}\)){0,110}$"
    rf"|(?:(?:please\s+)?note\s*(?:that\b)?:?\s*)?there\s+(?:are|may\s+be)\s+(?:{_either(_NOTES['other'])})\s+[^.:;\n]{{0,40}}"
    r"criteria\b[^:;(\n]{0,110}$"
    rf"|(?:{_either(_NOTES['nothing'])})\s*\.?\s*$"
    r"|(?:and\s*/\s*or|and|or)\s*:?\s*$"
    rf"|{_either(_NOTES['information'])}"
    r"|(?:[A-Z][\w/ ()-]{2,40}:\s*)?(?:not\s+specified|see\s+[\"']?(?:\w+\s+){0,3}characteristics[\"']?)\s*\.?\s*$"
)
