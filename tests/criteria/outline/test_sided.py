"""Words inside an item, and items inside a list, that stand on another side than their list."""

import pytest

from trialparse import parse, parse_criteria

LIST = "Inclusion Criteria:\n- Age over 18\n- {}\n- BMI > 20"


def _sides(text: str) -> list[tuple[str, str]]:
    return [(criterion.kind[0], criterion.text) for criterion in parse_criteria(text).criteria]


@pytest.mark.parametrize(
    "label",
    [
        "Excluded: {}", "excluded: {}", "Exclusion: {}", "Exclusions: {}", "Not eligible: {}", "Ineligible: {}",
        "Excluded are {}", "Not included: {}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["Gout. ", "Gout; ", "Gout - "])
def test_what_a_label_inside_an_item_refuses_is_excluded(lead: str, label: str) -> None:
    found = _sides(LIST.format(lead + label.format("patients with asthma")))
    assert [side for side, _ in found] == ["i", "i", "e", "i"]
    assert found[2] == ("e", "patients with asthma")
    assert found[1][1].startswith("Gout")


@pytest.mark.parametrize("label", ["exclusion criteria:", "Exclusion Criteria:", "excluded:", "exclusion criteria are"])
@pytest.mark.parametrize("marks", ["()", "[]"])
def test_a_bracket_that_refuses(label: str, marks: str) -> None:
    words = f"Women of any age {marks[0]}{label} lupus, eGFR < 30 (MDRD){marks[1]}"
    expected = [("i", "Age over 18"), ("i", "Women of any age"), ("e", "lupus, eGFR < 30 (MDRD)"), ("i", "BMI > 20")]
    assert _sides(LIST.format(words)) == expected
    assert not parse_criteria(LIST.format(words)).diagnostics


def test_a_bracket_inside_a_paragraph_opens_no_section() -> None:
    text = "Inclusion Criteria: women over 18 (exclusion criteria: lupus, gout); BMI > 20"
    assert _sides(text) == [("i", "women over 18"), ("e", "lupus, gout"), ("i", "BMI > 20")]


def test_what_is_not_plain_is_said() -> None:
    eligibility = parse_criteria(LIST.format("Women (exclusion: lupus), who consent"))
    assert [criterion.kind[0] for criterion in eligibility.criteria] == ["i", "u", "i"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]


def test_behind_a_label_nobody_knows_who_is_meant() -> None:
    eligibility = parse_criteria(LIST.format("Gout. Excluded: asthma. Lupus."))
    assert [criterion.kind[0] for criterion in eligibility.criteria] == ["i", "i", "e", "u", "i"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]


@pytest.mark.parametrize(
    "sentence",
    ["Patients with asthma are excluded.", "Asthma patients are not eligible", "Persons with asthma cannot enroll"],
)
def test_a_sentence_that_refuses_people_is_on_the_side_of_its_list(sentence: str) -> None:
    assert _sides(LIST.format(sentence)) == [("i", "Age over 18"), ("i", sentence), ("i", "BMI > 20")]
    (constraint,) = parse_criteria(LIST.format(sentence)).criteria[1].constraints
    assert (constraint.negated, constraint.certainty) == (True, "sure")


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients who are not eligible for surgery", "Patients with gout will not be excluded",
        "No patients are excluded for gout",
        "Secondary causes of gout are excluded", "Patients in whom stroke is excluded by MRI",
        "In patients with fever, infection must be excluded", "Patients must be ineligible or unfit for transplant",
        "Patients must have a scan and lymphoma is excluded by biopsy", "The patient's relatives are excluded",
        "Participants must not have been excluded from a prior study",
    ],
)  # fmt: skip
def test_a_sentence_that_only_mentions_a_refusal_is_none(sentence: str) -> None:
    assert _sides(LIST.format(sentence)) == [("i", "Age over 18"), ("i", sentence), ("i", "BMI > 20")]


@pytest.mark.parametrize(
    "label", ["Exclusion:", "EXCLUSION:", "Exclusions:", "Excluded:", "Not eligible:", "Exclusión:"]
)
@pytest.mark.parametrize("markers", ["---", "***", "•••", ("1.", "2.", "3.")])
def test_an_item_says_its_own_side(markers: str, label: str) -> None:
    first, second, third = markers
    text = f"Inclusion Criteria:\n{first} Age over 18\n{second} {label} asthma\n{third} Gout"
    assert _sides(text) == [("i", "Age over 18"), ("e", "asthma"), ("i", "Gout")]
    assert not parse_criteria(text).diagnostics


def test_what_stands_below_such_an_item_is_on_its_side() -> None:
    text = "Inclusion Criteria:\n- Age over 18\n- Exclusion: asthma\n  - on steroids\n- Gout"
    first, second, third = parse_criteria(text).criteria
    assert [each.kind for each in (first, second, *second.children, third)] == [
        "inclusion", "exclusion", "exclusion", "inclusion",
    ]  # fmt: skip
    assert second.children[0].heading == second.heading == "Exclusion"


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("- Inclusion: age over 18\n- gout\n- Exclusion: asthma\n- lupus", "iiee"),
        ("- Inclusion:\n- Gout\n- Exclusion:\n- Asthma\n- Lupus", "iee"),
        ("Inclusion Criteria:\n- Gout\n- Exclusion:\n- Asthma\n- Lupus", "iee"),
        ("Inclusion Criteria:\n* Gout\nExclusion: asthma\n* Lupus", "iee"),
        ("- Gout\n- Exclusion: asthma\n- Lupus", "ueu"),
        ("Exclusion Criteria:\n- Gout\n- Inclusion: age over 18\n- Lupus", "eie"),
    ],
)
def test_headings_and_items_are_told_apart_by_their_list(text: str, sides: str) -> None:
    assert "".join(side for side, _ in _sides(text)) == sides


def test_a_bullet_that_may_be_the_heading_of_those_behind_it() -> None:
    text = "Inclusion Criteria:\n* Gout\n* Exclusion criteria: asthma\n* Lupus"
    eligibility = parse_criteria(text)
    assert [criterion.kind[0] for criterion in eligibility.criteria] == ["i", "e", "u"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]
    assert [side for side, _ in _sides(f"{text}\n\nExclusion Criteria:\n* Angina")] == ["i", "e", "i", "e"]


@pytest.mark.parametrize("stop", ["; exclusion criteria:", ". Exclusion criteria:", ". Key exclusion criteria:"])
@pytest.mark.parametrize("markers", ["--", "**", ("1.", "2.")])
def test_a_heading_behind_a_stop_is_of_its_item(markers: str, stop: str) -> None:
    first, second = markers
    text = f"Inclusion Criteria:\n{first} Gout{stop} lupus\n{second} BMI > 20\n\nExclusion Criteria:\n- Angina"
    assert [side for side, _ in _sides(text)] == ["i", "e", "i", "e"]


@pytest.mark.parametrize(("side", "label"), [("Inclusion", "Exclusion"), ("Exclusion", "Inclusion")])
def test_a_heading_behind_a_stop_may_be_that_of_the_next_item(side: str, label: str) -> None:
    eligibility = parse_criteria(f"{side} Criteria:\n- Gout. {label} criteria: lupus\n- BMI > 20")
    assert [each.kind for each in eligibility.criteria] == [side.lower(), label.lower(), "unknown"]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]
    lower = parse_criteria(f"{side} Criteria:\n- Gout; {label.lower()} criteria: lupus\n- BMI > 20")
    assert [each.kind for each in lower.criteria] == [side.lower(), label.lower(), side.lower()]


@pytest.mark.parametrize("verb", ["include", "are", "includes", "will be"])
def test_a_heading_that_names_the_criterion_itself(verb: str) -> None:
    label = f"Exclusion criteria {verb}"
    text = f"Inclusion Criteria:\n- Gout\n- {label} asthma and lupus\n- BMI > 20\n\nExclusion Criteria:\n- Angina"
    assert [side for side, _ in _sides(text)] == ["i", "e", "i", "e"]
    assert _sides(text)[1] == ("e", "asthma and lupus")
    (alone,) = parse_criteria(f"{label} asthma and lupus").criteria
    assert (alone.kind, alone.text, alone.heading) == ("exclusion", "asthma and lupus", label)


@pytest.mark.parametrize("end", ["as follows", "the following", "listed below", "any of these", "are as follows:"])
def test_a_heading_that_leads_to_criteria(end: str) -> None:
    assert _sides(f"Exclusion criteria are {end}\n- asthma\n- lupus") == [("e", "asthma"), ("e", "lupus")]


def test_under_exclusions_a_bracket_leaves_out() -> None:
    assert _sides("Exclusion Criteria:\n- Cancer (excluded: melanoma)") == [("e", "Cancer (excluded: melanoma)")]


@pytest.mark.parametrize(
    "words", ["Healthy volunteers with gout", "Group A: adults with gout", "Healthy men over 50 years"]
)
def test_words_before_a_heading_on_its_line_are_kept(words: str) -> None:
    eligibility = parse_criteria(f"{words} Exclusion criteria:\n- asthma\n- lupus")
    assert [(each.kind[0], each.text) for each in eligibility.criteria] == [
        ("u", words),
        ("e", "asthma"),
        ("e", "lupus"),
    ]


def test_a_page_reads_the_same() -> None:
    trial = parse(LIST.format("Gout. Excluded: asthma"))
    assert trial.eligibility is not None
    assert [criterion.kind[0] for criterion in trial.eligibility.criteria] == ["i", "i", "e", "i"]


@pytest.mark.parametrize("side", ["Inclusion", "Exclusion"])
@pytest.mark.parametrize("item", ["REMOVED: gout", "[deleted] gout", "Deleted: gout", "(obsolete) gout"])
def test_a_criterion_that_is_taken_back_is_on_no_side(side: str, item: str) -> None:
    eligibility = parse_criteria(f"{side} Criteria:\n- BMI > 20\n- {item}\n- Lupus")
    assert [each.kind for each in eligibility.criteria] == [side.lower(), "unknown", side.lower()]
    assert [each.code for each in eligibility.diagnostics] == ["unsure-heading"]


@pytest.mark.parametrize(
    "bracket", ["(previously FEV1 > 60%)", "[formerly: FEV1 > 60%]", "(changed from > 60%)", "(before amendment > 60%)"]
)
def test_a_limit_that_was_in_force_is_on_no_side(bracket: str) -> None:
    assert _sides(LIST.format(f"FEV1 > 50% {bracket}"))[1:-1] == [
        ("i", "FEV1 > 50%"),
        ("u", "FEV1 > 60%" if "FEV1" in bracket else "> 60%"),
    ]


@pytest.mark.parametrize(
    "item", ["Asthma (previously > 3 attacks)", "Age < 70 (previously treated with > 5 mg)", "Removed spleen"]
)
def test_what_only_tells_of_the_past_is_in_force(item: str) -> None:
    assert _sides(LIST.format(item))[1:-1] == [("i", item)]
