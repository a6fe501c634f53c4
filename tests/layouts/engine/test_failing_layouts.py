"""A layout of a pack may do anything: the page is read all the same, and what failed is said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from trialparse import Pack, Parser, Trial
from trialparse.layouts import LAYOUTS, Draft, Layout, Line, colons, faults, items
from trialparse.layouts import readers as read

READERS = {
    "name": read.text("title"),
    "state": read.enum("status", "status"),
    "wanted": read.count,
    "who can join": items.criteria("inclusion"),
    "odd": read.skip,
}
SOUND = Layout(name="riverland", readers=READERS, cut=colons, signs=frozenset(READERS), needed=4, where="river.py:1")
PAGE = "Name: Bread\nState: Recruiting\nWanted: 40\nOdd: 7\nWho can join: Age over 18 years\n"


def draft_set(name: str, value: Any) -> Callable[[Draft, Sequence[Line]], None]:
    """A reader that writes past the draft's own ways."""
    return lambda draft, lines: setattr(draft, name, value)


def put(path: str, value: Any, start: Any = 0, end: Any = 4) -> Callable[[Draft, Sequence[Line]], None]:
    return lambda draft, lines: draft.put(path, value, start, end)


def raises(error: BaseException) -> Callable[..., Any]:
    def fail(*given: Any) -> Any:
        raise error

    return fail


class UnspeakableError(Exception):
    def __str__(self) -> str:
        raise RuntimeError


ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)


# A reader that is wrong, and what is said of it; all else on the page is read.
ODD: dict[str, tuple[Any, str]] = {
    "raises": (raises(KeyError("x")), r"label 'odd': test_failing_layouts.py:\d+: KeyError: 'x'"),
    "exits": (raises(SystemExit(1)), "SystemExit: 1"),
    "cannot say why": (raises(UnspeakableError()), "UnspeakableError"),
    "says half a character": (raises(ValueError("\ud800")), r"ValueError: \\ud800"),
    "recurses": (lambda draft, lines: ODD["recurses"][0](draft, lines), "RecursionError"),
    "is no function": ("text title", "'str' object is not callable"),
    "takes one argument": (lambda draft: None, "positional argument"),
    "no field": (put("titel", "Bread"), "titel: Extra inputs are not permitted"),
    "no field within": (put("design.colour", "red"), "design.colour: Extra inputs"),
    "a field of a scalar": (put("title.first", "Bread"), "label 'odd'"),
    "another type": (put("study_type", 7), "study_type: Input should be a valid string"),
    "half a character": (put("study_type", "\ud800"), "study_type: "),
    "no date": (put("start_date", "soon"), "start_date: Input should be a valid dictionary"),
    "a date that is none": (put("start_date", {"date": "soon", "precision": "day"}), "start_date: "),
    "no flag": (put("has_results", "perhaps"), "has_results: Input should be a valid boolean"),
    "no age": (put("eligibility.minimum_age", {"value": "NaN", "unit": "Years"}), "eligibility.minimum_age.value: "),
    "no unit": (put("eligibility.minimum_age", {"value": 1, "unit": "years"}), "eligibility.minimum_age.unit: "),
    "eligibility that is none": (put("eligibility", Trial()), "eligibility: "),
    "no list": (put("phases", "PHASE2"), "phases: Input should be a valid tuple"),
    "no enum": (lambda draft, lines: draft.item("outcomes", measure=lines, type=("x", lines[0])), r"0\]\.type: Input"),
    "a list in itself": (put("phases", ENDLESS), "phases: Input should be"),
    "an item without its name": (lambda draft, lines: draft.item("sponsors", role=lines), "sponsors: Field required"),
    "no place": (put("study_type", "x", None, None), "no place in the text: None to None"),
    "a place beyond": (put("study_type", "x", 0, 10_000), "no place in the text: 0 to 10000"),
    "a place backwards": (put("study_type", "x", 4, 2), "no place in the text: 4 to 2"),
    "a path that is none": (put(7, "x"), "label 'odd'"),  # type: ignore[arg-type]
    "no severity": (lambda draft, lines: draft.report("x", "x", lines, None, "bad"), "diagnostics: not all are"),
    "half a character said": (lambda draft, lines: draft.report("x", "\udfff"), "diagnostics: not all are"),
    "no diagnostic": (lambda draft, lines: draft.diagnostics.append("x"), "diagnostics: not all are"),
    "no span": (lambda draft, lines: draft.spans.update({"study_type": (0, 9_999)}), "spans: not all are"),
    "no section": (lambda draft, lines: draft.sections.append((0, 5, "both")), "sections: not all are"),
    "a section beyond": (lambda draft, lines: draft.sections.append((0, 5_000, "inclusion")), "sections: not all are"),
}  # fmt: skip


def trial_of(layout: Layout, page: str = PAGE) -> Trial:
    trial = Parser(packs=[Pack("mine", "1.0", layouts=[layout])]).parse(page)
    trial.model_dump_json()
    return trial


def failures(trial: Trial) -> list[str]:
    return [each.message for each in trial.diagnostics if each.code == "layout-failed" and each.severity == "error"]


@pytest.mark.parametrize("name", ODD)
def test_a_bad_reader_costs_its_own_field_alone(name: str) -> None:
    reader, said = ODD[name]
    layout = replace(SOUND, readers=READERS | {"odd": reader})
    trial = trial_of(layout)
    assert (trial.layout, trial.title, trial.status) == ("riverland", "Bread", "RECRUITING")
    assert trial.enrollment is not None
    assert trial.enrollment.count == 40
    assert trial.eligibility is not None
    assert [criterion.kind for criterion in trial.eligibility.criteria] == ["inclusion"]
    (message,) = failures(trial)
    assert message.startswith("layout 'riverland' (river.py:1): ")
    assert re.search(said, message)
    assert any(re.search(said, fault) for fault in faults(layout))


# What keeps a layout from reading at all: the page is read in the next best layout.
BROKEN: dict[str, dict[str, Any]] = {
    "cut raises": {"cut": raises(ValueError("no cut"))},
    "cut exits": {"cut": raises(SystemExit())},
    "cut gives nothing": {"cut": lambda lines, labels: None},
    "cut gives words": {"cut": lambda lines, labels: ["name", "state"]},
    "no cut": {"cut": None},
    "openings raise": {"openings": raises(ValueError("no openings"))},
    "openings give words": {"openings": lambda lines: ["a", "b"]},
    "openings beyond": {"openings": lambda lines: [0, 400]},
    "signs are a list": {"signs": ["name", "state"]},
    "signs are none": {"signs": None},
    "needed is a word": {"needed": "four"},
    "own is a word": {"own": "name"},
    "readers are none": {"readers": None},
    "joint is a list": {"joint": [1]},
    "values are lost": {"readers": READERS | {"odd": draft_set("values", None)}},
    "values are a trial": {"readers": READERS | {"odd": draft_set("values", Trial())}},
    "spans are lost": {"readers": READERS | {"who can join": draft_set("spans", None)}},
    "diagnostics are lost": {"readers": READERS | {"who can join": draft_set("diagnostics", None)}},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_layout_leaves_the_page_to_the_others(name: str) -> None:
    layout = replace(SOUND, **BROKEN[name])
    trial = trial_of(layout)
    assert trial.layout is None
    assert trial.eligibility is not None
    assert failures(trial)
    assert failures(trial)[0].startswith("layout 'riverland' (river.py:1): ")
    assert faults(layout)


def test_a_name_that_is_none_is_no_layout_of_a_trial() -> None:
    trial = trial_of(replace(SOUND, name=7))  # type: ignore[arg-type]
    assert trial.layout is None
    assert "the name of a layout is a str, not 7" in failures(trial)[0]


def test_a_joint_reader_may_fail() -> None:
    layout = replace(SOUND, joint={("name", "state"): raises(ValueError("both"))})
    trial = trial_of(layout)
    assert (trial.layout, trial.title) == ("riverland", "Bread")
    assert re.search(r"label 'name, state': .*ValueError: both", failures(trial)[0])


def test_eligibility_that_is_no_place() -> None:
    trial = trial_of(replace(SOUND, readers=READERS | {"who can join": draft_set("eligibility", ("a", None))}))
    assert (trial.title, trial.eligibility) == ("Bread", None)
    assert "eligibility: not all are what they must be" in failures(trial)[0]


def test_what_is_left_out_has_no_characters_and_its_place_is_shown() -> None:
    trial = trial_of(replace(SOUND, readers=READERS | {"odd": put("design.colour", "red", 46, 47)}))
    assert "design.colour" not in trial.spans
    (found,) = [each for each in trial.diagnostics if each.code == "layout-failed"]
    assert (found.path, found.spans[0].of(PAGE)) == ("design.colour", PAGE[46:47])


def test_whoever_stops_the_program_stops_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        trial_of(replace(SOUND, readers=READERS | {"odd": raises(KeyboardInterrupt())}))


def test_a_layout_names_the_line_that_made_it() -> None:
    assert re.fullmatch(r"test_failing_layouts\.py:\d+", Layout("x", READERS, colons, frozenset(READERS)).where)


def test_a_sound_layout_has_no_fault() -> None:
    assert faults(SOUND, PAGE) == []
    assert faults(SOUND, "Title: Bread") == [
        "layout 'riverland' (river.py:1): it does not know the page, which shows 0 of its signs"
    ]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.where)
def test_the_layouts_themselves_have_no_fault(layout: Layout) -> None:
    assert faults(layout) == []
