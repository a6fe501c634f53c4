"""The EU register's page of results: what it tells of the trial, in every spacing, and never a criterion."""

import pytest

import trialparse as tp
from layouts.golden import values_of

ID = "2026-500123-41"
TITLE = "Heronib against prednisone in sarcoidosis"
SUMMARY = (
    ("EudraCT number", ID),
    ("Trial protocol", "EE  FI  "),
    ("Global end of trial date", "27 May 2026"),
)
VERSIONS = (
    ("Results version number", "v1(current)"),
    ("This version publication date", "03 Dec 2026"),
    ("First version publication date", "01 Dec 2026"),
    ("Other versions", ""),
    ("Summary report(s)", "Synopsis"),
)
MORE = (
    ("Sponsor protocol code", "HERON-2"),
    ("ISRCTN number", "-"),
    ("US NCT number", "NCT01234567"),
    ("WHO universal trial number (UTN)", "-"),
    ("Sponsor organisation name", "Heron AS"),
    ("Public contact", "Desk, Heron AS, desk@example.org"),
    ("Primary completion date", "30 Apr 2026"),
    ("Global end of trial reached?", "Yes"),
    ("Main objective of the trial", "Inclusion Criteria: whether age over 18 tells of relapse."),
    ("Actual start date of recruitment", "14 Jan 2025"),
    ("Country: Number of subjects enrolled", "Estonia: 42"),
    ("Country: Number of subjects enrolled", "Finland: 12"),
    ("Worldwide total number of subjects", "54"),
    ("EEA total number of subjects", "54"),
    ("Allocation method", "Randomised - controlled"),
    ("Blinding used", "Double blind"),
    ("Investigational medicinal product name", "Heronib"),
    ("Investigational medicinal product name", "Heronib"),
)
# What stands between label and value, and at a line's end.
SPACINGS = {
    "a cell a line": ("\n", "\n"),
    "tabs": ("\t", "\n"),
    "colons": (": ", "\n"),
    "glued": ("", "\n"),
    "a blank": (" ", "\n"),
    "blank lines": ("\n\n", "\n\n"),
    "carriage returns": ("\t\r\n", "\r\n"),
    "line ends lost": ("", ""),
}


def day(date: str) -> dict[str, str]:
    return {"date": date, "precision": "day"}


SHORT = {
    "layout": "euctr_results",
    "id": ID,
    "registry": "EU Clinical Trials Register",
    "title": TITLE,
    "official_title": TITLE,
    "has_results": True,
    "last_updated": day("2026-12-03"),
    "completion_date": day("2026-05-27"),
}
LONG = SHORT | {
    "start_date": day("2025-01-14") | {"type": "ACTUAL"},
    "primary_completion_date": day("2026-04-30"),
    "enrollment": {"count": 54, "type": "ACTUAL"},
    "design": {"allocation": "RANDOMIZED", "masking": "DOUBLE"},
    "interventions": [{"name": "Heronib"}],
    "sponsors": [{"name": "Heron AS", "role": "lead"}],
    "countries": ["Estonia", "Finland"],
    "identifiers": [{"id": "HERON-2", "source": "org_study_id"}, {"id": "NCT01234567", "type": "REGISTRY"}],
}


def page(spacing: str, whole: bool) -> str:
    between, end = SPACINGS[spacing]
    head = f"Clinical Trial Results:{end}{TITLE}"
    parts = [("Summary", SUMMARY), ("Results information", VERSIONS), *([("Trial information", MORE)] if whole else [])]
    rows = [[name, *(f"{label}{between}{value}" for label, value in part)] for name, part in parts]
    return end.join([head, *(row for part in rows for row in part)]) + end


@pytest.mark.parametrize("spacing", SPACINGS)
def test_every_field(spacing: str) -> None:
    assert values_of(tp.parse(page(spacing, whole=False))) == SHORT | {"countries": ["EE", "FI"]}
    trial = tp.parse(page(spacing, whole=True))
    assert values_of(trial) == LONG
    assert trial.eligibility is None
    assert [each.code for each in trial.diagnostics] == []


def test_a_title_on_several_lines_is_one() -> None:
    text = page("a cell a line", whole=False).replace(" in sarcoidosis", "\nin sarcoidosis")
    assert tp.parse(text).title == TITLE


def test_states_outside_the_union_are_none_by_code() -> None:
    text = page("a cell a line", whole=False).replace("EE  FI  ", "Outside EU/EEA")
    assert tp.parse(text).countries == ()


def test_words_of_a_text_are_no_labels() -> None:
    text = page("a cell a line", whole=True).replace(
        "whether age", "the\nTrial protocol of 2020 and\nend points were whether"
    )
    assert values_of(tp.parse(text)) == LONG


def test_the_page_as_saved() -> None:
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (*SUMMARY, *VERSIONS, *MORE))
    html = (
        f"<!DOCTYPE html><html><body><h1>Clinical Trial Results:<br>{TITLE}</h1><h2>Summary</h2><table>{rows}</table>"
    )
    assert values_of(tp.parse(tp.read(html.encode()))) == LONG


END_POINT = """End points
Primary: Relapse
End point title
Relapse of sarcoidosis
End point description
Any new node
on a scan.
End point type
{}
End point timeframe
Week 52
Number of subjects analysed
54
End point title
Quality of life
End point type
Other pre-specified
"""


def test_end_points() -> None:
    trial = tp.parse(page("a cell a line", whole=True) + END_POINT.format("Primary"))
    assert values_of(trial)["outcomes"] == [
        {
            "measure": "Relapse of sarcoidosis",
            "type": "primary",
            "description": "Any new node on a scan.",
            "time_frame": "Week 52",
        },
        {"measure": "Quality of life", "type": "other"},
    ]


def test_an_end_point_of_no_known_type_is_told() -> None:
    trial = tp.parse(page("tabs", whole=True) + END_POINT.format("Exploratory"))
    assert [each.measure for each in trial.outcomes] == ["Quality of life"]
    (said, *_) = [each for each in trial.diagnostics if each.code == "unknown-value"]
    assert [trial.text[span.start : span.end] for span in said.spans] == ["Relapse of sarcoidosis", "Exploratory"]
