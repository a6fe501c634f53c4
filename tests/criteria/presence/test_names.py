"""Names and leaders: what the neighbours in a list say of a thing, and the words before it."""

from __future__ import annotations

import pytest

from trialparse.criteria.presence.leaders import leads, led, led_below
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
        ("[hepatitis B] or [C infection]", {1: "hepatitis C infection"}),
        ("[type 1] or [type 2 diabetes]", {0: "type 1 diabetes"}),
        ("[Type 1] or [2 diabetes]", {0: "Type 1 diabetes", 1: "Type 2 diabetes"}),
        ("[HIV-1] or [HIV-2 infection]", {0: "HIV-1 infection"}),
        ("[hepatitis B] or [hepatitis C infection]", {}),
        ("[type 1] or [type A gastritis]", {0: "type 1 gastritis"}),
        ("[gout] ([type 1] or [type 2])", {1: "gout type 1", 2: "gout type 2"}),
        ("[gout] ([asthma])", {}),
        ("[CMV] or [HHV-6 infection]", {0: "CMV infection"}),
        ("[COPD] or [CMV infection]", {}),
        ("[CMV] or [EBV]", {}),
        ("[Hypo]- or [hyperthyroidism]", {0: "Hypothyroidism"}),
        ("[pre]- or [post-menopausal]", {0: "pre-menopausal"}),
        ("[x]- or [post-menopausal]", {}),
        ("[pre]- or [natal death]", {}),
        ("[Hodgkin] or [non-Hodgkin lymphoma]", {0: "Hodgkin lymphoma"}),
        ("[non-renal] or [renal anaemia]", {0: "non-renal anaemia"}),
        ("[diabetic] or [hypertensive nephropathy]", {0: "diabetic nephropathy"}),
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
        ("intolerance to [lithium]", ["drug"]),
        ("allergy or intolerance to [lithium]", ["allergy"]),
        ("infection with [Candida auris]", ["organism"]),
        ("infection with [Klebsiella] or [Candida auris]", ["organism"] * 2),
        ("infection with [snarvik]", ["drug"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Hypersensitivity] to lithium", True),
        ("[Intolerance] to lithium", True),
        ("[Infection] with Candida auris", True),
        ("[Infection] with fever", False),
        ("[Fever] to the end", False),
        ("[Allergy] of any kind", False),
    ],
)
def test_words_that_only_lead_to_a_thing(text: str, expected: bool) -> None:
    over, [(first, after)] = marked(text)
    assert leads(over, first, after) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Known allergy to:", "allergy"),
        ("Hypersensitivity to any of the following drugs:", "allergy"),
        ("Contraindications to one of these -", "contraindication"),
        ("Allergic rhinitis. History of:", None),
        ("Infection with:", None),
        ("Allergy:", None),
        ("", None),
    ],
)
def test_a_lead_in_says_what_the_things_under_it_are(text: str, expected: str | None) -> None:
    assert led_below(text, 0, len(text)) == expected
