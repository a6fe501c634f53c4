"""Where a time lies: on which side of which anchor, as the words on its right say."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Literal

from trialparse.criteria.phrases.anchors import AnchorSpan, described
from trialparse.criteria.phrases.moments import is_of_study, is_undated, moment_key
from trialparse.criteria.phrases.nouns import event, is_person
from trialparse.criteria.phrases.quantity import Quantity
from trialparse.criteria.phrases.ranges import RANGES
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.phrases.timewords import BEGUN, CARE, ELAPSED, PAST, PLAIN_DAY, TO_COME
from trialparse.lexicon.alphabet import (
    AFTER,
    AGO,
    AND,
    AT,
    BEFORE,
    CLOSE,
    COMMA,
    FOR,
    FROM,
    IF,
    NUMBER,
    OF,
    OPEN,
    OR,
    SLASH,
    TO,
    WORD,
    one_of,
    pattern,
)
from trialparse.lexicon.alphabet import (
    PAST as PASSED,
)

__all__ = ["AnchorSpan", "Direction", "moment_beside", "place"]

Direction = Literal["before", "after", "for"]


# What may stand between a time and its preposition: a bracket, `whichever is longer`, a second time, `period`,
# `of steroids`, whom it is for; in a bracket what it is for, where the preposition follows outside.
_ASIDE = "Open [^ Open Close]{0,14} Close"
_OF_WHAT = f"Of (?: Word? Before)? [Word Measured Noun]{{1,5}} (?= (?: {_ASIDE} | Comma | Whichever){{0,3}} Before)"
_SECOND = "[Or And] Comparator{0,2} [Of Word]? Number"
_SKIP = (
    f"(?: {_ASIDE} | Comma | Whichever | {_SECOND} | [Word Times]"
    f"| {_OF_WHAT} | For [Word Measured Noun Of]{{1,6}} (?= Before | {_SECOND})"
    "| (?: [For If] [^ Open Close Number Before After]{1,10})? Close (?= Before | Of [Word At]{0,3} Moment))"
)
_RIGHT = pattern(
    f"{_SKIP}{{0,4}}? (?! {_OF_WHAT})(?P<side>[Before After Ago Of To From])"
    "(?P<other> (?: Comma? [For Word])? Comma? [And Or] (?: Word? For? Comparator{0,2} Number)? [After Of])?"
    "(?: (?: (?<= [Before After] ) Comma (?! [Or And] ) )?"
    "(?P<words>[Before After Of To Word Noun At For Open And Or Slash Not Past Ago]{0,5}?) (?P<anchor> Moment))?"
)
# Behind what a time has passed since, the moment by which it has: `since surgery prior to enrollment`.
_UNTIL = pattern("[^ Point Stop Comma Number]{1,12}? (?P<side>[Before To At]) [Word Of Noun At]{0,4}? Moment")
_UNTIL_SIDES = ("prior to", "before", "at", "by", "to")
_AT = pattern("Comma? [At For] (?P<words>[Of Word Noun At]{0,4}?) Moment")
_JOINTS = (OR, AND, SLASH)
_BOTH = pattern("Before Comma? [And Or] Comma? After | After Comma? [And Or] Comma? Before")
_SIDED = one_of(BEFORE, AFTER, OR, AND, SLASH, FOR, AT)  # `prior to and/or during enrollment`
_PART_OF_ANCHOR = _SIDED | {OPEN}
_LEADING = one_of(OF, TO)  # say a side only where they lead to an anchor
_COUNTED = one_of(AFTER, FROM)  # lead to what a time is counted from
_OPENING = one_of(OF, FROM)  # leave open on which side
_NEARER = frozenset({"within", "lt", "le"})
_OPENS_TO = {OF: frozenset({"within"}), FROM: _NEARER}  # `≤ 3 months of therapy` lasts, `≤ 3 months from surgery` not
_NO_SIDES = frozenset({"prior", "since", "to", "through", "until", "earlier", "ago", "previously"})  # lead to no phrase
_ENDS = {"FIRST_DOSE": "LAST_DOSE", "ENROLLMENT": "STUDY_PERIOD"}
_HALF_LIVES = "{t1/2}"
_OUTSIDE = one_of(OF, FOR, IF, OPEN)  # what follows is no longer between a time and its preposition
_PASSED = frozenset({"passed", "elapsed"})  # `have passed more than a year since surgery`
_BRACKET = 6  # atoms from a bracket's opening to the end of a time that fills it
_CARED = 40  # atoms before a moment in which the care is named that lasts until then
_NEAR = 12  # atoms before a time in which patients may begin
_SIDES: dict[str, Direction] = {
    BEFORE: "before", AGO: "before", OF: "before", AFTER: "after", TO: "before", FROM: "before",
}  # fmt: skip


def _anchor_after(sentence: Sentence, match: re.Match[str]) -> AnchorSpan | None:
    """The anchor a preposition leads to."""
    if match["anchor"]:
        return _anchor(sentence, match) if _leads_to(sentence, match) else None
    side = sentence.atoms[match.start("side")]
    found = PLAIN_DAY.match(sentence.text, side.end + 1, sentence.end)
    return AnchorSpan("OTHER", found.start(), found.end()) if found else None


def _anchor(sentence: Sentence, match: re.Match[str]) -> AnchorSpan:
    """The anchor that a match found; `after` what goes on is after its end."""
    index = match.start("anchor")
    atom, key = sentence.atoms[index], moment_key(sentence, index)
    if match["side"] == AFTER and key in _ENDS and is_undated(sentence, atom):
        key = _ENDS[key] if is_of_study(sentence, atom) or _is_care(sentence, match) else "OTHER"
    return AnchorSpan(key, atom.start, atom.end)


def _is_care(sentence: Sentence, match: re.Match[str]) -> bool:
    first = max(sentence.bounds(match.start())[0], match.start() - _CARED)
    return CARE.search(sentence.words(first, match.start())) is not None


def _leads_to(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words between preposition and anchor belong to the anchor."""
    first, after = match.start("words"), match.start("anchor")
    joint = max((sentence.codes.rfind(code, first, after) for code in _JOINTS), default=-1)
    if not _SIDED.issuperset(sentence.codes[first : joint + 1]):  # `before dosing or during the trial`
        return False
    if joint >= 0 and _names_other(sentence, match, joint):
        return False
    return all(
        sentence.codes[index] in _PART_OF_ANCHOR or sentence.plays(index, "approach") for index in range(first, after)
    )


def _names_other(sentence: Sentence, match: re.Match[str], joint: int) -> bool:
    """Whether behind a joint something else happens: `3 months ago or stroke`, `a year before or surgery`."""
    after = match.start("anchor")
    sided = not _SIDED.isdisjoint(sentence.codes[joint + 1 : after])
    happens = moment_key(sentence, after) in sentence.lexicon.anchors_for("happens")
    return match["side"] == AGO or (happens and not sided)


def _match_right(sentence: Sentence, last: int, after: int) -> re.Match[str] | None:
    """The preposition on the right of a time, with nothing of weight between."""
    match = _RIGHT.match(sentence.codes, last + 1, after)
    if match is None:
        return None
    in_bracket = OPEN in sentence.codes[max(0, last - _BRACKET) : last]
    if not in_bracket and _closes(sentence.codes[last + 1 : match.start("side")]):
        return None
    between = sentence.codes[last + 1 : match.start("side")]
    loose = takewhile(lambda index: sentence.codes[index] not in _OUTSIDE, range(last + 1, match.start("side")))
    heavy = any(sentence.codes[index] == WORD and not sentence.plays(index, "idle") for index in loose)
    return None if heavy and OPEN not in between else match


def _closes(between: str) -> bool:
    """Whether a bracket ends that has begun before."""
    close = between.find(CLOSE)
    return close >= 0 and OPEN not in between[:close]


def _described(sentence: Sentence, quantity: Quantity, match: re.Match[str], after: int) -> AnchorSpan | None:
    """The anchor that the noun phrase behind a preposition is.

    What a time is counted from is the event where none stands before it: `at least 4 weeks after radiotherapy`.
    """
    place, side = match.start("side"), match["side"]
    behind = match.end("other") if match["other"] else place + 1
    if quantity.unit == _HALF_LIVES or sentence.of(sentence.atoms[place]).lower() in _NO_SIDES:
        return None
    between = sentence.codes[quantity.last + 1 : place]
    if COMMA in between:
        return None
    counted = NUMBER in between  # `within 30 days or 5 half-lives of the drug`
    if side in _OPENS_TO and (counted or quantity.op not in _OPENS_TO[side] or PASSED in quantity.cue):
        return None
    found = described(sentence, behind, after)
    if side == BEFORE or found is None or _has_event(sentence, quantity):
        return found
    return found if side == AFTER and quantity.op in _NEARER and found.key != "OTHER" else None


def _has_event(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether something else than people stands before a time."""
    first = sentence.bounds(quantity.first)[0]
    return not is_person(sentence, first, quantity.first) and event(sentence, first, quantity.first) is not None


def _is_event(sentence: Sentence, quantity: Quantity, anchor: AnchorSpan | None) -> bool:
    """Whether what a time is after is itself what has happened: `patients at least 3 months after stroke`."""
    if _has_event(sentence, quantity):
        return False
    happens = sentence.lexicon.anchors_for("past") | sentence.lexicon.anchors_for("event")
    return anchor is None or (anchor.key in happens and anchor.key not in _ENDS.values())


def _is_past(sentence: Sentence, quantity: Quantity, anchor: AnchorSpan) -> bool:
    """Whether what a time is counted `of` or `from` comes first.

    The onset does, surgery after which patients begin, and the first dose before what is planned.
    """
    if anchor.ended or anchor.key in _ENDS.values() or anchor.key in sentence.lexicon.anchors_for("past"):
        return True
    if quantity.unit in sentence.lexicon.units_for("brief"):  # `a fall within 3 minutes of standing`
        return True
    study = anchor.key != "OTHER" and anchor.key not in sentence.lexicon.anchors_for("event")
    first = max(sentence.bounds(quantity.first)[0], quantity.first - _NEAR)
    left = sentence.words(first, quantity.first) + " "
    if not study:
        return BEGUN.search(left) is not None
    return PASSED not in quantity.cue and TO_COME.search(left) is not None and PAST.search(left) is None


def moment_beside(sentence: Sentence, quantity: Quantity, after: int) -> AnchorSpan | None:
    """The moment at which a time ends that lasts or has passed by then: `for 4 weeks at the time of screening`."""
    found = _AT.match(sentence.codes, quantity.last + 1, after)
    if found is None:
        return None
    atom = sentence.atoms[found.end() - 1]
    key = moment_key(sentence, found.end() - 1)
    known = key in sentence.lexicon.anchors_for("point") and not is_undated(sentence, atom)
    between = range(found.start("words"), found.end("words"))
    leads = all(sentence.plays(index, "approach") for index in between)
    return AnchorSpan(key, atom.start, atom.end) if known and leads else None


def _is_end(word: str, anchor: AnchorSpan | None) -> bool:
    """Whether a time begins with the end of the study: `90 days from the date of the last dose`."""
    return word.startswith("from") and anchor is not None and anchor.key in _ENDS.values()


def place(sentence: Sentence, quantity: Quantity, after: int) -> tuple[Direction | None, AnchorSpan | None]:
    """The direction and the anchor that the words right of a time give; an anchor alone has it on both sides."""
    right = _match_right(sentence, quantity.last, after)
    if right is None:
        return None, None
    side = right["side"]
    word = sentence.of(sentence.atoms[right.start("side")]).lower()
    if _is_of_something(sentence, quantity, right):
        return None, None
    if _counts_event(sentence, quantity, right, word):
        return "before", _until(sentence, right.end("side"), after)
    anchor = _anchor_after(sentence, right) or _described(sentence, quantity, right, after)
    if anchor is not None and _BOTH.match(sentence.codes, right.start("side")):
        return None, anchor
    if anchor is None and (side in _LEADING or (side == FROM and quantity.production in RANGES)):
        return None, None
    return _sided(sentence, quantity, side, word, anchor)


def _is_of_something(sentence: Sentence, quantity: Quantity, match: re.Match[str]) -> bool:
    """`4 weeks of steroids before screening`, `at least 4 weeks of treatment`: what a time is of gives it no side."""
    if match["side"] == BEFORE:
        return sentence.code(quantity.last + 1) == OF and quantity.unit != _HALF_LIVES
    least = match["side"] == OF and quantity.op in ("ge", "gt")
    return least and is_undated(sentence, sentence.atoms[match.end() - 1])


def _counts_event(sentence: Sentence, quantity: Quantity, match: re.Match[str], word: str) -> bool:
    """Whether what a time is counted from is what has happened: `at least 3 weeks since surgery`."""
    side = match["side"]
    anchor = _anchor_after(sentence, match) if side in _COUNTED else None
    if side not in _COUNTED or (anchor and anchor.key not in {"OTHER"} | sentence.lexicon.anchors_for("happens")):
        return False
    passed = quantity.first and sentence.of(sentence.atoms[quantity.first - 1]).lower() in _PASSED
    if passed or ELAPSED.match(sentence.text, quantity.end, sentence.end):
        return True
    since = word.startswith("since") or (side == FROM and quantity.op in ("ge", "gt"))
    return since and not _has_event(sentence, quantity)


def _until(sentence: Sentence, index: int, after: int) -> AnchorSpan | None:
    """The moment by which a time has passed since the event that stands at the atom `index`."""
    found = _UNTIL.match(sentence.codes, index, after)
    if found is None or not sentence.of(sentence.atoms[found.start("side")]).lower().startswith(_UNTIL_SIDES):
        return None
    atom, key = sentence.atoms[found.end() - 1], moment_key(sentence, found.end() - 1)
    return AnchorSpan(key, atom.start, atom.end) if key in sentence.lexicon.anchors_for("point") else None


def _sided(
    sentence: Sentence, quantity: Quantity, side: str, word: str, anchor: AnchorSpan | None
) -> tuple[Direction, AnchorSpan | None]:
    """On which side of its anchor a time lies by its preposition, a `word` with the code `side`."""
    if side == AFTER and word.startswith(("since", "from")) and not _is_end(word, anchor):
        return "before", anchor
    nearer = quantity.op not in ("ge", "gt")
    if side == AFTER and not nearer and _is_event(sentence, quantity, anchor):
        return "before", None
    if anchor is not None and side in _OPENING and nearer and _is_past(sentence, quantity, anchor):
        return "after", anchor
    return _SIDES[side], anchor
