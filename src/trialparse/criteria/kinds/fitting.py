"""Fitting: what a limit and its subject say of each other, about unit, sides and words of the limit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.kinds.recovering import graded
from trialparse.criteria.kinds.scales import noun_start
from trialparse.criteria.phrases.carried import multiplies
from trialparse.criteria.phrases.nouns import SubjectSpan
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import MEASURED, NOUN, PAST, TIMES, WORD, one_of
from trialparse.lexicon.loader import Measurement

__all__ = ["FITTING", "fit", "inferred_unit", "widen"]

_WORSE_OR_BETTER = re.compile(r"\b(?:better|worse)$", re.IGNORECASE)
_DIRECTIONS = {"{logMAR}": "worse"}  # of a visual acuity, which is otherwise better where it is higher
_OF_TOTAL = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+)?\d{1,2}\b(?!\s*%|\d)")
_TITRE = "{titer}"
_ACTIVITY = re.compile(r"U(?:/(?:d|wk|mo|a))?")
_BODY = range(20, 46)  # degrees Celsius
_TELLS = re.compile(r"\{(?:cig|pack)\}|Gy$")  # units that say what they are of
_HAD = frozenset({"exposure", "dose"})
_HOW_OFTEN = re.compile(r"/(?:d|wk|mo|a|\(\d+\.\w+\))")
_NOT_TAKEN = frozenset({"lab", "ordinal", "score"})
_CELL_COUNTS = frozenset({"10*9/L", "/uL", "10*12/L"})
_JOINTS = re.compile(r"\W*(?:[a-z]+\W+){0,4}joints?\b", re.IGNORECASE)
_DOSE_WORDS = 8  # atoms before a dose whose words may say how often it is taken
_THINGS = one_of(WORD, MEASURED, NOUN, TIMES)
_BEFORE_COUNTED = one_of(WORD, PAST)  # between a number and what it counts: `3 different sites`
_SAMPLED = frozenset({"lab", "dose"})  # types whose meaning hangs on where it is taken from, or by what way
_LENGTHS = frozenset({"mm", "cm", "m", "[in_i]"})
_RATE = re.compile(r"/(?:d|wk|mo|\(\d+\.\w+\))$")
_COUNTED_WORDS = 4
_COUNT_ON = frozenset({"count", "ordinal", "score"})  # types whose values are whole numbers
_THINGS_AND_RATES = ("{", "/")  # how units begin in which things are counted
_FEW = 10  # things that are counted, at the most
_PERIODS = (("daily", "/d"), ("per day", "/d"), ("weekly", "/wk"))


def widen(sentence: Sentence, quantity: Quantity) -> Quantity:
    """A quantity with the scale's noun before a limit (`grade ≥ 3`) and the total after it (`4 of 11`)."""
    if quantity.unit is not None:
        return quantity
    start = noun_start(sentence, quantity.start)
    total = _OF_TOTAL.match(sentence.text, quantity.end, sentence.end) if quantity.op else None
    if total is None:
        return replace(quantity, start=start) if start != quantity.start else quantity
    last = quantity.last
    while last + 1 < len(sentence.atoms) and sentence.atoms[last + 1].start < total.end():
        last += 1
    return replace(quantity, start=start, end=total.end(), last=last)


def fit(
    sentence: Sentence, quantity: Quantity, found: list[SubjectSpan], alike: list[SubjectSpan]
) -> tuple[Quantity, list[SubjectSpan], tuple[str, ...]]:
    """The subjects that can have a limit, the limit fitted to them, and the rules by which it was.

    An age is no pressure: a limit in another unit belongs to the subjects that had the same unit before (`alike`). A
    titre is one of the test named before it.
    """
    found = _who_can(sentence, quantity, found, alike)
    if not found:
        return quantity, found, ()
    limit = _Fitted(sentence, quantity, found[0], sentence.lexicon.measurements.get(found[0].id or ""))
    whys: list[str] = []
    for table in FITTING:
        rule = table.first(limit)
        if rule is not None:
            limit = replace(limit, quantity=rule.then(limit))
            whys.append(rule.name)
    return limit.quantity, found, tuple(whys)


def _who_can(
    sentence: Sentence, quantity: Quantity, found: list[SubjectSpan], alike: list[SubjectSpan]
) -> list[SubjectSpan]:
    """The subjects that can have a limit in its unit."""
    if quantity.unit is not None and quantity.unit not in sentence.lexicon.time_units:
        found = [subject for subject in found if subject.id != "age"] or (alike if found else [])
    found = _on_scales(sentence, quantity, _in_unit(sentence, quantity, found))
    if quantity.unit == _TITRE and not any(subject.id for subject in found):
        found = _titrated(sentence, quantity) or found
    return [_fitting(sentence, quantity, subject) for subject in found]


def _in_unit(sentence: Sentence, quantity: Quantity, found: list[SubjectSpan]) -> list[SubjectSpan]:
    """Of several subjects those that are measured in the unit of the limit, or all where the nearest is not."""
    if quantity.unit is None or len(found) < 2:
        return found
    known = [sentence.lexicon.measurements.get(subject.id or "") for subject in found]
    fits = [each is not None and quantity.unit in (each.unit, *each.units) for each in known]
    return [subject for subject, fit in zip(found, fits, strict=True) if fit] if fits[-1] else found


def _fitting(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> SubjectSpan:
    """A subject without the id of a measurement that cannot have the limit, or that its words do not mean."""
    subject = graded(sentence, _with_modifier(sentence, subject), quantity.start, quantity.end)
    if (telling := _told_by_unit(sentence, quantity, subject)) is not None:
        return replace(subject, id=telling)
    if _counts_things(sentence, quantity, subject) or _has_other_dimension(sentence, quantity, subject):
        return replace(subject, id=None)
    if _HOW_OFTEN.fullmatch(quantity.unit or ""):
        return _happening(sentence, quantity, subject)
    return subject if quantity.op else _taken(sentence, quantity, subject)


def _with_modifier(sentence: Sentence, subject: SubjectSpan) -> SubjectSpan:
    """`urine creatinine`: a measurement with the word before it that makes it another thing."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.type not in _SAMPLED:
        return subject
    before = sentence.place(subject.start) - 1
    if before < 0 or not sentence.plays(before, "apart"):
        return subject
    return replace(subject, start=sentence.atoms[before].start, id=None)


def _told_by_unit(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> str | None:
    """`smoking (> 10 pack-years)`: the measurement that alone has a unit, where the subject has it not."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    has = known is not None and (known.type not in _HAD or quantity.unit in (known.unit, *known.units))
    if has or not _TELLS.match(quantity.unit or ""):
        return None
    measurements = sentence.lexicon.measurements.values()
    return next((each.id for each in measurements if each.unit == quantity.unit and each.type in _HAD), None)


def _counts_things(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> bool:
    """`at least 1 measurable lesion`: how many there are is not how big they are."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.unit is None or known.unit.startswith(_THINGS_AND_RATES) or known.type in _COUNT_ON:
        return False
    few = quantity.value is not None and quantity.value == int(quantity.value) and quantity.value <= _FEW
    return few and quantity.unit is None and quantity.reference is None and subject.start >= quantity.end


def _has_other_dimension(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> bool:
    """`LV end systolic dimension > 60 mm`: what is long is no pressure, what is taken in a day no test."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.unit is None or quantity.unit in (None, known.unit, *known.units):
        return False
    if quantity.unit in _LENGTHS:
        return _LENGTHS.isdisjoint((known.unit, *known.units))
    doses = sentence.lexicon.units_for("dose")
    cut = quantity.unit_text == quantity.unit and f"{quantity.unit}L" in (
        known.unit,
        *known.units,
    )  # `9 g/d` of haemoglobin
    rate = quantity.unit in doses and not cut and _RATE.search(quantity.unit)
    return bool(rate) and doses.isdisjoint((known.unit, *known.units))


def _happening(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> SubjectSpan:
    """`pain at least once a week`: how often something happens is no value of the scale or dose of its name.

    Nor is how often something else does: `drinks > 4 cups of tea per day`.
    """
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.unit is None or known.unit.startswith("/"):
        return subject
    counts_other = quantity.counts and subject.end <= quantity.start
    return replace(subject, id=None) if counts_other or known.type in (*_NOT_TAKEN, "dose") else subject


def _on_scales(sentence: Sentence, quantity: Quantity, found: list[SubjectSpan]) -> list[SubjectSpan]:
    """The subjects on whose scale a limit is, or all without their ids."""
    on = [_on_scale(sentence, quantity, subject) for subject in found]
    return [each for each, subject in zip(on, found, strict=True) if each.id == subject.id] or on


def _on_scale(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> SubjectSpan:
    """A scale without its id where the value is off it: ECOG has no 60, and a block no 250 ms."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or quantity.reference or known.type != "ordinal" or not known.levels:
        return subject
    if quantity.unit not in (None, "%", "{score}", known.unit, *known.units):
        return replace(subject, id=None)
    if not all(level.isdigit() for level in known.levels):
        return subject
    values = [limit[0] for limit in (quantity.lower, quantity.upper) if limit is not None]
    return replace(subject, id=None) if any(value > int(known.levels[-1]) for value in values) else subject


def _taken(sentence: Sentence, quantity: Quantity, subject: SubjectSpan) -> SubjectSpan:
    """`potassium chloride 600 mg daily`: what is taken in a dose is a drug, not the test or scale of its name."""
    known = sentence.lexicon.measurements.get(subject.id or "")
    if known is None or known.type not in _NOT_TAKEN or quantity.unit in (None, "%", known.unit, *known.units):
        return subject
    return replace(subject, id=None)


def _titrated(sentence: Sentence, quantity: Quantity) -> list[SubjectSpan]:
    first, _ = sentence.bounds(quantity.first)
    for index in range(quantity.first - 1, max(first, quantity.first - 40) - 1, -1):
        known = sentence.measurement(sentence.atoms[index])
        if known is not None and known.unit == _TITRE:
            atom = sentence.atoms[index]
            return [SubjectSpan(atom.start, atom.end, atom.key)]
    return []


@dataclass(slots=True)
class _Fitted:
    """A limit and what it is of; `known` is the lexicon's entry of the subject."""

    sentence: Sentence
    quantity: Quantity
    subject: SubjectSpan
    known: Measurement | None

    @property
    def words(self) -> str:
        """The words of the subject, in lower case."""
        return self.sentence.text[self.subject.start : self.subject.end].lower()

    @property
    def bare(self) -> bool:
        """Whether the text gives the limit neither a unit nor a reference."""
        return self.quantity.unit is None and self.quantity.reference is None

    def in_unit(self, unit: str) -> Quantity:
        """The limit in a unit."""
        return replace(self.quantity, unit=unit)


def _counts_cells(limit: _Fitted) -> bool:
    return limit.known is not None and limit.quantity.unit == "uL" and limit.known.unit in _CELL_COUNTS


def _is_insulin(limit: _Fitted) -> bool:
    return limit.known is not None and limit.known.id == "insulin_dose" and (limit.quantity.unit or "").startswith("U")


def _is_of_servings(limit: _Fitted) -> bool:
    """Whether units are what somebody has of alcohol or tobacco, and no activity of an enzyme or a drug."""
    known, unit = limit.known, limit.quantity.unit or ""
    return known is not None and known.type == "exposure" and _ACTIVITY.fullmatch(unit) is not None


def _is_warmth(limit: _Fitted) -> bool:
    """Whether degrees are of a thermometer, and of which is plain: nobody lives at 60 °C, or has 40 °F."""
    known, quantity = limit.known, limit.quantity
    if known is None or known.unit != "Cel" or quantity.unit != "deg":
        return False
    return all(bound is None or _BODY[0] <= bound[0] <= _BODY[-1] for bound in (quantity.lower, quantity.upper))


def _counts_joints(limit: _Fitted) -> bool:
    return limit.bare and _JOINTS.match(limit.sentence.text, limit.quantity.end, limit.sentence.end) is not None


def _counted(limit: _Fitted) -> str:
    """`at least 2 sites`: the words of what a number counts, "" where it counts nothing that stands right behind it."""
    sentence, quantity, subject = limit.sentence, limit.quantity, limit.subject
    first = sentence.place(subject.start)
    if not limit.bare or quantity.unit_text or sentence.code(quantity.first - 1) == NOUN:
        return ""
    if limit.known is not None and limit.known.type != "count":
        return ""
    if subject.start < quantity.end or not _BEFORE_COUNTED.issuperset(sentence.codes[quantity.last + 1 : first]):
        return ""
    after, behind = first, sentence.place(subject.end - 1) + 1
    while after < behind and sentence.codes[after] in _THINGS and not _ends(sentence, after):
        after += 1
    return sentence.words(first, after) if after - first <= _COUNTED_WORDS else ""


def _ends(sentence: Sentence, place: int) -> bool:
    return sentence.plays(place, "edge", "end")


def _is_predicted(limit: _Fitted) -> bool:
    return limit.quantity.unit == "%" and limit.quantity.reference is None and "predicted" in limit.words


def _direction(limit: _Fitted) -> str | None:
    """What a higher value means: the unit says so where it is a scale of its own, else the measurement."""
    return _DIRECTIONS.get(limit.quantity.unit or "", limit.known.direction if limit.known else None)


def _is_turned(limit: _Fitted) -> bool:
    """`2 or better` on a scale where a higher value is worse; of `0-2 or better` both ends stand."""
    worse = _direction(limit) == "worse"
    said = limit.sentence.text[limit.quantity.start : limit.quantity.end]
    one_sided = limit.quantity.lower is None or limit.quantity.upper is None
    return worse and one_sided and _WORSE_OR_BETTER.search(said) is not None


def _period(limit: _Fitted) -> str:
    """`daily dose of 20 mg`: the denominator that the words before a dose give it, "" where they give none."""
    if limit.quantity.unit not in limit.sentence.lexicon.units_for("single_dose"):
        return ""
    first, words = limit.quantity.first, limit.words
    left = limit.sentence.words(max(0, first - _DOSE_WORDS), first).lower()
    said = (code for word, code in _PERIODS if word in words or f"{word} dose" in left or f"{word} cumulative" in left)
    return next(said, "")


_Fit = Table[_Fitted, Callable[[_Fitted], Quantity]]

# An age is in years, a cell count is per volume, a daily dose is per day: of each table the first rule that holds.
FITTING: tuple[_Fit, ...] = (
    Table(
        "unit",
        Rule(
            "unit.years",
            lambda limit: limit.bare and limit.subject.id == "age",
            lambda limit: limit.in_unit("a"),
            example="age ≥ 18",
        ),
        Rule(
            "unit.joints",
            _counts_joints,
            lambda limit: limit.in_unit("{joints}"),
            example="synovitis of ≥ 3 swollen joints",
        ),
        Rule("unit.per-volume", _counts_cells, lambda limit: limit.in_unit("/uL"), example="platelets < 50,000 uL"),
        Rule(
            "unit.servings",
            _is_of_servings,
            lambda limit: limit.in_unit(f"{{units}}{(limit.quantity.unit or '')[1:]}"),
            example="more than 14 units of alcohol per week",
        ),
        Rule(
            "unit.degrees",
            _is_warmth,
            lambda limit: limit.in_unit("Cel"),
            example="temperature > 38 degrees",
        ),
        Rule(
            "unit.counted",
            _counted,
            lambda limit: replace(limit.quantity, unit_text=_counted(limit)),
            example="ulcers at ≥ 2 sites",
        ),
        Rule(
            "unit.insulin",
            _is_insulin,
            lambda limit: limit.in_unit(f"[IU]{(limit.quantity.unit or '')[1:]}"),
            example="insulin dose > 1 U/kg",
        ),
    ),
    Table(
        "reference",
        Rule(
            "reference.predicted",
            _is_predicted,
            lambda limit: replace(limit.quantity, reference="predicted"),
            example="predicted FEV1 of at least 50%",
        ),
    ),
    Table(
        "period",
        Rule(
            "period.before",
            _period,
            lambda limit: limit.in_unit(f"{limit.quantity.unit}{_period(limit)}"),
            example="a daily dose of prednisone > 20 mg",
        ),
    ),
    Table(
        "side",
        Rule(
            "side.better",
            _is_turned,
            lambda limit: replace(limit.quantity, lower=limit.quantity.upper, upper=limit.quantity.lower),
            example="ECOG 2 or better",
        ),
    ),
)


def inferred_unit(sentence: Sentence, quantity: Quantity, subject: SubjectSpan | None) -> str | None:
    """The usual unit of a measurement where the text states none."""
    if quantity.unit is not None or quantity.reference is not None or subject is None or subject.id is None:
        return None
    known = sentence.lexicon.measurements.get(subject.id)
    if known is None or (quantity.lower is None and quantity.upper is None):  # a fraction of how sharp an eye sees
        return None
    happens = known.type == "count" or known.unit == "{t1/2}"  # so many times, or times the half-life
    return known.unit if happens or not multiplies(sentence, quantity) else None
