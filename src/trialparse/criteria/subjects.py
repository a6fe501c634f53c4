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


# Words between a thing and its limit that are not the thing.
_FILL = frozenset(
    """of is are was were be been being at the a an to must should has have had having with as will can may remain remains remaining level levels value values result results concentration concentrations count counts
    score scores reading readings total measured measurement measurements defined documented calculated estimated according by on in using via for more from mean average baseline current currently below above
    reaching showing if it that who which and i.e ie e.g eg test tests range ranges ratio index grade class stage type status function serum plasma blood fasting resting confirmed determined obtained assessed
    consistently persistently known absolute their his her equal less than""".split()
)
# A measurement followed by one of these is another thing: `weight loss`, `platelet transfusion`.
_TURNS = frozenset(
    """loss gain change changes increase increases decrease decreases reduction rise elevation drop fluctuation variation transfusion transfusions therapy treatment disorder disease deficiency medication medications use
    donation surgery failure abnormality abnormalities inhibitor inhibitors agonist agonists supplementation replacement supplement supplements injection injections score limit improvement difference""".split()
)


def subjects(sentence: Sentence, quantity: Quantity, before: list[SubjectSpan], previous_last: int) -> list[SubjectSpan]:
    """What a quantity limits: the measurements or the noun phrase right before it, else after it.

    `before` are the subjects of the quantity before, which `< 40 or > 90 bpm` shares; it ends at the atom `previous_last`.
    """
    first, after = sentence.bounds(quantity.first)
    codes = sentence.codes
    inside = [i for i in range(quantity.first, quantity.last + 1) if codes[i] == "M"]
    if inside:
        return _coordinated(sentence, inside[-1], first)
    index = _skip_fill(sentence, quantity.first - 1, first)
    code = codes[index] if index >= first else ""
    if code == "M":
        return _coordinated(sentence, index, first)
    if code == ")":
        opening = codes.rfind("(", first, index)
        return _chunk(sentence, first, opening) if opening > first else []
    if code in ("w", "V", "L") or (code == "H" and index < quantity.first - 1):
        return _chunk(sentence, first, index + 1)
    right = _right(sentence, quantity.last + 1, after)
    if right:
        return right
    if code in ("N", "P", "I", "S") and before:
        return before
    if code == "(":
        return _chunk(sentence, first, index) or before
    if code in ("A", "O", "K") and before and "M" not in codes[previous_last + 1 : index]:
        return before
    return _chunk(sentence, first, index) if code else before


def _skip_fill(sentence: Sentence, index: int, first: int) -> int:
    """The first atom on the left of `index` that can be, or end, a subject; -1 before the first where there is none."""
    codes = sentence.codes
    while index >= first:
        code = codes[index]
        if code == ")":
            opening = codes.rfind("(", first, index)
            inner = codes[opening + 1 : index]
            if opening < 0 or "M" in inner or index - opening > 12:
                return index - 1 if inner.endswith("M") else index
            index = opening - 1
            continue
        if code in "fGjd:C?DXYFHRn" or (code == "w" and sentence.of(sentence.atoms[index]).lower() in _FILL):
            index -= 1
            continue
        return index
    return index


def _right(sentence: Sentence, index: int, after: int) -> list[SubjectSpan]:
    """The measurement right after a quantity: `≥ 90 mmHg diastolic`, `≥ 40 on the SANDE`."""
    atoms, codes = sentence.atoms, sentence.codes
    place = index
    while place < min(after, index + 4) and (codes[place] in "fjG" or (codes[place] == "w" and sentence.of(atoms[place]).lower() in _FILL)):
        place += 1
    if place < after and codes[place] == "M" and codes[place + 1 : place + 2] not in ("C", "N"):
        return [SubjectSpan(atoms[place].start, atoms[place].end, atoms[place].key)]
    if place > index and codes[index] == "f":
        found = following(sentence, index, after)
        return [found] if found else []
    return []


def _chunk(sentence: Sentence, first: int, last: int) -> list[SubjectSpan]:
    """The noun phrase that ends before the atom `last`; its measurement, where it is one."""
    atoms, codes = sentence.atoms, sentence.codes
    begin = last
    while begin > first and codes[begin - 1] in "wMfGVLHXDS'Y" or (begin > first and codes[begin - 1] == "(" and begin < last):
        if codes[begin - 1] == "(":
            break
        begin -= 1
    while begin < last and (codes[begin] in "fDGSX" or (codes[begin] == "w" and sentence.of(atoms[begin]).lower() in _LEAD)):
        begin += 1
    while last > begin and codes[last - 1] == "w" and sentence.of(atoms[last - 1]).lower() in _LEAD:
        last -= 1
    if begin >= last:
        return []
    named = next((i for i in range(last - 1, begin - 1, -1) if codes[i] == "M"), None)
    if named is not None:
        tail = [sentence.of(atom).lower() for atom in atoms[named + 1 : last] if atom.code == "w"]
        if len([word for word in tail if word not in _FILL]) <= 2 and not _TURNS.intersection(tail):
            return _coordinated(sentence, named, first)
        begin = named
    alone = SubjectSpan(atoms[begin].start, atoms[last - 1].end)
    if named is None and codes[begin - 1 : begin] in ("O", "A", "S") and codes[begin - 2 : begin - 1] == "M" and begin - 2 >= first:
        return [*_coordinated(sentence, begin - 2, first), alone]
    return [alone]


_JOINED = re.compile(r"M(?:w?\([wM]\)|w)?(?:[OASK]|KO|KA|AO|OA)w?$")


def _coordinated(sentence: Sentence, index: int, first: int) -> list[SubjectSpan]:
    """The measurement at `index` and those joined to it by and, or, a comma or a slash (`AST and ALT`)."""
    atoms, codes = sentence.atoms, sentence.codes
    found = [index]
    place = _alias_start(sentence, index, first)
    while match := _JOINED.search(codes, first, place):
        place = match.start()
        found.insert(0, place)
        place = _alias_start(sentence, place, first)
    spans: dict[str, SubjectSpan] = {}
    for place in found:
        start = _alias_start(sentence, place, first)
        spans[atoms[place].key] = SubjectSpan(atoms[start].start, atoms[place].end, atoms[place].key)
    return list(spans.values())


def _alias_start(sentence: Sentence, index: int, first: int) -> int:
    """The first atom of a name given twice: `Eastern Cooperative Oncology Group (ECOG) performance status`."""
    atoms, codes = sentence.atoms, sentence.codes
    place = index
    while True:
        match = re.search(r"M[wG]?\)?\(?[wG]?$", codes[max(first, place - 5) : place])
        if match is None:
            return place
        earlier = max(first, place - 5) + match.start()
        if atoms[earlier].key != atoms[index].key:
            return place
        place = earlier


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
