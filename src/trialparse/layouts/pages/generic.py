"""A page nobody described: fields are known by the usual names of their labels, and only where they leave no doubt.

A field is `Label: value`, a value under a label, a cell beside one in a row, or a cell under one in a table. A value on
the label's own line is that field's; on another it counts only if it is a value of the field's kind. All else stays
unread and is reported. The criteria go from their heading to the next label.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout
from trialparse.layouts.engine.lines import Line, key_of
from trialparse.layouts.engine.sides import is_heading
from trialparse.layouts.pages.anzctr import ANZCTR
from trialparse.layouts.pages.ctri import CTRI
from trialparse.layouts.pages.foreign import ENDING
from trialparse.layouts.pages.usual import DECORATION, LABELS, READERS, TYPED, VALUES, cells_of
from trialparse.layouts.registers import REGISTERS
from trialparse.lexicon.languages.headings import heading as heading_of
from trialparse.model.criterion import STATED_KINDS
from trialparse.values import read_enum, read_id

__all__ = ["GENERIC", "ITEM", "OF_PAGES", "ends_criteria", "has_labels", "is_page_label", "stated_id"]

_LONGEST_LABEL = 80
_CRITERIA = re.compile(
    r"(?:(?:key|main|principal|major|study|trial)\s)?(?P<kind>inclusion|exclusion|eligibility|selection|participation|entry)"
    r"(?:\s?(?:/|and|&)\s?(?:inclusion|exclusion))?(?:\scriteria\b[^:]{0,60}(?::|$)|\s?(?::|$))"
)
_STATED = re.compile(r"(?:in|ex)clusion")
_SINGLE_WORDS = frozenset({"contact", "contacts", "location", "locations", "sponsor", "sponsors"}) | {
    *("references", "keywords", "outcomes", "endpoints", "endpoint")
}

Found = tuple[str, Line, Line | None]  # a label, where it stands, and the value beside it

_OTHER = frozenset(LABELS["other"])
# Labels that no sentence begins with: their values may follow without a sign.
_UNSIGNED = tuple(f"{label} " for label in sorted(_OTHER) if "(s)" in label and " " in label)
_COMMON = frozenset(label for label in VALUES if label.isascii() and " " not in label)  # words that criteria have too
_LIMITS = frozenset(label for name in ("eligibility.ages", "eligibility.sex") for label in LABELS[name])
_BESIDE_CRITERIA = frozenset(
    label
    for name in ("conditions", "eligibility.ages", "eligibility.sex", "eligibility.healthy_volunteers")
    for label in LABELS[name]
    if label.count(" ") < 2
)  # what groups of criteria may be called
_OF_REGISTERS = frozenset(
    label
    for layout in (ANZCTR, CTRI, *REGISTERS)
    for label in layout.readers
    if not (label.isascii() and " " not in label) and not _STATED.search(label)
)
_OF_WHOLE = ("id", "title", "official_title", "study_type", "brief_summary", "detailed_description", "other", *TYPED)
_WHOLE = frozenset(label for name in _OF_WHOLE for label in LABELS[name])
_IDS = frozenset(LABELS["id"])
ITEM = re.compile(r"[-*•]\s|\(?\d{1,2}[.)]\s|[a-z][.)]\s")
_SIGNS = ("id", "title", "official_title", "status", "phases", "study_type", "last_updated", "sponsors lead", *TYPED)


def _label(text: str) -> str:
    return key_of(text.strip(DECORATION))


def _is_label(line: Line) -> bool:
    label = _label(line.text) if len(line.text) <= _LONGEST_LABEL else ""
    return label in READERS or label in _OTHER or label in _OF_REGISTERS


def _labels(line: Line) -> list[Found]:
    """The labels of a line: cells of a row, the whole line, or what stands before a colon."""
    cells = cells_of(line)
    if _names_both(cells):
        return [("criteria", line, line)]
    if len(cells) > 1 and any(_before_colon(cell) for cell in cells):
        return _labelled_cells(line, cells)
    if len(cells) > 1:
        kind = _CRITERIA.match(_label(cells[0].text))
        if kind and kind["kind"] in STATED_KINDS:
            return [(kind["kind"], cells[0], cells[1])]
        return [(_label(one.text), one, two) for one, two in pairwise(cells) if _is_label(one) and not _is_label(two)]
    if _is_label(line):
        return [(_label(line.text), line, None)]
    head = _before_colon(line)
    if head is not None:
        return [_with_value(line, head, len(line.text))]
    opener = next(filter(line.key.startswith, _UNSIGNED), None) if line.key.startswith(_UNSIGNED) else None
    return [(opener.rstrip(), line, line.after(opener))] if opener else []


def _names_both(cells: Sequence[Line]) -> bool:
    """Whether cells are the head of a table that has each side of the criteria in a column."""
    kinds = [_CRITERIA.fullmatch(_label(cell.text)) for cell in cells]
    return {kind["kind"] for kind in kinds if kind}.issuperset(STATED_KINDS)


def _before_colon(line: Line) -> Line | None:
    """The label that stands before a line's first colon."""
    head = line.part(0, max(line.text.find(":", 0, _LONGEST_LABEL), 0))
    return head if head.text and _is_label(head) else None


def _with_value(line: Line, head: Line, end: int) -> Found:
    """A label before a colon of a line, and what stands behind it up to a place."""
    place = line.text.index(":", head.end - line.start) + 1
    place += len(line.text[place:end]) - len(line.text[place:end].lstrip(" *_"))
    value = line.part(place, end)
    return _label(head.text), head, value if value.text else None


def _labelled_cells(line: Line, cells: Sequence[Line]) -> list[Found]:
    """`Status: Recruiting | Phase: 2`; cells without a label go on with the value before: `Conditions: Gout|Pain`."""
    heads = [(number, head) for number, cell in enumerate(cells) if (head := _before_colon(cell))]
    lasts = [cells[number - 1].end for number, _ in heads[1:]] + [cells[-1].end]
    return [_with_value(line, head, last - line.start) for (_, head), last in zip(heads, lasts, strict=True)]


def _columns(line: Line, following: Line | None) -> list[Found]:
    """The labels of a table's head, with the cells of its first row under them."""
    heads = cells_of(line)
    cells = cells_of(following) if following and len(heads) > 1 else []
    if not cells or len(heads) != len(cells) or sum(map(_is_label, heads)) < 2 or any(map(_is_label, cells)):
        return []
    return [(_label(head.text), head, cell) for head, cell in zip(heads, cells, strict=True) if _is_label(head)]


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks by label; a criteria heading stays with its criteria, and a label without a field with its lines."""
    blocks: list[Block] = []
    label, heading, under = "", (), []  # type: str, tuple[Line, ...], list[Line]
    row: Line | None = None
    for number, line in enumerate(lines):
        if line is row:
            continue
        below = lines[number + 1 : number + 3]
        found = _labels(line) or _columns(line, below[0] if below else None)
        if below and _stands_on(below[0], found):
            row = below[0]
        found = _opening(label, line, below, found)
        for name, place, value in found:
            blocks.append(Block(label, tuple(under), heading))
            label = name
            if name in READERS or name == "criteria":
                heading, under = (place,), [value] if value else []
            else:
                heading, under = (), [line]
        if not found:
            under.append(line)
    return [*blocks, Block(label, tuple(under), heading)]


def _stands_on(line: Line, found: Sequence[Found]) -> bool:
    """Whether labels have their values on a line."""
    value = found[0][2] if found else None
    return value is not None and value.start >= line.start


def _opening(label: str, line: Line, below: Sequence[Line], found: list[Found]) -> list[Found]:
    """Those of a line's labels that end what stands under a label: of the criteria, few do."""
    opens = _CRITERIA.match(line.text.strip(DECORATION).lower()) or heading_of(line.text, 0, len(line.text))
    if len(cells_of(line)) < 2 and opens:
        return [] if label == "criteria" else [("criteria", line, None if _is_bare(line) else line)]
    is_criteria = label in ("criteria", *STATED_KINDS)
    return [] if is_criteria and not any(_ends_criteria(each, line, below) for each in found) else found


def _is_bare(line: Line) -> bool:
    """Whether a heading of the criteria is the page's label alone, which tells no kind."""
    match = _CRITERIA.fullmatch(line.text.strip(DECORATION).lower())
    return match is not None and match["kind"] not in STATED_KINDS and not _STATED.search(match[0])


def has_labels(lines: Sequence[Line]) -> bool:
    """Whether enough of the usual labels stand in a text to take it for a page: fewer do beside that of an id.

    >>> from trialparse.layouts.engine.lines import lines_of
    >>> has_labels(list(lines_of("Title: A study\\nStatus: Recruiting\\nPhase | 2")))
    True
    """
    pairs = zip(lines, [*lines[1:], None], strict=True)
    found = [each for line, following in pairs for each in _labels(line) or _columns(line, following)]
    named = any(label in _IDS and value is not None and read_id(value.text) for label, _, value in found)
    return len({label for label, *_ in found} & GENERIC.signs) >= GENERIC.needed - named


def is_page_label(line: Line) -> bool:
    """Whether a line is or has a label that no eligibility text has: of several words, and of the trial as a whole.

    >>> from trialparse.layouts.engine.lines import lines_of
    >>> [is_page_label(line) for line in lines_of("Brief Summary: A study.\\nSex: Male\\nStatus post stroke")]
    [True, False, False]
    """
    return any(" " in label and label in _WHOLE for label, *_ in _labels(line))


def ends_criteria(line: Line, below: Sequence[Line] = (), is_last: bool = False) -> bool:
    """Whether a line below criteria is of another part of the page: a label that some register has, and no group's.

    What stands `below` the line may be its value. Ages and sexes are fields only where the line `is_last`, below all
    headings of criteria.

    >>> from trialparse.layouts.engine.lines import lines_of
    >>> [ends_criteria(line) for line in lines_of("Sample size: 240\\nLocations\\nHealthy volunteers:\\nAge")]
    [True, True, False, False]
    """
    if line.text[0].islower() or ITEM.match(line.text) or _CRITERIA.match(_label(line.text)):
        return False
    found = _labels(line)
    if any(_is_of_page(label, value) for label, _, value in found):
        return True
    if is_last and any(_is_limit_below(each, line, below) for each in found):
        return True
    return any(each[0] in _COMMON - _LIMITS and _has_value(each, line, below) for each in found)


def _is_of_page(label: str, value: Line | None) -> bool:
    if label in _BESIDE_CRITERIA or label in STATED_KINDS:
        return False
    return " " in label or not label.isascii() or (label in _SINGLE_WORDS and value is None)


def _ends_criteria(found: Found, line: Line, below: Sequence[Line]) -> bool:
    """Whether a label is that of a field, and no heading among the criteria: its value tells, beside it or below."""
    label = found[0]
    if label in _COMMON:
        return _has_value(found, line, below)
    return " " in label or label in _SINGLE_WORDS or label in STATED_KINDS or label in ENDING


def _has_value(found: Found, line: Line, below: Sequence[Line]) -> bool:
    """Whether a label that criteria have too has a value of its kind; an age or a sex below it ends at a label."""
    label, _, value = found
    if value is not None:
        return bool(VALUES[label](value.text))
    if not below or _label(line.text) != label or not VALUES[label](below[0].text):
        return False
    return label not in _LIMITS or all(_labels(each) or is_heading(each) for each in below[1:2])


def _is_limit_below(found: Found, line: Line, below: Sequence[Line]) -> bool:
    """Whether a label below the criteria is that of the sexes or, above another label of the page, of the ages."""
    label, _, value = found
    if label not in _LIMITS or not _has_value(found, line, below):
        return False
    told, rest = (value, below) if value is not None else (below[0], below[1:])
    if label in LABELS["eligibility.sex"]:
        return read_enum("sex", told.text) == "ALL"
    return bool(rest) and ends_criteria(rest[0], rest[1:], is_last=True)


def _head(draft: Draft, lines: Sequence[Line]) -> None:
    """Above all labels the id, and the title where Markdown marks one line alone as that of the page."""
    items.identity(draft, lines)
    titles = [line for line in lines if _is_title(draft.raw, line)]
    if len(titles) == 1 and not read_id(titles[0].text):
        read.text("title")(draft, titles)


def stated_id(draft: Draft, lines: Sequence[Line]) -> None:
    """The trial's id, where labels of one say it once, beside them or below."""
    pairs = zip_longest(lines, lines[1:])
    values = [value or below for line, below in pairs for label, _, value in _labels(line) if label in _IDS]
    told = [value for value in values if value is not None and read_id(value.text)]
    if len({value.key for value in told}) == 1:
        read.trial_id(draft, told[:1])


def _is_title(raw: str, line: Line) -> bool:
    """Whether a line is a heading of the first rank: behind a `#`, or over a line of `=`."""
    start, end = raw.rfind("\n", 0, line.start) + 1, raw.find("\n", line.end)
    below = raw[end + 1 :].partition("\n")[0].strip() if end >= 0 else ""
    return raw[start : line.start].strip() == "#" or (len(below) > 2 and not below.strip("="))


GENERIC = Layout(
    name="generic",
    readers=READERS | {"": _head, "criteria": items.criteria()},
    cut=_cut,
    signs=frozenset(label for name in _SIGNS for label in LABELS[name]),
    needed=3,
)
_BESIDE_SIGNS = ("brief_summary", "identifiers", "conditions", "interventions", "keywords", "countries")
OF_PAGES = GENERIC.signs | _OTHER | {label for name in _BESIDE_SIGNS for label in LABELS[name]}
