"""Members of a list that share a part with a thing, and that nothing else names."""

from __future__ import annotations

import pytest

from criteria.presence.test_names import marked
from trialparse.criteria.presence.members import with_members
from trialparse.criteria.presence.names import is_piece
from trialparse.criteria.presence.tagger import Named
from trialparse.criteria.presence.words import words


def members(text: str, category: str = "condition") -> list[str]:
    """The words of the things of a text, some of which stand in square brackets, with the members beside them."""
    over, things = marked(text)
    found = with_members(over, [Named(*thing, category, 1.0) for thing in things])
    assert {one.category for one in found} <= {category}
    return [" ".join(over.surfaces[one.first : one.after]) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # kinds
        ("Viral or fungal [pneumonia]", ["Viral", "fungal pneumonia"]),
        ("Viral or [fungal pneumonia]", ["Viral", "fungal pneumonia"]),
        ("[Viral] or [fungal pneumonia]", ["Viral", "fungal pneumonia"]),
        ("viral, bacterial and/or fungal [pneumonia]", ["viral", "bacterial", "fungal pneumonia"]),
        ("viral, bacterial, or [fungal pneumonia]", ["viral", "bacterial", "fungal pneumonia"]),
        ("[viral or bacterial pneumonia]", ["viral", "bacterial pneumonia"]),
        ("gout, viral or [bacterial or fungal pneumonia]", ["viral", "bacterial", "fungal pneumonia"]),
        ("upper/lower [gastrointestinal bleeding]", ["upper", "lower gastrointestinal bleeding"]),
        ("Hodgkin or non-Hodgkin [lymphoma]", ["Hodgkin", "non - Hodgkin lymphoma"]),
        ("severe or [fungal pneumonia]", ["fungal pneumonia"]),
        ("viral, fungal [pneumonia]", ["pneumonia"]),  # which is no list
        ("[asthma] or [fungal pneumonia]", ["asthma", "fungal pneumonia"]),
        # codes
        ("type 1 or 2 [diabetes]", ["type 1", "2 diabetes"]),
        ("type I, II or [III collagen]", ["type I", "II", "III collagen"]),
        ("[type 1] or 2 [diabetes]", ["type 1", "2 diabetes"]),
        ("[type 1] or [diabetes]", ["type 1", "diabetes"]),
        ("1 or 2 [seizures]", ["seizures"]),
        ("type 1 or B [diabetes]", ["diabetes"]),
        ("[hepatitis] A/B/C", ["hepatitis A", "B", "C"]),
        ("[hepatitis B], C, or D infection", ["hepatitis B", "C", "D"]),
        ("[HIV-1] or 2", ["HIV - 1", "2"]),
        ("[HIV]-1/-2", ["HIV - 1", "2"]),
        ("[hepatitis B], C reactive protein", ["hepatitis B"]),
        ("[hepatitis B] or [C]", ["hepatitis B", "C"]),
        ("[hepatitis], [C]", ["hepatitis", "C"]),
        ("[gout] A or B", ["gout"]),
        # beginnings
        ("hypo- or [hyperthyroidism]", ["hypo", "hyperthyroidism"]),
        ("pre-, peri- and [postmenopausal]", ["pre", "peri", "postmenopausal"]),
        ("[hypo]- or [hyperthyroidism]", ["hypo", "hyperthyroidism"]),
        ("x- or [hyperthyroidism]", ["hyperthyroidism"]),
        ("nothing", []),
    ],
)
def test_members(text: str, expected: list[str]) -> None:
    assert members(text) == expected


def test_what_names_nothing_has_no_members() -> None:
    assert members("viral or fungal [disease]", "generic") == ["disease"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fungal", True),
        ("C", True),
        ("type 2", True),
        ("severe", True),
        ("newly diagnosed", True),
        ("medical condition", True),
        ("central nervous system", True),
        ("asthma", False),
        ("fungal sepsis", False),
        ("type 2 diabetes", False),
        ("diabetic", False),  # who is so has a disease
    ],
)
def test_a_piece_names_nothing_by_itself(text: str, expected: bool) -> None:
    over, [place] = words(text, (0, len(text)))
    assert is_piece(over, place) is expected
