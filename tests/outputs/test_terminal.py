"""Results in a terminal: what is shown, and that no character of a page steers it."""

import io
import sys

import pytest

from trialparse import Eligibility, Trial, parse, parse_criteria

TEXT = "Inclusion Criteria:\n- ALT ≤ 3 × ULN \x1b[31m [red]now[/red] \u202e \x07\n- Able to walk"


@pytest.fixture(autouse=True)
def _width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")


def test_a_criterion_is_shown_with_its_limits(capsys: pytest.CaptureFixture[str]) -> None:
    parse_criteria(TEXT).criteria[0].show()
    shown = capsys.readouterr().out
    assert "I1 ALT ≤ 3 × ULN" in shown
    assert "threshold  ALT (alt)  (,3]  × ULN" in shown
    assert "[red]now[/red]" in shown
    assert "Able" not in shown


def test_codes_of_a_page_are_shown_and_do_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    eligibility = parse_criteria(TEXT)
    trial = Trial(id="x\x1b]0;", title="a\x1bc\ud800", conditions=("\x9b31m",), eligibility=eligibility, text=TEXT)
    for result in (trial, eligibility, eligibility.criteria[0]):
        result.show()
        shown = capsys.readouterr().out
        assert shown.replace("\n", "").isprintable()
        assert r"\x1b" in shown


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_no_terminal_is_too_poor(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stdout = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stdout)
    parse(f"{TEXT}\n- \u4f53\u91cd > 30 kg").show()
    stdout.flush()
    shown = stdout.buffer.getvalue().decode(encoding)  # type: ignore[attr-defined]
    assert "I1 ALT" in shown
    assert ("\u4f53" in shown) == (encoding == "utf-8")
    assert ("\\u4f53" in shown) == (encoding != "utf-8")


def test_colour_and_width_are_as_the_user_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    eligibility = parse_criteria("ALT > 3 × ULN and " + "so on " * 100)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    eligibility.show()
    coloured = capsys.readouterr().out
    assert "\x1b[" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    eligibility.show()
    assert "\x1b[3" not in capsys.readouterr().out
    monkeypatch.delenv("FORCE_COLOR")
    eligibility.show()
    plain = capsys.readouterr().out
    assert max(map(len, plain.splitlines())) <= 40


def test_a_very_large_text_is_shown_in_part(capsys: pytest.CaptureFixture[str]) -> None:
    many = parse_criteria("ALT ≤ 3 × ULN").criteria[0].model_copy(update={"text": "so on " * 2000})
    eligibility = Eligibility(criteria=(many,) * 300)
    eligibility.show()
    shown = capsys.readouterr().out
    assert len(shown) < 500_000
    assert "[8,000 more characters]" in shown
    assert "more criteria are not shown" in shown
    crowded = many.model_copy(update={"constraints": many.constraints * 100})
    crowded.show()
    assert "40 more constraints are not shown" in capsys.readouterr().out


def test_an_eligibility_of_a_page_says_nothing_of_diagnostics(capsys: pytest.CaptureFixture[str]) -> None:
    trial = parse("Inclusion Criteria:\n- ALT ≤ 3 × ULN")
    assert trial.eligibility is not None
    trial.eligibility.show()
    assert "diagnostics" not in capsys.readouterr().out.lower()
    trial.show()
    assert "unknown-layout" in capsys.readouterr().out


def test_things_without_a_number_share_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    parse_criteria("Exclusion Criteria:\n- Tuberculosis, hepatitis B or HIV infection").show()
    shown = capsys.readouterr().out
    assert "condition  Tuberculosis · hepatitis B · HIV infection" in shown
    assert "without a number: condition" in shown


def test_a_thing_without_category_or_subject_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    criterion = parse_criteria("Exclusion Criteria: Tuberculosis").criteria[0]
    (fact,) = criterion.constraints
    assert fact.subject is not None
    unnamed = fact.model_copy(update={"subject": fact.subject.model_copy(update={"category": None})})
    criterion.model_copy(update={"constraints": (unnamed, fact.model_copy(update={"subject": None}))}).show()
    assert "Tuberculosis" in capsys.readouterr().out


def test_a_constraint_is_shown_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    parse_criteria("ALT ≤ 3 × ULN").constraints[0].show()
    assert capsys.readouterr().out == "threshold  ALT (alt)  (,3]  × ULN\n"
