"""The EU Clinical Trials Register: a form whose labels are known, whatever a copy has left between them and values."""

import pytest

import trialparse as tp
from layouts.golden import values_of
from layouts.pages.euctr_pages import HEAD, ID, SPACINGS, html_page, page

KINDS = ("state", "third country")
_OF_ALL = {
    "layout": "euctr",
    "id": ID,
    "registry": "EU Clinical Trials Register",
    "title": "The Heron study",
    "official_title": "Heronib against prednisone in sarcoidosis",
    "acronym": "HERON",
    "status": "TERMINATED",
    "phases": ["PHASE2"],
    "enrollment": {"count": 240},
    "conditions": ["Sarcoidosis"],
    "design": {"allocation": "RANDOMIZED", "masking": "DOUBLE"},
    "interventions": [{"name": "Heronib", "other_names": ["Heronib sodium"]}, {"name": "Prednisone"}],
    "eligibility": {"sex": "ALL", "healthy_volunteers": False},
    "sponsors": [{"name": "Heron AS", "role": "lead", "class": "Commercial"}],
    "contacts": [{"name": "Trial Desk", "phone": "+3725550100", "email": "desk@example.org"}],
    "identifiers": [{"id": "HERON-2", "source": "org_study_id"}, {"id": "NCT01234567", "type": "REGISTRY"}],
}
_OF_KIND = {
    "state": {"countries": ["Estonia"], "completion_date": {"date": "2026-09-30", "precision": "day"}},
    "third country": {"countries": ["Chile"]},
}


def answers(kind: str) -> dict[str, object]:
    return _OF_ALL | _OF_KIND[kind]


def criteria(trial: tp.Trial) -> list[tuple[str, str]]:
    assert trial.eligibility is not None
    return [(each.kind, each.text) for each in trial.eligibility.criteria]


def said(trial: tp.Trial) -> dict[str, list[str]]:
    return {each.code: [trial.text[span.start : span.end] for span in each.spans] for each in trial.diagnostics}


LISTED = [("inclusion", "Biopsy of a node"), ("inclusion", "Signed consent"), ("exclusion", "Tuberculosis")]


@pytest.mark.parametrize("index", [False, True], ids=["alone", "index above"])
@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_field(kind: str, spacing: str, index: bool) -> None:
    trial = tp.parse(page(kind, spacing, index))
    assert values_of(trial) == answers(kind)
    assert criteria(trial) == LISTED
    assert "unread-lines" not in said(trial)


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_head_needs_no_colons(kind: str, spacing: str) -> None:
    text = page(kind, spacing, index=True)
    for label, _ in HEAD:
        text = text.replace(f"{label}:", label, 1)
    assert values_of(tp.parse(text)) == answers(kind)


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_as_saved(kind: str) -> None:
    trial = tp.parse(tp.read(html_page(kind).encode()))
    assert values_of(trial) == answers(kind)
    assert criteria(trial) == LISTED
    assert "unread-lines" not in said(trial)


@pytest.mark.parametrize("spacing", SPACINGS)
def test_every_record_is_a_text(spacing: str) -> None:
    records = [page("state", spacing), page("third country", spacing, True), page("state", spacing, True)]
    text = "".join(records)
    parts = list(tp.split(text))
    assert "".join(parts) == text
    assert [part.strip() for part in parts] == [record.strip() for record in records]
    assert "several-trials" in said(tp.parse(text))
    assert values_of(tp.parse(text)) == answers("state")


def form(*rows: str) -> str:
    """A short page with these rows."""
    return "\n".join((f"Summary\nEudraCT Number: {ID}", "A.3 Full title of the trial: Heronib in sarcoidosis", *rows))


EEA = "F.4.2.1 In the EEA: 60"
STATE = "F.4.1 In the member state: 12"
OUTSIDE = "E.8.6.1 Trial being conducted both within and outside the EEA"


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (("F.4.2.2 In the whole clinical trial: 240", EEA, STATE), 240),
        ((f"{OUTSIDE}: No", EEA, STATE), 60),
        ((f"{OUTSIDE}: Yes", EEA, STATE), None),
        ((EEA, STATE), None),
        (("E.8.5 The trial involves multiple Member States: No", STATE), 12),
        (("E.8.5 The trial involves multiple Member States: Yes", STATE), None),
        (("F.4.2.2 In the whole clinical trial: 0", f"{OUTSIDE}: No", EEA), 60),
        (("F.4.2.2 In the whole clinical trial:",), None),
    ],
)
def test_the_number_of_people_is_that_of_the_whole_trial(rows: tuple[str, ...], count: int | None) -> None:
    trial = tp.parse(form(*rows))
    assert (trial.enrollment and trial.enrollment.count) == count
    assert ("partial-count" in said(trial)) == (count is None and len(rows) > 1)


def test_groups_of_age_are_no_limits() -> None:
    trial = tp.parse(form("E.3 Principal inclusion criteria: Age 50 years or more", "F.1.2 Adults (18-64 years): Yes"))
    assert trial.eligibility is not None
    assert trial.eligibility.minimum_age is None
    assert said(trial)["age-groups"] == ["Yes"]


CONDITION = "E.1.1 Medical condition(s) being investigated"
PLAINLY = "E.1.1.1 Medical condition in easily understood language"


@pytest.mark.parametrize(
    ("rows", "conditions"),
    [
        ((f"{CONDITION}: Gout", "MedDRA Classification"), ("Gout",)),
        ((f"{CONDITION}:", f"{PLAINLY}: Gout"), ("Gout",)),
        ((f"{CONDITION}: Gout", f"{PLAINLY}: Sore toes"), ("Gout",)),
        ((f"{CONDITION}", f"{PLAINLY}Gout"), ("Gout",)),
        ((f"{CONDITION}: Gout\nTophi", "E.1.3 Condition being studied is a rare disease: No"), ("Gout", "Tophi")),
        ((f"{CONDITION} (es): Gota", "E.7.2 Therapeutic exploratory (Phase II): No"), ("Gota",)),
        ((f"{CONDITION}:", "MedDRA Classification", "E.1.2 Term: Gout"), ()),
    ],
)
def test_conditions(rows: tuple[str, ...], conditions: tuple[str, ...]) -> None:
    assert tp.parse(form(*rows)).conditions == conditions


BESIDE_OR_BELOW = (
    "{0} 1. Biopsy of a node\n    2. Signed consent\n    3. Lives near",
    "    {0} 1. Biopsy of a node\n    2. Signed consent\n    3. Lives near",
    "{0}\n    1. Biopsy of a node\n    2. Signed consent\n    3. Lives near",
    "{0} - Biopsy of a node\n        - Signed consent\n        - Lives near",
    "{0} Biopsy of a node\n   Signed consent\n   Lives near",
    "{0}\t1.\tBiopsy of a node\n\t2.\tSigned consent\n\n\t3.\tLives near",
)
LABELS = (
    "E.3 Principal inclusion criteria:",
    "E.3\tPrincipal inclusion criteria",
    "E.3Principal inclusion criteria",
)


@pytest.mark.parametrize("listed", BESIDE_OR_BELOW)
@pytest.mark.parametrize("label", LABELS)
def test_criteria_beside_the_label_or_below(listed: str, label: str) -> None:
    trial = tp.parse(form(listed.format(label), "E.4 Principal exclusion criteria: 1. Tuberculosis"))
    assert criteria(trial) == [*LISTED[:2], ("inclusion", "Lives near"), ("exclusion", "Tuberculosis")]


def test_a_first_criterion_keeps_its_children() -> None:
    listed = "  E.3 Principal inclusion criteria: 1. One of:\n    - gout\n    - tophi\n  2. Signed consent"
    assert [text for _, text in criteria(tp.parse(form(listed)))] == ["One of:", "Signed consent"]


TEXT = """1. Biopsy as in E.4 Principal exclusion criteria of the former trial
Summary
A. Patients with nodes
E.g. of the lung
EudraCT number: 2020-500123-41 was the former trial
D.3 dimer below 500
P.O. box known
Trial Status: naive to trials
2. Signed consent"""


def test_what_looks_like_a_label_in_a_text_is_none() -> None:
    trial = tp.parse(form(f"E.3 Principal inclusion criteria: {TEXT}", "E.4 Principal exclusion criteria: 1. Gout"))
    assert trial.eligibility is not None
    assert TEXT in (trial.eligibility.text or "")
    assert trial.id == ID
    assert trial.status is None
    assert "several-trials" not in said(trial)


def test_other_ids_come_with_their_names() -> None:
    rows = (
        "A.5.1 ISRCTN (International Standard Randomised Controlled Trial) Number: ISRCTN12345678",
        "A.5.3 WHO Universal Trial Reference Number (UTRN): U1111-1234-5678",
        "A.5.4 Other Identifiers: Name: IND Number: 76,466",
        "A.5.4 Other Identifiers: Name:",
        "EORTC number",
        "Number: 1723",
        "A.5.4 Other Identifiers: KC-7",
    )
    assert values_of(tp.parse(form(*rows)))["identifiers"] == [
        {"id": "ISRCTN12345678", "type": "REGISTRY"},
        {"id": "U1111-1234-5678", "type": "REGISTRY"},
        {"id": "76,466", "source": "IND"},
        {"id": "1723", "source": "EORTC number"},
        {"id": "KC-7", "type": "OTHER"},
    ]


def test_a_label_that_the_form_does_not_have_ends_the_field_before() -> None:
    rows = (f"{CONDITION}: Gout", "E.1.9 Stage of it: late", "E.3 Who may take part: 1. Signed consent")
    trial = tp.parse(form(*rows, "E.4 Principal exclusion criteria: 1. Gout"))
    assert trial.conditions == ("Gout",)
    assert criteria(trial) == [("inclusion", "Signed consent"), ("exclusion", "Gout")]
    assert said(trial)["unread-lines"] == ["late"]


def test_the_same_product_twice_is_one() -> None:
    rows = (
        "D.IMP: 1",
        "D.3.1 Product name: Heronib",
        "D.IMP: 2",
        "D.3.1 Product name: Heronib",
        "D.3.8 INN - Proposed INN: Heronib",
        "D.IMP: 3",
        "D.2.1.1.1 Trade name: Cortaid",
        "D.3.1 Product name: Information not present in EudraCT",
        "D.3.8 INN - Proposed INN: Prednisone",
    )
    found = tp.parse(form(*rows)).interventions
    assert [(each.name, each.other_names) for each in found] == [("Heronib", ()), ("Prednisone", ("Cortaid",))]


@pytest.mark.parametrize(("shown", "told"), [("View results", True), ("", None)])
def test_results(shown: str, told: bool | None) -> None:
    head = f"Summary\nEudraCT Number: {ID}\nTrial Status: Completed\nTrial results: {shown}"
    assert tp.parse(f"{head}\nA.2 EudraCT number: {ID}").has_results is told


def test_the_head_alone_is_known() -> None:
    trial = tp.parse(f"EudraCT Number: {ID}\nSponsor's Protocol Code Number: HERON-2\nTrial Status: Suspended by CA")
    assert (trial.layout, trial.id, trial.status, trial.eligibility) == ("euctr", ID, "SUSPENDED", None)


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_of_one_answer_no_sex_is_known(answer: str) -> None:
    trial = tp.parse(form("F.1.2 Adults (18-64 years): Yes", f"F.2.1 Female: {answer}"))
    assert trial.eligibility is None or trial.eligibility.sex is None
    assert answer in said(trial)["unknown-value"]


def test_a_number_in_a_run_on_text_is_not_cut() -> None:
    text = page("state", "line ends lost").replace("1. Biopsy of a node", "1. Lack of vitamin B12. At home")
    assert criteria(tp.parse(text))[:2] == [("inclusion", "Lack of vitamin B12. At home"), LISTED[1]]


@pytest.mark.parametrize(
    ("name", "acronym"),
    [
        ("HERON", "HERON"),
        ("HERON-2 trial", "HERON-2 trial"),
        ("Sarcoidosis", None),
        ("Heronib in sarcoidosis of the lung (HERON)", None),
        ("-", None),
    ],
)
def test_an_abbreviated_title_is_an_acronym_where_it_looks_like_one(name: str, acronym: str | None) -> None:
    assert tp.parse(form(f"A.3.2 Name or abbreviated title of the trial where available: {name}")).acronym == acronym


@pytest.mark.parametrize("spacing", SPACINGS)
@pytest.mark.parametrize("code", ["H.4.1", "H.4.2"])
def test_a_third_country_may_stand_below_its_heading(spacing: str, code: str) -> None:
    before, between, end = SPACINGS[spacing]
    label = "Third Country in which the trial was first authorised"
    state = f"A.1{before}Member State Concerned{between}Outside EU/EEA{end}A.2"
    text = page("third country", spacing)
    text = text.replace("A.2", state, 1)
    whole, _, _ = text.rpartition("H.4")
    text = f"{whole}H.4{before}{label}{between.strip(':')}{end}{code}{before}{label}{between}USA{end}"
    assert tp.parse(text).countries == ("USA",)
