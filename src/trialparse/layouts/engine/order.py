"""Cutting a page whose labels come in a known order, so that a word in a text that looks like a label is none.

The labels of the page are matched with the order as two sequences are compared: the longest run of labels that both
share. Of a label that comes twice the later one opens the block, since what a text repeats comes before the field.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from trialparse.layouts.engine.layout import Block, Cutter, Opener, cut_at
from trialparse.layouts.engine.lines import Line, heads_of, labels_before
from trialparse.layouts.engine.sides import opens_side
from trialparse.values import find_ids

__all__ = ["either", "headed", "in_order", "labels_in", "loosely", "opened_by", "told_apart"]

_LONGEST = 120
_LONGEST_ID = 40
_LOW_HEAD = 2  # lines above the id of a record
Cut = tuple[int, int, str, Line | None]  # first line of the label, first line after it, label, what stands on its line


def in_order(
    order: Sequence[str],
    openers: tuple[str, ...] = (),
    earlier: bool = False,
    headings: Container[str] = frozenset(),
    strict: bool = True,
    beside: frozenset[str] = frozenset(),
    sure: Container[str] = frozenset(),
    sections: Sequence[str] = (),
) -> Cutter:
    r"""A cutter for labels in this order, each on a line of its own or before a colon; a label may stand in it twice.

    `openers` are those of the labels that a line may go on behind, as in `Keywords provided by A Sponsor`. `earlier`
    is for pages whose texts stand under short labels, that repeat in the text after rather than in the text before.
    `headings` are labels that the page shows without a colon. Where the order is not `strict`, a label that the page
    has once counts wherever it stands; so do those that are `sure`, since no text has them. `beside` are labels whose
    value may follow on the line, with no sign between. `sections` are headings of whole parts of the page, which a copy
    may have in another order; they are put in this one if more labels fit then.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> page = "Sex:\nAll\nCriteria: Results\nof a test\nResults: none"
        >>> blocks = in_order(["sex", "criteria", "results"])(list(lines_of(page)), ())
        >>> [(block.label, [line.text for line in block.lines]) for block in blocks]
        [('sex', ['All']), ('criteria', ['Results', 'of a test']), ('results', ['none'])]
    """
    places: dict[str, list[int]] = {}
    for place, label in enumerate(order):
        places.setdefault(label, []).insert(0, place)

    def found(lines: Sequence[Line]) -> list[Cut]:
        cuts = labels_in(lines, places, openers, beside)
        return [each for each in cuts if each[2] not in headings or ":" not in lines[each[0]].text]

    def fitting(cuts: Sequence[Cut]) -> list[Cut]:
        pairs = [(place, number) for number, each in enumerate(cuts) for place in places[each[2]]]
        chain = set(_longest_run(pairs, earlier))
        times = Counter(each[2] for each in cuts if not strict or each[2] in sure)
        return [each for number, each in enumerate(cuts) if number in chain or times[each[2]] == 1]

    def cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
        cuts = found(lines)
        chosen = fitting(cuts)
        moved = _arranged(lines, {each[2]: each[0] for each in cuts if each[2] in parts}, sections)
        better = fitting(found(moved)) if moved else []
        return cut_at(moved, better) if len(better) > len(chosen) + 1 else cut_at(lines, chosen)

    parts = frozenset(sections)
    return cut


def either(apart: Cutter, beside: Cutter) -> Cutter:
    """A cutter for a site whose labels stand apart from their values, or all of them right before these."""

    def cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
        usual, other = apart(lines, labels), beside(lines, labels)
        return other if len(other) > 2 * len(usual) else usual

    return cut


def headed(cutter: Cutter, criteria: Sequence[str]) -> Cutter:
    """A cutter for a page whose criteria open with a heading of one side, so that their labels may be missing."""

    def cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
        blocks = cutter(lines, labels)
        if any(block.label in criteria for block in blocks):
            return blocks
        for number, block in enumerate(blocks):
            place = next((place for place, line in enumerate(block.lines) if opens_side(line)), None)
            if place is not None:
                kept, rest = replace(block, lines=block.lines[:place]), Block(criteria[0], block.lines[place:])
                return [*blocks[:number], kept, rest, *blocks[number + 1 :]]
        return blocks

    return cut


def _arranged(lines: Sequence[Line], last: Mapping[str, int], sections: Sequence[str]) -> list[Line]:
    """The lines with the sections in their order, of equal headings the last opening one; none where they are so."""
    order = sorted(last, key=last.__getitem__)
    if order == [key for key in sections if key in last]:
        return []
    starts = [last[key] for key in order]
    ends = [*starts[1:], len(lines)]
    parts = {key: lines[start:end] for key, start, end in zip(order, starts, ends, strict=True)}
    return [*lines[: starts[0]], *(line for key in sections for line in parts.get(key, ()))]


def loosely(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Cut at every label, on a line of its own or before a colon.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> blocks = loosely(list(lines_of("State\\nRecruiting\\nSex: All")), ["state", "sex"])
        >>> [(each.label, each.lines[0].text) for each in blocks]
        [('state', 'Recruiting'), ('sex', 'All')]
    """
    return cut_at(lines, list(labels_in(lines, frozenset(labels))))


def labels_in(
    lines: Sequence[Line], known: Container[str], openers: tuple[str, ...] = (), beside: frozenset[str] = frozenset()
) -> Iterator[Cut]:
    """Where labels stand."""
    for place, line in enumerate(lines):
        if line.key and line.key in known:
            yield place, place + 1, line.key, None
        elif openers and line.key.startswith(openers):
            yield place, place + 1, next(opener for opener in openers if line.key.startswith(opener)), None
        elif head := _with_value(line, known, beside):
            yield place, place + 1, *head


def _with_value(line: Line, known: Container[str], beside: frozenset[str]) -> tuple[str, Line | None] | None:
    """The label that a line begins with, of several the longest, and its value."""
    heads = [(key, line.part(end)) for key, end in heads_of(line, _LONGEST) if key in known]
    if beside:
        heads += [(key, line.after(key) or line) for key in labels_before(line, beside) if key in known]
    if not heads:
        return None
    key, rest = max(heads, key=lambda head: len(head[0]))
    return key, rest if rest.text else None


def _longest_run(pairs: Sequence[tuple[int, int]], earlier: bool = False) -> list[int]:
    """The second parts of the longest run with growing first parts, the latest or the earliest of several."""
    tails: list[int] = []
    best: list[int] = []
    before: list[int] = []
    for number, (value, _) in enumerate(pairs):
        place = bisect_left(tails, value)
        if earlier and place < len(tails) and tails[place] == value:
            before.append(-1)
            continue
        before.append(best[place - 1] if place else -1)
        tails[place : place + 1] = [value]
        best[place : place + 1] = [number]
    run: list[int] = []
    number = best[-1] if best else -1
    while number >= 0:
        run.append(pairs[number][1])
        number = before[number]
    return run[::-1]


def opened_by(*labels: str) -> Opener:
    """The places of the lines at which a record begins: the first of these labels that the page has.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> opened_by("trial id")(list(lines_of("Trial id: 1\\nSex: All\\nTrial id: 2")))
        [0, 2]
    """

    def openings(lines: Sequence[Line]) -> list[int]:
        found = list(labels_in(lines, frozenset(labels)))
        first = next((label for label in labels if any(each[2] == label for each in found)), "")
        return [each[0] for each in found if each[2] == first]

    return openings


def told_apart(labels: Iterable[str], beside: frozenset[str] = frozenset()) -> Opener:
    r"""The places of the lines at which records begin that have other ids behind these labels, with what is above them.

    The label "" stands for none: an id that is a line, as the first line of the page is.

    Examples:
        >>> from trialparse.layouts.engine.lines import lines_of
        >>> page = "Tea\nTrial id: NCT01234567\nTrial id: NCT01234567\nGum\nTrial id: NCT07654321"
        >>> told_apart(["trial id"])(list(lines_of(page)))
        [0, 3]
    """
    known = frozenset(labels)

    def openings(lines: Sequence[Line]) -> list[int]:
        places: list[int] = []
        ids: set[str] = set()
        found = labels_in(lines, known, (), beside & known)
        named = [(place, value or lines[min(after, len(lines) - 1)]) for place, after, _, value in found]
        for place, line in sorted([*named, *(_alone(lines) if "" in known else ())]):
            told = find_ids(line.text)[:1]
            if told and told[0].id not in ids:
                ids.add(told[0].id)
                places.append(place)
        return _with_heads(lines, places)

    return openings


def _alone(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The lines that are an id of the registry whose id is the first line, which no label is before."""
    first = find_ids(lines[0].text)[:1] if lines else []
    for place, line in enumerate(lines):
        if first and " " not in line.text and len(line.text) < _LONGEST_ID:
            found = find_ids(line.text)[:1]
            if found and found[0].registry == first[0].registry and found[0].end - found[0].start == len(line.text):
                yield place, line


def _with_heads(lines: Sequence[Line], places: Sequence[int]) -> list[int]:
    """The places with the lines above that open the first record as well: one or two, or from one that is the same."""
    if len(places) < 2:
        return list(places)
    height = places[0]
    if height <= _LOW_HEAD:
        return [place - height for place in places]
    heads = [
        next(
            (above for above in range(place - 1, max(place - height - 3, 0), -1) if lines[above].key == lines[0].key),
            place,
        )
        for place in places[1:]
    ]
    return [0, *heads]
