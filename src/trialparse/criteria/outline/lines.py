"""Lines and paragraphs: what stands on one line, and which lines go on with the one before."""

from dataclasses import dataclass
from itertools import pairwise

from trialparse.criteria.outline.headings import Heading, section
from trialparse.criteria.outline.markers import Marker, lead

__all__ = ["Line", "paragraphs", "read_line"]

_WRAP = range(60, 121)  # columns at which registries wrap text


@dataclass(slots=True)
class Line:
    """A line, later a paragraph or a piece of one; `body` is where its words begin."""

    start: int
    end: int
    indent: int
    gap: bool  # a blank line stands before it
    marker: Marker | None
    body: int
    heading: Heading | None = None

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading to its end."""
        return self.heading is not None and self.heading.end >= self.end


def read_line(text: str, start: int, end: int, indent: int = 0, gap: bool = False) -> Line:
    """The line `text[start:end]`, which has no blanks around it, with its marker and heading."""
    marker = lead(text, start, end)
    body = start
    if marker is not None:
        body = marker.end
        while text[body].isspace():
            body += 1
    return Line(start, end, indent, gap, marker, body, section(text, body, end, marker is not None))


def _lines(text: str, start: int, end: int) -> list[Line]:
    """The lines that are not blank. Tabs count for no indent: pages have them where they mean nothing."""
    lines: list[Line] = []
    gap = False
    for raw in text[start:end].split("\n"):
        words = raw.strip()
        if words:
            before = raw.index(words[0])
            place = start + before
            lines.append(read_line(text, place, place + len(words), before - raw.count("\t", 0, before), gap))
        gap = not words
        start += len(raw) + 1
    return lines


def _is_full(text: str, before: Line, line: Line, width: int) -> bool:
    """Whether the first word of `line` had no room on the line before."""
    space = text.find(" ", line.start, line.end)
    word = (line.end if space < 0 else space) - line.start
    row = text.rfind("\n", before.start, before.end)
    length = before.indent + before.end - before.start if row < 0 else before.end - row - 1
    return length + 1 + word > width


def _width(text: str, lines: list[Line]) -> int | None:
    """The column at which the text is hard-wrapped, or None."""
    width = max(line.indent + line.end - line.start for line in lines)
    if width not in _WRAP:
        return None
    pairs = [_is_full(text, a, b, width) for a, b in pairwise(lines) if not (b.gap or b.marker or a.is_heading)]
    return width if sum(pairs) > 0.8 * len(pairs) else None


def _is_spaced(lines: list[Line]) -> bool:
    """Whether a blank line stands before every item, so that what has none goes on with the item."""
    marked = [line.gap for line in lines[1:] if line.marker is not None]
    return len(marked) > 1 and sum(marked) > 0.9 * len(marked)


def _is_open(text: str, line: Line) -> bool:
    """Whether a bracket stands open at the line's end."""
    start = max(line.start, line.end - 400)
    return text.count("(", start, line.end) > text.count(")", start, line.end)


def _continues(text: str, before: Line, line: Line, width: int | None, spaced: bool) -> bool:
    """Whether `line` goes on with the paragraph before it."""
    if before.is_heading:
        return False
    lower = text[line.start].islower()
    if line.marker is None and lower and _is_open(text, before):
        return True
    if line.gap:
        return line.marker is None and before.marker is not None and line.indent > before.indent + 1
    full = width is not None and _is_full(text, before, line, width)
    if line.marker is not None:
        hanging = before.marker is not None and line.indent >= before.indent + before.body - before.start
        return full and (spaced or (hanging and line.marker.style == "-"))
    if line.heading is not None and not (lower and (full or not line.is_heading)):
        return False
    if full:
        return True
    if before.marker is None:
        return False
    return spaced or line.indent > before.indent + 1 or (lower and text[before.end - 1] not in ".;:")


def paragraphs(text: str, start: int, end: int) -> list[Line]:
    """The lines of `text[start:end]`, hard-wrapped and hanging ones joined to the line they go on with.

    >>> text = "- Age over 18\\n  years\\n- Asthma"
    >>> [text[p.body : p.end] for p in paragraphs(text, 0, len(text))]
    ['Age over 18\\n  years', 'Asthma']
    """
    lines = _lines(text, start, end)
    if not lines:
        return []
    width, spaced = _width(text, lines), _is_spaced(lines)
    joined = [lines[0]]
    for line in lines[1:]:
        if _continues(text, joined[-1], line, width, spaced):
            joined[-1].end = line.end
        else:
            joined.append(line)
    return joined
