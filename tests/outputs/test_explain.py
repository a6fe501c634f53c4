"""What a criterion's explanation shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import trialparse
from trialparse import Pack, Parser, explain, parse, parse_criteria

PAGE = "Inclusion Criteria:\n- SLEDAI-2K ≥ 8 points at screening despite therapy\n- Able to walk\n"


def test_parts_are_read_at_their_places_in_the_page() -> None:
    criterion = parse(PAGE).eligibility.criteria[0]  # type: ignore[union-attr]
    found = explain(criterion)
    parts = [*found.atoms, *found.productions, *found.residue]
    assert all(part.span.of(PAGE) == part.text for part in parts)
    assert [part.text for part in found.atoms][:3] == ["SLEDAI-2K", "≥", "8 points"]
    assert [part.text for part in found.productions] == ["≥ 8 points"]
    assert [part.text for part in found.residue] == ["despite therapy"]


def test_a_production_names_its_rule() -> None:
    (production,) = explain(parse_criteria("BMI < 30 kg/m2").criteria[0]).productions
    assert production.meaning.startswith("core:prefix: threshold  BMI")


def test_what_is_not_read_is_all_residue() -> None:
    found = explain(parse_criteria("Able to sing in tune").criteria[0])
    assert (found.productions, [part.text for part in found.residue]) == ((), ["Able to sing in tune"])


def test_the_words_that_say_something_of_a_thing_are_named() -> None:
    page = parse_criteria("No history of hepatitis B\nKnown allergy to penicillin\nFather with asthma")
    decided = [[part.meaning for part in explain(each, page=page).decisions] for each in page.walk()]
    assert decided[:2] == [["negated, past by “No history of”"], ["allergy by “allergy”"]]


def test_words_of_a_pack_are_shown_by_its_parser() -> None:
    lexicon = '[[measurement]]\nid = "zog"\nname = "Zog index"\naliases = ["Zog index"]'
    parser = Parser(packs=[Pack("zog", "1.0", lexicon=lexicon)])
    criterion = parser.parse_criteria("Zog index > 4").criteria[0]
    assert "measurement zog" in str(explain(criterion, parser))
    assert "measurement zog" not in str(explain(criterion))


@given(st.text(max_size=200))
def test_any_criterion_can_be_explained(text: str) -> None:
    for criterion in trialparse.parse_criteria(text).walk():
        assert str(explain(criterion))


@pytest.mark.parametrize("name", ["explain", "split"])
def test_it_is_public(name: str) -> None:
    assert name in trialparse.__all__


ABBREVIATED = "Inclusion Criteria:\n- C-reactive protein (CREP) is known\n- CREP > 6 mg/L\n"


def test_on_its_page_a_criterion_is_shown_as_it_was_read_there() -> None:
    page = parse(ABBREVIATED)
    assert page.eligibility is not None
    criterion = page.eligibility.criteria[1]
    found = explain(criterion, page=page)
    assert ("CREP", "measurement crp") in [(part.text, part.meaning) for part in found.atoms]
    assert [part.meaning for part in found.decisions] == ["subject.left"]
    assert found.note == ""


def test_alone_it_says_where_it_was_read_otherwise() -> None:
    text = "Exclusion Criteria:\n- Any of the following if on dialysis:\n  - Lasts (over 18) years"
    page = parse_criteria(text)
    for criterion in page.walk():
        assert explain(criterion, page=page).note == ""


def test_a_criterion_of_another_page_is_refused() -> None:
    with pytest.raises(ValueError, match="the page has no criterion"):
        explain(parse_criteria("ALT > 3 U/L").criteria[0], page=parse_criteria("AST > 3 U/L"))


def test_the_rules_that_decided_are_named() -> None:
    page = parse_criteria("In patients on dialysis, daily dose of prednisone > 20 mg within 4 weeks before screening")
    decided = [part.meaning for part in explain(page.criteria[0], page=page).decisions]
    assert [
        name for whys in decided for name in ("subject.left", "period.before", "timing.placed") if name in whys
    ] == [
        "subject.left",
        "period.before",
        "timing.placed",
    ]
