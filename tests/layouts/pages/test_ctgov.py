"""ClinicalTrials.gov's present and its retired page: golden pages, damage, and what their texts are not taken for."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trialparse
from layouts.golden import DAMAGE, values_of
from trialparse.layouts import read_page
from trialparse.layouts.split import split
from trialparse.text import fold

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = ("ctgov_modern", "ctgov_classic")
TEXTS = {name: (FIXTURES / f"{name}.txt").read_text("utf-8") for name in PAGES}


def expected(name: str) -> dict[str, Any]:
    return json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", PAGES)
def test_every_field(name: str) -> None:
    assert values_of(trialparse.parse(TEXTS[name])) == expected(name)["trial"]


@pytest.mark.parametrize("name", PAGES)
def test_the_characters_behind_every_field(name: str) -> None:
    trial = trialparse.parse(TEXTS[name])
    assert {path: trial.evidence(path) for path in trial.spans} == expected(name)["evidence"]


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_left_unread(name: str) -> None:
    codes = [each.code for each in trialparse.parse(TEXTS[name]).diagnostics]
    assert codes == ["ambiguous-title"]


@pytest.mark.parametrize("name", PAGES)
def test_the_criteria_hold_no_label(name: str) -> None:
    trial = trialparse.parse(TEXTS[name])
    assert trial.eligibility is not None
    assert trial.eligibility.text.startswith("Inclusion Criteria:")
    assert trial.eligibility.text.endswith({"ctgov_modern": "* Dialysis", "ctgov_classic": "• Unstable angina"}[name])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_changes_no_value(name: str, damage: str) -> None:
    assert values_of(trialparse.parse(DAMAGE[damage](TEXTS[name]))) == expected(name)["trial"]


@pytest.mark.parametrize("name", PAGES)
def test_of_several_pages_the_first_is_read(name: str) -> None:
    second = TEXTS[name].replace("NCT0999", "NCT0888").replace("Lindqvist", "Berg").replace("Lakeside", "Hillside")
    trial = trialparse.parse(f"{TEXTS[name]}\n\n{second}")
    assert values_of(trial) == expected(name)["trial"]
    assert "several-trials" in [each.code for each in trial.diagnostics]
    parts = list(split(f"{TEXTS[name]}\n\n{second}"))
    assert [str(trialparse.parse(part).id)[:7] for part in parts] == ["NCT0999", "NCT0888"]


@given(st.sampled_from(PAGES), st.data())
@settings(max_examples=60, deadline=None)
def test_any_part_of_a_page_is_read(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    start = data.draw(st.integers(0, len(text)))
    part = text[start : data.draw(st.integers(start, len(text)))]
    reading = read_page(part, fold(part))
    assert all(0 <= first <= last <= len(part) for first, last in reading.spans.values())


TITLES = [
    ("Sleep in Nurses on Night Shifts (SNORE)", "SNORE"),
    ("Sleep in Nurses on Night Shifts (SNORE-2)", "SNORE-2"),
    ("Sleep in Nurses on Night Shifts (DREAM WELL)", "DREAM WELL"),
    ("Sleep in Nurses on Night Shifts (SHIFT III)", None),
    ("Sleep in Nurses on Night Shifts (AB-1234-007)", None),
    ("Sleep in Nurses on Night Shifts (a Pilot)", None),
    ("Sleep in People With Chronic Obstructive Pulmonary Disease (COPD)", None),
    ("SLeep in NuRses On NiGht ShiftE (SNORE)", None),
    ("Sleep in Nurses on Night Shifts (SNORE", None),
    ("SLeep in NuRses On NiGht ShiftE (WALTZ)", "WALTZ"),
    ("Sleep in Nurses on Night Shifts (e-SNORE)", "e-SNORE"),
    ("Sleep in Nurses on Night Shifts (SN/RE)", "SN/RE"),
    ("Sleep in Nurses on Night Shifts (PK) (SNORE)", "SNORE"),
    ("Sleep in Nurses on Night Shifts (AB-1234A-007)", None),
    ("Sleep After Coronavirus Disease 2019 (COVID-19)", None),
    ("Sleep in Lung Disease (COPD)", None),
    ("Sleep in Nurses on Night Shifts (Japan)", None),
    ("Sleep in Nurses on Night Shifts (Terminated)", None),
    ("Sleep in Nurses on Night Shifts (Extension)", None),
    ("Sleep in Nurses on Night Shifts (SNORE Study)", None),
    ("Sleep in Nurses on Night Shifts (FRONT 5)", None),
]


@pytest.mark.parametrize(("line", "acronym"), TITLES)
def test_an_acronym_is_told_from_the_end_of_a_title(line: str, acronym: str | None) -> None:
    title = "Velomab Against Placebo in Adults With Active Lupus Nephritis (VELOREN)"
    trial = trialparse.parse(TEXTS["ctgov_modern"].replace(title, line))
    assert trial.acronym == acronym
    assert trial.title == (line if acronym is None else line.removesuffix(f" ({acronym})"))


AGES = [
    ("18 Years to 65 Years   (Adult, Older Adult)", "18 Years", "65 Years"),
    ("6 Months and older (Child, Adult, Older Adult)", "6 Months", None),
    ("up to 28 Days (Child)", None, "28 Days"),
    ("Child, Adult, Older Adult", None, None),
]


@pytest.mark.parametrize(("line", "minimum", "maximum"), AGES)
def test_ages(line: str, minimum: str | None, maximum: str | None) -> None:
    trial = trialparse.parse(TEXTS["ctgov_modern"].replace("18 Years to 70 Years (Adult, Older Adult)", line))
    assert trial.evidence("eligibility.minimum_age") == minimum
    assert trial.evidence("eligibility.maximum_age") == maximum
    assert "unknown-value" not in [each.code for each in trial.diagnostics]


def test_words_that_are_no_value_stay_and_are_reported() -> None:
    text = TEXTS["ctgov_modern"].replace("18 Years to 70 Years (Adult, Older Adult)", "grown-ups")
    text = text.replace("Triple (Participant, Investigator,", "Triple (Participant, Pharmacist,")
    trial = trialparse.parse(text)
    unknown = [each for each in trial.diagnostics if each.code == "unknown-value"]
    assert [each.spans[0].of(text) for each in unknown] == ["grown-ups", "Pharmacist"]
    assert trial.design.who_masked == ("PARTICIPANT", "Pharmacist", "OUTCOMES_ASSESSOR")


GROUPS = {
    "ctgov_modern": """Arms and Interventions

Group/Cohort
Intervention/Treatment

New kidneys
People who got one.

Other: Diary
* Kept on paper

donors
People who gave one.

What is the study measuring?
""",
    "ctgov_classic": """Arms and Interventions

Group/Cohort Intervention/treatment
New kidneys
People who got one.
Other: Diary
Kept on paper
Other Name: Log
donors
People who gave one.

Outcome Measures
""",
}
ARMS = re.compile(r"Arms and Interventions\n\n.*?\n(?:What is the study measuring\?|Outcome Measures)\n", re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_groups_without_a_type(name: str) -> None:
    trial = trialparse.parse(ARMS.sub(GROUPS[name], TEXTS[name]).replace("Device: Step counter", "Other: Diary"))
    assert [(arm.label, arm.type, arm.description, arm.interventions) for arm in trial.arms] == [
        ("New kidneys", None, "People who got one.", ("Diary",)),
        ("donors", None, "People who gave one.", ()),
    ]
    assert [each.description for each in trial.interventions if each.name == "Diary"] == ["Kept on paper"]


def test_a_page_without_empty_lines() -> None:
    trial = trialparse.parse(TEXTS["ctgov_modern"].replace("\n\n", "\n"))
    assert values_of(trial) == expected("ctgov_modern")["trial"]


SPONSOR = "Northbridge Therapeutics, Inc."
RESPONSIBLE = [
    (SPONSOR, None, None, "SPONSOR"),
    (f"Mara Lindqvist, {SPONSOR}", "Mara Lindqvist", SPONSOR, None),
    ("Mara Lindqvist, Harbor Institute, Busan", "Mara Lindqvist", "Harbor Institute, Busan", None),
    ("Harbor Institute", None, "Harbor Institute", None),
]


@pytest.mark.parametrize(("given", "name", "affiliation", "kind"), RESPONSIBLE)
def test_who_is_responsible(given: str, name: str | None, affiliation: str | None, kind: str | None) -> None:
    line = f"Information provided by {given} (Responsible Party)"
    party = trialparse.parse(re.sub("Information provided by .*", line, TEXTS["ctgov_modern"])).responsible_party
    assert party is not None
    assert (party.name, party.affiliation, party.type) == (name, affiliation, kind)


OUTCOMES = """Primary Outcome Measures

Outcome Measure
Measure Description
Time Frame

Pain
Walking

Falls
Counted at home:

* by the patient
* by the nurse
From enrollment until the last visit, whenever that is

Death
All causes will be counted.

What is counted twice is counted once.
1 year

Collaborators and Investigators
"""


def test_outcomes_are_parted_by_what_reads_like_a_time() -> None:
    pattern = re.compile(r"Primary Outcome Measures\n.*Collaborators and Investigators\n", re.DOTALL)
    outcomes = trialparse.parse(pattern.sub(OUTCOMES, TEXTS["ctgov_modern"])).outcomes
    assert [(each.measure, each.description, each.time_frame) for each in outcomes] == [
        ("Pain", "Walking", None),
        (
            "Falls",
            "Counted at home: * by the patient * by the nurse",
            "From enrollment until the last visit, whenever that is",
        ),
        ("Death", "All causes will be counted. What is counted twice is counted once.", "1 year"),
    ]


def scraped(text: str) -> str:
    """A copy of the classic page that has lost the text of its links, and has the table's cells on one line."""
    table = re.compile(r"(?<=Phase\n)Stroke\n.*?(?=\n\nDetailed)", re.DOTALL)
    one_line = table.sub(lambda match: match[0].replace("\n", " "), text)
    return one_line.replace("Sponsor:\nLakeside University\n", "Sponsor:\n")


def test_a_scraped_classic_page() -> None:
    whole, copy = (trialparse.parse(text) for text in (TEXTS["ctgov_classic"], scraped(TEXTS["ctgov_classic"])))
    assert copy.conditions == ("Stroke Hemiparesis",)
    assert [each.path for each in copy.diagnostics if each.code == "ambiguous-conditions"] == ["conditions"]
    assert values_of(copy) == values_of(whole) | {"conditions": ["Stroke Hemiparesis"]}


@pytest.mark.parametrize("phases", ["Phase 2 Phase 3", "Phase 2/Phase 3", "Phase 2\nPhase 3"])
def test_two_phases(phases: str) -> None:
    trial = trialparse.parse(TEXTS["ctgov_classic"].replace("Not Applicable", phases))
    assert trial.phases == ("PHASE2", "PHASE3")
    trial = trialparse.parse(scraped(TEXTS["ctgov_classic"].replace("Not Applicable", phases)))
    assert trial.phases == ("PHASE2", "PHASE3")


@pytest.mark.parametrize(
    ("line", "contact"),
    [
        ("Contact: Ana Gil    555-010-4455    ana@gil.example", ("Ana Gil", "555-010-4455", "ana@gil.example")),
        ("Contact: Ana Gil 555-010-4455 ana@gil.example", ("Ana Gil", "555-010-4455", "ana@gil.example")),
        ("Contact: Ana Gil", ("Ana Gil", None, None)),
    ],
)
def test_contacts_in_columns_or_not(line: str, contact: tuple[str | None, ...]) -> None:
    trial = trialparse.parse(re.sub("Contact: Tomas.*", line, TEXTS["ctgov_classic"]))
    assert (trial.contacts[0].name, trial.contacts[0].phone, trial.contacts[0].email) == contact


def test_a_plain_word_in_brackets_is_of_the_title_where_the_page_has_it_too() -> None:
    page = TEXTS["ctgov_modern"]
    line = next(line for line in page.split("\n") if line.endswith(")"))
    title = line[: line.rindex(" (")]
    moved = page.replace(line, f"{title} (Sleepwell)")
    assert trialparse.parse(moved).acronym == "Sleepwell"
    told = trialparse.parse(moved.replace("Brief Summary\n", "Brief Summary\nPeople use sleepwell at home. "))
    assert (told.title, told.acronym) == (f"{title} (Sleepwell)", None)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("end", ["Live Alone (WAGON)", "(WAGON)"])
def test_a_broken_title_is_read_whole(name: str, end: str) -> None:
    words = "Walking and Stretching in Groups of Eight for People After a First Stroke"
    line = next(line for line in TEXTS[name].split("\n") if line.endswith(")"))
    trial = trialparse.parse(TEXTS[name].replace(line, f"{words}\n{end}"))
    assert f"{trial.title} ({trial.acronym})" == f"{words} {end}"


def test_a_table_on_one_line_may_begin_with_an_intervention() -> None:
    page = TEXTS["ctgov_classic"]
    cells = "Stroke\nHemiparesis\nBehavioral: Walking group\nDevice: Step counter\nNot Applicable"
    trial = trialparse.parse(page.replace(cells, "Behavioral: Walking group Device: Step counter Not Applicable"))
    assert [each.name for each in trial.interventions] == ["Walking group", "Step counter"]
    assert (trial.phases, trial.conditions) == (("NA",), ())
    doubled = trialparse.parse(page.replace(cells, "Stroke Device: Device: Step counter Not Applicable"))
    assert [each.name for each in doubled.interventions] == ["Device: Step counter"]


def test_other_names_show_an_intervention_that_no_table_lists() -> None:
    page = TEXTS["ctgov_classic"].replace(
        "\nBehavioral: Walking group\nDevice: Step counter\nNot Applicable", "\nDrug: None", 1
    )
    start, end = page.index("Arm Intervention/treatment"), page.index("Outcome Measures")
    table = "Arm Intervention/treatment\nExperimental: A\nGets it.\nDrug: Velorimab\nOnce a day.\nOther Name: VLR\n\n"
    trial = trialparse.parse(page[:start] + table + page[end:])
    assert [(each.label, each.description, each.interventions) for each in trial.arms] == [
        ("A", "Gets it.", ("Velorimab",))
    ]


OFFICIALS = {
    "Principal Investigator: Ann Roe, MD, Hill Clinic": ("Ann Roe, MD", "Hill Clinic"),
    "Principal Investigator: Ann Roe, MB, ChB, Hill Clinic": ("Ann Roe, MB, ChB", "Hill Clinic"),
    "Principal Investigator: Ann Roe, MD, PhD": ("Ann Roe, MD, PhD", None),
    "Principal Investigator: Ann Roe, assoc. professor, Hill Clinic": ("Ann Roe, assoc. professor", "Hill Clinic"),
    "Principal Investigator: Ann Roe, PhD, Associate Professor": ("Ann Roe, PhD", "Associate Professor"),
    "Principal Investigator: Ann Roe, NHS": ("Ann Roe", "NHS"),
}


@pytest.mark.parametrize("line", OFFICIALS)
def test_degrees_are_of_the_name(line: str) -> None:
    page = TEXTS["ctgov_modern"]
    start = page.index("\nInvestigators\n") + len("\nInvestigators\n")
    (official,) = trialparse.parse(f"{page[:start]}{line}\n{page[page.index('Study Record Dates', start) :]}").officials
    assert (official.name, official.affiliation) == OFFICIALS[line]


def test_outcomes_in_rows() -> None:
    rows = "Outcome Measure\tMeasure Description\tTime Frame\nUrate\tChange from baseline\tWeek 24\nFlares\t\tWeek 52\n"
    trial = trialparse.parse(
        f"What is the study measuring?\nPrimary Outcome Measures\n{rows}\nSecondary Outcome Measures\n"
    )
    assert [(each.measure, each.description, each.time_frame) for each in trial.outcomes] == [
        ("Urate", "Change from baseline", "Week 24"),
        ("Flares", None, "Week 52"),
    ]


def test_the_table_of_conditions_with_tabs() -> None:
    table = "Condition or disease \tIntervention/treatment \tPhase \nGout\tDrug: Zelumab\nDrug: Placebo\tPhase 3\n"
    trial = trialparse.parse(f"ClinicalTrials.gov Identifier: NCT09990009\n\n{table}\nStudy Design\n")
    assert (trial.conditions, trial.phases) == (("Gout",), ("PHASE3",))
    assert [each.name for each in trial.interventions] == ["Zelumab", "Placebo"]


def test_sites_without_their_heading_are_told() -> None:
    page = "Contacts and Locations\nStudy Contact\nName: Jane Roe\nValley Clinic\nAustin, Texas, United States, 78701\n"
    trial = trialparse.parse(page)
    unread = [span.of(trial.text) for each in trial.diagnostics if each.code == "unread-lines" for span in each.spans]
    assert unread == ["Austin, Texas, United States, 78701"]
