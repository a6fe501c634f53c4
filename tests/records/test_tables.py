"""What a line of names is, and what stands under it: a page of labels and values is no table."""

import pytest

from trialparse import parse, read_records

PAGES = {
    "an id beside its label": "Trial ID\tjRCT2099000001\nScientific Title\tA phase II study\nPublic Title\tGout\n",
    "below other labels": "Last modified on\tAug. 06, 2026\nTrial ID\tjRCT2099000001\nPublic Title\tGout\n",
    "below a heading": "TRIAL DESCRIPTION\nTrial ID\tPACTR202603000000009\nPublic title\tGout\nPhase\tPhase-2\n",
    "the title first": "Public title\tGout\nScientific title\tA study\nTrial ID\tPACTR202603000000009\n",
    "another form's label": "DRKS-ID\tDRKS00099998\nTitle\tGout\nRecruitment Status\tRecruiting\n",
}
TABLES = {
    "two columns": "Trial ID\tRecruitment Status\nNCT09990001\tRecruiting\nNCT09990002\tCompleted\n",
    "a title over them": "Trials of gout\nTrial ID,Phase\nNCT09990001,Phase 2\nNCT09990002,Phase 3\n",
    "a name of a column in a title": "Public title,TrialID\nPhase 2 of gout,NCT09990001\nPhase,NCT09990002\n",
}


@pytest.mark.parametrize("text", PAGES.values(), ids=PAGES)
def test_labels_and_values_are_a_page(text: str) -> None:
    for trial in (parse(text), *read_records(text.encode())):
        assert trial.id in ("jRCT2099000001", "PACTR202603000000009", "DRKS00099998")
        assert trial.title == "Gout"
        assert trial.layout not in ("ictrp_row", "drks_json")


def test_labels_without_an_id_are_a_page() -> None:
    trial = parse("Trial ID\t\nPublic title\tGout\nRecruitment Status\tRecruiting\n")
    assert (trial.id, trial.title, trial.status) == (None, "Gout", "RECRUITING")


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_names_over_rows_are_a_table(text: str) -> None:
    trials = list(read_records(text.encode()))
    assert [(trial.id, trial.layout) for trial in trials] == [
        ("NCT09990001", "ictrp_row"),
        ("NCT09990002", "ictrp_row"),
    ]


HEAD = "NCT Number,Study Title,Study Status,Sex,Study Documents"


@pytest.mark.parametrize(
    "row",
    [
        "NCT09990001,Gout, acute,RECRUITING,ALL,",
        "NCT09990001,Gout,,RECRUITING,ALL,",
        "NCT09990001,Gout, acute, of the foot,RECRUITING,,",
    ],
)
def test_cells_that_a_stray_sign_moved_are_not_read(row: str) -> None:
    broken = parse(f"{HEAD}\n{row}\n")
    assert (broken.id, [each.code for each in broken.diagnostics]) == (None, ["broken-record"])
    whole = "".join(f"NCT0999000{n},Gout,COMPLETED,ALL,\n" for n in (2, 3))
    trials = list(read_records(f"{HEAD}\n{row}\n{whole}".encode()))
    assert [(trial.id, trial.status) for trial in trials] == [
        (None, None),
        ("NCT09990002", "COMPLETED"),
        ("NCT09990003", "COMPLETED"),
    ]


def test_rows_may_all_end_with_a_sign() -> None:
    rows = "".join(f"NCT0999000{n},Gout,COMPLETED,ALL,here,\n" for n in (1, 2, 3))
    trials = list(read_records(f"{HEAD}\n{rows}NCT09990004,Gout, acute,COMPLETED,ALL,,,\n".encode()))
    assert [trial.id for trial in trials] == ["NCT09990001", "NCT09990002", "NCT09990003", None]
    assert {trial.status for trial in trials[:3]} == {"COMPLETED"}


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (HEAD, "NCT0999000{},Gout, acute,RECRUITING,ALL,"),
        ("TrialID,Public title,Inclusion gender,Source Register", "NCT0999000{},Gout, acute,Female,"),
        ("NCT Number,Study Title,Start Date,Study Documents", "NCT0999000{},Gout,2025-12,2026-03,"),
        ("nct_id,brief_title,start_date,acronym", "NCT0999000{},Gout, acute,2026-03-01,"),
    ],
)
def test_values_of_other_names_tell_that_all_rows_are_moved(head: str, row: str) -> None:
    rows = "\n".join(map(row.format, range(1, 5)))
    trials = list(read_records(f"{head}\n{rows}\n".encode()))
    assert [[each.code for each in trial.diagnostics] for trial in trials] == [["broken-record", "record-source"]] * 4
