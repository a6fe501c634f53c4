"""The mirror's page in both its forms: golden pages, damage, and what must never leak."""

import gzip
import json
import os
import pickle
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trialparse
from layouts.golden import DAMAGE, values_of
from trialparse.layouts import read_page
from trialparse.text import fold

ROOT = Path(__file__).parents[3]
FIXTURES = ROOT / "tests" / "fixtures"
PAGES = {
    "meddatax": ROOT / "examples" / "page.txt",
    "meddatax_values": FIXTURES / "meddatax_values.txt",
}
TEXTS = {name: path.read_text("utf-8") for name, path in PAGES.items()}
GOLD = ROOT.parent / "shared" / "gold" / "pages"
RELATED = ("NCT09991528", "NCT09992639", "Voclera", "A Registry of Children", "ACTIVE_NOT_RECRUITING")
SITE = re.compile(r"Get a concise|Review the|Dive into|Learn about|Check the|Explore|Find local|Meet the|Reach out")


@pytest.fixture(scope="module", params=PAGES)
def golden(request: pytest.FixtureRequest) -> tuple[trialparse.Trial, dict[str, Any]]:
    name: str = request.param
    return trialparse.parse(TEXTS[name]), json.loads((FIXTURES / f"{name}.json").read_text("utf-8"))


def test_every_field(golden: tuple[trialparse.Trial, dict[str, Any]]) -> None:
    trial, expected = golden
    assert values_of(trial) == expected["trial"]


def test_the_characters_behind_every_field(golden: tuple[trialparse.Trial, dict[str, Any]]) -> None:
    trial, expected = golden
    assert {path: trial.evidence(path) for path in trial.spans} == expected["evidence"]


def test_nothing_is_left_unread(golden: tuple[trialparse.Trial, dict[str, Any]]) -> None:
    trial, _ = golden
    assert [each.code for each in trial.diagnostics if each.code in ("unread-lines", "unknown-value")] == []


def test_the_page_against_its_criteria(golden: tuple[trialparse.Trial, dict[str, Any]]) -> None:
    trial, _ = golden
    disagreeing = [each for each in trial.diagnostics if each.code == "age-disagrees"]
    assert [each.path for each in disagreeing] == ["eligibility.maximum_age"]
    assert "75" in disagreeing[0].message
    assert disagreeing[0].spans[0].of(trial.text) == "75 Years"


def test_no_related_trial_and_no_sentence_of_the_site_leaks(golden: tuple[trialparse.Trial, dict[str, Any]]) -> None:
    trial, _ = golden
    own = json.dumps(trial.model_dump(mode="json", exclude={"text", "related_trials", "spans"}))
    assert not [word for word in RELATED if word in own]
    assert not SITE.search(own)


def test_position_tells_the_arm_from_the_intervention() -> None:
    trial = trialparse.parse(TEXTS["meddatax"])
    paths = ("arms[0].label", "arms[0].interventions[0]", "interventions[0].name")
    assert {trial.evidence(path) for path in paths} == {"Velorimab"}
    places = [span.start for path in paths if (span := trial.span_of(path))]
    assert places == sorted(set(places))


def test_the_last_criterion_ends_before_the_label() -> None:
    trial = trialparse.parse(TEXTS["meddatax"])
    assert trial.eligibility is not None
    assert trial.eligibility.text.endswith("Pregnancy or breast-feeding.")
    assert trial.eligibility.criteria[-1].text == "Pregnancy or breast-feeding."


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_changes_no_value(name: str, damage: str) -> None:
    assert values_of(trialparse.parse(DAMAGE[damage](TEXTS[name]))) == values_of(trialparse.parse(TEXTS[name]))


def test_lines_of_the_site_are_reported() -> None:
    trial = trialparse.parse(f"Skip to content\nHome > Trials\nSee NCT09999111\n\n{TEXTS['meddatax']}")
    (unread,) = [each for each in trial.diagnostics if each.code == "unread-lines"]
    assert [span.of(trial.text) for span in unread.spans] == ["Skip to content", "Home > Trials", "See NCT09999111"]


@pytest.mark.parametrize("name", PAGES)
def test_of_several_pages_the_first_is_read(name: str) -> None:
    second = TEXTS[name].replace("NCT09990417", "NCT09990418").replace("Velorimab", "Otherimab")
    trial = trialparse.parse(f"{TEXTS[name]}\n\n{second}")
    assert values_of(trial) == values_of(trialparse.parse(TEXTS[name]))
    assert "several-trials" in [each.code for each in trial.diagnostics]


def test_a_page_without_the_sentences_is_read_by_its_headings() -> None:
    bare = "\n".join(line for line in TEXTS["meddatax"].split("\n") if not SITE.match(line))
    trial = trialparse.parse(bare)
    assert trial.layout == "meddatax"
    assert trial.status == "RECRUITING"


OBSERVATIONAL = """A Registry of Sleep After Transplantation

NCT ID: NCT09990777

Last Updated: 2024-02

Study Results

Results available

The study team has published everything.

Basic Information

Get a concise view.

Recruitment Status

PAUSED_FOR_NOW

Total Enrollment

1,250 participants

Study Classification

OBSERVATIONAL

Study Start Date

2019

Study Design

Understand how it is built.

Observational Model Type

COHORT

Study Time Perspective

PROSPECTIVE

Study Groups

Review each arm of it.

Recipients

Adults with a new kidney, who

* were called within the first year;
* keep a diary.

Donors

People who gave a kidney.

Eligibility Criteria

Check the participation rules.

Inclusion Criteria:

1. Transplantation in the last 12 months
Eligible Sex

FEMALE

Other Identifiers

Review additional numbers.

SLEEP-7

Identifier Type: -

Identifier Source: org_study_id
"""


def test_an_observational_page() -> None:
    trial = trialparse.parse(OBSERVATIONAL)
    assert (trial.phases, trial.design.allocation, trial.design.observational_model) == ((), None, "COHORT")
    assert trial.has_results is True
    assert trial.enrollment is not None
    assert (trial.enrollment.count, trial.enrollment.type) == (1250, None)
    assert trial.start_date is not None
    assert trial.start_date.precision == "year"
    assert [arm.label for arm in trial.arms] == ["Recipients", "Donors"]
    assert trial.eligibility is not None
    assert (trial.eligibility.sex, trial.eligibility.minimum_age) == ("FEMALE", None)


def test_an_unknown_word_stays_visible() -> None:
    trial = trialparse.parse(OBSERVATIONAL)
    assert trial.status == "PAUSED_FOR_NOW"
    (unknown,) = [each for each in trial.diagnostics if each.code == "unknown-value"]
    assert (unknown.path, unknown.spans[0].of(trial.text)) == ("status", "PAUSED_FOR_NOW")


def test_one_age_without_a_label_is_neither_limit() -> None:
    page = TEXTS["meddatax_values"].replace("\n75 Years", "")
    trial = trialparse.parse(page)
    assert trial.eligibility is not None
    assert (trial.eligibility.minimum_age, trial.eligibility.maximum_age) == (None, None)
    assert "ambiguous-age" in [each.code for each in trial.diagnostics]


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_any_part_of_a_page_is_taken(name: str, data: st.DataObject) -> None:
    lines = TEXTS[name].split("\n")
    kept = data.draw(st.lists(st.sampled_from(range(len(lines))), max_size=80))
    text = "\n".join(lines[place] for place in (sorted(kept) if data.draw(st.booleans()) else kept))
    reading = read_page(text, fold(text))
    for start, end in reading.spans.values():
        assert 0 <= start <= end <= len(text)
        assert text[start:end] == text[start:end].strip()
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(TEXTS[name]))] * 2)))
    trial = trialparse.parse(TEXTS[name][start:end])
    assert pickle.loads(pickle.dumps(trial)) == trial


@pytest.mark.slow
@pytest.mark.skipif(
    not GOLD.is_dir() and os.environ.get("CI") != "true", reason="the annotated pages are not beside the project"
)
@pytest.mark.parametrize(
    "file", ["meddatax", "meddatax.noise", "meddatax.xml", "meddatax_values", "meddatax_values.noise"]
)
def test_the_header_of_real_pages(file: str) -> None:
    with gzip.open(GOLD / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in lines]
    wrong = []
    for page in pages:
        reading, truth = read_page(page["text"], fold(page["text"])), page["truth"]
        shown = {name: reading.values.get(name) for name in ("id", "has_results", "status", "study_type")}
        expected = {name: truth.get(name) for name in shown}
        count = reading.values.get("enrollment", {}).get("count"), (truth.get("enrollment") or {}).get("count")
        phases = reading.values.get("phases", []), truth.get("phases") or []
        if reading.layout != page["layout"] or shown != expected or count[0] != count[1] or phases[0] != phases[1]:
            wrong.append(page["page"])
    assert len(wrong) <= len(pages) // 100, wrong


def test_a_broken_title_is_read_whole() -> None:
    text = (Path(__file__).parents[2] / "fixtures" / "meddatax_values.txt").read_text("utf-8")
    title = trialparse.parse(text).title or ""
    words = "Cold Packs and Long Walks in the Morning for People Who Had a New Knee"
    assert trialparse.parse(text.replace(title, f"{words}\nand Live Alone", 1)).title == f"{words} and Live Alone"


NAME_AND_WORDS = "Velorimab\n\nGiven by mouth once a day.\n\nIntervention Type DRUG\n\n"
LOST_GROUPS = [
    # A description, which a sign shows, leaves one line that may be the name.
    ("Salt\n\nDissolved in a glass of water.\n\nIntervention Type OTHER\n", [("Salt", "OTHER")], False),
    ("Salt\n\nA pinch of it in a glass of warm water\n\nIntervention Type OTHER\n", [("Salt", "OTHER")], False),
    ("Salt\n\n* a pinch\n\n* a glass\n\nIntervention Type OTHER\n", [("Salt", "OTHER")], False),
    ("Salt\n\nIntervention Type OTHER\n", [("Salt", "OTHER")], False),
    # An other name of the first, or the name of the second.
    ("VLR-7\n\nSalt\n\nDissolved in water.\n\nIntervention Type OTHER\n", [], True),
    ("VLR-7\n\nSalt\n\nIntervention Type OTHER\n", [], True),
    ("VLR-7\n\nAnti-urate\n\nSalt\n\nDissolved\n\nIntervention Type OTHER\n\nSham salt\n", [], True),
]


@pytest.mark.parametrize(("second", "told", "doubt"), LOST_GROUPS)
def test_without_groups_no_other_name_is_taken_for_a_name(
    second: str, told: list[tuple[str, str]], doubt: bool
) -> None:
    before, _, rest = TEXTS["meddatax"].partition("Study Groups\n")
    below = rest[rest.index("Eligibility Criteria\n") :]
    trial = trialparse.parse(f"{before}Interventions\n\nLearn about the drugs.\n\n{NAME_AND_WORDS}{second}\n{below}")
    assert [(each.name, each.type) for each in trial.interventions] == [("Velorimab", "DRUG"), *told]
    assert all(each.other_names == () for each in trial.interventions)
    assert ("ambiguous-interventions" in {each.code for each in trial.diagnostics}) is doubt


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Velorimab\n\nGiven by mouth once a day.", ["Velorimab"]),
        ("Velorimab\n\nVLR-7", []),
        ("Velorimab", ["Velorimab"]),
    ],
)
def test_values_alone_without_groups(words: str, names: list[str]) -> None:
    before, _, rest = TEXTS["meddatax_values"].partition("Study Groups\n")
    below = rest[rest.index("Eligibility Criteria\n") :]
    trial = trialparse.parse(f"{before}Interventions\n\nLearn about the drugs.\n\n{words}\n\n{below}")
    assert [each.name for each in trial.interventions] == names
    assert ("ambiguous-interventions" in {each.code for each in trial.diagnostics}) is not bool(names)
