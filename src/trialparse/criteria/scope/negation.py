"""Negation: which limits of a criterion stand under a `no`, `not`, `without` or `never`.

As in the ConText model a negation reaches forward over the list it heads (`no infarction, stroke or TIA within 6
months`) and ends at a terminator: the full stop, `but`, a clause with a verb of its own, a condition or an exception,
the bracket it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from trialparse.criteria.scope.frame import Clause, Frame

__all__ = ["Negation", "negations"]

# What follows a negation that denies no limit.
_PSEUDO = re.compile(
    r"\.|\s+(?:be\s+|been\s+|being\s+)?(?:only|limited|necessarily|due|related|attribut\w+|explained|caused|account\w+|enough"
    r"|eligible|enrolled|considered|included|respon\w+|improv\w+|approved|applicable|upper|lower|limits?|maximum|minimum"
    r"|(?:(?:adequately|sufficiently|well|fully|optimally)\s+)?control\w*|adequate\w*|sufficient\w*"
    r"|\w+er\s+than|(?:more|less)\s+than)\b",
    re.IGNORECASE,
)
# Who will not do a thing lacks it for its whole time, so that the time is denied as well.
_UNWILLING = re.compile(
    r"cannot|can not|not (?:\w+ )?(?:willing|able|agree\w*)|(?:do|does) not (?:practice|use|agree)|unwilling",
    re.IGNORECASE,
)
_TERMINATORS = frozenset({"but", "however", "although", "though", "while", "whereas", "unless", "except", "otherwise"})
_LAW = frozenset({"must", "should", "will", "shall"})
# Words that begin a clause of its own behind `or`, and behind a comma or `and`.
_AFTER_OR = _LAW | {"can", "may", "with"}
_AFTER_AND = _AFTER_OR | {"has", "have", "is", "are", "agree", "agrees", "willing", "able", "who", "those"}
_RELATIVE = frozenset({"who", "that", "which", "whom"})
_LIST_REACH = 40  # atoms in which the `or` of a list is looked for


@dataclass(slots=True)
class Negation:
    """The atoms at which denied limits begin, those where a time is denied too, and whether the end is still denied."""

    limits: set[int] = field(default_factory=set)
    durations: set[int] = field(default_factory=set)
    open: bool = False


@dataclass(slots=True)
class _State:
    """What holds at an atom; `end` is where the bracket or clause ends in which it holds."""

    end: int
    denied: bool = False
    unwilling: bool = False
    counted: bool = False  # a limit has been met under the negation
    trailing: bool = False  # the negation stands behind a limit, and ends with its phrase


def negations(frame: Frame, clauses: Sequence[Clause], inherited: bool) -> Negation:
    """The negated limits of a criterion; `inherited` says that its lead-in is negative."""
    found = Negation(open=inherited)
    if not inherited and "n" not in frame.codes:
        return found
    ends = {clause.first: clause.after for clause in clauses}
    periods = set(frame.periods)
    state = _State(len(frame.codes) + 1, denied=inherited and not _opens_positive(frame))
    outer: list[_State] = []
    for index, code in enumerate(frame.codes):
        while outer and index >= state.end:
            state = outer.pop()
        if index in periods and index:
            state.denied = False
        if index in ends:
            outer.append(state)
            state = _State(min(ends[index], state.end))
        elif code == "(":
            outer.append(state)
            state = _State(min(frame.closing[index], state.end), state.denied, state.unwilling, state.counted)
        if code == "n" and _denies(frame, index):
            state.denied, state.counted, state.trailing = True, False, frame.ends_limit(index - 1)
            state.unwilling = bool(_UNWILLING.match(frame.words(index)))
        elif state.denied and ((state.trailing and code in "KAO") or _terminates(frame, index, code, state.counted)):
            state.denied = False
        if state.denied and frame.is_limit(index) and _reaches(frame, index):
            state.counted = True
            found.limits.add(index)
            found.durations.update({index} if state.unwilling else ())
    found.open = state.denied
    return found


def _opens_positive(frame: Frame) -> bool:
    return bool(frame.codes) and frame.word(0) in _LAW and "n" not in frame.codes[:2]


def _denies(frame: Frame, index: int) -> bool:
    """Whether the negation at `index` denies what follows: `not only`, `with or without`, `whether or not` do not."""
    atom = frame.sentence.atoms[index]
    if frame.word(index).startswith("non"):
        return False
    if index > 1 and frame.codes[index - 1] == "O":
        goes_on = frame.codes[index + 1 : index + 2] in ("w", "M", "H", "L", "d", "j")
        if frame.word(index - 2) in ("with", "whether") or not goes_on:
            return False
    return not _PSEUDO.match(frame.sentence.text, atom.end, frame.sentence.end)


def _reaches(frame: Frame, index: int) -> bool:
    """Whether a negation on the left means the limit at `index`: an age says who, unless the two stand together."""
    return frame.what[index] != "age" or "n" in frame.codes[max(0, index - 3) : index]


def _terminates(frame: Frame, index: int, code: str, counted: bool) -> bool:
    """Whether the reach of a negation ends at the atom `index`."""
    if code in ";.":
        # `...; or`: the list goes on. `... used. 2 Habits`: the next item of a list run together.
        return frame.codes[index + 1 : index + 2] != "O" if code == ";" else _ends_item(frame, index)
    if code not in "AOKwM":
        return False
    word = frame.word(index)
    if word in _TERMINATORS:
        return True
    if code in "wM":
        law = word in _LAW and frame.word(index - 1) not in _RELATIVE
        return law or (frame.runs_on(index) and (code == "M" or frame.is_run_on()))
    following = frame.codes[index + 1 : index + 2]
    if following == "w":
        return frame.word(index + 1) in (_AFTER_OR if code == "O" else _AFTER_AND)
    return code != "O" and following == "M" and not counted and _is_apart(frame, index)


def _ends_item(frame: Frame, index: int) -> bool:
    """Whether a full stop is followed, after a blank, by a number."""
    end = frame.sentence.atoms[index].end
    following = frame.sentence.text[end : end + 2]
    return following[:1].isspace() and following[1:].isdigit()


def _is_apart(frame: Frame, index: int) -> bool:
    """Whether the measurement after the separator at `index` has a limit of its own and is no member of a list."""
    limit = frame.next(index + 1, len(frame.codes))
    listed = frame.codes[index - 1] == "M" or "O" in frame.codes[index : index + _LIST_REACH]
    return limit is not None and limit[0] - index < 5 and not listed
