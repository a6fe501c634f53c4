"""Whatever becomes of a page, it gives a trial, and every value has its characters."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trialparse import parse
from trialparse.layouts import read_page
from trialparse.model import Trial
from trialparse.text import fold

FIXTURES = Path(__file__).parents[1] / "fixtures"
PAGES = {path.stem: path.read_text("utf-8").split("\n") for path in sorted(FIXTURES.glob("*.txt"))}
EVERY_LINE = sorted({line for lines in PAGES.values() for line in lines})


def assert_reads(text: str) -> None:
    reading = read_page(text, fold(text))
    spans = {path: {"start": start, "end": end} for path, (start, end) in reading.spans.items()}
    assert "layout-failed" not in {each["code"] for each in reading.diagnostics}
    Trial.model_validate(reading.values | {"spans": spans, "diagnostics": reading.diagnostics, "text": text})
    places = [*reading.spans.values(), *((start, end) for start, end, _ in reading.sections)]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    if reading.eligibility is not None:
        first, last = reading.eligibility
        assert first < last
        assert all(first <= start and end <= last for start, end, _ in reading.sections)


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_a_page_with_lines_lost_and_moved(name: str, data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(PAGES[name]), min_size=8, max_size=60))
    assert_reads("\n".join(kept))


@given(st.lists(st.sampled_from(EVERY_LINE), max_size=80))
@settings(max_examples=200, deadline=None)
def test_lines_of_all_pages(lines: list[str]) -> None:
    assert_reads("\n".join(lines))


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_every_head_of_a_page(name: str) -> None:
    lines = PAGES[name]
    for end in range(1, len(lines)):
        assert_reads("\n".join(lines[:end]))


CRITERIA = "Inclusion Criteria\n- Gout\nExclusion Criteria\n- Asthma\n- Pregnancy\n"
HEADS = ["", "Tea in gout\nNCT05551234\n", "Title: Tea in gout\nTrial ID: NCT05551234\nStatus: Recruiting\n"]
BELOW = [
    "Locations\nColombo, Sri Lanka",
    "Contact us\ninfo@example.org",
    "Trial design\nRandomised, parallel",
    "Minimum age\n18 Years",
    "Planned sample size\n240",
    "Planned sample size: 240\nPrimary sponsor: A clinic",
    "Study & Design\nInterventional",
    "年齢下限\n18歳 以上",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("after", ["", "\nExclusion criteria for part B\n- Angina"])
def test_a_label_of_some_register_ends_the_criteria(head: str, below: str, after: str) -> None:
    trial = parse(f"{head}{CRITERIA}{below}{after}")
    texts = ["Gout", "Asthma", "Pregnancy"] + ["Angina"] * bool(after)
    assert [each.text for each in trial.eligibility.criteria] == texts


@pytest.mark.parametrize(
    "line", ["- Study population: adults", "Healthy volunteers:", "Age", "Control: none in a year"]
)
def test_groups_of_criteria_do_not(line: str) -> None:
    trial = parse(f"{CRITERIA}{line}\n- Angina")
    assert trial.eligibility.criteria[-1].text == "Angina"
    assert "unread-lines" not in [each.code for each in trial.diagnostics]
