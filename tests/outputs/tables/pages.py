"""Pages of our own making, as many as are wanted, and all those that the tests have."""

from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from trialparse import Trial, parse, read

ROOT = Path(__file__).parents[3]

_AGES = ("Age 18 to 65 years", "Age of at least 12 years", "Ages 6 months to 5 years", "Women over 50 years of age")
_SCORES = ("SLEDAI-2K ≥ 6", "HbA1c 7.0% to 10.5%", "ECOG 0-1", "HbA1c ≥ 53 mmol/mol", "PASI > 12 and BSA ≥ 10%")
_LABS = ("ALT ≤ 2.5 × ULN", "eGFR ≥ 45 mL/min/1.73 m²", "Creatinine < 150 µmol/L")
_OUT = (
    "Platelets < 50 × 10⁹/L", "NYHA III or IV", "AST or ALT > 3 × ULN", "eGFR < 30 mL/min/1.73 m² unless on dialysis",
    "Major surgery within 4 weeks before randomization", "BMI > 40 kg/m² and sleep apnoea",
)  # fmt: skip
_PAGE = """Inclusion Criteria:
- {}
- {}
- {}
Exclusion Criteria:
- {}
- Pregnancy
"""


def texts(count: int) -> Iterator[str]:
    """Eligibility texts, each another one."""
    for found, _ in zip(product(_AGES, _SCORES, _LABS, _OUT), range(count), strict=False):
        yield _PAGE.format(*found)


@cache
def fixtures() -> tuple[Trial, ...]:
    """The pages of the tests and the example, parsed."""
    pages = [*sorted((ROOT / "tests" / "fixtures").glob("*.txt")), ROOT / "examples" / "page.txt"]
    return tuple(parse(read(page)) for page in pages)
