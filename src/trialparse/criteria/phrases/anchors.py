"""Anchors that no phrase of the lexicon names: what a noun phrase behind `before`, `after`, `of` is the moment of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases.nouns import lowered
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import MOMENT, pattern

__all__ = ["ANCHORS", "AnchorSpan", "described"]


@dataclass(frozen=True, slots=True)
class AnchorSpan:
    """Where an anchor stands, and which it is; for one that is only described, by which `rule`.

    Something may have `ended` by then.
    """

    key: str
    start: int
    end: int
    rule: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun phrase by its words of weight, in lower case, and the key of the moment that it ends with."""

    words: tuple[str, ...]
    roles: Mapping[str, frozenset[str]]
    moment: str

    def has(self, role: str) -> bool:
        return not self.roles[role].isdisjoint(self.words)

    def bounds(self, role: str) -> bool:
        """Whether its first or its last word plays a role."""
        return not self.roles[role].isdisjoint((self.words[0], self.words[-1]))

    @property
    def names_drug(self) -> bool:
        return _DRUG.search(" ".join(self.words)) is not None

    @property
    def is_given(self) -> bool:
        """Whether it is of something that patients are given."""
        return self.has("given") or self.names_drug


# Stems of nonproprietary names at the end of a word, and codes that sponsors give: `MLN0128`, `PAS-004`.
_DRUG = re.compile(
    r"(?:mab|[nm]ib|lisib|ciclib|parib|platin|taxel|rubicin|mide|cept|gliptin|gliflozin|glutide|statin|sartan|vir"
    r"|leucel|stat|zole|cillin|mycin|cycline|oxacin|olol|tecan|limus|trexate|relin|rsen|setron|xaban)\b"
    r"|\b[a-z]{2,4}-?\d{2,}",
)

ANCHORS: Table[_Phrase, Callable[[_Phrase], str]] = Table(
    "anchor",
    Rule(
        "anchor.another",
        lambda said: said.has("another"),
        lambda _: "OTHER",
        example="ECG within 7 days before step 2 registration",
    ),
    Rule(
        "anchor.onset",
        lambda said: said.bounds("onset"),
        lambda _: "ONSET",
        example="treatment within 3 days after appearance of blisters",
    ),
    Rule(
        "anchor.ends",
        lambda said: said.has("ending") and said.is_given,
        lambda _: "LAST_DOSE",
        example="contraception for 6 months after withdrawal of rituximab",
    ),
    Rule(
        "anchor.ended",
        lambda said: said.has("ending"),
        lambda _: "OTHER",
        example="relapse within 6 months after completion of radiation",
    ),
    Rule(
        "anchor.begins",
        lambda said: said.bounds("beginning") and (said.is_given or len(said.words) == 1),
        lambda _: "FIRST_DOSE",
        example="surgery within 4 weeks before initiation of rituximab",
    ),
    Rule(
        "anchor.moment",
        lambda said: said.moment and (said.moment != "FIRST_DOSE" or said.names_drug),
        lambda said: said.moment,
        example="ECG within 3 days before abdominal surgery",
    ),
    Rule(
        "anchor.operation",
        lambda said: said.has("operation"),
        lambda _: "SURGERY",
        example="antibiotics within 7 days before total hysterectomy",
    ),
    Rule(
        "anchor.procedure",
        lambda said: said.bounds("procedure"),
        lambda _: "PROCEDURE",
        example="fasting within 6 hours before endoscopy",
    ),
    Rule("anchor.other", always, lambda _: "OTHER", example="alcohol within 24 hours before the breath test"),
)


_END = pattern("[Word Measured Noun Moment Named Number Dash Times Level Past Criteria]+")
_MORE = pattern("Of [Word Measured Noun Moment Named Dash Past]+")
_WORDS = 7  # of a phrase, at the most


def _phrase_end(sentence: Sentence, index: int, after: int) -> int:
    """The atom behind the noun phrase that begins at an atom: `the last dose of rituximab`."""
    after = min(after, index + _WORDS)
    after = next((place for place in range(index, after) if sentence.plays(place, "end")), after)
    found = _END.match(sentence.codes, index, after)
    if found is None:
        return index
    more = _MORE.match(sentence.codes, found.end(), after)
    return more.end() if more else found.end()


def _is_idle(word: str, roles: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word only leads to what the moment is of."""
    return word in roles["approach"] and word not in roles["beginning"] and word not in roles["given"]


def described(sentence: Sentence, index: int, after: int) -> AnchorSpan | None:
    """The anchor that the noun phrase from the atom `index` on describes."""
    last = _phrase_end(sentence, index, after) - 1
    if last < index:
        return None
    start, end = sentence.atoms[index].start, sentence.atoms[last].end
    roles = sentence.lexicon.roles
    words = tuple(word for word in lowered(sentence.text[start:end]) if not _is_idle(word, roles))
    if not words:
        return None
    moment = sentence.atoms[last].key if sentence.codes[last] == MOMENT else ""
    phrase = _Phrase(words, roles, moment)
    rule = ANCHORS.first(phrase)
    assert rule is not None
    return AnchorSpan(rule.then(phrase), start, end, rule.name, phrase.has("ending"))
