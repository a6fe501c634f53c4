"""Parts of ClinicalTrials.gov's pages and of the mirror's, in any order: what they show is read, and no more."""

import pytest

import trialparse
from layouts.golden import FIXTURES, values_of

TEXTS = {name: (FIXTURES / f"{name}.txt").read_text("utf-8") for name in ("ctgov_modern", "ctgov_classic")}
NAMES = {
    "ctgov_modern": (
        "Study Overview",
        "Contacts and Locations",
        "Participation Criteria",
        "Study Plan",
        "Collaborators and Investigators",
        "Study Record Dates",
    ),
    "ctgov_classic": (
        "Study Description",
        "Study Design",
        "Arms and Interventions",
        "Outcome Measures",
        "Eligibility Criteria",
        "Contacts and Locations",
        "Sponsors and Collaborators",
    ),
}


def parts_of(name: str) -> list[str]:
    """The head of a page, and its sections."""
    text = TEXTS[name]
    starts = [text.rindex(f"\n{heading}\n") + 1 for heading in NAMES[name]]
    return [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


@pytest.mark.parametrize("name", TEXTS)
def test_sections_may_come_in_another_order(name: str) -> None:
    head, *sections = parts_of(name)
    for moved in (sections[::-1], [*sections[2:], *sections[:2]]):
        trial = trialparse.parse("\n".join([head, *moved]))
        assert values_of(trial) == values_of(trialparse.parse(TEXTS[name]))


@pytest.mark.parametrize("name", TEXTS)
def test_a_section_alone_says_what_it_says_in_its_page(name: str) -> None:
    whole = values_of(trialparse.parse(TEXTS[name]))
    for part in parts_of(name)[1:]:
        found = values_of(trialparse.parse(part))
        known = {"layout", "registry", "eligibility", "design", "sponsors", "interventions", "id", "last_updated"}
        assert {field: value for field, value in found.items() if field not in known} == {
            field: whole[field] for field in found if field not in known
        }


@pytest.mark.parametrize("name", TEXTS)
def test_a_section_without_criteria_has_none(name: str) -> None:
    for part in parts_of(name)[1:]:
        trial = trialparse.parse(part)
        told = trial.eligibility is not None and bool(trial.eligibility.criteria)
        assert told == ("Inclusion Criteria" in part)


HEADS = [
    "Zelumab in Gout\n\nClinicalTrials.gov ID NCT09990009\nSponsor Valley University\n"
    "Information provided by Valley University\nLast Update Posted 2026-02-03\n\nStudy Overview\nBrief Summary\n"
    "Zelumab is compared with placebo.\nConditions\nGout\n",
    "Zelumab in Gout\n\nClinicalTrials.gov ID NCT09990009\nSponsor Valley University\nLast Update Posted 2026-02-03\n",
    "Recruiting\n\nZelumab in Gout\n\nClinicalTrials.gov ID\nNCT09990009\nSponsor\nValley University\n",
    "Zelumab in Gout\n\nClinicalTrials.gov Identifier: NCT09990009\n",
]


@pytest.mark.parametrize("text", HEADS)
def test_the_top_of_a_page(text: str) -> None:
    trial = trialparse.parse(text)
    assert (trial.id, trial.title) == ("NCT09990009", "Zelumab in Gout")
    assert trial.eligibility is None or not trial.eligibility.criteria
    assert "part-of-page" in {each.code for each in trial.diagnostics}


def test_the_bottom_of_the_criteria() -> None:
    fields = "Ages Eligible for Study\n18 Years and older (Adult)\n\nSexes Eligible for Study\nAll\n"
    text = f"Exclusion Criteria:\n* Dialysis\n\n{fields}"
    eligibility = trialparse.parse(text).eligibility
    assert eligibility is not None
    assert eligibility.minimum_age is not None
    assert eligibility.sex == "ALL"
    assert [each.text for each in eligibility.criteria][:1] == ["Dialysis"]


def test_limits_of_age_may_have_labels_of_their_own() -> None:
    text = "Participation Criteria\nAges Eligible for Study\nMinimum Age: 40 Years\nMaximum Age: N/A\n"
    eligibility = trialparse.parse(text).eligibility
    assert eligibility is not None
    assert eligibility.minimum_age is not None
    assert eligibility.minimum_age.value == 40
    assert eligibility.maximum_age is None


MIRROR = {
    "Brief Summary\n\nReview the sponsor-provided synopsis.\n\nA study of gout.\n": "A study of gout.",
    "Brief Summary: A study of gout.\nHas Oversight DMC: False\n": "A study of gout.",
}


@pytest.mark.parametrize("text", MIRROR)
def test_a_summary_alone_is_no_criterion(text: str) -> None:
    trial = trialparse.parse(text)
    assert trial.brief_summary == MIRROR[text]
    assert trial.eligibility is None
