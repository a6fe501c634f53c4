"""Time: whether a stretch of time is a window or a duration, on which side of which anchor it lies."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from trialparse.criteria.phrases.quantities import Quantity
from trialparse.criteria.phrases.sentence import Moment, Sentence
from trialparse.criteria.words.atom import Atom

__all__ = ["MENOPAUSE", "AnchorSpan", "Timing", "point_anchor", "timing"]


@dataclass(slots=True)
class AnchorSpan:
    key: str
    start: int
    end: int


@dataclass(slots=True)
class Timing:
    """`kind` is window, duration, or "" where the time is neither (it is dropped)."""

    kind: str
    direction: str | None = None
    anchor: AnchorSpan | None = None


# What may stand between a time and its preposition: a bracket, `whichever is longer`, a second time, `period`,
# `of steroids`.
_SKIP = r"(?:\([^()]{0,14}\)|K|W|[OA]C?[fw]?N|[wX]|f[wMG]{1,5}(?=b))"
_RIGHT = re.compile(rf"{_SKIP}{{0,3}}?(?P<side>[bagfTF])(?:(?P<words>[bfwGjd(AOnpg]{{0,5}}?)(?P<anchor>H))?")
_STATE = re.compile(
    r"\b(?:stable|stably|unchanged|constant|consistent(?:ly)?|maintained|continuous(?:ly)?|regular(?:ly)?"
    r"|chronic(?:ally)?|persist\w*|last(?:s|ed|ing)|durations?|course|abstinen\w+|washout|amenorrh\w+|remain\w*"
    r"|postmenopausal|controlled)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|lasting|lasts|lasted|persisting|duration of|durations? (?:is|was|of)|course of)\s*(?:a\s+|the\s+)?"
    r"(?:period\s+of\s+|duration\s+of\s+|total\s+of\s+)?(?:\()?$",
    re.IGNORECASE,
)
_STEADY = re.compile(r"\b(?:stable|unchanged|constant)\b", re.IGNORECASE)
_APART = re.compile(r"\b(?:separated by|apart|interval of|an interval)\s*$", re.IGNORECASE)
_PLAIN_DAY = re.compile(r"(?:study\s+)?(?:day|week|visit|cycle|month)\s*[-+]?\s*\d+\w*(?:\s+visit)?", re.IGNORECASE)
MENOPAUSE = re.compile(r"\s*(?:of\s+)?(?:post-?\s?menopaus|amenorrh)", re.IGNORECASE)
_CARE = re.compile(
    r"contracepti|birth control|abstinen|abstain|refrain|condom|barrier|avoid|follow(?:ed)?[- ]?up|donat|breast-?feed"
    r"|remain",
    re.IGNORECASE,
)
_VISIT = re.compile(
    r"\b(?:at|on|of|by|during)\s+(?:(?:both|the|study)\s+){0,3}(?P<moment>(?:day|visit|week|cycle)[\s-]{1,2}\d+\w?)\b",
    re.IGNORECASE,
)
_POINT_KEYS = frozenset(
    {"SCREENING", "BASELINE", "RANDOMIZATION", "FIRST_DOSE", "ENROLLMENT", "CONSENT", "OTHER", "ADMISSION", "DIAGNOSIS"}
)
_NO_MOMENTS = frozenset({"study", "trial", "the study", "this study", "treatment", "study treatment", "study drug"})
_FAR = 80  # atoms between a limit and its moment, at the most
_LEFT = 40  # atoms before a time whose words are looked at
_AT = re.compile(
    r"\b(?:at|on|during|by|in|upon)\s+(?:(?:the|both|time|of|day|each|first|initial|study|their|his/her|and|date)\s+){0,5}$",
    re.IGNORECASE,
)


def _anchor(atom: Atom) -> AnchorSpan:
    return AnchorSpan(atom.key, atom.start, atom.end)


def _anchor_after(sentence: Sentence, match: re.Match[str], base: int) -> AnchorSpan | None:
    """The anchor a preposition leads to."""
    if match["anchor"]:
        return _anchor(sentence.atoms[match.start("anchor")])
    side = sentence.atoms[match.start("side")]
    found = _PLAIN_DAY.match(sentence.text, side.end + 1, sentence.end)
    return AnchorSpan("OTHER", found.start(), found.end()) if found else None


def _leads_to(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether the words between preposition and anchor belong to the anchor."""
    between = range(match.start("side") + 1, match.start("anchor"))
    return all(sentence.codes[index] in "(b" or sentence.plays(index, "approach") for index in between)


def _match_right(sentence: Sentence, last: int, after: int) -> re.Match[str] | None:
    """The preposition on the right of a time, with nothing of weight between."""
    match = _RIGHT.match(sentence.codes, last + 1, after)
    if match is None:
        return None
    between = range(last + 1, match.start("side"))
    heavy = [index for index in between if sentence.codes[index] == "w" and not sentence.plays(index, "idle")]
    in_bracket = "(" in sentence.codes[last + 1 : match.start("side")]
    return None if heavy and not in_bracket and sentence.codes[last + 1 : last + 2] != "f" else match


_SIDES = {"b": "before", "g": "before", "f": "before", "a": "after", "T": "before", "F": "before"}
# `within N of` these moments lies after them: they are over when the trial begins.
_PAST_KEYS = frozenset({"LAST_DOSE", "ONSET", "DELIVERY", "ADMISSION", "DISCHARGE", "LMP"})


def _place(sentence: Sentence, quantity: Quantity, after: int) -> tuple[str | None, AnchorSpan | None]:
    """The direction and the anchor that the words right of a time give."""
    right = _match_right(sentence, quantity.last, after)
    if right is None:
        return None, None
    side = right["side"]
    word = sentence.of(sentence.atoms[right.start("side")]).lower()
    anchor = _anchor_after(sentence, right, quantity.last)
    if anchor is not None and right["anchor"] and not _leads_to(sentence, right):
        anchor = None
    if anchor is None and (side in "fT" or (side == "F" and quantity.rule == "range")):
        return None, None
    if side == "a" and word.startswith(("since", "from")):
        return "before", anchor
    if anchor is not None and side in "fF" and anchor.key in _PAST_KEYS:
        return "after", anchor
    return _SIDES[side], anchor


def timing(sentence: Sentence, quantity: Quantity) -> Timing:
    """How a time quantity lies: read from the words on its left and right."""
    first, after = sentence.bounds(quantity.first)
    left = sentence.words(max(first, quantity.first - _LEFT), quantity.first) + " "
    inside = sentence.text[quantity.start : quantity.end].lower()
    held = bool(_FOR.search(left.rstrip() + " " if left.strip() else "")) or _opens_with_for(sentence, quantity)
    state = bool(_STATE.search(left))
    if _APART.search(left):
        return Timing("window")
    if (
        quantity.op in ("", "range")
        and quantity.unit in ("min", "s", "h")
        and sentence.codes[quantity.first] == "j"
        and inside.startswith("at")
    ):
        return Timing("")
    direction, anchor = _place(sentence, quantity, after)
    follows = sentence.codes[quantity.last + 1 : quantity.last + 2]
    preceded = _left_code(sentence, quantity.first)
    past = "p" in quantity.cue or "b" in quantity.cue or preceded == "p"
    within = quantity.op == "within" or bool(re.match(r"(?:within|in the|in|during)\b", inside))
    if " first" in inside and within:
        return Timing("window", "after", anchor)
    if MENOPAUSE.match(sentence.text, quantity.end):
        return Timing("duration", "for")
    if preceded == "a" and not anchor and not past and not within:
        return Timing("" if quantity.unit in ("min", "s") and not quantity.op else "duration", "for")
    if quantity.unit == "{t1/2}":
        return Timing("window", direction or ("before" if within else None), anchor)
    if past and _STEADY.search(left[-22:]) and not quantity.op:
        return Timing("duration", "for")
    if direction is None:
        return _unplaced(quantity, held=held, state=state, past=past, within=within, follows=follows)
    if direction == "after" and held and quantity.op in ("", "range") and not _CARE.search(left) and not state:
        return Timing("window", direction, anchor)
    if held and not (within and not state):
        return Timing("duration", direction if anchor or follows == "b" else "for", anchor)
    lasting = state and not within and quantity.op in ("ge", "gt", "", "range") and follows != "g"
    if lasting or (state and not quantity.op and re.match(r"(?:over|during)\b", inside)):
        return Timing("duration", direction if anchor else "for", anchor)
    return Timing("window", direction, anchor)


def _opens_with_for(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether `for`, `lasting` … is the quantity's own first word."""
    return sentence.codes[quantity.first] == "d" and sentence.of(sentence.atoms[quantity.first]).lower().startswith(
        ("for", "last", "to last", "persist")
    )


def _unplaced(quantity: Quantity, *, held: bool, state: bool, past: bool, within: bool, follows: str) -> Timing:
    """A time with no moment named beside it."""
    if not quantity.op and not past and not within and follows == "f":
        return Timing("duration", "for")
    if held or (state and not within and not past):
        return Timing("duration", "for")
    if past or within:
        return Timing("window", "before" if past or quantity.op == "within" else None)
    if not quantity.op:
        return Timing("duration", "for") if state and "d" in quantity.cue else Timing("window" if quantity.cue else "")
    return Timing("duration", "for")


def _left_code(sentence: Sentence, index: int) -> str:
    return sentence.codes[index - 1] if index > 0 else ""


def _moments(sentence: Sentence) -> list[Moment]:
    """The moments at which a value may have to hold, in order."""
    found = []
    for index, atom in enumerate(sentence.atoms):
        if atom.code != "H" or atom.key not in _POINT_KEYS or sentence.of(atom).lower() in _NO_MOMENTS:
            continue
        stated = _AT.search(sentence.text[max(sentence.start, atom.start - 40) : atom.start]) is not None
        adjective = atom.key in ("SCREENING", "BASELINE") and sentence.codes[index + 1 : index + 2] in ("M", "w", "G")
        if stated or adjective:
            found.append(Moment(index, atom.key, atom.start, atom.end, stated, adjective))
    visits = [*_VISIT.finditer(sentence.text, sentence.start, sentence.end)] if "N" in sentence.codes else []
    if visits:
        starts = [atom.start for atom in sentence.atoms]
        for visit in visits:
            start, end = visit.span("moment")
            found.append(Moment(bisect_left(starts, start), "OTHER", start, end, True, False))
        found.sort(key=lambda moment: moment.index)
    return found


def point_anchor(sentence: Sentence, first: int, last: int, used: set[int]) -> AnchorSpan | None:
    """The moment at which the limit at the atoms `first` to `last` must hold: the nearest that the sentence names."""
    if sentence.moments is None:
        sentence.moments = _moments(sentence)
    if not sentence.moments:
        return None
    begin, after = sentence.bounds(first)
    near = range(max(begin, first - _FAR), min(after, last + _FAR))
    places = [moment.index for moment in sentence.moments]
    close = sentence.moments[bisect_left(places, near.start) : bisect_left(places, near.stop)]
    free = [m for m in close if m.start not in used and (m.stated or m.index < first)]
    known = [m for m in free if m.key != "OTHER"] or free
    nearest = min(known, key=lambda m: min(abs(m.index - first), abs(m.index - last)), default=None)
    return AnchorSpan(nearest.key, nearest.start, nearest.end) if nearest else None
