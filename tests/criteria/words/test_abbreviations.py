"""Names that the page defines itself, and names that mean several things."""

import time

import pytest

from limits import limits
from trialparse import Eligibility, Trial, parse, parse_criteria
from trialparse.criteria.words.abbreviations import pairs


def ids(result: Eligibility | Trial) -> list[str | None]:
    eligibility = result.eligibility if isinstance(result, Trial) else result
    assert eligibility is not None
    return [
        constraint.subject.id
        for criterion in eligibility.criteria
        for constraint in limits(criterion)
        if constraint.subject is not None
    ]


LONG_FORMS = [
    ("the visual analogue scale (VAS) and VAS", "visual analogue scale"),
    ("estimated glomerular filtration rate (eGFR) or eGFR", "estimated glomerular filtration rate"),
    ("Glasgow coma scale (GCS), GCS", "Glasgow coma scale"),
    ("Bread-Hardness Index 2 (BHI-2); BHI-2", "Bread-Hardness Index 2"),
    ("a score of bread (VAS) and VAS", None),
    ("a score of bread (SOB)", None),  # never used again
    ("A (SLE) SLE", None),
    ("first line\nof text (FLT) FLT", None),
    ("(VAS) visual analogue scale VAS", None),
]


@pytest.mark.parametrize(("text", "long"), LONG_FORMS)
def test_a_short_form_in_brackets_stands_for_the_words_before_it(text: str, long: str | None) -> None:
    found = [text[start:end] for start, end, *_ in pairs(text, (0, len(text)))]
    assert found == ([] if long is None else [long])


RESOLVED = [
    ("Body mass index (BoMI) is known\n- BoMI > 30 kg/m2", ["bmi"]),
    ("- BoMI > 30 kg/m2\n- Body mass index (BoMI) is known", [None]),  # used before it is defined
    ("Mean bread index (MBI) is known\n- MBI > 30", [None]),
    ("Body mass index (Bo-MI) is known\n- Bo-MI between 20 and 30 kg/m2", ["bmi"]),
    ("Cold air provocation sum (CAPS) is known\n- PTSD\n- CAPS > 30", [None]),  # defined as something else
    ("Combined positive score (CPS) is known\n- Liver cirrhosis\n- CPS ≥ 10", ["pdl1_cps"]),
]


@pytest.mark.parametrize(("text", "wanted"), RESOLVED)
def test_what_the_page_defines_is_resolved(text: str, wanted: list[str | None]) -> None:
    assert ids(parse_criteria(text)) == wanted


def test_a_definition_before_the_criteria_counts() -> None:
    page = "Burns and Body Mass Index (BoMI) in Bakers\n\nInclusion Criteria:\n- BoMI > 30 kg/m2"
    assert ids(parse(page)) == ["bmi"]


DECIDED = [
    ("CDAI > 220 in Crohn's disease", "cdai_cd"),
    ("CDAI > 22 in rheumatoid arthritis", "cdai_ra"),
    ("- Crohn's disease\n- CDAI > 22", "cdai_cd"),
    ("CDAI > 220", "cdai_cd"),  # no value of the other
    ("CDAI > 22", None),
    ("- Crohn's disease\n- Rheumatoid arthritis\n- CDAI > 22", None),
    ("- Rheumatoid arthritis\n- CDAI > 22 with Crohn's disease", "cdai_cd"),
    ("Exhaled air with CO > 10 ppm", "exco"),
    ("CO > 10", None),
    ("IPSS > 7 in men with BPH", "ipss_prostate"),
    ("ISS ≥ 16 after an injury", "injury_ss"),
]


@pytest.mark.parametrize(("text", "wanted"), DECIDED)
def test_an_ambiguous_name_is_decided_or_stays_open(text: str, wanted: str | None) -> None:
    eligibility = parse_criteria(text)
    assert ids(eligibility)[-1] == wanted
    assert [each.code for each in eligibility.diagnostics].count("ambiguous-name") == (wanted is None)


def test_the_diagnostic_says_what_the_name_could_mean() -> None:
    (said,) = parse_criteria("CDAI > 22").diagnostics
    assert said.message == "'CDAI' could mean cdai_cd, cdai_ra: the text does not tell which"
    assert (said.spans[0].start, said.spans[0].end) == (0, 4)


@pytest.mark.parametrize(
    "piece", ["(AB) ", "a (ABCDEFGHIJK) ", "x" * 50 + " (AX) AX ", "body mass index (BoMI) BoMI > 3 "]
)
def test_the_cost_grows_with_the_length(piece: str) -> None:
    def cost(times: int) -> float:
        text = piece * times
        start = time.process_time()
        list(pairs(text, (0, len(text))))
        return time.process_time() - start

    cost(100)
    assert cost(8000) < 8 * cost(2000) + 0.2


def test_the_levels_of_an_undecided_name_are_read() -> None:
    (limit,) = parse_criteria("WHO III or IV").criteria[0].constraints
    assert limit.kind == "levels"
    assert limit.levels == ("III", "IV")
    assert limit.subject is not None
    assert (limit.subject.text, limit.subject.id) == ("WHO", None)
