"""Subjects: what a limit is about, the measured thing or the event."""

from __future__ import annotations

import re
from dataclasses import dataclass

from trialparse.criteria.atoms import Atom
from trialparse.criteria.grammar import Quantity
from trialparse.criteria.sentence import Sentence

__all__ = ["SubjectSpan", "age_words", "event", "subjects"]


@dataclass(slots=True)
class SubjectSpan:
    """Where the subject stands, with its lexicon id where it is known."""

    start: int
    end: int
    id: str | None = None


# Words that say who, not what: with nothing else before it, a number of years is an age.
_PERSON = frozenset(
    """a an the all any both either or and of is be are must should have with in for to aged age ages adult adults patient patients subject subjects participant participants
    volunteer volunteers man men woman women male males female females child children infant infants boy boys girl girls adolescent adolescents people person persons healthy individual individuals
    who sex sexes gender genders pediatric elderly human humans between from over under being eligible newborn newborns neonates non-pregnant pregnant nonpregnant students student outpatients inpatients
    at least caucasian hispanic asian caregivers parents caregiver parent older younger adulthood ambulatory least will only legal ambulant postmenopausal premenopausal day time aging consent youth teens nurses minors minor veterans he she they i ii iii smokers""".split()
)
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_AGE = re.compile(r"\b(?:ages?d?|old(?:er)?|young(?:er)?|year-olds?|elder)\b", re.IGNORECASE)
# Words that carry no subject of their own.
_LEAD = frozenset(
    """patients patient subjects subject participants participant who whose which that the a an any all have has had having been be being is are was were with of or and must should will would can could may
    received receiving receive history known use used using taking took taken treated treatment's evidence presence documented current currently previous previously prior recent recently either other in on at to for by from as
    not no than if their his her its this these those such including least defined considered do does did within without during more less between up only also also, score scores value values level levels measured
    baseline patient's subjects' need needs needing requiring require requires required undergone undergo undergoing experienced experience suffered suffering""".split()
)
_BREAK = frozenset(";.:")


def age_words(sentence: Sentence, first: int, index: int) -> bool:
    """Whether all words from the atom `first` up to `index` say who, so that years are an age."""
    return all(word.lower() in _PERSON for word in _WORD.findall(sentence.words(first, index)))


def is_age(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a number of years, months … is a person's age."""
    return quantity.old or bool(_AGE.search(sentence.text, quantity.start, quantity.end))


def _spans(atoms: list[Atom]) -> list[SubjectSpan]:
    return [SubjectSpan(atom.start, atom.end, atom.key) for atom in atoms]


def subjects(sentence: Sentence, quantity: Quantity, taken: set[int]) -> list[SubjectSpan]:
    """The measurements a quantity limits: the coordinated ones right before it, else the nearest on either side."""
    first, after = sentence.bounds(quantity.first)
    codes = sentence.codes
    inside = [i for i in range(quantity.first, quantity.last + 1) if codes[i] == "M"]
    if inside:
        return _coordinated(sentence, inside[-1], first)
    for index in range(quantity.first - 1, first - 1, -1):
        if codes[index] == "M":
            return _coordinated(sentence, index, first)
        if codes[index] in ";:" and codes[index] == ";":
            break
    return []


_JOINER = re.compile(r"(?:\((?:[^()]{0,8})\))?(?:[OASK]|KO|KA|S\w|AO)?\(?")


def _coordinated(sentence: Sentence, index: int, first: int) -> list[SubjectSpan]:
    """The measurement at `index` and those joined to it by and, or, a comma or a slash (`AST and ALT`)."""
    atoms, codes = sentence.atoms, sentence.codes
    found = [atoms[index]]
    place = index
    while True:
        match = re.search(r"M(?:[w]?\([wM]\)|w)?(?:[OASK]|KO|KA|ASO|OSA)w?$", codes[first:place])
        if match is None:
            break
        place = first + match.start()
        found.insert(0, atoms[place])
    return _spans(_aliases(sentence, found))


def _aliases(sentence: Sentence, atoms: list[Atom]) -> list[Atom]:
    """One atom a measurement: an alias in brackets is the same thing."""
    kept: dict[str, Atom] = {}
    for atom in atoms:
        kept[atom.key] = atom
    return list(kept.values())


def event(sentence: Sentence, first: int, index: int) -> SubjectSpan | None:
    """The noun phrase that ends before the atom `index`: what happens, or what is counted."""
    atoms, codes = sentence.atoms, sentence.codes
    last = index
    while last > first and (codes[last - 1] not in "wMHGLVNPi" or sentence.of(atoms[last - 1]).lower() in _LEAD):
        last -= 1
    if last <= first:
        return None
    begin = last
    depth = 0
    while begin > first:
        code = codes[begin - 1]
        depth += (code == ")") - (code == "(")
        if depth < 0 or (code in _BREAK and depth == 0):
            break
        begin -= 1
    while begin < last - 1 and (codes[begin] not in "wMHGLVN(" or sentence.of(atoms[begin]).lower() in _LEAD):
        begin += 1
    return SubjectSpan(atoms[begin].start, atoms[last - 1].end)


def following(sentence: Sentence, index: int, after: int) -> SubjectSpan | None:
    """The noun phrase that begins at the atom `index`: what `at least two` counts."""
    atoms, codes = sentence.atoms, sentence.codes
    begin = index
    while begin < after and (
        codes[begin] == "f"
        or (
            codes[begin] == "w"
            and sentence.of(atoms[begin]).lower() in ("of", "the", "different", "additional", "or", "a")
        )
    ):
        begin += 1
    last = begin
    while (
        last < after
        and last - begin < 5
        and codes[last] in "wMGVHLXX"
        and sentence.of(atoms[last]).lower()
        not in ("who", "which", "that", "is", "are", "must", "with", "as", "have", "has", "will", "by")
    ):
        last += 1
    if last == begin:
        return None
    return SubjectSpan(
        atoms[begin].start, atoms[last - 1].end, next((a.key for a in atoms[begin:last] if a.code == "M"), None)
    )
