"""Negation: which limits of a criterion stand under a `no`, `not`, `without` or `never`.

As in the ConText model a negation reaches forward over the list it heads (`no infarction, stroke or TIA within 6
months`) and ends at a terminator: the full stop, `but`, a clause with a verb of its own, a condition or an exception,
the bracket it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.phrases.nouns import is_people
from trialparse.criteria.scope.answers import answered, denies
from trialparse.criteria.scope.cues import DEMANDS, MODALS, PRESENT, RELATIVE
from trialparse.criteria.scope.frame import JOINTS, NAMES, Clause, Frame
from trialparse.lexicon.alphabet import (
    AND,
    AT,
    BEHIND,
    COLON,
    COMMA,
    COMPARATOR,
    CRITERIA,
    FOR,
    MEASURED,
    MOMENT,
    NOT,
    NUMBER,
    OPEN,
    OR,
    POINT,
    STOP,
    WORD,
    one_of,
    pattern,
)

__all__ = ["DENIES", "TERMINATOR", "Denial", "Negation", "negations"]

# What follows a negation that denies no limit.
_PSEUDO = re.compile(
    r"\.|\s+(?:be\s+|been\s+|being\s+)?(?:only|limited|necessarily|due|related|attribut\w+|explained|caused|account\w+|enough"
    r"|eligible|enrolled|considered|included|respon\w+|improv\w+|approved|applicable|upper|lower(?!\s+than)|limits?|maximum|minimum"
    r"|(?:(?:adequately|sufficiently|well|fully|optimally)\s+)?control\w*|adequate\w*|sufficient\w*)\b",
    re.IGNORECASE,
)
_COMPARISON = re.compile(r"\s+\w+er\s+than\b", re.IGNORECASE)
# Who will not do a thing lacks it for its whole time, so that the time is denied as well.
_UNWILLING = re.compile(
    r"cannot|can not|not (?:\w+ )?(?:willing|able|agree\w*)|(?:do|does) not (?:practice|use|agree)|unwilling",
    re.IGNORECASE,
)
_TERMINATORS = frozenset(
    {"but", "however", "although", "though", "while", "whereas", "unless", "except", "otherwise", "despite"}
)
# Words that begin a clause of its own behind `or`, and behind a comma or `and`.
_AFTER_OR = MODALS | {"with"}
_AFTER_AND = _AFTER_OR | PRESENT | {"agree", "agrees", "willing", "able", "who", "those"}
_ARTICLES = frozenset({"a", "an"})
_SUBORDINATE = RELATIVE | {"whom"}
_WHETHER = frozenset({"with", "whether"})  # `with or without`, `whether or not`
_BESIDE = frozenset({"beside", "barred"})  # keys of negations that deny the limit right before them
_BEHIND = _BESIDE | {"behind"}  # and any before them
_DENIED_ALONE = one_of(WORD, MEASURED, MOMENT, CRITERIA, FOR, AT)  # what `or no` may deny
_PARTING = one_of(AND, COMMA)  # between a negation and a comparator with a denial of its own
_MAY_END = JOINTS | NAMES | one_of(STOP, POINT, COMPARATOR)
_ANSWERS = frozenset({"denies", "bars"})  # keys of words that may be answers
_LINK = pattern("[^ Number Not Stop Point Colon Comma]{0,8}")  # between a limit and a denial behind it, or two limits
_LIST_REACH = 40  # atoms in which the `or` of a list is looked for
_NAME_REACH = 5  # atoms in which a limit follows its name
_AGE_REACH = 3  # atoms in which a negation denies an age
_OF_AGES = one_of(COMPARATOR, BEHIND, NUMBER, OR, COMMA)  # between it and an age farther on, beside people


_NOTHING, _LIMITS, _TIMES = range(3)  # what a word denies: nothing, limits, a time that lasts as well


@dataclass(frozen=True, slots=True)
class Denial:
    """A negation: the atom it stands at, None for one that a lead-in passes on, and the names of the rules.

    `unwilling` says that it denies a will, and so a time that lasts; `answers` that it is an answer, which denies
    such a time as well.
    """

    atom: int | None
    whys: tuple[str, ...]
    unwilling: bool = False
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Negation:
    """What denies a limit, by the atom at which the limit begins, and whether the end is still denied."""

    denials: Mapping[int, Denial]
    open: bool

    def denial(self, limit: int, *, of_will: bool = False) -> Denial | None:
        """What denies the limit that begins at an atom; `of_will` asks only for what denies a will."""
        denial = self.denials.get(limit)
        return denial if denial and (denial.unwilling or denial.answers or not of_will) else None


@dataclass(slots=True)
class _State:
    """What holds at an atom; `end` is where the bracket or clause ends in which it holds."""

    end: int
    denial: Denial | None = None
    counted: bool = False  # a limit has been met under the negation
    trailing: bool = False  # the negation stands behind a limit, and ends with its phrase


def negations(frame: Frame, clauses: Sequence[Clause], inherited: bool) -> Negation:
    """What denies the limits of a criterion; `inherited` says that its lead-in is negative."""
    if not (inherited or NOT in frame.codes or any(atom.key in _ANSWERS for atom in frame.sentence.atoms)):
        return Negation({}, False)
    return _Reader(frame, clauses, inherited).read()


class _Reader:
    """Reads a criterion from left to right; what holds before a bracket or a clause holds again behind it."""

    def __init__(self, frame: Frame, clauses: Sequence[Clause], inherited: bool) -> None:
        self.frame = frame
        self.ends = {clause.first: clause.after for clause in clauses}
        self.periods = set(frame.periods) - {0}
        denial = Denial(None, ("negation.inherited",)) if inherited and not _opens_positive(frame) else None
        self.state = _State(len(frame.codes) + 1, denial)
        self.outer: list[_State] = []

    def read(self) -> Negation:
        denials: dict[int, Denial] = {}
        for index, code in enumerate(self.frame.codes):
            self._leave(index)
            self._enter(index, code)
            self._turn(index, code)
            barred = self.frame.excludes and _key(self.frame, index) == "barred"
            denied = () if barred else _behind(self.frame, index)
            denials.update((limit, Denial(index, ("negation.behind",))) for limit in denied)
            denials.update(
                (limit, Denial(index, ("negation.answer",), answers=True)) for limit in answered(self.frame, index)
            )
            if self.state.denial and self.frame.is_limit(index) and _reaches(self.frame, index):
                self.state.counted = True
                denials[index] = self.state.denial
        return Negation(denials, self.state.denial is not None)

    def _leave(self, index: int) -> None:
        """Behind a bracket or clause the state around it holds, behind a full stop nothing is denied."""
        while self.outer and index >= self.state.end:
            self.state = self.outer.pop()
        if index in self.periods:
            self.state.denial = None

    def _enter(self, index: int, code: str) -> None:
        """Nothing is denied where a clause begins, and in a bracket what is denied around it."""
        around = self.state
        if index in self.ends:
            self.state = _State(min(self.ends[index], around.end))
        elif code == OPEN:
            self.state = _State(min(self.frame.closing[index], around.end), around.denial, around.counted)
        if self.state is not around:
            self.outer.append(around)

    def _turn(self, index: int, code: str) -> None:
        """A negation begins at a word that denies, and ends at a terminator."""
        ahead = code == NOT and _key(self.frame, index) != "barred" and not denies(self.frame, index)
        denial = _denial(self.frame, index) if ahead else None
        if denial is not None:
            self.state.denial, self.state.counted = denial, False
            self.state.trailing = self.frame.ends_limit(index - 1)
        elif self.state.denial and _terminates(self.frame, index, code, self.state):
            self.state.denial = None


def _behind(frame: Frame, index: int) -> Iterator[int]:
    """The limits that a negation behind them denies: `ALT or AST above 30 is not allowed`."""
    key = _key(frame, index)
    if key not in _BEHIND or (key in _BESIDE and not frame.ends_limit(index - 1)):
        return
    first, _ = frame.group(index)
    limit, after = frame.before(index, first), index
    while limit is not None and _LINK.fullmatch(frame.codes, limit[1] + 1, after):
        yield limit[0]
        after = limit[0]
        limit = frame.before(after, first)


def _key(frame: Frame, index: int) -> str:
    """The key of a word of negation, "" of any other."""
    return frame.sentence.atoms[index].key if frame.codes[index] == NOT else ""


def _opens_positive(frame: Frame) -> bool:
    return bool(frame.codes) and frame.word(0) in DEMANDS and NOT not in frame.codes[:2]


def _reaches(frame: Frame, index: int) -> bool:
    """Whether a negation on the left means the limit at `index`: an age says who, unless only who stands between."""
    if not frame.what[index].narrows or NOT in frame.codes[max(0, index - _AGE_REACH) : index]:
        return True
    opens = frame.codes.rfind(NOT, max(0, index - _LIST_REACH), index)
    between = range(opens + 1, index)
    return opens >= 0 and all(
        frame.codes[place] in _OF_AGES or is_people(frame.sentence, frame.word(place)) for place in between
    )


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of negation at an atom."""

    frame: Frame
    index: int

    def is_prefix(self) -> bool:
        return self.frame.word(self.index) == "non"

    def is_lead_in(self) -> bool:
        """`None of the following:` over children, which the logic of the criterion denies."""
        frame = self.frame
        over = frame.codes[-1] == COLON or frame.next(self.index, len(frame.codes)) is None
        return frame.word(self.index) == "none" and over

    def is_alternative(self) -> bool:
        frame, index = self.frame, self.index
        if index < 2 or frame.codes[index - 1] != OR:
            return False
        return frame.word(index - 2) in _WHETHER or frame.codes[index + 1 : index + 2] not in _DENIED_ALONE

    def is_pseudo(self) -> bool:
        sentence = self.frame.sentence
        return bool(_PSEUDO.match(sentence.text, sentence.atoms[self.index].end, sentence.end))

    def is_comparison(self) -> bool:
        sentence, index = self.frame.sentence, self.index
        compares = _COMPARISON.match(sentence.text, sentence.atoms[index].end, sentence.end)
        return compares is not None and self.frame.codes[index + 1 : index + 2] != COMPARATOR

    def is_unwilling(self) -> bool:
        return bool(_UNWILLING.match(self.frame.words(self.index)))


# What a word of negation denies: `non-smokers`, `with or without` and `not only` deny nothing.
DENIES: Table[_Word, int] = Table(
    "negation",
    Rule("negation.prefix", _Word.is_prefix, _NOTHING, example="Non-fasting glucose > 200 mg/dL"),
    Rule("negation.alternative", _Word.is_alternative, _NOTHING, example="Asthma with or without an FEV1 < 80%"),
    Rule("negation.pseudo", _Word.is_pseudo, _NOTHING, example="Not only patients with BMI > 30 kg/m2"),
    Rule("negation.comparison", _Word.is_comparison, _NOTHING, example="Steroids no stronger than class III"),
    Rule("negation.lead-in", _Word.is_lead_in, _NOTHING, example="None of the following:\n- QTc > 480 ms\n- Fever"),
    Rule(
        "negation.unwilling",
        _Word.is_unwilling,
        _TIMES,
        example="Not willing to use contraception for 3 months after the last dose",
    ),
    Rule("negation.ahead", always, _LIMITS, example="No seizure within 6 months"),
)


def _denial(frame: Frame, index: int) -> Denial | None:
    rule = DENIES.first(_Word(frame, index))
    if rule is None or rule.then == _NOTHING:
        return None
    return Denial(index, (rule.name,), unwilling=rule.then == _TIMES)


@dataclass(frozen=True, slots=True)
class _Place:
    """An atom under a negation, with its code and its words."""

    frame: Frame
    index: int
    code: str
    word: str
    state: _State

    @property
    def following(self) -> str:
        return self.frame.codes[self.index + 1 : self.index + 2]

    def is_phrase_end(self) -> bool:
        return self.state.trailing and self.code in JOINTS

    def is_list(self) -> bool:
        return self.code == STOP and self.following == OR

    def is_listed(self) -> bool:
        """Whether it parts the members of a list that is denied as a whole: `None of the following: …; …`."""
        denial = self.state.denial
        return (
            self.code == STOP
            and denial is not None
            and denial.atom is not None
            and self.frame.word(denial.atom) == "none"
            and COLON in self.frame.codes[denial.atom : self.index]
        )

    def is_semicolon(self) -> bool:
        return self.code == STOP

    def is_item(self) -> bool:
        """Whether a full stop is followed, after a blank, by a number."""
        if self.code != POINT:
            return False
        sentence = self.frame.sentence
        end = sentence.atoms[self.index].end
        following = sentence.text[end : end + 2]
        return following[:1].isspace() and following[1:].isdigit()

    def is_turn(self) -> bool:
        return self.word in _TERMINATORS

    def is_law(self) -> bool:
        if self.code not in NAMES or self.word not in DEMANDS or self.frame.codes[self.index - 1] == NOT:
            return False  # `under no circumstances should`
        return self.frame.word(self.index - 1) not in _SUBORDINATE and not self._is_of_nobody()

    def _is_of_nobody(self) -> bool:
        """`No patient must have …`: what is laid down is laid down of the people who are denied."""
        denial = self.state.denial
        if denial is None or denial.atom is None or denial.atom + 1 >= self.index:
            return False
        sentence = self.frame.sentence
        return is_people(sentence, sentence.words(denial.atom + 1, self.index))

    def runs_on(self) -> bool:
        if self.code not in NAMES or not self.frame.runs_on(self.index):
            return False
        return self.code == MEASURED or self.frame.is_run_on()

    def is_clause(self) -> bool:
        if self.code not in JOINTS or self.following != WORD:
            return False
        return self.frame.word(self.index + 1) in (_AFTER_OR if self.code == OR else _AFTER_AND)

    def is_other_limit(self) -> bool:
        """Whether the measurement behind a comma or `and` has a limit of its own and is no member of a list."""
        codes, index = self.frame.codes, self.index
        named = index + 1 + (self.following == WORD and self.frame.word(index + 1) in _ARTICLES)
        measured = codes[named : named + 1] == MEASURED
        if self.code == OR or self.code not in JOINTS or not measured or self.state.counted:
            return False
        limit = self.frame.next(index + 1, len(codes))
        listed = codes[index - 1] == MEASURED or OR in codes[index : index + _LIST_REACH]
        return limit is not None and limit[0] - index < _NAME_REACH and not listed

    def is_denied_itself(self) -> bool:
        """Whether a comparator holds a denial of its own, and what it is of stands behind a comma or `and`."""
        denial = self.state.denial
        if self.code != COMPARATOR or not self.frame.sentence.atoms[self.index].denied:
            return False
        if denial is None or denial.atom is None:
            return False
        codes = self.frame.codes
        if self.frame.word(self.index - 1) in ("and", ","):  # `cannot and must not exceed`
            return True
        joint = max(codes.rfind(code, denial.atom + 1, self.index) for code in _PARTING)
        return joint >= 0 and MEASURED in codes[joint : self.index]


# Whether the reach of a negation ends at an atom.
TERMINATOR: Table[_Place, bool] = Table(
    "terminator",
    Rule(
        "terminator.phrase", _Place.is_phrase_end, True, example="Sodium > 130 mmol/L without symptoms, ANC > 1500/mm3"
    ),
    Rule("terminator.list", _Place.is_list, False, example="No seizure within 6 months; or transplant within 2 years"),
    Rule("terminator.listed", _Place.is_listed, False, example="None of the following: QTc > 480 ms; BMI > 40 kg/m2"),
    Rule("terminator.semicolon", _Place.is_semicolon, True, example="No seizure; sodium > 130 mmol/L"),
    Rule("terminator.item", _Place.is_item, True, example="No drugs are used. 2 Sodium > 130 mmol/L"),
    Rule("terminator.but", _Place.is_turn, True, example="No rash but a heart rate > 90 bpm"),
    Rule(
        "terminator.denied",
        _Place.is_denied_itself,
        True,
        example="No stroke within 6 months and sodium cannot be higher than 130 mmol/L",
    ),
    Rule("terminator.law", _Place.is_law, True, example="Not on dialysis sodium must be > 130 mmol/L"),
    Rule("terminator.run-on", _Place.runs_on, True, example="No chronic lung disease Bilirubin less than 2 mg/dL"),
    Rule("terminator.clause", _Place.is_clause, True, example="Not pregnant and has a BMI of at least 20 kg/m2"),
    Rule("terminator.limit", _Place.is_other_limit, True, example="Without infection, LVEF > 40%"),
)


def _terminates(frame: Frame, index: int, code: str, state: _State) -> bool:
    if code not in _MAY_END:
        return False
    rule = TERMINATOR.first(_Place(frame, index, code, frame.word(index), state))
    return rule is not None and rule.then
