"""Denied limits: every way to say that a limit must not hold, with every comparator, is read the right way round.

What a sentence means is told by rule at three values, one below its number, the number, and one above it. The laws draw
their words from the slots of the lexicon.
"""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trialparse as tp
from trialparse.lexicon.alphabet import DENIAL
from trialparse.lexicon.loader import builtin
from trialparse.lexicon.templates import expand

Truth = tuple[bool, ...]

HOLDS = {
    "gt": (False, False, True), "ge": (False, True, True), "lt": (True, False, False), "le": (True, True, False),
}  # fmt: skip
COMPARATORS = {
    "gt": [
        ">", "more than", "greater than", "larger than", "taller than", "longer than", "heavier than", "above", "over",
        "beyond", "exceeding", "surpassing", "in excess of", "upwards of", "well above", "even higher than",
    ],
    "ge": [
        "≥", ">=", "at least", "a minimum of", "no less than", "not less than", "no smaller than", "no lower than",
        "greater than or equal to", "equal to or greater than", "more than or equal to", "at or above",
        "above or equal to",
    ],
    "lt": [
        "<", "less than", "smaller than", "shorter than", "lighter than", "fewer than", "below", "under", "beneath",
        "inferior to", "much lower than",
    ],
    "le": [
        "≤", "<=", "at most", "up to", "a maximum of", "no more than", "not more than", "no larger than",
        "no higher than",
        "less than or equal to", "equal to or less than", "lower than or equal to", "at or below",
    ],
}  # fmt: skip
EITHER_SIDE = {
    "ge": ["at least", "minimum", "or more", "or higher"],
    "le": ["at most", "maximum", "or less", "or lower"],
}
AFFIRMED = [
    "Creatinine {} 12", "Serum sodium must be {} 12 mmol/L", "- The QTcF interval should remain {} 12 ms",
    "Body weight has to stay {} 12 kg", "Ferritin is required to be {} 12", "Ferritin ought to be {} 12",
    "Patients whose ferritin is {} 12 ug/L", "Ferritin must be {} 12, not otherwise",
]  # fmt: skip
DENIED = [
    *(f"Creatinine {verb} {{}} 12 mg/dL at screening" for verb in (
        "not", "never", "must not be", "cannot be", "can't be", "can’t be", "can`t be", "CAN'T BE", "may not be",
        "couldn't be", "wouldn't be", "mustn't be", "shan’t be", "shall never be", "is never", "aren't", "weren’t",
        "is never to be", "is not to be", "isn't to be", "is not allowed to be", "isn't permitted to be",
        "is never allowed to be", "is not supposed to be", "is forbidden to be", "is prohibited from being",
        "has not been", "hadn't been", "has never been", "must not have been", "must in no case be",
        "may at no time be", "can under no circumstances be", "shall on no account be", "must by no means be",
        "must not at any time be", "must not, at any time, be", "must not remain", "should not become",
        "must no longer be", "ought not be", "oughtn't to be", "has to not be", "fails to be", "is neither",
        "must not be found to be", "must definitely not be", "cant be", "was at no time", "is not yet",
    )),
    "Ferritin no {} 12", "No ferritin {} 12", "Without ferritin {} 12", "Absence of ferritin {} 12 ng/mL",
    "Patients lacking ferritin {} 12", "Ferritin {} 12 is not allowed", "Ferritin {} 12 is prohibited",
    "Ferritin {} 12 not permitted", "Ferritin levels {} 12 ng/mL are not acceptable", "Ferritin {} 12 is unacceptable",
    "A ferritin {} 12 will not be accepted", "A ferritin {} 12 is never allowed", "Ferritin {} 12 must not occur",
    "Ferritin {} 12 is in no case permitted", "Subjects must not have ferritin {} 12", "Ferritin: not {} 12",
    "Subjects can't have a ferritin of {} 12", "Subjects don't have ferritin {} 12", "Subject has no ferritin {} 12",
    "Subjects who haven't had a ferritin {} 12", "No subject may have ferritin {} 12", "Nobody with ferritin {} 12",
    "None of the subjects may have ferritin {} 12", "Neither ferritin nor transferrin {} 12",
    "It is not allowed that ferritin is {} 12", "It is forbidden to have ferritin {} 12",
    "At no time may ferritin be {} 12", "Under no circumstances should ferritin be {} 12",
    "Not allowed: ferritin {} 12",
]  # fmt: skip
UNASKED = [
    "Ferritin need not be {} 12", "Ferritin needn't be {} 12", "Ferritin does not have to be {} 12",
    "Ferritin doesn’t have to be {} 12", "Ferritin doesn't need to be {} 12", "Ferritin is not required to be {} 12",
    "Ferritin is not necessarily {} 12", "Ferritin may or may not be {} 12", "Ferritin {} 12 is not required",
    "Patients need not have ferritin {} 12", "It is not required that ferritin be {} 12", "Ferritin {} 12 is optional",
]  # fmt: skip
VERBS = {
    "exceed": "gt", "surpass": "gt", "go above": "gt", "rise above": "gt", "go beyond": "gt", "be more than": "gt",
    "fall below": "lt", "fall under": "lt", "drop below": "lt", "sink under": "lt", "fall short of": "lt",
    "remain under": "lt", "stay above": "gt", "meet or exceed": "ge", "be equal to or exceed": "ge",
}  # fmt: skip
MUST = ["must", "should", "may", "has to", "is to"]
MUST_NOT = [
    "must not", "should never", "can't", "won’t", "does not", "didn't", "is not to", "is not allowed to", "never",
    "may at no time", "in no case may", "ought not to", "is forbidden to",
]  # fmt: skip


def is_in(interval: tp.Interval, value: int) -> bool:
    lower, upper = interval.lower, interval.upper
    above = lower is None or value > lower.value or (lower.inclusive and value == lower.value)
    return above and (upper is None or value < upper.value or (upper.inclusive and value == upper.value))


def read(text: str, number: int = 12) -> Truth | None:
    """Whether what is read of a sentence holds one below its number, at it, and one above it; None for no limit."""
    (criterion,) = tp.parse_criteria(text).criteria
    limits = [each for each in criterion.constraints if isinstance(each, tp.Threshold)]
    values = (number - 1, number, number + 1)
    if not limits:
        return None
    return tuple(all(is_in(each.interval, value) is not each.negated for each in limits) for value in values)


def only(text: str) -> tp.Threshold:
    """The one limit of a sentence."""
    (criterion,) = tp.parse_criteria(text).criteria
    (limit,) = criterion.constraints
    assert isinstance(limit, tp.Threshold)
    return limit


def denied(truth: Truth) -> Truth:
    return tuple(not holds for holds in truth)


def with_each(frame: str) -> dict[str, Truth]:
    """The sentences of a frame, with what each means where the frame affirms."""
    return {frame.format(words): HOLDS[op] for op, forms in COMPARATORS.items() for words in forms}


@pytest.mark.parametrize("frame", AFFIRMED)
def test_an_affirmed_limit_is_what_it_says(frame: str) -> None:
    wanted = with_each(frame)
    assert {text: read(text) for text in wanted} == wanted


@pytest.mark.parametrize("frame", DENIED)
def test_a_denied_one_is_the_opposite(frame: str) -> None:
    wanted = {text: denied(truth) for text, truth in with_each(frame).items()}
    assert {text: read(text) for text in wanted} == wanted


@pytest.mark.parametrize("frame", UNASKED)
def test_one_that_need_not_hold_is_none(frame: str) -> None:
    assert {text: read(text) for text in with_each(frame)} == dict.fromkeys(with_each(frame))


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_is_denied_as_its_modal_says(verb: str) -> None:
    wanted = {f"Heart rate {must} {verb} 12 bpm": HOLDS[VERBS[verb]] for must in MUST}
    wanted |= {f"Heart rate {must_not} {verb} 12 bpm": denied(HOLDS[VERBS[verb]]) for must_not in MUST_NOT}
    assert {text: read(text) for text in wanted} == wanted


@pytest.mark.parametrize("op", EITHER_SIDE)
def test_a_comparator_behind_the_number_is_denied_too(op: str) -> None:
    wanted = {f"Creatinine must be 12 mg/dL {words}": HOLDS[op] for words in EITHER_SIDE[op]}
    wanted |= {f"Creatinine {verb} 12 mg/dL {words}": denied(HOLDS[op])
               for verb in ("must not be", "can't be", "is never") for words in EITHER_SIDE[op]}  # fmt: skip
    assert {text: read(text) for text in wanted} == wanted


def test_what_is_denied_on_the_comparator_turns_the_interval() -> None:
    limit = only("Ferritin must not be higher than 30 ng/mL")
    assert (str(limit.interval), limit.negated) == ("(,30]", False)


def test_a_clause_that_is_denied_keeps_it() -> None:
    limit = only("No patient may have a ferritin higher than 30 ng/mL")
    assert (str(limit.interval), limit.negated) == ("(30,)", True)


@pytest.mark.parametrize("verb", ["must not be", "can't be", "is never"])
@pytest.mark.parametrize("pair", [("higher than", "lower than"), (">", "<"), ("above", "below")])
def test_a_denial_reaches_over_both_sides_of_a_pair(verb: str, pair: tuple[str, str]) -> None:
    text = f"Creatinine {verb} {pair[0]} 12 mg/dL or {pair[1]} 3 mg/dL"
    (criterion,) = tp.parse_criteria(text).criteria
    limits = [each for each in criterion.constraints if isinstance(each, tp.Threshold)]
    assert [(str(each.interval), each.negated) for each in limits] == [("(12,)", True), ("(,3)", True)]


def test_what_is_asked_of_nobody_stays_in_the_residue() -> None:
    text = "Ferritin < 30 ng/mL, which need not be below 20 ng/mL"
    (criterion,) = tp.parse_criteria(text).criteria
    assert [each.span.of(text) for each in criterion.constraints] == ["< 30 ng/mL"]
    assert "need not be below 20" in " ".join(span.of(text) for span in criterion.residue)


@pytest.mark.parametrize("text", ["Patients not under treatment for 12 weeks", "No more tumors for 12 weeks"])
def test_a_word_that_is_no_comparator_there_is_not_turned(text: str) -> None:
    (criterion,) = tp.parse_criteria(text).criteria
    assert [each.kind for each in criterion.constraints] == ["duration"]


SLOTS = builtin().slots
DENIALS = sorted({each for form in builtin().templates if form.code == DENIAL for each in expand(form.text, SLOTS)})
NUMBERS = st.integers(2, 400)


@given(st.sampled_from(DENIALS), st.sampled_from(["more", "less"]), st.data(), NUMBERS)
def test_no_denial_of_the_slots_is_read_the_wrong_way_round(
    denial: str, way: str, data: st.DataObject, number: int
) -> None:
    word = data.draw(st.sampled_from(SLOTS[way]))
    truth = HOLDS["gt" if way == "more" else "lt"]
    assert read(f"Ferritin {denial} {word} than {number} ng/mL", number) in (None, denied(truth))


@given(st.sampled_from(["more", "less"]), st.data(), st.sampled_from(SLOTS["or_and"]), NUMBERS)
def test_a_word_of_the_slots_stands_on_either_side(way: str, data: st.DataObject, joiner: str, number: int) -> None:
    word = data.draw(st.sampled_from(SLOTS[way]))
    behind, before = ("ge", "gt") if way == "more" else ("le", "lt")
    assert read(f"Ferritin {number} ng/mL {joiner} {word}", number) in (None, HOLDS[behind])
    assert read(f"Ferritin {word} than {number} ng/mL", number) in (None, HOLDS[before])


def test_the_values_are_exact() -> None:
    limit = only("Ferritin can't be more than 1.50 ng/mL")
    assert limit.interval.upper is not None
    assert limit.interval.upper.value == Decimal("1.50")
