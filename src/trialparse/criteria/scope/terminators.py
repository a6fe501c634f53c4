"""Where the reach of a negation ends: the full stop, `but`, a clause with a verb of its own, a limit of its own."""

from __future__ import annotations

from dataclasses import dataclass

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.phrases.nouns import is_people
from trialparse.criteria.scope.cues import DEMANDS, MODALS, PRESENT, RELATIVE
from trialparse.criteria.scope.denying import Denial, Reach
from trialparse.criteria.scope.frame import JOINTS, NAMES, Frame
from trialparse.lexicon.alphabet import AND, COLON, COMMA, COMPARATOR, MEASURED, NOT, OR, POINT, STOP, WORD, one_of

__all__ = ["TERMINATOR", "terminates"]

_LISTING = frozenset({"limited", "restricted"})  # `but not limited to`
_ARTICLES = frozenset({"a", "an"})
_SUBORDINATE = RELATIVE | {"whom"}
_PARTING = one_of(AND, COMMA)  # between a negation and a comparator with a denial of its own
_MAY_END = JOINTS | NAMES | one_of(STOP, POINT, COMPARATOR)
_LIST_REACH = 40  # atoms in which the `or` of a list is looked for
_NAME_REACH = 5  # atoms in which a limit follows its name
_PHRASE = 6  # atoms in which the name of a limit behind `and` is looked for


@dataclass(frozen=True, slots=True)
class _Place:
    """An atom under a negation, with its code and its words; `counted` says that a value has been met under it."""

    frame: Frame
    index: int
    code: str
    word: str
    denial: Denial
    counted: bool

    @property
    def following(self) -> str:
        return self.frame.codes[self.index + 1 : self.index + 2]

    def _is_before_value(self, first: int, reach: int) -> bool:
        """Whether a limit that is no time begins at one of some atoms."""
        limit = self.frame.next(first, min(first + reach, len(self.frame.codes)))
        return limit is not None and not self.frame.what[limit[0]].timed

    def is_phrase_end(self) -> bool:
        """Whether a phrase behind a limit ends: `sodium > 130 without seizures, ANC > 1500`."""
        if not self.denial.behind_limit or self.code not in JOINTS:
            return False
        limit = self.frame.next(self.index, len(self.frame.codes))
        return limit is None or not self.frame.what[limit[0]].timed

    def is_list(self) -> bool:
        return self.code == STOP and self.following == OR

    def is_listed(self) -> bool:
        """Whether it parts the members of a list that is denied as a whole: `None of the following: …; …`."""
        atom = self.denial.atom
        return (
            self.code == STOP
            and atom is not None
            and self.frame.word(atom) == "none"
            and COLON in self.frame.codes[atom : self.index]
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

    def is_listing(self) -> bool:
        """`including but not limited to`, which goes on with the list."""
        if self.word != "but" or self.following != NOT or self.index + 2 >= len(self.frame.codes):
            return False
        return self.frame.word(self.index + 2) in _LISTING

    def is_turn(self) -> bool:
        return self.frame.sentence.plays(self.index, "terminator")

    def is_law(self) -> bool:
        if self.code not in NAMES or self.word not in DEMANDS or self.frame.codes[self.index - 1] == NOT:
            return False  # `under no circumstances should`
        return self.frame.word(self.index - 1) not in _SUBORDINATE and not self._is_of_nobody()

    def _is_of_nobody(self) -> bool:
        """`No patient must have …`: what is laid down is laid down of the people who are denied."""
        atom = self.denial.atom
        if atom is None or atom + 1 >= self.index:
            return False
        sentence = self.frame.sentence
        return is_people(sentence, sentence.words(atom + 1, self.index))

    def runs_on(self) -> bool:
        if self.code not in NAMES or not self.frame.runs_on(self.index):
            return False
        return self.code == MEASURED or self.frame.is_run_on()

    def is_clause(self) -> bool:
        """Whether a clause with a verb or people of its own begins behind a joint."""
        if self.code not in JOINTS or self.following != WORD:
            return False
        word, sentence = self.frame.word(self.index + 1), self.frame.sentence
        if self.code != OR:
            return word in MODALS or sentence.plays(self.index + 1, "anew")
        if word in PRESENT or word in RELATIVE:
            return not self._goes_on(word)
        if self._is_ended(word):
            return True
        return word in MODALS or (self.denial.atom is not None and sentence.plays(self.index + 1, "otherwise"))

    def _is_ended(self, word: str) -> bool:
        """`never used it or stopped using it`."""
        following = self.index + 2
        ended = word in self.frame.sentence.lexicon.roles["ended"] and following < len(self.frame.codes)
        return ended and self.frame.word(following).endswith("ing")

    def _goes_on(self, word: str) -> bool:
        """Whether a clause behind `or` shares the negation: `must not have … or have …`, `no one who … or who …`."""
        atom, frame = self.denial.atom, self.frame
        if atom is None or self.denial.reach is Reach.TIMES:
            return atom is None
        cue = frame.words(atom, 30).lower()
        if word in PRESENT and not cue.startswith(("no ", "without", "never", "not ", "none", "free")):
            first = cue.split()[0]
            return first not in PRESENT and first not in ("hasn't", "haven't")
        return any(frame.word(place) in RELATIVE for place in range(atom, self.index))

    def is_said_again(self) -> bool:
        """Whether a bracket or `i.e.` begins a clause: `not menopausal (i.e. has had a period within a year)`."""
        if self.code != WORD or self.following != WORD or not self.frame.sentence.plays(self.index, "naming"):
            return False
        return self.frame.word(self.index + 1) in PRESENT | RELATIVE

    def is_counted(self) -> bool:
        """Whether `and` is followed by a number of things: `not pregnant, and at least one of these applies`."""
        if self.code != AND or self.counted or self.index - 1 == self.denial.atom:  # `not yet above 30`
            return False
        return self._is_before_value(self.index + 1, 1)

    def is_other_limit(self) -> bool:
        """Whether the measurement behind a comma or `and` has a limit of its own and is no member of a list."""
        codes, index = self.frame.codes, self.index
        if self.code == OR or self.code not in JOINTS or self.counted or codes[index - 1] == MEASURED:
            return False
        if self.frame.sentence.plays(index - 1, "naming"):  # the comma of `i.e., sodium > 130`
            return False
        named = codes.find(MEASURED, index + 1, index + 1 + self._reach())
        if named < 0 or any(code in JOINTS for code in codes[index + 1 : named]):
            return False
        listed = self.code == COMMA and OR in codes[index : index + _LIST_REACH]
        return not listed and self._is_before_value(named, _NAME_REACH)

    def _reach(self) -> int:
        """Atoms in which the name of a limit follows: a comma parts less than `and`."""
        if self.code == AND:
            return _PHRASE
        return 1 + (self.following == WORD and self.frame.word(self.index + 1) in _ARTICLES)

    def is_denied_itself(self) -> bool:
        """Whether a comparator holds a denial of its own, and what it is of stands behind a comma or `and`."""
        atom = self.denial.atom
        if self.code != COMPARATOR or not self.frame.sentence.atoms[self.index].denied or atom is None:
            return False
        codes = self.frame.codes
        if self.frame.word(self.index - 1) in ("and", ","):  # `cannot and must not exceed`
            return True
        joint = max(codes.rfind(code, atom + 1, self.index) for code in _PARTING)
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
    Rule(
        "terminator.listing",
        _Place.is_listing,
        False,
        example="No heart disease, including but not limited to infarction within 6 months",
    ),
    Rule("terminator.but", _Place.is_turn, True, example="No rash but a heart rate > 90 bpm"),
    Rule(
        "terminator.denied",
        _Place.is_denied_itself,
        True,
        example="No CRP > 30 mg/L and sodium cannot be higher than 130 mmol/L",
    ),
    Rule("terminator.law", _Place.is_law, True, example="Not on dialysis sodium must be > 130 mmol/L"),
    Rule("terminator.run-on", _Place.runs_on, True, example="No chronic lung disease Bilirubin less than 2 mg/dL"),
    Rule("terminator.clause", _Place.is_clause, True, example="Not pregnant and has a BMI of at least 20 kg/m2"),
    Rule(
        "terminator.again",
        _Place.is_said_again,
        True,
        example="Not sterile (i.e. has had a pregnancy within 5 years)",
    ),
    Rule(
        "terminator.count",
        _Place.is_counted,
        True,
        example="Not nursing, and at least one of the following conditions applies",
    ),
    Rule("terminator.limit", _Place.is_other_limit, True, example="Without infection, LVEF > 40%"),
)


def terminates(frame: Frame, index: int, denial: Denial, *, counted: bool) -> bool:
    """Whether a denial ends at an atom; `counted` says that it has reached a value."""
    code = frame.codes[index]
    if code not in _MAY_END:
        return False
    rule = TERMINATOR.first(_Place(frame, index, code, frame.word(index), denial, counted))
    return rule is not None and rule.then
