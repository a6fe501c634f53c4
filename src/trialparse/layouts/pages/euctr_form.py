"""Where the labels of the European application form stand in a text, however a copy has spaced it.

Code, label and value stand apart by a colon, tabs, blanks, line ends or nothing; and a copy may have lost all its line
ends. What the labels say is known (`euctr.toml`), and so a value begins where its label ends.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from trialparse.layouts.engine.layout import Block, cut_at
from trialparse.layouts.engine.lines import Line, keys_text, line_of, lines_of, text_of

__all__ = [
    "FIELDS",
    "FURNITURE",
    "HEAD",
    "PRODUCTS",
    "cut_at_labels",
    "cut_form",
    "form_lines",
    "is_label",
    "line_start",
]

_FORM = tomllib.loads((resources.files(__package__) / "euctr.toml").read_text("utf-8"))
HEAD: tuple[str, ...] = tuple(_FORM["head"])
FURNITURE = "Furniture"
PRODUCTS = "D. Products"
_NUMBER, *_ = HEAD
_NUMBER_KEY = _NUMBER.lower()
_HEAD_LETTERS = tuple("".join(label.lower().split()) for label in HEAD)
_FEWEST = 3  # labels by which a text is known to be the form, and a line to have lost its ends
_ORDERED = "EF"  # in these parts no code comes again after a later one


def _spaced(label: str) -> str:
    """A pattern for a label, whatever has become of its blanks."""
    return r"\s{0,6}".join(map(re.escape, label.split()))


def _look(labels: Sequence[str]) -> str:
    """A look at the first two letters of labels, without which each is tried at every character."""
    firsts, seconds = ("".join(sorted({label[place] for label in labels})) for place in (0, 1))
    return f"(?i:(?=[{firsts}][{seconds}]))"


def _key(code: str, label: str) -> str:
    """A letter alone is no key."""
    return f"{code} {label}" if code.endswith(".") else code


@cache
def _labels_behind(code: str) -> list[tuple[str, re.Pattern[str]]]:
    """The keys of a code and the patterns of the labels behind it, the longest first."""
    shape = r"[\s:.]{{0,120}}(?P<label>(?i:{}))(?P<language>\s?\([a-z]{{2}}\))?\s?[:?]?"
    labels = sorted(_CODED[code], key=len, reverse=True)
    return [(_key(code, label), re.compile(shape.format(_spaced(label)))) for label in labels]


_CODED: dict[str, list[str]] = {
    code: [labels] if isinstance(labels, str) else labels for code, labels in _FORM["labels"].items()
}
FIELDS: tuple[str, ...] = tuple(dict.fromkeys(_key(code, label) for code, labels in _CODED.items() for label in labels))
_CODE = re.compile(r"[A-HNP]\.(?:\d{1,2}(?:\.\d{1,2}){0,5})?")
_BARE = {label.split()[0] for code, labels in _CODED.items() if code.endswith(".") for label in labels}
_CODE_HINT = re.compile(  # begins with a sign, and so is found fast
    rf"\.(?<=[A-HNP]\.)(?:\d|[\s:.]{{0,120}}(?i:{'|'.join(sorted(_BARE))}))"
)
_UNKNOWN = re.compile(r"[ \t]{1,6}[A-Z][^:?\t\n]{1,240}[:?\t]")
_HEADS = re.compile(
    rf"{_look(('Summary', *HEAD))}"
    rf"(?i:(?:Summary\s{{0,6}})?(?P<number>{_spaced(_NUMBER)})(?=[\s:]{{0,6}}\d{{4}}-\d{{6}}-\d\d)"
    rf"|(?P<other>{'|'.join(map(_spaced, HEAD[1:]))})(?-i:(?![a-z])))\s?:?"
)
_FURNITURE = re.compile(
    rf"{_look(_FORM['furniture'])}(?:{'|'.join(map(_spaced, _FORM['furniture']))})[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_GLUED_FURNITURE = re.compile(r"MedDRA Classification|Expand All\s{0,6}Collapse All|Sponsor \d{1,2}(?=\s{0,6}B\.)")
_DEEPEST = 200
_BEFORE = " \t*•-"  # what may stand before the first label of a line
_ID_LENGTH = 40  # with what stands around it
_SHORTEST_PART = 8
_LONG_TEXTS = ("E.2", "E.3", "E.4", "E.5", "E.8", "F.5")  # what stands in them is theirs


class _Label(NamedTuple):
    """A label in a text; `known` is whether the form has it, and `first` whether it begins a line."""

    start: int
    end: int
    key: str
    known: bool = True
    first: bool = True


def is_label(line: Line) -> bool:
    """Whether a line is a label of the form: its key has capitals, as no other line's has.

    >>> text = "A.1Member State ConcernedSpain\\nA.2EudraCT number2026-000001-11\\nF.2.1FemaleYes"
    >>> [line.text for line in form_lines(list(lines_of(text))) if is_label(line)]
    ['A.1Member State Concerned', 'A.2EudraCT number', 'F.2.1Female']
    """
    return "A" <= line.key[:1] <= "Z"


def cut_at_labels(lines: Sequence[Line]) -> list[Block]:
    """The blocks under labels of the form, each labelled with its key."""
    return cut_at(lines, [(place, place + 1, line.key, None) for place, line in enumerate(lines) if is_label(line)])


def cut_form(lines: Sequence[Line]) -> list[Block]:
    """The blocks of the form; the lines on products, labels and all, are one."""
    cuts: list[tuple[int, int, str, Line | None]] = []
    for place, line in enumerate(lines):
        of_products = line.key.startswith("D.") and is_label(line)
        within = bool(cuts) and cuts[-1][2] == PRODUCTS and (of_products or line.key == FURNITURE)
        if is_label(line) and not within:
            cuts.append((place, place, PRODUCTS, None) if of_products else (place, place + 1, line.key, None))
    return cut_at(lines, cuts)


def form_lines(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a text with each label of the form as a line by itself; as they are where it has none.

    The key of such a line is its code, with the label where the code is but a letter, and with its language.
    """
    if not _is_hinted(lines):
        return lines
    folded = text_of(lines)
    labels = _labels(folded)
    if sum(label.known for label in labels) < _FEWEST:
        return lines
    found: list[Line] = []
    place = 0
    for label in labels:
        found += _lines_between(folded, place, label.start)
        found.append(Line(*line_of(folded[label.start : label.end], label.start)[:3], label.key))
        place = label.end
    return [*found, *_lines_between(folded, place, len(folded))]


def _is_hinted(lines: Sequence[Line]) -> bool:
    """Whether a text may have labels of the form; most have none, and are told so fast."""
    if _CODE_HINT.search("\n".join([line.text for line in lines])):
        return True
    keys = keys_text(lines)
    if _NUMBER_KEY not in keys:
        return False
    letters = "".join(keys.split())
    return sum(map(letters.count, _HEAD_LETTERS)) >= _FEWEST


def _lines_between(folded: str, start: int, end: int) -> Iterator[Line]:
    for line in lines_of(folded[start:end]):
        yield line._replace(start=line.start + start, end=line.end + start)


def _labels(folded: str) -> list[_Label]:
    """The labels of a text in their order, none within another."""
    coded = list(_coded(folded))
    if not any(label.known for label in coded) and _NUMBER_KEY not in folded.lower():
        return []
    found = sorted([*coded, *_heads(folded), *_furniture(folded)], key=lambda label: (label.start, -label.end))
    return list(_in_place(found, _has_lost_line_ends(folded, found)))


def _coded(folded: str) -> Iterator[_Label]:
    """Codes with their labels, and at a line's start codes with others."""
    for code in _CODE.finditer(folded):
        start, first = line_start(folded, code.start())
        for key, pattern in _labels_behind(code[0]) if code[0] in _CODED else ():
            match = pattern.match(folded, code.end())
            if match is not None:
                language = (match["language"] or "").strip()
                key = FURNITURE if _is_of_index(match["label"]) else f"{key} {language}".strip()
                yield _Label(start, match.end(), key, True, first)
                break
        else:
            match = _UNKNOWN.match(folded, code.end()) if first and code[0][-1] != "." else None
            if match is not None:
                yield _Label(start, match.end(), code[0], False, first)


def _heads(folded: str) -> Iterator[_Label]:
    for match in _HEADS.finditer(folded):
        start, first = line_start(folded, match.start())
        words = match["other"]
        key = _NUMBER if words is None else next(each for each in HEAD if _same(each, words))
        if first or " " in key or match[0].endswith(":"):  # a link may stand in any text
            yield _Label(start, match.end(), key, True, first)


def _furniture(folded: str) -> Iterator[_Label]:
    for match in _FURNITURE.finditer(folded):
        start, first = line_start(folded, match.start())
        if first:
            yield _Label(start, match.end(), FURNITURE, False, first)
    for match in _GLUED_FURNITURE.finditer(folded):
        yield _Label(*match.span(), FURNITURE, False, False)


def _is_of_index(label: str) -> bool:
    """The site's index names the parts in capitals."""
    return len(label) > _SHORTEST_PART and label.isupper()


def _same(label: str, words: str) -> bool:
    return "".join(label.split()).lower() == "".join(words.split()).lower()


def line_start(folded: str, place: int) -> tuple[int, bool]:
    """Where a label begins: with what marks its line, if nothing else stands before it."""
    near = max(0, place - _DEEPEST)
    line = folded.rfind("\n", near, place) + 1
    before = folded[line or near : place]
    first = not before.strip(_BEFORE) and (line > 0 or near == 0)
    return (place - len(before.lstrip()) if first else place), first


def _has_lost_line_ends(folded: str, labels: Sequence[_Label]) -> bool:
    """Whether several labels stand on one line."""
    places = [label.start for label in labels if label.known]
    return any("\n" not in folded[a:b] for a, b in zip(places, places[_FEWEST - 1 :], strict=False))


def _in_place(labels: Sequence[_Label], lost: bool) -> Iterator[_Label]:
    """Those that are labels, not words of a text: at a line's start, or anywhere where line ends are lost."""
    end, last = 0, ""  # `last` is the last code, none in the head of a record
    for place, label in enumerate(labels):
        if label.start < end or not (label.first or lost) or _is_astray(labels, place, last):
            continue
        end = label.end
        if label.key == _NUMBER:
            last = ""
        elif label.key != FURNITURE and label.key not in HEAD:
            last = label.key
        yield label


def _opens(labels: Sequence[_Label], place: int) -> bool:
    """Whether a number below the form's parts is that of the next record: more of the head follows it."""
    following = next((label for label in labels[place + 1 : place + _FEWEST] if label.key in HEAD), None)
    return following is not None and following.start - labels[place].end < _ID_LENGTH


def _is_astray(labels: Sequence[_Label], place: int, last: str) -> bool:
    """Whether a label is rather words of the text under the one before it."""
    label = labels[place]
    if label.key == FURNITURE:
        return last.startswith(_LONG_TEXTS)
    if label.key in HEAD:
        return last != "" and not (label.key == _NUMBER and _opens(labels, place))
    same_part = label.key[0] == last[:1]
    if label.known:
        return not label.first and same_part and label.key[0] in _ORDERED and _is_late(label.key, last)
    return not same_part or _is_late(label.key, last)


def _is_late(key: str, last: str) -> bool:
    return _numbers(key) < _numbers(last)


def _numbers(key: str) -> list[int]:
    return [int(each) for each in re.findall(r"\d+", key.partition(" ")[0])]
