"""Pages copied as Markdown: its marks are no part of what a page says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trialparse
from layouts.golden import FIXTURES, values_of
from trialparse.layouts.engine.lines import lines_of
from trialparse.layouts.engine.markdown import is_marked, unmarked

PAGE = (FIXTURES / "ctgov_modern.txt").read_text("utf-8")
HEADINGS = ("Study Overview", "Brief Summary", "Official Title", "Sexes Eligible for Study", "Study Type", "Phase")


@pytest.mark.parametrize("rule", ["-----", "===", "***", "___", "~~~~", "- - -"])
def test_a_line_under_a_heading_is_no_value(rule: str) -> None:
    text = PAGE
    for heading in HEADINGS:
        text = text.replace(f"\n{heading}\n", f"\n{heading}\n{rule}\n")
    assert values_of(trialparse.parse(text)) == values_of(trialparse.parse(PAGE))


@pytest.mark.parametrize("marked", ["## {0}", "**{0}**", "### **{0}**", "  #### {0}"])
def test_a_marked_heading_is_the_heading(marked: str) -> None:
    text = PAGE
    for heading in HEADINGS:
        text = text.replace(f"\n{heading}\n", f"\n{marked.format(heading)}\n")
    assert values_of(trialparse.parse(text)) == values_of(trialparse.parse(PAGE))


FIELDS = {"NCT ID": "NCT09990010", "Status": "Recruiting", "Phase": "Phase 2", "Conditions": "Gout", "Sex": "Female"}
FORMS = [
    "**{0}**: {1}",
    "**{0}:** {1}",
    "- **{0}:** {1}",
    "* **{0}**: {1}",
    "__{0}__: {1}",
    "| {0} | {1} |",
    "|**{0}**|{1}|",
]


@pytest.mark.parametrize("form", FORMS)
def test_a_marked_label_is_the_label(form: str) -> None:
    trial = trialparse.parse("\n".join(form.format(*field) for field in FIELDS.items()))
    assert (trial.id, trial.status, trial.phases, trial.conditions) == (
        "NCT09990010",
        "RECRUITING",
        ("PHASE2",),
        ("Gout",),
    )
    assert trial.eligibility is not None
    assert trial.eligibility.sex == "FEMALE"
    assert trial.evidence("id") == "NCT09990010"


def test_a_table_of_markdown_has_a_head_and_a_rule() -> None:
    rows = [f"| {name} | {value} |" for name, value in FIELDS.items()]
    trial = trialparse.parse("\n".join(["| Field | Value |", "| :--- | ---: |", *rows]))
    assert (trial.id, trial.phases) == ("NCT09990010", ("PHASE2",))


def test_list_marks_are_no_part_of_a_name() -> None:
    text = (
        "## Study Overview\n### Conditions\n- Gout\n* Hyperuricemia\n### Intervention / Treatment\n- Drug: Velorimab\n"
    )
    trial = trialparse.parse(text)
    assert trial.conditions == ("Gout", "Hyperuricemia")
    assert [each.name for each in trial.interventions] == ["Velorimab"]


@given(st.text(alphabet="#*_|-=~+: \t\nab", max_size=200))
def test_the_length_stays(text: str) -> None:
    assert len(unmarked(text)) == len(text)


PLAIN = ["Sex: All\n- Age over 18\n* BMI below 30", "Identifier Type: -\n-\n--", "1. One\n(a) two | three"]


@pytest.mark.parametrize("text", PLAIN)
def test_a_text_without_marks_is_told_so(text: str) -> None:
    assert unmarked(text) == text
    assert not is_marked(text, list(lines_of(text))) or "--" in text


SHORT = [
    "# Tea in gout\n\n**NCT ID:** NCT09990010\n\n**Status:** Recruiting\n\n",
    "Tea in gout\n===========\n\nNCT ID: NCT09990010\nStatus: Recruiting\n\n",
]
CRITERIA = [
    "**Inclusion Criteria:**\n\n- Gout\n\n**Exclusion Criteria:**\n\n- Asthma\n\n",
    "**Eligibility Criteria**\n\n**Inclusion:**\n\n- Gout\n\n**Exclusion:**\n\n- Asthma\n\n",
    "Eligibility Criteria\n----\n\nInclusion Criteria\n- Gout\n\nExclusion Criteria\n- Asthma\n\n",
]
FIELDS_BELOW = "**Ages Eligible for Study:** 18 Years to 75 Years\n\n**Sexes Eligible for Study:** Female"


@pytest.mark.parametrize("head", SHORT)
@pytest.mark.parametrize("criteria", CRITERIA)
@pytest.mark.parametrize("below", ["", FIELDS_BELOW])
def test_a_short_page_is_read(head: str, criteria: str, below: str) -> None:
    trial = trialparse.parse(head + criteria + below)
    assert (trial.id, trial.title, trial.status) == ("NCT09990010", "Tea in gout", "RECRUITING")
    found = [(each.kind, each.text) for each in trial.eligibility.criteria]
    assert found == [("inclusion", "Gout"), ("exclusion", "Asthma")]
    assert trial.eligibility.sex == ("FEMALE" if below else None)


@pytest.mark.parametrize("above", ["", "**Inclusion Criteria:**\n\n- Gout\n\n"])
@pytest.mark.parametrize("after", ["", "\n\n**Exclusion Criteria:**\n\n- Asthma"])
def test_fields_below_criteria_are_none(above: str, after: str) -> None:
    trial = trialparse.parse(f"{above}**Exclusion Criteria:**\n\n- Pregnancy\n\n{FIELDS_BELOW}{after}")
    texts = ["Gout"] * bool(above) + ["Pregnancy"] + ["Asthma"] * bool(after)
    assert [each.text for each in trial.eligibility.criteria] == texts
    assert trial.eligibility.maximum_age.value == 75
