"""Levels: members of ordinal and nominal scales, read as sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from trialparse.criteria.kinds.fitting import level_noun
from trialparse.criteria.phrases.sentence import Sentence
from trialparse.criteria.words.atom import Atom
from trialparse.lexicon.loader import Measurement

__all__ = ["LevelSet", "level_sets"]

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_WIDE_ROMAN = {chr(0x2160 + place): numeral for place, numeral in enumerate(_ROMAN)}
_NOUN = re.compile(r"(?:class|grade|stage)(?:e?s)?|classification|staging|grading|axis", re.IGNORECASE)
# The scale or its noun, the words between, the members, and a comparator after them.
_SET = re.compile(
    r"(?P<lead>C?)(?P<scale>[MG])(?P<fill>[GMwfK:()SDw]{0,5}?)(?P<before>C?)(?P<noun>G?)"
    r"(?P<members>[NV](?:(?:DT?|T|K|S|O|A|KO|KA|SO|SA|\+)?G?[NV])*)(?P<after>P?)"
)


@dataclass(slots=True)
class LevelSet:
    """Levels of a scale as printed; `lower`/`upper` are their ranks where the set is a run of numerals."""

    first: int
    last: int
    start: int
    end: int
    levels: list[str]
    domain: list[str]
    scale: Measurement | None
    scale_atom: Atom | None
    lower: tuple[Decimal, bool] | None = None
    upper: tuple[Decimal, bool] | None = None
    count: Decimal | None = None  # how many things must be at that level, at least


def _print(sentence: Sentence, atom: Atom) -> str:
    if atom.number is not None:
        return sentence.text[atom.start : atom.number.end]
    word = sentence.of(atom)
    return _WIDE_ROMAN.get(word[0], word[0]) + word[1:] if word[0] in _WIDE_ROMAN else word


def _rank(level: str) -> Decimal | None:
    if re.fullmatch(r"\d+(?:\.\d+)?", level):
        return Decimal(level)
    numeral = level.upper()
    return Decimal(_ROMAN.index(numeral) + 1) if numeral in _ROMAN else None


def _is_run(levels: Sequence[str], domain: Sequence[str]) -> bool:
    """Whether no member of the scale is left out between the first and the last of the levels."""
    if all(level in domain for level in levels):
        places = sorted(domain.index(level) for level in levels)
    else:
        places = sorted(int(_rank(level) or 0) for level in levels)
    return places == list(range(places[0], places[0] + len(places)))


def _domain(scale: Measurement | None, sample: str) -> list[str]:
    """The scale's members in the style of `sample` (roman or arabic)."""
    known = list(scale.levels) if scale else []
    if sample in known:
        return known
    if sample in _ROMAN:
        top = len(known) if known and all(_rank(level) is not None for level in known) else 5
        return list(_ROMAN[: max(top, _ROMAN.index(sample) + 1)])
    if sample.isdigit() and known and all(level in _ROMAN for level in known):
        return [str(place + 1) for place in range(len(known))]
    return known


def _between(low: str, high: str, domain: Sequence[str]) -> list[str]:
    """The members from `low` to `high`; only the two where the way between is not known."""
    if low in domain and high in domain:
        a, b = sorted((domain.index(low), domain.index(high)))
        plain = {low.isalpha(), high.isalpha()} if low in _ROMAN or low.isdigit() else set()
        members = domain[a : b + 1]
        return (
            [m for m in members if m in _ROMAN or m.isdigit()]
            if plain and (low in _ROMAN) == (high in _ROMAN)
            else list(members)
        )
    a_rank, b_rank = _rank(low), _rank(high)
    if low.isdigit() and high.isdigit() and a_rank is not None and b_rank is not None and 0 < b_rank - a_rank < 15:
        return [str(value) for value in range(int(a_rank), int(b_rank) + 1)]
    return [low, high]


def _members(sentence: Sentence, first: int, after: int, scale: Measurement | None) -> list[str]:
    levels: list[str] = []
    joined = False
    for atom in sentence.atoms[first:after]:
        if atom.code in "NV":
            printed = _print(sentence, atom)
            many = printed.split(",") if re.fullmatch(r"\d,\d", printed) else [printed]
            if joined and levels:
                levels[-1:] = _between(levels[-1], many[0], _domain(scale, levels[-1]))
            else:
                levels += many
            joined = False
        elif atom.code in "DT":
            joined = True
    return list(dict.fromkeys(levels))


_COUNT = re.compile(r"(?:(?P<before>C)(?:\(C\))?(?P<number>N)|(?P<plain>N)(?P<after>P)?)(?:[wjf]{0,4})$")


def _add_count(sentence: Sentence, found: LevelSet, scale_index: int) -> None:
    """`≥ 1 BILAG A`: the number before a lettered scale counts what is at the level."""
    match = _COUNT.search(sentence.codes, max(0, scale_index - 9), scale_index)
    if (
        match is None
        or found.scale is None
        or not found.scale.levels
        or any(level.isdigit() or level in _ROMAN for level in found.scale.levels)
    ):
        return
    place = match.start("number") if match["number"] else match.start("plain")
    number = sentence.atoms[place].number
    if number is None or number.unit is not None or number.reference is not None:
        return
    found.first, found.count = match.start(), number.value
    found.start = sentence.atoms[match.start()].start


def _compared(op: str, level: str, domain: Sequence[str]) -> list[str]:
    """All members that a comparator with one level means."""
    if level not in domain:
        return [level]
    place = domain.index(level)
    ends = {
        "ge": (place, None),
        "gt": (place + 1, None),
        "le": (0, place + 1),
        "lt": (0, place),
        "within": (0, place + 1),
    }
    start, stop = ends.get(op, (place, place + 1))
    return list(domain[start:stop]) or [level]


def _is_level(sentence: Sentence, atom: Atom, scale: Measurement | None, *, noun: bool) -> bool:
    if atom.code == "V":
        return True
    number = atom.number
    if number is None or number.unit not in (None, "{score}") or number.reference is not None or number.spelled:
        return False
    printed = _print(sentence, atom)
    if scale is not None and scale.levels:
        domain = _domain(scale, printed.split(",")[0])
        return all(part in domain for part in printed.split(",")) or (noun and printed.isdigit() and int(printed) < 7)
    return noun and printed.isdigit() and int(printed) < 7


def level_sets(sentence: Sentence) -> list[LevelSet]:
    """The level sets of a sentence. A number with a comparator (`ECOG ≤ 2`) is left to the thresholds."""
    found = []
    for match in _SET.finditer(sentence.codes):
        atoms = sentence.atoms
        first, after = match.start("members"), match.end("members")
        scale_atom = next(
            (atoms[i] for i in range(first - 1, match.start("scale") - 1, -1) if atoms[i].code == "M"), None
        )
        scale = sentence.measurement(scale_atom) if scale_atom else None
        nouns = [atoms[i] for i in range(match.start(), first) if atoms[i].code == "G"]
        undecided = scale_atom is not None and not scale_atom.key and sentence.codes[first] == "V"  # `WHO III`
        noun = undecided or any(_NOUN.fullmatch(sentence.of(atom)) for atom in nouns)
        if scale is not None and not scale.levels and not noun:
            continue
        if scale is None and not noun:
            continue
        if first and sentence.plays(first - 1, "doer"):  # `graded by 2 readers`
            continue
        members = [atoms[i] for i in range(first, after) if atoms[i].code in "NV"]
        while members and not _is_level(sentence, members[-1], scale, noun=noun):
            dropped = members.pop()
            after = next(i for i in range(after - 1, first - 1, -1) if atoms[i] is dropped)
        while after > first and atoms[after - 1].code not in "NV":
            after -= 1
        if not members or not all(_is_level(sentence, atom, scale, noun=noun) for atom in members):
            continue
        op = next((atoms[i].key for i in range(match.start("before"), match.end("before"))), "")
        if match["lead"]:
            op = atoms[match.start("lead")].key
        post = match["after"] and after == match.end("members")
        if post:
            op = atoms[match.start("after")].key
        if op and any(atom.code == "N" for atom in members):
            continue
        op = _by_direction(
            sentence,
            op,
            scale,
            atoms[match.start("after")] if post else None,
            domain_is_letters=members[0].code == "V" and not _ROMAN_NUMERAL.fullmatch(sentence.of(members[0])),
        )
        result = _level_set(sentence, match, first, after, op, bool(post), scale, scale_atom)
        if scale_atom is not None:
            _add_count(sentence, result, match.start("scale"))
        found.append(result)
    return found + _named_behind(sentence, found)


_ROMAN_NUMERAL = re.compile(r"[IVXⅠ-Ⅻ]+[A-Ca-c]?")
_FLIP = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}
_BEHIND = re.compile(r"(?<![C+])(?P<members>[NV](?:(?:D|T|K|S|O|A|KO|KA)[NV])*)w?(?P<noun>G?)[jf]w?(?P<scale>M)")


def _by_direction(
    sentence: Sentence, op: str, scale: Measurement | None, after: Atom | None, *, domain_is_letters: bool
) -> str:
    """`or better`, `or worse` and `at least B` go by what a higher level means on the scale."""
    if scale is None or not op:
        return op
    word = sentence.of(after).lower() if after is not None else ""
    if word.endswith(("better", "worse")):
        return _FLIP[op] if scale.direction == "worse" else op
    return _FLIP.get(op, op) if domain_is_letters and scale.direction == "better" else op


def _named_behind(sentence: Sentence, found: list[LevelSet]) -> list[LevelSet]:
    """`an "A" score on the BILAG`: the level before its scale."""
    taken = {index for known in found for index in range(known.first, known.last + 1)}
    behind = []
    for match in _BEHIND.finditer(sentence.codes):
        first, after = match.span("members")
        scale_atom = sentence.atoms[match.start("scale")]
        scale = sentence.measurement(scale_atom)
        lettered = any(sentence.codes[index] == "V" for index in range(first, after))
        if scale is None or not scale.levels or not lettered or taken.intersection(range(first, after)):
            continue
        levels = _members(sentence, first, after, scale)
        if all(level in scale.levels for level in levels):
            start, end = sentence.atoms[first].start, sentence.atoms[after - 1].end
            behind.append(LevelSet(first, after - 1, start, end, levels, list(scale.levels), scale, scale_atom))
    return behind


def _level_set(
    sentence: Sentence,
    match: re.Match[str],
    first: int,
    after: int,
    op: str,
    post: bool,
    scale: Measurement | None,
    scale_atom: Atom | None,
) -> LevelSet:
    atoms = sentence.atoms
    levels = _members(sentence, first, after, scale)
    domain = _domain(scale, levels[0])
    if len({level.isdigit() for level in [*levels, *domain]}) > 1:
        domain = []  # `G3a` has no place beside `3`
    begin = match.start("lead") if match["lead"] else match.start("before") if match["before"] else first
    start = atoms[begin].start
    start -= level_noun(sentence.text, sentence.start, start)
    last = after if post else after - 1
    ranks = [_rank(level) for level in levels]
    result = LevelSet(begin, last, start, atoms[last].end, levels, domain, scale, scale_atom)
    numbers = [rank for rank in ranks if rank is not None]
    if len(numbers) == len(levels) and _is_run(levels, domain):
        result.lower, result.upper = (min(numbers), True), (max(numbers), True)
    if op and len(levels) >= 1 and numbers:
        anchor = levels[0]
        result.levels = _compared(op, anchor, domain)
        result.lower = (numbers[0], op == "ge") if op in ("ge", "gt") else None
        result.upper = (numbers[0], op == "le") if op in ("le", "lt") else None
    elif op:
        result.levels = _compared(op, levels[0], domain)
        result.lower = result.upper = None
    return result
