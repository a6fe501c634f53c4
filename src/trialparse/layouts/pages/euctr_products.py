"""The investigational products of the European application form: a group of lines for each."""

from collections.abc import Iterable, Iterator, Sequence

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.pages.euctr_form import cut_at_labels
from trialparse.text import clean
from trialparse.values import is_missing

__all__ = ["products"]

_OPENINGS = ("D. IMP", "D.1.2", "D.3.1")
_NAMES = (
    "D.3.1",
    "D.3.8",
    "D.3.9.3",
    "D.2.1.1.1",
)  # name, substance, other name, trade name: the first there is counts


def products(draft: Draft, lines: Sequence[Line]) -> None:
    """Each product once, with its other names."""
    draft.take(lines)
    known: set[str] = set()
    for blocks in _products(cut_at_labels(lines)):
        names = _names(blocks)
        if not names or names[0].key in known:
            continue
        known.add(names[0].key)
        place = f"interventions[{len(draft.values.get('interventions', ()))}]"
        found = draft.item("interventions", name=names[0])
        for number, other in enumerate(names[1:]):
            found.setdefault("other_names", []).append(clean(draft.raw[other.start : other.end]))
            draft.spans[f"{place}.other_names[{number}]"] = other.start, other.end


def _products(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """The blocks of each product; not every page shows where one begins."""
    product: list[Block] = []
    for block in blocks:
        if block.label in _OPENINGS and any(each.label in (block.label, *_NAMES[:2]) for each in product):
            yield product
            product = []
        product.append(block)
    yield product


def _names(blocks: Sequence[Block]) -> list[Line]:
    """What a product is called, each name once."""
    found: dict[str, Line] = {}
    for label in _NAMES:
        for block in blocks:
            if block.label == label and block.lines and not is_missing(block.lines[0].text):
                found.setdefault(block.lines[0].key, block.lines[0])
    return list(found.values())
