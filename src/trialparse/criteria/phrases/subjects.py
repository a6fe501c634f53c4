"""Subjects: what a limit is about, the measured thing or the event.

A limit's subject is looked for where English puts it: the noun phrase right before (`serum creatinine must be ≤
1.5`), before the bracket it stands in, right after (`≥ 40 on the SANDE`, `at least two relapses`), or with the limit
before (`< 40 or > 90 bpm`). The measurement inside the phrase gives the id, unless a later word turns it into
something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trialparse.criteria.phrases.quantities import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom

__all__ = ["SubjectSpan", "event", "following", "is_people", "is_person", "subjects"]


@dataclass(slots=True)
class SubjectSpan:
    """Where the subject stands, with its lexicon id where it is known."""

    start: int
    end: int
    id: str | None = None


_DOSE_UNITS = ("mg", "ug", "g/d")
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_JOIN = 12  # atoms from one measurement to the one it is joined to, at the most
_REACH = 60  # atoms a phrase before a limit holds, at the most
_PHRASE = 6  # atoms of a noun phrase after a number, at the most
_JOINED = re.compile(r"M(?:w?\([wM]\)|w)?(?:[OASK]|KO|KA|AO|OA)w?$")
_LISTED = re.compile(r"M(?:[OASK]{1,2}M)+")  # `(AST and/or ALT)`
_ALIAS = re.compile(r"M[wG]?\)?\(?[wG]?$")


def is_person(sentence: Sentence, first: int, index: int) -> bool:
    """Whether all words from the atom `first` up to `index` say who, so that years are an age."""
    return index - first <= _REACH and is_people(sentence, sentence.words(first, index))


def is_people(sentence: Sentence, words: str) -> bool:
    """Whether all words say who, and not what."""
    person = sentence.lexicon.roles["person"]
    return all(word.lower() in person for word in _WORD.findall(words))


def _low(sentence: Sentence, index: int) -> str:
    return sentence.of(sentence.atoms[index]).lower()


def subjects(
    sentence: Sentence, quantity: Quantity, before: Sequence[SubjectSpan], previous_last: int
) -> list[SubjectSpan]:
    """What a quantity limits; `before` are the subjects of the quantity before it, whose last atom is given too."""
    first, after = sentence.bounds(quantity.first)
    codes = sentence.codes
    inside = [i for i in range(quantity.first, quantity.last + 1) if codes[i] == "M"]
    if inside:
        return _coordinated(sentence, inside[-1], first)
    index = _skip_fill(sentence, quantity.first - 1, first)
    code = codes[index] if index >= first else ""
    shares = bool(before) and previous_last >= first and "M" not in codes[previous_last + 1 : quantity.first]
    if code in ("N", "P", "I", "S", "R") and shares:
        return list(before)
    right = _right(sentence, quantity.last + 1, after)
    if (
        right
        and quantity.unit is None
        and codes[quantity.last + 1] == "M"
        and codes[quantity.first - 1 : quantity.first] not in ("M", "G", "f", ":")
    ):
        return right
    if (quantity.unit or "").startswith(_DOSE_UNITS) and codes[quantity.last + 1 : quantity.last + 2] in ("M", "w"):
        drug = following(sentence, quantity.last + 1, after)
        if (
            drug is not None
            and "equivalent" not in sentence.text[drug.start : drug.end]
            and (codes[quantity.last + 1] == "M" or code == "(")
        ):
            return [drug]  # `> 10 mg/day prednisone`
    if code == "K" and (dose := _named_dose(sentence, index + 1, quantity.first)) is not None:
        return [dose]
    if code in ("A", "O", "K", "e") and shares and not right:
        return list(before)
    left = _left(sentence, first, index)
    if left and not (right and codes[quantity.last + 1] == "f" and quantity.unit not in ("%", "U")):
        return left
    return right or left or (list(before) if shares else [])


def _named_dose(sentence: Sentence, first: int, after: int) -> SubjectSpan | None:
    """`If on steroids, the dose must be …`: the dose itself."""
    for index in range(first, after):
        if sentence.codes[index] == "w" and _low(sentence, index) in ("dose", "dosage"):
            return SubjectSpan(sentence.atoms[index].start, sentence.atoms[index].end)
    return None


def _left(sentence: Sentence, first: int, index: int) -> list[SubjectSpan]:
    """The subject that ends at the atom `index`, or before the bracket that opens there."""
    code = sentence.codes[index] if index >= first else ""
    if code == "M":
        return _coordinated(sentence, index, first)
    if code == ")" and _LISTED.fullmatch(sentence.codes, sentence.codes.rfind("(", first, index) + 1, index):
        return _coordinated(sentence, index - 1, first)
    if code in ("(", ")", "A", "O", "K"):
        opening = sentence.codes.rfind("(", first, index) if code == ")" else index
        return _chunk(sentence, first, _skip_fill(sentence, opening - 1, first) + 1) if opening > first else []
    return _chunk(sentence, first, index + 1) if code else []


def _skip_fill(sentence: Sentence, index: int, first: int) -> int:
    """The first atom on the left, from `index` on, that can end a subject."""
    codes = sentence.codes
    while index >= first:
        code = codes[index]
        if code == ")":
            opening = codes.rfind("(", first, index)
            inner = codes[opening + 1 : index]
            if opening < 0 or "M" in inner or index - opening > 12:
                return index - 1 if inner in ("M", "wM") else index
            index = opening - 1
        elif code in "fGjd:C?DXYFHRn" or (code == "w" and sentence.plays(index, "filler")):
            index -= 1
        else:
            return index
    return index


def _right(sentence: Sentence, index: int, after: int) -> list[SubjectSpan]:
    """What stands right after a quantity: `≥ 90 mmHg diastolic`, `≥ 40 on the SANDE`, `10 mL of whole blood`."""
    atoms, codes = sentence.atoms, sentence.codes
    place = index
    while place < min(after, index + 5) and (
        codes[place] in "fjG" or (codes[place] == "w" and sentence.plays(place, "article"))
    ):
        place += 1
    if place < after and codes[place] == "M" and codes[place + 1 : place + 2] not in ("C", "N"):
        return [SubjectSpan(atoms[place].start, atoms[place].end, atoms[place].key)]
    if place > index and codes[index] in "fj" and codes[place : place + 1] == "w":
        found = following(sentence, place, after)
        return [found] if found else []
    return []


def _chunk(sentence: Sentence, first: int, last: int) -> list[SubjectSpan]:
    """The noun phrase that ends before the atom `last`; its measurement, where it is one."""
    atoms, codes = sentence.atoms, sentence.codes
    first, begin = max(first, last - _REACH), last
    while begin > first and codes[begin - 1] in "wMfGVLHXDSYp":
        begin -= 1
    while begin < last and (codes[begin] in "fDGSXp" or (codes[begin] == "w" and sentence.plays(begin, "edge"))):
        begin += 1
    while last > begin and codes[last - 1] == "w" and sentence.plays(last - 1, "edge"):
        last -= 1
    if begin >= last:
        return []
    named = next((i for i in range(last - 1, begin - 1, -1) if codes[i] == "M"), None)
    if named is not None:
        tail = [word.lower() for word in _WORD.findall(sentence.words(named + 1, last))]
        roles = sentence.lexicon.roles
        if len([word for word in tail if word not in roles["filler"]]) <= 2 and not roles["turn"].intersection(tail):
            return _coordinated(sentence, named, first)
        begin = named
    if named is None and begin - 2 >= first and codes[begin - 1] in "dj":  # `pain score at rest`
        scale = begin - 2 - (codes[begin - 2] == "G")
        if codes[scale : scale + 1] == "M" and scale >= first:
            return _coordinated(sentence, scale, first)
    alone = SubjectSpan(atoms[begin].start, atoms[last - 1].end)
    joined = named is None and begin - 2 >= first and codes[begin - 1] in "OAS" and codes[begin - 2] == "M"
    return [*_coordinated(sentence, begin - 2, first), alone] if joined else [alone]


def _coordinated(sentence: Sentence, index: int, first: int) -> list[SubjectSpan]:
    """The measurement at `index` and those joined to it by and, or, a comma or a slash (`AST and ALT`)."""
    atoms, codes = sentence.atoms, sentence.codes
    found = [index]
    place = _alias_start(sentence, index, first)
    while match := _JOINED.search(codes, max(first, place - _JOIN), place):
        place = match.start()
        only_comma = "O" not in match[0] and "A" not in match[0] and "S" not in match[0] and len(found) == 1
        if only_comma or codes[place - 1 : place] in ("N", "C", "P"):
            break
        found.insert(0, place)
        place = _alias_start(sentence, place, first)
    spans: dict[str, SubjectSpan] = {}
    for place in found:
        start = _alias_start(sentence, place, first)
        closing = (
            place + 1
            if "(" in codes[start:place] and ")" not in codes[start:place] and codes[place + 1 : place + 2] == ")"
            else place
        )
        for key in _parts(sentence, atoms[place]):
            spans[key] = SubjectSpan(atoms[start].start, atoms[closing].end, key)
    return list(spans.values())


def _parts(sentence: Sentence, atom: Atom) -> tuple[str, ...]:
    """The measurements an alias names: `AST/ALT` is two."""
    known = sentence.measurement(atom)
    named = sentence.of(atom).lower()
    return known.parts if known is not None and known.parts and re.search(r"/|\band\b|\bor\b|&", named) else (atom.key,)


def _alias_start(sentence: Sentence, index: int, first: int) -> int:
    """The first atom of a name given twice: `Eastern Cooperative Oncology Group (ECOG) performance status`."""
    place = index
    while match := _ALIAS.search(sentence.codes, max(first, place - 5), place):
        if sentence.atoms[match.start()].key != sentence.atoms[index].key:
            break
        place = match.start()
    return place


def event(sentence: Sentence, first: int, index: int) -> SubjectSpan | None:
    """The noun phrase that ends before the atom `index`: what happens, or what is counted."""
    atoms, codes = sentence.atoms, sentence.codes
    first, last = max(first, index - _REACH), index
    while last > first and (codes[last - 1] not in "wMHGLVNPi)" or sentence.plays(last - 1, "edge")):
        last -= 1
    if last <= first:
        return None
    begin, depth = last, 0
    while begin > first:
        code = codes[begin - 1]
        depth += (code == ")") - (code == "(")
        if depth < 0 or (code in ";.:" and depth == 0):
            break
        begin -= 1
    while begin < last - 1 and (codes[begin] not in "wMHGLVN(" or sentence.plays(begin, "edge")):
        begin += 1
    return SubjectSpan(atoms[begin].start, atoms[last - 1].end)


def following(sentence: Sentence, index: int, after: int) -> SubjectSpan | None:
    """The noun phrase that begins at the atom `index`: what `at least two` counts."""
    atoms, codes = sentence.atoms, sentence.codes
    begin = index
    while begin < after and (codes[begin] in "fpb" or (codes[begin] == "w" and sentence.plays(begin, "opener"))):
        begin += 1
    last = begin
    while last < after and last - begin < _PHRASE and _continues(sentence, last, begin):
        last += 1
    while last > begin and codes[last - 1] in "nDa" and last - begin > 1:
        last -= 1
    if last == begin:
        return None
    return SubjectSpan(
        atoms[begin].start, atoms[last - 1].end, next((a.key for a in atoms[begin:last] if a.code == "M"), None)
    )


def _continues(sentence: Sentence, index: int, begin: int) -> bool:
    code = sentence.codes[index]
    if code == "a":  # `the following criteria`
        return index == begin and _low(sentence, index) == "following"
    return code in "wMGVHLXnDp" and not sentence.plays(index, "end")


def atom_of(sentence: Sentence, code: str, indexes: Sequence[int]) -> Atom | None:
    """The first atom with a code among some places."""
    return next(
        (sentence.atoms[i] for i in indexes if 0 <= i < len(sentence.atoms) and sentence.codes[i] == code), None
    )
