"""Timed things: the ids that an event gives to the time it is about."""

from __future__ import annotations

import re

from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import MEASURED
from trialparse.text.blanks import spaced

__all__ = ["DURATION", "timed_id"]

DURATION = "disease_duration"
_TESTS = frozenset({"hcg"})  # tests that are said to be done, and not to have a value
# The rules behind which a disease may give its name to the time.
_LASTING = frozenset({"event.behind", "event.thing", "event.left", "event.aside"})
_DIAGNOSED = re.compile(r"\bdiagnos\w+|\bonset\b", re.IGNORECASE)
_DISEASE = re.compile(
    r"(?:\b(?:diagnos\w+|onset|diseases?|syndrome|disorder|symptoms?|pain|diabetes|lupus|sle|asthma|copd|psoriasis|eczema"
    r"|migraines?|epilepsy|depression|t2dm|lesions?|hypertension|infertility|cough"
    r"|\w+(?:itis|osis|oma|emia|pathy|uria|iasis)))\W*$",
    re.IGNORECASE,
)
_SAID_OF_IT = re.compile(
    spaced(r" (?:by|according to|per|based on|as defined by|fulfilling|meeting|defined by)\b.*$")
    + "|"
    + spaced(r" (?:made|established|confirmed)$"),
    re.IGNORECASE | re.DOTALL,
)  # behind a disease: by which criteria, and that its diagnosis is made


def timed_id(sentence: Sentence, found: SubjectSpan, kind: str, rule: str) -> str | None:
    """The id of what a window or duration is about: a disease's own time, or a test that is done in it."""
    if rule in _LASTING:
        words = _SAID_OF_IT.sub("", sentence.text[found.start : found.end])
        if _DISEASE.search(words) and (kind == "duration" or _DIAGNOSED.search(words)):
            return DURATION
    return _test(sentence, found) if kind == "window" else None


def _test(sentence: Sentence, found: SubjectSpan) -> str | None:
    """The test that an event names: `negative urine pregnancy test`."""
    atoms = sentence.atoms[sentence.place(found.start) : sentence.place(found.end - 1) + 1]
    return next((atom.key for atom in atoms if atom.code == MEASURED and atom.key in _TESTS), None)
