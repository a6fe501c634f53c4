"""A layout as TOML: what it says is read, and what is wrong in it is told with file and line."""

import re
from pathlib import Path

import pytest

from trialparse import Pack, Parser, parse
from trialparse.layouts import LayoutError, load_layout

RIVERLAND = """
name = "riverland"
registry = "Register of Riverland"
needed = 3
day_first = true
id = "RIV-0000-00"
own = ["riverland number"]
openings = ["riverland number"]

[spellings.status]
"people are let in" = "RECRUITING"

[labels]
"riverland number" = "trial_id"
"name of the trial" = "text title"
"state" = "enum status"
"begins" = "date start_date"
"began" = "-"
"words for all" = "prose brief_summary"
"name of the trial #2" = "again"
"ages" = "ages"
"who can join" = "criteria inclusion"
"who cannot join" = "criteria exclusion"
"printed on" = "-"

[[first_of]]
labels = ["began", "begins"]
readers = ["date start_date ACTUAL", "date start_date ESTIMATED"]
"""
PAGE = """Riverland number: riv-2026-07
State
People are let in
Begins: 03/02/2026
Name of the trial: Gluten and sleep
Ages: 18 to 65 years
Who can join
- HbA1c > 7 %
Who cannot join
- CRP > 10 mg/L
Printed on: 04/05/2026
"""


def test_a_pack_may_bring_its_layout_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "riverland.toml"
    path.write_text(RIVERLAND, "utf-8")
    parser = Parser(packs=[Pack("riverland", "1.0", layouts=[load_layout(path)])])
    trial = parser.parse(PAGE)
    assert (trial.layout, trial.id, trial.registry) == ("riverland", "riv-2026-07", "Register of Riverland")
    assert (trial.title, trial.status, trial.evidence("status")) == (
        "Gluten and sleep",
        "RECRUITING",
        "People are let in",
    )
    assert trial.start_date is not None
    assert (trial.start_date.date, trial.start_date.type) == ("2026-02-03", None)
    assert trial.eligibility is not None
    assert [criterion.kind for criterion in trial.eligibility.criteria] == ["inclusion", "exclusion"]
    assert not trial.diagnostics


def test_labels_in_two_languages() -> None:
    toml = 'name = "two"\nneeded = 2\n[labels]\n"titre | title" = "text title"\n"état | state" = "enum status"\n'
    parser = Parser(packs=[Pack("two", "1.0", layouts=[load_layout(toml)])])
    both = parser.parse("Titre: Le pain\nTitle: Bread\nÉtat: En cours\nState: Recruiting\n")
    assert (both.layout, both.title, both.status) == ("two", "Bread", "RECRUITING")
    assert parser.parse("Titre: Le pain\nÉtat: Recruiting\n").title == "Le pain"


BESIDE = """
name = "lakeland"
needed = 2
beside = {beside}
[labels]
"lake number" = "trial_id"
"title" = "text title"
"state" = "enum status"
"state of the lake" = "-"
"""
RUN_ON = "Lake number NCT01234567\nState of the lake calm\nState Recruiting\nTitle Rowing: on lakes\n"


def test_labels_right_before_their_values() -> None:
    parser = Parser(packs=[Pack("lakeland", "1.0", layouts=[load_layout(BESIDE.format(beside='"all"'))])])
    trial = parser.parse(RUN_ON)
    assert (trial.layout, trial.id, trial.status, trial.title) == (
        *("lakeland", "NCT01234567", "RECRUITING"),
        "Rowing: on lakes",
    )
    apart = parser.parse("Lake number\nNCT01234567\nState\nRecruiting\nTitle\nState of lakes\n")
    assert (apart.id, apart.status, apart.title) == ("NCT01234567", "RECRUITING", "State of lakes")


def test_some_labels_right_before_their_values() -> None:
    parser = Parser(packs=[Pack("lakeland", "1.0", layouts=[load_layout(BESIDE.format(beside='["lake number"]'))])])
    trial = parser.parse("Lake number NCT01234567\nTitle\nState ownership\nState\nRecruiting\n")
    assert (trial.id, trial.title, trial.status) == ("NCT01234567", "State ownership", "RECRUITING")


@pytest.mark.parametrize("sign", [":", "\t", " | ", "  ", "：", " |\n", "\n|\n", "\n| "])
def test_signs_between_label_and_value(sign: str) -> None:
    page = "".join(f"{label}{sign}{value}\n" for label, value in (line.split(": ") for line in PAGE.split("\n")[3:6]))
    toml = RIVERLAND.replace('own = ["riverland number"]', "").replace("needed = 3", "needed = 2")
    trial = Parser(packs=[Pack("riverland", "1.0", layouts=[load_layout(toml)])]).parse(page)
    assert (trial.layout, trial.title) == ("riverland", "Gluten and sleep")
    assert trial.start_date is not None
    assert trial.start_date.date == "2026-02-03"


LABELS = '[labels]\n"title" = "text title"\n'
FAULTS = {
    "no reader": ('name = "x"\n[labels]\n"title" = "txt title"\n', 3, "there is no reader 'txt'; there are -, age, "),
    "no field": ('name = "x"\n[labels]\n\n"title" = "text titel"\n', 4, "a trial has no field 'titel'"),
    "another field": ('name = "x"\n[labels]\n"begins" = "text start_date"\n', 3, "'start_date' does not hold what"),
    "no enum": ('name = "x"\n[labels]\n"title" = "enum title"\n', 3, "no enum is kept in the field 'title'"),
    "no value": ('name = "x"\n[labels]\n"a" = "date start_date SOON"\n', 3, "'SOON' is none of ACTUAL, ESTIMATED"),
    "no kind": ('name = "x"\n[labels]\n"a" = "criteria both"\n', 3, "'both' is none of inclusion, exclusion, unknown"),
    "no told": ('name = "x"\n[labels]\n"a" = "identifiers type=X"\n', 3, "'type=X' is no type=… or source=…"),
    "a word too many": ('name = "x"\n[labels]\n"a" = "trial_id id"\n', 3, "trial_id takes 0 words, not 1"),
    "a word too few": ('name = "x"\n[labels]\n"a" = "text"\n', 3, "text takes 1 words, not 0"),
    "nothing": ('name = "x"\n[labels]\n"a" = ""\n', 3, "there is no reader ''"),
    "unknown key": (f'name = "x"\nneded = 2\n{LABELS}', 2, "neded: Extra inputs are not permitted"),
    "wrong type": (f'name = "x"\nneeded = "2"\n{LABELS}', 2, "needed: Input should be a valid integer"),
    "wrong order": (f'name = "x"\norder = "odd"\n{LABELS}', 2, "order: Input should be 'strict', 'loose' or 'any'"),
    "no name": (LABELS, 1, "name: Field required"),
    "no labels": ('name = "x"\n', 1, "labels: Field required"),
    "too few labels": (f'name = "x"\nneeded = 2\n{LABELS}', 2, "needed: it has 1 labels, and 2 must be shown"),
    "own": (f'name = "x"\nneeded = 1\nown = ["id"]\n{LABELS}', 3, "'id' is none of the labels"),
    "openings": (f'name = "x"\nneeded = 1\nopenings = ["id"]\n{LABELS}', 3, "'id' is none of the labels"),
    "again": (f'name = "x"\nneeded = 1\n{LABELS}"name #2" = "again"\n', 5, "'name' is none of the labels"),
    "not compared": ('name = "x"\nneeded = 1\n[labels]\n"Title:" = "text title"\n', 4, "write 'title', not 'Title:'"),
    "one language": (f'name = "x"\nneeded = 1\n{LABELS}"a | b" = "-"\n', 5, "either all labels are in two languages"),
    "no spelling": (f'name = "x"\nneeded = 1\n[spellings.status]\n"on" = "OPEN"\n{LABELS}', 4, "'OPEN' is no value of"),
    "no table": (f'name = "x"\nneeded = 1\n[spellings.state]\n"on" = "OPEN"\n{LABELS}', 4, "no value of state"),
    "first_of": (
        f'name = "x"\nneeded = 1\n{LABELS}[[first_of]]\nlabels = ["title"]\n',
        1,
        "first_of.readers: Field req",
    ),
    "no TOML": ('name = "x"\nlabels = [}\n', 2, "Invalid value"),
    "nested": (f'name = "x"\na = {"[" * 5000}', 1, "nested too deep"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_line(name: str) -> None:
    toml, line, message = FAULTS[name]
    with pytest.raises(LayoutError) as raised:
        load_layout(toml)
    assert str(raised.value).startswith(f"layout:{line}: ")
    assert message in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LayoutError, match=r"nowhere\.toml"):
        load_layout(tmp_path / "nowhere.toml")


def test_every_named_reader_is_documented() -> None:
    with pytest.raises(LayoutError) as raised:
        load_layout('name = "x"\n[labels]\n"title" = "no_such_reader"\n')
    names = str(raised.value).partition("there are ")[2].split(", ")
    documented = (Path(__file__).parents[3] / "docs" / "layouts.md").read_text("utf-8").partition("| Named reader |")[2]
    assert len(names) > 20
    assert [name for name in names if name != "-" and not re.search(rf"`{name}\b", documented)] == []


def test_a_page_in_no_known_layout_has_its_registers_order_of_day_and_month() -> None:
    page = "Trial id: {}\nTitle: Bread\nStatus: Recruiting\nStart date: 05/08/2026\n"
    german, japanese = (parse(page.format(number)).start_date for number in ("DRKS00012345", "jRCTs031180248"))
    assert german is not None
    assert german.date == "2026-08-05"
    assert japanese is not None
    assert japanese.date == "2026"
