"""A page nobody described: fields are known by the usual names of their labels, and only where they leave no doubt.

A field is `Label: value`, a value under a label, a cell beside one in a row, or a cell under one in a table. A value on
the label's own line is that field's; on another it counts only if it is a value of the field's kind. All else stays
unread and is reported. The criteria go from their heading to the next label.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout
from trialparse.layouts.engine.lines import Line, key_of
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages.anzctr import ANZCTR
from trialparse.layouts.pages.ctri import CTRI
from trialparse.layouts.pages.euctr import EUCTR
from trialparse.layouts.pages.foreign import ENDING, with_languages
from trialparse.layouts.registers import REGISTERS
from trialparse.lexicon.languages.headings import heading as heading_of
from trialparse.model.criterion import STATED_KINDS
from trialparse.values import read_age, read_count, read_date, read_enum, read_flag, read_id, read_phases

__all__ = ["GENERIC", "ITEM", "OF_PAGES", "ends_criteria", "has_labels", "is_page_label"]

_LABELS = with_languages(tomllib.loads((resources.files(__package__) / "labels.toml").read_text("utf-8")))
_LONGEST_LABEL, _MOST_LINE_ENDS = 80, 2  # of a label, and between it and its value
_DECORATION = " *#_•|-"
_CELL = re.compile(r"[^\t|]+")
_LABELLED = re.compile(r"[A-Z][^:.;]{0,60}:(?:\s|$)")
_HEADING = re.compile(r"[A-Z][^.;,]{0,58}[^.;,!?]")
_CRITERIA = re.compile(
    r"(?:(?:key|main|principal|major|study|trial)\s)?(?P<kind>inclusion|exclusion|eligibility|selection|participation|entry)"
    r"(?:\s?(?:/|and|&)\s?(?:inclusion|exclusion))?(?:\scriteria\b[^:]{0,60}(?::|$)|\s?(?::|$))"
)
_STATED = re.compile(r"(?:in|ex)clusion")
_SEX = re.compile(r"(?:fe)?male\s?:\s?(?:yes|no)", re.IGNORECASE)
_SINGLE_WORDS = ("contact", "contacts", "location", "locations", "sponsor", "sponsors", "references", "keywords")
_DAY_FIRST = frozenset(
    layout.registry for layout in (ANZCTR, CTRI, EUCTR, *REGISTERS) if layout.registry and layout.day_first
)
_TYPES = {
    "actual": "ACTUAL",
    **dict.fromkeys(("estimated", "anticipated", "planned", "expected", "target"), "ESTIMATED"),
}

Found = tuple[str, Line, Line | None]  # a label, where it stands, and the value beside it


@dataclass(frozen=True, slots=True)
class _Field:
    """A field's reader, what tells a value of its kind from other text, and how many lines are its own."""

    read: Reader
    is_value: Callable[[str], object]
    own: Callable[[Draft, Sequence[Line]], Sequence[Line]]

    def __call__(self, draft: Draft, lines: Sequence[Line]) -> None:
        if lines and (_is_beside(draft, lines[0]) or (self.is_value(lines[0].text) and not _is_next(draft, lines))):
            self.read(draft, self.own(draft, lines))


def _is_beside(draft: Draft, line: Line) -> bool:
    """Whether a value stands on its label's line."""
    return bool(draft.heading) and "\n" not in draft.folded[draft.heading[-1].start : line.start]


def _is_next(draft: Draft, lines: Sequence[Line]) -> bool:
    """Whether the first line under a label is the next label, standing by what follows it: the field is empty."""
    if not draft.heading or len(lines) < 2:
        return False
    above = draft.folded.count("\n", draft.heading[-1].end, lines[0].start)
    return above > _MOST_LINE_ENDS and above > draft.folded.count("\n", lines[0].end, lines[1].start)


def _first(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    return lines[:1]


def _listed(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to a blank one or a label; what stands between bars, where it stands on the label's line."""
    if _is_beside(draft, lines[0]):
        return _cells(lines[0])
    ends = (
        n
        for n in range(1, len(lines))
        if draft.folded.count("\n", lines[n - 1].end, lines[n].start) > 1 or not _is_name(lines[n].text)
    )
    return lines[: next(ends, None)]


def _answers(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The first line, and those after it that say yes or no of a sex."""
    return [line for n, line in enumerate(lines) if not n or _SEX.fullmatch(line.text)]


def _paragraphs(draft: Draft, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines up to one that looks like a heading or a label."""
    ends = (n for n, line in enumerate(lines) if n and (_HEADING.fullmatch(line.text) or _LABELLED.match(line.text)))
    return lines[: next(ends, None)]


def _is_text(text: str) -> bool:
    return not _LABELLED.match(text)


def _is_name(text: str) -> bool:
    """Whether a line may name something: it is neither a label nor a sentence."""
    return _is_text(text) and not (text.endswith(".") and text.count(" ") > 6)


def _one(reader: Reader, is_value: Callable[[str], object] = _is_text) -> _Field:
    return _Field(reader, is_value, _first)


def _list(reader: Reader) -> _Field:
    return _Field(reader, _is_name, _listed)


def _enum(path: str) -> _Field:
    table = path.rpartition(".")[2]
    return _one(read.enum(path, table), lambda text: read_enum(table, text))


def _date(path: str, kind: str | None = None) -> _Field:
    """A date; the trial's registry, where it is known by then, tells the order of day and month."""

    def reader(draft: Draft, lines: Sequence[Line]) -> None:
        day_first = True if draft.values.get("registry") in _DAY_FIRST else None
        read.date(path, day_first, kind)(draft, lines)

    return _one(reader, read_date)


def _enrollment(path: str, kind: str | None = None) -> _Field:
    return _one(items.enrollment(kind), read_count)


_TYPED: dict[str, Callable[[str, str | None], _Field]] = {
    "enrollment": _enrollment,
    "start_date": _date,
    "primary_completion_date": _date,
    "completion_date": _date,
}
_FIELDS: dict[str, Reader] = {
    **{name: make(name, None) for name, make in _TYPED.items()},
    "id": _one(read.trial_id, read_id),
    "title": _one(read.text("title")),
    "official_title": _one(read.text("official_title")),
    "acronym": _one(read.text("acronym")),
    "status": _enum("status"),
    "phases": _one(items.phases, read_phases),
    "study_type": _enum("study_type"),
    "last_updated": _date("last_updated"),
    "brief_summary": _Field(read.prose("brief_summary"), _is_text, _paragraphs),
    "detailed_description": _Field(read.prose("detailed_description"), _is_text, _paragraphs),
    "conditions": _list(items.conditions),
    "keywords": _list(items.names("keywords")),
    "countries": _list(items.names("countries")),
    "interventions": _list(items.interventions),
    "design.allocation": _enum("design.allocation"),
    "design.intervention_model": _enum("design.intervention_model"),
    "design.masking": _enum("design.masking"),
    "design.primary_purpose": _enum("design.primary_purpose"),
    "design.observational_model": _enum("design.observational_model"),
    "design.time_perspective": _enum("design.time_perspective"),
    "eligibility.minimum_age": _one(read.age("eligibility.minimum_age"), read_age),
    "eligibility.maximum_age": _one(read.age("eligibility.maximum_age"), read_age),
    "eligibility.ages": _one(items.ages, items.read_age_range),
    "eligibility.sex": _Field(items.sex, lambda text: _SEX.fullmatch(text) or read_enum("sex", text), _answers),
    "eligibility.healthy_volunteers": _one(read.flag("eligibility.healthy_volunteers"), read_flag),
    "eligibility.sampling_method": _enum("eligibility.sampling_method"),
    "sponsors lead": _one(items.sponsors("lead")),
    "sponsors collaborator": _list(items.sponsors("collaborator")),
    "identifiers": _list(items.identifiers()),
}
_READERS: dict[str, Reader] = {label: _FIELDS[name] for name in _FIELDS for label in _LABELS[name]} | {
    spelling: make(name, kind)
    for name, make in _TYPED.items()
    for word, kind in _TYPES.items()
    for label in _LABELS[name]
    for spelling in (f"{word} {label}", f"{label} ({word})")
}
_READERS |= {kind: items.criteria(kind) for kind in STATED_KINDS}
_OTHER = frozenset(_LABELS["other"])
_BESIDE_CRITERIA = frozenset(
    label
    for name in ("conditions", "eligibility.ages", "eligibility.sex", "eligibility.healthy_volunteers")
    for label in _LABELS[name]
    if label.count(" ") < 2
)  # what groups of criteria may be called
_OF_REGISTERS = frozenset(
    label
    for layout in (ANZCTR, CTRI, *REGISTERS)
    for label in layout.readers
    if not (label.isascii() and " " not in label) and not _STATED.search(label)
)
_OF_WHOLE = ("id", "title", "official_title", "study_type", "brief_summary", "detailed_description", "other", *_TYPED)
_WHOLE = frozenset(label for name in _OF_WHOLE for label in _LABELS[name])
_IDS = frozenset(_LABELS["id"])
ITEM = re.compile(r"[-*•]\s|\(?\d{1,2}[.)]\s|[a-z][.)]\s")
_SIGNS = ("id", "title", "official_title", "status", "phases", "study_type", "last_updated", "sponsors lead", *_TYPED)


def _label(text: str) -> str:
    return key_of(text.strip(_DECORATION))


def _is_label(line: Line) -> bool:
    label = _label(line.text) if len(line.text) <= _LONGEST_LABEL else ""
    return label in _READERS or label in _OTHER or label in _OF_REGISTERS


def _cells(line: Line) -> list[Line]:
    if "\t" not in line.text and "|" not in line.text:  # as in most lines
        return [line] if line.text.strip(_DECORATION) else []
    cells = [line.part(*match.span()) for match in _CELL.finditer(line.text)]
    return [cell for cell in cells if cell.text.strip(_DECORATION)]


def _labels(line: Line) -> list[Found]:
    """The labels of a line: cells of a row, the whole line, or what stands before a colon."""
    cells = _cells(line)
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
    return [_with_value(line, head, len(line.text))] if head else []


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
    heads = _cells(line)
    cells = _cells(following) if following and len(heads) > 1 else []
    if not cells or len(heads) != len(cells) or sum(map(_is_label, heads)) < 2 or any(map(_is_label, cells)):
        return []
    return [(_label(head.text), head, cell) for head, cell in zip(heads, cells, strict=True) if _is_label(head)]


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks by label; a criteria heading stays with its criteria, and a label without a field with its lines."""
    blocks: list[Block] = []
    label, heading, under = "", (), []  # type: str, tuple[Line, ...], list[Line]
    row: Line | None = None
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if line is row:
            continue
        found = _labels(line) or _columns(line, following)
        if following and _stands_on(following, found):
            row = following
        found = _opening(label, line, found)
        for name, place, value in found:
            blocks.append(Block(label, tuple(under), heading))
            label = name
            if name in _READERS or name == "criteria":
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


def _opening(label: str, line: Line, found: list[Found]) -> list[Found]:
    """Those of a line's labels that end what stands under a label: of the criteria, few do."""
    is_heading = _CRITERIA.match(line.text.strip(_DECORATION).lower()) or heading_of(line.text, 0, len(line.text))
    if len(_cells(line)) < 2 and is_heading:
        return [] if label == "criteria" else [("criteria", line, None if _is_bare(line) else line)]
    is_criteria = label in ("criteria", *STATED_KINDS)
    return [] if is_criteria and not any(map(_ends_criteria, found)) else found


def _is_bare(line: Line) -> bool:
    """Whether a heading of the criteria is the page's label alone, which tells no kind."""
    match = _CRITERIA.fullmatch(line.text.strip(_DECORATION).lower())
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


def ends_criteria(line: Line) -> bool:
    """Whether a line below criteria is of another part of the page: a label that some register has, and no group's.

    >>> from trialparse.layouts.engine.lines import lines_of
    >>> [ends_criteria(line) for line in lines_of("Sample size: 240\\nLocations\\nHealthy volunteers:\\nAge")]
    [True, True, False, False]
    """
    if line.text[0].islower() or ITEM.match(line.text) or _CRITERIA.match(_label(line.text)):
        return False
    return any(_is_of_page(label, value) for label, _, value in _labels(line))


def _is_of_page(label: str, value: Line | None) -> bool:
    if label in _BESIDE_CRITERIA or label in STATED_KINDS:
        return False
    return " " in label or not label.isascii() or (label in _SINGLE_WORDS and value is None)


def _ends_criteria(found: Found) -> bool:
    """Whether a label is that of a field, and no heading among the criteria."""
    label, _, value = found
    if label in ("sex", "gender"):
        return value is not None and read_enum("sex", value.text) is not None
    if label in ("age", "ages"):
        return value is not None and items.read_age_range(value.text) is not None
    return " " in label or label in _SINGLE_WORDS or label in STATED_KINDS or label in ENDING


def _head(draft: Draft, lines: Sequence[Line]) -> None:
    """Above all labels the id, and the title where Markdown marks one line alone as that of the page."""
    items.identity(draft, lines)
    titles = [line for line in lines if _is_title(draft.raw, line)]
    if len(titles) == 1 and not read_id(titles[0].text):
        read.text("title")(draft, titles)


def _is_title(raw: str, line: Line) -> bool:
    """Whether a line is a heading of the first rank: behind a `#`, or over a line of `=`."""
    start, end = raw.rfind("\n", 0, line.start) + 1, raw.find("\n", line.end)
    below = raw[end + 1 :].partition("\n")[0].strip() if end >= 0 else ""
    return raw[start : line.start].strip() == "#" or (len(below) > 2 and not below.strip("="))


GENERIC = Layout(
    name="generic",
    readers=_READERS | {"": _head, "criteria": items.criteria()},
    cut=_cut,
    signs=frozenset(label for name in _SIGNS for label in _LABELS[name]),
    needed=3,
)
_BESIDE_SIGNS = ("brief_summary", "identifiers", "conditions", "interventions", "keywords", "countries")
OF_PAGES = GENERIC.signs | _OTHER | {label for name in _BESIDE_SIGNS for label in _LABELS[name]}
