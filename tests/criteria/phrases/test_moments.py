"""Moments at which a value must hold."""

import pytest

from trialparse import Pack, Parser, parse_criteria

MOMENTS = {
    "ALT ≤ 40 U/L at screening": "SCREENING",
    "screening hemoglobin ≥ 9 g/dL": "SCREENING",
    "hemoglobin ≥ 9 g/dL on the day of randomization": "RANDOMIZATION",
    "CRP > 5 mg/L at visit 3": "OTHER",
    "CRP > 5 mg/L at the baseline visit and BMI < 30 kg/m2 at screening": "BASELINE",
    "CRP > 5 mg/L in the study": None,
    "CRP > 5 mg/L. Consent is signed": None,
    "CRP > 5 mg/L despite surgery": None,
}


@pytest.mark.parametrize(("text", "key"), MOMENTS.items())
def test_the_moment_of_the_first_value(text: str, key: str | None) -> None:
    anchor = parse_criteria(text).constraints[0].anchor
    assert (anchor.key if anchor else None) == key


@pytest.mark.parametrize(("uses", "key"), [('uses = ["point"]', "TEA_VISIT"), ("", None)])
def test_an_anchor_of_a_pack_is_a_moment_where_it_says_so(uses: str, key: str | None) -> None:
    pack = Pack("tea", "1.0", lexicon=f'[[anchor]]\nkey = "TEA_VISIT"\nforms = ["tea visit"]\n{uses}')
    anchor = Parser(packs=[pack]).parse_criteria("ALT ≤ 40 U/L at the tea visit").constraints[0].anchor
    assert (anchor.key if anchor else None) == key
