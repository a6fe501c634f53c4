r"""How a page is laid out, as data: labels, and the readers of what stands under them.

A layout is a table of labels (in the normal form of `key_of`) and readers, a way to cut a page into blocks, and the
signs it is known by. `own_lines` cuts where a label has a line of its own, `colons` where `Label: value` stands on one.

>>> from trialparse.layouts.engine.readers import enum, text
>>> layout = Layout(
...     name="example",
...     readers={"trial title": text("title"), "state": enum("status", "status")},
...     cut=colons,
...     signs=frozenset({"trial title", "state"}),
...     needed=2,
... )
>>> read_with(layout, page := "Trial title: A study\nState : Recruiting", page).values
{'title': 'A study', 'status': 'RECRUITING'}
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from trialparse.faults import FAULTS, told
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.lines import SEPARATORS, Line, beside_values, key_of, lines_of
from trialparse.layouts.engine.readers import Reader
from trialparse.model.criterion import Kind

__all__ = [
    "Block",
    "Cutter",
    "Layout",
    "Reading",
    "Sight",
    "as_they_are",
    "colons",
    "keys_in",
    "own_lines",
    "read_divided",
    "read_lines",
    "read_with",
    "run",
    "sight_of",
    "undivided",
]

_LABEL_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Block:
    """A label and the lines under it; the lines before the first label stand under the empty one.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> (block,) = colons(list(lines_of("State: Recruiting")), ["state"])
        >>> block.label, block.lines[0].text
        ('state', 'Recruiting')
    """

    label: str
    lines: tuple[Line, ...]
    heading: tuple[Line, ...] = ()


Cutter = Callable[[Sequence[Line], Iterable[str]], list[Block]]
Opener = Callable[[Sequence[Line]], list[int]]
Divider = Callable[[Sequence[Line]], Sequence[Line]]
JointReader = Callable[..., None]  # the draft, and the lines under each of some labels


def undivided(lines: Sequence[Line]) -> list[int]:
    """No line is known to begin a trial: the text is one."""
    return []


def as_they_are(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a page whose labels lines or signs set apart."""
    return lines


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One way a site lays out a trial.

    `joint` reads what only several blocks together tell; its readers come last. `openings` gives the places of the
    lines at which a trial begins, so that of several in one text the first is read. Of the labels in `own`, which no
    other site has, the page must show one, if there are any; by a line that begins as `telling` says, in lower case, a
    text that nobody else knows is taken for a part of a page. Labels `beside` their value have no sign between.
    `day_first` is how the registry writes its dates, and `where` the file and line that made the layout. `divide` gives
    the lines that a page is known by and cut from: where no sign sets labels apart, they stand on lines of their own.

    Examples:
        >>> from trialparse.layouts import readers
        >>> table = {"trial title": readers.text("title"), "state": readers.enum("status", "status")}
        >>> layout = Layout("example", table, cut=colons, signs=frozenset(table), needed=2)
        >>> read_with(layout, page := "Trial title: A study\\nState : Recruiting", page).values
        {'title': 'A study', 'status': 'RECRUITING'}
    """

    name: str
    readers: Mapping[str, Reader]
    cut: Cutter
    signs: frozenset[str]
    needed: int = 3
    registry: str | None = None
    joint: Mapping[tuple[str, ...], JointReader] = field(default_factory=dict)
    openings: Opener = undivided
    own: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    telling: re.Pattern[str] | None = None
    day_first: bool = False
    where: str = ""
    divide: Divider = as_they_are
    labels: frozenset[str] = field(init=False, repr=False)  # all that may be one on its pages

    @property
    def named(self) -> str:
        """What it is called in messages."""
        return f"layout {self.name!r} ({self.where})"

    def __post_init__(self) -> None:
        tables = (self.signs, self.readers, self.own)
        sound = [each for each in tables if isinstance(each, Set | Mapping)]  # what is not is told where it is needed
        object.__setattr__(self, "labels", frozenset[str]().union(*sound))
        if not self.where:
            made = sys._getframe(2)
            object.__setattr__(self, "where", f"{Path(made.f_code.co_filename).name}:{made.f_lineno}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says: plain values in the shape of `Trial`, and where each stands.

    `sections` are the criteria in the eligibility text, without the labels between them, each of the kind its label
    gives it; without sections, all of that text is criteria. `fields` are the places of the labels under which a value
    was read.

    Examples:
        >>> from trialparse.layouts import read_page
        >>> reading = read_page(page := "Inclusion Criteria: age over 18", page)
        >>> reading.layout, reading.values, reading.eligibility
        (None, {}, (0, 31))
    """

    layout: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    eligibility: tuple[int, int] | None = None
    diagnostics: list[dict[str, Any]] = field(default_factory=list)
    sections: list[tuple[int, int, Kind]] = field(default_factory=list)
    fields: Set[int] = frozenset()


def own_lines(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Cut where a line is a label.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> [(each.label, each.lines[0].text) for each in own_lines(list(lines_of("State\\nRecruiting")), ["state"])]
        [('state', 'Recruiting')]
    """
    known = frozenset(labels)
    places = [place for place, line in enumerate(lines) if line.key in known]
    return cut_at(lines, [(place, place + 1, lines[place].key, None) for place in places])


def colons(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Cut where a line begins with a label and a colon.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> [(each.label, each.lines[0].text) for each in colons(list(lines_of("State: Recruiting")), ["state"])]
        [('state', 'Recruiting')]
    """
    known = frozenset(labels)
    cuts: list[tuple[int, int, str, Line | None]] = []
    for place, line in enumerate(lines):
        head, colon, _ = line.text.partition(":")
        if colon and len(head) <= _LABEL_LIMIT and (key := key_of(head)) in known:
            rest = line.part(len(head) + 1)
            cuts.append((place, place + 1, key, rest if rest.text else None))
    return cut_at(lines, cuts)


def cut_at(lines: Sequence[Line], cuts: Sequence[tuple[int, int, str, Line | None]]) -> list[Block]:
    """Blocks from `(first line of the label, first line after it, label, what stands on its line)`."""
    starts = [*(cut[0] for cut in cuts), len(lines)]
    blocks = [Block("", tuple(lines[: starts[0]]))] if starts[0] else []
    for (start, after, label, rest), end in zip(cuts, starts[1:], strict=True):
        under = (rest, *lines[after:end]) if rest else tuple(lines[after:end])
        blocks.append(Block(label, under, tuple(lines[start:after])))
    return blocks


def keys_in(lines: Sequence[Line]) -> set[str]:
    """What on a page may be a label: whole lines, and what stands before a colon or in a row's first cell."""
    keys = {line.key for line in lines}
    texts = [line.text for line in lines]
    for sign in SEPARATORS:
        heads = [text[:_LABEL_LIMIT].partition(sign)[0] for text in texts if sign in text]
        keys.update(map(key_of, heads))
    return keys


class Sight(NamedTuple):
    """What of a page may tell its layout, taken once for all of them: what may be a label, and those of each layout."""

    lines: Sequence[Line]
    keys: Set[str]
    labels: Mapping[Layout, Set[str]]


class _Index(NamedTuple):
    """Labels, each with the layouts that have it, and with those that have it beside its value."""

    labels: Mapping[str, Sequence[Layout]]
    beside: Mapping[str, Sequence[Layout]]
    all_beside: frozenset[str]


@lru_cache(maxsize=64)
def _index(layouts: tuple[Layout, ...]) -> _Index:
    labels: dict[str, list[Layout]] = defaultdict(list)
    beside: dict[str, list[Layout]] = defaultdict(list)
    for layout in layouts:
        for label in layout.labels:
            labels[label].append(layout)
        for label in layout.beside:
            beside[label].append(layout)
    return _Index(labels, beside, frozenset(beside))


def sight_of(lines: Sequence[Line], layouts: tuple[Layout, ...]) -> Sight:
    """What the lines of a page show of some layouts, before it is known which it is in."""
    index = _index(layouts)
    keys = keys_in(lines)
    labels: dict[Layout, set[str]] = {layout: set() for layout in layouts}
    for label in keys & index.labels.keys():
        for layout in index.labels[label]:
            labels[layout].add(label)
    for label in beside_values(lines, index.all_beside):
        for layout in index.beside[label]:
            labels[layout].add(label)
    return Sight(lines, keys, labels)


def run(draft: Draft, blocks: Iterable[Block], readers: Mapping[str, Reader]) -> None:
    """Read blocks by their labels."""
    for block in blocks:
        draft.take(block.heading)
        draft.heading = block.heading
        reader = readers.get(block.label)
        if reader is not None:
            reader(draft, block.lines)


def read_with(layout: Layout, raw: str, folded: str) -> Reading:
    """Read a page that is laid out this way."""
    return read_lines(layout, raw, folded, list(lines_of(folded)))


def read_lines(layout: Layout, raw: str, folded: str, lines: Sequence[Line]) -> Reading:
    """Read the lines of a page that is laid out this way."""
    return read_divided(layout, raw, folded, layout.divide(lines))


def read_divided(layout: Layout, raw: str, folded: str, lines: Sequence[Line]) -> Reading:
    """Read the lines of a page as its layout divides them."""
    draft = Draft(raw, folded)
    openings = layout.openings(lines)
    if len(openings) > 1:
        others = [lines[place] for place in openings[1:]]
        draft.report("several-trials", f"{len(openings)} trials stand in the text; the first is read", others)
        lines = lines[: openings[1]]
    blocks = _blocks(layout, lines)
    for block in blocks:
        _guarded(draft, layout, partial(run, draft, [block], layout.readers), block.label, block.heading)
    draft.heading = ()
    under = {block.label: block.lines for block in reversed(blocks)}
    for labels, reader in layout.joint.items():
        found = [under.get(label, ()) for label in labels]
        _guarded(draft, layout, partial(reader, draft, *found), ", ".join(labels))
    if layout.registry is not None and draft.values:
        draft.values.setdefault("registry", layout.registry)
    unread = draft.unread(lines)
    if unread:
        draft.report(
            "unread-lines", f"{len(unread)} lines of the page hold nothing that is known", unread, None, "info"
        )
    return Reading(
        layout.name, draft.values, draft.spans, draft.eligibility, draft.diagnostics, draft.sections, draft.fields
    )


def _blocks(layout: Layout, lines: Sequence[Line]) -> list[Block]:
    blocks = list(layout.cut(lines, layout.readers))
    odd = next((block for block in blocks if not isinstance(block, Block)), None)
    if odd is not None:
        raise TypeError(f"cut gives blocks, not {type(odd).__name__}")
    return blocks


def _guarded(draft: Draft, layout: Layout, read: Callable[[], None], label: str, lines: Sequence[Line] = ()) -> None:
    """Read what stands under a label; a reader that fails leaves that out."""
    try:
        read()
    except FAULTS as error:
        draft.report("layout-failed", f"{layout.named}: label {label!r}: {told(error)}", lines, None, "error")
