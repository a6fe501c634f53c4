"""Words around a time that tell what it is: that a state lasts, that something is to come, that the staff acts."""

from __future__ import annotations

import re

STATE = re.compile(
    r"\b(?:stable|stably|unchanged|constant|consistent(?:ly)?|maintained|continuous(?:ly)?|regular(?:ly)?"
    r"|chronic(?:ally)?|persist\w*|last(?:s|ed|ing)|durations?|course|abstinen\w+|amenorrh\w+|remain\w*"
    r"|postmenopausal|controlled|wash(?:ed|ing)?[- ]?out)\b",
    re.IGNORECASE,
)
FOR = re.compile(
    r"\b(?:for|lasting|lasts|lasted|persisting|duration\s+of|durations?\s+(?:is|was|of)|course\s+of)\s*(?:a\s+|the\s+)?"
    r"(?:period\s+of\s+|duration\s+of\s+|total\s+of\s+)?(?:\()?$",
    re.IGNORECASE,
)
STEADY = re.compile(r"\b(?:stable|unchanged|constant)\b", re.IGNORECASE)
APART = re.compile(
    r"\b(?:separated\s+(?:from\s[^.;:]{1,60}\sby|by)|apart|interval\s+of|an\s+interval)\s*$", re.IGNORECASE
)
APART_BEHIND = re.compile(r"\s+(?:apart|(?:from|of)\s+(?:each\s+other|one\s+another))\b", re.IGNORECASE)
WASHOUT = re.compile(
    r"\bwash(?:ed|ing)?[- ]?out(?:\s+(?:period|phase|time|interval|of|is|for)){0,3}[\s:,(-]*$", re.IGNORECASE
)
WASHOUT_BEHIND = re.compile(r"[\s-]+wash[- ]?out\b", re.IGNORECASE)
VERB_LAST = re.compile(
    r"lasts\b|(?<=\bthat\s)last\b|(?<=\bwhich\s)last\b|(?<=\bwill\s)last\b|(?<=\bcan\s)last\b", re.IGNORECASE
)
FOLLOWING = re.compile(r"\b(?:in|during|over|within|for)\s+the\s+(?:following|subsequent|ensuing)\s*$", re.IGNORECASE)
# What the staff or the study will do limits nobody, where the words ask nothing of the patient.
_PEOPLE = r"\b(?:patients?|participants?|subjects?|volunteers?|they|all)"
_SEEN = r"(?:observed|monitored|contacted|seen|called|followed)"
_THINGS = (
    r"\b(?:drugs?|medications?|infusions?|doses?|treatment|products?|placebo|samples?|pressure|rate|biops(?:y|ies)|calls?"
    r"|therapy|vaccines?|capsules?|tablets?|devices?|urine|blood|serum|events)"
)
_DONE = (
    r"(?:given|administered|infused|taken|collected|drawn|measured|recorded|continued|performed|applied|made|swallowed"
    r"|stored|worn)"
)
_PHASES = (
    r"\b(?:screening|treatment|run-in|study|trial|follow[- ]?up|sessions?|visits?|infusions?|intervention|maintenance"
    r"|questionnaire|interview|recruitment)(?:\s+(?:period|phase|duration|visits?|participation))?"
)
STUDY_ACT = re.compile(
    rf"(?:{_PEOPLE}\s+(?:\w+\s+){{0,3}}?(?:will|shall)\s+(?:(?:then|also)\s+)?"
    rf"(?:receive|take|return|stay|be\s+(?:\w+ly\s+)?(?:given|treated|{_SEEN}))"
    rf"|{_PEOPLE}\s+are\s+{_SEEN}"
    rf"|{_THINGS}\s+(?:\w+\s+){{0,4}}?(?:is|are|will\s+be)\s+(?:\w+ly\s+)?{_DONE}"
    rf"|{_PHASES}\s+(?:lasts?|takes?|runs|continues|will\s+(?:last|take|be|run|continue)))\b[^.;:]{{0,100}}$",
    re.IGNORECASE,
)
ASKS = re.compile(
    r"\b(?:willing\w*|able|agree\w*|must|should|requir\w+|asked|need\w*|abstain|refrain|contracep\w+|condoms?"
    r"|birth\s+control|who|that|which|whom|if|unless|allowed|permitted|eligible|excluded|considered|not|no|never|cannot"
    r"|unable|when|whenever|where|defined)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:plan(?:ned|ning)|plans? (?:to|for|of)|schedul\w+|inten(?:d|ds|ding|tion|ded)|anticipat\w+"
    r"|expect(?:s|ed|ing)?|upcoming|(?:likely|going) to|will (?:undergo|require|need|have|receive))\b[^.;]{0,80}$",
    re.IGNORECASE,
)
PLAIN_DAY = re.compile(r"(?:study\s+)?(?:day|week|visit|cycle|month)\s*[-+]?\s*\d+\w*(?:\s+visit)?", re.IGNORECASE)
ELAPSED = re.compile(
    r"(?:\s*\([^()\n]{0,40}\))?\s+(?:(?:must|should|will|shall|has|have|had|at|least)\s+){0,3}(?:elapsed?|passed?)\b",
    re.IGNORECASE,
)
MENOPAUSE = re.compile(r"\s*(?:of\s+)?(?:post-?\s?menopaus|amenorrh)", re.IGNORECASE)
CARE = re.compile(
    r"contracepti|birth\s+control|abstinen|abstain|refrain|condom|barrier|avoid|follow(?:ed)?[- ]?up|donat|breast-?feed"
    r"|remain|prophyla|protection|precaution|monitor",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:prior|past|previous|history|recent)\b[^.;]{0,80}$", re.IGNORECASE)
# Before a time with an upper side: something that happened that long ago, and does not last.
RECENT = re.compile(r"\brecent(?:ly)?\b[^.;:]{0,60}$|\bonset\W{0,3}$", re.IGNORECASE)
HAPPENED = re.compile(
    r"\b(?:surger(?:y|ies)|surgical\s+procedures?|infarct(?:ion)?|strokes?|accidents?|events?|embolism|hospitali[sz]ation"
    r"|trauma|fractures?|radiotherapy|radiation|chemotherapy|revasculari[sz]ation|cabg|pci|transplantation|diagnosis"
    r"|attacks?)\W{0,3}$",
    re.IGNORECASE,
)
WITHIN = re.compile(r"(?:within|in(?!\s+excess)|during)\b")
LASTING = re.compile(r"\blast(?:ing)?\b", re.IGNORECASE)
THROUGHOUT = re.compile(r"(?:over|during)\b")
# That patients begin with the study: what a time is counted from is over by then.
BEGUN = re.compile(
    r"\b(?:randomi[sz](?:ed|ation)|enrol(?:led|l|l?ment)?|study\s+entry|registration|registered|protocol\s+(?:therapy|treatment)"
    r"|study\s+(?:drug|treatment|medication|therapy))\b[^.;:]{0,30}$",
    re.IGNORECASE,
)
# What is to come after a moment of the study: `planned surgery within 4 weeks of enrollment`.
TO_COME = re.compile(
    r"\b(?:plan(?:ned|ning|s)?|schedul\w+|anticipat\w+|expect(?:s|ing)?|upcoming|intend(?:s|ing)?|intended\s+(?!use\b|to\b)|(?:risk|likelihood)\s+of)"
    r"\b(?![^.;:]*\b(?:has|have|had|prior|previous)\b)[^.;:,]{0,60}$",
    re.IGNORECASE,
)
