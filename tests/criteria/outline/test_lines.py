"""Which lines of a text go on with the one before, as cases: the text, and its paragraphs."""

from typing import Any

import pytest

from trialparse.criteria.decisions import Rule, Table
from trialparse.criteria.outline import lines
from trialparse.criteria.outline.lines import MARKED, UNMARKED, paragraphs, read_line

LONG = "Participants who have taken part in another trial of the same kind"  # so long that a text wraps at it

CASES = {
    "a line is a paragraph": ("Gout\nLupus\n\nVertigo", ["Gout", "Lupus", "Vertigo"]),
    "blanks around lines do not count": ("\n  Gout  \n\t\n Lupus\r\n", ["Gout", "Lupus"]),
    "nothing but blanks": (" \n\n\t", []),
    "a deeper line is of the item": ("* Gout\n    Treated or not\n* Lupus", ["Gout\n    Treated or not", "Lupus"]),
    "a deeper line without item stands alone": ("Gout\n    Treated", ["Gout", "Treated"]),
    "a sentence runs over": ("1. Gout of the\nleft toe\n2. Lupus", ["Gout of the\nleft toe", "Lupus"]),
    "a sentence has ended": ("1. Gout.\nof any kind", ["Gout.", "of any kind"]),
    "a capital begins anew": ("1. Gout\nLupus", ["Gout", "Lupus"]),
    "an open bracket holds on over a blank line": (
        "Gout (in\n\nboth feet)\n\nlupus",
        ["Gout (in\n\nboth feet)", "lupus"],
    ),
    "a closed bracket does not": ("Gout (in one\nfoot)", ["Gout (in one\nfoot)"]),
    "brackets that close": ("Gout (mild)\nlupus", ["Gout (mild)", "lupus"]),
    "a note of an item behind a blank line": ("- Gout\n\n   In a toe.\n- Lupus", ["Gout\n\n   In a toe.", "Lupus"]),
    "a paragraph behind a blank line": ("- Gout\n\nIn a toe.", ["Gout", "In a toe."]),
    "a blank line before every item": (
        "- Gout\n\n- Lupus\n\n- Vertigo\nOf long standing",
        ["Gout", "Lupus", "Vertigo\nOf long standing"],
    ),
    "hard-wrapped": (f"{LONG}\nSeptember included\n\nGout", [f"{LONG}\nSeptember included", "Gout"]),
    "hard-wrapped, but for a line written into": (
        (f"{LONG}\nGout too\n\n" * 10 + f"{LONG} and more\nGout"),
        [f"{LONG}\nGout too"] * 10 + [f"{LONG} and more\nGout"],
    ),
    "hard-wrapped, but for words taken out of a row": (
        f"{LONG}\n" * 4 + "Participants who have taken part\nEarlier this year\n\nGout",
        [f"{LONG}\n" * 4 + "Participants who have taken part\nEarlier this year", "Gout"],
    ),
    "hard-wrapped, but for a sentence that ends": (
        f"{LONG}\n" * 8 + "Participants who have taken part.\nEarlier this year",
        [f"{LONG}\n" * 8 + "Participants who have taken part.", "Earlier this year"],
    ),
    "items that are about as long": (
        f"{LONG}\nSubjects who have taken part in another trial of the same sort\n{LONG}",
        [LONG, "Subjects who have taken part in another trial of the same sort", LONG],
    ),
    "what closes a bracket is no marker": (
        "- Heart failure (class II or class\nIII) at entry\n- Gout",
        ["Heart failure (class II or class\nIII) at entry", "Gout"],
    ),
    "a sentence that runs over": (f"{LONG * 2}\n\n{LONG}\nlately", [LONG * 2, f"{LONG}\nlately"]),
    "a number that is led to": ("Gout for more than\n5 years\nLupus", ["Gout for more than\n5 years", "Lupus"]),
    "a line with room left is not wrapped": (
        f"{LONG}\n" * 6 + "September\n\nGout\nLupus",
        [f"{LONG}\n" * 6 + "September", "Gout", "Lupus"],
    ),
    "a range that is wrapped at its dash": (f"- {LONG}\n  {LONG}\n  - 90", [f"{LONG}\n  {LONG}\n  - 90"]),
    "an item at the same indent is none": (f"- {LONG}\n  {LONG}\n- 90", [f"{LONG}\n  {LONG}", "90"]),
    "a heading ends a paragraph": ("- Gout\n  Exclusion Criteria:\nLupus", ["Gout", "Exclusion Criteria:", "Lupus"]),
    "words that mention inclusion do not": ("- Gout at\ninclusion in the trial", ["Gout at\ninclusion in the trial"]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [text[each.body : each.end] for each in paragraphs(text, 0, len(text))] == expected


@pytest.mark.parametrize("rule", [*MARKED, *UNMARKED], ids=lambda rule: rule.name)
def test_the_example_of_a_rule_is_decided_by_it(rule: Rule[Any, bool], monkeypatch: pytest.MonkeyPatch) -> None:
    decided: list[Rule[Any, bool] | None] = []

    class Recorded(Table[Any, bool]):
        def first(self, facts: Any) -> Rule[Any, bool] | None:
            decided.append(super().first(facts))
            return decided[-1]

    for name, table in (("MARKED", MARKED), ("UNMARKED", UNMARKED)):
        monkeypatch.setattr(lines, name, Recorded(table.name, *table))
    *_, last = paragraphs(rule.example, 0, len(rule.example))
    assert decided[-1] is rule
    assert ("\n" in rule.example[last.start : last.end]) is rule.then


LINES = {
    "plain": ("Gout", None, "Gout", False),
    "marked": ("- Gout", "- ", "Gout", False),
    "numbered": ("2)  Gout", "2)", "Gout", False),
    "a heading": ("Exclusion Criteria:", None, "Exclusion Criteria:", True),
    "a marked heading": ("* Inclusion Criteria", "*", "Inclusion Criteria", True),
    "a heading with words behind": ("Exclusion Criteria: Gout", None, "Exclusion Criteria: Gout", False),
}


@pytest.mark.parametrize(("text", "marker", "body", "is_heading"), LINES.values(), ids=LINES.keys())
def test_a_line(text: str, marker: str | None, body: str, is_heading: bool) -> None:
    line = read_line(text, 0, len(text))
    assert (text[line.body :], line.is_heading) == (body, is_heading)
    assert (line.marker and text[line.marker.start : line.marker.end]) == (marker and marker.strip())
