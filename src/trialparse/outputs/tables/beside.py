"""What the words around a limit, which no constraint explains, may make of it.

Most such words ask for something else. They change a limit where they stand in its own clause, right before it, right
behind it or between what is limited and the number; elsewhere it takes a word like `or`, `if`, `who`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from trialparse.model import Criterion, Span
from trialparse.outputs.tables.sources import ConstraintSource

__all__ = ["beside"]

# Words beside what is asked for that may ask for less, and beside what is excluded that may exclude less.
_WIDENS = re.compile(
    r"\b(?:or|either|if|unless|except\w{0,6}|provided|may|might|can|allowed|permitted|acceptable|eligible|only)\b",
    re.IGNORECASE,
)
_NARROWS = re.compile(
    r"\b(?:and|with|without|who|whose|have|has|having|in|on|if|when|while|during|despite|after|post|plus|but|under|only"
    r"|receiv\w{0,9}|requir\w{0,9}|tak(?:e|en|ing)|suffer\w{0,9}|treat\w{0,9}|not|for|unless|except\w{0,6})\b",
    re.IGNORECASE,
)
_LEAD = re.compile(r"\b(?:with|who|have|has|having|in|on|for)\s{1,9}(?:any|one|either|at\s{1,9}least)\b", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?:cohorts?|groups?|arms?|controls?|sub-?stud(?:y|ies)|relatives|siblings|caregivers|parts?\s{1,9}(?:[A-D]|[1-9]))\b",
    re.IGNORECASE,
)

_CLAUSE_END = re.compile(r"[,;:\n]|\.(?=\s|$)|\b(?:and|or)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s|$)")
_SOME = re.compile(
    r"\W{0,9}(?:for|in|among)\s{1,9}(?:[\w-]{1,30}\s{1,9}){0,3}"
    r"(?:patients|subjects|participants|individuals|persons|people|those|children|adolescents|adults|women|men|fe?males?)\b",
    re.IGNORECASE,
)
_MORE = re.compile(r"[,:]\s{0,9}\w")
_DEFINED = re.compile(r"\b(?:defined|assessed|evidenced|measured|confirmed)\s{1,9}(?:as|by)(?:\s{1,9}(?:an?|the))?\W*$")
_FURTHER = re.compile(r"\W*(?:and|with|without|who|whose|having|diagnosed|able|plus)\b", re.IGNORECASE)
_METHOD = re.compile(
    r"\W*(?:as\s{1,9})?(?:(?:measured|determined|assessed|calculated|estimated)\s{1,9})?(?:by|using|via|according\s{1,9}to)\b\D*$",
    re.IGNORECASE,
)
_ABOVE_REFERENCE = re.compile(r"%\s{0,9}(?:above|over|below|under|higher|greater|lower|less|more)\b", re.IGNORECASE)

# Words that say nothing of a limit but what it is of, of whom, or how it was measured.
_PLAIN_WORDS = """
    a an the of in for by to with using according is are be have has must who per as at least any
    level levels score scores scale grade class classification count concentration concentrations value values rate
    serum plasma blood calculated estimated measured assessed test result results performance status intensity index
    elevated increased raised high reduced decreased low abnormal adequate normal function functional
    patient patients subject subjects participant participants individuals volunteers male males female females men
    women healthy adult adults outpatients and age aged years old inclusive incl
    reference range limit limits institutional local lab laboratory
    formula method equation cockcroft cockroft gault mdrd ckd epi ecg electrocardiogram echocardiography echocardiogram
    left ventricular heart cardiac congestive failure disease cirrhosis
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


def beside(each: ConstraintSource, above: tuple[Criterion, ...], excluded: bool) -> str | None:
    """Why the words around a limit make it none, and the headings and lead-ins `above` it; None where they do not."""
    source = each.source
    *leads, own = above
    words = [source.words(span) or "" for span in own.residue]
    words += [_LEAD.sub("", source.words(span) or "") for lead in leads for span in lead.residue]
    if any(map(_GROUP.search, (*words, *(criterion.heading or "" for criterion in above)))) or _is_of_some(each):
        return "group"
    if any(map((_NARROWS if excluded else _WIDENS).search, words)) or _is_changed(each, excluded):
        return "other words"
    return None


def _is_of_some(each: ConstraintSource) -> bool:
    """Whether its sentence begins with whom it speaks of, and says more of them: `for patients under 20, …`."""
    text, (start, end) = each.criterion_text or "", _stretch(each)
    sentence = _SENTENCE_END.split(text[:start])[-1]
    behind = _SENTENCE_END.split(text[end:], maxsplit=1)[0]
    return bool(_SOME.match(sentence) and (_MORE.search(behind) or _MORE.search(sentence)))


def _is_changed(each: ConstraintSource, excluded: bool) -> bool:
    if each.constraint.reference and _ABOVE_REFERENCE.search(each.text or ""):
        return True
    return any(not _is_plain(piece) for piece in _pieces(each, excluded))


def _pieces(each: ConstraintSource, excluded: bool) -> Iterator[str]:
    """The words that stand in the limit's own clause, as far as they are not explained."""
    text, offset = each.criterion_text or "", each.criterion.span.start
    start, end = _stretch(each)
    for span in each.criterion.residue:
        first, last = span.start - offset, span.end - offset
        words = text[first:last]
        if (
            last <= start
            and not re.search(r"[(\[]|^\W*\d", text[last:start])
            and not _CLAUSE_END.search(text[last:start])
        ):
            yield _before(words)
        elif first >= end and not _CLAUSE_END.search(text[end:first]):
            yield from _behind(words, excluded)
        elif start <= first < end and not _CLAUSE_END.search(_from_subject(each, first)):
            yield words


def _before(words: str) -> str:
    """The last clause of words that stand before a limit; none where they are but the name of what it defines."""
    last = re.split(r"[(\[]", _CLAUSE_END.split(words)[-1])[-1]
    return last if re.search(r"[^\W\d]", last) and not _DEFINED.search(last) else ""


def _behind(words: str, excluded: bool) -> Iterator[str]:
    """The first clause of words behind a limit; what is asked for besides, and how it is measured, change nothing."""
    first = _CLAUSE_END.split(words, maxsplit=1)[0]
    if not _METHOD.match(first) and (excluded or not _FURTHER.match(words)):
        yield first


def _from_subject(each: ConstraintSource, place: int) -> str:
    """The characters from the end of the subject to a place behind it."""
    subject = each.constraint.subject
    offset = each.criterion.span.start
    return (each.criterion_text or "")[subject.span.end - offset : place] if subject else ""


def _stretch(each: ConstraintSource) -> tuple[int, int]:
    """Where the limit with its subject starts and ends in the words of its criterion."""
    spans: list[Span] = [each.constraint.span]
    if each.constraint.subject:
        spans.append(each.constraint.subject.span)
    offset = each.criterion.span.start
    return min(span.start for span in spans) - offset, max(span.end for span in spans) - offset


def _is_plain(words: str) -> bool:
    return _PLAIN.issuperset(re.findall(r"\w+", words.casefold()))
