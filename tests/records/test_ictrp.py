"""WHO rows, from XML and from a table, in the words of the registers they come from."""

from typing import Any
from xml.sax.saxutils import escape

import pytest

from trialparse import Trial, parse, parse_record

ROW = {
    "Export_date": "09/18/2026 10:42:00",
    "TrialID": "ChiCTR2600012345",
    "Last_Refreshed_on": "24 August 2026",
    "Public_title": "Maintenance of colorectal cancer",
    "Scientific_title": "A trial of maintenance<br>with capecitabine",
    "Primary_sponsor": "Riverside Hospital",
    "Secondary_Sponsor": "Nil known",
    "Source_Register": "ChiCTR",
    "Recruitment_Status": "Not Recruiting",
    "Inclusion_agemin": "18",
    "Inclusion_agemax": "0 N/A (No limit)",
    "Inclusion_gender": "<br>Female: yes<br>Male: yes<br>",
    "Date_registration": "05/08/2026",
    "Date_enrollement": "08/07/2026",
    "Target_size": "Capecitabine group:49;S-1 group:49;follow-up group:52;",
    "Study_type": "Interventional study",
    "Phase": "Phase II/III",
    "Countries": "China;Asia(except Japan);China",
    "Contact_Firstname": "Li;",
    "Contact_Lastname": "Wei;Office",
    "Contact_Tel": "+86 731 5550 0000;",
    "Inclusion_Criteria": "1. Age 18 to 75 years;&#x0D;<br>2. ECOG 0-1",
    "Exclusion_Criteria": "1. Pregnancy<br>2. ALT > 2.5 x ULN",
    "Condition": "Colorectal cancer<br>Colon cancer",
    "Intervention": "Drug: Capecitabine;Drug: S-1",
    "Primary_outcome": "Disease-free survival; 3 years",
    "Secondary_ID": "NCT09000009;Nil known",
    "results_yes_no": "",
}


def as_xml(*rows: dict[str, str]) -> str:
    def trial(row: dict[str, str]) -> str:
        fields = (f"<{name}>{escape(words).replace('&amp;#x', '&#x')}</{name}>" for name, words in row.items())
        return f"<Trial>{''.join(fields)}</Trial>"

    body = "".join(map(trial, rows))
    return f'<?xml version="1.0" encoding="UTF-8"?><Trials_downloaded_from_ICTRP>{body}</Trials_downloaded_from_ICTRP>'


FROM_XML, FROM_ROW = parse(as_xml(ROW)), parse_record(ROW)


@pytest.mark.parametrize("trial", [FROM_XML, FROM_ROW], ids=["xml", "row"])
def test_every_field(trial: Trial) -> None:
    assert (trial.id, trial.registry, trial.status) == ("ChiCTR2600012345", "ChiCTR", "Not Recruiting")
    assert trial.official_title == "A trial of maintenance with capecitabine"
    assert [date.date for date in (trial.start_date, trial.last_updated) if date] == ["2026-07-08", "2026-08-24"]
    assert trial.enrollment is not None
    assert trial.enrollment.count == 150
    assert (trial.study_type, trial.phases) == ("INTERVENTIONAL", ("PHASE2", "PHASE3"))
    assert trial.countries == ("China", "Asia(except Japan)")
    assert trial.conditions == ("Colorectal cancer", "Colon cancer")
    assert [(each.name, each.type) for each in trial.interventions] == [("Capecitabine", "DRUG"), ("S-1", "DRUG")]
    assert [each.measure for each in trial.outcomes] == ["Disease-free survival; 3 years"]
    assert [(each.name, each.role) for each in trial.sponsors] == [("Riverside Hospital", "lead")]
    assert [each.id for each in trial.identifiers] == ["NCT09000009"]
    assert [(each.name, each.phone) for each in trial.contacts] == [("Li Wei", "+86 731 5550 0000"), ("Office", None)]
    eligibility = trial.eligibility
    assert eligibility is not None
    assert (eligibility.sex, eligibility.maximum_age) == ("ALL", None)
    assert [each.text for each in eligibility.inclusion] == ["Age 18 to 75 years;", "ECOG 0-1"]
    assert [each.text for each in eligibility.exclusion] == ["Pregnancy", "ALT > 2.5 x ULN"]


def test_layouts_name_the_form() -> None:
    assert (FROM_XML.layout, FROM_ROW.layout) == ("ictrp_xml", "ictrp_row")


def test_what_is_unknown_is_said() -> None:
    found = {(each.code, each.path) for each in FROM_XML.diagnostics}
    assert {("unknown-value", "status"), ("summed-count", "enrollment.count"), ("unread-fields", None)} <= found
    assert "Date_registration" in FROM_XML.diagnostics[-1].message


def read(**fields: Any) -> Trial:
    return parse_record({"TrialID": "NCT09000001", **fields})


@pytest.mark.parametrize(
    ("words", "date"),
    [("05/08/2026", "2026-08-05"), ("2021/07/27", "2021-07-27"), ("2022-12-23", "2022-12-23"), ("May 2015", "2015-05"),
     ("August 15, 2026", "2026-08-15")],
)  # fmt: skip
def test_dates_are_day_first(words: str, date: str) -> None:
    trial = read(Date_enrollement=words)
    assert trial.start_date is not None
    assert trial.start_date.date == date
    assert {each.code for each in trial.diagnostics} <= {"assumed-date-order"}


def test_one_field_may_hold_both_kinds_of_criteria() -> None:
    both = "Inclusion criteria:<br>1. Age 18 years or older<br>Exclusion criteria:<br>1. Stroke"
    eligibility = read(Inclusion_Criteria=both).eligibility
    assert eligibility is not None
    assert [len(eligibility.inclusion), len(eligibility.exclusion)] == [1, 1]


def test_interventions_in_prose_are_left() -> None:
    trial = read(Intervention="Group A: 20 minutes of walking; Group B: usual care")
    assert trial.interventions == ()
    assert [each.code for each in trial.diagnostics] == ["unread-fields"]


def test_ids_stay_as_the_platform_spells_them() -> None:
    trial = parse_record({"TrialID": "JPRN-UMIN000040516", "Source_Register": "JPRN"})
    assert (trial.id, trial.registry) == ("JPRN-UMIN000040516", "JPRN")


def test_of_several_trials_the_first_is_read() -> None:
    trial = parse(as_xml(ROW, ROW | {"TrialID": "ISRCTN12345678"}))
    assert trial.id == "ChiCTR2600012345"
    assert "several-trials" in {each.code for each in trial.diagnostics}


_BOTH = "Inclusion Criteria:\n\n  -  Gout for a year or\n     more\n\n{} Criteria:\n\n  -  Dialysis\n"


@pytest.mark.parametrize("register", ["NCT09990001", "ISRCTN99900012"])
@pytest.mark.parametrize("heading", ["Exclusion", "Key Exclusion", "EXCLUSION"])
@pytest.mark.parametrize("other", ["", "N/A", None])
def test_a_field_with_the_headings_of_both_kinds_conflicts_with_none(
    register: str, heading: str, other: str | None
) -> None:
    row = {"TrialID": register, "Public_title": "A", "Inclusion_Criteria": _BOTH.format(heading)}
    trial = parse_record(row | {"Exclusion_Criteria": other})
    assert trial.eligibility
    assert [each.kind for each in trial.eligibility.criteria] == ["inclusion", "exclusion"]
    assert "side-conflict" not in [each.code for each in trial.diagnostics]


@pytest.mark.parametrize("words", ["<br>Female: <br>Male: <br>", "Female: Male:"])
def test_a_question_without_an_answer_tells_no_sex(words: str) -> None:
    trial = parse_record({"TrialID": "EUCTR2025-000001-12-IT", "Public_title": "A", "Inclusion_gender": words})
    assert trial.eligibility is None or trial.eligibility.sex is None
    assert not trial.diagnostics
