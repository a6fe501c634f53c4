"""From atoms to constraints: quantities, levels and criteria sets with their subject, time and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from trialparse.criteria.atoms import Atom
from trialparse.criteria.grammar import Limit, Quantity, quantities
from trialparse.criteria.levels import LevelSet, level_sets
from trialparse.criteria.sentence import Sentence
from trialparse.criteria.subjects import SubjectSpan, atom_of, event, following, is_person, subjects
from trialparse.criteria.timing import AnchorSpan, Timing, point_anchor, timing

__all__ = ["Draft", "read_constraints"]

Plain = dict[str, Any]
_AGE = re.compile(r"\b(?:ages?d?|old(?:er)?|young(?:er)?|year-olds?|elder)\b", re.IGNORECASE)
_DIAGNOSED = re.compile(r"\bdiagnos\w+|\bonset\b", re.IGNORECASE)
_DISEASE = re.compile(
    r"(?:\b(?:diagnos\w+|onset|disease|diseases|syndrome|disorder|symptoms?|pain|diabetes|lupus|sle|asthma|copd|psoriasis|eczema|migraines?|epilepsy|depression|t2dm|lesions?|hypertension|infertility|cough|\w+(?:itis|osis|oma|emia|pathy|uria|iasis)))\W*$",
    re.IGNORECASE,
)
_CRITERIA = re.compile(
    r"\s{0,3}(?:(?:classification|diagnostic|revised|modified|research|response)\s+){0,3}(?:criteria|criterion)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\s+$")
_SPANS = frozenset({"disease_duration", "age", "half_life_washout"})  # measured in time, and read as time
_WORSE_OR_BETTER = re.compile(r"\b(?:better|worse)$", re.IGNORECASE)
_LEVEL_NOUN = re.compile(r"\b(?:class(?:es)?|grades?|stages?|categor(?:y|ies)|types?|levels?)\s*$", re.IGNORECASE)
_OF_N = re.compile(r"(?:out\s+)?of\s+(?:the\s+)?\d{1,2}\b(?!\s*%|\d)")
_CANCER = re.compile(
    r"cancer|carcinoma|tumou?r|melanoma|lymphoma|sarcoma|neoplas|myeloma|glioma|malignan|nsclc|sclc|disease",
    re.IGNORECASE,
)
_CHANGES = {
    "increase": re.compile(r"\b(?:increas\w*|gain(?:ed|s)?|ris(?:e|es|ing)|elevation|improve\w*)\b", re.IGNORECASE),
    "decrease": re.compile(
        r"\b(?:decreas\w*|reduc\w*|loss(?:es)?|lost|drop(?:s|ped)?|declin\w*|fall(?:s|ing)?\s+(?:of|in|by))\b",
        re.IGNORECASE,
    ),
    "change": re.compile(r"\b(?:chang\w*|differences?|fluctuat\w*|variation|variability)\b", re.IGNORECASE),
}
_COUNTS = frozenset({"10*9/L", "/uL", "10*12/L"})
_JOINTS = re.compile(r"\bjoints?\b")
_CRITERIA_BY = re.compile(
    r"\s+(?:by|according to|per|based on|as defined by|fulfilling|meeting|defined by)\b.*$", re.IGNORECASE | re.DOTALL
)
_SINGLE_DOSES = frozenset({"mg", "g", "ug", "mg/kg", "[IU]/kg", "U/kg", "[IU]", "mg/m2"})
_DOSES = frozenset(
    {"mg", "g", "ug", "mg/d", "g/d", "ug/d", "mg/wk", "mg/kg", "mg/kg/d", "mg/m2", "mg/(2.wk)", "mg/(12.h)", "mg/mo"}
)


@dataclass(slots=True)
class Draft:
    """A constraint being read, with the atoms it covers."""

    first: int
    last: int
    plain: Plain
    subject: SubjectSpan | None = None
    explained: list[tuple[int, int]] = field(default_factory=list)  # stretches of text the constraint explains


def _span(start: int, end: int) -> Plain:
    return {"start": start, "end": end}


def _bound(limit: Limit | None) -> Plain | None:
    return None if limit is None else {"value": limit[0], "inclusive": limit[1]}


def _interval(lower: Limit | None, upper: Limit | None) -> Plain | None:
    if lower is None and upper is None:
        return None
    return {"lower": _bound(lower), "upper": _bound(upper)}


def _anchor(sentence: Sentence, anchor: AnchorSpan | None) -> Plain | None:
    if anchor is None:
        return None
    return {
        "key": anchor.key,
        "text": sentence.text[anchor.start : anchor.end],
        "span": _span(anchor.start, anchor.end),
    }


def _subject(sentence: Sentence, subject: SubjectSpan | None) -> Plain | None:
    if subject is None:
        return None
    return {
        "text": sentence.text[subject.start : subject.end],
        "id": subject.id,
        "span": _span(subject.start, subject.end),
    }


class _Reader:
    """Reads the constraints of one criterion."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.drafts: list[Draft] = []
        self.used_anchors: set[int] = set()
        self.previous: list[SubjectSpan] = []  # of the threshold before, which ends at the atom `previous_last`
        self.previous_last = -1
        self.previous_unit: str | None = None
        self.previous_time: SubjectSpan | None = None
        self.age_last = -3  # the last atom of the age before

    def read(self) -> list[Draft]:
        sets = level_sets(self.sentence)
        covered = {index for found in sets for index in range(found.first, found.last + 1)}
        for found in sets:
            self._levels(found)
        for index, atom in enumerate(self.sentence.atoms):
            if atom.code == "L":
                self._criteria_set(index, atom)
        found_quantities = [
            q
            for q in quantities(self.sentence.text, self.sentence.atoms, self.sentence.codes)
            if not covered.intersection(range(q.first, q.last + 1))
        ]
        ages = [self._is_age(q) and self._note_age(q) for q in found_quantities]
        times = [q for q, age in zip(found_quantities, ages, strict=True) if not age and self._is_time(q)]
        self.ages = {id(q) for q, age in zip(found_quantities, ages, strict=True) if age}
        self._times(times)
        for quantity in found_quantities:
            if quantity not in times:
                self._threshold(quantity)
        self.drafts.sort(key=lambda draft: (draft.plain["span"]["start"], draft.plain["span"]["end"]))
        return self.drafts

    # -- time

    def _is_time(self, quantity: Quantity) -> bool:
        return (
            quantity.unit in self.sentence.lexicon.time_units
            and quantity.op != "lost"
            and not self._is_age(quantity)
            and not self._duration_threshold(quantity)
        )

    def _note_age(self, quantity: Quantity) -> bool:
        self.age_last = quantity.last
        return True

    def _is_age(self, quantity: Quantity) -> bool:
        if quantity.unit not in ("a", "mo", "wk", "d", "h", None) or quantity.reference:
            return False
        if quantity.old or _AGE.search(self.sentence.text, quantity.start, quantity.end):
            return True
        if quantity.rule == "range" and quantity.first - self.age_last in (1, 2):
            return True  # the other end of `6 weeks to 24 months`
        codes, index = self.sentence.codes, quantity.first - 1
        while index >= 0 and codes[index] in "f(:DKjw" and quantity.first - index < 4 and codes[index] != ";":
            index -= 1
        if index >= 0 and codes[index] == "M" and self.sentence.atoms[index].key == "age":
            return True
        first, _ = self.sentence.bounds(quantity.first)
        return (
            quantity.unit == "a"
            and (quantity.op not in ("", "within"))
            and is_person(self.sentence, first, quantity.first)
            and self._ends_person(quantity)
        )

    def _people(self, first: int, quantity: Quantity) -> bool:
        """`patients < 18`: people before a bare number that nothing follows."""
        follows = self.sentence.codes[quantity.last + 1 : quantity.last + 2]
        return (
            follows in ("", ".", ";", "K", "O", "A", ")")
            and quantity.first > first
            and is_person(self.sentence, first, quantity.first)
            and quantity.value is not None
            and 10 <= quantity.value <= 100
        )

    def _ends_person(self, quantity: Quantity) -> bool:
        following_code = self.sentence.codes[quantity.last + 1 : quantity.last + 2]
        return following_code not in ("b", "g", "a", "f")

    def _duration_threshold(self, quantity: Quantity) -> bool:
        """Whether the time is a value of a measured thing (life expectancy, QTc, sleep latency) rather than a window."""
        near = self._near_measurement(quantity)
        known = self.sentence.measurement(near) if near is not None else None
        follows = self.sentence.codes[quantity.last + 1 : quantity.last + 2]
        lasting = self.sentence.codes[quantity.first] == "d" or self.sentence.words(
            max(0, quantity.first - 6), quantity.first
        ).lower().endswith(("for", "lasting"))
        if (
            lasting
            or (follows and follows in "bag")
            or (near is not None and self.sentence.of(near).lower().startswith("duration"))
        ):
            return False
        timed = (
            known is not None
            and known.id not in _SPANS
            and known.unit in self.sentence.lexicon.time_units
            and known.unit != "{t1/2}"
        )
        return timed or quantity.unit == "ms" or (quantity.unit == "s" and near is not None)

    def _near_measurement(self, quantity: Quantity) -> Atom | None:
        first, after = self.sentence.bounds(quantity.first)
        atoms, codes = self.sentence.atoms, self.sentence.codes
        for index in range(quantity.first - 1, max(first, quantity.first - 8) - 1, -1):
            if codes[index] == "M":
                return atoms[index]
            if codes[index] in ";N":
                break
        for index in range(quantity.last + 1, min(after, quantity.last + 4)):
            if codes[index] == "M":
                return atoms[index]
            if codes[index] in ";KN)b":
                break
        return None

    def _times(self, quantities: list[Quantity]) -> None:
        """Times of one list share the moment named at its end: `within 90 days or … within 180 days of screening`."""
        placed = [(quantity, timing(self.sentence, quantity)) for quantity in quantities]
        for place in range(len(placed) - 2, -1, -1):
            (quantity, when), (following_one, later) = placed[place], placed[place + 1]
            between = self.sentence.codes[quantity.last + 1 : following_one.first]
            joined = ("O" in between or "K" in between) and ";" not in between and "." not in between
            if (
                joined
                and when.kind == "window"
                and when.anchor is None
                and when.direction == later.direction == "before"
            ):
                when.anchor = later.anchor
        for quantity, when in placed:
            if when.kind:
                self._time(quantity, when)

    def _time(self, quantity: Quantity, when: Timing) -> None:
        lower, upper = quantity.lower, quantity.upper
        if not quantity.op and quantity.value is not None:
            limit = (quantity.value, True)
            lower, upper = self._bare_time(when, limit)
        if lower is None and upper is None:
            return
        if when.direction == "before" and self.sentence.text[quantity.start : quantity.end].lower().startswith("later"):
            lower, upper = None, lower  # later than a month before: less than a month away
        if when.anchor is not None:
            self.used_anchors.add(when.anchor.start)
        subject = self._time_subject(quantity, when)
        if (
            quantity.rule == "shared"
            and self.previous_time is not None
            and self.sentence.codes[quantity.first - 1] in "O(S"
        ):
            subject = self.previous_time
        self.previous_time = subject
        if quantity.unit == "{t1/2}" and subject is not None:
            subject = SubjectSpan(subject.start, subject.end, "half_life_washout")
        self._add(
            quantity,
            when.kind,
            lower,
            upper,
            subject,
            direction=when.direction,
            anchor=_anchor(self.sentence, when.anchor),
        )

    @staticmethod
    def _bare_time(when: Timing, limit: Limit) -> tuple[Limit | None, Limit | None]:
        """A time without a comparator: a state holds for at least it, an event falls within it."""
        if when.kind == "duration":
            return limit, None
        return None, limit

    def _time_subject(self, quantity: Quantity, when: Timing) -> SubjectSpan | None:
        first, after = self.sentence.bounds(quantity.first)
        for index in range(quantity.first - 1, max(first, quantity.first - 4) - 1, -1):
            atom = self.sentence.atoms[index]
            if atom.code == "M" and atom.key == "disease_duration":
                return SubjectSpan(atom.start, atom.end, atom.key)
        found = event(self.sentence, first, quantity.first)
        follows = self.sentence.codes[quantity.last + 1 : quantity.last + 2]
        if follows == "f" and when.anchor is None and (found is None or quantity.op != "within"):
            return following(self.sentence, quantity.last + 1, after) or found
        if found is None and self.sentence.codes[quantity.last + 1 : quantity.last + 2] in ("a", "F", "b"):
            return following(self.sentence, quantity.last + 2, after)
        if found is None or (when.kind == "duration" and is_person(self.sentence, first, quantity.first)):
            found = following(self.sentence, quantity.last + 1, after) or found
        if (
            found is not None
            and _DISEASE.search(_CRITERIA_BY.sub("", self.sentence.text[found.start : found.end]))
            and (when.kind == "duration" or _DIAGNOSED.search(self.sentence.text, found.start, found.end))
        ):
            found.id = "disease_duration"
        return found

    # -- thresholds

    def _threshold(self, quantity: Quantity) -> None:
        sentence = self.sentence
        age = id(quantity) in self.ages
        if not quantity.op and not self._bare_counts(quantity):
            return
        self._widen(quantity)
        if quantity.rule == "limit" or quantity.reference or not age:
            found = subjects(sentence, quantity, self.previous, self.previous_last)
        else:
            found = [self._age_subject(quantity)]
        first, after = sentence.bounds(quantity.first)
        measured = (
            bool(found)
            and found[0].id is not None
            and found[0].end <= quantity.start
            and not quantity.spelled
            and ";" not in self.sentence.text[found[0].end : quantity.start]
            and len(self.sentence.text[found[0].end : quantity.start]) < 6
        )
        if not found or (not measured and self._counts_following(quantity) and not age):
            other = following(sentence, quantity.last + 1, after) if self._counts_following(quantity) else None
            other = other or event(sentence, first, quantity.first) or following(sentence, quantity.last + 1, after)
            found = [other] if other else []
        if not found and quantity.unit is None and quantity.reference is None and quantity.op in ("", "eq", "approx"):
            return
        found = [SubjectSpan(s.start, s.end, quantity.part) for s in found] if quantity.part else found
        found = self._fitting(quantity, found)
        self._fit_unit(quantity, found)
        self._fit_bounds(quantity, found)
        self.previous, self.previous_last, self.previous_unit = found, quantity.last, quantity.unit
        lower, upper = quantity.lower, quantity.upper
        if not quantity.op and quantity.value is not None:
            lower = (quantity.value, True)
            upper = None if quantity.reference == "ULN" else lower
        point = point_anchor(sentence, quantity.first, quantity.last, self.used_anchors)
        change = self._change(quantity, found)
        for subject in found or [None]:
            self._add(
                quantity, "threshold", lower, upper, subject, reference=quantity.reference, change=change,
                anchor=_anchor(sentence, point), unit_inferred=self._inferred(quantity, subject),
            )  # fmt: skip

    def _fitting(self, quantity: Quantity, found: list[SubjectSpan]) -> list[SubjectSpan]:
        """The subjects that can have the unit: an age is no pressure, so the one before is meant."""
        wrong = [
            s
            for s in found
            if s.id == "age" and quantity.unit is not None and quantity.unit not in self.sentence.lexicon.time_units
        ]
        if not wrong:
            return found
        rest = [s for s in found if s not in wrong]
        return rest or (self.previous if self.previous_unit == quantity.unit else [])

    def _fit_unit(self, quantity: Quantity, found: list[SubjectSpan]) -> None:
        """What the subject says of the unit: an age is in years, a daily dose is per day, a cell count is per volume."""
        first = found[0] if found else None
        known = self.sentence.lexicon.measurements.get(first.id) if first and first.id else None
        if first is None:
            return
        words = self.sentence.text[first.start : first.end].lower()
        if first.id == "age" and quantity.unit is None and quantity.reference is None:
            quantity.unit = "a"
        elif known is not None and quantity.unit == "uL" and known.unit in _COUNTS:
            quantity.unit = "/uL"
        elif known is not None and quantity.unit and quantity.unit.startswith("U") and known.id == "insulin_dose":
            quantity.unit = "[IU]" + quantity.unit[1:]
        elif quantity.unit is None and _JOINTS.search(words):
            quantity.unit = "{joints}"
        if quantity.unit in _SINGLE_DOSES:
            left = self.sentence.words(max(0, quantity.first - 8), quantity.first).lower()
            period = next(
                (
                    code
                    for word, code in (("daily", "/d"), ("per day", "/d"), ("weekly", "/wk"))
                    if word in words or f"{word} dose" in left or f"{word} cumulative" in left
                ),
                "",
            )
            quantity.unit += period

    def _change(self, quantity: Quantity, found: list[SubjectSpan]) -> str | None:
        """Whether the number is a change of the subject (`weight loss of > 5 kg`), not its level."""
        if not found:
            return None
        begin = max(self.sentence.start, min(found[0].start, quantity.start) - 14)
        near = self.sentence.text[begin : quantity.start] + " " + self.sentence.text[quantity.end : quantity.end + 22]
        if len(near) > 120 or found[0].start > quantity.end:
            near = self.sentence.text[quantity.end : quantity.end + 22]
        return next((name for name, pattern in _CHANGES.items() if pattern.search(near)), None)

    def _fit_bounds(self, quantity: Quantity, found: list[SubjectSpan]) -> None:
        """`2 or better` goes by what a higher value means."""
        known = self.sentence.lexicon.measurements.get(found[0].id) if found and found[0].id else None
        if (
            known is not None
            and known.direction == "worse"
            and _WORSE_OR_BETTER.search(self.sentence.text[quantity.start : quantity.end])
        ):
            quantity.lower, quantity.upper = quantity.upper, quantity.lower

    def _widen(self, quantity: Quantity) -> None:
        """The limit with the scale's noun before it (`grade ≥ 3`) and the total after it (`4 of 11`)."""
        text = self.sentence.text
        noun = _LEVEL_NOUN.search(text[max(self.sentence.start, quantity.start - 12) : quantity.start])
        if noun is not None and quantity.unit is None:
            quantity.start -= len(noun[0])
        total = _OF_N.match(text, quantity.end + 1, self.sentence.end) if quantity.unit is None else None
        if total is not None and quantity.op:
            quantity.end = total.end()
            while (
                quantity.last + 1 < len(self.sentence.atoms)
                and self.sentence.atoms[quantity.last + 1].start < quantity.end
            ):
                quantity.last += 1

    def _age_subject(self, quantity: Quantity) -> SubjectSpan:
        for index in range(quantity.first - 1, max(0, quantity.first - 5) - 1, -1):
            atom = self.sentence.atoms[index]
            if atom.code == "M" and atom.key == "age":
                return SubjectSpan(atom.start, atom.end, "age")
        for index in range(quantity.last, min(len(self.sentence.atoms), quantity.last + 4)):
            atom = self.sentence.atoms[index]
            if atom.code == "M" and atom.key == "age":
                return SubjectSpan(atom.start, atom.end, "age")
        return SubjectSpan(quantity.start, quantity.end, "age")

    def _counts_following(self, quantity: Quantity) -> bool:
        """`at least two relapses`, `≥ 1 organ system`: a whole number without a unit counts what follows."""
        if (
            quantity.unit is not None
            or quantity.reference is not None
            or quantity.value is None
            or quantity.value != int(quantity.value)
            or quantity.value > 60
        ):
            return False
        follows = self.sentence.codes[quantity.last + 1 : quantity.last + 2]
        if follows == "w" and self.sentence.codes[quantity.first - 1 : quantity.first] == "M":
            return quantity.spelled
        return (
            follows in ("w", "f", "V", "L", "n", "p")
            and following(self.sentence, quantity.last + 1, len(self.sentence.atoms)) is not None
        )

    def _bare_counts(self, quantity: Quantity) -> bool:
        """Whether a number without comparator is a limit: a multiple of a normal limit, a dose, a share right after its measure."""
        if quantity.reference == "ULN":
            return True
        before = self.sentence.codes[quantity.first - 1 : quantity.first]
        if quantity.unit == "%":
            return before == "M"
        return (
            quantity.unit in _DOSES
            and before in ("M", "(")
            and self.sentence.codes[quantity.last + 1 : quantity.last + 2] != "D"
        )

    def _inferred(self, quantity: Quantity, subject: SubjectSpan | None) -> str | None:
        if quantity.unit is not None or quantity.reference is not None or subject is None or subject.id is None:
            return None
        known = self.sentence.lexicon.measurements.get(subject.id)
        return known.unit if known else None

    # -- levels and criteria sets

    def _levels(self, found: LevelSet) -> None:
        sentence = self.sentence
        subject = self._level_subject(found)
        point = point_anchor(sentence, found.first, found.last, self.used_anchors)
        plain = {
            "kind": "levels", "span": _span(found.start, found.end), "subject": _subject(sentence, subject), "levels": found.levels, "domain": found.domain,
            "interval": _interval(found.lower, found.upper),
            "count": _interval(None if found.count is None else (found.count, True), None), "anchor": _anchor(sentence, point), "rule": "core:levels",
        }  # fmt: skip
        self._finish(found.first, found.last, plain, subject)

    def _level_subject(self, found: LevelSet) -> SubjectSpan | None:
        """The scale where it is named, else the disease that has the level: right after it, in front of its bracket, or before it."""
        sentence = self.sentence
        if found.scale_atom is not None and found.scale_atom.key == "ctcae_grade":  # the toxicity has the grade
            first, after = sentence.bounds(found.first)
            toxicity = (
                following(sentence, found.last + 1, after)
                if sentence.codes[found.last + 1 : found.last + 2] == "w"
                else None
            )
            if toxicity is not None:
                return SubjectSpan(toxicity.start, toxicity.end, "ctcae_grade")
        if found.scale_atom is not None:
            return SubjectSpan(found.scale_atom.start, found.scale_atom.end, found.scale_atom.key)
        first, after = sentence.bounds(found.first)
        near = [
            *range(found.first - 1, max(first, found.first - 6) - 1, -1),
            *range(found.last + 1, min(after, found.last + 4)),
        ]
        named = atom_of(sentence, "M", near)
        if named is not None:
            return SubjectSpan(named.start, named.end, named.key)
        behind = (
            following(sentence, found.last + 1, after)
            if sentence.codes[found.last + 1 : found.last + 2] in ("w", "f")
            else None
        )
        subject = behind or event(sentence, first, found.first)
        staged = sentence.text[max(sentence.start, found.start - 8) : found.end].lower()
        if subject is not None and "stage" in staged and _CANCER.search(sentence.text[subject.start : subject.end]):
            subject.id = "tnm_stage"
        return subject

    def _criteria_set(self, index: int, atom: Atom) -> None:
        """Published criteria: the name is its own subject, with the words "classification criteria" and the year beside it."""
        text, point = self.sentence.text, point_anchor(self.sentence, index, index, self.used_anchors)
        behind = _CRITERIA.match(text, atom.end, self.sentence.end)
        year = _YEAR.search(text[: atom.start], max(self.sentence.start, atom.start - 6))
        name = SubjectSpan(year.start() if year else atom.start, behind.end() if behind else atom.end, atom.key)
        plain = {
            "kind": "criteria_set", "span": _span(name.start, name.end), "subject": _subject(self.sentence, name),
            "anchor": _anchor(self.sentence, point), "rule": "core:criteria_set",
        }  # fmt: skip
        self._finish(index, index, plain, name)

    # -- what all share

    def _add(
        self,
        quantity: Quantity,
        kind: str,
        lower: Limit | None,
        upper: Limit | None,
        subject: SubjectSpan | None,
        **more: Any,
    ) -> None:
        plain: Plain = {
            "kind": kind, "span": _span(quantity.start, quantity.end), "subject": _subject(self.sentence, subject), "interval": _interval(lower, upper),
            "unit": quantity.unit, "unit_text": quantity.unit_text, "rule": f"core:{quantity.rule}", **more,
        }  # fmt: skip
        self._finish(quantity.first, quantity.last, plain, subject)

    def _finish(self, first: int, last: int, plain: Plain, subject: SubjectSpan | None) -> None:
        """Keeps a constraint with the stretches of text that it explains."""
        explained = [(plain["span"]["start"], plain["span"]["end"])]
        explained += [(subject.start, subject.end)] if subject else []
        if plain.get("anchor"):
            explained.append((plain["anchor"]["span"]["start"], plain["anchor"]["span"]["end"]))
        self.drafts.append(Draft(first, last, plain, subject, explained))


def read_constraints(sentence: Sentence) -> list[Draft]:
    """The constraints of a criterion's own words, in the order of the text."""
    return _Reader(sentence).read()
