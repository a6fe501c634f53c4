"""Which layout a page is in: the one most of whose signs it shows, if nothing speaks against it.

A wrong layout is worse than none: it takes one register's labels for another's. So the page must show enough of a
layout's signs, no other layout may be known by as many signs of its own, and of the labels on the page that any layout
has, the best must have half.
"""

from collections.abc import Iterable, Sequence, Set
from typing import NamedTuple

from trialparse.layouts.engine.layout import Layout, Sight, sight_of
from trialparse.layouts.engine.lines import Line

__all__ = ["Shown", "known", "mixed_in", "shown", "shown_by"]

_SHARE = 0.5  # of the page's labels: whole pages and halves of them have 0.7 to 1, those of unknown sites 0.2 to 0.4


class Shown(NamedTuple):
    """What a page shows of a layout: its signs, its labels, and whether the signs are enough to know it by.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> from trialparse.layouts import LAYOUTS
        >>> found = shown(LAYOUTS[0], sight_of(list(lines_of("Conditions: Gout\\nSponsors")), LAYOUTS))
        >>> sorted(found.signs), found.is_enough
        (['conditions', 'sponsors'], False)
    """

    layout: Layout
    lines: Sequence[Line]  # as the layout divides them
    signs: frozenset[str]
    labels: Set[str]
    is_enough: bool
    may_be: bool  # it has one of the labels that are the site's own


def shown(layout: Layout, page: Sight) -> Shown:
    """What a page shows of a layout, which is one of those that it was looked at for."""
    lines = layout.divide(page.lines)
    return shown_by(layout, lines, (page if lines is page.lines else sight_of(lines, (layout,))).labels[layout])


def shown_by(layout: Layout, lines: Sequence[Line], labels: Set[str]) -> Shown:
    """What lines show of a layout with some of its labels."""
    signs = layout.signs & labels
    may_be = not layout.own or bool(layout.own & labels)
    return Shown(layout, lines, signs, labels, may_be and len(signs) >= layout.needed, may_be)


def known(found: Iterable[Shown], others: Iterable[str] = ()) -> tuple[list[Shown], str]:
    """What is shown of the layouts that know a page, the best first, and the score where that is not far ahead.

    There are none where it may as well be of another site. `others` are labels on the page that no layout has.
    """
    ranked = sorted(found, key=lambda each: len(each.signs), reverse=True)
    enough = [each for each in ranked if each.is_enough]
    if not enough:
        return [], ""
    best = enough[0]
    rival = next((each for each in ranked if each.may_be and not _are_alike(each.layout, best.layout)), None)
    ahead = len(best.signs) - (len(rival.signs) if rival is not None else 0)
    score = _score(best, rival)
    if ahead <= 0:
        return [], f"{score}: nothing tells which it is"
    labels = frozenset[str]().union(others, *(each.labels for each in ranked))
    if len(best.labels) < _SHARE * len(labels):
        return [], f"{score}; of the {len(labels)} labels of the page it has {len(best.labels)}: too few"
    return enough, "" if ahead >= best.layout.needed else score


def _score(best: Shown, rival: Shown | None) -> str:
    told = f"{best.layout.name} by {len(best.signs)} of its {len(best.layout.signs)} signs"
    return f"{told}; next {rival.layout.name} by {len(rival.signs)}" if rival is not None and rival.signs else told


def _are_alike(one: Layout, two: Layout) -> bool:
    """Whether two layouts are of one site, known by the same or read the same: then the earlier one counts."""
    return one is two or one.readers is two.readers or one.signs == two.signs


def mixed_in(found: Iterable[Shown]) -> list[Layout]:
    """The layouts of a text that has pages of several: of each it shows enough labels that the first has not."""
    first, *others = sorted(found, key=lambda each: (each.is_enough, len(each.signs)), reverse=True)
    mixed = [each.layout for each in others if each.is_enough and _is_apart(each, first)]
    return [first.layout, *mixed] if mixed else []


def _is_apart(one: Shown, other: Shown) -> bool:
    """Whether a page shows a layout by labels that another has not, one of them the site's alone if it has such.

    A layout with neither such labels nor telling lines is not sure: registers hand its labels on to others' pages.
    """
    apart = one.signs - other.layout.labels
    own = one.layout.own
    is_sure = not own.isdisjoint(apart) if own else one.layout.telling is not None
    return is_sure and len(apart) >= one.layout.needed
