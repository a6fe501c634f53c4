"""Paragraphs cut to pieces: where headings, further items and labels stand inside them."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from trialparse.criteria.outline.headings import is_rest, label_seam, section
from trialparse.criteria.outline.inside import section_seams, sentence_seams
from trialparse.criteria.outline.lines import Line, read_line
from trialparse.criteria.outline.markers import lead, seams
from trialparse.criteria.outline.pdq import pdq_seams
from trialparse.criteria.outline.wording import CRITERIA
from trialparse.model.criterion import STATED_KINDS

__all__ = ["pieces"]

_TAILED = re.compile(r"[^:]{1,80}\bcriteri\w+\s+for\s[^:]{1,80}", re.IGNORECASE)
_AHEAD = 40  # how many lines the fellows of an item are looked for
_BULLET_BEHIND = re.compile(r"\s+-\Z")  # the bullet of a heading inside a paragraph


def _cut(text: str, line: Line, places: list[int]) -> list[Line]:
    """The line cut at `places`; each piece reads its own marker."""
    if not places:
        return [line]
    pieces: list[Line] = []
    ends = [*(_end(text, start, stop) for start, stop in pairwise([line.start, *places])), line.end]
    line.end = ends[0]
    for place, before, end in zip(places, ends, ends[1:], strict=False):
        if end > place:
            piece = read_line(text, place, end, line.indent)
            bullet = place - len(text[before:place].lstrip())
            if piece.heading is not None:
                piece.start = bullet
            elif bullet < place:
                (pieces[-1] if pieces else line).end = bullet + 1
            pieces.append(piece)
    return [line, *pieces] if line.end > line.body else pieces


def _end(text: str, start: int, stop: int) -> int:
    """Where the words of a piece end that goes on to `stop`, without the bullet of the next."""
    return start + len(_BULLET_BEHIND.sub("", text[start:stop].rstrip()))


def _behind_heading(text: str, line: Line, after: Line | None) -> list[Line]:
    """A heading and what stands behind it on its line, each for itself; `after` is the paragraph behind them."""
    if line.heading is None:
        return [line]
    line.heading = section(text, line.body, line.end, line.marker is not None) or line.heading
    rest = text[line.heading.end : line.end].lstrip()
    if not rest:
        return [line]
    behind = read_line(text, line.end - len(rest), line.end, line.indent)
    if after is not None and _is_rest(text, behind, after):
        line.heading.end = line.end
        return [line]
    line.end = line.heading.end
    return [line, *_behind_heading(text, behind, after)]


def _is_rest(text: str, line: Line, after: Line) -> bool:
    """Whether the words behind a heading are still of it, and not the only ones that stand under it."""
    if line.marker is not None or line.heading is not None or after.heading is not None:
        return False
    return is_rest(text, line.start, line.end, over_list=after.marker is not None)


def _unmarked_seams(text: str, line: Line, before: Line | None) -> list[int]:
    if line.marker is not None or line.heading is not None:
        return []
    dashed = before is not None and before.is_heading and text.startswith("--", before.start)
    return pdq_seams(text, line.body, line.end, dashed)


def _inner_sections(text: str, paragraph: Line, behind: int, after: Line | None, headed: bool) -> list[int]:
    """Where sections begin inside a paragraph; sentences open some only where no list goes on behind them."""
    found = section_seams(text, behind, paragraph.end, paragraph.heading is not None or paragraph.marker is None)
    if found and headed and paragraph.heading is None and _is_fellow(after, paragraph):
        found = [] if _labels_words(text, found[-1], paragraph.end) else found
    if paragraph.marker is None and (after is None or after.heading is not None):
        found = sorted({*found, *sentence_seams(text, paragraph.body, paragraph.end)})
    elif after is not None and _stands_beside(after, paragraph) and text[paragraph.end - 1] == ":":
        last = text.rfind(". ", paragraph.body, paragraph.end) + 1
        found = sorted({*found, *sentence_seams(text, last, paragraph.end)}) if last else found
    return found


def _labels_words(text: str, place: int, end: int) -> bool:
    """Whether a heading behind a stop in an item stands over words alone: `Gout; exclusion criteria: asthma`."""
    if text[max(0, place - 4) : place].rstrip()[-1:] not in (".", ";"):
        return False
    part = read_line(text, place, end)
    if part.heading is None or part.is_heading:
        return False
    return lead(text, end - len(text[part.heading.end : end].lstrip()), end) is None


def _is_midlist(text: str, parts: list[Line], at: int, opened: str | None) -> bool:
    """Whether a line that begins as a heading is one item of a list: `2. Exclusion criteria: none` between 1 and 3.

    Of a list with bullets that is what goes on behind its colon, `- Exclusion: asthma`, where no bullet of this sort
    `opened` the section; or what has no colon, `- Exclusion criteria for MRI`, and a line of the list on both sides.
    """
    line = parts[at]
    if line.heading is None or line.marker is None or line.marker.style == opened:
        return False
    before, after = _beside(reversed(parts[max(0, at - _AHEAD) : at]), line), _beside(parts[at + 1 : at + _AHEAD], line)
    if not _is_fellow(before, line):
        return False
    follows = _is_fellow(after, line)
    if line.marker.number is not None:
        return follows and line.heading.end < line.end and _count_on(before, line, after)
    if follows and after is parts[at + 1] and _TAILED.fullmatch(text, line.body, line.end):
        return True
    return _names_one(text, line) and (follows or after is None or after.is_heading)


def _is_fellow(other: Line | None, line: Line) -> bool:
    """Whether another line is one item of the same list."""
    if other is None or other.heading is not None:
        return False
    return _stands_beside(other, line) and _stands_beside(line, other)


def _count_on(*lines: Line | None) -> bool:
    """Whether the numbers of lines follow one another."""
    numbers = [line.marker.number or 0 for line in lines if line is not None and line.marker is not None]
    return all(following == number + 1 for number, following in pairwise(numbers))


def _opening(text: str, line: Line) -> str | None:
    """The style of the marker of a heading; a number is of the headings' own list where nothing stands behind it."""
    if line.marker is None or (line.marker.number is not None and not _names_one(text, line)):
        return None
    return line.marker.style


def _names_one(text: str, line: Line) -> bool:
    """Whether a line says a side and, behind the colon, what is on it."""
    assert line.heading is not None
    is_told = text[line.heading.end - 1] in ":*_" or CRITERIA.search(text, line.body, line.heading.end) is not None
    return line.heading.end < line.end and is_told and line.heading.kind in STATED_KINDS


def _beside(lines: Iterable[Line], line: Line) -> Line | None:
    """The first of some lines that stands no deeper than another one."""
    return next((each for each in lines if each.indent <= line.indent + 1), None)


def _one_item(text: str, line: Line) -> Line:
    """A line that begins as a heading, as one item of its list: on the side that it says, or on an unknown one."""
    if _names_one(text, line) and line.heading is not None:
        behind = text[line.heading.end : line.end].lstrip()
        line.side, line.label = line.heading.kind, (line.body, line.heading.end)
        line.body = line.end - len(behind)
    else:
        line.side = "unknown"
    line.heading = None
    return line


def _stands_beside(line: Line, before: Line) -> bool:
    """Whether two lines are items of one list, and none of a list below the first."""
    if line.marker is None or before.marker is None:
        return False
    return line.marker.style == before.marker.style and line.indent <= before.indent + 1


def _cut_at_headings(text: str, parts: list[Line], headed: bool) -> list[Line]:
    """Paragraphs cut where headings stand inside them, and where PDQ's criteria begin."""
    heads: list[Line] = []
    opened: str | None = None  # the style of the bullet that the last heading has
    for at, paragraph in enumerate(parts):
        after = parts[at + 1] if at + 1 < len(parts) else None
        if paragraph.heading is not None:
            if _is_midlist(text, parts, at, opened):
                heads.append(_one_item(text, paragraph))
                continue
            opened, headed = _opening(text, paragraph), True
        behind = paragraph.heading.end if paragraph.heading is not None else paragraph.body + 1
        for cut in _cut(text, paragraph, _inner_sections(text, paragraph, behind, after, headed)):
            for part in _behind_heading(text, cut, after):
                heads += _cut(text, part, _unmarked_seams(text, part, heads[-1] if heads else None))
    return heads


def pieces(text: str, parts: list[Line], headed: bool = False) -> Iterator[Line]:
    """Paragraphs cut where headings or further items stand inside them, headings whole; `headed` where one is above.

    >>> from trialparse.criteria.outline.lines import paragraphs
    >>> text = "Gout. Exclusion criteria: 1. Asthma 2. Lupus"
    >>> [text[each.start : each.end] for each in pieces(text, paragraphs(text, 0, len(text)))]
    ['Gout.', 'Exclusion criteria:', '1. Asthma', '2. Lupus']
    """
    heads = _cut_at_headings(text, parts, headed)
    for at, piece in enumerate(heads):
        if piece.is_heading:
            yield piece
            continue
        before = heads[at - 1] if at else None
        after = heads[at + 1] if at + 1 < len(heads) else None
        alone = (before is None or before.is_heading) and (after is None or after.is_heading)
        upto = after.marker.number if after is not None and after.marker is not None else None
        cuts = _cut(text, piece, seams(text, piece.body + 1, piece.end, piece.marker, upto, alone))
        if alone and len(cuts) > 1:
            cuts = [part for cut in cuts for part in _cut(text, cut, label_seam(text, cut.body, cut.end))]
        yield from cuts
