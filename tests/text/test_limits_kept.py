"""Damage to the signs of a limit turns none round, loses none in silence and makes none an equality."""

from collections.abc import Callable
from functools import cache
from html import escape

import pytest

from trialparse import Eligibility, parse_criteria

LIMITS = [
    "ALT > 3 x ULN", "Age ≥ 18 years", "NYHA class ≥ II", "BMI < 35", "HbA1c ≤ 7.5 %", "INR > 1.2", "ECOG ≤ 2",
    "Platelets ≥ 100 x 10^9/L", "Surgery ≤ 3 months before screening", "QTc ≥ 450 ms", "Grade ≥ 3 neuropathy",
    "Age ≥18 and ≤65 years", "eGFR<30 mL/min", "creatinine clearance of ≥60 mL/min", "hemoglobin ≤9.0 g/dL",
    "Body mass index (BMI) ≥ 30 kg/m²", "Temperature ≥ 38 °C", "LVEF ≤ 40%", "CRP > 5 mg/L", "HAQ-DI ≥ 0.5",
]  # fmt: skip


def read_as(encoding: str) -> Callable[[str], str]:
    """UTF-8 read in another encoding; a byte it lacks stays a control character."""

    def damaged(text: str) -> str:
        signs = (bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte)) for byte in text.encode())
        return "".join(signs)

    return damaged


def signs(**forms: str) -> Callable[[str], str]:
    """Each comparator in another form."""
    table = {">": forms["gt"], "<": forms["lt"], "≥": forms["ge"], "≤": forms["le"]}
    return lambda text: "".join(table.get(sign, sign) for sign in text)


def lost(sign: str) -> Callable[[str], str]:
    """What is not ASCII is replaced."""
    return lambda text: "".join(char if char.isascii() else sign for char in text)


def numbered(form: str) -> Callable[[str], str]:
    """Every sign by its number."""
    return lambda text: "".join(char if char.isalnum() or char == " " else form.format(ord(char)) for char in text)


def without(*lost_signs: str) -> Callable[[str], str]:
    """UTF-8 read as Windows-1252, then without some signs."""
    return lambda text: "".join(char for char in read_as("cp1252")(text) if char not in lost_signs)


def dropped(text: str) -> str:
    return "".join(char for char in text if not 0x80 <= ord(char) < 0xA0)


DAMAGE: dict[str, Callable[[str], str]] = {
    "latin-1": read_as("latin-1"),
    "cp1252": read_as("cp1252"),
    "cp1250": read_as("cp1250"),
    "cp1251": read_as("cp1251"),
    "cp1253": read_as("cp1253"),
    "cp1254": read_as("cp1254"),
    "cp437": read_as("cp437"),
    "cp850": read_as("cp850"),
    "mac_roman": read_as("mac_roman"),
    "iso8859-2": read_as("iso8859-2"),
    "iso8859-15": read_as("iso8859-15"),
    "koi8-r": read_as("koi8-r"),
    "latin-1 twice": lambda text: read_as("latin-1")(read_as("latin-1")(text)),
    "cp1252 twice": lambda text: read_as("cp1252")(read_as("cp1252")(text)),
    "cp1252, then latin-1": lambda text: read_as("latin-1")(read_as("cp1252")(text)),
    "cp1252 three times": lambda text: read_as("cp1252")(read_as("cp1252")(read_as("cp1252")(text))),
    "latin-1, controls dropped": lambda text: dropped(read_as("latin-1")(text)),
    "latin-1 twice, controls dropped": lambda text: dropped(read_as("latin-1")(read_as("latin-1")(text))),
    "latin-1, controls as ?": lambda text: read_as("latin-1")(text).replace("\x89", "?"),
    "latin-1, controls as blanks": lambda text: read_as("latin-1")(text).replace("\x89", " "),
    "cp1252, all but the start lost": without("¥", "¤", "‰"),
    "cp1252, end lost": without("¥", "¤"),
    "cp1252, end as ?": lambda text: read_as("cp1252")(text).replace("¥", "?").replace("¤", "?"),
    "cp1252, start lost": without("â"),
    "gbk": lambda text: text.encode().decode("gbk", "replace"),
    "gb18030": lambda text: text.encode().decode("gb18030", "replace"),
    "big5": lambda text: text.encode().decode("big5", "replace"),
    "shift_jis": lambda text: text.encode().decode("shift_jis", "replace"),
    "euc_kr": lambda text: text.encode().decode("euc_kr", "replace"),
    "entities": escape,
    "entities by name": lambda text: escape(text).replace("≥", "&ge;").replace("≤", "&le;"),
    "entities by number": numbered("&#{};"),
    "entities by hex": numbered("&#x{:X};"),
    "entities twice": lambda text: escape(escape(text).replace("≥", "&ge;").replace("≤", "&#8804;")),
    "entities three times": lambda text: escape(escape(escape(text).replace("≥", "&ge;").replace("≤", "&#8804;"))),
    "entities and a backslash": signs(gt=r"\&gt;", lt=r"\&lt;", ge=r"\&ge;", le=r"\&le;"),
    "entities twice and a backslash": signs(gt=r"\&amp;gt;", lt=r"\&amp;lt;", ge=r"\&amp;gt;=", le=r"\&amp;lt;="),
    "entities without an end": signs(gt="&gt ", lt="&lt ", ge="&gt= ", le="&lt= "),
    "entity and equals": signs(gt="&gt;", lt="&lt;", ge="&gt;=", le="&lt;="),
    "equals and entity": signs(gt="&gt;", lt="&lt;", ge="=&gt;", le="=&lt;"),
    "backslashes": signs(gt=r"\>", lt=r"\<", ge=r"\>=", le=r"\<="),
    "more backslashes": signs(gt=r"\\>", lt=r"\\<", ge=r"\>\=", le=r"\<\="),
    "full width": signs(gt="＞", lt="＜", ge="＞＝", le="＜＝"),
    "two signs": signs(gt=">", lt="<", ge="> =", le="< ="),
    "slashed": signs(gt=">", lt="<", ge=">/=", le="</="),
    "underlined": signs(gt=">", lt="<", ge=">\u0332", le="<\u0332"),
    "underlined by a tag": signs(gt=">", lt="<", ge="<u>></u>", le="<u>&lt;</u>"),
    "underlined by a dash": signs(gt=">", lt="<", ge=">_ ", le="<_ "),
    "struck out": signs(gt=">", lt="<", ge="<\u0338", le=">\u0338"),
    "not the other": signs(gt="≰", lt="≱", ge="≮", le="≯"),
    "a font of symbols": signs(gt="\uf03e", lt="\uf03c", ge="\uf0b3", le="\uf0a3"),
    "a font of symbols as text": signs(gt=">", lt="<", ge="³", le="£"),
    "escapes of JSON": numbered("\\u{:04x}"),
    "replaced by ?": lost("?"),
    "replaced by three ?": lost("???"),
    "replaced by U+FFFD": lost("\ufffd"),
    "replaced by three U+FFFD": lost("\ufffd" * 3),
    "replaced by a control": lost("\x1a"),
    "a zero-width space before the number": lambda text: text.replace("≥ ", "≥\u200b").replace("> ", ">\u200b"),
}  # fmt: skip


def sure(found: Eligibility) -> set[tuple[str, float, bool]]:
    """The ends of the limits that a text states for sure."""
    return {
        (side, float(end.value), end.inclusive)
        for criterion in found.criteria
        for constraint in criterion.constraints
        for side in ("lower", "upper")
        if constraint.certainty == "sure" and (end := getattr(getattr(constraint, "interval", None), side, None))
    }


@cache
def whole(limit: str) -> Eligibility:
    return parse_criteria(f"- {limit}")


@pytest.mark.parametrize("name", DAMAGE)
@pytest.mark.parametrize("limit", LIMITS)
def test_what_is_sure_of_a_damaged_limit_is_right(name: str, limit: str) -> None:
    text = f"- {DAMAGE[name](limit)}"
    found = parse_criteria(text)
    assert sure(found) <= sure(whole(limit)), text
    if sure(found) != sure(whole(limit)):
        doubtful = any(each.certainty == "doubtful" for criterion in found.criteria for each in criterion.constraints)
        assert found.diagnostics or doubtful, text
