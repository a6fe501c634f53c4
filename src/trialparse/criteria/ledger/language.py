"""What can be trusted of a text in a language whose words are not read: a known measurement, a sign and a number."""

import re
from functools import lru_cache

from trialparse.criteria.kinds.drafts import Draft
from trialparse.criteria.notices import is_plausible
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.languages import Language, comparable

__all__ = ["is_trusted"]

_SIGN = re.compile(r"[<>≥≤]|\d\s*%?\s*[-~]\s*\d")
_GROUP = re.compile(r"\d[., ]\d{3}(?!\d)")  # thousands in one country, three decimals in another
_STOP = re.compile(r"(?<![.\s][^\W\d_])[.!?;]\s{1,3}|[。；！？؛]")
_REST = r"[^\W_]{0,15}"  # what `*` stands for in a stem: `ausgeschl*`
# What makes a number a multiple of something that is not read: `> 3 x LSN`, `das 3-fache`.
_TIMES = re.compile(
    r"\s{0,2}-?(?:[x×*]|倍|배|(?:fach|mal|veces|fois|volte|vezes|keer|maal|kat|krotn|násob|раз)[^\W\d_]{0,3}(?![^\W_]))",
    re.IGNORECASE,
)


def is_trusted(language: Language, sentence: Sentence, draft: Draft) -> bool:
    """Whether a constraint of a text in `language` says what it seems to: `PASI ≥ 10` does, `años ≥ 18` does not.

    No word of the language may deny or allow it, before it or behind it in its sentence (`… sind ausgeschlossen`), and
    its number is written in one way.
    """
    plain = draft.plain
    subject = plain.get("subject")
    if plain["kind"] == "presence" or subject is None or not subject["id"]:
        return False
    start, end = plain["span"]["start"], plain["span"]["end"]
    words = sentence.text[start:end]
    if plain.get("reference") is None and _TIMES.match(sentence.text, end):
        return False
    told = sentence.text[sentence.start : _sentence_end(sentence, end)]
    if not _SIGN.search(words) or _denials(language).search(comparable(told)[0]):
        return False
    return not (language.decimal_comma and _GROUP.search(words)) or _is_large(sentence, draft)


def _sentence_end(sentence: Sentence, end: int) -> int:
    """Where the sentence ends in which a limit ends: not at the point of `mg/ml. sind`."""
    for stop in _STOP.finditer(sentence.text, end, sentence.end):
        if not sentence.text[stop.end() : stop.end() + 1].islower():
            return stop.start()
    return sentence.end


def _is_large(sentence: Sentence, draft: Draft) -> bool:
    """Whether a number is in the usual range as thousands, in which three decimals would not be."""
    known = sentence.lexicon.measurements.get(draft.plain["subject"]["id"])
    return known is not None and known.range is not None and known.range[0] >= 10 and is_plausible(draft.plain, known)


@lru_cache(maxsize=32)
def _denials(language: Language) -> re.Pattern[str]:
    forms = "|".join(re.escape(comparable(form)[0]).replace(r"\*", _REST) for form in language.denials)
    return re.compile(forms if language.tag[:2] in ("zh", "ja", "ko") else rf"(?<![^\W_])(?:{forms})(?![^\W_])")
