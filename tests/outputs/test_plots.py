"""Pictures: every number in its place, units apart, and what cannot be drawn is counted."""

import sys
from typing import Any

import pytest

import trialparse as tp
from trialparse import PartialDate, Trial, parse_criteria

TEXTS = [
    "Inclusion Criteria:\n- HbA1c < 9%",
    "Inclusion Criteria:\n- HbA1c 53 to 75 mmol/mol\nExclusion Criteria:\n- HbA1c > 10.5 %",
    "Inclusion Criteria:\n- HbA1c = 8 %\n- Weight > 35 kg when HbA1c > 8%",
    "Inclusion Criteria:\n- HbA1c ≥ 1.2 × ULN",
]


def panels(chart: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows of each panel's lines, by the title of its axis."""
    made = chart.to_dict()
    data = made.get("datasets", {})

    def rows(panel: dict[str, Any]) -> list[dict[str, Any]]:
        layer = panel.get("layer", [panel])[0]
        given = layer.get("data") or panel.get("data") or made["data"]
        return list(given["values"] if "values" in given else data[given["name"]])

    return {panel.get("layer", [panel])[0]["encoding"]["x"]["title"]: rows(panel) for panel in made["vconcat"]}


def test_units_and_references_never_share_an_axis() -> None:
    chart = tp.ranges([parse_criteria(text) for text in TEXTS], "hba1c")
    drawn = panels(chart)
    assert list(drawn) == ["%", "mmol/mol", "× ULN"]
    below, above, exact = drawn["%"]
    assert (below["low"], below["high"], below["low_end"], below["high_end"]) == (None, 9.0, "open", "strict")
    assert below["from"] < 8.0
    assert (above["polarity"], above["low_end"], above["high_end"]) == ("exclusion", "strict", "open")
    assert exact["label"].startswith("? ")
    assert exact["certainty"] == "doubtful"
    said = chart.to_dict()["title"]["subtitle"]
    assert said[0] == "5 limits of 4 texts"
    assert said[-1] == "not drawn: 1 that only say when another holds"


def test_one_text_is_enough_and_labels_are_the_trials() -> None:
    trial = Trial(id="NCT01234567", eligibility=parse_criteria("HbA1c < 9% or HbA1c < 8%"))
    labels = [row["label"] for row in panels(tp.ranges(trial, "hba1c"))["%"]]
    assert labels == ["NCT01234567 U1", "NCT01234567 U1 (2)"]
    with pytest.raises(ValueError, match="no limit of 'crp'"):
        tp.ranges(iter([trial]), "crp")


def test_windows_lie_on_their_side_of_their_moment() -> None:
    text = (
        "Exclusion Criteria:\n- Surgery within 6 weeks before screening\n- Stroke more than 2 weeks before screening\n"
        "- Stable dose for at least 8 weeks before screening"
    )
    trial = Trial(eligibility=parse_criteria(text))
    (rows,) = panels(tp.timeline(trial)).values()
    surgery, stroke, dose = rows
    assert (surgery["low"], surgery["high"], surgery["low_end"], surgery["high_end"]) == (-42.0, 0.0, "inclusive", "")
    assert (stroke["low"], stroke["high"], stroke["low_end"], stroke["high_end"]) == (None, -14.0, "open", "strict")
    assert (dose["least"], dose["high"], dose["low_end"]) == (-56.0, 0.0, "open")


def test_dates_are_as_wide_as_they_are_precise() -> None:
    trial = Trial(
        start_date=PartialDate(date="2024-02", precision="month", type="ESTIMATED"),
        completion_date=PartialDate(date="2026-05-04", precision="day"),
    )
    start, end = panels(tp.timeline(trial))["date"]
    assert (start["first"], start["last"][:10], start["type"]) == ("2024-02-01", "2024-02-29", "estimated")
    assert (end["first"], end["last"][:10], end["type"]) == ("2026-05-04", "2026-05-04", "not stated")


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(ValueError, match="neither a date nor a window"):
        tp.timeline(Trial())


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(ImportError, match=r"trialparse\[plot\]"):
        tp.timeline(Trial())
    with pytest.raises(ImportError, match=r"trialparse\[plot\]"):
        tp.ranges([], "hba1c")


@pytest.mark.parametrize("given", [[Trial()], parse_criteria(TEXTS[0]), None])
def test_a_timeline_is_of_one_trial(given: Any) -> None:
    with pytest.raises(TypeError, match="timeline takes one Trial, not"):
        tp.timeline(given)


@pytest.mark.parametrize(("given", "subject"), [([Trial(), 1], "plt"), ("x", "plt"), (None, "plt"), ([], None)])
def test_ranges_are_of_trials_and_a_subject(given: Any, subject: Any) -> None:
    with pytest.raises(TypeError, match="ranges takes"):
        tp.ranges(given, subject)


def test_ranges_know_the_subjects_that_compare_knows() -> None:
    eligibility = parse_criteria("Glycated haemoglobin < 9%")
    assert list(panels(tp.ranges([eligibility], "hba1c"))) == ["%"]
    with pytest.raises(LookupError, match="neither the lexicon nor a trial has a subject 'hba1'; near to it: hba1c"):
        tp.ranges([eligibility], "hba1")
