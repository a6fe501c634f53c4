"""The EU Clinical Trials Register's page and text: a code, a label and a value, a record for each member state."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from trialparse.layouts.engine import items, overviews
from trialparse.layouts.engine import readers as read
from trialparse.layouts.engine.draft import Draft
from trialparse.layouts.engine.layout import Block, Layout
from trialparse.layouts.engine.lines import Line
from trialparse.layouts.engine.readers import Reader
from trialparse.layouts.pages import euctr_readers as form
from trialparse.layouts.pages.euctr_form import FIELDS, FURNITURE, HEAD, PRODUCTS, cut_form, form_lines
from trialparse.layouts.pages.euctr_products import products

__all__ = ["EUCTR"]

_TRANSLATION = "translation"
_LANGUAGE = re.compile(r" \([a-z]{2}\)\Z")
_OPENING = ("EudraCT Number", "A.1", "A.2")  # what opens a record: the first of these that a text has


def _cut(lines: Sequence[Line], labels: Iterable[str]) -> list[Block]:
    """Blocks by code."""
    return list(_in_one_language(cut_form(lines)))


def _openings(lines: Sequence[Line]) -> list[int]:
    """The places of the lines at which a record begins."""
    places = ([place for place, line in enumerate(lines) if line.key == key] for key in _OPENING)
    return next(filter(None, places), [])


def _in_one_language(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each field once: in a second language it is a translation, unless it stands in that language alone."""
    filled: set[str] = set()
    for block in blocks:
        code = _LANGUAGE.sub("", block.label)
        translated = code != block.label and code in filled
        if block.lines and not translated:
            filled.add(code)
        yield replace(block, label=_TRANSLATION if translated else code)


def _translation(draft: Draft, lines: Sequence[Line]) -> None:
    draft.take(lines)
    draft.report("translation", "the same in a second language, left as it is", lines, None, "info")


_READERS: dict[str, Reader] = {
    **dict.fromkeys((FURNITURE, *HEAD, *FIELDS), read.skip),
    _TRANSLATION: _translation,
    "EudraCT Number": read.trial_id,
    "Sponsor's Protocol Code Number": form.number(source="org_study_id"),
    "National Competent Authority": form.authority,
    "Trial Status": form.status,
    "Trial results": form.results,
    "A.1": form.country,
    "A.2": read.trial_id,
    "A.3": read.prose("official_title"),
    "A.3.1": read.prose("title"),
    "A.3.2": form.acronym,
    "A.4.1": form.number(source="org_study_id"),
    "A.5.1": form.number(type="REGISTRY"),
    "A.5.2": form.number(type="REGISTRY"),
    "A.5.3": form.number(type="REGISTRY"),
    "A.5.4": form.number(type="OTHER"),
    "B.1.1": items.sponsors("lead"),
    "B.3.1": form.sponsor_class,
    "B.5.2": form.contact("name"),
    "B.5.4": form.contact("phone"),
    "B.5.6": form.contact("email"),
    PRODUCTS: products,
    "E.3": form.criteria("inclusion"),
    "E.4": form.criteria("exclusion"),
    "E.5.1": form.outcome("primary"),
    "E.5.1.1": form.time_frame("primary"),
    "E.5.2": form.outcome("secondary"),
    "E.5.2.1": form.time_frame("secondary"),
    "E.8.6.3": overviews.country_states,
    "F.3.1": read.flag("eligibility.healthy_volunteers"),
    **dict.fromkeys(("H.4", "H.4.1", "H.4.2"), form.country),
    "P. End of Trial Status": form.status,
    "P. Date of the global end of the trial": read.date("completion_date"),
}

EUCTR = Layout(
    name="euctr",
    readers=_READERS,
    cut=_cut,
    signs=frozenset((*HEAD, *FIELDS)),
    needed=3,
    registry="EU Clinical Trials Register",
    day_first=True,
    joint={
        ("E.1.1", "E.1.1.1"): form.conditions,
        ("E.7.1", "E.7.2", "E.7.3", "E.7.4"): form.phases,
        ("F.1.1", "F.1.2", "F.1.3"): overviews.age_groups,
        ("F.2.1", "F.2.2"): form.sex,
        ("F.4.2.2", "F.4.2.1", "F.4.1", "E.8.5", "E.8.6.1"): form.enrollment,
        ("E.8.1.1",): form.one_of("design.allocation", "RANDOMIZED"),
        ("E.8.1.2", "E.8.1.3", "E.8.1.4"): form.one_of("design.masking", "NONE", "SINGLE", "DOUBLE"),
        ("E.8.1.5", "E.8.1.6"): form.one_of("design.intervention_model", "PARALLEL", "CROSSOVER"),
    },
    openings=_openings,
    divide=form_lines,
)
