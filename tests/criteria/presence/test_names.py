"""Names and leaders: what the neighbours in a list say of a thing, and the words before it."""

from __future__ import annotations

import pytest

from trialparse.criteria.presence.leaders import led
from trialparse.criteria.presence.names import whole_names
from trialparse.criteria.presence.words import Words, words


def marked(text: str) -> tuple[Words, list[tuple[int, int]]]:
    """The words of a text whose things stand in square brackets, and those things."""
    plain, things, at = "", [], 0
    for piece in text.replace("]", "[").split("["):
        if at % 2:
            things.append((len(plain), len(plain) + len(piece)))
        plain, at = plain + piece, at + 1
    over, _ = words(plain, (0, len(plain)))
    return over, [over.at(*thing) for thing in things]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("[hepatitis B] or [C]", {1: "hepatitis C"}),
        ("[hepatitis A], [B], and [D]", {1: "hepatitis B", 2: "hepatitis D"}),
        ("[glycogen storage disease type I]/[II]", {1: "glycogen storage disease type II"}),
        ("[bacterial], [fungal] or [parasitic infection]", {0: "bacterial infection", 1: "fungal infection"}),
        ("[renal] and [hepatic insufficiency]", {0: "renal insufficiency"}),
        ("[fungal] sepsis after [viral infection]", {}),
        ("[gout] or [asthma]", {}),
        ("[hepatitis B] treated with [C]", {}),
        ("[gout] or [fungal]", {}),
        ("[gout], [B]", {}),
        ("[hepatitis B]", {}),
        ("nothing", {}),
    ],
)
def test_whole_names(text: str, names: dict[int, str]) -> None:
    assert whole_names(*marked(text)) == names


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("allergy to [lithium], [salmeterol] or other [glues]", ["allergy"] * 3),
        ("hypersensitivity to any of the ingredients of [snarvol]", ["allergy"]),
        ("[lithium] allergy", ["allergy"]),
        ("contraindication to [lithium] and its [glues]", ["contraindication"] * 2),
        ("allergy to [lithium]; use of [salmeterol]", ["allergy", "drug"]),
        ("allergy. Treated with [lithium]", ["drug"]),
        ("allergy: to [lithium]", ["drug"]),
        ("allergy treated for long now by nobody but by some to [lithium]", ["drug"]),  # too far
        ("[lithium] and [salmeterol]", ["drug", "drug"]),
        ("", []),
    ],
)
def test_what_leads_a_thing_says_what_it_is(text: str, categories: list[str]) -> None:
    over, things = marked(text)
    assert led(over, [(first, after, "drug") for first, after in things]) == categories


@pytest.mark.parametrize("category", ["biomarker", "observation", "study"])
def test_what_nobody_is_allergic_to_is_not_led(category: str) -> None:
    over, [(first, after)] = marked("allergy to [smoke]")
    assert led(over, [(first, after, category)]) == [category]
