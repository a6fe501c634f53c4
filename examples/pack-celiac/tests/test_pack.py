"""The pack as its users have it; pytest reads the examples of the lexicon as well (see pyproject.toml)."""

from pathlib import Path

import pytest

from trialparse import Criterion, Parser, Trial

PAGE = Path(__file__).with_name("page.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def trial() -> Trial:
    return Parser(packs=["celiac"]).parse(PAGE)


def subjects(criteria: tuple[Criterion, ...]) -> list[str | None]:
    return [limit.subject.id for criterion in criteria for limit in criterion.constraints if limit.subject]


def test_the_page_of_the_register_is_read(trial: Trial) -> None:
    assert (trial.layout, trial.status, trial.conditions) == ("riverland", "RECRUITING", ("Coeliac disease",))
    assert trial.enrollment is not None
    assert trial.enrollment.count == 120


def test_the_scores_are_read(trial: Trial) -> None:
    assert trial.eligibility is not None
    found = subjects(trial.eligibility.criteria)
    assert {"age", "hla_dq", "celiac_symptom_index", "vh_cd_ratio", "marsh_grade"} <= set(found)


def test_the_rule_reads_the_types(trial: Trial) -> None:
    assert trial.eligibility is not None
    disease, limit = trial.eligibility.criteria[1].constraints
    assert (disease.kind, limit.kind) == ("presence", "levels")
    assert limit.levels == ("DQ2", "DQ8")
    assert limit.rule == "celiac:hla_types"


def test_the_check_speaks_where_gluten_is_not_mentioned(trial: Trial) -> None:
    codes = {diagnostic.code for diagnostic in trial.diagnostics}
    assert "celiac-gluten-unstated" not in codes
    silent = "\n".join(line for line in PAGE.splitlines() if "luten" not in line)
    assert "celiac-gluten-unstated" in {each.code for each in Parser(packs=["celiac"]).parse(silent).diagnostics}
