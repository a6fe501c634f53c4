"""Clauses: the pieces into which verbs, denials and limits part the words before a time.

The piece right before a time is where its event is named: `must be stable, and has had surgery | within 3 months`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from trialparse.criteria.phrases.nouns import low
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.lexicon.alphabet import (
    AFTER,
    AND,
    AT,
    BEFORE,
    BEHIND,
    CLOSE,
    COLON,
    COMMA,
    COMPARATOR,
    CRITERIA,
    DASH,
    EXCEPT,
    FOR,
    FROM,
    IF,
    INCLUSIVE,
    LEVEL,
    LIMIT,
    MEASURED,
    MOMENT,
    NOT,
    NOUN,
    NUMBER,
    OF,
    OPEN,
    OR,
    POINT,
    STOP,
    TO,
    WORD,
    one_of,
    pattern,
)

__all__ = ["ENDS", "JOINTS", "OF_A_LIMIT", "OPENS", "RELATIVE", "Piece", "pieces", "plays", "says_who"]

ENDS = one_of(WORD, MEASURED, MOMENT, NOUN, CRITERIA, LEVEL, NUMBER, CLOSE)  # an event
OPENS = one_of(WORD, MEASURED, MOMENT, NOUN, CRITERIA, LEVEL, NUMBER, OPEN)
_SAID = one_of(WORD, MEASURED)  # words that can be verbs
_BREAKS = one_of(STOP, POINT)  # nothing is looked for behind them
JOINTS = one_of(AND, OR, COMMA)
OF_A_LIMIT = one_of(NUMBER, COMPARATOR, BEHIND, LIMIT, INCLUSIVE, TO, DASH)
_LIMITING = one_of(COMPARATOR, BEHIND, LIMIT)
_AFTER_A_LIMIT = one_of(BEHIND, INCLUSIVE, LIMIT, OF)
_LEADING = one_of(OF, FROM, BEFORE, AFTER)
_NAMELESS = ("edge", "amount", "aside", "verb")
_SORTS = (["grade"], ["grades"], ["class"], ["stage"])
_DOING = frozenset({"with", "to"})
_LEADING_WORDS = frozenset({"to", "by", "with", "from", "in", "of", "between"})
_THROUGH = ("during", "throughout", "duration")  # open a time without a number
_DETERMINED = frozenset({"the", "their", "his", "her", "this", "these"})  # begin a main clause
RELATIVE = frozenset({"that", "which"})
_TO_NUMBER = pattern("[^ Number] [To Dash]")  # `response to 2 drugs`, and no range
_BELONGING = one_of(OF, AT, FOR)
_OF_A_MOMENT = one_of(MOMENT, NUMBER, OF, AT)
_COUNTING = one_of(AND, OR, COMMA, NUMBER)  # before what is counted anew: `or 2 relapses`, whose number is a limit
_CROSSED = 6  # borders that are crossed in search of the thing, at the most


@dataclass(frozen=True, slots=True)
class Piece:
    """The atoms [begin, after) up to a border, and the code of the border: "" is that of the time before."""

    begin: int
    after: int
    border: str


def pieces(sentence: Sentence, first: int, index: int, floor: int) -> Iterator[Piece]:
    """The pieces of a clause before the atom `index`, from right to left, and what parts them."""
    after, low_end = index, max(first, floor)
    for _ in range(_CROSSED):
        after = _without_limit(sentence, low_end, after)
        begin, border = _border(sentence, low_end, after)
        if border == "" and low_end == floor > first:
            yield Piece(_behind_time(sentence, begin, after), after, "")
            return
        if border == NUMBER and (opening := _opened_by(sentence, begin)) >= 0:
            begin, after, border = opening + 1, opening + 1, OPEN
        opens = _RESUMED[border](sentence, begin, after) if border in _RESUMED else begin
        yield Piece(opens, after, border or STOP)
        if border in _BREAKS or border == "" or begin <= low_end:
            return
        after = begin - 1


def _opened_by(sentence: Sentence, index: int) -> int:
    """The bracket that the limit before the atom `index` opens, to go on about it: `dialysis (≥ 3 sessions over …)`."""
    if sentence.code(index) in JOINTS:
        return -1
    while index > 0 and sentence.codes[index - 1] in OF_A_LIMIT:
        index -= 1
    return index - 1 if sentence.code(index - 1) == OPEN else -1


def _border(sentence: Sentence, first: int, after: int) -> tuple[int, str]:
    """Where the piece that ends before the atom `after` begins, and the code of the border before it."""
    codes, depth = sentence.codes, 0
    for index in range(after - 1, first - 1, -1):
        code = codes[index]
        depth += (code == CLOSE) - (code == OPEN)
        if depth < 0:
            return index + 1, OPEN
        if depth == 0 and (border := _parts(sentence, index, after)):
            return index + 1, border
    return first, ""


def _parts(sentence: Sentence, index: int, after: int) -> str:
    """The code of the border that the atom at `index` is; "" where it is none."""
    code = sentence.codes[index]
    if code in _SAID:
        return WORD if _opens_clause(sentence, index, after) else ""
    if code == IF and low(sentence, index) == "while" and not JOINTS.isdisjoint(sentence.codes[index:after]):
        return FOR  # `while on study and for a month`
    found = _PARTING.get(code)
    return code if found is not None and found(sentence, index, after) else ""


def _denies(sentence: Sentence, index: int, after: int) -> bool:
    """Whether a clause is denied, and not a word: `non-steroidal drugs`, `angina not controlled by drugs`.

    What lasts without something is one thing (`able to walk without help for 6 minutes`), and so is what may have it
    (`ideation with or without a plan`).
    """
    without = low(sentence, index) == "without"
    if without and (sentence.code(after) == FOR or sentence.code(index - 1) == OR):
        return False
    place, count = index + 1, len(sentence.atoms)
    while place < count and low(sentence, place).endswith(("ly", "well")):
        place += 1
    qualifies = place < count and plays(sentence, place, "state")
    return not (qualifies or sentence.text.startswith("-", sentence.atoms[index].end))


def _opens_exception(sentence: Sentence, index: int, _after: int) -> bool:
    return low(sentence, index) == "unless"


def _goes_through(sentence: Sentence, index: int, after: int) -> bool:
    """`during the study and`: whether a time without a number begins that the words behind a joint go on from."""
    through = low(sentence, index).startswith(_THROUGH) or low(sentence, index + 1).startswith(_THROUGH)
    return through and not JOINTS.isdisjoint(sentence.codes[index:after])


def _always(_sentence: Sentence, _index: int, _after: int) -> bool:
    return True


def _opens_clause(sentence: Sentence, index: int, after: int) -> bool:
    """Whether a clause of its own begins behind a word: a verb, or people who do something."""
    if _is_verb(sentence, index):
        return not _is_relative(sentence, index)
    if sentence.plays(index, "people"):
        return index + 1 < after and not _is_led(sentence, index)
    if low(sentence, index) == "defined":  # `defined as no menses for a year`
        return index + 1 < after and low(sentence, index + 1) == "as"
    return low(sentence, index) == "history" and _is_joined(sentence, index)


def _is_relative(sentence: Sentence, index: int) -> bool:
    """Whether a verb only qualifies what stands before it: `a drug that may cause …`."""
    while index > 0 and _is_verb(sentence, index - 1):
        index -= 1
    return index > 0 and low(sentence, index - 1) in RELATIVE


def _is_joined(sentence: Sentence, index: int) -> bool:
    """Whether a joint stands before a word, with an article at the most between: `angina, or a history of stroke`."""
    index -= sentence.code(index - 1) == WORD and plays(sentence, index - 1, "edge")
    return sentence.code(index - 1) in JOINTS


def _is_verb(sentence: Sentence, index: int) -> bool:
    said = sentence.codes[index] in _SAID and sentence.plays(index, "predicate")
    return said and sentence.of(sentence.atoms[index]) != "HAD"  # which is a scale


def _is_led(sentence: Sentence, index: int) -> bool:
    """Whether people belong to what is named before them: `infection in the patient`."""
    while index > 0 and plays(sentence, index - 1, "edge", "person") and sentence.codes[index - 1] == WORD:
        index -= 1
        if low(sentence, index) in _LEADING_WORDS:
            return True
    return sentence.code(index - 1) in _BELONGING


def _is_limited(sentence: Sentence, index: int, _after: int = 0) -> bool:
    """Whether a number is a limit or an amount, and not the name of something: `type 2 diabetes`, `24-hour urine`."""
    number = sentence.atoms[index].number
    timed = number is not None and number.unit in sentence.lexicon.time_units
    if _is_done_to(sentence, index):
        return False
    beside = sentence.code(index - 1) in _LIMITING or sentence.code(index + 1) == BEHIND
    return beside or (number is not None and number.unit is not None and not timed)


def _is_done_to(sentence: Sentence, index: int) -> bool:
    """Whether a number is of those to whom something is done: `contact with at least two patients`."""
    while index > 0 and sentence.codes[index - 1] in OF_A_LIMIT:
        index -= 1
    if index < 2 or low(sentence, index - 1) not in _DOING:
        return False
    return low(sentence, index - 2).split()[-1] in sentence.lexicon.roles["act"]


# What parts a clause, and where it does.
_PARTING: Mapping[str, Callable[[Sentence, int, int], bool]] = {
    STOP: _always, POINT: _always, COLON: _always, IF: _always, NOT: _denies, EXCEPT: _opens_exception,
    NUMBER: _is_limited, FOR: _goes_through,
}  # fmt: skip


def _without_limit(sentence: Sentence, first: int, after: int) -> int:
    """Where the words before a limit end that stands right before the atom `after`: `SLEDAI > 2 points in 3 months`."""
    place = after
    while place > first and sentence.codes[place - 1] in OF_A_LIMIT:
        place -= 1
    limited = any(_is_limited(sentence, index) for index in range(place, after) if sentence.codes[index] == NUMBER)
    return place if limited else after


def _behind_limit(sentence: Sentence, begin: int, after: int) -> int:
    """Where the words begin that are not of the limit before them: `> 10 mg of prednisone`, `CRP > 5 and surgery`."""
    while begin < after and sentence.codes[begin] in _AFTER_A_LIMIT:
        begin += 1
    if begin < after and low(sentence, begin) == "with":  # `LVEF < 40% with dyspnea`
        return begin + 1
    joint = _behind_joint(sentence, begin, after)
    if _tells_method(sentence, begin, after) or (joint < after and plays(sentence, joint, "method")):
        return _behind_methods(sentence, joint, after)
    named = _is_named(sentence, begin) or sentence.code(begin) not in OPENS or sentence.code(begin) == OPEN
    dosed = any(plays(sentence, index, "amount") for index in range(begin, after))  # `1 g at a stable dose`
    return joint if named and not dosed else begin


def _tells_method(sentence: Sentence, begin: int, after: int) -> bool:
    """Whether words behind a limit begin with how it is measured: `> 50% as assessed by echocardiography or MRI`."""
    while begin < after and (low(sentence, begin) == "as" or low(sentence, begin).endswith("ed")):
        begin += 1
    return begin < after and (plays(sentence, begin, "method") or low(sentence, begin) == "using")


def _behind_methods(sentence: Sentence, joint: int, after: int) -> int:
    """Where the words begin behind all the methods that are joined by `or`, from what is behind the first joint on."""
    while joint < after and sentence.code(joint - 1) == OR and sentence.code(joint - 2) != COMMA:
        joint = _behind_joint(sentence, joint, after)
    return joint


def _is_named(sentence: Sentence, begin: int) -> bool:
    """Whether what the limit before the atom `begin` is of stands before it: `exposure exceeding 20 mSv`."""
    place = begin - (sentence.code(begin - 1) == OF)
    while place > 0 and sentence.codes[place - 1] in OF_A_LIMIT and not _TO_NUMBER.match(sentence.codes, place - 2):
        place -= 1
    led = sentence.code(place - 1) == OF  # `transfusion of 6 units`, and not `a history of 2 falls`
    if sentence.code(begin - 1) == OF and not led and not _has_unit(sentence, place, begin):
        return False
    before = place - 1 - led
    if before >= 0 and low(sentence, before).split()[-1:] in _SORTS:
        before -= 1  # `neuropathy grade ≥ 2`, and not `a grade ≥ 3 bleeding`
        if sentence.code(before) not in _SAID:
            return False
    if sentence.code(before) not in ENDS or _is_verb(sentence, before) or plays(sentence, before, *_NAMELESS):
        return False
    done = low(sentence, before).endswith("ed")  # `applied ≥ 2 creams`
    return not done and sentence.code(before) != CRITERIA


def _has_unit(sentence: Sentence, first: int, after: int) -> bool:
    """Whether a limit is of an amount, and counts nothing: `steroids > 10 mg of prednisone`, `loss > 5% of weight`."""
    numbers = (atom.number for atom in sentence.atoms[first:after])
    return any(number is not None and number.unit is not None for number in numbers)


def _behind_time(sentence: Sentence, begin: int, after: int) -> int:
    """Where the words begin that are not of the time before them: `within 4 weeks of surgery or stroke`."""
    opened, begin = begin, _behind_bracket(sentence, begin, after)
    if begin == opened and sentence.code(begin) == FOR:
        return after  # `a month for stroke, a year for cancer`
    begin = _behind_moment(sentence, begin, after)
    begin = _behind_joint(sentence, begin, after) if sentence.code(begin) in _LEADING else begin
    while begin < after and sentence.codes[begin] in _COUNTING:
        begin += 1
    return begin


def _behind_moment(sentence: Sentence, begin: int, after: int) -> int:
    """Where the words begin behind what is left of the moment of a time: `dosing on Day 1, or surgery`."""
    place = begin
    while place < after and (
        sentence.codes[place] in _OF_A_MOMENT or plays(sentence, place, "beginning", "given", "approach")
    ):
        place += 1
    dated = any(sentence.codes[index] == MOMENT for index in range(begin, place))
    return place if dated and sentence.code(place) in JOINTS else begin


def _behind_bracket(sentence: Sentence, begin: int, after: int) -> int:
    """Where the words begin behind a bracket about the time before them: `14 days (consecutive or not)`."""
    closing = sentence.codes.find(CLOSE, begin, after)
    opens = sentence.codes.find(OPEN, begin, after)
    return closing + 1 if closing >= 0 and (opens == begin or not begin <= opens < closing) else begin


def _behind_joint(sentence: Sentence, begin: int, after: int) -> int:
    """Where the words begin behind the first `and`, `or` or comma that stands in no bracket."""
    depth = 0
    for index in range(begin, after):
        code = sentence.codes[index]
        depth += (code == OPEN) - (code == CLOSE)
        if code in JOINTS and depth <= 0:
            return index + 1
    return after


def _behind_lead(sentence: Sentence, begin: int, after: int) -> int:
    """Where the main clause begins behind a condition or who it is about: `If on steroids, the dose must be stable`."""
    for comma in range(begin, after):
        if sentence.codes[comma] == COMMA and (
            _names_next(sentence, comma + 1, after) or says_who(sentence, begin, comma)
        ):
            return comma + 1
    return begin


def _names_next(sentence: Sentence, index: int, after: int) -> bool:
    """Whether a main clause begins with a thing, and not with `these` alone or with what only says how it is."""
    named = index + 1 < after and low(sentence, index) in _DETERMINED
    return named and not plays(sentence, index + 1, "state")


def says_who(sentence: Sentence, begin: int, after: int) -> bool:
    """Whether words only say who: `patients`, `of childbearing age`."""
    said = range(begin, after)
    return all(sentence.plays(index, "fertile", "person") for index in said)


# Where the words begin that go on behind a border.
_RESUMED: Mapping[str, Callable[[Sentence, int, int], int]] = {
    NUMBER: _behind_limit, FOR: _behind_joint, IF: _behind_lead,
}  # fmt: skip


def plays(sentence: Sentence, index: int, *roles: str) -> bool:
    return sentence.codes[index] in (WORD, NUMBER) and sentence.plays(index, *roles)
