"""TNM categories as sets of levels: one for each of tumour, nodes and metastases (`cT1c-T3, N0`, `pT2N1M0`).

`T2` is also a weighting of images, `T4` a hormone and a vertebra, `M1` a receptor. So a category counts only beside
another one, with its `c` or `p`, behind a word for stages or before one for a tumour.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from trialparse.criteria.kinds.scales import between, compared, whole
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.alphabet import BEHIND, pattern

__all__ = ["CATEGORY", "SCALE", "Categories", "categories"]

SCALE = "tnm_stage"  # the id of stages, by which categories and what has them are filed

_PREFIX = r"(?:y?[cp]|[rua])?"  # how it was told: clinically, by pathology, by ultrasound, at a relapse
CATEGORY = re.compile(rf"{_PREFIX}[TNM](?:\d(?:mi|[a-d][1-3]?)?|[Xx])")


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories of one axis: from which character to which they stand, what they are, the scale that is named
    before them; `beside` is where all the axes stand that are told with them.
    """

    start: int
    end: int
    levels: tuple[str, ...]
    domain: tuple[str, ...]
    scale_atom: Atom | None
    beside: tuple[int, int]


_STEPS = {
    "T": "X 0 a is 1 1mi 1a 1a1 1a2 1b 1b1 1b2 1b3 1c 2 2a 2a1 2a2 2b 2c 3 3a 3b 3c 4 4a 4b 4c 4d",
    "N": "X 0 1 1mi 1a 1b 1c 2 2a 2b 2c 3 3a 3b 3c",
    "M": "X 0 1 1a 1b 1c 1d",
}
_ORDER = {axis: [axis + step for step in steps.split()] for axis, steps in _STEPS.items()}
_SPREAD = {"N": ["N1", "N2", "N3"], "M": ["M1"]}  # what a plus means
_FIGURE = r"(?:[0-4](?:mi|[a-d][1-3]?)?|[Xx])(?!\d|\.\d|\s?[cm]m\b)"
_FORM = rf"(?:{_FIGURE}|(?<=T)(?:is|a)|(?<=[NM])\+)"
_NOTED = r"(?:\((?:m|sn|i[+-]|mol[+-]|[01]|DCIS|LCIS|Paget)\))?"  # what does not change the category
_AFTER = r"(?![a-z\d+%_]|[A-LO-SU-Z])"
# Members of one axis: with its letter, or a figure alone right behind a dash, a slash, a comma or `or`; or any of them.
_AXIS = re.compile(
    rf"(?P<any>[Aa]ny\s?)?(?P<prefix>{_PREFIX})(?P<axis>[TNM])(?P<noun>[-\s](?:stage|category)\s(?:of\s)?)?"
    rf"(?P<first>{_FORM}|any\b|(?(any)\b(?!-)|(?!))){_NOTED}"
    rf"(?P<more>(?:(?:\s?[-/,]\s?|,?\s(?:or|and|to|through)\s){_PREFIX}(?P=axis){_FORM}{_NOTED}"
    rf"|(?:\s?[-/]\s?|,|\s(?:or|to)\s){_FIGURE}{_AFTER}(?!\s?[xX×]\s)"
    rf"|(?<=\d[a-d])(?:-|/|\sor\s)[b-d](?!\w)){{0,6}}){_AFTER}(?!-\w)"
)
# Most sentences have none, and the whole pattern is slow.
_HINT = re.compile(r"[TNM](?:\d|is\b|[xX]|\+|a\b|any\b|[-\s]stage|[-\s]category)|[Aa]ny\s?[TNM]\b")
_MEMBER = re.compile(
    rf"(?P<joint>[^\dTNMXxs]{{0,10}}){_PREFIX}[TNM]?(?P<body>\d(?:mi|[a-d][1-3]?)?|[Xx]|is|[a-d]|\+){_NOTED}"
)
_LETTERS = frozenset("bcd")  # steps of the member before: `T1a-b`
_THROUGH = re.compile(r"-|\bto\b|\bthrough\b")
_JOINED = re.compile(r"(?:\s|,|/|;|\band\b|\bor\b|\bdisease\b){0,4}")
_STARTS = re.compile(r"[\w.+-]$")
_STAGED = re.compile(
    r"\b(?:stages?|staging|staged|TNM|AJCC|UICC|clinical|pathologic(?:al)?)\W{1,3}(?:\w{1,12}\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_TUMOUR = re.compile(
    r"\W{1,3}(?:[a-z-]{1,20}\W){0,3}?(?:\w{0,12}(?:cancer|carcinoma|tumou?r|melanoma|sarcoma|disease)s?\b|NSCLC)"
)
_IMAGED = re.compile(
    r"\s?(?:-|\s)\s?(?:weighted|hyper|hypo|signal|image|imaging|MRI|sequence|relax|map|vertebra|level)", re.IGNORECASE
)
_LED = pattern("Comparator[Measured Noun Of]{0,2}$")
_LEAD = 40  # characters before categories in which a word for stages may stand
_NEAR = 4  # atoms from the name of the scale to the categories, at the most


def categories(sentence: Sentence) -> Iterator[Categories]:
    """The categories of a sentence, an axis at a time; none where an axis comes twice: who has which is not clear."""
    if not _HINT.search(sentence.text, sentence.start, sentence.end):
        return
    found = [
        each for each in _AXIS.finditer(sentence.text, sentence.start, sentence.end) if _is_category(sentence, each)
    ]
    axes = Counter((match["axis"], sentence.bounds(sentence.place(match.start()))) for match in found)
    if any(count > 1 for count in axes.values()):
        return
    for group in _groups(sentence.text, found):
        if _is_staged(sentence, group) and not (len(group) > 1 and _are_compared(sentence, group)):
            yield from _told(sentence, group)


def _told(sentence: Sentence, group: list[re.Match[str]]) -> Iterator[Categories]:
    scale = _scale(sentence, group[0].start())
    beside = group[0].start(), group[-1].end()
    for match in group:
        start, end, op = _compared(sentence, match)
        levels = _levels(match)
        if op:
            levels = tuple(_coarse(compared(op, levels[0], _ORDER[match["axis"]]))) if len(levels) == 1 else ()
        if levels:
            yield Categories(start, end, levels, tuple(_ORDER[match["axis"]]), scale, beside)


def _are_compared(sentence: Sentence, group: list[re.Match[str]]) -> bool:
    """Whether a comparator goes with several axes at once, so that nobody knows what it says of each."""
    return bool(_compared(sentence, group[0])[2] or _compared(sentence, group[-1])[2])


def _compared(sentence: Sentence, match: re.Match[str]) -> tuple[int, int, str]:
    """From where to where a category stands with a comparator, and that: `≥ T2`, `T3 or greater`."""
    first, last = sentence.place(match.start()), sentence.place(match.end() - 1)
    before = _LED.search(sentence.codes, max(0, first - _NEAR), first)
    if before:
        atom = sentence.atoms[before.start()]
        return atom.start, match.end(), atom.key
    if sentence.code(last + 1) == BEHIND:
        atom = sentence.atoms[last + 1]
        return match.start(), atom.end, atom.key
    return match.start(), match.end(), ""


def _is_category(sentence: Sentence, match: re.Match[str]) -> bool:
    return _IMAGED.match(sentence.text, match.end(), sentence.end) is None


def _groups(text: str, found: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Axes that stand beside each other, with nothing before them that makes a name of the first."""
    group: list[re.Match[str]] = []
    for before, match in pairwise([None, *found]):
        assert match is not None
        beside = before is not None and _JOINED.fullmatch(text, before.end(), match.start())
        if not beside:
            yield group
            group = []
        if beside or not _STARTS.search(text, match.start() - 1 if match.start() else 0, match.start()):
            group.append(match)
    yield group


def _is_staged(sentence: Sentence, group: list[re.Match[str]]) -> bool:
    if len(group) > 1 or (group and (group[0]["prefix"] or group[0]["noun"])):
        return True
    if not group:
        return False
    text, start = sentence.text, group[0].start()
    lead = text[max(sentence.start, start - _LEAD) : start]
    return bool(_STAGED.search(lead) or _TUMOUR.match(text, group[-1].end(), sentence.end))


def _levels(match: re.Match[str]) -> tuple[str, ...]:
    axis, first = match["axis"], match["first"]
    if first in ("", "any"):
        return tuple(_coarse(_ORDER[axis]))
    levels = _member(axis, first)
    for member in _MEMBER.finditer(match["more"]):
        body = member["body"]
        named = [levels[-1][:-1] + body] if body in _LETTERS else _member(axis, body)
        if _THROUGH.search(member["joint"]):
            levels[-1:] = _coarse(between(levels[-1], named[0], _ORDER[axis]))
        else:
            levels += named
    return tuple(dict.fromkeys(levels))


def _member(axis: str, body: str) -> list[str]:
    """The members that a letter with its figure, or with a plus, means."""
    return list(_SPREAD[axis]) if body == "+" else [axis + body]


def _coarse(levels: list[str]) -> list[str]:
    """Levels without the steps of those that are among them."""
    return [level for level in levels if whole(level, levels) is None]


def _scale(sentence: Sentence, start: int) -> Atom | None:
    """The scale that is named right before the categories."""
    place = sentence.place(start)
    near = sentence.atoms[max(0, place - _NEAR) : place]
    return next((atom for atom in reversed(near) if atom.key == SCALE), None)
