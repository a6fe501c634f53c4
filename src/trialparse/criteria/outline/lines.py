"""Lines and paragraphs: what stands on one line, and which lines go on with the one before."""

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

from trialparse.criteria.decisions import Rule, Table, always
from trialparse.criteria.outline.headings import Heading, section
from trialparse.criteria.outline.markers import Marker, lead
from trialparse.criteria.outline.wording import LEFT_OPEN, MENTION, OUT_LEADS, OUT_SAID, RUNS_ON
from trialparse.model.criterion import Kind

__all__ = ["MARKED", "UNMARKED", "Line", "paragraphs", "read_line"]

_NUMBER = re.compile(r"[+-]?\d{1,6}(?:[.,]\d+)?(?![.,)\d])")
_LEADS_TO_NUMBER = re.compile(
    r"(?:\b(?:of|than|to|at|least|most|below|above|between|and|or|is|day|week|scores?)|\d\s?[x×*]|[(,])$", re.IGNORECASE
)
_POLE = re.compile(r"\b(?:in|ex)clusion$", re.IGNORECASE)
_LAST_WORD = re.compile(r"\b[a-z]{1,10}$")
_LEADS_ON = re.compile(r"[\w%][ ]?/$|[<>≥≤]=?$")
_WRAP = range(60, 121)  # columns at which registries wrap text
_FIRST_WORD = re.compile(r"\S+")
_FEW = 10  # one line in so many may be longer
_SLACK = 40  # columns that a row can lack where someone has written less into it since
_SAID = 160  # characters before the end of a line in which it refuses people
_FEWEST = 4  # rows from which a page's habit shows


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
    side: Kind | None = None  # its own, whatever that of its list is; unknown where it begins as a heading would
    label: tuple[int, int] | None = None  # where the words before `body` stand that say so

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
    if lines:
        lines[0].indent = _first_indent(text, lines)
    return lines


def _first_indent(text: str, lines: list[Line]) -> int:
    """The first line's indent on its page; where a label stands before it, that of its fellows, or else the label's."""
    before = text[text.rfind("\n", 0, lines[0].start) + 1 : lines[0].start]
    label = before.lstrip()
    indent = before.removesuffix(label).replace("\t", "")
    fellows = [line.indent for line in lines[1:] if label and _style(line) == _style(lines[0])]
    return min(fellows, default=len(indent))


def _style(line: Line) -> str | None:
    return None if line.marker is None else line.marker.style


def _length(text: str, start: int, end: int) -> int:
    """How long the words of a row are; doubled blanks count once."""
    return end - start - text.count("  ", start, end)


def _room(text: str, before: Line, line: Line) -> tuple[int, int]:
    """How long the last row of `before` is, and how long it were with the first word of `line`."""
    start, indent = before.start, before.indent
    row = text.rfind("\n", start, before.end) + 1
    if row > 0:
        words = text[row : before.end].lstrip()
        blanks = text[row : before.end - len(words)]
        start, indent = row + len(blanks), len(blanks) - blanks.count("\t")
    length = indent + _length(text, start, before.end)
    word = _FIRST_WORD.match(text, line.start, line.end)
    return length, length + 1 + (word.end() - line.start if word else 0)


def _votes(rooms: list[tuple[int, int]], least: int) -> tuple[int, int]:
    """The column, not below `least`, at which most rows had no more room, and how many had none."""
    steps = [0] * (_WRAP.stop + 1)  # how many more than at the column before
    for length, more in rooms:
        steps[min(max(length, least), _WRAP.stop)] += 1
        steps[min(max(length, more, least), _WRAP.stop)] -= 1
    votes = list(accumulate(steps[least : _WRAP.stop]))
    most = max(votes)
    return least + votes.index(most), most


def _is_parted(text: str, before: Line, line: Line, width: int, length: int, more: int) -> bool:
    """Whether a line begins anew: the one before has much room, or some behind its sentence."""
    ends = text[before.end - 1] in ".;:" and not text[line.start].islower()
    return length < width - _SLACK or (ends and more <= width)


def _is_list(text: str, lines: list[Line], pairs: list[tuple[Line, Line]]) -> bool:
    """Whether a few lines are rather items that happen to be about as long: all stand at the margin, with a capital."""
    return not any(line.indent for line in lines) and not any(text[line.start].islower() for _, line in pairs)


def _width(text: str, lines: list[Line]) -> int | None:
    """The column at which the text is hard-wrapped, or None.

    Where every line that another follows is about as long, and none ends a sentence, blank lines part what does not
    belong together, and the width is one that they all reach.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if not (b.gap or b.marker or a.is_heading)]
    if not pairs or (1 < len(pairs) < _FEWEST and _is_list(text, lines, pairs)):
        return None
    rooms = [_room(text, a, b) for a, b in pairs]
    width, votes = _votes(rooms, _WRAP.start)
    if len(rooms) >= _FEWEST and votes > 0.6 * len(rooms):
        parted = sum(_is_parted(text, a, b, width, *room) for (a, b), room in zip(pairs, rooms, strict=True))
        if parted * 2 * _FEW <= len(rooms):
            return width - _SLACK
    lengths = sorted([line.indent + _length(text, line.start, line.end) for line in lines])
    return _exact_width(rooms, max(lengths[-1 - len(lengths) // _FEW], _WRAP.start))


def _exact_width(rooms: list[tuple[int, int]], least: int) -> int | None:
    """The column at which most lines that another follows had no more room.

    It is not below `least`; a few may be longer, where someone has written more into them since.
    """
    if least not in _WRAP:
        return None
    width, votes = _votes(rooms, least)
    longer = sum(length > width for length, _ in rooms)
    return width if votes + longer > 0.8 * len(rooms) else None


def _is_spaced(lines: list[Line]) -> bool:
    """Whether a blank line stands before every item, so that what has none goes on with the item."""
    marked = [line.gap for line in lines[1:] if line.marker is not None]
    return len(marked) > 1 and sum(marked) > 0.9 * len(marked)


def _is_open(text: str, line: Line) -> bool:
    """Whether a bracket stands open at the line's end."""
    start = max(line.start, line.end - 400)
    return text.count("(", start, line.end) > text.count(")", start, line.end)


@dataclass(slots=True)
class _Meeting:
    """A line and the paragraph before it, in a text that is hard-wrapped at `width` or, like its list, `spaced`."""

    text: str
    before: Line
    line: Line
    width: int | None
    spaced: bool


def _is_led_to(at: _Meeting) -> bool:
    """Whether the line begins with what the line before leads to: `a score of` `-8 or less`, `1.5 mg/` `dL`."""
    near = max(at.before.start, at.before.end - 12), at.before.end
    if at.text[at.before.end - 1] in "/<>≥≤=" and _LEADS_ON.search(at.text, *near):
        return at.line.marker is None
    begins = at.text[at.line.start]
    if not (begins.isdigit() or begins in "+-"):
        return False
    is_number = _NUMBER.match(at.text, at.line.start, at.line.end) is not None
    return is_number and _LEADS_TO_NUMBER.search(at.text, *near) is not None


def _is_left_open(at: _Meeting) -> bool:
    """Whether an item ends in a word that leads on, and the line is no label: `Known HBV or` `HIV`."""
    before, line = at.before, at.line
    if before.marker is None or line.heading is not None or at.text[line.end - 1] == ":":
        return False
    word = at.text.rfind(" ", before.body, before.end) + 1
    return at.text[word : before.end] in LEFT_OPEN and at.text[word - 2] not in ",;."


def _is_lower(at: _Meeting) -> bool:
    return at.text[at.line.start].islower()


def _has_no_room(at: _Meeting) -> bool:
    """Whether the line begins because the one before had no more room."""
    return at.width is not None and _room(at.text, at.before, at.line)[1] > at.width


def _is_deeper(at: _Meeting) -> bool:
    return at.line.indent > at.before.indent + 1


def _notes_item(at: _Meeting) -> bool:
    return at.line.gap and at.before.marker is not None and _is_deeper(at)


def _hangs(at: _Meeting) -> bool:
    """Whether the line begins under the words of the item before it, with a dash."""
    if at.line.marker is None or at.line.marker.style != "-" or at.before.marker is None:
        return False
    return at.line.indent >= at.before.indent + at.before.body - at.before.start


def _closes_bracket(at: _Meeting) -> bool:
    """Whether what looks like a marker closes a bracket of the line before: `(class II or class` `III) at entry`."""
    marker, before = at.line.marker, at.before.marker
    if marker is None or not marker.style.endswith(")") or marker.style.startswith("("):
        return False
    return _is_open(at.text, at.before) and (before is None or before.style != marker.style)


def _opens_section(at: _Meeting) -> bool:
    """Whether the line's heading is one, not words of a sentence that mention inclusion."""
    if at.line.heading is None:
        return False
    runs_over = _has_no_room(at) or not at.line.is_heading or (_is_midway(at) and _is_deeper(at))
    return not (_is_lower(at) and runs_over)


def _is_broken_heading(at: _Meeting) -> bool:
    """Whether a heading is broken between its words: `Age over 18. Exclusion` `Criteria:`."""
    near = max(at.before.start, at.before.end - 12), at.before.end
    return at.text[at.line.start : at.line.start + 8].lower() == "criteria" and _POLE.search(at.text, *near) is not None


def _mentions_side(at: _Meeting) -> bool:
    """Whether a sentence runs over to a side that it only mentions: `meets none of the` `exclusion criteria:`."""
    last = _LAST_WORD.search(at.text, max(at.before.start, at.before.end - 12), at.before.end)
    return at.line.heading is not None and _is_lower(at) and last is not None and MENTION.match(last[0]) is not None


def _refuses_on(at: _Meeting) -> bool:
    """Whether a sentence that refuses people runs over: `Patients with gout will be` `excluded`."""
    before = at.before
    start = max(before.start, before.end - _SAID)
    last = at.text[at.text.rfind(" ", start, before.end) + 1 : before.end]  # a cheap look before the dear ones
    if not _is_lower(at) or not (last in RUNS_ON or at.text.startswith(("and ", "or "), at.line.start)):
        return False
    if before.is_heading or OUT_LEADS.search(at.text[start : before.end]):
        return False
    return OUT_SAID.search(at.text, start, min(at.line.end, before.end + _SAID)) is not None


def _is_midway(at: _Meeting) -> bool:
    """Whether a sentence runs over from one line to the other."""
    return _is_lower(at) and at.text[at.before.end - 1] not in ".;:"


def _runs_over(at: _Meeting) -> bool:
    """Whether a long line with a capital leaves its sentence open, and the next one goes on in small letters."""
    is_long = at.before.end - at.before.start >= _WRAP.start and at.text[at.before.start].isupper()
    return is_long and _is_midway(at)


_WRAPPED = "Adults with a diagnosis of asthma that has been made by a known"
# Whether a line goes on with the paragraph before it: one with a marker, and one without; in an example, the last one.
MARKED: Table[_Meeting, bool] = Table(
    "line",
    Rule("line.item-under-heading", lambda at: at.before.is_heading, False, "Exclusion Criteria:\n- asthma"),
    Rule("line.item-behind-blank", lambda at: at.line.gap, False, "- Asthma\n\n- Gout"),
    Rule("line.sign-led-to", _is_led_to, True, "- A standard score of at most\n-8 points"),
    Rule("line.closes-bracket", _closes_bracket, True, "- Heart failure (class II or class\nIII) at entry"),
    Rule(
        "line.wrapped-in-spaced-list",
        lambda at: at.spaced and _has_no_room(at),
        True,
        f"- {_WRAPPED}\n  pulmonologist.\n\n" + "- Gout\n\n" * 9 + f"- {_WRAPPED}\n2. pulmonologist",
    ),
    Rule(
        "line.wrapped-before-dash",
        lambda at: _hangs(at) and _has_no_room(at),
        True,
        f"- {_WRAPPED}\n  {_WRAPPED}\n  - 80",
    ),
    Rule("line.item", always, False, "- Asthma\n- Gout"),
)
UNMARKED: Table[_Meeting, bool] = Table(
    "line",
    Rule("line.under-heading", lambda at: at.before.is_heading, False, "Exclusion Criteria:\nasthma"),
    Rule(
        "line.open-bracket",
        lambda at: _is_lower(at) and _is_open(at.text, at.before),
        True,
        "Steroids (more than\n\nfive doses)",
    ),
    Rule("line.note-of-item", _notes_item, True, "- Cancer.\n\n    Of the skin is allowed."),
    Rule("line.behind-blank", lambda at: at.line.gap, False, "Asthma\n\nGout"),
    Rule("line.broken-heading", _is_broken_heading, True, "- Gout. Exclusion\nCriteria:"),
    Rule("line.mentions-side", _mentions_side, True, "Women who meet none of the\nexclusion criteria:"),
    Rule("line.refuses-on", _refuses_on, True, "Patients with gout will be\nexcluded"),
    Rule("line.heading", _opens_section, False, "- Asthma\nExclusion Criteria:"),
    Rule("line.led-to", _is_led_to, True, "Weight of more than\n40 kg"),
    Rule("line.left-open", _is_left_open, True, "- Known HBV or\nHIV"),
    Rule("line.wrapped", _has_no_room, True, f"{_WRAPPED}\nPulmonologist"),
    Rule(
        "line.runs-over",
        _runs_over,
        True,
        f"{_WRAPPED} {_WRAPPED}\n\n{_WRAPPED}\npulmonologist",
    ),
    Rule("line.unlisted", lambda at: at.before.marker is None, False, "Asthma\nGout"),
    Rule("line.spaced-list", lambda at: at.spaced, True, "- Gout\n\n- Asthma\n\n- Angina\nOf any kind"),
    Rule("line.deeper", _is_deeper, True, "- Asthma\n    Of any kind"),
    Rule("line.midway", _is_midway, True, "- Asthma\nof any kind"),
    Rule("line.new", always, False, "- Asthma\nGout"),
)


def _continues(meeting: _Meeting) -> bool:
    rule = (UNMARKED if meeting.line.marker is None else MARKED).first(meeting)
    return rule is not None and rule.then


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
        if _continues(_Meeting(text, joined[-1], line, width, spaced)):
            joined[-1].end = line.end
        else:
            joined.append(line)
    return joined
