"""Subjects: what a limit is about, the measured thing or the event.

A limit's subject is looked for where English puts it: the noun phrase right before (`serum creatinine must be ≤
1.5`), before the bracket it stands in, right after (`≥ 40 on the SANDE`, `at least two relapses`), or with the limit
before (`< 40 or > 90 bpm`). The measurement inside the phrase gives the id, unless a later word turns it into
something else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.phrases.around import UNITS_OF_SCALES, left, right, skip_fill
from trialparse.criteria.phrases.methods import SCALES, TOXICITY, by_formula, grades_effect, measured_by, scored_by
from trialparse.criteria.phrases.nouns import (
    SubjectSpan,
    chunk,
    coordinated,
    following,
    is_void,
    low,
    lowered,
    names,
    opens_thing,
)
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AND,
    AT,
    BEFORE,
    BEHIND,
    CLOSE,
    COLON,
    COMMA,
    COMPARATOR,
    EXCEPT,
    INCLUSIVE,
    LIMIT,
    MEASURED,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    SLASH,
    WORD,
    one_of,
    pattern,
)

__all__ = ["SUBJECTS", "subjects"]


_BRACKET = 12  # atoms in a bracket that is passed over, at the most
_LIMITS = one_of(NUMBER, BEHIND, INCLUSIVE, SLASH, LIMIT)  # the end of another limit
_JOINTS = one_of(AND, OR, COMMA, EXCEPT)
_NAMING = one_of(MEASURED, NOUN, OF, COLON)  # what ties a limit to the measurement before it
_NAMES = one_of(WORD, MEASURED)
_IN_BRACKET = pattern("Open Measured Noun?Close")
_OPENS_THING = one_of(WORD, MEASURED, OF, BEFORE)
_LED_BY_LABEL = one_of(OF, MEASURED)
_LIMITED = one_of(COMPARATOR, NUMBER)
_DRUG_ALONE = pattern("[Open Stop][Word Measured Dash]{1,4}Comma$")
_ITEM = pattern("At Word [Named Number Level]? (?: Open [Word Measured]{1,4} Close)? [Of At] Word? Measured")
_SCORE_OF = pattern("Measured [Of For] Word? Measured $")
_SCORES = (None, "{score}")  # units of what is read off a scale
_LENGTHS = frozenset({"mm", "cm", "m", "[in_i]"})  # whatever has a size has them


@dataclass(slots=True)
class _Facts:
    """A limit and what stands around it."""

    sentence: Sentence
    quantity: Quantity
    before: Sequence[SubjectSpan]  # the subjects of the limit before it
    first: int  # of the atoms of the sentence around it
    after: int
    inside: int  # where the last measurement inside it stands, -1 where there is none
    index: int  # the first atom on the left that can end a subject
    code: str  # its code
    follows: str  # the code of the atom after the limit
    each_behind: bool  # whether the subjects before stand behind their limit
    shares: bool  # whether the subjects before can be those of this limit: nothing measured stands between
    left: list[SubjectSpan]  # what ends before the limit
    right: list[SubjectSpan]  # what stands right after it


def _facts(sentence: Sentence, quantity: Quantity, before: Sequence[SubjectSpan], previous_last: int) -> _Facts:
    first, after = sentence.bounds(quantity.first)
    index = skip_fill(sentence, quantity.first - 1, first)
    near = bool(before) and previous_last >= first
    return _Facts(
        sentence=sentence,
        quantity=quantity,
        before=before,
        first=first,
        after=after,
        inside=sentence.codes.rfind(MEASURED, quantity.first, quantity.last + 1),
        index=index,
        code=sentence.codes[index] if index >= first else "",
        follows=sentence.code(quantity.last + 1),
        each_behind=near and before[0].start >= sentence.atoms[previous_last].end,
        shares=near and MEASURED not in sentence.codes[previous_last + 1 : quantity.first],
        left=left(sentence, first, index),
        right=right(sentence, quantity, after),
    )


def _bracketed(limit: _Facts) -> list[SubjectSpan]:
    """`≥ 60 (Karnofsky)`: the scale that a bracket behind the value names."""
    sentence, place = limit.sentence, limit.quantity.last + 2
    if limit.quantity.unit not in UNITS_OF_SCALES or not _IN_BRACKET.match(sentence.codes, place - 1):
        return []
    known = sentence.measurement(sentence.atoms[place])
    atom = sentence.atoms[place]
    if atom.key == TOXICITY:
        graded = _thing(limit, sentence.codes.find(CLOSE, place) + 1)
        named = [replace(each, id=TOXICITY) for each in graded] or limit.left
        return named or [SubjectSpan(atom.start, atom.end, atom.key)]
    short = (each for each in limit.left if sentence.text[each.start : each.end].split()[-1].isupper())
    if not sentence.of(atom).isupper() and any(each.id == atom.key for each in short):
        return []  # `ECOG ≤ 2 (Eastern Cooperative Oncology Group)` says it again
    return [SubjectSpan(atom.start, atom.end, atom.key)] if known and known.type in SCALES else []


def _drug(limit: _Facts) -> list[SubjectSpan]:
    """`> 10 mg/day prednisone`: what a dose is of."""
    doses = limit.sentence.lexicon.units_for("dose")
    if limit.quantity.unit not in doses or limit.follows not in _NAMES:
        return []
    drug = following(limit.sentence, limit.quantity.last + 1, limit.after)
    if drug is None or "equivalent" in limit.sentence.text[drug.start : drug.end]:
        return []
    return [drug] if limit.follows == MEASURED or limit.code == OPEN else []


def _thing(limit: _Facts, place: int) -> list[SubjectSpan]:
    """What the words from the atom `place` on name, where they name a thing."""
    sentence = limit.sentence
    found = following(sentence, place, limit.after)
    if found is None or sentence.code(place) not in _OPENS_THING:
        return []
    first, after = sentence.place(found.start), sentence.place(found.end - 1) + 1
    listed = found.id is not None and sentence.code(after) in _LIMITED
    named = opens_thing(sentence, first) and names(sentence, first, after) and not _is_change(sentence, found)
    return [found] if named and not listed else []


def _is_change(sentence: Sentence, found: SubjectSpan) -> bool:
    """Whether a phrase says by how much something changed, and not what."""
    words = lowered(sentence.text[found.start : found.end])
    return any(sentence.lexicon.roles[role].issuperset(words) for role in ("rise", "fall", "shift"))


def _split(limit: _Facts) -> list[SubjectSpan]:
    """`predominant (> 50%) clear cell histology`: what stands behind a bracket with only a quality before it."""
    sentence, opening = limit.sentence, limit.quantity.first - 1
    opening -= sentence.code(opening) == NOUN
    closed = sentence.code(opening) == OPEN and sentence.code(limit.quantity.last + 1) == CLOSE
    place = opening - 1
    while place > limit.first and sentence.codes[place] == WORD and sentence.plays(place, "filler"):
        place -= 1
    if not closed or place < limit.first or not is_void(sentence, place):
        return []
    return _thing(limit, limit.quantity.last + 2)


def _led(limit: _Facts) -> list[SubjectSpan]:
    """`stenosis with ≥ 20 mmHg translesional gradient`: what a word before the value leads to behind it."""
    sentence, place = limit.sentence, limit.quantity.first - 1
    while place > limit.first and sentence.codes[place] == WORD and sentence.plays(place, "article"):
        place -= 1
    if place < limit.first or not _leads(limit, place):
        return []
    if limit.quantity.counts:
        return []
    found = limit.right if any(each.id for each in limit.right) else _thing(limit, limit.quantity.last + 1)
    return [] if found and found[0].id is None and _fits(limit, limit.left) else found


def _in_other_unit(limit: _Facts) -> list[SubjectSpan]:
    """`leukocytes < 4,000/uL or > 10% immature forms`: what has a limit in a unit that those before cannot have."""
    alone = limit.code in _JOINTS or (limit.code not in _LIMITS and not limit.left)
    if not limit.shares or not alone or limit.quantity.unit is None or _fits(limit, limit.before):
        return []
    return _thing(limit, limit.quantity.last + 1) if all(each.id for each in limit.before) else []


def _leads(limit: _Facts, place: int) -> bool:
    """Whether the word at an atom leads to what stands behind the value: a verb, `with`, a label before `> 80% of`."""
    sentence = limit.sentence
    if sentence.codes[place] == COLON or sentence.plays(place, "quality"):
        return limit.follows in _LED_BY_LABEL and not any(each.id for each in limit.left)
    return sentence.codes[place] == WORD and sentence.plays(place, "leads", "verb")


def _fits(limit: _Facts, subjects: Sequence[SubjectSpan]) -> bool:
    """Whether a subject is measured in the unit of the limit."""
    known = (limit.sentence.lexicon.measurements.get(each.id or "") for each in subjects)
    return any(each is not None and limit.quantity.unit in (each.unit, *each.units) for each in known)


def _on_scale(limit: _Facts) -> bool:
    """`depression (> 25 points on the BDI)`: whether a value is read off the scale behind it, and none is before it."""
    lexicon = limit.sentence.lexicon
    if limit.follows != AT or limit.quantity.unit not in _SCORES or not limit.right:
        return False
    before = (lexicon.measurements.get(each.id or "") for each in limit.left)
    known = lexicon.measurements.get(limit.right[0].id or "")
    is_scale = known.type in SCALES if known else _names_scale(limit.sentence, limit.right[0])
    return is_scale and all(each is None for each in before)


def _on_item(limit: _Facts) -> list[SubjectSpan]:
    """`a score of ≥ 4 on item 10 of the MADRS`: the scale, whose own value it is not."""
    match = _ITEM.match(limit.sentence.codes, limit.quantity.last + 1, limit.after)
    if match is None or limit.quantity.unit not in _SCORES or not limit.sentence.plays(match.start() + 1, "numbered"):
        return []
    scale = limit.sentence.atoms[match.end() - 1]
    return [SubjectSpan(scale.start, scale.end)] if not any(each.id for each in limit.left) else []


def _is_graded(limit: _Facts) -> bool:
    return limit.quantity.unit is None and grades_effect(limit.sentence, limit.quantity.last + 1, limit.left)


def _by_scale(limit: _Facts) -> list[SubjectSpan]:
    if limit.quantity.unit not in UNITS_OF_SCALES:
        return []
    return scored_by(limit.sentence, limit.quantity.last + 1, limit.after, limit.left)


def _names_scale(sentence: Sentence, found: SubjectSpan) -> bool:
    words = lowered(sentence.text[found.start : found.end])
    return not sentence.lexicon.roles["scaled"].isdisjoint(words)


def _fits_behind(limit: _Facts) -> bool:
    """`hypertension (≥ 140 mmHg systolic)`: whether what stands right behind is measured in the unit, not the left."""
    if limit.quantity.unit is None or limit.follows != MEASURED or limit.quantity.unit in _LENGTHS:
        return False
    named = limit.each_behind or not any(each.id for each in limit.left)
    return named and _fits(limit, limit.right)


def _behind(limit: _Facts) -> list[SubjectSpan]:
    """What stands right behind; of `opioids exceeding 60 mg morphine equivalents` it only says how they are counted."""
    words = lowered(limit.sentence.text[limit.right[0].start : limit.right[0].end])
    if not limit.left or words[-1] not in ("equivalent", "equivalents") or "or" in words:
        return limit.right
    return [replace(each, id=limit.right[0].id) for each in limit.left]


def _inside(limit: _Facts) -> Sequence[SubjectSpan]:
    """What a limit names itself, with its full name before it: `Body Mass Index (BMI) between 18 ≤ BMI ≤ 27`."""
    found = coordinated(limit.sentence, limit.inside, limit.first)
    named = [each.id for each in limit.left] == [each.id for each in found]
    return limit.left if named and found[-1].id else found


def _score(limit: _Facts) -> list[SubjectSpan]:
    """`Z-score of the LV diameter > 2`: the score of a measurement, where the value has no unit of that."""
    sentence, unit = limit.sentence, limit.quantity.unit
    match = _SCORE_OF.search(sentence.codes, limit.first, limit.index + 1)
    if match is None or limit.quantity.reference is not None:
        return []
    score, measured = sentence.atoms[match.start()], sentence.atoms[limit.index]
    known, other = sentence.measurement(score), sentence.measurement(measured)
    if known is None or known.type != "score" or other is None or other.type in SCALES:
        return []
    return [SubjectSpan(score.start, measured.end, score.key)] if unit in (*_SCORES, known.unit) else []


def _method(limit: _Facts) -> list[SubjectSpan]:
    """`creatinine clearance by CKD-EPI < 30`: what is measured by what stands before the limit."""
    if not _is_left(limit):
        return []
    known = any(each.id for each in limit.left)
    index = limit.index - (limit.code == OPEN)
    found = measured_by(limit.sentence, limit.first, index, limit.quantity.unit, known)
    found = found or by_formula(limit.sentence, limit.first, limit.left[0], limit.quantity.unit)
    return found if found and found[-1].end < limit.left[0].start else []


def _dosed(limit: _Facts) -> list[SubjectSpan]:
    """`(aspirin, dose > 300 mg/d)`: the drug that alone stands before its dose in a bracket."""
    sentence, index = limit.sentence, limit.index
    if limit.code != COMMA or not _dose(limit):
        return []
    match = _DRUG_ALONE.search(sentence.codes, max(limit.first, index - _BRACKET), index + 1)
    return chunk(sentence, match.start() + 1, index) if match else []


def _dose(limit: _Facts) -> list[SubjectSpan]:
    """`If on steroids, the dose must be …`: the dose itself."""
    dose = _named_dose(limit.sentence, limit.index + 1, limit.quantity.first) if limit.code == COMMA else None
    drug = next((each.id for each in (*limit.right, *limit.left) if _fits(limit, [each])), None)
    return [replace(dose, id=drug)] if dose else []


def _has_measured_right(limit: _Facts) -> bool:
    """`≥ 90 mmHg diastolic` without a unit, and no measurement that leads to the limit."""
    counts = limit.quantity.unit is None or limit.quantity.counts
    if not limit.right or not counts or limit.follows != MEASURED:
        return False
    before = limit.sentence.code(limit.quantity.first - 1)
    return before not in _NAMING or (before == OF and not any(each.id for each in limit.left))


def _is_left(limit: _Facts) -> bool:
    """Whether the subject on the left holds: of `3 of the joints` the right one does."""
    counts = limit.right and limit.follows == OF and limit.quantity.unit not in ("%", "U")
    return bool(limit.left) and not counts


SUBJECTS: Table[_Facts, Callable[[_Facts], Sequence[SubjectSpan]]] = Table(
    "subject",
    Rule(
        "subject.inside",
        lambda limit: limit.inside >= 0,
        _inside,
        example="18 mg/dL ≤ creatinine ≤ 65 mg/dL",
    ),
    Rule("subject.split", _split, _split, example="low-dose (≤ 10 mg/d) methotrexate"),
    Rule("subject.bracketed", _bracketed, _bracketed, example="performance status ≤ 2 (ECOG) or ≥ 60 (Karnofsky)"),
    Rule("subject.in-other-unit", _in_other_unit, _in_other_unit, example="Leukocytes < 4,000/uL or > 10% bands"),
    Rule("subject.on-item", _on_item, _on_item, example="a score of ≥ 4 on item 10 of the MADRS"),
    Rule(
        "subject.on-scale",
        _on_scale,
        lambda limit: limit.right,
        example="dementia (< 120 points on the Mattis Dementia Rating Scale)",
    ),
    Rule("subject.graded", _is_graded, lambda limit: limit.right, example="alopecia or grade ≤ 2 neuropathy"),
    Rule("subject.by-scale", _by_scale, _by_scale, example="A performance score of at least 80% by Karnofsky"),
    Rule(
        "subject.fits-behind",
        _fits_behind,
        _behind,
        example="hypertension (≥ 140 mmHg systolic and/or ≥ 90 mmHg diastolic)",
    ),
    Rule("subject.led", _led, _led, example="stenosis with ≥ 20 mmHg translesional gradient"),
    Rule(
        "subject.shared-beside",
        lambda limit: limit.shares and limit.code in _LIMITS,
        lambda limit: limit.before,
        example="heart rate < 40 bpm > 90 bpm",
    ),
    Rule("subject.measured-right", _has_measured_right, lambda limit: limit.right, example="more than 3 SLEDAI points"),
    Rule(
        "subject.drug",
        _drug,
        _drug,
        example="steroids (> 10 mg/day prednisone)",
    ),
    Rule("subject.dosed", _dosed, _dosed, example="antiplatelet drugs (aspirin, dose > 300 mg/d)"),
    Rule(
        "subject.dose",
        _dose,
        _dose,
        example="If on steroids, the dose must be ≤ 10 mg/day",
    ),
    Rule(
        "subject.shared-joined",
        lambda limit: limit.shares and limit.code in _JOINTS and not limit.right,
        lambda limit: limit.before,
        example="heart rate < 40 or > 90 bpm",
    ),
    Rule("subject.score", _score, _score, example="Z-score of the LV end-diastolic diameter > 2"),
    Rule("subject.method", _method, _method, example="creatinine clearance by CKD-EPI < 30 mL/min"),
    Rule("subject.left", _is_left, lambda limit: limit.left, example="serum creatinine must be ≤ 1.5 mg/dL"),
    Rule("subject.right", lambda limit: limit.right, lambda limit: limit.right, example="10 mL or more of whole blood"),
    Rule(
        "subject.shared",
        lambda limit: limit.shares,
        lambda limit: limit.before,
        example="heart rate < 40 bpm at rest. > 90 bpm",
    ),
)


def subjects(
    sentence: Sentence, quantity: Quantity, before: Sequence[SubjectSpan], previous_last: int
) -> list[SubjectSpan]:
    """What a quantity limits; `before` are the subjects of the quantity before it, whose last atom is given too."""
    limit = _facts(sentence, quantity, before, previous_last)
    rule = SUBJECTS.first(limit)
    return [] if rule is None else [SubjectSpan(each.start, each.end, each.id, rule.name) for each in rule.then(limit)]


def _named_dose(sentence: Sentence, first: int, after: int) -> SubjectSpan | None:
    for index in range(first, after):
        if sentence.codes[index] == WORD and low(sentence, index) in ("dose", "dosage"):
            return SubjectSpan(sentence.atoms[index].start, sentence.atoms[index].end)
    return None
