"""Pages that give each label, and most values, in a site's own language and in English: `性别 | gender`.

English is read where both are there, as the API's vocabulary is; a page in the other language alone is read by its own
labels.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Cutter, JointReader, Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.order import in_order
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.engine.rows import english_of, spellings_of

__all__ = ["bilingual", "is_bilingual", "languages_of"]

_BETWEEN = " | "


def is_bilingual(label: str) -> bool:
    """Whether a label is written in two languages."""
    return _BETWEEN in label


def bilingual(layout: Layout) -> Layout:
    """A layout whose labels stand in two languages, the English one second, as one that reads either."""
    pairs = [(*languages_of(label), reader) for label, reader in layout.readers.items()]
    both = [spellings_of(own, english) for own, english, _ in pairs]
    named = {spelling: labels[1] for labels in both for spelling in labels[1:]}
    order = [spelling for labels in both for spelling in labels]
    beside = frozenset(label for labels in both if not layout.beside.isdisjoint(labels[:2]) for label in labels)
    return replace(
        layout,
        readers={},
        cut=_named(in_order(order, strict=False, earlier=True, beside=beside), named),
        signs=frozenset(order),
        own=layout.own | {label for labels in both if not layout.own.isdisjoint(labels[:2]) for label in labels[2:]},
        beside=beside,
        joint={(english, own): _either(reader) for own, english, reader in pairs},
    )


def languages_of(label: str) -> tuple[str, str]:
    """The two spellings of a label, the site's own and the English one.

    Examples:
        >>> languages_of("性别 | gender")
        ('性别', 'gender')
    """
    own, _, english = label.partition(_BETWEEN)
    return own, english


def _named(cutter: Cutter, names: Mapping[str, str]) -> Cutter:
    """A cutter with one name for a label in both languages, the site's own for a label in that alone."""

    def cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
        return list(_renamed(cutter(lines, labels), names))

    return cut


def _renamed(blocks: Iterable[Block], names: Mapping[str, str]) -> Iterator[Block]:
    for block in blocks:
        yield replace(block, label=names.get(block.label, block.label))


def _either(reader: Reader) -> JointReader:
    """A reader of the English value, or else of the other; both say the same, and may stand under one label."""

    def joint(draft: Draft, english: Sequence[Line], own: Sequence[Line]) -> None:
        told = english_of(english) or own
        draft.take({*english, *own}.difference(told))
        reader(draft, told)

    return joint
