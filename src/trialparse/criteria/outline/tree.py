"""The outline of an eligibility text: which stretch is a criterion, of which kind, and what it stands under.

A text is read as lines; hard-wrapped lines are joined to paragraphs; paragraphs that run several items or headings
together are cut at the seams; headings set the kind of what follows; markers and indents give the tree.
"""

import re
from copy import copy

from trialparse.criteria.groups.headings import above
from trialparse.criteria.groups.reach import Reach
from trialparse.criteria.outline.excepted import below, beside, excepts
from trialparse.criteria.outline.grouping import names_group, set_apart
from trialparse.criteria.outline.headings import is_cohort, is_label, is_note, sentence
from trialparse.criteria.outline.item import Item, Outline
from trialparse.criteria.outline.levels import (
    Interrupted,
    Level,
    comes_again,
    follows,
    goes_on,
    interrupts,
    is_counted,
    is_first,
)
from trialparse.criteria.outline.lines import Line, paragraphs
from trialparse.criteria.outline.markers import Marker
from trialparse.criteria.outline.pieces import pieces
from trialparse.criteria.outline.refusals import is_first_criterion, refusal, refuses
from trialparse.criteria.outline.sided import between, sided
from trialparse.criteria.outline.sides import Sides
from trialparse.criteria.outline.wording import CRITERIA
from trialparse.model.criterion import STATED_KINDS, Kind

__all__ = ["Item", "Outline", "outline", "read_outline"]

_AHEAD = 40  # how many lines a restarted list is looked for
_DEEPEST = 12
_JOINT = re.compile(r"(?:;|[;,]?\s+(?:and|or)[,;.]?)\Z", re.IGNORECASE)  # what ties an item to the next
_OPEN_END = re.compile(r"\s(?:who|with|if|either|has|have|following)\Z", re.IGNORECASE)
_JOINT_WIDTH = 10  # the most characters it takes


class _Tree:
    """Criteria in the making, with the lists that are open."""

    def __init__(self, text: str, kind: Kind, said: set[Kind]) -> None:
        self.text = text
        self.items: list[Item] = []
        self.levels: list[Level] = []
        self.kind = kind
        self.sides = Sides(kind, said)
        self.heading: tuple[int, int] | None = None
        self.aside = False
        self.excepts = False  # the heading does
        self.askew: int | None = None  # the indent of a list that stands deeper than what is under it
        self.reach = Reach()
        self.interrupted: list[Interrupted] = []  # from the outer to the inner

    def open_section(self, line: Line, named: bool) -> None:
        """Let what follows stand under a heading; a mere label keeps the kind there was, a section is `named` so."""
        heading, place = line.heading, (line.body, line.end)
        self._interrupt(line)
        found = above(self.text, *place)
        if heading is not None:
            heading.kind = self.sides.of(heading, place, named)
        if heading is None or not (named or heading.kind not in (None, self.kind)):
            self.reach.open_list(found)
        else:
            self.reach.open_section(heading.kind or self.kind, found)
        if heading is not None:
            was, self.kind = self.kind, heading.kind or self.kind
            behind_exclusions = self.aside or was == "exclusion"
            self.aside = heading.aside and (heading.kind is not None or behind_exclusions)
        self.heading = place
        self.excepts = excepts(self.text, *place, self.kind)
        self.askew = None
        self.levels.clear()

    def _interrupt(self, line: Line) -> None:
        """Keep the list that a heading of a section stands in, which may go on behind the section."""
        self.interrupted = [each for each in self.interrupted if each.indent < line.indent - 1]
        place = interrupts(line, self.levels) if line.heading is not None else None
        if place is not None:
            self.interrupted.append(
                Interrupted(
                    *place,
                    levels=self.levels.copy(),
                    kind=self.kind,
                    heading=self.heading,
                    aside=self.aside,
                    excepts=self.excepts,
                    reach=copy(self.reach),
                )
            )

    def _take_up(self, line: Line) -> None:
        """Go on with a list that a section has interrupted, where a line is its next item."""
        while self.interrupted:
            outer = self.interrupted[-1]
            if outer.goes_on(line):
                self.levels[:] = outer.levels
                self.kind, self.heading, self.aside = outer.kind, outer.heading, outer.aside
                self.excepts, self.reach = outer.excepts, outer.reach
            elif outer.leaves(line):
                return
            self.interrupted.pop()

    def add(self, line: Line, ahead: list[Line]) -> None:
        """Add a line as a criterion; `ahead` are the lines behind it."""
        if self.interrupted:
            self._take_up(line)
        item = self._item(line)
        self.sides.add(self.kind)
        self._close_lists(line, ahead)
        del self.levels[_DEEPEST:]
        siblings = self.levels[-1].item.children if self.levels else self.items
        item.depth = len(self.levels)
        if self.levels:
            over = self.levels[-1].item
            item.kind = line.side or _side_below(self.text, over)
            item.excepted = below(self.text, over)
            if line.label is None:
                item.under, item.heading = over.under, over.heading
        elif self.excepts:
            item.excepted = "perhaps"
        item.excepted = item.excepted or beside(self.text, siblings)
        siblings.append(item)
        self.levels.append(Level(line.indent, line.marker, item))

    def add_beside(self, line: Line) -> None:
        """Add what stands behind the last criterion on its line as one beside it; what is below them is of this one."""
        item = self._item(line)
        last, siblings = self.levels[-1], self.levels[-2].item.children if len(self.levels) > 1 else self.items
        item.depth, item.kind, item.excepted = last.item.depth, line.side or self._list_side(), last.item.excepted
        siblings.append(item)
        last.item = item

    def leaves_open(self, part: Line, line: Line) -> bool:
        """Whether the last part of a bullet may be the heading of those behind it, and the text has no other.

        `* Exclusion criteria: gout`, `* Gout. Exclusion criteria: asthma`.
        """
        marker, label = line.marker, part.label
        if label is None or marker is None or is_counted(marker) or part.side in (None, self.kind):
            return False
        if part is not line and (not self.text[label[0]].isupper() or part.end < line.end):
            return False
        return not self.sides.says(part.side) and CRITERIA.search(self.text, *label) is not None

    def _list_side(self) -> Kind:
        return self.levels[-2].item.kind if len(self.levels) > 1 else self.kind

    def _item(self, line: Line) -> Item:
        under = line.label or self.heading
        item = Item(line.side or self.kind, line.body, line.end, under=under, within=self.reach.now)
        self.reach.add()
        if under is not None:
            item.heading = self.text[slice(*under)].strip(" :*_")
        if line.marker is not None:
            item.marker = self.text[line.marker.start : line.marker.end]
        return item

    def _close_lists(self, line: Line, ahead: list[Line]) -> None:
        """Close the lists that this line does not stand under."""
        levels, marker = self.levels, line.marker
        if self._is_owned(line):
            if not self._is_askew(levels[-1].indent):
                self._lift()
            return
        while levels and levels[-1].indent > line.indent + 1:
            levels.pop()
        if marker is None:
            del levels[self._unmarked_depth(line, ahead) :]
            return
        if not levels:
            return
        top = levels[-1]
        lead_in = _leads_in(self.text, top.item)
        if top.indent < line.indent - 1:
            if not lead_in:
                del levels[self._outer_depth(line) :]
            return
        depth = self._sibling(line, marker, lead_in, ahead)
        if depth is not None:
            del levels[depth:]
        elif not (is_first(marker) and (lead_in or (top.marker is not None and is_counted(top.marker)))):
            levels.pop()

    def _is_owned(self, line: Line) -> bool:
        """Whether a line is of the lead-in before it, which stands deeper: the page has its indents askew.

        The lead-in ends a list that hangs under words that lead to none, and the line goes on with no number of before.
        """
        if line.marker is None or not self.levels or not is_first(line.marker):
            return False
        top = self.levels[-1]
        if top.marker is None or top.indent <= line.indent + 1 or not _leads_in(self.text, top.item):
            return False
        return self._is_askew(top.indent) or self._hangs_loose(line.indent)

    def _hangs_loose(self, indent: int) -> bool:
        """Whether the innermost list hangs under an item at an indent, which does not lead to it."""
        if len(self.levels) < 2:
            return False
        over = self.levels[-2]
        return over.marker is not None and abs(over.indent - indent) <= 1 and not _leads_in(self.text, over.item)

    def _is_askew(self, indent: int) -> bool:
        return self.askew is not None and abs(self.askew - indent) <= 1

    def _lift(self) -> None:
        """Put the innermost list beside what it hangs under, or beside the lead-in of that where it has one."""
        levels, self.askew = self.levels, self.levels[-1].indent
        over = levels.pop(-2).item
        if len(levels) > 1 and _leads_in(self.text, levels[-2].item):
            levels.pop(-2)
        siblings = levels[-2].item.children if len(levels) > 1 else self.items
        siblings += over.children
        for item in over.children:
            _stand(item, len(levels) - 1)
        over.children = []

    def _outer_depth(self, line: Line) -> int:
        """The depth of a line deeper than the last item, which leads to nothing."""
        askew = (depth for depth, level in enumerate(self.levels) if self._is_askew(level.indent))
        if self._is_askew(line.indent):
            return next(askew, len(self.levels))
        return len(self.levels) - (self.levels[-1].marker is None)

    def _unmarked_depth(self, line: Line, ahead: list[Line]) -> int:
        """The depth of a line without marker: it stands under an unmarked lead-in as long as a joint ties it there."""
        levels = self.levels
        if any(level.marker is not None for level in levels):
            return 0
        tied = _is_tied(self.text, line.body, line.end)
        if levels and self.text[levels[-1].item.end - 1] == ":" and (tied or _is_first_of_joined(self.text, ahead)):
            return len(levels)
        if len(levels) > 1 and (tied or _is_tied(self.text, levels[-1].item.start, levels[-1].item.end)):
            return len(levels) - 1
        return 0

    def _ended(self, line: Line, marker: Marker, ahead: list[Line]) -> int | None:
        """The depth of a lead-in that a bullet of another sort stands beside, its list and the one below being over."""
        levels = self.levels
        beside = [
            depth
            for depth, level in enumerate(levels[:-1])
            if level.marker is not None
            and abs(level.indent - line.indent) <= 1
            and len(level.item.children) > 1
            and _leads_in(self.text, level.item)
        ]
        if not beside or is_counted(marker) or any(goes_on(level.marker, ahead) for level in levels[beside[0] :]):
            return None
        return beside[0]

    def _sibling(self, line: Line, marker: Marker, lead_in: bool, ahead: list[Line]) -> int | None:
        """The depth of the open list at this line's indent that its marker goes on with."""
        levels = self.levels
        depths = [
            depth
            for depth, level in enumerate(levels)
            if level.indent >= line.indent - 1 and level.marker is not None and level.marker.style == marker.style
        ]
        if not depths:
            return None if lead_in else self._ended(line, marker, ahead)
        if not is_counted(marker):
            return depths[-1]
        following = [depth for depth in depths if follows(levels[depth].marker, marker)]
        if len(following) > 1 and not comes_again(marker, ahead):
            return following[-2]
        if following:
            return following[-1]
        return None if is_first(marker) and lead_in else depths[-1]


def _side_below(text: str, lead_in: Item) -> Kind:
    """The side of what stands under an item; one that refuses it is no inclusion, nor is what it refuses."""
    if lead_in.kind == "inclusion" and not lead_in.children:
        lead_in.kind = "exclusion" if refuses(text, lead_in.start, lead_in.end) else "inclusion"
    return lead_in.kind


def _stand(item: Item, depth: int) -> None:
    """Let an item stand at a depth, with all below it."""
    item.depth = depth
    for child in item.children:
        _stand(child, depth + 1)


def _is_tied(text: str, start: int, end: int) -> bool:
    """Whether an item says at its end that another one follows it."""
    return _JOINT.search(text, max(start, end - _JOINT_WIDTH), end) is not None


def _is_first_of_joined(text: str, ahead: list[Line]) -> bool:
    """Whether the next line is no heading or item, and a word at its end joins it to a third."""
    if not ahead or ahead[0].marker is not None or ahead[0].heading is not None:
        return False
    return text[ahead[0].end - 1] != ";" and _is_tied(text, ahead[0].body, ahead[0].end)


def _leads_in(text: str, item: Item) -> bool:
    """Whether an item's words go on in the list below it."""
    return (
        text[item.end - 1] == ":"
        or _OPEN_END.search(text, max(item.start, item.end - _JOINT_WIDTH), item.end) is not None
    )


def _is_heading(text: str, line: Line, following: Line | None, kind: Kind) -> bool:
    """Whether a piece is a heading; sentences and labels are read here, where their neighbours are known."""
    if line.heading is None and following is not None and not following.is_heading:
        line.heading = refusal(text, line, following, kind)
        if line.heading is None and (line.marker is None or kind == "unknown"):
            line.heading = sentence(text, line.body, line.end, line.marker is not None, kind)
    if line.heading is not None:
        return True
    if following is None:
        return False
    if names_group(text, line, following):
        return True
    if line.marker is not None:
        return False
    names = is_label if following.marker is not None else is_cohort
    return (following.marker is not None or following.heading is not None) and names(text, line.body, line.end)


def _may_be_criterion(text: str, line: Line, following: Line | None, kind: Kind) -> bool:
    """Whether words that a heading stands right behind may name whom it is for, or be a criterion themselves.

    `Healthy volunteers with gout Exclusion criteria:`.
    """
    if line.heading is not None or line.marker is not None or following is None or following.heading is None:
        return False
    if text[line.end - 1] == ":" or "\n" in text[line.end : following.start]:
        return False
    return _is_heading(text, line, following, kind)


def read_outline(folded: str, start: int, end: int, kind: Kind = "unknown") -> Outline:
    """The outline of `folded[start:end]`, with the places of headings and notes; before any heading it is of `kind`."""
    parts = list(pieces(folded, paragraphs(folded, start, end), kind in STATED_KINDS))
    tree = _Tree(folded, kind, {line.heading.kind for line in parts if line.heading and line.heading.kind})
    result = Outline(tree.items, [], [], tree.sides.conflicts)
    for at, line in enumerate(parts):
        following = parts[at + 1] if at + 1 < len(parts) else None
        named, place = line.heading is not None, (line.start, line.end)
        if is_first_criterion(folded, parts, at) or _may_be_criterion(folded, line, following, tree.kind):
            result.unsure.append(place)
            tree.add(line, parts[at + 1 : at + _AHEAD])
        elif _is_heading(folded, line, following, tree.kind):
            result.headings.append(place)
            result.unsure += [place] if _is_unsure(line, named) else []
            tree.open_section(line, named)
        elif tree.aside or is_note(folded, line.body, line.end):
            result.notes.append(place)
            result.headings += [line.label] if line.label is not None else []
            if tree.aside and tree.heading is not None:
                result.asides.setdefault(tree.heading, []).append(place)
        else:
            _add_item(folded, tree, result, line, parts[at + 1 : at + _AHEAD])
    set_apart(tree.items, tree.reach)
    return result


def _add_item(text: str, tree: _Tree, result: Outline, line: Line, ahead: list[Line]) -> None:
    """Add a line as a criterion, or as several of which some stand on a side of their own."""
    parts = sided(text, line, tree.kind)
    if len(parts) == 1 and parts[0].side is None:
        tree.add(line, ahead)
        return
    result.notes += between(text, line, parts)
    for at, part in enumerate(parts):
        result.headings += [part.label] if part.label is not None else []
        result.unsure += [(part.start, part.end)] if part.side == "unknown" else []
        if at == 0:
            tree.add(part, ahead)
        else:
            tree.add_beside(part)
    last = parts[-1]
    if last.label is not None and tree.leaves_open(last, line):
        result.unsure.append(last.label)
        tree.kind = "unknown"


def _is_unsure(line: Line, named: bool) -> bool:
    """Whether a heading refuses people, perhaps, and so opens a section of unknown side."""
    return not named and line.heading is not None and line.heading.kind == "unknown"


def outline(folded: str, start: int, end: int, kind: Kind = "unknown") -> list[Item]:
    """The criteria of `folded[start:end]` as a tree; before any heading they are of `kind`.

    >>> [(i.kind, i.marker, i.heading) for i in outline("Exclusion Criteria: 1. Asthma 2. Age over 75", 0, 44)]
    [('exclusion', '1.', 'Exclusion Criteria'), ('exclusion', '2.', 'Exclusion Criteria')]
    """
    return read_outline(folded, start, end, kind).items
