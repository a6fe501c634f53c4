"""Verdicts: what a sentence says of who may take part, in lists of inclusions, of exclusions and in none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from limits import limits
from trialparse import parse_criteria
from trialparse.criteria.scope.verdicts import tables, verdicts

Told = tuple[bool, bool]  # whether a limit is denied, and whether that is sure
PLAIN, DENIED, OPEN, TURNED = (False, True), (True, True), (False, False), (True, False)
HEADS = {"inclusion": "Inclusion Criteria:\n- Adults\n- ", "exclusion": "Exclusion Criteria:\n- Lupus\n- ", "none": ""}


def rows() -> Iterator[tuple[str, str, dict[str, str]]]:
    for table in tables()["verdict"]:
        for row in table["forms"]:
            yield table["says"], table["side"], row


def told(text: str, side: str) -> set[Told]:
    return {(each.negated, each.certainty == "sure") for each in limits(parse_criteria(HEADS[side] + text))}


@pytest.mark.parametrize(("says", "side", "row"), list(rows()))
def test_a_form_is_found_in_its_example_and_not_in_its_reject(says: str, side: str, row: dict[str, str]) -> None:
    found = [(each.says, each.side) for each in verdicts(row["example"], 0, len(row["example"]))]
    assert found == [(says, side)]
    reject = row.get("reject", "")
    assert (says, side) not in [(each.says, each.side) for each in verdicts(reject, 0, len(reject))]


@pytest.mark.parametrize(
    "text",
    [
        "Patients with ferritin > 900 ng/mL are excluded",
        "Patients with ferritin > 900 ng/mL will not be enrolled",
        "Patients with ferritin > 900 ng/mL must not be included",
        "Patients with ferritin > 900 ng/mL can't take part",
        "Patients with ferritin > 900 ng/mL are no longer eligible",
        "Patients with ferritin > 900 ng/mL will be screened out",
        "Anyone whose ferritin is > 900 ng/mL will be disqualified",
        "If ferritin is > 900 ng/mL, the patient is not eligible",
        "Exclude if ferritin > 900 ng/mL",
        "Excluding patients with ferritin > 900 ng/mL",
        "No entry if ferritin > 900 ng/mL",
        "Do not enroll patients with ferritin > 900 ng/mL",
        "Patients are ineligible when the ferritin is > 900 ng/mL",
        "Ferritin > 900 ng/mL excluded",
        "Ferritin > 900 ng/mL disallowed",
        "Ferritin > 900 ng/mL (exclusion criterion)",
        "Ferritin > 900 ng/mL: exclusion criterion",
        "Ferritin > 900 ng/mL is prohibited",
        "Ferritin > 900 ng/mL not allowed",
        "Ferritin > 900 ng/mL is contraindicated",
        "Ferritin > 900 ng/mL would be exclusionary",
        "Ferritin > 900 ng/mL is a reason for exclusion",
        "Ferritin > 900 ng/mL must be ruled out",
        "Ferritin > 900 ng/mL precludes participation",
        "Ferritin > 900 ng/mL leads to exclusion",
        "Ferritin > 900 ng/mL or bilirubin > 2 mg/dL is an exclusion",
        "Patients who had a stroke within 6 months are not eligible",
        "Patients with NYHA class III or IV are disqualified",
    ],
)
def test_what_bars_is_denied_by_an_inclusion_and_repeated_by_an_exclusion(text: str) -> None:
    assert told(text, "inclusion") == {DENIED}
    assert told(text, "exclusion") == {PLAIN}
    alone = parse_criteria(text)
    if alone.criteria[0].kind == "unknown":
        assert all(each.negated or each.certainty == "doubtful" for each in limits(alone))


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion"),
    [
        # not said of the limit alone
        ("Patients with gout and ferritin > 900 ng/mL are excluded", OPEN, PLAIN),
        ("Women with ferritin > 900 ng/mL are excluded", OPEN, PLAIN),
        ("Patients with ferritin > 900 ng/mL and bilirubin > 2 mg/dL are ineligible", OPEN, PLAIN),
        # a denial denied
        ("Patients without ferritin > 900 ng/mL are excluded", TURNED, DENIED),
        ("Patients with ferritin > 900 ng/mL will not be excluded", OPEN, OPEN),
        ("Ferritin > 900 ng/mL does not preclude participation", OPEN, OPEN),
        ("Ferritin > 900 ng/mL is not contraindicated", OPEN, OPEN),
        # who may take part
        ("Ferritin < 900 ng/mL is allowed", PLAIN, OPEN),
        ("Ferritin < 900 ng/mL (permitted)", PLAIN, OPEN),
        ("Patients with ferritin < 900 ng/mL can be enrolled", PLAIN, OPEN),
        ("Patients are eligible if their ferritin is < 900 ng/mL", PLAIN, OPEN),
        ("No ferritin > 900 ng/mL is allowed", DENIED, TURNED),
        # of something else
        ("Ferritin is not allowed to exceed 900 ng/mL", PLAIN, PLAIN),
        ("Ferritin > 900 ng/mL (iron is not allowed)", PLAIN, PLAIN),
        ("Ferritin > 900 ng/mL in patients not eligible for surgery", PLAIN, PLAIN),
        ("Ferritin > 900 ng/mL, unless contraindicated", PLAIN, PLAIN),
    ],
)
def test_what_is_not_plainly_barred_is_never_turned_as_a_fact(text: str, inclusion: Told, exclusion: Told) -> None:
    assert (told(text, "inclusion"), told(text, "exclusion")) == ({inclusion}, {exclusion})


@pytest.mark.parametrize("clause", ["if they are on dialysis", "unless they are on dialysis"])
def test_a_clause_stays_that_of_the_denied_limit(clause: str) -> None:
    text = HEADS["inclusion"] + f"Patients with ferritin > 900 ng/mL are excluded {clause}"
    (limit,) = limits(parse_criteria(text))
    found = limit.condition or limit.exception
    assert limit.negated
    assert limit.certainty == "sure"
    assert found is not None
    assert found.text == clause


def test_alternatives_are_denied_together() -> None:
    text = HEADS["inclusion"] + "Patients with ferritin > 900 ng/mL or bilirubin > 2 mg/dL are excluded"
    logic = parse_criteria(text).criteria[1].logic
    assert logic is not None
    assert logic.op == "not"


def test_a_sentence_does_not_judge_the_one_before() -> None:
    text = HEADS["inclusion"] + "Ferritin > 30 ng/mL. Patients with ferritin > 900 ng/mL are excluded."
    assert [each.negated for each in limits(parse_criteria(text))] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "BMI 19-32 kg/m2 (excluded if outside this range)",
        "BMI 19-32 kg/m2 (ineligible unless within this range)",
        "eGFR > 45 mL/min (excluded if lower)",
        "eGFR > 45 mL/min, patients are excluded if it is below this value",
    ],
)
def test_what_bars_all_others_denies_nothing(text: str) -> None:
    assert told(text, "inclusion") == {PLAIN}


@pytest.mark.parametrize(
    "text",
    [
        "Ferritin > 900 ng/mL is not a contraindication",
        "Ferritin > 900 ng/mL is no exclusion criterion",
        "Ferritin > 900 ng/mL does not make a patient ineligible",
        "Those with ferritin < 300 ng/mL qualify",
        "Patients with ferritin < 300 ng/mL are considered eligible",
        "Allowed: ferritin < 300 ng/mL",
        "Permitted are: ferritin < 300 ng/mL",
    ],
)
def test_what_is_allowed_among_exclusions_is_open(text: str) -> None:
    assert told(text, "exclusion") == {OPEN}


def test_labels_that_allow_are_open_beside_others() -> None:
    text = "Allowed: ferritin < 300 ng/mL\n- Acceptable: ferritin < 500 ng/mL"
    assert told(text, "exclusion") == {OPEN}
