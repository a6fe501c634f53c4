"""A layout is claimed for a page of its site and for no other."""

import random
from pathlib import Path

import pytest

from trialparse import Trial, parse
from trialparse.layouts import Layout, colons, readers
from trialparse.layouts.engine.choice import known, shown
from trialparse.layouts.engine.layout import Sight

FIXTURES = Path(__file__).parents[2] / "fixtures"
PAGES = {path.stem: path.read_text("utf-8").split("\n") for path in sorted(FIXTURES.glob("*.txt"))}
FORMS = {
    "key_value": "ignite",
    "ictrp_row": "ictrp",
    "meddatax_values": "meddatax",
    "generic": None,
    **dict.fromkeys(("ctgov_modern", "ctgov_classic", "ctgov_csv"), "ctgov"),
}
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)


def layout(name: str, *labels: str, needed: int = 2) -> Layout:
    return Layout(name, dict.fromkeys(labels, readers.skip), colons, signs=frozenset(labels), needed=needed)


def chosen(keys: set[str], *layouts: Layout, others: tuple[str, ...] = ()) -> tuple[list[str], str]:
    best, said = known([shown(each, Sight([], keys, {each: keys & each.labels})) for each in layouts], others)
    return [each.layout.name for each in best], said


def codes(trial: Trial) -> list[str]:
    return [each.code for each in trial.diagnostics]


ONE, TWO = layout("one", "a", "b", "c", "d"), layout("two", "c", "d", "e", "f")


def test_the_one_with_more_signs_is_chosen_and_the_score_told() -> None:
    assert chosen({"a", "b", "c", "e"}, ONE, TWO) == (["one", "two"], "one by 3 of its 4 signs; next two by 2")


def test_nothing_is_said_of_a_whole_page() -> None:
    labels = [f"label {n}" for n in range(12)]
    assert chosen({*labels}, layout("long", *labels), TWO) == (["long"], "")


def test_of_equals_none_is_chosen() -> None:
    assert chosen({"c", "d"}, ONE, TWO) == ([], "one by 2 of its 4 signs; next two by 2: nothing tells which it is")
    assert chosen({"a", "b", "e", "f"}, ONE, TWO)[0] == []


def test_of_equals_that_are_known_by_the_same_the_earlier_is_chosen() -> None:
    assert chosen({"a", "b"}, layout("mine", "a", "b", "c", "d"), ONE)[0] == ["mine", "one"]


def test_one_that_shows_too_little_of_its_own_may_still_be_meant() -> None:
    shy = layout("shy", "a", "b", "c", "e", needed=5)
    assert chosen({"a", "b", "c"}, layout("bold", "a", "b", needed=1), shy)[0] == []


def test_half_the_labels_of_the_page_must_be_its_own() -> None:
    assert chosen({"a", "b", "x"}, ONE, others=("x",))[0] == ["one"]
    names, said = chosen({"a", "b"}, ONE, others=("x", "y", "z"))
    assert (names, said) == ([], "one by 2 of its 4 signs; of the 5 labels of the page it has 2: too few")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_lines_lost_is_claimed_for_no_other_register(name: str) -> None:
    chance = random.Random(name)
    wanted = FORMS.get(name, name)
    for share in SHARES:
        kept = [line for line in PAGES[name] if chance.random() < share]
        found = parse("\n".join(kept)).layout
        assert found in (None, "generic") or (wanted is not None and found.startswith(wanted)), share


HEADS = [
    "Tea in cough\n\nTrial ID NCT01234567\nSponsor Valley University\nLast Update Posted 2026-02-03\nConditions\nCough",
    "Results of the trial\nEudraCT number\n2025-000001-12\nTrial protocol\nGB",
    "Tea in cough\nRegistration number: ISRCTN12345678\nRecruitment status\nCompleted",
    "Public title\nTea\nRecruitment status\nCompleted\nPrimary sponsor\nValley University",
    "Trial ID NCT01234567\nSponsor Valley University\nRecruitment status\nOpen\nConditions\n- Cough\n- Cold",
]
CRITERIA = [
    "Age ≥ 18 years, ECOG 0-1",
    "Healthy volunteers\nAge: 18 to 65\nSex: female\nBMI: 18 to 30",
    "- Participation in NCT01234567\n- Status: active disease",
    "Enrollment in another trial within 30 days\nSponsor employees\nPregnancy",
    "Participants of study NCT01234567",
    "1. Phase: chronic\n2. Title of the consent form read",
]


@pytest.mark.parametrize("text", HEADS)
def test_the_head_of_a_page_holds_no_criteria(text: str) -> None:
    trial = parse(text)
    assert trial.eligibility is None or not trial.eligibility.criteria
    assert "unknown-layout" in codes(trial)


@pytest.mark.parametrize("text", CRITERIA)
def test_bare_eligibility_text_is_read(text: str) -> None:
    trial = parse(text)
    assert trial.eligibility is not None
    assert trial.eligibility.criteria
