"""Numbers with what belongs to them, as the lexer reads them."""

from decimal import Decimal

import pytest

from trialparse.criteria.words.lexer import lexer
from trialparse.lexicon.alphabet import NUMBER, WORD
from trialparse.lexicon.loader import builtin

# The text, its first number's value, unit and reference.
READ = {
    "figures": ("18 years", "18", "a", None),
    "thousands": ("100,000 /mm3", "100000", "/uL", None),
    "thousands with a point where things are counted": ("100.000 /mm3", "100000", "/uL", None),
    "a decimal point": ("2.5 mg/dL", "2.5", "mg/dL", None),
    "a decimal comma": ("2,5 mg/dL", "2.5", "mg/dL", None),
    "a fraction": ("2½ years", "2.5", "a", None),
    "a word": ("three months", "3", "mo", None),
    "a word and a half": ("two and a half years", "2.5", "a", None),
    "a word with its figure": ("three (3) months", "3", "mo", None),
    "a power of ten before the unit": ("1.5 x 10^9/L", "1.5", "10*9/L", None),
    "ten raised to a power": ("10^6 copies/mL", "1000000", "{copies}/mL", None),
    "a lakh": ("1.5 lakh per cumm", "150000", "/uL", None),
    "a surface behind a dot": ("60 mL/min ·1.73m2", "60", "mL/min/{1.73_m2}", None),
    "a share of another thing": ("300 mg albumin per g creatinine", "300", "mg/g", None),
    "resistance": ("240 dyn-sec/cm^5", "240", "dyn.s/cm5", None),
    "a million": ("2 million copies/mL", "2000000", "{copies}/mL", None),
    "a titre": ("1:80", "80", "{titer}", None),
    "weeks and days": ("36+0 weeks", "36", "wk", None),
    "a multiple of a normal limit": ("2.5 x ULN", "2.5", None, "ULN"),
    "a share of a normal limit": ("75% of LLN", "75", "%", "LLN"),
    "a share of what is predicted": ("50% predicted", "50", "%", "predicted"),
    "a dose with its rate": ("30 mg of prednisone per day", "30", "mg/d", None),
    "an adverb": ("10 mg daily", "10", "mg/d", None),
    "a rate of things": ("5 apneas per hour", "5", "/h", None),
    "a percentile": ("5th percentile", "5", "{percentile}", None),
    "least plus": ("18+ years", "18", "a", None),
}
NO_NUMBER = {
    "a name with digits": "HbA1c",
    "a date": "2025-09-25",
    "an ordinal": "5th visit",
    "a level": "2a",
    "superscript digits alone": "²³",
}


@pytest.mark.parametrize(("text", "value", "unit", "reference"), READ.values(), ids=READ.keys())
def test_a_number_is_read(text: str, value: str, unit: str | None, reference: str | None) -> None:
    number = next(atom.number for atom in lexer(builtin()).atoms(text) if atom.code == NUMBER)
    assert number is not None
    assert (number.value, number.unit, number.reference) == (Decimal(value), unit, reference)


@pytest.mark.parametrize("text", NO_NUMBER.values(), ids=NO_NUMBER.keys())
def test_no_number_is_read(text: str) -> None:
    assert [atom for atom in lexer(builtin()).atoms(text) if atom.number is not None] == []


@pytest.mark.parametrize("text", ["9" * 5000, "1" + "٣" * 40 + ",5", "10^99"])
def test_what_no_number_can_hold_is_a_word_or_a_number(text: str) -> None:
    assert {atom.code for atom in lexer(builtin()).atoms(text)} <= {NUMBER, WORD, ","} | {
        atom.code for atom in lexer(builtin()).atoms("^ ,")
    }


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("between -1 and 1", "-1"),
        ("> -2.5", "-2.5"),
        ("18 -65", "18"),
        ("(-3)", "-3"),
        ("T -2", "-2"),
    ],
)
def test_a_dash_is_a_sign_where_nothing_stands_before_it(text: str, sign: str) -> None:
    number = next(atom.number for atom in lexer(builtin()).atoms(text) if atom.number is not None)
    assert number is not None
    assert number.value == Decimal(sign)
