"""What words say of the things they stand around: every cue by its example, and whole sentences with their marks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from criteria.presence.marked import flags, read
from trialparse import Presence, parse_criteria
from trialparse.criteria.presence.context import said_of
from trialparse.criteria.presence.cues import tables
from trialparse.criteria.presence.words import words
from work import calls_of

SENTENCES = Path(__file__).parents[2] / "spec" / "context.txt"
RISK = dict.fromkeys(("hypothetical", "allowed"), "risk")
UNLESS = dict.fromkeys(("exception", "besides"), "unless")
FLAGS = RISK | UNLESS | {"negated": "neg", "refused": "out", "barred": "bar", "window": "past", "condition": "if"}
SILENT = {"open", "close", "break", "none", "aside", "purpose", "spared", "sure", "unset"}
NO_THINGS = {"open", "close", "break"}


def rows() -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """The rows of cues with what they say, whose without the rest."""
    for table in tables()["cue"]:
        said = [each.partition(":") for each in table["says"]]
        asked = [
            key.split()[0] if says == "experiencer" else FLAGS.get(says, says)
            for says, _, key in said
            if says not in SILENT
        ]
        for row in table["forms"]:
            yield said[-1][0], asked, row


def sentences() -> Iterator[Any]:
    lines = SENTENCES.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            yield pytest.param(line, id=f"{SENTENCES.name}:{number}")


@pytest.mark.parametrize(("asked", "row"), [(asked, row) for _, asked, row in rows() if "example" in row])
def test_a_cue_says_it_in_its_example(asked: list[str], row: dict[str, str]) -> None:
    text, things, said = read(row["example"])
    assert things
    assert [(text, each) for each in said if not set(asked) <= flags(each)] == []


@pytest.mark.parametrize("row", [row for *_, row in rows() if "reject" in row], ids=lambda row: row["reject"])
def test_a_cue_does_not_say_it_in_its_reject(row: dict[str, str]) -> None:
    text, things, said = read(row["reject"])
    assert things
    assert [(text, flags(each)) for each in said if flags(each)] == []


def test_every_cue_has_an_example_or_a_reject() -> None:
    shown = {"example", "reject"}
    assert [row["form"] for says, _, row in rows() if says not in NO_THINGS and not shown & {*row}] == []


@pytest.mark.parametrize("line", list(sentences()))
def test_a_sentence(line: str) -> None:
    text, things, said = read(line)
    asked = [(text[thing.start : thing.end], sorted(thing.flags), text[slice(*thing.wide)]) for thing in things]
    told = [
        (text[thing.start : thing.end], sorted(flags(each)), text[slice(*each.wide)])
        for thing, each in zip(things, said, strict=True)
    ]
    assert told == asked


def test_cues_stand_where_they_are_printed() -> None:
    text, _, (said,) = read("Father with no history of [gout]")
    places = (said.negated_by, said.experiencer_by)
    assert [text[slice(*place)] for place in places if place] == ["no history of", "Father"]
    assert [text[slice(*place)] for place in said.cues] == ["Father", "no history of"]


def test_a_clause_stands_where_it_is_printed() -> None:
    text, _, (cancer, melanoma) = read("No [cancer] (except [melanoma]) within 5 years")
    assert cancer.exception
    assert text[slice(*cancer.exception)] == "except melanoma"
    assert melanoma.exception is None


PIECES = (
    "no gout (but ", "if gout, ", "for gout ", "history of gout ", "except gout; ", "unless gout ", "gout other than ",
    "history of gout except ", "may have gout or ", "gout is allowed ", "gout to gout, ", "gout within 5 days ",
    "5 days ",
)  # fmt: skip


def work(text: str) -> int:
    over, [(first, after)] = words(text, (0, len(text)))
    facts = [(at, at + 1, "condition") for at in range(first, after) if over.lower[at] == "gout"]
    facts = facts or [(first, first + 1, "condition")]
    return calls_of(lambda: said_of(over, first, after, facts, text))


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_the_text_only(piece: str) -> None:
    work(piece)  # what is kept between texts is made
    assert work(piece * 1000) < 2.2 * work(piece * 500)


@pytest.mark.parametrize("piece", PIECES)
def test_a_thing_costs_no_more_the_more_others_there_are(piece: str) -> None:
    work(piece)
    assert work(piece * 1000) < 1000 * 1000


@pytest.mark.parametrize(
    ("lead", "negated", "period", "whose"),
    [
        ("History of any of the following:", False, "past", None),
        ("No history of any of the following:", True, "past", None),
        ("Absence of the following:", True, None, None),
        ("Planned:", False, "future", None),
        ("Donor:", False, None, "donor"),
        ("Patients with:", False, None, None),
    ],
)
def test_a_lead_in_says_it_of_what_stands_under_it(
    lead: str, negated: bool, period: str | None, whose: str | None
) -> None:
    (criterion,) = parse_criteria(f"Exclusion Criteria:\n- {lead}\n  - asthma").criteria
    (child,) = criterion.children[0].constraints
    assert isinstance(child, Presence)
    assert (child.negated, child.period, child.experiencer and child.experiencer.key) == (negated, period, whose)


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion"),
    [
        ("Neither warfarin nor heparin is permitted", True, False),
        ("No lithium is allowed", True, False),
        ("Lithium is prohibited", True, False),
        ("Lithium will not be permitted", True, False),
        ("No lithium", True, True),
        ("Lithium is allowed", False, False),
        ("No known intolerance to lithium", False, False),
        ("No allergy to lithium", True, True),
    ],
)
def test_what_is_barred_is_what_excludes(text: str, inclusion: bool, exclusion: bool) -> None:
    def denied(kind: str) -> set[bool]:
        found = parse_criteria(f"{kind} Criteria:\n- {text}").constraints
        return {each.negated for each in found if isinstance(each, Presence) and each.subject.text != "intolerance"}

    assert (denied("Inclusion"), denied("Exclusion")) == ({inclusion}, {exclusion})


@pytest.mark.parametrize(
    "text",
    [
        "Patients with gout on dialysis are excluded",
        "Patients with gout and lupus are not eligible",
        "Women with gout are not eligible",
        "Patients with gout and an INR > 3 should not be enrolled",
    ],
)
def test_of_whom_is_kept_out_for_several_reasons_an_inclusion_is_unsure(text: str) -> None:
    def certain(kind: str) -> str:
        return parse_criteria(f"{kind} Criteria:\n- {text}").constraints[0].certainty

    assert (certain("Inclusion"), certain("Exclusion")) == ("doubtful", "sure")


@pytest.mark.parametrize(
    "text",
    [
        "Patients with gout are not eligible",
        "Patients with gout should not be enrolled",
        "Patients with gout may not enter",
        "Patients with gout or lupus are ineligible",
        "Pregnant or lactating women are excluded",
        "Gout excluded",
        "Gout (excluded)",
        "Gout is an exclusion criterion",
        "Gout precludes enrollment",
        "Exclude patients with gout",
        "No entry if gout is known",
        "Exclusion of patients with gout",
        "Age 18 to 60 years. Patients with gout are excluded",
    ],
)
def test_who_is_kept_out_by_one_thing_is_denied_by_an_inclusion(text: str) -> None:
    def read(kind: str) -> set[tuple[bool, str]]:
        found = parse_criteria(f"{kind} Criteria:\n- Adults\n- {text}").constraints
        return {(each.negated, each.certainty) for each in found if isinstance(each, Presence)}

    assert (read("Inclusion"), read("Exclusion")) == ({(True, "sure")}, {(False, "sure")})


@pytest.mark.parametrize(
    ("text", "inclusion", "exclusion"),
    [
        ("Gout excluded by a biopsy", True, True),
        ("Gout has been ruled out", True, False),
        ("Gout must be ruled out by a biopsy", True, False),
        ("Gout should be excluded by a biopsy", True, False),
        ("Exclusion of gout", True, False),
        ("Exclusion of other infections", False, False),
        ("Lithium disallowed", True, False),
        ("Lithium, aspirin and heparin are not allowed", True, False),
    ],
)
def test_what_is_looked_for_and_not_there_is_denied(text: str, inclusion: bool, exclusion: bool) -> None:
    def denied(kind: str) -> set[bool]:
        found = parse_criteria(f"{kind} Criteria:\n- Adults\n- {text}").constraints
        return {each.negated for each in found if isinstance(each, Presence) and each.subject.text != "biopsy"}

    assert (denied("Inclusion"), denied("Exclusion")) == ({inclusion}, {exclusion})


@pytest.mark.parametrize(
    "text",
    ["Patients with gout and an INR > 3 are not allowed", "Gout, INR > 3 and ferritin > 900 ng/mL are prohibited"],
)
def test_a_thing_beside_a_limit_that_is_not_allowed_is_no_sure_demand(text: str) -> None:
    found = parse_criteria(f"Inclusion Criteria:\n- Adults\n- {text}").constraints
    assert [each.certainty for each in found if isinstance(each, Presence)] == ["doubtful"]


def test_what_is_only_allowed_is_doubtful() -> None:
    lines = ("Gout", "Lithium is allowed", "Cannot undergo dialysis", "No medication other than metformin")
    found = parse_criteria("Exclusion Criteria:\n- " + "\n- ".join(lines)).constraints
    assert [each.certainty for each in found] == ["sure", "doubtful", "doubtful", "doubtful"]
