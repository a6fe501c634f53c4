"""What is wrong with a layout, to be told to who wrote it: found by reading pages made of its labels.

>>> from trialparse.layouts import Layout, colons, readers
>>> table = {"title": readers.text("titel"), "state": readers.enum("status", "status")}
>>> layout = Layout("mine", table, colons, signs=frozenset({"Title", "state"}), needed=2, where="mine.py:4")
>>> for fault in faults(layout):
...     print(fault)
layout 'mine' (mine.py:4): the sign 'Title' is met by no page: it is compared as 'title'
layout 'mine' (mine.py:4): titel: Extra inputs are not permitted
"""

from collections.abc import Iterator

from trialparse.faults import FAULTS, told
from trialparse.layouts.engine.choice import shown, shown_by
from trialparse.layouts.engine.layout import Layout, as_they_are, read_lines, sight_of
from trialparse.layouts.engine.lines import key_of, lines_of
from trialparse.layouts.engine.sound import sound
from trialparse.text import fold

__all__ = ["faults"]

# What stands under the labels: values of every kind, and nothing.
_VALUES = ("NCT01234567", "Recruiting", "Yes", "18 Years", "120", "2026-02-03", "Drug: Rest; Other: Tea", "a\nb", "")


def faults(layout: Layout, page: str | None = None) -> list[str]:
    """What is wrong with a layout, a message each; of a page of its site, also whether it knows it.

    Its readers are run on pages of its labels with values of every kind under them, and on the page.

    Examples:
        >>> from trialparse.layouts import Layout, colons, readers
        >>> table = {"title": readers.text("titel")}
        >>> faults(Layout("mine", table, colons, signs=frozenset(table), needed=1, where="mine.py:4"))
        ["layout 'mine' (mine.py:4): titel: Extra inputs are not permitted"]
    """
    try:
        pages = [*_made(layout), *([] if page is None else [page])]
        signs = [f"{layout.named}: {fault}" for fault in _of_signs(layout, page)]
        return list(dict.fromkeys([*signs, *(said for each in pages for said in _failed(layout, each))]))
    except FAULTS as error:
        return [f"{layout.named}: {told(error)}"]


def _of_signs(layout: Layout, page: str | None) -> Iterator[str]:
    for sign in sorted({*layout.signs, *layout.own}):
        if layout.divide is as_they_are and key_of(sign) != sign:
            yield f"the sign {sign!r} is met by no page: it is compared as {key_of(sign)!r}"
    if not shown_by(layout, (), {*layout.signs, *layout.own}).is_enough:
        yield f"it knows no page, not even one with all {len(layout.signs)} signs"
    found = shown(layout, sight_of(list(lines_of(fold(page or ""))), (layout,)))
    if page is not None and not found.is_enough:
        yield f"it does not know the page, which shows {len(found.signs)} of its signs"


def _made(layout: Layout) -> Iterator[str]:
    """Pages of a layout's labels, with the same value under each."""
    labels = dict.fromkeys([*filter(None, layout.readers), *(label for joint in layout.joint for label in joint)])
    for value in _VALUES:
        yield "".join(f"{label}: {value}\n" for label in labels)


def _failed(layout: Layout, page: str) -> list[str]:
    """What fails in the reading of a page."""
    folded = fold(page)
    try:
        reading = sound(layout, read_lines(layout, page, folded, list(lines_of(folded))), len(page))
    except FAULTS as error:
        return [f"{layout.named}: {told(error)}"]
    return [each["message"] for each in reading.diagnostics if each["code"] == "layout-failed"]
