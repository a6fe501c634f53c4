"""Lists that a section of another side stands in, and that go on behind it."""

import pytest
from tests.criteria.outline.test_tree import lines

INTERRUPTED = {
    "a label below an item": ("* Gout\n  * Exclusion: lupus\n* Age over 40", "i0 Age over 40"),
    "a bare label below an item": (
        "- Gout\n  - Exclusion criteria:\n    - lupus\n    - angina\n- Age over 40", "i0 Age over 40",
    ),
    "a heading without a marker": ("1. Gout\n   Exclusion criteria:\n   a. lupus\n2. Age over 40", "i0 Age over 40"),
    "one of the list itself": (
        "A. Diagnosis\n  1. gout\nB. Exclusions\n  1. lupus\nC. Renal\n  1. Age over 40", "i1 Age over 40",
    ),
    "one in another": (
        "* Gout\n  * Exclusion:\n    * lupus\n      * Inclusion:\n        * mild\n* Age over 40", "i0 Age over 40",
    ),
    "what stands at the list's own indent is of the section": (
        "1. Gout\n   Exclusion criteria:\n2. lupus\n3. Age over 40", "e0 Age over 40",
    ),
    "numbers that begin anew are of the section": (
        "1. Gout\n   Exclusion criteria:\n  - lupus\n1. Age over 40", "e0 Age over 40",
    ),
    "a section beside the list ends it": ("* Gout\n* Exclusion:\n  * lupus\n* Age over 40", "e0 Age over 40"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "last"), INTERRUPTED.values(), ids=INTERRUPTED.keys())
def test_the_list_that_a_section_stands_in(text: str, last: str) -> None:
    found = lines(f"Inclusion Criteria:\n{text}")
    assert found[-1] == last
    assert any(each.startswith("e") and each.endswith("lupus") for each in found)


def test_the_same_under_exclusions() -> None:
    found = lines("Exclusion Criteria:\n- Gout\n  - Inclusion criteria:\n    - lupus\n- Age over 40\n  - mild")
    assert found == ["e0 Gout", "i0 lupus", "e0 Age over 40", "e1 mild"]
