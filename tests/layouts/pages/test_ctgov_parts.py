"""ClinicalTrials.gov's present page with all the site has around it, and every copy of a part of it."""

from itertools import combinations
from typing import Any

import pytest

import trialparse
from layouts.golden import values_of
from layouts.pages.ctgov_site import site_page
from trialparse import Criterion, Trial

PAGES = {"site": site_page(), "mirror": site_page(fields_first=True)}
KINDS = {
    "Gout for two years or more": "inclusion",
    "Serum urate above 6 mg/dL": "inclusion",
    "Dialysis": "exclusion",
    "Pregnancy": "exclusion",
}
HEADINGS = {
    *("study details", "recruiting", "study overview", "conditions", "intervention / treatment", "study type"),
    *("participation criteria", "eligibility criteria", "description", "inclusion criteria", "exclusion criteria"),
    *("ages eligible for study", "accepts healthy volunteers", "how is the study designed?", "arms and interventions"),
    *("what is the study measuring?", "collaborators and investigators", "participant group / arm"),
}
SCALARS = ("id", "title", "acronym", "official_title", "status", "study_type", "enrollment", "has_results")
DATES = ("start_date", "primary_completion_date", "completion_date")
LISTS = ("phases", "conditions", "keywords", "arms", "outcomes", "officials", "contacts", "identifiers")


def places_of(text: str) -> list[int]:
    """Where a page has a heading of those that tell most, and its ends."""
    places = {0, len(text)}
    start = 0
    for line in text.split("\n"):
        key = line.strip().lower().rstrip(" :")
        if key in HEADINGS or key.startswith("clinicaltrials.gov id"):
            places.add(start)
        start += len(line) + 1
    return sorted(places)


def criteria_of(trial: Trial) -> dict[str, str]:
    """The criteria and their kinds."""
    found: tuple[Criterion, ...] = trial.eligibility.criteria if trial.eligibility else ()
    assert not any(each.children for each in found)
    return {each.text: each.kind for each in found}


def unlike(found: dict[str, Any], whole: dict[str, Any]) -> list[str]:
    """The fields of a part that say what the whole page does not."""
    wrong = [name for name in (*SCALARS, *DATES) if found.get(name) not in (None, whole.get(name))]
    return wrong + [name for name in LISTS if any(each not in whole[name] for each in found.get(name, ()))]


@pytest.fixture(scope="module", params=PAGES)
def page(request: pytest.FixtureRequest) -> str:
    return PAGES[request.param]


def test_all_around_the_page_is_told_from_it(page: str) -> None:
    trial = trialparse.parse(page)
    assert (trial.id, trial.registry, trial.status) == ("NCT09990017", "ClinicalTrials.gov", "RECRUITING")
    assert trial.title == "Zelumab Against Placebo in Adults With Chronic Gout"
    assert trial.has_results is False
    assert trial.diagnostics == ()
    assert [(arm.label, arm.interventions) for arm in trial.arms] == [
        ("Zelumab 20 mg", ("Zelumab",)),
        ("Placebo", ("Placebo",)),
    ]
    assert [(each.name, each.description, each.other_names) for each in trial.interventions] == [
        ("Zelumab", "20 mg by mouth", ("ZLM-2",)),
        ("Placebo", "By mouth", ()),
    ]
    assert trial.design.who_masked == ("PARTICIPANT", "INVESTIGATOR")
    assert criteria_of(trial) == KINDS
    assert trial.eligibility is not None
    assert (trial.eligibility.sex, trial.eligibility.healthy_volunteers) == ("ALL", False)


def test_every_part_says_what_it_says_in_its_page(page: str) -> None:
    whole = values_of(trialparse.parse(page))
    for start, end in combinations(places_of(page), 2):
        part = page[start:end]
        trial = trialparse.parse(part)
        assert unlike(values_of(trial), whole) == [], part
        found = criteria_of(trial)
        assert found.items() <= KINDS.items() or not trial.layout, part  # a text of none is taken for criteria
        if "Inclusion Criteria:" in part and "Pregnancy" in part:
            assert found.items() >= KINDS.items(), part
        if "ClinicalTrials.gov ID" in part:
            assert trial.id == "NCT09990017", part
        if "Participant Group / Arm" in part and "What is the study measuring?" in part:
            assert [arm.label for arm in trial.arms] == ["Zelumab 20 mg", "Placebo"], part
        unread = [span.of(part) for each in trial.diagnostics if each.code == "unread-lines" for span in each.spans]
        assert not found.keys() & set(unread), part


HEAD = "Recruiting\nZelumab in Gout\nClinicalTrials.gov ID NCT09990009\nSponsor Valley University\n"
BELOW = (
    "Study Overview\nBrief Summary\nA study of gout.\nConditions\nGout\nPhase\nPhase 2\nStudy Type\nInterventional\n"
)
OF_SITE = (
    "Study Details",
    "Study Details | NCT09990009 | Zelumab in Gout | ClinicalTrials.gov",
    "Researcher View",
    "Record History Tab",
    "Tab 1 of 4",
    "Skip to main content",
    "Home\nSearch Results\nStudy Details",
    "Save this study\nPrint\nDownload\nCopy link",
)


@pytest.mark.parametrize("words", OF_SITE)
@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize("below", ["", BELOW])
def test_what_the_site_has_among_the_top_lines(words: str, place: int, below: str) -> None:
    lines = HEAD.split("\n")
    trial = trialparse.parse("\n".join([*lines[:place], words, *lines[place:], below]))
    assert (trial.id, trial.title, trial.status) == ("NCT09990009", "Zelumab in Gout", "RECRUITING")
    assert "unread-lines" not in [each.code for each in trial.diagnostics]


@pytest.mark.parametrize(("tab", "has"), [("Results Posted", True), ("No Results Posted", False)])
def test_the_tab_of_results_may_stand_above_the_title(tab: str, has: bool) -> None:
    assert trialparse.parse(f"Study Details\n{tab}\nRecord History\n{HEAD}{BELOW}").has_results is has


def test_the_menu_of_the_next_page_is_none_of_this_one() -> None:
    page = PAGES["site"].partition("Additional Relevant")[0]
    trial = trialparse.parse(f"{page}\n{page}")
    assert trial.keywords == ("attacks", "urate")


FIELDS = "Ages Eligible for Study\n18 Years and older (Adult)\nAccepts Healthy Volunteers\nNo\n"
POPULATION = "Sampling Method\nNon-Probability Sample\nStudy Population\nPeople with gout.\n"
CRITERIA = "Description\nInclusion Criteria:\nGout for two years or more\nExclusion Criteria:\nDialysis\n"
PLAN = "Study Plan\nHow is the study designed?\nDesign Details\nObservational Model: Cohort\n"


def test_a_mirror_has_the_criteria_below_the_fields() -> None:
    sexes = "Genders Eligible for Study\nFemale\n"
    trial = trialparse.parse(f"{BELOW}Eligibility Criteria\n{FIELDS}{sexes}{POPULATION}{CRITERIA}{PLAN}")
    assert criteria_of(trial) == {"Gout for two years or more": "inclusion", "Dialysis": "exclusion"}
    assert trial.eligibility is not None
    assert (trial.eligibility.sex, trial.eligibility.study_population) == ("FEMALE", "People with gout.")


def test_a_description_without_headings_is_of_no_side() -> None:
    trial = trialparse.parse(f"{BELOW}Eligibility Criteria\n{FIELDS}Description\nGout for two years or more\n{PLAN}")
    assert criteria_of(trial) == {"Gout for two years or more": "unknown"}


def test_a_population_may_be_told_by_criteria_of_its_own() -> None:
    trial = trialparse.parse(f"{FIELDS}{POPULATION}Inclusion criteria: gout\n{PLAN}")
    assert trial.eligibility is not None
    assert trial.eligibility.study_population == "People with gout. Inclusion criteria: gout"
    assert criteria_of(trial) == {}


def test_a_summary_in_a_part_may_have_a_heading_of_criteria() -> None:
    text = "Detailed Description\nSeen twice.\nInclusion Criteria:\nGout\nConditions\nGout\n"
    trial = trialparse.parse(f"{text}Study Start (Actual)\n2025-01\n")
    assert trial.detailed_description == "Seen twice. Inclusion Criteria: Gout"
    assert trial.conditions == ("Gout",)
    assert criteria_of(trial) == {}


def test_what_the_criteria_begin_with_above_their_heading_is_reported() -> None:
    trial = trialparse.parse(f"Serum urate above 6 mg/dL\nExclusion Criteria:\nDialysis\n{FIELDS}{PLAN}")
    assert criteria_of(trial) == {"Dialysis": "exclusion"}
    (unread,) = [each for each in trial.diagnostics if each.code == "unread-lines"]
    assert [span.of(trial.text) for span in unread.spans] == ["Serum urate above 6 mg/dL"]


def test_groups_of_an_observational_part() -> None:
    table = (
        "Arms and Interventions\n\nGroup / Cohort\nIntervention / Treatment\n\nPeople with gout\nSeen twice a year.\n"
    )
    outcomes = (
        "What is the study measuring?\nPrimary Outcome Measures\nOutcome Measure\nMeasure Description\nTime Frame\n"
    )
    trial = trialparse.parse(f"{PLAN}{table}\nDrug: Zelumab\nA pill\n\n{outcomes}Pain\nScore\n12 weeks\n")
    assert [(arm.label, arm.interventions) for arm in trial.arms] == [("People with gout", ("Zelumab",))]


def test_what_is_no_intervention_in_their_list_is_reported() -> None:
    trial = trialparse.parse(f"{HEAD}{BELOW}Intervention / Treatment\nDrug: Zelumab\nA tablet a day.\n")
    assert [each.name for each in trial.interventions] == ["Zelumab"]
    (unread,) = [each for each in trial.diagnostics if each.code == "unread-lines"]
    assert [span.of(trial.text) for span in unread.spans] == ["A tablet a day."]


DETAILS = "Primary Purpose: Treatment\nAllocation: Randomized\nInterventional Model: Parallel Assignment\n"
DESCRIBED = "Interventional Model Description: Two arms.\nMasking: None (Open Label)\nMasking Description: Open.\n"


def test_labels_that_both_pages_of_the_site_have_do_not_hide_which_it_is() -> None:
    plan = f"Study Plan\nHow is the study designed?\nDesign Details\n{DETAILS}{DESCRIBED}Arms and Interventions\n"
    trial = trialparse.parse(f"Eligibility Criteria\n{CRITERIA}{FIELDS}{plan}")
    assert trial.layout == "ctgov_modern"
    assert criteria_of(trial) == {"Gout for two years or more": "inclusion", "Dialysis": "exclusion"}
    assert trial.design.masking_description == "Open."
