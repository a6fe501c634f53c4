"""PACTR's criteria in columns, the countries of the WHO's portal in a row, and jRCT's labels in two languages."""

import pytest

from trialparse import parse
from trialparse.model import Trial
from trialparse.text.markup import html_text

HEAD = (
    ("Trial ID", "PACTR202601234567890"),
    ("Public title", "Velorimab in gout"),
    ("Official scientific title", "Velorimab against placebo in gout"),
    ("Brief summary", "A study."),
    ("Disease(s) or condition(s) being studied", "Gout"),
    ("Recruitment status", "Recruiting"),
)
NAMES = ("List inclusion criteria", "List exclusion criteria", "Age Category", "Minimum age", "Maximum age", "Gender")
CELLS = ("Active gout", "Pregnancy", "Adult: 19 Year-44 Year", "19 Year(s)", "44 Year(s)", "Both")
TEXT = "".join(f"{label}: {value}\n" for label, value in HEAD)


def table(heading: str) -> str:
    return TEXT + heading + "\t".join(NAMES) + "\n" + "\t".join(CELLS) + "\n"


def html() -> str:
    head = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in HEAD)
    rows = [
        "".join(f"<th>{name}</th>" for name in NAMES),
        "".join(f"<td>{cell}</td>" for cell in CELLS).replace("Active gout", "<p>Active gout</p><p>Consent</p>"),
    ]
    cells = "</tr><tr>".join(rows)
    return f"<html><body><table>{head}</table><h3>Eligibility criteria</h3><table><tr>{cells}</tr></table>"


def sides(trial: Trial) -> list[tuple[str, str]]:
    assert trial.eligibility is not None
    return [(each.kind, each.text) for each in trial.eligibility.criteria]


@pytest.mark.parametrize("page", [table(""), table("Eligibility criteria\n"), html_text(html())])
def test_criteria_in_columns(page: str) -> None:
    trial = parse(page)
    assert (trial.layout, trial.id) == ("pactr", "PACTR202601234567890")
    assert [each for each in sides(trial) if each[1] != "Consent"] == [
        ("inclusion", "Active gout"), ("exclusion", "Pregnancy"),
    ]  # fmt: skip
    limits = trial.eligibility.minimum_age, trial.eligibility.maximum_age
    assert [limit.value for limit in limits] == [19, 44]
    assert trial.eligibility.sex == "ALL"


def test_columns_alone_have_no_wrong_side() -> None:
    told = {text: kind for kind, text in sides(parse("\t".join(NAMES) + "\n" + "\t".join(CELLS)))}
    assert (told.pop("Active gout"), told.pop("Pregnancy")) == ("inclusion", "exclusion")
    assert set(told.values()) == {"unknown"}


PORTAL = """Register: ISRCTN
Last refreshed on: 3 March 2026
Main ID: ISRCTN12345674
Prospective Registration: Yes
Primary sponsor: A clinic
Public title: Velorimab in gout
Date of first enrolment: 01/02/2026
Countries of recruitment
{}
Contacts
Key inclusion & exclusion criteria
Inclusion criteria: gout
"""


@pytest.mark.parametrize("between", ["\t", "\n", ";", "   ", " | "])
def test_countries_in_a_row(between: str) -> None:
    names = ("United States", "Korea, Republic of", "Iran (Islamic Republic of)")
    assert parse(PORTAL.format(between.join(names))).countries == names


JRCT = """jRCT ID: jRCT1031260001
Last modified on: Feb. 3, 2026
Public title: Velorimab in gout
Recruitment status: Recruiting
Target sample size: 40
主たる選択基準{0}Include criteria
Active gout
主たる除外基準{0}Exclude criteria
Pregnancy
性別{0}Gender
Both
"""


@pytest.mark.parametrize("between", [" / ", "/", " "])
def test_labels_in_two_languages(between: str) -> None:
    trial = parse(JRCT.format(between))
    assert trial.layout == "jrct"
    assert sides(trial) == [("inclusion", "Active gout"), ("exclusion", "Pregnancy")]
    assert trial.eligibility.sex == "ALL"
