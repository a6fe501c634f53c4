"""How eligibility texts are laid out, as cases: the text, and the criteria with what they stand under."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trialparse.criteria.outline import Item, outline, read_outline
from trialparse.text import fold


def lines(text: str) -> list[str]:
    """Each criterion as `kind-letter depth words`, in page order."""

    def walk(items: list[Item]) -> list[str]:
        return [
            line
            for item in items
            for line in (
                f"{item.kind[0]}{item.depth} {' '.join(text[item.start : item.end].split())}",
                *walk(item.children),
            )
        ]

    return walk(outline(fold(text), 0, len(text)))


CASES = {
    "bullets": (
        "Inclusion Criteria:\n\n* Age 18 or over\n* Asthma\n\nExclusion Criteria:\n\n* Smoker",
        ["i0 Age 18 or over", "i0 Asthma", "e0 Smoker"],
    ),
    "no heading gives no kind": ("Age over 18\nNo pregnancy", ["u0 Age over 18", "u0 No pregnancy"]),
    "indents": (
        "Exclusion Criteria:\n- Any of:\n  - Stroke\n  - Angina\n    - unstable\n- Cancer",
        ["e0 Any of:", "e1 Stroke", "e1 Angina", "e2 unstable", "e0 Cancer"],
    ),
    "paragraphs under a lead-in are tied by their joints": (
        "Heart disease with:\n\nEjection fraction below 35%; or\n\nNYHA class IV.\n\nConsent given.",
        ["u0 Heart disease with:", "u1 Ejection fraction below 35%; or", "u1 NYHA class IV.", "u0 Consent given."],
    ),
    "paragraphs without joints stand for themselves": (
        "Heart disease with:\n\nEjection fraction below 35%\n\nNYHA class IV",
        ["u0 Heart disease with:", "u0 Ejection fraction below 35%", "u0 NYHA class IV"],
    ),
    "markers change": (
        "Inclusion:\n1. Organ function:\na) ANC above 1.5\nb) Platelets above 100\n2. Consent",
        ["i0 Organ function:", "i1 ANC above 1.5", "i1 Platelets above 100", "i0 Consent"],
    ),
    "numbering starts again behind a lead-in": (
        "Inclusion Criteria:\n1. Consent\n2. One of these:\n1. Gout\n2. Lupus\n3. Age over 40",
        ["i0 Consent", "i0 One of these:", "i1 Gout", "i1 Lupus", "i0 Age over 40"],
    ),
    "an item goes on in capitals": (
        "Exclusion Criteria:\n- Known HBV or\nHIV\n- Stroke\n- No evidence of\nTIA",
        ["e0 Known HBV or HIV", "e0 Stroke", "e0 No evidence of TIA"],
    ),
    "a short word in capitals is a criterion": (
        "Exclusion Criteria:\nCOPD\n* Gout\nTIA\n* Stroke",
        ["e0 COPD", "e0 Gout", "e0 TIA", "e0 Stroke"],
    ),
    "a label in capitals is one": (
        "Exclusion Criteria:\n* Gout\nLABORATORY\n* Stroke\nOR\n* Angina and\nRenal:\n* Dialysis",
        ["e0 Gout", "e0 Stroke", "e0 Angina and", "e0 Dialysis"],
    ),
    "flush bullets stay flat": (
        "Inclusion Criteria:\n* Renal function in a group:\n* Stage 2\n* Stage 3",
        ["i0 Renal function in a group:", "i0 Stage 2", "i0 Stage 3"],
    ),
    "letters and roman numerals": (
        "Exclusion Criteria:\nh. Hives\ni. Itch\n  i. severe\n  ii. mild\nj. Jaundice",
        ["e0 Hives", "e0 Itch", "e1 severe", "e1 mild", "e0 Jaundice"],
    ),
    "circled numbers and brackets": (
        "Exclusion criteria\n① Asthma\n② Angina\n(3) Gout",
        ["e0 Asthma", "e0 Angina", "e0 Gout"],
    ),
    "a number is no marker": (
        "Inclusion Criteria:\n1. 5 mg of prednisone or less\n2. Creatinine below\n1.5 mg/dL",
        ["i0 5 mg of prednisone or less", "i0 Creatinine below 1.5 mg/dL"],
    ),
    "words are no markers": (
        "Exclusion Criteria:\nA history of stroke\nE. coli infection\nIn hospital",
        ["e0 A history of stroke", "e0 E. coli infection", "e0 In hospital"],
    ),
    "one line with stars": (
        "Inclusion Criteria: * Age 18 to 70 * BMI below 40 Exclusion Criteria: * Angina * Score (age * weight) above 3",
        ["i0 Age 18 to 70", "i0 BMI below 40", "e0 Angina", "e0 Score (age * weight) above 3"],
    ),
    "one line with numbers": (
        "Inclusion Criteria: 1. Age over 18 2. Organ function: 1. ANC over 1.5 2. Platelets over 100 3. Consent",
        ["i0 Age over 18", "i0 Organ function:", "i1 ANC over 1.5", "i1 Platelets over 100", "i0 Consent"],
    ),
    "numbers in prose do not cut": (
        "Exclusion Criteria:\n1. Toxicity of grade 2. Patients on steroids may enter\n2. Pulse above 10. 9 at rest",
        ["e0 Toxicity of grade 2. Patients on steroids may enter", "e0 Pulse above 10. 9 at rest"],
    ),
    "a joint at the second item of a lead-in": (
        "Inclusion Criteria:\n\nNo other illness such as:\n\nAsthma under therapy\n\nGout, or\n\nLupus",
        ["i0 No other illness such as:", "i1 Asthma under therapy", "i1 Gout, or", "i1 Lupus"],
    ),
    "a leftover marker cuts": (
        "Exclusion Criteria:\n3. Poor compliance.4. Diagnosis of gout\n\nInclusion Criteria:\n- Gout\n- 29. Lupus",
        ["e0 Poor compliance.", "e0 Diagnosis of gout", "i0 Gout", "i0 Lupus"],
    ),
    "hard-wrapped": (
        "        Inclusion Criteria:\r\n\r\n"
        "          -  Adults with a diagnosis of asthma made by a physician, who have used an inhaler\r\n"
        "             for more than six months and who (in spite of it) have had exacerbations in every\r\n"
        "             winter\r\n\r\n          -  Consent\r\n\r\n"
        "        Exclusion Criteria:\r\n\r\n"
        "        Pregnancy, or the wish to become pregnant in the year that follows the start of the\r\n"
        "        Dose.\r\n\r\n        Angina.\r\n",
        [
            "i0 Adults with a diagnosis of asthma made by a physician, who have used an inhaler for more than six "
            "months and who (in spite of it) have had exacerbations in every winter",
            "i0 Consent",
            "e0 Pregnancy, or the wish to become pregnant in the year that follows the start of the Dose.",
            "e0 Angina.",
        ],
    ),
    "a hanging note belongs to its item": (
        "Exclusion Criteria\n\n1. Cancer.\n\n   Note: skin cancer is allowed.\n2. Gout",
        ["e0 Cancer. Note: skin cancer is allowed.", "e0 Gout"],
    ),
    "emphasis": ("**Inclusion Criteria:**\n\n* Age\n\n**Exclusion Criteria**\n\n* Gout", ["i0 Age", "e0 Gout"]),
    "text behind the heading": (
        "Exclusion: pregnant or nursing\nInclusion: age over 40",
        ["e0 pregnant or nursing", "i0 age over 40"],
    ),
    "a heading that is marked": (
        "- INCLUSION CRITERIA:\n  - Lupus\n- EXCLUSION CRITERIA:\n  - Gout",
        ["i0 Lupus", "e0 Gout"],
    ),
    "sentences as headings": (
        "Subjects are eligible if\n- aged over 60\nYou will not be eligible for this study if you:\n- smoke",
        ["i0 aged over 60", "e0 smoke"],
    ),
    "words that only mention inclusion": (
        "Exclusion Criteria:\n- Does not meet inclusion criteria\n- No other exclusion criteria",
        ["e0 Does not meet inclusion criteria", "e0 No other exclusion criteria"],
    ),
    "both kinds at once": ("Inclusion/Exclusion Criteria:\n- Age over 18", ["u0 Age over 18"]),
    "labels": (
        "Inclusion Criteria:\n\nHealthy controls\n\n* No asthma\n\nAsthma cohort:\n\n* Asthma for a year",
        ["i0 No asthma", "i0 Asthma for a year"],
    ),
    "PDQ": (
        "DISEASE CHARACTERISTICS:\n\nProven lymphoma\n\nPATIENT CHARACTERISTICS:\n\n"
        "Age: 18 and over Hepatic: AST below 2 times ULN Renal: Not specified\n\nOther:\n\n- No HIV",
        ["u0 Proven lymphoma", "u0 Age: 18 and over", "u0 Hepatic: AST below 2 times ULN", "u0 No HIV"],
    ),
    "what asks nothing": (
        "Inclusion Criteria:\n- Lupus\nAnd/or:\n- Gout\nOther protocol-defined inclusion/exclusion criteria may apply.",
        ["i0 Lupus", "i0 Gout"],
    ),
    "words about the trial": (
        "- Gout\n\nFor more information regarding this trial, please visit the page of the sponsor, example.org.",
        ["u0 Gout"],
    ),
    "the cohort of a section in capitals": (
        "PILOT STUDY\n\nInclusion Criteria:\n- Gout\n\nMAIN STUDY\n\nExclusion Criteria:\n- Lupus",
        ["i0 Gout", "e0 Lupus"],
    ),
    "a heading broken over a line": (
        "Inclusion Criteria: * Gout. Exclusion\nCriteria: * Lupus",
        ["i0 Gout.", "e0 Lupus"],
    ),
    "a wrapped line that begins like a heading": (
        "Exclusion Criteria:\n1. Gout treated at the time of\n   inclusion\n2. Lupus",
        ["e0 Gout treated at the time of inclusion", "e0 Lupus"],
    ),
    "a star that multiplies": (
        "Exclusion Criteria:\n* ALT above 3 * ULN\n* AST above 2.5 * the upper limit of normal",
        ["e0 ALT above 3 * ULN", "e0 AST above 2.5 * the upper limit of normal"],
    ),
    "a lead-in without a colon": (
        "Inclusion Criteria:\nWomen of 18-45 years who\n* smoke\n* drink",
        ["i0 Women of 18-45 years who", "i1 smoke", "i1 drink"],
    ),
    "a list under the deeper lead-in before it": (
        "Inclusion Criteria:\n* One of these:\n  * Gout\n  * Lupus\n\n    * Age over 18\n    * Kidneys:\n"
        "  * Creatinine\n  * Urea\n\n    * Consent",
        [
            "i0 One of these:",
            "i1 Gout",
            "i1 Lupus",
            "i0 Age over 18",
            "i0 Kidneys:",
            "i1 Creatinine",
            "i1 Urea",
            "i0 Consent",
        ],
    ),
    "two lists under deeper lead-ins": (
        "Exclusion Criteria:\n- Gout\n     - Women who:\n- smoke\n- drink\n     - Men who:\n- ski",
        ["e0 Gout", "e0 Women who:", "e1 smoke", "e1 drink", "e0 Men who:", "e1 ski"],
    ),
    "a list that goes on behind an empty lead-in": (
        "Exclusion Criteria:\n- Signs:\n  - Pallor\n  - Others, such as:\n- Gout\n1. Lupus\n   - Women who:\n2. Asthma",
        ["e0 Signs:", "e1 Pallor", "e1 Others, such as:", "e0 Gout", "e0 Lupus", "e1 Women who:", "e0 Asthma"],
    ),
    "dropping out": ("Exclusion Criteria:\n1. Gout\nWithdrawal criteria:\n1. Consent withdrawn", ["e0 Gout"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_criteria(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


def test_headings_name_the_cohort() -> None:
    text = "Exclusion Criteria:\n\nPart A:\n\n* Gout\n\nExclusion criteria for part B\n\n* Lupus"
    assert [item.heading for item in outline(text, 0, len(text))] == ["Part A", "Exclusion criteria for part B"]


def test_markers_are_kept() -> None:
    text = "Inclusion:\n(a) Gout\nExclusion:\n- 29. Lupus"
    assert [item.marker for item in outline(text, 0, len(text))] == ["(a)", "- 29."]


def test_only_the_range_is_read() -> None:
    text = "Title\nInclusion Criteria:\n- Gout\nContacts"
    start, end = text.index("Inclusion"), text.index("Contacts")
    assert [text[i.start : i.end] for i in outline(text, start, end)] == ["Gout"]


HEADINGS = ["Inclusion Criteria:", "Exclusion", "criteria may apply", "not eligible if\n", "--Other--", "Renal: "]
MARKS = ["* ", "- ", "1. ", "2. ", "2)", "a) ", "ii. ", "•", "①", "**", "(", ")", ":", ". ", "grade 2. ", "Age over 18"]
PARTS = st.sampled_from([*HEADINGS, *MARKS, "\n", "\n\n", "\r\n", "  ", "\t"])


def _covered(text: str) -> list[bool]:
    """Which characters of `text` an item, a heading or a note has, markers with their item."""
    found = read_outline(text, 0, len(text))
    covered = [False] * len(text)

    def cover(start: int, end: int) -> None:
        assert 0 <= start < end <= len(text)
        assert not any(covered[start:end])
        covered[start:end] = [True] * (end - start)

    def walk(items: list[Item]) -> None:
        for item in items:
            assert text[item.start : item.end].strip() == text[item.start : item.end]
            cover(item.start, item.end)
            if item.marker is not None:
                labelled = item.under is not None and not text[item.under[1] : item.start].strip()
                start = text.rindex(item.marker, 0, item.under[0] if labelled and item.under else item.start)
                cover(start, start + len(item.marker))
            walk(item.children)

    walk(found.items)
    for start, end in [*found.headings, *found.notes]:
        cover(start, end)
    return covered


@given(st.one_of(st.text(), st.lists(PARTS, max_size=30).map("".join)))
def test_nothing_is_lost_and_nothing_overlaps(text: str) -> None:
    folded = fold(text)
    covered = _covered(folded)
    assert [folded[i] for i, done in enumerate(covered) if not done and not folded[i].isspace()] == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "part",
    ["* ", "1. x ", "(", "- a\n", "inclusion ", "a:\n", "word ", "Age: 3 ", "1. \n", ") 2. ", "1. a:\n", "(\na\n"],
)
def test_time_grows_with_length(part: str) -> None:
    def cost(count: int) -> float:
        text = part * count
        runs = []
        for _ in range(3):
            began = time.process_time()
            outline(text, 0, len(text))
            runs.append(time.process_time() - began)
        return min(runs)

    assert cost(4000) < 8 * cost(1000) + 0.02
