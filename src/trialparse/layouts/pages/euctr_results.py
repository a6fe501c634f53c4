"""The EU Clinical Trials Register's page of a trial's results: what it tells of the trial, and no criterion.

A label stands on a line of its own, before a colon, a tab or blanks, or right before its value; a copy may have lost
all its line ends.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from trialparse.layouts.engine import items
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Layout, own_lines
from trialparse.layouts.engine.lines import Line, keys_text, text_of
from trialparse.layouts.engine.readers import Reader
from trialparse.values import is_missing

__all__ = ["EUCTR_RESULTS"]

_STATE = re.compile(r"[A-Z]{2}")
_ALLOCATIONS = {
    "randomised - controlled": "RANDOMIZED",
    "non-randomised - controlled": "NON_RANDOMIZED",
    "not applicable": "NA",
}
_TYPES = {"primary": "primary", "secondary": "secondary", "other pre-specified": "other", "post-hoc": "other"}
_OF_END_POINT = ("end point description", "end point type", "end point timeframe")  # under its title
_FEWEST = 3  # labels on one line by which it has lost its ends
_LONG = 120  # characters of a line in which these could stand


def _title(draft: Draft, lines: Sequence[Line]) -> None:
    """The full title of the trial, which the page has for its own."""
    _results(draft, ())
    for path in ("title", "official_title"):
        read.prose(path)(draft, lines)


def _results(draft: Draft, lines: Sequence[Line]) -> None:
    """That there are results, as the page's own labels say."""
    draft.take(lines)
    if draft.heading:
        draft.put("has_results", True, draft.heading[0].start, draft.heading[-1].end)


def _country(draft: Draft, lines: Sequence[Line]) -> None:
    """`Spain: 42`, a country and how many were enrolled there."""
    draft.take(lines)
    items.names("countries")(draft, [line.part(0, line.text.rfind(":")) for line in lines if ":" in line.text])


def _states(draft: Draft, lines: Sequence[Line]) -> None:
    """The states whose protocol it is, by their codes, where the countries are not told by name."""
    draft.take(lines)
    if draft.values.get("countries"):
        return
    for line in takewhile(_is_of_codes, lines):
        for match in _STATE.finditer(line.text):
            draft.extend("countries", match[0], line.start + match.start(), line.start + match.end())


def _is_of_codes(line: Line) -> bool:
    return all(_STATE.fullmatch(word) for word in line.text.replace(",", " ").split())


def _product(draft: Draft, lines: Sequence[Line]) -> None:
    """What was given in an arm; the arms of every period have it again."""
    draft.take(lines)
    known = {each["name"] for each in draft.values.get("interventions", ())}
    if lines and not is_missing(lines[0].text) and lines[0].text not in known:
        draft.item("interventions", name=lines[0])


def _end_point(draft: Draft, lines: Sequence[Line]) -> None:
    """An end point under its title, which is of one type or another; its figures are no field."""
    blocks = own_lines(lines, _OF_END_POINT)
    under = {block.label: block.lines for block in blocks if block.lines}
    draft.take([line for block in blocks for line in (*block.heading, *block.lines[:1])])
    title, told = under.get("", ()), under.get("end point type", ())[:1]
    kind = _TYPES.get(told[0].key) if told else None
    if title and kind is not None:
        frame = under.get("end point timeframe", ())[:1]
        about = under.get("end point description")
        draft.item("outcomes", measure=title, type=(kind, told[0]), description=about, time_frame=frame)
    elif title:
        draft.report("unknown-value", "an end point of no known type is left", [*title[:1], *told], "outcomes")


_READERS: dict[str, Reader] = {
    "clinical trial results": _title,
    "summary": read.skip,
    "eudract number": read.trial_id,
    "trial protocol": read.skip,  # by `_states`
    "global end of trial date": read.date("completion_date"),
    "results information": _results,
    "results version number": _results,
    "this version publication date": read.date("last_updated"),
    "first version publication date": read.skip,
    "other versions": read.skip,
    "version creation reason": read.skip,
    "summary report(s)": read.skip,
    "trial information": read.skip,
    "trial identification": read.skip,
    "sponsor protocol code": items.identifiers(source="org_study_id"),
    "additional study identifiers": read.skip,
    "isrctn number": items.identifiers(type="REGISTRY"),
    "us nct number": items.identifiers(type="REGISTRY"),
    "who universal trial number (utn)": items.identifiers(type="REGISTRY"),
    "other trial identifiers": read.skip,
    "sponsors": read.skip,
    "sponsor organisation name": items.sponsors("lead"),
    "sponsor organisation address": read.skip,
    "public contact": read.skip,
    "scientific contact": read.skip,
    "paediatric regulatory details": read.skip,
    "is trial part of an agreed paediatric investigation plan (pip)": read.skip,
    "does article 45 of regulation (ec) no 1901/2006 apply to this trial": read.skip,
    "does article 46 of regulation (ec) no 1901/2006 apply to this trial": read.skip,
    "results analysis stage": read.skip,
    "result analysis stage": read.skip,
    "analysis stage": read.skip,
    "date of interim/final analysis": read.skip,
    "is this the analysis of the primary completion data": read.skip,
    "primary completion date": read.date("primary_completion_date"),
    "global end of trial reached": read.skip,
    "was the trial ended prematurely": read.skip,
    "general information about the trial": read.skip,
    "main objective of the trial": read.skip,
    "main objective": read.skip,
    "protection of trial subjects": read.skip,
    "background therapy": read.skip,
    "evidence for comparator": read.skip,
    "actual start date of recruitment": read.date("start_date", kind="ACTUAL"),
    "long term follow-up planned": read.skip,
    "independent data monitoring committee (idmc) involvement": read.skip,
    "population of trial subjects": read.skip,
    "subjects enrolled per country": read.skip,
    "number of subjects enrolled per country": read.skip,
    "country: number of subjects enrolled": _country,
    "worldwide total number of subjects": items.enrollment("ACTUAL"),
    "eea total number of subjects": read.skip,
    "subjects enrolled per age group": read.skip,
    "number of subjects enrolled per age group": read.skip,
    "age groups": read.skip,
    "in utero": read.skip,
    "subject disposition": read.skip,
    "recruitment details": read.skip,
    "pre-assignment": read.skip,
    "screening details": read.skip,
    "allocation method": read.enum("design.allocation", "allocation", _ALLOCATIONS),
    "blinding used": read.enum("design.masking", "masking"),
    "roles blinded": read.skip,
    "arm title": read.skip,
    "arm description": read.skip,
    "arm type": read.skip,
    "investigational medicinal product name": _product,
    "investigational medicinal product code": read.skip,
    "pharmaceutical forms": read.skip,
    "routes of administration": read.skip,
    "dosage and administration details": read.skip,
    "baseline characteristics": read.skip,
    "reporting groups": read.skip,
    "end points": read.skip,
    "end point title": _end_point,
    "adverse events": read.skip,
    "adverse events information": read.skip,
    "more information": read.skip,
}
_OWN = frozenset({"clinical trial results", "results version number", "global end of trial date"})
_LABELS = sorted((*_READERS, *_OF_END_POINT), key=len, reverse=True)


@cache
def _label() -> re.Pattern[str]:
    """A label and what shows that it is one: a sign, blanks, or a capital or a figure behind it."""
    labels = "|".join(re.escape(label).replace("\\ ", "[ ]{1,3}") for label in _LABELS)
    return re.compile(rf"(?i:(?P<label>{labels}))(?:\s{{0,3}}[:?]|[ \t]{{2,}}|\t|(?=[ ]?(?![a-z ])))")


def _divided(lines: Sequence[Line]) -> Sequence[Line]:
    """Each label on a line by itself, in a page that has several."""
    keys = keys_text(lines)
    if not any(label in keys for label in _OWN) or not any(label in text_of(lines).lower() for label in _OWN):
        return lines
    found: list[Line] = []
    for line in lines:
        found += _parts(line)
    return found


def _parts(line: Line) -> Iterator[Line]:
    """A line's labels and what stands behind each; within a line, where several show that it has lost its ends."""
    labels = (
        [match for match in _label().finditer(line.text) if match[0][0].isupper()] if len(line.text) > _LONG else []
    )
    if len(labels) < _FEWEST:
        labels = [match for match in [_label().match(line.text)] if match]
    starts = [*(match.start() for match in labels), len(line.text)]
    if starts[0] > 0:
        yield line.part(0, starts[0])
    for match, end in zip(labels, starts[1:], strict=True):
        label = line.part(*match.span())
        yield label._replace(key=" ".join(match["label"].lower().split()))
        if line.text[match.end() : end].strip():
            yield line.part(match.end(), end)


EUCTR_RESULTS = Layout(
    name="euctr_results",
    readers=_READERS,
    cut=own_lines,
    signs=frozenset(_READERS),
    own=_OWN,
    needed=4,
    registry="EU Clinical Trials Register",
    day_first=True,
    joint={("trial protocol",): _states},
    divide=_divided,
)
