"""Outcomes: several in one text, each with its time point where the register has a word for that."""

import re
from collections.abc import Iterator
from typing import Any

from trialparse.text import clean
from trialparse.values import is_missing

__all__ = ["objectives_of", "outcomes_of"]

_BETWEEN = re.compile(r";(?=\S)|\n")  # a semicolon with a blank behind it may as well stand within one
_TIME = re.compile(
    r"\[\s{0,3}time\s?frame\s?:?\s{0,3}(?P<framed>[^\[\]]{1,400})\]"
    r"|(?:\b|(?-i:(?<=[a-z\d)])(?=T)))(?:time\s?points?|time\s?frame)\s?[:：]\s{0,3}"
    r"(?P<told>.{1,400}?)(?=\.?\s{1,3}(?:method of measurement|measure)\s?:|\Z)",
    re.IGNORECASE,
)
_FRAMED = re.compile(r"\A\s{0,9}time\s?frame\s?:?", re.IGNORECASE)
_METHOD = re.compile(r"(?:\bmethod of measurement|\A\s{0,9}measure)\s?[:：]\s{0,3}", re.IGNORECASE)
_NAME = re.compile(r"name\s?[:：]\s{0,3}", re.IGNORECASE)
_BRACKETED = {"ACTRN", "SLCTR"}  # whose outcomes end in their time point, in square brackets
_BRACKET = re.compile(r"(?P<words>[^\[\]]{1,20000})\[(?P<framed>[^\[\]]{1,2000})\]\s{0,9};?")
# The fields of the EU's form, one behind the other.
_FORM = re.compile(
    r"(?:\A|[;\n])\s{0,3}(?:(?P<objective>(?:main|secondary) objectives?(?: of the trial)?)"
    r"|(?P<measure>(?:primary|secondary) end ?points?(?:\(s\))?)"
    r"|(?P<time>time ?points?(?:\(s\))? of evaluation of this end ?point))\s?[:：]",
    re.IGNORECASE,
)


def outcomes_of(kind: str, text: str | None, register: str | None = None) -> Iterator[dict[str, Any]]:
    """The outcomes of a kind; `register` is the key of the trial's register.

    >>> list(outcomes_of("primary", "Pain. Timepoint: day 7. Method of measurement: scale.;Fever"))[0]["time_frame"]
    'day 7'
    >>> [each["measure"] for each in outcomes_of("primary", "Main Objective: To compare;Primary end point(s): Pain")]
    ['Pain']
    """
    if text is None:
        return iter(())
    if _FORM.search(text):
        found = _of_form(text)
    elif register in _BRACKETED and _BRACKET.match(text):
        found = map(_bracketed, _BRACKET.finditer(text))
    else:
        found = _of_lines(text)
    return ({"type": kind} | each for each in found)


def objectives_of(*texts: str | None) -> str | None:
    """The objectives that the EU's form states beside the outcomes.

    >>> objectives_of("Main Objective: To compare pain;Primary end point(s): Pain")
    'Main Objective: To compare pain'
    """
    told = [part for text in texts if text for part in _parts(text) if part[0] == "objective"]
    return "\n".join(f"{label}: {words}" for _, label, words in told) or None


def _of_lines(text: str) -> Iterator[dict[str, Any]]:
    """An outcome a line; a line that has no measure says more of the last one."""
    last: dict[str, Any] = {}
    for part in _BETWEEN.split(text):
        if is_missing(part.strip(" ;.")):
            continue
        found = _read(part)
        if last and "measure" not in found:
            last |= found
            continue
        if last:
            yield last
        last = found if "measure" in found else {"measure": part.strip(" ;")}
    if last:
        yield last


def _read(part: str) -> dict[str, Any]:
    """An outcome with its time point and the method behind it."""
    time, method = _TIME.search(part), _METHOD.search(part)
    ends = [match.start() for match in (time, method) if match is not None]
    measure = part[: min(ends, default=len(part))].strip(" ;,")
    measure = _NAME.sub("", measure, count=1) if _NAME.match(measure) else measure
    frame = next(filter(None, time.groupdict().values()), "") if time else ""
    found = {
        "measure": measure.rstrip(".") if ends else measure,
        "time_frame": frame.strip(" ;."),
        "description": part[method.end() :].strip(" ;.") if method else "",
    }
    return {name: words for name, words in found.items() if words}


def _bracketed(match: re.Match[str]) -> dict[str, Any]:
    """`Pain on a scale of ten [at 15 days]`; what stands on lines of its own describes it."""
    measure, _, description = match["words"].strip(" ;\n").partition("\n")
    framed = _FRAMED.sub("", match["framed"], count=1).strip()
    return {"measure": measure.strip(), "description": description.strip(), "time_frame": framed}


def _parts(text: str) -> Iterator[tuple[str, str, str]]:
    """The fields of the EU's form: what it is, its label, its words."""
    matches = list(_FORM.finditer(text))
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        words = clean(text[match.end() : after.start() if after else len(text)]).strip(" ;")
        if match.lastgroup is not None and not is_missing(words):
            yield match.lastgroup, clean(match[match.lastgroup]), words


def _of_form(text: str) -> Iterator[dict[str, Any]]:
    parts = list(_parts(text))
    times = "; ".join(words for what, _, words in parts if what == "time")
    return ({"measure": words, "time_frame": times} for what, _, words in parts if what == "measure")
