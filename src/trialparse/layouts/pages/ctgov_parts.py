"""Parts of ClinicalTrials.gov's study page as it has been since 2023: what no label of their own sets apart.

A copy begins and ends anywhere, so that the criteria and the table of arms may be there without their headings; above
the title it may have the site's menu and its tabs, some of which are called as labels of the page are.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from trialparse.layouts.engine.layout import Block, Cutter
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.pages.ctgov_arms import column

__all__ = ["in_parts", "is_of_site"]

_OF_SITE = re.compile(
    r"(?:skip to (?:main )?content|(?:clinicaltrials\.gov )?home|clinicaltrials\.gov|find studies|study basics"
    r"|submit studies|data and api|policy|about|my saved studies(?: ?\(\d{1,4}\))?|(?:prs )?login"
    r"|(?:back to )?search results|(?:study details|researcher view|(?:no )?results posted|record history)(?: tab)?"
    r"|study details ?\|.{0,240}|(?:save|copy|print|download|share|saved)(?: (?:this )?study| link)?"
    r"|expand all|collapse all|menu|tabs?|tab \d{1,2} of \d{1,2}|the u\.s\. government does not review.{0,200}"
    r"|read our (?:full )?disclaimer.{0,40})\Z"
)
_KIND = re.compile(r"[\W\d_]{0,8}(?:key |main |principal )?(?:in|ex)clusion(?: criteria\b|\s?(?::|\Z))", re.IGNORECASE)
_ID = "clinicaltrials.gov id"
_CRITERIA = "eligibility criteria"
_ARMS = "arms and interventions"
# What stands around the criteria; a mirror has them below.
_AROUND = frozenset(
    {"participation criteria", _CRITERIA, "ages eligible for study", "sexes eligible for study"}
    | {
        "genders eligible for study",
        "gender based eligibility",
        "accepts healthy volunteers",
        "sampling method",
        "study population",
    }
)
_BELOW = _AROUND | {"study plan", "how is the study designed?", "design details", _ARMS, "what is the study measuring?"}


def is_of_site(line: Line) -> bool:
    """Whether a line is one of the site's own, of its menu or its tabs.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> [is_of_site(line) for line in lines_of("Search Results\\nStudy Details | NCT09990009\\nRecruiting")]
        [True, True, False]
    """
    return _OF_SITE.match(line.key) is not None


def in_parts(by_labels: Cutter) -> Cutter:
    """A cutter by labels that also knows the page's top, the table of arms and the criteria by what they hold."""

    def cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
        top = _end_of_top(lines, labels)
        blocks = by_labels(_columns_apart(lines[top:]), labels)
        if top:
            under = blocks.pop(0).lines if blocks and not blocks[0].label else ()
            blocks.insert(0, Block("", (*lines[:top], *under)))
        blocks = _opened(blocks, _ARMS, _table_in)
        return _opened(blocks, _CRITERIA, _criteria_in)

    return cut


def _end_of_top(lines: Sequence[Line], labels: Iterable[str]) -> int:
    """How many lines stand above the id, where none of them is a label but for the site's tabs."""
    place = next((place for place, line in enumerate(lines) if line.key.startswith(_ID)), 0)
    known = frozenset(labels)
    return 0 if any(line.key in known and not is_of_site(line) for line in lines[:place]) else place


def _columns_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with the table's second column spelled as no label is."""
    columns = {line for above, line in pairwise(lines) if column(above) and column(line)}
    return [line._replace(key=column(line)) if line in columns else line for line in lines]


def _opened(blocks: list[Block], label: str, find: Callable[[list[Block], int], int | None]) -> list[Block]:
    """The blocks with one of this label cut off the end of another, where it has no heading but can be found."""
    if any(block.label == label and len(block.lines) > 1 for block in blocks):
        return blocks
    for number, block in enumerate(blocks):
        place = find(blocks, number)
        if place is not None:
            kept = Block(block.label, block.lines[:place], block.heading)
            return [*blocks[:number], kept, Block(label, block.lines[place:]), *blocks[number + 1 :]]
    return blocks


def _table_in(blocks: list[Block], number: int) -> int | None:
    """Where a table of arms begins under no label, or under one that stands shortly before it."""
    block = blocks[number]
    if block.label not in ("", "study plan", "how is the study designed?", "design details"):
        return None
    return next((place for place, line in enumerate(block.lines) if column(line)), None)


def _criteria_in(blocks: list[Block], number: int) -> int | None:
    """Where criteria begin under a label that stands near them, or under none right above such a label."""
    block = blocks[number]
    after = [each.label for each in blocks[number + 1 : number + 2]]
    if block.label not in _AROUND and (block.label or not _BELOW.issuperset(after)):
        return None  # above another part of the page
    return next((place for place in range(len(block.lines)) if _opens_criteria(block, place)), None)


def _opens_criteria(block: Block, place: int) -> bool:
    """Whether a line is the criteria's heading, or the `Description` above it; a population may be told by either."""
    sure = block.label != "study population"
    if block.lines[place].key == "description":
        return sure or any(_KIND.match(line.text) for line in block.lines[place + 1 : place + 2])
    return sure and _KIND.match(block.lines[place].text) is not None
