"""Words inside an item that stand on another side than its list: `Gout. Excluded: asthma`, `(exclusion: asthma)`.

What they refuse is a criterion of its own, an exclusion; where it ends is told by its bracket or its sentence. Under
exclusions nothing is refused once more: `Cancer (excluded: melanoma)` leaves melanoma out; only `inclusion criteria:`
turns the side there.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick

from trialparse.criteria.outline.lines import Line
from trialparse.criteria.outline.wording import IN_LABEL, OUT_BRACKET, OUT_LABEL, WAS, WITHDRAWN
from trialparse.model.criterion import Kind

__all__ = ["between", "sided"]

_HINTS = AhoCorasick(["xclu", "XCLU", "ligib", "LIGIB", "ot incl", "OT INCL"])
_IN_HINTS = AhoCorasick(["clusion c", "clusion C", "CLUSION C"])
_STOP = re.compile(r"\.\s+(?=[A-Z<>≥≤]|excl|inelig|not\s[ei]|(?:in|ex)clusion\s)|;\s+|\s[-–—]\s+|\s+(?=N(?:ote|OTE):)")
_CLOSES = {"(": ")", "[": "]"}
_REST = re.compile(r"[\s.;,]*\Z|\s*[.;]\s*(?=\S)")  # what may stand behind a bracket: nothing, or the next sentence
_LIMIT = re.compile("[<>≥≤]")
_LONGEST = 600  # characters of a sentence or a bracket that is read
_BLANK = " \t\n.,;"


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of an item: on a side of its own, or on that of its list; its label stands before its words."""

    start: int
    end: int
    side: Kind | None = None
    label: tuple[int, int] | None = None


def sided(text: str, line: Line, kind: Kind) -> list[Line]:
    """An item of a list of a kind, cut where parts of it stand on another side.

    >>> from trialparse.criteria.outline.lines import read_line
    >>> text = "- Gout. Excluded: asthma"
    >>> [(text[each.body : each.end], each.side) for each in sided(text, read_line(text, 0, len(text)), "inclusion")]
    [('Gout.', None), ('asthma', 'exclusion')]
    """
    if line.side is None and (taken_back := _withdrawn(text, line)):
        return taken_back
    if line.side is not None or not _may_turn(text[line.body : line.end], kind):
        return [line]
    label = IN_LABEL if kind == "exclusion" else OUT_LABEL
    bracketed = _bracketed(text, line) if kind != "exclusion" else []
    parts = bracketed or list(_joined(_said(text, line, label)))
    if all(part.side is None for part in parts):
        return [line]
    first, *others = parts
    begun = replace(line, end=first.end, body=first.start, side=first.side, label=first.label)
    return [begun, *(_line(line, part) for part in others)]


def _may_turn(words: str, kind: Kind) -> bool:
    """A cheap look before the dear ones."""
    return bool((_IN_HINTS if kind == "exclusion" else _HINTS).find_matches_as_indexes(words))


def between(text: str, line: Line, parts: Sequence[Line]) -> list[tuple[int, int]]:
    """What stands between the parts of an item, and behind them: a stop, the end of a bracket."""
    begins = [*(part.start if part.label is None else part.label[0] for part in parts[1:]), line.end]
    found: list[tuple[int, int]] = []
    for part, begin in zip(parts, begins, strict=True):
        words = text[part.end : begin]
        if words.strip():
            start = begin - len(words.lstrip())
            found.append((start, start + len(words.strip())))
    return found


def _withdrawn(text: str, line: Line) -> list[Line]:
    """An item that its words call former, or a limit of it: nobody knows on which side these are."""
    if WITHDRAWN.match(text, line.body, line.end):
        return [replace(line, side="unknown")]
    was = WAS.search(text, line.body, line.end) if _may_have_been(text, line) else None
    close = _closing(text, was.start(), line.end) if was is not None else None
    if was is None or close is None or was["name"].strip() not in text[line.body : was.start()]:
        return []
    label = (was.start() + 1, was.start("name"))
    before = replace(line, end=_trimmed(text, line.body, was.start()))
    former = _line(line, _Part(was.start("name"), _trimmed(text, was.start("name"), close), "unknown", label))
    words = text[close + 1 : line.end].lstrip(_BLANK)
    rest = [_line(line, _Part(line.end - len(words), line.end, "unknown"))] if words else []
    return [before, former, *rest]


def _may_have_been(text: str, line: Line) -> bool:
    """A cheap look: whether a bracket stands behind a limit."""
    limit = _LIMIT.search(text, line.body, line.end)
    return limit is not None and any(text.find(opening, limit.end(), line.end) >= 0 for opening in _CLOSES)


def _line(line: Line, part: _Part) -> Line:
    return Line(part.start, part.end, line.indent, False, None, part.start, side=part.side, label=part.label)


def _bracketed(text: str, line: Line) -> list[_Part]:
    """An item with a bracket that refuses; one that goes on behind it is on nobody knows which side."""
    match = OUT_BRACKET.search(text, line.body, line.end)
    if match is None:
        return []
    close = _closing(text, match.start(), line.end)
    rest = _REST.match(text, close + 1, line.end) if close is not None else None
    if close is None or rest is None or not text[line.body : match.start()].strip(_BLANK):
        return [_Part(line.body, line.end, "unknown")]
    parts = [
        _Part(line.body, _trimmed(text, line.body, match.start())),
        _Part(match.end(), _trimmed(text, match.end(), close), "exclusion", match.span("label")),
    ]
    return [*parts, _Part(rest.end(), line.end)] if rest.end() < line.end else parts


def _closing(text: str, opening: int, end: int) -> int | None:
    """Where the bracket ends that opens at a place."""
    depth = 0
    for place in range(opening, min(end, opening + _LONGEST)):
        depth += (text[place] == text[opening]) - (text[place] == _CLOSES[text[opening]])
        if depth == 0:
            return place
    return None


def _trimmed(text: str, start: int, end: int) -> int:
    """The end of some words, without what parts them from the next."""
    return start + len(text[start:end].rstrip(" \t\n,;-–—"))


def _said(text: str, line: Line, label: re.Pattern[str]) -> Iterator[_Part]:
    """The sentences of an item, each on its side; none ends in a bracket."""
    start = seen = line.body
    depth = 0
    for stop in _STOP.finditer(text, line.body, line.end):
        depth += text.count("(", seen, stop.start()) - text.count(")", seen, stop.start())
        seen = stop.start()
        if depth > 0 and _closes(text, stop.end(), line.end):
            continue
        yield _sentence(text, start, stop.end(), label)
        start = stop.end()
    yield _sentence(text, start, line.end, label)


def _closes(text: str, place: int, end: int) -> bool:
    """Whether the next bracket is one that closes."""
    closing, opening = text.find(")", place, end), text.find("(", place, end)
    return closing >= 0 and not 0 <= opening < closing


def _sentence(text: str, start: int, end: int, label: re.Pattern[str]) -> _Part:
    """What stands behind a label of the other side, or a sentence that is on the side of the list.

    A sentence that says whom the study does not take is one of these: its limits are denied where it is read.
    """
    stop = _trimmed(text, start, end)
    said = label.match(text, start, stop)
    side: Kind = "inclusion" if label is IN_LABEL else "exclusion"
    if said is None:
        return _Part(start, stop)
    return _Part(said.end(), stop, side, (start, start + len(said[0].rstrip())))


def _joined(parts: Iterator[_Part]) -> Iterator[_Part]:
    """The parts, those of the list's side that follow one another as one; behind a label nobody knows who is meant."""
    last: _Part | None = None
    labelled = False
    for part in parts:
        labelled = labelled or part.label is not None
        if labelled and part.side is None:
            part = replace(part, side="unknown")
        if last is not None and last.side is None and part.side is None:
            last = replace(last, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last
