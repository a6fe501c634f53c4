"""Folding: one character for one."""

import pytest

from trialparse import parse, parse_criteria
from trialparse.text import clean, fold, plain, whole_from


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        (r"ALT =\< 3", "ALT  =< 3"),
        (r"\>\= 2", "  >= 2"),
        ("=&lt; 3", "   =< 3"),
        (r"a\=b \< c", "a =b  < c"),
        (r"INR \&gt; 1.2", "INR     > 1.2"),
        (r"BMI \&lt;35", "BMI     <35"),
        ("&amp;gt; 3 &amp;lt;= 4", "       > 3        <= 4"),
        ("&amp;#8805; 5", "          ≥ 5"),
        ("&gt 5", "  > 5"),
        ("&#8805 18", "     ≥ 18"),
        (r"\u2265 18", "     ≥ 18"),
        ("<u>></u> 18", "       ≥ 18"),
        (r"\<br\>a", "     \na"),
    ],
)
def test_an_escape_inside_a_comparator_parts_no_signs(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_a_tag_ends_on_its_line() -> None:
    text = "w<a\n\n* Age > 18"
    assert fold(text) == text
    assert fold('x <a href="y">z') == "x" + 13 * " " + "z"


@pytest.mark.parametrize(
    ("raw", "word"),
    [
        ("Exclu\u00adsion", "Exclusion"),
        ("Plate\u00ad\nlets", "Platelets"),
        ("Plate\u200blets", "Platelets"),
        ("Exclu&shy;sion", "Exclusion"),
        ("naÃ¯ve", "naïve"),
        ("inclusiÃ³n", "inclusión"),
        ("inclusi&oacute;n", "inclusión"),
        ("inclusio\u0301n", "inclusión"),
        ("patientâ€™s", "patient's"),
        ("Ã‰tude", "Étude"),
    ],
)
def test_a_word_stays_whole_around_what_is_mended(raw: str, word: str) -> None:
    folded = fold(f"no {raw} here")
    assert folded.split() == ["no", word, "here"]
    assert len(folded) == len(raw) + 8
    start = folded.index(word)
    assert f"no {raw} here"[whole_from(f"no {raw} here", folded, start) : start + len(word)] == raw


@pytest.mark.parametrize("unseen", ["\u00ad", "\u200b", "\u2060", "\0"])
def test_what_is_not_seen_makes_no_number_of_two(unseen: str) -> None:
    assert fold(f"18{unseen}65") == "18 65"


@pytest.mark.parametrize(
    ("raw", "lines"),
    [
        ("Inclusion Criteria:~~* Age~~  * nested~ * eaten~Exclusion Criteria:~* ALT", 8),
        ("~       Inclusion Criteria:~          -  Gout and~            a flare~        Exclusion Criteria:~ - A", 6),
        ("Gout for one year.~Dialysis~Pregnancy", 3),
        ("Inclusion Criteria:          -  Adults         -  Old        Exclusion Criteria: x", 4),
        (r"Inclusion:\n- Age over 18\r\n- Asthma\n\n\tConsent", 5),
        (r"Inclusion:\\n- Age over 18\\n- Asthma", 3),
        ("Gout&#xD;\n- Age&#13;&#10;- ALT_x000D_\n- AST", 4),
        ("a&#xD;&lt;br&gt;b&lt;br /&gt;c&amp;lt;br/&amp;gt;d", 4),
        ("a\u2028b\u2029c\x85d", 4),
        (r"C:\new folder", 1),
        ("Age ~60 or ~ 70, weight 50~80 kg", 1),
        ("Obese (BMI ~30) and old (age~50) people", 1),
        ("Inclusion Criteria:~Obese (~30) people~2. Old people", 3),
        ("Inclusion Criteria:~Age ~60 or 18~65 years~2. Gout", 3),
    ],
)
def test_lines_end_where_they_were_ended(raw: str, lines: int) -> None:
    folded = fold(raw)
    assert len(folded) == len(raw)
    assert folded.count("\n") + 1 == lines


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("> Inclusion Criteria:\n> 1. Gout\n>\n> > 18 years", "  Inclusion Criteria:\n  1. Gout\n \n  > 18 years"),
        (">> - Gout\n>> - Age", "   - Gout\n   - Age"),
        ("> 18 years\n> 3 x ULN", "> 18 years\n> 3 x ULN"),
        ("> 18 years of age or older", "> 18 years of age or older"),
        ("Inclusion:\n> 18 years", "Inclusion:\n> 18 years"),
    ],
)
def test_mail_is_unquoted_and_limits_are_not(raw: str, folded: str) -> None:
    assert fold(raw) == folded


@pytest.mark.parametrize(
    "text",
    [
        "SANTÉ»",
        "À « l'hôpital »",
        "V̇E/V̇CO2",
        "C:\\new",
        "£20 a day",
        "10³ cells",
        "m³",
        "α, β and γ",
        "Ôter",
        "«É»",
        "mmol·L¯1",
        "Age │ 18",
    ],
)
def test_what_is_whole_is_left(text: str) -> None:
    assert fold(text).replace(" ", "") == text.replace(" ", "")


def test_values_are_given_whole() -> None:
    assert clean("Ã‰tude\u00ad de  la &amp;lt;goutte\u200b") == "Étude de la <goutte"
    assert plain("â‰¥ \\&lt;") == "≥ <"
    trial = parse("Trial ID: NCT01234567\nPublic title: Ã‰tude de la goutte\nStatus: Recruiting\nPhase: 2\n")
    assert (trial.title, trial.evidence("title")) == ("Étude de la goutte", "Ã‰tude de la goutte")


def test_evidence_holds_the_whole_damage() -> None:
    text = "- ALT &gt; 3 x ULN"
    (criterion,) = parse_criteria(text).criteria
    (constraint,) = criterion.constraints
    assert text[constraint.span.start : constraint.span.end] == "&gt; 3 x ULN"
